"""Who decides a request, level by level (审批层级): a line for each kind of request, a choice for each level."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from commandcenter.core.bodies import RequestKind
from commandcenter.core.city_rules import DECIDERS
from commandcenter.core.rules_edits import MOST_LEVELS
from commandcenter.ui import texts
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.joining import listed

translate = QCoreApplication.translate  # a name that lupdate knows
LEVELS = (
    QT_TRANSLATE_NOOP("Approvals", "first"), QT_TRANSLATE_NOOP("Approvals", "then"),
    QT_TRANSLATE_NOOP("Approvals", "at last"))


class ApprovalsField(QWidget):
    """Choices of roles; `levels_chosen` tells the kind and its roles in order, without the levels left out."""

    levels_chosen = Signal(str, object)  # RequestKind, tuple[str, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self._filling = False
        self.choices: dict[RequestKind, tuple[Choice, ...]] = {}
        self.more: dict[RequestKind, QLabel] = {}  # says the levels that have no choice here
        for row, kind in enumerate(RequestKind):
            title = texts.request_text(kind)
            grid.addWidget(labelled(title, "label"), 2 * row, 0)
            made = []
            for level in range(MOST_LEVELS):
                choice = Choice()
                word = translate("Approvals", str(LEVELS[level]))
                choice.setAccessibleName(translate("Approvals", "{0}, decided {1} by").format(title, word))
                choice.addItem(translate("Approvals", "nobody") if level == 0 else "—", "")
                for role in sorted(DECIDERS[kind]):
                    choice.addItem(texts.role_text(role), role)
                choice.setObjectName(kind)
                choice.currentIndexChanged.connect(self._on_chosen)
                grid.addWidget(choice, 2 * row, 1 + level)
                made.append(choice)
            self.choices[kind] = tuple(made)
            self.more[kind] = labelled("", "hint")
            self.more[kind].setWordWrap(True)
            self.more[kind].hide()
            grid.addWidget(self.more[kind], 2 * row + 1, 1, 1, MOST_LEVELS)
        for column in range(MOST_LEVELS):
            grid.setColumnStretch(1 + column, 1)
        self.setFocusProxy(self.choices[RequestKind.EXTENSION][0])

    def roles(self, kind: RequestKind) -> tuple[str, ...]:
        """What stands in the line of a kind."""
        return tuple(str(role) for role in (choice.currentData() for choice in self.choices[kind]) if role)

    def fill(self, approvals: Mapping[RequestKind, tuple[str, ...]]) -> None:
        """Show these."""
        self._filling = True
        for kind, choices in self.choices.items():
            roles = approvals.get(kind, ())
            if self.roles(kind) != roles[:len(choices)]:
                for level, choice in enumerate(choices):
                    role = roles[level] if level < len(roles) else ""
                    choice.setCurrentIndex(max(choice.findData(role), 0))
            over = roles[len(choices):]
            for choice in choices:  # more levels than can be edited here are left as they are
                choice.setEnabled(not over)
            self.more[kind].setText(translate(
                "Approvals", "{0} levels; after these: {1}. All are kept as they are; they are changed in the document"
                " itself (main.py documents edit).").format(
                    len(roles), listed(texts.role_text(role) for role in over)) if over else "")
            self.more[kind].setVisible(bool(over))
        self._filling = False

    def _on_chosen(self, _at: int) -> None:
        choice = self.sender()
        if not self._filling and isinstance(choice, Choice):
            kind = RequestKind(choice.objectName())
            self.levels_chosen.emit(kind, self.roles(kind))
