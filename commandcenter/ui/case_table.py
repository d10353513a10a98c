"""The table of cases: a model of ids with pages of ready texts, the delegate that paints them, and the view.

No query, no clock, no rule: ids and texts are given; the table asks for the rows it is about to show, and says
what was chosen. Selection and scroll place are kept by case, not by row.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
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
    QStaticText,
    QTransform,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.theme import (
    PAUSED,
    SEVERE,
    Theme,
    body_font,
    color,
    current,
    font,
    urgency_ink,
)

Ids = NDArray[np.int64]
Index = QModelIndex | QPersistentModelIndex

PAGE = 200
PAGES_KEPT = 60
LOADING_AFTER_MS = 150
MAX_RUNS = 20_000
"""A selection torn into more runs than this by a new order is not carried over (the current case is)."""

_NONE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SELECTED = QStyle.StateFlag.State_Selected


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseCells:
    """One case as its row shows it: ready texts, and the few numbers that are drawn.

    `urgency` is 0..4 as in ui/theme.py; `step` 0..5, 6 when the case has left the flow; `sentence` is the whole
    row as a screen reader says it. Tips are shown over the cell; "" shows the cell's own text where it is cut.
    """

    urgency: int
    urgency_word: str
    number: str
    class_name: str
    major_name: str = ""
    place: str = ""
    community: str = ""
    step: int = 0
    stage_word: str = ""
    unit: str = ""
    remaining: str = ""
    due: str = ""
    tags: tuple[str, ...] = ()
    sentence: str = ""
    provisional: bool = False
    number_tip: str = ""
    remaining_tip: str = ""
    due_tip: str = ""
    watched: bool = False
    """Somebody else looks at it now: a mark beside the number, the name in its tip and in the sentence."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its key in `sort_chosen`, widths in px at medium text, side, and whether it sorts."""

    key: str
    width: int
    least: int
    right: bool = False
    stretch: bool = False
    sorts: bool = True


COLUMNS = (
    Column(key="urgency", width=96, least=40),
    Column(key="number", width=92, least=84),
    Column(key="class", width=172, least=112),
    Column(key="place", width=220, least=160, stretch=True),
    Column(key="community", width=68, least=60),
    Column(key="stage", width=104, least=56),
    Column(key="unit", width=108, least=88),
    Column(key="remaining", width=120, least=104, right=True),
    Column(key="due", width=96, least=92, right=True),
    Column(key="tags", width=100, least=60, sorts=False),
)
ALWAYS_SHOWN = frozenset({"number", "place"})
"""A row is no row without these."""
GIVES_WAY = ("class", "unit", "stage", "urgency")
"""These shrink to their least widths, in this order, where the place has less than its own."""
PLACE_PX = 112
"""Then the place gives way too, to eight characters; below that the table scrolls."""
COLUMN_OF = {column.key: i for i, column in enumerate(COLUMNS)}
_NEVER_CUT = (COLUMN_OF["number"], COLUMN_OF["remaining"], COLUMN_OF["due"])


def cell_text(cells: CaseCells, key: str) -> str:
    """What a cell says, as plain text."""
    match key:
        case "urgency":
            return cells.urgency_word
        case "class":
            return f"{cells.class_name} {cells.major_name}".strip()
        case "stage":
            return cells.stage_word
        case "tags":
            return " ".join(cells.tags)
        case _:
            return str(getattr(cells, key))


def _tip(cells: CaseCells, key: str) -> str:
    given = {"number": cells.number_tip, "remaining": cells.remaining_tip, "due": cells.due_tip}
    return given.get(key, "") or cell_text(cells, key)


