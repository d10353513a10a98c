"""The table of cases: the view over its model (`case_model`), whose rows are pictures
(`case_pictures`, painted by `case_painter`).

It says what was chosen. Selection and scroll place are kept by case, not by row.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from commandcenter.core.case import Stage
from commandcenter.ui import glyphs, texts
from commandcenter.ui.case_cells import (
    ALWAYS_SHOWN,
    COLUMN_OF,
    COLUMNS,
    GIVES_WAY,
    PLACE_PX,
    CaseCells,
    Index,
    cell_text,
)
from commandcenter.ui.case_header import CaseHeader
from commandcenter.ui.case_model import CaseTableModel, Ids, runs_of
from commandcenter.ui.case_painter import Span, paint_bars, paint_words
from commandcenter.ui.case_pictures import Look, RowPictures
from commandcenter.ui.theme import (
    body_font,
    current,
)

LOADING_AFTER_MS = 150
MAX_RUNS = 20_000
"""A selection torn into more runs than this by a new order is not carried over (the current case is)."""
_NEVER_CUT = (COLUMN_OF["number"], COLUMN_OF["remaining"], COLUMN_OF["due"])


class CaseTable(QTableView):
    """The queue as a table. `model_of_cases` holds ids and texts; the signals speak in ids, never in rows."""

    case_chosen = Signal(object)  # int | None: id of the current case, after it changed
    case_opened = Signal(object)  # int: double click
    marks_changed = Signal(int)  # how many cases are selected
    sort_chosen = Signal(str, bool)  # column key, descending
    rows_wanted = Signal(object)  # list[int]: as the model's
    width_dragged = Signal(str, int)  # column key, px at medium text: a person dragged its edge
    head_asked = Signal(QPoint)  # the menu of the head is asked for, at a place of it
    _row_px = 32

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hover_row = -1
        self._empty_text = ""
        self._loading = False
        self._bars = False
        self._changing = False
        self._current: int | None = None
        self._current_row = -1
        self._marked: Ids = np.empty(0, np.int64)
        self._marking = False
        self.holds_marks = False  # while a step moves the current case
        self._anchor: tuple[int, int] | None = None
        self._squeezed: tuple[str, ...] = ()
        self._grown: dict[int, int] = {}  # columns whose texts need more, in px
        self._narrow: tuple[str, ...] = ()
        self._chosen: tuple[frozenset[str], frozenset[str], Mapping[str, int]] = (frozenset(), frozenset(), {})
        self.model_of_cases = CaseTableModel(self)
        self._pictures = RowPictures()
        self._put_off = QRect()  # rows that the last paint had no time for
        self._other_list = False  # one that no paint has shown yet
        self._go_on = QTimer(self)
        self._go_on.setSingleShot(True)
        self._go_on.setInterval(0)
        self._go_on.timeout.connect(self._on_go_on)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(LOADING_AFTER_MS)
        self._wait.timeout.connect(self._on_wait_over)

        self.setModel(self.model_of_cases)
        header = CaseHeader(self.model_of_cases, self)
        self.setHorizontalHeader(header)
        for at, column in enumerate(COLUMNS):
            mode = QHeaderView.ResizeMode.Fixed if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(at, mode)
            header.resizeSection(at, current().px(column.width))
        header.sectionClicked.connect(self._on_head_clicked)
        header.edge_dragged.connect(self._on_edge_dragged)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.head_asked)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(20)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_row_px(32)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(self.tr("Cases"))
        self.setAccessibleDescription(self.tr("The arrow keys choose a case; letters act on it, F1 lists them."))
        self.setMinimumWidth(320)

        self.model_of_cases.ids_about_to_change.connect(self._on_ids_about_to_change)
        self.model_of_cases.ids_changed.connect(self._on_ids_changed)
        self.model_of_cases.rows_came.connect(self._on_rows_came)
        self.model_of_cases.rows_wanted.connect(self.rows_wanted)
        self.doubleClicked.connect(self._on_double_clicked)

    # --- contents ---------------------------------------------------------------------------------

    def set_ids(self, ids: NDArray[np.integer], *, other: bool = False) -> None:
        """Shows these cases in this order; selection and scroll place stay with their cases.

        `other`: another list, which somebody waits for: its first paint may take longer.
        """
        self._other_list = other
        self.model_of_cases.set_ids(ids)

    def set_rows(self, rows: Mapping[int, CaseCells]) -> None:
        """Texts of cases, by id."""
        self.model_of_cases.set_rows(rows)

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle while there is no row."""
        self._empty_text = text
        self.viewport().update()

    def set_loading(self, loading: bool) -> None:
        """While loading and without rows, grey bars come after 150 ms; no spinner."""
        if loading == self._loading:
            return
        self._loading = loading
        self._bars = False
        if loading:
            self._wait.start()
        else:
            self._wait.stop()
        self.viewport().update()

    def set_sort_shown(self, key: str, descending: bool) -> None:
        """Puts the sort arrow on a column."""
        self.model_of_cases.set_sort_shown(key, descending)

    def set_row_px(self, px: int) -> None:
        """Row height at medium text: 28 compact, 32 normal, 40 relaxed."""
        self._row_px = px
        self.verticalHeader().setDefaultSectionSize(current().px(px))

    def row_px(self) -> int:
        """Row height in use, in px."""
        return current().px(self._row_px)

    def squeeze(self, keys: Sequence[str]) -> None:
        """These columns at their least widths, for narrow windows, the others at their usual ones or those chosen."""
        self._squeezed = tuple(keys)
        self._lay_out()

    def _lay_out(self) -> None:
        """Widths of all columns: what is left is the place's, which keeps enough to be read."""
        theme, chosen, wide, room = current(), self._chosen[2], dict[int, int](), self.viewport().width()
        given: dict[int, int] = {}
        for at, column in enumerate(COLUMNS):
            if not column.stretch:
                usual = column.least if column.key in self._squeezed else self._usual(at)
                wide[at] = max(theme.px(max(chosen.get(column.key, usual), column.least)), self._grown.get(at, 0))
                room -= 0 if self.isColumnHidden(at) else wide[at]
        stretched = next(at for at, column in enumerate(COLUMNS) if column.stretch)
        least = theme.px(COLUMNS[stretched].least)
        for at in (COLUMN_OF[key] for key in GIVES_WAY if key not in chosen):
            if room < least and not self.isColumnHidden(at):
                narrow = max(theme.px(COLUMNS[at].least), self._grown.get(at, 0))
                room += wide[at] - narrow
                given[at], wide[at] = wide[at], narrow
        for at, px in reversed(given.items()):  # what one of them gave too much goes back to one that it makes whole
            if room - (px - wide[at]) >= least:
                room, wide[at] = room - (px - wide[at]), px
        wide[stretched] = max(room, theme.px(PLACE_PX))
        for at, px in wide.items():
            if self.columnWidth(at) != px and not self.isColumnHidden(at):
                self.horizontalHeader().resizeSection(at, px)

    def _usual(self, at: int) -> int:
        """Usual width of a column in px of medium text: its title and every word of a stage stand there whole."""
        column, theme = COLUMNS[at], current()
        need = glyphs.text_width(self.model_of_cases.titles()[at], theme.px(12)) + 20
        if column.key == "stage":
            words = (texts.stage_text(stage) for stage in Stage)
            need = max(glyphs.text_width(word, theme.px(13)) for word in words) + glyphs.blocks_width() + 20
        return max(column.width, need * 1000 // theme.px(1000))

    def hide_columns(self, keys: Sequence[str]) -> None:
        """Hides these columns and shows all others (narrow windows: community, tags), but for what was chosen."""
        self._narrow = tuple(keys)
        hidden, shown, _ = self._chosen
        for at, column in enumerate(COLUMNS):
            gone = column.key in hidden or (column.key in keys and column.key not in shown)
            self.setColumnHidden(at, gone and column.key not in ALWAYS_SHOWN)
        self._lay_out()

    def choose_columns(self, hidden: Iterable[str], shown: Iterable[str], widths: Mapping[str, int]) -> None:
        """What a person chose: columns never shown, those shown in narrow windows too, widths in px at medium text."""
        self._chosen = frozenset(hidden), frozenset(shown), dict(widths)
        self.hide_columns(self._narrow)
        self.squeeze(self._squeezed)

    def shown_widths(self) -> dict[str, int]:
        """Width of each column now, in px at medium text; hidden ones as they would be."""
        scale = current().px(1000) / 1000
        header, chosen = self.horizontalHeader(), self._chosen[2]
        return {
            column.key: chosen.get(column.key, column.width) if self.isColumnHidden(at)
            else round(header.sectionSize(at) / scale) for at, column in enumerate(COLUMNS)
        }

    # --- choice -----------------------------------------------------------------------------------

    def current_id(self) -> int | None:
        """The current case."""
        return self._current

    def choose(self, case_id: int | None, *, scroll: bool = True) -> bool:
        """Makes a case the current and only selected one; says so by `case_chosen` if it was another.

        False where it is not in the table: then nothing changes.
        """
        if case_id is None:
            self.selectionModel().clear()
            return True
        row = self.model_of_cases.row_of(case_id)
        if row < 0:
            return False
        index = self.model_of_cases.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        if self.holds_marks:
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(index, flags)
        if scroll:
            self.scrollTo(index)
        return True

    def step(self, by: int) -> None:
        """The case `by` rows further down (J 1, K -1); stays at the ends."""
        rows = self.model_of_cases.rowCount()
        if rows:
            now = self.currentIndex().row()
            row = min(max(now + by, 0), rows - 1) if now >= 0 else 0
            self.choose(self.model_of_cases.id_at(row))

    def toggle_mark(self) -> None:
        """Marks the current case, or takes its mark away (Space); from then on keys move about and leave the marks."""
        if not self.currentIndex().isValid():
            return
        flag = QItemSelectionModel.SelectionFlag.Toggle
        if not self._marking and self.marked_count() <= 1:  # what is only current is not marked yet
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._marking = True
        self.selectionModel().select(self.currentIndex(), flag | QItemSelectionModel.SelectionFlag.Rows)
        self.marks_changed.emit(self.marked_count())

    @property
    def is_marking(self) -> bool:
        """Whether cases are marked one by one: then J and K, and the arrows, leave the marks."""
        return self._marking and self.marked_count() > 0

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        plain = isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.is_marking and plain:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def ids_in_view(self) -> list[int]:
        """The cases whose rows are in view now; those of the last paint may be others."""
        height = self.viewport().height()
        first, last = max(self.rowAt(0), 0), self.rowAt(height - 1)
        last = first + height // self.row_px() if last < 0 else last
        found: list[int] = self.model_of_cases.ids()[first:last + 1].tolist()
        return found

    def marked_ids(self) -> Ids:
        """Ids of the selected cases in the table's order; cheap also when all of a million are selected."""
        ids = self.model_of_cases.ids()
        runs = self._marked_runs()
        return np.concatenate([ids[top : bottom + 1] for top, bottom in runs]) if runs else ids[:0]

    def marked_count(self) -> int:
        """How many cases are selected."""
        return sum(bottom - top + 1 for top, bottom in self._marked_runs())

    def _marked_runs(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        ranges = [selection.at(i) for i in range(selection.count())]
        return sorted({(r.top(), r.bottom()) for r in ranges})

    # --- keeping place ----------------------------------------------------------------------------

    def _on_ids_about_to_change(self) -> None:
        self._changing = True
        self._current_row = self.currentIndex().row()
        self._marked = self.marked_ids().copy()
        self._anchor = self._place()
        self.selectionModel().clearSelection()

    def _place(self) -> tuple[int, int] | None:
        """A case in view and its distance from the top in px: the current, else the first; None at the top."""
        now = self._current
        row = self.currentIndex().row()
        height = self.viewport().height()
        if now is not None and row >= 0 and 0 <= self.rowViewportPosition(row) < height:
            return now, self.rowViewportPosition(row)
        if self.verticalScrollBar().value() == 0:
            return None
        top = self.rowAt(0)
        first = self.model_of_cases.id_at(top)
        return None if first is None else (first, self.rowViewportPosition(top))

    def _on_ids_changed(self) -> None:
        model, chosen = self.model_of_cases, self.selectionModel()
        row = -1 if self._current is None else model.row_of(self._current)
        if row < 0 and self._current is not None and model.rowCount():
            row = min(max(self._current_row, 0), model.rowCount() - 1)
        stays = model.id_at(row) == self._current and row >= 0
        runs = runs_of(model.rows_of(self._marked))
        selection = QItemSelection()
        last = model.columnCount() - 1
        for top, bottom in runs[:MAX_RUNS] if len(runs) <= MAX_RUNS else []:
            selection.append(QItemSelectionRange(model.index(top, 0), model.index(bottom, last)))
        if row >= 0 and not stays and not runs:
            selection.append(QItemSelectionRange(model.index(row, 0), model.index(row, last)))
        if row >= 0:
            chosen.setCurrentIndex(model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            chosen.clearCurrentIndex()
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._restore_place()
        self._changing = False
        self._say_current()
        self.marks_changed.emit(self.marked_count())
        self.viewport().update()

    def _restore_place(self) -> None:
        if self._anchor is None:
            return
        case_id, offset = self._anchor
        row = self.model_of_cases.row_of(case_id)
        if row < 0:
            return
        self.updateGeometries()
        self.verticalScrollBar().setValue(row * self.verticalHeader().defaultSectionSize() - offset)

    def _say_current(self) -> None:
        now = self.model_of_cases.id_at(self.currentIndex().row())
        if now != self._current:
            self._current = now
            self.case_chosen.emit(now)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if not self._changing:
            self._say_current()
            self._update_row(before.row())
            self._update_row(now.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._changing:
            if selected.count() and self.marked_count() == 1:  # a click chose one anew
                self._marking = False
            self.marks_changed.emit(self.marked_count())

    # --- what happens -----------------------------------------------------------------------------

    def _on_head_clicked(self, section: int) -> None:
        column = COLUMNS[section]
        if column.sorts:
            key, descending = self.model_of_cases.sort_shown()
            self.sort_chosen.emit(column.key, not descending if key == column.key else False)

    def _on_edge_dragged(self, section: int, px: int) -> None:
        column = COLUMNS[section]
        self.width_dragged.emit(column.key, max(round(px * 1000 / current().px(1000)), column.least))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        case_id = self.model_of_cases.id_at(index.row())
        if case_id is not None:
            self.case_opened.emit(case_id)

    def _on_wait_over(self) -> None:
        self._bars = True
        self.viewport().update()

    def _on_rows_came(self, came: list[CaseCells]) -> None:
        """Numbers and times are never cut: their columns grow as far as needed, and do not shrink again."""
        theme = current()
        plain = QFontMetrics(body_font(theme, tabular=True))
        bold = QFontMetrics(body_font(theme, bold=True, tabular=True))
        header, grown = self.horizontalHeader(), False
        for at in _NEVER_CUT:
            key = COLUMNS[at].key
            longest = max((cell_text(c, key) for c in came), key=len, default="")
            if at == COLUMN_OF["number"] and len(longest) > 12:
                continue  # a number of another form is cut in the middle
            metrics = bold if key == "remaining" else plain
            need = metrics.horizontalAdvance(longest) + 14
            if need > max(header.sectionSize(at), self._grown.get(at, 0)):
                self._grown[at] = need
                grown = True
        if grown:
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size: rows and columns take their new size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grown.clear()
            self.set_row_px(self._row_px)
            self._lay_out()

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are keys of the window, not a search in the table."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row == self.hover_row:
            return
        self._update_row(self.hover_row)
        self._update_row(row)
        self.hover_row = row

    def _update_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.row_px())

    def paintEvent(self, event: QPaintEvent) -> None:
        rows = self.model_of_cases.rowCount()
        if rows:
            first = max(self.rowAt(0), 0)
            last = self.rowAt(self.viewport().height() - 1)
            self.model_of_cases.want(first, rows - 1 if last < 0 else last)
        painter = QPainter(self.viewport())
        if not rows:
            self._paint_without_rows(painter)
            return
        self._paint_rows(painter, event.rect())
        if self.hasFocus() and self.currentIndex().isValid():
            top = self.rowViewportPosition(self.currentIndex().row())
            cells = None if self._current is None else self.model_of_cases.cells(self._current)
            left = 0 if cells is None else glyphs.RAIL_PX[cells.urgency]
            ring = QRect(left, top, self.viewport().width() - left, self.row_px() - 1)
            glyphs.paint_focus(painter, ring, current(), 0.0)

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        """The rows of an area from their pictures; those there was no time for come with the next turn of the loop."""
        model, chosen, offset = self.model_of_cases, self.selectionModel(), self.horizontalHeader().offset()
        spans, wide = self._spans()
        size, ratio, theme = (wide, self.row_px()), self.viewport().devicePixelRatioF(), current()
        first, last = max(self.rowAt(area.top()), 0), self.rowAt(area.bottom())
        if area.contains(self._put_off):
            self._put_off = QRect()
        self._pictures.begin(patient=not self.viewport().isVisible(), other_list=self._other_list)
        self._other_list = False
        for row in range(first, (last if last >= 0 else model.rowCount() - 1) + 1):
            look = Look(
                model.cells_at(row), spans, size, ratio, theme, chosen.isSelected(model.index(row, 0)),
                row == self.hover_row)
            top = self.rowViewportPosition(row)
            picture, done = self._pictures.of(int(model.ids()[row]), look)
            if picture is not None:
                painter.drawPixmap(-offset, top, picture)
            if not done:
                self._put_off = self._put_off.united(QRect(0, top, self.viewport().width(), self.row_px()))
        if not self._put_off.isEmpty():
            self._go_on.start()

    def _spans(self) -> tuple[tuple[Span, ...], int]:
        """Where the shown columns stand, and how wide they are together."""
        header = self.horizontalHeader()
        return tuple(
            Span(column, header.sectionPosition(at), header.sectionSize(at))
            for at, column in enumerate(COLUMNS) if not header.isSectionHidden(at)), header.length()

    def _on_go_on(self) -> None:
        self._put_off &= self.viewport().rect()
        self.viewport().update(self._put_off)

    def is_whole(self) -> bool:
        """Whether every row in view was painted as it looks now."""
        return self._put_off.isEmpty() or not self.viewport().isVisible()

    def sizeHintForColumn(self, column: int) -> int:
        return COLUMNS[column].width

    def _paint_without_rows(self, painter: QPainter) -> None:
        area = self.viewport().rect()
        if not self._loading:
            paint_words(painter, area.adjusted(24, 0, -24, 0), self._empty_text)
        elif self._bars:
            spans, _ = self._spans()
            paint_bars(painter, area, spans, self.row_px(), self.tr("Loading…"))

    def row_rect(self, case_id: int) -> QRect:
        """Where the row of a case stands in the viewport; empty where it is not shown."""
        row = self.model_of_cases.row_of(case_id)
        if row < 0:
            return QRect()
        corner = QPoint(0, self.rowViewportPosition(row))
        return QRect(corner, QSize(self.viewport().width(), self.row_px()))
