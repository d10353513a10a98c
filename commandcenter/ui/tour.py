"""The demo's job without a display: drives the real window as a person would, and keeps pictures of it.

Every step goes through the actions and dialogs of the window; nothing is done behind its back.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import CheckResult
from commandcenter.core.case import Role, Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.numbers import short_number
from commandcenter.desk.desks import Desks
from commandcenter.desk.rows import Filter
from commandcenter.ui import queue_words
from commandcenter.ui.act_dialogs import FileDialog, ResultDialog, TextDialog
from commandcenter.ui.dispatch_dialog import DispatchDialog
from commandcenter.ui.escalate_dialog import EscalateDialog
from commandcenter.ui.main_window import MainWindow
from commandcenter.ui.wall_control import wall_title
from commandcenter.ui.wall_window import WallWindow

translate = QCoreApplication.translate  # a name that lupdate knows
WAIT_S = 60.0
# what is done with one case, in which role, and where it stands afterwards
WAY: tuple[tuple[type[r.Command], Role, Stage], ...] = (
    (r.File, Role.ACCEPTOR, Stage.PENDING_DISPATCH), (r.Dispatch, Role.DISPATCHER, Stage.PENDING_HANDLE),
    (r.Sign, Role.DISPATCHER, Stage.PENDING_HANDLE), (r.Assign, Role.DISPATCHER, Stage.HANDLING),
    (r.Handle, Role.DISPATCHER, Stage.HANDLE_FINISH), (r.FeedBack, Role.DISPATCHER, Stage.PENDING_REVIEW),
    (r.Pass, Role.DISPATCHER, Stage.PENDING_CHECK), (r.OrderCheck, Role.ACCEPTOR, Stage.CHECKING),
    (r.Check, Role.ACCEPTOR, Stage.CHECK_PASSED), (r.Close, Role.ACCEPTOR, Stage.CLOSED),
)


class Stuck(Exception):
    """A step of the tour did not come to its end; the message says which."""


class Tour:
    """Works a case through, escalates one, waits until all is synced; `say` tells each step in a sentence."""

    def __init__(self, window: MainWindow, desks: Desks, folder: Path, say: Callable[[str], None]) -> None:
        self._window, self._desks, self._folder, self._say = window, desks, folder, say

    async def run(self) -> None:
        """The whole job.

        Raises:
            Stuck: a step did not come to its end.
        """
        desks = self._desks
        await self._until(lambda: desks.queue.view.loaded and desks.queue.view.counts is not None, "queue")
        counts = desks.queue.view.counts
        self._say(translate("Tour", "Window open: {0} open cases, {1} of them overdue.").format(
            counts.open if counts else 0,
            sum(counts.urgency.get(u, 0) for u in (Urgency.OVERDUE, Urgency.SEVERE)) if counts else 0))
        await self._work_through()
        await self._escalate()
        await self._synced()
        await self._pictures()

    async def _work_through(self) -> None:
        case = await self._take_first(f"stage:{Stage.PENDING_REGISTER}")
        for command, role, stage in WAY:
            self._sit(role)
            await self._until(partial(self._lit, command), command.__name__)
            before = len(self._desks.case.view.lines)
            self._window.ask(command)
            await self._answer(command)
            await self._until(partial(self._went, before, stage), command.__name__)
        self._say(translate("Tour", "Case {0} worked through, from filing to closing, in {1} steps.").format(
            case, len(WAY)))

    def _lit(self, command: type[r.Command]) -> bool:
        return self._desks.case.view.why_not(command) is None

    def _shows(self, row: int) -> bool:
        shown = self._desks.case.view.row
        return shown is not None and shown.id == row

    def _went(self, lines: int, stage: Stage) -> bool:
        """Whether the act is in the course; a closed case has left the queue, and the next one is shown."""
        view = self._desks.case.view
        if stage == Stage.CLOSED and isinstance(view.done, r.Close):
            return True
        return len(view.lines) > lines and view.case is not None and view.case.stage == stage

    async def _answer(self, command: type[r.Command]) -> None:
        """Fill in the dialog of an act, if it has one, and confirm it."""
        if command in (r.Sign, r.Assign, r.Pass, r.OrderCheck):
            return
        await self._until(lambda: self._window.dialog is not None, command.__name__)
        dialog = self._window.dialog
        if isinstance(dialog, TextDialog):
            dialog.note.set_text(translate("Tour", "Done on site, see the picture."))
        elif isinstance(dialog, ResultDialog):
            dialog.result.choose(CheckResult.PASS)
        elif not isinstance(dialog, FileDialog | DispatchDialog | EscalateDialog):
            raise Stuck(command.__name__)
        dialog.confirm()

    async def _escalate(self) -> None:
        desks = self._desks
        desks.queue.choose("open")
        desks.queue.narrow(Filter(urgency=(Urgency.OVERDUE, Urgency.SEVERE)))
        await self._until(lambda: desks.queue.view.loaded and desks.case.view.row is not None, "overdue")
        if not len(desks.queue.view.ids):
            desks.queue.clear()
            await self._until(lambda: len(desks.queue.view.ids) > 0, "open")
        self._sit(Role.SHIFT_LEADER)
        for row in [int(i) for i in desks.queue.view.ids[:30]]:  # the first whose ladder still has a rung to set
            desks.queue.select(row)
            await self._until(partial(self._shows, row), "case")
            if any(not c.refusal and c.fired_at is None for c in desks.case.rungs()):
                break
        await self._until(lambda: desks.case.view.why_not(Escalate) is None, "Escalate")
        case, before = desks.case.view.case, len(desks.case.view.lines)
        self._window.ask(Escalate)
        await self._until(lambda: isinstance(self._window.dialog, EscalateDialog), "Escalate")
        self._keep(self._window, "escalate.png")
        dialog = self._window.dialog
        assert isinstance(dialog, EscalateDialog)
        dialog.confirm()
        await self._until(lambda: len(desks.case.view.lines) > before, "Escalate")
        view = desks.case.view
        level = view.case.level if view.case else 0
        self._say(translate("Tour", "Case {0} escalated to level {1}.").format(
            short_number(case.shown_number) if case else "", level))
        desks.queue.clear()

    async def _synced(self) -> None:
        sync = self._desks.sync
        if sync.view.state == "none":
            self._say(translate("Tour", "No city platform: what was done waits on this workstation."))
            return
        sync.sync_now()
        await self._until(lambda: sync.view.state == "idle" and sync.view.waiting == 0, "sync")
        self._say(translate("Tour", "The city platform has everything; nothing waits."))

    async def _pictures(self) -> None:
        await self._until(self._window.queue.is_settled, "rows")
        self._window.map.canvas.settle()
        self._keep(self._window, "window.png")
        wall = WallWindow(self._desks.wall, self._desks.ground, wall_title(self._desks))
        wall.resize(1920, 1080)
        wall.show()
        self._desks.show_wall(True)
        version = self._desks.wall.view.version
        await self._until(lambda: self._desks.wall.view.version > version, "wall")
        wall.set_status(self._window.status.words(), self._window.status.is_stale)
        wall.settle()
        self._keep(wall, "wall.png")
        self._desks.show_wall(False)
        wall.close()
        wall.deleteLater()
        self._say(translate("Tour", "Pictures of the window are in {0}.").format(self._folder))

    async def _take_first(self, queue: str) -> str:
        desks = self._desks
        desks.queue.choose(queue)
        await self._until(lambda: desks.queue.view.loaded and desks.queue.view.queue == queue, queue)
        if not len(desks.queue.view.ids):
            raise Stuck(queue_words.queue_text(queue))
        first = next(iter(desks.queue.view.ids))
        for row in desks.queue.view.ids:  # one that has a filing condition, so that clocks run
            first = row
            desks.queue.select(int(row))
            await self._until(partial(self._shows, int(row)), "case")
            case = desks.case.view.case
            if case is not None and desks.case.conditions(case.class_key):
                break
        desks.queue.choose("open")  # where it stays in view from step to step
        await self._until(lambda: desks.queue.view.loaded and desks.queue.view.queue == "open", "open")
        desks.queue.show_row(int(first))
        await self._until(partial(self._shows, int(first)), "case")
        row_view = desks.case.view.row
        return short_number(row_view.shown_number) if row_view else ""

    def _sit(self, role: Role) -> None:
        user = next((u for u in self._desks.operator.users if u.role == role), None)
        if user is None:
            raise Stuck(role)
        if self._desks.operator.operator.id != user.id:
            self._desks.operator.choose(user.id)

    def _keep(self, widget: QWidget, name: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        widget.grab().toImage().save(str(self._folder / name))

    async def _until(self, done: Callable[[], bool], what: str) -> None:
        for _ in range(int(WAIT_S * 50)):
            if done():
                return
            await asyncio.sleep(0.02)
        raise Stuck(" · ".join(filter(None, (what, self._window.notice.text()))))
