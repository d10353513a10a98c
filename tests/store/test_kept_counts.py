"""Counts, closed cases and search text that are kept up as rows are written: always what a look at the rows gives."""

import shutil
from contextlib import closing
from itertools import product
from uuid import uuid4

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter import paths
from commandcenter.core import rules as r
from commandcenter.core.bodies import CheckResult
from commandcenter.core.case import Role, Stage
from commandcenter.core.clocks import Urgency, urgency
from commandcenter.door.door import Door
from commandcenter.store import grams, keys, tally, views
from commandcenter.store.closed_book import ClosedBook, by_rank
from commandcenter.store.documents import read_sight
from commandcenter.store.engine import open_store
from commandcenter.store.open_words import OpenWords
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import SORTS, Filter
from commandcenter.store.verify import verify
from tests import makes
from tests.core import lives

CASES = 4
TEXTS = ("井盖丢失", "路灯不亮", "占道经营")
PLACES = (("360681003008", "贵电社区", "冶金大道"), ("360681003001", "雄石社区", "雄石路"))
NEXT: dict[Stage, tuple[type[r.Command], Role, dict[str, object]]] = {  # what brings a case nearer to its closing
    Stage.PENDING_REGISTER: (r.File, Role.ACCEPTOR, {"class_key": makes.CLASS, "condition": lives.CONDITION}),
    Stage.PENDING_DISPATCH: (r.Dispatch, Role.DISPATCHER, {"unit": lives.UNIT}),
    Stage.PENDING_HANDLE: (r.Assign, Role.DEPARTMENT, {}),
    Stage.HANDLING: (r.Handle, Role.DEPARTMENT, {"text": "已更换"}),
    Stage.HANDLE_FINISH: (r.FeedBack, Role.DEPARTMENT, {}),
    Stage.PENDING_REVIEW: (r.Pass, Role.DISPATCHER, {}),
    Stage.PENDING_CHECK: (r.OrderCheck, Role.ACCEPTOR, {}),
    Stage.CHECKING: (r.Check, Role.COLLECTOR, {"result": CheckResult.PASS}),
    Stage.CHECK_PASSED: (r.Close, Role.ACCEPTOR, {}),
}
STEP = st.tuples(
    st.integers(0, CASES - 1), st.sampled_from(("on", "to the end", "act", "later")),
    st.integers(0, len(lives.ACTS) - 1))


class Street:
    """A store of its own with a door, and somebody who takes steps at it."""

    def __init__(self, folder, clock):
        self.store = open_store(folder, keys.load(folder), paths.MIGRATIONS)
        self.clock = clock
        self.door = Door(self.store, street=makes.STREET, letter="A", clock=clock, new_id=uuid4)
        self.queries = Queries(self.store.reader())
        self.ids = [uuid4() for _ in range(CASES)]

    def step(self, which, how, act):
        self.clock.forward(hours=1)
        case = self.door.case(self.ids[which])
        if case is None:
            community, name, place = PLACES[which % 2]
            self.door.submit(makes.report(
                self.ids[which], text=TEXTS[which % 3], community=community, community_name=name, place=place))
        elif how == "later":
            self.clock.forward(hours=20)
        elif how == "act":
            kind, role, fields = lives.ACTS[act]
            self._try(kind, role, fields, which)
        while case is not None and how in ("on", "to the end") and case.stage in NEXT:
            case = self._try(*NEXT[case.stage], which)
            if how == "on":
                break

    def _try(self, kind, role, fields, which):
        try:
            return self.door.submit(lives.command(kind, role, fields, self.ids[which]))
        except r.Refused:
            return None

    def rows(self):
        ids = [i for (i,) in self.queries._conn.execute("SELECT id FROM case_row")]
        return list(self.queries.rows(ids).values())

    def close(self):
        self.queries.close()
        self.store.close()


@pytest.fixture
def streets(master, tmp_path, clock):
    made = []

    def street():
        folder = shutil.copytree(master, tmp_path / f"street{len(made)}")
        made.append(Street(folder, clock))
        return made[-1]

    yield street
    for one in made:
        one.close()


