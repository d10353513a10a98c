"""Facts: immutable bytes in a street's log, their envelope and their order of acceptance.

Only the envelope lives here; what a fact says (its data) is in core/bodies.py, what follows from it in core/fold.py.
"""

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

CITY = "city"  # the stream of reference documents that every workstation may read
MAX_BODY = 64 * 1024  # bytes of one case fact
MAX_DOCUMENT = 4 * 1024 * 1024  # bytes of one published document

Moment = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]  # ms UTC
Count = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that belongs to a fact, named by its content."""

    sha256: str
    size: int
    mime: str


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The envelope of one fact, exactly as it travels (sync.md §4.2); `data` stays undecoded bytes.

    `sid` is random per process start, `sseq` counts 1, 2, 3 … within it. `wall` + `off` is when it was written,
    in ms UTC. `seen` is the author's (seq, first 8 hex of hash) of the stream when writing.
    """

    id: UUID
    street: str
    subject: UUID
    sid: Annotated[str, msgspec.Meta(min_length=16, max_length=16)]
    sseq: Count
    type: Annotated[str, msgspec.Meta(max_length=64)]
    v: int = 1
    base: UUID | None = None
    actor: Annotated[str, msgspec.Meta(max_length=64)]
    role: Annotated[str, msgspec.Meta(max_length=32)]
    on_behalf: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    origin: Literal["import"] | None = None
    wall: Moment
    off: Moment = 0
    seen: tuple[int, str]
    refs: dict[str, int] = {}
    data: msgspec.Raw
    att: tuple[Attachment, ...] = ()

    @property
    def at(self) -> int:
        """When it was written, by the corrected clock, in ms UTC."""
        return self.wall + self.off


class BadFact(ValueError):
    """Bytes that are no fact. The message names the field."""


class _Sender(msgspec.Struct):
    sid: str


_DECODER = msgspec.json.Decoder(Fact)
_SENDER = msgspec.json.Decoder(_Sender)
_ENCODER = msgspec.json.Encoder()


def encode(fact: Fact) -> bytes:
    """Return the bytes that are stored, hashed and sent. Made once; never made again from a decoded fact."""
    return _ENCODER.encode(fact)


def decode(body: bytes) -> Fact:
    """Read the envelope.

    Raises:
        BadFact: not JSON, a field missing, of the wrong form or out of range.
    """
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError) as err:
        raise BadFact(str(err)) from err


def session_of(body: bytes) -> str:
    """The `sid` of an own fact, whose form is known to be good: a third of the time of reading it."""
    return _SENDER.decode(body).sid


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A fact as decided and not yet stamped: no id, author, session or time.

    `follows` says that it is a transition: it builds on the head of its register (or on the draft before it).
    """

    type: str
    data: msgspec.Struct
    role: str
    follows: bool
    on_behalf: str | None = None
    origin: Literal["import"] | None = None
    refs: dict[str, int] | None = None
    att: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Session:
    """Who writes facts in this process. `new_id` and `salt` bring the randomness that core has none of."""

    sid: str
    new_id: Callable[[], UUID]
    salt: Callable[[], str]


def stamp(
    drafts: list[Draft], *, street: str, subject: UUID, head: UUID | None, actor: str, session: Session,
    sseq: int, wall: int, off: int, seen: tuple[int, str],
) -> list[Fact]:
    """Make facts of drafts: the first gets `sseq`, transitions chain from `head` on."""
    out: list[Fact] = []
    for n, draft in enumerate(drafts):
        fact = Fact(
            id=session.new_id(), street=street, subject=subject, sid=session.sid, sseq=sseq + n, type=draft.type,
            base=head if draft.follows else None, actor=actor, role=draft.role, on_behalf=draft.on_behalf,
            origin=draft.origin, wall=wall, off=off, seen=seen, refs=draft.refs or {},
            att=draft.att, data=msgspec.Raw(_ENCODER.encode(msgspec.structs.replace(draft.data, n=session.salt()))),
        )
        if draft.follows:
            head = fact.id
        out.append(fact)
    return out


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """How far a copy of a stream has come: never the number alone (sync.md §4.1). `genesis` names its start.

    `sig`: the platform's signature of this place as hex, "" where it gave none; no part of what the place is.
    """

    seq: int
    h: bytes
    genesis: str
    sig: str = field(default="", compare=False)


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A fact with its place: `rts` is the platform's receipt time (ms UTC), `verdict` 0 when accepted."""

    seq: int
    rts: int
    verdict: int
    body: bytes


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An own fact that has no place in the stream yet."""

    id: UUID
    stream: str
    body: bytes


@dataclass(frozen=True, kw_only=True)
class LostPart:
    """A piece of a past that the platform lost: all its entries after `start`, up to the signed place `proof`."""

    stream: str
    past: int  # which of the pasts that were lost
    start: Cursor
    entries: tuple[Accepted, ...]
    ids: tuple[UUID, ...]
    proof: Cursor


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """A fact that cannot get a place at the platform: kept and shown, out of the fold. `at`: when (ms UTC)."""

    id: UUID
    stream: str
    reason: str
    at: int
    body: bytes


class BrokenChain(Exception):
    """The facts received do not lead, hash by hash, to the head that was named. Nothing of them was taken."""


# -- the chain over accepted facts (sync.md §4.2) ---------------------------------------------------------------


_PLACE = struct.Struct(">QQQ")  # number, receipt time, verdict


def genesis(stream: str, genesis_id: str) -> bytes:
    """h_0 of a stream."""
    return hashlib.sha256(f"{stream}|{genesis_id}".encode()).digest()


def link(previous: bytes, seq: int, rts: int, verdict: int, body: bytes) -> bytes:
    """h_n from h_(n-1): covers the number, the platform's receipt time (ms UTC), its verdict and the fact's bytes.

    Raises:
        BrokenChain: what no chain can hold, as a damaged file may say it: a number below 0 or over 64 bits, a text.
    """
    try:
        eh = hashlib.sha256(body).digest()
        return hashlib.sha256(previous + _PLACE.pack(seq, rts, verdict) + eh).digest()
    except (struct.error, TypeError) as err:
        raise BrokenChain(f"{seq}, {rts}, {verdict} is no place in a chain") from err


def plain(value: msgspec.Struct) -> bytes:
    """Canonical bytes of a state, for digests: keys in declaration order, sets and maps sorted.

    What a state remembers only in case its last step is taken back (`before`) is left out: it is no part of it.
    """
    if getattr(value, "before", None) is not None:
        value = msgspec.structs.replace(value, before=None)
    return msgspec.json.encode(value, order="deterministic")


def digest(states: "dict[UUID, Any]") -> str:
    """Order-free digest of folded states: XOR over cases of SHA-256(case id ‖ canonical state), 16 bytes as hex."""
    total = 0
    for key, state in states.items():
        total ^= int.from_bytes(hashlib.sha256(key.bytes + plain(state)).digest()[:16], "big")
    return f"{total:032x}"
