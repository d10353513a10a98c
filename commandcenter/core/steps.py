"""What a step (transition) that takes effect makes of a case, its clocks first of all. Which one does: core/fold.py."""

from uuid import UUID

import msgspec
from msgspec import to_builtins

from commandcenter.core import bodies as b
from commandcenter.core import whistle
from commandcenter.core.case import (
    FINAL,
    REQUEST_LIVES,
    Before,
    Case,
    Clock,
    Judging,
    Outcome,
    Role,
    Stage,
    Transition,
)
from commandcenter.core.facts import Fact
from commandcenter.core.limits import Limit
from commandcenter.core.referral import Referral
from commandcenter.core.transfer import Moved, Transfer

_CHECK_LEADS = {
    b.CheckResult.PASS: Stage.CHECK_PASSED, b.CheckResult.FAIL: Stage.CHECK_FAILED,
    b.CheckResult.UNABLE: Stage.PENDING_CHECK,
}


def happened(fact: Fact, body: b.Body) -> int:
    """When a step happened, ms UTC: what the source states for imports, else when it was written."""
    return body.at if fact.origin == "import" and body.at is not None else fact.at


def step(case: Case, fact: Fact, body: b.Body, transition: Transition) -> tuple[Case, Outcome]:
    """The case after a transition, where the table and what else holds allow it there; and what became of the fact."""
    if fact.origin == "import" and fact.type in case.imported:
        return case, Outcome(fact=fact.id, kind="repetition", reason="imported_twice")
    if case.unknown:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="newer_version")
    moved = fact.base != case.head
    if moved and isinstance(body, b.Resumed) and fact.role == Role.TIMER:
        return case, Outcome(fact=fact.id, kind="repetition", reason="resumed")  # two workstations watch the date
    if moved:
        winner = case.steps.get(str(fact.base))
        reason = ("transferred" if case.stage is Stage.TRANSFERRED else "closed") if not case.open else "moved"
        return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=UUID(winner) if winner else None)
    if case.stage not in transition.source:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="not_allowed", winner=case.head)
    if transition.roles and fact.role not in transition.roles_at(case.stage):
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    if case.referral is not None and not isinstance(body, b.ReferralAnswered):
        return case, Outcome(fact=fact.id, kind="ineffective", reason="referred", winner=case.head)
    if case.referral is None and isinstance(body, b.ReferralAnswered):
        return case, Outcome(fact=fact.id, kind="ineffective", reason="not_referred", winner=case.head)
    if case.transfer is not None:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="transferring", winner=case.head)
    if isinstance(body, b.Merged) and case.absorbed:  # so that no two cases ever vanish into each other
        return case, Outcome(fact=fact.id, kind="ineffective", reason="holds_others", winner=case.head)
    if isinstance(body, b.Unmerged) and case.before_merge is not None:
        return _unmerge(case, case.before_merge, fact), Outcome(fact=fact.id, kind="effective")
    before, at = case, happened(fact, body)
    undoable = fact.origin is None and type(body) not in FINAL
    stage = transition.to or _leads(case, body)
    asked = case.asked if case.asked is not None and stage in REQUEST_LIVES[case.asked.kind] else None
    case = msgspec.structs.replace(
        case, head=fact.id, stage=stage, stage_clock=begun(fact, at, getattr(body, "stage_limit", None)), asked=asked,
        steps=_taken(case, fact), imported=imported(case.imported, fact),
        unstated=case.unstated if body.stated else case.unstated | {fact.type},
        before=_remembered(before, fact) if undoable else None,
    )
    if isinstance(body, b.ReturnJudged):  # the dispatch clock that the return began runs on
        case = msgspec.structs.replace(case, stage_clock=before.stage_clock)
    if isinstance(body, b.TransferAsked):  # everything stays as it is until the platform has answered
        asked_for = Transfer(fact=fact.id, to=body.to, to_name=body.to_name, reason=body.reason, at=at)
        case = msgspec.structs.replace(case, stage_clock=before.stage_clock, transfer=asked_for)
    elif isinstance(body, b.Referred | b.ReferralAnswered):
        case = _refer(msgspec.structs.replace(case, stage_clock=before.stage_clock), fact, body, at)
    elif isinstance(body, b.Deferred | b.Resumed):
        case = _stand_still(before, case, body, at)
    else:
        case = _apply(case, fact, body, at)
    if isinstance(body, b.Merged):
        case = _merge(case, before, body)
    if not case.open:
        case = msgspec.structs.replace(
            case, stage_clock=end(case.stage_clock, at), handling=end(case.handling, at), reply=end(case.reply, at),
            whistles=whistle.end(case.whistles, at),
        )
    return case, Outcome(fact=fact.id, kind="effective")


def _taken(case: Case, fact: Fact) -> dict[str, str]:
    """The steps that took effect, with this one."""
    return {**case.steps, to_builtins(case.head): to_builtins(fact.id)}  # what str makes of a UUID, four times as quick


