"""批量: which of the marked cases will be done and which not, with the reason; to which unit; then go."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.core import rules as r
from commandcenter.desk.bulk_acts import ACTS, BY_KEY, Picks
from commandcenter.desk.bulk_desk import BulkDesk, BulkView, State
from commandcenter.ui import bulk_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.bulk_table import BulkTable
from commandcenter.ui.controls import Choice
from commandcenter.ui.dialog_fields import NoteField
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.letter_card import BoxLine, LinesBox
from commandcenter.ui.theme import current

LIST_PX, NOTE_PX, SIDE_PX = 360, 64, 300


class BulkDialog(DialogFrame):
    """Draws the desk's plan; answers with the text that all cases get. `act_chosen` asks for another act."""

    act_chosen = Signal(str)

    def __init__(self, window: QWidget, desk: BulkDesk, key: str, *, banner: AlarmBanner | None = None) -> None:
        act = BY_KEY[key]
        super().__init__(
            window, QCoreApplication.translate("BulkDialog", "Bulk: {0}").format(bulk_words.act_text(act)),
            bulk_words.act_text(act), preview=True, banner=banner)
        self._desk, self._act = desk, act
        self.acts = Choice()
        for other in ACTS:
            self.acts.addItem(bulk_words.act_text(other), other.key)
        self.acts.setCurrentIndex(self.acts.findData(key))
        self.acts.activated.connect(self._on_act)
        self.table = BulkTable(self.tr("Cases of this act"))
        self.table.setMinimumHeight(current().px(LIST_PX))
        self.pick = Choice()
        self.pick.setPlaceholderText(self.tr("as proposed"))
        self.usual = KeyButton(self.tr("All as proposed"), (), OUTLINED)
        self.note = NoteField(self.tr("Text"), least=act.least, most=r.MAX_TEXT)
        self.note.edit.setMinimumHeight(current().px(NOTE_PX))
        self.note.edit.setMaximumHeight(current().px(NOTE_PX))
        self.summary = LinesBox()
        self.add_field(self.tr("&Act"), self.acts)
        self.add_field(self.tr("&Cases"), self.table, check=self._check, first=not act.least)
        if act.picks is not Picks.NONE:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(self.pick, 1)
            row.addWidget(self.usual)
            line.setFocusProxy(self.pick)
            word = self.tr("&Unit") if act.picks is Picks.UNIT else self.tr("C&ondition")
            self.add_field(word, line, hint=self.tr("For the rows chosen in the list; none chosen: for all of them."))
            self.pick.setAccessibleName(word.replace("&", ""))
            self.pick.activated.connect(self._on_pick)
            self.usual.clicked.connect(desk.as_proposed)
        if act.field:
            word = self.tr("&Reason") if act.field == "reason" else self.tr("&Text")
            self.add_field(word, self.note, check=self.note.fault, first=bool(act.least))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addStretch(1)
        self.set_preview(self.tr("What will be done"), self.tr("each by itself; offline it waits"), side)
        self._side.setFixedWidth(current().px(SIDE_PX))
        if act.picks is Picks.CONDITION:
            self.table.selectionModel().selectionChanged.connect(self._fill_picks)
        desk.plan_listeners.append(self.render_plan)
        self.closed.connect(self._on_closed)
        self.render_plan(desk.plan)

    def answer(self) -> object:
        return {"text": self.note.text() if self._act.field else ""}

    def render_plan(self, plan: BulkView) -> None:
        """Makes list, summary and button look like the plan."""
        if plan.act is not self._act:
            return
        third = {Picks.UNIT: self.tr("Unit"), Picks.CONDITION: self.tr("Condition")}.get(self._act.picks, "")
        self.table.set_titles((self.tr("Number"), self.tr("Case"), third, self.tr("Why, or why not")))
        self.table.set_lines(bulk_words.plan_lines(plan))
        if self._act.picks is Picks.UNIT and self.pick.count() != len(plan.units):
            self.pick.clear()
            for unit in plan.units:
                load = self.tr("%Ln open case(s)", "", unit.load)
                self.pick.addItem(f"{unit.name} · {load}", unit.key)
            self.pick.setCurrentIndex(-1)
        ready, total = len(plan.ready), len(plan.rows)
        self.primary.set_words(f"{bulk_words.act_text(self._act)} " + self.tr("%Ln case(s)", "", ready))
        lines = [BoxLine(urgency=0, text=self.tr("Will be done"), right=self.tr("%Ln case(s)", "", ready))]
        lines += [BoxLine(urgency=0, text="　" + name, right=str(n)) for name, n in bulk_words.groups(plan)[:12]]
        lacking = sum(row.state is State.READY and plan.lacks(row) for row in plan.rows)
        if lacking:
            lines.append(BoxLine(urgency=1, text=self.tr("Wait for a choice"), right=str(lacking)))
        if total - ready - lacking:
            lines.append(BoxLine(urgency=2, text=self.tr("Not possible"), right=str(total - ready - lacking)))
        if plan.reading:
            lines.append(BoxLine(urgency=0, text=self.tr("Still being read"), right=str(plan.reading)))
        self.summary.set_lines(tuple(lines))

    def _check(self) -> str:
        plan = self._desk.plan
        if plan.reading:
            return self.tr("The cases are still being read. A moment, please.")
        if not plan.ready:
            return self.tr("None of these cases can be done; the reasons stand beside them.")
        return ""

    def _fill_picks(self) -> None:
        """The conditions of the rows chosen in the list."""
        chosen = set(self.table.chosen_ids())
        rows = [row for row in self._desk.plan.rows if row.id in chosen and row.state is State.READY]
        picks = dict.fromkeys(pick for row in rows for pick in row.picks)
        self.pick.clear()
        for pick in picks:
            self.pick.addItem(pick.name, pick.key)
        self.pick.setCurrentIndex(-1)

    def _on_pick(self, at: int) -> None:
        self._desk.choose(str(self.pick.itemData(at)), self.table.chosen_ids())

    def _on_act(self, at: int) -> None:
        key = str(self.acts.itemData(at))
        if key != self._act.key:
            self.act_chosen.emit(key)

    def _on_closed(self) -> None:
        if self.render_plan in self._desk.plan_listeners and not self.answered:
            self._desk.plan_listeners.remove(self.render_plan)
