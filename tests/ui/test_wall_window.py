"""The wall draws what its desk holds, at any size, dark always; it says how old it is and moves nothing by itself."""

from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPixmap
from PySide6.QtWidgets import QApplication

from commandcenter import paths
from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.desk.map_ground import MapGround
from commandcenter.desk.wall_desk import WallView
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.figure_reads import Flow, Points
from commandcenter.ui import theme
from commandcenter.ui.map_wall_marks import name_box, square
from commandcenter.ui.wall_window import LINES, WallWindow

NOW = 1_795_156_320_000  # 2026-11-20 14:32 in Shanghai, a Friday
MINUTE = 60_000
SIZES = ((1920, 1080), (1366, 768), (3840, 2160))


class StandInDesk:
    """Holds a view; counts how often it was asked to read."""

    def __init__(self, view):
        self.view, self.listeners, self.reads = view, [], 0

    def refresh(self):
        self.reads += 1

    def set(self, view):
        self.view = view
        for listener in tuple(self.listeners):
            listener(view)


def case(number, class_name, over_min, *, severe=True, marks=()):
    due = NOW - over_min * MINUTE
    return CaseRow(
        id=number, case_id=UUID(int=number), stage=Stage.HANDLING, open=True, number=f"20261120-{number:04d}",
        provisional="", class_key="event:0101", class_name=class_name, major_name="市容环境",
        place="冶金大道 26 号门前", lon=1_172_200_000, lat=282_900_000, community="c", community_name="贵电社区",
        grid="", source="", unit="u", unit_name="市政养护所", marks=marks, level=0, reworks=0, returns=0, paused=False,
        reply_due=None,
        reported_at=due - 60 * MINUTE, closed_at=None, handling_due=due, on_time=None, due=due, near=due,
        severe=due if severe else NOW + MINUTE, tentative=False, pending=0, conflicts=0, unknown=False, closing_type="")


@pytest.fixture(scope="module")
def ground():
    return MapGround.load(paths.RESOURCES / "atlas" / "360681003")


@pytest.fixture
def view(ground):
    lon, lat = np.array([c.label_e7 for c in ground.shapes.communities], np.int64).T
    points = Points(ids=np.arange(1, len(lon) + 1, dtype=np.int64), lon=lon, lat=lat,
                    urgency=np.array([3, 2, 1, 0, 0, 0, 4], np.int8))
    return WallView(
        open=186, today=Flow(reported=64, closed=58, closed_on_time=55),
        urgency={Urgency.SEVERE: 6, Urgency.OVERDUE: 22, Urgency.NEAR: 31, Urgency.NORMAL: 118, Urgency.PAUSED: 9},
        worst=tuple(case(n, f"类别{n}", 312 - n * 40, severe=n < 4) for n in range(1, 6)), more=23,
        communities=(("贵电社区", 37), ("城北社区", 34), ("", 2)), points=points, as_of=NOW, version=1)


@pytest.fixture
def wall(qtbot, ground, view):
    theme.apply(QApplication.instance(), theme.LIGHT)
    wall = WallWindow(StandInDesk(view), ground, "东门街道城市管理指挥中心")
    qtbot.addWidget(wall)
    wall.resize(1920, 1080)
    wall.show()
    return wall


def values(panel):
    return [line.value for line in panel.lines]


def test_figures_are_the_desk_s(wall):
    assert values(wall.counts) == ["186", "6", "22", "31", "118", "9"]
    assert values(wall.today) == ["64", "58", "94.8 %"]
    names = [(line.name, line.value) for line in wall.communities.lines]
    assert names == [("贵电", "37"), ("城北", "34"), ("not known", "2")]
    assert (wall.header.clock, wall.header.date) == ("14:32", "2026-11-20 Fri")
    assert wall.map._counts_by_community().sum() == 7


def test_not_read_yet_is_not_none(wall):
    wall.render_view(WallView())
    assert set(values(wall.counts)) == set(values(wall.today)) == {"…"}
    assert wall.cases.empty == "…"

    wall.render_view(WallView(open=0, today=Flow(reported=0, closed=0, closed_on_time=0), as_of=NOW, version=2))
    assert values(wall.counts) == ["0"] * 6
    assert values(wall.today) == ["0", "0", "—"]
    assert wall.cases.empty == "No case is overdue."


def test_the_worst_cases_have_number_class_place_and_time_over(wall):
    first = wall.cases.lines[0]
    assert (first.name, first.number, first.place) == ("类别1", "1120-0001", "冶金大道 26 号门前")
    assert first.value == "4 h 32 min over"
    assert first.urgency == theme.SEVERE
    assert wall.cases.lines[3].urgency == theme.OVERDUE
    assert wall.cases.note == f"{28 - len(wall.cases.lines)} more"


def test_no_unit_and_no_person_is_said(wall):
    said = "\n".join(panel.accessibleDescription() for panel in (wall.counts, wall.today, wall.communities, wall.cases))
    assert "市政养护所" not in said
    assert wall.counts.accessibleName() != ""
    assert "类别1" in said
    assert "186" in said


def test_demo_cases_are_marked_in_the_head_where_all_are_and_else_each(wall, view):
    wall.render_view(replace(view, worst=tuple(case(n, "井盖", 90, marks=("demo",)) for n in range(1, 4)), version=2))
    assert (wall.cases.mark, {line.tag for line in wall.cases.lines}) == ("Demo data", {""})

    wall.render_view(replace(view, worst=(case(1, "井盖", 90, marks=("demo",)), case(2, "井盖", 80)), version=3))
    assert (wall.cases.mark, [line.tag for line in wall.cases.lines]) == ("", ["Demo data", ""])

    wall.set_mark("Demo data")
    assert wall.header.accessibleName() == "东门街道城市管理指挥中心, Demo data"


