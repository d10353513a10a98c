
import pytest
from PySide6.QtCore import QSettings, Qt, QTimer

from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.facts import encode
from commandcenter.core.report_rules import Report
from commandcenter.door.watch import Watch
from commandcenter.ui import actions, run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.case_cells import COLUMN_OF, PLACE_PX
from commandcenter.ui.dispatch_dialog import DispatchDialog
from commandcenter.ui.escalate_dialog import EscalateDialog
from commandcenter.ui.main_window import MainWindow
from tests import makes


def show(window, desks, qtbot, case):
    """Bring a case into the panel, as a click in the table does."""
    qtbot.waitUntil(lambda: desks.queue.view.loaded)
    row = desks_row(desks, case)
    desks.queue.show_row(row)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)


def desks_row(desks, case):
    queries = desks._open_queries()
    try:
        return queries.row_of(case.id).id
    finally:
        queries.close()


def chosen(desks, qtbot, case, stage):
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id
                    and desks.case.view.case.stage == stage)


def sit(desks, role):
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == role))


def test_a_row_chosen_in_the_table_is_shown_in_panel_and_map(window, desks, door, qtbot):
    first, second = makes.filed(door), makes.dispatched(door)
    qtbot.waitUntil(lambda: window.queue.table.model_of_cases.rowCount() == 2)
    for case in (second, first):
        row = desks_row(desks, case)
        window.queue.table.choose(row)
        qtbot.waitUntil(lambda case=case: desks.case.view.case is not None and desks.case.view.case.id == case.id)
        assert window.map.canvas.selected() == row
        assert case.provisional[4:] in window.case.bar.accessibleName() or window.case.isVisible()


def test_a_click_on_the_map_selects_in_the_table(window, desks, door, qtbot):
    makes.filed(door)
    case = makes.dispatched(door)
    qtbot.waitUntil(lambda: len(desks.map.view.points) == 2)
    window.map.canvas.case_clicked.emit(desks_row(desks, case))
    assert window.queue.table.current_id() == desks_row(desks, case)


