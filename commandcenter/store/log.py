"""The street's log: append and read facts. With pasts.py the only writer of `fact`, `stream` and `station`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from commandcenter.core.case import Entry
from commandcenter.core.facts import Accepted, BrokenChain, Cursor, Fact, Waiting, decode, encode, genesis, link
from commandcenter.store import sql

Writing = sa.Connection  # an open transaction, handed from store.write() to what writes in it

_IN = 500  # values in one IN (…)
_INSERT = (  # plain SQL: a page of 1,000 is bound in half the time
    "INSERT INTO fact(id, stream, subject, type, sid, sseq, body, seq, rts, verdict)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_PAGE = (  # the same of many that have their numbers (sql.write_lines); ?2: id, subject, body …; ?3: stream
    "INSERT INTO fact(id, stream, subject, type, sid, sseq, body, seq, rts, verdict) SELECT substr(?2, value->>0, 16),"
    " ?3, substr(?2, (value->>0) + 16, 16), value->>2, value->>3, value->>4, substr(?2, (value->>0) + 32, value->>1),"
    " value->>5, value->>6, value->>7 FROM json_each(?1)"
)
_IN_ORDER = "seq IS NULL, seq, lid"  # accepted by seq, then own pending ones


class Collision(BrokenChain):
    """An accepted fact has the id, or the place in a session, of another one here."""


def version(conn: sa.Connection) -> int:
    """Another number than before as soon as another process (or connection) has written."""
    return int(sql.value(conn, "PRAGMA data_version"))


def append(conn: sa.Connection, facts: Sequence[Fact]) -> None:
    """Append own new facts; they wait until they come back with a number."""
    if not facts:
        return
    sql.write_many(conn, _INSERT, [
        (f.id.bytes, f.street, f.subject.bytes, f.type, f.sid, f.sseq, encode(f), None, None, 0) for f in facts
    ])


def place(
    conn: sa.Connection, name: str, entries: Sequence[Accepted], facts: Sequence[Fact]
) -> tuple[set[UUID], set[UUID]]:
    """Give accepted facts their place: own ones get their number, others are added.

    Returns those that were new here, and those that were judged otherwise before (a platform that was restored judges
    anew what nothing proves).

    Raises:
        BrokenChain: a fact comes twice, in another stream, or with other bytes than those that wait here.
    """
    held: dict[bytes, tuple[bytes, int | None, int]] = {}
    judged: set[UUID] = set()
    fresh: set[UUID] = set()
    ids = [f.id.bytes for f in facts]
    waits = sql.value(conn, "SELECT EXISTS (SELECT 1 FROM fact WHERE seq IS NULL)")
    for part in _parts(ids) if waits else ():  # any other that is here already is refused by the table
        held.update((i, (body, seq, verdict)) for i, body, seq, verdict in sql.rows(
            conn, f"SELECT id, body, seq, verdict FROM fact WHERE id IN ({_marks(part)})", part))
    ours: list[tuple[int, int, int, bytes]] = []
    others: list[tuple[Fact, Accepted]] = []
    for i, entry, f in zip(ids, entries, facts, strict=True):
        if f.street != name:
            raise BrokenChain(f"{name}: {entry.seq} is a fact of {f.street}")
        mine = held.get(i) if held else None
        if mine is None:
            fresh.add(f.id)
            others.append((f, entry))
        elif mine[:2] == (entry.body, None):
            ours.append((entry.seq, entry.rts, entry.verdict, i))
            if mine[2] != entry.verdict:
                judged.add(f.id)
        else:
            raise Collision(f"{name}: the fact at {entry.seq} is known here as another")
    try:
        if ours:
            sql.write_many(conn, "UPDATE fact SET seq = ?, rts = ?, verdict = ? WHERE id = ?", ours)
        if others:
            _insert(conn, name, others)
    except sql.IntegrityError as err:
        raise Collision(f"{name}: a fact comes twice up to {entries[-1].seq}") from err
    return fresh, judged


def _insert(conn: sa.Connection, name: str, accepted: Sequence[tuple[Fact, Accepted]]) -> None:
    """Add facts that have their numbers."""
    lines: list[tuple[int | str, ...]] = []
    parts: list[bytes] = []
    start = 1
    for f, entry in accepted:
        size = len(entry.body)
        lines.append((start, size, f.type, f.sid, f.sseq, entry.seq, entry.rts, entry.verdict))
        parts += (f.id.bytes, f.subject.bytes, entry.body)
        start += 32 + size
    if not sql.write_lines(conn, _INSERT_PAGE, lines, b"".join(parts), name):
        sql.write_many(conn, _INSERT, [
            (f.id.bytes, name, f.subject.bytes, f.type, f.sid, f.sseq, e.body, e.seq, e.rts, e.verdict)
            for f, e in accepted])


def keeps_order(conn: sa.Connection, subjects: Iterable[UUID], since: int, besides: Collection[UUID]) -> set[UUID]:
    """Those of these subjects whose own facts, numbered from `since` on, stand as they stood while waiting; the facts
    `besides` are left aside."""
    lids: dict[bytes, list[int]] = {}
    left = {i.bytes for i in besides}
    for part in _parts([s.bytes for s in subjects]):
        for subject, lid, i in sql.rows(
            conn, f"SELECT subject, lid, id FROM fact WHERE subject IN ({_marks(part)})"
            f" AND (seq IS NULL OR seq >= ?) ORDER BY {_IN_ORDER}", (*part, since)):
            if i not in left:
                lids.setdefault(subject, []).append(lid)
    return {UUID(bytes=subject) for subject, its in lids.items() if its == sorted(its)}


def entries_of(conn: sa.Connection, subject: UUID) -> list[Entry]:
    """All facts of one subject in the order in which they count."""
    return entries_of_many(conn, [subject]).get(subject, [])


def entries_of_many(
    conn: sa.Connection, subjects: Iterable[UUID], read: Mapping[bytes, Fact] | None = None,
    whole: Mapping[UUID, list[Entry]] | None = None,
) -> dict[UUID, list[Entry]]:
    """Facts by subject, each in the order in which they count.

    `read`: facts by the bytes of their id that the caller has decoded already, from the very bytes that are stored;
    `whole`: subjects of which the caller has them all.
    """
    found: dict[UUID, list[Entry]] = dict(whole or {})
    for part in _parts([s.bytes for s in subjects if s not in found]):
        for its, seq, rts, verdict in _read(conn, part, read) if read else _all(conn, part):
            found.setdefault(its.subject, []).append(Entry(fact=its, seq=seq, rts=rts, verdict=verdict))
    return found


def _all(conn: sa.Connection, part: list[bytes]) -> Iterator[tuple[Fact, int | None, int | None, int]]:
    for body, *place in sql.rows(
        conn, f"SELECT body, seq, rts, verdict FROM fact WHERE subject IN ({_marks(part)}) ORDER BY {_IN_ORDER}", part):
        yield decode(body), *place


def _read(
    conn: sa.Connection, part: list[bytes], read: Mapping[bytes, Fact],
) -> Iterator[tuple[Fact, int | None, int | None, int]]:
    """The same where most have been read already: only the others' bodies are fetched."""
    rows = sql.rows(
        conn, f"SELECT id, seq, rts, verdict FROM fact WHERE subject IN ({_marks(part)}) ORDER BY {_IN_ORDER}", part)
    others: dict[bytes, Fact] = {}
    for few in _parts([i for i, *_ in rows if i not in read]):
        others |= {i: decode(body) for i, body in sql.rows(
            conn, f"SELECT id, body FROM fact WHERE id IN ({_marks(few)})", few)}
    for i, *place in rows:
        yield read.get(i) or others[i], *place


