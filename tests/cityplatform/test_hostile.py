"""Every route of the platform with everything that is no request of ours: a small answer each, and nothing is taken."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import msgspec
import pytest
import zstandard

from commandcenter.cityplatform import admin_web, web
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.waiting import MOST_AT_WORK, Gate
from commandcenter.core.facts import encode
from commandcenter.sync import wire
from commandcenter.sync.wire import MAX_ANSWER, MAX_REQUEST, MESSAGE_TYPE, PROTOCOL, PROTOCOL_HEADER, Problem, pack
from tests.faults.test_poison import hostile_facts, sseq_of
from tests.sync.streets import EAST, T0, URL, Author

NAME = "ab" * 32
H = "cd" * 32


@dataclass(frozen=True, kw_only=True)
class Door:
    """A route: what a good request holds, and how many bytes it may have."""

    method: str = "POST"
    good: Callable[[], wire.Form] | None = None
    cap: int = MAX_REQUEST
    token: bool = True


def _fact() -> msgspec.Raw:
    return msgspec.Raw(encode(Author().note()))


def _head() -> wire.Head:
    return wire.Head(seq=1, h=H, genesis="g", sig="ef" * 64)


ROUTES = {
    "/sync/hello": Door(good=lambda: wire.Hello(app="test", sid="a", now=T0)),
    "/sync/push": Door(good=lambda: wire.Push(stream=EAST, after=0, h=H, facts=[_fact()])),
    "/sync/pull": Door(good=lambda: wire.Pull(stream=EAST, after=0, h="")),
    "/sync/probe": Door(good=lambda: wire.Probe(stream=EAST, genesis="g", points=[wire.Point(1, H)])),
    "/sync/reoffer": Door(cap=MAX_ANSWER, good=lambda: wire.Reoffer(
        stream=EAST, start=_head(), items=[wire.Item(T0, 0, _fact())], proof=_head())),
    "/sync/publish": Door(good=lambda: wire.Publish(
        stream=EAST, name="users", after=9, body=msgspec.Raw(b"{}"), actor="u")),
    "/sync/here": Door(good=lambda: wire.Here(case=None, actor="u")),
    "/sync/photos": Door(good=lambda: wire.AskPhotos(names=[NAME])),
    "/sync/snapshot": Door(good=lambda: wire.AskSnapshot(schema=1)),
    "/sync/join": Door(token=False, cap=admin_web.MOST, good=lambda: wire.Join(code="A" * 16, token_hash=H)),
    f"/sync/photos/{NAME}": Door(method="PATCH"),
    f"/sync/photos/{NAME}/thumb": Door(method="PUT"),
}
GETS = (
    f"/sync/photos/{NAME}", f"/sync/photos/{NAME}/thumb", "/sync/photos/..%2f..%2fplatform.key", "/sync/photos/%00",
    "/sync/photos/" + "a" * 5000, "/sync/snapshot/s1/0", "/sync/snapshot/..%2f..%2f/0", "/sync/snapshot/%00/0",
    "/sync/snapshot/work/0", "/sync/snapshot/s1/" + "9" * 6000, "/sync/snapshot/" + "s" * 5000 + "/1",
    "/sync/snapshot/s1/-1", "/sync/snapshot/../../platform.key",
)
NASTY = (
    10**30, 2**63, 2**53, -1, 0.5, True, None, "\x00", "x" * 100_000, "\udc80", [[]], ["a"] * 3000,
    "\U0010ffff", {"a": {}}, "../../platform.key", "'; DROP TABLE fact; --",
)
GARBAGE = {
    "nothing": b"", "zeros": bytes(64), "plain JSON": b"{}", "a page": b"<html><body>", "not UTF-8": b"\xff\xfe",
    "empty map": zstandard.compress(b"{}"), "null": zstandard.compress(b"null"), "NaN": zstandard.compress(b"NaN"),
    "not text": zstandard.compress(b"\xff\xfe\x00"), "deep lists": zstandard.compress(b"[" * 100_000),
    "deep maps": zstandard.compress(b'{"a":' * 50_000), "a lone half": zstandard.compress(b'"\\ud800"'),
    "twice": zstandard.compress(b"{}") * 2, "a huge number": zstandard.compress(b"9" * 100_000),
    "a bomb": zstandard.compress(bytes(64 * 2**20)),
}
UNPACKED = ("deep lists", "deep maps", "a huge number")  # 100 kB or more


def _bomb_of_unknown_size() -> bytes:
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    return b"".join(packer.compress(bytes(2**20)) for _ in range(64)) + packer.flush()


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return _bomb_of_unknown_size()


@pytest.fixture
def ask(platform):
    """ask(method, path, content, **headers) → answers; one application for all, errors in it are raised."""
    token = platform.add_workstation("一号台", EAST, "A")
    served = web.application(platform)

    def ask(*requests):
        async def send():
            async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url=URL) as http:
                answers = []
                for method, path, content, headers in requests:
                    named = {"authorization": f"Bearer {token}", PROTOCOL_HEADER: str(PROTOCOL),
                             "content-type": MESSAGE_TYPE} | headers
                    answers.append(await http.request(
                        method, path, content=content, headers={k: v for k, v in named.items() if v is not None}))
                return answers

        return asyncio.run(send())

    return ask


def refused(answer, *statuses):
    """It is a refusal of ours, not a trouble of the platform's; says its key."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.content[:200])
    assert not statuses or answer.status_code in statuses, answer.status_code
    assert len(answer.content) < 1024
    return msgspec.json.decode(answer.content, type=Problem).key


