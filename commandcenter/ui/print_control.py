"""Printing in the window: the act, which cases it is about, and what the notice says afterwards."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.numbers import short_number
from commandcenter.desk.desks import Desks
from commandcenter.desk.print_desk import MOST
from commandcenter.ui.print_dialog import PrintDialog, Scope
from commandcenter.ui.queue_panel import QueuePanel
from commandcenter.ui.stage import Stage

CASE, MARKED, QUEUE = "case", "marked", "queue"


class PrintControl(QObject):
    """Connects the act to the desk and the panel."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, queue: QueuePanel, acts: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._queue = window, stage, desks, queue
        acts["case.print"].triggered.connect(self.open)

    def open(self) -> None:
        """Open the panel: for the marked cases where there are several, else for the one that is shown."""
        scopes = self._scopes()
        if self._stage.dialog is not None:
            return
        if not scopes:
            self._stage.notice.warn(self.tr("There is no case to print. Choose one in the table."))
            return
        first = next((one for one in scopes if one.key == MARKED), scopes[0])
        self._desks.printing.open(first.ids)
        dialog = PrintDialog(
            self._window, self._desks.printing, scopes, first.key, banner=self._stage.banner)
        dialog.saved.connect(self._on_saved)
        dialog.printed.connect(self._on_printed)
        self._stage.show_dialog(dialog, lambda answer: None)

    def _scopes(self) -> tuple[Scope, ...]:
        row, table = self._desks.case.view.row, self._queue.table
        ids = self._desks.queue.view.ids
        out = []
        if row is not None:
            out.append(Scope(key=CASE, ids=(row.id,),
                             words=self.tr("Case {0}").format(short_number(row.shown_number))))
        marked = table.marked_ids()
        if len(marked) > 1:
            out.append(Scope(key=MARKED, ids=tuple(marked[:MOST].tolist()),
                             words=self.tr("%Ln marked case(s)", "", min(len(marked), MOST))))
        if len(ids) > 1:
            n = min(len(ids), MOST)
            words = (self.tr("%Ln case(s) of this queue", "", n) if n == len(ids)
                     else self.tr("The first %Ln case(s) of this queue", "", n))
            out.append(Scope(key=QUEUE, ids=tuple(ids[:MOST].tolist()), words=words))
        return tuple(out)

    def _on_saved(self, path: str, pages: int) -> None:
        self._stage.notice.say(self.tr("Saved: {0} · %Ln page(s)", "", pages).format(path))

    def _on_printed(self, printer: str, pages: int) -> None:
        self._stage.notice.say(self.tr("Given to the printer {0} · %Ln page(s)", "", pages).format(printer))
