"""An authority's sheet: carried-down cells, codes, limits as text, what is refused, and ids that keep their meaning."""

import pytest

from commandcenter.core import catalogue_sheet as cs
from commandcenter.core.catalogue import UNCLASSIFIED, Catalogue
from commandcenter.core.limits import Limit, Unit

HEADER = list(cs.COLUMNS)
EVENT = ("01", "市容环境", "10", "暴露生活垃圾", None, None, "垃圾成堆", "清理", "4小时")


def row(*, major=None, major_name=None, code=None, name=None, condition=None, close=None, limit=None):
    return (major, major_name, code, name, None, None, condition, close, limit)


FIRST = row(major="01", major_name="公用设施", code="01", name="上水井盖", condition="丢失", close="恢复",
            limit="2紧急工作时")


def read(*rows, events=(EVENT,), header=HEADER, title="标准", **more) -> cs.Reading:
    def sheet(name, its):
        return cs.Sheet(name=name, rows=[(title,), header, *its])

    sheets = {"component": sheet("部件", rows or (FIRST,)), "event": sheet("事件", events)}
    return cs.read_sheets(sheets, **({"code_set": "own", "source": "a.xlsx"} | more))


def reasons(reading: cs.Reading) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.found.line, one.found.reason) for one in reading.refused]


def conditions(catalogue: Catalogue, key: str) -> list[tuple[str, str, Limit, str]]:
    entry = catalogue.find(key)
    assert entry is not None
    return [(one.id, one.text, one.limit, one.close) for one in entry.conditions]


def test_blank_cells_stand_for_those_above():
    reading = read(
        FIRST, row(condition="破损", limit="4小时"),
        row(code="02", name="污水井盖", condition="丢失", close="恢复", limit="1天"),
        row(major="02", major_name="道路交通设施", code="01", name="停车场", condition="破损", close="修复",
            limit="5 个工作日"))
    assert (reading.read, reading.taken, reading.refused) == (5, 5, ())
    assert conditions(reading.catalogue, "component:0101") == [
        ("component:0101:1", "丢失", Limit(n=2, unit=Unit.URGENT_HOUR), "恢复"),
        ("component:0101:2", "破损", Limit(n=4, unit=Unit.WORK_HOUR), "恢复")]
    assert [(c.key, c.name, c.major, c.major_name) for c in reading.catalogue.classes] == [
        ("component:0101", "上水井盖", "component:01", "公用设施"),
        ("component:0102", "污水井盖", "component:01", "公用设施"),
        ("component:0201", "停车场", "component:02", "道路交通设施"),
        ("event:0110", "暴露生活垃圾", "event:01", "市容环境"),
        (UNCLASSIFIED, "未分类", UNCLASSIFIED, "未分类")]
    assert (reading.catalogue.title, reading.catalogue.source) == ("标准", "a.xlsx")


@pytest.mark.parametrize(("major", "code", "key"), [
    ("01", "99", "component:0199"), (1, 99, "component:0199"), (1.0, 1.0, "component:0101"),
    ("1", "1", "component:0101"),
    ("01", "0107", "component:0107"), ("01", 107, "component:0107"), ("０１", " 79 ", "component:0179"),
])  # fmt: skip
def test_a_code_is_text_whatever_the_spreadsheet_made_of_it(major, code, key):
    reading = read(row(major=major, major_name="公用设施", code=code, name="甲", condition="坏", limit="1天"))
    assert reading.refused == ()
    assert reading.catalogue.classes[0].key == key


@pytest.mark.parametrize("code", [
    "0", "00", "0100", "a1", "1.5", 1.5, "123", "0201", "-1", "2026-01-02 00:00:00", "①②③", 323,
])  # fmt: skip
def test_a_code_that_is_none_is_refused_and_carried_no_further(code):
    reading = read(FIRST, row(code=code, name="乙", condition="坏", limit="1天"), row(condition="漏", limit="1天"),
                   row(code="03", name="丙", condition="坏", limit="1天"))
    assert reasons(reading) == [("部件", 4, "code-unreadable"), ("部件", 5, "nothing-above")]
    assert [c.key for c in reading.catalogue.classes[:2]] == ["component:0101", "component:0103"]
    assert len(conditions(reading.catalogue, "component:0101")) == 1


