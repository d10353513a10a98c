"""The recovery key, shown once: to print, to keep elsewhere as a PDF, and to be noted before one goes on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from commandcenter.desk.keeping import RecoverySheet
from commandcenter.ui import recovery_sheet, refusal_words, sheet_printer
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.path_field import PathEdit, Way
from commandcenter.ui.printer_choice import PrinterChoice
from commandcenter.ui.sheet_pdf import Unwritable


class RecoveryDialog(DialogFrame):
    """Shows the key and asks for its end to see that it was written down. `left`: closed without that."""

    left = Signal()

    def __init__(
        self, window: QWidget, sheet: RecoverySheet, note: Callable[[str], bool], act: str, *,
        printers: Callable[[], tuple[str, ...]] = sheet_printer.names, banner: AlarmBanner | None = None,
    ) -> None:
        """`note` hears what was typed, and says whether it is the end of the key."""
        super().__init__(window, self.tr("Write down the recovery key"), act, banner=banner)
        self._sheet, self._note, self._noted = sheet, note, False
        why = labelled(self.tr(
            "It opens this workstation and its backups when the password or the computer is lost. It is shown only now."
            " Keep it away from this computer."), "body")
        why.setWordWrap(True)
        self.add_above(why)
        self.key = QLabel(sheet.key)
        self.key.setProperty("role", "head")
        self.key.setWordWrap(True)
        self.key.setAccessibleName(" ".join(sheet.key))
        self.typed = QLineEdit()
        self.printer = PrinterChoice(printers, lambda found: self.print_now.setEnabled(bool(found)))
        self.print_now = KeyButton(self.tr("Print"), (), OUTLINED)
        self.print_now.setEnabled(False)
        self.path = PathEdit("recovery", Way.WRITE)
        self.path.setPlaceholderText(recovery_sheet.file_name(sheet))
        self.path.setAccessibleName(self.tr("PDF file"))
        self.save_now = KeyButton(self.tr("Save"), (), OUTLINED)
        self.said = labelled("", "secondary")
        self.said.setWordWrap(True)
        self.said.setAccessibleName(self.tr("What was printed or saved"))
        self.add_field(self.tr("Recovery key"), self.key)
        self.add_field(self.tr("On &paper"), _beside(self.printer, self.print_now))
        self.add_field(self.tr("As a P&DF"), _beside(self.path.row(), self.save_now),
                       hint=self.tr("Only onto a stick that is locked away: who finds the file can open the data."))
        self.add_field(self.tr("The last &four"), self.typed, first=True, check=self._fault_of,
                       hint=self.tr("Type the last four characters from what you wrote down."))
        self.add_field(self.tr("State"), self.said)
        self.show_field(self.said, False)
        for button, slot in ((self.print_now, self._on_print), (self.save_now, self._on_save)):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(slot)

    def _on_print(self) -> None:
        name = self.printer.chosen
        if name and recovery_sheet.print_on(self._sheet, name):
            self._say(self.tr("Given to the printer {0}. Fetch it at once.").format(name))
        else:
            self._say(self.tr("The printer does not take it. Write the key down, or choose another printer."))

    def _on_save(self) -> None:
        text = self.path.text().strip()
        path = Path(text).expanduser()
        path = path if path.suffix.lower() == ".pdf" else path / recovery_sheet.file_name(self._sheet)
        if not text or not path.is_absolute():
            self._say(self.tr("Type the whole path of a file or of the stick's folder."))
        elif recovery_sheet.lies_beside(self._sheet, path):
            self._say(self.tr("Not there: it would lie beside the data that it opens."))
        else:
            try:
                recovery_sheet.save(self._sheet, path)
            except Unwritable as err:
                self._say(refusal_words.sheet_fault(err))
            else:
                self._say(self.tr("Saved: {0}. Take it away from this computer.").format(path))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.show_field(self.said, True)

    def _fault_of(self) -> str:
        good = self._noted or self.typed.text().strip().upper() == self._sheet.key[-4:]
        return "" if good else self.tr("These are not its last four characters.")

    def was_typed(self) -> bool:
        """What stands in the fields is no text that would be missed."""
        return False

    def confirm(self) -> None:
        """Over when the end is right."""
        self._noted = self._noted or self._note(self.typed.text())
        if self._noted:
            self.dismiss()
        else:
            super().confirm()

    def dismiss(self) -> None:
        super().dismiss()
        if not self._noted:
            self.left.emit()


def _beside(first: QWidget, second: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first, 1)
    row.addWidget(second)
    box.setFocusProxy(first)
    return box
