"""A whole street store as frames of plain pages: cut from one store, sealed page by page into another. No network.

A frame is FRAME pages, compressed by itself, so that a download goes on after the last one that is whole. What comes
lies beside the store under the workstation's own key and takes its place only when all of it is there.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import zstandard
from sqlcipher3 import dbapi2

from commandcenter.core.facts import BrokenChain, Cursor, genesis, link
from commandcenter.store.engine import SCHEMA, STORE_FILE, connect
from commandcenter.store.errors import StoreError, failure
from commandcenter.store.page_codec import PAGE, SALT, BadPage, PageCipher

FRAME: Final = 2048  # pages: 8 MiB
MAX_FRAME: Final = FRAME * PAGE  # bytes of a frame, unpacked
SYNCED: Final = 16  # frames between two moments at which all that came is surely on the disk
COMING: Final = "street.db.coming"
_LEVEL: Final = 3


def frames(store_file: Path, key: bytes) -> Iterator[bytes]:
    """The frames of a store that nobody writes to; its pages opened and compressed.

    Raises:
        StoreError: store-broken.
    """
    try:
        conn = connect(store_file, key)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        conn.close()
    except dbapi2.Error as err:
        raise failure(store_file, err) from err
    packer = zstandard.ZstdCompressor(level=_LEVEL)
    with store_file.open("rb") as file:
        cipher = PageCipher(key, file.read(SALT))
        file.seek(0)
        first = 1
        while block := file.read(MAX_FRAME):
            try:
                plain = cipher.open(first, block)
            except BadPage as err:
                raise StoreError("store-broken", where=str(store_file)) from err
            first += FRAME
            yield packer.compress(plain)


class BadSnapshot(Exception):
    """What came is no snapshot, or not the one that was named. Reading everything is always left."""


class Incoming:
    """A store that is coming into a folder as the file `name`, frame by frame. `have` frames are there; the last few of
    them may be lost with the power, which is seen by their seals when it goes on."""

    def __init__(self, folder: Path, key: bytes, name: str = COMING) -> None:
        self._folder, self._key, self._path = folder, key, folder / name
        try:
            size = self._path.stat().st_size
        except OSError:
            size = 0
        self.have = size // MAX_FRAME
        if self.have:
            self._take_up(key)
        if not self.have:
            self._cipher = PageCipher(key, secrets.token_bytes(SALT))

    def _take_up(self, key: bytes) -> None:
        """Go on with what is there: as far as it is surely on the disk, or carries its seals."""
        with self._path.open("rb") as file:
            self._cipher = PageCipher(key, file.read(SALT))
            for number in range(self.have - self.have % SYNCED, self.have):
                file.seek(number * MAX_FRAME)
                try:
                    self._cipher.check(number * FRAME + 1, file.read(MAX_FRAME))
                except BadPage:
                    self.have = number
                    return

    def add(self, packed: bytes) -> None:
        """Seal and write the next frame, as `sealed` and `write`."""
        self.write(self.sealed(self.have, packed))

    def sealed(self, number: int, packed: bytes) -> bytes:
        """A frame (from 0 on) as it will lie in the file. Writes nothing; any thread may ask.

        Raises:
            BadSnapshot: it is no frame of a store.
        """
        try:
            with zstandard.ZstdDecompressor(max_window_size=2**24).stream_reader(packed) as reader:
                plain = reader.read(MAX_FRAME + 1)
            if len(plain) > MAX_FRAME:
                raise BadSnapshot(str(self._path))
            return self._cipher.seal(number * FRAME + 1, plain)
        except (zstandard.ZstdError, BadPage) as err:
            raise BadSnapshot(str(self._path)) from err

    def write(self, sealed: bytes) -> None:
        """Write the next frame; the last may be shorter than the others. Every SYNCED frames all is durable.

        Raises:
            StoreError: disk-full; what came before stays.
        """
        try:
            with self._path.open("r+b" if self.have else "wb") as file:
                file.seek(self.have * MAX_FRAME)
                file.write(sealed)
                file.truncate()
                file.flush()
                if (self.have + 1) % SYNCED == 0:
                    os.fsync(file.fileno())
        except OSError as err:
            raise StoreError("disk-full", where=str(self._path)) from err
        self.have += 1

    def finish(self, ends: Mapping[str, Cursor], about: Mapping[str, str]) -> None:
        """Put the store in its place, once it is seen to be one that ends where the platform says, hash by hash.

        `about`: what this workstation remembers of itself; written before the store is in its place.

        Raises:
            BadSnapshot: it is another, or damaged; then it is thrown away.
            StoreError: disk-full; what has come stays.
        """
        _sync(self._path)
        try:
            conn = connect(self._path, self._key)
            try:
                version = int(conn.execute("PRAGMA user_version").fetchone()[0])
                held = {name: Cursor(seq=seq, h=bytes(h), genesis=start) for name, seq, h, start in conn.execute(
                    "SELECT stream, seq, h, genesis FROM stream")}
                strange = conn.execute(
                    "SELECT (SELECT count(*) FROM fact WHERE seq IS NULL) + (SELECT count(*) FROM station)"
                    " + (SELECT count(*) FROM draft)").fetchone()[0]
                good = version == SCHEMA and not strange and held.items() >= dict(ends).items() and all(
                    _chained(conn, name, end) for name, end in ends.items())
                conn.executemany("INSERT INTO station(name, value) VALUES (?, ?)", list(about.items()))
                conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                conn.close()
        except (dbapi2.Error, StoreError) as err:
            self.drop()
            raise BadSnapshot(str(self._path)) from err
        if not good:
            self.drop()
            raise BadSnapshot(str(self._path))
        os.replace(self._path, self._folder / STORE_FILE)
        if os.name == "posix":
            _sync(self._folder)

    def drop(self) -> None:
        """Throw away what has come."""
        for path in (self._path, *(self._path.with_name(self._path.name + end) for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
        self.have = 0


def _sync(path: Path) -> None:
    """Have a file, or what a folder says of its files, on the disk."""
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as err:
        raise StoreError("disk-full", where=str(path)) from err


def _chained(conn: Any, name: str, end: Cursor) -> bool:
    """Whether the facts lead, hash by hash, from the stream's beginning to this end."""
    h, n = genesis(name, end.genesis), 0
    for seq, rts, verdict, body in conn.execute(
            "SELECT seq, rts, verdict, body FROM fact WHERE stream = ? AND seq IS NOT NULL ORDER BY seq", (name,)):
        if seq != n + 1:
            return False
        try:
            h, n = link(h, seq, rts, verdict, body), seq
        except BrokenChain:
            return False
    return (n, h) == (end.seq, end.h)


def sum_of(parts: list[str]) -> str:
    """One SHA-256 over the frames' own, as hex: what the platform stands for."""
    return hashlib.sha256("".join(parts).encode()).hexdigest()
