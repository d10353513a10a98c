"""Every colour role is readable, in both themes; the glyphs differ in shape, not only in colour."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from commandcenter.ui import glyphs, theme
from commandcenter.ui.map_colours import map_colours
from commandcenter.ui.theme import DARK, LIGHT, Theme

COLOUR = re.compile(r"[\"']#[0-9A-Fa-f]{3,8}[\"']")
BOTH = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)


GROUNDS = ("window", "panel", "panel2", "head", "selected", "hover")


def text_pairs(look: Theme) -> list[tuple[str, str, str]]:
    grounds = {name: getattr(look, name) for name in GROUNDS}
    pairs = [(f"text on {name}", look.text, ground) for name, ground in grounds.items()]
    pairs += [(f"text2 on {name}", look.text2, ground) for name, ground in grounds.items()]
    # text 3 is also that of what cannot be used now and says why: readable like the rest, but not on the selected row
    pairs += [(f"text3 on {name}", look.text3, ground) for name, ground in grounds.items() if name != "selected"]
    pairs += [
        ("words on accent", look.on_accent, look.accent),
        ("words on accent, hovered", look.on_accent, look.accent_hover),
        ("accent as a link", look.accent, look.panel),
        ("words on the alarm", look.on_alarm, look.alarm),
        ("done", look.done, look.panel),
        ("done on its ground", look.done, look.done_ground),
        ("words of a notice", look.text, look.done_ground),
        ("words of a warning", look.text, look.urgency[theme.OVERDUE].ground),
        ("tool tip", look.text, look.panel2),
    ]
    for at, role in enumerate(look.urgency):
        pairs += [
            (f"urgency {at} on {name}", role.text, look.panel if name == "panel" else role.ground)
            for name in ("panel", "ground")
        ]
        pairs.append((f"urgency {at} on the selected row", theme.urgency_ink(look, at, True), look.selected))
    for at in (theme.OVERDUE, theme.SEVERE):
        pairs.append((f"mark in glyph {at}", look.urgency[at].mark, look.urgency[at].fill))
    return pairs


@BOTH
def test_texts_have_a_contrast_of_four_and_a_half(look):
    weak = {name: round(theme.contrast(a, b), 2) for name, a, b in text_pairs(look) if theme.contrast(a, b) < 4.5}

    assert weak == {}


@BOTH
def test_edges_of_glyphs_and_controls_have_a_contrast_of_three(look):
    edges = {"control": look.control_edge, "accent": look.accent, "clock": look.clock_fill}
    edges |= {f"glyph {at}": role.edge for at, role in enumerate(look.urgency)}
    edges |= {f"series {at}": value for at, value in enumerate(look.categorical)}

    weak = {name: value for name, value in edges.items() if theme.contrast(value, look.panel) < 3}

    assert weak == {}


@BOTH
def test_what_is_seen_by_its_edge_stands_out_on_every_ground(look):
    edges = {"control": look.control_edge, "focus ring": look.accent}
    edges |= {f"glyph {at}": role.edge for at, role in enumerate(look.urgency)}
    weak = {
        f"{name} on {ground}": round(theme.contrast(value, getattr(look, ground)), 2)
        for name, value in edges.items() for ground in GROUNDS if theme.contrast(value, getattr(look, ground)) < 3
    }
    assert weak == {}
    assert theme.contrast(look.on_accent, look.accent) >= 3  # the ring inside a filled button
    assert theme.contrast(look.on_alarm, look.alarm) >= 3


@BOTH
def test_marks_and_names_stand_out_on_the_map(look):
    ground = map_colours(look)
    inside = {f"case {at}": role.edge for at, role in enumerate(look.urgency)}  # each on a disc of the street's ground
    inside |= {"chosen": look.accent, "street": ground.street, "community": ground.community}
    weak = {name: value for name, value in inside.items() if theme.contrast(value, ground.inside) < 3}
    assert weak == {}
    rims = [role.edge for role in look.urgency]  # a ring's parts lie on the panel's colour
    assert all(theme.contrast(rim, look.panel) >= 3 for rim in rims)
    names = {name: theme.contrast(ground.label, getattr(ground, name)) for name in ("land", "inside", "water", "park")}
    names |= {f"road {name}": theme.contrast(ground.road_label, getattr(ground, name))
              for name in ("land", "inside", "road", "road_main")}
    assert {name: round(value, 2) for name, value in names.items() if value < 4.5} == {}


@BOTH
def test_figures_in_heat_cells_can_be_read(look):
    assert all(theme.contrast(theme.ink_on(cell, look), cell) >= 4.5 for cell in look.sequential)


def test_contrast_follows_the_standard():
    assert theme.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert theme.contrast("#1A5FB4", "#FFFFFF") == theme.contrast("#FFFFFF", "#1A5FB4")


@BOTH
def test_style_sheet_has_no_open_placeholder_and_no_colour_of_its_own(look):
    sheet = theme.style_sheet(look)
    roles = {getattr(look, f.name).upper() for f in fields(look) if isinstance(getattr(look, f.name), str)}
    roles |= {role.text.upper() for role in look.urgency}

    assert "@" not in sheet
    assert {value.upper() for value in re.findall(r"#[0-9A-Fa-f]{6,8}", sheet)} <= roles


def test_apply_changes_palette_sheet_and_what_painted_widgets_see(qapp):
    theme.apply(qapp, DARK)
    assert theme.current() is DARK
    assert QApplication.palette().color(QPalette.ColorRole.Base) == QColor(DARK.panel)

    theme.apply(qapp, LIGHT)
    assert theme.current() is LIGHT
    assert LIGHT.panel in qapp.styleSheet()


def test_text_size_moves_everything_together():
    large = theme.with_text(LIGHT, "large")

    assert (large.px(13), large.px(26), large.px(32)) == (15, 30, 37)
    assert "font-size: 14px" in theme.style_sheet(large)
    assert theme.body_font(large).pixelSize() == 15


def ink(urgency: int, size: int, scale: float, look: Theme) -> list[bool]:
    """Which pixels of a glyph differ from the ground, without their colour."""
    side = round(size * scale)
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.scale(scale, scale)
    glyphs.paint_glyph(painter, QRectF(0, 0, size, size), urgency, look)
    painter.end()
    return [picture.pixelColor(x, y).alpha() > 96 for y in range(side) for x in range(side)]


@BOTH
@pytest.mark.parametrize(("size", "scale"), [(12, 1.0), (16, 1.0), (16, 1.25), (18, 1.5), (44, 1.0)])
def test_glyphs_differ_in_shape_at_every_size(qapp, look, size, scale):
    shapes = [ink(urgency, size, scale, look) for urgency in range(5)]

    for at, one in enumerate(shapes):
        assert any(one)
        for other in shapes[at + 1 :]:
            differing = sum(a != b for a, b in zip(one, other, strict=True))
            assert differing > len(one) * 0.06


def test_rails_differ_without_colour(qapp):
    def rail(urgency: int) -> tuple[int, int]:
        picture = QImage(10, 32, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        glyphs.paint_rail(painter, QRectF(0, 0, 10, 32), urgency, LIGHT)
        painter.end()
        wide = sum(picture.pixelColor(x, 0).alpha() > 0 for x in range(10))
        high = sum(picture.pixelColor(0, y).alpha() > 0 for y in range(32))
        return wide, high

    assert [rail(urgency) for urgency in range(5)] == [(0, 0), (4, 16), (4, 32), (8, 32), (4, 16)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [("Ctrl+Enter", ("Ctrl", "Enter")), ("F2", ("F2",)), ("Ctrl++", ("Ctrl", "+")), ("", ()), ("+", ("+",))],
)
def test_keys_of_a_shortcut(text, keys):
    assert glyphs.keys_of(text) == keys


TABLES = ("theme.py", "map_colours.py")  # the window's roles; the basemap's


def test_no_other_file_of_the_window_holds_a_colour():
    room = Path(theme.__file__).parent
    guilty = {
        path.name: found
        for path in room.glob("*.py")
        if path.name not in TABLES and (found := COLOUR.findall(path.read_text("utf-8")))
    }

    assert guilty == {}
