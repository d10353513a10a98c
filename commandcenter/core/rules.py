"""What may be asked of a case, and what comes of it: decide(case, command) → drafts of facts. Pure.

Buttons ask `why_not`, the door asks `decide`; both read core.case.TRANSITIONS. Values that a fact carries (names,
limits) are looked up here in the reference documents, whose versions go into its refs.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core import passing_rules as passing
from commandcenter.core import photos as ph
from commandcenter.core import referral_rules as referrals
from commandcenter.core import whistle
from commandcenter.core import whistle_rules as whistles
from commandcenter.core.case import (
    ESCALATORS,
    READ_ONLY,
    REQUESTABLE,
    TERMINAL,
    TRANSITIONS,
    Case,
    Judging,
    Role,
    Stage,
)
from commandcenter.core.command import (
    BEHALF,
    MAX_TEXT,
    OF_UNITS,
    Command,
    Refused,
    Timed,
    check_behalf,
    loose,
    reason_of,
    said,
    step,
)
from commandcenter.core.controls import holding
from commandcenter.core.documents import DECIDERS, Books, ReworkClock, Standstill
from commandcenter.core.facts import Draft
from commandcenter.core.limits import DAY_MS, Limit
from commandcenter.core.masking import kinds
from commandcenter.core.numbers import shanghai_date

__all__ = ["BEHALF", "MAX_TEXT", "Command", "Refused", "Timed"]  # and all that stands below

MIN_TEXT = 10  # characters of a supervision order's explanation


@dataclass(frozen=True, kw_only=True)
class Report(Timed):
    class_key: str
    text: str
    place: str
    lon: int
    lat: int
    community: str = ""
    community_name: str = ""
    grid: str = ""
    source: str = "collector"
    number: str
    marks: tuple[str, ...] = ()
    reopens: UUID | None = None
    reopens_number: str = ""


@dataclass(frozen=True, kw_only=True)
class SimpleCase(Report):
    """简易案件: reported and closed on the spot."""

    done: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderVerification(Command):
    collector: str = ""


@dataclass(frozen=True, kw_only=True)
class Verify(Command):
    result: b.CheckResult
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class File(Command):
    class_key: str
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class RefuseFiling(Command):
    reason: str


@dataclass(frozen=True, kw_only=True)
class VoidCase(Command):
    reason: str


@dataclass(frozen=True, kw_only=True)
class Dispatch(Command):
    unit: str
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnToAcceptor(Command):
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReturnToDispatcher(Command):
    """回退（非本单位）: an assignment must have been revoked before."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Sign(Command):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Assign(Command):
    handler: str = ""


@dataclass(frozen=True, kw_only=True)
class RevokeAssignment(Command):
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnToDepartment(Command):
    """处置人员退回本单位, before anything was submitted."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Handle(Command):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class SendBack(Command):
    """处置不合格: back to the same handler."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class FeedBack(Command):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Pass(Command):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderCheck(Command):
    collector: str = ""


@dataclass(frozen=True, kw_only=True)
class Check(Command):
    result: b.CheckResult
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderRework(Command):
    reason: str


@dataclass(frozen=True, kw_only=True)
class Close(Command):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Escalate(Command):
    level: int
    due: int  # of the clock that it is about; part of the rung's key
    clock: str = "handling"
    to: str = ""
    reason: str = ""
    text: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReplyToSupervision(Command):
    text: str


@dataclass(frozen=True, kw_only=True)
class Note(Command):
    text: str


@dataclass(frozen=True, kw_only=True)
class Reveal(Command):
    """查看联系方式: see for a minute what is masked of the caller, and say why. It stays in the case's course."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class SettleConflict(Command):
    """A person has looked at transitions that did not take effect: they stay without effect. To do one of them after
    all (`reapply`), the act is given again on the case as it stands now, together with this (core/reapply.py)."""

    losers: tuple[UUID, ...]
    reason: str
    reapply: bool = False


@dataclass(frozen=True, kw_only=True)
class AskExtension(Timed):
    """申请延期: the original limit once more."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class AskDeferral(Timed):
    """申请挂账 until an instant, ms UTC."""

    reason: str
    until: int


