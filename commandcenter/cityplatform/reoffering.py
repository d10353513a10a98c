"""What becomes of facts that this platform had accepted, lost (an older backup was restored) and is offered again.

Its own signature proves that it had accepted them, so nobody's right is asked again; what they build on is. The order
checks are those of a push: the count of a session, the base, the documents' versions. No chain of before is continued:
they get new numbers at the end. The pure part; rows are written by platform.py.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa

from commandcenter.cityplatform import sequencer
from commandcenter.cityplatform.tables import document, fact, number, session
from commandcenter.cityplatform.transfer_ids import OUT, fact_id
from commandcenter.core import bodies
from commandcenter.core.facts import BrokenChain, Cursor, Fact, encode, link
from commandcenter.core.transfer_bodies import TransferAsked, Transferred
from commandcenter.sync.wire import Again, Head, Item, Verdict

V = TypeVar("V", bytes, str)
UNCLAIMED: Final = 0  # owner of a session that others brought back: the first who goes on with it has it


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One entry of the lost past, with the verdict that it had."""

    arrival: sequencer.Arrival
    verdict: int


@dataclass(frozen=True, kw_only=True)
class KnownAgain:
    """What the tables say about the offer before it, besides what is asked of any batch."""

    sessions: Mapping[str, int]  # last count
    newest: Mapping[str, int]  # newest version by document, in this stream
    published: Mapping[tuple[str, int], bytes]  # bodies of these versions, as far as they are offered
    reported: Collection[UUID]  # cases of the offer whose report lies in this stream
    numbered: Collection[UUID]  # cases of the offer that have a number
    requests: Mapping[UUID, int]  # verdicts of the requests whose answers are offered, as far as they lie here
    counters: Mapping[str, int]  # last number by day, of the numbers in the offer


@dataclass(frozen=True, kw_only=True)
class PlanAgain:
    """What to write and what to answer."""

    rows: tuple[sequencer.Row, ...]
    results: tuple[Again, ...]
    head: Cursor
    sessions: Mapping[str, int]
    own_sseq: int
    counters: Mapping[str, int]
    documents: tuple[tuple[str, int, UUID], ...]


def check(stream: str, start: Head, items: Sequence[Item], proof: Head) -> None:
    """Raises BrokenChain where the items do not lead, hash by hash, from `start` to `proof`."""
    seq, h = start.seq, bytes.fromhex(start.h)
    for item in items:
        seq += 1
        h = link(h, seq, item.rts, item.verdict, bytes(item.body))
    if (seq, h.hex(), start.genesis) != (proof.seq, proof.h, proof.genesis):
        raise BrokenChain(f"{stream}: from {start.seq} not to the head at {proof.seq}")


def ask(
    conn: sa.Connection, name: str, offered: Sequence[Offered], known: sequencer.Known, last_of: Collection[str]
) -> KnownAgain:
    """Ask the tables; an offer is rare, so a statement a question and a few hundred values are good enough."""
    subjects = {o.arrival.fact.subject for o in offered}
    said = [o.arrival.content for o in offered]
    names = {body.name for body in said if isinstance(body, bodies.Published)}
    days = {body.number.partition("-")[0] for body in said if isinstance(body, bodies.Numbered)}
    sessions: dict[str, int] = {}
    for part in _parts(list(last_of)):
        sessions.update({row.sid: row.last_sseq for row in conn.execute(
            sa.select(session.c.sid, session.c.last_sseq).where(session.c.sid.in_(part)))})
    of_type: dict[str, set[UUID]] = {}
    for kind in ("reported", "numbered"):
        of_type[kind] = {
            UUID(bytes=found) for part in _parts([s.bytes for s in subjects]) for found in conn.execute(
                sa.select(fact.c.subject)
                .where(fact.c.street == name, fact.c.subject.in_(part), fact.c.type == kind, fact.c.verdict == 0))
            .scalars()}
    newest: dict[str, int] = {}
    published: dict[tuple[str, int], bytes] = {}
    for part in _parts(list(names)):
        for of, version, raw in conn.execute(
                sa.select(document.c.name, document.c.version, fact.c.body).join(fact, document.c.fact == fact.c.id)
                .where(document.c.stream == name, document.c.name.in_(part))):
            newest[of] = max(newest.get(of, 0), version)
            body = bodies.read("published", bytes(sequencer.read(raw).fact.data))
            if isinstance(body, bodies.Published):
                published[of, version] = bytes(body.body)
    asked = [body.asked.bytes for body in said if isinstance(body, Transferred)]
    requests = {UUID(bytes=row.id): int(row.verdict) for part in _parts(asked) for row in conn.execute(
        sa.select(fact.c.id, fact.c.verdict).where(fact.c.street == name, fact.c.id.in_(part)))}
    counters = dict(known.counters)
    for part in _parts([day for day in days if day not in counters]):
        counters.update({row.day: row.last for row in conn.execute(
            sa.select(number.c.day, number.c.last).where(number.c.street == name, number.c.day.in_(part)))})
    return KnownAgain(sessions=sessions, newest=newest, published=published, reported=of_type["reported"],
                      numbered=of_type["numbered"], requests=requests, counters=counters)


