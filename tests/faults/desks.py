"""A platform in its process, and workstations here that exchange with it over a real network."""

import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.door.door import Door
from commandcenter.store.engine import Store, open_store
from commandcenter.store.verify import verify
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests.faults import invariants
from tests.faults.city import LETTERS, Ground, copied, run
from tests.faults.nursery_side import Nursery, nursery
from tests.sync.streets import EAST, T0


class Desk:
    """A workstation of the street, in this process."""

    def __init__(self, ground: Ground, folder: Path, letter: str, stack: ExitStack) -> None:
        self.letter, self.token = letter, ground.token(letter)
        self.saved: set[UUID] = set()
        self.at = T0
        self.verify: ssl.SSLContext | bool = True
        self.folder = copied(ground.station, folder / letter)
        self.store = stack.enter_context(open_store(self.folder, ground.key, paths.MIGRATIONS))
        self.start()

    def start(self) -> None:
        self.door = Door(self.store, street=EAST, letter=self.letter, clock=lambda: self.at, new_id=uuid4)

    def reopened(self, ground: Ground) -> Store:
        """Its store, after another process had it."""
        self.store = open_store(self.folder, ground.key, paths.MIGRATIONS)
        self.start()
        return self.store

    def report(self, count: int = 1, notes: int = 0) -> None:
        """People report cases and note something of each."""
        for _ in range(count):
            case = self.door.submit(makes.report(source="inspection"))
            self.newest = case.id
            for _ in range(notes):
                self.door.submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="电话已通知"))
            self.saved |= {entry.fact.id for entry in self.door.entries(case.id)}

    def sync(self, url: str) -> str:
        """Exchange until nothing waits; the key of what it says where it cannot."""

        async def work() -> None:
            async with Client(url, self.token, clock=lambda: self.at, verify=self.verify) as client:
                await until_quiet(self.door, client)

        try:
            run(work)
        except (PlatformDown, Rejected) as err:
            return err.key
        return ""

    def ids(self) -> list[UUID]:
        """The street's log as this workstation has it."""
        with self.store.read() as conn:
            return [UUID(bytes=i) for (i,) in conn.exec_driver_sql(
                "SELECT id FROM fact WHERE stream = ? AND seq IS NOT NULL ORDER BY seq", (EAST,))]


class Town:
    """A platform's folder and process, and desks."""

    def __init__(self, ground: Ground, disk: Path, cradle: Nursery, stack: ExitStack, desks: int) -> None:
        self.ground, self.cradle = ground, cradle
        self.folder = copied(ground.platform, disk / "platform")
        self.port = 0
        self.desks = [Desk(ground, disk, letter, stack) for letter in LETTERS[:desks]]
        self.serve()

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def serve(self, **more: object) -> None:
        self.cradle.start(job="platform", folder=str(self.folder), port=self.port, **more)
        self.scheme, _, at = self.cradle.line()[-1].partition("://127.0.0.1:")
        self.port = int(at)

    def stop(self) -> None:
        self.cradle.kill()

    def whole(self) -> int:
        """Everybody exchanges without a fault; then all have the same, and nothing that was shown is missing."""
        for _ in range(2):
            for desk in self.desks:
                assert desk.sync(self.url) == "", desk.letter
        digests = set()
        for desk in self.desks:
            assert desk.door.waiting(1) == []
            found = verify(desk.store, EAST)
            assert found.problems == ()
            digests.add(found.state_digest)
        with Platform.open(self.folder, clock=lambda: T0, read_only=True) as platform:
            audit = platform.verify(EAST)
            assert audit.differences == ()
            digests.add(audit.streams[0].state_digest)
            assert {desk.door.cursor(EAST) for desk in self.desks} == {platform.head(EAST)}
            rows = invariants.log_of(platform)
        assert len(digests) == 1
        assert invariants.ordered(rows) == []
        log = [fact.id for *_, fact in rows]
        for desk in self.desks:
            assert invariants.foreign(desk.store) == []
            assert desk.door.lost_count() == 0
            assert desk.ids() == log
            assert desk.saved <= set(log)
        return len(log)


@contextmanager
def town(ground: Ground, disk: Path, desks: int = 2) -> Iterator[Town]:
    with nursery() as cradle, ExitStack() as stack:
        made = Town(ground, disk, cradle, stack, desks)
        try:
            yield made
        finally:
            made.stop()
