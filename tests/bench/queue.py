"""The queue: open, filter, sort, jump, count, search, on the store and in the window, beside the raw question in SQL.

Also the longest time nobody could click: while the window scrolls, and while facts come in and a file is imported.
"""

import random
import threading
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from commandcenter import paths
from commandcenter.core.clocks import Urgency
from commandcenter.desk.queue_desk import GROUPS
from commandcenter.door import feeds
from commandcenter.store import grams
from commandcenter.store.queries import _ROW, SORTS, Filter, Queries, _order
from tests.bench import _city
from tests.bench._city import T0
from tests.bench._measure import Report, Result, beside, command_line, copy_of, median, percentile
from tests.bench._window import Heartbeat, Shown, shown

PAGE = 200
QUEUES = tuple(q for _, queues in GROUPS for q in queues if q != "closed")
WORDS = {  # characters → what is typed
    1: ("路", "灯", "井", "占"), 2: ("路灯", "垃圾", "井盖", "燃气", "占道"), 3: ("不亮夜", "疑似燃", "施工噪"),
    4: ("照明不足", "气味较大", "消防通道", "广告牌松"),
}
FLOOR = "raw SQL, first 200"
SCROLL_MS = 2500
ROUNDS = 2  # of acts in the window
FEED_ROWS = 1200


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
            _scrolled(seen, result, "scrolling", lambda over: None)
            _scrolled(seen, result, "scrolling while facts come in", lambda over: _facts_come(station, over))
            _scrolled(seen, result, "scrolling while a file is imported", lambda over: _file_comes(station, over))
    return result.done()


# -- questions to the store ------------------------------------------------------------------------------------------


def _on_the_store(q: Queries, result: Result) -> None:
    times = 9
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
    _jump(q, result)
    _counts(q, result, times)
    for length, words in WORDS.items():
        most = 20 if length > 1 else 100
        for queue in ("open", "closed"):
            _search(q, result, length, words, queue, most)


def _page(q: Queries, queue: str, filter_: Filter, sort: str, down: bool) -> None:
    """What the window asks: all ids in order, and the rows of the first page."""
    ids = q.ids(queue, T0, filter_=filter_, sort=sort, descending=down)
    q.rows(ids[:PAGE])


def _raw_page(q: Queries, queue: str, filter_: Filter, sort: str, down: bool) -> None:
    where, values = q._where(queue, T0, filter_)
    q._conn.execute(
        f"SELECT {_ROW} FROM case_row WHERE {where} ORDER BY {_order(queue, sort, down)} LIMIT {PAGE}",
        values).fetchall()


def _pages(q: Queries, result: Result, what: str, asked: Sequence[tuple[str, Filter, str, bool]], times: int) -> None:
    """The p95 of the slowest of these questions, so that none hides among quick ones."""
    worst: tuple[float, float, str] = (-1.0, 0.0, "")
    for question in asked:
        ours, raw = beside(times, lambda question=question: _page(q, *question),
                           lambda question=question: _raw_page(q, *question))
        queue, filter_, sort, down = question
        name = " ".join((queue, *filter_.community, sort, "down" if down else "up"))
        if percentile(ours, 0.95) > worst[0]:
            worst = (percentile(ours, 0.95), percentile(raw, 0.95), name)
            _medians(result, what, ours, raw)
    if len(asked) > 1:
        what = f"{what}: slowest of {len(asked)}"
        result.notes[what] = worst[2]
    result.add(f"{what}, p95", worst[0], "ms", floor=worst[1], floor_is=FLOOR, most=50)


def _medians(result: Result, what: str, ours: Sequence[float], raw: Sequence[float]) -> None:
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
                f"SELECT {_ROW} FROM case_row WHERE id IN ({names})").fetchall())
            ours += found[0]
            raw += found[1]
        _p95(result, f"jump to the end or anywhere in {queue}", ours, raw, "raw SQL, 200 by id", 50)


