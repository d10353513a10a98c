"""The sign-in page: it lies over the whole window while nobody is at the desk, and hides all that stands there.

What a password is and how long one waits is not decided here. Dialogs below stay as they are, with what was typed.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from commandcenter.core.people import User
from commandcenter.desk.sign_in_desk import SignInDesk, SignInView
from commandcenter.ui import refusal_words
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_fields import FieldError
from commandcenter.ui.keycap import OUTLINED, PRIMARY, KeyButton
from commandcenter.ui.theme import color, current

WIDE_PX = 460
USUAL_PX = 270  # high with a sentence below the fields


class SignInPage(QWidget):
    """Who, the password, and one button. Enter in the password signs in; Esc goes back where somebody only switches."""

    left = Signal()  # switching was given up

    def __init__(self, window: QWidget, desk: SignInDesk, title: str) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._before: QWidget | None = None
        self._may_leave = False
        self.setAccessibleName(self.tr("Sign-in"))
        self.panel = QFrame(self)
        self.panel.setProperty("role", "panel")
        self.head = labelled(title, "title")
        self.head.setWordWrap(True)
        self.why = labelled("", "secondary")
        self.why.setWordWrap(True)
        self.who = Choice()
        self.who.setAccessibleName(self.tr("User"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Password"))
        self.password.setAccessibleDescription(self.tr("Enter signs in."))
        self.password.setMaxLength(128)
        self.password.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.fault = FieldError()
        self.alarms = labelled("", "secondary")
        self.alarms.setWordWrap(True)
        self.back = KeyButton(self.tr("Back"), ("Esc",), OUTLINED)
        self.go = KeyButton(self.tr("Sign in"), ("Enter",), PRIMARY)
        for button in (self.back, self.go):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back.clicked.connect(self.left)
        self.go.clicked.connect(self._on_go)
        self.password.returnPressed.connect(self._on_go)
        self.who.activated.connect(self._on_who)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (words, widget) in enumerate(((self.tr("User"), self.who), (self.tr("Password"), self.password))):
            label = QLabel(words)
            label.setProperty("role", "label")
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.go)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for widget in (self.head, self.why):
            column.addWidget(widget)
        column.addLayout(grid)
        for widget in (self.fault, self.alarms):
            column.addWidget(widget)
        column.addLayout(foot)
        self.setTabOrder(self.who, self.password)
        self.setTabOrder(self.password, self.back)
        self.setTabOrder(self.back, self.go)
        self.hide()
        window.installEventFilter(self)

    def render_view(self, view: SignInView, may_leave: bool) -> None:
        """Shows the page, or takes it away. `may_leave`: somebody sits here still and may go back."""
        if not view.closed:
            self._leave()
            return
        self._may_leave = may_leave
        self._fill(self._desk.people, view.user)
        self.why.setText(
            self.tr("Locked. What you had begun is kept.") if view.locked else
            self.tr("Sign in to take this desk.") if not may_leave else
            self.tr("Another person takes this desk. Esc goes back."))
        self.back.setVisible(may_leave)
        self.go.setEnabled(not view.busy)
        self.password.setReadOnly(view.busy)
        refusal = view.refusal
        self.fault.set_text("" if refusal is None else refusal_words.refusal_text(refusal))
        if not view.busy:
            self.password.clear()
        if self.isHidden():
            focus = self._window.window().focusWidget()
            self._before = focus if focus is not None and not self.isAncestorOf(focus) else None
            self.show()
        self._cover()
        self.raise_()
        (self.password if self.who.count() else self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_alarms(self, count: int) -> None:
        """How many alarms wait; which they are is not for who walks by."""
        self.alarms.setText(self.tr("%Ln alarm(s) wait to be acknowledged.", "", count) if count else "")
        self.alarms.setVisible(count > 0)
        self._cover()

    def _fill(self, people: Sequence[User], chosen: str) -> None:
        ids = [self.who.itemData(n) for n in range(self.who.count())]
        if ids != [user.id for user in people]:
            self.who.clear()
            for user in people:
                self.who.addItem(f"{user.post} {user.name}", user.id)
        self.who.setCurrentIndex(max(self.who.findData(chosen), 0))

    def _leave(self) -> None:
        if self.isHidden():
            return
        self.password.clear()
        if self._before is not None:  # before it hides: Qt would look for the next one itself
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _on_who(self, _index: int) -> None:
        self.fault.set_text("")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go(self) -> None:
        user = self.who.currentData()
        if not self.password.text():
            self.fault.set_text(self.tr("Please type the password."))
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(user, str):
            self._desk.sign_in(user, self.password.text())

    # -- place, keys, focus -----------------------------------------------------------------------------------------

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        theme, area = current(), self._window.rect()
        column = self.panel.layout()
        if column is not None:
            column.activate()
        wide = min(theme.px(WIDE_PX), area.width() - 32)
        high = min(max(self.panel.heightForWidth(wide), self.panel.sizeHint().height()), area.height() - 32)
        above = (area.height() - theme.px(USUAL_PX)) // 3  # the fields stay where they are while a fault comes and goes
        top = max(16, min(above, area.height() - high - 16))
        self.panel.setGeometry((area.width() - wide) // 2, top, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(current().window))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Clicks beside the panel reach nothing below."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._may_leave:
            self.left.emit()
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays on the page."""
        stops = [w for w in (self.who, self.password, self.back, self.go) if w.isVisible() and w.isEnabled()]
        if not stops:
            return False
        now = self._window.window().focusWidget()
        at = stops.index(now) if now in stops else -1
        stops[(at + (1 if next else -1)) % len(stops)].setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self._cover()
            elif event.type() == QEvent.Type.ChildAdded:
                QTimer.singleShot(0, self, self.raise_)
        return False
