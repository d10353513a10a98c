"""The status line: how old the screen is, what waits, how the platform is; who sits here; date and time.

It tells the truth in words and colours nothing red for being offline.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.queue_desk import QueueView
from commandcenter.desk.sync_desk import SyncView
from commandcenter.ui import queue_words, refusal_words, time_words
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.keycap import FLAT, KeyButton

STALE_MS = 10 * time_words.MINUTE
SYNC_REASONS: dict[Any, Any] = {
    "token_invalid": QT_TRANSLATE_NOOP(
        "Sync", "The city platform does not know this workstation's token. Ask the administrator for a new one."),
    "token_revoked": QT_TRANSLATE_NOOP(
        "Sync", "This workstation's token was revoked. Work goes on here; ask the administrator."),
    "protocol_mismatch": QT_TRANSLATE_NOOP(
        "Sync", "The city platform speaks version {platform}, this workstation {workstation}. Update one of them."),
    "grant": QT_TRANSLATE_NOOP(
        "Sync", "This workstation may not exchange facts of this street. Ask the administrator."),
    "another_street": QT_TRANSLATE_NOOP(
        "Sync", "The token is for street {token}, this workstation is of {street}. Ask the administrator."),
    "bad_url": QT_TRANSLATE_NOOP("Sync", "The platform's address {url} cannot be used. Correct it."),
    "ahead": QT_TRANSLATE_NOOP(
        "Sync", "The city platform goes on losing what it had (older backups?). Nothing is lost here; ask the city."),
    "fork": QT_TRANSLATE_NOOP(
        "Sync", "The city platform shows one past, then another. Nothing is lost here; ask the city."),
    "from_snapshot": QT_TRANSLATE_NOOP(
        "Sync", "Away for long: what came since is read from the city's snapshot. What waits here is kept."),
    "snapshot_gone": QT_TRANSLATE_NOOP("Sync", "A newer snapshot has come meanwhile. It is fetched soon."),
    "too_old": QT_TRANSLATE_NOOP(
        "Sync", "The city platform hands out older facts only as a snapshot, and has none that leads on. Ask them."),
    "broken_chain": QT_TRANSLATE_NOOP(
        "Sync", "What the city platform sent does not fit together. Nothing of it was taken; it is asked for again."),
    "too_many": QT_TRANSLATE_NOOP("Sync", "The city platform has too much to do. It is asked again soon."),
    "bad_proof": QT_TRANSLATE_NOOP(
        "Sync", "The city platform does not recognise what it had accepted before. It is kept here; ask the city."),
    "bad_signature": QT_TRANSLATE_NOOP(
        "Sync", "What came is not signed by the city platform. Nothing of it was taken; check the network."),
    "platform_key_changed": QT_TRANSLATE_NOOP(
        "Sync", "The city platform signs with another key: is it another one? Nothing was exchanged; ask the city."),
    "gap": QT_TRANSLATE_NOOP(
        "Sync", "Changes of this workstation are missing at the city platform. Nothing was sent."),
    "no_progress": QT_TRANSLATE_NOOP("Sync", "The city platform takes a change and does not give it back. It waits."),
    "id_conflict": QT_TRANSLATE_NOOP(
        "Sync", "The city platform holds another change under the same name. It waits; ask the administrator."),
    "sseq_conflict": QT_TRANSLATE_NOOP(
        "Sync", "The city platform holds another change in the same place. It waits; ask the administrator."),
    "bad_fact": QT_TRANSLATE_NOOP("Sync", "The city platform cannot read a change of this workstation. It waits."),
    "session_taken": QT_TRANSLATE_NOOP(
        "Sync", "Another workstation uses this one's session (a copied folder?). Ask the administrator."),
    "mixed_sessions": QT_TRANSLATE_NOOP("Sync", "The city platform refuses changes of several sessions at once."),
    "too_large": QT_TRANSLATE_NOOP("Sync", "A change is too large for the city platform. It waits."),
    "publish_right": QT_TRANSLATE_NOOP(
        "Sync", "This workstation may not publish this document. The city's need a workstation that the city has let."),
    "not_administrator": QT_TRANSLATE_NOOP(
        "Sync", "Only an administrator publishes documents. Choose one as operator in the status line."),
    "bad_document": QT_TRANSLATE_NOOP("Sync", "The city platform finds the document wrong: {what}"),
    "version_moved": QT_TRANSLATE_NOOP(
        "Sync", "Somebody has published version {version} meanwhile. Nothing was published; your draft is kept."),
    "stalled": QT_TRANSLATE_NOOP(
        "Sync", "The network is too slow: the city platform gave up waiting. It is tried again."),
    "disk-full": QT_TRANSLATE_NOOP("Sync", "The disk is full: nothing more can be received. Free some space."),
    "unreachable": QT_TRANSLATE_NOOP("Sync", "Nobody answers at {url}. Work goes on; changes wait."),
    "tls": QT_TRANSLATE_NOOP(
        "Sync", "No secure connection to {url}. Nothing was sent; changes wait. Tell the administrator."),
    "tls_host": QT_TRANSLATE_NOOP(
        "Sync", "The certificate at {url} is another host's. Nothing was sent; changes wait. Tell the administrator."),
    "tls_expired": QT_TRANSLATE_NOOP(
        "Sync", "The certificate at {url} has expired, or this computer's date ({today}) is wrong. Changes wait."),
    "tls_not_yet": QT_TRANSLATE_NOOP(
        "Sync", "The certificate at {url} is not valid yet, or this computer's date ({today}) is wrong. Changes wait."),
    "tls_foreign": QT_TRANSLATE_NOOP(
        "Sync",
        "The certificate at {url} is not from the city's authority. Somebody may pose as the platform."),
    "tls_plain": QT_TRANSLATE_NOOP(
        "Sync", "What answers at {url} does not encrypt. Nothing was sent; changes wait. Tell the administrator."),
    "tls_wanted": QT_TRANSLATE_NOOP("Sync", "{url} is not encrypted. This workstation needs an https:// address."),
    "database_unreachable": QT_TRANSLATE_NOOP(
        "Sync", "The city platform's database is moving or down. Work goes on; it is tried again."),
    "timeout": QT_TRANSLATE_NOOP("Sync", "The city platform at {url} does not answer in time. Work goes on."),
    "garbled": QT_TRANSLATE_NOOP(
        "Sync", "The city platform's answer was cut or changed on its way. It is tried again."),
    "server_error": QT_TRANSLATE_NOOP("Sync", "The city platform has a fault ({status}). It is tried again."),
    "not_our_platform": QT_TRANSLATE_NOOP(
        "Sync", "Something else answers at the platform's address. Check the network's login page."),
}


SILENT = ("", "unreachable", "timeout")  # reasons of which "unreachable" is the whole truth
SKEW_MS = 2 * time_words.MINUTE  # a clock that is off by more is told


def clock_words(off: int) -> str:
    """That this computer's clock is behind or ahead of the platform's (ms), where it is more than two minutes."""
    if abs(off) <= SKEW_MS:
        return ""
    words = (QCoreApplication.translate("Sync", "this computer's clock is {0} behind") if off > 0 else
             QCoreApplication.translate("Sync", "this computer's clock is {0} ahead"))
    return words.format(time_words.span(abs(off)))


class StatusLine(QWidget):
    """One line of 28 px at the foot of the window."""

    sync_asked = Signal()
    conflicts_asked = Signal()
    operator_chosen = Signal(str)  # user id

    def __init__(
        self, operator: OperatorDesk, now: Callable[[], int], key_note: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operator, self._now, self._view, self._queue = operator, now, SyncView(), QueueView()
        self._narrow = False
        self._as_of = labelled("", "secondary")
        self.sync = KeyButton("", (), FLAT)
        self.sync.clicked.connect(self.sync_asked)
        self.conflicts = KeyButton("", (), FLAT)
        self.conflicts.clicked.connect(self.conflicts_asked)
        self.conflicts.hide()
        self._chosen = labelled("", "secondary")
        self._key = labelled(key_note, "secondary")
        self.who = Choice()
        self.who.setAccessibleName(self.tr("Operator"))
        self.who.setToolTip(self.tr("Who sits at this desk. Where the street has accounts, another one signs in."))
        self._time = labelled("", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        left: tuple[QWidget, ...] = (self._as_of, self.sync, self.conflicts)
        right: tuple[QWidget, ...] = (self._chosen, self._key, self.who, self._time)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        self.who.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.fill_operators()
        self.who.activated.connect(self._on_who)
        self.tick()

    def add_right(self, widget: QWidget) -> None:
        """A widget of its own before who sits here."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.indexOf(self._key), widget)

    def fill_operators(self) -> None:
        """The users who may sit here, post first."""
        self.who.clear()
        for user in self._operator.users:
            words = f"{user.post} {user.name}" if user.password else self.tr("{0} {1} (no password)").format(
                user.post, user.name)
            self.who.addItem(words, user.id)
        self.who.setCurrentIndex(max(self.who.findData(self._operator.operator.id), 0))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window what the table shows anyway, and where the key is, have no room."""
        self._narrow = narrow
        who = self.who.sizePolicy()
        who.setHorizontalPolicy(QSizePolicy.Policy.Preferred if narrow else QSizePolicy.Policy.Fixed)  # a name whole
        self.who.setSizePolicy(who)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """How the exchange stands goes first: where the key is, then what the table says too, give it their room."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        items = (row.itemAt(n) for n in range(row.count()))
        widgets = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        kept = [w for w in widgets if w not in (self._chosen, self._key) and not w.isHidden()]
        room = self.width() - 24 - sum(w.sizeHint().width() + row.spacing() for w in kept)
        for widget in (self._chosen, self._key):
            room -= widget.sizeHint().width() + row.spacing()
            widget.setVisible(not self._narrow and room >= 0)

    def show_operator(self) -> None:
        """Another person sits here, chosen elsewhere."""
        if [self.who.itemData(n) for n in range(self.who.count())] != [user.id for user in self._operator.users]:
            self.fill_operators()
        self.who.setCurrentIndex(max(self.who.findData(self._operator.operator.id), 0))

    def on_sync(self, view: SyncView) -> None:
        """The exchange stands otherwise."""
        self._view = view
        self._draw()

    def on_queue(self, view: QueueView, position: int | None) -> None:
        """The queue changed."""
        self._queue = view
        where = queue_words.queue_text(view.queue)
        words = self.tr("{0}: %Ln case(s)", "", len(view.ids)).format(where) if view.whole else where
        if position is not None:
            words += self.tr(", no. {0}").format(time_words.number_text(position + 1))
        self._chosen.setText(words)
        self._draw()

    def tick(self) -> None:
        """A minute went by."""
        self._draw()

    def words(self) -> str:
        """The left part in one line: how old, what waits, how the platform is; for the wall."""
        return " · ".join(filter(None, (self._as_of.text(), self.sync_words())))

    @property
    def is_stale(self) -> bool:
        """Whether what is shown is more than ten minutes old."""
        return self._queue.as_of > 0 and self._now() - self._queue.as_of > STALE_MS

    def sync_words(self) -> str:
        """The exchange in words: what waits, and how the platform is."""
        v = self._view
        if v.state == "none":
            if not v.cases:
                return self.tr("nothing waits to be sent")
            return self.tr("%Ln case(s) wait to be sent", "", v.cases)
        if v.state == "syncing" and v.total:
            words = self.tr("Syncing {0} / {1}").format(
                time_words.number_text(v.done), time_words.number_text(v.total))
            return f"{self.reason_words()} {words}" if v.reason else words
        waits = self.tr("%Ln change(s) waiting", "", v.waiting) if v.waiting else self.tr("all synced")
        if v.photos_out:
            waits += " · " + self.tr("%Ln photo(s) still to be sent", "", v.photos_out)
        if v.photos_back:
            waits += " · " + self.tr("%Ln photo(s) still to come", "", v.photos_back)
        alone = self.tr("helper process ended, restart when there is time") if v.alone else ""
        waits = " · ".join(filter(None, (waits, alone, clock_words(v.clock_off))))
        if v.state == "down" and v.reason in SILENT:
            return self.tr("{0} · city platform unreachable (since {1})").format(
                waits, time_words.since(self._now(), v.since))
        if v.state in ("down", "refused"):  # something answers, or nothing that may be trusted: not "unreachable"
            return f"{waits} · {self.reason_words()}"
        return self.tr("{0} · city platform reachable").format(waits)

    def reason_words(self) -> str:
        """Why the platform does not serve us, and what to do."""
        source = SYNC_REASONS.get(self._view.reason)
        if source is None:
            return self.tr("the city platform refuses ({0})").format(self._view.reason)
        return QCoreApplication.translate("Sync", source).format_map(refusal_words.Blank(self._view.facts))

    def _draw(self) -> None:
        now, as_of = self._now(), self._queue.as_of
        self._time.setText(f"{time_words.local(now):%Y-%m-%d} {time_words.weekday(now)} {time_words.clock(now)}")
        if as_of:
            words = self.tr("As of {0}").format(time_words.clock(as_of))
            if self.is_stale:
                words = self.tr("As of {0}, {1} old").format(time_words.clock(as_of), time_words.span(now - as_of))
            self._as_of.setText(words)
        words = self.sync_words()
        self.sync.set_words(words)
        told = self._view.state in ("refused", "down") and self._view.reason
        why = self.reason_words() if told else ""
        self.sync.setToolTip("\n".join(filter(None, (
            why, self.tr("Shows what waits, and what can be done (Ctrl+Shift+Y). Ctrl+Y syncs now.")))))
        self.conflicts.setVisible(self._view.conflicts > 0)
        if self._view.conflicts:
            self.conflicts.set_words(self.tr("%Ln conflict(s) to look at", "", self._view.conflicts))
        self._make_room()

    def _on_who(self, _index: int) -> None:
        chosen = str(self.who.currentData())
        self.show_operator()  # until they have signed in
        self.operator_chosen.emit(chosen)
