"""News of colleagues come at once: a pull waits at the platform, and own changes do not wait for it."""

import asyncio
import threading

import httpx
import msgspec
import pytest

from commandcenter.cityplatform import waiting, web
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.waiting import MOST_AT_WORK, Gate, News
from commandcenter.cityplatform.web import application
from commandcenter.core.facts import CITY, encode
from commandcenter.sync import loop as module
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.loop import SyncLoop, SyncState
from commandcenter.sync.wire import ERROR_TYPE, PROTOCOL_HEADER, Push
from tests.cityplatform.process import process
from tests.sync.streets import EAST, GARDEN, T0, URL, Author, ListStreet, clock, run


def push(platform, station, *facts):
    return platform.push(station, Push(stream=EAST, after=0, h="", facts=[msgspec.Raw(encode(f)) for f in facts]))


def listening(platform, work):
    """Run `work(calls, street)` with a client that has said hello and read everything."""
    token = platform.add_workstation("L", EAST, "L")
    street = ListStreet()

    async def whole():
        async with Client(URL, token, clock=clock, transport=httpx.ASGITransport(application(platform))) as calls:
            from commandcenter.sync.rounds import until_quiet

            await until_quiet(street, calls)
            async with asyncio.timeout(20):
                return await work(calls, street)

    return run(whole)


def test_a_waiting_pull_is_answered_as_soon_as_something_is_accepted(platform, station):
    async def work(calls, street):
        waits = asyncio.create_task(calls.listen(EAST, street.cursor(EAST)))
        await asyncio.sleep(0.05)
        assert not waits.done()
        await asyncio.to_thread(push, platform, station, Author().note())
        return await waits

    page = listening(platform, work)
    assert (len(page.items), page.news) == (1, False)
    assert page.head.seq == platform.head(EAST).seq


def test_a_document_of_the_city_is_news_too_and_another_street_is_not(platform, monkeypatch):
    monkeypatch.setattr(waiting, "LOOK_S", 0.02)

    async def work(calls, street):
        waits = asyncio.create_task(calls.listen(EAST, street.cursor(EAST)))
        other = platform.authenticate(platform.add_workstation("G", GARDEN, "A"))
        note = Author(GARDEN, seed=4).note()
        await asyncio.to_thread(platform.push, other, Push(
            stream=GARDEN, after=0, h="", facts=[msgspec.Raw(encode(note))]))
        await asyncio.sleep(0.1)
        assert not waits.done()
        await asyncio.to_thread(platform.publish, CITY, "ladder", platform.document(CITY, "ladder", 1))
        return await waits

    page = listening(platform, work)
    assert (page.items, page.news) == ([], True)


def test_what_another_node_accepted_is_seen_soon(tmp_path, monkeypatch):
    """Two application nodes on the same tables: nobody tells this process."""
    heads = {EAST: 7}
    monkeypatch.setattr(waiting, "LOOK_S", 0.02)

    async def work():
        news = News(lambda names: {name: heads[name] for name in names})
        assert await news.wait({EAST: 6}, 5)  # came between the page and the waiting
        waits = asyncio.create_task(news.wait({EAST: 7}, 5))
        await asyncio.sleep(0.05)
        assert not waits.done()
        heads[EAST] = 8
        assert await waits
        assert not await news.wait({EAST: 8}, 0.05)
        still = asyncio.create_task(news.wait({EAST: 8}, 20))
        await asyncio.sleep(0.03)
        news.close()
        assert await still
        assert not await news.wait({EAST: 0}, 20)  # the process ends: nobody waits any more

    run(work)


def test_colleagues_see_a_change_without_asking_every_minute_and_own_changes_go_at_once(platform):
    tokens = [platform.add_workstation(name, EAST, name) for name in "AB"]
    streets = [ListStreet(sid="00000000000000a1"), ListStreet(sid="00000000000000b2")]

    async def work():
        asgi = application(platform)
        lines = [Client(URL, t, clock=clock, transport=httpx.ASGITransport(asgi)) for t in tokens]
        loops = [SyncLoop(s, c, clock=clock, every_s=999.0) for s, c in zip(streets, lines, strict=True)]
        tasks = [asyncio.create_task(loop.run()) for loop in loops]
        try:
            async with asyncio.timeout(20):
                for n in range(3):
                    while not all(loop._listening for loop in loops):
                        await asyncio.sleep(0.01)
                    streets[n % 2].write(Author(seed=n).note(f"{n}"))
                    threading.Thread(target=loops[n % 2].nudge).start()
                    while streets[0].bodies() != streets[1].bodies() or f"{n}".encode() not in streets[0].bodies()[-1]:
                        await asyncio.sleep(0.01)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for line in lines:
                await line.aclose()
        assert all(loop.status.state in (SyncState.IDLE, SyncState.SYNCING) for loop in loops)

    run(work)


