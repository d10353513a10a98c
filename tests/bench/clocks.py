"""Recomputing the clocks of N open cases, beside N additions of a timedelta to a datetime in plain Python."""

from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from commandcenter.core import clocks
from commandcenter.core.case import Case
from tests.bench import _city
from tests.bench._measure import Report, Result, beside, command_line, empty_folder, median

DISTINCT = 2_000  # cases made by commands; beyond them they repeat
TIMES = 3


def run(cases: int = 100_000, report: Report = print) -> dict[str, Any]:
    """Measure so many open cases."""
    result = Result("clocks", cases, report)
    with empty_folder() as place, _city.founded(place) as station:
        writer = _city.author(station, places=min(200, cases))
        made: list[Case] = [writer.open_case()[0] for _ in range(min(DISTINCT, cases))]
        sight = station.door.sight
    many = list(islice(cycle(made), cases))
    starts = [datetime.fromtimestamp(case.reported_at / 1000, UTC) for case in many]
    span = timedelta(hours=4)
    running = 0

    def ours() -> None:
        nonlocal running
        thresholds = sight.thresholds
        running = sum(len(clocks.running(case, sight.calendar, thresholds)) for case in many)

    def floor() -> None:
        for start in starts:
            start + span

    found, raw = beside(TIMES, ours, floor)
    result.add(f"all clocks of {cases:,} open cases", median(found), "ms", floor=median(raw),
               floor_is=f"{cases:,} datetime additions")
    result.add("one case", median(found) / cases * 1000, "µs", floor=median(raw) / cases * 1000,
               floor_is="one datetime addition")
    result.notes["clocks"] = running
    return result.done()


if __name__ == "__main__":
    command_line(run, 100_000)
