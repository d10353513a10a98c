"""Whistles in the window: the dialog of a call, the board and what is entered on it."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.bodies import Rating
from commandcenter.core.city_rules import Rules
from commandcenter.core.command import Command, Refused
from commandcenter.core.numbers import short_number
from commandcenter.core.whistle_rules import BlowWhistle, CallMore
from commandcenter.desk.case_desk import UnitChoice
from commandcenter.desk.desks import Desks
from commandcenter.desk.whistle_desk import BoardLine, Past
from commandcenter.ui import refusal_words
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.stage import Stage
from commandcenter.ui.whistle_board import ACTS, OF_WHISTLE, WhistleBoard
from commandcenter.ui.whistle_dialog import WhistleDialog
from commandcenter.ui.whistle_units_dialog import MoreUnitsDialog


class WhistleControl(QObject):
    """Connects the acts to the desk. `open_act` shows the dialog of an act on the case."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction],
        open_act: Callable[[DialogFrame, type[Command]], None],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._open_act = window, stage, desks, open_act
        acts["whistle.board"].triggered.connect(self.open_board)

    def ask(self, rules: Rules | None) -> None:
        """The dialog of a call for the shown case."""
        def answer(units: tuple[UnitChoice, ...]) -> None:
            view = self._desks.case.view
            if view.case is None or self._stage.dialog is not None:
                return
            number = short_number(view.case.shown_number)
            dialog = WhistleDialog(self._window, view, units, number, rules, banner=self._stage.banner)

            def similar(past: tuple[Past, ...]) -> None:
                if self._stage.dialog is dialog:
                    dialog.past.set_past(past)

            self._open_act(dialog, BlowWhistle)
            self._desks.whistles.similar(view.case, similar)

        self._desks.case.units(answer)

    def open_board(self) -> None:
        """The board; the whistle of the shown case is lit where it has one."""
        if self._stage.dialog is not None:
            return
        case = self._desks.case.view.case
        open_now = next((x.fact for x in case.whistles if x.open), None) if case is not None else None
        self._show(open_now)

    def _show(self, fact: UUID | None, unit: str = "", act: str = "sign") -> None:
        board = WhistleBoard(self._window, self._desks.whistles, (fact, unit), act, banner=self._stage.banner)
        self._stage.show_dialog(board, self._on_answer)

    def _on_answer(self, answer: object) -> str | None:
        if not isinstance(answer, dict):
            return None
        desk, act = self._desks.whistles, str(answer["act"])
        line = desk.line_of(answer["fact"])
        if line is None:
            return self.tr("This whistle is closed.")
        if act == "call":
            return self._call_more(line)
        more: dict[str, object] = {"reason" if act == "close" else "text": answer["text"]}
        if act == "rate":
            more["rating"] = Rating(answer["rating"])
        unit = "" if act in OF_WHISTLE else str(answer["unit"])
        if not desk.act(ACTS[act], line, unit, **more):
            refusal = desk.view.refusal
            return refusal_words.refusal_text(refusal) if refusal is not None else None
        self._show(answer["fact"], str(answer["unit"]), act)
        return None

    def _call_more(self, line: BoardLine) -> str | None:
        books = self._desks.case.books
        if books is None:
            return refusal_words.refusal_text(Refused("no-documents"))
        fact = line.whistle.fact

        def answered(answer: object) -> str | None:
            now = self._desks.whistles.line_of(fact)
            if not isinstance(answer, dict) or now is None:
                return self.tr("This whistle is closed.")
            if not self._desks.whistles.act(CallMore, now, **answer):
                refusal = self._desks.whistles.view.refusal
                return refusal_words.refusal_text(refusal) if refusal is not None else None
            self._show(fact, answer["units"][0].unit)
            return None

        dialog = MoreUnitsDialog(self._window, line, books, banner=self._stage.banner)
        self._stage.show_dialog(dialog, answered)
        return None
