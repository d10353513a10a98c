"""Thousands of seeded lives of a street (world.py), a part at a time: python -m tests.faults.lives FOLDER [--first N]
[--count N] [--workers N].

What was lived is kept in FOLDER, life by life: a run that was stopped goes on where it was, and several runs add up.
Prints one JSON object of all of them; ends with 1 where an invariant did not hold, and names the seed.
"""

import argparse
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from commandcenter.paths import ROOT
from tests.faults import city
from tests.faults.nursery import end_with_parent
from tests.faults.world import World

MEMORY = Path("/dev/shm")
COUNTED = ("facts accepted", "platform killed", "workstation killed", "platform restored", "workstation rolled back",
           "very late", "doubled", "torn", "handed over", "taken back", "taken back too late", "transfers refused")
COUNT = 10_000
EXERCISED = (
    *(f"commandcenter/{room}" for room in ("core", "store", "door", "sync", "cityplatform")), "commandcenter/paths.py",
    "db", "resources/reference", "tests/faults", "tests/makes.py", "tests/door/exchange.py", "tests/sync/streets.py")


def lived(folder: Path) -> dict[int, dict[str, Any]]:
    """Every life that was kept, by its seed; of one that was lived twice the later."""
    found = {}
    for file in sorted(folder.glob("*.lives")):
        for line in file.read_text("utf-8").splitlines():
            try:
                life = json.loads(line)
            except ValueError:
                continue  # the process was ended in the middle of a line
            found[life["seed"]] = life
    return found


def report(lives: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What they came to: how many, which seeds, of which versions, what went wrong on the way and in the end."""
    lives = sorted(lives, key=lambda life: life["seed"])
    counts: Counter[str] = Counter()
    for life in lives:
        counts.update({name: life["tally"].get(name, 0) for name in COUNTED})
    return {
        "lives": len(lives), "seeds": _ranges([life["seed"] for life in lives]),
        "violations": [{"seed": life["seed"], "wrong": life["wrong"]} for life in lives if life["wrong"]],
        "versions": sorted({life["version"] for life in lives}),
        "cpu_s": round(sum(life["cpu_s"] for life in lives), 1),
    } | {name.replace(" ", "_"): counts[name] for name in COUNTED}


def figures(folder: Path) -> dict[str, int | float | str]:
    """The same as a row of docs/faults.md; nothing where there was no life."""
    its = report(lived(folder).values())
    if not its["lives"]:
        return {}
    return {"runs": its["lives"], "lost": sum("I2" in " ".join(v["wrong"]) for v in its["violations"]),
            "violations": len(its["violations"])} | {
        name.replace(" ", "_"): its[name.replace(" ", "_")] for name in COUNTED}


def live(folder: Path, seeds: Sequence[int], part: int) -> None:
    """Live these in this process, one after the other, over files on a memory disk."""
    logging.getLogger("commandcenter").setLevel(logging.ERROR)
    disk = Path(tempfile.mkdtemp(prefix="lives-", dir=MEMORY if MEMORY.is_dir() else None))
    of_code = version()
    try:
        ground = city.found(disk / "ground")
        with (folder / f"{os.getpid()}-{part}.lives").open("a", encoding="utf-8") as out:
            for seed in seeds:
                began = time.process_time()
                world = World(ground, disk / "life", seed)
                try:
                    world.run()
                except BaseException:
                    sys.stderr.write(f"the life of seed {seed} did not come to its end\n")
                    raise
                out.write(json.dumps({
                    "seed": seed, "wrong": world.wrong, "tally": dict(world.tally), "version": of_code,
                    "cpu_s": round(time.process_time() - began, 3)}, ensure_ascii=False) + "\n")
                out.flush()
    finally:
        shutil.rmtree(disk, ignore_errors=True)


def main(argv: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--count", type=int, default=COUNT)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--part", type=int, help=argparse.SUPPRESS)  # a worker: which of them it is
    args = asked.parse_args(argv)
    args.folder.mkdir(parents=True, exist_ok=True)
    seeds = range(args.first, args.first + args.count)
    if args.part is not None:
        end_with_parent()
        done = lived(args.folder)
        live(args.folder, [seed for seed in seeds[args.part::args.workers] if seed not in done], args.part)
        return 0
    workers = [subprocess.Popen(
        [sys.executable, "-m", "tests.faults.lives", str(args.folder), "--first", str(args.first), "--count",
         str(args.count), "--workers", str(args.workers), "--part", str(part)], cwd=ROOT)
        for part in range(args.workers)]
    codes = [worker.wait() for worker in workers]
    found = report(lived(args.folder).values())
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (args.folder / "lives.json").write_text(text + "\n", "utf-8")
    sys.stdout.write(text + "\n")
    return 1 if found["violations"] or any(codes) else 0


def _ranges(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers in rising order as first and last of each run without a gap."""
    out: list[list[int]] = []
    for number in numbers:
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return out


def version(root: Path = ROOT) -> str:
    """The last commit that touched what a life exercises, short; "with changes" where something of it is changed since.
    A commit that touches anything else makes no new version."""

    def said(*words: str) -> str:
        return subprocess.run(["git", *words, "--", *EXERCISED], cwd=root, capture_output=True, text=True,
                              check=False).stdout.strip()

    made = said("log", "-1", "--format=%h")
    return (made or "unknown") + (" with changes" if said("status", "--porcelain") else "")


if __name__ == "__main__":
    sys.exit(main())
