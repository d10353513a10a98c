"""Clocks of a case: which run, when each is due, and how urgent the nearest is. Recomputed from facts, never kept."""

from collections.abc import Callable
from enum import IntEnum

import msgspec

from commandcenter.core import deadlines
from commandcenter.core.case import CLOCK_FIELDS, Case, Clock
from commandcenter.core.rungs import UrgencyRules
from commandcenter.core.work_calendar import Calendar

NEVER = 9_000_000_000_000_000  # sorts behind every deadline
PAUSED = NEVER + 1


class Urgency(IntEnum):
    """How urgent a case is; the number is the role of its colour and shape."""

    NORMAL = 0  # 正常
    NEAR = 1  # 临期
    OVERDUE = 2  # 超期
    SEVERE = 3  # 严重超期
    PAUSED = 4  # 挂账暂停


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One clock read: `name` stage | handling | reply | answer; instants ms UTC, None without a deadline."""

    name: str
    clock: Clock
    due: int | None
    near: int | None
    severe: int | None
    paused: bool
    tentative: bool  # counts past the last published holidays
    original: int | None = None  # the deadline before its extensions; None where there were none


def read(name: str, clock: Clock, calendar: Calendar, thresholds: UrgencyRules) -> Reading:
    """Read one clock."""
    start, limit, pauses = clock.start, clock.granted, clock.pauses
    due, near, severe = deadlines.instants(
        start, limit, calendar, pauses, thresholds.near_share, thresholds.severe_share)
    if due is None:
        near = severe = None
    else:
        near = min(due, max(start if near is None else near, due - thresholds.near_before_ms))
        severe = due if severe is None else max(severe, due)
    paused = bool(pauses) and any(to is None for _, to in pauses) and clock.ended is None
    return Reading(
        name=name, clock=clock, due=due, near=near, severe=severe, paused=paused,
        tentative=deadlines.provisional(start, due, calendar, limit),
        original=deadlines.due(start, clock.limit, calendar, pauses) if clock.extra else None,
    )


def running(case: Case, calendars: Callable[[int], Calendar], thresholds: UrgencyRules) -> tuple[Reading, ...]:
    """All clocks that run now, the nearest deadline first, those without one last."""
    readings = [
        read(name, clock, calendars(clock.calendar), thresholds)
        for name, clock in ((name, getattr(case, attribute)) for name, attribute in CLOCK_FIELDS.items())
        if clock is not None and clock.ended is None
    ]
    return tuple(sorted(readings, key=_nearest))


def urgency(now: int, due: int | None, near: int | None, severe: int | None, paused: bool) -> Urgency:
    """How urgent a clock is at an instant."""
    if paused:
        return Urgency.PAUSED
    if due is None or near is None or severe is None or now < near:
        return Urgency.NORMAL
    if now < due:
        return Urgency.NEAR
    return Urgency.OVERDUE if now < severe else Urgency.SEVERE


def on_time(case: Case, calendars: Callable[[int], Calendar]) -> bool | None:
    """Whether a closed case was closed by its handling deadline, or had none; None while it is not closed.

    Source: domain.md §3.1, "on-time closed compares close time with the handling deadline".
    """
    return None if case.closed_at is None else closed_by(case, handling_due(case, calendars))


def closed_by(case: Case, due: int | None) -> bool | None:
    """The same where the handling deadline (`due`) is known."""
    return None if case.closed_at is None else due is None or case.closed_at <= due


def handling_due(case: Case, calendars: Callable[[int], Calendar]) -> int | None:
    """The deadline of the handling clock, also when it has ended; None without one."""
    clock = case.handling
    return None if clock is None else deadlines.due(clock.start, clock.granted, calendars(clock.calendar), clock.pauses)


def _nearest(reading: Reading) -> int:
    return PAUSED if reading.paused else NEVER if reading.due is None else reading.due
