"""The watch with the ladder as it ships: rungs of the steps and of replies, duty hours, a weekend asleep."""

from uuid import uuid4

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.limits import Limit, Unit
from commandcenter.door.watch import Watch
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from tests import makes
from tests.door.exchange import bundle, held, two_desks
from tests.door.test_watch import Explaining


@pytest.fixture
def watch(door, store):
    return Watch(door, store)


def _fired(store, case_id):
    read = [msgspec.json.decode(bytes(f.data), type=b.Escalated) for f in held(store)
            if f.subject == case_id and f.type == "escalated"]
    return [(o.clock, o.level, o.to) for o in read]


def _until(watch, clock, hours, step_min=10):
    end = clock.at + round(hours * makes.HOUR)
    while clock.at < end:
        clock.forward(minutes=step_min)
        watch.tick()


def test_a_step_that_nobody_does_is_told_to_whom_the_ladder_says(door, store, watch, clock):
    reported = door.submit(makes.report()).id
    filed = makes.filed(door).id
    sent = makes.dispatched(door)
    _until(watch, clock, 2.2)
    assert _fired(store, reported) == [("accept", 1, "shift_leader")]
    assert _fired(store, filed) == [("dispatch", 1, "shift_leader")]
    signing = [fired for fired in _fired(store, sent.id) if fired[0] == "sign"]
    assert signing == [("sign", 1, sent.unit), ("sign", 2, sent.unit)]
    assert door.case(filed).level == 0
    assert verify(store, makes.STREET).problems == ()


def test_an_order_without_a_reply_is_told_before_and_after(door, store, watch, clock):
    case = makes.walk(door, makes.dispatched(door), 2)
    order = Escalate(case_id=case.id, actor="u", role=Role.SHIFT_LEADER, level=3, due=clock.at, to=case.unit,
                       text="请说明超期原因并尽快处置到位")
    door.submit(order)
    _until(watch, clock, 1.2)
    assert [f for f in _fired(store, case.id) if f[0] == "reply"] == [
        ("reply", 1, case.unit), ("reply", 2, "shift_leader")]


def test_at_night_the_unit_is_left_alone_until_the_morning(door, store, watch, clock):
    case_id = uuid4()  # two natural days from Monday 09:00: three quarters on Tuesday at 21:00
    door.take([bundle(case_id, "20260302-A001", steps=3, start=clock.at, limit=Limit(n=2, unit=Unit.NATURAL_DAY))], "u")
    _until(watch, clock, 46)
    assert _fired(store, case_id) == []
    _until(watch, clock, 0.5)
    assert _fired(store, case_id) == [("handling", 1, "municipal")]


def test_a_weekend_asleep_gives_one_rung_a_clock_and_case(door, store, watch, clock):
    watch.tick()
    cases = [makes.dispatched(door).id for _ in range(3)]
    clock.forward(hours=24 * 7)
    assert watch.tick() == 6
    assert watch.tick() == 0
    for case_id in cases:
        assert sorted({(clock, level) for clock, level, _ in _fired(store, case_id)}) == [("handling", 3), ("sign", 2)]


def test_a_case_closed_elsewhere_in_that_moment_is_no_conflict(master, tmp_path, door, store, queries, watch, clock):
    case = makes.filed(door)
    with two_desks(master, tmp_path / "other", door, clock) as (there, _, meet):
        clock.forward(hours=2)
        there.submit(r.VoidCase(case_id=case.id, actor="l", role=Role.SHIFT_LEADER, reason="重复上报"))
        assert watch.tick() == 1
        meet()
    assert queries.conflicts() == 0
    assert [(o.kind, o.reason) for o in queries.outcomes(case.id)] == [("repetition", "closed")]


def test_what_ran_out_is_found_without_a_look_at_every_case(store):
    reader = store.reader()
    explaining = Explaining(reader)
    Queries(explaining).crossed(makes.T0, makes.T0 + makes.HOUR)
    scans = [line for line in explaining.plan if line.startswith("SCAN")]
    assert scans == [
        "SCAN case_row USING COVERING INDEX ix_case_row_urgent", "SCAN case_row USING INDEX ix_case_row_open"]
    reader.close()


def test_what_ran_out_is_found_once_and_what_stands_still_is_not(door, store, queries, clock):
    case_id = uuid4()
    door.take([bundle(case_id, "20260302-A001", steps=3, start=clock.at, limit=Limit(n=8, unit=Unit.URGENT_HOUR))], "u")
    due = clock.at + 8 * makes.HOUR
    assert [row.case_id for row in queries.crossed(due - 1, due)] == [case_id]
    assert [row.case_id for row in queries.crossed(due, due + 1)] == []
    assert [row.case_id for row in queries.crossed(clock.at, due + 99 * makes.HOUR)] == [case_id]


def test_two_desks_fire_the_rung_of_a_step_once(master, tmp_path, door, store, queries, watch, clock):
    case = makes.filed(door)
    with two_desks(master, tmp_path / "other", door, clock) as (there, there_store, meet):
        clock.forward(hours=1)
        assert watch.tick() == Watch(there, there_store).tick() == 1
        meet()
        assert verify(store, makes.STREET) == verify(there_store, makes.STREET)
    assert [(o.kind, o.reason) for o in queries.outcomes(case.id)] == [("repetition", "rung_fired")]
