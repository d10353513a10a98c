"""The demo city: same seed and day, same cases; moved by whole weeks, nothing in the future, every queue alive."""

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from commandcenter import paths
from commandcenter.app import demo
from commandcenter.app import station as st
from commandcenter.app.demo_slots import SLOTS
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.mapping import RowPlan
from commandcenter.core.numbers import SHANGHAI
from commandcenter.door import feeds
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from tests.app.conftest import CASES, DAY

UNTIL = demo.instant(DAY)


@pytest.fixture(scope="module")
def table() -> feeds.Table:
    mapping = feeds.find_mapping("boston311", paths.RESOURCES / "mappings")
    return feeds.open_table(paths.RESOURCES / "demo/boston311_2015.csv", mapping)


def local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI)


def cases_of(folder) -> set[tuple[object, ...]]:
    store, _ = st.look(folder)
    with store, closing(Queries(store.reader())) as queries:
        rows = queries.rows(queries.ids("all", UNTIL)).values()
        return {(r.case_id, r.place, r.lon, r.lat, r.class_key, r.reported_at) for r in rows}


def test_the_whole_city_is_at_rest(city):
    assert city.result["cases"] == CASES
    assert demo.opened(city.data) == city.result
    digests, cases, seqs = {}, {}, {}
    for folder in city.stations:
        store, about = st.look(folder)
        with store:
            found = verify(store, about.street)
        assert (found.chain_ok, found.views_equal, found.pending, found.problems) == (True, True, 0, ())
        digests.setdefault(about.street, set()).add(found.state_digest)
        cases[about.street], seqs[about.street] = found.cases, found.seq
    assert [len(d) for d in digests.values()] == [1, 1]
    assert sum(cases.values()) == CASES
    assert 2 < cases[demo.EAST] / cases[demo.GARDEN] < 4.5
    with Platform.open(city.data / "platform", clock=lambda: UNTIL, read_only=True) as platform:
        audit = platform.verify()
    assert audit.ok
    for stream in audit.streams:
        if stream.stream in digests:
            assert {stream.state_digest} == digests[stream.stream]
            assert (stream.seq, stream.rejected) == (seqs[stream.stream], 0)


def test_same_seed_and_day_same_cases(city, tmp_path):
    demo.build(tmp_path / "again", cases=CASES, seed=7, day=DAY)
    for folder in city.stations[::2]:
        assert cases_of(tmp_path / "again" / folder.name) == cases_of(folder)


def test_the_day_shows_every_stage_and_urgency(city):
    store, _ = st.look(city.stations[0])
    with store, closing(Queries(store.reader())) as queries:
        counts = queries.counts(UNTIL)
        rows = list(queries.rows(queries.ids("all", UNTIL)).values())
    assert set(counts.stages) >= {slot.stage for slot in SLOTS} - {Stage.CLOSED, Stage.NOT_ACCEPTED}
    assert {Urgency.NORMAL, Urgency.NEAR, Urgency.OVERDUE, Urgency.SEVERE} <= set(counts.urgency)
    assert any(r.due is not None and 0 < r.due - UNTIL <= 3_600_000 for r in rows if r.open)
    assert {r.level for r in rows} >= {0, 1, 2, 3}
    assert {"on_spot", "checked", "import"} <= {r.closing_type for r in rows}
    assert all("demo" in r.marks for r in rows)
    assert all(r.reported_at <= UNTIL and (r.closed_at or 0) <= UNTIL for r in rows)


def test_what_the_desk_did_took_effect_and_lies_in_the_past(city):
    store, _ = st.look(city.stations[0])
    with store, closing(Queries(store.reader())) as queries:
        assert queries.conflicts() == 0
        for case_id in [r.case_id for r in queries.rows(queries.ids("supervised", UNTIL)).values()]:
            entries = queries.entries(case_id)
            own = [e.fact.at for e in entries if e.fact.actor != "platform"]
            assert own == sorted(own)
            assert own[-1] <= UNTIL
            assert queries.outcomes(case_id) == ()


