"""A case (案卷) is the fold of its facts in order of acceptance. Nothing else may say what a case is.

Which transition leads where is one table, TRANSITIONS; buttons (core/rules.py) and the fold read the same one.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core import whistle
from commandcenter.core.facts import Fact
from commandcenter.core.limits import Limit
from commandcenter.core.photos import Photo, added, withdrawn
from commandcenter.core.referral import Referral


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


TERMINAL = frozenset({Stage.CLOSED, Stage.NOT_ACCEPTED, Stage.CANCELLED, Stage.MERGED})

# outward six steps: 0 上报, 1 立案, 2 派遣, 3 处置, 4 反馈, 5 结案 = the step that the case stands at
STEP: dict[Stage, int] = {
    Stage.PENDING_REGISTER: 1, Stage.PENDING_VERIFY: 1, Stage.RETURNED: 1, Stage.PENDING_DISPATCH: 2,
    Stage.PENDING_HANDLE: 3, Stage.HANDLING: 3, Stage.SUSPENDED: 3, Stage.HANDLE_FINISH: 4, Stage.PENDING_REVIEW: 4,
    Stage.PENDING_CHECK: 5, Stage.CHECKING: 5, Stage.CHECK_PASSED: 5, Stage.CHECK_FAILED: 5,
    Stage.CLOSED: 5, Stage.NOT_ACCEPTED: 1, Stage.CANCELLED: 1, Stage.MERGED: 1,
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
_CHECK_LEADS = {
    b.CheckResult.PASS: Stage.CHECK_PASSED, b.CheckResult.FAIL: Stage.CHECK_FAILED,
    b.CheckResult.UNABLE: Stage.PENDING_CHECK,
}
REJECTED = "rejected"  # the mark of a report that the platform did not accept
EARLIEST, LATEST = 0, 16_725_225_600_000  # ms UTC, 1970 to 2500: working time is counted within
MOST_LEVELS = 100
_LIMITS = ("limit", "stage_limit", "reply_limit", "answer_limit", "sign_limit", "arrive_limit", "result_limit")
_LIMITS_IN = {
    body: tuple(name for name in _LIMITS if name in body.__struct_fields__)
    for body in b.NAMES
}
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


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one fact in the fold: effective, repetition, or not effective (then why, and who won)."""

    fact: UUID
    kind: str  # effective | repetition | ineffective | rejected
    reason: str = ""
    winner: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Folded:
    case: Case | None
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A fact as the log holds it: `seq` None while it waits, `verdict` not 0 where the platform rejected it."""

    fact: Fact
    seq: int | None = None
    rts: int | None = None
    verdict: int = 0
    body: b.Body | None = None  # set where the caller has read it already

    def read(self) -> b.Body | None:
        return self.body if self.body is not None else b.read(self.fact.type, bytes(self.fact.data))


def rejected_report(entries: Iterable[Entry]) -> Case | None:
    """A report that the platform did not accept, as a case that ended there; None where there is none of it."""
    for entry in entries:
        if entry.verdict and entry.fact.type == b.NAMES[b.Reported]:
            case, _ = evolve(None, dataclasses.replace(entry, verdict=0))
            if case is not None:
                return msgspec.structs.replace(
                    case, stage=Stage.NOT_ACCEPTED, marks=(*case.marks, REJECTED), stage_clock=None)
    return None


def happened(fact: Fact, body: b.Body) -> int:
    """When a step happened, ms UTC: what the source states for imports, else when it was written."""
    return body.at if fact.origin == "import" and body.at is not None else fact.at


def fold(entries: Iterable[Entry]) -> Folded:
    """Read a case's facts in the order given (accepted by seq, then own pending ones)."""
    case: Case | None = None
    outcomes = []
    for entry in entries:
        if entry.verdict:
            outcomes.append(Outcome(fact=entry.fact.id, kind="rejected"))
            continue
        case, outcome = evolve(case, entry)
        outcomes.append(outcome)
    return Folded(case=case, outcomes=tuple(outcomes))


