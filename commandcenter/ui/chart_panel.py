"""The charts at the foot of the window: open cases by community, class and stage, and the on-time rate by day.

No figure is made here; the charts themselves are in charts.py and line_chart.py, imported when the panel is first seen.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.desk.chart_desk import TARGET, Bar, ChartDesk, ChartView, DayFigure
from commandcenter.ui import glyphs, texts, time_words
from commandcenter.ui.late_import import LateImport
from commandcenter.ui.theme import URGENCY_ORDER, body_font, color, current, key_font, small_font

if TYPE_CHECKING:
    from commandcenter.ui import charts, line_chart

Made = TypeVar("Made", bound="charts.Chart")
COMMUNITY, CLASS, STAGE, RATE = "community", "class", "stage", "rate"
TABS = (COMMUNITY, CLASS, STAGE, RATE)
MOST = {COMMUNITY: 12, CLASS: 8, STAGE: len(Stage)}
"""So many bars, fewer where there is no room; what is beyond is one more bar of others."""
LEAST_ROW_PX = 17

_FLOW = {str(stage): place for place, stage in enumerate(Stage)}
_COMMUNITY_END = "社区"


class _Legend(QWidget):
    """The five urgencies with glyph and word in one line, closer together where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(texts.urgency_text(u) for u in URGENCY_ORDER))

    def sizeHint(self) -> QSize:
        return QSize(400, current().px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        words = [texts.urgency_text(u) for u in URGENCY_ORDER]
        for face, inner, least in ((small_font(theme), 6, 12), (small_font(theme), 4, 6), (key_font(theme), 2, 4)):
            metrics = QFontMetrics(face)
            glyph = metrics.height() - 4
            wide = [glyph + inner + metrics.horizontalAdvance(word) for word in words]
            spare = (self.width() - 24 - sum(wide)) // (len(wide) - 1)
            if spare >= least:
                break
        painter.setFont(face)
        x, middle = 12.0, self.height() / 2
        for urgency, word, width in zip(URGENCY_ORDER, words, wide, strict=True):
            shape = QRectF(x, middle - glyph / 2 + glyphs.BESIDE_TEXT, glyph, glyph)
            glyphs.paint_glyph(painter, shape, urgency, theme)
            painter.setPen(color(theme.text2))
            box = QRectF(x + glyph + inner, 0, width, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, word)
            x += width + min(28, max(2, spare))


class _Head(QWidget):
    """The ground behind tabs and hint; its lower line and the tabs' are one."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.head))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), color(theme.line))


class _Line(QLabel):
    """A quiet line that gives way: elided where the panel is narrow."""

    def __init__(self, align: Qt.AlignmentFlag) -> None:
        super().__init__()
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, current().px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setFont(small_font(theme))
        painter.setPen(color(theme.text3))
        box = self.contentsRect()
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self.alignment(), shown)


class _Notice(QWidget):
    """What stands in the place of a chart: "Loading…" over grey bars, or that there is nothing to draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.bars = "", False

    def say(self, words: str, *, bars: bool) -> None:
        """These words; `bars` where the chart is still to come."""
        self.words, self.bars = words, bars
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        if self.bars:
            high, pitch = theme.px(16), theme.px(30)
            for n, share in enumerate((0.8, 0.64, 0.55, 0.42, 0.3)):
                top = theme.px(16) + n * pitch
                if top + high < self.height() - theme.px(30):
                    painter.fillRect(QRectF(12, top, (self.width() - 24) * share, high), color(theme.head))
        painter.setFont(body_font(theme))
        painter.setPen(color(theme.text2))
        foot = self.rect().adjusted(0, max(0, self.height() - theme.px(34)), 0, 0) if self.bars else self.rect()
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self.words)


