"""The window's acts of keeping: who may, which panel, and what the notice says afterwards.

Moving and restoring need the store closed: the window says what is wanted (`desks.keeping.after`) and closes.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.case import Role
from commandcenter.core.recovery import same_ending
from commandcenter.core.rules import Refused
from commandcenter.desk.desks import Desks
from commandcenter.desk.keeping import RecoverySheet
from commandcenter.desk.keeping_desk import After
from commandcenter.ui import refusal_words, time_words
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keeping_dialogs import (
    BackupDialog,
    KeyDialog,
    NewRecoveryDialog,
    SupportDialog,
    move_dialog,
    restore_dialog,
)
from commandcenter.ui.recovery_dialog import RecoveryDialog
from commandcenter.ui.stage import Stage


class KeepingControl(QObject):
    """Connects the acts to the desk and the panels."""

    def __init__(self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._desk = window, stage, desks, desks.keeping
        for name, slot in (
            ("keep.backup", self._on_backup), ("keep.restore", self._on_restore), ("keep.move", self._on_move),
            ("keep.key", self._on_key), ("keep.recovery", self._on_recovery), ("keep.support", self._on_support),
        ):
            acts[name].triggered.connect(slot)
        desks.ground_moved = self._on_ground

    def _on_backup(self) -> None:
        if self._may(administrators=False):
            dialog = BackupDialog(self._window, self._desk.errands, self._desk.keeper, banner=self._stage.banner)
            dialog.wrote.connect(self._on_backed_up)
            self._show(dialog)

    def _on_support(self) -> None:
        if self._may(administrators=False):
            name = f"support-{time_words.local(self._desks.now()):%Y%m%d-%H%M}.zip"
            dialog = SupportDialog(
                self._window, self._desk.errands, self._desk.keeper, name, banner=self._stage.banner)
            dialog.wrote.connect(self._on_support_written)
            self._show(dialog)

    def _on_key(self) -> None:
        if self._may():
            dialog = KeyDialog(self._window, self._desk.errands, self._desk.keeper, banner=self._stage.banner)
            dialog.placed.connect(self._on_placed)
            self._show(dialog)

    def _on_recovery(self) -> None:
        if self._may():
            dialog = NewRecoveryDialog(self._window, self._desk.errands, self._desk.keeper, banner=self._stage.banner)
            dialog.made.connect(self._on_recovery_made)
            self._show(dialog)

    def _on_move(self) -> None:
        if not self._may():
            return
        kept = self._desk.keeper.kept()
        if kept.recovery != "noted" and kept.how != "password":
            self._stage.notice.warn(self.tr("Make a recovery key first, and write it down: only it opens the file on"
                                            " another computer."))
            return
        self._stage.show_dialog(move_dialog(self._window, kept, self._stage.banner), self._leave_to_move)

    def _on_restore(self) -> None:
        if self._may():
            self._stage.show_dialog(restore_dialog(self._window, self._stage.banner), self._leave_to_restore)

    def _on_ground(self) -> None:
        if self._desk.there:
            self._stage.notice.offer(self.tr(
                "New boundaries of the street came. Map, places and responsible units follow once the window is opened"
                " anew."), self.tr("Open the window anew"), self._reopen)

    def _reopen(self) -> None:
        self._desk.after = After(what="reopen")
        self._window.close()

    # -- afterwards -------------------------------------------------------------------------------------------------

    def _on_backed_up(self, path: str) -> None:
        self._stage.notice.offer(self.tr("Backed up: {0}").format(path))

    def _on_support_written(self, path: str) -> None:
        self._stage.notice.offer(self.tr("Written, without personal data: {0}").format(path))

    def _on_placed(self) -> None:
        self._stage.notice.say(self.tr("The key of the store is kept so from now on."))

    def _on_recovery_made(self, sheet: RecoverySheet) -> None:
        def note(typed: str) -> bool:
            right = same_ending(sheet.key, typed)
            if right:
                self._desk.keeper.noted()
            return right

        dialog = RecoveryDialog(
            self._window, sheet, note, self.tr("It is written down"), banner=self._stage.banner)
        dialog.left.connect(self._on_not_noted)
        self._show(dialog)

    def _on_not_noted(self) -> None:
        self._stage.notice.warn(self.tr("The new recovery key was not confirmed. The next start shows another one."))

    def _leave_to_move(self, path: object) -> str | None:
        self._desk.after = After(what="move", path=str(path))
        self._window.close()
        return None

    def _leave_to_restore(self, _answer: object) -> str | None:
        self._desk.after = After(what="restore")
        self._window.close()
        return None

    # -- who may ----------------------------------------------------------------------------------------------------

    def _may(self, *, administrators: bool = True) -> bool:
        """Whether a panel may open now; who may not is told."""
        operator = self._desks.operator
        if self._stage.dialog is not None or not self._desk.there or self._desk.errands.view.busy:
            return False
        if administrators and operator.accounts and Role.ADMINISTRATOR not in operator.operator.roles:
            self._stage.notice.warn(refusal_words.refusal_text(Refused("administrators-only")))
            return False
        return True

    def _show(self, dialog: DialogFrame) -> None:
        self._stage.show_dialog(dialog, lambda answer: None)
