"""Talking to the city platform: one call a message, typed failures, the measured clock offset.

What is said when is in rounds.py. No store here.
"""

import asyncio
import hashlib
import logging
import ssl
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar, cast

import msgspec

from commandcenter.core.facts import Cursor, LostPart
from commandcenter.core.numbers import shanghai_day
from commandcenter.sync.tls import what_is_wrong
from commandcenter.sync.wire import (
    CHUNK_OFFSET,
    CHUNK_SUM,
    MAX_ANSWER,
    MAX_CHUNK,
    MAX_SNAPSHOT_FRAME,
    MAX_THUMB,
    MAX_WAIT_S,
    MESSAGE_TYPE,
    OCTETS,
    OLDEST_PROTOCOL,
    PROTOCOL,
    PROTOCOL_HEADER,
    AskPhotos,
    AskSnapshot,
    BadMessage,
    Counts,
    Form,
    Head,
    Held,
    HeldPhotos,
    Hello,
    Here,
    Issued,
    Item,
    Join,
    Joined,
    Others,
    Page,
    Point,
    Probe,
    Probed,
    Problem,
    Publish,
    Pull,
    Push,
    Pushed,
    Reoffer,
    Reoffered,
    Snapshot,
    Welcome,
    pack,
    parse,
    unpack,
)

if TYPE_CHECKING:  # imported with the first client, for many know its failures alone, and the window is shown before
    import httpx

log = logging.getLogger(__name__)

CONNECT_S: Final = 10.0
STALL_S: Final = 20.0  # the longest silence from the platform
MESSAGE_S: Final = 180.0  # the longest time for one message, however steadily it trickles
LONGEST_RETRY_S: Final = 600  # that a platform's word keeps us away
_PASSING: Final = ("garbled", "stalled", "too_many")  # refusals of now, not of what was asked
_SAMPLES: Final = 8  # of the clock offset
_MAX_PROBLEM: Final = 64 * 1024  # bytes of a refusal
_OK: Final = (200, 206)
_UPGRADE_REQUIRED: Final = 426
_SERVER_ERROR: Final = 500  # and above

_LARGE: Final = (Reoffer, Publish)  # messages that take long to pack
_SMALL: Final = 1024  # bytes of an answer, packed

F = TypeVar("F", bound=Form)


class PlatformDown(Exception):
    """No answer from the city platform for now: try again later; the outbox keeps what waits.

    Reasons: unreachable, tls, tls_host, tls_expired, tls_not_yet, tls_foreign, tls_plain (sync/tls.py), timeout,
    not_our_platform (something else answers there), server_error, garbled, and what the platform says of its own
    trouble (disk_full, platform_busy …).
    """

    def __init__(self, reason: str, *, retry_s: float = 0.0, **facts: str | int) -> None:
        super().__init__(f"{reason} {facts}" if facts else reason)
        self.key, self.facts = reason, facts
        self.retry_s = retry_s  # how long the platform asks us to stay away


class Rejected(Exception):
    """The platform does not serve this; trying again changes nothing. The outbox keeps what waits.

    Keys: token_invalid, token_revoked, protocol_mismatch, grant, ahead, fork, too_large, bad_fact, mixed_sessions,
    session_taken; of a photo: photo_unknown, photo_offset, photo_damaged, photo_quota; snapshot_gone, too_old; of a
    document: publish_right, not_administrator, bad_document, version_moved; from rounds: gap, id_conflict,
    sseq_conflict, broken_chain, no_progress, another_street; bad_url, tls_wanted.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


class Offer(list[bytes]):
    """Facts of one session, in its order, with the packed message that offers them: made while another is under way."""

    packed: bytes

    @classmethod
    def of(cls, stream: str, after: Cursor, facts: Sequence[bytes]) -> Self:
        """Make the message. `after` is where the sender's copy stands."""
        made = cls(facts)
        made.packed = pack(Push(stream=stream, after=after.seq, h=after.h.hex(), facts=[*map(msgspec.Raw, facts)]))
        return made


@dataclass(frozen=True, kw_only=True)
class InStep:
    """A meeting of a street that left nothing to do: what the platform said then, checked, and the offset then, ms."""

    street: object
    welcome: Welcome
    offset_ms: int | None


