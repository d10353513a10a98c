"""升级督办: which level, to whom, why, with what evidence, what the reply must hold, which clock starts."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.core.escalation_rules import MIN_TEXT
from commandcenter.core.rungs import By
from commandcenter.desk.case_desk import CaseView, RungChoice
from commandcenter.ui import case_words, texts, time_words
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Check, Choice
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.joining import listed
from commandcenter.ui.letter_card import BoxLine, LetterCard, LinesBox
from commandcenter.ui.level_steps import CHOICE, CLOSED, DONE, Level, LevelSteps

REASONS: dict[Any, Any] = {
    "due_soon": QT_TRANSLATE_NOOP("Reason", "Due soon, no progress"),
    "not_on_site": QT_TRANSLATE_NOOP("Reason", "Overdue, nobody on site"),
    "no_feedback": QT_TRANSLATE_NOOP("Reason", "Overdue, no feedback"),
    "danger": QT_TRANSLATE_NOOP("Reason", "Danger to people"),
    "order": QT_TRANSLATE_NOOP("Reason", "Leader's instruction"),
}


class EscalateDialog(DialogFrame):
    """Answers with the words of Escalate: level, due, to, reason, text, asks."""

    def __init__(
        self,
        window: QWidget,
        view: CaseView,
        rungs: tuple[RungChoice, ...],
        due: int,
        number: str,
        reply_dues: "dict[int, int | None]",
        *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("EscalateDialog", "Escalate — case {0}").format(number),
            QCoreApplication.translate("EscalateDialog", "Send supervision order"),
            preview=True,
            banner=banner,
        )
        put_head(self, view)
        self._view, self._rungs, self._due, self._number, self._reply_dues = view, rungs, due, number, reply_dues
        self.levels = LevelSteps()
        self.add_above(self.levels)
        self.to = Choice()
        self.reasons = OptionGroup(
            tuple(Option(key=k, words=QCoreApplication.translate("Reason", v)) for k, v in REASONS.items())
        )
        self.note = NoteField(self.tr("Explanation"), least=MIN_TEXT)
        self._asks_box = QWidget()
        self._asks = QVBoxLayout(self._asks_box)
        self._asks.setContentsMargins(0, 0, 0, 0)
        self._asks.setSpacing(0)
        self.asks: list[Check] = []
        self.clocks = LinesBox()
        self.letter = LetterCard()
        self.add_field(self.tr("&To"), self.to)
        self.add_field(self.tr("&Reason"), self.reasons, check=self._check_reason)
        self.add_field(self.tr("&Explanation"), self.note, check=self.note.fault, first=True)
        self.add_field(self.tr("Reply with"), self._asks_box)
        self.add_field(self.tr("Clock"), self.clocks)
        self.set_preview(
            self.tr("What the receiver will see"), self.tr("Offline it waits and is sent later"), self.letter
        )
        self.add_hint(("←", "→"), self.tr("level"))
        self.add_hint(("Tab",), self.tr("next field"))
        main = view.main
        overdue = main is not None and main.due is not None and main.due <= view.now
        levels = self._levels()
        open_ones = [level.key for level in levels if level.state == CHOICE]
        # what is overdue has outgrown a reminder: the highest level that the clock would set too is proposed
        own = [key for key in open_ones if self._by_timer(key)]
        self.levels.set_levels(levels, (own or open_ones)[-1 if own else 0] if overdue and open_ones else "")
        self.reasons.choose("not_on_site" if overdue else "due_soon")
        self.note.set_text(self._proposal())
        self.levels.level_chosen.connect(self._on_level)
        self.reasons.option_chosen.connect(self._draw)
        self.note.edit.textChanged.connect(self._draw)
        self.to.currentIndexChanged.connect(self._draw)
        self._on_level(self.levels.key())

    def answer(self) -> object:
        return {
            "level": int(self.levels.key() or 0),
            "due": self._due,
            "to": str(self.to.currentData() or ""),
            "reason": self._reason_words(),
            "text": self.note.text(),
            "asks": tuple(check.text() for check in self.asks if check.isChecked()),
        }

    def _levels(self) -> tuple[Level, ...]:
        made = []
        for choice in self._rungs:
            fired = choice.fired_at is not None or choice.refusal == "rung-fired"
            state = DONE if fired else CHOICE if not choice.refusal else CLOSED
            caption = ""
            if choice.fired_at is not None:
                caption = time_words.past(self._view.now, choice.fired_at)
            elif choice.refusal == "no-such-level":
                caption = self.tr("not set here")
            elif choice.refusal == "rung-role":
                caption = self.tr("by {0}").format(texts.role_text(choice.rung.roles[0]))
            made.append(
                Level(
                    key=str(choice.rung.level),
                    name=choice.rung.name,
                    caption=caption,
                    state=state,
                    why_not=self._why_not(choice, caption, fired),
                )
            )
        # a higher rung closes the ones below it
        top = max((n for n, level in enumerate(made) if level.state == DONE), default=-1)
        return tuple(
            level
            if n > top or level.state == DONE
            else Level(
                key=level.key,
                name=level.name,
                caption=self.tr("passed over"),
                state=CLOSED,
                why_not=self.tr("A higher level was sent already."),
            )
            for n, level in enumerate(made)
        )

    def _by_timer(self, key: str) -> bool:
        """Whether the clock sets this level by itself; the others are never proposed past these."""
        return any(str(c.rung.level) == key and c.rung.by is By.TIMER for c in self._rungs)

    def _why_not(self, choice: RungChoice, caption: str, fired: bool) -> str:
        if fired:
            return self.tr("Sent already.")
        if choice.refusal != "rung-role":
            return caption
        posts = listed(texts.role_text(role) for role in choice.rung.roles)
        return self.tr("Set by {0} alone.").format(posts)

    def _rung(self) -> RungChoice | None:
        return next((c for c in self._rungs if str(c.rung.level) == self.levels.key()), None)

    def _on_level(self, _key: str) -> None:
        choice, case = self._rung(), self._view.case
        self.primary.setEnabled(choice is not None)
        self.to.clear()
        for check in self.asks:
            check.hide()
            check.deleteLater()
        self.asks = []
        if choice is None or case is None:
            self.clocks.set_lines((BoxLine(urgency=0, text=self.tr("Every level that is set here was sent.")),))
            self._draw()
            return
        unit = case.unit_name or time_words.EMPTY
        for receiver in (choice.rung.to, *choice.rung.copy_to):
            self.to.addItem(
                f"{unit} · {texts.receiver_text(receiver)}"
                if receiver.startswith("unit")
                else texts.receiver_text(receiver),
                case.unit if receiver == "unit" else str(receiver),
            )
        for ask in choice.rung.asks:
            check = Check(ask)
            check.setChecked(True)
            check.toggled.connect(self._draw)
            self._asks.addWidget(check)
            self.asks.append(check)
        self.clocks.set_lines(self._clock_lines(choice))
        self._draw()

    def _clock_lines(self, choice: RungChoice) -> tuple[BoxLine, ...]:
        now, lines = self._view.now, []
        reply = self._reply_dues.get(choice.rung.level)
        if reply is not None:
            lines.append(
                BoxLine(
                    urgency=1,
                    text=self.tr("Starts: reply clock {0}").format(time_words.limit_text(choice.rung.reply_limit)),
                    right=self.tr("reply by {0}").format(time_words.due_text(now, reply)),
                )
            )
        else:
            lines.append(BoxLine(urgency=0, text=self.tr("No reply clock at this level")))
        main = self._view.main
        if main is not None and main.due is not None:
            over = now >= main.due
            row = self._view.row
            urgent = int(case_words.urgency_of(row, now)) if row is not None else 0
            words = self.tr("Unchanged: the clock goes on overdue") if over else self.tr("Unchanged: the clock goes on")
            lines.append(BoxLine(urgency=urgent, text=words, right=time_words.remaining(now, main.due, False, False)))
        return tuple(lines)

    def _reason_words(self) -> str:
        source = REASONS.get(self.reasons.key())
        return QCoreApplication.translate("Reason", source) if source is not None else ""

    def _check_reason(self) -> str:
        return "" if self.reasons.key() else self.tr("Choose a reason.")

    def _proposal(self) -> str:
        case, main, now = self._view.case, self._view.main, self._view.now
        if case is None:
            return ""
        words = self.tr("{0}: {1}.").format(case.place, case_words.title_of(case))
        if main is not None and main.due is not None:
            due, left = time_words.due_text(now, main.due), time_words.remaining(now, main.due, False, False)
            limit = main.clock.limit
            if limit is None or limit.unit is None:  # an instant is its own limit
                words += self.tr(" Due {0}, {1}.").format(due, left)
            else:
                words += self.tr(" Limit {0}, due {1}, {2}.").format(time_words.limit_text(limit), due, left)
        return words + self.tr(" Please act on site at once and reply in time.")

    def _draw(self, _changed: object = None) -> None:
        choice, case, now = self._rung(), self._view.case, self._view.now
        if choice is None or case is None:
            return
        asks = "\n".join(
            f"{n}. {check.text()}" for n, check in enumerate((c for c in self.asks if c.isChecked()), start=1)
        )
        reply = self._reply_dues.get(choice.rung.level)
        below = asks
        if reply is not None:
            below = self.tr("Reply by {0}:").format(time_words.due_text(now, reply)) + "\n" + asks
        self.letter.set_letter(
            title=choice.rung.name,
            left=self._number,
            right=time_words.moment(now),
            text="\n".join((self.tr("{0}:").format(self.to.currentText()), self._reason_words(), self.note.text())),
            below=below,
            sender=self.tr("Command centre"),
        )
