"""The editor of the city's rules: simple values in fields, the rest in plain words."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commandcenter.core.city_rules import ReworkClock, Rules, StageLimits, Standstill
from commandcenter.core.document_edits import typed_limit
from commandcenter.core.documents import Body, Books
from commandcenter.core.limits import LimitError, parse_limit
from commandcenter.desk.document_desk import DocumentDesk, DocumentView
from commandcenter.ui import change_words, texts, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.typed_editor import TypedEditor


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


class RulesEditor(TypedEditor):
    """Limits of the steps and the numbers can be edited; who decides and what stands still is said in words."""

    def __init__(
        self, window: QWidget, desk: DocumentDesk, books: Callable[[], Books], *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, desk, books, banner=banner)
        self.begin_lines()
        self.add_field(self.tr("Steps"), self._box(LIMITS, self.tr("such as 4工作时, 1工作日, 无时限")))
        self.add_field(self.tr("Numbers"), self._box([one.name for one in NUMBERS], ""))
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
        self.words.setText("\n".join(self._sentences(view.body)))

    def _sentences(self, rules: Rules) -> list[str]:
        said = []
        for kind, roles in rules.approvals.items():
            who = " → ".join(texts.role_text(role) for role in roles) or self.tr("nobody needs to")
            said.append(self.tr("{0}: decided by {1}").format(texts.request_text(kind), who))
        for role, others in rules.on_behalf.items():
            said.append(self.tr("{0} may enter acts of {1}").format(
                texts.role_text(role), "、".join(texts.role_text(other) for other in others)))
        if rules.verify_first:
            said.append(self.tr("Verified on site before filing: {0}").format(
                "、".join(texts.channel_text(one) for one in rules.verify_first)))
        still = {Standstill.RETURNED: self.tr("sent back by the unit"), Standstill.DEFERRED: self.tr("deferred"),
                 Standstill.REFERRED: self.tr("referred")}
        standing = "、".join(still[one] for one in rules.stands_still)
        said.append(self.tr("The handling clock stands still while a case is: {0}").format(
            standing or time_words.EMPTY))
        said.append(self.tr("A rework begins a new handling clock.") if rules.rework_clock is ReworkClock.NEW
                    else self.tr("A rework goes on with the handling clock."))
        for one in rules.controls:
            said.append(self.tr("Under control from {0} to {1}: {2}").format(one.first, one.last, one.name))
        if rules.city or rules.source:
            said.append(" · ".join(filter(None, (rules.city, rules.source))))
        return said

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


def shown(body: Rules, name: str) -> str:
    """What stands in a field."""
    return typed_limit(getattr(body.stage_limits, name)) if name in LIMITS else str(getattr(body, name))
