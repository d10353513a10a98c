"""Opening the store: one encrypted SQLite file a workstation, one writer, any number of readers.

The engine is SQLCipher's build of SQLite, because it encrypts and carries the WAL-reset fix (SQLite ≥ 3.51.3).
"""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from commandcenter.store.errors import StoreError, failure

if TYPE_CHECKING:
    import sqlalchemy as sa
    from filelock import FileLock

    from commandcenter.store.turns import Turns

STORE_FILE = "street.db"
RETIRED_FILE = "retired.json"  # this workstation was moved; the folder is never opened for work again
SCHEMA = 11  # PRAGMA user_version of a store that this version reads and writes
LONGEST_WAIT_S = 30  # of a thread for another one's transaction
SQLITE = dbapi2.sqlite_version
WAL_RESET_FIX = (3, 51, 3)

if dbapi2.sqlite_version_info < WAL_RESET_FIX:
    raise ImportError(f"SQLite {dbapi2.sqlite_version} can lose data (WAL reset); at least 3.51.3 is needed")


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Any:
    """A raw connection; in WAL mode, durable at every commit.

    Raises:
        StoreError: no-store, store-broken (also: another key), store-unreachable.
    """
    mode = "ro" if read_only else "rwc"
    if read_only and not path.exists():
        raise StoreError("no-store", where=str(path))
    try:
        # autocommit: SQLAlchemy begins transactions itself
        conn = dbapi2.connect(f"file:{path.as_posix()}?mode={mode}", uri=True, timeout=10, check_same_thread=False,
                              isolation_level=None)
        conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        conn.execute("PRAGMA cipher_log_level = NONE")
        conn.execute("SELECT count(*) FROM sqlite_master")
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute("PRAGMA cache_size = -16000")
        if read_only:
            conn.execute("PRAGMA query_only = ON")
        else:
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute("PRAGMA synchronous = FULL")
    except dbapi2.Error as err:
        raise failure(path, err) from err
    except UnicodeDecodeError as err:  # tables that are broken are told with their bytes, which need be no text
        raise StoreError("store-broken", where=str(path)) from err
    return conn


class Store:
    """An open store: the writer's engine and readers of their own. Close it, or use it in a `with`."""

    def __init__(self, folder: Path, key: bytes, *, lock: "FileLock | None", turns: "Turns | None" = None) -> None:
        self.folder, self.path, self._key, self._lock = folder, folder / STORE_FILE, key, lock
        self._turns = turns
        self._engine: sa.Engine | None = None
        self._writer: sa.Connection | None = None  # kept from one transaction to the next
        self._one_at_a_time = threading.Lock()

    @property
    def key(self) -> bytes:
        """What the store's files are encrypted with; never shown, written or logged."""
        return self._key

    @property
    def writable(self) -> bool:
        """Whether this process may write: it holds the instance lock, or works beside the one that does."""
        return self._lock is not None or self._turns is not None

    @property
    def engine(self) -> "sa.Engine":
        """The writer's engine: one connection, so one writer at a time."""
        if self._engine is None:
            import sqlalchemy as sa

            self._engine = sa.create_engine(
                "sqlite://", creator=self._connect_writer, module=dbapi2, poolclass=sa.pool.QueuePool,
                pool_size=1, max_overflow=0, pool_timeout=LONGEST_WAIT_S,
            )
        return self._engine

    @contextmanager
    def write(self) -> "Iterator[sa.Connection]":
        """One transaction, whole or not at all, durable when it returns.

        Raises:
            StoreError: disk-full, store-busy, store-broken …; nothing of it was written.
        """
        with self._alone() as conn, conn.begin():
            driver: Any = conn.connection.driver_connection
            if self._turns is None:
                driver.execute("BEGIN IMMEDIATE")
            else:
                if self._lock is None:
                    self._turns.give_way()
                with self._turns:
                    driver.execute("BEGIN IMMEDIATE")
            yield conn

    @contextmanager
    def read(self) -> "Iterator[sa.Connection]":
        """One look through the writer's connection, which sees what was written last and takes no lock for it.

        Raises:
            StoreError: store-broken …
        """
        with self._alone() as conn, closing(conn.begin()):
            driver: Any = conn.connection.driver_connection
            driver.execute("BEGIN")
            yield conn

    @contextmanager
    def _alone(self) -> "Iterator[sa.Connection]":
        """The one connection that writes, for one thread at a time. After a failure the next one has it anew."""
        import sqlalchemy as sa

        if not self._one_at_a_time.acquire(timeout=LONGEST_WAIT_S):
            raise StoreError("store-busy", where=str(self.path))
        try:
            if self._writer is None:
                self._writer = self.engine.connect()
            yield self._writer
        except (sa.exc.DBAPIError, dbapi2.Error) as err:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            raise failure(self.path, err) from err
        finally:
            self._one_at_a_time.release()

    def expect_company(self) -> None:
        """Another process of this workstation is about to write too (`open_beside`): from now on it lets us go first.

        Raises:
            StoreError: disk-full, store-unreachable.
        """
        if self._turns is None:
            from commandcenter.store.turns import Turns  # not wanted before the first cases are on the screen

            try:
                self._turns = Turns(self.folder, owner=True)
            except OSError as err:
                raise StoreError("store-unreachable", where=str(self.folder)) from err

    def reader(self) -> Any:
        """A new read-only connection, for the thread that asks."""
        return connect(self.path, self._key, read_only=True)

    def close(self) -> None:
        if self._writer is not None and self._one_at_a_time.acquire(timeout=LONGEST_WAIT_S):
            self._writer.close()
            self._writer = None
            self._one_at_a_time.release()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        if self._turns is not None:
            self._turns.close()
            self._turns = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _connect_writer(self) -> Any:
        return connect(self.path, self._key)


