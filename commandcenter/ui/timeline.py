"""The course of a case (经过) as lines on a rail, in the order in which they are given.

Nothing is fetched here; the line that has the focus stays when others come.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QToolTip,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.theme import OVERDUE, Theme, body_font, color, current, small_font

_VCENTER = Qt.AlignmentFlag.AlignVCenter

DONE, NOW, URGENT = "done", "now", "urgent"
"""Kinds of a rung: hollow dot, filled dot in the accent colour, diamond of an overdue."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One line of the timeline: when, what, what is said about it; `kind` DONE, NOW or URGENT; `tip` the whole."""

    time: str
    title: str
    text: str = ""
    kind: str = DONE
    tip: str = ""
    pending: bool = False


class Timeline(QAbstractScrollArea):
    """The course of a case (经过), one line of 24 px each; scrolls, and stays where it was when lines are added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rungs: tuple[Rung, ...] = ()
        self._empty_text = ""
        self._row = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(72)
        self.setAccessibleName(self.tr("Course of the case"))
        self.viewport().setAutoFillBackground(False)

    def set_rungs(self, rungs: tuple[Rung, ...]) -> None:
        """The lines, oldest first."""
        if rungs == self._rungs:
            return
        at_end = self.verticalScrollBar().value() >= self.verticalScrollBar().maximum()
        self._rungs = rungs
        self._row = min(self._row, len(rungs) - 1)
        self._measure()
        if at_end:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self.setAccessibleDescription("\n".join(self.sentence(i) for i in range(len(rungs))))
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """What stands there while there is no line."""
        self._empty_text = text
        self.viewport().update()

    def sentence(self, row: int) -> str:
        """A line as it is spoken and shown in its tip."""
        rung = self._rungs[row]
        return rung.tip or " ".join(part for part in (rung.time, rung.title, rung.text) if part)

    def _row_px(self) -> int:
        return current().px(24)

    def _measure(self) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, len(self._rungs) * self._row_px() + 8 - high))
        bar.setPageStep(high)
        bar.setSingleStep(self._row_px())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self.viewport())
        wide, high = self.viewport().width(), self._row_px()
        if not self._rungs:
            painter.setFont(body_font(theme))
            painter.setPen(color(theme.text3))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)
            return
        painter.setFont(small_font(theme, tabular=True))
        time_px = max(QFontMetrics(painter.font()).horizontalAdvance(r.time) for r in self._rungs)
        painter.setFont(body_font(theme))
        title_px = max(QFontMetrics(painter.font()).horizontalAdvance(r.title) for r in self._rungs)
        rail = time_px + 18
        title_left = rail + 16
        text_left = title_left + min(title_px, wide // 3) + 12
        top = 4 - self.verticalScrollBar().value()
        first = max(0, -top // high)
        last = min(len(self._rungs) - 1, (self.viewport().height() - top) // high)
        for row in range(first, last + 1):
            rung = self._rungs[row]
            box = QRect(0, top + row * high, wide, high)
            middle = box.top() + high / 2
            painter.setFont(small_font(theme, tabular=True))
            painter.setPen(color(theme.text2))
            painter.drawText(box, _VCENTER, rung.time)
            line = color(theme.control_edge)
            above = box.top() if row else middle
            below = box.bottom() + 1 if row < len(self._rungs) - 1 else middle
            painter.fillRect(glyphs.snapped(painter, QRectF(rail - 0.5, above, 1, below - above)), line)
            self._paint_dot(painter, QPointF(rail, middle), rung, theme)
            painter.setFont(body_font(theme))
            painter.setPen(color(theme.text))
            room = text_left - 12 - title_left
            title = painter.fontMetrics().elidedText(rung.title, Qt.TextElideMode.ElideRight, room + 1)
            painter.drawText(box.adjusted(title_left, 0, 0, 0), _VCENTER, title)
            painter.setPen(color(theme.text2))
            text = painter.fontMetrics().elidedText(rung.text, Qt.TextElideMode.ElideRight, wide - text_left - 4)
            painter.drawText(box.adjusted(text_left, 0, 0, 0), _VCENTER, text)
            if self.hasFocus() and row == self._row:
                glyphs.paint_focus(painter, box, theme, 2.0)

    def _paint_dot(self, painter: QPainter, center: QPointF, rung: Rung, theme: Theme) -> None:
        with glyphs.kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if rung.kind == URGENT:
                box = QRectF(center.x() - 6.5, center.y() - 6.5, 13, 13)
                glyphs.paint_glyph(painter, box, OVERDUE, theme)
                return
            filled = theme.accent if rung.kind == NOW else theme.panel
            edge = theme.accent if rung.kind == NOW else theme.text3
            painter.setBrush(color(filled))
            if not rung.pending:
                painter.setPen(QPen(color(edge), 1.8))
                painter.drawEllipse(center, 4.0, 4.0)
                return
            pen = QPen(color(edge), 1.3)  # waits to be sent: a broken ring
            pen.setDashPattern([2.4, 1.8])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.setBrush(color(theme.panel))
            painter.drawEllipse(center, 5.0, 5.0)
            if rung.kind == NOW:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color(filled))
                painter.drawEllipse(center, 2.6, 2.6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by is None or not self._rungs:
            super().keyPressEvent(event)
            return
        self._row = min(max(self._row + by, 0), len(self._rungs) - 1)
        top = self._row * self._row_px()
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + self._row_px() + 8 > bar.value() + self.viewport().height():
            bar.setValue(top + self._row_px() + 8 - self.viewport().height())
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row = max(self._row, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = (event.pos().y() - 4 + self.verticalScrollBar().value()) // self._row_px()
            if 0 <= row < len(self._rungs):
                QToolTip.showText(event.globalPos(), self.sentence(row), self)
            return True
        return super().viewportEvent(event)
