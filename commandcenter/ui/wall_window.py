"""The wall (大屏): one street's state for a second screen, read from 5 m. Dark always; lengths are those of a
1920×1080 screen and grow and shrink with the window.

No figure is made here, and nothing scrolls, pages or zooms by itself: only numbers change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from commandcenter.core.clocks import Urgency
from commandcenter.core.numbers import short_number
from commandcenter.desk.map_ground import MapGround
from commandcenter.desk.rows import CaseRow
from commandcenter.desk.wall_desk import WallDesk, WallView
from commandcenter.ui import glyphs, texts, time_words
from commandcenter.ui.map_canvas import MapCanvas
from commandcenter.ui.theme import DARK, NEAR, NORMAL, OVERDUE, SEVERE, URGENCY_ORDER, color, font

WIDE, HIGH = 1920, 1080
LINES = 7
"""A list on the wall has at most so many lines; then it says how many more there are."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_HEADER, _FOOTER, _GAP = 84, 60, 16
_LEFT_WIDE, _RIGHT_WIDE, _TODAY_HIGH, _LIST_HEAD = 460, 590, 176, 72
_FIGURE, _LEAST_FIGURE, _NAME, _NOTE = 92, 88, 34, 28
_COMMUNITY_ROW, _CASE_ROW = 50, 98
_TODAY_SHARES = (0.3, 0.3, 0.4)
"""Widths of today's figures: a rate needs more room than a count."""
_COMMUNITY_END = "社区"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a panel as it is spoken and, in parts, drawn: name, value, how urgent, what stands below."""

    name: str
    value: str
    urgency: int | None = None
    number: str = ""
    place: str = ""
    tag: str = ""
    share: float = 0.0

    @property
    def sentence(self) -> str:
        return ", ".join(part for part in (self.name, self.number, self.place, self.value, self.tag) if part)


class _Panel(QWidget):
    """A box of the wall. `s` is the length of one unit, in px."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.s = 1.0
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """What it says, from above."""
        if tuple(lines) != self.lines:
            self.lines = tuple(lines)
            self.setAccessibleDescription("\n".join(line.sentence for line in lines))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(DARK.panel))
        self.paint(painter)
        glyphs.frame(painter, QRectF(self.rect()), DARK.line)

    def paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def face(self, px: float, *, bold: bool = False) -> QFont:
        """A font of so many units, with figures of one width."""
        return font(max(9, round(px * self.s)), 700 if bold else 400, tabular=True)

    def fitted(self, text: str, px: float, room: float, *, least: float, bold: bool = False) -> QFont:
        """The largest font from px down to least units in which text fits into room px."""
        while px > least and QFontMetricsF(self.face(px, bold=bold)).horizontalAdvance(text) > room:
            px -= 1
        return self.face(px, bold=bold)

    def write(
        self, painter: QPainter, box: QRectF, text: str, ink: str, face: QFont, align: Qt.AlignmentFlag = _LEFT
    ) -> float:
        """Text in a box, elided at its end; how wide it is, in px."""
        shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.setFont(face)
        painter.setPen(color(ink))
        painter.drawText(box, align, shown)
        return QFontMetricsF(face).horizontalAdvance(shown)


    def tag_width(self, text: str) -> float:
        """How wide the tag of a text is, in px; 0 for an empty text."""
        return QFontMetricsF(self.face(26)).horizontalAdvance(text) + 20 * self.s if text else 0.0

    def tag(self, painter: QPainter, left: float, middle: float, text: str) -> None:
        """An outlined tag from left on; nothing for an empty text."""
        if text:
            wide = self.tag_width(text)
            box = glyphs.snapped(painter, QRectF(left, middle - 19 * self.s, wide, 38 * self.s))
            glyphs.frame(painter, box, DARK.control_edge)
            self.write(painter, box, text, DARK.text2, self.face(26), _CENTER)


