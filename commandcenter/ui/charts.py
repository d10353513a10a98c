"""The bar chart of the window, on pyqtgraph, stacked by urgency; and what the line chart shares with it.

No figure is made here and no word: a chart draws the rows it is given and says which was clicked. Importing this file
imports pyqtgraph (0.3 s), so it is imported when a chart is first shown.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.theme import URGENCY_ORDER, Theme, body_font, color, current, key_font

_VCENTER = Qt.AlignmentFlag.AlignVCenter
_ROW_PX, _BAR_PX = 40, 22
"""A row is at most this high, its bar at most that thick, at medium text."""

_STEP_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One bar: its name, cases by urgency 0..4, whether the filter holds it, and the whole as a sentence.

    `key` is what a click says; None for a row that cannot be clicked.
    """

    key: str | None
    name: str
    counts: tuple[int, ...]
    sentence: str
    held: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts)


class _Over(QWidget):
    """What lies above the plot: texts and the focus ring, painted by the chart."""

    def __init__(self, chart: "Chart") -> None:
        super().__init__(chart)
        self._chart = chart
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._chart.paint_over(QPainter(self))


class Chart(QWidget):
    """A plot that neither zooms nor pans: arrow keys walk its marks, a click or Enter chooses one."""

    chosen = Signal(object, bool)  # str, the key of the mark; whether it is to be added (Ctrl)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._at = -1
        self._pressed: int | None = None
        self._drawn: object = None
        self._plot: Any = pg.PlotWidget(self)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._plot.getViewBox().setDefaultPadding(0.0)
        self._over = _Over(self)

    # --- for the charts ---------------------------------------------------------------------------

    def count(self) -> int:
        """How many marks there are."""
        raise NotImplementedError

    def sentence(self, at: int) -> str:
        """A mark as it is spoken and shown in its tip."""
        raise NotImplementedError

    def key_of(self, at: int) -> str | None:
        """What a click on a mark says, None where it says nothing."""
        raise NotImplementedError

    def mark_at(self, at: QPointF) -> int | None:
        """The mark below a place of the widget."""
        raise NotImplementedError

    def mark_rect(self, at: int) -> QRectF:
        """Where a mark is drawn, in the widget's pixels."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter) -> None:
        """Texts and the ring of the mark that has the focus."""
        raise NotImplementedError

    def _look(self) -> object:
        """What the drawing depends on beside theme and size."""
        raise NotImplementedError

    def _redraw(self, theme: Theme) -> None:
        raise NotImplementedError

    # --- inside -----------------------------------------------------------------------------------

    def current_mark(self) -> int | None:
        """The mark walked to last."""
        return self._at if 0 <= self._at < self.count() else None

    def sizeHint(self) -> QSize:
        return QSize(600, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 120)

    def _draw(self) -> None:
        """Draws anew where theme, size or rows are others than those drawn."""
        look = (current(), self.size().toTuple(), self._look())
        if look == self._drawn or not self.count():
            return
        self._drawn = look
        self._plot.setGeometry(self.rect())
        self._over.setGeometry(self.rect())
        self._plot.setBackground(color(current().panel))
        self._plot.clear()
        self._redraw(current())
        self._over.raise_()
        self._over.update()

    def _axis(self, side: str, ticks: Sequence[tuple[float, str]], theme: Theme, room: int) -> None:
        """An axis with these labels and nothing else; room is its height or width in px."""
        axis = self._plot.getAxis(side)
        axis.setStyle(tickFont=key_font(theme), tickLength=0, tickTextOffset=6, showValues=True, maxTickLevel=0,
                      hideOverlappingLabels=False)
        axis.setPen(pg.mkPen(None))
        axis.setTextPen(color(theme.text2))
        axis.setTicks([list(ticks)])
        (axis.setHeight if side == "bottom" else axis.setWidth)(room)

    def _grid(self, xs: list[float], ys: list[float], theme: Theme) -> None:
        """Lines between each pair of points."""
        pen = pg.mkPen(color(theme.line), width=1)
        lines = pg.PlotCurveItem(np.array(xs, float), np.array(ys, float), pen=pen, connect="pairs")
        lines.setZValue(-20)
        self._plot.addItem(lines)

    def _to_px(self, x: float, y: float) -> QPointF:
        """Where a value lies in the widget, in px."""
        box = self._plot.getViewBox().sceneBoundingRect()
        (x0, x1), (y0, y1) = self._plot.getViewBox().viewRange()
        down = (y - y0) / (y1 - y0)
        if not self._plot.getViewBox().yInverted():
            down = 1.0 - down
        return QPointF(box.left() + (x - x0) / (x1 - x0) * box.width(), box.top() + down * box.height())

    def _walk(self, to: int) -> None:
        if self.count():
            self._at = min(max(to, 0), self.count() - 1)
            words = self.sentence(self._at)
            self.setAccessibleDescription(words)
            place = self.mark_rect(self._at).bottomLeft().toPoint() + QPoint(24, 2)
            QToolTip.showText(self.mapToGlobal(place), words, self)
            self._over.update()

    def _choose(self, at: int, *, add: bool) -> None:
        self._at = at
        self.setAccessibleDescription(self.sentence(at))
        self._over.update()
        key = self.key_of(at)
        if key is not None:
            self.chosen.emit(key, add)

    def _tip(self, event: QHelpEvent) -> bool:
        at = self.mark_at(QPointF(event.pos()))
        if at is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), self.sentence(at), self)
        return True

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._tip(event)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (event.matches(QKeySequence.StandardKey.Copy) or event.key() in _ENTER)
        ):
            event.accept()  # here these keys mean the chart, not the table of cases
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = Qt.Key(event.key()), self.current_mark()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif key in _STEP_KEYS:
            self._walk(0 if at is None else at + _STEP_KEYS[key])
        elif key == Qt.Key.Key_Home:
            self._walk(0)
        elif key == Qt.Key.Key_End:
            self._walk(self.count() - 1)
        elif key in _ENTER and at is not None:
            self._choose(at, add=ctrl)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.mark_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click of a pair does not undo the first."""
        self._pressed = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.mark_at(event.position()) == pressed:
            self._choose(pressed, add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mark_at(event.position())
        hand = at is not None and self.key_of(at) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at < 0 and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._at = 0
        self._over.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._over.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self._drawn is not None:
            self._draw()


class BarChart(Chart):
    """Stacked horizontal bars from 0, most urgent part first, the total at the end of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._unit = "{0}"
        self._plot.hideAxis("left")
        self._plot.getViewBox().invertY(True)

    def set_rows(self, rows: Sequence[Row], unit: str) -> None:
        """The bars from above; `unit` is the last tick's text with {0} for its number. The walked one stays by key."""
        at = self.current_mark()
        key = self._rows[at].key if at is not None else None
        self._rows, self._unit = tuple(rows), unit
        if at is not None:
            self._at = next((n for n, row in enumerate(rows) if row.key == key), -1)
        self.setAccessibleDescription("\n".join(row.sentence for row in rows))
        self._draw()

    def rows(self) -> tuple[Row, ...]:
        """The bars shown."""
        return self._rows

    def count(self) -> int:
        return len(self._rows)

    def sentence(self, at: int) -> str:
        return self._rows[at].sentence

    def key_of(self, at: int) -> str | None:
        return self._rows[at].key

    def mark_at(self, at: QPointF) -> int | None:
        """The row below a place: all of its width counts, with the name."""
        return next((n for n in range(len(self._rows)) if self._band(n).contains(at)), None)

    def mark_rect(self, at: int) -> QRectF:
        half = self._thick / 2
        left_top = self._to_px(0.0, at - half)
        right_bottom = self._to_px(float(self._rows[at].total), at + half)
        return QRectF(left_top, right_bottom)

    def _band(self, at: int) -> QRectF:
        top, bottom = self._to_px(0.0, at - 0.5).y(), self._to_px(0.0, at + 0.5).y()
        return QRectF(0.0, top, self.width(), bottom - top)

    def _look(self) -> object:
        return self._rows, self._unit

    def _redraw(self, theme: Theme) -> None:
        names, figures = QFontMetricsF(body_font(theme)), QFontMetricsF(body_font(theme, tabular=True))
        longest = max((names.horizontalAdvance(row.name) for row in self._rows), default=0.0)
        self._names_px = min(math.ceil(longest) + 20, round(self.width() * 0.4))
        most = max((row.total for row in self._rows), default=0)
        ticks = count_ticks(most)
        foot = theme.px(22)
        self._plot.plotItem.setContentsMargins(self._names_px, 2, 12, 0)
        room = max(60.0, self.width() - self._names_px - 12)
        beside = max(figures.horizontalAdvance(f"{most:,}") + 12, figures.horizontalAdvance(self._unit) / 2 + 4)
        end = max(ticks[-1] * room / max(room - beside / 2, 1.0), most * room / max(room - beside, 1.0))
        high = max(20.0, self.height() - foot - 2)
        rows = max(float(len(self._rows)), high / theme.px(_ROW_PX))
        self._thick = min(0.68, theme.px(_BAR_PX) * rows / high)
        self._plot.setRange(xRange=(0.0, end), yRange=(-0.5, rows - 0.5), padding=0.0, disableAutoRange=True)
        last = len(ticks) - 1
        labels = [(float(v), self._unit.format(f"{v:,}") if n == last else f"{v:,}") for n, v in enumerate(ticks)]
        self._axis("bottom", labels, theme, foot)
        self._grid([float(v) for v in ticks for _ in (0, 1)], [-0.5, rows - 0.5] * len(ticks), theme)
        self._bars(theme)
        self._plot.plotItem.layout.activate()

    def _bars(self, theme: Theme) -> None:
        """One item for each colour; parts stand apart by a line of the panel's colour."""
        starts = np.zeros(len(self._rows))
        edge = pg.mkPen(color(theme.panel), width=1)
        for urgency in URGENCY_ORDER:
            counts = np.array([row.counts[urgency] for row in self._rows], float)
            there = np.flatnonzero(counts)
            if len(there):
                self._plot.addItem(pg.BarGraphItem(
                    x0=starts[there], width=counts[there], y=there.astype(float), height=self._thick, pen=edge,
                    brush=color(theme.urgency[urgency].fill)))
            starts += counts
        held = [float(n) for n, row in enumerate(self._rows) if row.held]
        if held:
            ground = pg.BarGraphItem(x0=0.0, width=self._plot.getViewBox().viewRange()[0][1], y=held, height=1.0,
                                     pen=pg.mkPen(None), brush=color(theme.selected))
            ground.setZValue(-30)
            self._plot.addItem(ground)

    def paint_over(self, painter: QPainter) -> None:
        theme = current()
        for at, row in enumerate(self._rows):
            band = self._band(at)
            name = QRectF(12.0, band.top(), self._names_px - 20.0, band.height())
            if row.held:
                ground = QRectF(0.0, band.top(), self._names_px, band.height())
                painter.fillRect(glyphs.snapped(painter, ground), color(theme.selected))
                right = self._plot.getViewBox().sceneBoundingRect().right() - 2.0
                beyond = QRectF(right, band.top(), self.width() - right, band.height())
                painter.fillRect(glyphs.snapped(painter, beyond), color(theme.selected))
                painter.fillRect(QRectF(0.0, band.top(), 4.0, band.height()), color(theme.accent))
            painter.setFont(body_font(theme, bold=row.held))
            painter.setPen(color(theme.text if row.key is not None else theme.text2))
            shown = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, round(name.width()) + 1)
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | _VCENTER, shown)
            painter.setFont(body_font(theme, bold=row.held, tabular=True))
            painter.setPen(color(theme.text))
            total = QRectF(self.mark_rect(at).right() + 6.0, band.top(), 200.0, band.height())
            painter.drawText(total, _VCENTER, f"{row.total:,}")
        at_mark = self.current_mark()
        if self.hasFocus() and at_mark is not None:
            glyphs.paint_focus(painter, self._band(at_mark).adjusted(0, 0, -2, 0), theme, 2.0)
        elif self.hasFocus():
            glyphs.paint_focus(painter, self.rect(), theme, 0.0)


def count_ticks(most: int) -> list[int]:
    """Whole numbers from 0 to at least `most`, at most six, in steps of 1, 2 or 5 times a power of ten."""
    step = 1
    while step * 5 < most:
        power = 10 ** (len(str(step)) - 1)
        step = {1: 2, 2: 5, 5: 10}[step // power] * power
    return list(range(0, max(1, math.ceil(most / step)) * step + 1, step))
