"""The foot of the map: legend, scale, whose data it is; and the words where there is no basemap."""

import math

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap

from commandcenter.ui import theme as themes
from commandcenter.ui.glyphs import paint_glyph
from commandcenter.ui.map_colours import map_colours
from commandcenter.ui.theme import NEAR, NORMAL, OVERDUE, PAUSED, SEVERE, Theme, color

translate = QCoreApplication.translate  # a name that lupdate knows

_LEGEND = (NORMAL, NEAR, OVERDUE, SEVERE, PAUSED)
_SCALE_STEPS_M = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_FOOT_PX = 110
"""Height of the strip that holds legend, scale and attribution."""


def legend_words() -> dict[int, str]:
    """The five urgencies in words."""
    return {
        NORMAL: translate("MapCanvas", "Normal"),
        NEAR: translate("MapCanvas", "Near due"),
        OVERDUE: translate("MapCanvas", "Overdue"),
        SEVERE: translate("MapCanvas", "Severe"),
        PAUSED: translate("MapCanvas", "Paused"),
    }


class MapFoot:
    """Legend left, attribution and above it the scale right, kept as one picture; larger on the wall."""

    def __init__(self, *, wall: bool) -> None:
        self.wall = wall
        self._kept: tuple[tuple[object, ...], QPixmap] | None = None

    def paint(
        self, painter: QPainter, theme: Theme, ratio: float, box: QRect, per_px: float, words: str, *, legend: bool,
    ) -> None:
        """At the lower edge of `box`; `per_px` metres a pixel, `words` whose data it is, "" for none."""
        longest = theme.px(180) if self.wall else 110
        metres = max((m for m in _SCALE_STEPS_M if m / per_px <= longest), default=_SCALE_STEPS_M[0])
        bar = round(metres / per_px)
        foot = theme.px(_FOOT_PX)
        key = (box.width(), ratio, theme, metres, bar, words, legend)
        if self._kept is None or self._kept[0] != key:
            strip = QPixmap(math.ceil(box.width() * ratio), math.ceil(foot * ratio))
            strip.setDevicePixelRatio(ratio)
            strip.fill(Qt.GlobalColor.transparent)
            inner = QPainter(strip)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            legend_right = self._paint_legend(inner, theme, box.width()) if legend else 0
            bottom = self._paint_attribution(inner, theme, words, legend_right, box.width())
            self._paint_scale(inner, theme, metres, bar, box.width() - 10, bottom)
            inner.end()
            self._kept = (key, strip)
        painter.drawPixmap(0, box.height() - foot, self._kept[1])

    def _paint_legend(self, painter: QPainter, theme: Theme, width: int) -> int:
        """The five urgencies with their words; the right edge of it. Narrow maps get it tighter."""
        face = themes.font(theme.px(26)) if self.wall else themes.small_font(theme)
        painter.setFont(face)
        metrics = QFontMetrics(face)
        words = legend_words()
        glyph = theme.px(28 if self.wall else 14)
        height = metrics.height() + 8
        for between, pad, gap in ((14, 10, 6), (8, 6, 3)):
            widths = [glyph + gap + metrics.horizontalAdvance(words[u]) for u in _LEGEND]
            full = sum(widths) + between * (len(_LEGEND) - 1) + 2 * pad
            if full <= width - 16:
                break
        box = QRectF(8, theme.px(_FOOT_PX) - 8 - height, full, height)
        _chip(painter, theme, box)
        x = box.left() + pad
        for urgency, wide in zip(_LEGEND, widths, strict=True):
            paint_glyph(painter, QRectF(x, box.center().y() - glyph / 2, glyph, glyph), urgency, theme)
            painter.setPen(color(theme.text2))
            painter.drawText(
                QRectF(x + glyph + gap, box.top(), wide, height),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                words[urgency],
            )
            x += wide + between
        return round(box.right())

    def _paint_attribution(
        self, painter: QPainter, theme: Theme, words: str, legend_right: int, width: int,
    ) -> int:
        """Whose data it is, above the legend where there is no room beside it; the height still free."""
        bottom = theme.px(_FOOT_PX) - 6
        if not words:
            return bottom
        painter.setFont(themes.font(theme.px(20)) if self.wall else themes.font(theme.px(11)))
        metrics = painter.fontMetrics()
        if width - 20 - metrics.horizontalAdvance(words) < legend_right:
            bottom -= theme.px(28)
        box = QRectF(8, bottom - metrics.height(), width - 16, metrics.height())
        _halo_text(painter, theme, box, words, Qt.AlignmentFlag.AlignRight)
        return bottom - metrics.height()

    def _paint_scale(self, painter: QPainter, theme: Theme, metres: int, bar: int, right: int, bottom: int) -> None:
        """A bar that many pixels long for that many metres."""
        kilometres, plain = translate("MapCanvas", "{0} km"), translate("MapCanvas", "{0} m")
        words = kilometres.format(metres // 1000) if metres >= 1000 else plain.format(metres)
        painter.setFont(themes.font(theme.px(26)) if self.wall else themes.small_font(theme))
        height = painter.fontMetrics().height()
        x1, y = right, bottom - 5
        x0 = x1 - bar
        text = QRectF(x0 - 60, y - 5 - height, x1 - x0 + 120, height)
        _halo_text(painter, theme, text, words, Qt.AlignmentFlag.AlignHCenter)
        for ink, px in ((map_colours(theme).land, 5.0), (theme.text2, 2.0)):
            pen = QPen(color(ink), px)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawPolyline([QPoint(x0, y - 5), QPoint(x0, y), QPoint(x1, y), QPoint(x1, y - 5)])


def paint_no_base(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Says at the upper edge that there is no basemap here."""
    words = translate("MapCanvas", "No basemap here")
    painter.setFont(themes.body_font(theme))
    box = painter.boundingRect(rect, Qt.AlignmentFlag.AlignCenter, words).adjusted(-12, -6, 12, 6)
    box.moveTop(12)
    _chip(painter, theme, QRectF(box))
    painter.setPen(color(theme.text2))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _chip(painter: QPainter, theme: Theme, box: QRectF) -> None:
    painter.setPen(QPen(color(theme.line), 1.0))
    painter.setBrush(color(theme.panel))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _halo_text(painter: QPainter, theme: Theme, box: QRectF, words: str, align: Qt.AlignmentFlag) -> None:
    flags = align | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(color(map_colours(theme).land))
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(box.translated(dx, dy), flags, words)
    painter.setPen(color(theme.text2))
    painter.drawText(box, flags, words)
