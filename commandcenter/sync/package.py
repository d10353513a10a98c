"""The package file (同步包): what workstation and city platform exchange, carried by hand where there is no network.

A package is a label and a row of sealed leaves, each a message of the wire. It is sealed with a key that follows from
the workstation's token (HKDF over its SHA-256, with a salt of its own), by ChaCha20-Poly1305: nobody else can read it,
and what opens was made by this workstation or by the platform. The token's hash is what the platform keeps anyway, so
nothing has to be enrolled; the platform's word is checked beyond that by its signed heads, as on the network. Label,
place and being the last are sealed with each leaf: none can be changed, taken out, put elsewhere or cut off unseen.

What is in it goes the same ways as over the network: Platform.push and pull there, the door's adopt here.
"""

import hashlib
import os
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

import msgspec

from commandcenter.core.facts import CITY, Accepted, BadFact, BrokenChain, Cursor, Waiting, decode
from commandcenter.sync.street import Street
from commandcenter.sync.trust import Trust, met
from commandcenter.sync.wire import MAX_ANSWER, MAX_FACTS, MAX_PAGE, BadMessage, Form, Head, Page, Push, pack, unpack

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC: Final = b"commandcenter package 1\n"
MAGIC_ANY: Final = b"commandcenter package "
OUT, BACK = "to_platform", "to_workstation"
MOST_WAITING: Final = 100_000  # facts in one package; what is left goes with the next
_MAX_LABEL: Final = 4096
_LENGTH = struct.Struct(">IB")  # bytes of a sealed leaf, and whether it is the last


class Label(Form, frozen=True, kw_only=True):
    """What stands outside: which way, whose, when it was made (ms UTC). Readable, and sealed with every leaf."""

    way: str
    street: str
    letter: str
    made: int
    salt: str  # hex


class Leaf(Form, frozen=True, kw_only=True):
    """One message. The first of a package says how far its maker is: `heads` by stream, the platform's `key`."""

    heads: dict[str, Head] | None = None
    key: str = ""
    stream: str = ""
    push: Push | None = None
    page: Page | None = None


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What a package did. `facts` that it held, `fresh` those of them that were new, `rejected` with a verdict.

    `unplaced`: facts that got no number and go on waiting. `stopped`: the taking ended before its end, on request.
    """

    facts: int = 0
    fresh: int = 0
    rejected: int = 0
    unplaced: int = 0
    leaves: int = 0
    stopped: bool = False


class Outbox(Protocol):
    """What a package for the platform is made of; a `Street` is one."""

    @property
    def street(self) -> str: ...
    def cursor(self, stream: str) -> Cursor: ...
    def waiting(self, limit: int) -> list[Waiting]: ...


class PackageError(Exception):
    """This file is not taken (further). What was taken of it before is whole and stays; it can be given again.

    Keys: package-not-one, package-newer, package-way, package-foreign, package-tampered, package-cut, package-gap,
    package-fork.
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


def outward(street: Outbox, letter: str, secret: bytes, file: BinaryIO, *, now: int) -> Carried:
    """Write what waits here, and how far this copy has come, for the platform. Nothing changes here.

    Raises:
        OSError: it cannot be written.
    """
    label = Label(way=OUT, street=street.street, letter=letter, made=now, salt=os.urandom(16).hex())
    facts = 0

    def leaves() -> Iterator[Leaf]:
        nonlocal facts
        cursors = {stream: street.cursor(stream) for stream in (CITY, street.street)}
        yield Leaf(heads={stream: _head(at) for stream, at in cursors.items()})
        for push in _pushes(street, cursors):
            facts += len(push.facts)
            yield Leaf(stream=push.stream, push=push)

    count = write(file, label, secret, leaves())
    return Carried(facts=facts, leaves=count)


def inward(street: Street, letter: str, secret: bytes, file: BinaryIO,
           progress: Callable[[int], None] = lambda facts: None) -> Carried:
    """Take the platform's answer: every page through the door, in order, those that are known passed over.

    Raises:
        PackageError: with the reason as a key; pages before it are taken, and stay.
        Rejected: bad_signature, platform_key_changed.
        StoreError: it could not be written.
    """
    label = label_of(file)
    if label.way != BACK:
        raise PackageError("package-way", way=label.way)
    if (label.street, label.letter) != (street.street, letter):
        raise PackageError("package-foreign", street=label.street, letter=label.letter)
    facts = fresh = leaves = 0
    trust: Trust | None = None
    for leaf in leaves_of(file, label, secret):
        leaves += 1
        if trust is None:
            pinned = street.platform_key()
            key = met(pinned, leaf.key)
            if key and not pinned:
                street.pin_key(key)
            trust = Trust(key)
        if leaf.page is None:
            continue
        if leaf.stream not in (CITY, street.street):
            raise PackageError("package-foreign", street=leaf.stream, letter=label.letter)
        facts += len(leaf.page.items)
        fresh += _take(street, trust, leaf.stream, leaf.page)
        progress(facts)
    return Carried(facts=facts, fresh=fresh, leaves=leaves)


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
    facts: list[msgspec.Raw] = []
    key, size = ("", ""), 0
    for waiting in street.waiting(MOST_WAITING):
        its = (waiting.stream, decode(waiting.body).sid)
        if facts and (its != key or size + len(waiting.body) > MAX_PAGE or len(facts) == MAX_FACTS):
            yield _push(key[0], cursors, facts)
            facts, size = [], 0
        key = its
        size += len(waiting.body)
        facts.append(msgspec.Raw(waiting.body))
    if facts:
        yield _push(key[0], cursors, facts)


def _push(stream: str, cursors: dict[str, Cursor], facts: list[msgspec.Raw]) -> Push:
    at = cursors[stream]
    return Push(stream=stream, after=at.seq, h=at.h.hex(), facts=facts)


def _head(at: Cursor) -> Head:
    return Head(seq=at.seq, h=at.h.hex(), genesis=at.genesis)

