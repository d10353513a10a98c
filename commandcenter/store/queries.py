"""What screens, reports and benchmarks read: frozen rows and id vectors. Only reads; one reader a thread.

Literals in WHERE are on purpose: SQLite uses a partial index only for the literal it was made with (stack.md §3).
Times are ms UTC; `now` is always an argument.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import numpy as np

from commandcenter.core.bodies import BadBody, Reported
from commandcenter.core.case import Entry, Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.facts import decode
from commandcenter.store import grams
from commandcenter.store.closed_book import Chosen, ClosedBook, among
from commandcenter.store.conflicts import Conflicts
from commandcenter.store.conflicts import OpenConflict as OpenConflict
from commandcenter.store.open_book import OpenBook
from commandcenter.store.outbox import AsideFact as AsideFact
from commandcenter.store.outbox import Outbox
from commandcenter.store.outbox import WaitingFact as WaitingFact
from commandcenter.store.shift import Shift
from commandcenter.store.whistles import WhistleRow as WhistleRow
from commandcenter.store.whistles import Whistles

Ids = np.ndarray[Any, np.dtype[np.int64]]

_ROW = (
    "id, case_id, stage, open, number, provisional, class_key, class_name, major_name, place, lon, lat, community,"
    " community_name, grid, source, unit, unit_name, marks, level, reworks, returns, paused, reply_due, reported_at,"
    " closed_at, handling_due, on_time, due, near, severe, tentative, pending, conflicts, unknown, closing_type,"
    " extensions, asked, exempt, docket"
)
_URGENCY = (
    "CASE WHEN paused = 1 THEN 4 WHEN due IS NULL OR near IS NULL OR near > :now THEN 0 WHEN due > :now THEN 1"
    " WHEN severe > :now THEN 2 ELSE 3 END"
)
SORTS = {  # column of the table → columns of the index or the row
    "due": "due_sort", "urgency": "due_sort", "remaining": "due_sort",
    "number": "coalesce(nullif(number,''),provisional)", "class": "class_name", "place": "place",
    "community": "community_name", "stage": "stage", "unit": "unit_name",
    "reported": "reported_at", "closed": "closed_at",
}
CACHE_KB = 40_000  # holds the indexes that queues and counts walk at 1,000,000 cases: else they are decrypted each time
_SPANS = 8  # of row ids that hold the open cases: most are of the last weeks, a few years old
_GAP = 1_000  # ids that a span would rather hold than be cut
_FIRST_ROWS = (2_000, 10_000, 50_000)  # of the newest closed cases, looked through for the first page of a search
_PREFIX = '" *'  # of a match expression: the beginning of a word
_TALLIED = {"open": "open = 1", "closed": "closed = 1", "all": "1"}  # queue → which rows of the tally are its cases
_FEW = 2_000  # hits of a search that are looked up one by one
_MANY = 50_000  # the same where the row must be looked at anyway
_BY = {  # queues of few cases → the index that holds them: SQLite would rather walk all open cases in order
    queue: f"case_row INDEXED BY ix_case_row_{index}" for queue, index in (
        ("verified", "verified"), ("sent_back", "back"), ("rework", "rework"), ("mine", "mine"), ("approvals", "asked"),
        ("appeals", "asked"), ("asked", "asked"), ("referred", "asked"), ("docket", "docket"), ("not_filed", "ended"),
        ("voided", "ended"), ("merged", "ended"))
}
ENDED = {"not_filed": Stage.NOT_ACCEPTED, "voided": Stage.CANCELLED, "merged": Stage.MERGED}  # never closed
# queues without an index that holds place and number
_UNCOVERED = frozenset({"closed", "all", "pending", "conflicts", *ENDED})
_QUEUES = {  # queue → predicate; {now} is the instant, already a number
    "open": "open = 1",
    "near": "open = 1 AND paused = 0 AND near <= {now} AND due > {now}",
    "overdue": "open = 1 AND paused = 0 AND due <= {now} AND severe > {now}",
    "severe": "open = 1 AND paused = 0 AND severe <= {now}",
    "paused": "open = 1 AND paused = 1",
    "supervised": "open = 1 AND level >= 1",
    "awaiting_reply": "open = 1 AND replied = 0",
    "review": "open = 1 AND instr(marks, 'review') > 0",
    "asked": "asked <> '' AND asked NOT LIKE 'referral:%'",
    "referred": "asked <> '' AND asked LIKE 'referral:%'",
    "docket": "open = 1 AND docket = 1",
    "whistles": "case_id IN (SELECT case_id FROM whistle WHERE open = 1)",
    "conflicts": "conflicts > 0",
    "pending": "pending > 0",
    "to_accept": "open = 1 AND stage = 'pending_register' AND verified = ''",
    "verified": "open = 1 AND verified <> ''",
    "sent_back": "open = 1 AND returns > 0 AND stage IN ('returned', 'pending_dispatch')",
    "rework": "open = 1 AND reworks > 0",
    "mine": "open = 1 AND filed_by = :me AND filed_by <> ''",
    "approvals": "asked <> '' AND (asked LIKE 'extension:%' OR asked LIKE 'deferral:%')",
    "appeals": "asked <> '' AND asked LIKE 'appeal:%'",
    "not_filed": "open = 0 AND closed_at IS NULL AND stage = 'not_accepted' AND instr(marks, 'rejected') = 0",
    "voided": "open = 0 AND closed_at IS NULL AND stage = 'cancelled'",
    "merged": "open = 0 AND closed_at IS NULL AND stage = 'merged'",
    "rejected": "case_id IN (SELECT case_id FROM outcome WHERE settled = 0 AND kind = 'rejected')",
    "closed": "closed_at IS NOT NULL",
    "all": "1",
}

MARKS = {  # mark → predicate
    "supervised": "level >= 1", "awaiting_reply": "replied = 0", "returned": "returns > 0", "reworked": "reworks > 0",
    "pending": "pending > 0", "conflict": "conflicts > 0", "review": "instr(marks, 'review') > 0",
    "demo": "instr(marks, 'demo') > 0", "synthetic": "instr(marks, 'synthetic') > 0",
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a queue, as stored."""

    id: int
    case_id: UUID
    stage: Stage
    open: bool
    number: str
    provisional: str
    class_key: str
    class_name: str
    major_name: str
    place: str
    lon: int
    lat: int
    community: str
    community_name: str
    grid: str
    source: str
    unit: str
    unit_name: str
    marks: tuple[str, ...]
    level: int
    reworks: int
    returns: int
    paused: bool
    reply_due: int | None
    reported_at: int
    closed_at: int | None
    handling_due: int | None
    on_time: bool | None
    due: int | None
    near: int | None
    severe: int | None
    tentative: bool
    pending: int
    conflicts: int
    unknown: bool
    closing_type: str
    extensions: int = 0
    asked: str = ""  # what waits for whose decision: kind:role
    exempt: bool = False
    docket: bool = False

    @property
    def shown_number(self) -> str:
        return self.number or self.provisional


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What narrows a queue: any of the values in each field; empty means all."""

    community: tuple[str, ...] = ()
    class_key: tuple[str, ...] = ()
    major: tuple[str, ...] = ()
    stage: tuple[Stage, ...] = ()
    unit: tuple[str, ...] = ()
    urgency: tuple[Urgency, ...] = ()
    place: tuple[str, ...] = ()  # words of the place
    number: tuple[str, ...] = ()  # beginnings of the number, with or without the year
    source: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()  # keys of MARKS
    reported: tuple[tuple[int, int], ...] = ()  # spans [since, to)
    text: str = ""

    @property
    def empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many open cases, by stage and by urgency, and what waits; from one statement each."""

    stages: dict[Stage, int] = field(default_factory=dict)
    urgency: dict[Urgency, int] = field(default_factory=dict)
    by_queue: dict[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        return sum(self.stages.values())


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What came in and went out in a span. `exempted`: closed late and not counted so, since an appeal was granted."""

    reported: int
    closed: int
    closed_on_time: int
    exempted: int = 0

    @property
    def counted_on_time(self) -> int:
        """Closed on time, or not counted as late."""
        return self.closed_on_time + self.exempted


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What became by now of the cases reported in a span: still open, of these deferred (挂账); `ended` without a
    closing (void, not filed, merged, not accepted)."""

    reported: int
    open: int
    deferred: int
    ended: int

    @property
    def closed(self) -> int:
        return self.reported - self.open - self.ended


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who was ruled responsible (确权), why, in which case, and when (ms UTC)."""

    unit: str
    unit_name: str
    reason: str
    number: str
    at: int


@dataclass(frozen=True, kw_only=True)
class Points:
    """Cases as arrays of one length: id, lon_e7, lat_e7 (int64) and urgency (int8)."""

    ids: Ids
    lon: Ids
    lat: Ids
    urgency: "np.ndarray[Any, np.dtype[np.int8]]"


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """A fact that did not simply take effect."""

    fact: UUID
    kind: str
    reason: str
    winner: UUID | None
    settled: bool


class Queries:
    """Reads over one connection, for the thread that made it."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection
        self._conn.execute(f"PRAGMA cache_size = {-CACHE_KB}", ())
        self._closed, self._open = ClosedBook(connection), OpenBook(connection)
        self.me = ""  # whose cases the queue "mine" holds: a user's id

    def close(self) -> None:
        self._conn.close()

    def ids(self, queue: str, now: int, *, filter_: Filter | None = None, sort: str = "due",
            descending: bool = False) -> Ids:
        """All row ids of a queue in order, as one vector. Closed cases have no deadline: the last closed come first."""
        f = filter_ or Filter()
        if queue == "closed" and _in_book(f, sort):
            return self._closed_ids(f, sort, descending)
        if queue == "all" and _in_book(f, sort) and f.text and sort == "due":
            return self._all_ids(now, f, descending)
        if self._open.ready(queue):
            return self._open_ids(queue, now, f, sort, descending)
        where, values = self._where(queue, now, f, matched=True)
        if queue not in _UNCOVERED:
            found = self._listed(queue, where, values, sort, descending)
            hits = self._hits(f, found)
            return found if hits is None else found[among(found, hits)]
        hits = self._hits(f)
        if hits is not None and len(hits) <= (_MANY if f.place or f.number else _FEW):
            where, hits = f"{where} AND id IN ({','.join(map(str, hits.tolist()))})", None
        found = self._listed(queue, where, values, sort, descending)
        return found if hits is None else found[among(found, hits)]

    def first(self, queue: str, now: int, filter_: Filter, *, sort: str, descending: bool, most: int) -> Ids | None:
        """The first ids of a search that finds much among closed cases, read from the newest (or oldest) of them alone.

        None where they cannot be told apart from the rest: then all are to be asked for.
        """
        rest = replace(filter_, text="")
        if not filter_.text.strip() or queue not in ("closed", "all") or not _in_book(rest, sort):
            return None
        if queue == "all" and (descending or sort != "due"):
            return None
        begun = np.empty(0, np.int64)
        if queue == "all":
            if not self._open.ready("open"):
                return None
            begun = self._open_ids("open", now, filter_, "due", descending=False)
        ordered = self._closed_ids(rest, sort, descending)
        for rows in _FIRST_ROWS:
            if len(begun) < most and rows < len(ordered):
                part = ordered[:rows]
                hits = self._hits(filter_, part)
                assert hits is not None
                found = np.concatenate((begun, part[among(part, hits)]))
            else:
                found = begun
            if len(found) >= most:
                return found[:most]
        return None

    def warm(self, *, columns: bool) -> bool:
        """Read a slice more of the open and the closed cases, some 20 ms, so that their queues are there when opened.

        `columns`: also what the closed ones are filtered and sorted by. Returns whether there is more to read.
        """
        return self._open.warm() or self._closed.read_on(columns=columns)

    def count(self, queue: str, now: int, filter_: Filter) -> int:
        """How many cases of a queue a filter leaves."""
        if filter_.empty and queue in ("open", "closed", "all"):
            return self._one(f"SELECT coalesce(sum(n), 0) FROM tally WHERE {_TALLIED[queue]}")
        if not filter_.empty and (_match(filter_) is not None or self._open.ready(queue)):
            return len(self.ids(queue, now, filter_=filter_))
        where, values = self._where(queue, now, filter_)
        return self._one(f"SELECT count(*) FROM {_BY.get(queue, 'case_row')} WHERE {where}", values)

    def rows(self, ids: "list[int] | Ids") -> dict[int, CaseRow]:
        """Rows by id; ids that are gone are left out."""
        names = ",".join(str(int(i)) for i in ids)
        found = self._conn.execute(f"SELECT {_ROW} FROM case_row WHERE id IN ({names})")
        return {r[0]: _row(r) for r in found}

    def rows_of(self, cases: Iterable[UUID]) -> dict[int, CaseRow]:
        """Rows of cases, by id; cases without a row are left out."""
        names = ",".join(f"x'{case.hex}'" for case in cases)
        found = self._conn.execute(f"SELECT {_ROW} FROM case_row WHERE case_id IN ({names})")
        return {r[0]: _row(r) for r in found}

    def row_of(self, case_id: UUID) -> CaseRow | None:
        found = self._conn.execute(f"SELECT {_ROW} FROM case_row WHERE case_id = ?", (case_id.bytes,)).fetchone()
        return None if found is None else _row(found)

    def row_by_number(self, number: str) -> CaseRow | None:
        """A case by the city's number or by its provisional one."""
        found = self._conn.execute(
            f"SELECT {_ROW} FROM case_row WHERE number = :n OR provisional = :n LIMIT 1", {"n": number}).fetchone()
        return None if found is None else _row(found)

    def nearest(self, now: int) -> CaseRow | None:
        """The open case whose deadline comes next; where none is ahead, the one longest overdue."""
        for where in (f"open = 1 AND due > {int(now)}", "open = 1"):
            found = self._conn.execute(
                f"SELECT {_ROW} FROM case_row WHERE {where} ORDER BY due_sort, id LIMIT 1").fetchone()
            if found is not None:
                return _row(found)
        return None

    def near(self, box: tuple[int, int, int, int], closed_since: int, *, most: int = 1_000) -> list[CaseRow]:
        """Cases in a box (west, south, east, north; degrees × 1e7) that are open or were closed since.

        The latest reported come first; at a place with more than `most` of them, the oldest are left out.
        """
        west, south, east, north = (int(v) for v in box)
        return [_row(r) for r in self._conn.execute(
            f"SELECT {_ROW} FROM case_row WHERE id IN (SELECT id FROM case_row INDEXED BY ix_case_row_place"
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

    def counts(self, now: int) -> Counts:
        """Live counts of every queue."""
        stages: dict[Stage, int] = {}
        queues = dict.fromkeys(("supervised", "awaiting_reply", "review", "closed"), 0)
        paused = 0
        for n, open_, closed, stage, halted, supervised, awaiting, review in self._conn.execute(
            "SELECT n, open, closed, stage, paused, supervised, awaiting, review FROM tally WHERE n > 0"):
            queues["closed"] += n * closed
            if open_:
                stages[Stage(stage)] = stages.get(Stage(stage), 0) + n
                queues["supervised"] += n * supervised
                queues["awaiting_reply"] += n * awaiting
                queues["review"] += n * review
                paused += n * halted
        urgencies = self._urgencies(now, paused, sum(stages.values()))
        queues["docket"] = self._one("SELECT count(*) FROM case_row WHERE open = 1 AND docket = 1")
        queues |= self._small()
        queues["to_accept"] = stages.get(Stage.PENDING_REGISTER, 0) - queues["verified"]
        queues["whistles"] = self.whistles.count(now)[0]
        queues["conflicts"] = self.conflicts()
        queues["pending"] = self._one("SELECT count(*) FROM case_row WHERE pending > 0")
        return Counts(stages=stages, urgency=urgencies, by_queue=queues)

    def _urgencies(self, now: int, paused: int, total: int) -> dict[Urgency, int]:
        """The open cases by urgency: only those past the first threshold are looked at."""
        reached, near, severe = self._conn.execute(
            "SELECT count(*), coalesce(sum(due > :now), 0), coalesce(sum(due <= :now AND severe <= :now), 0)"
            " FROM case_row WHERE open = 1 AND paused = 0 AND near <= :now AND due IS NOT NULL",
            {"now": now}).fetchone()
        found = {Urgency.NORMAL: total - paused - reached, Urgency.NEAR: near, Urgency.SEVERE: severe,
                 Urgency.OVERDUE: reached - near - severe, Urgency.PAUSED: paused}
        return {u: n for u, n in found.items() if n}

    def _small(self) -> dict[str, int]:
        """The queues that indexes of their own hold."""
        found = {queue: self._one(f"SELECT count(*) FROM {_BY[queue]} WHERE {_QUEUES[queue]}", {"me": self.me})
                 for queue in ("verified", "sent_back", "rework", "asked", "approvals", "appeals", "referred", "mine")}
        found["rejected"] = self._one(
            "SELECT count(DISTINCT case_id) FROM outcome WHERE settled = 0 AND kind = 'rejected'")
        ended = dict(self._conn.execute(
            "SELECT stage, count(*) FROM case_row INDEXED BY ix_case_row_ended WHERE open = 0 AND closed_at IS NULL"
            " AND instr(marks, 'rejected') = 0 GROUP BY stage").fetchall())
        return found | {queue: ended.get(stage.value, 0) for queue, stage in ENDED.items()}

    def conflicts(self) -> int:
        """How many transitions wait for a person's decision."""
        return self._one("SELECT count(*) FROM outcome WHERE settled = 0 AND kind = 'ineffective'")

    def waiting(self) -> int:
        """How many own facts wait for the platform."""
        return self._one("SELECT count(*) FROM fact WHERE seq IS NULL")

    def points(self, queue: str, now: int, filter_: Filter | None = None) -> Points:
        """Where the cases of a queue are."""
        f = filter_ or Filter()
        hits = self._open_ids(queue, now, f, "due", descending=False) if self._in_memory(queue, f) else self._hits(f)
        where, values = self._where(queue, now, f, matched=True)
        table = self._vector(
            f"SELECT group_concat(id || ',' || lon || ',' || lat || ',' || {_URGENCY})"
            f" FROM {_BY.get(queue, 'case_row')} WHERE {where}",
            values | {"now": now}).reshape(-1, 4)
        if hits is not None:
            table = table[among(table[:, 0], hits)]
        return Points(ids=table[:, 0], lon=table[:, 1], lat=table[:, 2], urgency=table[:, 3].astype(np.int8))

    def group(
        self, by: str, queue: str, now: int, filter_: Filter | None = None
    ) -> list[tuple[str, str, Urgency, int]]:
        """Cases of a queue by community, class, major, stage or unit, and urgency: (key, name, urgency, count)."""
        key, name = _GROUPS[by]
        f = filter_ or Filter()
        where, values = self._where(queue, now, f, matched=self._in_memory(queue, f))
        if self._in_memory(queue, f):
            found = self._open_ids(queue, now, f, "due", descending=False)
            where += f" AND id IN ({','.join(map(str, found.tolist()))})"
        rows = _BY.get(queue, "case_row")
        sql = f"SELECT {key}, {name}, {_URGENCY} AS u, count(*) FROM {rows} WHERE {where} GROUP BY 1, 2, 3"
        return [(k, n, Urgency(u), c) for k, n, u, c in self._conn.execute(sql, values | {"now": now})]

    def flow(self, since: int, to: int) -> Flow:
        """What came in and went out in [since, to)."""
        span = {"since": since, "to": to}
        closed, on_time = self._conn.execute(
            "SELECT count(*), coalesce(sum(on_time), 0) FROM case_row"
            " WHERE closed_at >= :since AND closed_at < :to", span).fetchone()
        reported = self._one("SELECT count(*) FROM case_row WHERE reported_at >= :since AND reported_at < :to", span)
        exempted = self._one(
            "SELECT count(*) FROM case_row WHERE exempt = 1 AND on_time = 0 AND closed_at >= :since"
            " AND closed_at < :to", span)
        return Flow(reported=reported, closed=closed, closed_on_time=on_time, exempted=exempted)

    def standing(self, since: int, to: int) -> Standing:
        """What became by now of the cases reported in [since, to); read from indexes alone."""
        span = {"since": since, "to": to}
        reported = self._one("SELECT count(*) FROM case_row WHERE reported_at >= :since AND reported_at < :to", span)
        still, deferred = self._conn.execute(
            "SELECT count(*), coalesce(sum(stage = 'suspended'), 0) FROM case_row INDEXED BY ix_case_row_open"
            " WHERE open = 1 AND reported_at >= :since AND reported_at < :to", span).fetchone()
        ended = self._one(
            "SELECT count(*) FROM case_row INDEXED BY ix_case_row_ended WHERE open = 0 AND closed_at IS NULL"
            " AND stage IN ('not_accepted', 'cancelled', 'merged')"
            " AND reported_at >= :since AND reported_at < :to", span)
        return Standing(reported=reported, open=still, deferred=deferred, ended=ended)

    @property
    def conflicts_of(self) -> Conflicts:
        """What is read of acts without effect."""
        return Conflicts(self._conn)

    @property
    def outbox(self) -> Outbox:
        """What is read of the facts that wait for the platform."""
        return Outbox(self._conn)

    @property
    def whistles(self) -> Whistles:
        """What is read of whistles."""
        return Whistles(self._conn)

    def ruling(self, class_key: str, community: str) -> "Ruling | None":
        """The latest ruling for a class in a community: own waiting ones count as the newest."""
        found = self._conn.execute(
            "SELECT unit, unit_name, reason, number, at FROM ruling WHERE class_key = ? AND community = ?"
            " ORDER BY seq IS NULL DESC, seq DESC, at DESC LIMIT 1", (class_key, community)).fetchone()
        return None if found is None else Ruling(*found)

    def due_resumes(self, now: int, limit: int) -> list[UUID]:
        """Deferred cases whose end date has come, the longest waiting first."""
        found = self._conn.execute(
            "SELECT case_id FROM case_row WHERE resume_at IS NOT NULL AND resume_at <= ?"
            " ORDER BY resume_at, id LIMIT ?", (now, limit))
        return [UUID(bytes=i) for (i,) in found]

    def document(self, stream: str, name: str) -> tuple[int, bytes] | None:
        """The newest version of a reference document and its JSON."""
        found = self._conn.execute(
            "SELECT version, body FROM document WHERE stream = ? AND name = ? ORDER BY version DESC LIMIT 1",
            (stream, name)).fetchone()
        return None if found is None else (int(found[0]), bytes(found[1]))

    def documents(self, stream: str, name: str) -> dict[int, bytes]:
        """All versions of a reference document."""
        rows = self._conn.execute("SELECT version, body FROM document WHERE stream = ? AND name = ?", (stream, name))
        return {int(v): bytes(body) for v, body in rows}

    def station(self) -> dict[str, str]:
        """What was remembered about this workstation."""
        return {str(n): str(v) for n, v in self._conn.execute("SELECT name, value FROM station")}

    def shift(self) -> Shift:
        """What a hand-over counts, over the same connection."""
        return Shift(self._conn)

    def total(self) -> int:
        """How many cases there are in all."""
        return self._one("SELECT count(*) FROM case_row")

    def _listed(self, queue: str, where: str, values: dict[str, Any], sort: str, descending: bool) -> Ids:
        return self._vector(
            f"SELECT group_concat(id) FROM (SELECT id FROM {_BY.get(queue, 'case_row')} WHERE {where} ORDER BY"
            f" {_order(queue, sort, descending)})", values)

    def _in_memory(self, queue: str, f: Filter) -> bool:
        """Whether what a filter searches for is found in memory."""
        return _match(f) is not None and self._open.ready(queue)

    def _open_ids(self, queue: str, now: int, f: Filter, sort: str, descending: bool) -> Ids:
        """A queue of open cases, from memory."""
        texts = [[f.text]] if f.text.strip() else []
        texts += [list(words) for words in (f.place, [_asked(number) for number in f.number]) if words]
        return self._open.ids(
            queue, now, _chosen(f), urgency=f.urgency, alike={"place": f.place, "number": f.number}, texts=texts,
            sort=SORTS[sort], descending=descending)

    def _closed_ids(self, f: Filter, sort: str, descending: bool) -> Ids:
        """The closed queue, from memory: in SQLite it would be a walk over nearly the whole table."""
        if f.urgency and Urgency.NORMAL not in f.urgency:  # no clock of theirs runs
            return np.empty(0, np.int64)
        chosen, column = _chosen(f), SORTS[sort]
        if column in ("due_sort", "closed_at"):  # of closed cases no deadline is left: the last closed come first
            found = self._closed.ids(chosen, None, descending != (column == "due_sort"))
        else:
            found = self._closed.ids(chosen, column, descending)
        hits = self._hits(f)
        return found if hits is None else found[among(found, hits)]

    def _all_ids(self, now: int, f: Filter, descending: bool) -> Ids:
        """What a search finds in all cases: the open ones by their deadline, the closed ones, those never filed."""
        hits = self._hits(f)
        assert hits is not None
        rest = replace(f, text="")
        opened = self.ids("open", now, filter_=rest)
        closed = self._closed_ids(rest, "due", False)
        parts = [opened[among(opened, hits)], closed[among(closed, hits)]]
        if rest.empty:
            known = np.concatenate(parts)
            parts.append(np.sort(hits[~among(hits, known)])[::-1])
        found = np.concatenate(parts)
        return found[::-1] if descending else found

    def _hits(self, f: Filter, within: Ids | None = None) -> Ids | None:
        """The row ids that a filter's text, places and numbers find in the index; None where it has none of them.

        Asked apart from the queue: joined in SQL, SQLite looks up the row of every hit in the table. `within`: only
        hits among these rows are wanted, and others may be missing.
        """
        match = _match(f, self._pairs if within is not None else None)
        if match is None:
            return None
        if not match or (within is not None and not len(within)):
            return np.empty(0, np.int64)
        sql = "SELECT group_concat(rowid) FROM case_text WHERE case_text MATCH :match"
        if within is None:
            return self._vector(sql, {"match": match})
        spans = _spans(within, 1 if _PREFIX in match else _SPANS)  # a prefix is merged whole for every span
        return np.concatenate([
            self._vector(f"{sql} AND rowid BETWEEN {first} AND {last}", {"match": match}) for first, last in spans])

    def _pairs(self, character: str) -> list[str]:
        """The pairs that begin with a character."""
        return [pair for (pair,) in self._conn.execute(
            "SELECT pair FROM pair WHERE pair >= ? AND pair < ?", (character, chr(ord(character) + 1)))]

    def _vector(self, sql: str, values: dict[str, Any]) -> Ids:
        """The numbers that a statement gives as one text with commas: the cheapest way out of SQLite for many."""
        found = self._conn.execute(sql, values).fetchone()[0]
        return np.empty(0, np.int64) if found is None else np.fromstring(str(found), np.int64, sep=",")

    def _one(self, sql: str, values: "dict[str, Any] | None" = None) -> int:
        return int(self._conn.execute(sql, values or {}).fetchone()[0])

    def _where(self, queue: str, now: int, f: Filter, *, matched: bool = False) -> tuple[str, dict[str, Any]]:
        """The condition of a queue and a filter; `matched`: the search index is asked apart (`_hits`)."""
        predicate = _QUEUES.get(queue)
        if predicate is None:
            predicate = f"open = 1 AND stage = '{Stage(queue.removeprefix('stage:')).value}'"
        parts = [predicate.format(now=int(now))]
        values: dict[str, Any] = {"me": self.me} if queue == "mine" else {}
        for column, chosen in (("community", f.community), ("class_key", f.class_key), ("major_name", f.major),
                               ("stage", f.stage), ("unit", f.unit), ("source", f.source)):
            if len(chosen) == 1:  # IN with one value would not come in the index's order
                parts.append(f"{column} = :{column}")
                values[column] = str(chosen[0])
            elif chosen:
                names = [f"{column}{n}" for n in range(len(chosen))]
                parts.append(f"{column} IN ({','.join(':' + n for n in names)})")
                values |= dict(zip(names, (str(c) for c in chosen), strict=True))
        if f.urgency:
            parts.append(f"{_URGENCY.replace(':now', str(int(now)))} IN ({','.join(str(int(u)) for u in f.urgency)})")
        for name, column, chosen in (("place", _PLACED, f.place), ("number", _NUMBERED, f.number)):
            if chosen:
                names = [f"{name}{n}" for n in range(len(chosen))]
                parts.append(f"({' OR '.join(column.format(n) for n in names)})")
                values |= dict(zip(names, (c.lower() for c in chosen), strict=True))
        if f.mark:
            parts.append(f"({' OR '.join(MARKS[mark] for mark in f.mark)})")
        if f.reported:
            spans = (f"reported_at >= {int(since)} AND reported_at < {int(to)}" for since, to in f.reported)
            parts.append(f"({' OR '.join(spans)})")
        match = None if matched else _match(f)
        if match is not None:
            parts.append("+id IN (SELECT rowid FROM case_text WHERE case_text MATCH :match)" if match else "0")
            values |= {"match": match} if match else {}
        return " AND ".join(parts), values


_GROUPS = {
    "community": ("community", "community_name"), "class": ("class_key", "class_name"),
    "major": ("major_name", "major_name"), "stage": ("+stage", "stage"), "unit": ("unit", "unit_name"),
}


_PLACED = "instr(lower(place), :{0}) > 0"
_NUMBERED = " OR ".join(
    f"substr(lower({column}), {start}, length(:{{0}})) = :{{0}}"
    for column in ("number", "provisional") for start in (1, 5))


def _asked(number: str) -> str:
    """Of a number's beginning what the index is asked for: few characters at its end would find too much."""
    return " ".join(part for n, part in enumerate(number.split("-")) if not n or len(part) > 2)


def _match(f: Filter, beginning: Callable[[str], Sequence[str]] | None = None) -> str | None:
    """What the search index is asked: all words, any of the places, any of the numbers; "" where that finds nothing.

    Places and numbers are looked for in the row as well: the index knows only that their words occur in the case.
    """
    parts = [grams.query(f.text, beginning) or ""] if f.text.strip() else []
    for chosen in (f.place, f.number):
        if chosen:
            words = (_asked(word) if chosen is f.number else word for word in chosen)
            parts.append(" OR ".join(f"({match})" for word in words if (match := grams.query(word)) is not None))
    if not parts:
        return None
    return " AND ".join(f"({part})" for part in parts) if all(parts) else ""


def _chosen(f: Filter) -> Chosen:
    """What of a filter is asked of memory."""
    return Chosen(
        words={"community": f.community, "class_key": f.class_key, "major_name": f.major,
               "stage": tuple(str(s) for s in f.stage), "unit": f.unit, "source": f.source},
        marks=f.mark, reported=f.reported)


def _order(queue: str, sort: str, descending: bool) -> str:
    """The order of a queue: both terms one way, so that an index can be read forwards or backwards.

    The + keeps SQLite from walking the whole table in the order of another index when few rows are open.
    """
    column = SORTS[sort]
    if queue == "closed" and column == "due_sort":
        column, descending = "closed_at", not descending
    elif queue in ENDED and column == "due_sort":  # they have no deadline: the last reported come first
        column, descending = "reported_at", not descending
    elif queue != "closed" and column != "due_sort":
        column = f"+{column}"
    way = "DESC" if descending else "ASC"
    return f"{column} {way}, id {way}"


def _in_book(f: Filter, sort: str) -> bool:
    """Whether the closed cases in memory can answer: places and numbers they have not."""
    return not (f.place or f.number) and sort not in ("place", "number")


def _spans(ids: Ids, most: int) -> list[tuple[int, int]]:
    """Few spans from first to last that hold these ids, cut where the gaps between them are widest."""
    ordered = np.sort(ids)
    gaps = np.diff(ordered)
    wide = np.flatnonzero(gaps > _GAP)
    cuts = np.sort(wide[np.argsort(gaps[wide])[::-1][:most - 1]])
    firsts, lasts = np.concatenate(([0], cuts + 1)), np.concatenate((cuts, [len(ordered) - 1]))
    return [(int(ordered[a]), int(ordered[b])) for a, b in zip(firsts, lasts, strict=True)]


def _row(r: Any) -> CaseRow:
    return CaseRow(
        r[0], UUID(bytes=r[1]), Stage(r[2]), bool(r[3]), r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11], r[12],
        r[13], r[14], r[15], r[16], r[17], tuple(r[18].split(",")) if r[18] else (), r[19], r[20], r[21],
        bool(r[22]), r[23], r[24], r[25], r[26], None if r[27] is None else bool(r[27]), r[28], r[29], r[30],
        bool(r[31]), r[32], r[33], bool(r[34]), r[35], r[36], r[37], bool(r[38]), bool(r[39]))
