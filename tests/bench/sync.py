"""The exchange over loopback with a real server process, TLS, tokens, encrypted stores and real doors on both sides.

Facts a second out and in, bytes a fact on the wire, a round with nothing to do; beside the raw durable insert of the
same bytes into the same table on the same engine.
"""

import asyncio
import json
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commandcenter import paths
from commandcenter.app.station import Station
from commandcenter.core.facts import Fact, encode
from commandcenter.door.door import Door
from commandcenter.store import keys, views
from commandcenter.store import log as facts_log
from commandcenter.store.engine import connect
from commandcenter.sync import client as client_module
from commandcenter.sync import wire
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import Round, until_quiet
from tests.bench import _city
from tests.bench._city import STREET, T0
from tests.bench._measure import Report, Result, command_line, empty_folder, environment, median, took
from tests.sync.streets import founded as founded_platform

PAGE = 1_000
TIMES = 3
LEAST, SHARE, BYTES = 15_000, 0.3, 180  # house.md §6
QUIET = 10.0  # ms, of a round with nothing to do
FLOOR = "raw durable insert, pages of 1,000"


class Wire:
    """Counts the bytes of the messages, by wrapping what packs and unpacks them in the client."""

    def __init__(self) -> None:
        self.out = self.back = 0

    def __enter__(self) -> "Wire":
        self._kept = client_module.pack, client_module.unpack

        def pack(message: wire.Form) -> bytes:
            packed = wire.pack(message)
            self.out += len(packed)
            return packed

        def unpack(kind: Any, packed: bytes, cap: int) -> Any:
            self.back += len(packed)
            return wire.unpack(kind, packed, cap)

        client_module.pack, client_module.unpack = pack, unpack
        return self

    def __exit__(self, *_: object) -> None:
        client_module.pack, client_module.unpack = self._kept


def run(cases: int = 4_000, report: Report = print) -> dict[str, Any]:
    """Exchange the facts of so many cases (four or five each)."""
    result = Result("sync", cases, report)
    pushes, sends, pulls, floors, quiet = [], [], [], [], []
    facts_count = 0
    for turn in range(TIMES if cases >= 1_000 else 1):
        with empty_folder() as place:
            with founded_platform(place / "platform", lambda: T0) as platform:
                tokens = [platform.add_workstation(letter, STREET, letter) for letter in "AB"]
                seq = platform.head(STREET).seq
            certificate = _certificate(place)
            with _server(place / "platform", certificate) as url, _joined(place / "A") as one, _joined(
                    place / "B") as two:
                trusted = ssl.create_default_context(cafile=str(certificate)) if certificate else True
                asyncio.run(_round(one.door, url, tokens[0], trusted))  # the documents
                asyncio.run(_round(two.door, url, tokens[1], trusted))
                facts = _work(one, cases, seed=turn + 1)
                facts_count = len(facts)
                with Wire() as counted:
                    answered: list[float] = []
                    start = time.perf_counter()
                    done = asyncio.run(_round(one.door, url, tokens[0], trusted, answered))
                    pushes.append(done.pushed / (time.perf_counter() - start))
                    sends.append(done.pushed / (answered[-1] - start))
                    assert (done.pushed, done.pending) == (facts_count, 0)
                    result.notes["bytes out a fact"] = round(counted.out / facts_count, 1)
                with Wire() as counted:
                    start = time.perf_counter()
                    done = asyncio.run(_round(two.door, url, tokens[1], trusted))
                    pulls.append(done.pulled / (time.perf_counter() - start))
                    result.notes["bytes in a fact"] = round(counted.back / done.pulled, 1)
                quiet += asyncio.run(_idle(two.door, url, tokens[1], trusted))
                assert one.door.cursor(STREET) == two.door.cursor(STREET)
                assert one.door.cursor(STREET).seq >= seq + facts_count
            floors.append(_raw_insert(place, facts))
        report(f"sync: push {pushes[-1]:,.0f}, send {sends[-1]:,.0f}, pull {pulls[-1]:,.0f}, raw {floors[-1]:,.0f} /s")
    raw = median(floors)
    least = min(LEAST, SHARE * raw)
    rate = {"floor": raw, "floor_is": FLOOR, "least": least}
    result.add("push: until the platform has them all, durably", median(sends), "facts/s", **rate)
    result.add("push: out, back with their numbers, placed", median(pushes), "facts/s", floor=raw, floor_is=FLOOR)
    result.add("pull: in, chain checked, folded, views written", median(pulls), "facts/s", **rate)
    result.add("out", result.notes["bytes out a fact"], "B a fact", most=BYTES)
    result.add("in", result.notes["bytes in a fact"], "B a fact", most=BYTES)
    result.add("round with nothing to do", median(quiet), "ms", most=QUIET)
    result.notes |= {"facts": facts_count, "tls": certificate is not None}
    return result.done()


