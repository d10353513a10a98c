"""Colour roles and type sizes per theme, and what is made of them: palette, style sheet, fonts, contrast.

No widget is drawn here; no other file of the window holds a colour.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

NORMAL, NEAR, OVERDUE, SEVERE, PAUSED = range(5)
"""Urgency (紧急程度): 正常 normal, 临期 near, 超期 overdue, 严重超期 severe, 挂账暂停 paused."""

URGENCY_ORDER = (SEVERE, OVERDUE, NEAR, NORMAL, PAUSED)
"""Most urgent first, as stacks, rings and legends show them."""

FAMILIES = ("Noto Sans CJK SC", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
"""Font families in the order they are tried; after them the system's own."""

BASE_PX = 13
SCALES = {"small": 12, "medium": 13, "large": 15}
"""The user's text size 小 / 中 / 大: body text in px; everything else moves with it."""

ROW_PX = 32
"""Height of a table row at medium text."""


@dataclass(frozen=True, kw_only=True)
class Urgency:
    """The colours of one urgency: words, ground of a pill, glyph or bar, its edge, the mark inside it."""

    text: str
    ground: str
    fill: str
    edge: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Every colour role of the window, as "#RRGGBB", and the size of body text in px."""

    name: str
    dark: bool
    window: str
    panel: str
    panel2: str
    head: str
    text: str
    text2: str
    text3: str
    line: str
    control_edge: str
    accent: str
    on_accent: str
    accent_hover: str
    selected: str
    hover: str
    done: str
    done_ground: str
    alarm: str
    on_alarm: str
    clock_fill: str
    scrim: str
    """Over the window behind an open dialog, "#AARRGGBB"."""
    urgency: tuple[Urgency, ...]
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]
    text_px: int = BASE_PX

    def px(self, medium: float) -> int:
        """A length given for medium text, at this theme's text size, in px."""
        return round(medium * self.text_px / BASE_PX)


LIGHT = Theme(
    name="light",
    dark=False,
    window="#E9EDF1",
    panel="#FFFFFF",
    panel2="#F4F6F8",
    head="#EDF0F3",
    text="#17212B",
    text2="#465361",
    text3="#5F6B78",
    line="#D3DAE1",
    control_edge="#747F8B",
    accent="#1A5FB4",
    on_accent="#FFFFFF",
    accent_hover="#164F96",
    selected="#D6E6F8",
    hover="#EEF4FB",
    done="#1E6B3C",
    done_ground="#E2F1E7",
    alarm="#7D0A33",
    on_alarm="#FFFFFF",
    clock_fill="#5A6774",
    scrim="#73202B36",
    urgency=(
        Urgency(text="#5A6774", ground="#EDF0F3", fill="#B5BAC0", edge="#5A6774", mark="#5A6774"),
        Urgency(text="#8A5200", ground="#FFF2D6", fill="#E09B1A", edge="#8A5200", mark="#17212B"),
        Urgency(text="#B3261E", ground="#FCE9E7", fill="#B3261E", edge="#B3261E", mark="#FFFFFF"),
        Urgency(text="#7D0A33", ground="#F6DCE5", fill="#7D0A33", edge="#7D0A33", mark="#FFFFFF"),
        Urgency(text="#574B8F", ground="#ECEAF6", fill="#574B8F", edge="#574B8F", mark="#574B8F"),
    ),
    categorical=("#1A5FB4", "#D07A00", "#1B8A6B", "#8A4FA3", "#5F6B78", "#B5446E"),
    sequential=("#EEF2F6", "#D3E0EC", "#A9C4DD", "#76A0C7", "#437AAE", "#1D4F86"),
)

