"""Shapes drawn with a painter: urgency glyph and rail, stage blocks and steps, keycaps, small icons.

No widget and no layout; each function takes a painter, a rectangle and a theme, and leaves the painter as
it was.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from commandcenter.ui.theme import (
    NEAR,
    NORMAL,
    OVERDUE,
    PAUSED,
    SEVERE,
    Theme,
    Urgency,
    color,
    font,
    key_font,
)

GLYPH_PX = 16
BESIDE_TEXT = 1.0
"""How far below the middle of a line a shape is set, so that it stands level with Chinese characters, in px."""
RAIL_PX = {NORMAL: 0, NEAR: 4, OVERDUE: 4, SEVERE: 8, PAUSED: 4}
STEPS = 6
STEP_GAP = 4.0  # between the words of two steps
STEP_PX = (13, 12, 11)  # of the words of the steps, as room is left
BLOCK_PX = 6
"""One stage block, and the side of the box that holds it; six of them with gaps are `blocks_width` wide."""


@contextmanager
def kept(painter: QPainter) -> Iterator[None]:
    """Saves the painter's state and gives it back."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def _grid(painter: QPainter) -> float:
    """Device pixels per unit of the painter's coordinates."""
    return abs(painter.deviceTransform().m11()) or 1.0


def snapped(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle moved and sized so that its edges lie on device pixels, also at fractional scale."""
    turn = painter.deviceTransform()
    scale = _grid(painter)
    left = (round(rect.left() * scale + turn.dx()) - turn.dx()) / scale
    top = (round(rect.top() * scale + turn.dy()) - turn.dy()) / scale
    return QRectF(left, top, round(rect.width() * scale) / scale, round(rect.height() * scale) / scale)


def _square(painter: QPainter, rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height())
    return snapped(painter, QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side))


def _polygon(points: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


# --- urgency --------------------------------------------------------------------------------------


def _bang(painter: QPainter, x: float, top: float, bottom: float, width: float) -> None:
    """An exclamation mark around x, in units of the glyph's box of 16."""
    dot = width
    painter.drawRect(QRectF(x - width / 2, top, width, bottom - top - dot - 1.0))
    painter.drawRect(QRectF(x - width / 2, bottom - dot, width, dot))


def _circle(painter: QPainter, role: Urgency) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(role.edge), 2.0))
    painter.drawEllipse(QRectF(3.0, 3.0, 10.0, 10.0))


def _triangle(painter: QPainter, role: Urgency) -> None:
    painter.setBrush(color(role.fill))
    pen = QPen(color(role.edge), 1.2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolygon(_polygon(((8.0, 1.6), (15.0, 13.9), (1.0, 13.9))))


def _diamond(painter: QPainter, role: Urgency) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(role.fill))
    painter.drawPolygon(_polygon(((8.0, 0.4), (15.6, 8.0), (8.0, 15.6), (0.4, 8.0))))
    painter.setBrush(color(role.mark))
    _bang(painter, 8.0, 4.0, 12.0, 2.0)


def _octagon(painter: QPainter, role: Urgency) -> None:
    painter.setPen(QPen(color(role.edge), 1.0) if role.edge != role.fill else Qt.PenStyle.NoPen)
    painter.setBrush(color(role.fill))
    side = 15.0 if role.edge != role.fill else 16.0  # the edge lies half outside
    near, cut = (16.0 - side) / 2, side / (2.0 + math.sqrt(2.0))
    low, high, far = near + cut, near + side - cut, near + side
    painter.drawPolygon(_polygon((
        (low, near), (high, near), (far, low), (far, high), (high, far), (low, far), (near, high), (near, low))))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(role.mark))
    _bang(painter, 6.0, 3.0, 13.0, 2.0)
    _bang(painter, 10.0, 3.0, 13.0, 2.0)


def _pause(painter: QPainter, role: Urgency) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(role.edge), 1.6))
    painter.drawRoundedRect(QRectF(1.5, 1.5, 13.0, 13.0), 3.0, 3.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(role.mark))
    painter.drawRect(QRectF(5.0, 4.5, 2.0, 7.0))
    painter.drawRect(QRectF(9.0, 4.5, 2.0, 7.0))


_SHAPES: dict[int, Callable[[QPainter, Urgency], None]] = {
    NORMAL: _circle,
    NEAR: _triangle,
    OVERDUE: _diamond,
    SEVERE: _octagon,
    PAUSED: _pause,
}


def paint_glyph(painter: QPainter, rect: QRectF, urgency: int, theme: Theme) -> None:
    """The urgency's shape, centred in rect and as large as fits; 12 to 44 px and more."""
    box = _square(painter, rect)
    side = round(box.width() * _grid(painter))
    painter.drawPixmap(box.topLeft(), _drawn_glyph(urgency, side, _grid(painter), theme.urgency[urgency]))


