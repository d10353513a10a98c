"""The outbox in the window: what waits, since when, why it does not go, what was not accepted; into a file by hand."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from commandcenter.desk.outbox_desk import OutboxDesk, OutboxLine, OutboxView
from commandcenter.ui import outbox_words as words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import FocusList, labelled
from commandcenter.ui.counted import Counted
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.line_delegate import LineDelegate, close_line
from commandcenter.ui.theme import Theme, body_font, color, current, small_font

translate = QCoreApplication.translate  # a name that lupdate knows
REFUSED_ROW = 6  # of the grid


class _TwoLines(LineDelegate):
    """What a change is; below it, who, where and why."""

    line_px = 48

    def draw(self, painter: QPainter, row: int, box: QRect, theme: Theme, *, lit: bool) -> None:
        facts = self.parent()
        head, _, below = facts.item(row).text().partition("\n") if isinstance(facts, QListWidget) else ("", "", "")
        line = QRect(box.left() + 8, box.top() + 4, box.width() - 16, (box.height() - 8) // 2)
        for said, font, ink in (
            (head, body_font(theme), theme.text), (below, small_font(theme), theme.text2 if lit else theme.text3),
        ):
            painter.setFont(font)
            painter.setPen(color(ink))
            shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            line.translate(0, line.height())
        close_line(painter, box, theme)


class FactList(FocusList):
    """Facts in two lines each; the arrow keys walk."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(translate("Outbox", "The arrow keys choose a change."))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(current().px(96))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._lines: tuple[str, ...] = ()
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)

    def set_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Head and line below of each."""
        said = tuple(f"{head}\n{below}" for head, below in lines)
        if said == self._lines:
            return
        at, self._lines = self.currentRow(), said
        self.clear()
        for text in said:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", "，"))
            self.addItem(item)
        self.setCurrentRow(min(max(at, 0), len(said) - 1))


class OutboxDialog(DialogFrame):
    """Ctrl+Enter exchanges now and stays; a button writes what waits into files, another opens the conflicts."""

    sync_asked = Signal()
    file_asked = Signal()
    conflicts_asked = Signal()
    wide = True
    fills = True  # while there is something to list

    def __init__(
        self, window: QWidget, desk: OutboxDesk, names: Callable[[], dict[str, str]], *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("Outbox", "Changes that wait"), translate("Outbox", "Exchange now"),
                         banner=banner)
        self._desk, self._names = desk, names
        self.waits, self.why = labelled("", "head"), labelled("", "body")
        for label in (self.waits, self.why):
            label.setWordWrap(True)
        self.list = FactList(translate("Outbox", "Changes that wait for the city platform"))
        self.refused = FactList(translate("Outbox", "Not accepted, or set aside"))
        self.empty = labelled(translate(
            "Outbox", "Every change made at this workstation stands here until the city platform has it: what it is,"
            " who made it, and why it waits. What the city did not accept stands here too."), "secondary")
        self.empty.setWordWrap(True)
        self.more = labelled("", "hint")
        self.refused_head = labelled(translate("Outbox", "Not accepted, or set aside"), "head")
        self.refused_head.setWordWrap(True)
        for row, widget in enumerate(
                (self.waits, self.why, self.empty, self.list, self.more, self.refused_head, self.refused)):
            self.grid.addWidget(widget, row, 0, 1, 2)
        self.grid.setRowStretch(3, 3)
        self.file = self.add_button(translate("Outbox", "Write into files"))
        self.conflicts = self.add_button(translate("Outbox", "To the conflicts"))
        self.file.clicked.connect(self.file_asked)
        self.conflicts.clicked.connect(self.conflicts_asked)
        self.cancel.set_words(translate("Outbox", "Close"))
        self._first = self.list
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)
        self.render_view(desk.view)
        desk.refresh()

    def render_view(self, view: OutboxView) -> None:
        """What waits and how it stands."""
        names = self._names()

        def lines(of: tuple[OutboxLine, ...]) -> tuple[tuple[str, str], ...]:
            return tuple((words.head(line), words.below(line, names, view.now)) for line in of)

        self.waits.setText(words.what_waits(view))
        self.why.setText(words.why(view))
        self.list.set_lines(lines(view.lines))
        over = view.total - len(view.lines)
        self.more.setText(Counted.tr("… and %Ln more in the file for programs", "", over) if over > 0 else "")
        self.more.setVisible(over > 0)
        self.refused.set_lines(lines(view.rejected))
        for widget in (self.refused_head, self.refused):
            widget.setVisible(bool(view.rejected))
        self.grid.setRowStretch(REFUSED_ROW, int(bool(view.rejected)))  # else the list has its room
        self._show_empty(view.loaded and not view.lines and not view.rejected)
        self.conflicts.setVisible(any(line.verdict for line in view.rejected))
        self.primary.setEnabled(view.sync.state not in ("none", "syncing"))
        self.file.setEnabled(view.loaded and bool(view.total or view.rejected))

    def _show_empty(self, nothing: bool) -> None:
        """A small panel that says what would stand here, instead of a bare box."""
        had = self.list.hasFocus()
        self.empty.setVisible(nothing)
        self.list.setVisible(not nothing)
        self._first = self.cancel if nothing else self.list
        if self.fills == nothing:
            self.fills = not nothing
            if self.isVisible():
                self._cover()
        if nothing and had:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Exchange now; what comes of it is seen here."""
        if self.primary.isEnabled():
            self.sync_asked.emit()

    def _on_closed(self) -> None:
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)
