"""The platform of each test, over both engines; a test of one engine's own matters names it (parametrize, indirect)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.signer import KEY_FILE
from commandcenter.cityplatform.stations import Station
from commandcenter.cityplatform.storage import attach
from tests import postgres
from tests.sync import streets

ENGINES = ("sqlite", "postgresql")
KEYS: dict[str, bytes] = {}  # the signing key by founded database


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform with all documents: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("founded") / "platform"
    streets.founded(folder).close()
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Postgres]:
    """One PostgreSQL for all tests of this process."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def founded_database(server: postgres.Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database like `founded`: made once, a template for each test."""
    url = server.new()
    folder = tmp_path_factory.mktemp("founded-pg") / "platform"
    streets.founded(folder, database=url).close()
    KEYS[url.rpartition("/")[2]] = (folder / KEY_FILE).read_bytes()
    return url.rpartition("/")[2]


@pytest.fixture
def database(founded_database: str, server: postgres.Postgres) -> Iterator[str]:
    """Address of a founded database of this test's own."""
    url = server.new(template=founded_database)
    yield url
    server.drop(url)


@pytest.fixture
def node(database: str, founded_database: str, tmp_path: Path) -> Iterator[Callable[[], Platform]]:
    """Opens one more app node over the test's database, with a copy of the signing key."""
    with ExitStack() as nodes:
        made: list[Platform] = []

        def more() -> Platform:
            folder = tmp_path / f"node{len(made)}"
            attach(folder, database)
            (folder / KEY_FILE).write_bytes(KEYS[founded_database])
            made.append(nodes.enter_context(Platform.open(folder, clock=streets.clock)))
            return made[-1]

        yield more


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def platform(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Platform]:
    if engine == "postgresql":
        yield request.getfixturevalue("node")()
        return
    with streets.copied(request.getfixturevalue("founded"), tmp_path / "platform") as platform:
        yield platform


@pytest.fixture
def station(platform: Platform) -> Station:
    return platform.authenticate(platform.add_workstation("一号台", streets.EAST, "A"))