class Client:
    """One workstation's connection to the city platform. Use it on one event loop; close it.

    `clock` gives ms UTC; `transport` replaces the network (tests, `demo`); `verify` trusts the city's own
    authority (tls.trusting): then only https will do.
    """

    def __init__(
        self, url: str, token: str, *, clock: Callable[[], int], app: str = "commandcenter",
        transport: "httpx.AsyncBaseTransport | None" = None, verify: ssl.SSLContext | bool = True,
    ) -> None:
        import httpx

        if find_spec("sniffio") is None:  # else httpcore looks for it on the disk four times a request
            cast("dict[str, ModuleType | None]", sys.modules).setdefault("sniffio", None)
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL as err:
            raise Rejected("bad_url", url=url) from err
        if parsed.scheme == "http" and isinstance(verify, ssl.SSLContext):
            raise Rejected("tls_wanted", url=url)
        if parsed.scheme not in ("http", "https") or not parsed.host or not token.isascii() or not token.isprintable():
            raise Rejected("bad_url" if token.isascii() and token.isprintable() else "token_invalid", url=url)
        self.url, self._clock, self._app = url, clock, app
        self.protocol = PROTOCOL  # what we write in: the newest that both speak, once the platform has answered
        self.wait_s = 0  # the longest that the platform lets a pull wait for news; 0 until it has said so
        self.publishes: tuple[str, ...] | None = None  # streams whose documents the token lets us publish
        self.in_step: InStep | None = None  # the last round's, where it ended so (rounds.py)
        self._offsets: deque[tuple[float, float]] = deque(maxlen=_SAMPLES)  # (round trip, offset), ms
        self._http = httpx.AsyncClient(
            base_url=parsed, transport=transport, trust_env=False, follow_redirects=False,
            verify=verify if parsed.scheme == "https" else False,
            timeout=httpx.Timeout(STALL_S, connect=CONNECT_S),
            headers={
                "authorization": f"Bearer {token}", "content-type": MESSAGE_TYPE, "accept-encoding": "identity",
            },
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None
    ) -> None:
        await self.aclose()

    @property
    def offset_ms(self) -> int | None:
        """Platform's clock minus ours, from the quickest of the last samples; None before the first."""
        return round(min(self._offsets)[1]) if self._offsets else None

    async def hello(self, sid: str, counts: Counts | None = None) -> Welcome:
        """Learn who the token belongs to and how far the streams have come; measures the clock offset.

        Raises:
            PlatformDown, Rejected: as every call here.
        """
        t0 = self._clock()
        welcome = await self._call("hello",
                                   Hello(app=self._app, sid=sid, now=t0, protocols=(OLDEST_PROTOCOL, PROTOCOL),
                                         counts=counts),
                                   Welcome)
        t1 = self._clock()
        self.publishes = tuple(welcome.publishes)
        self.wait_s = min(welcome.wait_s, MAX_WAIT_S)
        self._measured(t1 - t0, welcome.server_time - (t0 + t1) / 2)
        return welcome

    async def join(self, code: str, token: str) -> Joined:
        """Take a one-time code for the token that this workstation has made."""
        return await self._call("join", Join(code=code, token_hash=sha256_hex(token)), Joined)

    async def push(self, stream: str, after: Cursor, facts: Sequence[bytes]) -> Pushed:
        """Offer facts of one session, in its order; an Offer of them as it is."""
        offer = facts if isinstance(facts, Offer) else await asyncio.to_thread(Offer.of, stream, after, facts)
        return await self._asked("push", offer.packed, Pushed)

    async def pull(self, stream: str, after: Cursor) -> Page:
        """Ask for what follows the cursor."""
        return await self._call("pull", Pull(stream=stream, after=after.seq, h=after.h.hex()), Page)

    async def listen(self, stream: str, after: Cursor) -> Page:
        """Wait until something follows the cursor, or anything else has come for us; `wait_s` at most. One entry."""
        message = Pull(stream=stream, after=after.seq, h=after.h.hex(), limit=1, wait=self.wait_s)
        return await self._call("pull", message, Page, patience=self.wait_s)

    async def probe(self, stream: str, genesis: str, points: Sequence[tuple[int, bytes]]) -> Probed:
        """Ask which of these places of our chain the platform holds too."""
        return await self._call(
            "probe", Probe(stream=stream, genesis=genesis, points=[Point(seq, h.hex()) for seq, h in points]), Probed)

    async def reoffer(self, part: LostPart) -> Reoffered:
        """Offer again what the platform had accepted and lost."""
        items = [Item(e.rts, e.verdict, msgspec.Raw(e.body)) for e in part.entries]
        return await self._call(
            "reoffer", Reoffer(stream=part.stream, start=Head.of(part.start), items=items, proof=Head.of(part.proof)),
            Reoffered)

    async def here(self, message: Here) -> Others:
        """Say which case is shown, and hear what the others look at."""
        return await self._call("here", message, Others)

    async def publish(self, message: Publish) -> Issued:
        """Ask for the next version of a reference document."""
        return await self._call("publish", message, Issued)

    async def photos(self, names: Sequence[str]) -> list[Held]:
        """Ask how much of these photos the platform holds; in order.

        Raises:
            PlatformDown, Rejected: as every call here.
        """
        held = (await self._call("photos", AskPhotos(names=list(names)), HeldPhotos)).photos
        if len(held) != len(names):
            raise PlatformDown("garbled", url=self.url, detail="photos")
        return held

    async def send_part(self, name: str, offset: int, data: bytes) -> Held:
        """Send a chunk of a photo; how much of it is there then."""
        return await self._send_photo("PATCH", f"/sync/photos/{name}", data, {CHUNK_OFFSET: str(offset)})

    async def send_thumb(self, name: str, data: bytes) -> Held:
        """Send a photo's thumbnail."""
        return await self._send_photo("PUT", f"/sync/photos/{name}/thumb", data, {})

    async def photo_part(self, name: str, offset: int, length: int) -> bytes:
        """Fetch a chunk of a photo, which has the sum that the platform says."""
        asked = {"range": f"bytes={offset}-{offset + length - 1}"}
        return await self.exchange("GET", f"/sync/photos/{name}", headers=asked, kind=OCTETS, cap=MAX_CHUNK)

    async def photo_thumb(self, name: str) -> bytes:
        """Fetch a photo's thumbnail."""
        return await self.exchange("GET", f"/sync/photos/{name}/thumb", kind=OCTETS, cap=MAX_THUMB)

    async def snapshot(self, schema: int) -> Snapshot:
        """Ask for the newest snapshot of the street for stores of this schema; one without a name: there is none."""
        return await self._call("snapshot", AskSnapshot(schema=schema), Snapshot)

    async def snapshot_frame(self, name: str, number: int) -> bytes:
        """Fetch a frame of a snapshot, as it is."""
        path = f"/sync/snapshot/{name}/{number}"
        return await self.exchange("GET", path, kind=OCTETS, cap=MAX_SNAPSHOT_FRAME)

    async def _send_photo(self, method: str, path: str, data: bytes, headers: dict[str, str]) -> Held:
        summed = headers | {CHUNK_SUM: hashlib.sha256(data).hexdigest(), "content-type": OCTETS}
        body = await self.exchange(method, path, data, summed)
        try:
            held = unpack(HeldPhotos, body, MAX_ANSWER).photos
        except BadMessage as err:
            raise PlatformDown("garbled", url=self.url, detail=str(err)[:200]) from err
        if len(held) != 1:
            raise PlatformDown("garbled", url=self.url, detail=path)
        return held[0]

    def _measured(self, trip: float, offset: float) -> None:
        """Keep a sample. One that the others cannot explain means that a clock was set: they are forgotten."""
        if self._offsets:
            best_trip, best = min(self._offsets)
            if abs(offset - best) > (trip + best_trip) / 2 + 1:
                self._offsets.clear()
        self._offsets.append((trip, offset))

    async def _call(self, name: str, message: Form, kind: type[F], patience: float = 0.0) -> F:
        packed = await asyncio.to_thread(pack, message) if isinstance(message, _LARGE) else pack(message)
        return await self._asked(name, packed, kind, patience)

    async def _asked(self, name: str, packed: bytes, kind: type[F], patience: float = 0.0) -> F:
        body = await self.exchange("POST", f"/sync/{name}", packed, patience=patience)
        try:
            if len(body) <= _SMALL:  # quicker than to ask a thread
                return unpack(kind, body, MAX_ANSWER)
            return await asyncio.to_thread(unpack, kind, body, MAX_ANSWER)
        except BadMessage as err:
            raise PlatformDown("garbled", url=self.url, detail=str(err)[:200]) from err

    async def exchange(
        self, method: str, path: str, content: bytes = b"", headers: Mapping[str, str] | None = None, *,
        kind: str = MESSAGE_TYPE, cap: int = MAX_ANSWER, patience: float = 0.0,
    ) -> bytes:
        """One request and the bytes of its answer, which is of content type `kind` and at most `cap` bytes.

        `patience`: seconds that the platform may be silent on purpose.

        Raises:
            PlatformDown, Rejected: as every call here.
        """
        ask = partial(self._send, method, path, content, headers or {}, kind, cap, patience)
        answer, body = await ask()
        theirs = answer.headers[PROTOCOL_HEADER]
        if answer.status_code == _UPGRADE_REQUIRED and theirs != str(self.protocol) and _speaks(theirs):
            self.protocol = int(theirs)  # the platform's newest is older than ours
            answer, body = await ask()
        if answer.status_code not in _OK:
            raise _refusal(answer, body, self.url)
        if CHUNK_SUM in answer.headers and answer.headers[CHUNK_SUM] != hashlib.sha256(body).hexdigest():
            raise PlatformDown("garbled", url=self.url, detail=path)
        return body

    async def _send(
        self, method: str, path: str, content: bytes, headers: Mapping[str, str], kind: str, cap: int, patience: float,
    ) -> "tuple[httpx.Response, bytes]":
        import httpx

        named = {PROTOCOL_HEADER: str(self.protocol), **headers}
        timeout = httpx.Timeout(STALL_S + patience, connect=CONNECT_S)
        try:
            async with asyncio.timeout(MESSAGE_S), self._http.stream(
                    method, path, content=content, headers=named, timeout=timeout) as answer:
                return answer, await _read(answer, kind, cap)
        except (TimeoutError, httpx.TimeoutException) as err:
            raise PlatformDown("timeout", url=self.url) from err
        except httpx.ConnectError as err:
            raise self._unreachable(err) from err
        except (httpx.HTTPError, httpx.InvalidURL) as err:
            raise PlatformDown("unreachable", url=self.url, detail=str(err)[:200]) from err

    def _unreachable(self, err: Exception) -> PlatformDown:
        """Nobody answers, or somebody with a wrong certificate. The own date is said: it may be what is wrong."""
        day = shanghai_day(self._clock())
        return PlatformDown(what_is_wrong(err) or "unreachable", url=self.url, detail=str(err)[:200],
                            today=f"{day[:4]}-{day[4:6]}-{day[6:]}")


