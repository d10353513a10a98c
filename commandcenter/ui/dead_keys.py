"""A key whose act is not possible now says why, where it would do nothing: Qt has no word of its own for that."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from commandcenter.ui.actions import PANEL
from commandcenter.ui.joining import listed
from commandcenter.ui.keycap import shortcut_keys
from commandcenter.ui.notices import NoticeLine

MOST_NAMED = 3


class DeadKeys(QObject):
    """Watches the keys of a widget that came through to it: those of open acts have been taken before."""

    def __init__(
        self, parent: QObject, acts: Mapping[str, QAction], notice: NoticeLine, lit: Callable[[], Sequence[str]],
    ) -> None:
        """`lit`: ids of the acts that the case shown has open, the likeliest first."""
        super().__init__(parent)
        self._acts, self._notice, self._lit = acts, notice, lit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.isAutoRepeat():
            return False
        pressed = QKeySequence(event.keyCombination())
        act = next((one for one in self._acts.values() if not one.isEnabled() and one.shortcut() == pressed), None)
        if act is None:
            return False
        words, name = act.toolTip(), act.text().replace("&", "")
        if words in ("", name):
            words = self.tr("“{0}” is not possible now.").format(name)
        if act.objectName() in PANEL:
            words = self._and_what_is_possible(words)
        self._notice.warn(words)
        return True

    def _and_what_is_possible(self, words: str) -> str:
        """And what can be done with the case instead, the likeliest first, with its keys."""
        lit = [self._acts[act] for act in self._lit()[:MOST_NAMED]]
        named = listed(f"{one.text()} {'+'.join(shortcut_keys(one.shortcut()))}".strip() for one in lit)
        return self.tr("{0} Possible now: {1}.").format(words, named) if lit else words
