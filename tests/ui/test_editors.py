"""The editors of the administration, by keyboard: what is typed, marked, refused, kept, undone and published."""

import threading
from datetime import date, timedelta

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView

from commandcenter.core import calendar_edit as ce
from commandcenter.core.bodies import RequestKind
from commandcenter.core.document_edits import with_limit
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.numbers import short_number
from commandcenter.core.rungs import Receiver
from commandcenter.desk.document_effects import Effect
from commandcenter.desk.sheet_desk import SheetResult
from commandcenter.sync.client import Rejected
from commandcenter.sync.wire import Issued
from commandcenter.ui import editor_frame
from commandcenter.ui.approvals_field import ApprovalsField
from commandcenter.ui.calendar_editor import CalendarEditor
from commandcenter.ui.editor_control import ACTS
from commandcenter.ui.ladder_editor import LadderEditor
from commandcenter.ui.limits_editor import CLOSE, LIMIT, LimitsEditor
from commandcenter.ui.responsibility_editor import ResponsibilityEditor
from commandcenter.ui.rules_editor import RulesEditor
from commandcenter.ui.year_grid import YearGrid
from tests import makes
from tests.ui.test_main_window import sit

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MONDAY = date(2026, 3, 2)


@pytest.fixture
def administrator(window, desks, qtbot):
    sit(desks, "administrator")
    return window


def opened(window, qtbot, key, kind):
    qtbot.keyClick(window, key, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.dialog, kind))
    qtbot.waitUntil(lambda: bool(window.dialog.desk.view.versions))
    return window.dialog


class Platform:
    """Stands for the platform: takes what is published, and says what it was told to say."""

    def __init__(self, desks, said):
        self.messages, self._said = [], said
        desks.sync.publish = self.publish
        desks.sync.may_publish = lambda stream: True
        desks.sync.view = type(desks.sync.view)(state="idle")

    def publish(self, message, answer):
        self.messages.append(message)
        answer(self._said)
        return True


@pytest.mark.parametrize(("act", "name"), ACTS.items())
def test_each_editor_opens_and_every_control_has_its_name(administrator, desks, qtbot, act, name):
    administrator.acts[act].trigger()
    editor = administrator.dialog
    assert (editor.document, desks.documents.view.name) == (name, name)
    for kind in (QLineEdit, QComboBox, QPlainTextEdit, QTableView, YearGrid, QAbstractButton):
        for control in editor.panel.findChildren(kind):
            words = control.text() if isinstance(control, QAbstractButton) else ""
            qts_own = control.metaObject().className() == "QTableCornerButton"
            assert control.accessibleName() or words or qts_own, control
    stops = editor._stops()
    assert editor.primary in stops or not editor.primary.isEnabled()
    assert editor.note in stops
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert administrator.dialog is None


