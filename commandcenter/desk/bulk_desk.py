"""Bulk acts (批量): one act on up to 500 marked cases: who may be done and who not, the run, its results, its undo.

Each case gets the door's ordinary command with the head that was looked at; a slice of them is one transaction in a
thread of its own, and only what is on disk is shown as done. What a run is about is kept before it begins: after a
crash what was done is shown and can be undone, and the rest can be gone on with. No widget, no words.
"""

import json
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core import clocks, rules, undo
from commandcenter.core.bodies import NAMES
from commandcenter.core.case import Case, Role
from commandcenter.core.documents import Books
from commandcenter.core.escalation_rules import MIN_TEXT
from commandcenter.core.fold import fold
from commandcenter.core.ladder import thresholds
from commandcenter.core.responsibility import Proposal, Why, propose
from commandcenter.core.rules import Command, Refused
from commandcenter.desk.bulk_acts import BY_KEY, Act, Picks
from commandcenter.desk.case_desk import CaseDesk
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Door
from commandcenter.store.case_rows import CaseRow, Ruling
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

MOST = 500
RECORD = "bulk"
"""The name under which a run that is not over is kept, among the drafts."""
READ_AT_ONCE = 50
WRITTEN_AT_ONCE = 20
RUNS_KEPT = 10
_SAMPLE = "－" * MIN_TEXT  # stands for the text that is still to be written, when the rules are asked


class State(StrEnum):
    """What becomes of one case of a run."""

    READY = "ready"
    REFUSED = "refused"  # the rules say no before anything was tried
    DONE = "done"
    FAILED = "failed"  # refused when it was tried: the case had moved on
    LEFT = "left"  # the run was stopped, or broke off, before its turn
    UNDONE = "undone"
    STAYS = "stays"  # done, and not taken back any more


@dataclass(frozen=True, kw_only=True)
class Pick:
    """What can be chosen for a case: a unit, or a filing condition."""

    key: str
    name: str
    load: int = 0


