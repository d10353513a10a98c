"""Parts of the case panel: pill, facts, six steps, clock, photo places, timeline.

No clock ticks here and nothing is fetched: each part paints the frozen record it is given, and keeps its place when
the record changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QToolTip,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.controls import labelled
from commandcenter.ui.theme import OVERDUE, Theme, body_font, color, current, small_font

_VCENTER = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Pill(QWidget):
    """An urgency as a pill: soft ground, glyph, word, and where given the time beside it."""

    def __init__(self, urgency: int = 0, word: str = "", more: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown = (urgency, word, more)
        self.setAccessibleName(f"{word} {more}".strip())

    def set_urgency(self, urgency: int, word: str, more: str = "") -> None:
        """Another urgency, its word, and the time beside it."""
        if self._shown != (urgency, word, more):
            self._shown = (urgency, word, more)
            self.setAccessibleName(f"{word} {more}".strip())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        metrics = QFontMetrics(body_font(theme))
        _, word, more = self._shown
        wide = 8 + glyphs.GLYPH_PX + 6 + metrics.horizontalAdvance(word) + 10
        return QSize(wide + (metrics.horizontalAdvance(more) + 10 if more else 0), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        urgency, word, more = self._shown
        role = theme.urgency[urgency]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(role.ground))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        side = glyphs.GLYPH_PX - 1
        shape = QRectF(8, (self.height() - side) / 2 + glyphs.BESIDE_TEXT, side, side)
        glyphs.paint_glyph(painter, shape, urgency, theme)
        painter.setFont(body_font(theme))
        painter.setPen(color(role.text))
        left = 8 + glyphs.GLYPH_PX + 6
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), _VCENTER, word)
        if more:
            painter.drawText(QRectF(0, 0, self.width() - 8, self.height()), _RIGHT, more)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line of facts: label, value, and what is said less loudly after it."""

    label: str
    value: str
    more: str = ""


