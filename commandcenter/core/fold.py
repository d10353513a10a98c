"""A case is the fold of its facts in order of acceptance. Nothing else may say what a case is.

What a step that takes effect makes of a case is in core/steps.py.
"""

from collections.abc import Iterable

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core import whistle
from commandcenter.core.case import (
    CLOCK_FIELDS,
    EARLIEST,
    ESCALATORS,
    IMPORT_PATH,
    LATEST,
    REJECTED,
    REQUESTABLE,
    TRANSITIONS,
    Case,
    Clock,
    Entry,
    Folded,
    Outcome,
    Request,
    Role,
    Stage,
    Transition,
)
from commandcenter.core.facts import Fact
from commandcenter.core.limits import Limit
from commandcenter.core.photos import added, withdrawn
from commandcenter.core.steps import begun, end, hand_over, happened, imported, step, undo

MOST_LEVELS = 100
_LIMITS = ("limit", "stage_limit", "reply_limit", "answer_limit", "sign_limit", "arrive_limit", "result_limit",
           "accept_limit")
_LIMITS_IN = {
    body: tuple(name for name in _LIMITS if name in body.__struct_fields__)
    for body in b.NAMES
}
_UNTIL_IN = frozenset(body for body in b.NAMES if "until" in body.__struct_fields__)


def rejected_report(entries: Iterable[Entry]) -> Case | None:
    """A report that the platform did not accept, as a case that ended there; None where there is none of it."""
    for entry in entries:
        if entry.verdict and entry.fact.type == b.NAMES[b.Reported]:
            case, _ = evolve(None, msgspec.structs.replace(entry, verdict=0))
            if case is not None:
                return msgspec.structs.replace(
                    case, stage=Stage.NOT_ACCEPTED, marks=(*case.marks, REJECTED), stage_clock=None)
    return None


def fold(entries: Iterable[Entry]) -> Folded:
    """Read a case's facts in the order given (accepted by seq, then own pending ones)."""
    case: Case | None = None
    outcomes = []
    for entry in entries:
        if entry.verdict:
            outcomes.append(Outcome(fact=entry.fact.id, kind="rejected"))
            continue
        case, outcome = evolve(case, entry)
        outcomes.append(outcome)
    return Folded(case=case, outcomes=tuple(outcomes))


def evolve(case: Case | None, entry: Entry) -> tuple[Case | None, Outcome]:
    """One more fact: the case after it, and what became of the fact. Never raises for what a fact says."""
    fact = entry.fact
    newer = fact.v > 1  # by a newer version: kept, and what it may mean cannot be undone or built on here
    try:
        body = entry.read()
    except b.BadBody:
        body, unreadable = None, not newer
    else:
        unreadable = body is not None and not _plausible(fact, body)
    if unreadable:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="unreadable")
    if case is not None and body is not None and not newer and type(body) in TRANSITIONS:
        return _evolve_step(case, fact, body)
    after, outcome = _evolve(case, fact, body, newer)
    if case is None or after is None or case.before is None or after is case or after.before is not case.before:
        return after, outcome
    # a fact without a base: it holds also for the case without its last step, or that step cannot be taken back
    kept, same = _evolve(case.before.case, fact, body, newer)
    before = msgspec.structs.replace(case.before, case=kept) if kept is not None and same == outcome else None
    return msgspec.structs.replace(after, before=before), outcome


def _evolve_step(case: Case, fact: Fact, body: b.Body) -> tuple[Case, Outcome]:
    transition = transition_for(type(body), fact.origin)
    if transition is None:  # origin: import, and not on the short path
        return case, Outcome(fact=fact.id, kind="ineffective", reason="not_allowed", winner=case.head)
    return step(case, fact, body, transition)


