"""Lives of two streets (world.py): desks that hand cases over to the other street and take it back again, and what of
a transfer (sync.md §4.7) must hold afterwards: each case in exactly one street, with its course, and nothing waits.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import Case, Entry, Outcome, Role
from commandcenter.core.facts import Attachment, Cursor, Fact, decode
from commandcenter.core.fold import fold
from commandcenter.core.transfer_bodies import Received, TransferAsked
from commandcenter.core.transfer_rules import Hand
from commandcenter.core.undo import undo_of
from commandcenter.sync.client import Client
from commandcenter.sync.wire import Pushed
from tests import makes

if TYPE_CHECKING:
    from tests.faults.invariants import Log
    from tests.faults.world import Machine, World

MESSAGE = 6  # facts in one, at most: what belongs together could be parted
NOWHERE = "999999999"  # no such street
PHOTO = Attachment(sha256="ab" * 32, size=7, mime="image/jpeg")
Cases = dict[tuple[str, UUID], tuple[Case, tuple[Outcome, ...]]]


@dataclass
class Book:
    """What is known of the requests beside the files."""

    sent: set[UUID] = field(default_factory=set)  # may have left their desk
    sure: set[UUID] = field(default_factory=set)  # taken back before they had

    def forget(self, machine: "Machine | None" = None) -> None:
        """Something came back from the past, of this machine or of the platform: with it what was taken back since."""
        self.sure.clear()
        if machine is not None:
            self.sent |= _asked(waiting.body for waiting in machine.door.waiting(1_000))


class Listened(Client):
    """The connection of a desk: notes which requests leave it."""

    book: Book  # of the world

    async def push(self, stream: str, after: Cursor, facts: Sequence[bytes]) -> Pushed:
        self.book.sent |= _asked(facts) - {fact.base for fact in _facts(facts, "undone")}
        return await super().push(stream, after, facts)


def report(machine: "Machine", case_id: UUID) -> None:
    """A case is reported, now and then with a photo."""
    photos = {"photos": ((b.PhotoKind.NEAR, PHOTO),)} if machine.world.dice.random() < 0.3 else {}
    machine.door.submit(makes.report(case_id, source="inspection", **photos))


def act(machine: "Machine") -> None:
    """One of this desk's cases: handed over, the request taken back, or the case taken on."""
    world, dice, door = machine.world, machine.world.dice, machine.door
    with machine.store.read() as conn:
        ids = [UUID(bytes=i) for (i,) in conn.exec_driver_sql("SELECT case_id FROM case_row ORDER BY case_id")]
    case = door.case(dice.choice(ids)) if ids else None
    if case is None:
        return
    chance = dice.random()
    if case.transfer is not None and chance < 0.6:
        undo = undo_of(case, "u")
        if undo is not None:
            door.submit(undo)
            waits = [waiting.id for waiting in door.waiting(1_000)]
            if undo.fact not in world.handing.sent and undo.fact in waits[-MESSAGE:]:
                world.handing.sure.add(undo.fact)
    elif case.transfer is None and case.open and chance < 0.4:
        others = [street for street in world.streets if street != machine.street]
        to = NOWHERE if dice.random() < 0.08 else dice.choice(others)
        door.submit(Hand(
            case_id=case.id, actor="u", role=Role.DISPATCHER, to=to, to_name=f"{to} 街道",
            from_name=f"{machine.street} 街道", reason="地点在对方辖区内，应由对方办理"))
    else:
        machine.go_on(case.id)


