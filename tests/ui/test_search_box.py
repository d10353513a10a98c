"""Search box and palette by keyboard, with an input method; saved views and columns in the window."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from commandcenter.app.clock import new_id
from commandcenter.app.desk_files import DeskFiles
from commandcenter.core.case import Stage
from commandcenter.core.report_rules import Report
from commandcenter.core.search import Field, Problem, Trouble
from commandcenter.desk.desks import Desks
from commandcenter.desk.initials import FILE
from commandcenter.desk.kept_files import Unkept
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter
from commandcenter.ui import actions, queue_words
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.case_cells import COLUMN_OF
from commandcenter.ui.main_window import MainWindow
from commandcenter.ui.search_box import problem_text
from tests import makes

LETTERS = {"派遣": "pq", "待派遣": "dpq", "环卫一中队": "hwyzd", "登记": "dj"}


@pytest.fixture
def kept(tmp_path):
    """Files of a data folder that hold initials already: no child process is started for them."""
    files = DeskFiles(tmp_path)
    files.write(FILE, json.dumps(LETTERS).encode())
    return files


@pytest.fixture
def desks(qapp, store, door, ground, kept):
    bridge = Bridge()
    made = Desks(
        door, lambda: Queries(store.reader()), bridge.deliver, operator="", ground=ground,
        place_text=lambda lon, lat: "冶金大道", new_id=new_id, street_name="东门街道", station_name="一号席",
        key_kept="file", files=kept)
    made.initials.learn = lambda names, done: None  # what is kept is enough here
    yield made
    made.close()
    bridge.close()


def compose(widget, text):
    """What an input method does while it composes: text that is not there yet."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget, text):
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def rows(window):
    return [row.label for row in window.search.drop.list.rows]


def palette(window):
    window.acts["go.palette"].trigger()
    shown = window.commands.palette
    assert shown.isVisible()
    return shown


def show(desks, case, qtbot):
    """Bring the only case into the panel."""
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1)
    desks.queue.select(int(desks.queue.view.ids[0]))
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)


def labels(shown):
    return [row.label for row in shown.list.rows if not row.head]


# -- search box ------------------------------------------------------------------------------------------


def test_typing_narrows_and_suggests(window, desks, door, qtbot):
    makes.filed(door)
    makes.dispatched(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2)
    window.acts["go.search"].trigger()
    assert rows(window)[:2] == ["状态:", "路:"]
    commit(window.search, "部门:")
    assert "环卫一中队" in rows(window)
    qtbot.keyClicks(window.search, "hwy")
    assert rows(window) == ["环卫一中队"]
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.search.text() == "部门:环卫一中队"
    assert not rows(window)
    qtbot.waitUntil(lambda: desks.queue.view.filter.unit == ("sanitation-1",) and len(desks.queue.view.ids) == 0)
    assert "部门:环卫一中队" in window.queue.pills.accessibleName()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.queue.table.hasFocus()
    qtbot.keyClick(window.queue.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2)
    assert window.search.text() == ""


def test_text_that_is_composed_neither_filters_nor_fires(window, desks, door, qtbot):
    makes.filed(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1)
    window.acts["go.search"].trigger()
    before = rows(window)
    for preedit in ("l", "lu", "lu'd"):
        compose(window.search, preedit)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_1):
            qtbot.keyClick(window.search, key)
        qtbot.keyClick(window.search, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(200)
    assert desks.queue.view.filter == Filter()
    assert desks.search.view.text == ""
    assert window.search.hasFocus()
    assert window.dialog is None
    assert window.commands.palette.isHidden()
    assert rows(window) == before
    commit(window.search, "路灯")
    assert window.search.text() == "路灯"
    qtbot.waitUntil(lambda: desks.queue.view.filter == Filter(text="路灯"))


def test_escape_closes_the_list_then_clears(window, desks, qtbot):
    window.acts["go.search"].trigger()
    commit(window.search, "社区:")
    assert not window.search.drop.isHidden()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.drop.isHidden()
    assert window.search.text() == "社区:"
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert window.queue.table.hasFocus()


def test_tab_takes_what_is_chosen_and_else_goes_on(window, qtbot):
    window.acts["go.search"].trigger()
    commit(window.search, "状")
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Tab)
    assert window.search.text() == "状态:"
    assert window.search.hasFocus()
    qtbot.keyClick(window.search, Qt.Key.Key_Tab)
    assert not window.search.hasFocus()
    assert window.search.drop.isHidden()


