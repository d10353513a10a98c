"""The queue: open, filter, sort, jump, count, on the store and in the window, beside the raw question in SQL.

Searches are search.py's, how long nobody could click is screen.py's. The window reads the open and the closed cases
into memory behind the first paint (open_book.py, closed_book.py); so does this before it asks, and tells how long that
took.
"""

import gc
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from commandcenter.core.clocks import Urgency
from commandcenter.desk.queue_desk import GROUPS
from commandcenter.store.case_rows import ROW
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import SORTS, Filter, order
from tests import makes
from tests.bench import _city
from tests.bench._city import T0
from tests.bench._measure import Report, Result, beside, command_line, copy_of, median, percentile, took
from tests.bench._window import Shown, shown

PAGE = 200
QUEUES = tuple(q for _, queues in GROUPS for q in queues if q != "closed")
FLOOR = "raw SQL, first 200"
ROUNDS = 5  # of acts in the window


def run(cases: int = 100_000, report: Report = print) -> dict[str, Any]:
    """Measure the queue on a store of so many cases."""
    folder = _city.station_folder(cases, report)
    result = Result("queue", cases, report)
    with copy_of(folder) as copy, _city.opened(copy) as station:
        queries = station.queries()
        try:
            _on_the_store(queries, result)
        finally:
            queries.close()
        with shown(station) as seen:
            _in_the_window(seen, result)
    return result.done()


# -- questions to the store ------------------------------------------------------------------------------------------


def _on_the_store(q: Queries, result: Result) -> None:
    times = 9
    warmed(q, result)
    _pages(q, result, "open a queue, any but closed", [(queue, Filter(), "due", False) for queue in QUEUES], times)
    communities = sorted({key for key, _, _, _ in q.group("community", "open", T0)})
    _pages(q, result, "open queue of one community",
           [("open", Filter(community=(c,)), "due", False) for c in communities], 3)
    _pages(q, result, "open queue, urgent ones only", [("open", Filter(urgency=(Urgency.OVERDUE, Urgency.SEVERE)),
                                                        "due", False)], times)
    _pages(q, result, "open queue sorted by another column",
           [("open", Filter(), sort, down) for sort in SORTS for down in (False, True)], 3)
    _pages(q, result, "open the closed queue", [("closed", Filter(), "due", False)], times)
    _pages(q, result, "closed queue, longest closed first", [("closed", Filter(), "closed", False)], times)
    _pages(q, result, "closed queue of one community",
           [("closed", Filter(community=(c,)), "due", False) for c in communities[:5]], 1)
    _pages(q, result, "closed queue of one unit, source, class or with a mark",
           [("closed", f, "due", False) for f in (
               Filter(unit=tuple({r.unit for r in q.rows(q.ids("closed", T0)[:PAGE]).values()})[:1]),
               Filter(source=("hotline",)), Filter(class_key=(makes.CLASS,)), Filter(mark=("supervised", "returned")))],
           times)
    _pages(q, result, "closed queue sorted by class, community, stage or unit",
           [("closed", Filter(), sort, down) for sort in ("class", "community", "stage", "unit")
            for down in (False, True)], 1)  # the raw question sorts the whole table
    road = next(iter(q.rows(q.ids("closed", T0)[:1]).values())).place[:3]
    for what, asked in (
            ("closed queue sorted by number or place",
             [("closed", Filter(), sort, down) for sort in ("number", "place") for down in (False, True)]),
            ("closed queue of one road", [("closed", Filter(place=(road,)), "due", False)])):
        _pages(q, result, f"{what}, first page", asked, times, page=first_page)
        if asked[0][1].empty:
            slow = [took(lambda one=one: page(q, *one)) for one in asked]  # the first of each order reads it whole
            result.add(f"{what}, all, longest of {len(slow)}", max(slow), "ms")
        else:
            _pages(q, result, f"{what}, all", asked, 1, most=None)
    _jump(q, result)
    _counts(q, result, times)


def warmed(q: Queries, result: Result) -> None:
    """Read the cases in, as the window does behind its first paint; a question of its own for every slice."""
    slices: list[float] = []
    more = True
    while more:
        start = time.perf_counter()
        more = q._open.warm()
        slices.append((time.perf_counter() - start) * 1000)
    result.add(f"open cases read in, with their words, all {len(slices)} slices", sum(slices), "ms")
    result.add("open cases read in, longest slice", max(slices), "ms")
    for what, columns in (("their order", False), ("what they are filtered and sorted by", True)):
        slices, more = [], True
        while more:
            start = time.perf_counter()
            more = q.warm(columns=columns)
            slices.append((time.perf_counter() - start) * 1000)
        result.add(f"closed cases read in: {what}, all {len(slices)} slices", sum(slices), "ms")
        result.add(f"closed cases read in: {what}, longest slice", max(slices), "ms")
    gc.freeze()  # as the window does once it is up (ui/steady.py): no collection walks over what stays


def page(q: Queries, queue: str, filter_: Filter, sort: str, down: bool) -> None:
    """What the window asks: all ids in order, and the rows of the first page."""
    ids = q.ids(queue, T0, filter_=filter_, sort=sort, descending=down)
    q.rows(ids[:PAGE])


def first_page(q: Queries, queue: str, filter_: Filter, sort: str, down: bool) -> None:
    """What the window asks first of what is much: the first page, before all ids."""
    ids = q.first(queue, T0, filter_, sort=sort, descending=down, most=PAGE)
    q.rows((q.ids(queue, T0, filter_=filter_, sort=sort, descending=down) if ids is None else ids)[:PAGE])


