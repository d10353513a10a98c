"""The whole flow under three cities' rules: returns, rework, more time, deferral, appeal, re-opening, rulings."""

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core import clocks, deadlines, report_rules
from commandcenter.core import passing_rules as p
from commandcenter.core import rules as r
from commandcenter.core.case import Case, Entry, Judging, Role, Stage
from commandcenter.core.city_rules import Rules
from commandcenter.core.documents import Books, DocumentError, decode_body, read_document
from commandcenter.core.fold import fold
from commandcenter.core.ladder import next_rung
from commandcenter.core.limits import DAY_MS, Limit, Unit
from commandcenter.core.report_rules import Reopen, Report
from commandcenter.core.request_rules import Appeal, AskDeferral, AskExtension, Decide
from commandcenter.core.responsibility import Why, propose
from commandcenter.core.ruling_rules import AskRuling, GiveRuling
from tests import makes
from tests.core.lives import CASE, CONDITION, UNIT, Author, Life, behalf, books, command, life_at

T0, HOUR, MINUTE = makes.T0, makes.HOUR, makes.MINUTE
OTHER = books().units.units[1].id
EIGHT = Limit(n=8, unit=Unit.URGENT_HOUR)


def _city(name: str) -> Books:
    document = read_document((paths.RESOURCES / "reference" / f"rules_{name}.json").read_bytes())
    rules = decode_body("rules", bytes(document.body))
    assert isinstance(rules, Rules)
    return replace(books(), rules=rules)


YUNCHENG, HAIMEN = _city("yuncheng"), _city("haimen")
CITIES = pytest.mark.parametrize("city", [YUNCHENG, HAIMEN], ids=["yuncheng", "haimen"])


class Flow(Life):
    """A case under a city's rules, on a clock of its own; commands that look at the clock are told it."""

    def __init__(self, city: Books, limit: Limit = EIGHT) -> None:
        super().__init__(Author("f"))
        self.city, self.at = city, T0
        self.act(Report, Role.COLLECTOR)
        self.add(b.Filed(class_key=makes.CLASS, class_name="上水井盖", major_name="公用设施", limit=limit))

    def act(self, kind: type[r.Command], role: Role, /, *, hours: float = 0, **fields: object) -> Case:
        self.at += round(hours * HOUR)
        case = self.folded.case
        if issubclass(kind, Report):
            fields = vars(makes.report(CASE, role=role, number="20260302-A001")) | fields
        else:
            whose = behalf(role, case.unit or UNIT if case else UNIT)
            fields = {"case_id": CASE, "actor": "u", "role": role, "on_behalf": whose} | fields
        if issubclass(kind, r.Timed):
            fields |= {"now": self.at, "due": self.due if case else None}
        drafts = r.decide(case, kind(**fields), self.city)  # type: ignore[arg-type]
        self.entries += [Entry(fact=f) for f in self.author.write(drafts, self.head, self.at)]
        assert self.last == "effective"
        return self.case

    def refused(self, kind: type[r.Command], role: Role, /, **fields: object) -> str:
        with pytest.raises(r.Refused) as refused:
            self.act(kind, role, **fields)
        assert isinstance(refused.value, r.Refused)
        return refused.value.key

    @property
    def due(self) -> int | None:
        return clocks.handling_due(self.case, lambda _: self.city.calendar)

    def dispatched(self, **more: object) -> "Flow":
        self.act(r.Dispatch, Role.DISPATCHER, unit=UNIT, **more)
        return self

    def returned(self, hours: float = 0, misdispatched: bool = True) -> "Flow":
        """Sent back by the unit; judged by the shift leader where the city wants it."""
        self.act(r.ReturnToDispatcher, Role.DEPARTMENT, hours=hours, reason="非本单位")
        if self.city.rules.judge_returns:
            self.act(p.JudgeReturn, Role.SHIFT_LEADER, misdispatched=misdispatched, reason="已核实")
        return self

    def handling(self) -> "Flow":
        self.dispatched()
        self.act(r.Sign, Role.DEPARTMENT)
        self.act(r.Assign, Role.DEPARTMENT)
        return self

    def fed_back(self, hours: float = 1) -> "Flow":
        self.act(r.Handle, Role.HANDLER, hours=hours)
        self.act(r.FeedBack, Role.DEPARTMENT)
        return self

    def closed(self, hours: float = 1) -> "Flow":
        self.handling().fed_back(hours)
        self.act(r.Pass, Role.DISPATCHER)
        self.act(r.Close, Role.ACCEPTOR)
        return self

    def decided(self, approved: bool = True, reason: str = "理由不足") -> Case:
        """Every level says the same."""
        while (asked := self.case.asked) is not None:
            self.act(Decide, Role(asked.level), approved=approved, reason=reason)
        return self.case


# -- returns: T10, T11, T13, T15 --------------------------------------------------------------------------------------


