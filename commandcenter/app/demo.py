"""The demo city: a platform folder and three workstations, filled with real rows and a day's work, synced and at rest.

Times (house.md §2, issue 2): all rows are moved by the same whole number of weeks, so that the file's last day falls on
the demo's day or in the six days after it; rows later than the demo's instant are moved one week back. So weekday and
time of day stay, and nothing lies in the future. Steps later than the instant have not happened yet. Beyond the rows
of the file they repeat, whole years of 52 weeks earlier, at other places, marked 合成. Everybody's clock stands at the
instant: now where the day is today, else the last minute of the day.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from commandcenter import paths
from commandcenter.app.clock import now_ms
from commandcenter.app.demo_day import DemoDay, StillClock
from commandcenter.app.demo_slots import SLOTS
from commandcenter.app.join import join
from commandcenter.app.platform_admin import publish_shipped
from commandcenter.app.station import Station
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.facts import Attachment
from commandcenter.core.limits import Limit
from commandcenter.core.mapping import Mapping, RowPlan
from commandcenter.core.numbers import SHANGHAI
from commandcenter.door import feeds
from commandcenter.door.photos import Photos
from commandcenter.store.keys import write_private

log = logging.getLogger(__name__)

DEFAULT_CASES = 1200
MOST_CASES = 1_000_000
RESULT_FILE = "demo.json"
EAST, GARDEN = "360681003", "110108014"
STATIONS: tuple[tuple[str, str, str], ...] = (  # street, letter, name
    (EAST, "A", "东门街道一号席"), (EAST, "B", "东门街道二号席"), (GARDEN, "C", "清华园街道一号席"),
)
SHARES = {EAST: 3, GARDEN: 1}  # of the rows
NEWEST = 600  # rows among which the desk finds its work
WORKED_SHARE = 4  # at most every fourth case is worked on by the demo's desk
FIRST_PICTURED = 8  # of the queue of open cases: drawn photos for what is seen first
YEAR_WEEKS = 52
DAY_MS, WEEK_MS = 86_400_000, 7 * 86_400_000
URL = "http://city-platform.demo"  # in process: no socket

Say = Callable[[str, int, int], None]  # what is done, of how many


class DemoError(Exception):
    """The demo cannot be built or opened. Keys: demo-exists, demo-missing, demo-day, demo-cases."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class DemoStation:
    """A workstation of the demo, as the result lists it."""

    data: Path
    street: str
    name: str


def build(data: Path, *, cases: int = DEFAULT_CASES, seed: int = 1, day: str | None = None,
          say: Say | None = None) -> dict[str, Any]:
    """Build the demo city in an empty folder; returns the result that the command prints.

    Raises:
        DemoError: demo-exists, demo-day, demo-cases.
        StoreError, PlatformError: the disk does not take it.
    """
    data = data.absolute()
    if data.exists() and any(data.iterdir()):
        raise DemoError("demo-exists", where=str(data))
    if not 1 <= cases <= MOST_CASES:
        raise DemoError("demo-cases", cases=cases, most=MOST_CASES)
    until = instant(day)
    clock = StillClock(until)
    with Platform.create(data / "platform", clock=clock) as platform:
        publish_shipped(platform)
        tokens = [platform.add_workstation(name, street, letter, city_documents=n == 0)  # the first edits for the city
                  for n, (street, letter, name) in enumerate(STATIONS)]
        stations = asyncio.run(_fill(data, platform, tokens, until, cases, seed, say or _quiet))
    result: dict[str, Any] = {
        "platform": str(data / "platform"),
        "workstations": [{"data": str(s.data), "street": s.street, "name": s.name} for s in stations],
        "cases": cases,
    }
    write_private(data / RESULT_FILE, json.dumps(result, ensure_ascii=False, indent=1))
    return result


def opened(data: Path) -> dict[str, Any]:
    """The result of the demo in this folder, wherever the folder has been moved since.

    Raises:
        DemoError: demo-missing, also where building did not come to its end.
    """
    try:
        result = json.loads((data / RESULT_FILE).read_text("utf-8"))
        for station in result["workstations"]:
            station["data"] = str(data.absolute() / Path(station["data"]).name)
        return dict(result) | {"platform": str(data.absolute() / "platform")}
    except (OSError, ValueError, LookupError, TypeError) as err:
        raise DemoError("demo-missing", where=str(data)) from err


def instant(day: str | None) -> int:
    """The demo's instant, ms UTC.

    Raises:
        DemoError: demo-day, where the text is no day.
    """
    now = now_ms()
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(SHANGHAI).date()
    try:
        chosen = today if day is None else date.fromisoformat(day)
        if not 2000 <= chosen.year <= 2200:
            raise ValueError(day)
    except ValueError as err:
        raise DemoError("demo-day", day=day) from err
    if chosen == today:
        return now
    return round(datetime(chosen.year, chosen.month, chosen.day, 23, 59, tzinfo=SHANGHAI).timestamp() * 1000)