def evolve(case: Case | None, entry: Entry) -> tuple[Case | None, Outcome]:
    """One more fact: the case after it, and what became of the fact. Never raises for what a fact says."""
    after, outcome = _evolve(case, entry)
    if case is None or after is None or case.before is None or after is case or after.before is not case.before:
        return after, outcome
    # a fact without a base: it holds also for the case without its last step, or that step cannot be taken back
    kept, same = _evolve(case.before.case, entry)
    before = msgspec.structs.replace(case.before, case=kept) if kept is not None and same == outcome else None
    return msgspec.structs.replace(after, before=before), outcome


def _evolve(case: Case | None, entry: Entry) -> tuple[Case | None, Outcome]:
    fact = entry.fact
    newer = fact.v > 1  # by a newer version: kept, and what it may mean cannot be undone or built on here
    try:
        body = entry.read()
    except b.BadBody:
        body, unreadable = None, not newer
    else:
        unreadable = body is not None and not _plausible(fact, body)
    if unreadable:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="unreadable")
    done = Outcome(fact=fact.id, kind="effective")
    if isinstance(body, (b.Published, *b.RECORDS)):  # a document, a record: no case at all
        return case, done
    if isinstance(body, b.Reported):
        after, outcome = _report(case, fact, body)
        if newer and case is None and after is not None:
            after = msgspec.structs.replace(after, unknown=True)
        return after, outcome
    if case is None and (body is None or newer):  # a record that a newer version knows
        return None, done
    if case is None and isinstance(body, b.ConflictSettled):  # somebody has seen that the report was not accepted
        return None, done
    if case is None:
        return None, Outcome(fact=fact.id, kind="ineffective", reason="no_case")
    if body is None or newer:
        return msgspec.structs.replace(case, unknown=True), done
    if isinstance(body, b.Escalated):
        return _escalate(case, fact, body)
    if isinstance(body, b.Requested):
        return _request(case, fact, body)
    if isinstance(body, b.RequestDecided):
        return _decide_request(case, fact, body)
    if isinstance(body, b.Redated):
        return _redate(case, fact, body)
    if isinstance(body, b.Undone):
        return _undo(case, fact, body)
    transition = transition_for(type(body), fact.origin)
    if transition is not None:
        return _step(case, fact, body, transition)
    if type(body) in TRANSITIONS:  # origin: import, and not on the short path
        return case, Outcome(fact=fact.id, kind="ineffective", reason="not_allowed", winner=case.head)
    if isinstance(body, b.OfWhistle):
        heard = whistle.hear(
            case.whistles, fact, body, open_=case.open, gone=case.stage is Stage.MERGED)
        winner = heard.winner or (case.head if heard.kind == "ineffective" else None)
        return (msgspec.structs.replace(case, whistles=heard.whistles),
                Outcome(fact=fact.id, kind=heard.kind, reason=heard.reason, winner=winner))
    match body:
        case b.Noted():
            return msgspec.structs.replace(case, notes=case.notes + 1), done
        case b.Revealed():
            return case, done
        case b.PhotosAdded() | b.PhotosWithdrawn():
            return _photos(case, fact, body)
        case b.Numbered(number=number):
            return msgspec.structs.replace(case, number=number), done
        case b.Absorbed(duplicate=duplicate):
            if duplicate in case.absorbed:
                return case, Outcome(fact=fact.id, kind="repetition", reason="absorbed_twice")
            return msgspec.structs.replace(case, absorbed=(*case.absorbed, duplicate)), done
        case b.Released(duplicate=duplicate):
            if duplicate not in case.absorbed:
                return case, Outcome(fact=fact.id, kind="repetition", reason="released_twice")
            rest = tuple(other for other in case.absorbed if other != duplicate)
            return msgspec.structs.replace(case, absorbed=rest), done
        case b.SupervisionReplied():
            if case.reply is None or case.reply.ended is not None:
                return case, Outcome(fact=fact.id, kind="repetition", reason="replied")
            return msgspec.structs.replace(case, reply=_end(case.reply, fact.at)), done
        case b.RulingAsked() | b.Ruled() if not case.open:
            return case, Outcome(fact=fact.id, kind="ineffective", reason="closed", winner=case.head)
        case b.RulingAsked():
            if case.docket:
                return case, Outcome(fact=fact.id, kind="repetition", reason="on_docket")
            return msgspec.structs.replace(case, docket=True), done
        case b.Ruled(unit=unit, unit_name=name):
            if not case.docket:
                return case, Outcome(fact=fact.id, kind="ineffective", reason="ruled", winner=case.head)
            return msgspec.structs.replace(case, docket=False, ruled_unit=unit, ruled_unit_name=name), done
        case b.Reopened(as_case=again, number=number):
            if case.open or case.reopened_as is not None:
                reason = "not_closed" if case.open else "reopened"
                return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=case.head)
            return msgspec.structs.replace(case, reopened_as=again, reopened_number=number), done
    return case, done


