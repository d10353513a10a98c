"""The city platform as a process of its own, for tests that end it in rude ways."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commandcenter.paths import ROOT
from tests.certificates import Pair

_PROGRAM = """
import sys, time
from pathlib import Path
from commandcenter.cityplatform.serve import run
tls = tuple(Path(word) for word in sys.argv[3:]) or None
sys.exit(run(Path(sys.argv[1]), int(sys.argv[2]), clock=lambda: time.time_ns() // 1_000_000, tls=tls))
"""


class Process:
    """A running platform; `url` is where it listens, `first_line` what it said of it."""

    def __init__(self, data: Path, port: int = 0, tls: Pair | None = None) -> None:
        files = [str(tls.cert), str(tls.key)] if tls else []
        self.popen = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(data), str(port), *files], cwd=ROOT, text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self.popen.stdout is not None
        self.first_line = self.popen.stdout.readline()
        self.url = self.first_line.removeprefix("listening on ").strip()

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def end(self) -> tuple[int, str, str]:
        """Wait for its end: exit code, standard output after the first line, standard error."""
        out, err = self.popen.communicate(timeout=20)
        return self.popen.returncode, out, err


@contextmanager
def process(data: Path, port: int = 0, tls: Pair | None = None) -> Iterator[Process]:
    running = Process(data, port, tls)
    try:
        yield running
    finally:
        if running.popen.poll() is None:
            running.popen.kill()
        if running.popen.stdout is not None and not running.popen.stdout.closed:
            running.end()
