"""Paints a row of the table of cases, after ui.md §4 and §5."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QStaticText,
    QTransform,
)

from commandcenter.ui import glyphs
from commandcenter.ui.case_cells import CaseCells, Column
from commandcenter.ui.theme import (
    PAUSED,
    SEVERE,
    Theme,
    body_font,
    color,
    current,
    font,
    urgency_ink,
)

CellPainter = Callable[[QPainter, QRect, CaseCells, Theme, bool], None]


@lru_cache(maxsize=16_384)
def _fitted(text: str, room: int, px: int, weight: int, tabular: bool, middle: bool) -> tuple[QStaticText, int]:
    """A text laid out once, cut with an ellipsis where it is wider than room, and its width in px."""
    face = font(px, weight, tabular)
    metrics = QFontMetrics(face)
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    shown = metrics.elidedText(text, mode, room + 1)
    made = QStaticText(shown)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(QTransform(), face)
    return made, metrics.horizontalAdvance(shown)


@lru_cache(maxsize=64)
def _line_px(px: int, weight: int) -> int:
    return QFontMetrics(font(px, weight)).height()


def write_line(
    painter: QPainter,
    left: int,
    room: int,
    row: QRect,
    text: str,
    ink: str,
    *,
    px: int,
    weight: int = 400,
    tabular: bool = False,
    middle: bool = False,
    right: bool = False,
) -> int:
    """One line of text in a row, from left within room px or at the right end of it; its width in px."""
    if not text or room < 8:
        return 0
    laid, wide = _fitted(text, room, px, weight, tabular, middle)
    painter.setFont(font(px, weight, tabular))
    painter.setPen(color(ink))
    top = row.top() + (row.height() - _line_px(px, weight)) // 2
    painter.drawStaticText(left + room - wide if right else left, top, laid)
    return wide


def _paint_urgency(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    row = QRectF(rect.left(), rect.top(), rect.width(), rect.height() - 1)
    glyphs.paint_rail(painter, row, cells.urgency, theme)
    size = glyphs.GLYPH_PX - 1
    shape = QRectF(rect.left() + 14, rect.center().y() + 0.5 - size / 2 + glyphs.BESIDE_TEXT, size, size)
    glyphs.paint_glyph(painter, shape, cells.urgency, theme)
    left = 14 + size + 4
    if rect.width() >= 64:
        ink = urgency_ink(theme, cells.urgency, selected)
        weight = 700 if cells.urgency == SEVERE else 400
        room = rect.width() - left
        write_line(painter, rect.left() + left, room, rect, cells.urgency_word, ink, px=theme.px(13), weight=weight)


def _paint_number(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    ink = theme.text2 if cells.provisional else theme.text
    left, room = rect.left() + 8, rect.width() - 12
    used = write_line(painter, left, room, rect, cells.number, ink, px=theme.px(13), tabular=True, middle=True)
    if cells.watched:
        box = QRectF(min(left + used + 3, rect.right() - 13), rect.center().y() - 4.5, 12, 10)
        glyphs.paint_eye(painter, box, theme.text2, theme.selected if selected else theme.panel)


def _paint_class(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    left, room = rect.left() + 8, rect.width() - 12
    used = write_line(painter, left, room, rect, cells.class_name, theme.text, px=theme.px(13)) + 6
    if glyphs.text_width(cells.major_name, theme.px(12)) <= room - used:  # whole, or not at all: the tip has it
        ink = theme.text2 if selected else theme.text3
        write_line(painter, left + used, room - used, rect, cells.major_name, ink, px=theme.px(12))


def _paint_stage(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    blocks = glyphs.blocks_width()
    area = QRectF(rect.left() + 8, rect.top(), blocks, rect.height())
    glyphs.paint_stage_blocks(painter, area, cells.step, theme, paused=cells.urgency == PAUSED)
    left = 8 + blocks + 6
    if rect.width() - left > 20:
        room = rect.width() - left - 2
        write_line(painter, rect.left() + left, room, rect, cells.stage_word, theme.text, px=theme.px(13))


def _paint_remaining(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    ink = urgency_ink(theme, cells.urgency, selected)
    weight = 700 if cells.urgency == SEVERE else 400
    left, room = rect.left() + 2, rect.width() - 10
    write_line(
        painter, left, room, rect, cells.remaining, ink, px=theme.px(13), weight=weight, tabular=True, right=True)


def _paint_due(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    left, room = rect.left() + 2, rect.width() - 10
    write_line(painter, left, room, rect, cells.due, theme.text2, px=theme.px(13), tabular=True, right=True)


def _paint_tags(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
    left, shown = rect.left() + 8, 0
    for tag in cells.tags[:2]:
        size = glyphs.tag_size(tag, theme)
        last = shown == len(cells.tags) - 1
        if left + size.width() > rect.right() - (2 if last else 28):
            break
        box = QRectF(left, rect.center().y() - size.height() / 2, size.width(), size.height())
        glyphs.paint_tag(painter, box, tag, theme)
        left += size.width() + 5
        shown += 1
    if len(cells.tags) > shown:
        more = f"+{len(cells.tags) - shown}"
        write_line(painter, left, rect.right() - left, rect, more, theme.text2, px=theme.px(12))


def _plain(key: str, ink: str) -> CellPainter:
    def paint(painter: QPainter, rect: QRect, cells: CaseCells, theme: Theme, selected: bool) -> None:
        text, left, room = getattr(cells, key), rect.left() + 8, rect.width() - 12
        write_line(painter, left, room, rect, text, getattr(theme, ink), px=theme.px(13))

    return paint


_PAINTERS: dict[str, CellPainter] = {
    "urgency": _paint_urgency,
    "number": _paint_number,
    "class": _paint_class,
    "place": _plain("place", "text"),
    "community": _plain("community", "text2"),
    "stage": _paint_stage,
    "unit": _plain("unit", "text"),
    "remaining": _paint_remaining,
    "due": _paint_due,
    "tags": _paint_tags,
}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a column stands in a row: its left edge and width, px."""

    column: Column
    left: int
    width: int


