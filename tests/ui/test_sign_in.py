"""Signing in through the window: wrong passwords, the wait, locking, switching, what is hidden, what stays."""

import logging

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.ui.account_dialogs import PasswordDialog, UsersDialog
from commandcenter.ui.act_dialogs import TextDialog
from tests import accounts, makes
from tests.ui.reach import nameless, show


@pytest.fixture
def street(window, desks, door, qtbot):
    """A window in whose street passwords have just been published."""
    accounts.publish(door)
    qtbot.waitUntil(lambda: window.sign_in.page.isVisible())
    return window.sign_in.page


def sign_in(page, desks, qtbot, user=accounts.DISPATCHER, password=accounts.PASSWORD):
    page.who.setCurrentIndex(page.who.findData(user))
    QTest.keyClicks(page.password, password)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desks.sign_in.view.busy)


def test_a_street_without_passwords_shows_no_page_and_says_so_when_asked_to_lock(window, desks):
    assert window.sign_in.page.isHidden()
    window.acts["account.lock"].trigger()
    assert window.sign_in.page.isHidden()
    assert "未设密码" in window.notice.text()


def test_the_page_hides_the_window_and_one_password_opens_it(street, window, desks, qtbot):
    assert street.geometry() == window.rect()
    assert window.childAt(QPoint(300, 200)) is street  # nothing below can be reached
    assert desks.operator.operator.roles == frozenset()
    assert QApplication.focusWidget() in (street.password, None) or street.password.hasFocus()
    assert nameless(street) == []
    sign_in(street, desks, qtbot)
    assert street.isHidden()
    assert desks.operator.operator.id == accounts.DISPATCHER
    assert window.status.who.currentData() == accounts.DISPATCHER
    assert street.password.text() == ""


def test_the_fields_stay_where_they_are_while_a_fault_comes(street, window, desks, qtbot, caplog):
    before = street.password.mapTo(street, QPoint(0, 0))
    sign_in(street, desks, qtbot, password="falsch-1234")
    street.set_alarms(3)
    qtbot.waitUntil(lambda: street.alarms.isVisible() and street.fault.isVisible())
    assert street.password.mapTo(street, QPoint(0, 0)) == before
    assert street.rect().contains(street.panel.geometry())


