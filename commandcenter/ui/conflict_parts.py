"""Parts of the conflict desk: the list of acts, the drawn fork, the three columns of values. No decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import (
    QCoreApplication,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.controls import FocusList, labelled
from commandcenter.ui.counted import Counted
from commandcenter.ui.line_delegate import LineDelegate, close_line
from commandcenter.ui.theme import Theme, body_font, color, current, small_font

translate = QCoreApplication.translate  # a name that lupdate knows
LIST_PX, LINE_PX = 272, 48
NEAR = 1  # the urgency whose ground tints what differs
FORK_PX = 96


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A line of the list: what it is, what stands at the right, what below; `waits` while it is to be decided."""

    key: UUID
    head: str
    state: str
    below: str
    waits: bool


class ConflictList(FocusList):
    """Arrow keys choose an act; nothing happens to it by being chosen."""

    act_chosen = Signal(object)  # UUID

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Listed, ...] = ()
        self.setAccessibleName(translate("Conflict", "Acts without effect"))
        self.setAccessibleDescription(translate("Conflict", "The arrow keys choose an act."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setMinimumWidth(current().px(180))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setItemDelegate(_TwoLines(self))
        self.currentRowChanged.connect(self._on_row)
        self._filling = False

    def set_lines(self, lines: tuple[Listed, ...], chosen: UUID | None) -> None:
        """The acts in order, and which is laid out."""
        self._filling = True
        if lines != self.lines:
            self.lines = lines
            self.clear()
            for line in lines:
                item = QListWidgetItem(line.head)
                said = "，".join((line.head, line.state, line.below))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                item.setToolTip(said.replace("，", "\n"))
                if not line.waits:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsSelectable & ~Qt.ItemFlag.ItemIsEnabled)
                self.addItem(item)
        at = next((n for n, line in enumerate(lines) if line.key == chosen and line.waits), -1)
        if at != self.currentRow():
            self.setCurrentRow(at)
        self._filling = False
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(LIST_PX), current().px(LINE_PX) * 6)

    def _on_row(self, row: int) -> None:
        if not self._filling and 0 <= row < len(self.lines) and self.lines[row].waits:
            self.act_chosen.emit(self.lines[row].key)


class _TwoLines(LineDelegate):
    line_px: ClassVar[int] = LINE_PX

    def draw(self, painter: QPainter, row: int, box: QRect, theme: Theme, *, lit: bool) -> None:
        held = self.parent()
        if not isinstance(held, ConflictList) or row >= len(held.lines):
            return
        line = held.lines[row]
        if lit:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), color(theme.accent))
        high = theme.px(20)
        upper = QRect(box.left() + 10, box.top() + 4, box.width() - 18, high)
        painter.setFont(small_font(theme))
        painter.setPen(color(theme.urgency[NEAR].text if line.waits and not lit else theme.text2))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.state)
        room = upper.width() - QFontMetrics(painter.font()).horizontalAdvance(line.state) - 10
        painter.setFont(body_font(theme, tabular=True))
        painter.setPen(color(theme.text if line.waits else theme.text2))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, QFontMetrics(painter.font()).elidedText(
            line.head, Qt.TextElideMode.ElideRight, room))
        painter.setFont(small_font(theme))
        painter.setPen(color(theme.text2))
        lower = upper.translated(0, high)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, QFontMetrics(painter.font()).elidedText(
            line.below, Qt.TextElideMode.ElideRight, lower.width()))
        close_line(painter, box, theme)


