"""A case goes from one street to another, on both engines: never in neither street, never open in both."""

import hashlib
from contextlib import closing

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.command import Refused
from commandcenter.core.facts import Attachment
from commandcenter.core.fold import fold
from commandcenter.core.transfer import with_streets
from commandcenter.core.undo import undo_of
from commandcenter.store.queries import Queries
from commandcenter.sync.wire import Verdict
from tests import makes
from tests.cityplatform.test_push import pushed
from tests.cityplatform.two_streets import PHOTO, WHY, desks
from tests.sync.streets import EAST, GARDEN, T0, Author

DAY, MIDNIGHT = 86_400_000, T0 - 9 * 3_600_000  # T0 is nine in the morning


@pytest.fixture
def two(platform, tmp_path):
    with desks(platform, tmp_path) as made:
        yield made


def outcomes(desk, case):
    return [(o.kind, o.reason) for o in fold(desk.door.entries(case.id)).outcomes if o.kind != "effective"]


def verdicts(desk, case):
    return [entry.verdict for entry in desk.door.entries(case.id) if entry.verdict]


def test_the_other_street_has_the_case_and_this_one_says_where_it_is(two):
    east, garden = two
    case = east.reported(text="井盖丢失，来电人13812345678", source="collector")
    asked = east.hand(case, GARDEN)
    assert (asked.stage, asked.open, asked.transfer.to, asked.stage_clock.ended) == (
        case.stage, True, GARDEN, None)
    east.sync()
    gone = east.case(case)
    assert (gone.stage, gone.open, gone.transfer, gone.stage_clock.ended) == (Stage.TRANSFERRED, False, None, T0)
    garden.sync()
    (here,) = garden.open_cases()
    assert (here.id, here.number) == (gone.moved.case, gone.moved.number)
    assert here.number.startswith("20260302-")
    assert (here.stage, here.text, here.place, here.lon, here.lat, here.source) == (
        Stage.PENDING_REGISTER, case.text, case.place, case.lon, case.lat, case.source)
    assert (here.reported_at, here.stage_clock.start, here.community) == (case.reported_at, T0, "")
    assert here.stage_clock.limit == garden.door.books.stage("accept")
    assert (here.received.last.street, here.received.last.case, here.received.reason) == (EAST, case.id, WHY)
    assert [(one.type, one.role) for one in here.received.steps] == [("reported", "collector"), ("filed", "acceptor")]
    assert [photo.sha256 for photo in here.photos] == [PHOTO.sha256]
    assert "received" in here.marks
    east.sound()
    garden.sound()


def test_a_case_comes_back_the_same_way_and_tells_its_whole_way(two):
    east, garden = two
    case = east.reported()
    east.hand(case, GARDEN)
    east.sync()
    garden.sync()
    (there,) = garden.open_cases()
    garden.hand(there, EAST, reason="经核实，地点在贵电社区，退回")
    garden.sync()
    east.sync()
    assert garden.open_cases() == []
    (again,) = east.open_cases()
    assert [leg.case for leg in again.received.trail] == [case.id, there.id]
    assert [(one.type, leg.case) for one, leg in with_streets(again.received)] == [
        ("reported", case.id), ("filed", case.id), ("reported", there.id)]
    assert again.id not in (case.id, there.id)
    assert again.reported_at == case.reported_at
    assert east.case(case).stage is Stage.TRANSFERRED
    filed = east.door.submit(r.File(case_id=again.id, actor="u", role=Role.ACCEPTOR, class_key=makes.CLASS,
                                    condition=makes.condition(east.door)))
    assert filed.stage is Stage.PENDING_DISPATCH
    east.sync()
    east.sound()
    garden.sound()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_counts_by_day_take_a_case_where_it_was_first_reported_on_the_day_of_that(two):
    east, garden = two
    east.door.set_offset(-DAY)
    of_yesterday = east.reported()
    east.door.set_offset(0)
    of_today = east.reported()
    garden.reported()
    for case in (of_yesterday, of_today):
        east.hand(case, GARDEN)
    east.sync()
    garden.sync()
    counted = {}
    for desk in two:
        for day in (MIDNIGHT - DAY, MIDNIGHT):
            with closing(desk.store.reader()) as reader:
                queries = Queries(reader)
                stands = queries.standing(day, day + DAY)
                counted[desk.street, day] = (queries.flow(day, day + DAY).reported, stands.open, stands.ended)
    assert counted == {
        (EAST, MIDNIGHT - DAY): (1, 0, 1), (EAST, MIDNIGHT): (1, 0, 1),
        (GARDEN, MIDNIGHT - DAY): (1, 1, 0), (GARDEN, MIDNIGHT): (2, 2, 0)}


