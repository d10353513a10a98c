"""Reference documents (规则文书): the city's catalogue, calendar, ladder, rules and roles; a street's users,
units and responsibility list.

Only their form and what can be looked up in them; where they lie, which version holds: the log's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from commandcenter.core import limits
from commandcenter.core.bodies import ReferKind, RequestKind, WhistleKind
from commandcenter.core.controls import Control, class_in
from commandcenter.core.duty import DutyHours, is_urgent
from commandcenter.core.limits import Calendar, Limit, Pauses
from commandcenter.core.whistle import CALLERS

UNCLASSIFIED = "unclassified"
"""The class 未分类: no condition, no limit, waits for an acceptor."""


class DocumentError(ValueError):
    """A document that cannot be used: its `name` (empty where not even that is readable), `what` is wrong."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name or 'document'}: {what}")
        self.name, self.what = name, what


class Channel(StrEnum):
    """How a report came in (问题来源)."""

    COLLECTOR = "collector"  # 采集员巡查
    PUBLIC = "public"  # 公众（微信、随手拍）
    HOTLINE = "hotline"  # 热线电话（12345、12319）
    WEB = "web"  # 网站、邮件
    MEDIA = "media"  # 媒体
    SUPERIOR = "superior"  # 上级交办
    VIDEO = "video"  # 视频、智能识别
    STAFF = "staff"  # 工作人员自查
    SYSTEM = "system"  # 其他系统转入


class _Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    pass


class Condition(_Form, frozen=True, kw_only=True):
    """A filing condition (立案条件) with its handling limit and its closing condition (结案条件)."""

    id: str
    text: str
    limit: Limit
    close: str


class CaseClass(_Form, frozen=True, kw_only=True):
    """A minor class (小类) of a major class (大类); the key is kind, two digits major, two digits minor."""

    key: str
    name: str
    major: str
    major_name: str
    conditions: tuple[Condition, ...] = ()


class Catalogue(_Form, frozen=True, kw_only=True):
    """Classes and filing conditions of one code set (立结案标准); codes of another set mean other things."""

    code_set: str
    title: str
    source: str
    classes: tuple[CaseClass, ...]

    def __post_init__(self) -> None:
        if len(self._classes) != len(self.classes):
            raise ValueError("a class key comes twice")
        if len(self._conditions) != sum(len(entry.conditions) for entry in self.classes):
            raise ValueError("a condition id comes twice")

    def find(self, class_key: str) -> CaseClass | None:
        """The class of a key, or None."""
        return self._classes.get(class_key)

    def condition(self, condition_id: str) -> Condition | None:
        """The filing condition of an id, or None."""
        return self._conditions.get(condition_id)

    @cached_property
    def majors(self) -> dict[str, str]:
        """Key → name of the major classes, in the catalogue's order."""
        return {entry.major: entry.major_name for entry in self.classes}

    @cached_property
    def _classes(self) -> dict[str, CaseClass]:
        return {entry.key: entry for entry in self.classes}

    @cached_property
    def _conditions(self) -> dict[str, Condition]:
        return {condition.id: condition for entry in self.classes for condition in entry.conditions}


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


class Rung(_Form, frozen=True, kw_only=True):
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
        due = limits.due(start, limit, calendar, pauses)
        if due is None:
            return None
        at: int | None = due
        if self.share is not None:
            at = limits.share_at(start, limit, calendar, pauses, self.share)
        elif self.before is not None and self.before.unit is not None:
            at = max(start, due - round((self.before.n or 0) * limits.CONTINUOUS_MS[self.before.unit]))
        elif self.after is not None and self.after.n:
            at = limits.due(due, self.after, calendar, pauses)
        if at is None or self.least is None:
            return at
        least = limits.due(due, self.least, calendar, pauses)
        return None if least is None else max(at, least)


class UrgencyRules(_Form, frozen=True, kw_only=True):
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


class Ladder(_Form, frozen=True, kw_only=True):
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


class StageLimits(_Form, frozen=True, kw_only=True):
    """Limits of the process steps (环节时限), not of the problem."""

    accept: Limit  # 受理立案
    verify: Limit  # 核实
    dispatch: Limit  # 派遣
    sign: Limit  # 签收
    review: Limit  # 反馈审核、批转
    check: Limit  # 核查
    close: Limit  # 结案


