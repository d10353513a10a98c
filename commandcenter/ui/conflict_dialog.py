"""The conflict desk: acts that had no effect, one laid out side by side, keep it so or give the act again.

After each decision the next one comes up by itself; closing decides nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.core import rules as r
from commandcenter.desk.conflict_desk import KEEP, REAPPLY, ConflictDesk, ConflictView, Laid
from commandcenter.ui import conflict_words as words
from commandcenter.ui import refusal_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.conflict_parts import ConflictList, ForkDrawing, Listed, SidesGrid
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.theme import current

translate = QCoreApplication.translate  # a name that lupdate knows
NOTE_PX = 46


class ConflictDialog(DialogFrame):
    """`case_asked`: somebody wants to see the case. `names`: posts and units by id."""

    case_asked = Signal(object)  # CaseRow
    wide = True
    fills = True
    wide_px = 1440

    def __init__(
        self, window: QWidget, desk: ConflictDesk, names: Callable[[], dict[str, str]], least: int, *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("ConflictDialog", "Conflicts"), translate("ConflictDialog", "Keep as it is"),
                         banner=banner)
        self._desk, self._names, self._laid = desk, names, None
        self.list = ConflictList()
        self.why = labelled(self.tr(
            "Where two desks took the same step while one was offline, the one that the city platform accepted first"
            " counts. The other is never lost and never overwrites it; a person decides here."), "hint")
        self.why.setWordWrap(True)
        self.head, self.said = labelled("", "title"), labelled("", "body")
        self.fork = ForkDrawing()
        self.sides = SidesGrid([words.row_name(row) for row in words.ROWS])
        self.beside = labelled("", "hint")
        self.choice = OptionGroup((
            Option(key=KEEP, words=self.tr("Keep as it is")), Option(key=REAPPLY, words=self.tr("Give the act again"))))
        self.choice.choose(KEEP)
        self.outcome = labelled("", "secondary")
        for label in (self.head, self.said, self.beside, self.outcome):
            label.setWordWrap(True)
        self.note = NoteField(self.tr("Reason"), least=least, most=r.MAX_TEXT)
        self.note.edit.setMinimumHeight(current().px(NOTE_PX))
        self.note.edit.setMaximumHeight(current().px(NOTE_PX))
        self._pages = QStackedWidget()
        self.empty = labelled("", "secondary")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._detail = self._laid_out()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._detail)
        self._left = left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.why)
        left.setFixedWidth(current().px(272))
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self._pages, 1)
        self.grid.addWidget(pair, 0, 0, 1, 2)
        self.grid.setRowStretch(0, 1)
        self.grid.setColumnMinimumWidth(0, 0)
        self.show_case = self.add_button(self.tr("Open the case"))
        self.show_case.clicked.connect(self._on_case)
        self.cancel.set_words(self.tr("Later"))
        self.add_hint(("↑", "↓"), self.tr("Another act"))
        self._first = self.list
        self.list.act_chosen.connect(desk.choose)
        self.choice.option_chosen.connect(self._on_choice)
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)
        self.render_view(desk.view)

    _laid: Laid | None

    def _laid_out(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.head, self.said, self.fork, self.sides, self.beside):
            column.addWidget(widget)
        self.choice.describe(self.tr("Decision"))
        column.addWidget(self.choice)
        column.addWidget(self.outcome)
        column.addWidget(labelled(self.tr("Reason"), "label"))
        column.addWidget(self.note)
        column.addStretch(1)
        for widget in (self.head, self.said, self.outcome):
            policy = widget.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            widget.setSizePolicy(policy)
        return page

    def render_view(self, view: ConflictView) -> None:
        """The list, and the act that is laid out."""
        lines = tuple(Listed(key=one.fact, head=words.list_head(one), state=words.list_state(one),
                             below=words.list_below(one, view.now), waits=not one.decision)
                      for one in (*view.lines, *view.done))
        self.list.set_lines(lines, view.chosen)
        waiting = self.tr("%Ln waiting", "", view.waiting)
        done = self.tr("%Ln decided now", "", len(view.done)) if view.done else ""
        self.bar.set_hint(" · ".join(filter(None, (waiting, done))))
        self._pages.setCurrentIndex(1 if view.laid is not None else 0)
        self.empty.setText(self._empty_words(view))
        policy = QSizePolicy.Policy  # what is not seen needs no room, and nothing to scroll
        self._detail.setSizePolicy(policy.Preferred, policy.Ignored if view.laid is None else policy.Preferred)
        nothing = view.loaded and not lines
        had = self.list.hasFocus()
        self._left.setVisible(not nothing)  # no bare box beside the sentence
        if nothing and had:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.primary.setEnabled(view.laid is not None)
        self.show_case.setEnabled(view.laid is not None)
        if view.laid is not None and view.laid != self._laid:
            self._lay_out(view.laid, view)
        elif view.laid is None:
            self._laid = None
        if view.refusal is not None:
            self.say_fault(refusal_words.refusal_text(view.refusal))

    def confirm(self) -> None:
        """Decide; the next one comes up and the desk stays open."""
        if self._laid is None or not self.primary.isEnabled():
            return
        wrong = self.note.fault()
        if wrong:
            self.say_fault(wrong)
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.say_fault("")
        give = self._desk.reapply if self.choice.key() == REAPPLY else self._desk.keep
        if give(self.note.text()):
            if self._desk.view.laid is None:
                self.note.set_text(words.proposal(KEEP))  # for the next one; what was written is in its fact
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def was_typed(self) -> bool:
        """A reason that was proposed is nothing typed."""
        return self.note.text() not in ("", words.proposal(KEEP), words.proposal(REAPPLY))

    def _empty_words(self, view: ConflictView) -> str:
        if not view.loaded:
            return self.tr("Loading…")
        if view.lines:
            return self.tr("Choose an act of the list.")
        done = self.tr("%Ln decided just now; each is a fact in the course of its case.", "", len(view.done))
        if view.done:
            return self.tr("No act waits for a decision.") + "\n\n" + done
        return self.tr("No act waits for a decision.") + "\n\n" + self.why.text()

    def _lay_out(self, laid: Laid, view: ConflictView) -> None:
        before, self._laid = self._laid, laid
        names, now, fork = self._names(), view.now, laid.fork
        mine = next((line.mine for line in view.lines if line.fact == view.chosen), False)
        self.head.setText(words.title(laid, mine))
        self.said.setText(words.sentence(laid, mine, names, now))
        parted = laid.seen is not None
        for widget in (self.fork, self.sides):
            widget.setVisible(parted)
        ahead = fork.ahead or ((fork.winner,) if fork.winner is not None else ())
        self.fork.set_fork([words.step_words(entry, names) for entry in fork.trunk[-3:]],
                           [words.step_words(entry, names) for entry in ahead],
                           words.step_words(fork.loser, names))
        self.sides.set_sides(words.heads(laid, mine, names, now), [
            [words.cell(row, side, names, now) for side in (laid.seen, laid.then, laid.mine)] for row in words.ROWS])
        said = words.beside_words(laid, names, now)
        self.beside.setText(said)
        self.beside.setVisible(bool(said))
        again = self.choice.radio(REAPPLY)
        again.setEnabled(laid.refusal is None)
        again.setToolTip("" if laid.refusal is None else refusal_words.refusal_text(laid.refusal))
        if before is None or before.fork.loser != fork.loser:
            self.choice.choose(KEEP)
            self.note.set_text(words.proposal(KEEP))
        elif laid.refusal is not None:
            self.choice.choose(KEEP)
        self._say_outcome()

    def _say_outcome(self) -> None:
        laid = self._laid
        if laid is None:
            return
        keeping = self.choice.key() == KEEP
        said = words.consequence_keep(laid) if keeping else words.consequence_reapply(laid)
        if keeping and laid.refusal is not None:
            said += "\n" + words.consequence_reapply(laid)
        self.outcome.setText(said)
        self.primary.set_words(self.tr("Keep as it is") if keeping else self.tr("Give the act again"))

    def _on_choice(self, key: str) -> None:
        if not self.was_typed():
            self.note.set_text(words.proposal(key))
        self._say_outcome()

    def _on_case(self) -> None:
        if self._laid is not None and self._laid.view.row is not None:
            self.case_asked.emit(self._laid.view.row)

    def _on_closed(self) -> None:
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)
