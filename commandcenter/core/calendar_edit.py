"""Editing a work calendar: what kind a day is, changing days and hours, filling a year from a notice (放假安排).

Pure: a calendar goes in, another comes out. What a calendar means for deadlines is in core/deadlines.py.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from commandcenter.core.limits import LimitError
from commandcenter.core.work_calendar import WEEKDAYS, Calendar

Periods = tuple[tuple[str, str], ...]
MOST_DAYS = 366  # of one list
MOST_TEXT = 20_000  # characters of a list


class DayKind(StrEnum):
    """What a day is."""

    WORK = "work"  # 工作日
    REST = "rest"  # 周末等例行休息
    HOLIDAY = "holiday"  # 放假
    MAKE_UP = "make_up"  # 调休上班


class ListError(ValueError):
    """A list of days that cannot be used. Keys: days-none, days-unreadable, days-year, days-both, days-many."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class DayList:
    """The days off and the make-up work days of a year."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]


def kind_of(calendar: Calendar, day: date) -> DayKind:
    """What a day is on this calendar."""
    usual = bool(calendar.hours.get(WEEKDAYS[day.weekday()]))
    if day in calendar.workdays:
        return DayKind.WORK if usual else DayKind.MAKE_UP
    if day in calendar.holidays:
        return DayKind.HOLIDAY
    return DayKind.WORK if usual else DayKind.REST


def hours_of(calendar: Calendar, day: date) -> Periods:
    """The open periods of a day; none where it is closed."""
    if day in calendar.workdays:
        return calendar.workdays[day]
    if day in calendar.holidays:
        return ()
    return calendar.hours.get(WEEKDAYS[day.weekday()], ())


def is_provisional(calendar: Calendar, day: date) -> bool:
    """Whether the holidays of this day's year are not published yet: only the plain week counts there."""
    return calendar.published_through is not None and day > calendar.published_through


def ordinary(calendar: Calendar) -> Periods:
    """The periods of the first open weekday: those of a make-up day."""
    return next(periods for day in WEEKDAYS if (periods := calendar.hours.get(day, ())))


def toggled(calendar: Calendar, day: date) -> Calendar:
    """The calendar with a closed day open (a make-up day where the week has it closed), or an open one closed."""
    return opened(calendar, day) if kind_of(calendar, day) in (DayKind.REST, DayKind.HOLIDAY) else closed(calendar, day)


def opened(calendar: Calendar, day: date) -> Calendar:
    """The calendar with this day open."""
    holidays = tuple(other for other in calendar.holidays if other != day)
    workdays = {other: periods for other, periods in calendar.workdays.items() if other != day}
    if not calendar.hours.get(WEEKDAYS[day.weekday()]):
        workdays[day] = ordinary(calendar)
    return _with_days(calendar, holidays, workdays)


def closed(calendar: Calendar, day: date) -> Calendar:
    """The calendar with this day closed."""
    workdays = {other: periods for other, periods in calendar.workdays.items() if other != day}
    holidays = [other for other in calendar.holidays if other != day]
    if calendar.hours.get(WEEKDAYS[day.weekday()]):
        holidays.append(day)
    return _with_days(calendar, holidays, workdays)


def with_hours(calendar: Calendar, weekday: str, periods: Periods) -> Calendar:
    """The calendar with other periods on a weekday ("mon" … "sun"); none closes it.

    Make-up days that had the ordinary periods get the new ordinary ones.

    Raises:
        LimitError: calendar-period, calendar-closed.
    """
    hours = {day: kept for day in WEEKDAYS if (kept := periods if day == weekday else calendar.hours.get(day, ()))}
    made = msgspec.structs.replace(calendar, hours=hours)
    before, after = ordinary(calendar), ordinary(made)
    workdays = {day: after if kept == before else kept for day, kept in made.workdays.items()}
    return msgspec.structs.replace(made, workdays=workdays)


def with_year(calendar: Calendar, days: DayList) -> Calendar:
    """The calendar with the days off and make-up days of a year replaced; the year counts as published."""
    def others(known: Iterable[date]) -> Iterator[date]:
        return (day for day in known if day.year != days.year)

    workdays = {day: calendar.workdays[day] for day in others(calendar.workdays)}
    workdays |= {day: ordinary(calendar) for day in days.workdays}
    last = date(days.year, 12, 31)
    through = last if calendar.published_through is None else max(calendar.published_through, last)
    made = _with_days(calendar, [*others(calendar.holidays), *days.holidays], workdays)
    return msgspec.structs.replace(made, published_through=through)


def periods_text(periods: Periods) -> str:
    """08:30-12:00 14:00-17:30; "" where it is closed."""
    return " ".join(f"{since}-{to}" for since, to in periods)


