"""Whether the views are what the platform's own fold of the same facts gives, and mending them from the log if not.

The digest is of the states that the rows of the cases hold; cases that moved since, or wait, are folded as they stood
then. So a comparison costs one look at each row, and no fold of the whole log.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from commandcenter.core.facts import plain
from commandcenter.core.fold import fold
from commandcenter.store import views
from commandcenter.store.log import entries_of_many
from commandcenter.store.tables import case_row
from commandcenter.store.views import Sight

PART: Final = 100  # cases that are mended at once
_SLICE: Final = 5000
_ROWS: Final = "SELECT id, case_id, state FROM case_row WHERE id > ? ORDER BY id LIMIT ?"
_TOUCHED: Final = "SELECT DISTINCT subject FROM fact WHERE stream = ? AND (seq > ? OR seq IS NULL)"
_MARK: Final = (  # what moves when anything is written down
    "SELECT (SELECT max(lid) FROM fact), (SELECT count(*) FROM fact WHERE seq IS NULL),"
    " (SELECT seq FROM stream WHERE stream = ?)")


def digest_of(rows: Iterable[tuple[bytes, bytes]]) -> int:
    """XOR over cases of the first 16 bytes of SHA-256(case id ‖ state)."""
    total = 0
    for case_id, state in rows:
        total ^= int.from_bytes(hashlib.sha256(case_id + state).digest()[:16], "big")
    return total


def mark(reader: Any, street: str) -> tuple[Any, ...]:
    """What moves when anything of a street is written down; the last is how far this copy has come."""
    return tuple(reader.execute(_MARK, (street,)).fetchone())


def standing_still(reader: Any, street: str, seq: int) -> tuple[int, list[bytes]]:
    """The digest of the cases that have not moved since number `seq`, and which have: these are for `as_it_stood`."""
    touched = {bytes(subject) for (subject,) in reader.execute(_TOUCHED, (street, seq))}
    return digest_of(row for row in _rows(reader) if row[0] not in touched), sorted(touched)


def as_it_stood(conn: sa.Connection, subjects: list[bytes], seq: int) -> int:
    """The digest of these cases as the accepted facts up to number `seq` give them."""
    total = 0
    for subject, entries in entries_of_many(conn, [UUID(bytes=one) for one in subjects]).items():
        then = [entry for entry in entries if entry.seq is not None and entry.seq <= seq]
        case = views.shown(fold(then), then) if then else None
        if case is not None:
            total ^= digest_of([(subject.bytes, hashlib.sha256(plain(case)).digest())])
    return total


def mend(conn: sa.Connection, after: bytes, sight: Sight) -> tuple[bytes, set[UUID]]:
    """Fold the next cases (by their ids) again, and write those whose rows are not what the log says.

    Returns the last id looked at (b"" at the end), and which cases were wrong.
    """
    ids = [bytes(i) for (i,) in conn.exec_driver_sql(
        "SELECT DISTINCT subject FROM fact WHERE subject > ? ORDER BY subject LIMIT ?", (after, PART))]
    folded = views.fold_subjects(conn, [UUID(bytes=i) for i in ids])
    held = {row.case_id: row._asdict() for row in conn.execute(sa.select(case_row).where(case_row.c.case_id.in_(ids)))}
    wrong = {}
    for subject, (done, entries) in folded.items():
        case, row = views.shown(done, entries), held.get(subject.bytes)
        if case is None and row is None:
            continue
        if case is not None and row is not None:
            odd = views.outcomes_of(done, entries)
            values = views.row(
                case, sight, pending=sum(e.seq is None for e in entries),
                conflicts=sum(o["kind"] == "ineffective" and not o["settled"] for o in odd))
            if all(row[name] == value for name, value in (values | views.beside(done, entries)).items()):
                continue
        wrong[subject] = (done, entries)
    if wrong:
        views.write_cases(conn, wrong, sight)
    return (ids[-1] if len(ids) == PART else b""), set(wrong)


def _rows(reader: Any) -> Iterator[tuple[bytes, bytes]]:
    last = -1
    while some := reader.execute(_ROWS, (last, _SLICE)).fetchall():
        last = some[-1][0]
        yield from ((bytes(case_id), bytes(state)) for _, case_id, state in some)
