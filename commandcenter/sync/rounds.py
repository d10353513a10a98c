"""One round of the exchange with the city platform: hello, reference documents, own facts out, everything in.

What waits leaves the outbox only by coming back with its number (sync.md §4.4, C3). When rounds happen is in loop.py.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

from commandcenter.core.facts import CITY, Accepted, BadFact, BrokenChain, Cursor, Waiting, decode
from commandcenter.sync.client import Client, Rejected
from commandcenter.sync.trust import Trust, met
from commandcenter.sync.wire import MAX_FACTS, MAX_PAGE, Head, Page, Placed, Welcome

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
Progress = Callable[[int, int], None]  # facts done, facts in sight


class Street(Protocol):
    """What sync needs of the door. All methods block and may be called from any thread."""

    @property
    def street(self) -> str:
        """The street's code, which names its stream."""
        ...

    def session(self) -> str:
        """`sid` of this process."""
        ...

    def cursor(self, stream: str) -> Cursor:
        """How far this copy has come; (0, b"", "") before the first page."""
        ...

    def waiting(self, limit: int) -> list[Waiting]:
        """Own facts without a number, in local order."""
        ...

    def adopt(self, stream: str, entries: Sequence[Accepted], head: Cursor) -> int:
        """Take a page: facts, fold and cursor in one transaction.

        Raises:
            BrokenChain: the hashes do not lead to `head`; nothing was taken.
        """
        ...

    def set_offset(self, ms: int) -> None:
        """The platform's clock minus ours."""
        ...

    def platform_key(self) -> str:
        """The key with which the platform signs, as it was pinned; "" before the first meeting."""
        ...

    def pin_key(self, key: str) -> None:
        """Pin the platform's key, durable when it returns; done once."""
        ...


@dataclass(frozen=True, kw_only=True)
class Round:
    """What a round did. `pulled` counts entries of all streams, `pending` what waits at its end."""

    pushed: int = 0
    accepted: int = 0
    rejected: int = 0
    pulled: int = 0
    pending: int = 0
    seq: int = 0  # of the street's stream
    rounds: int = 1

    def __add__(self, later: "Round") -> "Round":
        return Round(
            pushed=self.pushed + later.pushed, accepted=self.accepted + later.accepted,
            rejected=self.rejected + later.rejected, pulled=self.pulled + later.pulled, pending=later.pending,
            seq=later.seq, rounds=self.rounds + later.rounds,
        )


