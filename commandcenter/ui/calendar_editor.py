"""The editor of the work calendar (工作日历): a year of days, the hours of a week, a year filled from a notice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter.core import calendar_edit as ce
from commandcenter.core.documents import Body, Books
from commandcenter.core.limits import LimitError
from commandcenter.core.numbers import shanghai_date
from commandcenter.core.work_calendar import WEEKDAYS, Calendar
from commandcenter.desk.document_desk import DocumentDesk, DocumentView
from commandcenter.ui import change_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.theme import current
from commandcenter.ui.typed_editor import TypedEditor
from commandcenter.ui.year_grid import MARKS, YearGrid, months_on

translate = QCoreApplication.translate  # a name that lupdate knows

DAYS: dict[str, Any] = {
    "days-none": QT_TRANSLATE_NOOP("Calendar", "No day off and no make-up day of {year} is named."),
    "days-unreadable": QT_TRANSLATE_NOOP("Calendar", "Cannot be read, so nothing was taken: {text}"),
    "days-year": QT_TRANSLATE_NOOP("Calendar", "{day} is not a day of {year}; nothing was taken."),
    "days-both": QT_TRANSLATE_NOOP("Calendar", "{day} is named as a day off and as a work day; nothing was taken."),
    "days-many": QT_TRANSLATE_NOOP("Calendar", "More than {most} days; nothing was taken."),
}
ASIDE_PX = 180
LEAST_SIDE_PX = 240  # of what changes, where the year has something beside it
WORK_DAY, THROUGH = "work_day", "through"  # fields, beside those of the weekdays


def days_text(error: ce.ListError) -> str:
    """Why a list of days was not taken."""
    return translate("Calendar", DAYS[error.key]).format_map(error.facts)


class CalendarEditor(TypedEditor):
    """Days by arrow keys and Space, or by click; hours as typed; a year from the printed notice."""

    def __init__(
        self, window: QWidget, desk: DocumentDesk, books: Callable[[], Books], now: Callable[[], int], *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, desk, books, banner=banner)
        self._today = shanghai_date(now())
        self.begin_lines()
        self.year = YearGrid()
        self.year.setAccessibleName(self.tr("Days of the year"))
        self.year.day_toggled.connect(self._on_toggled)
        self.year.day_shown.connect(self._on_day)
        self.add_wide(self._make_head())
        self._beside = QGridLayout()
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setHorizontalSpacing(24)
        self._beside.setVerticalSpacing(8)
        self._beside.setColumnStretch(0, 5)
        self._beside.setColumnStretch(1, 1)
        self._beside.setRowStretch(0, 1)
        self._days = QWidget()
        self._days.setLayout(self._beside)
        self._beside.addWidget(self.year, 0, 0)
        self.day_words = labelled("", "secondary")
        self.day_words.setWordWrap(True)
        self._aside = self._make_aside()
        self._aside.setMinimumWidth(current().px(ASIDE_PX))
        self._beside.addWidget(self._aside, 0, 1)
        self.add_wide(self._days)
        self.add_wide(self._make_hours())
        self.year.go_to(self._today)
        self._first = self.year
        self.add_hint(("Space",), self.tr("change the day"))
        self.add_hint(("PgUp", "PgDn"), self.tr("month"))
        self.start()

    def _make_aside(self) -> QWidget:
        """The day that has the cursor, what the signs mean, and the notice to fill a year from."""
        self.notice = QPlainTextEdit()
        self.notice.setTabChangesFocus(True)
        self.notice.setMinimumHeight(current().px(84))
        self.notice.setPlaceholderText(self.tr(
            "Paste the notice of holidays (1月1日至3日放假调休。1月4日上班。) or a line a day (2027-01-01 休)"))
        self.notice.setAccessibleName(self.tr("Notice of holidays"))
        self.notice_fault = labelled("", "error")
        self.notice_fault.setWordWrap(True)
        self.take = KeyButton("", (), OUTLINED)
        self.take.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.take.clicked.connect(self._on_take)
        signs = labelled("\n".join((
            self.tr("{0}  day off").format(translate("YearGrid", MARKS[ce.DayKind.HOLIDAY])),
            self.tr("{0}  make-up work day, framed").format(translate("YearGrid", MARKS[ce.DayKind.MAKE_UP])),
            self.tr("dotted: provisional, only the plain week counts"), self.tr("• changed by the draft"))), "hint")
        signs.setWordWrap(True)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.day_words, signs, labelled(self.tr("Notice of holidays"), "label")):
            column.addWidget(widget)
        column.addWidget(self.notice, 1)
        column.addWidget(self.take)
        column.addWidget(self.notice_fault)
        return box

    def _cover(self) -> None:
        """What stands beside the year goes below it where there is no room; what changes has what is left."""
        theme = current()
        wide = min(theme.px(self.wide_px), self._window.rect().width() - 32)
        aside = theme.px(ASIDE_PX)
        beside = wide - theme.px(LEAST_SIDE_PX) - self.year.sizeHint().width() - 72 >= aside
        row, column = (0, 1) if beside else (1, 0)
        if self._beside.itemAtPosition(row, column) is None:
            self._aside.setMinimumWidth(aside if beside else 0)
            self._beside.removeWidget(self._aside)
            self._beside.addWidget(self._aside, row, column)
            self._days.updateGeometry()
        super()._cover()

    def _make_head(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.year_words = labelled("", "head")
        self.published = labelled("", "secondary")
        for words, by in (("‹", -12), ("›", 12)):
            button = KeyButton(words, (), OUTLINED)
            button.setAccessibleName(self.tr("Year before") if by < 0 else self.tr("Year after"))
            button.clicked.connect(self._on_year_before if by < 0 else self._on_year_after)
            row.addWidget(button)
            if by < 0:
                row.addWidget(self.year_words)
        row.addSpacing(12)
        row.addWidget(self.published, 1)
        return box

    def _make_hours(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        hint = self.tr("periods, such as 08:30-12:00 14:00-17:30; empty is closed")
        fields = [(day, change_words.day_name(day), hint) for day in WEEKDAYS]
        fields.append((WORK_DAY, self.tr("Minutes of a 工作日"), self.tr("empty: one ordinary day")))
        fields.append((THROUGH, self.tr("Published up to"), self.tr("after it only the plain week counts")))
        self.add_lines(grid, fields, 3)
        grid.addWidget(self.lines_fault, 3, 0, 1, 6)
        return box

    # -- drawing ----------------------------------------------------------------------------------------------------

    def fill(self, view: DocumentView) -> None:
        body, held = view.body, self.books.calendar
        if not isinstance(body, Calendar):
            return
        self.year.show_calendar(body, changed_days(held, body), self._today)
        self._say_year()
        self.day_words.setText(self._day_text(body))
        self.fill_lines(view)

    def _say_year(self) -> None:
        body, year = self.desk.view.body, self.year.day.year
        if not isinstance(body, Calendar):
            return
        self.year_words.setText(str(year))
        through = body.published_through
        if through is None:
            words = self.tr("no limit is stated up to which holidays are published")
        elif year > through.year:
            words = self.tr("provisional: holidays are published up to {0} only").format(through)
        else:
            words = self.tr("holidays published up to {0}").format(through)
        off = sum(day.year == year for day in body.holidays)
        extra = sum(day.year == year for day in body.workdays)
        counted = self.tr("{0} days off, {1} make-up work days").format(off, extra)
        self.published.setText(" · ".join((words, counted)))
        self.take.setText(self.tr("Fill {0} with it").format(year))

    def _day_text(self, body: Calendar) -> str:
        hours = ce.periods_text(ce.hours_of(body, self.year.day)) or self.tr("closed")
        return f"{self.year.sentence(self.year.day)} · {hours}"

    # -- acts -------------------------------------------------------------------------------------------------------

    def _on_toggled(self, day: object) -> None:
        body = self.desk.view.body
        if isinstance(day, date) and isinstance(body, Calendar):
            self.desk.put(ce.toggled(body, day))

    def _on_day(self, _day: object) -> None:
        self._say_year()
        body = self.desk.view.body
        if isinstance(body, Calendar):
            self.day_words.setText(self._day_text(body))

    def _on_year_before(self) -> None:
        self.year.go_to(months_on(self.year.day, -12))

    def _on_year_after(self) -> None:
        self.year.go_to(months_on(self.year.day, 12))

    @property
    def hours(self) -> dict[str, QLineEdit]:
        """The lines below the year, by weekday and by name."""
        return self._typed

    def shown(self, body: Body, name: str) -> str:
        return shown(body, name) if isinstance(body, Calendar) else ""

    def read(self, body: Body, name: str, text: str) -> tuple[Body | None, str]:
        try:
            return (with_field(body, name, text) if isinstance(body, Calendar) else None), ""
        except (LimitError, ValueError):
            line = self._typed[name]
            return None, self.tr("{0}: “{1}” cannot be read").format(line.accessibleName(), line.text())

    def _on_take(self) -> None:
        body = self.desk.view.body
        if not isinstance(body, Calendar):
            return
        try:
            days = ce.read_days(self.notice.toPlainText(), self.year.day.year)
        except ce.ListError as error:
            self.notice_fault.setText("▲ " + days_text(error))
            self.notice.setFocus()
            return
        self.notice_fault.setText("")
        self.desk.put(ce.with_year(body, days))
        self.notice.clear()
        self.year.setFocus()


def changed_days(held: Calendar, body: Calendar) -> set[date]:
    """The days that a draft makes otherwise by name; not those that other weekly hours change."""
    off = set(held.holidays) ^ set(body.holidays)
    return off | {day for day in {*held.workdays, *body.workdays} if held.workdays.get(day) != body.workdays.get(day)}


def shown(body: Calendar, key: str) -> str:
    """What stands in a field of the calendar."""
    if key == WORK_DAY:
        return "" if body.work_day_minutes is None else str(body.work_day_minutes)
    if key == THROUGH:
        return "" if body.published_through is None else body.published_through.isoformat()
    return ce.periods_text(body.hours.get(key, ()))


def with_field(body: Calendar, key: str, text: str) -> Calendar:
    """The calendar with what was typed into a field.

    Raises:
        LimitError, ValueError: it cannot be read, or there would be no open hours.
    """
    plain = text.strip()
    if key == WORK_DAY:
        return msgspec.structs.replace(body, work_day_minutes=int(plain) if plain else None)
    if key == THROUGH:
        return msgspec.structs.replace(body, published_through=date.fromisoformat(plain) if plain else None)
    return ce.with_hours(body, key, ce.read_periods(text))
