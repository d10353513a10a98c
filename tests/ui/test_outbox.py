"""The outbox in the window, its files, and how the exchange stands in words."""

import json
from dataclasses import replace

import pytest

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.desk.sync_desk import SyncView
from commandcenter.sync.wire import Verdict
from commandcenter.ui import outbox_words, run, sync_words
from commandcenter.ui.outbox_dialog import OutboxDialog
from commandcenter.ui.status_line import SYNC_REASONS, clock_words
from tests import makes
from tests.door.exchange import shared

PHONE = "13812345678"


def opened(window, desks, qtbot):
    window.acts["sync.outbox"].trigger()
    qtbot.waitUntil(lambda: desks.outbox.view.loaded)
    assert isinstance(window.dialog, OutboxDialog)
    return window.dialog


def test_what_waits_is_listed_and_goes_when_it_has_a_number(window, desks, door, qtbot):
    case = makes.filed(door)
    dialog = opened(window, desks, qtbot)
    many = len(door.waiting(100))
    assert dialog.list.count() == many == desks.outbox.view.total
    assert "没有连接市平台" in dialog.why.text()
    assert dialog.refused.isHidden()
    stream = shared(door)
    entries = [stream.accept(w.body) for w in door.waiting(100)]
    door.adopt(makes.STREET, entries, stream.head)
    qtbot.waitUntil(lambda: desks.outbox.view.total == 0)
    assert "没有待发" in dialog.waits.text()
    assert door.case(case.id).shown_number


def test_what_was_not_accepted_says_why_and_what_to_do(window, desks, door, qtbot):
    door.submit(makes.report())
    stream = shared(door)
    entries = [stream.accept(w.body, verdict=Verdict.UNPUBLISHED) for w in door.waiting(100)]
    door.adopt(makes.STREET, entries, stream.head)
    dialog = opened(window, desks, qtbot)
    qtbot.waitUntil(lambda: dialog.refused.count() == 1)
    assert "未发布" in dialog.refused.item(0).text()
    assert "再办一次" in dialog.refused.item(0).text()
    dialog.conflicts.click()
    qtbot.waitUntil(lambda: desks.conflicts.view.laid is not None)


def test_it_is_written_into_a_masked_page_and_a_file_with_the_very_bytes(window, desks, door, qtbot, tmp_path):
    from commandcenter.app.desk_files import DeskFiles

    desks.outbox._files = DeskFiles(tmp_path)
    case = makes.filed(door)
    door.submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text=f"来电人 {PHONE} 补充位置"))
    opened(window, desks, qtbot).file.click()
    path = tmp_path / "waiting.txt"
    window.dialog.path.setText(str(path))
    window.dialog.confirm()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: str(path) in window.notice.text())
    said = path.read_text("utf-8")
    assert PHONE not in said
    assert "138*****678" in said
    head, *facts = (tmp_path / "waiting.jsonl").read_bytes().splitlines()
    assert json.loads(head)["facts"] == len(facts)
    assert facts == [w.body for w in door.waiting(100)]
    opened(window, desks, qtbot).file.click()  # a second time: nothing is written over
    window.dialog.path.setText(str(path))
    window.dialog.confirm()
    qtbot.waitUntil(lambda: window.notice.is_warning)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_reason_says_what_is_wrong_and_what_can_be_done(qapp, lang):
    run.speak(qapp, lang)
    said = {}
    for reason in (*SYNC_REASONS, "platform_busy", "tls", "something_new"):
        view = SyncView(state="refused", reason=reason, since=makes.T0, last_ok=makes.T0)
        told = sync_words.told(view, makes.T0 + makes.HOUR)
        assert sync_words.advice(reason) in told
        assert "{" not in told
        said[reason] = sync_words.advice(reason)
    if lang == "zh_CN":
        assert not any(word.isascii() for word in said.values())
    run.speak(qapp, "en")


def test_a_clock_that_is_off_by_more_than_two_minutes_is_told(window):
    assert clock_words(119_000) == ""
    assert "慢 3 分" in clock_words(180_000)
    assert "快" in clock_words(-makes.HOUR)
    view = SyncView(state="idle", last_ok=makes.T0, clock_off=10 * makes.MINUTE)
    assert "校准" in sync_words.told(view, makes.T0)
    window.status.on_sync(view)
    assert "慢 10 分" in window.status.sync_words()


def test_the_page_counts_what_it_does_not_list(window, desks, door, qtbot):
    opened(window, desks, qtbot)
    view = replace(desks.outbox.view, total=7)
    assert "7" in outbox_words.as_text(view, "东门街道", "一号席", {})


def test_what_was_set_aside_is_shown_with_a_sentence_and_goes_into_the_file(window, desks, door, store, qtbot, caplog):
    makes.filed(door)
    last = door.waiting(100)[-1]
    door.set_aside({last.id: "id_conflict"})
    dialog = opened(window, desks, qtbot)
    qtbot.waitUntil(lambda: dialog.refused.count() == 1)
    assert "已搁置" in dialog.refused.item(0).text()
    assert "再办一次" in dialog.refused.item(0).text()
    assert dialog.conflicts.isHidden()  # nothing to decide: it has no effect
    assert dialog.list.count() == len(door.waiting(100))
    from commandcenter.desk.outbox_desk import machine
    from commandcenter.store.queries import Queries

    queries = Queries(store.reader())
    lines = b"".join(machine(queries, makes.STREET, "A", makes.T0)).splitlines()
    queries.close()
    assert lines[-1] == last.body
    assert json.loads(lines[0])["aside"] == 1
    assert "set aside" in caplog.text


def test_a_helper_process_that_ended_is_told_with_what_to_do_until_one_works_again(window, desks):
    desks.sync.on_beside(True)
    view = desks.sync.view
    assert "重新启动" in sync_words.told(view, makes.T0)
    assert "没有丢失" in sync_words.told(view, makes.T0)
    window.status.on_sync(replace(view, state="idle", last_ok=makes.T0))
    assert "后台接收进程已退出" in window.status.sync_words()
    desks.sync.on_beside(False)
    assert "进程" not in sync_words.told(desks.sync.view, makes.T0)


def test_an_empty_outbox_says_what_would_stand_there_in_a_small_panel(window, desks, qtbot):
    dialog = opened(window, desks, qtbot)
    qtbot.waitUntil(lambda: not dialog.list.isVisible())
    assert dialog.empty.isVisible()
    assert dialog.panel.height() < window.height() * 2 // 3
    assert window.focusWidget() is dialog.cancel
    dialog.give_up()
