"""Workstations of two streets with real doors and stores on one platform, for the tests of transfers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Case, Role
from commandcenter.core.facts import Attachment
from commandcenter.core.transfer_rules import Hand
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import Store, open_store
from commandcenter.store.verify import verify
from commandcenter.sync.rounds import Round, until_quiet
from tests import makes
from tests.sync.streets import EAST, GARDEN, T0, client, run

WHY = "地点在对方辖区内，应由对方办理"
PHOTO = Attachment(sha256="ab" * 32, size=7, mime="image/jpeg")


class Desk:
    """A workstation of a street."""

    def __init__(self, platform: Platform, store: Store, street: str, letter: str) -> None:
        self.platform, self.store, self.street, self.letter = platform, store, street, letter
        self.token = platform.add_workstation(letter, street, letter)
        self.start()

    def start(self) -> None:
        """A new process of it."""
        self.door = Door(self.store, street=self.street, letter=self.letter, clock=lambda: T0, new_id=uuid4)

    def sync(self) -> Round:
        async def work() -> Round:
            async with client(self.platform, self.token) as calls:
                return await until_quiet(self.door, calls)

        return run(work)

    def case(self, case: Case) -> Case:
        found = self.door.case(case.id)
        assert found is not None
        return found

    def hand(self, case: Case, to: str, **more: object) -> Case:
        fields: dict[str, object] = {
            "case_id": case.id, "actor": "u-dispatcher", "role": Role.DISPATCHER, "to": to, "to_name": f"{to} 街道",
            "from_name": f"{self.street} 街道", "reason": WHY}
        return self.door.submit(Hand(**(fields | more)))  # type: ignore[arg-type]

    def note(self, case: Case) -> Case:
        return self.door.submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="已电话核实"))

    def reported(self, **more: object) -> Case:
        return makes.filed(self.door, photos=((b.PhotoKind.NEAR, PHOTO),), **more)

    def open_cases(self) -> list[Case]:
        """All cases of the street that are open here."""
        with self.store.read() as conn:
            ids = [row[0] for row in conn.exec_driver_sql("SELECT case_id FROM case_row WHERE open = 1").fetchall()]
        found = [self.door.case(makes.UUID(bytes=i)) for i in ids]
        return [case for case in found if case is not None]

    def sound(self) -> None:
        """Its views are what its log says, and the platform adds up."""
        assert verify(self.store, self.street).problems == ()
        assert self.platform.verify().ok


@contextmanager
def desks(platform: Platform, folder: Path, *letters: tuple[str, str]) -> Iterator[list[Desk]]:
    """Workstations by (street, letter), synced once, so that they know the documents and the streets."""
    with ExitStack() as stack:
        made = []
        for street, letter in letters or ((EAST, "A"), (GARDEN, "A")):
            where = folder / f"{street}-{letter}"
            where.mkdir()
            store = stack.enter_context(open_store(where, keys.create(where, how="file"), paths.MIGRATIONS))
            made.append(Desk(platform, store, street, letter))
        for desk in made:
            desk.sync()
        yield made
