"""增派: further units for an open whistle; which clocks start for them. Who is there already is not offered."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import Part
from commandcenter.core.city_rules import Rules
from commandcenter.core.documents import Books
from commandcenter.core.numbers import short_number
from commandcenter.core.whistle import Whistle
from commandcenter.desk.case_desk import UnitChoice
from commandcenter.desk.whistle_desk import BoardLine
from commandcenter.ui import time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.dialog_fields import NoteField
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.letter_card import BoxLine, LinesBox
from commandcenter.ui.theme import current
from commandcenter.ui.whistle_dialog import PartsList

translate = QCoreApplication.translate  # a name that lupdate knows
NOTE_PX = 72


def to_be_called(whistle: Whistle, books: Books) -> tuple[UnitChoice, ...]:
    """The units that are not awaited at a whistle."""
    here = {party.unit for party in whistle.parties if party.awaited or party is whistle.host}
    return tuple(UnitChoice(unit=unit, load=0) for unit in books.units.units if unit.id not in here)


class MoreUnitsDialog(DialogFrame):
    """Answers with the words of CallMore."""

    def __init__(
        self, window: QWidget, line: BoardLine, books: Books, *, banner: AlarmBanner | None = None,
    ) -> None:
        number = short_number(line.row.number)
        super().__init__(
            window, translate("MoreUnitsDialog", "Further units — case {0}").format(number),
            translate("MoreUnitsDialog", "Call them"), banner=banner)
        self._line = line
        self.parts = PartsList(to_be_called(line.whistle, books), (Part.HELPER, Part.INFORMED))
        self.clocks = LinesBox()
        self.note = NoteField(self.tr("Text"), most=r.MAX_TEXT)
        self.note.edit.setMinimumHeight(current().px(NOTE_PX))
        self.note.edit.setMaximumHeight(current().px(NOTE_PX))
        self.add_field(self.tr("Units"), self.parts, check=self._check_parts, first=True)
        self.add_field(self.tr("Text"), self.note, check=self.note.fault,
                       hint=self.tr("What they are needed for, where it is not the first call's."))
        self.add_field(self.tr("Clocks"), self.clocks)
        self.add_hint(("2", "3", "0"), self.tr("helper, informed, none"))
        self._say_clocks(books.rules)

    def answer(self) -> object:
        return {"units": self.parts.calls(), "text": self.note.text()}

    def _check_parts(self) -> str:
        return "" if self.parts.calls() else self.tr("Choose at least one unit: press 2 on its line.")

    def _say_clocks(self, rules: Rules) -> None:
        whistle = self._line.whistle
        limits = rules.whistles.get(whistle.kind)
        sign, arrive, result = (
            (whistle.sign, whistle.arrive, whistle.result) if limits is None
            else (limits.sign, limits.arrive, limits.result))
        self.clocks.set_lines((
            BoxLine(urgency=0, text=self.tr("Starts for these helpers now: to sign in"),
                    right=time_words.limit_text(sign)),
            BoxLine(urgency=1, text=self.tr("to arrive on site"), right=time_words.limit_text(arrive)),
            BoxLine(urgency=0, text=self.tr("to have a result"), right=time_words.limit_text(result)),
            BoxLine(urgency=0, text=self.tr("Unchanged: the clocks of the units called before"), right=""),
        ))