@pytest.mark.parametrize("size", SIZES)
def test_title_tag_and_note_of_a_list_stand_side_by_side_and_whole(wall, view, monkeypatch, size):
    wall.resize(*size)
    worst = tuple(case(n, "井盖", 90, marks=("demo",)) for n in range(1, 4))
    wall.render_view(replace(view, worst=worst, more=102, version=2))
    spans = {}

    def write(painter, box, text, ink, face, align=Qt.AlignmentFlag.AlignLeft):
        wide = QFontMetricsF(face).horizontalAdvance(text)
        assert wide <= box.width() + 1, text
        left = box.right() - wide if align & Qt.AlignmentFlag.AlignRight else box.left()
        spans[text] = left, left + wide
        return wide

    monkeypatch.setattr(wall.cases, "write", write)
    monkeypatch.setattr(wall.cases, "paint_lines", lambda painter: None)
    wall.cases.grab()
    title, tag, note = spans["Longest overdue"], spans["Demo data"], spans["102 more"]
    assert title[1] < tag[0]
    assert tag[1] < note[0]


def test_a_name_without_a_free_place_stands_where_it_covers_least(qapp):
    name = QPixmap(40, 20)
    around = QRectF(0, 0, 200, 200)
    ring = square(100, 100, 30)
    free = name_box(name, 100, 100, [ring], around, 30, centred=False)
    assert free.top() == 130  # below, where nothing is in the way
    free_at = (50, -50)
    steps = (-50, 0, 50)
    glyphs = [square(100 + x, 100 + y, 34) for x in steps for y in steps if (x, y) not in ((0, 0), free_at)]
    box = name_box(name, 100, 100, [ring, *glyphs], around, 30, centred=False)
    assert (box.center().x() > 100, box.center().y() < 100) == (True, True)


def test_a_list_has_at_most_seven_lines(wall, view):
    wall.render_view(replace(view, communities=tuple((f"社{n}", 20 - n) for n in range(10)), version=2))
    assert len(wall.communities.lines) == LINES
    assert wall.communities.note == "3 more"


def test_tick_moves_the_clock_and_the_times_over(wall):
    wall.tick(NOW + 3 * MINUTE)
    assert wall.header.clock == "14:35"
    assert wall.cases.lines[0].value == "4 h 35 min over"
    assert values(wall.counts)[0] == "186"


def colour(picture, widget, dx, dy):
    place = widget.geometry().topLeft()
    return picture.pixelColor(place.x() + dx, place.y() + dy).name().upper()


def test_it_is_dark_in_the_light_theme_too(wall):
    picture = wall.grab().toImage()
    assert picture.pixelColor(4, 300).name().upper() == theme.DARK.window
    assert colour(picture, wall.communities, 300, 20) == theme.DARK.panel
    assert colour(picture, wall.counts, 6, 200) == theme.DARK.urgency[theme.SEVERE].ground.upper()


def test_stale_figures_take_the_ground_of_due_soon(wall):
    wall.set_status("As of 14:32", False)
    assert colour(wall.grab().toImage(), wall.foot, 4, 30) == theme.DARK.head
    wall.set_status("As of 14:02, 30 minutes old.", True)
    assert colour(wall.grab().toImage(), wall.foot, 4, 30) == theme.DARK.urgency[theme.NEAR].ground
    assert wall.foot.accessibleName() == "As of 14:02, 30 minutes old."


@pytest.mark.parametrize("size", SIZES)
def test_everything_lies_inside_and_apart_at_any_size(wall, size):
    wall.resize(*size)
    parts = [wall.header, wall.foot, wall.counts, wall.map, wall.today, wall.communities, wall.cases]
    for at, one in enumerate(parts):
        assert wall.rect().contains(one.geometry())
        assert not any(one.geometry().intersects(other.geometry()) for other in parts[at + 1:])
    assert len(wall.cases.lines) == 4
    assert wall.counts.face(92).pixelSize() == round(92 * size[1] / 1080)
    wall.grab()


@pytest.mark.parametrize(("key", "modifier"), [
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)])
def test_escape_and_the_wall_s_own_key_close_it(qtbot, ground, view, key, modifier):
    desk = StandInDesk(view)
    owner = {"wall": WallWindow(desk, ground, "x")}
    owner["wall"].closed.connect(owner.clear)  # the last who knows it lets go of it
    with qtbot.waitActive(owner["wall"]):
        owner["wall"].show()
        owner["wall"].activateWindow()
    assert len(desk.listeners) == 1

    qtbot.keyClick(owner["wall"], key, modifier)
    qtbot.waitUntil(lambda: not owner)
    qtbot.wait(1)
    assert desk.listeners == []


def test_it_reads_when_it_is_shown_and_hears_while_it_is_seen(wall, view):
    desk = wall._desk
    assert desk.reads == 1
    desk.set(replace(view, open=187, version=2))
    assert values(wall.counts)[0] == "187"
    wall.hide()
    desk.set(replace(view, open=190, version=3))
    assert values(wall.counts)[0] == "187"
    wall.show()
    assert values(wall.counts)[0] == "190"


def test_nobody_zooms_or_pans_the_map(wall, qtbot):
    zoom = wall.map.zoom()
    assert wall.map.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert wall.map.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.keyClick(wall, Qt.Key.Key_Plus)
    assert wall.map.zoom() == zoom
