"""What the lists of painted lines share: one height, and the ground of the line that is lit. What stands in a line is
the list's own.
"""

from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commandcenter.ui.theme import Theme, color, current


class LineDelegate(QStyledItemDelegate):
    """Paints the lines of a list, all of one height; subclasses draw what stands in one."""

    line_px: ClassVar[int] = 28  # at medium text

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, current().px(self.line_px))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, box = current(), QRect(option.rect)
        lit = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, color(theme.selected if lit else theme.panel))
        self.draw(painter, index.row(), box, theme, lit=lit)

    def draw(self, painter: QPainter, row: int, box: QRect, theme: Theme, *, lit: bool) -> None:
        """What stands in a line, on its ground."""
        raise NotImplementedError


def close_line(painter: QPainter, box: QRect, theme: Theme) -> None:
    """The rule between a line and the next."""
    painter.setPen(color(theme.line))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
