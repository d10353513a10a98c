"""Rungs before and after a deadline, of every clock, inside the duty hours of whoever they go to."""

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import deadlines, ladder, work_calendar
from commandcenter.core import rules as r
from commandcenter.core.case import Case, Clock, Role, Stage
from commandcenter.core.duty import DutyHours
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.passing_rules import JudgeReturn
from commandcenter.core.rungs import CLOCKS, By, Ladder, Receiver, Rung
from tests import makes
from tests.core.lives import LONG, Life, books, life_at

HOUR, DAY = makes.HOUR, 24 * makes.HOUR
WORK = books().calendar
SHIPPED = books().ladder
EVERY_DAY = {day: (("08:00", "12:00"),) for day in work_calendar.WEEKDAYS}
NINE = makes.T0  # Monday 09:00


def _rung(level: int = 1, **more: object) -> Rung:
    fields: dict[str, object] = {"name": str(level), "by": By.TIMER, "to": Receiver.UNIT}
    return Rung(level=level, **(fields | more))  # type: ignore[arg-type]


def _ladder(*rungs: Rung, duty: dict[Receiver, DutyHours] | None = None) -> Ladder:
    return Ladder(rungs=tuple(x for x in rungs if x.clock == "handling"), urgency=SHIPPED.urgency, duty=duty or {},
                  steps=tuple(x for x in rungs if x.clock != "handling"))


def _case(limit: Limit, start: int = NINE, stage: Stage = Stage.HANDLING, **more: object) -> Case:
    return msgspec.structs.replace(life_at(stage).case, handling=Clock(start=start, limit=limit), **more)


def _coming(case: Case, rungs: Ladder) -> list[tuple[str, int, float]]:
    """Clock, level and hours after T0 of all that is to come, in time's order."""
    found = ladder.coming(case, rungs, lambda _: WORK)
    return [(d.clock, d.rung.level, (d.at - NINE) / HOUR) for d in sorted(found, key=lambda d: (d.at, d.rung.level))]


def _hours(case: Case, *rungs: Rung, duty: dict[Receiver, DutyHours] | None = None) -> list[float]:
    return [at for _, _, at in _coming(case, _ladder(*rungs, duty=duty))]


DAYS = Limit(n=2, unit=Unit.NATURAL_DAY)  # due Wednesday 09:00


@pytest.mark.parametrize(("when", "hours"), [
    ({"share": 0.5}, 24), ({"share": 1.0}, 48), ({"share": 2.0}, 96),
    ({"before": Limit(n=3, unit=Unit.URGENT_HOUR)}, 45), ({"before": Limit(n=9, unit=Unit.NATURAL_DAY)}, 0),
    ({"after": Limit(n=0, unit=Unit.WORK_HOUR)}, 48), ({"after": Limit(n=5, unit=Unit.URGENT_HOUR)}, 53),
    ({"after": Limit(n=4, unit=Unit.WORK_HOUR)}, 54),  # 09:00-12:00 and 14:00-15:00
    ({"after": Limit(n=1, unit=Unit.URGENT_HOUR), "least": Limit(n=4, unit=Unit.WORK_HOUR)}, 54),
])
def test_before_and_after_the_deadline(when, hours):
    assert _hours(_case(DAYS), _rung(**when)) == [hours]


def test_a_rung_outside_duty_hours_waits_until_they_begin():
    hours = DutyHours(hours=EVERY_DAY, on_holidays=True)
    at_21 = _rung(share=0.25)  # half a day after 09:00
    assert _hours(_case(DAYS), at_21) == [12]
    assert _hours(_case(DAYS), at_21, duty={Receiver.UNIT: hours}) == [23]
    assert _hours(_case(DAYS), at_21, duty={Receiver.LEADER: hours}) == [12]  # somebody else's


def test_inside_duty_hours_nothing_waits_and_closing_time_is_outside():
    duty = {Receiver.UNIT: DutyHours(hours=EVERY_DAY)}
    assert _hours(_case(DAYS), _rung(before=Limit(n=45.5, unit=Unit.URGENT_HOUR)), duty=duty) == [2.5]
    assert _hours(_case(DAYS), _rung(before=Limit(n=45, unit=Unit.URGENT_HOUR)), duty=duty) == [23]  # 12:00 sharp