@pytest.mark.parametrize(("bad", "reason"), [
    (row(condition="裂", limit="尽快"), "limit-unreadable"),
    (row(condition="裂", limit="2"), "limit-unreadable"),
    (row(condition="裂", limit="3-5天"), "limit-unreadable"),
    (row(limit="3天"), "condition-missing"),
    (row(close="修复"), "condition-missing"),
    (row(condition="丢失", limit="9天"), "condition-twice"),
    (row(condition="丢 失", limit="2紧急工作时"), "condition-twice"),
    (row(condition="裂" * (cs.MAX_CELL + 1), limit="1天"), "cell-too-long"),
    (row(code="01", name="下水井盖", condition="裂", limit="1天"), "names-differ"),
    (row(major="01", major_name="别的", condition="裂", limit="1天"), "names-differ"),
    (row(code="02", condition="裂", limit="1天"), "name-missing"),
    (row(code="02", name="乙", condition="裂"), "limit-missing"),
    (row(major="02", code="01", name="乙", condition="裂", limit="1天"), "name-missing"),
    (row(major="02", major_name="道路", condition="裂", limit="1天"), "nothing-above"),
])  # fmt: skip
def test_a_row_that_cannot_be_read_is_refused_with_its_line(bad, reason):
    last = row(major="03", major_name="市容", code="01", name="公厕", condition="脏", limit="1天")
    reading = read(FIRST, bad, last)
    assert reasons(reading) == [("部件", 4, reason)]
    assert (reading.read, reading.taken) == (4, 3)
    assert len(conditions(reading.catalogue, "component:0101")) == 1
    assert reading.catalogue.find("component:0102") is None


def test_an_unreadable_limit_is_not_replaced_by_the_one_above():
    reading = read(FIRST, row(condition="裂", limit="尽快"), row(condition="响"))
    assert reasons(reading) == [("部件", 4, "limit-unreadable"), ("部件", 5, "limit-unreadable")]


def test_a_limit_is_carried_within_its_class_only():
    reading = read(FIRST, row(condition="裂"), row(code="02", name="乙", condition="裂"))
    assert reasons(reading) == [("部件", 5, "limit-missing")]
    assert conditions(reading.catalogue, "component:0101")[1][2:] == (Limit(n=2, unit=Unit.URGENT_HOUR), "恢复")


def test_no_limit_is_said_in_words():
    reading = read(row(major="1", major_name="甲", code="1", name="乙", condition="丙", limit="无时限"))
    assert conditions(reading.catalogue, "component:0101")[0][2] == Limit()


def test_a_class_without_conditions_is_kept_and_one_whose_conditions_were_all_refused_is_not():
    reading = read(FIRST, row(code="05", name="电力井盖"), row(code="06", name="坏的", condition="裂", limit="随时"))
    assert reading.catalogue.find("component:0105").conditions == ()
    assert reading.catalogue.find("component:0106") is None


def test_blank_rows_and_a_header_on_every_page_are_no_rows():
    reading = read((None,) * 9, FIRST, ("", " "), HEADER, row(condition="裂"))
    assert (reading.read, reading.taken) == (3, 3)


def test_the_header_is_found_by_its_names():
    header = ["序号", "处置时限（工作时/工作日）", "立案\n条件", "小 类 名 称", "小类编码", "大类代码", "大类名称",
              "结案规范"]
    reading = read((1, "1天", "坏", "甲", "07", "01", "公用设施", "修好"), header=header,
                   events=[(1, "2天", "乱", "乙", "99", "06", "其他事件", "整改")])
    assert conditions(reading.catalogue, "component:0107") == [
        ("component:0107:1", "坏", Limit(n=1, unit=Unit.WORK_DAY), "修好")]
    assert reading.catalogue.find("event:0699") is not None


