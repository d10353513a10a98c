"""A case (案卷): its stages, its clocks and all that it is. How facts add up to one is in core/fold.py.

Which transition leads where is one table, TRANSITIONS; buttons (core/rules.py) and the fold read the same one.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core import whistle
from commandcenter.core.facts import Fact
from commandcenter.core.limits import Limit
from commandcenter.core.photos import Photo
from commandcenter.core.referral import Referral
from commandcenter.core.transfer import Moved, Transfer
from commandcenter.core.transfer_bodies import Received


class Stage(StrEnum):
    """Fine states (domain.md §1.3); outward six steps, see STEP."""

    PENDING_REGISTER = "pending_register"  # 待立案
    PENDING_VERIFY = "pending_verify"  # 待核实
    RETURNED = "returned"  # 退回受理
    PENDING_DISPATCH = "pending_dispatch"  # 待派遣
    PENDING_HANDLE = "pending_handle"  # 待签收、待指派
    HANDLING = "handling"  # 处置中
    SUSPENDED = "suspended"  # 挂账
    HANDLE_FINISH = "handle_finish"  # 处置完成，待反馈
    PENDING_REVIEW = "pending_review"  # 待反馈审核（派遣员）
    PENDING_CHECK = "pending_check"  # 待核查结案（受理员）
    CHECKING = "checking"  # 核查中
    CHECK_PASSED = "check_passed"  # 核查通过
    CHECK_FAILED = "check_failed"  # 核查未通过
    CLOSED = "closed"  # 已结案
    NOT_ACCEPTED = "not_accepted"  # 不予立案
    CANCELLED = "cancelled"  # 作废
    MERGED = "merged"  # 并案，见另案
    TRANSFERRED = "transferred"  # 已移交，在另一街道


TERMINAL = frozenset({Stage.CLOSED, Stage.NOT_ACCEPTED, Stage.CANCELLED, Stage.MERGED, Stage.TRANSFERRED})

# outward six steps: 0 上报, 1 立案, 2 派遣, 3 处置, 4 反馈, 5 结案 = the step that the case stands at
STEP: dict[Stage, int] = {
    Stage.PENDING_REGISTER: 1, Stage.PENDING_VERIFY: 1, Stage.RETURNED: 1, Stage.PENDING_DISPATCH: 2,
    Stage.PENDING_HANDLE: 3, Stage.HANDLING: 3, Stage.SUSPENDED: 3, Stage.HANDLE_FINISH: 4, Stage.PENDING_REVIEW: 4,
    Stage.PENDING_CHECK: 5, Stage.CHECKING: 5, Stage.CHECK_PASSED: 5, Stage.CHECK_FAILED: 5,
    Stage.CLOSED: 5, Stage.NOT_ACCEPTED: 1, Stage.CANCELLED: 1, Stage.MERGED: 1,
    Stage.TRANSFERRED: 1,
}


class Role(StrEnum):
    """In which role an act is done (domain.md §1.2)."""

    COLLECTOR = "collector"  # 采集员
    ACCEPTOR = "acceptor"  # 受理员
    SHIFT_LEADER = "shift_leader"  # 值班长
    DISPATCHER = "dispatcher"  # 派遣员
    INSPECTOR = "inspector"  # 督察员
    DEPARTMENT = "department"  # 处置部门
    HANDLER = "handler"  # 处置人员
    LEADER = "leader"  # 主管
    ADMINISTRATOR = "administrator"  # 管理员
    AUDITOR = "auditor"  # 审计员: sees everything, changes nothing
    WALL = "wall"  # 只读大屏: looks, and nothing else
    TIMER = "timer"  # 时限计时
    PLATFORM = "platform"  # 市级平台


READ_ONLY = frozenset({Role.AUDITOR, Role.WALL})
"""Roles that see and give no command."""


class Judging(StrEnum):
    """How the shift leader judges a unit's return (误派核实, T10)."""

    WAITS = "waits"  # 待核实
    MISDISPATCHED = "misdispatched"  # 确属误派
    REFUTED = "refuted"  # 派遣无误，推诿


