"""The wall in the window: a full-screen window of its own on the second monitor."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from commandcenter.desk.desks import Desks
from commandcenter.ui.status_line import StatusLine
from commandcenter.ui.wall_window import WallWindow


class WallControl(QObject):
    """Opens and closes the wall, and tells it how the exchange stands."""

    def __init__(self, window: QWidget, desks: Desks, acts: Mapping[str, QAction], status: StatusLine) -> None:
        super().__init__(window)
        self._desks, self._status = desks, status
        self._wall: WallWindow | None = None
        desks.wall.listeners.append(self._on_view)
        acts["view.wall"].triggered.connect(self.switch)

    def tick(self) -> None:
        """A minute went by."""
        if self._wall is not None:
            self._wall.tick(self._desks.now())
            self._on_view(self._desks.wall.view)

    def close(self) -> None:
        """The window closes, and the wall with it."""
        if self._wall is not None:
            self._wall.close()

    def switch(self) -> None:
        """Show the wall, or close it."""
        if self._wall is not None:
            self._wall.close()
            return
        self._wall = WallWindow(self._desks.wall, self._desks.ground, wall_title(self._desks))
        self._wall.closed.connect(self._on_closed)
        self._desks.show_wall(True)
        self._on_view(self._desks.wall.view)
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self._wall.setScreen(screens[1])
            self._wall.move(screens[1].geometry().topLeft())
        self._wall.showFullScreen()

    def _on_view(self, view: object) -> None:
        if self._wall is not None:
            self._wall.set_status(self._status.words(), self._status.is_stale)

    def _on_closed(self) -> None:
        self._desks.show_wall(False)
        self._wall = None


def wall_title(desks: Desks) -> str:
    """The wall's head: whose command centre it is."""
    return QCoreApplication.translate("MainWindow", "{0} city management command centre").format(desks.street_name)
