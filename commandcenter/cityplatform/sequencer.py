"""What becomes of a pushed batch: each fact's number, hash and verdict, and the facts that the platform adds itself.

Pure: the tables' answers come in as `Known`, the rows to write go out as `Plan`. Nothing is read or written here.
"""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol
from uuid import UUID

import msgspec

from commandcenter.cityplatform.grants import NO_ACCOUNTS, Accounts, granted
from commandcenter.core import bodies
from commandcenter.core.case import Role
from commandcenter.core.facts import MAX_BODY, BadFact, Cursor, Fact, Session, decode, encode, link
from commandcenter.core.numbers import shanghai_day
from commandcenter.core.steps import happened
from commandcenter.sync.wire import Placed, Verdict, too_deep

PLATFORM = "platform"  # actor of the platform's own facts
OWN_TYPES = frozenset({"numbered", "published", "transferred"})  # no workstation may write these
_NUL = b"\\u0000"  # the only way in which JSON says it
_HOUR = 3_600_000
_LAST_DAY = 253_402_200_000_000  # ms UTC, in the year 9999


class Arrival(msgspec.Struct, frozen=True, kw_only=True, gc=False):  # Structs where there is one a fact: cheap to make
    """A pushed fact as read: `content` None for a type unknown here or data that cannot be read (`readable` False)."""

    body: bytes
    fact: Fact
    content: bodies.Body | None
    readable: bool


