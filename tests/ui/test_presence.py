"""小王正在看: shown in the panel and in the row while another desk looks, gone when offline; nothing is locked."""

import asyncio

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from commandcenter.cityplatform.platform import Platform
from commandcenter.core import rules as r
from commandcenter.core.case import Stage
from commandcenter.sync.presence import PresenceLoop
from commandcenter.sync.wire import Here
from tests import makes
from tests.sync.streets import client
from tests.ui.test_main_window import chosen, show


@pytest.fixture
def city(tmp_path, clock):
    with Platform.create(tmp_path / "city", clock=clock) as platform:
        yield platform


def exchange(loop):
    assert asyncio.run(loop.once())


def test_who_looks_at_a_case_is_seen_in_panel_and_row_and_locks_nothing(window, desks, door, city, clock, qtbot):
    case, other = makes.filed(door), makes.filed(door)
    show(window, desks, qtbot, case)
    here = client(city, city.add_workstation("一号席", makes.STREET, "A"), clock)
    there = client(city, city.add_workstation("二号席", makes.STREET, "B"), clock)
    asyncio.run(there.here(Here(case=case.id, actor="dm-dispatcher-2")))
    clock.forward(minutes=0.5)
    loop = PresenceLoop(here, reachable=lambda: True)
    desks.presence.follow(loop)
    desks.presence.active(True)
    exchange(loop)
    assert window.case.watchers.isVisibleTo(window)
    assert window.case.watchers.text() == "陈思敏正在看，自 09:00"
    model = window.queue.table.model_of_cases
    qtbot.waitUntil(lambda: model.rowCount() == 2 and all(model.cells_at(n) is not None for n in range(2)))
    rows = {model.cells_at(n).number: model.index(n, 1) for n in range(2)}
    mine, others = rows[case.provisional[4:]], rows[other.provisional[4:]]
    assert "陈思敏正在看" in mine.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "陈思敏正在看" in mine.data(Qt.ItemDataRole.ToolTipRole)
    assert "正在看" not in others.data(Qt.ItemDataRole.AccessibleTextRole)
    window.queue.table.grab()
    assert desks.case.act(r.Dispatch, unit=door.books.units.units[0].id)  # never a lock
    chosen(desks, qtbot, case, Stage.PENDING_HANDLE)
    show(window, desks, qtbot, other)
    assert not window.case.watchers.isVisibleTo(window)
    clock.forward(minutes=2)  # the other desk fell silent
    exchange(loop)
    assert desks.presence.view.by_case == {}


def test_a_window_that_is_not_in_front_says_nothing(window, desks, door, city, clock, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    here = client(city, city.add_workstation("一号席", makes.STREET, "A"), clock)
    loop = PresenceLoop(here, reachable=lambda: True)
    desks.presence.follow(loop)
    desks.presence.active(True)
    exchange(loop)
    assert [len(words) for words in city.presence._words.values()] == [1]
    window.hide()
    desks.presence.active(False)
    exchange(loop)
    assert [len(words) for words in city.presence._words.values()] == [0]
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert loop._case is None
