"""What needs somebody now, without a screen: rungs that the timer has set, oldest first, until acknowledged."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Changed
from commandcenter.store.queries import CaseRow, Queries

LOUD = 2  # from this level on a rung has a banner; 催办 is for the unit alone


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """A rung that fired for a case."""

    row: CaseRow
    level: int
    level_name: str


class AlarmDesk:
    """Holds the alarms that nobody has acknowledged; `listeners` hear of each change."""

    def __init__(self, reader: Reader, now: Callable[[], int]) -> None:
        self._reader, self._now = reader, now
        self.alarms: tuple[Alarm, ...] = ()
        self.listeners: list[Callable[[tuple[Alarm, ...]], None]] = []

    @property
    def first(self) -> int | None:
        """The row id of the oldest alarm's case."""
        return self.alarms[0].row.id if self.alarms else None

    def on_changed(self, news: Changed) -> None:
        """A rung was set by the timer: raise the alarm. A case that was closed needs none."""
        if news.fired >= LOUD:
            for case_id in news.cases:
                self._raise(case_id, news.fired)
            return
        known = {a.row.case_id for a in self.alarms} & news.cases
        if known:
            self._reader.ask("alarm-rows", lambda q: {c: q.row_of(c) for c in known}, self._on_rows)

    def acknowledge(self) -> None:
        """The oldest alarm was seen."""
        self._set(self.alarms[1:])

    def _raise(self, case_id: UUID, level: int) -> None:
        def question(q: Queries) -> Alarm | None:
            row = q.row_of(case_id)
            names = [
                body.level_name for entry in q.entries(case_id)
                if entry.fact.type == "escalated" and isinstance(body := entry.read(), b.Escalated)
                and body.level == level
            ]
            return Alarm(row=row, level=level, level_name=names[-1]) if row is not None and names else None

        def answer(alarm: Alarm | None) -> None:
            if alarm is not None:
                others = tuple(a for a in self.alarms if a.row.case_id != case_id)
                self._set((*others, alarm))

        self._reader.ask(f"alarm:{case_id}:{level}", question, answer)

    def _on_rows(self, rows: "dict[UUID, CaseRow | None]") -> None:
        kept = []
        for alarm in self.alarms:
            row = rows.get(alarm.row.case_id, alarm.row)
            if row is not None and row.open:
                kept.append(Alarm(row=row, level=alarm.level, level_name=alarm.level_name))
        self._set(tuple(kept))

    def _set(self, alarms: tuple[Alarm, ...]) -> None:
        if alarms != self.alarms:
            self.alarms = alarms
            for listener in tuple(self.listeners):
                listener(alarms)
