"""Ranking of duplicates: each part moves the score its own way, both ways alike; merging and its counter-fact."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import TERMINAL, Role, Stage
from commandcenter.core.duplicates import HOUR_MS, REACH, Part, Sighting, box, compare, distance_m, rank
from commandcenter.core.merge_rules import Absorb, Merge, Release, Unmerge
from commandcenter.core.report_rules import Report
from tests import makes
from tests.core.lives import CASE, Author, Life, life_at

EXAMPLES = settings(max_examples=200, deadline=None)
RADIUS, HOURS = 50.0, 24.0
HERE = Sighting(lon=1_172_200_000, lat=282_900_000, class_key="component:0103", at=makes.T0, text="井盖松动有响声")
OTHER = UUID(int=9)
degrees = st.integers(-200_000, 200_000)
sightings = st.builds(
    Sighting, lon=degrees.map(lambda d: HERE.lon + d), lat=degrees.map(lambda d: HERE.lat + d),
    class_key=st.sampled_from(("component:0103", "component:0101", "component:0201", "event:0103", "", "unclassified")),
    at=st.integers(0, 40 * 24 * HOUR_MS).map(lambda ms: HERE.at - ms),
    text=st.text("井盖松动有响声路灯不亮 ，", max_size=12))


def score(one: Sighting, other: Sighting) -> float:
    return compare(one, other, radius_m=RADIUS, within_h=HOURS).score


@EXAMPLES
@given(sightings, sightings)
def test_two_sightings_are_as_alike_one_way_as_the_other(one, other):
    there, back = (compare(*pair, radius_m=RADIUS, within_h=HOURS) for pair in ((one, other), (other, one)))
    assert there == back
    assert distance_m(one, other) == distance_m(other, one) >= 0
    assert 0 < there.score <= 1
    assert compare(one, one, radius_m=RADIUS, within_h=HOURS).distance_m == 0


@EXAMPLES
@given(sightings, degrees, degrees, degrees, degrees)
def test_the_nearer_is_never_ranked_lower_all_else_equal(other, e1, n1, e2, n2):
    one, two = (replace(other, lon=HERE.lon + east, lat=HERE.lat + north) for east, north in ((e1, n1), (e2, n2)))
    if distance_m(HERE, one) <= distance_m(HERE, two):
        assert score(HERE, one) >= score(HERE, two)


@EXAMPLES
@given(sightings, st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_later_is_never_ranked_lower_all_else_equal(other, one, two):
    if one <= two:
        assert score(HERE, replace(other, at=HERE.at - one)) >= score(HERE, replace(other, at=HERE.at - two))


@EXAMPLES
@given(sightings)
def test_the_same_class_and_the_same_words_never_rank_lower(other):
    assert score(HERE, replace(other, class_key=HERE.class_key)) >= score(HERE, other)
    assert score(HERE, replace(other, text=HERE.text)) >= score(HERE, other)


@EXAMPLES
@given(st.lists(sightings, max_size=12))
def test_ranking_keeps_to_its_reach_and_explains_itself(others):
    ranked = rank(HERE, [(UUID(int=n), o) for n, o in enumerate(others)], radius_m=RADIUS, within_h=HOURS)
    scores = [found.likeness.score for found in ranked]
    assert scores == sorted(scores, reverse=True)
    west, south, east, north = box(HERE.lon, HERE.lat, RADIUS)
    for n, other in enumerate(others):
        near = distance_m(HERE, other) <= REACH * RADIUS
        assert near == any(found.case_id == UUID(int=n) for found in ranked)
        assert not near or (west <= other.lon <= east and south <= other.lat <= north)
    for found in ranked:
        product = 1.0
        for _, weight in found.likeness.parts:
            product *= weight
        assert found.likeness.score == pytest.approx(product)
        assert [part for part, _ in found.likeness.parts] == list(Part)


def test_the_rule_of_the_city_is_told_apart_from_the_ranking():
    for change, strict in (
        ({}, True), ({"class_key": "component:0101"}, False), ({"at": HERE.at - 25 * HOUR_MS}, False),
        ({"lat": HERE.lat + 6_000}, False), ({"lat": HERE.lat + 4_000}, True),
    ):
        assert compare(HERE, replace(HERE, **change), radius_m=RADIUS, within_h=HOURS).strict is strict, change


# -- merging ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", sorted(set(Stage) - TERMINAL))
def test_a_merge_undone_leaves_the_case_as_it_stood(stage):
    life = life_at(stage)
    before = life.case
    merged = life.do(Merge, Role.ACCEPTOR, into=OTHER, into_number="20260302-A009", at=makes.T0 + makes.HOUR)
    assert (merged.stage, merged.merged_into, merged.closed_at) == (Stage.MERGED, OTHER, None)
    assert merged.stage_clock is None
    assert merged.handling is None or merged.handling.ended is not None
    life.do(r.Note, Role.ACCEPTOR, text="来电催问")
    after = life.do(Unmerge, Role.ACCEPTOR, at=makes.T0 + 2 * makes.HOUR)
    apart = ("head", "steps", "notes", "before")  # a step before the merge cannot be taken back any more
    same = {name: getattr(after, name) for name in after.__struct_fields__ if name not in apart}
    assert same == {name: getattr(before, name) for name in same}
    assert after.notes == before.notes + 1


def test_two_cases_cannot_vanish_into_each_other():
    """Two desks merge A into B and B into A at once: in whichever order their facts come, one case stays."""
    first, second = [("B", "absorb"), ("A", "merge")], [("A", "absorb"), ("B", "merge")]
    ids = {"A": UUID(int=10), "B": UUID(int=11)}
    for cut in range(3):
        for lead, rest in ((first, second), (second, first)):
            order = [*lead[:cut], *rest, *lead[cut:]]
            left = 0
            for name in ("A", "B"):
                life = Life(Author(name))
                head = life.do(Report, Role.COLLECTOR).head
                other = ids["B" if name == "A" else "A"]
                for case, what in order:
                    if case == name:
                        life.add(b.Absorbed(duplicate=other) if what == "absorb" else b.Merged(into=other),
                                 follows=what == "merge", base=head)
                left += life.case.stage is not Stage.MERGED
            assert left >= 1, order


def test_who_acted_meanwhile_wins_and_the_merge_is_listed():
    life = life_at(Stage.PENDING_DISPATCH)
    head = life.head
    life.do(r.ReturnToAcceptor, Role.DISPATCHER, reason="立案类别有误")
    assert life.add(b.Merged(into=OTHER), base=head) == "ineffective moved"
    assert life.case.stage is Stage.RETURNED


def test_what_the_duplicate_said_is_noted_once_and_let_go():
    life = life_at(Stage.HANDLING)
    case = life.do(Absorb, Role.DISPATCHER, duplicate=OTHER, number="20260302-A009", text="井盖响")
    assert (case.absorbed, case.stage) == ((OTHER,), Stage.HANDLING)
    assert life.add(b.Absorbed(duplicate=OTHER), follows=False) == "repetition absorbed_twice"
    with pytest.raises(r.Refused, match="holds-others"):
        life.do(Merge, Role.ACCEPTOR, into=UUID(int=3))
    assert life.do(Release, Role.DISPATCHER, duplicate=OTHER).absorbed == ()
    assert life.add(b.Released(duplicate=OTHER), follows=False) == "repetition released_twice"


def test_nothing_is_merged_with_itself_or_into_what_is_void():
    life = life_at(Stage.PENDING_REGISTER)
    with pytest.raises(r.Refused, match="same-case"):
        life.do(Merge, Role.ACCEPTOR, into=CASE)
    with pytest.raises(r.Refused, match="same-case"):
        life.do(Absorb, Role.ACCEPTOR, duplicate=CASE)
    for stage in (Stage.CANCELLED, Stage.NOT_ACCEPTED):
        with pytest.raises(r.Refused, match="not-kept"):
            life_at(stage).do(Absorb, Role.ACCEPTOR, duplicate=OTHER)
