"""The window: puts panels beside each other, fills menus and bar from the action table, opens the dialogs of the acts.

No rule and no query: an act goes to the case desk, what it answers is drawn.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QChildEvent, QEvent, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QTabBar,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from commandcenter.core import rules as r
from commandcenter.core.case import READ_ONLY
from commandcenter.core.city_rules import Rules
from commandcenter.core.numbers import short_number
from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.columns_desk import Columns
from commandcenter.desk.desks import Desks
from commandcenter.desk.presence_desk import PresenceView
from commandcenter.desk.queue_desk import QueueView
from commandcenter.desk.rows import CaseRow
from commandcenter.desk.views_desk import ViewsView
from commandcenter.ui import actions, case_words, refusal_words, time_words
from commandcenter.ui import theme as themes
from commandcenter.ui.act_bar import ActBar
from commandcenter.ui.act_control import ActControl
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.alarm_control import AlarmControl
from commandcenter.ui.bulk_control import BulkControl
from commandcenter.ui.case_panel import CasePanel
from commandcenter.ui.chart_panel import RATE, ChartPanel
from commandcenter.ui.columns_dialog import ColumnsDialog, head_menu, show_menu
from commandcenter.ui.conflict_control import ConflictControl
from commandcenter.ui.dead_keys import DeadKeys
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.draft_keeper import DraftKeeper
from commandcenter.ui.duplicate_control import DuplicateControl, merged
from commandcenter.ui.editor_control import EditorControl
from commandcenter.ui.file_control import FileControl
from commandcenter.ui.foreign_control import ForeignControl
from commandcenter.ui.handover_control import HandoverControl
from commandcenter.ui.intake_control import IntakeControl
from commandcenter.ui.keeping_control import KeepingControl
from commandcenter.ui.map_panel import MapPanel
from commandcenter.ui.notices import NoticeLine
from commandcenter.ui.outbox_control import OutboxControl
from commandcenter.ui.package_control import PackageControl
from commandcenter.ui.palette_control import PaletteControl, show_case
from commandcenter.ui.photo_control import PhotoControl
from commandcenter.ui.photo_strip import Pictures
from commandcenter.ui.print_control import PrintControl
from commandcenter.ui.queue_panel import QueuePanel
from commandcenter.ui.queue_tree import QueueTree
from commandcenter.ui.reveal_control import RevealControl
from commandcenter.ui.search_control import SearchControl
from commandcenter.ui.sheets import ExplainSheet, KeysSheet
from commandcenter.ui.sign_in_control import SignInControl
from commandcenter.ui.status_line import StatusLine
from commandcenter.ui.tree_control import TreeControl
from commandcenter.ui.undo_control import UndoControl
from commandcenter.ui.views_control import ViewsControl
from commandcenter.ui.wall_control import WallControl
from commandcenter.ui.whistle_control import WhistleControl
from commandcenter.ui.window_dialogs import WindowDialogs
from commandcenter.ui.window_layout import LEAST, Docks, WindowLayout, float_dock, toggle

MINUTE_MS = 60_000


class MainWindow(QMainWindow):
    """The dispatcher's window."""

    closed = Signal()
    theme_chosen = Signal(str)
    operator_chosen = Signal(str)

    def __init__(self, desks: Desks, layout: QSettings | None = None) -> None:
        super().__init__()
        self._desks = desks
        self.setMinimumSize(*LEAST)
        self.setWindowTitle(self.tr("Street command centre — {0} · {1}").format(desks.street_name, desks.station_name))
        self.tree = QueueTree()
        self.queue = QueuePanel(desks.queue, desks.search, desks.now)
        self.acts = actions.build(self, (self.tree, self.queue.table))
        pictures = Pictures(desks.photos, self)
        self.case = CasePanel(desks.case, self.acts, pictures=pictures)
        self.photos = PhotoControl(self, self, desks, self.acts, pictures, self.case, self.case.photos)
        self.map = MapPanel(desks.map, desks.queue, desks.ground)
        self.charts = ChartPanel(desks.charts)
        self.banner = AlarmBanner(tuple(self.acts[f"alarm.{name}"] for name in ("open", "snooze", "ack")), self)
        self.notice = NoticeLine()
        kept = {"file": self.tr("key in a file beside the store"), "os": "", "password": ""}[desks.key_kept]
        self.status = StatusLine(desks.operator, desks.now, kept)
        self.dialogs = WindowDialogs(self, desks, self.notice)
        self._build(layout)
        self._connect()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._restore()
        self.queue.table.setFocus()

    # -- building -----------------------------------------------------------------------------------

    def _build(self, layout: QSettings | None) -> None:
        for menu_id, words in actions.MENUS:
            menu = self.menuBar().addMenu(actions.translated(words))
            menu.addActions([self.acts[s.id] for s in actions.SPECS if s.menu == menu_id])
        bar = ActBar(self.acts, self._desks.search)
        self.bar_buttons, self.search = bar.buttons, bar.search
        for name, widget in (("bar_acts", bar), ("bar_alarm", self.banner)):
            strip = QToolBar(self)
            strip.setObjectName(name)
            strip.setMovable(False)
            strip.setFloatable(False)
            strip.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
            strip.addWidget(widget)
            self.addToolBar(strip)
            self.addToolBarBreak()
            if widget is self.banner:
                self.banner_strip = strip
        self.banner_strip.hide()

        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self.undo = UndoControl(self, self, self._desks, self.acts["edit.undo"])
        self.bulk = BulkControl(self, self, self._desks, self.queue, self.acts, self.undo.hint)
        column.addWidget(self.queue, 1)
        column.addWidget(self.bulk.strip)
        column.addWidget(self.notice)
        middle.setMinimumWidth(400)
        self.setCentralWidget(middle)
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        self.tree_dock = self._dock("dock_queues", self.tr("Queues"), self.tree, left)
        self.case_dock = self._dock("dock_case", self.tr("Case"), self.case, right)
        for dock, least in ((self.tree_dock, 140), (self.case_dock, 300)):
            dock.setTitleBarWidget(QWidget())  # these have heads of their own, and stay where they are
            dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
            dock.setMinimumWidth(least)
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        self.map_dock = self._dock("dock_map", self.tr("Map"), self.map, bottom)
        self.chart_dock = self._dock("dock_charts", self.tr("Charts"), self.charts, bottom)
        for dock in (self.map_dock, self.chart_dock):
            dock.setMinimumHeight(220)
        self.alarms = AlarmControl(self, self, self._desks, self.acts, self.banner_strip)
        self.alarm_dock = self._dock("dock_alarms", self.tr("Alarms"), self.alarms.panel, bottom)
        self.alarm_dock.hide()
        self.status.add_right(self.alarms.load)
        self.alarms.load.clicked.connect(self._on_view_alarms)
        self.setDockNestingEnabled(True)
        self.splitDockWidget(self.map_dock, self.chart_dock, Qt.Orientation.Horizontal)
        self.tabifyDockWidget(self.chart_dock, self.alarm_dock)
        self.layout_of_docks = WindowLayout(
            self, Docks(self.tree_dock, self.case_dock, self.map_dock, self.chart_dock), layout)
        holder = self.statusBar()
        holder.setSizeGripEnabled(False)
        holder.addWidget(self.status, 1)
        self.setTabOrder(self.tree, self.queue.table)
        self.setTabOrder(self.queue.table, self.case)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _connect(self) -> None:
        desks, on = self._desks, self._on
        desks.queue.listeners.append(self.render_queue)
        desks.case.listeners.append(self.render_case)
        desks.sync.listeners.append(self.status.on_sync)
        desks.presence.listeners.append(self.render_presence)
        desks.operator.changed = self._on_operator
        self.duplicates = DuplicateControl(
            self, desks, self.dialogs, self.banner, self.notice, self.case.names, self.photos.pictures)
        self.intake = IntakeControl(
            self, desks, self.acts, self.dialogs, self.banner, self.notice, self.photos, self.duplicates,
            self.map.canvas, self.map_dock)
        self.wall = WallControl(self, desks, self.acts, self.status)
        self.searching = SearchControl(self, desks.search, self.search, self.queue, self._to_table)
        self.commands = PaletteControl(self, desks, self.acts, self.banner, self._to_table)
        self.editors = EditorControl(self, self, desks, self.acts, self.banner, self.notice)
        self.reveal = RevealControl(self, desks, self.acts, self.case, self.notice)
        self.sign_in = SignInControl(
            self, self, desks, self.acts, self.banner, self.notice, (self.map_dock, self.chart_dock, self.alarm_dock))
        self.saved = ViewsControl(self, self, desks, self.tree, self.acts)
        self.queues = TreeControl(self, desks, self.tree, self.saved)
        self.whistles = WhistleControl(self, self, desks, self.acts, self.dialogs.open_act)
        self.duty = HandoverControl(self, self, desks, self.acts, self._on_case_taken)
        self.conflicts = ConflictControl(
            self, self, desks, self.acts, self.case.names, self._rules, self._on_case_taken)
        self.outbox = OutboxControl(self, self, desks, self.acts, self.case.names, self.conflicts.open)
        self.packages = PackageControl(self, self, desks, self.acts)
        self.keeping = KeepingControl(self, self, desks, self.acts)
        self.files = FileControl(self, self, desks, self.acts)
        self.foreign = ForeignControl(self, self, desks, self.acts, self.files.ask)
        self.printing = PrintControl(self, self, desks, self.queue, self.acts)
        self.asking = ActControl(self, self, desks, self.dialogs, self._rules)
        desks.views.listeners.append(self.render_views)
        desks.columns.listeners.append(self.render_columns)
        self.queue.table.width_dragged.connect(desks.columns.widen)
        self.queue.table.head_asked.connect(self._on_head_asked)
        on("go.palette", self.commands.open)
        on("view.columns", self._on_columns)
        self.status.sync_asked.connect(self.outbox.open)
        self.status.conflicts_asked.connect(self.conflicts.open)
        self.status.operator_chosen.connect(desks.operator.choose)
        self.notice.closed.connect(desks.case.clear_notice)
        dead_keys = DeadKeys(self, self.acts, self.notice, lambda: self.case.lit)
        self.queue.table.installEventFilter(dead_keys)
        for spec in actions.SPECS:
            if spec.command is not None and spec.id not in ("case.new",):
                self.acts[spec.id].triggered.connect(self._on_act)
        on("view.alarms", self._on_view_alarms)
        self.dialogs.watch_drafts(self.editors.offer)
        on("case.explain", self._on_explain)
        on("queue.show_new", desks.queue.show_new)
        on("go.search", self._on_go_search)
        for name, by in (("go.next", 1), ("go.next_alt", 1), ("go.prev", -1), ("go.prev_alt", -1)):
            self.acts[name].setData(by)
            on(name, self._on_step)
        for digit in range(10):
            self.acts[f"go.queue_{digit}"].setData(str(digit))
            on(f"go.queue_{digit}", self._on_digit)
        on("view.close", self._on_back)
        on("edit.copy", self._on_copy)
        on("map.here", self._on_map_here)
        on("map.street", self.map.canvas.fit_street)
        self.acts["map.raster"].setCheckable(True)
        self.acts["map.raster"].toggled.connect(self.map.switch_base)
        on("view.map", self._on_view_map)
        on("view.charts", self._on_view_charts)
        on("chart.raw", self._on_chart_raw)
        on("view.float_map", self._on_float_map)
        on("view.float_charts", self._on_float_charts)
        self.acts["view.theme"].setCheckable(True)
        self.acts["view.theme"].setChecked(themes.current().dark)
        on("view.theme", self._on_theme)
        on("sync.now", desks.sync.sync_now)
        on("help.keys", self._on_keys)
        on("help.about", self._on_about)
        self.searching.render_view(desks.search.view)
        self.render_columns(desks.columns.view)
        self.render_queue(desks.queue.view)
        self.render_case(desks.case.view)
        self.status.on_sync(desks.sync.view)

    def _on(self, act: str, slot: Callable[[], Any]) -> None:
        self.acts[act].triggered.connect(slot)

    @property
    def dialog(self) -> DialogFrame | None:
        """The dialog that is open."""
        return self.dialogs.dialog

    # -- drawing ------------------------------------------------------------------------------------

    def render_queue(self, view: QueueView) -> None:
        """The tree and the position; the table draws itself."""
        self.queues.render_view(view)
        position = self._desks.queue.position
        self.case.set_position("" if position is None else " / ".join((
            time_words.number_text(position + 1), time_words.number_text(len(view.ids)) if view.whole else "…")))
        self.status.on_queue(view, position)

    def render_views(self, view: ViewsView) -> None:
        """The saved views in the tree, and which is open."""
        self.saved.light()
        self.queue.set_name(view.open)
        self.render_queue(self._desks.queue.view)

    def render_columns(self, columns: Columns) -> None:
        """The columns that the operator chose."""
        self.queue.table.choose_columns(columns.hidden, columns.shown, columns.widths)

    def render_case(self, view: CaseView) -> None:
        """Which acts are open, and what became of the last one; the panel draws itself."""
        for spec in actions.SPECS:
            if spec.command is None:
                continue
            why = view.why_not(spec.command)
            action = self.acts[spec.id]
            action.setEnabled(why is None)
            action.setToolTip("" if why is None else refusal_words.refusal_text(why))
        self.bulk.light()
        acting = self._desks.operator.operator.roles - READ_ONLY
        self.acts["case.new"].setEnabled(self._desks.case.books is not None and bool(acting))
        if merged(view):
            self.acts["case.duplicate"].setEnabled(True)
            self.acts["case.duplicate"].setToolTip("")
        for name in ("case.explain", "map.here", "edit.copy"):
            self.acts[name].setEnabled(view.case is not None)
        self.files.light()
        self.photos.light(view)
        self.reveal.light(view)
        self.map.on_case(view)
        self._show_watchers()
        if view.refusal is not None:
            self.notice.warn(refusal_words.refusal_text(view.refusal))
        elif view.done is not None:
            self.notice.say(self._done_words(view))

    def render_presence(self, view: PresenceView) -> None:
        """Who else looks at which case: a mark in the table, a line in the panel."""
        self.queue.set_watched(view)
        self._show_watchers()

    def _show_watchers(self) -> None:
        case = self._desks.case.view.case
        self.case.set_watchers(case_words.watchers_text(
            self._desks.presence.view.of(case.id if case is not None else None)))

    def _done_words(self, view: CaseView) -> str:
        kind = next((s for s in actions.SPECS if s.command is type(view.done)), None)
        number = short_number(view.case.shown_number) if view.case else ""
        return self.tr("{0}: {1} · saved on this workstation, sent when the city platform is reachable").format(
            number, actions.text_of(kind) if kind else ""
        ) + self.undo.hint()

    # -- acts ---------------------------------------------------------------------------------------

    def _on_act(self) -> None:
        action = self.sender()
        spec = next((s for s in actions.SPECS if isinstance(action, QAction) and s.id == action.objectName()), None)
        if spec is not None and spec.command is not None:
            self.ask(spec.command)

    def ask(self, command: type[r.Command]) -> None:
        """Open the dialog of an act, or do it where nothing needs to be asked."""
        self.asking.ask(command)

    def open_act(self, dialog: DialogFrame, command: type[r.Command]) -> None:
        """Show the dialog of an act on the selected case; its answer is given to the desk."""
        self.dialogs.open_act(dialog, command)

    def show_dialog(
        self, dialog: DialogFrame, done: Callable[[object], str | None], keeper: DraftKeeper | None = None,
    ) -> None:
        """Show a dialog; `done` gets the answer, and gives a sentence where it must come back with it."""
        self.dialogs.show_dialog(dialog, done, keeper)

    def show_editor(self, dialog: DialogFrame) -> None:
        """Show an editor of the administration."""
        self.dialogs.show_sheet(dialog)

    def _rules(self) -> Rules | None:
        """What the city decides; None until its documents have come."""
        books = self._desks.case.books
        return books.rules if books is not None else None

    def _on_explain(self) -> None:
        if self.dialog is None and self._desks.case.view.case is not None:
            self.dialogs.show_sheet(ExplainSheet(self, self._desks.case.view, banner=self.banner))

    def _on_keys(self) -> None:
        if self.dialog is None:
            self.dialogs.show_sheet(KeysSheet(self, banner=self.banner))

    def _on_about(self) -> None:
        self.notice.say(
            self.tr(
                "Street command centre 0.1.0 · map data © OpenStreetMap contributors (ODbL) · demo cases: City of"
                " Boston open data (PDDL), re-anchored"
            )
        )

    # -- getting about ------------------------------------------------------------------------------

    def _on_step(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            table = self.queue.table
            table.holds_marks = table.is_marking
            self._desks.queue.step(int(action.data()))
            table.holds_marks = False

    def _on_digit(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.tree.choose_digit(str(action.data()))
            self.queue.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_case_taken(self, row: CaseRow) -> None:
        show_case(self._desks, row)
        self._to_table()

    def _on_go_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _to_table(self) -> None:
        self.queue.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_head_asked(self, at: QPoint) -> None:
        table = self.queue.table
        show_menu(head_menu(table, self._desks.columns, self.acts["view.columns"]), table, at)

    def _on_columns(self) -> None:
        if self.dialog is None:
            self.show_dialog(ColumnsDialog(self, self.queue.table, banner=self.banner), self._choose_columns)

    def _choose_columns(self, answer: object) -> None:
        if isinstance(answer, tuple):
            hidden, shown, widths = answer
            self._desks.columns.choose(hidden, shown, self._desks.columns.view.widths | widths)
        else:
            self._desks.columns.reset()

    def _on_back(self) -> None:
        if self.intake.is_picking:
            self.intake.end_picking()
            return
        if self.queue.table.is_marking or self.queue.table.marked_count() > 1:  # Esc takes the marks away first
            self.queue.table.choose(self.queue.table.current_id(), scroll=False)
            return
        if self.search.text():
            self.search.clear()
        self.search.stop_waiting()
        if self.search.text() != self._desks.search.view.text or not self._desks.queue.view.filter.empty:
            self._desks.search.search("")
        self.notice.clear()
        self.queue.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_copy(self) -> None:
        case = self._desks.case.view.case
        if case is not None:
            QGuiApplication.clipboard().setText(case.shown_number)
            self.notice.say(self.tr("Copied {0}").format(case.shown_number))

    def _on_map_here(self) -> None:
        self.map_dock.show()
        self.map_dock.raise_()
        self.map.centre(self._desks.case.view)

    def _on_view_map(self) -> None:
        toggle(self.map_dock)

    def _on_view_charts(self) -> None:
        toggle(self.chart_dock)

    def _on_view_alarms(self) -> None:
        toggle(self.alarm_dock)
        if self.alarm_dock.isVisible():
            self.alarms.panel.show_newest()
        else:
            self._to_table()

    def _on_float_map(self) -> None:
        float_dock(self.map_dock)

    def _on_float_charts(self) -> None:
        float_dock(self.chart_dock)

    def _on_chart_raw(self) -> None:
        """The rates raw or exempted: the chart that shows them comes to the front."""
        self.chart_dock.show()
        self.chart_dock.raise_()
        self._desks.charts.switch_raw()
        self.charts.choose_tab(RATE)

    def _on_theme(self) -> None:
        self.theme_chosen.emit("light" if themes.current().dark else "dark")

    def _on_operator(self, operator: object) -> None:
        self.status.show_operator()
        self._desks.case.refresh()
        self._desks.queue.refresh()
        self._desks.views.load()
        self._desks.columns.load()
        self.render_case(self._desks.case.view)
        self.operator_chosen.emit(self._desks.operator.operator.id)

    # -- life ---------------------------------------------------------------------------------------

    def _on_minute(self) -> None:
        self._desks.tick()
        self.queue.tick()
        self.status.tick()
        self.wall.tick()

    def _restore(self) -> None:
        self.layout_of_docks.restore()
        # what was kept holds the banner's place, not its being shown
        self.alarms.render_view(self._desks.alarms.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.layout_of_docks.has_other_tier():
            return
        tier = self.layout_of_docks.tier
        for button in self.bar_buttons[1:]:
            button.set_words_shown(not tier.narrow)
        self.status.set_narrow(tier.narrow)
        self.case.set_columns(2 if tier.narrow else 3, tier.sides[1])
        self.queue.table.hide_columns(tier.hidden)
        self.queue.table.squeeze(tier.squeezed)
        self.layout_of_docks.arrange_sides()

    def childEvent(self, event: QChildEvent) -> None:
        """The tabs of docks that lie over each other: the mouse's; each dock has its key, so Tab passes them by."""
        super().childEvent(event)
        child = event.child()
        if event.type() == QEvent.Type.ChildPolished and isinstance(child, QTabBar):
            child.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def changeEvent(self, event: QEvent) -> None:
        """Presence is told only while somebody has the window in front of them."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._desks.presence.active(self.isActiveWindow())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.layout_of_docks.keep()
        if self.dialogs.keeper is not None:
            self.dialogs.keeper.flush()
        self.wall.close()
        self._minute.stop()
        self.alarms.close()
        super().closeEvent(event)
        self.closed.emit()
