"""The fail-over drill: a real Patroni cluster loses its leader under load, and nothing that was acknowledged is lost.

`make drill`, or `python -m tests.drills.patroni [--json]`. Three PostgreSQL nodes (one of the two others must have each
commit before it is answered), three etcd, two platform processes in front, clients that push and pull all the while.
The leader loses its power, hangs, and is changed on purpose; etcd loses its leader, alone and with the database's, and
its majority. In the end every acknowledged fact lies under its number.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commandcenter.app.clock import now_ms
from commandcenter.cityplatform.signer import KEY_FILE
from commandcenter.core.facts import encode
from commandcenter.paths import ROOT
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.rounds import until_quiet
from tests.drills.cluster import Cluster, Node, missing, running
from tests.sync.streets import EAST, GARDEN, Author, ListStreet

SETTLE_S = 6.0  # of load before and after each blow
ALL = ("power cut", "switch-over", "hangs", "etcd leader", "power cut with etcd leader", "etcd majority", "power cut")


class AppNode:
    """A platform process over the cluster, with the key that the first has made."""

    def __init__(self, data: Path, database: str, key: Path) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "platform", "--data", str(data), "--database", database,
             "--signing-key", str(key)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        assert self.popen.stdout is not None
        line = self.popen.stdout.readline()
        assert line.startswith("listening on "), self.popen.communicate()[1]
        self.url = line.removeprefix("listening on ").strip()

    def end(self) -> None:
        self.popen.terminate()
        self.popen.communicate(timeout=20)


class Load(threading.Thread):
    """A workstation that writes, exchanges and reads on, at whichever platform process answers."""

    def __init__(self, n: int, street: str, token: str, urls: list[str]) -> None:
        super().__init__(daemon=True)
        self.street, self.author = ListStreet(street, sid=f"{n:016x}"), Author(street, seed=n)
        self._token, self._urls, self._n = token, urls, n
        self.over = threading.Event()
        self.answered: list[tuple[float, int]] = []  # when (monotonic), how many facts had come back by then
        self.failures: dict[str, int] = {}
        self.fault = ""
        self.written: list[bytes] = []

    def run(self) -> None:
        try:
            asyncio.run(self._work())
        except Exception as err:  # noqa: BLE001 - told by the drill
            self.fault = f"{type(err).__name__}: {err}"

    async def _work(self) -> None:
        turn = self._n
        while True:
            last = self.over.is_set()
            if not last and not self.street.outbox:
                facts = self.author.case()
                self.written += [encode(fact) for fact in facts]
                self.street.write(*facts)
            try:
                async with Client(self._urls[turn % len(self._urls)], self._token, clock=now_ms) as client:
                    while True:
                        await until_quiet(self.street, client)
                        self.answered.append((time.monotonic(), len(self.street.bodies())))
                        if last and not self.street.outbox:
                            return
                        last = self.over.is_set()
                        if not last:
                            facts = self.author.case()
                            self.written += [encode(fact) for fact in facts]
                            self.street.write(*facts)
            except PlatformDown as err:  # what a workstation does: try again, soon, here or there
                self.failures[err.key] = self.failures.get(err.key, 0) + 1
                turn += 1
                await asyncio.sleep(0.2)


def pause(loads: list[Load], since: float) -> float:
    """The longest silence of any workstation since then, seconds."""
    longest = 0.0
    for load in loads:
        times = [since, *(at for at, _ in load.answered if at >= since)]
        longest = max(longest, *(b - a for a, b in zip(times, times[1:], strict=False)), time.monotonic() - times[-1])
    return longest


@dataclass(frozen=True, kw_only=True)
class Blow:
    """What is hit, how it is put right afterwards, and how the leader of the database is to come out of it."""

    hit: Callable[[Cluster, Node], None]
    mend: Callable[[Cluster, Node], None] = lambda cluster, leader: None
    leads: str = "another"  # another | the same | none, until it is mended


def _cut(_cluster: Cluster, leader: Node) -> None:
    leader.signal(signal.SIGKILL)


def _cut_etcd(cluster: Cluster, _leader: Node) -> None:
    hit = cluster.etcd.leader()
    assert hit is not None
    hit.kill()


def _cut_both(cluster: Cluster, leader: Node) -> None:
    _cut_etcd(cluster, leader)
    _cut(cluster, leader)


def _cut_majority(cluster: Cluster, leader: Node) -> None:
    _cut_etcd(cluster, leader)
    next(member for member in cluster.etcd.members if member.running).kill()


def _start_both(cluster: Cluster, leader: Node) -> None:
    cluster.etcd.again()
    leader.start()


BLOWS: Final[dict[str, Blow]] = {
    "power cut": Blow(hit=_cut, mend=lambda cluster, leader: leader.start()),
    "switch-over": Blow(hit=lambda cluster, leader: cluster.switch(leader)),
    "hangs": Blow(hit=lambda cluster, leader: leader.signal(signal.SIGSTOP),
                  mend=lambda cluster, leader: leader.signal(signal.SIGCONT)),
    "etcd leader": Blow(hit=_cut_etcd, mend=lambda cluster, leader: cluster.etcd.again(), leads="the same"),
    "power cut with etcd leader": Blow(hit=_cut_both, mend=_start_both),
    "etcd majority": Blow(hit=_cut_majority, mend=lambda cluster, leader: cluster.etcd.again(), leads="none"),
}


def blow(cluster: Cluster, loads: list[Load], name: str) -> dict[str, object]:
    """Hit the cluster in one way; how long the workstations were without an answer."""
    leader, how = cluster.leader(), BLOWS[name]
    assert leader is not None
    began = time.monotonic()
    acknowledged = sum(load.answered[-1][1] for load in loads)
    how.hit(cluster, leader)
    down = 0.0
    if how.leads == "the same":
        led = cluster.wait("another leader of etcd", lambda: cluster.etcd.leader() is not None)
    elif how.leads == "none":  # nobody may lead, and nobody may commit, until etcd has its majority again
        down = cluster.wait("stepping down", lambda: cluster.leader() is None)
        how.mend(cluster, leader)
        led = cluster.wait("a leader again", lambda: cluster.leader() is not None)
    else:
        led = cluster.wait("another leader", lambda: cluster.leader() not in (None, leader))
    answered = time.monotonic()
    cluster.wait("answers", lambda: all(load.answered[-1][0] > answered or load.fault for load in loads))
    silence = pause(loads, began)
    kept = cluster.leader() is leader
    if how.leads != "none":
        how.mend(cluster, leader)
    cluster.whole()
    time.sleep(SETTLE_S)
    return {"blow": name, "leader": leader.name, "acknowledged_before": acknowledged, "stepped_down_s": round(down, 1),
            "new_leader_s": round(led, 1), "same_leader": kept, "longest_silence_s": round(silence, 1)}


def drill(folder: Path, blows: list[str], stations: int) -> dict[str, object]:
    """Run it. The result's `lost` counts what was acknowledged and is not there, or not as it was."""
    began_at, load_before = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()), os.getloadavg()[0]
    with running() as cluster:
        sys.stderr.write(f"{cluster.versions}\n")
        said = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "platform", "--data", str(folder / "first"), "--new", "--database",
             cluster.url, "--json"], capture_output=True, text=True, check=True)
        assert json.loads(said.stdout)["streams"]
        apps = [AppNode(folder / f"app{n}", cluster.url, folder / "first" / KEY_FILE) for n in range(2)]
        loads: list[Load] = []
        try:
            for n in range(stations):
                street = (EAST, GARDEN)[n % 2]
                loads.append(Load(n + 1, street, _token(folder / "first", street, chr(65 + n // 2)),
                                  [app.url for app in apps]))
            began = time.monotonic()
            for load in loads:
                load.start()
            cluster.wait("first answers", lambda: all(load.answered or load.fault for load in loads))
            time.sleep(SETTLE_S)
            report = []
            for name in blows:
                report.append(blow(cluster, loads, name))
                sys.stderr.write(f"{report[-1]}\n")
            for load in loads:
                load.over.set()
            for load in loads:
                load.join(60)
            took = time.monotonic() - began
            faults = [load.fault for load in loads if load.fault] + [
                "does not end" for load in loads if load.is_alive()]
            lost = _lost(folder / "first", loads, apps[0].url)
            verified = subprocess.run(
                [sys.executable, str(ROOT / "main.py"), "verify", "--data", str(folder / "first"), "--json"],
                capture_output=True, text=True, check=False)
        finally:
            for app in apps:
                app.end()
    accepted = sum(len(load.written) for load in loads)
    failures: dict[str, int] = {}
    for load in loads:
        for key, count in load.failures.items():
            failures[key] = failures.get(key, 0) + count
    return {"versions": cluster.versions, "began": began_at,
            "load": [round(load_before, 1), round(os.getloadavg()[0], 1)], "blows": report, "workstations": stations,
            "seconds": round(took, 1), "written": accepted, "lost": lost, "faults": faults,
            "verified": verified.returncode == 0, "failures": failures}


def _token(data: Path, street: str, letter: str) -> str:
    said = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "platform", "--data", str(data), "--add", f"{letter}台",
         "--street", street, "--letter", letter, "--json"], capture_output=True, text=True, check=True)
    return str(json.loads(said.stdout)["token"])


