"""The bar over the queue: the acts that are wanted most, the search line, the palette."""

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from commandcenter.core.search import Field
from commandcenter.desk.search_desk import SearchDesk
from commandcenter.ui import actions
from commandcenter.ui.keycap import OUTLINED, PRIMARY, ActionButton
from commandcenter.ui.search_box import SearchBox


class ActBar(QFrame):
    """Built from the action table."""

    def __init__(self, acts: Mapping[str, QAction], desk: SearchDesk) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        self.buttons = [ActionButton(acts[act], PRIMARY if n == 0 else OUTLINED) for n, act in enumerate(actions.BAR)]
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.search = SearchBox(self.tr("Search, such as {0}").format(_example(desk)), ("Ctrl", "F"), desk.suggest)
        self.search.setAccessibleName(self.tr("Search in the queue"))
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(420)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.search, 2)
        row.addWidget(ActionButton(acts["go.palette"], OUTLINED))


def _example(desk: SearchDesk) -> str:
    """A line for the empty search box, in the words of the search."""
    tables = desk.tables
    return f"{tables.key(Field.STATE)}:{tables.label(Field.STATE, 'overdue')} {tables.key(Field.ROAD)}:冶金大道"
