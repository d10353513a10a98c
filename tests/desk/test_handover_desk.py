"""Duty hand-over at the desk: what is counted, both signatures on disk, and nothing lost on the way."""

import pytest

from commandcenter.core import handover as ho
from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.bodies import Part, WhistleKind
from commandcenter.core.case import Role
from commandcenter.desk import handover_desk
from commandcenter.desk.handover_desk import LINES, Written
from commandcenter.store.shift import HAPPENED, STANDS
from commandcenter.store.verify import verify
from tests import makes


def counted(desks, screen):
    desks.handover.open()
    screen.pump(lambda: desks.handover.view.loaded)
    return {line.key: line.count for line in desks.handover.view.lines}


def recount(desks, screen):
    desks.handover.close()
    return counted(desks, screen)


def people(desks):
    return [user for user, _ in desks.handover.people if user != desks.handover.here]


def signed(desks, screen, **more):
    """Both sign."""
    counted(desks, screen)
    assert desks.handover.hand_over(Written(**more))
    recount(desks, screen)
    assert desks.handover.take_over(Written(incoming=people(desks)[0]))


def test_the_first_hand_over_counts_from_midnight(desks, screen, door, clock):
    makes.filed(door)
    makes.walk(door, makes.dispatched(door))
    clock.forward(hours=1)
    found = counted(desks, screen)
    assert set(found) == set(LINES) == {*HAPPENED, *STANDS, "put_off"}
    assert (found["new"], found["closed"], found["unsynced"], found["overdue"]) == (2, 1, 2, 1)
    assert desks.handover.view.before is None
    assert desks.handover.view.since == makes.T0 - 9 * makes.HOUR


def test_the_next_counts_what_came_since(desks, screen, door, clock):
    makes.filed(door)
    returned = makes.dispatched(door)
    signed(desks, screen)
    clock.forward(hours=1)
    assert recount(desks, screen)["new"] == 0
    case = makes.filed(door)
    screen.pump(lambda: next(line.count for line in desks.handover.view.lines if line.key == "new") == 1)
    door.submit(r.ReturnToDispatcher(case_id=returned.id, actor="u", role=Role.DEPARTMENT,
                                     on_behalf=returned.unit, reason="非本单位"))
    found = recount(desks, screen)
    assert (found["new"], found["returned"], found["closed"]) == (1, 1, 0)
    rows = next(line.rows for line in desks.handover.view.lines if line.key == "new")
    assert [row.case_id for row in rows] == [case.id]
    assert desks.handover.view.before.taken


def test_what_runs_out_in_the_next_shift_depends_on_its_length(desks, screen, door, clock):
    case = makes.dispatched(door)
    due = door.case(case.id).stage_clock.start
    clock.at = due
    counted(desks, screen)
    by_hours = {}
    for hours in ho.HOURS:
        desks.handover.last_hours(hours)
        screen.pump(lambda: desks.handover.view.loaded)
        by_hours[hours] = recount(desks, screen)["due_next"]
    assert by_hours[24] == 1
    assert sorted(by_hours.values()) == list(by_hours.values())


def rows_of(desks, key):
    return [row.case_id for line in desks.handover.view.lines if line.key == key for row in line.rows]


def test_open_whistles_are_handed_over_until_they_are_closed(desks, screen, door):
    makes.dispatched(door)
    case = makes.dispatched(door)
    door.submit(w.BlowWhistle(
        case_id=case.id, actor="u", role=Role.SHIFT_LEADER, kind=WhistleKind.EMERGENCY, place="冶金大道", text="塌陷",
        units=(w.Call(unit=case.unit, part=Part.HOST),)))
    assert counted(desks, screen)["whistles"] == 1
    assert rows_of(desks, "whistles") == [case.id]
    door.submit(w.CloseWhistle(case_id=case.id, actor="u", role=Role.SHIFT_LEADER, reason="险情已排除"))
    screen.pump(lambda: not rows_of(desks, "whistles"))
    assert recount(desks, screen)["whistles"] == 0


def test_alarms_put_off_are_handed_over_until_they_come_again(desks, screen, door, clock):
    desks.alarms.start()
    screen.pump(lambda: desks.alarms.view.now > 0)
    cases = [makes.dispatched(door) for _ in range(2)]
    clock.forward(hours=100)
    desks.alarms.tick()
    screen.pump(lambda: desks.alarms.view.waiting >= 2)
    assert counted(desks, screen)["put_off"] == 0
    chosen = [a for a in desks.alarms.view.shift if a.case_id == cases[0].id]
    assert desks.alarms.snooze([a.key for a in chosen], clock.at + makes.HOUR, "等单位到场", "告警推迟") is None
    screen.pump(lambda: rows_of(desks, "put_off") == [cases[0].id])
    assert desks.handover.hand_over(Written(notes={"put_off": "等到场"}))
    signed_line = next(line for line in recount_open(desks, screen).body.lines if line.key == "put_off")
    assert (signed_line.count, signed_line.cases, signed_line.note) == (1, (cases[0].id,), "等到场")
    clock.forward(hours=2)
    desks.alarms.tick()
    screen.pump(lambda: not rows_of(desks, "put_off"))


