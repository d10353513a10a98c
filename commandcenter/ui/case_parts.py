"""Parts of the case panel: pill, facts, six steps, photo places, head.

Nothing is fetched here: each part paints the frozen record it is given, and keeps its place when the record changes.
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
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QToolTip,
    QWidget,
)

from commandcenter.ui import glyphs
from commandcenter.ui.controls import labelled
from commandcenter.ui.theme import Theme, body_font, color, current, small_font

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
