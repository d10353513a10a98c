"""管控: where and when some reports are not taken."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.controls import Control, holding
from commandcenter.core.report_rules import Report
from tests import makes
from tests.core.lives import books

WORKS = Control(name="冶金大道改造", first="2026-03-01", last="2026-03-31", classes=("component:01",),
                places=("360681003008",))
DAY_MS = 86_400_000


def under(*controls: Control) -> r.Books:
    return replace(books(), rules=msgspec.structs.replace(books().rules, controls=controls))


def key(report: Report, *controls: Control) -> str | None:
    try:
        r.decide(None, report, under(*controls))
    except r.Refused as refusal:
        return refusal.key
    return None


@pytest.mark.parametrize(("more", "held"), [
    ({}, True),
    ({"class_key": "event:0102"}, False),
    ({"community": "360681003001", "grid": "360681003001004"}, False),
    ({"community": "", "grid": "360681003008001"}, True),  # the grid cell lies in the community
    ({"source": "hotline", "role": Role.ACCEPTOR, "on_behalf": None}, False),  # a citizen is heard all the same
    ({"now": makes.T0 + 60 * DAY_MS}, False),
])
def test_what_a_control_holds_back(more, held):
    assert key(makes.report(**({"now": makes.T0} | more)), WORKS) == ("controlled" if held else None)
    assert key(makes.report(**({"now": makes.T0} | more))) is None


def test_both_days_are_included_and_what_is_left_empty_holds_for_all():
    everywhere = Control(name="演习", first="2026-03-02", last="2026-03-02")
    where = {"class_key": makes.CLASS, "community": "", "grid": ""}
    assert [holding((everywhere,), day=date(2026, 3, day), **where) is not None for day in (1, 2, 3)] == [
        False, True, False]


@pytest.mark.parametrize("wrong", [
    {"name": " ", "first": "2026-03-01", "last": "2026-03-02"},
    {"name": "x", "first": "2026-03-03", "last": "2026-03-02"},
    {"name": "x", "first": "2026-02-30", "last": "2026-03-02"},
])
def test_a_control_without_name_or_with_impossible_days_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, Control)


def test_controls_are_read_from_the_citys_rules():
    raw = msgspec.json.encode(under(WORKS).rules)
    assert msgspec.json.decode(raw, type=type(books().rules)).controls == (WORKS,)
