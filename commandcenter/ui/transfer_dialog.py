"""The dialog of a case that belongs to another street (移交): to which, why, and what happens to it here and there."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.city_rules import Rules
from commandcenter.desk.case_desk import CaseView
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice
from commandcenter.ui.dialog_fields import NoteField
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.flow_dialogs import least_of
from commandcenter.ui.letter_card import BoxLine, LinesBox


class TransferDialog(DialogFrame):
    """移交: the receiving street and the reason; a case that came from another street goes back there the same way.

    `streets`: codes and names of the others that take cases; `here`: this street's name.
    """

    def __init__(
        self, window: QWidget, view: CaseView, number: str, streets: Sequence[tuple[str, str]], here: str,
        rules: Rules | None, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("TransferDialog", "Hand over to another street — case {0}").format(number),
            QCoreApplication.translate("TransferDialog", "Hand over"),
            banner=banner,
        )
        put_head(self, view)
        self._here, self._names = here, dict(streets)
        received = view.case.received if view.case is not None else None
        self._back = received.last.street if received is not None else ""
        self.to = Choice()
        for code, name in streets:
            words = self.tr("{0} · sends it back").format(name) if code == self._back else name
            self.to.addItem(words, code)
        if self._back in self._names:
            self.to.setCurrentIndex(self.to.findData(self._back))
        self.note = NoteField(self.tr("Reason"), least=least_of(rules), most=r.MAX_TEXT)
        self.effects = LinesBox()
        self.add_field(
            self.tr("Street"), self.to, check=self._check, first=True,
            hint=self.tr("Streets that take cases, as the city platform named them last."))
        self.add_field(self.tr("Reason"), self.note, check=self.note.fault)
        self.add_field(self.tr("What happens"), self.effects)
        self.to.currentIndexChanged.connect(self._draw)
        self._draw()

    def answer(self) -> object:
        to = str(self.to.currentData())
        return {"to": to, "to_name": self._names.get(to, to), "from_name": self._here, "reason": self.note.text()}

    def _check(self) -> str:
        if not self._names:
            return self.tr("The city platform has named no other street yet. Sync once.")
        return "" if self.to.currentData() else self.tr("Choose the street.")

    def _draw(self) -> None:
        name = self._names.get(str(self.to.currentData()), "")
        if not name:
            self.effects.set_lines(())
            return
        self.effects.set_lines((
            BoxLine(urgency=0, text=self.tr("Text, place, photos and the course so far go along to {0}").format(name)),
            BoxLine(urgency=1, text=self.tr("There it waits for filing, with a number of its own and a new clock")),
            BoxLine(urgency=0, text=self.tr("Here it ends as transferred once the city platform has handed it over")),
            BoxLine(urgency=0, text=self.tr("Until then nothing else moves it on; the request can be taken back")),
        ))
