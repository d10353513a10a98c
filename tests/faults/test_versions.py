"""Other versions: what older code of this repository really wrote and sent, and what a newer one may send.

tests/data/versions was recorded by running earlier commits of this repository (of the protocol and the schema in its
names): their platform, one of their workstations with facts that wait, and every message that went between them.
tests/faults/record.py is what they ran.
"""

import asyncio
import base64
import json
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import zstandard

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.web import application
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import SCHEMA, STORE_FILE, open_store
from commandcenter.store.page_codec import PAGE, PageCipher
from commandcenter.store.verify import verify
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import until_quiet
from commandcenter.sync.wire import PROTOCOL, PROTOCOL_HEADER
from tests import makes
from tests.faults.desks import town
from tests.faults.figures import note
from tests.sync.streets import EAST, T0, URL

RECORDED = sorted((Path(__file__).parents[1] / "data" / "versions").glob("*.json.zst"))
MOST = 64 << 20


class Recording:
    """What an older version left, laid out as folders again."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.said = json.loads(zstandard.decompress(file.read_bytes(), MOST))
        self.folder = folder
        held = {name: base64.b64decode(body) for name, body in self.said["files"].items()}
        for name, body in held.items():
            (folder / name).parent.mkdir(exist_ok=True)
            if name != "A/pages":
                (folder / name).write_bytes(body)
        self.key = keys.create(folder / "A", how="file")
        cipher, pages = PageCipher(self.key, bytes(16)), held["A/pages"]
        (folder / "A" / STORE_FILE).write_bytes(b"".join(
            cipher.seal(n // PAGE + 1, pages[n:n + PAGE]) for n in range(0, len(pages), PAGE)))


@pytest.fixture(params=RECORDED, ids=lambda file: file.name.partition(".")[0])
def recording(request, disk):
    return Recording(request.param, disk)


def test_there_are_recordings_of_both_protocols_before():
    assert len(RECORDED) == 2


def test_an_older_workstation_s_store_and_an_older_platform_go_on_whole(recording):
    """Opened by this version, with a newcomer: nothing changes of what was written, and what waited is accepted."""
    assert recording.said["schema"] < SCHEMA
    assert recording.said["protocol"] <= PROTOCOL
    with ExitStack() as stack:
        platform = stack.enter_context(Platform.open(recording.folder / "platform", clock=lambda: T0))
        assert platform.verify().ok
        before = _log(platform)
        store = stack.enter_context(open_store(recording.folder / "A", recording.key, paths.MIGRATIONS))
        assert verify(store, EAST).problems == ()
        old = Door(store, street=EAST, letter="A", clock=lambda: T0, new_id=uuid4)
        waits = [one.body for one in old.waiting(100)]
        assert len(waits) == recording.said["waits"] > 0
        key = keys.create(recording.folder / "B", how="file")
        fresh = stack.enter_context(open_store(recording.folder / "B", key, paths.MIGRATIONS))
        new = Door(fresh, street=EAST, letter="B", clock=lambda: T0, new_id=uuid4)
        for door, letter in ((new, "B"), (old, "A"), (new, "B")):
            _exchange(door, recording.said["tokens"][letter], httpx.ASGITransport(application(platform)))
        makes.dispatched(new)
        makes.dispatched(old)
        for door, letter in ((new, "B"), (old, "A"), (new, "B")):
            _exchange(door, recording.said["tokens"][letter], httpx.ASGITransport(application(platform)))
        assert old.waiting(1) == new.waiting(1) == []
        found = [verify(of, EAST) for of in (store, fresh)]
        assert [of.problems for of in found] == [(), ()]
        assert {of.state_digest for of in found} == {platform.verify(EAST).streams[0].state_digest}
        after = _log(platform)
        assert after[:len(before)] == before
        assert set(waits) <= set(after)
    note("versions", stores_of_older_code=1, facts_of_older_code=len(before) + len(waits), lost=0)


def test_every_message_that_an_older_workstation_sent_is_answered_as_then(recording):
    """Its bytes, sent again to this version over the same tables: the same numbers and facts, no field missing."""
    messages = recording.said["messages"]

    async def sent_again() -> None:
        with Platform.open(recording.folder / "platform", clock=lambda: T0) as platform:
            transport = httpx.ASGITransport(application(platform))
            async with httpx.AsyncClient(transport=transport, base_url=URL) as line:
                for message in messages:
                    answer = await line.post(message["path"], content=base64.b64decode(message["asked"]),
                                             headers=message["headers"])
                    assert answer.status_code == message["status"] == 200, message["path"]
                    assert answer.headers[PROTOCOL_HEADER] == str(recording.said["protocol"])
                    _as_then(message["path"], _read(base64.b64decode(message["answered"])), _read(answer.content))

    asyncio.run(sent_again())
    note("versions", messages_of_older_code=len(messages))


def _as_then(path: str, then: dict, now: dict) -> None:
    assert then.keys() <= now.keys(), path
    if path.endswith("push"):
        assert now["results"] == then["results"]
        assert now["expect"] >= then["expect"]
    elif path.endswith("pull"):
        assert (now["after"], now["items"][:len(then["items"])]) == (then["after"], then["items"])
        assert {name: kind for name, kind in _kinds(then["head"]).items() if _kinds(now["head"])[name] != kind} == {}
    else:
        assert _kinds(then).items() <= _kinds(now).items()
        assert now["heads"].keys() == then["heads"].keys()


def _kinds(said: dict) -> dict[str, type]:
    return {name: type(value) for name, value in said.items()}


def _read(frame: bytes) -> dict:
    return json.loads(zstandard.decompress(frame, MOST))


def test_what_a_newer_version_adds_to_messages_is_passed_over(ground, disk):
    """Fields, headers and a whole object that nobody here knows, in every message both ways."""
    added = {"later": {"since": 3, "list": [1, None, {"x": "新"}]}, "newer": True}

    class Newer(httpx.AsyncBaseTransport):
        def __init__(self, platform: Platform) -> None:
            self.app, self.altered = httpx.ASGITransport(application(platform)), 0

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            asked = _grown(await request.aread())
            headers = {**request.headers, "content-length": str(len(asked)), "x-commandcenter-later": "7"}
            answer = await self.app.handle_async_request(
                httpx.Request(request.method, request.url, headers=headers, content=asked))
            content = _grown(await answer.aread())
            self.altered += 2
            return httpx.Response(answer.status_code, stream=httpx.ByteStream(content), headers={
                **answer.headers, "content-length": str(len(content)), "x-commandcenter-later": "7"})

    def _grown(frame: bytes) -> bytes:
        """With what is added, and facts byte for byte as they were."""
        said = zstandard.decompress(frame, MOST)
        return zstandard.compress(said[:-1] + b"," + json.dumps(added, ensure_ascii=False).encode()[1:])

    with town(ground, disk) as street:
        street.stop()
        with Platform.open(street.folder, clock=lambda: T0) as platform:
            line = Newer(platform)
            for desk in street.desks:
                desk.report(3, notes=1)
                _exchange(desk.door, desk.token, line)
        street.serve()
        facts = street.whole()
    note("versions", messages_with_what_is_to_come=line.altered, facts=facts)


def _exchange(door: Door, token: str, transport: httpx.AsyncBaseTransport) -> None:
    async def work() -> None:
        async with Client(URL, token, clock=lambda: T0, transport=transport) as client:
            await until_quiet(door, client)

    asyncio.run(work())


def _log(platform: Platform) -> list[bytes]:
    with platform._files.read() as conn:
        return [body for (body,) in conn.exec_driver_sql(
            "SELECT body FROM fact WHERE street = ? ORDER BY seq", (EAST,))]
