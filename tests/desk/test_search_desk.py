"""Search line, palette and initials, over a real store."""

import json
import threading

import pytest

from commandcenter.core.case import Stage
from commandcenter.core.city_rules import Channel
from commandcenter.core.clocks import Urgency
from commandcenter.core.search import Field, Trouble
from commandcenter.desk import initials, search_words
from commandcenter.desk.initials import Initials
from commandcenter.desk.kept_files import Unkept
from commandcenter.desk.palette_desk import Entry, Group, find
from commandcenter.store.queue_filter import MARKS, Filter
from tests import makes


def found(desks, screen, line, n):
    version = desks.queue.view.version
    desks.search.search(line)
    screen.pump(lambda: desks.queue.view.loaded and desks.queue.view.version > version)
    assert len(desks.queue.view.ids) == n, line


def test_each_key_narrows_the_queue(desks, door, screen):
    makes.filed(door, place="蠡湖大道118号", source=Channel.HOTLINE)
    makes.dispatched(door, place="雄石路", community="360681003001", community_name="江边社区", source=Channel.PUBLIC)
    desks.start()
    screen.pump(lambda: len(desks.queue.view.ids) == 2)
    unit = door.books.units.units[0]
    for line, n in (
        ("路:蠡湖大道", 1), ("路:蠡湖大道、雄石", 2), ("路:1１8", 1), ("路:大道蠡", 0), ("类:0101", 2),
        ("类:井盖", 2), ("类:公用设施", 2), ("类:公用设施,0505", 2), ("类:0505", 0), ("状态:正常", 2),
        ("状态:超期", 0), ("阶段:派遣", 1), ("阶段:待签收", 1), ("阶段:派遣,处置", 2), (f"部门:{unit.name}", 1),
        (f"部门:{unit.short}", 1), ("编号:0302", 2), ("编号:20260302-a", 2), ("编号:0302-a001", 1),
        ("编号:0302-a00", 2), ("编号:A001", 0), ("来源:热线", 1), ("来源:12345 路:雄石", 0), ("标记:督办", 0),
        ("标记:待同步", 2), ("上报:今天", 2), ("上报:昨天", 0), ("上报:2026-03-01..2026-03-05", 2),
        ("井盖 路:蠡湖", 1), ("", 2),
    ):
        found(desks, screen, line, n)
        assert desks.search.view.problems == (), line
        assert desks.queue.view.filter == Filter() or line


def test_a_line_survives_being_a_filter(desks, door):
    line = (
        "状态:临期,超期 路:冶金 类:公用设施 部门:市政养护所 阶段:待派遣 编号:1122 来源:热线电话 标记:督办"
        " 上报:2026-03-02 井盖"
    )
    desks.search.search(line)
    assert desks.search.words_of(desks.queue.view.filter) == line


def test_what_is_not_understood_narrows_nothing_and_is_said(desks):
    desks.search.search("颜色:红 状态:红 部门:")
    assert [p.trouble for p in desks.search.view.problems] == list(Trouble)
    assert desks.queue.view.filter.empty


def test_a_filter_set_elsewhere_is_put_in_words(desks, door):
    desks.search.search("井盖")
    desks.queue.narrow(Filter(stage=(Stage.HANDLING,), urgency=(Urgency.NEAR,), class_key=(makes.CLASS,), text="井盖"))
    assert desks.search.view.text == "状态:临期 类:上水井盖 阶段:处置中 井盖"
    desks.queue.clear()
    assert desks.search.view.text == ""


def test_a_value_is_added_to_the_line(desks):
    desks.search.search("井盖 颜色:红")
    desks.search.add(Field.STAGE, Stage.HANDLING.value)
    desks.search.add(Field.STAGE, Stage.PENDING_CHECK.value)
    assert desks.search.view.text == "阶段:处置中,待核查 井盖 颜色:红"
    assert desks.queue.view.filter.stage == (Stage.HANDLING, Stage.PENDING_CHECK)


def test_today_is_another_day_tomorrow(desks, clock):
    desks.search.search("上报:今天")
    before = desks.queue.view.filter.reported
    clock.forward(hours=24)
    desks.tick()
    assert desks.queue.view.filter.reported == tuple((a + 24 * makes.HOUR, b + 24 * makes.HOUR) for a, b in before)


def test_every_stage_channel_state_and_mark_can_be_typed(desks):
    tables = desks.search.tables
    assert {n.value for n in tables.names[Field.STAGE]} >= {s.value for s in Stage}
    assert set(search_words._STAGES) >= {s.value for s in Stage}, "give the new stage its words"
    assert {n.value for n in tables.names[Field.SOURCE]} == {c.value for c in Channel}
    assert {n.value.upper() for n in tables.names[Field.STATE]} == {u.name for u in Urgency}
    assert {n.value for n in tables.names[Field.MARK]} == set(MARKS)
    for stage in Stage:
        assert stage in search_words.step_stages(stage.value)


# -- initials ---------------------------------------------------------------------------------------------------------


