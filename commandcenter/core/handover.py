"""Duty hand-over (交接班): who may sign what, and the book of hand-overs as a fold of its facts.

A record and no case: the book of a street and month is the subject, its facts always apply. Nothing is counted here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core.case import Entry
from commandcenter.core.facts import Draft
from commandcenter.core.fold import evolve
from commandcenter.core.numbers import shanghai_day
from commandcenter.core.rules import Refused

LATE_MS = 30 * 60_000  # after so long a signature for a hand-over needs a reason
STALE_MS = 24 * 3_600_000  # an open hand-over of another desk is shown so long
LEAST_REASON = 2  # characters
MOST_NOTE = 2_000  # characters of the general note
MOST_LINE_NOTE = 200
MOST_NUMBERS = 30  # of cases named in one line; the count is of all
MOST_LINES = 24
HOURS = (4, 6, 8, 12, 24)  # a next shift may last
_MONTH_MS = 28 * 24 * 3_600_000  # the shortest: no month is stepped over


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed as what, and when: `at` ms UTC by the signer's clock; `waiting` until the platform has it."""

    actor: str
    role: str
    at: int
    waiting: bool
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One hand-over. `out` is None where the incoming one signed alone; of `taken` the first counts."""

    key: UUID
    fact: UUID  # the first of its facts
    book: UUID
    body: b.HandedOver
    at: int
    rts: int | None  # when the platform received it, ms UTC
    out: Signature | None
    taken: tuple[Signature, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the incoming one's signature is still missing."""
        return not self.taken

    @property
    def waiting(self) -> bool:
        """Whether the city platform has not all of it yet."""
        return any(s.waiting for s in (self.out, *self.taken) if s is not None)

    @property
    def incoming(self) -> str:
        """Who took over, or is expected to."""
        return self.taken[0].actor if self.taken else self.body.incoming


def book_of(street: str, at: int) -> UUID:
    """The book of the month (Asia/Shanghai) of an instant."""
    return uuid5(NAMESPACE_URL, f"commandcenter:handover|{street}|{shanghai_day(at)[:6]}")


def books_before(street: str, at: int, months: int) -> tuple[UUID, ...]:
    """The books of so many months up to an instant, the newest first."""
    found = dict.fromkeys(book_of(street, at - n * _MONTH_MS) for n in range(months + months // 12 + 1))
    return tuple(found)[:months]


def read_book(entries: Iterable[Entry]) -> tuple[Handover, ...]:
    """The hand-overs of a book in the order in which they count; what cannot be read or was rejected is left out.

    Two of the same key are one: the first counts (a desk's own draft sent twice).
    """
    found: dict[UUID, Handover] = {}
    for entry in entries:
        fact = entry.fact
        if entry.verdict or fact.v > 1 or evolve(None, entry)[1].kind != "effective":
            continue
        body = entry.read()
        signed = Signature(actor=fact.actor, role=fact.role, at=fact.at, waiting=entry.seq is None)
        if isinstance(body, b.HandedOver) and body.key not in found:
            alone = replace(signed, reason=body.reason)
            found[body.key] = Handover(
                key=body.key, fact=fact.id, book=fact.subject, body=body, at=fact.at, rts=entry.rts,
                out=None if body.alone else signed, taken=(alone,) if body.alone else ())
        elif isinstance(body, b.TakenOver) and (known := found.get(body.key)) is not None:
            taken = replace(signed, reason=body.reason, note=body.note)
            found[body.key] = replace(known, taken=(*known.taken, taken))
    return tuple(found.values())


def hand_over(
    *, actor: str, role: str, desks: Sequence[str], body: b.HandedOver, before: Handover | None,
) -> Draft:
    """The outgoing one signs. `desks`: who may sit at a desk; `before`: this desk's last hand-over.

    A second signature within LATE_MS is taken for a second click; later ones replace what nobody came for.

    Raises:
        Refused: nobody-here, no-such-operator, same-operator, handed-over-already, text-too-long.
    """
    _known(actor, desks)
    if body.incoming and body.incoming not in desks:
        raise Refused("no-such-operator")
    if body.incoming == actor:
        raise Refused("same-operator")
    again = before is not None and before.open and before.out is not None and before.out.actor == actor
    if again and before is not None and not is_late(before, body.until):
        raise Refused("handed-over-already")
    return _draft(_sized(msgspec.structs.replace(body, outgoing=actor, alone=False, reason="")), role)


def take_over(
    *, actor: str, role: str, desks: Sequence[str], handover: Handover | None, names: dict[str, str], at: int,
    reason: str = "", note: str = "",
) -> Draft:
    """The incoming one signs what the outgoing one has signed; late only with a reason.

    Raises:
        Refused: nobody-here, no-such-operator, not-signed-out, taken-already, same-operator, late-reason,
            text-too-long.
    """
    _known(actor, desks)
    if handover is None or handover.out is None:
        raise Refused("not-signed-out")
    if handover.taken:
        raise Refused("taken-already", who=names.get(handover.taken[0].actor, handover.taken[0].actor))
    if handover.out.actor == actor:
        raise Refused("same-operator")
    if is_late(handover, at) and len(reason.strip()) < LEAST_REASON:
        raise Refused("late-reason", least=LEAST_REASON)
    _short(reason, MOST_LINE_NOTE)
    _short(note, MOST_NOTE)
    return _draft(b.TakenOver(key=handover.key, reason=reason.strip(), note=note.strip()), role)


def take_alone(*, actor: str, role: str, desks: Sequence[str], body: b.HandedOver) -> Draft:
    """The incoming one signs without the outgoing one (交班人已离岗), with a reason.

    Raises:
        Refused: nobody-here, no-such-operator, late-reason, same-operator, text-too-long.
    """
    _known(actor, desks)
    if body.outgoing == actor:
        raise Refused("same-operator")
    if len(body.reason.strip()) < LEAST_REASON:
        raise Refused("late-reason", least=LEAST_REASON)
    return _draft(_sized(msgspec.structs.replace(body, incoming=actor, alone=True)), role)


def is_late(handover: Handover, at: int) -> bool:
    """Whether a signature now would come so late that it needs a reason."""
    return at - handover.at > LATE_MS


def is_stale(handover: Handover, at: int) -> bool:
    """Whether nobody will sign it any more: a later one took its place."""
    return at - handover.at > STALE_MS


def _known(actor: str, desks: Sequence[str]) -> None:
    if not desks:
        raise Refused("nobody-here")
    if actor not in desks:
        raise Refused("no-such-operator")


def _sized(body: b.HandedOver) -> b.HandedOver:
    """The body as it may be kept: texts checked, numbers cut, far below MAX_BODY."""
    _short(body.note, MOST_NOTE)
    _short(body.reason, MOST_LINE_NOTE)
    for line in body.lines:
        _short(line.note, MOST_LINE_NOTE)
    lines = tuple(
        msgspec.structs.replace(
            line, numbers=line.numbers[:MOST_NUMBERS], cases=line.cases[:MOST_NUMBERS], note=line.note.strip())
        for line in body.lines[:MOST_LINES])
    return msgspec.structs.replace(body, lines=lines, note=body.note.strip(), reason=body.reason.strip())


def _short(text: str, most: int) -> None:
    if len(text) > most:
        raise Refused("text-too-long", now=len(text), most=most)


def _draft(body: b.Body, role: str) -> Draft:
    return Draft(type=b.NAMES[type(body)], data=body, role=role, follows=False)