class _Placing:
    """The end of the stream while an offer is placed."""

    def __init__(self, known: sequencer.Known, again: KnownAgain, stream: str, rts: int, own: sequencer.Own) -> None:
        self.stream, self.rts, self.own, self.own_sseq = stream, rts, own, own.sseq
        self.seq, self.h = known.head.seq, known.head.h
        self.held = dict(known.held)
        self.here = {*known.bases, *(i for i, entry in known.held.items() if entry.stream == stream)}
        self.refs = set(known.published)
        self.sessions, self.changed = dict(again.sessions), dict[str, int]()
        self.newest, self.published = dict(again.newest), dict(again.published)
        self.reported, self.numbered = set(again.reported), set(again.numbered)
        self.requests = dict(again.requests)
        self.last, self.counters = again.counters, dict[str, int]()
        self.unnumbered: dict[UUID, str] = {}  # reports placed here → the day they are counted under
        self.rows: list[sequencer.Row] = []
        self.documents: list[tuple[str, int, UUID]] = []

    def append(self, made: Fact, body: bytes, verdict: int) -> int:
        self.seq += 1
        self.h = link(self.h, self.seq, self.rts, verdict, body)
        self.held[made.id] = sequencer.Held(stream=self.stream, seq=self.seq, verdict=verdict, body=body)
        self.here.add(made.id)
        self.rows.append(sequencer.Row(seq=self.seq, h=self.h, rts=self.rts, verdict=verdict, body=body, fact=made))
        return self.seq

    def say(self, of: Fact, body: bodies.Body) -> Fact:
        """The same in a fact of this process: the platform's sessions of before are not continued."""
        self.own_sseq += 1
        made = sequencer.own_fact(
            of.type, body, stream=self.stream, subject=of.subject, session=self.own.session, sseq=self.own_sseq,
            seen=(self.seq, self.h.hex()[:8]), wall=of.wall, actor=of.actor, role=of.role)
        self.append(made, encode(made), Verdict.ACCEPTED)
        return made

    def offer(self, one: Offered) -> Again:
        made, content = one.arrival.fact, one.arrival.content
        before = self.held.get(made.id)
        if before is not None:
            same = before.stream == self.stream and before.body == one.arrival.body
            return Again(before.seq) if same else Again(0, "id_conflict")
        if isinstance(content, bodies.Published) and not one.verdict:
            return self._document(made, content)
        if isinstance(content, bodies.Numbered) and not one.verdict:
            return self._number(made, content)
        if isinstance(content, Transferred) and not one.verdict and (word := self._unasked(made, content)):
            return Again(0, word)
        expect = self.sessions.get(made.sid, 0) + 1
        if made.sseq < expect:
            return Again(0, "sseq_conflict")
        if made.sseq > expect or (not one.verdict and not self._placeable(made)):
            return Again(0, "later")
        self.sessions[made.sid] = self.changed[made.sid] = made.sseq
        if isinstance(content, bodies.Reported) and not one.verdict:
            self.reported.add(made.subject)
            if made.subject not in self.numbered:
                self.unnumbered[made.subject] = sequencer.number_day(made, content, self.rts)
        if isinstance(content, TransferAsked):
            self.requests[made.id] = one.verdict
        return Again(self.append(made, one.arrival.body, one.verdict))

    def _unasked(self, made: Fact, body: Transferred) -> str:
        """Why the platform's answer to a request is not placed: the request is not here, or was refused this time."""
        if made.id != fact_id(body.asked, OUT):
            return "" if made.subject in self.reported else "later"
        verdict = self.requests.get(body.asked)
        return "later" if verdict is None else "anew" if verdict else ""

    def _placeable(self, made: Fact) -> bool:
        return (made.base is None or made.base in self.here) and all(used in self.refs for used in made.refs.items())

    def _document(self, made: Fact, body: bodies.Published) -> Again:
        key, newest = (body.name, body.version), self.newest.get(body.name, 0)
        if key in self.published:
            return Again(0, "anew" if self.published[key] == bytes(body.body) else "version_conflict")
        if body.version != newest + 1:
            return Again(0, "later")
        again = self.say(made, body)
        self.newest[body.name] = body.version
        self.published[key] = bytes(body.body)
        self.refs.add(key)
        self.documents.append((body.name, body.version, again.id))
        return Again(0, "anew")

    def _number(self, made: Fact, body: bodies.Numbered) -> Again:
        if made.subject in self.numbered:
            return Again(0, "anew")
        if made.subject not in self.reported:
            return Again(0, "later")
        day, _, count = body.number.partition("-")
        if not (count.isascii() and count.isdigit() and int(count) > self.last.get(day, 0)):
            self.unnumbered[made.subject] = day  # somebody has it: another, when all that are free have kept theirs
            return Again(0, "anew")
        self.counters[day] = max(self.counters.get(day, 0), int(count))
        self._numbered(made, body.number)
        return Again(0, "anew")

    def _numbered(self, of: Fact, said: str) -> None:
        """Say the case's number: its old one where that is free, so that what was printed stays true."""
        self.say(of, bodies.Numbered(number=said))
        self.numbered.add(of.subject)
        self.unnumbered.pop(of.subject, None)

    def number_the_rest(self, template: Fact) -> None:
        """Give numbers to reports whose number does not lie in this offer, or is somebody else's by now."""
        for subject, day in list(self.unnumbered.items()):
            self.counters[day] = self.counters.get(day, self.last.get(day, 0)) + 1
            self._numbered(msgspec.structs.replace(
                template, subject=subject, type="numbered", actor=sequencer.PLATFORM, role="platform",
                wall=self.rts), f"{day}-{self.counters[day]:04d}")


