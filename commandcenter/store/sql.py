"""Plain SQL asked of the driver itself, inside SQLAlchemy's transaction: for what is asked many times a round.

One small answer takes SQLAlchemy some 100 µs to ask and read, built anew or not, and the driver 5. Rows are tuples.
A failure is the driver's own; `Store.read` and `Store.write` know it as they know SQLAlchemy's.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlcipher3 import dbapi2

IntegrityError = dbapi2.IntegrityError
_JSON = msgspec.json.Encoder()


def rows(conn: sa.Connection, question: str, values: Sequence[Any] = ()) -> list[Any]:
    """All rows of the answer."""
    found: list[Any] = _driver(conn).execute(question, values).fetchall()
    return found


def each(conn: sa.Connection, question: str, values: Sequence[Any] = ()) -> Iterator[Any]:
    """The rows of a long answer, one by one as they are read."""
    found: Iterator[Any] = _driver(conn).execute(question, values)
    return found


def row(conn: sa.Connection, question: str, values: Sequence[Any] = ()) -> Any:
    """The first row of the answer; None where there is none."""
    return _driver(conn).execute(question, values).fetchone()


def value(conn: sa.Connection, question: str, values: Sequence[Any] = ()) -> Any:
    """The first value of the first row; None where there is none."""
    found = _driver(conn).execute(question, values).fetchone()
    return None if found is None else found[0]


def write(conn: sa.Connection, statement: str, values: Sequence[Any] = ()) -> int:
    """Carry out one statement; how many rows it wrote."""
    return int(_driver(conn).execute(statement, values).rowcount)


def write_many(conn: sa.Connection, statement: str, lines: Sequence[Sequence[Any]]) -> None:
    """Carry out one statement for each of these lines of values."""
    _driver(conn).executemany(statement, lines)


def write_lines(conn: sa.Connection, statement: str, lines: Sequence[Sequence[Any]], *more: bytes | str) -> bool:
    """Carry out one statement that reads its lines of texts and numbers from json_each(?1), and what are bytes out of
    ?2: quicker than a statement a line, and other threads run meanwhile.

    False where a text holds a NUL, behind which SQLite's JSON ends: then nothing was written.
    """
    said = _JSON.encode(lines)
    if b"\\u0000" in said:
        return False
    _driver(conn).execute(statement, (said.decode(), *more))
    return True


def _driver(conn: sa.Connection) -> Any:
    return conn.connection.driver_connection