def _whole(platform):
    return platform.head(EAST), platform.head("city"), len(platform.documents()), len(platform.workstations())


def test_garbage_is_a_small_refusal_on_every_route(ask, platform, bomb):
    before = _whole(platform)
    rubbish = {**GARBAGE, "a bomb of unknown size": bomb}
    for path, route in ROUTES.items():
        if route.good is None:
            continue
        answers = ask(*((route.method, path, content, {}) for content in rubbish.values()))
        for (name, content), answer in zip(rubbish.items(), answers, strict=True):
            large = len(content) > route.cap or (name in UNPACKED and route.cap < MAX_REQUEST)
            assert refused(answer, 400, 413) == ("too_large" if "bomb" in name or large else "garbled"), (path, name)
    assert _whole(platform) == before


def test_no_route_reads_on_past_its_limit_or_without_its_token_and_protocol(ask, platform):
    before = _whole(platform)
    for path, route in ROUTES.items():
        content = pack(route.good()) if route.good else b"x"
        large, nobody, wrong, old, cut = ask(
            (route.method, path, bytes(route.cap + 1), {}),
            (route.method, path, content, {"authorization": None}),
            (route.method, path, content, {"authorization": "Bearer ünbekannt".encode()}),
            (route.method, path, content, {PROTOCOL_HEADER: "0"}),
            (route.method, path, content, {PROTOCOL_HEADER: None}))
        assert refused(large, 400, 404, 413) in ("too_large", "garbled")
        if route.token:
            assert {refused(nobody, 401), refused(wrong, 401)} == {"token_invalid"}
        assert {refused(old, 426), refused(cut, 426)} == {"protocol_mismatch"}
    assert _whole(platform) == before


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # the stricter of both
def test_any_field_with_any_value_is_answered(ask, platform):
    before = _whole(platform)
    asked = []
    for path, route in ROUTES.items():
        if route.good is None:
            continue
        good = json.loads(msgspec.json.encode(route.good()))
        for field in good:
            asked += [(route.method, path, zstandard.compress(json.dumps(good | {field: value}).encode()), {})
                      for value in NASTY]
        asked.append((route.method, path, zstandard.compress(json.dumps(
            {field: [value] * 3 if isinstance(value, list) else value for field, value in good.items()}).encode()), {}))
    for (_, path, content, _), answer in zip(asked, ask(*asked), strict=True):
        assert answer.status_code < 500, (path, zstandard.decompress(content)[:300], answer.content[:200])
    after = _whole(platform)
    assert after[1:] == before[1:]
    assert platform.verify().ok


