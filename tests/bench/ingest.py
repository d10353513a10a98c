"""What one node of the city platform takes in over PostgreSQL: facts a second, with tokens over HTTP; polls a second.

A real platform process over a real, durable PostgreSQL of this machine; clients of several streets push at once. Beside
it the same rows copied raw into the same table, a durable commit a page. Where PostgreSQL is missing it says so.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import psycopg

from commandcenter.app.clock import now_ms
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.tables import fact
from commandcenter.core.facts import Fact, encode, genesis, link
from commandcenter.paths import ROOT
from commandcenter.sync.wire import (
    MAX_ANSWER,
    MESSAGE_TYPE,
    PROTOCOL,
    PROTOCOL_HEADER,
    Page,
    Pull,
    Push,
    Pushed,
    pack,
    unpack,
)
from tests import postgres
from tests.bench._measure import Report, Result, empty_folder, median
from tests.drills.cluster import children
from tests.sync.streets import EAST, GARDEN, Author
from tests.sync.streets import founded as founded_platform

LEAST = 10_000  # facts a second, issue 4
PAGE, TIMES, POLLS, CALLERS = 1_000, 3, 400, 8
FLOOR = "COPY of the same rows, a durable commit a page"


def run(cases: int = 6_000, report: Report = print) -> dict[str, Any]:
    """Push the facts of so many cases (five each, and the platform's number) of two streets, four workstations each."""
    result = Result("ingest", cases, report)
    if postgres.binaries() is None:
        result.add("pushed", 0, "facts/s")
        result.notes["not run"] = postgres.LOUD
        return result.done()
    rates, floors, polls = [], [], []
    costs: dict[str, list[float]] = {
        f"{whose} a {what}": [] for what in ("fact", "poll") for whose in ("node", "PostgreSQL")}
    with empty_folder() as place, postgres.running(durable=True) as server:
        for turn in range(TIMES if cases >= 1_000 else 1):
            url = server.new()
            folder = place / f"{turn}"
            streets = [EAST, GARDEN] * 2
            with founded_platform(folder, now_ms, url) as platform:
                tokens = [platform.add_workstation(f"{n}", street, chr(65 + n)) for n, street in enumerate(streets)]
            written = [_facts(street, cases // len(streets) or 1, turn * 10 + n) for n, street in enumerate(streets)]
            with _node(folder) as (address, pid):
                used = [_seconds(pid), _of_server(server)]
                count, took = asyncio.run(_push(address, tokens, streets, written))
                rates.append(count / took)
                used += [_seconds(pid), _of_server(server)]
                costs["node a fact"].append((used[2] - used[0]) / count * 1e6)
                costs["PostgreSQL a fact"].append((used[3] - used[1]) / count * 1e6)
                polls.append(asyncio.run(_poll(address, tokens, streets)))
                costs["node a poll"].append((_seconds(pid) - used[2]) / POLLS * 1e6)
                costs["PostgreSQL a poll"].append((_of_server(server) - used[3]) / POLLS * 1e6)
            with Platform.open(folder, clock=now_ms, read_only=True) as platform:
                assert platform.verify().ok
                stored = platform.head(EAST).seq + platform.head(GARDEN).seq
            [(size,)] = server.sql("SELECT pg_total_relation_size('fact')", url.rpartition("/")[2])
            result.notes["bytes stored a fact, with indexes"] = round(int(str(size)) / stored)
            floors.append(_raw(server, written, count))
            report(f"ingest: {rates[-1]:,.0f} facts/s, raw {floors[-1]:,.0f}, {polls[-1]:,.0f} polls/s")
            server.drop(url)
    floor = {"floor": median(floors), "floor_is": FLOOR}
    result.add("pushed over HTTP by 4 workstations of 2 streets, durable in PostgreSQL", median(rates), "facts/s",
               least=LEAST, **floor)
    for what, found in costs.items():  # of the processor: the load of the machine does not change these much
        result.add(f"processor of {what}", median(found), "µs")
    result.add(f"polls with nothing new, {CALLERS} callers at once", median(polls), "polls/s")
    return result.done()


def _facts(street: str, cases: int, seed: int) -> list[Fact]:
    author = Author(street, seed=seed + 1)
    return [made for _ in range(cases) for made in author.case()]


@contextmanager
def _node(folder: Path) -> Iterator[tuple[str, int]]:
    with subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "platform", "--data", str(folder)], cwd=ROOT, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as node:
        assert node.stdout is not None
        try:
            yield node.stdout.readline().removeprefix("listening on ").strip(), node.pid
        finally:
            node.terminate()


def _seconds(pid: int) -> float:
    """Processor time of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _of_server(server: postgres.Postgres) -> float:
    """The same of a PostgreSQL with the processes that serve its connections."""
    return sum(map(_seconds, [server.popen.pid, *children(server.popen.pid)]))


def _caller(address: str, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, trust_env=False, timeout=60, headers={
        "authorization": f"Bearer {token}", "content-type": MESSAGE_TYPE, PROTOCOL_HEADER: str(PROTOCOL)})


async def _push(
    address: str, tokens: list[str], streets: list[str], written: list[list[Fact]]
) -> tuple[int, float]:
    """Push all, each workstation page by page; how many facts were accepted, in how many seconds."""
    packed = [[pack(Push(stream=street, after=0, h="", facts=[msgspec.Raw(encode(one)) for one in facts[at:at + PAGE]]))
               for at in range(0, len(facts), PAGE)] for street, facts in zip(streets, written, strict=True)]
    accepted = 0

    async def send(token: str, pages: list[bytes]) -> None:
        nonlocal accepted
        async with _caller(address, token) as caller:
            for page in pages:
                answer = await caller.post("/sync/push", content=page)
                placed = unpack(Pushed, answer.raise_for_status().content, MAX_ANSWER).results
                accepted += sum(1 for one in placed if one.seq and not one.verdict)

    began = time.perf_counter()
    await asyncio.gather(*(send(token, pages) for token, pages in zip(tokens, packed, strict=True)))
    took = time.perf_counter() - began
    assert accepted == sum(map(len, written)), (accepted, sum(map(len, written)))
    return accepted, took


async def _poll(address: str, tokens: list[str], streets: list[str]) -> float:
    """Pulls at the head of the stream, a second."""
    async with _caller(address, tokens[0]) as caller:
        after, h = 0, ""
        while True:
            answer = await caller.post("/sync/pull", content=pack(Pull(stream=streets[0], after=after, h=h)))
            page = unpack(Page, answer.raise_for_status().content, MAX_ANSWER)
            after, h = page.to.seq, page.to.h
            if after == page.head.seq:
                break
    asked = pack(Pull(stream=streets[0], after=after, h=h))

    async def ask(times: int) -> None:
        async with _caller(address, tokens[0]) as caller:
            for _ in range(times):
                (await caller.post("/sync/pull", content=asked)).raise_for_status()

    began = time.perf_counter()
    await asyncio.gather(*(ask(POLLS // CALLERS) for _ in range(CALLERS)))
    return POLLS / (time.perf_counter() - began)


def _raw(server: postgres.Postgres, written: list[list[Fact]], count: int) -> float:
    """The same facts copied into a table with the same indexes, a durable commit a page; facts a second."""
    url = server.new()
    rows = []
    for n, facts in enumerate(written):
        h = genesis(f"{n}", "raw")
        for seq, one in enumerate(facts, start=1):
            body = encode(one)
            h = link(h, seq, one.wall, 0, body)
            rows.append((f"{n}", seq, one.id.bytes, one.subject.bytes, one.sid, one.sseq, one.type, h, one.wall, 0,
                         body))
    with psycopg.connect(url) as conn:
        conn.execute("CREATE TABLE fact (street text, seq bigint, id bytea, subject bytea, sid text, sseq bigint, "
                     "type text, h bytea, rts bigint, verdict int, body bytea, PRIMARY KEY (street, seq))")
        conn.execute("CREATE UNIQUE INDEX a ON fact (id)")
        conn.execute("CREATE UNIQUE INDEX b ON fact (sid, sseq)")
        conn.commit()
        began = time.perf_counter()
        for at in range(0, len(rows), PAGE):
            with conn.cursor() as cursor, cursor.copy(
                    f"COPY fact ({', '.join(fact.c.keys())}) FROM STDIN WITH (FORMAT BINARY)".encode()) as copy:
                copy.set_types(["text", "int8", "bytea", "bytea", "text", "int8", "text", "bytea", "int8", "int4",
                                "bytea"])
                for row in rows[at:at + PAGE]:
                    copy.write_row(row)
            conn.commit()
        took = time.perf_counter() - began
    server.drop(url)
    return count / took
