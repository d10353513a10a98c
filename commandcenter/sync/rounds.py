"""One round of the exchange with the city platform: hello, reference documents, own facts out, everything in.

What waits leaves the outbox only by coming back with its number (sync.md §4.4, C3). When rounds happen is in loop.py.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from commandcenter.core.facts import CITY, BadFact, BrokenChain, Cursor, Waiting, decode
from commandcenter.sync.catching_up import catch_up
from commandcenter.sync.client import Client, InStep, Rejected
from commandcenter.sync.fetching import Fetched, Fetching
from commandcenter.sync.pasts import go_back, offer_again
from commandcenter.sync.sending import Sending, batch_of
from commandcenter.sync.street import Street, ask
from commandcenter.sync.trust import Trust, met
from commandcenter.sync.wire import MAX_FACTS, Counts, Head, Placed, Pushed, Welcome

log = logging.getLogger(__name__)

ATTEMPTS: Final = 3  # of a round, with a platform that shows another past
Progress = Callable[[int, int], None]  # facts done, facts in sight
Said = Callable[[str], None]


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
    lost: int = 0  # that the platform turned out to lack
    again: int = 0  # of those that it holds again
    caught_up: int = 0  # of `pulled`: read from a snapshot, because the platform hands out older ones no more

    def __add__(self, later: "Round") -> "Round":
        return Round(
            pushed=self.pushed + later.pushed, accepted=self.accepted + later.accepted,
            rejected=self.rejected + later.rejected, pulled=self.pulled + later.pulled, pending=later.pending,
            seq=later.seq, rounds=self.rounds + later.rounds, lost=self.lost + later.lost,
            again=self.again + later.again, caught_up=self.caught_up + later.caught_up,
        )


async def round_trip(
    street: Street, client: Client, progress: Progress | None = None, said: Said = lambda key: None
) -> Round:
    """Exchange everything once: what the platform lost is offered again, then the outbox batch by batch, then both
    streams are read to their end. `said` hears keys for words of what takes long and why.

    Raises:
        PlatformDown: nothing is lost, what came back before is kept.
        Rejected: a person has to look.
    """
    lost = 0
    for attempt in range(ATTEMPTS):
        sid, counts, stood = await ask(_who, street)
        welcome = await client.hello(sid, counts)
        if welcome.street != street.street:
            raise Rejected("another_street", token=welcome.street, street=street.street)
        known, client.in_step = client.in_step, None
        if known is not None and not counts.waiting and _as_it_was(street, known, welcome, stood):
            if known.offset_ms != client.offset_ms and client.offset_ms is not None:
                await ask(street.set_offset, client.offset_ms)
            client.in_step = InStep(street=street, welcome=welcome, offset_ms=client.offset_ms)
            return Round(seq=stood[street.street].seq)
        trust = await ask(_meet, street, welcome, client.offset_ms)
        exchange = _Exchange(street, client, trust, welcome, progress, said)
        try:
            done = await exchange.once()
        except Rejected as err:
            if err.key not in ("ahead", "fork") or not trust.key or attempt == ATTEMPTS - 1:
                raise
            lost += await go_back(street, client, trust, str(err.facts["stream"]))
        else:
            if exchange.idle:
                client.in_step = InStep(street=street, welcome=welcome, offset_ms=client.offset_ms)
            return replace(done, lost=lost)
    raise AssertionError  # the last attempt returned or raised


async def until_quiet(
    street: Street, client: Client, progress: Progress | None = None, said: Said = lambda key: None
) -> Round:
    """Rounds until nothing waits and the head is reached; the sum of them.

    Raises:
        PlatformDown, Rejected: as `round_trip`.
    """
    total = await round_trip(street, client, progress, said)
    while total.pending:
        total += await round_trip(street, client, progress, said)
    return total


def _who(street: Street) -> tuple[str, Counts, dict[str, Cursor]]:
    """Who calls, how it stands, and how far it has come in each stream."""
    how = street.standing()
    counts = Counts(conflicts=how.conflicts, aside=how.aside, waiting=how.waiting)
    return street.session(), counts, {stream: street.cursor(stream) for stream in (CITY, street.street)}


def _as_it_was(street: Street, known: InStep, welcome: Welcome, stood: Mapping[str, Cursor]) -> bool:
    """Whether the platform says, byte for byte, what it said when this street was last in step with it, and the street
    stands there still: then all of it has been checked, and there is nothing to fetch."""
    said = known.welcome
    return (
        known.street is street and (said.heads, said.key, said.streets) == (welcome.heads, welcome.key, welcome.streets)
        and {stream: head.cursor for stream, head in welcome.heads.items()} == stood)


def _meet(street: Street, welcome: Welcome, offset_ms: int | None) -> Trust:
    """Whose signature counts from now on; raises Rejected where it is not the platform that was met first."""
    pinned = street.platform_key()
    key = met(pinned, welcome.key)
    trust = Trust(key)
    for stream, head in welcome.heads.items():
        trust.check(stream, head)
    if key and not pinned:
        street.pin_key(key)
        log.info("pinned the platform's key %s", key)
    if offset_ms is not None:
        street.set_offset(offset_ms)
    if welcome.streets:
        street.keep_streets(welcome.streets)
    return trust


class _Exchange:
    """One round with a platform that has said hello."""

    def __init__(
        self, street: Street, client: Client, trust: Trust, welcome: Welcome, progress: Progress | None, said: Said
    ) -> None:
        self._street, self._client, self._trust, self._welcome = street, client, trust, welcome
        self._tally, self._said = _Tally(progress), said
        self._pulled = self._pushed = self._caught_up = 0
        self._behind: set[str] = set()  # streams that have more than this copy
        self._seq = 0
        self._lost: list[str] = []  # streams of which the platform lost something
        self._restamped: set[UUID] = set()

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self._behind or self._lost or self._pulled or self._pushed)

    async def once(self) -> Round:
        """What was lost, out, in."""
        street = self._street
        await ask(self._compare)
        again = 0
        for stream in self._lost:
            again += await self._again(stream)
        if CITY in self._behind:
            await self._pull_new(CITY)
        pushed, rejected = await self._push_all()
        self._pushed = pushed
        if not pushed and street.street in self._behind:
            await self._pull_new(street.street)
        seq, pending = self._seq, 0  # nothing waited just now
        if pushed or self._pulled or again:
            seq, pending = await ask(_stands, street)
        if pushed or self._pulled:
            await ask(_tidy, street)
            log.info("round: %d out (%d rejected), %d in, at %d", pushed, rejected, self._pulled, seq)
        return Round(pushed=pushed, accepted=pushed - rejected, rejected=rejected, pulled=self._pulled,
                     pending=pending, seq=seq, again=again, caught_up=self._caught_up)

    async def _push_all(self) -> tuple[int, int]:
        """Everything that waits, batch by batch, and seen to come back. Returns how many were taken, and how many of
        these rejected. First of all the platform gets them, some batches before any is fetched."""
        pushed = rejected = 0
        while batch := await ask(batch_of, self._street):
            sending = Sending(self._street, self._client, self._trust)
            task = asyncio.ensure_future(sending.run(batch))
            try:
                while answered := await sending.answered(task):
                    taken: list[Waiting] = []
                    for part, answer in answered:
                        placed = await self._push(part, answer)
                        pushed += len(placed)
                        rejected += sum(1 for one in placed if one.verdict)
                        taken += part[:1] if placed else []
                    for stream in dict.fromkeys(part[0].stream for part, _ in answered):
                        self._pulled += await self._pull(stream)
                    ahead = await ask(self._street.waiting, 1)
                    if ahead and any((ahead[0].id, ahead[0].body) == (one.id, one.body) for one in taken):
                        # it has a number there, was not in the stream, and still waits
                        raise Rejected("no_progress", stream=ahead[0].stream, id=str(ahead[0].id))
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        return pushed, rejected

    def _compare(self) -> None:
        """See how both streams stand here. Raises Rejected where the platform's ends show another past, or are
        missing."""
        for stream in (CITY, self._street.street):
            cursor = self._street.cursor(stream)
            head = self._welcome.heads.get(stream)
            if head is None:
                raise Rejected("grant", stream=stream)
            _same_past(stream, cursor, head)
            self._seq = cursor.seq  # of the street in the end
            if head.sig and head.seq == cursor.seq:
                self._street.keep_head(stream, head.cursor)
            self._tally.behind[stream] = head.seq - cursor.seq
            if not cursor.genesis or cursor.seq < head.seq:
                self._behind.add(stream)
            if self._trust.key and self._street.lost(stream, (0, 0)) is not None:
                self._lost.append(stream)

    async def _again(self, stream: str) -> int:
        """Offer again what the platform lost of a stream, and see it come back."""
        taken, never, later = await offer_again(self._street, self._client, self._trust, stream)
        if taken or never or later:
            self._pulled += await self._pull(stream)
            await ask(self._street.settle, never, later)
        return taken

    async def _pull_new(self, stream: str) -> None:
        """Read a stream to its end, unless this copy stands there."""
        cursor, head = await ask(self._street.cursor, stream), self._welcome.heads[stream]
        if not cursor.genesis or cursor.seq < head.seq:
            self._pulled += await self._pull(stream)

    async def _push(self, batch: list[Waiting], answer: Pushed | Rejected) -> list[Placed]:
        """See what becomes of a batch. What can get no place as it stands goes on in another session, or is set
        aside."""
        street, stream = self._street, batch[0].stream
        if isinstance(answer, Rejected):
            position = answer.facts.get("position")
            if answer.key == "bad_fact" and isinstance(position, int) and 0 <= position < len(batch):
                await ask(street.set_aside, {batch[position].id: "bad_fact"})
                return []
            if answer.key == "session_taken":  # a copied folder: what came from the other one comes by pull
                self._pulled += await self._pull(stream)
                await self._restamp([waiting.id for waiting in batch], answer)
                return []
            raise answer
        placed = dict(zip((waiting.id for waiting in batch), answer.results, strict=False))
        refused = {one.error: i for i, one in placed.items() if one.error}
        if refused.keys() - {"id_conflict", "sseq_conflict"}:
            key = min(refused.keys() - {"id_conflict", "sseq_conflict"})
            raise Rejected(key, id=str(refused[key]), stream=stream)
        aside = {i: one.error for i, one in placed.items() if one.error == "id_conflict"}
        if aside:
            self._pulled += await self._pull(stream)  # what the log holds of them decides whether anybody need look
            await ask(street.set_aside, aside)
        anew = [w.id for w in batch if w.id not in placed or placed[w.id].error == "sseq_conflict"]
        if anew:
            waiting = decode(next(w.body for w in batch if w.id == anew[0])).sseq
            await self._restamp(anew, Rejected("gap", stream=stream, expect=answer.expect, waiting=waiting))
        return [one for one in answer.results if not one.error]

    async def _restamp(self, ids: list[UUID], otherwise: Rejected) -> None:
        if self._restamped & set(ids):  # once is enough with a platform that keeps its own rules
            raise otherwise
        self._restamped |= set(ids)
        await ask(self._street.restamp, ids)

    async def _pull(self, stream: str) -> int:
        try:
            return await _pull(self._street, self._client, self._trust, stream, self._tally)
        except Rejected as err:
            if err.key != "too_old" or self._caught_up:
                raise
            self._said("from_snapshot")
            self._caught_up = await catch_up(
                self._street, self._client, self._trust, stream, err, self._tally.show)
        return self._caught_up + await self._pull(stream)


class _Tally:
    """Counts what came in, for the progress shown."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.behind: dict[str, int] = {}
        self._done = 0

    def show(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(done, total)

    def took(self, stream: str, count: int, remaining: int) -> None:
        self._done += count
        self.behind[stream] = remaining
        if self._progress is not None:
            self._progress(self._done, self._done + sum(self.behind.values()))


def _tidy(street: Street) -> None:
    """Throw away what a catching-up left that was cut off after its last page."""
    archive = street.archive()
    if archive is not None:
        archive.drop()


async def _pull(street: Street, client: Client, trust: Trust, stream: str, tally: _Tally) -> int:
    """Read a stream to its end. Returns the number of entries taken."""
    taken = 0
    fetching = Fetching(client, stream)
    task = asyncio.ensure_future(fetching.run(await ask(street.cursor, stream)))
    try:
        while pages := await fetching.fetched(task):
            after, (_, last) = pages[0][1].after, pages[-1]
            count = sum(len(entries) for entries, _ in pages)
            if count:
                try:
                    await ask(_adopt, street, trust, stream, pages)
                except (BrokenChain, BadFact) as err:
                    raise Rejected("broken_chain", stream=stream, after=after, detail=str(err)[:200]) from err
            taken += count
            tally.took(stream, count, last.head.seq - last.to.seq)
        return taken
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _adopt(street: Street, trust: Trust, stream: str, pages: Sequence[Fetched]) -> None:
    """Take pages together; where something is wrong with one, those before it all the same."""
    trust.check(stream, *(head for _, page in pages for head in (page.to, page.head)))
    taken = [(entries, page.to.cursor) for entries, page in pages]
    try:
        street.adopt_pages(stream, taken)
    except (BrokenChain, BadFact):
        if len(taken) == 1:
            raise
        for entries, end in taken:
            street.adopt(stream, entries, end)


def _same_past(stream: str, cursor: Cursor, head: Head) -> None:
    """Raises Rejected ahead or fork where the platform's end shows that it has another past than this copy."""
    if cursor.seq == 0:
        return
    if head.genesis != cursor.genesis or (head.seq == cursor.seq and head.h != cursor.h.hex()):
        raise Rejected("fork", stream=stream, seq=head.seq, theirs=cursor.seq)
    if head.seq < cursor.seq:
        raise Rejected("ahead", stream=stream, seq=head.seq, theirs=cursor.seq)


def _stands(street: Street) -> tuple[int, int]:
    """How far the street's stream has come here, and how many own facts wait (counted up to MAX_FACTS)."""
    return street.cursor(street.street).seq, len(street.waiting(MAX_FACTS))
