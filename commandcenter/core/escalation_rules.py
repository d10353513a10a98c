"""督办: a rung of the ladder, and the unit's reply to it. Pure; core/rules.py asks here for the commands of MAKES."""

from dataclasses import dataclass

from commandcenter.core import bodies as b
from commandcenter.core.case import ESCALATORS, Case, Role
from commandcenter.core.command import MAX_TEXT, Command, Refused, loose, said
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft

MIN_TEXT = 10  # characters of a supervision order's explanation


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


MAKES: dict[type[Command], type[b.Body]] = {Escalate: b.Escalated, ReplyToSupervision: b.SupervisionReplied}
ROLES: dict[type[Command], frozenset[Role]] = {
    Escalate: ESCALATORS, ReplyToSupervision: frozenset({Role.DEPARTMENT}),
}


def against(case: Case, command: type[Command]) -> Refused | None:
    """What speaks against a command of MAKES."""
    if command is ReplyToSupervision and (case.reply is None or case.reply.ended is not None):
        return Refused("nothing-to-reply", number=case.shown_number)
    return None


def decide(case: Case, command: Command, books: Books) -> list[Draft]:
    """Turn a command of MAKES into drafts of facts.

    Raises:
        Refused: with the reason as a key.
    """
    match command:
        case Escalate():
            return [_escalate(case, command, books)]
        case ReplyToSupervision(text=text):
            return [loose(command, b.SupervisionReplied(level=case.level, text=said(text)), books)]
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")


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
