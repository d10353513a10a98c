"""Cases sent across or up under two cities' rules: who may, which clocks stand still, and what the answer brings."""

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import clocks, ladder, redating
from commandcenter.core import referral_rules as f
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.city_rules import Standstill
from commandcenter.core.documents import DocumentError, decode_body
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.request_rules import AskExtension
from commandcenter.core.ruling_rules import AskRuling
from tests.core.test_flow import CITIES, HAIMEN, HOUR, OTHER, T0, YUNCHENG, Flow
from tests.core.test_undo import as_it_was, take_back

UP = {"to": "refer-district", "reason": "超出街道权限"}
ACROSS = {"to": "refer-neighbour", "reason": "位于邻街道"}


def answered(flow: Flow, result: b.ReferResult, hours: float = 0, **more: object) -> Flow:
    flow.act(f.AnswerReferral, Role.DISPATCHER, hours=hours, result=result, **({"text": "仍由街道处置"} | more))
    return flow


def left(flow: Flow) -> dict[str, int]:
    """What is left of the step's and the handling clock, ms."""
    found = clocks.running(flow.case, lambda _: flow.city.calendar, flow.city.ladder.urgency)
    return {one.name: one.due - flow.at for one in found if one.name in ("stage", "handling")}


@CITIES
@pytest.mark.parametrize("stage", [Stage.PENDING_DISPATCH, Stage.PENDING_HANDLE, Stage.HANDLING])
def test_after_the_answer_it_goes_on_where_it_stood_with_what_is_left(city, stage):
    flow = Flow(city)
    if stage is Stage.PENDING_HANDLE:
        flow.dispatched()
    elif stage is Stage.HANDLING:
        flow.handling()
    before, had = flow.case, left(flow)
    flow.act(f.Refer, Role.SHIFT_LEADER, **UP)
    assert (flow.case.stage, flow.case.unit, flow.case.referral.to) == (stage, before.unit, "refer-district")
    assert flow.case.answer.limit == city.rules.refer_limits[b.ReferKind.UP]
    answered(flow, b.ReferResult.RETURNED, hours=1)
    after = flow.case
    assert (after.stage, after.unit, after.referral, after.answer) == (stage, before.unit, None, None)
    stood = Standstill.REFERRED in city.rules.stands_still
    assert stood is (city is YUNCHENG)
    assert left(flow) == {name: ms if stood else ms - HOUR for name, ms in had.items()}
    if not stood:
        assert (after.handling, after.stage_clock) == (before.handling, before.stage_clock)


def test_a_clock_that_stood_still_before_stands_still_after_the_answer():
    flow = Flow(YUNCHENG).dispatched().returned()
    assert flow.case.handling.pauses[-1][1] is None
    was = flow.case.handling
    flow.act(f.Refer, Role.DISPATCHER, **ACROSS)
    assert flow.case.referral.stopped == ("stage_clock",)
    answered(flow, b.ReferResult.RETURNED, hours=2)
    assert flow.case.handling == was


@CITIES
def test_nothing_else_moves_it_on_until_the_answer_but_it_is_noted_and_escalated(city):
    flow = Flow(city).handling()
    flow.act(f.Refer, Role.DISPATCHER, **ACROSS)
    for kind, role, fields in (
        (r.Handle, Role.HANDLER, {}), (r.RevokeAssignment, Role.DEPARTMENT, {}),
        (f.Refer, Role.DISPATCHER, ACROSS), (AskExtension, Role.DEPARTMENT, {"reason": "材料未到"}),
        (r.ReturnToDepartment, Role.HANDLER, {"reason": "需要大型设备"}),
    ):
        assert flow.refused(kind, role, **fields) == "referred"
    flow.act(r.Note, Role.ACCEPTOR, text="已电话联系")
    flow.act(Escalate, Role.SHIFT_LEADER, level=2, due=T0, text="请说明超期原因并尽快处置到位")
    assert flow.add(b.Handled(), role=Role.HANDLER) == "ineffective referred"
    answered(flow, b.ReferResult.RETURNED)
    flow.act(r.Handle, Role.HANDLER)


