"""The benchmarks' street: a workstation's encrypted store of N cases, made once and kept in the temporary folder.

As house.md §6 has it: the open cases (2 %) and those closed in the last month have their facts in the log, decided by
the rules and adopted through the door; older closed cases are snapshot rows, made of folded ones by moving time and
place. The clock of everybody stands at T0. Nothing here measures.
"""

import hashlib
import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from commandcenter import paths
from commandcenter.app import station as stations
from commandcenter.app.beside import PagesBeside
from commandcenter.atlas.ground import Ground
from commandcenter.atlas.names import Names
from commandcenter.core import bodies as b
from commandcenter.core import report_rules
from commandcenter.core import rules as r
from commandcenter.core.case import Case, Entry, Folded, Role, Stage
from commandcenter.core.documents import Books
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.facts import Draft, Fact, Session, encode, stamp
from commandcenter.core.fold import evolve, fold
from commandcenter.core.ladder import next_rung
from commandcenter.core.numbers import provisional_number, shanghai_day
from commandcenter.core.responsibility import propose
from commandcenter.door.door import Door
from commandcenter.store import grams, views
from commandcenter.store.engine import SCHEMA, Store
from commandcenter.store.queries import Queries
from commandcenter.store.tables import case_row
from commandcenter.store.views import Sight
from tests import makes
from tests.bench._measure import Report

STREET, T0 = makes.STREET, makes.T0
ABOUT = stations.About(
    street=STREET, street_name="东门街道", letter="A", name="东门街道一号席",
    platform="http://127.0.0.1:9")  # nobody listens there: the window tries, and goes on
HOUR, DAY = 3_600_000, 86_400_000
OPEN_SHARE, MONTH_SHARE = 50, 60  # every 50th case is open; every 60th was closed in the last month
YEARS = 5  # so far back the closed ones reach
SPOTS = 2_000
TEMPLATES = 600
PAGE = 1_000

_WAY: tuple[tuple[type[r.Command], Role], ...] = (
    (r.File, Role.ACCEPTOR), (r.Dispatch, Role.DISPATCHER), (r.Sign, Role.DEPARTMENT), (r.Assign, Role.DEPARTMENT),
    (r.Handle, Role.DEPARTMENT), (r.FeedBack, Role.DEPARTMENT), (r.Pass, Role.DISPATCHER),
    (r.OrderCheck, Role.ACCEPTOR), (r.Check, Role.COLLECTOR), (r.Close, Role.ACCEPTOR),
)
_STEPS_OF_OPEN = (0, 1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 5, 6, 7, 8, 9)  # how far open cases have come; drawn from
TEXTS = (
    "路面有坑洼，雨天积水，影响行人通行", "路灯不亮，夜间照明不足", "垃圾堆放未清运，气味较大",
    "井盖松动，车辆经过有响声",
    "占道经营，人行道无法通行", "树枝折断，压在电线上方", "小广告张贴较多，影响市容", "共享单车乱停放，堵塞盲道",
    "施工噪声扰民，夜间仍在作业", "消防通道被占用", "公交站牌破损", "绿化带缺株，黄土裸露", "油烟直排，居民反映强烈",
    "疑似燃气泄漏，有异味，请尽快到场", "道路护栏缺失一段", "污水外溢，流向人行道", "广告牌松动，有坠落风险",
)


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place of the street in words."""

    lon: int
    lat: int
    community: str
    community_name: str
    grid: str
    text: str


def open_share(cases: int) -> int:
    """How many of so many cases are open."""
    return max(cases // OPEN_SHARE, min(cases, 24))


def folder_of(cases: int) -> Path:
    """Where the store of so many cases is kept; other migrations (an index more) make another one."""
    migrations = sorted((paths.MIGRATIONS / "workstation" / "versions").glob("*.py"))
    made_by = hashlib.sha256(b"".join(m.read_bytes() for m in migrations)).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"commandcenter-bench-{cases}-{SCHEMA}-{made_by}"


def station_folder(cases: int, report: Report) -> Path:
    """The folder of a workstation with so many cases; made where it is not there yet. Do not write into it."""
    folder = folder_of(cases)
    if folder.exists():
        return folder
    report(f"making the store of {cases:,} cases in {folder}")
    building = folder.with_name(folder.name + f".{os.getpid()}")
    try:
        _build(building, cases, report)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def founded(folder: Path, letter: str = "A") -> stations.Station:
    """A new workstation with all reference documents and no case."""
    made = stations.found(folder, replace(ABOUT, letter=letter), "bench", how="file", clock=clock)
    for stream in (makes.city(), makes.street_documents(STREET)):
        made.door.adopt(stream.stream, stream.entries, stream.head)
    return made


def opened(folder: Path) -> stations.Station:
    """The workstation of a folder, at T0."""
    return stations.open_station(folder, clock=clock)


@contextmanager
def looked_into(folder: Path) -> Iterator[Queries]:
    """The reads of a workstation's store, which stays as it is."""
    with stations.open_to_look(folder) as station:
        queries = station.queries()
        try:
            yield queries
        finally:
            queries.close()


