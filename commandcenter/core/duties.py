"""The units of a street and its responsibility list (责任清单), as documents.

Who is proposed for a case: core/responsibility.py.
"""

from datetime import date
from functools import cached_property

from commandcenter.core.document_form import Form


class ResponsibleUnit(Form, frozen=True, kw_only=True):
    """A unit that handles cases (责任单位) and who leads it."""

    id: str
    name: str
    short: str
    kind: str
    head: str


class Units(Form, frozen=True, kw_only=True):
    """The responsible units of a street."""

    units: tuple[ResponsibleUnit, ...]

    def __post_init__(self) -> None:
        if len(self._units) != len(self.units):
            raise ValueError("a unit id comes twice")

    def find(self, unit_id: str) -> ResponsibleUnit | None:
        """The unit of an id, or None."""
        return self._units.get(unit_id)

    @cached_property
    def _units(self) -> dict[str, ResponsibleUnit]:
        return {unit.id: unit for unit in self.units}


class Duty(Form, frozen=True, kw_only=True):
    """Who is responsible: `match` is a class key, a major class or a kind; without communities and grids it is for all.

    `since` and `until` are its first and its last day (街道赋权动态调整); None: always, for good.
    """

    match: str
    unit: str
    communities: tuple[str, ...] = ()
    grids: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"{self.match}: it ends ({self.until}) before it begins ({self.since})")

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of its communities (12 digits) and grid cells (15 digits); "" where it is for all."""
        return (*self.communities, *self.grids) or ("",)

    def holds(self, day: date | None) -> bool:
        """Whether it holds on a day; without a day, whether it has no end."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def meets(self, other: "Duty") -> bool:
        """Whether there is a day on which both hold."""
        starts = [day for day in (self.since, other.since) if day is not None]
        ends = [day for day in (self.until, other.until) if day is not None]
        return not starts or not ends or max(starts) <= min(ends)


class Responsibility(Form, frozen=True, kw_only=True):
    """The responsibility list of a street (责任清单); core/responsibility.py reads it."""

    duties: tuple[Duty, ...]

    def __post_init__(self) -> None:
        for (match, area), duties in self.by_match.items():
            if any(one.meets(other) for n, one in enumerate(duties) for other in duties[:n]):
                raise ValueError(f"two units answer for the same class and community: {match} {area}".rstrip())

    def find(self, match: str, area: str, day: date | None = None) -> Duty | None:
        """The duty for a match in an area ("": all) on a day; without a day the one that has no end."""
        return next((duty for duty in self.by_match.get((match, area), ()) if duty.holds(day)), None)

    @cached_property
    def by_match(self) -> dict[tuple[str, str], tuple[Duty, ...]]:
        """Duties of (match, area), area "" where they are for all."""
        found: dict[tuple[str, str], tuple[Duty, ...]] = {}
        for duty in self.duties:
            for area in duty.areas:
                found[duty.match, area] = (*found.get((duty.match, area), ()), duty)
        return found
