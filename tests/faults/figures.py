"""What a run of the faults counted: written as lines of JSON where FAULTS_FIGURES names a folder, read by report.py."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

LONG = os.environ.get("FAULTS") == "long"  # `make faults`; otherwise the short counts, within `make test`


def many(short: int, long: int) -> int:
    """How often: in `make test`, and in `make faults`."""
    return long if LONG else short


def note(fault: str, **counts: int | float | str) -> None:
    """Keep figures of a fault; numbers of the same name are added up, words replace one another."""
    where = os.environ.get("FAULTS_FIGURES")
    if not where:
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    with (Path(where) / f"{worker}.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps({"fault": fault} | counts, ensure_ascii=False) + "\n")


def gathered(folder: Path) -> dict[str, dict[str, int | float | str]]:
    """Figures by fault."""
    found: dict[str, dict[str, int | float | str]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            _add(found, json.loads(line))
    return found


def _add(found: dict[str, dict[str, int | float | str]], line: Mapping[str, int | float | str]) -> None:
    its = found.setdefault(str(line["fault"]), {})
    for name, value in line.items():
        before = its.get(name, 0)
        if name != "fault":
            its[name] = before + value if isinstance(value, int | float) and not isinstance(before, str) else value
