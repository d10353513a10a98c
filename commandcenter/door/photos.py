"""The way in for photos: from a file or from bytes into the photo store, and what a screen or paper may have of them.

No fact is written here: what `take` returns is on disk, and a command names it (Command.photos).
"""

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from commandcenter.core.facts import Attachment
from commandcenter.core.rules import Refused
from commandcenter.store.blobs import Blobs
from commandcenter.store.pictures import MAX_BYTES, MAX_PIXELS, Pixels

__all__ = ["Photos", "Pixels", "read_file", "write_copy"]

ENDINGS = (".jpg", ".jpeg", ".png")
FIT_PIXELS = 4_000_000
"""What a screen needs to show a picture whole."""
MOST_WISHES = 50
T = TypeVar("T")


class Photos:
    """The photos of a workstation. Any thread may ask."""

    def __init__(self, blobs: Blobs, why: Callable[[str], str] = lambda name: "") -> None:
        """`why`: why a photo is not here yet, as a key."""
        self._blobs, self._why = blobs, why
        self._listeners: list[Callable[[str], None]] = []
        self._wishes: dict[str, None] = {}  # looked for and not here, the last first
        self._wishes_lock = threading.Lock()
        self.wished: Callable[[], None] = lambda: None  # called when somebody looks for one that is not here

    def subscribe(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Call listener with each photo that has come from elsewhere, in the thread that brought it; returns the way to
        stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def came(self, name: str) -> None:
        """A photo, or its thumbnail, has come from elsewhere and can be shown."""
        for listener in tuple(self._listeners):
            listener(name)

    def wishes(self) -> tuple[str, ...]:
        """Photos that were looked for since the last call and are not here, the latest first."""
        with self._wishes_lock:
            found, self._wishes = tuple(reversed(self._wishes)), {}
        return found

    def why(self, name: str) -> str:
        """Why a photo is not here yet, as a key; "" where nothing is known of it."""
        return self._why(name)

    def take(self, data: bytes) -> Attachment:
        """Keep a picture; on disk when it returns.

        Raises:
            Refused: it is no picture that is taken (picture-…, not-a-picture).
            StoreError: it could not be written; nothing of it was.
        """
        info = self._blobs.put(data)
        return Attachment(sha256=info.hash, size=info.size, mime=info.media)

    def held(self, name: str) -> Attachment | None:
        """A photo that was taken before, by its name; None where it is not here."""
        info = self._blobs.info(name)
        return None if info is None else Attachment(sha256=info.hash, size=info.size, mime=info.media)

    def thumbnail(self, name: str) -> bytes | None:
        """A small JPEG; None where neither the photo nor its thumbnail is here: then it is wished for."""
        return self._or_wish(name, self._blobs.thumbnail(name))

    def pixels(self, name: str, most: int = FIT_PIXELS) -> Pixels | None:
        """The picture for the screen, of at most so many pixels; None where it is not here: then it is wished for."""
        return self._or_wish(name, self._blobs.pixels(name, most))

    def copy(self, name: str, longest: int | None = None) -> bytes | None:
        """A JPEG without metadata, for paper and export; None where it is not here."""
        return self._blobs.copy(name, longest)

    def missing(self, names: set[str]) -> set[str]:
        """Which of these are not here."""
        return self._blobs.missing(names)

    def _or_wish(self, name: str, found: T | None) -> T | None:
        if found is None:
            with self._wishes_lock:
                self._wishes.pop(name, None)
                self._wishes[name] = None
                while len(self._wishes) > MOST_WISHES:
                    del self._wishes[next(iter(self._wishes))]
            self.wished()
        return found


def read_file(path: Path) -> bytes:
    """The bytes of a file that may be a picture; never more of it than a picture may have.

    Raises:
        Refused: picture-folder, picture-unreadable, picture-too-big.
    """
    try:
        about = os.stat(path)
        if stat.S_ISDIR(about.st_mode):
            raise Refused("picture-folder", where=path.name)
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device would never end
            raise Refused("picture-unreadable", where=path.name)
        if about.st_size > MAX_BYTES:
            raise Refused("picture-too-big", most=MAX_BYTES // 1024 // 1024, pixels=MAX_PIXELS // 1_000_000)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as err:  # ValueError: a zero in the path
        raise Refused("picture-unreadable", where=path.name) from err


def write_copy(data: bytes, path: Path) -> None:
    """Write a new file, whole or not at all; one that is there is left alone.

    Raises:
        OSError: it is there already, or cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
