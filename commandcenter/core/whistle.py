"""A whistle (吹哨报到、联合派遣) is the fold of its facts: who was called, who signed in, arrived, had a result.

No rule of who may do what (core/whistle_rules.py), no clock (core/whistle_clocks.py). None of its facts has a base:
they stand beside whatever the case does meanwhile.
"""

from typing import NamedTuple
from uuid import UUID

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core.facts import Fact
from commandcenter.core.limits import Limit

CALLERS = frozenset({"dispatcher", "shift_leader", "leader"})  # roles that a city may let whistle, rate and close
TOLD = ("signed_at", "arrived_at", "finished_at")


class Party(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit that was called, and what became of it. Times ms UTC."""

    unit: str
    unit_name: str
    part: b.Part
    signed_at: int | None = None
    arrived_at: int | None = None
    finished_at: int | None = None
    result: str = ""
    rating: b.Rating | None = None
    rated: UUID | None = None  # the fact of the rating that counts
    called_at: int | None = None  # of a unit that was called later, with its own limits; else the whistle's
    sign: Limit | None = None
    arrive: Limit | None = None
    result_limit: Limit | None = None
    calendar: int = 0  # version of the work calendar of its own limits
    released_at: int | None = None  # it need not come any more (撤回)
    released: UUID | None = None  # by this fact
    why_released: str = ""

    @property
    def bound(self) -> bool:
        """Whether it must come: who is only informed (知会) need not."""
        return self.part is not b.Part.INFORMED

    @property
    def awaited(self) -> bool:
        """Whether it must come and has not been released."""
        return self.bound and self.released_at is None


class Whistle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call to several units: its fact, what for, the limits of each unit's clocks, and the units."""

    fact: UUID
    kind: b.WhistleKind
    at: int
    place: str
    text: str
    sign: Limit
    arrive: Limit
    result: Limit
    calendar: int = 0  # version of the work calendar
    parties: tuple[Party, ...]
    closed_at: int | None = None
    closing: UUID | None = None  # the fact that closed it; None where the case ended
    reason: str = ""  # why it was closed although the host had no result

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def host(self) -> Party:
        """Who leads (主办)."""
        return next((p for p in self.parties if p.part is b.Part.HOST), self.parties[0])

    def party(self, unit: str) -> Party | None:
        """What was heard of a unit, or None where it was not called."""
        return next((p for p in self.parties if p.unit == unit), None)


class Heard(NamedTuple):
    """The whistles after a fact, and what became of the fact (as case.Outcome)."""

    whistles: tuple[Whistle, ...]
    kind: str = "effective"
    reason: str = ""
    winner: UUID | None = None


def running(whistles: tuple[Whistle, ...]) -> Whistle | None:
    """The whistle that is open; there is at most one."""
    return next((w for w in whistles if w.open), None)


def find(whistles: tuple[Whistle, ...], fact: UUID | None) -> Whistle | None:
    """The whistle of a fact; without one the open whistle, else the last."""
    if fact is None:
        return running(whistles) or (whistles[-1] if whistles else None)
    return next((w for w in whistles if w.fact == fact), None)


def end(whistles: tuple[Whistle, ...], at: int) -> tuple[Whistle, ...]:
    """All of them closed: the case has ended."""
    return tuple(msgspec.structs.replace(w, closed_at=at) if w.open else w for w in whistles)


def hear(whistles: tuple[Whistle, ...], fact: Fact, body: b.OfWhistle, *, open_: bool, gone: bool) -> Heard:
    """One more fact. `open_`: the case has not ended; `gone`: it was merged away."""
    if isinstance(body, b.Whistled):
        return _call(whistles, fact, body, open_=open_)
    found = find(whistles, body.whistle)
    if found is None:
        return Heard(whistles, "ineffective", "no_whistle")
    if isinstance(body, b.WhistleClosed):
        return _close(whistles, found, fact, body)
    if isinstance(body, b.WhistleCalled):
        return _call_more(whistles, found, fact, body)
    party = found.party(body.unit)
    if party is None:
        return Heard(whistles, "ineffective", "no_whistle")
    if isinstance(body, b.WhistleRated):
        return _rate(whistles, found, party, fact, body, gone=gone)
    if isinstance(body, b.WhistleReleased):
        return _release(whistles, found, party, fact, body)
    if fact.role != "department":
        return Heard(whistles, "ineffective", "role", found.fact)
    if not found.open:
        return Heard(whistles, "ineffective", "whistle_closed", found.closing)
    if party.released_at is not None:
        return Heard(whistles, "ineffective", "whistle_released", party.released)
    return _tell(whistles, found, party, fact, body)


def _call(whistles: tuple[Whistle, ...], fact: Fact, body: b.Whistled, *, open_: bool) -> Heard:
    if not open_:
        return Heard(whistles, "ineffective", "closed")
    other = running(whistles)
    if other is not None:
        return Heard(whistles, "ineffective", "whistle_open", other.fact)
    if fact.role not in CALLERS:
        return Heard(whistles, "ineffective", "role")
    if not body.units or len({u.unit for u in body.units}) != len(body.units):
        return Heard(whistles, "ineffective", "not_allowed")
    made = Whistle(
        fact=fact.id, kind=body.kind, at=fact.at, place=body.place, text=body.text, sign=body.sign_limit,
        arrive=body.arrive_limit, result=body.result_limit, calendar=fact.refs.get("calendar", 0),
        parties=tuple(Party(unit=u.unit, unit_name=u.unit_name, part=u.part) for u in body.units))
    return Heard((*whistles, made))


def _call_more(whistles: tuple[Whistle, ...], found: Whistle, fact: Fact, body: b.WhistleCalled) -> Heard:
    """Further units; one that is awaited already stays as it is."""
    if not found.open:
        return Heard(whistles, "ineffective", "whistle_closed", found.closing)
    if fact.role not in CALLERS:
        return Heard(whistles, "ineffective", "role", found.fact)
    named = {u.unit for u in body.units}
    if not body.units or len(named) != len(body.units) or any(u.part is b.Part.HOST for u in body.units):
        return Heard(whistles, "ineffective", "not_allowed", found.fact)
    here = {p.unit for p in found.parties if p.awaited or p.unit == found.host.unit}
    calls = [u for u in body.units if u.unit not in here]
    if not calls:
        return Heard(whistles, "repetition", "whistle_told")
    come = {u.unit: Party(
        unit=u.unit, unit_name=u.unit_name, part=u.part, called_at=fact.at, sign=body.sign_limit,
        arrive=body.arrive_limit, result_limit=body.result_limit, calendar=fact.refs.get("calendar", 0))
        for u in calls}
    kept = tuple(come.pop(p.unit, p) for p in found.parties)
    return Heard(_with(whistles, found, (*kept, *come.values())))


def _release(whistles: tuple[Whistle, ...], found: Whistle, party: Party, fact: Fact,
             body: b.WhistleReleased) -> Heard:
    if not found.open:
        return Heard(whistles, "ineffective", "whistle_closed", found.closing)
    if fact.role not in CALLERS:
        return Heard(whistles, "ineffective", "role", found.fact)
    if party.part is b.Part.HOST:
        return Heard(whistles, "ineffective", "not_allowed", found.fact)
    if party.released_at is not None:
        return Heard(whistles, "repetition", "whistle_told")
    return Heard(_put(whistles, found, msgspec.structs.replace(
        party, released_at=fact.at, released=fact.id, why_released=body.reason)))


def _tell(whistles: tuple[Whistle, ...], found: Whistle, party: Party, fact: Fact,
          body: "b.WhistleSigned | b.WhistleArrived | b.WhistleFinished") -> Heard:
    """What a unit tells, once: who has arrived has signed in, who has a result has arrived."""
    said = (b.WhistleSigned, b.WhistleArrived, b.WhistleFinished).index(type(body))
    more = {"result": body.text} if isinstance(body, b.WhistleFinished) else {}
    if getattr(party, TOLD[said]) is not None:
        return Heard(whistles, "repetition", "whistle_told")
    times = {name: fact.at for name in TOLD[:said + 1] if getattr(party, name) is None}
    return Heard(_put(whistles, found, msgspec.structs.replace(party, **times, **more)))


def _rate(whistles: tuple[Whistle, ...], found: Whistle, party: Party, fact: Fact, body: b.WhistleRated, *,
          gone: bool) -> Heard:
    if gone:
        return Heard(whistles, "ineffective", "closed")
    if fact.role not in CALLERS:
        return Heard(whistles, "ineffective", "role", found.fact)
    if party.rating is not None:
        if party.rating is body.rating:
            return Heard(whistles, "repetition", "whistle_told")
        return Heard(whistles, "ineffective", "rated", party.rated)
    return Heard(_put(whistles, found, msgspec.structs.replace(party, rating=body.rating, rated=fact.id)))


def _close(whistles: tuple[Whistle, ...], found: Whistle, fact: Fact, body: b.WhistleClosed) -> Heard:
    if not found.open:
        return Heard(whistles, "repetition", "whistle_closed")
    if fact.role not in CALLERS:
        return Heard(whistles, "ineffective", "role", found.fact)
    closed = msgspec.structs.replace(found, closed_at=fact.at, closing=fact.id, reason=body.reason)
    return Heard(tuple(closed if w.fact == found.fact else w for w in whistles))


def _put(whistles: tuple[Whistle, ...], found: Whistle, party: Party) -> tuple[Whistle, ...]:
    return _with(whistles, found, tuple(party if p.unit == party.unit else p for p in found.parties))


def _with(whistles: tuple[Whistle, ...], found: Whistle, parties: tuple[Party, ...]) -> tuple[Whistle, ...]:
    return tuple(msgspec.structs.replace(w, parties=parties) if w.fact == found.fact else w for w in whistles)
