"""Working time against the oracle of 58 cases, and the properties that any answer must have."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.core import deadlines, limits, limits_file, work_calendar
from commandcenter.core.deadlines import SpanKind
from commandcenter.core.limits import DAY_MS, HOUR_MS, MINUTE_MS, NO_LIMIT, Limit, Unit
from commandcenter.core.work_calendar import Calendar

ORACLE = (Path(__file__).parent.parent / "data/sla/working_time_cases.json").read_bytes()
CASES: list[dict[str, Any]] = json.loads(ORACLE)["cases"]
WEEK = (("08:30", "12:00"), ("14:00", "17:30"))
CITY = Calendar(
    tz="Asia/Shanghai",
    hours={day: WEEK for day in work_calendar.WEEKDAYS[:5]},
    holidays=tuple(date(2026, 10, day) for day in range(1, 8)),
    workdays={date(2026, 10, 10): WEEK},
    published_through=date(2026, 12, 31),
)
BERLIN = Calendar(tz="Europe/Berlin", hours={day: (("00:00", "24:00"),) for day in work_calendar.WEEKDAYS})
CALENDARS = (
    CITY,
    Calendar(
        tz="Europe/Berlin", hours={"mon": WEEK, "thu": (("20:00", "24:00"),), "fri": (("00:00", "02:30"),)}
    ),
)


def ms(text: str) -> int:
    return work_calendar.instant(datetime.fromisoformat(text))


Breaks = list[tuple[int, int]]
YEAR = st.integers(ms("2026-01-01T00:00:00Z"), ms("2026-12-31T00:00:00Z"))
SPANS = st.integers(1, 40 * DAY_MS)
PAUSES = st.lists(st.tuples(YEAR, st.integers(0, 20 * DAY_MS)).map(lambda p: (p[0], p[0] + p[1])), max_size=5)


def expected(case: dict[str, Any]) -> object:
    """What the file expects of us: its `rules` read as house.md §3 decides them."""
    if case["kind"] == "elapsed":
        return pytest.approx(case["expected_minutes"], abs=0.51)
    if case["minutes"] == 0:
        return None
    if "pause_precision" in case:
        return case["expected_exact"]
    return case["expected_end_of_period"] if "boundary" in case else case["expected"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_case_of_the_oracle(case: dict[str, Any]) -> None:
    got = limits_file.answer(ORACLE)[case["id"]]
    assert got == expected(case)
    if "sla_minutes" in case:
        assert isinstance(got, float)
        assert case["sla_minutes"] - got == pytest.approx(case["expected_diff_minutes"], abs=0.51)


def test_the_oracle_is_complete() -> None:
    assert len(CASES) == 58


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("2紧急工作时", Limit(n=2, unit=Unit.URGENT_HOUR)),
        ("4小时", Limit(n=4, unit=Unit.WORK_HOUR)),
        ("4工作时", Limit(n=4, unit=Unit.WORK_HOUR)),
        ("2天", Limit(n=2, unit=Unit.WORK_DAY)),
        (" 2 个工作日 ", Limit(n=2, unit=Unit.WORK_DAY)),
        ("３工作日内", Limit(n=3, unit=Unit.WORK_DAY)),
        ("1紧急工作日", Limit(n=1, unit=Unit.URGENT_DAY)),
        ("7自然日", Limit(n=7, unit=Unit.NATURAL_DAY)),
        ("半天", Limit(n=0.5, unit=Unit.WORK_DAY)),
        ("1.5小时", Limit(n=1.5, unit=Unit.WORK_HOUR)),
        ("无时限", NO_LIMIT),
    ],
)
def test_a_written_limit_is_read(text: str, limit: Limit) -> None:
    assert limits.parse_limit(text) == limit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "尽快",
        "2",
        "天",
        "2d",
        "1日",
        "15分钟",
        "-2天",
        "2天3小时",
        "1 2天",
        "2-3天",
        "9999999天",
        "999999天",
    ],
)
def test_an_unreadable_limit_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(limits.LimitError) as refused:
        limits.parse_limit(text)
    assert refused.value.key in ("limit-unreadable", "limit-out-of-range")


@pytest.mark.parametrize(
    "fields",
    [
        {"n": 1},
        {"unit": Unit.WORK_DAY},
        {"n": 1, "unit": Unit.WORK_DAY, "until": 5},
        {"n": -1, "unit": Unit.WORK_DAY},
        {"n": float("nan"), "unit": Unit.WORK_DAY},
    ],
)
def test_half_a_limit_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(limits.LimitError):
        Limit(**fields)


def test_a_limit_survives_the_wire() -> None:
    for limit in (Limit(n=2, unit=Unit.WORK_DAY), Limit(until=5), NO_LIMIT):
        assert msgspec.json.decode(msgspec.json.encode(limit), type=Limit) == limit
    assert msgspec.json.encode(NO_LIMIT) == b"{}"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2紧急工作时", "2026-09-30T19:00:00+08:00"),  # runs on through the evening
        ("1紧急工作日", "2026-10-01T17:00:00+08:00"),
        ("1自然日", "2026-10-01T17:00:00+08:00"),
        ("1小时", "2026-10-08T09:00:00+08:00"),  # half an hour left, then the National Day holidays
        ("1天", "2026-10-08T17:00:00+08:00"),
        ("3天", "2026-10-10T17:00:00+08:00"),  # Saturday the 10th is a make-up day
    ],
)
def test_each_unit_counts_its_own_time(text: str, due: str) -> None:
    assert deadlines.due(ms("2026-09-30T17:00:00+08:00"), limits.parse_limit(text), CITY) == ms(due)


def test_a_work_day_is_what_the_calendar_says() -> None:
    assert CITY.work_day_ms == 7 * HOUR_MS
    assert msgspec.structs.replace(CITY, work_day_minutes=480).work_day_ms == 8 * HOUR_MS


def test_until_is_that_instant_and_moves_only_by_pauses_before_it() -> None:
    start, until = ms("2026-03-04T09:00:00+08:00"), ms("2026-03-06T09:00:00+08:00")
    limit = Limit(until=until)
    assert deadlines.due(start, limit, CITY) == until
    assert deadlines.due(start, limit, CITY, [(start + HOUR_MS, start + 3 * HOUR_MS)]) == until + 2 * HOUR_MS
    assert deadlines.due(start, limit, CITY, [(until, until + HOUR_MS)]) == until
    assert deadlines.due(until + 5, limit, CITY) == until
    assert deadlines.share_at(start, limit, CITY, (), 0.75) == start + 36 * HOUR_MS
    assert deadlines.share_at(until + 5, limit, CITY, (), 0.75) == until


def test_no_limit_and_zero_have_no_deadline() -> None:
    zero = Limit(n=0, unit=Unit.WORK_DAY)
    for limit in (NO_LIMIT, zero):
        assert deadlines.due(0, limit, CITY) is None
        assert deadlines.share_at(0, limit, CITY, (), 0.75) is None
        assert deadlines.share_used(0, 5, limit, CITY) is None
        assert deadlines.explain(0, limit, CITY, (), 5) == ()


def test_an_open_pause_hides_the_deadline_unless_it_was_reached_before() -> None:
    start = ms("2026-03-04T09:00:00+08:00")
    limit = Limit(n=2, unit=Unit.WORK_HOUR)
    assert deadlines.due(start, limit, CITY, [(start + HOUR_MS, None)]) is None
    assert deadlines.due(start, limit, CITY, [(start + 3 * HOUR_MS, None)]) == start + 2 * HOUR_MS
    assert deadlines.elapsed(start, start + 2 * HOUR_MS, CITY, [(start + HOUR_MS, None)]) == HOUR_MS


def test_the_night_that_is_an_hour_longer_or_shorter_counts_as_it_is() -> None:
    day = Limit(n=24, unit=Unit.WORK_HOUR)
    for start in (ms("2026-03-28T12:00:00Z"), ms("2026-10-24T12:00:00Z")):
        assert deadlines.due(start, day, BERLIN) == start + DAY_MS
    assert deadlines.elapsed(ms("2026-10-24T22:00:00Z"), ms("2026-10-25T23:00:00Z"), BERLIN) == 25 * HOUR_MS
    assert BERLIN.work_day_ms == DAY_MS


def test_beyond_the_published_year_a_deadline_is_provisional() -> None:
    start = ms("2026-12-30T09:00:00+08:00")
    two, ten = (deadlines.due(start, Limit(n=n, unit=Unit.WORK_DAY), CITY) for n in (1, 10))
    assert not deadlines.provisional(start, two, CITY)
    assert deadlines.provisional(start, ten, CITY)
    assert not deadlines.provisional(start, ten, CITY, Limit(n=40, unit=Unit.NATURAL_DAY))
    assert not deadlines.provisional(start, None, CITY)
    assert not deadlines.provisional(start, ten, BERLIN)


def test_a_deadline_is_explained_by_its_stretches() -> None:
    start = ms("2026-03-04T11:00:00+08:00")
    pause = (ms("2026-03-04T14:30:00+08:00"), ms("2026-03-04T15:00:00+08:00"))
    spans = deadlines.explain(
        start, Limit(n=2, unit=Unit.WORK_HOUR), CITY, [pause], ms("2026-03-04T16:00:00+08:00")
    )
    assert [(span.kind, span.counted // MINUTE_MS) for span in spans] == [
        (SpanKind.OPEN, 60),
        (SpanKind.CLOSED, 0),
        (SpanKind.OPEN, 30),
        (SpanKind.PAUSE, 0),
        (SpanKind.OPEN, 30),
        (SpanKind.OVER, 30),
    ]
    assert all(one.to == two.since for one, two in zip(spans, spans[1:], strict=False))


def test_a_running_pause_is_explained_up_to_now() -> None:
    start = ms("2026-03-04T11:00:00+08:00")
    now = start + 20 * MINUTE_MS
    spans = deadlines.explain(
        start, Limit(n=1, unit=Unit.URGENT_HOUR), CITY, [(start + 5 * MINUTE_MS, None)], now
    )
    assert [(span.kind, span.to) for span in spans] == [
        (SpanKind.OPEN, start + 5 * MINUTE_MS),
        (SpanKind.PAUSE, now),
    ]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"tz": "Asia/Nowhere"}, "calendar-zone"),
        ({"hours": {"moon": WEEK}}, "calendar-day"),
        ({"hours": {"mon": (("8:30", "12:00"),)}}, "calendar-period"),
        ({"hours": {"mon": (("12:00", "08:30"),)}}, "calendar-period"),
        ({"hours": {"mon": (("08:00", "12:00"), ("11:00", "13:00"))}}, "calendar-period"),
        ({"hours": {}}, "calendar-closed"),
        ({"work_day_minutes": 0}, "calendar-work-day"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(change: dict[str, Any], key: str) -> None:
    with pytest.raises(limits.LimitError) as refused:
        msgspec.structs.replace(CITY, **change)
    assert refused.value.key == key


def test_a_calendar_survives_the_wire_and_a_bad_one_says_where() -> None:
    raw = msgspec.json.encode(CITY)
    assert work_calendar.load_calendar(raw) == CITY
    with pytest.raises(limits.LimitError, match="holidays"):
        work_calendar.load_calendar(raw.replace(b"2026-10-01", b"2026-10-99"))


def test_an_instant_of_no_sensible_year_is_refused() -> None:
    with pytest.raises(limits.LimitError, match="out-of-range"):
        deadlines.due(ms("2026-01-01T00:00:00Z") * 1000, Limit(n=1, unit=Unit.WORK_DAY), CITY)


@given(st.sampled_from(CALENDARS), YEAR, SPANS, PAUSES)
def test_elapsed_at_the_deadline_is_the_limit(
    calendar: Calendar, start: int, span: int, pauses: Breaks
) -> None:
    due = deadlines.due_after(start, span, calendar, pauses)
    assert due is not None
    assert deadlines.elapsed(start, due, calendar, pauses) == span
    assert deadlines.elapsed(start, due - 1, calendar, pauses) == span - 1


@given(YEAR, SPANS, PAUSES, st.sampled_from([Unit.URGENT_HOUR, Unit.WORK_DAY]))
def test_the_stretches_add_up_to_the_limit(start: int, late: int, pauses: Breaks, unit: Unit) -> None:
    limit = Limit(n=3, unit=unit)
    due = deadlines.due(start, limit, CITY, pauses)
    assert due is not None
    spans = deadlines.explain(start, limit, CITY, pauses, due + late)
    assert sum(span.counted for span in spans if span.kind is not SpanKind.OVER) == deadlines.span_ms(
        limit, CITY, start
    )
    assert spans[0].since == start
    assert spans[-1].to == due + late
    assert all(one.to == two.since for one, two in zip(spans, spans[1:], strict=False))


@given(YEAR, SPANS, st.integers(0, 364), st.integers(0, 120), st.integers(0, 100))
def test_a_pause_outside_hours_changes_nothing(
    start: int, span: int, day: int, after: int, length: int
) -> None:
    lunch = ms("2026-01-01T12:00:00+08:00") + day * DAY_MS
    since = lunch + after * MINUTE_MS
    pause = (since, min(since + length * MINUTE_MS, lunch + 120 * MINUTE_MS))
    assert deadlines.due_after(start, span, CITY, [pause]) == deadlines.due_after(start, span, CITY)


@given(YEAR, SPANS, PAUSES, st.data())
def test_how_pauses_are_written_down_changes_nothing(
    start: int, span: int, pauses: Breaks, data: st.DataObject
) -> None:
    written: Breaks = []
    for since, to in pauses:
        cut = data.draw(st.integers(since, to))
        written += [(since, cut), (cut, to), (since, to)]
    written = data.draw(st.permutations(written))
    assert deadlines.due_after(start, span, CITY, written) == deadlines.due_after(start, span, CITY, pauses)
    assert deadlines.elapsed(start, start + span, CITY, written) == deadlines.elapsed(
        start, start + span, CITY, pauses
    )
    assert deadlines.elapsed_wall(start, start + span, written) == deadlines.elapsed_wall(
        start, start + span, pauses
    )


@settings(max_examples=30)
@given(YEAR, SPANS, st.integers(0, 400))
def test_one_more_holiday_never_makes_a_deadline_earlier(start: int, span: int, day: int) -> None:
    holiday = date(2026, 1, 1) + timedelta(days=day)
    more = msgspec.structs.replace(CITY, holidays=(*CITY.holidays, holiday))
    before, after = deadlines.due_after(start, span, CITY), deadlines.due_after(start, span, more)
    assert before is not None
    assert after is not None
    assert after >= before


@settings(max_examples=30)
@given(st.integers(0, 364))
def test_a_make_up_day_counts_as_a_weekday(day: int) -> None:
    made_up = date(2026, 1, 1) + timedelta(days=day)
    calendar = msgspec.structs.replace(CITY, workdays={made_up: WEEK})
    midnight = work_calendar.instant(datetime(made_up.year, made_up.month, made_up.day, tzinfo=UTC)) - 8 * HOUR_MS
    assert deadlines.elapsed(midnight, midnight + DAY_MS, calendar) == calendar.work_day_ms


@given(YEAR, YEAR, SPANS, SPANS, PAUSES)
def test_later_start_or_longer_limit_never_means_an_earlier_deadline(
    one: int, two: int, short: int, long: int, pauses: Breaks
) -> None:
    one, two, short, long = min(one, two), max(one, two), min(short, long), max(short, long)
    first, second = deadlines.due_after(one, short, CITY, pauses), deadlines.due_after(two, long, CITY, pauses)
    assert first is not None
    assert second is not None
    assert first <= second


@given(YEAR, st.integers(1, 3000), PAUSES)
def test_the_wall_clock_units_agree_with_plain_counting(start: int, minutes: int, pauses: Breaks) -> None:
    limit = Limit(n=minutes / 60, unit=Unit.URGENT_HOUR)
    due = deadlines.due(start, limit, CITY, pauses)
    assert due is not None
    assert deadlines.elapsed_wall(start, due, pauses) == deadlines.span_ms(limit, CITY, start)


@given(YEAR, st.floats(0.01, 3), PAUSES)
def test_the_share_used_at_its_instant_is_the_share(start: int, share: float, pauses: Breaks) -> None:
    limit = Limit(n=5, unit=Unit.WORK_DAY)
    at = deadlines.share_at(start, limit, CITY, pauses, share)
    assert at is not None
    assert deadlines.share_used(start, at, limit, CITY, pauses) == pytest.approx(share, abs=1e-6)


LIMITS = st.one_of(
    st.builds(Limit, n=st.floats(0, 4000), unit=st.sampled_from(Unit)),
    st.builds(Limit, until=YEAR),
    st.just(NO_LIMIT),
)


@given(st.sampled_from(CALENDARS), YEAR, LIMITS, PAUSES, st.floats(0, 3), st.floats(0, 3))
def test_the_three_instants_asked_at_once_are_those_asked_one_by_one(
    calendar: Calendar, start: int, limit: Limit, pauses: Breaks, near: float, severe: float
) -> None:
    assert deadlines.instants(start, limit, calendar, pauses, near, severe) == (
        deadlines.due(start, limit, calendar, pauses),
        deadlines.share_at(start, limit, calendar, pauses, near),
        deadlines.share_at(start, limit, calendar, pauses, severe),
    )


def test_a_span_past_the_last_year_is_refused_and_the_next_question_still_answered() -> None:
    start = ms("2026-03-02T08:00:00Z")
    with pytest.raises(limits.LimitError, match="out-of-range"):
        deadlines.due(ms("2998-12-01T00:00:00Z"), Limit(n=1_000, unit=Unit.WORK_DAY), CITY)
    assert deadlines.due(start, Limit(n=1, unit=Unit.WORK_HOUR), CITY) == ms("2026-03-02T09:00:00Z")


@given(YEAR, SPANS)
def test_years_apart_and_years_together_count_the_same(start: int, span: int) -> None:
    far = start + 3 * 365 * DAY_MS
    there = deadlines.elapsed(start, start + span, CITY) + deadlines.elapsed(start + span, far, CITY)
    assert (
        deadlines.elapsed(start, far, CITY) == there == sum(to - since for since, to in CITY.periods(start, far))
    )


FILE: dict[str, Any] = {
    "calendars": {"A": {"tz": "UTC", "hours": {"mon": [["08:00", "18:00"]]}, "remark": "ignored"}},
    "cases": [
        {"id": "1", "kind": "deadline", "calendar": "A", "start": "2026-03-02T08:00:00.5Z", "minutes": 1}
    ],
}


def test_a_fraction_is_shown_only_when_there_is_one() -> None:
    assert limits_file.answer(json.dumps(FILE).encode()) == {"1": "2026-03-02T08:01:00.500Z"}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"calendar": "B"}, "1"),
        ({"start": "yesterday"}, "1"),
        ({"start": "2026-03-02T08:00:00"}, "1"),
        ({"start": "9026-03-02T08:00:00Z"}, "1"),
        ({"minutes": -1}, "1"),
        ({"minutes": None}, "1"),
        ({"kind": "elapsed"}, "1"),
        ({"kind": "guess"}, "1"),
        ({"pauses": [["2026-03-02T09:00:00Z", "2026-03-02T08:30:00Z"]]}, "1"),
        ({"minutes": "ten"}, "file"),
    ],
)
def test_an_unreadable_question_says_what_and_where(change: dict[str, Any], where: str) -> None:
    doc = FILE | {"cases": [FILE["cases"][0] | change]}
    with pytest.raises(limits_file.LimitsFileError) as refused:
        limits_file.answer(json.dumps(doc).encode())
    assert refused.value.where == where


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b"PK\x03\x04", "file"),
        (b'{"calendars": {}}', "file"),
        (json.dumps(FILE | {"schema": 2}).encode(), "file"),
        (json.dumps(FILE | {"cases": FILE["cases"] * 2}).encode(), "1"),
        (
            json.dumps(FILE | {"calendars": {"A": {"tz": "UTC", "hours": {"mon": [["8", "9"]]}}}}).encode(),
            "calendar A",
        ),
        ("日历".encode("gbk"), "file"),
    ],
)
def test_an_unreadable_file_says_what_and_where(raw: bytes, where: str) -> None:
    with pytest.raises(limits_file.LimitsFileError) as refused:
        limits_file.answer(raw)
    assert refused.value.where == where