def _evolve(case: Case | None, fact: Fact, body: b.Body | None, newer: bool) -> tuple[Case | None, Outcome]:
    done = Outcome(fact=fact.id, kind="effective")
    if isinstance(body, (b.Published, *b.RECORDS)):  # a document, a record: no case at all
        return case, done
    if isinstance(body, b.Reported):
        after, outcome = _report(case, fact, body)
        if newer and case is None and after is not None:
            after = msgspec.structs.replace(after, unknown=True)
        return after, outcome
    if case is None and (body is None or newer):  # a record that a newer version knows
        return None, done
    if case is None and isinstance(body, b.ConflictSettled):  # somebody has seen that the report was not accepted
        return None, done
    if case is None:
        return None, Outcome(fact=fact.id, kind="ineffective", reason="no_case")
    if body is None or newer:
        return msgspec.structs.replace(case, unknown=True), done
    if isinstance(body, b.Escalated):
        return _escalate(case, fact, body)
    if isinstance(body, b.Requested):
        return _request(case, fact, body)
    if isinstance(body, b.RequestDecided):
        return _decide_request(case, fact, body)
    if isinstance(body, b.Redated):
        return _redate(case, fact, body)
    if isinstance(body, b.Undone):
        return undo(case, fact, body)
    if isinstance(body, b.Transferred):
        return hand_over(case, fact, body)
    if isinstance(body, b.OfWhistle):
        heard = whistle.hear(
            case.whistles, fact, body, open_=case.open, gone=case.stage is Stage.MERGED)
        winner = heard.winner or (case.head if heard.kind == "ineffective" else None)
        return (msgspec.structs.replace(case, whistles=heard.whistles),
                Outcome(fact=fact.id, kind=heard.kind, reason=heard.reason, winner=winner))
    match body:
        case b.Noted():
            return msgspec.structs.replace(case, notes=case.notes + 1), done
        case b.Revealed():
            return case, done
        case b.PhotosAdded() | b.PhotosWithdrawn():
            return _photos(case, fact, body)
        case b.Numbered(number=number):
            return msgspec.structs.replace(case, number=number), done
        case b.Absorbed(duplicate=duplicate):
            if duplicate in case.absorbed:
                return case, Outcome(fact=fact.id, kind="repetition", reason="absorbed_twice")
            return msgspec.structs.replace(case, absorbed=(*case.absorbed, duplicate)), done
        case b.Released(duplicate=duplicate):
            if duplicate not in case.absorbed:
                return case, Outcome(fact=fact.id, kind="repetition", reason="released_twice")
            rest = tuple(other for other in case.absorbed if other != duplicate)
            return msgspec.structs.replace(case, absorbed=rest), done
        case b.SupervisionReplied():
            if case.reply is None or case.reply.ended is not None:
                return case, Outcome(fact=fact.id, kind="repetition", reason="replied")
            return msgspec.structs.replace(case, reply=end(case.reply, fact.at)), done
        case b.RulingAsked() | b.Ruled() if not case.open:
            return case, Outcome(fact=fact.id, kind="ineffective", reason="closed", winner=case.head)
        case b.RulingAsked():
            if case.docket:
                return case, Outcome(fact=fact.id, kind="repetition", reason="on_docket")
            return msgspec.structs.replace(case, docket=True), done
        case b.Ruled(unit=unit, unit_name=name):
            if not case.docket:
                return case, Outcome(fact=fact.id, kind="ineffective", reason="ruled", winner=case.head)
            return msgspec.structs.replace(case, docket=False, ruled_unit=unit, ruled_unit_name=name), done
        case b.Reopened(as_case=again, number=number):
            if case.open or case.reopened_as is not None:
                reason = "not_closed" if case.open else "reopened"
                return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=case.head)
            return msgspec.structs.replace(case, reopened_as=again, reopened_number=number), done
    return case, done