@dataclass(frozen=True, kw_only=True)
class BulkRow:
    """One case of a run. `seen` is its head when it was looked at; `after` the step that was made."""

    id: int
    case_id: UUID
    number: str
    class_name: str = ""
    place: str = ""
    seen: UUID | None = None
    role: str = ""
    on_behalf: str | None = None
    due: int = 0  # of the clock that a reminder is about, ms UTC
    class_key: str = ""
    picks: tuple[Pick, ...] = ()  # of this case alone; the units are the view's
    pick: str = ""
    proposed: str = ""
    why: str = ""  # why it is proposed: a key of responsibility.Why
    basis: str = ""
    state: State = State.READY
    refusal: Refused | None = None
    after: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class BulkView:
    """All that the dialog and the strip of results draw."""

    act: Act | None = None
    rows: tuple[BulkRow, ...] = ()
    units: tuple[Pick, ...] = ()
    reading: int = 0  # cases still to be read
    run: int = 0  # number of the run; 0 while it is only prepared
    running: bool = False
    undoing: bool = False
    tried: int = 0
    total: int = 0
    broken_off: bool = False  # found after a crash
    hidden: bool = False  # the results were read; they come again with the undo
    fault: StoreError | None = None

    def count(self, *states: State) -> int:
        """How many cases are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def ready(self) -> tuple[BulkRow, ...]:
        """The cases that would be done now."""
        return tuple(row for row in self.rows if row.state is State.READY and not self.lacks(row))

    def lacks(self, row: BulkRow) -> bool:
        """Whether a choice is missing for a case."""
        return self.act is not None and not row.pick and (self.act.picks is Picks.UNIT or bool(row.picks))

    def name_of(self, row: BulkRow) -> str:
        """What was chosen for a case, in words."""
        return next((pick.name for pick in (row.picks or self.units) if pick.key == row.pick), "")


class BulkDesk:
    """One run at a time. `prepared` hears of the preview, `listeners` of every view."""

    def __init__(
        self, door: Door, reader: Reader, operator: OperatorDesk, case: CaseDesk, now: Callable[[], int],
        deliver: Callable[[Callable[[], None]], None],
    ) -> None:
        self._door, self._reader, self._operator, self._case, self._now = door, reader, operator, case, now
        self._deliver = deliver
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="bulk")
        self._stop = threading.Event()
        self._runs = 0
        self._kept: dict[int, BulkView] = {}  # runs that can still be undone, by their number
        self.plan = BulkView()
        self.view = BulkView()
        self.plan_listeners: list[Callable[[BulkView], None]] = []
        self.listeners: list[Callable[[BulkView], None]] = []
        self.ran: Callable[[type[Command], tuple[tuple[UUID, str], ...], int], None] = lambda command, cases, run: None

    # -- the preview ------------------------------------------------------------------------------------------------

    def prepare(self, act: Act, ids: Sequence[int]) -> Refused | None:
        """Look at what an act would do to these rows; the plan fills as they are read. Why not, where it cannot."""
        if self.view.running:
            return Refused("bulk-running")
        if self._case.books is None:
            return Refused("no-documents")
        if not ids:
            return Refused("no-case")
        if len(ids) > MOST:
            return Refused("bulk-too-many", most=MOST, now=len(ids))
        self._set_plan(BulkView(act=act, reading=len(ids)))
        self._read(act, [int(i) for i in ids], ())
        return None

    def choose(self, pick: str, ids: Sequence[int] = ()) -> None:
        """Another unit (or condition) for these cases, all where none is named."""
        chosen = set(ids)
        rows = tuple(
            replace(row, pick=pick) if (not chosen or row.id in chosen) and row.state is State.READY and (
                not row.picks or any(p.key == pick for p in row.picks)) else row for row in self.plan.rows)
        self._set_plan(replace(self.plan, rows=rows))

    def as_proposed(self) -> None:
        """Every case goes where it was proposed."""
        self._set_plan(replace(self.plan, rows=tuple(replace(row, pick=row.proposed) for row in self.plan.rows)))

    def _read(self, act: Act, ids: list[int], units: tuple[Pick, ...]) -> None:
        """Read some cases, show them, go on with the others: nobody else waits long for the reader."""
        some, others, now = ids[:READ_AT_ONCE], ids[READ_AT_ONCE:], self._now()
        books = self._case.books

        def question(q: Queries) -> tuple[list[tuple[CaseRow, Case | None, Ruling | None]], dict[str, int]]:
            load: dict[str, int] = {}
            if act.picks is Picks.UNIT and not units:
                for unit, _name, _urgency, n in q.group("unit", "open", now):
                    load[unit] = load.get(unit, 0) + n
            rows = q.rows(some)
            found = []
            rulings: dict[tuple[str, str], Ruling | None] = {}
            for row in (rows[i] for i in some if i in rows):
                key = (row.class_key, row.community)
                if act.picks is Picks.UNIT and key not in rulings:
                    rulings[key] = q.ruling(*key)
                found.append((row, fold(q.entries(row.case_id)).case, rulings.get(key)))
            return found, load

        def answer(read: tuple[list[tuple[CaseRow, Case | None, Ruling | None]], dict[str, int]]) -> None:
            if self.plan.act is not act or books is None:
                return
            found, load = read
            known = units
            if act.picks is Picks.UNIT and not known:
                known = tuple(Pick(key=u.id, name=u.name, load=load.get(u.id, 0)) for u in books.units.units)
            rows = tuple(self._row(act, row, case, ruling, books) for row, case, ruling in found)
            self._set_plan(replace(
                self.plan, rows=(*self.plan.rows, *rows), units=known, reading=len(others) if books else 0))
            if others:
                self._read(act, others, known)

        self._reader.ask("bulk", question, answer)

    def _row(self, act: Act, row: CaseRow, case: Case | None, ruling: Ruling | None, books: Books) -> BulkRow:
        """One case of the preview: what is proposed, or why it is not possible."""
        made = BulkRow(id=row.id, case_id=row.case_id, number=row.shown_number, class_name=row.class_name,
                       place=row.place, class_key=row.class_key)
        try:
            role, behalf = self._case.who(case, act.command)
            assert case is not None
            due = self._due(case)
            made = replace(made, seen=case.head, role=role.value, on_behalf=behalf, due=due, class_key=case.class_key)
            if act.picks is Picks.UNIT:
                made = _with_unit(made, case, ruling, books)
            elif act.picks is Picks.CONDITION:
                made = _with_condition(made, case, books)
            some = next((key for key in (*(p.key for p in made.picks), *(u.id for u in books.units.units))), "")
            tried = replace(made, pick=made.pick or some)
            rules.decide(case, self._command(act, tried, _SAMPLE), books)
        except Refused as refused:
            return replace(made, state=State.REFUSED, refusal=refused)
        return made

    def _due(self, case: Case) -> int:
        """The deadline that a reminder is about: of the handling clock, else of the nearest that runs, else 0."""
        sight = self._door.sight
        due = clocks.handling_due(case, sight.calendar) if case.handling and case.handling.ended is None else None
        if due is None:
            due = next((r.due for r in clocks.running(case, sight.calendar, thresholds(sight.ladder))
                        if r.due is not None), None)
        return due or 0

    def _command(self, act: Act, row: BulkRow, text: str) -> Command:
        fields: dict[str, Any] = {act.field: text} if act.field else {}
        if act.picks is Picks.UNIT:
            fields |= {"unit": row.pick, "reason": row.why if row.pick == row.proposed else ""}
        elif act.picks is Picks.CONDITION:
            fields |= {"class_key": row.class_key, "condition": row.pick}
        if act.level:
            fields |= {"level": act.level, "due": row.due}
        return act.command(
            case_id=row.case_id, actor=self._operator.operator.id, role=Role(row.role), on_behalf=row.on_behalf,
            seen=row.seen, **fields)

    # -- the run ----------------------------------------------------------------------------------------------------

    def go(self, text: str = "") -> Refused | None:
        """Carry the plan out; the view follows. Why not, where it cannot."""
        plan = self.plan
        if self.view.running:
            return Refused("bulk-running")
        if plan.act is None or plan.reading or not plan.ready:
            return Refused("bulk-nothing")
        ready = {row.id for row in plan.ready}
        rows = tuple(row if row.id in ready or row.state is State.REFUSED else replace(
            row, state=State.REFUSED, refusal=Refused("bulk-no-unit")) for row in plan.rows)
        self._runs += 1
        self._stop.clear()
        self._set_plan(BulkView())
        self._set(replace(plan, rows=rows, run=self._runs, running=True, total=len(ready)))
        commands = [(row, self._command(plan.act, row, text)) for row in plan.ready]
        record = _record(plan.act, self._operator.operator.id, self._door.session(), self._now(), plan.ready)
        self._work(partial(self._run, commands, record))
        return None

    def stop(self) -> None:
        """No further slice; what is done is done."""
        self._stop.set()

    def rest(self) -> tuple[int, ...]:
        """The rows that were not tried, or failed for the disk: to go on with."""
        return tuple(row.id for row in self.view.rows if row.state is State.LEFT)

    def close_results(self) -> None:
        """The results were read."""
        if not self.view.running:
            self._work(self._forget)
            self._set(replace(self.view, hidden=True))

    def close(self) -> None:
        """End after the slice that is being written; what is left is found at the next start."""
        pool, self._pool = self._pool, None
        if pool is not None:
            self._stop.set()
            pool.shutdown(wait=True)

    def _run(self, commands: list[tuple[BulkRow, Command]], record: bytes) -> None:
        """In the thread of the runs."""
        fault = self._carry_out(commands, self._on_slice, record)
        self._deliver(partial(self._ended, fault))

    def _carry_out(
        self, commands: list[tuple[BulkRow, Command]], heard: Callable[[dict[int, Case | Refused], int], None],
        record: bytes | None = None,
    ) -> StoreError | None:
        """Slice by slice; `heard` gets what is on disk, in the screen's thread. The record goes when all is done."""
        try:
            if record is not None:
                self._door.keep_draft(RECORD, record)
            for start in range(0, len(commands), WRITTEN_AT_ONCE):
                if self._stop.is_set():
                    break
                some = commands[start:start + WRITTEN_AT_ONCE]
                answers = self._door.submit_each([command for _, command in some])
                found = {row.id: answer for (row, _), answer in zip(some, answers, strict=True)}
                self._deliver(partial(heard, found, start + len(some)))
            if self._pool is not None:
                self._door.drop_draft(RECORD)
        except StoreError as err:
            log.info("bulk run broke off: %s", err.key)
            return err
        return None

    def _on_slice(self, found: dict[int, Case | Refused], tried: int) -> None:
        """A slice is on disk."""
        rows = tuple(_answered(row, found[row.id]) if row.id in found else row for row in self.view.rows)
        self._set(replace(self.view, rows=rows, tried=tried))

    def _ended(self, fault: StoreError | None) -> None:
        rows = tuple(replace(row, state=State.LEFT) if row.state is State.READY else row for row in self.view.rows)
        self._end(replace(self.view, rows=rows, running=False, fault=fault))

    def _end(self, view: BulkView) -> None:
        """A run is over: what of it can be undone is known before it is shown."""
        if view.act is not None:
            done = tuple((row.case_id, row.number) for row in view.rows if row.state is State.DONE)
            self.ran(view.act.command, done, view.run)
        self._set(view)

    # -- its undo ---------------------------------------------------------------------------------------------------

    def undo(self, run: int) -> Refused | None:
        """Take the whole run back, case by case; the view follows. Why not, where it cannot."""
        view = self._kept.get(run, BulkView())
        if self.view.running:
            return Refused("bulk-running")
        if view.act is None:
            return Refused("bulk-gone")
        never = undo.why_never(rules.MAKES[view.act.command])
        if never is not None:
            return never
        actor = self._operator.operator.id
        commands: list[tuple[BulkRow, Command]] = [
            (row, undo.Undo(case_id=row.case_id, actor=actor, role=Role(row.role), on_behalf=row.on_behalf,
                            seen=row.after, fact=row.after))
            for row in reversed(view.rows) if row.state is State.DONE and row.after is not None]
        self._stop.clear()
        self._set(replace(view, running=True, undoing=True, tried=0, total=len(commands), fault=None, hidden=False))
        self._work(partial(self._undo, commands))
        return None

    def _undo(self, commands: list[tuple[BulkRow, Command]]) -> None:
        fault = self._carry_out(commands, self._on_undone)
        self._deliver(partial(self._undo_ended, fault))

    def _on_undone(self, found: dict[int, Case | Refused], tried: int) -> None:
        rows = tuple(_undone(row, found[row.id]) if row.id in found else row for row in self.view.rows)
        self._set(replace(self.view, rows=rows, tried=tried))

    def _undo_ended(self, fault: StoreError | None) -> None:
        self._end(replace(self.view, running=False, undoing=False, fault=fault))

    # -- after a crash ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Look for a run that an earlier process did not finish."""
        def question(q: Queries) -> BulkView | None:
            kept = next((d for d in self._door.drafts() if d.name == RECORD), None)
            return None if kept is None else _found(q, kept.body)

        def answer(view: BulkView | None) -> None:
            if view is not None and self.view.run == 0:
                self._runs += 1
                self._end(replace(view, run=self._runs))

        self._reader.ask("bulk-left", question, answer)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        try:
            self._door.drop_draft(RECORD)
        except StoreError as err:  # it is offered once more at the next start
            log.info("record of a bulk run not dropped: %s", err.key)

    def _work(self, work: Callable[[], None]) -> None:
        if self._pool is not None:
            self._pool.submit(self._try, work)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as err:  # noqa: BLE001 - rethrown where somebody hears it: in the screen's thread
            self._deliver(partial(_raise, err))

    def _set_plan(self, plan: BulkView) -> None:
        if plan != self.plan:
            self.plan = plan
            for listener in tuple(self.plan_listeners):
                listener(plan)

    def _set(self, view: BulkView) -> None:
        if view != self.view:
            self.view = view
            if view.run:
                self._kept[view.run] = view
                for old in sorted(self._kept)[:-RUNS_KEPT]:
                    del self._kept[old]
            for listener in tuple(self.listeners):
                listener(view)


