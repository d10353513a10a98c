"""The dialogs of cases that are passed back: whether a unit returned rightly (误派核实).

Each gives the words of its command as `answer`, as in act_dialogs.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.city_rules import Rules
from commandcenter.desk.case_desk import CaseView
from commandcenter.ui import time_words
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.flow_dialogs import least_of

WRONGLY, RIGHTLY = "wrongly", "rightly"


class JudgeDialog(DialogFrame):
    """误派核实: what the unit says, and what the shift leader finds."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, rules: Rules | None, *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("JudgeDialog", "Judge the return — case {0}").format(number),
            QCoreApplication.translate("JudgeDialog", "Judge the return"),
            banner=banner,
        )
        put_head(self, view)
        back = next((line for line in reversed(view.lines) if line.type == "returned_to_dispatcher"), None)
        if back is not None and view.case is not None:
            said = str(getattr(back.body, "reason", ""))
            self.add_field(
                self.tr("The unit says"),
                labelled(f"{view.case.unit_name} · {time_words.past(view.now, back.at)}\n{said}", "body"))
        self.way = OptionGroup((
            Option(key=WRONGLY, words=self.tr("Dispatched wrongly")),
            Option(key=RIGHTLY, words=self.tr("Dispatched rightly"))))
        self.note = NoteField(self.tr("Reason"), least=least_of(rules), most=r.MAX_TEXT)
        self.add_field(
            self.tr("Finding"), self.way, check=self._check, first=True,
            hint=self.tr("Wrongly: another unit gets it, its clock starts anew. Rightly: the same unit takes it again "
                         "and goes on with what is left of its time; the return counts as passing the buck."))
        self.add_field(self.tr("Reason"), self.note, check=self.note.fault)

    def answer(self) -> object:
        return {"misdispatched": self.way.key() == WRONGLY, "reason": self.note.text()}

    def _check(self) -> str:
        return "" if self.way.key() else self.tr("Choose what was found.")
