"""Every action of the window, in one table: id, words, key, and the command it gives.

Menus, tool bar, the case panel's buttons and the shortcut sheet are built from it. Letters and digits act only in the
table and the tree, which accept no input method; function and control keys act in the whole window.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from commandcenter.core import passing_rules as passing
from commandcenter.core import referral_rules as referrals
from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as whistles
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.merge_rules import Merge
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.report_rules import Reopen, Report
from commandcenter.core.request_rules import Appeal, AskDeferral, AskExtension, Decide
from commandcenter.core.ruling_rules import AskRuling, GiveRuling
from commandcenter.core.transfer_rules import Hand

WINDOW, LISTS = "window", "lists"


@dataclass(frozen=True)
class Spec:
    """One action: `where` its key acts, `menu` it stands in, `command` whose rules light it."""

    id: str
    text: Any  # as QT_TRANSLATE_NOOP returns it
    key: str = ""
    menu: str = ""
    where: str = WINDOW
    command: type[r.Command] | None = None


SPECS: tuple[Spec, ...] = (
    Spec("case.new", QT_TRANSLATE_NOOP("Actions", "Register"), "F2", "case", command=Report),
    Spec("case.registered", QT_TRANSLATE_NOOP("Actions", "Open the case just registered"), "Ctrl+F2", "case"),
    Spec("case.file", QT_TRANSLATE_NOOP("Actions", "File"), "Ctrl+L", "case", command=r.File),
    Spec("case.verify", QT_TRANSLATE_NOOP("Actions", "Order verification"), "Y", "case", LISTS, r.OrderVerification),
    Spec("case.verified", QT_TRANSLATE_NOOP("Actions", "Verification result"), "Shift+Y", "case", LISTS, r.Verify),
    Spec("case.refuse", QT_TRANSLATE_NOOP("Actions", "Refuse filing"), "Ctrl+R", "case", command=r.RefuseFiling),
    Spec("case.void", QT_TRANSLATE_NOOP("Actions", "Void"), "Ctrl+Shift+R", "case", command=r.VoidCase),
    Spec("case.dispatch", QT_TRANSLATE_NOOP("Actions", "Dispatch"), "F5", "case", command=r.Dispatch),
    Spec("case.return", QT_TRANSLATE_NOOP("Actions", "Return"), "F6", "case", command=r.ReturnToAcceptor),
    Spec("case.return_unit", QT_TRANSLATE_NOOP("Actions", "Unit returns"), "Ctrl+F6", "case",
         command=r.ReturnToDispatcher),
    Spec("case.return_handler", QT_TRANSLATE_NOOP("Actions", "Handler returns"), "Ctrl+Shift+F6", "case",
         command=r.ReturnToDepartment),
    Spec("case.judge", QT_TRANSLATE_NOOP("Actions", "Judge the return"), "Ctrl+Shift+F5", "case",
         command=passing.JudgeReturn),
    Spec("case.refer", QT_TRANSLATE_NOOP("Actions", "Refer"), "Shift+F5", "case", command=referrals.Refer),
    Spec("case.refer_answer", QT_TRANSLATE_NOOP("Actions", "Referral answer"), "Ctrl+F5", "case",
         command=referrals.AnswerReferral),
    Spec("case.transfer", QT_TRANSLATE_NOOP("Actions", "Hand over to a street"), "Shift+F4", "case", command=Hand),
    Spec("case.sign", QT_TRANSLATE_NOOP("Actions", "Signed for"), "S", "case", LISTS, r.Sign),
    Spec("case.assign", QT_TRANSLATE_NOOP("Actions", "Assign"), "A", "case", LISTS, r.Assign),
    Spec(
        "case.revoke", QT_TRANSLATE_NOOP("Actions", "Revoke assignment"), "Shift+A", "case", LISTS, r.RevokeAssignment
    ),
    Spec("case.handled", QT_TRANSLATE_NOOP("Actions", "Handled"), "W", "case", LISTS, r.Handle),
    Spec("case.sent_back", QT_TRANSLATE_NOOP("Actions", "Not good enough"), "Shift+W", "case", LISTS, r.SendBack),
    Spec("case.feedback", QT_TRANSLATE_NOOP("Actions", "Feed back"), "F", "case", LISTS, r.FeedBack),
    Spec("case.pass", QT_TRANSLATE_NOOP("Actions", "Pass on"), "Ctrl+G", "case", command=r.Pass),
    Spec("case.check", QT_TRANSLATE_NOOP("Actions", "Order check"), "H", "case", LISTS, r.OrderCheck),
    Spec("case.checked", QT_TRANSLATE_NOOP("Actions", "Check result"), "Shift+H", "case", LISTS, r.Check),
    Spec("case.rework", QT_TRANSLATE_NOOP("Actions", "Rework"), "Shift+F6", "case", command=r.OrderRework),
    Spec("case.close", QT_TRANSLATE_NOOP("Actions", "Close case"), "Ctrl+J", "case", command=r.Close),
    Spec("case.reopen", QT_TRANSLATE_NOOP("Actions", "Handle anew"), "Ctrl+Shift+F8", "case", command=Reopen),
    Spec("case.extend", QT_TRANSLATE_NOOP("Actions", "Extend"), "F7", "supervise", command=AskExtension),
    Spec("case.defer", QT_TRANSLATE_NOOP("Actions", "Defer"), "Shift+F7", "supervise", command=AskDeferral),
    Spec("case.decide", QT_TRANSLATE_NOOP("Actions", "Decide request"), "Ctrl+F7", "supervise", command=Decide),
    Spec("case.resume", QT_TRANSLATE_NOOP("Actions", "Resume"), "Ctrl+Shift+F7", "supervise", command=r.Resume),
    Spec("case.appeal", QT_TRANSLATE_NOOP("Actions", "Appeal"), "Ctrl+F8", "supervise", command=Appeal),
    Spec("case.ruling", QT_TRANSLATE_NOOP("Actions", "Ask for a ruling"), "Shift+F9", "supervise",
         command=AskRuling),
    Spec("case.rule", QT_TRANSLATE_NOOP("Actions", "Give the ruling"), "Ctrl+Shift+F9", "supervise",
         command=GiveRuling),
    Spec("case.whistle", QT_TRANSLATE_NOOP("Actions", "Whistle"), "F9", "supervise", command=whistles.BlowWhistle),
    Spec("whistle.board", QT_TRANSLATE_NOOP("Actions", "Open whistles"), "Ctrl+F9", "supervise"),
    Spec("case.escalate", QT_TRANSLATE_NOOP("Actions", "Escalate"), "F8", "supervise", command=Escalate),
    Spec(
        "case.reply",
        QT_TRANSLATE_NOOP("Actions", "Reply to order"),
        "Shift+F8",
        "supervise",
        command=ReplyToSupervision,
    ),
    Spec("case.remind", QT_TRANSLATE_NOOP("Actions", "Remind"), "R", "supervise", LISTS),
    Spec("case.bulk", QT_TRANSLATE_NOOP("Actions", "Bulk"), "Ctrl+B", "case"),
    Spec("case.mark", QT_TRANSLATE_NOOP("Actions", "Mark or unmark"), "Space", "queue", LISTS),
    Spec("case.mark_all", QT_TRANSLATE_NOOP("Actions", "Mark all"), "Ctrl+A", "queue", LISTS),
    Spec("case.note", QT_TRANSLATE_NOOP("Actions", "Note"), "N", "case", LISTS, r.Note),
    Spec("case.reveal", QT_TRANSLATE_NOOP("Actions", "Show contact details"), "V", "case", LISTS, r.Reveal),
    Spec("case.copy_contact", QT_TRANSLATE_NOOP("Actions", "Copy contact details"), "Shift+V", "case", LISTS),
    Spec("case.photos", QT_TRANSLATE_NOOP("Actions", "Photos"), "P", "case", LISTS),
    Spec("case.add_photos", QT_TRANSLATE_NOOP("Actions", "Add photos"), "Shift+P", "case", LISTS, AddPhotos),
    Spec("case.paste_photos", QT_TRANSLATE_NOOP("Actions", "Paste photos"), "Ctrl+V", "case", LISTS),
    Spec("case.print", QT_TRANSLATE_NOOP("Actions", "Print sheets"), "Ctrl+P", "case"),
    Spec("case.duplicate", QT_TRANSLATE_NOOP("Actions", "Duplicates"), "D", "case", LISTS, Merge),
    Spec("case.import", QT_TRANSLATE_NOOP("Actions", "Take in a file of cases"), "", "case"),
    Spec("edit.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z", "case"),
    Spec("case.explain", QT_TRANSLATE_NOOP("Actions", "Explain deadline"), "F4", "supervise"),
    Spec("alarm.open", QT_TRANSLATE_NOOP("Actions", "Open"), "F11", "supervise"),
    Spec("alarm.ack", QT_TRANSLATE_NOOP("Actions", "Acknowledge"), "Ctrl+F11", "supervise"),
    Spec("alarm.snooze", QT_TRANSLATE_NOOP("Actions", "Put off"), "F12", "supervise"),
    Spec("alarm.mute", QT_TRANSLATE_NOOP("Actions", "Mute 10 min"), "Ctrl+F12", "supervise"),
    Spec("alarm.mute_all", QT_TRANSLATE_NOOP("Actions", "Mute 10 min, severe too"), "Ctrl+Shift+F12", "supervise"),
    Spec("alarm.tones", QT_TRANSLATE_NOOP("Actions", "Sounds of alarms"), "Shift+F12", "supervise"),
    Spec("queue.show_new", QT_TRANSLATE_NOOP("Actions", "Show new"), "F3", "queue"),
    Spec("go.search", QT_TRANSLATE_NOOP("Actions", "Search"), "Ctrl+F", "queue"),
    Spec("go.palette", QT_TRANSLATE_NOOP("Actions", "Commands"), "Ctrl+K", "queue"),
    Spec("views.save", QT_TRANSLATE_NOOP("Actions", "Save as a view"), "Ctrl+S", "queue"),
    Spec("views.rename", QT_TRANSLATE_NOOP("Actions", "Rename the view"), "Shift+F2", "queue"),
    Spec("views.up", QT_TRANSLATE_NOOP("Actions", "Move the view up"), "Ctrl+Shift+Up", "queue", LISTS),
    Spec("views.down", QT_TRANSLATE_NOOP("Actions", "Move the view down"), "Ctrl+Shift+Down", "queue", LISTS),
    Spec("views.delete", QT_TRANSLATE_NOOP("Actions", "Delete the view"), "Del", "queue", LISTS),
    Spec("views.export", QT_TRANSLATE_NOOP("Actions", "Write views into a file"), "", "queue"),
    Spec("views.import", QT_TRANSLATE_NOOP("Actions", "Take views from a file"), "", "queue"),
    Spec("go.next", QT_TRANSLATE_NOOP("Actions", "Next case"), "J", "queue", LISTS),
    Spec("go.prev", QT_TRANSLATE_NOOP("Actions", "Previous case"), "K", "queue", LISTS),
    Spec("go.next_alt", QT_TRANSLATE_NOOP("Actions", "Next case"), "Alt+Down", "queue"),
    Spec("go.prev_alt", QT_TRANSLATE_NOOP("Actions", "Previous case"), "Alt+Up", "queue"),
    Spec("view.close", QT_TRANSLATE_NOOP("Actions", "Back, clear filter"), "Esc", "queue"),
    Spec("edit.copy", QT_TRANSLATE_NOOP("Actions", "Copy number"), "Ctrl+C", "queue", LISTS),
    Spec("map.here", QT_TRANSLATE_NOOP("Actions", "Centre on case"), "M", "map", LISTS),
    Spec("map.street", QT_TRANSLATE_NOOP("Actions", "Whole street"), "Shift+M", "map", LISTS),
    Spec("map.raster", QT_TRANSLATE_NOOP("Actions", "Tile basemap"), "", "map"),
    Spec("view.map", QT_TRANSLATE_NOOP("Actions", "Map"), "Ctrl+1", "view"),
    Spec("view.charts", QT_TRANSLATE_NOOP("Actions", "Charts"), "Ctrl+2", "view"),
    Spec("view.alarms", QT_TRANSLATE_NOOP("Actions", "Alarms"), "Shift+F11", "view"),
    Spec("chart.raw", QT_TRANSLATE_NOOP("Actions", "Raw or exempted figures"), "Ctrl+D", "view"),
    Spec("view.wall", QT_TRANSLATE_NOOP("Actions", "Wall"), "Ctrl+3", "view"),
    Spec("view.float_map", QT_TRANSLATE_NOOP("Actions", "Map in a window of its own"), "", "view"),
    Spec("view.float_charts", QT_TRANSLATE_NOOP("Actions", "Charts in a window of their own"), "", "view"),
    Spec("view.theme", QT_TRANSLATE_NOOP("Actions", "Dark theme"), "Ctrl+T", "view"),
    Spec("view.columns", QT_TRANSLATE_NOOP("Actions", "Columns"), "Ctrl+4", "view"),
    Spec("sync.now", QT_TRANSLATE_NOOP("Actions", "Sync now"), "Ctrl+Y", "view"),
    Spec("sync.outbox", QT_TRANSLATE_NOOP("Actions", "Changes that wait"), "Ctrl+Shift+Y", "view"),
    Spec("sync.package_out", QT_TRANSLATE_NOOP("Actions", "Write a package"), "", "view"),
    Spec("sync.package_in", QT_TRANSLATE_NOOP("Actions", "Take a package"), "", "view"),
    Spec("sync.settle", QT_TRANSLATE_NOOP("Actions", "Settle conflict"), "Shift+U", "view", LISTS, r.SettleConflict),
    Spec("sync.conflicts", QT_TRANSLATE_NOOP("Actions", "Conflicts"), "Ctrl+U", "view"),
    Spec("duty.handover", QT_TRANSLATE_NOOP("Actions", "Duty hand-over"), "Ctrl+H", "view"),
    Spec("duty.list", QT_TRANSLATE_NOOP("Actions", "Earlier hand-overs"), "Ctrl+Shift+H", "view"),
    Spec("account.lock", QT_TRANSLATE_NOOP("Actions", "Lock the desk"), "Ctrl+Shift+K", "view"),
    Spec("account.switch", QT_TRANSLATE_NOOP("Actions", "Switch user"), "Ctrl+Shift+S", "view"),
    Spec("account.password", QT_TRANSLATE_NOOP("Actions", "Change your password"), "", "view"),
    Spec("admin.users", QT_TRANSLATE_NOOP("Actions", "Users"), "Ctrl+5", "admin"),
    Spec("admin.calendar", QT_TRANSLATE_NOOP("Actions", "Work calendar"), "Ctrl+6", "admin"),
    Spec("admin.limits", QT_TRANSLATE_NOOP("Actions", "Filing conditions and limits"), "Ctrl+7", "admin"),
    Spec("admin.duties", QT_TRANSLATE_NOOP("Actions", "Responsibility list"), "Ctrl+8", "admin"),
    Spec("admin.rules", QT_TRANSLATE_NOOP("Actions", "City rules"), "Ctrl+9", "admin"),
    Spec("admin.ladder", QT_TRANSLATE_NOOP("Actions", "Ladder of supervision"), "Ctrl+0", "admin"),
    Spec("admin.mapping", QT_TRANSLATE_NOOP("Actions", "Draft a mapping for a file"), "", "admin"),
    Spec("admin.outlines", QT_TRANSLATE_NOOP("Actions", "Boundaries of the street"), "", "admin"),
    Spec("keep.backup", QT_TRANSLATE_NOOP("Actions", "Back up this workstation"), "", "admin"),
    Spec("keep.restore", QT_TRANSLATE_NOOP("Actions", "Restore from a backup"), "", "admin"),
    Spec("keep.move", QT_TRANSLATE_NOOP("Actions", "Move to another computer"), "", "admin"),
    Spec("keep.key", QT_TRANSLATE_NOOP("Actions", "Key of the store"), "", "admin"),
    Spec("keep.recovery", QT_TRANSLATE_NOOP("Actions", "New recovery key"), "", "admin"),
    Spec("keep.support", QT_TRANSLATE_NOOP("Actions", "Support bundle"), "", "admin"),
    Spec("help.keys", QT_TRANSLATE_NOOP("Actions", "Shortcut sheet"), "F1", "help"),
    Spec("help.about", QT_TRANSLATE_NOOP("Actions", "About"), "", "help"),
)
SPECS += tuple(
    Spec(f"go.queue_{digit}", QT_TRANSLATE_NOOP("Actions", "Queue of this digit"), str(digit), "", LISTS)
    for digit in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
)
MENUS: tuple[tuple[str, Any], ...] = (
    ("case", QT_TRANSLATE_NOOP("Actions", "&Case")),
    ("queue", QT_TRANSLATE_NOOP("Actions", "&Queue")),
    ("supervise", QT_TRANSLATE_NOOP("Actions", "&Supervision")),
    ("map", QT_TRANSLATE_NOOP("Actions", "&Map")),
    ("view", QT_TRANSLATE_NOOP("Actions", "&View")),
    ("admin", QT_TRANSLATE_NOOP("Actions", "&Administration")),
    ("help", QT_TRANSLATE_NOOP("Actions", "&Help")),
)
BAR = ("case.new", "case.file", "case.dispatch", "case.return", "case.escalate", "case.whistle", "case.close")
# in the case panel, the first six that are open, in this order
PANEL = (
    "sync.settle",
    "case.decide",
    "case.resume",
    "case.rule",
    "case.judge",
    "case.refer_answer",
    "case.file",
    "case.verify",
    "case.dispatch",
    "case.sign",
    "case.assign",
    "case.handled",
    "case.feedback",
    "case.pass",
    "case.check",
    "case.checked",
    "case.verified",
    "case.close",
    "case.escalate",
    "case.reply",
    "case.whistle",
    "case.rework",
    "case.reopen",
    "case.appeal",
    "case.extend",
    "case.defer",
    "case.return_unit",
    "case.sent_back",
    "case.return_handler",
    "case.return",
    "case.refuse",
    "case.ruling",
    "case.refer",
    "case.transfer",
    "case.note",
    "case.void",
    "case.revoke",
    "case.duplicate",
)
ONWARD = frozenset(PANEL[:PANEL.index("case.escalate")])
"""Acts that bring a case further: one of these may be the panel's primary button, what leads aside never is."""
NEVER_BOUND = ("Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+;", "Ctrl+Shift+F", "Ctrl+Shift+U", "F10")


def text_of(spec: Spec) -> str:
    """The action's words."""
    return QCoreApplication.translate("Actions", spec.text)


def build(window: QWidget, lists: Iterable[QWidget]) -> dict[str, QAction]:
    """Make the actions, by id; keys of LISTS actions act in `lists` alone. Whoever owns the behaviour connects."""
    made: dict[str, QAction] = {}
    in_lists = tuple(lists)
    for spec in SPECS:
        action = QAction(text_of(spec), window)
        action.setObjectName(spec.id)
        if spec.key:
            action.setShortcut(QKeySequence(spec.key))
        if spec.where == LISTS:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for widget in in_lists:
                widget.addAction(action)
        else:
            window.addAction(action)
        made[spec.id] = action
    return made


def translated(words: Any) -> str:
    """Words of the action tables in the language of the window."""
    return QCoreApplication.translate("Actions", words)
