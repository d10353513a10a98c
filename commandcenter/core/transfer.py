"""A case on its way to another street (移交), and what it takes along. What the fold keeps of it, and how it is packed.

While a request waits, nothing else moves the case on; it stays open here until the platform has said that the other
street has it. So it is never in neither street and never open in both.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from commandcenter.core.transfer_bodies import CarriedPhotos, CarriedStep, Leg, Received

MOST_STEPS = 40  # of the course that a case takes along, the newest
MOST_SAID = 200  # characters of each
MOST_LEGS = 20
MOST_PHOTOS = 100
RECEIVED = "received"  # the mark of a case that another street handed over


class Transfer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A request that waits for the platform. `at` ms UTC."""

    fact: UUID
    to: str
    to_name: str
    reason: str
    at: int


class Moved(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a case is now: the street, the case there and its number. `at` ms UTC."""

    to: str
    to_name: str
    case: UUID
    number: str
    at: int


def newest_steps(steps: Iterable[CarriedStep]) -> tuple[tuple[CarriedStep, ...], int]:
    """The part of a course that a case takes along, and how many steps before it are left out."""
    ordered = [msgspec.structs.replace(one, text=one.text[:MOST_SAID]) for one in steps]
    return tuple(ordered[-MOST_STEPS:]), max(len(ordered) - MOST_STEPS, 0)


def trail_of(before: tuple[Leg, ...], here: Leg) -> tuple[Leg, ...]:
    """The streets where a case has been, this one last."""
    return (*before, here)[-MOST_LEGS:]


def with_streets(came: Received) -> tuple[tuple[CarriedStep, Leg], ...]:
    """The course that a case took along, oldest first, each step with the street where it was done: a case begins anew
    with a report wherever it arrives."""
    found, at = list[tuple[CarriedStep, Leg]](), len(came.trail) - 1
    for one in reversed(came.steps):
        found.append((one, came.trail[max(at, 0)]))
        at -= one.type == "reported"
    return tuple(reversed(found))


def packed_photos(photos: Mapping[tuple[str, str], CarriedPhotos]) -> tuple[CarriedPhotos, ...]:
    """The photos that a case takes along, as many as fit."""
    left, out = MOST_PHOTOS, []
    for one in photos.values():
        parts = one.parts[:left]
        left -= len(parts)
        if parts:
            out.append(msgspec.structs.replace(one, parts=parts))
    return tuple(out)