def test_while_the_request_waits_nothing_moves_the_case_on_and_it_can_be_taken_back(two):
    east, garden = two
    case = east.reported()
    asked = east.hand(case, GARDEN)
    unit = east.door.books.units.units[0].id
    with pytest.raises(Refused, match="transfer-waits"):
        east.door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit))
    with pytest.raises(Refused, match="transfer-waits"):
        east.hand(case, GARDEN)
    assert east.note(case).notes == 1
    back = east.door.submit(undo_of(asked, "u-dispatcher"))
    assert (back.stage, back.transfer) == (case.stage, None)
    east.sync()  # request and counter-fact in one batch: nothing was handed over
    garden.sync()
    assert east.case(case).open
    assert garden.open_cases() == []
    east.sound()


@pytest.mark.parametrize(("to", "verdict"), [("999999999", Verdict.NO_STREET), ("410000000", Verdict.STREET_CLOSED)])
def test_a_street_that_takes_no_cases_is_refused_as_data_and_the_case_goes_on(two, platform, to, verdict):
    east, _ = two
    platform.add_workstation("旧台", "410000000", "A")
    platform.revoke("410000000", "A")
    case = east.reported()
    east.hand(case, to)
    assert east.sync().rejected == 1
    after = east.case(case)
    assert (after.stage, after.transfer, after.head) == (case.stage, None, case.head)
    assert verdicts(east, case) == [verdict]
    assert outcomes(east, case) == [("rejected", "")]
    assert makes.walk(east.door, east.door.submit(r.Dispatch(
        case_id=case.id, actor="u", role=Role.DISPATCHER, unit=east.door.books.units.units[0].id)), 1).open
    east.sync()
    east.sound()


def test_only_other_streets_with_the_right_role_and_a_reason(two):
    east, _ = two
    case = east.reported()
    for more, key in (({"to": EAST}, "same-street"), ({"to": "花园路"}, "street-needed"),
                      ({"reason": " "}, "reason-needed"), ({"role": Role.INSPECTOR}, "role")):
        with pytest.raises(Refused, match=key):
            east.hand(case, more.pop("to", GARDEN), **more)
    done = makes.walk(east.door, makes.dispatched(east.door))
    with pytest.raises(Refused, match="closed"):
        east.hand(done, GARDEN)


def test_a_case_that_moved_on_at_another_desk_stays_and_the_author_sees_why(platform, tmp_path):
    with desks(platform, tmp_path, (EAST, "A"), (EAST, "B"), (GARDEN, "A")) as (one, other, garden):
        case = one.reported()
        one.sync()
        other.sync()
        one.hand(case, GARDEN)
        other.door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER,
                                     unit=other.door.books.units.units[0].id))
        other.sync()
        one.sync()
        garden.sync()
        after = one.case(case)
        assert (after.stage, after.transfer) == (Stage.PENDING_HANDLE, None)
        assert verdicts(one, case) == [Verdict.CASE_MOVED]
        assert garden.open_cases() == []
        one.hand(after, GARDEN)  # looked again, asked anew
        one.sync()
        garden.sync()
        assert (one.case(case).stage, len(garden.open_cases())) == (Stage.TRANSFERRED, 1)
        one.sound()


