"""Times, lengths, limits and figures in words; times are Asia/Shanghai on screen."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core.limits import Limit, Unit
from commandcenter.core.numbers import SHANGHAI, day_start
from commandcenter.ui.counted import Counted
from commandcenter.ui.texts import say

translate = QCoreApplication.translate  # a name that lupdate knows

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
EMPTY = "—"

MINUTES: dict[Any, Any] = {  # below an hour
    Unit.URGENT_HOUR: QT_TRANSLATE_NOOP("Limit", "{0} min (urgent time)"),
    Unit.WORK_HOUR: QT_TRANSLATE_NOOP("Limit", "{0} min (work time)"),
}


def limit_text(limit: Limit | None) -> str:
    """A limit in words: 2 紧急工作时; 15 分（紧急工作时）; an instant; no limit."""
    if limit is None or (limit.unit is None and limit.until is None):
        return translate("Limit", "no limit")
    if limit.until is not None:
        return translate("Limit", "until {0}").format(moment(limit.until))
    assert limit.unit is not None
    minutes = (limit.n or 0) * 60
    if minutes < 60 and limit.unit in MINUTES and minutes == int(minutes):
        return say("Limit", MINUTES, limit.unit).format(int(minutes))
    return _of_unit(limit.unit, limit.n or 0)


def _of_unit(unit: Unit, n: float) -> str:
    """A number of a unit; half an hour takes the form of several."""
    form = 1 if n == 1 else 2
    words = {
        Unit.URGENT_HOUR: Counted.tr("{0} urgent hour(s)", "", form),
        Unit.WORK_HOUR: Counted.tr("{0} work hour(s)", "", form),
        Unit.WORK_DAY: Counted.tr("{0} work day(s)", "", form),
        Unit.NATURAL_DAY: Counted.tr("{0} natural day(s)", "", form),
        Unit.URGENT_DAY: Counted.tr("{0} urgent day(s)", "", form),
    }
    return words[unit].format(f"{n:g}")


def local(at: int) -> datetime:
    """An instant (ms UTC) in Asia/Shanghai."""
    return datetime.fromtimestamp(at / 1000, SHANGHAI)


def clock(at: int) -> str:
    """14:32."""
    return _clock(local(at))


def moment(at: int) -> str:
    """2026-11-20 14:32."""
    when = local(at)
    return f"{_date(when)} {_clock(when)}"


def day_text(at: int) -> str:
    """11-20."""
    when = local(at)
    return f"{when.month:02d}-{when.day:02d}"


def _date(when: datetime) -> str:
    """2026-11-20. Put together here: strftime imports a module each time, and texts of hundreds of rows are made."""
    return f"{when.year:04d}-{when.month:02d}-{when.day:02d}"


def _clock(when: datetime) -> str:
    return f"{when.hour:02d}:{when.minute:02d}"


def span(ms: int) -> str:
    """A length as people say it: 3 天 4 时, 1 时 20 分, 12 分, 不足 1 分."""
    if ms < MINUTE:
        return translate("Time", "under 1 min")
    days, rest = divmod(ms, DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    if days >= 2:
        return translate("Time", "{0} d {1} h").format(days, hours)
    hours += days * 24
    if hours:
        return translate("Time", "{0} h {1:02d} min").format(hours, minutes)
    return translate("Time", "{0} min").format(minutes)


def remaining(now: int, due: int | None, paused: bool, tentative: bool) -> str:
    """还剩 1 时 20 分, 已超 35 分, 暂停, 无时限; 约 before it where the calendar is provisional."""
    if paused:
        return translate("Time", "paused")
    if due is None:
        return translate("Time", "no limit")
    over = due <= now
    text = (translate("Time", "{0} over") if over else translate("Time", "{0} left")).format(span(abs(due - now)))
    return translate("Time", "about {0}").format(text) if tentative else text


def due_text(now: int, due: int | None) -> str:
    """今 13:57, 明 10:52, 11-23 10:52, 2027-01-04."""
    if due is None:
        return EMPTY
    days = (day_start(due) - day_start(now)) // DAY
    if days == 0:
        return translate("Time", "today {0}").format(clock(due))
    if days == 1:
        return translate("Time", "tomorrow {0}").format(clock(due))
    return _dated(now, due)


def since(now: int, at: int) -> str:
    """Since when something goes on: 09:20 of today, else 11-18 09:20."""
    return clock(at) if day_start(now) == day_start(at) else f"{day_text(at)} {clock(at)}"


def past(now: int, at: int) -> str:
    """刚刚, 5 分钟前, 今 09:20, 昨 16:40, 11-18 09:20."""
    days = (day_start(now) - day_start(at)) // DAY
    if 0 <= now - at < MINUTE:
        return translate("Time", "just now")
    if 0 <= now - at < HOUR:
        return translate("Time", "{0} min ago").format((now - at) // MINUTE)
    if days == 0:
        return translate("Time", "today {0}").format(clock(at))
    if days == 1:
        return translate("Time", "yesterday {0}").format(clock(at))
    return _dated(now, at)


def _dated(now: int, at: int) -> str:
    """11-23 10:52 in the same year, else 2027-01-04."""
    when = local(at)
    return _date(when)[5:] + " " + _clock(when) if when.year == local(now).year else _date(when)


def line_time(now: int, at: int) -> str:
    """The time of a line of the course: the clock today, else the day."""
    return clock(at) if day_start(now) == day_start(at) else day_text(at)


def weekday(at: int) -> str:
    """周五."""
    names: tuple[Any, ...] = (
        QT_TRANSLATE_NOOP("Time", "Mon"),
        QT_TRANSLATE_NOOP("Time", "Tue"),
        QT_TRANSLATE_NOOP("Time", "Wed"),
        QT_TRANSLATE_NOOP("Time", "Thu"),
        QT_TRANSLATE_NOOP("Time", "Fri"),
        QT_TRANSLATE_NOOP("Time", "Sat"),
        QT_TRANSLATE_NOOP("Time", "Sun"),
    )
    return translate("Time", names[local(at).weekday()])


def rate_text(rate: float | None) -> str:
    """93.8 %, or — where there is nothing to count."""
    return EMPTY if rate is None else f"{rate * 100:.1f} %"


def number_text(n: int) -> str:
    """1,234,567."""
    return f"{n:,}"
