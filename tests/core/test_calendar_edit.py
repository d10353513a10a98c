"""Editing a calendar: days, hours, and the State Council's notice read as it is printed."""

from datetime import date, timedelta

import chinese_calendar
import msgspec
import pytest

from commandcenter import paths
from commandcenter.core import calendar_edit as ce
from commandcenter.core.calendar_edit import DayKind, ListError, read_days
from commandcenter.core.documents import read_document
from commandcenter.core.limits import LimitError
from commandcenter.core.work_calendar import Calendar, load_calendar

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。"""


@pytest.fixture(scope="module")
def book() -> Calendar:
    document = read_document((paths.RESOURCES / "reference" / "city" / "calendar.json").read_bytes())
    return load_calendar(bytes(document.body))


def test_a_notice_as_printed_gives_the_days_of_the_shipped_calendar(book):
    found = read_days(NOTICE_2026, 2026)
    assert found.holidays == book.holidays
    assert found.workdays == tuple(book.workdays)
    empty = msgspec.structs.replace(book, holidays=(), workdays={}, published_through=None)
    assert ce.with_year(empty, found) == book


@pytest.mark.parametrize("year", range(2019, 2027))
def test_a_plain_list_of_a_year_gives_the_days_of_the_library(book, year):
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    off = [day for day in days if chinese_calendar.is_holiday(day) and day.weekday() < 5]
    on = [day for day in days if chinese_calendar.is_workday(day) and day.weekday() >= 5]
    text = "\n".join([*(f"{day} 休" for day in off), *(f"{day:%Y/%m/%d} 班" for day in on)])
    filled = ce.with_year(book, read_days(text, year))
    assert all((ce.kind_of(filled, day) in (DayKind.WORK, DayKind.MAKE_UP)) == chinese_calendar.is_workday(day)
               for day in days)


@pytest.mark.parametrize(("text", "off", "on"), [
    ("2027年1月1日放假", ["2027-01-01"], []),
    ("元旦：1月1日至3日放假，1月4日上班", ["2027-01-01", "2027-01-02", "2027-01-03"], ["2027-01-04"]),
    ("2027-02-28~2027-03-01 休", ["2027-02-28", "2027-03-01"], []),
    ("12月30日至31日放假；12月26日（星期日）补班。", ["2027-12-30", "2027-12-31"], ["2027-12-26"]),
    ("5月1日、2日休\n5月8日 班", ["2027-05-01", "2027-05-02"], ["2027-05-08"]),
    ("共7天，妥善安排。\n3月3日 holiday", ["2027-03-03"], []),
])
def test_ways_to_write_it(text, off, on):
    found = read_days(text, 2027)
    assert [str(day) for day in found.holidays] == off
    assert [str(day) for day in found.workdays] == on


@pytest.mark.parametrize(("text", "key"), [
    ("", "days-none"), ("节假日期间注意安全。", "days-none"), ("1月1日", "days-unreadable"),
    ("2月30日放假", "days-unreadable"), ("3日放假", "days-unreadable"), ("2026-01-01 休", "days-year"),
    ("1月1日放假。1月1日上班。", "days-both"), ("5月3日至1日放假", "days-unreadable"), ("休" * 30_000, "days-many"),
])
def test_what_is_not_clear_is_refused_and_not_guessed(text, key):
    with pytest.raises(ListError) as caught:
        read_days(text, 2027)
    assert caught.value.key == key


def test_a_day_toggled_twice_is_as_it_was(book):
    for day in (date(2026, 3, 3), date(2026, 3, 7), date(2026, 10, 1), date(2026, 10, 10)):
        once = ce.toggled(book, day)
        assert ce.hours_of(once, day) != ce.hours_of(book, day)
        assert ce.hours_of(ce.toggled(once, day), day) == ce.hours_of(book, day)
    assert ce.kind_of(ce.toggled(book, date(2026, 3, 7)), date(2026, 3, 7)) is DayKind.MAKE_UP
    assert ce.kind_of(ce.toggled(book, date(2026, 3, 3)), date(2026, 3, 3)) is DayKind.HOLIDAY
    assert ce.is_provisional(book, date(2027, 1, 1))
    assert not ce.is_provisional(book, date(2026, 12, 31))


def test_other_ordinary_hours_hold_on_make_up_days_too(book):
    late = (("09:00", "12:00"), ("13:30", "18:00"))
    made = ce.with_hours(book, "mon", late)
    assert made.hours["mon"] == late
    assert set(made.workdays.values()) == {late}
    closed = ce.with_hours(book, "fri", ())
    assert "fri" not in closed.hours


@pytest.mark.parametrize(("text", "periods"), [
    ("8:30-12:00 14:00-17:30", (("08:30", "12:00"), ("14:00", "17:30"))), ("", ()),
    ("08：30～12：00、14：00至17：30", (("08:30", "12:00"), ("14:00", "17:30"))),
    ("00:00-24:00", (("00:00", "24:00"),))])
def test_periods_as_people_type_them(text, periods):
    assert ce.read_periods(text) == periods
    assert ce.read_periods(ce.periods_text(periods)) == periods


@pytest.mark.parametrize("text", ["8-12", "12:00-8:30", "08:30-12:00 11:00-13:00", "08:30-25:00", "08:75-12:00", "x"])
def test_periods_that_cannot_be_are_refused(text):
    with pytest.raises(LimitError) as caught:
        ce.read_periods(text)
    assert caught.value.key == "calendar-period"