def test_an_act_that_comes_too_late_is_kept_and_says_where_the_case_is(platform, tmp_path):
    with desks(platform, tmp_path, (EAST, "A"), (EAST, "B"), (GARDEN, "A")) as (one, other, garden):
        case = one.reported()
        one.sync()
        other.sync()
        one.hand(case, GARDEN)
        one.sync()
        other.door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER,
                                     unit=other.door.books.units.units[0].id))
        other.sync()
        garden.sync()
        assert other.case(case).stage is Stage.TRANSFERRED
        assert outcomes(other, case) == [("ineffective", "transferred")]
        assert len(garden.open_cases()) == 1
        other.sound()


def test_two_desks_that_ask_at_once_make_one_case(platform, tmp_path):
    with desks(platform, tmp_path, (EAST, "A"), (EAST, "B"), (GARDEN, "A")) as (one, other, garden):
        case = one.reported()
        one.sync()
        other.sync()
        one.hand(case, GARDEN)
        other.hand(case, GARDEN)
        one.sync()
        other.sync()
        one.sync()
        garden.sync()
        assert len(garden.open_cases()) == 1
        assert one.case(case) == other.case(case)
        assert verdicts(one, case) == [Verdict.CASE_MOVED]
        one.sound()
        garden.sound()


def test_a_lost_answer_makes_no_second_case(two, platform):
    east, garden = two
    case = east.reported()
    east.hand(case, GARDEN)
    station = platform.authenticate(east.token)
    bodies = [waiting.body for waiting in east.door.waiting(100)]
    cursor = east.door.cursor(EAST)
    first = platform.push(station, pushed(*bodies, after=cursor.seq, h=cursor.h.hex()))
    again = platform.push(station, pushed(*bodies, after=cursor.seq, h=cursor.h.hex()))
    assert [one.seq for one in again.results] == [one.seq for one in first.results]
    east.start()  # it was killed before the answer came
    east.sync()
    garden.sync()
    assert len(garden.open_cases()) == 1
    assert east.case(case).stage is Stage.TRANSFERRED
    east.sound()


def test_no_workstation_can_write_the_platform_s_word(two, platform):
    east, _ = two
    case = east.reported()
    east.hand(case, GARDEN)
    east.sync()
    (moved,) = [e.fact for e in east.door.entries(case.id) if e.fact.type == "transferred"]
    author = Author()
    forged = msgspec.structs.replace(
        author.note(), subject=case.id, type="transferred", role="platform", data=moved.data)
    answer = platform.push(platform.authenticate(east.token), pushed(forged))
    assert [one.verdict for one in answer.results] == [Verdict.NOT_GRANTED]


def test_photos_follow_the_case_and_no_other_street_gets_them(two, platform):
    east, garden = two
    data = b"picture"
    name = hashlib.sha256(data).hexdigest()
    case = makes.filed(east.door, photos=((b.PhotoKind.NEAR, Attachment(sha256=name, size=7, mime="image/jpeg")),))
    east.hand(case, GARDEN)
    east.sync()
    assert platform.photos.held(GARDEN, [name])[0].have == 0  # named there, and not come yet
    platform.photos.add(EAST, name, 0, data, name)
    assert platform.photos.held(GARDEN, [name])[0].have == 7
    assert platform.photos.read(GARDEN, name, 0, 100) == (data, 7)
    assert platform.photos.held("410000000", [name])[0].size == 0


def test_what_the_streets_are_is_known_offline(two):
    east, _ = two
    assert set(east.door.streets()) == {EAST, GARDEN}
    east.start()
    assert set(east.door.streets()) == {EAST, GARDEN}


def test_the_facts_of_both_streets_name_each_other(two):
    east, garden = two
    case = east.reported()
    asked = east.hand(case, GARDEN)
    east.sync()
    garden.sync()
    (report,) = [e for e in garden.door.entries(east.case(case).moved.case) if e.fact.type == "reported"]
    assert (report.fact.role, report.read().received.asked) == ("platform", asked.head)
    assert "users" not in report.fact.refs
    garden.sound()
