"""The clock of a case as a bar with ticks and words. No clock ticks here: it paints the record it is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.theme import OVERDUE, Theme, body_font, color, current, small_font

_VCENTER = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, kw_only=True)
class ClockMark:
    """A moment on the clock: where (fraction of its width) and its words; `strong` draws a longer tick."""

    at: float
    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A time limit as a bar. Fractions are of the bar's width, 0..1.

    Filled from 0 to `filled`; hatched in the overdue colour from `due` to `now` where `now` lies behind it. `marks`
    carry the words below, first at the left edge, last at the right. `running` False is a paused clock.
    """

    title: str
    remaining: str
    urgency: int
    filled: float
    now: float
    due: float | None = None
    marks: tuple[ClockMark, ...] = ()
    note: str = ""
    running: bool = True
    sentence: str = ""


class ClockBar(QWidget):
    """The clock of a case: title and time left above, bar with ticks, moments below, a note under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(240)

    def set_clock(self, clock: Clock | None) -> None:
        """The limit to show; None leaves the place empty."""
        if clock == self._clock:
            return
        self._clock = clock
        self.setAccessibleName("" if clock is None else clock.sentence or f"{clock.title} {clock.remaining}")
        self.setToolTip("" if clock is None else clock.sentence)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, current().px(60 + (20 if self._clock and self._clock.note else 0)))

    def paintEvent(self, event: QPaintEvent) -> None:
        clock = self._clock
        if clock is None:
            return
        theme = current()
        painter = QPainter(self)
        wide, line = self.width(), theme.px(20)
        painter.setFont(body_font(theme, bold=True, tabular=True))
        painter.setPen(color(theme.urgency[clock.urgency].text))
        painter.drawText(QRect(0, 0, wide, line), _RIGHT, clock.remaining)
        used = painter.fontMetrics().horizontalAdvance(clock.remaining) + 12
        painter.setFont(small_font(theme, tabular=True))
        painter.setPen(color(theme.text2))
        title = painter.fontMetrics().elidedText(clock.title, Qt.TextElideMode.ElideRight, wide - used)
        painter.drawText(QRect(0, 0, wide - used, line), _VCENTER, title)
        bar = glyphs.snapped(painter, QRectF(0, line + 4, wide, 12))
        self._paint_bar(painter, bar, clock, theme)
        self._paint_marks(painter, bar, clock, theme)
        if clock.note:
            painter.setFont(small_font(theme, tabular=True))
            painter.setPen(color(theme.text2))
            painter.drawText(QRect(0, theme.px(60), wide, line), _VCENTER, clock.note)

    def _paint_bar(self, painter: QPainter, bar: QRectF, clock: Clock, theme: Theme) -> None:
        def span(a: float, b: float) -> QRectF:
            left, right = (bar.left() + bar.width() * min(max(x, 0.0), 1.0) for x in (a, b))
            return glyphs.snapped(painter, QRectF(left, bar.top(), right - left, bar.height()))

        painter.fillRect(bar, color(theme.head))
        glyphs.frame(painter, bar, theme.line)
        ink = theme.clock_fill if clock.running else theme.urgency[clock.urgency].text
        painter.fillRect(span(0.0, clock.filled), color(ink))
        if clock.due is not None and clock.now > clock.due:
            over = span(clock.due, clock.now)
            role = theme.urgency[max(clock.urgency, OVERDUE) if clock.running else clock.urgency]
            painter.fillRect(over, color(role.fill))
            with glyphs.kept(painter):
                painter.setClipRect(over)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(color(role.mark), 1.6))
                x = over.left()
                while x < over.right():
                    painter.drawLine(QPointF(x, over.bottom() + 1), QPointF(x + 9, over.top() - 1))
                    x += 16

    def _paint_marks(self, painter: QPainter, bar: QRectF, clock: Clock, theme: Theme) -> None:
        for mark in clock.marks:
            if 0.0 < mark.at < 1.0:
                reach = 4 if mark.strong else 2
                x = bar.left() + bar.width() * mark.at
                tick = QRectF(x - 1, bar.top() - reach, 2, bar.height() + 2 * reach)
                painter.fillRect(glyphs.snapped(painter, tick), color(theme.text))
        painter.setFont(small_font(theme, tabular=True))
        painter.setPen(color(theme.text2))
        metrics = painter.fontMetrics()
        top = int(bar.bottom()) + 3
        for left, text in place_labels(
            [(mark.at * self.width(), metrics.horizontalAdvance(mark.text), mark.text) for mark in clock.marks],
            self.width(),
        ):
            painter.drawText(QRectF(left, top, self.width(), theme.px(18)), Qt.AlignmentFlag.AlignTop, text)


def place_labels(labels: Sequence[tuple[float, int, str]], width: float, gap: int = 10) -> list[tuple[float, str]]:
    """Left edges for labels (wanted centre, width, text) in one line, without overlap and inside the width.

    Labels keep their order; where not all fit, those in the middle are left out first.
    """
    kept = list(labels)
    while len(kept) > 2 and sum(w for _, w, _ in kept) + gap * (len(kept) - 1) > width:
        del kept[len(kept) // 2]
    lefts = [min(max(center - w / 2, 0.0), max(width - w, 0.0)) for center, w, _ in kept]
    for i in range(1, len(kept)):
        lefts[i] = max(lefts[i], lefts[i - 1] + kept[i - 1][1] + gap)
    limit = width
    for i in range(len(kept) - 1, -1, -1):
        lefts[i] = max(min(lefts[i], limit - kept[i][1]), 0.0)
        limit = lefts[i] - gap
    return [(left, text) for left, (_, _, text) in zip(lefts, kept, strict=True)]
