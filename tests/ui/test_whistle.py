"""Whistles through the real window, by keyboard: the call, the board with its clocks, and what the course then says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.bodies import Part, Rating, WhistleKind
from commandcenter.core.case import Role
from commandcenter.store.verify import verify
from commandcenter.ui import course_words
from commandcenter.ui.whistle_board import BoardTree, WhistleBoard
from commandcenter.ui.whistle_dialog import WhistleDialog
from commandcenter.ui.whistle_units_dialog import MoreUnitsDialog
from tests import makes
from tests.ui.test_flow import CTRL, lit, opened, until
from tests.ui.test_main_window import show, sit

ALT = Qt.KeyboardModifier.AltModifier


def whistled(door, case, *others):
    units = (w.Call(unit=case.unit, part=Part.HOST), *(w.Call(unit=u, part=Part.HELPER) for u in others))
    return door.submit(w.BlowWhistle(
        case_id=case.id, actor="u", role=Role.SHIFT_LEADER, kind=WhistleKind.EMERGENCY, place="冶金大道路口",
        text="积水反复", units=units))


def board(window, desks, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F9, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.dialog, WhistleBoard))
    qtbot.waitUntil(lambda: desks.whistles.view.loaded and window.dialog.tree.chosen()[0] is not None)
    return window.dialog


def enter(window, qtbot, key, words=""):
    """Alt+n chooses the act, Ctrl+Enter enters it; the board comes back."""
    before = window.dialog
    qtbot.keyClick(QApplication.focusWidget(), key, ALT)
    before.note.set_text(words)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    return before


def test_a_whistle_is_called_by_keyboard_and_its_clocks_are_said(window, desks, door, store, queries, qtbot):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.whistle")
    dialog = opened(window, qtbot, WhistleDialog, Qt.Key.Key_F9)
    assert dialog.parts.calls() == (w.Call(unit=case.unit, part=Part.HOST),)
    dialog.confirm()
    assert window.dialog is dialog  # a note is needed
    dialog.kind.choose("emergency")
    dialog.note.set_text("积水反复，单独处置不了")
    dialog.parts.setFocus()
    for keys in ((Qt.Key.Key_Down, Qt.Key.Key_2), (Qt.Key.Key_Down, Qt.Key.Key_3), (Qt.Key.Key_Down, Qt.Key.Key_Space)):
        for key in keys:
            qtbot.keyClick(dialog.parts, key)
    called = [(c.part, c.unit) for c in dialog.parts.calls()]
    assert [part for part, _ in called] == [Part.HOST, Part.HELPER, Part.HELPER, Part.INFORMED]
    qtbot.keyClick(dialog.parts, Qt.Key.Key_1)
    qtbot.keyClick(dialog.parts, Qt.Key.Key_0)
    assert not [c for c in dialog.parts.calls() if c.part is Part.HOST]
    dialog.parts.put(case.unit, Part.HOST)
    dialog.confirm()
    until(qtbot, desks, lambda c: bool(c.whistles))
    whistle = desks.case.view.case.whistles[0]
    assert (whistle.kind, whistle.place, whistle.host.unit) == (WhistleKind.EMERGENCY, case.place, case.unit)
    words = course_words.rungs_of(desks.case.view, {})[-1]
    assert "应急处置" in words.text
    assert "主办" in words.text
    qtbot.waitUntil(lambda: not window.acts["case.whistle"].isEnabled())
    assert "Ctrl+F9" in window.acts["case.whistle"].toolTip()
    assert len(queries.ids("whistles", door.now())) == queries.counts(door.now()).by_queue["whistles"] == 1
    assert verify(store, makes.STREET).problems == ()


def test_the_board_shows_what_runs_out_and_takes_what_the_units_tell(window, desks, door, clock, store, qtbot):
    case = makes.dispatched(door)
    other = door.books.units.units[-1].id
    whistled(door, case, other)
    sit(desks, "shift_leader")
    show(window, desks, qtbot, case)
    dialog = board(window, desks, qtbot)
    assert dialog.tree.chosen()[1] == case.unit
    enter(window, qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: door.case(case.id).whistles[0].host.signed_at is not None)
    clock.forward(minutes=40)
    desks.tick()
    qtbot.waitUntil(lambda: isinstance(window.dialog, WhistleBoard) and window.dialog is not dialog)
    dialog = window.dialog
    qtbot.waitUntil(lambda: desks.whistles.view.overdue == 2)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItem(0).child(0).text(2).startswith("✓"))
    assert "超" in dialog.tree.topLevelItem(0).child(0).text(3)
    enter(window, qtbot, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: door.case(case.id).whistles[0].host.arrived_at is not None)
    qtbot.waitUntil(lambda: "迟" in window.dialog.tree.topLevelItem(0).child(0).text(3))
    fault = enter(window, qtbot, Qt.Key.Key_3)
    assert window.dialog is fault  # words are needed
    enter(window, qtbot, Qt.Key.Key_3, "抽排完毕")
    qtbot.waitUntil(lambda: door.case(case.id).whistles[0].host.finished_at is not None)
    window.dialog.rating.setCurrentIndex(window.dialog.rating.findData(Rating.POOR.value))
    enter(window, qtbot, Qt.Key.Key_4, "到场迟了")
    qtbot.waitUntil(lambda: door.case(case.id).whistles[0].host.rating is Rating.POOR)
    enter(window, qtbot, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: not door.case(case.id).whistles[0].open)
    qtbot.waitUntil(lambda: not desks.whistles.view.lines)
    window.dialog.dismiss()
    until(qtbot, desks, lambda c: not c.whistles[0].open)
    types = [line.type for line in desks.case.view.lines][-6:]
    assert types == ["whistled", "whistle_signed", "whistle_arrived", "whistle_finished", "whistle_rated",
                     "whistle_closed"]
    told = [course_words.title_of_line(line) for line in desks.case.view.lines][-6:]
    assert told == ["吹哨", "签到", "到场", "处置结果", "评价单位", "收哨"]
    signed = desks.case.view.lines[-5]
    assert (signed.role, signed.on_behalf) == ("department", case.unit)
    assert verify(store, makes.STREET).problems == ()


def test_closing_while_the_host_has_no_result_is_refused_in_words_and_done_with_a_reason(window, desks, door, qtbot):
    case = makes.dispatched(door)
    whistled(door, case)
    show(window, desks, qtbot, case)
    dialog = board(window, desks, qtbot)
    enter(window, qtbot, Qt.Key.Key_5)
    assert window.dialog is dialog
    assert "事不完" in dialog._fault.text()
    enter(window, qtbot, Qt.Key.Key_5, "改由区里统一处置")
    qtbot.waitUntil(lambda: not door.case(case.id).whistles[0].open)
    assert door.case(case.id).whistles[0].reason == "改由区里统一处置"


def test_a_unit_is_called_later_and_another_is_released_by_keyboard(window, desks, door, clock, store, qtbot):
    case = makes.dispatched(door)
    ids = [unit.id for unit in door.books.units.units if unit.id != case.unit]
    whistled(door, case, ids[0])
    sit(desks, "shift_leader")
    show(window, desks, qtbot, case)
    board(window, desks, qtbot)
    clock.forward(minutes=50)
    desks.tick()
    qtbot.waitUntil(lambda: desks.whistles.view.overdue == 2)
    window.dialog.act.choose("call")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    more = window.dialog
    assert isinstance(more, MoreUnitsDialog)
    assert {choice.unit.id for choice in more.parts._units} == set(ids[1:])
    qtbot.keyClick(more.parts, Qt.Key.Key_1)  # nobody leads beside the host
    more.confirm()
    assert window.dialog is more
    qtbot.keyClick(more.parts, Qt.Key.Key_2)
    qtbot.keyClick(more.parts, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(door.case(case.id).whistles[0].parties) == 3)
    qtbot.waitUntil(lambda: isinstance(window.dialog, WhistleBoard) and window.dialog.tree.chosen()[1] == ids[1])
    tree = window.dialog.tree
    assert "增派" in tree.currentItem().text(0)
    assert "剩" in tree.currentItem().text(2)  # its clock began now
    tree.setCurrentItem(tree.topLevelItem(0).child(1))
    window.dialog.act.choose("release")
    before = window.dialog
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert window.dialog is before  # a reason is needed
    before.note.set_text("已由街道处置，无需到场")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: door.case(case.id).whistles[0].party(ids[0]).released_at is not None)
    qtbot.waitUntil(lambda: "撤回" in window.dialog.tree.topLevelItem(0).child(1).text(0))
    assert desks.whistles.view.overdue == 1
    window.dialog.dismiss()
    until(qtbot, desks, lambda c: c.whistles[0].party(ids[0]).released_at is not None)
    told = [course_words.title_of_line(line) for line in desks.case.view.lines][-2:]
    assert told == ["增派单位", "撤回单位"]
    assert "无需到场" in course_words.said_text(desks.case.view.lines[-1], {})
    assert verify(store, makes.STREET).problems == ()


def test_a_case_with_an_open_whistle_is_not_closed_and_the_button_says_why(window, desks, door, qtbot):
    case = makes.walk(door, makes.dispatched(door), 7)
    whistled(door, case)
    sit(desks, "acceptor")
    show(window, desks, qtbot, case)
    qtbot.waitUntil(lambda: bool(desks.case.view.case.whistles))
    assert desks.case.view.why_not(r.Close).key == "whistle-open"
    assert "收哨" in window.acts["case.close"].toolTip()


def test_earlier_whistles_like_this_one_are_listed_and_enter_calls_the_same_units(window, desks, door, qtbot):
    other = door.books.units.units[-1].id
    before = makes.dispatched(door)
    whistled(door, before, other)
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.whistle")
    dialog = opened(window, qtbot, WhistleDialog, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: dialog.past.count() == 1)
    assert "相似" in dialog.past.item(0).text()
    dialog.past.setFocus()
    qtbot.keyClick(dialog.past, Qt.Key.Key_Return)
    assert {c.unit for c in dialog.parts.calls()} == {before.unit, other}


def test_an_empty_board_says_so(window, desks, door, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F9, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.dialog, WhistleBoard) and desks.whistles.view.loaded)
    assert window.dialog.tree.topLevelItem(0).text(0) == "没有未结束的吹哨。"
    window.dialog.confirm()
    assert isinstance(window.dialog, WhistleBoard)


def test_the_row_that_is_chosen_keeps_the_colour_of_its_urgency(window, desks, door, clock, qtbot):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    whistled(door, case)
    clock.forward(hours=2)
    dialog = board(window, desks, qtbot)
    tree = dialog.tree
    qtbot.waitUntil(lambda: tree.currentItem() is not None and tree.currentItem().foreground(2).color().isValid())
    index = tree.indexFromItem(tree.currentItem(), 2)
    option = QStyleOptionViewItem()
    tree.itemDelegate().initStyleOption(option, index)
    assert option.palette.highlightedText() == index.data(Qt.ItemDataRole.ForegroundRole)
    dialog.give_up()


def test_the_board_shows_that_it_has_the_focus_before_anything_was_read(qtbot):
    tree = BoardTree()
    qtbot.addWidget(tree)
    tree.show()
    without = tree.grab().toImage()
    tree.activateWindow()
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    assert tree.currentItem() is None
    assert tree.grab().toImage() != without
