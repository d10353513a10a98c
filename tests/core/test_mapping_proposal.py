"""A draft mapping: columns by header and values, times, zones, bounds, categories by the likeness of names."""

import csv
import json
from pathlib import Path

import pytest

from commandcenter import paths
from commandcenter.core import mapping_proposal as mp
from commandcenter.core.catalogue import Catalogue
from commandcenter.core.documents import decode_body, read_document
from commandcenter.core.mapping import Positions

SAMPLES = Path(__file__).parent.parent / "data/cases"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    shipped = read_document((paths.RESOURCES / "reference/city/catalogue.json").read_bytes())
    body = decode_body("catalogue", bytes(shipped.body))
    assert isinstance(body, Catalogue)
    return body


def surveyed(header, rows) -> mp.Survey:
    survey = mp.Survey(header)
    for one in rows:
        survey.add([str(cell) for cell in one])
    return survey


def draft(header, rows, catalogue) -> mp.Proposal:
    return mp.propose(surveyed(header, rows), catalogue, name="own", encoding="utf-8", delimiter=",")


def checks(proposal) -> set[str]:
    return {key for key, _ in proposal.checks}


def sample(name: str):
    with (SAMPLES / f"{name}_sample.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        return next(reader), list(reader)


CHINESE = [
    "工单编号", "来电人电话", "来源", "上报时间", "结案时间", "小类名称", "问题描述", "地址", "经度", "纬度", "状态",
]


def chinese_rows(n=40):
    for i in range(n):
        yield [f"GD{i:05}", "138", ["12345热线", "网格员上报"][i % 2], f"2026/3/{1 + i % 28} 9:{i % 60:02}",
               f"2026/4/{1 + i % 28} 9:00" if i % 3 else "", ["暴露垃圾", "机动车乱停放", "道路破损"][i % 3],
               f"某处有问题{i}", f"雄石路{i}号", f"{117.2 + i / 1000:.6f}", f"{28.29 + i / 1000:.6f}", "已办结"]


def test_a_chinese_file_is_understood_whole(catalogue):
    found = draft(CHINESE, chinese_rows(), catalogue)
    columns = found.mapping.columns
    assert {name: getattr(columns, name) for name in columns.__struct_fields__ if getattr(columns, name)} == {
        "id": "工单编号", "opened": "上报时间", "closed": "结案时间", "category": ("小类名称",), "text": "问题描述",
        "place": "地址", "lon": "经度", "lat": "纬度", "channel": "来源"}
    assert (found.status, found.mapping.time_format, found.mapping.tz) == ("状态", "%Y/%m/%d %H:%M", "Asia/Shanghai")
    assert (found.mapping.positions, found.mapping.demo, found.mapping.bounds) == (Positions.KEEP, False, None)
    assert {value: str(one) for value, one in found.mapping.channels.items()} == {
        "12345热线": "hotline", "网格员上报": "collector"}
    assert {one.category: one.target for one in found.guesses} == {
        "暴露垃圾": "event:0110", "机动车乱停放": "unclassified", "道路破损": "event:0113"}
    assert checks(found) == {"draft-kept", "draft-personal"}


@pytest.mark.parametrize("name", ["boston311", "sf311"])
def test_the_shipped_samples_get_what_was_mapped_by_hand(catalogue, name):
    found = draft(*sample(name), catalogue).mapping
    from commandcenter.core.mapping import load_mapping

    by_hand = load_mapping((paths.RESOURCES / f"mappings/{name}.toml").read_bytes())
    assert (found.time_format, found.tz, found.positions) == (by_hand.time_format, by_hand.tz, by_hand.positions)
    for role in ("id", "opened", "closed", "due", "place", "lon", "lat", "channel"):
        assert getattr(found.columns, role) == getattr(by_hand.columns, role), role
    assert found.columns.category[0] in by_hand.columns.category
    west, south, east, north = by_hand.bounds
    assert west - 0.05 <= found.bounds[0] < found.bounds[2] <= east + 0.05
    assert south - 0.05 <= found.bounds[1] < found.bounds[3] <= north + 0.05


@pytest.mark.parametrize(("time", "found", "tz"), [
    ("2026-03-{d:02} 09:10:11", "%Y-%m-%d %H:%M:%S", "Asia/Shanghai"),
    ("2026-03-{d:02}T09:10:11Z", "%Y-%m-%dT%H:%M:%SZ", "UTC"),
    ("2026-03-{d:02} 09:10:11 UTC", "%Y-%m-%d %H:%M:%S UTC", "UTC"),
    ("2026-03-{d:02}T09:10:11+08:00", "%Y-%m-%dT%H:%M:%S+08:00", "Asia/Shanghai"),
    ("2026年3月{d}日 9:10", "%Y年%m月%d日 %H:%M", "Asia/Shanghai"),
    ("20260{m}{d:02}091011", "%Y%m%d%H%M%S", "Asia/Shanghai"),
    ("{d:02}/03/2026 09:10", "%d/%m/%Y %H:%M", "Asia/Shanghai"),
    ("03/{d:02}/2026 09:10 PM", "%m/%d/%Y %I:%M %p", "Asia/Shanghai"),
    ("{d:02}.03.2026", "%d.%m.%Y", "Asia/Shanghai"),
])  # fmt: skip
def test_a_time_format_is_found_by_what_can_be_read_with_it(catalogue, time, found, tz):
    rows = [(f"a{d}", time.format(d=d, m=3), ["路灯", "行道树"][d % 2]) for d in range(1, 29)]
    made = draft(["编号", "上报时间", "类别"], rows, catalogue)
    assert (made.mapping.time_format, made.mapping.tz) == (found, tz)
    assert "draft-format" not in checks(made)


def test_day_and_month_that_could_be_swapped_are_named_unless_another_column_decides(catalogue):
    rows = [(f"a{d}", f"03/{d:02}/2026", "路灯", f"03/{d + 10}/2026") for d in range(1, 13)]
    doubtful = draft(["id", "opened", "type"], [one[:3] for one in rows], catalogue)
    assert "draft-format" in checks(doubtful)
    assert doubtful.formats == ("%d/%m/%Y",)
    sure = draft(["id", "opened", "type", "closed"], rows, catalogue)
    assert (sure.mapping.time_format, sure.formats) == ("%m/%d/%Y", ())


def test_columns_without_a_telling_header_are_found_by_their_values(catalogue):
    rows = [(f"2026-03-{1 + i % 28:02} 10:00:00", f"{117.2 + i / 999:.5f}", f"{28.3 + i / 999:.5f}", f"N{i}",
             ["路灯", "井盖"][i % 2]) for i in range(60)]
    found = draft(["c1", "c2", "c3", "c4", "种类 类型"], rows, catalogue)
    columns = found.mapping.columns
    assert (columns.opened, columns.lon, columns.lat, columns.id) == ("c1", "c2", "c3", "c4")
    assert {"draft-opened-by-values", "draft-position-by-values", "draft-id-by-values"} <= checks(found)


def test_traps_in_the_rows_are_named(catalogue):
    rows = [(f"a{i}", "2026-03-02 10:00:00" if i % 20 else "昨天", "2026-03-01 10:00:00", "路灯") for i in range(100)]
    found = draft(["编号", "上报时间", "结案时间", "类型"], rows, catalogue)
    assert dict(found.checks)["draft-times-unreadable"] == {"column": "上报时间", "share": "5.0"}
    assert dict(found.checks)["draft-closed-before"] == {"share": "100.0"}
    assert "draft-no-position" in checks(found)


@pytest.mark.parametrize(("header", "rows", "key"), [
    (["编号", "时间", "类型"], [], "draft-no-rows"),
    (["编号", "地址"], [("1", "路"), ("2", "街")], "draft-no-time"),
    (["上报时间", "类型"], [("2026-01-01", "路灯")] * 9, "draft-no-id"),
    (["编号", "上报时间"], [("1", "2026-01-01"), ("2", "2026-01-02")], "draft-no-category"),
    (["", ""], [("1", "2026-01-01")], "draft-no-time"),
])  # fmt: skip
def test_where_nothing_can_be_guessed_that_is_said(catalogue, header, rows, key):
    with pytest.raises(mp.Unproposable) as caught:
        draft(header, rows, catalogue)
    assert caught.value.key == key


@pytest.mark.parametrize(("category", "target"), [
    ("道路不洁", "event:0112"), ("市容环境/道路不洁", "event:0112"), ("非法张贴小广告", "event:0201"),
    ("小广告", "event:0201"), ("路灯不亮", "component:0137"), ("非机动车乱停放", "event:0410"),
    ("机动车乱停放", "unclassified"), ("井盖", "unclassified"), ("施工公示牌", "unclassified"),
    ("流浪乞讨", "unclassified"), ("Street Light Outages", "component:0137"),
    ("Traffic Signal Repair", "unclassified"), ("Illegal Dumping", "event:0111"), ("Price", "unclassified"),
    ("", "unclassified"), ("0101", "unclassified"),
])  # fmt: skip
def test_a_class_is_proposed_by_its_name_and_never_by_a_number(catalogue, category, target):
    assert mp.classifier(catalogue)(category, 1).target == target


def test_every_name_of_the_word_list_is_a_class_of_the_shipped_catalogue(catalogue):
    assert {ours for _, ours in mp.ENGLISH} <= {entry.name for entry in catalogue.classes}


def test_a_survey_of_many_rows_keeps_a_spread_of_them():
    survey = surveyed(["a", "b"], ((i, i % 7) for i in range(50_000)))
    assert survey.rows == 50_000
    assert mp.SAMPLE / 2 < len(survey.sample) <= 2 * mp.SAMPLE
    assert int(survey.sample[-1][0]) > 45_000
    assert survey.values(0) is None
    assert sum(survey.values(1).values()) == 50_000
    json.dumps(survey.sample[:1])
