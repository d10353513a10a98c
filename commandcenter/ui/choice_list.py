"""A list to choose from while typing: label with the fitting letters underlined, what it is, keys; heads between.

The focus stays in the field above: it moves the choice with `step` and takes it with `current`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.theme import body_font, color, current, small_font

Index = QModelIndex | QPersistentModelIndex
ROW_PX, HEAD_PX = 32, 28


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line: `marks` are the characters of the label that fit, `data` whatever the caller knows it by."""

    label: str
    detail: str = ""
    keycaps: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()
    enabled: bool = True
    head: bool = False
    data: object = None

    @property
    def sentence(self) -> str:
        """As a screen reader says it."""
        return "，".join(filter(None, (self.label, self.detail, " ".join(self.keycaps))))


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.rows[index.row()] if index.isValid() else None
        if row is None or row.head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.detail or None
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "ChoiceList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._view.row(index.row())
        return QSize(120, current().px(HEAD_PX if row is not None and row.head else ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row, rect = current(), self._view.row(index.row()), QRect(option.rect)
        if row is None:
            return
        with glyphs.kept(painter):
            if row.head:
                painter.setFont(small_font(theme))
                painter.setPen(color(theme.text3))
                if index.row():
                    painter.fillRect(rect.left(), rect.top(), rect.width(), 1, color(theme.line))
                painter.drawText(rect.adjusted(16, 2, -8, 0), Qt.AlignmentFlag.AlignVCenter, row.label)
                return
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                painter.fillRect(rect, color(theme.selected))
                painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), color(theme.accent))
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, color(theme.hover))
            caps = glyphs.keycaps_width(row.keycaps, theme)
            right = rect.right() - 12 - caps
            if row.keycaps:
                glyphs.paint_keycaps(painter, QRectF(right, rect.top(), caps, rect.height()), row.keycaps, theme)
                right -= 12
            left = rect.left() + 16
            room = min(self._view.label_px(), right - left)
            ink = theme.text if row.enabled else theme.text2 if chosen else theme.text3
            self._label(painter, QRect(left, rect.top(), room, rect.height()), row, ink)
            painter.setFont(small_font(theme))
            painter.setPen(color(theme.text2 if chosen or row.enabled else theme.text3))
            left += room + 16
            words = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, max(right - left, 0))
            painter.drawText(QRect(left, rect.top(), max(right - left, 0), rect.height()),
                             Qt.AlignmentFlag.AlignVCenter, words)

    def _label(self, painter: QPainter, rect: QRect, row: Row, ink: str) -> None:
        theme = current()
        painter.setFont(body_font(theme))
        metrics = QFontMetrics(body_font(theme))
        shown = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.setPen(color(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
        line = rect.center().y() + metrics.ascent() // 2 + 4
        for at in row.marks:
            if at < len(shown) and shown[at] == row.label[at]:
                x = metrics.horizontalAdvance(shown[:at])
                wide = metrics.horizontalAdvance(shown[:at + 1]) - x
                painter.fillRect(QRect(rect.left() + x, line, wide, 2), color(theme.accent))


class ChoiceList(QListView):
    """Rows and the one chosen; heads are passed over."""

    taken = Signal(object)  # Row: clicked
    moved_to = Signal(str)  # the sentence of the row that is chosen now, "" for none

    def __init__(self, label_share: float = 0.34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = label_share
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def label_px(self) -> int:
        """Room of the labels; what is left is the details'."""
        return int(self.viewport().width() * self._share)

    def row(self, at: int) -> Row | None:
        """The line at a place."""
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All lines, heads too."""
        return self._model.rows

    def set_rows(self, rows: Sequence[Row], *, choose_first: bool) -> None:
        """Show these; `choose_first` chooses the first that can be done, where there is one."""
        if tuple(rows) != self._model.rows:
            self._model.set_rows(rows)
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        if choose_first:
            able = [n for n, row in enumerate(rows) if not row.head and row.enabled]
            others = [n for n, row in enumerate(rows) if not row.head]
            self._choose((able or others or [-1])[0])
        else:
            self.moved_to.emit("")

    def current(self) -> Row | None:
        """The line that is chosen."""
        return self.row(self.currentIndex().row())

    def step(self, by: int) -> None:
        """So many lines on, round the ends when one at a time."""
        places = [n for n, row in enumerate(self._model.rows) if not row.head]
        if not places:
            return
        now = self.currentIndex().row()
        if now not in places:
            self._choose(places[0 if by > 0 else -1])
            return
        at = places.index(now) + by
        self._choose(places[at % len(places) if abs(by) == 1 else min(max(at, 0), len(places) - 1)])

    def content_px(self) -> int:
        """Height of all lines, in px."""
        theme = current()
        return sum(theme.px(HEAD_PX if row.head else ROW_PX) for row in self._model.rows) + 2

    def _choose(self, at: int) -> None:
        row = self.row(at)
        if row is None:
            return
        index = self._model.index(at)
        self.setCurrentIndex(index)
        self.scrollTo(self._model.index(at - 1) if at and self._model.rows[at - 1].head else index)
        self.scrollTo(index)
        self.moved_to.emit(row.sentence)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.row(self.indexAt(event.position().toPoint()).row())
        if row is not None and not row.head and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(row)
