"""What stands beside the fields of a dialog: a letter as its receiver will see it, and a box of lines with glyphs."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.controls import labelled, rule
from commandcenter.ui.theme import body_font, color, current


@dataclass(frozen=True, kw_only=True)
class BoxLine:
    """A line of a grey box: glyph of an urgency, text left, text right."""

    urgency: int
    text: str
    right: str = ""


class LinesBox(QWidget):
    """A grey box of lines with glyphs: which clocks start, which go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[BoxLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: tuple[BoxLine, ...]) -> None:
        """The lines, in order."""
        self._lines = lines
        self.setAccessibleName("; ".join(f"{line.text} {line.right}".strip() for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, current().px(24) * len(self._lines) + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.panel2))
        glyphs.frame(painter, glyphs.snapped(painter, QRectF(self.rect())), theme.line)
        high = theme.px(24)
        for row, line in enumerate(self._lines):
            box = QRectF(12, 8 + row * high, self.width() - 24, high)
            shape = QRectF(box.left(), box.center().y() - 7.5 + glyphs.BESIDE_TEXT, 15, 15)
            glyphs.paint_glyph(painter, shape, line.urgency, theme)
            painter.setFont(body_font(theme, tabular=True))
            painter.setPen(color(theme.text))
            painter.drawText(box.adjusted(24, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.text)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, line.right)


class LetterCard(QFrame):
    """A letter as its receiver will see it: title, two lines beside each other, paragraphs, sender at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self._title = labelled("", "head")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._left, self._right = labelled("", "hint"), labelled("", "hint")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._below = QLabel()
        self._below.setTextFormat(Qt.TextFormat.PlainText)
        self._below.setWordWrap(True)
        self._sender = QLabel()
        self._sender.setTextFormat(Qt.TextFormat.PlainText)
        self._sender.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.addWidget(self._left)
        line.addStretch(1)
        line.addWidget(self._right)
        self._column.addWidget(self._title)
        self._column.addLayout(line)
        self._column.addWidget(rule())
        self._column.addWidget(self._text)
        self._column.addWidget(rule())
        self._column.addWidget(self._below)
        self._column.addWidget(self._sender)
        self._column.addStretch(1)

    def set_letter(self, *, title: str, left: str, right: str, text: str, below: str, sender: str) -> None:
        """The letter's words; `text` and `below` may hold several lines."""
        self._title.setText(title)
        self._left.setText(left)
        self._right.setText(right)
        self._text.setText(text)
        self._below.setText(below)
        self._sender.setText(sender)
