"""Tile files that work and that do not, the drawn basemap's shapes, and the projection."""

import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from commandcenter.atlas import mercator
from commandcenter.atlas.base import AREAS, LINES, ROADS, Base
from commandcenter.atlas.ground import Ground, GroundError
from commandcenter.atlas.tiles import Tiles, TilesError
from commandcenter.paths import RESOURCES

ATLAS = RESOURCES / "atlas"
BAD = Path(__file__).parent.parent / "data" / "tiles"
STREETS = ["360681003", "110108014"]


def made(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()
    return path


METADATA = "CREATE TABLE metadata (name TEXT, value TEXT)"
TILES = "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)"
NAMED = "INSERT INTO metadata VALUES ('name', 'x')"


@pytest.mark.parametrize(
    ("file", "word"),
    [
        ("bad_corrupt.mbtiles", "not a readable SQLite database"),
        ("bad_invalid.mbtiles", "metadata is missing"),
        ("bad_tile_format.mbtiles", "not pictures"),
        ("no_such.mbtiles", "missing"),
    ],
)
def test_bad_files_say_what_is_wrong(file, word):
    with pytest.raises(TilesError) as raised:
        Tiles.open(BAD / file)
    assert word in raised.value.what
    assert file in raised.value.where


@pytest.mark.parametrize(
    ("statements", "word"),
    [
        ((METADATA, TILES), "metadata is empty"),
        ((METADATA, TILES, NAMED), "no tile"),
        (
            (
                METADATA,
                TILES,
                "INSERT INTO metadata VALUES ('format', 'pbf')",
                "INSERT INTO tiles VALUES (0, 0, 0, x'1f8b')",
            ),
            "vector",
        ),
        (
            (
                METADATA,
                TILES,
                "INSERT INTO metadata VALUES ('bounds', '1,2')",
                "INSERT INTO tiles VALUES (0, 0, 0, x'89504e47')",
            ),
            "bounds",
        ),
    ],
)
def test_files_of_another_kind_say_what_is_wrong(tmp_path, statements, word):
    with pytest.raises(TilesError, match=word):
        Tiles.open(made(tmp_path / "made.mbtiles", *statements))


def test_a_text_file_is_no_database(tmp_path):
    (tmp_path / "a.mbtiles").write_text("zoom,column,row\n" * 200)
    with pytest.raises(TilesError, match="not a readable SQLite database"):
        Tiles.open(tmp_path / "a.mbtiles")


@pytest.mark.parametrize("street", STREETS)
def test_the_shipped_tiles_cover_their_street(street):
    tiles = Tiles.open(ATLAS / street / "basemap.mbtiles")
    assert "OpenStreetMap" in tiles.attribution
    assert tiles.format == "png"
    zoom = tiles.max_zoom
    for lon_e7, lat_e7 in (c.label_e7 for c in Ground.load(ATLAS / street).communities):
        x, y = mercator.to_world(lon_e7, lat_e7)
        picture = tiles.tile(zoom, int(x * 2**zoom), int(y * 2**zoom))
        assert picture is not None
        assert picture.startswith(b"\x89PNG")
    assert tiles.tile(zoom, 0, 0) is None
    tiles.close()


@pytest.mark.parametrize("street", STREETS)
def test_the_drawn_base_has_every_kind_and_lies_in_its_bounds(street):
    base = Base.load(ATLAS / street)
    assert (set(base.areas), set(base.lines), set(base.roads)) == (set(AREAS), set(LINES), set(ROADS))
    west, south, east, north = base.bounds_e7
    lines = [line for lines in base.roads.values() for line, _ in lines]
    lines += [ring for areas in base.areas.values() for area in areas for ring in area]
    lines += [line for kind in base.lines.values() for line in kind]
    points = np.concatenate(lines)
    assert points[:, 0].min() >= west - 20
    assert points[:, 0].max() <= east + 20
    assert points[:, 1].min() >= south - 20
    assert points[:, 1].max() <= north + 20
    ground = Ground.load(ATLAS / street).bounds_e7
    assert west < ground[0] < ground[2] < east


def test_a_base_of_another_form_is_refused(tmp_path):
    for text in ("{}", "[]", '{"format": "commandcenter-base-9"}'):
        (tmp_path / "base.json").write_text(text)
        with pytest.raises(GroundError, match="not a basemap"):
            Base.load(tmp_path)
    document = json.loads((ATLAS / STREETS[0] / "base.json").read_text(encoding="utf-8"))
    document["lines"]["rail"][0] = [1, 2, 3]
    (tmp_path / "base.json").write_text(json.dumps(document))
    with pytest.raises(GroundError, match="not a basemap"):
        Base.load(tmp_path)


def test_the_projection_goes_there_and_back():
    lon, lat = np.array([1172179897, 0, -1800000000, 1163]), np.array([282995304, 0, 850000000, -500000000])
    x, y = mercator.to_world(lon, lat)
    assert [mercator.from_world(float(a), float(b)) for a, b in zip(x, y, strict=True)] == list(
        zip(lon.tolist(), lat.tolist(), strict=True)
    )
    assert mercator.to_world(0, 0) == (0.5, 0.5)
    assert mercator.world_y(900_000_000) == pytest.approx(0.0, abs=1e-9)


def test_scales():
    assert mercator.metres_per_px(0, 0) == pytest.approx(156543.034)
    assert mercator.metres_per_px(600_000_000, 1) == pytest.approx(39135.758)
    zoom = mercator.zoom_of_scale(282_900_000, 5000)
    assert mercator.scale_denominator(282_900_000, zoom) == pytest.approx(5000)
