"""Duplicates of the selected case (查重合并): the candidates, two cases side by side, merging and its undo.

A merge is two facts in one transaction: what the duplicate said is noted on the kept case, then the duplicate ends.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from commandcenter.core import merge_rules, rules
from commandcenter.core.bodies import Merged
from commandcenter.core.case import Case, Role, Stage
from commandcenter.core.documents import Books
from commandcenter.core.duplicates import Sighting, compare
from commandcenter.core.merge_rules import Absorb, Release, Unmerge
from commandcenter.core.rules import Command, Refused
from commandcenter.desk.case_desk import CaseDesk, CaseView
from commandcenter.desk.nearby import NearCase, near_cases, sighting_of
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Door
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Merge:
    """A merge that was done: the duplicate and the kept case, with their numbers; `head` of the duplicate after it."""

    duplicate: UUID
    kept: UUID
    duplicate_number: str
    kept_number: str
    head: UUID


@dataclass(frozen=True, kw_only=True)
class DuplicateView:
    """What the dialog draws. `linked`: merged with the case already (then the merge can be undone)."""

    this: CaseView | None = None
    near: tuple[NearCase, ...] = ()
    linked: frozenset[UUID] = frozenset()
    other: CaseView | None = None
    loaded: bool = False
    refusal: Refused | StoreError | None = None
    now: int = 0


class DuplicateDesk:
    """Candidates of one case at a time; remembers the last merge, and tells `merged` of each."""

    def __init__(
        self, door: Door, reader: Reader, operator: OperatorDesk, case: CaseDesk, now: Callable[[], int],
    ) -> None:
        self._door, self._reader, self._operator, self._case, self._now = door, reader, operator, case, now
        self.view = DuplicateView()
        self.last: Merge | None = None
        self.listeners: list[Callable[[DuplicateView], None]] = []
        self.merged: Callable[[Merge], None] = lambda merge: None

    def open(self, view: CaseView) -> None:
        """Look for what may be the same as this case."""
        self.view = DuplicateView(this=view, now=self._now())
        case, row, books = view.case, view.row, self._case.books
        if case is None or row is None or books is None:
            self._set(replace(self.view, loaded=True))
            return
        linked = frozenset(case.absorbed) | ({case.merged_into} if case.merged_into else frozenset())

        def answer(found: tuple[NearCase, ...]) -> None:
            self._set(replace(self.view, near=found, linked=linked, loaded=True))
            if found:
                self.choose(found[0].row.case_id)

        self._reader.ask("duplicates", lambda q: _found(q, case, linked, books), answer)

    def choose(self, case_id: UUID) -> None:
        """Put a candidate beside the case."""
        def question(q: Queries) -> CaseView | None:
            row = q.row_of(case_id)
            return None if row is None else self._case.view_of(row, q.entries(case_id))

        self._reader.ask("other", question, lambda other: self._set(replace(self.view, other=other)))

    def why_not(self, duplicate: CaseView | None, kept: CaseView | None) -> Refused | None:
        """Why the one cannot be merged into the other; None where it can."""
        roles, books = self._operator.operator.roles, self._case.books
        if duplicate is None or kept is None or duplicate.case is None or kept.case is None or books is None:
            return Refused("no-case")
        if duplicate.case.id == kept.case.id:
            return Refused("same-case", number=kept.case.shown_number)
        return (rules.why_not(duplicate.case, merge_rules.Merge, roles, books)
                or rules.why_not(kept.case, Absorb, roles, books))

    def merge(self, duplicate: CaseView, kept: CaseView) -> bool:
        """Merge the one into the other; False where it was refused (then the view says why)."""
        refused = self.why_not(duplicate, kept)
        if refused is not None or duplicate.case is None or kept.case is None:
            self._set(replace(self.view, refusal=refused))
            return False
        one, other = duplicate.case, kept.case
        return self._merge(one, other.id, other.shown_number, seen=one.head)

    def merge_new(self, case_id: UUID, kept: UUID, kept_number: str) -> bool:
        """Merge a case that was registered just now into one that the form listed."""
        case = self._door.case(case_id)
        return case is not None and self._merge(case, kept, kept_number, seen=case.head)

    def undo(self, merge: Merge | None = None) -> Merge | None:
        """Undo a merge, by default the last; None where it was refused (then the view says why)."""
        done = merge or self.last
        if done is None:
            self._set(replace(self.view, refusal=Refused("nothing-to-undo")))
            return None
        try:
            by = self._by(Unmerge)
            self._door.submit_together([
                Unmerge(case_id=done.duplicate, seen=done.head, **by),
                Release(case_id=done.kept, duplicate=done.duplicate, number=done.duplicate_number, **by)])
        except (Refused, StoreError) as refusal:
            log.info("merge not undone: %s", refusal.key)
            self._set(replace(self.view, refusal=refusal))
            return None
        self.last = None
        self._set(replace(self.view, refusal=None))
        return done

    def linked_merge(self) -> Merge | None:
        """The merge between the case and the one beside it, for its undo; None where they are not merged."""
        this, other = self.view.this, self.view.other
        if this is None or other is None or this.case is None or other.case is None:
            return None
        for duplicate, kept in ((this.case, other.case), (other.case, this.case)):
            if duplicate.stage is Stage.MERGED and duplicate.merged_into == kept.id:
                return Merge(duplicate=duplicate.id, kept=kept.id, duplicate_number=duplicate.shown_number,
                             kept_number=kept.shown_number, head=duplicate.head)
        return None

    def let_go(self, view: CaseView) -> None:
        """A conflict was settled: cases that noted a merge without effect let the duplicate go again."""
        case = view.case
        if case is None:
            return
        for line in view.conflicts:
            if isinstance(line.body, Merged):
                kept = self._door.case(line.body.into)
                if kept is not None and case.id in kept.absorbed and case.merged_into != kept.id:
                    self._door.submit(Release(
                        case_id=kept.id, duplicate=case.id, number=case.shown_number, **self._by(Release)))

    def _merge(self, one: Case, kept: UUID, kept_number: str, *, seen: UUID) -> bool:
        try:
            by = self._by(merge_rules.Merge)
            _, after = self._door.submit_together([
                Absorb(
                    case_id=kept, duplicate=one.id, number=one.shown_number, place=one.place, source=one.source,
                    reported_at=one.reported_at, text=one.text, **by),
                merge_rules.Merge(case_id=one.id, into=kept, into_number=kept_number, seen=seen, **by)])
        except (Refused, StoreError) as refusal:
            log.info("not merged: %s", refusal.key)
            self._set(replace(self.view, refusal=refusal))
            return False
        self.last = Merge(duplicate=one.id, kept=kept, duplicate_number=one.shown_number, kept_number=kept_number,
                          head=after.head)
        self.merged(self.last)
        self._set(replace(self.view, refusal=None))
        return True

    def _by(self, command: type[Command]) -> dict[str, Any]:
        """Who gives it: actor and role.

        Raises:
            Refused: not in this operator's roles, or there are no documents.
        """
        operator = self._operator.operator
        role: Role | None = rules.role_for(command, operator.roles, self._door.books)
        if role is None:
            raise Refused("role")
        return {"actor": operator.id, "role": role}

    def _set(self, view: DuplicateView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def _found(q: Queries, case: Case, linked: frozenset[UUID], books: Books) -> tuple[NearCase, ...]:
    """Cases merged with this one first, then those near by, the most alike first."""
    one = Sighting(lon=case.lon, lat=case.lat, class_key=case.class_key, at=case.reported_at, text=case.text)
    rule = books.rules
    first = []
    for other in sorted(linked):
        row = q.row_of(other)
        if row is not None:
            text = q.reported_text(other)
            alike = compare(one, sighting_of(row, text), radius_m=rule.duplicate_radius_m,
                            within_h=rule.duplicate_within_h)
            first.append(NearCase(row=row, text=text, likeness=alike))
    return (*first, *near_cases(q, one, books, leave_out=linked | {case.id}))
