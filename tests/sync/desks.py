"""Workstations of the tests of the exchange: a store, a door and a token each, and what they must agree on."""

from uuid import uuid4

from commandcenter.door.door import Door
from commandcenter.store.verify import verify
from commandcenter.sync.rounds import until_quiet
from commandcenter.sync.street import Street
from tests import makes
from tests.sync.streets import EAST, T0, client, run


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
