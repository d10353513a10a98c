"""The simulator: a platform and 2-5 workstations, all of them the product's own code over real files, in virtual time.
In every fifth life they are of two streets, which hand cases over to one another (handing.py).

Port of the simulation that the exchange was designed with (sync.md §4.8). What goes wrong is thrown by one seeded dice:
the same seed is the same run. Messages are lost, doubled, torn, or delivered much later; either side dies at a named
point (points.py); the platform is restored to an older copy; disks of workstations are rolled back and cloned; clocks
of workstations are years off and jump. After the chaos all is let come to rest, and the invariants are looked at.
"""

import asyncio
import random
import shutil
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID

import httpx
import sqlalchemy as sa

from commandcenter import paths
from commandcenter.cityplatform import platform as platform_module
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.web import application
from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.door.door import Door
from commandcenter.store import pasts
from commandcenter.store.engine import open_store
from commandcenter.store.tables import fact as fact_table
from commandcenter.sync import sending
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.rounds import round_trip
from commandcenter.sync.wire import ERROR_TYPE, MAX_ANSWER, MAX_REQUEST, MESSAGE_TYPE, Page, pack, unpack
from tests import makes
from tests.door.exchange import bundle
from tests.faults import handing, invariants, points, thrift
from tests.faults.city import LETTERS, Ground, copied
from tests.sync.streets import EAST, GARDEN, T0, URL

YEAR = 365 * 24 * 3_600_000
UNIT = "municipal"
STEPS: dict[Stage, tuple[type[r.Command], Role, dict[str, Any]]] = {
    Stage.PENDING_REGISTER: (r.File, Role.ACCEPTOR, {"class_key": makes.CLASS}),
    Stage.PENDING_DISPATCH: (r.Dispatch, Role.DISPATCHER, {"reason": "other"}),
    Stage.PENDING_HANDLE: (r.Sign, Role.DEPARTMENT, {}),
    Stage.HANDLING: (r.Handle, Role.DEPARTMENT, {"text": "已更换"}),
    Stage.HANDLE_FINISH: (r.FeedBack, Role.DEPARTMENT, {}),
    Stage.PENDING_REVIEW: (r.Pass, Role.DISPATCHER, {}),
    Stage.PENDING_CHECK: (r.OrderCheck, Role.ACCEPTOR, {}),
    Stage.CHECKING: (r.Check, Role.COLLECTOR, {"result": b.CheckResult.PASS}),
    Stage.CHECK_PASSED: (r.Close, Role.ACCEPTOR, {}),
}


class Dead(BaseException):
    """A process died here. No code of the product sees it."""


class City:
    """The platform's process and its disk."""

    def __init__(self, world: "World", ground: Ground) -> None:
        self.world, self.folder = world, copied(ground.platform, world.folder / "platform")
        self.backups: list[Path] = []
        self.restores = 0
        self.start()

    def start(self) -> None:
        self.platform = Platform.open(self.folder, clock=self.world.time, random=self.world.dice.randbytes)
        self.app = httpx.ASGITransport(application(self.platform))

    def restart(self) -> None:
        self.platform.close()
        self.start()

    def back_up(self) -> None:
        self.backups.append(copied(self.folder, self.world.folder / f"backup{len(self.backups)}"))

    def restore(self, backup: Path) -> None:
        """The disaster: what the platform had since that backup is gone; other workstations go on as if it were not."""
        self.platform.close()
        copied(backup, self.folder)
        self.backups = self.backups[:self.backups.index(backup) + 1]
        self.restores += 1
        self.world.handing.forget()
        self.start()


@dataclass(frozen=True, kw_only=True)
class Who:
    """Whose disk it is: what is known beside it."""

    street: str
    letter: str
    token: str
    key: bytes

    @property
    def name(self) -> str:
        return self.letter if self.street == EAST else f"{self.street} {self.letter}"


