"""While an input method composes (拼音 not yet chosen), keys are its own: no shortcut fires, no dialog closes.

One filter for the text fields of a dialog; lines that complete look after it themselves.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class Composing(QObject):
    """Install it on text fields; it swallows the keys of one that composes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._in: QObject | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._in = watched if event.preeditString() else None
        elif kind == QEvent.Type.FocusOut and self._in is watched:
            self._in = None
        elif kind in _KEYS and self._in is watched:
            event.accept()
            return True
        return False
