"""The window's part of signing in: the page, the idle lock, switching, the dialogs of passwords and users."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QWidget

from commandcenter.core.case import Role
from commandcenter.core.people import User
from commandcenter.core.rules import Refused
from commandcenter.desk.alarm_desk import AlarmView
from commandcenter.desk.desks import Desks
from commandcenter.desk.sign_in_desk import SignInView, Trouble
from commandcenter.ui import refusal_words
from commandcenter.ui.account_dialogs import PasswordDialog, UsersDialog
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.notices import NoticeLine
from commandcenter.ui.sign_in import SignInPage

translate = QCoreApplication.translate  # a name that lupdate knows

MINUTE_MS = 60_000
_SIGNS_OF_LIFE = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseMove)


class Shows(Protocol):
    """What shows a dialog in the window, and says where one is open."""

    @property
    def dialog(self) -> DialogFrame | None: ...

    def show_dialog(self, dialog: DialogFrame, done: Callable[[object], str | None]) -> None: ...


class SignInControl(QObject):
    """Covers the window while nobody is at the desk."""

    def __init__(
        self, window: QWidget, shows: Shows, desks: Desks, acts: dict[str, QAction], banner: AlarmBanner,
        notice: NoticeLine, docks: Sequence[QDockWidget],
    ) -> None:
        super().__init__(window)
        self._window, self._shows, self._desks, self._desk = window, shows, desks, desks.sign_in
        self._banner, self._notice, self._docks, self._acts = banner, notice, docks, acts
        self._away: list[QDockWidget] = []
        self.page = SignInPage(window, desks.sign_in, window.windowTitle())
        self.page.left.connect(self._on_left)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(desks.sign_in.lock)
        for act, slot in (("account.lock", self._on_lock), ("account.switch", self._on_switch),
                          ("account.password", self._on_password), ("admin.users", self._on_users)):
            acts[act].triggered.connect(slot)
        desks.sign_in.listeners.append(self.render_view)
        desks.alarms.listeners.append(self._on_alarms)
        window.installEventFilter(self)
        for dock in docks:
            dock.topLevelChanged.connect(self._on_floating)
        self._on_alarms(desks.alarms.view)
        self.render_view(desks.sign_in.view)

    def render_view(self, view: SignInView) -> None:
        """The page comes or goes; parts of the window that float go and come with it."""
        here = bool(self._desks.operator.operator.roles)
        if view.closed and self.page.isHidden():
            self._away = [dock for dock in self._docks if dock.isFloating() and dock.isVisible()]
            for dock in self._away:
                dock.hide()
        self.page.render_view(view, may_leave=here and not view.locked)
        if not view.closed:
            for dock in self._away:
                dock.show()
            self._away = []
        self._wake()

    def _on_alarms(self, view: AlarmView) -> None:
        self.page.set_alarms(view.waiting)

    def _on_left(self) -> None:
        self._desk.stay()

    def _on_lock(self) -> None:
        if not self._desks.operator.accounts:
            self._notice.warn(refusal_words.refusal_text(Refused("no-accounts")))
        self._desk.lock()

    def _on_switch(self) -> None:
        if not self._desks.operator.accounts:
            self._notice.warn(refusal_words.refusal_text(Refused("no-accounts")))
        self._desk.switch()

    def _on_password(self) -> None:
        if self._shows.dialog is not None:
            return
        if not self._desks.operator.accounts:
            self._notice.warn(refusal_words.refusal_text(Refused("no-accounts")))
            return
        dialog = PasswordDialog(self._window, banner=self._banner)

        def done(answer: object) -> str | None:
            if isinstance(answer, tuple):
                self._desk.change_password(answer[0], answer[1], self._told)
            return None

        self._shows.show_dialog(dialog, done)

    def _on_users(self) -> None:
        books = self._desks.case.books
        if self._shows.dialog is not None or books is None:
            return
        if Role.ADMINISTRATOR not in self._desks.operator.operator.roles:
            self._notice.warn(refusal_words.refusal_text(Refused("administrators-only")))
            return
        dialog = UsersDialog(self._window, books.users.users, self._desks.communities,
                             {unit.id: unit.name for unit in books.units.units}, banner=self._banner)

        def done(answer: object) -> str | None:
            if isinstance(answer, tuple) and isinstance(answer[0], User):
                self._desk.save(answer[0], str(answer[1]), str(answer[2]), self._told)
            return None

        self._shows.show_dialog(dialog, done)

    def _told(self, trouble: Trouble | None) -> None:
        if trouble is None:
            self._notice.say(translate("Accounts", "Published. It holds at every workstation after its next sync."))
        else:
            self._notice.warn(refusal_words.refusal_text(trouble if isinstance(trouble, Refused) else Refused(
                "accounts-not-published", why=trouble.key)))

    def _wake(self) -> None:
        if self._desk.idle_min and self._desks.operator.accounts and not self._desk.view.closed:
            self._idle.start(self._desk.idle_min * MINUTE_MS)
        else:
            self._idle.stop()

    def _on_floating(self, floats: bool) -> None:
        dock = self.sender()
        if floats and isinstance(dock, QWidget):
            self._listen(dock)

    def _listen(self, window: QWidget) -> None:
        """Hear keys and clicks where they come into a window: once each, not at every widget they pass."""
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._idle.isActive() and watched is not self._window:
            self._idle.start()
        elif watched is self._window and event.type() == QEvent.Type.Show:
            self._listen(self._window)
        return False
