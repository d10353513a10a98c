"""Duty hand-over in the real window, by keyboard: counted, noted, signed twice, listed, written into a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from commandcenter.app.desk_files import DeskFiles
from commandcenter.core.handover import LATE_MS
from commandcenter.desk.handover_desk import HANDOVER, Written
from commandcenter.ui.handover_dialogs import ALONE, HandOverDialog, HandoverList, TakeOverDialog
from commandcenter.ui.main_window import MainWindow
from commandcenter.ui.views_dialogs import PathDialog
from tests import makes

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(window, qtbot, kind, key=Qt.Key.Key_H, modifier=CTRL):
    if window.dialog is None:
        qtbot.keyClick(window, key, modifier)
    qtbot.waitUntil(lambda: isinstance(window.dialog, kind))
    return window.dialog


def other(desks):
    return next(user for user, _ in desks.handover.people if user != desks.handover.here)


def test_one_key_counts_notes_are_typed_and_both_sign(window, desks, door, qtbot):
    makes.filed(door)
    makes.dispatched(door)
    outgoing, incoming = desks.handover.here, other(desks)
    dialog = opened(window, qtbot, HandOverDialog)
    assert dialog.lines.buttons["new"].accessibleName() == "新登记: 2"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is dialog.lines.edits["new"]
    QTest.keyClicks(window.focusWidget(), "zhaopian")
    dialog.note.set_text("夜班注意冶金大道")
    dialog.incoming.setCurrentIndex(dialog.incoming.findData(incoming))
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    taking = opened(window, qtbot, TakeOverDialog)
    assert desks.handover.view.open.out.actor == outgoing
    assert taking.incoming.currentData() == incoming
    assert taking.lines.edits == {}
    assert taking.cases.count() == 2
    QTest.keyClick(taking, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.dialog is None)
    assert desks.operator.operator.id == window.status.who.currentData() == incoming
    assert "已接班" in window.notice.text()
    sheet = opened(window, qtbot, HandoverList, modifier=CTRL | SHIFT)
    assert sheet.list.count() == 1
    text = sheet.sheet.toPlainText()
    assert "新登记: 2 — zhaopian" in text
    assert "夜班注意冶金大道" in text


def test_the_figures_follow_while_the_panel_is_open(window, desks, door, qtbot):
    dialog = opened(window, qtbot, HandOverDialog)
    assert dialog.lines.buttons["new"].accessibleName() == "新登记: 0"
    makes.filed(door)
    qtbot.waitUntil(lambda: dialog.lines.buttons["new"].accessibleName() == "新登记: 1")


def test_a_count_opens_its_cases_and_what_was_written_stays(window, desks, door, qtbot):
    case = makes.filed(door)
    makes.filed(door, place="雄石路")
    dialog = opened(window, qtbot, HandOverDialog)
    dialog.note.set_text("没写完")
    dialog.lines.buttons["new"].click()
    assert window.focusWidget() is dialog.cases
    assert dialog.cases.count() == 2
    QTest.keyClick(dialog.cases, Qt.Key.Key_Down)
    QTest.keyClick(dialog.cases, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    assert window.dialog is None
    again = opened(window, qtbot, HandOverDialog)
    assert again.note.text() == "没写完"


def test_what_was_typed_survives_a_crash_and_is_gone_once_signed(window, desks, door, qtbot, tmp_path):
    dialog = opened(window, qtbot, HandOverDialog)
    dialog.lines.edits["overdue"].setText("催市政")
    qtbot.waitUntil(lambda: any(kept.name == HANDOVER for kept in door.drafts()))
    window.dialogs.dialog = window.dialogs.keeper = None  # the process dies here: nothing is given up
    desks.drafts._latest.clear()
    desks.drafts.start()
    qtbot.waitUntil(lambda: bool(desks.drafts.offered))
    dialog.hide()
    again = opened(window, qtbot, HandOverDialog)
    assert again.lines.edits["overdue"].text() == "催市政"
    QTest.keyClick(again, Qt.Key.Key_Return, CTRL)
    opened(window, qtbot, TakeOverDialog)
    qtbot.waitUntil(lambda: not door.drafts())


def test_alone_needs_a_reason_and_a_name(window, desks, qtbot):
    dialog = opened(window, qtbot, HandOverDialog)
    assert not dialog.reason.isEnabled()
    dialog.way.choose(ALONE)
    dialog.confirm()
    assert window.dialog is dialog
    dialog.incoming.setCurrentIndex(1)
    dialog.confirm()
    assert window.dialog is dialog
    dialog.reason.setText("交班人已离岗")
    dialog.confirm()
    qtbot.waitUntil(lambda: window.dialog is None)
    assert "单独接班" in window.notice.text()


def test_a_refusal_brings_the_panel_back_with_its_sentence(window, desks, qtbot):
    dialog = opened(window, qtbot, HandOverDialog)
    dialog.note.set_text("留着")
    desks.operator.choose(other(desks))
    desks.handover.hand_over(Written())  # another click was quicker
    desks.handover.refresh()
    qtbot.waitUntil(lambda: desks.handover.view.open is not None)
    dialog.confirm()
    assert window.dialog is dialog
    assert "正等待接班人签字" in dialog._fault.text()
    assert dialog.note.text() == "留着"


def test_late_the_reason_is_asked_for(window, desks, door, clock, qtbot):
    dialog = opened(window, qtbot, HandOverDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    taking = opened(window, qtbot, TakeOverDialog)
    taking.dismiss()
    clock.forward(minutes=LATE_MS / makes.MINUTE + 1)
    taking = opened(window, qtbot, TakeOverDialog)
    taking.incoming.setCurrentIndex(1)
    taking.confirm()
    assert window.dialog is taking
    taking.reason.setText("公交晚点")
    taking.confirm()
    qtbot.waitUntil(lambda: window.dialog is None)
    assert "已接班" in window.notice.text()


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_a_hand_over_is_copied_and_written_to_print(window, desks, door, qtbot, tmp_path: Path, ending):
    desks.handover._files = DeskFiles(tmp_path)
    dialog = opened(window, qtbot, HandOverDialog)
    dialog.note.set_text("<script>alert(1)</script>")
    dialog.confirm()
    opened(window, qtbot, TakeOverDialog).dismiss()
    sheet = opened(window, qtbot, HandoverList, modifier=CTRL | SHIFT)
    sheet.copy.click()
    assert "交接班记录" in QGuiApplication.clipboard().text()
    sheet.file.click()
    asked = opened(window, qtbot, PathDialog)
    where = tmp_path / f"sheet.{ending}"
    asked.path.setText(str(where))
    asked.confirm()
    written = where.read_text("utf-8")
    assert "交接班记录" in written
    assert ("<script>" in written) == (ending == "txt")
    sheet = opened(window, qtbot, HandoverList, modifier=CTRL | SHIFT)
    sheet.file.click()
    asked = opened(window, qtbot, PathDialog)
    asked.path.setText(str(where))
    asked.confirm()
    assert "已存在" in asked._fault.text()
    assert isinstance(window, MainWindow)