histories = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@histories
@given(st.lists(STEP, min_size=6, max_size=16))
def test_the_counts_are_those_of_the_rows_after_any_history(streets, clock, steps):
    street = streets()
    for step in steps:
        street.step(*step)
        counts, rows = street.queries.counts(clock.at), street.rows()
        opened = [row for row in rows if row.open]
        assert counts.stages == {s: n for s in Stage if (n := sum(row.stage is s for row in opened))}
        assert counts.urgency == {u: n for u in Urgency if (n := sum(
            urgency(clock.at, row.due, row.near, row.severe, row.paused) is u for row in opened))}
        assert counts.by_queue["closed"] == sum(row.closed_at is not None for row in rows)
        assert counts.by_queue["supervised"] == sum(row.level >= 1 for row in opened)
        for queue in ("open", "closed", "all", "overdue", "supervised", "awaiting_reply", "paused"):
            assert street.queries.count(queue, clock.at, Filter()) == len(street.queries.ids(queue, clock.at))
    with street.store.write() as conn:
        assert tally.kept(conn) == tally.recounted(conn)
    assert verify(street.store, makes.STREET).problems == ()


FILTERS = (
    Filter(), Filter(community=("360681003008",)), Filter(class_key=(makes.CLASS, "x")), Filter(source=("nowhere",)),
    Filter(unit=(lives.UNIT,), stage=(Stage.CLOSED,)), Filter(mark=("supervised", "returned")),
    Filter(reported=((makes.T0, makes.T0 + 5 * makes.HOUR),)), Filter(text="路灯"), Filter(text="井"),
    Filter(urgency=(Urgency.SEVERE,)), Filter(urgency=(Urgency.NORMAL, Urgency.NEAR)), Filter(place=("雄石",)),
    Filter(place=("雄石", "冶金"), text="路灯"), Filter(number=("2026", "x"), source=("hotline",)),
)


def _closed(street, filter_, sort, descending):
    """The closed queue by a statement over the table alone."""
    column = SORTS[sort]
    if column == "due_sort":
        column, descending = "closed_at", not descending
    where, values = street.queries._where("closed", street.clock.at, filter_)
    way = "DESC" if descending else "ASC"
    return [i for (i,) in street.queries._conn.execute(
        f"SELECT id FROM case_row WHERE {where} ORDER BY {column} {way}, id {way}", values)]


@histories
@given(st.lists(STEP, min_size=6, max_size=14))
def test_the_closed_cases_are_those_of_the_table_after_any_history(streets, steps):
    street = streets()
    street.queries.ids("closed", street.clock.at, sort="class")  # read in before anything is closed
    for n, step in enumerate(steps):
        street.step(*step)
        if n % 3:
            continue
        for filter_, sort, descending in product(FILTERS, ("due", "closed"), (False, True)):
            found = street.queries.ids("closed", street.clock.at, filter_=filter_, sort=sort, descending=descending)
            assert found.tolist() == _closed(street, filter_, sort, descending)
        for sort in SORTS:
            found = street.queries.ids("closed", street.clock.at, sort=sort, descending=bool(n % 2))
            assert found.tolist() == _closed(street, Filter(), sort, bool(n % 2))


def test_orders_that_the_store_keeps_begin_with_their_first_page_and_take_in_what_is_closed(
        door, store, clock, monkeypatch):
    for n in (7, 3, 5):
        makes.walk(door, makes.dispatched(door, place=f"冶金大道{n}号"))
    for sort, down in product(("place", "number"), (False, True)):
        with closing(Queries(store.reader())) as queries:
            page = queries.first("closed", clock.at, Filter(), sort=sort, descending=down, most=2).tolist()
            assert page == queries.ids("closed", clock.at, sort=sort, descending=down).tolist()[:2]
            assert queries.first("closed", clock.at, Filter(), sort=sort, descending=down, most=2) is None  # all known
    with closing(Queries(store.reader())) as one, closing(Queries(store.reader())) as many:
        monkeypatch.setattr("commandcenter.store.closed_orders._MOST_PLACED", 1)
        for queries in (one, many):
            assert len(queries.ids("closed", clock.at, sort="place")) == 3
        for n in (4, 9):
            makes.walk(door, makes.dispatched(door, place=f"冶金大道{n}号"))
            one.ids("closed", clock.at, sort="place")
        for queries in (one, many):
            rows = queries.rows(ids := queries.ids("closed", clock.at, sort="place"))
            assert [rows[i].place for i in ids.tolist()] == [f"冶金大道{n}号" for n in (3, 4, 5, 7, 9)]


