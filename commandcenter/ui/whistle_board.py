"""吹哨看板: the open whistles, each unit with its running clocks; what a unit tells is entered here, on its behalf."""

from uuid import UUID

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.bodies import Rating
from commandcenter.core.clocks import Reading, Urgency, urgency
from commandcenter.core.command import Command
from commandcenter.core.numbers import short_number
from commandcenter.desk.whistle_desk import BoardLine, PartyLine, WhistleDesk, WhistleView
from commandcenter.ui import glyphs, texts, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.theme import color, current, urgency_ink

translate = QCoreApplication.translate  # a name that lupdate knows
ACTS: dict[str, type[Command]] = {
    "sign": w.SignIn, "arrive": w.Arrive, "finish": w.Finish, "rate": w.RateUnit, "close": w.CloseWhistle,
    "call": w.CallMore, "release": w.ReleaseUnit}
OF_WHISTLE = ("close", "call")  # acts about the whistle, not about one of its units
ROW_PX, NOTE_PX = 28, 72
FEW_LINES = 10  # more have the whole height of the window
FACT, UNIT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _Inked(QStyledItemDelegate):
    """Keeps the colour of a cell's urgency where its row is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(ink, QBrush):
            palette = option.palette
            palette.setBrush(QPalette.ColorRole.HighlightedText, ink)
            option.palette = palette


class BoardTree(QTreeWidget):
    """A line for each whistle, below it one for each unit; arrow keys walk through them."""

    def __init__(self, wanted: tuple[UUID | None, str] = (None, ""), parent: QWidget | None = None) -> None:
        """`wanted`: the whistle and the unit to light first."""
        super().__init__(parent)
        self._wanted = wanted
        self.lines = 0  # of whistles and units
        self.setAccessibleName(translate("WhistleBoard", "Open whistles"))
        self.setAccessibleDescription(translate("WhistleBoard", "The arrow keys choose a whistle or one of its units."))
        self.setHeaderLabels([
            translate("WhistleBoard", "Unit"), translate("WhistleBoard", "Part"),
            translate("WhistleBoard", "Signed in"), translate("WhistleBoard", "On site"),
            translate("WhistleBoard", "Result"), translate("WhistleBoard", "Rating")])
        self.setItemDelegate(_Inked(self))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(current().px(168))  # what is entered below it stays in sight on a small screen
        head = self.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((212, 80, 178, 178, 178, 74)):
            self.setColumnWidth(column, current().px(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():  # Qt rings a row, and there is none before they have been read
            glyphs.paint_focus(QPainter(self.viewport()), self.viewport().rect(), current())

    def sizeHint(self) -> QSize:
        return QSize(current().px(884), current().px(320))

    def chosen(self) -> tuple[UUID | None, str]:
        """The whistle, and the unit ("" on the line of the whistle itself)."""
        item = self.currentItem()
        if item is None:
            return None, ""
        return item.data(0, FACT), str(item.data(0, UNIT) or "")

    def set_view(self, view: WhistleView) -> None:
        """All lines anew; the chosen one stays chosen where it still is."""
        kept, scrolled = self.chosen(), self.verticalScrollBar().value()
        if any(self._wanted[0] == line.whistle.fact and self._wanted[1] in ("", *(p.party.unit for p in line.parties))
               for line in view.lines):  # else it has not come yet: a unit that was called a moment ago
            kept, self._wanted = self._wanted, (None, "")
            first = not kept[1]
        else:
            first = False
        self.clear()
        self.lines = sum(1 + len(line.parties) for line in view.lines)
        wanted = None
        for line in view.lines:
            top = _item((head_text(line, view.now), "", "", "", "", ""), line, "")
            self.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            for party in line.parties:
                child = _item(cells(party, view.now), line, party.party.unit)
                _tint(child, party, view.now)
                top.addChild(child)
                if kept == (line.whistle.fact, party.party.unit):
                    wanted = child
            top.setExpanded(True)
            if kept == (line.whistle.fact, ""):
                wanted = top.child(0) if first else top
        head = self.topLevelItem(0)
        if wanted is None and head is not None:
            wanted = head.child(0) or head
        if wanted is not None:
            self.setCurrentItem(wanted)
        elif view.loaded:
            self.addTopLevelItem(QTreeWidgetItem([translate("WhistleBoard", "No whistle is open.")]))
        self.verticalScrollBar().setValue(scrolled)


def _item(words: tuple[str, ...], line: BoardLine, unit: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(words))
    item.setSizeHint(0, QSize(0, current().px(ROW_PX)))
    item.setData(0, FACT, line.whistle.fact)
    item.setData(0, UNIT, unit)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, "，".join(filter(None, words)))
    item.setToolTip(0, line.whistle.text)
    return item


def _tint(item: QTreeWidgetItem, line: PartyLine, now: int) -> None:
    """What runs out or has run out stands in the colour of its urgency; the word says it too."""
    for n, reading in enumerate(line.readings):
        lit = _urgency(reading, now)
        if lit in (Urgency.NEAR, Urgency.OVERDUE, Urgency.SEVERE):
            item.setForeground(2 + n, color(urgency_ink(current(), int(lit))))


def _urgency(reading: Reading, now: int) -> Urgency:
    ended = reading.clock.ended
    if ended is not None:
        return Urgency.OVERDUE if reading.due is not None and ended > reading.due else Urgency.NORMAL
    return urgency(now, reading.due, reading.near, reading.severe, reading.paused)


def head_text(line: BoardLine, now: int) -> str:
    """1122-B042 井盖 · 综合执法 · 冶金大道 · 今 14:20."""
    whistle = line.whistle
    return " · ".join((f"{short_number(line.row.number)} {line.row.class_name}", texts.whistle_text(whistle.kind),
                       whistle.place, time_words.past(now, whistle.at)))


def cells(line: PartyLine, now: int) -> tuple[str, ...]:
    """What a unit has told, or how long it still has."""
    party = line.party
    name, part = party.unit_name, texts.part_text(party.part)
    if party.released_at is not None:
        name = translate("WhistleBoard", "{0} (released {1})").format(name, time_words.clock(party.released_at))
    elif party.called_at is not None:
        name = translate("WhistleBoard", "{0} (called {1})").format(name, time_words.clock(party.called_at))
    rating = texts.rating_text(party.rating) if party.rating is not None else ""
    times = (party.signed_at, party.arrived_at, party.finished_at)
    if not line.readings:
        told = time_words.clock(party.signed_at) if party.signed_at is not None else time_words.EMPTY
        return name, part, told, "", "", ""
    gone = party.released_at is not None
    shown = (time_words.EMPTY if gone and at is None else _cell(reading, at, now)
             for reading, at in zip(line.readings, times, strict=True))
    return name, part, *shown, rating


def _cell(reading: Reading, at: int | None, now: int) -> str:
    lit = _urgency(reading, now)
    if at is not None:
        late = translate("WhistleBoard", "late") if lit is Urgency.OVERDUE else ""
        return " ".join(filter(None, ("✓", time_words.clock(at), late)))
    word = texts.urgency_text(lit) if lit is not Urgency.NORMAL else ""
    return " ".join(filter(None, (word, time_words.remaining(now, reading.due, reading.paused, reading.tentative))))


class WhistleBoard(DialogFrame):
    """Ctrl+Enter enters the chosen act for the chosen unit; the board stays open."""

    wide = True

    def __init__(
        self, window: QWidget, desk: WhistleDesk, wanted: tuple[UUID | None, str] = (None, ""), act: str = "sign", *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("WhistleBoard", "Open whistles"), translate("WhistleBoard", "Enter"),
                         banner=banner)
        self._desk = desk
        self.tree = BoardTree(wanted)
        self.act = OptionGroup((
            Option(key="sign", words=self.tr("Signed in")), Option(key="arrive", words=self.tr("Arrived on site")),
            Option(key="finish", words=self.tr("Result")), Option(key="rate", words=self.tr("Rate the unit")),
            Option(key="close", words=self.tr("Close the whistle")),
            Option(key="call", words=self.tr("Call further units…")),
            Option(key="release", words=self.tr("Release the unit"))), columns=5)
        self.rating = Choice()
        for x in Rating:
            self.rating.addItem(texts.rating_text(x), x.value)
        self.note = NoteField(self.tr("Text"), most=r.MAX_TEXT)
        self.note.edit.setMinimumHeight(current().px(NOTE_PX))
        self.note.edit.setMaximumHeight(current().px(NOTE_PX))
        at = self.grid.rowCount()
        self.add_field(self.tr("Units"), self.tree, first=True)
        self.add_field(self.tr("Act"), self.act, check=self._check_act)
        self.add_field(self.tr("Rating"), self.rating)
        self.add_field(
            self.tr("Text"), self.note, check=self._check_note,
            hint=self.tr("Needed for a result, for a bad rating, to release a unit, and to close while the host has"
                         " no result."))
        for row in range(self.grid.rowCount()):  # the tree takes the room
            self.grid.setRowStretch(row, int(row == at))
        self.act.option_chosen.connect(self._on_act)
        self.rating.setEnabled(act == "rate")
        self.act.choose(act)
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)
        self.render_view(desk.view)
        desk.refresh()

    def render_view(self, view: WhistleView) -> None:
        """The lines; the clocks go on."""
        self.tree.set_view(view)
        if self.fills != (self.tree.lines > FEW_LINES):
            self.fills = self.tree.lines > FEW_LINES
            if self.isVisible():
                self._cover()
        over = self.tr("%Ln unit(s) overdue", "", view.overdue) if view.overdue else ""
        many = self.tr("%Ln open whistle(s)", "", len(view.lines))
        self.bar.set_hint(" · ".join(filter(None, (many, over))))

    def answer(self) -> object:
        fact, unit = self.tree.chosen()
        return {"fact": fact, "unit": unit, "act": self.act.key(), "rating": self._rating, "text": self.note.text()}

    def _on_act(self, act: str) -> None:
        """A rating is asked for only where a unit is rated."""
        self.rating.setEnabled(act == "rate")

    def _check_act(self) -> str:
        fact, unit = self.tree.chosen()
        if fact is None:
            return self.tr("No whistle is open.")
        return "" if unit or self.act.key() in OF_WHISTLE else self.tr("Choose the line of a unit first.")

    @property
    def _rating(self) -> str:
        return str(self.rating.currentData() or "")

    def _check_note(self) -> str:
        wanted = self.act.key() == "finish" or (self.act.key() == "rate" and self._rating == Rating.POOR)
        if wanted and not self.note.text().strip():
            return self.tr("Please say how it went.")
        if self.act.key() == "release" and not self.note.text().strip():
            return self.tr("Please say why the unit is released.")
        return self.note.fault()

    def show_fault(self, sentence: str) -> None:
        if self.render_view not in self._desk.listeners:
            self._desk.listeners.append(self.render_view)
        super().show_fault(sentence)

    def _on_closed(self) -> None:
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)