@dataclass(frozen=True, kw_only=True)
class Appeal(Timed):
    """申诉: the overdue of a closed case was not the unit's fault."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Decide(Timed):
    """审批: what was asked is approved or rejected, in the role whose turn it is. `asked`: the request looked at."""

    approved: bool
    reason: str = ""
    asked: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Resume(Command):
    """恢复: the deferral is over."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Reopen(Command):
    """重办: the closed case is handled anew as `as_case`. Given together with that case's Report (`again`)."""

    as_case: UUID
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AskRuling(Command):
    """提请确权: it is not clear who is responsible."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class GiveRuling(Command):
    """确权: the unit that is responsible, here and for this class in this community from now on."""

    unit: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Merge(Command):
    """并案: the case is the duplicate of `into`, which is kept. Given together with Absorb on the kept case."""

    into: UUID
    into_number: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Unmerge(Command):
    """撤销并案: the case goes on as though it had not been merged. Given together with Release on the kept case."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Absorb(Command):
    """并入: what the duplicate said, noted on the kept case."""

    duplicate: UUID
    number: str = ""
    place: str = ""
    source: str = ""
    reported_at: int | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Release(Command):
    """撤销并入, on the kept case."""

    duplicate: UUID
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class AddPhotos(Command):
    """附照片, by themselves."""


@dataclass(frozen=True, kw_only=True)
class WithdrawPhotos(Command):
    """撤回照片: photos (SHA-256) of one kind that were added by mistake."""

    shows: b.PhotoKind
    names: tuple[str, ...]
    reason: str


# command → body of the fact that it makes; the rows of TRANSITIONS say from where and in which roles
MAKES: dict[type[Command], type[b.Body]] = {
    Report: b.Reported, SimpleCase: b.ClosedOnSpot, OrderVerification: b.VerificationOrdered, Verify: b.Verified,
    File: b.Filed, RefuseFiling: b.NotFiled, VoidCase: b.Voided, Dispatch: b.Dispatched,
    ReturnToAcceptor: b.ReturnedToAcceptor, Sign: b.Signed, Assign: b.Assigned, RevokeAssignment: b.AssignmentRevoked,
    Handle: b.Handled, FeedBack: b.FedBack, Pass: b.Passed, OrderCheck: b.CheckOrdered, Check: b.Checked,
    OrderRework: b.ReworkOrdered, Close: b.Closed, Escalate: b.Escalated, ReplyToSupervision: b.SupervisionReplied,
    Note: b.Noted, Reveal: b.Revealed, SettleConflict: b.ConflictSettled,
    ReturnToDispatcher: b.ReturnedToDispatcher, ReturnToDepartment: b.ReturnedToDepartment, SendBack: b.SentBack,
    AskExtension: b.Requested, AskDeferral: b.Requested, Appeal: b.Requested, Decide: b.RequestDecided,
    Resume: b.Resumed, Reopen: b.Reopened, AskRuling: b.RulingAsked, GiveRuling: b.Ruled,
    Merge: b.Merged, Unmerge: b.Unmerged, Absorb: b.Absorbed, Release: b.Released,
    AddPhotos: b.PhotosAdded, WithdrawPhotos: b.PhotosWithdrawn,
    **passing.MAKES, **referrals.MAKES, **whistles.MAKES,
}
# also possible when the case is finished
AFTERWARDS = (Note, Reveal, SettleConflict, Absorb, Release, AddPhotos, WithdrawPhotos)
# commands without a row in TRANSITIONS that are not possible at every open stage: where, and in which roles
STAGES_OF: dict[type[Command], frozenset[Stage]] = {
    AskExtension: REQUESTABLE[b.RequestKind.EXTENSION], AskDeferral: REQUESTABLE[b.RequestKind.DEFERRAL],
    Appeal: REQUESTABLE[b.RequestKind.APPEAL], Decide: frozenset(Stage), Reopen: frozenset({Stage.CLOSED}),
    AskRuling: frozenset({Stage.PENDING_DISPATCH, Stage.RETURNED, Stage.PENDING_HANDLE}),
    GiveRuling: frozenset(Stage) - TERMINAL, **whistles.STAGES,
}
ROLES_OF: dict[type[Command], frozenset[Role]] = {
    Escalate: ESCALATORS, ReplyToSupervision: frozenset({Role.DEPARTMENT}),
    AskExtension: frozenset({Role.DEPARTMENT, Role.HANDLER}), AskDeferral: frozenset({Role.DEPARTMENT, Role.HANDLER}),
    Appeal: frozenset({Role.DEPARTMENT}),
    Decide: frozenset(Role(role) for roles in DECIDERS.values() for role in roles),
    Reopen: frozenset({Role.SHIFT_LEADER, Role.LEADER}),
    AskRuling: frozenset({Role.DEPARTMENT, Role.DISPATCHER, Role.SHIFT_LEADER}),
    GiveRuling: frozenset({Role.SHIFT_LEADER, Role.LEADER}), **whistles.ROLES,
}
_KINDS: dict[type[Command], b.RequestKind] = {
    AskExtension: b.RequestKind.EXTENSION, AskDeferral: b.RequestKind.DEFERRAL, Appeal: b.RequestKind.APPEAL,
    VoidCase: b.RequestKind.VOID, RefuseFiling: b.RequestKind.REFUSAL,
}
MERGERS = TRANSITIONS[b.Merged].roles
NEVER_KEPT = frozenset({Stage.NOT_ACCEPTED, Stage.CANCELLED, Stage.MERGED})  # into these nothing is merged
REPORTERS = frozenset({Role.COLLECTOR, Role.ACCEPTOR, Role.SHIFT_LEADER, Role.DISPATCHER, Role.INSPECTOR, Role.LEADER})


