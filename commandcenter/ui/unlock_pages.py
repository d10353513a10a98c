"""The first page of a workstation whose key comes from a password; and a new password, for who came by recovery key."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.desk.errand_desk import Errand, ErrandDesk
from commandcenter.desk.keeping import Opening
from commandcenter.settings import Settings
from commandcenter.ui import page_window
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.errand_dialog import ErrandDialog
from commandcenter.ui.page_window import PageWindow

translate = QCoreApplication.translate

LEAST_PASSWORD = 8
PASSWORD, RECOVERY = "password", "recovery"


class UnlockDialog(ErrandDialog):
    """Asks for the password of the store, or its recovery key. `opened` with the key and which of them it was."""

    opened = Signal(bytes, str)

    def __init__(
        self, window: QWidget, desk: ErrandDesk, work: Opening, folder: str, *, recovery: bool = True, why: str = "",
    ) -> None:
        """`why`: the key store of the system, which holds the key, does not give it; then there is no password."""
        super().__init__(window, translate("Unlock", "Open this workstation"), translate("Unlock", "Open"), desk)
        self._work = work
        self.way = Choice()
        if why:
            self.why = labelled(why, "body")
            self.why.setWordWrap(True)
            self.add_above(self.why)
        else:
            self.way.addItem(translate("Unlock", "Password"), PASSWORD)
        if recovery:
            self.way.addItem(translate("Unlock", "Recovery key, where the password is lost"), RECOVERY)
        self.secret = secret_field()
        self.where = labelled(folder, "secondary")
        self.where.setWordWrap(True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_field(translate("Unlock", "Opened &by"), self.way)
        self.add_field(translate("Unlock", "&Password or key"), self.secret, first=True, check=self._check,
                       hint=translate("Unlock", "The recovery key has seven groups of four characters."))
        self.add_field(translate("Unlock", "Data"), self.where)
        self.add_state()
        self.inputs = [self.way, self.secret]
        if why:
            self._on_way()
        self.way.currentIndexChanged.connect(self._on_way)
        self.secret.returnPressed.connect(self.confirm)

    def errand(self) -> Errand:
        way, secret = str(self.way.currentData()), self.secret.text()
        ask = self._work.by_recovery if way == RECOVERY else self._work.by_password
        return lambda say, stopped: (ask(secret), way)

    def on_came(self, came: object) -> None:
        self.secret.clear()
        if isinstance(came, tuple):
            self.opened.emit(*came)

    def _on_way(self) -> None:
        hidden = self.way.currentData() == PASSWORD
        self.secret.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.secret.clear()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self) -> str:
        return "" if self.secret.text().strip() else translate("Unlock", "Please type it.")


class NewPasswordDialog(ErrandDialog):
    """A new password of the store. `changed` when it holds."""

    changed = Signal()

    def __init__(self, window: QWidget, desk: ErrandDesk, work: Opening, key: bytes) -> None:
        super().__init__(window, translate("Unlock", "A new password"), translate("Unlock", "Set it and open"), desk)
        self._work, self._key = work, key
        why = labelled(translate(
            "Unlock", "The recovery key has opened the store. From now on the new password opens it; the recovery key"
            " still holds."), "body")
        why.setWordWrap(True)
        self.add_above(why)
        self.password, self.again = secret_field(), secret_field()
        self.add_field(translate("Unlock", "New &password"), self.password, first=True, check=self._check,
                       hint=translate("Unlock", "At least {0} characters.").format(LEAST_PASSWORD))
        self.add_field(translate("Unlock", "Once &more"), self.again, check=self._check_again)
        self.add_state()
        self.inputs = [self.password, self.again]

    def errand(self) -> Errand:
        password = self.password.text()

        def change(_say: object, _stopped: object) -> bool:
            self._work.set_password(self._key, password)
            return True

        return change

    def on_came(self, came: object) -> None:
        self.changed.emit()

    def _check(self) -> str:
        short = len(self.password.text()) < LEAST_PASSWORD
        return translate("Unlock", "At least {0} characters.").format(LEAST_PASSWORD) if short else ""

    def _check_again(self) -> str:
        same = self.again.text() == self.password.text()
        return "" if same else translate("Unlock", "The two are not the same.")


class _Pages:
    """One page after the other, and what came of them."""

    def __init__(self, work: Opening, folder: str, recovery: bool, new_password: bool, why: str = "") -> None:
        self._work, self._folder, self._recovery, self._new_password = work, folder, recovery, new_password
        self._why = why
        self.key: bytes | None = None
        self._held = b""

    def begin(self, window: PageWindow, desk: ErrandDesk) -> None:
        self._window, self._desk = window, desk
        first = UnlockDialog(window, desk, self._work, self._folder, recovery=self._recovery, why=self._why)
        first.opened.connect(self._on_opened)
        window.show_page(first)

    def _on_opened(self, key: bytes, way: str) -> None:
        self._held = bytes(key)
        if way == PASSWORD or not self._new_password:
            self._done()
            return
        page = NewPasswordDialog(self._window, self._desk, self._work, self._held)
        page.changed.connect(self._done)
        self._window.show_page(page)

    def _done(self) -> None:
        self.key = self._held
        self._window.finished.emit()


def run(
    work: Opening, settings: Settings, folder: str, *, recovery: bool, new_password: bool, why: str = "",
) -> bytes | None:
    """The store's key; None where the window was left. `recovery`: there is such a key; `new_password`: one is asked
    for after it; `why`: the key store of the system, which holds the key, does not give it.
    """
    pages = _Pages(work, folder, recovery, new_password, why)
    page_window.run(pages.begin, settings)
    return pages.key


def secret_field() -> QLineEdit:
    """A field for a password, whose text cannot be copied out of it."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(256)
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return field
