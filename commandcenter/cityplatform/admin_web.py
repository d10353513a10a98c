"""Two pages beside the exchange: taking a join code for a token, and the overview of streets for who may look on."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from commandcenter.cityplatform.admin import Administration, AdminRefusal
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.overview import page
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.sync.wire import (
    MAX_REQUEST,
    MESSAGE_TYPE,
    PROTOCOL,
    PROTOCOL_HEADER,
    BadMessage,
    Join,
    Joined,
    pack,
    unpack,
)

MOST: Final = 4096  # bytes of a request to join
_OURS: Final = {PROTOCOL_HEADER: str(PROTOCOL)}
_SAFE: Final = {
    "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
Problem = Callable[[str, dict[str, str | int]], Response]


def routes(
    admin: Administration, body: Callable[[Request], Awaitable[bytes]], problem: Problem, clock: Callable[[], int]
) -> list[Route]:
    """The routes of an open platform; `body` reads a request with its cap."""

    async def join(request: Request) -> Response:
        try:
            packed = await body(request)
            if len(packed) > MOST:
                return problem("too_large", {"limit": MOST})
            asked = unpack(Join, packed, MAX_REQUEST)
            street, letter = await asyncio.to_thread(admin.redeem, asked.code, bytes.fromhex(asked.token_hash))
        except (AdminRefusal, Refusal) as err:
            return problem(err.key, err.facts)
        except ClientDisconnect:
            return problem("stalled", {})
        except (BadMessage, ValueError) as err:
            return problem("garbled", {"detail": str(err)[:200]})
        except PlatformError as err:
            return problem(err.key, {})
        return Response(pack(Joined(street=street, letter=letter)), media_type=MESSAGE_TYPE, headers=_OURS)

    async def overview(request: Request) -> Response:
        if not await asyncio.to_thread(admin.may_watch, _basic(request)):
            return Response("401", status_code=401, headers=_SAFE | {"www-authenticate": 'Basic realm="platform"'})
        lines = await asyncio.to_thread(admin.overview)
        return HTMLResponse(page(lines, clock(), request.query_params.get("lang", "zh_CN")), headers=_SAFE)

    return [Route("/sync/join", join, methods=["POST"]), Route("/overview", overview, methods=["GET"])]


def _basic(request: Request) -> str:
    """The token: the password of a browser's dialog, whatever its user name, or a bearer's."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2] if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return ""