def read_periods(text: str) -> Periods:
    """Periods as typed: "8:30-12:00 14:00-17:30", also with 、 or , between and ～ or 至 within; "" is closed.

    Raises:
        LimitError: calendar-period with what cannot be read.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found: list[tuple[str, str]] = []
    for part in re.split(r"[\s,、;]+", re.sub(r"\s*([-~–—至到])\s*", "-", plain)):
        if not part:
            continue
        match = re.fullmatch(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", part)
        if match is None:
            raise LimitError("calendar-period", period=part)
        hour, minute, until, last = match.groups()
        since, to = f"{int(hour):02d}:{minute}", f"{int(until):02d}:{last}"
        if not ("00:00" <= since < to <= "24:00" and minute < "60" and last < "60") or (found and found[-1][1] > since):
            raise LimitError("calendar-period", period=part)
        found.append((since, to))
    return tuple(found)


# -- a notice of holidays ---------------------------------------------------------------------------------------------

_ASIDE = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年")
_DATE = r"(?:(?P<{0}y>20\d{{2}})\s*[年/.-]\s*)?(?:(?P<{0}m>\d{{1,2}})\s*[月/.-]\s*)?(?P<{0}d>\d{{1,2}})(?:\s*[日号])?"
_SPAN = re.compile(rf"(?<!\d){_DATE.format('a')}(?:\s*(?:至|到|~|—|–)\s*{_DATE.format('b')})?(?!\d)")
_COUNTED = re.compile(r"共\s*\d+\s*天|\d+\s*天")
_WORK, _OFF = re.compile(r"上班|班|work", re.IGNORECASE), re.compile(r"放假|休|holiday|off", re.IGNORECASE)
_END = re.compile(r"[。;!\n]+")


def read_days(text: str, year: int) -> DayList:
    """The days off and make-up days that a list or the State Council's notice (放假安排的通知) names for a year.

    A sentence with 上班 or 班 names work days, one with 放假 or 休 days off: "1月1日（周四）至3日（周六）放假调休，
    共3天。1月4日（周日）上班。", or a line a day: "2027-01-01 休", "2027-02-07 班". Sentences without a date are passed
    over; one with dates and without such a word is refused, not guessed.

    Raises:
        ListError: days-none, days-unreadable (with the sentence), days-year, days-both, days-many.
    """
    if len(text) > MOST_TEXT:
        raise ListError("days-many", most=MOST_DAYS)
    plain = unicodedata.normalize("NFKC", text)
    while _ASIDE.search(plain):
        plain = _ASIDE.sub("", plain)
    holidays: set[date] = set()
    workdays: set[date] = set()
    for sentence in _END.split(plain):
        words = _COUNTED.sub("", sentence).strip()
        days = [day for part in re.split(r"[,，]", words) for day in _days_in(part, year, sentence.strip())]
        if not days:
            continue
        if _WORK.search(words) and not re.search(r"不上班", words):
            if _OFF.search(_before_work(words)):
                off, on = _split(words, year, sentence.strip())
                holidays.update(off)
                workdays.update(on)
            else:
                workdays.update(days)
        elif _OFF.search(words):
            holidays.update(days)
        else:
            raise ListError("days-unreadable", text=sentence.strip()[:60])
    both = sorted(holidays & workdays)
    if both:
        raise ListError("days-both", day=both[0].isoformat())
    if not holidays and not workdays:
        raise ListError("days-none", year=year)
    wrong = sorted(day for day in holidays | workdays if day.year != year)
    if wrong:
        raise ListError("days-year", day=wrong[0].isoformat(), year=year)
    if len(holidays | workdays) > MOST_DAYS:
        raise ListError("days-many", most=MOST_DAYS)
    return DayList(year=year, holidays=tuple(sorted(holidays)), workdays=tuple(sorted(workdays)))


def _before_work(words: str) -> str:
    found = _WORK.search(words)
    return words[:found.start()] if found else ""


def _split(words: str, year: int, sentence: str) -> tuple[list[date], list[date]]:
    """A sentence that names both: each part goes by the next word of its kind."""
    off: list[date] = []
    on: list[date] = []
    waiting: list[date] = []
    for part in re.split(r"[,，]", words):
        waiting += _days_in(part, year, sentence)
        if _WORK.search(part):
            on += waiting
            waiting = []
        elif _OFF.search(part):
            off += waiting
            waiting = []
    if waiting:
        raise ListError("days-unreadable", text=sentence[:60])
    return off, on


def _days_in(words: str, year: int, sentence: str) -> list[date]:
    """The days that a part of a sentence names, one by one."""
    words = re.sub(r"(?<!\d)20\d{2}\s*年(?!\s*\d)", "", words)  # "2027年元旦": a year without a day
    found: list[date] = []
    at, month = year, None
    for match in re.split(r"、", words):
        span = _SPAN.search(match)
        if span is None:
            continue
        at = int(span["ay"] or at)
        month = int(span["am"]) if span["am"] else month
        if month is None:
            if re.search(r"\d\s*[日号]", match):
                raise ListError("days-unreadable", text=sentence[:60])
            continue
        first = _date(at, month, int(span["ad"]), sentence)
        last = first
        if span["bd"]:
            month = int(span["bm"]) if span["bm"] else month
            last = _date(int(span["by"] or at), month, int(span["bd"]), sentence)
        if not first <= last <= first + timedelta(days=MOST_DAYS):
            raise ListError("days-unreadable", text=sentence[:60])
        found += [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return found


def _date(year: int, month: int, day: int, sentence: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as err:
        raise ListError("days-unreadable", text=sentence[:60]) from err


def _with_days(calendar: Calendar, holidays: Iterable[date], workdays: dict[date, Periods]) -> Calendar:
    return msgspec.structs.replace(
        calendar, holidays=tuple(sorted(set(holidays))), workdays=dict(sorted(workdays.items())))
