"""Ten times the usual backlog, from twenty workstations at once, to a platform that may not take more memory."""

import asyncio
import resource
import time
from pathlib import Path
from threading import Barrier, Thread

import pytest

from commandcenter.cityplatform.platform import Platform
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.rounds import until_quiet
from tests.faults import invariants
from tests.faults.city import copied
from tests.faults.figures import LONG, many, note
from tests.faults.nursery_side import nursery
from tests.sync.streets import EAST, T0, Author, ListStreet

STATIONS = 20
EACH = many(140, 700)  # facts; 700 are seven days of a busy street
MEMORY = 400 * 1024 * 1024  # of address space beyond what the process has when it starts


class _Station(Thread):
    """A workstation whose log is a list, so that the load is the platform's; the exchange is the product's."""

    def __init__(self, url: str, token: str, seed: int, start: Barrier) -> None:
        super().__init__()
        self.url, self.token, self.start_line = url, token, start
        self.street, self.refused, self.trouble = ListStreet(sid=f"{seed:016x}"), 0, ""
        author = Author(seed=seed)
        for _ in range(EACH // 5):
            self.street.write(*author.case())

    def run(self) -> None:
        self.start_line.wait()
        for _ in range(50):
            try:
                asyncio.run(self._exchange())
            except PlatformDown as err:
                self.refused += 1
                self.trouble = err.key
                time.sleep(0.2)
            else:
                self.trouble = ""
                return

    async def _exchange(self) -> None:
        async with Client(self.url, self.token, clock=lambda: T0) as client:
            await until_quiet(self.street, client)


@pytest.mark.timeout(900)
def test_twenty_workstations_come_back_at_once_with_ten_times_the_backlog(ground, disk):
    folder = copied(ground.platform, disk / "platform")
    with Platform.open(folder, clock=lambda: T0) as platform:
        tokens = [platform.add_workstation(f"{n} 台", EAST, f"T{n}") for n in range(STATIONS)]
    with nursery() as cradle:
        cradle.start(job="platform", folder=str(folder), port=0, memory_room=MEMORY)
        url = cradle.line()[-1]
        start = Barrier(STATIONS)
        stations = [_Station(url, token, seed, start) for seed, token in enumerate(tokens)]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for station in stations:
            station.start()
        for station in stations:
            station.join()
        assert [station.trouble for station in stations] == [""] * STATIONS
        for station in stations:
            asyncio.run(station._exchange())
        peak = _peak(cradle.child)
        cradle.kill()
    logs = [station.street.bodies() for station in stations]
    assert all(log == logs[0] for log in logs)
    assert all(station.street.outbox == [] for station in stations)
    with Platform.open(folder, clock=lambda: T0, read_only=True) as platform:
        audit = platform.verify(EAST)
        assert audit.differences == ()
        assert invariants.ordered(invariants.log_of(platform)) == []
    assert audit.streams[0].facts >= STATIONS * EACH
    note("ten times the backlog", facts=STATIONS * EACH, workstations=STATIONS, platform_peak_mb=peak, lost=0,
         grown_here_mb=(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 if LONG else 0)


def _peak(pid: int) -> int:
    """The largest memory that a process had, MB."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