def roles_of(command: type[Command]) -> frozenset[Role]:
    """In which roles a command can be given at all."""
    if issubclass(command, SimpleCase):
        return frozenset({Role.COLLECTOR})
    if issubclass(command, Report):
        return REPORTERS
    if command in ROLES_OF:
        return ROLES_OF[command]
    if command in (Absorb, Release):
        return MERGERS
    transition = TRANSITIONS.get(MAKES[command])
    return transition.roles if transition else frozenset(Role) - READ_ONLY


def roles_here(case: Case | None, command: type[Command]) -> frozenset[Role]:
    """In which roles a command can be given about this case as it stands."""
    transition = None if case is None else TRANSITIONS.get(MAKES[command])
    if case is not None and transition is not None:
        return transition.roles_at(case.stage)
    if case is not None and command is Decide and case.asked is not None:
        return frozenset({Role(case.asked.level)})
    return roles_of(command)


def role_for(
    command: type[Command], own: "frozenset[Role]", books: Books, case: Case | None = None, *, now: int = 0,
    due: int | None = None,
) -> Role | None:
    """The role in which somebody with these roles gives a command; None where they may not.

    Own roles first, then a role without a client that a city rule lets them enter on behalf; the first for which
    nothing speaks against it.
    """
    candidates = _candidates(case, command, own, books)
    free = (role for role in candidates if case is None or _against(case, command, role, books, now, due) is None)
    return next(free, next(iter(candidates), None))


def _candidates(case: Case | None, command: type[Command], own: "frozenset[Role]", books: Books) -> list[Role]:
    wanted = roles_here(case, command)
    behalf = [role for role in sorted(wanted & BEHALF) if any(books.rules.may_enter_for(r, role) for r in own)]
    return [*sorted(wanted & own), *behalf]


def why_not(
    case: Case | None, command: type[Command], own: "frozenset[Role]", books: Books, *, now: int = 0,
    due: int | None = None,
) -> Refused | None:
    """Why a command's button is not lit for this case and these roles; None where it is.

    `now` and the handling deadline `due` (ms UTC) as in Timed.
    """
    if issubclass(command, Report):
        return None if role_for(command, own, books) else Refused("role")
    if case is None:
        return Refused("no-case")
    if case.unknown:
        return Refused("newer-version", number=case.shown_number)
    stages = stages_of(command)
    if not case.open and command not in AFTERWARDS and (stages is None or case.stage not in stages):
        return Refused("closed", number=case.shown_number)
    if stages is not None and case.stage not in stages:
        return _misplaced(case, command)
    if command in _MERGING and (not_merged := _no_merging(case, command)) is not None:
        return not_merged
    against = [_against(case, command, role, books, now, due) for role in _candidates(case, command, own, books)]
    if not against:
        return Refused("role", number=case.shown_number)
    return None if None in against else against[0]


