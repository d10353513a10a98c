"""Ctrl+Z: the last act is taken back, or it is said why it stays."""

from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from tests import makes


def shown(desks, screen, case):
    desks.queue.refresh()
    screen.pump(lambda: desks.queue.view.loaded)
    desks.queue.show_row(_row(desks, case))
    screen.pump(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)


def _row(desks, case):
    queries = desks._open_queries()
    try:
        return queries.row_of(case.id).id
    finally:
        queries.close()


def test_the_last_act_is_taken_back_and_then_the_one_before(desks, door, screen):
    first, second = makes.filed(door), makes.filed(door)
    unit = door.books.units.units[0].id
    for case in (first, second):
        shown(desks, screen, case)
        assert desks.case.act(r.Dispatch, unit=unit)
    assert desks.undo.last.cases == ((second.id, second.shown_number),)
    assert desks.undo.undo().refusal is None
    assert (door.case(second.id).stage, door.case(first.id).stage) == (Stage.PENDING_DISPATCH, Stage.PENDING_HANDLE)
    assert desks.undo.undo().refusal is None
    assert door.case(first.id).stage is Stage.PENDING_DISPATCH
    assert desks.undo.undo().refusal == r.Refused("nothing-to-undo")


def test_a_note_stays_and_nothing_older_is_taken_back_instead(desks, door, screen):
    case = makes.filed(door)
    shown(desks, screen, case)
    assert desks.case.act(r.Dispatch, unit=door.books.units.units[0].id)
    assert desks.case.give(r.Note, case_id=case.id, text="已电话联系")
    for _ in range(2):
        assert desks.undo.undo().refusal == r.Refused("undo-noted")
    assert door.case(case.id).stage is Stage.PENDING_HANDLE


def test_what_the_unit_signed_for_is_not_recalled(desks, door, screen):
    case = makes.filed(door)
    shown(desks, screen, case)
    assert desks.case.act(r.Dispatch, unit=door.books.units.units[0].id)
    door.submit(r.Sign(case_id=case.id, actor="other", role=Role.DEPARTMENT,
                       on_behalf=door.books.units.units[0].id))
    assert desks.undo.undo().refusal.key == "undo-moved"
    assert door.case(case.id).signed_at is not None


def test_another_operator_does_not_take_back(desks, door, screen):
    case = makes.filed(door)
    shown(desks, screen, case)
    assert desks.case.act(r.Dispatch, unit=door.books.units.units[0].id)
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == "acceptor"))
    assert desks.undo.undo().refusal.key == "undo-not-own"


def test_voiding_that_became_a_request_takes_back_nothing_before_it(desks, door, screen):
    case = makes.filed(door)
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == "acceptor"))
    shown(desks, screen, case)
    assert desks.case.act(r.VoidCase, reason="重复上报")
    if door.case(case.id).asked is not None:
        assert desks.undo.undo().refusal == r.Refused("undo-request")
        assert door.case(case.id).stage is Stage.PENDING_DISPATCH
    else:
        assert desks.undo.undo().refusal is None
        assert door.case(case.id).stage is Stage.PENDING_DISPATCH


def test_a_merge_is_taken_back_by_its_own_counter_fact(desks, door, screen):
    kept, other = makes.filed(door), makes.filed(door)
    desks.duplicates.merge_new(other.id, kept.id, kept.shown_number)
    assert door.case(other.id).stage is Stage.MERGED
    assert desks.undo.undo().refusal is None
    assert door.case(other.id).stage is Stage.PENDING_DISPATCH
