import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import deadlines, ladder
from commandcenter.core.case import Case, Clock, Role, Stage
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.rungs import By, Ladder, Receiver, Rung
from tests import makes
from tests.core.lives import LONG, Life, books, life_at

HOUR = makes.HOUR
LADDER = msgspec.structs.replace(books().ladder, steps=(), duty={})  # those have tests of their own


def _with(limit: Limit, start: int = makes.T0, stage: Stage = Stage.HANDLING, **more: object) -> Case:
    case = life_at(stage).case
    return msgspec.structs.replace(case, handling=Clock(start=start, limit=limit), **more)


def _next(case: Case, rungs: Ladder = LADDER) -> tuple[int, int] | None:
    """Level and hours after T0."""
    due = ladder.next_rung(case, rungs, lambda _: books().calendar)
    return None if due is None else (due.rung.level, (due.at - makes.T0) / HOUR)


def _all(case: Case) -> list[tuple[int, float]]:
    found = []
    while (due := ladder.next_rung(case, LADDER, lambda _: books().calendar)) is not None:
        found.append((due.rung.level, (due.at - makes.T0) / HOUR))
        case = msgspec.structs.replace(case, rungs=case.rungs | {(ladder.CLOCK, due.rung.level, due.due)})
    return found


def test_reminded_at_three_quarters_supervised_when_due_ordered_half_a_limit_later():
    assert _all(_with(Limit(n=16, unit=Unit.URGENT_HOUR))) == [(1, 12), (2, 16), (3, 29.5)]
    assert _all(_with(Limit(n=48, unit=Unit.URGENT_HOUR))) == [(1, 36), (2, 48), (3, 72)]


def test_the_order_waits_at_least_four_working_hours_after_due():
    # due 10:00; half a limit later is 10:30, four working hours later 16:00
    assert _all(_with(Limit(n=1, unit=Unit.URGENT_HOUR))) == [(1, 0.75), (2, 1), (3, 7)]


def test_in_working_time_it_waits_for_the_desk_to_open():
    # 7 working hours from Monday 09:00: 75 % at 16:15, due Tuesday 09:00, four working hours later 15:00
    assert _all(_with(Limit(n=7, unit=Unit.WORK_HOUR))) == [(1, 7.25), (2, 24), (3, 30)]


def test_nothing_is_due_without_a_deadline():
    assert _next(_with(Limit())) is None
    assert _next(_with(Limit(n=0, unit=Unit.WORK_DAY))) is None
    assert _next(msgspec.structs.replace(_with(Limit()), handling=None)) is None


def test_nothing_is_due_once_it_was_fed_back_or_closed():
    hour = Limit(n=1, unit=Unit.URGENT_HOUR)
    case = _with(hour)
    ended = msgspec.structs.replace(case, handling=msgspec.structs.replace(case.handling, ended=makes.T0))
    assert _next(ended) is None
    assert _next(_with(hour, stage=Stage.CLOSED)) is None
    assert _next(_with(hour, unknown=True)) is None


@pytest.mark.parametrize(("entered", "first"), [(0.75, 1), (0.75001, 2), (1.00001, 3), (7.00001, None)])
def test_none_fires_for_an_instant_before_the_case_entered_this_log(entered, first):
    case = _with(Limit(n=1, unit=Unit.URGENT_HOUR), entered_at=makes.T0 + round(entered * HOUR))
    assert (_next(case) or (None,))[0] == first


def test_a_rung_that_a_person_set_is_not_fired_again():
    life = life_at(Stage.HANDLING)
    due = deadlines.due(life.case.handling.start, life.case.handling.limit, books().calendar)
    life.do(Escalate, Role.LEADER, level=1, due=due, text=LONG)
    assert _next(life.case)[0] == 2


def test_rework_starts_the_ladder_anew():
    life = life_at(Stage.PENDING_CHECK)
    due = deadlines.due(life.case.handling.start, life.case.handling.limit, books().calendar)
    rung = b.Escalated(level=1, level_name="催办", clock="handling", due=due, to="u")
    life.add(rung, role=Role.TIMER, follows=False)
    life.add(b.ReworkOrdered(reason="x", limit=life.case.limit), at=makes.T0 + HOUR)
    assert _next(life.case)[0] == 1


def test_what_only_a_person_sets_never_fires():
    hour = Limit(n=1, unit=Unit.URGENT_HOUR)
    by_hand = Rung(level=1, name="约谈", by=By.PERSON, to=Receiver.LEADER)
    shut = Rung(level=2, name="督办单", by=By.TIMER, to=Receiver.UNIT, share=1.0, available=False)
    assert _next(_with(hour), Ladder(rungs=(by_hand, shut), urgency=LADDER.urgency)) is None


def test_two_rungs_of_one_instant_come_in_their_order():
    rungs = tuple(Rung(level=n, name=str(n), by=By.TIMER, to=Receiver.UNIT, share=1.0) for n in (1, 2))
    assert _next(_with(Limit(n=1, unit=Unit.URGENT_HOUR)), Ladder(rungs=rungs, urgency=LADDER.urgency)) == (1, 1)


def test_an_instant_as_limit_has_its_rungs_by_the_wall():
    case = _with(Limit(until=makes.T0 + 48 * HOUR))
    assert _all(case)[:2] == [(1, 36), (2, 48)]


def test_until_a_ladder_is_published_the_defaults_hold():
    assert ladder.thresholds(None) == ladder.DEFAULT_THRESHOLDS == ladder.thresholds(LADDER)


def test_a_case_that_was_never_dispatched_has_no_ladder():
    life = Life()
    life.entries = life_at(Stage.PENDING_DISPATCH).entries
    assert _next(life.case) is None
