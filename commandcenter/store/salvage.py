"""What can still be read of a damaged store: its facts that wait, page by page, past the engine.

The engine gives up at the first page that does not open. Here each page is opened by itself (page_codec.py), from the
file and from what its write-ahead log holds newer, and its rows are read as SQLite lays them out. What a page says is
true or it does not open at all: every page carries a seal. Only reads.
"""

import logging
import secrets
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

from commandcenter.core.facts import BadFact, Cursor, Fact, Waiting, decode, encode
from commandcenter.store.engine import STORE_FILE
from commandcenter.store.errors import StoreError
from commandcenter.store.page_codec import PAGE, SALT, BadPage, PageCipher

log = logging.getLogger(__name__)

_ROOM: Final = PAGE - 80  # of a page, without its seal
_FIRST: Final = 100  # bytes before the rows of page 1
_WAL_HEAD, _FRAME_HEAD = 32, 24
_INNER, _LEAF, _ROWS = 0x02, 0x0A, 0x0D  # of an index; a table's leaf
_INTS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type → bytes
_MOST_HEAD: Final = 40  # bytes; rows of many columns are none of ours
_MOST_BYTES: Final = 64 << 20  # of one row
_EVERY: Final = 1000  # pages between two words of progress

Value = int | str | bytes | None
Record = tuple[Value, ...]
Say = Callable[[int, int], None]  # pages done, of how many


@dataclass(frozen=True, kw_only=True)
class Salvaged:
    """What was read: waiting facts in local order, their number `facts`, how far each stream had come, and `station`,
    what the workstation remembers of itself.

    `unread`: waiting facts that are known of and could not be read; `exact`: there were no others. `moved`: facts that
    go on in a session of their own, because one before them is missing. `pages`, of which `broken` do not open.
    """

    waiting: tuple[Waiting, ...]
    unread: int
    exact: bool
    moved: int
    pages: int
    broken: int
    station: Mapping[str, str]
    cursors: Mapping[str, Cursor]


def salvage(folder: Path, key: bytes, say: Say = lambda done, of: None) -> Salvaged:
    """Read what waits in the store of this folder, however damaged it is. Nobody else may have it open.

    Raises:
        StoreError: no-store; store-broken, where not one page opens (or the key is another store's).
        OSError: the file itself cannot be read.
    """
    path = folder / STORE_FILE
    if not path.exists():
        raise StoreError("no-store", where=str(folder))
    with Pages(path, key) as pages:
        found = _Found()
        for number in range(1, pages.count + 1):
            if number % _EVERY == 0:
                say(number, pages.count)
            page = pages.open(number)
            if page is not None:
                _look(pages, number, page, found)
        say(pages.count, pages.count)
        if len(pages.broken) >= pages.count:
            raise StoreError("store-broken", where=str(path))
        index, index_whole = records(pages, found.roots.get("ix_fact_waiting"))
        lost, _ = records(pages, found.roots.get("lost"))
        done = _gathered(found, {lid for lid, *_ in index if isinstance(lid, int)}, index_whole,
                         {record[2] for record in lost if len(record) == 6 and record[5] == 0})
        facts, unread = done
        waiting, moved = _in_order(facts, found.places)
        result = Salvaged(waiting=waiting, unread=unread, exact=index_whole, moved=moved, pages=pages.count,
                          broken=len(pages.broken), station=found.station, cursors=found.cursors)
    log.warning("%d waiting fact(s) of %s salvaged, %d not; %d of %d page(s) broken", len(waiting), path, unread,
                result.broken, result.pages)
    return result


@dataclass
class _Found:
    """What the pages hold."""

    roots: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[int, str, bytes, Fact]] = field(default_factory=list)  # lid, stream, body, itself
    numbered: set[bytes] = field(default_factory=set)  # ids that have a number
    places: set[tuple[str, int]] = field(default_factory=set)  # session and count of every fact
    station: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, Cursor] = field(default_factory=dict)


def _look(pages: "Pages", number: int, page: bytes, found: _Found) -> None:
    for rowid, record in _rows(pages, number, page):
        match record:
            case ("table" | "index", str(name), str(), int(root), _):
                found.roots[name] = root
            case (str(name), str(value)):
                found.station[name] = value
            case (str(stream), str(start), int(seq), bytes(h)) if len(h) == 32:
                found.cursors[stream] = Cursor(seq=seq, h=h, genesis=start)
            case (None, bytes(of), str(stream), seq, _, _, bytes(), str(), str(sid), int(sseq), bytes(body)):
                found.places.add((sid, sseq))
                if seq is not None:
                    found.numbered.add(of)
                    continue
                with suppress(BadFact):
                    fact = decode(body)
                    if fact.id.bytes == of:
                        found.waiting.append((rowid, stream, body, fact))