@CITIES
def test_a_unit_that_has_assigned_revokes_first_and_then_returns(city):
    flow = Flow(city).handling()
    assert flow.refused(r.ReturnToDispatcher, Role.DEPARTMENT, reason="非本单位") == "revoke-first"
    flow.act(r.RevokeAssignment, Role.DEPARTMENT)
    assert flow.refused(r.ReturnToDispatcher, Role.DEPARTMENT, reason=" ") == "reason-needed"
    case = flow.act(r.ReturnToDispatcher, Role.DEPARTMENT, hours=1, reason="非本单位")
    assert (case.stage, case.returns, case.returned_by) == (Stage.PENDING_DISPATCH, 1, UNIT)
    assert (case.stage_clock.start, case.stage_clock.limit) == (flow.at, city.stage("dispatch"))


def test_where_the_city_says_so_the_clock_stands_still_until_the_same_unit_has_it_again():
    flow = Flow(YUNCHENG).dispatched()
    start = flow.at
    assert flow.due == start + 8 * HOUR
    flow.returned(hours=3)
    assert flow.due is None
    case = flow.act(r.Dispatch, Role.DISPATCHER, hours=2, unit=UNIT)
    assert (case.handling.start, case.handling.pauses) == (start, ((start + 3 * HOUR, start + 5 * HOUR),))
    assert flow.due == start + 10 * HOUR
    assert (case.returned_by, case.signed_at) == ("", None)


def test_where_it_does_not_the_clock_runs_on():
    flow = Flow(HAIMEN).dispatched()
    start = flow.at
    flow.act(r.ReturnToDispatcher, Role.DEPARTMENT, hours=3, reason="非本单位")
    assert flow.due == start + 8 * HOUR
    assert flow.act(r.Dispatch, Role.DISPATCHER, hours=2, unit=UNIT).handling.start == start


@CITIES
def test_another_unit_starts_anew(city):
    flow = Flow(city).dispatched()
    flow.returned(hours=3)
    case = flow.act(r.Dispatch, Role.DISPATCHER, hours=2, unit=OTHER)
    assert (case.handling.start, case.handling.pauses, case.unit) == (flow.at, (), OTHER)


@CITIES
def test_who_got_a_case_back_may_correct_or_send_it_again_but_not_push_it_forward(city):
    flow = Flow(city).dispatched()
    flow.act(r.ReturnToDispatcher, Role.DEPARTMENT, reason="非本单位")
    assert flow.refused(r.Pass, Role.DISPATCHER) == "returned-case"
    assert r.why_not(flow.case, r.Pass, frozenset({Role.DISPATCHER}), city).key == "returned-case"
    flow.act(r.ReturnToAcceptor, Role.DISPATCHER, reason="类别有误")
    assert flow.refused(r.Close, Role.ACCEPTOR) == "stage"
    flow.add(b.Filed(class_key=makes.CLASS, class_name="上水井盖", major_name="公用设施", limit=EIGHT))
    assert flow.act(r.Dispatch, Role.DISPATCHER, unit=UNIT).returned_by == ""


def test_the_shift_leader_judges_a_return_before_it_is_dispatched_again():
    flow = Flow(YUNCHENG).dispatched()
    assert flow.refused(p.JudgeReturn, Role.SHIFT_LEADER, misdispatched=True, reason="已核实") == "stage"
    case = flow.act(r.ReturnToDispatcher, Role.DEPARTMENT, hours=1, reason="非本单位")
    began = case.stage_clock
    assert (case.judging, began.limit) == (Judging.WAITS, YUNCHENG.stage("dispatch"))
    assert flow.refused(r.Dispatch, Role.DISPATCHER, unit=OTHER) == "judge-first"
    assert r.why_not(case, r.Dispatch, frozenset({Role.DISPATCHER}), YUNCHENG).key == "judge-first"
    assert flow.refused(p.JudgeReturn, Role.DISPATCHER, misdispatched=True, reason="已核实") == "role"
    assert flow.refused(p.JudgeReturn, Role.SHIFT_LEADER, misdispatched=True, reason="是") == "text-too-short"
    case = flow.act(p.JudgeReturn, Role.SHIFT_LEADER, hours=0.1, misdispatched=True, reason="确属误派")
    assert (case.judging, case.misdispatches, case.shirks) == (Judging.MISDISPATCHED, 1, 0)
    assert case.stage_clock == began
    assert flow.refused(p.JudgeReturn, Role.SHIFT_LEADER, misdispatched=True, reason="再核实") == "nothing-to-judge"
    assert flow.act(r.Dispatch, Role.DISPATCHER, unit=OTHER).judging is None