def stages_of(command: type[Command]) -> frozenset[Stage] | None:
    """At which stages a command is possible; None: at every open one."""
    transition = TRANSITIONS.get(MAKES[command])
    return transition.source if transition is not None else STAGES_OF.get(command)


def _misplaced(case: Case, command: type[Command]) -> Refused:
    """Why a command is not possible at this stage, as tellingly as can be."""
    if command is ReturnToDispatcher and case.stage is Stage.HANDLING:
        return Refused("revoke-first", number=case.shown_number)
    if command is Pass and case.returned_by:
        return Refused("returned-case", number=case.shown_number)
    if case.stage is Stage.SUSPENDED and case.deferred_until is not None:
        return Refused("suspended", number=case.shown_number, until=case.deferred_until)
    return Refused("stage", number=case.shown_number, stage=case.stage.value)


def _against(case: Case, command: type[Command], role: Role, books: Books, now: int, due: int | None) -> Refused | None:
    """What speaks against a command that the stage and the role allow."""
    number, rules, asked = case.shown_number, books.rules, case.asked
    kind = _KINDS.get(command)
    waits = asked is not None and kind is not None and bool(rules.first_level(kind, role))
    if command in (VoidCase, RefuseFiling) and kind is not None and role in rules.approvals.get(kind, ()):
        waits = False  # who decides it may just do it
    if (held := referrals.holds_back(case, command, MAKES[command])) is not None:
        return held
    if command in referrals.MAKES:
        return referrals.against(case, command, role, books)
    if command in passing.MAKES:
        return passing.against(case, command)
    if command in whistles.MAKES:
        return whistles.against(case, command, role, books)
    if MAKES[command] in whistles.ENDS and whistle.running(case.whistles) is not None:
        return Refused("whistle-open", number=number)
    if role in OF_UNITS and not case.unit and command not in AFTERWARDS:
        return Refused("no-unit", number=number)
    if command is File and case.source in rules.verify_first and not case.verified and case.filed_at is None:
        return Refused("verify-first", number=number)
    if command is Dispatch and case.judging is Judging.WAITS:
        return Refused("judge-first", number=number)
    if command is ReplyToSupervision and (case.reply is None or case.reply.ended is not None):
        return Refused("nothing-to-reply", number=number)
    if command is Sign and case.signed_at is not None:
        return Refused("signed-already", number=number)
    if command is Appeal and case.appealed:
        return Refused("appealed-already", number=number)
    if waits:
        return Refused("asked-already", number=number)
    if command is AskExtension:
        if case.handling is None or case.handling.limit == Limit():
            return Refused("nothing-to-extend", number=number)
        if case.extensions >= rules.most_extensions:
            return Refused("no-more-extensions", number=number, most=rules.most_extensions)
        if due is not None and now >= due:
            return Refused("overdue-already", number=number)
    if command is AskDeferral and case.deferrals >= rules.most_deferrals:
        return Refused("no-more-deferrals", number=number, most=rules.most_deferrals)
    if command is Appeal and (due is None or case.closed_at is None or case.closed_at <= due):
        return Refused("not-overdue", number=number)
    if command is Decide and asked is None:
        return Refused("nothing-asked", number=number)
    if command is AskRuling and case.docket:
        return Refused("on-docket", number=number)
    if command is GiveRuling and not case.docket:
        return Refused("not-on-docket", number=number)
    if command is AddPhotos and len(case.photos) >= ph.MOST_OF_A_CASE:
        return Refused("too-many-photos", most=ph.MOST_OF_A_CASE)
    if command is WithdrawPhotos and not case.photos:
        return Refused("no-photos", number=number)
    if command is Reopen and case.reopened_as is not None:
        return Refused("reopened-already", number=number, other=case.reopened_number)
    return None


def decide(case: Case | None, command: Command, books: Books) -> list[Draft]:
    """Turn a command into drafts of facts, or refuse it. Pure: no clock, no store.

    Raises:
        Refused: with the reason as a key.
    """
    drafts = _decide(case, command, books)
    return [*drafts, *_photos(case, command, drafts[0].type if drafts else "", books)]