class Machine:
    """A workstation: its disk, and the process that runs on it. A clone has the disk of another, its token too."""

    def __init__(self, world: "World", ground: Ground, letter: str, street: str = EAST) -> None:
        home = ground.home(street)
        self.world = world
        self.who = Who(street=street, letter=letter, token=home.token(letter), key=home.key)
        self.name = self.who.name  # stays, whosever disk it gets
        self.folder = copied(home.station, world.folder / self.name)
        self.skew = world.dice.choice((0, 0, 3_000, -86_400_000, 10 * YEAR, -10 * YEAR)) * world.skewed
        self.start()

    @property
    def street(self) -> str:
        return self.who.street

    def clock(self) -> int:
        return self.world.at + self.skew

    def start(self) -> None:
        """A process starts: always a new session."""
        who = self.who
        self.store = open_store(self.folder, who.key, paths.MIGRATIONS)
        self.door = Door(self.store, street=who.street, letter=who.letter, clock=self.clock, new_id=self.world.new_id)
        self.client = handing.Listened(URL, who.token, clock=self.clock, transport=Net(self.world))
        self.client.book = self.world.handing
        self.world.mutant.started(self)

    def restart(self) -> None:
        self.store.close()
        self.start()

    def facts(self) -> list[tuple[int | None, UUID]]:
        """Number and id of all facts of the street, in the order in which they came."""
        with self.store.read() as conn:
            rows = conn.execute(
                sa.select(fact_table.c.seq, fact_table.c.id)
                .where(fact_table.c.stream == self.street).order_by(fact_table.c.lid))
            return [(seq, UUID(bytes=i)) for seq, i in rows]

    # -- what people do at it ---------------------------------------------------------------------------------------

    def act(self) -> None:
        world, dice = self.world, self.world.dice
        try:
            if dice.random() < 0.05:
                number = dice.randrange(3)
                subject = UUID(int=number + (1 if self.street == EAST else 11))
                self.door.take([bundle(subject, f"导入{number}", steps=3, refs={})], "import")
            elif len(world.cases) < world.most_cases and dice.random() < 0.5 or not world.cases:
                case_id = world.new_id()
                if len(world.streets) > 1:
                    handing.report(self, case_id)
                else:
                    self.door.submit(makes.report(case_id, source="inspection"))
                world.cases.append(case_id)
            elif len(world.streets) > 1:
                handing.act(self)
            else:
                self.go_on(dice.choice(world.cases))
        except r.Refused:
            pass

    def go_on(self, case_id: UUID) -> None:
        case = self.door.case(case_id)
        if case is None:
            return
        dice = self.world.dice
        if dice.random() < 0.2:
            self.door.submit(r.Note(case_id=case_id, actor="u", role=Role.DISPATCHER, text="电话已通知"))
        elif case.stage in STEPS:
            kind, role, more = STEPS[case.stage]
            if kind is r.Dispatch:
                more = {"unit": dice.choice(("municipal", "water"))} | more
            if kind is r.File:
                more = {"condition": makes.condition(self.door)} | more
            self.door.submit(kind(case_id=case_id, actor="u", role=role, on_behalf=makes.behalf(role, case.unit),
                                  **more))

    def sync(self) -> None:
        """One round; what it says when it fails is counted."""

        async def exchange() -> None:
            await self.world.mutant.round(self, self.client)

        try:
            self.world.runner.run(exchange())
        except (PlatformDown, Rejected) as err:
            self.world.tally[f"{type(err).__name__} {err.key}"] += 1
            if not self.world.chaos:
                self.world.said.append(f"{self.name}: {err}")
        else:
            self.world.note_place(self)


class Net(httpx.AsyncBaseTransport):
    """The network between them. Its fate is thrown for each message."""

    def __init__(self, world: "World") -> None:
        self.world = world

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        world = self.world
        body = await request.aread()
        world.largest = max(world.largest, len(body))
        assert len(body) <= MAX_REQUEST
        sent = (request.url, request.headers, body)
        fate = world.dice.random() if world.chaos else 1.0
        if fate < 0.06:
            raise httpx.ConnectError("lost")
        if fate < 0.10:
            world.limbo.append(sent)
            raise httpx.ReadTimeout("no answer")
        answer = await deliver(world, sent)
        if fate < 0.14:
            world.tally["doubled"] += 1
            answer = await deliver(world, sent)
        if fate < 0.20:
            raise httpx.ReadError("the answer was lost")
        assert len(answer.content) <= MAX_ANSWER
        if fate < 0.24:
            answer = torn(world, answer)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))


