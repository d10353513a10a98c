"""One line at the foot of the table: what was done, or why not. Stays 8 s; a warning stays until it is closed."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.keycap import FLAT, OUTLINED, KeyButton
from commandcenter.ui.theme import OVERDUE, color, current

SHOWN_MS = 8_000


class NoticeLine(QWidget):
    """Hidden until there is something to say."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._warning = False
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._do: Callable[[], None] | None = None
        self.act = KeyButton("", (), OUTLINED)
        self.act.clicked.connect(self._on_act)
        self.act.hide()
        close = KeyButton(self.tr("Close"), ("Esc",), FLAT)
        close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(34, 2, 4, 2)
        row.addWidget(self._text, 1)
        row.addWidget(self.act)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_close)
        self.hide()

    def say(self, text: str) -> None:
        """Something was done."""
        self._show(text, warning=False)
        self._timer.start(SHOWN_MS)

    def warn(self, text: str) -> None:
        """Something was not done, and why."""
        self._timer.stop()
        self._show(text, warning=True)

    def offer(self, text: str, act: str = "", do: Callable[[], None] | None = None) -> None:
        """Something waits for the person; stays until it is closed. A button `act` does it."""
        self._timer.stop()
        self._show(text, warning=False)
        self._do = do
        self.act.set_words(act)
        self.act.setVisible(do is not None)

    def clear(self) -> None:
        """Take the line away."""
        self._timer.stop()
        self.hide()

    def text(self) -> str:
        """What it says, "" when hidden."""
        return "" if self.isHidden() else self._text.text()

    @property
    def is_warning(self) -> bool:
        return self._warning

    def sizeHint(self) -> QSize:
        return QSize(400, current().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        role = theme.urgency[OVERDUE]
        painter.fillRect(self.rect(), color(role.ground if self._warning else theme.done_ground))
        box = self.rect().adjusted(10, 0, 0, 0)
        box.setWidth(16)
        box.setTop(box.center().y() - 7)
        box.setHeight(15)
        if self._warning:
            glyphs.paint_warning(painter, box.toRectF(), role.text, role.ground)
        else:
            glyphs.paint_tick(painter, box.toRectF(), theme.done)

    def _show(self, text: str, *, warning: bool) -> None:
        self._do = None
        self.act.hide()
        self._warning = warning
        role = current().urgency[OVERDUE].text if warning else current().done
        self._text.setStyleSheet(f"color: {role};")
        if self._text.text() != text or self.isHidden():
            self._text.setText(text)
            self.setAccessibleName(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.show()
        self.update()

    def _on_act(self) -> None:
        if self._do is not None:
            self._do()

    def _on_close(self) -> None:
        self.clear()
        self.closed.emit()
