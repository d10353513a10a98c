"""Pasts of a stream: the places that the platform signed, what it lost, and facts that can get no place there.

Where a platform shows an older past than this copy, what it lost goes on standing here, waits without a number above
what the platform holds, and is offered again with the signed places as proof. Writes `fact` beside log.py.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
import sqlalchemy as sa

from commandcenter.core.case import Role
from commandcenter.core.facts import (
    Accepted,
    BrokenChain,
    Cursor,
    Fact,
    LostPart,
    Session,
    SetAside,
    decode,
    encode,
    genesis,
    link,
)
from commandcenter.store import log, sql
from commandcenter.store.tables import aside, fact, lost, past, signed_head, stream

PART_FACTS: Final = 1000  # between two signed places that are kept
PART_BYTES: Final = 1024 * 1024
ANEW: Final = "anew"  # set aside because the log says the same in another fact, or under other stamps: nobody need look
_PLATFORMS: Final = ("numbered", "published", "transferred")  # only the platform writes these: they cannot be pushed
_ALSO: Final = ("reported", "photos_added")  # and these, of a case that another street handed over
_IN: Final = 500


def keep_signed(conn: sa.Connection, name: str, head: Cursor, size: int) -> None:
    """Keep a place that the platform signed; `size` bytes of bodies came with it. Those in between are forgotten."""
    if not head.sig:
        return
    kept = sql.rows(
        conn, "SELECT seq, size FROM signed_head WHERE stream = ? AND past = 0 ORDER BY seq DESC LIMIT 2", (name,))
    last, its_size = kept[0] if kept else (0, 0)
    if kept and last >= head.seq:
        return
    since = kept[1][0] if len(kept) > 1 else 0
    if kept and head.seq - since <= PART_FACTS and its_size + size <= PART_BYTES:
        size += its_size
        sql.write(conn, "DELETE FROM signed_head WHERE stream = ? AND past = 0 AND seq = ?", (name, last))
    sql.write(
        conn, "INSERT INTO signed_head(stream, past, seq, h, genesis, sig, size) VALUES (?, 0, ?, ?, ?, ?, ?)",
        (name, head.seq, head.h, head.genesis, head.sig, size))


def signed_up_to(conn: sa.Connection, name: str) -> int:
    """The last number of this copy whose place the platform signed; 0 where there is none."""
    return int(sql.value(conn, "SELECT max(seq) FROM signed_head WHERE stream = ? AND past = 0", (name,)) or 0)


def whole(reader: Any, name: str) -> int | None:
    """The number of a stream's last fact where none before it is missing, else None; by a raw connection of its own."""
    last, count = reader.execute("SELECT max(seq), count(seq) FROM fact WHERE stream = ?", (name,)).fetchone()
    return int(count) if last in (None, count) else None


def whole_up_to(conn: sa.Connection, name: str) -> int:
    """The last number up to which the facts of a stream lie here without a hole: all are walked."""
    placed = sa.select(
        fact.c.seq, sa.func.row_number().over(order_by=fact.c.seq).label("n")
    ).where(fact.c.stream == name, fact.c.seq.is_not(None)).subquery()
    return int(conn.execute(sa.select(sa.func.max(placed.c.seq)).where(placed.c.seq == placed.c.n)).scalar() or 0)


def places(conn: sa.Connection, name: str, seqs: Collection[int]) -> list[tuple[int, bytes]]:
    """The chain's hash after each of these numbers, counted from the signed places below them.

    Raises:
        BrokenChain: a fact is missing here.
    """
    known = log.cursor(conn, name)
    found: list[tuple[int, bytes]] = []
    at, h = 0, genesis(name, known.genesis)
    for seq in sorted(set(seqs)):
        below = sql.row(
            conn, "SELECT seq, h FROM signed_head WHERE stream = ? AND past = 0 AND seq <= ? ORDER BY seq DESC LIMIT 1",
            (name, seq))
        if below is not None and below[0] > at:
            at, h = below
        for n, rts, verdict, body in sql.each(
                conn, "SELECT seq, rts, verdict, body FROM fact WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq",
                (name, at, seq)):
            at, h = n, link(h, n, rts, verdict, body)
        if at != seq:
            raise BrokenChain(f"{name}: no fact {at + 1} here")
        found.append((seq, h))
    return found