class _Header(_Panel):
    """Street left, date and clock right."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self._title, self.mark, self.date, self.clock = title, "", "", ""
        self.setAccessibleName(title)

    def set_mark(self, mark: str) -> None:
        """A tag beside the street's name, "" for none."""
        if mark != self.mark:
            self.mark = mark
            self.setAccessibleName(f"{self._title}, {mark}" if mark else self._title)
            self.update()

    def set_time(self, date: str, clock: str) -> None:
        """Date and clock in words."""
        if (date, clock) != (self.date, self.clock):
            self.date, self.clock = date, clock
            self.setAccessibleDescription(f"{date} {clock}")
            self.update()

    def paint(self, painter: QPainter) -> None:
        s, box = self.s, QRectF(self.rect())
        painter.fillRect(box, color(DARK.head))
        inner = box.adjusted(32 * s, 0, -32 * s, 0)
        wide = self.write(painter, inner, self.clock, DARK.text, self.face(60, bold=True), _RIGHT)
        inner.setRight(inner.right() - wide - 32 * s)
        wide = self.write(painter, inner, self.date, DARK.text2, self.face(_NAME), _RIGHT)
        inner.setRight(inner.right() - wide - 32 * s)
        room = inner.width() - (self.tag_width(self.mark) + 32 * s if self.mark else 0)
        face = self.fitted(self._title, 42, room, least=_NAME, bold=True)
        wide = self.write(painter, QRectF(inner.left(), 0, room, inner.height()), self._title, DARK.text, face)
        self.tag(painter, inner.left() + wide + 24 * s, inner.center().y(), self.mark)


class _Counts(_Panel):
    """Open cases and the five urgencies, one figure each."""

    def paint(self, painter: QPainter) -> None:
        s, rows = self.s, max(1, len(self.lines))
        high = self.height() / rows
        for n, line in enumerate(self.lines):
            box = QRectF(0, n * high, self.width(), high)
            ink = DARK.text if line.urgency is None else DARK.urgency[line.urgency].text
            if line.urgency == SEVERE and line.value not in ("0", _NOT_READ):
                painter.fillRect(box, color(DARK.urgency[SEVERE].ground))
            if n:
                painter.fillRect(QRectF(0, round(box.top()), box.width(), 1), color(DARK.line))
            inner = box.adjusted(20 * s, 0, -22 * s, 0)
            left = inner.left()
            if line.urgency is not None:
                side = 44 * s
                glyph = QRectF(left, inner.center().y() - side / 2, side, side)
                glyphs.paint_glyph(painter, glyph, line.urgency, DARK)
                left += side + 18 * s
            room = inner.right() - left
            figure = self.fitted(line.value, _FIGURE, room - 128 * s, least=44, bold=True)
            plain = DARK.text if line.urgency == NORMAL else ink
            wide = self.write(painter, inner, line.value, plain, figure, _RIGHT)
            name_room = room - wide - 14 * s
            name = QRectF(left, box.top(), name_room, box.height())
            face = self.fitted(line.name, _NAME, name_room, least=24)
            self.write(painter, name, line.name, ink, face)


class _Today(_Panel):
    """What came and went today, three figures side by side."""

    def paint(self, painter: QPainter) -> None:
        s, left = self.s, 0.0
        for line, share in zip(self.lines, _TODAY_SHARES, strict=False):
            box = QRectF(left, 0, self.width() * share, self.height())
            if left:
                painter.fillRect(QRectF(round(left), 0, 1, box.height()), color(DARK.line))
            left = box.right()
            inner = box.adjusted(24 * s, 14 * s, -24 * s, -10 * s)
            name = QRectF(inner.left(), inner.top(), inner.width(), 44 * s)
            self.write(painter, name, line.name, DARK.text2, self.fitted(line.name, _NAME, inner.width(), least=24))
            figure = QRectF(inner.left(), name.bottom(), inner.width(), inner.bottom() - name.bottom())
            face = self.fitted(line.value, _LEAST_FIGURE, inner.width(), least=44, bold=True)
            self.write(painter, figure, line.value, DARK.text, face, _RIGHT)