def _gathered(
    found: _Found, named: set[int], whole: bool, offered: set[Value]
) -> tuple[list[tuple[int, str, bytes, Fact]], int]:
    """The facts that wait, and how many more are known of. `named`: their places in local order by the index, which
    is `whole` or not; what is `offered` again (the platform lost it) is no part of the outbox."""
    facts: dict[bytes, tuple[int, str, bytes, Fact]] = {}
    for row in found.waiting:
        of = row[3].id.bytes
        if of in offered:
            named.discard(row[0])
        elif row[0] in named if whole else of not in found.numbered:
            facts[of] = row
    return sorted(facts.values(), key=lambda row: row[0]), len(named - {row[0] for row in facts.values()})


def _in_order(
    facts: Sequence[tuple[int, str, bytes, Fact]], places: set[tuple[str, int]]
) -> tuple[tuple[Waiting, ...], int]:
    """The facts as they can be offered: a session's count may not have a hole, so what follows one goes on in another
    session, with the same id and content. And how many these are."""
    waiting: list[Waiting] = []
    beyond: set[str] = set()  # sessions of which one is missing
    sid, moved = secrets.token_hex(8), 0
    for _, stream, body, fact in facts:
        if fact.sseq > 1 and (fact.sid, fact.sseq - 1) not in places:
            beyond.add(fact.sid)
        if fact.sid in beyond:
            moved += 1
            body = encode(msgspec.structs.replace(fact, sid=sid, sseq=moved))
        waiting.append(Waiting(id=fact.id, stream=stream, body=body))
    return tuple(waiting), moved


# -- pages ------------------------------------------------------------------------------------------------------------


class Pages:
    """The pages of a store as of its last commit, each opened by itself."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._file = path.open("rb")
        self._log, self._frames = _frames(path.with_name(path.name + "-wal"))
        self._cipher = self._under(key)
        self.broken: set[int] = set()
        self.count = max(-(-path.stat().st_size // PAGE), *self._frames, 1)
        first = self.open(1)
        if first is not None:
            self.count = max(self.count, int.from_bytes(first[28:32], "big"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    def open(self, number: int) -> bytes | None:
        """The newest state of a page that opens; None where none does. `broken` holds those that are not as they were
        written last."""
        for start in self._frames.get(number, ()):
            with suppress(BadPage):
                return self._cipher.open(number, self._log[start:start + PAGE])
            self.broken.add(number)
        self._file.seek((number - 1) * PAGE)
        with suppress(BadPage):
            return self._cipher.open(number, self._file.read(PAGE))
        self.broken.add(number)
        return None

    def chained(self, number: int, size: int) -> bytes | None:
        """So many bytes of a row that goes on in pages of its own; None where one is missing."""
        parts: list[bytes] = []
        while size > 0:
            page = self.open(number) if 1 < number <= self.count else None
            if page is None:
                return None
            parts.append(page[4:4 + min(size, _ROOM - 4)])
            size -= len(parts[-1])
            number = int.from_bytes(page[:4], "big")
        return b"".join(parts)

    def _under(self, key: bytes) -> PageCipher:
        """The cipher by a salt that opens anything: the file's, the log's, or the file's with one bit turned."""
        salt = self._file.read(SALT).ljust(SALT, b"\0")
        salts = [salt, *(self._log[start:start + SALT] for start in self._frames.get(1, ()))]
        salts += [(int.from_bytes(salt, "big") ^ 1 << bit).to_bytes(SALT, "big") for bit in range(8 * SALT)]
        self._file.seek(PAGE)
        probes = [(number, self._file.read(PAGE)) for number in range(2, 6)]
        probes += [(number, self._log[starts[0]:starts[0] + PAGE]) for number, starts in [*self._frames.items()][:4]]
        for one in salts:
            cipher = PageCipher(key, one)
            for number, sealed in probes:
                with suppress(BadPage):
                    cipher.open(number, sealed)
                    return cipher
        return PageCipher(key, salt)


