"""A window of pages, one panel after the other, before or after the real window: unlocking, restoring, moving.

No key and no file: what happens is app's.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from commandcenter.desk.errand_desk import ErrandDesk
from commandcenter.settings import Settings
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.first_light import application

translate = QCoreApplication.translate

SIZE = (960, 720)


class PageWindow(QMainWindow):
    """Shows one page; `finished` when the last one is over or the window was closed."""

    finished = Signal()

    def __init__(self, errands: ErrandDesk) -> None:
        super().__init__()
        self._errands = errands
        self.page: DialogFrame | None = None
        self.resize(*SIZE)
        self.setMinimumSize(480, 400)
        self.setCentralWidget(QWidget())
        self.setWindowTitle(translate("MainWindow", "Street command centre"))

    def show_page(self, page: DialogFrame) -> None:
        """Take the place of the page before; leaving this one ends the window."""
        before, self.page = self.page, page
        page.closed.connect(self._on_closed)
        if before is not None:
            before.closed.disconnect(self._on_closed)
            before.dismiss()
            before.deleteLater()
        QTimer.singleShot(0, page, page.open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.page is not None and not self.page.isVisible() and self.isVisible():
            self.page.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._errands.stop()
        self.finished.emit()
        super().closeEvent(event)

    def _on_closed(self) -> None:
        self.finished.emit()


def run(begin: Callable[[PageWindow, ErrandDesk], None], settings: Settings) -> None:
    """Show pages until they are over; `begin` shows the first one."""
    app = application(settings)
    bridge, loop = Bridge(), QEventLoop()
    errands = ErrandDesk(bridge.deliver)
    shown = PageWindow(errands)
    shown.finished.connect(loop.quit)
    begin(shown, errands)
    shown.show()
    loop.exec()
    errands.close()
    shown.finished.disconnect(loop.quit)
    shown.close()
    bridge.close()
    shown.deleteLater()
    app.sendPostedEvents()