class ReworkClock(StrEnum):
    """What a rework does to the handling clock."""

    NEW = "new"  # 重新计时
    CONTINUED = "continued"  # 继续计时


class Standstill(StrEnum):
    """What makes the handling clock stand still."""

    RETURNED = "returned"  # 回退，待改派
    DEFERRED = "deferred"  # 挂账
    REFERRED = "referred"  # 横向派送、逐级上报，待回复


class ReferReceiver(_Form, frozen=True, kw_only=True):
    """Somebody outside the street that a case can be sent to (转送)."""

    id: str
    name: str
    level: Literal["same", "district"]

    @property
    def kind(self) -> ReferKind:
        """Across to the same level, or up."""
        return ReferKind.UP if self.level == "district" else ReferKind.ACROSS


def _usual_receivers() -> tuple[ReferReceiver, ...]:
    """The next street and the district; proposals for a city that names none."""
    return (ReferReceiver(id="refer-district", name="区城市管理委员会", level="district"),
            ReferReceiver(id="refer-neighbour", name="相邻街道", level="same"))


def _usual_refer_limits() -> dict[ReferKind, Limit]:
    """Proposals too."""
    days = {ReferKind.ACROSS: 1, ReferKind.UP: 2}
    return {kind: Limit(n=n, unit=limits.Unit.WORK_DAY) for kind, n in days.items()}


class WhistleLimits(_Form, frozen=True, kw_only=True):
    """By when each unit that is called signs in, arrives and has a result, all from the call on."""

    sign: Limit  # 签到
    arrive: Limit  # 到场
    result: Limit  # 处置结果


def _usual_whistles() -> dict[WhistleKind, WhistleLimits]:
    """Half an hour to the site (Pinggu 平谷); signing in and results are proposals."""
    soon, there = Limit(n=0.25, unit=limits.Unit.URGENT_HOUR), Limit(n=0.5, unit=limits.Unit.URGENT_HOUR)
    results = {
        WhistleKind.COMPLAINT: Limit(n=5, unit=limits.Unit.WORK_DAY),
        WhistleKind.JOINT: Limit(n=1, unit=limits.Unit.WORK_DAY),
        WhistleKind.EMERGENCY: Limit(n=4, unit=limits.Unit.URGENT_HOUR),
    }
    return {kind: WhistleLimits(sign=soon, arrive=there, result=result) for kind, result in results.items()}


DECIDERS: dict[RequestKind, frozenset[str]] = {
    RequestKind.EXTENSION: frozenset({"department", "dispatcher", "shift_leader", "leader"}),
    RequestKind.DEFERRAL: frozenset({"department", "dispatcher", "shift_leader", "leader"}),
    RequestKind.APPEAL: frozenset({"department", "dispatcher", "acceptor", "shift_leader", "leader"}),
    RequestKind.VOID: frozenset({"shift_leader"}),
    RequestKind.REFUSAL: frozenset({"shift_leader"}),
}
"""Which roles a city may let decide a request."""


def _usual_approvals() -> dict[RequestKind, tuple[str, ...]]:
    """Two levels for more time, both sides for an appeal, the shift leader for voiding; filing may just be refused."""
    return {
        RequestKind.EXTENSION: ("department", "dispatcher"), RequestKind.DEFERRAL: ("department", "dispatcher"),
        RequestKind.APPEAL: ("dispatcher", "acceptor"), RequestKind.VOID: ("shift_leader",),
    }


