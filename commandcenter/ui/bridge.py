"""Where other threads meet the screen: only this file turns their news into calls in the screen's thread.

Qt hands over all that waits in one go. So calls are made for `PATIENCE_S` at most, then keys, mouse and paints have
their turn.
"""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

PATIENCE_S = 0.008


class Bridge(QObject):
    """Runs callables in the screen's thread, in the order in which they were handed over, from whatever thread."""

    _handed_over = Signal(object)  # Callable[[], None]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._waiting: deque[Callable[[], None]] = deque()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        self._handed_over.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Have `call` run in the screen's thread; dropped once the bridge is closed."""
        if self._open:
            self._handed_over.emit(call)

    def close(self) -> None:
        self._open = False
        self._waiting.clear()

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        self._waiting.append(call)
        if not self._turn.isActive():
            self._turn.start()

    def _on_turn(self) -> None:
        until = time.perf_counter() + PATIENCE_S
        try:
            while self._open and self._waiting:
                self._waiting.popleft()()
                if time.perf_counter() > until:
                    break
        finally:
            if self._open and self._waiting:
                self._turn.start()