@lru_cache(maxsize=256)
def _drawn_glyph(urgency: int, side: int, ratio: float, inks: Urgency) -> QPixmap:
    """The glyph side device pixels wide, drawn once."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_shape(painter, QRectF(0, 0, side, side), urgency, inks)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def paint_shape(painter: QPainter, rect: QRectF, urgency: int, inks: Urgency) -> None:
    """The urgency's shape in other colours, for grounds that are no panel (the alarm banner)."""
    box = _square(painter, rect)
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        painter.scale(box.width() / 16.0, box.height() / 16.0)
        _SHAPES[urgency](painter, inks)


def glyph_icon(urgency: int, theme: Theme, size: int = GLYPH_PX) -> QIcon:
    """The glyph as an icon, drawn at 1, 1.5, 2 and 3 times its size so that no scale blurs it."""
    icon = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_glyph(painter, QRectF(0, 0, size, size), urgency, theme)
        painter.end()
        icon.addPixmap(picture)
    return icon


def paint_rail(painter: QPainter, rect: QRectF, urgency: int, theme: Theme) -> None:
    """The rail at the left edge of a row (rect): none, dashed, solid, solid and wide, thin stripes.

    Dashes are counted from the painter's origin, so they run on from one row to the next.
    """
    width = RAIL_PX[urgency]
    if not width:
        return
    strip = snapped(painter, QRectF(rect.left(), rect.top(), width, rect.height()))
    fill = color(theme.urgency[urgency].fill)
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if urgency in (OVERDUE, SEVERE):
            painter.fillRect(strip, fill)
            return
        on, period = (4.0, 8.0) if urgency == NEAR else (2.0, 4.0)
        painter.setClipRect(strip)
        start = math.floor(strip.top() / period) * period
        while start < strip.bottom():
            painter.fillRect(snapped(painter, QRectF(strip.left(), start, width, on)), fill)
            start += period


# --- stages ---------------------------------------------------------------------------------------


def blocks_width() -> int:
    """Width of the six stage blocks, in px."""
    return STEPS * BLOCK_PX + (STEPS - 1) * 2


def paint_stage_blocks(painter: QPainter, rect: QRectF, step: int, theme: Theme, paused: bool = False) -> None:
    """Six blocks at the left of rect: done small and filled, the current one tall, ahead hollow.

    `step` is 0..5 (上报 立案 派遣 处置 反馈 结案); 6 is a case that has left the flow: all done.
    """
    high = 12
    ratio = _grid(painter)
    box = snapped(painter, QRectF(rect.left(), rect.center().y() + BESIDE_TEXT - high / 2, blocks_width(), high))
    inks = (theme.clock_fill, theme.urgency[PAUSED].text if paused else theme.accent, theme.control_edge)
    painter.drawPixmap(box.topLeft(), _drawn_blocks(step, ratio, inks))


@lru_cache(maxsize=128)
def _drawn_blocks(step: int, ratio: float, inks: tuple[str, str, str]) -> QPixmap:
    """The six blocks, 12 px high, drawn once; inks of those done, the current one, the edges of those ahead."""
    done, now, ahead = inks
    picture = QPixmap(math.ceil(blocks_width() * ratio), math.ceil(12 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    for i in range(STEPS):
        left = i * (BLOCK_PX + 2)
        small = snapped(painter, QRectF(left, 6 - BLOCK_PX / 2, BLOCK_PX, BLOCK_PX))
        if i < step:
            painter.fillRect(small, color(done))
        elif i == step:
            painter.fillRect(snapped(painter, QRectF(left, 0, BLOCK_PX, 12)), color(now))
        else:
            frame(painter, small, ahead)
    painter.end()
    return picture


def frame(painter: QPainter, rect: QRectF, edge: str, px: float = 1.0) -> None:
    """An outline inside rect, px wide, with square corners and no antialiasing."""
    line = color(edge)
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), px), line)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - px, rect.width(), px), line)
    painter.fillRect(QRectF(rect.left(), rect.top(), px, rect.height()), line)
    painter.fillRect(QRectF(rect.right() - px, rect.top(), px, rect.height()), line)


def paint_tick(painter: QPainter, rect: QRectF, ink: str, px: float = 1.8) -> None:
    """A check mark inside rect."""
    box = _square(painter, rect)
    pen = QPen(color(ink), px)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        side = box.width()
        points = ((0.26, 0.53), (0.43, 0.69), (0.75, 0.34))
        painter.drawPolyline(_polygon([(box.left() + x * side, box.top() + y * side) for x, y in points]))


