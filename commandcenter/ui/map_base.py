"""Basemap tiles painted from shapes or raster pictures, with the outlines of street, communities and cells on top.

No case, no input. A tile is a square picture of one zoom (any zoom, not only whole ones), so lines stay crisp.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)

from commandcenter.desk.map_ground import AREAS, LINES, ROADS, MapGround, TilesError, mercator
from commandcenter.ui.map_colours import MapColours

TILE_PX = 256

BUILDING_ZOOM = 14.5
RAIL_TIES_ZOOM = 13.0
ROAD_NAME_ZOOM = 15.5
CELL_SCALE = 5000
"""Cells are drawn from 1:CELL_SCALE on."""

ROAD_ZOOM = {"path": 15.75, "lane": 14.75, "minor": 13.0, "middle": 12.0, "main": 0.0, "major": 0.0}
"""From which zoom a class of road is drawn."""

ROAD_PX = {
    "path": (0.8, 2.5),
    "lane": (1.0, 6.0),
    "minor": (1.6, 12.0),
    "middle": (2.6, 17.0),
    "main": (3.8, 22.0),
    "major": (4.4, 25.0),
}
"""Width of a class of road at zoom 13.5 and 18, in pixels."""

_UNIT_ZOOM = 18.0
_SEEN_AREAS = tuple(kind for kind in AREAS if kind != "building")
_LABEL_GAP_PX = 24.0


@dataclass(frozen=True, kw_only=True, eq=False)
class _Layer:
    """Paths of one kind and their boxes, in pixels of zoom 18 from the ground's corner."""

    paths: list[QPainterPath]
    boxes: NDArray[np.float64]
    """(n, 4): left, top, right, bottom"""

    def seen(self, left: float, top: float, right: float, bottom: float) -> list[QPainterPath]:
        if not self.paths:
            return []
        b = self.boxes
        hits = (b[:, 0] <= right) & (b[:, 2] >= left) & (b[:, 1] <= bottom) & (b[:, 3] >= top)
        return [self.paths[i] for i in np.flatnonzero(hits)]


@dataclass(frozen=True, kw_only=True)
class _RoadName:
    """A stretch of road long enough to carry its name."""

    name: str
    x: float
    y: float
    angle: float
    """Degrees, between -90 and 90, so that the name is never upside down."""
    length: float
    rank: int


