"""Pages of restoring a workstation and of moving one away, while no window has its store."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.desk.errand_desk import Errand, ErrandDesk
from commandcenter.desk.keeping import AskedRestore, Made, Restoring
from commandcenter.settings import Settings
from commandcenter.ui import page_window, time_words
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.counted import Counted
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.errand_dialog import ErrandDialog
from commandcenter.ui.keeping_dialogs import PROTECTS, place_choice
from commandcenter.ui.page_window import PageWindow
from commandcenter.ui.path_field import PathEdit, Way, folder_fault
from commandcenter.ui.unlock_pages import LEAST_PASSWORD, secret_field

translate = QCoreApplication.translate  # a name that lupdate knows


class RestoreDialog(ErrandDialog):
    """Which backup, what opens it, where its key shall lie and into which folder. `brought` with what came."""

    brought = Signal(object)  # Made

    def __init__(
        self, window: QWidget, desk: ErrandDesk, work: Restoring, folder: str, *, key_store: bool,
        replace: bool = False, own_key: bool = False, free: bool = False,
    ) -> None:
        """`replace`: a workstation that lies there is set aside; `own_key`: the key of the folder may open the backup;
        `free`: another folder may be typed.
        """
        super().__init__(window, translate("Keeping", "Restore from a backup"), translate("Keeping", "Restore"), desk)
        self._work, self._replace = work, replace
        self.file = PathEdit("backup")
        self.file.setPlaceholderText("….ccbackup")
        self.by = Choice()
        for key, words in (("recovery", translate("Keeping", "Recovery key")),
                           ("password", translate("Keeping", "Password of that day"))):
            self.by.addItem(words, key)
        if own_key:
            self.by.addItem(translate("Keeping", "Key of this computer"), "folder")
        self.secret = QLineEdit()
        self.secret.setMaxLength(256)
        self.place = place_choice(key_store)
        self.protects = labelled("", "hint")
        self.protects.setWordWrap(True)
        self.password, self.again = secret_field(), secret_field()
        self.folder = PathEdit("data", Way.FOLDER, folder)
        self.folder.setReadOnly(not free)
        self.add_field(translate("Keeping", "&Backup"), self.file.row(), first=True, check=self._check_file,
                       hint=translate("Keeping", "Path of the file, also on a stick."))
        self.add_field(translate("Keeping", "&Opened by"), self.by)
        self.add_field(translate("Keeping", "Key or pa&ssword"), self.secret, check=self._check_secret)
        self.add_field(translate("Keeping", "Key &kept in"), self.place)
        self.add_field("", self.protects)
        self.add_field(translate("Keeping", "New &password"), self.password, check=self._check_password)
        self.add_field(translate("Keeping", "Once &more"), self.again, check=self._check_again)
        self.add_field(translate("Keeping", "Into &folder"), self.folder.row(), check=self._check_folder)
        self.add_state()
        self.inputs = [self.file, self.by, self.secret, self.place, self.password, self.again, self.folder]
        self.by.currentIndexChanged.connect(self._on_by)
        self.place.currentIndexChanged.connect(self._on_place)
        self._on_place()

    @property
    def chosen_password(self) -> str:
        """The password that opens what was restored; "" where none does."""
        return self.password.text() if self.place.currentData() == "password" else ""

    def errand(self) -> Errand:
        asked = AskedRestore(
            file=self.file.text().strip(), by=str(self.by.currentData()), secret=self.secret.text(),
            how=str(self.place.currentData()), password=self.chosen_password, folder=self.folder.text().strip(),
            replace=self._replace)
        return lambda say, stopped: self._work.restore(asked, say, stopped)

    def on_came(self, came: object) -> None:
        self.brought.emit(came)

    def opens(self, widget: QWidget) -> bool:
        if widget in (self.password, self.again):
            return bool(self.place.currentData() == "password")
        return widget is not self.secret or self.by.currentData() != "folder"

    def _on_by(self) -> None:
        hidden = self.by.currentData() == "password"
        self.secret.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.secret.clear()
        self.secret.setEnabled(self.opens(self.secret))

    def _on_place(self) -> None:
        self.protects.setText(translate("Setup", PROTECTS[str(self.place.currentData())]))
        for edit in (self.password, self.again):
            edit.setEnabled(self.opens(edit))

    def _check_file(self) -> str:
        path = Path(self.file.text().strip()).expanduser()
        return "" if self.file.text().strip() and path.is_file() else translate(
            "Keeping", "There is no such file. Type its whole path.")

    def _check_secret(self) -> str:
        needed = self.opens(self.secret) and not self.secret.text().strip()
        return translate("Keeping", "Please type it.") if needed else ""

    def _check_password(self) -> str:
        short = self.opens(self.password) and len(self.password.text()) < LEAST_PASSWORD
        return translate("Keeping", "At least {0} characters.").format(LEAST_PASSWORD) if short else ""

    def _check_again(self) -> str:
        other = self.opens(self.again) and self.again.text() != self.password.text()
        return translate("Keeping", "The two are not the same.") if other else ""

    def _check_folder(self) -> str:
        path = Path(self.folder.text().strip()).expanduser()
        good = self.folder.text().strip() and path.is_absolute()
        return folder_fault(self.folder.text()) if good else translate(
            "Keeping", "Type the whole path of the folder.")


class MoveDialog(ErrandDialog):
    """Writes everything into the file that was chosen, at once. `moved` with what it holds."""

    moved = Signal(object)  # Made

    def __init__(self, window: QWidget, desk: ErrandDesk, work: Restoring, path: str) -> None:
        super().__init__(
            window, translate("Keeping", "Move to another computer"), translate("Keeping", "Try again"), desk)
        self._work, self._path = work, path
        self.add_field(translate("Keeping", "File"), _shown_path(path))
        self.add_state()

    def open(self) -> None:
        super().open()
        if not self._errands.view.busy:
            self.confirm()

    def errand(self) -> Errand:
        return lambda say, stopped: self._work.move(self._path, say, stopped)

    def on_came(self, came: object) -> None:
        self.moved.emit(came)


class ResultPage(DialogFrame):
    """What came of it, in words, and one button."""

    def __init__(self, window: QWidget, title: str, act: str, words: str, file: str) -> None:
        super().__init__(window, title, act)
        told = labelled(words, "body")
        told.setWordWrap(True)
        self.add_above(told)
        self.add_field(translate("Keeping", "File"), _shown_path(file))
        self.cancel.hide()


def _shown_path(path: str) -> QLineEdit:
    """A path to read and to copy."""
    made = QLineEdit(path)
    made.setReadOnly(True)
    return made


def restored_page(window: QWidget, made: Made) -> ResultPage:
    """Says what was restored."""
    words = Counted.tr(
        "Restored: {0} · {1}, as of {2}. What came later comes from the city platform; %Ln change(s) of then"
        " wait to be sent.", "", made.waiting).format(made.street_name, made.station_name, time_words.moment(made.at))
    return ResultPage(
        window, translate("Keeping", "Restored"), translate("Keeping", "Open the window"), words, made.file)


def moved_page(window: QWidget, made: Made) -> ResultPage:
    """Says what was written, and that this folder is closed."""
    words = translate(
        "Keeping", "Written and checked: {0} · {1}. This folder is closed for good. On the other computer choose"
        " “Restore from a backup” in the first window, and give the recovery key.").format(
            made.street_name, made.station_name)
    return ResultPage(window, translate("Keeping", "Moved out"), translate("Keeping", "Close"), words, made.file)


class _Restored:
    """The pages of restoring; `done` once the window may open, with the password that opens it."""

    def __init__(self, work: Restoring, folder: str, key_store: bool, own_key: bool) -> None:
        self._work, self._folder, self._key_store, self._own_key = work, folder, key_store, own_key
        self.done, self.password = False, ""

    def begin(self, window: PageWindow, desk: ErrandDesk) -> None:
        self._window = window
        self._page = RestoreDialog(window, desk, self._work, self._folder, key_store=self._key_store, replace=True,
                                   own_key=self._own_key)
        self._page.brought.connect(self._on_restored)
        window.show_page(self._page)

    def _on_restored(self, made: Made) -> None:
        self.done, self.password = True, self._page.chosen_password
        self._window.show_page(restored_page(self._window, made))


class _Moved:
    """The pages of moving; `made` once it is done."""

    def __init__(self, work: Restoring, path: str) -> None:
        self._work, self._path = work, path
        self.made: Made | None = None

    def begin(self, window: PageWindow, desk: ErrandDesk) -> None:
        self._window = window
        page = MoveDialog(window, desk, self._work, self._path)
        page.moved.connect(self._on_moved)
        window.show_page(page)

    def _on_moved(self, made: Made) -> None:
        self.made = made
        self._window.show_page(moved_page(self._window, made))


def restore(work: Restoring, settings: Settings, folder: str, *, key_store: bool, own_key: bool) -> tuple[bool, str]:
    """Whether a backup was restored over what lies there, and the password that opens it."""
    pages = _Restored(work, folder, key_store, own_key)
    page_window.run(pages.begin, settings)
    return pages.done, pages.password


def move(work: Restoring, settings: Settings, path: str) -> bool:
    """Whether the workstation was moved out."""
    pages = _Moved(work, path)
    page_window.run(pages.begin, settings)
    return pages.made is not None
