"""A conflict laid side by side, and an act given again: from the log alone."""

import pytest

from commandcenter.core import bodies as b
from commandcenter.core import conflict, reapply
from commandcenter.core import rules as r
from commandcenter.core.case import TRANSITIONS, Role, Stage
from commandcenter.core.command import Refused
from commandcenter.core.fold import fold
from commandcenter.core.request_rules import AskDeferral
from commandcenter.core.rules import MAKES
from tests import makes
from tests.conflicts import lost_dispatch, lost_return


def test_what_the_act_saw_what_it_was_and_what_it_would_have_made(door):
    case, _ = lost_dispatch(door)
    one, two = door.books.units.units[:2]
    entries = door.entries(case.id)
    loser = next(o.fact for o in fold(entries).outcomes if o.kind == "ineffective")
    fork = conflict.fork(entries, loser)
    assert (fork.seen.stage, fork.seen.unit) == (Stage.PENDING_DISPATCH, "")
    assert (fork.then.stage, fork.then.unit) == (Stage.PENDING_HANDLE, two.id)
    assert (fork.mine.stage, fork.mine.unit) == (Stage.PENDING_HANDLE, one.id)
    assert [e.fact.type for e in fork.trunk][-1] == "filed"
    assert [e.fact.type for e in fork.ahead] == ["dispatched"]
    assert fork.winner == fork.ahead[0]
    assert [e.fact.type for e in fork.beside] == ["noted"]  # soft: both stand, nothing to decide
    assert fork.losers == (loser,)
    assert conflict.fork(entries, fork.winner.fact.id) is None  # took effect: no conflict


def test_acts_that_were_built_on_a_lost_one_are_settled_with_it(door):
    case, stream = lost_return(door)
    unit = door.books.units.units[0].id
    assert case.stage is Stage.PENDING_DISPATCH
    door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit))  # on what it is now
    from tests.conflicts import elsewhere
    from tests.door import exchange

    elsewhere(stream, case, b.ReturnedToAcceptor(reason="位置不符，请补充"), "dispatcher")
    makes.walk(door, door.case(case.id), 1)
    exchange.push(door, stream)
    exchange.pull(door, stream)
    entries = door.entries(case.id)
    lost = [o.fact for o in fold(entries).outcomes if o.kind == "ineffective"]
    assert len(lost) == 3
    fork = conflict.fork(entries, lost[1])
    assert fork.losers == (lost[1], lost[2])
    assert fork.seen.stage is Stage.PENDING_DISPATCH
    follower = conflict.fork(entries, lost[2])  # what it saw holds the own act it was built on
    assert follower.seen.stage is Stage.PENDING_HANDLE


def test_who_settled_a_conflict_is_found_in_the_log(door):
    case, _ = lost_dispatch(door)
    loser = next(o.fact for o in fold(door.entries(case.id)).outcomes if o.kind == "ineffective")
    door.submit(r.SettleConflict(case_id=case.id, actor="u-leader", role=Role.SHIFT_LEADER, losers=(loser,),
                                 reason="以先受理的为准"))
    found = conflict.settled(door.entries(case.id))
    assert found[loser].fact.actor == "u-leader"
    assert found[loser].read().decision == "keep"


def test_every_step_can_be_given_again_or_says_that_it_cannot():
    never = {b.Merged, b.Unmerged, b.Deferred, b.ClosedOnSpot, b.TransferAsked}
    for body in TRANSITIONS:
        assert (body in reapply.AGAIN) != (body in never), body
    for body, (command, fields) in reapply.AGAIN.items():
        assert MAKES[command] is body
        assert set(fields) <= set(body.__struct_fields__)
        assert set(fields) <= set(command.__dataclass_fields__)
    with pytest.raises(Refused) as refused:
        reapply.words_of(b.Merged(into=makes.report().case_id))
    assert refused.value.key == "reapply-never"
    with pytest.raises(Refused):
        reapply.command_of(None)
    asked = b.Requested(kind=b.RequestKind.DEFERRAL, level="dispatcher", reason="苗木季节未到", until=makes.T0)
    assert reapply.command_of(asked) is AskDeferral
    assert reapply.words_of(asked) == {"reason": "苗木季节未到", "until": makes.T0}
