"""The panel that drafts a mapping (映射草稿) for an unknown file of cases: looked through, seen, then written."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from commandcenter.desk.errand_desk import Errand, ErrandDesk
from commandcenter.desk.foreign_files import ForeignFiles, MappingDraft
from commandcenter.ui import time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.errand_dialog import ErrandDialog
from commandcenter.ui.keeping_dialogs import file_fault
from commandcenter.ui.path_field import PathEdit, Way, proposed

translate = QCoreApplication.translate  # a name that lupdate knows


class MappingDialog(ErrandDialog):
    """Looks through the file, shows the draft, writes it. `wrote` with the paths of the file and of its mapping."""

    wrote = Signal(str, str)
    fills = True
    wide = True

    def __init__(
        self, window: QWidget, desk: ErrandDesk, files: ForeignFiles, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("Mapping", "Draft a mapping for a file"),
                         translate("Mapping", "Look through the file"), desk, banner=banner)
        self._files, self._draft = files, MappingDraft()
        self.path = PathEdit("cases", Way.READ, proposed("cases", ""))
        self.out = PathEdit("mapping", Way.WRITE, "")
        self.seen = QPlainTextEdit()
        self.seen.setReadOnly(True)
        self.seen.setPlaceholderText(translate(
            "Mapping", "What each column seems to hold, and which class each category seems to be, stands here once the"
            " file has been looked through. It is a proposal: a person checks it."))
        self.seen.setAccessibleName(translate("Mapping", "The draft"))
        self.add_field(translate("Mapping", "File"), self.path.row(), first=True, check=self._check_path,
                       hint=translate("Mapping", "A CSV file of another system; all of its rows are looked at, none"
                                                 " is taken."))
        self.add_field(translate("Mapping", "Write to"), self.out.row(), check=self._check_out)
        at = self.grid.rowCount()
        self.add_field(translate("Mapping", "Draft"), self.seen)
        self.add_state()
        for row in range(self.grid.rowCount()):  # what is seen takes the room
            self.grid.setRowStretch(row, int(row == at))
        self.inputs = [self.path, self.out]
        self.path.textChanged.connect(self._on_path)

    def errand(self) -> Errand:
        path, text, out = self.path.text().strip(), self._draft.text, self.out.text().strip()
        if text:
            return lambda say, stopped: self._files.write_mapping(text, out)
        return lambda say, stopped: self._files.draft_mapping(path, say, stopped)

    def on_came(self, came: object) -> None:
        if isinstance(came, MappingDraft):
            self._draft = came
            head = translate("Mapping", "{0} rows looked at.").format(time_words.number_text(came.rows))
            checks = "".join(f"▲ {one}\n" for one in came.checks)
            self.seen.setPlainText(f"{head}\n{checks}\n{came.text}")
            self.primary.set_words(translate("Mapping", "Write the mapping"))
            if not self.out.text().strip():
                self.out.setText(str(Path(self.path.text().strip()).with_suffix(".toml")))
            self.seen.setFocus()
            return
        self.dismiss()
        self.wrote.emit(self.path.text().strip(), str(came))

    def _on_path(self) -> None:
        """Another file: what was drafted is another one's."""
        if self._draft.text:
            self._draft = MappingDraft()
            self.seen.clear()
            self.out.setText("")
            self.primary.set_words(translate("Mapping", "Look through the file"))

    def _check_path(self) -> str:
        return "" if self.path.text().strip() else translate("Mapping", "Type the path of the file.")

    def _check_out(self) -> str:
        return file_fault(self.out.text()) if self._draft.text else ""
