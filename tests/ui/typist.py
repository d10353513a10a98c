"""A window in a process of its own, to be killed in the middle of typing: python -m tests.ui.typist FOLDER.

Says each letter that stands in the form, one line each, and types on until it is killed.
"""

import sys
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

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

EVERY_MS = 60


def main(folder: Path) -> None:
    app = run.application(Settings(language="zh_CN"))
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        door = Door(store, street=makes.STREET, letter="A", clock=lambda: makes.T0, new_id=uuid4)
        bridge = Bridge()
        desks = Desks(
            door, lambda: Queries(store.reader()), bridge.deliver, operator="",
            ground=MapGround.load(paths.RESOURCES / "atlas" / makes.STREET), place_text=lambda lon, lat: "某处",
            new_id=uuid4, street_name="东门街道", station_name="一号席", key_kept="file")
        window = MainWindow(desks)
        window.show()
        desks.start()
        window.acts["case.new"].trigger()
        dialog = window.dialog
        assert dialog is not None
        typed = 0

        def type_on() -> None:
            nonlocal typed
            QTest.keyClick(dialog.note.edit, chr(ord("a") + typed % 26))
            typed += 1
            sys.stdout.write(f"{typed}\n")
            sys.stdout.flush()

        timer = QTimer()
        timer.timeout.connect(type_on)
        QTest.keyClicks(dialog.classes.edit, "0103")
        QTest.keyClick(dialog.classes.edit, Qt.Key.Key_Return)
        timer.start(EVERY_MS)
        app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
