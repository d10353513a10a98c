"""The conflict desk over a real door and store: what it lays out, what a decision writes, and the next one."""

from commandcenter.core import rules as r
from commandcenter.core.case import Stage
from commandcenter.core.fold import fold
from commandcenter.store.verify import verify
from tests import makes
from tests.conflicts import lost_dispatch, lost_return


def sit(desks, role):
    desks.operator.choose(next(user.id for user in desks.operator.users if user.role == role))


def laid(desks, screen, count):
    desks.conflicts.open()
    screen.pump(lambda: desks.conflicts.view.laid is not None and len(desks.conflicts.view.lines) == count)
    return desks.conflicts.view.laid


def test_a_conflict_is_laid_out_and_kept_with_a_reason(desks, screen, door, store):
    sit(desks, "shift_leader")
    case, _ = lost_dispatch(door)
    one, two = door.books.units.units[:2]
    found = laid(desks, screen, 1)
    assert (found.seen.case.unit, found.then.case.unit, found.mine.case.unit) == ("", two.id, one.id)
    assert found.then.due is not None
    assert found.refusal.key == "stage"  # dispatched already: it has to come back first
    assert desks.conflicts.reapply("仍需办理") is False
    assert desks.conflicts.view.refusal is not None
    assert desks.conflicts.keep("以平台先受理的为准")
    assert (desks.conflicts.view.lines, desks.conflicts.view.laid) == ((), None)
    assert [line.decision for line in desks.conflicts.view.done] == ["keep"]
    assert door.case(case.id).unit == two.id
    assert verify(store, makes.STREET).problems == ()


def test_an_act_is_given_again_on_the_latest_step_in_one_transaction(desks, screen, door, store):
    sit(desks, "dispatcher")
    case, _ = lost_return(door)
    found = laid(desks, screen, 1)
    door.submit(r.Note(case_id=case.id, actor="u", role=r.Role.DISPATCHER, text="已核对"))
    if found.refusal is not None:  # a city that judges returns first
        assert found.refusal.key == "judge-first"
        return
    before = len(door.entries(case.id))
    assert desks.conflicts.reapply("最新一步核对过，仍需派遣")
    after = door.case(case.id)
    assert (after.stage, after.unit) == (Stage.PENDING_HANDLE, door.books.units.units[0].id)
    assert [e.fact.type for e in door.entries(case.id)][before:] == ["conflict_settled", "dispatched"]
    assert door.entries(case.id)[-1].fact.base == case.head
    assert desks.undo.last is not None  # like any act
    desks.undo.undo()
    assert door.case(case.id).stage is Stage.PENDING_DISPATCH
    assert verify(store, makes.STREET).problems == ()


def test_many_conflicts_come_up_one_after_the_other(desks, screen, door):
    sit(desks, "shift_leader")
    _, stream = lost_dispatch(door)
    for _ in range(3):
        lost_dispatch(door, stream)
    laid(desks, screen, 4)
    seen = []
    for left in (3, 2, 1, 0):
        screen.pump(lambda: desks.conflicts.view.laid is not None)
        seen.append(desks.conflicts.view.chosen)
        assert desks.conflicts.view.place == 1
        assert desks.conflicts.keep("以平台先受理的为准")
        assert (len(desks.conflicts.view.lines), desks.conflicts.view.waiting) == (left, left)
    assert len(set(seen)) == 4
    assert desks.conflicts.view.chosen is None


def test_the_case_that_is_shown_comes_first_and_nothing_is_decided_without_a_reason(desks, screen, door):
    sit(desks, "shift_leader")
    _, stream = lost_dispatch(door)
    wanted, _ = lost_dispatch(door, stream)
    desks.conflicts.open(wanted.id)
    screen.pump(lambda: desks.conflicts.view.laid is not None)
    assert desks.conflicts.view.laid.view.case.id == wanted.id
    assert desks.conflicts.keep("") is False
    assert desks.conflicts.view.refusal.key == "reason-needed"
    outcomes = fold(door.entries(wanted.id)).outcomes
    assert any(o.kind == "ineffective" for o in outcomes)


def test_no_conflict_at_all(desks, screen, door):
    makes.filed(door)
    desks.conflicts.open()
    screen.pump(lambda: desks.conflicts.view.loaded)
    assert (desks.conflicts.view.lines, desks.conflicts.view.chosen) == ((), None)
    assert desks.conflicts.keep("没有可以处理的") is False
