"""How the window is laid out: what fits into its width, where the docks stand, and what is remembered of both."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow

from commandcenter.ui import theme as themes

SIZE = (1600, 900)
LEAST = (960, 540)  # a screen of 1920×1080 at 200 %
BOTTOM_PX = 316  # the height of map and charts


@dataclass(frozen=True)
class Tier:
    """What a window of at least this width shows: columns hidden and squeezed, widths of queues and case (px).

    `least` is in px of medium text: with larger text a window counts as narrower. `narrow`: keycaps without words in
    the bar, a short status line, two columns of acts.
    """

    least: int
    hidden: tuple[str, ...]
    squeezed: tuple[str, ...]
    sides: tuple[int, int]
    narrow: bool = False


TIERS = (
    Tier(1720, (), (), (232, 424)),
    Tier(1500, ("community",), ("class", "unit"), (200, 400)),
    Tier(1272, ("community", "tags"), ("number", "class", "stage", "due"), (188, 360)),
    Tier(1024, ("community", "tags", "unit", "due"), ("urgency", "number", "class", "stage", "remaining"), (176, 320),
         narrow=True),
    Tier(0, ("community", "tags", "unit", "due", "stage", "class"), ("urgency", "number"), (160, 320), narrow=True),
)


@dataclass(frozen=True)
class Docks:
    """The docks that have usual sizes."""

    tree: QDockWidget
    case: QDockWidget
    map: QDockWidget
    charts: QDockWidget


class WindowLayout:
    """Sizes of a window and its docks; `kept` remembers them for each set of monitors (None: nothing is remembered)."""

    def __init__(self, window: QMainWindow, docks: Docks, kept: QSettings | None) -> None:
        self._window, self._docks, self._kept = window, docks, kept
        self.tier = TIERS[0]

    def restore(self) -> None:
        """The usual sizes, then what is remembered."""
        self._window.resize(*SIZE)
        self.arrange(BOTTOM_PX)
        if self._kept is None:
            return
        for name, restore in (("geometry", self._window.restoreGeometry), ("docks", self._window.restoreState)):
            kept = self._kept.value(f"{_screens()}/{name}")
            if isinstance(kept, QByteArray):
                restore(kept)

    def keep(self) -> None:
        """Remember sizes and places."""
        if self._kept is None:
            return
        for name, kept in (("geometry", self._window.saveGeometry()), ("docks", self._window.saveState())):
            self._kept.setValue(f"{_screens()}/{name}", kept)

    @property
    def was_placed(self) -> bool:
        """Whether a place on this set of monitors is remembered."""
        return self._kept is not None and self._kept.contains(f"{_screens()}/geometry")

    def fit(self, size: tuple[int, int]) -> None:
        """The usual layout for a window of this size: on small screens the bottom is the table's."""
        small = size[0] < 1500 or size[1] < 850
        for dock in (self._docks.map, self._docks.charts):
            dock.setVisible(not small)
        self.arrange(BOTTOM_PX)

    def arrange(self, bottom: int) -> None:
        """The docks in their usual widths, those at the bottom `bottom` px high."""
        docks = self._docks
        self.arrange_sides()
        self._window.resizeDocks([docks.map, docks.charts], [644, 600], Qt.Orientation.Horizontal)
        self._window.resizeDocks([docks.map, docks.charts], [bottom, bottom], Qt.Orientation.Vertical)

    def arrange_sides(self) -> None:
        """Queues and case in the widths of the tier."""
        docks = [self._docks.tree, self._docks.case]
        tree, case = self.tier.sides  # the names of the queues need more room where the text is larger
        self._window.resizeDocks(docks, [themes.current().px(tree), case], Qt.Orientation.Horizontal)

    def has_other_tier(self) -> bool:
        """Whether the window's width belongs to another tier than before; takes it over."""
        wide = self._window.width() * 1000 // themes.current().px(1000)  # large text needs the room of a smaller window
        before, self.tier = self.tier, next(tier for tier in TIERS if wide >= tier.least)
        return self.tier is not before


def toggle(dock: QDockWidget) -> None:
    """Show a dock in front of its like, or hide it."""
    dock.setVisible(not dock.isVisible())
    if dock.isVisible():
        dock.raise_()


def float_dock(dock: QDockWidget) -> None:
    """Into a window of its own, or back."""
    dock.show()
    dock.setFloating(not dock.isFloating())


def _screens() -> str:
    """The monitors there are: the layout is remembered for each set of them."""
    return "+".join(f"{s.geometry().width()}x{s.geometry().height()}" for s in QGuiApplication.screens())
