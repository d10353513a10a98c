"""What a change of a reference document does to the cases that are open: counted in parts, beside other questions.

Only counts; what is published decides. A limit that is changed does not touch cases that were filed with the old one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commandcenter.core import redating
from commandcenter.core.case import Stage
from commandcenter.core.catalogue import Catalogue
from commandcenter.core.documents import Body
from commandcenter.core.duties import Responsibility
from commandcenter.core.fold import fold
from commandcenter.core.numbers import shanghai_date
from commandcenter.core.responsibility import propose
from commandcenter.core.work_calendar import Calendar
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Door
from commandcenter.store.queries import Queries

PART = 150  # cases folded in one question: some 50 ms
MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Of `of` open cases `checked` were looked at, `touched` come out otherwise; `named` are the first of them.

    `kind`: deadline (moved, of them `later`), unit (proposed otherwise), kept (filed with a limit that is changed;
    they keep it). Instants ms UTC.
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

    def _deadlines(self, turn: int, draft: Calendar, answer: Callable[[Effect], None]) -> None:
        sight = self._door.sight
        version = sight.newest + 1

        def calendar(number: int) -> Calendar:
            return draft if number == version else sight.calendar(number)

        def part(q: Queries, ids: list[UUID]) -> list[tuple[str, int | None, int | None]]:
            found = []
            for case_id in ids:
                case = fold(q.entries(case_id)).case
                moved = redating.touched(case, calendar, version) if case is not None else ()
                if case is not None and moved:
                    one = next((m for m in moved if m.clock == "handling"), moved[0])
                    found.append((case.shown_number, one.before, one.after))
            return found

        def go_on(ids: list[UUID], effect: Effect) -> None:
            rest = ids[effect.checked:effect.checked + PART]

            def told(found: list[tuple[str, int | None, int | None]]) -> None:
                if turn != self._turn:
                    return
                later = sum(b is not None and a is not None and a > b for _, b, a in found)
                after = Effect(
                    kind="deadline", of=effect.of, checked=effect.checked + len(rest),
                    touched=effect.touched + len(found), later=effect.later + later,
                    moved=(*effect.moved, *found)[:MOST_NAMED])
                answer(after)
                if not after.done:
                    go_on(ids, after)

            self._reader.ask("document-effect", lambda q: part(q, rest), told)

        def begin(ids: list[UUID]) -> None:
            if turn != self._turn:
                return
            first = Effect(kind="deadline", of=len(ids))
            answer(first)
            if ids:
                go_on(ids, first)

        self._reader.ask("document-effect", lambda q: q.open_cases(), begin)

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
