"""How a case comes to be: reported, or handled anew (重办). Pure; core/rules.py asks here."""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import Case, Role
from commandcenter.core.command import MAX_TEXT, Command, Refused, Timed, check_behalf, step
from commandcenter.core.controls import holding
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft
from commandcenter.core.numbers import shanghai_date


@dataclass(frozen=True, kw_only=True)
class Report(Timed):
    class_key: str
    text: str
    place: str
    lon: int
    lat: int
    community: str = ""
    community_name: str = ""
    grid: str = ""
    source: str = "collector"
    number: str
    marks: tuple[str, ...] = ()
    reopens: UUID | None = None
    reopens_number: str = ""


@dataclass(frozen=True, kw_only=True)
class SimpleCase(Report):
    """简易案件: reported and closed on the spot."""

    done: str = ""


@dataclass(frozen=True, kw_only=True)
class Reopen(Command):
    """重办: the closed case is handled anew as `as_case`. Given together with that case's Report (`again`)."""

    as_case: UUID
    number: str
    reason: str


REPORTERS = frozenset({Role.COLLECTOR, Role.ACCEPTOR, Role.SHIFT_LEADER, Role.DISPATCHER, Role.INSPECTOR, Role.LEADER})


def roles_of(command: type[Report]) -> frozenset[Role]:
    """In which roles a case can be reported."""
    return frozenset({Role.COLLECTOR}) if issubclass(command, SimpleCase) else REPORTERS


def decide(case: Case | None, command: Report, books: Books) -> list[Draft]:
    """Turn a report into drafts of facts.

    Raises:
        Refused: with the reason as a key.
    """
    if case is not None:
        raise Refused("reported-twice", number=case.shown_number)
    if command.role not in roles_of(type(command)):
        raise Refused("role")
    check_behalf(command, books, "")
    minor = books.minor(command.class_key)
    if minor is None:
        raise Refused("unknown-class", code=command.class_key)
    if not command.place.strip():
        raise Refused("place-needed")
    control = holding(books.rules.controls, class_key=command.class_key, community=command.community,
                      grid=command.grid, day=shanghai_date(command.now))
    if control is not None and command.source in control.channels:
        raise Refused("controlled", name=control.name, last=control.last)
    limit = None if isinstance(command, SimpleCase) else books.stage("accept")
    body = b.Reported(
        class_key=command.class_key, class_name=minor.name, major_name=minor.major_name,
        code_set=books.code_set, text=command.text[:MAX_TEXT], place=command.place.strip(), lon=command.lon,
        lat=command.lat, community=command.community, community_name=command.community_name, grid=command.grid,
        source=command.source, number=command.number, marks=command.marks, stage_limit=limit,
        reopens=command.reopens, reopens_number=command.reopens_number,
    )
    drafts = [step(command, body, books)]
    if isinstance(command, SimpleCase):
        drafts.append(step(command, b.ClosedOnSpot(text=command.done), books))
    return drafts


def again(case: Case, command: Reopen) -> Report:
    """The report of the new case that a re-opening (重办) makes, to be given together with it."""
    return Report(
        case_id=command.as_case, actor=command.actor, role=command.role, class_key=case.class_key, text=case.text,
        place=case.place or case.community_name or case.shown_number, lon=case.lon, lat=case.lat,
        community=case.community, community_name=case.community_name, grid=case.grid, source="superior",
        number=command.number, marks=tuple(mark for mark in case.marks if mark != "review"), reopens=case.id,
        reopens_number=case.shown_number)
