"""Where a desk keeps what a person set up: small named files beside the settings, and files that go from hand to hand.

No path and no form of a file here; app gives the folder (app/desk_files.py).
"""

from typing import Protocol


class KeptFiles(Protocol):
    """Small files by name. A name is a plain file name, such as saved_views.json."""

    def read(self, name: str) -> bytes | None:
        """What was kept; None where nothing was.

        Raises:
            OSError: it is there and cannot be read.
        """

    def write(self, name: str, data: bytes) -> None:
        """Keep it, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """

    def take_in(self, path: str, most: int) -> bytes:
        """A file that a person named, `most` bytes and one more of it.

        Raises:
            OSError: it cannot be read.
        """

    def hand_out(self, path: str, data: bytes) -> None:
        """Write a file that a person named; one that is there stays as it is.

        Raises:
            FileExistsError: there is such a file.
            OSError: it cannot be written.
        """


class Unkept:
    """Keeps things while the program runs, and knows no disk: for pictures and tests."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        return self._files.get(name)

    def write(self, name: str, data: bytes) -> None:
        self._files[name] = data

    def take_in(self, path: str, most: int) -> bytes:
        raise FileNotFoundError(path)

    def hand_out(self, path: str, data: bytes) -> None:
        raise PermissionError(path)
