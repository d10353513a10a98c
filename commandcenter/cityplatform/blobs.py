"""Photos of the streets by their content: which may come and go, how much of each is there, their files.

A photo may be sent and fetched once an accepted fact of the street names it, and only by workstations of that street:
so nobody learns from the platform whether another street holds the same picture. What is sent grows in a file of its
own, chunk by chunk, each on disk before it is acknowledged, and takes its name only when its hash is that name. No
picture is opened here: who fetches one looks at it before it is shown. The facts come first: photos stop before a disk
is full.
"""

import hashlib
import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.sequencer import Row
from commandcenter.cityplatform.storage import Storage
from commandcenter.cityplatform.tables import photo
from commandcenter.sync.wire import MAX_CHUNK, MAX_PHOTO, MAX_THUMB, Held

FOLDER: Final = "photos"
LENT: Final = ".from"  # beside a photo: the street that lent it with a case
QUOTA: Final = 500 * 1024**3  # bytes of one street's photos
SPARE: Final = 512 * 1024**2  # bytes of the disk that are left to the facts
_HEX: Final = frozenset("0123456789abcdef")
_IN: Final = 500


class PhotoRefusal(Exception):
    """A photo's bytes that are not taken or not given. The key is for words.

    Keys: photo_unknown, photo_offset (have: where to go on), photo_damaged, photo_quota, too_large.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


class PhotoShelf:
    """The photos of a platform folder. Any thread may ask; one at a time adds to a photo."""

    def __init__(self, files: Storage, *, quota: int = QUOTA, spare: int = SPARE) -> None:
        self._files, self._quota, self._spare = files, quota, spare
        self._root = files.folder / FOLDER
        self._locks: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)
        self._locks_lock = threading.Lock()

    def held(self, street: str, names: Sequence[str]) -> list[Held]:
        """How much of these photos of a street is here, in order."""
        sizes: dict[str, int] = {}
        wanted = [bytes.fromhex(name) for name in names if is_name(name)]
        with self._files.read() as conn:
            for start in range(0, len(wanted), _IN):
                sizes.update((h.hex(), size) for h, size in conn.execute(
                    sa.select(photo.c.hash, photo.c.size)
                    .where(photo.c.street == street, photo.c.hash.in_(wanted[start:start + _IN]))))
        return [self._held(street, name, sizes[name]) if name in sizes else Held(0, 0) for name in names]

    def add(self, street: str, name: str, offset: int, data: bytes, checksum: str) -> Held:
        """Take the next chunk of a photo; on disk when it returns. The last one makes it whole.

        Raises:
            PhotoRefusal: photo_unknown, photo_offset, photo_damaged (the chunk, or the whole: it starts anew),
                photo_quota, too_large.
            PlatformError: disk_full; nothing of the chunk counts.
        """
        self._check(data, checksum, MAX_CHUNK)
        size = self._size(street, name)
        with self._locked(street, name):
            held = self._held(street, name, size)
            if held.have == size:
                return held
            if offset != held.have:
                raise PhotoRefusal("photo_offset", have=held.have)
            if offset + len(data) > size or not data:
                raise PhotoRefusal("photo_damaged", have=held.have)
            self._room(street, size if offset == 0 else 0, len(data))
            part = self._part(street, name)
            try:
                part.parent.mkdir(parents=True, exist_ok=True)
                with part.open("r+b" if offset else "wb") as file:
                    file.seek(offset)
                    file.write(data)
                    file.truncate()
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as err:
                raise PlatformError("disk_full", where=str(part)) from err
            if offset + len(data) == size:
                self._finish(street, name, part)
            return self._held(street, name, size)

    def add_thumb(self, street: str, name: str, data: bytes, checksum: str) -> Held:
        """Take the thumbnail that a photo's workstation has made; the first stays.

        Raises:
            PhotoRefusal: photo_unknown, photo_damaged, too_large.
            PlatformError: disk_full.
        """
        self._check(data, checksum, MAX_THUMB)
        size = self._size(street, name)
        with self._locked(street, name):
            path = self._path(street, name, ".thumb")
            if not path.exists():
                self._room(street, 0, len(data))
                part = path.with_name(path.name + ".part")
                try:
                    part.parent.mkdir(parents=True, exist_ok=True)
                    with part.open("wb") as file:
                        file.write(data)
                        file.flush()
                        os.fsync(file.fileno())
                    _rename(part, path)
                except OSError as err:
                    raise PlatformError("disk_full", where=str(path)) from err
            return self._held(street, name, size)

    def lend(self, owner: str, street: str, name: str) -> None:
        """Let a street have a photo of another one, with a case that is handed over; durable when it returns.

        The file follows when somebody asks for it: it may not have come from its own street yet.

        Raises:
            PlatformError: disk_full.
        """
        if not is_name(name) or owner == street:
            return
        path = self._path(street, name, LENT)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ".part")
            with part.open("w", encoding="ascii") as file:
                file.write(owner)
                file.flush()
                os.fsync(file.fileno())
            _rename(part, path)
        except OSError as err:
            raise PlatformError("disk_full", where=str(path)) from err

    def _borrow(self, street: str, name: str, asked: frozenset[str] = frozenset()) -> None:
        """Bring the files of a photo that was lent to a street, as far as its own street has them."""
        own = self._path(street, name)
        if own.exists() and self._path(street, name, ".thumb").exists():
            return
        try:
            owner = self._path(street, name, LENT).read_text("ascii")
        except OSError:
            return
        if not owner.isdigit() or owner in asked:
            return
        self._borrow(owner, name, asked | {street})
        for ending in ("", ".thumb"):
            theirs, mine = self._path(owner, name, ending), self._path(street, name, ending)
            if mine.exists() or not theirs.exists():
                continue
            part = mine.with_name(f"{mine.name}.lent")
            try:
                part.unlink(missing_ok=True)
                try:
                    os.link(theirs, part)
                except OSError:  # another file system
                    shutil.copyfile(theirs, part)
                _rename(part, mine)
            except OSError as err:
                raise PlatformError("disk_full", where=str(mine)) from err

    def read(self, street: str, name: str, start: int, length: int) -> tuple[bytes, int]:
        """Bytes of a whole photo, MAX_CHUNK at most, and how many it has.

        Raises:
            PhotoRefusal: photo_unknown, where the street has no such photo, or not all of it yet; photo_offset, behind
                its end.
        """
        size = self._size(street, name)
        self._borrow(street, name)
        if not (0 <= start < size and length > 0):
            raise PhotoRefusal("photo_offset", have=size)
        try:
            with self._path(street, name).open("rb") as file:
                file.seek(start)
                return file.read(min(length, MAX_CHUNK)), size
        except OSError as err:
            raise PhotoRefusal("photo_unknown") from err

    def thumb(self, street: str, name: str) -> bytes:
        """A photo's thumbnail.

        Raises:
            PhotoRefusal: photo_unknown.
        """
        self._size(street, name)
        self._borrow(street, name)
        try:
            return self._path(street, name, ".thumb").read_bytes()
        except OSError as err:
            raise PhotoRefusal("photo_unknown") from err

    # -- inside -----------------------------------------------------------------------------------------------------

    def _locked(self, street: str, name: str) -> threading.Lock:
        with self._locks_lock:
            return self._locks[street, name]

    def _size(self, street: str, name: str) -> int:
        """The bytes that an accepted fact of the street gives to this photo."""
        if is_name(name):
            with self._files.read() as conn:
                size = conn.execute(
                    sa.select(photo.c.size)
                    .where(photo.c.street == street, photo.c.hash == bytes.fromhex(name))).scalar()
            if size is not None:
                return int(size)
        raise PhotoRefusal("photo_unknown")

    def _held(self, street: str, name: str, size: int) -> Held:
        self._borrow(street, name)
        thumb = self._path(street, name, ".thumb").exists()
        if self._path(street, name).exists():
            return Held(size, size, thumb)
        try:
            have = self._part(street, name).stat().st_size
        except OSError:
            have = 0
        return Held(size, min(have, size - 1), thumb)  # all of it only under its name

    def _check(self, data: bytes, checksum: str, most: int) -> None:
        if len(data) > most:
            raise PhotoRefusal("too_large", limit=most)
        if hashlib.sha256(data).hexdigest() != checksum:
            raise PhotoRefusal("photo_damaged")

    def _room(self, street: str, new: int, now: int) -> None:
        """Raises PhotoRefusal or PlatformError where there is no room for another photo, or for these bytes."""
        if new:
            with self._files.read() as conn:
                used = conn.execute(
                    sa.select(sa.func.sum(photo.c.size)).where(photo.c.street == street, photo.c.whole == 1)).scalar()
            if int(used or 0) + new > self._quota:
                raise PhotoRefusal("photo_quota", most=self._quota // 1024**2)
        if shutil.disk_usage(self._files.folder).free < self._spare + now:
            raise PlatformError("disk_full", where=str(self._root))

    def _finish(self, street: str, name: str, part: Path) -> None:
        """Give a photo its name, where its bytes deserve it; throw them away where not."""
        digest = hashlib.sha256()
        with part.open("rb") as file:
            while block := file.read(MAX_CHUNK):
                digest.update(block)
        if digest.hexdigest() != name:
            part.unlink()
            raise PhotoRefusal("photo_damaged", have=0)
        try:
            _rename(part, self._path(street, name))
        except OSError as err:
            raise PlatformError("disk_full", where=str(part)) from err
        with self._files.write() as conn:
            conn.execute(sa.update(photo).where(photo.c.street == street, photo.c.hash == bytes.fromhex(name))
                         .values(whole=1))

    def _path(self, street: str, name: str, ending: str = "") -> Path:
        return self._root / street / name[:2] / f"{name}{ending}"

    def _part(self, street: str, name: str) -> Path:
        return self._path(street, name, ".part")


def name_photos(conn: sa.Connection, street: str, rows: Sequence[Row]) -> None:
    """Let the photos of these facts come, where they were accepted; in the transaction that appends them."""
    named = {bytes.fromhex(part.sha256): part.size for row in rows if not row.verdict for part in row.fact.att
             if is_name(part.sha256) and 0 < part.size <= MAX_PHOTO}
    ordered = list(named)
    for start in range(0, len(ordered), _IN):
        asked = ordered[start:start + _IN]
        known = set(conn.execute(
            sa.select(photo.c.hash).where(photo.c.street == street, photo.c.hash.in_(asked))).scalars())
        new = [{"street": street, "hash": name, "size": named[name]} for name in asked if name not in known]
        if new:
            conn.execute(sa.insert(photo), new)


def is_name(name: str) -> bool:
    """Whether a word can name a photo: 64 hex digits, small letters. No other word becomes part of a path."""
    return len(name) == 64 and not set(name) - _HEX


def _rename(part: Path, path: Path) -> None:
    """Put a file in its place, so that it is there after a power cut too."""
    os.replace(part, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
