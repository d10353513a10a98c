"""Panels of keeping a workstation: back up, support bundle, where the key lies, another recovery key, leaving to move.

What happens is app's (desk/keeping.py says what is asked of it); the panels stay while it goes on.
"""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from commandcenter.desk.errand_desk import Errand, ErrandDesk
from commandcenter.desk.keeping import Keeper, Kept, RecoverySheet
from commandcenter.ui import time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.errand_dialog import ErrandDialog
from commandcenter.ui.path_field import PathEdit, Way, proposed
from commandcenter.ui.unlock_pages import LEAST_PASSWORD, secret_field

translate = QCoreApplication.translate  # a name that lupdate knows

PLACES: tuple[tuple[str, Any], ...] = (
    ("os", QT_TRANSLATE_NOOP("Setup", "Key store of this system")),
    ("password", QT_TRANSLATE_NOOP("Setup", "Password, asked at every start")),
    ("file", QT_TRANSLATE_NOOP("Setup", "File beside the data")),
)
PROTECTS: dict[str, Any] = {
    "os": QT_TRANSLATE_NOOP("Setup", "Opens for whoever signs in to this computer as this user."),
    "password": QT_TRANSLATE_NOOP("Setup", "Opens for whoever knows the password; else only the recovery key helps."),
    "file": QT_TRANSLATE_NOOP("Setup", "Opens for whoever can read this folder: only for an encrypted disk."),
}
RECOVERY: dict[str, Any] = {
    "none": QT_TRANSLATE_NOOP("Keeping", "There is none. Make one: without it only this computer opens a backup."),
    "issued": QT_TRANSLATE_NOOP("Keeping", "Nobody has confirmed that it was written down. Make a new one."),
    "noted": QT_TRANSLATE_NOOP("Keeping", "It was written down."),
}


def place_choice(key_store: bool, how: str = "") -> Choice:
    """Where a key may lie on this computer; `how` is chosen."""
    made = Choice()
    for key, words in PLACES:
        if key_store or key != "os":
            made.addItem(translate("Setup", words), key)
    made.setCurrentIndex(max(made.findData(how), 0))
    return made


def file_fault(text: str) -> str:
    """What is wrong with the path of a file that shall be written; "" where nothing is."""
    path = Path(text.strip()).expanduser()
    if not text.strip() or not path.is_absolute() or path.is_dir():
        return translate("Keeping", "Type the whole path of the file.")
    if path.exists():
        return translate("Keeping", "There is such a file already. Choose another name.")
    return ""


class BackupDialog(ErrandDialog):
    """Everything of this workstation into one encrypted file. `wrote` with its path."""

    wrote = Signal(str)

    def __init__(
        self, window: QWidget, desk: ErrandDesk, keeper: Keeper, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("Keeping", "Back up this workstation"), translate("Keeping", "Back up"),
                         desk, banner=banner)
        self._keeper, kept = keeper, keeper.kept()
        self.path = PathEdit("backup", Way.WRITE, proposed("backup", kept.backup_name))
        self.add_field(translate("Keeping", "File"), self.path.row(), first=True,
                       check=lambda: file_fault(self.path.text()),
                       hint=translate("Keeping", "Encrypted; work goes on meanwhile. Best on a disk of its own."))
        last = translate("Keeping", "none yet")
        if kept.last:
            last = translate("Keeping", "{0}, made {1}").format(kept.last, time_words.moment(kept.last_at))
        for label, words in ((translate("Keeping", "Last one by itself"), last),
                             (translate("Keeping", "Recovery key"), translate("Keeping", RECOVERY[kept.recovery]))):
            line = labelled(words, "secondary")
            line.setWordWrap(True)
            self.add_field(label, line)
        self.add_state()
        self.inputs = [self.path]

    def errand(self) -> Errand:
        to = self.path.text().strip()
        return lambda say, stopped: self._keeper.back_up(to, say, stopped)

    def on_came(self, came: object) -> None:
        self.dismiss()
        self.wrote.emit(str(came))


class SupportDialog(ErrandDialog):
    """What a helper needs to know, seen before it is written. `wrote` with the file's path."""

    wrote = Signal(str)
    fills = True
    wide: ClassVar[bool] = True

    def __init__(
        self, window: QWidget, desk: ErrandDesk, keeper: Keeper, name: str, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("Keeping", "Support bundle"), translate("Keeping", "Write the file"), desk,
                         banner=banner)
        self._keeper = keeper
        self._parts: tuple[tuple[str, str], ...] = ()
        self.path = PathEdit("support", Way.WRITE, proposed("support", name))
        self.seen = QPlainTextEdit()
        self.seen.setReadOnly(True)
        self.seen.setPlaceholderText(translate("Keeping", "Being gathered…"))
        self.seen.setAccessibleName(translate("Keeping", "What is in it"))
        self.add_field(translate("Keeping", "File"), self.path.row(), first=True,
                       check=lambda: file_fault(self.path.text()),
                       hint=translate("Keeping", "Figures, versions, a masked log; no names and no text of a case."))
        at = self.grid.rowCount()
        self.add_field(translate("Keeping", "What is in it"), self.seen)
        self.add_state()
        for row in range(self.grid.rowCount()):  # what is seen takes the room
            self.grid.setRowStretch(row, int(row == at))
        self.inputs = [self.path]

    def open(self) -> None:
        super().open()
        if not self._parts and not self._errands.view.busy:
            self._errands.start(self._keeper.support_parts)

    def errand(self) -> Errand:
        parts, to = self._parts, self.path.text().strip()
        if not parts:
            return self._keeper.support_parts
        return lambda say, stopped: self._keeper.write_support(parts, to)

    def on_came(self, came: object) -> None:
        if isinstance(came, tuple):
            self._parts = came
            self.seen.setPlainText("\n".join(f"--- {name}\n{text.rstrip()}\n" for name, text in came))
            return
        self.dismiss()
        self.wrote.emit(str(came))


