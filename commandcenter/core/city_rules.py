"""The city's rules as a document: what the city decides and no code may."""

from enum import StrEnum
from typing import Literal

import msgspec

from commandcenter.core import limits
from commandcenter.core.bodies import ReferKind, RequestKind, WhistleKind
from commandcenter.core.controls import Control, class_in
from commandcenter.core.document_form import Form
from commandcenter.core.limits import Limit
from commandcenter.core.whistle import CALLERS


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


class StageLimits(Form, frozen=True, kw_only=True):
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


class ReferReceiver(Form, frozen=True, kw_only=True):
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


class WhistleLimits(Form, frozen=True, kw_only=True):
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
UNDECIDED = frozenset({RequestKind.VOID, RequestKind.REFUSAL})
"""What a city may let be done without anybody's approval."""


def usual_approvals() -> dict[RequestKind, tuple[str, ...]]:
    """Two levels for more time, both sides for an appeal, the shift leader for voiding; filing may just be refused."""
    return {
        RequestKind.EXTENSION: ("department", "dispatcher"), RequestKind.DEFERRAL: ("department", "dispatcher"),
        RequestKind.APPEAL: ("dispatcher", "acceptor"), RequestKind.VOID: ("shift_leader",),
    }


class Rules(Form, frozen=True, kw_only=True):
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
    approvals: dict[RequestKind, tuple[str, ...]] = msgspec.field(default_factory=usual_approvals)
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
        for kind in (kind for kind in RequestKind if kind not in UNDECIDED):
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