def test_keys_of_the_window_do_nothing_while_the_page_is_there(street, window, desks, qtbot):
    QTest.keyClick(street.password, Qt.Key.Key_F2)
    QTest.keyClick(street.password, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.dialog is None
    assert window.commands.palette.isHidden()
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget() or street.password, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert street.isAncestorOf(focus)


def test_wrong_passwords_are_counted_logged_and_after_five_one_waits_even_after_a_restart(
    street, window, desks, door, clock, qtbot, caplog,
):
    with caplog.at_level(logging.WARNING):
        for _ in range(4):
            sign_in(street, desks, qtbot, password="falsch-1234")
            assert street.fault.text() == "密码不对，请重试。"
        sign_in(street, desks, qtbot, password="falsch-1234")
    assert "1 分钟后再试" in street.fault.text()
    assert len([one for one in caplog.records if "wrong password for dm-dispatcher-1" in one.message]) == 5
    assert "falsch" not in caplog.text
    sign_in(street, desks, qtbot)  # the right one does not help now
    assert "分钟后再试" in street.fault.text()
    from commandcenter.door.accounts import Accounts

    with pytest.raises(r.Refused, match="sign-in-wait"):  # as after a restart: it stands in the store
        Accounts(door).sign_in(accounts.DISPATCHER, accounts.PASSWORD)
    sign_in(street, desks, qtbot, user=accounts.ACCEPTOR)  # others are not held up
    assert street.isHidden()
    clock.at += 61_000
    desks.sign_in.lock()
    sign_in(street, desks, qtbot)
    assert street.isHidden()
    assert Accounts(door).failures(accounts.DISPATCHER).count == 0


def test_the_idle_lock_hides_everything_keeps_what_was_typed_and_a_key_puts_it_off(street, window, desks, door, qtbot):
    sign_in(street, desks, qtbot)
    case = door.submit(makes.report(actor=accounts.DISPATCHER))
    show(window, desks, qtbot, case)
    window.acts["case.note"].trigger()
    assert isinstance(window.dialog, TextDialog)
    QTest.keyClicks(window.focusWidget(), "ring later")
    desks.sign_in.idle_min = 10
    idle = window.sign_in._idle
    window.sign_in._wake()
    assert idle.remainingTime() > 9 * 60_000
    idle.setInterval(50)
    qtbot.waitUntil(lambda: street.isVisible())
    assert desks.sign_in.view.locked
    assert street.geometry() == window.rect()
    assert window.childAt(window.rect().center()) is not window.dialog
    QTest.keyClick(street.password, Qt.Key.Key_Escape)
    assert street.isVisible()  # locked: Esc opens nothing
    sign_in(street, desks, qtbot)
    assert window.dialog is not None
    assert "ring later" in window.dialog.written().values()


def test_alarms_are_counted_on_the_page_without_saying_whose(street, window, desks, door, clock, qtbot):
    street.set_alarms(3)
    assert street.alarms.text() == "3 条告警待确认。"
    street.set_alarms(0)
    assert street.alarms.isHidden()


def test_switching_needs_the_other_one_s_password_and_esc_goes_back(street, window, desks, qtbot):
    sign_in(street, desks, qtbot)
    window.status.operator_chosen.emit(accounts.ACCEPTOR)
    assert street.isVisible()
    assert street.who.currentData() == accounts.ACCEPTOR
    assert desks.operator.operator.id == accounts.DISPATCHER
    QTest.keyClick(street.password, Qt.Key.Key_Escape)
    assert street.isHidden()
    assert desks.operator.operator.id == accounts.DISPATCHER
    window.acts["account.switch"].trigger()
    sign_in(street, desks, qtbot, user=accounts.ACCEPTOR)
    assert desks.operator.operator.id == accounts.ACCEPTOR


def test_what_is_written_names_the_user_and_the_accounts_it_was_written_under(street, window, desks, door, qtbot):
    sign_in(street, desks, qtbot, user=accounts.ACCEPTOR)
    case = door.submit(makes.report(actor=accounts.DISPATCHER))
    fact = door.entries(case.id)[0].fact
    assert fact.actor == accounts.DISPATCHER
    assert fact.refs["users"] == 2


@pytest.mark.parametrize(("who", "role", "key"), [
    (accounts.DISPATCHER, Role.ACCEPTOR, "role"), ("dm-nobody", Role.ACCEPTOR, "account-unknown"),
    (accounts.AUDITOR, Role.AUDITOR, "account-read-only"), (accounts.WALL, Role.WALL, "account-read-only"),
])
def test_the_door_refuses_who_may_not(street, door, who, role, key):
    with pytest.raises(r.Refused, match=key):
        door.submit(makes.report(actor=who, role=role, on_behalf=None))


@pytest.mark.parametrize("who", [accounts.AUDITOR, accounts.WALL])
def test_who_may_only_look_finds_every_act_closed(street, window, desks, door, qtbot, who):
    sign_in(street, desks, qtbot, user=who)
    from commandcenter.ui import actions

    case = door.submit(makes.report(actor=accounts.DISPATCHER))
    qtbot.waitUntil(lambda: desks.queue.view.loaded and len(desks.queue.view.ids) > 0)
    desks.queue.select(int(desks.queue.view.ids[0]))
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    assert [spec.id for spec in actions.SPECS if spec.command is not None and window.acts[spec.id].isEnabled()] == []


def test_a_user_who_is_disabled_meanwhile_is_signed_out(street, window, desks, door, qtbot):
    sign_in(street, desks, qtbot)
    accounts.publish(door, {accounts.DISPATCHER: {"disabled": True}})
    qtbot.waitUntil(lambda: street.isVisible())
    assert street.who.findData(accounts.DISPATCHER) == -1


def test_without_the_platform_a_password_is_not_changed_and_that_is_said(street, window, desks, qtbot):
    sign_in(street, desks, qtbot)
    window.acts["account.password"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, PasswordDialog)
    for field, text in ((dialog.before, accounts.PASSWORD), (dialog.after, "neu und lang 7"), (dialog.again, "anders")):
        QTest.keyClicks(field, text)
    dialog.confirm()
    assert dialog.isVisible()  # they differ
    dialog.again.setText("neu und lang 7")
    dialog.confirm()
    qtbot.waitUntil(lambda: "市平台不可达" in window.notice.text())


def test_only_an_administrator_opens_the_users_and_what_is_published_is_what_stands_there(street, window, desks, qtbot):
    sign_in(street, desks, qtbot)
    window.acts["admin.users"].trigger()
    assert window.dialog is None
    assert "只有管理员" in window.notice.text()
    desks.sign_in.switch()
    sign_in(street, desks, qtbot, user=accounts.ADMINISTRATOR)
    window.acts["admin.users"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, UsersDialog)
    dialog.show_user(accounts.DISPATCHER)
    dialog.scope.setText("贵电社区 nowhere")
    dialog.confirm()
    assert dialog.isVisible()
    dialog.scope.setText("贵电社区")
    dialog.disabled.setChecked(True)
    user, password, _ = dialog.answer()
    assert (user.id, user.scope, user.disabled, password) == (accounts.DISPATCHER, ("360681003008",), True, "")
    dialog.show_user("")
    dialog.id.setText("dm-acceptor-1")
    dialog.confirm()
    assert dialog.isVisible()  # taken


def test_whoever_takes_over_a_duty_signs_in_first(street, window, desks, door, qtbot):
    sign_in(street, desks, qtbot)
    desks.handover.open()
    from commandcenter.desk.handover_desk import Written

    assert not desks.handover.take_alone(Written(incoming=accounts.ACCEPTOR, reason="前班已离开"))
    assert desks.handover.view.refusal.key == "sign-in-first"
