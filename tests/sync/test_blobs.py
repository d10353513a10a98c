"""Photos between two workstations and the platform: in order, cut anywhere, damaged, hostile, on a full disk."""

import hashlib
import os
from uuid import uuid4

import httpx
import pytest
from sqlcipher3 import dbapi2

from commandcenter import paths
from commandcenter.cityplatform.web import application
from commandcenter.core.bodies import PhotoKind
from commandcenter.core.facts import Attachment
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.rules import Role
from commandcenter.door.door import Door
from commandcenter.door.photos import Photos
from commandcenter.store import blobs as blob_file
from commandcenter.store import keys, photo_queue
from commandcenter.store.blobs import Blobs
from commandcenter.store.engine import open_store
from commandcenter.store.errors import StoreError
from commandcenter.store.photo_queue import FRESH_MS, Counts, PhotoQueue
from commandcenter.sync import blobs as module
from commandcenter.sync.blobs import PhotoExchange, PhotoLoop
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests import pictures as drawn
from tests.sync.streets import EAST, T0, URL, run


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """A migrated store with nothing in it."""
    folder = tmp_path_factory.mktemp("empty") / "station"
    folder.mkdir()
    with open_store(folder, keys.create(folder, how="file"), paths.MIGRATIONS):
        pass
    return folder


class Line(httpx.AsyncBaseTransport):
    """The way to the platform's application; `spoil` may change or cut what goes over it."""

    def __init__(self, platform):
        self._inner = httpx.ASGITransport(application(platform))
        self.asked = []
        self.spoil = lambda request, answer: answer

    async def handle_async_request(self, request):
        self.asked.append((request.method, request.url.path, request.headers.get("range", "")))
        answer = await self._inner.handle_async_request(request)
        body = b"".join([part async for part in answer.stream])
        spoilt = self.spoil(request, httpx.Response(answer.status_code, headers=answer.headers, content=body))
        return httpx.Response(spoilt.status_code, headers=spoilt.headers, stream=httpx.ByteStream(spoilt.content))


class Desk:
    """A workstation with photos."""

    def __init__(self, platform, store, letter):
        self.store, self.line = store, Line(platform)
        self.token = platform.add_workstation(letter, EAST, letter)
        self.door = Door(store, street=EAST, letter=letter, clock=lambda: T0, new_id=uuid4)
        self.now = T0
        self.came, self.told, self.free = [], [], True
        self.start()

    def start(self):
        self.blobs = Blobs.beside(self.store)
        self.queue = PhotoQueue(self.store, self.blobs, EAST)
        self.photos = Photos(self.blobs, self.queue.why)

    def close(self):
        self.queue.close()
        self.blobs.close()

    def facts(self):
        async def work():
            async with Client(URL, self.token, clock=lambda: T0, transport=self.line) as calls:
                return await until_quiet(self.door, calls)

        return run(work)

    def exchange(self):
        """All photos that can go; facts first. Whether all went."""
        self.facts()

        async def work():
            async with Client(URL, self.token, clock=lambda: T0, transport=self.line) as calls:
                return await PhotoExchange(
                    self.queue, calls, clock=lambda: self.now, free=lambda: self.free, came=self.came.append,
                    wishes=self.photos.wishes, changed=self.told.append).once()

        return run(work)

    def case(self, *pictures):
        """A case with these photos, as bytes or as attachments."""
        case = makes.filed(self.door)
        parts = [p if isinstance(p, Attachment) else self.photos.take(p) for p in pictures]
        self.door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=tuple(
            (PhotoKind.NEAR, part) for part in parts)))
        return [part.sha256 for part in parts]

    def gone(self):
        """What went over the line, photos only: (method, which photo, small or whole)."""
        out = [(m, p.split("/")[3], "small" if p.endswith("/thumb") else "whole")
               for m, p, _ in self.line.asked if p.startswith("/sync/photos/")]
        self.line.asked.clear()
        return out


