"""Cold start: from the start of the process to the first rows, and to the whole desk, beside a bare QMainWindow.

Fresh processes take turns; the disk is warm. What the time goes into is told apart: imports, and all after them.
"""

from typing import Any

from tests.bench import _city
from tests.bench._measure import Report, Result, child, command_line, copy_of, median

RUNS = 15


def run(cases: int = 1_000_000, report: Report = print) -> dict[str, Any]:
    """Measure the start on a store of so many cases."""
    result = Result("start", cases, report)
    runs = RUNS if cases >= 10_000 else 1
    with copy_of(_city.station_folder(cases, report)) as folder:
        bare: list[float] = []
        usable: list[float] = []
        lit: list[float] = []
        painted: list[float] = []
        imports: list[float] = []
        for turn in range(runs + 1 if runs > 1 else 1):
            floor = child("_probe", "bare")
            ours = child("_probe", "start", str(folder), "plain")
            only = child("_probe", "start", str(folder), "imports")
            if turn or runs == 1:  # the first one warms the disk
                bare.append((floor["at"] - floor["spawned"]) * 1000)
                lit.append((ours["light"] - ours["spawned"]) * 1000)
                usable.append((ours["at"] - ours["spawned"]) * 1000)
                painted.append((ours["first_paint"] - ours["spawned"]) * 1000)
                imports.append((only["at"] - only["spawned"]) * 1000)
            result.notes["modules"] = ours["modules"]
    floor_is = "bare QMainWindow, first paint"
    result.add("process start to the first page of the queue, to look at and move in, median", median(lit), "ms",
               floor=median(bare), floor_is=floor_is, times=1.5)
    result.add("process start to the whole desk with its rows, median", median(usable), "ms", floor=median(bare),
               floor_is=floor_is)
    result.add("process start to first paint of the table, still loading", median(painted), "ms", floor=median(bare),
               floor_is=floor_is)
    result.add("process start to all imported, no window", median(imports), "ms", floor=median(bare),
               floor_is=floor_is)
    result.notes["runs"] = runs
    return result.done()


if __name__ == "__main__":
    command_line(run, 1_000_000)
