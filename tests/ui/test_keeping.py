"""Keeping a workstation from its window, over a real folder: back up, support, keys, recovery on paper, moving."""

import zipfile
from pathlib import Path

import pypdf
import pytest

from commandcenter.app import keeping
from commandcenter.app import station as st
from commandcenter.app.afterwards import follow
from commandcenter.desk.errand_desk import ErrandDesk
from commandcenter.desk.keeping_desk import After
from commandcenter.door.door import Changed
from commandcenter.settings import Settings
from commandcenter.store import keys
from commandcenter.ui.keeping_dialogs import BackupDialog, KeyDialog, LeaveDialog, NewRecoveryDialog, SupportDialog
from commandcenter.ui.page_window import PageWindow
from commandcenter.ui.recovery_dialog import RecoveryDialog
from commandcenter.ui.restore_pages import ResultPage, _Moved, _Restored
from tests import accounts, makes

ABOUT = st.About(street=makes.STREET, street_name="东门街道", letter="A", name="一号席", platform="http://city.test")
TOKEN, PASSWORD = "secret-token-0123456789", "八个字的密码一二"


@pytest.fixture
def station(tmp_path):
    folder = tmp_path / "ws"
    made = st.found(folder, ABOUT, TOKEN, how="file", clock=lambda: makes.T0)
    yield made
    made.close()


@pytest.fixture
def kept(window, desks, station):
    """The window keeps that station."""
    desks.keeping._make_keeper = lambda: keeping.Keeping(station, "zh_CN")
    return window


def opened(window, qtbot, act, kind):
    window.acts[act].trigger()
    qtbot.waitUntil(lambda: isinstance(window.dialog, kind))
    return window.dialog


def test_it_backs_up_says_where_and_replaces_nothing(kept, qtbot, tmp_path):
    dialog = opened(kept, qtbot, "keep.backup", BackupDialog)
    assert dialog.path.text().endswith(".ccbackup")
    assert not dialog.progress.isVisible()  # no row that says nothing
    to = tmp_path / "stick" / "one.ccbackup"
    dialog.path.setText(str(to))
    dialog.confirm()
    qtbot.waitUntil(lambda: kept.dialog is None)
    assert str(to) in kept.notice.text()
    assert zipfile.is_zipfile(to)
    dialog = opened(kept, qtbot, "keep.backup", BackupDialog)
    dialog.path.setText(str(to))
    dialog.confirm()
    assert "换一个名称" in dialog._fields[0].error.text()
    dialog.path.setText("/proc/nowhere/x.ccbackup")
    dialog.confirm()
    qtbot.waitUntil(lambda: "无法写入" in dialog.trouble.text())


@pytest.fixture(autouse=True)
def _heard(caplog):
    """What was not done is in the log, too."""
    return caplog


def test_the_support_bundle_is_seen_before_it_is_written(kept, qtbot, tmp_path):
    dialog = opened(kept, qtbot, "keep.support", SupportDialog)
    qtbot.waitUntil(lambda: "--- versions.json" in dialog.seen.toPlainText())
    assert TOKEN not in dialog.seen.toPlainText()
    to = tmp_path / "help.zip"
    dialog.path.setText(str(to))
    dialog.confirm()
    qtbot.waitUntil(lambda: kept.dialog is None)
    assert "versions.json" in zipfile.ZipFile(to).namelist()
    assert str(to) in kept.notice.text()


def test_a_new_recovery_key_is_shown_printed_elsewhere_and_noted(kept, station, qtbot, tmp_path, caplog):
    opened(kept, qtbot, "keep.recovery", NewRecoveryDialog).confirm()
    qtbot.waitUntil(lambda: isinstance(kept.dialog, RecoveryDialog))
    dialog = kept.dialog
    text = dialog.key.text()
    assert keys.recover(station.folder, text) == station.store.key
    dialog.path.setText(str(station.folder / "here.pdf"))
    dialog.save_now.click()
    assert "放在一起" in dialog.said.text()
    out = tmp_path / "stick.pdf"
    dialog.path.setText(str(out))
    dialog.save_now.click()
    assert str(out) in dialog.said.text()
    printed = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages)
    for words in (text, "东门街道", "一号席", "恢复密钥"):
        assert words in printed
    dialog.typed.setText("XXXX")
    dialog.confirm()
    assert keys.recovery_state(station.folder) == "issued"
    dialog.typed.setText(text[-4:].lower())
    dialog.confirm()
    assert kept.dialog is None
    assert keys.recovery_state(station.folder) == "noted"
    assert text not in caplog.text
    assert not any(text.encode() in path.read_bytes() for path in station.folder.rglob("*") if path.is_file())