def test_a_click_on_a_suggestion_takes_it(window, qtbot):
    window.acts["go.search"].trigger()
    commit(window.search, "社区:")
    shown = window.search.drop.list
    label = shown.rows[1].label
    where = shown.visualRect(shown.model().index(1, 0)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.search.text() == f"社区:{label}"


def test_what_is_not_understood_is_said_below_the_box(window, desks, qtbot):
    window.acts["go.search"].trigger()
    commit(window.search, "颜色:红 状态:红 部门:")
    qtbot.waitUntil(lambda: bool(window.search.drop.problem.text()))
    said = window.search.drop.problem.text()
    assert "颜色" in said
    assert "红" in said
    assert "部门:”后" not in said  # it is still being typed
    window.queue.table.setFocus()
    assert window.search.drop.isHidden()
    qtbot.waitUntil(lambda: "部门" in window.queue.problem.text())
    assert not window.queue.problem.isHidden()
    window.acts["view.close"].trigger()
    assert window.queue.problem.isHidden()


def test_every_trouble_has_its_sentence(desks):
    tables = desks.search.tables
    said = [
        problem_text(Problem(trouble=trouble, key=key, values=("X",)), tables)
        for trouble, key in (
            (Trouble.UNKNOWN_KEY, "foo"),
            *((t, f.value) for t in (Trouble.UNKNOWN_VALUE, Trouble.NO_VALUE) for f in Field))
    ]
    assert all("{" not in s for s in said)
    assert all(s.endswith((".", "。")) for s in said)
    assert len(set(said)) == len(said)


def test_what_a_chart_filters_by_stands_in_the_box(window, desks, door, qtbot):
    makes.filed(door)
    qtbot.waitUntil(lambda: bool(desks.charts.view.communities))
    desks.charts.click("community", "360681003008")
    qtbot.waitUntil(lambda: window.search.text() == "社区:贵电")
    desks.charts.click("community", "360681003008")
    qtbot.waitUntil(lambda: window.search.text() == "")


# -- palette ---------------------------------------------------------------------------------------------


def test_the_palette_finds_by_initials_and_does_it(window, desks, door, qtbot):
    show(desks, makes.filed(door), qtbot)
    qtbot.waitUntil(window.acts["case.dispatch"].isEnabled)
    shown = palette(window)
    assert shown.line.hasFocus()
    qtbot.keyClicks(shown.line, "pq")
    assert labels(shown)[0] == "派遣"
    assert shown.list.current().label == "派遣"
    assert shown.list.current().marks == (0, 1)
    assert shown.list.current().keycaps == ("F5",)
    qtbot.keyClick(shown.line, Qt.Key.Key_Down)
    assert shown.list.current().label == "待派遣"
    qtbot.keyClick(shown.line, Qt.Key.Key_Up)
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert shown.isHidden()
    qtbot.waitUntil(lambda: window.dialog is not None)


def test_what_is_not_open_says_why_and_does_nothing(window, desks, door, qtbot):
    show(desks, makes.filed(door), qtbot)
    shown = palette(window)
    qtbot.keyClicks(shown.line, "close case")
    assert not shown.list.current().enabled
    assert "待派遣" in shown.list.current().detail
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert shown.isVisible()
    assert window.dialog is None


def test_queues_filters_cases_and_people_are_in_the_palette(window, desks, door, qtbot):
    case = makes.dispatched(door)
    makes.filed(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2)
    shown = palette(window)
    shown.line.setText("待派遣")
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desks.queue.view.queue == f"stage:{Stage.PENDING_DISPATCH}")
    assert window.queue.table.hasFocus()
    shown = palette(window)
    qtbot.keyClicks(shown.line, case.provisional[4:].lower())
    qtbot.waitUntil(lambda: shown.list.current() is not None)
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    shown = palette(window)
    qtbot.keyClicks(shown.line, "hwyzd")
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert window.search.text() == "部门:环卫一中队"
    shown = palette(window)
    qtbot.keyClicks(shown.line, "0101")
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert window.search.text() == "类:上水井盖 部门:环卫一中队"
    acceptor = next(u for u in desks.operator.users if u.role == "acceptor")
    shown = palette(window)
    shown.line.setText(acceptor.name)
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert desks.operator.operator.id == acceptor.id


