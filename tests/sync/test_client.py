"""What may answer in place of the city platform, and what the client makes of it."""

import asyncio

import httpx
import msgspec
import pytest
import zstandard

from commandcenter.core.facts import Cursor
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.wire import ERROR_TYPE, MAX_ANSWER, MESSAGE_TYPE, PROTOCOL_HEADER, Head, Page, Welcome, pack
from tests.sync.streets import EAST, T0, URL, clock

START = Cursor(seq=0, h=b"", genesis="")
OURS = {PROTOCOL_HEADER: "1", "content-type": MESSAGE_TYPE}
PROBLEM = {PROTOCOL_HEADER: "1", "content-type": ERROR_TYPE}


def ask(answer, now=clock):
    """Pull once from something that answers so; returns the page or the failure."""

    async def work():
        handler = answer if callable(answer) else lambda request: fresh(answer)
        async with Client(URL, "t", clock=now, transport=httpx.MockTransport(handler)) as client:
            return await client.pull(EAST, START)

    try:
        return asyncio.run(work())
    except (PlatformDown, Rejected) as err:
        return type(err).__name__, err.key


def fresh(answer):
    """The answer as it comes from a network: not read yet."""
    if isinstance(answer.stream, httpx.ByteStream):
        unread = httpx.ByteStream(b"".join(answer.stream))
        return httpx.Response(answer.status_code, headers=answer.headers, stream=unread)
    return answer


def down(reason):
    return "PlatformDown", reason


def problem(status, key, **facts):
    return httpx.Response(status, headers=PROBLEM, content=msgspec.json.encode({"key": key, "facts": facts}))


HTML = b"<html><title>Login</title></html>"
EMPTY = Page(after=0, items=[], to=Head(seq=0, h="0" * 64, genesis="g"), head=Head(seq=0, h="0" * 64, genesis="g"))


@pytest.mark.parametrize(("answer", "expected"), [
    (httpx.Response(200, html="<html>Login</html>"), down("not_our_platform")),
    (httpx.Response(302, headers={"location": "http://login.test"}, content=b""), down("not_our_platform")),
    (httpx.Response(401, html="<html>Login</html>"), down("not_our_platform")),
    (httpx.Response(404, text="Not Found"), down("not_our_platform")),
    (httpx.Response(200, headers=OURS | {"content-type": "text/html"}, content=HTML), down("not_our_platform")),
    (httpx.Response(502, html="<html>Bad Gateway</html>"), down("server_error")),
    (httpx.Response(500, text="Internal Server Error"), down("server_error")),
    (httpx.Response(503, headers=PROBLEM, content=HTML), down("server_error")),
    (httpx.Response(200, headers=OURS, content=HTML), down("garbled")),
    (httpx.Response(200, headers=OURS, content=pack(EMPTY)[:-2]), down("garbled")),
    (httpx.Response(200, headers=OURS, content=b""), down("garbled")),
    (httpx.Response(200, headers=OURS, content=zstandard.compress(bytes(MAX_ANSWER + 1))), down("garbled")),
    (httpx.Response(200, headers=OURS, content=b"x" * (MAX_ANSWER + 1)), down("garbled")),
    (problem(507, "disk_full"), down("disk_full")),
    (problem(400, "garbled"), down("garbled")),
    (problem(401, "token_invalid"), ("Rejected", "token_invalid")),
    (problem(401, "token_revoked", name="A"), ("Rejected", "token_revoked")),
    (problem(403, "grant"), ("Rejected", "grant")),
    (problem(409, "ahead", seq=3), ("Rejected", "ahead")),
    (problem(426, "protocol_mismatch", platform=2, workstation="1"), ("Rejected", "protocol_mismatch")),
    (httpx.Response(200, headers=OURS | {PROTOCOL_HEADER: "9"}, content=b"?"), ("Rejected", "protocol_mismatch")),
    (httpx.Response(426, headers=OURS | {PROTOCOL_HEADER: "9"}, content=b"?"), ("Rejected", "protocol_mismatch")),
])
def test_what_answers_is_told_apart(answer, expected):
    assert ask(answer) == expected


