"""A line that suggests while typing: ↑ ↓ choose, Enter takes, Esc closes the list. Safe with an input method.

What fits is asked of the caller; no popup window and no nested loop: the list lies in the dialog, below the line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui.line_delegate import LineDelegate
from commandcenter.ui.theme import Theme, body_font, color, current, small_font

ROWS = 8


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One line of the list: its key, its words, a quiet code before and more behind them.

    `takes` is what comes into the field; "" the words themselves.
    """

    key: str
    words: str
    code: str = ""
    more: str = ""
    takes: str = ""

    @property
    def sentence(self) -> str:
        return "，".join(filter(None, (self.words, self.code, self.more)))


class SuggestLine(QLineEdit):
    """A line that knows whether an input method is composing: then no key of ours acts."""

    moved = Signal(int)  # by so many lines
    taken = Signal()
    shut = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.listing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}.get(
            Qt.Key(key))
        if self.composing:
            event.accept()
        elif step is not None and plain:
            self.moved.emit(step)
            event.accept()
        elif key == Qt.Key.Key_Escape and self.listing:
            self.shut.emit()
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.taken.emit()
            event.ignore()  # the dialog goes on to the next field
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing = False
        super().focusOutEvent(event)
        self.left.emit()


class SuggestField(QWidget):
    """`key()` is what was taken, "" where nothing was; typing on forgets it unless `keeps_key`."""

    chosen = Signal(str)  # key
    edited = Signal(str)  # what stands there, typed by a person
    shown = Signal(str)  # key of the line lit in the list, "" when it closes

    def __init__(
        self, name: str, ask: Callable[[str], tuple[Suggestion, ...]], *, hint: str = "", keeps_key: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask, self._keeps, self._key = ask, keeps_key, ""
        self.edit = SuggestLine()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.list = _List()
        self.list.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.moved.connect(self._on_moved)
        self.edit.taken.connect(self.take)
        self.edit.shut.connect(self.close_list)
        self.edit.left.connect(self._on_left)
        self.list.itemClicked.connect(self._on_clicked)
        self.list.currentRowChanged.connect(self._on_current)
        self.destroyed.connect(self.list.deleteLater)

    def key(self) -> str:
        """What was taken from the list."""
        return self._key

    def text(self) -> str:
        """What stands in the line."""
        return self.edit.text().strip()

    def set(self, key: str, words: str) -> None:
        """Fill it from outside; tells nobody."""
        self._key = key
        self.edit.setText(words)
        self.close_list()

    def suggestions(self) -> tuple[Suggestion, ...]:
        """What the list shows, () while it is closed."""
        return self.list.lines if self.list.isVisible() else ()

    def refresh(self) -> None:
        """What can be suggested changed (names came): ask again while the list is open."""
        if self.edit.hasFocus() and self.edit.text() and not self._key:
            self._fill(self.edit.text())

    def take(self) -> None:
        """Take the line that is lit, if the list is open."""
        row = self.list.currentRow()
        if self.list.isVisible() and 0 <= row < len(self.list.lines):
            taken = self.list.lines[row]
            self.set(taken.key, taken.takes or taken.words)
            self.chosen.emit(taken.key)

    def close_list(self) -> None:
        """Take the list away."""
        self.edit.listing = False
        if self.list.isVisible():
            self.list.hide()
            self.shown.emit("")

    def _on_edited(self, text: str) -> None:
        if not self._keeps or not text:
            self._key = ""
        self._fill(text)
        self.edited.emit(text)

    def _fill(self, text: str) -> None:
        lines = self._ask(text) if text.strip() else ()
        if not lines:
            self.close_list()
            return
        self._open(lines)

    def _open(self, lines: tuple[Suggestion, ...]) -> None:
        holder = self.parentWidget()
        while holder is not None and holder.objectName() != "dialog_panel" and holder.parentWidget() is not None:
            holder = holder.parentWidget()
        if holder is None:
            return
        if self.list.parentWidget() is not holder:
            self.list.setParent(holder)
        at = self.edit.mapTo(holder, QPoint(0, self.edit.height()))
        high = self.list.row_px * min(len(lines), ROWS) + 4
        self.list.setGeometry(QRect(at.x(), at.y(), self.edit.width(), min(high, holder.height() - at.y() - 4)))
        self.list.set_lines(lines)
        self.list.show()
        self.list.raise_()
        self.edit.listing = True

    def _on_moved(self, by: int) -> None:
        if not self.list.isVisible():
            self._open(self._ask(self.edit.text()) or self._ask(""))
            return
        count = self.list.count()
        if count:
            self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), count - 1))

    def _on_current(self, row: int) -> None:
        if 0 <= row < len(self.list.lines):
            self.shown.emit(self.list.lines[row].key)

    def _on_clicked(self, _item: QListWidgetItem) -> None:
        self.take()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        """Tab takes the line that is lit, where nothing else was taken and it was typed for."""
        if self.list.isVisible() and not self._key and self.text() and not self._keeps:
            self.take()
        self.close_list()


class _List(QListWidget):
    """The list: never has the focus, so that typing goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Suggestion, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Line(self))
        self.hide()

    @property
    def row_px(self) -> int:
        return current().px(28)

    def set_lines(self, lines: tuple[Suggestion, ...]) -> None:
        if lines != self.lines:
            self.lines = lines
            self.clear()
            for line in lines:
                item = QListWidgetItem(line.words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, line.sentence)
                self.addItem(item)
        self.setCurrentRow(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(color(current().control_edge))
        painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            event.accept()
        return super().viewportEvent(event)


class _Line(LineDelegate):
    """Code, words, and at the right what is beside them; elided there."""

    line_px: ClassVar[int] = 28

    def draw(self, painter: QPainter, row: int, box: QRect, theme: Theme, *, lit: bool) -> None:
        held = self.parent()
        lines = held.lines if isinstance(held, _List) else ()
        if row >= len(lines):
            return
        line = lines[row]
        left, middle = box.left() + 8, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(body_font(theme, tabular=True))
        if line.code:
            painter.setPen(color(theme.text2))
            painter.drawText(QRect(left, box.top(), 60, box.height()), middle, line.code)
            left += max(QFontMetrics(painter.font()).horizontalAdvance(line.code), 36) + 8
        painter.setPen(color(theme.text))
        painter.drawText(QRect(left, box.top(), box.right() - left, box.height()), middle, line.words)
        left += QFontMetrics(painter.font()).horizontalAdvance(line.words) + 16
        painter.setFont(small_font(theme))
        painter.setPen(color(theme.text2))
        room = box.right() - 8 - left
        shown = QFontMetrics(painter.font()).elidedText(line.more, Qt.TextElideMode.ElideRight, max(room, 0))
        beside = QRect(left, box.top(), max(room, 0), box.height())
        painter.drawText(beside, middle | Qt.AlignmentFlag.AlignRight, shown)
