"""Opens the editors of reference documents, and says when an earlier run left a draft of one."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.documents import Books
from commandcenter.desk.desks import Desks
from commandcenter.desk.document_desk import PREFIX
from commandcenter.ui import refusal_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.calendar_editor import CalendarEditor
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.editor_frame import EditorFrame, title_text
from commandcenter.ui.joining import listed
from commandcenter.ui.ladder_editor import LadderEditor
from commandcenter.ui.limits_editor import LimitsEditor
from commandcenter.ui.notices import NoticeLine
from commandcenter.ui.responsibility_editor import ResponsibilityEditor
from commandcenter.ui.rules_editor import RulesEditor

translate = QCoreApplication.translate  # a name that lupdate knows

ACTS = {  # action → document
    "admin.calendar": "calendar", "admin.limits": "catalogue", "admin.duties": "responsibility", "admin.rules": "rules",
    "admin.ladder": "ladder",
}


class Shows(Protocol):
    """What shows a dialog in the window, and says where one is open."""

    @property
    def dialog(self) -> DialogFrame | None: ...

    def show_editor(self, dialog: DialogFrame) -> None: ...


class EditorControl(QObject):
    """The administration's part of the window."""

    def __init__(
        self, window: QWidget, shows: Shows, desks: Desks, acts: dict[str, QAction], banner: AlarmBanner,
        notice: NoticeLine,
    ) -> None:
        super().__init__(window)
        self._window, self._shows, self._desks, self._banner, self._notice = window, shows, desks, banner, notice
        for act in ACTS:
            acts[act].triggered.connect(self._on_act)

    def _on_act(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open(ACTS[action.objectName()])

    def open(self, name: str) -> EditorFrame | None:
        """Open the editor of a document; None where another dialog is open, or the documents have not come."""
        if self._shows.dialog is not None:
            return None
        if not self._desks.documents.open(name):
            self._notice.warn(refusal_words.refusal_text(r.Refused("no-documents")))
            return None
        dialog = self._make(name, self._books)
        dialog.closed.connect(self._on_closed)
        self._notice.clear()
        self._shows.show_editor(dialog)
        return dialog

    def offer(self) -> bool:
        """Say which documents have a draft of an earlier run; False where none has."""
        names = [draft.name.removeprefix(PREFIX) for draft in self._desks.drafts.offered
                 if draft.name.startswith(PREFIX)]
        if not names:
            return False
        words = listed(title_text(name) for name in names)
        self._notice.offer(translate("Editor", "Changed and not published: {0}. Open it in the administration menu"
                                               " to go on.").format(words))
        return True

    def _make(self, name: str, books: Callable[[], Books]) -> EditorFrame:
        desk, desks = self._desks.documents, self._desks
        if name == "calendar":
            return CalendarEditor(self._window, desk, books, desks.now, banner=self._banner)
        if name == "catalogue":
            return LimitsEditor(self._window, desk, books, desks.initials, desks.sheets, banner=self._banner)
        if name == "responsibility":
            return ResponsibilityEditor(self._window, desk, books, desks.now, desks.communities, banner=self._banner)
        if name == "ladder":
            return LadderEditor(self._window, desk, books, banner=self._banner)
        return RulesEditor(self._window, desk, books, banner=self._banner)

    def _books(self) -> Books:
        books = self._desks.case.books
        assert books is not None  # they had come when the editor was opened, and none ever goes
        return books

    def _on_closed(self) -> None:
        editor = self.sender()
        if not isinstance(editor, EditorFrame):
            return
        name = editor.document
        if self._desks.drafts.of(PREFIX + name) is not None:
            self._notice.offer(translate("Editor", "{0}: the draft is kept on this workstation.").format(
                title_text(name)))