def _raw_page(q: Queries, queue: str, filter_: Filter, sort: str, down: bool) -> None:
    where, values = q._where(queue, T0, filter_)
    q._conn.execute(
        f"SELECT {ROW} FROM case_row WHERE {where} ORDER BY {order(queue, sort, down)} LIMIT {PAGE}",
        values).fetchall()


def _pages(
    q: Queries, result: Result, what: str, asked: Sequence[tuple[str, Filter, str, bool]], times: int, *,
    page: Callable[[Queries, str, Filter, str, bool], None] = page, most: float | None = 50,
) -> None:
    """The p95 of the slowest of these questions, so that none hides among quick ones."""
    worst: tuple[float, float, str] = (-1.0, 0.0, "")
    for question in asked:
        ours, raw = beside(times, lambda question=question: page(q, *question),
                           lambda question=question: _raw_page(q, *question))
        queue, filter_, sort, down = question
        name = " ".join((queue, *filter_.community, sort, "down" if down else "up"))
        if percentile(ours, 0.95) > worst[0]:
            worst = (percentile(ours, 0.95), percentile(raw, 0.95), name)
            medians(result, what, ours, raw)
    if len(asked) > 1:
        what = f"{what}: slowest of {len(asked)}"
        result.notes[what] = worst[2]
    result.add(f"{what}, p95", worst[0], "ms", floor=worst[1], floor_is=FLOOR, most=most)


def medians(result: Result, what: str, ours: Sequence[float], raw: Sequence[float]) -> None:
    """Beside each p95, of few values on a shared machine: the medians, ours and the floor's."""
    result.notes.setdefault("medians", {})[what] = [round(median(ours), 2), round(median(raw), 2)]


def _jump(q: Queries, result: Result) -> None:
    for queue in ("open", "closed"):
        ids = q.ids(queue, T0)
        dice = random.Random(1)
        starts = [max(len(ids) - PAGE, 0), *(dice.randrange(max(len(ids) - PAGE, 1)) for _ in range(20))]
        ours: list[float] = []
        raw: list[float] = []
        for start in starts:
            page = ids[start:start + PAGE]
            names = ",".join(map(str, page.tolist()))
            found = beside(1, lambda page=page: q.rows(page), lambda names=names: q._conn.execute(
                f"SELECT {ROW} FROM case_row WHERE id IN ({names})").fetchall())
            ours += found[0]
            raw += found[1]
        p95(result, f"jump to the end or anywhere in {queue}", ours, raw, "raw SQL, 200 by id", 50)


def _counts(q: Queries, result: Result, times: int) -> None:
    ours, raw = beside(times * 2, lambda: q.counts(T0), lambda: q._conn.execute(
        "SELECT stage, count(*) FROM case_row WHERE open = 1 GROUP BY 1").fetchall())
    p95(result, "counts of all queues", ours, raw, "raw SQL, open by stage", 50)
    midnight = T0 // _city.DAY * _city.DAY
    ours, raw = beside(times * 2, lambda: q.flow(midnight, midnight + _city.DAY), lambda: q._conn.execute(
        "SELECT count(*) FROM case_row WHERE reported_at >= ? AND reported_at < ?",
        (midnight, midnight + _city.DAY)).fetchall())
    p95(result, "today's flow", ours, raw, "raw SQL, reported today", 50)


def p95(result: Result, what: str, ours: Sequence[float], raw: Sequence[float], floor: str, most: float) -> None:
    medians(result, what, ours, raw)
    result.add(f"{what}, p95", percentile(ours, 0.95), "ms", floor=percentile(raw, 0.95), floor_is=floor, most=most)


# -- in the window -------------------------------------------------------------------------------------------------


def _in_the_window(seen: Shown, result: Result) -> None:
    """From the act to the paint with all rows in view; of a search as typed without the box's wait for more letters."""
    desk = seen.desks.queue
    while desk._warmed < 0:  # until the open cases are read in, in the second after the start: what people work with
        seen.run_for(100)
    seen.until_idle()
    spent: dict[str, list[float]] = {}
    rows = seen.window.queue._rows.values()
    communities = sorted({r.community for r in rows})[:4]
    acts: list[tuple[str, Callable[[], object]]] = []
    for queue in ("stage:handling", "overdue", "open", "stage:pending_dispatch", "open"):
        acts.append(("choose a queue", lambda queue=queue: desk.choose(queue)))
    for community in communities:
        acts.append(("filter by community", lambda c=community: desk.narrow(Filter(community=(c,)))))
    acts.append(("clear the filter", desk.clear))
    for sort in ("class", "community", "due"):
        acts.append(("sort by column", lambda sort=sort: desk.sort_by(sort, False)))
    for word in ("路灯", "照明不足", ""):
        acts.append(("search as typed", lambda word=word: desk.search(word)))
    for what, act in acts * ROUNDS:
        spent.setdefault(what, []).append(seen.until_listed(act))
        seen.until_idle()
    for what, values in spent.items():
        result.add(f"window: {what} to painted, p95 of {len(values)}", percentile(values, 0.95), "ms", most=50)
        result.notes.setdefault("in the window, median and longest", {})[what] = [
            round(median(values), 1), round(max(values), 1)]


if __name__ == "__main__":
    command_line(run, 100_000)
