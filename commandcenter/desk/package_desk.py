"""Package files carried by hand, without a screen: written and taken in a thread of their own. Words are ui's.

What is sealed in them, and how, is app's (app/packages.py) and sync's (sync/package.py).
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from commandcenter.core.rules import Refused
from commandcenter.store.errors import StoreError
from commandcenter.sync.client import Rejected
from commandcenter.sync.package import Carried, Going, PackageError
from commandcenter.sync.package_photos import ALL, Allowance

log = logging.getLogger(__name__)

Done = Carried
Share = Allowance
WHOLE = ALL
Trouble = PackageError | Rejected | StoreError | Refused | OSError
Answer = Callable[[Carried | None, Trouble | None], None]


@dataclass(frozen=True, kw_only=True)
class PackageView:
    """How a package stands that is taken (bytes of the file) or written (of photos): done, in all (0: not known)."""

    busy: bool = False
    taking: bool = False
    done: int = 0
    total: int = 0


class Packages(Protocol):
    """The packages of this workstation."""

    def export(self, path: str, allowance: Allowance, going: Going) -> Carried:
        """Write what waits into a new file, with as much of the photos as is allowed; `going` as of `take`."""

    def take(self, path: str, going: Going) -> Carried:
        """Take the platform's answer from a file; `going` hears bytes done and bytes in all."""

    def stop(self) -> None:
        """Have it end: of one that is taken the pages and photos before stay, of one that is written nothing."""


class PackageDesk:
    """One package at a time. `deliver` runs a call in the screen's thread."""

    def __init__(self, packages: Packages | None, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._packages, self._deliver = packages, deliver
        self.view = PackageView()
        self.listeners: list[Callable[[PackageView], None]] = []
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a package is being written or taken."""
        return self.view.busy

    def export(self, path: str, allowance: Allowance, answer: Answer) -> bool:
        """Write what waits into a new file; `answer` hears what came of it. False where it cannot begin."""
        packages = self._packages
        return packages is not None and self._run(
            lambda: packages.export(path, allowance, self._going), answer, taking=False)

    def take(self, path: str, answer: Answer) -> bool:
        """Take the platform's answer from a file. False where it cannot begin."""
        packages = self._packages
        return packages is not None and self._run(lambda: packages.take(path, self._going), answer, taking=True)

    def stop(self) -> None:
        """Have a package end where it is: of one that is taken what came stays, one that is written is thrown away."""
        if self._packages is not None and self.view.busy:
            self._packages.stop()

    def _going(self, done: int, total: int) -> None:
        self._deliver(lambda: self._on_going(done, total))

    def close(self) -> None:
        """Stop, and wait for the package that is being worked on: its pages are whole."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _run(self, work: Callable[[], Carried], answer: Answer, *, taking: bool) -> bool:
        if self.busy:
            return False
        self._set(PackageView(busy=True, taking=taking))

        def run() -> None:
            done: Carried | None = None
            trouble: Trouble | None = None
            try:
                done = work()
            except (PackageError, Rejected, StoreError, Refused, OSError) as err:
                log.info("package: %s", err)
                trouble = err
            self._deliver(lambda: self._on_end(done, trouble, answer))

        self._thread = threading.Thread(target=run, name="package", daemon=True)
        self._thread.start()
        return True

    def _on_going(self, done: int, total: int) -> None:
        if self.view.busy:
            self._set(replace(self.view, done=done, total=total))

    def _on_end(self, done: Carried | None, trouble: Trouble | None, answer: Answer) -> None:
        self._set(PackageView())
        answer(done, trouble)

    def _set(self, view: PackageView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
