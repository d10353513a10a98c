from threading import Event

import pytest

from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.desk import queue_desk
from commandcenter.desk.queue_desk import DIGITS, GROUPS
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Changed
from commandcenter.store.queries import Queries
from tests import makes


def loaded(desks, screen, n):
    screen.pump(
        lambda: desks.queue.view.loaded and len(desks.queue.view.ids) == n and desks.queue.view.counts is not None
    )


def test_not_read_is_not_none(desks):
    assert desks.queue.view.count("open") is None
    assert not desks.queue.view.loaded


def test_a_queue_is_read_and_its_first_case_selected(desks, door, screen):
    makes.filed(door)
    makes.dispatched(door)
    desks.start()
    loaded(desks, screen, 2)
    assert desks.queue.view.selected == int(desks.queue.view.ids[0])
    assert desks.queue.view.count("open") == 2
    assert desks.queue.view.count(f"stage:{Stage.PENDING_DISPATCH}") == 1
    assert desks.queue.view.count("near") == 0


def test_own_acts_are_shown_at_once_and_the_next_case_takes_the_place(desks, door, screen):
    cases = [makes.filed(door) for _ in range(3)]
    desks.queue.choose(f"stage:{Stage.PENDING_DISPATCH}")
    loaded(desks, screen, 3)
    first = int(desks.queue.view.ids[0])
    second = int(desks.queue.view.ids[1])
    assert desks.queue.view.selected == first
    from commandcenter.core import rules as r
    from commandcenter.core.case import Role

    door.submit(r.Dispatch(case_id=cases[0].id, actor="u", role=Role.DISPATCHER, unit="municipal"))
    loaded(desks, screen, 2)
    assert desks.queue.view.selected == second


def test_what_comes_from_elsewhere_waits_for_f3(desks, door, screen):
    makes.filed(door)
    desks.start()
    loaded(desks, screen, 1)
    before = desks.queue.view.ids
    case = makes.filed(door)
    desks.queue.refresh = lambda: None  # the own-act path would show it at once; here it comes from elsewhere
    desks.queue.on_changed(Changed(cases=frozenset({case.id})))
    screen.pump(lambda: desks.queue.view.fresh == 1)
    assert desks.queue.view.ids is before


def test_a_filter_tells_how_many_it_hides(desks, door, screen):
    makes.filed(door)
    makes.filed(door, place="雄石路", community_name="雄石社区", text="")
    desks.start()
    loaded(desks, screen, 2)
    desks.queue.search("雄石")
    loaded(desks, screen, 1)
    assert desks.queue.view.hidden == 1
    desks.queue.clear()
    loaded(desks, screen, 2)


def test_sorting_turns_the_order_round(desks, door, screen):
    for _ in range(3):
        makes.filed(door)
    desks.start()
    loaded(desks, screen, 3)
    version = desks.queue.view.version
    desks.queue.sort_by("number", False)
    screen.pump(lambda: desks.queue.view.version > version)
    up = list(desks.queue.view.ids)
    version = desks.queue.view.version
    desks.queue.sort_by("number", True)
    screen.pump(lambda: desks.queue.view.version > version)
    assert list(desks.queue.view.ids) == up[::-1]


def test_a_minute_changes_the_counts_not_the_order(desks, door, screen, clock):
    case = makes.dispatched(door)
    desks.start()
    loaded(desks, screen, 1)
    version = desks.queue.view.version
    reader = desks._open_queries()
    clock.at = reader.row_of(case.id).due + 1
    reader.close()
    desks.tick()
    screen.pump(lambda: desks.queue.view.count("overdue") == 1)
    assert desks.queue.view.version == version
    assert desks.queue.view.counts.urgency == {Urgency.OVERDUE: 1}


def test_every_digit_opens_one_queue():
    assert sorted(DIGITS.values()) == list(range(10))
    assert set(DIGITS) <= {q for _, queues in GROUPS for q in queues}


def test_of_two_questions_of_a_kind_the_last_is_answered(desks, screen, store):
    heard = []
    for n in range(50):
        desks.reader.ask("same", lambda q, n=n: n, heard.append)
    screen.pump(lambda: 49 in heard)
    assert heard[-1] == 49
    assert heard == sorted(heard)


def test_a_fault_in_a_question_is_heard_by_the_screen(screen):
    def broken():
        raise RuntimeError("no store")

    reader = Reader(broken, screen.deliver)
    reader.ask("x", lambda q: 1, lambda n: None)
    with pytest.raises(RuntimeError, match="no store"):
        screen.pump(lambda: False)
    reader.close()


