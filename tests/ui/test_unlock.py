"""A store that a password opens: the page at start, a wrong password, the recovery key, a new password. Real keys."""

import json

import pytest
from PySide6.QtCore import Qt, QTimer

from commandcenter.app import unlock
from commandcenter.app.unlock import Unlocking
from commandcenter.desk.errand_desk import ErrandDesk
from commandcenter.settings import Settings
from commandcenter.store import keys
from commandcenter.store.errors import StoreError
from commandcenter.ui import run, unlock_pages
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.page_window import PageWindow
from commandcenter.ui.unlock_pages import NewPasswordDialog, UnlockDialog

PASSWORD, OTHER = "八个字的密码一二", "另一个新密码三四"


@pytest.fixture(scope="module")
def lock(tmp_path_factory):
    """A folder whose key a password keeps; folder, key, recovery key."""
    folder = tmp_path_factory.mktemp("ws")
    key = keys.create(folder, how="password", password=PASSWORD)
    return folder, key, keys.issue_recovery(folder, key)


@pytest.fixture
def pages(qapp, qtbot, lock):
    run.application(Settings(language="zh_CN"))
    bridge = Bridge()
    desk = ErrandDesk(bridge.deliver)
    window = PageWindow(desk)
    window.desk = desk
    qtbot.addWidget(window)
    window.pages = unlock_pages._Pages(Unlocking(lock[0], "zh_CN"), str(lock[0]), True, True)
    window.pages.begin(window, desk)
    window.show()
    qtbot.waitUntil(lambda: window.page.isVisible())
    yield window
    desk.close()
    bridge.close()
    run.speak(qapp, "en")


def test_the_password_opens_and_a_wrong_one_is_a_sentence_while_the_page_stays_alive(pages, lock, qtbot, caplog):
    page, beats = pages.page, []
    assert isinstance(page, UnlockDialog)
    over = []
    pages.finished.connect(lambda: over.append(True))
    page.secret.setText("不是这个密码")
    beat = QTimer(page)
    beat.timeout.connect(lambda: beats.append(True))
    beat.start(0)
    qtbot.keyClick(page.secret, Qt.Key.Key_Return)
    assert not page.primary.isEnabled()
    qtbot.waitUntil(lambda: not pages.desk.view.busy)
    assert len(beats) > 1  # the loop went on while the password was tried
    assert "密码不对" in page.trouble.text()
    assert page.trouble.isVisible()
    assert not over
    assert "不是这个" not in caplog.text
    page.secret.setText(PASSWORD)
    page.confirm()
    qtbot.waitUntil(lambda: bool(over))
    assert pages.pages.key == lock[1]
    assert page.secret.text() == ""


def test_the_recovery_key_opens_too_and_a_new_password_holds_from_then_on(pages, lock, qtbot, caplog):
    folder, key, text = lock
    pages.page.way.setCurrentIndex(1)
    pages.page.secret.setText(text[:-1])
    pages.page.confirm()
    qtbot.waitUntil(lambda: "共 7 组" in pages.page.trouble.text())
    pages.page.secret.setText(text.lower())
    pages.page.confirm()
    qtbot.waitUntil(lambda: isinstance(pages.page, NewPasswordDialog) and pages.page.isVisible())
    assert pages.pages.key is None
    page, over = pages.page, []
    pages.finished.connect(lambda: over.append(True))
    page.password.setText(OTHER)
    page.again.setText(PASSWORD)
    page.confirm()
    assert not pages.desk.view.busy
    page.again.setText(OTHER)
    page.confirm()
    qtbot.waitUntil(lambda: bool(over))
    assert pages.pages.key == key
    assert keys.load(folder, password=OTHER) == key
    with pytest.raises(StoreError, match="password-wrong"):
        keys.load(folder, password=PASSWORD)
    keys.place(folder, key, how="password", password=PASSWORD)


def test_leaving_the_page_opens_nothing(pages, qtbot):
    over = []
    pages.finished.connect(lambda: over.append(True))
    pages.page.give_up()
    assert over
    assert pages.pages.key is None


def test_where_the_key_store_of_the_system_gives_no_key_the_recovery_key_is_asked_for_and_why(
        qapp, qtbot, tmp_path, monkeypatch, caplog):
    """The real code with no bus at all: as on a computer whose key store is gone."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    folder = tmp_path / "ws"
    key = keys.create(folder, how="file")
    text = keys.issue_recovery(folder, key)
    (folder / keys.SOURCE_FILE).write_text(json.dumps(keys.source(folder) | {"how": "os", "name": "0123456789abcdef"}))
    with pytest.raises(StoreError) as failed:
        keys.load(folder)
    assert failed.value.key == "key-store-silent"
    shown = []

    def pages(work, settings, where, **more):
        shown.append(more)
        return work.by_recovery(text)

    monkeypatch.setattr(unlock_pages, "run", pages)
    assert unlock.run(folder, Settings(language="zh_CN"), failed.value) == key
    assert "密钥库没有响应" in shown[0]["why"]

    run.application(Settings(language="zh_CN"))
    bridge = Bridge()
    desk = ErrandDesk(bridge.deliver)
    window = PageWindow(desk)
    qtbot.addWidget(window)
    window.pages = unlock_pages._Pages(Unlocking(folder, "zh_CN"), str(folder), True, True, shown[0]["why"])
    window.pages.begin(window, desk)
    window.show()
    qtbot.waitUntil(lambda: window.page.isVisible())
    page = window.page
    assert [page.way.itemData(n) for n in range(page.way.count())] == [unlock_pages.RECOVERY]
    assert page.why.text() == shown[0]["why"]
    page.secret.setText(text)
    page.confirm()
    qtbot.waitUntil(lambda: isinstance(window.page, NewPasswordDialog) and window.page.isVisible())
    for field in (window.page.password, window.page.again):
        field.setText(OTHER)
    window.page.confirm()
    qtbot.waitUntil(lambda: keys.source(folder)["how"] == "password")
    assert keys.load(folder, password=OTHER) == key
    assert "key-store-silent" in caplog.text  # the token stays where it was
    desk.close()
    bridge.close()
    run.speak(qapp, "en")
