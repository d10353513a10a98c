"""The command palette (命令面板): a panel in the window that finds acts, queues, cases, filters and people.

What fits is found by desk/palette_desk.py; what an entry does is the window's business. No dialog, no nested loop.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from commandcenter.desk.palette_desk import Entry, Group, Hit
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.choice_list import ChoiceList, Row
from commandcenter.ui.controls import labelled, rule
from commandcenter.ui.dialog_frame import PASSED_KEYS
from commandcenter.ui.keycap import KeyHint
from commandcenter.ui.search_box import ComposingLine
from commandcenter.ui.theme import current

WIDE_PX, MOST_ROWS = 720, 12
PAGE = 6


class PaletteLine(ComposingLine):
    """The palette's line: arrows move the choice, Enter does it, Esc closes."""

    moved = Signal(int)
    entered = Signal()
    escaped = Signal()
    left = Signal()  # the focus went elsewhere in the window

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.left.emit()

    def wants(self, event: QEvent) -> bool:
        """Every key but the banner's: the window's shortcuts do not act under an open palette."""
        return isinstance(event, QKeyEvent) and event.key() not in PASSED_KEYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}.get(
            Qt.Key(key))
        again = key == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if self.composing:
            event.accept()
        elif step is not None:
            self.moved.emit(step)
        elif key == Qt.Key.Key_Escape or again:
            self.escaped.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return True


class CommandPalette(QFrame):
    """A panel over the window while open. `chosen` carries the Entry; an entry that is not open only says why.

    It covers no more than itself: a veil over the whole window would have everything below painted anew (150 ms).
    """

    chosen = Signal(object)  # Entry
    typed = Signal(str)
    closed = Signal()

    def __init__(
        self, window: QWidget, find: Callable[[str], Sequence[Hit]], banner: AlarmBanner | None = None,
    ) -> None:
        """Over `window`; `banner` is a child of it that is not covered."""
        super().__init__(window)
        self._window, self._find, self._banner = window, find, banner
        self._head_words: dict[Group, str] = {}
        self._focus_before: QWidget | None = None
        self.setAccessibleName(self.tr("Commands"))
        self.setObjectName("palette_panel")
        self.setProperty("role", "float")
        self.line = PaletteLine(self.tr("Type a command"), ())
        self.line.setFrame(False)
        self.line.setStyleSheet("QLineEdit { border: none; background: transparent; }")
        self.line.setAccessibleName(self.tr("Type a command"))
        self.list = ChoiceList()
        self.list.setAccessibleName(self.tr("Commands found"))
        self.none = labelled("", "hint")
        self.none.setContentsMargins(16, 12, 16, 12)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(4)
        head.addWidget(QLabel("›"))
        head.addWidget(self.line, 1)
        head.addWidget(labelled(self.tr("Words, pinyin, codes, numbers"), "hint"))
        foot = QFrame()
        foot.setProperty("role", "headbar")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(16)
        row.addWidget(KeyHint(("↑", "↓"), self.tr("choose")))
        row.addWidget(KeyHint(("Enter",), self.tr("do it")))
        row.addWidget(KeyHint(("Esc",), self.tr("close")))
        row.addStretch(1)
        self.count = labelled("", "hint")
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        column.addWidget(foot)
        self.line.textChanged.connect(self._on_typed)
        self.line.moved.connect(self.list.step)
        self.line.entered.connect(self._on_entered)
        self.line.escaped.connect(self.give_up)
        self.line.left.connect(self._on_left)
        self.list.taken.connect(self._on_taken)
        self.list.moved_to.connect(self.line.setAccessibleDescription)
        self.hide()
        window.installEventFilter(self)
        if banner is not None:  # queued: after the window has made room for it
            banner.shown_changed.connect(self._on_banner_shown, Qt.ConnectionType.QueuedConnection)

    def set_heads(self, words: dict[Group, str]) -> None:
        """The words over the groups."""
        self._head_words = words

    def open(self) -> None:
        """Show it with an empty line."""
        focus = self._window.window().focusWidget()
        self._focus_before = focus if focus is not None and not self.isAncestorOf(focus) else None
        self.line.clear()
        self.refresh()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def give_up(self) -> None:
        """Close without doing anything."""
        if self.isHidden():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _on_left(self) -> None:
        """A click beside it, or a dialog that came: it closes and takes no focus back."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def refresh(self) -> None:
        """Find anew what fits; the choice stays where it can."""
        before = self.list.current()
        hits = self._find(self.line.text())
        rows: list[Row] = []
        group: Group | None = None
        for hit in hits:
            entry = hit.entry
            if entry.group is not group:
                group = entry.group
                rows.append(Row(label=self._head_words.get(group, ""), head=True))
            rows.append(Row(label=entry.label, detail=entry.detail, keycaps=entry.keycaps, marks=hit.marks,
                            enabled=entry.enabled, data=entry))
        self.list.set_rows(rows, choose_first=bool(self.line.text().strip()))  # Enter alone does nothing
        if before is not None and before in rows and self._same_line:
            self.list.step(rows.index(before) - self.list.currentIndex().row())
        self._same_line = True
        self.list.setVisible(bool(hits))
        self.none.setVisible(not hits)
        self.none.setText(self.tr("Nothing is called “{0}”.").format(self.line.text().strip()))
        self.count.setText(self.tr("%Ln result(s)", "", len(hits)))
        if self.isVisible():
            self._place()

    _same_line = False

    def _on_typed(self, text: str) -> None:
        self._same_line = False
        self.refresh()
        self.typed.emit(text)

    def _on_entered(self) -> None:
        row = self.list.current()
        if row is not None:
            self._on_taken(row)

    def _on_taken(self, row: Row) -> None:
        if isinstance(row.data, Entry) and row.enabled:
            self.give_up()
            self.chosen.emit(row.data)

    # -- place ------------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        """In the upper middle of the window, below the banner."""
        area = self._window.rect()
        top = 0
        if self._banner is not None and self._banner.isVisibleTo(self._window):
            top = self._banner.mapTo(self._window, QPoint(0, self._banner.height())).y()
        theme = current()
        wide = min(theme.px(WIDE_PX), area.width() - 32)
        fixed = theme.px(28) + 16 + 1 + theme.px(20) + 12 + 4
        rows = max(self.list.content_px(), theme.px(44))
        high = min(fixed + min(rows, theme.px(32) * MOST_ROWS), area.height() - top - 32)
        down = max(top + 8, min(theme.px(168), area.height() - high - 16))
        self.setGeometry((area.width() - wide) // 2, down, wide, high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the panel's own ground reaches nothing below."""

    def _on_banner_shown(self) -> None:
        if self.isVisible():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
