"""A calendar that is published again re-dates the open cases it touches, each by a fact that says so."""

from dataclasses import asdict
from datetime import date
from uuid import UUID, uuid4

import msgspec
import pytest

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core import clocks
from commandcenter.core.case import Case, Role
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.request_rules import AskDeferral, AskExtension, Decide
from commandcenter.core.work_calendar import Calendar
from commandcenter.door import watch as watch_module
from commandcenter.door.door import Door
from commandcenter.door.watch import LONGEST_TURN_MS, TURN_MS, Watch, turn_ms
from commandcenter.store import keys
from commandcenter.store.engine import STORE_FILE, connect, open_store
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from tests import makes
from tests.door.exchange import bundle, city, held, publish, pull, push, row, shared, station

DAY = 24 * makes.HOUR
TUESDAY = date(2026, 3, 3)
TWO_DAYS = Limit(n=2, unit=Unit.WORK_DAY)  # from Monday 09:00: Wednesday 09:00


@pytest.fixture
def watch(door, store):
    return Watch(door, store)


def _taken(door: Door, limit: Limit = TWO_DAYS) -> UUID:
    case_id = uuid4()
    door.take([bundle(case_id, door.provisional_numbers(1)[0], steps=3, start=makes.T0, limit=limit)], "u")
    return case_id


def _closed_on(door: Door, *days: date) -> Calendar:
    calendar = door.books.calendar
    return msgspec.structs.replace(calendar, holidays=(*calendar.holidays, *days))


def _facts(store, case_id: UUID) -> list[b.Redated]:  # type: ignore[no-untyped-def]
    return [msgspec.json.decode(bytes(f.data), type=b.Redated) for f in held(store)
            if f.subject == case_id and f.type == "redated"]


def _due(door: Door, case_id: UUID) -> int | None:
    case = door.case(case_id)
    assert case is not None
    return clocks.handling_due(case, door.sight.calendar)


def test_the_open_cases_it_touches_are_re_dated_by_a_fact_that_says_so(door, store, watch):
    touched, urgent = _taken(door), _taken(door, Limit(n=48, unit=Unit.URGENT_HOUR))
    soon = _taken(door, Limit(n=2, unit=Unit.WORK_HOUR))
    before = _due(door, touched)
    publish(door, city(door), "calendar", 2, _closed_on(door, TUESDAY))
    assert _due(door, touched) == before  # until the fact is there, the case stands as it stood
    watch.tick()
    (fact,) = _facts(store, touched)
    (moved,) = fact.clocks
    assert (fact.calendar, moved.clock, moved.before, moved.after) == (2, "handling", before, before + DAY)
    assert _due(door, touched) == row(store, touched).due == before + DAY
    handling = door.case(touched).handling
    assert (handling.calendar, handling.was) == (2, before)
    assert _facts(store, urgent) == _facts(store, soon) == []
    written = next(f for f in held(store) if f.type == "redated")
    assert (written.actor, written.role, written.base, written.refs) == ("timer", "timer", None, {"calendar": 2})
    assert verify(store, makes.STREET).problems == ()
    watch.tick()
    assert len(_facts(store, touched)) == 1


def test_the_original_deadline_is_kept_through_two_calendars(door, store, watch):
    case_id = _taken(door)
    before = _due(door, case_id)
    stream = city(door)
    publish(door, stream, "calendar", 2, _closed_on(door, TUESDAY))
    watch.tick()
    publish(door, stream, "calendar", 3, _closed_on(door, date(2026, 3, 4)))
    watch.tick()
    assert [(f.clocks[0].before, f.clocks[0].after) for f in _facts(store, case_id)] == [
        (before, before + DAY), (before + DAY, before + 2 * DAY)]
    assert door.case(case_id).handling.was == before


def test_what_an_extension_brings_into_reach_is_re_dated_then(door, store, watch):
    case = makes.dispatched(door)
    far = date(2026, 3, 10)
    publish(door, city(door), "calendar", 2, _closed_on(door, far))
    watch.tick()
    short = _taken(door, Limit(n=5, unit=Unit.WORK_DAY))  # until Monday the 9th
    watch.tick()
    assert _facts(store, short) == []
    assert _facts(store, case.id) == []
    door.submit(AskExtension(case_id=short, actor="u", role=Role.DEPARTMENT, on_behalf=door.case(short).unit,
                              reason="材料未到"))
    door.submit(Decide(case_id=short, actor="u", role=Role.DISPATCHER, approved=True))
    watch.tick()
    (fact,) = _facts(store, short)
    assert fact.clocks[0].after == fact.clocks[0].before + DAY


