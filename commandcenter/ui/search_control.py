"""The search line of the window: what is typed goes to the desk, what was not understood comes back."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.core.search import Trouble
from commandcenter.desk.search_desk import SearchDesk, SearchView
from commandcenter.ui.queue_panel import QueuePanel
from commandcenter.ui.search_box import SearchBox, problem_text


class SearchControl(QObject):
    """Connects the line to the desk. `to_table`: where the keys go when a search is done."""

    def __init__(
        self, window: QWidget, desk: SearchDesk, line: SearchBox, queue: QueuePanel, to_table: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._desk, self._line, self._queue, self._to_table = desk, line, queue, to_table
        desk.listeners.append(self.render_view)
        line.settled.connect(self._on_settled)
        line.finished.connect(self._on_finished)
        line.opened.connect(self._on_opened)
        line.left.connect(self._on_left)

    def render_view(self, view: SearchView) -> None:
        """The search line where it was set elsewhere, and what of it was not understood."""
        if self._line.text().strip() != view.text:
            self._line.set_shown(view.text)
        typing = self._line.hasFocus()  # then a key without a value is only not finished
        said = [problem_text(problem, self._desk.tables) for problem in view.problems
                if not (typing and problem.trouble is Trouble.NO_VALUE)]
        self._line.set_problems(said)
        self._queue.set_problems(said)

    def _on_settled(self) -> None:
        if self._line.text().strip() != self._desk.view.text:
            self._desk.search(self._line.text())

    def _on_finished(self) -> None:
        self._on_settled()
        self._to_table()

    def _on_opened(self) -> None:
        self._desk.learn(done=self._line.refresh)

    def _on_left(self) -> None:
        self._on_settled()
        self._line.stop_waiting()
        self.render_view(self._desk.view)
