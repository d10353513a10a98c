"""The real window over a bench store, offscreen, and what is needed to time it: settled, painted, the heartbeat.

No figure is made here.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from commandcenter import paths
from commandcenter.app.clock import new_id
from commandcenter.app.station import Station
from commandcenter.desk.desks import Desks
from commandcenter.desk.map_ground import MapGround
from commandcenter.settings import Settings
from commandcenter.ui import run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.main_window import MainWindow
from commandcenter.ui.steady import Steady

SIZE = (1600, 900)
LONGEST_S = 60.0


class Heartbeat(QObject):
    """Ticks on the screen's thread and notes the gaps between ticks, ms: how long nobody could click."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        self.gaps = []
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """The gaps since start."""
        self._on_tick()
        self._timer.stop()
        return self.gaps

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


class Shown(QObject):
    """The window, and ways to wait for what it shows."""

    def __init__(self, window: MainWindow, desks: Desks) -> None:
        super().__init__()
        self.window, self.desks = window, desks
        self.table = window.queue.table
        self._wanted: Callable[[], bool] | None = None
        self._painted = False  # the table, in the paint of the window that is under way
        self._at = 0.0
        self._loop = QEventLoop()
        self.table.viewport().installEventFilter(self)
        window.installEventFilter(self)
        desks.queue.listeners.append(self._on_news)
        desks.queue.rows_listeners.append(self._on_news)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self.table.viewport():
            self._painted = True
        elif event.type() == QEvent.Type.UpdateRequest and watched is self.window and self._wanted is not None:
            self._painted = False
            watched.event(event)  # all that changed is painted and handed to the screen here
            if self._painted and self._wanted():
                self._wanted, self._at = None, time.perf_counter()
                self._loop.quit()
            return True
        return False

    def until_painted(self, act: Callable[[], object], done: Callable[[], bool]) -> float:
        """Do it, and wait for the paint of the table that shows it; ms from the act to the end of that paint.

        Judged when the paint is over: a table that had no time for some of its rows shows them with the next one.
        """
        self._wanted = done
        start = time.perf_counter()
        act()
        self._run()
        return (self._at - start) * 1000

    def until_listed(self, act: Callable[[], object]) -> float:
        """The same for an act that asks for another list: painted with all its rows in view."""
        queue = self.desks.queue
        before = queue.view.ids  # another vector comes with every list that was read

        def done() -> bool:
            return queue.view.loaded and queue.view.ids is not before and self.window.queue.is_settled()

        return self.until_painted(act, done)

    def until_idle(self) -> None:
        """Wait until the read worker has answered everything, and what came of it is painted."""
        for _ in range(3):  # answers put new questions: points, charts, the case
            self.desks.reader.ask("bench-idle", lambda q: None, lambda _: self._loop.quit())
            self._run()
        for _ in range(3):
            QTimer.singleShot(0, self._loop.quit)
            self._loop.exec()

    def run_for(self, ms: float) -> None:
        """Let events run."""
        QTimer.singleShot(round(ms), self._loop.quit)
        self._loop.exec()

    def _on_news(self, _news: object) -> None:
        self._on_poll()

    def _on_poll(self) -> None:
        if self._wanted is not None and self._wanted():
            self.table.viewport().update()  # a list that looks as before is not painted again by itself

    def _run(self) -> None:
        guard = QTimer()
        guard.setSingleShot(True)
        guard.setInterval(round(LONGEST_S * 1000))
        guard.timeout.connect(self._loop.quit)
        guard.start()
        poll = QTimer()
        poll.setInterval(30)
        poll.timeout.connect(self._on_poll)
        poll.start()
        self._loop.exec()
        poll.stop()
        if not guard.isActive():
            raise TimeoutError("the window did not come to show it")


@contextmanager
def shown(station: Station, layout: Path | None = None) -> Iterator[Shown]:
    """The window of a workstation with its first rows painted and all panels read."""
    app = run.application(Settings(language="zh_CN"))
    steady, bridge = Steady(), Bridge()  # as ui/run.py has it
    desks = Desks(
        station.door, station.queries, bridge.deliver, operator="", ground=ground_of(station),
        place_text=station.names.place_text, new_id=new_id, street_name=station.about.street_name,
        station_name=station.about.name, key_kept=station.key_kept)
    kept = QSettings(str(layout), QSettings.Format.IniFormat) if layout else None
    window = MainWindow(desks, kept)
    window.resize(*SIZE)
    window.show()
    try:
        made = Shown(window, desks)
        made.until_listed(desks.start)
        made.until_idle()
        while window.charts._bars is None:  # pyqtgraph is imported beside the window
            made.run_for(20)
        made.until_idle()
        steady.settle()
        yield made
    finally:
        desks.close()
        bridge.close()
        steady.close()
        window.close()
        window.deleteLater()
        drain(app)


def drain(app: QApplication) -> None:
    """Have deferred deletes done now."""
    app.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def ground_of(station: Station) -> MapGround:
    return MapGround.load(paths.RESOURCES / "atlas" / station.street, station.ground)
