"""The editor of the responsibility list (责任清单): who answers for which class, where, and from when until when."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import msgspec
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QHeaderView, QLineEdit, QWidget

from commandcenter.core.document_edits import Gap, gaps, overlaps, with_duties
from commandcenter.core.documents import Books
from commandcenter.core.duties import Duty, Responsibility
from commandcenter.core.numbers import shanghai_date
from commandcenter.desk.document_desk import DocumentDesk, DocumentView
from commandcenter.ui import change_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, FocusTable, labelled
from commandcenter.ui.dialog_fields import FieldError
from commandcenter.ui.editor_frame import EditorFrame
from commandcenter.ui.joining import listed
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.theme import OVERDUE, ROW_PX, color, current
from commandcenter.ui.typed_editor import mark

translate = QCoreApplication.translate  # a name that lupdate knows

Index = QModelIndex | QPersistentModelIndex
CLASS, AREA, UNIT, SINCE, UNTIL = range(5)
WIDTHS = (190, 0, 130, 96, 96)
MOST_GAPS = 6
_SEPARATORS = re.compile(r"[\s,，、;；]+")


class DutiesModel(QAbstractTableModel):
    """The duties in rows; those that overlap are marked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.duties: tuple[Duty, ...] = ()
        self.cells: tuple[tuple[str, ...], ...] = ()
        self._wrong: frozenset[int] = frozenset()
        self._titles = (self.tr("Class"), self.tr("Area"), self.tr("Unit"), self.tr("First day"), self.tr("Last day"))

    def show_duties(self, duties: tuple[Duty, ...], cells: tuple[tuple[str, ...], ...], wrong: frozenset[int]) -> None:
        """The duties, their texts, and the places of those that overlap."""
        same = len(duties) == len(self.duties)
        if not same:
            self.beginResetModel()
        self.duties, self.cells, self._wrong = duties, cells, wrong
        if not same:
            self.endResetModel()
        elif duties:
            self.dataChanged.emit(self.index(0, 0), self.index(len(duties) - 1, UNTIL))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.duties)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(WIDTHS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if shown else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        wrong = index.row() in self._wrong
        text = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"▲ {text}" if wrong and index.column() == CLASS else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("Two units answer for the same class, area and time.") if wrong else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, (*self.cells[index.row()], self.tr("overlaps") if wrong else "")))
        if role == Qt.ItemDataRole.ForegroundRole and wrong:
            return QBrush(color(current().urgency[OVERDUE].text))
        if role == Qt.ItemDataRole.BackgroundRole and wrong:
            return QBrush(color(current().urgency[OVERDUE].ground))
        return None


