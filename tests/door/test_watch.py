import logging
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core.case import Case, Role
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.rungs import Receiver
from commandcenter.door import watch as watch_module
from commandcenter.door.door import Door
from commandcenter.door.watch import Late, Watch
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from tests import makes
from tests.core.lives import LONG, behalf
from tests.door.exchange import bundle, city, held, publish, pull, push, row, shared, two_desks

# from Monday 09:00 on: 75 % after 12 h, due after 16 h, the order (at least 4 working hours later) after 29.5 h
SIXTEEN = Limit(n=16, unit=Unit.URGENT_HOUR)


@pytest.fixture
def watch(door, store):
    """A watch with the rungs of the handling clock alone; the others: test_watch_steps.py."""
    publish(door, city(door), "ladder", 2, msgspec.structs.replace(door.sight.ladder, steps=(), duty={}))
    return Watch(door, store)


@pytest.fixture
def case_id(door):
    """A case dispatched just now with sixteen hours."""
    return _taken(door)


def _taken(door: Door, start: int = makes.T0, limit: Limit = SIXTEEN) -> UUID:
    case_id = uuid4()
    number = door.provisional_numbers(1)[0]
    assert door.take([bundle(case_id, number, steps=3, start=start, limit=limit)], "u") == 1
    return case_id


def _orders(store, case_id: UUID) -> list[b.Escalated]:  # type: ignore[no-untyped-def]
    return [msgspec.json.decode(bytes(f.data), type=b.Escalated) for f in held(store)
            if f.subject == case_id and f.type == "escalated"]


def test_the_rungs_fire_each_when_it_is_due(door, store, watch, clock, case_id):
    seen = []
    for hours in (0, 11.99, 12, 12, 15.99, 16, 29.49, 29.5, 100):
        clock.at = makes.T0 + round(hours * makes.HOUR)
        seen.append(watch.tick())
    assert seen == [0, 0, 1, 0, 0, 1, 0, 1, 0]
    assert [order.level for order in _orders(store, case_id)] == [1, 2, 3]
    assert row(store, case_id).level == 3
    assert verify(store, makes.STREET).problems == ()


def test_of_rungs_that_came_due_while_nobody_watched_the_highest_is_fired(door, store, watch, clock, case_id):
    clock.forward(hours=100)
    assert watch.due_rungs(clock()) == [case_id]
    assert watch.tick() == 1
    assert [order.level for order in _orders(store, case_id)] == [3]
    assert watch.due_rungs(clock()) == []
    assert verify(store, makes.STREET).problems == ()


def test_a_late_tick_says_since_when_nobody_watched(door, store, clock):
    heard = []
    watch = Watch(door, store, heard.append)
    watch.tick()
    clock.forward(minutes=1)
    watch.tick()
    clock.forward(hours=62)  # a weekend
    watch.tick()
    assert heard == [Late(since=None, at=makes.T0), Late(since=makes.T0 + makes.MINUTE, at=clock.at)]


def test_the_order_is_the_timers_without_words_and_goes_to_the_unit(door, store, watch, clock, case_id):
    clock.forward(hours=12)
    watch.tick()
    fact = held(store)[-1]
    assert (fact.actor, fact.role, fact.base, fact.on_behalf) == ("timer", "timer", None, None)
    assert fact.refs == {name: door.books.versions[name] for name in ("ladder", "calendar")}
    (order,) = _orders(store, case_id)
    rung = door.books.rung(1)
    assert (order.level_name, order.clock, order.due) == (rung.name, "handling", makes.T0 + 16 * makes.HOUR)
    assert (order.to, order.text, order.reason, order.asks) == ("municipal", "", "", rung.asks)


@pytest.mark.parametrize(("receiver", "to"), [
    (Receiver.UNIT, "municipal"), (Receiver.UNIT_HEAD, "municipal"), (Receiver.SHIFT_LEADER, "shift_leader"),
    (Receiver.LEADER, "leader"), (Receiver.DISTRICT, "district")])
def test_a_rung_goes_to_whom_the_ladder_says(door, store, watch, clock, case_id, receiver, to):
    ladder = door.sight.ladder
    first = msgspec.structs.replace(ladder.rungs[0], to=receiver)
    stream = city(door, after=1)
    publish(door, stream, "ladder", 3, msgspec.structs.replace(ladder, rungs=(first, *ladder.rungs[1:])))
    clock.forward(hours=12)
    assert watch.tick() == 1
    assert _orders(store, case_id)[0].to == to


def test_an_order_that_asks_for_a_reply_starts_its_clock(door, store, watch, clock, case_id):
    clock.forward(hours=16)
    watch.tick()
    assert row(store, case_id).reply_due is not None