def paint_row(
    painter: QPainter, cells: CaseCells | None, spans: Sequence[Span], size: QSize, *, selected: bool, hovered: bool,
) -> None:
    """A whole row at the origin; without texts, ellipses."""
    theme = current()
    ground = theme.selected if selected else theme.hover if hovered else theme.panel
    painter.fillRect(0, 0, size.width(), size.height(), color(ground))
    painter.fillRect(0, size.height() - 1, size.width(), 1, color(theme.line))
    for span in spans:
        rect = QRect(span.left, 0, span.width, size.height())
        if cells is None:
            right = span.column.right
            write_line(painter, span.left + 8, span.width - 16, rect, "…", theme.text3, px=theme.px(13), right=right)
        else:
            _PAINTERS[span.column.key](painter, rect, cells, theme, selected)


def paint_bars(painter: QPainter, area: QRect, spans: Sequence[Span], row_px: int, words: str) -> None:
    """Grey bars where rows are awaited, and words that say so."""
    theme = current()
    for row in range(min(12, area.height() // row_px)):
        for span in spans:
            if span.column.key != "tags":
                wide = max(span.width - 32 - 7 * (row % 3), 16)
                painter.fillRect(span.left + 14, row * row_px + 10, wide, 12, color(theme.head))
    painter.setPen(color(theme.text2))
    painter.setFont(body_font(theme))
    wide = painter.fontMetrics().horizontalAdvance(words) + 32
    middle = area.center()
    painter.fillRect(middle.x() - wide // 2, middle.y() - 16, wide, 32, color(theme.panel))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


def paint_words(painter: QPainter, area: QRect, words: str) -> None:
    """What stands in the middle while there is no row."""
    theme = current()
    painter.setPen(color(theme.text2))
    painter.setFont(body_font(theme))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), words)
