"""Runs the benchmarks of a checkout (tests/bench/NAME.py, `run(cases, report) -> dict`); measures nothing itself."""

import importlib
import sys
from collections.abc import Callable, Sequence

from commandcenter import paths

PACKAGE = "tests.bench"


class BenchError(Exception):
    """The benchmark cannot be run. Keys: not-a-checkout, no-bench."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


def known() -> list[str]:
    """The benchmarks there are.

    Raises:
        BenchError: not-a-checkout.
    """
    folder = paths.ROOT.joinpath(*PACKAGE.split("."))
    if not folder.is_dir():
        raise BenchError("not-a-checkout")
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith(("_", "test_")))


def run(names: Sequence[str], cases: int | None, report: Callable[[str], None]) -> dict[str, object]:
    """The figures by benchmark; all of them where none is named. `cases` None: as many as each one asks for.

    Raises:
        BenchError: not-a-checkout, no-bench.
    """
    there = known()
    for name in names:
        if name not in there:
            raise BenchError("no-bench", name=name, known=", ".join(there))
    if str(paths.ROOT) not in sys.path:
        sys.path.insert(0, str(paths.ROOT))
    size = {} if cases is None else {"cases": cases}
    return {name: importlib.import_module(f"{PACKAGE}.{name}").run(report=report, **size) for name in names or there}
