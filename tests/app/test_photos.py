"""`main.py photos` as somebody at a terminal uses it, and the drawn photos of the demo city."""

import io

import pytest
from PIL import Image

from commandcenter.app import station as st
from commandcenter.app.demo_pictures import draw
from commandcenter.core.bodies import PhotoKind
from commandcenter.store.queries import Queries
from tests import pictures as drawn


@pytest.fixture
def number(station_folder):
    with st.open_to_look(station_folder) as station:
        queries = station.queries()
        row = next(r for r in queries.rows(queries.ids("open", station.clock())[20:40].tolist()).values()
                   if not station.door.case(r.case_id).photos)
        queries.close()
    return row.shown_number


def test_photos_are_added_listed_and_copied_without_place_and_time(run, station_folder, number, tmp_path):
    good, bad = tmp_path / "IMG_1.jpg", tmp_path / "note.jpg"
    good.write_bytes(drawn.jpeg(exif=drawn.exif()))
    bad.write_bytes(b"PK\x03\x04 no photo")
    done = run("photos", "add", good, bad, "--case", number, "--kind", "after", "--data", station_folder, "--json")
    assert done.code == 1
    assert (done.json["added"], done.json["left"], done.json["kind"]) == (1, 1, "after")
    assert done.json["refused"][0]["reason"] == "not-a-picture"
    told = run("photos", "list", "--case", number, "--data", station_folder, "--json").json
    assert (told["count"], told["missing"]) == (1, 0)
    assert (told["photos"][0]["kind"], told["photos"][0]["here"]) == ("after", True)
    out = tmp_path / "copies"
    made = run("photos", "export", "--case", number, "--out", out, "--data", station_folder, "--json")
    assert (made.code, made.json["written"], made.json["missing"]) == (0, 1, 0)
    (copy,) = out.iterdir()
    assert b"Mr Wang" not in copy.read_bytes()
    again = run("photos", "export", "--case", number, "--out", out, "--data", station_folder)
    assert again.code == 1
    assert run("verify", "--data", station_folder, "--json").json["photos"]["missing"] == 0


def test_what_cannot_be_done_is_said_and_nothing_is_added(run, station_folder, number, tmp_path):
    for words, key in (
        (("add", tmp_path / "gone.jpg", "--case", number), "photos-none-taken"),
        (("add", tmp_path, "--case", number), "photos-none-taken"),
        (("list", "--case", "never"), "no-such-case"),
        (("add", tmp_path / "gone.jpg", "--case", number, "--as", "nobody"), "no-desk-user"),
        (("add", "--case", number), "bad-arguments"),
        (("export", "--case", number), "bad-arguments"),
    ):
        done = run("photos", *words, "--data", station_folder, "--json")
        assert done.code != 0
        assert done.json["reason"] == key, words
    assert run("photos", "list", "--case", number, "--data", station_folder, "--json").json["count"] == 0


def test_the_demo_has_drawn_photos_at_every_workstation_of_the_street(city):
    pictured = 0
    for folder in city.stations[:2]:
        with st.open_to_look(folder) as station:
            queries = Queries(station.store.reader())
            ids = queries.ids("open", station.clock()).tolist()
            found = queries.rows(ids)
            rows = [found[i] for i in ids]
            photos = [p for row in rows for p in station.door.case(row.case_id).photos]
            queries.close()
            assert station.blobs.missing({p.sha256 for p in photos}) == set()
            assert {PhotoKind.NEAR, PhotoKind.FAR, PhotoKind.AFTER} <= {p.kind for p in photos}
            assert station.door.case(rows[0].case_id).photos
            pictured += len(photos)
    assert pictured % 2 == 0


def test_a_drawn_photo_is_the_same_every_time_and_another_after_handling():
    seen = set()
    for name in ("雨水井盖", "垃圾满溢", "路灯", "行道树", "人行道"):
        for kind in PhotoKind:
            data = draw(name, kind, "7|case")
            assert data == draw(name, kind, "7|case")
            seen.add(data)
            with Image.open(io.BytesIO(data)) as image:
                assert image.size == (640, 480)
    assert len(seen) == 5 * len(PhotoKind)