def _photos(case: Case, fact: Fact, body: "b.PhotosAdded | b.PhotosWithdrawn") -> tuple[Case, Outcome]:
    if isinstance(body, b.PhotosAdded):
        photos = added(case.photos, fact, body, case.reworks)
    else:
        photos = withdrawn(case.photos, body)
    if photos == case.photos:
        reason = "photos_known" if isinstance(body, b.PhotosAdded) else "photos_gone"
        return case, Outcome(fact=fact.id, kind="repetition", reason=reason)
    return msgspec.structs.replace(case, photos=photos), Outcome(fact=fact.id, kind="effective")


def _plausible(fact: Fact, body: b.Body) -> bool:
    """Whether a fact's instants and positions can be kept and counted with; no clock of ours writes others."""
    if not EARLIEST <= fact.at < LATEST or (body.at is not None and not EARLIEST <= body.at < LATEST):
        return False
    for name in _LIMITS_IN[type(body)]:
        limit: Limit | None = getattr(body, name)
        if limit is not None and limit.until is not None and not EARLIEST <= limit.until < LATEST:
            return False
    until: int | None = getattr(body, "until", None)
    if until is not None and not EARLIEST <= until < LATEST:
        return False
    if isinstance(body, b.Reported):
        return abs(body.lon) <= 1_800_000_000 and abs(body.lat) <= 900_000_000
    if isinstance(body, b.HandedOver):
        return EARLIEST <= body.since < LATEST and 0 < body.next_hours <= 72
    if isinstance(body, b.Absorbed) and body.reported_at is not None:
        return EARLIEST <= body.reported_at < LATEST
    if isinstance(body, b.Escalated):
        return EARLIEST <= body.due < LATEST and 1 <= body.level <= MOST_LEVELS
    if isinstance(body, b.Redated):
        dues = [at for one in body.clocks for at in (one.before, one.after) if at is not None]
        return body.calendar > 0 and all(EARLIEST <= at < LATEST for at in dues)
    return True


def transition_for(body: type[b.Body], origin: str | None) -> Transition | None:
    """The row of the table that holds for this fact; None for facts without a base."""
    return IMPORT_PATH.get(body) if origin == "import" else TRANSITIONS.get(body)


def _report(case: Case | None, fact: Fact, body: b.Reported) -> tuple[Case | None, Outcome]:
    if case is not None:
        same = fact.origin == "import" and (case.source_system, case.source_id) == (body.source_system, body.source_id)
        kind = "repetition" if same else "ineffective"
        return case, Outcome(fact=fact.id, kind=kind, reason="reported_twice", winner=None if same else case.head)
    at = happened(fact, body)
    case = Case(
        id=fact.subject, street=fact.street, head=fact.id, stage=Stage.PENDING_REGISTER, class_key=body.class_key,
        class_name=body.class_name, major_name=body.major_name, code_set=body.code_set, text=body.text,
        place=body.place, lon=body.lon, lat=body.lat, community=body.community, community_name=body.community_name,
        grid=body.grid, source=body.source, source_system=body.source_system, source_id=body.source_id,
        provisional=body.number, marks=body.marks, reported_at=at, entered_at=fact.at,
        stage_clock=_clock(fact, at, body.stage_limit), imported=_imported(frozenset(), fact),
        reopens=body.reopens, reopens_number=body.reopens_number,
    )
    return case, Outcome(fact=fact.id, kind="effective")


