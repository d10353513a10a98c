"""Keeps what is typed in a dialog: each keystroke is handed to the draft desk within half a second.

No disk here: the draft desk writes in a thread of its own, and says when it cannot.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from commandcenter.desk.draft_desk import Draft, DraftDesk
from commandcenter.ui import refusal_words
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.photo_tray import PhotoTray

KEEP_MS = 400


class DraftKeeper(QObject):
    """The draft of one open dialog: fills it from an earlier one, keeps it, drops it when it is given up or `done`."""

    def __init__(
        self, dialog: DialogFrame, desk: DraftDesk, draft: Draft, *, fields: Callable[[], dict[str, str]] | None = None
    ) -> None:
        """`draft` names it and what it is about; `fields` gives what the dialog holds, by default its texts."""
        super().__init__(dialog)
        self._dialog, self._desk, self._draft = dialog, desk, draft
        self._fields = fields or dialog.written
        self._ended = False
        earlier = desk.of(draft.name)
        self.restored = earlier is not None
        if earlier is not None:
            self._draft = replace(earlier, fields={})
            if fields is None:
                dialog.restore(earlier.fields)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        for line in dialog.panel.findChildren(QLineEdit):
            line.textChanged.connect(self.touch)
        for area in dialog.panel.findChildren(QPlainTextEdit):
            area.textChanged.connect(self.touch)
        for tray in dialog.panel.findChildren(PhotoTray):
            tray.changed.connect(self.touch)
        dialog.closed.connect(self._on_closed)
        desk.listeners.append(self._on_desk)

    def touch(self) -> None:
        """Something changed: keep it soon. Not put off by the next keystroke."""
        if not self._ended and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now."""
        if not self._ended:
            self._desk.keep(replace(self._draft, fields=self._fields()))

    def flush(self) -> None:
        """The window closes: keep what was typed last without waiting."""
        if self._timer.isActive():
            self.keep()

    def done(self) -> None:
        """It was sent, or is discarded: the draft goes."""
        self.leave()
        self._desk.drop(self._draft.name)

    def leave(self) -> None:
        """Stop watching; the draft stays as it was kept last."""
        self._ended = True
        self._timer.stop()
        if self._on_desk in self._desk.listeners:
            self._desk.listeners.remove(self._on_desk)

    def _on_closed(self) -> None:
        if not self._dialog.answered and not self._ended:
            self.done()

    def _on_desk(self) -> None:
        trouble = self._desk.trouble
        if not self._ended and self._dialog.isVisible():
            self._dialog.say_fault("" if trouble is None else refusal_words.refusal_text(trouble))