def test_a_deferred_case_is_re_dated_when_it_goes_on_and_a_closed_one_never(door, store, watch):
    closed = makes.walk(door, makes.dispatched(door))
    paused = makes.dispatched(door)
    door.submit(AskDeferral(case_id=paused.id, actor="u", role=Role.DEPARTMENT, on_behalf=paused.unit,
                              reason="等待材料",
                              until=makes.T0 + 3 * makes.HOUR))
    door.submit(Decide(case_id=paused.id, actor="u", role=Role.DISPATCHER, approved=True))
    publish(door, city(door), "calendar", 2, _closed_on(door, date(2026, 3, 2), TUESDAY))
    watch.tick()
    assert _facts(store, closed.id) == _facts(store, paused.id) == []
    assert row(store, closed.id).due is None


def test_two_workstations_re_date_a_case_once(master, tmp_path, door, store, queries, watch, clock):
    case_id = _taken(door)
    street, rules = shared(door), city(door)
    push(door, street)
    pull(door, street)
    with station(master, tmp_path / "other", clock, "B") as (there, there_store):
        pull(there, street)
        publish(door, rules, "calendar", 2, _closed_on(door, TUESDAY))
        pull(there, rules)
        other = Watch(there, there_store)
        other.tick()
        assert _facts(there_store, case_id) == []  # A is first
        watch.tick()
        clock.forward(minutes=TURN_MS / makes.MINUTE)
        other.tick()  # A's facts have not come yet
        for who in (door, there, door, there):
            push(who, street)
            pull(who, street)
        assert asdict(verify(store, makes.STREET)) == asdict(verify(there_store, makes.STREET))
        assert verify(store, makes.STREET).problems == ()
    assert queries.conflicts() == 0
    assert [(o.kind, o.reason) for o in queries.outcomes(case_id)] == [("repetition", "redated")]


@pytest.mark.parametrize(("letter", "turn"), [("A", 0), ("B", TURN_MS), ("C", 2 * TURN_MS), ("ZZ", LONGEST_TURN_MS)])
def test_workstations_take_turns(letter, turn):
    assert turn_ms(letter) == turn


def test_many_cases_are_re_dated_in_parts_and_what_is_left_comes_soon(door, store, watch, monkeypatch):
    cases = [_taken(door) for _ in range(5)]
    publish(door, city(door), "calendar", 2, _closed_on(door, TUESDAY))
    monkeypatch.setattr(watch_module, "REDATED_AT_ONCE", 2)
    monkeypatch.setattr(watch_module, "REDATED_PARTS", 2)
    left = []
    for _ in range(3):
        watch.tick()
        left.append((sum(not _facts(store, case_id) for case_id in cases), watch.behind))
    assert left == [(1, True), (0, False), (0, False)]
    assert verify(store, makes.STREET).problems == ()


def test_only_the_clock_may_re_date(door, store, watch):
    case_id = _taken(door)
    publish(door, city(door), "calendar", 2, _closed_on(door, TUESDAY))
    watch.tick()
    stream = shared(door)
    push(door, stream)
    odd = next(f for f in held(store) if f.type == "redated")
    again = b.Redated(calendar=9, clocks=msgspec.json.decode(bytes(odd.data), type=b.Redated).clocks)
    stream.accept(msgspec.json.encode(msgspec.structs.replace(
        odd, id=uuid4(), sid="e" * 16, sseq=1, role="dispatcher", data=msgspec.Raw(msgspec.json.encode(again)))))
    pull(door, stream)
    queries = Queries(store.reader())
    assert [(o.kind, o.reason) for o in queries.outcomes(case_id)] == [("ineffective", "role")]
    queries.close()
    assert door.case(case_id).handling.calendar == 2


def test_a_store_of_before_finds_out_what_it_has_to_re_date(door, store, folder):
    case_id = _taken(door)
    publish(door, city(door), "calendar", 2, _closed_on(door, TUESDAY))
    store.close()
    conn = connect(folder / STORE_FILE, keys.load(folder))
    makes.take_back(conn, 3)
    conn.close()
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as again:
        queries = Queries(again.reader())
        assert queries.due_redates(5) == [case_id]
        queries.close()
        assert verify(again, makes.STREET).problems == ()


def test_a_case_as_folded_before_reads_the_same(door):
    case: Case = makes.dispatched(door)
    assert b'"was"' not in msgspec.json.encode(case)
