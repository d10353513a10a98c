"""The window: puts panels beside each other, fills menus and bar from the action table, opens the dialogs of the acts.

No rule and no query: an act goes to the case desk, what it answers is drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QByteArray, QChildEvent, QCoreApplication, QEvent, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QTabBar,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from commandcenter.core import passing_rules as passing
from commandcenter.core import referral_rules as referrals
from commandcenter.core import rules as r
from commandcenter.core.bodies import NAMES
from commandcenter.core.case import READ_ONLY, Role
from commandcenter.core.city_rules import Rules
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.merge_rules import Merge
from commandcenter.core.numbers import short_number
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.report_rules import Reopen, Report, SimpleCase
from commandcenter.core.request_rules import Appeal, AskDeferral, AskExtension, Decide
from commandcenter.core.ruling_rules import AskRuling, GiveRuling
from commandcenter.core.search import Field, Trouble
from commandcenter.core.whistle_rules import BlowWhistle
from commandcenter.desk.case_desk import CaseView, UnitChoice
from commandcenter.desk.columns_desk import Columns
from commandcenter.desk.desks import Desks
from commandcenter.desk.draft_desk import INTAKE, Draft
from commandcenter.desk.handover_desk import HANDOVER
from commandcenter.desk.presence_desk import PresenceView
from commandcenter.desk.queue_desk import DIGITS, GROUPS, QueueView
from commandcenter.desk.rows import CaseRow
from commandcenter.desk.search_desk import SearchView
from commandcenter.desk.views_desk import PREFIX, ViewsView
from commandcenter.ui import actions, case_words, queue_words, refusal_words, texts, time_words
from commandcenter.ui import theme as themes
from commandcenter.ui.act_dialogs import FileDialog, ResultDialog, TextDialog
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.alarm_control import AlarmControl
from commandcenter.ui.bulk_control import BulkControl
from commandcenter.ui.case_panel import CasePanel
from commandcenter.ui.chart_panel import RATE, ChartPanel
from commandcenter.ui.columns_dialog import ColumnsDialog, head_menu, show_menu
from commandcenter.ui.conflict_control import ConflictControl
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.dispatch_dialog import DispatchDialog
from commandcenter.ui.draft_keeper import DraftKeeper
from commandcenter.ui.duplicate_dialog import OTHER, DuplicateDialog
from commandcenter.ui.editor_control import EditorControl
from commandcenter.ui.escalate_dialog import EscalateDialog
from commandcenter.ui.flow_dialogs import DecideDialog, DeferDialog, ExtendDialog, ReopenDialog, RulingDialog, least_of
from commandcenter.ui.handover_control import HandoverControl
from commandcenter.ui.intake_dialog import SIMPLE, IntakeDialog
from commandcenter.ui.keycap import OUTLINED, PRIMARY, ActionButton
from commandcenter.ui.map_panel import MapPanel
from commandcenter.ui.notices import NoticeLine
from commandcenter.ui.outbox_control import OutboxControl
from commandcenter.ui.package_control import PackageControl
from commandcenter.ui.palette_control import PaletteControl, show_case
from commandcenter.ui.passing_dialogs import JudgeDialog
from commandcenter.ui.photo_control import PhotoControl
from commandcenter.ui.photo_strip import Pictures
from commandcenter.ui.print_control import PrintControl
from commandcenter.ui.queue_panel import QueuePanel
from commandcenter.ui.queue_tree import Figure, QueueGroup, QueueItem, QueueTree
from commandcenter.ui.referral_dialogs import referral_dialog
from commandcenter.ui.reveal_control import RevealControl
from commandcenter.ui.search_box import SearchBox, problem_text
from commandcenter.ui.sheets import ExplainSheet, KeysSheet
from commandcenter.ui.sign_in_control import SignInControl
from commandcenter.ui.status_line import StatusLine
from commandcenter.ui.undo_control import UndoControl
from commandcenter.ui.views_control import ViewsControl
from commandcenter.ui.wall_window import WallWindow
from commandcenter.ui.whistle_control import WhistleControl

SIZE = (1600, 900)
LEAST = (960, 540)  # a screen of 1920×1080 at 200 %
MINUTE_MS = 60_000
PICK_ZOOM = 16.5  # a house is some px wide


CITY = -1  # as long as the city wants a reason


@dataclass(frozen=True)
class Ask:
    """An act that asks for one text: the command's word for it, and the least length."""

    command: type[r.Command]
    field: str
    label: str
    least: int = 0