def test_a_return_that_was_not_right_goes_back_to_the_same_unit_with_what_is_left_of_its_time():
    flow = Flow(YUNCHENG).dispatched().returned(hours=1, misdispatched=False)
    assert (flow.case.judging, flow.case.shirks) == (Judging.REFUTED, 1)
    assert flow.refused(r.Dispatch, Role.DISPATCHER, unit=OTHER) == "same-unit-only"
    assert flow.act(r.Dispatch, Role.DISPATCHER, hours=1, unit=UNIT).handling.start == T0
    assert flow.due == T0 + 9 * HOUR


def test_a_city_that_does_not_judge_dispatches_at_once_and_filing_anew_needs_no_judgement():
    flow = Flow(HAIMEN).dispatched().returned()
    assert flow.case.judging is None
    assert flow.act(r.Dispatch, Role.DISPATCHER, unit=OTHER).unit == OTHER
    flow = Flow(YUNCHENG).dispatched()
    flow.act(r.ReturnToDispatcher, Role.DEPARTMENT, reason="非本单位")
    assert flow.act(r.ReturnToAcceptor, Role.DISPATCHER, reason="类别有误").judging is None


@CITIES
def test_what_the_public_reports_is_verified_before_it_is_filed(city):
    for source, needed in (("hotline", True), ("public", True), ("superior", False), ("collector", False)):
        life = Life()
        life.entries = []
        life.do(Report, Role.COLLECTOR, source=source)
        filing = command(r.File, Role.ACCEPTOR, {"class_key": makes.CLASS, "condition": CONDITION})
        refused = r.why_not(life.case, r.File, frozenset({Role.ACCEPTOR}), city)
        assert (refused.key if refused else None) == ("verify-first" if needed else None)
        if needed:
            with pytest.raises(r.Refused, match="verify-first"):
                r.decide(life.case, filing, city)
            life.do(r.OrderVerification, Role.ACCEPTOR)
            assert life.do(r.Verify, Role.COLLECTOR, result=b.CheckResult.PASS).verified is b.CheckResult.PASS
        assert r.decide(life.case, filing, city)


@CITIES
def test_a_reason_is_as_long_as_the_city_wants_it(city):
    longer = replace(city, rules=msgspec.structs.replace(city.rules, least_reason=5))
    flow = Flow(longer)
    assert flow.refused(r.ReturnToAcceptor, Role.DISPATCHER, reason="类别有误") == "text-too-short"
    assert flow.act(r.ReturnToAcceptor, Role.DISPATCHER, reason="类别填写有误").stage is Stage.RETURNED


@CITIES
def test_acts_of_units_and_collectors_say_whose_they_are(city):
    flow = Flow(city).dispatched()
    assert flow.refused(r.Sign, Role.DEPARTMENT, on_behalf=None) == "on-behalf-needed"
    assert flow.refused(r.Sign, Role.DEPARTMENT, on_behalf=OTHER) == "other-unit"
    assert flow.refused(r.Sign, Role.DEPARTMENT, actor="dm-acceptor-1") == "role"
    flow.act(r.Sign, Role.DEPARTMENT, actor="dm-dispatcher-1")
    assert (flow.entries[-1].fact.on_behalf, flow.entries[-1].fact.role) == (UNIT, "department")
    with pytest.raises(r.Refused, match="on-behalf-needed"):
        r.decide(None, command(Report, Role.COLLECTOR, {"on_behalf": None}), city)
    assert r.decide(None, command(Report, Role.COLLECTOR, {"on_behalf": None, "actor": "dm-collector-1"}), city)


def test_before_any_dispatch_no_unit_asks_for_a_ruling():
    flow = Flow(YUNCHENG)
    assert flow.refused(AskRuling, Role.DEPARTMENT, reason="职责不清") == "no-unit"
    assert r.why_not(flow.case, AskRuling, frozenset({Role.INSPECTOR}), YUNCHENG).key == "no-unit"


@CITIES
def test_closing_carries_the_closing_condition_of_its_filing_condition(city):
    life = life_at(Stage.PENDING_CHECK)
    (draft,) = r.decide(life.case, command(r.Close, Role.ACCEPTOR, {}), city)
    assert draft.data.condition_text == city.catalogue.condition(CONDITION).close != ""


def test_a_new_limit_after_a_return_starts_anew_even_for_the_same_unit():
    flow = Flow(YUNCHENG).dispatched()
    flow.act(r.ReturnToDispatcher, Role.DEPARTMENT, hours=3, reason="立案时限有误")
    flow.act(r.ReturnToAcceptor, Role.DISPATCHER, reason="立案时限有误")
    two_days = Limit(n=2, unit=Unit.WORK_DAY)
    flow.add(b.Filed(class_key=makes.CLASS, class_name="上水井盖", major_name="公用设施", limit=two_days))
    assert flow.act(r.Dispatch, Role.DISPATCHER, unit=UNIT).handling.start == flow.at


