"""Cases near by in two lines each: number, place, distance; below them stage, age and what was reported.

Draws NearCases in the order given; which are near, and how they rank, comes from the desk.
"""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from commandcenter.core.masking import masked
from commandcenter.core.numbers import short_number
from commandcenter.desk.nearby import NearCase
from commandcenter.ui import glyphs, texts, time_words
from commandcenter.ui.line_delegate import LineDelegate, close_line
from commandcenter.ui.theme import Theme, body_font, color, current, small_font

translate = QCoreApplication.translate  # a name that lupdate knows


def distance_text(metres: float) -> str:
    """32 m, 1.2 km."""
    if metres < 1000:
        return translate("Near", "{0} m").format(round(metres))
    return translate("Near", "{0} km").format(f"{metres / 1000:.1f}")


def head_text(near: NearCase) -> str:
    """Number, class, and place."""
    return " · ".join((short_number(near.row.shown_number), near.row.class_name, near.row.place))


def below_text(near: NearCase, now: int, linked: bool) -> str:
    """Stage, age and text; first of all that it is merged with the case."""
    merged = translate("Near", "merged with this case") if linked else ""
    strict = translate("Near", "same class, within the radius and hours of the rule") if near.likeness.strict else ""
    return " · ".join(filter(None, (
        merged, texts.stage_text(near.row.stage), time_words.past(now, near.row.reported_at), strict,
        masked(near.text))))


class NearList(QListWidget):
    """Arrow keys choose; nothing happens to a case by being chosen."""

    case_chosen = Signal(object)  # UUID

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cases: tuple[NearCase, ...] = ()
        self.linked: frozenset[UUID] = frozenset()
        self.now = 0
        self._empty = empty
        self.setAccessibleName(name)
        self.setAccessibleDescription(translate("Near", "The arrow keys choose a case."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_TwoLines(self))
        self.currentRowChanged.connect(self._on_row)

    def chosen(self) -> NearCase | None:
        """The case that is lit."""
        row = self.currentRow()
        return self.cases[row] if 0 <= row < len(self.cases) else None

    def set_cases(
        self, cases: tuple[NearCase, ...], now: int, linked: "frozenset[UUID]" = frozenset(), empty: str = ""
    ) -> None:
        """The cases in order; the lit one stays lit where it still is."""
        self.now, self.linked, self._empty = now, linked, empty or self._empty
        if cases != self.cases:
            kept = self.chosen()
            self.cases = cases
            at = next((n for n, c in enumerate(cases) if kept and c.row.case_id == kept.row.case_id), 0)
            self.clear()
            for case in cases:
                item = QListWidgetItem(head_text(case))
                said = "，".join((head_text(case), distance_text(case.likeness.distance_m),
                                 below_text(case, now, case.row.case_id in linked)))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                item.setToolTip(said.replace("，", "\n"))
                self.addItem(item)
            if cases:
                self.setCurrentRow(at)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(300, current().px(48) * 5 + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, current().px(48) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme = QPainter(self.viewport()), current()
        if not self.cases:
            painter.setFont(small_font(theme))
            painter.setPen(color(theme.text3))
            flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(8, 8, -8, -8), flags, self._empty)
        if self.hasFocus():
            glyphs.paint_focus(painter, self.viewport().rect(), theme)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self.cases):
            self.case_chosen.emit(self.cases[row].row.case_id)


class _TwoLines(LineDelegate):
    line_px: ClassVar[int] = 48

    def draw(self, painter: QPainter, row: int, box: QRect, theme: Theme, *, lit: bool) -> None:
        held = self.parent()
        if not isinstance(held, NearList) or row >= len(held.cases):
            return
        near = held.cases[row]
        line = theme.px(20)
        upper = QRect(box.left() + 8, box.top() + 4, box.width() - 16, line)
        far = distance_text(near.likeness.distance_m)
        painter.setFont(body_font(theme, bold=near.likeness.strict, tabular=True))
        metrics = QFontMetrics(painter.font())
        painter.setPen(color(theme.text))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, far)
        room = upper.width() - metrics.horizontalAdvance(far) - 12
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter,
                         metrics.elidedText(head_text(near), Qt.TextElideMode.ElideRight, room))
        painter.setFont(small_font(theme))
        painter.setPen(color(theme.text2))
        lower = upper.translated(0, line)
        said = below_text(near, held.now, near.row.case_id in held.linked)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, QFontMetrics(painter.font()).elidedText(
            said, Qt.TextElideMode.ElideRight, lower.width()))
        close_line(painter, box, theme)