def test_the_board_of_whistles_is_not_empty_and_no_unit_is_late_yet(city):
    both, one = {"emergency", "joint"}, {"emergency"}
    for folder, kinds in zip(city.stations, (both, both, one), strict=True):
        store, _ = st.look(folder)
        with store, closing(Queries(store.reader())) as queries:
            assert {row.whistle.kind for row in queries.whistles.open()} == kinds
            assert queries.whistles.count(UNTIL) == (len(kinds), 0)
            for row in queries.whistles.open():
                assert row.whistle.host.signed_at is not None
                assert any(p.arrived_at is None for p in row.whistle.parties if p.bound)
                assert queries.outcomes(row.case_id) == ()


@pytest.mark.parametrize(("day", "lands"), [
    ("2026-03-04", "2026-03-04"), ("2026-03-05", "2026-03-11"), ("2026-03-10", "2026-03-11"),
    ("2026-11-22", "2026-11-25"),
])
def test_times_move_by_whole_weeks_so_that_the_last_day_lands_on_the_day_or_soon_after(table, day, lands):
    until = demo.instant(day)
    plain = {row.plan.source_id: row.plan for row in table.rows() if isinstance(row.plan, RowPlan)}
    moved = [row.plan for row in demo.rows_of_the_day(table, until, 300)]
    shifts = {plan.opened_ms - plain[plan.source_id].opened_ms for plan in moved}
    assert all(shift % demo.WEEK_MS == 0 for shift in shifts)
    assert max(shifts) - min(shifts) in (0, demo.WEEK_MS)
    assert max(plan.opened_ms for plan in moved) <= until
    last = max(plan.opened_ms for plan in plain.values()) + demo._weeks(
        max(plan.opened_ms for plan in plain.values()), until) * demo.WEEK_MS
    assert local(last).date() == date.fromisoformat(lands)


def test_steps_after_the_instant_have_not_happened_yet(table):
    rows = [row.plan for row in demo.rows_of_the_day(table, UNTIL, 300)]
    plain = {row.plan.source_id: row.plan for row in table.rows() if isinstance(row.plan, RowPlan)}
    assert all(plan.closed_ms is None or plan.closed_ms <= UNTIL for plan in rows)
    assert any(plan.closed_ms is None and plain[plan.source_id].closed_ms is not None for plan in rows)


def test_beyond_the_file_rows_repeat_earlier_elsewhere_and_marked(table):
    rows = demo.rows_of_the_day(table, UNTIL, 8_300)
    assert len({row.plan.source_id for row in rows}) == 8_300
    repeats = [row for row in rows if row.marks]
    assert len(repeats) == 8_300 - 8_156
    assert {row.marks for row in repeats} == {("synthetic",)}
    assert {row.plan.lon for row in repeats} == {None}
    assert max(row.plan.opened_ms for row in repeats) < UNTIL - 51 * demo.WEEK_MS
    assert [row.plan.opened_ms for row in rows] == sorted(row.plan.opened_ms for row in rows)


@pytest.mark.parametrize(("wrong", "key"), [
    ({"day": "2026-02-30"}, "demo-day"), ({"day": "morgen"}, "demo-day"), ({"cases": 0}, "demo-cases"),
])
def test_what_cannot_be_built(tmp_path, wrong, key):
    with pytest.raises(demo.DemoError) as caught:
        demo.build(tmp_path / "demo", **wrong)
    assert caught.value.key == key
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_something_in_it_is_not_touched(tmp_path):
    (tmp_path / "letter.txt").write_text("wichtig", "utf-8")
    with pytest.raises(demo.DemoError) as caught:
        demo.build(tmp_path)
    assert caught.value.key == "demo-exists"
    with pytest.raises(demo.DemoError) as caught:
        demo.opened(tmp_path)
    assert caught.value.key == "demo-missing"
