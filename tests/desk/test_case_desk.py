import threading

from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.deadlines import SpanKind
from commandcenter.core.escalation_rules import Escalate
from tests import makes


def shown(desks, screen, case):
    desks.start()
    screen.pump(lambda: desks.queue.view.loaded)
    reader = desks._open_queries()
    desks.queue.show_row(reader.row_of(case.id).id)
    reader.close()
    screen.pump(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    return desks.case.view


def sit(desks, role):
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == role))
    desks.case.refresh()


def test_the_course_holds_every_fact_in_order(desks, door, screen):
    view = shown(desks, screen, makes.walk(door, makes.dispatched(door), 4))
    assert [line.type for line in view.lines] == [
        "reported",
        "filed",
        "dispatched",
        "signed",
        "assigned",
        "handled",
        "fed_back",
    ]
    assert all(line.waiting and line.outcome.kind == "effective" for line in view.lines)
    assert view.handling.clock.ended is not None


def test_the_first_dispatcher_sits_here_until_somebody_is_chosen(desks):
    assert desks.operator.operator.roles == {Role.DISPATCHER}
    assert all(u.role not in ("collector", "department") for u in desks.operator.users)


def test_acts_follow_the_operators_role(desks, door, screen):
    view = shown(desks, screen, makes.filed(door))
    assert view.why_not(r.Dispatch) is None
    assert view.why_not(r.VoidCase).key == "role"
    sit(desks, "shift_leader")
    screen.pump(lambda: desks.case.view.why_not(r.VoidCase) is None)
    assert desks.case.view.why_not(r.Dispatch).key == "role"


def test_acts_follow_who_sat_down_also_where_another_case_was_passed_on_the_way(desks, door, screen):
    other = makes.filed(door)
    view = shown(desks, screen, makes.filed(door))
    reader = desks._open_queries()
    row, beside = view.row.id, reader.row_of(other.id).id
    reader.close()
    sit(desks, "shift_leader")
    desks.case.show(beside)
    desks.case.show(row)
    screen.pump(lambda: desks.case.view.why_not(r.VoidCase) is None)
    assert desks.case.view.row.id == row


def test_an_act_of_a_unit_is_entered_on_its_behalf(desks, door, screen):
    case = makes.dispatched(door)
    shown(desks, screen, case)
    assert desks.case.act(r.Sign)
    screen.pump(lambda: desks.case.view.case.signed_at is not None)
    line = desks.case.view.lines[-1]
    assert (line.actor, line.role, line.on_behalf) == (desks.operator.operator.id, "department", case.unit)


def test_the_next_key_meets_the_case_as_the_act_before_left_it(desks, door, screen):
    """Acts that follow each other faster than the case is read again are not refused for it."""
    case = makes.dispatched(door)
    shown(desks, screen, case)
    for command in (r.Sign, r.Assign):
        assert desks.case.act(command)
    assert desks.case.view.case == door.case(case.id)
    assert desks.case.view.why_not(r.Assign) is not None
    assert desks.case.act(r.Handle, text="已更换")
    assert door.case(case.id).stage is Stage.HANDLE_FINISH


def test_a_case_left_and_come_back_to_stays_though_the_other_was_read_meanwhile(desks, door, screen):
    case, other = makes.dispatched(door), makes.dispatched(door)
    shown(desks, screen, case)
    row_id, answered = desks.case.view.row.id, []
    reader = desks._open_queries()
    desks.case.show(reader.row_of(other.id).id)
    reader.close()
    desks.case.show(row_id)
    desks.reader.ask("last", lambda q: 0, answered.append)
    screen.pump(lambda: bool(answered))
    assert desks.case.view.case.id == case.id


def test_what_was_read_before_an_act_does_not_take_its_place(desks, door, screen):
    case = makes.dispatched(door)
    shown(desks, screen, case)
    read, answered = threading.Event(), []
    desks.case.refresh()
    desks.reader.ask("last", lambda q: read.set(), answered.append)
    assert read.wait(5)  # the case was read, its answer waits for the screen
    assert desks.case.act(r.Sign)
    seen = []
    desks.case.listeners.append(lambda view: seen.append(view.case.signed_at))
    screen.pump(lambda: bool(answered))
    assert None not in seen


def test_a_refused_act_is_part_of_the_view_and_writes_nothing(desks, door, screen):
    case = makes.dispatched(door)
    view = shown(desks, screen, case)
    assert not desks.case.act(r.Dispatch, unit="municipal")
    assert desks.case.view.refusal.key == "stage"
    assert door.case(case.id) == view.case


def test_an_act_on_an_old_picture_is_refused(desks, door, screen):
    case = makes.filed(door)
    shown(desks, screen, case)
    door.submit(r.VoidCase(case_id=case.id, actor="other", role=Role.SHIFT_LEADER, reason="重复"))
    assert not desks.case.act(r.Dispatch, unit="municipal")
    assert desks.case.view.refusal.key in ("closed", "moved", "stage")
    assert door.case(case.id).stage == Stage.CANCELLED


def test_the_proposed_unit_comes_first_with_its_reason(desks, door, screen):
    shown(desks, screen, makes.filed(door))
    found = []
    desks.case.units(found.append)
    screen.pump(lambda: bool(found))
    first = found[0][0]
    assert first.why
    assert {c.unit.id for c in found[0]} == {u.id for u in door.books.units.units}


def test_the_deadline_is_explained_stretch_by_stretch(desks, door, screen, clock):
    case = makes.dispatched(door)
    clock.at += makes.HOUR
    view = shown(desks, screen, case)
    assert view.spans
    counted = sum(s.counted for s in view.spans if s.kind == SpanKind.OPEN)
    assert counted == view.handling.due - view.handling.clock.start


def test_levels_below_a_sent_one_are_not_offered_twice(desks, door, screen):
    case = makes.dispatched(door)
    shown(desks, screen, case)
    assert [c.refusal for c in desks.case.rungs()] == ["", "", "", "rung-role", "rung-role", "rung-role"]
    assert desks.case.act(Escalate, level=2, due=desks.case.rung_due, text="超期未到场，请立即处置。")
    screen.pump(lambda: desks.case.view.case.level == 2)
    rungs = desks.case.rungs()
    assert rungs[1].refusal == "rung-fired"
    assert rungs[1].fired_at is not None
    assert desks.case.reply_due(rungs[1].rung) is not None


def test_a_new_case_of_the_desk_is_found_again(desks, door, screen):
    from commandcenter.desk.desks import Spot

    spot = Spot(
        lon=1_172_200_000,
        lat=282_900_000,
        place="冶金大道",
        community="360681003008",
        community_name="贵电社区",
        grid="360681003008001",
    )
    made = desks.report(
        spot, simple=True, class_key=makes.CLASS, text="已当场处理", place="冶金大道", source="collector"
    )
    assert door.case(made).stage == Stage.CLOSED
    assert door.case(made).closing_type == "on_spot"
