"""A file of cases taken from the window, without a screen: begun, followed, stopped. Words are ui's.

Who reads it and writes what it holds is app's (app/beside.py): a process of its own, so that the screen stays free.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from commandcenter.core.rules import Refused
from commandcenter.door.feeds import FeedError
from commandcenter.store.errors import StoreError

log = logging.getLogger(__name__)

Trouble = FeedError | StoreError | Refused


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of the rows: read = taken + known + refused. `refused_file` holds the refused ones; "" where none.

    `stopped`: on request; what was taken until then stays.
    """

    read: int
    taken: int
    known: int
    refused: int
    refused_file: str = ""
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class FileView:
    """How a file stands: rows done, rows in all (0 before it is known)."""

    busy: bool = False
    done: int = 0
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class AskedFile:
    """A file of cases, and the file of its mapping ("": one of the shipped ones is found by its columns).

    `look`: nothing is taken, only said what would be.
    """

    path: str
    mapping: str = ""
    look: bool = False


class CaseFiles(Protocol):
    """Takes files of cases into this workstation."""

    def take(self, asked: AskedFile, going: Callable[[int, int], None]) -> Imported:
        """Take a file; `going` hears rows done and rows in all.

        Raises:
            FeedError, StoreError, Refused: why not all of it was taken; what one transaction took stays.
        """

    def stop(self) -> None:
        """Have it end after its transaction."""


Answer = Callable[[Imported | None, Trouble | None], None]


class FileDesk:
    """One file at a time. `deliver` runs a call in the screen's thread."""

    def __init__(self, files: CaseFiles | None, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._files, self._deliver = files, deliver
        self.view = FileView()
        self.listeners: list[Callable[[FileView], None]] = []
        self._thread: threading.Thread | None = None

    @property
    def can(self) -> bool:
        """Whether files can be taken here at all."""
        return self._files is not None

    def begin(self, asked: AskedFile, answer: Answer) -> bool:
        """Take a file; `answer` hears what came of it. False where another one is being taken."""
        files = self._files
        if files is None or self.view.busy:
            return False
        self._set(FileView(busy=True))

        def run() -> None:
            done: Imported | None = None
            trouble: Trouble | None = None
            try:
                done = files.take(asked, lambda n, of: self._deliver(lambda: self._on_going(n, of)))
            except (FeedError, StoreError, Refused) as err:
                log.info("file of cases: %s", err)
                trouble = err
            self._deliver(lambda: self._on_end(done, trouble, answer))

        self._thread = threading.Thread(target=run, name="case-file", daemon=True)
        self._thread.start()
        return True

    def stop(self) -> None:
        """Have the file end where it is; what was taken stays."""
        if self._files is not None and self.view.busy:
            self._files.stop()

    def close(self) -> None:
        """Stop, and wait for the transaction."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _on_going(self, done: int, total: int) -> None:
        if self.view.busy:
            self._set(FileView(busy=True, done=done, total=total))

    def _on_end(self, done: Imported | None, trouble: Trouble | None, answer: Answer) -> None:
        self._set(FileView())
        answer(done, trouble)

    def _set(self, view: FileView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
