"""The chart panel draws what its desk holds, and a click on a bar is said to the desk."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.desk.chart_desk import DAY, DAYS, Bar, ChartView, Closing, DayFigure
from commandcenter.store.queue_filter import Filter
from commandcenter.ui import run, theme
from commandcenter.ui.chart_panel import CLASS, COMMUNITY, RATE, STAGE, TABS, ChartPanel

NOON = 1_795_147_200_000 - 4 * 3_600_000  # 2026-11-20 in Shanghai


class StandInDesk:
    """Holds a view and remembers clicks."""

    def __init__(self, view):
        self.view, self.listeners, self.clicks = view, [], []

    def click(self, by, key, *, add=False):
        self.clicks.append((by, key, add))


def bar(key, name, severe=0, overdue=0, near=0, normal=0, paused=0):
    numbers = {Urgency.SEVERE: severe, Urgency.OVERDUE: overdue, Urgency.NEAR: near, Urgency.NORMAL: normal,
               Urgency.PAUSED: paused}
    return Bar(key=key, name=name, parts=tuple((u, n) for u, n in numbers.items() if n))


def days(rates):
    return tuple(
        DayFigure(day=NOON - (len(rates) - 1 - n) * DAY, reported=60, closed=0 if rate is None else 100,
                  on_time=0 if rate is None else round(rate * 100), rate=rate)
        for n, rate in enumerate(rates))


VIEW = ChartView(
    communities=(
        bar("c1", "贵电社区", 2, 5, 6, 22, 2), bar("c2", "雄石社区", 1, 4, 0, 19), bar("c3", "江边社区", normal=3)),
    classes=tuple(bar(f"event:{n:04d}", f"类别{n}", 1, 0, 0, 30 - n) for n in range(12)),
    stages=(bar("handling", "handling", 1, 2, 3, 60), bar("pending_register", "pending_register", 0, 0, 1, 3)),
    days=days([0.96] * (DAYS - 3) + [None, 0.9, 0.95]), loaded=True)


@pytest.fixture
def desk():
    return StandInDesk(VIEW)


@pytest.fixture
def panel(qtbot, desk):
    theme.apply(QApplication.instance(), theme.LIGHT)
    run.speak(QApplication.instance(), "en")
    panel = ChartPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(640, 320)
    panel.show()
    qtbot.waitUntil(lambda: panel._bars is not None and shown(panel) is panel._bars)
    return panel


def shown(panel):
    return panel._pages.currentWidget()


def middle(chart, at):
    return chart.mark_rect(at).center().toPoint()


def press(qtbot, chart, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(chart, key, modifier)


def test_bars_are_the_desk_s_with_totals_and_sentences(panel):
    rows = shown(panel).rows()

    assert [(row.name, row.total) for row in rows] == [("贵电", 37), ("雄石", 24), ("江边", 3)]
    assert rows[0].counts == (22, 6, 5, 2, 2)
    assert "贵电: 37 cases" in rows[0].sentence
    assert rows[0].sentence in shown(panel).accessibleDescription()
    assert shown(panel).accessibleName() != ""


def test_bars_start_at_nought_and_the_longest_fits(panel):
    chart = shown(panel)
    rects = [chart.mark_rect(n) for n in range(3)]

    assert len({rect.left() for rect in rects}) == 1
    assert rects[0].width() / rects[1].width() == pytest.approx(37 / 24)
    assert rects[0].right() < chart.width() - 20
    assert rects[0].bottom() <= rects[1].top()


def test_a_click_says_the_bar_and_ctrl_adds(panel, desk, qtbot):
    chart = shown(panel)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, 1))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, pos=middle(chart, 2))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(20, middle(chart, 0).y()))  # its name

    assert desk.clicks == [("community", "c2", False), ("community", "c3", True), ("community", "c1", False)]


def test_a_double_click_is_one_click(panel, desk, qtbot):
    chart = shown(panel)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, 1))
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, 1))
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=middle(chart, 1))

    assert desk.clicks == [("community", "c2", False)]


def test_arrow_keys_walk_the_bars_and_enter_clicks(panel, desk, qtbot):
    chart = shown(panel)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Up):
        press(qtbot, chart, key)
    assert chart.current_mark() == 1
    assert chart.accessibleDescription() == chart.rows()[1].sentence
    press(qtbot, chart, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert desk.clicks == [("community", "c2", False), ("community", "c2", True)]


def test_the_walked_bar_stays_when_figures_change(panel, qtbot):
    chart = shown(panel)
    press(qtbot, chart, Qt.Key.Key_Down)
    panel.render_view(replace(VIEW, communities=(bar("c9", "新社区", normal=50), *VIEW.communities)))

    assert chart.rows()[chart.current_mark()].key == "c1"


def test_bars_in_the_filter_are_marked(panel):
    panel.render_view(replace(VIEW, filter=Filter(community=("c2",), class_key=("event:0011",))))
    assert [row.held for row in shown(panel).rows()] == [False, True, False]

    panel.choose_tab(CLASS)
    assert [row.name for row in shown(panel).rows() if row.held] == ["Other 4 classes"]


def test_classes_beyond_the_eighth_are_one_bar_that_cannot_be_clicked(panel, desk, qtbot):
    panel.choose_tab(CLASS)
    chart = shown(panel)
    rows = chart.rows()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, 8))

    assert len(rows) == 9
    assert (rows[8].key, rows[8].total) == (None, sum(b.total for b in VIEW.classes[8:]))
    assert desk.clicks == []


def test_where_there_is_little_room_fewer_bars_are_drawn(panel):
    panel.choose_tab(CLASS)
    panel.resize(400, 220)

    rows = shown(panel).rows()
    assert len(rows) < 9
    assert sum(row.total for row in rows) == sum(b.total for b in VIEW.classes)


def test_stages_stand_in_the_order_of_the_flow(panel, desk, qtbot):
    panel.choose_tab(STAGE)
    chart = shown(panel)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, 1))

    assert [row.key for row in chart.rows()] == [Stage.PENDING_REGISTER, Stage.HANDLING]
    assert desk.clicks == [("stage", "handling", False)]


def test_the_rate_has_a_gap_where_no_case_was_closed(panel, desk, qtbot):
    panel.choose_tab(RATE)
    chart = shown(panel)
    press(qtbot, chart, Qt.Key.Key_End)
    press(qtbot, chart, Qt.Key.Key_Return)

    assert [dot.share for dot in chart.dots()][-3:] == [None, 0.9, 0.95]
    assert "11-18: no case closed" in chart.sentence(DAYS - 3)
    assert "95.0 %" in chart.accessibleDescription()
    assert "95 of 100" in chart.accessibleDescription()
    assert desk.clicks == []


def test_control_c_copies_the_table_behind_the_chart(panel, qtbot):
    panel.choose_tab(CLASS)
    press(qtbot, shown(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 1 + 12
    assert lines[0].split("\t")[-1] == "Total"
    assert lines[1].split("\t") == ["类别0", "1", "0", "0", "30", "0", "31"]

    panel.choose_tab(RATE)
    press(qtbot, shown(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[-3].split("\t") == ["11-18", "60", "0", "0", "—", "0"]
    assert lines[-1].split("\t") == ["11-20", "60", "100", "95", "95.0 %", "0"]


def test_the_chart_takes_copy_and_enter_before_the_window_s_actions(panel):
    chart = shown(panel)
    ctrl, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    for key, modifier, taken in (
        (Qt.Key.Key_C, ctrl, True), (Qt.Key.Key_Return, none, True), (Qt.Key.Key_F5, none, False),
        (Qt.Key.Key_K, ctrl, False),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QApplication.sendEvent(chart, event)
        assert event.isAccepted() == taken


def test_not_loaded_and_nothing_are_told_apart(panel):
    panel.render_view(ChartView())
    assert shown(panel).words == "Loading…"
    panel.render_view(ChartView(loaded=True))
    assert shown(panel).words == "No data in this period"
    panel.choose_tab(RATE)
    assert shown(panel).words == "No data in this period"
    panel.render_view(VIEW)
    assert [dot.label for dot in shown(panel).dots()][-1] == "11-20"


def colours(panel):
    picture = panel.grab().toImage()
    return {picture.pixelColor(x, y).name().upper() for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)}


@pytest.mark.parametrize("tab", [COMMUNITY, RATE])
def test_both_themes_are_drawn_and_a_change_repaints(panel, tab):
    panel.choose_tab(tab)
    for look in (theme.DARK, theme.LIGHT):
        theme.apply(QApplication.instance(), look)
        found = colours(panel)
        series = [look.categorical[0]] if tab == RATE else [role.fill for role in look.urgency]
        assert {look.panel, *series} <= found
    assert not {theme.DARK.panel} & found


def test_pyqtgraph_is_not_imported_before_a_chart_is_seen():
    ask = ("import sys, commandcenter.ui.chart_panel; "
           "sys.exit('pyqtgraph' in sys.modules or 'commandcenter.ui.charts' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", ask], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (5, [0, 1, 2, 3, 4, 5]), (7, [0, 2, 4, 6, 8]),
     (37, [0, 10, 20, 30, 40]), (98, [0, 20, 40, 60, 80, 100]), (101, [0, 50, 100, 150]),
     (26_381, [0, 10_000, 20_000, 30_000])])
def test_ticks_of_counts(qapp, most, ticks):
    from commandcenter.ui.charts import count_ticks

    assert count_ticks(most) == ticks


@pytest.mark.parametrize(
    ("shares", "ticks"),
    [([0.95], [0.9, 0.92, 0.94, 0.96, 0.98, 1.0]), ([0.924, 0.95], [0.9, 0.92, 0.94, 0.96, 0.98, 1.0]),
     ([0.71], [0.7, 0.8, 0.9, 1.0]), ([0.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0])])
def test_ticks_of_shares(qapp, shares, ticks):
    from commandcenter.ui.line_chart import share_ticks

    assert share_ticks(shares) == ticks


def test_raw_and_exempted_are_told_in_the_title_with_both_closing_rates(panel, desk, qtbot):
    view = replace(VIEW, closing=Closing(closed=280, should=303, reported=320, deferred=5, ended=12))
    panel.choose_tab(RATE)
    panel.render_view(view)
    assert panel.tabs.tabText(TABS.index(RATE)) == "On-time rate by day (exempted)"
    assert "92.4 % (280 of 303)" in panel._closing.text()
    assert "87.5 % of all 320" in panel._closing.text()
    assert "5 deferred, 12 void" in panel._closing.text()
    panel.render_view(replace(view, raw=True))
    assert panel.tabs.tabText(TABS.index(RATE)) == "On-time rate by day (raw)"
    assert "87.5 % of all 320" in panel._closing.text()
    assert "92.4 % of 303" in panel._closing.text()
    assert panel._closing.accessibleName() == panel._closing.text()