@CITIES
def test_a_handler_gives_it_back_to_the_unit_before_submitting_and_the_clock_runs_on(city):
    flow = Flow(city).handling()
    due = flow.due
    assert flow.refused(r.ReturnToDepartment, Role.DEPARTMENT, reason="需要吊车") == "role"
    case = flow.act(r.ReturnToDepartment, Role.HANDLER, hours=1, reason="需要吊车")
    assert (case.stage, case.returns, flow.due) == (Stage.PENDING_HANDLE, 0, due)
    flow.act(r.Assign, Role.DEPARTMENT)
    flow.act(r.Handle, Role.HANDLER)
    assert flow.refused(r.ReturnToDepartment, Role.HANDLER, reason="理由") == "stage"


@CITIES
def test_what_is_not_good_enough_goes_back_to_the_handler(city):
    flow = Flow(city).handling()
    flow.act(r.Handle, Role.HANDLER, hours=1)
    case = flow.act(r.SendBack, Role.DEPARTMENT, reason="照片不清楚")
    assert (case.stage, case.handled_at, case.handling.ended) == (Stage.HANDLING, None, None)


def test_the_dispatchers_rework_starts_a_new_clock_in_one_city_and_goes_on_in_the_other():
    new = Flow(YUNCHENG).handling().fed_back(hours=3)
    case = new.act(r.OrderRework, Role.DISPATCHER, hours=2, reason="未见处置后照片")
    assert (case.stage, case.reworks, case.handling.start) == (Stage.PENDING_HANDLE, 1, new.at)
    on = Flow(HAIMEN).handling().fed_back(hours=3)
    ended = on.case.fed_back_at
    case = on.act(r.OrderRework, Role.DISPATCHER, hours=2, reason="未见处置后照片")
    assert (case.handling.start, case.handling.ended, case.handling.pauses) == (T0, None, ((ended, on.at),))
    assert on.due == T0 + 10 * HOUR


def test_each_rework_belongs_to_the_one_who_has_the_case():
    flow = Flow(YUNCHENG).handling().fed_back()
    assert flow.refused(r.OrderRework, Role.ACCEPTOR, reason="理由") == "role"
    flow.act(r.Pass, Role.DISPATCHER)
    assert flow.refused(r.OrderRework, Role.DISPATCHER, reason="理由") == "role"
    assert flow.act(r.OrderRework, Role.ACCEPTOR, reason="理由").stage is Stage.PENDING_HANDLE


# -- more time: T21 ---------------------------------------------------------------------------------------------------


def test_a_handlers_request_passes_two_levels_and_moves_the_deadline_by_the_original_limit():
    flow = Flow(YUNCHENG).handling()
    case = flow.act(AskExtension, Role.HANDLER, hours=1, reason="材料未到")
    assert (case.asked.level, case.asked.by, case.asked.kind) == ("department", "handler", b.RequestKind.EXTENSION)
    assert flow.due == T0 + 8 * HOUR
    assert flow.refused(Decide, Role.DISPATCHER, approved=True) == "role"
    assert flow.act(Decide, Role.DEPARTMENT, approved=True).asked.level == "dispatcher"
    assert flow.due == T0 + 8 * HOUR
    case = flow.act(Decide, Role.DISPATCHER, approved=True)
    assert (case.asked, case.extensions, case.handling.limit) == (None, 1, EIGHT)
    assert flow.due == T0 + 16 * HOUR
    reading = clocks.read("handling", case.handling, YUNCHENG.calendar, YUNCHENG.ladder.urgency)
    assert (reading.original, reading.due) == (T0 + 8 * HOUR, T0 + 16 * HOUR)


@CITIES
def test_the_units_own_request_skips_its_level(city):
    flow = Flow(city).handling()
    flow.act(AskExtension, Role.DEPARTMENT, reason="材料未到")
    assert flow.case.asked.level == city.rules.approvals[b.RequestKind.EXTENSION][1]


@CITIES
def test_each_city_grants_as_many_as_its_rules_say_and_rejected_ones_do_not_count(city):
    flow, most = Flow(city).handling(), city.rules.most_extensions
    flow.act(AskExtension, Role.DEPARTMENT, reason="材料未到")
    assert flow.decided(approved=False).extensions == 0
    for n in range(most):
        flow.act(AskExtension, Role.HANDLER, reason="材料未到")
        assert flow.decided().extensions == n + 1
        assert flow.due == T0 + (n + 2) * 8 * HOUR
    assert flow.refused(AskExtension, Role.DEPARTMENT, reason="理由") == "no-more-extensions"


def test_an_approval_beyond_the_citys_number_is_refused_too():
    flow = Flow(YUNCHENG).handling()
    flow.act(AskExtension, Role.DEPARTMENT, reason="理由")
    flow.city = replace(YUNCHENG, rules=msgspec.structs.replace(YUNCHENG.rules, most_extensions=0))
    assert flow.refused(Decide, Role.DISPATCHER, approved=True) == "no-more-extensions"
    assert flow.act(Decide, Role.DISPATCHER, approved=False, reason="次数已满").asked is None


