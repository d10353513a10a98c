"""The palette in the window: what it offers when it opens, and what happens with what was chosen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.numbers import short_number
from commandcenter.core.search import Field
from commandcenter.desk.desks import Desks
from commandcenter.desk.palette_desk import Entry, Hit
from commandcenter.desk.rows import CaseRow
from commandcenter.ui import palette_entries as pe
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.palette import CommandPalette


class PaletteControl(QObject):
    """Opens the palette and does what an entry says."""

    def __init__(
        self, window: QWidget, desks: Desks, acts: Mapping[str, QAction], banner: AlarmBanner,
        to_list: Callable[[], None],
    ) -> None:
        """`to_list` gives the focus to the table of cases."""
        super().__init__(window)
        self._desks, self._acts, self._to_list = desks, acts, to_list
        self._entries: tuple[Entry, ...] = ()
        self._cases: tuple[Entry, ...] = ()
        self._rows: dict[int, CaseRow] = {}
        self.palette = CommandPalette(window, self._find, banner)
        self.palette.typed.connect(self._on_typed)
        self.palette.chosen.connect(self._on_chosen)

    def open(self) -> None:
        """Show the palette, or close it where it is open."""
        if self.palette.isVisible():
            self.palette.give_up()
            return
        case = self._desks.case.view.case
        self._cases = ()
        self._entries = pe.of_window(self._desks, self._acts)
        self.palette.set_heads(pe.heads(short_number(case.shown_number) if case is not None else ""))
        self.palette.open()
        self._desks.search.learn(pe.spoken(self._entries), self._on_learnt)

    def _find(self, typed: str) -> tuple[Hit, ...]:
        return self._desks.palette.find(typed, (*self._entries, *self._cases))

    def _on_learnt(self) -> None:
        if self.palette.isVisible():
            self.palette.refresh()

    def _on_typed(self, typed: str) -> None:
        self._desks.palette.cases(typed, self._on_cases)

    def _on_cases(self, rows: tuple[CaseRow, ...]) -> None:
        self._rows = {row.id: row for row in rows}
        found = pe.of_cases(rows, self._desks.now())
        if found != self._cases:
            self._cases = found
            if self.palette.isVisible():
                self.palette.refresh()

    def _on_chosen(self, entry: Entry) -> None:
        kind, _, key = entry.key.partition(":")
        desks = self._desks
        match f"{kind}:":
            case pe.ACT:
                self._acts[key].trigger()
                return
            case pe.QUEUE:
                desks.search.forget()
                desks.views.leave(key)
            case pe.VIEW:
                desks.views.open(key)
            case pe.CASE:
                show_case(desks, self._rows[int(key)])
            case pe.FILTER:
                field, _, value = key.partition(":")
                desks.search.add(Field(field), value)
            case pe.PERSON:
                desks.operator.choose(key)
        self._to_list()


def show_case(desks: Desks, row: CaseRow) -> None:
    """An open case where it is; a finished one by its number among all cases."""
    if row.open:
        desks.queue.show_row(row.id)
    else:
        desks.queue.arrange("all", desks.search.seek(row.shown_number), "due", False)
