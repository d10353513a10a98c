"""Disks that are full, at every write, and disks that flip bits: on the workstation and on the platform."""

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from commandcenter import paths
from commandcenter.cityplatform.files import FILE, PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.store.engine import STORE_FILE, open_store
from commandcenter.store.errors import StoreError
from commandcenter.store.verify import verify
from tests.faults.city import copied
from tests.faults.desks import town
from tests.faults.figures import many, note
from tests.faults.nursery_side import nursery
from tests.faults.powercut import Recorder
from tests.faults.test_killed import Street
from tests.sync.streets import EAST, T0


@pytest.mark.timeout(300)
def test_a_workstation_whose_disk_is_full_says_so_and_loses_nothing(ground, disk):
    """RLIMIT_FSIZE: the operating system refuses what is written beyond a size."""
    refused = 0
    with nursery() as platform, nursery() as cradle:
        street = Street(ground, disk, platform)
        street.serve()
        for room in (1, 20_000, 60_000, 150_000)[:many(2, 4)]:
            cradle.start(job="workstation", folder=str(street.station), key=ground.key.hex(), url=street.url,
                         letter="A", token=ground.token("A"), times=40, cases=[], seed=room, file_room=room)
            ended, said = cradle.end()
            assert ended == 0
            assert {words[1] for words in said if words[0] == "store"} == {"disk-full"}
            refused += sum(words[0] == "store" for words in said)
            street.took(said)
            street.check()
        street.exchanged()
        platform.kill()
    street.whole()
    note("disk full", workstation_refusals=refused, saved=len(street.saved), lost=0)


@pytest.mark.timeout(300)
def test_a_platform_whose_disk_is_full_says_so_and_loses_nothing(ground, disk):
    refused = 0
    with town(ground, disk) as street:
        for room in (1, 30_000, 100_000)[:many(2, 3)]:
            street.stop()
            street.serve(file_room=room)
            said = set()
            for _ in range(60):
                for desk in street.desks:
                    desk.report(2)
                    said.add(desk.sync(street.url))
                if "disk_full" in said:
                    break
            refused += 1
            assert said <= {"", "disk_full"}
            assert "disk_full" in said
        street.stop()
        street.serve()
        facts = street.whole()
    note("disk full", platform_refusals=refused, facts=facts)


@pytest.mark.timeout(600)
def test_a_disk_that_is_full_at_any_write_leaves_the_store_as_it_was(ground, disk):
    """Below the engine: after so many bytes nothing more can be written, then there is room again."""
    with town(ground, disk) as street:
        one, two = street.desks
        recorder = Recorder(one.folder)
        one.store.close()
        full = others = 0
        with recorder.recording(), open_store(one.folder, ground.key, paths.MIGRATIONS) as store:
            one.store = store
            one.start()
            for room in range(0, 200_000, many(20_000, 1_500)):
                two.report(2, notes=3)
                assert two.sync(street.url) == ""
                before = one.door.cursor(EAST), len(one.door.waiting(1000))
                recorder.room = room
                try:
                    one.report(notes=1)
                    one.sync(street.url)
                except StoreError as err:
                    full += err.key == "disk-full"
                    others += err.key != "disk-full"
                recorder.room = None
                assert one.door.cursor(EAST).seq >= before[0].seq
                assert verify(store, EAST).problems == ()
                assert one.sync(street.url) == ""
            assert full
            assert not others
            facts = street.whole()
    note("disk full", writes_refused=full, facts=facts)


def _flip(file, dice):
    content = bytearray(file.read_bytes())
    at = dice.randrange(len(content))
    content[at] ^= 1 << dice.randrange(8)
    file.write_bytes(content)


@pytest.fixture
def aged(ground, disk):
    """A workstation and a platform that have worked, closed, with all in one file each."""
    with town(ground, disk) as street:
        street.desks[0].report(6, notes=2)
        street.whole()
        street.desks[0].report(2, notes=1)  # waits
    for folder, name in ((street.desks[0].folder, STORE_FILE), (street.folder, FILE)):
        assert not (folder / f"{name}-wal").exists() or not (folder / f"{name}-wal").stat().st_size or name == FILE
    with Platform.open(street.folder, clock=lambda: T0) as platform, platform._files.write() as conn:
        conn.exec_driver_sql("SELECT 1")
    return street


@pytest.mark.timeout(600)
def test_every_flipped_bit_of_a_workstation_is_noticed(ground, disk, aged):
    dice = random.Random(5)
    flips = many(15, 300)
    for n in range(flips):
        folder = copied(aged.desks[0].folder, disk / "flipped")
        _flip(folder / STORE_FILE, dice)
        try:
            with open_store(folder, ground.key, paths.MIGRATIONS) as store:
                said = {problem.key for problem in verify(store, EAST).problems}
        except StoreError as err:
            said = {err.key}
        assert said & {"store-broken", "page-broken"}, (n, said)
    note("flipped bits", workstation_flips=flips, workstation_unnoticed=0)


def _content(file):
    with closing(sqlite3.connect(file)) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(map(repr, conn.execute(f'SELECT * FROM "{table}"'))) for table in tables}


@pytest.mark.timeout(600)
def test_every_flipped_bit_of_the_platform_is_noticed_or_changes_no_fact(disk, aged):
    """The platform's file is not encrypted: what is noticed is what the streams hold."""
    dice = random.Random(6)
    flips, noticed = many(15, 300), 0
    whole = _content(aged.folder / FILE)
    for n in range(flips):
        folder = copied(aged.folder, disk / "flipped")
        _flip(folder / FILE, dice)
        try:
            with Platform.open(folder, clock=lambda: T0) as platform:
                differs = bool(platform.verify().differences)
        except PlatformError:
            differs = True
        if differs:
            noticed += 1
            continue
        after = _content(folder / FILE)
        assert {name: after[name] for name in ("fact", "stream", "session", "number")} == {
            name: whole[name] for name in ("fact", "stream", "session", "number")}, n
        shutil.rmtree(folder)
    note("flipped bits", platform_flips=flips, platform_noticed=noticed, platform_harmless=flips - noticed)
