"""The map: what a click, a key and the wheel do, what is always shown, and that pixels follow theme and data."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from commandcenter.desk.map_ground import MapGround
from commandcenter.paths import RESOURCES
from commandcenter.ui import theme
from commandcenter.ui.map_canvas import MapCanvas
from commandcenter.ui.map_colours import DARK, LIGHT
from commandcenter.ui.map_marks import count_text, ring_parts
from commandcenter.ui.map_view import DRAWN, MAX_ZOOM, RASTER

GROUND = MapGround.load(RESOURCES / "atlas" / "360681003")
CENTRES = [c.label_e7 for c in GROUND.shapes.communities]


@pytest.fixture
def canvas(qtbot):
    theme.apply(QApplication.instance(), theme.LIGHT)
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.set_ground(GROUND)
    made.show()
    return made


def put(canvas, places, urgency, keys=None):
    lon, lat = (np.array([p[i] for p in places], dtype=np.int64) for i in range(2))
    canvas.set_points(lon, lat, np.array(urgency, dtype=np.int8), np.array(keys or range(len(places)), dtype=np.int64))


def picture(canvas):
    canvas.settle()
    return canvas.grab().toImage()


def colours_in(image):
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), dtype=np.uint32)
    return {f"#{pixel & 0xFFFFFF:06X}" for pixel in np.unique(pixels).tolist()}


def middle(canvas):
    return QPoint(canvas.width() // 2, canvas.height() // 2)


def test_the_street_is_fitted_and_stays_fitted_when_resized(canvas):
    before = canvas.zoom()
    canvas.resize(450, 300)
    assert canvas.zoom() < before
    canvas.resize(900, 600)
    assert canvas.zoom() == before


def test_a_click_on_a_case_tells_its_key(canvas, qtbot):
    put(canvas, [CENTRES[0], CENTRES[3]], [2, 3], keys=[70, 80])
    canvas.centre_on(*CENTRES[3], zoom=16.0)
    picture(canvas)
    with qtbot.waitSignal(canvas.case_clicked) as told:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle(canvas) + QPoint(9, 9))
    assert told.args == [80]


def test_a_click_beside_everything_tells_nothing(canvas, qtbot):
    put(canvas, [CENTRES[0]], [2])
    canvas.centre_on(*CENTRES[3], zoom=18.0)
    picture(canvas)
    with qtbot.assertNotEmitted(canvas.case_clicked):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))


def test_a_click_on_a_ring_opens_it(canvas, qtbot):
    west, south = CENTRES[2]
    put(canvas, [(west + 900 * i, south + 700 * (i % 5)) for i in range(30)], [0] * 30)
    canvas.centre_on(west + 13_000, south + 1500, zoom=14.0)
    picture(canvas)
    x, y, _, _ = canvas._ring_hits[0]
    with qtbot.assertNotEmitted(canvas.case_clicked):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert canvas.zoom() >= 15.0


def test_a_ring_on_one_spot_tells_its_keys_at_the_last_zoom(canvas, qtbot):
    put(canvas, [CENTRES[2]] * 60, [0] * 60, keys=list(range(500, 560)))
    canvas.centre_on(*CENTRES[2], zoom=MAX_ZOOM)
    picture(canvas)
    x, y, _, _ = canvas._ring_hits[0]
    with qtbot.waitSignal(canvas.cluster_clicked) as told:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert sorted(told.args[0].tolist()) == list(range(500, 560))


def test_a_click_on_a_name_tells_the_community(canvas, qtbot):
    put(canvas, [], [])
    picture(canvas)
    box, code = canvas._name_hits[0]
    with qtbot.waitSignal(canvas.community_clicked) as told:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert told.args == [code]


def test_dragging_moves_the_ground_and_clicks_nothing(canvas, qtbot):
    put(canvas, [CENTRES[3]], [1])
    canvas.centre_on(*CENTRES[3], zoom=16.0)
    picture(canvas)
    before = canvas._hits[0][:2]
    with qtbot.assertNotEmitted(canvas.case_clicked):
        qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle(canvas))
        qtbot.mouseMove(canvas, middle(canvas) + QPoint(50, 30))
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle(canvas) + QPoint(50, 30))
    picture(canvas)
    assert canvas._hits[0][0] - before[0] == pytest.approx(50, abs=1.5)
    assert canvas._hits[0][1] - before[1] == pytest.approx(30, abs=1.5)


def test_the_wheel_zooms_about_the_cursor(canvas):
    put(canvas, [CENTRES[3]], [1])
    picture(canvas)
    x, y = canvas._hits[0][:2]
    wheel = QWheelEvent(
        QPointF(x, y),
        canvas.mapToGlobal(QPointF(x, y)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = canvas.zoom()
    QApplication.sendEvent(canvas, wheel)
    picture(canvas)
    assert canvas.zoom() == pytest.approx(before + 1.0, abs=0.2)
    assert canvas._hits[0][:2] == (pytest.approx(x, abs=1.5), pytest.approx(y, abs=1.5))


def test_keys_zoom_and_pan(canvas, qtbot):
    put(canvas, [CENTRES[3]], [1])
    zoom = canvas.zoom()
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom() > zoom
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    picture(canvas)
    x = canvas._hits[0][0]
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    picture(canvas)
    assert canvas._hits[0][0] == pytest.approx(x - 80, abs=1.5)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.zoom() == zoom


def test_tab_walks_the_cases_most_urgent_first_and_then_leaves(canvas, qtbot):
    put(canvas, [CENTRES[0], CENTRES[3], CENTRES[5]], [4, 3, 2], keys=[11, 12, 13])
    picture(canvas)
    canvas.setFocus()
    told = []
    canvas.case_clicked.connect(told.append)
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
        picture(canvas)
    assert told == [12, 13, 11]
    assert not canvas.focusNextPrevChild(True)
    qtbot.keyClick(canvas, Qt.Key.Key_Backtab)
    assert canvas.selected() == 13


def test_a_selected_case_wears_the_ring_also_inside_a_cluster(canvas):
    put(canvas, [CENTRES[2]] * 60, [0] * 60, keys=list(range(500, 560)))
    canvas.clearFocus()
    assert theme.LIGHT.accent not in colours_in(picture(canvas))
    canvas.select(510, "1120-0037 已超 35 分")
    assert theme.LIGHT.accent in colours_in(picture(canvas))
    assert canvas.accessibleDescription() == "1120-0037 已超 35 分"
    canvas.select(None)
    assert theme.LIGHT.accent not in colours_in(picture(canvas))


def test_selecting_an_unknown_case_shows_nothing(canvas):
    put(canvas, [CENTRES[2]], [0])
    canvas.select(999, "gone")
    picture(canvas)
    assert canvas.selected() == 999


@pytest.mark.parametrize(("look", "colours"), [(theme.LIGHT, LIGHT), (theme.DARK, DARK)])
def test_the_ground_is_painted_in_the_themes_colours(canvas, look, colours):
    theme.apply(QApplication.instance(), look)
    found = colours_in(picture(canvas))
    theme.apply(QApplication.instance(), theme.LIGHT)
    assert {colours.land, colours.inside, colours.water, colours.road_main, colours.street} <= found


def test_the_raster_basemap_can_be_chosen(canvas, qtbot):
    drawn = picture(canvas)
    with qtbot.waitSignal(canvas.layer_changed):
        canvas.set_layer(RASTER)
    assert canvas.layer() == RASTER
    assert picture(canvas) != drawn
    with pytest.raises(ValueError, match="satellite"):
        canvas.set_layer("satellite")


def test_without_raster_tiles_the_drawn_base_stays(canvas):
    canvas.set_ground(MapGround(ground=GROUND.ground, base=GROUND.base, raster=None))
    canvas.set_layer(RASTER)
    assert canvas.layer() == DRAWN


def test_attribution_is_said_where_the_data_shows(canvas):
    assert "OpenStreetMap" in canvas.attribution()
    assert "2024" in canvas.attribution()
    canvas.set_ground(MapGround(ground=GROUND.ground, base=None, raster=None))
    assert canvas.attribution() == ""


def test_no_basemap_is_said_in_words(canvas):
    assert canvas._has_base_here()
    canvas.centre_on(1_163_000_000, 400_000_000)
    assert not canvas._has_base_here()
    picture(canvas)
    canvas.set_ground(None)
    picture(canvas)
    assert not canvas._has_base_here()


def test_missing_tiles_follow_by_themselves(canvas, qtbot):
    canvas.centre_on(*CENTRES[1], zoom=17.0)
    canvas.grab()
    qtbot.waitUntil(lambda: next(canvas._missing(margin=1), None) is None, timeout=10_000)


def test_the_wall_counts_whole_communities_and_shows_severe_ones(qtbot):
    wall = MapCanvas(wall=True)
    qtbot.addWidget(wall)
    wall.resize(816, 712)
    wall.set_ground(GROUND)
    places = [CENTRES[0]] * 5 + [CENTRES[1]] * 3 + [CENTRES[1]]
    put(wall, places, [0, 0, 1, 2, 4, 0, 0, 0, 3])
    picture(wall)
    assert wall._counts_by_community().sum(axis=1).tolist()[:3] == [5, 4, 0]
    assert [key for *_, key in wall._hits] == [8]
    for x, y, radius, _ in wall._hits:
        box = next(
            box for box, code in wall._name_hits if code == GROUND.shapes.communities[1].code and box.width() == 72
        )
        gap = np.hypot(x - box.center().x(), y - box.center().y())
        assert gap >= 36 + radius - 1


def test_the_wall_is_dark_in_the_light_theme_too_and_grows_with_its_screen(qtbot):
    wall = MapCanvas(wall=True)
    qtbot.addWidget(wall)
    wall.resize(816, 712)
    assert (wall._theme().dark, wall._theme().px(72)) == (True, 72)
    wall.resize(1632, 1424)
    assert wall._theme().px(72) == 144


def test_ring_parts_start_at_twelve_in_order_of_urgency():
    parts = ring_parts([10, 4, 3, 1, 2])
    assert [urgency for urgency, _, _ in parts] == [3, 2, 1, 0, 4]
    assert parts[0][1] == 0.0
    assert sum(sweep for _, _, sweep in parts) == pytest.approx(360.0)
    assert min(sweep for _, _, sweep in ring_parts([5000, 0, 0, 1, 0])) >= 12.0
    assert ring_parts([0, 0, 0, 0, 0]) == []
    assert ring_parts([7, 0, 0, 0, 0]) == [(0, 0.0, 360.0)]


def test_counts_stay_short():
    assert [count_text(n) for n in (7, 1204, 99_999, 310_400)] == ["7", "1,204", "99,999", "310k"]
