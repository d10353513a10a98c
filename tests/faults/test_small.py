"""Small machines: a disk that is full for real (a tmpfs), little memory, a clock that is ten years off."""

import logging
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commandcenter.sync.tls import trusting
from tests.certificates import Authority
from tests.faults.city import copied
from tests.faults.desks import town
from tests.faults.figures import many, note
from tests.faults.nursery_side import nursery
from tests.faults.test_killed import Street

MB = 1024 * 1024
YEARS = timedelta(days=3652)


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A file system of its own in memory; where none may be mounted (nobody but root may), the test says so."""
    at.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(at)], capture_output=True, text=True)
    if done.returncode:
        logging.getLogger("commandcenter.tests").error("NO SMALL DISK: %s", done.stderr.strip())
        pytest.skip(f"NOT TESTED: no small disk can be mounted here ({done.stderr.strip()})")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def _room(at: Path, room: int) -> None:
    """Let so many bytes be free from now on."""
    used = sum(file.stat().st_blocks * 512 for file in at.rglob("*") if file.is_file())
    subprocess.run(["mount", "-o", f"remount,size={used + room}", str(at)], check=True)


@pytest.mark.timeout(300)
def test_a_small_disk_that_fills_up_loses_nothing_on_either_side(ground, disk):
    """The workstation's disk first, then the platform's; then both have room again."""
    refused = down = 0
    with nursery() as platform, nursery() as cradle, small_disk(disk / "a") as mine, small_disk(disk / "b") as theirs:
        street = Street(ground, disk, platform)
        street.station = copied(ground.station, mine / "A")
        street.platform = copied(ground.platform, theirs / "platform")
        street.serve()
        for room in (0, 40_000, 150_000)[:many(2, 3)]:
            _room(mine, room)
            street.seed += 1
            cradle.start(job="workstation", folder=str(street.station), key=ground.key.hex(), url=street.url,
                         letter="A", token=ground.token("A"), times=40, cases=[], seed=street.seed)
            ended, said = cradle.end()
            street.took(said)
            if ended:  # no room even to open it
                assert room == 0
            assert {words[1] for words in said if words[0] == "store"} <= {"disk-full"}
            refused += sum(words[0] == "store" for words in said) + bool(ended)
            _room(mine, 32 * MB)
            street.check()
        street.exchanged()
        for room in (0, 60_000)[:many(1, 2)]:
            _room(theirs, room)
            for _ in range(20):
                street.work(cradle, times=20)
                ended, said = cradle.end()
                assert ended == 0
                street.took(said)
                down += sum(words[0] == "down" for words in said)
                assert {words[1] for words in said if words[0] == "down"} <= {"disk_full"}
                if down:
                    break
            _room(theirs, 32 * MB)
            street.exchanged()
        platform.kill()
        facts = street.whole()
    assert refused
    assert down
    note("small disk", workstation_refusals=refused, platform_refusals=down, saved=len(street.saved), facts=facts,
         lost=0)


@pytest.mark.timeout(600)
def test_a_workstation_with_little_memory_takes_what_a_street_wrote_in_a_week(ground, disk):
    """RLIMIT_AS on the workstation: so much address space beyond what it has at its start, stacks of threads too."""
    with town(ground, disk) as street, nursery() as cradle:
        one, two = street.desks
        two.report(many(120, 1400), notes=4)
        assert two.sync(street.url) == ""
        one.store.close()
        cradle.start(job="workstation", folder=str(one.folder), key=ground.key.hex(), url=street.url, letter="A",
                     token=ground.token("A"), times=2, cases=[], seed=1, memory_room=256 * MB)
        ended, said = cradle.end()
        assert ended == 0
        assert [words[0] for words in said].count("exchanged") == 2
        one.reopened(ground)
        facts = street.whole()
        one.store.close()
    note("little memory", facts=facts, room_mb=256, lost=0)


@pytest.mark.parametrize("off", [-YEARS, YEARS], ids=["ten years behind", "ten years ahead"])
def test_a_computer_whose_clock_is_ten_years_off_says_so_and_loses_nothing(ground, disk, off):
    """By its clock the city's certificate is not valid yet, or has expired. The work goes on, and once the clock is
    right, so does the exchange."""
    city = Authority()
    today = datetime.fromtimestamp(disk.stat().st_mtime, UTC)  # what the computer takes for today
    valid = {"begins": today - off - timedelta(days=90), "ends": today - off + timedelta(days=90)}
    wrong, right = city.issue(disk, "wrong", **valid), city.issue(disk, "right")
    with town(ground, disk, desks=1) as street:
        (desk,) = street.desks
        desk.verify = trusting(city.pem)
        street.stop()
        street.serve(tls=[str(wrong.cert), str(wrong.key)])
        for _ in range(2):
            desk.report(2, notes=1)
            assert desk.sync(street.url) == ("tls_not_yet" if off < timedelta() else "tls_expired")
        waits = len(desk.door.waiting(100))
        assert waits == len(desk.saved)
        street.stop()
        street.serve(tls=[str(right.cert), str(right.key)])
        facts = street.whole()
    note("clocks and certificates", waited=waits, facts=facts, clocks=1, lost=0)
