"""Child processes of the benchmarks: one act each in a fresh process, told as one JSON line on standard output.

    bare                     a bare PySide6 QMainWindow, first paint, and its memory
    start FOLDER MODE        main.py --data FOLDER up to the first painted rows of the whole window; MODE plain, alone
                             (without the first light) or imports
    window FOLDER            the window's memory after opening, scrolling and panning
    map POINTS               the map's memory with so many points
    platform FOLDER [CERT]   the city platform's server on loopback; with CERT (a .pem with key) over TLS

`at` is time.perf_counter() when the thing was seen; the clocks of all processes of a machine count alike.
"""

import json
import os
import sys
import time


def tell(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            self.at = time.perf_counter()
            QTimer.singleShot(0, app.quit)

    app = QApplication(["bare"])
    window = Window()
    window.resize(1600, 900)
    window.show()
    app.exec()
    from tests.bench._measure import rss_mb

    tell(at=window.at, rss=rss_mb())
    os._exit(0)


def start(folder: str, mode: str) -> None:
    """The real entrance; only the clock stands at the bench's instant, and the first painted rows are told."""
    begun = time.perf_counter()
    import importlib.util

    from commandcenter.app import clock

    clock.now_ms = lambda: 1_772_413_200_000

    hooks = {
        "commandcenter.ui.case_table": lambda module: _hook(module.CaseTable, begun),
        "commandcenter.ui.run": lambda module: setattr(module, "has_display", lambda: True),  # the window, offscreen
        "commandcenter.ui.first_light": _light,
    }

    class Finder:
        """Hears when the hooked modules are imported; takes no part in anything else."""

        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> object:
            hook = hooks.pop(name, None)
            if hook is None:
                return None
            spec = importlib.util.find_spec(name)
            assert spec is not None
            assert spec.loader is not None
            run_module = spec.loader.exec_module

            def exec_module(module: object) -> None:
                run_module(module)  # type: ignore[arg-type]
                hook(module)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
            return spec

    sys.meta_path.insert(0, Finder)  # type: ignore[arg-type]
    if mode == "imports":
        import commandcenter.app.commands
        import commandcenter.app.window
        import commandcenter.ui.run  # noqa: F401

        tell(at=time.perf_counter(), begun=begun)
        os._exit(0)
    from commandcenter.app import early

    early.begin(["--data", folder] if mode != "alone" else ["--data", folder, "--demo"])
    from commandcenter.app import cli

    sys.exit(cli.main(["--data", folder]))


def _light(module: object) -> None:
    module.has_display = lambda: True  # type: ignore[attr-defined]
    table = module.FirstTable  # type: ignore[attr-defined]
    paint = table.paintEvent

    def painted(self: object, event: object) -> None:
        paint(self, event)
        lit.append(time.perf_counter())

    table.paintEvent = painted


lit: list[float] = []
"""When the first light painted its rows."""


def _hook(table: type, begun: float) -> None:
    paint = table.paintEvent  # type: ignore[attr-defined]
    shown: list[float] = []

    def painted(self: object, event: object) -> None:
        paint(self, event)
        if not shown:
            shown.append(time.perf_counter())
        model = self.model_of_cases  # type: ignore[attr-defined]
        if model.rowCount() and model.cells_at(0) is not None:
            tell(at=time.perf_counter(), begun=begun, first_paint=shown[0], light=(lit or shown)[0],
                 modules=len(sys.modules))
            os._exit(0)

    table.paintEvent = painted  # type: ignore[attr-defined]


def window(folder: str) -> None:
    from pathlib import Path

    from commandcenter.ui import plain_imports

    plain_imports.set_up()  # as app/window_command.py does it
    from tests.bench import _city
    from tests.bench._measure import rss_mb
    from tests.bench._window import shown

    with _city.opened(Path(folder)) as station, shown(station) as seen:
        opened = rss_mb()
        bar = seen.table.verticalScrollBar()
        for n in range(40):
            bar.setValue(bar.maximum() * n // 40)
            seen.run_for(10)
            seen.window.map.canvas._pan(12, 7)
        seen.until_idle()
        scrolled = rss_mb()
        seen.until_listed(lambda: seen.desks.queue.choose("closed"))
        while seen.desks.queue._warmed < 1:  # until their columns are read too
            seen.run_for(100)
        seen.until_idle()
        tell(opened=opened, scrolled=scrolled, closed=rss_mb())
    os._exit(0)


def points(number: str) -> None:
    from tests.bench import map as map_bench
    from tests.bench._measure import rss_mb

    canvas, before = map_bench.empty_canvas(), rss_mb()
    map_bench.fill(canvas, int(number))
    for zoom in (12, 14, 16, 18):
        map_bench.pan(canvas, zoom, 20)
    tell(before=before, rss=rss_mb())
    os._exit(0)


def platform(folder: str, cert: str = "") -> None:
    """As cityplatform.serve does it, and with a certificate where one is given."""
    import asyncio
    import socket
    from pathlib import Path

    import uvicorn

    from commandcenter.app.garbage import look_rarely
    from commandcenter.cityplatform.platform import Platform
    from commandcenter.cityplatform.web import application
    from tests.bench._city import T0

    look_rarely()
    with Platform.open(Path(folder), clock=lambda: T0) as held:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.bind(("127.0.0.1", 0))
        listener.listen()  # who calls before it serves waits, and is not refused
        server = uvicorn.Server(uvicorn.Config(
            application(held), log_config=None, access_log=False, lifespan="off", server_header=False,
            timeout_keep_alive=75, ssl_certfile=cert or None))
        tell(url=f"{'https' if cert else 'http'}://127.0.0.1:{listener.getsockname()[1]}")
        asyncio.run(server.serve(sockets=[listener]))


if __name__ == "__main__":
    {"bare": bare, "start": start, "window": window, "map": points, "platform": platform}[sys.argv[1]](*sys.argv[2:])