def roll_back(conn: sa.Connection, name: str, to: int, now: int) -> tuple[set[UUID], set[UUID], int]:
    """Take the numbers after `to` from this stream's facts: they wait, to be offered again. Returns their subjects,
    those that hold less now: what the platform alone may say, and nothing proves, it has to say anew; and how many
    facts these were. There may be none: then only the place was wrong, and is counted anew.

    The order in which they count stays: what was accepted, then what was lost, then own waiting facts.
    """
    ours = log.cursor(conn, name)
    h = places(conn, name, [to])[0][1] if to else genesis(name, ours.genesis)
    rows = conn.execute(
        sa.select(fact.c.id, fact.c.seq, fact.c.rts, fact.c.verdict, fact.c.subject, fact.c.type,
                  sa.func.length(fact.c.body).label("size"))
        .where(fact.c.stream == name, fact.c.seq > to).order_by(fact.c.seq)).all()
    if not rows:
        _move(conn, name, Cursor(seq=to, h=h, genesis=ours.genesis))
        return set(), set(), 0
    number, behind = _past_for(conn, name, ours, Cursor(seq=to, h=h, genesis=ours.genesis), now)
    proven = _proven(conn, name, number, to, [*((r.seq, r.size) for r in rows), *behind])
    again = [{"past": number, "seq": r.seq, "fact": r.id, "rts": r.rts, "verdict": r.verdict, "done": 0}
             for r in rows if r.seq in proven]
    if again:  # of what went on from here before, some may be proven though nothing of this is
        conn.execute(sa.insert(lost), again)
    conn.execute(sa.update(signed_head).where(
        signed_head.c.stream == name, signed_head.c.past == 0, signed_head.c.seq > to).values(past=number))
    waits = conn.execute(sa.select(fact.c.id).where(fact.c.seq.is_(None)).order_by(fact.c.lid)).scalars().all()
    conn.execute(sa.update(fact).where(fact.c.stream == name, fact.c.seq > to).values(seq=None))
    top = int(conn.execute(sa.select(sa.func.max(fact.c.lid))).scalar() or 0)
    ordered = [*(r.id for r in rows), *waits]
    if ordered:
        conn.exec_driver_sql("UPDATE fact SET lid = ? WHERE id = ?", [(top + n, i) for n, i in enumerate(ordered, 1)])
    less = set_aside(conn, dict.fromkeys(
        _of_platform(conn, [(r.id, r.type) for r in rows if r.seq not in proven]), ANEW), now)
    _move(conn, name, Cursor(seq=to, h=h, genesis=ours.genesis))
    return {UUID(bytes=r.subject) for r in rows}, less, len(rows)


def _move(conn: sa.Connection, name: str, to: Cursor) -> None:
    """This copy stands there; signed places beyond it are no places of this copy."""
    conn.execute(sa.delete(signed_head).where(
        signed_head.c.stream == name, signed_head.c.past == 0, signed_head.c.seq > to.seq))
    log.move_cursor(conn, name, to)
    if not to.seq:  # the platform may show another beginning
        conn.execute(sa.delete(stream).where(stream.c.stream == name))