def _decide(case: Case | None, command: Command, books: Books) -> list[Draft]:
    if isinstance(command, Report):
        return _report(case, command, books)
    if case is None:
        raise Refused("no-case")
    _check(case, command, books)
    made = type(command)
    match command:
        case OrderVerification(collector=collector):
            order = b.VerificationOrdered(collector=collector, stage_limit=books.stage("verify"))
            return [step(command, order, books)]
        case Verify(result=result, text=text):
            return [step(command, b.Verified(result=result, text=text, stage_limit=books.stage("accept")), books)]
        case File():
            return [_file(command, books)]
        case RefuseFiling(reason=reason):
            return [_ending(command, b.NotFiled(reason=reason_of(reason, books)), b.RequestKind.REFUSAL, books)]
        case VoidCase(reason=reason):
            return [_ending(command, b.Voided(reason=reason_of(reason, books)), b.RequestKind.VOID, books)]
        case Dispatch():
            return [_dispatch(case, command, books)]
        case ReturnToAcceptor(reason=reason):
            body: b.Body = b.ReturnedToAcceptor(reason=reason_of(reason, books))
        case ReturnToDispatcher(reason=reason):
            body = b.ReturnedToDispatcher(
                reason=reason_of(reason, books), stage_limit=books.stage("dispatch"),
                pauses=Standstill.RETURNED in books.rules.stands_still, judge=books.rules.judge_returns)
        case Sign(text=text):
            body = b.Signed(text=text)
        case Assign(handler=handler):
            body = b.Assigned(handler=handler or case.unit)
        case RevokeAssignment(reason=reason):
            body = b.AssignmentRevoked(reason=reason)
        case ReturnToDepartment(reason=reason):
            body = b.ReturnedToDepartment(reason=reason_of(reason, books))
        case Handle(text=text):
            _after_photo(case, command, books)
            body = b.Handled(text=text)
        case SendBack(reason=reason):
            body = b.SentBack(reason=reason_of(reason, books))
        case FeedBack(text=text):
            body = b.FedBack(text=text, stage_limit=books.stage("review"))
        case Pass(text=text):
            body = b.Passed(text=text, stage_limit=books.stage("close"))
        case OrderCheck(collector=collector):
            body = b.CheckOrdered(collector=collector, stage_limit=books.stage("check"))
        case Check(result=result, text=text):
            body = b.Checked(result=result, text=text, stage_limit=books.stage("close"))
        case OrderRework(reason=reason):
            body = b.ReworkOrdered(reason=reason_of(reason, books), limit=case.limit, stage_limit=books.stage("sign"),
                                   continued=books.rules.rework_clock is ReworkClock.CONTINUED)
        case Close(text=text):
            body = b.Closed(text=text, condition_text=closing_condition(case, books))
        case Escalate():
            return [_escalate(case, command, books)]
        case ReplyToSupervision(text=text):
            return [loose(command, b.SupervisionReplied(level=case.level, text=said(text)), books)]
        case Note(text=text):
            return [loose(command, b.Noted(text=said(text)), books)]
        case Reveal(reason=reason):
            return [loose(command, b.Revealed(fields=kinds(case.text), reason=reason_of(reason, books)), books)]
        case SettleConflict(losers=losers, reason=reason, reapply=reapply):
            if not losers:
                raise Refused("nothing-to-settle", number=case.shown_number)
            decision = "reapply" if reapply else "keep"
            body = b.ConflictSettled(losers=losers, decision=decision, reason=reason_of(reason, books))
            return [loose(command, body, books)]
        case AskExtension() | AskDeferral() | Appeal():
            return [_request(command, books)]
        case Decide():
            return [_decide_request(case, command, books)]
        case Resume(reason=reason):
            body = b.Resumed(reason=reason)
        case Reopen(as_case=again, number=number, reason=reason):
            return [loose(command, b.Reopened(as_case=again, number=number, reason=reason_of(reason, books)), books)]
        case AskRuling(reason=reason):
            return [loose(command, b.RulingAsked(reason=reason_of(reason, books)), books)]
        case GiveRuling():
            return [_ruling(case, command, books)]
        case AddPhotos():
            if not command.photos:
                raise Refused("no-photos", number=case.shown_number)
            return []
        case WithdrawPhotos(shows=kind, names=names, reason=reason):
            if not {(name, kind) for name in names} & {photo.key for photo in case.photos}:
                raise Refused("no-photos", number=case.shown_number)
            return [loose(command, b.PhotosWithdrawn(kind=kind, photos=names, reason=reason_of(reason, books)), books)]
        case Merge() | Unmerge() | Absorb() | Release():
            return [_merging(case, command, books)]
        case _ if made in passing.MAKES:
            return passing.decide(case, command, books)
        case _ if made in referrals.MAKES:
            return referrals.decide(case, command, books)
        case _ if made in whistles.MAKES:
            return whistles.decide(case, command, books)
        case _:
            raise TypeError(f"no rule for {made.__name__}")
    return [step(command, body, books)]