def test_who_hears_last_hears_of_the_last_view(desks, door, screen):
    """A listener that selects another row while a view is told must not leave the others with the view before."""
    makes.filed(door), makes.filed(door)
    desks.start()
    screen.pump(lambda: desks.queue.view.loaded)
    first, second = (int(i) for i in desks.queue.view.ids)
    heard = []
    desks.queue.listeners.insert(0, lambda view: desks.queue.select(second) if view.selected == first else None)
    desks.queue.listeners.append(lambda view: heard.append(view.selected))
    desks.queue.select(None)
    desks.queue.select(first)
    assert heard[-1] == desks.queue.view.selected == second


def test_a_search_in_many_closed_cases_shows_its_first_page_before_the_rest(desks, door, screen, monkeypatch):
    monkeypatch.setattr("commandcenter.desk.queue_desk.PAGE", 2)
    monkeypatch.setattr("commandcenter.store.queue_reads._FIRST_ROWS", (3,))
    for n in range(5):
        makes.walk(door, makes.dispatched(door, text=("路灯不亮", "井盖丢失")[n == 0]))
    desks.queue.choose("closed")
    loaded(desks, screen, 5)
    seen = []
    desks.queue.listeners.append(lambda view: seen.append((view.whole, len(view.ids))))
    desks.queue.search("路灯")
    loaded(desks, screen, 4)
    assert (False, 2) in seen
    assert (desks.queue.view.whole, desks.queue.view.hidden) == (True, 1)
    assert desks.queue.view.selected in desks.queue.view.ids
    seen.clear()
    version = desks.queue.view.version
    desks.queue.refresh()  # the same list again is not cut down to its first page meanwhile
    screen.pump(lambda: desks.queue.view.version > version)
    assert all(whole for whole, _ in seen)


def test_closed_cases_in_the_order_of_their_places_show_their_first_page_before_the_rest(
        desks, door, screen, monkeypatch):
    monkeypatch.setattr("commandcenter.desk.queue_desk.PAGE", 2)
    for n in (3, 1, 2):
        makes.walk(door, makes.dispatched(door, place=f"冶金大道{n}号"))
    desks.queue.choose("closed")
    loaded(desks, screen, 3)
    seen = []
    desks.queue.listeners.append(lambda view: seen.append((view.whole, len(view.ids), view.sort)))
    desks.queue.sort_by("place", False)
    screen.pump(lambda: desks.queue.view.whole and (False, 2, "place") in seen)
    assert desks.queue.view.ids.tolist() == [2, 3, 1]


def test_another_list_that_comes_within_a_frame_is_told_once(desks, door, screen, monkeypatch):
    case = makes.dispatched(door)
    makes.filed(door)
    desks.start()
    loaded(desks, screen, 2)
    monkeypatch.setattr(queue_desk, "FRAME_S", 30.0)
    seen = []
    desks.queue.listeners.append(seen.append)
    desks.queue.choose(f"stage:{case.stage}")
    [view] = seen
    assert (view.queue, view.loaded, len(view.ids)) == (f"stage:{case.stage}", True, 1)
    assert view.selected == int(view.ids[0])


def test_a_list_that_takes_longer_is_told_as_awaited_and_then_as_it_is(desks, door, screen, monkeypatch):
    makes.filed(door)
    desks.start()
    loaded(desks, screen, 1)
    monkeypatch.setattr(queue_desk, "FRAME_S", 0.001)
    busy, goes_on, seen = Event(), Event(), []
    desks.reader.ask("other", lambda q: (busy.set(), goes_on.wait(30)), lambda _: None)
    assert busy.wait(30)  # the list would be asked for first
    desks.queue.listeners.append(seen.append)
    desks.queue.choose("closed")
    assert [(view.queue, view.loaded, view.selected) for view in seen] == [("closed", False, None)]
    goes_on.set()
    loaded(desks, screen, 0)
    assert seen[-1].queue == "closed"


def test_what_goes_wrong_with_a_question_is_heard_by_who_waits_for_it(store, screen):
    reader = Reader(lambda: Queries(store.reader()), screen.deliver)
    answers = []
    try:
        reader.ask("a", lambda q: len(q.station()), answers.append, patience_s=30.0)
        assert len(answers) == 1
        with pytest.raises(ZeroDivisionError):
            reader.ask("a", lambda q: 1 // 0, answers.append, patience_s=30.0)
    finally:
        reader.close()