@CITIES
def test_once_overdue_nothing_is_extended(city):
    flow = Flow(city).handling()
    assert flow.refused(AskExtension, Role.DEPARTMENT, hours=8, reason="理由") == "overdue-already"
    own = frozenset({Role.DISPATCHER})
    assert r.why_not(flow.case, AskExtension, own, city, now=flow.at, due=flow.due).key == "overdue-already"
    assert r.why_not(flow.case, AskExtension, own, city) is None


def test_without_a_limit_there_is_nothing_to_extend():
    flow = Flow(YUNCHENG, Limit()).handling()
    assert flow.refused(AskExtension, Role.DEPARTMENT, reason="理由") == "nothing-to-extend"


@CITIES
def test_one_request_at_a_time_and_a_rejection_says_why(city):
    flow = Flow(city).handling()
    assert flow.refused(Decide, Role.DEPARTMENT, approved=True) == "nothing-asked"
    flow.act(AskExtension, Role.HANDLER, reason="理由")
    assert flow.refused(AskExtension, Role.DEPARTMENT, reason="理由") == "asked-already"
    assert flow.refused(AskDeferral, Role.DEPARTMENT, reason="理由", until=flow.at + DAY_MS) == "asked-already"
    assert flow.refused(Decide, Role.DEPARTMENT, approved=False) == "reason-needed"
    assert flow.refused(Decide, Role.DEPARTMENT, approved=True, asked=UUID(int=1)) == "nothing-asked"


def test_a_request_lapses_when_the_case_goes_on_without_it():
    flow = Flow(YUNCHENG).handling()
    flow.act(AskExtension, Role.DEPARTMENT, reason="理由")
    asked = flow.case.asked
    flow.act(r.Handle, Role.HANDLER)
    assert flow.case.asked == asked
    assert flow.act(r.FeedBack, Role.DEPARTMENT).asked is None
    late = b.RequestDecided(asked=asked.fact, kind=asked.kind, level=asked.level, approved=True)
    assert flow.add(late, role=Role.DISPATCHER, follows=False) == "ineffective decided"
    assert flow.case.extensions == 0


def test_of_two_desks_that_ask_or_decide_the_first_accepted_counts():
    flow = Flow(YUNCHENG).handling()
    flow.act(AskExtension, Role.DEPARTMENT, reason="理由")
    again = b.Requested(kind=b.RequestKind.EXTENSION, reason="x", level="dispatcher")
    assert flow.add(again, role=Role.DEPARTMENT, follows=False) == "repetition asked"
    other = b.Requested(kind=b.RequestKind.DEFERRAL, reason="理由", level="dispatcher", until=T0 + DAY_MS)
    assert flow.add(other, role=Role.DEPARTMENT, follows=False) == "ineffective asked"
    asked = flow.case.asked
    said = b.RequestDecided(asked=asked.fact, kind=asked.kind, level="dispatcher", approved=False, reason="理由")
    assert flow.add(said, role=Role.ACCEPTOR, follows=False) == "ineffective role"
    assert flow.add(said, role=Role.DISPATCHER, follows=False) == "effective"
    assert flow.add(said, role=Role.DISPATCHER, follows=False) == "ineffective decided"
    assert flow.add(again, role=Role.DEPARTMENT, follows=False) == "effective"
    early = life_at(Stage.PENDING_DISPATCH)
    assert early.add(again, role=Role.DEPARTMENT, follows=False) == "ineffective not_allowed"
    assert life_at(Stage.CANCELLED).add(again, role=Role.DEPARTMENT, follows=False) == "ineffective closed"


def test_an_extended_limit_counts_in_working_time_and_for_an_instant_too():
    work = Flow(YUNCHENG, Limit(n=1, unit=Unit.WORK_DAY)).handling()
    work.act(AskExtension, Role.DEPARTMENT, reason="理由")
    work.decided()
    assert work.due == deadlines.due(T0, Limit(n=2, unit=Unit.WORK_DAY), YUNCHENG.calendar)
    until = Flow(YUNCHENG, Limit(until=T0 + 5 * HOUR)).handling()
    until.act(AskExtension, Role.DEPARTMENT, reason="理由")
    until.decided()
    assert until.due == T0 + 10 * HOUR


def test_the_ladder_follows_the_extended_deadline():
    flow = Flow(YUNCHENG).handling()
    first = next_rung(flow.case, YUNCHENG.ladder, lambda _: YUNCHENG.calendar)
    flow.act(AskExtension, Role.DEPARTMENT, reason="理由")
    flow.decided()
    moved = next_rung(flow.case, YUNCHENG.ladder, lambda _: YUNCHENG.calendar)
    assert (first.at, moved.at) == (T0 + 6 * HOUR, T0 + 12 * HOUR)


