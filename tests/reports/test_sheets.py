"""What stands on a sheet, of cases that really walked through the door."""

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Entry, Role
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.limits import Unit
from commandcenter.core.masking import masked
from commandcenter.reports import sheets
from commandcenter.reports.sheets import Printing, SheetKind, Unprintable
from tests import makes


@pytest.fixture
def printing(door, clock):
    return Printing(street_name="东门街道", books=door.books, calendars=door.sight.calendar,
                    names=door.books.shown_names, now=clock.at, printed_by="派遣员01")


def sheet(kind, case, queries, printing):
    return sheets.build(kind, case.shown_number, queries.entries(case.id), printing)


def test_a_dispatch_sheet_says_until_when_and_how_that_was_counted(door, clock, queries, printing):
    case = makes.dispatched(door, text="井盖丢失，来电 13812345678")
    made = sheet(SheetKind.DISPATCH, case, queries, printing)
    assert made.handling.due > clock.at
    assert (made.handling.start, made.handling.extensions, made.handling.still) == (clock.at, 0, False)
    assert made.case.text == "井盖丢失，来电 138*****678"
    assert made.close_condition == door.books.catalogue.condition(case.condition).close
    assert (made.fact, made.waiting) == (None, len(queries.entries(case.id)))
    assert {len(row) for row in made.scan} == {21}


def test_each_kind_is_there_from_its_stage_on(door, queries, printing):
    case = makes.filed(door)
    proposed, why = sheets.kinds(queries.entries(case.id))
    assert proposed is None
    assert set(why.values()) == {"sheet-not-dispatched", "sheet-no-order", "sheet-not-handled", "sheet-not-closed"}
    unit = door.books.units.units[0].id
    case = door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit))
    found = [sheets.kinds(queries.entries(case.id))[0]]
    for n in range(len(makes.WAY)):
        command, role, more = makes.WAY[n]
        case = door.submit(command(case_id=case.id, actor="u", role=role,
                                   on_behalf=makes.behalf(role, case.unit), **more))
        found.append(sheets.kinds(queries.entries(case.id))[0])
    D, K, C = SheetKind.DISPATCH, SheetKind.CHECK, SheetKind.CLOSING
    assert found == [D, D, D, K, K, K, K, K, C]
    with pytest.raises(Unprintable, match="sheet-no-order"):
        sheet(SheetKind.SUPERVISION, case, queries, printing)


def test_a_supervision_sheet_tells_the_last_order_and_its_answer(door, clock, queries, printing):
    case = makes.walk(door, makes.dispatched(door), 2)
    due = door.case(case.id).handling.start + makes.HOUR
    for level, reason in ((2, "第一次"), (3, "群众反复投诉")):
        case = door.submit(Escalate(case_id=case.id, actor="dm-shift-leader-1", role=Role.SHIFT_LEADER, level=level,
                                      due=due, reason=reason, text="请于今晚前到场并书面回复",
                                      asks=("说明原因",)))
        clock.forward(minutes=5)
    assert sheets.kinds(queries.entries(case.id))[0] is SheetKind.SUPERVISION
    order = sheet(SheetKind.SUPERVISION, case, queries, printing).order
    assert (order.level, order.reason, order.replied_at) == (3, "群众反复投诉", None)
    assert order.text == "请于今晚前到场并书面回复"
    assert order.asks == ("说明原因",)
    assert (order.reply.limit.n, order.reply.limit.unit) == (1, Unit.URGENT_HOUR)
    assert order.reply.due == order.at + makes.HOUR
    case = door.submit(ReplyToSupervision(case_id=case.id, actor="u", role=Role.DEPARTMENT, on_behalf=case.unit,
                                            text="已增派人手"))
    order = sheet(SheetKind.SUPERVISION, case, queries, printing).order
    assert (order.replied_at, order.reply_text) == (clock.at, "已增派人手")
    assert sheets.kinds(queries.entries(case.id))[0] is SheetKind.DISPATCH


def test_a_closing_sheet_holds_the_whole_course_and_the_delay(door, clock, queries, printing):
    case = makes.dispatched(door)
    for command, role, more in makes.WAY:
        clock.forward(hours=30)
        case = door.submit(command(case_id=case.id, actor="dm-dispatcher-1", role=role,
                                   on_behalf=makes.behalf(role, case.unit), **more))
    made = sheet(SheetKind.CLOSING, case, queries, printing)
    assert [step.type for step in made.steps] == [
        "reported", "filed", "dispatched", "signed", "assigned", "handled", "fed_back", "passed", "check_ordered",
        "checked", "closed"]
    assert [step.took for step in made.steps] == [None, 0, 0, *[30 * makes.HOUR] * 8]
    assert made.handling.ended == door.case(case.id).fed_back_at
    assert made.handling.over == made.handling.ended - made.handling.due > 0
    assert made.last("handled").body.text == "已更换"


def test_what_did_not_take_effect_is_not_told(door, queries, printing):
    case = makes.walk(door, makes.dispatched(door))
    entries = queries.entries(case.id)
    made = sheets.build(SheetKind.CLOSING, case.shown_number, [*entries, entries[-1]], printing)
    assert len(made.steps) == len(entries)


def test_a_case_without_facts_here_has_no_sheet(printing):
    with pytest.raises(Unprintable, match="sheet-no-case"):
        sheets.build(SheetKind.DISPATCH, "1122-B042", [], printing)
    assert sheets.kinds([]) == (None, dict.fromkeys(SheetKind, "sheet-no-case"))


def test_a_fact_of_a_newer_version_keeps_no_sheet_from_being_made(door, queries, printing):
    case = makes.walk(door, makes.dispatched(door))
    entries = queries.entries(case.id)
    strange = msgspec.structs.replace(entries[-1].fact, id=case.id, v=2, type="escalated", data=msgspec.Raw(b'{"x":1}'))
    made = sheets.build(SheetKind.CLOSING, case.shown_number, [*entries, Entry(fact=strange)], printing)
    assert made.steps[-1].body is None
    assert not isinstance(made.steps[-1].body, b.Escalated)


def test_a_long_number_has_its_code_and_one_too_long_none():
    assert len(sheets.code_of("20261122-B042")) == 21
    assert sheets.code_of("9" * 8_000) == ()


@pytest.mark.parametrize(("text", "shown"), [
    ("电话13812345678。", "电话138*****678。"), ("138 1234 5678", "138*******678"),
    ("+86 13812345678", "+86*********678"),
    ("0510-82712345", "051*******345"), ("(0510)82712345", "(05********345"),
    ("１３８１２３４５６７８", "１３８*****６７８"),
    ("身份证 360681198001011234 号", "身份证 360*************** 号"), ("36068119800101123X", "360***************"),
    ("网格 360681003008001", "网格 360681003008001"), ("20261122-B042", "20261122-B042"),
    ("20261122-0037", "20261122-0037"), ("共 12345678901 元", "共 12345678901 元"), ("井盖 3 个", "井盖 3 个"),
])
def test_phone_and_identity_numbers_lose_their_middle(text, shown):
    assert masked(text) == shown
