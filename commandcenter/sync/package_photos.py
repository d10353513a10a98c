"""Photos in a package: thumbnails before originals, in chunks, as many as the stick shall take; the rest goes later.

They are sealed with the leaves, as facts are. What they are is checked where they come in: by their hash, and by a
fact that names them.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Protocol

import msgspec

from commandcenter.store.errors import StoreError
from commandcenter.store.photo_parcels import Piece
from commandcenter.sync.wire import MAX_CHUNK, MAX_PHOTO, Form

log = logging.getLogger(__name__)

Name = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class PhotoPart(Form, frozen=True, kw_only=True):
    """A thumbnail, or so many bytes of an original from `at` on; `size` is the whole's."""

    name: Name
    size: Annotated[int, msgspec.Meta(ge=1, le=MAX_PHOTO)]
    at: Annotated[int, msgspec.Meta(ge=0, le=MAX_PHOTO)] = 0
    small: bool = False
    data: Annotated[bytes, msgspec.Meta(max_length=MAX_CHUNK)]


class PhotoWord(Form, frozen=True, kw_only=True):
    """What one side says of photos before it gives any. The workstation: which it still has to send (`offers`), and
    which it wants, with the bytes that it has of each. The platform: which originals and thumbnails it has, and how
    many it leaves for a later package."""

    offers: list[Name] = []
    wants: dict[str, int] = {}
    whole: list[Name] = []
    small: list[Name] = []
    left: int = 0


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How much of the photos goes along: bytes in all (None: whatever there is), and whether originals do."""

    most: int | None = None
    originals: bool = True


ALL: Final = Allowance()


@dataclass(kw_only=True)
class PhotoTally:
    """Originals that went along, that are left for later, and that could not be read."""

    photos: int = 0
    left: int = 0
    unread: int = 0


class Baggage(Protocol):
    """The photos of whoever writes a package for the platform."""

    def to_go(self, named: Iterable[str]) -> Sequence[Piece]:
        """What the platform shall get; `named`: photos of the facts that go along."""

    def wanted(self) -> dict[str, int]:
        """What is expected from there, and how many bytes of each are here."""

    def read(self, piece: Piece, at: int, length: int) -> bytes:
        """Bytes of it; b"" where it cannot be read."""


def chosen(pieces: Iterable[Piece], allowance: Allowance, tally: PhotoTally) -> list[Piece]:
    """What fits, thumbnails first; what is left for later is counted."""
    fits: list[Piece] = []
    room = allowance.most
    for piece in sorted(pieces, key=lambda one: not one.small):
        size = piece.size - piece.at
        if (piece.small or allowance.originals) and (room is None or size <= room):
            fits.append(piece)
            room = None if room is None else room - size
        elif not piece.small:
            tally.left += 1
    return fits


def parts(
    pieces: Iterable[Piece], read: Callable[[Piece, int, int], bytes], tally: PhotoTally,
    going: Callable[[int], None] = lambda size: None,
) -> Iterator[PhotoPart]:
    """The pieces, chunk by chunk; one that cannot be read is counted and passed over. `going` hears bytes."""
    for piece in pieces:
        at, data = piece.at, b""
        while at < piece.size:
            try:
                data = read(piece, at, MAX_CHUNK)
            except StoreError as err:  # a damaged page of the photo store: the others go all the same
                log.warning("photo %s: %s", piece.name[:12], err)
                data = b""
            if not data:
                break
            yield PhotoPart(name=piece.name, size=piece.size, at=at, small=piece.small, data=data)
            at += len(data)
            going(len(data))
        if not piece.small:
            tally.photos += at >= piece.size
            tally.unread += at < piece.size
