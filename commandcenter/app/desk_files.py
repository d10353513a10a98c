"""The small files that desks keep in the data folder, and those a person takes in or hands out. Knows no contents."""

import os
from pathlib import Path


class DeskFiles:
    """Files of one data folder; see desk/kept_files.py."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        path = self._folder / name
        temporary = path.with_suffix(".new")
        temporary.write_bytes(data)
        os.replace(temporary, path)

    def take_in(self, path: str, most: int) -> bytes:
        with Path(path).expanduser().open("rb") as file:
            return file.read(most + 1)

    def hand_out(self, path: str, data: bytes) -> None:
        with Path(path).expanduser().open("xb") as file:
            file.write(data)