async def deliver(world: "World", sent: tuple[httpx.URL, httpx.Headers, bytes]) -> httpx.Response:
    """Hand a message to the platform, which may die of it."""
    url, headers, body = sent
    request = httpx.Request("POST", url, headers=headers, content=body)
    try:
        answer = await world.city.app.handle_async_request(request)
        content = await answer.aread()
    except Dead as err:
        world.tally["platform killed"] += 1
        world.city.restart()
        raise httpx.ReadError("the platform died") from err
    return httpx.Response(answer.status_code, headers=answer.headers, content=content)


def torn(world: "World", answer: httpx.Response) -> httpx.Response:
    """An answer with its end missing: somewhere in the bytes, or, of a page, between two facts."""
    world.tally["torn"] += 1
    content = answer.content
    if answer.status_code == 200 and answer.headers["content-type"] == MESSAGE_TYPE and world.dice.random() < 0.5:
        try:
            page = unpack(Page, content, MAX_ANSWER)
        except ValueError:
            pass
        else:
            if page.items:
                shorter = {"items": page.items[:world.dice.randrange(len(page.items))]}
                content = pack(Page(after=page.after, to=page.to, head=page.head, **shorter))
                return httpx.Response(200, headers={**answer.headers, "content-length": str(len(content))},
                                      content=content)
    cut = content[:len(content) * world.dice.getrandbits(32) >> 32]  # one throw, however long: lengths follow clocks
    kind = answer.headers.get("content-type", ERROR_TYPE)
    return httpx.Response(answer.status_code, content=cut,
                          headers={**answer.headers, "content-type": kind, "content-length": str(len(cut))})


class Mutant:
    """The product as it is. A subclass breaks one thing, to see that it would be noticed."""

    name = "none"
    stormy = False  # longer lives, the platform restored far more often: what only then goes wrong is met in a few

    def patches(self, world: "World") -> list[Any]:
        """What is put in place of the product's parts: context managers."""
        return []

    def started(self, machine: Machine) -> None:
        """A workstation's process has started."""

    async def round(self, machine: Machine, client: Client) -> None:
        await round_trip(machine.door, client)


