"""Pictures of what stands on the map: case glyphs on their disc, rings with a count, names, small counts.

No position and no data: each is painted once per look and kept.
"""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from commandcenter.ui.glyphs import paint_glyph
from commandcenter.ui.map_colours import map_colours
from commandcenter.ui.theme import URGENCY_ORDER, Theme, color, font

DISC_PX = 22
GLYPH_PX = 18
WALL_DISC_PX = 50
WALL_GLYPH_PX = 44
WALL_RING_PX = 72
SELECTED_PX = 3

_GAP_PX = 2.0
_LEAST_DEGREES = 12.0
"""A part of a ring is never drawn smaller, so that one case among hundreds is seen."""


class Marks:
    """Marks of one theme, scale and mode; thrown away when one of them changes."""

    def __init__(self, theme: Theme, ratio: float, wall: bool) -> None:
        self.theme = theme
        self.ratio = ratio
        self.wall = wall
        self.disc_px = theme.px(WALL_DISC_PX if wall else DISC_PX)
        self.glyph_px = theme.px(WALL_GLYPH_PX if wall else GLYPH_PX)
        self.label_font = font(theme.px(26 if wall else 13))
        self.road_font = font(theme.px(11))
        self._kept: dict[tuple[object, ...], QPixmap] = {}
        self._sizes: dict[tuple[int, float], int] = {}

    def ring_px(self, medium: int) -> int:
        """Outer diameter of a ring that has this one at medium text."""
        return self.theme.px(WALL_RING_PX if self.wall else medium)

    def case(self, urgency: int) -> QPixmap:
        """The urgency's glyph on a disc of the land's colour."""
        return self._once(("case", urgency), self.disc_px, self.disc_px, lambda p: self._case(p, urgency))

    def many(self, count: int) -> QPixmap:
        """A small count for a glyph that stands for several severe cases."""
        found = self._kept.get(("many", count))
        if found is not None:
            return found
        role = self.theme.urgency[URGENCY_ORDER[0]]
        face = font(self.theme.px(20 if self.wall else 11), 700, tabular=True)
        metrics = QFontMetricsF(face)
        text = count_text(count)
        width = math.ceil(metrics.horizontalAdvance(text) + 8)
        height = math.ceil(metrics.height())

        def paint(painter: QPainter) -> None:
            box = QRectF(0.5, 0.5, width - 1, height - 1)
            painter.setPen(QPen(color(role.edge), 1.0))
            painter.setBrush(color(self.theme.panel))
            painter.drawRoundedRect(box, height / 2 - 1, height / 2 - 1)
            painter.setPen(color(role.text))
            painter.setFont(face)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

        return self._once(("many", count), width, height, paint)

    def ring(self, counts: Sequence[int], diameter: int) -> QPixmap:
        """A ring with parts in order of urgency from 12 o'clock, and the whole count in the middle."""
        key = ("ring", diameter, *counts)
        return self._once(key, diameter, diameter, lambda p: self._ring(p, counts, diameter))

    def name(self, text: str) -> QPixmap:
        """A name with a halo of the land's colour."""
        found = self._kept.get(("name", text))
        if found is not None:
            return found
        metrics = QFontMetricsF(self.label_font)
        width, height = math.ceil(metrics.horizontalAdvance(text)) + 8, math.ceil(metrics.height()) + 4

        def paint(painter: QPainter) -> None:
            colours = map_colours(self.theme)
            path = QPainterPath()
            path.addText(4.0, 2.0 + metrics.ascent(), self.label_font, text)
            halo = QPen(color(colours.inside), 5.0 if self.wall else 3.0)
            halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, halo)
            painter.fillPath(path, color(self.theme.text if self.wall else colours.label))

        return self._once(("name", text), width, height, paint)

    def _once(self, key: tuple[object, ...], width: int, height: int, paint: Callable[[QPainter], None]) -> QPixmap:
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > 2000:
                self._kept.clear()
            found = QPixmap(math.ceil(width * self.ratio), math.ceil(height * self.ratio))
            found.setDevicePixelRatio(self.ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
            painter.end()
            self._kept[key] = found
        return found

    def _case(self, painter: QPainter, urgency: int) -> None:
        side = self.disc_px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(map_colours(self.theme).inside))
        painter.drawEllipse(QRectF(0, 0, side, side))
        edge = (side - self.glyph_px) / 2
        paint_glyph(painter, QRectF(edge, edge, self.glyph_px, self.glyph_px), urgency, self.theme)

    def _fitting(self, letters: int, room: float) -> int:
        """The largest size in px at which so many figures fit into a ring; reckoned once for each."""
        px = self._sizes.get((letters, room))
        if px is None:
            px = self.theme.px(30 if self.wall else 13)
            while px > 8 and QFontMetricsF(font(px, 700, tabular=True)).horizontalAdvance("0" * letters) > room:
                px -= 1
            self._sizes[letters, room] = px
        return px

    def _ring(self, painter: QPainter, counts: Sequence[int], diameter: int) -> None:
        total = sum(counts)
        thick = 4.0 * self.theme.px(100) / 100 if self.wall else max(4.0, diameter * 0.13)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self.theme.panel))
        painter.drawEllipse(QRectF(0, 0, diameter, diameter))
        inset = thick / 2 + 1.0
        box = QRectF(inset, inset, diameter - 2 * inset, diameter - 2 * inset)
        gap = math.degrees(_GAP_PX / (box.width() / 2))
        for urgency, start, sweep in ring_parts(counts):
            role = self.theme.urgency[urgency]
            ink = role.edge if urgency == 0 else role.fill
            pen = QPen(color(ink), thick)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            less = 0.0 if sweep >= 360.0 else gap
            first, along = round((90.0 - start - less / 2) * 16), -round((sweep - less) * 16)
            painter.drawArc(box, first, along)
            if role.edge != ink:  # a pale fill is seen by its rim
                painter.setPen(QPen(color(role.edge), 1.0))
                out = box.adjusted(-thick / 2, -thick / 2, thick / 2, thick / 2)
                painter.drawArc(out, first, along)
                painter.drawArc(box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), first, along)
        room = diameter - 4 * thick / 2 - 6
        text = count_text(total)
        painter.setFont(font(self._fitting(len(text), room), 700, tabular=True))
        painter.setPen(color(self.theme.text))
        painter.drawText(QRectF(0, 0, diameter, diameter), Qt.AlignmentFlag.AlignCenter, text)


