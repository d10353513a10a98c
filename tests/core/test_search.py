from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.core import search as s
from commandcenter.core.numbers import shanghai_day
from commandcenter.core.search import Field, Name, Problem, Tables, Trouble, parse, printed, span, suggest
from tests import makes

TABLES = Tables(
    names={
        Field.STATE: (
            Name(value="overdue", label="超期", words=("cq",)),
            Name(value="severe", label="严重超期", words=("yzcq",)),
        ),
        Field.UNIT: (
            Name(value="sanitation-1", label="环卫一中队", words=("hwyzd", "环卫一队")),
            Name(value="sanitation-2", label="环卫二中队", words=("hwezd",)),
            Name(value="police", label="交警中队", words=("jjzd", "交警")),
        ),
        Field.CLASS: (
            Name(value="component:01", label="公用设施", words=("01",)),
            Name(value="component:0111", label="燃气井盖", words=("0111", "rqjg"), hint="0111 公用设施"),
            Name(value="component:0101", label="上水井盖", words=("0101",)),
            Name(value="event:0111", label="暴露垃圾", words=("0111",)),
            Name(value="event:0507", label="道路积雪、积冰", words=("0507",)),
            Name(value="event:0508", label="暴露垃圾", words=("0508",)),
        ),
        Field.COMMUNITY: (Name(value="360681003008", label="贵电", words=("贵电社区",)),),
        Field.REPORTED: (Name(value=s.TODAY, label="今天", words=("today", "jt")),),
    }
)
ENGLISH = Tables(names=TABLES.names, chinese=False)


@pytest.mark.parametrize(
    ("line", "of", "values"),
    [
        ("状态:超期", Field.STATE, ("overdue",)),
        ("状态：超期", Field.STATE, ("overdue",)),
        ("zt:cq", Field.STATE, ("overdue",)),
        ("ｓｔａｔｅ：超期", Field.STATE, ("overdue",)),
        ("State:OVERDUE", Field.STATE, ("overdue",)),
        ("状态:超", Field.STATE, ("overdue", "severe")),
        ("路:蠡湖大道、冶金大道", Field.ROAD, ("蠡湖大道", "冶金大道")),
        ("road:蠡湖大道,冶金大道", Field.ROAD, ("蠡湖大道", "冶金大道")),
        ("地点:１１８号", Field.ROAD, ("118号",)),
        ("类:0101", Field.CLASS, ("component:0101",)),
        ("类:0111", Field.CLASS, ("component:0111", "event:0111")),
        ("类:component:0111", Field.CLASS, ("component:0111",)),
        ("类:井盖", Field.CLASS, ("component:0111", "component:0101")),
        ("lb:rqjg", Field.CLASS, ("component:0111",)),
        ('类:"道路积雪、积冰"', Field.CLASS, ("event:0507",)),
        ("部门:环卫", Field.UNIT, ("sanitation-1", "sanitation-2")),
        ("部门:环卫，交警", Field.UNIT, ("sanitation-1", "sanitation-2", "police")),
        ("部门:环卫一中队 部门:交警", Field.UNIT, ("sanitation-1", "police")),
        ("unit:sanitation-2", Field.UNIT, ("sanitation-2",)),
        ("社区:贵电", Field.COMMUNITY, ("360681003008",)),
        ("编号:1122-b04", Field.NUMBER, ("1122-B04",)),
        ("上报:今天", Field.REPORTED, ("today",)),
        ("上报:2026/3/2", Field.REPORTED, ("2026-03-02",)),
        ("上报:3-1~3-9", Field.REPORTED, ("03-01..03-09",)),
        ("上报:2026-02", Field.REPORTED, ("2026-02",)),
    ],
)
def test_a_key_asks_for_values(line, of, values):
    query = parse(line, TABLES)
    assert query.values(of) == values
    assert query.problems == ()
    assert query.words == ()


def test_words_stand_beside_keys():
    query = parse("井盖 状态:超期 “门前 堆放” 10:30", TABLES)
    assert query.words == ("井盖", "门前 堆放", "10:30")
    assert query.values(Field.STATE) == ("overdue",)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("颜色:红", Problem(trouble=Trouble.UNKNOWN_KEY, key="颜色", values=("红",))),
        ("l:冶金", Problem(trouble=Trouble.UNKNOWN_KEY, key="l", values=("冶金",))),
        ("状态:红", Problem(trouble=Trouble.UNKNOWN_VALUE, key="state", values=("红",))),
        ("状态:", Problem(trouble=Trouble.NO_VALUE, key="state")),
        ("编号:井盖", Problem(trouble=Trouble.UNKNOWN_VALUE, key="number", values=("井盖",))),
        ("上报:2-30", Problem(trouble=Trouble.UNKNOWN_VALUE, key="reported", values=("2-30",))),
        ("上报:2026-13", Problem(trouble=Trouble.UNKNOWN_VALUE, key="reported", values=("2026-13",))),
        ("类:11", Problem(trouble=Trouble.UNKNOWN_VALUE, key="class", values=("11",))),
    ],
)
def test_what_is_not_understood_is_said(line, problem):
    assert parse(line, TABLES).problems == (problem,)


