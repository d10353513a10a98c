"""Duplicates in the window: the case beside those like it, merging and undoing it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.core.numbers import short_number
from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.desks import Desks
from commandcenter.ui import refusal_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.duplicate_dialog import OTHER, DuplicateDialog
from commandcenter.ui.notices import NoticeLine
from commandcenter.ui.photo_strip import Pictures
from commandcenter.ui.window_dialogs import WindowDialogs


class DuplicateControl(QObject):
    """Opens the comparison and takes its answer."""

    def __init__(
        self, window: QWidget, desks: Desks, dialogs: WindowDialogs, banner: AlarmBanner, notice: NoticeLine,
        names: Callable[[], dict[str, str]], pictures: Pictures,
    ) -> None:
        super().__init__(window)
        self._window, self._desks, self._dialogs, self._banner, self._notice = window, desks, dialogs, banner, notice
        self._names, self._pictures = names, pictures

    def open(self, view: CaseView) -> None:
        """The case beside those like it."""
        self._desks.duplicates.open(view)
        dialog = DuplicateDialog(self._window, view, self._desks.duplicates, self._names(), banner=self._banner,
                                 pictures=self._pictures)
        dialog.done_with.connect(self._on_answer)
        self._dialogs.show_sheet(dialog)

    def _on_answer(self, answer: object) -> None:
        dialog, desk = self.sender(), self._desks.duplicates
        if not isinstance(answer, dict) or not isinstance(dialog, DialogFrame):
            return
        this, other = desk.view.this, desk.view.other
        if "undo" in answer:
            done = desk.undo(desk.linked_merge()) is not None
        elif this is None or other is None:
            return
        else:
            done = desk.merge(this, other) if answer["keep"] == OTHER else desk.merge(other, this)
        if not done and desk.view.refusal is not None:
            dialog.show_fault(refusal_words.refusal_text(desk.view.refusal))
            self._dialogs.come_back(dialog)
        elif "undo" in answer:
            self._notice.say(self.tr("The merge is undone; the case goes on as before."))
        else:
            self.tell_merge(done)

    def tell_merge(self, done: bool) -> None:
        """What became of a merge."""
        desk = self._desks.duplicates
        if done and desk.last is not None:
            self._notice.say(self.tr("{0} is merged into {1} · Undo Ctrl+Z").format(
                short_number(desk.last.duplicate_number), short_number(desk.last.kept_number)))
        elif desk.view.refusal is not None:
            self._notice.warn(refusal_words.refusal_text(desk.view.refusal))


def merged(view: CaseView) -> bool:
    """Whether a case was merged, or holds another: then its merge can be looked at, and undone."""
    return view.case is not None and bool(view.case.absorbed or view.case.merged_into)

