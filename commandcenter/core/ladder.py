"""When the ladder of supervision (督办升级) fires next for a case. What the rungs are is the ladder document's."""

from collections.abc import Callable
from dataclasses import dataclass

from commandcenter.core import limits
from commandcenter.core.case import Case
from commandcenter.core.documents import Ladder, Rung, UrgencyRules
from commandcenter.core.limits import Calendar, Limit, Unit

CLOCK = "handling"  # the clock that the ladder watches

DEFAULT_THRESHOLDS = UrgencyRules(near_share=0.75, near_before=Limit(n=2, unit=Unit.URGENT_HOUR), severe_share=2.0)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A rung that will fire: its level, when, and the deadline it is about (ms UTC)."""

    rung: Rung
    at: int
    due: int


def thresholds(ladder: Ladder | None) -> UrgencyRules:
    """From when a clock counts as near or severely over; the defaults until a ladder has been published."""
    return ladder.urgency if ladder else DEFAULT_THRESHOLDS


def next_rung(case: Case, ladder: Ladder, calendar: Callable[[int], Calendar]) -> Due | None:
    """The first rung that has not fired and is set by the timer; None where none is to come.

    None fires for an instant before the case entered this log (house.md §3), nor where it cannot be changed here.
    """
    clock = case.handling
    if clock is None or clock.ended is not None or not case.open or case.unknown:
        return None
    book = calendar(clock.calendar)
    due = limits.due(clock.start, clock.granted, book, clock.pauses)
    if due is None:
        return None
    coming = []
    for rung in ladder.rungs:
        if (CLOCK, rung.level, due) in case.rungs:
            continue
        at = rung.fires_at(clock.start, clock.granted, book, clock.pauses)
        if at is not None and at >= case.entered_at:
            coming.append(Due(rung=rung, at=at, due=due))
    return min(coming, key=_when, default=None)


def _when(due: Due) -> tuple[int, int]:
    return due.at, due.rung.level
