"""A damaged store gives up what can still be read of its outbox, whatever page is broken, and says how much that is."""

import io
import json
import random
import shutil
from uuid import UUID, uuid4

import pytest

from commandcenter.app import packages
from commandcenter.app.cli import main
from commandcenter.app.station import About, fields
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.facts import decode
from commandcenter.store import keys
from commandcenter.store import log as facts_log
from commandcenter.store.engine import STORE_FILE, connect
from commandcenter.store.errors import StoreError
from commandcenter.store.salvage import salvage
from tests import makes
from tests.faults.city import Ground, copied
from tests.faults.desks import Desk, town
from tests.faults.figures import many, note
from tests.sync.streets import EAST, T0

PAGE = 4096
WAITING = 100


@pytest.fixture
def worn(ground: Ground, disk):
    """A workstation that has exchanged much and has WAITING facts that wait, some longer than a page."""
    with town(ground, disk, desks=1) as street:
        (desk,) = street.desks
        desk.report(20, notes=3)
        assert desk.sync(street.url) == ""
        with desk.store.write() as conn:
            for name, value in fields(About(**_ABOUT)).items():
                facts_log.remember(conn, name, value)
        keys.write_token(desk.folder, desk.token, ground.key)
        desk.start()
        desk.report(WAITING // 4 - 1, notes=3)
        case = desk.door.submit(makes.report(uuid4(), source="inspection"))
        for length in (200, 900, 1900):
            desk.door.submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="很" * length))
        assert len(desk.door.waiting(1000)) == WAITING
        open_copy = copied(desk.folder, disk / "open")  # as a killed process leaves it: the newest is in the log
        desk.store.close()
        street.stop()
        yield street, desk, copied(desk.folder, disk / "closed"), open_copy


_ABOUT = {name: "x" for name in About.__dataclass_fields__} | {"street": EAST, "letter": "A"}


def _bodies(desk: Desk, folder, key: bytes) -> list[bytes]:
    conn = connect(folder / STORE_FILE, key, read_only=True)
    found = [body for (body,) in conn.execute("SELECT body FROM fact WHERE seq IS NULL ORDER BY lid")]
    conn.close()
    return found


def _broken(folder, to, damage):
    """A copy of a workstation's folder whose store's bytes are changed by `damage`."""
    made = copied(folder, to)
    data = bytearray((made / STORE_FILE).read_bytes())
    (made / STORE_FILE).write_bytes(bytes(damage(data)))
    return made


def _flip(number: int):
    def damage(data: bytearray) -> bytearray:
        data[(number - 1) * PAGE + 1000] ^= 4
        return data

    return damage


def test_whatever_page_is_broken_all_others_are_read_and_the_rest_is_counted(ground, disk, worn):
    _, desk, closed, still_open = worn
    whole = _bodies(desk, closed, ground.key)
    for folder in (closed, still_open):
        found = salvage(folder, ground.key)
        assert [one.body for one in found.waiting] == whole
        assert (found.unread, found.exact, found.moved, found.broken) == (0, True, 0, 0)
        assert found.station["letter"] == "A"
    pages = (closed / STORE_FILE).stat().st_size // PAGE
    dice, lost, unsure = random.Random(3), 0, 0
    numbers = [1, *dice.sample(range(2, pages + 1), min(pages - 1, many(40, 1000)))]
    for number in numbers:
        found = salvage(_broken(closed, disk / "broken", _flip(number)), ground.key)
        assert found.broken == 1
        read = [decode(one.body).id for one in found.waiting]
        assert len(set(read)) == len(read)
        assert set(read) <= {decode(body).id for body in whole}
        assert len(read) + found.unread == WAITING if found.exact else len(read) + found.unread <= WAITING
        assert len(read) >= WAITING - 12  # no page holds more of them
        lost += WAITING - len(read)
        unsure += not found.exact
    assert lost  # the damage bites
    note("salvage", pages=len(numbers), waited=len(numbers) * WAITING, read=len(numbers) * WAITING - lost,
         on_the_broken_page=lost, lists_broken=unsure)


def test_a_torn_file_and_a_broken_beginning_still_give_what_they_hold(ground, disk, worn):
    _, desk, closed, still_open = worn
    whole = _bodies(desk, closed, ground.key)

    def salted(data: bytearray) -> bytearray:
        data[3] ^= 64
        return data

    found = salvage(_broken(closed, disk / "a", salted), ground.key)
    assert [one.body for one in found.waiting] == whole
    torn = salvage(_broken(closed, disk / "b", lambda data: data[:len(data) // 2 - 100]), ground.key)
    assert 0 < torn.broken < torn.pages
    assert len(torn.waiting) + torn.unread <= WAITING
    gone = salvage(_broken(still_open, disk / "c", lambda data: data[:PAGE * 3]), ground.key)
    assert gone.waiting  # what was written last stands in the log beside the file
    for damage in (lambda data: b"", lambda data: random.Random(1).randbytes(20 * PAGE)):
        (_broken(closed, disk / "d", damage) / f"{STORE_FILE}-wal").unlink(missing_ok=True)
        with pytest.raises(StoreError, match="store-broken"):
            salvage(disk / "d", ground.key)
    with pytest.raises(StoreError, match="store-broken"):
        salvage(closed, bytes(32))
    with pytest.raises(StoreError, match="no-store"):
        salvage(disk / "nowhere", ground.key)


def test_the_package_of_what_was_salvaged_is_taken_by_the_platform(ground, disk, worn, capsys):
    """At the command line, with a hole in a session: what follows it goes on in another one, and all is placed."""
    street, desk, closed, _ = worn
    whole = {decode(body).id for body in _bodies(desk, closed, ground.key)}
    number = next(n for n in range(2, 400) if _reads(closed, disk, ground, n) < WAITING)
    folder = _broken(closed, disk / "broken", _flip(number))
    out = disk / "out.package"
    assert main(["package", "salvage", str(out), "--data", str(folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["facts"] + said["unread"], said["exact"], said["broken"]) == (WAITING, True, 1)
    assert said["moved"]
    with Platform.open(street.folder, clock=lambda: T0) as platform:
        came, _ = packages.receive(platform, io.BytesIO(out.read_bytes()), io.BytesIO(), now=T0)
        assert (came.facts, came.fresh, came.unplaced) == (said["facts"], said["facts"], 0)
        assert platform.verify(EAST).ok
        with platform._files.read() as conn:
            there = {row for (row,) in conn.exec_driver_sql("SELECT id FROM fact WHERE street = ?", (EAST,))}
    assert len(whole & {UUID(bytes=bytes(i)) for i in there}) == said["facts"]
    assert main(["package", "salvage", str(out), "--data", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == "os-error"  # a file that is there is left alone
    shutil.copy2(closed / STORE_FILE, folder / STORE_FILE)
    assert main(["package", "salvage", str(disk / "whole"), "--data", str(folder), "--lang", "en"]) == 0
    assert f"{WAITING} waiting change(s)" in capsys.readouterr().out


def _reads(closed, disk, ground: Ground, number: int) -> int:
    found = salvage(_broken(closed, disk / "tried", _flip(number)), ground.key)
    return len(found.waiting) if found.exact and found.moved else WAITING
