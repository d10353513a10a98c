"""A case is handed over to another street by keyboard, taken back, handed over; and what one that came shows."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.core import bodies as b
from commandcenter.core import conflict, undo
from commandcenter.core.case import Role, Stage
from commandcenter.core.facts import Draft, encode, stamp
from commandcenter.core.transfer import RECEIVED
from commandcenter.core.transfer_bodies import CarriedStep, Leg, Received
from commandcenter.core.transfer_rules import Hand
from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.conflict_desk import Laid
from commandcenter.store.verify import verify
from commandcenter.ui import case_words, conflict_words, course_words, refusal_words, run, texts
from commandcenter.ui.transfer_dialog import TransferDialog
from tests import makes
from tests.core.lives import HANDED, life_at, moved_there
from tests.door.exchange import pull, push, shared
from tests.sync.streets import GARDEN
from tests.ui.test_flow import CTRL, SHIFT, lit, opened, until
from tests.ui.test_main_window import show, sit


def platform_says(stream, case_id, body):
    draft = Draft(type=b.NAMES[type(body)], data=body, role="platform", follows=False)
    (fact,) = stamp([draft], street=makes.STREET, subject=case_id, head=None, actor="platform",
                    session=makes.session(), sseq=1, wall=makes.T0, off=0, seen=(0, ""))
    stream.accept(encode(msgspec.structs.replace(fact, role="platform")))


def test_a_case_goes_to_another_street_by_keyboard(window, desks, door, store, queries, qtbot):
    door.keep_streets([makes.STREET, GARDEN])
    case, stream = makes.filed(door), shared(door)
    push(door, stream)
    pull(door, stream)
    show(window, desks, qtbot, case)
    sit(desks, "dispatcher")
    for again in (False, True):
        lit(window, qtbot, "case.transfer")
        dialog = opened(window, qtbot, TransferDialog, Qt.Key.Key_F4, SHIFT)
        assert [dialog.to.itemData(n) for n in range(dialog.to.count())] == [GARDEN]
        assert GARDEN in dialog.effects.accessibleName()
        dialog.confirm()
        assert window.dialog is dialog  # a reason is needed
        dialog.note.set_text("地点在花园路街道辖区")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
        until(qtbot, desks, lambda c: c.transfer is not None)
        qtbot.waitUntil(lambda: desks.case.view.row.asked == f"transfer:{GARDEN}")
        assert "移交待平台接收" in case_words.tags_of(desks.case.view.row)
        assert any("待平台接收" in fact.value for fact in case_words.facts_of(desks.case.view))
        counts = queries.counts(desks.now()).by_queue
        assert (counts["referred"], counts["asked"], len(queries.ids("referred", now=desks.now()))) == (1, 0, 1)
        assert not window.acts["case.dispatch"].isEnabled()
        if not again:
            qtbot.keyClick(window.queue.table, Qt.Key.Key_Z, CTRL)
            until(qtbot, desks, lambda c: c.transfer is None)
    asked = desks.case.view.case
    push(door, stream)
    platform_says(stream, case.id, b.Transferred(
        asked=asked.head, to=GARDEN, to_name="花园路街道", as_case=makes.uuid4(), number="20260302-0042"))
    pull(door, stream)
    until(qtbot, desks, lambda c: c.stage is Stage.TRANSFERRED)
    told = [fact.value for fact in case_words.facts_of(desks.case.view)]
    assert any("花园路街道" in value and "0302-0042" in value for value in told)
    assert "花园路街道" in course_words.rungs_of(desks.case.view, {})[-1].text
    qtbot.waitUntil(lambda: queries.counts(desks.now()).by_queue["transferred"] == 1)
    assert len(queries.ids("transferred", now=desks.now())) == 1
    assert verify(store, makes.STREET).problems == ()


def test_a_taking_back_that_came_too_late_says_where_the_case_is(qapp):
    run.speak(qapp, "zh_CN")
    life = life_at(Stage.PENDING_DISPATCH)
    asked = life.do(Hand, Role.DISPATCHER, **HANDED)
    life.add(moved_there(asked), role=Role.PLATFORM, follows=False)
    said = set()
    for body, base in ((b.Undone(fact=asked.head, type="transfer_asked"), asked.head),
                       (b.ReturnedToAcceptor(reason="立案有误"), asked.head)):
        life.add(body, role=Role.DISPATCHER, base=base)
        fork = conflict.fork(life.entries, life.entries[-1].fact.id)
        laid = Laid(fork=fork, body=body, view=CaseView(), seen=None, then=None, mine=None, refusal=None)
        said.add(conflict_words.sentence(laid, True, {}, makes.T0))
    assert len(said) == 2
    assert all("0302-0007" in one and HANDED["to_name"] in one and "退回" in one for one in said)
    late = undo.why_not_undone(life.case, asked.head, "u")
    assert late.key == "undo-handed-over"
    assert HANDED["to_name"] in refusal_words.refusal_text(late)
    run.speak(qapp, "en")


def test_without_other_streets_the_dialog_says_what_to_do(window, desks, door, qtbot):
    show(window, desks, qtbot, makes.filed(door))
    sit(desks, "dispatcher")
    lit(window, qtbot, "case.transfer")
    dialog = opened(window, qtbot, TransferDialog, Qt.Key.Key_F4, SHIFT)
    dialog.note.set_text("地点在花园路街道辖区")
    dialog.confirm()
    assert window.dialog is dialog


def test_a_case_that_came_shows_its_way_and_goes_back_by_the_same_dialog(window, desks, door, qtbot):
    door.keep_streets([makes.STREET, GARDEN])
    stream, came = shared(door), makes.uuid4()
    leg = Leg(street=GARDEN, name="花园路街道", case=makes.uuid4(), number="20260301-0042")
    step = CarriedStep(type="dispatched", at=makes.T0 - makes.HOUR, role="dispatcher", text="请联系张三13812345678")
    platform_says(stream, came, b.Reported(
        class_key=makes.CLASS, class_name="井盖", major_name="公用设施", text="井盖丢失", place="冶金大道",
        lon=1_172_200_000, lat=282_900_000, source="public", number="20260302-0007", marks=(RECEIVED,),
        received=Received(asked=makes.uuid4(), at=makes.T0, reason="地点在贵方辖区", steps=(step,), trail=(leg,),
                          reported_at=makes.T0 - makes.HOUR)))
    pull(door, stream)
    show(window, desks, qtbot, door.case(came))
    view = desks.case.view
    assert texts.mark_text(RECEIVED) in case_words.tags_of(view.row)
    assert any("花园路街道" in fact.value for fact in case_words.facts_of(view))
    first, *_, last = course_words.rungs_of(view, {})
    assert ("花园路街道" in first.text, "13812345678" in first.text) == (True, False)
    assert "地点在贵方辖区" in last.text
    sit(desks, "acceptor")
    lit(window, qtbot, "case.transfer")
    dialog = opened(window, qtbot, TransferDialog, Qt.Key.Key_F4, SHIFT)
    assert (dialog.to.currentData(), "退回" in dialog.to.currentText()) == (GARDEN, True)
    dialog.note.set_text("经核实不在本街道")
    dialog.confirm()
    until(qtbot, desks, lambda c: c.transfer is not None and c.transfer.to == GARDEN)