class ResponsibilityEditor(EditorFrame):
    """The list, the fields of the duty chosen below it, and what overlaps or is left without a unit."""

    def __init__(
        self, window: QWidget, desk: DocumentDesk, books: Callable[[], Books], now: Callable[[], int],
        communities: Mapping[str, tuple[str, ...]], *, banner: AlarmBanner | None = None,
    ) -> None:
        """`communities`: code → names of the street's communities."""
        super().__init__(window, desk, books, banner=banner)
        self._today, self._communities = shanghai_date(now()), communities
        self._codes = {name: code for code, names in communities.items() for name in names}
        self._loose: tuple[Duty, ...] | None = None  # duties that overlap: no document yet
        self._loose_on: object = None  # the draft they were made of
        self.model = DutiesModel(self)
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, wide in enumerate(WIDTHS):
            self.table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.Interactive if wide else QHeaderView.ResizeMode.Stretch)
            if wide:
                self.table.setColumnWidth(column, current().px(wide))
        self.add_wide(self.table, 100)
        self.add_wide(self._make_buttons())
        self._make_fields()
        self.gaps = labelled("", "secondary")
        self.gaps.setWordWrap(True)
        self.gaps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_field(self.tr("Gaps"), self.gaps)
        self._first = self.table
        self.add_hint(("Ctrl", "N"), self.tr("add"))
        self.add_hint(("Del",), self.tr("remove"))
        self.start()
        if self.model.duties:
            self.table.selectRow(0)

    def _make_buttons(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.add = KeyButton(self.tr("Add a duty"), ("Ctrl", "N"), OUTLINED)
        self.remove = KeyButton(self.tr("Remove it"), ("Del",), OUTLINED)
        self.hand_over = KeyButton(self.tr("Hand it over from a day on"), (), OUTLINED)
        self.hand_over.setToolTip(self.tr("Ends this duty and adds one that begins the day after"))
        self.add.clicked.connect(self.add_duty)
        self.remove.clicked.connect(self.remove_duty)
        self.hand_over.clicked.connect(self._on_hand_over)
        for button in (self.add, self.remove, self.hand_over):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _make_fields(self) -> None:
        self.match, self.areas, self.since, self.until = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.unit = Choice()
        for unit in self.books.units.units:
            self.unit.addItem(unit.name, unit.id)
        self.unit.activated.connect(self._on_left)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        fields = (
            (self.match, self.tr("Class"),
             self.tr("code or name of a class, such as 0101; of a major class; or “all events”")),
            (self.areas, self.tr("Area"), self.tr("communities by name, grid cells by code; empty is everywhere")),
            (self.unit, self.tr("Unit"), ""),
            (self.since, self.tr("First day"), self.tr("such as 2026-12-01; empty is always")),
            (self.until, self.tr("Last day"), self.tr("such as 2026-12-31; empty is for good")),
        )
        for n, (field, words, hint) in enumerate(fields):
            field.setAccessibleName(words)
            field.setAccessibleDescription(hint or field.accessibleDescription())
            field.setToolTip(hint)
            grid.addWidget(labelled(words, "label"), n // 3, n % 3 * 2)
            grid.addWidget(field, n // 3, n % 3 * 2 + 1)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(hint)
                field.editingFinished.connect(self._on_left)
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        self.field_fault = FieldError()
        grid.addWidget(self.field_fault, 2, 0, 1, 6)
        self.add_field(self.tr("Duty"), box)

    # -- drawing ----------------------------------------------------------------------------------------------------

    def fill(self, view: DocumentView) -> None:
        if not isinstance(view.body, Responsibility):
            return
        if view.body is not self._loose_on:  # something else was done meanwhile (undo)
            self._loose = None
        self._draw(self._loose if self._loose is not None else view.body.duties)

    def _draw(self, duties: tuple[Duty, ...]) -> None:
        crossed = overlaps(duties)
        wrong = frozenset(place for pair in crossed for place in pair)
        row = self.table.currentIndex().row()
        self.model.show_duties(duties, tuple(self._cells(duty) for duty in duties), wrong)
        if row >= 0 and self.table.currentIndex().row() != row:  # the rows are other ones: stay where we were
            self.table.selectRow(min(row, len(duties) - 1))
        self._say_gaps(duties, bool(crossed))
        self._fill_fields()

    def _cells(self, duty: Duty) -> tuple[str, ...]:
        books = self.books
        unit = books.unit(duty.unit)
        return (change_words.class_text(books, duty.match), self._area_text(duty) or self.tr("everywhere"),
                unit.name if unit is not None else duty.unit, duty.since.isoformat() if duty.since else "",
                duty.until.isoformat() if duty.until else "")

    def _area_text(self, duty: Duty) -> str:
        names = (self._communities.get(code, (code,))[0] for code in duty.communities)
        return listed((*names, *duty.grids))

    def _say_gaps(self, duties: tuple[Duty, ...], crossed: bool) -> None:
        books = self.books
        if crossed:
            self.gaps.setText(self.tr("First let no two units answer for the same class, area and time."))
            return
        keys = [entry.key for entry in books.catalogue.classes]
        found = gaps(with_duties(duties), keys, tuple(self._communities), self._today)
        lines = [self._gap_text(gap) for gap in found[:MOST_GAPS]]
        if len(found) > MOST_GAPS:
            lines.append(self.tr("and {0} more").format(len(found) - MOST_GAPS))
        self.gaps.setText("\n".join(lines) or self.tr("Every class has a unit everywhere, now and later."))

    def _gap_text(self, gap: Gap) -> str:
        where = listed(self._communities.get(code, (code,))[0] for code in gap.communities)
        words = change_words.class_text(self.books, gap.class_key)
        if where:
            words = self.tr("{0} in {1}").format(words, where)
        if gap.since > self._today:
            return self.tr("▲ nobody from {1} on: {0}").format(words, gap.since)
        return self.tr("▲ nobody: {0}").format(words)

    def _fill_fields(self) -> None:
        duty = self._duty()
        texts = ("", "", "", "") if duty is None else (
            change_words.class_text(self.books, duty.match), self._area_text(duty),
            duty.since.isoformat() if duty.since else "", duty.until.isoformat() if duty.until else "")
        for button in (self.remove, self.hand_over):
            button.setEnabled(duty is not None)
        for field, text in zip((self.match, self.areas, self.since, self.until), texts, strict=True):
            field.setEnabled(duty is not None)
            if not field.isModified() and field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.unit.setEnabled(duty is not None)
        if duty is not None:
            self.unit.setCurrentIndex(self.unit.findData(duty.unit))

    # -- acts -------------------------------------------------------------------------------------------------------

    def add_duty(self) -> None:
        """A new duty below the one chosen, to be filled in."""
        duties, row = self._duties(), self.table.currentIndex().row()
        like = duties[row] if 0 <= row < len(duties) else None
        unit = like.unit if like is not None else self.books.units.units[0].id
        made = Duty(match=like.match if like is not None else "event", unit=unit, since=self._today)
        at = row + 1 if like is not None else len(duties)
        self._put((*duties[:at], made, *duties[at:]))
        self.table.selectRow(at)
        self.match.setFocus()
        self.match.selectAll()

    def remove_duty(self) -> None:
        """The duty chosen goes."""
        duties, row = self._duties(), self.table.currentIndex().row()
        if 0 <= row < len(duties):
            self._put((*duties[:row], *duties[row + 1:]))
            self.table.selectRow(min(row, len(duties) - 2))

    def settle(self) -> None:
        if any(field.isModified() for field in (self.match, self.areas, self.since, self.until)):
            self._on_left()

    def forget(self) -> None:
        self._loose = None
        self.field_fault.set_text("")
        for field in (self.match, self.areas, self.since, self.until):
            field.setModified(False)
            mark(field, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.add_duty()
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_hand_over(self) -> None:
        duties, row = self._duties(), self.table.currentIndex().row()
        if not 0 <= row < len(duties):
            return
        ends = msgspec.structs.replace(duties[row], until=self._today)
        begins = msgspec.structs.replace(duties[row], since=date.fromordinal(self._today.toordinal() + 1), until=None)
        self._put((*duties[:row], ends, begins, *duties[row + 1:]))
        self.table.selectRow(row + 1)
        self.unit.setFocus()

    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        for field in (self.match, self.areas, self.since, self.until):
            field.setModified(False)
            mark(field, False)
        self.field_fault.set_text("")
        self._mark(self.model.duties)
        self._fill_fields()

    def _on_left(self) -> None:
        duties, row = self._duties(), self.table.currentIndex().row()
        if self._filling or not 0 <= row < len(duties):
            return
        found, wrong = self._typed(duties[row])
        for field in (self.match, self.areas, self.since, self.until):
            mark(field, field is wrong[0] if wrong else False)
        self.field_fault.set_text(wrong[1] if wrong else "")
        if wrong:
            self.desk.mark_bad(frozenset({"duty"}))
            return
        for field in (self.match, self.areas, self.since, self.until):
            field.setModified(False)
        if found is not None:
            self._put((*duties[:row], found, *duties[row + 1:]))

    def _typed(self, duty: Duty) -> tuple[Duty | None, tuple[QLineEdit, str] | None]:
        """The duty of the fields; None, and which field cannot be read and why."""
        text = self.match.text().strip()
        match = duty.match if text == change_words.class_text(self.books, duty.match) else self._match(text)
        if not match:
            return None, (self.match, self.tr("The catalogue has no class “{0}”.").format(self.match.text()))
        communities: list[str] = []
        grids: list[str] = []
        for word in filter(None, _SEPARATORS.split(self.areas.text().strip())):
            code = self._codes.get(word, word)
            if code in self._communities or re.fullmatch(r"\d{12}", code):
                communities.append(code)
            elif re.fullmatch(r"\d{15}", code):
                grids.append(code)
            else:
                return None, (self.areas, self.tr("The street has no community “{0}”.").format(word))
        days: list[date | None] = []
        for field in (self.since, self.until):
            text = field.text().strip()
            try:
                days.append(date.fromisoformat(text) if text else None)
            except ValueError:
                return None, (field, self.tr("“{0}” is no day; type for instance 2026-12-01.").format(text))
        if days[0] is not None and days[1] is not None and days[1] < days[0]:
            return None, (self.until, self.tr("The last day is before the first."))
        return msgspec.structs.replace(
            duty, match=match, unit=str(self.unit.currentData() or duty.unit), communities=tuple(communities),
            grids=tuple(grids), since=days[0], until=days[1]), None

    def _match(self, text: str) -> str:
        """A class key, major class or kind as typed: key, bare code, or name; "" where there is none such."""
        plain = text.strip()
        books = self.books
        if plain in ("event", "component") or books.minor(plain) is not None or plain in books.catalogue.majors:
            return plain
        for entry in books.catalogue.classes:
            if plain and plain in (entry.name, entry.key.partition(":")[2]):
                return entry.key
        named = next((key for key, name in books.catalogue.majors.items() if plain == name), "")
        return named or next((key for key in ("event", "component", *books.catalogue.majors, *(
            entry.key for entry in books.catalogue.classes)) if plain == change_words.class_text(books, key)), "")

    def _duties(self) -> tuple[Duty, ...]:
        if self._loose is not None:
            return self._loose
        body = self.desk.view.body
        return body.duties if isinstance(body, Responsibility) else ()

    def _duty(self) -> Duty | None:
        row = self.table.currentIndex().row()
        return self.model.duties[row] if 0 <= row < len(self.model.duties) else None

    def _put(self, duties: tuple[Duty, ...]) -> None:
        """The draft is this list; while two units answer for the same it is only shown, and cannot be published."""
        if overlaps(duties):
            self._loose, self._loose_on = duties, self.desk.view.body
            self._mark(duties)
            self._draw(duties)
            return
        self._loose = None
        self.desk.mark_bad(frozenset())
        self.desk.put(with_duties(duties))
        self._draw(duties)

    def _mark(self, duties: tuple[Duty, ...]) -> None:
        self.desk.mark_bad(frozenset({"overlap"}) if overlaps(duties) else frozenset())


class _Table(FocusTable):
    """The list; Del removes the duty chosen."""

    def __init__(self, editor: ResponsibilityEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setAccessibleName(translate("ResponsibilityEditor", "Duties"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(current().px(ROW_PX))
        self.setMinimumHeight(current().px(280))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self._editor.remove_duty()
            return
        super().keyPressEvent(event)