@pytest.fixture
def desks(platform, stores):
    found = []
    for letter, store in stores.items():
        found.append(Desk(platform, store, letter))
        found[-1].facts()
    yield found
    for desk in found:
        desk.close()


def noisy(size=2_600_000):
    """A photo that does not compress: of so many bytes and a few more."""
    return drawn.jpeg(1200, 900, mark="noisy") + os.urandom(size)  # what hangs behind a JPEG's end belongs to its bytes


def test_photos_go_to_the_platform_and_come_to_the_other_desk_small_ones_first(desks):
    one, two = desks
    names = one.case(drawn.jpeg(mark="a"), noisy())
    assert one.exchange()
    assert one.queue.counts() == Counts()
    kinds = [(method, size) for method, _, size in one.gone()]
    assert kinds[:2] == [("PUT", "small")] * 2
    assert set(kinds[2:]) == {("PATCH", "whole")}
    two.facts()
    two.queue.scan(T0)
    assert two.queue.counts() == Counts(back=2)
    assert two.queue.why(names[0]) == "photo_asked"
    assert two.exchange()
    kinds = [(method, size) for method, _, size in two.gone()]
    assert kinds[:2] == [("GET", "small")] * 2
    assert set(kinds[2:]) == {("GET", "whole")}
    assert set(two.came) == set(names)
    assert [two.blobs.get(name) for name in names] == [one.blobs.get(name) for name in names]
    assert two.blobs.broken() == []
    assert two.queue.counts() == Counts()
    assert (two.told[0].back, two.told[-1].back) == (2, 0)
    assert two.exchange()
    assert two.gone() == []  # a second time there is nothing to do


def test_a_photo_does_not_go_before_its_fact_and_waits_while_facts_need_the_line(desks):
    one, _ = desks
    one.case(noisy())
    one.free = False
    assert not one.queue.scan(T0)  # the fact has no number yet
    assert one.queue.counts() == Counts()
    assert not one.exchange()
    assert one.gone() == []
    assert one.queue.counts() == Counts(out=1)
    asked = iter([True, True, False])
    one.free = True

    async def work():
        async with Client(URL, one.token, clock=lambda: T0, transport=one.line) as calls:
            exchange = PhotoExchange(one.queue, calls, clock=lambda: T0, free=lambda: next(asked, False))
            return await exchange.once()

    assert not run(work)
    assert [size for _, _, size in one.gone()] == ["small"]
    assert one.exchange()


def test_cut_after_any_chunk_it_goes_on_from_there_both_ways(desks, monkeypatch):
    one, two = desks
    (name,) = one.case(noisy())

    def cutting(desk, path):
        def spoil(request, answer):
            if request.url.path.endswith(name) and request.method == path:
                desk.cut -= 1
                if desk.cut == 0:
                    raise httpx.ReadError("cut")
            return answer
        return spoil

    for desk, method in ((one, "PATCH"), (two, "GET")):
        desk.line.spoil = cutting(desk, method)
        cuts = 0
        while True:
            desk.cut = 2
            desk.close()
            desk.start()  # and the process ends each time
            try:
                assert desk.exchange()
                break
            except PlatformDown:
                cuts += 1
        ranges = [asked for m, p, asked in desk.line.asked if m == method and p.endswith(name)]
        assert cuts > 1
        if method == "GET":
            starts = [int(asked.removeprefix("bytes=").partition("-")[0]) for asked in ranges]
            assert starts == sorted(starts)
            assert len(starts) - len(set(starts)) <= cuts  # what was lost on the way, and no more
    assert two.blobs.get(name) == one.blobs.get(name)


