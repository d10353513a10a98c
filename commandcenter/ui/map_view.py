"""Where on the ground a map looks, and the basemap below: zoom, place, and tiles painted when there is time.

No case and no mark: those are ui/map_canvas.py's. Positions come as degrees × 1e7.
"""

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.desk.map_ground import MapGround, mercator
from commandcenter.ui import theme as themes
from commandcenter.ui.map_base import TILE_PX, BaseTiles
from commandcenter.ui.map_colours import map_colours
from commandcenter.ui.theme import Theme, color

translate = QCoreApplication.translate  # a name that lupdate knows

MIN_ZOOM, MAX_ZOOM = 10.0, 20.0
ZOOM_STEP = 0.5
"""One notch of the wheel; a touchpad moves by half of it."""

WALL_SIZE = (816, 712)
"""The map's part of a wall of 1920×1080, in px: there marks have their own size, elsewhere in proportion."""

DRAWN, RASTER = "drawn", "raster"
"""The two basemaps: painted in the theme's colours, or the pictures of an MBTiles file."""

PAINT_BUDGET_S = 0.005
"""In one paint so long for new tiles; the rest follow from a timer, so that panning never stalls."""
IDLE_BUDGET_S = 0.008


@lru_cache(maxsize=8)
def wall_theme(text_px: int) -> Theme:
    """The dark theme with another size of text."""
    return replace(themes.DARK, text_px=text_px)


