import msgspec
import pytest

from commandcenter.core import clocks, work_calendar
from commandcenter.core.case import Clock, Role, Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.ladder import DEFAULT_THRESHOLDS
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.rules import Close
from tests import makes
from tests.core.lives import LONG, books, life_at

CALENDAR = books().calendar
HOUR = makes.HOUR


def _read(limit: Limit, start: int = makes.T0, **more: object) -> clocks.Reading:
    return clocks.read("handling", Clock(start=start, limit=limit, **more), CALENDAR, DEFAULT_THRESHOLDS)


def _calendars(version: int) -> work_calendar.Calendar:
    assert version in (0, books().versions["calendar"])
    return CALENDAR


def test_near_is_three_quarters_or_two_hours_before_whichever_is_later():
    long, short = _read(Limit(n=24, unit=Unit.URGENT_HOUR)), _read(Limit(n=4, unit=Unit.URGENT_HOUR))
    assert (long.due - makes.T0, long.near - makes.T0) == (24 * HOUR, 22 * HOUR)
    assert (short.due - makes.T0, short.near - makes.T0) == (4 * HOUR, 3 * HOUR)


def test_severe_is_twice_the_limit_in_the_time_the_limit_counts():
    assert _read(Limit(n=4, unit=Unit.URGENT_HOUR)).severe == makes.T0 + 8 * HOUR
    work = _read(Limit(n=5, unit=Unit.WORK_HOUR))  # Monday 09:00: due 16:00, 10 open hours end Tuesday noon
    assert (work.due, work.severe) == (makes.T0 + 7 * HOUR, makes.T0 + 27 * HOUR)


def test_without_a_limit_there_is_no_deadline_and_no_urgency():
    reading = _read(Limit())
    assert (reading.due, reading.near, reading.severe, reading.tentative) == (None, None, None, False)
    assert clocks.urgency(10**15, reading.due, reading.near, reading.severe, False) is Urgency.NORMAL


def test_an_instant_that_had_passed_when_the_clock_started_is_due_then():
    reading = _read(Limit(until=makes.T0 - HOUR))
    assert reading.due == makes.T0 - HOUR
    assert reading.near <= reading.due <= reading.severe
    assert clocks.urgency(makes.T0, reading.due, reading.near, reading.severe, False) is Urgency.SEVERE


def test_a_deadline_past_the_published_holidays_is_tentative():
    year = 365 * 24 * HOUR
    assert _read(Limit(n=3, unit=Unit.WORK_DAY), makes.T0 + year).tentative
    assert not _read(Limit(n=3, unit=Unit.NATURAL_DAY), makes.T0 + year).tentative
    assert not _read(Limit(n=3, unit=Unit.WORK_DAY)).tentative


@pytest.mark.parametrize(("after", "urgency"), [
    (0, Urgency.NORMAL), (3 * HOUR - 1, Urgency.NORMAL), (3 * HOUR, Urgency.NEAR), (4 * HOUR - 1, Urgency.NEAR),
    (4 * HOUR, Urgency.OVERDUE), (8 * HOUR - 1, Urgency.OVERDUE), (8 * HOUR, Urgency.SEVERE)])
def test_urgency_changes_at_the_instant_itself(after, urgency):
    r = _read(Limit(n=4, unit=Unit.URGENT_HOUR))
    assert clocks.urgency(makes.T0 + after, r.due, r.near, r.severe, r.paused) is urgency


def test_a_pause_stops_the_clock_and_moves_it_when_over():
    hour = Limit(n=4, unit=Unit.URGENT_HOUR)
    paused = _read(hour, pauses=((makes.T0 + HOUR, None),))
    assert (paused.paused, paused.due) == (True, None)
    assert clocks.urgency(10**15, paused.due, paused.near, paused.severe, paused.paused) is Urgency.PAUSED
    resumed = _read(hour, pauses=((makes.T0 + HOUR, makes.T0 + 3 * HOUR),))
    assert (resumed.paused, resumed.due) == (False, makes.T0 + 6 * HOUR)
    assert not _read(hour, pauses=((makes.T0 + HOUR, None),), ended=makes.T0 + 2 * HOUR).paused


def test_the_nearest_deadline_comes_first_and_none_at_all_last():
    case = life_at(Stage.HANDLING).case
    clock = case.handling
    later = msgspec.structs.replace(clock, limit=Limit(until=makes.T0 + 9 * HOUR))
    soon = msgspec.structs.replace(clock, limit=Limit(until=makes.T0 + HOUR))
    never, still = (msgspec.structs.replace(clock, limit=Limit()), msgspec.structs.replace(
        clock, limit=Limit(n=1, unit=Unit.URGENT_HOUR), pauses=((makes.T0, None),)))

    def names(**of: Clock) -> list[str]:
        return [r.name for r in clocks.running(
            msgspec.structs.replace(case, **of), _calendars, DEFAULT_THRESHOLDS)]

    assert names(stage_clock=later, handling=soon, reply=None) == ["handling", "stage"]
    assert names(stage_clock=never, handling=later, reply=soon) == ["reply", "handling", "stage"]
    assert names(stage_clock=still, handling=never, reply=later) == ["reply", "handling", "stage"]
    assert names(stage_clock=msgspec.structs.replace(soon, ended=makes.T0), handling=later) == ["handling"]


def test_each_clock_counts_on_the_calendar_it_started_with():
    life = life_at(Stage.HANDLING)
    life.do(Escalate, Role.LEADER, level=2, due=makes.T0, text=LONG)
    asked = []
    clocks.running(life.case, lambda version: asked.append(version) or CALENDAR, DEFAULT_THRESHOLDS)
    assert asked == [books().versions["calendar"]] * 2


def test_a_closed_case_was_on_time_or_not_and_an_open_one_is_neither():
    life = life_at(Stage.CHECK_PASSED)
    due = clocks.handling_due(life.case, _calendars)
    assert due is not None
    assert clocks.on_time(life.case, _calendars) is None
    for at, said in ((due, True), (due + 1, False)):
        life.do(Close, Role.ACCEPTOR, at=at)
        assert clocks.on_time(life.case, _calendars) is said
        life.forget()
    no_limit = msgspec.structs.replace(life.case, handling=None, closed_at=10**13)
    assert clocks.on_time(no_limit, _calendars) is True