def _step(case: Case, fact: Fact, body: b.Body, transition: Transition) -> tuple[Case, Outcome]:
    if fact.origin == "import" and fact.type in case.imported:
        return case, Outcome(fact=fact.id, kind="repetition", reason="imported_twice")
    if case.unknown:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="newer_version")
    if fact.base != case.head and isinstance(body, b.Resumed) and fact.role == Role.TIMER:
        return case, Outcome(fact=fact.id, kind="repetition", reason="resumed")  # two workstations watch the date
    if fact.base != case.head:
        winner = case.steps.get(str(fact.base))
        reason = "closed" if not case.open else "moved"
        return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=UUID(winner) if winner else None)
    if case.stage not in transition.source:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="not_allowed", winner=case.head)
    if transition.roles and fact.role not in transition.roles_at(case.stage):
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    if case.referral is not None and not isinstance(body, b.ReferralAnswered):
        return case, Outcome(fact=fact.id, kind="ineffective", reason="referred", winner=case.head)
    if case.referral is None and isinstance(body, b.ReferralAnswered):
        return case, Outcome(fact=fact.id, kind="ineffective", reason="not_referred", winner=case.head)
    if isinstance(body, b.Merged) and case.absorbed:  # so that no two cases ever vanish into each other
        return case, Outcome(fact=fact.id, kind="ineffective", reason="holds_others", winner=case.head)
    if isinstance(body, b.Unmerged) and case.before_merge is not None:
        return _unmerge(case, case.before_merge, fact), Outcome(fact=fact.id, kind="effective")
    before, at = case, happened(fact, body)
    undoable = fact.origin is None and type(body) not in FINAL
    stage = transition.to or _leads(case, body)
    asked = case.asked if case.asked is not None and stage in REQUEST_LIVES[case.asked.kind] else None
    case = msgspec.structs.replace(
        case, head=fact.id, stage=stage, stage_clock=_clock(fact, at, getattr(body, "stage_limit", None)), asked=asked,
        steps={**case.steps, str(fact.base): str(fact.id)}, imported=_imported(case.imported, fact),
        unstated=case.unstated if body.stated else case.unstated | {fact.type},
        before=_remembered(before, fact) if undoable else None,
    )
    if isinstance(body, b.ReturnJudged):  # the dispatch clock that the return began runs on
        case = msgspec.structs.replace(case, stage_clock=before.stage_clock)
    if isinstance(body, b.Referred | b.ReferralAnswered):
        case = _refer(msgspec.structs.replace(case, stage_clock=before.stage_clock), fact, body, at)
    elif isinstance(body, b.Deferred | b.Resumed):
        case = _stand_still(before, case, body, at)
    else:
        case = _apply(case, fact, body, at)
    if isinstance(body, b.Merged):
        case = _merge(case, before, body)
    if not case.open:
        case = msgspec.structs.replace(
            case, stage_clock=_end(case.stage_clock, at), handling=_end(case.handling, at), reply=_end(case.reply, at),
            whistles=whistle.end(case.whistles, at),
        )
    return case, Outcome(fact=fact.id, kind="effective")