def _frames(path: Path) -> tuple[bytes, dict[int, list[int]]]:
    """A write-ahead log, and where in it the states of each page lie that were committed, the newest first."""
    log_bytes = path.read_bytes() if path.exists() else b""
    found: dict[int, list[int]] = {}
    open_ones: list[tuple[int, int]] = []
    salts = log_bytes[_WAL_HEAD + 8:_WAL_HEAD + 16]  # of the first frame: the newest round through the log
    for at in range(_WAL_HEAD, len(log_bytes) - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
        number, committed = struct.unpack_from(">II", log_bytes, at)
        if log_bytes[at + 8:at + 16] != salts:
            continue
        open_ones.append((number, at + _FRAME_HEAD))
        if committed:
            for page, start in open_ones:
                found.setdefault(page, []).insert(0, start)
            open_ones.clear()
    return log_bytes, found


# -- rows -------------------------------------------------------------------------------------------------------------


def heads(page: bytes, number: int) -> Iterator[tuple[int, Record]]:
    """Where the rows of a table's leaf begin on it, and their values as far as these lie on it."""
    start = _FIRST if number == 1 else 0
    for cell in _cells(page, start, start + 8) if page[start] == _ROWS else ():
        with suppress(IndexError, struct.error, ValueError):
            _, at = _varint(page, cell)
            _, at = _varint(page, at)
            yield cell, _begun(page[at:_ROOM])


def row_at(pages: Pages, page: bytes, cell: int) -> Record | None:
    """A whole row of a table's leaf, by where it begins; None where it cannot be read."""
    with suppress(IndexError, struct.error, ValueError):
        size, at = _varint(page, cell)
        _, at = _varint(page, at)
        return _record(pages, page, at, size, _ROOM - 35)
    return None


def _begun(payload: bytes) -> Record:
    """The first values of a row, as far as they are there."""
    head, at = _varint(payload, 0)
    kinds, values = list[int](), list[Value]()
    while at < min(head, _MOST_HEAD):
        kind, at = _varint(payload, at)
        kinds.append(kind)
    with suppress(ValueError):
        for kind in kinds:
            value, at = _value(payload, at, kind)
            values.append(value)
    return tuple(values)


def _rows(pages: Pages, number: int, page: bytes) -> Iterator[tuple[int, Record]]:
    """The rows of a table's leaf; nothing of any other page."""
    start = _FIRST if number == 1 else 0
    if page[start] != _ROWS:
        return
    for cell in _cells(page, start, start + 8):
        with suppress(IndexError, struct.error, ValueError):
            size, at = _varint(page, cell)
            rowid, at = _varint(page, at)
            record = _record(pages, page, at, size, _ROOM - 35)
            if record is not None:
                yield rowid, record


def records(pages: Pages, root: int | None) -> tuple[list[Record], bool]:
    """All records of an index (or a table without rowid), and whether none of its pages is missing."""
    if root is None:
        return [], False
    found: list[Record] = []
    whole, seen, todo = True, set[int](), [root]
    while todo:
        number = todo.pop()
        page = pages.open(number) if 1 < number <= pages.count and number not in seen else None
        if page is None or page[0] not in (_INNER, _LEAF) or number in pages.broken:
            whole = False
        if page is None or page[0] not in (_INNER, _LEAF):
            continue
        seen.add(number)
        inner = page[0] == _INNER
        if inner:
            todo.append(int.from_bytes(page[8:12], "big"))
        for cell in _cells(page, 0, 12 if inner else 8):
            at = cell
            if inner:
                todo.append(int.from_bytes(page[cell:cell + 4], "big"))
                at += 4
            with suppress(IndexError, struct.error, ValueError):
                size, at = _varint(page, at)
                record = _record(pages, page, at, size, (_ROOM - 12) * 64 // 255 - 23)
                if record is not None:
                    found.append(record)
    return found, whole


def _cells(page: bytes, start: int, pointers: int) -> Iterator[int]:
    count = int.from_bytes(page[start + 3:start + 5], "big")
    for n in range(pointers, min(pointers + 2 * count, _ROOM - 1), 2):
        yield int.from_bytes(page[n:n + 2], "big")


def _record(pages: Pages, page: bytes, at: int, size: int, most: int) -> Record | None:
    """The values of a row of so many bytes, of which at most `most` lie on this page; None: not one of ours."""
    head, _ = _varint(page, at)
    if head > _MOST_HEAD or size > _MOST_BYTES:
        return None
    here = size
    if size > most:
        least = (_ROOM - 12) * 32 // 255 - 23
        here = least + (size - least) % (_ROOM - 4)
        here = here if here <= most else least
    payload = page[at:at + here]
    if here < size:
        rest = pages.chained(int.from_bytes(page[at + here:at + here + 4], "big"), size - here)
        if rest is None:
            return None
        payload += rest
    kinds: list[int] = []
    _, at = _varint(payload, 0)
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _INTS:
        end = at + _INTS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        return None, at + 8 * (kind == 7)  # nothing, or a fraction, which no row of ours holds
    end = at + (kind - 12) // 2
    if end > len(payload):
        raise ValueError("a row that is cut")
    return (str(payload[at:end], "utf-8") if kind % 2 else payload[at:end]), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(8):
        byte = data[at + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    return value << 8 | data[at + 8], at + 9
