"""The package file (同步包): what workstation and city platform exchange, carried by hand where there is no network.

A package is a label and a row of sealed leaves, each a message of the wire. It is sealed with a key that follows from
the workstation's token (HKDF over its SHA-256, with a salt of its own), by ChaCha20-Poly1305: nobody else can read it,
and what opens was made by this workstation or by the platform. The token's hash is what the platform keeps anyway, so
nothing has to be enrolled; the platform's word is checked beyond that by its signed heads, as on the network. Label,
place and being the last are sealed with each leaf: none can be changed, taken out, put elsewhere or cut off unseen.

What is in it goes the same ways as over the network: Platform.push and pull there, the door's adopt here. Behind the
facts come photos (package_photos.py).
"""

import hashlib
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

import msgspec

from commandcenter.core.facts import CITY, Accepted, BadFact, BrokenChain, Cursor, Waiting, decode, session_of
from commandcenter.store.photo_parcels import PhotoParcels, Piece
from commandcenter.sync.package_photos import ALL, Allowance, Baggage, PhotoPart, PhotoTally, PhotoWord, chosen, parts
from commandcenter.sync.street import Street
from commandcenter.sync.together import may_go
from commandcenter.sync.trust import Trust, met
from commandcenter.sync.wire import MAX_ANSWER, MAX_FACTS, MAX_PAGE, BadMessage, Form, Head, Page, Push, pack, unpack

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC: Final = b"commandcenter package 1\n"
MAGIC_ANY: Final = b"commandcenter package "
OUT, BACK = "to_platform", "to_workstation"
MOST_WAITING: Final = 100_000  # facts in one package; what is left goes with the next
_MAX_LABEL: Final = 4096
Going = Callable[[int, int], None]  # bytes done, and in all (0: not known); raises PackageError to end it
_LENGTH = struct.Struct(">IB")  # bytes of a sealed leaf, and whether it is the last


class Label(Form, frozen=True, kw_only=True):
    """What stands outside: which way, whose, when it was made (ms UTC). Readable, and sealed with every leaf."""

    way: str
    street: str
    letter: str
    made: int
    salt: str  # hex


class Leaf(Form, frozen=True, kw_only=True):
    """One message. The first of a package says how far its maker is: `heads` by stream, the platform's `key`.

    A program of before reads over what it does not know: photos.
    """

    heads: dict[str, Head] | None = None
    key: str = ""
    stream: str = ""
    push: Push | None = None
    page: Page | None = None
    word: PhotoWord | None = None
    photo: PhotoPart | None = None


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What a package did. `facts` that it held, `fresh` those of them that were new, `rejected` with a verdict.

    `unplaced`: facts that got no number and go on waiting. `photos` that went along, or came and can be shown now;
    `left` for a later package, for want of room; `unread`: those that could not be read, or were not taken. `stopped`:
    the taking ended before its end, on request.
    """

    facts: int = 0
    fresh: int = 0
    rejected: int = 0
    unplaced: int = 0
    leaves: int = 0
    stopped: bool = False
    photos: int = 0
    left: int = 0
    unread: int = 0


class Outbox(Protocol):
    """What a package for the platform is made of; a `Street` is one."""

    @property
    def street(self) -> str: ...
    def cursor(self, stream: str) -> Cursor: ...
    def waiting(self, limit: int) -> list[Waiting]: ...


class PackageError(Exception):
    """This file is not taken (further). What was taken of it before is whole and stays; it can be given again.

    Keys: package-not-one, package-newer, package-way, package-foreign, package-tampered, package-cut, package-gap,
    package-fork; package-stopped (nothing was written), package-halted (what was taken stays): on request.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


def secret_of(token: str) -> bytes:
    """What both sides know of a token: the platform keeps nothing else of it."""
    return hashlib.sha256(token.encode()).digest()


# -- the file ---------------------------------------------------------------------------------------------------------


def write(file: BinaryIO, label: Label, secret: bytes, leaves: Iterable[Leaf]) -> int:
    """Seal leaves into a file; how many there were (one at least).

    Raises:
        OSError: it cannot be written.
    """
    said = msgspec.json.encode(label)
    file.write(MAGIC + said + b"\n")
    box, count = _box(secret, label), 0
    waiting: Leaf | None = None
    for leaf in leaves:
        if waiting is not None:
            _seal(file, box, said, count, waiting, last=False)
            count += 1
        waiting = leaf
    if waiting is None:
        waiting = Leaf()
    _seal(file, box, said, count, waiting, last=True)
    return count + 1


def label_of(file: BinaryIO) -> Label:
    """Read what stands outside, without a key; leaves the file at its first leaf.

    Raises:
        PackageError: package-not-one, package-newer.
    """
    magic = file.readline(len(MAGIC))
    if magic != MAGIC:
        raise PackageError("package-newer" if magic.startswith(MAGIC_ANY) else "package-not-one")
    try:
        label = msgspec.json.decode(file.readline(_MAX_LABEL), type=Label)
        bytes.fromhex(label.salt)
    except (msgspec.DecodeError, ValueError) as err:
        raise PackageError("package-not-one") from err
    return label