def test_another_protocol_is_said_with_both_numbers():
    async def work():
        answer = httpx.Response(200, headers=OURS | {PROTOCOL_HEADER: "9"})
        async with Client(URL, "t", clock=clock, transport=httpx.MockTransport(lambda _: fresh(answer))) as client:
            await client.hello("a")

    with pytest.raises(Rejected) as caught:
        asyncio.run(work())
    assert caught.value.facts == {"platform": "9", "workstation": 2}


def test_an_older_platform_is_spoken_to_in_its_own_version():
    heard = []

    def older(request):
        heard.append(request.headers[PROTOCOL_HEADER])
        if heard[-1] != "1":
            return httpx.Response(426, headers=PROBLEM, stream=httpx.ByteStream(b'{"key": "protocol_mismatch"}'))
        return httpx.Response(200, headers=OURS, stream=httpx.ByteStream(pack(EMPTY)))

    async def work():
        async with Client(URL, "t", clock=clock, transport=httpx.MockTransport(older)) as client:
            assert await client.pull(EAST, START) == await client.pull(EAST, START) == EMPTY

    asyncio.run(work())
    assert heard == ["2", "1", "1"]


@pytest.mark.parametrize(("error", "expected"), [
    (httpx.ConnectError, "unreachable"), (httpx.ReadError, "unreachable"), (httpx.RemoteProtocolError, "unreachable"),
    (httpx.ReadTimeout, "timeout"), (httpx.ConnectTimeout, "timeout"),
])
def test_no_answer_is_tried_again_later(error, expected):
    def fail(request):
        raise error("no", request=request)

    assert ask(fail) == down(expected)


def test_the_library_never_unpacks_what_it_received():
    headers = OURS | {"content-encoding": "gzip"}
    assert ask(httpx.Response(200, headers=headers, stream=httpx.ByteStream(pack(EMPTY)))) == EMPTY


@pytest.mark.parametrize("url", ["", "platform.test", "ftp://platform.test", "http://", "http://[::1"])
def test_an_address_that_is_none_is_said_so(url):
    with pytest.raises(Rejected, match="bad_url"):
        Client(url, "t", clock=clock)


def test_a_token_that_cannot_be_sent_is_not_valid():
    with pytest.raises(Rejected, match="token_invalid"):
        Client(URL, "令牌\n", clock=clock)


class Drift:
    """A client's clock and a platform's, and the way between them."""

    def __init__(self):
        self.ours, self.theirs, self.trip = T0, T0 + 5_000, 40

    def clock(self):
        return self.ours

    def answer(self, request):
        self.ours += self.trip // 2
        self.theirs += self.trip // 2
        heads = {name: Head(seq=0, h="0" * 64, genesis="g") for name in ("city", EAST)}
        welcome = Welcome(server_time=self.theirs, workstation="A", street=EAST, letter="A", heads=heads)
        self.ours += self.trip - self.trip // 2
        self.theirs += self.trip - self.trip // 2
        return fresh(httpx.Response(200, headers=OURS, content=pack(welcome)))


def test_the_clock_s_offset_is_the_quickest_sample_s_until_a_clock_is_set():
    drift = Drift()

    async def work():
        seen = []
        async with Client(URL, "t", clock=drift.clock, transport=httpx.MockTransport(drift.answer)) as client:
            assert client.offset_ms is None
            for trip, jump in ((40, 0), (4_000, 0), (10, 0), (900, 0), (40, -3_600_000)):
                drift.trip = trip
                drift.ours += jump
                await client.hello("a")
                seen.append(client.offset_ms)
        return seen

    assert asyncio.run(work()) == [5_000, 5_000, 5_000, 5_000, 3_605_000]
