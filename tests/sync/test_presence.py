"""Who looks at which case: told through the real application, kept in memory alone, forgotten soon, never an error."""

import asyncio
from uuid import uuid4

import pytest

from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.presence import FORGOTTEN_MS
from commandcenter.sync.client import Rejected
from commandcenter.sync.presence import PresenceLoop
from commandcenter.sync.wire import Here
from tests.sync.streets import EAST, GARDEN, T0, client, run


class Clock:
    def __init__(self):
        self.at = T0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def city(tmp_path, clock):
    with Platform.create(tmp_path / "city", clock=clock) as platform:
        yield platform


def desk(city, letter, street=EAST):
    """A client of a workstation of its own."""
    return client(city, city.add_workstation(f"{letter}号席", street, letter), city._clock)


def tell(calls, case, actor="u-wang"):
    return run(lambda: calls.here(Here(case=case, actor=actor))).looking


def test_two_desks_hear_of_each_other_and_not_of_themselves(city, clock):
    one, two, case = desk(city, "A"), desk(city, "B"), uuid4()
    assert tell(one, case) == []
    clock.at += 7_000
    heard = tell(two, case, "u-li")
    assert [(w.case, w.actor, w.desk, w.for_ms) for w in heard] == [(case, "u-wang", "A号席", 7_000)]
    clock.at += 5_000
    assert [(w.actor, w.for_ms) for w in tell(one, case)] == [("u-li", 5_000)]
    assert [w.for_ms for w in tell(two, case, "u-li")] == [12_000]  # since when, not since the last word


def test_another_case_begins_anew_and_looking_away_is_heard(city, clock):
    one, two = desk(city, "A"), desk(city, "B")
    tell(one, uuid4())
    clock.at += 9_000
    other = uuid4()
    tell(one, other)
    assert [(w.case, w.for_ms) for w in tell(two, None)] == [(other, 0)]
    tell(one, None)
    assert tell(two, None) == []


def test_a_desk_that_falls_silent_is_forgotten(city, clock):
    one, two = desk(city, "A"), desk(city, "B")
    tell(one, uuid4())
    clock.at += FORGOTTEN_MS - 1
    assert len(tell(two, None)) == 1
    clock.at += 1
    assert tell(two, None) == []


def test_another_street_hears_nothing(city):
    tell(desk(city, "A"), uuid4())
    assert tell(desk(city, "C", GARDEN), None) == []


def test_nothing_of_it_is_stored_or_logged(city, caplog):
    caplog.set_level("DEBUG")
    case = uuid4()
    tell(desk(city, "A"), case, "u-wang")
    assert str(case) not in caplog.text
    assert "u-wang" not in caplog.text
    assert city.head(EAST).seq == 0
    assert sum(len(words) for words in city.presence._words.values()) == 1


def test_who_has_no_token_is_told_nothing(city):
    tell(desk(city, "A"), uuid4())
    with pytest.raises(Rejected, match="token_invalid"):
        tell(client(city, "stolen"), uuid4())


# -- the loop of a window -------------------------------------------------------------------------------------------


class Counting:
    """The real client, with what it was asked."""

    def __init__(self, calls):
        self._calls, self.said = calls, []

    async def here(self, message):
        self.said.append(message.case)
        return await self._calls.here(message)


def looped(calls, steps, *, reachable=lambda: True, every_s=60.0, settle_s=0.02):
    """Run a loop while `steps` (a coroutine function of it) runs; what it heard."""
    heard = []

    async def work():
        loop = PresenceLoop(calls, reachable=reachable, every_s=every_s, settle_s=settle_s, again_s=60.0)
        loop.heard = heard.append
        task = asyncio.ensure_future(loop.run())
        try:
            async with asyncio.timeout(10):
                await steps(loop, heard)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(work())
    return heard


async def until(true):
    while not true():
        await asyncio.sleep(0.005)


def test_cases_that_are_passed_by_are_not_told(city):
    calls, cases = Counting(desk(city, "A")), [uuid4() for _ in range(30)]

    async def steps(loop, heard):
        for case in cases:
            loop.look_at(case, "u-wang")
            await asyncio.sleep(0)
        await until(lambda: heard)

    looped(calls, steps, settle_s=1.0)
    assert calls.said == [cases[-1]]


def test_nobody_looks_nothing_is_asked(city):
    calls = Counting(desk(city, "A"))

    async def steps(loop, heard):
        loop.look_at(None, "u-wang")
        await asyncio.sleep(0.2)

    looped(calls, steps, every_s=0.01)
    assert calls.said == []


def test_while_somebody_looks_the_word_is_repeated_and_looking_away_is_told_once(city):
    calls, case = Counting(desk(city, "A")), uuid4()

    async def steps(loop, heard):
        loop.look_at(case, "u-wang")
        await until(lambda: len(calls.said) >= 3)
        loop.look_at(None, "u-wang")
        await until(lambda: calls.said[-1] is None)
        told = len(calls.said)
        await asyncio.sleep(0.2)
        assert len(calls.said) == told

    looped(calls, steps, every_s=0.01)


def test_offline_nothing_is_asked_and_nobody_is_shown(city):
    calls, reachable = Counting(desk(city, "A")), [True]
    tell(desk(city, "B"), uuid4())

    async def steps(loop, heard):
        loop.look_at(uuid4(), "u-wang")
        await until(lambda: heard and heard[-1])
        reachable[0] = False
        await until(lambda: heard[-1] == [])
        told = len(calls.said)
        await asyncio.sleep(0.1)
        assert len(calls.said) == told

    looped(calls, steps, reachable=lambda: reachable[0], every_s=0.02)


def test_a_platform_that_refuses_is_no_error(city):
    calls = Counting(client(city, "stolen"))

    async def steps(loop, heard):
        loop.look_at(uuid4(), "u-wang")
        await until(lambda: heard == [[]])

    looped(calls, steps)
    assert len(calls.said) == 1  # and not again soon
