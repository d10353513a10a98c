"""A notice outside the window, where the window is hidden or minimised and the system has a tray. None is no error."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.theme import SEVERE, current

SHOWN_MS = 10_000


class TrayNotice(QObject):
    """Tells of an alarm while nobody sees the window; a click brings it back and calls `opened`."""

    def __init__(
        self, window: QWidget, opened: Callable[[], None],
        icon: Callable[[QIcon, QObject], QSystemTrayIcon] | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._opened, self._make = window, opened, icon
        self._icon: QSystemTrayIcon | None = None

    @property
    def unseen(self) -> bool:
        """Whether the window cannot be seen."""
        return not self._window.isVisible() or self._window.isMinimized()

    def tell(self, title: str, text: str) -> bool:
        """Show a notice if the window cannot be seen; whether one was shown."""
        if not self.unseen:
            return False
        if self._make is None and not QSystemTrayIcon.isSystemTrayAvailable():
            QApplication.alert(self._window)  # the entry in the task bar asks for a look
            return False
        if self._icon is None:
            shape = glyphs.glyph_icon(SEVERE, current(), 32)
            self._icon = self._make(shape, self) if self._make is not None else QSystemTrayIcon(shape, self)
            self._icon.messageClicked.connect(self._on_clicked)
            self._icon.activated.connect(self._on_clicked)
        self._icon.setToolTip(title)
        self._icon.show()
        self._icon.showMessage(title, text, QSystemTrayIcon.MessageIcon.Warning, SHOWN_MS)
        return True

    def clear(self) -> None:
        """Nothing waits: the icon goes."""
        if self._icon is not None:
            self._icon.hide()

    def _on_clicked(self, _reason: object = None) -> None:
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self.clear()
        self._opened()
