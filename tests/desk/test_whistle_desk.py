import pytest

from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.bodies import Part, WhistleKind
from commandcenter.core.case import Role
from commandcenter.core.duplicates import Sighting
from commandcenter.core.whistle_likeness import likeness
from commandcenter.store.verify import verify
from tests import makes


def whistled(door, case, text="积水反复", kind=WhistleKind.EMERGENCY):
    return door.submit(w.BlowWhistle(
        case_id=case.id, actor="u", role=Role.SHIFT_LEADER, kind=kind, place="冶金大道", text=text,
        units=(w.Call(unit=case.unit, part=Part.HOST),)))


@pytest.fixture
def board(desks, screen):
    seen = []
    desks.whistles.listeners.append(seen.append)

    def read():
        desks.whistles.refresh()
        count = len(seen)
        screen.pump(lambda: desks.whistles.view.loaded and len(seen) >= min(count, 1))
        return desks.whistles.view

    return read


def test_the_whistle_whose_deadline_comes_first_stands_at_the_head(desks, screen, door, clock, board):
    first, second = makes.dispatched(door), makes.dispatched(door)
    whistled(door, first)
    clock.forward(minutes=5)
    whistled(door, second)
    screen.pump(lambda: len(desks.whistles.view.lines) == 2)
    assert [line.row.case_id for line in desks.whistles.view.lines] == [first.id, second.id]
    line = desks.whistles.view.lines[0]
    assert desks.whistles.act(w.SignIn, line, first.unit)
    assert desks.whistles.act(w.Arrive, line, first.unit)
    screen.pump(lambda: [x.row.case_id for x in desks.whistles.view.lines] == [second.id, first.id])
    clock.forward(hours=1)
    desks.whistles.tick()
    assert desks.whistles.view.overdue == 1


def test_what_is_refused_is_in_the_view_and_nothing_is_written(desks, screen, door, board):
    case = makes.dispatched(door)
    whistled(door, case)
    screen.pump(lambda: desks.whistles.view.lines)
    line = desks.whistles.view.lines[0]
    assert not desks.whistles.act(w.CloseWhistle, line)
    assert desks.whistles.view.refusal.key == "host-not-done"
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == "acceptor"))
    assert not desks.whistles.act(w.SignIn, line, case.unit)
    assert desks.whistles.view.refusal.key == "role"
    assert door.case(case.id).whistles[0].host.signed_at is None


def test_a_whistle_leaves_the_board_with_its_case(desks, screen, door, store, queries, board):
    case = makes.filed(door)
    door.submit(w.BlowWhistle(
        case_id=case.id, actor="u", role=Role.LEADER, kind=WhistleKind.JOINT, place="x", text="需多家到场",
        units=(w.Call(unit=door.books.units.units[0].id, part=Part.HOST),)))
    screen.pump(lambda: desks.whistles.view.lines)
    assert queries.whistles.count(door.now() + 100 * makes.HOUR) == (1, 1)
    door.submit(r.VoidCase(case_id=case.id, actor="u", role=Role.SHIFT_LEADER, reason="重复上报"))
    screen.pump(lambda: not desks.whistles.view.lines)
    assert queries.whistles.count(door.now()) == (0, 0)
    assert len(queries.whistles.past(5)) == 1
    assert verify(store, makes.STREET).problems == ()


def test_the_most_alike_come_first(desks, screen, door):
    here = makes.dispatched(door)
    whistled(door, here, "井盖丢失，积水")
    far = makes.dispatched(door, lon=1_172_900_000)
    whistled(door, far, "占道经营")
    case = makes.filed(door)
    found = []
    desks.whistles.similar(case, found.append)
    screen.pump(lambda: found)
    assert [past.row.case_id for past in found[0]] == [here.id, far.id]


def test_likeness_falls_with_distance_class_and_words_and_is_the_same_both_ways():
    one = Sighting(lon=1_172_200_000, lat=282_900_000, class_key="component:0101", at=0, text="井盖丢失")
    assert likeness(one, one) == 1.0
    for other in (
        Sighting(lon=1_172_300_000, lat=282_900_000, class_key="component:0101", at=0, text="井盖丢失"),
        Sighting(lon=1_172_200_000, lat=282_900_000, class_key="event:0201", at=0, text="井盖丢失"),
        Sighting(lon=1_172_200_000, lat=282_900_000, class_key="component:0101", at=9, text="路灯不亮"),
    ):
        assert likeness(one, other) == likeness(other, one) < 1.0
