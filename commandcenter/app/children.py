"""The city platform as a child process, for a demo with a window. It ends with us, however we end."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from commandcenter import paths

READY_S, END_S = 60.0, 10.0
_FIRST = "listening on "


class ChildError(Exception):
    """The child did not start. Key: platform-start."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


@contextmanager
def city_platform(data: Path) -> Iterator[str]:
    """Run the platform of a folder on a free port while the block lasts; gives its address.

    The child watches its standard input, so that it ends also when this process is killed.

    Raises:
        ChildError: platform-start, with what it said.
    """
    child = subprocess.Popen(
        [sys.executable, str(paths.ROOT / "main.py"), "platform", "--data", str(data), "--port", "0",
         "--while-stdin-open"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield _address(child)
    finally:
        _end(child)


class SnapshotMaker:
    """Has snapshots made by a child process, one at a time, so that the platform goes on serving. For a `with`."""

    def __init__(self, data: Path, signing_key: Path | None) -> None:
        self._words = [sys.executable, str(paths.ROOT / "main.py"), "platform", "--data", str(data)]
        if signing_key is not None:
            self._words += ["--signing-key", str(signing_key)]
        self._child: subprocess.Popen[bytes] | None = None

    def want(self, street: str) -> None:
        """Begin one, unless one is just being made."""
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [*self._words, "--snapshot", street, "--json"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait(END_S)


def _address(child: "subprocess.Popen[str]") -> str:
    late = threading.Timer(READY_S, child.kill)
    late.start()
    try:
        line = child.stdout.readline() if child.stdout else ""
    finally:
        late.cancel()
    if not line.startswith(_FIRST):
        said = child.stderr.read().strip() if child.stderr else ""
        raise ChildError("platform-start", what=said or line.strip() or f"{READY_S:.0f} s")
    threading.Thread(target=_drain, args=(child,), daemon=True).start()
    return line.removeprefix(_FIRST).strip()


def _drain(child: "subprocess.Popen[str]") -> None:
    """Read on, so that a child that says much never waits for us."""
    if child.stderr is not None:
        for _ in child.stderr:
            pass


def _end(child: "subprocess.Popen[str]") -> None:
    if child.stdin is not None:
        child.stdin.close()
    for stop in (child.terminate, child.kill):
        try:
            child.wait(END_S)
            break
        except subprocess.TimeoutExpired:
            stop()
    child.wait()
    for pipe in (child.stdout, child.stderr):
        if pipe is not None:
            pipe.close()
