"""Duty hours (值班时间) of whoever a rung of the ladder goes to: inside them it is sent, outside it waits.

Only hours → instants; which receiver has which hours is the ladder document's.
"""

import msgspec

from commandcenter.core.limits import Limit, LimitError, Unit
from commandcenter.core.work_calendar import Calendar

URGENT_UNITS = frozenset({Unit.URGENT_HOUR, Unit.URGENT_DAY})
"""A limit in these (紧急工作时) runs through the night, and so do its rungs."""


class DutyHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a receiver is on duty, as in Calendar.hours; None: the hours of the work calendar itself.

    `on_holidays`: holidays and 调休 change nothing; only for hours of one's own.
    """

    hours: dict[str, tuple[tuple[str, str], ...]] | None = None
    on_holidays: bool = False

    def __post_init__(self) -> None:
        if self.hours is None and self.on_holidays:
            raise ValueError("duty: hours of its own are needed to be on duty on holidays")
        if self.hours is not None:
            try:
                Calendar(tz="Asia/Shanghai", hours=self.hours, name="duty")
            except LimitError as error:
                raise ValueError(f"duty: {error}") from error

    def calendar(self, work: Calendar) -> Calendar:
        """The receiver's calendar, made of the work calendar's zone, holidays and make-up days.

        On a make-up day (调休) the hours of a Monday hold.
        """
        if self.hours is None:
            return work
        if self.on_holidays:
            return Calendar(tz=work.tz, hours=self.hours, name="duty")
        monday = self.hours.get("mon", ())
        return Calendar(tz=work.tz, hours=self.hours, name="duty", holidays=work.holidays,
                        workdays={day: monday for day in work.workdays if monday})


def is_urgent(limit: Limit) -> bool:
    """Whether a clock with this limit waits for nobody's duty hours."""
    return limit.unit in URGENT_UNITS