class FactsGrid(QWidget):
    """Labels left, values right, 24 px a row; long values are cut and shown whole in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_facts(self, facts: tuple[Fact, ...]) -> None:
        """The lines, in order. An empty value is shown as "—"."""
        if facts == self._facts:
            return
        self._facts = facts
        self.setAccessibleName("; ".join(f"{f.label}: {_fact_text(f)}" for f in facts))
        self.updateGeometry()
        self.update()

    def _row_px(self) -> int:
        return current().px(24)

    def sizeHint(self) -> QSize:
        return QSize(240, self._row_px() * len(self._facts))

    def _label_px(self, theme: Theme) -> int:
        metrics = QFontMetrics(body_font(theme))
        widest = max((metrics.horizontalAdvance(f.label) for f in self._facts), default=0)
        return max(theme.px(72), min(widest + 16, self.width() // 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setFont(body_font(theme, tabular=True))
        metrics = QFontMetrics(painter.font())
        left, high = self._label_px(theme), self._row_px()
        for row, fact in enumerate(self._facts):
            top = row * high
            painter.setPen(color(theme.text3))
            label = metrics.elidedText(fact.label, Qt.TextElideMode.ElideRight, left - 8)
            painter.drawText(QRect(0, top, left - 8, high), _VCENTER, label)
            painter.setPen(color(theme.text))
            room = self.width() - left
            value = metrics.elidedText(fact.value or "—", Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, top, room, high), _VCENTER, value)
            used = metrics.horizontalAdvance(value)
            if fact.more and room - used > 40:
                painter.setPen(color(theme.text3))
                more = metrics.elidedText(f" · {fact.more}", Qt.TextElideMode.ElideRight, room - used)
                painter.drawText(QRect(left + used, top, room - used, high), _VCENTER, more)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = event.pos().y() // self._row_px()
            if 0 <= row < len(self._facts):
                QToolTip.showText(event.globalPos(), _fact_text(self._facts[row]), self)
            return True
        return super().event(event)


def _fact_text(fact: Fact) -> str:
    return " · ".join(part for part in (fact.value or "—", fact.more) if part)


class StepsBar(QWidget):
    """The six steps of the flow as circles with words, 48 px high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = 0
        self._words: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(240)

    def set_words(self, words: Sequence[str]) -> None:
        """The words under the six steps."""
        self._words = tuple(words)
        self._say()

    def set_step(self, step: int) -> None:
        """The current step 0..5; 6 when all are done."""
        self._step = step
        self._say()

    def _say(self) -> None:
        at = min(self._step, len(self._words) - 1)
        if at >= 0:
            spoken = self.tr("Step {n} of {count}: {word}")
            self.setAccessibleName(spoken.format(n=at + 1, count=len(self._words), word=self._words[at]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, current().px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        glyphs.paint_steps(QPainter(self), QRectF(self.rect()), self._step, self._words, current())


@dataclass(frozen=True, kw_only=True)
class ClockMark:
    """A moment on the clock: where (fraction of its width) and its words; `strong` draws a longer tick."""

    at: float
    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A time limit as a bar. Fractions are of the bar's width, 0..1.

    Filled from 0 to `filled`; hatched in the overdue colour from `due` to `now` where `now` lies behind it. `marks`
    carry the words below, first at the left edge, last at the right. `running` False is a paused clock.
    """

    title: str
    remaining: str
    urgency: int
    filled: float
    now: float
    due: float | None = None
    marks: tuple[ClockMark, ...] = ()
    note: str = ""
    running: bool = True
    sentence: str = ""


class ClockBar(QWidget):
    """The clock of a case: title and time left above, bar with ticks, moments below, a note under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(240)

    def set_clock(self, clock: Clock | None) -> None:
        """The limit to show; None leaves the place empty."""
        if clock == self._clock:
            return
        self._clock = clock
        self.setAccessibleName("" if clock is None else clock.sentence or f"{clock.title} {clock.remaining}")
        self.setToolTip("" if clock is None else clock.sentence)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, current().px(60 + (20 if self._clock and self._clock.note else 0)))

    def paintEvent(self, event: QPaintEvent) -> None:
        clock = self._clock
        if clock is None:
            return
        theme = current()
        painter = QPainter(self)
        wide, line = self.width(), theme.px(20)
        painter.setFont(body_font(theme, bold=True, tabular=True))
        painter.setPen(color(theme.urgency[clock.urgency].text))
        painter.drawText(QRect(0, 0, wide, line), _RIGHT, clock.remaining)
        used = painter.fontMetrics().horizontalAdvance(clock.remaining) + 12
        painter.setFont(small_font(theme, tabular=True))
        painter.setPen(color(theme.text2))
        title = painter.fontMetrics().elidedText(clock.title, Qt.TextElideMode.ElideRight, wide - used)
        painter.drawText(QRect(0, 0, wide - used, line), _VCENTER, title)
        bar = glyphs.snapped(painter, QRectF(0, line + 4, wide, 12))
        self._paint_bar(painter, bar, clock, theme)
        self._paint_marks(painter, bar, clock, theme)
        if clock.note:
            painter.setFont(small_font(theme, tabular=True))
            painter.setPen(color(theme.text2))
            painter.drawText(QRect(0, theme.px(60), wide, line), _VCENTER, clock.note)

    def _paint_bar(self, painter: QPainter, bar: QRectF, clock: Clock, theme: Theme) -> None:
        def span(a: float, b: float) -> QRectF:
            left, right = (bar.left() + bar.width() * min(max(x, 0.0), 1.0) for x in (a, b))
            return glyphs.snapped(painter, QRectF(left, bar.top(), right - left, bar.height()))

        painter.fillRect(bar, color(theme.head))
        glyphs.frame(painter, bar, theme.line)
        ink = theme.clock_fill if clock.running else theme.urgency[clock.urgency].text
        painter.fillRect(span(0.0, clock.filled), color(ink))
        if clock.due is not None and clock.now > clock.due:
            over = span(clock.due, clock.now)
            role = theme.urgency[max(clock.urgency, OVERDUE) if clock.running else clock.urgency]
            painter.fillRect(over, color(role.fill))
            with glyphs.kept(painter):
                painter.setClipRect(over)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(color(role.mark), 1.6))
                x = over.left()
                while x < over.right():
                    painter.drawLine(QPointF(x, over.bottom() + 1), QPointF(x + 9, over.top() - 1))
                    x += 16

    def _paint_marks(self, painter: QPainter, bar: QRectF, clock: Clock, theme: Theme) -> None:
        for mark in clock.marks:
            if 0.0 < mark.at < 1.0:
                reach = 4 if mark.strong else 2
                x = bar.left() + bar.width() * mark.at
                tick = QRectF(x - 1, bar.top() - reach, 2, bar.height() + 2 * reach)
                painter.fillRect(glyphs.snapped(painter, tick), color(theme.text))
        painter.setFont(small_font(theme, tabular=True))
        painter.setPen(color(theme.text2))
        metrics = painter.fontMetrics()
        top = int(bar.bottom()) + 3
        for left, text in place_labels(
            [(mark.at * self.width(), metrics.horizontalAdvance(mark.text), mark.text) for mark in clock.marks],
            self.width(),
        ):
            painter.drawText(QRectF(left, top, self.width(), theme.px(18)), Qt.AlignmentFlag.AlignTop, text)


