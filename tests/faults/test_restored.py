"""A platform that goes back in time, and workstations that do, with real processes and real disks."""

import random
import shutil

import pytest

from commandcenter import paths
from commandcenter.store.engine import open_store
from tests.faults.city import copied
from tests.faults.desks import Desk, Town, town
from tests.faults.figures import many, note


def _swap(desk: Desk, ground, disk) -> None:
    """Another disk in the same machine."""
    desk.store.close()
    copied(disk, desk.folder)
    desk.store = open_store(desk.folder, ground.key, paths.MIGRATIONS)
    desk.start()


def _restore(street: Town, backup) -> None:
    street.stop()
    copied(backup, street.folder)
    street.serve()


@pytest.mark.timeout(900)
def test_a_platform_restored_to_an_older_backup_gets_back_what_it_lost(ground, disk):
    """Workstations saw what is gone; one goes on with new work before the others notice."""
    dice = random.Random(21)
    restores = many(2, 40)
    with town(ground, disk, desks=3) as street:
        for n in range(restores):
            backup = disk / "backup"
            street.desks[0].report(2, notes=1)
            assert street.desks[0].sync(street.url) == ""
            street.stop()
            copied(street.folder, backup)
            street.serve()
            for desk in street.desks:  # after the backup
                desk.report(dice.randint(1, 3), notes=dice.randint(0, 2))
                assert desk.sync(street.url) == ""
            _restore(street, backup)
            newcomer = street.desks[n % 3]
            newcomer.report(2, notes=1)
            for desk in dice.sample(street.desks, 3):
                assert desk.sync(street.url) == ""
        facts = street.whole()
        shutil.rmtree(disk / "backup")
    note("restored platform", restores=restores, facts=facts, lost=0)


@pytest.mark.timeout(900)
def test_a_workstation_rolled_back_and_one_cloned_lose_nothing_that_is_on_a_disk(ground, disk):
    with town(ground, disk, desks=2) as street:
        one, two = street.desks
        for n in range(many(3, 30)):
            one.report(2, notes=1)
            if n % 2:
                assert one.sync(street.url) == ""
            image = copied(one.folder, disk / "image")
            held = set(one.saved)
            one.report(2, notes=1)  # what was written after the image
            if exchanged(n):
                assert one.sync(street.url) == ""
            else:
                one.saved = held  # only on the disk that is gone
            _swap(one, ground, image)  # rolled back
            one.report(1)
            _swap(two, ground, image)  # and cloned: the other machine has the same disk and token
            two.token = one.token
            two.report(1, notes=1)
            assert one.sync(street.url) == two.sync(street.url) == ""
        facts = street.whole()
        two.store.close()
        one.store.close()
    note("rolled back and cloned", images=many(3, 30), facts=facts, lost=0)


def exchanged(n: int) -> bool:
    """Whether what came after the image was exchanged before it was lost."""
    return n % 3 != 1