def _raise(err: Exception) -> None:
    raise err


def _answered(row: BulkRow, answer: Case | Refused) -> BulkRow:
    if isinstance(answer, Refused):
        return replace(row, state=State.FAILED, refusal=answer)
    return replace(row, state=State.DONE, after=answer.head)


def _undone(row: BulkRow, answer: Case | Refused) -> BulkRow:
    if isinstance(answer, Refused):
        return replace(row, state=State.STAYS, refusal=answer)
    return replace(row, state=State.UNDONE, refusal=None)


def _with_unit(row: BulkRow, case: Case, ruling: Ruling | None, books: Books) -> BulkRow:
    """With the unit that is proposed, as in the dispatch dialog."""
    ruled = {(case.class_key, case.community): ruling.unit} if ruling else {}
    proposal = propose(books.responsibility, case.class_key, case.community, ruled)
    if case.ruled_unit:
        proposal = Proposal(case.ruled_unit, Why.RULING)
    if proposal is None or books.unit(proposal.unit) is None:
        return row
    basis = f"{ruling.number} {ruling.reason}" if ruling and proposal.reason is Why.RULING else ""
    return replace(row, pick=proposal.unit, proposed=proposal.unit, why=str(proposal.reason), basis=basis)


def _with_condition(row: BulkRow, case: Case, books: Books) -> BulkRow:
    """With the filing condition where its class has but one, or under which the case was filed before it was returned;
    others are for a person to choose."""
    minor = books.minor(case.class_key)
    picks = tuple(Pick(key=c.id, name=c.text) for c in minor.conditions) if minor is not None else ()
    if minor is None or not picks:
        return row
    known = [pick.key for pick in picks if pick.key == case.condition or len(picks) == 1]
    only = known[0] if known else ""
    return replace(row, picks=picks, pick=only, proposed=only)


