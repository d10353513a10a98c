"""The queues of the work desk in the window: all in the tree, a sentence in each empty one, refused reports told."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.desk.queue_desk import GROUPS
from commandcenter.store.verify import verify
from commandcenter.sync.wire import Verdict
from commandcenter.ui import case_words, course_words, queue_words, texts
from tests import makes
from tests.door.exchange import shared
from tests.ui.test_main_window import desks_row, sit

HIDDEN = {"conflicts", "rejected", "pending"}  # shown while they hold something


def test_every_queue_of_the_work_desk_is_in_the_tree_with_its_count(window, desks, door, qtbot):
    makes.filed(door)
    qtbot.waitUntil(lambda: desks.queue.view.count("open") == 1)
    for _group, queues in GROUPS:
        for queue in queues:
            item = window.tree.item(queue)
            assert (item is not None) == (queue not in HIDDEN - {"pending"}), queue
            assert item is None or item.count is not None


def test_every_empty_queue_says_something_of_its_own(window, desks, qtbot):
    said = set()
    for _group, queues in GROUPS:
        for queue in queues:
            desks.queue.choose(queue)
            qtbot.waitUntil(lambda: desks.queue.view.loaded)
            words = window.queue.table._empty_text
            assert words == queue_words.empty_text(queue)
            assert words.endswith("。")
            said.add(words)
    assert len(said) == sum(len(queues) for _, queues in GROUPS)


def test_what_i_filed_follows_the_operator(window, desks, door, qtbot):
    case = door.submit(makes.report())
    sit(desks, "acceptor")
    desks.queue.choose("mine")
    qtbot.waitUntil(lambda: desks.queue.view.loaded)
    assert len(desks.queue.view.ids) == 0
    me = desks.operator.operator.id
    door.submit(r.File(case_id=case.id, actor=me, role=Role.ACCEPTOR, class_key=makes.CLASS,
                       condition=makes.condition(door)))
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1)
    assert window.queue.title.text() == "我立案的"
    sit(desks, "dispatcher")
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 0)


def test_a_refused_report_shows_the_reason_and_what_to_do(window, desks, door, store, qtbot):
    case = door.submit(makes.report())
    stream = shared(door)
    entries = [stream.accept(w.body, verdict=Verdict.UNPUBLISHED) for w in door.waiting(100)]
    door.adopt(makes.STREET, entries, stream.head)
    qtbot.waitUntil(lambda: desks.queue.view.count("rejected") == 1)
    window.tree.tree.setCurrentIndex(window.tree._index_of("rejected"))
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 1)
    desks.queue.show_row(desks_row(desks, case))
    qtbot.waitUntil(lambda: desks.case.view.row is not None and desks.case.view.row.case_id == case.id)
    facts = {fact.label: fact for fact in case_words.facts_of(desks.case.view)}
    assert "未发布" in facts["未被接受"].value
    assert "F2" in facts["未被接受"].more
    assert not window.acts["case.file"].isEnabled()
    assert "重新登记" in window.acts["case.file"].toolTip()
    (line,) = course_words.rungs_of(desks.case.view, {})
    assert "未发布" in line.text
    sit(desks, "shift_leader")
    qtbot.waitUntil(window.acts["sync.settle"].isEnabled)
    qtbot.keyClick(window.queue.table, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: desks.conflicts.view.laid is not None)
    window.dialog.note.set_text("已重新登记，编号另见今日登记")
    window.dialog.confirm()
    qtbot.waitUntil(lambda: desks.queue.view.count("rejected") == 0)
    assert verify(store, makes.STREET).problems == ()


@pytest.mark.parametrize("verdict", [v for v in Verdict if v])
def test_every_verdict_has_its_words(window, verdict):
    assert not texts.verdict_text(int(verdict)).isdigit()
