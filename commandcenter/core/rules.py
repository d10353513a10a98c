"""What may be asked of a case, and what comes of it: decide(case, command) → drafts of facts. Pure.

Buttons ask `why_not`, the door asks `decide`; both read core.case.TRANSITIONS. Values that a fact carries (names,
limits) are looked up here in the reference documents, whose versions go into its refs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import ESCALATORS, TRANSITIONS, Case, Role
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft
from commandcenter.core.limits import Limit

MIN_TEXT = 10  # characters of a supervision order's explanation
MAX_TEXT = 1000


class Refused(Exception):
    """The rules do not allow it. The key is for the screen's words, never shown as it is; nothing was written."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refused) and (self.key, self.facts) == (other.key, other.facts)

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something a person, a timer or a file asks for.

    `actor` sits at the desk, `role` is the role of the act, `on_behalf` the unit or collector whose act the desk
    enters. `seen` is the head of the case that the actor looked at; None where nobody looked.
    """

    case_id: UUID
    actor: str
    role: Role
    on_behalf: str | None = None
    seen: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Report(Command):
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
class Sign(Command):
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Assign(Command):
    handler: str = ""


@dataclass(frozen=True, kw_only=True)
class RevokeAssignment(Command):
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Handle(Command):
    text: str = ""


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
class SettleConflict(Command):
    """A person has looked at transitions that did not take effect: they stay without effect. To do one of them after
    all, the act is simply given again on the case as it stands now."""

    losers: tuple[UUID, ...]
    reason: str


# command → body of the fact that it makes; the rows of TRANSITIONS say from where and in which roles
MAKES: dict[type[Command], type[b.Body]] = {
    Report: b.Reported, SimpleCase: b.ClosedOnSpot, OrderVerification: b.VerificationOrdered, Verify: b.Verified,
    File: b.Filed, RefuseFiling: b.NotFiled, VoidCase: b.Voided, Dispatch: b.Dispatched,
    ReturnToAcceptor: b.ReturnedToAcceptor, Sign: b.Signed, Assign: b.Assigned, RevokeAssignment: b.AssignmentRevoked,
    Handle: b.Handled, FeedBack: b.FedBack, Pass: b.Passed, OrderCheck: b.CheckOrdered, Check: b.Checked,
    OrderRework: b.ReworkOrdered, Close: b.Closed, Escalate: b.Escalated, ReplyToSupervision: b.SupervisionReplied,
    Note: b.Noted, SettleConflict: b.ConflictSettled,
}
AFTERWARDS = (Note, SettleConflict)  # also possible when the case is finished
BEHALF = frozenset({Role.DEPARTMENT, Role.COLLECTOR})  # roles without a client of their own: the desk enters their acts
REPORTERS = frozenset({Role.COLLECTOR, Role.ACCEPTOR, Role.SHIFT_LEADER, Role.DISPATCHER, Role.INSPECTOR, Role.LEADER})


def roles_of(command: type[Command]) -> frozenset[Role]:
    """In which roles a command can be given at all."""
    if issubclass(command, SimpleCase):
        return frozenset({Role.COLLECTOR})
    if issubclass(command, Report):
        return REPORTERS
    if command is Escalate:
        return ESCALATORS
    if command is ReplyToSupervision:
        return frozenset({Role.DEPARTMENT})
    transition = TRANSITIONS.get(MAKES[command])
    return transition.roles if transition else frozenset(Role)


def role_for(command: type[Command], own: "frozenset[Role]", books: Books) -> Role | None:
    """The role in which somebody with these roles gives a command; None where they may not.

    Own roles first, then a role without a client that a city rule lets them enter on behalf.
    """
    wanted = roles_of(command)
    for role in sorted(wanted & own):
        return role
    for role in sorted(wanted & BEHALF):
        if any(books.rules.may_enter_for(r, role) for r in own):
            return role
    return None


def why_not(case: Case | None, command: type[Command], own: "frozenset[Role]", books: Books) -> Refused | None:
    """Why a command's button is not lit for this case and these roles; None where it is."""
    if issubclass(command, Report):
        return None if role_for(command, own, books) else Refused("role")
    if case is None:
        return Refused("no-case")
    if case.unknown:
        return Refused("newer-version", number=case.shown_number)
    if not case.open and command not in AFTERWARDS:
        return Refused("closed", number=case.shown_number)
    transition = TRANSITIONS.get(MAKES[command])
    if transition is not None and case.stage not in transition.source:
        return Refused("stage", number=case.shown_number, stage=case.stage.value)
    if command is ReplyToSupervision and (case.reply is None or case.reply.ended is not None):
        return Refused("nothing-to-reply", number=case.shown_number)
    if command is Sign and case.signed_at is not None:
        return Refused("signed-already", number=case.shown_number)
    if role_for(command, own, books) is None:
        return Refused("role", number=case.shown_number)
    return None


