"""The map: basemap, outlines and cases on one widget, painted by hand because that was 10-100 times faster.

No query and no rule: it draws what it is given and says what was clicked. Positions come as degrees × 1e7.
"""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from commandcenter.desk.map_ground import MapGround, mercator
from commandcenter.desk.map_points import Layout, Marks, Points, ring_px
from commandcenter.ui import theme as themes
from commandcenter.ui.glyphs import paint_focus
from commandcenter.ui.map_colours import map_colours
from commandcenter.ui.map_foot import MapFoot, legend_words, paint_no_base
from commandcenter.ui.map_marks import Marks as MarkPictures
from commandcenter.ui.map_marks import paint_selected
from commandcenter.ui.map_names import placed_names
from commandcenter.ui.map_view import MAX_ZOOM, ZOOM_STEP, MapView
from commandcenter.ui.map_wall_marks import counts_by_community, name_box, severe_groups, square
from commandcenter.ui.theme import NEAR, NORMAL, OVERDUE, PAUSED, SEVERE, URGENCY_ORDER, Theme, color

HIT_PX = 14
PAN_KEY_PX = 80

FULL_NAME_ZOOM = 13.5
"""Below it a community's name goes without the word 社区."""

DRAW_ORDER = (PAUSED, NORMAL, NEAR, OVERDUE, SEVERE)

_PAN = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOM = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Underscore: -1}
_NO_POINTS = Points.of(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8), np.empty(0, np.int64))