def _apply(case: Case, fact: Fact, body: b.Body, at: int) -> Case:
    replace = msgspec.structs.replace
    match body:
        case b.Filed():
            marks = tuple(m for m in case.marks if m != "review" or fact.origin == "import")
            return replace(
                case, class_key=body.class_key, class_name=body.class_name, major_name=body.major_name,
                code_set=body.code_set, condition=body.condition, condition_text=body.condition_text,
                limit=body.limit, filed_at=at, marks=marks,
            )
        case b.Dispatched():
            limit, handling = body.limit or case.limit or Limit(), case.handling
            if handling is not None and handling.ended is None and (body.unit, limit) == (case.unit, handling.limit):
                handling = _go_on(handling, at)  # the same unit again: what is left of its time
            else:
                handling = _clock(fact, at, limit)
            return replace(case, unit=body.unit, unit_name=body.unit_name, dispatched_at=at, handling=handling,
                           signed_at=None, returned_by="", judging=None)
        case b.ReturnedToAcceptor():  # what is filed anew need not be judged
            judging = None if case.judging is Judging.WAITS else case.judging
            return replace(case, returns=case.returns + 1, judging=judging)
        case b.ReturnedToDispatcher():
            handling = _pause(case.handling, at) if body.pauses else case.handling
            return replace(case, returns=case.returns + 1, handling=handling, returned_by=case.unit, signed_at=None,
                           judging=Judging.WAITS if body.judge else None)
        case b.ReturnJudged(misdispatched=True):
            return replace(case, judging=Judging.MISDISPATCHED, misdispatches=case.misdispatches + 1)
        case b.ReturnJudged():
            return replace(case, judging=Judging.REFUTED, shirks=case.shirks + 1)
        case b.Verified(result=result):
            return replace(case, verified=result)
        case b.Signed():
            return replace(case, signed_at=at)
        case b.Assigned():
            return replace(case, signed_at=case.signed_at if case.signed_at is not None else at)
        case b.Handled():
            if fact.origin == "import":  # the source knows no feedback of its own: handled and fed back at once
                return replace(case, handled_at=at, fed_back_at=at, handling=_end(case.handling, at))
            return replace(case, handled_at=at)
        case b.SentBack():
            return replace(case, handled_at=None)
        case b.FedBack():
            return replace(case, fed_back_at=at, handling=_end(case.handling, at))
        case b.ReworkOrdered():
            handling = case.handling
            if body.continued and handling is not None and handling.ended is not None:
                stood = (handling.ended, max(at, handling.ended))
                handling = replace(handling, ended=None, pauses=(*handling.pauses, stood))
            else:
                handling = _clock(fact, at, body.limit or case.limit or Limit())
            return replace(case, reworks=case.reworks + 1, handled_at=None, fed_back_at=None, signed_at=None,
                           handling=handling)
        case b.Closed():
            return replace(case, closed_at=at, closing_type="checked" if fact.origin is None else "import")
        case b.ClosedOnSpot():
            return replace(case, closed_at=at, closing_type="on_spot")
        case b.NotFiled() | b.Voided():
            return replace(case, closing_type=fact.type)
    return case


# what facts without a base may change meanwhile
LASTING = ("number", "notes", "photos", "absorbed", "imported", "unknown", "reopened_as", "reopened_number")


def _merge(case: Case, before: Case, body: b.Merged) -> Case:
    """The case merged away, remembering how it stood."""
    kept = msgspec.structs.replace(before, steps={}, before_merge=None, before=None)
    return msgspec.structs.replace(case, merged_into=body.into, before_merge=kept, closing_type="merged")


def _unmerge(case: Case, before: Case, fact: Fact) -> Case:
    """The case as though it had never been merged: its clocks ran on. What came without a base meanwhile stays."""
    meanwhile = {name: getattr(case, name) for name in LASTING}
    steps = {**case.steps, str(fact.base): str(fact.id)}
    return msgspec.structs.replace(before, head=fact.id, steps=steps, **meanwhile)


def _remembered(case: Case, fact: Fact) -> Before:
    """How a case stood before this step of somebody's."""
    return Before(case=msgspec.structs.replace(case, before=None), type=fact.type, actor=fact.actor, role=fact.role,
                  on_behalf=fact.on_behalf)


def _undo(case: Case, fact: Fact, body: b.Undone) -> tuple[Case, Outcome]:
    """撤销: the case as though its last step had never been; its clocks ran on, what came without a base stays."""
    before = case.before
    if case.unknown:
        reason = "newer_version"
    elif fact.base != case.head or body.fact != case.head:
        reason = "moved"
    elif before is None or fact.origin is not None:
        reason = "not_undoable"
    elif (fact.actor, fact.role) != (before.actor, before.role):
        reason = "not_own"
    else:
        steps = {**case.steps, str(fact.base): str(fact.id)}
        return (msgspec.structs.replace(before.case, head=fact.id, steps=steps),
                Outcome(fact=fact.id, kind="effective"))
    winner = case.steps.get(str(fact.base))
    return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=UUID(winner) if winner else None)


