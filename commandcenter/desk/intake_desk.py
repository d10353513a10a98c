"""What the intake form (登记) shows and can do, without a screen: class, place, unit and cases near by while typing.

A pin is enough, and nothing waits for a name to be found: the form opens with the middle of the map.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from commandcenter.atlas.gazetteer import Gazetteer, GazetteerEntry, Kind
from commandcenter.core.catalogue import CaseClass
from commandcenter.core.controls import Control, holding
from commandcenter.core.documents import Books
from commandcenter.core.duplicates import Sighting
from commandcenter.core.duties import ResponsibleUnit
from commandcenter.core.numbers import shanghai_date
from commandcenter.core.responsibility import propose
from commandcenter.core.rules import Refused
from commandcenter.desk.initials import Initials
from commandcenter.desk.nearby import SHOWN_WHILE_TYPING, NearCase, near_cases
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Door
from commandcenter.store.queries import Queries

__all__ = ["GazetteerEntry", "How", "IntakeDesk", "IntakeView", "Kind", "Pin", "Proposed", "Spot"]

LISTED = 30
FEWEST_DIGITS = 3  # of a grid code, before cells are listed
GRID_DIGITS = 15


class How(StrEnum):
    """Where the pin comes from; a later one never overrides a person's click unasked."""

    MIDDLE = "middle"  # 地图中心
    NAME = "name"  # 按名称
    GRID = "grid"  # 按网格编码
    CLICK = "click"  # 地图点选


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A point of the street in words: for a new case."""

    lon: int
    lat: int
    place: str
    community: str
    community_name: str
    grid: str


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A point and where it comes from; `spot` None outside the street. `name`: the entry it was found by."""

    lon: int
    lat: int
    how: How
    spot: Spot | None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """The unit that the responsibility list names, and why."""

    unit: ResponsibleUnit
    why: str


@dataclass(frozen=True, kw_only=True)
class IntakeView:
    """All that the form draws beside what is typed."""

    pin: Pin | None = None
    chosen: CaseClass | None = None
    proposed: Proposed | None = None
    control: Control | None = None  # under which some reports of this class are not taken here (管控)
    near: tuple[NearCase, ...] | None = None  # not looked for yet
    now: int = 0

    @property
    def pin_words(self) -> str:
        """The words that the pin gives the place: the name it was found by, else where it lies."""
        if self.pin is None:
            return ""
        return self.pin.name if self.pin.how is How.NAME else self.pin.spot.place if self.pin.spot else ""


