"""The frame of every dialog: head, fields, preview, foot.

A dialog is a panel inside its window, over a veil: the alarm banner stays reachable, nothing runs a nested loop. What
is asked and what happens with the answer is not here: subclasses add fields and give `answer`.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import (
    QAbstractButton,
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

from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.case_parts import Pill
from commandcenter.ui.composing import Composing
from commandcenter.ui.controls import PanelHead, labelled, rule
from commandcenter.ui.dialog_fields import Field, FieldError, OptionGroup
from commandcenter.ui.keycap import FLAT, OUTLINED, PRIMARY, KeyButton, KeyHint
from commandcenter.ui.letter_card import LetterCard
from commandcenter.ui.theme import color, current

PREVIEW_PX, LEAST_PREVIEW_PX = 420, 200
SCROLL_PX = 16  # room for the bar
LABEL_PX = 80
SPARE_PX = 120  # margins, and what a long label takes
WIDE_PX, NARROW_PX = 1160, 720
PASSED_KEYS = (Qt.Key.Key_F11, Qt.Key.Key_F12)
"""Keys of the alarm banner; they act also while a dialog is open."""


class DialogFrame(QWidget):
    """A dialog over its window: `open()`, then `done_with` the answer, or nothing when it was given up; then `closed`.

    The primary button names the act; Ctrl+Enter does it from anywhere, Esc gives up, and asks in place where text
    was typed. Keys of the window do not act while it is open, those of the alarm banner do.
    """

    done_with = Signal(object)  # what answer() gives
    closed = Signal()
    wide_px: ClassVar[int] = WIDE_PX  # of one with a preview, at medium text
    preview_px: ClassVar[int] = PREVIEW_PX  # of the preview where there is room
    fills: bool = False  # takes the whole height of the window
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
            told = labelled(hint, "hint")
            least = (WIDE_PX if self.wide and not self._has_preview else NARROW_PX) - LABEL_PX - SPARE_PX
            told.setWordWrap(told.sizeHint().width() > current().px(least))  # a long one widens no panel
            box.addWidget(told)
            widget.setAccessibleDescription(hint)
        field = Field(widget, check, FieldError())
        focused = field.focused()
        if not focused.accessibleName():  # the field of a row that has a button too
            focused.setAccessibleName(widget.accessibleName())
            focused.setAccessibleDescription(widget.accessibleDescription())
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

    def show_field(self, widget: QWidget, shown: bool) -> None:
        """Show or hide the row of a field, its label with it."""
        for words in self.panel.findChildren(QLabel):
            if words.buddy() is widget:
                words.setVisible(shown)
        if widget.isHidden() == shown:
            widget.setVisible(shown)
            if self.isVisible():
                self._cover()

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

    def wrong_fields(self) -> list[Field]:
        """Checks all fields; those that are wrong say so, and the panel makes room for that."""
        wrong = [field for field in self._fields if not field.is_good()]
        self._cover()
        return wrong

    def confirm(self) -> None:
        """Checks all fields; the first wrong one takes the focus, otherwise the answer is given and the dialog goes.

        Nothing happens while the primary button is closed.
        """
        if not self.primary.isEnabled():
            return
        wrong = self.wrong_fields()
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
            if (self.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()  # the whole window is walked
                    and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None):
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
                    self._cover()
        return False
