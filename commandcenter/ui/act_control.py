"""The acts on a case in the window: which dialog an act opens, and what it is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.core import passing_rules as passing
from commandcenter.core import referral_rules as referrals
from commandcenter.core import rules as r
from commandcenter.core.city_rules import Rules
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.merge_rules import Merge
from commandcenter.core.numbers import short_number
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.report_rules import Reopen
from commandcenter.core.request_rules import Appeal, AskDeferral, AskExtension, Decide
from commandcenter.core.ruling_rules import AskRuling, GiveRuling
from commandcenter.core.transfer_rules import Hand
from commandcenter.core.whistle_rules import BlowWhistle
from commandcenter.desk.case_desk import CaseView, UnitChoice
from commandcenter.desk.desks import Desks
from commandcenter.ui import actions, refusal_words, texts
from commandcenter.ui.act_dialogs import FileDialog, ResultDialog, TextDialog
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.bulk_control import BulkControl
from commandcenter.ui.conflict_control import ConflictControl
from commandcenter.ui.dispatch_dialog import DispatchDialog
from commandcenter.ui.duplicate_control import DuplicateControl, merged
from commandcenter.ui.escalate_dialog import EscalateDialog
from commandcenter.ui.flow_dialogs import DecideDialog, DeferDialog, ExtendDialog, ReopenDialog, RulingDialog, least_of
from commandcenter.ui.notices import NoticeLine
from commandcenter.ui.passing_dialogs import JudgeDialog
from commandcenter.ui.photo_control import PhotoControl
from commandcenter.ui.referral_dialogs import referral_dialog
from commandcenter.ui.transfer_dialog import TransferDialog
from commandcenter.ui.whistle_control import WhistleControl
from commandcenter.ui.window_dialogs import WindowDialogs

CITY = -1  # as long as the city wants a reason


@dataclass(frozen=True)
class Ask:
    """An act that asks for one text: the command's word for it, and the least length."""

    command: type[r.Command]
    field: str
    label: str
    least: int = 0


class Parts(Protocol):
    """What of the window is needed."""

    notice: NoticeLine
    banner: AlarmBanner
    bulk: BulkControl
    photos: PhotoControl
    whistles: WhistleControl
    conflicts: ConflictControl
    duplicates: DuplicateControl