def test_what_is_urgent_waits_for_nobody():
    duty = {Receiver.UNIT: DutyHours(hours=EVERY_DAY)}
    assert _hours(_case(DAYS), _rung(share=0.25, urgent=True), duty=duty) == [12]
    assert _hours(_case(Limit(n=48, unit=Unit.URGENT_HOUR)), _rung(share=0.25), duty=duty) == [12]


def test_holidays_and_make_up_days_are_the_work_calendars():
    friday = NINE + 207 * DAY  # 2026-09-25, 中秋; 2026-09-20 was a Sunday that was worked
    assert DutyHours().calendar(WORK) is WORK
    own = DutyHours(hours={"mon": (("08:00", "12:00"),), "fri": (("08:00", "12:00"),)}).calendar(WORK)
    always = DutyHours(hours=EVERY_DAY, on_holidays=True).calendar(WORK)
    assert [c.opens(friday) - friday for c in (own, always)] == [3 * DAY - HOUR, 0]
    sunday = friday - 5 * DAY
    assert own.opens(sunday) == sunday
    assert WORK.opens(friday) == friday + 3 * DAY - HOUR // 2


def test_a_reminder_that_would_come_with_the_order_is_passed_over():
    hours = DutyHours(hours={"fri": (("08:00", "12:00"),)})
    rungs = (_rung(1, share=0.75), _rung(2, share=1.0), _rung(3, share=3.0))
    assert _coming(_case(DAYS), _ladder(*rungs, duty={Receiver.UNIT: hours})) == [
        ("handling", 2, 95), ("handling", 3, 263)]


STEP = Limit(n=1, unit=Unit.WORK_HOUR)


@pytest.mark.parametrize(("stage", "clock"), sorted(ladder.STEP_CLOCK.items()))
def test_every_step_has_a_clock_of_its_own(stage, clock):
    case = msgspec.structs.replace(
        life_at(stage).case, stage_clock=Clock(start=NINE, limit=STEP), handling=None, reply=None, entered_at=NINE)
    rungs = [_rung(clock=name, share=1.0) for name in CLOCKS if name not in ("handling", "reply", "answer")]
    assert _coming(case, _ladder(*rungs)) == [(clock, 1, 1)]
    assert [c for c, _, _ in _coming(case, SHIPPED)][0] == clock


def test_a_step_that_is_done_is_not_reminded_of():
    life = life_at(Stage.PENDING_HANDLE)
    assert [c for c, _, _ in _coming(life.case, SHIPPED)][:1] == ["sign"]
    life.do(r.Sign, Role.DEPARTMENT)
    assert {c for c, _, _ in _coming(life.case, SHIPPED)} == {"handling"}


def test_the_reply_to_an_order_has_rungs_before_and_after():
    life = life_at(Stage.HANDLING)
    life.do(Escalate, Role.SHIFT_LEADER, level=3, due=NINE, text=LONG)  # reply within one urgent hour
    reply = [(level, at) for clock, level, at in _coming(life.case, SHIPPED) if clock == "reply"]
    assert reply == [(1, 0.5), (2, 1)]
    life.do(ReplyToSupervision, Role.DEPARTMENT, text="已安排")
    assert not [c for c, _, _ in _coming(life.case, SHIPPED) if c == "reply"]


def test_rungs_of_a_step_are_no_supervision():
    life = life_at(Stage.PENDING_DISPATCH)
    body = b.Escalated(level=2, level_name="x", clock="dispatch", due=NINE + HOUR, to="shift_leader")
    assert life.add(body, role=Role.TIMER, follows=False) == "effective"
    assert life.case.level == 0
    assert life.case.rungs == {("dispatch", 2, NINE + HOUR)}
    assert life.add(body, role=Role.TIMER, follows=False) == "repetition rung_fired"