def open_store(folder: Path, key: bytes, migrations: Path) -> Store:
    """Open (or create) the store for writing; brings its schema up to date, after a copy of the file.

    Raises:
        StoreError: in-use (another instance has it), store-newer, store-broken, disk-full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder, key, lock=_lock(folder))
    try:
        _bring_up_to_date(store, migrations)
    except BaseException:
        store.close()
        raise
    return store


def open_beside(folder: Path, key: bytes) -> Store:
    """Open the store for writing beside the process that holds the instance lock and expects us; it goes first.

    Raises:
        StoreError: store-unreachable (nobody holds it, or nobody is expected), store-newer, store-older, store-broken.
    """
    try:
        _lock(folder).release()
    except StoreError:
        pass  # as it should be: the window has it
    else:
        raise StoreError("store-unreachable", where=str(folder))
    from commandcenter.store.turns import Turns

    try:
        turns = Turns(folder, owner=False)
    except OSError as err:
        raise StoreError("store-unreachable", where=str(folder)) from err
    store = Store(folder, key, lock=None, turns=turns)
    try:
        version = _version(store.reader(), store.path)
        if version != SCHEMA:
            raise StoreError("store-older", where=str(store.path), version=version)
    except BaseException:
        store.close()
        raise
    return store


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the instance lock of a folder, for work on its files while no store is open.

    Raises:
        StoreError: in-use.
    """
    lock = _lock(folder)
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path) -> "FileLock":
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "instance.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as err:
        raise StoreError("in-use", where=str(folder)) from err
    return lock


def look_into(folder: Path, key: bytes) -> Store:
    """Open an existing store for reading only; needs no instance lock.

    Raises:
        StoreError: no-store, store-newer, store-older, store-broken.
    """
    store = Store(folder, key, lock=None)
    version = _version(store.reader(), store.path)
    if version != SCHEMA:
        raise StoreError("store-older", where=str(store.path), version=version)
    return store


def _version(conn: Any, path: Path) -> int:
    try:
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    except dbapi2.Error as err:
        raise failure(path, err) from err
    finally:
        conn.close()
    if version > SCHEMA:
        raise StoreError("store-newer", where=str(path), version=version, known=SCHEMA)
    return version


def _bring_up_to_date(store: Store, migrations: Path) -> None:
    new = not store.path.exists()
    version = _version(store._connect_writer(), store.path)
    if version == SCHEMA:
        return
    if not new:
        import shutil

        conn = store._connect_writer()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what a killed process left beside the file belongs to it
        conn.close()
        shutil.copy2(store.path, store.path.with_name(f"{STORE_FILE}.before-{SCHEMA}"))
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations / "workstation"))
    with store.write() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "head")
        conn.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
        if not new:
            from commandcenter.store.documents import read_sight
            from commandcenter.store.views import refresh_closed, refresh_open, refresh_rejected, refresh_unread

            sight = read_sight(conn)
            refresh_unread(conn, sight)
            refresh_open(conn, sight)  # who filed them, and what a newer calendar moves, was not asked before
            refresh_rejected(conn, sight)
            refresh_closed(conn, sight)
