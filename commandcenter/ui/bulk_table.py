"""The rows of a bulk act: what is proposed or why not, and afterwards what became of each. Texts are ready-made.

No rule here: rows are given; the table says which was opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.theme import OVERDUE, color, current

Index = QModelIndex | QPersistentModelIndex
PLAIN, GOOD, BAD, QUIET = "plain", "good", "bad", "quiet"
ROW_PX, TWO_LINES_PX = 28, 46
LONG_PX, LONG_BARE_PX = 175, 300  # what is said goes on in a second line from there on


@dataclass(frozen=True, kw_only=True)
class Line:
    """One case as its row shows it: number, what and where, what was chosen, why or what became of it."""

    id: int
    number: str
    what: str
    chosen: str = ""
    said: str = ""
    look: str = PLAIN

    @property
    def bare(self) -> bool:
        """Whether it says why nothing was chosen: the room of both columns is for that."""
        return self.look == BAD and not self.chosen

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return self.number, self.what, self.chosen, self.said


class _Lines(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.titles: tuple[str, ...] = ("", "", "", "")

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Replaced in place where the cases are the same: the choice and the scroll place stay."""
        if [line.id for line in lines] == [line.id for line in self.lines]:
            changed = [n for n, (new, old) in enumerate(zip(lines, self.lines, strict=True)) if new != old]
            self.lines = lines
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 3))
        else:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.said if line.bare and column == 2 else line.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, line.cells))
        if role == Qt.ItemDataRole.ForegroundRole:
            theme = current()
            ink = {GOOD: theme.done, BAD: theme.urgency[OVERDUE].text, QUIET: theme.text3}.get(line.look, theme.text)
            return color(ink if column == 3 or line.bare and column == 2 or line.look == QUIET else theme.text)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None


class BulkTable(QTableView):
    """Four columns; Enter or a double click opens a row's case."""

    opened = Signal(int)  # row id of the case

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding-left: 8px; }")
        self.setCornerButtonEnabled(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            self.tr("Shift with the arrow keys chooses rows; what is chosen below is for them."))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(current().px(ROW_PX))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, px in enumerate((104, 170, 130, 240)):
            stretch = at == 3
            head.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive)
            head.resizeSection(at, current().px(px))
        self.activated.connect(self._on_activated)

    def set_titles(self, titles: Sequence[str]) -> None:
        """The words over the columns."""
        self._lines.titles = tuple(titles)
        self._lines.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 3)

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Shows these; an empty third column is hidden."""
        before = [(line.id, line.bare) for line in self._lines.lines]
        self._lines.set_lines(lines)
        self.setColumnHidden(2, not any(line.chosen for line in lines))
        if before != [(line.id, line.bare) for line in lines]:
            self.clearSpans()
            for at, line in enumerate(lines):
                if line.bare:
                    self.setSpan(at, 2, 1, 2)
        for at, line in enumerate(lines):
            room = current().px(LONG_BARE_PX if line.bare else LONG_PX)
            long = self.fontMetrics().horizontalAdvance(line.said) > room
            height = current().px(TWO_LINES_PX if long else ROW_PX)
            if self.rowHeight(at) != height:
                self.setRowHeight(at, height)

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines.lines

    def chosen_ids(self) -> list[int]:
        """Row ids of the cases chosen in the list."""
        return [self._lines.lines[index.row()].id for index in self.selectionModel().selectedRows()]

    def as_text(self) -> str:
        """All lines with tabs between, with the titles: for the clipboard."""
        shown = [at for at in range(4) if not self.isColumnHidden(at)]
        rows = [self._lines.titles, *(line.cells for line in self._lines.lines)]
        return "\n".join("\t".join(row[at].replace("\t", " ").replace("\n", " ") for at in shown) for row in rows)

    def keyboardSearch(self, search: str) -> None:
        """Letters are no search in this list."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            glyphs.paint_focus(QPainter(self.viewport()), self.viewport().rect(), current())

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._lines.lines[index.row()].id)
