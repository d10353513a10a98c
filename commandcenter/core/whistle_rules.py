"""What may be asked of a whistle (吹哨报到、联合派遣), and what comes of it. Pure.

core/rules.py asks here for the commands of MAKES. Which kinds there are, their limits and who may whistle:
the city's.
"""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import Case, Role, Stage
from commandcenter.core.command import MAX_TEXT, Command, Refused, loose, reason_of, said
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft
from commandcenter.core.whistle import CALLERS, Party, Whistle, find, running


@dataclass(frozen=True, kw_only=True)
class Call:
    """A unit to be called, and its part."""

    unit: str
    part: b.Part


@dataclass(frozen=True, kw_only=True)
class BlowWhistle(Command):
    """吹哨: several units are called to a place."""

    kind: b.WhistleKind
    place: str
    text: str
    units: tuple[Call, ...]


@dataclass(frozen=True, kw_only=True)
class _OfWhistle(Command):
    """`whistle`: its fact; None for the one that is open, else the last."""

    whistle: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OfUnit(_OfWhistle):
    """About one of the units that were called."""

    unit: str


@dataclass(frozen=True, kw_only=True)
class CallMore(_OfWhistle):
    """增派: further units are called to an open whistle, each with its own clocks from now on; none of them leads."""

    units: tuple[Call, ...]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ReleaseUnit(OfUnit):
    """撤回单位: a unit need not come, or may leave, with a reason; its clocks end."""

    text: str


@dataclass(frozen=True, kw_only=True)
class SignIn(OfUnit):
    """签到, entered on behalf of the unit."""

    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Arrive(OfUnit):
    """到场, entered on behalf of the unit."""

    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Finish(OfUnit):
    """处置结果, entered on behalf of the unit."""

    text: str


@dataclass(frozen=True, kw_only=True)
class RateUnit(OfUnit):
    """评价: the street's word on how a unit came and worked."""

    rating: b.Rating
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class CloseWhistle(_OfWhistle):
    """收哨: done; a reason where the host has no result (事不完、人不撤)."""

    reason: str = ""


MAKES: dict[type[Command], type[b.Body]] = {
    BlowWhistle: b.Whistled, CallMore: b.WhistleCalled, ReleaseUnit: b.WhistleReleased, SignIn: b.WhistleSigned,
    Arrive: b.WhistleArrived, Finish: b.WhistleFinished, RateUnit: b.WhistleRated, CloseWhistle: b.WhistleClosed,
}
_CALLERS = frozenset(Role(role) for role in CALLERS)
_UNITS = frozenset({Role.DEPARTMENT})
ROLES: dict[type[Command], frozenset[Role]] = {
    BlowWhistle: _CALLERS, CallMore: _CALLERS, ReleaseUnit: _CALLERS, SignIn: _UNITS, Arrive: _UNITS, Finish: _UNITS,
    RateUnit: _CALLERS, CloseWhistle: _CALLERS,
}
STAGES: dict[type[Command], frozenset[Stage]] = {RateUnit: frozenset(Stage) - {Stage.MERGED}}
ENDS = frozenset({b.Closed, b.Merged})  # steps that no case takes while a whistle is open


def against(case: Case, command: type[Command], role: Role, books: Books) -> Refused | None:
    """What speaks against a command that the stage and the role allow."""
    number, open_now = case.shown_number, running(case.whistles)
    if ROLES[command] is _CALLERS and role not in books.rules.whistle_by:
        return Refused("role", number=number)
    if command is BlowWhistle:
        return None if open_now is None else Refused("whistle-open-already", number=number)
    if command is RateUnit:
        if not case.whistles:
            return Refused("no-whistle", number=number)
        return _first([_why_not_rated(w, p) for w in reversed(case.whistles) for p in (w.host, *w.parties)])
    if open_now is None:
        return Refused("no-whistle", number=number)
    if command in (CloseWhistle, CallMore):
        return None
    if command is ReleaseUnit:
        return _first([_why_not_released(p) for p in (open_now.host, *open_now.parties)])
    return _first([_why_not_told(p, command) for p in (open_now.host, *open_now.parties)])


def _first(refused: list[Refused | None]) -> Refused | None:
    """None where one of the units may; else what is said of the first, the host."""
    return None if None in refused else refused[0]


