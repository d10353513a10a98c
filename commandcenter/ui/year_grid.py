"""A year of the work calendar, month beside month: work days, days off, make-up days; by keyboard and by click.

Draws only; what a day is and what a click makes of it is core/calendar_edit.py's.
"""

import calendar as months
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.core.calendar_edit import DayKind, is_provisional, kind_of
from commandcenter.core.work_calendar import Calendar
from commandcenter.ui import glyphs
from commandcenter.ui.theme import Theme, body_font, color, current, key_font, small_font

translate = QCoreApplication.translate  # a name that lupdate knows

ACROSS = 4  # months in a row
CELL_W, CELL_H = 28, 23  # at least; days grow with the room there is, up to
MOST_W, MOST_H = 38, 32
HEAD_H, WEEK_H, GAP, BETWEEN = 24, 18, 12, 4
ROWS, WEEKS = 12 // ACROSS, 6
MARKS: dict[DayKind, Any] = {
    DayKind.HOLIDAY: QT_TRANSLATE_NOOP("YearGrid", "H"), DayKind.MAKE_UP: QT_TRANSLATE_NOOP("YearGrid", "W"),
}
"""The sign in the corner of a day: 休, 班."""
KINDS: dict[DayKind, Any] = {
    DayKind.WORK: QT_TRANSLATE_NOOP("YearGrid", "work day"),
    DayKind.REST: QT_TRANSLATE_NOOP("YearGrid", "closed every week"),
    DayKind.HOLIDAY: QT_TRANSLATE_NOOP("YearGrid", "day off"),
    DayKind.MAKE_UP: QT_TRANSLATE_NOOP("YearGrid", "make-up work day"),
}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def kind_text(kind: DayKind) -> str:
    """What a day is, in words."""
    return translate("YearGrid", KINDS[kind])


