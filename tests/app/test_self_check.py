"""The views are compared with the platform's own fold of the same facts, and folded again where they differ."""

import asyncio

import pytest

from commandcenter.app import platform_admin, snapshots
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.cityplatform.platform import Platform
from commandcenter.store.verify import verify
from commandcenter.sync.loop import SyncLoop
from commandcenter.sync.self_check import MENDED, OTHERWISE, SAME, check
from tests import makes
from tests.app.test_keeping_back import exchange, joined
from tests.app.test_snapshots import Line


@pytest.fixture
def city(tmp_path):
    """A platform with a snapshot of a street, and a workstation that has gone on since and has something waiting."""
    data = tmp_path / "platform"
    platform_admin.new_platform(data)
    token = str(platform_admin.register(data, "一号席", makes.STREET, "A")["token"])
    with Platform.open(data, clock=now_ms) as platform:
        line = Line(platform)
        with joined(tmp_path / "A", line, token) as station:
            cases = [makes.dispatched(station.door) for _ in range(3)]
            exchange(station, line)
            snapshots.make(data, makes.STREET)
            makes.walk(station.door, cases[0], 1)
            makes.dispatched(station.door)
            exchange(station, line)
            makes.walk(station.door, cases[1], 1)  # waits
            yield platform, line, station


def checked(station, line, known=""):
    async def work():
        async with station.client(transport=line) as client:
            return await check(station.door, client, known)

    return asyncio.run(work())


def spoil(station, words="place = '别处', state = zeroblob(32)"):
    with station.store.write() as conn:
        conn.exec_driver_sql(f"UPDATE case_row SET {words} WHERE id = (SELECT max(id) - 1 FROM case_row)")


def test_equal_views_are_found_equal_also_where_cases_have_moved_since_or_wait(city):
    platform, line, station = city
    found = checked(station, line)
    assert (found.result, found.mended) == (SAME, 0)
    assert found.seq < platform.head(makes.STREET).seq
    assert checked(station, line, known=found.name) is None


def test_a_row_that_is_wrong_is_found_and_mended_from_the_log_and_nothing_else_is_touched(city, caplog):
    _, line, station = city
    spoil(station)
    assert verify(station.store, makes.STREET).problems
    waiting = station.door.waiting(100)
    heard = []
    station.door.subscribe(heard.append)
    found = checked(station, line)
    assert (found.result, found.mended) == (MENDED, 1)
    assert verify(station.store, makes.STREET).problems == ()
    assert station.door.waiting(100) == waiting
    assert len(heard) == 1
    assert "mended" in caplog.text


def test_another_fold_at_the_platform_is_said_and_nothing_is_changed(city, caplog):
    platform, line, station = city
    about = next((platform.snapshots.root / makes.STREET).glob("s*/snapshot.json"))
    text = about.read_text()
    ours = platform.snapshots.newest(makes.STREET, 0).digest
    about.write_text(text.replace(ours, "0" * 32))
    found = checked(station, line)
    assert (found.result, found.mended) == (OTHERWISE, 0)
    assert verify(station.store, makes.STREET).problems == ()
    assert "the platform's" in caplog.text


def test_nothing_is_said_where_nothing_can_be(city, tmp_path):
    platform, line, station = city
    about = next((platform.snapshots.root / makes.STREET).glob("s*/snapshot.json"))
    text, ours = about.read_text(), platform.snapshots.newest(makes.STREET, 0).digest
    about.write_text(text.replace(ours, ""))
    assert checked(station, line) is None  # made by a platform of before
    about.write_text(text)
    assert station.door.digest_at(platform.head(makes.STREET).seq + 1) == ""
    token = str(platform_admin.register(tmp_path / "platform", "二号席", makes.STREET, "B")["token"])
    with st.found(tmp_path / "B", station.about, token, how="file") as behind:
        assert checked(behind, line) is None  # it has not come so far


def test_the_window_s_exchange_says_it(city, caplog):
    _, line, station = city
    spoil(station)

    async def work():
        async with station.client(transport=line) as client:
            loop = SyncLoop(station.door, client, clock=now_ms)
            await loop.check()
            first = loop.status
            await loop.check()
            return first, loop.status

    first, second = asyncio.run(work())
    assert (first.note, first.mended) == (MENDED, 1)
    assert second == first
    assert "mended" in caplog.text
