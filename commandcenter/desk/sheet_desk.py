"""The catalogue as rows of filing conditions, and an authority's workbook read into a draft of it, off the screen."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


ReadSheet = Callable[[Path, Catalogue], SheetResult]


class SheetDesk:
    """Reads one workbook at a time in a thread of its own; the answer comes in the screen's thread."""

    def __init__(self, read: ReadSheet | None, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._read, self._deliver = read, deliver
        self._turn = 0

    def read(self, path: Path, body: Catalogue, answer: Callable[[SheetResult], None]) -> None:
        """Read a workbook as the next version of a catalogue; a newer question ends this one."""
        reader = self._read
        if reader is None:
            return
        self._turn += 1
        turn = self._turn

        def work() -> None:
            found = reader(path, body)
            self._deliver(lambda: answer(found) if turn == self._turn else None)

        threading.Thread(target=work, name="sheet", daemon=True).start()


def rows_of(catalogue: Catalogue) -> tuple[LimitRow, ...]:
    """All filing conditions, class by class."""
    return tuple(
        LimitRow(id=one.id, code=entry.key.partition(":")[2], class_name=entry.name, text=one.text, limit=one.limit,
                 close=one.close)
        for entry in catalogue.classes for one in entry.conditions)