def paint_step_icon(painter: QPainter, center: QPointF, state: int, theme: Theme, diameter: float = 14.0) -> None:
    """One step of the flow: state -1 done (a tick), 0 current (ring and dot), 1 ahead (hollow)."""
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = diameter / 2
        if state < 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(theme.clock_fill))
            painter.drawEllipse(center, radius, radius)
            box = QRectF(center.x() - radius, center.y() - radius, diameter, diameter)
            paint_tick(painter, box, theme.panel, max(1.6, diameter / 9))
        elif state == 0:
            ring = radius * 1.3
            painter.setBrush(color(theme.panel))
            painter.setPen(QPen(color(theme.accent), 3.0))
            painter.drawEllipse(center, ring - 0.5, ring - 0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(theme.accent))
            painter.drawEllipse(center, ring * 0.45, ring * 0.45)
        else:
            painter.setBrush(color(theme.panel))
            painter.setPen(QPen(color(theme.control_edge), 1.5))
            painter.drawEllipse(center, radius - 0.5, radius - 0.5)


def paint_steps(painter: QPainter, rect: QRectF, step: int, words: Sequence[str], theme: Theme) -> None:
    """The steps of the flow with their words below, spread over rect; `step` as in `paint_stage_blocks`.

    Needs about 44 px of height at medium text.
    """
    count = len(words)
    if not count:
        return
    pitch = rect.width() / count
    row = rect.top() + 12
    centers = [QPointF(rect.left() + pitch * (i + 0.5), row) for i in range(count)]
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for i in range(count - 1):
            reached = i < step
            painter.setPen(QPen(color(theme.clock_fill if reached else theme.line), 2.0))
            gap_left, gap_right = (12.0 if j == step else 10.0 for j in (i, i + 1))
            painter.drawLine(QPointF(centers[i].x() + gap_left, row), QPointF(centers[i + 1].x() - gap_right, row))
        at = min(step, count - 1)
        fonts, wide = step_fonts(words, step, rect, theme)
        room = step_rooms(wide, at, rect)
        for i, word in enumerate(words):
            state = (i > step) - (i < step)
            paint_step_icon(painter, centers[i], state, theme)
            painter.setFont(fonts[i])
            painter.setPen(color(theme.text3 if state > 0 else theme.text if state == 0 else theme.text2))
            left, right = room[i]
            below = QRectF(left - 1, row + 11, right - left + 2, rect.bottom() - row - 11)
            shown = QFontMetricsF(fonts[i]).elidedText(word, Qt.TextElideMode.ElideRight, right - left + 1)
            if shown == word or len(shown) > 2:  # one letter and a dot say nothing
                painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)


def step_fonts(words: Sequence[str], step: int, rect: QRectF, theme: Theme) -> tuple[list[QFont], list[float]]:
    """The largest of three sizes in which every word stands whole, or the smallest; and the widths of the words."""
    at, pitch = min(step, len(words) - 1), rect.width() / len(words)
    for px in STEP_PX:
        fonts = [font(theme.px(px), 700 if i == step else 400) for i in range(len(words))]
        wide = [QFontMetricsF(f).horizontalAdvance(w) for f, w in zip(fonts, words, strict=True)]
        pairs = ((wide[i] + wide[i + 1]) / 2 + STEP_GAP for i in range(len(words) - 1))
        if max(pairs, default=0.0) <= pitch and max(wide[0], wide[-1], wide[at]) <= pitch:
            break
    return fonts, wide


def step_rooms(wide: Sequence[float], at: int, rect: QRectF) -> list[tuple[float, float]]:
    """Left and right of the room of each word: the current one takes what it needs, the others what is left beside."""
    pitch = rect.width() / len(wide)
    half = wide[at] / 2
    middle = min(max(rect.left() + pitch * (at + 0.5), rect.left() + half), rect.right() - half)
    out = [(0.0, 0.0)] * len(wide)
    out[at] = middle - half, middle + half
    for way in (-1, 1):
        edge = middle + way * half
        for i in range(at + way, len(wide) if way > 0 else -1, way):
            center = rect.left() + pitch * (i + 0.5)
            behind = i + way if 0 <= i + way < len(wide) else None
            fair = pitch / 2 if behind is None else max((pitch - STEP_GAP) / 2, pitch - STEP_GAP - wide[behind] / 2)
            most = max(min(abs(center - edge) - STEP_GAP, fair, wide[i] / 2), 0.0)
            out[i] = center - most, center + most
            edge = center + way * most
    return out


# --- keycaps and small marks ----------------------------------------------------------------------


def keys_of(shortcut: str) -> tuple[str, ...]:
    """The keycaps of a shortcut's text: "Ctrl+Shift+K" → Ctrl, Shift, K. "Ctrl++" keeps its plus."""
    if not shortcut:
        return ()
    if shortcut.endswith("++"):
        return (*keys_of(shortcut[:-2]), "+")
    return tuple(shortcut.split("+")) if shortcut != "+" else ("+",)


