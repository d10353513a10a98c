"""Where the names of communities stand on the map: near their centre, clear of rings and cases. Nothing is painted."""

import numpy as np
from numpy.typing import NDArray

from commandcenter.desk.map_ground import MapGround, mercator
from commandcenter.desk.map_points import Layout, Points, ring_px
from commandcenter.ui.map_marks import Marks

_NAME_OFFSETS = tuple((dx, dy) for dy in (0, 14, -14, 28, -28, 42, -42, 56) for dx in (0, 24, -24, 48, -48))
_NAME_ASTRAY = 10_000.0
"""What it costs a name to stand outside its own community, in covered square pixels."""
_NAME_OBSTACLES = 400


def placed_names(
    ground: MapGround, pictures: Marks, points: Points, layout: Layout, *, full: bool,
) -> list[tuple[str, str, float, float, int, int]]:
    """Code, words, world position and offset for each name: near its centre, clear of what stands there.

    `full`: with the word 社区.
    """
    world = layout.world_px
    taken = _obstacles(points, layout)
    steps = np.array(_NAME_OFFSETS, dtype=np.float64)
    placed = []
    for number, community in enumerate(ground.shapes.communities):
        words = community.name if full else community.short_name
        picture = pictures.name(words)
        half = np.array([picture.width(), picture.height()]) / picture.devicePixelRatio() / 2
        at = np.array(mercator.to_world(*community.label_e7)).reshape(2)
        low, high = at * world + steps - half, at * world + steps + half
        shared = np.minimum(high[:, None], taken[None, :, 2:]) - np.maximum(low[:, None], taken[None, :, :2])
        cover = np.prod(np.maximum(shared, 0.0), axis=2).sum(axis=1) + 4 * np.hypot(*steps.T)
        spots = [mercator.from_world(*((at * world + step) / world)) for step in steps.tolist()]
        own = ground.community_indexes(*np.array(spots).T) == number
        best = int(np.argmin(np.where(own, cover, cover + _NAME_ASTRAY)))
        taken = np.concatenate([taken, [[*low[best], *high[best]]]])
        dx, dy = _NAME_OFFSETS[best]
        placed.append((community.code, words, float(at[0]), float(at[1]), dx, dy))
    return placed


def _obstacles(points: Points, layout: Layout) -> NDArray[np.float64]:
    """(n, 4): left, top, right, bottom in world pixels of rings and, while they are few, single cases."""
    world = layout.world_px
    rings = np.flatnonzero(layout.ring)[:_NAME_OBSTACLES]
    half = ring_px(layout.counts[rings].sum(axis=1)) / 2 + 1.0
    x, y = layout.x[rings] * world, layout.y[rings] * world
    if len(points) <= _NAME_OBSTACLES:
        marks = layout.within(0.0, 0.0, 1.0, 1.0)
        x = np.concatenate([x, marks.case_x * world + marks.case_dx])
        y = np.concatenate([y, marks.case_y * world + marks.case_dy])
        half = np.concatenate([half, np.full(len(marks.case_x), 10.0)])
    return np.stack([x - half, y - half, x + half, y + half], axis=1)