def place_again(
    offered: Sequence[Offered], known: sequencer.Known, again: KnownAgain, *, stream: str, rts: int,
    own: sequencer.Own,
) -> PlanAgain:
    """Place what is placeable, in the order of the past that was lost."""
    placing = _Placing(known, again, stream, rts, own)
    results = [placing.offer(one) for one in offered]
    if offered:
        placing.number_the_rest(offered[0].arrival.fact)
    head = Cursor(seq=placing.seq, h=placing.h, genesis=known.head.genesis)
    return PlanAgain(rows=tuple(placing.rows), results=tuple(results), head=head, sessions=placing.changed,
                     own_sseq=placing.own_sseq, counters=placing.counters, documents=tuple(placing.documents))


def bring_back(conn: sa.Connection, name: str, sessions: Mapping[str, int]) -> None:
    """Count these sessions on; one that was not known belongs to whoever goes on with it."""
    for sid, last in sessions.items():
        if not conn.execute(sa.update(session).where(session.c.sid == sid).values(last_sseq=last)).rowcount:
            conn.execute(sa.insert(session).values(sid=sid, workstation=UNCLAIMED, street=name, last_sseq=last))


def _parts(values: list[V]) -> list[list[V]]:
    return [values[n:n + 500] for n in range(0, len(values), 500)]
