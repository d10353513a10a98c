"""What facts say of a case that goes to another street of the city (移交). What follows from it: core/transfer.py.

The streets' streams are apart. The desk asks in its own (`TransferAsked`), with all that the case takes along; the
platform answers there (`Transferred`) and reports the case in the other one (`Reported.received`), both in one
transaction. What it does not grant is the request with a verdict, and the case goes on where it is.
"""

from uuid import UUID

import msgspec

from commandcenter.core.body import Body
from commandcenter.core.facts import Attachment
from commandcenter.core.limits import Limit


class CarriedStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of the case's course before: the type of its fact, when (ms UTC), in which role, who (a post or a unit,
    never a person's name) and what was said."""

    type: str
    at: int
    role: str
    who: str = ""
    text: str = ""


class CarriedPhotos(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Photos of one kind (a bodies.PhotoKind) by their content, and the type of the act they came with."""

    kind: str
    act: str = ""
    parts: tuple[Attachment, ...] = ()


class Leg(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A street where the case was before, and what it was called there."""

    street: str
    name: str
    case: UUID
    number: str


class Carried(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a case takes along. `reported_at` (ms UTC) is when it was first reported; positions degrees × 1e7."""

    class_key: str
    class_name: str
    major_name: str
    code_set: str = ""
    text: str
    place: str
    lon: int
    lat: int
    source: str
    marks: tuple[str, ...] = ()
    reported_at: int
    photos: tuple[CarriedPhotos, ...] = ()
    steps: tuple[CarriedStep, ...] = ()  # oldest first
    left_out: int = 0  # steps before these that are not carried
    trail: tuple[Leg, ...] = ()  # streets before, oldest first; the last is the one that hands it over


class TransferAsked(Body, frozen=True, kw_only=True, omit_defaults=True):  # 移交申请
    to: str  # the street's code
    to_name: str
    reason: str
    carried: Carried
    accept_limit: Limit | None = None  # of the registration there; its clock starts when the platform hands it over


class Received(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a case that another street handed over comes from: `asked` is the request's fact, `at` when (ms UTC)."""

    asked: UUID
    at: int
    reason: str
    reported_at: int
    steps: tuple[CarriedStep, ...] = ()
    left_out: int = 0
    trail: tuple[Leg, ...] = ()

    @property
    def last(self) -> Leg:
        """Who handed it over."""
        return self.trail[-1]


class Transferred(Body, frozen=True, kw_only=True, omit_defaults=True):  # 移交, by the platform
    asked: UUID  # the request's fact
    to: str
    to_name: str
    as_case: UUID
    number: str  # the case's number there