def test_the_key_goes_under_a_password(kept, station, qtbot):
    dialog = opened(kept, qtbot, "keep.key", KeyDialog)
    dialog.place.setCurrentIndex(dialog.place.findData("password"))
    dialog.password.setText(PASSWORD)
    dialog.again.setText("anders")
    dialog.confirm()
    assert not dialog._errands.view.busy
    dialog.again.setText(PASSWORD)
    dialog.confirm()
    qtbot.waitUntil(lambda: kept.dialog is None)
    assert keys.load(station.folder, password=PASSWORD) == station.store.key
    assert not (station.folder / keys.KEY_FILE).exists()
    assert keys.read_token(station.folder, station.store.key) == TOKEN


def test_with_accounts_only_administrators_move_restore_and_touch_keys(kept, desks, door, qtbot):
    accounts.publish(door)
    desks.operator.sign(accounts.DISPATCHER)
    for act in ("keep.key", "keep.recovery", "keep.move", "keep.restore"):
        kept.notice.clear()
        kept.acts[act].trigger()
        assert kept.dialog is None
        assert "管理员" in kept.notice.text()
    desks.operator.sign(accounts.ADMINISTRATOR)
    assert isinstance(opened(kept, qtbot, "keep.key", KeyDialog), KeyDialog)


def test_moving_wants_a_noted_recovery_key_and_closes_the_window(kept, desks, station, qtbot, tmp_path):
    kept.acts["keep.move"].trigger()
    assert kept.dialog is None
    assert "恢复密钥" in kept.notice.text()
    keys.issue_recovery(station.folder, station.store.key)
    keys.note_recovery(station.folder)
    dialog = opened(kept, qtbot, "keep.move", LeaveDialog)
    dialog.path.setText(str(tmp_path / "move.ccbackup"))
    dialog.confirm()
    assert desks.keeping.after == After(what="move", path=str(tmp_path / "move.ccbackup"))
    assert not kept.isVisible()


@pytest.fixture
def pages(window, desks, qtbot):
    """page(begin) shows pages, in Chinese; gives the window."""
    made = []

    def show(begin):
        desk = ErrandDesk(desks.deliver)
        page = PageWindow(desk)
        qtbot.addWidget(page)
        begin(page, desk)
        page.show()
        made.append(desk)
        return page

    yield show
    for desk in made:
        desk.close()


def test_a_workstation_moves_out_and_is_restored_elsewhere_with_its_recovery_key(station, pages, qtbot, tmp_path):
    text = keys.issue_recovery(station.folder, station.store.key)
    key, to = station.store.key, tmp_path / "move.ccbackup"
    station.close()
    moved = _Moved(keeping.Moving(station.folder, "zh_CN", key), str(to))
    shown = pages(moved.begin)
    qtbot.waitUntil(lambda: isinstance(shown.page, ResultPage) and shown.page.isVisible())
    assert moved.made is not None
    with pytest.raises(st.StationError, match="retired"):
        st.open_station(station.folder)
    back = tmp_path / "elsewhere"
    restored = _Restored(keeping.Moving(back, "zh_CN"), str(back), key_store=False, own_key=False)
    shown = pages(restored.begin)
    page = shown.page
    page.file.setText(str(to))
    page.secret.setText(text[:-1])
    page.place.setCurrentIndex(page.place.findData("password"))
    page.password.setText(PASSWORD)
    page.again.setText(PASSWORD)
    page.confirm()
    qtbot.waitUntil(lambda: "共 7 组" in page.trouble.text())
    assert not back.exists()
    page.secret.setText(text)
    page.confirm()
    qtbot.waitUntil(lambda: isinstance(shown.page, ResultPage) and shown.page.isVisible())
    assert (restored.done, restored.password) == (True, PASSWORD)
    with st.open_station(back, password=PASSWORD) as again:
        assert (again.about, again.token()) == (ABOUT, TOKEN)


def test_a_move_that_fails_leaves_the_workstation_as_it_was(station, pages, qtbot, tmp_path):
    keys.issue_recovery(station.folder, station.store.key)
    key, to = station.store.key, tmp_path / "there.ccbackup"
    to.write_bytes(b"mine")
    station.close()
    moved = _Moved(keeping.Moving(station.folder, "zh_CN", key), str(to))
    shown = pages(moved.begin)
    qtbot.waitUntil(lambda: "已存在" in shown.page.trouble.text())
    assert to.read_bytes() == b"mine"
    st.open_station(station.folder).close()


def test_new_boundaries_are_told_and_the_window_opens_anew_by_a_button(kept, desks, qtbot):
    desks._on_changed(Changed(documents=("outlines",)))
    assert "边界" in kept.notice.text()
    assert kept.notice.act.text() == "重新打开窗口"
    kept.notice.act.click()
    assert desks.keeping.after == After(what="reopen")
    assert not kept.isVisible()
    assert follow(After(what="reopen"), Path("/x"), Settings(), b"key") == b"key"
    kept.notice.say("别的")
    assert kept.notice.act.isHidden()
