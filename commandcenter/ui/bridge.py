"""Where other threads meet the screen: only this file turns their news into calls in the screen's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Bridge(QObject):
    """Runs callables in the screen's thread, in the order in which they were handed over, from whatever thread."""

    _handed_over = Signal(object)  # Callable[[], None]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._handed_over.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Have `call` run in the screen's thread; dropped once the bridge is closed."""
        if self._open:
            self._handed_over.emit(call)

    def close(self) -> None:
        self._open = False

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        if self._open:
            call()


