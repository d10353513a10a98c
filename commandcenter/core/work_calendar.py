"""Working time (工作日历): weekly hours, holidays, make-up days, and open time between instants.

No limit and no deadline. Instants are integer ms UTC, spans integer ms.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from commandcenter.core.limits import MINUTE_MS, LimitError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MEAN_YEAR_MS = 31_556_952_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_YEARS_KEPT = 64

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


class _Year(NamedTuple):
    """Open periods of one local year, ms UTC; `before[i]`, `through[i]`: its open time up to start, end."""

    starts: list[int]
    ends: list[int]
    before: list[int]
    through: list[int]
    number: int
    since: int  # the year itself
    to: int

    def open_until(self, at: int) -> int:
        """Open time from the beginning of the year to `at`."""
        i = bisect_right(self.starts, at) - 1
        return 0 if i < 0 else self.before[i] + min(at, self.ends[i]) - self.starts[i]

    @property
    def total(self) -> int:
        return self.through[-1] if self.through else 0


class Calendar(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True, kw_only=True):
    """When work is done (工作日历): weekly hours, holidays, make-up days (调休), in one time zone.

    `hours` maps mon … sun to periods ("08:30", "12:00"), in order, not overlapping; one may end at "24:00".
    `workdays` replace the hours of their date, also where it is a holiday. `work_day_minutes` is the open
    time of one 工作日 (None: one ordinary day of this calendar). After `published_through` only the plain
    week counts.

    Raises:
        LimitError: unknown zone or day, unreadable or overlapping period, no open hours at all.
    """

    tz: str
    hours: dict[str, tuple[tuple[str, str], ...]]
    name: str = ""
    holidays: tuple[date, ...] = ()
    workdays: dict[date, tuple[tuple[str, str], ...]] = {}
    work_day_minutes: int | None = None
    published_through: date | None = None

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise LimitError("calendar-zone", calendar=self.name, tz=self.tz) from error
        for day in self.hours:
            if day not in WEEKDAYS:
                raise LimitError("calendar-day", calendar=self.name, day=day)
        for label, periods in [*self.hours.items(), *((d.isoformat(), p) for d, p in self.workdays.items())]:
            _check_periods(self.name, label, periods)
        if not any(self.hours.values()):
            raise LimitError("calendar-closed", calendar=self.name)
        if self.work_day_minutes is not None and not 0 < self.work_day_minutes <= 24 * 60:
            raise LimitError("calendar-work-day", calendar=self.name, minutes=self.work_day_minutes)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the hours."""
        return ZoneInfo(self.tz)

    @cached_property
    def work_day_ms(self) -> int:
        """Open time of one 工作日: as stated, otherwise the most common length of an open weekday."""
        if self.work_day_minutes is not None:
            return self.work_day_minutes * MINUTE_MS
        lengths = [
            sum(_minutes(to) - _minutes(since) for since, to in self.hours[day])
            for day in WEEKDAYS
            if self.hours.get(day)
        ]
        return Counter(lengths).most_common(1)[0][0] * MINUTE_MS

    @cached_property
    def published_until(self) -> int | None:
        """The first instant (ms UTC) whose holidays are not published yet."""
        if self.published_through is None:
            return None
        return self._midnight(self.published_through + timedelta(days=1))

    def open_until(self, since: int, to: int) -> int:
        """Open time between two instants, ms."""
        if to <= since:
            return 0
        year = self._year_at(since)
        if to < year.to:
            return year.open_until(to) - year.open_until(since)
        first, last = self._year_of(since), self._year_of(to)
        head = self._year(first)
        between = sum(self._year(year).total for year in range(first + 1, last))
        return head.total - head.open_until(since) + between + self._year(last).open_until(to)

    def forward(self, since: int, span: int) -> int:
        """The instant at which `span` ms (> 0) of open time have passed: closing time, not the next opening.

        Raises:
            LimitError: `out-of-range` past the year 2999.
        """
        year = self._year_at(since)
        target = year.open_until(since) + span
        if target > year.total:
            return self.forward_each(since, (span,))[0]
        i = bisect_left(year.through, target)
        return year.starts[i] + target - year.before[i]

    def forward_each(self, since: int, spans: Iterable[int]) -> list[int]:
        """The same for several spans from one instant.

        Raises:
            LimitError: `out-of-range` past the year 2999.
        """
        first = self._year_at(since)
        used = first.open_until(since)
        found = []
        for span in spans:
            year, target = first, used + span
            while target > year.total:
                target -= year.total
                if year.number >= _LAST_YEAR:
                    raise LimitError("out-of-range", start=since, span=span)
                year = self._year(year.number + 1)
            i = bisect_left(year.through, target)
            found.append(year.starts[i] + target - year.before[i])
        return found

    def opens(self, at: int) -> int:
        """`at` itself where it is open then, else the next opening.

        Raises:
            LimitError: `out-of-range` past the year 2999.
        """
        year = self._year_at(at)
        while True:
            i = bisect_right(year.ends, at)
            if i < len(year.starts):
                return max(at, year.starts[i])
            if year.number >= _LAST_YEAR:
                break
            year = self._year(year.number + 1)
        raise LimitError("out-of-range", at=at)

    def periods(self, since: int, to: int) -> Iterator[tuple[int, int]]:
        """Open periods between two instants, clipped to them."""
        for number in range(self._year_of(since), self._year_of(to) + 1):
            year = self._year(number)
            for i in range(bisect_right(year.ends, since), len(year.starts)):
                if year.starts[i] >= to:
                    return
                yield max(year.starts[i], since), min(year.ends[i], to)

    @cached_property
    def _years(self) -> dict[int, _Year]:
        return {}

    @cached_property
    def _year_starts(self) -> dict[int, int]:
        return {}

    @cached_property
    def _holidays(self) -> frozenset[date]:
        return frozenset(self.holidays)

    def _midnight(self, day: date) -> int:
        return instant(datetime(day.year, day.month, day.day, tzinfo=self.zone))

    def _year_start(self, number: int) -> int:
        known = self._year_starts.get(number)
        if known is None:
            known = self._year_starts[number] = self._midnight(date(number, 1, 1))
        return known

    def _year_of(self, at: int) -> int:
        number = 1970 + at // _MEAN_YEAR_MS
        if not _FIRST_YEAR < number < _LAST_YEAR:
            raise LimitError("out-of-range", at=at)
        while at < self._year_start(number):
            number -= 1
        while at >= self._year_start(number + 1):
            number += 1
        return number

    @cached_property
    def _recent(self) -> list[_Year]:
        return []

    def _year_at(self, at: int) -> _Year:
        """The year that holds an instant: mostly that of the instant asked before."""
        for year in self._recent:
            if year.since <= at < year.to:
                return year
        year = self._year(self._year_of(at))
        self._recent[:] = [year]
        return year

    def _year(self, number: int) -> _Year:
        known = self._years.get(number)
        if known is None:
            if len(self._years) >= _YEARS_KEPT:
                self._years.clear()
            known = self._years[number] = self._build(number)
        return known

    def _build(self, number: int) -> _Year:
        starts: list[int] = []
        ends: list[int] = []
        before: list[int] = []
        through: list[int] = []
        week = [self.hours.get(day, ()) for day in WEEKDAYS]
        total, last = 0, self._year_start(number)
        day = date(number, 1, 1)
        while day.year == number:
            usual = () if day in self._holidays else week[day.weekday()]
            for since, to in self.workdays.get(day, usual):
                start, end = max(self._local(day, since, fold=0), last), self._local(day, to, fold=1)
                if end > start:
                    starts.append(start)
                    ends.append(end)
                    before.append(total)
                    total += end - start
                    through.append(total)
                    last = end
            day += timedelta(days=1)
        return _Year(starts, ends, before, through, number, self._year_start(number), self._year_start(number + 1))

    def _local(self, day: date, clock: str, fold: int) -> int:
        """The instant of a local time; the hour that comes twice (end of summer time) is open both times."""
        minutes = _minutes(clock)
        if minutes == 24 * 60:
            day, minutes = day + timedelta(days=1), 0
        return instant(
            datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=self.zone, fold=fold)
        )


def load_calendar(raw: bytes | str) -> Calendar:
    """A calendar from its JSON form.

    Raises:
        LimitError: `calendar-unreadable` with what is wrong and where.
    """
    try:
        return msgspec.json.decode(raw, type=Calendar)
    except msgspec.DecodeError as error:
        raise LimitError("calendar-unreadable", what=str(error)) from error


def instant(moment: datetime) -> int:
    """An aware time as ms UTC."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _check_periods(calendar: str, day: str, periods: tuple[tuple[str, str], ...]) -> None:
    last = 0
    for since, to in periods:
        readable = _CLOCK.fullmatch(since) and _CLOCK.fullmatch(to)
        if not readable or not last <= _minutes(since) < _minutes(to):
            raise LimitError("calendar-period", calendar=calendar, day=day, period=f"{since}-{to}")
        last = _minutes(to)