def _check(case: Case, command: Command, books: Books) -> None:
    if case.unknown:
        raise Refused("newer-version", number=case.shown_number)
    if command.role in READ_ONLY:
        raise Refused("role", number=case.shown_number)
    if isinstance(command, AFTERWARDS):
        return
    kind = type(command)
    transition, stages = TRANSITIONS.get(MAKES[kind]), stages_of(kind)
    if not case.open and (stages is None or case.stage not in stages):
        raise Refused("closed", number=case.shown_number)
    if transition is not None and command.seen is not None and command.seen != case.head:
        raise Refused("moved", number=case.shown_number, stage=case.stage.value)
    if stages is not None and case.stage not in stages:
        raise _misplaced(case, kind)
    if command.role not in roles_here(case, kind):
        raise Refused("role", number=case.shown_number)
    check_behalf(command, books, _whose(case, command))
    now, due = (command.now, command.due) if isinstance(command, Timed) else (0, None)
    against = _against(case, kind, command.role, books, now, due)
    if against is not None:
        raise against


def _whose(case: Case, command: Command) -> str:
    """The unit whose act it is; "" where any unit may."""
    if isinstance(command, whistles.OfUnit):
        return command.unit
    return "" if isinstance(command, AskRuling) else case.unit


def _report(case: Case | None, command: Report, books: Books) -> list[Draft]:
    if case is not None:
        raise Refused("reported-twice", number=case.shown_number)
    if command.role not in roles_of(type(command)):
        raise Refused("role")
    check_behalf(command, books, "")
    minor = books.minor(command.class_key)
    if minor is None:
        raise Refused("unknown-class", code=command.class_key)
    if not command.place.strip():
        raise Refused("place-needed")
    control = holding(books.rules.controls, class_key=command.class_key, community=command.community,
                      grid=command.grid, day=shanghai_date(command.now))
    if control is not None and command.source in control.channels:
        raise Refused("controlled", name=control.name, last=control.last)
    limit = None if isinstance(command, SimpleCase) else books.stage("accept")
    body = b.Reported(
        class_key=command.class_key, class_name=minor.name, major_name=minor.major_name,
        code_set=books.code_set, text=command.text[:MAX_TEXT], place=command.place.strip(), lon=command.lon,
        lat=command.lat, community=command.community, community_name=command.community_name, grid=command.grid,
        source=command.source, number=command.number, marks=command.marks, stage_limit=limit,
        reopens=command.reopens, reopens_number=command.reopens_number,
    )
    drafts = [step(command, body, books)]
    if isinstance(command, SimpleCase):
        drafts.append(step(command, b.ClosedOnSpot(text=command.done), books))
    return drafts


def _file(command: File, books: Books) -> Draft:
    minor = books.minor(command.class_key)
    if minor is None:
        raise Refused("unknown-class", code=command.class_key)
    condition = next((c for c in minor.conditions if c.id == command.condition), None)
    if condition is None and (command.condition or minor.conditions):
        raise Refused("condition-needed", code=command.class_key)
    return step(command, b.Filed(
        class_key=command.class_key, class_name=minor.name, major_name=minor.major_name, code_set=books.code_set,
        condition=condition.id if condition else "", condition_text=condition.text if condition else "",
        limit=condition.limit if condition else None, stage_limit=books.stage("dispatch"),
    ), books)


