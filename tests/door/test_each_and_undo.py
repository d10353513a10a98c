"""Several acts given together, each by itself; and acts taken back, through a real store."""

import pytest

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.undo import Undo, undo_of
from commandcenter.store.errors import StoreError
from commandcenter.store.verify import verify
from tests import makes


def test_acts_given_together_stand_each_by_itself(door, queries):
    first, second = makes.filed(door), makes.dispatched(door)
    third = makes.filed(door)
    unit = door.books.units.units[0].id
    told = []
    door.subscribe(told.append)
    answers = door.submit_each([
        r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit, seen=case.head)
        for case in (first, second, third)])
    assert [isinstance(answer, r.Refused) for answer in answers] == [False, True, False]
    assert answers[1].key == "stage"
    assert queries.waiting() == 2 + 3 + 2 + 2
    assert [news.cases for news in told] == [frozenset({first.id, third.id})]
    assert door.case(second.id).head == second.head


def test_nothing_of_acts_given_together_is_written_when_the_disk_is_full(door, store):
    cases = [makes.filed(door) for _ in range(3)]
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    text = "已电话联系责任单位，" * 90
    with pytest.raises(StoreError, match="disk-full"):
        door.submit_each([r.Note(case_id=c.id, actor="u", role=Role.DISPATCHER, text=text) for c in cases * 9])
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert [door.case(c.id).notes for c in cases] == [0, 0, 0]
    door.submit(r.Note(case_id=cases[0].id, actor="u", role=Role.DISPATCHER, text=text))


def test_a_dispatch_taken_back_leaves_the_row_as_it_was(door, store, queries):
    case = makes.filed(door)
    before = queries.row_of(case.id)
    after = door.submit(r.Dispatch(
        case_id=case.id, actor="u", role=Role.DISPATCHER, unit=door.books.units.units[0].id, seen=case.head))
    back = door.submit(undo_of(after, "u"))
    row = queries.row_of(case.id)
    assert (back.stage, row.stage, row.unit, row.due) == (before.stage, before.stage, before.unit, before.due)
    assert verify(store, makes.STREET).views_equal
    with pytest.raises(r.Refused, match="undo-moved"):
        door.submit(Undo(case_id=case.id, actor="u", role=Role.DISPATCHER, fact=after.head))
