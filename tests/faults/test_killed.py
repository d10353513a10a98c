"""kill -9 at every named point and at random moments, of the workstation and of the platform, in real processes."""

import os
import random
import signal
import threading
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.door.door import Door
from commandcenter.store.engine import open_store
from commandcenter.store.verify import verify
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests.faults import invariants, points
from tests.faults.city import Ground, copied, run
from tests.faults.figures import many, note
from tests.faults.nursery_side import Nursery, nursery
from tests.sync.streets import EAST, T0


class Street:
    """A platform in a process, and one workstation that is a process while it works."""

    def __init__(self, ground: Ground, disk: Path, cradle: Nursery) -> None:
        self.ground, self.cradle = ground, cradle
        self.platform, self.station = copied(ground.platform, disk / "platform"), copied(ground.station, disk / "A")
        self.port, self.url = 0, ""
        self.saved: set[UUID] = set()
        self.seed = 0

    def serve(self, die: str = "") -> None:
        """Start the platform; it may die of its order while it starts, then `url` is as it was."""
        self.cradle.start(job="platform", folder=str(self.platform), port=self.port, die=die)
        said = self.cradle.line()
        self.dead = int(said[1]) if said[0] == "ended" else 0
        if not self.dead:
            self.url = said[-1]
            self.port = int(self.url.rpartition(":")[2])

    def work(self, cradle: Nursery, die: str = "", times: int = 3) -> None:
        self.seed += 1
        cradle.start(job="workstation", folder=str(self.station), key=self.ground.key.hex(), url=self.url, letter="A",
                     token=self.ground.token("A"), times=times, cases=[], seed=self.seed, die=die)

    def took(self, said: list[list[str]]) -> None:
        self.saved |= {UUID(words[1]) for words in said if words[0] == "saved"}

    def check(self) -> None:
        """What the screen showed as saved is on this disk, and its views are its log."""
        with open_store(self.station, self.ground.key, paths.MIGRATIONS) as store:
            with store.read() as conn:
                here = {UUID(bytes=i) for (i,) in conn.exec_driver_sql("SELECT id FROM fact")}
            assert self.saved <= here
            assert verify(store, EAST).problems == ()

    def exchanged(self) -> None:
        """The workstation exchanges all, without a fault."""
        with open_store(self.station, self.ground.key, paths.MIGRATIONS) as store:
            door = Door(store, street=EAST, letter="A", clock=lambda: T0, new_id=uuid4)

            async def work() -> None:
                async with Client(self.url, self.ground.token("A"), clock=lambda: T0) as client:
                    await until_quiet(door, client)

            run(work)
            assert door.waiting(1) == []

    def whole(self) -> int:
        """The platform has everything that was ever shown as saved, once. How many facts."""
        with Platform.open(self.platform, clock=lambda: T0, read_only=True) as platform:
            assert platform.verify().differences == ()
            log = invariants.log_of(platform)
        assert invariants.ordered(log) == []
        ids = [fact.id for *_, fact in log]
        assert self.saved <= set(ids)
        return len(ids)


HERE = [f"{point}.{side}" for point in (*points.WORKSTATION, "commit") for side in ("before", "after")]
THERE = [f"{point}.{side}" for point in (*points.PLATFORM, "platform-commit") for side in ("before", "after")]


def test_every_point_is_one_of_either_side():
    assert sorted(HERE + THERE) == sorted(points.names())


@pytest.mark.timeout(600)
def test_a_workstation_killed_at_every_point_loses_nothing_that_it_showed(ground, disk):
    dice = random.Random(7)
    killed = 0
    with nursery() as platform, nursery() as cradle:
        street = Street(ground, disk, platform)
        street.serve()
        for point in HERE * many(1, 10):
            street.work(cradle, f"{point}:{dice.randint(1, 6)}", times=6)  # each round passes each point at least once
            ended, said = cradle.end()
            street.took(said)
            assert ended == signal.SIGKILL, point
            killed += 1
            street.check()
        street.exchanged()
        platform.kill()
    assert street.whole() > killed
    note("workstation killed", kills=killed, points=len(HERE), saved=len(street.saved), lost=0)


@pytest.mark.timeout(600)
def test_a_workstation_killed_at_any_moment_loses_nothing_that_it_showed(ground, disk):
    dice = random.Random(8)
    kills = many(6, 150)
    with nursery() as platform, nursery() as cradle:
        street = Street(ground, disk, platform)
        street.serve()
        for _ in range(kills):
            street.work(cradle, times=10_000)
            said = [cradle.line()]
            timer = threading.Timer(dice.uniform(0.0, 0.3), os.kill, (cradle.child, signal.SIGKILL))
            timer.start()
            ended, more = cradle.end()
            timer.join()
            street.took([*said, *more])
            assert ended == signal.SIGKILL
        street.check()
        street.exchanged()
        platform.kill()
    street.whole()
    note("workstation killed", random_kills=kills, saved=len(street.saved))


@pytest.mark.timeout(600)
def test_a_platform_killed_at_every_point_loses_nothing_that_it_answered(ground, disk):
    dice = random.Random(9)
    killed = 0
    with nursery() as cradle, open_store(copied(ground.station, disk / "A"), ground.key, paths.MIGRATIONS) as store:
        street = Street(ground, disk / "city", cradle)
        door = Door(store, street=EAST, letter="A", clock=lambda: T0, new_id=uuid4)

        async def exchange(url: str) -> None:
            async with Client(url, ground.token("A"), clock=lambda: T0) as client:
                await until_quiet(door, client)

        for point in THERE * many(1, 15):
            street.serve(f"{point}:{dice.randint(1, 2)}")
            with pytest.raises(PlatformDown):  # noqa: PT012 - the second report at the latest
                for _ in range(3):
                    case = door.submit(makes.report(source="inspection"))
                    street.saved.add(case.head)
                    run(lambda: exchange(street.url))
            ended = street.dead or cradle.end()[0]
            assert ended == signal.SIGKILL, point
            killed += 1
        street.serve()
        run(lambda: exchange(street.url))
        assert door.waiting(1) == []
        cradle.kill()
        assert verify(store, EAST).problems == ()
    facts = street.whole()
    note("platform killed", kills=killed, points=len(THERE), facts=facts, lost=0)