def _dispatch(case: Case, command: Dispatch, books: Books) -> Draft:
    unit = books.unit(command.unit)
    if unit is None:
        raise Refused("unknown-unit", unit=command.unit)
    if case.judging is Judging.REFUTED and unit.id != case.returned_by:
        raise Refused("same-unit-only", number=case.shown_number, unit=case.unit_name)
    return step(command, b.Dispatched(
        unit=unit.id, unit_name=unit.name, reason=command.reason, text=command.text,
        limit=case.limit or Limit(), stage_limit=books.stage("sign"),
    ), books)


def closing_condition(case: Case, books: Books) -> str:
    """The closing condition (结案条件) that goes with the filing condition of a case; "" where it has none."""
    condition = books.catalogue.condition(case.condition) if case.condition else None
    return condition.close if condition is not None else ""


def _ending(command: Command, body: "b.NotFiled | b.Voided", kind: b.RequestKind, books: Books) -> Draft:
    """Void or refuse at once, or ask whoever must approve it in this city."""
    level = books.rules.first_level(kind, command.role)
    if not level or command.role in books.rules.approvals.get(kind, ()):
        return step(command, body, books)
    return loose(command, b.Requested(kind=kind, reason=body.reason, level=level), books)


def _request(command: "AskExtension | AskDeferral | Appeal", books: Books) -> Draft:
    kind, until = _KINDS[type(command)], None
    if isinstance(command, AskDeferral):
        until = command.until
        if until <= command.now:
            raise Refused("deferral-in-past")
        if until - command.now > books.rules.deferral_days * DAY_MS:
            raise Refused("deferral-too-long", days=books.rules.deferral_days)
    level = books.rules.first_level(kind, command.role)
    reason = reason_of(command.reason, books)
    return loose(command, b.Requested(kind=kind, reason=reason, level=level, until=until), books)


def _decide_request(case: Case, command: Decide, books: Books) -> Draft:
    asked, rules = case.asked, books.rules
    if asked is None or (command.asked is not None and command.asked != asked.fact):
        raise Refused("nothing-asked", number=case.shown_number)
    then = rules.next_level(asked.kind, asked.level) if command.approved else ""
    if command.approved and not then:
        match asked.kind:
            case b.RequestKind.EXTENSION if case.extensions >= rules.most_extensions:
                raise Refused("no-more-extensions", number=case.shown_number, most=rules.most_extensions)
            case b.RequestKind.DEFERRAL if asked.until is not None:
                if asked.until <= command.now:
                    raise Refused("deferral-in-past")
                return step(command, b.Deferred(
                    asked=asked.fact, until=asked.until, reason=asked.reason,
                    pauses=Standstill.DEFERRED in rules.stands_still), books)
            case b.RequestKind.VOID:
                return step(command, b.Voided(reason=asked.reason), books)
            case b.RequestKind.REFUSAL:
                return step(command, b.NotFiled(reason=asked.reason), books)
    reason = command.reason.strip()[:MAX_TEXT] if command.approved else reason_of(command.reason, books)
    return loose(command, b.RequestDecided(
        asked=asked.fact, kind=asked.kind, level=asked.level, approved=command.approved, then=then, reason=reason,
    ), books)


def again(case: Case, command: Reopen) -> Report:
    """The report of the new case that a re-opening (重办) makes, to be given together with it."""
    return Report(
        case_id=command.as_case, actor=command.actor, role=command.role, class_key=case.class_key, text=case.text,
        place=case.place or case.community_name or case.shown_number, lon=case.lon, lat=case.lat,
        community=case.community, community_name=case.community_name, grid=case.grid, source="superior",
        number=command.number, marks=tuple(mark for mark in case.marks if mark != "review"), reopens=case.id,
        reopens_number=case.shown_number)


def _ruling(case: Case, command: GiveRuling, books: Books) -> Draft:
    unit = books.unit(command.unit)
    if unit is None:
        raise Refused("unknown-unit", unit=command.unit)
    return loose(command, b.Ruled(
        unit=unit.id, unit_name=unit.name, class_key=case.class_key, community=case.community,
        reason=reason_of(command.reason, books)), books)


