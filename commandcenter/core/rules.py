"""What may be asked of a case, and what comes of it: decide(case, command) → drafts of facts. Pure.

Buttons ask `why_not`, the door asks `decide`; both read core.case.TRANSITIONS. Values that a fact carries (names,
limits) are looked up here in the reference documents, whose versions go into its refs.
"""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core import escalation_rules as escalation
from commandcenter.core import merge_rules as merging
from commandcenter.core import passing_rules as passing
from commandcenter.core import photo_rules as photos
from commandcenter.core import referral_rules as referrals
from commandcenter.core import report_rules as reports
from commandcenter.core import request_rules as requests
from commandcenter.core import ruling_rules as rulings
from commandcenter.core import transfer_rules as transfers
from commandcenter.core import whistle
from commandcenter.core import whistle_rules as whistles
from commandcenter.core.case import (
    READ_ONLY,
    TRANSITIONS,
    Case,
    Judging,
    Role,
    Stage,
)
from commandcenter.core.city_rules import ReworkClock, Standstill
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
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft
from commandcenter.core.limits import Limit
from commandcenter.core.masking import kinds

__all__ = ["BEHALF", "MAX_TEXT", "Command", "Refused", "Timed"]  # and all that stands below


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
class Resume(Command):
    """恢复: the deferral is over."""

    reason: str = ""


# command → body of the fact that it makes; the rows of TRANSITIONS say from where and in which roles
MAKES: dict[type[Command], type[b.Body]] = {
    reports.Report: b.Reported, reports.SimpleCase: b.ClosedOnSpot, OrderVerification: b.VerificationOrdered,
    Verify: b.Verified, File: b.Filed, RefuseFiling: b.NotFiled, VoidCase: b.Voided, Dispatch: b.Dispatched,
    ReturnToAcceptor: b.ReturnedToAcceptor, Sign: b.Signed, Assign: b.Assigned, RevokeAssignment: b.AssignmentRevoked,
    Handle: b.Handled, FeedBack: b.FedBack, Pass: b.Passed, OrderCheck: b.CheckOrdered, Check: b.Checked,
    OrderRework: b.ReworkOrdered, Close: b.Closed, Note: b.Noted, Reveal: b.Revealed, SettleConflict: b.ConflictSettled,
    ReturnToDispatcher: b.ReturnedToDispatcher, ReturnToDepartment: b.ReturnedToDepartment, SendBack: b.SentBack,
    Resume: b.Resumed, reports.Reopen: b.Reopened,
    **escalation.MAKES, **merging.MAKES, **passing.MAKES, **photos.MAKES, **referrals.MAKES, **requests.MAKES,
    **rulings.MAKES, **transfers.MAKES, **whistles.MAKES,
}
# also possible when the case is finished
AFTERWARDS = (
    Note, Reveal, SettleConflict, merging.Absorb, merging.Release, photos.AddPhotos, photos.WithdrawPhotos)
# commands without a row in TRANSITIONS that are not possible at every open stage: where, and in which roles
STAGES_OF: dict[type[Command], frozenset[Stage]] = {
    reports.Reopen: frozenset({Stage.CLOSED}), **requests.STAGES, **rulings.STAGES, **whistles.STAGES,
}
ROLES_OF: dict[type[Command], frozenset[Role]] = {
    reports.Reopen: frozenset({Role.SHIFT_LEADER, Role.LEADER}),
    merging.Absorb: merging.MERGERS, merging.Release: merging.MERGERS,
    **escalation.ROLES, **requests.ROLES, **rulings.ROLES, **whistles.ROLES,
}
_KINDS: dict[type[Command], b.RequestKind] = {
    VoidCase: b.RequestKind.VOID, RefuseFiling: b.RequestKind.REFUSAL, **requests.KINDS,
}


def roles_of(command: type[Command]) -> frozenset[Role]:
    """In which roles a command can be given at all."""
    if issubclass(command, reports.Report):
        return reports.roles_of(command)
    if command in ROLES_OF:
        return ROLES_OF[command]
    transition = TRANSITIONS.get(MAKES[command])
    return transition.roles if transition else frozenset(Role) - READ_ONLY


