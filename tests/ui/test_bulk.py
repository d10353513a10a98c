"""Bulk acts by keyboard in the real window: mark, preview, go, results, one undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.desk.bulk_desk import State
from commandcenter.ui.bulk_dialog import BulkDialog
from tests import makes
from tests.ui.test_main_window import desks_row, sit

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def cases(window, desks, door, qtbot):
    """Three that can be dispatched, one that cannot."""
    made = [*(makes.filed(door) for _ in range(3)), makes.dispatched(door)]
    qtbot.waitUntil(lambda: window.queue.table.model_of_cases.rowCount() == 4)
    return made


def marked(window, qtbot):
    qtbot.keyClick(window.queue.table, Qt.Key.Key_A, CTRL)
    assert window.queue.table.marked_count() == window.queue.table.model_of_cases.rowCount()


def opened(window, desks, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window.queue.table, key, modifier)
    qtbot.waitUntil(lambda: isinstance(window.dialog, BulkDialog) and not desks.bulk.plan.reading)
    return window.dialog


def went(window, desks, qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desks.bulk.view.act is not None and not desks.bulk.view.running)


def test_marked_cases_are_dispatched_together_and_taken_back_by_one_key(window, desks, door, qtbot, cases):
    marked(window, qtbot)
    assert "已选 4 件" in window.queue.count.text()
    dialog = opened(window, desks, qtbot, Qt.Key.Key_F5)
    assert "3 件" in dialog.primary.accessibleName()
    assert len(dialog.table.lines) == 4
    assert "待签收" in dialog.table.lines[-1].said
    assert [dialog.table.columnSpan(at, 2) for at in range(4)] == [1, 1, 1, 2]  # why not has the room of both columns
    room, said = dialog.table.visualRect(dialog.table.model().index(3, 2)), dialog.table.lines[-1].said
    flags = Qt.TextFlag.TextWordWrap
    assert dialog.table.fontMetrics().boundingRect(room, flags, said).height() <= room.height()
    went(window, desks, qtbot, dialog)
    assert [door.case(c.id).stage for c in cases] == [Stage.PENDING_HANDLE] * 4
    assert window.notice.text() == "派遣 3 件 · 撤销 Ctrl+Z"
    assert window.bulk.strip.isVisible()
    qtbot.keyClick(window.queue.table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: desks.bulk.view.count(State.UNDONE) == 3 and not desks.bulk.view.running)
    assert [door.case(c.id).stage for c in cases] == [*[Stage.PENDING_DISPATCH] * 3, Stage.PENDING_HANDLE]
    assert "已撤销 3 件" in window.notice.text()


def test_the_results_stay_lead_to_the_case_and_can_be_copied(window, desks, door, qtbot, cases):
    marked(window, qtbot)
    went(window, desks, qtbot, opened(window, desks, qtbot, Qt.Key.Key_F5))
    strip = window.bulk.strip
    refused = strip.table.lines[0]
    assert refused.id == desks_row(desks, cases[3])
    strip.table.selectRow(0)
    qtbot.keyClick(strip.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == cases[3].id)
    assert strip.isVisible()
    strip.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 5
    assert copied[0].startswith("编号\t案件\t责任单位")
    strip.close_button.click()
    assert not strip.isVisible()


def test_shift_and_space_mark_and_the_unit_is_changed_for_the_chosen_row(window, desks, door, qtbot, cases):
    table = window.queue.table
    table.choose(int(desks.queue.view.ids[0]))
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert table.marked_count() == 3
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.marked_count() == 2
    dialog = opened(window, desks, qtbot, Qt.Key.Key_B, CTRL)
    other = next(u.key for u in desks.bulk.plan.units if u.key != desks.bulk.plan.rows[0].proposed)
    dialog.table.selectRow(0)
    first = dialog.table.chosen_ids()[0]
    dialog.pick.setCurrentIndex(dialog.pick.findData(other))
    dialog.pick.activated.emit(dialog.pick.currentIndex())
    assert [row.pick == other for row in desks.bulk.plan.rows] == [row.id == first for row in desks.bulk.plan.rows]
    dialog.usual.click()
    assert all(row.pick == row.proposed for row in desks.bulk.plan.rows)


def test_keys_move_about_and_leave_the_marks(window, desks, door, qtbot, cases):
    table = window.queue.table
    ids = [int(i) for i in desks.queue.view.ids]
    table.choose(ids[0])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down):
        qtbot.keyClick(table, key)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_K)
    assert table.current_id() == ids[1]
    assert table.marked_ids().tolist() == [ids[0], ids[2]]
    assert "2" in window.queue.count.text()
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert table.marked_ids().tolist() == [ids[1]]
    qtbot.keyClick(table, Qt.Key.Key_J)
    assert table.marked_ids().tolist() == [ids[2]]


def test_returning_asks_for_the_reason_before_anything_is_done(window, desks, door, qtbot, cases):
    marked(window, qtbot)
    dialog = opened(window, desks, qtbot, Qt.Key.Key_F6)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert window.dialog is dialog
    assert dialog.note.fault()
    assert door.case(cases[0].id).stage is Stage.PENDING_DISPATCH
    dialog.note.set_text("立案类别有误")
    went(window, desks, qtbot, dialog)
    assert [door.case(c.id).stage for c in cases] == [*[Stage.RETURNED] * 3, Stage.PENDING_HANDLE]


def test_another_act_is_chosen_in_the_dialog(window, desks, door, qtbot, cases):
    sit(desks, "shift_leader")
    marked(window, qtbot)
    dialog = opened(window, desks, qtbot, Qt.Key.Key_R)
    assert desks.bulk.plan.act.key == "remind"
    at = dialog.acts.findData("note")
    dialog.acts.setCurrentIndex(at)
    dialog.acts.activated.emit(at)
    qtbot.waitUntil(lambda: window.dialog is not dialog and not desks.bulk.plan.reading)
    assert desks.bulk.plan.act.key == "note"
    assert len(desks.bulk.plan.ready) == 4
    window.dialog.note.set_text("统一电话告知")
    went(window, desks, qtbot, window.dialog)
    assert [door.case(c.id).notes for c in cases] == [1] * 4
    assert "Ctrl+Z" not in window.notice.text()


def test_a_case_that_moved_on_after_the_preview_is_left_alone(window, desks, door, qtbot, cases):
    marked(window, qtbot)
    dialog = opened(window, desks, qtbot, Qt.Key.Key_F5)
    door.submit(r.ReturnToAcceptor(case_id=cases[0].id, actor="other", role=Role.DISPATCHER, reason="非本街道"))
    went(window, desks, qtbot, dialog)
    assert door.case(cases[0].id).stage is Stage.RETURNED
    assert desks.bulk.view.count(State.FAILED) == 1
    assert "1 件未办" in window.notice.text()
    assert "退回" in window.bulk.strip.table.lines[0].said


def test_too_many_are_refused_in_a_sentence(window, desks, qtbot, cases, monkeypatch):
    from commandcenter.desk import bulk_desk

    monkeypatch.setattr(bulk_desk, "MOST", 3)
    marked(window, qtbot)
    qtbot.keyClick(window.queue.table, Qt.Key.Key_F5)
    assert window.dialog is None
    assert "已选 4 件，一次最多 3 件" in window.notice.text()


def test_one_marked_case_opens_the_usual_dialog(window, desks, door, qtbot, cases):
    table = window.queue.table
    row = desks_row(desks, cases[0])
    table.choose(row)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == cases[0].id)
    qtbot.waitUntil(window.acts["case.dispatch"].isEnabled)
    qtbot.keyClick(table, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.dialog is not None)
    assert not isinstance(window.dialog, BulkDialog)


def test_everything_of_strip_and_dialog_has_a_name_and_is_reached_by_keyboard(window, desks, qtbot, cases):
    marked(window, qtbot)
    dialog = opened(window, desks, qtbot, Qt.Key.Key_F5)
    names = [w.accessibleName() for w in (dialog.acts, dialog.table, dialog.pick, dialog.usual, dialog.primary)]
    assert all(names)
    went(window, desks, qtbot, dialog)
    strip = window.bulk.strip
    for button in (strip.undo, strip.copy, strip.close_button, strip.table):
        assert isinstance(button, QWidget)
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
