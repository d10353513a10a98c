"""A small city for tests of faults: a platform with few documents and workstations that have joined it, made once.

Everything is copied from there; the real stores, door, rounds and platform, and nothing of them stood in for.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import httpx
import msgspec

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.web import application
from commandcenter.core.facts import CITY
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests.sync.streets import EAST, GARDEN, T0, URL

LETTERS = "ABCDE"
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Home:
    """Of a street: the folder of a workstation that knows its documents, and who may come from there."""

    station: Path
    key: bytes
    tokens: tuple[str, ...]  # by letter

    def token(self, letter: str) -> str:
        return self.tokens[LETTERS.index(letter)]


@dataclass(frozen=True, kw_only=True)
class Ground(Home):
    """Where the copies come from: folders of the platform and of a workstation, and those of a second street."""

    platform: Path
    garden: Home

    def home(self, street: str) -> Home:
        return self if street == EAST else self.garden


def found(folder: Path, letters: int = len(LETTERS)) -> Ground:
    """Make the ground: a platform with five workstations, and one workstation's store that has been there; of the
    second street two."""
    with Platform.create(folder / "platform", clock=lambda: T0) as platform:
        for stream, source in ((CITY, "city"), (EAST, EAST), (GARDEN, GARDEN)):
            for file in sorted((paths.RESOURCES / "reference" / source).glob("*.json")):
                document = msgspec.json.decode(file.read_bytes())
                body = document["body"]
                if document["name"] == "catalogue":
                    body["classes"] = body["classes"][:3]
                platform.publish(stream, document["name"], msgspec.json.encode(body))
        tokens, others = (
            tuple(platform.add_workstation(f"{letter} 台", street, letter) for letter in LETTERS[:most])
            for street, most in ((EAST, letters), (GARDEN, 2)))
        key = _joined(platform, folder / "station", EAST, tokens[0])
        garden = Home(station=folder / "garden", key=_joined(platform, folder / "garden", GARDEN, others[0]),
                      tokens=others)
    return Ground(platform=folder / "platform", station=folder / "station", key=key, tokens=tokens, garden=garden)


def _joined(platform: Platform, folder: Path, street: str, token: str) -> bytes:
    """Make a workstation's store that has been at the platform; the key of its file."""
    key = keys.create(folder, how="file")
    with open_store(folder, key, paths.MIGRATIONS) as store:
        door = Door(store, street=street, letter="A", clock=lambda: T0, new_id=uuid4)

        async def join() -> None:
            transport = httpx.ASGITransport(application(platform))
            async with Client(URL, token, clock=lambda: T0, transport=transport) as client:
                await until_quiet(door, client)

        asyncio.run(join())
        assert door.books.catalogue.classes[0].key == makes.CLASS
    return key


def copied(source: Path, to: Path) -> Path:
    """A copy of a folder whose store nobody writes to at the moment, with what lies in its write-ahead log."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(source, to, ignore=shutil.ignore_patterns("*.lock", "*-shm")))


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine function on a loop of its own."""

    async def whole() -> T:
        return await work()

    return asyncio.run(whole())
