"""Photos of a case as facts tell them: which, of what kind, with which act. The pictures themselves lie in the store.

A photo is named by the SHA-256 of its bytes and stands in the `att` of the fact that added it. Adding and withdrawing
have no base and always apply; what a second fact repeats is a repetition.
"""

from collections.abc import Iterable, Sequence

import msgspec

from commandcenter.core.bodies import PhotoKind, PhotosAdded, PhotosWithdrawn
from commandcenter.core.facts import Attachment, Fact

MOST_AT_ONCE = 50
MOST_OF_A_CASE = 200
KIND_OF_ACT = {  # type of the act's fact → kind of the photos that are added with it, where nobody says another
    "reported": PhotoKind.NEAR, "verified": PhotoKind.CHECK, "handled": PhotoKind.AFTER, "fed_back": PhotoKind.AFTER,
    "checked": PhotoKind.CHECK, "closed_on_spot": PhotoKind.AFTER,
}
BEFORE = (PhotoKind.BEFORE, PhotoKind.NEAR, PhotoKind.FAR, PhotoKind.REFERENCE)
"""Kinds that show how it was, the most telling first; reports bring the last three."""
AFTER = (PhotoKind.AFTER, PhotoKind.CHECK)
"""Kinds that show how it became, the most telling first."""
_HEX = frozenset("0123456789abcdef")


class Photo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photo of a case: SHA-256 as 64 hex digits, size in bytes, media type; the type of the act it came with ("" by
    itself), the fact that names it, when (ms UTC), and how many reworks there had been."""

    sha256: str
    size: int
    media: str
    kind: PhotoKind
    fact: str
    at: int
    act: str = ""
    round: int = 0

    @property
    def part(self) -> Attachment:
        """The picture, as a fact names it."""
        return Attachment(sha256=self.sha256, size=self.size, mime=self.media)

    @property
    def key(self) -> tuple[str, PhotoKind]:
        """What tells it from the case's other photos: the same picture may stand there as two kinds."""
        return self.sha256, self.kind


def added(held: tuple[Photo, ...], fact: Fact, body: PhotosAdded, reworks: int) -> tuple[Photo, ...]:
    """The case's photos with those of this fact, each once; equal to `held` where it brings none that is new."""
    known, new = {photo.key for photo in held}, list(held)
    for part in fact.att:
        if (part.sha256, body.kind) in known or not is_name(part.sha256):
            continue
        known.add((part.sha256, body.kind))
        new.append(Photo(sha256=part.sha256, size=part.size, media=part.mime, kind=body.kind, act=body.act,
                         fact=str(fact.id), at=fact.at, round=reworks))
    return tuple(new)


def withdrawn(held: tuple[Photo, ...], body: PhotosWithdrawn) -> tuple[Photo, ...]:
    """The case's photos without those that this fact takes back."""
    gone = {(name, body.kind) for name in body.photos}
    return tuple(photo for photo in held if photo.key not in gone)


def by_kind(photos: Iterable[tuple[PhotoKind, Attachment]]) -> dict[PhotoKind, tuple[Attachment, ...]]:
    """New photos by kind, each once, in the order given."""
    found: dict[PhotoKind, dict[str, Attachment]] = {}
    for kind, part in photos:
        found.setdefault(kind, {}).setdefault(part.sha256, part)
    return {kind: tuple(parts.values()) for kind, parts in found.items()}


def side(photos: Sequence[Photo], kinds: tuple[PhotoKind, ...]) -> tuple[Photo, ...]:
    """The photos of one side of a comparison, the newest round and the most telling kind first."""
    own = [photo for photo in photos if photo.kind in kinds]
    return tuple(sorted(own, key=lambda photo: (-photo.round, kinds.index(photo.kind), photo.at)))


def is_name(name: str) -> bool:
    """Whether a word can name a photo: 64 hex digits, small letters."""
    return len(name) == 64 and not set(name) - _HEX
