"""The whole flow through the real window: by key, by dialog, and what the course then says."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.core import rules as r
from commandcenter.core.case import Judging, Role, Stage
from commandcenter.core.limits import DAY_MS
from commandcenter.core.numbers import day_start
from commandcenter.core.report_rules import Reopen
from commandcenter.core.request_rules import AskExtension, Decide
from commandcenter.door.watch import Watch
from commandcenter.store.verify import verify
from commandcenter.ui import course_words, time_words
from commandcenter.ui.act_dialogs import FileDialog, TextDialog
from commandcenter.ui.dispatch_dialog import DispatchDialog
from commandcenter.ui.flow_dialogs import (
    DecideDialog,
    DeferDialog,
    ExtendDialog,
    ReopenDialog,
    RulingDialog,
    day_of,
    start_of,
)
from commandcenter.ui.passing_dialogs import JudgeDialog
from commandcenter.ui.sheets import ExplainSheet
from tests import makes
from tests.ui.test_main_window import chosen, desks_due, show, sit

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(window, qtbot, kind, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window, key, modifier)
    qtbot.waitUntil(lambda: isinstance(window.dialog, kind))
    return window.dialog


def lit(window, qtbot, act):
    qtbot.waitUntil(window.acts[act].isEnabled)


def show_closed(window, desks, qtbot, case):
    """Bring a closed case into the panel: out of the queue of the closed ones."""
    desks.queue.choose("closed")
    qtbot.waitUntil(lambda: desks.queue.view.loaded and len(desks.queue.view.ids) == 1)
    show(window, desks, qtbot, case)


def until(qtbot, desks, told):
    qtbot.waitUntil(lambda: desks.case.view.case is not None and told(desks.case.view.case))


def test_an_extension_goes_from_the_handler_to_the_dispatcher_and_moves_the_deadline(window, desks, door, qtbot):
    case = makes.dispatched(door)
    due = desks_due(desks, case)
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.extend")
    dialog = opened(window, qtbot, ExtendDialog, Qt.Key.Key_F7)
    dialog.note.set_text("材料未到")
    dialog.who.choose("handler")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.asked is not None)
    assert desks.case.view.case.asked.level == "department"
    qtbot.waitUntil(lambda: desks.case.view.row.asked == "extension:department")
    assert not window.acts["case.extend"].isEnabled()
    for level in ("department", "dispatcher"):
        lit(window, qtbot, "case.decide")
        dialog = opened(window, qtbot, DecideDialog, Qt.Key.Key_F7, CTRL)
        dialog.way.choose("approve")
        dialog.confirm()
        until(qtbot, desks, lambda c, level=level: c.asked is None or c.asked.level != level)
    until(qtbot, desks, lambda c: c.extensions == 1)
    assert desks_due(desks, case) > due
    assert desks.case.view.handling.original == due
    kinds = [(line.type, line.role) for line in desks.case.view.lines][-3:]
    assert kinds == [("requested", "handler"), ("request_decided", "department"), ("request_decided", "dispatcher")]
    window.acts["case.explain"].trigger()
    assert isinstance(window.dialog, ExplainSheet)


def test_a_rejection_needs_its_reason_in_the_dialog(window, desks, door, qtbot):
    case = makes.dispatched(door)
    door.submit(AskExtension(case_id=case.id, actor="u", role=Role.DEPARTMENT, on_behalf=case.unit,
                              reason="材料未到"))
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.decide")
    dialog = opened(window, qtbot, DecideDialog, Qt.Key.Key_F7, CTRL)
    dialog.confirm()
    assert window.dialog is dialog
    dialog.way.choose("reject")
    dialog.confirm()
    assert window.dialog is dialog
    dialog.note.set_text("理由不足")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.asked is None)
    assert desks.case.view.case.extensions == 0


def test_a_deferral_leaves_the_queue_of_deadlines_and_comes_back_by_itself(
        window, desks, door, store, clock, queries, qtbot):
    case = makes.walk(door, makes.dispatched(door), 2)
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.defer")
    dialog = opened(window, qtbot, DeferDialog, Qt.Key.Key_F7, SHIFT)
    end = day_of(clock.at).addDays(9)
    dialog.until.setDate(end)
    dialog.note.set_text("国庆后施工")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.asked is not None)
    assert desks.case.view.case.asked.until == start_of(end) == day_start(clock.at) + 9 * DAY_MS
    assert desks.case.act(Decide, approved=True)
    chosen(desks, qtbot, case, Stage.SUSPENDED)
    assert [len(queries.ids(q, clock.at)) for q in ("paused", "overdue", "stage:suspended")] == [1, 0, 1]
    assert desks.case.view.running[0].paused
    assert time_words.moment(start_of(end)) in window.acts["case.handled"].toolTip()
    clock.at = start_of(end) - makes.MINUTE
    Watch(door, store).tick()
    assert door.case(case.id).stage is Stage.SUSPENDED
    clock.at = start_of(end) + makes.MINUTE
    Watch(door, store).tick()
    chosen(desks, qtbot, case, Stage.HANDLING)
    assert queries.row_of(case.id).due > clock.at
    assert [line.role for line in desks.case.view.lines if line.type == "resumed"] == ["timer"]
    assert verify(store, makes.STREET).problems == ()


def test_a_unit_sends_it_back_and_the_same_unit_goes_on_with_what_is_left(window, desks, door, clock, qtbot):
    case = makes.dispatched(door)
    start = clock.at
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.return_unit")
    dialog = opened(window, qtbot, TextDialog, Qt.Key.Key_F6, CTRL)
    dialog.note.set_text("非本单位职责")
    clock.forward(minutes=30)
    dialog.confirm()
    chosen(desks, qtbot, case, Stage.PENDING_DISPATCH)
    view = desks.case.view
    assert (view.case.returned_by, view.handling.paused, view.main.name) == (case.unit, True, "stage")
    assert desks.case.view.why_not(r.Pass).key == "returned-case"
    assert desks.case.view.why_not(r.Dispatch).key == "judge-first"
    qtbot.waitUntil(lambda: desks.case.view.row.asked == "return:shift_leader")
    sit(desks, "shift_leader")
    lit(window, qtbot, "case.judge")
    qtbot.keyClick(window, Qt.Key.Key_F5, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(window.dialog, JudgeDialog))
    dialog = window.dialog
    dialog.way.choose("rightly")
    dialog.note.set_text("属本单位养护范围")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.judging is Judging.REFUTED)
    assert "派遣无误" in course_words.rungs_of(desks.case.view, {})[-1].text
    sit(desks, "dispatcher")
    lit(window, qtbot, "case.dispatch")
    dialog = opened(window, qtbot, DispatchDialog, Qt.Key.Key_F5)
    again = dialog.unit.findData(case.unit)
    dialog.unit.setCurrentIndex(again)
    assert dialog._units[again].returned
    assert dialog._units[again].left is not None
    clock.forward(minutes=30)
    dialog.confirm()
    chosen(desks, qtbot, case, Stage.PENDING_HANDLE)
    assert desks.case.view.case.handling.start == start
    assert desks.case.view.case.handling.pauses == ((start + 30 * makes.MINUTE, start + 60 * makes.MINUTE),)


def test_an_assignment_is_revoked_before_a_return_and_the_button_says_so(window, desks, door, qtbot):
    case = makes.walk(door, makes.dispatched(door), 2)
    show(window, desks, qtbot, case)
    qtbot.waitUntil(lambda: desks.case.view.case.stage is Stage.HANDLING)
    assert desks.case.view.why_not(r.ReturnToDispatcher).key == "revoke-first"
    assert not desks.case.act(r.ReturnToDispatcher, reason="非本单位")
    assert desks.case.act(r.ReturnToDepartment, reason="需要吊车")
    chosen(desks, qtbot, case, Stage.PENDING_HANDLE)
    assert desks.case.view.lines[-1].role == "handler"


def test_handling_that_is_not_good_enough_and_the_dispatchers_rework(window, desks, door, qtbot):
    case = makes.walk(door, makes.dispatched(door), 3)
    show(window, desks, qtbot, case)
    assert desks.case.act(r.SendBack, reason="照片不清楚")
    chosen(desks, qtbot, case, Stage.HANDLING)
    for command in (r.Handle, r.FeedBack):
        door.submit(command(case_id=case.id, actor="u", role=Role.DEPARTMENT, on_behalf=case.unit))
    chosen(desks, qtbot, case, Stage.PENDING_REVIEW)
    lit(window, qtbot, "case.rework")
    dialog = opened(window, qtbot, TextDialog, Qt.Key.Key_F6, SHIFT)
    dialog.note.set_text("未见处置后照片")
    dialog.confirm()
    chosen(desks, qtbot, case, Stage.PENDING_HANDLE)
    assert desks.case.view.case.reworks == 1


def test_a_ruling_is_proposed_for_the_next_case_of_its_kind(window, desks, door, store, queries, qtbot):
    case = makes.filed(door)
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.ruling")
    dialog = opened(window, qtbot, TextDialog, Qt.Key.Key_F9, SHIFT)
    dialog.note.set_text("两家均称非本单位")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.docket)
    assert len(queries.ids("docket", door.now())) == queries.counts(door.now()).by_queue["docket"] == 1
    sit(desks, "leader")
    lit(window, qtbot, "case.rule")
    qtbot.keyClick(window, Qt.Key.Key_F9, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(window.dialog, RulingDialog))
    dialog = window.dialog
    other = door.books.units.units[-1].id
    dialog.unit.setCurrentIndex(dialog.unit.findData(other))
    dialog.note.set_text("属地管理")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.ruled_unit == other)
    sit(desks, "dispatcher")
    following = makes.filed(door)
    show(window, desks, qtbot, following)
    lit(window, qtbot, "case.dispatch")
    dialog = opened(window, qtbot, DispatchDialog, Qt.Key.Key_F5)
    assert dialog.unit.currentData() == other
    assert dialog._units[0].why == "ruling"
    assert "属地管理" in dialog._units[0].basis
    assert verify(store, makes.STREET).problems == ()


def test_an_appeal_changes_the_figure_and_not_the_fact(window, desks, door, clock, queries, qtbot):
    case = makes.dispatched(door)
    clock.at = desks_due(desks, case) + makes.HOUR
    makes.walk(door, case)
    show_closed(window, desks, qtbot, case)
    lit(window, qtbot, "case.appeal")
    dialog = opened(window, qtbot, TextDialog, Qt.Key.Key_F8, CTRL)
    dialog.note.set_text("暴雨停工")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.asked is not None)
    assert len(queries.ids("asked", clock.at)) == queries.counts(clock.at).by_queue["asked"] == 1
    assert desks.case.act(Decide, approved=True)
    until(qtbot, desks, lambda c: c.asked is not None and c.asked.level == "acceptor")
    sit(desks, "acceptor")
    lit(window, qtbot, "case.decide")
    assert desks.case.act(Decide, approved=True)
    until(qtbot, desks, lambda c: c.exempt)
    midnight = day_start(clock.at)
    flow = queries.flow(midnight, midnight + DAY_MS)
    assert (flow.closed, flow.closed_on_time, flow.exempted, flow.counted_on_time) == (1, 0, 1, 1)
    row = queries.row_of(case.id)
    assert (row.on_time, row.exempt) == (False, True)


def test_a_closed_case_is_handled_anew_and_each_knows_the_other(window, desks, door, store, queries, qtbot):
    case = makes.walk(door, makes.dispatched(door))
    sit(desks, "leader")
    show_closed(window, desks, qtbot, case)
    lit(window, qtbot, "case.reopen")
    qtbot.keyClick(window, Qt.Key.Key_F8, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(window.dialog, ReopenDialog))
    window.dialog.note.set_text("问题反复")
    window.dialog.confirm()
    until(qtbot, desks, lambda c: c.reopened_as is not None)
    old = desks.case.view.case
    new = door.case(old.reopened_as)
    assert (new.reopens, new.reopens_number, new.stage) == (case.id, old.shown_number, Stage.PENDING_REGISTER)
    assert new.shown_number == old.reopened_number
    assert desks.case.view.why_not(Reopen).key == "reopened-already"
    words = course_words.rungs_of(desks.case.view, {})[-1].text
    assert old.reopened_number in words
    assert "问题反复" in words
    assert verify(store, makes.STREET).problems == ()


def test_an_acceptor_asks_to_void_and_the_shift_leader_approves(window, desks, door, qtbot):
    case = makes.filed(door)
    sit(desks, "acceptor")
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.void")
    assert desks.case.act(r.VoidCase, reason="重复上报")
    until(qtbot, desks, lambda c: c.asked is not None)
    assert desks.case.view.case.stage is Stage.PENDING_DISPATCH
    sit(desks, "shift_leader")
    lit(window, qtbot, "case.decide")
    assert desks.case.act(Decide, approved=True)
    chosen(desks, qtbot, case, Stage.CANCELLED)


@pytest.mark.parametrize("days", [0, 1, 200])
def test_days_and_instants_are_the_same_in_shanghai(days):
    at = makes.T0 + days * DAY_MS
    assert start_of(day_of(at)) == day_start(at)


def test_a_returned_case_is_filed_again_under_its_own_condition(window, desks, door, qtbot):
    several = next(c for c in door.books.catalogue.classes if len(c.conditions) > 1)
    case = door.submit(makes.report(class_key=several.key))
    case = door.submit(r.File(case_id=case.id, actor="u", role=Role.ACCEPTOR, class_key=several.key,
                              condition=several.conditions[1].id))
    door.submit(r.ReturnToAcceptor(case_id=case.id, actor="u", role=Role.DISPATCHER, reason="请补充门牌"))
    sit(desks, "acceptor")
    show(window, desks, qtbot, case)
    lit(window, qtbot, "case.file")
    dialog = opened(window, qtbot, FileDialog, Qt.Key.Key_L, CTRL)
    assert dialog.answer() == {"class_key": several.key, "condition": several.conditions[1].id}