def rows_of_the_day(table: feeds.Table, until: int, cases: int) -> list[feeds.Row]:
    """The newest rows of the file with their times moved, oldest first; repeated where there are not enough."""
    usable = [row for row in table.rows() if isinstance(row.plan, RowPlan)]
    usable.sort(key=_opened, reverse=True)
    shift = _weeks(_opened(usable[0])[0], until) * WEEK_MS
    out = []
    for n in range(cases):
        cycle, k = divmod(n, len(usable))
        row = usable[k]
        if isinstance(row.plan, RowPlan):
            moved = shift - cycle * YEAR_WEEKS * WEEK_MS
            if row.plan.opened_ms + moved > until:
                moved -= WEEK_MS
            out.append(replace(row, plan=_moved(row.plan, moved, until, cycle),
                               marks=(feeds.SYNTHETIC,) if cycle else ()))
    return sorted(out, key=_opened)


def street_of(plan: RowPlan, seed: int) -> str:
    """Which street a row goes to, about as SHARES says; the same for the same seed."""
    drawn = int.from_bytes(hashlib.sha256(f"{seed}|{plan.source_id}".encode()).digest()[:4])
    return EAST if drawn % sum(SHARES.values()) < SHARES[EAST] else GARDEN


async def _fill(data: Path, platform: Platform, tokens: Sequence[str], until: int, cases: int, seed: int,
                say: Say) -> list[DemoStation]:
    import httpx

    from commandcenter.cityplatform.web import application
    from commandcenter.sync.rounds import until_quiet

    transport = httpx.ASGITransport(application(platform))
    mapping = feeds.find_mapping("boston311", paths.RESOURCES / "mappings")
    table = feeds.open_table(paths.RESOURCES / "demo" / "boston311_2015.csv", mapping)
    rows = rows_of_the_day(table, until, cases)
    done: list[DemoStation] = []
    busy: dict[str, list[bytes]] = {}  # the photos of a street's work
    for (street, letter, name), token in zip(STATIONS, tokens, strict=True):
        folder = data / f"ws-{street}-{letter}"
        clock = StillClock(until)
        station, _ = await join(folder, URL, token, how="file", clock=clock, transport=transport, remember=False)
        with station:
            if street in busy:  # photos do not travel yet: the demo lays them where they would go
                for data_of_photo in busy[street]:
                    station.blobs.put(data_of_photo)
            else:
                mine = [row for row in rows if isinstance(row.plan, RowPlan) and street_of(row.plan, seed) == street]
                busy[street] = _work(station, clock, mapping, mine, until, seed, say)
            async with station.client(url=URL, transport=transport) as client:
                await until_quiet(station.door, client, partial(say, f"sync {name}"))
        done.append(DemoStation(data=folder, street=street, name=name))
    return done


def _work(station: Station, clock: StillClock, mapping: Mapping, rows: Sequence[feeds.Row], until: int, seed: int,
          say: Say) -> list[bytes]:
    """First the day's work in the order of its instants, then all that only the file tells, at the demo's instant.

    Returns the photos that were taken.
    """
    queries, taken = station.queries(), []
    photos = Photos(station.blobs)

    def take(data: bytes) -> Attachment:
        taken.append(data)
        return photos.take(data)

    try:
        feed = feeds.Feed(mapping, door=station.door, queries=queries, ground=station.ground, names=station.names)
        worked = min(len(SLOTS) * SHARES[station.street] // SHARES[EAST] or 1, len(rows) // WORKED_SHARE)
        day = DemoDay(station.door, station.store, feed, clock, until=until, seed=seed, take=take)
        candidates = rows[-NEWEST:] if worked else []
        left = day.run(candidates, most=worked)
        done = {id(row) for row in candidates} - {id(row) for row in left}
        rest = [row for row in rows if id(row) not in done]
        feed.take(rest, total=len(rest), progress=lambda n, of: say(f"import {station.about.name}", n, of))
        day.picture(queries.rows(queries.ids("open", until)[:FIRST_PICTURED].tolist()).values())
    finally:
        queries.close()
    return taken


def _moved(plan: RowPlan, by: int, until: int, cycle: int) -> RowPlan:
    """The row with all its times moved; a closing that would lie in the future has not happened yet."""
    closed = None if plan.closed_ms is None or plan.closed_ms + by > until else plan.closed_ms + by
    due = None if plan.due_ms is None else plan.due_ms + by
    plan = replace(
        plan, opened_ms=plan.opened_ms + by, closed_ms=closed, due_ms=due, closing=plan.closing if closed else "",
        limit=Limit(until=due) if due is not None else plan.limit,
    )
    if cycle:
        plan = replace(plan, source_id=f"{plan.source_id}-{cycle}", lon=None, lat=None)
    return plan


def _weeks(last_ms: int, until: int) -> int:
    """Whole weeks from the file's last day to the demo's day, rounded up."""
    return -((_day(last_ms) - _day(until)) // timedelta(days=7))


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI).date()


def _opened(row: feeds.Row) -> tuple[int, int]:
    return (row.plan.opened_ms, -row.plan.line) if isinstance(row.plan, RowPlan) else (0, 0)


def _quiet(_what: str, _done: int, _of: int) -> None:
    """No progress is wanted."""
