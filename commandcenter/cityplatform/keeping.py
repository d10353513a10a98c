"""From which number on pulls hand out a street's facts. Nothing is deleted: all of them stay in the tables.

Whoever stands before it is told so (too_old) and reads the snapshot, but only where this node has one that leads on.
"""

import logging
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from commandcenter.cityplatform.admin import AdminRefusal
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.snapshots import SnapshotShelf
from commandcenter.cityplatform.storage import Storage
from commandcenter.cityplatform.tables import fact, stream
from commandcenter.core.facts import CITY

log = logging.getLogger(__name__)

_KEPT_FROM: Final = sa.select(stream.c.kept_from).where(stream.c.street == sa.bindparam("name"))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Of a street: pulls hand out the numbers from `kept_from` on (0: all), received at `since` (ms UTC) or later."""

    street: str
    kept_from: int
    since: int | None
    seq: int


class Keeping:
    """What pulls hand out, of a platform's tables. Any thread may ask."""

    def __init__(self, files: Storage, shelf: SnapshotShelf) -> None:
        self._files, self._shelf = files, shelf

    def check(self, conn: sa.Connection, name: str, after: int) -> None:
        """Whether a pull may go on after this number.

        Raises:
            Refusal: too_old, where it lies before what is handed out, and a snapshot holds what lies between.
        """
        kept = conn.execute(_KEPT_FROM, {"name": name}).scalar() or 0
        if after + 1 >= kept:
            return
        if self._end(name) + 1 >= kept:
            raise Refusal("too_old", stream=name, after=after, kept=kept)
        log.warning("%s: no snapshot that reaches %d; handed out one by one", name, kept)
        self._shelf.want(name)

    def first_since(self, street: str, since: int) -> int:
        """The number of the first fact received at `since` (ms UTC) or later; one past the end where there is none.

        Raises:
            AdminRefusal: no_street.
        """
        with self._files.read() as conn:
            end = conn.execute(sa.select(stream.c.seq).where(stream.c.street == street)).scalar()
            if end is None or street == CITY:
                raise AdminRefusal("no_street", street=street)
            found = conn.execute(sa.select(sa.func.min(fact.c.seq)).where(
                fact.c.street == street, fact.c.rts >= since)).scalar()
        return int(end) + 1 if found is None else int(found)

    def reached(self, street: str, kept_from: int) -> bool:
        """Whether a snapshot here holds all that lies before this number."""
        return self._end(street) + 1 >= kept_from

    def keep_from(self, street: str, kept_from: int) -> None:
        """Hand out the numbers from this one on; 0: all."""
        with self._files.write() as conn:
            conn.execute(sa.update(stream).where(stream.c.street == street).values(kept_from=kept_from))

    def kept(self) -> list[Kept]:
        """How it is with every street."""
        with self._files.read() as conn:
            rows = conn.execute(
                sa.select(stream.c.street, stream.c.kept_from, stream.c.seq, fact.c.rts)
                .join(fact, sa.and_(fact.c.street == stream.c.street, fact.c.seq == stream.c.kept_from), isouter=True)
                .where(stream.c.street != CITY).order_by(stream.c.street))
            return [Kept(street=street, kept_from=kept, since=rts, seq=seq) for street, kept, seq, rts in rows]

    def _end(self, street: str) -> int:
        found = self._shelf.newest(street, 0)
        return found.heads[street].seq if found.name else 0
