"""The city platform over HTTP: messages and photos, a token each, refusals as small JSON. Protocol: sync.md §4.4.

No SQL and no rule: requests are read with a cap, handed to the Platform in a worker thread, and answered.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from commandcenter.cityplatform.admin import AdminRefusal
from commandcenter.cityplatform.admin_web import MOST, routes
from commandcenter.cityplatform.blobs import PhotoRefusal
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.publishing import issue
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.stations import Station
from commandcenter.cityplatform.waiting import Gate, News
from commandcenter.core.facts import CITY
from commandcenter.sync.wire import (
    CHUNK_OFFSET,
    CHUNK_SUM,
    ERROR_TYPE,
    MAX_ANSWER,
    MAX_CHUNK,
    MAX_REQUEST,
    MESSAGE_TYPE,
    OCTETS,
    OLDEST_PROTOCOL,
    PROTOCOL,
    PROTOCOL_HEADER,
    AskPhotos,
    AskSnapshot,
    BadMessage,
    Form,
    HeldPhotos,
    Hello,
    Here,
    Page,
    Probe,
    Problem,
    Publish,
    Pull,
    Push,
    Reoffer,
    pack,
    unpack,
)

log = logging.getLogger(__name__)

RETRY_S: Final = 5  # until somebody who was sent away may come back
STALL_S: Final = 20.0  # the longest silence within a request's body
JOINING: Final = 20  # who joins has no token yet: many at once keep out each other, not those who have one
_OURS = {PROTOCOL_HEADER: str(PROTOCOL)}
_SPOKEN = frozenset(str(n) for n in range(OLDEST_PROTOCOL, PROTOCOL + 1))
_STATUS: dict[str, int] = {
    "garbled": 400, "bad_fact": 400, "mixed_sessions": 400, "token_invalid": 401, "token_revoked": 401, "grant": 403,
    "code_invalid": 403, "code_used": 403, "code_late": 403,
    "publish_right": 403, "not_administrator": 403, "bad_document": 400, "version_moved": 409,
    "stalled": 408, "ahead": 409, "fork": 409, "session_taken": 409, "bad_proof": 409, "too_large": 413,
    "too_many": 429, "protocol_mismatch": 426,
    "photo_unknown": 404, "photo_offset": 409, "photo_damaged": 422, "photo_quota": 413,
    "snapshot_gone": 404, "too_old": 410, "disk_full": 507,
}
_SMALL: Final = 4096  # bytes of a request that is read before it is known who sends it
_RANGE: Final = re.compile(r"bytes=([0-9]{1,15})-([0-9]{1,15})?")
_UNAVAILABLE = 503  # what is not in the table is the platform's own trouble

F = TypeVar("F", bound=Form)


def application(platform: Platform) -> Starlette:
    """The ASGI application that serves an open platform."""

    news, gate = News(platform.ends), Gate()
    platform.told.append(news.tell)

    async def hello(request: Request) -> Response:
        return await _serve(platform, request, Hello, platform.hello, gate)

    async def push(request: Request) -> Response:
        return await _serve(platform, request, Push, platform.push, gate)

    async def pull(request: Request) -> Response:
        return await _guarded(platform, request, partial(_pull, platform, request, news, gate), gate)

    async def probe(request: Request) -> Response:
        return await _serve(platform, request, Probe, platform.probe, gate)

    async def reoffer(request: Request) -> Response:
        return await _serve(platform, request, Reoffer, platform.reoffer, gate, MAX_ANSWER)

    async def publish(request: Request) -> Response:
        return await _serve(platform, request, Publish, partial(issue, platform), gate)

    async def here(request: Request) -> Response:
        return await _serve(platform, request, Here, lambda station, said: platform.presence.tell(
            station.street, station.id, station.name, said), gate)

    async def photos(request: Request) -> Response:
        return await _serve(platform, request, AskPhotos, lambda station, asked: HeldPhotos(
            photos=platform.photos.held(station.street, asked.names)), gate)

    async def photo(request: Request) -> Response:
        return await _guarded(platform, request, partial(_photo, platform, request), gate)

    async def snapshot(request: Request) -> Response:
        return await _serve(platform, request, AskSnapshot, lambda station, asked: platform.snapshots.offer(
            station.street, asked.schema, platform.head(station.street).seq), gate)

    async def frame(request: Request) -> Response:
        async def serve(station: Station) -> Response:
            name, number = request.path_params["name"], request.path_params["number"]
            data = await asyncio.to_thread(platform.snapshots.frame, station.street, name, number)
            return Response(data, media_type=OCTETS, headers=_OURS)

        return await _guarded(platform, request, serve, gate)

    served = Starlette(routes=[
        *(Route(f"/sync/{handler.__name__}", handler, methods=["POST"])
          for handler in (hello, push, pull, probe, reoffer, publish, here, photos)),
        *routes(platform.admin, partial(_body, cap=MOST), partial(_at_gate, gate=Gate(JOINING)), platform.clock),
        Route("/sync/photos/{name}", photo, methods=["GET", "PATCH"]),
        Route("/sync/snapshot", snapshot, methods=["POST"]),
        Route("/sync/snapshot/{name}/{number}", frame, methods=["GET"]),
        Route("/sync/photos/{name}/thumb", photo, methods=["GET", "PUT"]),
    ])
    served.state.news = news
    return served


async def _pull(platform: Platform, request: Request, news: News, gate: Gate, station: Station) -> Response:
    """A page; where there is nothing to tell and the workstation waits, as soon as there is."""
    packed = await _body(request)

    def look() -> tuple[Pull, Page]:
        asked = unpack(Pull, packed, MAX_REQUEST)
        return asked, platform.pull(station, asked)

    asked, page = await asyncio.to_thread(look)
    if asked.wait and not page.items:
        seen = await asyncio.to_thread(platform.ends, {CITY}) | {asked.stream: page.head.seq}
        with gate.outside():
            heard = await news.wait(seen, asked.wait)
        if heard:
            page = await asyncio.to_thread(platform.pull, station, asked)
            page = msgspec.structs.replace(page, news=not page.items)
    return Response(await asyncio.to_thread(pack, page), media_type=MESSAGE_TYPE, headers=_OURS)


async def _serve(
    platform: Platform, request: Request, kind: type[F], act: Callable[[Station, F], Form], gate: Gate,
    cap: int = MAX_REQUEST,
) -> Response:
    async def small() -> Response:
        packed, token = await _body(request, _SMALL), _token(request)
        answer = await asyncio.to_thread(
            lambda: _answer(packed, kind, act, platform.authenticate(token), cap))
        return Response(answer, media_type=MESSAGE_TYPE, headers=_OURS)

    async def serve(station: Station) -> Response:
        packed = await _body(request, cap)
        return Response(await asyncio.to_thread(_answer, packed, kind, act, station, cap), media_type=MESSAGE_TYPE,
                        headers=_OURS)

    length = request.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 6 and int(length) <= _SMALL:  # who it is and what it asks, in one go
        return await _at_gate(request, small, gate)
    return await _guarded(platform, request, serve, gate)


async def _photo(platform: Platform, request: Request, station: Station) -> Response:
    """A chunk of a photo, or its thumbnail, in or out. `Range: bytes=A-B` asks for a chunk; MAX_CHUNK at most."""
    name, shelf, street = request.path_params["name"], platform.photos, station.street
    thumb = request.url.path.endswith("/thumb")
    if request.method == "GET":
        if thumb:
            data, where = await asyncio.to_thread(shelf.thumb, street, name), {}
        else:
            asked = _RANGE.fullmatch(request.headers.get("range", "bytes=0-"))
            if asked is None:
                raise Refusal("garbled", detail="range")
            start = int(asked[1])
            length = int(asked[2]) - start + 1 if asked[2] else MAX_CHUNK
            data, size = await asyncio.to_thread(shelf.read, street, name, start, length)
            where = {"content-range": f"bytes {start}-{start + len(data) - 1}/{size}"}
        return Response(data, media_type=OCTETS, status_code=206 if where else 200,
                        headers=_OURS | where | {CHUNK_SUM: hashlib.sha256(data).hexdigest()})
    data, checksum = await _body(request), request.headers.get(CHUNK_SUM, "")
    if thumb:
        held = await asyncio.to_thread(shelf.add_thumb, street, name, data, checksum)
    else:
        offset = request.headers.get(CHUNK_OFFSET, "")
        if not offset.isdecimal() or len(offset) > 15:
            raise Refusal("garbled", detail=CHUNK_OFFSET)
        held = await asyncio.to_thread(shelf.add, street, name, int(offset), data, checksum)
    return Response(pack(HeldPhotos(photos=[held])), media_type=MESSAGE_TYPE, headers=_OURS)


async def _guarded(
    platform: Platform, request: Request, serve: Callable[[Station], Awaitable[Response]], gate: Gate
) -> Response:
    """What is served to a workstation that the platform knows."""
    async def act() -> Response:
        return await serve(await asyncio.to_thread(platform.authenticate, _token(request)))

    return await _at_gate(request, act, gate)


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Refusal("token_invalid")
    return token


async def _at_gate(request: Request, act: Callable[[], Awaitable[Response]], gate: Gate) -> Response:
    """What `act` answers, or why not, as a small message in the protocol asked in; too many are sent away."""
    theirs = request.headers.get(PROTOCOL_HEADER, "")
    if gate.full:
        answer = _problem("too_many", {})
        answer.headers["retry-after"] = str(RETRY_S)
    else:
        with gate.inside():
            answer = await _answered(request, act, theirs)
    if theirs in _SPOKEN:
        answer.headers[PROTOCOL_HEADER] = theirs
    return answer


async def _answered(request: Request, act: Callable[[], Awaitable[Response]], theirs: str) -> Response:
    try:
        if theirs not in _SPOKEN:
            raise Refusal("protocol_mismatch", platform=PROTOCOL, workstation=theirs[:16])
        return await act()
    except (Refusal, PhotoRefusal, AdminRefusal) as err:
        return _problem(err.key, err.facts)
    except BadMessage as err:
        return _problem(err.key, {"detail": str(err)[:200]})
    except PlatformError as err:
        log.error("cannot serve %s: %s", request.url.path, err)
        return _problem(err.key, {})
    except ClientDisconnect:
        return _problem("stalled", {})


def _answer(packed: bytes, kind: type[F], act: Callable[[Station, F], Form], station: Station, cap: int) -> bytes:
    return pack(act(station, unpack(kind, packed, cap)))


async def _body(request: Request, cap: int = MAX_REQUEST) -> bytes:
    """The request's body, never more than `cap` bytes of it, never waiting longer than STALL_S for the next."""
    parts: list[bytes] = []
    size = 0
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(STALL_S):  # wait_for may swallow a cancelling (3.11)
                part = await _next(stream.__anext__)
        except TimeoutError as err:
            raise Refusal("stalled") from err
        if part is None:
            return b"".join(parts)
        size += len(part)
        if size > cap:
            raise Refusal("too_large", limit=cap)
        parts.append(part)


async def _next(step: Callable[[], Awaitable[bytes]]) -> bytes | None:
    try:
        return await step()
    except StopAsyncIteration:
        return None


def _problem(key: str, facts: dict[str, str | int]) -> Response:
    return Response(msgspec.json.encode(Problem(key=key, facts=facts)), status_code=_STATUS.get(key, _UNAVAILABLE),
                    media_type=ERROR_TYPE, headers=_OURS)
