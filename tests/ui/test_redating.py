"""What the window says of a case that a calendar re-dated: in its course, and in the explanation of its deadline."""

from datetime import date

import msgspec
from PySide6.QtWidgets import QLabel

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.limits import DAY_MS, Unit
from commandcenter.door.watch import Watch
from commandcenter.ui import course_words, time_words
from commandcenter.ui.sheets import ExplainSheet
from tests import makes
from tests.door.exchange import city, publish
from tests.ui.test_main_window import desks_due, show


def test_the_course_says_which_calendar_moved_the_deadline_and_the_explanation_keeps_the_original(
        window, desks, door, store, qtbot):
    condition = next(c for c in door.books.minor(makes.CLASS).conditions if c.limit.unit is Unit.WORK_DAY)
    case = door.submit(makes.report())
    door.submit(r.File(case_id=case.id, actor="u", role=Role.ACCEPTOR, class_key=makes.CLASS, condition=condition.id))
    unit = door.books.units.units[0].id
    door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit))
    before = desks_due(desks, case)
    calendar = door.books.calendar
    publish(door, city(door), "calendar", 5, msgspec.structs.replace(
        calendar, holidays=(*calendar.holidays, date(2026, 3, 3))))
    Watch(door, store).tick()
    show(window, desks, qtbot, case)
    qtbot.waitUntil(lambda: any(line.type == "redated" for line in desks.case.view.lines))
    line = next(line for line in desks.case.view.lines if line.type == "redated")
    assert course_words.title_of_line(line) == "日历第 5 版"
    after = time_words.moment(before + DAY_MS)
    assert f"期限由 {time_words.moment(before)} 改为 {after}" in course_words.said_text(line, {})
    assert desks.case.view.handling.due == before + DAY_MS
    window.acts["case.explain"].trigger()
    assert isinstance(window.dialog, ExplainSheet)
    words = " ".join(label.text() for label in window.dialog.findChildren(QLabel))
    assert f"按日历第 5 版，改期前：{time_words.moment(before)}" in words

