"""The catalogue as rows of filing conditions, and an authority's workbook read into a draft of it, off the screen."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from commandcenter.core.catalogue import Catalogue
from commandcenter.core.limits import Limit


@dataclass(frozen=True, kw_only=True)
class LimitRow:
    """A filing condition (id) with its class, limit and closing condition."""

    id: str
    code: str
    class_name: str
    text: str
    limit: Limit
    close: str

    def fits(self, typed: str, letters: str) -> bool:
        """Whether each word typed is in code, names or texts; `letters` are the class name's 拼音首字母."""
        words = typed.lower().split()
        hay = f"{self.code} {self.class_name} {letters} {self.text} {self.close}".lower()
        return all(word in hay for word in words)


@dataclass(frozen=True, kw_only=True)
class SheetResult:
    """What a workbook holds: the catalogue (None: `fault` says why there is none), refused rows in words, counts."""

    catalogue: Catalogue | None
    fault: str = ""
    read: int = 0
    refused: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    gone: int = 0


class Sheets(Protocol):
    """Reads workbooks."""

    def read(self, path: Path, body: Catalogue, going: Callable[[int, int], None]) -> SheetResult:
        """Read a workbook as the next version of a catalogue; `going` hears rows done and rows in all."""

    def stop(self) -> None:
        """Have the reading end."""


class SheetDesk:
    """Reads one workbook at a time in a thread of its own; what it says comes in the screen's thread."""

    def __init__(self, sheets: Sheets | None, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._sheets, self._deliver = sheets, deliver
        self._turn = 0
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether one is being read, for somebody who waits for it."""
        return self._thread is not None

    def read(
        self, path: Path, body: Catalogue, answer: Callable[[SheetResult], None],
        going: Callable[[int, int], None] = lambda done, total: None,
    ) -> bool:
        """Read a workbook as the next version of a catalogue; `going` hears rows done and in all.

        False where none can be read, or another one is being read.
        """
        sheets = self._sheets
        if sheets is None or self.busy:
            return False
        self._turn += 1
        turn = self._turn

        def work() -> None:
            found = sheets.read(path, body, lambda n, of: self._deliver(
                lambda: going(n, of) if turn == self._turn and self.busy else None))
            self._deliver(lambda: self._on_end(turn, found, answer))

        self._thread = threading.Thread(target=work, name="sheet", daemon=True)
        self._thread.start()
        return True

    def stop(self) -> None:
        """Nobody waits for it any more."""
        self._turn += 1
        if self._sheets is not None and self._thread is not None:
            self._sheets.stop()

    def close(self) -> None:
        """Stop, and wait for the end."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _on_end(self, turn: int, found: SheetResult, answer: Callable[[SheetResult], None]) -> None:
        self._thread = None
        if turn == self._turn:
            answer(found)


def rows_of(catalogue: Catalogue) -> tuple[LimitRow, ...]:
    """All filing conditions, class by class."""
    return tuple(
        LimitRow(id=one.id, code=entry.key.partition(":")[2], class_name=entry.name, text=one.text, limit=one.limit,
                 close=one.close)
        for entry in catalogue.classes for one in entry.conditions)
