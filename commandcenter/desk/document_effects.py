"""What a change of a reference document does to the cases that are open: counted in parts, beside other questions.

Only counts; what is published decides. A limit that is changed does not touch cases that were filed with the old one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, TypeVar
from uuid import UUID

from commandcenter.core import redating
from commandcenter.core.bodies import RequestKind
from commandcenter.core.case import Case, Stage
from commandcenter.core.catalogue import Catalogue
from commandcenter.core.city_rules import Rules
from commandcenter.core.documents import Body
from commandcenter.core.duties import Responsibility
from commandcenter.core.fold import fold
from commandcenter.core.ladder import next_rung
from commandcenter.core.numbers import shanghai_date
from commandcenter.core.responsibility import propose
from commandcenter.core.rungs import Ladder
from commandcenter.core.work_calendar import Calendar
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Door
from commandcenter.store.queries import Queries

PART = 150  # cases folded in one question: some 50 ms
MOST_NAMED = 5
Moved: TypeAlias = tuple[str, int | None, int | None]  # number, deadline before and after
Named: TypeAlias = tuple[str, str, str]  # number, what it was and what it will be
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Of `of` open cases `checked` were looked at, `touched` come out otherwise; `named` are the first of them.

    `kind`: deadline (moved, of them `later`), unit (proposed otherwise), kept (filed with a limit that is changed;
    they keep it), receiver (the next rung goes to others), request (decided otherwise after the level where they
    wait; `of` all that wait). Instants ms UTC.
    """

    kind: str
    checked: int = 0
    of: int = 0
    touched: int = 0
    later: int = 0
    named: tuple[tuple[str, str, str], ...] = ()
    moved: tuple[tuple[str, int | None, int | None], ...] = ()

    @property
    def done(self) -> bool:
        return self.checked >= self.of


