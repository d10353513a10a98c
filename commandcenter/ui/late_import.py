"""Modules that are imported in a thread of their own while the window is there; nothing waits for them.

What pulls much behind it (pyqtgraph: 0.3 s) is so neither before the first rows nor on the screen's thread.
"""

import sys
import threading
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

POLL_MS = 20


class LateImport(QObject):
    """Imports these modules once; `done` comes when they are there, from `start` on, never within it."""

    done = Signal()

    def __init__(self, names: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._thread: threading.Thread | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)

    def start(self) -> None:
        """Begin, unless it was begun."""
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._work, name="late-imports", daemon=True)
        if any(name not in sys.modules for name in self._names):
            self._thread.start()
            self._poll.start()
        else:
            QTimer.singleShot(0, self, self.done.emit)

    def _work(self) -> None:
        for name in self._names:
            __import__(name)

    def _on_poll(self) -> None:
        if self._thread is not None and not self._thread.is_alive():
            self._poll.stop()
            self.done.emit()
