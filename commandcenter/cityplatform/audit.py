"""Does the platform's folder add up? Chain, numbering and views, recomputed from the stored bytes.

Reads only. What is wrong is listed, not repaired.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.cityplatform.sequencer import PLATFORM
from commandcenter.cityplatform.tables import document, fact, number, session, stream
from commandcenter.core import bodies
from commandcenter.core.case import Case, Entry
from commandcenter.core.facts import CITY, BadFact, BrokenChain, Fact, decode, digest, genesis, link
from commandcenter.core.fold import evolve

_MOST = 100  # differences listed of one stream


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that does not add up. Keys: gap, chain, head, column, body, verdict, session, number, document; page,
    where it is the database file itself."""

    stream: str
    key: str
    where: str


@dataclass(frozen=True, kw_only=True)
class StreamAudit:
    """What a stream's facts add up to."""

    stream: str
    facts: int
    rejected: int
    cases: int
    seq: int
    h: bytes
    state_digest: str


@dataclass(frozen=True, kw_only=True)
class Audit:
    """All streams that were looked at. `ok` when nothing differs."""

    streams: tuple[StreamAudit, ...]
    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        return not self.differences


class _Recount:
    """The views of one stream, counted anew from its facts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Difference] = []
        self.cases: dict[UUID, Case] = {}
        self.sessions: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.documents: dict[tuple[str, int], bytes] = {}
        self.rejected = 0

    def differs(self, key: str, where: str) -> None:
        if len(self.found) < _MOST:
            self.found.append(Difference(stream=self.name, key=key, where=where))

    def take(self, row: "sa.Row[Any]") -> None:
        try:
            made = decode(row.body)
        except BadFact as err:
            self.differs("body", f"seq {row.seq}: {err}")
            return
        held = (row.id, row.subject, row.sid, row.sseq, row.type)
        if held != (made.id.bytes, made.subject.bytes, made.sid, made.sseq, made.type):
            self.differs("column", f"seq {row.seq}")
        before = self.sessions.get(made.sid, 0)
        if made.sseq != before + 1:
            self.differs("session", f"seq {row.seq}: {made.sid} {before} → {made.sseq}")
        self.sessions[made.sid] = made.sseq
        if row.verdict:
            self.rejected += 1
            return
        if made.street != self.name:
            self.differs("verdict", f"seq {row.seq}: {made.street}")
        self._apply(made, Entry(fact=made, seq=row.seq, rts=row.rts, verdict=row.verdict))

    def _apply(self, made: Fact, entry: Entry) -> None:
        try:
            body = entry.read() if made.v == 1 else None  # of a newer version: passed on unread
        except bodies.BadBody:
            self.differs("verdict", f"seq {entry.seq}: unreadable {made.type}")
            return
        match body:
            case bodies.Published(name=name, version=version):
                self.documents[name, version] = made.id.bytes
            case bodies.Numbered(number=text) if made.actor == PLATFORM:
                day, _, count = text.partition("-")
                self.numbers[day] = max(self.numbers.get(day, 0), int(count) if count.isdigit() else 0)
        if self.name == CITY or isinstance(body, bodies.Published):
            return
        case, _ = evolve(self.cases.get(made.subject), entry)
        if case is not None:
            self.cases[made.subject] = case


def audit(conn: sa.Connection, only: str | None) -> Audit:
    """Look at one stream, or at all. A stream that is not there is reported as such (key `stream`)."""
    heads = {row.street: row for row in conn.execute(sa.select(stream).order_by(stream.c.street))}
    names = list(heads) if only is None else [only]
    done: list[StreamAudit] = []
    found: list[Difference] = []
    for name in names:
        if name not in heads:
            found.append(Difference(stream=name, key="stream", where="not there"))
            continue
        recount = _Recount(name)
        head = heads[name]
        h, n, rows = genesis(name, head.genesis), 0, 0
        for row in _facts(conn, name):
            rows += 1
            if row.seq != n + 1:
                recount.differs("gap", f"{n} → {row.seq}")
            n = row.seq
            try:
                h = link(h, n, row.rts, row.verdict, row.body)
            except BrokenChain:
                h = b""
            if h != row.h:
                recount.differs("chain", f"seq {n}")
                h = row.h  # go on from what is stored, so that one change is one difference
            recount.take(row)
        if (head.seq, head.h) != (n, h):
            recount.differs("head", f"{head.seq}, last fact {n}")
        _compare(conn, recount)
        found += recount.found
        done.append(StreamAudit(
            stream=name, facts=rows, rejected=recount.rejected, cases=len(recount.cases), seq=n, h=h,
            state_digest=digest(recount.cases)))
    found += _file(conn)
    return Audit(streams=tuple(done), differences=tuple(found))


def _file(conn: sa.Connection) -> list[Difference]:
    """What the engine finds wrong in the pages of its file, also where no stream is read; PostgreSQL sums its own."""
    if conn.dialect.name != "sqlite":
        return []
    said = conn.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
    return [Difference(stream="", key="page", where=str(line)) for line in said if line != "ok"]


def _facts(conn: sa.Connection, name: str) -> "Iterator[sa.Row[Any]]":
    found: sa.Result[Any] = conn.execution_options(yield_per=500).execute(
        sa.select(fact.c.seq, fact.c.id, fact.c.subject, fact.c.sid, fact.c.sseq, fact.c.type, fact.c.h, fact.c.rts,
                  fact.c.verdict, fact.c.body).where(fact.c.street == name).order_by(fact.c.seq))
    yield from found


def _compare(conn: sa.Connection, recount: _Recount) -> None:
    name = recount.name
    sessions = conn.execute(sa.select(session.c.sid, session.c.last_sseq).where(session.c.street == name))
    numbers = conn.execute(sa.select(number.c.day, number.c.last).where(number.c.street == name))
    documents = conn.execute(
        sa.select(document.c.name, document.c.version, document.c.fact).where(document.c.stream == name))
    views: tuple[tuple[str, dict[Any, Any], dict[Any, Any]], ...] = (
        ("session", recount.sessions, {row.sid: row.last_sseq for row in sessions}),
        ("number", recount.numbers, {row.day: row.last for row in numbers}),
        ("document", recount.documents, {(row.name, row.version): row.fact for row in documents}),
    )
    for key, counted, stored in views:
        for item in counted.keys() | stored.keys():
            if counted.get(item) != stored.get(item):
                recount.differs(key, f"{item}: {stored.get(item)}, by the facts {counted.get(item)}")
