"""Working time: calendars, limits (时限), and the instants and spans that follow from them.

No ladder, no case, no words: only limit + calendar + pauses → deadline. Instants are integer ms UTC,
spans integer ms.
"""

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Pause: TypeAlias = tuple[int, int | None]
"""From, to in ms UTC; `to` None: still paused. Half open: the instant `to` counts again."""

Pauses: TypeAlias = Sequence[Pause]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MEAN_YEAR_MS = 31_556_952_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_YEARS_KEPT = 64
_MOST = 100_000
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


class LimitError(ValueError):
    """A limit, calendar or instant that cannot be used. The key finds the words, the facts say what."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key}: {facts}" if facts else key)
        self.key, self.facts = key, facts


class Unit(StrEnum):
    """What a limit is counted in. Urgent units and natural days run through nights and holidays."""

    URGENT_HOUR = "urgent_hour"  # 紧急工作时
    WORK_HOUR = "work_hour"  # 工作时
    WORK_DAY = "work_day"  # 工作日
    NATURAL_DAY = "natural_day"  # 自然日
    URGENT_DAY = "urgent_day"  # 紧急工作日


CONTINUOUS_MS: dict[Unit, int] = {
    Unit.URGENT_HOUR: HOUR_MS,
    Unit.NATURAL_DAY: DAY_MS,
    Unit.URGENT_DAY: DAY_MS,
}
"""The units that run on the wall clock, with their length."""


class Limit(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """n of a unit, or until an instant (ms UTC), or (nothing set) no limit.

    Raises:
        LimitError: half a limit, two at once, or a number that is negative, not finite or absurd.
    """

    n: int | float | None = None
    unit: Unit | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        if (self.n is None) != (self.unit is None) or (self.n is not None and self.until is not None):
            raise LimitError("limit-unclear", n=self.n, unit=self.unit, until=self.until)
        if self.n is not None and not (math.isfinite(self.n) and 0 <= self.n <= _MOST):
            raise LimitError("limit-out-of-range", n=self.n, unit=self.unit)

    @property
    def continuous(self) -> bool:
        """Whether it runs on the wall clock (urgent units, natural days, until) and needs no calendar."""
        return self.unit is None or self.unit in CONTINUOUS_MS


NO_LIMIT = Limit()

_UNIT_WORDS: dict[str, Unit] = {
    "紧急工作时": Unit.URGENT_HOUR,
    "紧急工作小时": Unit.URGENT_HOUR,
    "紧急小时": Unit.URGENT_HOUR,
    "工作时": Unit.WORK_HOUR,
    "工作小时": Unit.WORK_HOUR,
    "小时": Unit.WORK_HOUR,
    "工作日": Unit.WORK_DAY,
    "工作天": Unit.WORK_DAY,
    "天": Unit.WORK_DAY,
    "自然日": Unit.NATURAL_DAY,
    "自然天": Unit.NATURAL_DAY,
    "日历日": Unit.NATURAL_DAY,
    "紧急工作日": Unit.URGENT_DAY,
    "紧急日": Unit.URGENT_DAY,
}
_NO_LIMIT_WORDS = frozenset({"无", "无时限", "不限", "不限时"})
_DIGITS: dict[str, int | float] = {
    "半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_LIMIT = re.compile(rf"(\d{{1,6}}(?:\.\d{{1,3}})?|[{''.join(_DIGITS)}])\s*个?\s*({'|'.join(_UNIT_WORDS)})内?")


def parse_limit(text: str) -> Limit:
    """Read "2紧急工作时", "4小时" (工作时), "2天" (工作日), "3 个工作日", "半天", "无时限"; never guesses.

    小时 and 天 mean working time, as the authority's own importer reads them (domain.md §1.5).

    Raises:
        LimitError: `limit-unreadable` with the text.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _NO_LIMIT_WORDS:
        return NO_LIMIT
    found = _LIMIT.fullmatch(plain)
    if found is None:
        raise LimitError("limit-unreadable", text=text)
    number, word = found.groups()
    n = _DIGITS.get(number)
    if n is None:
        value = float(number)
        n = int(value) if value.is_integer() else value
    return Limit(n=n, unit=_UNIT_WORDS[word])


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
        return self.forward_each(since, (span,))[0]

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
        number = self._year_of(at)
        while number <= _LAST_YEAR:
            year = self._year(number)
            i = bisect_right(year.ends, at)
            if i < len(year.starts):
                return max(at, year.starts[i])
            number += 1
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