@pytest.mark.parametrize("walked", [0, 1_000])
def test_a_place_is_found_in_the_index_of_places_or_row_by_row(door, queries, clock, monkeypatch, walked):
    monkeypatch.setattr("commandcenter.store.queue_reads._WALKED", walked)
    ended = [makes.walk(door, makes.dispatched(door, place=place)) for place in ("冶金大道7号", "冶金路", "大道冶金")]
    waiting = makes.filed(door, place="冶金大道9号")
    asked = Filter(place=("冶金大道",))
    for queue, wanted in (("closed", {ended[0].id}), ("all", {ended[0].id, waiting.id})):
        found = queries.rows(queries.ids(queue, clock.at, filter_=asked)).values()
        assert {row.case_id for row in found} == wanted
    both = Filter(place=("冶金大道",), number=(queries.row_of(ended[0].id).shown_number,))
    assert len(queries.ids("all", clock.at, filter_=both)) == 1


@pytest.fixture
def closed(door):
    return [makes.walk(door, makes.dispatched(door, text=text)) for text in TEXTS]


@pytest.mark.parametrize("bits", [8, 23, 29])
def test_ids_however_great_are_ordered_by_rank_and_then_as_they_are(bits):
    ids = np.arange(600) + (1 << 12)
    codes = (np.arange(int(ids[-1]) + 1) % 7).astype(np.int16)
    ranks = np.array([3, 1, 1, (1 << bits) - 1, 0, 2, 9])  # 16 bits are sorted in another way
    expected = sorted(ids.tolist(), key=lambda i: (int(ranks[i % 7]), i))
    assert by_rank(ids, ranks, codes).tolist() == expected
    assert by_rank(ids[:0], ranks[:0], codes[:0]).tolist() == []


def test_a_reader_that_fell_too_far_behind_reads_anew(store, door, queries, clock, closed):
    assert len(queries.ids("closed", clock.at, filter_=Filter(source=("hotline",)))) == 0
    makes.walk(door, makes.dispatched(door, source="hotline"))
    makes.walk(door, makes.dispatched(door, source="hotline"))
    with store.write() as conn:  # as after 50,000 changes more
        conn.execute(sa.text("DELETE FROM row_change WHERE seq < (SELECT max(seq) FROM row_change)"))
    assert len(queries.ids("closed", clock.at)) == len(closed) + 2
    assert len(queries.ids("closed", clock.at, filter_=Filter(source=("hotline",)))) == 2


def test_cases_that_leave_the_store_leave_the_closed_ones(store, queries, clock, closed):
    before = queries.ids("closed", clock.at).tolist()
    with store.write() as conn:
        conn.execute(sa.text("DELETE FROM case_row WHERE id = :i"), {"i": before[1]})
    assert queries.ids("closed", clock.at).tolist() == [before[0], before[2]]
    assert queries.counts(clock.at).by_queue["closed"] == 2


def test_slice_after_slice_reads_the_same_as_all_at_once(queries, clock, closed, monkeypatch):
    monkeypatch.setattr("commandcenter.store.closed_book.SLICE", 4)
    monkeypatch.setattr("commandcenter.store.closed_book.COLUMNS_SLICE", 1)
    sliced = Queries(queries._conn)
    turns = 0
    while sliced.warm(columns=True):
        turns += 1
    assert turns > 2
    for sort in ("due", "class", "community", "reported"):
        assert sliced.ids("closed", clock.at, sort=sort).tolist() == queries.ids("closed", clock.at, sort=sort).tolist()


def test_a_word_with_a_separator_in_it_does_not_shift_the_others(store, queries, clock, closed):
    with store.write() as conn:
        conn.execute(sa.text("UPDATE case_row SET source = 'a' || char(31) || 'b' WHERE id = 2"))
    assert ClosedBook(queries._conn) is not None
    assert queries.ids("closed", clock.at, filter_=Filter(source=("a\x1fb",))).tolist() == [2]
    assert len(queries.ids("closed", clock.at, filter_=Filter(source=("a",)))) == 0


def test_a_search_in_all_cases_finds_open_closed_and_never_filed_ones(door, queries, clock, closed):
    waiting = makes.filed(door, text="路灯不亮")
    refused = door.submit(makes.report(text="路灯昏暗"))
    door.submit(r.RefuseFiling(case_id=refused.id, actor="u", role=Role.ACCEPTOR, reason="不属于管理范围"))
    found = queries.ids("all", clock.at, filter_=Filter(text="路灯"))
    rows = queries.rows(found)
    assert [rows[i].case_id for i in found.tolist()] == [waiting.id, closed[1].id, refused.id]
    assert queries.ids("all", clock.at, filter_=Filter(text="路灯"), descending=True).tolist() == found[::-1].tolist()


