"""确权: whose case it is where that is not clear. Pure; core/rules.py asks here for the commands of MAKES."""

from dataclasses import dataclass

from commandcenter.core import bodies as b
from commandcenter.core.case import TERMINAL, Case, Role, Stage
from commandcenter.core.command import Command, Refused, loose, reason_of
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft


@dataclass(frozen=True, kw_only=True)
class AskRuling(Command):
    """提请确权: it is not clear who is responsible."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class GiveRuling(Command):
    """确权: the unit that is responsible, here and for this class in this community from now on."""

    unit: str
    reason: str


MAKES: dict[type[Command], type[b.Body]] = {AskRuling: b.RulingAsked, GiveRuling: b.Ruled}
STAGES: dict[type[Command], frozenset[Stage]] = {
    AskRuling: frozenset({Stage.PENDING_DISPATCH, Stage.RETURNED, Stage.PENDING_HANDLE}),
    GiveRuling: frozenset(Stage) - TERMINAL,
}
ROLES: dict[type[Command], frozenset[Role]] = {
    AskRuling: frozenset({Role.DEPARTMENT, Role.DISPATCHER, Role.SHIFT_LEADER}),
    GiveRuling: frozenset({Role.SHIFT_LEADER, Role.LEADER}),
}


def against(case: Case, command: type[Command]) -> Refused | None:
    """What speaks against a command of MAKES."""
    if command is AskRuling and case.docket:
        return Refused("on-docket", number=case.shown_number)
    if command is GiveRuling and not case.docket:
        return Refused("not-on-docket", number=case.shown_number)
    return None


def decide(case: Case, command: Command, books: Books) -> list[Draft]:
    """Turn a command of MAKES into drafts of facts.

    Raises:
        Refused: with the reason as a key.
    """
    match command:
        case AskRuling(reason=reason):
            return [loose(command, b.RulingAsked(reason=reason_of(reason, books)), books)]
        case GiveRuling():
            return [_ruling(case, command, books)]
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")


def _ruling(case: Case, command: GiveRuling, books: Books) -> Draft:
    unit = books.unit(command.unit)
    if unit is None:
        raise Refused("unknown-unit", unit=command.unit)
    return loose(command, b.Ruled(
        unit=unit.id, unit_name=unit.name, class_key=case.class_key, community=case.community,
        reason=reason_of(command.reason, books)), books)
