"""Load, grouping, and what a book of alarms makes of what is found."""

import msgspec
import pytest

from commandcenter.core import alarms
from commandcenter.core.alarms import PROFILES, Kind, Strain, Waiting
from tests import makes

NOW, MINUTE, HOUR = makes.T0, makes.MINUTE, makes.HOUR


def _waiting(kind: Kind, *ats: int, batch: str = "") -> list[Waiting]:
    return [Waiting(key=f"{kind}:{at}:{batch}", kind=kind, at=at, batch=batch) for at in ats]


@pytest.mark.parametrize(("an_hour", "judged"), [
    (0, Strain.CALM), (6, Strain.CALM), (7, Strain.BUSY), (12, Strain.BUSY), (13, Strain.FLOOD)])
def test_the_load_is_judged_by_the_published_thresholds(an_hour, judged):
    load = alarms.load([NOW - n * MINUTE for n in range(an_hour)], NOW)
    assert (load.last_hour, load.strain) == (an_hour, judged)


def test_each_hour_has_its_bar_and_what_is_older_or_to_come_has_none():
    rang = [NOW, NOW - HOUR + 1, NOW - HOUR, NOW - 7 * HOUR, NOW - 8 * HOUR, NOW + 1]
    assert alarms.load(rang, NOW).hours == (1, 0, 0, 0, 0, 0, 1, 2)
    assert alarms.load([], NOW).hours == (0,) * 8


def test_the_most_urgent_comes_first_and_the_oldest_among_equals():
    groups = alarms.grouped([
        *_waiting(Kind.OVERDUE, 5, 3), *_waiting(Kind.SEVERE, 9), *_waiting(Kind.RETURNED, 4)])
    assert [(g.kind, g.at) for g in groups] == [
        (Kind.SEVERE, 9), (Kind.OVERDUE, 3), (Kind.RETURNED, 4), (Kind.OVERDUE, 5)]


def test_many_of_a_kind_are_one_line():
    assert len(alarms.grouped(_waiting(Kind.OVERDUE, 1, 2, 3))) == 3
    (group,) = alarms.grouped(_waiting(Kind.OVERDUE, 4, 2, 1, 3))
    assert (group.kind, group.at, len(group.keys)) == (Kind.OVERDUE, 1, 4)


def test_what_came_while_nobody_watched_is_one_line_with_its_highest_priority():
    batch = _waiting(Kind.NEAR, 1, batch="b") + _waiting(Kind.SEVERE, 2, batch="b")
    (late, other) = alarms.grouped([*batch, *_waiting(Kind.OVERDUE, 0)])
    assert (late.kind, late.priority, len(late.keys)) == (Kind.LATE, 3, 2)
    assert other.kind is Kind.OVERDUE
    (alone,) = alarms.grouped(_waiting(Kind.OVERDUE, 1, batch="b"))
    assert alone.kind is Kind.OVERDUE


def test_every_kind_has_its_profile_and_the_high_ones_stick():
    assert set(PROFILES) == set(Kind)
    assert all(p.sticks for p in PROFILES.values() if p.priority > 1)
    assert msgspec.json.decode(b'"severe"', type=Kind) is Kind.SEVERE
