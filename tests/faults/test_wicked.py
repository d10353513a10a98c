"""Others who mean no good, or know no better: liars, withdrawn tokens, bombs, slow callers, versions, clocks."""

import resource
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from unittest import mock
from uuid import uuid4

import httpx
import msgspec
import pytest
import zstandard

from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.web import application
from commandcenter.core.facts import decode, encode, link
from commandcenter.store.verify import verify
from commandcenter.sync import client as client_module
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.rounds import until_quiet
from commandcenter.sync.wire import (
    MAX_ANSWER,
    MAX_PAGE,
    MESSAGE_TYPE,
    PROTOCOL,
    PROTOCOL_HEADER,
    Item,
    Page,
    pack,
    unpack,
)
from tests.faults import invariants
from tests.faults.city import run
from tests.faults.desks import Desk, town
from tests.faults.figures import many, note
from tests.faults.world import World
from tests.sync.streets import EAST, GARDEN, T0, URL, Author

MB = 1024 * 1024


# -- a platform that lies -------------------------------------------------------------------------------------------


@dataclass
class Lie:
    """What it does to a page: the items, and whether it counts the hashes anew so that they fit."""

    change: Callable[[list[Item]], list[Item]]
    fitting: bool


def _rewritten(items: list[Item]) -> list[Item]:
    n = next(n for n, item in enumerate(items) if "电话".encode() in bytes(item.body))
    return [*items[:n], _with(items[n], bytes(items[n].body).replace("电话".encode(), "短信".encode())), *items[n + 1:]]


def _with(item: Item, body: bytes) -> Item:
    return Item(item.rts, item.verdict, msgspec.Raw(body))


def _garden(items: list[Item]) -> list[Item]:
    forged = Author(street=GARDEN, seed=4).note()
    return [*items[:-1], _with(items[-1], encode(forged))]


def _forged(items: list[Item]) -> list[Item]:
    forged = Author(seed=5).note("从未写过")
    return [*items[:-1], _with(items[-1], encode(forged))]


LIES = {
    "rewrites a fact": Lie(_rewritten, fitting=False),
    "rewrites a fact and the hashes": Lie(_rewritten, fitting=True),
    "reorders": Lie(lambda items: items[::-1], fitting=False),
    "reorders and counts anew": Lie(lambda items: items[::-1], fitting=True),
    "leaves one out": Lie(lambda items: items[1:], fitting=False),
    "leaves one out and counts anew": Lie(lambda items: items[1:], fitting=True),
    "forges a fact of the street": Lie(_forged, fitting=True),
    "forges a fact of another street": Lie(_garden, fitting=True),
    "says it twice": Lie(lambda items: [*items, items[-1]], fitting=True),
    "sets a verdict": Lie(lambda items: [Item(items[0].rts, 7, items[0].body), *items[1:]], fitting=False),
}


class Liar(httpx.AsyncBaseTransport):
    """The platform's application, and somebody who alters the street's pages on their way."""

    def __init__(self, platform: Platform, lie: Lie) -> None:
        self.app, self.lie, self.told = httpx.ASGITransport(application(platform)), lie, 0
        self.since: dict[int, bytes] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self.app.handle_async_request(request)
        content = await answer.aread()
        if answer.status_code == 200 and request.url.path == "/sync/pull":
            page = unpack(Page, content, MAX_ANSWER)
            if len(page.items) > 3 and decode(bytes(page.items[0].body)).street == EAST:
                content = pack(self._altered(page))
                self.told += 1
        headers = {**answer.headers, "content-length": str(len(content))}
        return httpx.Response(answer.status_code, headers=headers, stream=httpx.ByteStream(content))

    def _altered(self, page: Page) -> Page:
        items = self.lie.change(list(page.items))
        to = page.to
        if self.lie.fitting:
            h, seq = self.since[page.after], page.after
            for item in items:
                seq += 1
                h = link(h, seq, item.rts, item.verdict, bytes(item.body))
            to = msgspec.structs.replace(to, seq=seq, h=h.hex())
        head = to if page.to.seq == page.head.seq else page.head
        return msgspec.structs.replace(page, items=items, to=to, head=head)


