"""Fields drawn in the window's own hand: choice, radio, check, panel head, rule.

No meaning; texts and values come from the caller.
"""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QRadioButton,
    QSizePolicy,
    QTableView,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.theme import body_font, color, current

_BOX = 16


def labelled(text: str, role: str, parent: QWidget | None = None) -> QLabel:
    """A label whose look the style sheet gives: head, title, figure, secondary, hint, label, error."""
    label = QLabel(text, parent)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def rule(parent: QWidget | None = None) -> QFrame:
    """A horizontal line of 1 px."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    return line


class Choice(QComboBox):
    """A combo box with an arrow; its list is short, so that it never covers the banner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setAccessibleDescription(self.tr("The arrow keys choose from the list."))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current()
        ink = theme.text2 if self.isEnabled() else theme.text3
        box = QRectF(self.width() - 24, 0, 20, self.height())
        glyphs.paint_arrow(QPainter(self), box, ink)


class DateField(QDateEdit):
    """A date, typed or chosen from the calendar behind its arrow, which is drawn as a combo box's."""

    def __init__(self, date: QDate, parent: QWidget | None = None) -> None:
        super().__init__(date, parent)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        days = self.calendarWidget()
        days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        days.setMinimumSize(current().px(308), current().px(232))
        plain = QTextCharFormat()
        plain.setForeground(QBrush(color(current().text2)))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red is for what is overdue
            days.setWeekdayTextFormat(day, plain)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current()
        ink = theme.text2 if self.isEnabled() else theme.text3
        glyphs.paint_arrow(QPainter(self), QRectF(self.width() - 24, 0, 20, self.height()), ink)


def _marked_width(words: str, keys: Sequence[str]) -> int:
    theme = current()
    wide = _BOX + 8 + QFontMetrics(body_font(theme)).horizontalAdvance(words) + 6
    return wide + (12 + glyphs.keycaps_width(keys, theme) if keys else 0)


class Radio(QRadioButton):
    """One of several options; its keycaps stand at its right edge."""

    def __init__(self, words: str, keys: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._keys = tuple(keys)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_marked_width(self.text(), self._keys), current().px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = QRectF(2, (self.height() - _BOX) / 2, _BOX, _BOX)
        on = self.isChecked()
        edge = theme.text3 if not self.isEnabled() else theme.accent if on else theme.control_edge
        painter.setBrush(color(theme.panel))
        painter.setPen(QPen(color(edge), 2.0 if on else 1.2))
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(edge))
            painter.drawEllipse(mark.adjusted(4.5, 4.5, -4.5, -4.5))
        _paint_words(self, painter, self.text(), self._keys)


class Check(QCheckBox):
    """A yes or no with its words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.tr("Space switches it on or off."))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_marked_width(self.text(), ()), current().px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = QRectF(2, (self.height() - _BOX) / 2, _BOX, _BOX)
        on = self.isChecked()
        fill = theme.accent if self.isEnabled() else theme.text3
        painter.setBrush(color(fill if on else theme.panel))
        painter.setPen(QPen(color(fill if on else theme.control_edge), 1.2))
        painter.drawRoundedRect(mark.adjusted(1, 1, -1, -1), 3, 3)
        if on:
            glyphs.paint_tick(painter, mark, theme.on_accent if self.isEnabled() else theme.panel, 2.0)
        _paint_words(self, painter, self.text(), ())


def _paint_words(widget: QWidget, painter: QPainter, words: str, keys: Sequence[str]) -> None:
    theme = current()
    keys_wide = glyphs.keycaps_width(keys, theme)
    painter.setFont(body_font(theme))
    painter.setPen(color(theme.text if widget.isEnabled() else theme.text3))
    box = QRectF(widget.rect()).adjusted(_BOX + 8, 0, -(keys_wide + 8 if keys else 0), 0)
    shown = QFontMetrics(body_font(theme)).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
    if keys:
        caps = QRectF(widget.width() - keys_wide - 2, 0, keys_wide, widget.height())
        glyphs.paint_keycaps(painter, caps, keys, theme)
    if widget.hasFocus():
        glyphs.paint_focus(painter, widget.rect(), theme)


class PanelHead(QFrame):
    """The head line of a panel, 32 px at medium text: name left, hint right, room for widgets between."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "headbar")
        self.setMinimumHeight(current().px(32))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._title = QLabel(title)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = labelled(hint, "hint")
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        self._row.addWidget(self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint goes where there is no room for all of it."""
        super().resizeEvent(event)
        items = [item.widget() for n in range(self._row.count()) if (item := self._row.itemAt(n)) is not None]
        others = [one for one in items if one is not None and one is not self._hint and one.isVisibleTo(self)]
        taken = sum(widget.sizeHint().width() + self._row.spacing() for widget in others) + 24
        self._hint.setVisible(taken + self._hint.sizeHint().width() <= self.width())

    def set_title(self, title: str) -> None:
        """Another name."""
        self._title.setText(title)

    def set_hint(self, hint: str) -> None:
        """Another hint at the right."""
        self._hint.setText(hint)

    def add_left(self, widget: QWidget) -> None:
        """A widget after the name."""
        self._row.insertWidget(self._row.count() - 2, widget)

    def add_right(self, widget: QWidget) -> None:
        """A widget at the right end."""
        self._row.addWidget(widget)


class FocusTable(QTableView):
    """A table that shows that it has the focus."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            glyphs.paint_focus(QPainter(self.viewport()), self.viewport().rect(), current())


class FocusList(QListWidget):
    """A list that shows that it has the focus, and lets Tab go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            glyphs.paint_focus(QPainter(self.viewport()), self.viewport().rect(), current())
