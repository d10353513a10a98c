"""Duty hand-over in the window: its two acts, the panels one after the other, drafts, and the file to print."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.handover import Handover
from commandcenter.desk.desks import Desks
from commandcenter.desk.draft_desk import Draft
from commandcenter.desk.handover_desk import HANDOVER, HandoverView, Written
from commandcenter.desk.rows import CaseRow
from commandcenter.ui import handover_words as words
from commandcenter.ui import refusal_words, time_words
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.draft_keeper import DraftKeeper
from commandcenter.ui.handover_dialogs import ALONE, HandOverDialog, HandoverList, TakeOverDialog
from commandcenter.ui.path_field import Way
from commandcenter.ui.stage import Stage
from commandcenter.ui.views_dialogs import PathDialog


class HandoverControl(QObject):
    """Connects the acts to the desk. `show_case` brings a case into the table and the panel."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction],
        show_case: Callable[[CaseRow], None],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._show_case = window, stage, desks, show_case
        self._waiting = False  # counted for a panel that is not open yet
        self._anew = False
        acts["duty.handover"].triggered.connect(self._on_asked)
        acts["duty.list"].triggered.connect(self._on_list)
        desks.handover.listeners.append(self._on_view)

    # -- the panels ---------------------------------------------------------------------------------

    def _on_asked(self) -> None:
        if self._stage.dialog is None:
            self._count(anew=False)

    def _count(self, *, anew: bool) -> None:
        draft = self._desks.drafts.of(HANDOVER)
        self._waiting, self._anew = True, anew
        self._desks.handover.open(draft.case_id if draft is not None else None)

    def _on_view(self, view: HandoverView) -> None:
        dialog = self._stage.dialog
        if isinstance(dialog, HandOverDialog):
            dialog.render_view(view)
        elif self._waiting and view.loaded and dialog is None:
            self._waiting = False
            if view.open is not None and not self._anew:
                self._open_take_over(view.open)
            else:
                self._open_hand_over(view)

    def _open_hand_over(self, view: HandoverView) -> None:
        desks, drafts = self._desks, self._desks.drafts
        earlier = drafts.of(HANDOVER)
        if earlier is not None and view.before is not None and view.before.key == earlier.case_id:
            drafts.drop(HANDOVER)  # it was signed; the crash came after
            desks.handover.open()
            self._waiting = True
            return
        dialog = HandOverDialog(self._window, desks.handover, banner=self._stage.banner)
        assert view.key is not None
        draft = Draft(name=HANDOVER, case_id=view.key, type="handed_over", begun_at=desks.now())
        keeper = DraftKeeper(dialog, drafts, draft, fields=dialog.fields)
        if earlier is not None:
            dialog.put_back(earlier.fields)
            dialog.say_fault(self.tr("Going on with what you had typed before."))
        dialog.case_asked.connect(partial(self._on_case, dialog, keeper))
        dialog.list_asked.connect(partial(self._on_list_from, dialog, keeper))
        dialog.closed.connect(desks.handover.close)
        self._stage.show_dialog(dialog, partial(self._signed_out, keeper), keeper)

    def _open_take_over(self, handover: Handover) -> None:
        dialog = TakeOverDialog(self._window, self._desks.handover, handover, banner=self._stage.banner)
        dialog.case_asked.connect(partial(self._on_case, dialog, None))
        dialog.list_asked.connect(partial(self._on_list_from, dialog, None))
        dialog.anew_asked.connect(partial(self._on_anew, dialog))
        dialog.closed.connect(self._desks.handover.close)
        self._stage.show_dialog(dialog, self._signed_in)

    def _signed_out(self, keeper: DraftKeeper, answer: object) -> str | None:
        desk = self._desks.handover
        way, written = answer if isinstance(answer, tuple) else ("", Written())
        done = desk.take_alone(written) if way == ALONE else desk.hand_over(written)
        if not done:
            return self._why()
        keeper.done()
        if way == ALONE:
            self._stage.notice.say(self.tr("Taken over alone, with a reason · saved on this workstation"))
        else:
            self._stage.notice.say(self.tr("Handed over · saved on this workstation · now the incoming one signs"))
            self._count(anew=False)
        return None

    def _signed_in(self, answer: object) -> str | None:
        if not isinstance(answer, Written) or not self._desks.handover.take_over(answer):
            return self._why()
        name = words.who(answer.incoming, self._desks.handover.names)
        self._stage.notice.say(self.tr("{0} has taken over · saved on this workstation").format(name))
        return None

    def _why(self) -> str:
        refusal = self._desks.handover.view.refusal
        return "" if refusal is None else refusal_words.refusal_text(refusal)

    def _on_anew(self, dialog: DialogFrame) -> None:
        dialog.dismiss()
        self._count(anew=True)

    def _on_case(self, dialog: DialogFrame, keeper: DraftKeeper | None, row: object) -> None:
        """To the case; what was written stays as a draft."""
        self._put_aside(dialog, keeper)
        if isinstance(row, CaseRow):
            self._show_case(row)
            if keeper is not None:
                self._stage.notice.offer(self.tr("The hand-over is kept as it was written. Its key goes on with it."))

    def _put_aside(self, dialog: DialogFrame, keeper: DraftKeeper | None) -> None:
        if keeper is not None:
            if dialog.was_typed():
                keeper.keep()
                keeper.leave()
            else:
                keeper.done()
        dialog.dismiss()

    # -- the past -----------------------------------------------------------------------------------

    def _on_list(self) -> None:
        if self._stage.dialog is None:
            self._desks.handover.past(self._show_list)

    def _on_list_from(self, dialog: DialogFrame, keeper: DraftKeeper | None) -> None:
        self._put_aside(dialog, keeper)
        self._on_list()

    def _show_list(self, found: tuple[Handover, ...]) -> None:
        if self._stage.dialog is not None:
            return
        sheet = HandoverList(
            self._window, self._desks.handover, found, self._desks.street_name, banner=self._stage.banner)
        sheet.file_asked.connect(partial(self._on_file, sheet))
        self._stage.show_dialog(sheet, lambda _answer: None)

    def _on_file(self, sheet: DialogFrame, handover: object) -> None:
        if isinstance(handover, Handover):
            sheet.dismiss()
            dialog = PathDialog(
                self._window, self.tr("Write the hand-over into a file"), self.tr("Write the file"),
                "handover", Way.WRITE, _name(handover),
                self.tr("A page to print (.html), or plain text (.txt)."), banner=self._stage.banner)
            self._stage.show_dialog(dialog, partial(self._write, handover))

    def _write(self, handover: Handover, path: object) -> str | None:
        where, desk = str(path), self._desks.handover
        text = words.as_text if where.lower().endswith(".txt") else partial(words.as_html, lang=QLocale().bcp47Name())
        try:
            desk.write_out(where, text(handover, self._desks.street_name, desk.names).encode())
        except FileExistsError:
            return self.tr("{0} is there already. Choose another name.").format(where)
        except OSError:
            return self.tr("{0} cannot be written. Check path, rights and free space.").format(where)
        self._stage.notice.say(self.tr("Written: {0}").format(where))
        return None


def _name(handover: Handover) -> str:
    return f"handover-{time_words.local(handover.at):%Y%m%d-%H%M}-{handover.body.desk}.html"
