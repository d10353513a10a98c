"""Saved views of the operator at the desk: open, save, rename, move, delete, hand over; and how many cases each holds.

What a view is and the form of its files: core/saved_views.py.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

import msgspec

from commandcenter.core import saved_views as sv
from commandcenter.core import search as s
from commandcenter.core.case import Stage
from commandcenter.core.saved_views import SavedView, ViewsError
from commandcenter.desk.kept_files import KeptFiles
from commandcenter.desk.queue_desk import GROUPS, QueueDesk, QueueView
from commandcenter.desk.reader import Reader
from commandcenter.desk.search_desk import SearchDesk
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import SORTS, Filter

log = logging.getLogger(__name__)

FILE = "saved_views.json"
PREFIX = "view:"
"""Before the name of a view where queues are named by keys."""
QUEUES = frozenset({queue for _, queues in GROUPS for queue in queues} | {f"stage:{stage}" for stage in Stage}
                   | {"open", "near", "overdue", "severe", "paused", "closed", "all"})
_FINISHED = frozenset({"closed", "all", "not_filed", "voided", "merged", "transferred"})
"""Queues of years: counted when a case was closed, where an index holds the filter; with others when they are open."""


@dataclass(frozen=True, kw_only=True)
class ViewsView:
    """The operator's views in order, how many cases each holds (absent while not counted), and which is open."""

    views: tuple[SavedView, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    open: str = ""


class ViewsDesk:
    """Holds the views. `listeners` hear of each new view of them."""

    def __init__(
        self, reader: Reader, queue: QueueDesk, search: SearchDesk, files: KeptFiles, operator: Callable[[], str],
        now: Callable[[], int],
    ) -> None:
        """`operator` gives the id of who sits here."""
        self._reader, self._queue, self._search, self._files = reader, queue, search, files
        self._operator, self._now = operator, now
        self.view = ViewsView()
        self.listeners: list[Callable[[ViewsView], None]] = []
        self._all: dict[str, tuple[SavedView, ...]] | None = None
        self._broken = False
        self._counted: object = None
        self._closed: int | None = None

    def load(self) -> None:
        """Show the views of the operator, after another one sat down too."""
        self._set(replace(self.view, views=self._kept().get(self._operator(), ()), counts={}, open=""))
        self._mark(self._queue.view)
        self._count(everything=True)

    def open(self, name: str) -> None:
        """Show the cases of a view."""
        view = self._find(name)
        if view is None:
            return
        self._queue.arrange(view.queue, self._search.take(view.text), view.sort, view.descending)

    def leave(self, queue: str) -> None:
        """Show a queue; what the open view asked for is no longer asked for."""
        if self.view.open:
            self._queue.arrange(queue, self._search.take(""), "due", False)
        else:
            self._queue.choose(queue)

    def save(self, name: str) -> None:
        """Keep what is shown under a name; an own view of that name is replaced.

        Raises:
            ViewsError: what is wrong with the name, views-too-many, views-not-written.
        """
        queue = self._queue.view
        view = SavedView(name=sv.cleaned(name), queue=queue.queue, text=self._search.view.text, sort=queue.sort,
                         descending=queue.descending)
        if len(view.text) > sv.MOST_TEXT:
            raise ViewsError("view-too-long", name=view.name, most=sv.MOST_TEXT)
        own = self.view.views
        if any(v.name == view.name for v in own):
            self._keep(tuple(view if v.name == view.name else v for v in own))
        else:
            self._keep(sv.merged((*own,), (view,)) if view not in own else own)

    def rename(self, name: str, to: str) -> None:
        """Give a view another name.

        Raises:
            ViewsError: what is wrong with the name, view-name-taken, views-not-written.
        """
        to = sv.cleaned(to)
        if to != name and self._find(to) is not None:
            raise ViewsError("view-name-taken", name=to)
        self._keep(tuple(msgspec.structs.replace(v, name=to) if v.name == name else v for v in self.view.views))

    def delete(self, name: str) -> None:
        """Forget a view; the cases it showed stay on the screen.

        Raises:
            ViewsError: views-not-written.
        """
        self._keep(tuple(v for v in self.view.views if v.name != name))

    def move(self, name: str, by: int) -> None:
        """Put a view further down (1) or up (-1).

        Raises:
            ViewsError: views-not-written.
        """
        views = list(self.view.views)
        at = next((n for n, v in enumerate(views) if v.name == name), None)
        if at is not None and 0 <= at + by < len(views):
            views.insert(at + by, views.pop(at))
            self._keep(tuple(views))

    def hand_out(self, path: str) -> int:
        """Write the operator's views into a file; how many.

        Raises:
            ViewsError: views-file-exists, views-not-written.
        """
        try:
            self._files.hand_out(path, sv.encode_shared(self.view.views))
        except FileExistsError as err:
            raise ViewsError("views-file-exists", where=path) from err
        except OSError as err:
            raise ViewsError("views-not-written", where=path) from err
        return len(self.view.views)

    def take_in(self, path: str) -> int:
        """Take over the views of a file; how many are new.

        Raises:
            ViewsError: views-not-read, what decode_shared and merged refuse, views-not-written.
        """
        try:
            raw = self._files.take_in(path, sv.MOST_BYTES)
        except (OSError, ValueError) as err:  # ValueError: a path that no file can have
            raise ViewsError("views-not-read", where=path) from err
        before = self.view.views
        self._keep(sv.merged(before, sv.decode_shared(raw, QUEUES, frozenset(SORTS))))
        return len(self.view.views) - len(before)

    def on_queue(self, view: QueueView) -> None:
        """The queue changed: which view it is, and whether the counts are of before."""
        self._mark(view)
        if view.counts is not None and view.counts is not self._counted:
            self._counted = view.counts
            closed = view.counts.by_queue.get("closed")
            self._count(everything=closed != self._closed)
            self._closed = closed

    # -- inside -----------------------------------------------------------------------------------------------------

    def _find(self, name: str) -> SavedView | None:
        return next((v for v in self.view.views if v.name == name), None)

    def _mark(self, view: QueueView) -> None:
        """Which view is open: the one chosen last of those that show this."""
        shown = (view.queue, self._search.view.text, view.sort, view.descending)
        same = [v.name for v in self.view.views if (v.queue, v.text, v.sort, v.descending) == shown]
        now = self.view.open if self.view.open in same else same[0] if same else ""
        opened, counts = self._find(now), self.view.counts
        if opened is not None and opened.queue in _FINISHED and view.loaded and view.whole:
            counts = counts | {now: len(view.ids)}
        self._set(replace(self.view, open=now, counts=counts))

    def _count(self, *, everything: bool) -> None:
        now = self._now()
        for view in self.view.views:
            finished = view.queue in _FINISHED
            if everything or not finished or view.name not in self.view.counts:
                f = self._search.filter_of(s.parse(view.text, self._search.tables))
                if not finished or f == Filter(community=f.community, reported=f.reported, text=f.text):
                    self._reader.ask(f"{PREFIX}{view.name}", partial(_ask, view.queue, now, f),
                                     partial(self._on_counted, view))

    def _on_counted(self, view: SavedView, n: int) -> None:
        if view in self.view.views:
            self._set(replace(self.view, counts=self.view.counts | {view.name: n}))

    def _kept(self) -> dict[str, tuple[SavedView, ...]]:
        if self._all is None:
            try:
                raw = self._files.read(FILE)
                self._all = sv.decode_kept(raw) if raw is not None else {}
            except (OSError, ViewsError) as err:
                log.warning("saved views not read, the file is left as it is: %s", err)
                self._all, self._broken = {}, True
        return self._all

    def _keep(self, views: tuple[SavedView, ...]) -> None:
        kept = self._kept() | {self._operator(): views}
        if self._broken:
            raise ViewsError("views-not-written", where=FILE)
        try:
            self._files.write(FILE, sv.encode_kept(kept))
        except OSError as err:
            raise ViewsError("views-not-written", where=FILE) from err
        self._all = kept
        names = {v.name for v in views}
        same = {v.name for v in views if v in self.view.views}
        counts = {name: n for name, n in self.view.counts.items() if name in names and name in same}
        self._set(replace(self.view, views=views, counts=counts))
        self._mark(self._queue.view)
        self._count(everything=False)

    def _set(self, view: ViewsView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def _ask(queue: str, now: int, f: Filter, q: Queries) -> int:
    return q.count(queue, now, f)
