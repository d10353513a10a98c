"""Case numbers people read: provisional at once, the city's later. Days are Asia/Shanghai."""

from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))  # no summer time since 1992


def shanghai_day(at: int) -> str:
    """The day of an instant (ms UTC) as yyyymmdd."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI).strftime("%Y%m%d")


def shanghai_date(at: int) -> date:
    """The day of an instant (ms UTC)."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI).date()


def day_start(at: int) -> int:
    """Midnight (Asia/Shanghai) before an instant, ms UTC."""
    offset = 8 * 3_600_000
    return (at + offset) // 86_400_000 * 86_400_000 - offset


def provisional_number(day: str, letter: str, count: int) -> str:
    """yyyymmdd-B042: day, workstation letter, count."""
    return f"{day}-{letter}{count:03d}"


def short_number(number: str) -> str:
    """20261120-0037 → 1120-0037, 20261122-B042 → 1122-B042; a number of another form stays as it is."""
    day, dash, rest = number.partition("-")
    return f"{day[4:]}-{rest}" if dash and len(day) == 8 and day.isdigit() else number
