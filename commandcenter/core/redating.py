"""Which running clocks another version of the work calendar gives another deadline, and the fact that says so.

A clock counts on the version that its fact names. A later version that moves its deadline re-dates it by a fact, one a
case; a clock whose deadline stays goes on counting on the old one, until something (an extension) brings it in reach.
"""

from collections.abc import Callable

from commandcenter.core import deadlines
from commandcenter.core.bodies import Redated, Redating
from commandcenter.core.case import CLOCK_FIELDS, Case, Clock, Role
from commandcenter.core.facts import Draft
from commandcenter.core.work_calendar import Calendar


def touched(case: Case, calendars: Callable[[int], Calendar], newest: int) -> tuple[Redating, ...]:
    """The running clocks that get another deadline from the calendar of version `newest`, with both deadlines.

    Empty where nothing moves, for a finished case, and for one that holds facts of a newer version.
    """
    if not case.open or case.unknown:
        return ()
    found = []
    for name, attribute in CLOCK_FIELDS.items():
        clock: Clock | None = getattr(case, attribute)
        if clock is None or clock.ended is not None or not 0 < clock.calendar < newest or clock.limit.continuous:
            continue
        before, after = due(clock, calendars(clock.calendar)), due(clock, calendars(newest))
        if before != after:
            found.append(Redating(clock=name, start=clock.start, before=before, after=after))
    return tuple(found)


def due(clock: Clock, calendar: Calendar) -> int | None:
    """The deadline of a clock on a calendar, ms UTC; None without one."""
    return deadlines.due(clock.start, clock.granted, calendar, clock.pauses)


def draft(clocks: tuple[Redating, ...], newest: int) -> Draft:
    """The fact that re-dates these clocks, by the timer."""
    return Draft(type="redated", data=Redated(calendar=newest, clocks=clocks), role=Role.TIMER, follows=False,
                 refs={"calendar": newest})
