"""Who decides and to whom rungs go, changed: what comes of it, what cannot be, and what both ends check."""

import msgspec
import pytest

from commandcenter.core.bodies import RequestKind
from commandcenter.core.city_rules import DECIDERS, UNDECIDED
from commandcenter.core.document_checks import faults
from commandcenter.core.documents import decode_body
from commandcenter.core.rules_edits import Contradiction, with_approvals, with_receivers
from commandcenter.core.rungs import Receiver
from tests.core.lives import books

RULES, LADDER, ROLES = books().rules, books().ladder, books().roles


@pytest.mark.parametrize("kind", list(RequestKind))
def test_every_level_a_city_may_have_can_be_set_and_is_read_again(kind):
    roles = tuple(sorted(DECIDERS[kind]))[:3]
    made = with_approvals(RULES, kind, roles)
    assert decode_body("rules", msgspec.json.encode(made)).approvals[kind] == roles
    assert {k: v for k, v in made.approvals.items() if k is not kind} == {
        k: v for k, v in RULES.approvals.items() if k is not kind}


@pytest.mark.parametrize(("kind", "roles", "key"), [
    (RequestKind.EXTENSION, ("leader", "leader"), "role-twice"), (RequestKind.EXTENSION, (), "nobody-decides"),
    (RequestKind.VOID, ("dispatcher",), "role-strange"), (RequestKind.DEFERRAL, ("collector",), "role-strange")])
def test_what_contradicts_itself_is_named(kind, roles, key):
    with pytest.raises(Contradiction) as wrong:
        with_approvals(RULES, kind, roles)
    assert wrong.value.key == key


@pytest.mark.parametrize("kind", sorted(UNDECIDED))
def test_voiding_and_refusing_may_need_nobody(kind):
    assert kind not in with_approvals(RULES, kind, ()).approvals


def test_a_rung_of_a_step_is_told_from_that_of_handling():
    made = with_receivers(LADDER, "sign", 1, Receiver.LEADER, ())
    assert made.rungs == LADDER.rungs
    assert [rung.to for rung in made.of("sign")] == [Receiver.LEADER, LADDER.of("sign")[1].to]
    assert with_receivers(LADDER, "sign", 9, Receiver.LEADER, ()) == LADDER
    with pytest.raises(Contradiction):
        with_receivers(LADDER, "handling", 1, Receiver.UNIT, (Receiver.UNIT,))


def test_a_decider_whose_word_nobody_can_enter_is_a_fault_at_both_ends():
    mute = msgspec.structs.replace(RULES, on_behalf={"wall-e": ("department",)})
    assert [str(fault) for fault in faults("rules", mute, {"roles": ROLES})] == ["decider-nobody: department"]
    assert faults("rules", RULES, {"roles": ROLES}) == []
    assert faults("rules", mute, {}) == []


def test_a_rung_that_goes_to_somebody_twice_is_a_fault():
    rungs = (msgspec.structs.replace(LADDER.rungs[0], copy_to=(LADDER.rungs[0].to,)), *LADDER.rungs[1:])
    assert [str(fault) for fault in faults("ladder", msgspec.structs.replace(LADDER, rungs=rungs), {})] == [
        f"copy-twice: {LADDER.rungs[0].name}"]
    assert faults("ladder", LADDER, {}) == []
