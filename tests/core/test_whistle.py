"""Whistles under two cities' rules: the call, each unit's clocks, the ratings; nobody leaves before the end."""

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core import whistle_clocks
from commandcenter.core import whistle_rules as w
from commandcenter.core.case import Entry, Role, Stage
from commandcenter.core.documents import DocumentError, decode_body
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.merge_rules import Merge
from commandcenter.core.undo import Undo, decide_undo
from commandcenter.core.whistle import find, running
from tests.core.lives import UNIT, books, life_at
from tests.core.test_flow import CITIES, HAIMEN, HOUR, MINUTE, OTHER, T0, YUNCHENG, Flow

THIRD = books().units.units[2].id
CALLED = (w.Call(unit=UNIT, part=b.Part.HOST), w.Call(unit=OTHER, part=b.Part.HELPER),
          w.Call(unit=THIRD, part=b.Part.INFORMED))
BLOW = {"kind": b.WhistleKind.COMPLAINT, "place": "冶金大道路口", "text": "积水反复，单独处置不了", "units": CALLED}


def whistled(city=YUNCHENG, **more: object) -> Flow:
    flow = Flow(city).dispatched()
    flow.act(w.BlowWhistle, Role.SHIFT_LEADER, **(BLOW | more))
    return flow


def tell(flow: Flow, kind: type[r.Command], unit: str, /, *, minutes: float = 0, **more: object) -> None:
    flow.act(kind, Role.DEPARTMENT, hours=minutes / 60, unit=unit, on_behalf=unit, **more)


def refused(flow: Flow, kind: type[r.Command], unit: str, /, **more: object) -> str:
    return flow.refused(kind, Role.DEPARTMENT, unit=unit, **({"on_behalf": unit} | more))


def readings(flow: Flow, unit: str):
    whistle = find(flow.case.whistles, None)
    found = whistle_clocks.read(whistle, whistle.party(unit), lambda _: flow.city.calendar, flow.city.ladder.urgency)
    return {reading.name: reading for reading in found}


@CITIES
def test_each_unit_has_its_own_clocks_from_the_call_on_and_who_is_informed_has_none(city):
    flow = whistled(city)
    limits = city.rules.whistles[b.WhistleKind.COMPLAINT]
    tell(flow, w.SignIn, OTHER, minutes=5)
    tell(flow, w.Arrive, UNIT, minutes=15)
    host, helper = readings(flow, UNIT), readings(flow, OTHER)
    assert [x.clock.limit for x in host.values()] == [limits.sign, limits.arrive, limits.result]
    assert host["sign"].clock.ended == host["arrive"].clock.ended == T0 + 20 * MINUTE
    assert (helper["sign"].clock.ended, helper["arrive"].clock.ended) == (T0 + 5 * MINUTE, None)
    assert readings(flow, THIRD) == {}
    tell(flow, w.SignIn, THIRD)
    assert refused(flow, w.Arrive, THIRD) == "informed-only"
    assert (flow.case.stage, flow.case.signed_at) == (Stage.PENDING_HANDLE, None)


def test_half_an_hour_to_the_site_runs_through_the_night_and_the_next_deadline_is_known():
    flow = whistled(YUNCHENG)
    assert readings(flow, UNIT)["arrive"].due == T0 + 30 * MINUTE
    tell(flow, w.SignIn, UNIT)
    tell(flow, w.SignIn, OTHER)
    whistle = running(flow.case.whistles)
    assert whistle_clocks.next_due(whistle, lambda _: YUNCHENG.calendar) == T0 + 30 * MINUTE
    tell(flow, w.Arrive, UNIT, minutes=40)
    reading = readings(flow, UNIT)["arrive"]
    assert reading.clock.ended > reading.due


@CITIES
def test_a_call_names_a_place_words_and_exactly_one_host(city):
    flow, ask = Flow(city).dispatched(), lambda **more: flow.refused(
        w.BlowWhistle, Role.SHIFT_LEADER, **(BLOW | more))
    assert ask(text=" ") == "reason-needed"
    assert ask(place="") == "place-needed"
    assert ask(units=CALLED[1:]) == ask(units=(CALLED[0], w.Call(unit=OTHER, part=b.Part.HOST))) == "one-host"
    assert ask(units=(CALLED[0], w.Call(unit=UNIT, part=b.Part.HELPER))) == "unit-twice"
    assert ask(units=(w.Call(unit="nobody", part=b.Part.HOST),)) == "unknown-unit"
    case = flow.act(w.BlowWhistle, Role.SHIFT_LEADER, **(BLOW | {"text": "长" * 2000}))
    assert len(case.whistles[0].text) == 1000
    assert ask() == "whistle-open-already"


