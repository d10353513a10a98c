"""Taking back a step: the case, its clocks and its unit stand as before it, or the reason why not is told."""

from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import FINAL, TRANSITIONS, Case, Role, Stage
from commandcenter.core.facts import plain
from commandcenter.core.fold import fold
from commandcenter.core.limits import MINUTE_MS
from commandcenter.core.report_rules import Report
from commandcenter.core.request_rules import AskExtension
from commandcenter.core.undo import COUNTERS, Undo, decide_undo, undo_of, why_never, why_not_undone
from tests import makes
from tests.core.lives import ACTS, CASE, Author, Life, books, command, life_at

EXAMPLES = settings(max_examples=150, deadline=None)
acts = st.lists(st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, 600)), max_size=20)
LOOSE: tuple[tuple[b.Body, Role], ...] = (
    (b.Noted(text="已电话联系"), Role.DISPATCHER), (b.Numbered(number="2026030200001"), Role.PLATFORM),
    (b.Absorbed(duplicate=UUID(int=77)), Role.DISPATCHER),
)


def take_back(life: Life, at: int, actor: str = "u") -> str:
    """Take back the last step as the door does; returns what became of it."""
    undo = undo_of(life.case, actor)
    assert undo is not None
    drafts = decide_undo(life.case, undo)
    life.entries += [entry for entry in _entries(life, drafts, at)]
    return life.last


def _entries(life: Life, drafts, at):  # type: ignore[no-untyped-def]
    from commandcenter.core.case import Entry

    return [Entry(fact=f) for f in life.author.write(drafts, life.head, at)]


def as_it_was(case: Case) -> Case:
    """What must be the same: all but the log's own thread through the case."""
    return msgspec.structs.replace(case, head=CASE, steps={}, before=None)


@EXAMPLES
@given(acts, st.integers(0, len(ACTS) - 1), st.lists(st.integers(0, len(LOOSE) - 1), max_size=3, unique=True))
def test_an_act_and_its_undoing_leave_stage_clocks_and_unit_as_before(numbers, last, loose):
    life, at = Life(), makes.T0
    life.do(Report, Role.COLLECTOR)
    for number, minutes in numbers:
        at += minutes * MINUTE_MS
        kind, role, fields = ACTS[number]
        try:
            life.do(kind, role, at=at, **fields)
        except r.Refused:
            continue
    before = life.case
    kind, role, fields = ACTS[last]
    try:
        drafts = r.decide(before, command(kind, role, fields), books())
    except r.Refused:
        return
    body = type(drafts[0].data)
    after = life.do(kind, role, at=at + MINUTE_MS, **fields)
    never = why_never(body)
    if body not in TRANSITIONS or body in FINAL:
        assert never is not None or body in (b.Merged, b.Absorbed, b.Released, b.SupervisionReplied, b.ConflictSettled)
        return
    assert never is None
    without = Life(Author("without"), tuple(life.entries[:-1]))
    for n in loose:  # what comes without a base meanwhile stays
        said, who = LOOSE[n]
        life.add(said, role=who, follows=False, at=at + 2 * MINUTE_MS)
        without.add(said, role=who, follows=False, at=at + 2 * MINUTE_MS)
    if life.case.before is None:  # it had no effect on the case as it was: then nothing is taken back
        assert why_not_undone(life.case, after.head, "u") == r.Refused("undo-built-on", number=life.case.shown_number)
        return
    assert take_back(life, at + 3 * MINUTE_MS) == "effective"
    assert as_it_was(life.case) == as_it_was(without.case)
    assert life.case.head == life.entries[-1].fact.id
    assert fold(life.entries).case == life.case
    assert life.case.steps[str(before.head)] == str(after.head)


NEVER_BACK = (Stage.PENDING_REGISTER, Stage.MERGED, Stage.CLOSED, Stage.TRANSFERRED)


@pytest.mark.parametrize("stage", [s for s in Stage if s not in NEVER_BACK])
def test_at_every_stage_the_step_that_led_there_can_be_taken_back(stage):
    life = life_at(stage)
    assert take_back(life, makes.T0 + MINUTE_MS) == "effective"
    assert life.case.stage is not stage