# -- deferral: T22 ----------------------------------------------------------------------------------------------------


@CITIES
def test_a_deferral_stops_every_clock_and_ends_by_itself_on_its_date(city):
    flow = Flow(city).handling()
    until = T0 + 10 * DAY_MS
    case = flow.act(AskDeferral, Role.HANDLER, hours=2, reason="国庆后施工", until=until)
    assert (case.stage, case.asked.until) == (Stage.HANDLING, until)
    case = flow.decided()
    assert (case.stage, case.deferred_until, case.suspended_from) == (Stage.SUSPENDED, until, Stage.HANDLING)
    running = clocks.running(case, lambda _: city.calendar, city.ladder.urgency)
    assert running
    assert all(reading.paused and reading.due is None for reading in running)
    assert next_rung(case, city.ladder, lambda _: city.calendar) is None
    flow.at = until + 3 * DAY_MS  # nobody was there
    case = flow.act(r.Resume, Role.TIMER)
    assert (case.stage, case.deferred_until, case.suspended_from) == (Stage.HANDLING, None, None)
    assert case.handling.pauses == ((T0 + 2 * HOUR, until),)
    assert flow.due == until + 6 * HOUR


def test_a_clock_of_the_step_goes_on_where_it_stood():
    flow = Flow(YUNCHENG).dispatched()
    flow.act(AskDeferral, Role.DEPARTMENT, reason="理由", until=T0 + DAY_MS)
    flow.decided()
    case = flow.act(r.Resume, Role.DISPATCHER, hours=1)
    assert (case.stage, case.stage_clock.limit) == (Stage.PENDING_HANDLE, YUNCHENG.stage("sign"))
    assert case.stage_clock.pauses == ((T0, T0 + HOUR),)


@CITIES
def test_while_deferred_nothing_is_handled_and_a_person_may_resume_earlier(city):
    flow = Flow(city).handling()
    flow.act(AskDeferral, Role.DEPARTMENT, reason="理由", until=T0 + 10 * DAY_MS)
    flow.decided()
    assert flow.refused(r.Handle, Role.HANDLER) == "suspended"
    assert r.why_not(flow.case, r.Handle, frozenset({Role.DISPATCHER}), city).facts["until"] == T0 + 10 * DAY_MS
    assert flow.act(r.Resume, Role.DISPATCHER, hours=24, reason="提前复工").stage is Stage.HANDLING
    assert flow.due == T0 + DAY_MS + 8 * HOUR
    assert flow.refused(AskDeferral, Role.DEPARTMENT, reason="理由", until=T0 + 9 * DAY_MS) == "no-more-deferrals"


@CITIES
def test_a_deferral_is_neither_past_nor_longer_than_the_city_allows(city):
    flow, days = Flow(city).handling(), city.rules.deferral_days
    assert flow.refused(AskDeferral, Role.DEPARTMENT, reason="理由", until=T0) == "deferral-in-past"
    too_far = T0 + days * DAY_MS + 1
    assert flow.refused(AskDeferral, Role.DEPARTMENT, reason="理由", until=too_far) == "deferral-too-long"
    flow.act(AskDeferral, Role.DEPARTMENT, reason="理由", until=T0 + HOUR)
    flow.at += 2 * HOUR
    while flow.case.asked.level != city.rules.approvals[b.RequestKind.DEFERRAL][-1]:
        flow.act(Decide, Role(flow.case.asked.level), approved=True)
    assert flow.refused(Decide, Role(flow.case.asked.level), approved=True) == "deferral-in-past"


def test_two_workstations_that_watch_the_date_make_no_conflict():
    flow = Flow(YUNCHENG).handling()
    flow.act(AskDeferral, Role.DEPARTMENT, reason="理由", until=T0 + DAY_MS)
    flow.decided()
    head = flow.head
    flow.act(r.Resume, Role.TIMER)
    assert flow.add(b.Resumed(), role=Role.TIMER, base=head) == "repetition resumed"
    assert flow.add(b.Resumed(), role=Role.DISPATCHER, base=head) == "ineffective moved"


def test_where_a_deferral_does_not_stop_the_clock_it_runs():
    rules = msgspec.structs.replace(YUNCHENG.rules, stands_still=())
    flow = Flow(replace(YUNCHENG, rules=rules)).handling()
    due = flow.due
    flow.act(AskDeferral, Role.DEPARTMENT, reason="理由", until=T0 + DAY_MS)
    assert flow.decided().stage is Stage.SUSPENDED
    assert flow.due == due


# -- voiding with approval: T5 ----------------------------------------------------------------------------------------