def _apply(case: Case, fact: Fact, body: b.Body, at: int) -> Case:
    replace = msgspec.structs.replace
    match body:
        case b.Filed():
            marks = tuple(m for m in case.marks if m != "review" or fact.origin == "import")
            return replace(
                case, class_key=body.class_key, class_name=body.class_name, major_name=body.major_name,
                code_set=body.code_set, condition=body.condition, condition_text=body.condition_text,
                limit=body.limit, filed_at=at, marks=marks,
            )
        case b.Dispatched():
            limit, handling = body.limit or case.limit or Limit(), case.handling
            if handling is not None and handling.ended is None and (body.unit, limit) == (case.unit, handling.limit):
                handling = go_on(handling, at)  # the same unit again: what is left of its time
            else:
                handling = begun(fact, at, limit)
            return replace(case, unit=body.unit, unit_name=body.unit_name, dispatched_at=at, handling=handling,
                           signed_at=None, returned_by="", judging=None)
        case b.ReturnedToAcceptor():  # what is filed anew need not be judged
            judging = None if case.judging is Judging.WAITS else case.judging
            return replace(case, returns=case.returns + 1, judging=judging)
        case b.ReturnedToDispatcher():
            handling = pause(case.handling, at) if body.pauses else case.handling
            return replace(case, returns=case.returns + 1, handling=handling, returned_by=case.unit, signed_at=None,
                           judging=Judging.WAITS if body.judge else None)
        case b.ReturnJudged(misdispatched=True):
            return replace(case, judging=Judging.MISDISPATCHED, misdispatches=case.misdispatches + 1)
        case b.ReturnJudged():
            return replace(case, judging=Judging.REFUTED, shirks=case.shirks + 1)
        case b.Verified(result=result):
            return replace(case, verified=result)
        case b.Signed():
            return replace(case, signed_at=at)
        case b.Assigned():
            return replace(case, signed_at=case.signed_at if case.signed_at is not None else at)
        case b.Handled():
            if fact.origin == "import":  # the source knows no feedback of its own: handled and fed back at once
                return replace(case, handled_at=at, fed_back_at=at, handling=end(case.handling, at))
            return replace(case, handled_at=at)
        case b.SentBack():
            return replace(case, handled_at=None)
        case b.FedBack():
            return replace(case, fed_back_at=at, handling=end(case.handling, at))
        case b.ReworkOrdered():
            handling = case.handling
            if body.continued and handling is not None and handling.ended is not None:
                stood = (handling.ended, max(at, handling.ended))
                handling = replace(handling, ended=None, pauses=(*handling.pauses, stood))
            else:
                handling = begun(fact, at, body.limit or case.limit or Limit())
            return replace(case, reworks=case.reworks + 1, handled_at=None, fed_back_at=None, signed_at=None,
                           handling=handling)
        case b.Closed():
            return replace(case, closed_at=at, closing_type="checked" if fact.origin is None else "import")
        case b.ClosedOnSpot():
            return replace(case, closed_at=at, closing_type="on_spot")
        case b.NotFiled() | b.Voided():
            return replace(case, closing_type=fact.type)
    return case


# what facts without a base may change meanwhile
LASTING = ("number", "notes", "photos", "absorbed", "imported", "unknown", "reopened_as", "reopened_number")


def _merge(case: Case, before: Case, body: b.Merged) -> Case:
    """The case merged away, remembering how it stood."""
    kept = msgspec.structs.replace(before, steps={}, before_merge=None, before=None)
    return msgspec.structs.replace(case, merged_into=body.into, before_merge=kept, closing_type="merged")


def _unmerge(case: Case, before: Case, fact: Fact) -> Case:
    """The case as though it had never been merged: its clocks ran on. What came without a base meanwhile stays."""
    meanwhile = {name: getattr(case, name) for name in LASTING}
    steps = _taken(case, fact)
    return msgspec.structs.replace(before, head=fact.id, steps=steps, **meanwhile)


def _remembered(case: Case, fact: Fact) -> Before:
    """How a case stood before this step of somebody's."""
    return Before(case=msgspec.structs.replace(case, before=None), type=fact.type, actor=fact.actor, role=fact.role,
                  on_behalf=fact.on_behalf)


def undo(case: Case, fact: Fact, body: b.Undone) -> tuple[Case, Outcome]:
    """撤销: the case as though its last step had never been; its clocks ran on, what came without a base stays."""
    before = case.before
    if case.unknown:
        reason = "newer_version"
    elif fact.base != case.head or body.fact != case.head:
        reason = "moved"
    elif before is None or fact.origin is not None:
        reason = "not_undoable"
    elif (fact.actor, fact.role) != (before.actor, before.role):
        reason = "not_own"
    else:
        steps = _taken(case, fact)
        return (msgspec.structs.replace(before.case, head=fact.id, steps=steps),
                Outcome(fact=fact.id, kind="effective"))
    winner = case.steps.get(str(fact.base))
    return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=UUID(winner) if winner else None)