def clock() -> int:
    return T0


class Author:
    """Makes cases of real commands: decided by the rules, stamped at the times drawn. Alike for the same seed."""

    def __init__(self, books: Books, sight: Sight, spots: Sequence[Spot], *, seed: int = 1) -> None:
        self._books, self._sight, self._spots = books, sight, spots
        self.dice = random.Random(seed)
        self._classes = [c for c in books.catalogue.classes if c.conditions]
        self._session = Session(sid=self.dice.randbytes(8).hex(), new_id=self.new_id, salt=self._salt)
        self._sseq = 0
        self._made_at = T0  # ms in the ids: they go on with every id, as those of a desk do
        self._counts: dict[str, int] = {}

    def new_id(self) -> UUID:
        self._made_at += self.dice.randrange(1, 2_000)
        return UUID(int=(self._made_at << 80) | (0x7 << 76) | self.dice.getrandbits(76) & ~(0x3 << 62) | (0x2 << 62))

    def _salt(self) -> str:
        return self.dice.randbytes(12).hex()

    def case(self, *, steps: int, since: int, to: int, numbered: bool = True) -> tuple[Case, list[Fact]]:
        """A case reported and taken `steps` steps in [since, to), with the rungs that the timer has set until T0."""
        dice, spot, minor = self.dice, self.dice.choice(self._spots), self.dice.choice(self._classes)
        times = sorted(dice.randrange(since, to) for _ in range(steps + 1))
        day = shanghai_day(times[0])
        count = self._counts[day] = self._counts.get(day, 0) + 1
        case_id = self.new_id()
        actor = dice.choice(("u-acceptor", "u-dispatcher"))
        facts: list[Fact] = []
        report = report_rules.Report(
            case_id=case_id, actor=actor, role=Role.COLLECTOR, on_behalf="u-collector", class_key=minor.key,
            text=dice.choice(TEXTS),
            place=spot.text, lon=spot.lon, lat=spot.lat, community=spot.community, community_name=spot.community_name,
            grid=spot.grid, number=provisional_number(day, "A", count),
            source=dice.choice(("collector", "collector", "staff", "superior", "system")))  # not verified before filing
        case = self._do(None, report, times[0], facts)
        if numbered:
            number = Draft(
                type="numbered", data=b.Numbered(number=f"{day}-{count:04d}"), role="platform", follows=False)
            case = self._write(case, case_id, [number], "platform", times[0] + 1, facts)
        proposal = propose(self._books.responsibility, minor.key, spot.community)
        unit = proposal.unit if proposal else dice.choice(self._books.units.units).id
        more: dict[type[r.Command], dict[str, object]] = {
            r.File: {"class_key": minor.key, "condition": dice.choice(minor.conditions).id},
            r.Dispatch: {"unit": unit, "text": "请尽快到场处置。"}, r.Handle: {"text": "已安排人员到场，处置完毕。"},
            r.Check: {"result": b.CheckResult.PASS, "text": "现场核查，问题已解决。"}, r.Close: {"text": "办结。"},
        }
        for (kind, role), at in zip(_WAY[:steps], times[1:], strict=True):
            whose = {Role.DEPARTMENT: case.unit, Role.COLLECTOR: "u-collector"}.get(role)
            made = kind(case_id=case_id, actor=actor, role=role, on_behalf=whose, **more.get(kind, {}))
            case = self._do(case, made, at, facts)
        return self._rungs(case, facts), facts

    def _rungs(self, case: Case, facts: list[Fact]) -> Case:
        """What the deadline watch has set by T0."""
        while self._sight.ladder is not None:
            due = next_rung(case, self._sight.ladder, self._sight.calendar)
            if due is None or due.at > T0:
                break
            order = Escalate(case_id=case.id, actor="timer", role=Role.TIMER, level=due.rung.level, due=due.due,
                               clock=due.clock, to=case.unit, asks=due.rung.asks)
            case = self._do(case, order, due.at, facts)
        return case

    def _do(self, case: Case | None, command: r.Command, at: int, facts: list[Fact]) -> Case:
        return self._write(case, command.case_id, r.decide(case, command, self._books), command.actor, at, facts)

    def _write(self, case: Case | None, case_id: UUID, drafts: list[Draft], actor: str, at: int,
               facts: list[Fact]) -> Case:
        made = stamp(drafts, street=STREET, subject=case_id, head=case.head if case else None, actor=actor,
                     session=self._session, sseq=self._sseq + 1, wall=at, off=0, seen=(17, "9f86d081"))
        self._sseq += len(made)
        for fact in made:
            case, outcome = evolve(case, Entry(fact=fact))
            if outcome.kind != "effective" or case is None:
                raise AssertionError(f"{fact.type}: {outcome}")
        facts += made
        assert case is not None
        return case

    def open_case(self) -> tuple[Case, list[Fact]]:
        """One that is open at T0, mostly of the last days."""
        age = min(self.dice.expovariate(1 / (30 * HOUR)) + HOUR / 4, 40 * DAY)
        return self.case(steps=self.dice.choice(_STEPS_OF_OPEN), since=T0 - round(age), to=T0)

    def closed_case(self) -> tuple[Case, list[Fact]]:
        """One that was closed in the month before T0."""
        start = T0 - self.dice.randrange(3 * DAY, 30 * DAY)
        return self.case(steps=len(_WAY), since=start, to=start + self.dice.randrange(4 * HOUR, 3 * DAY))


