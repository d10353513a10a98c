"""The rungs of the ladder in a row, of which one is chosen. Which are open is core's to say."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.theme import body_font, color, current, small_font

DONE, CHOICE, CLOSED = "done", "choice", "closed"
"""States of a level: sent before, may be chosen, not open to this post or not yet."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """A rung of the ladder (级别): key, name, caption below, state, and why it cannot be chosen."""

    key: str
    name: str
    caption: str = ""
    state: str = CHOICE
    why_not: str = ""


class LevelSteps(QWidget):
    """The rungs of the ladder in a row; ← and → choose among those open. Done ones cannot be sent again."""

    level_chosen = Signal(str)  # key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[Level, ...] = ()
        self._at = -1
        self.setAccessibleDescription(self.tr("← and → choose a level that is open."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(360)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_levels(self, levels: tuple[Level, ...], key: str = "") -> None:
        """The rungs in order, and the one proposed; without a proposal the first that is open."""
        self._levels = levels
        open_ones = [i for i, level in enumerate(levels) if level.state == CHOICE]
        named = [i for i in open_ones if levels[i].key == key]
        self._at = (named or open_ones or [-1])[0]
        self._say()

    def key(self) -> str:
        """Key of the level chosen, "" where none is open."""
        return self._levels[self._at].key if self._at >= 0 else ""

    def choose(self, key: str) -> None:
        """Chooses a level that is open; anything else changes nothing."""
        for at, level in enumerate(self._levels):
            if level.key == key and level.state == CHOICE and at != self._at:
                self._at = at
                self._say()
                self.level_chosen.emit(key)

    def _say(self) -> None:
        if self._at >= 0:
            level = self._levels[self._at]
            self.setAccessibleName(self.tr("Level {n}: {name}").format(n=self._at + 1, name=level.name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(720, current().px(84))

    def _centers(self) -> list[QPointF]:
        pitch = self.width() / max(1, len(self._levels))
        return [QPointF(pitch * (i + 0.5), 22.0) for i in range(len(self._levels))]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centers = self._centers()
        pitch = self.width() / max(1, len(centers))
        for at in range(len(centers) - 1):
            reached = at < self._at or self._levels[at + 1].state == DONE
            painter.setPen(QPen(color(theme.accent if reached else theme.line), 2.0))
            painter.drawLine(centers[at] + QPointF(18, 0), centers[at + 1] - QPointF(18, 0))
        for at, (center, level) in enumerate(zip(centers, self._levels, strict=True)):
            chosen = at == self._at
            done = level.state == DONE
            radius = 15.0 if chosen else 13.0
            box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
            fill = theme.accent if chosen else theme.clock_fill if done else theme.panel
            painter.setBrush(color(fill))
            painter.setPen(Qt.PenStyle.NoPen if chosen or done else QPen(color(theme.control_edge), 1.5))
            painter.drawEllipse(box)
            if done:
                glyphs.paint_tick(painter, box, theme.panel, 2.2)
            else:
                painter.setFont(body_font(theme, bold=chosen))
                painter.setPen(color(theme.on_accent if chosen else theme.text3))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at + 1))
            if chosen and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(color(theme.accent), 2.0))
                painter.drawEllipse(box.adjusted(-4, -4, 4, 4))
            quiet = level.state not in (DONE, CHOICE)
            line = theme.px(20)
            name = QRectF(center.x() - pitch / 2, 43, pitch, line)
            painter.setFont(body_font(theme, bold=chosen))
            painter.setPen(color(theme.text3 if quiet else theme.text))
            painter.drawText(name, Qt.AlignmentFlag.AlignCenter, level.name)
            painter.setFont(small_font(theme))
            painter.setPen(color(theme.text3))
            painter.drawText(name.translated(0, line - 2), Qt.AlignmentFlag.AlignCenter, level.caption)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        at = self._at + by
        while 0 <= at < len(self._levels):
            if self._levels[at].state == CHOICE:
                self.choose(self._levels[at].key)
                return
            at += by

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position().toPoint())
        if at is not None:
            self.choose(self._levels[at].key)

    def _at_point(self, point: QPoint) -> int | None:
        at = int(point.x() * len(self._levels) / max(1, self.width()))
        return at if 0 <= at < len(self._levels) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position().toPoint())
        self.setToolTip("" if at is None else self._levels[at].why_not)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