@lru_cache(maxsize=1_024)
def text_width(text: str, px: int, *, tabular: bool = False) -> int:
    """Width of a line of text, in px: of words on buttons, which are asked for at every change of the window."""
    return QFontMetrics(font(px, tabular=tabular)).horizontalAdvance(text)


def keycap_size(key: str, theme: Theme) -> QSize:
    """Size of one keycap; 18 px high at medium text, a single letter is square."""
    high = theme.px(18)
    wide = text_width(key, theme.px(11), tabular=True) + theme.px(10)
    return QSize(max(high, wide), high)


def keycaps_width(keys: Sequence[str], theme: Theme) -> int:
    """Width of keycaps side by side, in px."""
    return sum(keycap_size(key, theme).width() for key in keys) + 4 * max(0, len(keys) - 1)


def paint_keycap(
    painter: QPainter, rect: QRectF, key: str, theme: Theme, ink: str = "", ground: str = "", edge: str = ""
) -> None:
    """A keycap filling rect: rounded outline, thicker below. Colours default to a cap on a panel."""
    box = snapped(painter, rect)
    line = color(edge or theme.control_edge)
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(color(ground or theme.panel2))
        painter.setPen(QPen(line, 1.0))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(box.left() + 2, box.bottom() - 2, box.width() - 4, 1.0), line)
        painter.setFont(key_font(theme))
        painter.setPen(color(ink or theme.text2))
        painter.drawText(box.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, key)


def paint_keycaps(
    painter: QPainter,
    rect: QRectF,
    keys: Sequence[str],
    theme: Theme,
    ink: str = "",
    ground: str = "",
    edge: str = "",
) -> None:
    """Keycaps side by side from the left of rect, centred in its height."""
    left = rect.left()
    for key in keys:
        size = keycap_size(key, theme)
        box = QRectF(left, rect.center().y() - size.height() / 2, size.width(), size.height())
        paint_keycap(painter, box, key, theme, ink, ground, edge)
        left += size.width() + 4


def tag_size(text: str, theme: Theme) -> QSize:
    """Size of one outlined tag; 18 px high at medium text."""
    return QSize(QFontMetrics(key_font(theme)).horizontalAdvance(text) + theme.px(10), theme.px(18))


def paint_tag(painter: QPainter, rect: QRectF, text: str, theme: Theme, ink: str = "") -> None:
    """An outlined grey tag (督办, 退2, 12345, 待同步) filling rect."""
    box = snapped(painter, rect)
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(theme.control_edge), 1.0))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
        painter.setFont(key_font(theme))
        painter.setPen(color(ink or theme.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_arrow(painter: QPainter, rect: QRectF, ink: str, up: bool = False) -> None:
    """A small filled triangle for menus, choices and sort order, centred in rect."""
    center = rect.center()
    high = 2.5 if up else -2.5
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ink))
        painter.drawPolygon(
            _polygon(
                (
                    (center.x() - 4.5, center.y() + high),
                    (center.x() + 4.5, center.y() + high),
                    (center.x(), center.y() - high),
                )
            )
        )


def paint_eye(painter: QPainter, rect: QRectF, ink: str, ground: str) -> None:
    """An eye: somebody else looks at this case."""
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath(QPointF(rect.left(), rect.center().y()))
        middle, lift = rect.center(), rect.height() * 0.85
        path.quadTo(middle - QPointF(0, lift), QPointF(rect.right(), middle.y()))
        path.quadTo(middle + QPointF(0, lift), QPointF(rect.left(), middle.y()))
        painter.setPen(QPen(color(ink), 1.3))
        painter.setBrush(color(ground))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ink))
        painter.drawEllipse(rect.center(), 2.2, 2.2)


def paint_focus(painter: QPainter, rect: QRect | QRectF, theme: Theme, radius: float = 4.0, ink: str = "") -> None:
    """The focus ring: 2 px in the accent colour, inside rect."""
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(ink or theme.accent), 2.0))
        painter.drawRoundedRect(QRectF(rect).adjusted(1.0, 1.0, -1.0, -1.0), radius, radius)


def paint_warning(painter: QPainter, rect: QRectF, ink: str, mark: str) -> None:
    """A filled triangle with "!" in rect: something is missing or not reachable."""
    box = _square(painter, rect)
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        painter.scale(box.width() / 16.0, box.height() / 16.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ink))
        painter.drawPolygon(_polygon(((8.0, 0.8), (15.8, 15.0), (0.2, 15.0))))
        painter.setBrush(color(mark))
        _bang(painter, 8.0, 5.2, 13.2, 1.8)
