"""The exchange in virtual time: short lives of a street, each with its own bad luck."""

from collections import Counter

import pytest

from tests.faults.city import Ground
from tests.faults.figures import LONG, many, note
from tests.faults.world import World

AT_ONCE = 40 if LONG else 20
RUNS = many(200, 10_000)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(0, RUNS, AT_ONCE))
def test_nothing_is_lost_whatever_goes_wrong(ground: Ground, disk, first):
    tally: Counter[str] = Counter()
    for seed in range(first, first + AT_ONCE):
        world = World(ground, disk / str(seed), seed).run()
        assert world.wrong == [], (seed, world.wrong)
        tally += world.tally
    note("simulation", runs=AT_ONCE, **{name: tally[name] for name in COUNTED})


COUNTED = ("facts accepted", "platform killed", "workstation killed", "platform restored", "workstation rolled back",
           "very late", "doubled", "torn")
