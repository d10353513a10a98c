"""The charts' figures come from the store; a click on a bar is a filter of the queue."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.numbers import day_start
from commandcenter.core.request_rules import Appeal, AskDeferral, Decide
from commandcenter.desk.chart_desk import DAY, DAYS, ChartDesk, ChartView
from commandcenter.desk.queue_desk import QueueDesk
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Door
from commandcenter.store.queries import Queries
from tests import makes
from tests.conftest import Clock


class StraightReader:
    """Answers at once, in the same thread."""

    def __init__(self, queries: Queries) -> None:
        self.queries = queries

    def ask(self, kind: str, question: Callable[[Queries], Any], answer: Callable[[Any], None], **_: Any) -> None:
        answer(question(self.queries))


@pytest.fixture
def queue(queries: Queries, clock: Clock) -> QueueDesk:
    return QueueDesk(cast(Reader, StraightReader(queries)), clock)


@pytest.fixture
def desk(queries: Queries, queue: QueueDesk, clock: Clock) -> ChartDesk:
    desk = ChartDesk(cast(Reader, StraightReader(queries)), queue, clock)
    queue.listeners.append(desk.on_queue)
    return desk


def test_an_empty_store_gives_no_bars_and_days_without_a_rate(desk: ChartDesk) -> None:
    assert not desk.view.loaded
    desk.refresh()

    assert desk.view.loaded
    assert (desk.view.communities, desk.view.classes, desk.view.stages) == ((), (), ())
    assert len(desk.view.days) == DAYS
    assert {day.rate for day in desk.view.days} == {None}


def test_bars_count_open_cases_by_community_class_and_stage(desk: ChartDesk, door: Door) -> None:
    makes.filed(door)
    makes.filed(door)
    makes.dispatched(door, community="360681003001", community_name="雄石社区")
    makes.walk(door, makes.dispatched(door))  # closed: counts no more
    desk.refresh()

    assert [(bar.name, bar.total) for bar in desk.view.communities] == [("贵电社区", 2), ("雄石社区", 1)]
    assert [(bar.key, bar.total) for bar in desk.view.classes] == [(makes.CLASS, 3)]
    assert {bar.key: bar.total for bar in desk.view.stages} == {Stage.PENDING_DISPATCH: 2, Stage.PENDING_HANDLE: 1}


def test_parts_of_a_bar_follow_the_clock(desk: ChartDesk, door: Door, clock: Clock) -> None:
    makes.dispatched(door)
    desk.refresh()
    assert desk.view.communities[0].parts == ((Urgency.NORMAL, 1),)

    clock.forward(hours=24 * 60)
    desk.refresh()
    assert desk.view.communities[0].parts == ((Urgency.SEVERE, 1),)


def test_a_day_has_what_came_what_was_closed_and_its_rate(desk: ChartDesk, door: Door, clock: Clock) -> None:
    makes.walk(door, makes.dispatched(door))
    makes.filed(door)
    clock.forward(hours=48)
    desk.refresh()

    assert [day.day for day in desk.view.days] == [day_start(clock()) - (DAYS - 1 - n) * DAY for n in range(DAYS)]
    day = desk.view.days[-3]
    assert (day.day, day.reported, day.closed, day.on_time, day.rate) == (day_start(makes.T0), 2, 1, 1, 1.0)


def test_a_click_narrows_the_queue_and_a_second_click_widens_it(desk: ChartDesk, queue: QueueDesk, door: Door) -> None:
    makes.filed(door)
    makes.filed(door, community="360681003001", community_name="雄石社区")
    queue.refresh()
    assert len(queue.view.ids) == 2

    desk.click("community", "360681003001")
    assert len(queue.view.ids) == 1
    assert desk.view.filter.community == ("360681003001",)
    assert len(desk.view.communities) == 2  # the chart keeps all of them

    desk.click("community", "360681003008", add=True)
    assert desk.view.filter.community == ("360681003001", "360681003008")
    desk.click("community", "360681003001", add=True)
    assert desk.view.filter.community == ("360681003008",)
    desk.click("community", "360681003001")
    desk.click("community", "360681003001")
    assert desk.view.filter.empty


def test_clicks_in_two_charts_are_one_filter(desk: ChartDesk, queue: QueueDesk, door: Door) -> None:
    makes.filed(door)
    makes.dispatched(door)
    desk.click("class", makes.CLASS)
    desk.click("stage", str(Stage.PENDING_HANDLE))

    assert desk.view.filter.class_key == (makes.CLASS,)
    assert desk.view.filter.stage == (Stage.PENDING_HANDLE,)
    assert len(queue.view.ids) == 1


def test_listeners_hear_of_each_other_view_once(desk: ChartDesk, door: Door) -> None:
    heard: list[ChartView] = []
    desk.listeners.append(heard.append)
    makes.filed(door)
    desk.refresh()
    desk.refresh()

    assert len(heard) == 1
    assert heard[0] is desk.view


def test_an_appeal_that_was_granted_is_seen_raw_and_exempted(desk: ChartDesk, door: Door, clock: Clock) -> None:
    case = makes.dispatched(door)
    clock.forward(hours=24 * 60)
    closed = makes.walk(door, case)
    assert closed.closed_at is not None
    asked = door.submit(Appeal(case_id=case.id, actor="u", role=Role.DEPARTMENT, on_behalf=case.unit,
                                 reason="因暴雨停工")).asked
    while asked is not None:
        asked = door.submit(Decide(case_id=case.id, actor="u", role=Role(asked.level), approved=True,
                                     on_behalf=makes.behalf(Role(asked.level), door.books.units.units[0].id))).asked
    desk.refresh()
    (day,) = [day for day in desk.view.days if day.closed]
    assert (day.on_time, day.exempted, day.rate) == (1, 1, 1.0)

    desk.switch_raw()
    (day,) = [day for day in desk.view.days if day.closed]
    assert (desk.view.raw, day.on_time, day.exempted, day.rate) == (True, 0, 1, 0.0)
    desk.switch_raw()
    assert not desk.view.raw


def test_deferred_and_void_cases_are_left_out_of_the_closing_rate(desk: ChartDesk, door: Door) -> None:
    makes.walk(door, makes.dispatched(door))
    makes.filed(door)
    void, refused = door.submit(makes.report()), door.submit(makes.report())
    door.submit(r.VoidCase(case_id=void.id, actor="u", role=Role.SHIFT_LEADER, reason="重复上报"))
    door.submit(r.RefuseFiling(case_id=refused.id, actor="u", role=Role.SHIFT_LEADER, reason="不属于管理范围"))
    deferred = makes.dispatched(door)
    asked = door.submit(AskDeferral(
        case_id=deferred.id, actor="u", role=Role.DEPARTMENT, on_behalf=deferred.unit, reason="待绿化季节",
        until=makes.T0 + 30 * DAY)).asked
    while asked is not None:
        asked = door.submit(Decide(case_id=deferred.id, actor="u", role=Role(asked.level), approved=True,
                                     on_behalf=makes.behalf(Role(asked.level), door.books.units.units[0].id))).asked
    desk.refresh()
    closing = desk.view.closing
    assert closing is not None
    assert (closing.reported, closing.ended, closing.deferred, closing.should, closing.closed) == (5, 2, 1, 2, 1)
    assert (closing.rate, closing.raw_rate) == (0.5, 0.2)
