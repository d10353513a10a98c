import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.stations import Station
from commandcenter.store import keys
from commandcenter.store.engine import Store, open_store
from tests.sync import streets
from tests.sync.desks import Desk


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform with all documents: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("founded") / "platform"
    streets.founded(folder).close()
    return folder


@pytest.fixture
def platform(founded: Path, tmp_path: Path) -> Iterator[Platform]:
    with streets.copied(founded, tmp_path / "platform") as platform:
        yield platform


@pytest.fixture
def station(platform: Platform) -> Station:
    return platform.authenticate(platform.add_workstation("一号台", streets.EAST, "A"))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store with nothing in it."""
    folder = tmp_path_factory.mktemp("empty") / "station"
    folder.mkdir()
    with open_store(folder, keys.create(folder, how="file"), paths.MIGRATIONS):
        pass
    return folder


@pytest.fixture
def stores(empty_store: Path, tmp_path: Path) -> Iterator[dict[str, Store]]:
    """The empty stores of two workstations, by their letters."""
    with ExitStack() as stack:
        yield {letter: stack.enter_context(open_store(
            folder := Path(shutil.copytree(empty_store, tmp_path / letter)), keys.load(folder), paths.MIGRATIONS))
            for letter in "AB"}


@pytest.fixture
def desks(platform: Platform, stores: dict[str, Store]) -> list[Desk]:
    return [Desk(platform, store, letter) for letter, store in stores.items()]
