"""The ladder in the window: what comes next, and the levels that a person sets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from commandcenter.core.limits import Limit, Unit
from commandcenter.ui.escalate_dialog import EscalateDialog
from tests import makes
from tests.desk.test_alarm_desk import taken
from tests.door.exchange import bundle
from tests.ui.test_main_window import desks_due, show, sit


def test_the_explanation_tells_which_rungs_come_when_to_whom_and_what_for(window, desks, door, qtbot):
    show(window, desks, qtbot, makes.dispatched(door))
    assert [due.clock for due in desks.case.view.coming][:1] == ["sign"]
    assert desks.case.view.next_rung == desks.case.view.coming[0]
    qtbot.keyClick(window, Qt.Key.Key_F4)
    words = "\n".join(label.text() for label in window.dialog.findChildren(QLabel))
    for name in ("催签收", "签收超时督办", "催办", "超时督办", "督办单"):
        assert name in words
    assert "责任单位" in words
    assert "回复目前进展" in words
    window.dialog.dismiss()


def test_a_rung_that_waits_for_duty_hours_says_so(window, desks, door, clock, qtbot):
    case_id = taken(door, clock)
    door.take([bundle(other := makes.uuid4(), "20260302-A009", steps=3, start=clock.at,
                      limit=Limit(n=2, unit=Unit.NATURAL_DAY))], "u")
    show(window, desks, qtbot, door.case(other))
    qtbot.keyClick(window, Qt.Key.Key_F4)
    words = "\n".join(label.text() for label in window.dialog.findChildren(QLabel))
    assert "明 21:00 到点，待其上班" in words
    assert case_id != other
    window.dialog.dismiss()


@pytest.mark.parametrize(("role", "level", "open_"), [
    ("shift_leader", "4", True), ("shift_leader", "5", False), ("leader", "6", True)])
def test_levels_above_the_order_are_set_by_the_posts_that_may(window, desks, door, clock, qtbot, role, level, open_):
    case = makes.dispatched(door)
    clock.at = desks_due(desks, case) + makes.MINUTE
    sit(desks, role)
    show(window, desks, qtbot, case)
    qtbot.waitUntil(window.acts["case.escalate"].isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: isinstance(window.dialog, EscalateDialog))
    dialog = window.dialog
    assert dialog.levels.key() == "3"  # never proposed past what the clock would set
    dialog.levels.choose(level)
    if not open_:
        assert dialog.levels.key() == "3"
        dialog.dismiss()
        return
    rung = door.books.rung(int(level))
    assert [check.text() for check in dialog.asks] == list(rung.asks)
    dialog.note.set_text("多次督办未果，请协调处置。")
    dialog.confirm()
    qtbot.waitUntil(lambda: desks.case.view.case.level == int(level))
    assert desks.case.view.lines[-1].body.to == str(rung.to) or rung.to.startswith("unit")


@pytest.mark.parametrize(("limit", "said"), [
    (Limit(n=2, unit=Unit.NATURAL_DAY), "2 自然日"), (Limit(until=makes.T0 + 72 * makes.HOUR), "应于")])
def test_the_proposed_words_say_an_instant_once(window, desks, door, clock, qtbot, limit, said):
    clock.at = makes.T0
    door.take([bundle(other := makes.uuid4(), "20260302-A009", steps=3, start=clock.at, limit=limit)], "u")
    sit(desks, "shift_leader")
    show(window, desks, qtbot, door.case(other))
    qtbot.waitUntil(window.acts["case.escalate"].isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: isinstance(window.dialog, EscalateDialog))
    words = window.dialog.note.text()
    assert said in words
    assert "时限 至" not in words
    window.dialog.dismiss()