def test_counts_are_capped(ask):
    point, item = wire.Point(1, H), wire.Item(T0, 0, _fact())
    many = [
        ("/sync/probe", wire.Probe(stream=EAST, genesis="g", points=[point] * (wire.MAX_POINTS + 1))),
        ("/sync/push", wire.Push(stream=EAST, after=0, h="", facts=[_fact()] * (wire.MAX_FACTS + 1))),
        ("/sync/reoffer", wire.Reoffer(stream=EAST, start=_head(), items=[item] * (wire.MAX_FACTS + 1), proof=_head())),
        ("/sync/photos", wire.AskPhotos(names=[NAME] * (wire.MAX_NAMES + 1))),
        ("/sync/pull", wire.Pull(stream=EAST, after=0, h="", limit=wire.MAX_FACTS + 1)),
        ("/sync/pull", wire.Pull(stream=EAST, after=0, h="", wait=wire.MAX_WAIT_S + 1)),
    ]
    for answer in ask(*(("POST", path, pack(message), {}) for path, message in many)):
        assert refused(answer, 400, 413) in ("garbled", "too_large")


def test_no_path_leads_out_and_no_method_in(ask):
    for path, answer in zip(GETS, ask(*(("GET", path, b"", {}) for path in GETS)), strict=True):
        assert 400 <= answer.status_code < 500, (path, answer.status_code)
        assert len(answer.content) < 1024
        assert b"PRIVATE" not in answer.content
    for path in ROUTES:
        for answer in ask(*((method, path, b"", {}) for method in ("DELETE", "OPTIONS", "TRACE"))):
            assert answer.status_code == 405


@pytest.mark.parametrize("headers", [
    {"upload-offset": "-1"}, {"upload-offset": "9" * 5000}, {"upload-offset": "٣".encode()}, {"upload-offset": "1e3"},
    {"upload-offset": "0", "x-chunk-sha256": "x" * 5000}, {"upload-offset": "0", "x-chunk-sha256": ""},
    {"range": "bytes=-5"}, {"range": "bytes=9-1"}, {"range": "bytes=" + "9" * 5000 + "-"}, {"range": "lines=0-1"},
])
def test_headers_of_a_photo_are_read_with_care(ask, headers):
    method = "GET" if "range" in headers else "PATCH"
    (answer,) = ask((method, f"/sync/photos/{NAME}", b"x", headers))
    refused(answer)


def test_the_overview_and_joining_send_away_who_is_too_many(ask, platform, monkeypatch):
    watcher = platform.admin.issue_watcher()
    of = {"authorization": f"Bearer {watcher}"}
    good, strange, none = ask(("GET", "/overview", b"", of), ("GET", "/overview?lang=" + "<" * 3000, b"", of),
                              ("GET", "/overview", b"", {"authorization": "Basic " + "A" * 9000}))
    assert (good.status_code, strange.status_code, none.status_code) == (200, 200, 401)
    assert b"<<" not in strange.content
    monkeypatch.setattr(Gate, "full", True)
    seen, joined, said = ask(
        ("GET", "/overview", b"", of), ("POST", "/sync/join", pack(ROUTES["/sync/join"].good()), {}),
        ("POST", "/sync/hello", pack(ROUTES["/sync/hello"].good()), {}))
    assert [one.status_code for one in (seen, joined, said)] == [429, 429, 429]
    assert all(int(one.headers["retry-after"]) > 0 for one in (seen, joined, said))


def test_a_gate_counts_to_its_own_number():
    small, large = Gate(2), Gate()
    with small.inside(), large.inside():
        assert not small.full
        with small.inside():
            assert small.full
            assert not large.full
    assert not small.full
    assert MOST_AT_WORK > 2


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_hostile_facts_do_not_upset_the_other_engine_either(platform, station):
    """Some of the facts that tests/faults/test_poison.py gives the platform over SQLite, all with a NUL among them."""
    refused = taken = sseq = 0
    facts = hostile_facts()
    for body in [one for n, one in enumerate(facts) if b"u0000" in one or not n % 12]:
        numbered = body.replace(b'"sseq": %d,' % sseq_of(body), b'"sseq": %d,' % (sseq + 1), 1)
        try:
            platform.push(station, wire.Push(stream=EAST, after=0, h="", facts=[msgspec.Raw(numbered)]))
        except Refusal:
            refused += 1
        else:
            sseq += 1
            taken += 1
    assert refused
    assert taken
    assert platform.verify(EAST).ok