def violated(world: "World", logs: "dict[str, Log]") -> list[str]:
    """What does not hold, H1 to H5; counts what there was."""
    cases, facts = _folded(logs)
    wrong: list[str] = []
    places: Counter[tuple[str, UUID]] = Counter()
    for (street, subject), (case, outcomes) in cases.items():
        places[_root(street, case)] += case.moved is None
        if case.transfer is not None:
            wrong.append(f"H4 {street}: a request waits for ever")
        if case.moved is not None:
            world.tally["handed over"] += 1
            there = cases.get((case.moved.to, case.moved.case))
            if there is None or there[0].received is None:
                wrong.append(f"H2 {street}: gone, and not there")
            elif (there[0].received.last.street, there[0].received.last.case) != (street, subject):
                wrong.append(f"H2 {street}: there it comes from elsewhere")
            elif not world.city.restores and there[0].number != case.moved.number:
                wrong.append(f"H5 {street}: another number than was said")
        if case.received is not None:
            wrong += _course(street, case, case.received, cases, facts)
        for one in outcomes:
            made = facts[one.fact]
            if made.type == "transfer_asked" and one.kind == "rejected":
                world.tally["transfers refused"] += 1
            if made.type == "undone":
                world.tally[f"taken back {'' if one.kind == 'effective' else 'too late'}".strip()] += 1
    wrong += [f"H1 a case in {count} places" for count in places.values() if count != 1]
    answered = {body.asked for fact in facts.values() if fact.type == "transferred"
                and isinstance(body := b.read(fact.type, bytes(fact.data)), b.Transferred)}
    wrong += ["H3 handed over though it was taken back before" for _ in world.handing.sure & answered]
    for street in logs:
        wrong += _numbers(world, street, [case for (of, _), (case, _) in cases.items() if of == street])
    return wrong


def _folded(logs: "dict[str, Log]") -> tuple[Cases, dict[UUID, Fact]]:
    cases: Cases = {}
    facts: dict[UUID, Fact] = {}
    for street, log in logs.items():
        entries: dict[UUID, list[Entry]] = {}
        for seq, _, verdict, made in log:
            facts[made.id] = made
            if made.type != "published":
                entries.setdefault(made.subject, []).append(Entry(fact=made, seq=seq, verdict=verdict))
        for subject, its in entries.items():
            found = fold(its)
            if found.case is not None:
                cases[street, subject] = found.case, found.outcomes
    return cases, facts


def _root(street: str, case: Case) -> tuple[str, UUID]:
    """Where a case was first."""
    return (street, case.id) if case.received is None else (case.received.trail[0].street, case.received.trail[0].case)


def _course(street: str, case: Case, came: Received, cases: Cases, facts: dict[UUID, Fact]) -> list[str]:
    """H3: what a case took along is there: its whole way and its course, its photos, and what the request said."""
    wrong = []
    if not came.steps or came.steps[0].type != "reported" or came.left_out:
        wrong.append(f"H3 {street}: without its course")
    before = cases.get((came.last.street, came.last.case))
    if before is not None:
        trail = before[0].received.trail if before[0].received is not None else ()
        if [leg.case for leg in came.trail] != [*(leg.case for leg in trail), came.last.case]:
            wrong.append(f"H3 {street}: without its whole way")
        if case.reported_at != before[0].reported_at:
            wrong.append(f"H3 {street}: reported at another time")
    request = facts.get(came.asked)
    said = None if request is None else b.read(request.type, bytes(request.data))
    if isinstance(said, TransferAsked):
        if (came.steps, came.trail) != (said.carried.steps, said.carried.trail):
            wrong.append(f"H3 {street}: another course than was carried")
        if {photo.part for photo in case.photos} != {part for one in said.carried.photos for part in one.parts}:
            wrong.append(f"H3 {street}: without its photos")
    return wrong


def _numbers(world: "World", street: str, cases: list[Case]) -> list[str]:
    """H5: no number of a street twice; without a gap in a day, where the platform never lost any."""
    numbers = [case.number for case in cases if case.number]
    wrong = [f"H5 {street}: {number} twice" for number, count in Counter(numbers).items() if count > 1]
    days: dict[str, set[int]] = {}
    for number in numbers:
        day, _, count = number.partition("-")
        days.setdefault(day, set()).add(int(count))
    if not world.city.restores:
        wrong += [f"H5 {street}: a gap in {day}" for day, its in days.items() if its != set(range(1, len(its) + 1))]
    return wrong


def _asked(bodies: Any) -> set[UUID]:
    return {fact.id for fact in _facts(bodies, "transfer_asked")}


def _facts(bodies: Any, kind: str) -> list[Fact]:
    return [fact for body in bodies if kind.encode() in body and (fact := decode(bytes(body))).type == kind]