def test_a_day_is_changed_by_keyboard_undone_and_kept_as_a_draft(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    assert editor.year.hasFocus()
    assert editor.year.day == MONDAY  # today
    qtbot.keyClick(editor.year, Qt.Key.Key_Right)
    qtbot.keyClick(editor.year, Qt.Key.Key_Space)
    assert date(2026, 3, 3) in desks.documents.view.body.holidays
    assert "放假" in editor.year.accessibleDescription()
    assert "+ 放假（1 天）：2026-03-03" in editor.difference.toPlainText()
    qtbot.keyClick(editor.year, Qt.Key.Key_Z, CTRL)
    assert not desks.documents.view.changes
    qtbot.keyClick(editor.year, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.keyClick(editor.year, Qt.Key.Key_PageDown, CTRL)
    assert editor.year.day == date(2027, 3, 3)
    assert "暂定" in editor.published.text()
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)  # nobody is reached: said, and nothing lost
    assert "市平台不可达" in editor._fault.text()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert administrator.dialog is None
    assert "草稿已存在本机" in administrator.notice.accessibleName() or administrator.notice.isVisible()
    again = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    assert "接着上次的改动" in again.state.text()
    again.discard_draft.click()
    assert not desks.documents.view.changes
    again.give_up()


@pytest.mark.parametrize(("size", "high"), [((1366, 768), 23), ((1920, 1080), 30)])
def test_the_calendar_uses_the_room_there_is(administrator, desks, qtbot, size, high):
    administrator.resize(*size)
    administrator.acts["admin.calendar"].trigger()
    editor = administrator.dialog
    assert isinstance(editor, CalendarEditor)
    qtbot.waitUntil(lambda: editor.year.cell(MONDAY).height() >= high)
    assert editor.notice.mapTo(editor, QPoint(0, 0)).x() > editor.year.mapTo(editor, editor.year.rect().topRight()).x()
    assert not editor._scroll.horizontalScrollBar().isVisible()
    assert editor.year.rect().contains(editor.year.cell(date(2026, 12, 31)).toRect())


def test_a_click_changes_a_day_too(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    saturday = date(2026, 3, 7)
    qtbot.mouseClick(editor.year, Qt.MouseButton.LeftButton, pos=editor.year.cell(saturday).center().toPoint())
    assert ce.kind_of(desks.documents.view.body, saturday) is ce.DayKind.MAKE_UP
    assert editor.year.day == saturday
    editor.give_up()


def test_a_year_is_filled_from_the_notice_and_what_is_unclear_is_refused(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    editor.year.go_to(date(2027, 1, 1))
    assert editor.take.text() == "据此填 2027 年"
    editor.notice.setPlainText("1月1日至3日")
    editor.take.click()
    assert "读不懂" in editor.notice_fault.text()
    editor.notice.setPlainText("元旦：1月1日（周五）至3日（周日）放假，共3天。1月10日（周日）上班。")
    editor.take.click()
    body = desks.documents.view.body
    assert [str(day) for day in body.holidays if day.year == 2027] == ["2027-01-01", "2027-01-02", "2027-01-03"]
    assert body.published_through == date(2027, 12, 31)
    assert ce.kind_of(body, date(2027, 1, 10)) is ce.DayKind.MAKE_UP
    assert editor.notice.toPlainText() == ""
    editor.give_up()


def test_hours_that_cannot_be_read_are_marked_and_hold_back_publishing(administrator, desks, qtbot):
    platform = Platform(desks, Issued(version=2))
    editor = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    friday = editor.hours["fri"]
    friday.selectAll()
    qtbot.keyClicks(friday, "8:30-12")
    assert friday.property("invalid")
    assert "8:30-12" in editor.lines_fault.text()
    assert desks.documents.view.why_not == "wrong"
    qtbot.keyClicks(friday, ":00")
    assert not friday.property("invalid")
    qtbot.keyClick(friday, Qt.Key.Key_Return)
    assert desks.documents.view.body.hours["fri"] == (("08:30", "12:00"),)
    assert "~ 周五：08:30-12:00 14:00-17:30 → 08:30-12:00" in editor.difference.toPlainText()
    editor.note.setFocus()
    editor.note.insert("冬令时")
    qtbot.keyClick(editor.note, Qt.Key.Key_Return, CTRL)
    (message,) = platform.messages
    assert (message.name, message.stream, message.after, message.note) == ("calendar", "city", 1, "冬令时")
    assert message.actor == desks.operator.operator.id
    assert "已发布为第 2 版" in editor.state.text()
    assert desks.drafts.of("document:calendar") is None
    qtbot.keyClick(editor.note, Qt.Key.Key_Return, CTRL)  # the second time there is nothing to publish
    assert len(platform.messages) == 1
    editor.give_up()


def test_what_the_platform_refuses_is_said_and_the_draft_stays(administrator, desks, qtbot):
    Platform(desks, Rejected("publish_right", stream="city", name="calendar"))
    editor = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    qtbot.keyClick(editor.year, Qt.Key.Key_Space)
    editor.primary.click()
    assert "不能发布这份文书" in editor._fault.text()
    assert desks.documents.view.changes
    editor.give_up()


def test_only_an_administrator_publishes_others_may_look(window, desks, qtbot):
    Platform(desks, Issued(version=2))
    editor = opened(window, qtbot, Qt.Key.Key_6, CalendarEditor)
    qtbot.keyClick(editor.year, Qt.Key.Key_Space)
    qtbot.keyClick(editor.year, Qt.Key.Key_Return, CTRL)
    assert "只有管理员可以发布" in editor._fault.text()
    editor.discard_draft.click()
    editor.give_up()


def test_a_limit_is_typed_and_an_unreadable_one_is_refused_in_its_cell(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_7, LimitsEditor)
    assert editor.search.hasFocus()
    whole = editor.model.rowCount()
    qtbot.keyClicks(editor.search, "0101")
    assert 0 < editor.model.rowCount() < whole
    first = editor.model.index(0, LIMIT)
    editor.table.setFocus()
    editor.table.setCurrentIndex(first)
    qtbot.keyClick(editor.table, Qt.Key.Key_F2)
    line = editor.table.findChild(QLineEdit)
    line.selectAll()
    line.insert("三个钟头")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first.data() == "▲ 三个钟头")  # Qt takes it in its next turn
    assert "三个钟头" in editor.fault.text()
    assert (desks.documents.view.why_not, desks.documents.view.changes) == ("wrong", ())
    assert editor.model.setData(first, "3紧急工作时")
    row = editor.model.rows[0]
    assert desks.documents.view.body.condition(row.id).limit == Limit(n=3, unit=Unit.URGENT_HOUR)
    assert editor.fault.text() == ""
    assert desks.documents.view.why_not != "wrong"
    assert editor.model.setData(editor.model.index(1, CLOSE), "恢复原状")
    assert len(desks.documents.view.changes) == 2
    assert "2 紧急工作时 → 3 紧急工作时" in editor.difference.toPlainText()
    qtbot.keyClick(editor.table, Qt.Key.Key_Z, CTRL)
    assert len(desks.documents.view.changes) == 1
    assert editor.model.setData(first, "")  # emptied: as it is
    assert first.data() == "3紧急工作时"
    editor.discard_draft.click()
    assert first.data() == "2紧急工作时"
    editor.give_up()


def test_a_duty_is_handed_over_from_a_day_on(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_8, ResponsibilityEditor)
    count = editor.model.rowCount()
    match = next(n for n, duty in enumerate(editor.model.duties) if duty.match == "component:0101")
    editor.table.selectRow(match)
    editor.hand_over.click()
    assert editor.model.rowCount() == count + 1
    assert editor.unit.hasFocus()
    at = editor.unit.findData("gas")
    editor.unit.setCurrentIndex(at)
    editor.unit.activated.emit(at)
    ends, begins = editor.model.duties[match:match + 2]
    assert (ends.until, begins.since, begins.unit) == (MONDAY, MONDAY + timedelta(days=1), "gas")
    assert "空缺" not in editor.gaps.text()
    text = editor.difference.toPlainText()
    assert "截止日" in text
    assert "2026-03-03" in text
    editor.table.setFocus()
    qtbot.keyClick(editor.table, Qt.Key.Key_Delete)  # the new one goes: from then on nobody
    assert "2026-03-03" in editor.gaps.text() or "无责任单位" in editor.gaps.text() or editor.model.rowCount() == count
    editor.discard_draft.click()
    assert editor.model.rowCount() == count
    editor.give_up()


def test_two_units_for_the_same_are_marked_and_cannot_be_published(administrator, desks, qtbot):
    Platform(desks, Issued(version=2))
    editor = opened(administrator, qtbot, Qt.Key.Key_8, ResponsibilityEditor)
    held = desks.documents.view.body
    editor.table.selectRow(0)
    editor.table.setFocus()
    qtbot.keyClick(editor.table, Qt.Key.Key_N, CTRL)  # like the one chosen, from today on: they overlap
    assert editor.match.hasFocus()
    assert desks.documents.view.why_not == "wrong"
    assert editor.model.index(0, 0).data().startswith("▲")
    assert "重叠" in editor.gaps.text()
    editor.match.selectAll()
    editor.match.insert("没有这类")
    qtbot.keyClick(editor.match, Qt.Key.Key_Return)
    assert "没有这类" in editor.field_fault.text()
    editor.match.selectAll()
    qtbot.keyClicks(editor.match, held.duties[0].match)
    editor.areas.setFocus()
    editor.areas.insert("贵电社区")
    qtbot.keyClick(editor.areas, Qt.Key.Key_Return)
    assert desks.documents.view.why_not == ""
    made = desks.documents.view.body.duties[1]
    assert made.communities == ("360681003008",)
    for field, text, fault in ((editor.until, "2026-01-01", "早于"), (editor.until, "明天", "不是日期"),
                               (editor.areas, "某某社区", "没有社区")):
        before = field.text()
        field.setFocus()
        field.selectAll()
        field.insert(text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert fault in editor.field_fault.text()
        assert not desks.documents.publish()
        field.selectAll()
        field.insert(before) if before else qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert editor.field_fault.text() == ""
    editor.discard_draft.click()
    editor.give_up()


def test_the_rules_are_read_in_words_and_simple_values_are_edited(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_9, RulesEditor)
    assert "责任单位" not in editor.words.text().partition("代录")[0]
    assert editor.approvals.roles(RequestKind.EXTENSION) == ("department", "dispatcher")
    accept, days = editor.fields["accept"], editor.fields["deferral_days"]
    accept.selectAll()
    accept.insert("半天")
    qtbot.keyClick(accept, Qt.Key.Key_Return)
    assert desks.documents.view.body.stage_limits.accept == Limit(n=0.5, unit=Unit.WORK_DAY)
    days.setFocus()
    days.selectAll()
    qtbot.keyClicks(days, "9999")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert "1825" in editor.lines_fault.text()
    assert desks.documents.view.why_not == "wrong"
    assert "~ 环节时限 · 受理立案：1 工作时 → 0.5 工作日" in editor.difference.toPlainText()
    editor.discard_draft.click()
    editor.give_up()


def test_who_decides_is_chosen_level_by_level_and_undone(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_9, RulesEditor)
    _, second, third = editor.approvals.choices[RequestKind.EXTENSION]
    second.setFocus()
    third.setCurrentIndex(third.findData("leader"))
    body = desks.documents.view.body
    assert body.approvals[RequestKind.EXTENSION] == ("department", "dispatcher", "leader")
    assert "~ 审批 · 延期：责任单位、派遣员 → 责任单位、派遣员、主管" in editor.difference.toPlainText()
    refusal = editor.approvals.choices[RequestKind.REFUSAL][0]
    refusal.setCurrentIndex(refusal.findData("shift_leader"))
    assert "审批 · 不予立案：无需审批 → 值班长" in editor.difference.toPlainText()
    qtbot.waitUntil(lambda: desks.documents.view.effect is not None)
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert not desks.documents.view.changes
    assert third.currentData() == refusal.currentData() == ""
    editor.give_up()


def test_levels_that_cannot_be_are_refused_with_a_sentence_and_hold_back_publishing(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_9, RulesEditor)
    first, second, _ = editor.approvals.choices[RequestKind.EXTENSION]
    second.setCurrentIndex(second.findData("department"))
    assert "责任单位会审批两次" in editor.lines_fault.text()
    assert desks.documents.view.why_not == "wrong"
    assert not desks.documents.view.changes
    first.setCurrentIndex(0)
    assert editor.lines_fault.text() == ""
    assert desks.documents.view.body.approvals[RequestKind.EXTENSION] == ("department",)
    second.setCurrentIndex(0)
    assert "没有人审批" in editor.lines_fault.text()
    editor.discard_draft.click()
    assert editor.lines_fault.text() == ""
    assert first.currentData() == "department"
    editor.give_up()


def test_a_rung_goes_to_others_which_is_said_and_undone(administrator, desks, door, qtbot):
    case = makes.dispatched(door)
    platform = Platform(desks, Issued(version=2))
    editor = opened(administrator, qtbot, Qt.Key.Key_0, LadderEditor)
    assert editor.list.hasFocus()
    assert "催办 → 责任单位" in editor.list.item(0).text()
    assert "到点自动发出" in editor.about.text()
    editor.to.setCurrentIndex(editor.to.findData("unit_head"))
    editor.copies[Receiver.UNIT].click()
    rung = desks.documents.view.body.rung(1)
    assert (rung.to, rung.copy_to) == (Receiver.UNIT_HEAD, (Receiver.UNIT,))
    assert editor.list.item(0).text().startswith("• ")
    assert not editor.copies[Receiver.UNIT_HEAD].isEnabled()  # who gets it needs no copy
    said = editor.difference.toPlainText()
    assert "处置 1 级 催办 · 发给：责任单位 → 单位负责人" in said
    assert "处置 1 级 催办 · 抄送：— → 责任单位" in said
    editor.list.setFocus()
    for _ in range(9):
        qtbot.keyClick(editor.list, Qt.Key.Key_Down)
    assert "催签收" in editor.list.currentItem().text()
    editor.to.setCurrentIndex(editor.to.findData("shift_leader"))
    assert "签收 1 级 催签收：责任单位 → 值班长" in editor.difference.toPlainText()
    qtbot.waitUntil(lambda: desks.documents.view.effect is not None and desks.documents.view.effect.touched == 1)
    assert short_number(case.shown_number) in editor.effect.text()
    assert "责任单位 → 值班长" in editor.effect.text()
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert "催签收 → 责任单位" in editor.list.currentItem().text()
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    (message,) = platform.messages
    assert (message.name, message.after) == ("ladder", 1)
    editor.give_up()


def test_a_hostile_set_that_came_as_a_draft_is_refused_with_a_sentence(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_9, RulesEditor)
    rules = desks.documents.view.body
    desks.documents.put(msgspec.structs.replace(rules, on_behalf={}))  # then nobody speaks for the units
    assert "责任单位要审批申请，但不在席位" in editor._fault.text()
    assert not desks.documents.publish()
    editor.discard_draft.click()
    editor.give_up()


def test_an_older_version_is_compared_and_taken_as_the_draft(administrator, desks, door, qtbot):
    from tests.door.exchange import city, publish

    held = door.books.calendar
    publish(door, city(door), "calendar", 2, msgspec.structs.replace(held, work_day_minutes=480))
    editor = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    qtbot.waitUntil(lambda: len(desks.documents.view.versions) == 2)
    assert [editor.before.itemText(n).partition(" · ")[0] for n in range(3)] == ["草稿", "第 2 版", "第 1 版"]
    editor.before.setCurrentIndex(2)
    assert "1 工作日分钟数" in editor.difference.toPlainText()
    editor.restore_version.click()
    assert desks.documents.view.body == held
    assert editor.difference.toPlainText() == "没有差别。"
    editor.discard_draft.click()
    editor.give_up()


def test_while_a_version_came_the_draft_is_kept_until_a_person_decides(administrator, desks, door, qtbot):
    from tests.door.exchange import city, publish

    Platform(desks, Issued(version=3))
    editor = opened(administrator, qtbot, Qt.Key.Key_6, CalendarEditor)
    qtbot.keyClick(editor.year, Qt.Key.Key_Space)
    publish(door, city(door), "calendar", 2, msgspec.structs.replace(door.books.calendar, work_day_minutes=480))
    qtbot.waitUntil(lambda: desks.documents.view.why_not == "moved")
    assert "第 2 版" in editor._fault.text()
    assert editor.over.isVisible()
    editor.over.click()
    assert desks.documents.view.why_not == ""
    editor.discard_draft.click()
    assert desks.documents.view.body.work_day_minutes == 480
    editor.give_up()


@pytest.mark.parametrize(("effect", "words"), [
    (Effect(kind="deadline", of=9, checked=9, touched=2, later=1, moved=(("20260302-0001", 0, 1),)), "2 件改期"),
    (Effect(kind="deadline", of=9, checked=3), "正在统计"),
    (Effect(kind="unit", of=4, checked=4, touched=1, named=(("20260302-0001", "gas", "water"),)), "燃气 → 供水"),
    (Effect(kind="kept", touched=7), "7 件在办案件"),
])
def test_an_effect_is_said_in_words(window, door, effect, words):
    assert words in "\n".join(editor_frame.effect_lines(effect, door.books))


def test_every_key_of_the_editors_has_words(window):
    for table in (editor_frame.WHY_NOT, editor_frame.FAULTS, editor_frame.TITLES):
        for source in table.values():
            assert editor_frame.translate("Editor", source) != source


def test_a_workbook_is_read_into_the_draft_and_a_bad_one_is_refused(administrator, desks, qtbot):
    catalogue = desks.case.books.catalogue
    changed = with_limit(catalogue, catalogue.classes[0].conditions[0].id, Limit(n=9, unit=Unit.WORK_DAY))
    class Answers:
        def read(self, path, body, going):
            going(300, 519)
            return next(answers)

        def stop(self):
            pass

    answers = iter((
        SheetResult(catalogue=None, fault="这不是工作簿"),
        SheetResult(catalogue=changed, read=519, refused=("部件 第 3 行：处置时限无法读取：尽快",), changed=1)))
    desks.sheets._sheets = Answers()
    editor = opened(administrator, qtbot, Qt.Key.Key_7, LimitsEditor)
    editor.read.click()
    assert "文件" in editor.sheet_fault.text()
    editor.path.setText("标准.xlsx")
    editor.read.click()
    qtbot.waitUntil(lambda: editor.sheet_fault.text() == "这不是工作簿")
    assert not desks.documents.view.changes
    qtbot.waitUntil(lambda: not desks.sheets.busy)
    editor.read.click()
    qtbot.waitUntil(lambda: len(desks.documents.view.changes) == 1)
    assert "读取 519 行，未采用 1 行：新增 0，改动 1，取消 0。还没有发布。" in editor.told.text()
    assert "尽快" in editor.told.text()
    qtbot.keyClick(editor.table, Qt.Key.Key_Z, CTRL)
    assert not desks.documents.view.changes
    editor.give_up()


def test_a_workbook_is_read_beside_says_how_far_it_is_and_is_stopped_by_its_own_button(administrator, desks, qtbot):
    stopped = threading.Event()

    class Waits:
        def read(self, path, body, going):
            going(300, 519)
            stopped.wait(20)
            return SheetResult(catalogue=None, fault="这不是工作簿")

        def stop(self):
            stopped.set()

    desks.sheets._sheets = Waits()
    editor = opened(administrator, qtbot, Qt.Key.Key_7, LimitsEditor)
    editor.path.setText("标准.xlsx")
    editor.read.click()
    qtbot.waitUntil(lambda: "300" in editor.told.text() and "519" in editor.told.text())
    assert editor.read.text() == "停止读取"
    editor.read.click()
    assert stopped.is_set()
    qtbot.waitUntil(lambda: not desks.sheets.busy)
    assert "没有变动" in editor.told.text()
    assert editor.sheet_fault.text() == ""
    assert editor.read.text() == "读入草稿"
    editor.give_up()


def test_the_class_of_a_duty_stands_in_words_and_is_understood_so(administrator, desks, qtbot):
    editor = opened(administrator, qtbot, Qt.Key.Key_8, ResponsibilityEditor)
    held = desks.documents.view.body
    for row in range(min(editor.model.rowCount(), 12)):
        editor.table.selectRow(row)
        assert ":" not in editor.match.text()
        assert editor.match.text() == editor.model.cells[row][0]
        editor.match.setModified(True)
        editor.match.editingFinished.emit()
    assert desks.documents.view.body == held
    editor.match.setText("全部事件")
    assert editor._match("全部事件") == "event"
    assert editor._match(editor.model.cells[0][0]) == editor.model.duties[0].match
    editor.match.setText(editor.model.cells[editor.table.currentIndex().row()][0])
    editor.give_up()


def test_a_fourth_level_of_approval_is_shown_and_edited_like_the_others(qapp):
    field, told = ApprovalsField(), []
    field.levels_chosen.connect(lambda kind, roles: told.append((kind, roles)))
    three = ("department", "dispatcher", "shift_leader")
    field.fill({RequestKind.EXTENSION: three})
    shown = [choice for choice in field.choices[RequestKind.EXTENSION] if not choice.isHidden()]
    assert len(shown) == 4
    shown[3].setCurrentIndex(shown[3].findData("leader"))
    assert told == [(RequestKind.EXTENSION, (*three, "leader"))]
    field.fill({RequestKind.EXTENSION: three[:1]})
    assert len([choice for choice in field.choices[RequestKind.EXTENSION] if not choice.isHidden()]) == 3
    assert field.roles(RequestKind.EXTENSION) == three[:1]
    assert len(field.choices[RequestKind.VOID]) == 1  # only one role may
    field.deleteLater()
