"""For tests of the exchange: a street whose log is a list, facts to fill it with, a platform with its documents."""

import asyncio
import random
import shutil
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid5

import httpx
import msgspec

from commandcenter import paths
from commandcenter.cityplatform.files import FILE
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.signer import KEY_FILE
from commandcenter.cityplatform.web import application
from commandcenter.core import bodies as b
from commandcenter.core.facts import (
    CITY,
    Accepted,
    BrokenChain,
    Cursor,
    Draft,
    Fact,
    LostPart,
    Session,
    Waiting,
    decode,
    encode,
    genesis,
    link,
    stamp,
)
from commandcenter.store.standing import Standing
from commandcenter.sync.client import Client

EAST, GARDEN = "360681003", "110108014"
T0 = 1_772_413_200_000  # 2026-03-02 09:00 Asia/Shanghai
MINUTE = 60_000
URL = "http://platform.test"

T = TypeVar("T")


def clock() -> int:
    return T0


class Author:
    """Writes facts of one session, all alike for the same seed."""

    def __init__(self, street: str = EAST, seed: int = 1) -> None:
        self._dice = random.Random(seed)
        self.street, self.sseq = street, 0
        self.session = Session(sid=self._dice.randbytes(8).hex(), new_id=self.new_id, salt=self._salt)

    def new_id(self) -> UUID:
        return UUID(int=(T0 << 80) | (0x7 << 76) | self._dice.getrandbits(76) & ~(0x3 << 62) | (0x2 << 62))

    def _salt(self) -> str:
        return self._dice.randbytes(11).hex()

    def write(self, subject: UUID, *drafts: Draft, head: UUID | None = None, **more: object) -> list[Fact]:
        made = stamp(list(drafts), street=self.street, subject=subject, head=head, actor="u-dispatcher-2",
                     session=self.session, sseq=self.sseq + 1, wall=T0 + self.sseq, off=12, seen=(17, "9f86d081"))
        self.sseq += len(made)
        return [msgspec.structs.replace(fact, **more) for fact in made]

    def case(self, subject: UUID | None = None, steps: int = 5) -> list[Fact]:
        """An imported case: reported, filed, dispatched, handled, closed; so many of these steps."""
        n = self.sseq
        at = T0 - self._dice.randrange(20 * 24 * 60) * MINUTE
        refs = {"catalogue": 1, "calendar": 1}
        drafts = [
            _draft(b.Reported(
                class_key="01-02-07", class_name="井盖", major_name="公用设施", code_set="GB/T 30428.2-2013",
                text=f"雄石路与胜利路交叉口东北侧 {n} 号井盖破损，影响行人通行", place=f"雄石路{n % 300}号门前人行道",
                lon=1_172_000_000 + self._dice.randrange(10**6), lat=282_900_000 + self._dice.randrange(10**6),
                community="360681003008", community_name="贵电社区", grid="360681003008012", source="hotline",
                source_system="test", source_id=f"{self.session.sid}{n}", number=f"20260302-A{n:03d}",
                marks=("demo",), at=at), refs),
            _draft(b.Filed(class_key="01-02-07", class_name="井盖", major_name="公用设施", condition="3",
                           condition_text="井盖破损、移位、丢失", at=at + MINUTE), refs),
            _draft(b.Dispatched(unit="u-water", unit_name="市水务集团排水管理所", reason="responsibility",
                                at=at + 2 * MINUTE), refs),
            _draft(b.Handled(text="已更换井盖并清理现场", at=at + 90 * MINUTE), refs),
            _draft(b.Closed(text="现场核查通过", at=at + 120 * MINUTE), refs),
        ]
        return self.write(subject or self.new_id(), *drafts[:steps])

    def note(self, text: str = "电话已通知", **more: object) -> Fact:
        draft = Draft(type="noted", data=b.Noted(text=text), role="dispatcher", follows=False)
        return self.write(self.new_id(), draft, **more)[0]


def _draft(body: b.Body, refs: dict[str, int]) -> Draft:
    return Draft(type=b.NAMES[type(body)], data=body, role="acceptor", follows=True, origin="import", refs=refs)


