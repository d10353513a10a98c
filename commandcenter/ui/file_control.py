"""Taking a file of cases in the window: asks for the file, says how far it is and what came of it; the act stops it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.case import READ_ONLY
from commandcenter.desk.desks import Desks
from commandcenter.desk.file_desk import AskedFile, FileView, Imported, Trouble
from commandcenter.ui import actions, refusal_words, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice
from commandcenter.ui.path_field import PathEdit, Way
from commandcenter.ui.stage import Stage
from commandcenter.ui.views_dialogs import PathDialog

ACT = "case.import"
TELL_MS = 2_000

TROUBLES: dict[str, Any] = {
    "file-missing": QT_TRANSLATE_NOOP("CaseFile", "There is no file {where}. Check the path."),
    "file-unreadable": QT_TRANSLATE_NOOP("CaseFile", "The file {where} cannot be read. Check the rights."),
    "file-empty": QT_TRANSLATE_NOOP("CaseFile", "The file {where} holds no rows."),
    "file-not-csv": QT_TRANSLATE_NOOP("CaseFile", "{where} is no CSV file. Save the sheet as CSV and take that."),
    "file-encoding": QT_TRANSLATE_NOOP(
        "CaseFile", "The characters of {where} are in another encoding than its mapping says. Save it as UTF-8."),
    "file-broken": QT_TRANSLATE_NOOP(
        "CaseFile", "The file {where} is broken at line {line}. Nothing after it was taken."),
    "columns-missing": QT_TRANSLATE_NOOP("CaseFile", "The file {where} lacks columns: {columns}."),
    "mapping-missing": QT_TRANSLATE_NOOP("CaseFile", "There is no mapping {name}."),
    "mapping-unfit": QT_TRANSLATE_NOOP(
        "CaseFile", "No mapping has the columns of {where}. Have one drafted in the administration menu, check it, and"
        " name it here."),
    "mapping-unusable": QT_TRANSLATE_NOOP("CaseFile", "The mapping {where} cannot be used: {what}"),
    "refusals-unwritable": QT_TRANSLATE_NOOP(
        "CaseFile", "The list of refused rows cannot be written: {where}. Check free space and rights."),
    "no-ground": QT_TRANSLATE_NOOP("CaseFile", "This street has no map here, so no place of a row can be found."),
    "cut-off": QT_TRANSLATE_NOOP(
        "CaseFile", "Taking the file was cut off. What was taken stays; take the file again, known rows are passed"
        " over."),
}


def trouble_text(trouble: Trouble) -> str:
    """Why a file was not taken, and what to do."""
    source = TROUBLES.get(trouble.key)
    if source is None:
        return refusal_words.refusal_text(trouble)
    return QCoreApplication.translate("CaseFile", source).format_map(refusal_words.Blank(trouble.facts))


class CaseFileDialog(PathDialog):
    """Asks for a file of cases, its mapping, and whether it is only looked through."""

    def __init__(
        self, window: QWidget, path: str = "", mapping: str = "", *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(
            window, QCoreApplication.translate("CaseFile", "Take a file of cases"),
            QCoreApplication.translate("CaseFile", "Take the file"), "cases", Way.READ, "",
            QCoreApplication.translate(
                "CaseFile", "A CSV file of another system. Rows that are known are passed over, refused ones are"
                " listed in a file. You can go on working meanwhile."), banner=banner)
        self.mapping = PathEdit("mapping", Way.READ, mapping)
        self.add_field(self.tr("Mapping"), self.mapping.row(), hint=self.tr(
            "Left empty, one of those that came with the program is found by the columns."))
        self.look = Choice()
        self.look.addItems([self.tr("Take its rows"), self.tr("Only say what would be taken (dry run)")])
        self.add_field(self.tr("What is done"), self.look)
        if path:
            self.path.setText(path)

    def answer(self) -> object:
        return AskedFile(path=self.path.text().strip(), mapping=self.mapping.text().strip(),
                         look=self.look.currentIndex() == 1)


class FileControl(QObject):
    """Connects the act to the desk."""

    def __init__(self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._act = window, stage, desks, acts[ACT]
        self._look = False
        self._act.triggered.connect(self._on_act)
        desks.files.listeners.append(self.render_view)
        self._tell = QTimer(self)
        self._tell.setInterval(TELL_MS)
        self._tell.timeout.connect(self._on_tell)

    def light(self) -> None:
        """Whether the act is open: to whoever may register a case."""
        acting = self._desks.operator.operator.roles - READ_ONLY
        busy = self._desks.files.view.busy
        self._act.setEnabled(busy or (self._desks.files.can and self._desks.case.books is not None and bool(acting)))

    def render_view(self, view: FileView) -> None:
        """The act begins or stops it."""
        spec = next(s for s in actions.SPECS if s.id == ACT)
        self._act.setText(self.tr("Stop taking the file") if view.busy else actions.text_of(spec))
        if view.busy and not self._tell.isActive():
            self._tell.start()
        elif not view.busy:
            self._tell.stop()
        self.light()

    def _on_act(self) -> None:
        desk = self._desks.files
        if desk.view.busy:
            desk.stop()
            self._stage.notice.say(self.tr("Stopping; what was taken stays."))
        elif self._stage.dialog is None:
            self.ask()

    def ask(self, path: str = "", mapping: str = "") -> None:
        """Ask for a file; `path` and `mapping` are proposed."""
        self._stage.show_dialog(CaseFileDialog(self._window, path, mapping, banner=self._stage.banner), self._begin)

    def _begin(self, asked: object) -> str | None:
        if not isinstance(asked, AskedFile):
            return None
        self._look = asked.look
        if not self._desks.files.begin(asked, self._on_end):
            return self.tr("Another file is being taken. Wait until it is done.")
        self._stage.notice.say(self.tr("Reading the file…"))
        return None

    def _on_tell(self) -> None:
        view = self._desks.files.view
        if view.total:
            words = (self.tr("Looking through the file: {0} of {1} rows") if self._look else
                     self.tr("Taking cases from the file: {0} of {1} rows"))
            self._stage.notice.say(words.format(
                time_words.number_text(view.done), time_words.number_text(view.total)))

    def _on_end(self, done: Imported | None, trouble: Trouble | None) -> None:
        if done is None:
            self._stage.notice.warn("" if trouble is None else trouble_text(trouble))
            return
        said = (self.tr("Dry run: %Ln case(s) would be taken, {0} known, {1} refused. Nothing was taken.", "",
                        done.taken) if self._look else
                self.tr("%Ln new case(s) taken, {0} known, {1} refused.", "", done.taken)).format(
            time_words.number_text(done.known), time_words.number_text(done.refused))
        if done.stopped:
            said = self.tr("Stopped.") + " " + said
        if done.refused_file:
            said += " " + self.tr("The refused rows and why: {0}").format(done.refused_file)
        self._stage.notice.offer(said)
