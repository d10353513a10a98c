"""The way in for photos: from a file or from bytes into the photo store, and what a screen or paper may have of them.

No fact is written here: what `take` returns is on disk, and a command names it (Command.photos).
"""

import os
import stat
from pathlib import Path

from commandcenter.core.facts import Attachment
from commandcenter.core.rules import Refused
from commandcenter.store.blobs import Blobs
from commandcenter.store.pictures import MAX_BYTES, MAX_PIXELS, Pixels

__all__ = ["Photos", "Pixels", "read_file", "write_copy"]

ENDINGS = (".jpg", ".jpeg", ".png")
FIT_PIXELS = 4_000_000
"""What a screen needs to show a picture whole."""


class Photos:
    """The photos of a workstation. Any thread may ask."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

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
        """A small JPEG; None where the photo is not here."""
        return self._blobs.thumbnail(name)

    def pixels(self, name: str, most: int = FIT_PIXELS) -> Pixels | None:
        """The picture for the screen, of at most so many pixels; None where it is not here."""
        return self._blobs.pixels(name, most)

    def copy(self, name: str, longest: int | None = None) -> bytes | None:
        """A JPEG without metadata, for paper and export; None where it is not here."""
        return self._blobs.copy(name, longest)

    def missing(self, names: set[str]) -> set[str]:
        """Which of these are not here."""
        return self._blobs.missing(names)


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
