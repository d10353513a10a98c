"""A file of cases is taken from the window by a process of its own; it says how far it is, and can be stopped."""

import threading
from contextlib import closing

import pytest

from commandcenter import paths
from commandcenter.app.beside import FileBeside
from commandcenter.core.rules import Refused
from commandcenter.desk.file_desk import FileView, Imported
from commandcenter.door.feeds import FeedError
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from commandcenter.ui import run
from commandcenter.ui.file_control import ACT, TROUBLES, trouble_text
from tests import makes

SAMPLE = paths.ROOT / "tests" / "data" / "cases" / "boston311_sample.csv"


class Beside:
    """The process, as app/window.py has it."""

    def __init__(self, store, door):
        self.files = FileBeside(store, door)

    def take(self, asked, going):
        done = self.files.take(asked.path, asked.mapping, going, look=asked.look)
        return Imported(read=done.read, taken=done.fresh, known=done.known, refused=done.refused,
                        refused_file=done.refused_file, stopped=done.stopped)

    def stop(self):
        self.files.stop()


class Waits:
    """A file that is being read until somebody stops it."""

    def __init__(self, trouble=None):
        self.trouble, self.stopped = trouble, threading.Event()

    def take(self, asked, going):
        if self.trouble is not None:
            raise self.trouble
        going(400, 8179)
        self.stopped.wait(20)
        return Imported(read=400, taken=390, known=3, refused=7, refused_file="/x/refusals.csv", stopped=True)

    def stop(self):
        self.stopped.set()


def begin(window, desks, files, path, mapping="", *, look=False):
    desks.files._files = files
    window.files.light()
    window.acts[ACT].trigger()
    window.dialog.path.setText(str(path))
    window.dialog.mapping.setText(str(mapping))
    window.dialog.look.setCurrentIndex(int(look))
    window.dialog.confirm()


def test_a_file_is_taken_while_the_window_goes_on(window, desks, door, store, qtbot):
    begin(window, desks, Beside(store, door), SAMPLE)
    qtbot.waitUntil(lambda: not desks.files.view.busy, timeout=60_000)

    qtbot.waitUntil(lambda: desks.queue.view.counts is not None and desks.queue.view.counts.open > 0)
    assert not window.notice.is_warning, window.notice.text()
    assert "新导入" in window.notice.text()
    assert door.waiting(1)
    assert verify(store, makes.STREET).views_equal


def test_a_dry_run_says_what_would_be_taken_and_takes_nothing(window, desks, door, store, qtbot):
    mapping = paths.RESOURCES / "mappings" / "boston311.toml"
    begin(window, desks, Beside(store, door), SAMPLE, mapping, look=True)
    qtbot.waitUntil(lambda: not desks.files.view.busy, timeout=60_000)

    qtbot.waitUntil(lambda: "试运行" in window.notice.text())
    assert not door.waiting(1)
    with closing(Queries(store.reader())) as reads:
        assert len(reads.ids("all", door.now())) == 0


def test_the_same_act_stops_it(window, desks, qtbot):
    files = Waits()
    begin(window, desks, files, "/x.csv")
    qtbot.waitUntil(lambda: desks.files.view == FileView(busy=True, done=400, total=8179))
    assert window.acts[ACT].text() == "停止导入文件"
    window.files._on_tell()
    assert "8,179" in window.notice.text()

    window.acts[ACT].trigger()

    qtbot.waitUntil(lambda: not desks.files.view.busy)
    assert files.stopped.is_set()
    qtbot.waitUntil(lambda: "390" in window.notice.text() and "/x/refusals.csv" in window.notice.text())
    assert window.acts[ACT].text() == "导入案件文件"


@pytest.mark.parametrize("trouble", [
    FeedError("file-missing", where="/x.csv"), FeedError("mapping-unfit", where="/x.csv", known=""),
    FeedError("cut-off", what="exit -9"), StoreError("disk-full", where="/x"), Refused("no-documents")])
def test_what_goes_wrong_is_said_and_the_window_goes_on(window, desks, qtbot, trouble):
    begin(window, desks, Waits(trouble), "/x.csv")
    qtbot.waitUntil(lambda: window.notice.is_warning)
    assert "{" not in window.notice.text()
    assert window.acts[ACT].isEnabled()


def test_every_trouble_has_its_sentence_in_both_languages(qapp):
    for lang in ("zh_CN", "en"):
        run.speak(qapp, lang)
        for key in TROUBLES:
            said = trouble_text(FeedError(key, where="/x", line="3", columns="a", name="n", what="w", known="k"))
            assert said
            assert "{" not in said
    run.speak(qapp, "zh_CN")


def test_where_no_files_can_be_taken_the_act_is_dark(window):
    window.files.light()
    assert not window.acts[ACT].isEnabled()
