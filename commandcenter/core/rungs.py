"""The ladder of supervision (督办升级) as a document: its rungs, thresholds and duty hours.

When it fires: core/ladder.py.
"""

from enum import StrEnum
from functools import cached_property

from commandcenter.core import deadlines, limits
from commandcenter.core.deadlines import Pauses
from commandcenter.core.document_form import Form
from commandcenter.core.duty import DutyHours, is_urgent
from commandcenter.core.limits import Limit
from commandcenter.core.work_calendar import Calendar


class Receiver(StrEnum):
    """To whom a rung of the ladder goes."""

    UNIT = "unit"  # 责任单位
    UNIT_HEAD = "unit_head"  # 责任单位负责人
    SHIFT_LEADER = "shift_leader"  # 值班长
    LEADER = "leader"  # 街道主管
    DISTRICT = "district"  # 区级


class By(StrEnum):
    """Who sets a rung: the clock itself, or a person."""

    TIMER = "timer"
    PERSON = "person"


HANDLING = "handling"
CLOCKS = (HANDLING, "reply", "answer", "accept", "verify", "dispatch", "sign", "review", "check", "close")
"""The clocks that rungs can be about: handling, the reply to an order, and the steps of StageLimits."""


class Rung(Form, frozen=True, kw_only=True):
    """One level of the ladder (督办升级): when, to whom, and what they must do (`asks`, in words).

    When: one of `share`, the part of the limit used up (1.0 = due), `before` due in wall time, `after` due in the
    clock's time; `least` is the shortest time after due. `urgent` fires also outside the receiver's duty hours.
    `roles`: who may set it by hand; empty: everybody who may escalate.
    """

    level: int
    name: str
    by: By
    to: Receiver
    copy_to: tuple[Receiver, ...] = ()
    clock: str = HANDLING
    share: float | None = None
    before: Limit | None = None
    after: Limit | None = None
    least: Limit | None = None
    urgent: bool = False
    roles: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    reply_limit: Limit | None = None
    available: bool = True

    def __post_init__(self) -> None:
        whens = sum(when is not None for when in (self.share, self.before, self.after))
        if self.by is By.TIMER and not whens:
            raise ValueError(f"level {self.level}: set by the timer, but no share of the limit is stated")
        if whens > 1:
            raise ValueError(f"level {self.level}: share, before and after cannot be stated together")
        if self.before is not None and self.before.unit not in limits.CONTINUOUS_MS:
            raise ValueError(f"level {self.level}: before runs back from due: urgent hours or natural days")
        if self.after is not None and self.after.unit is None:
            raise ValueError(f"level {self.level}: after is a length of time")
        if self.clock not in CLOCKS:
            raise ValueError(f"level {self.level}: there is no clock {self.clock}")
        if self.clock != HANDLING and self.reply_limit is not None:
            raise ValueError(f"level {self.level}: only an order about handling asks for a reply")

    def fires_at(self, start: int, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> int | None:
        """When its time comes, ms UTC, duty hours left aside; None: set by a person, no deadline, or paused."""
        if not self.available or self.by is not By.TIMER:
            return None
        due = deadlines.due(start, limit, calendar, pauses)
        return None if due is None else self.fires_about(due, start, limit, calendar, pauses)

    def fires_about(
        self, due: int, start: int, limit: Limit, calendar: Calendar, pauses: Pauses = (),
    ) -> int | None:
        """The same where the deadline is known."""
        if not self.available or self.by is not By.TIMER:
            return None
        at: int | None = due
        if self.share == 1 and due > start:
            at = due
        elif self.share is not None:
            at = deadlines.share_at(start, limit, calendar, pauses, self.share)
        elif self.before is not None and self.before.unit is not None:
            at = max(start, due - round((self.before.n or 0) * limits.CONTINUOUS_MS[self.before.unit]))
        elif self.after is not None and self.after.n:
            at = deadlines.due(due, self.after, calendar, pauses)
        if at is None or self.least is None:
            return at
        least = deadlines.due(due, self.least, calendar, pauses)
        return None if least is None else max(at, least)


class UrgencyRules(Form, frozen=True, kw_only=True):
    """From when a case is near its deadline (临期) and severely overdue (严重超期); applied in core/clocks.py.

    Near: `near_share` of the limit used up, or `near_before` due, whichever comes later.
    """

    near_share: float
    near_before: Limit
    severe_share: float

    def __post_init__(self) -> None:
        if self.near_before.unit not in limits.CONTINUOUS_MS:
            raise ValueError("near_before runs back from the deadline: urgent hours or natural days")

    @property
    def near_before_ms(self) -> int:
        """Wall time before due."""
        unit = self.near_before.unit
        return 0 if unit is None else round((self.near_before.n or 0) * limits.CONTINUOUS_MS[unit])


class Ladder(Form, frozen=True, kw_only=True):
    """The rungs in order, and the thresholds of the four urgencies.

    `rungs` are those of the handling clock, `steps` those of the others, each clock's levels from 1 on. `duty`: when
    a receiver is there to be told; one that is not named always is.
    """

    rungs: tuple[Rung, ...]
    urgency: UrgencyRules
    steps: tuple[Rung, ...] = ()
    duty: dict[Receiver, DutyHours] = {}

    def __post_init__(self) -> None:
        if any(rung.clock != HANDLING for rung in self.rungs) or any(rung.clock == HANDLING for rung in self.steps):
            raise ValueError("rungs are those of the handling clock, steps those of the others")
        for rungs in (self.rungs, *self._of.values()):
            if [rung.level for rung in rungs] != list(range(1, len(rungs) + 1)):
                raise ValueError("the levels are not 1, 2, 3 …")

    def rung(self, level: int, clock: str = HANDLING) -> Rung | None:
        """The rung of a level of a clock, or None."""
        rungs = self.of(clock)
        return rungs[level - 1] if 1 <= level <= len(rungs) else None

    def of(self, clock: str) -> tuple[Rung, ...]:
        """The rungs of a clock, from level 1 on."""
        return self._of.get(clock, ())

    def sent_at(self, rung: Rung, at: int, limit: Limit, work: Calendar) -> int:
        """When a rung whose time comes at `at` is sent: then, or when its receiver's duty begins.

        What is urgent waits for nobody: the rung itself, and a clock in urgent hours.
        """
        if rung.urgent or is_urgent(limit) or rung.to not in self.duty:
            return at
        return self.duty_calendar(rung.to, work).opens(at)

    def duty_calendar(self, receiver: Receiver, work: Calendar) -> Calendar:
        """When a receiver is on duty; the work calendar for one that is not named."""
        hours = self.duty.get(receiver)
        if hours is None:
            return work
        made = self._duty_calendars.get(receiver)
        if made is None or made[0] is not work:
            made = self._duty_calendars[receiver] = (work, hours.calendar(work))
        return made[1]

    @cached_property
    def _of(self) -> dict[str, tuple[Rung, ...]]:
        found: dict[str, tuple[Rung, ...]] = {HANDLING: self.rungs}
        for rung in self.steps:
            found[rung.clock] = (*found.get(rung.clock, ()), rung)
        return found

    @cached_property
    def _duty_calendars(self) -> dict[Receiver, tuple[Calendar, Calendar]]:
        return {}
