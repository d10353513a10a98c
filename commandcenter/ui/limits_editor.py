"""The editor of the catalogue's limits: classes and filing conditions in a table, each limit as typed text.

A limit that cannot be read stays in its cell, marked, and nothing is published until it can.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from commandcenter.core.catalogue import Catalogue
from commandcenter.core.document_edits import typed_limit, with_close, with_limit
from commandcenter.core.documents import Books
from commandcenter.core.limits import LimitError, parse_limit
from commandcenter.desk.document_desk import DocumentDesk, DocumentView
from commandcenter.desk.initials import Initials
from commandcenter.desk.sheet_desk import LimitRow, SheetDesk, SheetResult, rows_of
from commandcenter.ui import time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import FocusTable, labelled
from commandcenter.ui.dialog_fields import FieldError
from commandcenter.ui.editor_frame import EditorFrame
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.path_field import PathEdit
from commandcenter.ui.theme import OVERDUE, ROW_PX, color, current

translate = QCoreApplication.translate  # a name that lupdate knows

Index = QModelIndex | QPersistentModelIndex
CLASS, CONDITION, LIMIT, CLOSE = range(4)
WIDTHS = (170, 0, 112, 210)
MOST_CLOSE = 500


class LimitsModel(QAbstractTableModel):
    """Filing conditions in rows; limit and closing condition are edited in place."""

    def __init__(self, desk: DocumentDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: tuple[LimitRow, ...] = ()
        self._changed: frozenset[str] = frozenset()
        self.bad: dict[str, str] = {}

    def show_rows(self, rows: tuple[LimitRow, ...], changed: frozenset[str]) -> None:
        """The rows that fit the search; where they are the same conditions the selection stays."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if same:
            self.rows, self._changed = rows, changed
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, CLOSE))
            return
        self.beginResetModel()
        self.rows, self._changed = rows, changed
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Class"), self.tr("Filing condition"), self.tr("Limit"), self.tr("Closing condition"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() in (LIMIT, CLOSE) else usual

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        bad = column == LIMIT and row.id in self.bad
        text = self._text(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            mark = "▲ " if bad and role == Qt.ItemDataRole.DisplayRole else ""
            return mark + text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.fault(row.id) if bad else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.fault(row.id) if bad else self.tr("changed") if row.id in self._changed else ""
            return "，".join(filter(None, (row.class_name, row.text, text, state)))
        if role == Qt.ItemDataRole.ForegroundRole and bad:
            return QBrush(color(current().urgency[OVERDUE].text))
        if role == Qt.ItemDataRole.BackgroundRole and bad:
            return QBrush(color(current().urgency[OVERDUE].ground))
        if role == Qt.ItemDataRole.BackgroundRole and row.id in self._changed and column in (LIMIT, CLOSE):
            return QBrush(color(current().hover))
        return None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        body, text = self._desk.view.body, str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not isinstance(body, Catalogue) or not index.isValid():
            return False
        row = self.rows[index.row()]
        if index.column() == CLOSE:
            self._desk.put(with_close(body, row.id, text[:MOST_CLOSE]))
            return True
        try:
            limit = row.limit if not text else parse_limit(text)  # emptied: as it was
            self.bad.pop(row.id, None)
        except LimitError:
            limit = row.limit
            self.bad[row.id] = text
        self._desk.mark_bad(frozenset(self.bad))
        self._desk.put(with_limit(body, row.id, limit))
        self.dataChanged.emit(index, index)
        return True

    def fault(self, condition_id: str) -> str:
        """What is wrong with a limit as typed."""
        return self.tr("“{0}” is no limit. Type for instance 2紧急工作时, 4工作时, 3个工作日, 无时限.").format(
            self.bad.get(condition_id, ""))

    def _text(self, row: LimitRow, column: int) -> str:
        if column == LIMIT:
            return self.bad.get(row.id, typed_limit(row.limit))
        return {CLASS: f"{row.code} {row.class_name}", CONDITION: row.text, CLOSE: row.close}[column]


class LimitsEditor(EditorFrame):
    """The table, a search above it, and an authority's sheet to read in below."""

    def __init__(
        self, window: QWidget, desk: DocumentDesk, books: Callable[[], Books], initials: Initials, sheets: SheetDesk, *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, desk, books, banner=banner)
        self._initials, self._sheets = initials, sheets
        self._held: tuple[object, dict[str, LimitRow]] = (None, {})
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find by code, name, 拼音首字母, or words of a condition"))
        self.search.setAccessibleName(self.tr("Find a class or condition"))
        self.search.setClearButtonEnabled(False)
        self.search.textChanged.connect(self._on_search)
        self.add_wide(self.search)
        self.model = LimitsModel(desk, self)
        self.table = FocusTable()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Filing conditions and their limits"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(current().px(ROW_PX))
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, wide in enumerate(WIDTHS):
            head.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Interactive if wide else QHeaderView.ResizeMode.Stretch)
            if wide:
                self.table.setColumnWidth(column, current().px(wide))
        self.table.setMinimumHeight(current().px(360))
        self.add_wide(self.table, 100)
        self.counted, self.fault = labelled("", "hint"), FieldError()
        self.model.dataChanged.connect(self._say_fault)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.counted)
        row.addWidget(self.fault, 1)
        self.add_wide(below)
        self.add_field(self.tr("Sheet"), self._make_sheet())
        self._first = self.search
        self.closed.connect(self._on_left)
        self.add_hint(("F2",), self.tr("edit the cell"))
        initials.learn({row.class_name for row in self._entries()}, self._draw)
        self.start()

    def _make_sheet(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        self.path = PathEdit("catalogue")
        self.path.setAccessibleName(self.tr("An authority's workbook (.xlsx)"))
        self.path.setPlaceholderText(self.tr("An authority's workbook (.xlsx): path of the file"))
        self.read = KeyButton(self.tr("Read it into the draft"), (), OUTLINED)
        self.read.clicked.connect(self._on_read)
        row.addWidget(self.path.row(), 1)
        row.addWidget(self.read)
        column.addLayout(row)
        self.told = labelled("", "secondary")
        self.told.setWordWrap(True)
        self.sheet_fault = FieldError()
        column.addWidget(self.told)
        column.addWidget(self.sheet_fault)
        self.told.hide()
        return box

    # -- drawing ----------------------------------------------------------------------------------------------------

    def fill(self, view: DocumentView) -> None:
        self._draw()

    def _draw(self) -> None:
        body = self.desk.view.body
        if not isinstance(body, Catalogue):
            return
        catalogue = self.books.catalogue
        if self._held[0] is not catalogue:
            self._held = catalogue, {row.id: row for row in rows_of(catalogue)}
        held, rows = self._held[1], rows_of(body)
        changed = frozenset(row.id for row in rows if held.get(row.id) != row)
        fitting = tuple(row for row in rows if row.fits(self.search.text(), self._initials.word(row.class_name)))
        self.model.show_rows(fitting, changed)
        self.counted.setText(self.tr("{0} of {1} conditions").format(len(fitting), len(rows)))
        self._say_fault()

    def _say_fault(self) -> None:
        self.fault.set_text(self.model.fault(next(iter(self.model.bad))) if self.model.bad else "")

    def _entries(self) -> tuple[LimitRow, ...]:
        body = self.desk.view.body
        return rows_of(body) if isinstance(body, Catalogue) else ()

    # -- acts -------------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        editor = self.table.focusWidget()
        if isinstance(editor, QLineEdit) and self.table.isAncestorOf(editor):
            self.table.commitData(editor)
            self.table.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def forget(self) -> None:
        self.model.bad.clear()

    def _on_search(self, _text: str) -> None:
        self._draw()

    def _on_read(self) -> None:
        body, path = self.desk.view.body, self.path.text().strip()
        if not isinstance(body, Catalogue):
            return
        if self._sheets.busy:
            self._sheets.stop()
            self._on_read_over(self.tr("Stopped; the draft is as it was."))
            return
        if not path:
            self.sheet_fault.set_text(self.tr("Type the path of the file."))
            self.path.setFocus()
            return
        self.sheet_fault.set_text("")
        if self._sheets.read(Path(path).expanduser(), body, self._on_sheet, self._on_going):
            self.told.setText(self.tr("Reading…"))
            self.told.show()
            self.read.set_words(self.tr("Stop reading"))
            self.path.setEnabled(False)

    def _on_going(self, done: int, total: int) -> None:
        self.told.setText(self.tr("Reading… row {0} of {1}").format(
            time_words.number_text(done), time_words.number_text(total)))

    def _on_read_over(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.read.set_words(self.tr("Read it into the draft"))
        self.path.setEnabled(True)

    def _on_left(self) -> None:
        if self._sheets.busy:
            self._sheets.stop()
            self._on_read_over("")

    def _on_sheet(self, found: SheetResult) -> None:
        self._on_read_over("")
        if found.catalogue is None:
            self.sheet_fault.set_text(found.fault)
            return
        words = self.tr("{0} rows read, {1} refused: {2} new, {3} changed, {4} gone. Nothing is published yet.").format(
            found.read, len(found.refused), found.new, found.changed, found.gone)
        shown = list(found.refused[:3])
        if len(found.refused) > len(shown):
            shown.append(self.tr("and {0} more refused rows").format(len(found.refused) - len(shown)))
        self._on_read_over("\n".join((words, *shown)))
        self.model.bad.clear()
        self.desk.mark_bad(frozenset())
        self.desk.put(found.catalogue)