class MapView(QWidget):
    """A view of one street's ground; with `wall` for the big screen, larger and dark."""

    layer_changed = Signal(str)  # DRAWN or RASTER

    def __init__(self, parent: QWidget | None = None, *, wall: bool = False) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._wall = wall
        self._ground: MapGround | None = None
        self._tiles: BaseTiles | None = None
        self._layer = DRAWN
        self._zoom = 14.0
        self._x, self._y = 0.5, 0.5  # world coordinates of the middle
        self._fitted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_idle)

    def forget_marks(self) -> None:
        """What stands on the ground has to be reckoned anew; subclasses that draw marks drop them."""

    def set_ground(self, ground: MapGround | None) -> None:
        """The street's ground; None when there is none. The street is fitted into the widget."""
        self._ground = ground
        self._tiles = BaseTiles(map_ground=ground, street_px=3.0 if self._wall else 2.0) if ground else None
        self.forget_marks()
        self.update()
        self.fit_street()

    def centre_on(self, lon_e7: int, lat_e7: int, zoom: float | None = None) -> None:
        """Brings a position into the middle, and to a zoom if one is given."""
        self._x, self._y = float(mercator.world_x(lon_e7)), float(mercator.world_y(lat_e7))
        if zoom is not None:
            self._set_zoom(zoom)
        self._fitted = False
        self.update()

    def centre(self) -> tuple[int, int]:
        """The position in the middle: lon, lat in degrees × 1e7."""
        return mercator.from_world(self._x, self._y)

    def fit_street(self) -> None:
        """Shows the whole street as large as it fits."""
        self._fitted = True
        if self._ground is None:
            self.update()
            return
        west, south, east, north = self._ground.shapes.bounds_e7
        xs, ys = mercator.to_world(np.array([west, east]), np.array([south, north]))
        self._x, self._y = float(xs.mean()), float(ys.mean())
        foot = self._foot_px()
        room_w = max(80, self.width() - (self._theme().px(72) if self._wall else 48))
        room_h = max(80, self.height() - foot - (self._theme().px(40) if self._wall else 24))
        scale = min(room_w / float(xs[1] - xs[0]), room_h / float(ys[0] - ys[1]))
        self._set_zoom(math.floor(math.log2(scale / mercator.TILE_PX) * 8) / 8)
        self._y += foot / 2 / mercator.world_px(self._zoom)
        self.update()

    def _foot_px(self) -> int:
        """What legend and scale need at the lower edge."""
        return self._theme().px(40 if self._wall else 30)

    def set_layer(self, layer: str) -> None:
        """DRAWN or RASTER; without raster tiles the drawn one stays. ValueError for another word."""
        if layer not in (DRAWN, RASTER):
            raise ValueError(layer)
        if layer == RASTER and (self._ground is None or self._ground.raster is None):
            layer = DRAWN
        if layer != self._layer:
            self._layer = layer
            self.layer_changed.emit(layer)
            self.update()

    def layer(self) -> str:
        """The basemap in use."""
        return self._layer

    def zoom(self) -> float:
        """The zoom, as of Web Mercator tiles of 256 px."""
        return self._zoom

    def zoom_by(self, steps: float) -> None:
        """Zooms in (or out, below 0) about the middle."""
        self._zoom_about(QPointF(self.width() / 2, self.height() / 2), steps * ZOOM_STEP)

    def settle(self) -> None:
        """Paints every missing tile now: for pictures of the window, which cannot wait."""
        for _ in self._missing(margin=0):
            self._paint_tile(*_)
        self.update()

    def attribution(self) -> str:
        """Whose data the basemap is and of when; empty where there is no basemap."""
        base = self._ground.base if self._ground else None
        if base is None and (self._ground is None or self._ground.raster is None):
            return ""
        words = translate("MapCanvas", "© OpenStreetMap contributors")
        dated = translate("MapCanvas", "base map {0}")
        return f"{words} · {dated.format(base.date)}" if base else words

    def sizeHint(self) -> QSize:
        return QSize(644, 316)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 220)

    def _theme(self) -> Theme:
        """The theme in use; on the wall always the dark one, with text and marks as large as the widget asks for."""
        if not self._wall:
            return themes.current()
        scale = min(self.width() / WALL_SIZE[0], self.height() / WALL_SIZE[1])
        return wall_theme(max(6, round(themes.BASE_PX * scale)))

    # --- geometry ---------------------------------------------------------------------------------

    def _origin(self) -> tuple[int, int]:
        """World pixels of the widget's upper left corner; whole, so that pictures stay sharp."""
        world = mercator.world_px(self._zoom)
        return round(self._x * world - self.width() / 2), round(self._y * world - self.height() / 2)

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, zoom))
        if zoom != self._zoom:
            self._zoom = zoom
            self.forget_marks()

    def _zoom_about(self, at: QPointF, by: float) -> None:
        """Zooms so that the ground under a place of the widget stays there."""
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, round((self._zoom + by) * 4) / 4))
        if zoom == self._zoom:
            return
        east, south = at.x() - self.width() / 2, at.y() - self.height() / 2
        old, new = mercator.world_px(self._zoom), mercator.world_px(zoom)
        self._x += east / old - east / new
        self._y += south / old - south / new
        self._set_zoom(zoom)
        self._fitted = False
        self.update()

    def _pan(self, east: float, south: float) -> None:
        world = mercator.world_px(self._zoom)
        self._x = min(1.0, max(0.0, self._x + east / world))
        self._y = min(1.0, max(0.0, self._y + south / world))
        self._fitted = False
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._fitted:
            self.fit_street()

    def _has_base_here(self) -> bool:
        base = self._ground.base if self._ground else None
        if base is None:
            return self._ground is not None and self._ground.raster is not None and self._layer == RASTER
        west, south, east, north = base.bounds_e7
        x, y = mercator.to_world(np.array([west, east]), np.array([north, south]))
        return bool(x[0] <= self._x <= x[1] and y[0] <= self._y <= y[1])

    # --- basemap ----------------------------------------------------------------------------------

    def _key(self, zoom: float, tx: int, ty: int) -> tuple[object, ...]:
        theme = self._theme()
        return (zoom, self._layer, theme.name, theme.text_px, self.devicePixelRatioF(), tx, ty)

    def _visible(self, margin: int) -> Iterator[tuple[int, int]]:
        """Tiles in view and so many beyond its edge, those in the middle first."""
        left, top = self._origin()
        x0, y0 = left // TILE_PX, top // TILE_PX
        x1, y1 = (left + self.width() - 1) // TILE_PX, (top + self.height() - 1) // TILE_PX
        tiles = [(tx, ty) for tx in range(x0 - margin, x1 + margin + 1) for ty in range(y0 - margin, y1 + margin + 1)]
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        return iter(sorted(tiles, key=lambda t: max(abs(t[0] - middle_x), abs(t[1] - middle_y))))

    def _missing(self, margin: int) -> Iterator[tuple[int, int]]:
        if self._tiles is None:
            return
        for tx, ty in self._visible(margin):
            if self._tiles.kept(self._key(self._zoom, tx, ty)) is None:
                yield tx, ty

    def _paint_tile(self, tx: int, ty: int) -> None:
        theme = self._theme()
        if self._tiles is not None:
            self._tiles.paint(
                self._key(self._zoom, tx, ty),
                tx,
                ty,
                zoom=self._zoom,
                ratio=self.devicePixelRatioF(),
                colours=map_colours(theme),
                raster=self._layer == RASTER,
                label_font=themes.font(theme.px(11)),
            )

    def _paint_base(self, painter: QPainter, theme: Theme) -> None:
        land = color(map_colours(theme).land)
        if self._tiles is None:
            painter.fillRect(self.rect(), land)
            return
        until = time.perf_counter() + PAINT_BUDGET_S
        left, top = self._origin()
        waiting = False
        for tx, ty in self._visible(0):
            tile = self._tiles.kept(self._key(self._zoom, tx, ty))
            if tile is None and time.perf_counter() < until:
                self._paint_tile(tx, ty)
                tile = self._tiles.kept(self._key(self._zoom, tx, ty))
            at = QRect(tx * TILE_PX - left, ty * TILE_PX - top, TILE_PX, TILE_PX)
            if tile is not None:
                painter.drawPixmap(at.topLeft(), tile)
            else:
                waiting = True
                painter.fillRect(at, land)
                self._paint_stand_in(painter, at, tx, ty)
        if waiting or next(self._missing(margin=1), None) is not None:
            self._timer.start()

    def _paint_stand_in(self, painter: QPainter, at: QRect, tx: int, ty: int) -> None:
        """Until a tile is painted: the same ground from a tile of another zoom, stretched."""
        assert self._tiles is not None
        for step in (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0):
            for zoom in (self._zoom - step, self._zoom + step):
                ratio = 2.0 ** (zoom - self._zoom)
                x, y = (tx + 0.5) * ratio, (ty + 0.5) * ratio
                tile = self._tiles.kept(self._key(zoom, math.floor(x), math.floor(y)))
                if tile is None or ratio > 1.0:
                    continue
                side = TILE_PX * ratio * tile.devicePixelRatio()
                source = QRectF(
                    (tx * ratio - math.floor(x)) * TILE_PX * tile.devicePixelRatio(),
                    (ty * ratio - math.floor(y)) * TILE_PX * tile.devicePixelRatio(),
                    side,
                    side,
                )
                painter.drawPixmap(QRectF(at), tile, source)
                return

    def _on_idle(self) -> None:
        """Paints tiles for a moment, first those in view, then those around it."""
        until = time.perf_counter() + IDLE_BUDGET_S
        in_view = set(self._visible(0))
        for tile in self._missing(margin=1):
            self._paint_tile(*tile)
            if tile in in_view:
                self.update()
            if time.perf_counter() >= until:
                self._timer.start()
                return
