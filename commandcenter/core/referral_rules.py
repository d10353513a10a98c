"""What may be asked of a case that is sent to another unit of the same level or up to the district, and back. Pure.

core/rules.py asks here for the commands of MAKES. To whom, by when they answer and what stands still: the city's.
"""

from dataclasses import dataclass, replace

from commandcenter.core import bodies as b
from commandcenter.core.case import TRANSITIONS, Case, Role, Stage
from commandcenter.core.city_rules import Standstill
from commandcenter.core.command import MAX_TEXT, Command, Refused, reason_of, said, step
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft


@dataclass(frozen=True, kw_only=True)
class Refer(Command):
    """转送: across to another unit or street, or up to the district; which of the two follows from the receiver."""

    to: str
    reason: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerReferral(Command):
    """转送回复, entered on behalf of the receiver. `unit`: who is responsible by its word, where it names one."""

    result: b.ReferResult
    text: str
    unit: str = ""


MAKES: dict[type[Command], type[b.Body]] = {Refer: b.Referred, AnswerReferral: b.ReferralAnswered}
REFERRERS: dict[b.ReferKind, frozenset[Role]] = {
    b.ReferKind.ACROSS: frozenset({Role.DISPATCHER, Role.SHIFT_LEADER, Role.LEADER}),
    b.ReferKind.UP: frozenset({Role.SHIFT_LEADER, Role.LEADER}),
}


def holds_back(case: Case, command: type[Command], body: type[b.Body]) -> Refused | None:
    """Why a case that is referred does not take this command; None where it does."""
    if case.referral is None or command is AnswerReferral or (body not in TRANSITIONS and body not in _WAIT):
        return None
    return Refused("referred", number=case.shown_number, unit=case.referral.to_name)


_WAIT = frozenset({b.Requested, b.RulingAsked, b.Whistled})


def against(case: Case, command: type[Command], role: Role, books: Books) -> Refused | None:
    """What speaks against a command that the stage and the role allow."""
    number = case.shown_number
    if command is AnswerReferral:
        return Refused("not-referred", number=number) if case.referral is None else None
    if case.asked is not None:
        return Refused("asked-already", number=number)
    if not any(role in REFERRERS[one.kind] for one in books.rules.refer_to):
        return Refused("role", number=number)
    return None


def decide(case: Case, command: Command, books: Books) -> list[Draft]:
    """Turn a command of MAKES into drafts of facts.

    Raises:
        Refused: with the reason as a key.
    """
    match command:
        case Refer():
            return [step(command, _refer(case, command, books), books)]
        case AnswerReferral():
            body = _answer(command, books)
            assert case.referral is not None  # `against` has looked
            return [step(replace(command, on_behalf=case.referral.to), body, books)]
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")


def _refer(case: Case, command: Refer, books: Books) -> b.Referred:
    receiver = next((one for one in books.rules.refer_to if one.id == command.to), None)
    if receiver is None:
        raise Refused("unknown-receiver")
    if command.role not in REFERRERS[receiver.kind]:
        raise Refused("refer-role", unit=receiver.name)
    if receiver.id == case.unit and case.stage is not Stage.PENDING_DISPATCH:  # one that sent it back may get it again
        raise Refused("referred-to-itself", number=case.shown_number, unit=receiver.name)
    return b.Referred(
        kind=receiver.kind, to=receiver.id, to_name=receiver.name, reason=reason_of(command.reason, books),
        text=command.text.strip()[:MAX_TEXT], answer_limit=books.rules.refer_limits[receiver.kind],
        pauses=Standstill.REFERRED in books.rules.stands_still)


def _answer(command: AnswerReferral, books: Books) -> b.ReferralAnswered:
    text = reason_of(command.text, books) if command.result is b.ReferResult.RETURNED else said(command.text)
    if command.result is not b.ReferResult.DECIDED or not command.unit:
        return b.ReferralAnswered(result=command.result, text=text)
    unit = books.unit(command.unit)
    if unit is None:
        raise Refused("unknown-unit", unit=command.unit)
    return b.ReferralAnswered(result=command.result, text=text, unit=unit.id, unit_name=unit.name)
