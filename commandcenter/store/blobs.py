"""Photos by their content (SHA-256): original, thumbnail, and what the camera said, in an encrypted file of their own.

Beside the street's store and under the same key, so that case views stay small and a backup of either can be told
apart. Which case a photo belongs to, no row here knows: facts name it. A photo is on disk before a fact names it; one
that no fact names (the process died in between, a form was given up) does no harm and is counted by verify. What waits
to be sent or fetched stands here too (photo_queue.py), and the parts of a photo that is just coming.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from commandcenter.store import pictures
from commandcenter.store.engine import Store, connect
from commandcenter.store.errors import StoreError, failure
from commandcenter.store.pictures import Pixels, Shot

BLOB_FILE = "photos.db"
SCHEMA = 2  # PRAGMA user_version of a photo store that this version reads and writes
_IN = 500
_CACHE_KB = 4_000  # a photo is read once: little of it is worth keeping
_TABLES = (
    "CREATE TABLE photo (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,"
    " media TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, thumb BLOB NOT NULL,"
    " taken TEXT NOT NULL, lon INTEGER, lat INTEGER)",
    "CREATE TABLE original (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, data BLOB NOT NULL)",
    "PRAGMA user_version = 1",
)
_TRAVEL = (  # schema 2: photos travel
    "CREATE TABLE small (hash BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID",  # thumbnails that came alone
    "CREATE TABLE travel (hash BLOB PRIMARY KEY, size INTEGER NOT NULL, seq INTEGER NOT NULL, here INTEGER NOT NULL,"
    " sent INTEGER NOT NULL DEFAULT 0, small_sent INTEGER NOT NULL DEFAULT 0, small_here INTEGER NOT NULL DEFAULT 0,"
    " wanted INTEGER NOT NULL, why TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0,"
    " again_at INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
    "CREATE INDEX ix_travel_out ON travel(seq) WHERE here = 1 AND (sent = 0 OR small_sent = 0)",
    "CREATE INDEX ix_travel_in ON travel(seq) WHERE here = 0 AND wanted = 1",
    "CREATE TABLE arriving (hash BLOB NOT NULL, at INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (hash, at))",
    "CREATE TABLE scanned (stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, fact BLOB NOT NULL) WITHOUT ROWID",
    f"PRAGMA user_version = {SCHEMA}",
)


@dataclass(frozen=True, kw_only=True)
class BlobInfo:
    """A stored photo: SHA-256 as 64 hex digits, size in bytes, media type, upright width and height in pixels."""

    hash: str
    size: int
    media: str
    width: int
    height: int


class Blobs:
    """The photos of a workstation. Any thread may ask; one writes at a time. Close it.

    The file is made with the first photo: without one there is nothing here, and that is no error.
    """

    def __init__(self, folder: Path, key: bytes, *, read_only: bool = False) -> None:
        self.path, self._key, self._read_only = folder / BLOB_FILE, key, read_only
        self._writing = threading.Lock()
        self._writer: Any = None
        self._idle: list[Any] = []  # read connections that nobody uses just now
        self._idle_lock = threading.Lock()
        self._closed = False
        self._old = False  # a file of before, opened for a look: without the tables of schema 2

    @classmethod
    def beside(cls, store: Store) -> "Blobs":
        """The photos of an open store: under its key, and read-only where it is."""
        return cls(store.folder, store._key, read_only=not store.writable)

    def put(self, data: bytes) -> BlobInfo:
        """Look at a picture and keep it, durably when it returns; the same bytes are kept once.

        Raises:
            Refused: it is no picture that is taken (pictures.look says why). Nothing was written.
            StoreError: it could not be written (disk full …). Nothing was written.
        """
        name = hashlib.sha256(data).digest()
        known = self.info(name.hex())
        if known is not None:
            return known
        seen = pictures.look(data)
        with self._write() as conn:
            keep(conn, name, data, seen)
        return BlobInfo(hash=name.hex(), size=len(data), media=seen.media, width=seen.width, height=seen.height)

    def info(self, name: str) -> BlobInfo | None:
        """What is known of a photo; None where it is not here."""
        row = self._one("SELECT size, media, width, height FROM photo WHERE hash = ?", name)
        return None if row is None else BlobInfo(hash=name, size=row[0], media=row[1], width=row[2], height=row[3])

    def get(self, name: str) -> bytes | None:
        """The original's bytes, with all that the camera wrote into it: for this workstation only. None: not here."""
        row = self._one("SELECT data FROM original WHERE hash = ?", name)
        return None if row is None else bytes(row[0])

    def thumbnail(self, name: str) -> bytes | None:
        """A small JPEG (at most pictures.THUMB_PX), upright and without metadata. None: not here.

        Where the photo itself is not here yet: the one that its workstation has made.
        """
        row = self._one("SELECT thumb FROM photo WHERE hash = ?", name)
        if row is None and not self._old:
            row = self._one("SELECT data FROM small WHERE hash = ?", name)
        return None if row is None else bytes(row[0])

    def copy(self, name: str, longest: int | None = None) -> bytes | None:
        """A JPEG for paper and export: upright, without metadata, its longer side at most `longest` pixels.

        None: not here.
        """
        data = self.get(name)
        return None if data is None else pictures.clean(data, longest)

    def pixels(self, name: str, most: int = pictures.VIEW_PIXELS) -> Pixels | None:
        """The picture decoded for the screen, of at most so many pixels; None: not here."""
        data = self.get(name)
        return None if data is None else pictures.pixels(data, most)

    def shot(self, name: str) -> Shot | None:
        """When and where it was taken, by the camera. Private: no copy, sheet or export has it; the original itself
        goes to the workstations of its street as it is."""
        row = self._one("SELECT taken, lon, lat FROM photo WHERE hash = ?", name)
        return None if row is None else Shot(taken=row[0], lon=row[1], lat=row[2])

    def missing(self, names: "set[str] | frozenset[str]") -> set[str]:
        """Which of these are not here."""
        wanted = [bytes.fromhex(name) for name in sorted(names) if is_hash(name)]
        held: set[str] = set()
        with self._reading() as conn:
            for start in range(0, len(wanted) if conn is not None else 0, _IN):
                part = wanted[start:start + _IN]
                marks = ",".join("?" * len(part))
                held.update(bytes(h).hex() for (h,) in conn.execute(
                    f"SELECT hash FROM photo WHERE hash IN ({marks})", part))
        return set(names) - held

    def names(self) -> set[str]:
        """All photos that are here."""
        with self._reading() as conn:
            return set() if conn is None else {bytes(h).hex() for (h,) in conn.execute("SELECT hash FROM photo")}

    def broken(self) -> list[str]:
        """Photos whose bytes are not those that their name promises; reads every byte."""
        found = []
        for name in sorted(self.names()):
            data = self.get(name)
            if data is None or hashlib.sha256(data).hexdigest() != name:
                found.append(name)
        return found

    def close(self) -> None:
        """Close all connections; those in use are closed when they come back."""
        with self._writing, self._idle_lock:
            for conn in (*self._idle, self._writer):  # the writer last: then the file is whole without its WAL
                if conn is not None:
                    conn.close()
            self._writer, self._idle, self._closed = None, [], True

    # -- inside -----------------------------------------------------------------------------------------------------

    def _one(self, question: str, name: str) -> Any:
        if not is_hash(name):
            return None
        with self._reading() as conn:
            return None if conn is None else conn.execute(question, (bytes.fromhex(name),)).fetchone()

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """A read connection for this thread's question; None where there is no file yet."""
        with self._idle_lock:
            conn = self._idle.pop() if self._idle else None
        if conn is None:
            if not self.path.exists():
                yield None
                return
            conn = connect(self.path, self._key, read_only=True)
            version = self._version(conn)
            if version == 0:  # somebody is just making it
                conn.close()
                yield None
                return
            self._old = version < SCHEMA and self._read_only
            if version < SCHEMA and not self._read_only:
                with self._write():
                    pass  # brings it up to date
        try:
            yield conn
        except dbapi2.Error as err:
            conn.close()
            raise failure(self.path, err) from err
        with self._idle_lock:
            if not self._closed:
                self._idle.append(conn)
                return
        conn.close()

    @contextmanager
    def _write(self) -> Iterator[Any]:
        """One transaction, whole or not at all, durable when it returns."""
        if self._read_only:
            raise StoreError("store-read-only", where=str(self.path))
        with self._writing:
            try:
                if self._writer is None:
                    self._writer = self._made()
                conn = self._writer
                conn.execute("BEGIN IMMEDIATE")
                try:
                    yield conn
                    conn.execute("COMMIT")
                except BaseException:
                    if conn.in_transaction:
                        conn.execute("ROLLBACK")
                    raise
            except dbapi2.Error as err:
                raise failure(self.path, err) from err

    def _made(self) -> Any:
        """The writer's connection; makes the tables where there are none."""
        conn = connect(self.path, self._key)
        version = self._version(conn)
        if version < SCHEMA:
            try:
                conn.execute("BEGIN IMMEDIATE")
                for statement in (*(_TABLES if version == 0 else ()), *_TRAVEL):
                    conn.execute(statement)
                conn.execute("COMMIT")
            except dbapi2.Error:
                conn.close()
                raise
        return conn

    def _version(self, conn: Any) -> int:
        conn.execute(f"PRAGMA cache_size = {-_CACHE_KB}")
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA:
            conn.close()
            raise StoreError("store-newer", where=str(self.path), version=version, known=SCHEMA)
        return version


def keep(conn: Any, name: bytes, data: bytes, seen: pictures.Looked) -> None:
    """Write a photo that was looked at, in an open transaction."""
    conn.execute(
        "INSERT OR IGNORE INTO photo(hash, size, media, width, height, thumb, taken, lon, lat)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, len(data), seen.media, seen.width, seen.height, seen.thumb, seen.shot.taken, seen.shot.lon,
         seen.shot.lat))
    conn.execute("INSERT OR IGNORE INTO original(hash, data) VALUES (?, ?)", (name, data))
    conn.execute("UPDATE travel SET here = 1, why = '', tries = 0, again_at = 0 WHERE hash = ?", (name,))
    conn.execute("DELETE FROM small WHERE hash = ?", (name,))
    conn.execute("DELETE FROM arriving WHERE hash = ?", (name,))


def is_hash(name: str) -> bool:
    """Whether a word can name a photo: 64 hex digits, small letters."""
    return len(name) == 64 and not set(name) - set("0123456789abcdef")
