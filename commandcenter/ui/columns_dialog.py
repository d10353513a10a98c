"""Columns of the table (列): which are shown and how wide; and the short menu on the table's head.

Who remembers it: desk/columns_desk.py.
"""

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QSpinBox, QWidget

from commandcenter.desk.columns_desk import WIDEST, ColumnsDesk
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.case_cells import ALWAYS_SHOWN, COLUMNS
from commandcenter.ui.case_table import CaseTable
from commandcenter.ui.controls import Check, labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.theme import current

translate = QCoreApplication.translate  # a name that lupdate knows


class ColumnsDialog(DialogFrame):
    """A check and a width for each column; the place takes what is left."""

    def __init__(self, window: QWidget, table: CaseTable, *, banner: AlarmBanner | None = None) -> None:
        super().__init__(window, translate("ColumnsDialog", "Columns of the table"),
                         translate("ColumnsDialog", "Use these columns"), banner=banner)
        self.checks: dict[str, Check] = {}
        self.widths: dict[str, QSpinBox] = {}
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self._before = table.shown_widths()
        for n, (column, title) in enumerate(zip(COLUMNS, table.model_of_cases.titles(), strict=True)):
            check = Check(title)
            check.setChecked(not table.isColumnHidden(n))
            check.setEnabled(column.key not in ALWAYS_SHOWN)
            self.checks[column.key] = check
            grid.addWidget(check, n, 0)
            if column.stretch:
                grid.addWidget(labelled(self.tr("takes the room that is left"), "hint"), n, 1)
                continue
            width = QSpinBox()
            width.lineEdit().setTextMargins(current().px(6), 0, 0, 0)
            width.setRange(column.least, WIDEST)
            width.setValue(self._before[column.key])
            width.setAccessibleName(self.tr("Width of {0}").format(title))
            width.setAccessibleDescription(self.tr("↑ and ↓ change it, in px."))
            width.setFixedHeight(current().px(28))
            self.widths[column.key] = width
            self._before[column.key] = width.value()
            grid.addWidget(width, n, 1)
        self.add_field(self.tr("Columns"), box, hint=self.tr("Widths in px; on the table's head they can be dragged."),
                       first=True)
        self.usual = self.add_button(self.tr("As usual"))
        self.usual.clicked.connect(self._on_usual)
        self._reset = False

    def answer(self) -> object:
        """None: as usual; else columns hidden, columns shown, and the widths that were changed."""
        if self._reset:
            return None
        shown = tuple(key for key, check in self.checks.items() if check.isChecked())
        hidden = tuple(key for key in self.checks if key not in shown)
        widths = {key: spin.value() for key, spin in self.widths.items() if spin.value() != self._before[key]}
        return hidden, shown, widths

    def _on_usual(self) -> None:
        self._reset = True
        self.confirm()


def head_menu(table: CaseTable, desk: ColumnsDesk, more: QAction) -> QMenu:
    """The menu of the table's head: each column, everything, as usual. The caller shows it."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for at, (column, title) in enumerate(zip(COLUMNS, table.model_of_cases.titles(), strict=True)):
        action = menu.addAction(title)
        action.setObjectName(column.key)
        action.setCheckable(True)
        action.setChecked(not table.isColumnHidden(at))
        action.setEnabled(column.key not in ALWAYS_SHOWN)
        action.triggered.connect(_Shower(menu, desk, column.key).on_triggered)
    menu.addSeparator()
    menu.addAction(more)
    menu.addAction(translate("ColumnsDialog", "As usual")).triggered.connect(desk.reset)
    return menu


def show_menu(menu: QMenu, table: CaseTable, at: QPoint) -> None:
    """Show it where the head was clicked; nothing waits for it."""
    menu.popup(table.horizontalHeader().mapToGlobal(at))


class _Shower(QObject):
    """One column's line of the menu."""

    def __init__(self, menu: QMenu, desk: ColumnsDesk, key: str) -> None:
        super().__init__(menu)
        self._desk, self._key = desk, key

    def on_triggered(self, shown: bool) -> None:
        self._desk.show(self._key, shown)
