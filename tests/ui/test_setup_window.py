"""The first window: joins by a code, stays alive, stops and goes on, shows the recovery key once and sees it noted."""

import threading

import pytest
from PySide6.QtCore import QTimer

from commandcenter.desk.keeping import RecoverySheet
from commandcenter.desk.setup_desk import Asked, SetupDesk, SetupFault
from commandcenter.settings import Settings
from commandcenter.ui import setup_run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.setup_window import JoinDialog, RecoveryDialog, SetupWindow

KEY = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"


class Working:
    """A platform that fetches page by page, as slowly as the test wants."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.fault = ""
        self.go = threading.Event()
        self.was_noted = False

    def join(self, asked, say, stopped):
        self.asked.append(asked)
        if self.fault:
            raise SetupFault(self.fault)
        say(1, 10)
        while not self.go.wait(0.01):
            if stopped():
                raise SetupFault("")
        return KEY

    def sheet(self, key):
        return RecoverySheet(key=key, street_name="东门街道", station_name="一号席")

    def noted(self):
        self.was_noted = True


@pytest.fixture
def work():
    return Working()


@pytest.fixture
def window(qtbot, work):
    bridge = Bridge()
    desk = SetupDesk(work, bridge.deliver)
    made = SetupWindow(desk, "/srv/ws", "en", key_store=False, speak=lambda _code: None)
    made.desk = desk
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.dialog is not None and made.dialog.isVisible())
    yield made
    work.go.set()
    desk.close()
    bridge.close()


def fill(window, **more):
    dialog = window.dialog
    dialog.url.setText("https://city.test")
    dialog.code.setText("7KQM-3F9A-22PX-0001")
    dialog.password.setText("八个字的密码一二")
    dialog.again.setText(more.get("again", "八个字的密码一二"))
    return dialog


def test_it_joins_shows_the_recovery_key_and_is_over_when_its_end_is_typed(window, work, qtbot):
    dialog = fill(window)
    dialog.confirm()
    qtbot.waitUntil(lambda: "1" in dialog.progress.text() and "10" in dialog.progress.text())
    assert not dialog.primary.isEnabled()
    work.go.set()
    qtbot.waitUntil(lambda: isinstance(window.dialog, RecoveryDialog) and window.dialog.isVisible())
    assert window.dialog.key.text() == KEY
    over = []
    window.finished.connect(over.append)
    window.dialog.typed.setText("WXYZ")
    window.dialog.confirm()
    assert (over, work.was_noted) == ([], False)
    window.dialog.typed.setText("rstv")
    window.dialog.confirm()
    assert (over, work.was_noted) == ([True], True)
    [asked] = work.asked
    assert (asked.url, asked.code, asked.how) == ("https://city.test", "7KQM-3F9A-22PX-0001", "password")


def test_esc_stops_and_it_goes_on_from_there(window, work, qtbot):
    dialog = fill(window)
    dialog.confirm()
    qtbot.waitUntil(lambda: window.desk.view.done == 1)
    dialog.give_up()
    qtbot.waitUntil(lambda: window.desk.view.step == "ask")
    assert dialog.isVisible()
    assert dialog.url.text() == "https://city.test"
    dialog.confirm()
    work.go.set()
    qtbot.waitUntil(lambda: window.desk.view.step == "recovery")
    assert len(work.asked) == 2


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(window, work, qtbot):
    work.fault = "This join code was used already."
    dialog = fill(window)
    dialog.confirm()
    qtbot.waitUntil(lambda: window.desk.view.fault != "")
    assert dialog._fault.text() == work.fault
    assert dialog.code.text() == "7KQM-3F9A-22PX-0001"
    assert dialog.primary.isEnabled()


def test_two_passwords_that_differ_join_nothing(window, work):
    fill(window, again="别的密码一二三四").confirm()
    assert work.asked == []


def test_another_language_asks_anew_in_it(window, qtbot):
    spoken = []
    window._speak = spoken.append
    before = window.dialog
    before.language.setCurrentIndex(0)
    qtbot.waitUntil(lambda: window.dialog is not before and window.dialog.isVisible())
    assert spoken == ["zh_CN"]
    assert isinstance(window.dialog, JoinDialog)
    assert window.isVisible()


def test_a_recovery_key_that_is_owed_is_asked_for_alone(qtbot, work):
    bridge = Bridge()
    desk = SetupDesk(work, bridge.deliver, KEY)
    made = SetupWindow(desk, "/srv/ws", "en", key_store=True, speak=lambda _code: None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: isinstance(made.dialog, RecoveryDialog) and made.dialog.isVisible())
    assert made.dialog.key.text() == KEY
    bridge.close()


def test_the_set_up_runs_and_ends_with_its_window(qtbot, work):
    made = []

    def make(deliver):
        made.append(SetupDesk(work, deliver, KEY))
        QTimer.singleShot(200, lambda: made[0].note("RSTV"))
        return made[0]

    done = setup_run.run(make, Settings(language="en"), "/srv/ws", key_store=False, language_chosen=lambda _code: None)
    assert done == setup_run.Over(done=True, language="en")
    assert work.was_noted