def _photos(case: Case, fact: Fact, body: "b.PhotosAdded | b.PhotosWithdrawn") -> tuple[Case, Outcome]:
    if isinstance(body, b.PhotosAdded):
        photos = added(case.photos, fact, body, case.reworks)
    else:
        photos = withdrawn(case.photos, body)
    if photos == case.photos:
        reason = "photos_known" if isinstance(body, b.PhotosAdded) else "photos_gone"
        return case, Outcome(fact=fact.id, kind="repetition", reason=reason)
    return msgspec.structs.replace(case, photos=photos), Outcome(fact=fact.id, kind="effective")


def _plausible(fact: Fact, body: b.Body) -> bool:
    """Whether a fact's instants and positions can be kept and counted with; no clock of ours writes others."""
    kind = type(body)
    if not EARLIEST <= fact.at < LATEST or (body.at is not None and not EARLIEST <= body.at < LATEST):
        return False
    for name in _LIMITS_IN[kind]:
        limit: Limit | None = getattr(body, name)
        if limit is not None and limit.until is not None and not EARLIEST <= limit.until < LATEST:
            return False
    if kind in _UNTIL_IN:
        until: int | None = getattr(body, "until", None)
        if until is not None and not EARLIEST <= until < LATEST:
            return False
    return kind not in _SAYS_MORE or _holds(body)


def _holds(body: b.Body) -> bool:
    """The same of what only some facts say (_SAYS_MORE)."""
    if isinstance(body, b.TransferAsked):
        return EARLIEST <= body.carried.reported_at < LATEST
    if isinstance(body, b.Reported) and body.received is not None and not (
            EARLIEST <= body.received.reported_at < LATEST and body.received.trail):
        return False
    if isinstance(body, b.Reported):
        return abs(body.lon) <= 1_800_000_000 and abs(body.lat) <= 900_000_000
    if isinstance(body, b.HandedOver):
        return EARLIEST <= body.since < LATEST and 0 < body.next_hours <= 72
    if isinstance(body, b.Absorbed) and body.reported_at is not None:
        return EARLIEST <= body.reported_at < LATEST
    if isinstance(body, b.Escalated):
        return EARLIEST <= body.due < LATEST and 1 <= body.level <= MOST_LEVELS
    if isinstance(body, b.Redated):
        dues = [at for one in body.clocks for at in (one.before, one.after) if at is not None]
        return body.calendar > 0 and all(EARLIEST <= at < LATEST for at in dues)
    return True


_SAYS_MORE = frozenset({b.TransferAsked, b.Reported, b.HandedOver, b.Absorbed, b.Escalated, b.Redated})


def transition_for(body: type[b.Body], origin: str | None) -> Transition | None:
    """The row of the table that holds for this fact; None for facts without a base."""
    return IMPORT_PATH.get(body) if origin == "import" else TRANSITIONS.get(body)


def _report(case: Case | None, fact: Fact, body: b.Reported) -> tuple[Case | None, Outcome]:
    if case is not None:
        same = fact.origin == "import" and (case.source_system, case.source_id) == (body.source_system, body.source_id)
        kind = "repetition" if same else "ineffective"
        return case, Outcome(fact=fact.id, kind=kind, reason="reported_twice", winner=None if same else case.head)
    at = happened(fact, body)
    case = Case(
        id=fact.subject, street=fact.street, head=fact.id, stage=Stage.PENDING_REGISTER, class_key=body.class_key,
        class_name=body.class_name, major_name=body.major_name, code_set=body.code_set, text=body.text,
        place=body.place, lon=body.lon, lat=body.lat, community=body.community, community_name=body.community_name,
        grid=body.grid, source=body.source, source_system=body.source_system, source_id=body.source_id,
        provisional=body.number, marks=body.marks, entered_at=fact.at,
        reported_at=at if body.received is None else body.received.reported_at, received=body.received,
        stage_clock=begun(fact, at, body.stage_limit), imported=imported(frozenset(), fact),
        reopens=body.reopens, reopens_number=body.reopens_number,
    )
    return case, Outcome(fact=fact.id, kind="effective")


