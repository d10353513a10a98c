"""Keys whose act is not possible now, pressed in the table: the reason stands in the line below it."""

from PySide6.QtCore import Qt

from tests import makes
from tests.ui.test_main_window import show, sit

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_key_whose_act_is_not_possible_says_why(window, desks, door, qtbot):
    case = makes.filed(door)
    sit(desks, "dispatcher")
    show(window, desks, qtbot, case)
    table = window.queue.table
    table.setFocus()
    qtbot.waitUntil(lambda: window.acts["case.dispatch"].isEnabled())
    qtbot.keyClick(table, Qt.Key.Key_Y)  # a letter of the table
    assert window.notice.text().startswith(window.acts["case.verify"].toolTip())
    assert "待派遣" in window.notice.text()
    assert "现在可办：派遣 F5" in window.notice.text()
    window.notice.clear()
    qtbot.keyClick(table, Qt.Key.Key_J, CTRL)  # a key of the window
    assert window.acts["case.close"].toolTip()
    assert window.notice.text().startswith(window.acts["case.close"].toolTip())
    window.notice.clear()
    qtbot.keyClick(table, Qt.Key.Key_Down)  # no act at all
    assert window.notice.text() == ""


def test_without_a_registered_case_its_key_says_so(window, desks, qtbot):
    qtbot.keyClick(window.queue.table, Qt.Key.Key_F2, CTRL)
    assert "打开刚登记的案件" in window.notice.text()
