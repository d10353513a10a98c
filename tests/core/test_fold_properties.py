"""Random acts: what was decided is what is folded, whoever was quicker, and whichever way it travelled."""

from collections.abc import Callable
from itertools import pairwise
from uuid import UUID

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.core import rules as r
from commandcenter.core.case import TRANSITIONS, Case, Entry, Role
from commandcenter.core.facts import Fact, decode, digest, encode, plain
from commandcenter.core.fold import evolve, fold
from commandcenter.core.limits import MINUTE_MS
from commandcenter.core.report_rules import Report
from tests import makes
from tests.core.lives import ACTS, CASE, Author, Life, books, command

EXAMPLES = settings(max_examples=100, deadline=None)
acts = st.lists(st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, 600)), max_size=25)
# bounded like the work of two desks: who acts (0, 1), what, or None: that desk's facts are accepted
turns = st.lists(st.tuples(st.integers(0, 1), st.none() | st.integers(0, len(ACTS) - 1)), max_size=40)


def _try(life: Life, number: int, at: int) -> bool:
    kind, role, fields = ACTS[number]
    try:
        life.do(kind, role, at=at, **fields)
    except r.Refused:
        return False
    return True


def _lived(numbers: list[tuple[int, int]]) -> Life:
    life, at = Life(), makes.T0
    life.do(Report, Role.COLLECTOR)
    for number, minutes in numbers:
        at += minutes * MINUTE_MS
        _try(life, number, at)
    return life


@EXAMPLES
@given(acts)
def test_random_commands_fold_to_what_was_decided(numbers):
    life = Life()
    case, at = life.do(Report, Role.COLLECTOR), makes.T0
    for number, minutes in numbers:
        at += minutes * MINUTE_MS
        kind, role, fields = ACTS[number]
        try:
            drafts = r.decide(case, command(kind, role, fields), books())
        except r.Refused:
            assert life.case == case
            continue
        row = TRANSITIONS.get(type(drafts[0].data))
        after = life.do(kind, role, at=at, **fields)
        assert life.last == "effective"
        if row is None:
            assert (after.stage, after.head) == (case.stage, case.head)
        else:
            assert case.stage in row.source
            assert row.to in (after.stage, None)
            assert after.head == life.entries[-1].fact.id
        case = after
    assert case == fold(life.entries).case


@EXAMPLES
@given(acts)
def test_facts_survive_the_wire_byte_by_byte(numbers):
    life = _lived(numbers)
    bodies = [encode(entry.fact) for entry in life.entries]
    back = [decode(body) for body in bodies]
    assert [encode(fact) for fact in back] == bodies
    again = fold(Entry(fact=fact, seq=n, rts=makes.T0) for n, fact in enumerate(back, 1))
    assert again == life.folded
    assert msgspec.json.decode(plain(again.case), type=Case) == msgspec.structs.replace(again.case, before=None)


class _Desk:
    """One of two desks: what was accepted, up to where it has seen it, and its own facts on top."""

    def __init__(self, letter: str) -> None:
        self.author, self.seen, self.own = Author(letter), 0, list[Fact]()

    def act(self, log: list[Fact], number: int, at: int) -> None:
        view = [Entry(fact=f) for f in (*log[:self.seen], *self.own)]
        case = fold(view).case
        kind, role, fields = ACTS[number]
        try:
            drafts = r.decide(case, command(kind, role, fields), books())
        except r.Refused:
            return
        self.own += self.author.write(drafts, case.head if case else None, at)

    def sync(self, log: list[Fact]) -> None:
        log += self.own
        self.own, self.seen = [], len(log)


def _two_desks(steps: list[tuple[int, int | None]], seen: Callable[[list[Fact]], None] | None = None) -> list[Fact]:
    start = Life(Author("start"))
    start.do(Report, Role.COLLECTOR)
    log = [entry.fact for entry in start.entries]
    desks = (_Desk("a"), _Desk("b"))
    for desk in desks:
        desk.sync(log)
    for n, (who, number) in enumerate(steps):
        if number is None:
            desks[who].sync(log)
            if seen is not None:
                seen(log)
        else:
            desks[who].act(log, number, makes.T0 + n * MINUTE_MS)
    for desk in desks:
        desk.sync(log)
    return log


def _fold(log: list[Fact]) -> tuple[Case, dict[UUID, str]]:
    folded = fold(Entry(fact=f, seq=n) for n, f in enumerate(log, 1))
    assert folded.case is not None
    assert [o.fact for o in folded.outcomes] == [f.id for f in log]
    return folded.case, {o.fact: o.kind for o in folded.outcomes}


@EXAMPLES
@given(turns)
def test_every_transition_is_effective_or_in_the_list_or_a_repetition(steps):
    log = _two_desks(steps)
    case, kinds = _fold(log)
    assert set(kinds.values()) <= {"effective", "ineffective", "repetition"}
    follows = [f for f in log if f.base is not None or f.type == "reported"]
    chain = [f for f in follows if kinds[f.id] == "effective"]
    assert all(later.base == earlier.id for earlier, later in pairwise(chain))
    assert chain[-1].id == case.head
    assert case.steps == {str(f.base): str(f.id) for f in chain[1:]}
    assert all(kinds[f.id] == "effective" for f in log if f.type == "noted")
    taken = {f.base for f in chain}
    # a case that took in a duplicate meanwhile is not merged away, though its head stood still
    lost = [f for f in follows if kinds[f.id] == "ineffective" and f.type != "merged"]
    assert all(f.base in taken or f.base in {x.id for x in lost} for f in lost)


@EXAMPLES
@given(turns)
def test_what_was_accepted_is_never_rewritten_by_what_comes_later(steps):
    states: list[tuple[int, Case]] = []
    log = _two_desks(steps, lambda so_far: states.append((len(so_far), _fold(so_far)[0])))
    for length, case in states:
        assert _fold(log[:length])[0] == case
    _, kinds = _fold(log)
    for length, _ in states:
        assert all(kinds[i] == kind for i, kind in _fold(log[:length])[1].items())


@EXAMPLES
@given(turns)
def test_the_same_order_gives_the_same_digest_however_it_came(steps):
    log = _two_desks(steps)
    case, _ = _fold(log)
    sent, _ = _fold([decode(encode(f)) for f in log])
    assert digest({CASE: case}) == digest({CASE: sent})


@EXAMPLES
@given(turns, st.data())
def test_folding_in_two_parts_is_folding_at_once(steps, data):
    log = [Entry(fact=f, seq=n) for n, f in enumerate(_two_desks(steps), 1)]
    cut = data.draw(st.integers(0, len(log)))
    first = fold(log[:cut])
    case, outcomes = first.case, list(first.outcomes)
    for entry in log[cut:]:
        case, outcome = evolve(case, entry)
        outcomes.append(outcome)
    assert (case, tuple(outcomes)) == (fold(log).case, fold(log).outcomes)


@EXAMPLES
@given(st.dictionaries(st.uuids(), acts, max_size=4))
def test_the_digest_knows_no_order_of_cases(lives):
    states = {key: _lived(numbers).case for key, numbers in lives.items()}
    assert digest(states) == digest(dict(reversed(states.items())))
    if states:
        key = next(iter(states))
        changed = states | {key: msgspec.structs.replace(states[key], notes=99)}
        assert digest(changed) != digest(states)
