import asyncio
import threading
from types import SimpleNamespace

import pytest

from commandcenter.store.errors import StoreError
from commandcenter.sync import loop as module
from commandcenter.sync.client import PlatformDown, Rejected
from commandcenter.sync.loop import SyncLoop, SyncState
from tests.sync.streets import EAST, T0, Author, ListStreet, client, run


class Ticking:
    """A clock that goes on a second with each look."""

    def __init__(self):
        self.at = T0

    def __call__(self):
        self.at += 1000
        return self.at


@pytest.fixture
def street():
    return ListStreet()


@pytest.fixture
def running(platform, street):
    """running(work, **more): run `work(loop, calls, until)` beside a SyncLoop on the street."""
    token = platform.add_workstation("A", EAST, "A")

    def running(work, **more):
        async def whole():
            seen, news = [], asyncio.Event()

            def changed(status):
                seen.append(status)
                news.set()

            async def until(condition):
                async with asyncio.timeout(20):
                    while not condition():
                        news.clear()
                        await news.wait()

            async with client(platform, token) as calls:
                loop = SyncLoop(street, calls, clock=Ticking(), changed=changed, **{"every_s": 999.0} | more)
                task = asyncio.create_task(loop.run())
                try:
                    await work(loop, calls, until)
                finally:
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)
            return seen

        return run(whole)

    return running


def idle(loop):
    return lambda: loop.status.state is SyncState.IDLE and loop.status.last_ok_ms is not None


def test_a_round_at_once_and_then_word_of_it(running, street, platform):
    async def work(loop, calls, until):
        await until(idle(loop))
        assert loop.last is not None

    seen = running(work)
    assert seen[0].state is SyncState.SYNCING
    assert seen[-1].state is SyncState.IDLE
    assert seen[-1].last_ok_ms > T0
    assert (seen[-1].waiting, seen[-1].done, seen[-1].total) == (0, 0, 0)
    assert max(s.done for s in seen) == platform.head("city").seq + platform.head(EAST).seq
    assert street.cursor(EAST) == platform.head(EAST)


def test_a_nudge_from_another_thread_sends_at_once(running, street, platform):
    async def work(loop, calls, until):
        await until(idle(loop))
        street.write(*Author().case())
        threading.Thread(target=loop.nudge).start()
        await until(lambda: not street.outbox and loop.status.state is SyncState.IDLE)

    running(work)
    assert platform.head(EAST).seq == 9


def test_it_comes_round_by_itself(running, street):
    async def work(loop, calls, until):
        await until(idle(loop))
        street.write(*Author().case())
        await until(lambda: not street.outbox)

    running(work, every_s=0.05)


@pytest.fixture
def quick(monkeypatch):
    for name in ("FIRST_PAUSE_S", "LONGEST_PAUSE_S", "NUDGED_PAUSE_S"):
        monkeypatch.setattr(module, name, 0.02)


def test_the_platform_goes_away_and_comes_back(running, street, quick, monkeypatch, caplog):
    async def work(loop, calls, until):
        await until(idle(loop))
        before = loop.status.last_ok_ms

        async def gone(*_):
            raise PlatformDown("unreachable", url="x")

        with monkeypatch.context() as patch:
            patch.setattr(calls, "hello", gone)
            street.write(*Author().case())
            loop.nudge()
            await until(lambda: loop.status.state is SyncState.DOWN)
            assert (loop.status.reason, loop.status.waiting, loop.status.last_ok_ms) == ("unreachable", 5, before)
            since = loop.status.since_ms
            for _ in range(3):
                loop.nudge()
                await asyncio.sleep(0.05)
            assert since <= loop.status.since_ms
        await until(lambda: loop.status.state is SyncState.IDLE)
        assert loop.status.last_ok_ms > before
        assert (loop.status.reason, loop.status.waiting) == ("", 0)

    running(work)
    assert "unreachable" in caplog.text


def test_a_refusal_is_shown_and_asked_again_later(running, street, quick, monkeypatch, caplog):
    async def work(loop, calls, until):
        async def no(*_):
            raise Rejected("token_revoked", name="A")

        with monkeypatch.context() as patch:
            patch.setattr(calls, "hello", no)
            await until(lambda: loop.status.state is SyncState.REFUSED)
            assert (loop.status.reason, loop.status.facts) == ("token_revoked", {"name": "A"})
        await until(idle(loop))

    running(work)
    assert "token_revoked" in caplog.text


def test_a_full_disk_here_is_shown_and_does_not_end_the_loop(running, street, quick, monkeypatch, caplog):
    async def work(loop, calls, until):
        await until(idle(loop))

        def full(*_):
            raise StoreError("disk-full", where="/data")

        with monkeypatch.context() as patch:
            patch.setattr(street, "session", full)
            loop.nudge()
            await until(lambda: loop.status.state is SyncState.REFUSED)
            assert (loop.status.reason, loop.status.facts) == ("disk-full", {"where": "/data"})
        await until(lambda: loop.status.state is SyncState.IDLE)

    running(work)
    assert "disk-full" in caplog.text


def test_pauses_grow_and_are_cut_short_when_something_waits(street, monkeypatch):
    """Full jitter: the longest pause doubles up to five minutes; with a nudge it is five seconds at most."""
    waits, sleeps = [], []

    async def work():
        loop = SyncLoop(street, SimpleNamespace(wait_s=0), clock=lambda: T0, chance=lambda: 1.0)

        async def nudged(seconds):
            waits.append(seconds)
            return seconds > 100

        async def sleep(seconds):
            sleeps.append(seconds)

        monkeypatch.setattr(loop, "_nudged", nudged)
        monkeypatch.setattr(asyncio, "sleep", sleep)
        for failures in (0, 1, 2, 3, 8, 9, 99):
            await loop._pause(failures)

    run(work)
    assert waits == [pytest.approx(66.0), 2.0, 4.0, 8.0, 256.0, 300.0, 300.0]
    assert sleeps == [5.0, 5.0, 5.0]


def test_cancelled_in_the_middle_it_ends_and_keeps_what_it_has(running, street, monkeypatch):
    street.write(*Author().case())

    async def work(loop, calls, until):
        entered = asyncio.Event()

        async def hang(*_):
            entered.set()
            await asyncio.sleep(999)

        monkeypatch.setattr(calls, "push", hang)
        async with asyncio.timeout(20):
            await entered.wait()

    running(work)
    assert len(street.outbox) == 5


def test_cancelled_while_a_page_is_taken_it_waits_until_it_is(running, street, platform, monkeypatch):
    original, entered, go = street.adopt, threading.Event(), threading.Event()

    def slow(*args):
        entered.set()
        assert go.wait(20)
        return original(*args)

    monkeypatch.setattr(street, "adopt", slow)

    async def work(loop, calls, until):
        await asyncio.to_thread(entered.wait, 20)
        threading.Timer(0.1, go.set).start()

    running(work)
    assert street.cursor("city") == platform.head("city")
    assert EAST not in street.heads


def test_a_nudge_before_the_start_or_after_the_end_does_no_harm(running, street):
    kept = []

    async def work(loop, calls, until):
        loop.nudge()
        await until(idle(loop))
        kept.append(loop)

    running(work)
    kept[0].nudge()
