"""Snapshots of the streets: what new workstations start from instead of reading everything that ever happened.

Only files and what is said of them; how one is made needs the workstation's own code and lives in app. They are served
to workstations of their street alone. An older one stays until the next but one, for those who are just fetching it.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from commandcenter.cityplatform.blobs import PhotoRefusal
from commandcenter.sync.wire import MAX_SNAPSHOT_FRAME, BadMessage, Snapshot, parse

FOLDER: Final = "snapshots"
ABOUT: Final = "snapshot.json"
WORTH: Final = 20_000  # facts that a workstation must lack before a snapshot is worth fetching, or making
KEPT: Final = 2


class SnapshotShelf:
    """The snapshots of a platform folder. Any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / FOLDER
        self.wanted: Callable[[str], None] = lambda street: None  # called where one would help and none is young enough
        self._asking = threading.Lock()

    def newest(self, street: str, schema: int) -> Snapshot:
        """The newest of a street for stores of this schema (0: of any); one without a name where there is none."""
        for folder in reversed(self._folders(street)):
            try:
                about = parse(Snapshot, (folder / ABOUT).read_bytes())
            except (OSError, BadMessage):
                continue
            if schema in (0, about.schema):
                return about
        return Snapshot()

    def offer(self, street: str, schema: int, seq: int) -> Snapshot:
        """As `newest`; has another made in the background where the street has come far since (`seq`: its end)."""
        found = self.newest(street, schema)
        end = found.heads[street].seq if found.name else 0
        if seq - end >= WORTH:
            self.want(street)
        return found

    def want(self, street: str) -> None:
        """Have one made in the background, unless somebody is just asking for one."""
        if self._asking.acquire(blocking=False):
            try:
                self.wanted(street)
            finally:
                self._asking.release()

    def frame(self, street: str, name: str, number: str) -> bytes:
        """A frame of a snapshot, by what its number is called.

        Raises:
            PhotoRefusal: snapshot_gone.
        """
        if not (name.isalnum() and name.isascii() and number.isdecimal() and number.isascii() and len(number) < 10):
            raise PhotoRefusal("snapshot_gone")
        try:
            with (self.root / street / name / number).open("rb") as file:
                return file.read(MAX_SNAPSHOT_FRAME)
        except OSError as err:
            raise PhotoRefusal("snapshot_gone") from err

    def keep(self, street: str, frames: Iterator[bytes], about: Callable[[list[str], int], Snapshot]) -> Snapshot:
        """Write a snapshot: its frames, then what is said of it; there wholly or not at all.

        Raises:
            OSError: disk full; what was there before stays.
        """
        place = self.root / street
        coming = place / "coming"
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(parents=True)
        sums: list[str] = []
        size = 0
        for frame in frames:
            _write(coming / str(len(sums)), frame)
            sums.append(hashlib.sha256(frame).hexdigest())
            size += len(frame)
        said = about(sums, size)
        _write(coming / ABOUT, msgspec.json.encode(said))
        shutil.rmtree(place / said.name, ignore_errors=True)
        os.replace(coming, place / said.name)
        for old in self._folders(street)[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
        return said

    def _folders(self, street: str) -> list[Path]:
        """The finished ones, the oldest first: their names begin with where they end, in twelve digits."""
        try:
            return sorted(path.parent for path in (self.root / street).glob(f"s*/{ABOUT}"))
        except OSError:
            return []


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