class ChartPanel(QFrame):
    """Tabs with one chart each; a click on a bar narrows the queue and the map, a second click widens them."""

    def __init__(self, desk: ChartDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._desk = desk
        self._view = desk.view
        self._tab_names = {
            COMMUNITY: self.tr("By community"), CLASS: self.tr("By class"), STAGE: self.tr("By stage"),
            RATE: self.tr("On-time rate by day (exempted)"),
        }
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self.tr("Charts"))
        self.tabs.setAccessibleDescription(self.tr("← and → change the chart."))
        for tab in TABS:
            self.tabs.addTab(self._tab_names[tab])
        self._hint = _Line(Qt.AlignmentFlag.AlignRight)
        head = _Head()
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(4, 0, 12, 0)
        head_row.setSpacing(12)
        head_row.addWidget(self.tabs)
        head_row.addWidget(self._hint, 1)
        self._legend = _Legend()
        self._caption = _Line(Qt.AlignmentFlag.AlignLeft)
        self._caption.setContentsMargins(12, 0, 12, 0)
        self._closing = _Line(Qt.AlignmentFlag.AlignLeft)
        self._closing.setContentsMargins(12, 0, 12, 0)
        self._notice = _Notice()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._notice)
        self._pyqtgraph = LateImport(("commandcenter.ui.charts", "commandcenter.ui.line_chart"), self)
        self._pyqtgraph.done.connect(self._on_pyqtgraph)
        self._can_draw = False
        self._bars: charts.BarChart | None = None
        self._line: line_chart.LineChart | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (head, self._legend, self._caption, self._closing, self._pages):
            column.addWidget(widget, 1 if widget is self._pages else 0)
        self.setFocusProxy(self._pages)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        desk.listeners.append(self._on_view)
        self._show()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 220)

    # --- contents ---------------------------------------------------------------------------------

    def render_view(self, view: ChartView) -> None:
        """Shows these figures; drawn when the panel is seen."""
        self._view = view
        self._show()

    def tab(self) -> str:
        """Which chart is open: one of `TABS`."""
        return TABS[self.tabs.currentIndex()]

    def choose_tab(self, tab: str) -> None:
        """Opens a chart. ValueError where there is none of this name."""
        self.tabs.setCurrentIndex(TABS.index(tab))

    def table(self) -> str:
        """The table behind the open chart, as lines with tabs between; all rows, also those drawn as others."""
        if self.tab() == RATE:
            figures = [self.tr("Reported"), self.tr("Closed"), self.tr("On time"), self.tr("On-time rate"),
                       self.tr("Late, appeal granted")]
            lines = [[self.tr("Day"), *figures]]
            for day in self._view.days:
                lines.append([time_words.day_text(day.day), str(day.reported), str(day.closed), str(day.on_time),
                              time_words.rate_text(day.rate), str(day.exempted)])
        else:
            words = [texts.urgency_text(u) for u in URGENCY_ORDER]
            lines = [[self._tab_names[self.tab()], *words, self.tr("Total")]]
            for bar in self._open_bars():
                parts = dict(bar.parts)
                counts = [str(parts.get(Urgency(u), 0)) for u in URGENCY_ORDER]
                lines.append([self._name(bar), *counts, str(bar.total)])
        return "\n".join("\t".join(line) for line in lines)

    # --- inside -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _on_view(self, _view: ChartView) -> None:
        self._turn.start()  # the list that it came with is painted first

    def _on_turn(self) -> None:
        self.render_view(self._desk.view)

    def _on_pyqtgraph(self) -> None:
        self._can_draw = True
        self._build()
        QTimer.singleShot(0, self, self._show)

    def _build(self) -> None:
        """Make the open chart: 40 ms of pyqtgraph's."""
        from commandcenter.ui import charts, line_chart

        if self.tab() == RATE and self._line is None:
            self._line = self._take_in(line_chart.LineChart())
        elif self.tab() != RATE and self._bars is None:
            self._bars = self._take_in(charts.BarChart())

    def _take_in(self, chart: Made) -> Made:
        chart.chosen.connect(self._on_chosen)
        chart.copy_asked.connect(self._on_copy_asked)
        self._pages.addWidget(chart)
        QWidget.setTabOrder(self.tabs, chart)
        return chart

    def _show(self) -> None:
        tab = self.tab()
        self._legend.setVisible(tab != RATE)
        self._caption.setVisible(tab == RATE)
        self._closing.setVisible(tab == RATE and self._view.closing is not None)
        self._show_mode()
        hint = (self.tr("Arrow keys walk the days · raw or exempted Ctrl+D") if tab == RATE
                else self.tr("Click a bar to filter the queue"))
        self._hint.setText(hint)
        self._hint.setToolTip(hint)
        made = self._line if tab == RATE else self._bars
        if made is None and self._view.loaded and self.isVisible():
            if self._can_draw:
                self._build()
                made = self._line if tab == RATE else self._bars
            else:
                QTimer.singleShot(0, self._pyqtgraph, self._pyqtgraph.start)  # the queue and its rows stand before
        if not self._view.loaded or made is None:
            self._say(self.tr("Loading…"), bars=True)
        elif tab == RATE and self._line is not None:
            self._show_days(self._line)
        elif self._bars is not None:
            self._show_bars(self._bars, tab)

    def _show_mode(self) -> None:
        """Raw or exempted, in the title; and the closing rate with what is left out of it."""
        raw, closing = self._view.raw, self._view.closing
        title = self.tr("On-time rate by day (raw)") if raw else self.tr("On-time rate by day (exempted)")
        self._tab_names[RATE] = title
        self.tabs.setTabText(TABS.index(RATE), title)
        words = (self.tr("On-time rate = closed by the handling deadline ÷ closed, on each day") if raw else self.tr(
            "On-time rate = (closed by the handling deadline + late with an appeal granted) ÷ closed, on each day"))
        self._caption.setText(words)
        if closing is not None:
            counted, every = time_words.rate_text(closing.rate), time_words.rate_text(closing.raw_rate)
            said = self.tr(
                "Closing rate, {days} days: {rate} ({closed} of {should}) · {all} of all {reported} · left out:"
                " {deferred} deferred, {ended} void, not filed, merged or transferred")
            if raw:
                said = self.tr(
                    "Closing rate, {days} days: {all} of all {reported} ({closed} closed) · {rate} of {should} without"
                    " {deferred} deferred, {ended} void, not filed, merged or transferred")
            self._closing.setText(said.format(
                days=len(self._view.days), rate=counted, closed=f"{closing.closed:,}", should=f"{closing.should:,}",
                all=every, reported=f"{closing.reported:,}", deferred=closing.deferred, ended=closing.ended))
        for line in (self._caption, self._closing):
            line.setToolTip(line.text())
            line.setAccessibleName(line.text())

    def _say(self, words: str, *, bars: bool = False) -> None:
        self._notice.say(words, bars=bars)
        self._pages.setCurrentWidget(self._notice)

    def _show_bars(self, chart: "charts.BarChart", tab: str) -> None:
        rows = self._rows(tab)
        if not rows:
            self._say(self.tr("No data in this period"))
            return
        name = self.tr("Open cases: {0}").format(self._tab_names[tab])
        chart.setAccessibleName(name)
        self._pages.setCurrentWidget(chart)  # before its rows: a chart is drawn anew in its place
        chart.set_rows(rows, self.tr("{0} cases"))

    def _show_days(self, chart: "line_chart.LineChart") -> None:
        if not any(day.closed for day in self._view.days):
            self._say(self.tr("No data in this period"))
            return
        from commandcenter.ui.line_chart import Dot

        chart.setAccessibleName(self._tab_names[RATE])
        dots = [Dot(label=time_words.day_text(d.day), share=d.rate, value=time_words.rate_text(d.rate),
                    sentence=self._day(d)) for d in self._view.days]
        self._pages.setCurrentWidget(chart)
        chart.set_dots(dots, TARGET, self.tr("target {0}").format(f"{TARGET * 100:.0f} %"))

    def _day(self, day: DayFigure) -> str:
        """A day as a sentence."""
        label = time_words.day_text(day.day)
        reported = self.tr("%Ln reported", "", day.reported)
        if not day.closed:
            return self.tr("{day}: no case closed; {reported}").format(day=label, reported=reported)
        return self.tr("{day}: on-time rate {rate}; {on_time} of {closed} closed on time; {reported}").format(
            day=label, rate=time_words.rate_text(day.rate), on_time=f"{day.on_time:,}", closed=f"{day.closed:,}",
            reported=reported) + (self.tr("; %n late with an appeal granted", "", day.exempted) if day.exempted else "")

    def _open_bars(self, tab: str = "") -> Sequence[Bar]:
        """The bars of a tab: stages as cases pass them, the others by how many cases they have."""
        tab = tab or self.tab()
        if tab == STAGE:
            return sorted(self._view.stages, key=lambda bar: _FLOW.get(bar.key, len(_FLOW)))
        return self._view.communities if tab == COMMUNITY else self._view.classes

    def _rows(self, tab: str) -> "list[charts.Row]":
        from commandcenter.ui.charts import Row

        bars = self._open_bars(tab)
        most = max(2, min(MOST[tab], self._pages.height() // current().px(LEAST_ROW_PX) - 3))
        f = self._view.filter
        held: Sequence[str] = {COMMUNITY: f.community, CLASS: f.class_key, STAGE: tuple(map(str, f.stage))}[tab]
        shown, others = (bars, ()) if len(bars) <= most + 1 else (bars[:most], bars[most:])
        rows = [Row(key=bar.key, name=self._name(bar), counts=_counts([bar]), held=bar.key in held,
                    sentence=self._sentence(self._name(bar), _counts([bar]))) for bar in shown]
        if others:
            name = self._others(tab, len(others))
            rows.append(Row(key=None, name=name, counts=_counts(others), held=any(bar.key in held for bar in others),
                            sentence=self._sentence(name, _counts(others))))
        return rows

    def _others(self, tab: str, n: int) -> str:
        if tab == COMMUNITY:
            return self.tr("Other %Ln community(ies)", "", n)
        return self.tr("Other %Ln class(es)", "", n) if tab == CLASS else self.tr("Other %Ln stage(s)", "", n)

    def _name(self, bar: Bar) -> str:
        if bar.key in _FLOW:
            return texts.stage_text(Stage(bar.key))
        return bar.name.removesuffix(_COMMUNITY_END) or self.tr("not known")

    def _sentence(self, name: str, counts: Sequence[int]) -> str:
        total = self.tr("%Ln case(s)", "", sum(counts))
        parts = self.tr(", ").join(f"{texts.urgency_text(u)} {counts[u]:,}" for u in URGENCY_ORDER if counts[u])
        return self.tr("{name}: {total}; {parts}").format(name=name, total=total, parts=parts)

    def _on_tab_changed(self, _index: int) -> None:
        self._show()

    def _on_chosen(self, key: str, add: bool) -> None:
        if self.tab() != RATE:
            self._desk.click(self.tab(), key, add=add)

    def _on_copy_asked(self) -> None:
        QGuiApplication.clipboard().setText(self.table())


def _counts(bars: Sequence[Bar]) -> tuple[int, ...]:
    """Cases by urgency 0..4 over some bars."""
    found = [0] * len(Urgency)
    for bar in bars:
        for urgency, n in bar.parts:
            found[urgency] += n
    return tuple(found)
