from itertools import product
from uuid import UUID

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import IMPORT_PATH, STEP, TERMINAL, TRANSITIONS, Role, Stage
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.facts import Draft
from commandcenter.core.fold import evolve, fold
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.report_rules import Report, SimpleCase
from commandcenter.core.transfer_bodies import Carried
from tests import makes
from tests.core.lives import ACTS, CASE, LONG, UNIT, Author, Life, life_at, with_case

# the smallest body of every transition
BODIES: dict[type[b.Body], b.Body] = {
    b.VerificationOrdered: b.VerificationOrdered(), b.Verified: b.Verified(result=b.CheckResult.PASS),
    b.Filed: b.Filed(class_key=makes.CLASS, class_name="上水井盖", major_name="公用设施"),
    b.NotFiled: b.NotFiled(reason="x"), b.Voided: b.Voided(reason="x"),
    b.Dispatched: b.Dispatched(unit=UNIT, unit_name="市政养护所"),
    b.ReturnedToAcceptor: b.ReturnedToAcceptor(reason="x"), b.Signed: b.Signed(),
    b.ReturnJudged: b.ReturnJudged(misdispatched=True, reason="x"), b.Assigned: b.Assigned(),
    b.AssignmentRevoked: b.AssignmentRevoked(), b.Handled: b.Handled(), b.FedBack: b.FedBack(), b.Passed: b.Passed(),
    b.CheckOrdered: b.CheckOrdered(), b.Checked: b.Checked(result=b.CheckResult.PASS),
    b.ReworkOrdered: b.ReworkOrdered(reason="x"), b.Closed: b.Closed(), b.ClosedOnSpot: b.ClosedOnSpot(),
    b.ReturnedToDispatcher: b.ReturnedToDispatcher(reason="x"),
    b.ReturnedToDepartment: b.ReturnedToDepartment(reason="x"), b.SentBack: b.SentBack(reason="x"),
    b.Deferred: b.Deferred(asked=UUID(int=1), until=makes.T0 + makes.HOUR), b.Resumed: b.Resumed(),
    b.Merged: b.Merged(into=UUID(int=9)), b.Unmerged: b.Unmerged(),
    b.Referred: b.Referred(kind=b.ReferKind.UP, to="refer-district", to_name="区城管委", reason="x"),
    b.ReferralAnswered: b.ReferralAnswered(result=b.ReferResult.RETURNED, text="x"),
    b.TransferAsked: b.TransferAsked(
        to="110108014", to_name="花园路街道", reason="x", carried=Carried(
            class_key="x", class_name="x", major_name="x", text="x", place="x", lon=0, lat=0, source="collector",
            reported_at=makes.T0)),
}
ROWS = [(body, stage) for body, row in TRANSITIONS.items() for stage in sorted(row.source)]
# where a step leads that the table leaves open
LEADS = {b.Checked: Stage.CHECK_PASSED, b.Resumed: Stage.PENDING_HANDLE, b.Unmerged: Stage.PENDING_REGISTER}
NOT_THERE = [(body, stage) for body, row in TRANSITIONS.items() for stage in sorted(set(Stage) - row.source - TERMINAL)]


def ready(body: type[b.Body], stage: Stage) -> Life:
    """A case at a stage, and referred where the step is the answer to that."""
    life = life_at(stage)
    if body is b.ReferralAnswered:
        assert life.add(BODIES[b.Referred], role=Role.LEADER) == "effective"
    return life


