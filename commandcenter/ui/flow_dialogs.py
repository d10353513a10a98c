"""The dialogs of more time and of doubtful duty: extension, deferral, the decision on a request, ruling, re-opening.

Each gives the words of its command as `answer`, as in act_dialogs.
"""

from uuid import UUID

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.city_rules import Rules
from commandcenter.core.limits import DAY_MS
from commandcenter.core.numbers import day_start
from commandcenter.desk.case_desk import CaseView, UnitChoice
from commandcenter.ui import texts, time_words
from commandcenter.ui.act_dialogs import TextDialog, put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, DateField, labelled
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame

WEEK = 7  # days: the deferral that is proposed
_EPOCH = QDate(1970, 1, 1)


def day_of(at: int) -> QDate:
    """The day of an instant (ms UTC) in Asia/Shanghai."""
    when = time_words.local(at)
    return QDate(when.year, when.month, when.day)


def start_of(day: QDate) -> int:
    """The beginning of a day in Asia/Shanghai, ms UTC."""
    noon = _EPOCH.daysTo(day) * DAY_MS + DAY_MS // 2  # well inside the day in any zone of China
    return day_start(noon)


def least_of(rules: Rules | None) -> int:
    """How many characters a reason has at least in this city."""
    return rules.least_reason if rules is not None else 1


class _AskDialog(DialogFrame):
    """Who asks for it, and why."""

    def _add_who(self) -> None:
        self.who = OptionGroup((
            Option(key=Role.DEPARTMENT, words=texts.role_text(Role.DEPARTMENT)),
            Option(key=Role.HANDLER, words=texts.role_text(Role.HANDLER)),
        ))
        self.who.choose(Role.DEPARTMENT)
        self.add_field(
            QCoreApplication.translate("AskDialog", "Asked by"), self.who,
            hint=QCoreApplication.translate("AskDialog", "What a handler asks for, the unit decides first."))

    def _add_reason(self, rules: Rules | None, *, first: bool) -> None:
        words = QCoreApplication.translate("AskDialog", "Reason")
        self.note = NoteField(words, least=least_of(rules), most=r.MAX_TEXT)
        self.add_field(words, self.note, check=self.note.fault, first=first)


class ExtendDialog(_AskDialog):
    """延期: asked for by the unit or the handler; shows what it would move the deadline to."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, rules: Rules | None, *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("ExtendDialog", "Ask for an extension — case {0}").format(number),
            QCoreApplication.translate("ExtendDialog", "Ask for an extension"),
            banner=banner,
        )
        put_head(self, view)
        case = view.case
        self._add_reason(rules, first=True)
        self._add_who()
        if case is not None and case.handling is not None and rules is not None:
            due = view.handling.due if view.handling is not None else None
            words = self.tr("Each adds the original limit once: {0}. Granted so far: {1} of {2}.").format(
                time_words.limit_text(case.handling.limit), case.extensions, rules.most_extensions)
            if due is not None:
                words += "\n" + self.tr("The deadline is now {0}.").format(time_words.moment(due))
            self.add_field(self.tr("Deadline"), labelled(words, "body"))

    def answer(self) -> object:
        return {"reason": self.note.text(), "role": self.who.key()}


class DeferDialog(_AskDialog):
    """挂账: until which day, and why."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, rules: Rules | None, *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("DeferDialog", "Ask for a deferral — case {0}").format(number),
            QCoreApplication.translate("DeferDialog", "Ask for a deferral"),
            banner=banner,
        )
        put_head(self, view)
        today, most = day_of(view.now), rules.deferral_days if rules is not None else WEEK
        self.until = DateField(today.addDays(min(WEEK, most)))
        self.until.setDateRange(today.addDays(1), today.addDays(most))
        self._add_reason(rules, first=True)
        self.add_field(
            self.tr("Returns on"), self.until,
            hint=self.tr("Until then every clock stands still; that morning the case comes back by itself."))
        self._add_who()

    def answer(self) -> object:
        return {"reason": self.note.text(), "until": start_of(self.until.date()), "role": self.who.key()}