def _leads(case: Case, body: b.Body) -> Stage:
    """Where a step leads whose body or case decides."""
    if isinstance(body, b.Checked):
        return _CHECK_LEADS[body.result]
    if isinstance(body, b.Referred | b.ReferralAnswered):
        taken = isinstance(body, b.ReferralAnswered) and body.result is b.ReferResult.TAKEN
        return Stage.HANDLING if taken else case.stage
    return case.suspended_from or Stage.PENDING_HANDLE


def _stand_still(before: Case, case: Case, body: b.Deferred | b.Resumed, at: int) -> Case:
    """Begin or end a deferral: every clock that runs stands still until it is over, at the latest on its end date."""
    replace = msgspec.structs.replace
    if isinstance(body, b.Deferred):
        kept = _pause if body.pauses else _as_it_is
        return replace(case, suspended_from=before.stage, deferred_until=body.until,
                       deferrals=case.deferrals + 1, handling=kept(case.handling, at), reply=kept(case.reply, at),
                       stage_clock=kept(before.stage_clock, at))
    at = at if case.deferred_until is None else min(at, case.deferred_until)
    return replace(case, suspended_from=None, deferred_until=None, handling=_go_on(case.handling, at),
                   reply=_go_on(case.reply, at), stage_clock=_go_on(before.stage_clock, at))


def _refer(case: Case, fact: Fact, body: b.Referred | b.ReferralAnswered, at: int) -> Case:
    """Begin or end a referral: the answer's clock runs between, and what it stopped goes on afterwards."""
    replace = msgspec.structs.replace
    if isinstance(body, b.Referred):
        running = {name: getattr(case, name) for name in ("stage_clock", "handling")} if body.pauses else {}
        still = {name: _pause(clock, at) for name, clock in running.items()}
        stopped = tuple(name for name, clock in still.items() if clock is not running[name])
        open_now = Referral(fact=fact.id, kind=body.kind, to=body.to, to_name=body.to_name, reason=body.reason, at=at,
                            stopped=stopped)
        return replace(case, referral=open_now, answer=_clock(fact, at, body.answer_limit), **still)
    was = case.referral
    if was is None:
        return case
    going = {name: _go_on(getattr(case, name), at) for name in was.stopped}
    case = replace(case, referral=None, answer=None, **going)
    if body.result is b.ReferResult.DECIDED and body.unit:
        return replace(case, docket=False, ruled_unit=body.unit, ruled_unit_name=body.unit_name)
    if body.result is not b.ReferResult.TAKEN:
        return case
    return replace(
        case, unit=was.to, unit_name=was.to_name, dispatched_at=at, signed_at=at, returned_by="", judging=None,
        docket=False, stage_clock=None, handling=_clock(fact, at, case.limit or Limit()))


def _request(case: Case, fact: Fact, body: b.Requested) -> tuple[Case, Outcome]:
    if case.stage not in REQUESTABLE[body.kind]:
        reason = "not_allowed" if case.open else "closed"
        return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=case.head)
    if body.kind is b.RequestKind.APPEAL and case.appealed:
        return case, Outcome(fact=fact.id, kind="repetition", reason="asked")
    if case.asked is not None:
        kind = "repetition" if case.asked.kind is body.kind else "ineffective"
        winner = None if kind == "repetition" else case.head
        return case, Outcome(fact=fact.id, kind=kind, reason="asked", winner=winner)
    asked = Request(fact=fact.id, kind=body.kind, level=body.level, by=fact.role, reason=body.reason, at=fact.at,
                    until=body.until)
    appealed = case.appealed or body.kind is b.RequestKind.APPEAL
    return (msgspec.structs.replace(case, asked=asked, appealed=appealed),
            Outcome(fact=fact.id, kind="effective"))


