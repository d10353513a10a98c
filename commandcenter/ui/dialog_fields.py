"""Fields that dialogs share: what is wrong below a field, a note of several lines, a group of options.

What the answer means is the dialog's; the frame around them is ui/dialog_frame.py's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.controls import Radio, labelled
from commandcenter.ui.theme import OVERDUE, color, current, small_font

KEYED = 9  # options that have a key


LONG_PX = 400
_MARK = 20  # px of the triangle
_WRAPPED = Qt.TextFlag.TextWordWrap


class FieldError(QWidget):
    """The line under a field that says what is missing: a triangle and text in the overdue colour; hidden when fine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.hide()

    def text(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._text

    def set_text(self, text: str) -> None:
        """Says what is wrong; "" takes the line away."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        """A long sentence goes on in the next line; a short one leaves the layout as it is."""
        return QFontMetrics(small_font(current())).horizontalAdvance(self._text) > current().px(LONG_PX)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - _MARK, 40), 10_000)
        words = QFontMetrics(small_font(current())).boundingRect(room, _WRAPPED, self._text)
        return max(words.height() + 2, current().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        role = theme.urgency[OVERDUE]
        painter.setFont(small_font(theme))
        words = painter.fontMetrics().boundingRect(self.rect().adjusted(_MARK, 0, 0, 0), _WRAPPED, self._text).height()
        first = (self.height() - words + painter.fontMetrics().height()) / 2  # middle of the first line
        glyphs.paint_warning(painter, QRectF(0, first - 7, 14, 13), role.text, theme.panel)
        painter.setPen(color(role.text))
        painter.drawText(self.rect().adjusted(_MARK, 0, 0, 0), _WRAPPED | Qt.AlignmentFlag.AlignVCenter, self._text)


@dataclass(frozen=True)
class Field:
    """A field of a dialog: its widget, the check that gives what is wrong or "", and the line that says it."""

    widget: QWidget
    check: Callable[[], str] | None
    error: FieldError

    def focused(self) -> QWidget:
        """The widget that has the focus when the field has it."""
        widget = self.widget
        while (proxy := widget.focusProxy()) is not None:
            widget = proxy
        return widget

    def is_good(self) -> bool:
        """Checks the field and shows what is wrong."""
        self.error.set_text(self.check() if self.check is not None else "")
        return not self.error.text()


class NoteField(QWidget):
    """A text of several lines with a least and a greatest length, and the count below it at the right."""

    def __init__(self, name: str, least: int = 0, most: int = 300, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(name)
        self.edit.setMinimumHeight(current().px(84))
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.edit.setAccessibleDescription(
            self.tr("Several lines, {least} to {most} characters; Tab goes on.").format(least=least, most=most))
        self._count = labelled("", "hint")
        least_words = self.tr("At least {n} characters").format(n=least) if least else ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit)
        below = QHBoxLayout()
        below.addWidget(labelled(least_words, "hint"))
        below.addStretch(1)
        below.addWidget(self._count)
        column.addLayout(below)
        self.edit.textChanged.connect(self._on_text_changed)
        self.setFocusProxy(self.edit)
        self._on_text_changed()

    def text(self) -> str:
        """What was written, without blanks at its ends."""
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Fills the field (a proposal)."""
        self.edit.setPlainText(text)

    def fault(self) -> str:
        """What is wrong with the text, "" when nothing is."""
        length = len(self.text())
        if length < self._least:
            return self.tr("Please write at least {least} characters (now {length}).").format(
                least=self._least, length=length
            )
        if length > self._most:
            return self.tr("Please write at most {most} characters (now {length}).").format(
                most=self._most, length=length
            )
        return ""

    def _on_text_changed(self) -> None:
        self._count.setText(f"{len(self.text())} / {self._most}")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option of a group: key, words, and why it cannot be chosen ("" when it can)."""

    key: str
    words: str
    why_not: str = ""


class OptionGroup(QWidget):
    """Options of which one is chosen, in two columns; Alt+1 to Alt+9 choose them."""

    option_chosen = Signal(str)  # key

    def __init__(self, options: Sequence[Option], columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        self._radios: list[Radio] = []
        for at, option in enumerate(options):
            keys = ("Alt", str(at + 1)) if at < KEYED else ()
            radio = Radio(option.words, keys)
            radio.setEnabled(not option.why_not)
            radio.setToolTip(option.why_not)
            self._group.addButton(radio, at)
            grid.addWidget(radio, at // columns, at % columns)
            if keys:
                shortcut = QShortcut(QKeySequence(f"Alt+{at + 1}"), radio)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(radio.click)
            self._radios.append(radio)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._group.idToggled.connect(self._on_toggled)
        if self._radios:
            self.setFocusProxy(self._radios[0])

    def key(self) -> str:
        """Key of the option chosen, "" for none."""
        at = self._group.checkedId()
        return self._options[at].key if at >= 0 else ""

    def radio(self, key: str) -> Radio:
        """The button of an option."""
        return next(radio for option, radio in zip(self._options, self._radios, strict=True) if option.key == key)

    def describe(self, label: str) -> None:
        """What is chosen here: a screen reader says it with each option, and the keys."""
        for at, radio in enumerate(self._radios):
            keys = f"Alt+{at + 1}" if at < KEYED else ""
            radio.setAccessibleDescription(", ".join(filter(None, (
                label, f"{at + 1} / {len(self._radios)}", keys, radio.toolTip()))))

    def choose(self, key: str) -> None:
        """Chooses an option; an unknown key changes nothing."""
        for option, radio in zip(self._options, self._radios, strict=True):
            if option.key == key:
                radio.setChecked(True)

    def _on_toggled(self, at: int, on: bool) -> None:
        if on:
            self.setFocusProxy(self._radios[at])
            if any(radio.hasFocus() for radio in self._radios):
                self._radios[at].setFocus()  # Tab goes on from the chosen one
            self.option_chosen.emit(self._options[at].key)