class World:
    """One run. `run` it, then look at `wrong`. `streets`: how many, unless the seed says it; `page`: bytes of one."""

    def __init__(self, ground: Ground, folder: Path, seed: int, mutant: Mutant | None = None, *, steps: int = 0,
                 restores: bool = True, rolls: bool = True, skewed: bool = True, streets: int = 0,
                 page: int = 4_000) -> None:
        self.dice, self.seed, self.folder, self.mutant = random.Random(seed), seed, folder, mutant or Mutant()
        self.ground, self.steps = ground, steps or (80 if self.mutant.stormy else self.dice.randint(16, 40))
        self.restores, self.rolls, self.skewed, self.page = restores, rolls, skewed, page
        self.streets = (EAST, GARDEN)[:streets or (2 if seed % 5 == 0 else 1)]
        self.chaos, self.at = True, T0
        self.cases: list[UUID] = []
        self.most_cases = self.dice.randint(2, 6)
        self.limbo: list[tuple[httpx.URL, httpx.Headers, bytes]] = []
        self.snapshots: list[tuple[Who, Path]] = []
        self.places: list[tuple[str, int, int, bytes]] = []  # of a workstation after a round: street, restores, place
        self.handing = handing.Book()
        self.tally: Counter[str] = Counter()
        self.said: list[str] = []
        self.wrong: list[str] = []
        self.largest = 0
        self.outcomes: list[tuple[UUID, str, str]] = []  # of the log in its order: what became of each fact, and why
        self._mortal = False

    def time(self) -> int:
        return self.at

    def new_id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128) & ~(0xF << 76 | 0x3 << 62) | 0x7 << 76 | 0x2 << 62)

    def run(self) -> "World":
        self.folder.mkdir(parents=True)
        with ExitStack() as stack:
            stack.enter_context(thrift.seeded(self.dice.randbytes))
            stack.enter_context(points.watched(self._point))
            stack.enter_context(mock.patch.object(pasts, "PART_FACTS", 3))  # small pieces and pages: more can come
            stack.enter_context(mock.patch.object(platform_module, "MAX_PAGE", self.page))  # between them
            if len(self.streets) > 1:
                stack.enter_context(mock.patch.object(sending, "MAX_FACTS", handing.MESSAGE))
            for patch in self.mutant.patches(self):
                stack.enter_context(patch)
            self.runner = stack.enter_context(asyncio.Runner())
            self.city = City(self, self.ground)
            self.founded = self.accepted()
            stack.callback(lambda: self.city.platform.close())
            self.machines = [Machine(self, self.ground, letter, street) for street, letter in self._desks()]
            stack.callback(lambda: [machine.store.close() for machine in self.machines])
            for _ in range(self.steps):
                self.step()
            self.rest()
        shutil.rmtree(self.folder)
        return self

    def _desks(self) -> list[tuple[str, str]]:
        """Streets and letters of the workstations."""
        if len(self.streets) == 1:
            return [(EAST, letter) for letter in LETTERS[:self.dice.choice((2, 2, 2, 3, 3, 4, 5))]]
        return [(street, letter) for street in self.streets for letter in LETTERS[:self.dice.choice((1, 2))]]

    def accepted(self) -> int:
        """How many facts the platform has of these streets."""
        return sum(self.city.platform.head(street).seq for street in self.streets)

    def _point(self, point: str) -> None:
        if self._mortal and self.dice.random() < 0.004:
            raise Dead(point)

    def step(self) -> None:
        dice = self.dice
        self.at += dice.randrange(90_000)
        machine, x = dice.choice(self.machines), dice.random()
        if self.mutant.stormy:
            self.storm()
        self._mortal = True
        try:
            if x < 0.42:
                machine.act()
            elif x < 0.82:
                machine.sync()
            elif x < 0.87:
                self._mortal = False
                self.city.back_up()
            elif x < 0.905 and self.restores and self.city.backups:
                self._mortal = False
                self.city.restore(dice.choice(self.city.backups))
                self.tally["platform restored"] += 1
            elif x < 0.93 and self.rolls:
                to = self.folder / f"snapshot{len(self.snapshots)}"
                self.snapshots.append((machine.who, copied(machine.folder, to)))
            elif x < 0.955 and self.snapshots:
                self._mortal = False
                self.roll_back(machine, *dice.choice(self.snapshots))
            elif x < 0.965:
                machine.skew += dice.choice((-10 * YEAR, 10 * YEAR, 3_600_000)) * self.skewed
            elif self.limbo:
                self._mortal = False
                self.late()
        except Dead:
            self._mortal = False
            self.tally["workstation killed"] += 1
            machine.restart()
        self._mortal = False

    def storm(self) -> None:
        """Now and then a backup is taken, or the newest one is restored."""
        chance = self.dice.random()
        if chance < 0.15:
            self.city.back_up()
        elif chance < 0.3 and self.city.backups:
            self.city.restore(self.city.backups[-1])
            self.tally["platform restored"] += 1

    def roll_back(self, machine: Machine, who: Who, disk: Path) -> None:
        """An older image of its own disk, or a clone of another's."""
        if self.dice.random() < 0.7:
            machine = next(m for m in self.machines if m.name == who.name)
        machine.store.close()
        copied(disk, machine.folder)
        machine.who = who
        self.tally["workstation rolled back"] += 1
        machine.start()
        self.handing.forget(machine)

    def late(self) -> None:
        """A message comes minutes after its sender gave it up. Nobody hears the answer."""
        sent = self.limbo.pop(self.dice.randrange(len(self.limbo)))
        self.tally["very late"] += 1
        with suppress(httpx.ReadError):
            self.runner.run(deliver(self, sent))

    def note_place(self, machine: Machine) -> None:
        cursor = machine.door.cursor(machine.street)
        self.places.append((machine.street, self.city.restores, cursor.seq, cursor.h))

    def rest(self) -> None:
        """No more faults: what is under way arrives, everybody exchanges, and then it must add up."""
        self.chaos = False
        while self.limbo:
            self.late()
        held = invariants.held(self)
        for n in range(8):
            self.said.clear()
            for machine in self.machines:
                if not n or not self._settled(machine):
                    machine.sync()
            if not self.said and all(self._settled(machine) for machine in self.machines):
                break
        self.tally["facts accepted"] += self.accepted() - self.founded
        self.wrong = invariants.violated(self, held)

    def _settled(self, machine: Machine) -> bool:
        door = machine.door
        return (not door.waiting(1) and not door.lost_count()
                and door.cursor(machine.street) == self.city.platform.head(machine.street))
