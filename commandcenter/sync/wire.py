"""What travels between a workstation and the city platform: messages, limits, verdicts, compression. Both ends hold it.

No HTTP call and no SQL: only forms ↔ bytes. Bodies of facts pass as `msgspec.Raw`, so their bytes are never made again.
"""

import re
from enum import IntEnum
from typing import Annotated, Final, TypeVar
from uuid import UUID

import msgspec
import zstandard

from commandcenter.core.facts import MAX_DOCUMENT, Count, Cursor, Moment

PROTOCOL: Final = 2  # newest that this version speaks: 2 brought signed heads, probe, reoffer and pulls that wait
OLDEST_PROTOCOL: Final = 1  # oldest that it still speaks; never raised while such a workstation may be in use
PROTOCOL_HEADER: Final = "x-commandcenter-protocol"  # on every request and answer; an answer without it is not ours
MESSAGE_TYPE: Final = "application/vnd.commandcenter.sync+zstd"
ERROR_TYPE: Final = "application/vnd.commandcenter.error+json"

MAX_FACTS: Final = 1000  # facts in one message
MAX_PAGE: Final = 1024 * 1024  # bytes of bodies in one message (one larger body may travel alone)
MAX_REQUEST: Final = 2 * MAX_PAGE  # bytes of a request, packed and unpacked
MAX_ANSWER: Final = MAX_DOCUMENT + MAX_PAGE  # bytes of an answer, packed and unpacked; of a re-offer too
MAX_POINTS: Final = 256  # places in one probe
MAX_WAIT_S: Final = 25  # the longest that the platform keeps a pull waiting for news
MAX_DEPTH: Final = 64  # nested lists and maps in a body
OCTETS: Final = "application/octet-stream"  # the type of a photo's bytes
MAX_PHOTO: Final = 32 * 1024 * 1024  # bytes of a photo that travels
MAX_THUMB: Final = 256 * 1024  # bytes of its thumbnail
MAX_CHUNK: Final = 1024 * 1024  # bytes of a photo in one request or answer
MAX_NAMES: Final = 500  # photos asked about at once
MAX_SNAPSHOT_FRAME: Final = 9 * 1024 * 1024  # bytes of one frame of a snapshot, packed
CHUNK_OFFSET: Final = "upload-offset"  # on a chunk: where it belongs
CHUNK_SUM: Final = "x-chunk-sha256"  # on a chunk, both ways: SHA-256 of its bytes as hex

_LEVEL = 3
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')
_STRUCTURE = re.compile(rb"[\[\]{}]")
_NumberOrNought = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Hash = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$")]  # SHA-256 as hex; "" before the first page
_Name = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00]*$")]  # no text of PostgreSQL holds a NUL
_Signature = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{128})?$")]  # Ed25519 as hex; "" by protocol 1
_Key = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$")]  # Ed25519 public key as hex


class Verdict(IntEnum):
    """Why the platform did not accept a fact that it nevertheless keeps, with a number, in the stream."""

    ACCEPTED = 0
    WRONG_STREET = 1  # the fact names another stream than the one it was pushed to
    UNKNOWN_BASE = 2  # builds on a fact that is not in this stream
    UNPUBLISHED = 3  # used a version of a document that was never published
    UNREADABLE = 4  # its data do not have the form that its type asks for
    TOO_LARGE = 5
    NOT_GRANTED = 6  # a type or role that only the platform may write
    NO_STREET = 7  # a transfer to a street that there is not
    STREET_CLOSED = 8  # a transfer to a street where no workstation would see the case
    CASE_MOVED = 9  # a transfer of a case that somebody had moved on meanwhile


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all messages."""


class Head(Form, frozen=True, kw_only=True):
    """End of a stream, or a place in it, signed by the platform over `signed_bytes`."""

    seq: _NumberOrNought
    h: _Hash
    genesis: Annotated[str, msgspec.Meta(max_length=64)]
    sig: _Signature = ""

    @classmethod
    def of(cls, place: Cursor) -> "Head":
        """The same for the wire."""
        return cls(seq=place.seq, h=place.h.hex(), genesis=place.genesis, sig=place.sig)

    @property
    def cursor(self) -> Cursor:
        """The same for the street's store."""
        return Cursor(seq=self.seq, h=bytes.fromhex(self.h), genesis=self.genesis, sig=self.sig)


class Counts(Form, frozen=True, kw_only=True):
    """How a workstation stands: open conflicts, facts set aside, facts that wait."""

    conflicts: _NumberOrNought
    aside: _NumberOrNought
    waiting: _NumberOrNought