class Rules(_Form, frozen=True, kw_only=True):
    """What the city decides and no code may: stage limits, for whom the desk may act, when to look twice,
    how often a deadline may move, and who decides."""

    stage_limits: StageLimits
    on_behalf: dict[str, tuple[str, ...]]
    """Role at the desk → roles whose acts it may enter (代录)."""
    verify_first: tuple[Channel, ...]
    """Channels whose reports are verified on site before filing."""
    duplicate_radius_m: int
    duplicate_within_h: int
    least_reason: int
    """Fewest characters of a reason that must be given."""
    city: str = ""
    source: str = ""
    """Where the rules are written."""
    approvals: dict[RequestKind, tuple[str, ...]] = msgspec.field(default_factory=_usual_approvals)
    """Request → roles that decide, in order; a request without an entry needs no approval."""
    most_extensions: int = 1
    """How many approved extensions a case may have; each adds the original limit once."""
    most_deferrals: int = 1
    deferral_days: int = 365
    """Longest deferral in natural days."""
    rework_clock: ReworkClock = ReworkClock.NEW
    stands_still: tuple[Standstill, ...] = (Standstill.RETURNED, Standstill.DEFERRED, Standstill.REFERRED)
    whistles: dict[WhistleKind, WhistleLimits] = msgspec.field(default_factory=_usual_whistles)
    """Kinds of whistles (吹哨) that there are, and the limits of each unit that is called."""
    whistle_by: tuple[str, ...] = ("dispatcher", "shift_leader", "leader")
    """Roles that may whistle, rate the units and close a whistle."""
    refer_to: tuple[ReferReceiver, ...] = msgspec.field(default_factory=_usual_receivers)
    """Who a case can be sent to, across or up (横向派送、逐级上报)."""
    refer_limits: dict[ReferKind, Limit] = msgspec.field(default_factory=_usual_refer_limits)
    """By when they answer, from the sending on, both ways."""
    judge_returns: bool = False
    """Whether the shift leader judges a unit's return before it is dispatched again (误派核实)."""

    after_photo: tuple[str, ...] = ()
    """For which cases handling needs a photo of how it became (处置后照片): class keys, major classes, or kinds."""
    controls: tuple[Control, ...] = ()
    """Where and when some reports are not taken (管控)."""

    def __post_init__(self) -> None:
        if set(self.whistle_by) - CALLERS or not self.whistle_by:
            raise ValueError(f"whistle_by: only {', '.join(sorted(CALLERS))} may whistle, and somebody must")
        if len({one.id for one in self.refer_to}) != len(self.refer_to):
            raise ValueError("refer_to: one id twice")
        if missing := set(ReferKind) - set(self.refer_limits):
            raise ValueError(f"refer_limits: none for {', '.join(sorted(missing))}")
        for kind, roles in self.approvals.items():
            wrong = set(roles) - DECIDERS[kind]
            if wrong or len(set(roles)) != len(roles):
                who = ", ".join(sorted(wrong)) or "one role twice"
                raise ValueError(f"approvals: {kind} cannot be decided by {who}")
        for kind in (RequestKind.EXTENSION, RequestKind.DEFERRAL, RequestKind.APPEAL):
            if not self.approvals.get(kind):
                raise ValueError(f"approvals: nobody decides a request for {kind}")

    def may_enter_for(self, role: str, act_role: str) -> bool:
        """Whether somebody in `role` may enter an act of `act_role` on behalf (代录); a handler's like the unit's."""
        allowed = self.on_behalf.get(role, ())
        return act_role in allowed or (act_role == "handler" and "department" in allowed)

    def wants_after_photo(self, class_key: str) -> bool:
        """Whether handling a case of this class needs a photo of how it became."""
        return class_in(class_key, self.after_photo)

    def first_level(self, kind: RequestKind, role: str) -> str:
        """Who decides a request of `role` first: the level after its own; "" where nobody needs to."""
        levels = self.approvals.get(kind, ())
        later = levels[levels.index(role) + 1:] if role in levels else levels
        return later[0] if later else levels[-1] if levels else ""

    def next_level(self, kind: RequestKind, level: str) -> str:
        """Who decides after `level`; "" where its word is the last."""
        levels = self.approvals.get(kind, ())
        return next(iter(levels[levels.index(level) + 1:]), "") if level in levels else ""


class RoleEntry(_Form, frozen=True, kw_only=True):
    """A role in words; `desk`: sits at a workstation (the others act through somebody who does)."""

    id: str
    name: str
    name_en: str
    desk: bool
    does: str


class Roles(_Form, frozen=True, kw_only=True):
    """All roles (角色)."""

    roles: tuple[RoleEntry, ...]

    def find(self, role: str) -> RoleEntry | None:
        """The role of an id, or None."""
        return next((entry for entry in self.roles if entry.id == role), None)


