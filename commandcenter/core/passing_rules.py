"""What may be asked of a case that is passed back: whether it was dispatched wrongly (误派核实). Pure.

core/rules.py asks here for the commands of MAKES.
"""

from dataclasses import dataclass

from commandcenter.core import bodies as b
from commandcenter.core.case import Case, Judging
from commandcenter.core.command import Command, Refused, reason_of, step
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft


@dataclass(frozen=True, kw_only=True)
class JudgeReturn(Command):
    """误派核实: the shift leader says whether a unit's return was right; then it is dispatched again at once."""

    misdispatched: bool
    reason: str


MAKES: dict[type[Command], type[b.Body]] = {JudgeReturn: b.ReturnJudged}


def against(case: Case, command: type[Command]) -> Refused | None:
    """What speaks against a command that the stage and the role allow."""
    if command is JudgeReturn and case.judging is not Judging.WAITS:
        return Refused("nothing-to-judge", number=case.shown_number)
    return None


def decide(case: Case, command: Command, books: Books) -> list[Draft]:
    """Turn a command of MAKES into drafts of facts.

    Raises:
        Refused: with the reason as a key.
    """
    match command:
        case JudgeReturn(misdispatched=misdispatched, reason=reason):
            body = b.ReturnJudged(misdispatched=misdispatched, reason=reason_of(reason, books))
            return [step(command, body, books)]
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")
