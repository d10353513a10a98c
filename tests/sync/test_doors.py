"""Two workstations with real doors and stores, exchanging through the platform's application."""

import msgspec
import pytest

from commandcenter.cityplatform import platform as serving
from commandcenter.core.case import Stage
from commandcenter.core.rules import Dispatch, Refused, Role
from commandcenter.door.door import Door
from commandcenter.store import pasts
from commandcenter.sync.client import Rejected
from tests import makes
from tests.sync.desks import finish, same
from tests.sync.streets import EAST


def test_before_the_first_round_there_are_no_documents_and_after_it_there_are(desks):
    with pytest.raises(Refused, match="no-documents"):
        makes.filed(desks[0].door)
    desks[0].sync()
    assert makes.filed(desks[0].door).stage is Stage.PENDING_DISPATCH


def test_a_case_worked_at_one_desk_is_closed_at_the_other(desks, platform):
    one, two = desks
    one.sync()
    two.sync()
    case = makes.walk(one.door, makes.dispatched(one.door), 3)
    assert case.number == ""
    assert one.sync().pending == 0
    numbered = one.door.case(case.id)
    assert numbered.number == "20260302-0001"
    two.sync()
    assert two.door.case(case.id) == numbered
    closed = finish(two.door, numbered)
    assert closed.stage is Stage.CLOSED
    two.sync()
    one.sync()
    assert one.door.case(case.id) == two.door.case(case.id) == closed
    same(one, two, platform)


def test_two_desks_that_dispatched_the_same_case_apart_agree_on_one(desks, platform):
    one, two = desks
    one.sync()
    case = makes.filed(one.door)
    one.sync()
    two.sync()
    units = [unit.id for unit in one.door.books.units.units[:2]]
    for desk, unit in zip(desks, units, strict=True):
        desk.door.submit(Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit, reason="other"))
    for desk in (two, one, two):  # the second desk is the first to be heard
        assert desk.sync().pending == 0
    assert one.door.case(case.id).unit == two.door.case(case.id).unit == units[1]
    same(one, two, platform)


def test_a_desk_that_was_offline_and_started_again_catches_up(desks, platform):
    one, two = desks
    one.sync()
    two.sync()
    for _ in range(3):  # three sessions, none of them exchanged
        makes.walk(two.door, makes.dispatched(two.door), 2)
        two.start()
    for _ in range(4):
        makes.filed(one.door)
        one.sync()
    assert two.verified().pending == 15
    done = two.sync()
    assert (done.pushed, done.rejected, done.pending) == (15, 0, 0)
    one.sync()
    same(one, two, platform)


def test_pages_that_came_meanwhile_are_taken_together_and_each_keeps_its_signed_end(desks, platform, monkeypatch):
    monkeypatch.setattr(serving, "MAX_PAGE", 1500)
    monkeypatch.setattr(pasts, "PART_FACTS", 1)
    one, two = desks
    one.sync()
    for _ in range(4):
        makes.walk(one.door, makes.dispatched(one.door), 3)
    one.sync()
    taken, adopt = [], Door._adopt

    def adopting(door, stream, entries, head, before=()):
        taken.append([to.seq for _, to in before] + [head.seq])
        return adopt(door, stream, entries, head, before)

    monkeypatch.setattr(Door, "_adopt", adopting)
    two.sync()
    ends = [end for together in taken for end in together]
    assert len(ends) > len(taken) > 1
    with two.store.read() as conn:
        kept = {seq for (seq,) in conn.exec_driver_sql("SELECT seq FROM signed_head WHERE stream = ?", (EAST,))}
    assert kept >= set(ends[-6:])
    same(one, two, platform)


def test_where_a_later_page_is_broken_those_before_it_are_taken_all_the_same(desks, platform, monkeypatch):
    monkeypatch.setattr(serving, "MAX_PAGE", 1500)
    one, two = desks
    one.sync()
    two.sync()
    start = two.door.cursor(EAST).seq
    for _ in range(3):
        makes.walk(one.door, makes.dispatched(one.door), 3)
    one.sync()
    end = platform.head(EAST).seq
    pull = platform.pull

    def broken(station, asked, **more):
        page = pull(station, asked, **more)
        if page.items and page.to.seq == end:
            page = msgspec.structs.replace(page, items=[*page.items[:-1], msgspec.structs.replace(
                page.items[-1], rts=page.items[-1].rts + 1)])
        return page

    monkeypatch.setattr(platform, "pull", broken)
    with pytest.raises(Rejected, match="broken_chain"):
        two.sync()
    assert start < two.door.cursor(EAST).seq < end
    two.verified()
    monkeypatch.undo()
    two.sync()
    same(one, two, platform)