@pytest.mark.parametrize(("header", "key", "named"), [
    (HEADER[:-1], "catalogue-header", "处置时限"), (["a", "b"], "catalogue-header", "大类代码"),
    ([*HEADER, "立案条件"], "catalogue-header-twice", "立案条件"),
])  # fmt: skip
def test_a_header_that_is_not_clear_is_refused(header, key, named):
    with pytest.raises(cs.CatalogueError) as caught:
        read(header=header)
    assert caught.value.key == key
    assert named in str(caught.value.facts)
    assert caught.value.facts["sheet"] == "部件"


def test_nothing_usable_is_no_catalogue():
    with pytest.raises(cs.CatalogueError) as caught:
        read(row(condition="裂"), events=[])
    assert (caught.value.key, caught.value.facts) == ("catalogue-nothing", {"read": 1, "refused": 1})


@pytest.mark.parametrize(("names", "found"), [
    (["部件", "事件"], ["部件", "事件"]), (["事件 ", "说明", "部件"], ["部件", "事件 "]),
    (["一、部件标准", "二、事件标准", "部件事件汇总"], ["一、部件标准", "二、事件标准"]),
    (["部件", "部件旧", "事件"], ["部件", "事件"]),
])  # fmt: skip
def test_the_two_sheets_are_picked_by_name(names, found):
    assert list(cs.pick(names).values()) == found


@pytest.mark.parametrize(("names", "key"), [
    (["部件"], "catalogue-sheet-missing"), (["Sheet1"], "catalogue-sheet-missing"), ([], "catalogue-sheet-missing"),
    (["部件一", "部件二", "事件"], "catalogue-sheet-twice"),
])  # fmt: skip
def test_a_missing_sheet_does_not_empty_half_of_the_catalogue(names, key):
    with pytest.raises(cs.CatalogueError) as caught:
        cs.pick(names)
    assert caught.value.key == key


def test_a_condition_keeps_its_id_as_long_as_its_words_stand():
    first = read(FIRST, row(condition="裂", limit="1天"), row(condition="响", limit="2天")).catalogue
    second = read(FIRST, row(condition="新", limit="1天"), row(condition="响", limit="3天"), earlier=[first]).catalogue
    assert [one[:2] for one in conditions(second, "component:0101")] == [
        ("component:0101:1", "丢失"), ("component:0101:4", "新"), ("component:0101:3", "响")]
    third = read(FIRST, row(condition="裂", limit="1天"), row(condition="又新", limit="1天"),
                 earlier=[first, second]).catalogue
    assert [one[0][-1] for one in conditions(third, "component:0101")] == ["1", "2", "5"]
    assert cs.compare(first, second) == cs.Changes(
        new=("component:0101:4",), changed=("component:0101:3",), gone=("component:0101:2",))
    other = read(FIRST, row(condition="响", limit="1天"), earlier=[first], code_set="another").catalogue
    assert [one[0][-1] for one in conditions(other, "component:0101")] == ["1", "2"]
    assert len(cs.compare(first, other).new) == 5
    assert cs.compare(None, first).gone == ()


def test_an_id_that_other_hands_gave_to_other_words_is_not_given_twice():
    first = read(FIRST, row(condition="裂", limit="1天")).catalogue
    renumbered = read(row(major="01", major_name="公用设施", code="01", name="上水井盖", condition="裂", limit="1天"),
                      row(condition="丢失", limit="1天")).catalogue
    third = read(FIRST, row(condition="裂", limit="1天"), earlier=[first, renumbered]).catalogue
    assert [one[:2] for one in conditions(third, "component:0101")] == [
        ("component:0101:2", "丢失"), ("component:0101:1", "裂")]


def test_codes_that_mean_something_else_are_counted():
    before = read(FIRST, row(code="02", name="乙", condition="坏", limit="1天")).catalogue
    after = read(FIRST, row(code="02", name="丙", condition="坏", limit="1天")).catalogue
    assert cs.renamed(before, after) == (1, 3)