class _List(_Panel):
    """A head with a note at its right, and lines below as many as have room."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.title, self.note, self.empty, self.mark = title, "", "", ""
        self.setAccessibleName(title)

    def set_head(self, note: str, empty: str = "", mark: str = "") -> None:
        """What stands at the right of the head, what when there is no line, and a tag that holds for all lines."""
        if (note, empty, mark) != (self.note, self.empty, self.mark):
            self.note, self.empty, self.mark = note, empty, mark
            self.setAccessibleName(", ".join(part for part in (self.title, mark, note) if part))
            self.update()

    def paint(self, painter: QPainter) -> None:
        s = self.s
        head = QRectF(22 * s, 0, self.width() - 44 * s, _LIST_HEAD * s)
        wide = self.write(painter, head, self.note, DARK.text2, self.face(_NOTE), _RIGHT)
        room = head.adjusted(0, 0, -wide - 16 * s, 0)
        tag = self.tag_width(self.mark)
        title = room.adjusted(0, 0, -tag - 20 * s if tag else 0, 0)
        wide = self.write(painter, title, self.title, DARK.text, self.fitted(self.title, 36, title.width(), least=26))
        self.tag(painter, room.left() + wide + 20 * s, room.center().y(), self.mark)
        if not self.lines and self.empty:
            box = QRectF(head.left(), head.bottom(), head.width(), 72 * s)
            self.write(painter, box, self.empty, DARK.text2, self.face(_NAME))
        self.paint_lines(painter)

    def paint_lines(self, painter: QPainter) -> None:
        raise NotImplementedError

    def row(self, painter: QPainter, n: int, high: float) -> QRectF:
        """The box of a line, with the rule above it drawn."""
        top = (_LIST_HEAD + n * high) * self.s
        painter.fillRect(QRectF(0, round(top), self.width(), 1), color(DARK.line))
        return QRectF(22 * self.s, top, self.width() - 44 * self.s, high * self.s)


class _Communities(_List):
    """Names and open cases, with a grey bar for the eye."""

    def paint_lines(self, painter: QPainter) -> None:
        s = self.s
        for n, line in enumerate(self.lines):
            box = self.row(painter, n, _COMMUNITY_ROW)
            name = QRectF(box.left(), box.top(), 190 * s, box.height())
            self.write(painter, name, line.name, DARK.text, self.fitted(line.name, _NAME, name.width(), least=24))
            self.write(painter, box, line.value, DARK.text, self.face(36, bold=True), _RIGHT)
            rail = QRectF(name.right() + 12 * s, box.center().y() - 8 * s, box.width() - 322 * s, 16 * s)
            rail.setWidth(max(2.0, rail.width() * line.share))
            painter.fillRect(glyphs.snapped(painter, rail), color(DARK.urgency[NORMAL].fill))


class _Cases(_List):
    """The worst cases, two lines each: class and how long over; number and place."""

    def paint_lines(self, painter: QPainter) -> None:
        s = self.s
        for n, line in enumerate(self.lines):
            box = self.row(painter, n, _CASE_ROW)
            role = DARK.urgency[line.urgency or 0]
            side = 44 * s
            glyphs.paint_glyph(painter, QRectF(box.left(), box.top() + 10 * s, side, side), line.urgency or 0, DARK)
            upper = QRectF(box.left() + 60 * s, box.top() + 6 * s, box.width() - 60 * s, 52 * s)
            wide = self.write(painter, upper, line.value, role.text, self.face(_NAME, bold=True), _RIGHT)
            room = upper.adjusted(0, 0, -wide - 16 * s, 0)
            face = self.fitted(line.name, _NAME, room.width(), least=28, bold=True)
            self.write(painter, room, line.name, DARK.text, face)
            lower = QRectF(upper.left(), upper.bottom() - 4 * s, upper.width(), 40 * s)
            if line.tag:
                wide = self.write(painter, lower, line.tag, DARK.text3, self.face(26), _RIGHT)
                lower.setRight(lower.right() - wide - 16 * s)
            wide = self.write(painter, lower, line.number, DARK.text2, self.face(_NOTE))
            lower.setLeft(lower.left() + wide + 18 * s)
            self.write(painter, lower, line.place, DARK.text2, self.face(_NOTE))


class _Foot(_Panel):
    """How old the figures are; on the ground of "due soon", with its triangle, when they are too old."""

    def __init__(self, parent: QWidget, words: str) -> None:
        super().__init__(parent)
        self.text, self.stale, self._words = "", False, words
        self.setAccessibleName(words)

    def set_text(self, text: str, stale: bool) -> None:
        """The status line of the window, and whether the figures are more than 10 minutes old."""
        if (text, stale) != (self.text, self.stale):
            self.text, self.stale = text, stale
            self.setAccessibleName(text)
            self.update()

    def paint(self, painter: QPainter) -> None:
        s, role = self.s, DARK.urgency[NEAR]
        ink, quiet = (role.text, role.text) if self.stale else (DARK.text, DARK.text2)
        box = QRectF(self.rect())
        painter.fillRect(box, color(role.ground if self.stale else DARK.head))
        inner = box.adjusted(32 * s, 0, -32 * s, 0)
        wide = self.write(painter, inner, self._words, quiet, self.face(_NOTE), _RIGHT)
        inner.setRight(inner.right() - wide - 32 * s)
        if self.stale:
            side = 32 * s
            glyphs.paint_glyph(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), NEAR, DARK)
            inner.setLeft(inner.left() + side + 14 * s)
        self.write(painter, inner, self.text, ink, self.face(_NOTE))


_NOT_READ = "…"
_closing: list[QWidget] = []
"""Held until Qt is done with closing them: whoever opened the wall lets go of it when it says `closed`."""


class WallWindow(QWidget):
    """The wall of one street. It draws what its desk holds; `tick` moves its clock."""

    closed = Signal()

    def __init__(self, desk: WallDesk, ground: MapGround | None, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._desk = desk
        self._view = desk.view
        self._now = 0
        wall = self.tr("Wall")
        self.setWindowTitle(f"{wall} · {title}")
        self.setAccessibleName(self.tr("Wall"))
        self.setMinimumSize(960, 540)
        self.header = _Header(self, title)
        self.counts = _Counts(self)
        self.counts.setAccessibleName(self.tr("Open cases by urgency"))
        self.today = _Today(self)
        self.today.setAccessibleName(self.tr("Today"))
        self.communities = _Communities(self, self.tr("Open cases by community"))
        self.cases = _Cases(self, self.tr("Longest overdue"))
        self.foot = _Foot(self, self.tr("No personal data on this screen"))
        self.map = MapCanvas(self, wall=True)
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # nobody moves it by accident
        self.map.set_ground(ground)
        self._shortcuts = []
        for keys in ("Esc", "Ctrl+3"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self.close)
            self._shortcuts.append(shortcut)
        self.render_view(desk.view)

    # --- contents ---------------------------------------------------------------------------------

    def render_view(self, view: WallView) -> None:
        """Shows these figures."""
        if view.version != self._view.version or self._now == 0:
            points = view.points
            self.map.set_points(points.lon, points.lat, points.urgency, points.ids)
        self._view = view
        self._now = max(self._now, view.as_of)
        self._show()

    def tick(self, now: int) -> None:
        """A minute went by: `now` in ms UTC. The clock and the times over change, nothing moves."""
        self._now = now
        self._show()

    def set_status(self, text: str, stale: bool) -> None:
        """The line at the foot; `stale` when the figures are more than 10 minutes old."""
        self.foot.set_text(text, stale)

    def set_mark(self, mark: str) -> None:
        """A tag beside the street's name where all of it is demo data, "" for none."""
        self.header.set_mark(mark)

    def show_on(self, screen: QScreen) -> None:
        """Fills a screen, the second one as a rule."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def settle(self) -> None:
        """Paints the whole map now: for pictures, which cannot wait."""
        self.map.settle()

    # --- inside -----------------------------------------------------------------------------------

    def _show(self) -> None:
        view, now = self._view, self._now
        if now:
            when = time_words.local(now)
            date = self.tr("{year}-{month:02d}-{day:02d} {weekday}").format(
                year=when.year, month=when.month, day=when.day, weekday=time_words.weekday(now))
            self.header.set_time(date, time_words.clock(now))
        read = view.open is not None
        counts = {u: view.urgency.get(Urgency(u), 0) if read else None for u in URGENCY_ORDER}
        self.counts.set_lines([
            Line(name=self.tr("Open cases"), value=_figure(view.open)),
            *(Line(name=texts.urgency_text(u), value=_figure(n), urgency=u) for u, n in counts.items()),
        ])
        flow = view.today
        rate = time_words.rate_text(view.on_time_today) if flow else _NOT_READ
        self.today.set_lines([
            Line(name=self.tr("Reported today"), value=_figure(flow.reported if flow else None)),
            Line(name=self.tr("Closed today"), value=_figure(flow.closed if flow else None)),
            Line(name=self.tr("Closed on time"), value=rate),
        ])
        self._show_communities(view)
        self._show_cases(view, now)

    def _show_communities(self, view: WallView) -> None:
        most = max((n for _, n in view.communities), default=1)
        shown, left = view.communities[:LINES], len(view.communities) - LINES
        nameless = self.tr("not known")
        self.communities.set_lines([
            Line(name=name.removesuffix(_COMMUNITY_END) or nameless, value=time_words.number_text(n), share=n / most)
            for name, n in shown
        ])
        note = self.tr("%Ln more", "", left) if left > 0 else ""
        self.communities.set_head(note, "" if view.open is not None else _NOT_READ)

    def _show_cases(self, view: WallView, now: int) -> None:
        room = (self.cases.height() / self._unit() - _LIST_HEAD) // _CASE_ROW
        shown = view.worst[:min(LINES, max(1, int(room)))]
        more = view.more + len(view.worst) - len(shown)
        demo = ["demo" in row.marks for row in shown]
        mark = texts.mark_text("demo") if demo and all(demo) else ""
        self.cases.set_lines([self._case(row, now, tagged=not mark) for row in shown])
        note = self.tr("%Ln more", "", more) if more else ""
        self.cases.set_head(note, self.tr("No case is overdue.") if view.open is not None else _NOT_READ, mark)

    def _case(self, row: CaseRow, now: int, *, tagged: bool) -> Line:
        """A case as a line: no person, no phone, no plate."""
        urgency = SEVERE if row.severe is not None and row.severe <= now else OVERDUE
        return Line(
            name=row.class_name, value=time_words.remaining(now, row.due, row.paused, row.tentative), urgency=urgency,
            number=short_number(row.shown_number), place=row.place,
            tag=texts.mark_text("demo") if tagged and "demo" in row.marks else "")

    def _unit(self) -> float:
        """One unit of length, in px: 1 on 1920×1080."""
        return max(0.1, min(self.width() / WIDE, self.height() / HIGH))

    def _place(self) -> None:
        s, wide, high = self._unit(), self.width(), self.height()
        gap, top, foot = round(_GAP * s), round(_HEADER * s), round(_FOOTER * s)
        left, right = round(_LEFT_WIDE * s), round(_RIGHT_WIDE * s)
        upper, below = top + gap, high - foot - gap
        middle, middle_wide = 2 * gap + left, wide - left - right - 4 * gap
        today = round(_TODAY_HIGH * s)
        lines = round((_LIST_HEAD + LINES * _COMMUNITY_ROW) * s)
        far = wide - right - gap
        self.header.setGeometry(0, 0, wide, top)
        self.foot.setGeometry(0, high - foot, wide, foot)
        self.counts.setGeometry(gap, upper, left, below - upper)
        self.map.setGeometry(middle, upper, middle_wide, below - upper - today - gap)
        self.today.setGeometry(middle, below - today, middle_wide, today)
        self.communities.setGeometry(far, upper, right, lines)
        self.cases.setGeometry(far, upper + lines + gap, right, below - upper - lines - gap)
        for panel in (self.header, self.foot, self.counts, self.today, self.communities, self.cases):
            panel.s = s
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(DARK.window))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.render_view not in self._desk.listeners:
            self._desk.listeners.append(self.render_view)
        self.render_view(self._desk.view)
        self._desk.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        _closing.append(self)
        QTimer.singleShot(0, _closing.clear)
        self.closed.emit()


def _figure(n: int | None) -> str:
    """A count as shown; not read yet is not none."""
    return _NOT_READ if n is None else time_words.number_text(n)
