"""Sheets of a case for units without a client: 派遣单, 督办单, 核查单, 结案单; what stands on them, frozen.

No page, no font, no word of a language: how a sheet reads and looks is ui's business. Times are ms UTC.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core import deadlines
from commandcenter.core.case import STEP, Case, Clock, Entry, Outcome, Stage
from commandcenter.core.documents import Books
from commandcenter.core.fold import fold
from commandcenter.core.limits import Limit
from commandcenter.core.masking import masked
from commandcenter.core.photos import AFTER, BEFORE, Photo, side
from commandcenter.core.rungs import Receiver
from commandcenter.core.steps import happened
from commandcenter.core.work_calendar import Calendar

Calendars = Callable[[int], Calendar]
Matrix = tuple[tuple[bool, ...], ...]


class SheetKind(StrEnum):
    """Which paper."""

    DISPATCH = "dispatch"  # 派遣单
    SUPERVISION = "supervision"  # 督办单
    CHECK = "check"  # 核查单
    CLOSING = "closing"  # 结案单


class Unprintable(Exception):
    """There is no such sheet of this case. Keys: sheet-no-case, sheet-not-dispatched, sheet-no-order,
    sheet-not-handled, sheet-not-closed."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A clock as paper needs it: from when, how long, until when, and how that was counted.

    `due` None: no limit, or it stands still. `original`: before its extensions, None without one. `paused`: ms that
    did not count, in wall time; `still` that it stands still now. `used`: counted ms until it ended (or until now).
    """

    start: int
    limit: Limit
    due: int | None
    original: int | None
    extensions: int
    paused: int
    still: bool
    tentative: bool
    ended: int | None
    used: int
    span: int | None

    @property
    def over(self) -> int:
        """How long after its deadline it ended, wall ms; 0 where it ended in time or has not ended."""
        return max(self.ended - self.due, 0) if self.ended is not None and self.due is not None else 0


@dataclass(frozen=True, kw_only=True)
class Order:
    """A supervision order (督办) to somebody outside the command centre: what it says, and what became of it."""

    level: int
    level_name: str
    clock: str
    due: int
    to: str
    reason: str
    text: str
    asks: tuple[str, ...]
    at: int
    actor: str
    role: str
    reply: Deadline | None
    replied_at: int | None
    reply_text: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One effective fact of the course. `took`: ms since the one before; None for the first and where not stated.

    `undone`: taken back by a later one. `photos`: how many it brought.
    """

    type: str
    at: int
    stated: bool
    actor: str
    role: str
    on_behalf: str | None
    body: b.Body | None
    imported: bool
    took: int | None
    undone: bool
    photos: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that one sheet says. `case` is as the facts add up, its texts masked; `scan`: the QR code of its number."""

    kind: SheetKind
    street_name: str
    case: Case
    close_condition: str
    handling: Deadline | None
    check: Deadline | None
    order: Order | None
    steps: tuple[Step, ...]
    scan: Matrix
    names: Mapping[str, str]
    printed_at: int
    printed_by: str
    fact: int | None  # the platform's number of the last fact that is told here
    waiting: int  # own facts told here that the platform has not numbered yet

    @property
    def before(self) -> tuple[Photo, ...]:
        """Pictures of how it was, the most telling first."""
        return side(self.case.photos, BEFORE)

    @property
    def after(self) -> tuple[Photo, ...]:
        """Pictures of how it became, those of the last handling first."""
        return side(self.case.photos, AFTER)

    def last(self, type_name: str) -> Step | None:
        """The last step of a type that was not undone."""
        return next((step for step in reversed(self.steps) if step.type == type_name and not step.undone), None)


@dataclass(frozen=True, kw_only=True)
class Printing:
    """What is the same for all sheets of one printing. `names`: ids of users and units to posts and names."""

    street_name: str
    books: Books | None
    calendars: Calendars
    names: Mapping[str, str]
    now: int
    printed_by: str


def why_not(kind: SheetKind, case: Case, *, ordered: bool) -> str:
    """Why there is no such sheet of a case, as a key; "" where there is. `ordered`: it holds a supervision order."""
    key, there = {
        SheetKind.DISPATCH: ("sheet-not-dispatched", case.dispatched_at is not None),
        SheetKind.SUPERVISION: ("sheet-no-order", ordered),
        SheetKind.CHECK: ("sheet-not-handled", case.handled_at is not None),
        SheetKind.CLOSING: ("sheet-not-closed", case.stage is Stage.CLOSED),
    }[kind]
    return "" if there else key


def proposed(case: Case, *, ordered: bool) -> SheetKind | None:
    """The sheet that is needed where the case stands now; None where there is none at all."""
    waits = ordered and case.reply is not None and case.reply.ended is None
    first = (
        SheetKind.CLOSING if case.stage is Stage.CLOSED else SheetKind.SUPERVISION if waits
        else SheetKind.CHECK if STEP[case.stage] >= 4 else SheetKind.DISPATCH)
    order = (first, SheetKind.DISPATCH, SheetKind.CHECK, SheetKind.SUPERVISION, SheetKind.CLOSING)
    return next((kind for kind in order if not why_not(kind, case, ordered=ordered)), None)


def kinds(entries: Sequence[Entry]) -> tuple[SheetKind | None, dict[SheetKind, str]]:
    """Of a case's facts: the proposed sheet, and for each kind why there is none ("" where there is)."""
    folded = fold(entries)
    case = folded.case
    if case is None:
        return None, dict.fromkeys(SheetKind, "sheet-no-case")
    ordered = _order_fact(entries, folded.outcomes) is not None
    return proposed(case, ordered=ordered), {kind: why_not(kind, case, ordered=ordered) for kind in SheetKind}