def _name(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def test_every_stage_can_be_reached_and_has_its_step():
    assert {life_at(stage).case.stage for stage in Stage} == set(Stage) == set(STEP)
    assert set(BODIES) == set(TRANSITIONS)


@pytest.mark.parametrize(("body", "stage"), ROWS, ids=_name)
def test_each_row_of_the_table_leads_where_it_says_in_each_of_its_roles(body, stage):
    row = TRANSITIONS[body]
    for role in row.roles_at(stage):
        life = ready(body, stage)
        before = life.case
        assert life.add(BODIES[body], role=role) == "effective"
        assert life.case.stage == (row.to or LEADS.get(body, stage))
        assert life.case.head != before.head
        assert life.case.steps[str(before.head)] == str(life.case.head)


@pytest.mark.parametrize(("body", "stage"), NOT_THERE, ids=_name)
def test_from_any_other_stage_it_has_no_effect(body, stage):
    life = life_at(stage)
    before = life.case
    assert life.add(BODIES[body], role=min(TRANSITIONS[body].roles)) == "ineffective not_allowed"
    assert life.case == before


@pytest.mark.parametrize("stage", sorted(TERMINAL))
def test_nothing_moves_a_case_that_has_ended(stage):
    for body in TRANSITIONS:
        if stage in TRANSITIONS[body].source:  # a merge can be undone
            continue
        life = life_at(stage)
        before = life.case
        assert life.add(BODIES[body], role=min(TRANSITIONS[body].roles)).startswith("ineffective")
        assert life.case == before


@pytest.mark.parametrize("body", TRANSITIONS, ids=_name)
def test_nobody_else_may_do_it(body):
    for stage, role in product(sorted(TRANSITIONS[body].source), sorted(Role)):
        if role in TRANSITIONS[body].roles_at(stage):
            continue
        life = ready(body, stage)
        assert life.add(BODIES[body], role=role) == "ineffective role"


@pytest.mark.parametrize(("result", "stage"), [
    (b.CheckResult.PASS, Stage.CHECK_PASSED), (b.CheckResult.FAIL, Stage.CHECK_FAILED),
    (b.CheckResult.UNABLE, Stage.PENDING_CHECK)])
def test_a_check_leads_where_its_result_says(result, stage):
    life = life_at(Stage.CHECKING)
    assert life.do(r.Check, Role.COLLECTOR, result=result).stage == stage


# -- what does not take effect, and who won --------------------------------------------------------------------


def test_the_second_to_build_on_a_head_is_not_effective_and_names_the_winner():
    life = life_at(Stage.PENDING_DISPATCH)
    head = life.head
    first = life.do(r.Dispatch, Role.DISPATCHER, unit=UNIT)
    assert life.add(BODIES[b.Voided], role=Role.SHIFT_LEADER, base=head) == "ineffective moved"
    assert life.folded.outcomes[-1].winner == first.head
    assert life.case == first


def test_what_builds_on_a_loser_is_lost_too():
    life = life_at(Stage.PENDING_DISPATCH)
    head = life.head
    life.do(r.Dispatch, Role.DISPATCHER, unit=UNIT)
    life.add(BODIES[b.ReturnedToAcceptor], role=Role.DISPATCHER, base=head)
    assert life.add(BODIES[b.Filed], base=life.entries[-1].fact.id) == "ineffective moved"
    assert life.case.stage is Stage.PENDING_HANDLE


def test_on_a_closed_case_the_reason_is_that_it_is_closed():
    life = life_at(Stage.CHECK_PASSED)
    head = life.head
    closed = life.do(r.Close, Role.ACCEPTOR)
    assert life.add(BODIES[b.Closed], base=head) == "ineffective closed"
    assert life.folded.outcomes[-1].winner == closed.head


def test_a_case_is_reported_once():
    life = life_at(Stage.PENDING_REGISTER)
    life.entries.append(with_case(life.entries[0], id=Author("b").write([Draft(
        type="noted", data=b.Noted(text="x"), role="acceptor", follows=False)], None)[0].id))
    assert life.last == "ineffective reported_twice"


def test_facts_of_a_case_that_nobody_reported_wait_in_the_list():
    life = Life()
    assert life.add(b.Noted(text="x"), follows=False) == "ineffective no_case"
    assert life.folded.case is None


def test_a_document_is_no_case():
    life = Life()
    assert life.add(b.Published(name="ladder", version=2, body=msgspec.Raw(b"{}")), follows=False) == "effective"
    assert life.folded.case is None


# -- repetitions ----------------------------------------------------------------------------------------------------


def _history(author: Author, steps: int = 5, source_id: str = "101") -> list[b.Body]:
    """A closed row of a file: reported and closed are stated, the rest carries the nearest time."""
    start, end = makes.T0 - 48 * makes.HOUR, makes.T0 - makes.HOUR
    return [
        b.Reported(
            class_key=makes.CLASS, class_name="上水井盖", major_name="公用设施", text="", place="x", lon=1, lat=2,
            source="public", source_system="boston311", source_id=source_id, number="20260302-A001", at=start,
            marks=("demo", "review")),
        b.Filed(class_key=makes.CLASS, class_name="上水井盖", major_name="公用设施", at=start, stated=False,
                limit=Limit(until=makes.T0)),
        b.Dispatched(unit=UNIT, unit_name="市政养护所", at=start, stated=False),
        b.Handled(at=end, stated=False),
        b.Closed(at=end),
    ][:steps]


def _imported(letter: str, steps: int = 5, source_id: str = "101") -> Life:
    life = Life(Author(letter))
    for body in _history(life.author, steps, source_id):
        life.add(body, origin="import", role=Role.COLLECTOR)
    return life


def test_the_same_row_imported_twice_folds_away():
    life, again = _imported("a"), _imported("b")
    both = fold(life.entries + again.entries)
    assert [o.kind for o in both.outcomes] == ["effective"] * 5 + ["repetition"] * 5
    assert both.case == life.case


def test_two_imports_of_a_row_fold_in_any_order_of_acceptance_without_a_conflict():
    one, other = _imported("a").entries, _imported("b").entries
    mixed = [e for pair in zip(one, other, strict=True) for e in pair]
    assert {o.kind for o in fold(mixed).outcomes} == {"effective", "repetition"}
    assert fold(mixed).case.stage is Stage.CLOSED


def test_another_row_with_the_same_case_is_a_conflict():
    life = _imported("a", 1)
    again = _imported("b", 1, source_id="102")
    assert fold(life.entries + again.entries).outcomes[-1].kind == "ineffective"


def test_a_rung_fires_once():
    life = life_at(Stage.HANDLING)
    rung = b.Escalated(level=1, level_name="催办", clock="handling", due=makes.T0 + makes.HOUR, to=UNIT)
    assert life.add(rung, role=Role.TIMER, follows=False) == "effective"
    assert life.add(rung, role=Role.TIMER, follows=False) == "repetition rung_fired"
    assert life.add(msgspec.structs.replace(rung, due=makes.T0), role=Role.TIMER, follows=False) == "effective"
    assert life.case.level == 1
    assert len(life.case.rungs) == 2


def test_a_rung_that_comes_too_late_is_a_conflict_only_if_a_person_set_it():
    rung = b.Escalated(level=1, level_name="催办", clock="handling", due=makes.T0, to=UNIT)
    assert life_at(Stage.CLOSED).add(rung, role=Role.TIMER, follows=False) == "repetition closed"
    assert life_at(Stage.CLOSED).add(rung, role=Role.LEADER, follows=False) == "ineffective closed"


def test_not_everybody_may_supervise():
    rung = b.Escalated(level=1, level_name="催办", clock="handling", due=makes.T0, to=UNIT)
    assert life_at(Stage.HANDLING).add(rung, role=Role.COLLECTOR, follows=False) == "ineffective role"


# -- facts of newer versions, rejected and odd ones -----------------------------------------------------------------


@pytest.mark.parametrize("change", [
    {"type": "of_a_later_version", "data": msgspec.Raw(b'{"until":[1,2]}')},
    {"v": 2},
    {"v": 2, "type": "filed", "data": msgspec.Raw(b'{"class_key":{"set":"a","key":"b"}}')},
], ids=["unknown type", "newer v", "newer form"])
def test_a_newer_versions_fact_makes_the_case_read_only(change):
    life = life_at(Stage.PENDING_DISPATCH)
    head = life.head
    assert life.add(b.Noted(text="x"), follows=False, **change) == "effective"
    assert life.case.unknown
    assert life.add(BODIES[b.Dispatched], role=Role.DISPATCHER, base=head) == "ineffective newer_version"
    with pytest.raises(r.Refused, match="newer-version"):
        life.do(r.Dispatch, Role.DISPATCHER, unit=UNIT)
    assert life.add(b.Noted(text="x"), follows=False) == "effective"


def test_a_report_of_a_newer_version_is_shown_and_read_only():
    life = life_at(Stage.PENDING_REGISTER)
    assert fold([with_case(life.entries[0], v=2)]).case.unknown
    odd = with_case(life.entries[0], v=2, data=msgspec.Raw(b"[]"))
    assert fold([odd]).case is None
    assert not fold([life.entries[0], with_case(life.entries[0], v=2)]).case.unknown


def test_a_rejected_fact_counts_for_nothing():
    life = life_at(Stage.PENDING_HANDLE)
    life.entries[-1] = with_case(life.entries[-1], verdict=3, seq=9)
    assert life.case.stage is Stage.PENDING_DISPATCH
    assert life.last == "rejected"
    assert life.add(BODIES[b.Dispatched], role=Role.DISPATCHER) == "effective"


@pytest.mark.parametrize(("body", "envelope"), [
    (b.Dispatched(unit="u", unit_name="u", limit=Limit(until=2**70)), {}),
    (b.Dispatched(unit="u", unit_name="u", stage_limit=Limit(n=1, unit=Unit.WORK_HOUR)), {"wall": 2**52}),
    (b.Dispatched(unit="u", unit_name="u"), {"wall": -1}),
    (b.Dispatched(unit="u", unit_name="u", at=2**70), {}),
    (b.Escalated(level=2**70, level_name="x", clock="handling", due=0, to=""), {}),
    (b.Escalated(level=1, level_name="x", clock="handling", due=-2**70, to=""), {}),
    (b.Dispatched(unit="u", unit_name="u"), {"data": msgspec.Raw(b'{"unit":7}')}),
    (b.Dispatched(unit="u", unit_name="u"), {"data": msgspec.Raw(b'{"unit":"u","unit_name":"u","limit":{"n":-1}}')}),
])
def test_absurd_and_broken_bodies_are_kept_and_have_no_effect(body, envelope):
    life = life_at(Stage.PENDING_DISPATCH)
    before = life.case
    assert life.add(body, role=Role.DISPATCHER, **envelope) == "ineffective unreadable"
    assert life.case == before


@pytest.mark.parametrize("where", [{"lon": 2**70}, {"lat": 900_000_001}, {"lon": -1_800_000_001}])
def test_a_report_from_nowhere_makes_no_case(where):
    life = Life()
    assert life.add(msgspec.structs.replace(_history(life.author, 1)[0], **where)) == "ineffective unreadable"


# -- imported histories ---------------------------------------------------------------------------------------------


def test_an_imported_history_arrives_as_far_as_its_row_got():
    stages = [_imported("a", steps).case.stage for steps in range(1, 6)]
    assert stages == [Stage.PENDING_REGISTER, Stage.PENDING_DISPATCH, Stage.PENDING_HANDLE, Stage.HANDLE_FINISH,
                      Stage.CLOSED]


def test_steps_carry_the_sources_times_and_say_which_are_not_stated():
    case = _imported("a").case
    start, end = makes.T0 - 48 * makes.HOUR, makes.T0 - makes.HOUR
    assert (case.reported_at, case.filed_at, case.dispatched_at) == (start, start, start)
    assert (case.handled_at, case.fed_back_at, case.closed_at) == (end, end, end)
    assert case.entered_at == makes.T0
    assert case.unstated == {"filed", "dispatched", "handled"}
    assert (case.handling.start, case.handling.ended) == (start, end)
    assert case.closing_type == "import"
    assert case.marks == ("demo", "review")


def test_an_acceptor_who_files_clears_the_mark_for_review():
    life = _imported("a", 1)
    assert life.add(BODIES[b.Filed]) == "effective"
    assert life.case.marks == ("demo",)


@pytest.mark.parametrize("body", [b for b in TRANSITIONS if b not in IMPORT_PATH], ids=_name)
def test_an_import_takes_no_other_path(body):
    life = life_at(min(TRANSITIONS[body].source))
    before = life.case
    role = min(TRANSITIONS[body].roles)
    assert life.add(BODIES[body], role=role, origin="import") == "ineffective not_allowed"
    assert life.case == before


def test_no_other_fact_takes_the_short_path():
    life = _imported("a", 3)
    assert life.add(BODIES[b.Handled], role=Role.DEPARTMENT) == "ineffective not_allowed"
    life = _imported("a", 4)
    assert life.add(BODIES[b.Closed]) == "ineffective not_allowed"


def test_only_imports_may_say_when_it_happened():
    life = life_at(Stage.PENDING_REGISTER)
    life.add(msgspec.structs.replace(BODIES[b.Filed], at=makes.T0 - makes.HOUR))
    assert life.case.filed_at == makes.T0


# -- clocks ---------------------------------------------------------------------------------------------------------


def _order(life: Life, level: int = 2) -> None:
    life.do(Escalate, Role.SHIFT_LEADER, level=level, due=makes.T0, text=LONG)


def test_an_order_that_asks_for_a_reply_runs_until_it_is_answered():
    life = life_at(Stage.HANDLING)
    _order(life, 1)
    assert life.case.reply is None
    _order(life, 2)
    assert (life.case.reply.start, life.case.reply.limit) == (makes.T0, Limit(n=2, unit=Unit.WORK_HOUR))
    life.do(ReplyToSupervision, Role.DEPARTMENT, at=makes.T0 + makes.HOUR, text="明日完成")
    assert life.case.reply.ended == makes.T0 + makes.HOUR
    again = b.SupervisionReplied(level=2, text="x")
    assert life.add(again, role=Role.DEPARTMENT, follows=False) == "repetition replied"
    with pytest.raises(r.Refused, match="nothing-to-reply"):
        life.do(ReplyToSupervision, Role.DEPARTMENT, text="x")


def test_a_later_order_starts_the_reply_clock_anew():
    life = life_at(Stage.HANDLING)
    _order(life, 2)
    life.do(ReplyToSupervision, Role.DEPARTMENT, text="明日完成")
    life.do(Escalate, Role.SHIFT_LEADER, at=makes.T0 + makes.HOUR, level=3, due=makes.T0, text=LONG)
    assert (life.case.reply.start, life.case.reply.ended, life.case.level) == (makes.T0 + makes.HOUR, None, 3)


def test_closing_ends_every_clock():
    life = life_at(Stage.CHECK_PASSED)
    _order(life, 2)
    case = life.do(r.Close, Role.ACCEPTOR, at=makes.T0 + makes.HOUR)
    clocks = (case.stage_clock, case.handling, case.reply)
    assert all(clock is None or clock.ended is not None for clock in clocks)
    assert case.reply.ended == case.closed_at == makes.T0 + makes.HOUR


def test_the_handling_clock_runs_from_dispatch_to_feedback_and_anew_after_rework():
    life = life_at(Stage.PENDING_DISPATCH)
    start = life.do(r.Dispatch, Role.DISPATCHER, at=makes.T0 + makes.HOUR, unit=UNIT).handling
    assert (start.start, start.ended, start.limit) == (makes.T0 + makes.HOUR, None, life.case.limit)
    life = life_at(Stage.HANDLE_FINISH)
    assert life.case.handling.ended is None
    case = life.do(r.FeedBack, Role.DEPARTMENT, at=makes.T0 + 2 * makes.HOUR)
    assert case.handling.ended == case.fed_back_at == makes.T0 + 2 * makes.HOUR
    life = life_at(Stage.PENDING_CHECK)
    case = life.do(r.OrderRework, Role.ACCEPTOR, at=makes.T0 + 3 * makes.HOUR, reason="未处置")
    assert (case.handling.start, case.handling.ended, case.reworks) == (makes.T0 + 3 * makes.HOUR, None, 1)
    assert (case.signed_at, case.handled_at, case.fed_back_at) == (None, None, None)


def test_a_simple_case_is_reported_and_closed_at_once():
    life = Life()
    case = life.do(SimpleCase, Role.COLLECTOR, done="当场清理")
    assert (case.stage, case.closing_type, len(life.entries)) == (Stage.CLOSED, "on_spot", 2)
    assert case.reported_at == case.closed_at


def test_the_city_gives_the_number_that_is_shown_from_then_on():
    life = life_at(Stage.PENDING_REGISTER)
    assert life.case.shown_number == "20260302-A001"
    life.add(b.Numbered(number="20260302-0007"), role=Role.PLATFORM, follows=False)
    assert life.case.shown_number == "20260302-0007"


def test_facts_without_a_base_never_lose():
    life = life_at(Stage.CLOSED)
    assert life.add(b.Noted(text="x"), follows=False) == "effective"
    assert life.case.notes == 1


def test_folding_on_is_folding_all():
    for stage in Stage:
        entries = life_at(stage).entries
        for cut in range(len(entries)):
            case = fold(entries[:cut]).case
            for entry in entries[cut:]:
                case, _ = evolve(case, entry)
            assert case == fold(entries).case


def test_the_examples_cover_every_command():
    assert {kind for kind, *_ in ACTS} == set(r.MAKES) - {Report, SimpleCase}
    assert life_at(Stage.CLOSED).case.id == CASE
