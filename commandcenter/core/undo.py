"""撤销: which step can be taken back, by what, and why another cannot. The fold is in steps.py.

Nothing is deleted: taking a step back is a fact of its own (`Undone`) that names the step. It holds only while that
step is the case's last one, and only for who gave it; then the case stands, with its clocks, as though the step had
never been. Whatever has left the house (a reminder, a closing) stays.
"""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import FINAL, TRANSITIONS, Case, Role
from commandcenter.core.facts import Draft
from commandcenter.core.rules import Command, Refused

# step → what taking it back is called (ui/texts.py); every step but the FINAL ones has its counter-act
COUNTERS: dict[type[b.Body], str] = {body: "taken_back" for body in TRANSITIONS if body not in FINAL} | {
    b.Filed: "filing_taken_back", b.Dispatched: "recalled", b.Assigned: "assignment_revoked",
    b.ReworkOrdered: "rework_taken_back", b.VerificationOrdered: "order_taken_back", b.CheckOrdered: "order_taken_back",
    b.Merged: "unmerged", b.Deferred: "deferral_taken_back", b.Voided: "revived", b.NotFiled: "revived",
}


@dataclass(frozen=True, kw_only=True)
class Undo(Command):
    """Take back the step `fact`, which must be the case's last one and the actor's own. `role` is that of the step."""

    fact: UUID


def why_never(body: type[b.Body]) -> Refused | None:
    """Why acts of this kind are never taken back; None where they are, as long as nothing was built on them."""
    for bodies, key in (
        ((b.Closed, b.ClosedOnSpot), "undo-closed"),
        ((b.Reported,), "undo-reported"),
        ((b.Escalated,), "undo-escalated"),
        ((b.Noted,), "undo-noted"),
        ((b.Requested, b.RequestDecided), "undo-request"),
        ((b.RulingAsked, b.Ruled), "undo-ruling"),
        ((b.Reopened,), "undo-reopened"),
        ((b.Transferred,), "undo-transferred"),
        ((b.Unmerged,), "undo-unmerged"),
    ):
        if body in bodies:
            return Refused(key)
    return None if body in COUNTERS else Refused("undo-never")


def why_not_undone(case: Case | None, fact: UUID, actor: str) -> Refused | None:
    """Why this step of a case cannot be taken back by this actor (any more); None where it can."""
    if case is None:
        return Refused("no-case")
    number = case.shown_number
    if case.unknown:
        return Refused("newer-version", number=number)
    if case.moved is not None:
        return Refused("undo-handed-over", number=number, street=case.moved.to_name, there=case.moved.number)
    if case.head != fact:
        return Refused("undo-moved", number=number, stage=case.stage.value)
    if case.before is None:
        return Refused("undo-built-on", number=number)
    if case.before.actor != actor:
        return Refused("undo-not-own", number=number)
    return None


def decide_undo(case: Case | None, command: Undo) -> list[Draft]:
    """The counter-fact of a step.

    Raises:
        Refused: with the reason as a key.
    """
    refused = why_not_undone(case, command.fact, command.actor)
    if refused is not None:
        raise refused
    before = case.before if case is not None else None
    assert before is not None
    body = b.Undone(fact=command.fact, type=before.type)
    return [Draft(type=b.NAMES[b.Undone], data=body, role=command.role.value, follows=True,
                  on_behalf=command.on_behalf)]


def undo_of(case: Case, actor: str) -> Undo | None:
    """The command that takes back a case's last step, where that is this actor's."""
    before = case.before
    if before is None or before.actor != actor:
        return None
    return Undo(case_id=case.id, actor=actor, role=Role(before.role), on_behalf=before.on_behalf, seen=case.head,
                fact=case.head)