def test_f5_proposes_a_unit_and_ctrl_enter_dispatches(window, desks, door, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    qtbot.waitUntil(window.acts["case.dispatch"].isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: isinstance(window.dialog, DispatchDialog))
    dialog = window.dialog
    assert dialog.unit.currentData() == "water" or "建议" in dialog.unit.currentText()
    dialog.confirm()
    chosen(desks, qtbot, case, Stage.PENDING_HANDLE)
    assert window.dialog is None
    assert "派遣" in window.notice.text()
    assert not window.notice.is_warning


def test_what_another_desk_did_meanwhile_is_not_overwritten(window, desks, door, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    seen = desks.case.view.case.head
    door.submit(r.ReturnToAcceptor(case_id=case.id, actor="other", role=Role.DISPATCHER, reason="非本街道"))
    command = r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit="municipal", seen=seen)
    with pytest.raises(r.Refused, match="moved"):
        door.submit(command)
    assert door.case(case.id).stage == Stage.RETURNED


def test_a_refusal_is_said_in_words_and_stays(window, desks, door, qtbot):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    assert not desks.case.act(r.Close)
    qtbot.waitUntil(lambda: window.notice.is_warning)
    assert "待签收" in window.notice.text()


def test_acts_are_lit_by_stage_and_role(window, desks, door, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    qtbot.waitUntil(window.acts["case.dispatch"].isEnabled)
    assert not window.acts["case.close"].isEnabled()
    assert window.acts["case.close"].toolTip()
    sit(desks, "acceptor")
    qtbot.waitUntil(lambda: not window.acts["case.dispatch"].isEnabled())


def test_escalation_wants_an_explanation_and_starts_the_reply_clock(window, desks, door, clock, qtbot):
    case = makes.dispatched(door)
    clock.at = desks_due(desks, case) + makes.MINUTE
    sit(desks, "shift_leader")
    show(window, desks, qtbot, case)
    qtbot.waitUntil(window.acts["case.escalate"].isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: isinstance(window.dialog, EscalateDialog))
    dialog = window.dialog
    dialog.levels.choose("3")
    dialog.note.set_text("短")
    dialog.confirm()
    assert window.dialog is dialog
    assert "10" in dialog.note.fault()
    dialog.note.set_text("超期未到场，请立即处置并回复。")
    dialog.confirm()
    qtbot.waitUntil(lambda: desks.case.view.case.level == 3)
    assert desks.case.view.case.reply is not None
    assert [line.type for line in desks.case.view.lines].count("escalated") == 1


def desks_due(desks, case):
    queries = desks._open_queries()
    try:
        return queries.row_of(case.id).handling_due
    finally:
        queries.close()


def test_a_deadline_that_runs_out_raises_the_banner(window, desks, door, store, clock, qtbot):
    case = makes.dispatched(door)
    clock.at = desks_due(desks, case) + makes.MINUTE
    assert Watch(door, store).tick() >= 2
    qtbot.waitUntil(lambda: not window.banner_strip.isHidden())
    assert "超时督办" in window.banner.accessibleName()
    window.acts["alarm.open"].trigger()
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    window.acts["alarm.ack"].trigger()
    assert window.banner_strip.isHidden()


def test_cases_from_elsewhere_are_announced_not_inserted(window, desks, door, qtbot, store, clock):
    case = makes.filed(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1)
    stream = makes.street_documents()  # the documents that the street's stream began with, then somebody's case
    theirs = makes.report()
    from commandcenter.core.facts import stamp
    from commandcenter.core.rules import decide

    drafts = decide(None, Report(**{**vars(theirs), "number": "20260302-B001"}), door.books)
    stream.genesis = door.cursor(makes.STREET).genesis
    cursor = door.cursor(makes.STREET)
    stream.seq, stream.h, stream.entries = cursor.seq, cursor.h, []
    for fact in stamp(drafts, street=makes.STREET, subject=theirs.case_id, head=None, actor="b",
                      session=makes.session(), sseq=1, wall=clock(), off=0, seen=(0, "")):
        stream.accept(encode(fact))
    door.adopt(makes.STREET, stream.entries, stream.head)
    qtbot.waitUntil(lambda: desks.queue.view.fresh == 1)
    assert len(desks.queue.view.ids) == 1
    assert "1 件新案件" in window.queue.fresh.accessibleName()
    window.acts["queue.show_new"].trigger()
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2)
    assert case.id != theirs.case_id


def test_searching_narrows_and_escape_widens(window, desks, door, qtbot):
    makes.filed(door)
    makes.filed(door, place="雄石路", text="路灯不亮", community_name="雄石社区")
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2)
    window.search.setText("雄石")
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1)
    assert desks.queue.view.hidden == 1
    window.acts["view.close"].trigger()
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2)
    assert window.search.text() == ""


def test_a_bar_narrows_queue_and_map_and_again_widens(window, desks, door, qtbot):
    makes.filed(door)
    makes.filed(door, community="360681003001", community_name="江边社区")
    qtbot.waitUntil(lambda: len(desks.charts.view.communities) == 2)
    desks.charts.click("community", "360681003001")
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1 and len(desks.map.view.points) == 1)
    desks.charts.click("community", "360681003001")
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 2 and len(desks.map.view.points) == 2)


def test_registering_makes_a_case_where_the_map_is(window, desks, door, qtbot, ground):
    place = ground.ground.cells[0].polygon.representative_point()
    lon, lat = round(place.x * 1e7), round(place.y * 1e7)
    window.map.canvas.centre_on(lon, lat)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    dialog = window.dialog
    qtbot.keyClicks(dialog.classes.edit, "0103")
    qtbot.keyClick(dialog.classes.edit, Qt.Key.Key_Return)
    dialog.note.set_text("井盖松动")
    dialog.confirm()
    qtbot.waitUntil(lambda: desks.queue.view.counts is not None and desks.queue.view.counts.open == 1)
    case = door.case(desks_first(desks))
    assert case.grid
    assert case.class_key == "component:0103"
    assert abs(case.lon - lon) < 50


def desks_first(desks):
    queries = desks._open_queries()
    try:
        return queries.rows(desks.queue.view.ids[:1])[int(desks.queue.view.ids[0])].case_id
    finally:
        queries.close()