def recount_open(desks, screen):
    recount(desks, screen)
    return desks.handover.view.open


def test_a_hand_over_of_before_these_lines_is_taken_over_as_it_was_signed(desks, screen, monkeypatch):
    before = tuple(key for key in LINES if key not in ("whistles", "put_off"))
    monkeypatch.setattr(handover_desk, "LINES", before)
    counted(desks, screen)
    assert desks.handover.hand_over(Written())
    monkeypatch.undo()
    recount(desks, screen)
    assert [line.key for line in desks.handover.view.signed] == list(before)
    assert desks.handover.take_over(Written(incoming=people(desks)[0]))
    assert {line.key for line in desks.handover.view.lines} == set(LINES)


def test_both_signatures_are_facts_with_actor_and_time_and_the_incoming_one_sits_here(desks, screen, door, clock):
    makes.filed(door)
    outgoing, incoming = desks.handover.here, people(desks)[0]
    counted(desks, screen)
    assert desks.handover.hand_over(Written(notes={"new": "等照片"}, note="夜班注意", incoming=incoming))
    clock.forward(minutes=5)
    recount(desks, screen)
    given = desks.handover.view.open
    assert (given.out.actor, given.out.at, given.body.note) == (outgoing, makes.T0, "夜班注意")
    assert next(line for line in given.body.lines if line.key == "new").note == "等照片"
    assert next(line for line in given.body.lines if line.key == "new").numbers == ("20260302-A001",)
    assert desks.handover.take_over(Written(incoming=incoming, note="收到"))
    assert desks.handover.here == incoming
    found = []
    desks.handover.past(found.extend)
    screen.pump(lambda: bool(found))
    assert [(s.actor, s.at, s.note) for s in found[0].taken] == [(incoming, clock.at, "收到")]


def test_refusals_are_part_of_the_view_and_write_nothing(desks, screen, door, store):
    counted(desks, screen)
    before = verify(store, makes.STREET).facts
    assert not desks.handover.take_over(Written(incoming=people(desks)[0]))
    assert desks.handover.view.refusal.key == "not-signed-out"
    assert not desks.handover.hand_over(Written(incoming=desks.handover.here))
    assert desks.handover.view.refusal.key == "same-operator"
    assert not desks.handover.take_alone(Written(incoming=people(desks)[0], reason=" "))
    assert desks.handover.view.refusal.key == "late-reason"
    assert desks.handover.hand_over(Written())
    assert desks.handover.view.refusal is None
    recount(desks, screen)
    assert not desks.handover.hand_over(Written())  # the second click
    assert desks.handover.view.refusal.key == "handed-over-already"
    assert verify(store, makes.STREET).facts == before + 1


def test_the_incoming_one_alone_signs_with_a_reason(desks, screen):
    counted(desks, screen)
    outgoing, incoming = desks.handover.here, people(desks)[0]
    assert desks.handover.take_alone(Written(incoming=incoming, reason="交班人已离岗"))
    recount(desks, screen)
    before = desks.handover.view.before
    assert (before.out, before.body.outgoing, before.incoming, desks.handover.here) == (
        None, outgoing, incoming, incoming)
    assert desks.handover.view.open is None


def test_a_hand_over_leaves_no_case_no_conflict_and_a_log_that_verifies(desks, screen, door, store, queries):
    makes.filed(door)
    signed(desks, screen)
    found = verify(store, makes.STREET)
    assert (found.problems, found.cases, queries.conflicts()) == ((), 1, 0)


def test_a_full_disk_is_said_and_nothing_is_signed(desks, screen, store):
    counted(desks, screen)
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    done = [desks.handover.hand_over(Written(note="长" * ho.MOST_NOTE)) for _ in range(12)]
    assert not done[-1]
    assert desks.handover.view.refusal.key == "disk-full"


@pytest.mark.parametrize("hours", [0, 5, 9])
def test_the_place_of_an_instant_is_found_without_reading_the_log(door, queries, clock, hours):
    for _ in range(7):
        makes.filed(door)
        clock.forward(hours=1)
    at = makes.T0 + hours * makes.HOUR
    after = queries.shift().place_at(at)
    new = queries.shift().happened(after)["new"]
    assert len(new) == max(0, 7 - hours)