def _runs(rows: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Sorted rows as runs (first, last)."""
    if not rows.size:
        return []
    cuts = np.flatnonzero(np.diff(rows) != 1)
    firsts = rows[np.concatenate(([0], cuts + 1))]
    lasts = rows[np.concatenate((cuts, [rows.size - 1]))]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


class CaseTableModel(QAbstractTableModel):
    """The ids of a queue in its order, and the texts of the rows shown lately.

    `set_ids` never resets: new ids are inserted, the order is changed, gone ids are removed, so persistent
    indexes (current case, selection) follow their case. Texts come by `set_rows`; `rows_wanted` asks for what
    is missing.
    """

    rows_wanted = Signal(object)  # list[int]: ids whose texts are about to be shown
    ids_about_to_change = Signal()
    ids_changed = Signal()
    rows_came = Signal(object)  # list[CaseCells]: texts that are new or changed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Ids = np.empty(0, np.int64)
        self._cells: OrderedDict[int, CaseCells] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._window = (0, -1)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._on_ask)
        self._sort_key, self._descending = "remaining", False

    # --- what is shown ----------------------------------------------------------------------------

    def ids(self) -> Ids:
        """The ids in order. Do not change it."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The id of a row, None outside."""
        return int(self._ids[row]) if 0 <= row < self._ids.size else None

    def row_of(self, case_id: int) -> int:
        """The row of an id, -1 where it is not shown."""
        found = np.flatnonzero(self._ids == case_id)
        return int(found[0]) if found.size else -1

    def rows_of(self, ids: Ids) -> NDArray[np.intp]:
        """The rows of those of the ids that are shown, sorted."""
        if ids.size <= 8:
            rows = [row for row in (self.row_of(int(i)) for i in ids) if row >= 0]
            return np.sort(np.asarray(rows, np.intp))
        return np.flatnonzero(np.isin(self._ids, ids))

    def cells_at(self, row: int) -> CaseCells | None:
        """The texts of a row, None while they are not here."""
        return self._cells.get(int(self._ids[row])) if row < self._ids.size else None

    def cells(self, case_id: int) -> CaseCells | None:
        """The texts of a case, None while they are not here."""
        return self._cells.get(case_id)

    def set_ids(self, ids: NDArray[np.integer]) -> None:
        """Shows these ids in this order; each id once. Texts already here stay."""
        new = np.ascontiguousarray(ids, np.int64)
        old = self._ids
        if np.array_equal(new, old):
            return
        self.ids_about_to_change.emit()
        self._asked.clear()
        if not new.size:
            self._remove_tail(0)
        elif not old.size:
            self._insert_tail(new)
        else:
            added = new[~np.isin(new, old)]
            gone = old[~np.isin(old, new)]
            if added.size:
                self._insert_tail(added)
            self._reorder(np.concatenate((new, gone)) if gone.size else new)
            if gone.size:
                self._remove_tail(new.size)
        self.ids_changed.emit()

    def set_rows(self, rows: Mapping[int, CaseCells]) -> None:
        """Texts of cases; only rows of the window whose text changed are repainted."""
        changed = [i for i, cells in rows.items() if self._cells.get(i) != cells]
        self._asked.difference_update(rows)
        self._stale.difference_update(rows)
        for case_id, cells in rows.items():
            self._cells[case_id] = cells
            self._cells.move_to_end(case_id)
        first, last = self._window
        shown = set(self._ids[first : last + 1].tolist())
        over = len(self._cells) - PAGE * PAGES_KEPT
        if over > 0:
            for case_id in [i for i in list(self._cells)[: over + len(shown)] if i not in shown][:over]:
                del self._cells[case_id]
        if not changed:
            return
        here = np.flatnonzero(np.isin(self._ids[first : last + 1], np.asarray(changed, np.int64)))
        for top, bottom in _runs(here):
            self.dataChanged.emit(self.index(first + top, 0), self.index(first + bottom, self.columnCount() - 1))
        self.rows_came.emit([rows[i] for i in changed])

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """Texts of these cases (None: of all) are out of date: asked again, shown until the new ones come."""
        stale = set(self._cells) if ids is None else set(ids)
        self._stale |= stale
        self._asked -= stale
        self._ask.start()

    def want(self, first: int, last: int) -> None:
        """The rows first..last are about to be shown; what is missing is asked for, in whole pages."""
        self._window = (max(0, first), min(last, self._ids.size - 1))
        self._ask.start()

    def _on_ask(self) -> None:
        first, last = self._window
        last = min(last, self._ids.size - 1)
        if last < first:
            return
        for case_id in self._ids[first : last + 1].tolist():
            if case_id in self._cells:
                self._cells.move_to_end(case_id)
        missing = self._missing(first, last)
        if not missing:
            return
        page = self._missing(first // PAGE * PAGE, min(self._ids.size, (last // PAGE + 1) * PAGE) - 1)
        self._asked.update(page)
        self.rows_wanted.emit(page)

    def _missing(self, first: int, last: int) -> list[int]:
        return [
            i
            for i in self._ids[first : last + 1].tolist()
            if (i not in self._cells or i in self._stale) and i not in self._asked
        ]

    def _insert_tail(self, ids: Ids) -> None:
        start = self._ids.size
        self.beginInsertRows(_NONE, start, start + ids.size - 1)
        self._ids = np.concatenate((self._ids, ids))
        self.endInsertRows()

    def _remove_tail(self, start: int) -> None:
        self.beginRemoveRows(_NONE, start, self._ids.size - 1)
        self._ids = self._ids[:start].copy()
        self.endRemoveRows()

    def _reorder(self, ids: Ids) -> None:
        """The same ids in another order; persistent indexes follow their id."""
        if np.array_equal(ids, self._ids):
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        wanted = np.asarray([self._ids[index.row()] for index in kept], np.int64)
        self._ids = ids
        rows = self._positions(wanted)
        moved = [self.index(row, index.column()) for row, index in zip(rows, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _positions(self, wanted: Ids) -> list[int]:
        if wanted.size <= 16:
            known: dict[int, int] = {}
            return [known.setdefault(i, self.row_of(i)) for i in wanted.tolist()]
        order = np.argsort(self._ids, kind="stable")
        found: list[int] = order[np.searchsorted(self._ids, wanted, sorter=order)].tolist()
        return found

    # --- Qt's questions ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else int(self._ids.size)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        cells = self._cells.get(int(self._ids[index.row()]))
        if role == Qt.ItemDataRole.DisplayRole:
            return "…" if cells is None else cell_text(cells, column.key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if cells is None else _tip(cells, column.key)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Loading") if cells is None else cells.sentence or cell_text(cells, column.key)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.titles()[section]
            if role == Qt.ItemDataRole.AccessibleTextRole and COLUMNS[section].key == self._sort_key:
                way = self.tr("descending") if self._descending else self.tr("ascending")
                return f"{self.titles()[section]}, {way}"
        return None

    def titles(self) -> tuple[str, ...]:
        """The words over the columns."""
        return (
            self.tr("Urgency"),
            self.tr("Number"),
            self.tr("Class"),
            self.tr("Place"),
            self.tr("Community"),
            self.tr("Stage"),
            self.tr("Unit"),
            self.tr("Time left"),
            self.tr("Due"),
            self.tr("Tags"),
        )

    def sort_shown(self) -> tuple[str, bool]:
        """Key of the column that carries the arrow, and whether it points down."""
        return self._sort_key, self._descending

    def set_sort_shown(self, key: str, descending: bool) -> None:
        """Puts the arrow on a column; the order itself comes by `set_ids`."""
        self._sort_key, self._descending = key, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)


class _CaseDelegate(QStyledItemDelegate):
    """Paints one cell after ui.md §4 and §5."""

    def __init__(self, table: "CaseTable") -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(COLUMNS[index.column()].width, self._table.row_px())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        rect = QRect(option.rect)
        row = index.row()
        column = COLUMNS[index.column()]
        selected = bool(option.state & _SELECTED)
        if selected:
            painter.fillRect(rect, color(theme.selected))
        elif row == self._table.hover_row:
            painter.fillRect(rect, color(theme.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(theme.line))
        cells = self._table.model_of_cases.cells_at(row)
        if cells is None:
            left, room = rect.left() + 8, rect.width() - 16
            _write(painter, left, room, rect, "…", theme.text3, px=theme.px(13), right=column.right)
        else:
            _PAINTERS[column.key](painter, rect, cells, theme, selected)


CellPainter = Callable[[QPainter, QRect, CaseCells, Theme, bool], None]


@lru_cache(maxsize=16_384)
def _fitted(text: str, room: int, px: int, weight: int, tabular: bool, middle: bool) -> tuple[QStaticText, int]:
    """A text laid out once, cut with an ellipsis where it is wider than room, and its width in px."""
    face = font(px, weight, tabular)
    metrics = QFontMetrics(face)
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    shown = metrics.elidedText(text, mode, room + 1)
    made = QStaticText(shown)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(QTransform(), face)
    return made, metrics.horizontalAdvance(shown)


@lru_cache(maxsize=64)
def _line_px(px: int, weight: int) -> int:
    return QFontMetrics(font(px, weight)).height()


def _write(
    painter: QPainter,
    left: int,
    room: int,
    row: QRect,
    text: str,
    ink: str,
    *,
    px: int,
    weight: int = 400,
    tabular: bool = False,
    middle: bool = False,
    right: bool = False,
) -> int:
    """One line of text in a row, from left within room px or at the right end of it; its width in px."""
    if not text or room < 8:
        return 0
    laid, wide = _fitted(text, room, px, weight, tabular, middle)
    painter.setFont(font(px, weight, tabular))
    painter.setPen(color(ink))
    top = row.top() + (row.height() - _line_px(px, weight)) // 2
    painter.drawStaticText(left + room - wide if right else left, top, laid)
    return wide


def _paint_urgency(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    row = QRectF(rect.left(), rect.top(), rect.width(), rect.height() - 1)
    glyphs.paint_rail(painter, row, cells.urgency, theme)
    size = glyphs.GLYPH_PX - 1
    shape = QRectF(rect.left() + 14, rect.center().y() + 0.5 - size / 2 + glyphs.BESIDE_TEXT, size, size)
    glyphs.paint_glyph(painter, shape, cells.urgency, theme)
    left = 14 + size + 4
    if rect.width() >= 64:
        ink = urgency_ink(theme, cells.urgency, selected)
        weight = 700 if cells.urgency == SEVERE else 400
        room = rect.width() - left
        _write(painter, rect.left() + left, room, rect, cells.urgency_word, ink, px=theme.px(13), weight=weight)


def _paint_number(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    ink = theme.text2 if cells.provisional else theme.text
    left, room = rect.left() + 8, rect.width() - 12
    used = _write(painter, left, room, rect, cells.number, ink, px=theme.px(13), tabular=True, middle=True)
    if cells.watched:
        box = QRectF(min(left + used + 3, rect.right() - 13), rect.center().y() - 4.5, 12, 10)
        glyphs.paint_eye(painter, box, theme.text2, theme.selected if selected else theme.panel)


def _paint_class(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    left, room = rect.left() + 8, rect.width() - 12
    used = _write(painter, left, room, rect, cells.class_name, theme.text, px=theme.px(13)) + 6
    if room - used > 24:
        ink = theme.text2 if selected else theme.text3
        _write(painter, left + used, room - used, rect, cells.major_name, ink, px=theme.px(12))


def _paint_stage(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    blocks = glyphs.blocks_width()
    area = QRectF(rect.left() + 8, rect.top(), blocks, rect.height())
    glyphs.paint_stage_blocks(painter, area, cells.step, theme, paused=cells.urgency == PAUSED)
    left = 8 + blocks + 6
    if rect.width() - left > 20:
        room = rect.width() - left - 2
        _write(painter, rect.left() + left, room, rect, cells.stage_word, theme.text, px=theme.px(13))


def _paint_remaining(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    ink = urgency_ink(theme, cells.urgency, selected)
    weight = 700 if cells.urgency == SEVERE else 400
    left, room = rect.left() + 2, rect.width() - 10
    _write(painter, left, room, rect, cells.remaining, ink, px=theme.px(13), weight=weight, tabular=True, right=True)


def _paint_due(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    left, room = rect.left() + 2, rect.width() - 10
    _write(painter, left, room, rect, cells.due, theme.text2, px=theme.px(13), tabular=True, right=True)


def _paint_tags(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    left, shown = rect.left() + 8, 0
    for tag in cells.tags[:2]:
        size = glyphs.tag_size(tag, theme)
        last = shown == len(cells.tags) - 1
        if left + size.width() > rect.right() - (2 if last else 28):
            break
        box = QRectF(left, rect.center().y() - size.height() / 2, size.width(), size.height())
        glyphs.paint_tag(painter, box, tag, theme)
        left += size.width() + 5
        shown += 1
    if len(cells.tags) > shown:
        more = f"+{len(cells.tags) - shown}"
        _write(painter, left, rect.right() - left, rect, more, theme.text2, px=theme.px(12))


def _plain(key: str, ink: str) -> CellPainter:
    def paint(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
        text, left, room = getattr(cells, key), rect.left() + 8, rect.width() - 12
        _write(painter, left, room, rect, text, getattr(theme, ink), px=theme.px(13))

    return paint


_PAINTERS: dict[str, CellPainter] = {
    "urgency": _paint_urgency,
    "number": _paint_number,
    "class": _paint_class,
    "place": _plain("place", "text"),
    "community": _plain("community", "text2"),
    "stage": _paint_stage,
    "unit": _plain("unit", "text"),
    "remaining": _paint_remaining,
    "due": _paint_due,
    "tags": _paint_tags,
}


class _Header(QHeaderView):
    """Column heads: word, sort arrow, line; a click asks for an order."""

    edge_dragged = Signal(int, int)  # section, px: by the mouse

    def __init__(self, model: CaseTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._cases = model
        self._before: list[int] = []
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(40)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._before = [self.sectionSize(at) for at in range(self.count())]
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Says which edge was dragged: sizes that the program sets in between are none of a person's."""
        super().mouseReleaseEvent(event)
        before, self._before = self._before, []
        for at, was in enumerate(before):
            now = self.sectionSize(at)
            if now != was and not COLUMNS[at].stretch and not self.isSectionHidden(at):
                self.edge_dragged.emit(at, now)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current().px(32))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme = current()
        column = COLUMNS[logical]
        key, descending = self._cases.sort_shown()
        with glyphs.kept(painter):
            painter.fillRect(rect, color(theme.head))
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), color(theme.line))
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(theme.line))
            sorted_by = column.key == key
            ink = theme.text if sorted_by else theme.text2
            left, room = rect.left() + 8, rect.width() - (30 if sorted_by else 16)
            title, px = self._cases.titles()[logical], theme.px(12)
            wide = _write(painter, left, room, rect, title, ink, px=px, right=column.right)
            if sorted_by:
                at = left + (room if column.right else wide) + 3
                arrow = QRectF(at, rect.top(), 12, rect.height())
                glyphs.paint_arrow(painter, arrow, theme.text, up=not descending)


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
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(LOADING_AFTER_MS)
        self._wait.timeout.connect(self._on_wait_over)

        self.setModel(self.model_of_cases)
        self.setItemDelegate(_CaseDelegate(self))
        header = _Header(self.model_of_cases, self)
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

    def set_ids(self, ids: NDArray[np.integer]) -> None:
        """Shows these cases in this order; selection and scroll place stay with their cases."""
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
        for at, column in enumerate(COLUMNS):
            if not column.stretch:
                usual = column.least if column.key in self._squeezed else column.width
                wide[at] = max(theme.px(max(chosen.get(column.key, usual), column.least)), self._grown.get(at, 0))
                room -= 0 if self.isColumnHidden(at) else wide[at]
        stretched = next(at for at, column in enumerate(COLUMNS) if column.stretch)
        least = theme.px(COLUMNS[stretched].least)
        for at in (COLUMN_OF[key] for key in GIVES_WAY if key not in chosen):
            if room < least and not self.isColumnHidden(at):
                narrow = max(theme.px(COLUMNS[at].least), self._grown.get(at, 0))
                room += wide[at] - narrow
                wide[at] = narrow
        wide[stretched] = max(room, theme.px(PLACE_PX))
        for at, px in wide.items():
            if self.columnWidth(at) != px and not self.isColumnHidden(at):
                self.horizontalHeader().resizeSection(at, px)

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
        runs = _runs(model.rows_of(self._marked))
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
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not rows:
            self._paint_without_rows(painter)
        elif self.hasFocus() and self.currentIndex().isValid():
            top = self.rowViewportPosition(self.currentIndex().row())
            cells = None if self._current is None else self.model_of_cases.cells(self._current)
            left = 0 if cells is None else glyphs.RAIL_PX[cells.urgency]
            ring = QRect(left, top, self.viewport().width() - left, self.row_px() - 1)
            glyphs.paint_focus(painter, ring, current(), 0.0)

    def _paint_without_rows(self, painter: QPainter) -> None:
        theme = current()
        area = self.viewport().rect()
        if self._loading:
            if self._bars:
                for row in range(min(12, area.height() // self.row_px())):
                    left = 14
                    for at, column in enumerate(COLUMNS):
                        wide = self.columnWidth(at)
                        bar = QRect(left, row * self.row_px() + 10, max(wide - 32 - 7 * (row % 3), 16), 12)
                        if not self.isColumnHidden(at) and column.key != "tags":
                            painter.fillRect(bar, color(theme.head))
                        left += wide
                painter.setPen(color(theme.text2))
                painter.setFont(body_font(theme))
                words = self.tr("Loading…")
                wide = painter.fontMetrics().horizontalAdvance(words) + 32
                middle = area.center()
                painter.fillRect(middle.x() - wide // 2, middle.y() - 16, wide, 32, color(theme.panel))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.setPen(color(theme.text2))
        painter.setFont(body_font(theme))
        box = area.adjusted(24, 0, -24, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._empty_text)

    def row_rect(self, case_id: int) -> QRect:
        """Where the row of a case stands in the viewport; empty where it is not shown."""
        row = self.model_of_cases.row_of(case_id)
        if row < 0:
            return QRect()
        corner = QPoint(0, self.rowViewportPosition(row))
        return QRect(corner, QSize(self.viewport().width(), self.row_px()))