@dataclass(frozen=True)
class Transition:
    """From which stages, to which, in which roles. `to` None: the body decides. `only`: stages with roles of their own,
    which `roles` holds too."""

    source: frozenset[Stage]
    to: Stage | None
    roles: frozenset[Role]
    only: tuple[tuple[Stage, Role], ...] = ()

    def roles_at(self, stage: Stage) -> frozenset[Role]:
        """In which roles it may be done at a stage."""
        if not self.only:
            return self.roles
        own = frozenset(role for where, role in self.only if where is stage)
        return own or self.roles - {role for _, role in self.only}


def _t(source: "set[Stage]", to: Stage | None, *roles: Role) -> Transition:
    return Transition(frozenset(source), to, frozenset(roles))


_S, _R = Stage, Role
TRANSITIONS: dict[type[b.Body], Transition] = {
    b.VerificationOrdered: _t({_S.PENDING_REGISTER}, _S.PENDING_VERIFY, _R.ACCEPTOR, _R.SHIFT_LEADER),
    b.Verified: _t({_S.PENDING_VERIFY}, _S.PENDING_REGISTER, _R.COLLECTOR),
    b.Filed: _t({_S.PENDING_REGISTER, _S.RETURNED}, _S.PENDING_DISPATCH, _R.ACCEPTOR, _R.SHIFT_LEADER),
    b.NotFiled: _t({_S.PENDING_REGISTER}, _S.NOT_ACCEPTED, _R.ACCEPTOR, _R.SHIFT_LEADER),
    b.Voided: _t(
        {_S.PENDING_REGISTER, _S.RETURNED, _S.PENDING_DISPATCH}, _S.CANCELLED, _R.ACCEPTOR, _R.SHIFT_LEADER),
    b.Dispatched: _t({_S.PENDING_DISPATCH}, _S.PENDING_HANDLE, _R.DISPATCHER),
    b.ReturnedToAcceptor: _t({_S.PENDING_DISPATCH}, _S.RETURNED, _R.DISPATCHER),
    b.ReturnedToDispatcher: _t({_S.PENDING_HANDLE}, _S.PENDING_DISPATCH, _R.DEPARTMENT),
    b.ReturnJudged: _t({_S.PENDING_DISPATCH}, _S.PENDING_DISPATCH, _R.SHIFT_LEADER, _R.LEADER),
    b.Signed: _t({_S.PENDING_HANDLE}, _S.PENDING_HANDLE, _R.DEPARTMENT),
    b.Assigned: _t({_S.PENDING_HANDLE}, _S.HANDLING, _R.DEPARTMENT),
    b.AssignmentRevoked: _t({_S.HANDLING}, _S.PENDING_HANDLE, _R.DEPARTMENT),
    b.ReturnedToDepartment: _t({_S.HANDLING}, _S.PENDING_HANDLE, _R.HANDLER),
    b.Deferred: _t({_S.PENDING_HANDLE, _S.HANDLING}, _S.SUSPENDED, _R.DEPARTMENT, _R.DISPATCHER, _R.SHIFT_LEADER,
                   _R.LEADER),
    b.Resumed: _t({_S.SUSPENDED}, None, _R.TIMER, _R.DISPATCHER, _R.SHIFT_LEADER),
    b.Handled: _t({_S.HANDLING}, _S.HANDLE_FINISH, _R.DEPARTMENT, _R.HANDLER),
    b.SentBack: _t({_S.HANDLE_FINISH}, _S.HANDLING, _R.DEPARTMENT),
    b.FedBack: _t({_S.HANDLE_FINISH}, _S.PENDING_REVIEW, _R.DEPARTMENT),
    b.Passed: _t({_S.PENDING_REVIEW}, _S.PENDING_CHECK, _R.DISPATCHER),
    b.CheckOrdered: _t({_S.PENDING_CHECK}, _S.CHECKING, _R.ACCEPTOR, _R.SHIFT_LEADER),
    b.Checked: _t({_S.CHECKING}, None, _R.COLLECTOR),
    b.Referred: _t({_S.PENDING_DISPATCH, _S.PENDING_HANDLE, _S.HANDLING}, None, _R.DISPATCHER, _R.SHIFT_LEADER,
                   _R.LEADER),
    b.ReferralAnswered: _t({_S.PENDING_DISPATCH, _S.PENDING_HANDLE, _S.HANDLING}, None, _R.DISPATCHER,
                           _R.SHIFT_LEADER, _R.LEADER),
    b.ReworkOrdered: Transition(
        frozenset({_S.PENDING_REVIEW, _S.PENDING_CHECK, _S.CHECK_FAILED}), _S.PENDING_HANDLE,
        frozenset({_R.ACCEPTOR, _R.SHIFT_LEADER, _R.DISPATCHER}), only=((_S.PENDING_REVIEW, _R.DISPATCHER),)),
    b.Closed: _t({_S.PENDING_CHECK, _S.CHECK_PASSED}, _S.CLOSED, _R.ACCEPTOR, _R.SHIFT_LEADER),
    b.ClosedOnSpot: _t({_S.PENDING_REGISTER}, _S.CLOSED, _R.COLLECTOR),
    b.Merged: _t(set(Stage) - TERMINAL, _S.MERGED, _R.ACCEPTOR, _R.DISPATCHER, _R.SHIFT_LEADER),
    b.TransferAsked: _t(
        {_S.PENDING_REGISTER, _S.RETURNED, _S.PENDING_DISPATCH, _S.PENDING_HANDLE, _S.HANDLING}, None, _R.ACCEPTOR,
        _R.DISPATCHER, _R.SHIFT_LEADER, _R.LEADER),
    b.Unmerged: _t({_S.MERGED}, None, _R.ACCEPTOR, _R.DISPATCHER, _R.SHIFT_LEADER),
}
# origin: import may take the short path reported → filed → dispatched → handled → closed; no other fact may
IMPORT_PATH: dict[type[b.Body], Transition] = {
    b.Filed: _t({_S.PENDING_REGISTER}, _S.PENDING_DISPATCH),
    b.Dispatched: _t({_S.PENDING_DISPATCH}, _S.PENDING_HANDLE),
    b.Handled: _t({_S.PENDING_HANDLE}, _S.HANDLE_FINISH),
    b.Closed: _t({_S.HANDLE_FINISH}, _S.CLOSED),
}
# transitions that stay: a finished case is handled anew instead, and a merge has a counter-fact of its own
FINAL = frozenset({b.Closed, b.ClosedOnSpot, b.Merged, b.Unmerged})
REJECTED = "rejected"  # the mark of a report that the platform did not accept
EARLIEST, LATEST = 0, 16_725_225_600_000  # ms UTC, 1970 to 2500: working time is counted within
_MOST_UNITS = 100_000  # of a limit with its extensions
# while the case stands here a request for more time stays open; with any other step it lapses
ASKABLE = TRANSITIONS[b.Deferred].source
REQUEST_LIVES: dict[b.RequestKind, frozenset[Stage]] = {
    b.RequestKind.EXTENSION: ASKABLE | {Stage.HANDLE_FINISH}, b.RequestKind.DEFERRAL: ASKABLE,
    b.RequestKind.APPEAL: frozenset(), b.RequestKind.VOID: frozenset(), b.RequestKind.REFUSAL: frozenset(),
}
# where a request can be made
REQUESTABLE: dict[b.RequestKind, frozenset[Stage]] = {
    b.RequestKind.EXTENSION: ASKABLE, b.RequestKind.DEFERRAL: ASKABLE,
    b.RequestKind.APPEAL: frozenset({Stage.CLOSED}), b.RequestKind.VOID: TRANSITIONS[b.Voided].source,
    b.RequestKind.REFUSAL: TRANSITIONS[b.NotFiled].source,
}
ESCALATORS = frozenset({Role.TIMER, Role.DISPATCHER, Role.SHIFT_LEADER, Role.INSPECTOR, Role.LEADER})


