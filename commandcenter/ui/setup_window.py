"""The first window of a new workstation: joining a city platform, and the recovery key that is written down.

No key, no network: what happens is the setup desk's.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from commandcenter.desk.errand_desk import ErrandDesk
from commandcenter.desk.keeping import Made, Restoring
from commandcenter.desk.setup_desk import Asked, SetupDesk, SetupView
from commandcenter.ui import time_words
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keeping_dialogs import PROTECTS, place_choice
from commandcenter.ui.path_field import PathEdit, Way, folder_fault
from commandcenter.ui.recovery_dialog import RecoveryDialog
from commandcenter.ui.restore_pages import RestoreDialog, ResultPage, restored_page

translate = QCoreApplication.translate

SIZE = (960, 720)
LEAST_PASSWORD = 8
LANGUAGES = (("zh_CN", "中文"), ("en", "English"))


class JoinDialog(DialogFrame):
    """Asks for the platform, the code and where the key is kept; stays while it joins."""

    language_chosen = Signal(str)
    restore_asked = Signal()
    left = Signal()

    def __init__(
        self, window: QWidget, desk: SetupDesk, folder: str, language: str, *, key_store: bool, restores: bool = False,
        free: bool = False,
    ) -> None:
        """`restores`: a backup may be restored instead; `free`: another folder may be typed."""
        super().__init__(window, self.tr("Set up this workstation"), self.tr("Join"))
        self._desk = desk
        self.language = Choice()
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        self.language.setCurrentIndex([code for code, _ in LANGUAGES].index(language))
        self.url, self.code, self.ca = QLineEdit(), QLineEdit(), PathEdit("certificate")
        self.url.setPlaceholderText("https://")
        self.place = place_choice(key_store)
        self.password, self.again = QLineEdit(), QLineEdit()
        for edit in (self.password, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.progress = labelled("", "secondary")
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.where = PathEdit("data", Way.FOLDER, folder)
        self.where.setReadOnly(not free)
        self.protects = labelled("", "hint")
        self.protects.setWordWrap(True)
        if restores:
            self.restore_now = self.add_button(translate("Setup", "Restore from a backup"))
            self.restore_now.clicked.connect(self.restore_asked)
        self.add_field(self.tr("&Language"), self.language)
        self.add_field(self.tr("City &platform"), self.url, first=True, check=self._url_fault,
                       hint=self.tr("Its address, as the city gives it."))
        self.add_field(self.tr("&Join code"), self.code, check=self._code_fault,
                       hint=self.tr("Good once; the city's administrator gives it."))
        self.add_field(self.tr("&Certificate"), self.ca.row(),
                       hint=self.tr("Path of the city's CA file (PEM), where it has one of its own; else empty."))
        self.add_field(self.tr("Key &kept in"), self.place)
        self.add_field("", self.protects)
        self.add_field(self.tr("Pass&word"), self.password, check=self._password_fault)
        self.add_field(self.tr("Once &more"), self.again, check=self._again_fault)
        self.add_field(self.tr("&Data"), self.where.row(), check=self._where_fault)
        self.add_field(self.tr("State"), self.progress)
        self.language.currentIndexChanged.connect(self._on_language)
        self.place.currentIndexChanged.connect(self._on_place)
        self.show_field(self.progress, False)
        self._on_place()
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)

    def render_view(self, view: SetupView) -> None:
        """What may be changed, how far it is, and what went wrong."""
        busy, was = view.step == "joining", not self.primary.isEnabled()
        for widget in (self.language, self.url, self.code, self.ca, self.place, self.password, self.again, self.where):
            widget.setEnabled(not busy)
        self.primary.setEnabled(not busy)
        if not busy:
            self._on_place()
        words = self.tr("Asking the platform… · Esc stops")
        if view.total:
            words = self.tr("{0} of {1} fetched · Esc stops, and it goes on from there").format(
                time_words.number_text(view.done), time_words.number_text(view.total))
        self.progress.setText(words if busy else "")
        self.show_field(self.progress, busy)
        self.say_fault(view.fault)
        if was and not busy and self.isVisible():  # closed fields lose the focus
            self.url.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Join; the panel stays until it is done."""
        wrong = self.wrong_fields()
        if wrong or not self.primary.isEnabled():
            if wrong:
                wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._desk.start(Asked(
            url=self.url.text().strip(), code=self.code.text().strip(), how=str(self.place.currentData()),
            ca=self.ca.text().strip(), folder=self.where.text().strip(),
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
        self.protects.setText(translate("Setup", PROTECTS[str(self.place.currentData())]))
        asked = self.place.currentData() == "password"
        for edit in (self.password, self.again):
            edit.setEnabled(asked)

    def _url_fault(self) -> str:
        text = self.url.text().strip()
        return "" if text.startswith(("https://", "http://")) else self.tr("Type an address that begins with https://.")

    def _where_fault(self) -> str:
        good = Path(self.where.text().strip()).expanduser().is_absolute()
        return folder_fault(self.where.text()) if good else self.tr("Type the whole path of the folder.")

    def _code_fault(self) -> str:
        return "" if len(self.code.text().strip()) >= 16 else self.tr("Type the whole code.")

    def _password_fault(self) -> str:
        short = self.place.currentData() == "password" and len(self.password.text()) < LEAST_PASSWORD
        return self.tr("At least {0} characters.").format(LEAST_PASSWORD) if short else ""

    def _again_fault(self) -> str:
        other = self.place.currentData() == "password" and self.again.text() != self.password.text()
        return self.tr("The two are not the same.") if other else ""


class SetupWindow(QMainWindow):
    """Holds the two panels one after the other; `finished` says whether the workstation is ready."""

    finished = Signal(bool)

    def __init__(
        self, desk: SetupDesk, folder: str, language: str, *, key_store: bool, speak: Callable[[str], None],
        errands: ErrandDesk | None = None, restoring: Restoring | None = None, free: bool = False,
    ) -> None:
        """`restoring` restores a backup instead of joining, with `errands`; `free`: a person may choose the folder."""
        super().__init__()
        self._errands, self._restoring, self._free = errands, restoring, free
        self.restored: str | None = None  # the password that opens what was restored, "" where none does
        self._desk, self._folder, self.language, self._key_store, self._speak = desk, folder, language, key_store, speak
        self.dialog: JoinDialog | RecoveryDialog | RestoreDialog | ResultPage | None = None
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
            if view.sheet is not None:
                self._replace(RecoveryDialog(
                    self, view.sheet, self._desk.note, translate("RecoveryDialog", "Open the window")))
        elif view.step == "done":
            self.finished.emit(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.dialog is not None and not self.dialog.isVisible() and self.isVisible():
            self.dialog.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._desk.stop()
        if self._errands is not None:
            self._errands.stop()
        self.finished.emit(self._desk.view.step == "done" or self.restored is not None)
        super().closeEvent(event)

    def _ask(self) -> None:
        made = JoinDialog(self, self._desk, self._folder, self.language, key_store=self._key_store,
                          restores=self._restoring is not None, free=self._free)
        made.language_chosen.connect(self._on_language)
        made.restore_asked.connect(self._on_restore)
        self._replace(made)

    def _replace(self, made: JoinDialog | RecoveryDialog | RestoreDialog | ResultPage) -> None:
        before, self.dialog = self.dialog, made
        if isinstance(made, (JoinDialog, RecoveryDialog)):
            made.left.connect(self.close)
        else:
            made.closed.connect(self._on_left)
        if isinstance(before, (JoinDialog, RecoveryDialog)):
            before.left.disconnect(self.close)
            if isinstance(before, JoinDialog):
                before._on_closed()
            before.hide()
            before.deleteLater()
        elif before is not None:
            before.closed.disconnect(self._on_left)
            before.dismiss()
            before.deleteLater()
        QTimer.singleShot(0, made, made.open)

    def _on_restore(self) -> None:
        if self._restoring is not None and self._errands is not None:
            made = RestoreDialog(self, self._errands, self._restoring, self._folder, key_store=self._key_store,
                                 free=self._free)
            made.brought.connect(self._on_restored)
            self._replace(made)

    def _on_restored(self, found: Made) -> None:
        if isinstance(self.dialog, RestoreDialog):
            self.restored = self.dialog.chosen_password
            self._replace(restored_page(self, found))

    def _on_left(self) -> None:
        if self.restored is not None:
            self.finished.emit(True)
        else:
            self._ask()

    def _on_language(self, code: str) -> None:
        self.language = code
        self._speak(code)
        self._ask()