def sha256_hex(token: str) -> str:
    """What the platform keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _speaks(protocol: str) -> bool:
    return protocol.isascii() and protocol.isdigit() and OLDEST_PROTOCOL <= int(protocol[:9]) <= PROTOCOL


async def _read(answer: "httpx.Response", kind: str, most: int) -> bytes:
    """The answer's bytes as they came (never unpacked by the HTTP library), with a cap.

    Raises:
        PlatformDown: not_our_platform, garbled (larger than any answer may be).
        Rejected: protocol_mismatch.
    """
    theirs = answer.headers.get(PROTOCOL_HEADER)
    if theirs is None and answer.status_code >= _SERVER_ERROR:
        raise PlatformDown("server_error", status=answer.status_code)
    if theirs is None:
        raise PlatformDown("not_our_platform", status=answer.status_code)
    if not _speaks(theirs):
        raise Rejected("protocol_mismatch", platform=theirs[:16], workstation=PROTOCOL)
    good = answer.status_code in _OK
    if good and answer.headers.get("content-type") != kind:
        raise PlatformDown("not_our_platform", status=answer.status_code)
    cap = most if good else _MAX_PROBLEM
    parts: list[bytes] = []
    size = 0
    async for part in answer.aiter_raw():
        size += len(part)
        if size > cap:
            raise PlatformDown("garbled", detail=f"more than {cap} bytes")
        parts.append(part)
    return b"".join(parts)


def _refusal(answer: "httpx.Response", body: bytes, url: str) -> PlatformDown | Rejected:
    try:
        problem = parse(Problem, body)
    except BadMessage:
        return PlatformDown("server_error", url=url, status=answer.status_code)
    passing = answer.status_code >= _SERVER_ERROR or problem.key in _PASSING
    if not passing:
        return Rejected(problem.key, **problem.facts)
    asked = answer.headers.get("retry-after", "")
    later = min(int(asked), LONGEST_RETRY_S) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    return PlatformDown(problem.key, retry_s=later, **problem.facts)
