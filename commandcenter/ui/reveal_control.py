"""显示联系方式 in the window: for a minute, after a reason that was written down; copying only meanwhile."""

from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core.case import Case
from commandcenter.core.command import Command
from commandcenter.core.rules import Reveal
from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.desks import Desks
from commandcenter.desk.sign_in_desk import SignInView
from commandcenter.ui import case_words
from commandcenter.ui.case_panel import CasePanel
from commandcenter.ui.notices import NoticeLine

SHOWN_MS = 60_000


class RevealControl(QObject):
    """Lights the act where something is masked, and masks it again: after a minute, on another case, locked."""

    def __init__(self, window: QWidget, desks: Desks, acts: dict[str, QAction], panel: CasePanel,
                 notice: NoticeLine) -> None:
        super().__init__(window)
        self._desks, self._acts, self._panel, self._notice = desks, acts, panel, notice
        self._shown: UUID | None = None
        self._copied = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self.mask)
        acts["case.copy_contact"].triggered.connect(self._on_copy)
        desks.case.acted.append(self._on_acted)
        desks.sign_in.listeners.append(self._on_sign_in)

    def light(self, view: CaseView) -> None:
        """Whether there is something to show, and to copy."""
        if self._shown is not None and (view.case is None or view.case.id != self._shown):
            self.mask()
        act, copy = self._acts["case.reveal"], self._acts["case.copy_contact"]
        if act.isEnabled() and not case_words.contacts_of(view):
            act.setEnabled(False)
            act.setToolTip(self.tr("No contact details in this case."))
        copy.setEnabled(self._shown is not None)
        copy.setToolTip("" if self._shown is not None else self.tr("First show the contact details (V)."))

    def mask(self) -> None:
        """Nothing is shown any more, and what was copied leaves the clipboard."""
        self.timer.stop()
        self._shown = None
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""
        self._panel.reveal(None)
        self._acts["case.copy_contact"].setEnabled(False)

    def _on_acted(self, command: Command, case: Case) -> None:
        if isinstance(command, Reveal):
            self._shown = case.id
            self._panel.reveal(case.id)
            self.timer.start()
            QTimer.singleShot(0, self, self._say)

    def _say(self) -> None:
        if self._shown is not None:
            self._notice.say(self.tr("Shown for one minute, and written down. Shift+V copies."))

    def _on_copy(self) -> None:
        view = self._desks.case.view
        if self._shown is not None and view.case is not None and view.case.id == self._shown:
            self._copied = " ".join(case_words.contacts_of(view))
            QGuiApplication.clipboard().setText(self._copied)
            self._notice.say(self.tr("Copied. It leaves the clipboard after a minute."))

    def _on_sign_in(self, view: SignInView) -> None:
        if view.closed and self._shown is not None:
            self.mask()