def decide(case: Case | None, command: Command, books: Books) -> list[Draft]:
    """Turn a command into drafts of facts, or refuse it. Pure: no clock, no store.

    Raises:
        Refused: with the reason as a key.
    """
    if isinstance(command, Report):
        return _report(case, command, books)
    if case is None:
        raise Refused("no-case")
    _check(case, command)
    match command:
        case OrderVerification(collector=collector):
            order = b.VerificationOrdered(collector=collector, stage_limit=books.stage("verify"))
            return [_step(command, order, books)]
        case Verify(result=result, text=text):
            return [_step(command, b.Verified(result=result, text=text, stage_limit=books.stage("accept")), books)]
        case File():
            return [_file(command, books)]
        case RefuseFiling(reason=reason):
            return [_step(command, b.NotFiled(reason=_text(reason)), books)]
        case VoidCase(reason=reason):
            return [_step(command, b.Voided(reason=_text(reason)), books)]
        case Dispatch():
            return [_dispatch(case, command, books)]
        case ReturnToAcceptor(reason=reason):
            body: b.Body = b.ReturnedToAcceptor(reason=_text(reason))
        case Sign(text=text):
            if case.signed_at is not None:
                raise Refused("signed-already", number=case.shown_number)
            body = b.Signed(text=text)
        case Assign(handler=handler):
            body = b.Assigned(handler=handler or case.unit)
        case RevokeAssignment(reason=reason):
            body = b.AssignmentRevoked(reason=reason)
        case Handle(text=text):
            body = b.Handled(text=text)
        case FeedBack(text=text):
            body = b.FedBack(text=text, stage_limit=books.stage("review"))
        case Pass(text=text):
            body = b.Passed(text=text, stage_limit=books.stage("close"))
        case OrderCheck(collector=collector):
            body = b.CheckOrdered(collector=collector, stage_limit=books.stage("check"))
        case Check(result=result, text=text):
            body = b.Checked(result=result, text=text, stage_limit=books.stage("close"))
        case OrderRework(reason=reason):
            body = b.ReworkOrdered(reason=_text(reason), limit=case.limit, stage_limit=books.stage("sign"))
        case Close(text=text):
            body = b.Closed(text=text)
        case Escalate():
            return [_escalate(case, command, books)]
        case ReplyToSupervision(text=text):
            return [_loose(command, b.SupervisionReplied(level=case.level, text=_text(text)), books)]
        case Note(text=text):
            return [_loose(command, b.Noted(text=_text(text)), books)]
        case SettleConflict(losers=losers, reason=reason):
            if not losers:
                raise Refused("nothing-to-settle", number=case.shown_number)
            body = b.ConflictSettled(losers=losers, decision="keep", reason=_text(reason))
            return [_loose(command, body, books)]
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")
    return [_step(command, body, books)]


def _check(case: Case, command: Command) -> None:
    if case.unknown:
        raise Refused("newer-version", number=case.shown_number)
    if isinstance(command, AFTERWARDS):
        return
    if not case.open:
        raise Refused("closed", number=case.shown_number)
    transition = TRANSITIONS.get(MAKES[type(command)])
    if transition is not None and command.seen is not None and command.seen != case.head:
        raise Refused("moved", number=case.shown_number, stage=case.stage.value)
    if transition is not None and case.stage not in transition.source:
        raise Refused("stage", number=case.shown_number, stage=case.stage.value)
    if command.role not in roles_of(type(command)):
        raise Refused("role", number=case.shown_number)
    if isinstance(command, ReplyToSupervision) and (case.reply is None or case.reply.ended is not None):
        raise Refused("nothing-to-reply", number=case.shown_number)