class Hello(Form, frozen=True, kw_only=True):
    """First words of a workstation: who calls, in which session, what its clock says (ms UTC), how it stands."""

    app: _Name
    sid: Annotated[str, msgspec.Meta(max_length=16)]
    now: Moment
    protocols: tuple[int, int] = (1, 1)  # oldest and newest that it speaks
    counts: Counts | None = None


class Welcome(Form, frozen=True, kw_only=True):
    """Answer to Hello: the platform's clock (ms UTC), who the token belongs to, the ends of the streams it may read."""

    server_time: Moment
    workstation: str
    street: _Name
    letter: str
    heads: dict[str, Head]
    streets: list[_Name] = []  # of the city that take cases of others: where a workstation would see them
    publishes: list[str] = []  # streams whose reference documents this workstation's administrators may publish
    protocols: tuple[int, int] = (1, 1)  # oldest and newest that the platform speaks
    key: _Key = ""  # with which the platform signs heads; pinned at the first meeting, never taken anew
    wait_s: _NumberOrNought = 0  # the longest that a pull may wait


class Join(Form, frozen=True, kw_only=True):
    """A one-time code for a token that the workstation has made: only the token's SHA-256 (hex) is sent."""

    code: Annotated[str, msgspec.Meta(max_length=64)]
    token_hash: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Joined(Form, frozen=True, kw_only=True):
    """Answer to Join: of which street and with which letter the token now is."""

    street: _Name
    letter: str


class Push(Form, frozen=True, kw_only=True):
    """Facts of one session in its order. `after`/`h` is the sender's cursor: on another past nothing is taken."""

    stream: _Name
    after: _NumberOrNought
    h: _Hash
    facts: list[msgspec.Raw]


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """What became of one pushed fact: its number and verdict, or (seq 0) why it has none."""

    seq: _NumberOrNought
    verdict: _NumberOrNought = 0
    error: str = ""  # id_conflict | sseq_conflict


class Pushed(Form, frozen=True, kw_only=True):
    """Answer to Push, in the order of its facts. Shorter than the request: stopped at a gap, `expect` comes next."""

    results: list[Placed]
    expect: Count
    head: Head


class Pull(Form, frozen=True, kw_only=True):
    """Asks for what follows the cursor (`after`, `h`); where nothing does, to be answered within `wait` seconds."""

    stream: _Name
    after: _NumberOrNought
    h: _Hash
    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_FACTS)] = MAX_FACTS
    wait: Annotated[int, msgspec.Meta(ge=0, le=MAX_WAIT_S)] = 0


class Item(msgspec.Struct, frozen=True, array_like=True):
    """A fact with the platform's receipt time (ms UTC) and verdict."""

    rts: _NumberOrNought
    verdict: _NumberOrNought
    body: msgspec.Raw


class Page(Form, frozen=True, kw_only=True):
    """Answer to Pull: items `after + 1` … `to.seq` without a hole; `to.h` is the chain's hash after the last."""

    after: _NumberOrNought
    items: list[Item]
    to: Head
    head: Head
    news: bool = False  # of a pull that waited: another stream that the workstation reads has come on


class Point(msgspec.Struct, frozen=True, array_like=True):
    """A place in a chain."""

    seq: _NumberOrNought
    h: _Hash


class Probe(Form, frozen=True, kw_only=True):
    """Asks how far two pasts of a stream are the same: places of the sender's chain, in any order."""

    stream: _Name
    genesis: Annotated[str, msgspec.Meta(max_length=64)]
    points: Annotated[list[Point], msgspec.Meta(max_length=MAX_POINTS)]


class Probed(Form, frozen=True, kw_only=True):
    """Answer to Probe: the highest of the places that the platform's chain holds too (0: none), and its end."""

    seq: _NumberOrNought
    head: Head


class Reoffer(Form, frozen=True, kw_only=True):
    """Facts that the platform had accepted and lost: all of its former chain between `start` and `proof`.

    `proof` is a head that the platform signed: hash by hash it proves every item, and where they start.
    """

    stream: _Name
    start: Head
    items: Annotated[list[Item], msgspec.Meta(max_length=MAX_FACTS)]
    proof: Head


class Again(msgspec.Struct, frozen=True, array_like=True):
    """What became of a re-offered fact: its number now, or (seq 0) why it has none.

    `word`: "" placed or there before; `later` what it builds on is not there (yet); `anew` the platform has said the
    same in a fact of its own; id_conflict | sseq_conflict | version_conflict another one has its place.
    """

    seq: _NumberOrNought
    word: str = ""


