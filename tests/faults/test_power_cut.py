"""Power cuts on the workstation and on the platform: what was shown as saved, or answered, is still there."""

import random
import shutil
from pathlib import Path
from unittest import mock
from uuid import UUID, uuid4

import httpx
import pytest

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.web import application
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.door.door import Door
from commandcenter.store import engine
from commandcenter.store.engine import open_store
from commandcenter.store.verify import verify
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests.faults import invariants
from tests.faults.city import Ground, copied, run
from tests.faults.figures import many, note
from tests.faults.powercut import Recorder
from tests.sync.streets import EAST, T0, URL


def _busy(ground: Ground, folder: Path, recorder: Recorder, rounds: int) -> None:
    """A workstation and a platform at work in one process, with what they tell."""
    with (Platform.open(folder / "platform", clock=lambda: T0) as platform,
          open_store(folder / "A", ground.key, paths.MIGRATIONS) as store):
        for one in (store.engine, platform._files._writer):
            with one.connect() as conn:  # a checkpoint every few pages, so that cuts fall into one
                conn.exec_driver_sql("PRAGMA wal_autocheckpoint = 40")
        door = Door(store, street=EAST, letter="A", clock=lambda: T0, new_id=uuid4)
        for _ in range(rounds):
            for _ in range(3):
                case = door.submit(makes.report(source="inspection"))
                recorder.told(("saved", case.head))
                door.submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="电话已通知"))
                recorder.told(("saved", door.entries(case.id)[-1].fact.id))
            waiting = [w.id for w in door.waiting(100)]
            _exchange(platform, ground, door)
            recorder.told(("answered", waiting))


def _exchange(platform: Platform, ground: Ground, door: Door) -> None:
    async def work() -> None:
        transport = httpx.ASGITransport(application(platform))
        async with Client(URL, ground.token("A"), clock=lambda: T0, transport=transport) as client:
            await until_quiet(door, client)

    run(work)


@pytest.fixture
def recorded(ground, disk):
    folder, before = disk / "live", disk / "before"
    copied(ground.platform, folder / "platform")
    copied(ground.station, folder / "A")
    shutil.copytree(folder, before)
    recorder = Recorder(folder)
    with recorder.recording():
        _busy(ground, folder, recorder, 6)
    kinds = {step.kind for step in recorder.steps}
    assert {"write", "sync", "told"} <= kinds
    return recorder, before


def _ids(store, where: str = "") -> set[UUID]:
    with store.read() as conn:
        return {UUID(bytes=i) for (i,) in conn.exec_driver_sql(f"SELECT id FROM fact {where}")}


@pytest.mark.timeout(600)
def test_what_was_shown_as_saved_survives_power_cuts_on_both_sides(ground, disk, recorded):
    recorder, before = recorded
    dice = random.Random(11)
    cuts = many(20, 400)
    for n in range(cuts):
        after = disk / "after"
        told = recorder.lost(before, after, dice.randrange(len(recorder.steps)), dice)
        saved = {what for kind, what in told if kind == "saved"}
        answered = {i for kind, what in told if kind == "answered" for i in what}
        with Platform.open(after / "platform", clock=lambda: T0) as platform:
            assert platform.verify().differences == (), n
            assert answered <= _ids(platform._files, f"WHERE street = '{EAST}'"), n
            with open_store(after / "A", ground.key, paths.MIGRATIONS) as store:
                assert store.reader().execute("PRAGMA cipher_integrity_check").fetchall() == [], n
                assert saved <= _ids(store), n
                assert verify(store, EAST).problems == (), n
                door = Door(store, street=EAST, letter="A", clock=lambda: T0, new_id=uuid4)
                _exchange(platform, ground, door)
                assert saved <= _ids(platform._files), n
                assert door.cursor(EAST) == platform.head(EAST)
                assert door.waiting(1) == [], n
                assert invariants.ordered(invariants.log_of(platform)) == [], n
                assert verify(store, EAST).state_digest == platform.verify(EAST).streams[0].state_digest, n
        shutil.rmtree(after)
    note("power cut", cuts=cuts, writes=sum(step.kind == "write" for step in recorder.steps), lost=0)


@pytest.mark.timeout(600)
def test_with_a_sync_left_out_power_cuts_would_lose_what_was_shown(ground, disk):
    """The control: the cuts bite where commits are not synced."""
    folder, before = disk / "live", disk / "before"
    copied(ground.platform, folder / "platform")
    copied(ground.station, folder / "A")
    shutil.copytree(folder, before)
    recorder = Recorder(folder)
    real = engine.connect

    def careless(path, key, *, read_only=False):
        conn = real(path, key, read_only=read_only)
        conn.execute("PRAGMA synchronous = NORMAL")
        return conn

    with mock.patch.object(engine, "connect", careless), recorder.recording():
        _busy(ground, folder, recorder, 2)
    dice = random.Random(12)
    lossy, cuts = 0, many(10, 100)
    for _ in range(cuts):
        at = dice.choice([n for n, step in enumerate(recorder.steps, 1) if step.told and step.told[0] == "saved"])
        told = recorder.lost(before, disk / "after", at, dice)  # at once after the screen has shown it
        with open_store(disk / "after" / "A", ground.key, paths.MIGRATIONS) as store:
            lossy += not {what for kind, what in told if kind == "saved"} <= _ids(store)
        shutil.rmtree(disk / "after")
    assert lossy, "no cut lost anything"
    note("power cut", control_cuts=cuts, control_lossy=lossy)