def _lost(data: Path, loads: list[Load], url: str) -> int:
    """Acknowledged facts (each under its number, in its bytes) and written ones that a new one does not find."""
    lost = 0
    for street in (EAST, GARDEN):
        fresh = ListStreet(street, sid="f" * 16)

        async def fetch(fresh: ListStreet = fresh, street: str = street) -> None:
            async with Client(url, _token(data, street, "Z"), clock=now_ms) as client:
                await until_quiet(fresh, client)

        asyncio.run(fetch())
        whole, there = fresh.logs[street], set(fresh.bodies())
        for load in loads:
            if load.street.street == street:
                mine = load.street.logs[street]
                lost += sum(1 for a, b in zip(mine, whole, strict=False) if a != b) + max(0, len(mine) - len(whole))
                lost += sum(1 for body in load.written if body not in there)
    return lost


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--stations", type=int, default=6)
    asked.add_argument("--blows", default=",".join(ALL), help=f"some of {', '.join(BLOWS)}")
    args = asked.parse_args()
    asked_for = args.blows.split(",")
    if strange := set(asked_for) - BLOWS.keys():
        asked.error(f"unknown: {', '.join(sorted(strange))}")
    if missing():
        sys.stderr.write(f"*** not run: there is no {', no '.join(missing())}; `make drill` sets them up ***\n")
        return 3
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended from outside, it still ends what it started
    with tempfile.TemporaryDirectory() as folder:
        report = drill(Path(folder), asked_for, args.stations)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=None if args.json else 1) + "\n")
    return 0 if not report["lost"] and not report["faults"] and report["verified"] else 1


if __name__ == "__main__":
    sys.exit(main())