class IntakeDesk:
    """One form at a time. `listeners` hear of each new view."""

    def __init__(
        self, door: Door, reader: Reader, spot: Callable[[int, int], Spot | None],
        gazetteer: Callable[[], Gazetteer | None], initials: Initials, now: Callable[[], int],
    ) -> None:
        self._door, self._reader, self._spot, self._gazetteer_of, self._now = door, reader, spot, gazetteer, now
        self._initials = initials
        self._gazetteer: Gazetteer | None = None
        self._text = ""
        self.ready = False  # the gazetteer was read
        self.view = IntakeView()
        self.listeners: list[Callable[[IntakeView], None]] = []

    def open(self, lon: int, lat: int) -> None:
        """A fresh form, its pin in the middle of the map."""
        self._text = ""
        self.view = IntakeView(now=self._now())
        self._warm()
        self.pin_at(lon, lat, How.MIDDLE)

    # -- class ------------------------------------------------------------------------------------------------------

    def find_classes(self, typed: str) -> tuple[CaseClass, ...]:
        """Classes by code, name, initials, major class or condition, the best first; all where nothing is typed."""
        books = self._books()
        self._learn()
        return () if books is None else find_classes(books.catalogue.classes, typed, self._initials.word)

    def choose_class(self, key: str) -> None:
        """The class of the case; "" for none."""
        books = self._books()
        self._renew(replace(self.view, chosen=books.minor(key) if books and key else None))

    # -- place ------------------------------------------------------------------------------------------------------

    def find_places(self, typed: str) -> tuple[GazetteerEntry, ...]:
        """Roads, crossings, places, communities and grid cells for what is typed, the best first."""
        return () if self._gazetteer is None else find_places(self._gazetteer, typed, self._initials.word)

    def locate(self, entry: GazetteerEntry) -> None:
        """Put the pin where an entry of the gazetteer lies."""
        self.pin_at(entry.lon, entry.lat, How.GRID if entry.kind is Kind.CELL else How.NAME, entry.name)

    def type_place(self, typed: str) -> None:
        """The place's words changed: where they name something, the pin goes there, unless a person had put it."""
        pin = self.view.pin
        if self._gazetteer is None or pin is None or pin.how is How.CLICK:
            return
        entry = named_in(self._gazetteer, typed)
        if entry is not None and entry.name != pin.name:
            self.locate(entry)

    def pin_at(self, lon: int, lat: int, how: How, name: str = "") -> None:
        """Put the pin on a point; outside the street it has no spot, and the form says so."""
        self._renew(replace(
            self.view, pin=Pin(lon=lon, lat=lat, how=how, spot=self._spot(lon, lat), name=name)))

    def type_text(self, text: str) -> None:
        """What the caller says changed: it counts when cases near by are ranked."""
        if text != self._text:
            self._text = text
            self._look_near()

    # -- inside -----------------------------------------------------------------------------------------------------

    def _renew(self, view: IntakeView) -> None:
        before = self.view
        self._set(replace(view, proposed=self._propose(view), control=self._control(view), now=self._now()))
        if (view.pin, view.chosen) != (before.pin, before.chosen):
            self._look_near()

    def _propose(self, view: IntakeView) -> Proposed | None:
        books = self._books()
        if books is None or view.chosen is None:
            return None
        spot = view.pin.spot if view.pin else None
        community, grid = (spot.community, spot.grid) if spot else ("", "")
        proposal = propose(
            books.responsibility, view.chosen.key, community, grid=grid, day=shanghai_date(self._now()))
        unit = books.unit(proposal.unit) if proposal else None
        return Proposed(unit=unit, why=str(proposal.reason)) if proposal and unit else None

    def _control(self, view: IntakeView) -> Control | None:
        books, spot = self._books(), view.pin.spot if view.pin else None
        if books is None or view.chosen is None or spot is None:
            return None
        return holding(books.rules.controls, class_key=view.chosen.key, community=spot.community, grid=spot.grid,
                       day=shanghai_date(self._now()))

    def _look_near(self) -> None:
        view, books = self.view, self._books()
        pin = view.pin
        if pin is None or pin.spot is None or books is None or (pin.how is How.MIDDLE and view.chosen is None):
            self._set(replace(view, near=None))
            return
        one = Sighting(lon=pin.lon, lat=pin.lat, class_key=view.chosen.key if view.chosen else "", at=self._now(),
                       text=self._text)

        def answer(found: tuple[NearCase, ...]) -> None:
            nearest = sorted(found, key=lambda n: (n.likeness.distance_m, -n.likeness.score))
            self._set(replace(self.view, near=tuple(nearest), now=self._now()))

        self._reader.ask("near", lambda q: near_cases(q, one, books, most=SHOWN_WHILE_TYPING), answer)

    def _warm(self) -> None:
        """Read names and their initials where nobody waits; until then only codes are found."""
        if self.ready:
            self._learn()
            return

        def question(_q: Queries) -> Gazetteer | None:
            gazetteer = self._gazetteer_of()
            if gazetteer is not None:
                len(gazetteer.entries)
            return gazetteer

        def answer(gazetteer: Gazetteer | None) -> None:
            self._gazetteer, self.ready = gazetteer, True
            self._learn()
            self._tell()

        self._reader.ask("names", question, answer)

    def _learn(self) -> None:
        books = self._books()
        names = {entry.name for entry in self._gazetteer.entries} if self._gazetteer else set()
        for entry in books.catalogue.classes if books else ():
            names |= {entry.name, entry.major_name}
        self._initials.learn(names, self._tell)

    def _books(self) -> Books | None:
        try:
            return self._door.books
        except Refused:
            return None

    def _set(self, view: IntakeView) -> None:
        if view != self.view:
            self.view = view
            self._tell()

    def _tell(self) -> None:
        for listener in tuple(self.listeners):
            listener(self.view)


Letters = Callable[[str], str]
"""The initials of a name."""