def spots(ground: Ground, names: Names, count: int = SPOTS, seed: int = 1) -> list[Spot]:
    """Places drawn all over the street."""
    dice = random.Random(seed)
    west, south, east, north = ground.bounds_e7
    out: list[Spot] = []
    while len(out) < count:
        lon, lat = dice.randrange(west, east), dice.randrange(south, north)
        place = ground.locate(lon, lat)
        if place is not None:
            out.append(Spot(lon=lon, lat=lat, community=place.community_code, community_name=place.community_name,
                            grid=place.grid_code, text=names.place_text(lon, lat)))
    return out


def author(station: stations.Station, *, seed: int = 1, places: int = SPOTS) -> Author:
    """An author for a workstation that has its documents."""
    return Author(station.door.books, station.door.sight, spots(station.ground, station.names, places), seed=seed)


def adopt(door: Door | PagesBeside, stream: makes.StandInStream, facts: Sequence[Fact]) -> None:
    """Have facts accepted by a stand-in for the platform and taken through the door, in pages."""
    for start in range(0, len(facts), PAGE):
        page = [stream.accept(encode(f), rts=f.at) for f in facts[start:start + PAGE]]
        door.adopt(stream.stream, page, stream.head)
        stream.entries.clear()


def street_stream(door: Door) -> makes.StandInStream:
    """The street's stream, to go on where this workstation's copy ends."""
    stream, end = makes.StandInStream(STREET), door.cursor(STREET)
    stream.seq, stream.h, stream.genesis = end.seq, end.h, end.genesis
    return stream


