"""A street of one's own gets its boundaries: GeoJSON, platform, a sync, and places at the workstation."""

import csv
import json

import pytest

from commandcenter.app import station as st
from commandcenter.app import window
from commandcenter.app.children import city_platform

STREET = "110108099"  # no ground ships for it
WEST, SOUTH, STEP = 116.40, 39.90, 0.01
E7 = 10_000_000


def square(x, y, wide=1.0, high=1.0):
    west, south = WEST + x * STEP, SOUTH + y * STEP
    east, north = west + wide * STEP, south + high * STEP
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north],
                                                [west, south]]]}


def polygon(*points):
    return {"type": "Polygon", "coordinates": [list(points)]}


def feature(code, geometry, **properties):
    return {"type": "Feature", "properties": {"code": code} | properties, "geometry": geometry}


GOOD = (
    feature(f"{STREET}001", square(0, 0), name="东湖社区"),
    feature(f"{STREET}002", square(1, 0), 名称="西湖社区"),
    feature(f"{STREET}001001", square(0, 0, 0.5)),
    {"type": "Feature", "properties": {"bgcode": f"{STREET}001002"}, "geometry": square(0.5, 0, 0.5)},
)


def written(path, *features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def platform(ask, tmp_path):
    data = tmp_path / "platform"
    ask("platform", "--data", data, "--new")
    added = ask("platform", "street", "add", STREET, "--data", data, "--admin", "li-ming:李明")[1]
    return data, added["code"]


def test_published_outlines_give_a_workstation_places_and_a_map(ask, platform, tmp_path):
    data, code = platform
    file = written(tmp_path / "b.geojson", *GOOD)
    done, dry = ask("import", "outlines", file, "--street", STREET, "--data", data, "--dry-run")
    assert (done, dry["communities"], dry["cells"], dry["published"], dry["version"]) == (0, 2, 3, False, 0)
    assert ask("import", "outlines", file, "--street", STREET, "--data", data)[1]["version"] == 1
    assert ask("import", "outlines", file, "--street", STREET, "--data", data)[1]["published"] is False
    with city_platform(data) as url:
        assert ask("join", "--data", tmp_path / "ws", "--platform", url, "--token", code, "--key-file")[0] == 0
    with st.open_station(tmp_path / "ws") as station:
        west, east = (round((WEST + x * STEP) * E7) for x in (0.7, 1.5))
        middle = round((SOUTH + 0.5 * STEP) * E7)
        place = station.ground.locate(west, middle)
        assert place is not None
        assert (place.community_name, place.grid_code) == ("东湖社区", f"{STREET}001002")
        other = station.ground.locate(east, middle)
        assert other is not None
        assert (other.community_name, other.grid_code) == ("西湖社区", f"{STREET}002000")
        assert station.ground.locate(west, middle + E7) is None
        assert station.names.place_text(west, middle).startswith("东湖社区")
        shown = window.load_ground(station)
        assert shown is not None
        assert [c.name for c in shown.shapes.communities] == ["东湖社区", "西湖社区"]
        entries = window.gazetteer_of(station)()
        assert entries is not None
        assert {one.name for one in entries.entries} == {"东湖社区", "西湖社区"}


def test_nothing_is_published_while_anything_is_wrong_and_the_list_says_what(ask, platform, tmp_path):
    data, _ = platform
    file = written(
        tmp_path / "b.geojson", *GOOD,
        feature(f"{STREET}002", square(3, 0), name="又一个"), feature("110108014001", square(4, 0), name="别的街道"),
        feature(f"{STREET}003", square(1.1, 0), name="重叠社区"), feature(f"{STREET}004", square(6, 0)),
        feature(f"{STREET}009001", square(7, 0)), feature("x", square(8, 0)),
        feature(f"{STREET}005", {"type": "Point", "coordinates": [1, 2]}, name="点"),
        feature(f"{STREET}006", polygon([0, 0], [1, 1], [1, 0], [0, 1], [0, 0]), name="结"),
        feature(f"{STREET}007", polygon([0, 0], [1, 0], [1, 1], [0, 0]), name="海上"))
    code, found = ask("import", "outlines", file, "--street", STREET, "--data", data)
    assert (code, found["published"], found["version"]) == (1, False, 0)
    with open(found["refused_file"], encoding="utf-8-sig", newline="") as file:
        reasons = {row["reason"]: int(row["line"]) for row in csv.DictReader(file)}
    assert reasons == {
        "outline-twice": 5, "outline-street": 6, "outline-over": 7, "outline-name": 8, "outline-cell": 9,
        "outline-code": 10, "outline-polygon": 11, "outline-broken": 12, "outline-degrees": 13}


@pytest.mark.parametrize(("text", "street", "reason"), [
    ("{", STREET, "outlines-unreadable"), ("[1]", STREET, "outlines-unreadable"),
    ('{"features": []}', "12", "outlines-street"), ('{"features": []}', "110108098", "outlines-street"),
])
def test_what_cannot_be_read_at_all_is_a_sentence(ask, platform, tmp_path, text, street, reason):
    file = tmp_path / "b.geojson"
    file.write_text(text, "utf-8")
    assert ask("import", "outlines", file, "--street", street, "--data", platform[0])[1]["reason"] == reason