@dataclass(kw_only=True, eq=False)
class BaseTiles:
    """Paints and keeps tiles of one ground. Forget it and make another when the ground changes."""

    map_ground: MapGround
    street_px: float = 2.0
    keep: int = 160
    """So many tiles are kept, the oldest go first; 160 of 256 px are 42 MB at scale 1."""
    _kept: OrderedDict[tuple[object, ...], QPixmap] = field(default_factory=OrderedDict)
    _pictures: OrderedDict[tuple[int, int, int], QImage | None] = field(default_factory=OrderedDict)
    _placed: dict[float, list[_RoadName]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        west, south, east, north = self.map_ground.shapes.bounds_e7
        self.corner = (float(mercator.world_x(west)), float(mercator.world_y(north)))
        self.cell_zoom = mercator.zoom_of_scale((south + north) / 2, CELL_SCALE)

    def kept(self, key: tuple[object, ...]) -> QPixmap | None:
        """A tile that is there already."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def paint(
        self,
        key: tuple[object, ...],
        tx: int,
        ty: int,
        zoom: float,
        ratio: float,
        colours: MapColours,
        raster: bool,
        label_font: QFont,
    ) -> QPixmap:
        """Paints the tile of a zoom that is tx across and ty down, and keeps it under the key."""
        tile = QPixmap(math.ceil(TILE_PX * ratio), math.ceil(TILE_PX * ratio))
        tile.setDevicePixelRatio(ratio)
        tile.fill(QColor(colours.land))
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if raster:
            self._paint_pictures(painter, tx, ty, zoom, colours)
        self._paint_shapes(painter, tx, ty, zoom, colours, raster, label_font)
        painter.end()
        self._kept[key] = tile
        while len(self._kept) > self.keep:
            self._kept.popitem(last=False)
        return tile

    # --- shapes: made when the first tile is painted ----------------------------------------------

    @cached_property
    def _areas(self) -> dict[str, _Layer]:
        base = self.map_ground.base
        return {k: self._layer([list(a) for a in base.areas[k]] if base else [], True) for k in AREAS}

    @cached_property
    def _lines(self) -> dict[str, _Layer]:
        base = self.map_ground.base
        return {k: self._layer([[line] for line in base.lines[k]] if base else [], False) for k in LINES}

    @cached_property
    def _roads(self) -> dict[str, _Layer]:
        base = self.map_ground.base
        return {k: self._layer([[line] for line, _ in base.roads[k]] if base else [], False) for k in ROADS}

    @cached_property
    def _street(self) -> _Layer:
        return self._layer([list(self.map_ground.shapes.street)], True)

    @cached_property
    def _borders(self) -> _Layer:
        return self._layer([[line] for line in self.map_ground.shapes.borders], False)

    @cached_property
    def _cells(self) -> _Layer:
        return self._layer([list(rings) for rings in self.map_ground.shapes.cells], True)

    @cached_property
    def _names(self) -> list[_RoadName]:
        return self._road_names()

    def _layer(self, features: list[list[NDArray[np.int64]]], closed: bool) -> _Layer:
        paths, boxes = [], []
        unit = mercator.world_px(_UNIT_ZOOM)
        lines = [line for feature in features for line in feature]
        flat = np.concatenate(lines) if lines else np.empty((0, 2), np.int64)
        xs, ys = mercator.to_world(flat[:, 0], flat[:, 1])
        points = zip(((xs - self.corner[0]) * unit).tolist(), ((ys - self.corner[1]) * unit).tolist(), strict=True)
        for feature in features:
            path = QPainterPath()
            for line in feature:
                path.addPolygon(QPolygonF([QPointF(px, py) for px, py in islice(points, len(line))]))
                if closed:
                    path.closeSubpath()
            box = path.boundingRect()
            paths.append(path)
            boxes.append((box.left(), box.top(), box.right(), box.bottom()))
        return _Layer(paths=paths, boxes=np.array(boxes, dtype=np.float64).reshape(-1, 4))

    def _paint_shapes(
        self,
        painter: QPainter,
        tx: int,
        ty: int,
        zoom: float,
        colours: MapColours,
        raster: bool,
        label_font: QFont,
    ) -> None:
        world = mercator.world_px(zoom)
        scale = world / mercator.world_px(_UNIT_ZOOM)
        left, top = tx * TILE_PX - self.corner[0] * world, ty * TILE_PX - self.corner[1] * world
        reach = 16.0
        box = (
            (left - reach) / scale,
            (top - reach) / scale,
            (left + TILE_PX + reach) / scale,
            (top + TILE_PX + reach) / scale,
        )
        painter.save()
        painter.translate(-left, -top)
        painter.scale(scale, scale)
        if not raster:
            self._paint_base(painter, box, zoom, colours)
        if zoom >= self.cell_zoom:
            _stroke(painter, self._cells.seen(*box), colours.cell, 1.0)
        _stroke(painter, self._borders.seen(*box), colours.community, 1.0, dash=(5.0, 4.0))
        _stroke(painter, self._street.seen(*box), colours.street, self.street_px)
        painter.restore()
        if not raster and zoom >= ROAD_NAME_ZOOM:
            self._paint_names(painter, left, top, scale, zoom, colours, label_font)

    def _paint_base(
        self, painter: QPainter, box: tuple[float, float, float, float], zoom: float, colours: MapColours
    ) -> None:
        _fill(painter, self._street.seen(*box), colours.inside)
        fills = {"campus": colours.campus, "water": colours.water}
        for kind in _SEEN_AREAS:
            _fill(painter, self._areas[kind].seen(*box), fills.get(kind, colours.park))
        _stroke(painter, self._lines["stream"].seen(*box), colours.water, _width((1.5, 8.0), zoom))
        if zoom >= BUILDING_ZOOM:
            _fill(painter, self._areas["building"].seen(*box), colours.building)
        drawn = [(k, self._roads[k].seen(*box), _width(ROAD_PX[k], zoom)) for k in ROADS if zoom >= ROAD_ZOOM[k]]
        for kind, paths, px in drawn:
            if kind != "path":
                main = kind in ("main", "major")
                _stroke(painter, paths, colours.road_main_edge if main else colours.road_edge, px + 1.6)
        for kind, paths, px in drawn:
            fill = {"path": colours.path, "main": colours.road_main, "major": colours.road_main}
            _stroke(painter, paths, fill.get(kind, colours.road), px, dash=(2.0, 1.5) if kind == "path" else ())
        rails = self._lines["rail"].seen(*box)
        if zoom < RAIL_TIES_ZOOM:
            _stroke(painter, rails, colours.rail, 1.0)
            return
        px = _width((1.8, 4.0), zoom)
        _stroke(painter, rails, colours.rail, px)
        _stroke(painter, rails, colours.rail_gap, px * 0.5, dash=(10.0, 10.0), flat=True)

    # --- names of roads ---------------------------------------------------------------------------

    def _road_names(self) -> list[_RoadName]:
        """Stretches of named roads that are nearly straight, longest first within a class."""
        base = self.map_ground.base
        if base is None:
            return []
        unit, found = mercator.world_px(_UNIT_ZOOM), []
        for rank, kind in enumerate(ROADS):
            for line, name in base.roads[kind]:
                if not name:
                    continue
                x, y = mercator.to_world(line[:, 0], line[:, 1])
                xs, ys = (x - self.corner[0]) * unit, (y - self.corner[1]) * unit
                first = 0
                while first < len(xs) - 1:
                    last = _straight_until(xs, ys, first)
                    dx, dy = float(xs[last] - xs[first]), float(ys[last] - ys[first])
                    angle = math.degrees(math.atan2(dy, dx))
                    angle = angle - 180.0 if angle > 90.0 else angle + 180.0 if angle <= -90.0 else angle
                    found.append(
                        _RoadName(
                            name=name,
                            x=float(xs[first] + dx / 2),
                            y=float(ys[first] + dy / 2),
                            angle=angle,
                            length=math.hypot(dx, dy),
                            rank=rank,
                        )
                    )
                    first = last
        return sorted(found, key=lambda n: (-n.rank, -n.length, n.name))

    def _names_at(self, zoom: float, metrics: QFontMetricsF) -> list[_RoadName]:
        """Those of a zoom that fit on their stretch and keep clear of each other."""
        if zoom not in self._placed:
            scale = mercator.world_px(zoom) / mercator.world_px(_UNIT_ZOOM)
            placed: list[tuple[_RoadName, float]] = []
            for name in self._names:
                half = metrics.horizontalAdvance(name.name) / 2
                if name.length * scale < 2 * half + _LABEL_GAP_PX:
                    continue
                if all(
                    math.hypot(name.x - other.x, name.y - other.y) * scale
                    > half + other_half + (320.0 if other.name == name.name else _LABEL_GAP_PX)
                    for other, other_half in placed
                ):
                    placed.append((name, half))
            self._placed[zoom] = [name for name, _ in placed]
        return self._placed[zoom]

    def _paint_names(
        self,
        painter: QPainter,
        left: float,
        top: float,
        scale: float,
        zoom: float,
        colours: MapColours,
        label_font: QFont,
    ) -> None:
        metrics = QFontMetricsF(label_font)
        for name in self._names_at(zoom, metrics):
            x, y = name.x * scale - left, name.y * scale - top
            half = metrics.horizontalAdvance(name.name) / 2
            if not (-half <= x <= TILE_PX + half and -half <= y <= TILE_PX + half):
                continue
            painter.save()
            painter.translate(x, y)
            painter.rotate(name.angle)
            text = QPainterPath()
            text.addText(-half, metrics.capHeight() / 2, label_font, name.name)
            halo = QPen(QColor(colours.land), 2.5)
            halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(text, halo)
            painter.fillPath(text, QColor(colours.road_label))
            painter.restore()

    # --- raster -----------------------------------------------------------------------------------

    def _paint_pictures(self, painter: QPainter, tx: int, ty: int, zoom: float, colours: MapColours) -> None:
        """The raster tiles under one of ours, scaled to its zoom."""
        tiles = self.map_ground.raster
        if tiles is None:
            return
        z = max(tiles.min_zoom, min(tiles.max_zoom, round(zoom)))
        ratio = mercator.world_px(zoom) / mercator.world_px(z)
        side = TILE_PX * ratio
        painter.setOpacity(colours.raster_opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for x in range(math.floor(tx * TILE_PX / side), math.floor((tx + 1) * TILE_PX / side) + 1):
            for y in range(math.floor(ty * TILE_PX / side), math.floor((ty + 1) * TILE_PX / side) + 1):
                picture = self._picture(z, x, y)
                if picture is not None:
                    painter.drawImage(QRectF(x * side - tx * TILE_PX, y * side - ty * TILE_PX, side, side), picture)
        painter.setOpacity(1.0)

    def _picture(self, z: int, x: int, y: int) -> QImage | None:
        key = (z, x, y)
        if key not in self._pictures:
            assert self.map_ground.raster is not None
            try:
                data = self.map_ground.raster.tile(z, x, y)
            except TilesError:
                data = None
            picture = QImage.fromData(data) if data else QImage()
            self._pictures[key] = None if picture.isNull() else picture
            while len(self._pictures) > 64:
                self._pictures.popitem(last=False)
        return self._pictures[key]


def _width(ends: tuple[float, float], zoom: float) -> float:
    """Width at a zoom, growing by the same factor from zoom to zoom, given those at 13.5 and 18."""
    low, high = ends
    return float(low * (high / low) ** ((zoom - 13.5) / 4.5))


def _straight_until(x: NDArray[np.float64], y: NDArray[np.float64], first: int) -> int:
    """The last point from `first` on that is reached without turning by more than 20 degrees."""
    start = math.atan2(y[first + 1] - y[first], x[first + 1] - x[first])
    last = first + 1
    while last < len(x) - 1:
        turn = math.atan2(y[last + 1] - y[last], x[last + 1] - x[last]) - start
        if abs(math.remainder(turn, 2 * math.pi)) > math.radians(20):
            break
        last += 1
    return last


def _fill(painter: QPainter, paths: list[QPainterPath], colour: str) -> None:
    for path in paths:
        painter.fillPath(path, QColor(colour))


def _stroke(
    painter: QPainter,
    paths: list[QPainterPath],
    colour: str,
    px: float,
    dash: tuple[float, ...] = (),
    flat: bool = False,
) -> None:
    """Lines of a width in pixels whatever the painter's scale; dash lengths in pixels."""
    if not paths:
        return
    pen = QPen(QColor(colour), px)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash or flat else Qt.PenCapStyle.RoundCap)
    if dash:
        pen.setDashPattern([length / px for length in dash])
    for path in paths:
        painter.strokePath(path, pen)
