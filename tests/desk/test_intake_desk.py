"""The intake form without a screen: classes and places as people type them, the pin, the unit, the cases near by."""

from collections.abc import Iterator

import pytest

from commandcenter import paths
from commandcenter.app.clock import new_id
from commandcenter.atlas.gazetteer import Gazetteer, Kind
from commandcenter.atlas.names import Names
from commandcenter.desk.desks import Desks
from commandcenter.desk.initials import read
from commandcenter.desk.intake_desk import How, find_classes, find_places, named_in
from commandcenter.desk.map_ground import MapGround
from commandcenter.store.queries import Queries
from tests import makes
from tests.core.lives import books


def letters(name: str) -> str:
    return read([name])[0].replace(" ", "")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(Names.load(paths.RESOURCES / "atlas" / makes.STREET))


@pytest.fixture
def street(door, store, screen, gazetteer) -> Iterator[Desks]:
    made = Desks(
        door, lambda: Queries(store.reader()), screen.deliver, operator="",
        ground=MapGround.load(paths.RESOURCES / "atlas" / makes.STREET), place_text=lambda lon, lat: "某处",
        new_id=new_id, street_name="东门街道", station_name="一号席", key_kept="file", gazetteer=lambda: gazetteer)
    yield made
    made.close()


def opened(desks, screen, gazetteer):
    entry = next(e for e in gazetteer.entries if e.name == "雄石路")
    desks.intake.open(entry.lon, entry.lat)
    screen.pump(lambda: desks.intake.ready)
    return entry


@pytest.mark.parametrize(("typed", "key"), [
    ("0103", "component:0103"), ("component:0103", "component:0103"), ("雨水井盖", "component:0103"),
    ("雨水", "component:0103"), ("ysjg", "component:0103"), ("YSJ", "component:0103"), ("雨盖", "component:0103"),
    ("ys 井盖", "component:0103"),
])
def test_a_class_is_found_by_code_name_and_initials(typed, key):
    assert find_classes(books().catalogue.classes, typed, letters)[0].key == key


def test_a_class_is_found_by_what_is_wrong_and_nothing_by_nonsense():
    found = find_classes(books().catalogue.classes, "丢失", letters)
    assert found
    assert all(any("丢失" in c.text for c in e.conditions) or "丢失" in e.name for e in found)
    assert find_classes(books().catalogue.classes, "zzzz", letters) == ()
    assert find_classes(books().catalogue.classes, "", letters)


@pytest.mark.parametrize(("typed", "kind", "name"), [
    ("雄石路", Kind.ROAD, "雄石路"), ("xsl", Kind.ROAD, "雄石路"), ("雄路", Kind.ROAD, "雄石路"),
    ("雄石路22号门前", Kind.ROAD, "雄石路"), ("gd", Kind.COMMUNITY, "贵电社区"), ("贵溪站", Kind.PLACE, "贵溪站"),
    ("jtl xzl", Kind.CROSSING, "交通路与信州路路口"), ("交通路与信州路路口", Kind.CROSSING, "交通路与信州路路口"),
    ("360681003001004", Kind.CELL, "360681003001004"), ("3606810030010", Kind.CELL, "360681003001001"),
])
def test_a_place_is_found_as_people_type_it(gazetteer, typed, kind, name):
    entry = find_places(gazetteer, typed, letters)[0]
    assert (entry.kind, entry.name) == (kind, name)


def test_every_entry_lies_in_the_street(gazetteer):
    ground = MapGround.load(paths.RESOURCES / "atlas" / makes.STREET).ground
    assert len(gazetteer.entries) > 20
    assert all(ground.contains(e.lon, e.lat) for e in gazetteer.entries)
    for cell in ground.cells[::50]:
        found = gazetteer.cell(cell.code)
        assert ground.locate(found.lon, found.lat).grid_code == cell.code
    assert gazetteer.cell("999999999999999") is None


def test_what_a_free_text_names(gazetteer):
    for typed, name in (("信江社区雄石路口有人打电话", "雄石路"), ("交通路和信州路交叉口", "交通路与信州路路口"),
                        ("贵溪站广场", "贵溪站"), ("雄石东路12号", "雄石东路")):
        assert named_in(gazetteer, typed).name.startswith(name), typed
    assert named_in(gazetteer, "老张面馆门口") is None
    assert named_in(gazetteer, "13800138000") is None


def test_the_pin_follows_the_words_until_a_person_has_put_it(street, screen, gazetteer):
    intake = street.intake
    opened(street, screen, gazetteer)
    assert (intake.view.pin.how, intake.view.pin.spot.place) == (How.MIDDLE, "某处")
    intake.type_place("老张面馆")
    assert intake.view.pin.how is How.MIDDLE
    intake.type_place("北大街8号")
    assert (intake.view.pin.how, intake.view.pin.name) == (How.NAME, "北大街")
    clicked = next(e for e in gazetteer.entries if e.name == "贵溪站")
    intake.pin_at(clicked.lon, clicked.lat, How.CLICK)
    intake.type_place("文明路")
    assert (intake.view.pin.lon, intake.view.pin.how) == (clicked.lon, How.CLICK)
    intake.pin_at(1_160_000_000, 300_000_000, How.CLICK)
    assert intake.view.pin.spot is None
    assert intake.view.near is None


def test_the_unit_is_proposed_with_its_reason(street, screen, gazetteer):
    opened(street, screen, gazetteer)
    street.intake.choose_class("component:0103")
    proposed = street.intake.view.proposed
    assert proposed is not None
    assert proposed.why
    street.intake.choose_class("")
    assert street.intake.view.proposed is None


def test_cases_near_by_are_shown_nearest_first_and_at_most_five(street, screen, gazetteer, door):
    entry = next(e for e in gazetteer.entries if e.name == "雄石路")
    for n in range(7):
        door.submit(makes.report(lon=entry.lon, lat=entry.lat + 1_000 * n, class_key="component:0103"))
    door.submit(makes.report(lon=entry.lon, lat=entry.lat + 200_000, class_key="component:0103"))
    opened(street, screen, gazetteer)
    assert street.intake.view.near is None
    street.intake.choose_class("component:0103")
    screen.pump(lambda: bool(street.intake.view.near))
    near = street.intake.view.near
    metres = [n.likeness.distance_m for n in near]
    assert len(near) == 5
    assert metres == sorted(metres)
    assert near[0].text == "井盖丢失"
    assert near[0].likeness.strict
