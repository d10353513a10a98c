"""Words for a point, and foreign positions brought into a street."""

import math
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.atlas.anchor import anchor
from commandcenter.atlas.ground import Ground, GroundError
from commandcenter.atlas.names import Names
from commandcenter.paths import RESOURCES

FOLDER = RESOURCES / "atlas" / "360681003"
GROUND = Ground.load(FOLDER)
NAMES = Names.load(FOLDER, GROUND)
BOSTON = (-71.20, 42.22, -70.98, 42.40)


def test_every_cell_has_words_that_are_no_coordinates():
    texts = set()
    for cell in GROUND.cells:
        point = cell.polygon.representative_point()
        text = NAMES.place_text(round(point.x * 1e7), round(point.y * 1e7))
        assert text
        assert not any(c.isdigit() for c in text)
        texts.add(text)
    assert len(texts) > 40


def test_a_point_on_a_road_names_the_road_and_what_is_near():
    road = NAMES.roads.geometries[NAMES.road_names.index("冶金大道")].interpolate(0.3, normalized=True)
    lon, lat = (round(v / m) for v, m in zip((road.x, road.y), NAMES.metres_per_e7, strict=True))
    near = NAMES.nearest_roads(lon, lat)
    assert near[0].name == "冶金大道"
    assert near[0].distance_m < 0.1
    assert NAMES.place_text(lon, lat).startswith("冶金大道")


def test_a_point_near_two_roads_is_at_their_crossing():
    texts = [NAMES.place_text(*map(int, ring)) for cell in GROUND.shapes.cells for ring in cell[0][:1]]
    assert any("路口" in text and text.endswith("侧") for text in texts)


def test_far_away_is_outside():
    assert NAMES.place_text(0, 0) == "东门街道外"


def test_names_load_their_own_ground_and_say_what_is_broken(tmp_path):
    assert Names.load(FOLDER).place_text(0, 0) == "东门街道外"
    for name in ("street.geojson", "communities.geojson", "grid.geojson"):
        shutil.copy(FOLDER / name, tmp_path)
    with pytest.raises(GroundError, match="missing"):
        Names.load(tmp_path)
    (tmp_path / "names.json").write_text('{"roads": [{"name": "x"}], "places": []}')
    with pytest.raises(GroundError, match="named roads"):
        Names.load(tmp_path)


@settings(max_examples=300)
@given(lon=st.floats(), lat=st.floats(), key=st.binary(max_size=20))
def test_any_position_lands_in_the_street_and_stays_there(lon, lat, key):
    point = anchor(GROUND, lon, lat, BOSTON, key)
    assert GROUND.locate(*point) is not None
    assert anchor(GROUND, lon, lat, BOSTON, key) == point


@given(
    lon=st.floats(BOSTON[0], BOSTON[2]),
    lat=st.floats(BOSTON[1], BOSTON[3]),
    key=st.integers(0, 1 << 30),
)
def test_positions_inside_the_source_land_in_the_street(lon, lat, key):
    assert GROUND.locate(*anchor(GROUND, lon, lat, BOSTON, str(key).encode())) is not None


def test_the_middle_keeps_its_place_and_the_key_scatters_the_rest():
    middle = ((BOSTON[0] + BOSTON[2]) / 2, (BOSTON[1] + BOSTON[3]) / 2)
    assert anchor(GROUND, *middle, BOSTON, b"a") == anchor(GROUND, *middle, BOSTON, b"b")
    scattered = {anchor(GROUND, math.nan, 0.0, BOSTON, str(n).encode()) for n in range(200)}
    assert len(scattered) == 200


def test_known_answers_do_not_change():
    assert anchor(GROUND, -71.06, 42.36, BOSTON, b"x") == (1172095253, 282887284)
    assert anchor(GROUND, math.nan, 0.0, BOSTON, b"boston:101001240") == (1172319098, 282877909)


def test_bounds_without_area_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="source_bounds"):
        anchor(GROUND, 1.0, 1.0, (1.0, 1.0, 1.0, 2.0), b"")