def test_search_looks_among_the_open_cases_however_far_apart_they_stand(door, queries, clock, monkeypatch):
    made = [makes.filed(door, text=TEXTS[n % 2]) for n in range(12)]
    for case in made[1:5] + made[7:9]:
        door.submit(r.VoidCase(case_id=case.id, actor="u", role=Role.SHIFT_LEADER, reason="重复上报"))
    for spans in (1, 2, 3, 8):
        monkeypatch.setattr("commandcenter.store.queue_reads._SPANS", spans)
        monkeypatch.setattr("commandcenter.store.queue_reads._GAP", 1)
        found = queries.rows(queries.ids("open", clock.at, filter_=Filter(text="路灯"))).values()
        assert {row.case_id for row in found} == {case.id for n, case in enumerate(made) if n % 2 and n in (5, 9, 11)}


def test_verify_hears_of_counts_that_are_not_those_of_the_rows(store, door):
    makes.filed(door)
    with store.write() as conn:
        conn.execute(sa.text("UPDATE tally SET n = n + 1"))
    assert [p.key for p in verify(store, makes.STREET).problems] == ["counts-differ"]


def test_a_store_built_anew_counts_and_finds_as_before(store, door, queries, clock, closed):
    makes.filed(door)
    with store.write() as conn:
        before = tally.kept(conn)
        views.rebuild(conn, read_sight(conn))
        assert tally.kept(conn) == before
    assert verify(store, makes.STREET).problems == ()
    assert len(queries.ids("closed", clock.at)) == 3
    assert len(queries.ids("all", clock.at, filter_=Filter(text="路灯"))) == 1


def test_text_that_changes_is_found_by_what_it_is_now_alone(door, queries, clock):
    case = makes.filed(door, text="井盖丢失")
    unit = door.books.units.units[0]
    assert len(queries.ids("open", clock.at, filter_=Filter(text=unit.name))) == 0
    door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit=unit.id))
    assert len(queries.ids("open", clock.at, filter_=Filter(text=unit.name))) == 1
    assert len(queries.ids("open", clock.at, filter_=Filter(text="井盖"))) == 1
    assert isinstance(queries.ids("closed", clock.at), np.ndarray)


OPEN_FILTERS = (
    Filter(), Filter(community=("360681003008",)), Filter(major=("x",)), Filter(class_key=(makes.CLASS, "x")),
    Filter(stage=(Stage.HANDLING, Stage.PENDING_DISPATCH)), Filter(unit=(lives.UNIT,)), Filter(source=("hotline",)),
    Filter(urgency=(Urgency.OVERDUE, Urgency.SEVERE)), Filter(urgency=(Urgency.NORMAL, Urgency.PAUSED)),
    Filter(mark=("supervised", "pending")), Filter(reported=((makes.T0, makes.T0 + 5 * makes.HOUR),)),
    Filter(text="路灯"), Filter(text="井"), Filter(text="占道 经营"), Filter(text="A0"), Filter(text="0001"),
    Filter(text="灯不亮"), Filter(text="…"), Filter(place=("雄石",)), Filter(place=("冶金", "雄石路"), text="井盖"),
    Filter(number=("2026",)), Filter(number=("0302-A001", "0301")), Filter(number=("x",)),
)
OPEN_QUEUES = ("open", "near", "overdue", "severe", "paused", "supervised", "awaiting_reply", "review",
               *(f"stage:{stage}" for stage in NEXT))