def test_a_recalled_case_is_dispatched_again_and_its_clock_starts_anew():
    life = life_at(Stage.PENDING_HANDLE)
    take_back(life, makes.T0 + MINUTE_MS)
    assert (life.case.stage, life.case.unit, life.case.handling) == (Stage.PENDING_DISPATCH, "", None)
    later = makes.T0 + 2 * MINUTE_MS
    case = life.do(r.Dispatch, Role.DISPATCHER, at=later, unit=books().units.units[1].id)
    assert case.handling is not None
    assert case.handling.start == later


def test_a_dispatch_that_was_signed_for_is_not_recalled():
    life = life_at(Stage.PENDING_HANDLE)
    dispatched = life.case.head
    case = life.do(r.Sign, Role.DEPARTMENT)
    refused = why_not_undone(case, dispatched, "u")
    assert refused is not None
    assert refused.key == "undo-moved"
    # and where the unit's signing was accepted before ours came: it is without effect, the case stays signed
    assert life.add(b.Undone(fact=dispatched, type="dispatched"), role=Role.DISPATCHER,
                    base=dispatched) == "ineffective moved"
    assert life.case.signed_at is not None


def test_nobody_takes_back_what_another_gave():
    life = life_at(Stage.PENDING_HANDLE)
    refused = why_not_undone(life.case, life.case.head, "somebody")
    assert refused is not None
    assert refused.key == "undo-not-own"
    assert life.add(b.Undone(fact=life.case.head, type="dispatched"), role=Role.DISPATCHER,
                    actor="somebody") == "ineffective not_own"
    assert life.add(b.Undone(fact=life.case.head, type="dispatched"), role=Role.LEADER) == "ineffective not_own"


def test_an_undoing_is_itself_not_undone_and_a_second_one_has_no_effect():
    life = life_at(Stage.PENDING_HANDLE)
    dispatched = life.case.head
    take_back(life, makes.T0)
    assert undo_of(life.case, "u") is None
    assert life.add(b.Undone(fact=dispatched, type="dispatched"), role=Role.DISPATCHER,
                    base=dispatched) == "ineffective moved"
    assert life.add(b.Undone(fact=life.case.head, type="undone"), role=Role.DISPATCHER) == "ineffective not_undoable"


def test_what_rests_on_a_step_keeps_it_from_being_taken_back():
    life = life_at(Stage.PENDING_HANDLE)
    dispatched = life.case.head
    life.do(AskExtension, Role.DEPARTMENT, reason="材料未到", now=makes.T0)
    refused = why_not_undone(life.case, dispatched, "u")
    assert refused is not None
    assert refused.key == "undo-built-on"
    assert life.add(b.Undone(fact=dispatched, type="dispatched"), role=Role.DISPATCHER) == "ineffective not_undoable"


def test_a_transition_on_the_old_picture_after_an_undoing_is_a_conflict():
    life = life_at(Stage.PENDING_HANDLE)
    dispatched = life.case.head
    take_back(life, makes.T0)
    assert life.add(b.Signed(), role=Role.DEPARTMENT, base=dispatched) == "ineffective moved"


def test_imported_steps_are_not_taken_back():
    life = life_at(Stage.PENDING_REGISTER)
    life.add(b.Filed(class_key=makes.CLASS, class_name="井盖", major_name="公用设施"), origin="import")
    assert life.case.stage is Stage.PENDING_DISPATCH
    assert undo_of(life.case, "u") is None


def test_every_kind_of_act_has_its_counter_act_or_a_sentence_why_not():
    for body in b.TYPES.values():
        assert body in COUNTERS or why_never(body) is not None
    for body in TRANSITIONS:
        assert (body in COUNTERS) == (body not in FINAL or body is b.Merged)


def test_what_is_remembered_for_undoing_is_no_part_of_the_state():
    case = life_at(Stage.PENDING_HANDLE).case
    assert case.before is not None
    assert plain(case) == plain(msgspec.structs.replace(case, before=None))


def test_the_command_names_the_step_and_its_role():
    case = life_at(Stage.PENDING_HANDLE).case
    assert undo_of(case, "u") == Undo(
        case_id=case.id, actor="u", role=Role.DISPATCHER, seen=case.head, fact=case.head)