class Effects:
    """Counts the effect of one draft at a time; a newer one ends the count of the one before."""

    def __init__(self, reader: Reader, door: Door) -> None:
        self._reader, self._door = reader, door
        self._turn = 0

    def forget(self) -> None:
        """Stop counting."""
        self._turn += 1

    def count(self, name: str, held: Body, draft: Body, now: int, answer: Callable[[Effect], None]) -> None:
        """Count what `draft` in place of `held` does; `answer` hears each part in the screen's thread."""
        self._turn += 1
        if isinstance(draft, Calendar):
            self._deadlines(self._turn, draft, answer)
        elif isinstance(draft, Responsibility) and isinstance(held, Responsibility):
            self._units(held, draft, shanghai_date(now), answer)
        elif isinstance(draft, Catalogue) and isinstance(held, Catalogue):
            self._limits(held, draft, answer)
        elif isinstance(draft, Ladder) and isinstance(held, Ladder):
            self._receivers(self._turn, held, draft, answer)
        elif isinstance(draft, Rules) and isinstance(held, Rules):
            self._requests(self._turn, held, draft, now, answer)

    def _deadlines(self, turn: int, draft: Calendar, answer: Callable[[Effect], None]) -> None:
        sight = self._door.sight
        version = sight.newest + 1

        def calendar(number: int) -> Calendar:
            return draft if number == version else sight.calendar(number)

        def part(q: Queries, ids: list[UUID]) -> list[Moved]:
            found = []
            for case_id in ids:
                case = fold(q.entries(case_id)).case
                moved = redating.touched(case, calendar, version) if case is not None else ()
                if case is not None and moved:
                    one = next((m for m in moved if m.clock == "handling"), moved[0])
                    found.append((case.shown_number, one.before, one.after))
            return found

        def added(effect: Effect, found: list[Moved]) -> Effect:
            later = sum(b is not None and a is not None and a > b for _, b, a in found)
            return replace(effect, later=effect.later + later, moved=(*effect.moved, *found)[:MOST_NAMED])

        self._in_parts(turn, Effect(kind="deadline"), part, added, answer)

    def _receivers(self, turn: int, held: Ladder, draft: Ladder, answer: Callable[[Effect], None]) -> None:
        calendar = self._door.sight.calendar

        def told(case: Case, ladder: Ladder) -> str:
            due = next_rung(case, ladder, calendar)
            return "" if due is None else ",".join((due.rung.to, *due.rung.copy_to))

        def part(q: Queries, ids: list[UUID]) -> list[Named]:
            found = []
            for case_id in ids:
                case = fold(q.entries(case_id)).case
                if case is not None and (before := told(case, held)) != (after := told(case, draft)):
                    found.append((case.shown_number, before, after))
            return found

        def added(effect: Effect, found: list[Named]) -> Effect:
            return replace(effect, named=(*effect.named, *found)[:MOST_NAMED])

        self._in_parts(turn, Effect(kind="receiver"), part, added, answer)

    def _in_parts(
        self, turn: int, start: Effect, part: Callable[[Queries, list[UUID]], list[Found]],
        added: Callable[[Effect, list[Found]], Effect], answer: Callable[[Effect], None],
    ) -> None:
        """Fold all open cases, a part in each question; `added` puts what a part found to what there was."""
        def go_on(ids: list[UUID], effect: Effect) -> None:
            rest = ids[effect.checked:effect.checked + PART]

            def told(found: list[Found]) -> None:
                if turn != self._turn:
                    return
                after = added(replace(
                    effect, checked=effect.checked + len(rest), touched=effect.touched + len(found)), found)
                answer(after)
                if not after.done:
                    go_on(ids, after)

            self._reader.ask("document-effect", lambda q: part(q, rest), told)

        def begin(ids: list[UUID]) -> None:
            if turn != self._turn:
                return
            first = replace(start, of=len(ids))
            answer(first)
            if ids:
                go_on(ids, first)

        self._reader.ask("document-effect", lambda q: q.open_cases(), begin)

    def _requests(self, turn: int, held: Rules, draft: Rules, now: int, answer: Callable[[Effect], None]) -> None:
        def way(rules: Rules, kind: RequestKind, level: str) -> str:
            """The roles that decide from a level on; a level that is not named any more has the last word."""
            levels = rules.approvals.get(kind, ())
            return ",".join(levels[levels.index(level):] if level in levels else (level,))

        def question(q: Queries) -> Effect:
            asked = [row for case_id in q.ids("asked", now) if (row := q.row_of(case_id)) is not None]
            named = []
            for row in asked:
                kind, _, level = row.asked.partition(":")
                if kind not in set(RequestKind):  # a return that waits to be judged
                    continue
                before, after = (way(rules, RequestKind(kind), level) for rules in (held, draft))
                if before != after:
                    named.append((row.number or row.provisional, before, after))
            return Effect(kind="request", checked=len(asked), of=len(asked), touched=len(named),
                          named=tuple(named[:MOST_NAMED]))

        self._reader.ask("document-effect", question, lambda found: answer(found) if turn == self._turn else None)

    def _units(self, held: Responsibility, draft: Responsibility, day: date,
               answer: Callable[[Effect], None]) -> None:
        turn = self._turn

        def question(q: Queries) -> Effect:
            touched, named = 0, []
            waiting = q.open_places(Stage.PENDING_DISPATCH)
            for number, class_key, community, grid in waiting:
                before, after = (propose(one, class_key, community, grid=grid, day=day) for one in (held, draft))
                units = ["" if found is None else found.unit for found in (before, after)]
                if units[0] != units[1]:
                    touched += 1
                    named.append((number, units[0], units[1]))
            return Effect(kind="unit", checked=len(waiting), of=len(waiting), touched=touched,
                          named=tuple(named[:MOST_NAMED]))

        self._reader.ask("document-effect", question, lambda found: answer(found) if turn == self._turn else None)

    def _limits(self, held: Catalogue, draft: Catalogue, answer: Callable[[Effect], None]) -> None:
        turn = self._turn
        changed = {
            entry.key for entry in held.classes for one in entry.conditions
            if (after := draft.condition(one.id)) is None or after.limit != one.limit
        }

        def question(q: Queries) -> Effect:
            kept = q.open_of_classes(changed)
            return Effect(kind="kept", touched=kept)

        self._reader.ask("document-effect", question, lambda found: answer(found) if turn == self._turn else None)