def _counts(q: Queries, result: Result, times: int) -> None:
    ours, raw = beside(times * 2, lambda: q.counts(T0), lambda: q._conn.execute(
        "SELECT stage, count(*) FROM case_row WHERE open = 1 GROUP BY 1").fetchall())
    _p95(result, "counts of all queues", ours, raw, "raw SQL, open by stage", 50)
    midnight = T0 // _city.DAY * _city.DAY
    ours, raw = beside(times * 2, lambda: q.flow(midnight, midnight + _city.DAY), lambda: q._conn.execute(
        "SELECT count(*) FROM case_row WHERE reported_at >= ? AND reported_at < ?",
        (midnight, midnight + _city.DAY)).fetchall())
    _p95(result, "today's flow", ours, raw, "raw SQL, reported today", 50)


def _search(q: Queries, result: Result, length: int, words: Sequence[str], queue: str, most: float) -> None:
    ours: list[float] = []
    raw: list[float] = []
    hits = 0
    for word in words:
        found = beside(4, lambda word=word: _page(q, queue, Filter(text=word), "due", False),
                       lambda word=word: q._conn.execute(
                           "SELECT rowid FROM case_text WHERE case_text MATCH ?", (grams.query(word),)).fetchall())
        ours += found[0]
        raw += found[1]
        hits = max(hits, len(q.ids(queue, T0, filter_=Filter(text=word))))
    _p95(result, f"search, {length} character(s), in {queue} (up to {hits:,} hits)", ours, raw, "raw FTS query", most)


def _p95(result: Result, what: str, ours: Sequence[float], raw: Sequence[float], floor: str, most: float) -> None:
    _medians(result, what, ours, raw)
    result.add(f"{what}, p95", percentile(ours, 0.95), "ms", floor=percentile(raw, 0.95), floor_is=floor, most=most)


# -- in the window -------------------------------------------------------------------------------------------------


def _in_the_window(seen: Shown, result: Result) -> None:
    desk = seen.desks.queue
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
        result.add(f"window: {what} to painted, longest of {len(values)}", max(values), "ms")


def _scrolled(seen: Shown, result: Result, what: str, others: Callable[[threading.Event], object]) -> None:
    """Scroll up and down for a while, in steps and in jumps; `others` works in another thread meanwhile."""
    heart, over = Heartbeat(), threading.Event()
    bar = seen.table.verticalScrollBar()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            others(over)
        except BaseException as err:  # noqa: BLE001 - told below, in the thread that measures
            failed.append(err)

    worker = threading.Thread(target=work)
    worker.start()
    heart.start()
    dice = random.Random(1)
    for n in range(SCROLL_MS // 16):
        top = bar.value() + (3 if n % 50 < 40 else 0)
        bar.setValue(dice.randrange(bar.maximum() + 1) if n % 25 == 0 else top)
        seen.run_for(16)
    gaps = heart.stop()
    over.set()
    worker.join()
    seen.until_idle()
    if failed:
        raise failed[0]
    result.add(f"screen thread, {what}: longest gap", max(gaps), "ms", most=50)
    result.add(f"screen thread, {what}: p99 of gaps", percentile(gaps, 0.99), "ms")


def _facts_come(station: Any, over: threading.Event) -> None:
    """Pages of other workstations' facts, one after the other, as after a weekend offline."""
    writer, stream = _city.author(station, seed=7, places=50), _city.street_stream(station.door)
    while not over.is_set():
        facts = [f for _ in range(60) for f in writer.open_case()[1]]
        if not over.is_set():
            _city.adopt(station.door, stream, facts)


def _file_comes(station: Any, over: threading.Event) -> None:
    queries = station.queries()
    try:
        mapping = feeds.find_mapping("boston311", paths.RESOURCES / "mappings")
        table = feeds.open_table(_city.DATA, mapping)
        feed = feeds.Feed(mapping, door=station.door, queries=queries, ground=station.ground, names=station.names)
        turn = count()
        feed.take(table.rows(), cancelled=lambda: over.is_set() or next(turn) > FEED_ROWS)
    finally:
        queries.close()


if __name__ == "__main__":
    command_line(run, 100_000)
