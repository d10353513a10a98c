"""The two demo streets: what a point's street, community and cell are, and what broken files say."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from commandcenter.atlas.ground import Ground, GroundError, short_name
from commandcenter.paths import RESOURCES

ATLAS = RESOURCES / "atlas"
DONGMEN, TSINGHUA = "360681003", "110108014"


@pytest.fixture(scope="module")
def dongmen() -> Ground:
    return Ground.load(ATLAS / DONGMEN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("street", "communities", "grid"):
        shutil.copy(ATLAS / DONGMEN / f"{name}.geojson", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("street", "name", "communities", "cells"),
    [(DONGMEN, "东门街道", 7, 524), (TSINGHUA, "清华园街道", 10, 312)],
)
def test_a_street_has_its_communities_and_cells(street, name, communities, cells):
    ground = Ground.load(ATLAS / street)
    assert (ground.street_code, ground.street_name) == (street, name)
    assert (len(ground.communities), len(ground.cells)) == (communities, cells)
    assert all(cell.code.startswith(cell.community_code) for cell in ground.cells)


def test_what_is_made_up_says_so(dongmen):
    assert not dongmen.proxy
    assert dongmen.synthetic
    assert any("Voronoi" in note for note in dongmen.notes)
    tsinghua = Ground.load(ATLAS / TSINGHUA)
    assert tsinghua.proxy
    assert tsinghua.notes[0].startswith("PROXY")


def test_every_cell_finds_itself(dongmen):
    for cell in dongmen.cells:
        inside = cell.polygon.representative_point()
        place = dongmen.locate(round(inside.x * 1e7), round(inside.y * 1e7))
        assert place is not None
        assert (place.grid_code, place.community_code) == (cell.code, cell.community_code)


def test_corners_of_cells_belong_to_one_cell_whatever_the_order(dongmen):
    for rings in dongmen.shapes.cells[:100]:
        for lon_e7, lat_e7 in rings[0][:5].tolist():
            place = dongmen.locate(lon_e7, lat_e7)
            assert place == dongmen.locate(lon_e7, lat_e7)
            assert (place is not None) == dongmen.contains(lon_e7, lat_e7)


@pytest.mark.parametrize("point", [(0, 0), (-710_000_000, 420_000_000), (1_172_000_000, 282_000_000)])
def test_outside_is_nowhere(dongmen, point):
    assert not dongmen.contains(*point)
    assert dongmen.locate(*point) is None


def test_many_points_at_once_agree_with_one_by_one(dongmen):
    west, south, east, north = dongmen.bounds_e7
    random = np.random.default_rng(7)
    lon, lat = random.integers(west, east, 500), random.integers(south, north, 500)
    for x, y, index in zip(lon.tolist(), lat.tolist(), dongmen.community_indexes(lon, lat), strict=True):
        place = dongmen.locate(x, y)
        assert (place.community_code if place else None) == (
            dongmen.communities[index].code if index >= 0 else None
        )


def test_labels_stand_inside(dongmen):
    for community in dongmen.communities:
        place = dongmen.locate(*community.label_e7)
        assert place is not None
        assert place.community_code == community.code


def test_short_names():
    assert short_name("贵电社区") == "贵电"
    assert short_name("社区") == "社区"
    assert short_name("南楼") == "南楼"


def edited(path: Path, change) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document["features"][0])
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


BREAKS = {
    "missing": ("grid", lambda path: path.unlink(), "missing"),
    "cut": ("street", lambda path: path.write_text('{"type": "Featu', encoding="utf-8"), "not JSON"),
    "gbk": ("communities", lambda path: path.write_bytes("社区".encode("gbk")), "not UTF-8"),
    "other json": ("street", lambda path: path.write_text("[]"), "FeatureCollection"),
    "no feature": ("street", lambda path: path.write_text('{"features": []}'), "one outline"),
    "no cell": ("grid", lambda path: path.write_text('{"features": []}'), "no grid cell"),
    "no code": ("street", lambda path: edited(path, lambda f: f["properties"].pop("code")), "code"),
    "a point": (
        "street",
        lambda path: edited(path, lambda f: f.update(geometry={"type": "Point", "coordinates": [1, 2]})),
        "polygon",
    ),
    "no geometry": ("street", lambda path: edited(path, lambda f: f.update(geometry=None)), "geometry"),
    "metres": (
        "street",
        lambda path: edited(
            path,
            lambda f: f.update(
                geometry={
                    "type": "Polygon",
                    "coordinates": [[[5e5, 3e6], [6e5, 3e6], [6e5, 4e6], [5e5, 3e6]]],
                }
            ),
        ),
        "degrees",
    ),
    "bow tie": (
        "street",
        lambda path: edited(
            path,
            lambda f: f.update(
                geometry={"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
            ),
        ),
        "broken",
    ),
    "foreign cell": (
        "grid",
        lambda path: edited(path, lambda f: f["properties"].update(community="999999999999")),
        "not in this street",
    ),
    "short cell": (
        "grid",
        lambda path: edited(path, lambda f: f["properties"].update(bgcode="12")),
        "15 digits",
    ),
}


@pytest.mark.parametrize("case", BREAKS)
def test_a_broken_file_is_named_with_what_is_wrong(folder, case):
    name, damage, word = BREAKS[case]
    damage(folder / f"{name}.geojson")
    with pytest.raises(GroundError) as raised:
        Ground.load(folder)
    assert word in raised.value.what
    assert f"{name}.geojson" in raised.value.where
