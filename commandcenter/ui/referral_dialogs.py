"""The dialogs of a case that is sent across or up (横向派送、逐级上报), and of the answer that comes back.

Each gives the words of its command as `answer`, as in act_dialogs.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import ReferKind, ReferResult
from commandcenter.core.city_rules import Rules, Standstill
from commandcenter.core.documents import Books
from commandcenter.core.referral_rules import AnswerReferral
from commandcenter.desk.case_desk import CaseView
from commandcenter.ui import texts, time_words
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.flow_dialogs import least_of
from commandcenter.ui.letter_card import BoxLine, LinesBox

PAUSED = 4  # the glyph of a clock that stands still


class ReferDialog(DialogFrame):
    """转送: to whom, why, and which clocks start and stand still."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, rules: Rules | None, *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("ReferDialog", "Refer — case {0}").format(number),
            QCoreApplication.translate("ReferDialog", "Refer"),
            banner=banner,
        )
        put_head(self, view)
        self._view, self._rules = view, rules
        self._receivers = {one.id: one for one in rules.refer_to} if rules is not None else {}
        self.to = Choice()
        for kind in ReferKind:  # by level
            own = [one for one in self._receivers.values() if one.kind is kind]
            if own and self.to.count():
                self.to.insertSeparator(self.to.count())
            for one in own:
                self.to.addItem(f"{texts.referral_text(kind)} · {one.name}", one.id)
        self.note = NoteField(self.tr("Reason"), least=least_of(rules), most=r.MAX_TEXT)
        self.more = NoteField(self.tr("What is asked"), most=r.MAX_TEXT)
        self.clocks = LinesBox()
        self.add_field(
            self.tr("Receiver"), self.to, check=self._check, first=True,
            hint=self.tr("Only the shift leader or the leader sends a case up."))
        self.add_field(self.tr("Reason"), self.note, check=self.note.fault)
        self.add_field(self.tr("What is asked"), self.more, check=self.more.fault)
        self.add_field(self.tr("Clocks"), self.clocks)
        self.to.currentIndexChanged.connect(self._draw)
        self._draw()

    def answer(self) -> object:
        return {"to": str(self.to.currentData()), "reason": self.note.text(), "text": self.more.text()}

    def _check(self) -> str:
        return "" if self.to.currentData() else self.tr("Choose who gets it.")

    def _draw(self) -> None:
        receiver, rules = self._receivers.get(str(self.to.currentData())), self._rules
        if receiver is None or rules is None:
            self.clocks.set_lines(())
            return
        limit = time_words.limit_text(rules.refer_limits[receiver.kind])
        lines = [BoxLine(urgency=1, text=self.tr("Starts: answer limit {0}").format(limit))]
        if Standstill.REFERRED in rules.stands_still:
            lines.append(BoxLine(urgency=PAUSED, text=self.tr("Step and handling clock stand still until the answer")))
        else:
            lines.append(BoxLine(urgency=0, text=self.tr("Step and handling clock go on meanwhile")))
        lines.append(BoxLine(urgency=0, text=self.tr("Until the answer nothing else moves the case on")))
        self.clocks.set_lines(tuple(lines))


class AnswerDialog(DialogFrame):
    """转送回复: what the receiver answers, entered on its behalf."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, books: Books | None, *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("AnswerDialog", "Referral answer — case {0}").format(number),
            QCoreApplication.translate("AnswerDialog", "Enter the answer"),
            banner=banner,
        )
        put_head(self, view)
        referral = view.case.referral if view.case is not None else None
        if referral is not None:
            self.add_field(self.tr("On behalf of"), labelled(
                f"{referral.to_name} · {time_words.past(view.now, referral.at)}\n{referral.reason}", "body"))
        self.result = OptionGroup(tuple(Option(key=one, words=texts.referral_text(one)) for one in ReferResult))
        self.unit = Choice()
        self.unit.addItem(self.tr("none named"), "")
        for unit in books.units.units if books is not None else ():
            self.unit.addItem(unit.name, unit.id)
        rules = books.rules if books is not None else None
        self.note = NoteField(self.tr("Answer"), least=least_of(rules), most=r.MAX_TEXT)
        self.add_field(
            self.tr("Result"), self.result, check=self._check, first=True,
            hint=self.tr("Taken over: the receiver handles it, a new handling clock starts. Otherwise the case goes on "
                         "where it stood, with what is left of its time."))
        self.add_field(self.tr("Responsible unit"), self.unit, hint=self.tr("Only of a decision."))
        self.add_field(self.tr("Answer"), self.note, check=self.note.fault)

    def answer(self) -> object:
        return {"result": ReferResult(self.result.key()), "unit": str(self.unit.currentData() or ""),
                "text": self.note.text()}

    def _check(self) -> str:
        return "" if self.result.key() else self.tr("Choose what the receiver answered.")


def referral_dialog(
    window: QWidget, command: type[r.Command], view: CaseView, number: str, books: Books | None, *,
    banner: AlarmBanner | None = None,
) -> DialogFrame:
    """The dialog of one of the commands of core.referral_rules.MAKES."""
    if command is AnswerReferral:
        return AnswerDialog(window, view, number, books, banner=banner)
    return ReferDialog(window, view, number, books.rules if books is not None else None, banner=banner)