def build(kind: SheetKind, number: str, entries: Sequence[Entry], printing: Printing) -> Sheet:
    """The sheet of a case, from its facts in the order in which they count.

    Raises:
        Unprintable: there is none of this kind; `number` is then told.
    """
    folded = fold(entries)
    case = folded.case
    if case is None:
        raise Unprintable("sheet-no-case", number=number)
    ordered = _order_fact(entries, folded.outcomes)
    key = why_not(kind, case, ordered=ordered is not None)
    if key:
        raise Unprintable(key, number=case.shown_number)
    books, calendars, now = printing.books, printing.calendars, printing.now
    found = books.catalogue.condition(case.condition) if books is not None else None
    ours = books is not None and case.code_set in ("", books.code_set)
    in_effect = [entry for entry, outcome in zip(entries, folded.outcomes, strict=True) if _told(outcome)]
    last = in_effect[-1] if in_effect else None
    return Sheet(
        kind=kind, street_name=printing.street_name, case=_without_numbers(case),
        close_condition=found.close if found is not None and ours else "",
        handling=_deadline(case.handling, calendars, now),
        check=_deadline(case.stage_clock, calendars, now) if case.stage is Stage.CHECKING else None,
        order=None if ordered is None else _order(case, ordered, in_effect, calendars, now),
        steps=_steps(in_effect), scan=code_of(case.shown_number), names=printing.names,
        printed_at=now, printed_by=printing.printed_by,
        fact=max((entry.seq for entry in in_effect if entry.seq is not None), default=None) if last else None,
        waiting=sum(entry.seq is None for entry in in_effect))


def code_of(number: str) -> Matrix:
    """The QR code of a number as rows of dark and light, without its quiet zone; empty where it does not fit in one."""
    import segno  # when a sheet is made, not when a window starts

    try:
        code = segno.make(number, error="m", micro=False, boost_error=False)
    except (segno.DataOverflowError, ValueError):
        return ()
    return tuple(tuple(bool(dark) for dark in row) for row in code.matrix)


def _told(outcome: Outcome) -> bool:
    return outcome.kind == "effective"


def _said(entry: Entry) -> b.Body | None:
    """What a fact says; None where this version cannot read it (a newer one wrote it)."""
    try:
        return entry.read()
    except b.BadBody:
        return None


def _without_numbers(case: Case) -> Case:
    return msgspec.structs.replace(
        case, text=masked(case.text), place=masked(case.place), before_merge=None, before=None)


def _deadline(clock: Clock | None, calendars: Calendars, now: int) -> Deadline | None:
    if clock is None:
        return None
    calendar, limit, pauses = calendars(clock.calendar), clock.granted, clock.pauses
    due = deadlines.due(clock.start, limit, calendar, pauses)
    end = clock.ended if clock.ended is not None else max(now, clock.start)
    stood = sum(max((end if to is None else min(to, end)) - since, 0) for since, to in pauses)
    return Deadline(
        start=clock.start, limit=clock.limit, due=due,
        original=deadlines.due(clock.start, clock.limit, calendar, pauses) if clock.extra else None,
        extensions=clock.extra, paused=stood,
        still=clock.ended is None and any(to is None for _, to in pauses),
        tentative=deadlines.provisional(clock.start, due, calendar, limit), ended=clock.ended,
        used=deadlines.used(clock.start, end, limit, calendar, pauses),
        span=deadlines.span_ms(limit, calendar, clock.start))


def _order_fact(entries: Sequence[Entry], outcomes: Sequence[Outcome]) -> Entry | None:
    """The last order that left the command centre and asks for an answer; without such a one the last that left it."""
    found = [
        (entry, body) for entry, outcome in zip(entries, outcomes, strict=True)
        if entry.fact.type == "escalated" and _told(outcome) and isinstance(body := _said(entry), b.Escalated)
        and body.to != Receiver.SHIFT_LEADER]
    answered = [entry for entry, body in found if body.reply_limit is not None]
    return next(iter([*answered[-1:], *(entry for entry, _ in found[-1:])]), None)


def _order(case: Case, entry: Entry, in_effect: Sequence[Entry], calendars: Calendars, now: int) -> Order:
    fact, body = entry.fact, _said(entry)
    assert isinstance(body, b.Escalated)
    later = in_effect[in_effect.index(entry) + 1:]
    answer = next((
        (other.fact.at, said.text) for other in later if isinstance(said := _said(other), b.SupervisionReplied)), None)
    clock = None
    if body.reply_limit is not None:
        clock = Clock(start=fact.at, limit=body.reply_limit, calendar=fact.refs.get("calendar", 0))
        if case.reply is not None and case.reply.start == fact.at:
            clock = case.reply  # with its pauses
    return Order(
        level=body.level, level_name=body.level_name, clock=body.clock, due=body.due, to=body.to,
        reason=masked(body.reason), text=masked(body.text), asks=tuple(masked(ask) for ask in body.asks), at=fact.at,
        actor=fact.actor, role=fact.role, reply=_deadline(clock, calendars, now),
        replied_at=answer[0] if answer else None, reply_text=masked(answer[1]) if answer else "")


def _steps(in_effect: Sequence[Entry]) -> tuple[Step, ...]:
    out: list[Step] = []
    undone = {body.fact for entry in in_effect if isinstance(body := _said(entry), b.Undone)}
    for entry in in_effect:
        fact, body = entry.fact, _said(entry)
        at, stated = (happened(fact, body), body.stated) if body is not None else (fact.at, True)
        took = max(at - out[-1].at, 0) if out and stated and out[-1].stated else None
        out.append(Step(
            type=fact.type, at=at, stated=stated, actor=fact.actor, role=fact.role, on_behalf=fact.on_behalf,
            body=body, imported=fact.origin == "import", took=took, undone=fact.id in undone, photos=len(fact.att)))
    return tuple(out)
