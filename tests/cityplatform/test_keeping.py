"""From which number on pulls hand out facts, over both engines: too_old, and never without a snapshot that leads on."""

import pytest

from commandcenter.cityplatform.admin import AdminRefusal
from commandcenter.cityplatform.overview import page
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.core.facts import CITY
from commandcenter.sync.wire import Counts, Head, Hello, Pull, Snapshot
from tests.cityplatform.test_push import pushed
from tests.sync.streets import EAST, T0, Author


@pytest.fixture
def street(platform, station):
    """A street with some facts and a snapshot that ends at the tenth."""
    author = Author()
    for _ in range(4):
        platform.push(station, pushed(*author.case()))
    place = platform.pull(station, Pull(stream=EAST, after=0, h="", limit=10)).to
    about = Snapshot(name="s1", schema=3, made_at=T0, heads={EAST: place}, frames=[], size=0)
    platform.snapshots.keep(EAST, iter([]), lambda sums, size: about)
    return place


def test_who_stands_before_it_is_told_and_who_stands_there_reads_on(platform, station, street):
    platform.keeping.keep_from(EAST, 11)
    with pytest.raises(Refusal) as caught:
        platform.pull(station, Pull(stream=EAST, after=9, h=at(platform, station, 9).h))
    assert (caught.value.key, caught.value.facts) == ("too_old", {"stream": EAST, "after": 9, "kept": 11})
    assert platform.pull(station, Pull(stream=EAST, after=10, h=street.h)).items
    assert platform.pull(station, Pull(stream=EAST, after=0, h=""), whole=True).items
    assert platform.pull(station, Pull(stream=CITY, after=0, h="")).items
    with pytest.raises(Refusal, match="fork"):  # another past is told first
        platform.pull(station, Pull(stream=EAST, after=9, h="0" * 64))
    platform.keeping.keep_from(EAST, 0)
    assert platform.pull(station, Pull(stream=EAST, after=0, h="")).items


def test_without_a_snapshot_that_reaches_it_everything_is_handed_out(platform, station, street, caplog):
    wanted = []
    platform.snapshots.wanted = wanted.append
    platform.keeping.keep_from(EAST, street.seq + 2)
    assert platform.pull(station, Pull(stream=EAST, after=0, h="")).items
    assert wanted == [EAST]
    assert "no snapshot" in caplog.text


def test_days_become_numbers(platform, station, street):
    end = platform.head(EAST).seq
    assert platform.keeping.first_since(EAST, T0) == 1
    assert platform.keeping.first_since(EAST, T0 + 1) == end + 1
    for name in (CITY, "999999999"):
        with pytest.raises(AdminRefusal, match="no_street"):
            platform.keeping.first_since(name, T0)


def test_what_workstations_say_of_themselves_stands_on_the_overview(platform, station):
    platform.hello(station, Hello(app="commandcenter <9>", sid="a" * 16, now=T0,
                                  counts=Counts(conflicts=3, aside=2, waiting=1400)))
    line = next(one for one in platform.admin.overview() if one.street == EAST)
    assert (line.conflicts, line.aside, line.workstations[0].waiting) == (3, 2, 1400)
    text = page([line], T0, "en")
    assert ">3</td>" in text
    assert ">2</td>" in text
    assert "1,400 waiting" in text
    assert "commandcenter &lt;9&gt;" in text
    old = platform.authenticate(platform.add_workstation("旧席", EAST, "B"))
    platform.hello(old, Hello(app="commandcenter", sid="b" * 16, now=T0))  # of before: says nothing of it
    line = next(one for one in platform.admin.overview() if one.street == EAST)
    assert (line.conflicts, line.aside) == (3, 2)


def at(platform, station, seq):
    return platform.pull(station, Pull(stream=EAST, after=0, h="", limit=seq), whole=True).to if seq else Head(
        seq=0, h="", genesis="")
