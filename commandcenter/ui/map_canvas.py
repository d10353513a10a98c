"""The map: basemap, outlines and cases on one widget, painted by hand because that was 10-100 times faster.

No query and no rule: it draws what it is given and says what was clicked. Positions come as degrees × 1e7.
"""

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from commandcenter.desk.map_ground import MapGround, mercator
from commandcenter.desk.map_points import Layout, Marks, Points, ring_px
from commandcenter.ui import theme as themes
from commandcenter.ui.glyphs import paint_focus, paint_glyph
from commandcenter.ui.map_base import TILE_PX, BaseTiles
from commandcenter.ui.map_colours import map_colours
from commandcenter.ui.map_marks import Marks as MarkPictures
from commandcenter.ui.map_marks import paint_selected
from commandcenter.ui.theme import NEAR, NORMAL, OVERDUE, PAUSED, SEVERE, URGENCY_ORDER, Theme, color

MIN_ZOOM, MAX_ZOOM = 10.0, 20.0
ZOOM_STEP = 0.5
"""One notch of the wheel; a touchpad moves by half of it."""

WALL_SIZE = (816, 712)
"""The map's part of a wall of 1920×1080, in px: there marks have their own size, elsewhere in proportion."""

DRAWN, RASTER = "drawn", "raster"
"""The two basemaps: painted in the theme's colours, or the pictures of an MBTiles file."""

HIT_PX = 14
PAN_KEY_PX = 80
PAINT_BUDGET_S = 0.005
"""In one paint so long for new tiles; the rest follow from a timer, so that panning never stalls."""
IDLE_BUDGET_S = 0.008

FULL_NAME_ZOOM = 13.5
"""Below it a community's name goes without the word 社区."""

DRAW_ORDER = (PAUSED, NORMAL, NEAR, OVERDUE, SEVERE)
_LEGEND = (NORMAL, NEAR, OVERDUE, SEVERE, PAUSED)

_PAN = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOM = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Underscore: -1}
_SCALE_STEPS_M = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_NAME_OFFSETS = tuple((dx, dy) for dy in (0, 14, -14, 28, -28, 42, -42, 56) for dx in (0, 24, -24, 48, -48))
_NAME_ASTRAY = 10_000.0
"""What it costs a name to stand outside its own community, in covered square pixels."""
_NAME_OBSTACLES = 400
_FOOT_PX = 110
"""Height of the strip that holds legend, scale and attribution."""
_NO_POINTS = Points.of(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8), np.empty(0, np.int64))


@lru_cache(maxsize=8)
def wall_theme(text_px: int) -> Theme:
    """The dark theme with another size of text."""
    return replace(themes.DARK, text_px=text_px)


