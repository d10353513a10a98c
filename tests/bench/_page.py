"""All benchmarks, each in a process of its own, and their tables in docs/benchmarks.md.

`python -m tests.bench._page [NAME …]`: runs these (all without a name) and keeps their JSON in `.bench/`; what lies
there of the others stays in the page. The words of the page are written by hand; between its marks stand the figures.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commandcenter.paths import ROOT

KEPT = ROOT / ".bench"
PAGE = ROOT / "docs" / "benchmarks.md"
# in this order: what feels a warm machine least comes last
SIZES: dict[str, int] = {
    "sync": 4_000, "screen": 1_000_000, "start": 1_000_000, "queue": 1_000_000, "search": 1_000_000,
    "submit": 1_000_000, "memory": 1_000_000, "ingest": 6_000, "snapshot": 1_000_000, "clocks": 100_000,
    "map": 1_000_000, "import": 8_179,
}
HEAD = "| what | figure | floor of the run | ratio | budget | verdict |\n|---|---|---|---|---|---|"
MARK = re.compile(r"(<!-- figures (\w+) -->\n).*?(<!-- end -->)", re.S)
BUDGETS = "budgets"  # the mark of the table of all that have a budget


def measure(name: str) -> None:
    """Run one benchmark and keep what it found; its progress goes to standard error."""
    KEPT.mkdir(exist_ok=True)
    ran = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "bench", name, "--cases", str(SIZES[name]), "--json"],
        check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    found = json.loads(ran.stdout)
    found["at"] = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    (KEPT / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")


def kept() -> dict[str, Any]:
    """What lies there, by benchmark."""
    files = {name: KEPT / f"{name}.json" for name in SIZES}
    return {name: json.loads(file.read_text("utf-8")) for name, file in files.items() if file.exists()}


def written(page: str, results: Mapping[str, Any]) -> str:
    """The page with the figures of these benchmarks in it; those of others stay."""
    def table(found: re.Match[str]) -> str:
        name = found[2]
        if name == BUDGETS:
            rows = [figure for one in results.values() for figure in one["figures"] if figure["budget"]]
            return f"{found[1]}{_table(rows)}\n{found[3]}" if set(results) == set(SIZES) else found[0]
        if name not in results:
            return found[0]
        return f"{found[1]}{_table(results[name]['figures'])}\n\n{_when(results[name])}\n{found[3]}"

    return MARK.sub(table, page)


def _table(figures: Iterable[Mapping[str, Any]]) -> str:
    return "\n".join([HEAD, *(_row(figure) for figure in figures)])


def _row(figure: Mapping[str, Any]) -> str:
    floor = "–" if figure["floor"] is None else f"{_number(figure['floor'])} {figure['floor_is']}"
    verdict = {None: "", True: "met", False: "**missed**"}[figure["met"]]
    return (f"| {figure['what']} | {_number(figure['value'])} {figure['unit']} | {floor} | {_number(figure['ratio'])} |"
            f" {figure['budget'] or '–'} | {verdict} |")


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _when(result: Mapping[str, Any]) -> str:
    machine = result["machine"]
    return (f"{result['at']}, {result['cases']:,} cases, load {machine['load_before'][0]} before and"
            f" {machine['load_after'][0]} after.")


def main(names: Sequence[str]) -> int:
    for name in names or SIZES:
        measure(name)
    PAGE.write_text(written(PAGE.read_text("utf-8"), kept()), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
