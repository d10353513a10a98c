"""Limits (时限): n of a unit, until an instant, or none; and how they are read from words.

No calendar, no deadline: those are core/work_calendar.py's and core/deadlines.py's. Instants are integer ms UTC.
"""

import math
import re
import unicodedata
from enum import StrEnum

import msgspec

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

_MOST = 100_000


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
