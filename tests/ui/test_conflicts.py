"""The conflict desk in the window, by keyboard."""

from PySide6.QtCore import Qt

from commandcenter.core import bodies as b
from commandcenter.core.case import Stage
from commandcenter.core.fold import fold
from commandcenter.store.verify import verify
from commandcenter.ui.conflict_dialog import ConflictDialog
from tests import makes
from tests.conflicts import elsewhere, lost_dispatch
from tests.door import exchange
from tests.ui.test_work_queues import sit


def opened(window, desks, qtbot):
    window.acts["sync.conflicts"].trigger()
    qtbot.waitUntil(lambda: desks.conflicts.view.laid is not None)
    assert isinstance(window.dialog, ConflictDialog)
    return window.dialog


def test_it_says_what_was_seen_and_what_it_was_already(window, desks, door, qtbot):
    sit(desks, "dispatcher")
    lost_dispatch(door)
    one, two = door.books.units.units[:2]
    dialog = opened(window, desks, qtbot)
    assert "没有生效" in dialog.head.text()
    assert "待派遣" in dialog.said.text()
    assert two.name in dialog.said.text()
    cells = [[cell._words.text() for cell in row] for row in dialog.sides._cells]
    assert cells[1] == ["—", two.name, one.name]
    assert "留言" in dialog.beside.text()  # the note stands beside, nothing to decide
    assert not dialog.choice.radio("reapply").isEnabled()
    assert dialog.choice.radio("reapply").toolTip()
    assert two.name in dialog.fork.accessibleName()
    assert two.name in dialog.outcome.text()


def test_conflicts_are_gone_through_by_keyboard(window, desks, door, store, qtbot):
    sit(desks, "shift_leader")
    _, stream = lost_dispatch(door)
    case = makes.filed(door)
    exchange.push(door, stream)
    exchange.pull(door, stream)
    elsewhere(stream, door.case(case.id), b.VerificationOrdered(), "acceptor")  # not possible there: never effective
    exchange.pull(door, stream)
    dialog = opened(window, desks, qtbot)
    assert dialog.list.hasFocus()
    first = desks.conflicts.view.chosen
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: desks.conflicts.view.chosen != first and desks.conflicts.view.laid is not None)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desks.conflicts.view.chosen == first and desks.conflicts.view.laid is not None)
    assert window.dialog is dialog  # stays open, the next one is up
    dialog.note.set_text("")
    dialog.confirm()
    assert "至少" in dialog._fault.text() or "请" in dialog._fault.text()
    dialog.note.set_text("以平台先受理的为准，已与当班核对")
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not desks.conflicts.view.lines)
    assert dialog._pages.currentIndex() == 0
    assert "没有" in dialog.empty.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.dialog is None
    qtbot.waitUntil(lambda: desks.queue.view.count("conflicts") == 0)
    assert verify(store, makes.STREET).problems == ()


def test_closing_decides_nothing_and_the_case_can_be_opened(window, desks, door, qtbot):
    sit(desks, "shift_leader")
    case, _ = lost_dispatch(door)
    dialog = opened(window, desks, qtbot)
    dialog.show_case.click()
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    assert window.dialog is None
    assert any(o.kind == "ineffective" for o in fold(door.entries(case.id)).outcomes)
    assert door.case(case.id).stage is Stage.PENDING_HANDLE
    qtbot.keyClick(window.queue.table, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)  # of this case
    qtbot.waitUntil(lambda: desks.conflicts.view.laid is not None)
    qtbot.keyClick(window.dialog, Qt.Key.Key_Escape)
    assert any(o.kind == "ineffective" for o in fold(door.entries(case.id)).outcomes)


def test_the_empty_desk_says_so(window, desks, qtbot):
    window.acts["sync.conflicts"].trigger()
    qtbot.waitUntil(lambda: desks.conflicts.view.loaded)
    assert "没有" in window.dialog.empty.text()
    assert window.dialog.why.text() in window.dialog.empty.text()
    assert not window.dialog.why.isVisible()  # it is said once
    assert not window.dialog.primary.isEnabled()
    bar = window.dialog._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)  # nothing to scroll to