def test_a_platform_that_does_not_wait_is_not_asked_all_the_time(platform, monkeypatch):
    async def no_wait(self, seen, seconds):
        return False

    monkeypatch.setattr(News, "wait", no_wait)
    token, asked = platform.add_workstation("A", EAST, "A"), []

    async def work():
        async with Client(URL, token, clock=clock, transport=httpx.ASGITransport(application(platform))) as calls:
            listen = calls.listen

            async def counted(*args):
                asked.append(args)
                return await listen(*args)

            monkeypatch.setattr(calls, "listen", counted)
            loop = SyncLoop(ListStreet(), calls, clock=clock, every_s=999.0)
            task = asyncio.create_task(loop.run())
            await asyncio.sleep(0.5)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    run(work)
    assert len(asked) == 1


def test_too_much_at_once_is_sent_away_for_a_while(platform, monkeypatch):
    token = platform.add_workstation("A", EAST, "A")
    monkeypatch.setattr(Gate, "full", property(lambda self: True))

    async def work():
        async with Client(URL, token, clock=clock, transport=httpx.ASGITransport(application(platform))) as calls:
            await calls.hello("a" * 16)

    with pytest.raises(PlatformDown) as caught:
        run(work)
    assert (caught.value.key, caught.value.retry_s) == ("too_many", web.RETRY_S)
    gate = Gate.__new__(Gate)
    Gate.__init__(gate)
    assert MOST_AT_WORK > 1
    with gate.inside(), gate.outside():
        assert gate._inside == 0


@pytest.mark.parametrize(("said", "away"), [("7", 7), ("999999", 600), ("", 0), ("-3", 0), ("soon", 0)])
def test_how_long_to_stay_away_is_heard_within_reason(said, away):
    def busy(request):
        headers = {PROTOCOL_HEADER: "2", "content-type": ERROR_TYPE, "retry-after": said}
        return httpx.Response(429, headers=headers, stream=httpx.ByteStream(b'{"key": "too_many"}'))

    async def work():
        async with Client(URL, "t", clock=clock, transport=httpx.MockTransport(busy)) as calls:
            await calls.hello("a" * 16)

    with pytest.raises(PlatformDown) as caught:
        run(work)
    assert caught.value.retry_s == away


def test_a_workstation_that_was_sent_away_comes_back_at_its_own_time(monkeypatch):
    slept = []

    async def work():
        loop = SyncLoop(ListStreet(), None, clock=lambda: T0, chance=lambda: 0.5)

        async def sleep(seconds):
            slept.append(seconds)

        monkeypatch.setattr(asyncio, "sleep", sleep)
        loop._retry_s = 10.0
        await loop._pause(1)
        assert loop._retry_s == 0

    run(work)
    assert slept == [15.0]
    assert module.FIRST_PAUSE_S == 1.0


def test_a_process_ends_cleanly_while_somebody_waits(founded, tmp_path):
    from tests.sync.streets import copied

    with copied(founded, tmp_path / "p") as platform:
        token = platform.add_workstation("A", EAST, "A")
    with process(tmp_path / "p") as running:
        async def work():
            from commandcenter.sync.rounds import until_quiet

            street = ListStreet()
            async with Client(running.url, token, clock=clock) as calls:
                await until_quiet(street, calls)
                waits = asyncio.create_task(calls.listen(EAST, street.cursor(EAST)))
                await asyncio.sleep(0.3)
                running.popen.terminate()
                async with asyncio.timeout(20):
                    page = await waits
                assert page.items == []

        run(work)
        code, _, err = running.end()
        assert (code, err) == (0, "")
    assert Platform.open(tmp_path / "p", clock=clock).close() is None
