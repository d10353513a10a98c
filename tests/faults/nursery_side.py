"""The test's side of a nursery: what it starts, hears, and kills."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from commandcenter.paths import ROOT


class Nursery:
    """A process that forks one job after another (nursery.py)."""

    def __init__(self) -> None:
        self.popen = subprocess.Popen([sys.executable, "-m", "tests.faults.nursery"], cwd=ROOT, text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      env=os.environ | {"MALLOC_ARENA_MAX": "2"})  # address space as it is used
        assert self.popen.stdin
        assert self.popen.stdout
        self.into, self.out = self.popen.stdin, self.popen.stdout
        self.child = 0

    def start(self, **job: object) -> None:
        self.into.write(json.dumps(job) + "\n")
        self.into.flush()

    def line(self) -> list[str]:
        words = self.out.readline().split()
        if words[:1] == ["started"]:
            self.child = int(words[1])
            return self.line()
        return words

    def end(self) -> tuple[int, list[list[str]]]:
        """What it said until it ended, and the signal of its end."""
        said = []
        while (words := self.line())[0] != "ended":
            said.append(words)
        self.child = 0
        return int(words[1]), said

    def kill(self) -> tuple[int, list[list[str]]]:
        if not self.child:
            return 0, []
        os.kill(self.child, signal.SIGKILL)
        return self.end()

    def close(self) -> None:
        self.into.close()
        self.popen.wait(timeout=30)
        self.out.close()


@contextmanager
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    try:
        yield made
    finally:
        made.close()