@pytest.mark.parametrize("lie", LIES)
def test_a_platform_that_lies_is_not_believed(ground, disk, lie):
    with town(ground, disk) as street:
        one, two = street.desks
        assert two.sync(street.url) == ""
        one.report(3, notes=2)
        assert one.sync(street.url) == ""
        before = two.door.cursor(EAST)
        street.stop()
        with Platform.open(street.folder, clock=lambda: T0) as platform:
            liar = Liar(platform, LIES[lie])
            liar.since[before.seq] = before.h
            said = _exchange(two, liar)
        assert liar.told
        assert said, "it believed"
        assert two.door.cursor(EAST) == before
        assert verify(two.store, EAST).problems == ()
        street.serve()
        street.whole()
    note("a platform that lies", lies=1, believed=0)


def _exchange(desk: Desk, transport: httpx.AsyncBaseTransport) -> str:
    async def work() -> None:
        async with Client(URL, desk.token, clock=lambda: desk.at, transport=transport) as client:
            await until_quiet(desk.door, client)

    try:
        run(work)
    except (PlatformDown, Rejected) as err:
        return err.key
    return ""


# -- a token withdrawn in the middle --------------------------------------------------------------------------------


def test_a_token_withdrawn_in_the_middle_stops_the_exchange_and_not_the_work(ground, disk):
    with town(ground, disk) as street:
        one, two = street.desks
        one.report(260, notes=3)  # two batches
        street.stop()
        with Platform.open(street.folder, clock=lambda: T0) as platform:
            passed: list[str] = []
            before = platform.head(EAST).seq

            class Watching(httpx.ASGITransport):
                async def handle_async_request(self, request):
                    passed.append(request.url.path)
                    if passed.count("/sync/push") == 2 and request.url.path == "/sync/push":
                        platform.revoke(EAST, "A")
                    return await super().handle_async_request(request)

            assert _exchange(one, Watching(application(platform))) == "token_revoked"
            left = len(one.door.waiting(2000))
            held = sum(seq > before and fact.type != "numbered" for seq, _, _, fact in invariants.log_of(platform))
            assert 0 < held < 1040
            assert 1040 - held <= left <= 1040  # what the platform has waits until it came back
            one.report(2)  # the work goes on
            assert _exchange(one, Watching(application(platform))) == "token_revoked"
            assert len(one.door.waiting(2000)) == left + 2
            one.token = platform.add_workstation("A 台", EAST, "A")
        street.serve()
        facts = street.whole()
    note("a token withdrawn", held=held, waited=left + 2, facts=facts, lost=0)


# -- bombs ----------------------------------------------------------------------------------------------------------


def test_bombs_are_not_unpacked_by_either_side(ground, disk):
    bomb = zstandard.compress(bytes(512 * MB))
    unsized = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(512 * MB))
    with town(ground, disk) as street:
        street.stop()
        street.serve(memory_room=256 * MB)
        headers = {"authorization": f"Bearer {ground.token('A')}", "content-type": MESSAGE_TYPE,
                   PROTOCOL_HEADER: str(PROTOCOL)}
        for frame in (bomb, unsized, zstandard.compress(bomb), b"\x28\xb5\x2f\xfd" + b"\xff" * 500):
            answer = httpx.post(f"{street.url}/sync/push", headers=headers, content=frame)
            assert answer.status_code in (400, 413)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for frame in (bomb, unsized):
            def answers(request: httpx.Request, frame: bytes = frame) -> httpx.Response:
                return httpx.Response(200, headers={"content-type": MESSAGE_TYPE, PROTOCOL_HEADER: str(PROTOCOL)},
                                      stream=httpx.ByteStream(frame))

            assert _exchange(street.desks[0], httpx.MockTransport(answers)) == "garbled"
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 100 * 1024  # KiB
        street.desks[0].report()
        facts = street.whole()
    note("bombs", bombs=6, megabytes_each=512, facts=facts, lost=0)


