"""The platform's folder: one SQLite file, its lock, its schema. The other engine is in postgres.py.

The engine is SQLCipher's build of SQLite, without a key: it carries the WAL-reset fix (SQLite ≥ 3.51.3) that
Python's own may lack. What the tables mean is in tables.py, what is written to them in streams.py.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2

from commandcenter.paths import MIGRATIONS

FILE = "platform.db"
SCHEMA = 6  # PRAGMA user_version of a file that this version reads and writes
WAL_RESET_FIX = (3, 51, 3)

if dbapi2.sqlite_version_info < WAL_RESET_FIX:
    raise ImportError(f"SQLite {dbapi2.sqlite_version} can lose data (WAL reset); at least 3.51.3 is needed")


class PlatformError(Exception):
    """The platform's tables cannot be used, or could not be written. Nothing that was accepted is lost.

    Keys: platform_missing, platform_exists, platform_in_use, platform_newer, platform_older, platform_broken,
    platform_read_only, platform_unreachable, platform_busy, platform_key_missing,
    platform_key_unreadable, disk_full; of a PostgreSQL: database_url,
    database_password, database_unreachable, database_refused, database_unfit.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


_FAILURES = (  # words of the engine → our key
    ("full", "disk_full"), ("disk i/o", "disk_full"), ("locked", "platform_busy"), ("malformed", "platform_broken"),
    ("not a database", "platform_broken"), ("readonly", "platform_read_only"),
    ("unable to open", "platform_unreachable"),
    ("no such table", "platform_broken"), ("no such column", "platform_broken"),
    ("could not decode", "platform_broken"),
)
_NO_WORDS = "malformed: it is told with bytes that are no text"  # where SQLite's own sentence cannot be read


def failure(path: Path, err: Exception) -> Exception:
    """The PlatformError for an engine error, or the error itself where it is a bug of ours."""
    words = str(getattr(err, "orig", err)).lower()
    key = next((key for part, key in _FAILURES if part in words), None)
    return err if key is None else PlatformError(key, where=str(path))


class Files:
    """The open file: one writer, some readers that each see one moment."""

    shared = False

    def __init__(self, folder: Path, *, lock: FileLock | None, beside: bool = False) -> None:
        """`beside`: writes without the lock, for an administrator while the platform's process serves."""
        self.folder, self.path, self._lock = folder, folder / FILE, lock
        self.where = str(self.path)
        writes = lock is not None or beside
        self._writer = _engine(self.path, "BEGIN IMMEDIATE", mode="rwc", size=1) if writes else None
        # a reader of a WAL needs its shared memory file, so it opens for writing and is forbidden to
        self._readers = _engine(self.path, "BEGIN", mode="rw", size=4)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction, whole or not at all, durable when it ends.

        Raises:
            PlatformError: disk_full, platform_read_only …; nothing of it was written.
        """
        if self._writer is None:
            raise PlatformError("platform_read_only", where=str(self.path))
        try:
            with self._writer.begin() as conn:
                yield conn
        except sa.exc.TimeoutError as err:  # the one connection that writes was not free
            raise PlatformError("platform_busy", where=str(self.path)) from err
        except (sa.exc.DBAPIError, dbapi2.Error) as err:
            raise failure(self.path, err) from err

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One moment of the file."""
        try:
            with self._readers.connect() as conn:
                yield conn
        except (sa.exc.DBAPIError, dbapi2.Error) as err:
            raise failure(self.path, err) from err

    look = read

    def close(self) -> None:
        self._readers.dispose()
        if self._writer is not None:
            self._writer.dispose()
        if self._lock is not None:
            self._lock.release()