def place_labels(labels: Sequence[tuple[float, int, str]], width: float, gap: int = 10) -> list[tuple[float, str]]:
    """Left edges for labels (wanted centre, width, text) in one line, without overlap and inside the width.

    Labels keep their order; where not all fit, those in the middle are left out first.
    """
    kept = list(labels)
    while len(kept) > 2 and sum(w for _, w, _ in kept) + gap * (len(kept) - 1) > width:
        del kept[len(kept) // 2]
    lefts = [min(max(center - w / 2, 0.0), max(width - w, 0.0)) for center, w, _ in kept]
    for i in range(1, len(kept)):
        lefts[i] = max(lefts[i], lefts[i - 1] + kept[i - 1][1] + gap)
    limit = width
    for i in range(len(kept) - 1, -1, -1):
        lefts[i] = max(min(lefts[i], limit - kept[i][1]), 0.0)
        limit = lefts[i] - gap
    return [(left, text) for left, (_, _, text) in zip(lefts, kept, strict=True)]


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A place for photos: caption (处置前, 处置后), picture or None, what to say when it is missing, count and time."""

    caption: str
    picture: QPixmap | None = None
    missing: str = ""
    needed: str = ""
    note: str = ""
    sentence: str = ""


class _PhotoPlace(QWidget):
    """One slot 192×126 with its caption below; never larger than its picture."""

    opened = Signal()
    walked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo = Photo(caption="")
        self.setAccessibleDescription(self.tr("The place of a photo of the case."))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(140)

    def set_photo(self, photo: Photo) -> None:
        self._photo = photo
        state = photo.sentence or (photo.note if photo.picture is not None else photo.missing)
        self.setAccessibleName(f"{photo.caption}: {state}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(192, 126 + current().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, photo = current(), self._photo
        painter = QPainter(self)
        slot = glyphs.snapped(painter, QRectF(0, 0, self.width(), 126))
        if photo.picture is None:
            self._paint_missing(painter, slot, theme)
        else:
            painter.fillRect(slot, color(theme.panel2))
            picture = photo.picture
            size = QSize(round(slot.width()) - 2, round(slot.height()) - 2)
            if picture.width() > size.width() or picture.height() > size.height():
                ratio = self.devicePixelRatioF()
                picture = picture.scaled(
                    size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
                picture.setDevicePixelRatio(ratio)
            shown = picture.deviceIndependentSize()
            corner = slot.center() - QPointF(shown.width() / 2, shown.height() / 2)
            painter.drawPixmap(corner, picture)
            glyphs.frame(painter, slot, theme.control_edge)
        painter.setFont(small_font(theme, tabular=True))
        below = QRectF(0, slot.bottom() + 2, self.width(), theme.px(20))
        painter.setPen(color(theme.text))
        painter.drawText(below, _VCENTER, photo.caption)
        painter.setPen(color(theme.text2))
        painter.drawText(below, _RIGHT, photo.note)
        if self.hasFocus():
            glyphs.paint_focus(painter, slot, theme, 0.0)

    def _paint_missing(self, painter: QPainter, slot: QRectF, theme: Theme) -> None:
        painter.fillRect(slot, color(theme.panel2))
        pen = QPen(color(theme.control_edge), 1.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(slot.adjusted(0.5, 0.5, -0.5, -0.5))
        line = theme.px(20)
        lines = [text for text in (self._photo.missing, self._photo.needed) if text]
        top = slot.center().y() - line * len(lines) / 2
        for at, text in enumerate(lines):
            painter.setFont(small_font(theme) if at else body_font(theme))
            painter.setPen(color(theme.text3 if at else theme.text2))
            box = QRectF(slot.left() + 8, top + at * line, slot.width() - 16, line)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif by is not None and not event.modifiers():
            self.walked.emit(by)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.walked.emit(-1 if event.angleDelta().y() > 0 else 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class PhotoPlaces(QWidget):
    """The photos before and after handling, side by side; a missing one is a dashed place that says what is needed."""

    photos_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before, self.after = _PhotoPlace(), _PhotoPlace()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for place in (self.before, self.after):
            place.opened.connect(self.photos_opened)
            row.addWidget(place, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_photos(self, before: Photo, after: Photo) -> None:
        """Both places."""
        self.before.set_photo(before)
        self.after.set_photo(after)


DONE, NOW, URGENT = "done", "now", "urgent"
"""Kinds of a rung: hollow dot, filled dot in the accent colour, diamond of an overdue."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One line of the timeline: when, what, what is said about it; `kind` DONE, NOW or URGENT; `tip` the whole."""

    time: str
    title: str
    text: str = ""
    kind: str = DONE
    tip: str = ""
    pending: bool = False


class Timeline(QAbstractScrollArea):
    """The course of a case (经过), one line of 24 px each; scrolls, and stays where it was when lines are added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rungs: tuple[Rung, ...] = ()
        self._empty_text = ""
        self._row = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(72)
        self.setAccessibleName(self.tr("Course of the case"))
        self.viewport().setAutoFillBackground(False)

    def set_rungs(self, rungs: tuple[Rung, ...]) -> None:
        """The lines, oldest first."""
        if rungs == self._rungs:
            return
        at_end = self.verticalScrollBar().value() >= self.verticalScrollBar().maximum()
        self._rungs = rungs
        self._row = min(self._row, len(rungs) - 1)
        self._measure()
        if at_end:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self.setAccessibleDescription("\n".join(self.sentence(i) for i in range(len(rungs))))
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """What stands there while there is no line."""
        self._empty_text = text
        self.viewport().update()

    def sentence(self, row: int) -> str:
        """A line as it is spoken and shown in its tip."""
        rung = self._rungs[row]
        return rung.tip or " ".join(part for part in (rung.time, rung.title, rung.text) if part)

    def _row_px(self) -> int:
        return current().px(24)

    def _measure(self) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, len(self._rungs) * self._row_px() + 8 - high))
        bar.setPageStep(high)
        bar.setSingleStep(self._row_px())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self.viewport())
        wide, high = self.viewport().width(), self._row_px()
        if not self._rungs:
            painter.setFont(body_font(theme))
            painter.setPen(color(theme.text3))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)
            return
        painter.setFont(small_font(theme, tabular=True))
        time_px = max(QFontMetrics(painter.font()).horizontalAdvance(r.time) for r in self._rungs)
        painter.setFont(body_font(theme))
        title_px = max(QFontMetrics(painter.font()).horizontalAdvance(r.title) for r in self._rungs)
        rail = time_px + 18
        title_left = rail + 16
        text_left = title_left + min(title_px, wide // 3) + 12
        top = 4 - self.verticalScrollBar().value()
        first = max(0, -top // high)
        last = min(len(self._rungs) - 1, (self.viewport().height() - top) // high)
        for row in range(first, last + 1):
            rung = self._rungs[row]
            box = QRect(0, top + row * high, wide, high)
            middle = box.top() + high / 2
            painter.setFont(small_font(theme, tabular=True))
            painter.setPen(color(theme.text2))
            painter.drawText(box, _VCENTER, rung.time)
            line = color(theme.control_edge)
            above = box.top() if row else middle
            below = box.bottom() + 1 if row < len(self._rungs) - 1 else middle
            painter.fillRect(glyphs.snapped(painter, QRectF(rail - 0.5, above, 1, below - above)), line)
            self._paint_dot(painter, QPointF(rail, middle), rung, theme)
            painter.setFont(body_font(theme))
            painter.setPen(color(theme.text))
            room = text_left - 12 - title_left
            title = painter.fontMetrics().elidedText(rung.title, Qt.TextElideMode.ElideRight, room + 1)
            painter.drawText(box.adjusted(title_left, 0, 0, 0), _VCENTER, title)
            painter.setPen(color(theme.text2))
            text = painter.fontMetrics().elidedText(rung.text, Qt.TextElideMode.ElideRight, wide - text_left - 4)
            painter.drawText(box.adjusted(text_left, 0, 0, 0), _VCENTER, text)
            if self.hasFocus() and row == self._row:
                glyphs.paint_focus(painter, box, theme, 2.0)

    def _paint_dot(self, painter: QPainter, center: QPointF, rung: Rung, theme: Theme) -> None:
        with glyphs.kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if rung.kind == URGENT:
                box = QRectF(center.x() - 6.5, center.y() - 6.5, 13, 13)
                glyphs.paint_glyph(painter, box, OVERDUE, theme)
                return
            filled = theme.accent if rung.kind == NOW else theme.panel
            edge = theme.accent if rung.kind == NOW else theme.text3
            painter.setBrush(color(filled))
            pen = QPen(color(edge), 1.8)
            if rung.pending:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawEllipse(center, 4.0, 4.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by is None or not self._rungs:
            super().keyPressEvent(event)
            return
        self._row = min(max(self._row + by, 0), len(self._rungs) - 1)
        top = self._row * self._row_px()
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + self._row_px() + 8 > bar.value() + self.viewport().height():
            bar.setValue(top + self._row_px() + 8 - self.viewport().height())
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row = max(self._row, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = (event.pos().y() - 4 + self.verticalScrollBar().value()) // self._row_px()
            if 0 <= row < len(self._rungs):
                QToolTip.showText(event.globalPos(), self.sentence(row), self)
            return True
        return super().viewportEvent(event)


class CaseHead(QWidget):
    """The title of a case, up to two lines, with its urgency pill at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = labelled("", "title")
        self._title.setWordWrap(True)
        self.pill = Pill()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)

    def set_case(self, title: str, urgency: int, word: str) -> None:
        """Title (minor class · condition), urgency and its word."""
        self._title.setText(title)
        self.pill.set_urgency(urgency, word)
