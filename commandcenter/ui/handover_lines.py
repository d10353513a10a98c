"""The lines of a hand-over: a button with name and count, beside it a note; and the list of a line's cases.

Nothing is counted here; a line that is chosen is told, and a case that is taken.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLineEdit,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from commandcenter.core.handover import MOST_LINE_NOTE
from commandcenter.core.numbers import short_number
from commandcenter.desk.rows import CaseRow
from commandcenter.ui import case_words, glyphs, texts, time_words
from commandcenter.ui.controls import FocusList, labelled
from commandcenter.ui.handover_words import line_text
from commandcenter.ui.theme import body_font, color, current, small_font

translate = QCoreApplication.translate  # a name that lupdate knows

BUTTON_PX = 216
ITEM_PX = 26  # a line of a list


class LineButton(QAbstractButton):
    """Name left, count right; ↑ and ↓ go to the other lines."""

    entered = Signal(str)  # key of the line: it has the focus now
    stepped = Signal(str, int)  # key, by

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._count = key, 0
        self.setText(line_text(key))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # all as wide as the longest
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Another figure."""
        self._count = count
        self.setAccessibleName(f"{self.text()}: {time_words.number_text(count)}")
        self.setAccessibleDescription(translate("HandoverLines", "Shows the cases of this line"))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(body_font(current()))
        return QSize(max(current().px(BUTTON_PX), metrics.horizontalAdvance(self.text()) + current().px(72)),
                     current().px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), color(theme.selected))
        elif self.underMouse():
            painter.fillRect(self.rect(), color(theme.hover))
        box = self.rect().adjusted(8, 0, -8, 0)
        painter.setFont(body_font(theme))
        painter.setPen(color(theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(body_font(theme, bold=self._count > 0, tabular=True))
        painter.setPen(color(theme.text if self._count else theme.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                         time_words.number_text(self._count))
        if self.hasFocus():
            glyphs.paint_focus(painter, self.rect(), theme)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self.stepped.emit(self.key, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class HandoverLines(QWidget):
    """All lines; with `notes` None each has a field for one, else the notes stand as they were signed."""

    line_chosen = Signal(str)  # key
    cases_wanted = Signal()  # Enter or a click: into the list of cases
    noted = Signal()

    def __init__(
        self, keys: Sequence[str], notes: Mapping[str, str] | None = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.buttons: dict[str, LineButton] = {}
        self.edits: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for n, key in enumerate(keys):
            button = LineButton(key)
            button.entered.connect(self._on_entered)
            button.stepped.connect(self._on_stepped)
            button.clicked.connect(self._on_clicked)
            self.buttons[key] = button
            grid.addWidget(button, n, 0)
            if notes is None:
                edit = QLineEdit()
                edit.setMaxLength(MOST_LINE_NOTE)
                edit.setPlaceholderText(self.tr("Note"))
                edit.setAccessibleName(self.tr("Note on “{0}”").format(line_text(key)))
                edit.textChanged.connect(self.noted)
                self.edits[key] = edit
                grid.addWidget(edit, n, 1)
            else:
                words = labelled(notes.get(key, ""), "body")
                words.setWordWrap(True)
                grid.addWidget(words, n, 1)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """The figures by line."""
        for key, button in self.buttons.items():
            button.set_count(counts.get(key, 0))

    def notes(self) -> dict[str, str]:
        """What was noted, by line."""
        return {key: edit.text() for key, edit in self.edits.items() if edit.text().strip()}

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Put an earlier draft back."""
        for key, edit in self.edits.items():
            edit.setText(notes.get(key, ""))

    def _on_entered(self, key: str) -> None:
        for other, button in self.buttons.items():
            button.setChecked(other == key)
        self.line_chosen.emit(key)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, LineButton):
            self._on_entered(button.key)
            self.cases_wanted.emit()

    def _on_stepped(self, key: str, by: int) -> None:
        keys = list(self.buttons)
        at = keys.index(key) + by
        if 0 <= at < len(keys):
            self.buttons[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)


class LineCases(FocusList):
    """The cases of a line; Enter or a double click takes one."""

    taken = Signal(int)  # row id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CaseRow, ...] = ()
        self.setAccessibleName(self.tr("Cases of the line"))
        self.setAccessibleDescription(self.tr("Enter shows the case in the window; what was written stays."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemDoubleClicked.connect(self._on_taken)

    def set_cases(self, rows: tuple[CaseRow, ...], now: int) -> None:
        """The first cases of a line, in its order."""
        if rows == self._rows:
            return
        self._rows = rows
        self.clear()
        for row in rows:
            words = " · ".join(filter(None, (
                short_number(row.shown_number), row.class_name, texts.stage_text(row.stage),
                case_words.remaining_of(row, now) if row.open else "", row.place)))  # what is cut is the place
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, current().px(ITEM_PX)))
            self.addItem(item)
        if rows:
            self.setCurrentRow(0)

    def row_of(self, row_id: int) -> CaseRow | None:
        """A case that is listed."""
        return next((row for row in self._rows if row.id == row_id), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_taken()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._rows:
            painter, theme = QPainter(self.viewport()), current()
            painter.setFont(small_font(theme))
            painter.setPen(color(theme.text2))
            flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.drawText(QRect(self.viewport().rect()).adjusted(8, 8, -8, -8), flags,
                             self.tr("No case in this line."))

    def _on_taken(self) -> None:
        at = self.currentRow()
        if 0 <= at < len(self._rows):
            self.taken.emit(self._rows[at].id)
