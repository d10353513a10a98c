"""The queues at the left edge of the window: groups, names, counts, and three figures of the day.

No query and no count is made here; `set_groups` shows what it is given, `queue_chosen` says what was picked.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.controls import PanelHead, labelled, rule
from commandcenter.ui.theme import body_font, color, current, small_font

KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ITEM_ROLE = KEY_ROLE + 1

_CAP_X, _TEXT_X, _GLYPH = 14, 40, 16


@dataclass(frozen=True, kw_only=True)
class QueueItem:
    """One queue. `count` None is not loaded yet; `digit` is the key that opens it, "" for none."""

    key: str
    name: str
    count: int | None = None
    digit: str = ""
    urgency: int | None = None


@dataclass(frozen=True, kw_only=True)
class QueueGroup:
    """A head line and its queues, in order."""

    title: str
    rows: tuple[QueueItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the foot: a name and its value as shown."""

    name: str
    value: str


class _RowDelegate(QStyledItemDelegate):
    """Paints head lines and queue rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, current().px(28))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        item = index.data(ITEM_ROLE)
        with glyphs.kept(painter):
            if not isinstance(item, QueueItem):
                painter.setFont(small_font(theme))
                painter.setPen(color(theme.text3))
                box = rect.adjusted(12, 4, -8, 0)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(index.data() or ""))
                return
            selected = bool(state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.fillRect(rect, color(theme.selected))
                painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), color(theme.accent))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, color(theme.hover))
            middle = rect.center().y() + 0.5
            if item.digit:
                size = glyphs.keycap_size(item.digit, theme)
                cap = QRectF(
                    rect.left() + _CAP_X, middle - size.height() / 2 + glyphs.BESIDE_TEXT, size.width(), size.height()
                )
                glyphs.paint_keycap(painter, cap, item.digit, theme)
            box, right = boxes(item, rect)
            if item.urgency is not None:
                left = box.left() - _GLYPH - 4
                shape = QRectF(left + 1, middle - _GLYPH / 2 + 1 + glyphs.BESIDE_TEXT, _GLYPH - 2, _GLYPH - 2)
                glyphs.paint_glyph(painter, shape, item.urgency, theme)
            painter.setFont(body_font(theme, tabular=True))
            quiet = theme.text3 if item.count == 0 else theme.text2
            painter.setPen(color(theme.text if selected else quiet))
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count_text(item.count))
            painter.setPen(color(theme.text))
            name = painter.fontMetrics().elidedText(item.name, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignVCenter, name)


def boxes(item: QueueItem, row: QRect) -> tuple[QRect, QRect]:
    """Where name and count of a queue stand in its row."""
    theme = current()
    wide = QFontMetrics(body_font(theme, tabular=True)).horizontalAdvance(count_text(item.count))
    count = QRect(row.right() - 6 - wide, row.top(), wide + 1, row.height())
    left = row.left() + theme.px(_TEXT_X) + (0 if item.urgency is None else _GLYPH + 4)
    return QRect(left, row.top(), count.left() - 6 - left, row.height()), count


def count_text(count: int | None) -> str:
    """A count as shown: thousands with commas, "…" while it is not loaded."""
    return "…" if count is None else f"{count:,}"


class _Tree(QTreeView):
    """A tree with a focus ring around the row that has the focus."""

    menu_asked = Signal(str, QPoint)  # as QueueTree's

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            rect.setLeft(0)
            rect.setWidth(self.viewport().width())
            glyphs.paint_focus(QPainter(self.viewport()), rect, current(), 0.0)

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are keys of the window, not a search in this list."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse for the row under it, by the key for the one chosen."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        at = self.visualRect(index).center() if by_key and index.isValid() else event.pos()
        self.menu_asked.emit(str(index.data(KEY_ROLE) or ""), self.viewport().mapToGlobal(at))


class QueueTree(QFrame):
    """Head, tree of queues, foot with the figures of the day. Rows are replaced by key; the choice stays."""

    queue_chosen = Signal(str)  # key of the queue
    menu_asked = Signal(str, QPoint)  # key of the queue under the pointer or chosen, "" for none; where on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(140)
        self._groups: tuple[QueueGroup, ...] = ()
        self._figures: tuple[Figure, ...] = ()
        self._values: list[QLabel] = []  # of the figures
        self._key = ""
        self._filling = False
        self._model = QStandardItemModel(self)
        self.head = PanelHead(self.tr("Queues"), self.tr("Digits open a queue"))
        self.tree = _Tree(self)
        self.tree.setModel(self._model)
        self.tree.setItemDelegate(_RowDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(0)
        self.tree.setUniformRowHeights(True)
        self.tree.setMouseTracking(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setTabKeyNavigation(False)
        self.tree.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.tree.setAccessibleName(self.tr("Queues"))
        self.tree.setAccessibleDescription(self.tr("The arrow keys open a queue; digits open theirs."))
        self.tree.menu_asked.connect(self.menu_asked)
        self.tree.selectionModel().currentChanged.connect(self._on_current_changed)
        self._foot = QFrame()
        self._foot_grid = QGridLayout(self._foot)
        self._foot_grid.setContentsMargins(12, 8, 8, 8)
        self._foot_grid.setVerticalSpacing(0)
        self._foot_grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (self.head, self.tree, rule(), self._foot):
            column.addWidget(widget, 1 if widget is self.tree else 0)
        self.setFocusProxy(self.tree)

    # --- contents ---------------------------------------------------------------------------------

    def set_groups(self, groups: tuple[QueueGroup, ...]) -> None:
        """Shows these queues; where only names or counts changed nothing moves. The choice stays by key."""
        if groups == self._groups:
            return
        same = _shape(groups) == _shape(self._groups)
        self._groups = groups
        self._filling = True
        if same:
            self._refill(groups)
        else:
            self._rebuild(groups)
        self._filling = False
        self._show_key()

    def set_figures(self, figures: tuple[Figure, ...]) -> None:
        """The lines of the foot, three as a rule."""
        if figures == self._figures:
            return
        same = [figure.name for figure in figures] == [figure.name for figure in self._figures]
        self._figures = figures
        if same:  # as with every fact that comes in: to lay the window out anew for it would take longer than all else
            for figure, value in zip(figures, self._values, strict=True):
                value.setText(figure.value)
                value.setAccessibleName(f"{figure.name} {figure.value}")
            return
        self._values.clear()
        while (taken := self._foot_grid.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.deleteLater()
        for row, figure in enumerate(figures):
            value = labelled(figure.value, "secondary")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setAccessibleName(f"{figure.name} {figure.value}")
            name = labelled(figure.name, "secondary")
            for label in (name, value):
                label.setMinimumHeight(current().px(20))
            self._foot_grid.addWidget(name, row, 0)
            self._foot_grid.addWidget(value, row, 1)
            self._values.append(value)
        self._foot.setVisible(bool(figures))

    def key(self) -> str:
        """Key of the queue chosen, "" for none."""
        return self._key

    def choose(self, key: str) -> None:
        """Marks a queue as chosen without saying so; an unknown key waits until its row comes."""
        self._key = key
        self._show_key()

    def choose_digit(self, digit: str) -> bool:
        """Chooses the queue of a digit and says so; False where no queue has it."""
        for group in self._groups:
            for item in group.rows:
                if item.digit == digit:
                    self.tree.setCurrentIndex(self._index_of(item.key))
                    return True
        return False

    def item(self, key: str) -> QueueItem | None:
        """The queue shown under a key, None where there is none."""
        return next((i for group in self._groups for i in group.rows if i.key == key), None)

    # --- inside -----------------------------------------------------------------------------------

    def _index_of(self, key: str) -> QModelIndex:
        for g, group in enumerate(self._groups):
            for r, item in enumerate(group.rows):
                if item.key == key:
                    return self._model.index(r, 0, self._model.index(g, 0))
        return QModelIndex()

    def _refill(self, groups: tuple[QueueGroup, ...]) -> None:
        for g, group in enumerate(groups):
            head = self._model.item(g)
            for r, item in enumerate(group.rows):
                row = head.child(r)
                if row.data(ITEM_ROLE) != item:
                    self._fill(row, item)

    def _rebuild(self, groups: tuple[QueueGroup, ...]) -> None:
        self._model.removeRows(0, self._model.rowCount())
        for group in groups:
            head = QStandardItem(group.title)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for item in group.rows:
                row = QStandardItem()
                row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self._fill(row, item)
                head.appendRow(row)
            self._model.appendRow(head)
        self.tree.expandAll()

    def _fill(self, row: QStandardItem, item: QueueItem) -> None:
        row.setText(item.name)
        row.setData(item.key, KEY_ROLE)
        row.setData(item, ITEM_ROLE)
        spoken = (
            self.tr("{name}, not loaded").format(name=item.name)
            if item.count is None
            else self.tr("{name}, {count} cases").format(name=item.name, count=item.count)
        )
        row.setData(spoken, int(Qt.ItemDataRole.AccessibleTextRole))
        row.setToolTip(spoken)

    def _show_key(self) -> None:
        index = self._index_of(self._key)
        self._filling = True
        if index.isValid():
            self.tree.setCurrentIndex(index)
        else:
            self.tree.selectionModel().clear()
        self._filling = False

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        key = now.data(KEY_ROLE)
        if self._filling or not key or key == self._key:
            return
        self._key = str(key)
        self.queue_chosen.emit(self._key)


def _shape(groups: tuple[QueueGroup, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((group.title, tuple(item.key for item in group.rows)) for group in groups)
