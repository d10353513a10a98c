"""Where a platform keeps its tables: an SQLite file in its folder, or the PostgreSQL that the folder names.

The folder of a node on PostgreSQL holds `database`, one line with the address (never the password), and what must not
lie in the database. So every command that is given a folder works on both.
"""

import struct
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from commandcenter.cityplatform.files import FILE, PlatformError, look_into, open_files

ADDRESS = "database"  # file in the folder: the address of the PostgreSQL
MOST_BYTES = 4096


class Storage(Protocol):
    """What the platform needs of its tables. `where` is for people."""

    folder: Path
    shared: bool  # with other nodes

    @property
    def where(self) -> str: ...

    def write(self) -> AbstractContextManager[sa.Connection]:
        """One transaction; PlatformError where it could not be written. Lock a stream's row before you count on it."""
        ...

    def read(self) -> AbstractContextManager[sa.Connection]:
        """One moment of the tables."""
        ...

    def look(self) -> AbstractContextManager[sa.Connection]:
        """For one statement that is asked often."""
        ...

    def close(self) -> None: ...


def address(folder: Path) -> str:
    """Address of the PostgreSQL that a platform's folder names; "" where it keeps a file of its own."""
    try:
        with (folder / ADDRESS).open("rb") as file:
            return str(file.read(MOST_BYTES), "utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as err:
        raise PlatformError("platform_unreachable", where=str(folder / ADDRESS)) from err


def is_platform(folder: Path) -> bool:
    """Whether a folder is a platform's, on either engine."""
    return (folder / FILE).exists() or (folder / ADDRESS).exists()


def attach(folder: Path, url: str) -> None:
    """Let a folder stand for a PostgreSQL. The folder is made where it is not there.

    Raises:
        PlatformError: platform_exists (a file of its own, or another address), database_url, database_password …
    """
    from commandcenter.cityplatform.postgres import checked

    url = checked(url)
    before = address(folder)
    if (folder / FILE).exists() or (before and before != url):
        raise PlatformError("platform_exists", where=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ADDRESS).write_text(url + "\n", "utf-8")
    except OSError as err:
        raise PlatformError("platform_unreachable", where=str(folder)) from err


def open_storage(folder: Path, *, create: bool) -> Storage:
    """Open a platform's tables for writing; brings their schema up to date.

    Raises:
        PlatformError: platform_missing, platform_exists, platform_in_use (a file), platform_newer, platform_broken …
    """
    url = address(folder)
    if not url:
        return open_files(folder, create=create)
    from commandcenter.cityplatform.postgres import open_database

    return open_database(url, folder, create=create)


def open_beside(folder: Path) -> Storage:
    """Open an existing platform's tables for an administrator, also while its process serves.

    Raises:
        PlatformError: platform_missing, platform_newer, platform_older, platform_broken …
    """
    return open_storage(folder, create=False) if address(folder) else look_into(folder, beside=True)


def look_into_storage(folder: Path) -> Storage:
    """Open an existing platform's tables for reading only.

    Raises:
        PlatformError: platform_missing, platform_newer, platform_older, platform_broken …
    """
    url = address(folder)
    if not url:
        return look_into(folder)
    from commandcenter.cityplatform.postgres import look_into_database

    return look_into_database(url, folder)


def insert_many(conn: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert whole rows, values in the order of the table's columns, on the quickest way that the engine has.

    Raises:
        sqlalchemy.exc.IntegrityError: one of them is there already.
    """
    names = ", ".join(table.c.keys())
    if conn.dialect.name == "sqlite":  # plain tuples: half the time of SQLAlchemy's parameters
        marks = ", ".join("?" * len(table.c))
        conn.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(rows))
        return
    import psycopg

    statement = f"COPY {table.name} ({names}) FROM STDIN WITH (FORMAT BINARY)"
    types = [column.type.compile(conn.dialect).partition("(")[0].lower() for column in table.c]
    raw: Any = conn.connection.driver_connection
    with _as_sqlalchemy(statement, psycopg.Error, psycopg.IntegrityError), raw.cursor() as cursor, \
            cursor.copy(statement) as copy:
        copy.write(_binary(types, rows))


def rows_among(
    conn: sa.Connection, question: str, values: Collection[Any], *more: str | int,
) -> Iterator[Sequence[Any]]:
    """Ask for rows of which a column has one of these values, in few statements that need not be made anew.

    `question`: plain SQL with a {} for each of `more`, and a last one after the column's name. Any number of values.
    """
    ordered = list(values)
    if conn.dialect.name != "sqlite":  # one value, a list: psycopg and the server know the statement from before
        text = question.format(*["%s"] * len(more), "= ANY(%s)")
        yield from conn.exec_driver_sql(text, (*more, ordered)) if ordered else ()
        return
    for start in range(0, len(ordered), _IN):
        part = ordered[start:start + _IN]
        text = question.format(*"?" * len(more), f"IN ({','.join('?' * len(part))})")
        yield from conn.exec_driver_sql(text, (*more, *part))


def _binary(types: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> bytes:
    """Rows in PostgreSQL's binary form for COPY, whole: psycopg makes them value by value, in a fifth more time."""
    forms = [_FORMS.get(kind, _text) for kind in types]
    count = _COUNT.pack(len(types))
    parts = [_COPY_HEAD]
    for row in rows:
        parts.append(count)
        parts += [_NULL if value is None else form(value) for form, value in zip(forms, row, strict=True)]
    parts.append(_COPY_END)
    return b"".join(parts)


def _text(value: str) -> bytes:
    data = value.encode()
    return _LENGTH.pack(len(data)) + data


def _bytes(value: bytes) -> bytes:
    return _LENGTH.pack(len(value)) + value


def _bigint(value: int) -> bytes:
    return _BIGINT.pack(8, value)


def _integer(value: int) -> bytes:
    return _INTEGER.pack(4, value)


_IN: Final = 1000  # values in one IN (…)
_COUNT, _LENGTH, _BIGINT, _INTEGER = (struct.Struct(form) for form in (">h", ">i", ">iq", ">ii"))
_NULL: Final = _LENGTH.pack(-1)
_COPY_HEAD: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END: Final = _COUNT.pack(-1)
_FORMS: Final[dict[str, Callable[[Any], bytes]]] = {"bytea": _bytes, "bigint": _bigint, "integer": _integer}


@contextmanager
def _as_sqlalchemy(
    statement: str, broken: type[Exception], taken: type[Exception]
) -> Iterator[None]:
    try:
        yield
    except taken as err:
        raise sa.exc.IntegrityError(statement, None, err) from err
    except broken as err:
        raise sa.exc.DBAPIError(statement, None, err) from err