class DecideDialog(DialogFrame):
    """审批: what was asked, by whom, why; approved or rejected."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, rules: Rules | None, *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("DecideDialog", "Decide — case {0}").format(number),
            QCoreApplication.translate("DecideDialog", "Decide"),
            banner=banner,
        )
        put_head(self, view)
        self._least = least_of(rules)
        self._asked = view.case.asked if view.case is not None else None
        if self._asked is not None:
            asked = self._asked
            words = self.tr("{0}, asked by: {1}, {2}").format(
                texts.request_text(asked.kind), texts.role_text(asked.by), time_words.past(view.now, asked.at))
            words += f"\n{asked.reason}"
            if asked.until is not None:
                words += "\n" + self.tr("until {0}").format(time_words.moment(asked.until))
            self.add_field(self.tr("Request"), labelled(words, "body"))
            then = rules.next_level(asked.kind, asked.level) if rules is not None else ""
            hint = self.tr("Decided as: {0}.").format(texts.role_text(asked.level))
            hint += " " + (self.tr("After it: {0}.").format(texts.role_text(then)) if then else
                           self.tr("This is the last word."))
        else:
            hint = ""
        self.way = OptionGroup((
            Option(key="approve", words=self.tr("Approve")), Option(key="reject", words=self.tr("Reject"))))
        self.note = NoteField(self.tr("Reason"), most=r.MAX_TEXT)
        self.add_field(self.tr("Decision"), self.way, check=self._check_way, first=True, hint=hint)
        self.add_field(self.tr("Reason"), self.note, check=self._check_note)

    def answer(self) -> object:
        return {"approved": self.way.key() == "approve", "reason": self.note.text(),
                "asked": self._asked.fact if self._asked is not None else None}

    def _check_way(self) -> str:
        return "" if self.way.key() else self.tr("Choose approve or reject.")

    def _check_note(self) -> str:
        if self.way.key() == "reject" and len(self.note.text()) < self._least:
            return self.tr("Say why it is rejected.")
        return self.note.fault()


class RulingDialog(DialogFrame):
    """确权: the unit that is responsible, and on what ground; proposed from then on for this class and community."""

    def __init__(
        self, window: QWidget, view: CaseView, units: tuple[UnitChoice, ...], number: str, rules: Rules | None, *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("RulingDialog", "Ruling — case {0}").format(number),
            QCoreApplication.translate("RulingDialog", "Rule"),
            banner=banner,
        )
        put_head(self, view)
        self.unit = Choice()
        for choice in units:
            back = self.tr("sent it back") if choice.returned else ""
            self.unit.addItem(" · ".join(filter(None, (choice.unit.name, back))), choice.unit.id)
        case = view.case
        hint = ""
        if case is not None:
            hint = self.tr("From now on proposed for {0} in {1}.").format(
                case.class_name, case.community_name or time_words.EMPTY)
        self.note = NoteField(self.tr("Reason"), least=least_of(rules), most=r.MAX_TEXT)
        self.add_field(self.tr("Responsible unit"), self.unit, first=True, check=self._check, hint=hint)
        self.add_field(self.tr("Reason"), self.note, check=self.note.fault)

    def answer(self) -> object:
        return {"unit": str(self.unit.currentData()), "reason": self.note.text()}

    def _check(self) -> str:
        return "" if self.unit.currentData() else self.tr("Choose the responsible unit.")


class ReopenDialog(TextDialog):
    """重办: why; the new case gets the id that the window brings."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, as_case: UUID, rules: Rules | None, *,
        banner: AlarmBanner | None = None
    ) -> None:
        act = QCoreApplication.translate("ReopenDialog", "Handle anew")
        label = QCoreApplication.translate("ReopenDialog", "Reason")
        super().__init__(window, view, f"{act} — {number}", act, label, "reason", least=least_of(rules),
                         banner=banner)
        self._as_case = as_case

    def answer(self) -> object:
        return {"reason": self.note.text(), "as_case": self._as_case}
