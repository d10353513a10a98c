"""Whose turn it is to write, where two processes of one workstation write: the window's commands go first.

SQLite lets one write at a time and has the other try again after pauses, in no order. So the process of the window
raises a flag while it waits, and a process beside it (`engine.open_beside`) begins nothing new as long as it stands.
The flag is one byte of a small file that both have mapped: to look at it costs nothing.
"""

import mmap
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

TURNS_FILE = "turns"
PAUSE_S: Final = 0.001
LONGEST_S: Final = 1.0  # a flag that nobody takes down again holds nobody up for longer


class Turns:
    """The flag of a data folder. In a `with` it is up: the window's process waits for its turn."""

    def __init__(self, folder: Path, *, owner: bool) -> None:
        """
        Raises:
            OSError: the file cannot be made, or is not there yet.
        """
        self._path, self._owner = folder / TURNS_FILE, owner
        if owner:
            self._path.write_bytes(b"\0")
        with self._path.open("r+b") as file:
            self._flag = mmap.mmap(file.fileno(), 1)

    def __enter__(self) -> Self:
        if self._owner:
            self._flag[0] = 1
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None) -> None:
        if self._owner:
            self._flag[0] = 0

    def give_way(self) -> None:
        """Wait while the window's process waits."""
        until = time.monotonic() + LONGEST_S
        while self._flag[0] and time.monotonic() < until:
            time.sleep(PAUSE_S)

    def close(self) -> None:
        self._flag.close()
        if self._owner:
            self._path.unlink(missing_ok=True)