def test_the_layout_is_remembered(window, desks, qtbot, tmp_path):
    window.map_dock.setFloating(True)
    window.chart_dock.hide()
    window.close()
    again = MainWindow(desks, QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(again)
    assert again.map_dock.isFloating()
    assert again.chart_dock.isHidden()


def test_no_two_actions_share_an_id_or_a_key():
    ids = [s.id for s in actions.SPECS]
    keys = [s.key for s in actions.SPECS if s.key]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set(actions.NEVER_BOUND)
    assert set(actions.BAR) | set(actions.PANEL) <= set(ids)


def test_letters_act_in_the_lists_alone():
    letters = [s for s in actions.SPECS if s.key and len(s.key.split("+")[-1]) == 1 and "Ctrl" not in s.key]
    assert letters
    assert {s.where for s in letters} == {actions.LISTS}


def test_the_operator_is_named_in_what_is_written(window, desks, door, qtbot):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    qtbot.waitUntil(window.acts["case.sign"].isEnabled)
    window.acts["case.sign"].trigger()
    qtbot.waitUntil(lambda: any(line.type == "signed" for line in desks.case.view.lines))
    line = next(line for line in desks.case.view.lines if line.type == "signed")
    assert line.actor == desks.operator.operator.id
    assert (line.role, line.on_behalf) == ("department", case.unit)


def test_j_and_k_walk_the_queue_and_stop_at_its_ends(window, desks, door, qtbot):
    for _ in range(3):
        makes.filed(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 3)
    desks.queue.select(int(desks.queue.view.ids[0]))
    for name, position in (("go.next", 1), ("go.next", 2), ("go.next", 2), ("go.prev", 1)):
        window.acts[name].trigger()
        assert desks.queue.position == position


def test_a_full_disk_keeps_the_text_and_says_so(window, desks, door, store, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    qtbot.waitUntil(window.acts["case.note"].isEnabled)
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
    window.acts["case.note"].trigger()
    dialog = window.dialog
    dialog.note.set_text("已联系责任单位，" + "预计下午到场。" * 100)
    with store.write() as conn:
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # the engine's own "database or disk is full"
    dialog.confirm()
    qtbot.waitUntil(lambda: desks.case.view.refusal is not None)
    assert desks.case.view.refusal.key == "disk-full"
    assert dialog.isVisible()
    assert "预计下午到场" in dialog.note.text()
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    dialog.confirm()
    qtbot.waitUntil(lambda: any(line.type == "noted" for line in desks.case.view.lines))
    assert window.dialog is None


def test_a_fault_is_one_sentence_in_the_window(window, capsys):
    written = []
    run._fault(window, lambda *what: written.append(what), RuntimeError, RuntimeError("bug"), None)
    assert window.notice.is_warning
    assert "已保存的内容没有丢失" in window.notice.text()
    assert "bug" not in window.notice.text()
    assert len(written) == 1
    assert capsys.readouterr().err == ""


def test_what_others_say_is_heard_in_order_and_no_more_at_once_than_there_is_time_for(qtbot, monkeypatch):
    monkeypatch.setattr("commandcenter.ui.bridge.PATIENCE_S", 0.0)
    bridge, heard, ticks = Bridge(), [], []
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: ticks.append(len(heard)))
    for n in range(20):
        bridge.deliver(lambda n=n: heard.append(n))
    timer.start()

    qtbot.waitUntil(lambda: len(heard) == 20)
    timer.stop()
    bridge.close()

    assert heard == list(range(20))
    assert len(set(ticks)) > 2  # others had their turn in between


@pytest.mark.parametrize(("wide", "shown"), [
    (1366, {"class", "stage", "unit", "due"}), (1093, {"class", "stage"}), (900, set())])
def test_the_class_stands_in_the_table_as_long_as_there_is_room(window, qtbot, wide, shown):
    window.resize(wide, 700)
    table = window.queue.table
    qtbot.waitUntil(lambda: {key for key in ("class", "stage", "unit", "due")
                             if not table.isColumnHidden(COLUMN_OF[key])} == shown)
    assert table.columnWidth(COLUMN_OF["place"]) >= PLACE_PX


@pytest.mark.parametrize("wide", [1000, 1024, 1200, 1272, 1366, 1920])
def test_no_column_is_cut_at_the_edge_of_the_table(window, desks, door, qtbot, wide):
    for _ in range(12):
        makes.filed(door)
    window.resize(wide, 480)
    window.layout_of_docks.fit((wide, 480))
    table = window.queue.table
    qtbot.waitUntil(table.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
