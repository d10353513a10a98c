"""Mapping files: what ships maps every category of its file, and a row is taken or refused with its reason."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from commandcenter.core import mapping as m
from commandcenter.core.catalogue import UNCLASSIFIED, Catalogue
from commandcenter.core.city_rules import Channel
from commandcenter.core.documents import decode_body, read_document
from commandcenter.core.duties import Units
from commandcenter.core.limits import Limit, Unit
from commandcenter.paths import RESOURCES

SAMPLES = Path(__file__).parent.parent / "data/cases"
CATALOGUE = decode_body(
    "catalogue", bytes(read_document((RESOURCES / "reference/city/catalogue.json").read_bytes()).body)
)
MINIMAL = """
name = "x"
title = "x"
format = "csv"
encoding = "utf-8"
time_format = "%Y-%m-%d %H:%M"
tz = "Asia/Shanghai"
[columns]
id = "id"
opened = "opened"
category = ["code"]
[categories]
A = "event:0113:3"
"""


def shipped(name: str) -> m.Mapping:
    return m.load_mapping((RESOURCES / f"mappings/{name}.toml").read_bytes())


def sample(name: str) -> list[dict[str, str]]:
    with (SAMPLES / f"{name}_sample.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan(mapping: m.Mapping, row: dict[str, str]) -> m.RowPlan:
    read = m.read_row(mapping, row, 2)
    assert isinstance(read, m.RowPlan), read
    return read


PLAIN_ROW = {
    "编号": "A-1", "上报时间": "2026-03-04 09:00:00", "结案时间": "", "截止时间": "", "处置时限": "", "立案条件": "2",
    "类别代码": "部件0101", "问题描述": "井盖破损", "地点": "雄石路", "经度": "117.21", "纬度": "28.29", "来源": "热线",
    "责任单位": "供水公司", "结案说明": "",
}  # fmt: skip


@pytest.mark.parametrize("name", ["boston311", "sf311", "plain"])
def test_a_shipped_mapping_names_only_what_there_is(name: str) -> None:
    mapping = shipped(name)
    assert isinstance(CATALOGUE, Catalogue)
    for target in mapping.categories.values():
        if target.count(":") == 2:
            assert CATALOGUE.condition(target) is not None, target
            target = target.rsplit(":", 1)[0]
        assert CATALOGUE.find(target) is not None, target
    for street in ("360681003", "110108014"):
        units = decode_body(
            "units", bytes(read_document((RESOURCES / f"reference/{street}/units.json").read_bytes()).body)
        )
        assert isinstance(units, Units)
        assert all(units.find(unit) is not None for unit in mapping.units.values())


@pytest.mark.parametrize(("name", "refused"), [("boston311", 2), ("sf311", 2)])
def test_every_category_of_a_real_file_is_mapped(name: str, refused: int) -> None:
    mapping, rows = shipped(name), sample(name)
    assert m.missing_columns(mapping, rows[0]) == ()
    assert {row[mapping.columns.category[0]] for row in rows} <= set(mapping.categories)
    assert {row[mapping.columns.channel or ""] for row in rows} <= set(mapping.channels)
    read = [m.read_row(mapping, row, line) for line, row in enumerate(rows, start=2)]
    reasons = Counter(one.reason for one in read if isinstance(one, m.Refusal))
    assert reasons == {"closed-before-opened": refused}
    assert all(one.text and one.raw_category for one in read if isinstance(one, m.RowPlan))


def test_the_plain_mapping_knows_every_class() -> None:
    assert isinstance(CATALOGUE, Catalogue)
    assert set(shipped("plain").categories.values()) | {UNCLASSIFIED} == {entry.key for entry in CATALOGUE.classes}


def test_boston_is_read_on_the_wall_clock_of_the_demo_city() -> None:
    row = sample("boston311")[0] | {
        "OPEN_DT": "01/01/2015 12:25:36 AM",
        "TARGET_DT": "03/10/2015 12:30:00 PM",
        "CLOSED_DT": "",
    }
    read = plan(shipped("boston311"), row)
    assert read.opened_ms == 1_420_043_136_000  # 2015-01-01 00:25:36 +08:00
    assert read.due_ms == 1_425_961_800_000  # 2015-03-10 12:30:00 +08:00
    assert read.limit == Limit(until=read.due_ms)
    assert read.closed_ms is None
    assert read.closing == ""


def test_a_category_that_nobody_mapped_is_unclassified() -> None:
    read = plan(shipped("sf311"), sample("sf311")[0] | {"category": "Flying saucers", "complaint_type": "Landing"})
    assert read.unclassified
    assert (read.class_key, read.condition_id, read.raw_category) == (UNCLASSIFIED, None, "Flying saucers / Landing")


def test_a_point_outside_the_bounds_of_a_demonstration_is_given_a_place() -> None:
    for change in ({"latitude": "0.0"}, {"latitude": ""}, {"longitude": "west"}, {"longitude": "nan"}):
        read = plan(shipped("sf311"), sample("sf311")[0] | change)
        assert (read.lon, read.lat) == (None, None)


def test_the_finer_category_counts() -> None:
    mapping = shipped("sf311")
    row = sample("sf311")[0]
    fine = plan(mapping, row | {"category": "Street Defects", "complaint_type": "Manhole_Cover_Off"})
    coarse = plan(mapping, row | {"category": "Street Defects", "complaint_type": "anything"})
    assert (fine.condition_id, coarse.condition_id) == ("component:0123:1", "event:0113:1")


def test_an_own_row_is_read_with_its_codes() -> None:
    read = plan(shipped("plain"), PLAIN_ROW)
    assert (read.class_key, read.condition_id, read.unit) == ("component:0101", "component:0101:2", "water")
    assert (read.channel, read.lon, read.lat, read.limit) == (Channel.HOTLINE, 117.21, 28.29, None)
    assert plan(shipped("plain"), PLAIN_ROW | {"处置时限": "4小时"}).limit == Limit(n=4, unit=Unit.WORK_HOUR)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"编号": " "}, "id-missing"),
        ({"上报时间": ""}, "time-missing"),
        ({"上报时间": "2026-02-30 09:00:00"}, "time-unreadable"),
        ({"上报时间": "昨天"}, "time-unreadable"),
        ({"结案时间": "2026-03-04 08:59:59"}, "closed-before-opened"),
        ({"类别代码": "部件9999"}, "class-unknown"),
        ({"处置时限": "尽快"}, "limit-unreadable"),
        ({"经度": ""}, "position-missing"),
        ({"经度": "东经117"}, "position-unreadable"),
        ({"纬度": "95"}, "position-unreadable"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(change: dict[str, str], reason: str) -> None:
    read = m.read_row(shipped("plain"), PLAIN_ROW | change, 7)
    assert isinstance(read, m.Refusal)
    assert (read.line, read.reason) == (7, reason)


def test_a_short_row_is_refused_not_a_crash() -> None:
    read = m.read_row(shipped("plain"), {name: None for name in PLAIN_ROW}, 3)
    assert isinstance(read, m.Refusal)


def test_a_file_without_the_columns_is_named_so() -> None:
    assert m.missing_columns(shipped("plain"), ["编号", "上报时间"])[:2] == ("结案时间", "截止时间")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('tz = "Asia/Shanghai"', 'tz = "Mars/Base"', "time zone"),
        ('format = "csv"', 'format = "xlsx"', "xlsx"),
        ("%H:%M", "%H:%M %Q", "time_format"),
        ("%Y-", "%Y %Y-", "time_format"),
        ('"event:0113:3"', '"event:13"', "no class key"),
        ('"event:0113:3"', "3", "Expected `str`"),
        ('name = "x"', 'name = "x"\nnmae = "y"', "nmae"),
        ('name = "x"', 'name = "x"\npositions = "reanchor"', "bounds"),
        ('name = "x"', 'name = "x"\npositions = "reanchor"\nbounds = [0, 0, 1, 1]', "demo"),
        ('id = "id"', 'id = "id"\nlon = "x"', "both or neither"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_what_is_wrong(old: str, new: str, what: str) -> None:
    m.load_mapping(MINIMAL.encode())
    with pytest.raises(m.MappingError, match=what):
        m.load_mapping(MINIMAL.replace(old, new, 1).encode())


@pytest.mark.parametrize(("raw", "line"), [(b'name = "x"\ntitle = ', 2), (b'name = "x"\ntitle = "\xff"', 2)])
def test_a_broken_mapping_file_says_the_line(raw: bytes, line: int) -> None:
    with pytest.raises(m.MappingError) as refused:
        m.load_mapping(raw)
    assert refused.value.line == line
