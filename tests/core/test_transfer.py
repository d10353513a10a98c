"""What becomes of a case in the fold while it is handed over to another street, and what it takes along."""

from uuid import UUID

import pytest

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.command import Refused
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.facts import MAX_BODY, encode
from commandcenter.core.merge_rules import Absorb
from commandcenter.core.transfer import MOST_STEPS
from commandcenter.core.transfer_bodies import CarriedStep
from commandcenter.core.transfer_rules import Hand, told
from commandcenter.core.undo import why_never
from tests.core.lives import HANDED, books, life_at, moved_there

STAGES = (Stage.PENDING_REGISTER, Stage.RETURNED, Stage.PENDING_DISPATCH, Stage.PENDING_HANDLE, Stage.HANDLING)


@pytest.mark.parametrize("stage", STAGES)
def test_it_stays_where_it_is_until_the_platform_has_answered(stage):
    life = life_at(stage)
    before = life.case
    case = life.do(Hand, Role.DISPATCHER, **HANDED)
    assert (case.stage, case.stage_clock, case.handling, case.transfer.to) == (
        before.stage, before.stage_clock, before.handling, HANDED["to"])
    assert life.add(moved_there(case), role=Role.PLATFORM, follows=False) == "effective"
    assert (life.case.stage, life.case.open, life.case.transfer, life.case.moved.number) == (
        Stage.TRANSFERRED, False, None, "20260302-0007")
    clocks = (life.case.stage_clock, life.case.handling, life.case.reply)
    assert all(clock is None or clock.ended is not None for clock in clocks)


def test_the_platform_s_word_holds_whatever_came_in_between():
    life = life_at(Stage.PENDING_DISPATCH)
    moved = moved_there(life.case)
    life.do(r.Dispatch, Role.DISPATCHER, unit=books().units.units[0].id)
    assert life.add(moved, role=Role.PLATFORM, follows=False) == "effective"
    assert life.case.stage is Stage.TRANSFERRED
    assert life.add(moved, role=Role.PLATFORM, follows=False) == "repetition transferred_twice"


def test_a_step_on_the_old_head_has_no_effect_and_says_why():
    life = life_at(Stage.PENDING_DISPATCH)
    head = life.head
    asked = life.do(Hand, Role.DISPATCHER, **HANDED)
    late = b.ReturnedToAcceptor(reason="立案有误")
    assert life.add(late, role=Role.DISPATCHER, base=head) == "ineffective moved"
    assert life.add(late, role=Role.DISPATCHER) == "ineffective transferring"
    life.add(moved_there(asked), role=Role.PLATFORM, follows=False)
    assert life.add(late, role=Role.DISPATCHER, base=head) == "ineffective transferred"
    undone = b.Undone(fact=asked.head, type="transfer_asked")
    assert life.add(undone, role=Role.DISPATCHER, base=asked.head) == "ineffective moved"
    assert life.case.stage is Stage.TRANSFERRED


def test_what_is_refused_and_what_stays_possible():
    life = life_at(Stage.HANDLING)
    life.do(Hand, Role.SHIFT_LEADER, **HANDED)
    for kind, role, fields in ((r.Handle, Role.DEPARTMENT, {"text": "已处置"}), (Hand, Role.DISPATCHER, HANDED)):
        with pytest.raises(Refused) as caught:
            life.do(kind, role, **fields)
        assert caught.value.key == "transfer-waits"
    assert life.do(r.Note, Role.ACCEPTOR, text="已电话联系").notes == 1
    life.do(Escalate, Role.SHIFT_LEADER, level=2, due=1, text="请说明超期原因并尽快处置到位")
    life.add(moved_there(life.case), role=Role.PLATFORM, follows=False)
    with pytest.raises(Refused, match="not-kept"):
        life.do(Absorb, Role.DISPATCHER, duplicate=UUID(int=3))
    assert life.do(r.Note, Role.ACCEPTOR, text="对方已收到").notes == 2
    assert why_never(b.Transferred).key == "undo-transferred"


def test_what_goes_along_fits_a_fact_however_long_the_course_was():
    life = life_at(Stage.PENDING_DISPATCH)
    steps = tuple(CarriedStep(type="noted", at=n, role="acceptor", who="派遣员01", text="很长的说明" * 90)
                  for n in range(300))
    life.do(Hand, Role.DISPATCHER, **HANDED | {"reason": "理" * 1000, "steps": steps})
    carried = life.entries[-1].read().carried
    assert (len(carried.steps), carried.left_out, carried.steps[-1].at) == (MOST_STEPS, 300 - MOST_STEPS, 299)
    assert len(encode(life.entries[-1].fact)) < MAX_BODY // 2
    assert (carried.trail[-1].case, carried.trail[-1].number) == (life.case.id, life.case.shown_number)


def test_the_course_is_told_without_names_of_people():
    life = life_at(Stage.PENDING_HANDLE)
    names = {books().units.units[0].id: "市政所"}
    steps = told(life.entries, life.folded.outcomes, names)
    assert [one.type for one in steps] == ["reported", "filed", "dispatched"]
    assert {one.who for one in steps} == {""}
    assert steps[-1].text == books().units.units[0].name