@contextmanager
def _joined(folder: Path) -> Iterator[Station]:
    """A new workstation that the platform knows, without documents yet."""
    from commandcenter.app.station import found

    with found(folder, _city.ABOUT, "bench", how="file", clock=_city.clock) as station:
        yield station


def _work(station: Station, cases: int, seed: int) -> list[Fact]:
    """Cases worked at this desk, waiting in its outbox; written in bulk, as its own session."""
    writer = _city.author(station, seed=seed, places=min(200, cases))
    facts: list[Fact] = []
    folded = {}
    for n in range(cases):
        case, made = writer.case(steps=3 + n % 2, since=T0 - 3 * _city.DAY, to=T0, numbered=False)
        facts += made
        folded[case.id] = None
    with station.store.write() as conn:
        facts_log.append(conn, facts)
        ids = list(folded)
        for start in range(0, len(ids), 400):
            views.write_cases(conn, views.fold_subjects(conn, ids[start:start + 400]), station.door.sight)
    return facts


async def _round(door: Door, url: str, token: str, trusted: ssl.SSLContext | bool,
                 answered: list[float] | None = None) -> Round:
    """Exchange all; `answered` hears when the platform said of a batch that it has it (time.perf_counter())."""
    async with Client(url, token, clock=_city.clock, verify=trusted) as client:
        push = client.push

        async def timed(*batch: Any) -> wire.Pushed:
            answer = await push(*batch)
            answered.append(time.perf_counter())
            return answer

        if answered is not None:
            client.push = timed
        return await until_quiet(door, client)


async def _idle(door: Door, url: str, token: str, trusted: ssl.SSLContext | bool) -> list[float]:
    out = []
    async with Client(url, token, clock=_city.clock, verify=trusted) as client:
        for _ in range(20):
            start = time.perf_counter()
            await until_quiet(door, client)
            out.append((time.perf_counter() - start) * 1000)
    return out


def _raw_insert(place: Path, facts: list[Fact]) -> float:
    """Facts a second into an empty store's fact table, a durable commit a page."""
    folder = place / "raw"
    with _joined(folder):
        pass
    conn = connect(folder / "street.db", keys.load(folder))
    rows = [(f.id.bytes, f.street, f.subject.bytes, f.type, f.sid, f.sseq, encode(f), n, f.at, 0)
            for n, f in enumerate(facts, start=1)]

    def insert() -> None:
        for start in range(0, len(rows), PAGE):
            conn.execute("BEGIN IMMEDIATE")
            conn.executemany(facts_log._INSERT, rows[start:start + PAGE])
            conn.execute("COMMIT")

    spent = took(insert)
    conn.close()
    return len(rows) / spent * 1000


@contextmanager
def _server(folder: Path, certificate: Path | None) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench._probe", "platform", str(folder), str(certificate or "")],
        cwd=paths.ROOT, text=True, stdout=subprocess.PIPE, env=environment())
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _certificate(place: Path) -> Path | None:
    """A certificate of its own for 127.0.0.1 with its key, in one file; None where there is no openssl."""
    tool = shutil.which("openssl")
    if tool is None:
        return None
    file = place / "platform.pem"
    made = subprocess.run(
        [tool, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1000",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(place / "key.pem"),
         "-out", str(place / "cert.pem")], check=False, capture_output=True)
    if made.returncode:
        return None
    file.write_bytes((place / "cert.pem").read_bytes() + (place / "key.pem").read_bytes())
    return file


if __name__ == "__main__":
    command_line(run, 4_000)