PASSWORD_FORM = "$argon2id$"
MOST_VERIFIER = 256  # characters


class User(_Form, frozen=True, kw_only=True):
    """Somebody of the street: at the desk, or a collector with the communities walked.

    `password` is an Argon2id verifier (never the password): without one nobody signs in as this user. `scope` are the
    codes of the communities whose cases they may act on, empty for the whole street; `unit` the unit of a department.
    """

    id: str
    name: str
    role: str
    post: str
    communities: tuple[str, ...] = ()
    password: str = ""
    disabled: bool = False
    scope: tuple[str, ...] = ()
    unit: str = ""

    def __post_init__(self) -> None:
        if self.password and not (self.password.startswith(PASSWORD_FORM) and len(self.password) <= MOST_VERIFIER):
            raise ValueError(f"{self.id}: password is no Argon2id verifier")


class Users(_Form, frozen=True, kw_only=True):
    """The people of a street (人员)."""

    users: tuple[User, ...]

    def __post_init__(self) -> None:
        if len(self._users) != len(self.users):
            raise ValueError("a user id comes twice")

    def find(self, user_id: str) -> User | None:
        """The user of an id, or None."""
        return self._users.get(user_id)

    @cached_property
    def enforced(self) -> bool:
        """Whether this street has accounts: from the first verifier on only its users may act, signed in."""
        return any(user.password for user in self.users)

    def collector_of(self, community: str) -> User | None:
        """The first collector who walks a community, or None."""
        return next((user for user in self.users if community in user.communities), None)

    @cached_property
    def _users(self) -> dict[str, User]:
        return {user.id: user for user in self.users}


class ResponsibleUnit(_Form, frozen=True, kw_only=True):
    """A unit that handles cases (责任单位) and who leads it."""

    id: str
    name: str
    short: str
    kind: str
    head: str


class Units(_Form, frozen=True, kw_only=True):
    """The responsible units of a street."""

    units: tuple[ResponsibleUnit, ...]

    def __post_init__(self) -> None:
        if len(self._units) != len(self.units):
            raise ValueError("a unit id comes twice")

    def find(self, unit_id: str) -> ResponsibleUnit | None:
        """The unit of an id, or None."""
        return self._units.get(unit_id)

    @cached_property
    def _units(self) -> dict[str, ResponsibleUnit]:
        return {unit.id: unit for unit in self.units}


class Duty(_Form, frozen=True, kw_only=True):
    """Who is responsible: `match` is a class key, a major class or a kind; without communities and grids it is for all.

    `since` and `until` are its first and its last day (街道赋权动态调整); None: always, for good.
    """

    match: str
    unit: str
    communities: tuple[str, ...] = ()
    grids: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"{self.match}: it ends ({self.until}) before it begins ({self.since})")

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of its communities (12 digits) and grid cells (15 digits); "" where it is for all."""
        return (*self.communities, *self.grids) or ("",)

    def holds(self, day: date | None) -> bool:
        """Whether it holds on a day; without a day, whether it has no end."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def meets(self, other: "Duty") -> bool:
        """Whether there is a day on which both hold."""
        starts = [day for day in (self.since, other.since) if day is not None]
        ends = [day for day in (self.until, other.until) if day is not None]
        return not starts or not ends or max(starts) <= min(ends)


class Responsibility(_Form, frozen=True, kw_only=True):
    """The responsibility list of a street (责任清单); core/responsibility.py reads it."""

    duties: tuple[Duty, ...]

    def __post_init__(self) -> None:
        for (match, area), duties in self.by_match.items():
            if any(one.meets(other) for n, one in enumerate(duties) for other in duties[:n]):
                raise ValueError(f"two units answer for the same class and community: {match} {area}".rstrip())

    def find(self, match: str, area: str, day: date | None = None) -> Duty | None:
        """The duty for a match in an area ("": all) on a day; without a day the one that has no end."""
        return next((duty for duty in self.by_match.get((match, area), ()) if duty.holds(day)), None)

    @cached_property
    def by_match(self) -> dict[tuple[str, str], tuple[Duty, ...]]:
        """Duties of (match, area), area "" where they are for all."""
        found: dict[tuple[str, str], tuple[Duty, ...]] = {}
        for duty in self.duties:
            for area in duty.areas:
                found[duty.match, area] = (*found.get((duty.match, area), ()), duty)
        return found


