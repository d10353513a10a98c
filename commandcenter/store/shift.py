"""What a hand-over (交接班) reads: what came into this log since the last one, what stands open, and the book itself.

Only reads. "Since" is the order in which facts came here, not a clock: what reached this workstation late is new to it.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from commandcenter.core.case import Entry
from commandcenter.core.facts import BadFact, decode

HAPPENED: dict[str, tuple[str, ...]] = {  # line → facts whose cases it counts
    "new": ("reported",),
    "closed": ("closed", "closed_on_spot"),
    "returned": ("returned_to_acceptor", "returned_to_dispatcher", "returned_to_department", "rework_ordered"),
    "suspended": ("deferred",),
    "resumed": ("resumed",),
}
STANDS: dict[str, str] = {  # line → the cases as they stand; {now}, {to} are instants, already numbers
    "overdue": "open = 1 AND paused = 0 AND due <= {now}",
    "due_next": "open = 1 AND paused = 0 AND due > {now} AND due <= {to}",
    "awaiting_reply": "open = 1 AND replied = 0",
    "whistles": "case_id IN (SELECT case_id FROM whistle WHERE open = 1)",
    "conflicts": "conflicts > 0",
    "unsynced": "pending > 0",
}
_PART = 500  # values in one IN (…)


class Shift:
    """Reads over a connection of the thread that asks."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection

    def book(self, books: Iterable[UUID]) -> list[Entry]:
        """The facts of these records in the order in which they count."""
        names = ",".join(f"x'{book.bytes.hex()}'" for book in books)
        rows = self._conn.execute(
            f"SELECT body, seq, rts, verdict FROM fact WHERE subject IN ({names}) ORDER BY seq IS NULL, seq, lid")
        return [Entry(fact=decode(bytes(body)), seq=seq, rts=rts, verdict=verdict) for body, seq, rts, verdict in rows]

    def place_of(self, fact: UUID) -> int:
        """Where a fact lies in the order of coming here; 0 where it is not here."""
        found = self._conn.execute("SELECT lid FROM fact WHERE id = ?", (fact.bytes,)).fetchone()
        return 0 if found is None else int(found[0])

    def place_at(self, at: int) -> int:
        """The last place before an instant (ms UTC), for a log in which nothing was handed over yet; about right."""
        low, high = 0, int(self._conn.execute("SELECT coalesce(max(lid), 0) FROM fact").fetchone()[0])
        while low < high:
            middle = (low + high + 1) // 2
            lid, body = self._conn.execute(
                "SELECT lid, body FROM fact WHERE lid <= ? ORDER BY lid DESC LIMIT 1", (middle,)).fetchone() or (0, b"")
            if lid <= low or self._written(body) < at:
                low = middle
            else:
                high = int(lid) - 1
        return low

    def happened(self, after: int) -> dict[str, list[int]]:
        """Row ids by line of HAPPENED, of the facts that came after a place and took effect; the latest first."""
        line_of = {kind: line for line, kinds in HAPPENED.items() for kind in kinds}
        kinds = ",".join(f"'{kind}'" for kind in line_of)
        found = self._conn.execute(
            f"SELECT type, subject, lid FROM fact WHERE lid > ? AND verdict = 0 AND type IN ({kinds})"
            " AND id NOT IN (SELECT fact FROM outcome WHERE kind <> 'effective') ORDER BY lid DESC",
            (after,)).fetchall()
        rows = self._rows_of({bytes(subject) for _, subject, _ in found})
        out: dict[str, dict[int, None]] = {line: {} for line in HAPPENED}
        for kind, subject, _ in found:
            row = rows.get(bytes(subject))
            if row is not None:
                out[line_of[kind]][row] = None
        return {line: list(ids) for line, ids in out.items()}

    def stands(self, now: int, to: int) -> dict[str, list[int]]:
        """Row ids by line of STANDS, the most urgent first. `to`: the end of the next shift, ms UTC."""
        return {
            line: [int(i) for (i,) in self._conn.execute(
                f"SELECT id FROM case_row WHERE {where.format(now=int(now), to=int(to))} ORDER BY due_sort, id")]
            for line, where in STANDS.items()
        }

    def of_cases(self, cases: Iterable[UUID]) -> list[int]:
        """Row ids of these cases in their order, without those that are not here."""
        wanted = [case.bytes for case in cases]
        rows = self._rows_of(set(wanted))
        return [rows[case] for case in dict.fromkeys(wanted) if case in rows]

    def waiting_records(self, books: Sequence[UUID]) -> int:
        """How many facts of these records wait for the platform."""
        names = ",".join(f"x'{book.bytes.hex()}'" for book in books)
        return int(self._conn.execute(
            f"SELECT count(*) FROM fact WHERE seq IS NULL AND subject IN ({names})").fetchone()[0])

    def _rows_of(self, subjects: set[bytes]) -> dict[bytes, int]:
        ordered, found = list(subjects), {}
        for start in range(0, len(ordered), _PART):
            part = ordered[start:start + _PART]
            names = ",".join(f"x'{s.hex()}'" for s in part)
            found.update({bytes(c): int(i) for i, c in self._conn.execute(
                f"SELECT id, case_id FROM case_row WHERE case_id IN ({names})")})
        return found

    @staticmethod
    def _written(body: bytes) -> int:
        try:
            return decode(bytes(body)).at
        except BadFact:
            return 0
