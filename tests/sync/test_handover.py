"""Hand-overs travel like any fact: two desks sign at once, a later one reads both, and the platform's audit holds."""

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core import handover as ho
from commandcenter.store.queries import Queries
from tests import makes
from tests.sync.streets import EAST, T0

USERS = ("dm-dispatcher-1", "dm-dispatcher-2")


def given(desk, actor, key=None):
    body = b.HandedOver(key=key or desk.door._session.new_id(), desk=desk.letter, since=T0 - makes.HOUR, until=T0,
                        outgoing=actor, lines=(b.HandoverLine(key="new", count=2),), note="夜班注意")
    draft = ho.hand_over(actor=actor, role="dispatcher", desks=USERS, body=body, before=None)
    desk.door.record(ho.book_of(EAST, T0), actor, [draft])
    return body.key


def book(desk):
    queries = Queries(desk.store.reader())
    try:
        return ho.read_book(queries.shift().book(ho.books_before(EAST, T0, 2)))
    finally:
        queries.close()


def test_two_desks_hand_over_at_the_same_time_and_both_are_kept(desks, platform):
    one, two = desks
    for desk in desks:
        desk.sync()
    keys = {given(one, USERS[0]), given(two, USERS[1])}
    assert [h.waiting for h in book(one)] == [True]
    for desk in (one, two, one):
        assert desk.sync().rejected == 0
    assert {h.key for h in book(one)} == {h.key for h in book(two)} == keys
    assert not any(h.waiting for h in book(two))
    handover = next(h for h in book(two) if h.body.desk == "A")
    for desk, actor in ((one, USERS[1]), (two, USERS[1])):  # both windows sign the same duty, apart
        draft = ho.take_over(actor=actor, role="dispatcher", desks=USERS, handover=handover, names={}, at=T0)
        desk.door.record(handover.book, actor, [draft])
    for desk in (two, one, two):
        desk.sync()
    assert book(one) == book(two)
    assert [len(h.taken) for h in book(one)] == [2, 0]
    assert one.verified().state_digest == two.verified().state_digest
    audit = platform.verify(EAST)
    assert audit.ok
    assert audit.streams[0].state_digest == one.verified().state_digest


def test_a_workstation_that_joins_later_reads_them_all(desks, platform):
    one, two = desks
    one.sync()
    given(one, USERS[0])
    one.sync()
    two.sync()
    assert [h.body.note for h in book(two)] == ["夜班注意"]
    assert two.verified().cases == 0


def test_the_platform_keeps_a_broken_one_out(desks, platform):
    one, two = desks
    one.sync()
    key = given(one, USERS[0])
    with one.store.write() as conn:
        raw = conn.exec_driver_sql("SELECT body FROM fact WHERE seq IS NULL").scalar_one()
        odd = msgspec.json.decode(raw)
        odd["data"]["since"] = "yesterday"
        conn.exec_driver_sql("UPDATE fact SET body = ? WHERE seq IS NULL", (msgspec.json.encode(odd),))
    assert one.sync().rejected == 1
    two.sync()
    assert key not in {h.key for h in book(two)}
    assert book(one) == book(two) == ()