# the clocks of a case by the names that facts and readings use
CLOCK_FIELDS = {"stage": "stage_clock", "handling": "handling", "reply": "reply", "answer": "answer"}


class Clock(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A running or ended clock. Times ms UTC; `calendar` is the version of the work calendar it counts on."""

    start: int
    limit: Limit
    calendar: int = 0
    pauses: tuple[tuple[int, int | None], ...] = ()
    ended: int | None = None
    extra: int = 0  # extensions granted: each adds the original limit once
    was: int | None = None  # its deadline before the first calendar that re-dated it

    @property
    def granted(self) -> Limit:
        """The limit with its extensions."""
        limit = self.limit
        if not self.extra:
            return limit
        if limit.until is not None:
            return Limit(until=limit.until + max(limit.until - self.start, 0) * self.extra)
        if limit.n is None:
            return limit
        return Limit(n=min(limit.n * (1 + self.extra), _MOST_UNITS), unit=limit.unit)


class Request(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What waits for a decision: the request's fact, and the role (`level`) that decides next. Times ms UTC."""

    fact: UUID
    kind: b.RequestKind
    level: str
    by: str  # the role that asked
    reason: str
    at: int
    until: int | None = None


class Before(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A case as it would stand without its last transition, and whose transition that was: for the counter-fact."""

    case: "Case"
    type: str
    actor: str
    role: str
    on_behalf: str | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the facts of one case add up to. Times ms UTC, positions degrees × 1e7."""

    id: UUID
    street: str
    head: UUID
    stage: Stage
    class_key: str
    class_name: str
    major_name: str
    code_set: str = ""
    condition: str = ""
    condition_text: str = ""
    text: str
    place: str
    lon: int
    lat: int
    community: str = ""
    community_name: str = ""
    grid: str = ""
    source: str
    source_system: str = ""
    source_id: str = ""
    provisional: str
    number: str = ""
    marks: tuple[str, ...] = ()
    unit: str = ""
    unit_name: str = ""
    limit: Limit | None = None
    stage_clock: Clock | None = None
    handling: Clock | None = None
    reply: Clock | None = None
    reported_at: int
    entered_at: int
    filed_at: int | None = None
    dispatched_at: int | None = None
    signed_at: int | None = None
    handled_at: int | None = None
    fed_back_at: int | None = None
    closed_at: int | None = None
    unstated: frozenset[str] = frozenset()
    closing_type: str = ""
    level: int = 0
    rungs: frozenset[tuple[str, int, int]] = frozenset()
    reworks: int = 0
    returns: int = 0
    asked: Request | None = None
    extensions: int = 0
    deferrals: int = 0
    deferred_until: int | None = None  # while it is suspended
    suspended_from: Stage | None = None
    returned_by: str = ""  # the unit that sent it back, until it is dispatched again
    judging: Judging | None = None  # of that return
    misdispatches: int = 0
    shirks: int = 0  # returns that were judged to be 推诿
    verified: b.CheckResult | None = None  # 核实: what was found before filing
    appealed: bool = False
    exempt: bool = False  # 不计超时（申诉通过）: the overdue fact stays
    docket: bool = False  # waits for a ruling on who is responsible
    ruled_unit: str = ""
    ruled_unit_name: str = ""
    reopens: UUID | None = None
    reopens_number: str = ""
    reopened_as: UUID | None = None
    reopened_number: str = ""
    referral: Referral | None = None  # 转送: it lies with somebody else for an answer
    answer: Clock | None = None  # of that answer
    transfer: Transfer | None = None  # 移交: asked for, and not answered by the platform
    moved: Moved | None = None  # 已移交: where it is now
    received: Received | None = None  # another street has handed it over
    whistles: tuple[whistle.Whistle, ...] = ()  # 吹哨; at most one of them is open
    notes: int = 0
    photos: tuple[Photo, ...] = ()
    unknown: bool = False
    steps: dict[str, str] = {}  # base id → id of the transition that took effect on it
    imported: frozenset[str] = frozenset()
    absorbed: tuple[UUID, ...] = ()  # cases merged into this one
    merged_into: UUID | None = None
    before_merge: "Case | None" = None  # as it stood, for the counter-fact
    before: Before | None = None  # None where nothing can be taken back; not part of the state (facts.plain)

    @property
    def open(self) -> bool:
        return self.stage not in TERMINAL

    @property
    def shown_number(self) -> str:
        """The city's number once it has answered, the provisional one until then."""
        return self.number or self.provisional


class Outcome(msgspec.Struct, frozen=True, kw_only=True):  # Structs where there is one a fact: cheap to make
    """What became of one fact in the fold: effective, repetition, or not effective (then why, and who won)."""

    fact: UUID
    kind: str  # effective | repetition | ineffective | rejected
    reason: str = ""
    winner: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Folded:
    case: Case | None
    outcomes: tuple[Outcome, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as the log holds it: `seq` None while it waits, `verdict` not 0 where the platform rejected it."""

    fact: Fact
    seq: int | None = None
    rts: int | None = None
    verdict: int = 0
    body: b.Body | None = None  # set where the caller has read it already

    def read(self) -> b.Body | None:
        return self.body if self.body is not None else b.read(self.fact.type, bytes(self.fact.data))