def decide(case: Case, command: Command, books: Books) -> list[Draft]:
    """Turn a command of MAKES into drafts of facts.

    Raises:
        Refused: with the reason as a key.
    """
    if isinstance(command, BlowWhistle):
        return [loose(command, _call(command, books), books)]
    assert isinstance(command, _OfWhistle)
    whistle = find(case.whistles, command.whistle)
    if whistle is None:
        raise Refused("no-whistle", number=case.shown_number)
    if isinstance(command, CloseWhistle):
        return [loose(command, _close(case, whistle, command, books), books)]
    if isinstance(command, CallMore):
        return [loose(command, _call_more(case, whistle, command, books), books)]
    assert isinstance(command, OfUnit)
    party = whistle.party(command.unit)
    if party is None:
        raise Refused("not-called", unit=command.unit)
    if isinstance(command, RateUnit):
        refused = _why_not_rated(whistle, party)
    elif not whistle.open:
        refused = Refused("no-whistle", number=case.shown_number)
    elif isinstance(command, ReleaseUnit):
        refused = _why_not_released(party)
    else:
        refused = _why_not_told(party, type(command))
    if refused is not None:
        raise refused
    body: b.Body
    match command:
        case SignIn(unit=unit, text=text):
            body = b.WhistleSigned(whistle=whistle.fact, unit=unit, text=text.strip()[:MAX_TEXT])
        case Arrive(unit=unit, text=text):
            body = b.WhistleArrived(whistle=whistle.fact, unit=unit, text=text.strip()[:MAX_TEXT])
        case Finish(unit=unit, text=text):
            body = b.WhistleFinished(whistle=whistle.fact, unit=unit, text=said(text))
        case ReleaseUnit(unit=unit, text=text):
            body = b.WhistleReleased(whistle=whistle.fact, unit=unit, reason=reason_of(text, books))
        case RateUnit(unit=unit, rating=rating, text=text):
            words = reason_of(text, books) if rating is b.Rating.POOR else text.strip()[:MAX_TEXT]
            body = b.WhistleRated(whistle=whistle.fact, unit=unit, rating=rating, text=words)
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")
    return [loose(command, body, books)]


def _call(command: BlowWhistle, books: Books) -> b.Whistled:
    limits = books.rules.whistles.get(command.kind)
    if limits is None:
        raise Refused("no-such-whistle")
    if not command.place.strip():
        raise Refused("place-needed")
    text, called = said(command.text), _called(command.units, books)
    if sum(c.part is b.Part.HOST for c in called) != 1:
        raise Refused("one-host")
    return b.Whistled(
        kind=command.kind, place=command.place.strip(), text=text, units=called, sign_limit=limits.sign,
        arrive_limit=limits.arrive, result_limit=limits.result)


def _call_more(case: Case, whistle: Whistle, command: CallMore, books: Books) -> b.WhistleCalled:
    """With the limits that hold now; those of the first call where the city knows this kind no more."""
    if not whistle.open:
        raise Refused("no-whistle", number=case.shown_number)
    called = _called(command.units, books)
    if not called:
        raise Refused("units-needed")
    if any(c.part is b.Part.HOST for c in called):
        raise Refused("host-there", unit=whistle.host.unit_name)
    for party in whistle.parties:
        if (party.awaited or party is whistle.host) and any(c.unit == party.unit for c in called):
            raise Refused("called-already", unit=party.unit_name)
    limits = books.rules.whistles.get(whistle.kind)
    sign, arrive, result = (
        (whistle.sign, whistle.arrive, whistle.result) if limits is None
        else (limits.sign, limits.arrive, limits.result))
    return b.WhistleCalled(
        whistle=whistle.fact, units=called, text=command.text.strip()[:MAX_TEXT], sign_limit=sign,
        arrive_limit=arrive, result_limit=result)


def _called(calls: tuple[Call, ...], books: Books) -> tuple[b.Called, ...]:
    """The units that are called, each once.

    Raises:
        Refused: unknown-unit, unit-twice.
    """
    called = []
    for call in calls:
        unit = books.unit(call.unit)
        if unit is None:
            raise Refused("unknown-unit", unit=call.unit)
        called.append(b.Called(unit=unit.id, unit_name=unit.name, part=call.part))
    if len({c.unit for c in called}) != len(called):
        raise Refused("unit-twice")
    return tuple(called)


def _close(case: Case, whistle: Whistle, command: CloseWhistle, books: Books) -> b.WhistleClosed:
    if not whistle.open:
        raise Refused("no-whistle", number=case.shown_number)
    reason = command.reason.strip()[:MAX_TEXT]
    if whistle.host.finished_at is None:
        if not reason:
            raise Refused("host-not-done", unit=whistle.host.unit_name)
        reason = reason_of(reason, books)
    return b.WhistleClosed(whistle=whistle.fact, reason=reason)


def _why_not_told(party: Party, command: type[Command]) -> Refused | None:
    """Why a unit's act is not possible now."""
    if party.released_at is not None:
        return Refused("released-already", unit=party.unit_name)
    if command is not SignIn and not party.bound:
        return Refused("informed-only", unit=party.unit_name)
    times: dict[type[Command], int | None] = {
        SignIn: party.signed_at, Arrive: party.arrived_at, Finish: party.finished_at}
    done = times[command]
    if done is not None:
        return Refused("told-already", unit=party.unit_name)
    if command is Finish and party.arrived_at is None:
        return Refused("arrive-first", unit=party.unit_name)
    return None


def _why_not_released(party: Party) -> Refused | None:
    """Why a unit cannot be let go: somebody has to lead."""
    if party.part is b.Part.HOST:
        return Refused("host-stays", unit=party.unit_name)
    if party.released_at is not None:
        return Refused("released-already", unit=party.unit_name)
    return None


def _why_not_rated(whistle: Whistle, party: Party) -> Refused | None:
    if not party.bound:
        return Refused("informed-only", unit=party.unit_name)
    if party.rating is not None:
        return Refused("rated-already", unit=party.unit_name)
    if whistle.open and party.finished_at is None and party.released_at is None:
        return Refused("rate-later", unit=party.unit_name)
    return None