def due(start: int, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> int | None:
    """The deadline of a clock, ms UTC; None without one: no limit, zero, or a pause still open before it.

    Working units run in open time, continuous ones and `until` on the wall clock; each is moved by what its
    pauses take of that time. A span that ends at closing time is due at closing time.
    """
    if limit.until is not None and limit.until <= start:
        return limit.until
    return _reach(start, span_ms(limit, calendar, start), limit.continuous, calendar, pauses)


def due_after(start: int, open_ms: int, calendar: Calendar, pauses: Pauses = ()) -> int | None:
    """The instant at which `open_ms` of open time have passed; None for zero or a pause still open."""
    return _reach(start, open_ms, False, calendar, pauses)


def share_at(start: int, limit: Limit, calendar: Calendar, pauses: Pauses, share: float) -> int | None:
    """The instant at which `share` of the limit is used up: 0.75 = three quarters, 2.0 = 100 % over.

    `until` is shared by the wall time from start to it. None without a deadline or while paused.
    """
    span = span_ms(limit, calendar, start)
    if span is None or span == 0:
        return None
    if span < 0:
        return limit.until
    return _reach(start, round(span * share), limit.continuous, calendar, pauses) if share > 0 else start


def instants(
    start: int, limit: Limit, calendar: Calendar, pauses: Pauses, near: float, severe: float,
) -> tuple[int | None, int | None, int | None]:
    """`due`, and `share_at` for two shares, asked at once: what every clock of a queue needs."""
    if not pauses and limit.n:
        span = span_ms(limit, calendar, start) or 0
        spans = span, round(span * near), round(span * severe)
        if min(spans) > 0:
            first, second, third = (
                [start + s for s in spans] if limit.continuous else calendar.forward_each(start, spans))
            return first, second, third
    return (due(start, limit, calendar, pauses), share_at(start, limit, calendar, pauses, near),
            share_at(start, limit, calendar, pauses, severe))


def elapsed(start: int, end: int, calendar: Calendar, pauses: Pauses = ()) -> int:
    """Open time between two instants without the pauses, ms; 0 where end is before start."""
    total = calendar.open_until(start, end)
    for since, to in _merged(pauses, start, end):
        total -= calendar.open_until(since, to)
    return total


def elapsed_wall(start: int, end: int, pauses: Pauses = ()) -> int:
    """Wall time between two instants without the pauses, ms; 0 where end is before start."""
    return max(end - start, 0) - sum(to - since for since, to in _merged(pauses, start, end))


def used(start: int, end: int, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> int:
    """Time that counts against the limit between two instants, ms: open or wall time as its unit runs."""
    return elapsed_wall(start, end, pauses) if limit.continuous else elapsed(start, end, calendar, pauses)


def share_used(start: int, now: int, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> float | None:
    """How much of the limit is used up at `now` (1.0 = due); None without a limit."""
    span = span_ms(limit, calendar, start)
    return used(start, now, limit, calendar, pauses) / span if span is not None and span > 0 else None


def span_ms(limit: Limit, calendar: Calendar, start: int) -> int | None:
    """Length of a limit in the time that it counts (open or wall), ms; None without one."""
    if limit.until is not None:
        return limit.until - start
    if limit.n is None or limit.unit is None:
        return None
    if limit.unit in CONTINUOUS_MS:
        return round(limit.n * CONTINUOUS_MS[limit.unit])
    return round(limit.n * (HOUR_MS if limit.unit is Unit.WORK_HOUR else calendar.work_day_ms))


def provisional(start: int, due: int | None, calendar: Calendar, limit: Limit | None = None) -> bool:
    """Whether a working-time span reaches past the last published holiday (there the plain week counts).

    Where `limit` is given, one that needs no calendar is never provisional.
    """
    until = calendar.published_until
    if until is None or due is None or (limit is not None and limit.continuous):
        return False
    return max(start, due) > until


class SpanKind(StrEnum):
    """What a stretch of a clock is."""

    OPEN = "open"
    CLOSED = "closed"
    PAUSE = "pause"
    OVER = "over"


class Span(NamedTuple):
    """A stretch of a clock, ms UTC; `counted` ms of it used up (after due: overran) the limit."""

    since: int
    to: int
    kind: SpanKind
    counted: int


def explain(start: int, limit: Limit, calendar: Calendar, pauses: Pauses, now: int) -> tuple[Span, ...]:
    """How a deadline came about: its open, closed, paused stretches up to due, then what is over.

    While a pause is open, up to `now`. Empty without a limit.
    """
    if span_ms(limit, calendar, start) in (None, 0):
        return ()
    deadline = due(start, limit, calendar, pauses)
    end = max(now, start) if deadline is None else deadline
    spans: list[Span] = []
    at = start
    for since, to in _merged(pauses, start, end):
        spans += _stretches(at, since, limit, calendar)
        spans.append(Span(since, to, SpanKind.PAUSE, 0))
        at = to
    spans += _stretches(at, end, limit, calendar)
    if deadline is not None and now > deadline:
        since = max(start, deadline)
        spans.append(Span(since, now, SpanKind.OVER, used(since, now, limit, calendar, pauses)))
    return tuple(spans)


def _stretches(since: int, to: int, limit: Limit, calendar: Calendar) -> Iterator[Span]:
    if to <= since:
        return
    if limit.continuous:
        yield Span(since, to, SpanKind.OPEN, to - since)
        return
    at = since
    for start, end in calendar.periods(since, to):
        if start > at:
            yield Span(at, start, SpanKind.CLOSED, 0)
        yield Span(start, end, SpanKind.OPEN, end - start)
        at = end
    if to > at:
        yield Span(at, to, SpanKind.CLOSED, 0)


def _reach(start: int, span: int | None, continuous: bool, calendar: Calendar, pauses: Pauses) -> int | None:
    """The instant at which `span` of counted time has passed; None for none, zero, or while paused."""
    if span is None or span <= 0:
        return None
    at = start + span if continuous else calendar.forward(start, span)
    for since, to in _sorted(pauses, start):
        if since >= at:
            break
        if to is None:
            return None
        span += to - since if continuous else calendar.open_until(since, to)
        at = start + span if continuous else calendar.forward(start, span)
    return at


def _sorted(pauses: Pauses, start: int) -> Iterable[Pause]:
    """Pauses after start, in order, overlapping and touching ones merged, empty ones dropped."""
    if not pauses:
        return ()
    merged: list[Pause] = []
    for since, to in sorted(pauses, key=_pause_start):
        since = max(since, start)
        if to is not None and to <= since:
            continue
        if merged and (merged[-1][1] is None or since <= merged[-1][1]):
            before, until = merged[-1]
            merged[-1] = (before, None if until is None or to is None else max(until, to))
        else:
            merged.append((since, to))
    return merged


def _merged(pauses: Pauses, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pauses within [start, end], in order and merged; an open one ends at `end`."""
    for since, to in _sorted(pauses, start):
        until = end if to is None else min(to, end)
        if until > since:
            yield since, until


def _pause_start(pause: Pause) -> int:
    return pause[0]


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