def test_who_may_whistle_and_what_for_is_the_citys():
    assert Flow(YUNCHENG).dispatched().act(w.BlowWhistle, Role.DISPATCHER, **BLOW).whistles
    assert Flow(HAIMEN).dispatched().refused(w.BlowWhistle, Role.DISPATCHER, **BLOW) == "role"
    few = msgspec.structs.replace(
        YUNCHENG.rules, whistles={b.WhistleKind.EMERGENCY: YUNCHENG.rules.whistles[b.WhistleKind.EMERGENCY]})
    flow = Flow(YUNCHENG).dispatched()
    flow.city = replace(YUNCHENG, rules=few)
    assert flow.refused(w.BlowWhistle, Role.DISPATCHER, **BLOW) == "no-such-whistle"


@pytest.mark.parametrize("by", [[], ["collector"]])
def test_rules_in_which_nobody_or_a_stranger_whistles_are_refused(by):
    raw = msgspec.json.encode(msgspec.to_builtins(YUNCHENG.rules) | {"whistle_by": by})
    with pytest.raises(DocumentError, match="whistle_by"):
        decode_body("rules", raw)


@CITIES
def test_acts_of_the_units_are_entered_on_behalf_once_and_in_their_order(city):
    flow = whistled(city)
    assert refused(flow, w.SignIn, OTHER, on_behalf=None) == "on-behalf-needed"
    assert refused(flow, w.SignIn, OTHER, on_behalf=UNIT) == "other-unit"
    assert refused(flow, w.SignIn, "water") == "not-called"
    assert refused(flow, w.Finish, UNIT, text="已处置") == "arrive-first"
    tell(flow, w.SignIn, UNIT)
    assert refused(flow, w.SignIn, UNIT) == "told-already"
    tell(flow, w.Arrive, UNIT)
    assert refused(flow, w.Finish, UNIT, text=" ") == "reason-needed"
    tell(flow, w.Finish, UNIT, text="抽排完毕")
    assert flow.case.whistles[0].host.result == "抽排完毕"


@CITIES
def test_nobody_leaves_until_it_is_done_unless_with_a_reason(city):
    flow = whistled(city)
    assert flow.refused(w.CloseWhistle, Role.SHIFT_LEADER) == "host-not-done"
    assert flow.refused(w.CloseWhistle, Role.SHIFT_LEADER, reason="是") == "text-too-short"
    case = flow.act(w.CloseWhistle, Role.SHIFT_LEADER, hours=1, reason="改由区里统一处置")
    assert (case.whistles[0].closed_at, case.whistles[0].reason) == (flow.at, "改由区里统一处置")
    assert readings(flow, UNIT)["result"].clock.ended == flow.at
    assert refused(flow, w.SignIn, UNIT) == "no-whistle"
    done = whistled(city)
    tell(done, w.Arrive, UNIT)
    tell(done, w.Finish, UNIT, text="已处置")
    assert not done.act(w.CloseWhistle, Role.SHIFT_LEADER).whistles[0].open


@CITIES
def test_a_case_is_not_closed_or_merged_away_while_its_whistle_is_open(city):
    flow = whistled(city)
    assert flow.refused(Merge, Role.DISPATCHER, into=UUID(int=9)) == "whistle-open"
    flow.act(r.Sign, Role.DEPARTMENT)
    flow.act(r.Assign, Role.DEPARTMENT)
    flow.fed_back()
    flow.act(r.Pass, Role.DISPATCHER)
    assert flow.refused(r.Close, Role.ACCEPTOR) == "whistle-open"
    assert r.why_not(flow.case, r.Close, frozenset({Role.ACCEPTOR}), city).key == "whistle-open"
    flow.act(w.CloseWhistle, Role.LEADER, reason="已处置")
    assert flow.act(r.Close, Role.ACCEPTOR).stage is Stage.CLOSED


def test_a_closing_from_elsewhere_ends_the_whistle_with_the_case():
    flow = whistled()
    flow.add(b.Voided(reason="x"), role=Role.SHIFT_LEADER)
    assert flow.last == "ineffective not_allowed"
    life = life_at(Stage.CHECK_PASSED)
    life.do(w.BlowWhistle, Role.LEADER, **BLOW)
    assert life.add(b.Closed()) == "effective"
    whistle = life.case.whistles[0]
    assert (whistle.open, whistle.closing) == (False, None)
    late = b.WhistleSigned(whistle=whistle.fact, unit=UNIT)
    assert life.add(late, role=Role.DEPARTMENT, follows=False) == "ineffective whistle_closed"


