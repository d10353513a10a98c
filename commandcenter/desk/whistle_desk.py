"""The board of open whistles (吹哨) and what is done with them, without a screen; what was like a new one before."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from commandcenter.core import whistle_clocks
from commandcenter.core.case import Case, Role
from commandcenter.core.clocks import Reading, Urgency, urgency
from commandcenter.core.command import Command, Refused
from commandcenter.core.duplicates import Sighting
from commandcenter.core.ladder import thresholds
from commandcenter.core.whistle import Party, Whistle
from commandcenter.core.whistle_likeness import likeness
from commandcenter.desk.case_desk import CaseDesk
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Changed, Door
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries
from commandcenter.store.whistles import WhistleRow

log = logging.getLogger(__name__)

PAST = 500  # whistles that a new one is held against
SHOWN = 12
LEAST_LIKE = 0.02


@dataclass(frozen=True, kw_only=True)
class PartyLine:
    """A unit on the board: its clocks read, in the order sign, arrive, result; () for who is only informed."""

    party: Party
    readings: tuple[Reading, ...]

    def urgency(self, now: int) -> Urgency:
        """The most urgent of the clocks that run."""
        return max(
            (urgency(now, r.due, r.near, r.severe, r.paused) for r in self.readings if r.clock.ended is None),
            default=Urgency.NORMAL)


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """A whistle on the board with its units."""

    row: WhistleRow
    parties: tuple[PartyLine, ...]

    @property
    def whistle(self) -> Whistle:
        return self.row.whistle


@dataclass(frozen=True, kw_only=True)
class WhistleView:
    """All that the board draws: the whistle whose next deadline comes first at the head."""

    lines: tuple[BoardLine, ...] = ()
    loaded: bool = False
    now: int = 0
    refusal: Refused | StoreError | None = None

    @property
    def overdue(self) -> int:
        """Units with a clock that has run out."""
        return sum(p.urgency(self.now) in (Urgency.OVERDUE, Urgency.SEVERE) for line in self.lines
                   for p in line.parties)


@dataclass(frozen=True, kw_only=True)
class Past:
    """An earlier whistle and how much it is like the new one, in [0, 1]."""

    row: WhistleRow
    score: float


class WhistleDesk:
    """The open whistles. `listeners` hear of each new view."""

    def __init__(self, door: Door, reader: Reader, operator: OperatorDesk, case: CaseDesk,
                 now: Callable[[], int]) -> None:
        self._door, self._reader, self._operator, self._case, self._now = door, reader, operator, case, now
        self.view = WhistleView()
        self.listeners: list[Callable[[WhistleView], None]] = []

    def refresh(self) -> None:
        """Read the open whistles anew; one whose case ended a moment ago is still shown until this answers."""
        self._reader.ask("whistles", lambda q: q.whistles.open(), self._on_rows)

    def on_changed(self, news: Changed) -> None:
        """Facts came: read anew where somebody looks."""
        if self.listeners:
            self.refresh()

    def tick(self) -> None:
        """The clocks went on."""
        if self.listeners:
            self._set(replace(self.view, now=self._now()))

    def similar(self, case: Case, answer: Callable[[tuple[Past, ...]], None]) -> None:
        """The earlier whistles that are most like one for this case, the most alike first."""
        one = _sighting(case.lon, case.lat, case.class_key, case.text)

        def question(q: Queries) -> tuple[Past, ...]:
            found = [
                Past(row=row, score=likeness(one, _sighting(row.lon, row.lat, row.class_key, row.whistle.text)))
                for row in q.whistles.past(PAST)]
            found = [past for past in found if past.score >= LEAST_LIKE]
            return tuple(sorted(found, key=lambda p: (-p.score, -p.row.whistle.at))[:SHOWN])

        self._reader.ask("similar-whistles", question, answer)

    def act(self, command: type[Command], line: BoardLine, unit: str = "", **more: Any) -> bool:
        """Give a command about a whistle, for a unit where one is named; False where it was refused (see the view)."""
        words = more | {"whistle": line.whistle.fact} | ({"unit": unit} if unit else {})
        try:
            case = self._door.case(line.row.case_id)
            role, behalf = self._case.who(case, command)
            made = command(
                case_id=line.row.case_id, actor=self._operator.operator.id, role=role,
                on_behalf=unit if role is Role.DEPARTMENT else behalf, **words)
            after = self._door.submit(made)
        except (Refused, StoreError) as refusal:
            log.info("%s not done: %s", command.__name__, refusal.key)
            self._set(replace(self.view, refusal=refusal))
            return False
        for listener in tuple(self._case.acted):
            listener(made, after)
        self._set(replace(self.view, refusal=None))
        self.refresh()
        return True

    def line_of(self, fact: UUID) -> BoardLine | None:
        """The line of a whistle that is on the board."""
        return next((line for line in self.view.lines if line.whistle.fact == fact), None)

    def _on_rows(self, rows: tuple[WhistleRow, ...]) -> None:
        sight = self._door.sight
        limits = thresholds(sight.ladder)
        lines = tuple(
            BoardLine(row=row, parties=tuple(
                PartyLine(party=p, readings=whistle_clocks.read(row.whistle, p, sight.calendar, limits))
                for p in row.whistle.parties))
            for row in rows)
        self._set(replace(self.view, lines=lines, loaded=True, now=self._now()))

    def _set(self, view: WhistleView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def _sighting(lon: int, lat: int, class_key: str, text: str) -> Sighting:
    return Sighting(lon=lon, lat=lat, class_key=class_key, at=0, text=text)
