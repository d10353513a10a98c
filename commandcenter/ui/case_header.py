"""The heads of the columns of the table of cases."""


from PySide6.QtCore import (
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.case_cells import COLUMNS
from commandcenter.ui.case_model import CaseTableModel
from commandcenter.ui.case_painter import write_line
from commandcenter.ui.theme import (
    color,
    current,
)


class CaseHeader(QHeaderView):
    """Column heads: word, sort arrow, line; a click asks for an order."""

    edge_dragged = Signal(int, int)  # section, px: by the mouse

    def __init__(self, model: CaseTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._cases = model
        self._before: list[int] = []
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(40)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._before = [self.sectionSize(at) for at in range(self.count())]
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Says which edge was dragged: sizes that the program sets in between are none of a person's."""
        super().mouseReleaseEvent(event)
        before, self._before = self._before, []
        for at, was in enumerate(before):
            now = self.sectionSize(at)
            if now != was and not COLUMNS[at].stretch and not self.isSectionHidden(at):
                self.edge_dragged.emit(at, now)

    def sizeHint(self) -> QSize:
        return QSize(self.length(), current().px(32))  # Qt would measure every title, at each change of the window

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme = current()
        column = COLUMNS[logical]
        key, descending = self._cases.sort_shown()
        with glyphs.kept(painter):
            painter.fillRect(rect, color(theme.head))
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), color(theme.line))
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(theme.line))
            sorted_by = column.key == key
            ink = theme.text if sorted_by else theme.text2
            left, room = rect.left() + 8, rect.width() - (30 if sorted_by else 16)
            title, px = self._cases.titles()[logical], theme.px(12)
            fits = room >= px * 3  # a letter and a dot say nothing: over glyphs alone stands no title
            wide = write_line(painter, left, room, rect, title, ink, px=px, right=column.right) if fits else 0
            if sorted_by:
                at = left + (room if column.right else wide) + 3
                arrow = QRectF(at, rect.top(), 12, rect.height())
                glyphs.paint_arrow(painter, arrow, theme.text, up=not descending)