class ActControl(QObject):
    """Opens the dialog of an act, or does it where nothing needs to be asked."""

    def __init__(self, window: QWidget, parts: Parts, desks: Desks, dialogs: WindowDialogs,
                 rules: Callable[[], Rules | None]) -> None:
        super().__init__(window)
        self._window, self._parts, self._desks, self._dialogs = window, parts, desks, dialogs
        self._rules = rules

    def ask(self, command: type[r.Command]) -> None:
        """Open the dialog of an act, or do it where nothing needs to be asked."""
        parts, window, banner = self._parts, self._window, self._parts.banner
        view, open_act = self._desks.case.view, self._dialogs.open_act
        if self._dialogs.dialog is not None or parts.bulk.takes(command) or view.case is None:
            return
        why = view.why_not(command)
        if command is Merge and merged(view):
            why = None
        if why is not None:
            parts.notice.warn(refusal_words.refusal_text(why))
            return
        number = short_number(view.case.shown_number)
        if command is Merge:
            parts.duplicates.open(view)
        elif command in _RULED:
            open_act(_RULED[command](window, view, number, self._rules(), banner=banner), command)
        elif command in referrals.MAKES:
            books = self._desks.case.books
            open_act(referral_dialog(window, command, view, number, books, banner=banner), command)
        elif command is Hand:
            streets, here = self._desks.other_streets(), self._desks.street_name
            open_act(TransferDialog(window, view, number, streets, here, self._rules(), banner=banner), command)
        elif command is AddPhotos:
            parts.photos.add()
        elif command is BlowWhistle:
            parts.whistles.ask(self._rules())
        elif command is GiveRuling:
            self._desks.case.units(self._open_ruling)
        elif command is Reopen:
            open_act(ReopenDialog(window, view, number, self._desks.new_id(), self._rules(), banner=banner), command)
        elif command is r.Dispatch:
            self._desks.case.units(self._open_dispatch)
        elif command is Escalate:
            open_act(self.escalate_dialog(view, number), command)
        elif command is r.File:
            case = self._desks.case
            open_act(FileDialog(window, view, case.classes(), case.conditions, banner=banner), command)
        elif command is r.SettleConflict:
            parts.conflicts.open_case()
        elif command in (r.Check, r.Verify):
            words = texts.result_text if command is r.Check else texts.found_text
            title = actions.text_of(next(s for s in actions.SPECS if s.command is command))
            tray = parts.photos.tray(command)
            open_act(ResultDialog(window, view, title, title, words, banner=banner, tray=tray), command)
        elif command in _ASKS:
            ask = _ASKS[command]
            title = actions.text_of(next(s for s in actions.SPECS if s.command is command))
            label = self.tr("Reason") if ask.field == "reason" else self.tr("Text")
            least = least_of(self._rules()) if ask.least == CITY else ask.least
            hint = self._closing_hint(view) if command is r.Close else ""
            open_act(
                TextDialog(window, view, f"{title} — {number}", title, label, ask.field, least=least, hint=hint,
                           banner=banner, tray=parts.photos.tray(command)),
                command,
            )
        else:
            self._desks.case.act(command)

    def _closing_hint(self, view: CaseView) -> str:
        """The closing condition that a closing goes by."""
        books = self._desks.case.books
        condition = r.closing_condition(view.case, books) if view.case is not None and books is not None else ""
        return self.tr("Closing condition: {0}").format(condition) if condition else ""

    def escalate_dialog(self, view: CaseView, number: str) -> EscalateDialog:
        """The escalation dialog for the shown case."""
        case = self._desks.case
        rungs = case.rungs()
        return EscalateDialog(
            self._window,
            view,
            rungs,
            case.rung_due,
            number,
            {c.rung.level: case.reply_due(c.rung) for c in rungs},
            banner=self._parts.banner,
        )

    def _open_dispatch(self, units: tuple[UnitChoice, ...]) -> None:
        view = self._desks.case.view
        if view.case is not None and self._dialogs.dialog is None:
            number = short_number(view.case.shown_number)
            dialog = DispatchDialog(self._window, view, units, number, banner=self._parts.banner)
            self._dialogs.open_act(dialog, r.Dispatch)

    def _open_ruling(self, units: tuple[UnitChoice, ...]) -> None:
        view = self._desks.case.view
        if view.case is not None and self._dialogs.dialog is None:
            number = short_number(view.case.shown_number)
            dialog = RulingDialog(self._window, view, units, number, self._rules(), banner=self._parts.banner)
            self._dialogs.open_act(dialog, GiveRuling)


_ASKS: dict[type[r.Command], Ask] = {
    a.command: a
    for a in (
        Ask(r.RefuseFiling, "reason", "Reason", CITY),
        Ask(r.VoidCase, "reason", "Reason", CITY),
        Ask(r.ReturnToAcceptor, "reason", "Reason", CITY),
        Ask(r.OrderRework, "reason", "Reason", CITY),
        Ask(r.RevokeAssignment, "reason", "Reason", CITY),
        Ask(r.Handle, "text", "Text", 2),
        Ask(r.FeedBack, "text", "Text"),
        Ask(r.Close, "text", "Text"),
        Ask(r.Note, "text", "Text", 1),
        Ask(r.Reveal, "reason", "Reason", CITY),
        Ask(ReplyToSupervision, "text", "Text", 2),
        Ask(r.ReturnToDispatcher, "reason", "Reason", CITY),
        Ask(r.ReturnToDepartment, "reason", "Reason", CITY),
        Ask(r.SendBack, "reason", "Reason", CITY),
        Ask(r.Resume, "reason", "Reason"),
        Ask(Appeal, "reason", "Reason", CITY),
        Ask(AskRuling, "reason", "Reason", CITY),
    )
}
# dialogs that show what the city's rules say
_RULED: dict[type[r.Command], type[ExtendDialog] | type[DeferDialog] | type[DecideDialog] | type[JudgeDialog]] = {
    AskExtension: ExtendDialog, AskDeferral: DeferDialog, Decide: DecideDialog, passing.JudgeReturn: JudgeDialog,
}
