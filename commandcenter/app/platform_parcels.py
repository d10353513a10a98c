"""The photos of a package on the city platform's side: taken as over the network, and what the workstation lacks given.

A photo is taken once an accepted fact of the street names it, and given to workstations of that street alone
(cityplatform/blobs.py). The facts of the package are in before its photos come.
"""

import hashlib
import logging
from collections.abc import Iterable, Sequence

from commandcenter.cityplatform.blobs import PhotoRefusal, PhotoShelf
from commandcenter.cityplatform.files import PlatformError
from commandcenter.core.facts import Fact, decode
from commandcenter.store.photo_parcels import MOST, Piece
from commandcenter.store.photo_queue import FRESH_MS
from commandcenter.sync.package_photos import PhotoPart, PhotoWord
from commandcenter.sync.wire import MAX_NAMES, Held, Item

log = logging.getLogger(__name__)


class PlatformParcels:
    """The photos of one package and of its answer."""

    def __init__(self, shelf: PhotoShelf, street: str) -> None:
        self._shelf, self._street = shelf, street
        self._own: set[str] = set()  # that the workstation has
        self._asked: dict[str, int] = {}  # that it lacks, and how many bytes it has of each
        self._bad: set[str] = set()  # of which no more is taken
        self._full = False
        self.photos = 0  # that are whole now and were not
        self.unread = 0  # that were not taken

    def hear(self, word: PhotoWord) -> None:
        """What the workstation says of photos."""
        self._own.update(word.offers[:MOST])
        self._asked.update((name, at) for name, at in list(word.wants.items())[:MOST])

    def pushed(self, facts: Iterable[Fact]) -> None:
        """Facts that the workstation has: their photos are there, or it says that it wants them."""
        self._own.update(part.sha256 for made in facts for part in made.att)

    def take(self, part: PhotoPart) -> None:
        """Keep a part of a photo, unless it is here; what is refused is counted, and the others go on."""
        if part.name in self._bad:
            return
        if self._full:
            self._refuse(part)
            return
        try:
            self._take(part)
        except PhotoRefusal as err:
            log.info("photo %s of a package of %s: %s", part.name[:12], self._street, err)
            self._refuse(part)
        except PlatformError as err:
            if err.key != "disk_full":
                raise
            log.warning("no room for the photos of a package of %s", self._street)
            self._full = True
            self._refuse(part)

    def _refuse(self, part: PhotoPart) -> None:
        self._bad.add(part.name)
        self.unread += 1

    def _take(self, part: PhotoPart) -> None:
        checksum = hashlib.sha256(part.data).hexdigest()
        if part.small:
            self._shelf.add_thumb(self._street, part.name, part.data, checksum)
            return
        (held,) = self._shelf.held(self._street, [part.name])
        if held.size and (held.have == held.size or part.at + len(part.data) <= held.have):
            return  # here already
        data = part.data
        if part.at < held.have:
            data = data[held.have - part.at:]
            checksum = hashlib.sha256(data).hexdigest()
        held = self._shelf.add(self._street, part.name, max(part.at, held.have), data, checksum)
        self.photos += held.have == held.size

    def given(self, items: Sequence[Item], now: int) -> None:
        """Facts that go to the workstation: of their photos it gets those that it would fetch unasked."""
        for item in items:
            if not item.verdict and item.rts > now - FRESH_MS and b'"att"' in bytes(item.body):
                for part in decode(bytes(item.body)).att:
                    if part.sha256 not in self._own and len(self._asked) < MOST:
                        self._asked.setdefault(part.sha256, 0)

    def word(self, left: int) -> PhotoWord:
        """Which of the workstation's photos are here."""
        held = self._held(sorted(self._own))
        return PhotoWord(whole=[name for name, one in held.items() if one.size and one.have == one.size],
                         small=[name for name, one in held.items() if one.thumb], left=left)

    def pieces(self) -> list[Piece]:
        """What the workstation lacks and is here."""
        found: list[Piece] = []
        for name, held in self._held([name for name in self._asked if name not in self._own]).items():
            if held.thumb and (size := len(self._small(name))):
                found.append(Piece(name=name, size=size, small=True))
            if held.size and held.have == held.size and 0 <= self._asked[name] < held.size:
                found.append(Piece(name=name, size=held.size, at=self._asked[name]))
        return found

    def read(self, piece: Piece, at: int, length: int) -> bytes:
        """Bytes of it; b"" where they cannot be read."""
        if piece.small:
            return self._small(piece.name)[at:at + length]
        try:
            return self._shelf.read(self._street, piece.name, at, length)[0]
        except PhotoRefusal as err:
            log.warning("photo %s cannot be given: %s", piece.name[:12], err)
            return b""

    def _small(self, name: str) -> bytes:
        try:
            return self._shelf.thumb(self._street, name)
        except PhotoRefusal:
            return b""

    def _held(self, names: Sequence[str]) -> dict[str, Held]:
        found: dict[str, Held] = {}
        for start in range(0, len(names), MAX_NAMES):
            part = names[start:start + MAX_NAMES]
            found.update(zip(part, self._shelf.held(self._street, part), strict=True))
        return found