class MapCanvas(QWidget):
    """The map of one street; with `wall` for the big screen: larger, one ring for each community."""

    case_clicked = Signal(object)  # int, the key of the case
    cluster_clicked = Signal(object)  # NDArray[int64], keys of a ring that cannot open any further
    community_clicked = Signal(object)  # str, the community's code
    layer_changed = Signal(str)  # DRAWN or RASTER
    point_picked = Signal(int, int)  # lon, lat in degrees × 1e7, while a point is asked for

    def __init__(self, parent: QWidget | None = None, *, wall: bool = False) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Map"))
        self.legend_visible = not wall
        """On the wall the list beside the map is the legend."""
        self._wall = wall
        self._ground: MapGround | None = None
        self._tiles: BaseTiles | None = None
        self._layer = DRAWN
        self._zoom = 14.0
        self._x, self._y = 0.5, 0.5  # world coordinates of the middle
        self._fitted = False
        self._points = _NO_POINTS
        self._layout: Layout | None = None
        self._marks: Marks | None = None
        self._marks_box = (0.0, 0.0, 0.0, 0.0)
        self._community_counts: NDArray[np.int64] | None = None
        self._names: list[tuple[str, str, float, float, int, int]] = []
        self._selected: int | None = None
        self._label = ""
        self._pictures: MarkPictures | None = None
        self._hits: list[tuple[float, float, float, int]] = []  # x, y, radius, key; the top one last
        self._ring_hits: list[tuple[float, float, float, int]] = []  # x, y, radius, number of the ring
        self._name_hits: list[tuple[QRectF, str]] = []
        self._foot: tuple[tuple[object, ...], QPixmap] | None = None
        self._press: QPoint | None = None
        self._picking = False
        self._dragged = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_idle)

    # --- what is shown ----------------------------------------------------------------------------

    def set_ground(self, ground: MapGround | None) -> None:
        """The street's ground; None when there is none. The street is fitted into the widget."""
        self._ground = ground
        self._tiles = BaseTiles(map_ground=ground, street_px=3.0 if self._wall else 2.0) if ground else None
        self._community_counts = None
        self._refresh()
        self.fit_street()

    def set_points(
        self,
        lon_e7: NDArray[np.int64],
        lat_e7: NDArray[np.int64],
        urgency: NDArray[np.integer],
        keys: NDArray[np.int64],
    ) -> None:
        """All cases that are shown: degrees × 1e7, urgency 0 normal, 1 near, 2 overdue, 3 severe, 4 paused."""
        self.show_points(Points.of(lon_e7, lat_e7, urgency, keys))

    def show_points(self, points: Points) -> None:
        """The same for points sorted already: sorting 1,000,000 takes half a second, better in a worker."""
        self._points = points
        self._community_counts = None
        self._refresh()

    def select(self, key: int | None, label: str = "") -> None:
        """Marks a case with a ring and a label; None for no case. The map does not move."""
        self._selected, self._label = key, label
        self.setAccessibleDescription(label)
        self.update()

    def selected(self) -> int | None:
        """The key of the marked case."""
        return self._selected

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

    def pick(self, asked: bool) -> None:
        """Ask for a point: the next click, or Enter for the middle, is told by `point_picked`; False asks no more."""
        self._picking = asked
        self.setCursor(Qt.CursorShape.CrossCursor if asked else Qt.CursorShape.OpenHandCursor)
        self.update()

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
        words = self.tr("© OpenStreetMap contributors")
        dated = self.tr("base map {0}")
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
            self._layout = self._marks = None

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

    def _refresh(self) -> None:
        self._layout = self._marks = None
        self.update()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint()

    def _paint(self) -> None:
        theme = self._theme()
        ratio = self.devicePixelRatioF()
        pictures = self._pictures
        if pictures is None or (pictures.theme, pictures.ratio, pictures.wall) != (theme, ratio, self._wall):
            pictures = self._pictures = MarkPictures(theme, ratio, self._wall)
            self._layout = self._marks = None
        painter = QPainter(self)
        self._paint_base(painter, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._hits, self._ring_hits, self._name_hits = [], [], []
        if self._wall:
            self._paint_wall(painter, pictures)
        else:
            self._paint_cases(painter, pictures)
        self._paint_selected(painter, pictures)
        self._paint_foot(painter, theme, ratio)
        if self._picking:
            self._paint_cross(painter, theme)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=0.0)
        painter.end()

    def _paint_cross(self, painter: QPainter, theme: Theme) -> None:
        """The middle, which Enter picks."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        for ink, wide in ((theme.panel, 5.0), (theme.accent, 2.0)):
            painter.setPen(QPen(color(ink), wide))
            for east, south in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(middle + QPointF(5 * east, 5 * south), middle + QPointF(18 * east, 18 * south))

    # basemap

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

    # cases

    def _seen(self) -> Marks:
        """What is drawn singly and as rings around the view; reckoned anew when the view leaves it."""
        world = mercator.world_px(self._zoom)
        left, top = self._origin()
        view = (left / world, top / world, (left + self.width()) / world, (top + self.height()) / world)
        if self._layout is None:
            self._layout = Layout.of(self._points, self._zoom)
            self._marks = None
            self._names = self._placed_names(self._layout)
        box = self._marks_box
        if self._marks is None or view[0] < box[0] or view[1] < box[1] or view[2] > box[2] or view[3] > box[3]:
            reach = 256 / world
            self._marks_box = (view[0] - reach, view[1] - reach, view[2] + reach, view[3] + reach)
            self._marks = self._layout.within(*self._marks_box)
        return self._marks

    def _paint_cases(self, painter: QPainter, pictures: MarkPictures) -> None:
        marks = self._seen()
        world = mercator.world_px(self._zoom)
        left, top = self._origin()
        right, bottom = self.width() + 40, self.height() + 40
        self._paint_names(painter, pictures, left, top, world)
        diameters = ring_px(marks.ring_counts.sum(axis=1)).tolist()
        rings = zip(
            (marks.ring_x * world - left).tolist(),
            (marks.ring_y * world - top).tolist(),
            diameters,
            marks.ring_counts.tolist(),
            strict=True,
        )
        for number, (x, y, medium, counts) in enumerate(rings):
            if -40 < x < right and -40 < y < bottom:
                diameter = pictures.ring_px(medium)
                picture = pictures.ring(counts, diameter)
                painter.drawPixmap(round(x - diameter / 2), round(y - diameter / 2), picture)
                self._ring_hits.append((x, y, diameter / 2, number))
        self._paint_glyphs(painter, pictures, marks, left, top, world)

    def _paint_glyphs(
        self, painter: QPainter, pictures: MarkPictures, marks: Marks, left: int, top: int, world: float
    ) -> None:
        base_x, base_y = marks.case_x * world - left, marks.case_y * world - top
        x, y = base_x + marks.case_dx, base_y + marks.case_dy
        seen = (x > -40) & (x < self.width() + 40) & (y > -40) & (y < self.height() + 40)
        half = pictures.disc_px / 2
        leads = np.flatnonzero(seen & marks.case_spread)
        if len(leads):
            painter.setPen(QPen(color(self._theme().control_edge), 1.0))
            for i in leads.tolist():
                painter.drawLine(QPointF(base_x[i], base_y[i]), QPointF(x[i], y[i]))
        keys = self._points.keys
        for urgency in DRAW_ORDER:
            chosen = np.flatnonzero(seen & (marks.case_urgency == urgency))
            if not len(chosen):
                continue
            picture = pictures.case(urgency)
            px, py = x[chosen], y[chosen]
            corners = zip(np.rint(px - half).astype(int).tolist(), np.rint(py - half).astype(int).tolist(), strict=True)
            for cx, cy in corners:
                painter.drawPixmap(cx, cy, picture)
            named = keys[marks.case_index[chosen]].tolist()
            reach = max(HIT_PX, half)
            self._hits += zip(px.tolist(), py.tolist(), [reach] * len(named), named, strict=True)
        many = np.flatnonzero(seen & (marks.case_count > 1))
        for i in many.tolist():
            picture = pictures.many(int(marks.case_count[i]))
            width = picture.width() / picture.devicePixelRatio()
            height = picture.height() / picture.devicePixelRatio()
            side = half * 0.5 if marks.case_dx[i] >= 0 else -half * 0.5 - width
            painter.drawPixmap(round(float(x[i]) + side), round(float(y[i]) - half - height * 0.4), picture)

    def _paint_selected(self, painter: QPainter, pictures: MarkPictures) -> None:
        index = self._points.find(self._selected) if self._selected is not None else None
        if index is None:
            return
        theme = self._theme()
        at = next(((x, y) for x, y, _, key in reversed(self._hits) if key == self._selected), None)
        if at is None:
            world = mercator.world_px(self._zoom)
            left, top = self._origin()
            at = float(self._points.x[index]) * world - left, float(self._points.y[index]) * world - top
            if not QRectF(self.rect()).adjusted(-40, -40, 40, 40).contains(QPointF(*at)):
                return
            self._hits.append((*at, max(HIT_PX, pictures.disc_px / 2), int(self._points.keys[index])))
        half = pictures.disc_px / 2
        painter.drawPixmap(round(at[0] - half), round(at[1] - half), pictures.case(int(self._points.urgency[index])))
        paint_selected(painter, QPointF(*at), pictures.disc_px, theme)
        if self._label:
            self._paint_label(painter, theme, at, half)

    def _paint_label(self, painter: QPainter, theme: Theme, at: tuple[float, float], half: float) -> None:
        """The selected case's words beside it, kept inside the widget."""
        face = themes.font(theme.px(26), tabular=True) if self._wall else themes.body_font(theme, tabular=True)
        metrics = QFontMetrics(face)
        pad = 8
        width, height = metrics.horizontalAdvance(self._label) + 2 * pad, metrics.height() + 6
        x = at[0] + half + 8
        if x + width > self.width() - 4:
            x = at[0] - half - 8 - width
        y = min(max(4.0, at[1] - height / 2), self.height() - height - 4.0)
        box = QRectF(round(max(4.0, x)) + 0.5, round(y) + 0.5, width, height)
        painter.setPen(QPen(color(theme.accent), 1.0))
        painter.setBrush(color(theme.panel))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(color(theme.text))
        painter.setFont(face)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._label)

    # names of communities

    def _placed_names(self, layout: Layout) -> list[tuple[str, str, float, float, int, int]]:
        """Code, words, world position and offset for each name: near its centre, clear of what stands there."""
        if self._ground is None or self._pictures is None:
            return []
        world = layout.world_px
        taken = self._obstacles(layout)
        steps = np.array(_NAME_OFFSETS, dtype=np.float64)
        placed = []
        for number, community in enumerate(self._ground.shapes.communities):
            words = community.name if self._zoom >= FULL_NAME_ZOOM else community.short_name
            picture = self._pictures.name(words)
            half = np.array([picture.width(), picture.height()]) / picture.devicePixelRatio() / 2
            at = np.array(mercator.to_world(*community.label_e7)).reshape(2)
            low, high = at * world + steps - half, at * world + steps + half
            shared = np.minimum(high[:, None], taken[None, :, 2:]) - np.maximum(low[:, None], taken[None, :, :2])
            cover = np.prod(np.maximum(shared, 0.0), axis=2).sum(axis=1) + 4 * np.hypot(*steps.T)
            spots = [mercator.from_world(*((at * world + step) / world)) for step in steps.tolist()]
            own = self._ground.community_indexes(*np.array(spots).T) == number
            best = int(np.argmin(np.where(own, cover, cover + _NAME_ASTRAY)))
            taken = np.concatenate([taken, [[*low[best], *high[best]]]])
            dx, dy = _NAME_OFFSETS[best]
            placed.append((community.code, words, float(at[0]), float(at[1]), dx, dy))
        return placed

    def _obstacles(self, layout: Layout) -> NDArray[np.float64]:
        """(n, 4): left, top, right, bottom in world pixels of rings and, while they are few, single cases."""
        world = layout.world_px
        rings = np.flatnonzero(layout.ring)[:_NAME_OBSTACLES]
        half = ring_px(layout.counts[rings].sum(axis=1)) / 2 + 1.0
        x, y = layout.x[rings] * world, layout.y[rings] * world
        if len(self._points) <= _NAME_OBSTACLES:
            marks = layout.within(0.0, 0.0, 1.0, 1.0)
            x = np.concatenate([x, marks.case_x * world + marks.case_dx])
            y = np.concatenate([y, marks.case_y * world + marks.case_dy])
            half = np.concatenate([half, np.full(len(marks.case_x), 10.0)])
        return np.stack([x - half, y - half, x + half, y + half], axis=1)

    def _paint_names(self, painter: QPainter, pictures: MarkPictures, left: int, top: int, world: float) -> None:
        for code, words, wx, wy, dx, dy in self._names:
            picture = pictures.name(words)
            width = picture.width() / picture.devicePixelRatio()
            height = picture.height() / picture.devicePixelRatio()
            x, y = round(wx * world - left + dx - width / 2), round(wy * world - top + dy - height / 2)
            painter.drawPixmap(x, y, picture)
            self._name_hits.append((QRectF(x, y, width, height), code))

    # wall

    def _paint_wall(self, painter: QPainter, pictures: MarkPictures) -> None:
        """One ring for each community with its whole count and name; severe cases singly on top."""
        if self._ground is None:
            return
        world = mercator.world_px(self._zoom)
        left, top = self._origin()
        counts = self._counts_by_community()
        ring_half = pictures.ring_px(0) / 2
        places = []
        for community in self._ground.shapes.communities:
            x, y = (float(v) for v in mercator.to_world(*community.label_e7))
            places.append((x * world - left, y * world - top))
        taken = [square(x, y, ring_half + 4) for x, y in places]
        severe = self._wall_severe(places, world, left, top)
        taken += [square(x, y, pictures.disc_px / 2) for x, y, _, _ in severe]
        for (x, y), community, number in zip(places, self._ground.shapes.communities, counts.tolist(), strict=True):
            if sum(number):
                ring = pictures.ring(number, pictures.ring_px(0))
                painter.drawPixmap(round(x - ring_half), round(y - ring_half), ring)
            name = pictures.name(community.short_name)
            box = self._wall_name_box(name, x, y, taken, centred=not sum(number))
            taken.append(box)
            painter.drawPixmap(box.topLeft().toPoint(), name)
            self._name_hits.append((box, community.code))
            self._name_hits.append((square(x, y, ring_half), community.code))
        half = pictures.disc_px / 2
        for x, y, count, key in severe:
            painter.drawPixmap(round(x - half), round(y - half), pictures.case(SEVERE))
            if count > 1:
                badge = pictures.many(count)
                painter.drawPixmap(round(x + half * 0.5), round(y - half - 6), badge)
            self._hits.append((x, y, half, key))

    def _counts_by_community(self) -> NDArray[np.int64]:
        """(communities, 5): cases by urgency; reckoned once for a set of points."""
        assert self._ground is not None
        if self._community_counts is None:
            number = len(self._ground.shapes.communities)
            index = self._ground.community_indexes(self._points.lon_e7, self._points.lat_e7)
            known = index >= 0
            flat = index[known].astype(np.int64) * 5 + self._points.urgency[known]
            self._community_counts = np.bincount(flat, minlength=number * 5).reshape(number, 5)
        return self._community_counts

    def _wall_severe(
        self, rings: list[tuple[float, float]], world: float, left: int, top: int
    ) -> list[tuple[float, float, int, int]]:
        """Severe cases as x, y, count, key: those that would overlap share a glyph, none covers a ring."""
        index, theme = self._points.severe, self._theme()
        reach, apart = theme.px(64), theme.px(56)
        x, y = self._points.x[index] * world - left, self._points.y[index] * world - top
        groups: list[list[float]] = []
        seen = np.flatnonzero((x > -30) & (x < self.width() + 30) & (y > -30) & (y < self.height() + 30))
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
            groups.append([sx, sy, len(members), int(self._points.keys[index[members[0]]])])
        return [(g[0], g[1], int(g[2]), int(g[3])) for g in groups]

    def _wall_name_box(self, name: QPixmap, x: float, y: float, taken: list[QRectF], centred: bool) -> QRectF:
        """Where a community's name is free of rings, glyphs and other names; below the ring if nowhere."""
        width = name.width() / name.devicePixelRatio()
        height = name.height() / name.devicePixelRatio()
        off = self._theme().px(36)
        if centred:
            return QRectF(x - width / 2, y - height / 2, width, height)
        places = (
            QRectF(x - width / 2, y + off, width, height),
            QRectF(x + off + 2, y - height / 2, width, height),
            QRectF(x - off - 2 - width, y - height / 2, width, height),
            QRectF(x - width / 2, y - off - height, width, height),
        )
        inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        others = [box for box in taken if not box.contains(QPointF(x, y))]
        return next(
            (p for p in places if inside.contains(p) and not any(p.intersects(box) for box in others)),
            places[0],
        )

    # legend, scale, attribution

    def _paint_foot(self, painter: QPainter, theme: Theme, ratio: float) -> None:
        """Legend left, attribution and above it the scale right; words where there is no basemap."""
        _, lat_e7 = mercator.from_world(self._x, self._y)
        per_px = mercator.metres_per_px(lat_e7, self._zoom)
        longest = theme.px(180) if self._wall else 110
        metres = max((m for m in _SCALE_STEPS_M if m / per_px <= longest), default=_SCALE_STEPS_M[0])
        bar = round(metres / per_px)
        words = self.attribution()
        foot = theme.px(_FOOT_PX)
        key = (self.width(), ratio, theme, metres, bar, words, self.legend_visible, self._wall)
        if self._foot is None or self._foot[0] != key:
            strip = QPixmap(math.ceil(self.width() * ratio), math.ceil(foot * ratio))
            strip.setDevicePixelRatio(ratio)
            strip.fill(Qt.GlobalColor.transparent)
            inner = QPainter(strip)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            legend_right = self._paint_legend(inner, theme) if self.legend_visible else 0
            bottom = self._paint_attribution(inner, theme, words, legend_right)
            self._paint_scale(inner, theme, metres, bar, bottom)
            inner.end()
            self._foot = (key, strip)
        painter.drawPixmap(0, self.height() - foot, self._foot[1])
        if not self._has_base_here():
            self._paint_no_base(painter, theme)

    def _paint_no_base(self, painter: QPainter, theme: Theme) -> None:
        words = self.tr("No basemap here")
        painter.setFont(themes.body_font(theme))
        box = painter.boundingRect(self.rect(), Qt.AlignmentFlag.AlignCenter, words).adjusted(-12, -6, 12, 6)
        box.moveTop(12)
        self._chip(painter, theme, QRectF(box))
        painter.setPen(color(theme.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _has_base_here(self) -> bool:
        base = self._ground.base if self._ground else None
        if base is None:
            return self._ground is not None and self._ground.raster is not None and self._layer == RASTER
        west, south, east, north = base.bounds_e7
        x, y = mercator.to_world(np.array([west, east]), np.array([north, south]))
        return bool(x[0] <= self._x <= x[1] and y[0] <= self._y <= y[1])

    def _chip(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        painter.setPen(QPen(color(theme.line), 1.0))
        painter.setBrush(color(theme.panel))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _legend_words(self) -> dict[int, str]:
        return {
            NORMAL: self.tr("Normal"),
            NEAR: self.tr("Near due"),
            OVERDUE: self.tr("Overdue"),
            SEVERE: self.tr("Severe"),
            PAUSED: self.tr("Paused"),
        }

    def _paint_legend(self, painter: QPainter, theme: Theme) -> int:
        """The five urgencies with their words; the right edge of it. Narrow maps get it tighter."""
        face = themes.font(theme.px(26)) if self._wall else themes.small_font(theme)
        painter.setFont(face)
        metrics = QFontMetrics(face)
        words = self._legend_words()
        glyph = theme.px(28 if self._wall else 14)
        height = metrics.height() + 8
        for between, pad, gap in ((14, 10, 6), (8, 6, 3)):
            widths = [glyph + gap + metrics.horizontalAdvance(words[u]) for u in _LEGEND]
            full = sum(widths) + between * (len(_LEGEND) - 1) + 2 * pad
            if full <= self.width() - 16:
                break
        box = QRectF(8, theme.px(_FOOT_PX) - 8 - height, full, height)
        self._chip(painter, theme, box)
        x = box.left() + pad
        for urgency, width in zip(_LEGEND, widths, strict=True):
            paint_glyph(painter, QRectF(x, box.center().y() - glyph / 2, glyph, glyph), urgency, theme)
            painter.setPen(color(theme.text2))
            painter.drawText(
                QRectF(x + glyph + gap, box.top(), width, height),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                words[urgency],
            )
            x += width + between
        return round(box.right())

    def _paint_attribution(self, painter: QPainter, theme: Theme, words: str, legend_right: int) -> int:
        """Whose data it is, above the legend where there is no room beside it; the height still free."""
        bottom = theme.px(_FOOT_PX) - 6
        if not words:
            return bottom
        painter.setFont(themes.font(theme.px(20)) if self._wall else themes.font(theme.px(11)))
        metrics = painter.fontMetrics()
        if self.width() - 20 - metrics.horizontalAdvance(words) < legend_right:
            bottom -= theme.px(28)
        box = QRectF(8, bottom - metrics.height(), self.width() - 16, metrics.height())
        self._halo_text(painter, theme, box, words, Qt.AlignmentFlag.AlignRight)
        return bottom - metrics.height()

    def _paint_scale(self, painter: QPainter, theme: Theme, metres: int, bar: int, bottom: int) -> None:
        """A bar that many pixels long for that many metres."""
        words = self.tr("{0} km").format(metres // 1000) if metres >= 1000 else self.tr("{0} m").format(metres)
        painter.setFont(themes.font(theme.px(26)) if self._wall else themes.small_font(theme))
        height = painter.fontMetrics().height()
        x1, y = self.width() - 10, bottom - 5
        x0 = x1 - bar
        text = QRectF(x0 - 60, y - 5 - height, x1 - x0 + 120, height)
        self._halo_text(painter, theme, text, words, Qt.AlignmentFlag.AlignHCenter)
        for ink, px in ((map_colours(theme).land, 5.0), (theme.text2, 2.0)):
            pen = QPen(color(ink), px)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawPolyline([QPoint(x0, y - 5), QPoint(x0, y), QPoint(x1, y), QPoint(x1, y - 5)])

    def _halo_text(self, painter: QPainter, theme: Theme, box: QRectF, words: str, align: Qt.AlignmentFlag) -> None:
        flags = align | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(color(map_colours(theme).land))
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            painter.drawText(box.translated(dx, dy), flags, words)
        painter.setPen(color(theme.text2))
        painter.drawText(box, flags, words)

    # --- input ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._press is None:
            self._set_cursor(at)
            return
        step = at - self._press
        if self._dragged or step.manhattanLength() >= 4:
            self._dragged = True
            self._press = at
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pan(-step.x(), -step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        clicked = self._press is not None and not self._dragged
        self._press, self._dragged = None, False
        at = event.position().toPoint()
        self._set_cursor(at)
        if clicked:
            self._click(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120.0
        if notches:
            least = math.copysign(0.5, notches)
            self._zoom_about(event.position(), (notches if abs(notches) >= 1 else least) * ZOOM_STEP)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PAN:
            east, south = _PAN[key]
            self._pan(east * PAN_KEY_PX, south * PAN_KEY_PX)
        elif key in _ZOOM:
            self.zoom_by(_ZOOM[key])
        elif key == Qt.Key.Key_Home:
            self.fit_street()
        elif self._picking and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.point_picked.emit(*self.centre())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab walks the cases in view, most urgent first; after the last one it leaves the map."""
        keys = self._walk()
        if keys:
            at = keys.index(self._selected) if self._selected in keys else (-1 if next else len(keys))
            at += 1 if next else -1
            if 0 <= at < len(keys):
                self.case_clicked.emit(keys[at])
                if self._selected != keys[at]:
                    self.select(keys[at])
                return True
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._fitted:
            self.fit_street()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._refresh()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._show_tip(event)
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> bool:
        """Over a ring: how many of each urgency."""
        position = event.pos()
        ring = self._ring_at(position)
        if ring is None or self._marks is None:
            QToolTip.hideText()
            return True
        words = self._legend_words()
        counts = self._marks.ring_counts[ring].tolist()
        text = "\n".join(f"{words[u]} {counts[u]:,}" for u in URGENCY_ORDER if counts[u])
        QToolTip.showText(self.mapToGlobal(position), text, self)
        return True

    def _walk(self) -> list[int]:
        """Keys of the cases drawn in view, most urgent first, then from the left."""
        rank = {urgency: place for place, urgency in enumerate(URGENCY_ORDER)}
        inside = self.rect()
        found = {}
        for x, y, _, key in self._hits:
            index = self._points.find(key)
            if index is not None and inside.contains(round(x), round(y)):
                found[key] = (rank[int(self._points.urgency[index])], round(x), round(y), key)
        return [key for *_, key in sorted(found.values())]

    def _case_at(self, at: QPoint) -> int | None:
        """The nearest case within reach, the one drawn on top of equal ones."""
        best: tuple[float, int] | None = None
        for x, y, radius, key in reversed(self._hits):
            far = math.hypot(at.x() - x, at.y() - y)
            if far <= radius and (best is None or far < best[0] - 0.5):
                best = (far, key)
        return best[1] if best else None

    def _ring_at(self, at: QPoint) -> int | None:
        return next((n for x, y, r, n in reversed(self._ring_hits) if math.hypot(at.x() - x, at.y() - y) <= r), None)

    def _community_at(self, at: QPoint) -> str | None:
        return next((code for box, code in reversed(self._name_hits) if box.contains(QPointF(at))), None)

    def _set_cursor(self, at: QPoint) -> None:
        if self._picking:
            self.setCursor(Qt.CursorShape.CrossCursor)
            return
        hit = self._case_at(at) is not None or self._ring_at(at) is not None or self._community_at(at)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.OpenHandCursor)

    def _click(self, at: QPoint) -> None:
        if self._picking:
            left, top = self._origin()
            world = mercator.world_px(self._zoom)
            self.point_picked.emit(*mercator.from_world((left + at.x()) / world, (top + at.y()) / world))
            return
        key = self._case_at(at)
        if key is not None:
            self.case_clicked.emit(key)
            return
        ring = self._ring_at(at)
        if ring is not None:
            self._open(ring)
            return
        code = self._community_at(at)
        if code is not None:
            self.community_clicked.emit(code)

    def _open(self, ring: int) -> None:
        """Zooms in on a ring's cases; where they lie on one spot at the last zoom, their keys are told."""
        marks = self._seen()
        first, last = int(marks.ring_first[ring]), int(marks.ring_last[ring])
        xs, ys = self._points.x[first:last], self._points.y[first:last]
        if self._zoom >= MAX_ZOOM:
            self.cluster_clicked.emit(self._points.keys[first:last].copy())
            return
        wide = max(float(np.ptp(xs)) / max(1, self.width() - 96), float(np.ptp(ys)) / max(1, self.height() - 96))
        fits = math.log2(1.0 / wide / mercator.TILE_PX) if wide > 0 else MAX_ZOOM
        self._x, self._y = float(xs.min() + xs.max()) / 2, float(ys.min() + ys.max()) / 2
        self._fitted = False
        self._set_zoom(max(self._zoom + 1.0, min(MAX_ZOOM, math.floor(fits * 4) / 4, self._zoom + 3.0)))
        self.update()


def square(x: float, y: float, half: float) -> QRectF:
    """The square around a point."""
    return QRectF(x - half, y - half, 2 * half, 2 * half)
