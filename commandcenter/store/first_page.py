"""The first page of the open cases, for the moment when nothing of the program is loaded yet: plain SQL, plain rows.

No SQLAlchemy, no numpy, no decision: what the real table shows later comes from queries.py.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from commandcenter.store import keys
from commandcenter.store.engine import RETIRED_FILE, SCHEMA, STORE_FILE, connect
from commandcenter.store.errors import StoreError

ROWS = 100
_AT_ONCE = frozenset({"file", "os"})  # where a key lies that nobody has to be asked for
_VERIFIER = b'"$argon2id$'  # somebody has a password
_NAMES = ("street_name", "name")


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A line of the table as far as it is shown at once. Times ms UTC."""

    id: int
    number: str
    class_name: str
    place: str
    community: str
    unit: str
    due: int | None


@dataclass(frozen=True, kw_only=True)
class FirstPage:
    """The cases that are due next, and whose desk this is."""

    rows: tuple[FirstRow, ...]
    open: int
    street_name: str
    station_name: str


def first_page(folder: Path) -> FirstPage | None:
    """What can be shown of a store before it is opened; None where that needs a person (who signs in), a migration or a
    repair."""
    try:
        if (folder / RETIRED_FILE).exists() or not keys.recovery_settled(folder):
            return None
        if not (folder / STORE_FILE).exists() or keys.source(folder)["how"] not in _AT_ONCE:
            return None
        conn = connect(folder / STORE_FILE, keys.load(folder), read_only=True)
    except StoreError:  # it is said where the store is opened
        return None
    try:
        if conn.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            return None
        users = conn.execute("SELECT body FROM document WHERE name = 'users' ORDER BY version DESC LIMIT 1").fetchone()
        if users is not None and _VERIFIER in bytes(users[0]):
            return None
        rows = conn.execute(
            "SELECT id, coalesce(nullif(number, ''), provisional), class_name, place, community_name, unit_name, due"
            " FROM case_row INDEXED BY ix_case_row_open WHERE open = 1 ORDER BY due_sort, id LIMIT ?", (ROWS,))
        names = dict(conn.execute("SELECT name, value FROM station WHERE name IN (?, ?)", _NAMES))
        return FirstPage(
            rows=tuple(FirstRow(*row) for row in rows), street_name=names.get("street_name", ""),
            station_name=names.get("name", ""),
            open=conn.execute("SELECT coalesce(sum(n), 0) FROM tally WHERE open = 1").fetchone()[0])
    except dbapi2.Error:  # in the middle of a repair, or broken: the same
        return None
    finally:
        conn.close()
