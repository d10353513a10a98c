"""The shipped reference documents: complete, consistent with each other, and strict about their form."""

import csv
import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from commandcenter.core import deadlines, limits
from commandcenter.core.case import Role
from commandcenter.core.catalogue import UNCLASSIFIED
from commandcenter.core.documents import (
    CITY_DOCUMENTS,
    STREET_DOCUMENTS,
    Books,
    Document,
    DocumentError,
    bind,
    decode_body,
    read_document,
)
from commandcenter.core.limits import HOUR_MS, Limit, Unit, parse_limit
from commandcenter.core.responsibility import Why, propose
from commandcenter.core.rungs import By
from commandcenter.paths import RESOURCES

REFERENCE = RESOURCES / "reference"
STREETS = ("360681003", "110108014")
SHEET = Path(__file__).parent.parent / "data/catalogue/conditions.csv"
START = 1_772_586_000_000  # Wednesday 2026-03-04 09:00 in Shanghai


def documents(street: str) -> dict[str, Document]:
    files = [REFERENCE / "city" / f"{name}.json" for name in CITY_DOCUMENTS]
    files += [REFERENCE / street / f"{name}.json" for name in STREET_DOCUMENTS]
    read = [read_document(file.read_bytes()) for file in files]
    assert [document.name for document in read] == [file.stem for file in files]
    return {document.name: document for document in read}


@pytest.fixture(params=STREETS)
def books(request: pytest.FixtureRequest) -> Books:
    return bind(documents(request.param))


def city() -> Books:
    return bind(documents(STREETS[0]))


def test_the_catalogue_is_the_city_sheet_and_one_class_for_the_unclassified() -> None:
    catalogue = city().catalogue
    classes = [entry for entry in catalogue.classes if entry.key != UNCLASSIFIED]
    assert len(classes) == 190
    assert sum(len(entry.conditions) for entry in classes) == 519
    unclassified = catalogue.find(UNCLASSIFIED)
    assert unclassified is not None
    assert unclassified.conditions == ()
    assert len(catalogue.majors) == 12


def test_every_limit_of_the_catalogue_is_the_sheet_as_written() -> None:
    with SHEET.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"].startswith("运城")]
    written = Counter(
        (row["sub_name"], row["filing_condition"], parse_limit(row["source"].split("raw limit ")[1])) for row in rows
    )
    stored = Counter(
        (entry.name, condition.text, condition.limit)
        for entry in city().catalogue.classes
        for condition in entry.conditions
    )
    assert stored == written


def test_condition_and_class_find_each_other() -> None:
    books = city()
    for entry in books.catalogue.classes:
        assert books.minor(entry.key) is entry
        assert entry.key.startswith(entry.major)
        for condition in entry.conditions:
            assert books.catalogue.condition(condition.id) is condition
            assert condition.id.startswith(f"{entry.key}:")
            assert condition.close
    assert books.minor("event:0000") is None


def test_the_calendar_is_the_published_year() -> None:
    calendar = city().calendar
    day = date(2026, 1, 1)
    while day.year == 2026:
        midnight = START + (day - date(2026, 3, 4)).days * limits.DAY_MS - 9 * HOUR_MS
        open_ms = deadlines.elapsed(midnight, midnight + limits.DAY_MS, calendar)
        assert open_ms == (7 * HOUR_MS if chinese_calendar.is_workday(day) else 0), day
        day += timedelta(days=1)
    assert calendar.published_through == date(2026, 12, 31)
    assert calendar.work_day_ms == 7 * HOUR_MS


def test_the_first_three_rungs_fire_by_themselves_and_the_others_are_set_by_a_person() -> None:
    books = city()
    assert [(rung.by, rung.available) for rung in books.ladder.rungs] == 3 * [(By.TIMER, True)] + 3 * [
        (By.PERSON, True)
    ]
    assert [rung.name for rung in books.ladder.rungs] == ["催办", "超时督办", "督办单", "上报区级", "通报", "约谈"]
    assert [rung.roles for rung in books.ladder.rungs[3:]] == [("shift_leader", "leader"), ("leader",), ("leader",)]
    assert all(rung.asks for rung in (*books.ladder.rungs, *books.ladder.steps))
    day = Limit(n=1, unit=Unit.WORK_DAY)
    fires = [rung.fires_at(START, day, books.calendar) for rung in books.ladder.rungs]
    due = deadlines.due(START, day, books.calendar)
    assert due is not None
    assert fires[1] == due
    assert fires[3:] == [None, None, None]
    used = [deadlines.elapsed(START, at, books.calendar) / HOUR_MS for at in fires[:3] if at is not None]
    assert used == [5.25, 7, 11]  # the third: 10.5 h is less than 4 h after due


def test_the_third_rung_is_half_the_limit_after_due_where_that_is_more() -> None:
    books = city()
    rung = books.rung(3)
    assert rung is not None
    assert rung.reply_limit == Limit(n=1, unit=Unit.URGENT_HOUR)
    at = rung.fires_at(START, Limit(n=4, unit=Unit.WORK_DAY), books.calendar)
    assert at is not None
    assert deadlines.elapsed(START, at, books.calendar) == 6 * 7 * HOUR_MS


def test_a_rung_does_not_fire_without_a_deadline_or_while_paused() -> None:
    books = city()
    for rung in books.ladder.rungs:
        assert rung.fires_at(START, limits.NO_LIMIT, books.calendar) is None
        assert rung.fires_at(START, Limit(n=1, unit=Unit.WORK_DAY), books.calendar, [(START, None)]) is None