@CITIES
def test_only_leaders_send_it_up_and_only_to_whom_the_city_names(city):
    flow = Flow(city)
    assert flow.refused(f.Refer, Role.DISPATCHER, **UP) == "refer-role"
    assert flow.refused(f.Refer, Role.ACCEPTOR, **ACROSS) == "role"
    assert flow.refused(f.Refer, Role.LEADER, to="nobody", reason="超出权限") == "unknown-receiver"
    assert flow.refused(f.Refer, Role.LEADER, to="refer-district", reason=" ") == "reason-needed"
    assert flow.refused(f.AnswerReferral, Role.DISPATCHER, result=b.ReferResult.TAKEN, text="已接办") == "not-referred"
    assert Flow(city).act(f.Refer, Role.LEADER, **UP).referral.kind is b.ReferKind.UP
    assert Flow(city).closed().refused(f.Refer, Role.LEADER, **UP) == "closed"


def test_who_takes_it_over_is_its_unit_and_handles_it_to_the_end():
    flow = Flow(HAIMEN)
    flow.act(f.Refer, Role.DISPATCHER, **ACROSS)
    answered(flow, b.ReferResult.TAKEN, hours=1, text="已接办")
    case = flow.case
    assert (case.stage, case.unit, case.unit_name) == (Stage.HANDLING, "refer-neighbour", "相邻街道")
    assert (case.handling.start, case.handling.limit, case.stage_clock) == (flow.at, case.limit, None)
    assert flow.entries[-1].fact.on_behalf == "refer-neighbour"
    assert flow.refused(f.Refer, Role.DISPATCHER, **ACROSS) == "referred-to-itself"
    flow.act(r.RevokeAssignment, Role.DEPARTMENT)
    flow.returned(misdispatched=False)
    flow.act(f.Refer, Role.DISPATCHER, **ACROSS)
    answered(flow, b.ReferResult.TAKEN, text="再次接办")
    flow.fed_back()
    flow.act(r.Pass, Role.DISPATCHER)
    assert flow.act(r.Close, Role.ACCEPTOR).stage is Stage.CLOSED


def test_a_decision_names_the_unit_for_the_next_dispatch():
    flow = Flow(YUNCHENG)
    flow.act(AskRuling, Role.DISPATCHER, reason="两家单位均称非本单位")
    flow.act(f.Refer, Role.SHIFT_LEADER, **UP)
    unknown = {"result": b.ReferResult.DECIDED, "text": "由该单位处置", "unit": "?"}
    assert flow.refused(f.AnswerReferral, Role.LEADER, **unknown) == "unknown-unit"
    answered(flow, b.ReferResult.DECIDED, unit=OTHER, text="由该单位处置")
    assert (flow.case.ruled_unit, flow.case.docket, flow.case.stage) == (OTHER, False, Stage.PENDING_DISPATCH)
    assert flow.act(r.Dispatch, Role.DISPATCHER, unit=OTHER).unit == OTHER


@CITIES
def test_sending_and_answer_are_taken_back_as_though_they_had_never_been(city):
    flow = Flow(city).dispatched()
    before = flow.case
    flow.act(f.Refer, Role.LEADER, **UP)
    sent = flow.case
    answered(flow, b.ReferResult.TAKEN, text="已接办")
    assert take_back(flow, flow.at) == "effective"
    assert as_it_was(flow.case) == as_it_was(sent)
    flow.forget(2)
    assert take_back(flow, flow.at + HOUR) == "effective"
    assert as_it_was(flow.case) == as_it_was(before)


@CITIES
def test_the_answers_clock_is_seen_by_the_queue_and_the_calendar(city):
    flow = Flow(city).handling()
    flow.act(f.Refer, Role.SHIFT_LEADER, **UP)
    found = clocks.running(flow.case, lambda _: city.calendar, city.ladder.urgency)
    assert "answer" in {one.name for one in found}
    assert "answer" in {name for name, _ in ladder.running(flow.case)}
    assert redating.CLOCK_FIELDS["answer"] == "answer"


def test_a_city_names_each_receiver_once_and_a_limit_for_both_ways():
    def read(**changes: object) -> None:
        decode_body("rules", msgspec.json.encode(msgspec.to_builtins(YUNCHENG.rules) | changes))

    read()
    same = {"id": "x", "name": "甲", "level": "same"}
    for changes in ({"refer_to": [same, same]}, {"refer_limits": {"up": {"n": 1, "unit": "work_day"}}},
                    {"refer_to": [same | {"level": "city"}]}):
        with pytest.raises(DocumentError):
            read(**changes)
