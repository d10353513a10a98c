"""Cases read one by one or few at once: by number, by place, by what the timer has to do for them."""

import json
from collections.abc import Iterable
from uuid import UUID

from commandcenter.core.bodies import BadBody, Reported
from commandcenter.core.case import Entry
from commandcenter.core.facts import decode
from commandcenter.store.case_rows import ROW, CaseRow, Ids, OutcomeRow, Ruling, case_row
from commandcenter.store.reads import Reads


class CaseReads(Reads):
    """What is known of cases."""

    def rows(self, ids: "list[int] | Ids") -> dict[int, CaseRow]:
        """Rows by id; ids that are gone are left out."""
        names = ",".join(str(int(i)) for i in ids)
        found = self._conn.execute(f"SELECT {ROW} FROM case_row WHERE id IN ({names})")
        return {r[0]: case_row(r) for r in found}

    def rows_of(self, cases: Iterable[UUID]) -> dict[int, CaseRow]:
        """Rows of cases, by id; cases without a row are left out."""
        names = ",".join(f"x'{case.hex}'" for case in cases)
        found = self._conn.execute(f"SELECT {ROW} FROM case_row WHERE case_id IN ({names})")
        return {r[0]: case_row(r) for r in found}

    def row_of(self, case_id: UUID) -> CaseRow | None:
        found = self._conn.execute(f"SELECT {ROW} FROM case_row WHERE case_id = ?", (case_id.bytes,)).fetchone()
        return None if found is None else case_row(found)

    def row_by_number(self, number: str) -> CaseRow | None:
        """A case by the city's number or by its provisional one."""
        found = self._conn.execute(
            f"SELECT {ROW} FROM case_row WHERE number = :n OR provisional = :n LIMIT 1", {"n": number}).fetchone()
        return None if found is None else case_row(found)

    def nearest(self, now: int) -> CaseRow | None:
        """The open case whose deadline comes next; where none is ahead, the one longest overdue."""
        for where in (f"open = 1 AND due > {int(now)}", "open = 1"):
            found = self._conn.execute(
                f"SELECT {ROW} FROM case_row WHERE {where} ORDER BY due_sort, id LIMIT 1").fetchone()
            if found is not None:
                return case_row(found)
        return None

    def near(self, box: tuple[int, int, int, int], closed_since: int, *, most: int = 1_000) -> list[CaseRow]:
        """Cases in a box (west, south, east, north; degrees × 1e7) that are open or were closed since.

        The latest reported come first; at a place with more than `most` of them, the oldest are left out.
        """
        west, south, east, north = (int(v) for v in box)
        return [case_row(r) for r in self._conn.execute(
            f"SELECT {ROW} FROM case_row WHERE id IN (SELECT id FROM case_row INDEXED BY ix_case_row_place"
            f" WHERE lat BETWEEN {south} AND {north} AND lon BETWEEN {west} AND {east}"
            f" AND (open = 1 OR closed_at >= {int(closed_since)}))"
            f" ORDER BY reported_at DESC, id DESC LIMIT {int(most)}")]

    def reported_text(self, case_id: UUID) -> str:
        """What the report of a case said; "" where the log here does not hold it."""
        for (body,) in self._conn.execute(
            "SELECT body FROM fact WHERE subject = ? AND type = 'reported' AND verdict = 0"
            " ORDER BY seq IS NULL, seq, lid LIMIT 1", (case_id.bytes,)):
            try:
                said = Entry(fact=decode(bytes(body))).read()
            except BadBody:
                return ""
            return said.text if isinstance(said, Reported) else ""
        return ""

    def open_cases(self) -> list[UUID]:
        """All open cases."""
        return [UUID(bytes=i) for (i,) in self._conn.execute("SELECT case_id FROM case_row WHERE open = 1")]

    def open_places(self, stage: str) -> list[tuple[str, str, str, str]]:
        """Number, class, community and grid cell of the open cases at a stage."""
        found = self._conn.execute(
            "SELECT CASE number WHEN '' THEN provisional ELSE number END, class_key, community, grid FROM case_row"
            " WHERE open = 1 AND stage = ? ORDER BY due_sort", (str(stage),))
        return [tuple(row) for row in found]

    def open_of_classes(self, class_keys: Iterable[str]) -> int:
        """How many open cases are of these classes."""
        keys = json.dumps(sorted(class_keys))
        return int(self._conn.execute(
            "SELECT count(*) FROM case_row WHERE open = 1 AND class_key IN (SELECT value FROM json_each(?))",
            (keys,)).fetchone()[0])

    def crossed(self, since: int, to: int, most: int = 500) -> list[CaseRow]:
        """Open cases of which a clock became near, due or severely overdue, or a reply fell due, in (since, to]."""
        since, to = int(since), int(to)
        span = " OR ".join(f"({name} > {since} AND {name} <= {to})" for name in ("near", "due", "severe"))
        ids = [i for (i,) in self._conn.execute(
            f"SELECT id FROM case_row INDEXED BY ix_case_row_urgent WHERE open = 1 AND paused = 0 AND ({span}) UNION"
            " SELECT id FROM case_row INDEXED BY ix_case_row_open WHERE open = 1 AND replied = 0"
            f" AND reply_due > {since} AND reply_due <= {to} LIMIT {int(most)}")]
        return list(self.rows(ids).values()) if ids else []

    def came(self, stream: str, after: int, types: tuple[str, ...], most: int = 300) -> list[Entry]:
        """Accepted facts of some types after a number of the stream, the newest `most` of them, oldest first."""
        names = ",".join("?" for _ in types)
        rows = self._conn.execute(
            "SELECT body, seq, rts, verdict FROM fact WHERE stream = ? AND seq > ? AND verdict = 0"
            f" AND type IN ({names}) ORDER BY seq DESC LIMIT {int(most)}", (stream, after, *types))
        return [Entry(fact=decode(bytes(body)), seq=seq, rts=rts, verdict=verdict)
                for body, seq, rts, verdict in reversed(list(rows))]

    def entries(self, case_id: UUID) -> list[Entry]:
        """The facts of a case in the order in which they count."""
        rows = self._conn.execute(
            "SELECT body, seq, rts, verdict FROM fact WHERE subject = ? ORDER BY seq IS NULL, seq, lid",
            (case_id.bytes,))
        return [Entry(fact=decode(bytes(body)), seq=seq, rts=rts, verdict=verdict) for body, seq, rts, verdict in rows]

    def reveals(self) -> list[Entry]:
        """Who looked at contact details, in order of acceptance. Reads the whole log: not for a screen."""
        rows = self._conn.execute(
            "SELECT body, seq, rts, verdict FROM fact WHERE type = 'revealed' ORDER BY seq IS NULL, seq, lid")
        return [Entry(fact=decode(bytes(body)), seq=seq, rts=rts, verdict=verdict) for body, seq, rts, verdict in rows]

    def outcomes(self, case_id: UUID) -> tuple[OutcomeRow, ...]:
        """The facts of a case that did not simply take effect."""
        rows = self._conn.execute(
            "SELECT fact, kind, reason, winner, settled FROM outcome WHERE case_id = ?", (case_id.bytes,))
        return tuple(
            OutcomeRow(fact=UUID(bytes=f), kind=k, reason=r, winner=UUID(bytes=w) if w else None, settled=bool(s))
            for f, k, r, w, s in rows)

    def ruling(self, class_key: str, community: str) -> "Ruling | None":
        """The latest ruling for a class in a community: own waiting ones count as the newest."""
        found = self._conn.execute(
            "SELECT unit, unit_name, reason, number, at FROM ruling WHERE class_key = ? AND community = ?"
            " ORDER BY seq IS NULL DESC, seq DESC, at DESC LIMIT 1", (class_key, community)).fetchone()
        return None if found is None else Ruling(*found)

    def due_rungs(self, now: int, limit: int) -> list[UUID]:
        """Open cases for which the ladder has something to do by now, the longest waiting first."""
        found = self._conn.execute(
            "SELECT case_id FROM case_row WHERE next_rung_at IS NOT NULL AND next_rung_at <= ?"
            " ORDER BY next_rung_at, id LIMIT ?", (now, limit))
        return [UUID(bytes=i) for (i,) in found]

    def due_redates(self, limit: int) -> list[UUID]:
        """Open cases of which a newer calendar moves a running deadline."""
        found = self._conn.execute("SELECT case_id FROM case_row WHERE redate = 1 ORDER BY id LIMIT ?", (limit,))
        return [UUID(bytes=i) for (i,) in found]

    def due_resumes(self, now: int, limit: int) -> list[UUID]:
        """Deferred cases whose end date has come, the longest waiting first."""
        found = self._conn.execute(
            "SELECT case_id FROM case_row WHERE resume_at IS NOT NULL AND resume_at <= ?"
            " ORDER BY resume_at, id LIMIT ?", (now, limit))
        return [UUID(bytes=i) for (i,) in found]

    def total(self) -> int:
        """How many cases there are in all."""
        return self._one("SELECT count(*) FROM case_row")
