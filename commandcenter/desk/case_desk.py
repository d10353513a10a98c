"""What the case panel shows and can do, without a screen: facts, clocks, the way so far, and which acts are open.

An act is a command to the door; what the rules refuse becomes part of the view.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from commandcenter.core import clocks, deadlines, rules
from commandcenter.core.accounts import AUDITING
from commandcenter.core.bodies import BadBody, Body, ConflictSettled, Escalated
from commandcenter.core.case import Case, Entry, Outcome, Role
from commandcenter.core.catalogue import CaseClass, Condition
from commandcenter.core.deadlines import Span
from commandcenter.core.documents import Books
from commandcenter.core.duties import ResponsibleUnit
from commandcenter.core.fold import fold, rejected_report
from commandcenter.core.ladder import CLOCK, Due, coming, thresholds
from commandcenter.core.numbers import shanghai_date, short_number
from commandcenter.core.report_rules import Reopen, Report, again
from commandcenter.core.responsibility import Proposal, Why, propose
from commandcenter.core.rules import Command, Refused
from commandcenter.core.rungs import Rung
from commandcenter.core.steps import happened
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Changed, Door
from commandcenter.store.case_rows import CaseRow, Ruling
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

ACTS: tuple[type[Command], ...] = tuple(rules.MAKES)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the way so far. `at` is when it happened, `rts` when the platform received it (ms UTC)."""

    fact: UUID
    type: str
    at: int
    stated: bool
    actor: str
    role: str
    on_behalf: str | None
    body: Body | None
    outcome: Outcome
    waiting: bool
    rts: int | None
    imported: bool
    settled: bool  # a person has looked at its being without effect
    verdict: int = 0  # why the platform did not accept it (sync.wire.Verdict)
    photos: int = 0  # how many it brought


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """All that the case panel draws."""

    row: CaseRow | None = None
    case: Case | None = None
    lines: tuple[Line, ...] = ()
    running: tuple[clocks.Reading, ...] = ()
    handling: clocks.Reading | None = None  # also when it has ended
    spans: tuple[Span, ...] = ()
    coming: tuple[Due, ...] = ()  # rungs that the clock will still set, the first first
    refusals: tuple[tuple[type[Command], Refused], ...] = ()  # acts that are not open, and why
    refusal: Refused | StoreError | None = None  # of the last act: the rules, or the disk
    done: Command | None = None  # the last act, once it is on disk
    now: int = 0

    def why_not(self, command: type[Command]) -> Refused | None:
        """Why an act is not open; None where it is."""
        if self.case is None and not issubclass(command, Report):
            return Refused("no-case")
        if command is rules.SettleConflict and self.case is not None and not self.conflicts:
            return Refused("nothing-to-settle", number=self.case.shown_number)
        return next((why for act, why in self.refusals if act is command), None)

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """Transitions without effect that nobody has looked at yet."""
        return tuple(
            line for line in self.lines if line.outcome.kind in ("ineffective", "rejected") and not line.settled)

    @property
    def next_rung(self) -> Due | None:
        """The rung that comes next by itself."""
        return self.coming[0] if self.coming else None

    @property
    def main(self) -> clocks.Reading | None:
        """The clock to show large: the handling clock while it runs, else the nearest that runs, else the ended one.

        One that stands still gives way to one that runs.
        """
        handling, others = self.handling, self.running
        if handling is not None and handling.clock.ended is None and (
                not handling.paused or all(other.paused for other in others)):
            return handling
        return self.running[0] if self.running else self.handling


@dataclass(frozen=True, kw_only=True)
class UnitChoice:
    """A unit to dispatch to: how many open cases it has, and why it is proposed ("" where it is not).

    `basis`: the ruling that the proposal rests on; `returned`: it has sent this case back; `left`: how much of its time
    would go on, ms, None where its clock would start anew.
    """

    unit: ResponsibleUnit
    load: int
    why: str = ""
    basis: str = ""
    returned: bool = False
    left: int | None = None


@dataclass(frozen=True, kw_only=True)
class RungChoice:
    """A level of the ladder for a case: `fired_at` when it was set, ms UTC; `refusal` why it cannot be set now."""

    rung: Rung
    fired_at: int | None
    refusal: str = ""


