"""The platform's tables in PostgreSQL: connections, transactions, schema, and what its failures mean for us.

Any number of app nodes share one database: what two of them could disagree on lies in it; a street's row is its lock.
The same tables as in files.py's SQLite file; what is written to them is in streams.py.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict

from commandcenter.cityplatform.files import SCHEMA, PlatformError, migrations

log = logging.getLogger(__name__)

OLDEST: Final = 150_000  # server_version_num of PostgreSQL 15
CONNECTIONS: Final = 8  # of a node for writing, and as many for reading
_PATIENCE_S: Final = 30  # for a free connection
_MIGRATING: Final = 7_315_002  # advisory lock: nodes that start together bring the schema up to date one by one
_CONNECT: Final[dict[str, Any]] = {  # a leader that lost its power says nothing: these notice it within seconds
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 15_000, "application_name": "commandcenter",
}
_LIMITS: Final = (
    "SET lock_timeout = '10s'; SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s'")
ANSWER_S: Final = 15.0  # the longest wait for one answer: a leader that hangs keeps its connections open for ever
_SHUT: Final = ("authentication failed", "no password", "does not exist", "pg_hba")  # words of a server that refuses

_FAILURES: Final = (  # how an SQLSTATE begins → our key
    ("53100", "disk_full"), ("53", "platform_busy"), ("55P03", "platform_busy"), ("40", "platform_busy"),
    ("57014", "platform_busy"), ("57", "database_unreachable"), ("08", "database_unreachable"),
    ("58030", "disk_full"), ("25006", "database_unreachable"),  # a standby: the leader has moved
    ("28", "database_refused"), ("3D", "database_refused"), ("42501", "database_refused"), ("42P01", "platform_broken"),
    ("42703", "platform_broken"), ("XX00", "platform_broken"),
)


def shown(url: str) -> str:
    """The database's address for people: where and which, without user or password."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return "postgresql"
    return f"postgresql://{parts.get('host', '')}/{parts.get('dbname', '')}"


