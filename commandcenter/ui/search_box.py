"""The search box: a line that filters as it is typed, with what could be typed next below it.

What a line means and what fits: desk/search_desk.py. Text that an input method is still composing does nothing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commandcenter.core.search import Field, Problem, Suggestion, Tables, Trouble
from commandcenter.ui import glyphs
from commandcenter.ui.choice_list import ChoiceList, Row
from commandcenter.ui.controls import labelled
from commandcenter.ui.joining import listed
from commandcenter.ui.keycap import KeyLineEdit
from commandcenter.ui.theme import OVERDUE, current

LIST_ROWS = 10
LIST_PX = 400
TYPING_MS = 150

translate = QCoreApplication.translate  # a name that lupdate knows


class ComposingLine(KeyLineEdit):
    """A line that knows whether an input method is composing: then no key acts and no shortcut fires."""

    def __init__(self, hint: str, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(hint, keys, parent)
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing = False
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if self.composing and kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):  # Tab comes only here
            event.accept()
            return True
        if kind == QEvent.Type.ShortcutOverride and self.wants(event):
            event.accept()
            return True
        return super().event(event)

    def wants(self, event: QEvent) -> bool:
        """Whether a key is for this line although the window has a shortcut on it."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing:
            event.accept()
        else:
            super().keyPressEvent(event)


class ProblemLine(QWidget):
    """What of the search line was not understood: a triangle and the words, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = labelled("", "error")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 4, 12, 4)
        column.addWidget(self._words)
        self.hide()

    def text(self) -> str:
        """What it says, "" when nothing is wrong."""
        return self._words.text()

    def set_text(self, text: str) -> None:
        """Say it; "" takes the line away."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        glyphs.paint_warning(QPainter(self), QRectF(12, 6, 14, 13), theme.urgency[OVERDUE].text, theme.panel)


class SearchBox(ComposingLine):
    """The line and its list. ↓ ↑ choose, Enter or Tab takes what is chosen, Esc closes the list."""

    settled = Signal()  # nothing was typed for a moment: filter by it
    finished = Signal()  # Enter: back to the table
    opened = Signal()  # the focus came
    left = Signal()  # the focus went

    def __init__(
        self, hint: str, keys: Sequence[str], suggest: Callable[[str, int], tuple[Suggestion, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hint, keys, parent)
        self._suggest = suggest
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.settled)
        self.drop = _Drop(self)
        self.drop.list.taken.connect(self._on_taken)
        self.drop.list.moved_to.connect(self._on_moved_to)
        self.textChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(self._on_cursor)

    def set_shown(self, text: str) -> None:
        """Show a line that was set elsewhere; it is not searched for again."""
        if text != self.text():
            self.setText(text)
        self._typing.stop()

    def stop_waiting(self) -> None:
        """What was typed is taken care of."""
        self._typing.stop()

    def set_problems(self, sentences: Sequence[str]) -> None:
        """What of the line was not understood."""
        self.drop.problem.set_text(" ".join(sentences))
        self.setProperty("invalid", bool(sentences))
        self.setAccessibleDescription(" ".join(sentences))
        self.style().unpolish(self)
        self.style().polish(self)
        self._place()

    def refresh(self) -> None:
        """Ask again what fits: names came."""
        if self.hasFocus() and not self.drop.isHidden():
            self._ask()

    def close_list(self) -> None:
        """Take the list away; the problem stays while the focus is here."""
        self.drop.list.set_rows((), choose_first=False)
        self._place()

    def _on_changed(self, _text: str) -> None:
        self._typing.start()
        self._ask()

    def _on_cursor(self, _before: int, _now: int) -> None:
        if self.hasFocus() and self.drop.list.rows:
            self._ask()

    def _ask(self) -> None:
        if not self.hasFocus() or self.composing:
            return
        found = self._suggest(self.text(), self.cursorPosition())
        self.drop.list.set_rows([Row(label=f.label, detail=f.hint, data=f) for f in found], choose_first=False)
        self._place()

    def _place(self) -> None:
        rows = bool(self.drop.list.rows)
        if not self.hasFocus() or not rows:  # what was not understood stands above the table too
            self.drop.hide()
            return
        self.drop.list.setVisible(rows)
        window = self.window()
        self.drop.setParent(window)
        theme = current()
        line = theme.px(32) if rows else 0
        wide = max(self.width(), theme.px(LIST_PX))
        problem = self.drop.problem.heightForWidth(wide - 2) if self.drop.problem.text() else 0
        high = (min(self.drop.list.content_px(), LIST_ROWS * line) if rows else 0) + problem + 3
        corner = self.mapTo(window, QPoint(self.width() - wide, self.height() + 2))
        self.drop.setGeometry(max(corner.x(), 4), corner.y(), wide, high)
        self.drop.show()
        self.drop.raise_()

    def _take(self, found: Suggestion) -> None:
        self.setText(found.text)
        self.setCursorPosition(found.cursor)
        self._ask()

    def _on_taken(self, row: Row) -> None:
        if isinstance(row.data, Suggestion):
            self._take(row.data)

    def _on_moved_to(self, sentence: str) -> None:
        self.drop.list.setAccessibleDescription(sentence)

    def wants(self, event: QEvent) -> bool:
        """Esc closes the list before it clears the filter; ↓ and Alt+↓ stay here."""
        return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and bool(self.drop.list.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.composing or not plain:
            super().keyPressEvent(event)
            return
        chosen = self.drop.list.current()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.drop.list.rows:
                self._ask()
            self.drop.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self.drop.list.rows:
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            self._on_taken(chosen)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_list()
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        chosen = self.drop.list.current()
        if next and chosen is not None:
            self._on_taken(chosen)
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.opened.emit()
        self._ask()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.drop.hide()
        self.left.emit()


class _Drop(QFrame):
    """The list below the box, in the window itself: the alarm banner and its keys stay reachable."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setObjectName("search_drop")
        self.setProperty("role", "float")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = ChoiceList(0.5)
        self.list.setAccessibleName(self.tr("Suggestions"))
        self.problem = ProblemLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.problem)
        self.hide()


def problem_text(problem: Problem, tables: Tables) -> str:
    """What of the search line was not understood, in a sentence."""
    values = listed(problem.values)
    if problem.trouble is Trouble.UNKNOWN_KEY:
        keys = listed(tables.key(of) for of in Field)
        return translate("SearchBox", "“{0}:” is no search key. Use: {1}.").format(problem.key, keys)
    key = tables.key(Field(problem.key))
    if problem.trouble is Trouble.NO_VALUE:
        return translate("SearchBox", "Type what to look for after “{0}:”.").format(key)
    names = tables.names.get(Field(problem.key), ())
    some = listed(name.label for name in names[:4]) + ("…" if len(names) > 4 else "")
    if Field(problem.key) is Field.REPORTED:
        return translate("SearchBox", "“{0}” is no day. Use: {1}, 11-20, 11-01..11-20.").format(values, some)
    if Field(problem.key) is Field.NUMBER:
        return translate("SearchBox", "“{0}” is no case number. Use digits, such as 1122.").format(values)
    return translate("SearchBox", "“{1}” is not known for “{0}:”. Such as: {2}.").format(key, values, some)
