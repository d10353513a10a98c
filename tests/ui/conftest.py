"""A window over a real door and a real store, in Chinese, offscreen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from commandcenter import paths
from commandcenter.app.clock import new_id
from commandcenter.desk.desks import Desks
from commandcenter.desk.map_ground import MapGround
from commandcenter.door.door import Door
from commandcenter.door.photos import Photos
from commandcenter.settings import Settings
from commandcenter.store.blobs import Blobs
from commandcenter.store.engine import Store
from commandcenter.store.queries import Queries
from commandcenter.ui import run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.main_window import MainWindow
from commandcenter.ui.path_field import folders
from tests import makes


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a paint puts rows off; a test that looks at a picture wants all of them."""
    monkeypatch.setattr("commandcenter.ui.case_pictures.PATIENCE_MS", 60_000.0)


@pytest.fixture(autouse=True)
def _no_folders() -> None:
    """No test begins where another one wrote."""
    folders.keep_in(None)


@pytest.fixture(scope="session")
def ground() -> MapGround:
    return MapGround.load(paths.RESOURCES / "atlas" / makes.STREET)


@pytest.fixture
def desks(qapp: QApplication, store: Store, door: Door, ground: MapGround) -> Iterator[Desks]:
    bridge = Bridge()
    blobs = Blobs.beside(store)
    made = Desks(
        door,
        lambda: Queries(store.reader()),
        bridge.deliver,
        operator="",
        ground=ground,
        place_text=lambda lon, lat: "冶金大道",
        new_id=new_id,
        street_name="东门街道",
        station_name="一号席",
        key_kept="file",
        photos=Photos(blobs),
    )
    yield made
    made.close()
    bridge.close()
    blobs.close()


@pytest.fixture
def window(qapp: QApplication, qtbot, desks: Desks, tmp_path: Path) -> Iterator[MainWindow]:  # type: ignore[no-untyped-def]
    run.application(Settings(language="zh_CN"))
    shown = MainWindow(desks, QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(shown)
    shown.resize(1600, 900)
    shown.show()
    desks.start()
    qtbot.waitUntil(lambda: desks.queue.view.loaded)
    yield shown
    shown.close()
    run.speak(qapp, "en")