def ring_parts(counts: Sequence[int]) -> list[tuple[int, float, float]]:
    """Urgency, start and sweep in degrees clockwise from 12 o'clock, most urgent first, empty ones left out.

    Small parts are widened to stay visible, at the cost of the large ones; together they are 360.
    """
    present = [(urgency, counts[urgency]) for urgency in URGENCY_ORDER if counts[urgency]]
    total = sum(number for _, number in present)
    if not total:
        return []
    sweeps = [max(_LEAST_DEGREES, 360.0 * number / total) for _, number in present]
    over = sum(sweeps) - 360.0
    spare = sum(sweep - _LEAST_DEGREES for sweep in sweeps)
    parts, start = [], 0.0
    for (urgency, _), sweep in zip(present, sweeps, strict=True):
        sweep -= over * (sweep - _LEAST_DEGREES) / spare if spare else 0.0
        parts.append((urgency, start, sweep))
        start += sweep
    return parts


def count_text(count: int) -> str:
    """A count short enough for a ring: 31, 1,204, 310k."""
    return f"{count:,}" if count < 100_000 else f"{count // 1000:,}k"


def paint_selected(painter: QPainter, center: QPointF, disc_px: float, theme: Theme) -> None:
    """The accent ring around a selected case."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(theme.accent), SELECTED_PX))
    radius = disc_px / 2 + SELECTED_PX / 2 + 1.0
    painter.drawEllipse(center, radius, radius)