async def ask(question: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
    """Call the street in a worker thread. Cancelled meanwhile, it waits for the call: nobody closes a store in use."""
    task = asyncio.ensure_future(asyncio.to_thread(question, *args, **more))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio does not complain of it
        raise


async def round_trip(street: Street, client: Client, progress: Progress | None = None) -> Round:
    """Exchange everything once: the outbox is offered batch by batch, then the street's stream is read to its end.

    Raises:
        PlatformDown: nothing is lost, what came back before is kept.
        Rejected: a person has to look.
    """
    welcome = await client.hello(await ask(street.session))
    if welcome.street != street.street:
        raise Rejected("another_street", token=welcome.street, street=street.street)
    trust = await ask(_meet, street, welcome)
    if client.offset_ms is not None:
        await ask(street.set_offset, client.offset_ms)
    tally = _Tally(progress)
    for stream in (CITY, street.street):
        cursor = await ask(street.cursor, stream)
        head = welcome.heads.get(stream)
        if head is None:
            raise Rejected("grant", stream=stream)
        _same_past(stream, cursor, head)
        tally.behind[stream] = head.seq - cursor.seq
    pulled = await _pull(street, client, trust, CITY, tally)
    pushed = accepted = rejected = 0
    while batch := await ask(_batch, street):
        stream = batch[0].stream
        cursor = await ask(street.cursor, stream)
        answer = await client.push(stream, cursor, [waiting.body for waiting in batch])
        _all_placed(batch, answer.results, answer.expect)
        pushed += len(answer.results)
        accepted += sum(1 for placed in answer.results if not placed.verdict)
        rejected += sum(1 for placed in answer.results if placed.verdict)
        pulled += await _pull(street, client, trust, stream, tally)
        ahead = await ask(street.waiting, 1)
        if ahead and ahead[0].id == batch[0].id:  # it has a number there, was not in the stream, and still waits
            raise Rejected("no_progress", stream=stream, id=str(batch[0].id))
    if not pushed:
        pulled += await _pull(street, client, trust, street.street, tally)
    cursor = await ask(street.cursor, street.street)
    pending = len(await ask(street.waiting, MAX_FACTS))
    if pushed or pulled:
        log.info("round: %d out (%d rejected), %d in, at %d", pushed, rejected, pulled, cursor.seq)
    return Round(pushed=pushed, accepted=accepted, rejected=rejected, pulled=pulled, pending=pending, seq=cursor.seq)


async def until_quiet(street: Street, client: Client, progress: Progress | None = None) -> Round:
    """Rounds until nothing waits and the head is reached; the sum of them.

    Raises:
        PlatformDown, Rejected: as `round_trip`.
    """
    total = await round_trip(street, client, progress)
    while total.pending:
        total += await round_trip(street, client, progress)
    return total


def _meet(street: Street, welcome: Welcome) -> Trust:
    """Whose signature counts from now on; raises Rejected where it is not the platform that was met first."""
    pinned = street.platform_key()
    key = met(pinned, welcome.key)
    trust = Trust(key)
    for stream, head in welcome.heads.items():
        trust.check(stream, head)
    if key and not pinned:
        street.pin_key(key)
        log.info("pinned the platform's key %s", key)
    return trust


class _Tally:
    """Counts what came in, for the progress shown."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.behind: dict[str, int] = {}
        self._done = 0

    def took(self, stream: str, count: int, remaining: int) -> None:
        self._done += count
        self.behind[stream] = remaining
        if self._progress is not None:
            self._progress(self._done, self._done + sum(self.behind.values()))


async def _pull(street: Street, client: Client, trust: Trust, stream: str, tally: _Tally) -> int:
    """Read a stream to its end, page by page. Returns the number of entries taken."""
    taken = 0
    while True:
        cursor = await ask(street.cursor, stream)
        page = await client.pull(stream, cursor)
        entries = _entries(stream, cursor, page)
        if entries:
            try:
                await ask(_adopt, street, trust, stream, entries, page)
            except (BrokenChain, BadFact) as err:
                raise Rejected("broken_chain", stream=stream, after=cursor.seq, detail=str(err)[:200]) from err
        taken += len(entries)
        tally.took(stream, len(entries), page.head.seq - page.to.seq)
        if page.to.seq == page.head.seq:
            return taken


def _adopt(street: Street, trust: Trust, stream: str, entries: Sequence[Accepted], page: Page) -> None:
    trust.check(stream, page.to, page.head)
    street.adopt(stream, entries, page.to.cursor)


def _entries(stream: str, cursor: Cursor, page: Page) -> list[Accepted]:
    """The page's entries, once it fits the cursor (C4); the hashes are the door's to check."""
    fits = page.after == cursor.seq and page.to.seq == page.after + len(page.items) and page.to.seq <= page.head.seq
    if not fits or (not page.items and page.to.seq < page.head.seq):
        raise Rejected("broken_chain", stream=stream, after=cursor.seq)
    if cursor.seq and page.to.genesis != cursor.genesis:
        raise Rejected("fork", stream=stream, seq=page.head.seq, theirs=cursor.seq)
    return [
        Accepted(seq=page.after + n, rts=item.rts, verdict=item.verdict, body=bytes(item.body))
        for n, item in enumerate(page.items, start=1)
    ]


def _same_past(stream: str, cursor: Cursor, head: Head) -> None:
    """Raises Rejected ahead or fork where the platform's end shows that it has another past than this copy."""
    if cursor.seq == 0:
        return
    if head.genesis != cursor.genesis or (head.seq == cursor.seq and head.h != cursor.h.hex()):
        raise Rejected("fork", stream=stream, seq=head.seq, theirs=cursor.seq)
    if head.seq < cursor.seq:
        raise Rejected("ahead", stream=stream, seq=head.seq, theirs=cursor.seq)


def _batch(street: Street) -> list[Waiting]:
    """The oldest waiting facts that may travel together: one stream, one session, at most a page."""
    batch: list[Waiting] = []
    size, sid = 0, ""
    for waiting in street.waiting(MAX_FACTS):
        its = decode(waiting.body).sid
        size += len(waiting.body)
        if batch and (its != sid or waiting.stream != batch[0].stream or size > MAX_PAGE):
            break
        sid = its
        batch.append(waiting)
    return batch


def _all_placed(batch: Sequence[Waiting], results: Sequence[Placed], expect: int) -> None:
    """Raises Rejected where a fact of the batch has no number: it would wait for ever, and all behind it."""
    for waiting, placed in zip(batch, results, strict=False):
        if placed.error:
            raise Rejected(placed.error, id=str(waiting.id), stream=waiting.stream)
    if len(results) != len(batch):
        raise Rejected("gap", stream=batch[0].stream, expect=expect, waiting=decode(batch[len(results)].body).sseq)
