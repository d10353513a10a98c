from collections.abc import Iterator
from pathlib import Path

import pytest

from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.stations import Station
from tests.sync import streets


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
