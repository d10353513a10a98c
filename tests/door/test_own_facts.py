"""Own facts that come back: only their number is new, unless something else came with them or between them."""

from dataclasses import replace
from uuid import uuid4

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.facts import Fact, decode, encode, link
from commandcenter.core.ruling_rules import AskRuling, GiveRuling
from commandcenter.store.verify import verify
from tests import makes
from tests.door import exchange


@pytest.fixture
def stream(door):
    return exchange.shared(door)


def _taken(door, stream, bodies):
    """These bodies accepted in this order, as one page."""
    entries = [stream.accept(body) for body in bodies]
    return door.adopt(stream.stream, entries, stream.head)


def _bodies(door):
    return [w.body for w in door.waiting(100)]


def test_a_case_whose_facts_come_back_reads_as_before_and_waits_no_longer(door, store, queries, stream):
    case = makes.walk(door, makes.dispatched(door))
    docket = makes.filed(door)
    door.submit(AskRuling(case_id=docket.id, actor="u", role=Role.DISPATCHER, reason="职责不清"))
    unit = door.books.units.units[-1].id
    door.submit(GiveRuling(case_id=docket.id, actor="u", role=Role.LEADER, unit=unit, reason="属地管理"))
    before, heard = queries.row_of(case.id), []
    door.subscribe(heard.append)
    assert _taken(door, stream, _bodies(door)) == 0
    assert queries.row_of(case.id) == replace(before, pending=0)
    assert heard[-1].cases == {case.id, docket.id}
    assert verify(store, makes.STREET).problems == ()


def _numbered(report, number, nth):
    """The platform's answer to a report."""
    return encode(Fact(
        id=uuid4(), street=makes.STREET, subject=decode(report).subject, sid="f" * 16, sseq=nth, type="numbered",
        actor="platform", role="platform", wall=makes.T0, seen=(0, ""),
        data=msgspec.Raw(msgspec.json.encode(b.Numbered(number=number)))))


def test_the_citys_number_comes_with_them_and_is_all_that_is_new(door, store, queries, stream):
    case = makes.walk(door, makes.dispatched(door))
    docket = makes.filed(door)
    door.submit(AskRuling(case_id=docket.id, actor="u", role=Role.DISPATCHER, reason="职责不清"))
    unit = door.books.units.units[-1].id
    door.submit(GiveRuling(case_id=docket.id, actor="u", role=Role.LEADER, unit=unit, reason="属地管理"))
    before, own = queries.row_of(case.id), _bodies(door)
    page = []
    for body in own:
        page.append(body)
        if decode(body).type == "reported":
            page.append(_numbered(body, f"20261122-{len(page):04d}", len(page)))
    assert _taken(door, stream, page) == 2
    after = queries.row_of(case.id)
    assert after == replace(before, pending=0, number="20261122-0001")
    assert door.case(case.id).number == "20261122-0001"
    assert verify(store, makes.STREET).problems == ()


def test_two_numbers_count_in_the_order_in_which_they_came(door, store, queries, stream):
    case = makes.dispatched(door)
    own = _bodies(door)
    page = [own[0], _numbered(own[0], "20261122-0001", 1), *own[1:], _numbered(own[0], "20261122-0002", 2)]
    _taken(door, stream, page)
    assert queries.row_of(case.id).number == "20261122-0002"
    assert verify(store, makes.STREET).problems == ()


def test_half_of_them_may_come_back_first(door, store, queries, stream):
    case = makes.walk(door, makes.dispatched(door), 3)
    bodies = _bodies(door)
    _taken(door, stream, bodies[:2])
    assert queries.row_of(case.id).pending == len(bodies) - 2
    assert verify(store, makes.STREET).problems == ()
    _taken(door, stream, bodies[2:])
    assert verify(store, makes.STREET).problems == ()


def test_facts_that_come_back_in_another_order_are_folded_in_that_order(door, store, queries, stream):
    case = makes.filed(door)
    bodies = _bodies(door)
    _taken(door, stream, [bodies[1], bodies[0]])
    assert verify(store, makes.STREET).problems == ()
    assert queries.row_of(case.id).pending == 0


def test_one_that_the_platform_rejected_is_folded_without_it(door, store, queries, stream):
    case = makes.dispatched(door)
    bodies = _bodies(door)
    entries = [stream.accept(body) for body in bodies[:-1]]
    stream.seq += 1
    stream.h = link(stream.h, stream.seq, makes.T0, 1, bodies[-1])
    last = msgspec.structs.replace(entries[-1], seq=stream.seq, rts=makes.T0, verdict=1, body=bodies[-1])
    door.adopt(stream.stream, [*entries, last], stream.head)
    assert queries.row_of(case.id).unit == ""
    assert verify(store, makes.STREET).problems == ()


def test_other_facts_of_the_case_in_the_same_page_are_folded(door, store, queries, stream, master, tmp_path, clock):
    with exchange.station(master, tmp_path / "other", clock, "B") as (there, _):
        case = makes.filed(door)
        _taken(door, stream, _bodies(door))
        there.adopt(stream.stream, stream.since(there.cursor(stream.stream).seq), stream.head)
        unit = there.books.units.units[0].id
        there.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit))
        door.submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="已电话联系"))
        assert _taken(door, stream, [*_bodies(there), *_bodies(door)]) == 1
        assert queries.row_of(case.id).unit == unit
        assert verify(store, makes.STREET).problems == ()