class ForkDrawing(QWidget):
    """The course up to where both knew it, then two ways: what took effect above, the act below, dashed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trunk: tuple[str, ...] = ()
        self._taken: tuple[str, ...] = ()
        self._act = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_fork(self, trunk: Sequence[str], taken: Sequence[str], act: str) -> None:
        """The last steps that both knew, those that took effect, the act that did not; words for each."""
        self._trunk, self._taken, self._act = tuple(trunk), tuple(taken), act
        said = translate("Conflict", "Both knew: {0}. Then took effect: {1}. Without effect: {2}")
        self.setAccessibleName(said.format("，".join(trunk), "，".join(taken) or "—", act))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, current().px(FORK_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, current().px(FORK_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.panel2))
        glyphs.frame(painter, glyphs.snapped(painter, QRectF(self.rect())), theme.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._act:
            return
        wide, high, text = self.width(), self.height(), theme.px(18)
        middle, above, below = high * 0.5, high * 0.28, high * 0.76
        many = max(len(self._trunk), 1)
        parts = wide * 0.5
        xs = [16 + parts * (n + 0.5) / many for n in range(len(self._trunk))]
        from_x = xs[-1] if xs else 16.0
        painter.setFont(small_font(theme, tabular=True))
        metrics = QFontMetrics(painter.font())
        painter.setPen(QPen(color(theme.text3), 2.0))
        painter.drawLine(QPointF(12, middle), QPointF(from_x, middle))
        end = wide * 0.62
        self._way(painter, QPointF(from_x, middle), QPointF(end, above), theme.text, dashed=False)
        painter.setPen(QPen(color(theme.text), 2.0))
        painter.drawLine(QPointF(end, above), QPointF(wide - 16, above))
        self._way(painter, QPointF(from_x, middle), QPointF(end, below), theme.accent, dashed=True)
        for x, words in zip(xs, self._trunk, strict=True):
            painter.setBrush(color(theme.panel))
            painter.setPen(QPen(color(theme.text3), 2.0))
            painter.drawEllipse(QPointF(x, middle), 5, 5)
            painter.setPen(color(theme.text2))
            room = parts / many - 6
            box = QRectF(x - room / 2, middle + 9, room, text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter,
                             metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room)))
        painter.setBrush(color(theme.text))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(end, above), 6, 6)
        room = int(wide - end - 24)
        painter.setPen(color(theme.text))
        painter.drawText(QRectF(end + 10, above - text - 3, room, text), Qt.AlignmentFlag.AlignVCenter,
                         metrics.elidedText(self._taken[-1] if self._taken else "", Qt.TextElideMode.ElideRight, room))
        if len(self._taken) > 1:
            painter.setPen(color(theme.text2))
            before = len(self._taken) - 1
            more = Counted.tr("and %Ln step(s) before it", "", before)
            painter.drawText(QRectF(end + 10, above + 3, room, text), Qt.AlignmentFlag.AlignVCenter, more)
        painter.setBrush(color(theme.panel))
        painter.setPen(QPen(color(theme.accent), 2.0))
        painter.drawEllipse(QPointF(end, below), 6, 6)
        painter.setPen(color(theme.accent))
        painter.drawText(QRectF(end + 12, below - text / 2, room, text), Qt.AlignmentFlag.AlignVCenter,
                         metrics.elidedText(self._act, Qt.TextElideMode.ElideRight, room))

    def _way(self, painter: QPainter, start: QPointF, end: QPointF, ink: str, *, dashed: bool) -> None:
        path = QPainterPath(start)
        bend = (end.x() - start.x()) * 0.6
        path.cubicTo(QPointF(start.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), end)
        pen = QPen(color(ink), 2.0)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


class _Cell(QWidget):
    """A value, tinted and tagged where it differs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._differs = False
        self._words = labelled("", "body")
        self._words.setWordWrap(True)
        self._tag = labelled(translate("Conflict", "differs"), "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.addWidget(self._words, 1)
        row.addWidget(self._tag)
        self._tag.hide()

    def set_value(self, words: str, differs: bool) -> None:
        """The value, and whether it is another than what was seen."""
        self._words.setText(words)
        self._differs = differs
        self._tag.setVisible(differs)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.urgency[NEAR].ground if self._differs else theme.panel))
        glyphs.frame(painter, glyphs.snapped(painter, QRectF(self.rect())), theme.line)


class SidesGrid(QWidget):
    """Three states side by side: names left, a column each; what differs is tinted and says so."""

    def __init__(self, rows: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(rows)
        self._heads = [(labelled("", "head"), labelled("", "secondary")) for _ in range(3)]
        self._cells = [[_Cell() for _ in range(3)] for _ in rows]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for column, (head, below) in enumerate(self._heads, 1):
            box = QWidget()
            box.setProperty("role", "headbar")
            inner = QVBoxLayout(box)
            inner.setContentsMargins(10, 6, 10, 6)
            inner.setSpacing(2)
            for label in (head, below):
                label.setWordWrap(True)
                inner.addWidget(label)
            grid.addWidget(box, 0, column)
            grid.setColumnStretch(column, 1)
        for line, (name, cells) in enumerate(zip(rows, self._cells, strict=True), 1):
            grid.addWidget(labelled(name, "label"), line, 0)
            for column, cell in enumerate(cells, 1):
                grid.addWidget(cell, line, column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_sides(self, heads: Sequence[tuple[str, str]], values: Sequence[Sequence[str]]) -> None:
        """Head and line below of each column, and for each row its three values."""
        for (head, below), (words, more) in zip(self._heads, heads, strict=True):
            head.setText(words)
            below.setText(more)
        said = []
        for name, cells, row in zip(self._names, self._cells, values, strict=True):
            for column, (cell, value) in enumerate(zip(cells, row, strict=True)):
                cell.set_value(value, column > 0 and value != row[0])
            said.append(f"{name}: " + "; ".join(f"{head[0]} {value}" for head, value in zip(heads, row, strict=True)))
        self.setAccessibleName("\n".join(said))
        self.updateGeometry()
