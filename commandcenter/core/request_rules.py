"""What may be asked for and is decided by somebody else, level by level: extension, deferral, appeal (and voiding or
refusing, whose commands are in core/rules.py, which asks here for those of MAKES). Pure.
"""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import REQUESTABLE, Case, Role, Stage
from commandcenter.core.city_rules import DECIDERS, Standstill
from commandcenter.core.command import MAX_TEXT, Command, Refused, Timed, loose, reason_of, step
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft
from commandcenter.core.limits import DAY_MS, Limit


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


MAKES: dict[type[Command], type[b.Body]] = {
    AskExtension: b.Requested, AskDeferral: b.Requested, Appeal: b.Requested, Decide: b.RequestDecided,
}
STAGES: dict[type[Command], frozenset[Stage]] = {
    AskExtension: REQUESTABLE[b.RequestKind.EXTENSION], AskDeferral: REQUESTABLE[b.RequestKind.DEFERRAL],
    Appeal: REQUESTABLE[b.RequestKind.APPEAL], Decide: frozenset(Stage),
}
ROLES: dict[type[Command], frozenset[Role]] = {
    AskExtension: frozenset({Role.DEPARTMENT, Role.HANDLER}), AskDeferral: frozenset({Role.DEPARTMENT, Role.HANDLER}),
    Appeal: frozenset({Role.DEPARTMENT}),
    Decide: frozenset(Role(role) for roles in DECIDERS.values() for role in roles),
}
KINDS: dict[type[Command], b.RequestKind] = {
    AskExtension: b.RequestKind.EXTENSION, AskDeferral: b.RequestKind.DEFERRAL, Appeal: b.RequestKind.APPEAL,
}


def against(
    case: Case, command: type[Command], books: Books, now: int, due: int | None, *, waits: bool
) -> Refused | None:
    """What speaks against a command that the stage and the role allow. `waits`: another request is not decided yet."""
    number, rules = case.shown_number, books.rules
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
    if command is Decide and case.asked is None:
        return Refused("nothing-asked", number=number)
    return None


def decide(case: Case, command: Command, books: Books) -> list[Draft]:
    """Turn a command of MAKES into drafts of facts.

    Raises:
        Refused: with the reason as a key.
    """
    match command:
        case AskExtension() | AskDeferral() | Appeal():
            return [_request(command, books)]
        case Decide():
            return [_decide_request(case, command, books)]
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")


def ending(command: Command, body: "b.NotFiled | b.Voided", kind: b.RequestKind, books: Books) -> Draft:
    """Void or refuse at once, or ask whoever must approve it in this city."""
    level = books.rules.first_level(kind, command.role)
    if not level or command.role in books.rules.approvals.get(kind, ()):
        return step(command, body, books)
    return loose(command, b.Requested(kind=kind, reason=body.reason, level=level), books)


def _request(command: "AskExtension | AskDeferral | Appeal", books: Books) -> Draft:
    kind, until = KINDS[type(command)], None
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
