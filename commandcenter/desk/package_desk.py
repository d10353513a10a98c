"""Package files carried by hand, without a screen: written and taken in a thread of their own. Words are ui's.

What is sealed in them, and how, is app's (app/packages.py) and sync's (sync/package.py).
"""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from commandcenter.core.rules import Refused
from commandcenter.store.errors import StoreError
from commandcenter.sync.client import Rejected
from commandcenter.sync.package import Carried, PackageError

log = logging.getLogger(__name__)

Done = Carried
Trouble = PackageError | Rejected | StoreError | Refused | OSError
Answer = Callable[[Carried | None, Trouble | None], None]


class Packages(Protocol):
    """The packages of this workstation."""

    def export(self, path: str) -> Carried:
        """Write what waits into a new file."""

    def take(self, path: str) -> Carried:
        """Take the platform's answer from a file."""


class PackageDesk:
    """One package at a time. `deliver` runs a call in the screen's thread."""

    def __init__(self, packages: Packages | None, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._packages, self._deliver = packages, deliver
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a package is being written or taken."""
        return self._thread is not None and self._thread.is_alive()

    def export(self, path: str, answer: Answer) -> bool:
        """Write what waits into a new file; `answer` hears what came of it. False where it cannot begin."""
        return self._packages is not None and self._run(self._packages.export, path, answer)

    def take(self, path: str, answer: Answer) -> bool:
        """Take the platform's answer from a file. False where it cannot begin."""
        return self._packages is not None and self._run(self._packages.take, path, answer)

    def close(self) -> None:
        """Wait for the package that is being worked on: its pages are whole."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, work: Callable[[str], Carried], path: str, answer: Answer) -> bool:
        if self.busy:
            return False

        def run() -> None:
            done: Carried | None = None
            trouble: Trouble | None = None
            try:
                done = work(path)
            except (PackageError, Rejected, StoreError, Refused, OSError) as err:
                log.info("package: %s", err)
                trouble = err
            self._deliver(lambda: answer(done, trouble))

        self._thread = threading.Thread(target=run, name="package", daemon=True)
        self._thread.start()
        return True