DARK = Theme(
    name="dark",
    dark=True,
    window="#0F1419",
    panel="#182028",
    panel2="#1E2730",
    head="#232D37",
    text="#E6EBF0",
    text2="#B6C1CC",
    text3="#93A0AD",
    line="#33404C",
    control_edge="#7F8E9C",
    accent="#76B5FF",
    on_accent="#0B1622",
    accent_hover="#97C7FF",
    selected="#213F60",
    hover="#1F2B37",
    done="#7CCB98",
    done_ground="#1A3726",
    alarm="#B01746",
    on_alarm="#FFFFFF",
    clock_fill="#93A0AD",
    scrim="#99000000",
    urgency=(
        Urgency(text="#9AA7B4", ground="#232D37", fill="#525C67", edge="#9AA7B4", mark="#9AA7B4"),
        Urgency(text="#F5BE55", ground="#3A2E12", fill="#F5BE55", edge="#F5BE55", mark="#0B1622"),
        Urgency(text="#FF8F82", ground="#45201D", fill="#FF8F82", edge="#FF8F82", mark="#0B1622"),
        Urgency(text="#FFA6BC", ground="#4D1228", fill="#D42A5B", edge="#EE5A84", mark="#FFFFFF"),
        Urgency(text="#BBB1EE", ground="#2C2845", fill="#BBB1EE", edge="#BBB1EE", mark="#BBB1EE"),
    ),
    categorical=("#76B5FF", "#F5BE55", "#6CCBAE", "#C9A2E0", "#A9B5C0", "#F09ABB"),
    sequential=("#EEF2F6", "#D3E0EC", "#A9C4DD", "#76A0C7", "#437AAE", "#1D4F86"),
)

THEMES = {"light": LIGHT, "dark": DARK}


@lru_cache(maxsize=256)
def color(value: str) -> QColor:
    """The colour of a role; shared, so do not change it."""
    return QColor(value)


def luminance(value: str) -> float:
    """Relative luminance of "#RRGGBB" in [0, 1]. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1 to 21, in either order. Source: WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def urgency_ink(theme: Theme, urgency: int, selected: bool = False) -> str:
    """The text colour of an urgency; on a selected row the quiet one of "normal" is too weak and text 2 stands in."""
    return theme.text2 if selected and urgency == NORMAL else theme.urgency[urgency].text


def ink_on(ground: str, theme: Theme) -> str:
    """The text colour that reads best on a ground of any palette (heat cells, bars)."""
    return max((LIGHT.text, LIGHT.panel, theme.text, theme.panel), key=lambda ink: contrast(ink, ground))


# --- the theme in use -----------------------------------------------------------------------------

_in_use = {"theme": LIGHT}


def current() -> Theme:
    """The theme applied last. Painted widgets ask at each paint, so a change needs only a repaint."""
    return _in_use["theme"]


def apply(app: QApplication, theme: Theme) -> None:
    """Font, palette and style sheet of the whole program; every widget repaints."""
    _in_use["theme"] = theme
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font(theme.text_px))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def apply_plain(app: QApplication, theme: Theme) -> None:
    """Font and palette alone, for what is shown first: no style, no look at which fonts there are."""
    _in_use["theme"] = theme
    face = QFont()
    face.setFamilies(list(FAMILIES))
    face.setPixelSize(theme.text_px)
    app.setFont(face)
    app.setPalette(palette(theme))


def with_text(theme: Theme, size: str) -> Theme:
    """The theme at another text size of `SCALES`. KeyError where there is no such size."""
    return replace(theme, text_px=SCALES[size])


# --- type -----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """Those of `FAMILIES` on this machine, in order; all of them where none is (Qt then substitutes)."""
    known = set(QFontDatabase.families())
    return tuple(name for name in FAMILIES if name in known) or FAMILIES


@lru_cache(maxsize=64)
def font(px: int, weight: int = 400, tabular: bool = False) -> QFont:
    """A font of a size in px; tabular gives figures of one width. Shared, so do not change it."""
    made = QFont()
    made.setFamilies(list(families()))
    made.setPixelSize(px)
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def body_font(theme: Theme, bold: bool = False, tabular: bool = False) -> QFont:
    """Cells, buttons, fields: 13 px at medium."""
    return font(theme.px(13), 700 if bold else 400, tabular)


def small_font(theme: Theme, bold: bool = False, tabular: bool = False) -> QFont:
    """Secondary text, heads, status line: 12 px at medium."""
    return font(theme.px(12), 700 if bold else 400, tabular)


def key_font(theme: Theme) -> QFont:
    """Keycaps and axes, the smallest text: 11 px at medium."""
    return font(theme.px(11), tabular=True)


def head_font(theme: Theme) -> QFont:
    """Page and queue heads: 16 px bold at medium."""
    return font(theme.px(16), 700)


def title_font(theme: Theme) -> QFont:
    """The title of a case: 18 px bold at medium."""
    return font(theme.px(18), 700)


def figure_font(theme: Theme) -> QFont:
    """Key figures: 26 px bold at medium."""
    return font(theme.px(26), 700, tabular=True)


# --- palette and style sheet ----------------------------------------------------------------------

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "panel2",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "panel2",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "panel2",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control_edge",
    QPalette.ColorRole.Shadow: "control_edge",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(theme: Theme) -> QPalette:
    """The roles as Qt's own widgets know them."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, color(getattr(theme, name)))
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, color(theme.text3))
    return made


