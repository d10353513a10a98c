"""The longest time nobody could click: a heartbeat on the window's loop while it scrolls, syncs and imports.

Beside the same heartbeat in a window that nobody touches, for what the machine itself takes away.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Any

from commandcenter.app.beside import FileBeside, PagesBeside
from commandcenter.core.facts import Fact
from tests.bench import _city
from tests.bench._measure import Report, Result, command_line, copy_of, percentile
from tests.bench._window import Heartbeat, Shown, shown

SCROLL_MS = 4000
PAGES = 40  # of 60 cases' facts: more than are taken while scrolling
STILL = "window that nobody touches"
_seeds = count(7)

Work = Callable[[threading.Event, threading.Event, Counter[str]], object]  # when to end; has it begun


def run(cases: int = 100_000, report: Report = print) -> dict[str, Any]:
    """Measure the window over a store of so many cases."""
    result = Result("screen", cases, report)
    with copy_of(_city.station_folder(cases, report)) as copy, _city.opened(copy) as station, shown(station) as seen:
        heart = Heartbeat()
        heart.start()
        seen.run_for(SCROLL_MS)
        still = heart.stop()

        def facts() -> Work:
            return partial(_facts_come, station, _pages(station))

        def file() -> Work:
            return partial(_file_comes, station)

        for what, others in (
            ("scrolling", ()), ("scrolling while facts come in", (facts,)),
            ("scrolling while a file is imported", (file,)),
            ("scrolling, syncing and importing at once", (facts, file)),
        ):
            _scrolled(seen, result, what, [other() for other in others], still)
    return result.done()


def _scrolled(seen: Shown, result: Result, what: str, others: Sequence[Work], still: Sequence[float]) -> None:
    """Scroll up and down for a while, in steps and in jumps; `others` work in threads of their own meanwhile."""
    heart, over, begun = Heartbeat(), threading.Event(), [threading.Event() for _ in others]
    bar = seen.table.verticalScrollBar()
    failed: list[BaseException] = []
    taken: Counter[str] = Counter()

    def work(other: Work, begins: threading.Event) -> None:
        try:
            other(over, begins, taken)
        except BaseException as err:  # noqa: BLE001 - told below, in the thread that measures
            failed.append(err)
        finally:
            begins.set()

    workers = [threading.Thread(target=work, args=both) for both in zip(others, begun, strict=True)]
    for worker in workers:
        worker.start()
    while not all(begins.is_set() for begins in begun):
        seen.run_for(16)
    before, since = taken.copy(), time.perf_counter()
    heart.start()
    dice = random.Random(1)
    for n in range(SCROLL_MS // 16):
        top = bar.value() + (3 if n % 50 < 40 else 0)
        bar.setValue(dice.randrange(bar.maximum() + 1) if n % 25 == 0 else top)
        seen.run_for(16)
    gaps = heart.stop()
    meanwhile, lasted = taken - before, time.perf_counter() - since
    over.set()
    for worker in workers:
        worker.join()
    seen.until_idle()
    if failed:
        raise failed[0]
    result.add(f"screen thread, {what}: longest gap", max(gaps), "ms", floor=max(still), floor_is=STILL, most=50)
    result.add(f"screen thread, {what}: p99 of gaps", percentile(gaps, 0.99), "ms", floor=percentile(still, 0.99),
               floor_is=STILL)
    for sort, much in meanwhile.items():
        result.add(f"screen thread, {what}: {sort} taken meanwhile", much / lasted, "/s")


def _facts_come(
    station: Any, pages: Sequence[Sequence[Fact]], over: threading.Event, begins: threading.Event,
    taken: Counter[str],
) -> None:
    """Pages of other workstations' facts, one after the other, as after a weekend offline; taken as the window does."""
    stream, beside = _city.street_stream(station.door), PagesBeside(station.store, station.door)
    try:
        for page in pages:
            if over.is_set():
                break
            _city.adopt(beside, stream, page)
            begins.set()
            taken["facts"] += len(page)
    finally:
        beside.close()


def _pages(station: Any) -> list[list[Fact]]:
    """What comes: other workstations decided it, so it is not for the thread that takes it to make it."""
    writer = _city.author(station, seed=next(_seeds), places=50)
    return [[f for _ in range(60) for f in writer.open_case()[1]] for _ in range(PAGES)]


def _file_comes(station: Any, over: threading.Event, begins: threading.Event, taken: Counter[str]) -> None:
    """A file of cases, as the window takes it."""
    beside = FileBeside(station.store, station.door)

    def going(done: int, _total: int) -> None:
        begins.set()
        taken["rows"] = done

    stopper = threading.Thread(target=lambda: (over.wait(), beside.stop()))
    stopper.start()
    try:
        beside.take(str(_city.DATA), "boston311", going)
    finally:
        over.set()
        stopper.join()


if __name__ == "__main__":
    command_line(run, 100_000)
