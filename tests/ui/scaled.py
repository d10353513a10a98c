"""The window at another scale, in its own process: python -m tests.ui.scaled FOLDER PICTURES WIDTH HEIGHT [DIALOG].

The caller sets QT_SCALE_FACTOR; WIDTH and HEIGHT are of the screen, in its own pixels. Prints what is cut, and at the
end how much was looked at. PICTURES is the folder for a picture of each, or "-": writing them takes a third of it all.
"""

import os
import sys
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter import paths
from commandcenter.desk.desks import Desks
from commandcenter.desk.map_ground import MapGround
from commandcenter.door.door import Door
from commandcenter.settings import Settings
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.store.queries import Queries
from commandcenter.ui import run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.main_window import MainWindow
from tests import makes
from tests.ui import reach


class _Waits:
    """As much of pytest-qt as opening dialogs needs."""

    @staticmethod
    def waitUntil(done) -> None:
        run.settle(done)


def main(folder: Path, pictures: Path | None, wide: int, high: int, *dialogs: str) -> None:
    app = run.application(Settings(language="zh_CN", text_size="large", theme="light"))
    factor = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        clock = Still()
        door = Door(store, street=makes.STREET, letter="A", clock=clock, new_id=uuid4)
        bridge = Bridge()
        desks = Desks(
            door, lambda: Queries(store.reader()), bridge.deliver, operator="",
            ground=MapGround.load(paths.RESOURCES / "atlas" / makes.STREET), place_text=lambda lon, lat: "冶金大道",
            new_id=uuid4, street_name="东门街道", station_name="一号席", key_kept="file")
        window = MainWindow(desks)
        size = (round(wide / factor), round(high / factor))
        window.resize(*size)
        window.show()
        window.layout_of_docks.fit(size)
        desks.start()
        run.settle(lambda: desks.queue.view.loaded)
        for _ in range(3):
            reach.show_case(window, desks, door, _Waits)
        said(window, "window", pictures, window, size)
        looked = 1
        for kind, opens in reach.DIALOGS.items():
            if dialogs and kind.__name__ not in dialogs:
                continue
            dialog = opens(window, desks, door, _Waits)
            run.settle(lambda: True)
            said(dialog.panel, kind.__name__, pictures, window, size)
            dialog.dismiss()
            del dialog
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the program's own loop does
            looked += 1
        window.close()
        desks.close()
        bridge.close()
    app.quit()
    sys.stdout.write(f"looked at {looked}\n")


class Still:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.at = makes.T0

    def __call__(self) -> int:
        return self.at


def said(root: QWidget, what: str, pictures: Path | None, window: QWidget, size: tuple[int, int]) -> None:
    run.settle(lambda: True)
    QApplication.processEvents()
    if window.width() > size[0] or window.height() > size[1]:
        sys.stdout.write(f"{what}: larger than the screen\n")
    for line in reach.cut_texts(root):
        sys.stdout.write(f"{what}: {line}\n")
    if pictures is not None:
        window.grab().save(str(pictures / f"{what}.png"))
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] != "-" else None, *map(int, sys.argv[3:5]),
         *sys.argv[5:])