class YearGrid(QWidget):
    """Arrows walk the days, PageUp and PageDown the months (with Ctrl the years); Space or a click changes a day."""

    day_toggled = Signal(object)  # date
    day_shown = Signal(object)  # date: the one that has the cursor
    year_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar: Calendar | None = None
        self._changed: frozenset[date] = frozenset()
        self._day = date(2000, 1, 1)
        self._today = self._day
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.MinimumExpanding)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_calendar(self, calendar: Calendar, changed: Collection[date], today: date) -> None:
        """The calendar, the days that a draft changed, and today."""
        self._calendar, self._changed, self._today = calendar, frozenset(changed), today
        self._say()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day; its year is shown."""
        before, self._day = self._day, day
        if before.year != day.year:
            self.year_changed.emit(day.year)
        self._say()
        self.day_shown.emit(day)

    @property
    def day(self) -> date:
        """The day that has the cursor."""
        return self._day

    def sentence(self, day: date) -> str:
        """A day in words."""
        if self._calendar is None:
            return day.isoformat()
        words = [day.isoformat(), QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat),
                 kind_text(kind_of(self._calendar, day))]
        if is_provisional(self._calendar, day):
            words.append(translate("YearGrid", "provisional: not published yet"))
        if day in self._changed:
            words.append(translate("YearGrid", "changed"))
        return " · ".join(words)

    def _say(self) -> None:
        self.setAccessibleDescription(self.sentence(self._day))
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        wide = ACROSS * 7 * theme.px(CELL_W) + (ACROSS - 1) * theme.px(GAP)
        high = ROWS * (theme.px(HEAD_H + WEEK_H) + WEEKS * theme.px(CELL_H)) + (ROWS - 1) * BETWEEN
        return QSize(wide, high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def _day_size(self) -> QSize:
        """How large a day is, px."""
        theme = current()
        wide = (self.width() - (ACROSS - 1) * theme.px(GAP)) // (ACROSS * 7)
        high = ((self.height() - (ROWS - 1) * BETWEEN) // ROWS - theme.px(HEAD_H + WEEK_H)) // WEEKS
        least, most = (QSize(theme.px(w), theme.px(h)) for w, h in ((CELL_W, CELL_H), (MOST_W, MOST_H)))
        return QSize(wide, high).expandedTo(least).boundedTo(most)

    def _month_box(self, month: int) -> QRectF:
        theme, size = current(), self._day_size()
        column, row = (month - 1) % ACROSS, (month - 1) // ACROSS
        wide, high = 7 * size.width(), theme.px(HEAD_H + WEEK_H) + WEEKS * size.height()
        return QRectF(column * (wide + theme.px(GAP)), row * (high + BETWEEN), wide, high)

    def cell(self, day: date) -> QRectF:
        """Where a day of the shown year stands."""
        box, size = self._month_box(day.month), self._day_size()
        place = date(day.year, day.month, 1).weekday() + day.day - 1
        top = box.top() + current().px(HEAD_H + WEEK_H)
        return QRectF(box.left() + place % 7 * size.width(), top + place // 7 * size.height(),
                      size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, known = current(), QPainter(self), self._calendar
        if known is None:
            return
        for month in range(1, 13):
            self._paint_month(painter, month, theme)
        for month in range(1, 13):
            for number in range(1, months.monthrange(self._day.year, month)[1] + 1):
                self._paint_day(painter, date(self._day.year, month, number), known, theme)

    def _paint_month(self, painter: QPainter, month: int, theme: Theme) -> None:
        box = self._month_box(month)
        painter.setFont(body_font(theme, bold=True))
        painter.setPen(color(theme.text))
        title = QLocale().standaloneMonthName(month)
        painter.drawText(QRectF(box.left() + 4, box.top(), box.width(), theme.px(HEAD_H)),
                         Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(key_font(theme))
        painter.setPen(color(theme.text3))
        wide = box.width() / 7
        for n in range(7):
            name = QLocale().dayName(n + 1, QLocale.FormatType.NarrowFormat)
            painter.drawText(
                QRectF(box.left() + n * wide, box.top() + theme.px(HEAD_H), wide, theme.px(WEEK_H)),
                Qt.AlignmentFlag.AlignCenter, name)

    def _paint_day(self, painter: QPainter, day: date, known: Calendar, theme: Theme) -> None:
        box, kind = self.cell(day).adjusted(1, 1, -1, -1), kind_of(known, day)
        if kind is DayKind.HOLIDAY:
            painter.fillRect(box, color(theme.selected))
        elif kind is DayKind.REST:
            painter.fillRect(box, color(theme.head))
        if kind is DayKind.MAKE_UP:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(theme.accent), 1.5))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        if is_provisional(known, day):
            painter.setPen(QPen(color(theme.text3), 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        quiet = kind is DayKind.REST
        painter.setFont(small_font(theme, bold=kind is DayKind.HOLIDAY, tabular=True))
        painter.setPen(color(theme.text2 if quiet else theme.text))
        mark = MARKS.get(kind)
        if mark is None:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        else:
            frame = 2 if kind is DayKind.MAKE_UP else 0  # number and sign stand inside it
            wide = theme.px(11)
            painter.drawText(box.adjusted(frame, 0, -wide, 0), Qt.AlignmentFlag.AlignCenter, str(day.day))
            painter.setFont(key_font(theme))
            painter.setPen(color(theme.text2))
            corner = QRectF(box.right() - wide - frame / 2, box.top() - 1 + frame, wide, theme.px(13))
            painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, translate("YearGrid", mark))
        if day in self._changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(theme.accent))
            painter.drawEllipse(QRectF(box.left() + 2, box.bottom() - 5, 4, 4))
        if day == self._today:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 2), color(theme.text))
        if day == self._day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(theme.accent if self.hasFocus() else theme.control_edge), 2.0))
            painter.drawRect(glyphs.snapped(painter, box))

    # -- keys and mouse ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _STEPS and not control:
            self._walk(self._day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            by = (12 if control else 1) * (1 if key == Qt.Key.Key_PageDown else -1)
            self._walk(months_on(self._day, by))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not control:
            last = months.monthrange(self._day.year, self._day.month)[1]
            self._walk(self._day.replace(day=1 if key == Qt.Key.Key_Home else last))
        elif key == Qt.Key.Key_Space:
            self.day_toggled.emit(self._day)
        else:
            super().keyPressEvent(event)

    def _walk(self, day: date) -> None:
        if 1970 <= day.year <= 2199:
            self.go_to(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position().x(), event.position().y())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(day)
            self.day_toggled.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position().x(), event.position().y())
        self.setToolTip("" if day is None else self.sentence(day))

    def _at(self, x: float, y: float) -> date | None:
        for month in range(1, 13):
            if self._month_box(month).contains(x, y):
                for number in range(1, months.monthrange(self._day.year, month)[1] + 1):
                    day = date(self._day.year, month, number)
                    if self.cell(day).contains(x, y):
                        return day
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def months_on(day: date, by: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    place = day.year * 12 + day.month - 1 + by
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))
