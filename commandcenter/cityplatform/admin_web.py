"""Two pages beside the exchange: taking a join code for a token, and the overview of streets for who may look on."""

import asyncio
import base64
import binascii
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from commandcenter.cityplatform.admin import Administration, StreetLine
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.overview import page
from commandcenter.cityplatform.waiting import Gate
from commandcenter.sync.wire import MESSAGE_TYPE, PROTOCOL, PROTOCOL_HEADER, Join, Joined, pack, unpack

log = logging.getLogger(__name__)

MOST: Final = 4096  # bytes of a request to join
LOOKING: Final = 8  # requests for the overview at once
YOUNG_S: Final = 5.0  # so long what was counted is shown again: the count reads much
_OURS: Final = {PROTOCOL_HEADER: str(PROTOCOL)}
_SAFE: Final = {
    "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
AtGate = Callable[[Request, Callable[[], Awaitable[Response]]], Awaitable[Response]]


def routes(
    admin: Administration, body: Callable[[Request], Awaitable[bytes]], at_gate: AtGate, clock: Callable[[], int]
) -> list[Route]:
    """The routes of an open platform; `body` reads a request with its cap, `at_gate` answers refusals and floods."""
    gate, board = Gate(LOOKING), _Board(admin)

    async def join(request: Request) -> Response:
        async def act() -> Response:
            asked = await asyncio.to_thread(unpack, Join, await body(request), MOST)
            street, letter = await asyncio.to_thread(admin.redeem, asked.code, bytes.fromhex(asked.token_hash))
            return Response(pack(Joined(street=street, letter=letter)), media_type=MESSAGE_TYPE, headers=_OURS)

        return await at_gate(request, act)

    async def overview(request: Request) -> Response:
        if gate.full:
            return Response("429", status_code=429, headers=_SAFE | {"retry-after": str(int(YOUNG_S))})
        with gate.inside():
            try:
                if not await asyncio.to_thread(admin.may_watch, _basic(request)):
                    return Response("401", status_code=401,
                                    headers=_SAFE | {"www-authenticate": 'Basic realm="platform"'})
                lines = await board.lines()
            except PlatformError as err:
                log.error("no overview: %s", err)
                return Response("503", status_code=503, headers=_SAFE)
            text = await asyncio.to_thread(page, lines, clock(), request.query_params.get("lang", "zh_CN"))
            return HTMLResponse(text, headers=_SAFE)

    return [Route("/sync/join", join, methods=["POST"]), Route("/overview", overview, methods=["GET"])]


class _Board:
    """What the overview shows, counted once for all who ask within YOUNG_S."""

    def __init__(self, admin: Administration) -> None:
        self._admin = admin
        self._one_at_a_time = asyncio.Lock()
        self._lines: Sequence[StreetLine] = ()
        self._until = 0.0

    async def lines(self) -> Sequence[StreetLine]:
        async with self._one_at_a_time:
            if time.monotonic() >= self._until:
                self._lines = await asyncio.to_thread(self._admin.overview)
                self._until = time.monotonic() + YOUNG_S
            return self._lines


def _basic(request: Request) -> str:
    """The token: the password of a browser's dialog, whatever its user name, or a bearer's."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2] if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return ""
