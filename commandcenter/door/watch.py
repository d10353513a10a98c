"""The deadline watch: fires the rungs of the ladder (催办、督办) that are due, ends deferrals (挂账) on their date, and
re-dates (改期) the open cases that a newer calendar touches.

No thread and no timer of its own: whoever owns the window's time calls `tick`. What a rung is and when it fires is in
core/ladder.py; that none fires twice is the fold's business, here and on every other workstation. A tick that comes
late (the computer slept, the program was closed) fires of each clock only the highest rung, and says that it was late.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from commandcenter.core.case import Case, Role
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.ladder import Due, rung_due
from commandcenter.core.rules import Refused, Resume
from commandcenter.core.rungs import Receiver
from commandcenter.door.door import TIMER, Door
from commandcenter.store.engine import Store
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

ACTOR = TIMER
MOST = 200  # rungs fired in one tick, so that after a long night the desk gets its turn in between
REDATED_AT_ONCE, REDATED_PARTS = 20, 100  # cases in one transaction, so that nobody waits for the door; parts a tick
TURN_MS, LONGEST_TURN_MS = 120_000, 1_200_000
LATE_MS = 600_000  # a tick that comes so long after the one before found the computer asleep, or the program closed
TO_THE_UNIT = frozenset({Receiver.UNIT, Receiver.UNIT_HEAD})  # the unit's id; the others by the name of their role


@dataclass(frozen=True, kw_only=True)
class Late:
    """A tick came late: nobody watched from `since` (ms UTC; None: not since this program started) to `at`."""

    since: int | None
    at: int


class Watch:
    """Looks for rungs that are due and submits them as the timer, one after another.

    `late` hears of a tick that comes late, before it fires anything, in the thread that ticks.
    """

    def __init__(self, door: Door, store: Store, late: Callable[[Late], None] = lambda late: None) -> None:
        self._door, self._store, self._late = door, store, late
        self._last: int | None = None
        self._turn_from: int | None = None
        self.behind = False  # cases are left to be re-dated: tick again soon

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
        last, self._last = self._last, now
        if last is None or now - last > LATE_MS:
            self._late(Late(since=last, at=now))
        self._redate(now)
        for case_id in self.due_resumes(now):
            self._resume(case_id)
        for case_id in self.due_rungs(now):
            while fired < MOST and self._fire_next(case_id, now):
                fired += 1
        if fired:
            log.info("%d rung(s) fired", fired)
        return fired

    def due_redates(self) -> list[UUID]:
        """Open cases that a newer calendar touches; at most as many as a tick re-dates.

        Raises:
            StoreError: the store cannot be read.
        """
        queries = Queries(self._store.reader())
        try:
            return queries.due_redates(REDATED_AT_ONCE * REDATED_PARTS)
        finally:
            queries.close()

    def _redate(self, now: int) -> None:
        """Re-date in this workstation's turn: A at once, the others later, so that they find it done.

        Where two do it all the same, the second fact of a case is a repetition.
        """
        found, self.behind = self.due_redates(), False
        if not found:
            self._turn_from = None
            return
        self._turn_from = now if self._turn_from is None else self._turn_from
        if now - self._turn_from < turn_ms(self._door.letter):
            return
        for start in range(0, len(found), REDATED_AT_ONCE):
            self._door.redate(found[start:start + REDATED_AT_ONCE])
        self.behind = len(found) == REDATED_AT_ONCE * REDATED_PARTS

    def _resume(self, case_id: UUID) -> None:
        try:
            self._door.submit(Resume(case_id=case_id, actor=ACTOR, role=Role.TIMER))
        except Refused as refused:  # somebody was quicker, or the documents have not come yet
            log.info("deferral of %s not ended: %s", case_id, refused.key)

    def _fire_next(self, case_id: UUID, now: int) -> bool:
        """Fire a rung of a case that is due; whether there was one."""
        case, ladder = self._door.case(case_id), self._door.sight.ladder
        if case is None or ladder is None:
            return False
        due = rung_due(case, ladder, self._door.sight.calendar, now)
        if due is None:
            return False
        try:
            self._door.submit(_order(case, due))
        except Refused as refused:  # somebody was quicker, or the documents have not come yet
            log.info("rung %d of %s not fired: %s", due.rung.level, case.shown_number, refused.key)
            return False
        return True


def turn_ms(letter: str) -> int:
    """How long a workstation of this letter leaves re-dating to those before it, ms."""
    place = 0
    for sign in letter.upper():
        place = place * 26 + max(ord(sign) - ord("A"), 0)
    return min(place * TURN_MS, LONGEST_TURN_MS)


def _order(case: Case, due: Due) -> Escalate:
    to = case.unit if due.rung.to in TO_THE_UNIT else due.rung.to.value
    return Escalate(
        case_id=case.id, actor=ACTOR, role=Role.TIMER, level=due.rung.level, due=due.due, clock=due.clock, to=to,
        asks=due.rung.asks,
    )
