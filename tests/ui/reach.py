"""For tests of accessibility: every dialog open over real data, and what a screen reader, Tab and the eye meet."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from commandcenter.core.bodies import Part, WhistleKind
from commandcenter.core.case import Role
from commandcenter.core.whistle_rules import BlowWhistle, Call
from commandcenter.desk.errand_desk import ErrandDesk, Say, Stopped
from commandcenter.desk.foreign_files import BoundaryFile, MappingDraft
from commandcenter.desk.keeping import AskedRestore, Kept, Made, RecoverySheet
from commandcenter.desk.setup_desk import Asked, SetupDesk
from commandcenter.door.watch import Watch
from commandcenter.ui import texts
from commandcenter.ui.account_dialogs import PasswordDialog, UsersDialog
from commandcenter.ui.act_dialogs import FileDialog, ResultDialog, TextDialog
from commandcenter.ui.alarm_dialogs import SnoozeDialog, TonesDialog
from commandcenter.ui.bulk_dialog import BulkDialog
from commandcenter.ui.calendar_editor import CalendarEditor
from commandcenter.ui.columns_dialog import ColumnsDialog
from commandcenter.ui.conflict_dialog import ConflictDialog
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.dispatch_dialog import DispatchDialog
from commandcenter.ui.duplicate_dialog import DuplicateDialog
from commandcenter.ui.errand_dialog import ErrandDialog
from commandcenter.ui.escalate_dialog import EscalateDialog
from commandcenter.ui.file_control import CaseFileDialog
from commandcenter.ui.flow_dialogs import DecideDialog, DeferDialog, ExtendDialog, ReopenDialog, RulingDialog
from commandcenter.ui.handover_dialogs import HandOverDialog, HandoverList, TakeOverDialog
from commandcenter.ui.intake_dialog import IntakeDialog
from commandcenter.ui.keeping_dialogs import (
    BackupDialog,
    KeyDialog,
    LeaveDialog,
    NewRecoveryDialog,
    SupportDialog,
    move_dialog,
)
from commandcenter.ui.ladder_editor import LadderEditor
from commandcenter.ui.limits_editor import LimitsEditor
from commandcenter.ui.mapping_dialog import MappingDialog
from commandcenter.ui.outbox_dialog import OutboxDialog
from commandcenter.ui.outlines_dialog import OutlinesDialog
from commandcenter.ui.package_control import PackageDialog
from commandcenter.ui.passing_dialogs import JudgeDialog
from commandcenter.ui.path_field import Way
from commandcenter.ui.photo_dialogs import AddPhotosDialog
from commandcenter.ui.print_dialog import PrintDialog
from commandcenter.ui.recovery_dialog import RecoveryDialog
from commandcenter.ui.referral_dialogs import AnswerDialog, ReferDialog
from commandcenter.ui.responsibility_editor import ResponsibilityEditor
from commandcenter.ui.restore_pages import MoveDialog, RestoreDialog, ResultPage, moved_page
from commandcenter.ui.rules_editor import RulesEditor
from commandcenter.ui.setup_window import JoinDialog
from commandcenter.ui.sheets import ExplainSheet, KeysSheet
from commandcenter.ui.transfer_dialog import TransferDialog
from commandcenter.ui.unlock_pages import NewPasswordDialog, UnlockDialog
from commandcenter.ui.views_dialogs import DeleteDialog, NameDialog, PathDialog
from commandcenter.ui.whistle_board import WhistleBoard
from commandcenter.ui.whistle_dialog import WhistleDialog
from commandcenter.ui.whistle_units_dialog import MoreUnitsDialog
from tests import makes
from tests.conflicts import lost_dispatch
from tests.ui.test_main_window import show

OTHERS = frozenset({
    "ErrandDialog", "PhotoDialog", "EditorFrame", "TypedEditor", "PhotoViewer", "WithdrawDialog"})
"""Bases of others, and the two that need a photo: tests/ui/test_photos.py drives those by keyboard."""
Open = Callable[[object, object, object, object], DialogFrame]


def show_case(window, desks, door, qtbot):
    """A dispatched case in the panel; its view."""
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    return desks.case.view


def _units(window, desks, door, qtbot):
    view, found = show_case(window, desks, door, qtbot), []
    desks.case.units(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return view, found[0]


def _by_key(act: str, kind: type[DialogFrame]) -> Open:
    def open_it(window, desks, door, qtbot):
        show_case(window, desks, door, qtbot)
        window.acts[act].trigger()
        qtbot.waitUntil(lambda: isinstance(window.dialog, kind))
        return window.dialog

    return open_it


def _made(make: Callable[..., DialogFrame]) -> Open:
    def open_it(window, desks, door, qtbot):
        dialog = make(window, show_case(window, desks, door, qtbot), desks)
        dialog.open()
        return dialog

    return open_it


def _errand(make: Callable[..., ErrandDialog]) -> Open:
    """One whose errand begins by itself: once it is over."""
    def open_it(window, desks, door, qtbot):
        show_case(window, desks, door, qtbot)
        dialog = make(window, ErrandDesk(desks.deliver), _Keeps())
        dialog.open()
        qtbot.waitUntil(lambda: not dialog._errands.view.busy)
        return dialog

    return open_it


def _with_units(make: Callable[..., DialogFrame]) -> Open:
    def open_it(window, desks, door, qtbot):
        dialog = make(window, *_units(window, desks, door, qtbot))
        dialog.open()
        return dialog

    return open_it


def _duplicate(window, desks, door, qtbot):
    makes.filed(door)
    view = show_case(window, desks, door, qtbot)
    desks.duplicates.open(view)
    dialog = DuplicateDialog(window, view, desks.duplicates, window.case.names())
    dialog.open()
    qtbot.waitUntil(lambda: desks.duplicates.view.other is not None)
    return dialog


def _take_over(window, desks, door, qtbot):
    _by_key("duty.handover", HandOverDialog)(window, desks, door, qtbot).confirm()
    qtbot.waitUntil(lambda: isinstance(window.dialog, TakeOverDialog))
    return window.dialog


def _bulk(window, desks, door, qtbot):
    makes.filed(door)
    makes.filed(door)
    qtbot.waitUntil(lambda: window.queue.table.model_of_cases.rowCount() >= 2)
    window.queue.table.selectAll()
    window.acts["case.bulk"].trigger()
    qtbot.waitUntil(lambda: isinstance(window.dialog, BulkDialog))
    return window.dialog


def _more_units(window, desks, door, qtbot):
    view = show_case(window, desks, door, qtbot)
    door.submit(BlowWhistle(
        case_id=view.case.id, actor="u", role=Role.SHIFT_LEADER, kind=WhistleKind.JOINT, place="冶金大道",
        text="积水反复", units=(Call(unit=view.case.unit, part=Part.HOST),)))
    board = _by_key("whistle.board", WhistleBoard)(window, desks, door, qtbot)
    qtbot.waitUntil(lambda: board.tree.chosen()[0] is not None)
    board.act.choose("call")
    board.confirm()
    qtbot.waitUntil(lambda: isinstance(window.dialog, MoreUnitsDialog))
    return window.dialog


def _snooze(window, desks, door, qtbot):
    case = show_case(window, desks, door, qtbot)
    due = case.running[0].due
    assert due is not None
    door._clock.at = max(due, door._clock.at) + 48 * makes.HOUR
    Watch(door, door._store).tick()
    qtbot.waitUntil(lambda: not window.banner_strip.isHidden())
    window.acts["alarm.snooze"].trigger()
    qtbot.waitUntil(lambda: isinstance(window.dialog, SnoozeDialog))
    return window.dialog


def _editor(act: str, kind: type[DialogFrame]) -> Open:
    def open_it(window, desks, door, qtbot):
        desks.operator.choose(next(user.id for user in desks.operator.users if user.role == "administrator"))
        window.acts[act].trigger()
        qtbot.waitUntil(lambda: isinstance(window.dialog, kind) and bool(window.dialog.desk.view.versions))
        return window.dialog

    return open_it


def _printing(window, desks, door, qtbot):
    dialog = _by_key("case.print", PrintDialog)(window, desks, door, qtbot)
    qtbot.waitUntil(lambda: desks.printing.view.loaded)
    return dialog


def _conflict(window, desks, door, qtbot):
    lost_dispatch(door)
    window.acts["sync.conflicts"].trigger()
    qtbot.waitUntil(lambda: desks.conflicts.view.laid is not None)
    return window.dialog


def _rules(desks):
    return desks.case.books.rules


class _Nothing:
    """Joins nothing."""

    def join(self, asked: Asked, say: Callable[[int, int], None], stopped: Callable[[], bool]) -> str:
        return ""

    def sheet(self, key: str) -> RecoverySheet:
        return RecoverySheet(key=key, street_name="东门街道", station_name="一号席")

    def noted(self) -> None: ...


class _Keeps:
    """Keeps nothing."""

    def kept(self) -> Kept:
        return Kept(how="file", recovery="issued", folder="/srv/ws", backup_name="x.ccbackup", last="/srv/b", last_at=1)

    def back_up(self, to: str, say: Say, stopped: Stopped) -> str:
        return to

    def support_parts(self, say: Say, stopped: Stopped) -> tuple[tuple[str, str], ...]:
        return (("versions.json", "{}"),)

    def write_support(self, parts: tuple[tuple[str, str], ...], to: str) -> str:
        return to

    def place(self, how: str, password: str) -> None: ...

    def new_recovery(self) -> RecoverySheet:
        return RecoverySheet(key=RECOVERY)

    def noted(self) -> None: ...

    def move(self, to: str, say: Say, stopped: Stopped) -> Made:
        return MADE

    def restore(self, asked: AskedRestore, say: Say, stopped: Stopped) -> Made:
        return MADE


RECOVERY = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"
MADE = Made(file="/srv/x.ccbackup", street_name="东门街道", station_name="一号席", seq=3, waiting=2, at=1)


class _Files:
    """Reads nothing."""

    def draft_mapping(self, path: str, say: Say, stopped: Stopped) -> MappingDraft:
        return MappingDraft(text="name = 'x'", rows=1)

    def write_mapping(self, text: str, to: str) -> str:
        return to

    def read_outlines(self, path: str, say: Say, stopped: Stopped) -> BoundaryFile:
        return BoundaryFile()


class _Opens:
    """Opens nothing."""

    def by_password(self, password: str) -> bytes:
        return b""

    def by_recovery(self, text: str) -> bytes:
        return b""

    def set_password(self, key: bytes, password: str) -> None: ...


def _setting_up() -> SetupDesk:
    return SetupDesk(_Nothing(), lambda call: call())


DIALOGS: dict[type[DialogFrame], Open] = {
    JoinDialog: _made(lambda w, v, d: JoinDialog(
        w, _setting_up(), "/srv/ws", "zh_CN", key_store=True, restores=True, free=True)),
    RecoveryDialog: _made(lambda w, v, d: RecoveryDialog(
        w, RecoverySheet(key=RECOVERY, street_name="东门街道", station_name="一号席"), lambda typed: False, "进入")),
    BackupDialog: _made(lambda w, v, d: BackupDialog(w, ErrandDesk(d.deliver), _Keeps())),
    SupportDialog: _errand(lambda w, desk, keeper: SupportDialog(w, desk, keeper, "x.zip")),
    KeyDialog: _made(lambda w, v, d: KeyDialog(w, ErrandDesk(d.deliver), _Keeps())),
    NewRecoveryDialog: _made(lambda w, v, d: NewRecoveryDialog(w, ErrandDesk(d.deliver), _Keeps())),
    LeaveDialog: _made(lambda w, v, d: move_dialog(w, _Keeps().kept(), None)),
    RestoreDialog: _made(lambda w, v, d: RestoreDialog(
        w, ErrandDesk(d.deliver), _Keeps(), "/srv/ws", key_store=True, own_key=True, free=True)),
    MoveDialog: _errand(lambda w, desk, keeper: MoveDialog(w, desk, keeper, "/srv/x.ccbackup")),
    ResultPage: _made(lambda w, v, d: moved_page(w, MADE)),
    TextDialog: _made(lambda w, v, d: TextDialog(w, v, "记一笔", "记下", "说明", "text")),
    ResultDialog: _made(lambda w, v, d: ResultDialog(w, v, "核查结果", "记下", texts.result_text)),
    FileDialog: _made(lambda w, v, d: FileDialog(w, v, d.case.classes(), d.case.conditions)),
    ConflictDialog: _conflict,
    OutboxDialog: _by_key("sync.outbox", OutboxDialog),
    ColumnsDialog: _by_key("view.columns", ColumnsDialog),
    DispatchDialog: _with_units(lambda w, v, units: DispatchDialog(w, v, units, "0302-A001")),
    DuplicateDialog: _duplicate,
    EscalateDialog: _made(lambda w, v, d: w.asking.escalate_dialog(v, "0302-A001")),
    ExtendDialog: _made(lambda w, v, d: ExtendDialog(w, v, "0302-A001", _rules(d))),
    DeferDialog: _made(lambda w, v, d: DeferDialog(w, v, "0302-A001", _rules(d))),
    DecideDialog: _made(lambda w, v, d: DecideDialog(w, v, "0302-A001", _rules(d))),
    RulingDialog: _with_units(lambda w, v, units: RulingDialog(w, v, units, "0302-A001", None)),
    ReopenDialog: _made(lambda w, v, d: ReopenDialog(w, v, "0302-A001", d.new_id(), _rules(d))),
    ReferDialog: _made(lambda w, v, d: ReferDialog(w, v, "0302-A001", _rules(d))),
    TransferDialog: _made(lambda w, v, d: TransferDialog(
        w, v, "0302-A001", (("110108014", "花园路街道"),), "东门街道", _rules(d))),
    AnswerDialog: _made(lambda w, v, d: AnswerDialog(w, v, "0302-A001", d.case.books)),
    JudgeDialog: _made(lambda w, v, d: JudgeDialog(w, v, "0302-A001", _rules(d))),
    WhistleDialog: _with_units(lambda w, v, units: WhistleDialog(w, v, units, "0302-A001", None)),
    WhistleBoard: _by_key("whistle.board", WhistleBoard),
    MoreUnitsDialog: _more_units,
    SnoozeDialog: _snooze,
    TonesDialog: _by_key("alarm.tones", TonesDialog),
    IntakeDialog: _by_key("case.new", IntakeDialog),
    ExplainSheet: _by_key("case.explain", ExplainSheet),
    KeysSheet: _by_key("help.keys", KeysSheet),
    NameDialog: _by_key("views.save", NameDialog),
    DeleteDialog: _made(lambda w, v, d: DeleteDialog(w, "超期", "全部未结")),
    PackageDialog: _made(lambda w, v, d: PackageDialog(w, "x.package")),
    MappingDialog: _made(lambda w, v, d: MappingDialog(w, ErrandDesk(d.deliver), _Files())),
    OutlinesDialog: _made(lambda w, v, d: OutlinesDialog(w, ErrandDesk(d.deliver), _Files(), d.outlines)),
    CaseFileDialog: _made(lambda w, v, d: CaseFileDialog(w)),
    PathDialog: _made(lambda w, v, d: PathDialog(w, "导出视图", "写入文件", "views", Way.WRITE, "x.json", "不含案件")),
    HandOverDialog: _by_key("duty.handover", HandOverDialog),
    TakeOverDialog: _take_over,
    HandoverList: _by_key("duty.list", HandoverList),
    BulkDialog: _bulk,
    PrintDialog: _printing,
    AddPhotosDialog: _by_key("case.add_photos", AddPhotosDialog),
    CalendarEditor: _editor("admin.calendar", CalendarEditor),
    LimitsEditor: _editor("admin.limits", LimitsEditor),
    ResponsibilityEditor: _editor("admin.duties", ResponsibilityEditor),
    PasswordDialog: _made(lambda w, v, d: PasswordDialog(w)),
    UsersDialog: _made(lambda w, v, d: UsersDialog(
        w, d.case.books.users.users, d.communities, {u.id: u.name for u in d.case.books.units.units})),
    RulesEditor: _editor("admin.rules", RulesEditor),
    LadderEditor: _editor("admin.ladder", LadderEditor),
    UnlockDialog: _made(lambda w, v, d: UnlockDialog(w, ErrandDesk(d.deliver), _Opens(), "/srv/ws")),
    NewPasswordDialog: _made(lambda w, v, d: NewPasswordDialog(w, ErrandDesk(d.deliver), _Opens(), b"")),
}


def all_dialogs(kind: type = DialogFrame) -> Iterator[type[DialogFrame]]:
    """Every dialog there is, but those that others are made from."""
    for found in kind.__subclasses__():
        if found.__module__.startswith("commandcenter.") and not found.__name__.startswith("_"):
            yield found
        yield from all_dialogs(found)


# -- what a screen reader meets -------------------------------------------------------------------------------------

_ASKED = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView, QTabBar)


def shown(root: QWidget) -> list[QWidget]:
    """The widgets under root that are to be seen, root too."""
    return [w for w in (root, *root.findChildren(QWidget)) if w.isVisibleTo(root) or w is root]


def is_control(widget: QWidget) -> bool:
    """Whether a person acts on it: it takes the focus, or is a button, a field, a list."""
    inner = widget.parentWidget()
    if isinstance(inner, (QComboBox, QAbstractItemView)) or "qt_" in widget.objectName():
        return False  # Qt's own parts of a control
    if isinstance(inner, QAbstractScrollArea) and widget is inner.viewport():
        return False
    if isinstance(widget, QMenuBar | QDockWidget | QScrollArea):
        return False
    return isinstance(widget, _ASKED) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    face = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() or (face.text(QAccessible.Text.Name).strip() if face is not None else "")


def what(widget: QWidget) -> str:
    """A widget for the list of a failed test: its class and where it hangs."""
    way = []
    at: QWidget | None = widget
    while at is not None and len(way) < 4:
        way.append(f"{type(at).__name__}{'#' + at.objectName() if at.objectName() else ''}")
        at = at.parentWidget()
    return " < ".join(way)


def nameless(root: QWidget) -> list[str]:
    """The controls under root that a screen reader could not name."""
    return [what(w) for w in shown(root) if is_control(w) and not name_of(w)]


# -- what the keyboard reaches --------------------------------------------------------------------------------------


ALONE = 60  # so often Tab may change nothing before a widget counts as the only one


def walk(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab, most: int = 400) -> list[QWidget]:
    """Press Tab (or Shift+Tab) until the first widget comes again: all that had the focus, in order.

    A widget may keep Tab for a while (the map walks its cases with it), not for ever.
    """
    met: list[QWidget] = []
    stays = 0
    for _ in range(most):
        now = QApplication.focusWidget()
        if now is None or (len(met) > 1 and now is met[0]):
            return met
        stays = stays + 1 if met and now is met[-1] else 0
        if stays > ALONE and len(met) == 1:
            return met  # there is nothing else
        if not stays:
            assert now not in met, f"Tab goes round without the others: {what(now)}"
            met.append(now)
        QTest.keyClick(now, key)
    raise AssertionError(f"Tab is caught in {what(met[-1])}")


# -- what is cut ------------------------------------------------------------------------------------------------------


def beyond(widget: QWidget, root: QWidget) -> bool:
    """Whether a label or control reaches over the right edge of what holds it, and nothing scrolls sideways."""
    holder = widget.parentWidget()
    while holder is not None and not isinstance(holder.parentWidget(), QAbstractScrollArea):
        if holder is root:
            return False
        holder = holder.parentWidget()
    area = holder.parentWidget() if holder is not None else None
    if not isinstance(area, QScrollArea) or not (isinstance(widget, QLabel) or is_control(widget)):
        return False
    if area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return False
    return widget.mapTo(holder, widget.rect().topRight()).x() > area.viewport().width()


def cut_texts(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit where they stand."""
    found = []
    for widget in shown(root):
        if not widget.isVisible() or widget.width() <= 0:
            continue
        if beyond(widget, root):
            found.append(f"reaches over the edge: {what(widget)}")
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap() and not widget.pixmap():
            wide = max(QFontMetrics(widget.font()).horizontalAdvance(line) for line in widget.text().split("\n"))
            room = widget.contentsRect().width()
            if wide > room + 1 and not widget.toolTip():
                found.append(f"{widget.text()[:30]!r} needs {wide}, has {room}: {what(widget)}")
        elif isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
            need = widget.heightForWidth(widget.width())
            if need > widget.height() + 1:
                found.append(f"{widget.text()[:30]!r} needs {need} high, has {widget.height()}: {what(widget)}")
        elif isinstance(widget, QAbstractButton) and widget.text():
            need = widget.minimumSizeHint().width()
            if need > widget.width() + 1 and not widget.toolTip():
                found.append(f"button {widget.text()[:30]!r} needs {need}, has {widget.width()}: {what(widget)}")
    return found
