"""Which unit is proposed for a case, and why. A proposal only: the dispatcher decides."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from commandcenter.core.duties import Responsibility


class Why(StrEnum):
    """What the proposal rests on, most specific first."""

    RULING = "ruling"  # a ruling (确权) for this class in this community
    CLASS_GRID = "class_grid"  # this class, in this grid cell
    CLASS_HERE = "class_here"  # this class, in this community
    CLASS = "class"  # this class
    MAJOR_GRID = "major_grid"  # its major class, in this grid cell
    MAJOR_HERE = "major_here"  # its major class, in this community
    MAJOR = "major"  # its major class
    KIND = "kind"  # all components or all events


class Proposal(NamedTuple):
    """A unit's id and the reason."""

    unit: str
    reason: Why


def propose(
    responsibility: Responsibility, class_key: str, community: str = "",
    rulings: Mapping[tuple[str, str], str] = MappingProxyType({}), *, grid: str = "", day: date | None = None,
) -> Proposal | None:
    """The unit of the responsibility list for a class ("event:0112") in a community (12 digits, or "") and grid cell.

    A ruling, `rulings` by class and community, comes before the list; in the list the most specific entry that holds on
    `day` counts (without a day: that has no end). None where nobody is named, as for a case not classified yet.
    """
    ruled = rulings.get((class_key, community))
    if ruled is not None:
        return Proposal(ruled, Why.RULING)
    kind, _, digits = class_key.partition(":")
    if not digits:
        return None
    major = f"{kind}:{digits[:2]}"
    steps = (
        (class_key, grid, Why.CLASS_GRID), (class_key, community, Why.CLASS_HERE), (class_key, "", Why.CLASS),
        (major, grid, Why.MAJOR_GRID), (major, community, Why.MAJOR_HERE), (major, "", Why.MAJOR),
        (kind, "", Why.KIND),
    )
    for match, where, why in steps:
        duty = responsibility.find(match, where, day) if where or why in _EVERYWHERE else None
        if duty is not None:
            return Proposal(duty.unit, why)
    return None


_EVERYWHERE = frozenset({Why.CLASS, Why.MAJOR, Why.KIND})
