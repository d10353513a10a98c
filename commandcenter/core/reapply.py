"""Giving an act that had no effect once more, on the case as it stands now (重新提出). Pure.

The fact that lost stays where it is. What is given again is a command of today: the rules decide about it anew, with
the documents of today, and its fact builds on the case's head.
"""

from typing import Any

from commandcenter.core import bodies as b
from commandcenter.core import passing_rules as passing
from commandcenter.core import referral_rules as referrals
from commandcenter.core import rules as r
from commandcenter.core.command import Command, Refused
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.request_rules import Appeal, AskDeferral, AskExtension, Decide
from commandcenter.core.ruling_rules import AskRuling, GiveRuling

# body → the command that makes it, and the fields that both have
AGAIN: dict[type[b.Body], tuple[type[Command], tuple[str, ...]]] = {
    b.VerificationOrdered: (r.OrderVerification, ("collector",)), b.Verified: (r.Verify, ("result", "text")),
    b.Filed: (r.File, ("class_key", "condition")), b.NotFiled: (r.RefuseFiling, ("reason",)),
    b.Voided: (r.VoidCase, ("reason",)), b.Dispatched: (r.Dispatch, ("unit", "reason", "text")),
    b.ReturnedToAcceptor: (r.ReturnToAcceptor, ("reason",)),
    b.ReturnedToDispatcher: (r.ReturnToDispatcher, ("reason",)), b.Signed: (r.Sign, ("text",)),
    b.Assigned: (r.Assign, ("handler",)), b.AssignmentRevoked: (r.RevokeAssignment, ("reason",)),
    b.ReturnedToDepartment: (r.ReturnToDepartment, ("reason",)), b.Handled: (r.Handle, ("text",)),
    b.SentBack: (r.SendBack, ("reason",)), b.FedBack: (r.FeedBack, ("text",)), b.Passed: (r.Pass, ("text",)),
    b.CheckOrdered: (r.OrderCheck, ("collector",)), b.Checked: (r.Check, ("result", "text")),
    b.ReworkOrdered: (r.OrderRework, ("reason",)), b.Closed: (r.Close, ("text",)),
    b.Escalated: (Escalate, ("level", "due", "clock", "to", "reason", "text", "asks")),
    b.RequestDecided: (Decide, ("approved", "reason")), b.Resumed: (r.Resume, ("reason",)),
    b.RulingAsked: (AskRuling, ("reason",)), b.Ruled: (GiveRuling, ("unit", "reason")),
    b.ReturnJudged: (passing.JudgeReturn, ("misdispatched", "reason")),
    b.Referred: (referrals.Refer, ("to", "reason", "text")),
    b.ReferralAnswered: (referrals.AnswerReferral, ("result", "text", "unit")), b.Noted: (r.Note, ("text",)),
}
_REQUESTS: dict[b.RequestKind, tuple[type[Command], tuple[str, ...]]] = {
    b.RequestKind.EXTENSION: (AskExtension, ("reason",)),
    b.RequestKind.DEFERRAL: (AskDeferral, ("reason", "until")),
    b.RequestKind.APPEAL: (Appeal, ("reason",)), b.RequestKind.VOID: (r.VoidCase, ("reason",)),
    b.RequestKind.REFUSAL: (r.RefuseFiling, ("reason",)),
}


def command_of(body: b.Body | None) -> type[Command]:
    """The command that gives an act of this kind once more.

    Raises:
        Refused: reapply-never, for acts that concern two cases or that only the clock gives.
    """
    made, _ = _row(body)
    return made


def words_of(body: b.Body | None) -> dict[str, Any]:
    """The words of that command: what the act said.

    Raises:
        Refused: reapply-never.
    """
    _, fields = _row(body)
    return {name: getattr(body, name) for name in fields}


def _row(body: b.Body | None) -> tuple[type[Command], tuple[str, ...]]:
    found = _REQUESTS.get(body.kind) if isinstance(body, b.Requested) else AGAIN.get(type(body)) if body else None
    if found is None:
        raise Refused("reapply-never")
    return found