@CITIES
def test_the_street_rates_each_unit_once_also_after_the_case_was_closed(city):
    flow = whistled(city)
    by = {"role": Role.LEADER}
    assert flow.refused(w.RateUnit, by["role"], unit=UNIT, rating=b.Rating.GOOD) == "rate-later"
    tell(flow, w.Arrive, UNIT)
    tell(flow, w.Finish, UNIT, text="已处置")
    flow.act(w.RateUnit, by["role"], unit=UNIT, rating=b.Rating.GOOD)
    assert flow.refused(w.RateUnit, by["role"], unit=UNIT, rating=b.Rating.POOR) == "rated-already"
    flow.act(w.CloseWhistle, by["role"])
    assert flow.refused(w.RateUnit, by["role"], unit=UNIT, rating=b.Rating.POOR) == "rated-already"
    assert flow.refused(w.RateUnit, by["role"], unit=THIRD, rating=b.Rating.GOOD) == "informed-only"
    assert flow.refused(w.RateUnit, by["role"], unit=OTHER, rating=b.Rating.POOR) == "reason-needed"
    flow.act(r.Sign, Role.DEPARTMENT)
    flow.act(r.Assign, Role.DEPARTMENT)
    flow.fed_back()
    flow.act(r.Pass, Role.DISPATCHER)
    flow.act(r.Close, Role.ACCEPTOR)
    case = flow.act(w.RateUnit, by["role"], unit=OTHER, rating=b.Rating.POOR, text="一直未到场")
    assert [p.rating for p in case.whistles[0].parties] == [b.Rating.GOOD, b.Rating.POOR, None]
    assert flow.refused(w.RateUnit, by["role"], unit=OTHER, rating=b.Rating.GOOD) == "rated-already"


def test_a_second_whistle_is_called_when_the_first_is_closed():
    flow = whistled()
    flow.act(w.CloseWhistle, Role.LEADER, reason="改日再来")
    case = flow.act(w.BlowWhistle, Role.LEADER, **BLOW)
    assert [x.open for x in case.whistles] == [False, True]
    tell(flow, w.SignIn, UNIT)
    assert [x.host.signed_at for x in flow.case.whistles] == [None, flow.at]


# -- units that come later, and go ------------------------------------------------------------------------------------


FOURTH = books().units.units[3].id
MORE = (w.Call(unit=FOURTH, part=b.Part.HELPER),)


@CITIES
def test_a_unit_that_is_called_later_has_its_own_clocks_from_then_on(city):
    flow = whistled(city)
    limits = city.rules.whistles[b.WhistleKind.COMPLAINT]
    before = readings(flow, UNIT)
    flow.act(w.CallMore, Role.SHIFT_LEADER, hours=2, units=MORE, text="需要抽水泵")
    later = readings(flow, FOURTH)
    assert {x.clock.start for x in later.values()} == {flow.at}
    assert [x.clock.limit for x in later.values()] == [limits.sign, limits.arrive, limits.result]
    assert readings(flow, UNIT) == before
    tell(flow, w.SignIn, FOURTH, minutes=5)
    assert readings(flow, FOURTH)["sign"].clock.ended == flow.at
    assert flow.folded.case.whistles[0].host.unit == UNIT


@CITIES
def test_further_units_are_new_ones_and_none_of_them_leads(city):
    flow, ask = whistled(city), lambda *units: flow.refused(w.CallMore, Role.LEADER, units=units)
    assert ask() == "units-needed"
    assert ask(w.Call(unit=FOURTH, part=b.Part.HOST)) == "host-there"
    assert ask(w.Call(unit=OTHER, part=b.Part.HELPER)) == ask(w.Call(unit=UNIT, part=b.Part.HELPER)) == "called-already"
    assert ask(*MORE, *MORE) == "unit-twice"
    assert ask(w.Call(unit="nobody", part=b.Part.HELPER)) == "unknown-unit"
    case = flow.act(w.CallMore, Role.LEADER, units=(w.Call(unit=THIRD, part=b.Part.HELPER),))  # was only informed
    assert [p.part for p in case.whistles[0].parties] == [b.Part.HOST, b.Part.HELPER, b.Part.HELPER]
    flow.act(w.CloseWhistle, Role.LEADER, reason="改日再来")
    assert ask(*MORE) == "no-whistle"


