"""Reference documents out of the store, decoded: the newest of each for decisions, every calendar for clocks."""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from commandcenter.core.documents import CITY_DOCUMENTS, STREET_DOCUMENTS, Body, Books, DocumentError, decode_body
from commandcenter.core.facts import CITY
from commandcenter.core.outlines import OUTLINES, Outlines
from commandcenter.core.rungs import Ladder
from commandcenter.core.work_calendar import Calendar
from commandcenter.store import sql
from commandcenter.store.views import Sight

log = logging.getLogger(__name__)


def read_books(conn: sa.Connection, street: str) -> Books | None:
    """The newest version of each document of the city and of this street that this program can read.

    None until all have come once. A version of a newer form is passed over: what held before holds on.
    """
    found: dict[str, Any] = {}
    versions: dict[str, int] = {}
    for stream, forms in ((CITY, CITY_DOCUMENTS), (street, STREET_DOCUMENTS)):
        for name in forms:
            for version, body in _readable(conn, stream, name):
                versions[name], found[name] = version, body
                break
    if len(found) < len(CITY_DOCUMENTS) + len(STREET_DOCUMENTS):
        return None
    return Books(versions=versions, **found)


def held(conn: sa.Connection) -> tuple[int, int]:
    """Another pair than before as soon as a document has come."""
    count, versions = sql.row(conn, "SELECT count(*), coalesce(sum(version), 0) FROM document")
    return int(count), int(versions)


def read_outlines(conn: sa.Connection, street: str) -> Outlines | None:
    """The newest outlines of a street that this program can read; None where it has none of its own."""
    found = next((body for _, body in _readable(conn, street, OUTLINES)), None)
    return found if isinstance(found, Outlines) else None


def read_sight(conn: sa.Connection) -> Sight:
    """What the case rows need: every calendar by version, and the newest ladder."""
    calendars = {v: body for v, body in _readable(conn, CITY, "calendar") if isinstance(body, Calendar)}
    newest = next(iter(_readable(conn, CITY, "ladder")), None)
    ladder = newest[1] if newest else None
    return Sight(calendars=calendars, ladder=ladder if isinstance(ladder, Ladder) else None)


def readable(stream: str, name: str, versions: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, Body]]:
    """Of these versions of a document those that this program can read."""
    for version, body in versions:
        try:
            yield version, decode_body(name, body)
        except DocumentError as err:
            log.warning("document %s %d of %s is passed over: %s", name, version, stream, err)


def _readable(conn: sa.Connection, stream: str, name: str) -> Iterator[tuple[int, Body]]:
    """The versions of a document, newest first, without those that this program cannot read."""
    rows = sql.rows(
        conn, "SELECT version, body FROM document WHERE stream = ? AND name = ? ORDER BY version DESC", (stream, name))
    yield from readable(stream, name, ((int(version), bytes(body)) for version, body in rows))