_SHEET = """
QMainWindow, QDialog { background: @window; color: @text; }
QToolTip { background: @panel2; color: @text; border: 1px solid @control_edge; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[role="head"] { font-size: @px16; font-weight: 700; }
QLabel[role="title"] { font-size: @px18; font-weight: 700; }
QLabel[role="figure"] { font-size: @px26; font-weight: 700; }
QLabel[role="secondary"] { color: @text2; font-size: @px12; }
QLabel[role="hint"] { color: @text3; font-size: @px12; }
QLabel[role="label"] { color: @text3; }
QLabel[role="error"] { color: @overdue; font-size: @px12; }
QLabel[role="link"] { color: @accent; }
QFrame[role="panel"], QWidget[role="panel"] { background: @panel; border: 1px solid @line; }
QFrame[role="float"] { background: @panel; border: 1px solid @control_edge; }
QFrame[role="inset"], QWidget[role="inset"] { background: @panel2; border: 1px solid @line; }
QFrame[role="headbar"], QWidget[role="headbar"] { background: @head; border: none;
    border-bottom: 1px solid @line; }
QFrame[role="plain"], QWidget[role="plain"] { background: @panel; border: none; }
QFrame[role="rule"] { background: @line; border: none; min-height: 1px; max-height: 1px; }

QMenuBar { background: @panel; color: @text; padding: 0 8px; border: none; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenuBar::item:pressed { background: @selected; }
QMenu { background: @panel; color: @text; border: 1px solid @control_edge; padding: 4px 0; }
QMenu::item { padding: 4px 24px 4px 28px; background: transparent; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolBar { background: @panel; border: none; border-bottom: 1px solid @line; spacing: 4px; padding: 6px 8px; }
QToolBar::separator { width: 1px; background: @line; margin: 4px 8px; }
QStatusBar { background: @head; color: @text2; border-top: 1px solid @line; font-size: @px12; }
QStatusBar QLabel { color: @text2; font-size: @px12; }
QStatusBar::item { border: none; }
QMainWindow::separator { background: @window; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: @accent; }
QSplitter::handle { background: @window; }
QSplitter::handle:hover { background: @accent; }
QDockWidget { color: @text; font-size: @px12; titlebar-close-icon: none; }
QDockWidget::title { background: @head; border: 1px solid @line; padding: 7px 10px; text-align: left; }

QTabWidget::pane { border: none; background: @panel; }
QTabBar { background: @head; qproperty-drawBase: 0; qproperty-expanding: 0; }
QTabBar::tab { background: @head; color: @text2; padding: 6px 12px; border: none;
    border-top: 2px solid @head; border-bottom: 1px solid @line; }
QTabBar::tab:selected { background: @panel; color: @text; border-top: 2px solid @accent;
    border-bottom: 1px solid @panel; }
QTabBar::tab:hover:!selected { color: @text; background: @hover; border-top: 2px solid @hover; }
QTabBar::tab:focus { border: 2px solid @accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateTimeEdit, QDateEdit, QTimeEdit {
    background: @panel; color: @text; border: 1px solid @control_edge; border-radius: 4px;
    padding: 3px 8px; selection-background-color: @accent; selection-color: @on_accent; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0 8px; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0px; border: none; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateTimeEdit:focus,
QDateEdit:focus, QTimeEdit:focus { border: 2px solid @accent; padding: 2px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { background: @panel2; color: @text3;
    border-color: @line; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {
    border-color: @overdue; }
QComboBox { background: @panel; color: @text; border: 1px solid @control_edge; border-radius: 4px;
    padding: 3px 24px 3px 8px; }
QComboBox:focus, QComboBox:on { border: 2px solid @accent; padding: 2px 23px 2px 7px; }
QComboBox:disabled { background: @panel2; color: @text3; border-color: @line; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @head; }
QCalendarWidget QTableView::item { padding: 0; }
QToolButton#qt_calendar_prevmonth { qproperty-icon: none; qproperty-text: "‹"; min-width: 28px; }
QToolButton#qt_calendar_nextmonth { qproperty-icon: none; qproperty-text: "›"; min-width: 28px; }
QDateEdit::drop-down { subcontrol-origin: padding; subcontrol-position: center right; border: none; width: 22px; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @control_edge;
    selection-background-color: @selected; selection-color: @text; outline: none; }
QPushButton { background: @panel; color: @text; border: 1px solid @control_edge; border-radius: 4px;
    padding: 4px 12px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selected; }
QPushButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QPushButton:default { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton:disabled { color: @text3; border-color: @line; }
QPushButton[flat="true"] { border: none; background: transparent; padding: 2px 6px; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus { border: 2px solid @accent; padding: 0 4px; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px;
    padding: 3px 8px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selected; }
QToolButton:focus { border: 2px solid @accent; padding: 2px 7px; }
QToolButton:disabled { color: @text3; }

QTableView, QTreeView, QListView { background: @panel; alternate-background-color: @panel; color: @text;
    border: none; outline: none; gridline-color: @line;
    selection-background-color: @selected; selection-color: @text; }
QTableView::item, QTreeWidget::item, QListWidget::item { padding: 0 8px; }
QTreeWidget::item:selected { background: @selected; }
QHeaderView { background: @head; border: none; }
QHeaderView::section { background: @head; color: @text2; font-size: @px12; border: none;
    border-right: 1px solid @line; border-bottom: 1px solid @line; padding: 4px 8px; }
QTableCornerButton::section { background: @head; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: @panel2; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: @panel2; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: @control_edge; border: 3px solid @panel2; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: @panel2; }
QProgressBar { background: @head; border: 1px solid @line; border-radius: 0; text-align: center; }
QProgressBar::chunk { background: @accent; }
"""

_SHEET_ROLES = (
    *("window", "panel", "panel2", "head", "text", "text2", "text3", "line", "control_edge"),
    *("accent", "on_accent", "selected", "hover"),
)


def style_sheet(theme: Theme) -> str:
    """The style sheet of the whole program. Labels and frames pick their look with the property `role`."""
    words = {name: getattr(theme, name) for name in _SHEET_ROLES}
    words["overdue"] = theme.urgency[OVERDUE].text
    words |= {f"px{size}": f"{theme.px(size)}px" for size in (11, 12, 13, 16, 18, 26)}
    sheet = _SHEET
    for name in sorted(words, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", words[name])
    return sheet
