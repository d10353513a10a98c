"""Starting Qt: the application with its language, font and theme, the window on the event loop, and its pictures.

The desks are made by the caller (app), who also brings what runs beside the window: coroutines on the same loop.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter.core.numbers import short_number
from commandcenter.desk.desks import Deliver, Desks
from commandcenter.settings import Settings
from commandcenter.ui import path_field
from commandcenter.ui import theme as themes
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.first_light import FirstLight, application, has_display, speak, theme_of
from commandcenter.ui.main_window import MainWindow
from commandcenter.ui.steady import Steady
from commandcenter.ui.tour import Stuck, Tour
from commandcenter.ui.wall_control import wall_title
from commandcenter.ui.wall_window import WallWindow

MakeDesks = Callable[[Deliver], Desks]
Background = Callable[[Desks], Awaitable[None]]
__all__ = ["VIEWS", "NoPicture", "Stuck", "application", "has_display", "shot", "speak", "window"]

log = logging.getLogger(__name__)

VIEWS = ("main", "map", "charts", "wall", "escalate")
SETTLE_MS = 15_000


class NoPicture(Exception):
    """A view could not be rendered; `key` says why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


def window(
    make: MakeDesks, settings: Settings, background: Sequence[Background], *,
    theme_chosen: Callable[[str], None], operator_chosen: Callable[[str], None], layout: Path,
    tour: tuple[Path, Callable[[str], None]] | None = None, light: FirstLight | None = None,
) -> int:
    """Show the window until it is closed. Returns the process's exit code. It takes the place of the first `light`.

    With a `tour` (where its pictures go, and who hears what was done) the window is driven by itself and then closed.

    Raises:
        Stuck: a step of the tour did not come to its end.
    """
    import qasync

    app = application(settings)
    kept = QSettings(str(layout), QSettings.Format.IniFormat)
    path_field.folders.keep_in(kept)

    async def live() -> None:
        asyncio.get_running_loop().set_exception_handler(_hear)
        steady, bridge = Steady(), Bridge()
        desks = make(bridge.deliver)
        shown = MainWindow(desks, kept)
        before, sys.excepthook = sys.excepthook, partial(_fault, shown, sys.excepthook)
        over = asyncio.Event()
        shown.closed.connect(over.set)
        app.aboutToQuit.connect(over.set)
        shown.theme_chosen.connect(lambda name: _change_theme(app, shown, name, settings.text_size, theme_chosen))
        if tour is None:  # a tour sits in many chairs; a person's choice is remembered
            shown.operator_chosen.connect(operator_chosen)
        if tour is None and not shown.layout_of_docks.was_placed:
            shown.showMaximized()
            shown.layout_of_docks.fit(shown.size().toTuple())
        else:
            shown.show()
        if light is not None:
            if light.chosen is not None:
                desks.queue.select(light.chosen)
            QTimer.singleShot(0, light, light.leave)  # what stands behind the window has done its work
        desks.start()
        tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(work(desks)) for work in background]
        if tour is None:
            stop: asyncio.Future[Any] = asyncio.ensure_future(over.wait())
        else:
            shown.resize(1920, 1080)
            shown.layout_of_docks.arrange(316)
            stop = asyncio.ensure_future(Tour(shown, desks, *tour).run())
        try:
            await asyncio.wait([stop, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in (stop, *tasks):
                if task.done() and not task.cancelled():
                    task.result()  # work beside the window ends only by a fault: let it be heard
        finally:
            for task in (stop, *tasks):
                task.cancel()
            await asyncio.gather(stop, *tasks, return_exceptions=True)
            sys.excepthook = before
            shown.close()
            desks.close()
            bridge.close()
            steady.close()
            shown.deleteLater()

    qasync.run(live())
    return 0


def _fault(
    shown: MainWindow, written_down: Callable[..., object], kind: type[BaseException], err: BaseException,
    tb: TracebackType | None,
) -> None:
    """A fault of ours: it is written down as everywhere, and the window says that nothing saved is lost."""
    written_down(kind, err, tb)
    shown.notice.warn(QCoreApplication.translate(
        "Fault", "Something went wrong in this window. What was saved is safe; the log in the data folder has the"
        " details. You can go on; close the window and open it again if it stays."))


def _hear(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A fault in a callback of the loop goes the same way as one in a slot."""
    err = context.get("exception")
    if isinstance(err, Exception):
        sys.excepthook(type(err), err, err.__traceback__)
    else:
        log.warning("event loop: %s", context.get("message"))


def _change_theme(
    app: QApplication, shown: QWidget, name: str, text_size: str, tell: Callable[[str], None]
) -> None:
    themes.apply(app, themes.with_text(theme_of(name), text_size))
    shown.update()
    tell(name)


def shot(
    make: MakeDesks, settings: Settings, out: Path, *, view: str = "main", size: tuple[int, int] = (1920, 1080),
    number: str = "",
) -> None:
    """Render a view of the window into a PNG.

    Raises:
        NoPicture: nothing-to-escalate, or the file cannot be written.
    """
    app = application(settings)
    bridge = Bridge()
    desks = make(bridge.deliver)
    pictured: QWidget | None = None
    try:
        pictured = _build(desks, view, size)
        image = pictured.grab().toImage()
        out.parent.mkdir(parents=True, exist_ok=True)
        if not image.save(str(out)):
            raise NoPicture("not-written", where=str(out))
    finally:
        desks.close()
        bridge.close()
        if pictured is not None:
            pictured.close()
            pictured.deleteLater()
        app.sendPostedEvents()


def _build(desks: Desks, view: str, size: tuple[int, int]) -> QWidget:
    if view == "wall":
        wall = WallWindow(desks.wall, desks.ground, wall_title(desks))
        wall.resize(*size)
        wall.show()
        desks.show_wall(True)
        settle(lambda: desks.wall.view.open is not None)
        wall.settle()
        return wall
    shown = MainWindow(desks)
    shown.resize(*size)
    shown.show()
    shown.layout_of_docks.fit(size)
    desks.start()
    settle(lambda: desks.queue.view.loaded)
    settle(lambda: not len(desks.queue.view.ids) or desks.case.view.case is not None)
    settle(lambda: desks.charts.view.loaded and desks.map.view.version > 0)
    if view == "escalate":
        _escalate(desks, shown)
    if view in ("map", "charts"):
        for dock in (shown.map_dock, shown.chart_dock):
            dock.setVisible((dock is shown.map_dock) == (view == "map"))
        shown.layout_of_docks.arrange(size[1] - 320)
        settle(lambda: True)
        shown.map.canvas.fit_street()
    settle(lambda: shown.queue.is_settled())
    shown.map.canvas.settle()
    settle(lambda: True)
    return shown


def _escalate(desks: Desks, shown: MainWindow) -> None:
    row = desks.nearest()
    if row is None:
        raise NoPicture("nothing-to-escalate")
    desks.queue.choose("open")
    settle(lambda: desks.queue.view.loaded)
    desks.queue.show_row(row.id)
    settle(lambda: desks.case.view.row is not None and desks.case.view.row.id == row.id)
    dialog = shown.asking.escalate_dialog(desks.case.view, short_number(row.shown_number))
    dialog.open()


def settle(done: Callable[[], bool]) -> None:
    """Let events run until `done`, 15 s at most: for pictures, which cannot wait for a person.

    Raises:
        NoPicture: it never came to rest.
    """
    loop = QEventLoop()
    poll = QTimer()
    poll.setInterval(10)
    left = SETTLE_MS // 10
    quiet = 0

    def check() -> None:
        nonlocal left, quiet
        left -= 1
        quiet = quiet + 1 if done() else 0
        if quiet >= 5 or left <= 0:
            loop.quit()

    poll.timeout.connect(check)
    poll.start()
    loop.exec()
    poll.stop()
    if quiet == 0:
        raise NoPicture("not-settled")