def hand_over(case: Case, fact: Fact, body: b.Transferred) -> tuple[Case, Outcome]:
    """移交: the platform has put the case into another street, and there it goes on. Whatever came in between here
    gives way, so that it is never open in both."""
    if case.moved is not None:
        return case, Outcome(fact=fact.id, kind="repetition", reason="transferred_twice")
    at = fact.at
    moved = Moved(to=body.to, to_name=body.to_name, case=body.as_case, number=body.number, at=at)
    return msgspec.structs.replace(
        case, head=fact.id, stage=Stage.TRANSFERRED, closing_type="transferred", transfer=None, moved=moved, asked=None,
        referral=None, docket=False, judging=None, suspended_from=None, deferred_until=None, before=None,
        steps=_taken(case, fact), stage_clock=end(case.stage_clock, at),
        handling=end(case.handling, at), reply=end(case.reply, at), answer=end(case.answer, at),
        whistles=whistle.end(case.whistles, at),
    ), Outcome(fact=fact.id, kind="effective")


def _leads(case: Case, body: b.Body) -> Stage:
    """Where a step leads whose body or case decides."""
    if isinstance(body, b.Checked):
        return _CHECK_LEADS[body.result]
    if isinstance(body, b.TransferAsked):
        return case.stage
    if isinstance(body, b.Referred | b.ReferralAnswered):
        taken = isinstance(body, b.ReferralAnswered) and body.result is b.ReferResult.TAKEN
        return Stage.HANDLING if taken else case.stage
    return case.suspended_from or Stage.PENDING_HANDLE


def _stand_still(before: Case, case: Case, body: b.Deferred | b.Resumed, at: int) -> Case:
    """Begin or end a deferral: every clock that runs stands still until it is over, at the latest on its end date."""
    replace = msgspec.structs.replace
    if isinstance(body, b.Deferred):
        kept = pause if body.pauses else as_it_is
        return replace(case, suspended_from=before.stage, deferred_until=body.until,
                       deferrals=case.deferrals + 1, handling=kept(case.handling, at), reply=kept(case.reply, at),
                       stage_clock=kept(before.stage_clock, at))
    at = at if case.deferred_until is None else min(at, case.deferred_until)
    return replace(case, suspended_from=None, deferred_until=None, handling=go_on(case.handling, at),
                   reply=go_on(case.reply, at), stage_clock=go_on(before.stage_clock, at))


def _refer(case: Case, fact: Fact, body: b.Referred | b.ReferralAnswered, at: int) -> Case:
    """Begin or end a referral: the answer's clock runs between, and what it stopped goes on afterwards."""
    replace = msgspec.structs.replace
    if isinstance(body, b.Referred):
        running = {name: getattr(case, name) for name in ("stage_clock", "handling")} if body.pauses else {}
        still = {name: pause(clock, at) for name, clock in running.items()}
        stopped = tuple(name for name, clock in still.items() if clock is not running[name])
        open_now = Referral(fact=fact.id, kind=body.kind, to=body.to, to_name=body.to_name, reason=body.reason, at=at,
                            stopped=stopped)
        return replace(case, referral=open_now, answer=begun(fact, at, body.answer_limit), **still)
    was = case.referral
    if was is None:
        return case
    going = {name: go_on(getattr(case, name), at) for name in was.stopped}
    case = replace(case, referral=None, answer=None, **going)
    if body.result is b.ReferResult.DECIDED and body.unit:
        return replace(case, docket=False, ruled_unit=body.unit, ruled_unit_name=body.unit_name)
    if body.result is not b.ReferResult.TAKEN:
        return case
    return replace(
        case, unit=was.to, unit_name=was.to_name, dispatched_at=at, signed_at=at, returned_by="", judging=None,
        docket=False, stage_clock=None, handling=begun(fact, at, case.limit or Limit()))


def begun(fact: Fact, at: int, limit: Limit | None) -> Clock | None:
    """A clock that starts at `at` (ms UTC) on the calendar that the fact names; None without a limit."""
    return None if limit is None else Clock(start=at, limit=limit, calendar=fact.refs.get("calendar", 0))


def pause(clock: Clock | None, at: int) -> Clock | None:
    """The clock standing still from `at` (ms UTC) on."""
    if clock is None or clock.ended is not None or any(to is None for _, to in clock.pauses):
        return clock
    return msgspec.structs.replace(clock, pauses=(*clock.pauses, (at, None)))


def as_it_is(clock: Clock | None, at: int) -> Clock | None:
    """The clock, going on."""
    return clock


def go_on(clock: Clock | None, at: int) -> Clock | None:
    """The clock running again from `at` (ms UTC) on."""
    if clock is None or not any(to is None for _, to in clock.pauses):
        return clock
    closed = tuple((since, max(at, since) if to is None else to) for since, to in clock.pauses)
    return msgspec.structs.replace(clock, pauses=closed)


def end(clock: Clock | None, at: int) -> Clock | None:
    """The clock ended at `at` (ms UTC), where it has not ended before."""
    if clock is None or clock.ended is not None:
        return clock
    return msgspec.structs.replace(clock, ended=at)


def imported(held: frozenset[str], fact: Fact) -> frozenset[str]:
    """The types of facts that an import has brought, with this one."""
    return held | {fact.type} if fact.origin == "import" else held