def test_an_extension_moves_what_is_to_come_and_keeps_what_was_set():
    rungs = _ladder(_rung(1, share=0.75), _rung(2, share=1.0))
    case = _case(DAYS)
    case = msgspec.structs.replace(case, rungs=frozenset({("handling", 1, NINE + 2 * DAY)}))
    assert _coming(case, rungs) == [("handling", 2, 48)]
    extended = msgspec.structs.replace(case, handling=msgspec.structs.replace(case.handling, extra=1))
    assert _coming(extended, rungs) == [("handling", 1, 72), ("handling", 2, 96)]


def test_while_a_case_stands_still_nothing_comes_and_then_it_goes_on_later():
    rungs = _ladder(_rung(1, share=0.5), _rung(2, before=Limit(n=1, unit=Unit.URGENT_HOUR)))
    clock = Clock(start=NINE, limit=DAYS, pauses=((NINE + HOUR, None),))
    case = msgspec.structs.replace(_case(DAYS), handling=clock)
    assert _coming(case, rungs) == []
    resumed = msgspec.structs.replace(clock, pauses=((NINE + HOUR, NINE + 11 * HOUR),))
    assert _coming(msgspec.structs.replace(case, handling=resumed), rungs) == [("handling", 1, 34), ("handling", 2, 57)]


def test_a_case_sent_back_waits_and_another_unit_starts_anew():
    life = Life()
    life.entries = list(life_at(Stage.PENDING_HANDLE).entries)
    life.do(r.ReturnToDispatcher, Role.DEPARTMENT, reason="非本单位", at=NINE + HOUR)
    assert {c for c, _, _ in _coming(life.case, SHIPPED)} == {"dispatch"}
    life.do(JudgeReturn, Role.SHIFT_LEADER, misdispatched=True, reason="确属误派", at=NINE + HOUR)
    other = books().units.units[1].id
    life.do(r.Dispatch, Role.DISPATCHER, unit=other, at=NINE + 2 * HOUR)
    assert life.case.handling.start == NINE + 2 * HOUR
    assert "handling" in {c for c, _, _ in _coming(life.case, SHIPPED)}


def test_below_a_level_that_a_person_set_nothing_is_fired():
    life = life_at(Stage.HANDLING)
    due = deadlines.due(life.case.handling.start, life.case.handling.limit, WORK)
    life.do(Escalate, Role.LEADER, level=6, due=due, text=LONG)
    assert {c for c, _, _ in _coming(life.case, SHIPPED)} <= {"reply"}
    assert life.case.level == 6


def test_of_rungs_that_are_late_the_highest_of_each_clock_is_fired():
    rungs = _ladder(_rung(1, share=0.5), _rung(2, share=1.0), _rung(1, clock="sign", share=1.0))
    case = msgspec.structs.replace(
        _case(DAYS), stage=Stage.PENDING_HANDLE, stage_clock=Clock(start=NINE, limit=STEP))
    fired = []
    while (due := ladder.rung_due(case, rungs, lambda _: WORK, NINE + 60 * HOUR)) is not None:
        fired.append((due.clock, due.rung.level))
        case = msgspec.structs.replace(case, rungs=case.rungs | {(due.clock, due.rung.level, due.due)})
    assert fired == [("sign", 1), ("handling", 2)]
    assert ladder.rung_due(_case(DAYS), rungs, lambda _: WORK, NINE + 23 * HOUR) is None
    early = ladder.rung_due(_case(DAYS), rungs, lambda _: WORK, NINE + 24 * HOUR)
    assert (early.rung.level, early.at) == (1, early.ripe)


def test_who_may_set_a_rung_is_data():
    life = life_at(Stage.HANDLING)
    for level, role in ((4, Role.DISPATCHER), (5, Role.SHIFT_LEADER), (6, Role.INSPECTOR)):
        with pytest.raises(r.Refused, match="rung-role"):
            life.do(Escalate, role, level=level, due=NINE, text=LONG)
    for level, role in ((4, Role.SHIFT_LEADER), (5, Role.LEADER), (6, Role.LEADER)):
        life.do(Escalate, role, level=level, due=NINE, text=LONG)
    assert life.case.reply is not None
