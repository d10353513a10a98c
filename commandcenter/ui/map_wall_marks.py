"""What stands on the wall's map: one ring for each community, severe cases singly, names beside them. Only where."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPixmap

from commandcenter.desk.map_ground import MapGround
from commandcenter.desk.map_points import Points
from commandcenter.ui.theme import Theme


def counts_by_community(ground: MapGround, points: Points) -> NDArray[np.int64]:
    """(communities, 5): cases by urgency."""
    number = len(ground.shapes.communities)
    index = ground.community_indexes(points.lon_e7, points.lat_e7)
    known = index >= 0
    flat = index[known].astype(np.int64) * 5 + points.urgency[known]
    return np.bincount(flat, minlength=number * 5).reshape(number, 5)


def severe_groups(
    points: Points, rings: list[tuple[float, float]], size: QSize, theme: Theme, world: float, left: int, top: int,
) -> list[tuple[float, float, int, int]]:
    """Severe cases as x, y, count, key: those that would overlap share a glyph, none covers a ring."""
    index = points.severe
    reach, apart = theme.px(64), theme.px(56)
    x, y = points.x[index] * world - left, points.y[index] * world - top
    groups: list[list[float]] = []
    seen = np.flatnonzero((x > -30) & (x < size.width() + 30) & (y > -30) & (y < size.height() + 30))
    places = np.stack([np.floor(x[seen] / apart), np.floor(y[seen] / apart)])
    squares = np.unique(places, axis=1, return_inverse=True)[1].reshape(-1)
    for place in range(int(squares.max()) + 1 if len(squares) else 0):
        members = seen[squares == place]
        sx, sy = float(x[members].mean()), float(y[members].mean())
        for rx, ry in rings:
            dx, dy = sx - rx, sy - ry
            far = math.hypot(dx, dy)
            if far < reach:
                angle = math.atan2(dy, dx) if far > 1e-6 else -math.pi / 4
                sx, sy = rx + reach * math.cos(angle), ry + reach * math.sin(angle)
        groups.append([sx, sy, len(members), int(points.keys[index[members[0]]])])
    return [(g[0], g[1], int(g[2]), int(g[3])) for g in groups]


def name_box(
    name: QPixmap, x: float, y: float, taken: list[QRectF], inside: QRectF, off: int, *, centred: bool,
) -> QRectF:
    """Where a community's name is free of rings, glyphs and other names; where it covers least of them if nowhere.

    `inside` is the widget, `off` how far from the ring's middle, px.
    """
    width = name.width() / name.devicePixelRatio()
    height = name.height() / name.devicePixelRatio()
    if centred:
        return QRectF(x - width / 2, y - height / 2, width, height)
    places = (
        QRectF(x - width / 2, y + off, width, height),
        QRectF(x + off + 2, y - height / 2, width, height),
        QRectF(x - off - 2 - width, y - height / 2, width, height),
        QRectF(x - width / 2, y - off - height, width, height),
        *(QRectF(x + (off * 0.7 if right else -off * 0.7 - width), y + (off * 0.7 if low else -off * 0.7 - height),
                 width, height) for low in (True, False) for right in (True, False)),
    )
    others = [box for box in taken if not box.contains(QPointF(x, y))]
    return min((p for p in places if inside.contains(p)), key=lambda p: sum(_area(p & box) for box in others),
               default=places[0])


def _area(box: QRectF) -> float:
    return box.width() * box.height() if box.isValid() else 0.0


def square(x: float, y: float, half: float) -> QRectF:
    """The square around a point."""
    return QRectF(x - half, y - half, 2 * half, 2 * half)
