"""The run of a bulk act below the table: how far it is, how each case ended, the way to each. Stays until closed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from commandcenter.core import rules, undo
from commandcenter.desk.bulk_acts import Picks
from commandcenter.desk.bulk_desk import BulkView, State
from commandcenter.ui import bulk_words, refusal_words
from commandcenter.ui.bulk_table import BulkTable
from commandcenter.ui.controls import labelled
from commandcenter.ui.keycap import FLAT, OUTLINED, ActionButton, KeyButton
from commandcenter.ui.theme import current

HIGH_PX = 216


class BulkStrip(QFrame):
    """Head with figures and buttons, bar while it runs, list of the cases."""

    stop_asked = Signal()
    rest_asked = Signal()
    copy_asked = Signal()
    close_asked = Signal()
    case_opened = Signal(int)  # row id

    def __init__(self, undo_act: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("Results of the bulk act"))
        self.head: QLabel = labelled("", "body")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setMinimumWidth(120)
        self.bar.setAccessibleName(self.tr("Progress of the bulk act"))
        self.stop = KeyButton(self.tr("Stop"), (), OUTLINED)
        self.rest = KeyButton(self.tr("Go on with the rest"), (), OUTLINED)
        self.undo = ActionButton(undo_act, OUTLINED)
        self.copy = KeyButton(self.tr("Copy list"), (), OUTLINED)
        self.close_button = KeyButton(self.tr("Close"), (), FLAT)
        self.table = BulkTable(self.tr("Results, one case a row; Enter shows the case"))
        line = QHBoxLayout()
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(self.head)
        line.addWidget(self.bar, 1)
        line.addStretch(0)
        for button in (self.stop, self.rest, self.undo, self.copy, self.close_button):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        self.stop.clicked.connect(self.stop_asked)
        self.rest.clicked.connect(self.rest_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.table.opened.connect(self.case_opened)
        self.hide()

    def render_view(self, view: BulkView) -> None:
        """Makes the strip look like the view; hidden without one."""
        self.setVisible(view.act is not None and not view.hidden)
        if view.act is None:
            return
        self.setFixedHeight(current().px(HIGH_PX))
        third = {Picks.UNIT: self.tr("Unit"), Picks.CONDITION: self.tr("Condition")}.get(view.act.picks, "")
        self.table.set_titles((self.tr("Number"), self.tr("Case"), third, self.tr("Result")))
        self.table.set_lines(bulk_words.result_lines(view))
        self.head.setText(self.words(view))
        self.head.setAccessibleName(self.head.text())
        self.bar.setVisible(view.running)
        self.bar.setRange(0, max(view.total, 1))
        self.bar.setValue(view.tried)
        self.stop.setVisible(view.running)
        left = view.count(State.LEFT)
        self.rest.setVisible(not view.running and left > 0)
        undoable = undo.why_never(rules.MAKES[view.act.command]) is None and view.count(State.DONE) > 0
        self.undo.setVisible(not view.running and undoable)
        for button in (self.copy, self.close_button):
            button.setVisible(not view.running)

    def words(self, view: BulkView) -> str:
        """The run in one line."""
        if view.act is None:
            return ""
        name = bulk_words.act_text(view.act)
        if view.running:
            doing = self.tr("Taking back: {0}") if view.undoing else "{0}"
            return f"{doing.format(name)} {view.tried} / {view.total}"
        parts = []
        for state, words in (
            (State.DONE, self.tr("%Ln done", "", view.count(State.DONE))),
            (State.UNDONE, self.tr("%Ln taken back", "", view.count(State.UNDONE))),
            (State.STAYS, self.tr("%Ln stay(s) as done", "", view.count(State.STAYS))),
            (State.REFUSED, self.tr("%Ln not possible", "", view.count(State.REFUSED, State.FAILED))),
            (State.LEFT, self.tr("%Ln not reached", "", view.count(State.LEFT))),
        ):
            found = view.count(State.REFUSED, State.FAILED) if state is State.REFUSED else view.count(state)
            if found:
                parts.append(words)
        said = self.tr("{0}: {1}").format(name, " · ".join(parts))
        if view.fault is not None:
            return f"{said} · {refusal_words.refusal_text(view.fault)}"
        if view.broken_off:
            return self.tr("Broken off when the program ended. {0}").format(said)
        return said
