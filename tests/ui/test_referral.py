"""A case is sent up and its answer entered, by keyboard through the real window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.core import referral_rules as f
from commandcenter.core import rules as r
from commandcenter.store.verify import verify
from commandcenter.ui import case_words, course_words, time_words
from commandcenter.ui.referral_dialogs import AnswerDialog, ReferDialog
from tests import makes
from tests.ui.test_flow import CTRL, SHIFT, lit, opened, until
from tests.ui.test_main_window import show, sit


def test_a_case_goes_up_and_comes_back_by_keyboard(window, desks, door, store, queries, qtbot):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    sit(desks, "shift_leader")
    lit(window, qtbot, "case.refer")
    dialog = opened(window, qtbot, ReferDialog, Qt.Key.Key_F5, SHIFT)
    dialog.to.setCurrentIndex(dialog.to.findData("refer-district"))
    dialog.note.set_text("超出街道权限")
    assert time_words.limit_text(desks.case.books.rules.refer_limits["up"]) in dialog.clocks.accessibleName()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    until(qtbot, desks, lambda c: c.referral is not None)
    view = desks.case.view
    assert (view.main.name, view.handling.paused) == ("answer", True)
    assert view.why_not(r.Sign).key == view.why_not(f.Refer).key == "referred"
    assert any("区城市管理委员会" in fact.value for fact in case_words.facts_of(view))
    assert "区城市管理委员会" in course_words.rungs_of(view, {})[-1].text
    qtbot.waitUntil(lambda: desks.case.view.row.asked == "referral:up")
    counts = queries.counts(desks.now()).by_queue
    assert (counts["referred"], counts["asked"]) == (1, 0)
    assert len(queries.ids("referred", now=desks.now())) == 1
    assert verify(store, makes.STREET).problems == ()
    lit(window, qtbot, "case.refer_answer")
    dialog = opened(window, qtbot, AnswerDialog, Qt.Key.Key_F5, CTRL)
    dialog.confirm()
    assert window.dialog is dialog  # a result is needed
    dialog.result.choose("returned")
    dialog.note.set_text("仍由街道处置")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    until(qtbot, desks, lambda c: c.referral is None)
    view = desks.case.view
    assert (view.case.stage, view.case.unit, view.handling.paused) == (case.stage, case.unit, False)
    assert view.lines[-1].on_behalf == "refer-district"
    qtbot.waitUntil(lambda: desks.case.view.row.asked == "")
    assert queries.counts(desks.now()).by_queue["referred"] == 0
    assert verify(store, makes.STREET).problems == ()


def test_a_dispatcher_is_told_that_only_leaders_send_up(window, desks, door, qtbot):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    sit(desks, "dispatcher")
    lit(window, qtbot, "case.refer")
    dialog = opened(window, qtbot, ReferDialog, Qt.Key.Key_F5, SHIFT)
    dialog.to.setCurrentIndex(dialog.to.findData("refer-district"))
    dialog.note.set_text("超出街道权限")
    dialog.confirm()
    qtbot.waitUntil(lambda: window.dialog is dialog and desks.case.view.refusal is not None)
    assert desks.case.view.refusal.key == "refer-role"
    dialog.to.setCurrentIndex(dialog.to.findData("refer-neighbour"))
    dialog.confirm()
    until(qtbot, desks, lambda c: c.referral is not None and c.referral.to == "refer-neighbour")