def test_a_finished_case_is_shown_too(window, desks, door, qtbot):
    case = makes.walk(door, makes.dispatched(door))
    shown = palette(window)
    qtbot.keyClicks(shown.line, case.provisional[4:])
    qtbot.waitUntil(lambda: shown.list.current() is not None)
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    assert window.queue.title.text() == queue_words.queue_text("all")
    other = makes.filed(door)
    qtbot.keyClick(window.queue.table, Qt.Key.Key_2)  # the search for one case does not narrow the next queue
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1 and desks.queue.view.loaded)
    assert window.search.text() == ""
    qtbot.waitUntil(lambda: desks.case.view.case is None or desks.case.view.case.id == other.id)


def test_every_action_of_the_table_is_in_the_palette(window, qtbot):
    shown = palette(window)
    there = {row.data.key for row in shown.list.rows if not row.head}
    assert there >= {
        f"act:{s.id}" for s in actions.SPECS if s.menu and s.id not in ("go.palette", "go.next_alt", "go.prev_alt")}
    for spec in actions.SPECS:
        if spec.command is not None and spec.command is not Report:
            row = next(row for row in shown.list.rows if not row.head and row.data.key == f"act:{spec.id}")
            assert row.enabled or row.detail


def test_a_composing_palette_does_nothing(window, qtbot):
    shown = palette(window)
    before = labels(shown)
    compose(shown.line, "dj")
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    qtbot.keyClick(shown.line, Qt.Key.Key_Down)
    qtbot.keyClick(shown.line, Qt.Key.Key_Escape)
    qtbot.keyClick(shown.line, Qt.Key.Key_F2)
    assert shown.isVisible()
    assert labels(shown) == before
    assert shown.list.current() is None
    assert window.dialog is None
    commit(shown.line, "登记")
    assert labels(shown)[0] == "登记"


def test_the_palette_closes_and_gives_the_focus_back(window, qtbot):
    window.queue.table.setFocus()
    shown = palette(window)
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)  # with nothing chosen it does nothing
    assert shown.isVisible()
    qtbot.keyClick(shown.line, Qt.Key.Key_F2)  # the window's keys do not act under it
    assert window.dialog is None
    qtbot.keyClick(shown.line, Qt.Key.Key_Escape)
    assert shown.isHidden()
    assert window.queue.table.hasFocus()
    shown = palette(window)
    qtbot.keyClick(shown.line, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shown.isHidden()
    shown = palette(window)
    qtbot.mouseClick(window.queue.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 4))
    assert shown.isHidden()


# -- saved views -----------------------------------------------------------------------------------------


