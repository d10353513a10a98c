"""The queues of the work desk: what each holds, that its count is its length, and that an index serves it."""


from uuid import uuid4

import pytest

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.merge_rules import Merge
from commandcenter.core.request_rules import Appeal, AskExtension
from commandcenter.core.undo import undo_of
from commandcenter.store import keys
from commandcenter.store.engine import STORE_FILE, connect, open_store
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import BY, QUEUES, Filter, order
from commandcenter.store.verify import verify
from commandcenter.sync.wire import Verdict
from tests import makes
from tests.door.exchange import shared

INDEX = {  # queue → the index that must serve it
    "verified": "ix_case_row_verified", "sent_back": "ix_case_row_back", "rework": "ix_case_row_rework",
    "mine": "ix_case_row_mine", "approvals": "ix_case_row_asked", "appeals": "ix_case_row_asked",
    "not_filed": "ix_case_row_ended", "voided": "ix_case_row_ended", "merged": "ix_case_row_ended",
    "transferred": "ix_case_row_ended",
    "rejected": "ix_outcome_rejected",
}


@pytest.fixture
def holds(queries, door):
    """Which cases a queue holds, by id; its count must say the same."""
    def of(queue):
        found = queries.ids(queue, door.now())
        counted = queries.counts(door.now())
        count = counted.by_queue.get(queue)
        if count is not None:
            assert count == len(found) == queries.count(queue, door.now(), Filter())
        rows = queries.rows(found)
        return [rows[int(i)].case_id for i in found]
    return of


def act(door, case, kind, role, **more):
    behalf = makes.behalf(role, door.case(case.id).unit)
    return door.submit(kind(case_id=case.id, actor="u", role=role, on_behalf=behalf, **more))


def test_a_report_is_to_be_accepted_then_verified_then_to_be_filed(door, holds):
    case = door.submit(makes.report())
    assert (holds("to_accept"), holds("verified")) == ([case.id], [])
    act(door, case, r.OrderVerification, Role.ACCEPTOR)
    assert (holds("to_accept"), holds("stage:pending_verify")) == ([], [case.id])
    done = act(door, case, r.Verify, Role.COLLECTOR, result=b.CheckResult.PASS)
    assert (holds("to_accept"), holds("verified"), holds("stage:pending_register")) == ([], [case.id], [case.id])
    door.submit(undo_of(done, "u"))
    assert (holds("verified"), holds("stage:pending_verify")) == ([], [case.id])


def test_what_i_filed_is_mine_until_it_is_closed(door, holds, queries):
    mine, other = makes.filed(door), makes.filed(door)
    act(door, other, r.ReturnToAcceptor, Role.DISPATCHER, reason="类别有误")
    door.submit(r.File(case_id=other.id, actor="somebody", role=Role.ACCEPTOR, class_key=makes.CLASS,
                       condition=makes.condition(door)))
    queries.me = "u-acceptor"
    assert holds("mine") == [mine.id]
    queries.me = "somebody"
    assert holds("mine") == [other.id]
    queries.me = "nobody' OR 1=1 --"
    assert holds("mine") == []
    queries.me = ""
    assert holds("mine") == []


def test_sent_back_and_rework_hold_open_cases_alone(door, holds):
    back, again = makes.dispatched(door), makes.walk(door, makes.dispatched(door), 5)
    act(door, back, r.ReturnToDispatcher, Role.DEPARTMENT, reason="非本单位")
    act(door, again, r.OrderRework, Role.ACCEPTOR, reason="现场仍有积水")
    assert (holds("sent_back"), holds("rework")) == ([back.id], [again.id])
    act(door, back, r.VoidCase, Role.SHIFT_LEADER, reason="重复上报")
    assert holds("sent_back") == []


def test_requests_are_told_apart(door, holds, clock):
    asked, late = makes.dispatched(door), makes.dispatched(door)
    act(door, asked, AskExtension, Role.DEPARTMENT, reason="材料未到")
    clock.forward(hours=2000)
    closed = makes.walk(door, late)
    act(door, closed, Appeal, Role.DEPARTMENT, reason="因暴雨停工")
    assert (holds("approvals"), holds("appeals")) == ([asked.id], [closed.id])
    assert set(holds("asked")) == {asked.id, closed.id}