class ListStreet:
    """A street whose log is a list: the smallest thing that keeps the contract of sync.rounds.Street."""

    def __init__(self, street: str = EAST, sid: str = "00000000000000aa") -> None:
        self.street, self._sid = street, sid
        self.logs: dict[str, list[Accepted]] = {}
        self.heads: dict[str, Cursor] = {}
        self.outbox: list[Waiting] = []
        self.order: dict[UUID | None, int] = {}  # of all that was ever written here
        self.offset: int | None = None
        self.key = ""
        self.signed: dict[str, list[Cursor]] = {}
        self.parts: list[LostPart] = []
        self.aside: dict[UUID, str] = {}
        self.sessions = 0
        self.streets: tuple[str, ...] = ()
        self.lock = threading.Lock()

    def write(self, *facts: Fact, stream: str = "") -> None:
        with self.lock:
            self.outbox += [Waiting(id=f.id, stream=stream or self.street, body=encode(f)) for f in facts]
            self.order.update({f.id: n for n, f in enumerate(facts, start=len(self.order))})

    def session(self) -> str:
        return self._sid

    def cursor(self, stream: str) -> Cursor:
        return self.heads.get(stream, Cursor(seq=0, h=b"", genesis=""))

    def waiting(self, limit: int, after: UUID | None = None) -> list[Waiting]:
        with self.lock:
            passed = self.order.get(after, -1)
            return [waiting for waiting in self.outbox if self.order[waiting.id] > passed][:limit]

    def adopt(self, stream: str, entries: Sequence[Accepted], head: Cursor) -> int:
        cursor = self.cursor(stream)
        h, n = cursor.h or genesis(stream, head.genesis), cursor.seq
        for entry in entries:
            n += 1
            h = link(h, entry.seq, entry.rts, entry.verdict, entry.body)
            if entry.seq != n:
                raise BrokenChain(f"{entry.seq} is not {n}")
        if (n, h) != (head.seq, head.h):
            raise BrokenChain("another head")
        with self.lock:
            self.logs.setdefault(stream, []).extend(entries)
            self.heads[stream] = head
            self.signed.setdefault(stream, []).append(head)
            came = {decode(entry.body).id for entry in entries}
            self.outbox = [waiting for waiting in self.outbox if waiting.id not in came]
        return len(entries)

    def adopt_pages(self, stream: str, pages: Sequence[tuple[Sequence[Accepted], Cursor]]) -> int:
        return sum(self.adopt(stream, entries, head) for entries, head in pages)

    def set_offset(self, ms: int) -> None:
        self.offset = ms

    def platform_key(self) -> str:
        return self.key

    def pin_key(self, key: str) -> None:
        self.key = key

    def keep_streets(self, codes: Sequence[str]) -> None:
        self.streets = tuple(codes)

    def keep_head(self, stream: str, head: Cursor) -> None:
        if head.seq and head not in self.signed.get(stream, []):
            self.signed.setdefault(stream, []).append(head)

    def whole_up_to(self, stream: str) -> int:
        return len(self.logs.get(stream, []))

    def places(self, stream: str, seqs: Collection[int]) -> list[tuple[int, bytes]]:
        h, found = genesis(stream, self.heads[stream].genesis), []
        for entry in self.logs[stream]:
            h = link(h, entry.seq, entry.rts, entry.verdict, entry.body)
            if entry.seq in seqs:
                found.append((entry.seq, h))
        return found

    def roll_back(self, stream: str, to: int) -> int:
        log, ours = self.logs[stream], self.heads[stream]
        h = self.places(stream, [to])[0][1] if to else genesis(stream, ours.genesis)
        start = Cursor(seq=to, h=h, genesis=ours.genesis)
        for proof in [head for head in self.signed[stream] if head.seq > to]:
            entries = tuple(log[start.seq:proof.seq])
            self.parts.append(LostPart(
                stream=stream, past=1, start=start, entries=entries, proof=proof,
                ids=tuple(decode(entry.body).id for entry in entries)))
            start = proof
        self.signed[stream] = [head for head in self.signed[stream] if head.seq <= to]
        self.logs[stream] = log[:to]
        self.heads[stream] = Cursor(seq=to, h=h, genesis=ours.genesis) if to else Cursor(seq=0, h=b"", genesis="")
        self.parts = [replace(part, past=n) for n, part in enumerate(self.parts, start=1)]
        return ours.seq - to

    def lost(self, stream: str, after: tuple[int, int]) -> LostPart | None:
        return next((p for p in self.parts if p.stream == stream and p.past > after[0]), None)

    def settle(self, reasons: Mapping[UUID, str], later: Collection[UUID]) -> None:
        here = {decode(body).id for name in self.logs for body in self.bodies(name)} | reasons.keys()
        self.parts = [part for part in self.parts if not here.issuperset(part.ids)]
        self.aside.update(reasons)

    def standing(self) -> Standing:
        return Standing(aside=len(self.aside), waiting=len(self.outbox))

    def digest_at(self, seq: int) -> str:
        return ""

    def mend(self, after: bytes) -> tuple[bytes, int]:
        return b"", 0

    def archive(self) -> None:
        return None

    def set_aside(self, reasons: Mapping[UUID, str]) -> None:
        with self.lock:
            self.outbox = [waiting for waiting in self.outbox if waiting.id not in reasons]
        self.aside.update(reasons)

    def restamp(self, ids: Collection[UUID]) -> int:
        self.sessions += 1
        sid, count = f"{self.sessions:016x}", 0
        with self.lock:
            for n, waiting in enumerate(self.outbox):
                if waiting.id in ids:
                    count += 1
                    fact = msgspec.structs.replace(decode(waiting.body), sid=sid, sseq=count)
                    self.outbox[n] = Waiting(id=fact.id, stream=waiting.stream, body=encode(fact))
        return count

    def bodies(self, stream: str = "") -> list[bytes]:
        return [entry.body for entry in self.logs.get(stream or self.street, [])]


def founded(data: Path, now: Callable[[], int] = clock, database: str = "") -> Platform:
    """A new platform with all reference documents that the repository has."""
    platform = Platform.create(data, clock=now, database=database)
    for stream, folder in ((CITY, "city"), (EAST, EAST), (GARDEN, GARDEN)):
        for file in sorted((paths.RESOURCES / "reference" / folder).glob("*.json")):
            document = msgspec.json.decode(file.read_bytes())
            platform.publish(stream, document["name"], msgspec.json.encode(document["body"]))
    assert platform.signer.public
    return platform


def copied(founded: Path, to: Path, now: Callable[[], int] = clock) -> Platform:
    """A copy of a platform folder, opened."""
    to.mkdir(parents=True)
    for name in (FILE, KEY_FILE):
        if (founded / name).exists():
            shutil.copy2(founded / name, to / name)
    return Platform.open(to, clock=now)


def client(platform: Platform, token: str, now: Callable[[], int] = clock) -> Client:
    """A client that reaches the platform's application without a network."""
    return Client(URL, token, clock=now, transport=httpx.ASGITransport(application(platform)))


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine function on a loop of its own."""

    async def whole() -> T:
        return await work()

    return asyncio.run(whole())


def subject(n: int) -> UUID:
    return uuid5(UUID(int=0), str(n))