def open_files(folder: Path, *, create: bool) -> Files:
    """Open a platform's folder for writing; brings its schema up to date, after a copy of the file.

    Raises:
        PlatformError: platform_missing, platform_exists, platform_in_use, platform_newer, platform_broken, disk_full.
    """
    path = folder / FILE
    if create and path.exists():
        raise PlatformError("platform_exists", where=str(path))
    if not create and not path.exists():
        raise PlatformError("platform_missing", where=str(path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise PlatformError("platform_unreachable", where=str(folder)) from err
    lock = FileLock(folder / "platform.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as err:
        raise PlatformError("platform_in_use", where=str(folder)) from err
    try:
        _bring_up_to_date(path)
    except BaseException:
        lock.release()
        raise
    return Files(folder, lock=lock)


def look_into(folder: Path, *, beside: bool = False) -> Files:
    """Open an existing platform's folder for reading only; needs no lock, also while its process runs.

    `beside`: for an administrator's few writes too. Every one is a transaction of its own, as between two nodes.

    Raises:
        PlatformError: platform_missing, platform_newer, platform_older, platform_broken.
    """
    path = folder / FILE
    if not path.exists():
        raise PlatformError("platform_missing", where=str(path))
    version = _version(path)
    if version != SCHEMA:
        raise PlatformError("platform_older", where=str(path), version=version, known=SCHEMA)
    return Files(folder, lock=None, beside=beside)


def _connect(path: Path, mode: str) -> Any:
    # isolation_level None: SQLAlchemy says BEGIN itself
    conn = dbapi2.connect(f"file:{path.as_posix()}?mode={mode}", uri=True, timeout=10, check_same_thread=False,
                          isolation_level=None)
    try:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA temp_store = MEMORY")
        if mode != "rwc":
            conn.execute("PRAGMA query_only = ON")
    except UnicodeDecodeError as err:
        conn.close()
        raise dbapi2.DatabaseError(_NO_WORDS) from err
    except BaseException:
        conn.close()
        raise
    return conn


def _engine(path: Path, begin: str, *, mode: str, size: int) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://", creator=lambda: _connect(path, mode), module=dbapi2, poolclass=sa.pool.QueuePool,
        pool_size=size, max_overflow=0 if mode == "rwc" else -1, pool_timeout=30,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(conn: sa.Connection) -> None:
        driver: Any = conn.connection.driver_connection  # as it is: SQLAlchemy takes ten times as long to say it
        driver.execute(begin)

    @sa.event.listens_for(engine, "handle_error")
    def _say(seen: sa.engine.ExceptionContext) -> None:
        if isinstance(seen.original_exception, UnicodeDecodeError):
            raise dbapi2.DatabaseError(_NO_WORDS) from seen.original_exception

    return engine


def _version(path: Path) -> int:
    try:
        with closing(_connect(path, "rw" if path.exists() else "rwc")) as conn:
            version = int(conn.execute("PRAGMA user_version").fetchone()[0])
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error as err:
        raise failure(path, err) from err
    if version > SCHEMA:
        raise PlatformError("platform_newer", where=str(path), version=version, known=SCHEMA)
    return version


def _bring_up_to_date(path: Path) -> None:
    new = not path.exists()
    version = _version(path)
    if version == SCHEMA:
        return
    if not new:
        _copy(path, path.with_name(f"{FILE}.before-{SCHEMA}"))
    engine = _engine(path, "BEGIN IMMEDIATE", mode="rwc", size=1)
    try:
        with engine.begin() as conn:
            migrations(conn)
            conn.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
    except (sa.exc.DBAPIError, dbapi2.Error) as err:
        raise failure(path, err) from err
    finally:
        engine.dispose()


def migrations(conn: sa.Connection) -> None:
    """Run what is missing of db/platform, in the transaction of the caller; the same for both engines."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / "platform").replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def _copy(path: Path, to: Path) -> None:
    """A whole copy, with what still lies in the write-ahead log."""
    to.unlink(missing_ok=True)
    try:
        with closing(_connect(path, "rwc")) as conn:
            conn.execute("VACUUM INTO ?", (str(to),))
    except dbapi2.Error as err:
        raise failure(to, err) from err