def leaves_of(file: BinaryIO, label: Label, secret: bytes) -> Iterator[Leaf]:
    """Open the leaves one after the other, each checked before it is given.

    Raises:
        PackageError: package-tampered, package-cut.
    """
    from cryptography.exceptions import InvalidTag

    said, box = msgspec.json.encode(label), _box(secret, label)
    count = 0
    while True:
        head = file.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise PackageError("package-cut", leaves=count)
        size, last = _LENGTH.unpack(head)
        if size > MAX_ANSWER + 1024 or last > 1:
            raise PackageError("package-tampered", leaf=count)
        sealed = file.read(size)
        if len(sealed) < size:
            raise PackageError("package-cut", leaves=count)
        try:
            plain = box.decrypt(_nonce(count), sealed, said + head[-1:])
            yield unpack(Leaf, plain, MAX_ANSWER)
        except (InvalidTag, BadMessage) as err:
            raise PackageError("package-tampered", leaf=count) from err
        count += 1
        if last:
            if file.read(1):
                raise PackageError("package-tampered", leaf=count)
            return


def _box(secret: bytes, label: Label) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # imported with the first package
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = f"commandcenter package 1|{label.way}|{label.street}|{label.letter}".encode()
    return ChaCha20Poly1305(HKDF(SHA256(), 32, bytes.fromhex(label.salt), info).derive(secret))


def _nonce(count: int) -> bytes:
    return count.to_bytes(12, "big")  # the key is of this package alone: a counter never comes twice


def _seal(file: BinaryIO, box: "ChaCha20Poly1305", said: bytes, count: int, leaf: Leaf, *, last: bool) -> None:
    end = bytes([last])
    sealed = box.encrypt(_nonce(count), pack(leaf), said + end)
    file.write(_LENGTH.pack(len(sealed), last) + sealed)


# -- the workstation's side -------------------------------------------------------------------------------------------


def outward(street: Outbox, letter: str, secret: bytes, file: BinaryIO, *, now: int, photos: Baggage | None = None,
            allowance: Allowance = ALL, going: Going = lambda done, of: None) -> Carried:
    """Write what waits here, and how far this copy has come, for the platform; behind it, photos that it may lack.
    Nothing changes here. `going` hears bytes of photos done, and in all.

    Raises:
        OSError: it cannot be written.
    """
    label = Label(way=OUT, street=street.street, letter=letter, made=now, salt=os.urandom(16).hex())
    facts, tally = 0, PhotoTally()

    def leaves() -> Iterator[Leaf]:
        nonlocal facts
        cursors = {stream: street.cursor(stream) for stream in (CITY, street.street)}
        yield Leaf(heads={stream: _head(at) for stream, at in cursors.items()})
        named: dict[str, None] = {}
        for push in _pushes(street, cursors):
            facts += len(push.facts)
            going(0, 0)
            named.update((part.sha256, None) for body in push.facts for part in decode(bytes(body)).att)
            yield Leaf(stream=push.stream, push=push)
        if photos is None:
            return
        pieces = photos.to_go(named)
        fits = chosen(pieces, allowance, tally)
        yield Leaf(word=PhotoWord(offers=list(dict.fromkeys(piece.name for piece in pieces)), wants=photos.wanted(),
                                  left=tally.left))
        yield from photo_leaves(fits, photos.read, tally, going)

    count = write(file, label, secret, leaves())
    return Carried(facts=facts, leaves=count, photos=tally.photos, left=tally.left, unread=tally.unread)


def photo_leaves(
    pieces: Sequence[Piece], read: Callable[[Piece, int, int], bytes], tally: PhotoTally, going: Going,
) -> Iterator[Leaf]:
    """These photos, chunk by chunk."""
    of, done = sum(piece.size - piece.at for piece in pieces), 0

    def went(size: int) -> None:
        nonlocal done
        done += size
        going(done, of)

    for part in parts(pieces, read, tally, went):
        yield Leaf(photo=part)


def inward(street: Street, letter: str, secret: bytes, file: BinaryIO,
           progress: Callable[[int], None] = lambda facts: None, *, now: int = 0, photos: PhotoParcels | None = None,
           going: Going = lambda done, of: None, came: Callable[[str], None] = lambda name: None,
           facts_only: bool = False) -> Carried:
    """Take the platform's answer: every page through the door, in order, those that are known passed over; then the
    photos. `progress` hears facts, `going` bytes of the file, `came` of each photo and thumbnail that can be shown now.
    `facts_only`: ends where the photos begin (photos_of takes them).

    Raises:
        PackageError: with the reason as a key; pages before it are taken, and stay.
        Rejected: bad_signature, platform_key_changed.
        StoreError: it could not be written.
    """
    of, label = _opened(file, street.street, letter)
    facts = fresh = leaves = 0
    taking = None if photos is None else _PhotosIn(photos, now, came)
    trust: Trust | None = None
    for leaf in leaves_of(file, label, secret):
        leaves += 1
        if trust is None:
            pinned = street.platform_key()
            key = met(pinned, leaf.key)
            if key and not pinned:
                street.pin_key(key)
            trust = Trust(key)
        if facts_only and leaf.word is not None:
            break
        going(file.tell(), of)
        if taking is not None:
            taking.hear(leaf)
        if leaf.page is None:
            continue
        if leaf.stream not in (CITY, street.street):
            raise PackageError("package-foreign", street=leaf.stream, letter=label.letter)
        facts += len(leaf.page.items)
        fresh += _take(street, trust, leaf.stream, leaf.page)
        progress(facts)
    return Carried(facts=facts, fresh=fresh, leaves=leaves, photos=taking.shown if taking is not None else 0,
                   left=taking.left if taking is not None else 0)


