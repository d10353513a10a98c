"""The line above everything that stays until an alarm is acknowledged.

Which alarm, in which order and how loud is not decided here.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.keycap import ALARM, ActionButton
from commandcenter.ui.theme import SEVERE, Urgency, body_font, color, current


class AlarmBanner(QWidget):
    """Glyph, kind in bold, one line of text, and the actions with their keys (open, snooze, acknowledge).

    Hidden until `show_alarm`; no blinking, no timeout.
    """

    shown_changed = Signal()  # it came, went, or lies elsewhere

    def __init__(self, actions: Sequence[QAction] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = (SEVERE, "", "", "")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(12)
        self._row.addStretch(1)
        self.buttons = tuple(ActionButton(action, ALARM, self) for action in actions)
        for button in self.buttons:
            self._row.addWidget(button)
        self.setFixedHeight(current().px(40))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_alarm(self, kind: str, text: str, more: str = "", urgency: int = SEVERE) -> None:
        """Shows an alarm: kind (严重超期), its line, and how many others wait."""
        before, self._shown = self._shown, (urgency, kind, text, more)
        self.setAccessibleName(" ".join(part for part in (kind, text, more) if part))
        self.setToolTip(self.accessibleName())
        came = self.isHidden()
        self.show()
        self.update()
        if came:
            self.shown_changed.emit()
        if before != self._shown:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Nothing is unacknowledged: the banner goes."""
        self._shown = (SEVERE, "", "", "")
        if not self.isHidden():
            self.hide()
            self.shown_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shown_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        urgency, kind, text, more = self._shown
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.alarm))
        shape = QRectF(14, (self.height() - 22) / 2, 22, 22)
        ink = Urgency(
            text=theme.on_alarm, ground=theme.alarm, fill=theme.on_alarm, edge=theme.on_alarm, mark=theme.alarm
        )
        glyphs.paint_shape(painter, shape, urgency, ink)
        right = self.buttons[0].x() - 12 if self.buttons else self.width() - 12
        left = 48
        painter.setPen(color(theme.on_alarm))
        for words, bold in ((kind, True), (text, False), (more, False)):
            if not words or right - left < 40:
                continue
            painter.setFont(body_font(theme, bold=bold, tabular=True))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, right - left)
            box = QRectF(left, 0, right - left, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
            left += painter.fontMetrics().horizontalAdvance(shown) + 12