@CITIES
def test_a_unit_is_released_with_a_reason_its_clocks_end_and_it_may_be_called_again(city):
    flow, let_go = whistled(city), {"unit": OTHER, "text": "已由街道处置，无需到场"}
    assert flow.refused(w.ReleaseUnit, Role.LEADER, unit=OTHER, text=" ") == "reason-needed"
    assert flow.refused(w.ReleaseUnit, Role.LEADER, unit=UNIT, text="无需到场") == "host-stays"
    flow.act(w.ReleaseUnit, Role.LEADER, hours=3, **let_go)
    assert {x.clock.ended for x in readings(flow, OTHER).values()} == {flow.at}
    whistle = running(flow.case.whistles)
    tell(flow, w.SignIn, UNIT)
    tell(flow, w.Arrive, UNIT)
    tell(flow, w.Finish, UNIT, text="已处置")
    assert whistle_clocks.next_due(running(flow.case.whistles), lambda _: city.calendar) is None
    assert whistle.party(OTHER).why_released == "已由街道处置，无需到场"
    assert refused(flow, w.SignIn, OTHER) == "released-already"
    assert flow.refused(w.ReleaseUnit, Role.LEADER, **let_go) == "released-already"
    flow.act(w.RateUnit, Role.LEADER, unit=OTHER, rating=b.Rating.FAIR)
    flow.act(w.CallMore, Role.LEADER, hours=1, units=(w.Call(unit=OTHER, part=b.Part.HELPER),))
    assert {x.clock.start for x in readings(flow, OTHER).values()} == {flow.at}
    tell(flow, w.SignIn, OTHER)


def test_who_may_call_more_and_release_is_the_citys():
    flow = whistled(HAIMEN)
    assert flow.refused(w.CallMore, Role.DISPATCHER, units=MORE) == "role"
    assert flow.refused(w.ReleaseUnit, Role.DISPATCHER, unit=OTHER, text="无需到场") == "role"
    assert Flow(HAIMEN).dispatched().refused(w.CallMore, Role.LEADER, units=MORE) == "no-whistle"


# -- two desks --------------------------------------------------------------------------------------------------------


def _whistle_body(part: b.Part = b.Part.HOST) -> b.Whistled:
    limit = Limit(n=1, unit=Unit.URGENT_HOUR)
    return b.Whistled(kind=b.WhistleKind.JOINT, place="x", text="x", sign_limit=limit, arrive_limit=limit,
                      result_limit=limit, units=(b.Called(unit=UNIT, unit_name="x", part=part),))


def test_of_two_whistles_the_first_accepted_counts_and_the_other_is_in_the_list():
    flow = whistled()
    first = flow.case.whistles[0].fact
    assert flow.add(_whistle_body(), role=Role.LEADER, follows=False) == "ineffective whistle_open"
    assert flow.folded.outcomes[-1].winner == first


def test_what_two_desks_entered_of_a_unit_counts_once_and_two_ratings_are_a_conflict():
    flow = whistled()
    whistle = flow.case.whistles[0].fact
    signed = b.WhistleSigned(whistle=whistle, unit=UNIT)
    assert flow.add(signed, role=Role.DEPARTMENT, follows=False) == "effective"
    assert flow.add(signed, role=Role.DEPARTMENT, follows=False) == "repetition whistle_told"
    assert flow.add(signed, role=Role.DISPATCHER, follows=False) == "ineffective role"
    assert flow.add(b.WhistleSigned(whistle=UUID(int=3), unit=UNIT), role=Role.DEPARTMENT,
                    follows=False) == "ineffective no_whistle"
    assert flow.add(b.WhistleSigned(whistle=whistle, unit="water"), role=Role.DEPARTMENT,
                    follows=False) == "ineffective no_whistle"
    good, poor = (b.WhistleRated(whistle=whistle, unit=UNIT, rating=x) for x in (b.Rating.GOOD, b.Rating.POOR))
    assert flow.add(good, role=Role.COLLECTOR, follows=False) == "ineffective role"
    assert flow.add(good, role=Role.LEADER, follows=False) == "effective"
    rated = flow.entries[-1].fact.id
    assert flow.add(good, role=Role.LEADER, follows=False) == "repetition whistle_told"
    assert flow.add(poor, role=Role.LEADER, follows=False) == "ineffective rated"
    assert flow.folded.outcomes[-1].winner == rated
    closed = b.WhistleClosed(whistle=whistle)
    assert flow.add(closed, role=Role.ACCEPTOR, follows=False) == "ineffective role"
    assert flow.add(closed, role=Role.LEADER, follows=False) == "effective"
    assert flow.add(closed, role=Role.LEADER, follows=False) == "repetition whistle_closed"


