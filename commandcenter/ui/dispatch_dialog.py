"""派遣: to which unit, with the proposal and its reason, and what the unit will see."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.desk.case_desk import CaseView, UnitChoice
from commandcenter.ui import texts, time_words
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice
from commandcenter.ui.dialog_fields import NoteField
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.letter_card import BoxLine, LetterCard, LinesBox


class DispatchDialog(DialogFrame):
    """Proposes the unit of the responsibility list; answers with the words of Dispatch."""

    def __init__(
        self,
        window: QWidget,
        view: CaseView,
        units: tuple[UnitChoice, ...],
        number: str,
        *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("DispatchDialog", "Dispatch — case {0}").format(number),
            QCoreApplication.translate("DispatchDialog", "Dispatch"),
            preview=True,
            banner=banner,
        )
        put_head(self, view)
        self._view, self._units, self._number = view, units, number
        self.unit = Choice()
        for choice in units:
            load = self.tr("%Ln open case(s)", "", choice.load)
            why = self.tr("proposed") if choice.why else ""
            back = self.tr("sent it back") if choice.returned else ""
            self.unit.addItem(" · ".join(filter(None, (choice.unit.name, load, why, back))), choice.unit.id)
        proposed = next((c for c in units if c.why), None)
        hint = ""
        if proposed is not None:
            why = " ".join(filter(None, (texts.why_text(proposed.why), proposed.basis)))
            hint = self.tr("Proposed: {0}, {1}.").format(proposed.unit.name, why)
        self.note = NoteField(self.tr("Note"))
        self.clocks = LinesBox()
        self.letter = LetterCard()
        self.add_field(self.tr("&To"), self.unit, hint=hint, check=self._check, first=True)
        self.add_field(self.tr("&Note"), self.note, check=self.note.fault)
        self.add_field(self.tr("Clock"), self.clocks)
        self.set_preview(self.tr("What the unit will see"), self.tr("Offline it waits and is sent later"), self.letter)
        self.unit.currentIndexChanged.connect(self._draw)
        self.note.edit.textChanged.connect(self._draw)
        self._draw()

    def answer(self) -> object:
        choice = next((c for c in self._units if c.unit.id == self.unit.currentData()), None)
        return {"unit": str(self.unit.currentData()), "reason": choice.why if choice else "", "text": self.note.text()}

    def _check(self) -> str:
        return "" if self.unit.currentData() else self.tr("Choose the responsible unit.")

    def _draw(self) -> None:
        case = self._view.case
        choice = next((c for c in self._units if c.unit.id == self.unit.currentData()), None)
        if case is None:
            return
        if choice is not None and choice.left is not None:
            left = time_words.remaining(0, choice.left, False, False)
            line = BoxLine(urgency=0, text=self.tr("Goes on: handling clock"), right=left)
        else:
            line = BoxLine(urgency=0, text=self.tr("Starts: handling clock"), right=time_words.limit_text(case.limit))
        self.clocks.set_lines((line,))
        lines = [
            self.tr("{0}:").format(choice.unit.name if choice else time_words.EMPTY),
            " · ".join(filter(None, (case.class_name, case.condition_text))),
            case.place,
            case.text,
            self.note.text(),
        ]
        self.letter.set_letter(
            title=self.tr("Dispatch sheet"),
            left=self._number,
            right=time_words.moment(self._view.now),
            text="\n".join(filter(None, lines)),
            below=self.tr("Handling limit {0}, from the dispatch on.").format(time_words.limit_text(case.limit)),
            sender=self.tr("Command centre"),
        )
