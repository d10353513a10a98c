"""The deadline watch: fires the rungs of the ladder (催办、督办) that are due, and ends deferrals (挂账) on their date.

No thread and no timer of its own: whoever owns the window's time calls `tick`. What a rung is and when it fires is in
core/ladder.py; that none fires twice is the fold's business, here and on every other workstation.
"""

import logging
from uuid import UUID

from commandcenter.core.case import Case, Role
from commandcenter.core.documents import Receiver
from commandcenter.core.ladder import CLOCK, Due, next_rung
from commandcenter.core.rules import Escalate, Refused, Resume
from commandcenter.door.door import Door
from commandcenter.store.engine import Store
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

ACTOR = "timer"
MOST = 200  # rungs fired in one tick, so that after a long night the desk gets its turn in between
TO_THE_UNIT = frozenset({Receiver.UNIT, Receiver.UNIT_HEAD})  # the unit's id; the others by the name of their role


class Watch:
    """Looks for rungs that are due and submits them as the timer, one after another."""

    def __init__(self, door: Door, store: Store) -> None:
        self._door, self._store = door, store

    def due_rungs(self, now: int) -> list[UUID]:
        """Cases with a rung due at `now` (ms UTC), the longest waiting first; at most MOST.

        Raises:
            StoreError: the store cannot be read.
        """
        queries = Queries(self._store.reader())
        try:
            return queries.due_rungs(now, MOST)
        finally:
            queries.close()

    def due_resumes(self, now: int) -> list[UUID]:
        """Deferred cases whose end date has come at `now` (ms UTC); at most MOST.

        Raises:
            StoreError: the store cannot be read.
        """
        queries = Queries(self._store.reader())
        try:
            return queries.due_resumes(now, MOST)
        finally:
            queries.close()

    def tick(self) -> int:
        """Do what is due; returns how many rungs were fired. What is left over comes with the next tick.

        Deferrals end first, so that the ladder sees the clocks that go on.

        Raises:
            StoreError: it could not be written; what was fired before is on disk.
        """
        now, fired = self._door.now(), 0
        for case_id in self.due_resumes(now):
            self._resume(case_id)
        for case_id in self.due_rungs(now):
            while fired < MOST and self._fire_next(case_id, now):
                fired += 1
        if fired:
            log.info("%d rung(s) fired", fired)
        return fired

    def _resume(self, case_id: UUID) -> None:
        try:
            self._door.submit(Resume(case_id=case_id, actor=ACTOR, role=Role.TIMER))
        except Refused as refused:  # somebody was quicker, or the documents have not come yet
            log.info("deferral of %s not ended: %s", case_id, refused.key)

    def _fire_next(self, case_id: UUID, now: int) -> bool:
        """Fire the first rung of a case that is due; whether there was one."""
        case, ladder = self._door.case(case_id), self._door.sight.ladder
        if case is None or ladder is None:
            return False
        due = next_rung(case, ladder, self._door.sight.calendar)
        if due is None or due.at > now:
            return False
        try:
            self._door.submit(_order(case, due))
        except Refused as refused:  # somebody was quicker, or the documents have not come yet
            log.info("rung %d of %s not fired: %s", due.rung.level, case.shown_number, refused.key)
            return False
        return True


def _order(case: Case, due: Due) -> Escalate:
    to = case.unit if due.rung.to in TO_THE_UNIT else due.rung.to.value
    return Escalate(
        case_id=case.id, actor=ACTOR, role=Role.TIMER, level=due.rung.level, due=due.due, clock=CLOCK, to=to,
        asks=due.rung.asks,
    )