def find_classes(classes: Iterable[CaseClass], typed: str, letters: Letters) -> tuple[CaseClass, ...]:
    """As IntakeDesk.find_classes."""
    words = typed.strip().lower().split() or [""]
    ranked = []
    for place, entry in enumerate(classes):
        fits = [_class_fit(entry, word, letters) for word in words]
        if None not in fits:
            ranked.append((min(fit for fit in fits if fit is not None), place, entry))
    ranked.sort(key=lambda r: r[:2])
    return tuple(entry for *_, entry in ranked[:LISTED])


def _class_fit(entry: CaseClass, word: str, letters: Letters) -> int | None:
    """How well a class fits a word, 0 best; None where it does not."""
    code = entry.key.partition(":")[2]
    if not word or code == word or entry.key == word:
        return 0
    fit = _fit(entry.name, word, letters)
    if code.startswith(word):
        return 1
    if fit is not None:
        return 1 + fit
    if _fit(entry.major_name, word, letters) is not None:
        return 10
    return 11 if len(word) > 1 and any(word in condition.text for condition in entry.conditions) else None


def _fit(name: str, word: str, letters: Letters) -> int | None:
    """How well a name fits a word: the beginning of the name, of its initials, inside either, its letters in order."""
    lower = name.lower()
    if lower.startswith(word):
        return 0
    if word.isascii():
        first = letters(name)
        return 1 if first.startswith(word) else 3 if len(word) > 1 and word in first else None
    if word in lower:
        return 2
    return 4 if len(word) > 1 and lower[:1] == word[:1] and _in_order(word, lower) else None


def _in_order(word: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in word)


def find_places(gazetteer: Gazetteer, typed: str, letters: Letters) -> tuple[GazetteerEntry, ...]:
    """As IntakeDesk.find_places. Two words are a crossing, or a road and the community."""
    words = typed.strip().lower().replace("与", " ").replace("路口", " ").replace("/", " ").split()
    if not words:
        return ()
    if len(words) == 1 and words[0].isdigit() and len(words[0]) >= FEWEST_DIGITS:
        return _cells(gazetteer, words[0])
    found = [_entries(gazetteer, word, letters) for word in words[:2]]
    if len(found) == 1:
        return tuple(found[0][:LISTED])
    both = []
    for one in found[0][:6]:
        for other in found[1][:6]:
            road, area = (one, other) if one.kind is Kind.ROAD else (other, one)
            if road.kind is not Kind.ROAD:
                continue
            entry = (gazetteer.crossing(road.name, area.name) if area.kind is Kind.ROAD
                     else gazetteer.on_road(road.name, area.name) if area.kind is Kind.COMMUNITY else None)
            if entry is not None:
                both.append(entry)
    return tuple(dict.fromkeys(both))[:LISTED]


def named_in(gazetteer: Gazetteer, typed: str) -> GazetteerEntry | None:
    """What a free text names: a whole grid code, else two roads that meet, else the longest name in it; or None."""
    if typed.strip().isdigit():
        return gazetteer.cell(typed.strip()) if len(typed.strip()) == GRID_DIGITS else None
    inside = sorted((e for e in gazetteer.entries if e.name in typed), key=lambda e: (-len(e.name), e.name))
    roads = [e for e in inside if e.kind is Kind.ROAD and not any(e.name in o.name and e is not o for o in inside)]
    area = next((e for e in inside if e.kind is Kind.COMMUNITY), None)
    if len(roads) >= 2 and (met := gazetteer.crossing(roads[0].name, roads[1].name)) is not None:
        return met
    place = next((e for e in inside if e.kind is Kind.PLACE), None)
    if place is not None:
        return place
    if roads and area is not None and (here := gazetteer.on_road(roads[0].name, area.name)) is not None:
        return here
    return roads[0] if roads else area


def _entries(gazetteer: Gazetteer, word: str, letters: Letters) -> list[GazetteerEntry]:
    fits = ((_fit(e.name, word, letters), e) for e in gazetteer.entries)
    ranked = [(fit, len(e.name), e.name, e) for fit, e in fits if fit is not None]
    ranked += [(5, -len(e.name), e.name, e) for e in gazetteer.entries if e.name in word and e.name != word]
    return [entry for *_, entry in sorted(ranked, key=lambda r: r[:3])]


def _cells(gazetteer: Gazetteer, digits: str) -> tuple[GazetteerEntry, ...]:
    codes = gazetteer.cell_codes(digits)
    return tuple(cell for code in codes[:LISTED] if (cell := gazetteer.cell(code)) is not None)