def roles_here(case: Case | None, command: type[Command]) -> frozenset[Role]:
    """In which roles a command can be given about this case as it stands."""
    transition = None if case is None else TRANSITIONS.get(MAKES[command])
    if case is not None and transition is not None:
        return transition.roles_at(case.stage)
    if case is not None and command is requests.Decide and case.asked is not None:
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
    if issubclass(command, reports.Report):
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
    if command in merging.MAKES and (not_merged := merging.no_merging(case, command)) is not None:
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
    held = referrals.holds_back(case, command, MAKES[command]) or transfers.holds_back(case, MAKES[command])
    if held is not None:
        return held
    if command in referrals.MAKES:
        return referrals.against(case, command, role, books)
    if command in passing.MAKES:
        return passing.against(case, command)
    if command in whistles.MAKES:
        return whistles.against(case, command, role, books)
    if (MAKES[command] in whistles.ENDS or command in transfers.MAKES) and whistle.running(case.whistles) is not None:
        return Refused("whistle-open", number=number)
    if role in OF_UNITS and not case.unit and command not in AFTERWARDS:
        return Refused("no-unit", number=number)
    if command is File and case.source in rules.verify_first and not case.verified and case.filed_at is None:
        return Refused("verify-first", number=number)
    if command is Dispatch and case.judging is Judging.WAITS:
        return Refused("judge-first", number=number)
    if command in escalation.MAKES:
        return escalation.against(case, command)
    if command is Sign and case.signed_at is not None:
        return Refused("signed-already", number=number)
    if command in requests.MAKES:
        return requests.against(case, command, books, now, due, waits=waits)
    if waits:
        return Refused("asked-already", number=number)
    if command in transfers.MAKES:
        return transfers.against(case)
    if command in rulings.MAKES:
        return rulings.against(case, command)
    if command in photos.MAKES:
        return photos.against(case, command)
    if command is reports.Reopen and case.reopened_as is not None:
        return Refused("reopened-already", number=number, other=case.reopened_number)
    return None


def decide(case: Case | None, command: Command, books: Books) -> list[Draft]:
    """Turn a command into drafts of facts, or refuse it. Pure: no clock, no store.

    Raises:
        Refused: with the reason as a key.
    """
    drafts = _decide(case, command, books)
    return [*drafts, *photos.with_act(case, command, drafts[0].type if drafts else "", books)]


def _decide(case: Case | None, command: Command, books: Books) -> list[Draft]:
    if isinstance(command, reports.Report):
        return reports.decide(case, command, books)
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
            return [requests.ending(command, b.NotFiled(reason=reason_of(reason, books)), b.RequestKind.REFUSAL, books)]
        case VoidCase(reason=reason):
            return [requests.ending(command, b.Voided(reason=reason_of(reason, books)), b.RequestKind.VOID, books)]
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
            photos.after_photo(case, command, books)
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
        case Resume(reason=reason):
            body = b.Resumed(reason=reason)
        case reports.Reopen(as_case=again, number=number, reason=reason):
            return [loose(command, b.Reopened(as_case=again, number=number, reason=reason_of(reason, books)), books)]
        case merging.Merge() | merging.Unmerge() | merging.Absorb() | merging.Release():
            return [merging.decide(case, command, books)]
        case _ if made in escalation.MAKES:
            return escalation.decide(case, command, books)
        case _ if made in passing.MAKES:
            return passing.decide(case, command, books)
        case _ if made in photos.MAKES:
            return photos.decide(case, command, books)
        case _ if made in referrals.MAKES:
            return referrals.decide(case, command, books)
        case _ if made in requests.MAKES:
            return requests.decide(case, command, books)
        case _ if made in rulings.MAKES:
            return rulings.decide(case, command, books)
        case transfers.Hand():
            return transfers.decide(case, command, books)
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
    return "" if isinstance(command, rulings.AskRuling) else case.unit


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
