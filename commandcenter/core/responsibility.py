"""Which unit is proposed for a case, and why. A proposal only: the dispatcher decides."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from commandcenter.core.documents import Responsibility


class Why(StrEnum):
    """What the proposal rests on, most specific first."""

    RULING = "ruling"  # a ruling (确权) for this class in this community
    CLASS_HERE = "class_here"  # this class, in this community
    CLASS = "class"  # this class
    MAJOR_HERE = "major_here"  # its major class, in this community
    MAJOR = "major"  # its major class
    KIND = "kind"  # all components or all events


class Proposal(NamedTuple):
    """A unit's id and the reason."""

    unit: str
    reason: Why


def propose(
    responsibility: Responsibility, class_key: str, community: str = "",
    rulings: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Proposal | None:
    """The unit of the responsibility list for a class ("event:0112") in a community (12 digits, or "").

    A ruling, `rulings` by class and community, comes before the list; in the list the most specific entry counts. None
    where nobody is named, as for a case not classified yet.
    """
    ruled = rulings.get((class_key, community))
    if ruled is not None:
        return Proposal(ruled, Why.RULING)
    kind, _, digits = class_key.partition(":")
    steps = (
        (class_key, community, Why.CLASS_HERE),
        (class_key, "", Why.CLASS),
        (f"{kind}:{digits[:2]}", community, Why.MAJOR_HERE),
        (f"{kind}:{digits[:2]}", "", Why.MAJOR),
        (kind, "", Why.KIND),
    )
    if not digits:
        return None
    for match, where, why in steps:
        duty = responsibility.by_match.get((match, where))
        if duty is not None and (where or not why.endswith("_here")):
            return Proposal(duty.unit, why)
    return None