@dataclass(frozen=True)
class Tier:
    """What a window of at least this width shows: columns hidden and squeezed, widths of queues and case (px).

    `least` is in px of medium text: with larger text a window counts as narrower. `narrow`: keycaps without words in
    the bar, a short status line, two columns of acts.
    """

    least: int
    hidden: tuple[str, ...]
    squeezed: tuple[str, ...]
    sides: tuple[int, int]
    narrow: bool = False


_TIERS = (
    Tier(1720, (), (), (232, 424)),
    Tier(1500, ("community",), ("class", "unit"), (200, 400)),
    Tier(1200, ("community", "tags"), ("number", "class", "stage", "unit", "due"), (180, 360)),
    Tier(0, ("community", "tags", "unit", "due", "stage", "class"), ("urgency", "number"), (150, 320), narrow=True),
)


class MainWindow(QMainWindow):
    """The dispatcher's window."""

    closed = Signal()
    theme_chosen = Signal(str)
    operator_chosen = Signal(str)

    def __init__(self, desks: Desks, layout: QSettings | None = None) -> None:
        super().__init__()
        self._desks, self._layout = desks, layout
        self._dialog: DialogFrame | None = None
        self._keeper: DraftKeeper | None = None
        self._aside: IntakeDialog | None = None  # hidden while a point is picked on the map
        self._offered = False
        self._wall: WallWindow | None = None
        self._tier = _TIERS[0]
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
        self._build()
        self._connect()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._restore()
        self.queue.table.setFocus()

    # -- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        for menu_id, words in actions.MENUS:
            menu = self.menuBar().addMenu(actions.translated(words))
            menu.addActions([self.acts[s.id] for s in actions.SPECS if s.menu == menu_id])
        bar = QFrame()
        bar.setProperty("role", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        self.bar_buttons = [
            ActionButton(self.acts[act], PRIMARY if n == 0 else OUTLINED) for n, act in enumerate(actions.BAR)]
        for button in self.bar_buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.search = SearchBox(
            self.tr("Search, such as {0}").format(_example(self._desks)), ("Ctrl", "F"), self._desks.search.suggest)
        self.search.setAccessibleName(self.tr("Search in the queue"))
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(420)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.search, 2)
        row.addWidget(ActionButton(self.acts["go.palette"], OUTLINED))
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
        desks.wall.listeners.append(self._on_wall_view)
        desks.operator.changed = self._on_operator
        self.commands = PaletteControl(self, desks, self.acts, self.banner, self._to_table)
        self.editors = EditorControl(self, self, desks, self.acts, self.banner, self.notice)
        self.reveal = RevealControl(self, desks, self.acts, self.case, self.notice)
        self.sign_in = SignInControl(
            self, self, desks, self.acts, self.banner, self.notice, (self.map_dock, self.chart_dock, self.alarm_dock))
        self.saved = ViewsControl(self, self, desks, self.tree, self.acts)
        self.whistles = WhistleControl(self, self, desks, self.acts, self._open)
        self.duty = HandoverControl(self, self, desks, self.acts, self._on_case_taken)
        self.conflicts = ConflictControl(
            self, self, desks, self.acts, self.case.names, lambda: self._rules, self._on_case_taken)
        self.outbox = OutboxControl(self, self, desks, self.acts, self.case.names, self.conflicts.open)
        self.packages = PackageControl(self, self, desks, self.acts)
        self.printing = PrintControl(self, self, desks, self.queue, self.acts)
        desks.search.listeners.append(self.render_search)
        desks.views.listeners.append(self.render_views)
        desks.columns.listeners.append(self.render_columns)
        self.tree.queue_chosen.connect(self._on_queue_chosen)
        self.search.settled.connect(self._on_search)
        self.search.finished.connect(self._on_search_done)
        self.search.opened.connect(self._on_search_opened)
        self.search.left.connect(self._on_search_left)
        self.queue.table.width_dragged.connect(desks.columns.widen)
        self.queue.table.head_asked.connect(self._on_head_asked)
        on("go.palette", self.commands.open)
        on("view.columns", self._on_columns)
        self.status.sync_asked.connect(self.outbox.open)
        self.status.conflicts_asked.connect(self.conflicts.open)
        self.status.operator_chosen.connect(desks.operator.choose)
        self.notice.closed.connect(desks.case.clear_notice)
        for spec in actions.SPECS:
            if spec.command is not None and spec.id not in ("case.new",):
                self.acts[spec.id].triggered.connect(self._on_act)
        on("view.alarms", self._on_view_alarms)
        on("case.new", self._on_register)
        desks.drafts.listeners.append(self._on_drafts)
        self.map.canvas.point_picked.connect(self._on_point_picked)
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
        on("view.wall", self._on_view_wall)
        on("view.float_map", self._on_float_map)
        on("view.float_charts", self._on_float_charts)
        self.acts["view.theme"].setCheckable(True)
        self.acts["view.theme"].setChecked(themes.current().dark)
        on("view.theme", self._on_theme)
        on("sync.now", desks.sync.sync_now)
        on("help.keys", self._on_keys)
        on("help.about", self._on_about)
        self.render_search(desks.search.view)
        self.render_columns(desks.columns.view)
        self.render_queue(desks.queue.view)
        self.render_case(desks.case.view)
        self.status.on_sync(desks.sync.view)

    def _on(self, act: str, slot: Callable[[], Any]) -> None:
        self.acts[act].triggered.connect(slot)

    @property
    def dialog(self) -> DialogFrame | None:
        """The dialog that is open."""
        return self._dialog

    # -- drawing ------------------------------------------------------------------------------------

    def render_queue(self, view: QueueView) -> None:
        """The tree, the count line and the position; the table draws itself."""
        groups = [QueueGroup(title=queue_words.group_text(g), rows=_items(view, g, queues)) for g, queues in GROUPS]
        groups.insert(-1, self.saved.group())
        self.tree.set_groups(tuple(group for group in groups if group.rows))
        opened = self._desks.views.view.open
        self.tree.choose(f"{PREFIX}{opened}" if opened else view.queue)
        if view.today is not None:
            closed, on_time = view.today.closed, view.today.counted_on_time
            self.tree.set_figures(
                (
                    Figure(name=self.tr("In today"), value=time_words.number_text(view.today.reported)),
                    Figure(name=self.tr("Closed today"), value=time_words.number_text(closed)),
                    Figure(name=self.tr("On time"), value=time_words.rate_text(on_time / closed if closed else None)),
                )
            )
        position = self._desks.queue.position
        self.case.set_position("" if position is None else f"{position + 1} / {len(view.ids) if view.whole else '…'}")
        self.status.on_queue(view, position)

    def render_search(self, view: SearchView) -> None:
        """The search line where it was set elsewhere, and what of it was not understood."""
        if self.search.text().strip() != view.text:
            self.search.set_shown(view.text)
        typing = self.search.hasFocus()  # then a key without a value is only not finished
        said = [problem_text(problem, self._desks.search.tables) for problem in view.problems
                if not (typing and problem.trouble is Trouble.NO_VALUE)]
        self.search.set_problems(said)
        self.queue.set_problems(said)

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
        if _merged(view):
            self.acts["case.duplicate"].setEnabled(True)
            self.acts["case.duplicate"].setToolTip("")
        for name in ("case.explain", "map.here", "edit.copy"):
            self.acts[name].setEnabled(view.case is not None)
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
        view = self._desks.case.view
        if self._dialog is not None or self.bulk.takes(command) or view.case is None:
            return
        why = view.why_not(command)
        if command is Merge and _merged(view):
            why = None
        if why is not None:
            self.notice.warn(refusal_words.refusal_text(why))
            return
        number = short_number(view.case.shown_number)
        if command is Merge:
            self._open_duplicates(view)
        elif command in _RULED:
            self._open(_RULED[command](self, view, number, self._rules, banner=self.banner), command)
        elif command in referrals.MAKES:
            books = self._desks.case.books
            self._open(referral_dialog(self, command, view, number, books, banner=self.banner), command)
        elif command is AddPhotos:
            self.photos.add()
        elif command is BlowWhistle:
            self.whistles.ask(self._rules)
        elif command is GiveRuling:
            self._desks.case.units(self._open_ruling)
        elif command is Reopen:
            self._open(ReopenDialog(self, view, number, self._desks.new_id(), self._rules, banner=self.banner), command)
        elif command is r.Dispatch:
            self._desks.case.units(self._open_dispatch)
        elif command is Escalate:
            self._open(self.escalate_dialog(view, number), command)
        elif command is r.File:
            case = self._desks.case
            self._open(FileDialog(self, view, case.classes(), case.conditions, banner=self.banner), command)
        elif command is r.SettleConflict:
            self.conflicts.open_case()
        elif command in (r.Check, r.Verify):
            words = texts.result_text if command is r.Check else texts.found_text
            title = actions.text_of(next(s for s in actions.SPECS if s.command is command))
            tray = self.photos.tray(command)
            self._open(ResultDialog(self, view, title, title, words, banner=self.banner, tray=tray), command)
        elif command in _ASKS:
            ask = _ASKS[command]
            title = actions.text_of(next(s for s in actions.SPECS if s.command is command))
            label = self.tr("Reason") if ask.field == "reason" else self.tr("Text")
            least = least_of(self._rules) if ask.least == CITY else ask.least
            hint = self._closing_hint(view) if command is r.Close else ""
            self._open(
                TextDialog(self, view, f"{title} — {number}", title, label, ask.field, least=least, hint=hint,
                           banner=self.banner, tray=self.photos.tray(command)),
                command,
            )
        else:
            self._desks.case.act(command)

    @property
    def _rules(self) -> Rules | None:
        """What the city decides; None until its documents have come."""
        books = self._desks.case.books
        return books.rules if books is not None else None

    def _closing_hint(self, view: CaseView) -> str:
        """The closing condition that a closing goes by."""
        books = self._desks.case.books
        condition = r.closing_condition(view.case, books) if view.case is not None and books is not None else ""
        return self.tr("Closing condition: {0}").format(condition) if condition else ""

    def escalate_dialog(self, view: CaseView, number: str) -> EscalateDialog:
        """The escalation dialog for the shown case."""
        case = self._desks.case
        rungs = case.rungs()
        return EscalateDialog(
            self,
            view,
            rungs,
            case.rung_due,
            number,
            {c.rung.level: case.reply_due(c.rung) for c in rungs},
            banner=self.banner,
        )

    def _open_dispatch(self, units: tuple[UnitChoice, ...]) -> None:
        view = self._desks.case.view
        if view.case is not None and self._dialog is None:
            number = short_number(view.case.shown_number)
            self._open(DispatchDialog(self, view, units, number, banner=self.banner), r.Dispatch)

    def _open_ruling(self, units: tuple[UnitChoice, ...]) -> None:
        view = self._desks.case.view
        if view.case is not None and self._dialog is None:
            number = short_number(view.case.shown_number)
            self._open(RulingDialog(self, view, units, number, self._rules, banner=self.banner), GiveRuling)

    def _open(self, dialog: DialogFrame, command: type[r.Command]) -> None:
        self._dialog = dialog
        view = self._desks.case.view
        keeper = None if view.case is None else self._keep_draft(dialog, self._draft(command, view.case.id))

        def done(answer: object) -> None:
            if not isinstance(answer, dict):
                return
            if self._desks.case.act(command, **answer):
                if keeper is not None:
                    keeper.done()
                return
            refusal = self._desks.case.view.refusal
            if refusal is not None:
                dialog.show_fault(refusal_words.refusal_text(refusal))
                self._dialog, self._keeper = dialog, keeper

        dialog.done_with.connect(done)
        dialog.closed.connect(self._on_dialog_closed)
        dialog.open()

    def open_act(self, dialog: DialogFrame, command: type[r.Command]) -> None:
        """Show the dialog of an act on the selected case; its answer is given to the desk."""
        self._open(dialog, command)

    def _on_dialog_closed(self) -> None:
        self._dialog = self._keeper = None

    # -- drafts -------------------------------------------------------------------------------------

    def _draft(self, command: type[r.Command], case_id: UUID) -> Draft:
        """A draft that begins now, of an act on a case."""
        kind = NAMES[r.MAKES[command]]
        return Draft(name=f"{kind}:{case_id}", case_id=case_id, type=kind, begun_at=self._desks.now())

    def _keep_draft(self, dialog: DialogFrame, draft: Draft) -> DraftKeeper:
        self._keeper = DraftKeeper(dialog, self._desks.drafts, draft)
        if self._keeper.restored:
            dialog.say_fault(self.tr("Going on with what you had typed before."))
        return self._keeper

    def _on_drafts(self) -> None:
        """Drafts of an earlier run were found: say so once, and how to go on."""
        offered = self._desks.drafts.offered
        if self._offered or not offered or self._dialog is not None:
            return
        self._offered = True
        if any(draft.name == INTAKE for draft in offered):
            self.notice.offer(self.tr("A registration was not finished. F2 goes on with it."))
            return
        if self.editors.offer():
            return
        if any(draft.name == HANDOVER for draft in offered):
            self.notice.offer(self.tr("A hand-over was not finished. Ctrl+H goes on with it."))
            return
        self._desks.drafts.numbers(offered, self._offer_texts)

    def _offer_texts(self, found: tuple[tuple[str, str], ...]) -> None:
        if found:
            words = "、".join(f"{number} {texts.fact_text(kind)}" for number, kind in found)
            self.notice.offer(
                self.tr("Not finished: {0}. Open the same act on the case to go on.").format(words))

    # -- registering --------------------------------------------------------------------------------

    def _on_register(self) -> None:
        if self._dialog is not None:
            return
        desks = self._desks
        desks.intake.open(*self.map.canvas.centre())
        books, roles = desks.case.books, desks.operator.operator.roles
        simple = books is not None and r.role_for(SimpleCase, roles, books) == Role.COLLECTOR
        merges = books is not None and r.role_for(Merge, roles, books) is not None
        case_id = desks.new_id()
        draft = Draft(name=INTAKE, case_id=case_id, type=NAMES[r.MAKES[Report]], begun_at=desks.now())
        dialog = IntakeDialog(
            self, desks.intake, desks.drafts, draft, simple=simple,
            merge="" if merges else refusal_words.refusal_text(r.Refused("role")), banner=self.banner,
            tray=self.photos.intake_tray())
        self._dialog, self._keeper = dialog, dialog.keeper
        dialog.done_with.connect(self._on_intake)
        dialog.map_asked.connect(self._on_map_asked)
        dialog.closed.connect(self._on_dialog_closed)
        self.notice.clear()
        dialog.open()

    def _on_intake(self, answer: object) -> None:
        dialog = self.sender()
        if not isinstance(answer, dict) or not isinstance(dialog, IntakeDialog):
            return
        words = dict(answer)
        spot, merge_into = words.pop("spot"), words.pop("merge_into")
        made = self._desks.report(spot, simple=words.pop("way") == SIMPLE, **words)
        if made is None:
            refusal = self._desks.case.view.refusal
            if refusal is not None:
                dialog.show_fault(refusal_words.refusal_text(refusal))
                self._dialog, self._keeper = dialog, dialog.keeper
            return
        dialog.keeper.done()
        if merge_into is not None:
            kept, number = merge_into
            self._after_merge(self._desks.duplicates.merge_new(made, kept, number))
        else:
            self.notice.say(self.tr("Registered at {0} · saved on this workstation").format(words["place"]))

    def _on_map_asked(self) -> None:
        """The intake form stepped aside for one click on the map."""
        if not isinstance(self._dialog, IntakeDialog):
            return
        self._aside = self._dialog
        self.map_dock.show()
        self.map_dock.raise_()
        pin = self._desks.intake.view.pin
        if pin is not None:
            self.map.canvas.centre_on(pin.lon, pin.lat, max(self.map.canvas.zoom(), PICK_ZOOM))
        self.map.canvas.pick(True)
        self.map.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.notice.offer(self.tr(
            "Click the place on the map, or move it with the arrow keys and press Enter. Esc goes back to the form."))

    def _on_point_picked(self, lon: int, lat: int) -> None:
        self._end_picking((lon, lat))

    def _end_picking(self, point: tuple[int, int] | None) -> None:
        dialog, self._aside = self._aside, None
        self.map.canvas.pick(False)
        self.notice.clear()
        if dialog is not None:
            dialog.come_back(point)

    # -- duplicates ---------------------------------------------------------------------------------

    def _open_duplicates(self, view: CaseView) -> None:
        self._desks.duplicates.open(view)
        dialog = DuplicateDialog(self, view, self._desks.duplicates, self.case.names(), banner=self.banner,
                                 pictures=self.photos.pictures)
        self._dialog = dialog
        dialog.done_with.connect(self._on_duplicates)
        dialog.closed.connect(self._on_dialog_closed)
        dialog.open()

    def _on_duplicates(self, answer: object) -> None:
        dialog, desk = self.sender(), self._desks.duplicates
        if not isinstance(answer, dict) or not isinstance(dialog, DialogFrame):
            return
        this, other = desk.view.this, desk.view.other
        if "undo" in answer:
            done = desk.undo(desk.linked_merge()) is not None
        elif this is None or other is None:
            return
        else:
            done = desk.merge(this, other) if answer["keep"] == OTHER else desk.merge(other, this)
        if not done and desk.view.refusal is not None:
            dialog.show_fault(refusal_words.refusal_text(desk.view.refusal))
            self._dialog = dialog
        elif "undo" in answer:
            self.notice.say(self.tr("The merge is undone; the case goes on as before."))
        else:
            self._after_merge(done)

    def _after_merge(self, done: bool) -> None:
        desk = self._desks.duplicates
        if done and desk.last is not None:
            self.notice.say(self.tr("{0} is merged into {1} · Undo Ctrl+Z").format(
                short_number(desk.last.duplicate_number), short_number(desk.last.kept_number)))
        elif desk.view.refusal is not None:
            self.notice.warn(refusal_words.refusal_text(desk.view.refusal))

    def _on_explain(self) -> None:
        if self._dialog is None and self._desks.case.view.case is not None:
            self._show_sheet(ExplainSheet(self, self._desks.case.view, banner=self.banner))

    def _on_keys(self) -> None:
        if self._dialog is None:
            self._show_sheet(KeysSheet(self, banner=self.banner))

    def _on_about(self) -> None:
        self.notice.say(
            self.tr(
                "Street command centre 0.1.0 · map data © OpenStreetMap contributors (ODbL) · demo cases: City of"
                " Boston open data (PDDL), re-anchored"
            )
        )

    def show_dialog(
        self, dialog: DialogFrame, done: Callable[[object], str | None], keeper: DraftKeeper | None = None,
    ) -> None:
        """Show a dialog; `done` gets the answer, and gives a sentence where it must come back with it."""
        def answered(answer: object) -> None:
            why = done(answer)
            if why:
                dialog.show_fault(why)
                self._dialog, self._keeper = dialog, keeper

        dialog.done_with.connect(answered)
        self._keeper = keeper
        self._show_sheet(dialog)

    def show_editor(self, dialog: DialogFrame) -> None:
        """Show an editor of the administration."""
        self._show_sheet(dialog)

    def _show_sheet(self, sheet: DialogFrame) -> None:
        self._dialog = sheet
        sheet.closed.connect(self._on_dialog_closed)
        sheet.open()

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

    def _on_queue_chosen(self, key: str) -> None:
        if key.startswith(PREFIX):
            self._desks.views.open(key.removeprefix(PREFIX))
        else:
            self._desks.search.forget()
            self._desks.views.leave(key)

    def _on_search(self) -> None:
        if self.search.text().strip() != self._desks.search.view.text:
            self._desks.search.search(self.search.text())

    def _on_search_done(self) -> None:
        self._on_search()
        self._to_table()

    def _on_search_opened(self) -> None:
        self._desks.search.learn(done=self.search.refresh)

    def _on_search_left(self) -> None:
        self._on_search()
        self.search.stop_waiting()
        self.render_search(self._desks.search.view)

    def _to_table(self) -> None:
        self.queue.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_head_asked(self, at: QPoint) -> None:
        table = self.queue.table
        show_menu(head_menu(table, self._desks.columns, self.acts["view.columns"]), table, at)

    def _on_columns(self) -> None:
        if self._dialog is None:
            self.show_dialog(ColumnsDialog(self, self.queue.table, banner=self.banner), self._choose_columns)

    def _choose_columns(self, answer: object) -> None:
        if isinstance(answer, tuple):
            hidden, shown, widths = answer
            self._desks.columns.choose(hidden, shown, self._desks.columns.view.widths | widths)
        else:
            self._desks.columns.reset()

    def _on_back(self) -> None:
        if self._aside is not None:
            self._end_picking(None)
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
        self._toggle(self.map_dock)

    def _on_view_charts(self) -> None:
        self._toggle(self.chart_dock)

    def _on_view_alarms(self) -> None:
        self._toggle(self.alarm_dock)
        if self.alarm_dock.isVisible():
            self.alarms.panel.show_newest()
        else:
            self._to_table()

    def _on_float_map(self) -> None:
        self._float(self.map_dock)

    def _on_float_charts(self) -> None:
        self._float(self.chart_dock)

    def _float(self, dock: QDockWidget) -> None:
        """Into a window of its own, or back."""
        dock.show()
        dock.setFloating(not dock.isFloating())

    def _on_chart_raw(self) -> None:
        """The rates raw or exempted: the chart that shows them comes to the front."""
        self.chart_dock.show()
        self.chart_dock.raise_()
        self._desks.charts.switch_raw()
        self.charts.choose_tab(RATE)

    def _toggle(self, dock: QDockWidget) -> None:
        dock.setVisible(not dock.isVisible())
        if dock.isVisible():
            dock.raise_()

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

    # -- the wall -----------------------------------------------------------------------------------

    def _on_view_wall(self) -> None:
        if self._wall is not None:
            self._wall.close()
            return
        self._wall = WallWindow(self._desks.wall, self._desks.ground, wall_title(self._desks))
        self._wall.closed.connect(self._on_wall_closed)
        self._desks.show_wall(True)
        self._on_wall_view(self._desks.wall.view)
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self._wall.setScreen(screens[1])
            self._wall.move(screens[1].geometry().topLeft())
        self._wall.showFullScreen()

    def _on_wall_view(self, view: object) -> None:
        if self._wall is not None:
            self._wall.set_status(self.status.words(), self.status.is_stale)

    def _on_wall_closed(self) -> None:
        self._desks.show_wall(False)
        self._wall = None

    # -- life ---------------------------------------------------------------------------------------

    def _on_minute(self) -> None:
        self._desks.tick()
        self.queue.tick()
        self.status.tick()
        if self._wall is not None:
            self._wall.tick(self._desks.now())
            self._on_wall_view(self._desks.wall.view)

    def _restore(self) -> None:
        self.resize(*SIZE)
        self.arrange(316)
        if self._layout is None:
            return
        for name, restore in (("geometry", self.restoreGeometry), ("docks", self.restoreState)):
            kept = self._layout.value(f"{self._screens()}/{name}")
            if isinstance(kept, QByteArray):
                restore(kept)
        # the layout holds the banner's place, not its being shown
        self.alarms.render_view(self._desks.alarms.view)

    def fit(self, size: tuple[int, int]) -> None:
        """The usual layout for a window of this size: on small screens the bottom is the table's."""
        small = size[0] < 1500 or size[1] < 850
        for dock in (self.map_dock, self.chart_dock):
            dock.setVisible(not small)
        self.arrange(316)

    @property
    def was_placed(self) -> bool:
        """Whether a place on this set of monitors is remembered."""
        return self._layout is not None and self._layout.contains(f"{self._screens()}/geometry")

    def arrange(self, bottom: int) -> None:
        """The docks in their usual widths, those at the bottom `bottom` px high."""
        self.resizeDocks([self.tree_dock, self.case_dock], list(self._tier.sides), Qt.Orientation.Horizontal)
        self.resizeDocks([self.map_dock, self.chart_dock], [644, 600], Qt.Orientation.Horizontal)
        self.resizeDocks([self.map_dock, self.chart_dock], [bottom, bottom], Qt.Orientation.Vertical)

    def _keep(self) -> None:
        if self._layout is None:
            return
        for name, kept in (("geometry", self.saveGeometry()), ("docks", self.saveState())):
            self._layout.setValue(f"{self._screens()}/{name}", kept)

    def _screens(self) -> str:
        """The monitors there are: the layout is remembered for each set of them."""
        return "+".join(f"{s.geometry().width()}x{s.geometry().height()}" for s in QGuiApplication.screens())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() * 1000 // themes.current().px(1000)  # large text needs the room of a smaller window
        tier = next(tier for tier in _TIERS if wide >= tier.least)
        if tier is self._tier:
            return
        self._tier = tier
        for button in self.bar_buttons[1:]:
            button.set_words_shown(not tier.narrow)
        self.status.set_narrow(tier.narrow)
        self.case.set_columns(2 if tier.narrow else 3)
        self.queue.table.hide_columns(tier.hidden)
        self.queue.table.squeeze(tier.squeezed)
        self.resizeDocks([self.tree_dock, self.case_dock], list(tier.sides), Qt.Orientation.Horizontal)

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
        self._keep()
        if self._keeper is not None:
            self._keeper.flush()
        if self._wall is not None:
            self._wall.close()
        self._minute.stop()
        self.alarms.close()
        super().closeEvent(event)
        self.closed.emit()


