"""The simulator notices: the product with one thing broken is caught, and what the chain heals is shown healing."""

import logging

import pytest
from sqlalchemy.exc import IntegrityError

from commandcenter.store import sql
from tests.faults import handing_mutants
from tests.faults.figures import LONG, many, note
from tests.faults.mutants import BEYOND, HEALED, LOSING, UNRULY
from tests.faults.world import World

MOST = many(80, 300)  # lives, from FIRST on where that is known to be one of the first that are caught
FIRST = {"no_chain_check": 7, "no_reoffer": 7, "reuse_session": 9, "drop_on_ack": 39, "reoffer_bypass": 4,
         "no_base_check": 2, "trust_torn_and_no_chain_check": 7} if not LONG else {}
FIRST_HANDED = {
    "judged_twice": 10, "granted_though_taken_back": 12, "sent_without_its_taking_back": 62,
    "not_after_a_new_start": 62, "leaves_before_it_arrives": 16, "other_half_not_brought_back": 24,
    "answer_before_its_request": 30, "words_of_then_set_aside": 10} if not LONG else {}
LIVES = (*range(15, 21), *range(200, 200 + many(0, 150)))  # of the first six, some go astray under each
UNRULY_LIVES = (8, 9, 21, *range(100, 100 + many(3, 150)))  # the first three once ended badly


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
    is_caught(ground, disk, mutant, FIRST.get(mutant.name, 0))
    note("mutants", caught=1)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("mutant", handing_mutants.MUTANTS, ids=lambda mutant: mutant.name)
def test_what_can_lose_a_case_between_two_streets_is_caught(ground, disk, mutant):
    is_caught(ground, disk, mutant, FIRST_HANDED.get(mutant.name, 0), streets=2)
    note("handing mutants", caught=1)


def is_caught(ground, disk, mutant, first, **more):
    """Within some lives from a seed on."""
    caught: list[str] = []
    for seed in range(first, first + MOST):
        try:
            caught = World(ground, disk / str(seed), seed, mutant, **more).run().wrong
        except (IntegrityError, sql.IntegrityError) as err:  # the tables refuse what must not be there twice
            caught = [str(err)]
        if caught:
            break
    assert caught, f"{mutant.name} lived {MOST} lives unnoticed"


@pytest.mark.timeout(900)
@pytest.mark.parametrize("mutant", HEALED, ids=lambda mutant: mutant.name)
def test_what_the_chain_heals_ends_whole(ground, disk, mutant):
    beyond = 0
    for seed in LIVES:
        world = World(ground, disk / str(seed), seed, mutant, streets=many(1, 0)).run()
        wrong = [one for one in world.wrong if not one.startswith("I9")]  # a place beyond its facts was never published
        assert wrong == [], (seed, wrong)
        beyond += world.tally[BEYOND]
    assert beyond
    note("mutants", healed=beyond)


@pytest.mark.timeout(900)
def test_a_client_that_keeps_no_order_harms_nobody(ground, disk):
    """It pushes though its re-offer failed, and offers pieces in any order, while the platform is restored often."""
    restored = 0
    for seed in UNRULY_LIVES:
        world = World(ground, disk / str(seed), seed, UNRULY).run()
        assert world.wrong == [], (seed, world.wrong)
        restored += world.tally["platform restored"]
    note("unruly client", lives=len(UNRULY_LIVES), platform_restored=restored, lost=0)