def test_finished_cases_stand_in_their_own_queues_the_last_reported_first(door, holds, clock):
    refused, second, voided, kept, merged = (door.submit(makes.report()) for _ in range(5))
    clock.forward(hours=1)
    later = door.submit(makes.report())
    for case in (refused, second, later):
        act(door, case, r.RefuseFiling, Role.SHIFT_LEADER, reason="不属于管理范围")
    act(door, voided, r.VoidCase, Role.SHIFT_LEADER, reason="重复上报")
    act(door, merged, Merge, Role.SHIFT_LEADER, into=kept.id)
    assert holds("not_filed")[0] == later.id
    assert set(holds("not_filed")) == {refused.id, second.id, later.id}
    assert (holds("voided"), holds("merged")) == ([voided.id], [merged.id])


def rejected(door, case, verdict=Verdict.UNPUBLISHED):
    """The platform's answer to a case's report: kept, and not accepted."""
    stream = shared(door)
    entries = [stream.accept(w.body, verdict=verdict) for w in door.waiting(100)]
    door.adopt(makes.STREET, entries, stream.head)


def test_a_report_that_the_platform_refuses_is_shown_and_verify_holds(door, holds, store, queries):
    case = door.submit(makes.report())
    other = door.submit(makes.report())
    rejected(door, case)
    assert set(holds("rejected")) == {case.id, other.id}
    assert holds("not_filed") == []
    row = queries.row_of(case.id)
    assert (row.open, row.marks, row.place) == (False, ("rejected",), case.place)
    assert queries.counts(door.now()).open == 0
    assert door.case(case.id) is None
    assert verify(store, makes.STREET).problems == ()


def test_a_step_that_the_platform_refuses_is_shown_until_it_is_settled(door, holds, store):
    case = makes.filed(door)
    stream = shared(door)
    waiting = door.waiting(100)
    entries = [stream.accept(w.body, verdict=0 if n < len(waiting) - 1 else Verdict.UNKNOWN_BASE)
               for n, w in enumerate(waiting)]
    door.adopt(makes.STREET, entries, stream.head)
    assert door.case(case.id).stage is Stage.PENDING_REGISTER
    assert holds("rejected") == [case.id]
    loser = door.entries(case.id)[-1].fact.id
    door.submit(r.SettleConflict(
        case_id=case.id, actor="u", role=Role.SHIFT_LEADER, losers=(loser,), reason="已重新立案"))
    assert holds("rejected") == []
    assert verify(store, makes.STREET).problems == ()


def test_an_index_serves_every_queue(store, queries):
    for queue, index in INDEX.items():
        where, values = queries._where(queue, makes.T0, Filter())
        listed = f"SELECT id FROM {BY.get(queue, 'case_row')} WHERE {where} ORDER BY {order(queue, 'due', False)}"
        plan = " ".join(str(row[-1]) for row in queries._conn.execute(f"EXPLAIN QUERY PLAN {listed}", values))
        assert index in plan, (queue, plan)


def test_an_older_store_learns_who_filed_and_shows_refused_reports(store, door, folder):
    mine, waiting = makes.filed(door), door.submit(makes.report())
    act(door, waiting, r.OrderVerification, Role.ACCEPTOR)
    act(door, waiting, r.Verify, Role.COLLECTOR, result=b.CheckResult.FAIL)
    gone = door.submit(makes.report())
    stream = shared(door)
    entries = [stream.accept(w.body, verdict=Verdict.UNREADABLE if str(gone.id) in w.body.decode() else 0)
               for w in door.waiting(100)]
    door.adopt(makes.STREET, entries, stream.head)
    store.close()
    conn = connect(folder / STORE_FILE, keys.load(folder))
    conn.execute("DELETE FROM case_row WHERE case_id = ?", (gone.id.bytes,))  # as the version before had it
    makes.take_back(conn, 6)
    conn.close()
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as again:
        queries = Queries(again.reader())
        queries.me = "u-acceptor"
        counts = queries.counts(makes.T0).by_queue
        assert (counts["mine"], counts["verified"], counts["rejected"]) == (1, 1, 1)
        assert queries.row_of(gone.id).marks == ("rejected",)
        assert verify(again, makes.STREET).problems == ()
        queries.close()
    assert mine.stage is Stage.PENDING_DISPATCH


def test_every_queue_can_be_asked(queries):
    for queue in QUEUES:
        assert len(queries.ids(queue, makes.T0)) == 0
        assert len(queries.points(queue, makes.T0).ids) == 0


def test_rows_of_many_cases_come_at_once_and_without_those_that_are_not_here(door, queries):
    cases = [makes.filed(door) for _ in range(3)]
    found = queries.rows_of([cases[0].id, cases[2].id, uuid4()])
    assert {row.case_id for row in found.values()} == {cases[0].id, cases[2].id}
    assert found == queries.rows(list(found))
    assert queries.rows_of([]) == {}
