"""撤销 in the window: lights the act, says what was taken back or why not."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.numbers import short_number
from commandcenter.desk.desks import Desks
from commandcenter.desk.undo_desk import Deed
from commandcenter.ui import actions, refusal_words
from commandcenter.ui.stage import Stage


class UndoControl(QObject):
    """Ctrl+Z."""

    def __init__(self, window: QWidget, stage: Stage, desks: Desks, act: QAction) -> None:
        super().__init__(window)
        self._stage, self._case, self._desk, self._act = stage, desks.case, desks.undo, act
        act.triggered.connect(self._on_undo)
        desks.undo.listeners.append(self.light)
        self.light()

    def light(self) -> None:
        """Whether there is something to take back, and what it is."""
        deed = self._desk.last
        self._act.setEnabled(deed is not None)
        why = self._desk.why_not()
        self._act.setToolTip(refusal_words.refusal_text(why) if why is not None else
                             self.tr("Takes back: {0}").format(self.words(deed)) if deed is not None else "")

    def hint(self) -> str:
        """What stands behind the line of an act that can be taken back."""
        return "" if self._desk.why_not() is not None else self.tr(" · Undo Ctrl+Z")

    def words(self, deed: Deed) -> str:
        """An act and its case, or how many."""
        spec = next((s for s in actions.SPECS if s.command is deed.command), None)
        act = actions.text_of(spec) if spec is not None else ""
        if deed.run:
            return f"{act} " + self.tr("%Ln case(s)", "", len(deed.cases))
        return f"{act} {short_number(deed.cases[0][1])}"

    def _on_undo(self) -> None:
        if self._stage.dialog is not None:
            return
        self._case.clear_notice()  # of the act that is taken back
        undone = self._desk.undo()
        if undone.refusal is not None:
            self._stage.notice.warn(refusal_words.refusal_text(undone.refusal))
        elif undone.deed is not None and undone.deed.merge is not None:
            merge = undone.deed.merge
            self._stage.notice.say(self.tr("{0} is no longer merged into {1}; it goes on as before.").format(
                short_number(merge.duplicate_number), short_number(merge.kept_number)))
        elif undone.deed is not None and not undone.deed.run:
            self._stage.notice.say(self.tr("Taken back: {0}. The case and its clocks stand as before.").format(
                self.words(undone.deed)))