def _past_for(
    conn: sa.Connection, name: str, ours: Cursor, to: Cursor, now: int
) -> tuple[int, list[tuple[int, int]]]:
    """The past that what is lost now belongs to: one that went on from here and is not back yet, or a new one.

    With it the (number, size) of what it holds already.
    """
    before = conn.execute(
        sa.select(past.c.id).where(
            past.c.stream == name, past.c.seq == ours.seq, past.c.h == ours.h,
            sa.exists().where(lost.c.past == past.c.id, lost.c.done == 0))).scalar()
    if before is None:
        number = int(conn.execute(sa.select(sa.func.coalesce(sa.func.max(past.c.id), 0) + 1)).scalar_one())
        conn.execute(sa.insert(past).values(
            id=number, stream=name, genesis=to.genesis, seq=to.seq, h=to.h, found_at=now))
        return number, []
    conn.execute(sa.update(past).where(past.c.id == before).values(seq=to.seq, h=to.h))
    sizes = conn.execute(
        sa.select(lost.c.seq, sa.func.length(fact.c.body)).join(fact, fact.c.id == lost.c.fact)
        .where(lost.c.past == before).order_by(lost.c.seq))
    return int(before), [(seq, size) for seq, size in sizes]


def _proven(conn: sa.Connection, name: str, number: int, to: int, rows: Sequence[tuple[int, int]]) -> set[int]:
    """Which of these numbers lie before a signed place that is near enough to prove them in one message, and lack none
    in between."""
    marks = iter(conn.execute(
        sa.select(signed_head.c.seq).where(
            signed_head.c.stream == name, signed_head.c.past.in_((0, number)), signed_head.c.seq > to)
        .order_by(signed_head.c.seq)).scalars().all())
    found: set[int] = set()
    held: list[int] = []
    size, start, mark = 0, to, next(marks, None)
    for seq, length in rows:
        while mark is not None and mark < seq:  # the fact at that place is missing here
            held, size, start, mark = [], 0, mark, next(marks, None)
        if mark is None:
            break
        held.append(seq)
        size += length
        if seq == mark:
            short = len(held) <= PART_FACTS and (size <= 2 * PART_BYTES or len(held) == 1)
            if short and len(held) == mark - start:
                found.update(held)
            held, size, start, mark = [], 0, mark, next(marks, None)
    return found


def lost_part(conn: sa.Connection, name: str, after: tuple[int, int]) -> LostPart | None:
    """The next piece of this stream's lost pasts that holds something to offer; `after`: (past, end) of the last."""
    row = sql.row(
        conn, "SELECT lost.past, lost.seq FROM lost JOIN past ON past.id = lost.past WHERE past.stream = ?"
        " AND lost.done = 0 AND (lost.past, lost.seq) > (?, ?) ORDER BY lost.past, lost.seq LIMIT 1", (name, *after))
    if row is None:
        return None
    number, first = row
    of = conn.execute(sa.select(past).where(past.c.id == number)).one()
    signed = sa.select(signed_head).where(signed_head.c.stream == name, signed_head.c.past == number)
    end = conn.execute(signed.where(signed_head.c.seq >= first).order_by(signed_head.c.seq).limit(1)).one()
    begin = conn.execute(signed.where(signed_head.c.seq < first).order_by(signed_head.c.seq.desc()).limit(1)).first()
    start = (Cursor(seq=of.seq, h=of.h, genesis=of.genesis) if begin is None
             else Cursor(seq=begin.seq, h=begin.h, genesis=begin.genesis, sig=begin.sig))
    rows = conn.execute(
        sa.select(lost.c.seq, lost.c.rts, lost.c.verdict, lost.c.fact, fact.c.body, aside.c.body.label("aside"))
        .join_from(lost, fact, fact.c.id == lost.c.fact, isouter=True)
        .join(aside, aside.c.fact == lost.c.fact, isouter=True)
        .where(lost.c.past == number, lost.c.seq > start.seq, lost.c.seq <= end.seq).order_by(lost.c.seq)).all()
    entries: tuple[Accepted, ...] = ()
    for bodies in ([r.aside or r.body for r in rows], [r.body or r.aside for r in rows]):
        entries = tuple(Accepted(seq=r.seq, rts=r.rts, verdict=r.verdict, body=body)
                        for r, body in zip(rows, bodies, strict=True) if body is not None)
        if _leads(start, entries, end.h):
            break
    return LostPart(stream=name, past=number, start=start, ids=tuple(UUID(bytes=r.fact) for r in rows),
                    entries=entries, proof=Cursor(seq=end.seq, h=end.h, genesis=end.genesis, sig=end.sig))