def _build(folder: Path, cases: int, report: Report) -> None:
    with founded(folder) as station:
        writer = author(station, places=min(SPOTS, cases))
        places = spots(station.ground, station.names, min(SPOTS, cases), seed=2)
        live, month = open_share(cases), cases // MONTH_SHARE
        old = cases - live - month
        if old:
            _write_snapshot(station.store, station.door.sight, writer, places, old, report)
        stream = street_stream(station.door)
        waiting: list[Fact] = []
        for n in range(live + month):
            _, facts = writer.closed_case() if n < month else writer.open_case()
            waiting += facts
            if len(waiting) >= 20 * PAGE:
                adopt(station.door, stream, waiting[:20 * PAGE])
                del waiting[:20 * PAGE]
                report(f"  {n:,} of {live + month:,} cases with facts")
        adopt(station.door, stream, waiting)
    shutil.rmtree(folder / "logs", ignore_errors=True)


def _write_snapshot(store: Store, sight: Sight, writer: Author, places: Sequence[Spot], count: int,
                    report: Report) -> None:
    """Closed cases as rows, the oldest first: folded ones moved back by whole weeks, to other places."""
    templates = [writer.closed_case()[0] for _ in range(min(TEMPLATES, count))]
    columns = ["id", *(c.name for c in case_row.columns if c.name != "id")]
    insert = f"INSERT INTO case_row({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    batch: list[tuple[object, ...]] = []
    texts: list[tuple[int, str]] = []

    def write() -> None:
        with store.write() as conn:
            conn.exec_driver_sql(insert, batch)
            conn.exec_driver_sql("INSERT INTO case_text(rowid, grams) VALUES (?, ?)", texts)
        batch.clear()
        texts.clear()

    for rowid, (row, text) in enumerate(_snapshot_rows(templates, sight, writer, places, count), start=1):
        batch.append((rowid, *(row[name] for name in columns[1:])))
        texts.append((rowid, grams.index(text)))
        if len(batch) == 20_000:
            write()
            report(f"  {rowid:,} of {count:,} snapshot rows")
    if batch:
        write()


def _snapshot_rows(templates: Sequence[Case], sight: Sight, writer: Author, places: Sequence[Spot],
                   count: int) -> Iterator[tuple[dict[str, Any], str]]:
    made = partial(views.row, sight=sight, pending=0, conflicts=0)
    finished = views.beside(Folded(case=None, outcomes=()), ())  # of a closed case nothing stands beside its state
    rows = [made(case) | finished for case in templates]
    dice, weeks = writer.dice, YEARS * 52
    order = sorted(dice.randrange(4, weeks) for _ in range(count))
    for n, back in enumerate(reversed(order)):
        k = dice.randrange(len(templates))
        case, spot, move = templates[k], dice.choice(places), back * 7 * DAY
        row: dict[str, Any] = dict(rows[k])
        for name in ("reported_at", "entered_at", "fed_back_at", "closed_at", "handling_due"):
            if row[name] is not None:
                row[name] -= move
        day = shanghai_day(row["reported_at"])
        row |= {
            "case_id": writer.new_id().bytes, "number": f"{day}-{n % 10_000:04d}",
            "provisional": provisional_number(day, "A", n % 1000), "place": spot.text,
            "lon": spot.lon + dice.randrange(-900, 900), "lat": spot.lat + dice.randrange(-900, 900),
            "community": spot.community, "community_name": spot.community_name, "grid": spot.grid,
            "state": dice.randbytes(32),
        }
        moved = msgspec.structs.replace(
            case, number=row["number"], provisional=row["provisional"], place=spot.text,
            community_name=spot.community_name)
        text = views.search_text(moved)
        row["words"] = views.text_hash(text)
        yield row, text


def open_cases(station: stations.Station, stages: Sequence[Stage], most: int) -> list[Case]:
    """Open cases that stand in one of these stages, folded."""
    queries = station.queries()
    try:
        out = []
        for stage in stages:
            for row in queries.rows(queries.ids(f"stage:{stage}", T0)[:most - len(out)]).values():
                case = fold(queries.entries(row.case_id)).case
                if case is not None:
                    out.append(case)
        return out
    finally:
        queries.close()


DATA = paths.RESOURCES / "demo" / "boston311_2015.csv"