class Reoffered(Form, frozen=True, kw_only=True):
    """Answer to Reoffer, in the order of its items."""

    results: list[Again]
    head: Head


class Publish(Form, frozen=True, kw_only=True):
    """Asks for the next version of a reference document. `after` is the newest version that `actor` saw."""

    stream: _Name
    name: _Name
    after: _NumberOrNought
    body: msgspec.Raw
    actor: _Name
    note: Annotated[str, msgspec.Meta(max_length=300)] = ""


class Issued(Form, frozen=True, kw_only=True):
    """Answer to Publish: the document's new version. It comes to everybody, its author too, with the stream."""

    version: Count


class Here(Form, frozen=True, kw_only=True):
    """Which case is shown at a workstation, to whom (user); None where none is. Never kept."""

    case: UUID | None
    actor: _Name


class Looking(msgspec.Struct, frozen=True, array_like=True):
    """Somebody looks at a case, at a desk (the workstation's name), for so many ms."""

    case: UUID
    actor: str
    desk: str
    for_ms: _NumberOrNought


class Others(Form, frozen=True, kw_only=True):
    """Answer to Here: who looks at which case at the other workstations of the street."""

    looking: list[Looking]


class AskPhotos(Form, frozen=True, kw_only=True):
    """Asks how much of these photos of the street (SHA-256 as hex) the platform holds."""

    names: Annotated[list[Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]], msgspec.Meta(max_length=MAX_NAMES)]


class Held(msgspec.Struct, frozen=True, array_like=True):
    """How much of a photo is there: its bytes, and so many of them without a hole; whether its thumbnail is there.

    `size` 0: no accepted fact of the street names it.
    """

    size: _NumberOrNought
    have: _NumberOrNought
    thumb: bool = False


class HeldPhotos(Form, frozen=True, kw_only=True):
    """Answer to AskPhotos, in its order."""

    photos: list[Held]


class AskSnapshot(Form, frozen=True, kw_only=True):
    """Asks for the newest snapshot of the street for a store of this schema."""

    schema: _NumberOrNought


class Snapshot(Form, frozen=True, kw_only=True):
    """Answer to AskSnapshot: where it stands, what it is called, and its frames (SHA-256 as hex), in order.

    `name` "": there is none. `heads` are where its streams end.
    """

    name: _Name = ""
    schema: _NumberOrNought = 0
    made_at: Moment = 0
    heads: dict[str, Head] = {}
    frames: list[_Hash] = []
    size: _NumberOrNought = 0  # bytes of all frames
    digest: Annotated[str, msgspec.Meta(max_length=32)] = ""  # of the states of its cases (store/self_check.py)
    fold: _Name = ""  # which version of the program folded them


class Problem(Form, frozen=True, kw_only=True):
    """An answer that is a refusal: a key for words, and what and where."""

    key: Annotated[str, msgspec.Meta(max_length=64)]
    facts: dict[str, str | int] = {}


class BadMessage(ValueError):
    """Bytes that are not the message expected. `key` says why: garbled, too_large."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(detail or key)
        self.key = key


F = TypeVar("F", bound=Form)


def signed_bytes(stream: str, head: Head) -> bytes:
    """What the signature of a head covers: the stream's name and beginning, the number, the hash."""
    return f"commandcenter head 1|{stream}|{head.genesis}|{head.seq}|{head.h}".encode()


def pack(message: Form) -> bytes:
    """Bytes of a message for the wire: JSON, zstd over the whole."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.json.encode(message))


def unpack(kind: type[F], packed: bytes, cap: int) -> F:
    """Read a message; never unpacks more than `cap` bytes, whatever the frame says of itself.

    Raises:
        BadMessage: garbled, too_large.
    """
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**24).stream_reader(packed) as reader:
            plain = reader.read(cap + 1)
    except zstandard.ZstdError as err:
        raise BadMessage("garbled", str(err)) from err
    if len(plain) > cap:
        raise BadMessage("too_large", f"more than {cap} bytes")
    return parse(kind, plain)


def parse(kind: type[F], plain: bytes) -> F:
    """Read a message that is not compressed.

    Raises:
        BadMessage: garbled.
    """
    try:
        return msgspec.json.decode(plain, type=kind)
    except (msgspec.DecodeError, ValueError, RecursionError) as err:
        raise BadMessage("garbled", str(err)) from err


def too_deep(body: bytes) -> bool:
    """Whether a body (valid JSON) nests so deep that it might pass on its way in and not on its way out."""
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    for sign in _STRUCTURE.findall(_STRINGS.sub(b"", body)):
        depth += 1 if sign in b"[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False
