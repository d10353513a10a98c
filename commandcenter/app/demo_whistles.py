"""Open whistles (吹哨) of the demo day: who is called, and what the units have told by its instant. Invented."""

from collections.abc import Sequence
from dataclasses import dataclass

from commandcenter.core import whistle_rules as w
from commandcenter.core.bodies import Part, WhistleKind
from commandcenter.core.case import Case, Role
from commandcenter.core.command import Command
from commandcenter.core.documents import Books
from commandcenter.core.whistle import running

MINUTE = 60_000
PARTS = (Part.HOST, Part.HELPER, Part.HELPER, Part.INFORMED)


@dataclass(frozen=True, kw_only=True)
class Story:
    """What for, and the steps by minutes before the demo's instant; each act is of the next unit to tell it."""

    text: str
    steps: tuple[tuple[int, type[Command]], ...]


STORIES: dict[WhistleKind, Story] = {
    WhistleKind.EMERGENCY: Story(
        text="现场有安全隐患，影响周边通行，请各单位立即到场处置。",
        steps=((9, w.BlowWhistle), (7, w.SignIn), (5, w.SignIn), (2, w.Arrive))),
    WhistleKind.JOINT: Story(
        text="多次整改后反复，涉及多家职责，请到场联合执法。",
        steps=((12, w.BlowWhistle), (8, w.SignIn))),
}


def steps(kind: WhistleKind, after: int, until: int) -> list[tuple[int, type[Command]]]:
    """The steps with their instants, ms UTC: none before `after`, none later than `until`."""
    return [(min(max(until - minutes * MINUTE, after), until), step) for minutes, step in STORIES[kind].steps]


def command(case: Case, kind: type[Command], story: WhistleKind, actor: str, books: Books) -> Command | None:
    """The next act of a story; `actor` enters the units' acts too. None where there is nobody left to tell it."""
    if kind is w.BlowWhistle:
        others = [unit.id for unit in books.units.units if unit.id != case.unit]
        first = next((n for n, unit in enumerate(books.units.units) if unit.id == case.unit), 0)
        called = (case.unit, *_from(others, first))
        return w.BlowWhistle(
            case_id=case.id, actor=actor, role=Role.SHIFT_LEADER, kind=story, place=case.place,
            text=STORIES[story].text, units=tuple(
                w.Call(unit=unit, part=part) for unit, part in zip(called, PARTS, strict=False)))
    whistle = running(case.whistles)
    for party in whistle.parties if whistle is not None else ():
        told = party.signed_at if kind is w.SignIn else party.arrived_at
        if party.bound and told is None:
            act = w.SignIn if kind is w.SignIn else w.Arrive
            return act(case_id=case.id, actor=actor, role=Role.DEPARTMENT, on_behalf=party.unit, unit=party.unit)
    return None


def _from(units: Sequence[str], first: int) -> list[str]:
    """The units from a place on, round the end."""
    return [*units[first:], *units[:first]]