def save(window, qtbot, name, line):
    window.acts["go.search"].trigger()
    window.search.clear()
    commit(window.search, line)
    qtbot.waitUntil(lambda: window._desks.search.view.text == line)
    qtbot.keyClick(window.search, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.dialog.name.setText(name)
    window.dialog.confirm()
    assert window.dialog is None


def test_a_view_is_saved_by_its_key_and_survives_a_restart(window, desks, door, store, ground, qtbot, kept):
    makes.filed(door)
    makes.dispatched(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2)
    save(window, qtbot, "待派遣的", "阶段:派遣")
    save(window, qtbot, "井盖", "类:井盖")
    qtbot.waitUntil(lambda: (item := window.tree.item("view:井盖")) is not None and item.count == 2)
    assert window.tree.key() == "view:井盖"
    assert window.queue.title.text() == "井盖"
    window.tree.queue_chosen.emit("view:待派遣的")
    qtbot.waitUntil(lambda: desks.queue.view.loaded and len(desks.queue.view.ids) == 1)
    assert window.search.text() == "阶段:派遣"
    window.tree.queue_chosen.emit("open")
    assert window.search.text() == ""
    qtbot.waitUntil(lambda: window.queue.table.model_of_cases.rowCount() == 2)
    bridge = Bridge()
    later = Desks(
        door, lambda: Queries(store.reader()), bridge.deliver, operator="", ground=ground,
        place_text=lambda lon, lat: "", new_id=new_id, street_name="东门街道", station_name="一号席", key_kept="file",
        files=kept)
    again = MainWindow(later)
    qtbot.addWidget(again)
    later.start()
    qtbot.waitUntil(lambda: (item := again.tree.item("view:待派遣的")) is not None and item.count == 1)
    later.close()
    bridge.close()


def test_views_are_renamed_moved_and_deleted_by_keyboard(window, desks, qtbot):
    assert not window.acts["views.delete"].isEnabled()
    assert window.acts["views.delete"].toolTip()
    save(window, qtbot, "a", "井盖")
    save(window, qtbot, "b", "路灯")
    window.tree.setFocus()
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.tree.tree, Qt.Key.Key_Up, control)
    assert [v.name for v in desks.views.view.views] == ["b", "a"]
    qtbot.keyClick(window.tree.tree, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    window.dialog.name.setText("a")
    window.dialog.confirm()
    assert window.dialog is not None  # the name is taken: it comes back
    window.dialog.name.setText("路灯不亮")
    window.dialog.confirm()
    assert [v.name for v in desks.views.view.views] == ["路灯不亮", "a"]
    assert window.tree.key() == "view:路灯不亮"
    window.tree.setFocus()
    qtbot.keyClick(window.tree.tree, Qt.Key.Key_Delete)
    window.dialog.confirm()
    assert [v.name for v in desks.views.view.views] == ["a"]
    assert window.tree.item("view:路灯不亮") is None


def test_the_tree_has_a_menu_by_mouse_and_key(window, qtbot):
    save(window, qtbot, "a", "井盖")
    tree = window.tree.tree
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(tree.viewport(), event)
    menu = window.tree.findChild(QMenu)
    assert menu is not None
    names = [a.objectName() for a in menu.actions() if not a.isSeparator()]
    assert names == ["views.save", "views.rename", "views.up", "views.down", "views.delete", "views.export",
                     "views.import"]
    menu.close()


def test_a_file_that_is_no_views_is_refused_in_words(window, desks, qtbot, tmp_path):
    (tmp_path / "bad.json").write_text("{}", "utf-8")
    window.acts["views.import"].trigger()
    window.dialog.path.setText(str(tmp_path / "bad.json"))
    dialog = window.dialog
    dialog.confirm()
    assert dialog.isVisible()
    assert desks.views.view.views == ()
    dialog.dismiss()
    save(window, qtbot, "a", "井盖")
    window.acts["views.export"].trigger()
    window.dialog.path.setText(str(tmp_path / "mine.json"))
    window.dialog.confirm()
    assert (tmp_path / "mine.json").exists()


# -- columns ---------------------------------------------------------------------------------------------


def test_columns_are_chosen_and_come_back_for_the_operator(window, desks, qtbot):
    table = window.queue.table
    window.resize(1920, 1000)
    window.acts["view.columns"].trigger()
    dialog = window.dialog
    assert all(spin.findChild(QLineEdit).width() > 30 for spin in dialog.widths.values())  # the figures are seen
    dialog.checks["community"].setChecked(False)
    dialog.widths["class"].setValue(260)
    dialog.confirm()
    assert table.isColumnHidden(COLUMN_OF["community"])
    assert table.columnWidth(COLUMN_OF["class"]) == 260
    dispatcher = desks.operator.operator.id
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == "acceptor"))
    assert not table.isColumnHidden(COLUMN_OF["community"])
    desks.operator.choose(dispatcher)
    assert table.isColumnHidden(COLUMN_OF["community"])
    assert table.columnWidth(COLUMN_OF["class"]) == 260
    table.head_asked.emit(QPoint(10, 10))
    menu = table.findChild(QMenu)
    action = next(a for a in menu.actions() if a.objectName() == "community")
    assert not action.isChecked()
    action.trigger()
    menu.close()
    assert not table.isColumnHidden(COLUMN_OF["community"])
    window.acts["view.columns"].trigger()
    window.dialog.usual.click()
    assert table.columnWidth(COLUMN_OF["class"]) == 172


def test_a_dragged_edge_is_remembered(window, desks, qtbot):
    window.resize(1920, 1000)
    header = window.queue.table.horizontalHeader()
    edge = header.sectionViewportPosition(COLUMN_OF["class"]) + header.sectionSize(COLUMN_OF["class"]) - 1
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, 8))
    qtbot.mouseMove(header.viewport(), QPoint(edge + 40, 8))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge + 40, 8))
    assert set(desks.columns.view.widths) == {"class"}


def test_without_files_it_is_remembered_while_the_window_is_open():
    files = Unkept()
    files.write("a", b"1")
    assert files.read("a") == b"1"
    assert files.read("b") is None
