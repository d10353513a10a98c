"""A new workstation of a street with N cases, from the platform's snapshot, over loopback to a real server process.

The snapshot is cut from the benchmarks' store (house.md §6: the log of the open cases and of the last month, older
ones as rows). Measured is the whole of joining: fetch, seal under the new key, chain, open, read on. Beside it a
durable copy of the same bytes.
"""

import asyncio
import os
import shutil
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from commandcenter.app.join import join
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.storage import insert_many
from commandcenter.cityplatform.tables import fact, stream
from commandcenter.core.facts import CITY, Cursor, decode, genesis, link
from commandcenter.store import keys
from commandcenter.store.engine import SCHEMA, STORE_FILE, connect
from commandcenter.store.snapshot import frames
from commandcenter.sync import snapshot as offer
from commandcenter.sync.wire import Snapshot
from tests.bench import _city
from tests.bench._city import STREET, T0
from tests.bench._measure import Report, Result, command_line, empty_folder
from tests.bench.sync import _server
from tests.sync.streets import founded as founded_platform

MOST_S = 30
PART = 20_000


def run(cases: int = 1_000_000, report: Report = print) -> dict[str, Any]:
    """Join a street of so many cases."""
    result = Result("snapshot", cases, report)
    store = _city.station_folder(cases, report)
    with empty_folder() as place:
        work = place / "work"
        shutil.copytree(store, work, ignore=shutil.ignore_patterns("*.lock", "*.log"))
        key = keys.load(work)
        conn = connect(work / STORE_FILE, key)
        conn.execute("DELETE FROM station")
        conn.close()
        with founded_platform(place / "platform", lambda: T0) as platform:
            ends = _same_log(platform, work / STORE_FILE, key)
            token = platform.add_workstation("B", STREET, "B")
            start = time.perf_counter()
            said = platform.snapshots.keep(STREET, frames(work / STORE_FILE, key), lambda sums, size: Snapshot(
                name=f"s{ends[STREET].seq:012d}", schema=SCHEMA, frames=sums, size=size,
                heads={name: platform.signer.head(name, end) for name, end in ends.items()}))
            cut = time.perf_counter() - start
        size = (work / STORE_FILE).stat().st_size
        result.notes |= {"facts": ends[STREET].seq, "store MB": round(size / 1e6), "wire MB": round(said.size / 1e6),
                         "frames": len(said.frames)}
        floor = _copied(work / STORE_FILE, place / "copy")
        with _server(place / "platform", None) as url, patch.object(offer, "WORTH", 1):  # at any size
            start, worked = time.perf_counter(), time.process_time()
            station, _ = asyncio.run(join(place / "B", url, token, how="file", clock=_city.clock))
            spent, worked = time.perf_counter() - start, time.process_time() - worked
            with station:
                assert station.door.cursor(STREET) == ends[STREET]
                queries = station.queries()
                assert len(queries.ids("closed", T0)) > 0
                queries.close()
    result.add("new workstation, from its token to a desk in step", spent, "s", floor=floor,
               floor_is="durable copy of the same bytes", most=MOST_S)
    result.add("processor time of it, at the workstation", worked, "s")
    result.add("cutting the snapshot on the platform's side", cut, "s", floor=floor, floor_is="durable copy")
    result.add("bytes on the wire of those on disk", said.size / size * 100, "%")
    return result.done()


def _same_log(platform: Platform, store: Path, key: bytes) -> dict[str, Cursor]:
    """Give the platform the log that the store has; where its streams end."""
    ends: dict[str, Cursor] = {}
    conn = connect(store, key, read_only=True)
    with platform._files.write() as tables:
        tables.execute(sa.delete(fact))
        for name, seq, h, start in conn.execute("SELECT stream, seq, h, genesis FROM stream").fetchall():
            ends[name] = Cursor(seq=seq, h=bytes(h), genesis=start)
            tables.execute(sa.update(stream).where(stream.c.street == name).values(seq=seq, h=h, genesis=start))
            rows, before = [], genesis(name, start)
            for n, rts, verdict, body in conn.execute(
                    "SELECT seq, rts, verdict, body FROM fact WHERE stream = ? ORDER BY seq", (name,)):
                before, its = link(before, n, rts, verdict, body), decode(body)
                rows.append((name, n, its.id.bytes, its.subject.bytes, its.sid, its.sseq, its.type, before, rts,
                             verdict, body))
                if len(rows) == PART:
                    insert_many(tables, fact, rows)
                    rows.clear()
            if rows:
                insert_many(tables, fact, rows)
    conn.close()
    assert CITY in ends
    return ends


def _copied(source: Path, to: Path) -> float:
    """Seconds."""
    start = time.perf_counter()
    with source.open("rb") as one, to.open("wb") as two:
        shutil.copyfileobj(one, two, 1 << 20)
        two.flush()
        os.fsync(two.fileno())
    to.unlink()
    return time.perf_counter() - start


if __name__ == "__main__":
    command_line(run, 1_000_000)