def test_what_comes_damaged_or_is_another_is_refused_and_fetched_again(desks):
    one, two = desks
    (name,) = one.case(drawn.jpeg(900, 700))
    one.exchange()
    other = drawn.jpeg(mark="another")

    def lying(request, answer):
        if request.url.path.endswith(name) and request.method == "GET":
            size = len(one.blobs.get(name))
            data = (other * (size // len(other) + 1))[:size]
            return httpx.Response(206, content=data, headers={
                **answer.headers, "content-length": str(size), "x-chunk-sha256": hashlib.sha256(data).hexdigest()})
        return answer

    two.line.spoil = lying
    assert two.exchange()
    assert two.blobs.get(name) is None
    assert two.queue.why(name) == "photo_damaged"
    assert two.blobs.thumbnail(name) is not None  # the small one came, and was a picture
    two.line.spoil = lambda request, answer: answer
    assert two.exchange()  # not before a while
    assert two.blobs.get(name) is None
    two.now += 60_000
    assert two.exchange()
    assert two.blobs.get(name) == one.blobs.get(name)


def test_a_changed_chunk_does_not_pass_and_a_thumbnail_that_is_none_is_not_kept(desks):
    one, two = desks
    (name,) = one.case(drawn.jpeg(900, 700))
    one.exchange()

    def changed(request, answer):
        if request.url.path.endswith("/thumb") and request.method == "GET":
            data = b"<script>"
            return httpx.Response(200, content=data, headers={
                **answer.headers, "content-length": str(len(data)), "x-chunk-sha256": hashlib.sha256(data).hexdigest()})
        if request.url.path.endswith(name):
            return httpx.Response(206, headers=answer.headers, content=answer.content[:-1] + b"?")
        return answer

    two.line.spoil = changed
    with pytest.raises(PlatformDown, match="garbled"):
        two.exchange()
    assert two.blobs.thumbnail(name) is two.blobs.get(name) is None
    assert two.came == []


def test_bytes_that_are_named_and_no_picture_are_never_shown(desks):
    one, two = desks
    data = b"\x89PNG\r\n\x1a\n" + b"no picture" * 50
    part = Attachment(sha256=hashlib.sha256(data).hexdigest(), size=len(data), mime="image/png")
    one.case(part)
    with one.blobs._write() as conn:  # a workstation that lies
        conn.execute("INSERT INTO photo(hash, size, media, width, height, thumb, taken) VALUES (?, ?, '', 1, 1, ?, '')",
                     (bytes.fromhex(part.sha256), len(data), b"no thumbnail"))
        conn.execute("INSERT INTO original(hash, data) VALUES (?, ?)", (bytes.fromhex(part.sha256), data))
    assert one.exchange()
    assert two.exchange()
    assert two.blobs.get(part.sha256) is two.blobs.thumbnail(part.sha256) is None
    assert two.queue.why(part.sha256) in ("not-a-picture", "picture-broken")
    assert two.queue.counts() == Counts()  # not asked for again
    two.photos.pixels(part.sha256)
    two.now += 10 * FRESH_MS
    two.gone()
    assert two.exchange()
    assert [size for _, _, size in two.gone()] == []


def test_what_nobody_has_sent_waits_with_its_reason_and_comes_later(desks):
    one, two = desks
    data = drawn.jpeg(mark="later")
    part = Attachment(sha256=hashlib.sha256(data).hexdigest(), size=len(data), mime="image/jpeg")
    one.case(part)
    one.exchange()
    two.exchange()
    assert two.queue.why(part.sha256) == "photo_unsent"
    one.photos.take(data)  # found again on an old disk
    one.now += 60_000
    one.exchange()
    two.now += 60_000
    assert two.exchange()
    assert two.blobs.get(part.sha256) == data


def test_old_photos_come_when_somebody_looks(desks):
    one, two = desks
    (name,) = one.case(drawn.jpeg())
    one.exchange()
    two.now += 2 * FRESH_MS
    assert two.exchange()
    assert two.gone() == []
    assert two.queue.why(name) == "photo_older"
    rung = []
    two.photos.wished = lambda: rung.append(1)
    assert two.photos.thumbnail(name) is None
    assert rung == [1]
    assert two.exchange()
    assert two.photos.thumbnail(name) is not None
    assert two.photos.pixels(name) is not None


def test_a_full_disk_stops_photos_and_keeps_what_has_come(desks, monkeypatch):
    one, two = desks
    (name,) = one.case(noisy())
    one.exchange()
    kept = photo_queue.shutil.disk_usage
    monkeypatch.setattr(photo_queue.shutil, "disk_usage", lambda where: type("Usage", (), {"free": 1000})())
    with pytest.raises(StoreError, match="disk-full"):
        two.exchange()
    monkeypatch.setattr(photo_queue.shutil, "disk_usage", kept)
    calls = []
    came = two.queue.came

    def full(job, data, now):
        calls.append(job)
        if len(calls) == 3:
            raise StoreError("disk-full", where="")
        return came(job, data, now)

    monkeypatch.setattr(two.queue, "came", full)
    with pytest.raises(StoreError, match="disk-full"):
        two.exchange()
    offset = calls[-1].offset
    two.line.asked.clear()
    assert two.exchange()
    assert two.line.asked[-1][2] != ""
    starts = [asked for method, _, asked in two.line.asked if method == "GET" and asked]
    assert starts[0].startswith(f"bytes={offset}-")
    assert two.blobs.get(name) == one.blobs.get(name)


def test_a_log_with_another_past_is_looked_through_again(desks):
    one, _ = desks
    (name,) = one.case(drawn.jpeg())
    one.exchange()
    with one.blobs._write() as conn:
        conn.execute("UPDATE scanned SET fact = ?", (b"of another past!",))
        conn.execute("DELETE FROM travel")
    assert not one.queue.scan(T0)
    assert one.queue.ask_about(10, T0) == [name]


def test_a_photo_file_of_before_is_brought_up_to_date(desks):
    one, two = desks
    (name,) = one.case(drawn.jpeg())
    key = keys.load(one.store.folder)
    one.close()
    conn = dbapi2.connect(str(one.store.folder / blob_file.BLOB_FILE), isolation_level=None)
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for table in ("small", "travel", "arriving", "scanned"):
        conn.execute(f"DROP TABLE {table}")
    conn.execute("PRAGMA user_version = 1")
    conn.close()
    looked = Blobs(one.store.folder, key, read_only=True)
    assert looked.thumbnail(name) is not None
    assert looked.thumbnail("0" * 64) is None
    looked.close()
    one.start()
    assert one.blobs.thumbnail("0" * 64) is None
    assert one.exchange()
    assert two.exchange()
    assert two.blobs.get(name) == one.blobs.get(name)


def test_the_loop_sends_when_it_is_nudged_and_says_why_when_it_cannot(desks, monkeypatch):
    import asyncio

    one, _ = desks
    told = []

    async def work():
        async with Client(URL, one.token, clock=lambda: T0, transport=one.line) as calls:
            exchange = PhotoExchange(one.queue, calls, clock=lambda: T0, changed=told.append)
            loop = PhotoLoop(exchange, free=lambda: True, every_s=999, again_s=0.01)
            task = asyncio.create_task(loop.run())
            try:
                one.case(drawn.jpeg())
                await until_quiet(one.door, calls)
                down = PlatformDown("unreachable")

                def unreachable(request, answer):
                    if request.url.path.startswith("/sync/photos/"):
                        raise httpx.ConnectError("no")
                    return answer

                one.line.spoil = unreachable
                loop.nudge()
                async with asyncio.timeout(20):
                    while not any(status.why == down.key for status in told):
                        await asyncio.sleep(0.01)
                    one.line.spoil = lambda request, answer: answer
                    while told[-1] != module.PhotoStatus():
                        await asyncio.sleep(0.01)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    run(work)
    assert one.queue.counts() == Counts()
