"""显示联系方式: masked, whole for a minute after a reason, copied only meanwhile, written down for auditors."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from commandcenter.core import bodies as b
from commandcenter.ui import course_words
from tests import accounts, makes
from tests.ui.reach import show

TEXT = "来电人：张晓梅，电话13800138000，反映井盖丢失"
SECRETS = ("张晓梅", "13800138000")


@pytest.fixture
def case(window, desks, door, qtbot):
    case = makes.filed(door, text=TEXT)
    show(window, desks, qtbot, case)
    return case


def seen(window):
    """All that a screen reader and the eye get of the panel."""
    lines = [f"{rung.text} {rung.tip}" for rung in window.case.course._rungs]
    return window.case.facts.accessibleName() + " ".join(lines)


def reveal(window, qtbot):
    qtbot.waitUntil(window.acts["case.reveal"].isEnabled)
    window.acts["case.reveal"].trigger()
    qtbot.waitUntil(lambda: window.dialog is not None)
    QTest.keyClicks(window.focusWidget(), "call back about the place")
    window.dialog.confirm()


def hidden(text):
    return not any(secret in text for secret in SECRETS)


def test_it_is_masked_in_the_panel_and_in_every_line_of_the_course(window, case):
    assert hidden(seen(window))
    assert "138*****000" in seen(window)
    assert "张**" in seen(window)


def test_after_a_reason_it_is_whole_and_masked_again_when_the_minute_is_over(window, desks, door, case, qtbot):
    reveal(window, qtbot)
    assert all(secret in seen(window) for secret in SECRETS)
    fact = door.entries(case.id)[-1].fact
    said = b.read("revealed", bytes(fact.data))
    assert (fact.type, fact.base, fact.actor) == ("revealed", None, desks.operator.operator.id)
    assert isinstance(said, b.Revealed)
    assert (said.fields, said.reason) == (("name", "phone"), "call back about the place")
    assert hidden(bytes(fact.data).decode())
    assert door.case(case.id).head == case.head  # it stands beside whatever the case does
    assert window.reveal.timer.interval() == 60_000
    window.reveal.timer.start(20)
    qtbot.waitUntil(lambda: hidden(seen(window)))


def test_only_meanwhile_it_is_copied_and_the_clipboard_forgets_it(window, case, qtbot):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    assert not window.acts["case.copy_contact"].isEnabled()
    window.acts["case.copy_contact"].trigger()
    assert hidden(clipboard.text())
    reveal(window, qtbot)
    QTest.keyClick(window.queue.table, Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: clipboard.text() == "张晓梅 13800138000")
    window.reveal.mask()
    assert hidden(clipboard.text())


def test_another_case_masks_it(window, desks, door, case, qtbot):
    reveal(window, qtbot)
    other = makes.filed(door)
    show(window, desks, qtbot, other)
    assert not window.acts["case.reveal"].isEnabled()  # nothing to see there
    show(window, desks, qtbot, case)
    assert hidden(seen(window))


def test_locking_masks_it(window, desks, door, case, qtbot):
    accounts.publish(door)
    page = window.sign_in.page
    qtbot.waitUntil(lambda: page.isVisible())
    page.who.setCurrentIndex(page.who.findData(accounts.DISPATCHER))
    QTest.keyClicks(page.password, accounts.PASSWORD)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.isHidden())
    reveal(window, qtbot)
    assert not hidden(seen(window))
    window.acts["account.lock"].trigger()
    assert page.isVisible()
    assert hidden(seen(window))
    assert case is not None


def test_auditors_see_in_the_course_who_looked_others_do_not(window, desks, door, case, qtbot):
    reveal(window, qtbot)
    titles = lambda: [rung.title for rung in course_words.rungs_of(  # noqa: E731
        desks.case.view, {}, audits=desks.case.audits)]
    qtbot.waitUntil(lambda: any(isinstance(line.body, b.Revealed) for line in desks.case.view.lines))
    looked = course_words.rungs_of(desks.case.view, {}, audits=True)[-1].title
    assert looked not in titles()
    desks.operator.choose(accounts.AUDITOR)
    assert looked in titles()
    qtbot.waitUntil(lambda: not window.acts["case.reveal"].isEnabled())  # an auditor sees who looked, not what
