"""Registering by keyboard in the real window: 登记, duplicates while typing, merge and undo, drafts after a crash."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from commandcenter import paths
from commandcenter.app.clock import new_id
from commandcenter.atlas.gazetteer import Gazetteer
from commandcenter.atlas.names import Names
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.controls import Control
from commandcenter.core.merge_rules import Merge
from commandcenter.core.numbers import short_number
from commandcenter.desk.desks import Desks
from commandcenter.desk.draft_desk import INTAKE
from commandcenter.desk.intake_desk import How
from commandcenter.settings import Settings
from commandcenter.store.queries import Queries
from commandcenter.ui import run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.duplicate_dialog import DuplicateDialog
from commandcenter.ui.intake_dialog import IntakeDialog
from commandcenter.ui.main_window import MainWindow
from tests import makes
from tests.door.exchange import city, publish
from tests.ui.test_main_window import show

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(Names.load(paths.RESOURCES / "atlas" / makes.STREET))


@pytest.fixture
def desks(qapp: QApplication, store, door, ground, gazetteer) -> Iterator[Desks]:
    bridge = Bridge()
    made = Desks(
        door, lambda: Queries(store.reader()), bridge.deliver, operator="", ground=ground,
        place_text=lambda lon, lat: "某处", new_id=new_id, street_name="东门街道", station_name="一号席",
        key_kept="file", gazetteer=lambda: gazetteer)
    yield made
    made.close()
    bridge.close()


def another_window(qtbot, desks, tmp_path) -> MainWindow:
    run.application(Settings(language="zh_CN"))
    shown = MainWindow(desks, QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(shown)
    shown.resize(1600, 900)
    shown.show()
    desks.start()
    return shown


def ime(widget, text: str, composing: str = "") -> None:
    """What an input method sends: words it commits, and those it is still composing."""
    event = QInputMethodEvent(composing, [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def opened(window, desks, qtbot, at=None) -> IntakeDialog:
    lon, lat = at or (desks.ground.ground.cells[0].polygon.representative_point().coords[0])
    if at is None:
        lon, lat = round(lon * 1e7), round(lat * 1e7)
    window.map.canvas.centre_on(lon, lat)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    dialog = window.dialog
    assert isinstance(dialog, IntakeDialog)
    qtbot.waitUntil(lambda: desks.intake.ready)
    return dialog


def only_case(desks, door):
    queries = Queries(door._store.reader())
    try:
        (row,) = queries.rows(queries.ids("open", desks.now())).values()
        return door.case(row.case_id)
    finally:
        queries.close()


def named(gazetteer, name):
    return next(e for e in gazetteer.entries if e.name == name)


def test_a_hotline_case_is_registered_by_keyboard_alone(window, desks, door, qtbot, gazetteer):
    dialog = opened(window, desks, qtbot)
    qtbot.waitUntil(lambda: desks.initials.word("雨水井盖") == "ysjg")
    assert window.focusWidget() is dialog.classes.edit
    qtbot.keyClicks(dialog.classes.edit, "ysjg")
    assert dialog.classes.suggestions()[0].key == "component:0103"
    assert "紧急工作时" in dialog.conditions.text() or "工作" in dialog.conditions.text()
    qtbot.keyClick(dialog.classes.edit, Qt.Key.Key_Return)
    assert (dialog.classes.key(), dialog.classes.text()) == ("component:0103", "雨水井盖")
    assert window.focusWidget() is dialog.place.edit
    qtbot.keyClicks(dialog.place.edit, "bdj")
    qtbot.keyClick(dialog.place.edit, Qt.Key.Key_Return)
    assert dialog.place.text() == "北大街"
    assert "北大街" in dialog.where.text()
    assert "社区" in dialog.where.text()
    assert window.focusWidget() is dialog.note.edit
    assert "责任" in dialog.unit.text() or "所" in dialog.unit.text()
    ime(dialog.note.edit, "井盖松动，车过有响声")
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.dialog is None
    case = only_case(desks, door)
    entry = named(gazetteer, "北大街")
    assert (case.class_key, case.place, case.text, case.source) == (
        "component:0103", "北大街", "井盖松动，车过有响声", "hotline")
    assert (case.lon, case.lat) == (entry.lon, entry.lat)
    assert case.grid
    assert case.community_name
    assert f"已登记 {short_number(case.shown_number)}" in window.notice.text()
    qtbot.waitUntil(lambda: door.drafts() == ())
    other = makes.dispatched(door)
    show(window, desks, qtbot, other)
    qtbot.keyClick(window, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)  # the case just registered
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)


def test_no_key_acts_while_an_input_method_composes(window, desks, qtbot):
    dialog = opened(window, desks, qtbot)
    line = dialog.classes.edit
    ime(line, "", composing="jing")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        qtbot.keyClick(line, key)
    assert window.dialog is dialog
    assert window.focusWidget() is line
    assert dialog.classes.key() == ""
    ime(line, "井盖")
    assert dialog.classes.suggestions()
    qtbot.keyClick(line, Qt.Key.Key_Down)
    second = dialog.classes.suggestions()[1].key
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.classes.key() == second


def test_escape_closes_the_list_first_and_typing_on_forgets_the_choice(window, desks, qtbot):
    dialog = opened(window, desks, qtbot)
    qtbot.keyClicks(dialog.classes.edit, "0103")
    qtbot.keyClick(dialog.classes.edit, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.classes.suggestions()
    qtbot.keyClicks(dialog.classes.edit, " ")
    qtbot.keyClick(dialog.classes.edit, Qt.Key.Key_Tab)
    assert dialog.classes.key() == "component:0103"
    dialog.classes.edit.setFocus()
    qtbot.keyClicks(dialog.classes.edit, "x")
    assert dialog.classes.key() == ""
    dialog.confirm()
    assert dialog.isVisible()


def test_house_numbers_stay_and_the_pin_goes_to_the_road(window, desks, qtbot, gazetteer):
    dialog = opened(window, desks, qtbot)
    ime(dialog.place.edit, "北大街22号")
    qtbot.waitUntil(lambda: desks.intake.view.pin.name == "北大街")
    qtbot.keyClick(dialog.place.edit, Qt.Key.Key_Return)
    assert dialog.place.text() == "北大街22号"
    assert desks.intake.view.pin.lon == named(gazetteer, "北大街").lon


def test_a_grid_code_is_a_place(window, desks, qtbot):
    dialog = opened(window, desks, qtbot)
    qtbot.keyClicks(dialog.place.edit, "360681003001004")
    qtbot.keyClick(dialog.place.edit, Qt.Key.Key_Return)
    assert desks.intake.view.pin.spot.grid == "360681003001004"
    assert dialog.place.text() == "某处"


def test_a_click_on_the_map_is_a_place(window, desks, door, qtbot):
    dialog = opened(window, desks, qtbot)
    qtbot.keyClicks(dialog.classes.edit, "0103")
    qtbot.keyClick(dialog.classes.edit, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.place.edit, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert window.dialog is dialog
    canvas = window.map.canvas
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(canvas.width() // 2 + 10, canvas.height() // 2))
    assert dialog.isVisible()
    assert desks.intake.view.pin.how is How.CLICK
    assert dialog.place.text() == "某处"
    dialog.ask_map()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert dialog.isVisible()
    before = desks.intake.view.pin
    dialog.ask_map()
    window.acts["view.close"].trigger()
    assert dialog.isVisible()
    assert desks.intake.view.pin == before
    dialog.confirm()
    assert only_case(desks, door).lon == before.lon


def test_outside_the_street_is_said_in_words_and_nothing_is_registered(window, desks, door, qtbot, queries):
    dialog = opened(window, desks, qtbot, at=(1_160_000_000, 300_000_000))
    qtbot.keyClicks(dialog.classes.edit, "0103")
    dialog.confirm()
    assert dialog.isVisible()
    assert "范围" in dialog.where.text()
    assert queries.total() == 0
    qtbot.keyClicks(dialog.place.edit, "360681003001004")
    qtbot.keyClick(dialog.place.edit, Qt.Key.Key_Return)
    dialog.confirm()
    assert not dialog.isVisible()
    assert queries.total() == 1


def test_a_control_is_said_while_typing_and_holds_back_a_collectors_report(window, desks, door, qtbot, queries):
    publish(door, city(door), "rules", 2, msgspec.structs.replace(door.books.rules, controls=(
        Control(name="雄石路改造", first="2026-01-01", last="2026-12-31"),)))
    dialog = opened(window, desks, qtbot)
    qtbot.keyClicks(dialog.classes.edit, "0103")
    qtbot.keyClick(dialog.classes.edit, Qt.Key.Key_Return)
    assert dialog.control.text() == "管控至 2026-12-31：雄石路改造。以下来源不登记：采集员巡查。"
    dialog.source.setCurrentIndex(dialog.source.findData("collector"))
    dialog.confirm()
    assert queries.total() == 0
    dialog.source.setCurrentIndex(dialog.source.findData("hotline"))
    dialog.confirm()
    qtbot.waitUntil(lambda: queries.total() == 1)


def test_duplicates_are_shown_while_typing_and_one_key_merges(window, desks, door, qtbot, gazetteer):
    entry = named(gazetteer, "北大街")
    first = door.submit(makes.report(lon=entry.lon, lat=entry.lat + 1_500, class_key="component:0103"))
    dialog = opened(window, desks, qtbot)
    qtbot.keyClicks(dialog.classes.edit, "0103")
    qtbot.keyClick(dialog.classes.edit, Qt.Key.Key_Return)
    ime(dialog.place.edit, "北大街")
    qtbot.keyClick(dialog.place.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(dialog.near.cases) == 1)
    assert "井盖丢失" in dialog.near.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    ime(dialog.note.edit, "同一个井盖")
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.dialog is None
    assert len(door.case(first.id).absorbed) == 1
    (new,) = door.case(first.id).absorbed
    assert door.case(new).stage is Stage.MERGED
    assert "已并入" in window.notice.text()
    assert window.acts["edit.undo"].isEnabled()
    window.acts["edit.undo"].trigger()
    assert door.case(new).stage is Stage.PENDING_REGISTER
    assert door.case(first.id).absorbed == ()
    assert not window.acts["edit.undo"].isEnabled()


def shown(window, desks, qtbot, case):
    queries = desks._open_queries()
    row = queries.row_of(case.id).id
    queries.close()
    desks.queue.show_row(row)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)


def test_d_compares_two_cases_and_merges_and_undoes(window, desks, door, qtbot, clock):
    kept = makes.filed(door, text="井盖没了")
    clock.forward(minutes=10)
    duplicate = makes.filed(door, text="井盖丢失")
    qtbot.waitUntil(lambda: desks.queue.view.loaded and len(desks.queue.view.ids) == 2)
    shown(window, desks, qtbot, duplicate)
    qtbot.waitUntil(window.acts["case.duplicate"].isEnabled)
    window.queue.table.setFocus()
    qtbot.keyClick(window.queue.table, Qt.Key.Key_D)
    dialog = window.dialog
    assert isinstance(dialog, DuplicateDialog)
    qtbot.waitUntil(lambda: desks.duplicates.view.other is not None)
    assert dialog.kept.key() == "other"
    assert "×" in dialog.score.text()
    assert kept.provisional[4:] in dialog.other.number.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.dialog is None
    assert door.case(duplicate.id).merged_into == kept.id
    shown(window, desks, qtbot, door.case(kept.id))
    window.ask(Merge)
    dialog = window.dialog
    qtbot.waitUntil(lambda: desks.duplicates.linked_merge() is not None)
    assert "撤销" in dialog.primary.text()
    dialog.confirm()
    assert door.case(duplicate.id).stage is Stage.PENDING_DISPATCH


def test_a_refused_merge_is_said_in_the_dialog(window, desks, door, qtbot, clock):
    makes.filed(door)
    clock.forward(minutes=1)
    duplicate = makes.filed(door)
    qtbot.waitUntil(lambda: desks.queue.view.loaded and len(desks.queue.view.ids) == 2)
    shown(window, desks, qtbot, duplicate)
    window.ask(Merge)
    dialog = window.dialog
    qtbot.waitUntil(lambda: desks.duplicates.view.other is not None)
    door.submit(r.ReturnToAcceptor(case_id=duplicate.id, actor="other", role=Role.DISPATCHER, reason="非本街道"))
    dialog.confirm()
    assert window.dialog is dialog
    assert dialog.isVisible()
    assert "退回" in dialog._fault.text()


# -- drafts -----------------------------------------------------------------------------------------------------------


def test_what_was_typed_outlives_a_kill(folder, qtbot, qapp, tmp_path, request):
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typist", str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    try:
        said: list[tuple[float, int]] = []
        while not said or said[-1][1] < 30:
            line = typist.stdout.readline()
            assert line, "the typist ended by itself"
            said.append((time.monotonic(), int(line)))
        typist.send_signal(signal.SIGKILL)
        killed = time.monotonic()
    finally:
        typist.kill()
        typist.wait()
        typist.stdout.close()
    safe = max((n for at, n in said if at < killed - 1.0), default=0)
    assert safe > 5
    door, desks = request.getfixturevalue("door"), request.getfixturevalue("desks")
    window = another_window(qtbot, desks, tmp_path)
    qtbot.waitUntil(lambda: bool(desks.drafts.offered))
    assert "继续上次未完成的登记" in window.notice.text()
    assert len(desks.drafts.of(INTAKE).fields["text"]) >= safe
    qtbot.keyClick(window, Qt.Key.Key_F2)
    dialog = window.dialog
    assert dialog.note.text().startswith("abcdef")
    assert dialog.classes.key() == "component:0103"
    qtbot.waitUntil(lambda: desks.intake.ready)
    qtbot.keyClicks(dialog.place.edit, "360681003001004")
    qtbot.keyClick(dialog.place.edit, Qt.Key.Key_Return)
    dialog.confirm()
    assert window.dialog is None
    assert only_case(desks, door).text.startswith("abcdef")
    qtbot.waitUntil(lambda: door.drafts() == ())
    window.close()


def test_discarded_text_is_gone_and_kept_text_waits(window, desks, door, qtbot):
    dialog = opened(window, desks, qtbot)
    qtbot.keyClicks(dialog.note.edit, "half")
    qtbot.waitUntil(lambda: len(door.drafts()) == 1)
    dialog.give_up()
    assert dialog.isVisible()  # it asks first
    dialog.discard.click()
    assert window.dialog is None
    qtbot.waitUntil(lambda: door.drafts() == ())
    dialog = opened(window, desks, qtbot)
    assert dialog.note.text() == ""
    qtbot.keyClicks(dialog.note.edit, "later")
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.dialog is None
    dialog = opened(window, desks, qtbot)
    assert dialog.note.text() == "later"
    dialog.begin_afresh()
    assert dialog.note.text() == ""


def test_a_reason_half_written_is_there_when_the_act_is_opened_again(window, desks, door, qtbot):
    case = makes.filed(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1)
    shown(window, desks, qtbot, case)
    window.ask(r.Note)
    qtbot.keyClicks(window.dialog.note.edit, "called")
    qtbot.waitUntil(lambda: len(door.drafts()) == 1)
    window.dialog.hide()  # as though the program had ended here
    window.dialogs.keeper.leave()
    window.dialogs.dialog = None
    window.ask(r.Note)
    dialog = window.dialog
    assert dialog.note.text() == "called"
    dialog.confirm()
    qtbot.waitUntil(lambda: door.drafts() == ())
    assert door.case(case.id).notes == 1


def test_a_full_disk_is_said_while_typing_and_the_typing_stays(window, desks, door, store, qtbot):
    dialog = opened(window, desks, qtbot)
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    ime(dialog.note.edit, "井" * 900)
    for name in range(40):  # fill what room the pages still have
        if desks.drafts.trouble is not None:
            break
        dialog.note.edit.appendPlainText("盖" * 5_000 * (name + 1))
        qtbot.wait(30)
        dialog.keeper.keep()
    qtbot.waitUntil(lambda: desks.drafts.trouble is not None)
    assert "磁盘" in dialog._fault.text()
    assert dialog.note.text().startswith("井井")
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    dialog.keeper.keep()
    qtbot.waitUntil(lambda: desks.drafts.trouble is None)
    assert dialog._fault.text() == ""