@histories
@given(st.lists(STEP, min_size=6, max_size=14))
def test_the_open_cases_in_memory_are_those_of_the_table_after_any_history(streets, steps):
    street = streets()
    street.step(0, "on", 0)
    table = Queries(street.store.reader())  # never reads them into memory, so it asks SQLite
    while street.queries.warm(columns=False):
        pass
    for n, step in enumerate(steps):
        street.step(*step)
        now = street.clock.at
        for queue, filter_ in [*product(OPEN_QUEUES, (Filter(),)), *product(("open",), OPEN_FILTERS)]:
            assert street.queries._open.ready(queue)
            found = street.queries.ids(queue, now, filter_=filter_)
            assert found.tolist() == table.ids(queue, now, filter_=filter_).tolist(), (queue, filter_)
            assert street.queries.count(queue, now, filter_) == len(found)
            assert _placed(street.queries.points(queue, now, filter_)) == _placed(table.points(queue, now, filter_))
            assert len(street.queries.points(queue, now, filter_).ids) == len(found)
            for by in ("community", "class", "major", "stage", "unit"):
                assert street.queries.group(by, queue, now, filter_) == table.group(by, queue, now, filter_)
        for sort in SORTS:
            down = bool(n % 2)
            assert (street.queries.ids("open", now, sort=sort, descending=down).tolist()
                    == table.ids("open", now, sort=sort, descending=down).tolist()), sort
    table.close()
    assert verify(street.store, makes.STREET).problems == ()


def _placed(points):
    columns = points.ids, points.lon, points.lat, points.urgency
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def _warmed(queries):
    while queries.warm(columns=True):
        pass


def test_open_cases_in_memory_are_read_anew_once_they_fell_too_far_behind(store, door, queries, clock, monkeypatch):
    monkeypatch.setattr("commandcenter.store.open_book.SLICE", 2)
    first = [makes.filed(door) for _ in range(5)]
    _warmed(queries)
    assert queries._open.ready("open")
    first += [makes.filed(door) for _ in range(2)]
    with store.write() as conn:  # as after 50,000 changes more
        conn.execute(sa.text("DELETE FROM row_change WHERE seq < (SELECT max(seq) FROM row_change)"))
    for _ in range(6):
        assert len(queries.ids("open", clock.at)) == len(first)
    assert queries._open.ready("open")


def test_texts_that_die_are_swept_away(door, queries, clock, monkeypatch):
    words = OpenWords()
    for turn in range(6):
        ids = np.arange(1, 402)
        words.drop(ids)
        words.take(ids, [grams.words(f"路灯{turn}不亮 B{n}") for n in ids])
    assert words.find("灯").tolist() == ids.tolist()
    assert words.find("b400").tolist() == [400]
    assert len(words.find("00")) == 0
    assert len(words._ids) < 2_000


def test_the_first_page_of_a_search_is_the_beginning_of_the_whole(door, queries, clock, monkeypatch):
    monkeypatch.setattr("commandcenter.store.queue_reads._FIRST_ROWS", (2, 6))
    for n in range(9):
        makes.walk(door, makes.dispatched(door, text=TEXTS[n % 2]))
    waiting = [makes.filed(door, text="路灯不亮") for _ in range(2)]
    _warmed(queries)
    for queue, text, sort, down, most in product(("closed", "all"), ("路灯", "灯", "灯不亮", "井盖", "亮"),
                                                 ("due", "class", "place"), (False, True), (1, 2, 3, 20)):
        asked = Filter(text=text, place=("大道",) if most == 2 else ())
        page = queries.first(queue, clock.at, asked, sort=sort, descending=down, most=most)
        whole = queries.ids(queue, clock.at, filter_=asked, sort=sort, descending=down).tolist()
        assert page is None or page.tolist() == whole[:most]
        if queue == "closed" and most == 1:
            assert page is not None
    assert queries.first("all", clock.at, Filter(text="路灯"), sort="due", descending=False, most=2) is not None
    assert queries.first("open", clock.at, Filter(text="路灯"), sort="due", descending=False, most=1) is None
    assert len(waiting) == 2


def test_one_character_is_asked_for_by_every_pair_that_begins_with_it(store, door, queries, clock):
    makes.filed(door, text="灯杆倾斜，路灯")
    assert set(queries._pairs("灯")) >= {"灯", "灯杆"}
    assert grams.query("灯", queries._pairs).count('"灯"') == 1
    with store.write() as conn:
        conn.execute(sa.text("DELETE FROM pair WHERE pair = '灯杆'"))
    assert [p.key for p in verify(store, makes.STREET).problems] == ["texts-differ"]


def test_words_of_an_open_case_that_somebody_changed_are_found(store, door):
    makes.filed(door)
    with store.write() as conn:
        conn.execute(sa.text("UPDATE open_text SET words = words || 'x'"))
    assert [p.key for p in verify(store, makes.STREET).problems] == ["texts-differ"]
