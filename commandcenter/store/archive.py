"""A snapshot that came beside a store that goes on: read as a log from where the store stands, never put in its place.

So what waits in the store, its photos and what it remembers stay as they are. No network.
"""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from commandcenter.core.facts import Accepted, BrokenChain, Cursor, genesis, link
from commandcenter.store.engine import connect
from commandcenter.store.errors import StoreError
from commandcenter.store.snapshot import BadSnapshot, Incoming

ARCHIVE: Final = "street.db.past"
NOTE: Final = "snapshot.past"  # which snapshot its frames are of
PAGE: Final = 1000  # facts that are given at once
Pages = Generator[tuple[list[Accepted], Cursor], None, None]
_FACTS: Final = (
    "SELECT seq, rts, verdict, body FROM fact WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq")


class Archive:
    """The snapshot beside the store of a folder, sealed under the store's key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.incoming = Incoming(folder, key, ARCHIVE)
        self.note = folder / NOTE
        self._path, self._key = folder / ARCHIVE, key

    def drop(self) -> None:
        """Throw it away; nothing happens where there is none."""
        self.incoming.drop()
        self.note.unlink(missing_ok=True)

    def pages(self, stream: str, after: Cursor, end: Cursor) -> "Pages":
        """What follows `after` up to `end`, a page at a time, with the place where each ends, signed where one is kept.

        The whole way is recounted before anything is given.

        Raises:
            BadSnapshot: it is damaged, or does not lead from one to the other.
        """
        try:
            with closing(connect(self._path, self._key)) as conn:
                self._recount(conn, stream, after, end)
                signed = {seq: sig for seq, sig in conn.execute(
                    "SELECT seq, sig FROM signed_head WHERE stream = ? AND past = 0", (stream,))} | {end.seq: end.sig}
                page: list[Accepted] = []
                h = after.h or genesis(stream, end.genesis)
                for seq, rts, verdict, body in conn.execute(_FACTS, (stream, after.seq, end.seq)):
                    h = link(h, seq, rts, verdict, body)
                    page.append(Accepted(seq=seq, rts=rts, verdict=verdict, body=body))
                    if seq in signed or len(page) == PAGE:
                        yield page, Cursor(seq=seq, h=h, genesis=end.genesis, sig=signed.get(seq, ""))
                        page = []
        except (dbapi2.Error, StoreError, BrokenChain) as err:
            raise BadSnapshot(str(self._path)) from err

    def _recount(self, conn: Any, stream: str, after: Cursor, end: Cursor) -> None:
        h, n = after.h or genesis(stream, end.genesis), after.seq
        for seq, rts, verdict, body in conn.execute(_FACTS, (stream, after.seq, end.seq)):
            if seq != n + 1:
                break
            h, n = link(h, seq, rts, verdict, body), seq
        if (n, h) != (end.seq, end.h):
            raise BadSnapshot(f"{self._path}: {stream} after {after.seq}")