def test_an_acceptor_asks_to_void_and_the_shift_leader_decides():
    flow = Flow(YUNCHENG)
    case = flow.act(r.VoidCase, Role.ACCEPTOR, reason="重复上报")
    assert (case.stage, case.asked.kind) == (Stage.PENDING_DISPATCH, b.RequestKind.VOID)
    assert case.asked.level == "shift_leader"
    assert flow.refused(r.VoidCase, Role.ACCEPTOR, reason="理由") == "asked-already"
    case = flow.act(Decide, Role.SHIFT_LEADER, approved=True)
    assert (case.stage, case.closing_type, case.asked) == (Stage.CANCELLED, "voided", None)


def test_the_shift_leader_voids_at_once_and_a_rejected_request_changes_nothing():
    flow = Flow(YUNCHENG)
    flow.act(r.VoidCase, Role.ACCEPTOR, reason="重复上报")
    flow.act(Decide, Role.SHIFT_LEADER, approved=False, reason="不是重复")
    assert (flow.case.stage, flow.case.asked) == (Stage.PENDING_DISPATCH, None)
    flow.act(r.VoidCase, Role.ACCEPTOR, reason="重复上报")
    assert flow.act(r.VoidCase, Role.SHIFT_LEADER, reason="确为重复").stage is Stage.CANCELLED


@pytest.mark.parametrize(("city", "stage"), [(YUNCHENG, Stage.NOT_ACCEPTED), (HAIMEN, Stage.PENDING_REGISTER)])
def test_refusing_to_file_needs_approval_only_where_the_city_says_so(city, stage):
    flow = Flow(city)
    flow.forget()
    assert flow.act(r.RefuseFiling, Role.ACCEPTOR, reason="不属于管理范围").stage is stage
    if flow.case.asked is not None:
        assert flow.decided().stage is Stage.NOT_ACCEPTED


def test_filing_it_after_all_ends_the_request():
    flow = Flow(HAIMEN)
    flow.forget()
    flow.act(r.RefuseFiling, Role.ACCEPTOR, reason="不属于管理范围")
    flow.add(b.Filed(class_key=makes.CLASS, class_name="上水井盖", major_name="公用设施"))
    assert flow.case.asked is None


# -- appeal, re-opening, ruling: T24, T25, T26 ------------------------------------------------------------------------


@CITIES
def test_an_appeal_exempts_the_figure_and_the_overdue_fact_stays(city):
    flow = Flow(city).closed(hours=9)
    case = flow.act(Appeal, Role.DEPARTMENT, reason="暴雨停工")
    assert case.asked.level == "dispatcher"
    case = flow.decided()
    assert (case.exempt, case.appealed, case.stage) == (True, True, Stage.CLOSED)
    assert clocks.on_time(case, lambda _: city.calendar) is False
    assert flow.refused(Appeal, Role.DEPARTMENT, reason="理由") == "appealed-already"


@CITIES
def test_an_appeal_is_for_closed_cases_that_were_late_and_once(city):
    assert Flow(city).handling().refused(Appeal, Role.DEPARTMENT, reason="理由") == "stage"
    assert Flow(city).closed(hours=1).refused(Appeal, Role.DEPARTMENT, reason="理由") == "not-overdue"
    late = Flow(city).closed(hours=9)
    late.act(Appeal, Role.DEPARTMENT, reason="理由")
    again = b.Requested(kind=b.RequestKind.APPEAL, reason="理由", level="dispatcher")
    assert late.add(again, role=Role.DEPARTMENT, follows=False) == "repetition asked"
    assert late.decided(approved=False).exempt is False
    assert late.refused(Appeal, Role.DEPARTMENT, reason="理由") == "appealed-already"


def test_a_closed_case_is_reopened_as_a_new_one_that_knows_it():
    flow = Flow(YUNCHENG).closed()
    ask = Reopen(
        case_id=CASE, actor="u", role=Role.LEADER, as_case=UUID(int=5), number="20260303-A001", reason="反复")
    (draft,) = r.decide(flow.case, ask, YUNCHENG)
    assert not draft.follows
    report = report_rules.again(flow.case, ask)
    (made,) = r.decide(None, report, YUNCHENG)
    assert (report.case_id, made.data.reopens, made.data.reopens_number) == (UUID(int=5), CASE, "20260302-A001")
    new = fold([Entry(fact=f) for f in Author("n").write([made], None, case_id=UUID(int=5))]).case
    assert (new.reopens, new.stage, new.class_key) == (CASE, Stage.PENDING_REGISTER, makes.CLASS)
    case = flow.act(Reopen, Role.LEADER, as_case=UUID(int=5), number="20260303-A001", reason="反复")
    assert (case.stage, case.reopened_as, case.reopened_number) == (Stage.CLOSED, UUID(int=5), "20260303-A001")
    assert flow.refused(Reopen, Role.LEADER, as_case=UUID(int=6), number="x", reason="理由") == "reopened-already"
    again = b.Reopened(as_case=UUID(int=6), number="x", reason="理由")
    assert flow.add(again, role=Role.LEADER, follows=False) == "ineffective reopened"
    assert life_at(Stage.HANDLING).add(again, role=Role.LEADER, follows=False) == "ineffective not_closed"
    assert Flow(YUNCHENG).refused(Reopen, Role.LEADER, as_case=UUID(int=6), number="x", reason="理由") == "stage"