class CaseDesk:
    """The selected case. `listeners` hear of each new view."""

    def __init__(self, door: Door, reader: Reader, operator: OperatorDesk, now: Callable[[], int]) -> None:
        self._door, self._reader, self._operator, self._now = door, reader, operator, now
        self.view = CaseView()
        self.listeners: list[Callable[[CaseView], None]] = []
        self.acted: list[Callable[[Command, Case], None]] = []  # hear of each act that is on disk, and the case then
        self._wanted: int | None = None  # the row asked for; what is shown may still be the one before
        self._due = False  # what is shown is to be read anew, and has not been yet
        self._given = 0  # acts: what was read before the last one is out of date

    def show(self, row_id: int | None) -> None:
        """Show another case, or none."""
        self._wanted = row_id
        if row_id is None:
            self._set(CaseView(now=self._now()))
            return
        if self.view.row is not None and self.view.row.id == row_id:
            if self._due:  # asked for another one and back: that reading was given up for the other
                self._read(row_id, keep=True)
            return
        self._read(row_id, keep=False)

    def on_changed(self, news: Changed) -> None:
        """Facts came: read the case anew if it is the one that is shown."""
        row = self.view.row
        if row is not None and (row.case_id in news.cases or news.documents):
            self.refresh()

    def refresh(self) -> None:
        """Read the case anew (another operator, other documents)."""
        row_id, row = self._wanted, self.view.row
        if row_id is not None:
            self._due = True
            self._read(row_id, keep=row is not None and row.id == row_id)

    def tick(self) -> None:
        """The clocks went on."""
        if self.view.case is not None:
            self._set(replace(self.view, now=self._now()))

    def act(self, command: type[Command], **more: Any) -> bool:
        """Give a command about the shown case; False where it was refused (then the view says why).

        `role` among the fields names the role where the desk may enter acts of several.
        """
        case = self.view.case
        if case is None:
            return False
        if command is Reopen:
            return self._reopen(case, **more)
        return self.give(command, case_id=case.id, seen=case.head, **more)

    @property
    def audits(self) -> bool:
        """Whether the operator sees who looked at contact details."""
        return bool(self._operator.operator.roles & AUDITING)

    def give(self, command: type[Command], **more: Any) -> bool:
        """Give a command in the operator's role, or on behalf of a unit or collector where the city lets them."""
        operator, wanted = self._operator.operator, more.pop("role", None)
        try:
            role, behalf = self.who(self.view.case, command, None if wanted is None else str(wanted))
            made = command(actor=operator.id, role=role, on_behalf=behalf, **more)
            self._given += 1
            after = self._door.submit(made)
        except (Refused, StoreError) as refusal:
            log.info("%s not done: %s", command.__name__, refusal.key)
            self._set(replace(self.view, refusal=refusal, done=None))
            return False
        for listener in tuple(self.acted):
            listener(made, after)
        view = self.view
        if view.row is not None and view.row.case_id == after.id:  # the next key meets the case as it is now
            view = self._view(view.row, self._door.entries(after.id), keep=False)
        self._set(replace(view, refusal=None, done=made))
        return True

    def who(self, case: Case | None, command: type[Command], wanted: str | None = None) -> tuple[Role, str | None]:
        """In which role, and on whose behalf, the operator gives a command about a case.

        Raises:
            Refused: they may not, or the case does not allow it.
        """
        operator, books = self._operator.operator, self._door.books
        now, due = self._clock(case)
        why = rules.why_not(case, command, operator.roles, books, now=now, due=due)
        role = rules.role_for(command, operator.roles, books, case, now=now, due=due)
        if wanted is not None:  # one of several roles whose act the desk enters
            role = Role(wanted)
            may = role in operator.roles or any(books.rules.may_enter_for(own, role) for own in operator.roles)
            why = why if may else Refused("role")
        if why is not None or role is None:
            raise why or Refused("role")
        if role in operator.roles:
            return role, None
        behalf = case.unit if case and role in (Role.DEPARTMENT, Role.HANDLER) else ""
        if role not in (Role.DEPARTMENT, Role.HANDLER):
            behalf = self._collector(case)
        return role, behalf or None

    def view_of(self, row: CaseRow, entries: list[Entry]) -> CaseView:
        """A case as the panel would draw it, without showing it: for a comparison."""
        return replace(self._view(row, entries, keep=False), refusal=None, done=None)

    def _reopen(self, case: Case, as_case: UUID, reason: str) -> bool:
        """重办: the shown closed case once more, as a new one that is linked to it; both or nothing is written."""
        operator = self._operator.operator
        try:
            books = self._door.books
            why = rules.why_not(case, Reopen, operator.roles, books)
            role = rules.role_for(Reopen, operator.roles, books, case)
            if why is not None or role is None:
                raise why or Refused("role")
            made = Reopen(
                case_id=case.id, actor=operator.id, role=role, as_case=as_case, reason=reason,
                number=self._door.provisional_numbers(1)[0])
            after, _ = self._door.submit_together([made, again(case, made)])
        except (Refused, StoreError) as refusal:
            log.info("%s not done: %s", "Reopen", refusal.key)
            self._set(replace(self.view, refusal=refusal, done=None))
            return False
        for listener in tuple(self.acted):
            listener(made, after)
        self._set(replace(self.view, refusal=None, done=made))
        return True

    def clear_notice(self) -> None:
        """The notice was read."""
        self._set(replace(self.view, refusal=None, done=None))

    # -- what dialogs need ------------------------------------------------------------------------------------------

    @property
    def books(self) -> Books | None:
        try:
            return self._door.books
        except Refused:
            return None

    def units(self, answer: Callable[[tuple[UnitChoice, ...]], None]) -> None:
        """The units to dispatch to, the proposed one first, then by how much they have to do."""
        books, case, now = self.books, self.view.case, self._now()
        if books is None or case is None:
            answer(())
            return

        def question(q: Queries) -> tuple[dict[str, int], Ruling | None]:
            load: dict[str, int] = {}
            for unit, _name, _urgency, n in q.group("unit", "open", now):
                load[unit] = load.get(unit, 0) + n
            return load, q.ruling(case.class_key, case.community)

        def answered(found: tuple[dict[str, int], Ruling | None]) -> None:
            load, ruling = found
            ruled = {(case.class_key, case.community): ruling.unit} if ruling else {}
            proposal = propose(
                books.responsibility, case.class_key, case.community, ruled, grid=case.grid,
                day=shanghai_date(self._now()))
            if case.ruled_unit:
                proposal = Proposal(case.ruled_unit, Why.RULING)
            basis = f"{short_number(ruling.number)} {ruling.reason}" if ruling else ""
            left = self._left(case, now)
            choices = [
                UnitChoice(unit=u, load=load.get(u.id, 0), returned=u.id == case.returned_by,
                           why=str(proposal.reason) if proposal and proposal.unit == u.id else "",
                           basis=basis if proposal and proposal == (u.id, Why.RULING) else "",
                           left=left if u.id == case.unit else None)
                for u in books.units.units
            ]
            answer(tuple(sorted(choices, key=lambda c: (not c.why, c.load, c.unit.id))))

        self._reader.ask("units", question, answered)

    def classes(self) -> tuple[CaseClass, ...]:
        """The classes of the catalogue, the case's own first."""
        books, case = self.books, self.view.case
        if books is None:
            return ()
        own = case.class_key if case else ""
        return tuple(sorted(books.catalogue.classes, key=lambda c: c.key != own))

    def conditions(self, class_key: str) -> tuple[Condition, ...]:
        """The filing conditions of a class."""
        books = self.books
        minor = books.minor(class_key) if books else None
        return minor.conditions if minor else ()

    def rungs(self) -> tuple[RungChoice, ...]:
        """The levels of the ladder for the shown case, from 1 on."""
        books, case = self.books, self.view.case
        if books is None or case is None:
            return ()
        due = self.rung_due
        fired = {
            line.body.level: line.at for line in self.view.lines
            if isinstance(line.body, Escalated) and line.body.clock == CLOCK and line.outcome.kind == "effective"
        }
        out = []
        roles = {str(role) for role in self._operator.operator.roles}
        for rung in books.ladder.rungs:
            refusal = "" if rung.available else "no-such-level"
            if rung.available and rung.roles and not roles & set(rung.roles):
                refusal = "rung-role"
            if (CLOCK, rung.level, due) in case.rungs:
                refusal = "rung-fired"
            out.append(RungChoice(rung=rung, fired_at=fired.get(rung.level), refusal=refusal))
        return tuple(out)

    @property
    def rung_due(self) -> int:
        """The deadline that a rung set now is about: of the handling clock, else of the nearest clock, else 0."""
        for reading in (self.view.handling, *self.view.running):
            if reading is not None and reading.due is not None:
                return reading.due
        return 0

    def reply_due(self, rung: Rung) -> int | None:
        """When a supervision order set now must be answered, ms UTC."""
        books = self.books
        if books is None or rung.reply_limit is None:
            return None
        return deadlines.due(self._now(), rung.reply_limit, books.calendar)

    def _clock(self, case: Case | None) -> tuple[int, int | None]:
        """What a rule that looks at the clock is told: now, and the handling deadline (ms UTC)."""
        return self._now(), clocks.handling_due(case, self._door.sight.calendar) if case else None

    def _left(self, case: Case, now: int) -> int | None:
        """How much of the handling time goes on when the same unit gets the case again, ms."""
        clock = case.handling
        if clock is None or clock.ended is not None or not case.returned_by:
            return None
        book = self._door.sight.calendar(clock.calendar)
        span = deadlines.span_ms(clock.granted, book, clock.start)
        return None if span is None else span - deadlines.used(clock.start, now, clock.granted, book, clock.pauses)

    def _collector(self, case: Case | None) -> str:
        books = self.books
        user = books.users.collector_of(case.community) if books and case else None
        return user.id if user else "collector"

    def _read(self, row_id: int, *, keep: bool) -> None:
        given = self._given

        def question(q: Queries) -> tuple[CaseRow, list[Entry]] | None:
            row = q.rows([row_id]).get(row_id)
            return None if row is None else (row, q.entries(row.case_id))

        def answer(found: tuple[CaseRow, list[Entry]] | None) -> None:
            if row_id != self._wanted:  # another case was asked for meanwhile, perhaps the one that is shown
                return
            if given != self._given:
                self.refresh()
            elif found is not None:
                self._due = False
                self._set(self._view(*found, keep=keep))

        self._reader.ask("case", question, answer)

    def _view(self, row: CaseRow, entries: list[Entry], *, keep: bool) -> CaseView:
        folded, now = fold(entries), self._now()
        case, sight = folded.case or rejected_report(entries), self._door.sight
        running: tuple[clocks.Reading, ...] = ()
        handling: clocks.Reading | None = None
        spans: tuple[Span, ...] = ()
        rungs: tuple[Due, ...] = ()
        refusals: tuple[tuple[type[Command], Refused], ...] = ()
        if case is not None:
            urgency = thresholds(sight.ladder)
            running = clocks.running(case, sight.calendar, urgency) if case.open else ()
            if case.handling is not None:
                clock = case.handling
                handling = clocks.read(CLOCK, clock, sight.calendar(clock.calendar), urgency)
                spans = deadlines.explain(
                    clock.start, clock.granted, sight.calendar(clock.calendar), clock.pauses, clock.ended or now)
            if sight.ladder is not None:
                rungs = tuple(sorted(coming(case, sight.ladder, sight.calendar), key=_when))
            refusals = self._refusals(case) if folded.case is not None else tuple(
                (act, Refused("report-rejected", number=case.shown_number)) for act in ACTS
                if act is not rules.SettleConflict)
        settled = {
            loser for entry in entries if entry.fact.type == "conflict_settled" and not entry.verdict
            and isinstance(body := entry.read(), ConflictSettled) for loser in body.losers
        }
        lines = tuple(
            _line(entry, outcome, settled) for entry, outcome in zip(entries, folded.outcomes, strict=True))
        return CaseView(
            row=row, case=case, lines=lines, running=running, handling=handling, spans=spans, coming=rungs,
            refusals=refusals, refusal=self.view.refusal if keep else None, done=self.view.done if keep else None,
            now=now)

    def _refusals(self, case: Case) -> tuple[tuple[type[Command], Refused], ...]:
        """Which acts are not open to the operator on a case, and why."""
        books = self.books
        if books is None:
            return tuple((act, Refused("no-documents")) for act in ACTS)
        roles, (now, due) = self._operator.operator.roles, self._clock(case)
        found = ((act, rules.why_not(case, act, roles, books, now=now, due=due)) for act in ACTS)
        return tuple((act, why) for act, why in found if why is not None)

    def _set(self, view: CaseView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def _when(due: Due) -> tuple[int, int]:
    return due.at, due.rung.level


def line_of(entry: Entry) -> Line:
    """A fact as a line by itself, whatever became of it."""
    kind = "effective"
    try:
        return _line(entry, Outcome(fact=entry.fact.id, kind=kind), set())
    except BadBody:
        return _line(entry, Outcome(fact=entry.fact.id, kind=kind, reason="unreadable"), set())


def _line(entry: Entry, outcome: Outcome, settled: set[UUID]) -> Line:
    fact, body = entry.fact, None
    if outcome.reason != "unreadable":
        body = entry.read()
    return Line(
        fact=fact.id, type=fact.type, at=happened(fact, body) if body else fact.at,
        stated=body.stated if body else True, actor=fact.actor, role=fact.role, on_behalf=fact.on_behalf, body=body,
        outcome=outcome, waiting=entry.seq is None, rts=entry.rts, imported=fact.origin == "import",
        settled=fact.id in settled, verdict=entry.verdict, photos=len(fact.att))