def test_urgency_thresholds() -> None:
    urgency = city().ladder.urgency
    assert (urgency.near_share, urgency.near_before_ms, urgency.severe_share) == (0.75, 2 * HOUR_MS, 2.0)


def test_roles_are_those_of_the_rules(books: Books) -> None:
    known = {role.value for role in Role}
    assert {role.id for role in books.roles.roles} == known
    assert {user.role for user in books.users.users} <= known
    named = set(books.rules.on_behalf) | {role for roles in books.rules.on_behalf.values() for role in roles}
    assert named <= known
    assert books.rules.may_enter_for("dispatcher", "department")
    assert not books.rules.may_enter_for("acceptor", "department")


def test_each_stage_has_a_limit(books: Books) -> None:
    for stage in ("accept", "verify", "dispatch", "sign", "review", "check", "close"):
        assert deadlines.due(START, books.stage(stage), books.calendar) is not None


def test_each_street_has_somebody_at_every_post(books: Books) -> None:
    at_desk = {role.id for role in books.roles.roles if role.desk}
    assert at_desk <= {user.role for user in books.users.users}
    assert books.users.find("nobody") is None


@pytest.mark.parametrize("street", STREETS)
def test_communities_of_the_documents_are_those_of_the_ground(street: str) -> None:
    ground = json.loads((RESOURCES / "atlas" / street / "communities.geojson").read_text(encoding="utf-8"))
    communities = {feature["properties"]["code"] for feature in ground["features"]}
    books = bind(documents(street))
    assert {code for duty in books.responsibility.duties for code in duty.communities} <= communities
    assert all(books.users.collector_of(code) is not None for code in communities)


def test_every_class_finds_a_unit_in_every_community(books: Books) -> None:
    communities = {code for duty in books.responsibility.duties for code in duty.communities} | {"", "elsewhere"}
    for entry in books.catalogue.classes:
        for community in communities:
            proposal = propose(books.responsibility, entry.key, community)
            if entry.key == UNCLASSIFIED:
                assert proposal is None
            else:
                assert proposal is not None, entry.key
                assert books.unit(proposal.unit) is not None, proposal


def test_the_most_specific_duty_counts() -> None:
    responsibility = city().responsibility
    here = "360681003010"
    assert propose(responsibility, "event:0112", here) == ("sanitation-2", Why.CLASS_HERE)
    assert propose(responsibility, "event:0112") == ("sanitation-1", Why.CLASS)
    assert propose(responsibility, "component:0301", here) == ("sanitation-2", Why.MAJOR_HERE)
    assert propose(responsibility, "component:0137", here) == ("lighting", Why.CLASS)
    assert propose(responsibility, "component:0208", here) == ("municipal", Why.MAJOR)
    assert propose(responsibility, "nothing:0101", here) is None


def _rung(where: str = "rungs", duty: object = None, **more: object) -> bytes:
    """A ladder with one rung."""
    rung = {"level": 1, "name": "x", "by": "timer", "to": "unit"} | more
    urgency = {"near_share": 0.75, "near_before": {"n": 2, "unit": "urgent_hour"}, "severe_share": 2.0}
    return json.dumps({"rungs": [], "urgency": urgency, "duty": duty or {}} | {where: [rung]}).encode()


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("calendar", b'{"tz": "Asia/Shanghai"}', "hours"),
        ("calendar", b'{"tz": "Mars", "hours": {"mon": [["08:00", "09:00"]]}}', "calendar-zone"),
        ("ladder", b'{"rungs": []}', "urgency"),
        ("ladder", _rung(share=1.0, before={"n": 1, "unit": "urgent_hour"}), "together"),
        ("ladder", _rung(before={"n": 1, "unit": "work_hour"}), "before runs back"),
        ("ladder", _rung(after={}), "after is a length"),
        ("ladder", _rung(), "no share"),
        ("ladder", _rung(share=1.0, clock="lunch"), "no clock lunch"),
        ("ladder", _rung(share=1.0, clock="sign"), "rungs are those of the handling clock"),
        ("ladder", _rung(share=1.0, level=2), "levels are not"),
        ("ladder", _rung("steps", share=1.0, clock="sign", reply_limit={"n": 1, "unit": "work_day"}), "asks for a"),
        ("ladder", _rung(share=1.0, duty={"unit": {"on_holidays": True}}), "hours of its own"),
        ("ladder", _rung(share=1.0, duty={"unit": {"hours": {"mon": [["9", "10"]]}}}), "calendar-period"),
        ("users", b'{"users": [{"id": "a", "name": "b", "role": "c", "post": "d", "phone": "1"}]}', "phone"),
        ("users", b'{"users": [%s, %s]}' % (2 * (b'{"id": "a", "name": "b", "role": "c", "post": "d"}',)), "twice"),
        ("responsibility", b'{"duties": [%s, %s]}' % (2 * (b'{"match": "event", "unit": "a"}',)), "two units"),
        ("poem", b"{}", "no such kind"),
        ("units", "单位".encode("gbk"), "units"),
    ],
)
def test_a_document_of_another_form_is_refused_with_what_is_wrong(name: str, raw: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as refused:
        decode_body(name, raw)
    assert refused.value.name == name


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b'{"name": "users"}', b'{"name": "users", "version": 0, "body": {"users": []}}']
)
def test_an_envelope_of_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError):
        read_document(raw)


def test_a_missing_document_is_named() -> None:
    some = documents(STREETS[0])
    del some["ladder"]
    with pytest.raises(DocumentError, match="ladder"):
        bind(some)
