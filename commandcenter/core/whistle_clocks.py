"""The clocks of a whistle: each unit's to sign in, to arrive and to have a result. Computed, never kept."""

from collections.abc import Callable

from commandcenter.core import clocks, deadlines
from commandcenter.core.case import Clock
from commandcenter.core.clocks import Reading
from commandcenter.core.rungs import UrgencyRules
from commandcenter.core.whistle import Party, Whistle
from commandcenter.core.work_calendar import Calendar

SIGN, ARRIVE, RESULT = "sign", "arrive", "result"
CLOCKS = (SIGN, ARRIVE, RESULT)


def clocks_of(whistle: Whistle, party: Party) -> tuple[tuple[str, Clock], ...]:
    """Name → clock of a unit, each from its call on; () for who is only informed. Being released ends them."""
    if not party.bound:
        return ()
    ends = (party.signed_at, party.arrived_at, party.finished_at)
    own = party.sign, party.arrive, party.result_limit
    start, calendar = whistle.at, whistle.calendar
    if party.called_at is not None:
        start, calendar = party.called_at, party.calendar
    over = party.released_at if party.released_at is not None else whistle.closed_at
    return tuple(
        (name, Clock(start=start, limit=limit or usual, calendar=calendar,
                     ended=ended if ended is not None else over))
        for name, limit, usual, ended in zip(
            CLOCKS, own, (whistle.sign, whistle.arrive, whistle.result), ends, strict=True))


def read(whistle: Whistle, party: Party, calendars: Callable[[int], Calendar],
         thresholds: UrgencyRules) -> tuple[Reading, ...]:
    """The clocks of a unit read, in the order sign, arrive, result."""
    return tuple(
        clocks.read(name, clock, calendars(clock.calendar), thresholds) for name, clock in clocks_of(whistle, party))


def next_due(whistle: Whistle, calendars: Callable[[int], Calendar]) -> int | None:
    """The earliest deadline among the clocks that run, ms UTC; None where none runs."""
    dues = (
        deadlines.due(clock.start, clock.limit, calendars(clock.calendar))
        for party in whistle.parties for _, clock in clocks_of(whistle, party) if clock.ended is None)
    return min((due for due in dues if due is not None), default=None)
