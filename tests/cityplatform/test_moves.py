"""How much of a street's stream is walked to judge a transfer, on both engines: bounded, whatever the author says."""

import json

import msgspec
import pytest
import sqlalchemy as sa

from commandcenter.cityplatform import moves
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.facts import decode, encode
from commandcenter.sync.wire import Verdict
from tests.cityplatform.test_push import pushed
from tests.cityplatform.test_transfer import outcomes, verdicts
from tests.cityplatform.two_streets import desks
from tests.sync.streets import EAST, GARDEN, Author

MOST = 60
BUSY = 400  # facts of other cases, before and after


def busy(platform, count=BUSY):
    """Let another workstation of the street write so many facts of its own."""
    author = Author(seed=platform.head(EAST).seq)
    station = platform.authenticate(platform.add_workstation("忙", EAST, f"X{platform.head(EAST).seq}"))
    at = platform.head(EAST)
    answer = platform.push(station, pushed(
        *(author.note() for _ in range(count)), after=at.seq, h=at.h.hex()))
    assert all(not one.verdict for one in answer.results)


def asked(desk, case, platform, **more):
    """Hand a case over by a request whose fields were changed on the way, as nobody's program would; its verdict."""
    made = desk.hand(case, GARDEN)
    waits = [decode(one.body) for one in desk.door.waiting(1000)]
    at = desk.door.cursor(EAST)
    answer = platform.push(platform.authenticate(desk.token), pushed(
        *(encode(msgspec.structs.replace(one, **more)) if one.id == made.head else encode(one) for one in waits),
        after=at.seq, h=at.h.hex()))
    return answer.results[-1].verdict


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(moves, "LOOK_MOST", MOST)


@pytest.fixture
def statements(platform):
    """What is asked of the fact table while a batch is judged, with its plan."""
    heard = []

    def listen(conn, cursor, statement, parameters, context, many):
        if "seq > " in statement and "subject" in statement:
            heard.append((statement, parameters))

    sa.event.listen(sa.Engine, "before_cursor_execute", listen)
    yield heard
    sa.event.remove(sa.Engine, "before_cursor_execute", listen)


@pytest.mark.parametrize("seen", [None, (1, "00000000"), (2**40, "ffffffff"), (0, "")])
def test_no_more_than_so_many_facts_are_walked(platform, tmp_path, small, statements, engine, seen):
    with desks(platform, tmp_path) as (east, garden):
        busy(platform)
        case = east.reported()
        east.sync()
        statements.clear()
        verdict = asked(east, east.case(case), platform, **({} if seen is None else {"seen": seen}))
        assert verdict == Verdict.ACCEPTED  # the whole case is younger than what is walked
        (one,) = statements
        assert visited(platform, engine, *one) <= MOST + 2  # what the request itself has brought since
        garden.sync()
        assert len(garden.open_cases()) == 1
        garden.sound()


def visited(platform, engine, statement, parameters):
    """Rows that the engine reads for it; it searches by stream and number."""
    with platform._files.read() as conn:
        if engine == "sqlite":
            plan = " ".join(row[-1] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))
            assert "SEARCH fact" in plan
            assert "street=? AND seq>?" in plan
            name, start = parameters[:2]
            return conn.exec_driver_sql(
                "SELECT count(*) FROM fact WHERE street = ? AND seq > ?", (name, start)).scalar()
        raw = conn.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar()
        (top,) = raw if isinstance(raw, list) else json.loads(raw)
        return rows_of(top["Plan"])


def rows_of(plan):
    own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
    return own + sum(rows_of(one) for one in plan.get("Plans", ()))


def test_a_look_of_long_ago_is_sent_back_and_asked_anew(platform, tmp_path, small):
    with desks(platform, tmp_path) as (east, garden):
        case = east.reported()
        east.sync()
        east.hand(case, GARDEN)
        busy(platform)  # meanwhile this desk was offline
        east.sync()
        assert verdicts(east, case) == [Verdict.CASE_MOVED]
        assert outcomes(east, case) == [("rejected", "")]
        assert east.case(case).transfer is None
        east.hand(east.case(case), GARDEN)
        east.sync()
        garden.sync()
        assert (east.case(case).stage, len(garden.open_cases())) == (Stage.TRANSFERRED, 1)
        east.sound()


@pytest.mark.parametrize("seen", [None, (1, "00000000")])
def test_a_step_that_was_not_seen_is_found_whatever_the_look_says(platform, tmp_path, small, seen):
    with desks(platform, tmp_path, (EAST, "A"), (EAST, "B"), (GARDEN, "A")) as (one, other, garden):
        case = one.reported()
        one.sync()
        other.sync()
        other.door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER,
                                     unit=other.door.books.units.units[0].id))
        other.sync()
        assert asked(one, one.case(case), platform, **({} if seen is None else {"seen": seen})) == Verdict.CASE_MOVED
        garden.sync()
        assert garden.open_cases() == []
        garden.sound()


def test_one_case_asked_for_again_and_again_is_judged_within_the_bound(platform, tmp_path, small):
    with desks(platform, tmp_path) as (east, garden):
        case = east.reported()
        for _ in range(MOST // 2):
            east.note(case)
        east.sync()
        made = east.hand(east.case(case), GARDEN)
        (waits,) = [one for one in map(lambda one: decode(one.body), east.door.waiting(10)) if one.id == made.head]
        author = Author()
        requests = [msgspec.structs.replace(waits, seen=(0, ""), id=author.new_id(), sseq=waits.sseq + n)
                    for n in range(100)]
        at = east.door.cursor(EAST)
        answer = platform.push(platform.authenticate(east.token), pushed(
            *(encode(one) for one in requests), after=at.seq, h=at.h.hex()))
        assert {one.verdict for one in answer.results} <= {Verdict.ACCEPTED, Verdict.CASE_MOVED}
        assert sum(not one.verdict for one in answer.results) == 1
        garden.sync()
        assert len(garden.open_cases()) == 1
        assert platform.verify().ok


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_case_whose_report_is_not_here_is_not_handed_over(platform, tmp_path):
    """A restored platform may hear of its steps first, from who keeps no order."""
    with desks(platform, tmp_path) as (east, garden):
        case = east.reported()
        east.hand(case, GARDEN)
        rest = [made for one in east.door.waiting(100) if (made := decode(one.body)).type != "reported"]
        at = platform.head(EAST)
        answer = platform.push(platform.authenticate(east.token), pushed(
            *(encode(msgspec.structs.replace(one, sseq=n)) for n, one in enumerate(rest, 1)), after=at.seq,
            h=at.h.hex()))
        assert [made.type for made in rest][-1] == "transfer_asked"
        assert answer.results[-1].verdict == Verdict.CASE_MOVED
        garden.sync()
        assert garden.open_cases() == []