def test_what_two_desks_call_more_or_release_counts_once_and_what_came_too_late_has_no_effect():
    flow = whistled()
    whistle, limit = flow.case.whistles[0].fact, Limit(n=1, unit=Unit.URGENT_HOUR)

    def called(*units: tuple[str, b.Part]) -> b.WhistleCalled:
        return b.WhistleCalled(
            whistle=whistle, sign_limit=limit, arrive_limit=limit, result_limit=limit,
            units=tuple(b.Called(unit=unit, unit_name=unit, part=part) for unit, part in units))

    def said(body: b.Body, role: Role = Role.LEADER) -> str:
        return flow.add(body, role=role, follows=False)

    assert said(called((FOURTH, b.Part.HELPER))) == "effective"
    assert said(called((FOURTH, b.Part.HELPER))) == "repetition whistle_told"
    assert said(called((FOURTH, b.Part.HELPER), (THIRD, b.Part.HELPER))) == "effective"  # one of them is new
    assert len(flow.case.whistles[0].parties) == 4
    assert said(called()) == said(called(("x", b.Part.HOST))) == "ineffective not_allowed"
    assert said(called(("x", b.Part.HELPER)), Role.DEPARTMENT) == "ineffective role"
    gone = b.WhistleReleased(whistle=whistle, unit=FOURTH, reason="无需到场")
    assert said(gone, Role.DEPARTMENT) == "ineffective role"
    assert said(gone) == "effective"
    released = flow.entries[-1].fact.id
    assert said(gone) == "repetition whistle_told"
    assert said(msgspec.structs.replace(gone, unit=UNIT)) == "ineffective not_allowed"
    assert said(b.WhistleSigned(whistle=whistle, unit=FOURTH), Role.DEPARTMENT) == "ineffective whistle_released"
    assert flow.folded.outcomes[-1].winner == released
    assert said(b.WhistleClosed(whistle=whistle)) == "effective"
    assert said(gone) == said(called(("y", b.Part.HELPER))) == "ineffective whistle_closed"


def test_a_result_that_came_before_the_arrival_counts_as_both():
    flow = whistled()
    whistle = flow.case.whistles[0].fact
    done = b.WhistleFinished(whistle=whistle, unit=OTHER, text="已处置")
    assert flow.add(done, role=Role.DEPARTMENT, follows=False, at=T0 + HOUR) == "effective"
    party = flow.case.whistles[0].party(OTHER)
    assert (party.signed_at, party.arrived_at, party.finished_at) == (T0 + HOUR,) * 3
    assert flow.add(b.WhistleArrived(whistle=whistle, unit=OTHER), role=Role.DEPARTMENT,
                    follows=False) == "repetition whistle_told"


def test_a_whistle_without_units_or_by_others_or_on_a_closed_case_has_no_effect():
    flow = Flow(YUNCHENG).dispatched()
    assert flow.add(_whistle_body(), role=Role.ACCEPTOR, follows=False) == "ineffective role"
    empty = msgspec.structs.replace(_whistle_body(), units=())
    assert flow.add(empty, role=Role.LEADER, follows=False) == "ineffective not_allowed"
    closed = life_at(Stage.CLOSED)
    assert closed.add(_whistle_body(), role=Role.LEADER, follows=False) == "ineffective closed"


def test_taking_back_a_step_keeps_what_was_whistled_meanwhile():
    flow = Flow(YUNCHENG).dispatched()
    step = flow.head
    flow.act(w.BlowWhistle, Role.LEADER, **BLOW)
    back = Undo(case_id=flow.case.id, actor="u", role=Role.DISPATCHER, fact=step)
    facts = flow.author.write(decide_undo(flow.case, back), flow.head, flow.at)
    flow.entries += [Entry(fact=f) for f in facts]
    assert flow.last == "effective"
    assert (flow.case.stage, len(flow.case.whistles)) == (Stage.PENDING_DISPATCH, 1)


def test_rules_of_the_first_version_have_the_usual_whistles():
    assert books().rules.whistles[b.WhistleKind.JOINT].arrive == Limit(n=0.5, unit=Unit.URGENT_HOUR)
    assert set(books().rules.whistles) == set(b.WhistleKind)
