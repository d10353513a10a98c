"""Which acts can be given in bulk, in one table: what each asks for, and what is chosen case by case."""

from dataclasses import dataclass
from enum import StrEnum

from commandcenter.core import rules as r
from commandcenter.core.escalation_rules import MIN_TEXT, Escalate
from commandcenter.core.rules import Command


class Picks(StrEnum):
    """What is chosen for each case."""

    NONE = "none"
    UNIT = "unit"
    CONDITION = "condition"


@dataclass(frozen=True, kw_only=True)
class Act:
    """A bulk act. `field` is the command's word for the one text that all get, `least` its least length; `level` the
    rung of the ladder that a reminder sets."""

    key: str
    command: type[Command]
    field: str = ""
    least: int = 0
    picks: Picks = Picks.NONE
    level: int = 0


ACTS: tuple[Act, ...] = (
    Act(key="dispatch", command=r.Dispatch, field="text", picks=Picks.UNIT),
    Act(key="return", command=r.ReturnToAcceptor, field="reason", least=2),
    Act(key="remind", command=Escalate, field="text", least=MIN_TEXT, level=1),
    Act(key="file", command=r.File, picks=Picks.CONDITION),
    Act(key="verify", command=r.OrderVerification),
    Act(key="sign", command=r.Sign),
    Act(key="pass", command=r.Pass, field="text"),
    Act(key="check", command=r.OrderCheck),
    Act(key="close", command=r.Close, field="text"),
    Act(key="note", command=r.Note, field="text", least=1),
)
BY_KEY = {act.key: act for act in ACTS}
BY_COMMAND = {act.command: act for act in ACTS if not act.level}
