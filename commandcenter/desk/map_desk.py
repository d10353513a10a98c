"""What the map shows, without a screen: the ground of the street and where the cases of the queue are."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from commandcenter.desk.map_points import Points
from commandcenter.desk.queue_desk import QueueView
from commandcenter.desk.reader import Reader
from commandcenter.store.queries import Queries

NO_POINTS = Points.of(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8), np.empty(0, np.int64))


@dataclass(frozen=True, kw_only=True)
class MapView:
    """The points of the map, sorted; told apart by `version`."""

    points: Points = field(default=NO_POINTS, compare=False)
    version: int = 0
    selected: int | None = None
    whole: bool = True  # all open cases of the street, or the queue's


class MapDesk:
    """Points of all open cases (or of the queue alone), with the queue's filter."""

    def __init__(self, reader: Reader, now: Callable[[], int]) -> None:
        self._reader, self._now = reader, now
        self.view = MapView()
        self.listeners: list[Callable[[MapView], None]] = []
        self._queue = QueueView()

    def on_queue(self, queue: QueueView) -> None:
        """The queue's view changed: another selection, filter or content."""
        before, listed = self._queue, queue.filter != self._queue.filter
        stale = queue.news != before.news or listed or (not self.view.whole and queue.queue != before.queue)
        self._queue = queue
        if queue.selected != self.view.selected:
            self._set(replace(self.view, selected=queue.selected))
        if stale:
            self.refresh()

    def show_whole(self, whole: bool) -> None:
        """Show all open cases of the street, or only those of the queue."""
        self._set(replace(self.view, whole=whole))
        self.refresh()

    def refresh(self) -> None:
        queue, filter_ = ("open" if self.view.whole else self._queue.queue), self._queue.filter
        now = self._now()

        def question(q: Queries) -> Points:
            found = q.points(queue, now, filter_)
            return Points.of(found.lon, found.lat, found.urgency, found.ids)

        self._reader.ask("points", question, self._on_points)

    def _on_points(self, points: Points) -> None:
        self._set(replace(self.view, points=points, version=self.view.version + 1))

    def _set(self, view: MapView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