def _decide_request(case: Case, fact: Fact, body: b.RequestDecided) -> tuple[Case, Outcome]:
    asked = case.asked
    if asked is None or asked.fact != body.asked or asked.level != body.level:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="decided", winner=case.head)
    if fact.role != body.level:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    done, replace = Outcome(fact=fact.id, kind="effective"), msgspec.structs.replace
    if body.approved and body.then:
        return replace(case, asked=replace(asked, level=body.then)), done
    case = replace(case, asked=None)
    if not body.approved:
        return case, done
    if asked.kind is b.RequestKind.APPEAL:
        return replace(case, exempt=True), done
    if asked.kind is b.RequestKind.EXTENSION and case.handling is not None:
        clock = replace(case.handling, extra=case.handling.extra + 1)
        return replace(case, extensions=case.extensions + 1, handling=clock), done
    return case, done


def _escalate(case: Case, fact: Fact, body: b.Escalated) -> tuple[Case, Outcome]:
    key = (body.clock, body.level, body.due)
    if key in case.rungs:
        return case, Outcome(fact=fact.id, kind="repetition", reason="rung_fired")
    if not case.open:  # a timer's rung that comes too late is no conflict; a person's order that does is one
        kind = "repetition" if fact.role == Role.TIMER else "ineffective"
        winner = None if kind == "repetition" else case.head
        return case, Outcome(fact=fact.id, kind=kind, reason="closed", winner=winner)
    if fact.role not in ESCALATORS:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    reply = _clock(fact, fact.at, body.reply_limit) if body.reply_limit else case.reply
    level = max(case.level, body.level) if body.clock == "handling" else case.level  # other clocks: no supervision
    return (
        msgspec.structs.replace(case, level=level, rungs=case.rungs | {key}, reply=reply),
        Outcome(fact=fact.id, kind="effective"),
    )


def _redate(case: Case, fact: Fact, body: b.Redated) -> tuple[Case, Outcome]:
    """Let the clocks that are named, still run and count on an older calendar count on this one from now on."""
    again: dict[str, Clock] = {}
    for one in body.clocks:
        name = CLOCK_FIELDS.get(one.clock, "")
        clock: Clock | None = getattr(case, name) if name else None
        if clock is not None and clock.ended is None and clock.start == one.start and clock.calendar < body.calendar:
            was = one.before if clock.was is None else clock.was
            again[name] = msgspec.structs.replace(clock, calendar=body.calendar, was=was)
    if not case.open or not again:  # two workstations saw the same calendar, or the clock has ended meanwhile
        return case, Outcome(fact=fact.id, kind="repetition", reason="redated")
    if fact.role != Role.TIMER:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    return msgspec.structs.replace(case, **again), Outcome(fact=fact.id, kind="effective")


def _clock(fact: Fact, at: int, limit: Limit | None) -> Clock | None:
    return None if limit is None else Clock(start=at, limit=limit, calendar=fact.refs.get("calendar", 0))


def _pause(clock: Clock | None, at: int) -> Clock | None:
    if clock is None or clock.ended is not None or any(to is None for _, to in clock.pauses):
        return clock
    return msgspec.structs.replace(clock, pauses=(*clock.pauses, (at, None)))


def _as_it_is(clock: Clock | None, at: int) -> Clock | None:
    return clock


def _go_on(clock: Clock | None, at: int) -> Clock | None:
    if clock is None or not any(to is None for _, to in clock.pauses):
        return clock
    closed = tuple((since, max(at, since) if to is None else to) for since, to in clock.pauses)
    return msgspec.structs.replace(clock, pauses=closed)


def _end(clock: Clock | None, at: int) -> Clock | None:
    if clock is None or clock.ended is not None:
        return clock
    return msgspec.structs.replace(clock, ended=at)


def _imported(held: frozenset[str], fact: Fact) -> frozenset[str]:
    return held | {fact.type} if fact.origin == "import" else held
