"""The conflict desk in the window: its act, the status line's button, and the case behind it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.city_rules import Rules
from commandcenter.desk.desks import Desks
from commandcenter.desk.rows import CaseRow
from commandcenter.ui.conflict_dialog import ConflictDialog
from commandcenter.ui.flow_dialogs import least_of
from commandcenter.ui.stage import Stage


class ConflictControl(QObject):
    """Opens the desk. `show_case` brings a case into the table and the panel."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction],
        names: Callable[[], dict[str, str]], rules: Callable[[], Rules | None], show_case: Callable[[CaseRow], None],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks = window, stage, desks
        self._names, self._rules, self._show_case = names, rules, show_case
        acts["sync.conflicts"].triggered.connect(self.open)

    def open(self) -> None:
        """All acts that wait for a decision."""
        self._open(of_case=False)

    def open_case(self) -> None:
        """Those of the shown case first."""
        self._open(of_case=True)

    def _open(self, *, of_case: bool) -> None:
        if self._stage.dialog is not None:
            return
        desk, case = self._desks.conflicts, self._desks.case.view.case
        dialog = ConflictDialog(
            self._window, desk, self._names, least_of(self._rules()), banner=self._stage.banner)
        dialog.case_asked.connect(self._on_case)
        self._stage.show_dialog(dialog, lambda _answer: None)
        desk.open(case.id if of_case and case is not None else None)

    def _on_case(self, row: object) -> None:
        dialog = self._stage.dialog
        if dialog is not None and isinstance(row, CaseRow):
            dialog.dismiss()
            self._show_case(row)