Body = Catalogue | Calendar | Ladder | Rules | Roles | Users | Units | Responsibility

CITY_DOCUMENTS: dict[str, type[Body]] = {
    "catalogue": Catalogue,
    "calendar": Calendar,
    "ladder": Ladder,
    "rules": Rules,
    "roles": Roles,
}
STREET_DOCUMENTS: dict[str, type[Body]] = {"users": Users, "units": Units, "responsibility": Responsibility}
DOCUMENTS: dict[str, type[Body]] = {**CITY_DOCUMENTS, **STREET_DOCUMENTS}


_SUBJECTS = uuid5(NAMESPACE_URL, "commandcenter:document")


def subject_of(stream: str, name: str) -> UUID:
    """The subject of the facts that publish a document in a stream."""
    return uuid5(_SUBJECTS, f"{stream}|{name}")


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document as it lies in a file or a fact: name, version (1, 2 …), and its body, not decoded."""

    name: str
    version: int
    body: msgspec.Raw


def read_document(raw: bytes) -> Document:
    """The envelope of a document; the body is checked too, where this version knows the name.

    Raises:
        DocumentError: not JSON, no document, or a body that does not have the form of its name.
    """
    try:
        document = msgspec.json.decode(raw, type=Document)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DocumentError("", str(error)) from error
    if document.version < 1:
        raise DocumentError(document.name, f"version {document.version} is not 1 or more")
    if document.name in DOCUMENTS:
        decode_body(document.name, bytes(document.body))
    return document


def decode_body(name: str, raw: bytes) -> Body:
    """The typed body of a named document.

    Raises:
        DocumentError: an unknown name, or a body of another form (says which field).
    """
    form = DOCUMENTS.get(name)
    if form is None:
        raise DocumentError(name, "no such kind of document")
    try:
        return msgspec.json.decode(raw, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DocumentError(name, str(error)) from error


@dataclass(frozen=True, kw_only=True)
class Books:
    """The documents that hold for a street now, and their versions by name."""

    catalogue: Catalogue
    calendar: Calendar
    ladder: Ladder
    rules: Rules
    roles: Roles
    users: Users
    units: Units
    responsibility: Responsibility
    versions: Mapping[str, int] = field(default_factory=dict)

    @property
    def code_set(self) -> str:
        """Which code set the class keys belong to."""
        return self.catalogue.code_set

    def minor(self, class_key: str) -> CaseClass | None:
        """The minor class of a key, or None."""
        return self.catalogue.find(class_key)

    def unit(self, unit_id: str) -> ResponsibleUnit | None:
        """The responsible unit of an id, or None."""
        return self.units.find(unit_id)

    def rung(self, level: int) -> Rung | None:
        """The rung of a level, or None."""
        return self.ladder.rung(level)

    @property
    def shown_names(self) -> dict[str, str]:
        """Ids of users and units to the names that may be shown: posts, not persons."""
        counted: dict[str, int] = {}
        names: dict[str, str] = {}
        for user in self.users.users:
            counted[user.post] = counted.get(user.post, 0) + 1
            names[user.id] = f"{user.post}{counted[user.post]:02d}"
        names |= {one.id: one.name for one in self.rules.refer_to}
        return names | {unit.id: unit.name for unit in self.units.units}

    def stage(self, name: str) -> Limit:
        """The limit of a process step: accept, verify, dispatch, sign, review, check or close."""
        limit: Limit = getattr(self.rules.stage_limits, name)
        return limit


def bind(documents: Mapping[str, Document]) -> Books:
    """The books made of documents by name.

    Raises:
        DocumentError: one is missing, or does not have the form of its name.
    """
    bodies: dict[str, Any] = {}  # decode_body gives each name its form
    for name in DOCUMENTS:
        if name not in documents:
            raise DocumentError(name, "not there")
        bodies[name] = decode_body(name, bytes(documents[name].body))
    return Books(**bodies, versions={name: documents[name].version for name in DOCUMENTS})