def proves(part: LostPart) -> bool:
    """Whether a piece still leads, hash by hash, to the place that the platform signed.

    A fact of it may have come back with other stamps, by another workstation: then its bytes of then are gone.
    """
    return _leads(part.start, part.entries, part.proof.h)


def _leads(start: Cursor, entries: Sequence[Accepted], end: bytes) -> bool:
    h = start.h
    for entry in entries:
        h = link(h, entry.seq, entry.rts, entry.verdict, entry.body)
    return h == end


def give_up(conn: sa.Connection, part: LostPart, now: int) -> set[UUID]:
    """A piece that proves nothing any more: what of it still waits goes on as own waiting facts do. Returns the
    subjects that hold less now: what only the platform may say, it has to say anew."""
    rows = [row for ids in _parts([i.bytes for i in part.ids]) for row in conn.execute(
        sa.select(fact.c.id, fact.c.type).where(fact.c.id.in_(ids), fact.c.seq.is_(None)))]
    conn.execute(sa.update(lost).where(
        lost.c.past == part.past, lost.c.seq > part.start.seq, lost.c.seq <= part.proof.seq).values(done=1))
    return set_aside(conn, dict.fromkeys(_of_platform(conn, [(r.id, r.type) for r in rows]), ANEW), now)


def _of_platform(conn: sa.Connection, rows: Sequence[tuple[bytes, str]]) -> list[UUID]:
    """Those of these facts, (id, type), that the platform wrote itself."""
    also = [i for i, kind in rows if kind in _ALSO]
    found = {i for part in _parts(also) for i, body in conn.execute(
        sa.select(fact.c.id, fact.c.body).where(fact.c.id.in_(part))) if decode(body).role == Role.PLATFORM}
    return [UUID(bytes=i) for i, kind in rows if kind in _PLATFORMS or i in found]


def settle(conn: sa.Connection) -> None:
    """Forget of the lost pasts what has a number again or was set aside; a past of which nothing is left, whole."""
    back = sa.exists().where(fact.c.id == lost.c.fact, fact.c.seq.is_not(None))
    here = sa.exists().where(fact.c.id == lost.c.fact)
    conn.execute(sa.update(lost).where(lost.c.done == 0, sa.or_(back, ~here)).values(done=1))
    still = sa.select(lost.c.past).where(lost.c.done == 0)
    for number in conn.execute(sa.select(lost.c.past).where(lost.c.past.not_in(still)).distinct()).scalars().all():
        conn.execute(sa.delete(lost).where(lost.c.past == number))
        conn.execute(sa.delete(signed_head).where(signed_head.c.past == number))


def let_go(conn: sa.Connection, later: Collection[UUID]) -> None:
    """Of these lost facts, which the platform takes only after those before them: forget that they were lost where
    their session has a hole here. What filled it came back under other stamps, so it would be waited for for ever."""
    before = fact.alias()
    held = (sa.select(sa.func.count()).select_from(before)
            .where(before.c.sid == fact.c.sid, before.c.sseq <= fact.c.sseq).scalar_subquery())
    for ids in _parts([i.bytes for i in later]):
        gone = [(row.id, row.type) for row in conn.execute(sa.select(fact.c.id, fact.c.type).where(
            fact.c.id.in_(ids), fact.c.seq.is_(None), held < fact.c.sseq))]
        says = {i.bytes for i in _of_platform(conn, gone)}
        conn.execute(sa.update(lost).where(lost.c.fact.in_([i for i, _ in gone if i not in says])).values(done=1))


def lost_count(conn: sa.Connection) -> int:
    """Facts that the platform lost and has not taken again."""
    return int(sql.value(conn, "SELECT count(*) FROM lost WHERE done = 0"))


