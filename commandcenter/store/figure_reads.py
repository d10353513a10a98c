"""Figures of queues: live counts, what came in and went out, cases by place and by group."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.store.case_rows import Ids, among
from commandcenter.store.queue_filter import BY, ENDED, QUEUES, URGENCY, Filter
from commandcenter.store.queue_reads import QueueReads
from commandcenter.store.whistles import Whistles

_GROUPS = {
    "community": ("community", "community_name"), "class": ("class_key", "class_name"),
    "major": ("major_name", "major_name"), "stage": ("+stage", "stage"), "unit": ("unit", "unit_name"),
}


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


@dataclass(frozen=True, kw_only=True)
class Points:
    """Cases as arrays of one length: id, lon_e7, lat_e7 (int64) and urgency (int8)."""

    ids: Ids
    lon: Ids
    lat: Ids
    urgency: "np.ndarray[Any, np.dtype[np.int8]]"


class FigureReads(QueueReads):
    """How many, and where."""

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
        found = {queue: self._one(f"SELECT count(*) FROM {BY[queue]} WHERE {QUEUES[queue]}", {"me": self.me})
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
        if self._open.ready(queue):
            ids = np.sort(self._open_ids(queue, now, f, "due", descending=False))
            lon, lat, urgency = self._open.places(ids, now)
            return Points(ids=ids, lon=lon, lat=lat, urgency=urgency.astype(np.int8))
        hits = self._hits(f)
        where, values = self._where(queue, now, f, matched=True)
        table = self._vector(
            f"SELECT group_concat(id || ',' || lon || ',' || lat || ',' || {URGENCY})"
            f" FROM {BY.get(queue, 'case_row')} WHERE {where}",
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
        if f.empty and self._open.ready(queue):
            return self._open.groups(by, queue, now)
        where, values = self._where(queue, now, f, matched=self._in_memory(queue, f))
        if self._in_memory(queue, f):
            found = self._open_ids(queue, now, f, "due", descending=False)
            where += f" AND id IN ({','.join(map(str, found.tolist()))})"
        rows = BY.get(queue, "case_row")
        sql = f"SELECT {key}, {name}, {URGENCY} AS u, count(*) FROM {rows} WHERE {where} GROUP BY 1, 2, 3"
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
            " AND stage IN ('not_accepted', 'cancelled', 'merged', 'transferred')"
            " AND reported_at >= :since AND reported_at < :to", span)
        return Standing(reported=reported, open=still, deferred=deferred, ended=ended)

    @property
    def whistles(self) -> Whistles:
        """What is read of whistles."""
        return Whistles(self._conn)
