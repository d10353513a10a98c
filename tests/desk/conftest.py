"""Desks over a real door and store, without a screen: `pump` runs what the read worker delivers."""

import queue
from collections.abc import Callable, Iterator

import pytest

from commandcenter.app.clock import new_id
from commandcenter.desk.desks import Desks
from commandcenter.door.door import Door
from commandcenter.door.photos import Photos
from commandcenter.store.blobs import Blobs
from commandcenter.store.engine import Store
from commandcenter.store.queries import Queries


class Screen:
    """Stands for the screen's thread: calls handed over are run when it is pumped."""

    def __init__(self) -> None:
        self._calls: queue.Queue[Callable[[], None]] = queue.Queue()

    def deliver(self, call: Callable[[], None]) -> None:
        self._calls.put(call)

    def pump(self, until: Callable[[], bool]) -> None:
        """Run calls until something holds; fails after 5 s without one."""
        while not until():
            self._calls.get(timeout=5)()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def desks(door: Door, store: Store, screen: Screen) -> Iterator[Desks]:
    blobs = Blobs.beside(store)
    made = Desks(
        door, lambda: Queries(store.reader()), screen.deliver, operator="", ground=None,
        place_text=lambda lon, lat: "", new_id=new_id, street_name="东门街道", station_name="一号席", key_kept="file",
        photos=Photos(blobs))
    yield made
    made.close()
    blobs.close()
