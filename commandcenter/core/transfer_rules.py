"""What may be asked of a case that belongs to another street of the city: that the platform hands it over (移交), and
back the same way (退回). Pure; core/rules.py asks here for the commands of MAKES.

Whether there is such a street, and whether nothing moved the case on meanwhile, the platform says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from commandcenter.core import bodies as b
from commandcenter.core.case import TRANSITIONS, Case, Entry, Outcome
from commandcenter.core.command import Command, Refused, reason_of, step
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft
from commandcenter.core.steps import happened
from commandcenter.core.transfer import newest_steps, packed_photos, trail_of
from commandcenter.core.transfer_bodies import Carried, CarriedPhotos, CarriedStep, Leg


@dataclass(frozen=True, kw_only=True)
class Hand(Command):
    """移交: hand the case over to the street `to` (code); the names are for people. The door fills in `steps`."""

    to: str
    to_name: str
    from_name: str
    reason: str
    steps: tuple[CarriedStep, ...] = ()


MAKES: dict[type[Command], type[b.Body]] = {Hand: b.TransferAsked}
_WAIT = frozenset({b.Requested, b.RulingAsked, b.Whistled})
_UNTOLD = frozenset({"numbered", "revealed", "redated", "photos_added", "photos_withdrawn", "conflict_settled"})


def holds_back(case: Case, body: type[b.Body]) -> Refused | None:
    """Why a case whose transfer waits for the platform does not take an act; None where it does."""
    if case.transfer is None or (body not in TRANSITIONS and body not in _WAIT):
        return None
    return Refused("transfer-waits", number=case.shown_number, street=case.transfer.to_name)


def against(case: Case) -> Refused | None:
    """What speaks against a transfer that the stage and the role allow."""
    if case.asked is not None:
        return Refused("asked-already", number=case.shown_number)
    return None


def decide(case: Case, command: Hand, books: Books) -> list[Draft]:
    """The draft of the request.

    Raises:
        Refused: street-needed, same-street, reason-needed, text-too-short.
    """
    if not (command.to.isascii() and command.to.isdigit() and len(command.to) <= 12):
        raise Refused("street-needed")
    if command.to == case.street:
        raise Refused("same-street", number=case.shown_number)
    carried = _carried(case, command)
    return [step(command, b.TransferAsked(
        to=command.to, to_name=command.to_name, reason=reason_of(command.reason, books), carried=carried,
        accept_limit=books.stage("accept")), books)]


def told(entries: Iterable[Entry], outcomes: Iterable[Outcome], names: "dict[str, str]") -> tuple[CarriedStep, ...]:
    """The course of a case in the words that it takes along; `names`: user and unit ids to posts and units."""
    effective = {one.fact for one in outcomes if one.kind == "effective"}
    found = []
    for entry in entries:
        body = entry.read() if entry.fact.id in effective and entry.fact.type not in _UNTOLD else None
        if body is None:
            continue
        words = ("text",) if isinstance(body, b.Dispatched) else ("reason", "text")  # why a unit was proposed is a key
        said = next((str(value) for name in words if (value := getattr(body, name, ""))), "")
        who = entry.fact.on_behalf or entry.fact.actor
        found.append(CarriedStep(
            type=entry.fact.type, at=happened(entry.fact, body), role=entry.fact.role, who=names.get(who, ""),
            text=" ".join(filter(None, (getattr(body, "unit_name", ""), said)))))
    return tuple(found)


def _carried(case: Case, command: Hand) -> Carried:
    before = case.received
    steps, left_out = newest_steps((*(before.steps if before is not None else ()), *command.steps))
    photos: dict[tuple[str, str], CarriedPhotos] = {}
    for photo in case.photos:
        key = (photo.kind.value, photo.act)
        held = photos.get(key) or CarriedPhotos(kind=key[0], act=key[1])
        photos[key] = CarriedPhotos(kind=held.kind, act=held.act, parts=(*held.parts, photo.part))
    here = Leg(street=case.street, name=command.from_name, case=case.id, number=case.shown_number)
    return Carried(
        class_key=case.class_key, class_name=case.class_name, major_name=case.major_name, code_set=case.code_set,
        text=case.text, place=case.place, lon=case.lon, lat=case.lat, source=case.source, marks=case.marks,
        reported_at=case.reported_at, photos=packed_photos(photos), steps=steps,
        left_out=left_out + (before.left_out if before is not None else 0),
        trail=trail_of(before.trail if before is not None else (), here))
