"""What the queue tree and the case table show and can do, without a screen.

Holds one frozen view and replaces it. Nothing moves by itself: what comes from elsewhere is counted in `fresh` and
shown when asked for (`show_new`); what the operator does is shown at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import numpy as np

from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.numbers import day_start
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Changed
from commandcenter.store.case_rows import CaseRow, Ids, among
from commandcenter.store.figure_reads import Counts, Flow
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter, in_kept_order

# groups of the tree: (group, queues); a queue "stage:x" lists one stage
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("stages", (
        f"stage:{Stage.PENDING_REGISTER}", f"stage:{Stage.PENDING_DISPATCH}", f"stage:{Stage.PENDING_HANDLE}",
        f"stage:{Stage.HANDLING}", f"stage:{Stage.PENDING_REVIEW}", f"stage:{Stage.PENDING_CHECK}",
    )),
    ("limits", ("open", "near", "overdue", "severe")),
    ("acceptance", ("to_accept", f"stage:{Stage.PENDING_VERIFY}", "verified", f"stage:{Stage.RETURNED}", "mine")),
    ("more", (
        "sent_back", "rework", f"stage:{Stage.HANDLE_FINISH}", f"stage:{Stage.CHECKING}",
        f"stage:{Stage.CHECK_FAILED}", f"stage:{Stage.CHECK_PASSED}",
    )),
    ("requests", ("asked", "approvals", "appeals", "docket", "paused", "referred", "whistles")),
    ("supervision", ("supervised", "awaiting_reply", "review")),
    ("ended", ("closed", "not_filed", "voided", "merged", "transferred")),
    ("sync", ("conflicts", "rejected", "pending")),
)
DIGITS = {key: (n + 1) % 10 for n, key in enumerate([*GROUPS[0][1], *GROUPS[1][1]])}
_URGENCY_QUEUES = {"near": Urgency.NEAR, "overdue": Urgency.OVERDUE, "severe": Urgency.SEVERE, "paused": Urgency.PAUSED}
PAGE = 200
FIRST = 60  # rows: more than a screen shows
FRAME_S = 0.016  # what the screen's thread waits for another list, so that it is drawn once


@dataclass(frozen=True, kw_only=True)
class QueueView:
    """All that the tree and the table draw. Equal views look equal; `ids` is told apart by `version`."""

    queue: str = "open"
    ids: Ids = field(default_factory=lambda: np.empty(0, np.int64), compare=False)
    version: int = 0
    loaded: bool = False
    whole: bool = True  # False: the first page of a search in many cases, the rest is being looked for
    selected: int | None = None  # row id
    filter: Filter = field(default_factory=Filter)
    sort: str = "due"
    descending: bool = False
    hidden: int = 0  # cases of the queue that the filter hides
    fresh: int = 0  # new cases that are not shown yet
    counts: Counts | None = None
    today: Flow | None = None
    as_of: int = 0
    news: int = 0  # of what changes of the store, and of the minute, this tells; another list of the same tells no more

    def count(self, queue: str) -> int | None:
        """How many cases a queue has; None while not read."""
        counts = self.counts
        if counts is None:
            return None
        if queue == "open":
            return counts.open
        if queue in _URGENCY_QUEUES:
            return counts.urgency.get(_URGENCY_QUEUES[queue], 0)
        if queue.startswith("stage:"):
            return counts.stages.get(Stage(queue.removeprefix("stage:")), 0)
        return counts.by_queue.get(queue)


class QueueDesk:
    """Queues, their order, the filter and the selection. `changed` tells the panels of a new view."""

    def __init__(self, reader: Reader, now: Callable[[], int]) -> None:
        self._reader, self._now = reader, now
        self.view = QueueView()
        self.listeners: list[Callable[[QueueView], None]] = []
        self._shown: tuple[object, ...] = ()  # queue, filter and order of what was listed last
        self._news = 0
        self._warmed = -1  # what is read in of the closed cases: 0 their order, 1 their columns
        self.rows_listeners: list[Callable[[dict[int, CaseRow]], None]] = []

    def choose(self, queue: str) -> None:
        """Show another queue."""
        view = self.view
        if queue != view.queue:
            view = replace(view, queue=queue, selected=None, **_awaited(view))
        self._turn_to(view)

    def select(self, row_id: int | None) -> None:
        """Select a case of the table."""
        self._set(replace(self.view, selected=row_id))

    def show_row(self, row_id: int) -> None:
        """Select a row wherever it was clicked; shows all open cases where it is not in this queue."""
        if row_id in self.view.ids:
            self.select(row_id)
            return
        self._turn_to(replace(
            self.view, queue="open", filter=Filter(), selected=row_id, loaded=False, version=self.view.version + 1))

    def step(self, by: int) -> None:
        """Select the next (1) or previous (-1) case."""
        ids = self.view.ids
        if not len(ids):
            return
        at = self.position
        self.select(int(ids[0 if at is None else min(max(at + by, 0), len(ids) - 1)]))

    @property
    def position(self) -> int | None:
        """Where the selected case stands in the queue, from 0."""
        if self.view.selected is None:
            return None
        found = np.flatnonzero(self.view.ids == self.view.selected)
        return int(found[0]) if len(found) else None

    def sort_by(self, column: str, descending: bool) -> None:
        self._turn_to(replace(self.view, sort=column, descending=descending))

    def narrow(self, filter_: Filter) -> None:
        """Set the filter."""
        self._turn_to(replace(self.view, filter=filter_))

    def arrange(self, queue: str, filter_: Filter, sort: str, descending: bool) -> None:
        """Show a queue, narrowed and in an order, all at once: a saved view."""
        self._turn_to(replace(
            self.view, queue=queue, filter=filter_, sort=sort, descending=descending, selected=None,
            **_awaited(self.view)))

    def search(self, text: str) -> None:
        """Narrow the queue to what holds these words."""
        self.narrow(replace(self.view.filter, text=text.strip()))

    def clear(self) -> None:
        """Take the filter away."""
        if not self.view.filter.empty:
            self.narrow(Filter())

    def show_new(self) -> None:
        """Show the cases that came meanwhile."""
        self.refresh()

    def refresh(self) -> None:
        """Read the queue and the counts anew, and keep the selected case where it still is."""
        self._news += 1
        self._list()

    def _turn_to(self, view: QueueView) -> None:
        """List another view. Told once, with its list, where that comes within a frame; else that it is awaited."""
        before, self.view = self.view, view
        self._list(FRAME_S)
        if self.view is view and view != before:
            self._tell(view)

    def _list(self, patience_s: float = 0.0) -> None:
        """List what the view asks for: what is in the store may be as it was."""
        view = self.view
        long = view.filter.searches or in_kept_order(view.queue, view.sort)
        if long and _asked(view) != self._shown:
            self._first(view, patience_s)
        else:
            self._whole(view, patience_s=patience_s)

    def _first(self, view: QueueView, patience_s: float) -> None:
        """Have the first page of a search shown before the rest is known, where it can be told alone."""
        now = self._now()
        whole = self._question(view, now, other=True)

        def question(q: Queries) -> "_Listed | tuple[Ids, dict[int, CaseRow]]":
            ids = q.first(
                view.queue, now, view.filter, sort=view.sort, descending=view.descending, most=PAGE)
            return whole(q) if ids is None else (ids, q.rows(ids[:FIRST]))

        def answer(found: "_Listed | tuple[Ids, dict[int, CaseRow]]") -> None:
            if isinstance(found, _Listed):
                self._on_listed(view, found)
                return
            ids, first = found
            selected = self.view.selected
            self._set(replace(
                self.view, ids=ids, version=self.view.version + 1, loaded=True, whole=False, hidden=0, fresh=0,
                selected=self._keep(view, ids) if selected is None else selected, as_of=now))
            self._on_rows(first)
            self._whole(view, begun=True)

        self._reader.ask("queue", question, answer, patience_s=patience_s)

    def _whole(self, view: QueueView, *, begun: bool = False, patience_s: float = 0.0) -> None:
        other = not begun and (not view.loaded or _asked(view) != self._shown)
        self._reader.ask(
            "queue", self._question(view, self._now(), other=other), lambda found: self._on_listed(view, found),
            patience_s=patience_s)

    def _question(self, view: QueueView, now: int, *, other: bool) -> Callable[[Queries], "_Listed"]:
        """The whole list of a view, and the counts of all queues; of another list the rows in sight too."""

        def question(q: Queries) -> _Listed:
            ids = q.ids(view.queue, now, filter_=view.filter, sort=view.sort, descending=view.descending)
            first = q.rows(_in_sight(ids, view.selected)) if other else {}  # what is seen first of another list
            total = len(ids) if view.filter.empty else q.count(view.queue, now, Filter())
            midnight = day_start(now)
            return _Listed(ids=ids, first=first, hidden=total - len(ids), counts=q.counts(now),
                           today=q.flow(midnight, midnight + 86_400_000), now=now)

        return question

    def _on_listed(self, view: QueueView, found: "_Listed") -> None:
        self._shown = _asked(view)
        self._set(replace(
            self.view, ids=found.ids, version=self.view.version + 1, loaded=True, whole=True, hidden=found.hidden,
            counts=found.counts, today=found.today, fresh=0, selected=self._keep(view, found.ids), as_of=found.now,
            news=self._news))
        if found.first:
            self._on_rows(found.first)
        self._warm()

    def _warm(self) -> None:
        """Have the closed cases read in beforehand, slice by slice: every other question goes in between."""
        columns = self.view.queue == "closed"
        if columns <= self._warmed:
            return

        def answer(more: bool) -> None:
            if more:
                self._warm()
            else:
                self._warmed = max(self._warmed, int(columns))

        self._reader.ask("warm", lambda q: q.warm(columns=columns), answer)

    def tick(self) -> None:
        """A minute went by: count anew; the rows change their words, not their place."""
        self._recount(frozenset(), own=False)

    def on_changed(self, news: Changed) -> None:
        """Facts came. Own acts are shown at once; others change rows in place and are announced."""
        if news.own:
            self._tell_rows(news.cases)
            self.refresh()
        else:
            self._recount(news.cases, own=False)

    def want_rows(self, ids: Sequence[int]) -> None:
        """The table draws these rows and does not have them."""
        wanted = list(ids)
        self._reader.ask(f"rows:{wanted[0] if wanted else 0}", lambda q: q.rows(wanted), self._on_rows)

    def _recount(self, cases: frozenset[UUID], *, own: bool) -> None:
        self._news += 1
        view, now = self.view, self._now()
        known = view.ids

        def question(q: Queries) -> tuple[Counts, Flow, int]:
            ids = q.ids(view.queue, now, filter_=view.filter) if cases else known
            fresh = int(np.count_nonzero(~among(ids, known))) if cases else view.fresh
            midnight = day_start(now)
            return q.counts(now), q.flow(midnight, midnight + 86_400_000), fresh

        def answer(found: tuple[Counts, Flow, int]) -> None:
            counts, today, fresh = found
            if self.view.version == view.version:
                self._set(replace(self.view, counts=counts, today=today, fresh=fresh, as_of=now, news=self._news))

        self._reader.ask("counts", question, answer)
        self._tell_rows(cases)

    def _tell_rows(self, cases: frozenset[UUID]) -> None:
        """Send the rows of changed cases to the table, if it shows them."""
        if not cases or len(cases) > PAGE:
            self._on_rows({})  # too many to name: the table asks for what it shows
            return

        self._reader.ask("changed-rows", lambda q: q.rows_of(cases), self._on_rows)

    def _keep(self, before: QueueView, ids: Ids) -> int | None:
        """The row to select in a new order: the same case, or the one that took its place."""
        selected = self.view.selected
        if selected is None:
            return int(ids[0]) if len(ids) and not before.loaded else None
        if selected in ids:
            return selected
        if not before.loaded or not len(ids):
            return selected if not len(ids) and not before.loaded else (int(ids[0]) if len(ids) else None)
        at = np.flatnonzero(before.ids == selected)
        return int(ids[min(int(at[0]) if len(at) else 0, len(ids) - 1)])

    def _on_rows(self, rows: dict[int, CaseRow]) -> None:
        for listener in tuple(self.rows_listeners):
            listener(rows)

    def _set(self, view: QueueView) -> None:
        if view != self.view:
            self.view = view
            self._tell(view)

    def _tell(self, view: QueueView) -> None:
        for listener in tuple(self.listeners):
            if self.view is not view:  # one of them changed it: all have heard of the newer one
                return
            listener(view)


@dataclass(frozen=True, kw_only=True)
class _Listed:
    """A list as read at an instant (`now`, ms UTC): its ids, the rows in sight of another list, and all counts."""

    ids: Ids
    first: dict[int, CaseRow]
    hidden: int
    counts: Counts
    today: Flow
    now: int


def _asked(view: QueueView) -> tuple[object, ...]:
    """What a list is of: another list shows other cases, or in another order."""
    return view.queue, view.filter, view.sort, view.descending


def _awaited(before: QueueView) -> dict[str, Any]:
    """Of a queue that is not read yet."""
    return {"loaded": False, "fresh": 0, "hidden": 0, "version": before.version + 1}


def _in_sight(ids: Ids, selected: int | None) -> Ids:
    """What is seen first of a list: about the selected case, which keeps its place on the screen; else its top."""
    at = np.flatnonzero(ids == selected) if selected is not None else ids[:0]
    top = max(int(at[0]) - FIRST // 2, 0) if len(at) else 0
    return ids[top:top + FIRST]
