"""The tree of queues in the window: its groups with their counts, the day's figures, and what a choice opens."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.desk.desks import Desks
from commandcenter.desk.queue_desk import DIGITS, GROUPS, QueueView
from commandcenter.desk.views_desk import PREFIX
from commandcenter.ui import queue_words, time_words
from commandcenter.ui.queue_tree import Figure, QueueGroup, QueueItem, QueueTree
from commandcenter.ui.views_control import ViewsControl


class TreeControl(QObject):
    """Connects the tree to the desks."""

    def __init__(self, window: QWidget, desks: Desks, tree: QueueTree, saved: ViewsControl) -> None:
        super().__init__(window)
        self._desks, self._tree, self._saved = desks, tree, saved
        tree.queue_chosen.connect(self._on_queue_chosen)

    def render_view(self, view: QueueView) -> None:
        """The queues, the open one, and the figures of today."""
        groups = [QueueGroup(title=queue_words.group_text(g), rows=_items(view, g, queues)) for g, queues in GROUPS]
        groups.insert(-1, self._saved.group())
        self._tree.set_groups(tuple(group for group in groups if group.rows))
        opened = self._desks.views.view.open
        self._tree.choose(f"{PREFIX}{opened}" if opened else view.queue)
        if view.today is not None:
            closed, on_time = view.today.closed, view.today.counted_on_time
            self._tree.set_figures(
                (
                    Figure(name=self.tr("In today"), value=time_words.number_text(view.today.reported)),
                    Figure(name=self.tr("Closed today"), value=time_words.number_text(closed)),
                    Figure(name=self.tr("On time"), value=time_words.rate_text(on_time / closed if closed else None)),
                )
            )

    def _on_queue_chosen(self, key: str) -> None:
        if key.startswith(PREFIX):
            self._desks.views.open(key.removeprefix(PREFIX))
        else:
            self._desks.search.forget()
            self._desks.views.leave(key)



def _items(view: QueueView, group: str, queues: tuple[str, ...]) -> tuple[QueueItem, ...]:
    """The queues of a group; those of the exchange only while they hold something."""
    seldom = group == "sync"
    return tuple(
        QueueItem(
            key=key,
            name=queue_words.queue_text(key),
            count=view.count(key),
            digit=str(DIGITS[key]) if key in DIGITS else "",
            urgency=_URGENCY.get(key),
        )
        for key in queues
        if not seldom or view.count(key) or key == view.queue
    )


_URGENCY = {"near": 1, "overdue": 2, "severe": 3, "paused": 4}
