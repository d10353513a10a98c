"""The dialogs of the window: one at a time, with the draft of what is typed in it."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import NAMES
from commandcenter.core.command import Command
from commandcenter.desk.desks import Desks
from commandcenter.desk.draft_desk import INTAKE, Draft
from commandcenter.desk.handover_desk import HANDOVER
from commandcenter.ui import refusal_words, texts
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.draft_keeper import DraftKeeper
from commandcenter.ui.joining import listed
from commandcenter.ui.notices import NoticeLine


class WindowDialogs(QObject):
    """Shows a dialog, hands on its answer, and brings it back where the answer is refused."""

    def __init__(self, window: QWidget, desks: Desks, notice: NoticeLine) -> None:
        super().__init__(window)
        self._desks, self._notice = desks, notice
        self.dialog: DialogFrame | None = None
        self.keeper: DraftKeeper | None = None
        self._offered = False
        self._offer_editor: Callable[[], bool] = bool

    def watch_drafts(self, offer_editor: Callable[[], bool]) -> None:
        """From now on drafts of an earlier run are offered; `offer_editor` offers an editor's, and says whether."""
        self._offer_editor = offer_editor
        self._desks.drafts.listeners.append(self._on_drafts)

    def show_dialog(
        self, dialog: DialogFrame, done: Callable[[object], str | None], keeper: DraftKeeper | None = None,
    ) -> None:
        """Show a dialog; `done` gets the answer, and gives a sentence where it must come back with it."""
        def answered(answer: object) -> None:
            why = done(answer)
            if why:
                dialog.show_fault(why)
                self.come_back(dialog, keeper)

        dialog.done_with.connect(answered)
        self.show_sheet(dialog, keeper)

    def come_back(self, dialog: DialogFrame, keeper: DraftKeeper | None = None) -> None:
        """A dialog whose answer was refused stays."""
        self.dialog, self.keeper = dialog, keeper

    def show_sheet(self, sheet: DialogFrame, keeper: DraftKeeper | None = None) -> None:
        """Show a dialog that answers by itself."""
        self.dialog, self.keeper = sheet, keeper
        sheet.closed.connect(self._on_closed)
        sheet.open()

    def open_act(self, dialog: DialogFrame, command: type[Command]) -> None:
        """Show the dialog of an act on the selected case; its answer is given to the desk."""
        self.dialog = dialog
        view = self._desks.case.view
        keeper = None if view.case is None else self.keep_draft(dialog, self._draft(command, view.case.id))

        def done(answer: object) -> None:
            if not isinstance(answer, dict):
                return
            if self._desks.case.act(command, **answer):
                if keeper is not None:
                    keeper.done()
                return
            refusal = self._desks.case.view.refusal
            if refusal is not None:
                dialog.show_fault(refusal_words.refusal_text(refusal))
                self.come_back(dialog, keeper)

        dialog.done_with.connect(done)
        dialog.closed.connect(self._on_closed)
        dialog.open()

    def _draft(self, command: type[Command], case_id: UUID) -> Draft:
        """A draft that begins now, of an act on a case."""
        kind = NAMES[r.MAKES[command]]
        return Draft(name=f"{kind}:{case_id}", case_id=case_id, type=kind, begun_at=self._desks.now())

    def keep_draft(self, dialog: DialogFrame, draft: Draft) -> DraftKeeper:
        """Keep what is typed in a dialog, and fill it from an earlier draft."""
        self.keeper = DraftKeeper(dialog, self._desks.drafts, draft)
        if self.keeper.restored:
            dialog.say_fault(self.tr("Going on with what you had typed before."))
        return self.keeper

    def _on_drafts(self) -> None:
        """Drafts of an earlier run were found: say so once, and how to go on."""
        offered = self._desks.drafts.offered
        if self._offered or not offered or self.dialog is not None:
            return
        self._offered = True
        if any(draft.name == INTAKE for draft in offered):
            self._notice.offer(self.tr("A registration was not finished. F2 goes on with it."))
            return
        if self._offer_editor():
            return
        if any(draft.name == HANDOVER for draft in offered):
            self._notice.offer(self.tr("A hand-over was not finished. Ctrl+H goes on with it."))
            return
        self._desks.drafts.numbers(offered, self._offer_texts)

    def _offer_texts(self, found: tuple[tuple[str, str], ...]) -> None:
        if found:
            words = listed(f"{number} {texts.fact_text(kind)}" for number, kind in found)
            self._notice.offer(
                self.tr("Not finished: {0}. Open the same act on the case to go on.").format(words))

    def _on_closed(self) -> None:
        self.dialog = self.keeper = None