def set_aside(conn: sa.Connection, reasons: Mapping[UUID, str], now: int) -> set[UUID]:
    """Take waiting facts out of the log and keep them for a person. Returns their subjects."""
    subjects: set[UUID] = set()
    for i, reason in reasons.items():
        row = conn.execute(
            sa.select(fact.c.stream, fact.c.subject, fact.c.body)
            .where(fact.c.id == i.bytes, fact.c.seq.is_(None))).first()
        if row is None:
            continue
        subjects.add(UUID(bytes=row.subject))
        conn.execute(sa.delete(aside).where(aside.c.fact == i.bytes))
        conn.execute(sa.insert(aside).values(
            fact=i.bytes, stream=row.stream, subject=row.subject, reason=reason, at=now, body=row.body))
        conn.execute(sa.delete(fact).where(fact.c.id == i.bytes))
    return subjects


def asides(conn: sa.Connection) -> tuple[SetAside, ...]:
    """What was set aside and a person may want to see, oldest first."""
    rows = sql.rows(
        conn, "SELECT fact, stream, reason, at, body FROM aside WHERE reason <> ? ORDER BY at, fact", (ANEW,))
    return tuple(SetAside(id=UUID(bytes=i), stream=stream, reason=reason, at=at, body=body)
                 for i, stream, reason, at, body in rows)


def restamp(conn: sa.Connection, ids: Collection[UUID], session: Session) -> int:
    """Give waiting own facts the places 1, 2, 3 … of another session, theirs being taken at the platform. How many.

    Nothing under these ids was ever accepted, so nobody else holds their bytes. Ids and all that they say stay.
    """
    rows = [row for part in _parts([i.bytes for i in ids]) for row in conn.execute(
        sa.select(fact.c.lid, fact.c.body).where(fact.c.id.in_(part), fact.c.seq.is_(None)))]
    rows.sort(key=lambda row: int(row.lid))
    for n, row in enumerate(rows, start=1):
        made = msgspec.structs.replace(decode(row.body), sid=session.sid, sseq=n)
        conn.execute(sa.update(fact).where(fact.c.lid == row.lid).values(
            sid=made.sid, sseq=made.sseq, body=encode(made)))
    return len(rows)


def in_the_way(conn: sa.Connection, entries: Sequence[Accepted]) -> tuple[dict[UUID, str], set[UUID]]:
    """Waiting facts whose id an accepted one with other bytes has, and why they are to be set aside; and those whose
    place in a session another has. The very same act under other stamps, or what the platform says in other words than
    before it lost them, is nothing that a person need look at."""
    came = [(decode(entry.body), entry.body) for entry in entries]
    accepted = {made.id.bytes: (made, body) for made, body in came}
    taken = {(made.sid, made.sseq) for made, _ in came}
    same_id, same_place = dict[UUID, str](), set[UUID]()
    for i, sid, sseq, body in sql.rows(conn, "SELECT id, sid, sseq, body FROM fact WHERE seq IS NULL"):
        if i in accepted:
            made, other = accepted[i]
            if other != body:
                same_id[UUID(bytes=i)] = ANEW if _same_act(made, decode(body)) else "id_conflict"
        elif (sid, sseq) in taken:
            same_place.add(UUID(bytes=i))
    return same_id, same_place


def _same_act(one: Fact, other: Fact) -> bool:
    """Whether two facts under one id are the same act: but for their stamps, or what the platform says of it."""
    if one.role == other.role == Role.PLATFORM:
        return (one.type, one.subject) == (other.type, other.subject)
    return _unstamped(one) == _unstamped(other)


def _unstamped(made: Fact) -> Fact:
    """A fact without its place in a session, which is all that `restamp` changes."""
    return msgspec.structs.replace(made, sid="", sseq=0)


def _parts(values: list[bytes]) -> list[list[bytes]]:
    return [values[n:n + _IN] for n in range(0, len(values), _IN)]