class MapCanvas(MapView):
    """The map of one street; with `wall` for the big screen: larger, one ring for each community."""

    case_clicked = Signal(object)  # int, the key of the case
    cluster_clicked = Signal(object)  # NDArray[int64], keys of a ring that cannot open any further
    community_clicked = Signal(object)  # str, the community's code
    point_picked = Signal(int, int)  # lon, lat in degrees × 1e7, while a point is asked for

    def __init__(self, parent: QWidget | None = None, *, wall: bool = False) -> None:
        super().__init__(parent, wall=wall)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Map"))
        self.legend_visible = not wall
        """On the wall the list beside the map is the legend."""
        self.waits = False
        """Whether the bare land alone is painted: what stands in the table comes to the screen first."""
        self._points = _NO_POINTS
        self._layout: Layout | None = None
        self._marks: Marks | None = None
        self._marks_box = (0.0, 0.0, 0.0, 0.0)
        self._community_counts: NDArray[np.int64] | None = None
        self._names: list[tuple[str, str, float, float, int, int]] = []
        self._named: tuple[object, ...] = ()  # for which ground, zoom and pictures they stand
        self._place_names = QTimer(self)
        self._place_names.setSingleShot(True)
        self._place_names.setInterval(0)
        self._place_names.timeout.connect(self._on_place_names)
        self._selected: int | None = None
        self._label = ""
        self._pictures: MarkPictures | None = None
        self._hits: list[tuple[float, float, float, int]] = []  # x, y, radius, key; the top one last
        self._ring_hits: list[tuple[float, float, float, int]] = []  # x, y, radius, number of the ring
        self._name_hits: list[tuple[QRectF, str]] = []
        self._foot = MapFoot(wall=wall)
        self._press: QPoint | None = None
        self._picking = False
        self._dragged = False

    # --- what is shown ----------------------------------------------------------------------------

    def set_ground(self, ground: MapGround | None) -> None:
        """The street's ground; None when there is none. The street is fitted into the widget."""
        self._community_counts = None
        super().set_ground(ground)

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

    def pick(self, asked: bool) -> None:
        """Ask for a point: the next click, or Enter for the middle, is told by `point_picked`; False asks no more."""
        self._picking = asked
        self.setCursor(Qt.CursorShape.CrossCursor if asked else Qt.CursorShape.OpenHandCursor)
        self.update()

    def forget_marks(self) -> None:
        """The layout of this zoom, and what is drawn of it."""
        self._layout = self._marks = None

    def _refresh(self) -> None:
        self.forget_marks()
        self.update()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint()

    def _paint(self) -> None:
        theme = self._theme()
        if self.waits:
            painter = QPainter(self)
            painter.fillRect(self.rect(), color(map_colours(theme).land))
            painter.end()
            return
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
        _, lat_e7 = mercator.from_world(self._x, self._y)
        self._foot.paint(
            painter, theme, ratio, self.rect(), mercator.metres_per_px(lat_e7, self._zoom), self.attribution(),
            legend=self.legend_visible)
        if not self._has_base_here():
            paint_no_base(painter, theme, self.rect())
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

    def _seen(self) -> Marks:
        """What is drawn singly and as rings around the view; reckoned anew when the view leaves it."""
        world = mercator.world_px(self._zoom)
        left, top = self._origin()
        view = (left / world, top / world, (left + self.width()) / world, (top + self.height()) / world)
        if self._layout is None:
            self._layout = Layout.of(self._points, self._zoom)
            self._marks = None
            if self._named != (self._ground, self._zoom, self._pictures):
                self._names = self._placed(self._layout)
            else:  # only the cases are others: the names may move out of their way in a turn of their own
                self._place_names.start()
        box = self._marks_box
        if self._marks is None or view[0] < box[0] or view[1] < box[1] or view[2] > box[2] or view[3] > box[3]:
            reach = 256 / world
            self._marks_box = (view[0] - reach, view[1] - reach, view[2] + reach, view[3] + reach)
            self._marks = self._layout.within(*self._marks_box)
        return self._marks

    def _placed(self, layout: Layout) -> list[tuple[str, str, float, float, int, int]]:
        self._named = self._ground, self._zoom, self._pictures
        if self._ground is None or self._pictures is None:
            return []
        return placed_names(
            self._ground, self._pictures, self._points, layout, full=self._zoom >= FULL_NAME_ZOOM)

    def _on_place_names(self) -> None:
        if self._layout is not None:
            names = self._placed(self._layout)
            if names != self._names:
                self._names = names
                self.update()

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

    def _paint_names(self, painter: QPainter, pictures: MarkPictures, left: int, top: int, world: float) -> None:
        for code, words, wx, wy, dx, dy in self._names:
            picture = pictures.name(words)
            width = picture.width() / picture.devicePixelRatio()
            height = picture.height() / picture.devicePixelRatio()
            x, y = round(wx * world - left + dx - width / 2), round(wy * world - top + dy - height / 2)
            painter.drawPixmap(x, y, picture)
            self._name_hits.append((QRectF(x, y, width, height), code))

    def _paint_wall(self, painter: QPainter, pictures: MarkPictures) -> None:
        """One ring for each community with its whole count and name; severe cases singly on top."""
        if self._ground is None:
            return
        world = mercator.world_px(self._zoom)
        left, top = self._origin()
        counts = self._counts_by_community()
        ring_half = pictures.ring_px(0) / 2
        inside, off = QRectF(self.rect()).adjusted(2, 2, -2, -2), self._theme().px(36)
        places = []
        for community in self._ground.shapes.communities:
            x, y = (float(v) for v in mercator.to_world(*community.label_e7))
            places.append((x * world - left, y * world - top))
        taken = [square(x, y, ring_half + 4) for x, y in places]
        severe = severe_groups(self._points, places, self.size(), self._theme(), world, left, top)
        taken += [square(x, y, pictures.disc_px / 2) for x, y, _, _ in severe]
        for (x, y), number in zip(places, counts.tolist(), strict=True):
            if sum(number):
                ring = pictures.ring(number, pictures.ring_px(0))
                painter.drawPixmap(round(x - ring_half), round(y - ring_half), ring)
        half = pictures.disc_px / 2
        for x, y, count, key in severe:
            painter.drawPixmap(round(x - half), round(y - half), pictures.case(SEVERE))
            if count > 1:
                badge = pictures.many(count)
                painter.drawPixmap(round(x + half * 0.5), round(y - half - 6), badge)
            self._hits.append((x, y, half, key))
        for (x, y), community, number in zip(places, self._ground.shapes.communities, counts.tolist(), strict=True):
            name = pictures.name(community.short_name)
            box = name_box(name, x, y, taken, inside, off, centred=not sum(number))
            taken.append(box)
            painter.drawPixmap(box.topLeft().toPoint(), name)  # last: without a free place it is read over a glyph
            self._name_hits.append((box, community.code))
            self._name_hits.append((square(x, y, ring_half), community.code))

    def _counts_by_community(self) -> NDArray[np.int64]:
        """(communities, 5): cases by urgency; reckoned once for a set of points."""
        assert self._ground is not None
        if self._community_counts is None:
            self._community_counts = counts_by_community(self._ground, self._points)
        return self._community_counts

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
        words = legend_words()
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
