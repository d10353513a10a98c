"""Own facts on their way to the platform: batch after batch, the next one read and packed while one is being taken.

What becomes of them, and how they come back, is in rounds.py.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from typing import Final, TypeAlias
from uuid import UUID

from commandcenter.core.facts import Cursor, Waiting, session_of
from commandcenter.sync.client import Client, Offer, Rejected
from commandcenter.sync.street import Street, ask
from commandcenter.sync.together import may_go, rejoin
from commandcenter.sync.trust import Trust
from commandcenter.sync.wire import MAX_FACTS, MAX_PAGE, Pushed

AHEAD: Final = 32  # batches that the platform may have before the first of them is fetched: some 30 MB here

Answered: TypeAlias = tuple[list[Waiting], Pushed | Rejected]
_Ready: TypeAlias = tuple[list[Waiting], Cursor, Offer]


class Sending:
    """One batch at a time is on its way, so that they arrive in their order. The first answer that is not plain (a
    refusal, a fact without a place) ends it: what follows waits until somebody has looked."""

    def __init__(self, street: Street, client: Client, trust: Trust) -> None:
        self._street, self._client, self._trust = street, client, trust
        self._answered: deque[Answered] = deque()
        self._room, self._full = asyncio.Semaphore(AHEAD), asyncio.Event()

    async def run(self, batch: list[Waiting]) -> None:
        """Offer this batch and those behind it.

        Raises:
            PlatformDown, StoreError: those that were answered are in `answered` all the same.
            Rejected: bad_signature.
        """
        ready = await ask(self._ready, batch)
        while ready is not None:
            batch, cursor, offer = ready
            if self._room.locked():
                self._full.set()
            await self._room.acquire()
            reading = asyncio.ensure_future(ask(self._next, batch[-1].id))
            try:
                answer = await self._offer(batch[0].stream, cursor, offer)
            finally:
                await asyncio.wait([reading])
            self._answered.append((batch, answer))
            if not _plain(batch, answer):
                reading.exception()  # looked at, so that asyncio does not complain of it
                return
            ready = reading.result()

    async def answered(self, task: "asyncio.Task[None]") -> list[Answered]:
        """Batches with their answers, in order, once the platform has all or so many of them; empty at the end.

        Raises:
            What `run`, which is `task`, raised, after all that was answered before.
        """
        full = asyncio.ensure_future(self._full.wait())
        try:
            await asyncio.wait({task, full}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            full.cancel()
        found = list(self._answered)
        self._answered.clear()
        self._full.clear()
        for _ in found:
            self._room.release()
        if not found and task.done():
            task.result()
        return found

    def _next(self, after: UUID) -> _Ready | None:
        return self._ready(batch_of(self._street, after))

    def _ready(self, batch: list[Waiting]) -> _Ready | None:
        """A batch with the message that offers it; None where nothing waits."""
        if not batch:
            return None
        cursor = self._street.cursor(batch[0].stream)
        return batch, cursor, Offer.of(batch[0].stream, cursor, [waiting.body for waiting in batch])

    async def _offer(self, stream: str, cursor: Cursor, offer: Offer) -> Pushed | Rejected:
        try:
            answer = await self._client.push(stream, cursor, offer)
        except Rejected as err:
            return err
        await ask(self._trust.check, stream, answer.head)
        return answer


def _plain(batch: list[Waiting], answer: Pushed | Rejected) -> bool:
    """Whether every fact of the batch has a place."""
    return (not isinstance(answer, Rejected) and len(answer.results) == len(batch)
            and not any(one.error for one in answer.results))


def batch_of(street: Street, after: UUID | None = None) -> list[Waiting]:
    """The oldest facts that wait and may travel together: one stream, one session, at most a page.

    `after`: of those behind this fact, which is on its way.
    """
    batch: list[Waiting] = []
    size, sid = 0, ""
    for waiting in street.waiting(MAX_FACTS, after):
        its = session_of(waiting.body)
        size += len(waiting.body)
        if batch and (its != sid or waiting.stream != batch[0].stream or size > MAX_PAGE):
            break
        sid = its
        batch.append(waiting)
    else:
        if len(batch) < MAX_FACTS:  # nothing waits behind them
            return batch
    if rejoin(street, batch, _behind(street, batch[-1].id)):
        return batch_of(street, after)
    return batch[:may_go([one.body for one in batch], (one.body for one in _behind(street, batch[-1].id)))]


def _behind(street: Street, after: UUID) -> Iterator[Waiting]:
    """What waits behind this fact, as far as one more message; read when it is asked for."""
    yield from street.waiting(MAX_FACTS, after)
