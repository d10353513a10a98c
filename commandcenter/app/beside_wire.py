"""What the window's process and a process beside it say to each other: frames of msgpack with their length before."""

from typing import BinaryIO, Final
from uuid import UUID

import msgspec

from commandcenter.core.catalogue import Catalogue
from commandcenter.core.facts import Accepted, Cursor
from commandcenter.desk.foreign_files import BoundaryFile, MappingDraft
from commandcenter.desk.sheet_desk import SheetResult

LENGTH: Final = 4  # bytes, big end first
MOST_BYTES: Final = 256 * 1024 * 1024


class Opening(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The first thing said: which store, and how far the platform's clock is ahead of ours (ms)."""

    folder: str
    key: bytes
    street: str
    letter: str
    offset: int


class TakePage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A page of accepted facts."""

    stream: str
    entries: list[Accepted]
    head: Cursor


class TakeFile(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A file of cases; its mapping by name or path, "" for the one that fits. `look`: nothing is taken."""

    path: str
    mapping: str
    look: bool = False


class TakePackage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A package of the city platform; `secret` opens it."""

    path: str
    letter: str
    secret: bytes


class ReadSheet(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """An authority's workbook, as the next version of a catalogue; words in `lang`."""

    path: str
    catalogue: Catalogue
    lang: str


class ReadForMapping(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """An unknown file of cases, for a draft of its mapping; words in `lang`."""

    path: str
    catalogue: Catalogue
    lang: str


class ReadOutlines(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A GeoJSON file of the street's boundaries; words in `lang`."""

    path: str
    street_name: str
    lang: str


class Stop(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """End what is being done, at the end of its transaction."""


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The store is open."""


class Going(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """How far a file is taken (rows; bytes of a package), and what came since the last of these."""

    done: int
    total: int
    cases: list[UUID] = []
    documents: list[str] = []


class Done(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What was asked for is on disk: how many were new, what changed; of a file also what became of its rows."""

    fresh: int
    cases: list[UUID]
    documents: list[str] = []
    read: int = 0
    known: int = 0
    refused: int = 0
    refused_file: str = ""
    stopped: bool = False


class SheetRead(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What a workbook holds, or why it cannot be used."""

    found: SheetResult


class MappingRead(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The draft of a mapping, or why none can be made."""

    found: MappingDraft


class OutlinesRead(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What a file of boundaries holds, or why it cannot be used."""

    found: BoundaryFile


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Why it was not done: the error's class, its key or words, its facts. What came before stays."""

    kind: str
    key: str
    facts: dict[str, str] = {}


Request = Opening | TakePage | TakeFile | TakePackage | ReadSheet | ReadForMapping | ReadOutlines | Stop
Answer = Ready | Going | Done | SheetRead | MappingRead | OutlinesRead | Failed

_requests: Final = msgspec.msgpack.Decoder(Request)
_answers: Final = msgspec.msgpack.Decoder(Answer)
_encoder: Final = msgspec.msgpack.Encoder()


def say(pipe: BinaryIO, message: Request | Answer) -> None:
    """Write one frame.

    Raises:
        OSError: nobody reads any more.
    """
    body = _encoder.encode(message)
    pipe.write(len(body).to_bytes(LENGTH, "big") + body)
    pipe.flush()


def hear_request(pipe: BinaryIO) -> Request | None:
    """The next request; None where the other end has gone."""
    body = _frame(pipe)
    return None if body is None else _requests.decode(body)


def hear_answer(pipe: BinaryIO) -> Answer | None:
    """The next answer; None where the other end has gone, or says what nobody understands."""
    body = _frame(pipe)
    try:
        return None if body is None else _answers.decode(body)
    except msgspec.MsgspecError:
        return None


def _frame(pipe: BinaryIO) -> bytes | None:
    head = pipe.read(LENGTH)
    size = int.from_bytes(head, "big")
    if len(head) < LENGTH or size > MOST_BYTES:
        return None
    body = pipe.read(size)
    return body if len(body) == size else None