def known_subjects(conn: sa.Connection, subjects: Iterable[UUID]) -> set[UUID]:
    """Which of these have facts here."""
    found: set[UUID] = set()
    for part in _parts([s.bytes for s in subjects]):
        found.update(UUID(bytes=s) for (s,) in sql.rows(
            conn, f"SELECT DISTINCT subject FROM fact WHERE subject IN ({_marks(part)})", part))
    return found


def waiting(conn: sa.Connection, limit: int, after: UUID | None = None) -> list[Waiting]:
    """The outbox: own facts without a number, oldest first; those behind `after`, which may have one. What is offered
    again (pasts.py) is no part of it."""
    rows = sql.rows(
        conn, "SELECT id, stream, body FROM fact WHERE seq IS NULL"
        " AND lid > coalesce((SELECT lid FROM fact WHERE id = ?), 0)"
        " AND NOT EXISTS (SELECT 1 FROM lost WHERE lost.fact = fact.id AND lost.done = 0) ORDER BY lid LIMIT ?",
        (after.bytes if after is not None else None, limit))
    return [Waiting(id=UUID(bytes=i), stream=s, body=body) for i, s, body in rows]


def cursor(conn: sa.Connection, name: str) -> Cursor:
    """How far this copy of a stream has come; before the first page (0, h_0, "")."""
    row = sql.row(conn, "SELECT seq, h, genesis FROM stream WHERE stream = ?", (name,))
    return Cursor(seq=0, h=b"", genesis="") if row is None else Cursor(seq=row[0], h=row[1], genesis=row[2])


def move_cursor(conn: sa.Connection, name: str, to: Cursor) -> None:
    """Remember the new end of a stream, in the transaction that places its facts."""
    sql.write(
        conn, "INSERT INTO stream(stream, seq, h, genesis) VALUES (?, ?, ?, ?) ON CONFLICT (stream)"
        " DO UPDATE SET seq = excluded.seq, h = excluded.h, genesis = excluded.genesis",
        (name, to.seq, to.h, to.genesis))


def chain_end(conn: sa.Connection, name: str) -> Cursor:
    """The end of a stream as its stored facts give it, hash by hash; for verify.

    `seq` stops before the first gap, or place that there cannot be.
    """
    known = cursor(conn, name)
    h, n = genesis(name, known.genesis), 0
    rows = sql.each(
        conn, "SELECT seq, rts, verdict, body FROM fact WHERE stream = ? AND seq IS NOT NULL ORDER BY seq", (name,))
    for seq, rts, verdict, body in rows:
        if seq != n + 1:
            break
        try:
            h, n = link(h, seq, rts, verdict, body), seq
        except BrokenChain:
            break
    return Cursor(seq=n, h=h, genesis=known.genesis)


def remember(conn: sa.Connection, name: str, value: str) -> None:
    """Keep a word about this workstation (never a key or a token)."""
    sql.write(conn, "INSERT INTO station(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value ="
                " excluded.value", (name, value))


def recall(conn: sa.Connection, name: str) -> str:
    """What was remembered under a name; "" where nothing was."""
    return str(sql.value(conn, "SELECT value FROM station WHERE name = ?", (name,)) or "")


def remembered(conn: sa.Connection) -> dict[str, str]:
    """All that was remembered about this workstation."""
    return dict(sql.rows(conn, "SELECT name, value FROM station"))


def _marks(part: list[bytes]) -> str:
    """Places for so many values: SQLAlchemy takes ten times as long to make them of an IN."""
    return ",".join("?" * len(part))


def _parts(values: list[bytes]) -> Iterable[list[bytes]]:
    return (values[i:i + _IN] for i in range(0, len(values), _IN))