def test_none_fires_for_an_instant_before_the_case_entered_this_log(door, store, watch, clock):
    overdue = _taken(door, start=makes.T0 - 13 * makes.HOUR)  # the first rung's instant is past, the second's is not
    long_over = _taken(door, start=makes.T0 - 400 * makes.HOUR)
    assert watch.tick() == 0
    clock.forward(hours=100)
    watch.tick()
    assert [order.level for order in _orders(store, overdue)] == [3]
    assert _orders(store, long_over) == []


def test_what_is_closed_or_fed_back_or_has_no_limit_is_left_alone(door, store, watch, clock):
    makes.walk(door, makes.dispatched(door), 4)
    makes.walk(door, makes.dispatched(door))
    _taken(door, limit=Limit())
    clock.forward(hours=5000)
    assert watch.tick() == 0


def test_a_tick_is_bounded_and_the_next_goes_on(door, store, watch, clock, monkeypatch):
    cases = [_taken(door) for _ in range(3)]
    monkeypatch.setattr(watch_module, "MOST", 2)
    clock.forward(hours=100)
    assert [watch.tick() for _ in range(3)] == [2, 1, 0]
    assert [[o.level for o in _orders(store, case_id)] for case_id in cases] == [[3]] * 3


def test_the_longest_waiting_come_first(door, watch, clock):
    later, sooner = _taken(door, limit=Limit(n=20, unit=Unit.URGENT_HOUR)), _taken(door)
    clock.forward(hours=100)
    assert watch.due_rungs(clock()) == [sooner, later]


def test_a_case_that_moved_meanwhile_is_skipped_and_said_so(door, store, watch, clock, monkeypatch, caplog):
    case = makes.walk(door, makes.dispatched(door), 3)
    other = _taken(door)
    clock.forward(hours=5000)
    read = door.case

    def read_then_closed(case_id: UUID) -> Case | None:
        found = read(case_id)
        if case_id == case.id and found.open:
            for kind, role, more in makes.WAY[3:]:
                door.submit(kind(case_id=case_id, actor="u", role=role, on_behalf=behalf(role), **more))
        return found

    monkeypatch.setattr(door, "case", read_then_closed)
    with caplog.at_level(logging.INFO, logger="commandcenter.door.watch"):
        assert watch.tick() == 1
    assert [o.level for o in _orders(store, other)] == [3]
    assert _orders(store, case.id) == []
    assert f"rung 3 of {case.shown_number} not fired: closed" in caplog.text
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


def test_a_person_may_be_quicker(door, store, watch, clock, case_id):
    due = makes.T0 + 16 * makes.HOUR
    door.submit(Escalate(case_id=case_id, actor="u", role=Role.LEADER, level=1, due=due, text=LONG))
    clock.forward(hours=13)
    assert watch.tick() == 0


def test_a_case_of_a_newer_version_does_not_stand_in_the_way(door, store, watch, clock, case_id):
    stream = shared(door)
    push(door, stream)
    odd = held(store)[-1]
    note = msgspec.structs.replace(odd, id=uuid4(), sid="f" * 16, sseq=1, type="of_later", base=None, origin=None)
    stream.accept(msgspec.json.encode(note))
    pull(door, stream)
    assert row(store, case_id).unknown
    clock.forward(hours=100)
    assert watch.due_rungs(clock()) == []


def test_a_rung_that_two_desks_fire_counts_once(master, tmp_path, door, store, queries, watch, clock, case_id):
    with two_desks(master, tmp_path / "other", door, clock) as (there, there_store, meet):
        clock.forward(hours=17)
        assert watch.tick() == Watch(there, there_store).tick() == 1
        meet()
        assert verify(store, makes.STREET) == verify(there_store, makes.STREET)
    assert queries.conflicts() == 0
    assert [(o.kind, o.reason) for o in queries.outcomes(case_id)] == [("repetition", "rung_fired")]
    assert row(store, case_id).level == 2


class Explaining:
    """A connection that tells how a query would be carried out instead of doing it."""

    def __init__(self, connection: Any) -> None:
        self._conn, self.plan = connection, list[str]()

    def execute(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[bytes]]:
        self.plan = [line[3] for line in self._conn.execute("EXPLAIN QUERY PLAN " + sql, values)]
        return []


def test_the_query_goes_by_its_index(store):
    reader = store.reader()
    explaining = Explaining(reader)
    Queries(explaining).due_rungs(makes.T0, 5)
    assert explaining.plan == ["SEARCH case_row USING INDEX ix_case_row_rung (next_rung_at>? AND next_rung_at<?)"]
    reader.close()


def test_before_the_documents_have_come_nothing_fires(tmp_path, clock):
    key = keys.create(tmp_path / "new", how="file")
    with open_store(tmp_path / "new", key, paths.MIGRATIONS) as store:
        door = Door(store, street=makes.STREET, letter="A", clock=clock, new_id=uuid4)
        door.take([bundle(uuid4(), "20260302-A001", steps=3, limit=SIXTEEN, start=makes.T0)], "u")
        clock.forward(hours=100)
        assert Watch(door, store).tick() == 0
