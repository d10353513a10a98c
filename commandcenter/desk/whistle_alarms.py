"""Open whistles (吹哨) of which a unit's clock has run out, as what asks for an alarm: one for each unit.

A unit that lets the next clock run out too asks anew, for that one. What the unit tells at last, or closing the
whistle, ends it.
"""

from commandcenter.core import whistle_clocks
from commandcenter.core.alarms import Kind
from commandcenter.core.ladder import thresholds
from commandcenter.core.whistle import Party
from commandcenter.desk.alarm_book import Found
from commandcenter.desk.alarm_news import Source
from commandcenter.door.door import Door
from commandcenter.store.queries import Queries
from commandcenter.store.whistles import WhistleRow


def source(door: Door) -> Source:
    """The source for `AlarmDesk.watch`; `title` of what it finds is the clock: sign, arrive or result."""

    def standing(q: Queries, now: int) -> tuple[Found, ...]:
        sight = door.sight
        limits, found = thresholds(sight.ladder), []
        for row in q.whistles.overdue(now):
            for party in row.whistle.parties:
                passed = [
                    (r.due, r.name) for r in whistle_clocks.read(row.whistle, party, sight.calendar, limits)
                    if r.clock.ended is None and r.due is not None and r.due <= now]
                if passed:
                    found.append(_of(row, party, *max(passed, key=_due)))
        return tuple(found)

    return standing


def _of(row: WhistleRow, party: Party, due: int, clock: str) -> Found:
    again = f":{party.called_at}" if party.called_at is not None else ""  # called later, or once more
    return Found(
        kind=Kind.WHISTLE, about=f"{row.whistle.fact}:{party.unit}:{clock}{again}", case_id=row.case_id,
        number=row.number,
        class_name=row.class_name, place=row.whistle.place, unit_name=party.unit_name, title=clock, due=due)


def _due(passed: tuple[int, str]) -> int:
    return passed[0]