class Held(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry that the platform has already under an arriving id."""

    stream: str
    seq: int
    verdict: int
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the tables say about a batch before it: only the part that the batch asks for."""

    head: Cursor
    last_sseq: int  # of the batch's session
    held: Mapping[UUID, Held]  # by id, in any stream
    bases: Collection[UUID]  # bases named in the batch that lie in this stream
    published: AbstractSet[tuple[str, int]]  # (document, version) of the street and the city
    numbered: Collection[UUID]  # cases that have a number
    counters: Mapping[str, int]  # last number by day
    accounts: Accounts = field(default_factory=lambda: NO_ACCOUNTS)  # who may act, where the street has accounts


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry to append."""

    seq: int
    h: bytes
    rts: int
    verdict: int
    body: bytes
    fact: Fact


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to write and what to answer."""

    rows: tuple[Row, ...]
    results: tuple[Placed, ...]
    head: Cursor
    last_sseq: int  # of the pushing session
    own_sseq: int  # of the platform's session in this stream
    counters: Mapping[str, int]  # days that changed


@dataclass(frozen=True, kw_only=True)
class Own:
    """The platform's session in one stream, and how far it has counted."""

    session: Session
    sseq: int


def read(body: bytes) -> Arrival:
    """Read a pushed fact.

    Raises:
        BadFact: no envelope that could be kept: it has no id or place in a session, or names with a NUL.
        ValueError: nested too deep to be kept.
    """
    fact = decode(body)
    if _NUL in body and any("\0" in name for name in (fact.type, fact.sid, *fact.refs)):  # no text of PostgreSQL
        raise BadFact("NUL in a name")
    if too_deep(body):
        raise ValueError("nested too deep")
    if fact.v > 1:  # of a newer version: passed on unread
        return Arrival(body=body, fact=fact, content=None, readable=True)
    try:
        str(body, "utf-8")
        content = bodies.read(fact.type, bytes(fact.data))
    except (bodies.BadBody, UnicodeDecodeError):
        return Arrival(body=body, fact=fact, content=None, readable=False)
    return Arrival(body=body, fact=fact, content=content, readable=True)


class Transfers(Protocol):
    """Who answers requests to hand a case over to another street (transfers.py)."""

    def refusal(self, made: Fact, body: bodies.TransferAsked, reported: bool) -> Verdict:
        """Why a request is not granted; `reported`: its case, in this batch."""
        ...

    def answer(self, made: Fact, body: bodies.TransferAsked, seen: tuple[int, str]) -> Fact | None:
        """Hand the case over; the fact that says so in its street."""
        ...


def place(
    arrivals: Sequence[Arrival], known: Known, *, stream: str, rts: int, own: Own, transfers: Transfers | None = None
) -> Plan:
    """Number a batch of one session (sync.md §4.4). Stops at the first gap in the session's count."""
    rows: list[Row] = []
    results: list[Placed] = []
    counters: dict[str, int] = {}
    held = dict(known.held)
    here = {*known.bases, *(i for i, entry in held.items() if entry.stream == stream)}  # ids that lie in this stream
    numbered = set(known.numbered)
    seq, h, expect, own_sseq = known.head.seq, known.head.h, known.last_sseq + 1, own.sseq

    def append(fact: Fact, body: bytes, verdict: int) -> None:
        nonlocal seq, h
        seq += 1
        h = link(h, seq, rts, verdict, body)
        held[fact.id] = Held(stream=stream, seq=seq, verdict=verdict, body=body)
        here.add(fact.id)
        rows.append(Row(seq=seq, h=h, rts=rts, verdict=verdict, body=body, fact=fact))

    for arrival in arrivals:
        fact = arrival.fact
        before = held.get(fact.id)
        if before is not None:
            same = before.stream == stream and before.body == arrival.body
            results.append(Placed(before.seq, before.verdict) if same else Placed(0, 0, "id_conflict"))
            continue
        if fact.sseq < expect:
            results.append(Placed(0, 0, "sseq_conflict"))
            continue
        if fact.sseq > expect:
            break
        verdict = judge(arrival, stream, here, known.published)
        if not verdict and not granted(fact, arrival.content, known.accounts):
            verdict = Verdict.NOT_GRANTED
        asks = arrival.content if isinstance(arrival.content, bodies.TransferAsked) else None
        if asks is not None and transfers is not None and not verdict:
            verdict = transfers.refusal(fact, asks, fact.subject in numbered)
        append(fact, arrival.body, verdict)
        results.append(Placed(seq, verdict))
        expect += 1
        if asks is not None and transfers is not None and not verdict:
            said = transfers.answer(fact, asks, (seq, h.hex()[:8]))
            if said is not None:
                append(said, encode(said), Verdict.ACCEPTED)
        if verdict or fact.subject in numbered or not isinstance(arrival.content, bodies.Reported):
            continue
        day = number_day(fact, arrival.content, rts)
        counters[day] = counters.get(day, known.counters.get(day, 0)) + 1
        own_sseq += 1
        answer = own_fact(
            "numbered", bodies.Numbered(number=f"{day}-{counters[day]:04d}"), stream=stream, subject=fact.subject,
            session=own.session, sseq=own_sseq, seen=(seq, h.hex()[:8]), wall=rts,
        )
        append(answer, encode(answer), Verdict.ACCEPTED)
        numbered.add(fact.subject)
    head = Cursor(seq=seq, h=h, genesis=known.head.genesis)
    return Plan(rows=tuple(rows), results=tuple(results), head=head, last_sseq=expect - 1, own_sseq=own_sseq,
                counters=counters)


def judge(
    arrival: Arrival, stream: str, here: Collection[UUID], published: AbstractSet[tuple[str, int]]
) -> Verdict:
    """Whether a fact is accepted; the first reason that speaks against it otherwise. `here`: ids of this stream."""
    fact = arrival.fact
    if fact.street != stream:
        return Verdict.WRONG_STREET
    if len(arrival.body) > MAX_BODY:
        return Verdict.TOO_LARGE
    if fact.type in OWN_TYPES or fact.role == Role.PLATFORM:
        return Verdict.NOT_GRANTED
    if not arrival.readable:
        return Verdict.UNREADABLE
    if fact.base is not None and fact.base not in here:
        return Verdict.UNKNOWN_BASE
    if not fact.refs.items() <= published:
        return Verdict.UNPUBLISHED
    return Verdict.ACCEPTED


def own_fact(
    kind: str, body: bodies.Body, *, stream: str, subject: UUID, session: Session, sseq: int, seen: tuple[int, str],
    wall: int, actor: str = PLATFORM, role: str = Role.PLATFORM,
) -> Fact:
    """A fact by the platform itself, or that it writes down for somebody it has let."""
    return Fact(
        id=session.new_id(), street=stream, subject=subject, sid=session.sid, sseq=sseq, type=kind, actor=actor,
        role=role, wall=wall, seen=seen,
        data=msgspec.Raw(msgspec.json.encode(msgspec.structs.replace(body, n=session.salt()))),
    )


def number_day(fact: Fact, body: bodies.Reported, rts: int) -> str:
    """The day (yyyymmdd, Asia/Shanghai) under which a case is counted; of receipt where its own is no date."""
    at = happened(fact, body)
    moment = at if 0 <= at < _LAST_DAY else rts
    return _day(moment // _HOUR)


@lru_cache(maxsize=4096)
def _day(hour: int) -> str:
    return shanghai_day(hour * _HOUR)