def _record(act: Act, actor: str, sid: str, at: int, rows: Sequence[BulkRow]) -> bytes:
    body = {"act": act.key, "actor": actor, "sid": sid, "at": at,
            "rows": [[str(row.case_id), str(row.seen), row.number, row.role, row.on_behalf or ""] for row in rows]}
    return json.dumps(body, ensure_ascii=False).encode()


def _found(q: Queries, raw: bytes) -> BulkView | None:
    """A run as the log shows it: done is what its session wrote; None where nothing is left to be told."""
    try:
        body: dict[str, Any] = json.loads(raw)
        act, sid, at = BY_KEY[str(body["act"])], str(body["sid"]), int(body["at"])
        wanted = [(UUID(i), UUID(seen), str(n), str(role), str(behalf)) for i, seen, n, role, behalf in body["rows"]]
    except (ValueError, KeyError, TypeError):
        log.warning("the record of a bulk run cannot be read")
        return None
    kind = NAMES[rules.MAKES[act.command]]
    rows = []
    for case_id, seen, number, role, behalf in wanted:
        row = q.row_of(case_id)
        if row is None:
            continue
        facts = [e.fact for e in q.entries(case_id) if e.fact.sid == sid and e.fact.at >= at]
        made = next((f for f in facts if f.type == kind), None)
        undone = any(f.type == NAMES[b.Undone] for f in facts)
        state = State.LEFT if made is None else State.UNDONE if undone else State.DONE
        rows.append(BulkRow(
            id=row.id, case_id=case_id, number=number, class_name=row.class_name, place=row.place, seen=seen, role=role,
            on_behalf=behalf or None, state=state, after=made.id if made is not None and state is State.DONE else None))
    return BulkView(act=act, rows=tuple(rows), broken_off=True, tried=len(rows), total=len(rows)) if rows else None
