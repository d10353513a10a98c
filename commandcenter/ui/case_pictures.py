"""The rows of the table as finished pictures, so that a row is painted once and then only copied.

Painting a screen of rows anew takes 10 to 15 ms of Python; beside threads that compute it takes three times as long,
and for all of it nobody can click. So a paint makes new pictures for `PATIENCE_MS` at most (`OTHER_LIST_MS` for another
list: somebody waits for it, and what is put off comes after the case beside it). What it did not come to shows its
older picture, or the bare ground, until the next turn of the loop.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

from commandcenter.ui.case_cells import CaseCells
from commandcenter.ui.case_painter import Span, paint_row
from commandcenter.ui.theme import Theme

PATIENCE_MS = 8.0
OTHER_LIST_MS = 30.0
KEPT_BYTES = 16_000_000
LEAST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Look:
    """All that a row's picture depends on."""

    cells: CaseCells | None
    spans: tuple[Span, ...]
    size: tuple[int, int]  # px
    ratio: float  # of device pixels
    theme: Theme
    selected: bool
    hovered: bool


class RowPictures:
    """Pictures by case id, those shown lately."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[Look, QPixmap]] = OrderedDict()
        self._until: float | None = None
        self._made = 0

    def begin(self, *, patient: bool, other_list: bool = False) -> None:
        """A paint begins. `patient`: it makes all pictures, however long that takes; `other_list`: the first of one."""
        patience_ms = max(PATIENCE_MS, OTHER_LIST_MS) if other_list else PATIENCE_MS
        self._until = None if patient else time.perf_counter() + patience_ms / 1000
        self._made = 0

    def of(self, case_id: int, look: Look) -> tuple[QPixmap | None, bool]:
        """The picture of a row, and whether it shows how the row looks now; an older one, or none, where time is up."""
        held = self._kept.get(case_id)
        if held is not None and held[0] == look:
            self._kept.move_to_end(case_id)
            return held[1], True
        if self._until is not None and self._made and time.perf_counter() > self._until:
            fits = held is not None and (held[0].size, held[0].ratio) == (look.size, look.ratio)
            return (held[1] if held is not None and fits else None), False
        self._made += 1
        picture = _painted(look)
        self._kept[case_id] = look, picture
        self._kept.move_to_end(case_id)
        most = max(LEAST_KEPT, int(KEPT_BYTES / max(1, picture.width() * picture.height() * 4)))
        while len(self._kept) > most:
            self._kept.popitem(last=False)
        return picture, True

    def forget(self) -> None:
        """Nothing is kept any more."""
        self._kept.clear()


def _painted(look: Look) -> QPixmap:
    wide, high = look.size
    picture = QPixmap(round(wide * look.ratio), round(high * look.ratio))
    picture.setDevicePixelRatio(look.ratio)
    painter = QPainter(picture)
    paint_row(painter, look.cells, look.spans, QSize(wide, high), selected=look.selected, hovered=look.hovered)
    painter.end()
    return picture
