"""When the ladder of supervision (督办升级) fires next for a case. What the rungs are is the ladder document's."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from commandcenter.core import deadlines
from commandcenter.core.case import Case, Clock, Stage
from commandcenter.core.clocks import Reading
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.rungs import HANDLING, Ladder, Rung, UrgencyRules
from commandcenter.core.work_calendar import Calendar

CLOCK = HANDLING  # the clock that the levels of supervision are about
STEP_CLOCK: dict[Stage, str] = {
    Stage.PENDING_REGISTER: "accept", Stage.RETURNED: "accept", Stage.PENDING_VERIFY: "verify",
    Stage.PENDING_DISPATCH: "dispatch", Stage.PENDING_HANDLE: "sign", Stage.PENDING_REVIEW: "review",
    Stage.CHECKING: "check", Stage.PENDING_CHECK: "close", Stage.CHECK_PASSED: "close", Stage.CHECK_FAILED: "close",
}
"""Which step a case's stage clock is about."""

DEFAULT_THRESHOLDS = UrgencyRules(near_share=0.75, near_before=Limit(n=2, unit=Unit.URGENT_HOUR), severe_share=2.0)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A rung that will fire: its level and clock, when its time comes, when it is sent (`at`), and the deadline it is
    about (ms UTC). `at` is later than `ripe` where the receiver is off duty."""

    rung: Rung
    at: int
    due: int
    ripe: int
    clock: str = CLOCK


def thresholds(ladder: Ladder | None) -> UrgencyRules:
    """From when a clock counts as near or severely over; the defaults until a ladder has been published."""
    return ladder.urgency if ladder else DEFAULT_THRESHOLDS


def next_rung(
    case: Case, ladder: Ladder, calendar: Callable[[int], Calendar], readings: Sequence[Reading] = (),
) -> Due | None:
    """The first rung that has not fired and is set by the timer; None where none is to come.

    None fires for an instant before the case entered this log (house.md §3), nor where it cannot be changed here, nor
    below a level that was set already. `readings`: those of the case's clocks that the caller has read already.
    """
    return min(coming(case, ladder, calendar, readings), key=_when, default=None)


def rung_due(case: Case, ladder: Ladder, calendar: Callable[[int], Calendar], now: int) -> Due | None:
    """The rung to fire at `now`; None where it is too early for all.

    Of several whose times came one after another (the computer slept) the highest of a clock: nobody is reminded of
    what is being ordered. Rungs of one instant are all fired, in their order.
    """
    ready = [due for due in coming(case, ladder, calendar) if due.at <= now]
    kept = [due for due in ready if not any(_overtakes(other, due) for other in ready)]
    return min(kept, key=_when, default=None)


def coming(
    case: Case, ladder: Ladder, calendar: Callable[[int], Calendar], readings: Sequence[Reading] = (),
) -> list[Due]:
    """All rungs that the timer will still set as things stand, in no order. Empty for a case that is over."""
    if not case.open or case.unknown:
        return []
    found: list[Due] = []
    known = {id(reading.clock): reading.due for reading in readings}
    for name, clock in running(case):
        rungs = ladder.of(name)
        if not rungs:
            continue
        book, granted = calendar(clock.calendar), clock.granted
        due = known[id(clock)] if id(clock) in known else deadlines.due(clock.start, granted, book, clock.pauses)
        if due is None:
            continue
        reached = max((level for of, level, about in case.rungs if (of, about) == (name, due)), default=0)
        mine = []
        for rung in rungs:
            if rung.level <= reached:
                continue
            ripe = rung.fires_about(due, clock.start, granted, book, clock.pauses)
            if ripe is not None and ripe >= case.entered_at:
                at = ladder.sent_at(rung, ripe, granted, book)
                mine.append(Due(rung=rung, at=at, due=due, ripe=ripe, clock=name))
        found += [one for one in mine if one.at == one.ripe or not any(_passes(other, one) for other in mine)]
    return found


def running(case: Case) -> Iterator[tuple[str, Clock]]:
    """The clocks of a case that have not ended, by the name that rungs know them by."""
    for name, clock in ((CLOCK, case.handling), ("reply", case.reply), ("answer", case.answer),
                        (STEP_CLOCK.get(case.stage), case.stage_clock)):
        if name is not None and clock is not None and clock.ended is None:
            yield name, clock


def _passes(other: Due, one: Due) -> bool:
    """Whether a higher level's turn comes before one that waits for duty hours."""
    return other.rung.level > one.rung.level and other.at <= one.at


def _overtakes(other: Due, one: Due) -> bool:
    return other.clock == one.clock and other.rung.level > one.rung.level and other.at > one.at


def _when(due: Due) -> tuple[int, int]:
    return due.at, due.rung.level
