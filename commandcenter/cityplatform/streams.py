"""A stream in the platform's tables: its end, what a batch asks of it before it is judged, and the rows that follow.

One transaction's statements and no decision: who may is platform.py's, what becomes of a fact is sequencer.py's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.cityplatform import account_books, reoffering, sequencer
from commandcenter.cityplatform.blobs import name_photos
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.stations import Station
from commandcenter.cityplatform.storage import insert_many, rows_among
from commandcenter.cityplatform.tables import NUMBERED, fact, number, session, stream, workstation
from commandcenter.core import bodies
from commandcenter.core.facts import CITY, Cursor, genesis

_IN: Final = 500  # values in one IN (…)
V = TypeVar("V", bytes, str)
_HEAD: Final = sa.select(stream.c.seq, stream.c.h, stream.c.genesis).where(stream.c.street == sa.bindparam("name"))
_LOCKED_HEAD: Final = _HEAD.with_for_update()
# made once: to make one anew takes SQLAlchemy longer than to ask it
_PLACE: Final = sa.select(fact.c.h).where(fact.c.street == sa.bindparam("name"), fact.c.seq == sa.bindparam("at"))
_FOLLOWING: Final = (
    sa.select(fact.c.h, fact.c.rts, fact.c.verdict, fact.c.body)
    .where(fact.c.street == sa.bindparam("name"), fact.c.seq > sa.bindparam("after"))
    .order_by(fact.c.seq).limit(sa.bindparam("most", type_=sa.Integer)))
_SESSION: Final = sa.select(session).where(session.c.sid == sa.bindparam("its"))
_MOVE: Final = sa.update(stream).where(stream.c.street == sa.bindparam("name")).values(
    seq=sa.bindparam("to"), h=sa.bindparam("end"))
_GO_ON: Final = sa.update(session).where(session.c.sid == sa.bindparam("its")).values(
    workstation=sa.bindparam("owner"), last_sseq=sa.bindparam("last"))
_BEGIN: Final = sa.insert(session)
_COUNTED: Final = sa.delete(number).where(
    number.c.street == sa.bindparam("name"), number.c.day.in_(sa.bindparam("days", expanding=True)))
_COUNT: Final = sa.insert(number)


def head_of(conn: sa.Connection, name: str, *, lock: bool = False) -> Cursor:
    row = conn.execute(_LOCKED_HEAD if lock else _HEAD, {"name": name}).first()
    if row is None:
        raise KeyError(name)
    return Cursor(seq=row.seq, h=row.h, genesis=row.genesis)


def locked(conn: sa.Connection, name: str) -> Cursor:
    """End of a stream, which nobody else can move until this transaction ends: first of all statements of a writer.

    PostgreSQL locks the stream's row (in READ COMMITTED, so the next statement sees what the previous holder wrote);
    SQLite has one writer anyhow.
    """
    return head_of(conn, name, lock=True)


def check_place(conn: sa.Connection, name: str, head: Cursor, after: int, h: str) -> bytes:
    """The chain's hash at `after`, which the caller's must equal: a number alone would not show another past.

    Raises:
        Refusal: ahead (there is no such number yet), fork (another hash).
    """
    if after > head.seq:
        raise Refusal("ahead", stream=name, seq=head.seq, h=head.h.hex(), theirs=after)
    if after == head.seq:
        here = head.h
    elif after == 0:
        here = genesis(name, head.genesis)
    else:
        here = conn.execute(_PLACE, {"name": name, "at": after}).scalar_one()
    if h != here.hex() and not (after == 0 and h == ""):
        raise Refusal("fork", stream=name, seq=head.seq, h=head.h.hex(), theirs=after)
    return here


def following(conn: sa.Connection, name: str, after: int, most: int) -> sa.CursorResult[bytes, int, int, bytes]:
    """Hash, receipt time, verdict and bytes of the facts behind this number, so many at most; close it."""
    return conn.execute(_FOLLOWING, {"name": name, "after": after, "most": most})


def last_count(conn: sa.Connection, sid: str, station: Station) -> int:
    """Last count of a session. Another workstation may go on with it only once its own was revoked."""
    row = conn.execute(_SESSION, {"its": sid}).first()
    if row is None:
        return 0
    if row.workstation == reoffering.UNCLAIMED and row.street == station.street:
        return int(row.last_sseq)
    if row.workstation != station.id:
        owner = conn.execute(
            sa.select(workstation.c.street, workstation.c.revoked_at)
            .where(workstation.c.id == row.workstation)).first()
        if owner is None or owner.revoked_at is None or owner.street != station.street:
            raise Refusal("session_taken", sid=sid)
    return int(row.last_sseq)


def known_of(
    conn: sa.Connection, name: str, head: Cursor, last: int, arrivals: Sequence[sequencer.Arrival], rts: int
) -> sequencer.Known:
    """Ask the tables what a batch needs to be judged: one statement a question, none a fact."""
    held = {
        UUID(bytes=i): sequencer.Held(stream=of, seq=seq, verdict=verdict, body=body)
        for i, of, seq, verdict, body in rows_among(
            conn, "SELECT id, street, seq, verdict, body FROM fact WHERE id {}", {a.fact.id.bytes for a in arrivals})
    }
    inside = {a.fact.id for a in arrivals}
    bases = {
        UUID(bytes=found) for (found,) in rows_among(
            conn, "SELECT id FROM fact WHERE street = {} AND id {}",
            {a.fact.base.bytes for a in arrivals if a.fact.base and a.fact.base not in inside}, name)
    }
    reports = [(a.fact, a.content) for a in arrivals if isinstance(a.content, bodies.Reported)]
    numbered = {
        UUID(bytes=found) for (found,) in rows_among(
            conn, f"SELECT subject FROM fact WHERE street = {{}} AND {NUMBERED.text} AND subject {{}}",
            {f.subject.bytes for f, _ in reports}, name)
    }
    counters: dict[str, int] = {
        day: last for day, last in rows_among(
            conn, "SELECT day, last FROM number WHERE street = {} AND day {}",
            {sequencer.number_day(f, content, rts) for f, content in reports}, name)
    }
    published: set[tuple[str, int]] = {
        (of, version) for of, version in rows_among(
            conn, "SELECT name, version FROM document WHERE stream IN ({}, {}) AND name {}",
            {ref for a in arrivals for ref in a.fact.refs}, name, CITY)
    }
    return sequencer.Known(head=head, last_sseq=last, held=held, bases=bases, published=published, numbered=numbered,
                           counters=counters, accounts=account_books.read(conn, name, arrivals))


def append(conn: sa.Connection, name: str, rows: Sequence[sequencer.Row], head: Cursor) -> None:
    insert_many(conn, fact, [
        (name, r.seq, r.fact.id.bytes, r.fact.subject.bytes, r.fact.sid, r.fact.sseq, r.fact.type, r.h, r.rts,
         int(r.verdict), r.body)
        for r in rows
    ])
    conn.execute(_MOVE, {"name": name, "to": head.seq, "end": head.h})
    name_photos(conn, name, rows)


def set_session(conn: sa.Connection, sid: str, owner: int | None, name: str, last: int) -> None:
    if not conn.execute(_GO_ON, {"its": sid, "owner": owner, "last": last}).rowcount:
        conn.execute(_BEGIN, {"sid": sid, "workstation": owner, "street": name, "last_sseq": last})


def count(conn: sa.Connection, name: str, counters: Mapping[str, int]) -> None:
    days = list(counters)
    for part in parts(set(days)):
        conn.execute(_COUNTED, {"name": name, "days": part})
    conn.execute(_COUNT, [{"street": name, "day": day, "last": counters[day]} for day in days])


def parts(values: Collection[V]) -> Iterable[list[V]]:
    """Values in lists that fit one IN."""
    ordered = list(values)
    return (ordered[i:i + _IN] for i in range(0, len(ordered), _IN))
