"""What was lost is taken again, on every engine: the tables are set back as a restored backup would have them."""

import msgspec
import pytest
import sqlalchemy as sa

from commandcenter.cityplatform.tables import fact, number, session, stream
from commandcenter.core.facts import decode, encode, genesis
from commandcenter.sync.wire import Head, Hello, Item, Point, Probe, Pull, Push, Reoffer
from tests.sync.streets import EAST, Author


@pytest.fixture(autouse=True)
def _warned(caplog):
    """A loss is told in the log."""


def push(platform, station, *facts):
    return platform.push(station, Push(stream=EAST, after=0, h="", facts=[msgspec.Raw(encode(f)) for f in facts]))


def counted(platform):
    with platform._files.read() as conn:
        return [row._asdict() for row in conn.execute(sa.select(number).where(number.c.street == EAST))]


def set_back(platform, backup, first, second, counts):
    """As a backup from the moment when `first` had pushed a case has it."""
    with platform._files.write() as conn:
        sids = [author.session.sid for author in (first, second)]
        conn.execute(sa.delete(fact).where(fact.c.street == EAST, fact.c.seq > backup.seq))
        conn.execute(sa.delete(session).where(session.c.sid == sids[1]))
        conn.execute(sa.update(session).where(session.c.sid == sids[0]).values(last_sseq=5))
        conn.execute(sa.update(session).where(session.c.street == EAST, session.c.workstation.is_(None)).values(
            last_sseq=1))
        conn.execute(sa.delete(number).where(number.c.street == EAST))
        conn.execute(sa.insert(number), counts)
        conn.execute(sa.update(stream).where(stream.c.street == EAST).values(seq=backup.seq, h=backup.h))


def numbers(platform, station, after):
    found = {}
    for item in platform.pull(station, Pull(stream=EAST, after=after.seq, h=after.h.hex())).items:
        said = decode(bytes(item.body))
        if said.type == "numbered":
            found[said.subject] = msgspec.json.decode(said.data)["number"]
    return found


def test_only_a_number_that_somebody_has_by_now_becomes_another(platform, station):
    first, second, third = Author(seed=1), Author(seed=2), Author(seed=3)
    push(platform, station, *first.case())
    backup, counts = platform.head(EAST), counted(platform)
    for _ in range(20):
        push(platform, station, *second.case())
    page = platform.pull(station, Pull(stream=EAST, after=backup.seq, h=backup.h.hex()))
    before = numbers(platform, station, backup)
    set_back(platform, backup, first, second, counts)
    for _ in range(10):  # written before anybody told the platform what it lost
        push(platform, station, *third.case())
    taken = set(numbers(platform, station, backup).values())
    platform.reoffer(station, Reoffer(stream=EAST, start=Head.of(backup), proof=page.to,
                                      items=[Item(i.rts, i.verdict, i.body) for i in page.items]))
    after = numbers(platform, station, backup)
    free = {case: said for case, said in before.items() if said not in taken}
    assert len(set(after.values())) == len(after) == 30
    assert 10 < len(free) < 20
    assert free.items() <= after.items()


def test_all_that_the_signature_proves_comes_back_with_its_number(platform, station):
    first, second = Author(seed=1), Author(seed=2)
    push(platform, station, *first.case())
    backup, counts = platform.head(EAST), counted(platform)
    push(platform, station, *first.case(steps=3), *[first.note()])
    push(platform, station, *second.case())
    page = platform.pull(station, Pull(stream=EAST, after=backup.seq, h=backup.h.hex()))
    set_back(platform, backup, first, second, counts)
    probed = platform.probe(station, Probe(stream=EAST, genesis=backup.genesis, points=[
        Point(page.to.seq, page.to.h), Point(backup.seq, backup.h.hex()), Point(1, "0" * 64)]))
    assert (probed.seq, probed.head.seq) == (backup.seq, backup.seq)
    offer = Reoffer(stream=EAST, start=Head.of(backup), proof=page.to,
                    items=[Item(i.rts, i.verdict, i.body) for i in page.items])
    answer = platform.reoffer(station, offer)
    assert {again.word for again in answer.results} == {"", "anew"}
    kept = [again for again in answer.results if again.seq]
    assert len(kept) == 9
    assert answer.head.seq == page.to.seq
    again = platform.reoffer(station, offer)  # the answer was lost
    assert again.results == answer.results
    assert platform.head(EAST).seq == answer.head.seq
    push(platform, station, second.note())  # its own session goes on
    assert platform.hello(station, Hello(app="t", sid="a" * 16, now=0)).heads[EAST].seq == answer.head.seq + 1
    assert genesis(EAST, backup.genesis) != backup.h
