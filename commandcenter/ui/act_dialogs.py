"""The small dialogs of the acts: file, give a reason, tell a result, write a note.

Each gives the words of its command as `answer`: a dict of field → value, ready for CaseDesk.act.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import CheckResult
from commandcenter.core.catalogue import CaseClass, Condition
from commandcenter.desk.case_desk import CaseView
from commandcenter.ui import case_words, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.photo_tray import PhotoDialog, PhotoTray


def put_head(dialog: DialogFrame, view: CaseView) -> None:
    """The case in the dialog's head."""
    if view.case is not None and view.row is not None:
        dialog.set_case(
            case_words.title_of(view.case),
            f"{view.case.place} · {view.case.community_name}",
            int(case_words.urgency_of(view.row, view.now)),
            case_words.urgency_word(view.row, view.now),
            case_words.remaining_of(view.row, view.now),
        )


class TextDialog(PhotoDialog):
    """Asks for one text: a reason, a note, what was done. `field` is the command's word for it."""

    def __init__(
        self,
        window: QWidget,
        view: CaseView,
        title: str,
        act: str,
        label: str,
        field: str,
        *,
        least: int = 0,
        hint: str = "",
        banner: AlarmBanner | None = None,
        tray: PhotoTray | None = None,
    ) -> None:
        super().__init__(window, title, act, banner=banner)
        put_head(self, view)
        self._field = field
        self.note = NoteField(label, least=least, most=r.MAX_TEXT)
        self.add_field(label, self.note, check=self.note.fault, first=True, hint=hint)
        self.put_tray(tray)
        if tray is not None:
            tray.watch(self.note.edit)

    def answer(self) -> object:
        return {self._field: self.note.text()} | self.photos()


class ResultDialog(PhotoDialog):
    """Asks what the collector found: passed, failed, could not be checked."""

    def __init__(
        self,
        window: QWidget,
        view: CaseView,
        title: str,
        act: str,
        words: Callable[[str], str],
        *,
        banner: AlarmBanner | None = None,
        tray: PhotoTray | None = None,
    ) -> None:
        super().__init__(window, title, act, banner=banner)
        put_head(self, view)
        self.result = OptionGroup(tuple(Option(key=c, words=words(c)) for c in CheckResult), columns=3)
        self.note = NoteField(self.tr("Text"), most=r.MAX_TEXT)
        self.add_field(self.tr("Result"), self.result, check=self._check_result, first=True)
        self.add_field(self.tr("Text"), self.note, check=self.note.fault)
        self.put_tray(tray)
        if tray is not None:
            tray.watch(self.note.edit)

    def answer(self) -> object:
        return {"result": CheckResult(self.result.key()), "text": self.note.text()} | self.photos()

    def _check_result(self) -> str:
        return "" if self.result.key() else self.tr("Choose what was found.")


class ClassChoice(Choice):
    """The classes of the catalogue: typing code or name narrows the list."""

    def __init__(self, classes: tuple[CaseClass, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes = classes
        for entry in classes:
            code = entry.key.partition(":")[2]
            self.addItem(" ".join(filter(None, (code, entry.name, entry.major_name))), entry.key)
        self.setMaxVisibleItems(14)

    def key(self) -> str:
        return str(self.currentData() or "")


class FileDialog(DialogFrame):
    """立案: class and filing condition; the condition sets the handling limit."""

    def __init__(
        self,
        window: QWidget,
        view: CaseView,
        classes: tuple[CaseClass, ...],
        conditions: Callable[[str], tuple[Condition, ...]],
        *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("FileDialog", "File the case"),
            QCoreApplication.translate("FileDialog", "File"),
            banner=banner,
        )
        put_head(self, view)
        self._conditions_of = conditions
        self._filed_as = view.case.condition if view.case is not None else ""  # filed before, and returned
        self.classes = ClassChoice(classes)
        self.condition = Choice()
        self.add_field(self.tr("Class"), self.classes)
        self.add_field(
            self.tr("Condition"),
            self.condition,
            check=self._check,
            first=True,
            hint=self.tr("The condition sets the handling limit; its clock starts with the dispatch."),
        )
        self.classes.currentIndexChanged.connect(self._on_class)
        self._on_class()

    def answer(self) -> object:
        return {"class_key": self.classes.key(), "condition": str(self.condition.currentData() or "")}

    def _on_class(self, _index: int = 0) -> None:
        self.condition.clear()
        for entry in self._conditions_of(self.classes.key()):
            self.condition.addItem(f"{entry.text} · {time_words.limit_text(entry.limit)}", entry.id)
        if not self.condition.count():
            self.condition.addItem(self.tr("This class has no condition and no limit"), "")
        self.condition.setCurrentIndex(max(self.condition.findData(self._filed_as), 0))

    def _check(self) -> str:
        return ""
