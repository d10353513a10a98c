"""The list of the shift's alarms, how many there were an hour, and what can be done with each. Decides nothing."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.core.alarms import MANAGEABLE, Kind, Load, Strain, strain
from commandcenter.desk.alarm_book import Alarm, State
from commandcenter.desk.alarm_desk import AlarmView
from commandcenter.ui import alarm_words, glyphs, time_words
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.keycap import OUTLINED, ActionButton
from commandcenter.ui.line_delegate import LineDelegate, close_line
from commandcenter.ui.theme import NEAR, OVERDUE, Theme, body_font, color, current, small_font

BAR_PX, BARS_HIGH = 6, 16
ALL = ""


def strain_ink(level: Strain, theme: Theme) -> str:
    """The colour of a load: quiet, of 临期, of 超期."""
    return {Strain.BUSY: theme.urgency[NEAR].text, Strain.FLOOD: theme.urgency[OVERDUE].text}.get(level, theme.text2)


class LoadButton(QAbstractButton):
    """Alarms an hour as a figure and small bars, one an hour; a click opens the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._load, self._muted = Load(), ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_load(Load(), "")

    def set_load(self, load: Load, muted: str) -> None:
        """The load, and the words of the mute ("" while tones sound)."""
        self._load, self._muted = load, muted
        sentence = alarm_words.load_sentence(load)
        self.setAccessibleName(" · ".join(filter(None, (alarm_words.load_text(load), muted))))
        self.setAccessibleDescription(sentence)
        self.setToolTip("\n".join(filter(None, (sentence, muted))))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What is written on it."""
        strained = alarm_words.strain_text(self._load) if self._load.strain else ""
        return " · ".join(filter(None, (alarm_words.load_text(self._load), strained, self._muted)))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(small_font(current(), tabular=True))
        bars = len(self._load.hours) * BAR_PX
        return QSize(bars + 6 + metrics.horizontalAdvance(self.words()) + 4, current().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        bars = QRectF(0, (self.height() - BARS_HIGH) / 2, len(self._load.hours) * BAR_PX, BARS_HIGH)
        paint_bars(painter, bars, self._load, theme)
        painter.setFont(small_font(theme, tabular=True))
        painter.setPen(color(strain_ink(self._load.strain, theme)))
        painter.drawText(self.rect().adjusted(int(bars.width()) + 6, 0, 0, 0),
                         Qt.AlignmentFlag.AlignVCenter, self.words())
        if self.hasFocus():
            glyphs.paint_focus(painter, self.rect(), theme)


def paint_bars(painter: QPainter, box: QRectF, load: Load, theme: Theme) -> None:
    """A bar an hour, full at what can just be managed, in the colour of its own hour; a line where there was none."""
    wide = box.width() / max(len(load.hours), 1)
    for n, count in enumerate(load.hours):
        high = max(1.0, box.height() * min(count, MANAGEABLE) / MANAGEABLE)
        bar = QRectF(box.left() + n * wide, box.bottom() - high, wide - 2, high)
        painter.fillRect(bar, color(strain_ink(strain(count), theme) if count else theme.line))


class AlarmList(QListWidget):
    """Two lines an alarm; Enter or a double click opens its case."""

    opened = Signal(str)  # key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alarms: tuple[Alarm, ...] = ()
        self.now = 0
        self.empty = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TwoLines(self))
        self.itemDoubleClicked.connect(self._on_opened)
        self.setAccessibleName(self.tr("Alarms of the shift"))

    def chosen(self) -> Alarm | None:
        """The alarm that is lit."""
        row = self.currentRow()
        return self.alarms[row] if 0 <= row < len(self.alarms) else None

    def set_alarms(self, alarms: tuple[Alarm, ...], now: int) -> None:
        """The alarms in order; the lit one stays lit where it still is."""
        kept = self.chosen()
        self.now = now
        if alarms != self.alarms:
            self.alarms = alarms
            self.clear()
            for alarm in alarms:
                item = QListWidgetItem(alarm_words.title_of(alarm))
                said = "，".join(filter(None, (
                    alarm_words.title_of(alarm), alarm_words.case_text(alarm), alarm.place,
                    time_words.past(now, alarm.at), alarm_words.state_text(alarm, now))))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                item.setToolTip(said.replace("，", "\n"))
                self.addItem(item)
            if not self.hasFocus() or self.currentRow() <= 0:
                kept = None  # unless somebody is further down, the newest is in sight
            at = next((n for n, a in enumerate(alarms) if kept is not None and a.key == kept.key), 0)
            if alarms:
                self.setCurrentRow(at)
            if kept is None:
                self.scrollToTop()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(None)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme = QPainter(self.viewport()), current()
        if not self.alarms:
            painter.setFont(small_font(theme))
            painter.setPen(color(theme.text3))
            painter.drawText(self.viewport().rect().adjusted(12, 12, -12, -12),
                             int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.empty)
        if self.hasFocus():
            glyphs.paint_focus(painter, self.viewport().rect(), theme)

    def _on_opened(self, _item: object) -> None:
        alarm = self.chosen()
        if alarm is not None:
            self.opened.emit(alarm.key)


class AlarmPanel(QWidget):
    """The dock: load, filter by kind, the list, and the acts for the alarm that is lit."""

    opened = Signal(str)  # key
    chosen_changed = Signal()

    def __init__(self, acts: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = AlarmView()
        self.load = LoadButton()
        self.muted = labelled("", "secondary")
        self.kind = Choice()
        self.kind.setAccessibleName(self.tr("Kind of alarm"))
        self.kind.addItem(self.tr("All kinds"), ALL)
        for kind in Kind:
            self.kind.addItem(alarm_words.kind_text(kind), kind.value)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.list = AlarmList()
        self.list.opened.connect(self.opened)
        self.list.currentRowChanged.connect(self._on_row)
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.load)
        head.addStretch(1)
        head.addWidget(self.kind)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 4)
        foot.setSpacing(6)
        self.buttons = tuple(ActionButton(act, OUTLINED) for act in acts)
        for button in self.buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # a narrow dock keeps the keys, not the words
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def render_view(self, view: AlarmView) -> None:
        """The only method that sets contents; while the panel is hidden they wait."""
        self._view = view
        if not self.isVisible():
            return
        self.load.set_load(view.load, alarm_words.mute_text(view))
        wanted = self.kind.currentData()
        shown = tuple(alarm for alarm in view.shift if wanted in (ALL, alarm.kind.value))
        self.list.empty = self.tr("No alarm in this shift.") if wanted == ALL else self.tr(
            "No alarm of this kind; %Ln of others.", "", len(view.shift))
        self.list.set_alarms(shown, view.now)

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(320), current().px(140))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in self.buttons:
            button.set_words_shown(True)
        if sum(button.sizeHint().width() + 6 for button in self.buttons) + 16 > self.width():
            for button in self.buttons:
                button.set_words_shown(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.render_view(self._view)

    def show_newest(self) -> None:
        """The newest alarm lit, with the focus in the list."""
        self.list.setCurrentRow(0)
        self.list.scrollToTop()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def chosen(self) -> Alarm | None:
        """The alarm that is lit, while the list has the focus."""
        return self.list.chosen() if self.list.hasFocus() else None

    def _on_kind(self, _index: int) -> None:
        self.render_view(self._view)

    def _on_row(self, _row: int) -> None:
        self.chosen_changed.emit()


class _TwoLines(LineDelegate):
    line_px: ClassVar[int] = 44

    def draw(self, painter: QPainter, row: int, box: QRect, theme: Theme, *, lit: bool) -> None:
        held = self.parent()
        if not isinstance(held, AlarmList) or row >= len(held.alarms):
            return
        alarm = held.alarms[row]
        state, line = alarm.state(held.now), theme.px(20)
        waits = state in (State.WAITING, State.SNOOZED)
        glyphs.paint_glyph(painter, QRectF(box.left() + 8, box.top() + 4, 16, line), alarm_words.urgency_of(alarm.kind),
                           theme)
        upper = QRect(box.left() + 32, box.top() + 3, box.width() - 40, line)
        painter.setFont(body_font(theme, bold=waits, tabular=True))
        painter.setPen(color(theme.text if waits else theme.text2))
        _split(painter, upper, " · ".join(filter(None, (alarm_words.title_of(alarm), alarm_words.case_text(alarm)))),
               time_words.past(held.now, alarm.at))
        painter.setFont(small_font(theme, tabular=True))
        painter.setPen(color(theme.text2))
        _split(painter, upper.translated(0, line - 1), " · ".join(filter(None, (alarm.place, alarm.unit_name))),
               alarm_words.state_text(alarm, held.now))
        close_line(painter, box, theme)


def _split(painter: QPainter, box: QRect, left: str, right: str) -> None:
    """Words at the left, cut where the right ones begin."""
    metrics = painter.fontMetrics()
    right = metrics.elidedText(right, Qt.TextElideMode.ElideRight, box.width() * 2 // 3)
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
    room = box.width() - metrics.horizontalAdvance(right) - 12
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(left, Qt.TextElideMode.ElideRight, room))