def _escalate(case: Case, command: Escalate, books: Books) -> Draft:
    rung = books.ladder.rung(command.level, command.clock)
    if rung is None or not rung.available:
        raise Refused("no-such-level", level=command.level)
    if command.role != Role.TIMER and rung.roles and command.role not in rung.roles:
        raise Refused("rung-role", level=rung.name)
    if (command.clock, command.level, command.due) in case.rungs:
        raise Refused("rung-fired", number=case.shown_number, level=rung.name)
    if command.role != Role.TIMER and len(command.text.strip()) < MIN_TEXT:
        raise Refused("text-too-short", least=MIN_TEXT, now=len(command.text.strip()))
    return loose(command, b.Escalated(
        level=rung.level, level_name=rung.name, clock=command.clock, due=command.due,
        to=command.to or case.unit, reason=command.reason, text=command.text.strip()[:MAX_TEXT],
        asks=command.asks, reply_limit=rung.reply_limit,
    ), books)


_MERGING = (Merge, Unmerge, Absorb, Release)


def _no_merging(case: Case, command: type[Command]) -> Refused | None:
    """Why a case can be neither merged away nor kept, whatever the other one is; None where it can."""
    if command is Merge and case.absorbed:
        return Refused("holds-others", number=case.shown_number)
    if command is Absorb and case.stage in NEVER_KEPT:
        return Refused("not-kept", number=case.shown_number, stage=case.stage.value)
    if command is Release and not case.absorbed:
        return Refused("not-absorbed", number=case.shown_number)
    return None


def _merging(case: Case, command: "Merge | Unmerge | Absorb | Release", books: Books) -> Draft:
    if command.role not in MERGERS:
        raise Refused("role", number=case.shown_number)
    refused = _no_merging(case, type(command))
    if refused is not None:
        raise refused
    match command:
        case Merge(into=into, into_number=number, reason=reason):
            if into == case.id:
                raise Refused("same-case", number=case.shown_number)
            return step(command, b.Merged(into=into, into_number=number, reason=reason.strip()[:MAX_TEXT]), books)
        case Unmerge(reason=reason):
            return step(command, b.Unmerged(reason=reason.strip()[:MAX_TEXT]), books)
        case Absorb(duplicate=duplicate):
            if duplicate == case.id:
                raise Refused("same-case", number=case.shown_number)
            if duplicate in case.absorbed:
                raise Refused("absorbed-already", number=case.shown_number)
            return loose(command, b.Absorbed(
                duplicate=duplicate, number=command.number, place=command.place, source=command.source,
                reported_at=command.reported_at, text=command.text[:MAX_TEXT]), books)
        case Release(duplicate=duplicate, number=number):
            if duplicate not in case.absorbed:
                raise Refused("not-absorbed", number=case.shown_number)
            return loose(command, b.Released(duplicate=duplicate, number=number), books)


def _after_photo(case: Case, command: Handle, books: Books) -> None:
    """处置后照片: where the city wants one, it comes with the act or has been added since the last rework."""
    there = any(photo.kind is b.PhotoKind.AFTER and photo.round == case.reworks for photo in case.photos)
    brought = any(kind is b.PhotoKind.AFTER for kind, _ in command.photos)
    if books.rules.wants_after_photo(case.class_key) and not there and not brought:
        raise Refused("after-photo-needed", number=case.shown_number)


def _photos(case: Case | None, command: Command, act: str, books: Books) -> list[Draft]:
    """The photos that come with a command, one fact for each kind; those that the case has already are left out."""
    held = {photo.key for photo in case.photos} if case is not None else set()
    new = ph.by_kind((kind, part) for kind, part in command.photos if (part.sha256, kind) not in held)
    count = sum(len(parts) for parts in new.values())
    if not count and isinstance(command, AddPhotos) and case is not None:
        raise Refused("photos-known", number=case.shown_number)
    if count > ph.MOST_AT_ONCE:
        raise Refused("too-many-photos", most=ph.MOST_AT_ONCE)
    if len(held) + count > ph.MOST_OF_A_CASE:
        raise Refused("too-many-photos", most=ph.MOST_OF_A_CASE)
    return [
        replace(loose(command, b.PhotosAdded(kind=kind, act=act), books), att=parts) for kind, parts in new.items()]
