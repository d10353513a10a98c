"""Processes that are killed: python -m tests.faults.nursery. It imports everything once; each job is a fork of it.

A job is a line of JSON on standard input. What the job says goes to standard output; after its end comes `ended N`,
the number of the signal that ended it, or 0.
"""

import asyncio
import ctypes
import json
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from commandcenter import paths
from commandcenter.cityplatform import serve
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.door.door import Door
from commandcenter.store.engine import open_store
from commandcenter.store.errors import StoreError
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.rounds import round_trip
from tests import makes
from tests.faults import points
from tests.sync.streets import EAST, T0

_START = time.monotonic_ns()


def _clock() -> int:
    return T0 + (time.monotonic_ns() - _START) // 1_000_000


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def platform(job: dict[str, Any]) -> None:
    """Serve a platform's folder."""
    tls = tuple(Path(file) for file in job["tls"]) if "tls" in job else None
    serve.run(Path(job["folder"]), job["port"], clock=_clock, tls=tls)


def _limited(job: dict[str, Any]) -> None:
    """Let the files of the job's folder, or its memory, grow by so many bytes and no more."""
    if room := job.get("file_room"):
        largest = max(file.stat().st_size for file in Path(job["folder"]).glob("*.db*"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, resource.RLIM_INFINITY))
    if room := job.get("memory_room"):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + room, resource.RLIM_INFINITY))


def workstation(job: dict[str, Any]) -> None:
    """People act and the workstation exchanges, so many times; says what the screen would show as saved."""
    key = bytes.fromhex(job["key"])
    with open_store(Path(job["folder"]), key, paths.MIGRATIONS) as store:
        door = Door(store, street=EAST, letter=job["letter"], clock=_clock, new_id=uuid4)
        asyncio.run(_work(door, job))


async def _work(door: Door, job: dict[str, Any]) -> None:
    dice = random.Random(job["seed"])
    known = [UUID(i) for i in job["cases"]]
    async with Client(job["url"], job["token"], clock=_clock) as client:
        for _ in range(job["times"]):
            for _ in range(dice.randint(1, 3)):
                case_id = dice.choice(known) if known and dice.random() < 0.4 else uuid4()
                try:
                    if case_id in known:
                        door.submit(r.Note(case_id=case_id, actor="u", role=Role.DISPATCHER, text="电话已通知"))
                    else:
                        door.submit(makes.report(case_id, source="inspection"))
                        known.append(case_id)
                    _say("saved", door.entries(case_id)[-1].fact.id)
                except StoreError as err:
                    _say("store", err.key)
            try:
                await round_trip(door, client)
                _say("exchanged")
            except PlatformDown as err:
                _say("down", err.key)
            except StoreError as err:
                _say("store", err.key)


JOBS = {"platform": platform, "workstation": workstation}


def end_with_parent() -> None:
    """Whoever started this process may be killed itself; then nobody is left to end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def main() -> None:
    end_with_parent()
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if not child:
            end_with_parent()
            with points.armed(job.get("die", "")):
                _limited(job)
                JOBS[job["job"]](job)
            sys.stdout.flush()
            os._exit(0)
        _say("started", child)
        _, status = os.waitpid(child, 0)
        _say("ended", os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))


if __name__ == "__main__":
    main()
