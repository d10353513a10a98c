"""Folders for faults, on a memory disk where there is one, and a city to copy."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import city
from tests.faults.city import Ground

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder on a memory disk; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def ground(memory: Path) -> Ground:
    return city.found(memory / "ground")


@pytest.fixture
def disk(memory: Path) -> Iterator[Path]:
    """A folder of this test."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _faults_are_expected_here() -> Iterator[None]:
    """Warnings are what these tests provoke; errors still fail them."""
    log = logging.getLogger("commandcenter")
    before = log.level
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(before)
