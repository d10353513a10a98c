"""Memory of the window after opening, after scrolling, and with the longest queue, beside a bare window."""

from typing import Any

from tests.bench import _city
from tests.bench._measure import Report, Result, child, command_line, copy_of


def run(cases: int = 1_000_000, report: Report = print) -> dict[str, Any]:
    """Measure memory on a store of so many cases, each state in a process of its own."""
    result = Result("memory", cases, report)
    with copy_of(_city.station_folder(cases, report)) as folder:
        bare = child("_probe", "bare")["rss"]
        ours = child("_probe", "window", str(folder))
    floor = {"floor": bare, "floor_is": "bare QMainWindow"}
    result.add("window opened, all panels read", ours["opened"], "MB", most=400, **floor)
    result.add("after scrolling the open queue and panning", ours["scrolled"], "MB", most=400, **floor)
    result.add("with the closed queue shown", ours["closed"], "MB", most=400, **floor)
    return result.done()


if __name__ == "__main__":
    command_line(run, 1_000_000)
