"""Power cuts: what the product's own engine writes is recorded below it, and a disk as a cut leaves it is made of that.

SQLite hands every write, truncation and sync to its VFS. The engine's default VFS is found through the engine's own
library, and the methods of its files are replaced by ones that write down what passes and then do it (ctypes; no other
engine, no compiler, nothing in the product). A cut at a moment keeps of each file what its last sync before covers; of
what was written after that, each write may be there, be missing, or be torn at a sector.
"""

import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3._sqlite3 as engine

SECTOR = 512
FULL = 13  # SQLITE_FULL
_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _INT), ("size_of_file", _INT), ("longest_path", _INT), ("next", _POINTER),
        ("name", ctypes.c_char_p), ("data", _POINTER), ("open", _POINTER), ("delete", _POINTER))


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", _INT), ("close", _POINTER), ("read", _POINTER), ("write", _POINTER), ("truncate", _POINTER),
        ("sync", _POINTER), *((f"other{n}", _POINTER) for n in range(13)))


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


@dataclass(frozen=True)
class Step:
    """One thing that reached the disk: write, truncate, sync, delete; or `told`, that somebody was told something."""

    kind: str
    path: str = ""
    offset: int = 0
    content: bytes = b""
    told: Any = None


class Recorder:
    """All that is written below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.steps = folder, list[Step]()
        self.room: int | None = None  # bytes that may still be written; None: as many as you like
        self._paths: dict[int, str] = {}
        self._kept: list[Any] = []  # what C points to must stay
        self._methods: dict[int, Any] = {}

    def told(self, what: Any) -> None:
        """Somebody relies on this from now on."""
        self.steps.append(Step("told", told=what))

    @contextmanager
    def recording(self) -> Iterator[None]:
        library = ctypes.CDLL(engine.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        vfs = library.sqlite3_vfs_find(None).contents
        opened, deleted = vfs.open, vfs.delete
        really_open, really_delete = _OPEN(opened), _DELETE(deleted)

        def open_(its: int, name: int | None, file: int, flags: int, out: int | None) -> int:
            code = really_open(its, name, file, flags, out)
            path = ctypes.string_at(name).decode() if name else ""
            if code == 0 and path.startswith(str(self.folder)):
                self._paths[file] = path
                self._tap(ctypes.cast(file, ctypes.POINTER(_File)).contents)
            return int(code)

        def delete(its: int, name: int, sync: int) -> int:
            code = really_delete(its, name, sync)
            path = ctypes.string_at(name).decode()
            if code == 0 and path.startswith(str(self.folder)):
                self.steps.append(Step("delete", path))
            return int(code)

        ours = (_OPEN(open_), _DELETE(delete))
        self._kept += [ours, really_open, really_delete]
        vfs.open, vfs.delete = (ctypes.cast(f, _POINTER).value for f in ours)
        try:
            yield
        finally:
            vfs.open, vfs.delete = opened, deleted

    def _tap(self, file: _File) -> None:
        at = ctypes.addressof(file.methods.contents)
        if at not in self._methods:
            real = _Methods.from_buffer_copy(file.methods.contents)
            write, truncate, sync = _WRITE(real.write), _TRUNCATE(real.truncate), _SYNC(real.sync)

            def written(its: int, content: int, size: int, offset: int) -> int:
                if self.room is not None:
                    self.room -= size
                    if self.room < 0:
                        return FULL
                self.steps.append(Step("write", self._paths[its], offset, ctypes.string_at(content, size)))
                return int(write(its, content, size, offset))

            def truncated(its: int, size: int) -> int:
                self.steps.append(Step("truncate", self._paths[its], size))
                return int(truncate(its, size))

            def synced(its: int, flags: int) -> int:
                code = int(sync(its, flags))
                self.steps.append(Step("sync", self._paths[its]))
                return code

            ours = (_WRITE(written), _TRUNCATE(truncated), _SYNC(synced))
            tapped = _Methods.from_buffer_copy(real)
            tapped.write, tapped.truncate, tapped.sync = (ctypes.cast(f, _POINTER).value for f in ours)
            self._methods[at] = tapped
            self._kept += [ours, write, truncate, sync]
        file.methods = ctypes.pointer(self._methods[at])

    def lost(self, before: Path, to: Path, at: int, dice: random.Random) -> list[Any]:
        """Make of the folder `before` the folder `to` as a cut after `at` steps leaves it; what was told by then."""
        steps = self.steps[:at]
        synced = {step.path: n for n, step in enumerate(steps) if step.kind == "sync"}
        files = {str(file): bytearray(file.read_bytes()) for file in before.rglob("*") if file.is_file()}
        files = {name.replace(str(before), str(self.folder), 1): content for name, content in files.items()}
        for n, step in enumerate(steps):
            if step.kind in ("told", "sync"):
                continue
            sure = n < synced.get(step.path, -1)
            fate = 0.0 if sure else dice.random()
            if fate > 0.66:
                continue  # it never reached the disk
            if step.kind == "delete":
                files.pop(step.path, None)
                continue
            file = files.setdefault(step.path, bytearray())
            if step.kind == "truncate":
                del file[step.offset:]
                continue
            content = step.content
            if fate > 0.33:  # torn: some of its sectors
                content = content[:SECTOR * dice.randint(0, len(content) // SECTOR)]
            if len(file) < step.offset:
                file += bytes(step.offset - len(file))
            file[step.offset:step.offset + len(content)] = content
        for name, content in files.items():
            if not name.endswith(("-shm", ".lock")):
                out = Path(name.replace(str(self.folder), str(to), 1))
                out.parent.mkdir(parents=True, exist_ok=True)
                out.write_bytes(content)
        return [step.told for step in steps if step.kind == "told"]