def test_a_ruling_settles_who_is_responsible_here_and_next_time():
    flow = Flow(YUNCHENG)
    assert flow.refused(GiveRuling, Role.LEADER, unit=OTHER, reason="理由") == "not-on-docket"
    assert flow.act(AskRuling, Role.DISPATCHER, reason="两家均称非本单位").docket
    assert flow.refused(AskRuling, Role.DISPATCHER, reason="理由") == "on-docket"
    assert flow.refused(GiveRuling, Role.LEADER, unit="nobody", reason="理由") == "unknown-unit"
    case = flow.act(GiveRuling, Role.LEADER, unit=OTHER, reason="属地管理")
    assert (case.docket, case.ruled_unit, case.stage) == (False, OTHER, Stage.PENDING_DISPATCH)
    ruled = flow.entries[-1].read()
    assert (ruled.class_key, ruled.community) == (makes.CLASS, case.community)
    rulings = {(ruled.class_key, ruled.community): ruled.unit}
    duties = books().responsibility
    assert propose(duties, makes.CLASS, case.community, rulings) == (OTHER, Why.RULING)
    assert propose(duties, makes.CLASS, "elsewhere", rulings) == propose(duties, makes.CLASS, "elsewhere")


def test_a_docket_in_doubt_is_settled_once():
    life = life_at(Stage.PENDING_DISPATCH)
    ruled = b.Ruled(unit=OTHER, unit_name="x", class_key=makes.CLASS, reason="理由")
    assert life.add(ruled, role=Role.LEADER, follows=False) == "ineffective ruled"
    assert life.add(b.RulingAsked(reason="理由"), role=Role.DISPATCHER, follows=False) == "effective"
    assert life.add(b.RulingAsked(reason="理由"), role=Role.DISPATCHER, follows=False) == "repetition on_docket"
    assert life.add(ruled, role=Role.LEADER, follows=False) == "effective"
    assert life_at(Stage.CLOSED).add(ruled, role=Role.LEADER, follows=False) == "ineffective closed"


# -- the rules as data ------------------------------------------------------------------------------------------------


def test_rules_of_the_first_version_still_read():
    old = (paths.RESOURCES / "reference" / "city" / "rules.json").read_bytes()
    rules = decode_body("rules", bytes(read_document(old).body))
    assert isinstance(rules, Rules)
    assert (rules.most_extensions, rules.most_deferrals, rules.deferral_days) == (1, 1, 365)
    assert rules.first_level(b.RequestKind.REFUSAL, "acceptor") == ""


@pytest.mark.parametrize("approvals", [
    {"extension": ["collector"]}, {"void": ["dispatcher"]}, {"extension": []},
    {"extension": ["department", "department"]}, {"holiday": ["leader"]}])
def test_approvals_that_cannot_be_are_refused(approvals):
    whole = {kind.value: list(roles) for kind, roles in YUNCHENG.rules.approvals.items()} | approvals
    raw = msgspec.json.encode(msgspec.to_builtins(YUNCHENG.rules) | {"approvals": whole})
    with pytest.raises(DocumentError):
        decode_body("rules", raw)


def test_the_level_after_ones_own_decides():
    rules = HAIMEN.rules
    kind = b.RequestKind.DEFERRAL
    assert [rules.first_level(kind, role) for role in ("handler", "department", "dispatcher", "leader")] == [
        "department", "dispatcher", "leader", "leader"]
    assert [rules.next_level(kind, role) for role in ("department", "dispatcher", "leader", "nobody")] == [
        "dispatcher", "leader", "", ""]


def test_a_handlers_act_is_entered_by_whoever_enters_the_units():
    assert r.role_for(r.ReturnToDepartment, frozenset({Role.DISPATCHER}), books()) is Role.HANDLER
    assert r.role_for(r.ReturnToDepartment, frozenset({Role.ACCEPTOR}), books()) is None
    assert r.role_for(AskExtension, frozenset({Role.DISPATCHER}), books()) is Role.DEPARTMENT


def test_the_desk_decides_in_the_role_whose_turn_it_is():
    flow = Flow(YUNCHENG).handling()
    flow.act(AskExtension, Role.HANDLER, reason="理由")
    own = frozenset({Role.DISPATCHER})
    assert r.role_for(Decide, own, YUNCHENG, flow.case) is Role.DEPARTMENT
    flow.act(Decide, Role.DEPARTMENT, approved=True)
    assert r.role_for(Decide, own, YUNCHENG, flow.case) is Role.DISPATCHER
    assert r.role_for(Decide, frozenset({Role.ACCEPTOR}), YUNCHENG, flow.case) is None
