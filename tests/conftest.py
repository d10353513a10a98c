"""Fixtures for every room: a clock that stands still, a migrated store by copy, a door with documents."""

import gc
import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from commandcenter import paths  # noqa: E402
from commandcenter.door.door import Door  # noqa: E402
from commandcenter.store import keys  # noqa: E402
from commandcenter.store.engine import Store, open_store  # noqa: E402
from commandcenter.store.queries import Queries  # noqa: E402
from tests import makes  # noqa: E402

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


class Clock:
    """Stands still until moved; ms UTC."""

    def __init__(self) -> None:
        self.at = makes.T0

    def __call__(self) -> int:
        return self.at

    def forward(self, *, minutes: float = 0, hours: float = 0) -> None:
        self.at += round(minutes * makes.MINUTE + hours * makes.HOUR)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all reference documents: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("master")
    key = keys.create(folder, how="file")
    with open_store(folder, key, paths.MIGRATIONS) as store:
        door = Door(store, street=makes.STREET, letter="A", clock=lambda: makes.T0, new_id=uuid4)
        for stream in (makes.city(), makes.street_documents()):
            door.adopt(stream.stream, stream.entries, stream.head)
    return folder


@pytest.fixture
def folder(master: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(master, tmp_path / "station"))


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        yield store


@pytest.fixture
def door(store: Store, clock: Clock) -> Door:
    return Door(store, street=makes.STREET, letter="A", clock=clock, new_id=uuid4)


@pytest.fixture
def queries(store: Store) -> Iterator[Queries]:
    queries = Queries(store.reader())
    yield queries
    queries.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what could not be tested because a program is not installed."""
    reasons = {report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", [])
               if isinstance(report.longrepr, tuple)}
    for reason in sorted(reason for reason in reasons if "is not installed" in reason):
        terminalreporter.write_line(f"*** {reason} ***", red=True, bold=True)


class _Loud(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        pytest.fail(f"{record.levelname} logged and not expected: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or worse in the log fails the test, unless it asks for `caplog` and checks it."""
    handler = _Loud(logging.WARNING)
    if "caplog" not in request.fixturenames:
        logging.getLogger("commandcenter").addHandler(handler)
    yield
    logging.getLogger("commandcenter").removeHandler(handler)


@pytest.fixture(autouse=True)
def _deferred_deletes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Deliver Qt's deferred deletes after each test of a window: left over they crash a later one.

    What is alive after that is no garbage of this test: the collector need not look at all modules after every other.
    """
    yield
    if "qapp" in request.fixturenames or "qtbot" in request.fixturenames:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        gc.freeze()
