"""A case that holds facts of a newer version: shown, kept, and not to be changed here."""

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.facts import Draft, encode, stamp
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.store.verify import verify
from commandcenter.ui import refusal_words
from tests import makes
from tests.door.exchange import pull, push, shared
from tests.ui.test_main_window import show


def test_it_is_shown_with_a_sentence_and_no_act_is_open(window, desks, door, store, qtbot):
    case, stream = makes.filed(door), shared(door)
    push(door, stream)
    pull(door, stream)
    draft = Draft(type="noted", data=b.Noted(text="x"), role="dispatcher", follows=False)
    (fact,) = stamp([draft], street=case.street, subject=case.id, head=None, actor="u", session=makes.session(),
                    sseq=1, wall=makes.T0, off=0, seen=(0, ""))
    stream.accept(encode(msgspec.structs.replace(fact, type="inspected_from_orbit")))
    show(window, desks, qtbot, case)
    assert window.case.newer.isHidden()
    pull(door, stream)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.unknown)
    qtbot.waitUntil(lambda: not window.case.newer.isHidden())
    assert "更新" in window.case.newer.text()
    why = {kind: desks.case.view.why_not(kind) for kind in (r.Dispatch, r.Note, r.VoidCase, Escalate, AddPhotos)}
    assert {refused.key for refused in why.values()} == {"newer-version"}
    assert not window.acts["case.dispatch"].isEnabled()
    assert refusal_words.refusal_text(why[r.Note])
    assert desks.case.act(r.Note, text="不能写") is False
    assert verify(store, makes.STREET).problems == ()
