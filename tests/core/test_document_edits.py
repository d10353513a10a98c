"""Who answers for what, where and from when on; overlaps, gaps; and one limit of the catalogue changed."""

from datetime import date

import msgspec
import pytest

from commandcenter.core import document_edits as de
from commandcenter.core.document_diff import differ
from commandcenter.core.documents import decode_body
from commandcenter.core.duties import Duty, Responsibility
from commandcenter.core.limits import parse_limit
from commandcenter.core.responsibility import Why, propose
from tests.core.lives import books

HERE, THERE, CELL = "360681003008", "360681003001", "360681003008001"
DAY = date(2026, 11, 22)


def duty(unit: str, match: str = "event:0112", **more: object) -> Duty:
    return Duty(match=match, unit=unit, **more)  # type: ignore[arg-type]


def test_a_power_that_passes_on_a_day_passes_on_that_day():
    listed = de.with_duties([duty("gas", until=date(2026, 11, 30)), duty("water", since=date(2026, 12, 1))])
    assert [propose(listed, "event:0112", HERE, day=day).unit for day in (DAY, date(2026, 11, 30), date(2026, 12, 1))
            ] == ["gas", "gas", "water"]
    assert propose(listed, "event:0112").unit == "water"  # without a day: who answers for good


def test_a_grid_cell_comes_before_its_community_and_that_before_the_rest():
    listed = de.with_duties([duty("a"), duty("b", communities=(HERE,)), duty("c", grids=(CELL,))])
    assert propose(listed, "event:0112", HERE, grid=CELL) == ("c", Why.CLASS_GRID)
    assert propose(listed, "event:0112", HERE) == ("b", Why.CLASS_HERE)
    assert propose(listed, "event:0112", THERE) == ("a", Why.CLASS)


def test_two_units_for_the_same_class_area_and_time_are_refused_and_found():
    clear = [duty("a", until=date(2026, 6, 30)), duty("b", since=date(2026, 7, 1)), duty("c", communities=(HERE,))]
    assert de.overlaps(clear) == ()
    crossed = [*clear, duty("d", since=date(2026, 6, 1), until=date(2026, 8, 1)), duty("e", communities=(HERE, THERE))]
    assert de.overlaps(crossed) == ((0, 3), (1, 3), (2, 4))
    with pytest.raises(ValueError, match="two units"):
        de.with_duties(crossed)
    with pytest.raises(ValueError, match="before it begins"):
        duty("a", since=DAY, until=date(2026, 1, 1))


def test_gaps_are_named_with_the_day_and_the_communities():
    listed = de.with_duties([
        duty("a", communities=(HERE,)), duty("b", match="event:0113", until=date(2026, 12, 31))])
    found = de.gaps(listed, ["event:0112", "event:0113", "event:0114"], [HERE, THERE], DAY)
    assert [(gap.class_key, str(gap.since), gap.communities) for gap in found] == [
        ("event:0112", "2026-11-22", (THERE,)), ("event:0114", "2026-11-22", ()),
        ("event:0113", "2027-01-01", ())]
    shipped = books().responsibility
    assert de.gaps(shipped, [entry.key for entry in books().catalogue.classes], [HERE, THERE], DAY) == ()


def test_a_list_of_before_reads_and_is_written_as_before():
    old = b'{"duties":[{"match":"event","unit":"a"},{"match":"event","unit":"b","communities":["360681003008"]}]}'
    body = decode_body("responsibility", old)
    assert isinstance(body, Responsibility)
    assert msgspec.json.encode(body) == old


def test_duties_are_told_apart_by_area_and_first_day():
    before = [msgspec.to_builtins(one) for one in (duty("a"), duty("b", grids=(CELL,)))]
    after = [*before[:1], msgspec.to_builtins(duty("c", grids=(CELL,))), msgspec.to_builtins(duty("a", since=DAY))]
    assert [(one.key, one.what) for one in differ({"duties": before}, {"duties": after})] == [
        (f"duties/event:0112@{CELL}/unit", "changed"), ("duties/event:0112#2026-11-22", "added")]


def test_a_limit_and_a_closing_condition_are_changed_in_their_place():
    catalogue = books().catalogue
    entry = next(entry for entry in catalogue.classes if len(entry.conditions) > 1)
    one = entry.conditions[1]
    made = de.with_close(de.with_limit(catalogue, one.id, parse_limit("3个工作日")), one.id, "恢复原状")
    again = made.condition(one.id)
    assert (again.limit, again.close) == (parse_limit("3工作日"), "恢复原状")
    changed = differ(*(msgspec.json.decode(msgspec.json.encode(one)) for one in (catalogue, made)))
    assert {change.key.rpartition("/")[2] for change in changed} <= {"limit", "close"}
    assert de.with_limit(catalogue, "nothing", parse_limit("半天")) == catalogue