def _report(case: Case | None, command: Report, books: Books) -> list[Draft]:
    if case is not None:
        raise Refused("reported-twice", number=case.shown_number)
    if command.role not in roles_of(type(command)):
        raise Refused("role")
    minor = books.minor(command.class_key)
    if minor is None:
        raise Refused("unknown-class", code=command.class_key)
    if not command.place.strip():
        raise Refused("place-needed")
    limit = None if isinstance(command, SimpleCase) else books.stage("accept")
    body = b.Reported(
        class_key=command.class_key, class_name=minor.name, major_name=minor.major_name,
        code_set=books.code_set, text=command.text[:MAX_TEXT], place=command.place.strip(), lon=command.lon,
        lat=command.lat, community=command.community, community_name=command.community_name, grid=command.grid,
        source=command.source, number=command.number, marks=command.marks, stage_limit=limit,
    )
    drafts = [_step(command, body, books)]
    if isinstance(command, SimpleCase):
        drafts.append(_step(command, b.ClosedOnSpot(text=command.done), books))
    return drafts


def _file(command: File, books: Books) -> Draft:
    minor = books.minor(command.class_key)
    if minor is None:
        raise Refused("unknown-class", code=command.class_key)
    condition = next((c for c in minor.conditions if c.id == command.condition), None)
    if condition is None and (command.condition or minor.conditions):
        raise Refused("condition-needed", code=command.class_key)
    return _step(command, b.Filed(
        class_key=command.class_key, class_name=minor.name, major_name=minor.major_name, code_set=books.code_set,
        condition=condition.id if condition else "", condition_text=condition.text if condition else "",
        limit=condition.limit if condition else None, stage_limit=books.stage("dispatch"),
    ), books)


def _dispatch(case: Case, command: Dispatch, books: Books) -> Draft:
    unit = books.unit(command.unit)
    if unit is None:
        raise Refused("unknown-unit", unit=command.unit)
    return _step(command, b.Dispatched(
        unit=unit.id, unit_name=unit.name, reason=command.reason, text=command.text,
        limit=case.limit or Limit(), stage_limit=books.stage("sign"),
    ), books)


def _escalate(case: Case, command: Escalate, books: Books) -> Draft:
    rung = books.rung(command.level)
    if rung is None or not rung.available:
        raise Refused("no-such-level", level=command.level)
    if (command.clock, command.level, command.due) in case.rungs:
        raise Refused("rung-fired", number=case.shown_number, level=rung.name)
    if command.role != Role.TIMER and len(command.text.strip()) < MIN_TEXT:
        raise Refused("text-too-short", least=MIN_TEXT, now=len(command.text.strip()))
    return _loose(command, b.Escalated(
        level=rung.level, level_name=rung.name, clock=command.clock, due=command.due,
        to=command.to or case.unit, reason=command.reason, text=command.text.strip()[:MAX_TEXT],
        asks=command.asks, reply_limit=rung.reply_limit,
    ), books)


def _text(text: str) -> str:
    if not text.strip():
        raise Refused("reason-needed")
    return text.strip()[:MAX_TEXT]


def _step(command: Command, body: b.Body, books: Books) -> Draft:
    return _draft(command, body, books, follows=True)


def _loose(command: Command, body: b.Body, books: Books) -> Draft:
    return _draft(command, body, books, follows=False)


def _draft(command: Command, body: b.Body, books: Books, *, follows: bool) -> Draft:
    return Draft(
        type=b.NAMES[type(body)], data=body, role=command.role.value, follows=follows, on_behalf=command.on_behalf,
        refs=_refs(body, books.versions),
    )


def _refs(body: b.Body, versions: Mapping[str, int]) -> dict[str, int]:
    """The documents whose values a body carries."""
    names = {
        b.Reported: ("catalogue", "rules", "calendar"), b.Filed: ("catalogue", "rules", "calendar"),
        b.Dispatched: ("rules", "calendar", "units"), b.Escalated: ("ladder", "calendar"),
    }.get(type(body))
    if names is None:
        names = ("rules", "calendar") if getattr(body, "stage_limit", None) is not None else ()
    return {name: versions[name] for name in names if name in versions}
