"""The conflict desk (冲突) without a screen: the acts that had no effect, one laid out, and what is decided about it.

A decision is a fact: it stays without effect (`keep`), or the act is given again on the case as it stands now
(`reapply`), both with a reason. The next one comes up by itself; nothing is decided by closing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from commandcenter.core import clocks, conflict, rules
from commandcenter.core.bodies import Body
from commandcenter.core.case import Case, Entry, Role
from commandcenter.core.command import BEHALF, Command, Refused
from commandcenter.core.conflict import Fork
from commandcenter.core.limits import Limit
from commandcenter.core.reapply import command_of, words_of
from commandcenter.core.request_rules import Decide
from commandcenter.desk.case_desk import CaseDesk, CaseView
from commandcenter.desk.duplicate_desk import DuplicateDesk
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Changed, Door
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.conflicts import OpenConflict
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

MOST = 300  # acts in the list; what is decided makes room for more
KEEP, REAPPLY = "keep", "reapply"


@dataclass(frozen=True, kw_only=True)
class ConflictLine:
    """An act in the list. `decision` once it is settled here: keep, reapply; "" while it waits. Times ms UTC."""

    fact: UUID
    type: str
    at: int
    kind: str
    reason: str
    row: CaseRow
    mine: bool  # the operator's own act
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the three states side by side. `at` when the step was made, `steps` how many had been (ms UTC)."""

    case: Case
    due: int | None
    limit: Limit | None
    at: int | None
    actor: str
    role: str
    on_behalf: str | None
    steps: int


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A conflict laid out: the three states, and why the act cannot be given again (None where it can)."""

    fork: Fork
    body: Body | None  # of the act; None where this version cannot read it
    view: CaseView
    seen: Side | None
    then: Side | None
    mine: Side | None
    refusal: Refused | None


@dataclass(frozen=True, kw_only=True)
class ConflictView:
    """All that the conflict desk draws. `waiting` counts all that wait, also beyond the list."""

    lines: tuple[ConflictLine, ...] = ()
    done: tuple[ConflictLine, ...] = ()  # decided in this run, the last first
    waiting: int = 0
    chosen: UUID | None = None
    laid: Laid | None = None
    loaded: bool = False
    now: int = 0
    refusal: Refused | StoreError | None = None

    @property
    def place(self) -> int:
        """Which of the waiting acts is laid out, from 1 on; 0 for none."""
        return next((n for n, line in enumerate(self.lines, 1) if line.fact == self.chosen), 0)


class ConflictDesk:
    """The acts without effect. `listeners` hear of each new view; `settled` of each decision."""

    def __init__(
        self, door: Door, reader: Reader, operator: OperatorDesk, case: CaseDesk, duplicates: DuplicateDesk,
        now: Callable[[], int],
    ) -> None:
        self._door, self._reader, self._operator = door, reader, operator
        self._case, self._duplicates, self._now = case, duplicates, now
        self.view = ConflictView()
        self.listeners: list[Callable[[ConflictView], None]] = []
        self._wanted: UUID | None = None  # the case whose act is to be lit first

    def open(self, case_id: UUID | None = None) -> None:
        """Read the list; the acts of this case are lit first where it has any."""
        self._wanted = case_id
        self._set(replace(self.view, chosen=None, laid=None, loaded=False, refusal=None, now=self._now()))
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        wanted = self._wanted

        def question(q: Queries) -> tuple[int, list[tuple[OpenConflict, CaseRow]]]:
            found = [(one, q.row_of(one.case_id)) for one in q.conflicts_of.open(MOST, wanted)]
            return q.conflicts_of.count(), [(one, row) for one, row in found if row is not None]

        self._reader.ask("conflicts", question, self._on_lines)

    def on_changed(self, news: Changed) -> None:
        """Facts came: read anew where somebody looks."""
        if self.listeners:
            self.refresh()

    def choose(self, fact: UUID | None) -> None:
        """Lay out another act."""
        line = next((one for one in self.view.lines if one.fact == fact), None)
        if line is None:
            self._set(replace(self.view, chosen=None, laid=None))
            return
        if fact != self.view.chosen:
            self._set(replace(self.view, chosen=fact, laid=None, refusal=None))
        case_id, wanted = line.row.case_id, line.fact

        def question(q: Queries) -> tuple[CaseRow, list[Entry]] | None:
            row = q.row_of(case_id)
            return None if row is None else (row, q.entries(case_id))

        def answer(found: tuple[CaseRow, list[Entry]] | None) -> None:
            if found is not None and self.view.chosen == fact:
                self._set(replace(self.view, laid=self._laid(wanted, *found), now=self._now()))

        self._reader.ask("conflict", question, answer)

    def keep(self, reason: str) -> bool:
        """What was accepted first stands; the act stays without effect. False where it was refused."""
        laid = self.view.laid
        return laid is not None and self._settle(laid, KEEP, reason)

    def reapply(self, reason: str) -> bool:
        """Give the act again on the case as it stands now. False where it was refused; then nothing is decided."""
        laid = self.view.laid
        return laid is not None and self._settle(laid, REAPPLY, reason)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _settle(self, laid: Laid, decision: str, reason: str) -> bool:
        case, line = laid.view.case, next((n for n in self.view.lines if n.fact == self.view.chosen), None)
        if case is None or line is None:
            return False
        actor = self._operator.operator.id
        again: Command | None = None
        try:
            role, behalf = self._case.who(case, rules.SettleConflict)
            settle = rules.SettleConflict(
                case_id=case.id, actor=actor, role=role, on_behalf=behalf, losers=laid.fork.losers, reason=reason,
                reapply=decision == REAPPLY)
            if decision == KEEP:
                self._door.submit(settle)
            else:
                again = self._again(laid, case)
                after = self._door.submit_together([settle, again])[-1]
        except (Refused, StoreError) as refusal:
            log.info("conflict not settled: %s", refusal.key)
            self._set(replace(self.view, refusal=refusal))
            return False
        if again is not None:
            for listener in tuple(self._case.acted):
                listener(again, after)
        self._duplicates.let_go(laid.view)
        self._next(replace(line, decision=decision))
        return True

    def _again(self, laid: Laid, case: Case) -> Command:
        """The act as a command of today, by who decides.

        Raises:
            Refused: it cannot be given again, or not by them.
        """
        kind, fact = command_of(laid.body), laid.fork.loser.fact
        role, behalf = self._case.who(case, kind)
        if role in BEHALF and role == fact.role and fact.on_behalf:
            behalf = fact.on_behalf
        more: dict[str, Any] = words_of(laid.body)
        if kind is Decide and case.asked is not None:
            more["asked"] = case.asked.fact
        return kind(case_id=case.id, actor=self._operator.operator.id, role=role, on_behalf=behalf, seen=case.head,
                    **more)

    def _next(self, decided: ConflictLine) -> None:
        """The one after it comes up; at the end of the list the first."""
        lines = self.view.lines
        at = next((n for n, one in enumerate(lines) if one.fact == decided.fact), 0)
        gone = set(self.view.laid.fork.losers) if self.view.laid is not None else {decided.fact}
        left = tuple(one for one in lines if one.fact not in gone)
        after = next((one.fact for one in lines[at + 1:] if one.fact not in gone), left[0].fact if left else None)
        self._set(replace(
            self.view, lines=left, done=(decided, *self.view.done), chosen=after, laid=None, refusal=None,
            waiting=max(self.view.waiting - (len(lines) - len(left)), 0), now=self._now()))
        if after is not None:
            self.choose(after)

    def _on_lines(self, found: tuple[int, list[tuple[OpenConflict, CaseRow]]]) -> None:
        count, rows = found
        me = self._operator.operator.id
        lines = tuple(
            ConflictLine(fact=one.entry.fact.id, type=one.entry.fact.type, at=one.entry.fact.at, kind=one.kind,
                         reason=one.reason, row=row, mine=one.entry.fact.actor == me)
            for one, row in rows)
        kept = self.view.chosen if any(one.fact == self.view.chosen for one in lines) else None
        wanted = next((one.fact for one in lines if one.row.case_id == self._wanted), None)
        chosen = kept or wanted or (lines[0].fact if lines else None)
        laid = self.view.laid if chosen == self.view.chosen else None
        self._set(replace(self.view, lines=lines, waiting=count, chosen=chosen, laid=laid, loaded=True,
                          now=self._now()))
        if chosen is not None:
            self.choose(chosen)

    def _laid(self, loser: UUID, row: CaseRow, entries: list[Entry]) -> Laid | None:
        found = conflict.fork(entries, loser)
        if found is None:
            return None
        view = self._case.view_of(row, entries)
        body: Body | None = None
        if found.outcome.reason != "unreadable":
            body = found.loser.read()
        return Laid(
            fork=found, body=body, view=view, seen=self._side(found.seen, found.trunk),
            then=self._side(found.then, (*found.trunk, *found.ahead)),
            mine=self._side(found.mine, (*found.trunk, found.loser)), refusal=self._why_not(body, view))

    def _why_not(self, body: Body | None, view: CaseView) -> Refused | None:
        """Why the act cannot be given again now."""
        try:
            kind = command_of(body)
        except Refused as refused:
            return refused
        return view.why_not(kind)

    def _side(self, case: Case | None, steps: tuple[Entry, ...]) -> Side | None:
        if case is None:
            return None
        sight = self._door.sight
        due = clocks.handling_due(case, sight.calendar)
        if due is None:
            running = clocks.running(case, sight.calendar, sight.thresholds) if case.open else ()
            due = running[0].due if running else None
        last = steps[-1] if steps else None
        return Side(
            case=case, due=due, limit=case.handling.granted if case.handling is not None else case.limit,
            at=last.fact.at if last else None, actor=last.fact.actor if last else "",
            role=last.fact.role if last else str(Role.PLATFORM), on_behalf=last.fact.on_behalf if last else None,
            steps=len(steps))

    def _set(self, view: ConflictView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
