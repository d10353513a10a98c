"""How the platform writes: one transaction, its own facts' session, a new stream. What is written is said by others.

Over SQLite or PostgreSQL (storage.py), there with any number of nodes: a transaction that met another node's is run
once more.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Final, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.cityplatform import sequencer
from commandcenter.cityplatform.storage import Storage
from commandcenter.cityplatform.tables import session, stream
from commandcenter.core.facts import Session, genesis

Clock = Callable[[], int]  # ms UTC
R = TypeVar("R")
_NEW_STREAM: Final = sa.text(  # another node may make it in the same moment
    "INSERT INTO stream (street, genesis, seq, h) VALUES (:street, :genesis, 0, :h) ON CONFLICT DO NOTHING")

_LAST: Final = sa.select(session.c.last_sseq).where(session.c.sid == sa.bindparam("its"))


class Writing:
    """What every writer of an open platform uses."""

    _files: Storage
    _clock: Clock
    _random: Callable[[int], bytes]
    _own: dict[str, tuple[str, int]]  # this process's session by stream, and how far it ever counted

    def _write(self, work: Callable[[sa.Connection], R]) -> R:
        """Run one transaction; once more where another node wrote the same id or session meanwhile."""
        try:
            with self._files.write() as conn:
                return work(conn)
        except sa.exc.IntegrityError:
            with self._files.write() as conn:
                return work(conn)

    def _next_own(self, conn: sa.Connection, name: str, more: int) -> sequencer.Own:
        """This process's session in a locked stream, counted on by so many.

        A new session where the tables know less of it than was ever counted: they were restored, or a transaction
        failed in its last moment. No count is ever used twice.
        """
        sid, counted = self._own.get(name) or (self._random(8).hex(), 0)
        last = conn.execute(_LAST, {"its": sid}).scalar() or 0
        if last < counted:
            sid, last = self._random(8).hex(), 0
        self._own[name] = (sid, last + more)
        return sequencer.Own(session=Session(sid=sid, new_id=self._new_id, salt=self._salt), sseq=last + more)

    def _salt(self) -> str:
        return urlsafe_b64encode(self._random(16)).decode().rstrip("=")

    def _new_id(self) -> UUID:
        """A UUIDv7: time first, so that neighbours in time lie together."""
        bits = (self._clock() & (2**48 - 1)) << 80 | int.from_bytes(self._random(10), "big")
        return UUID(int=bits & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)

    def _add_stream(self, conn: sa.Connection, name: str) -> None:
        if conn.execute(sa.select(stream.c.seq).where(stream.c.street == name)).first() is None:
            start = self._random(16).hex()
            conn.execute(_NEW_STREAM, {"street": name, "genesis": start, "h": genesis(name, start)})
