"""Bulk acts in the window: marks in the table, the dialog, the strip of results, and what the notice says.

What a run does: desk/bulk_desk.py.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core.rules import Command, Refused
from commandcenter.desk.bulk_acts import ACTS, BY_COMMAND, BY_KEY
from commandcenter.desk.bulk_desk import BulkView, State
from commandcenter.desk.desks import Desks
from commandcenter.ui import actions, bulk_words, refusal_words
from commandcenter.ui.bulk_dialog import BulkDialog
from commandcenter.ui.bulk_strip import BulkStrip
from commandcenter.ui.queue_panel import QueuePanel
from commandcenter.ui.stage import Stage


class BulkControl(QObject):
    """Connects marks, acts, dialog and strip."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, queue: QueuePanel, acts: Mapping[str, QAction],
        undo_words: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._queue, self._acts = window, stage, desks, queue, acts
        self._undo_words = undo_words
        self._was_running = False
        self._key = ACTS[0].key  # of the act that was given last
        self.strip = BulkStrip(acts["edit.undo"])
        acts["case.mark"].triggered.connect(queue.table.toggle_mark)
        acts["case.mark_all"].triggered.connect(queue.table.selectAll)
        acts["case.bulk"].triggered.connect(self._on_bulk)
        acts["case.remind"].triggered.connect(self._on_remind)
        queue.table.marks_changed.connect(self._on_marks)
        self.strip.stop_asked.connect(desks.bulk.stop)
        self.strip.rest_asked.connect(self._on_rest)
        self.strip.copy_asked.connect(self._on_copy)
        self.strip.close_asked.connect(desks.bulk.close_results)
        self.strip.case_opened.connect(desks.queue.show_row)
        desks.bulk.listeners.append(self.render_view)
        self.render_view(desks.bulk.view)
        self.light()

    def takes(self, command: type[Command]) -> bool:
        """Whether an act is meant for the marked cases: several are marked, and it can be given in bulk."""
        act = BY_COMMAND.get(command)
        if act is None or self._queue.table.marked_count() < 2:
            return False
        self.ask(act.key)
        return True

    def light(self) -> None:
        """With several cases marked the bulk acts are open whatever the shown case allows: the preview tells."""
        marked = self._queue.table.marked_count()
        for name in ("case.bulk", "case.remind"):
            self._acts[name].setEnabled(marked > 0)
        if marked > 1:
            for spec in actions.SPECS:
                if spec.command in BY_COMMAND:
                    self._acts[spec.id].setEnabled(True)
                    self._acts[spec.id].setToolTip(self.tr("For %Ln marked case(s)", "", marked))

    def ask(self, key: str, ids: tuple[int, ...] = ()) -> None:
        """Show what an act would do to the marked cases (or to these)."""
        if self._stage.dialog is not None:
            return
        rows = ids or tuple(self._queue.table.marked_ids().tolist())
        refused = self._desks.bulk.prepare(BY_KEY[key], rows)
        if refused is not None:
            self._stage.notice.warn(refusal_words.refusal_text(refused))
            return
        self._key = key
        dialog = BulkDialog(self._window, self._desks.bulk, key, banner=self._stage.banner)
        dialog.act_chosen.connect(partial(self._on_other_act, dialog, rows))
        self._stage.show_dialog(dialog, self._on_go)

    def render_view(self, view: BulkView) -> None:
        """The strip, and the notice at the end of a run."""
        self.strip.render_view(view)
        if view.act is not None and self._was_running and not view.running:
            self._say_end(view)
        self._was_running = view.running

    def _say_end(self, view: BulkView) -> None:
        if view.act is None:
            return
        name, notice = bulk_words.act_text(view.act), self._stage.notice
        if view.fault is not None:
            notice.warn(refusal_words.refusal_text(view.fault))
        elif view.count(State.UNDONE):
            words = self.tr("{0}: taken back for %Ln case(s)", "", view.count(State.UNDONE)).format(name)
            stays = view.count(State.STAYS)
            notice.say(words + (self.tr("; %Ln stay(s), see the list", "", stays) if stays else ""))
        else:
            done, failed = view.count(State.DONE), view.count(State.FAILED, State.LEFT)
            words = f"{name} " + self.tr("%Ln case(s)", "", done)
            if failed:
                words += self.tr("; %Ln not done, see the list", "", failed)
            notice.say(words + (self._undo_words() if done else ""))

    def _on_go(self, answer: object) -> str | None:
        refused = self._desks.bulk.go(str(answer["text"])) if isinstance(answer, dict) else Refused("bulk-nothing")
        return None if refused is None else refusal_words.refusal_text(refused)

    def _on_other_act(self, dialog: BulkDialog, rows: tuple[int, ...], key: str) -> None:
        dialog.dismiss()
        self.ask(key, rows)

    def _on_bulk(self) -> None:
        self.ask(self._key)

    def _on_remind(self) -> None:
        self.ask("remind")

    def _on_rest(self) -> None:
        view = self._desks.bulk.view
        if view.act is not None:
            self.ask(view.act.key, self._desks.bulk.rest())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.strip.table.as_text())
        self._stage.notice.say(self.tr("%Ln row(s) copied", "", len(self.strip.table.lines)))

    def _on_marks(self, count: int) -> None:
        self._queue.set_marked(count)
        self.light()
