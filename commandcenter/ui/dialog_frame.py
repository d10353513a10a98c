"""The frame of every dialog: head, fields, preview, foot; and the field widgets dialogs share.

A dialog is a panel inside its window, over a veil: the alarm banner stays reachable, nothing runs a nested loop. What
is asked and what happens with the answer is not here: subclasses add fields and give `answer`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.case_parts import Pill
from commandcenter.ui.composing import Composing
from commandcenter.ui.controls import PanelHead, Radio, labelled, rule
from commandcenter.ui.keycap import FLAT, OUTLINED, PRIMARY, KeyButton, KeyHint
from commandcenter.ui.theme import OVERDUE, body_font, color, current, small_font

PREVIEW_PX, LEAST_PREVIEW_PX = 420, 200
SCROLL_PX = 16  # room for the bar
LABEL_PX = 80
WIDE_PX, NARROW_PX = 1160, 720
PASSED_KEYS = (Qt.Key.Key_F11, Qt.Key.Key_F12)
"""Keys of the alarm banner; they act also while a dialog is open."""


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
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, current().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        role = theme.urgency[OVERDUE]
        box = QRectF(0, self.height() / 2 - 7, 14, 13)
        glyphs.paint_warning(painter, box, role.text, theme.panel)
        painter.setFont(small_font(theme))
        painter.setPen(color(role.text))
        painter.drawText(self.rect().adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)


@dataclass(frozen=True)
class Field:
    """A field of a dialog: its widget, the check that gives what is wrong or "", and the line that says it."""

    widget: QWidget
    check: Callable[[], str] | None
    error: FieldError

    def focused(self) -> QWidget:
        """The widget that has the focus when the field has it."""
        return self.widget.focusProxy() or self.widget

    def is_good(self) -> bool:
        """Checks the field and shows what is wrong."""
        self.error.set_text(self.check() if self.check is not None else "")
        return not self.error.text()


class DialogFrame(QWidget):
    """A dialog over its window: `open()`, then `done_with` the answer, or nothing when it was given up; then `closed`.

    The primary button names the act; Ctrl+Enter does it from anywhere, Esc gives up, and asks in place where text
    was typed. Keys of the window do not act while it is open, those of the alarm banner do.
    """

    done_with = Signal(object)  # what answer() gives
    closed = Signal()
    wide_px: ClassVar[int] = WIDE_PX  # of one with a preview, at medium text
    preview_px: ClassVar[int] = PREVIEW_PX  # of the preview where there is room
    fills: ClassVar[bool] = False  # takes the whole height of the window
    wide: ClassVar[bool] = False  # as wide without a preview as with one

    def __init__(
        self,
        window: QWidget,
        title: str,
        act: str,
        *,
        preview: bool = False,
        banner: AlarmBanner | None = None,
    ) -> None:
        """Over `window`; `title` names the act and the case, `act` is the word on the primary button.

        `banner` is a child of the window that is not covered.
        """
        super().__init__(window)
        self._window, self._banner = window, banner
        self._fields: list[Field] = []
        self._typed_before: dict[QWidget, str] = {}
        self._focus_before: QWidget | None = None
        self._first: QWidget | None = None
        self._mnemonics: set[str] = set()
        self._composing = Composing(self)
        self.answered = False  # closed with an answer, not given up
        self.restored = False  # holds what an earlier run left: given up only when asked
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.panel = QFrame(self)
        self.panel.setObjectName("dialog_panel")
        self.panel.setProperty("role", "panel")
        self.bar = PanelHead(title)
        close = KeyButton("×", (), FLAT)
        close.setAccessibleName(self.tr("Close"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.give_up)
        self.bar.add_right(close)

        self._head = QFrame()
        self._head.setProperty("role", "plain")
        self._head_title, self._head_place, self.pill = labelled("", "head"), labelled("", "secondary"), Pill()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(12)
        head.addWidget(self._head_title)
        head.addWidget(self._head_place, 1)
        head.addWidget(self.pill)
        self._head.hide()

        self._above = QVBoxLayout()
        self._above.setContentsMargins(16, 12, 16, 8)
        self._above_box = QWidget()
        self._above_box.setLayout(self._above)
        self._above_box.hide()

        body = QWidget()
        body.setProperty("role", "plain")
        self.grid = QGridLayout(body)
        self.grid.setContentsMargins(16, 16, 16, 16)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnMinimumWidth(0, current().px(LABEL_PX))
        self.grid.setColumnStretch(1, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # two cases at 200 %
        self._scroll.setWidget(body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = body

        self._side = QFrame()
        self._side.setProperty("role", "inset")
        self._side.setFixedWidth(current().px(self.preview_px))
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(16, 12, 16, 16)
        self._side_column.setSpacing(8)
        if not preview:
            self._side.hide()
        self._has_preview = preview

        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._scroll, 1)
        middle.addWidget(self._side)

        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._head)
        column.addWidget(self._above_box)
        column.addWidget(rule())
        column.addLayout(middle, 1)
        column.addWidget(rule())
        column.addWidget(self._make_foot(act))
        column.addWidget(self._make_question())
        self.hide()
        window.installEventFilter(self)
        if banner is not None:  # queued: after the window has made room for it
            banner.shown_changed.connect(self._on_banner_shown, Qt.ConnectionType.QueuedConnection)

    def _make_foot(self, act: str) -> QWidget:
        self._foot = QFrame()
        self._foot.setProperty("role", "headbar")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        self._hints = QHBoxLayout()
        self._hints.setSpacing(12)
        self._fault = FieldError()
        self._fault.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addLayout(self._hints)
        row.addWidget(self._fault, 1)
        row.addStretch(0)
        self.cancel = KeyButton(self.tr("Cancel"), ("Esc",), OUTLINED)
        self.primary = KeyButton(act, ("Ctrl", "Enter"), PRIMARY)
        for button in (self.cancel, self.primary):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self.cancel.clicked.connect(self.give_up)
        self.primary.clicked.connect(self.confirm)
        return self._foot

    def _make_question(self) -> QWidget:
        self._question = QFrame()
        self._question.setProperty("role", "headbar")
        row = QHBoxLayout(self._question)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(labelled(self.tr("Discard what you have written?"), "body"), 1)
        self.discard = KeyButton(self.tr("Discard"), (), OUTLINED)
        self.keep = KeyButton(self.tr("Go on writing"), ("Esc",), PRIMARY)
        for button in (self.discard, self.keep):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self.discard.clicked.connect(self.dismiss)
        self.keep.clicked.connect(self._on_keep)
        self._question.hide()
        return self._question

    # --- building ---------------------------------------------------------------------------------

    def set_case(self, title: str, place: str, urgency: int, word: str, more: str = "") -> None:
        """The head line: what the case is, where, and how urgent."""
        self._head_title.setText(title)
        self._head_place.setText(place)
        self.pill.set_urgency(urgency, word, more)
        self._head.show()

    def add_above(self, widget: QWidget) -> None:
        """A widget over the whole width, above fields and preview (the level steps)."""
        self._above.addWidget(widget)
        self._above_box.show()

    def add_field(
        self,
        label: str,
        widget: QWidget,
        *,
        hint: str = "",
        check: Callable[[], str] | None = None,
        first: bool = False,
    ) -> Field:
        """A row: label left, widget right, below it a hint and what is wrong.

        `label` may hold an "&" before the letter that reaches the field with Alt. `check` gives what is wrong, "" when
        fine; it runs on leaving the field and on confirm. `first` takes the focus when the dialog opens.
        """
        words = QLabel(label)
        words.setProperty("role", "label")
        words.setBuddy(widget)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.setContentsMargins(0, 5, 0, 0)
        if "&" in label:
            self._mnemonics.add(label[label.index("&") + 1].upper())
        if not widget.accessibleName():
            widget.setAccessibleName(label.replace("&", ""))
        if isinstance(widget, OptionGroup):
            widget.describe(label.replace("&", ""))
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(widget)
        if hint:
            box.addWidget(labelled(hint, "hint"))
            widget.setAccessibleDescription(hint)
        field = Field(widget, check, FieldError())
        box.addWidget(field.error)
        row = self.grid.rowCount()
        self.grid.addWidget(words, row, 0)
        self.grid.addLayout(box, row, 1)
        self.grid.setRowStretch(row, 0)
        self.grid.setRowStretch(row + 1, 1)
        self._fields.append(field)
        if check is not None:
            field.focused().installEventFilter(self)
        if first or self._first is None:
            self._first = widget
        return field

    def add_hint(self, keys: Sequence[str], words: str) -> None:
        """A key and what it does, left in the foot."""
        self._hints.addWidget(KeyHint(keys, words))

    def add_button(self, words: str, keys: Sequence[str] = ()) -> KeyButton:
        """A further button left of the primary one (save a draft)."""
        button = KeyButton(words, keys, OUTLINED)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = self._foot.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.count() - 1, button)
        return button

    def set_preview(self, heading: str, hint: str, widget: QWidget) -> None:
        """What the receiver will see, in the column at the right."""
        line = QHBoxLayout()
        line.addWidget(QLabel(heading))
        words = labelled(hint, "hint")
        words.setWordWrap(True)  # the column is narrow at 200 %
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(words, 1)
        self._side_column.addLayout(line)
        if isinstance(widget, LetterCard):  # in a low window it scrolls rather than loses lines
            frame = QScrollArea()
            frame.setWidgetResizable(True)
            frame.setFrameShape(QFrame.Shape.NoFrame)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            frame.setWidget(widget)
            self._side_column.addWidget(frame, 1)
            return
        self._side_column.addWidget(widget, 1)

    # --- life -------------------------------------------------------------------------------------

    def open(self) -> None:
        """Shows the dialog over its window, with the focus in the first field that needs a person."""
        if not self.isVisible():
            focus = self._window.window().focusWidget()
            self._focus_before = focus if focus is not None and not self.isAncestorOf(focus) else None
        self.answered = False
        self._typed_before = {widget: text for widget, text in self._texts()}
        for widget in self._typed_before:
            widget.installEventFilter(self._composing)
        for kind, words in (
            (QPlainTextEdit, self.tr("Several lines.")), (QTableView, self.tr("The arrow keys go from cell to cell.")),
            (QListView, self.tr("The arrow keys choose a line.")),
        ):
            for control in self.panel.findChildren(kind):
                if not control.accessibleDescription():  # what is special is said where it is made
                    control.setAccessibleDescription(words)
        self._question.hide()
        self._foot.show()
        self._cover()
        self.show()
        self.raise_()
        target = self._first or self.primary
        inside = [stop for stop in self._stops() if stop is target or target.isAncestorOf(stop)]
        able = (target.focusProxy() or target).focusPolicy() != Qt.FocusPolicy.NoFocus
        (target if able else (*inside, self.primary)[0]).setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def answer(self) -> object:
        """What `done_with` carries; subclasses give the command or its parts."""
        return None

    def confirm(self) -> None:
        """Checks all fields; the first wrong one takes the focus, otherwise the answer is given and the dialog goes.

        Nothing happens while the primary button is closed.
        """
        if not self.primary.isEnabled():
            return
        wrong = [field for field in self._fields if not field.is_good()]
        if wrong:
            wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(wrong[0].widget)
            return
        self._fault.set_text("")
        answer = self.answer()
        self.answered = True
        self.dismiss()
        self.done_with.emit(answer)

    def show_fault(self, sentence: str) -> None:
        """The act failed: the dialog comes back as it was, and says so (not saved: disk full)."""
        before = self._typed_before
        self.open()
        self._typed_before = before
        self._fault.set_text(sentence)

    def say_fault(self, sentence: str) -> None:
        """Something failed beside the act (a draft was not kept); "" takes the sentence away."""
        self._fault.set_text(sentence)

    def written(self) -> dict[str, str]:
        """What was typed, by the number of its field: for a draft."""
        return {str(n): text for n, (_, text) in enumerate(self._texts())}

    def restore(self, written: dict[str, str]) -> None:
        """Put an earlier draft back into the fields it was typed in."""
        self.restored = True
        for n, (widget, _) in enumerate(self._texts()):
            text = written.get(str(n), "")
            if isinstance(widget, QLineEdit):
                widget.setText(text)
            elif isinstance(widget, QPlainTextEdit):
                widget.setPlainText(text)

    def give_up(self) -> None:
        """Esc: closes, or asks in place where something was typed."""
        if self.was_typed() and not self._question.isVisible():
            self._foot.hide()
            self._question.show()
            self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._question.isVisible():
            self._on_keep()
        else:
            self.dismiss()

    def dismiss(self) -> None:
        """Closes without an answer and gives the focus back."""
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def was_typed(self) -> bool:
        """Whether text differs from what stood there when the dialog opened."""
        return self.restored or any(text != self._typed_before.get(widget, "") for widget, text in self._texts())

    def _texts(self) -> list[tuple[QWidget, str]]:
        lines = [(edit, edit.text()) for edit in self.panel.findChildren(QLineEdit)]
        areas = [(area, area.toPlainText()) for area in self.panel.findChildren(QPlainTextEdit)]
        return [*lines, *areas]

    def _on_keep(self) -> None:
        self._question.hide()
        self._foot.show()
        (self._first or self.primary).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- place, keys, focus -----------------------------------------------------------------------

    def _cover(self) -> None:
        """Lies over the whole window but for the banner; the panel in the middle of what is below it."""
        area = self._window.rect()
        self.setGeometry(area)
        top = 0
        banner = self._banner
        if banner is not None and banner.isVisibleTo(self._window):
            hole = QRect(banner.mapTo(self._window, QPoint(0, 0)), banner.size())
            self.setMask(QRegion(area).subtracted(QRegion(hole)))
            top = hole.bottom() + 1
        else:
            self.clearMask()
        theme = current()
        wide = min(theme.px(self.wide_px if self._has_preview or self.wide else NARROW_PX), area.width() - 32)
        if self._has_preview:  # in a narrow window the fields come first
            spare = wide - self._body.minimumSizeHint().width() - SCROLL_PX
            self._side.setFixedWidth(max(theme.px(LEAST_PREVIEW_PX), min(theme.px(self.preview_px), spare)))
        room = area.height() - top - 32
        fixed = self.panel.sizeHint().height() - self._scroll.sizeHint().height()
        body = self._body.heightForWidth(wide - (self._side.width() if self._has_preview else 0))
        body = max(body, self._body.sizeHint().height(), self._side.sizeHint().height() if self._has_preview else 0)
        high = room if self.fills else min(max(fixed + body + 8, theme.px(280)), room)
        left = (area.width() - wide) // 2
        self.panel.setGeometry(left, top + 16 + max(0, (room - high) // 3), wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(current().scrim))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Clicks beside the panel reach nothing below."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not self._passes(event):
            event.accept()
            return True
        return super().event(event)

    def _passes(self, event: QKeyEvent) -> bool:
        """Whether a key may act as a shortcut: the banner's keys, Alt with a digit or with one of our letters."""
        key = event.key()
        if key in PASSED_KEYS:
            return True
        if event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        return Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or chr(key & 0xFF) in self._mnemonics

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._foot.isVisible():
            self.confirm()
        elif enter and not event.modifiers():
            self.focusNextPrevChild(True)
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):  # sheets have nothing that takes the focus
            bar = self._scroll.verticalScrollBar()
            page = bar.pageStep() if event.key() == Qt.Key.Key_PageDown else -bar.pageStep()
            bar.setValue(bar.value() + page)
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays inside the dialog."""
        stops = self._stops()
        if not stops:
            return False
        now = self._window.window().focusWidget()
        at = stops.index(now) if now in stops else -1 if next else 0
        target = stops[(at + (1 if next else -1)) % len(stops)]
        target.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        self._scroll.ensureWidgetVisible(target)
        return True

    def _stops(self) -> list[QWidget]:
        """Widgets that Tab reaches, in order; of a group of radios only the checked one."""
        stops: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
            if tab and self.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
                group = widget.group() if isinstance(widget, QAbstractButton) else None
                if group is None or group.checkedButton() in (None, widget) or not group.exclusive():
                    stops.append(widget)
            widget = widget.nextInFocusChain()
        return stops

    def _on_banner_shown(self) -> None:
        if self.isVisible():
            self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window:
            if kind == QEvent.Type.Resize and self.isVisible():
                self._cover()
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            left = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason)
            for field in self._fields:
                if field.focused() is watched and left and self.isVisible():
                    field.is_good()
        return False


# --- fields ---------------------------------------------------------------------------------------


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
    """Options of which one is chosen, in two columns; Alt+1 to Alt+5 choose the first five."""

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
            keys = ("Alt", str(at + 1)) if at < 5 else ()
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
            keys = f"Alt+{at + 1}" if at < 5 else ""
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


DONE, CHOICE, CLOSED = "done", "choice", "closed"
"""States of a level: sent before, may be chosen, not open to this post or not yet."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """A rung of the ladder (级别): key, name, caption below, state, and why it cannot be chosen."""

    key: str
    name: str
    caption: str = ""
    state: str = CHOICE
    why_not: str = ""


class LevelSteps(QWidget):
    """The rungs of the ladder in a row; ← and → choose among those open. Done ones cannot be sent again."""

    level_chosen = Signal(str)  # key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[Level, ...] = ()
        self._at = -1
        self.setAccessibleDescription(self.tr("← and → choose a level that is open."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(360)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_levels(self, levels: tuple[Level, ...], key: str = "") -> None:
        """The rungs in order, and the one proposed; without a proposal the first that is open."""
        self._levels = levels
        open_ones = [i for i, level in enumerate(levels) if level.state == CHOICE]
        named = [i for i in open_ones if levels[i].key == key]
        self._at = (named or open_ones or [-1])[0]
        self._say()

    def key(self) -> str:
        """Key of the level chosen, "" where none is open."""
        return self._levels[self._at].key if self._at >= 0 else ""

    def choose(self, key: str) -> None:
        """Chooses a level that is open; anything else changes nothing."""
        for at, level in enumerate(self._levels):
            if level.key == key and level.state == CHOICE and at != self._at:
                self._at = at
                self._say()
                self.level_chosen.emit(key)

    def _say(self) -> None:
        if self._at >= 0:
            level = self._levels[self._at]
            self.setAccessibleName(self.tr("Level {n}: {name}").format(n=self._at + 1, name=level.name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(720, current().px(84))

    def _centers(self) -> list[QPointF]:
        pitch = self.width() / max(1, len(self._levels))
        return [QPointF(pitch * (i + 0.5), 22.0) for i in range(len(self._levels))]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centers = self._centers()
        pitch = self.width() / max(1, len(centers))
        for at in range(len(centers) - 1):
            reached = at < self._at or self._levels[at + 1].state == DONE
            painter.setPen(QPen(color(theme.accent if reached else theme.line), 2.0))
            painter.drawLine(centers[at] + QPointF(18, 0), centers[at + 1] - QPointF(18, 0))
        for at, (center, level) in enumerate(zip(centers, self._levels, strict=True)):
            chosen = at == self._at
            done = level.state == DONE
            radius = 15.0 if chosen else 13.0
            box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
            fill = theme.accent if chosen else theme.clock_fill if done else theme.panel
            painter.setBrush(color(fill))
            painter.setPen(Qt.PenStyle.NoPen if chosen or done else QPen(color(theme.control_edge), 1.5))
            painter.drawEllipse(box)
            if done:
                glyphs.paint_tick(painter, box, theme.panel, 2.2)
            else:
                painter.setFont(body_font(theme, bold=chosen))
                painter.setPen(color(theme.on_accent if chosen else theme.text3))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at + 1))
            if chosen and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(color(theme.accent), 2.0))
                painter.drawEllipse(box.adjusted(-4, -4, 4, 4))
            quiet = level.state not in (DONE, CHOICE)
            line = theme.px(20)
            name = QRectF(center.x() - pitch / 2, 43, pitch, line)
            painter.setFont(body_font(theme, bold=chosen))
            painter.setPen(color(theme.text3 if quiet else theme.text))
            painter.drawText(name, Qt.AlignmentFlag.AlignCenter, level.name)
            painter.setFont(small_font(theme))
            painter.setPen(color(theme.text3))
            painter.drawText(name.translated(0, line - 2), Qt.AlignmentFlag.AlignCenter, level.caption)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        at = self._at + by
        while 0 <= at < len(self._levels):
            if self._levels[at].state == CHOICE:
                self.choose(self._levels[at].key)
                return
            at += by

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position().toPoint())
        if at is not None:
            self.choose(self._levels[at].key)

    def _at_point(self, point: QPoint) -> int | None:
        at = int(point.x() * len(self._levels) / max(1, self.width()))
        return at if 0 <= at < len(self._levels) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position().toPoint())
        self.setToolTip("" if at is None else self._levels[at].why_not)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


@dataclass(frozen=True, kw_only=True)
class BoxLine:
    """A line of a grey box: glyph of an urgency, text left, text right."""

    urgency: int
    text: str
    right: str = ""


class LinesBox(QWidget):
    """A grey box of lines with glyphs: which clocks start, which go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[BoxLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: tuple[BoxLine, ...]) -> None:
        """The lines, in order."""
        self._lines = lines
        self.setAccessibleName("; ".join(f"{line.text} {line.right}".strip() for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, current().px(24) * len(self._lines) + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.panel2))
        glyphs.frame(painter, glyphs.snapped(painter, QRectF(self.rect())), theme.line)
        high = theme.px(24)
        for row, line in enumerate(self._lines):
            box = QRectF(12, 8 + row * high, self.width() - 24, high)
            shape = QRectF(box.left(), box.center().y() - 7.5 + glyphs.BESIDE_TEXT, 15, 15)
            glyphs.paint_glyph(painter, shape, line.urgency, theme)
            painter.setFont(body_font(theme, tabular=True))
            painter.setPen(color(theme.text))
            painter.drawText(box.adjusted(24, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.text)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, line.right)


class LetterCard(QFrame):
    """A letter as its receiver will see it: title, two lines beside each other, paragraphs, sender at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self._title = labelled("", "head")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._left, self._right = labelled("", "hint"), labelled("", "hint")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._below = QLabel()
        self._below.setTextFormat(Qt.TextFormat.PlainText)
        self._below.setWordWrap(True)
        self._sender = QLabel()
        self._sender.setTextFormat(Qt.TextFormat.PlainText)
        self._sender.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.addWidget(self._left)
        line.addStretch(1)
        line.addWidget(self._right)
        self._column.addWidget(self._title)
        self._column.addLayout(line)
        self._column.addWidget(rule())
        self._column.addWidget(self._text)
        self._column.addWidget(rule())
        self._column.addWidget(self._below)
        self._column.addWidget(self._sender)
        self._column.addStretch(1)

    def set_letter(self, *, title: str, left: str, right: str, text: str, below: str, sender: str) -> None:
        """The letter's words; `text` and `below` may hold several lines."""
        self._title.setText(title)
        self._left.setText(left)
        self._right.setText(right)
        self._text.setText(text)
        self._below.setText(below)
        self._sender.setText(sender)