def _merged(view: CaseView) -> bool:
    """Whether a case was merged, or holds another: then its merge can be looked at, and undone."""
    return view.case is not None and bool(view.case.absorbed or view.case.merged_into)


def wall_title(desks: Desks) -> str:
    """The wall's head: whose command centre it is."""
    return QCoreApplication.translate("MainWindow", "{0} city management command centre").format(desks.street_name)


def _example(desks: Desks) -> str:
    """A line for the empty search box, in the words of the search."""
    tables = desks.search.tables
    return f"{tables.key(Field.STATE)}:{tables.label(Field.STATE, 'overdue')} {tables.key(Field.ROAD)}:冶金大道"


def _items(view: QueueView, group: str, queues: tuple[str, ...]) -> tuple[QueueItem, ...]:
    """The queues of a group; those of the exchange only while they hold something."""
    seldom = group == "sync"
    return tuple(
        QueueItem(
            key=key,
            name=queue_words.queue_text(key),
            count=view.count(key),
            digit=str(DIGITS[key]) if key in DIGITS else "",
            urgency=_URGENCY.get(key),
        )
        for key in queues
        if not seldom or view.count(key) or key == view.queue
    )


_URGENCY = {"near": 1, "overdue": 2, "severe": 3, "paused": 4}
_ASKS: dict[type[r.Command], Ask] = {
    a.command: a
    for a in (
        Ask(r.RefuseFiling, "reason", "Reason", CITY),
        Ask(r.VoidCase, "reason", "Reason", CITY),
        Ask(r.ReturnToAcceptor, "reason", "Reason", CITY),
        Ask(r.OrderRework, "reason", "Reason", CITY),
        Ask(r.RevokeAssignment, "reason", "Reason", CITY),
        Ask(r.Handle, "text", "Text", 2),
        Ask(r.FeedBack, "text", "Text"),
        Ask(r.Close, "text", "Text"),
        Ask(r.Note, "text", "Text", 1),
        Ask(r.Reveal, "reason", "Reason", CITY),
        Ask(ReplyToSupervision, "text", "Text", 2),
        Ask(r.ReturnToDispatcher, "reason", "Reason", CITY),
        Ask(r.ReturnToDepartment, "reason", "Reason", CITY),
        Ask(r.SendBack, "reason", "Reason", CITY),
        Ask(r.Resume, "reason", "Reason"),
        Ask(Appeal, "reason", "Reason", CITY),
        Ask(AskRuling, "reason", "Reason", CITY),
    )
}
# dialogs that show what the city's rules say
_RULED: dict[type[r.Command], type[ExtendDialog] | type[DeferDialog] | type[DecideDialog] | type[JudgeDialog]] = {
    AskExtension: ExtendDialog, AskDeferral: DeferDialog, Decide: DecideDialog, passing.JudgeReturn: JudgeDialog,
}
