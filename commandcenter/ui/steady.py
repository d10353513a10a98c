"""Keeps the interpreter from holding up the screen's thread while others fold, import and sync; and memory small.

Measured with 100,000 cases: a full collection of garbage stopped everything for 100 to 300 ms, most of it walking over
what never goes away; and a thread that computes gave the interpreter back only every 5 ms, at each of Qt's calls.
With 1,000,000 cases 20 to 50 MB stayed with the process after vectors of megabytes had come and gone: left alone, glibc
keeps such pieces once one of them was freed.
"""

import ctypes
import gc
import sys

from PySide6.QtCore import QObject, QTimer

SWITCH_S = 0.0005
SETTLED_MS = 3_000  # after the window is shown: its panels are filled
SWEEP_MS = 60_000
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt
_LARGE, _FREE = 1 << 20, 4 << 20  # bytes: what gets pages of its own, and what may lie free at the end
_RARELY = (20_000, 20, 1_000)  # objects made before a look at the youngest; full looks are the sweep's


class Steady(QObject):
    """Set up while the window is there: young garbage goes as it comes, the rest once a minute."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(SWITCH_S)
        gc.set_threshold(*_RARELY)
        _give_back()
        self._sweep = QTimer(self)
        self._sweep.setInterval(SWEEP_MS)
        self._sweep.timeout.connect(self._on_sweep)
        self._sweep.start()
        QTimer.singleShot(SETTLED_MS, self, self.settle)

    def settle(self) -> None:
        """What is there now stays: no later look walks over it again. The start did without any (app/early.py)."""
        gc.freeze()
        gc.enable()

    def close(self) -> None:
        """As it was before."""
        self._sweep.stop()
        sys.setswitchinterval(self._before[0])
        gc.set_threshold(*self._before[1])
        gc.unfreeze()
        gc.enable()

    def _on_sweep(self) -> None:
        gc.collect()


def _give_back() -> None:
    """Have large pieces of memory go back to the system when they are freed, where this C library can be told so."""
    if sys.platform != "linux":
        return
    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    if tell is not None:
        tell(_MMAP_THRESHOLD, _LARGE)
        tell(_TRIM_THRESHOLD, _FREE)
