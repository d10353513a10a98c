"""Drafts lie encrypted in the store and replace each other; what is near is found by an index of its own."""

import pytest

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.duplicates import Sighting, box, class_weight
from commandcenter.core.merge_rules import Absorb, Merge
from commandcenter.desk.nearby import near_cases
from commandcenter.store.engine import STORE_FILE
from commandcenter.store.errors import StoreError
from commandcenter.store.verify import verify
from tests import makes

RADIUS_M = 50.0


def test_a_draft_takes_the_place_of_the_one_before_and_goes(door, clock):
    door.keep_draft("intake", "井盖".encode())
    clock.forward(minutes=1)
    door.keep_draft("intake", "井盖松动".encode())
    door.keep_draft("noted:1", b"{}")
    assert [(d.name, d.body.decode(), d.saved_at) for d in door.drafts()] == [
        ("intake", "井盖松动", clock.at), ("noted:1", "{}", clock.at)]
    door.drop_draft("intake")
    door.drop_draft("never there")
    assert [d.name for d in door.drafts()] == ["noted:1"]


def test_a_draft_never_stands_in_the_files_in_the_clear(door, store, folder):
    door.keep_draft("intake", "王女士来电说井盖松动".encode())
    assert "井盖松动".encode() not in b"".join(p.read_bytes() for p in folder.glob(STORE_FILE + "*"))


def test_on_a_full_disk_the_draft_before_is_still_there(door, store):
    door.keep_draft("intake", b"kept")
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk-full"):
        door.keep_draft("intake", b"x" * 400_000)
    assert [d.body for d in door.drafts()] == [b"kept"]


def test_near_are_the_open_ones_and_those_closed_lately(door, queries, clock):
    here, beside, far = (makes.report(lat=282_900_000 + step) for step in (0, 4_000, 40_000))
    for command in (here, beside, far):
        door.submit(command)
    closed = makes.walk(door, makes.dispatched(door, lat=282_898_000, text="路灯不亮"))
    around = box(here.lon, here.lat, RADIUS_M)
    found = queries.near(around, clock.at - makes.HOUR)
    assert {row.case_id for row in found} == {here.case_id, beside.case_id, closed.id}
    assert queries.reported_text(closed.id) == "路灯不亮"
    clock.forward(hours=2)
    assert closed.id not in {row.case_id for row in queries.near(around, clock.at - makes.HOUR)}
    assert len(queries.near(around, 0, most=1)) == 1


def test_the_likeliest_stand_first_where_a_hundred_are_near(door, queries, clock):
    other = next(c.key for c in door.books.catalogue.classes if class_weight(c.key, makes.CLASS) < 0.5)
    crowd = [makes.report(lat=282_900_000 + 40 * n, text="占道经营", class_key=other) for n in range(90)]
    same = [makes.report(text=text) for text in ("路灯不亮", "井盖丢失")]
    for command in (*same, *crowd):
        door.submit(command)
    one = Sighting(lon=same[0].lon, lat=same[0].lat, class_key=makes.CLASS, at=clock.at, text="井盖丢失，请尽快")
    found = near_cases(queries, one, door.books, most=5)
    assert [near.row.case_id for near in found[:2]] == [same[1].case_id, same[0].case_id]
    assert found[0].text == "井盖丢失"
    assert len(found) == 5


def test_what_is_near_is_asked_of_its_index(queries):
    plan = queries._conn.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM case_row INDEXED BY ix_case_row_place WHERE lat BETWEEN 1 AND 2"
        " AND lon BETWEEN 1 AND 2 AND (open = 1 OR closed_at >= 0)").fetchall()
    assert "COVERING INDEX ix_case_row_place" in plan[0][3]


def merging(door, duplicate, kept):
    by = {"actor": "u-acceptor", "role": Role.ACCEPTOR}
    return [Absorb(case_id=kept.id, duplicate=duplicate.id, number=duplicate.provisional, text=duplicate.text, **by),
            Merge(case_id=duplicate.id, into=kept.id, into_number=kept.provisional, seen=duplicate.head, **by)]


def test_a_merge_is_whole_or_not_at_all(door, queries):
    kept, duplicate = makes.filed(door), makes.filed(door)
    heard = []
    door.subscribe(heard.append)
    unit = door.books.units.units[0].id
    door.submit(r.Dispatch(case_id=duplicate.id, actor="other", role=Role.DISPATCHER, unit=unit))
    before = queries.waiting()
    with pytest.raises(r.Refused, match="moved"):
        door.submit_together(merging(door, duplicate, kept))
    assert queries.waiting() == before
    assert door.case(kept.id).absorbed == ()
    now = door.case(duplicate.id)
    door.submit_together(merging(door, now, kept))
    assert door.case(kept.id).absorbed == (duplicate.id,)
    assert not door.case(duplicate.id).open
    assert heard[-1].cases == {kept.id, duplicate.id}
    assert heard[-1].own
    door.submit(r.Note(case_id=kept.id, actor="u", role=Role.ACCEPTOR, text="会话计数接着走"))


def test_the_views_are_rebuilt_as_they_were_after_a_merge(door, store):
    kept, duplicate = makes.filed(door), makes.filed(door)
    door.submit_together(merging(door, duplicate, kept))
    assert verify(store, makes.STREET).problems == ()
