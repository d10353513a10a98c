"""The wall's figures come from the store, and a reading that changes nothing is not told."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from commandcenter.core.clocks import Urgency
from commandcenter.desk.reader import Reader
from commandcenter.desk.wall_desk import WORST, WallDesk, WallView
from commandcenter.door.door import Door
from commandcenter.store.queries import Queries
from tests import makes
from tests.conftest import Clock


class StraightReader:
    """Answers at once, in the same thread."""

    def __init__(self, queries: Queries) -> None:
        self.queries = queries

    def ask(self, kind: str, question: Callable[[Queries], Any], answer: Callable[[Any], None]) -> None:
        answer(question(self.queries))


@pytest.fixture
def desk(queries: Queries, clock: Clock) -> WallDesk:
    return WallDesk(cast(Reader, StraightReader(queries)), clock)


def test_not_read_is_not_none(desk: WallDesk) -> None:
    assert desk.view.open is None
    assert desk.view.on_time_today is None

    desk.refresh()
    assert desk.view.open == 0
    assert desk.view.on_time_today is None  # nothing closed today: no rate


def test_figures_of_the_day(desk: WallDesk, door: Door, clock: Clock) -> None:
    makes.dispatched(door)
    makes.filed(door, community="360681003001", community_name="雄石社区")
    makes.filed(door)
    makes.walk(door, makes.dispatched(door))
    desk.refresh()
    view = desk.view

    assert view.open == 3
    assert sum(view.urgency.values()) == 3
    assert view.today is not None
    assert (view.today.reported, view.today.closed, view.on_time_today) == (4, 1, 1.0)
    assert view.communities == (("贵电社区", 2), ("雄石社区", 1))
    assert len(view.points.ids) == 3
    assert view.as_of == clock()


def test_the_worst_cases_are_listed_and_the_others_counted(desk: WallDesk, door: Door, clock: Clock) -> None:
    first = makes.dispatched(door)
    for _ in range(WORST + 1):
        clock.forward(minutes=1)
        makes.dispatched(door)
    desk.refresh()
    assert desk.view.worst == ()
    assert desk.view.more == 0

    clock.forward(hours=24 * 60)
    desk.refresh()
    assert desk.view.urgency.get(Urgency.SEVERE) == WORST + 2
    assert len(desk.view.worst) == WORST
    assert desk.view.worst[0].case_id == first.id
    assert desk.view.more == 2


def test_each_reading_has_a_version_and_is_told(desk: WallDesk, door: Door) -> None:
    heard: list[WallView] = []
    desk.listeners.append(heard.append)
    desk.refresh()
    makes.filed(door)
    desk.refresh()

    assert [view.version for view in heard] == [1, 2]
    assert heard[-1].open == 1
