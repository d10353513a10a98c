"""A transfer that the platform lost (an older backup was restored): whoever comes back first, both streets agree."""

import shutil
from contextlib import ExitStack
from itertools import permutations
from uuid import uuid4

import pytest

from commandcenter.cityplatform.platform import Platform
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.store.verify import verify
from tests import makes
from tests.cityplatform.two_streets import desks
from tests.sync.streets import EAST, GARDEN, T0

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _warned(caplog):
    """What is tested here is told to people in the log."""


@pytest.fixture
def restore(platform, tmp_path):
    with ExitStack() as stack:
        def backup():
            to = tmp_path / f"backup-{uuid4()}"
            shutil.copytree(tmp_path / "platform", to, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
            return lambda: stack.enter_context(Platform.open(to, clock=lambda: T0))

        yield backup


def handed_over(east, restore):
    """A case with a photo, a backup before its transfer, the transfer."""
    case = east.reported()
    east.sync()
    backup = restore()
    east.hand(case, GARDEN)
    east.sync()
    return case, backup


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_both_streets_had_seen_it(platform, tmp_path, restore, order):
    with desks(platform, tmp_path) as two:
        east, garden = two
        case, backup = handed_over(east, restore)
        garden.sync()
        (there,) = garden.open_cases()
        filed = garden.door.submit(r.File(case_id=there.id, actor="u", role=Role.ACCEPTOR, class_key=makes.CLASS,
                                          condition=makes.condition(garden.door)))
        garden.sync()
        restored = east.platform = garden.platform = backup()
        for n in (*order, *order):
            two[n].sync()
        assert east.case(case).stage is Stage.TRANSFERRED
        (now,) = garden.open_cases()
        assert (now.id, now.stage, now.photos) == (there.id, filed.stage, filed.photos)
        assert now.number == east.case(case).moved.number == there.number
        assert (east.door.lost_count(), garden.door.lost_count()) == (0, 0)
        sound(restored, east, garden)


def test_only_the_street_that_gave_it_had_seen_it(platform, tmp_path, restore):
    with desks(platform, tmp_path) as (east, garden):
        case, backup = handed_over(east, restore)
        restored = east.platform = garden.platform = backup()
        east.sync()
        garden.sync()
        (there,) = garden.open_cases()
        assert east.case(case).moved.case == there.id
        assert len(there.photos) == 1
        sound(restored, east, garden)


def test_only_the_street_that_got_it_had_seen_it(platform, tmp_path, restore):
    with desks(platform, tmp_path, (EAST, "A"), (EAST, "B"), (GARDEN, "A")) as (lost, east, garden):
        case, backup = handed_over(lost, restore)
        garden.sync()
        restored = east.platform = garden.platform = backup()  # the first desk's disk is gone
        garden.sync()
        east.sync()
        after = east.door.case(case.id)
        (there,) = garden.open_cases()
        assert (after.stage, after.moved.case) == (Stage.TRANSFERRED, there.id)
        sound(restored, east, garden)


def test_another_desk_had_asked_too_and_comes_first(platform, tmp_path, restore):
    """The case is there once: what the first request had put there says where the second one put it."""
    with desks(platform, tmp_path, (EAST, "A"), (EAST, "B"), (GARDEN, "A")) as (one, other, garden):
        case = one.reported()
        one.sync()
        other.sync()
        backup = restore()
        one.hand(case, GARDEN)
        one.sync()
        garden.sync()
        (first,) = garden.open_cases()
        other.hand(case, GARDEN)
        restored = one.platform = other.platform = garden.platform = backup()
        for desk in (other, garden, one, garden, other):
            desk.sync()
        (there,) = garden.open_cases()
        assert there.id == one.case(case).moved.case == garden.case(first).moved.case != first.id
        sound(restored, one, other, garden)


def sound(platform, *some):
    audit = platform.verify()
    assert audit.differences == ()
    for desk in some:
        assert desk.door.asides() == ()
        assert verify(desk.store, desk.street).problems == ()
