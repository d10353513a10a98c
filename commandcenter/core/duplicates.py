"""Which cases may be the same as a report (查重): distance × class × time × text, each part told apart. Pure.

No query: who the candidates are is asked of the store within `box`. Nothing is decided here, a person merges.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from commandcenter.core.catalogue import UNCLASSIFIED

METRES_PER_DEGREE = 111_320.0
E7 = 10_000_000
HOUR_MS = 3_600_000
REACH = 3
"""Candidates lie within so many times the rule's radius: a caller's place is rough."""
CLOSED_WITHIN_MS = 30 * 24 * HOUR_MS
"""A case closed longer ago is no candidate: what is reported now happened again."""
SAME_MAJOR, SAME_KIND, OTHER_KIND, UNKNOWN_CLASS = 0.6, 0.3, 0.15, 0.5
NO_TEXT = 0.6
"""Weight of the text where one of both has none: it neither speaks for nor against."""
TEXT_FLOOR = 0.35
"""Weight of two texts that have nothing in common: people put the same thing in other words."""


class Part(StrEnum):
    """What a likeness is made of."""

    DISTANCE = "distance"
    CLASS = "class"
    TIME = "time"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """What is compared: where (degrees × 1e7, EPSG:4490), which class key ("" where not known yet), when, its text."""

    lon: int
    lat: int
    class_key: str
    at: int  # ms UTC
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How much alike two sightings are: `score` in [0, 1] is the product of `parts`; metres and ms between them."""

    score: float
    parts: tuple[tuple[Part, float], ...]
    distance_m: float
    apart_ms: int
    strict: bool
    """Within the rule's radius and hours, and of the same class (domain.md T1)."""


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A candidate and how much alike it is."""

    case_id: UUID
    likeness: Likeness


def distance_m(one: Sighting, other: Sighting) -> float:
    """Metres between two sightings on a local plane: exact enough within a street, and the same both ways."""
    middle = math.radians((one.lat + other.lat) / 2 / E7)
    east = (one.lon - other.lon) / E7 * METRES_PER_DEGREE * math.cos(middle)
    north = (one.lat - other.lat) / E7 * METRES_PER_DEGREE
    return math.hypot(east, north)


def class_weight(one: str, other: str) -> float:
    """1 for the same class, less for the same major class, the same kind, another kind; between where unknown."""
    if UNCLASSIFIED in (one, other) or not one or not other:
        return UNKNOWN_CLASS
    if one == other:
        return 1.0
    (kind, _, code), (other_kind, _, other_code) = one.partition(":"), other.partition(":")
    if kind != other_kind:
        return OTHER_KIND
    return SAME_MAJOR if code[:2] == other_code[:2] else SAME_KIND


def text_weight(one: str, other: str) -> float:
    """By the pairs of neighbouring characters that both texts have (Dice), in [TEXT_FLOOR, 1]."""
    pairs, others = _pairs(one), _pairs(other)
    if not pairs or not others:
        return NO_TEXT
    return TEXT_FLOOR + (1 - TEXT_FLOOR) * 2 * len(pairs & others) / (len(pairs) + len(others))


def compare(one: Sighting, other: Sighting, *, radius_m: float, within_h: float) -> Likeness:
    """How much alike two sightings are; the same both ways.

    At the rule's radius the distance weighs one half, at its hours the time between does.
    """
    metres, apart = distance_m(one, other), abs(one.at - other.at)
    same = class_weight(one.class_key, other.class_key)
    parts = (
        (Part.DISTANCE, 1 / (1 + (metres / max(radius_m, 1.0)) ** 2)),
        (Part.CLASS, same),
        (Part.TIME, 1 / (1 + apart / (max(within_h, 1.0) * HOUR_MS))),
        (Part.TEXT, text_weight(one.text, other.text)),
    )
    return Likeness(
        score=math.prod(weight for _, weight in parts), parts=parts, distance_m=metres, apart_ms=apart,
        strict=metres <= radius_m and apart <= within_h * HOUR_MS and same == 1.0)


def rank(
    one: Sighting, others: Iterable[tuple[UUID, Sighting]], *, radius_m: float, within_h: float, most: int = 20,
) -> tuple[Ranked, ...]:
    """The candidates within reach, the most alike first; of equal ones the nearest."""
    found = [
        Ranked(case_id=case_id, likeness=compare(one, other, radius_m=radius_m, within_h=within_h))
        for case_id, other in others
    ]
    near = [r for r in found if r.likeness.distance_m <= REACH * radius_m]
    near.sort(key=lambda r: (-r.likeness.score, r.likeness.distance_m, r.case_id.bytes))
    return tuple(near[:most])


def box(lon: int, lat: int, radius_m: float) -> tuple[int, int, int, int]:
    """West, south, east, north (degrees × 1e7) around everything within REACH × radius_m of a point."""
    north = math.ceil(REACH * radius_m / METRES_PER_DEGREE * E7)
    east = math.ceil(north / max(math.cos(math.radians((abs(lat) + north) / E7)), 0.01))
    return lon - east, lat - north, lon + east, lat + north


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(c for c in text.lower() if c.isalnum())
    return frozenset(letters[i:i + 2] for i in range(len(letters) - 1)) or frozenset(filter(None, (letters,)))