def photos_of(street: str, letter: str, secret: bytes, file: BinaryIO, photos: PhotoParcels, *, now: int,
              going: Going = lambda done, of: None, came: Callable[[str], None] = lambda name: None) -> Carried:
    """Take the photos alone from an answer whose facts are in.

    Raises:
        PackageError, StoreError: as `inward`; photos before it are whole, and stay.
    """
    of, label = _opened(file, street, letter)
    taking = _PhotosIn(photos, now, came)
    for leaf in leaves_of(file, label, secret):
        going(file.tell(), of)
        taking.hear(leaf)
    return Carried(photos=taking.shown, left=taking.left)


class _PhotosIn:
    """The photos of an answer: each taken as it comes, and counted."""

    def __init__(self, photos: PhotoParcels, now: int, came: Callable[[str], None]) -> None:
        self._photos, self._now, self._came = photos, now, came
        self._scanned = False
        self.shown = self.left = 0

    def hear(self, leaf: Leaf) -> None:
        if not self._scanned and (leaf.word is not None or leaf.photo is not None):  # behind all facts
            self._photos.scan(self._now)
            self._scanned = True
        if leaf.word is not None:
            self._photos.told(leaf.word.whole, leaf.word.small)
            self.left = leaf.word.left
        if leaf.photo is not None:
            part = leaf.photo
            piece = Piece(name=part.name, size=part.size, small=part.small, at=part.at)
            if self._photos.take(piece, part.data, self._now):
                self.shown += not part.small
                self._came(part.name)


def _opened(file: BinaryIO, street: str, letter: str) -> tuple[int, Label]:
    """The bytes of an answer for this workstation, and its label; the file then stands at its first leaf."""
    of = file.seek(0, os.SEEK_END)
    file.seek(0)
    label = label_of(file)
    if label.way != BACK:
        raise PackageError("package-way", way=label.way)
    if (label.street, label.letter) != (street, letter):
        raise PackageError("package-foreign", street=label.street, letter=label.letter)
    return of, label


def _take(street: Street, trust: Trust, stream: str, page: Page) -> int:
    """Take a page, or what of it is not known yet. Returns how many of its entries were taken."""
    at, to = street.cursor(stream), page.to
    if page.after > at.seq:
        raise PackageError("package-gap", stream=stream, after=page.after, have=at.seq)
    if at.seq and to.genesis != at.genesis:
        raise PackageError("package-fork", stream=stream, at=at.seq)
    if to.seq <= at.seq:
        if to.seq == at.seq and to.h != at.h.hex():
            raise PackageError("package-fork", stream=stream, at=at.seq)
        return 0
    if to.seq != page.after + len(page.items):
        raise PackageError("package-tampered", leaf=page.after)
    trust.check(stream, to, page.head)
    entries = [Accepted(seq=page.after + n, rts=item.rts, verdict=item.verdict, body=bytes(item.body))
               for n, item in enumerate(page.items, 1)]
    new = [entry for entry in entries if entry.seq > at.seq]
    try:
        street.adopt(stream, new, to.cursor)
    except (BrokenChain, BadFact) as err:
        if street.cursor(stream).seq != at.seq:  # the network brought some of it in the same moment
            return _take(street, trust, stream, page)
        raise PackageError("package-fork", stream=stream, at=at.seq) from err
    return len(new)


def _pushes(street: Outbox, cursors: dict[str, Cursor]) -> Iterator[Push]:
    """What waits, in messages as a round would send them: one stream, one session, at most a page each."""
    waiting = street.waiting(MOST_WAITING)
    start = 0
    while start < len(waiting):
        end, size, sid = start, 0, session_of(waiting[start].body)
        while end < len(waiting) and end - start < MAX_FACTS:
            one = waiting[end]
            size += len(one.body)
            if end > start and (one.stream != waiting[start].stream or size > MAX_PAGE or session_of(one.body) != sid):
                break
            end += 1
        end = start + may_go([one.body for one in waiting[start:end]], (one.body for one in waiting[end:]))
        yield _push(waiting[start].stream, cursors, [msgspec.Raw(one.body) for one in waiting[start:end]])
        start = end


def _push(stream: str, cursors: dict[str, Cursor], facts: list[msgspec.Raw]) -> Push:
    at = cursors[stream]
    return Push(stream=stream, after=at.seq, h=at.h.hex(), facts=facts)


def _head(at: Cursor) -> Head:
    return Head(seq=at.seq, h=at.h.hex(), genesis=at.genesis)

