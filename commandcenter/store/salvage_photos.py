"""What can still be read of a damaged photo store: originals whose bytes are those of their name, page by page.

As salvage.py reads the street's store: past the engine, from the file and its write-ahead log, each page by its own
seal. Where each photo begins is found first; its bytes are read when they are asked for, one photo at a time.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from commandcenter.store.blobs import BLOB_FILE
from commandcenter.store.photo_parcels import Piece
from commandcenter.store.salvage import Pages, Record, heads, records, row_at

log = logging.getLogger(__name__)

_HASH: Final = 32


class SalvagedPhotos:
    """The photos of a folder whose store is damaged: what a package for the platform asks for. Only reads; use it in a
    `with`.

    `unread`: photos that shall go and cannot be read, as far as is known; `exact`: the list of what waits to go was
    whole, else every photo that is here is offered.
    """

    def __init__(self, folder: Path, key: bytes, say: Callable[[int, int], None] = lambda done, of: None) -> None:
        """
        Raises:
            OSError: the file itself cannot be read.
        """
        self._pages: Pages | None = None
        self._at: dict[str, tuple[int, int]] = {}  # name → page and row of its original
        self._small: dict[str, tuple[int, int]] = {}
        self._sizes: dict[str, int] = {}
        self._unsent: list[str] = []
        self._held: tuple[str, bytes] = ("", b"")
        self.exact = True
        self.unread = 0
        path = folder / BLOB_FILE
        if path.exists():
            self._pages = Pages(path, key)
            self._find(self._pages, say)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None) -> None:
        if self._pages is not None:
            self._pages.__exit__(kind, err, tb)

    def _find(self, pages: Pages, say: Callable[[int, int], None]) -> None:
        roots: dict[str, int] = {}
        for number in range(1, pages.count + 1):
            if number % 1000 == 0:
                say(number, pages.count)
            page = pages.open(number)
            for cell, record in () if page is None else heads(page, number):
                match record:
                    case ("table" | "index", str(name), str(), int(root), *_):
                        roots[name] = root
                    case (None, bytes(name), int(size), str(), int(), int(), *_) if len(name) == _HASH:
                        self._small[name.hex()] = number, cell
                        self._sizes[name.hex()] = size
                    case (None, bytes(name), *rest) if len(name) == _HASH and (not rest or isinstance(rest[0], bytes)):
                        self._at[name.hex()] = number, cell
        say(pages.count, pages.count)
        travel, whole = records(pages, roots.get("travel"))
        self.exact = whole
        self._unsent = _unsent(travel) if whole else sorted(self._at.keys() | self._small.keys())

    def to_go(self, named: Iterable[str]) -> list[Piece]:
        """As PhotoParcels.to_go, of what can be read; the rest is counted in `unread`."""
        found: list[Piece] = []
        self.unread = 0
        for name in dict.fromkeys((*named, *self._unsent)):
            data = self._data(name)
            if not data:
                self.unread += 1
                continue
            thumb = self._thumb(name)
            if thumb:
                found.append(Piece(name=name, size=len(thumb), small=True))
            found.append(Piece(name=name, size=len(data)))
        return found

    def wanted(self) -> dict[str, int]:
        """Nothing: this store takes nothing any more."""
        return {}

    def read(self, piece: Piece, at: int, length: int) -> bytes:
        """As PhotoParcels.read."""
        return (self._thumb(piece.name) if piece.small else self._data(piece.name))[at:at + length]

    def _data(self, name: str) -> bytes:
        """An original; b"" where its bytes are not those of its name."""
        if self._held[0] != name:
            record = self._row(self._at.get(name))
            data = record[2] if record is not None and len(record) == 3 else b""
            good = isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == name
            self._held = name, data if good and isinstance(data, bytes) else b""
        return self._held[1]

    def _thumb(self, name: str) -> bytes:
        record = self._row(self._small.get(name))
        thumb = record[6] if record is not None and len(record) > 6 else b""
        return thumb if isinstance(thumb, bytes) else b""

    def _row(self, place: tuple[int, int] | None) -> Record | None:
        if place is None or self._pages is None:
            return None
        page = self._pages.open(place[0])
        return None if page is None else row_at(self._pages, page, place[1])


def _unsent(travel: Iterable[Record]) -> list[str]:
    """Photos that are here and of which the platform does not have all: hash, size, number, here, sent, small sent."""
    return [record[0].hex() for record in travel if len(record) > 5 and isinstance(record[0], bytes)
            and record[3] == 1 and not (record[4] and record[5])]
