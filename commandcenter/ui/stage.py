"""What a control needs of the window: its notice line, its banner, and one dialog at a time.

No window: main_window is one, and a test may be another.
"""

from collections.abc import Callable
from typing import Protocol

from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.draft_keeper import DraftKeeper
from commandcenter.ui.notices import NoticeLine


class Stage(Protocol):
    """Where a control says something, and shows a dialog."""

    notice: NoticeLine
    banner: AlarmBanner

    @property
    def dialog(self) -> DialogFrame | None: ...

    def show_dialog(
        self, dialog: DialogFrame, done: Callable[[object], str | None], keeper: DraftKeeper | None = None,
    ) -> None:
        """Show it; `done` gets the answer, and gives a sentence where the dialog must come back with it."""