class KeyDialog(ErrandDialog):
    """Where the store's key lies, and another place or password for it. `placed` when that holds."""

    placed = Signal()

    def __init__(
        self, window: QWidget, desk: ErrandDesk, keeper: Keeper, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("Keeping", "Key of the store"), translate("Keeping", "Keep it so"), desk,
                         banner=banner)
        self._keeper, kept = keeper, keeper.kept()
        self.place = place_choice(True, kept.how)
        self.protects = labelled("", "hint")
        self.protects.setWordWrap(True)
        self.password, self.again = secret_field(), secret_field()
        now = labelled(translate("Setup", dict(PLACES)[kept.how]), "body")
        state = labelled(translate("Keeping", RECOVERY[kept.recovery]), "secondary")
        state.setWordWrap(True)
        self.add_field(translate("Keeping", "Lies now in"), now)
        self.add_field(translate("Keeping", "Recovery key"), state)
        self.add_field(translate("Keeping", "From now &on in"), self.place, first=True)
        self.add_field("", self.protects)
        self.add_field(translate("Keeping", "New &password"), self.password, check=self._check,
                       hint=translate("Keeping", "At least {0} characters.").format(LEAST_PASSWORD))
        self.add_field(translate("Keeping", "Once &more"), self.again, check=self._check_again)
        self.add_state()
        self.inputs = [self.place, self.password, self.again]
        self.place.currentIndexChanged.connect(self._on_place)
        self._on_place()

    def errand(self) -> Errand:
        how = str(self.place.currentData())
        password = self.password.text() if how == "password" else ""

        def keep(_say: object, _stopped: object) -> bool:
            self._keeper.place(how, password)
            return True

        return keep

    def on_came(self, came: object) -> None:
        self.dismiss()
        self.placed.emit()

    def opens(self, widget: QWidget) -> bool:
        return widget is self.place or self.place.currentData() == "password"

    def _on_place(self) -> None:
        how = str(self.place.currentData())
        self.protects.setText(translate("Setup", PROTECTS[how]))
        for edit in (self.password, self.again):
            edit.setEnabled(how == "password")

    def _check(self) -> str:
        short = self.place.currentData() == "password" and len(self.password.text()) < LEAST_PASSWORD
        return translate("Keeping", "At least {0} characters.").format(LEAST_PASSWORD) if short else ""

    def _check_again(self) -> str:
        other = self.place.currentData() == "password" and self.again.text() != self.password.text()
        return translate("Keeping", "The two are not the same.") if other else ""


class NewRecoveryDialog(ErrandDialog):
    """Says what another recovery key means, and makes one. `made` with it."""

    made = Signal(object)  # RecoverySheet

    def __init__(
        self, window: QWidget, desk: ErrandDesk, keeper: Keeper, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("Keeping", "New recovery key"), translate("Keeping", "Make a new one"), desk,
                         banner=banner)
        self._keeper = keeper
        why = labelled(translate(
            "Keeping", "The recovery key opens this workstation and its backups when the password or the computer is"
            " lost. A new one is shown once, to be printed; the one before then opens only earlier backups."), "body")
        why.setWordWrap(True)
        self.add_above(why)
        state = labelled(translate("Keeping", RECOVERY[keeper.kept().recovery]), "secondary")
        state.setWordWrap(True)
        self.add_field(translate("Keeping", "Recovery key"), state)
        self.add_state()

    def errand(self) -> Errand:
        return lambda say, stopped: self._keeper.new_recovery()

    def on_came(self, came: object) -> None:
        self.dismiss()
        if isinstance(came, RecoverySheet):
            self.made.emit(came)


class LeaveDialog(DialogFrame):
    """What cannot be done while the window is open: says so, asks for what is needed, and closes the window."""

    def __init__(
        self, window: QWidget, title: str, act: str, why: str, path: str | None, *, banner: AlarmBanner | None = None,
    ) -> None:
        """`path`: of a file that shall be written; None where none is asked for."""
        super().__init__(window, title, act, banner=banner)
        words = labelled(why, "body")
        words.setWordWrap(True)
        self.add_above(words)
        self.path = PathEdit("backup", Way.WRITE, path or "")
        if path is not None:
            self.add_field(translate("Keeping", "File"), self.path.row(), first=True,
                           check=lambda: file_fault(self.path.text()))
        else:
            self.path.hide()
            self.add_field(translate("Keeping", "What lies here"), QLabel(
                translate("Keeping", "Stays until the backup is chosen.")))

    def answer(self) -> object:
        return self.path.text().strip()

    def was_typed(self) -> bool:
        """A path is no text that would be lost."""
        return False


def move_dialog(window: QWidget, kept: Kept, banner: AlarmBanner | None) -> LeaveDialog:
    """Asks where everything goes before the workstation moves."""
    name = kept.backup_name.replace(".ccbackup", "-move.ccbackup")
    return LeaveDialog(
        window, translate("Keeping", "Move to another computer"), translate("Keeping", "Close and move"),
        translate("Keeping", "The window closes, everything is written into one encrypted file, and this folder is"
                  " closed for good. On the other computer choose “Restore from a backup” and give the recovery key."),
        proposed("backup", name), banner=banner)


def restore_dialog(window: QWidget, banner: AlarmBanner | None) -> LeaveDialog:
    """Says that restoring needs the window closed."""
    return LeaveDialog(
        window, translate("Keeping", "Restore from a backup"), translate("Keeping", "Close and choose the backup"),
        translate("Keeping", "The window closes and asks for the backup. What lies here now is set aside, not"
                  " deleted; what the city platform has comes back from it."), None, banner=banner)


