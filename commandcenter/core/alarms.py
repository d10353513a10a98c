"""Alarms: what kinds there are, how urgent each is, when many are one, and how many an hour are too many. Pure.

Who raised one, who has seen it and how it sounds is not here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from commandcenter.core.limits import HOUR_MS, MINUTE_MS


class Kind(StrEnum):
    """What an alarm is about; also the name of its tone."""

    SEVERE = "severe"  # 严重超期
    URGENT = "urgent"  # 新的紧急案件
    WHISTLE = "whistle"  # 吹哨超时
    ORDERED = "ordered"  # 督办
    REPLY_DUE = "reply_due"  # 督办未回复
    OVERDUE = "overdue"  # 超期
    RETURNED = "returned"  # 案件退回
    REPLY = "reply"  # 督办有回复
    NEAR = "near"  # 临期
    SYNC = "sync"  # 同步故障
    LATE = "late"  # 休眠期间


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How a kind behaves: `priority` 3 (high) to 1; `sticks`: on the banner until somebody has seen it."""

    priority: int
    sticks: bool


HIGH = 3
OVER = frozenset({Kind.OVERDUE, Kind.SEVERE})  # one of these a case is enough, whichever of its clocks ran out
PROFILES: Mapping[Kind, Profile] = {
    Kind.SEVERE: Profile(priority=3, sticks=True), Kind.URGENT: Profile(priority=3, sticks=True),
    Kind.WHISTLE: Profile(priority=3, sticks=True), Kind.ORDERED: Profile(priority=2, sticks=True),
    Kind.REPLY_DUE: Profile(priority=2, sticks=True), Kind.OVERDUE: Profile(priority=2, sticks=True),
    Kind.RETURNED: Profile(priority=2, sticks=True), Kind.LATE: Profile(priority=2, sticks=True),
    Kind.REPLY: Profile(priority=1, sticks=False), Kind.NEAR: Profile(priority=1, sticks=False),
    Kind.SYNC: Profile(priority=1, sticks=False),
}
MANY = 4  # so many of a kind at once are one line
CHATTER_MS = 30 * MINUTE_MS  # the same kind about the same case within this time is told again, but does not ring
LATE_MS = 10 * MINUTE_MS  # nobody watched for so long: what came meanwhile is told as one
MOST_SNOOZES = 2
SNOOZE_MIN = (10, 30)
ACCEPTABLE, MANAGEABLE = 6, 12
"""Alarms an hour for one operator: up to 6 (one in ten minutes) very likely acceptable, up to 12 the most that can be
managed over hours.

Source: EEMUA Publication 191 and ANSI/ISA-18.2 (alarm system performance metrics), as both are commonly quoted: their
texts were not at hand. They are about process plants; that they hold for a case desk is our choice.
"""


class Strain(IntEnum):
    """What an hour's alarms ask of an operator."""

    CALM = 0
    BUSY = 1  # above acceptable
    FLOOD = 2  # above manageable


def strain(an_hour: int) -> Strain:
    """How an hour's number of alarms is judged."""
    return Strain.CALM if an_hour <= ACCEPTABLE else Strain.BUSY if an_hour <= MANAGEABLE else Strain.FLOOD


@dataclass(frozen=True, kw_only=True)
class Load:
    """How often it rang: in the last 60 minutes, and in each of the last hours up to now, the oldest first."""

    last_hour: int = 0
    hours: tuple[int, ...] = ()

    @property
    def strain(self) -> Strain:
        return strain(self.last_hour)


def load(rang: Iterable[int], now: int, hours: int = 8) -> Load:
    """The load from the instants at which it rang (ms UTC); an instant still to come counts nowhere."""
    bars = [0] * hours
    for at in rang:
        ago = (now - at) // HOUR_MS
        if at <= now and ago < hours:
            bars[hours - 1 - ago] += 1
    return Load(last_hour=bars[-1], hours=tuple(bars))


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An alarm that waits to be seen, as far as grouping goes: `batch` "" unless it came while nobody watched."""

    key: str
    kind: Kind
    at: int
    batch: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Alarms that are one line: all of a batch, or all of a kind where there are many; `kind` LATE for a batch."""

    kind: Kind
    keys: tuple[str, ...]
    at: int
    priority: int


def grouped(waiting: Sequence[Waiting]) -> tuple[Group, ...]:
    """The lines, the highest priority first, the oldest first among equals."""
    batches: dict[str, list[Waiting]] = {}
    kinds: dict[Kind, list[Waiting]] = {}
    for one in waiting:
        if one.batch:
            batches.setdefault(one.batch, []).append(one)
        else:
            kinds.setdefault(one.kind, []).append(one)
    made = [_group(Kind.LATE if len(many) > 1 else many[0].kind, many) for many in batches.values()]
    for kind, some in kinds.items():
        made += [_group(kind, some)] if len(some) >= MANY else [_group(kind, [one]) for one in some]
    return tuple(sorted(made, key=_first))


def _group(kind: Kind, some: list[Waiting]) -> Group:
    some = sorted(some, key=_age)
    return Group(kind=kind, keys=tuple(one.key for one in some), at=some[0].at,
                 priority=max(PROFILES[one.kind].priority for one in some))


def _age(one: Waiting) -> tuple[int, str]:
    return one.at, one.key


def _first(group: Group) -> tuple[int, int, str]:
    return -group.priority, group.at, group.keys[0]
