"""Bulk acts: preview with reasons, a run in slices, one undo, and what a crash leaves."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.desk import bulk_desk
from commandcenter.desk.bulk_acts import ACTS, BY_KEY
from commandcenter.desk.bulk_desk import MOST, State
from commandcenter.store.verify import verify
from commandcenter.ui import bulk_words
from tests import makes

ROOT = Path(__file__).parents[2]


def ids_of(desks, cases):
    queries = desks._open_queries()
    try:
        return [queries.row_of(case.id).id for case in cases]
    finally:
        queries.close()


def prepared(desks, screen, key, cases):
    assert desks.bulk.prepare(BY_KEY[key], ids_of(desks, cases)) is None
    screen.pump(lambda: desks.bulk.plan.act is not None and not desks.bulk.plan.reading)
    return desks.bulk.plan


def ran(desks, screen, text=""):
    assert desks.bulk.go(text) is None
    screen.pump(lambda: not desks.bulk.view.running)
    return desks.bulk.view


def undone(desks, screen):
    assert desks.undo.undo().refusal is None
    screen.pump(lambda: not desks.bulk.view.running)
    return desks.bulk.view


def test_the_preview_tells_who_can_be_done_where_to_and_why_not(desks, door, screen):
    filed, dispatched = [makes.filed(door) for _ in range(3)], makes.dispatched(door)
    plan = prepared(desks, screen, "dispatch", [*filed, dispatched])
    assert len(plan.ready) == 3
    assert all(row.pick == row.proposed and row.why for row in plan.ready)
    (refused,) = [row for row in plan.rows if row.state is State.REFUSED]
    assert (refused.case_id, refused.refusal.key) == (dispatched.id, "stage")
    assert bulk_words.groups(plan) == ((plan.name_of(plan.ready[0]), 3),)
    assert [door.case(c.id).stage for c in filed] == [Stage.PENDING_DISPATCH] * 3  # nothing is done yet


def test_units_are_changed_for_some_or_all_and_put_back(desks, door, screen):
    plan = prepared(desks, screen, "dispatch", [makes.filed(door) for _ in range(3)])
    proposed, other = plan.rows[0].proposed, next(u.key for u in plan.units if u.key != plan.rows[0].proposed)
    desks.bulk.choose(other, [plan.rows[1].id])
    assert [row.pick for row in desks.bulk.plan.rows] == [proposed, other, proposed]
    desks.bulk.choose(other)
    assert {row.pick for row in desks.bulk.plan.rows} == {other}
    desks.bulk.as_proposed()
    assert {row.pick for row in desks.bulk.plan.rows} == {proposed}


def test_a_run_does_each_case_by_itself_and_one_undo_takes_all_back(desks, door, store, screen, monkeypatch):
    monkeypatch.setattr(bulk_desk, "WRITTEN_AT_ONCE", 2)
    cases = [makes.filed(door) for _ in range(5)]
    prepared(desks, screen, "dispatch", cases)
    door.submit(r.ReturnToAcceptor(case_id=cases[3].id, actor="other", role=Role.DISPATCHER, reason="非本街道"))
    view = ran(desks, screen)
    assert [row.state for row in view.rows] == [State.DONE] * 3 + [State.FAILED, State.DONE]
    assert view.rows[3].refusal.key == "moved"
    assert len(desks.undo.last.cases) == 4
    door.submit(r.Sign(case_id=cases[0].id, actor="unit", role=Role.DEPARTMENT, on_behalf=door.case(cases[0].id).unit))
    view = undone(desks, screen)
    assert [row.state for row in view.rows] == [State.STAYS, State.UNDONE, State.UNDONE, State.FAILED, State.UNDONE]
    assert view.rows[0].refusal.key == "undo-moved"
    stages = [door.case(c.id).stage for c in cases]
    assert stages == [Stage.PENDING_HANDLE, *[Stage.PENDING_DISPATCH] * 2, Stage.RETURNED, Stage.PENDING_DISPATCH]
    assert desks.undo.last is None
    assert door.drafts() == ()
    assert verify(store, makes.STREET).views_equal


def test_returning_wants_a_reason_and_gives_it_to_all(desks, door, screen):
    cases = [makes.filed(door) for _ in range(2)]
    plan = prepared(desks, screen, "return", cases)
    assert len(plan.ready) == 2
    view = ran(desks, screen, "立案类别有误")
    assert view.count(State.DONE) == 2
    assert [door.case(c.id).stage for c in cases] == [Stage.RETURNED] * 2


def test_reminding_is_the_first_rung_once_and_is_not_taken_back(desks, door, screen):
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == "shift_leader"))
    case = makes.dispatched(door)
    prepared(desks, screen, "remind", [case])
    assert ran(desks, screen, "请抓紧处置并及时反馈。").count(State.DONE) == 1
    assert door.case(case.id).level == 1
    again = prepared(desks, screen, "remind", [case])
    assert again.rows[0].refusal.key == "rung-fired"
    assert desks.undo.undo().refusal.key == "undo-escalated"


def test_filing_takes_the_only_condition_and_asks_where_there_are_more(desks, door, screen):
    desks.operator.choose(next(u.id for u in desks.operator.users if u.role == "acceptor"))
    classes = door.books.catalogue.classes
    one = next(c for c in classes if len(c.conditions) == 1)
    many = next(c for c in classes if len(c.conditions) > 1)
    cases = [door.submit(makes.report(class_key=c.key)) for c in (one, many)]
    plan = prepared(desks, screen, "file", cases)
    assert [plan.lacks(row) for row in plan.rows] == [False, True]
    desks.bulk.choose(many.conditions[1].id, [plan.rows[1].id])
    view = ran(desks, screen)
    assert view.count(State.DONE) == 2
    assert door.case(cases[1].id).condition == many.conditions[1].id
    door.submit(r.ReturnToAcceptor(case_id=cases[1].id, actor="u", role=Role.DISPATCHER, reason="请补充门牌"))
    again = prepared(desks, screen, "file", cases[1:])
    assert again.rows[0].pick == many.conditions[1].id  # as it was filed before


@pytest.mark.parametrize("key", [act.key for act in ACTS])
def test_every_bulk_act_previews_every_case_without_a_fault(desks, door, screen, key):
    cases = [door.submit(makes.report()), makes.filed(door), makes.dispatched(door),
             makes.walk(door, makes.dispatched(door))]
    plan = prepared(desks, screen, key, cases)
    assert len(plan.rows) == 4
    assert all(row.refusal is not None for row in plan.rows if row.state is State.REFUSED)


def test_more_than_five_hundred_are_refused_with_both_numbers(desks):
    refused = desks.bulk.prepare(BY_KEY["dispatch"], range(MOST + 1))
    assert refused == r.Refused("bulk-too-many", most=MOST, now=MOST + 1)


def test_a_stopped_run_leaves_the_rest_to_go_on_with(desks, door, screen, monkeypatch):
    monkeypatch.setattr(bulk_desk, "WRITTEN_AT_ONCE", 1)
    cases = [makes.filed(door) for _ in range(4)]
    prepared(desks, screen, "dispatch", cases)
    door.subscribe(lambda news: desks.bulk.stop())  # as though somebody pressed the button after the first
    view = ran(desks, screen)
    assert view.count(State.DONE) == 1
    assert view.count(State.LEFT) == 3
    rest = desks.bulk.rest()
    assert desks.bulk.prepare(BY_KEY["dispatch"], rest) is None
    screen.pump(lambda: not desks.bulk.plan.reading)
    assert len(desks.bulk.plan.ready) == 3


def test_a_full_disk_ends_the_run_and_what_was_not_written_is_not_shown_as_done(desks, door, store, screen):
    cases = [makes.filed(door) for _ in range(30)]
    prepared(desks, screen, "return", cases)
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    view = ran(desks, screen, "立案类别有误，请核对后重新立案。" * 40)
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert view.fault is not None
    assert view.fault.key == "disk-full"
    for row in view.rows:
        assert (row.state is State.DONE) == (door.case(row.case_id).stage is Stage.RETURNED)
    assert view.count(State.LEFT)


def test_a_second_run_waits_for_the_first_and_both_can_be_undone(desks, door, screen):
    first, second = makes.filed(door), makes.filed(door)
    for case in (first, second):
        prepared(desks, screen, "dispatch", [case])
        ran(desks, screen)
        desks.bulk.close_results()
        assert desks.bulk.view.hidden
    undone(desks, screen)
    assert not desks.bulk.view.hidden
    undone(desks, screen)
    assert [door.case(c.id).stage for c in (first, second)] == [Stage.PENDING_DISPATCH] * 2


def test_a_killed_run_is_shown_at_the_next_start_and_can_be_undone(folder, screen):
    """What is done is done, the rest is not; both are told, and the undo holds for what was done."""
    worker = subprocess.Popen([sys.executable, "-m", "tests.desk.bulk_worker", str(folder), "run"], cwd=ROOT,
                              stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "3"  # three are on disk
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    said = subprocess.run([sys.executable, "-m", "tests.desk.bulk_worker", str(folder), "look"], cwd=ROOT,
                          capture_output=True, text=True, check=True).stdout.split()
    done, left, stages, undone_ones = (int(n) for n in said)
    assert done >= 3
    assert done + left == 12
    assert stages == done
    assert undone_ones == done
