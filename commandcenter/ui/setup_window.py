"""The first window of a new workstation: joining a city platform, and the recovery key that is written down.

No key, no network: what happens is the setup desk's.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QWidget

from commandcenter.desk.setup_desk import Asked, SetupDesk, SetupView
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_frame import DialogFrame

translate = QCoreApplication.translate

SIZE = (960, 720)
LEAST_PASSWORD = 8
LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
_PLACES: tuple[tuple[str, Any], ...] = (
    ("os", QT_TRANSLATE_NOOP("Setup", "Key store of this system")),
    ("password", QT_TRANSLATE_NOOP("Setup", "Password, asked at every start")),
    ("file", QT_TRANSLATE_NOOP("Setup", "File beside the data")),
)


class JoinDialog(DialogFrame):
    """Asks for the platform, the code and where the key is kept; stays while it joins."""

    language_chosen = Signal(str)
    left = Signal()

    def __init__(self, window: QWidget, desk: SetupDesk, folder: str, language: str, *, key_store: bool) -> None:
        super().__init__(window, self.tr("Set up this workstation"), self.tr("Join"))
        self._desk = desk
        self.language = Choice()
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        self.language.setCurrentIndex([code for code, _ in LANGUAGES].index(language))
        self.url, self.code, self.ca = QLineEdit(), QLineEdit(), QLineEdit()
        self.url.setPlaceholderText("https://")
        self.place = Choice()
        for how, words in _PLACES:
            if key_store or how != "os":
                self.place.addItem(translate("Setup", words), how)
        self.password, self.again = QLineEdit(), QLineEdit()
        for edit in (self.password, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.progress = labelled("", "secondary")
        self.progress.setAccessibleName(self.tr("How far it is"))
        where = labelled(folder, "secondary")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.setWordWrap(True)
        self.add_field(self.tr("&Language"), self.language)
        self.add_field(self.tr("City &platform"), self.url, first=True, check=self._url_fault,
                       hint=self.tr("Its address, as the city gives it."))
        self.add_field(self.tr("&Join code"), self.code, check=self._code_fault,
                       hint=self.tr("Good once; the city's administrator gives it."))
        self.add_field(self.tr("&Certificate"), self.ca,
                       hint=self.tr("Path of the city's CA file (PEM), where it has one of its own; else empty."))
        self.add_field(self.tr("Key &kept in"), self.place)
        self.add_field(self.tr("Pass&word"), self.password, check=self._password_fault)
        self.add_field(self.tr("Once &more"), self.again, check=self._again_fault)
        self.add_field(self.tr("Data"), where)
        self.add_field(self.tr("State"), self.progress)
        self.language.currentIndexChanged.connect(self._on_language)
        self.place.currentIndexChanged.connect(self._on_place)
        self._on_place()
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)

    def render_view(self, view: SetupView) -> None:
        """What may be changed, how far it is, and what went wrong."""
        busy = view.step == "joining"
        for widget in (self.language, self.url, self.code, self.ca, self.place, self.password, self.again):
            widget.setEnabled(not busy)
        self.primary.setEnabled(not busy)
        if not busy:
            self._on_place()
        self.progress.setText(
            "" if not busy else self.tr("{0} of {1} fetched · Esc stops, and it goes on from there").format(
                view.done, view.total) if view.total else self.tr("Asking the platform… · Esc stops"))
        self.say_fault(view.fault)

    def confirm(self) -> None:
        """Join; the panel stays until it is done."""
        wrong = [field for field in self._fields if not field.is_good()]
        if wrong or not self.primary.isEnabled():
            if wrong:
                wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._desk.start(Asked(
            url=self.url.text().strip(), code=self.code.text().strip(), how=str(self.place.currentData()),
            ca=self.ca.text().strip(),
            password=self.password.text() if self.place.currentData() == "password" else ""))

    def give_up(self) -> None:
        """Esc: stops what runs, or asks whether to leave."""
        if self._desk.view.step == "joining":
            self._desk.stop()
        else:
            super().give_up()

    def _on_closed(self) -> None:
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)
        if self._desk.view.step == "ask":
            self.left.emit()

    def _on_language(self) -> None:
        self.language_chosen.emit(str(self.language.currentData()))

    def _on_place(self) -> None:
        asked = self.place.currentData() == "password"
        for edit in (self.password, self.again):
            edit.setEnabled(asked)

    def _url_fault(self) -> str:
        text = self.url.text().strip()
        return "" if text.startswith(("https://", "http://")) else self.tr("Type an address that begins with https://.")

    def _code_fault(self) -> str:
        return "" if len(self.code.text().strip()) >= 16 else self.tr("Type the whole code.")

    def _password_fault(self) -> str:
        short = self.place.currentData() == "password" and len(self.password.text()) < LEAST_PASSWORD
        return self.tr("At least {0} characters.").format(LEAST_PASSWORD) if short else ""

    def _again_fault(self) -> str:
        other = self.place.currentData() == "password" and self.again.text() != self.password.text()
        return self.tr("The two are not the same.") if other else ""


class RecoveryDialog(DialogFrame):
    """Shows the recovery key once, and asks for its end to see that it was written down."""

    left = Signal()

    def __init__(self, window: QWidget, desk: SetupDesk) -> None:
        super().__init__(window, self.tr("Write down the recovery key"), self.tr("Open the window"))
        self._desk = desk
        why = labelled(self.tr(
            "It opens this workstation and its backups when the password or the computer is lost. It is shown only now."
            " Keep it away from this computer."), "body")
        why.setWordWrap(True)
        self.add_above(why)
        self.key = QLabel(desk.view.recovery)
        self.key.setProperty("role", "head")
        self.key.setWordWrap(True)
        self.key.setAccessibleName(" ".join(desk.view.recovery))
        self.typed = QLineEdit()
        self.add_field(self.tr("Recovery key"), self.key)
        self.add_field(self.tr("The last &four"), self.typed, first=True, check=self._fault_of,
                       hint=self.tr("Type the last four characters from what you wrote down."))

    def _fault_of(self) -> str:
        text = self._desk.view.recovery
        good = self._desk.view.step != "recovery" or self.typed.text().strip().upper() == text[-4:]
        return "" if good else self.tr("These are not its last four characters.")

    def confirm(self) -> None:
        """Over when the end is right."""
        if self._desk.note(self.typed.text()):
            self.dismiss()
        else:
            super().confirm()

    def dismiss(self) -> None:
        over = self._desk.view.step == "done"
        super().dismiss()
        if not over:
            self.left.emit()


class SetupWindow(QMainWindow):
    """Holds the two panels one after the other; `finished` says whether the workstation is ready."""

    finished = Signal(bool)

    def __init__(self, desk: SetupDesk, folder: str, language: str, *, key_store: bool,
                 speak: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._folder, self.language, self._key_store, self._speak = desk, folder, language, key_store, speak
        self.dialog: JoinDialog | RecoveryDialog | None = None
        self.resize(*SIZE)
        self.setMinimumSize(480, 400)
        self.setCentralWidget(QWidget())
        self.setWindowTitle(translate("Setup", "Street command centre — set up"))
        desk.listeners.append(self.render_view)
        if desk.view.step == "ask":
            self._ask()
        self.render_view(desk.view)

    def render_view(self, view: SetupView) -> None:
        """The panel of the step."""
        if view.step == "recovery" and not isinstance(self.dialog, RecoveryDialog):
            self._replace(RecoveryDialog(self, self._desk))
        elif view.step == "done":
            self.finished.emit(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.dialog is not None and not self.dialog.isVisible() and self.isVisible():
            self.dialog.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._desk.stop()
        self.finished.emit(self._desk.view.step == "done")
        super().closeEvent(event)

    def _ask(self) -> None:
        made = JoinDialog(self, self._desk, self._folder, self.language, key_store=self._key_store)
        made.language_chosen.connect(self._on_language)
        self._replace(made)

    def _replace(self, made: JoinDialog | RecoveryDialog) -> None:
        before, self.dialog = self.dialog, made
        made.left.connect(self.close)
        if before is not None:
            before.left.disconnect(self.close)
            if isinstance(before, JoinDialog):
                before._on_closed()
            before.hide()
            before.deleteLater()
        QTimer.singleShot(0, made, made.open)

    def _on_language(self, code: str) -> None:
        self.language = code
        self._speak(code)
        self._ask()
