"""How the benchmarks measure: figures beside floors, percentiles, the machine and its load, memory, children.

No benchmark and no case lives here. Times are milliseconds unless a name says otherwise.
"""

import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commandcenter import paths

Report = Callable[[str], None]
Work = Callable[[], object]

KEYS = ("bench", "cases", "machine", "figures", "notes")
"""What the result of every benchmark holds."""


def say(line: str) -> None:
    """Progress and figures for people: on standard error, the JSON object alone goes to standard output."""
    print(line, file=sys.stderr, flush=True)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value beside the floor of the same run.

    `ratio` is value over floor. `met` compares with the budget of house.md §6; None where there is no budget.
    """

    what: str
    value: float
    unit: str
    floor: float | None = None
    floor_is: str = ""
    budget: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        return None if not self.floor else self.value / self.floor

    def plain(self) -> dict[str, Any]:
        """The figure for JSON, rounded to what was measured."""
        return {
            "what": self.what, "value": _short(self.value), "unit": self.unit, "floor": _short(self.floor),
            "floor_is": self.floor_is, "ratio": _short(self.ratio), "budget": self.budget, "met": self.met,
        }


@dataclass
class Result:
    """The figures of one benchmark as they come; each is said at once."""

    bench: str
    cases: int
    report: Report
    figures: list[Figure] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    _load: tuple[float, ...] = field(default_factory=os.getloadavg)

    def add(self, what: str, value: float, unit: str, *, floor: float | None = None, floor_is: str = "",
            most: float | None = None, least: float | None = None, times: float | None = None) -> None:
        """Take a figure. Its budget: at `most`, at `least`, or at most so many `times` the floor."""
        words, met = "", None
        if most is not None:
            words, met = f"≤ {most:g} {unit}", value <= most
        elif least is not None:
            words, met = f"≥ {least:,.0f} {unit}", value >= least
        elif times is not None and floor:
            words, met = f"≤ {times:g} × floor", value <= times * floor
        figure = Figure(what=what, value=value, unit=unit, floor=floor, floor_is=floor_is, budget=words, met=met)
        self.figures.append(figure)
        beside = f"  floor {_short(floor)} ({floor_is}), ratio {_short(figure.ratio)}" if floor else ""
        judged = "" if met is None else f"  [{words}: {'met' if met else 'MISSED'}]"
        self.report(f"{self.bench} {self.cases:,}: {what}: {_short(value)} {unit}{beside}{judged}")

    def done(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "bench": self.bench, "cases": self.cases, "machine": machine() | {"load_before": _loads(self._load)},
            "figures": [f.plain() for f in self.figures], "notes": self.notes,
        }


def machine() -> dict[str, Any]:
    """What this ran on and how busy it was."""
    return {
        "cpus": os.cpu_count(), "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(), "load_after": _loads(os.getloadavg()),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed; of few values the nearest above."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def took(work: Work) -> float:
    """How long it took, ms."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def beside(times: int, *works: Work) -> list[list[float]]:
    """Each work so many times, taking turns, so that a noisy neighbour meets them all; ms by work."""
    out: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for n, work in enumerate(works):
            out[n].append(took(work))
    return out


def rss_mb() -> float:
    """Memory of this process that lies in RAM, MB (2^20 bytes). Linux only; 0 elsewhere."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def child(module: str, *words: str, timeout_s: float = 300) -> dict[str, Any]:
    """Run a module of this package in a process of its own; the last line of its output as JSON, plus `spawned`.

    `spawned` is time.perf_counter() just before, which counts alike in all processes of this machine.
    """
    spawned = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *words], cwd=paths.ROOT, check=False, text=True,
        encoding="utf-8", capture_output=True, timeout=timeout_s, env=environment())
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{module} {' '.join(words)} ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return json.loads(lines[-1]) | {"spawned": spawned}


def environment() -> dict[str, str]:
    """Of a child process: offscreen, and with compiled modules kept, as where the program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = Path(tempfile.gettempdir()) / "commandcenter-bench-compiled"
    return kept | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)}


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """A copy that may be written to, thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="commandcenter-bench-") as place:
        yield Path(shutil.copytree(folder, Path(place) / "station", ignore=shutil.ignore_patterns("*.lock")))


@contextmanager
def empty_folder() -> Iterator[Path]:
    """A folder, thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="commandcenter-bench-") as place:
        yield Path(place)


def command_line(run: Callable[[int, Report], dict[str, Any]], default: int) -> None:
    """`python -m tests.bench.NAME [CASES]`: the JSON object on standard output."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else default
    print(json.dumps(run(cases, say), ensure_ascii=False))


def _short(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, 1) if abs(value) >= 100 else float(f"{value:.3g}")


def _loads(found: tuple[float, ...]) -> list[float]:
    return [round(x, 2) for x in found]
