"""Photos that are carried by hand: which wait to go, which are wanted, and taking those that come.

The list is the one of the network (photo_queue.py), asked apart: what one way has brought, the other passes over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from commandcenter.store.blobs import Blobs, is_hash
from commandcenter.store.engine import Store
from commandcenter.store.photo_queue import Job, Lane, PhotoQueue

MOST: Final = 5_000  # photos that one package names
_SENT: Final = 1


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An original, or (`small`) its thumbnail: bytes of the whole, and from where on it goes."""

    name: str
    size: int
    small: bool = False
    at: int = 0


class PhotoParcels:
    """A street's photos as a package asks for them. For one thread; use it in a `with`."""

    def __init__(self, store: Store, blobs: Blobs, stream: str) -> None:
        self._blobs, self._queue = blobs, PhotoQueue(store, blobs, stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._queue.close()

    def scan(self, now: int) -> None:
        """Take in the photos that newly accepted facts name.

        Raises:
            StoreError: it could not be read or written.
        """
        while self._queue.scan(now):
            pass

    def to_go(self, named: Iterable[str]) -> list[Piece]:
        """What the platform does not have yet, as far as is known here: the photos of waiting facts, and others that
        did not go over the network. Originals and thumbnails, the oldest first."""
        names = {bytes.fromhex(name): (False, False) for name in named if is_hash(name)}
        found: list[Piece] = []
        with self._blobs._reading() as conn:
            if conn is None:
                return []
            for name, sent, small in () if self._blobs._old else conn.execute(
                    "SELECT hash, sent, small_sent FROM travel WHERE here = 1 AND (sent = 0 OR small_sent = 0)"
                    " ORDER BY seq LIMIT ?", (MOST,)):
                names[bytes(name)] = (bool(sent), bool(small))
            for hash_, (sent, small) in list(names.items())[:MOST]:
                row = conn.execute("SELECT size, length(thumb) FROM photo WHERE hash = ?", (hash_,)).fetchone()
                if row is not None:
                    found += [Piece(name=hash_.hex(), size=int(row[1]), small=True)] * (not small)
                    found += [Piece(name=hash_.hex(), size=int(row[0]))] * (not sent)
        return found

    def wanted(self) -> dict[str, int]:
        """Photos that are expected here, the newest first, and how many bytes of each have come."""
        with self._blobs._reading() as conn:
            if conn is None or self._blobs._old:
                return {}
            return {bytes(name).hex(): int(got) for name, got in conn.execute(
                "SELECT hash, (SELECT coalesce(sum(length(data)), 0) FROM arriving WHERE arriving.hash = travel.hash)"
                " FROM travel WHERE here = 0 AND wanted = 1 ORDER BY seq DESC LIMIT ?", (MOST,))}

    def read(self, piece: Piece, at: int, length: int) -> bytes:
        """Bytes of it; b"" where they cannot be read any more.

        Raises:
            StoreError: the photo store is damaged there.
        """
        lane = Lane.SMALL_OUT if piece.small else Lane.OUT
        data = self._queue.part(Job(lane=lane, name=piece.name, size=piece.size, offset=at), length)
        return data[at:at + length] if piece.small else data

    def told(self, whole: Iterable[str], small: Iterable[str]) -> None:
        """The platform says that it has these originals, and these thumbnails."""
        sent, small_sent = ([(bytes.fromhex(name),) for name in names if is_hash(name)] for names in (whole, small))
        if (sent or small_sent) and self._blobs.path.exists():
            with self._blobs._write() as conn:
                conn.executemany(f"UPDATE travel SET sent = {_SENT}, tries = 0, why = '' WHERE hash = ?", sent)
                conn.executemany(f"UPDATE travel SET small_sent = {_SENT} WHERE hash = ?", small_sent)

    def take(self, piece: Piece, data: bytes, now: int) -> bool:
        """Keep what came of a photo that a fact of the street names, from `piece.at` on; durable when it returns. What
        is here already is not written again. Whether it can be shown now and could not before.

        Raises:
            StoreError: disk-full …; what came before stays.
        """
        row = self._row(piece.name)
        if row is None or row[1] or row[2] < 0:
            return False
        size, _, _, small_here, got = row
        if piece.small:
            return not small_here and self._queue.came(Job(lane=Lane.SMALL_IN, name=piece.name, size=0), data, now)
        if piece.at > got or piece.at + len(data) <= got or piece.at + len(data) > size:
            return False  # behind a gap, or here already
        return self._queue.came(
            Job(lane=Lane.IN, name=piece.name, size=size, offset=got), data[got - piece.at:], now)

    def _row(self, name: str) -> tuple[int, int, int, int, int] | None:
        """Size, whether it is here and wanted, whether its thumbnail is here, bytes that have come."""
        if not is_hash(name):
            return None
        with self._blobs._reading() as conn:
            row = None if conn is None or self._blobs._old else conn.execute(
                "SELECT size, here, wanted, small_here, (SELECT coalesce(sum(length(data)), 0) FROM arriving"
                " WHERE arriving.hash = travel.hash) FROM travel WHERE hash = ?", (bytes.fromhex(name),)).fetchone()
        return None if row is None else (int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4]))
