"""What the wall shows, without a screen: open cases by urgency, today's flow, the worst cases, the map's points."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from commandcenter.core.clocks import Urgency
from commandcenter.core.measures import on_time_rate
from commandcenter.core.numbers import day_start
from commandcenter.desk.reader import Reader
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.figure_reads import Flow, Points
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter

WORST = 5

NO_POINTS = Points(
    ids=np.empty(0, np.int64), lon=np.empty(0, np.int64), lat=np.empty(0, np.int64), urgency=np.empty(0, np.int8)
)


@dataclass(frozen=True, kw_only=True)
class WallView:
    """All that the wall draws; no persons, phones or plates."""

    open: int | None = None
    urgency: dict[Urgency, int] = field(default_factory=dict)
    today: Flow | None = None
    worst: tuple[CaseRow, ...] = ()
    more: int = 0  # overdue cases beyond those listed
    communities: tuple[tuple[str, int], ...] = ()
    points: Points = field(default=NO_POINTS, compare=False)
    as_of: int = 0
    version: int = 0

    @property
    def on_time_today(self) -> float | None:
        return on_time_rate(self.today.counted_on_time, self.today.closed) if self.today else None


class WallDesk:
    """Reads the wall's figures; it never moves by itself, only its numbers change."""

    def __init__(self, reader: Reader, now: Callable[[], int]) -> None:
        self._reader, self._now = reader, now
        self.view = WallView()
        self.listeners: list[Callable[[WallView], None]] = []

    def refresh(self) -> None:
        now = self._now()

        def question(q: Queries) -> WallView:
            counts, midnight = q.counts(now), day_start(now)
            late = q.ids("open", now, filter_=Filter(urgency=(Urgency.SEVERE, Urgency.OVERDUE)))
            rows = q.rows(late[:WORST])
            groups: dict[str, int] = {}
            for _key, name, _urgency, n in q.group("community", "open", now):
                groups[name] = groups.get(name, 0) + n
            return WallView(
                open=counts.open, urgency=counts.urgency, today=q.flow(midnight, midnight + 86_400_000),
                worst=tuple(rows[int(i)] for i in late[:WORST]), more=max(len(late) - WORST, 0),
                communities=tuple(sorted(groups.items(), key=lambda g: -g[1])), points=q.points("open", now), as_of=now)

        def answer(view: WallView) -> None:
            self._set(replace(view, version=self.view.version + 1))

        self._reader.ask("wall", question, answer)

    def _set(self, view: WallView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
