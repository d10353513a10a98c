"""What the charts show, without a screen: open cases by community, class and stage, and the on-time rate by day.

Rates are shown exempted (an appeal that was granted counts as on time, deferred and void cases are left out) or raw.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from commandcenter.core.clocks import Urgency
from commandcenter.core.measures import closing_rate, on_time_rate, should_close
from commandcenter.core.numbers import day_start
from commandcenter.desk.queue_desk import QueueDesk, QueueView
from commandcenter.desk.reader import Reader
from commandcenter.store.figure_reads import Flow, Standing
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter

DAY = 86_400_000
DAYS = 14
TARGET = 0.95  # 数字城管结案率 ≥ 95 % (seed 003)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its key for the filter, its name, and how many cases of each urgency."""

    key: str
    name: str
    parts: tuple[tuple[Urgency, int], ...]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.parts)


@dataclass(frozen=True, kw_only=True)
class DayFigure:
    """A day (its start, ms UTC): what came, what was closed, what of it on time; `rate` None without a closing.

    `exempted` were closed late, and an appeal was granted: they are in `on_time` unless the view is raw.
    """

    day: int
    reported: int
    closed: int
    on_time: int
    rate: float | None
    exempted: int = 0


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The closing rate of what was reported in the days shown: of those that count, and of all."""

    closed: int
    should: int
    reported: int
    deferred: int
    ended: int

    @property
    def rate(self) -> float | None:
        return closing_rate(self.closed, self.should)

    @property
    def raw_rate(self) -> float | None:
        return closing_rate(self.closed, self.reported)


@dataclass(frozen=True, kw_only=True)
class ChartView:
    """All that the charts draw."""

    communities: tuple[Bar, ...] = ()
    classes: tuple[Bar, ...] = ()
    stages: tuple[Bar, ...] = ()
    days: tuple[DayFigure, ...] = ()
    closing: Closing | None = None
    raw: bool = False
    filter: Filter = Filter()
    loaded: bool = False


class ChartDesk:
    """Figures of all open cases; a click on a bar narrows the queue and the map, a second click widens them."""

    def __init__(self, reader: Reader, queue: QueueDesk, now: Callable[[], int]) -> None:
        self._reader, self._queue, self._now = reader, queue, now
        self.view = ChartView()
        self.listeners: list[Callable[[ChartView], None]] = []
        self._news = 0
        self._flows: tuple[tuple[int, Flow], ...] = ()  # by the start of the day

    def on_queue(self, queue: QueueView) -> None:
        """The queue changed: the filter may be another, the figures may be."""
        self._set(replace(self.view, filter=queue.filter))
        if queue.news != self._news:  # another list of the same cases changes no figure
            self._news = queue.news
            self.refresh()

    def refresh(self) -> None:
        now = self._now()

        def question(q: Queries) -> tuple[dict[str, tuple[Bar, ...]], tuple[tuple[int, Flow], ...], Standing]:
            bars = {by: _bars(q, by, now) for by in ("community", "class", "stage")}
            first = day_start(now) - (DAYS - 1) * DAY
            days = [first + n * DAY for n in range(DAYS)]
            return bars, tuple((day, q.flow(day, day + DAY)) for day in days), q.standing(first, days[-1] + DAY)

        def answer(found: tuple[dict[str, tuple[Bar, ...]], tuple[tuple[int, Flow], ...], Standing]) -> None:
            bars, self._flows, standing = found
            self._set(replace(
                self.view, communities=bars["community"], classes=bars["class"], stages=bars["stage"],
                days=self._days(self.view.raw), closing=_closing(standing), loaded=True))

        self._reader.ask("charts", question, answer)

    def switch_raw(self) -> None:
        """Show raw figures instead of exempted ones, or the other way round."""
        raw = not self.view.raw
        self._set(replace(self.view, raw=raw, days=self._days(raw)))

    def _days(self, raw: bool) -> tuple[DayFigure, ...]:
        return tuple(_day(day, flow, raw) for day, flow in self._flows)

    def click(self, by: str, key: str, *, add: bool = False) -> None:
        """A bar was clicked: filter by it, or no longer; `add` keeps the others that are chosen."""
        f = self.view.filter
        field, held = {"community": ("community", f.community), "class": ("class_key", f.class_key),
                       "stage": ("stage", f.stage)}[by]
        others = tuple(k for k in held if k != key) if add or key in held else ()
        chosen = others if key in held else (*others, key)
        narrowed: dict[str, Any] = {field: chosen}
        self._queue.narrow(replace(f, **narrowed))

    def _set(self, view: ChartView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def _bars(q: Queries, by: str, now: int) -> tuple[Bar, ...]:
    found: dict[str, tuple[str, dict[Urgency, int]]] = {}
    for key, name, urgency, n in q.group(by, "open", now):
        parts = found.setdefault(key, (name, {}))[1]
        parts[urgency] = parts.get(urgency, 0) + n
    bars = [
        Bar(key=key, name=name, parts=tuple(sorted(parts.items(), reverse=True)))
        for key, (name, parts) in found.items()
    ]
    return tuple(sorted(bars, key=lambda b: (-b.total, b.key)))


def _day(day: int, flow: Flow, raw: bool) -> DayFigure:
    on_time = flow.closed_on_time if raw else flow.counted_on_time
    return DayFigure(day=day, reported=flow.reported, closed=flow.closed, on_time=on_time, exempted=flow.exempted,
                     rate=on_time_rate(on_time, flow.closed))


def _closing(standing: Standing) -> Closing:
    should = should_close(standing.reported, standing.ended, standing.deferred)
    return Closing(closed=standing.closed, should=should, reported=standing.reported, deferred=standing.deferred,
                   ended=standing.ended)
