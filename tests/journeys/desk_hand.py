"""The hands of a dispatcher: everything through the keys of the real window, nothing behind its back.

`Hand` presses keys where the focus is, types Chinese as an input method does, and waits until the desk shows what came
of it. What it knows of the program is what stands on the shortcut sheet.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.exceptions import TimeoutError

from commandcenter.core.case import Case, Stage
from commandcenter.core.numbers import short_number
from commandcenter.desk.desks import Desks
from commandcenter.ui import actions, queue_words
from commandcenter.ui.dialog_fields import FieldError
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.handover_dialogs import HandOverDialog, TakeOverDialog
from commandcenter.ui.intake_dialog import IntakeDialog
from commandcenter.ui.main_window import MainWindow
from tests import makes

KEYS = {spec.id: spec.key for spec in actions.SPECS}
WAIT_MS = 20_000


class Hand:
    """Works a window by keyboard. `qtbot` waits; `clock` is the desk's, ms UTC; `now_of` reads a case anew."""

    def __init__(
        self, window: MainWindow, desks: Desks, qtbot: Any, clock: Any, now_of: Callable[[Case], Case]
    ) -> None:
        self.window, self.desks, self._bot, self.clock, self._now_of = window, desks, qtbot, clock, now_of
        self.pressed = 0  # keys, words of the input method count one

    # -- keys ---------------------------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        """The widget that gets what is typed."""
        return self.window.focusWidget() or self.window

    def press(self, keys: str) -> None:
        """One key with its modifiers, as the shortcut sheet writes it: "Ctrl+Enter", "F5", "J"."""
        keys = keys.replace("Enter", "Return")
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
        self.pressed += 1

    def write(self, text: str) -> None:
        """Letters and digits key by key; Chinese as one commit of an input method."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
            self.pressed += len(text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)
        self.pressed += 1

    def until(self, done: Callable[[], Any]) -> None:
        self._bot.waitUntil(lambda: bool(done()), timeout=WAIT_MS)

    # -- getting about ------------------------------------------------------------------------------

    def sit(self, name: str) -> None:
        """Who sits at the desk, by the palette."""
        if self.desks.operator.operator.name == name:
            return
        self.press(KEYS["go.palette"])
        self.write(name)
        self._take(name)
        self.until(lambda: self.desks.operator.operator.name == name)

    def open_queue(self, words: str) -> None:
        """A queue, by the palette; shown when its rows are there."""
        self.press(KEYS["go.palette"])
        self.write(words)
        self._take(words)
        self.until(lambda: queue_words.queue_text(self.desks.queue.view.queue) == words)
        self.settled()

    def _take(self, words: str) -> None:
        """Enter, once the first line of the palette is what was meant."""
        lines = self.window.commands.palette.list
        self.until(lambda: (row := lines.current()) is not None and words in row.label)
        self.press("Enter")

    def settled(self) -> None:
        """Until the table shows the queue that was asked for, with its rows."""
        self.until(lambda: self.desks.queue.view.loaded and self.window.queue.is_settled())

    def find(self, case: Case) -> None:
        """A case by its number, by the palette; until the panel shows it."""
        number = short_number(case.provisional)
        self.press(KEYS["go.palette"])
        self.write(number)
        self._take(number)
        try:
            self.until(lambda: self.shown is not None and self.shown.id == case.id
                       and self.shown.head == self._now_of(case).head)
        except TimeoutError as err:
            view = self.desks.queue.view
            raise AssertionError(f"{number} is not shown, but {self.shown}; {view.queue} {view.ids}") from err

    def find_place(self, road: str) -> None:
        """In the intake form: back to the place, and its name."""
        assert isinstance(self.dialog, IntakeDialog)
        for _ in range(8):
            if self.focus is self.dialog.place.edit:
                break
            self.press("Tab")
        self.press("Ctrl+A")
        self.write(road)
        self.press("Enter")

    def hand_over(self, incoming: str) -> None:
        """交接班: the outgoing one signs, then the incoming one, who sits at the desk from then on."""
        self.press(KEYS["duty.handover"])
        self.until(lambda: isinstance(self.dialog, HandOverDialog))
        out = self.dialog
        assert isinstance(out, HandOverDialog)
        self.until(lambda: self.desks.handover.view.loaded)
        for _ in range(40):
            if self.focus is out.incoming:
                break
            self.press("Tab")
        self.choose(incoming)
        self.press("Ctrl+Enter")
        self.until(lambda: isinstance(self.dialog, TakeOverDialog))
        self.confirm()
        self.until(lambda: incoming in self.desks.operator.operator.name)

    def tab_to(self, field: QWidget) -> None:
        """Tab until a field, or something in it, has the focus."""
        for _ in range(40):
            if self.focus is field or field.isAncestorOf(self.focus):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {field.accessibleName()}")

    # -- the case in the panel ----------------------------------------------------------------------

    @property
    def shown(self) -> Case | None:
        return self.desks.case.view.case

    @property
    def dialog(self) -> DialogFrame | None:
        return self.window.dialog

    def lit(self, act: str) -> None:
        """Until an act's button is open."""
        try:
            self.until(lambda: self.window.acts[act].isEnabled())
        except TimeoutError as err:
            raise AssertionError(f"{act}: {self.window.acts[act].toolTip()}") from err

    def ask(self, act: str) -> DialogFrame:
        """The key of an act that asks something; its dialog."""
        self.lit(act)
        self.press(KEYS[act])
        try:
            self.until(lambda: self.dialog is not None)
        except TimeoutError as err:
            table, notice = self.window.queue.table, self.window.notice
            raise AssertionError(f"{act}: {notice.text()}; {table.marked_count()} marked; {self.focus}") from err
        assert self.dialog is not None
        return self.dialog

    def confirm(self) -> None:
        """Ctrl+Enter; the dialog goes."""
        dialog = self.dialog
        assert dialog is not None
        self.until(dialog.primary.isEnabled)
        self.press("Ctrl+Enter")
        try:
            self.until(lambda: self.dialog is not dialog)
        except TimeoutError as err:
            raise AssertionError(f"{dialog}: {self.focus} {self._faults()}") from err
        buried()

    def _faults(self) -> list[str]:
        """What the open dialog says is wrong."""
        return [] if self.dialog is None else [
            fault.text() for fault in self.dialog.findChildren(FieldError) if fault.text()]

    def choose(self, words: str) -> None:
        """The line of a drop-down list that holds these words; "other": the one after the proposed."""
        box = self.focus
        assert isinstance(box, QComboBox), box
        if words == "other":
            self.press("Down")
            return
        for _ in range(box.count()):
            if words in box.currentText():
                return
            self.press("Down")
        raise AssertionError(f"{words} is not in the list")

    def act(self, act: str, words: str = "", *, minutes: float = 1) -> None:
        """An act with its dialog, if it has one: words go where the focus is. The clock goes on by `minutes`."""
        before = len(self.desks.case.view.lines)
        case = self.shown
        assert case is not None
        self.lit(act)
        self.press(KEYS[act])
        for _ in range(3):
            QApplication.processEvents()
        if self.dialog is not None:
            if words:
                self.write(words)
            self.confirm()
        self.until(lambda: self.shown is None or self.shown.id != case.id
                   or len(self.desks.case.view.lines) > before)
        self.clock.forward(minutes=minutes)

    def stands(self, *stages: Stage) -> None:
        """Until the shown case stands at one of these stages."""
        try:
            self.until(lambda: self.shown is not None and self.shown.stage in stages)
        except TimeoutError as err:
            raise AssertionError(f"{self.shown.stage if self.shown else None} is not {stages}") from err

    def wait(self, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Time goes by; the window's minute comes round."""
        self.clock.forward(minutes=minutes, hours=hours + 24 * days)
        self.desks.tick()


def buried() -> None:
    """Delete what is dismissed, as the program's own event loop does: a test has none, and would keep thousands."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    """A moment of Shanghai, ms UTC."""
    from datetime import UTC, datetime, timedelta

    moment = datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)
    return round(moment.timestamp() * 1000)


STREET = makes.STREET
