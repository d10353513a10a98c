"""What reaches the platform over HTTP that should not: each gets a small JSON with a key, and nothing is taken."""

import asyncio

import httpx
import msgspec
import pytest
import zstandard

from commandcenter.cityplatform import web
from commandcenter.cityplatform.files import PlatformError
from commandcenter.core.facts import encode
from commandcenter.sync.wire import (
    MAX_REQUEST,
    MESSAGE_TYPE,
    PROTOCOL_HEADER,
    Hello,
    Problem,
    Push,
    Pushed,
    pack,
    unpack,
)
from tests.sync.streets import EAST, T0, URL, Author


@pytest.fixture
def post(platform):
    """post(path, content, **headers) → the answer, with a valid token and protocol unless told otherwise."""
    token = platform.add_workstation("一号台", EAST, "A")

    def post(path="hello", content=b"", **headers):
        async def send():
            transport = httpx.ASGITransport(web.application(platform))
            async with httpx.AsyncClient(transport=transport, base_url=URL) as http:
                named = {"authorization": f"Bearer {token}", PROTOCOL_HEADER: "1", "content-type": MESSAGE_TYPE}
                named |= {name.replace("_", "-"): value for name, value in headers.items()}
                return await http.post(f"/sync/{path}", content=content, headers=named)

        return asyncio.run(send())

    return post


def key(answer):
    return answer.status_code, msgspec.json.decode(answer.content, type=Problem).key


HELLO = pack(Hello(app="test", sid="a", now=T0))


def test_a_good_hello_is_answered_in_our_form(post):
    answer = post("hello", HELLO)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MESSAGE_TYPE
    assert answer.headers[PROTOCOL_HEADER] == "1"


def test_no_token_or_a_wrong_one(post):
    assert key(post("hello", HELLO, authorization="")) == (401, "token_invalid")
    assert key(post("hello", HELLO, authorization="Basic eDp5")) == (401, "token_invalid")
    assert key(post("hello", HELLO, authorization="Bearer abc")) == (401, "token_invalid")


def test_a_withdrawn_token_is_refused_from_then_on(post, platform):
    assert post("hello", HELLO).status_code == 200
    platform.revoke(EAST, "A")
    assert key(post("hello", HELLO)) == (401, "token_revoked")
    assert key(post("push", pack(Push(stream=EAST, after=0, h="", facts=[])))) == (401, "token_revoked")


def test_another_protocol_says_both_numbers(post):
    answer = post("hello", HELLO, **{PROTOCOL_HEADER.replace("-", "_"): "7"})
    assert key(answer) == (426, "protocol_mismatch")
    assert msgspec.json.decode(answer.content)["facts"] == {"platform": 2, "workstation": "7"}


@pytest.mark.parametrize("content", [
    b"", b"{}", b"<html>", HELLO[:-3], HELLO[:10], zstandard.compress(b"{}"), zstandard.compress(b"\xff\xfe"),
    zstandard.compress(b'{"app":"x","sid":"a","now":1e400}'), zstandard.compress(b'{"app":"x","sid":"a","now":NaN}'),
    zstandard.compress(b"[" * 100_000), pack(Hello(app="x" * 65, sid="a", now=T0)),
])
def test_what_is_no_message_is_garbled(post, content):
    assert key(post("hello", content)) == (400, "garbled")


@pytest.mark.parametrize("frame", ["with its size", "without"])
def test_a_bomb_is_not_unpacked(post, frame):
    size = 64 * 1024 * 1024
    if frame == "without":
        packer = zstandard.ZstdCompressor(level=3).compressobj()
        bomb = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(64)) + packer.flush()
    else:
        bomb = zstandard.ZstdCompressor(level=3).compress(bytes(size))
    assert len(bomb) < 64 * 1024
    assert key(post("push", bomb)) == (413, "too_large")


def test_a_body_is_read_no_further_than_its_limit(post):
    assert key(post("push", b"x" * (MAX_REQUEST + 1))) == (413, "too_large")


def test_too_many_facts_and_facts_that_are_none(post, platform):
    before = platform.head(EAST)
    note = msgspec.Raw(encode(Author().note()))
    assert key(post("push", pack(Push(stream=EAST, after=0, h="", facts=[note] * 1001)))) == (413, "too_large")
    assert key(post("push", pack(Push(stream=EAST, after=0, h="", facts=[msgspec.Raw(b"7")])))) == (400, "bad_fact")
    assert key(post("push", pack(Push(stream="110108014", after=0, h="", facts=[note])))) == (403, "grant")
    assert platform.head(EAST) == before
    answer = post("push", pack(Push(stream=EAST, after=0, h="", facts=[note])))
    assert unpack(Pushed, answer.content, MAX_REQUEST).head.seq == before.seq + 1


def test_other_paths_and_methods_are_not_served(post):
    assert post("elsewhere", HELLO).status_code == 404


def test_a_full_disk_is_the_platform_s_trouble_not_the_workstation_s(post, platform, monkeypatch, caplog):
    def full(*_):
        raise PlatformError("disk_full", where="/secret/place")

    monkeypatch.setattr(platform._files, "write", full)
    push = pack(Push(stream=EAST, after=0, h="", facts=[msgspec.Raw(encode(Author().note()))]))
    answer = post("push", push)
    assert key(answer) == (507, "disk_full")
    assert b"secret" not in answer.content
    assert "disk_full" in caplog.text
    monkeypatch.undo()
    assert post("push", push).status_code == 200


def test_a_request_that_falls_silent_is_let_go(platform, monkeypatch):
    monkeypatch.setattr(web, "STALL_S", 0.05)
    token = platform.add_workstation("一号台", EAST, "A")

    async def trickle():
        yield b"x"
        await asyncio.sleep(30)

    async def send():
        sent: list[dict] = []
        incoming = asyncio.Queue()
        incoming.put_nowait({"type": "http.request", "body": b"x", "more_body": True})
        scope = {
            "type": "http", "method": "POST", "path": "/sync/push", "raw_path": b"/sync/push", "query_string": b"",
            "headers": [(b"authorization", f"Bearer {token}".encode()), (PROTOCOL_HEADER.encode(), b"1")],
            "http_version": "1.1", "scheme": "http", "root_path": "", "client": None, "server": None,
        }

        async def out(message):
            sent.append(message)

        await web.application(platform)(scope, incoming.get, out)
        return sent[0]["status"]

    assert asyncio.run(send()) == 408