def _request(case: Case, fact: Fact, body: b.Requested) -> tuple[Case, Outcome]:
    if case.stage not in REQUESTABLE[body.kind]:
        reason = "not_allowed" if case.open else "closed"
        return case, Outcome(fact=fact.id, kind="ineffective", reason=reason, winner=case.head)
    if body.kind is b.RequestKind.APPEAL and case.appealed:
        return case, Outcome(fact=fact.id, kind="repetition", reason="asked")
    if case.asked is not None:
        kind = "repetition" if case.asked.kind is body.kind else "ineffective"
        winner = None if kind == "repetition" else case.head
        return case, Outcome(fact=fact.id, kind=kind, reason="asked", winner=winner)
    asked = Request(fact=fact.id, kind=body.kind, level=body.level, by=fact.role, reason=body.reason, at=fact.at,
                    until=body.until)
    appealed = case.appealed or body.kind is b.RequestKind.APPEAL
    return (msgspec.structs.replace(case, asked=asked, appealed=appealed),
            Outcome(fact=fact.id, kind="effective"))


def _decide_request(case: Case, fact: Fact, body: b.RequestDecided) -> tuple[Case, Outcome]:
    asked = case.asked
    if asked is None or asked.fact != body.asked or asked.level != body.level:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="decided", winner=case.head)
    if fact.role != body.level:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    done, replace = Outcome(fact=fact.id, kind="effective"), msgspec.structs.replace
    if body.approved and body.then:
        return replace(case, asked=replace(asked, level=body.then)), done
    case = replace(case, asked=None)
    if not body.approved:
        return case, done
    if asked.kind is b.RequestKind.APPEAL:
        return replace(case, exempt=True), done
    if asked.kind is b.RequestKind.EXTENSION and case.handling is not None:
        clock = replace(case.handling, extra=case.handling.extra + 1)
        return replace(case, extensions=case.extensions + 1, handling=clock), done
    return case, done


def _escalate(case: Case, fact: Fact, body: b.Escalated) -> tuple[Case, Outcome]:
    key = (body.clock, body.level, body.due)
    if key in case.rungs:
        return case, Outcome(fact=fact.id, kind="repetition", reason="rung_fired")
    if not case.open:  # a timer's rung that comes too late is no conflict; a person's order that does is one
        kind = "repetition" if fact.role == Role.TIMER else "ineffective"
        winner = None if kind == "repetition" else case.head
        return case, Outcome(fact=fact.id, kind=kind, reason="closed", winner=winner)
    if fact.role not in ESCALATORS:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    reply = begun(fact, fact.at, body.reply_limit) if body.reply_limit else case.reply
    level = max(case.level, body.level) if body.clock == "handling" else case.level  # other clocks: no supervision
    return (
        msgspec.structs.replace(case, level=level, rungs=case.rungs | {key}, reply=reply),
        Outcome(fact=fact.id, kind="effective"),
    )


def _redate(case: Case, fact: Fact, body: b.Redated) -> tuple[Case, Outcome]:
    """Let the clocks that are named, still run and count on an older calendar count on this one from now on."""
    again: dict[str, Clock] = {}
    for one in body.clocks:
        name = CLOCK_FIELDS.get(one.clock, "")
        clock: Clock | None = getattr(case, name) if name else None
        if clock is not None and clock.ended is None and clock.start == one.start and clock.calendar < body.calendar:
            was = one.before if clock.was is None else clock.was
            again[name] = msgspec.structs.replace(clock, calendar=body.calendar, was=was)
    if not case.open or not again:  # two workstations saw the same calendar, or the clock has ended meanwhile
        return case, Outcome(fact=fact.id, kind="repetition", reason="redated")
    if fact.role != Role.TIMER:
        return case, Outcome(fact=fact.id, kind="ineffective", reason="role", winner=case.head)
    return msgspec.structs.replace(case, **again), Outcome(fact=fact.id, kind="effective")