def checked(url: str) -> str:
    """The address, fit to be kept in a file.

    Raises:
        PlatformError: database_url (no address of a PostgreSQL), database_password (it holds the password).
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as err:
        raise PlatformError("database_url") from err
    if not url.startswith(("postgresql://", "postgres://")) or not url.isprintable():
        raise PlatformError("database_url")
    if parts.get("password"):
        raise PlatformError("database_password", where=shown(url))
    return url


def failure(where: str, err: Exception) -> Exception:
    """The PlatformError for an engine error, or the error itself where it is a bug of ours."""
    cause = getattr(err, "orig", None) or err
    state = getattr(cause, "sqlstate", None) or ""
    key = next((key for part, key in _FAILURES if state.startswith(part)), None)
    if key is None and not state and isinstance(cause, psycopg.OperationalError):
        refused = any(words in str(cause) for words in _SHUT)
        key = "database_refused" if refused else "database_unreachable"
    if key is None:
        return err
    log.warning("database: %s", str(cause).replace("\n", " ")[:300])
    return PlatformError(key, where=where)


class _Impatient(psycopg.Connection[Any]):
    """A connection that gives up, for good, on a server that does not answer."""

    patience_s: float | None = ANSWER_S

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, self.patience_s if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as err:
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer within {self.patience_s} s") from err


class Database:
    """An open database, with the face of files.Files. Each writer locks the row of the stream it writes to."""

    shared = True

    def __init__(self, url: str, folder: Path, *, writes: bool) -> None:
        self.folder, self.where, self._url = folder, shown(url), url
        self._writer = self._engine("READ COMMITTED", writes=True) if writes else None
        # one moment a look: another node may append between two statements
        self._readers = self._engine("REPEATABLE READ", writes=False)

    def _engine(self, isolation: str, *, writes: bool) -> sa.Engine:
        def connect() -> "psycopg.Connection[Any]":
            conn = _Impatient.connect(self._url, **_CONNECT, target_session_attrs="read-write")
            try:
                conn.execute(_LIMITS)
                conn.commit()
                conn.read_only = not writes
            except BaseException:
                conn.close()
                raise
            return conn

        return sa.create_engine(
            "postgresql+psycopg://", creator=connect, isolation_level=isolation, pool_size=CONNECTIONS, max_overflow=0,
            pool_timeout=_PATIENCE_S, pool_use_lifo=True, pool_recycle=1800,
        )

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction, whole or not at all, durable (and on the synchronous standby) when it ends.

        Raises:
            PlatformError: disk_full, platform_busy, database_unreachable …; nothing of it was answered for.
        """
        if self._writer is None:
            raise PlatformError("platform_read_only", where=self.where)
        with self._named(), self._writer.begin() as conn:
            yield conn

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One moment of the database."""
        with self._named(), self._readers.connect() as conn:
            yield conn

    @contextmanager
    def look(self) -> Iterator[sa.Connection]:
        """For one statement: no transaction around it, so one way to the server instead of three."""
        with self._named(), self._readers.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            yield conn

    def close(self) -> None:
        self._readers.dispose()
        if self._writer is not None:
            self._writer.dispose()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.TimeoutError as err:
            raise PlatformError("platform_busy", where=self.where) from err
        except (sa.exc.DBAPIError, psycopg.Error) as err:
            found = failure(self.where, err)
            if getattr(found, "key", "") == "database_unreachable":  # the other connections lead to the same server
                for engine in (self._readers, self._writer):
                    if engine is not None:
                        engine.dispose()
            raise found from err


def open_database(url: str, folder: Path, *, create: bool) -> Database:
    """Open a platform's database for writing; brings its schema up to date.

    Raises:
        PlatformError: platform_missing, platform_exists, platform_newer, database_unfit, database_refused,
            database_unreachable …
    """
    database = Database(url, folder, writes=True)
    try:
        with database.write() as conn:
            _fit(conn, database.where)
            raw: Any = conn.connection.driver_connection
            raw.patience_s = None  # a migration may take its time
            conn.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
            version = _version(conn, database.where)
            if create and version:
                raise PlatformError("platform_exists", where=database.where)
            if not create and not version:
                raise PlatformError("platform_missing", where=database.where)
            if version != SCHEMA:
                migrations(conn)
        raw.patience_s = ANSWER_S
    except BaseException:
        database.close()
        raise
    return database


def look_into_database(url: str, folder: Path) -> Database:
    """Open an existing platform's database for reading only.

    Raises:
        PlatformError: platform_missing, platform_newer, platform_older, database_unreachable …
    """
    database = Database(url, folder, writes=False)
    try:
        with database.read() as conn:
            version = _version(conn, database.where)
        if not version:
            raise PlatformError("platform_missing", where=database.where)
        if version != SCHEMA:
            raise PlatformError("platform_older", where=database.where, version=version, known=SCHEMA)
    except BaseException:
        database.close()
        raise
    return database


def _fit(conn: sa.Connection, where: str) -> None:
    """See that the server keeps what it says it keeps."""
    asked = {name: str(conn.exec_driver_sql(f"SHOW {name}").scalar()) for name in (
        "server_version_num", "server_encoding", "synchronous_commit")}
    for name, fits in (
        ("server_version_num", int(asked["server_version_num"]) >= OLDEST),
        ("server_encoding", asked["server_encoding"] == "UTF8"),
        ("synchronous_commit", asked["synchronous_commit"] != "off"),
    ):
        if not fits:
            raise PlatformError("database_unfit", where=where, what=f"{name} = {asked[name]}")


def _version(conn: sa.Connection, where: str) -> int:
    if conn.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar() is None:
        return 0
    version = int(conn.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar() or 0)
    if version > SCHEMA:
        raise PlatformError("platform_newer", where=where, version=version, known=SCHEMA)
    return version
