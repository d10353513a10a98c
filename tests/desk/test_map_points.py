"""Which cases a map draws singly and which as rings: nothing is lost, severe ones least of all."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.desk.map_points import RING_PX, SEVERE, Layout, Points, ring_px, spread

WEST, SOUTH, EAST, NORTH = 1171898631, 282802833, 1172340345, 283050307
ZOOMS = (10.0, 13.5, 14.25, 16.0, 17.5, 19.0, 20.0)


def some(number: int, seed: int = 3, spots: int | None = None) -> Points:
    """Cases in a street; with `spots`, on so few places."""
    random = np.random.default_rng(seed)
    lon, lat = random.integers(WEST, EAST, number), random.integers(SOUTH, NORTH, number)
    if spots:
        lon, lat = lon[np.arange(number) % spots], lat[np.arange(number) % spots]
    urgency = random.choice(5, number, p=[0.6, 0.15, 0.13, 0.07, 0.05])
    return Points.of(lon, lat, urgency, np.arange(number) + 1000)


def everything(points: Points, zoom: float):
    return Layout.of(points, zoom).within(0.0, 0.0, 1.0, 1.0)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize(("number", "spots"), [(1, None), (186, None), (3000, None), (500, 7), (40, 1)])
def test_every_case_is_drawn_once_or_counted_in_one_ring(zoom, number, spots):
    points = some(number, spots=spots)
    marks = everything(points, zoom)
    ringed = np.zeros(number, dtype=int)
    for first, last in zip(marks.ring_first, marks.ring_last, strict=True):
        ringed[first:last] += 1
    assert ringed.max(initial=0) <= 1
    assert marks.ring_counts.sum() == ringed.sum()
    singly = np.zeros(number, dtype=int)
    ordinary = marks.case_urgency != SEVERE
    np.add.at(singly, marks.case_index[ordinary], 1)
    calm = points.urgency != SEVERE
    assert (singly[calm] + ringed[calm] == 1).all()


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("number", [186, 5000])
def test_severe_cases_never_vanish_in_a_ring(zoom, number):
    points = some(number)
    marks = everything(points, zoom)
    assert marks.case_count[marks.case_urgency == SEVERE].sum() == (points.urgency == SEVERE).sum()


@pytest.mark.parametrize("zoom", [13.5, 14.0, 15.25])
def test_rings_never_touch(zoom):
    marks = everything(some(4000), zoom)
    world = 256 * 2.0**zoom
    x, y = marks.ring_x * world, marks.ring_y * world
    far = np.hypot(x[:, None] - x, y[:, None] - y) + np.eye(len(x)) * 1e9
    assert len(x) > 5
    assert far.min() >= RING_PX[-1][1]


def test_severe_glyphs_step_out_of_their_ring():
    points = some(900, spots=1)
    marks = everything(points, 14.0)
    world = 256 * 2.0**14
    severe = marks.case_urgency == SEVERE
    x = marks.case_x[severe] * world + marks.case_dx[severe]
    y = marks.case_y[severe] * world + marks.case_dy[severe]
    assert len(marks.ring_x) == len(x) == 1
    far = math.hypot(x[0] - marks.ring_x[0] * world, y[0] - marks.ring_y[0] * world)
    assert far >= 48 / 2 + 22 / 2 - 0.01


def test_a_view_holds_what_lies_in_it():
    points = some(3000)
    layout = Layout.of(points, 17.5)
    x, y = float(points.x[100]), float(points.y[100])
    reach = 400 / layout.world_px
    marks = layout.within(x - reach, y - reach, x + reach, y + reach)
    shown = set(marks.case_index.tolist())
    for first, last in zip(marks.ring_first.tolist(), marks.ring_last.tolist(), strict=True):
        shown |= set(range(first, last))
    inside = np.flatnonzero((abs(points.x - x) < reach) & (abs(points.y - y) < reach))
    assert set(inside.tolist()) <= shown
    assert len(shown) < len(points)


@pytest.mark.parametrize("number", [2, 3, 4, 8, 9, 24])
def test_cases_on_one_spot_are_spread_without_hiding_each_other(number):
    dx, dy = spread(number)
    far = np.hypot(dx[:, None] - dx, dy[:, None] - dy) + np.eye(number) * 1e9
    assert far.min() > 20
    assert (round(float(dx[0]), 6), float(dy[0]) < 0) == (0.0, True)


def test_one_spot_with_few_cases_is_spread():
    marks = everything(some(5, spots=1), 18.5)
    assert len(marks.case_x) == 5
    assert marks.case_spread.all()


def test_ring_sizes_follow_their_limits():
    assert ring_px(np.array([4, 49, 50, 199, 200, 100_000])).tolist() == [32, 32, 40, 40, 48, 48]


def test_cases_are_found_by_key():
    points = some(50)
    for key in (1000, 1025, 1049):
        index = points.find(key)
        assert index is not None
        assert points.keys[index] == key
    assert points.find(999) is None
    assert points.find(1050) is None
    empty = np.empty(0, dtype=np.int64)
    assert Points.of(empty, empty, empty, empty).find(1) is None


def test_no_cases_no_marks():
    empty = np.empty(0, dtype=np.int64)
    marks = everything(Points.of(empty, empty, empty, empty), 14.0)
    assert len(marks.ring_x) == len(marks.case_x) == 0


def test_wrong_arrays_are_refused():
    one, two = np.array([WEST]), np.array([SOUTH, NORTH])
    with pytest.raises(ValueError, match="one length"):
        Points.of(one, two, one, one)
    with pytest.raises(ValueError, match="0 to 4"):
        Points.of(one, np.array([SOUTH]), np.array([5]), one)


@settings(max_examples=60, deadline=None)
@given(
    cases=st.lists(
        st.tuples(st.integers(WEST, WEST + 3000), st.integers(SOUTH, SOUTH + 3000), st.integers(0, 4)),
        max_size=60,
    ),
    zoom=st.floats(10, 20),
)
def test_counts_hold_for_any_crowd(cases, zoom):
    lon, lat, urgency = (np.array([c[i] for c in cases], dtype=np.int64) for i in range(3))
    marks = everything(Points.of(lon, lat, urgency, np.arange(len(cases))), zoom)
    calm = marks.case_urgency != SEVERE
    counted = marks.ring_counts.sum() - marks.ring_counts[:, SEVERE].sum() + calm.sum()
    assert counted == (urgency != SEVERE).sum()
    assert marks.case_count[~calm].sum() == (urgency == SEVERE).sum()
