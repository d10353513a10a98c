"""The simulator notices: the product with one thing broken is caught."""

import logging

import pytest
from sqlalchemy.exc import IntegrityError

from tests.faults.figures import many, note
from tests.faults.mutants import LOSING
from tests.faults.world import World

MOST = many(60, 300)


@pytest.fixture(autouse=True)
def silence():
    """Broken products complain."""
    log = logging.getLogger("commandcenter")
    log.setLevel(logging.CRITICAL + 1)
    yield
    log.setLevel(logging.ERROR)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("mutant", LOSING, ids=lambda mutant: mutant.name)
def test_what_can_lose_is_caught(ground, disk, mutant):
    caught: list[str] = []
    for seed in range(MOST):
        try:
            caught = World(ground, disk / str(seed), seed, mutant).run().wrong
        except IntegrityError as err:  # the tables refuse what must not be there twice
            caught = [str(err.orig)]
        if caught:
            break
    assert caught, f"{mutant.name} lived {MOST} lives unnoticed"
    note("mutants", caught=1)
