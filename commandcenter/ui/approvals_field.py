"""Who decides a request, level by level (审批层级): a line for each kind of request, a choice for each level."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from commandcenter.core.bodies import RequestKind
from commandcenter.core.city_rules import DECIDERS
from commandcenter.ui import texts
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.theme import current

translate = QCoreApplication.translate  # a name that lupdate knows
LEAST_LEVELS = 3  # that are shown for each kind; one more than are filled, where there are more
ACROSS = 3  # beside each other


class ApprovalsField(QWidget):
    """Choices of roles; `levels_chosen` tells the kind and its roles in order, without the levels left out."""

    levels_chosen = Signal(str, object)  # RequestKind, tuple[str, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._filling = False
        self.choices: dict[RequestKind, list[Choice]] = {kind: [] for kind in RequestKind}
        self._grids: dict[RequestKind, QGridLayout] = {}
        for row, kind in enumerate(RequestKind):
            title = labelled(texts.request_text(kind), "label")
            title.setMinimumHeight(current().px(28))
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            inner = self._grids[kind] = QGridLayout()
            inner.setHorizontalSpacing(8)
            inner.setVerticalSpacing(4)
            for column in range(ACROSS):
                inner.setColumnStretch(column, 1)
            grid.addLayout(inner, row, 1)
            self._show_levels(kind, self._levels(kind, 0))
        self.setFocusProxy(self.choices[RequestKind.EXTENSION][0])

    def _show_levels(self, kind: RequestKind, count: int) -> None:
        """So many choices for a kind, in order; Tab walks them one after the other."""
        made = self.choices[kind]
        for level in range(len(made), count):
            choice = Choice()
            choice.setAccessibleName(translate("Approvals", "{0}, level {1} decided by").format(
                texts.request_text(kind), level + 1))
            choice.addItem(translate("Approvals", "nobody") if level == 0 else "—", "")
            for role in sorted(DECIDERS[kind]):
                choice.addItem(texts.role_text(role), role)
            choice.setObjectName(kind)
            choice.currentIndexChanged.connect(self._on_chosen)
            self._grids[kind].addWidget(choice, level // ACROSS, level % ACROSS)
            if made:
                QWidget.setTabOrder(made[-1], choice)
            made.append(choice)
        for level, choice in enumerate(made):
            choice.setVisible(level < count)

    def _levels(self, kind: RequestKind, filled: int) -> int:
        """How many are shown: no more than there are roles for, as none decides twice; but all that are filled."""
        return max(min(max(LEAST_LEVELS, filled + 1), len(DECIDERS[kind])), filled)

    def roles(self, kind: RequestKind) -> tuple[str, ...]:
        """What stands in the line of a kind."""
        return tuple(str(role) for role in (choice.currentData() for choice in self.choices[kind]) if role)

    def fill(self, approvals: Mapping[RequestKind, tuple[str, ...]]) -> None:
        """Show these, and one level more where there is somebody left to decide it."""
        self._filling = True
        for kind in RequestKind:
            roles = approvals.get(kind, ())
            self._show_levels(kind, self._levels(kind, len(roles)))
            if self.roles(kind) != roles:
                for level, choice in enumerate(self.choices[kind]):
                    role = roles[level] if level < len(roles) else ""
                    choice.setCurrentIndex(max(choice.findData(role), 0))
        self._filling = False

    def _on_chosen(self, _at: int) -> None:
        choice = self.sender()
        if not self._filling and isinstance(choice, Choice):
            kind = RequestKind(choice.objectName())
            self.levels_chosen.emit(kind, self.roles(kind))
