"""The editor of the city's rules: simple values in fields, who decides by choice, the rest in plain words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commandcenter.core.bodies import RequestKind
from commandcenter.core.city_rules import ReworkClock, Rules, StageLimits, Standstill
from commandcenter.core.document_edits import typed_limit
from commandcenter.core.documents import Body, Books
from commandcenter.core.limits import LimitError, parse_limit
from commandcenter.core.rules_edits import Contradiction, with_approvals
from commandcenter.desk.document_desk import DocumentDesk, DocumentView
from commandcenter.ui import change_words, texts, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.approvals_field import ApprovalsField
from commandcenter.ui.controls import labelled
from commandcenter.ui.joining import listed
from commandcenter.ui.typed_editor import TypedEditor

translate = QCoreApplication.translate  # a name that lupdate knows


@dataclass(frozen=True)
class Number:
    """A whole number of the rules, within bounds."""

    name: str
    least: int
    most: int


NUMBERS = (
    Number("most_extensions", 0, 9), Number("most_deferrals", 0, 9), Number("deferral_days", 1, 1825),
    Number("least_reason", 0, 200), Number("duplicate_radius_m", 1, 5000), Number("duplicate_within_h", 1, 720),
)
LIMITS = StageLimits.__struct_fields__
APPROVALS = "approvals:"  # before the kind of request, among what cannot be

CONTRADICTIONS: dict[str, Any] = {
    "role-twice": QT_TRANSLATE_NOOP("Editor", "{who} would decide twice. Choose another role for one of the levels."),
    "role-strange": QT_TRANSLATE_NOOP("Editor", "{who} may not decide this."),
    "nobody-decides": QT_TRANSLATE_NOOP("Editor", "nobody would decide it. Choose at least one level."),
}


class RulesEditor(TypedEditor):
    """Limits of the steps, the numbers and who decides can be edited; the rest is said in words."""

    def __init__(
        self, window: QWidget, desk: DocumentDesk, books: Callable[[], Books], *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, desk, books, banner=banner)
        self.begin_lines()
        self.add_field(self.tr("Steps"), self._box(LIMITS, self.tr("such as 4工作时, 1工作日, 无时限")))
        self.add_field(self.tr("Numbers"), self._box([one.name for one in NUMBERS], ""))
        self.approvals = ApprovalsField()
        self.approvals.levels_chosen.connect(self._on_levels)
        self.add_field(self.tr("Decided by"), self.approvals, hint=self.tr(
            "The level after the asker's own decides first; the last one's word is the last."))
        self.add_wide(self.lines_fault)
        self.words = labelled("", "body")
        self.words.setWordWrap(True)
        self.add_field(self.tr("In words"), self.words, hint=self.tr(
            "These are changed in the document itself: main.py documents edit rules"))
        self._first = self.fields[LIMITS[0]]
        self.start()

    def _box(self, names: "tuple[str, ...] | list[str]", hint: str) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        self.add_lines(grid, [(name, change_words.rule_text(name), hint) for name in names], 2)
        return box

    def fill(self, view: DocumentView) -> None:
        if not isinstance(view.body, Rules):
            return
        self.fill_lines(view)
        if not any(name.startswith(APPROVALS) for name in self._bad):
            self.approvals.fill(view.body.approvals)
        self.words.setText("\n".join(self._sentences(view.body)))

    def _sentences(self, rules: Rules) -> list[str]:
        said = []
        for role, others in rules.on_behalf.items():
            said.append(self.tr("{0} may enter acts of {1}").format(
                texts.role_text(role), listed(texts.role_text(other) for other in others)))
        if rules.verify_first:
            said.append(self.tr("Verified on site before filing: {0}").format(
                listed(texts.channel_text(one) for one in rules.verify_first)))
        still = {Standstill.RETURNED: self.tr("sent back by the unit"), Standstill.DEFERRED: self.tr("deferred"),
                 Standstill.REFERRED: self.tr("referred")}
        standing = listed(still[one] for one in rules.stands_still)
        said.append(self.tr("The handling clock stands still while a case is: {0}").format(
            standing or time_words.EMPTY))
        said.append(self.tr("A rework begins a new handling clock.") if rules.rework_clock is ReworkClock.NEW
                    else self.tr("A rework goes on with the handling clock."))
        for one in rules.controls:
            said.append(self.tr("Under control from {0} to {1}: {2}").format(one.first, one.last, one.name))
        if rules.city or rules.source:
            said.append(" · ".join(filter(None, (rules.city, rules.source))))
        return said

    def _on_levels(self, kind: str, roles: object) -> None:
        """Take the levels into the draft; what cannot be is said and holds back publishing."""
        body = self.desk.view.body
        if not isinstance(body, Rules) or not isinstance(roles, tuple):
            return
        name, made = APPROVALS + kind, None
        try:
            made = with_approvals(body, RequestKind(kind), roles)
            self._bad.pop(name, None)
        except Contradiction as wrong:
            who = texts.role_text(wrong.what) if wrong.key == "role-twice" else ""
            self._bad[name] = self.tr("{0}: {1}").format(
                texts.request_text(kind), contradiction_text(wrong.key, who))
        self.say_bad()
        if made is not None:
            self.desk.put(made)

    @property
    def fields(self) -> dict[str, QLineEdit]:
        """The lines by the name of their value."""
        return self._typed

    def shown(self, body: Body, name: str) -> str:
        return shown(body, name) if isinstance(body, Rules) else ""

    def read(self, body: Body, name: str, text: str) -> tuple[Body | None, str]:
        made, wrong = self._read(body, name, text) if isinstance(body, Rules) else (None, "")
        return made, self.tr("{0}: {1}").format(self._typed[name].accessibleName(), wrong) if wrong else ""

    def _read(self, body: Rules, name: str, text: str) -> tuple[Rules | None, str]:
        replace = msgspec.structs.replace
        if name in LIMITS:
            try:
                return replace(body, stage_limits=replace(body.stage_limits, **{name: parse_limit(text)})), ""
            except LimitError:
                return None, self.tr("“{0}” is no limit").format(text)
        bounds = next(one for one in NUMBERS if one.name == name)
        if not text.isdecimal() or not bounds.least <= int(text) <= bounds.most:
            return None, self.tr("a whole number from {0} to {1}").format(bounds.least, bounds.most)
        return replace(body, **{name: int(text)}), ""


def contradiction_text(key: str, who: str) -> str:
    """Why these levels cannot be."""
    return translate("Editor", CONTRADICTIONS[key]).format(who=who)


def shown(body: Rules, name: str) -> str:
    """What stands in a field."""
    return typed_limit(getattr(body.stage_limits, name)) if name in LIMITS else str(getattr(body, name))