# -- slow callers ---------------------------------------------------------------------------------------------------


def test_slow_callers_do_not_keep_others_from_exchanging(ground, disk):
    slow = many(100, 300)
    with town(ground, disk) as street, ExitStack() as lines:
        for n in range(slow):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", street.port)))
            head = b"POST /sync/push HTTP/1.1\r\nhost: x\r\n"
            line.sendall(head[:n % len(head)] if n % 2 else head + b"content-length: 9999\r\n\r\nx")
        street.desks[0].report(3)
        facts = street.whole()
    note("slow callers", callers=slow, facts=facts, lost=0)


# -- versions -------------------------------------------------------------------------------------------------------


def test_facts_of_a_newer_version_pass_and_come_back_unchanged(ground, disk):
    with town(ground, disk) as street:
        one, two = street.desks
        one.report(2, notes=1)
        assert one.sync(street.url) == ""
        case = decode(_noted(one)[0])
        newer = msgspec.structs.replace(
            case, id=uuid4(), sid="f" * 16, sseq=1, type="drone_flown", v=7,
            data=msgspec.Raw(b'{"n":"s","route":[[1,2],[3,4]],"new":{"a":null}}'))
        newer_note = msgspec.structs.replace(newer, id=uuid4(), sseq=2, type="noted", v=3)

        async def push() -> None:  # as a workstation of a version to come would
            async with Client(street.url, ground.token("E"), clock=lambda: T0) as client:
                await client.push(EAST, one.door.cursor(EAST), [encode(newer), encode(newer_note)])

        run(push)
        assert one.sync(street.url) == two.sync(street.url) == ""
        for desk in (one, two):
            with desk.store.read() as conn:
                held = dict(conn.exec_driver_sql("SELECT id, body FROM fact WHERE sid = ?", ("f" * 16,)).fetchall())
            assert held == {fact.id.bytes: encode(fact) for fact in (newer, newer_note)}
        one.report()
        facts = street.whole()
    note("versions", unknown_facts=2, facts=facts, lost=0)


def _noted(desk: Desk) -> list[bytes]:
    with desk.store.read() as conn:
        return [body for (body,) in conn.exec_driver_sql("SELECT body FROM fact WHERE type = 'noted'")]


@pytest.mark.parametrize("spoken", [PROTOCOL - 1, PROTOCOL, PROTOCOL + 1])
def test_a_workstation_one_protocol_older_or_newer_exchanges(ground, disk, spoken):
    with town(ground, disk) as street, mock.patch.object(client_module, "PROTOCOL", spoken):
        one, two = street.desks
        if spoken == 1:  # knew no keys
            for desk in street.desks:
                desk.door.pin_key("")
        one.report(3, notes=1)
        two.report(2)
        facts = street.whole()
    note("versions", protocols=1, facts=facts)


# -- clocks ---------------------------------------------------------------------------------------------------------


@pytest.mark.timeout(300)
def test_no_order_and_no_effect_depends_on_a_workstation_s_clock(ground, disk):
    """The same lives with honest clocks, and with some ten years off that jump: the same log, the same outcomes."""
    runs = many(4, 60)
    for seed in range(runs):
        honest, wild = (
            World(ground, disk / f"{seed}{skewed}", 500_000 + seed, skewed=skewed, restores=False, page=MAX_PAGE).run()
            for skewed in (False, True))  # a page that is cut by bytes ends elsewhere: facts are longer or shorter
        assert honest.wrong == wild.wrong == []
        assert honest.outcomes == wild.outcomes, seed
    note("clocks", runs=runs, years_off=10, different=0)
