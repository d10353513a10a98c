"""The table of a queue with its head: draws a QueueView, tells its desk what was chosen. Nothing else."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.desk.presence_desk import PresenceView
from commandcenter.desk.queue_desk import QueueDesk, QueueView
from commandcenter.desk.rows import CaseRow
from commandcenter.desk.search_desk import SearchDesk
from commandcenter.ui import case_words, queue_words, texts
from commandcenter.ui.case_cells import CaseCells
from commandcenter.ui.case_table import CaseTable
from commandcenter.ui.controls import labelled
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.search_box import ProblemLine

SLICE = 40  # rows whose texts are made at once: some 3 ms
PILL_PX = 420  # of the filter in words; what is longer stands in the search box


class QueuePanel(QWidget):
    """Head (name, count, filter), announcement of new cases, and the table."""

    opened = Signal(object)  # row id, double click

    def __init__(
        self, desk: QueueDesk, search: SearchDesk, now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._search, self._now = desk, search, now
        self._name = ""
        self._marked = 0
        self._version = -2
        self._listed: tuple[object, ...] = ()  # queue, filter and order of the list that is shown
        self._rows: dict[int, CaseRow] = {}
        self._watched = PresenceView()
        self.title, self.count = labelled("", "head"), labelled("", "secondary")
        self.demo = labelled(texts.mark_text("demo"), "hint")
        self.demo.hide()
        self.fresh = KeyButton("", ("F3",), OUTLINED)
        self.fresh.clicked.connect(desk.show_new)
        self.fresh.hide()
        self.pills = KeyButton("", ("Esc",), OUTLINED)
        self.pills.setMaximumWidth(PILL_PX)
        self.pills.clicked.connect(desk.clear)
        self.pills.hide()
        self.problem = ProblemLine()
        self.table = CaseTable()
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addWidget(self.demo)
        head.addWidget(self.fresh)
        head.addStretch(1)
        head.addWidget(self.pills)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.table, 1)
        self.table.case_chosen.connect(self._on_chosen)
        self.table.case_opened.connect(self.opened)
        self.table.sort_chosen.connect(self._on_sort_chosen)
        self._wordless: dict[int, CaseRow] = {}  # rows whose texts are still to be made
        self._wording = QTimer(self)
        self._wording.setSingleShot(True)
        self._wording.setInterval(0)
        self._wording.timeout.connect(self._on_wording)
        self.table.rows_wanted.connect(self._on_rows_wanted)
        desk.listeners.append(self.render_view)
        desk.rows_listeners.append(self._on_rows)
        self.render_view(desk.view)

    def render_view(self, view: QueueView) -> None:
        """Make the widgets look like the view. The only method that sets their contents."""
        self.title.setText(self._name or queue_words.queue_text(view.queue))
        shown = len(view.ids)
        self.count.setText(self._count_words(shown) if view.loaded and view.whole else self.tr("Loading…"))
        self.fresh.setVisible(view.fresh > 0)
        if view.fresh:
            self.fresh.set_words(self.tr("%Ln new case(s) · show", "", view.fresh))
        pill = self._filter_words(view)
        self.pills.setVisible(bool(pill))
        if pill:
            self.pills.set_words(pill)
        self.table.set_loading(not view.loaded)
        self.table.set_sort_shown("remaining" if view.sort == "due" else view.sort, view.descending)
        self.table.set_empty_text(self._empty_words(view))
        if not view.loaded:
            self._version = -2  # whatever comes is another queue's
        elif view.version != self._version:
            self._version = view.version
            listed = view.queue, view.filter, view.sort, view.descending
            self._forget()
            self.table.set_ids(view.ids, other=listed != self._listed)
            self._listed = listed
        if view.loaded and view.selected != self.table.current_id():
            self.table.choose(view.selected)

    def set_name(self, name: str) -> None:
        """The name of the saved view that is open, "" for none."""
        self._name = name
        self.title.setText(name or queue_words.queue_text(self._desk.view.queue))

    def set_marked(self, count: int) -> None:
        """So many cases are marked; one is only the one shown."""
        self._marked = count
        if self._desk.view.loaded:
            self.count.setText(self._count_words(len(self._desk.view.ids)))

    def _count_words(self, shown: int) -> str:
        words = self.tr("%Ln case(s)", "", shown)
        return words if self._marked < 2 else self.tr("{0} · %Ln marked · Bulk Ctrl+B", "", self._marked).format(words)

    def set_problems(self, sentences: Sequence[str]) -> None:
        """What of the search line was not understood."""
        self.problem.set_text(" ".join(sentences))

    def tick(self) -> None:
        """A minute went by: the words of the rows in memory change with the time."""
        self._word(self._rows)

    def set_watched(self, view: PresenceView) -> None:
        """Who else looks at which case: only the rows that it concerns change."""
        before, self._watched, now = self._watched, view, self._now()
        touched = before.by_case.keys() | view.by_case.keys()
        self.table.set_rows({i: self._cells(row, now) for i, row in self._rows.items() if row.case_id in touched})

    def _word(self, rows: Mapping[int, CaseRow]) -> None:
        """Make the texts of rows: those in view at once, the others some at a time, so that nobody waits for them."""
        self._wordless |= rows
        seen = self.table.ids_in_view() or list(self._wordless)[:SLICE]
        self._make({i: self._wordless.pop(i) for i in seen if i in self._wordless})
        if self._wordless:
            self._wording.start()

    def _on_wording(self) -> None:
        some = list(self._wordless)[:SLICE]
        self._make({i: self._wordless.pop(i) for i in some})
        if self._wordless:
            self._wording.start()

    def _forget(self) -> None:
        """All texts are out of date, also those that were about to be made."""
        self._wordless.clear()
        self.table.model_of_cases.forget()

    def _make(self, rows: Mapping[int, CaseRow]) -> None:
        now = self._now()
        if rows:
            self.table.set_rows({i: self._cells(row, now) for i, row in rows.items()})

    def _cells(self, row: CaseRow, now: int) -> CaseCells:
        return case_words.cells(row, now, self._watched.of(row.case_id))

    def is_settled(self) -> bool:
        """Whether every row in view has its texts and is painted: for pictures, which cannot wait."""
        table, model = self.table, self.table.model_of_cases
        return table.is_whole() and all(model.cells(case_id) is not None for case_id in table.ids_in_view())

    def _empty_words(self, view: QueueView) -> str:
        if not view.loaded:
            return ""
        if not view.filter.empty:
            return self.tr("Nothing matches; %Ln case(s) hidden. Esc clears the filter.", "", view.hidden)
        return queue_words.empty_text(view.queue)

    def _filter_words(self, view: QueueView) -> str:
        if view.filter.empty:
            return ""
        typed = self._search.view
        words = self._search.words_of(view.filter) if typed.problems else typed.text
        return self.tr("Filter: {0}").format(words) if words else ""

    def _on_rows(self, rows: dict[int, CaseRow]) -> None:
        if not rows:  # too many changed to name: ask again for what is shown
            self._rows.clear()
            self._forget()
            self.table.viewport().update()
            return
        if any("demo" in row.marks for row in rows.values()):
            self.demo.show()  # also where the tags have no room
        if len(self._rows) > 5_000:
            self._rows.clear()
        self._rows |= rows
        self._word(rows)

    def _on_chosen(self, row_id: object) -> None:
        if isinstance(row_id, int):
            self._desk.select(row_id)

    def _on_sort_chosen(self, key: str, descending: bool) -> None:
        self._desk.sort_by(key, descending)

    def _on_rows_wanted(self, ids: list[int]) -> None:
        self._desk.want_rows(ids)
