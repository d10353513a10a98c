"""The line of shares by day, on pyqtgraph: no figure is made here and no word."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.charts import Chart
from commandcenter.ui.theme import Theme, color, current, key_font, small_font

_VCENTER = Qt.AlignmentFlag.AlignVCenter

_SHARE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One day of the line: what stands below it, its share in [0, 1] (None leaves a gap), its value, a sentence."""

    label: str
    share: float | None
    value: str
    sentence: str


class LineChart(Chart):
    """Shares by day as one line with gaps, and a target as a dotted line with its word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots: tuple[Dot, ...] = ()
        self._target, self._target_word = 1.0, ""

    def set_dots(self, dots: Sequence[Dot], target: float, target_word: str) -> None:
        """The days, oldest first; the target as a share in [0, 1] and its word."""
        self._dots, self._target, self._target_word = tuple(dots), target, target_word
        self.setAccessibleDescription("\n".join(dot.sentence for dot in dots))
        self._draw()

    def dots(self) -> tuple[Dot, ...]:
        """The days shown."""
        return self._dots

    def count(self) -> int:
        return len(self._dots)

    def sentence(self, at: int) -> str:
        return self._dots[at].sentence

    def key_of(self, at: int) -> str | None:
        return None

    def mark_at(self, at: QPointF) -> int | None:
        """The day below a place: all of its height counts."""
        left, right = self._to_px(0.0, 0.0).x(), self._to_px(1.0, 0.0).x()
        day = round((at.x() - left) / (right - left))
        return day if 0 <= day < len(self._dots) and 0 <= at.y() <= self.height() else None

    def mark_rect(self, at: int) -> QRectF:
        share = self._dots[at].share
        low = self._plot.getViewBox().viewRange()[1][0]
        place = self._to_px(float(at), low if share is None else share)
        return QRectF(place.x() - 7.0, place.y() - 7.0, 14.0, 14.0)

    def _look(self) -> object:
        return self._dots, self._target, self._target_word

    def _redraw(self, theme: Theme) -> None:
        shares = [np.nan if dot.share is None else dot.share for dot in self._dots]
        ticks = share_ticks([s for s in shares if not math.isnan(s)] + [self._target])
        words, axis = QFontMetricsF(small_font(theme)), QFontMetricsF(key_font(theme))
        right = math.ceil(words.horizontalAdvance(self._target_word)) + 16
        foot, left = theme.px(22), math.ceil(axis.horizontalAdvance("100 %")) + 14
        last = len(self._dots) - 1
        self._plot.plotItem.setContentsMargins(8, theme.px(12), right, 0)
        edge = (ticks[-1] - ticks[0]) / 60  # so that the uppermost and the lowest line are not cut off
        ends = (ticks[0] - edge, ticks[-1] + edge)
        self._plot.setRange(xRange=(-0.4, last + 0.4), yRange=ends, padding=0.0, disableAutoRange=True)
        shares_shown = [(t, f"{t * 100:.0f} %" if t == ticks[-1] else f"{t * 100:.0f}") for t in ticks]
        self._axis("left", shares_shown, theme, left)
        room = max(1.0, (self.width() - left - right - 8) / (last + 1))
        every = max(1, math.ceil((axis.horizontalAdvance("00-00") + 10) / room))
        labels = [(float(n), dot.label) for n, dot in enumerate(self._dots) if (last - n) % every == 0]
        self._axis("bottom", labels, theme, foot)
        self._grid([-0.4, last + 0.4] * len(ticks), [t for t in ticks for _ in (0, 1)], theme)
        across = np.array([-0.4, last + 0.4])
        dotted = pg.mkPen(color(theme.text), width=1.5, style=Qt.PenStyle.DotLine)
        self._plot.addItem(pg.PlotCurveItem(across, np.full(2, self._target), pen=dotted, antialias=True))
        ink = color(theme.categorical[0])
        days, values = np.arange(last + 1, dtype=float), np.array(shares)
        self._plot.addItem(pg.PlotCurveItem(
            days, values, pen=pg.mkPen(ink, width=2), connect="finite", antialias=True))
        there = np.isfinite(values)
        self._plot.addItem(pg.ScatterPlotItem(
            days[there], values[there], size=theme.px(7), pen=pg.mkPen(color(theme.panel), width=1), brush=ink,
            antialias=True))
        self._plot.plotItem.layout.activate()

    def paint_over(self, painter: QPainter) -> None:
        theme = current()
        if not self._dots:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._plot.getViewBox().sceneBoundingRect()
        at_mark = self.current_mark()
        if self.hasFocus() and at_mark is not None:
            x = self._to_px(float(at_mark), 0.0).x()
            line = QRectF(x - 0.5, box.top(), 1.0, box.height())
            painter.fillRect(glyphs.snapped(painter, line), color(theme.control_edge))
            painter.setPen(QPen(color(theme.accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.mark_rect(at_mark).center(), 7.0, 7.0)
        painter.setFont(small_font(theme))
        painter.setPen(color(theme.text2))
        target = self._to_px(0.0, self._target).y()
        painter.drawText(QRectF(box.right() + 8, target - 10, 400, 20), _VCENTER, self._target_word)
        for at, dot in enumerate(self._dots):
            if dot.share is None:  # a day without a closing: said, not drawn as 0
                place = self._to_px(float(at), 0.0).x()
                painter.setPen(color(theme.text3))
                painter.drawText(QRectF(place - 20, box.bottom() - theme.px(20), 40, theme.px(18)),
                                 Qt.AlignmentFlag.AlignCenter, dot.value)
        for at in self._labelled():
            self._paint_value(painter, theme, at, box)
        if self.hasFocus() and at_mark is None:
            glyphs.paint_focus(painter, self.rect(), theme, 0.0)

    def _labelled(self) -> list[int]:
        """The days whose value is written beside them: the last and the lowest."""
        there = [n for n, dot in enumerate(self._dots) if dot.share is not None]
        if not there:
            return []
        low = min(there, key=lambda n: self._dots[n].share or 0.0)
        return [there[-1]] if there[-1] - low < 2 else [low, there[-1]]

    def _paint_value(self, painter: QPainter, theme: Theme, at: int, box: QRectF) -> None:
        """A value above its point, or below it where the line runs above."""
        share = self._dots[at].share or 0.0
        sides = [d.share for d in self._dots[max(0, at - 1):at + 2] if d.share is not None]
        below = max(sides) > share
        painter.setFont(small_font(theme, bold=True, tabular=True))
        metrics = painter.fontMetrics()
        place, wide, high = self._to_px(float(at), share), metrics.horizontalAdvance(self._dots[at].value), theme.px(18)
        top = place.y() + 6 if below else place.y() - 6 - high
        top = min(max(top, 0.0), box.bottom() - high)
        left = min(max(place.x() - wide / 2, box.left()), box.right() - wide)
        rect = QRectF(left, top, wide + 1, high)
        painter.fillRect(rect.adjusted(-2, 1, 2, -1), color(theme.panel))
        painter.setPen(color(theme.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._dots[at].value)


def share_ticks(shares: Sequence[float]) -> list[float]:
    """Shares from below the lowest to 1 in even steps, at most six of them; a tenth apart at the least."""
    low = max(0.0, min(min(shares) - 0.005, 0.9))
    step = next(s for s in _SHARE_STEPS if s * 5 >= 1.0 - low - 1e-9)
    steps = math.ceil((1.0 - low) / step - 1e-9)
    return [round(1.0 - step * n, 4) for n in range(steps, -1, -1) if 1.0 - step * n > -1e-9]