def test_initials_are_read_by_a_child_and_kept():
    files, heard = Unkept(), threading.Event()
    letters = Initials(files, lambda call: call())
    assert letters.of("环卫(A)队") == "   a  "
    letters.learn(["环卫一中队", "重复、行人道", "plain"], heard.set)
    assert heard.wait(30)
    assert letters.word("环卫一中队") == "hwyzd"
    assert letters.of("重复、行人道") == "cf xrd"  # by the phrase: chong, xing
    assert letters.spelt("重复、行人道") == ("chong", "fu", "", "xing", "ren", "dao")
    assert letters.spelt("没有读过") == ()
    again = Initials(files, lambda call: call())
    assert again.word("环卫一中队") == "hwyzd"
    assert again.spelt("环卫一中队") == ("huan", "wei", "yi", "zhong", "dui")
    again.learn(["环卫一中队"], lambda: pytest.fail("nothing was new"))
    letters.close()


def test_a_kept_file_that_is_broken_is_read_anew():
    files = Unkept()
    files.write(initials.FILE, b"[1")
    assert Initials(files, lambda call: call()).word("派遣") == ""
    files.write(initials.FILE, json.dumps({"派遣": 7, "立案": "l", "结案": "ja"}).encode())
    letters = Initials(files, lambda call: call())
    assert [letters.word(w) for w in ("派遣", "立案", "结案")] == ["", "", "ja"]


def test_names_asked_for_while_others_are_read_come_too():
    heard = []
    done = threading.Event()
    letters = Initials(Unkept(), lambda call: call())
    letters.learn(["派遣"], lambda: heard.append("first"))
    letters.learn(["立案"], lambda: (heard.append("second"), done.set()))
    assert done.wait(30)
    assert letters.word("立案") == "la"
    assert heard == ["first", "second"]
    letters.close()


# -- palette ----------------------------------------------------------------------------------------------------------

LETTERS = {
    "派遣": "pq", "联合派遣": "lhpq", "派给上次单位": "pgscdw", "待派遣": "dpq", "环卫一中队": "hwyzd",
    "撤销 指派": "cx zp",
}
ENTRIES = (
    Entry(group=Group.FILTERS, key="filter:unit:x", label="环卫一中队", words=("sanitation-1",)),
    Entry(group=Group.QUEUES, key="queue:a", label="待派遣"),
    Entry(group=Group.CASE, key="act:union", label="联合派遣", enabled=False, detail="…"),
    Entry(group=Group.CASE, key="act:last", label="派给上次单位", words=("Same unit",)),
    Entry(group=Group.CASE, key="act:dispatch", label="派遣", words=("Dispatch",)),
    Entry(group=Group.CASE, key="act:revoke", label="撤销 指派", words=("Revoke assignment",)),
    Entry(group=Group.CASES, key="case:1", label="0302-A001 上水井盖", words=("20260302-A001",)),
)


def hits(typed):
    return [(h.entry.key, h.marks) for h in find(typed, ENTRIES, lambda name: LETTERS.get(name, initials.latin(name)))]


def test_case_acts_come_first_and_those_not_open_last():
    assert hits("pq") == [("act:dispatch", (0, 1)), ("act:union", (2, 3)), ("queue:a", (1, 2))]
    assert hits("派") == [
        ("act:last", (0,)), ("act:dispatch", (0,)), ("act:revoke", (4,)), ("act:union", (2,)), ("queue:a", (1,))]


def test_found_by_english_codes_numbers_and_full_width_letters():
    assert hits("dispatch") == [("act:dispatch", ())]
    assert hits("assign") == [("act:revoke", ())]
    assert hits("sanitation") == [("filter:unit:x", ())]
    assert hits("ＨＷＹ") == [("filter:unit:x", (0, 1, 2))]
    assert hits("0302-a") == [("case:1", (0, 1, 2, 3, 4, 5))]
    assert hits("20260302") == [("case:1", ())]
    assert hits("x z") == [("act:revoke", (1, 3))]
    assert hits("zzz") == []


@pytest.mark.parametrize(("typed", "found"), [
    ("paiqian", ["act:dispatch", "act:union", "queue:a"]), ("pai qi", ["act:dispatch", "act:union", "queue:a"]),
    ("daipai", ["queue:a"]), ("chexiao zhipai", ["act:revoke"]), ("aiqian", []), ("paixian", [])])
def test_found_by_whole_pinyin_from_a_syllable_on(typed, found):
    spelt = {"派遣": "pai qian", "联合派遣": "lian he pai qian", "待派遣": "dai pai qian",
             "撤销 指派": "che xiao  zhi pai"}
    hits = find(typed, ENTRIES, lambda name: LETTERS.get(name, initials.latin(name)),
                lambda name: tuple(spelt.get(name, "").split(" ")))
    assert [hit.entry.key for hit in hits] == found


def test_with_nothing_typed_the_usual_ones_stand_there():
    assert [k for k, _ in hits("  ")] == ["act:last", "act:dispatch", "act:revoke", "act:union", "queue:a"]


def test_cases_are_found_by_the_beginning_of_their_number(desks, door, screen):
    first = makes.filed(door)
    makes.walk(door, makes.dispatched(door))  # closed: found as well
    heard = []
    desks.palette.cases("0302-a", heard.append)
    screen.pump(lambda: bool(heard))
    assert len(heard[0]) == 2
    assert first.id in {row.case_id for row in heard[0]}
    desks.palette.cases("井盖", heard.append)
    assert heard[1] == ()
