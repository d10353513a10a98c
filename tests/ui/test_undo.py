"""Ctrl+Z in the window."""

from PySide6.QtCore import Qt

from commandcenter.core import rules as r
from commandcenter.core.case import Stage
from tests import makes
from tests.ui.test_main_window import chosen, show


def test_ctrl_z_recalls_the_dispatch_and_says_so(window, desks, door, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    assert not window.acts["edit.undo"].isEnabled()
    qtbot.waitUntil(window.acts["case.dispatch"].isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.dialog is not None)
    window.dialog.confirm()
    chosen(desks, qtbot, case, Stage.PENDING_HANDLE)
    assert "撤销 Ctrl+Z" in window.notice.text()
    assert "派遣" in window.acts["edit.undo"].toolTip()
    qtbot.keyClick(window.queue.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    chosen(desks, qtbot, case, Stage.PENDING_DISPATCH)
    assert "已撤销" in window.notice.text()
    assert not window.notice.is_warning
    assert not window.acts["edit.undo"].isEnabled()
    assert [line.type for line in desks.case.view.lines][-2:] == ["dispatched", "undone"]


def test_what_stays_is_said_in_a_sentence(window, desks, door, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    assert desks.case.act(r.Note, text="已电话联系")
    qtbot.waitUntil(window.acts["edit.undo"].isEnabled)
    assert "撤销 Ctrl+Z" not in window.notice.text()
    window.acts["edit.undo"].trigger()
    assert window.notice.is_warning
    assert "记录不能撤销" in window.notice.text()
