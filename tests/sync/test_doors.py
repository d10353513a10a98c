"""Two workstations with real doors and stores, exchanging through the platform's application."""

import shutil
from contextlib import ExitStack
from uuid import uuid4

import pytest

from commandcenter import paths
from commandcenter.core.case import Stage
from commandcenter.core.rules import Dispatch, Refused, Role
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.store.verify import verify
from commandcenter.sync.rounds import until_quiet
from commandcenter.sync.street import Street
from tests import makes
from tests.sync.streets import EAST, T0, client, run


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """A migrated store with nothing in it."""
    folder = tmp_path_factory.mktemp("empty") / "station"
    folder.mkdir()
    with open_store(folder, keys.create(folder, how="file"), paths.MIGRATIONS):
        pass
    return folder


class Desk:
    """A workstation: its store, door and token."""

    def __init__(self, platform, store, letter):
        self.platform, self.store = platform, store
        self.token = platform.add_workstation(letter, EAST, letter)
        self.letter = letter
        self.start()

    def start(self):
        self.door = Door(self.store, street=EAST, letter=self.letter, clock=lambda: T0, new_id=uuid4)

    def sync(self):
        street: Street = self.door

        async def work():
            async with client(self.platform, self.token) as calls:
                return await until_quiet(street, calls)

        return run(work)

    def verified(self):
        found = verify(self.store, EAST)
        assert found.problems == ()
        return found


@pytest.fixture
def desks(platform, empty_store, tmp_path):
    with ExitStack() as stack:
        made = []
        for letter in "AB":
            folder = shutil.copytree(empty_store, tmp_path / letter)
            store = stack.enter_context(open_store(folder, keys.load(folder), paths.MIGRATIONS))
            made.append(Desk(platform, store, letter))
        yield made


def test_before_the_first_round_there_are_no_documents_and_after_it_there_are(desks):
    with pytest.raises(Refused, match="no-documents"):
        makes.filed(desks[0].door)
    desks[0].sync()
    assert makes.filed(desks[0].door).stage is Stage.PENDING_DISPATCH


def test_a_case_worked_at_one_desk_is_closed_at_the_other(desks, platform):
    one, two = desks
    one.sync()
    two.sync()
    case = makes.walk(one.door, makes.dispatched(one.door), 3)
    assert case.number == ""
    assert one.sync().pending == 0
    numbered = one.door.case(case.id)
    assert numbered.number == "20260302-0001"
    two.sync()
    assert two.door.case(case.id) == numbered
    closed = finish(two.door, numbered)
    assert closed.stage is Stage.CLOSED
    two.sync()
    one.sync()
    assert one.door.case(case.id) == two.door.case(case.id) == closed
    same(one, two, platform)


def finish(door, case):
    for command, role, more in makes.WAY[3:]:
        case = door.submit(command(
            case_id=case.id, actor="u", role=role, on_behalf=makes.behalf(role, case.unit), **more))
    return case


def same(one, two, platform):
    """Both desks and the platform hold the same facts and the same cases, and nothing waits."""
    first, second = one.verified(), two.verified()
    assert (first.pending, second.pending) == (0, 0)
    assert first.state_digest == second.state_digest
    assert (first.facts, first.seq, first.cases) == (second.facts, second.seq, second.cases)
    audit = platform.verify(EAST)
    assert audit.ok
    assert (audit.streams[0].state_digest, audit.streams[0].seq) == (first.state_digest, first.seq)
    assert one.door.cursor(EAST) == two.door.cursor(EAST) == platform.head(EAST)


def test_two_desks_that_dispatched_the_same_case_apart_agree_on_one(desks, platform):
    one, two = desks
    one.sync()
    case = makes.filed(one.door)
    one.sync()
    two.sync()
    units = [unit.id for unit in one.door.books.units.units[:2]]
    for desk, unit in zip(desks, units, strict=True):
        desk.door.submit(Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit, reason="other"))
    for desk in (two, one, two):  # the second desk is the first to be heard
        assert desk.sync().pending == 0
    assert one.door.case(case.id).unit == two.door.case(case.id).unit == units[1]
    same(one, two, platform)


def test_a_desk_that_was_offline_and_started_again_catches_up(desks, platform):
    one, two = desks
    one.sync()
    two.sync()
    for _ in range(3):  # three sessions, none of them exchanged
        makes.walk(two.door, makes.dispatched(two.door), 2)
        two.start()
    for _ in range(4):
        makes.filed(one.door)
        one.sync()
    assert two.verified().pending == 15
    done = two.sync()
    assert (done.pushed, done.rejected, done.pending) == (15, 0, 0)
    one.sync()
    same(one, two, platform)
