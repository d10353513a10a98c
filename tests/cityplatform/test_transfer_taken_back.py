"""Taking back a request to hand a case over, against the platform that grants it: sure while it waits in the outbox,
told in a sentence where the other street has the case already."""

import io

import pytest

from commandcenter.app import packages
from commandcenter.core.case import Stage
from commandcenter.core.command import Refused
from commandcenter.core.undo import Undo, undo_of
from commandcenter.sync import package, sending
from commandcenter.sync.package import inward, outward, secret_of
from commandcenter.sync.together import may_go, rejoin
from tests.cityplatform.test_push import pushed
from tests.cityplatform.test_transfer import outcomes
from tests.cityplatform.two_streets import desks
from tests.sync.streets import EAST, GARDEN, T0

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def two(platform, tmp_path):
    with desks(platform, tmp_path) as made:
        yield made


def taken_back(east, notes, anew=False):
    """A case that was asked to be handed over, and the request taken back, with other acts in between; `anew`: by a
    process that was started since."""
    case, other = east.reported(), east.reported()
    asked = east.hand(case, GARDEN)
    for _ in range(notes):
        east.note(other)
    if anew:
        east.start()
    assert east.door.submit(undo_of(asked, "u-dispatcher")).transfer is None
    return case


@pytest.mark.parametrize("most", range(4, 10))
def test_while_it_waits_it_is_sure_wherever_a_message_ends(two, monkeypatch, most):
    """2 x (report, number's place, filing, photos), request, notes, taking back: the end falls between them."""
    monkeypatch.setattr(sending, "MAX_FACTS", most)
    east, garden = two
    case = taken_back(east, 2)
    east.sync()
    garden.sync()
    after = east.case(case)
    assert (after.open, after.transfer, after.stage) == (True, None, case.stage)
    assert garden.open_cases() == []
    assert outcomes(east, case) == []
    east.sound()


@pytest.mark.parametrize("most", [4, 7, 8])
def test_it_is_sure_in_a_package_too(two, platform, monkeypatch, most, caplog):
    monkeypatch.setattr(package, "MAX_FACTS", most)
    east, garden = two
    case = taken_back(east, 2, anew=most == 8)
    waits = east.door.waiting(100)
    assert rejoin(east.door, waits, waits) is (most == 8)  # as whoever writes a package does
    out, back = io.BytesIO(), io.BytesIO()
    secret = secret_of(east.token)
    outward(east.door, "A", secret, out, now=T0)
    packages.receive(platform, out, back, now=T0)
    inward(east.door, "A", secret, back)
    garden.sync()
    assert east.case(case).open
    assert garden.open_cases() == []
    east.sound()


def test_it_is_sure_when_the_program_was_started_anew_in_between(two, monkeypatch, caplog):
    monkeypatch.setattr(sending, "MAX_FACTS", 7)
    east, garden = two
    case, other = east.reported(), east.reported()
    asked = east.hand(case, GARDEN)
    east.note(other)
    east.note(other)
    east.start()
    east.note(other)
    east.door.submit(undo_of(asked, "u-dispatcher"))
    east.note(other)
    east.sync()
    garden.sync()
    after = east.case(case)
    assert (after.open, after.transfer, after.stage) == (True, None, case.stage)
    assert (garden.open_cases(), outcomes(east, case), east.case(other).notes) == ([], [], 4)
    assert east.door.asides() == ()
    east.sound()


def test_started_anew_with_an_answer_lost_it_comes_too_late_and_nothing_is_set_aside(two, platform, caplog):
    east, garden = two
    case = east.reported()
    asked = east.hand(case, GARDEN)
    east.note(case)
    at = east.door.cursor(EAST)
    platform.push(platform.authenticate(east.token), pushed(
        *(one.body for one in east.door.waiting(100)), after=at.seq, h=at.h.hex()))
    east.start()
    east.door.submit(undo_of(asked, "u-dispatcher"))
    east.note(case)
    east.sync()
    garden.sync()
    after = east.case(case)
    assert (after.stage, after.notes, len(garden.open_cases())) == (Stage.TRANSFERRED, 2, 1)
    assert [kind for kind, _ in outcomes(east, case)] == ["ineffective"]
    assert east.door.asides() == ()
    east.sound()


def test_where_the_other_street_has_it_that_is_said(two):
    east, _ = two
    case = east.reported()
    asked = east.hand(case, GARDEN)
    mine = undo_of(asked, "u-dispatcher")
    east.sync()
    with pytest.raises(Refused) as late:
        east.door.submit(mine)
    moved = east.case(case).moved
    assert (late.value.key, late.value.facts["street"], late.value.facts["there"]) == (
        "undo-handed-over", moved.to_name, moved.number)


def test_where_its_answer_was_lost_the_taking_back_comes_too_late_and_the_case_is_there_once(two, platform):
    east, garden = two
    case = east.reported()
    asked = east.hand(case, GARDEN)
    at = east.door.cursor(EAST)
    platform.push(platform.authenticate(east.token), pushed(
        *(one.body for one in east.door.waiting(100)), after=at.seq, h=at.h.hex()))
    assert isinstance(undo_of(asked, "u-dispatcher"), Undo)
    assert east.door.submit(undo_of(asked, "u-dispatcher")).transfer is None  # this desk knows of no answer
    east.sync()
    garden.sync()
    after = east.case(case)
    assert (after.stage, after.open, len(garden.open_cases())) == (Stage.TRANSFERRED, False, 1)
    assert [kind for kind, _ in outcomes(east, case)] == ["ineffective"]
    east.sound()
    garden.sound()


def test_only_what_belongs_together_is_kept_back(two):
    east, _ = two
    taken_back(east, 3)
    bodies = [one.body for one in east.door.waiting(100)]
    at = next(n for n, body in enumerate(bodies) if b'"transfer_asked"' in body)
    assert may_go(bodies, ()) == len(bodies)
    assert may_go(bodies[:at], bodies[at:]) == at
    assert may_go(bodies[:-1], bodies[-1:]) == at
    assert may_go(bodies[at:-1], bodies[-1:]) == len(bodies) - at - 1  # nothing before it could go
    assert may_go(bodies[:-1], ()) == len(bodies) - 1
    east.sync()
    far, near = east.reported(), east.reported()
    taken = [east.hand(case, GARDEN) for case in (far, near)]
    waits = [one.body for one in east.door.waiting(100)]
    first, second = (n for n, body in enumerate(waits) if b'"transfer_asked"' in body)
    for asked in reversed(taken):
        east.door.submit(undo_of(asked, "u-dispatcher"))
    later = [one.body for one in east.door.waiting(100)][len(waits):]
    assert may_go(waits[first:], later) == second - first
    assert may_go(waits[second:], later) == len(waits) - second


def test_a_batch_that_is_cut_before_one_request_parts_no_other(two):
    east, _ = two
    cases = [east.reported() for _ in range(2)]
    taken = [east.hand(case, GARDEN) for case in cases]
    first, second = (n for n, one in enumerate(east.door.waiting(100)) if b'"transfer_asked"' in one.body)
    for asked in taken:
        east.door.submit(undo_of(asked, "u-dispatcher"))
    waits = [one.body for one in east.door.waiting(100)]
    assert 0 < first < second
    assert may_go(waits[:-1], waits[-1:]) == first  # not `second`: the first one's taking back stands behind it
    assert may_go(waits[first:-1], waits[-1:]) == second - first  # the first fits into no message then
