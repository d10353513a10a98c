"""Searching by 1 to 4 Chinese characters, in the open, the closed and in all queues, beside the raw query of the index.

What is measured is what the window asks: the first page with its rows, in order, and then all ids found, in order.
Among the open cases the two are one; of others the page is shown before the rest is known.
"""

from collections.abc import Sequence
from typing import Any

from commandcenter.store import grams
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter
from tests.bench import _city
from tests.bench._city import T0
from tests.bench._measure import Report, Result, beside, command_line, percentile
from tests.bench.queue import PAGE, medians, p95, page, warmed

WORDS = {  # characters → what is typed
    1: ("路", "灯", "井", "占"), 2: ("路灯", "垃圾", "井盖", "燃气", "占道"), 3: ("不亮夜", "疑似燃", "施工噪"),
    4: ("照明不足", "气味较大", "消防通道", "广告牌松"),
}


def run(cases: int = 100_000, report: Report = print) -> dict[str, Any]:
    """Measure searches in a store of so many cases."""
    result = Result("search", cases, report)
    with _city.looked_into(_city.station_folder(cases, report)) as queries:
        warmed(queries, result)
        for length, words in WORDS.items():
            for queue in ("open", "closed", "all"):
                _search(queries, result, length, words, queue, 20 if length > 1 else 100)
    return result.done()


def _search(q: Queries, result: Result, length: int, words: Sequence[str], queue: str, most: float) -> None:
    ours: list[float] = []
    whole: list[float] = []
    raw: list[float] = []
    hits = 0
    for word in words:
        found = beside(4, lambda word=word: _first_page(q, queue, word),
                       lambda word=word: q._conn.execute(
                           "SELECT rowid FROM case_text WHERE case_text MATCH ?", (grams.query(word),)).fetchall())
        ours += found[0]
        raw += found[1]
        if queue != "open":
            whole += beside(4, lambda word=word: page(q, queue, Filter(text=word), "due", False), lambda: None)[0]
        hits = max(hits, len(q.ids(queue, T0, filter_=Filter(text=word))))
    name = f"search, {length} character(s), in {queue} (up to {hits:,} hits)"
    p95(result, f"{name}, first page" if whole else name, ours, raw, "raw FTS query", most)
    if whole:
        medians(result, f"{name}, all", whole, raw)
        result.add(f"{name}, all, p95", percentile(whole, 0.95), "ms", floor=percentile(raw, 0.95),
                   floor_is="raw FTS query")


def _first_page(q: Queries, queue: str, word: str) -> None:
    asked = Filter(text=word)
    ids = q.first(queue, T0, asked, sort="due", descending=False, most=PAGE)
    q.rows((q.ids(queue, T0, filter_=asked) if ids is None else ids)[:PAGE])


if __name__ == "__main__":
    command_line(run, 100_000)