def test_what_is_understood_beside_it_still_counts():
    query = parse("部门:交警、武警 井盖", TABLES)
    assert query.values(Field.UNIT) == ("police",)
    assert query.words == ("井盖",)
    assert query.problems == (Problem(trouble=Trouble.UNKNOWN_VALUE, key="unit", values=("武警",)),)


def test_printed_with_the_names_of_the_language():
    query = parse("zt:cq,yzcq bm:hwyzd", TABLES)
    assert printed(query, TABLES) == "状态:超期,严重超期 部门:环卫一中队"
    assert printed(query, ENGLISH).startswith("state:")
    assert parse(printed(query, ENGLISH), TABLES) == query


def test_a_name_that_two_things_have_is_printed_by_its_code():
    query = parse("类:event:0508", TABLES)
    assert query.values(Field.CLASS) == ("event:0508",)
    assert printed(query, TABLES) == "类:event:0508"


PIECES = st.sampled_from(
    ["状态", "路", "类", "l", "foo", ":", "：", ",", "、", '"', "“", " ", "　", "超期", "环卫", "0111", "10", "..", "-",
     "component:0111", "道路积雪、积冰", "今天", "2026-02-30", "1122", "\t", "(", "%", "'", "\x00", "a"])
LINES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_any_line_is_read_and_printed_so_that_it_means_the_same(line):
    query = parse(line, TABLES)
    again = printed(query, TABLES)
    assert parse(again, TABLES) == query
    assert printed(parse(again, TABLES), TABLES) == again


@settings(max_examples=300, deadline=None)
@given(LINES, st.integers(0, 60))
def test_any_suggestion_keeps_what_stands_around_it(line, cursor):
    cursor = min(cursor, len(line))
    for found in suggest(line, cursor, TABLES):
        assert found.text.endswith(line[cursor:])
        assert found.text[: found.cursor] + line[cursor:] == found.text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12) | st.from_regex(r"[0-9]{1,4}([-./~][0-9]{1,2}){0,5}", fullmatch=True))
def test_any_days_that_are_taken_are_days_there_are(text):
    for token in TABLES.values(Field.REPORTED, text):
        found = span(token, makes.T0)
        assert found is None or found[0] < found[1]


def test_keys_are_suggested_first_then_names():
    labels = [f.label for f in suggest("", 0, TABLES)]
    assert labels[0] == "状态:"
    assert len(labels) == len(Field)
    found = suggest("井盖 环", 4, TABLES)
    assert [f.text for f in found] == ["井盖 部门:环卫一中队", "井盖 部门:环卫二中队"]
    assert suggest("hwy", 3, TABLES)[0].text == "部门:环卫一中队"


def test_values_of_a_key_are_suggested_without_those_there_are():
    assert [f.label for f in suggest("部门:", 3, TABLES)] == ["环卫一中队", "环卫二中队", "交警中队"]
    found = suggest("部门:交警中队、 井盖", 8, TABLES)
    assert [f.text for f in found] == ["部门:交警中队、环卫一中队 井盖", "部门:交警中队、环卫二中队 井盖"]
    assert suggest("部门:交警中队", 7, TABLES) == ()
    assert suggest("颜色:", 3, TABLES) == ()
    assert suggest("类:积冰", 4, TABLES)[0].text == '类:"道路积雪、积冰"'


@pytest.mark.parametrize(
    ("token", "first", "last"),
    [
        ("today", "20260302", "20260302"),
        ("yesterday", "20260301", "20260301"),
        ("week", "20260302", "20260302"),
        ("month", "20260301", "20260302"),
        ("03-02", "20260302", "20260302"),
        ("03-03", "20250303", "20250303"),  # the last one that was
        ("02-29", "20240229", "20240229"),
        ("2026-02", "20260201", "20260228"),
        ("2026-02-10..2026-02-12", "20260210", "20260212"),
        ("02-20..03-10", "20260220", "20260310"),
        ("12-20..01-10", "20251220", "20260110"),
    ],
)
def test_days_count_from_the_day_it_is(token, first, last):
    found = span(token, makes.T0)
    assert found is not None
    since, to = found
    assert (shanghai_day(since), shanghai_day(to - 1)) == (first, last)
    assert (to - since) % 86_400_000 == 0
    wanted = s.days_of(since, to).split("..")
    assert date.fromisoformat(wanted[0]).strftime("%Y%m%d") == first


def test_no_such_days_are_none():
    assert span("2026-03-05..2026-03-01", makes.T0) is None
