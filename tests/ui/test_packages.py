"""Package files in the window, over a real platform."""

import threading

import pytest

from commandcenter.desk.package_desk import PackageDesk, PackageView
from commandcenter.store.errors import StoreError
from commandcenter.sync.client import Rejected
from commandcenter.sync.package import Carried, PackageError
from commandcenter.sync.package_photos import ALL
from commandcenter.ui import run
from commandcenter.ui.package_control import TAKE, TROUBLES, WRITE, trouble_text


class Files:
    """Packages as app gives them, with what went in and out."""

    def __init__(self, trouble=None):
        self.trouble, self.paths = trouble, []

    def export(self, path, allowance, going):
        self.paths.append(path)
        self.allowance = allowance
        if self.trouble is not None:
            raise self.trouble
        return Carried(facts=3, leaves=2, photos=5, left=2, unread=1)

    def take(self, path, going):
        return self.export(path, ALL, going)


class Waits(Files):
    """A package that is being taken until somebody stops it."""

    def __init__(self):
        super().__init__()
        self.stopped = threading.Event()

    def take(self, path, going):
        self.paths.append(path)
        going(420, 1000)
        self.stopped.wait(20)
        return Carried(facts=7, fresh=5, stopped=True)

    def export(self, path, allowance, going):
        self.allowance = allowance
        self.take(path, going)
        raise PackageError("package-stopped")

    def stop(self):
        self.stopped.set()


def ask(window, desks, qtbot, act, files, path):
    desks.packages._packages = files
    window.acts[act].trigger()
    window.dialog.path.setText(path)
    window.dialog.confirm()
    qtbot.waitUntil(lambda: not desks.packages.busy and len(files.paths) == 1)


def test_a_package_is_written_and_its_answer_taken(window, desks, qtbot):
    files = Files()
    ask(window, desks, qtbot, "sync.package_out", files, "/media/stick/a.package")
    qtbot.waitUntil(lambda: "/media/stick/a.package" in window.notice.text())
    assert "3" in window.notice.text()
    assert all(words in window.notice.text() for words in ("照片 5 张", "2 张照片留待下次", "1 张照片读不出"))
    assert files.allowance is ALL
    files = Files()
    ask(window, desks, qtbot, "sync.package_in", files, "/media/stick/b.package")
    qtbot.waitUntil(lambda: "同步包" in window.notice.text() and not window.notice.is_warning)
    assert files.paths == ["/media/stick/b.package"]


def test_a_package_says_how_far_it_is_and_the_same_act_stops_it(window, desks, qtbot):
    files = desks.packages._packages = Waits()
    window.acts[TAKE].trigger()
    window.dialog.path.setText("/media/stick/b.package")
    window.dialog.confirm()
    qtbot.waitUntil(lambda: desks.packages.view == PackageView(busy=True, taking=True, done=420, total=1000))
    assert window.acts[TAKE].text() == "停止收同步包"
    window.packages._on_tell()
    assert "42 %" in window.notice.text()
    window.acts[TAKE].trigger()
    qtbot.waitUntil(lambda: not desks.packages.busy)
    assert files.stopped.is_set()
    assert "已停止" in window.notice.text()
    assert "5" in window.notice.text()
    assert window.acts[TAKE].text() == "收同步包"


def test_one_that_is_written_says_how_far_it_is_and_is_thrown_away_when_stopped(window, desks, qtbot):
    files = desks.packages._packages = Waits()
    window.acts[WRITE].trigger()
    window.dialog.photos.setCurrentIndex(3)
    window.dialog.path.setText("/media/stick/c.package")
    window.dialog.confirm()
    qtbot.waitUntil(lambda: desks.packages.view == PackageView(busy=True, done=420, total=1000))
    assert (window.acts[WRITE].text(), window.acts[TAKE].isEnabled()) == ("停止写同步包", False)
    window.packages._on_tell()
    assert "42 %" in window.notice.text()
    window.acts[WRITE].trigger()
    qtbot.waitUntil(lambda: not desks.packages.busy)
    assert window.notice.text() == trouble_text(PackageError("package-stopped"))
    assert window.acts[TAKE].isEnabled()
    assert not files.allowance.originals


@pytest.mark.parametrize("trouble", [
    PackageError("package-cut-off", what="exit -9"),
    PackageError("package-cut", leaves=2), PackageError("package-gap", after=9, have=2), FileNotFoundError(2, "x"),
    FileExistsError(17, "x"), OSError(28, "x"), Rejected("token_revoked"), StoreError("disk-full", where="/x"),
])
def test_what_goes_wrong_is_said_and_the_window_goes_on(window, desks, qtbot, trouble):
    ask(window, desks, qtbot, "sync.package_in", Files(trouble), "/media/stick/b.package")
    qtbot.waitUntil(lambda: window.notice.is_warning)
    assert "{" not in window.notice.text()
    assert window.dialog is None


def test_every_trouble_has_its_sentence_in_both_languages(qapp):
    for lang in ("zh_CN", "en"):
        run.speak(qapp, lang)
        said = {trouble_text(PackageError(key, street="s", letter="A", after=1, have=2, at=3)) for key in TROUBLES}
        assert len(said) == len(TROUBLES)
        assert all(any("一" <= sign <= "鿿" for sign in words) == (lang == "zh_CN") for words in said)
    run.speak(qapp, "en")


def test_without_a_platform_there_is_nothing_to_write():
    desk = PackageDesk(None, lambda call: call())
    assert desk.export("/x", ALL, lambda *_: None) is False
    assert desk.busy is False


def test_its_long_hint_widens_no_panel(window, desks, qtbot):
    window.acts["sync.package_out"].trigger()
    dialog = window.dialog
    qtbot.waitUntil(dialog.isVisible)
    assert not dialog._scroll.horizontalScrollBar().isVisible()
    assert dialog.path.browse.mapTo(dialog.panel, dialog.path.browse.rect().topRight()).x() < dialog.panel.width()
    dialog.give_up()
