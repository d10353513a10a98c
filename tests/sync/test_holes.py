"""Facts that are missing while number and hash are right: counted at the start, and read again."""

import asyncio

import pytest

from commandcenter.core.facts import CITY
from commandcenter.store import pasts
from commandcenter.store.verify import verify
from commandcenter.sync.holes import close_holes
from commandcenter.sync.loop import SyncLoop
from tests import makes
from tests.faults.figures import note
from tests.sync.desks import finish, same
from tests.sync.streets import EAST, T0, client, run


@pytest.fixture
def street(desks):
    """Two desks with some cases that both of them know, in several signed pieces."""
    one, two = desks
    two.sync()
    one.sync()
    for desk in (two, one, two):
        finish(desk.door, makes.walk(desk.door, makes.dispatched(desk.door), 3))
        desk.sync()
    one.sync()
    return one, two


def miss(desk, stream, *seqs):
    """Take facts out of the desk's store, and leave its place where it is."""
    with desk.store.write() as conn:
        for seq in seqs:
            assert conn.exec_driver_sql("DELETE FROM fact WHERE stream = ? AND seq = ?", (stream, seq)).rowcount == 1


def a_start(desk):
    """The window's exchange from its start until it rests."""
    async def work():
        async with client(desk.platform, desk.token) as calls:
            loop = SyncLoop(desk.door, calls, clock=lambda: T0, every_s=60)
            task = asyncio.create_task(loop.run())
            while loop.last is None or loop.status.state.value != "idle":
                await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    run(work)


@pytest.mark.parametrize(
    ("which", "small"), [("first", False), ("middle", False), ("middle", True), ("last", True), ("several", True)])
def test_missing_facts_are_noticed_after_a_start_and_come_back(street, platform, caplog, monkeypatch, which, small):
    if small:
        monkeypatch.setattr(pasts, "PART_FACTS", 3)  # signed pieces end before and after the hole
    one, two = street
    at = one.door.cursor(EAST)
    gone = {"first": (1,), "middle": (at.seq // 2,), "last": (at.seq,), "several": (3, 4, at.seq - 5, at.seq)}[which]
    miss(one, EAST, *gone)
    mine = makes.filed(one.door)  # and something waits
    assert one.door.cursor(EAST) == at
    assert verify(one.store, EAST).problems
    assert one.sync().pending == 0  # an exchange sees nothing of it
    assert verify(one.store, EAST).problems
    one.start()
    a_start(one)
    assert "is not here; reading again" in caplog.text
    two.sync()
    assert one.door.asides() == ()
    assert one.door.lost_count() == 0
    assert two.door.case(mine.id) == one.door.case(mine.id)
    same(one, two, platform)
    note("missing facts", holes=1, facts_missing=len(gone), lost=0)


def test_a_missing_document_of_the_city_comes_back_too(street, platform, caplog):
    one, two = street
    miss(one, CITY, 2)
    a_start(one)
    assert "city: this copy stands at" in caplog.text
    same(one, two, platform)


def test_a_whole_copy_is_left_alone(street):
    one, _ = street
    asked = []

    async def work():
        async with client(one.platform, one.token) as calls:
            calls.probe = asked.append
            return await close_holes(one.door, calls)

    assert run(work) == 0
    assert asked == []
