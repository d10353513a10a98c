"""吹哨: what for, where to, which units in which part; what was like it before, and which clocks start for whom."""

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import Part, WhistleKind
from commandcenter.core.city_rules import Rules
from commandcenter.core.whistle_rules import Call
from commandcenter.desk.case_desk import CaseView, UnitChoice
from commandcenter.desk.whistle_desk import Past
from commandcenter.ui import texts, time_words
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import FocusList, labelled
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.joining import aside, listed
from commandcenter.ui.letter_card import BoxLine, LinesBox
from commandcenter.ui.theme import current

translate = QCoreApplication.translate  # a name that lupdate knows
ROW_PX, NOTE_PX = 28, 96
KEYS = {Qt.Key.Key_1: Part.HOST, Qt.Key.Key_2: Part.HELPER, Qt.Key.Key_3: Part.INFORMED, Qt.Key.Key_0: None,
        Qt.Key.Key_Delete: None}


class PartsList(FocusList):
    """The units, each with its part: 1 host, 2 helper, 3 informed, 0 none; Space goes through them."""

    parts_changed = Signal()

    def __init__(
        self, units: tuple[UnitChoice, ...], offered: tuple[Part, ...] = tuple(Part), parent: QWidget | None = None,
    ) -> None:
        """`offered`: the parts that there are to choose from."""
        super().__init__(parent)
        self._offered = offered
        self.setAccessibleName(translate("PartsList", "Units and their parts"))
        self.setAccessibleDescription(
            translate("PartsList", "1 host, 2 helper, 3 informed, 0 none") if Part.HOST in offered
            else translate("PartsList", "2 helper, 3 informed, 0 none"))
        self.setTabKeyNavigation(False)
        self._units = units
        self._parts: dict[str, Part] = {}
        for choice in units:
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.UserRole, choice.unit.id)
            item.setSizeHint(QSize(0, current().px(ROW_PX)))
        self._draw()
        self.setCurrentRow(0)
        self.setMinimumHeight(current().px(200))
        self.itemDoubleClicked.connect(self._on_double_click)

    def calls(self) -> tuple[Call, ...]:
        """Who is called, the host first."""
        order = list(Part)
        return tuple(sorted((Call(unit=u, part=p) for u, p in self._parts.items()), key=lambda c: order.index(c.part)))

    def put(self, unit: str, part: Part | None) -> None:
        """Give a unit a part, or none. There is one host: the one before becomes a helper."""
        if part is not None and part not in self._offered:
            return
        if part is Part.HOST:
            self._parts = {u: Part.HELPER if p is Part.HOST else p for u, p in self._parts.items()}
        if part is None:
            self._parts.pop(unit, None)
        elif any(choice.unit.id == unit for choice in self._units):
            self._parts[unit] = part
        self._draw()
        self.parts_changed.emit()

    def put_all(self, calls: tuple[Call, ...]) -> None:
        """Call these and nobody else."""
        self._parts = {}
        for call in calls:
            self.put(call.unit, call.part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in KEYS:
            self.put(str(item.data(Qt.ItemDataRole.UserRole)), KEYS[Qt.Key(event.key())])
        elif item is not None and event.key() == Qt.Key.Key_Space:
            self._next(item)
        else:
            super().keyPressEvent(event)

    def _on_double_click(self, item: QListWidgetItem) -> None:
        self._next(item)

    def _next(self, item: QListWidgetItem) -> None:
        unit = str(item.data(Qt.ItemDataRole.UserRole))
        ring: list[Part | None] = [None, *self._offered]
        self.put(unit, ring[(ring.index(self._parts.get(unit)) + 1) % len(ring)])

    def _draw(self) -> None:
        for n, choice in enumerate(self._units):
            item, part = self.item(n), self._parts.get(choice.unit.id)
            words = texts.part_text(part) if part is not None else ""
            proposed = translate("PartsList", "proposed") if choice.why else ""
            said = " · ".join(filter(None, (choice.unit.name, words, proposed)))
            item.setText(f"● {said}" if part is not None else f"○ {said}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)


class PastList(FocusList):
    """Earlier whistles, the most alike first; Enter takes over whom they called."""

    taken = Signal(object)  # tuple[Call, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("PastList", "Similar whistles before"))
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self._past: tuple[Past, ...] = ()
        self.itemActivated.connect(self._on_activated)

    def set_past(self, past: tuple[Past, ...]) -> None:
        """The whistles and how they went."""
        self._past = past
        self.clear()
        for one in past:
            self.addItem(past_text(one))
        if past:
            self.setCurrentRow(0)
        else:
            item = QListWidgetItem(translate("PastList", "No whistle before was like this one."), self)
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _on_activated(self, item: QListWidgetItem) -> None:
        at = self.row(item)
        if at < len(self._past):
            self.taken.emit(tuple(Call(unit=p.unit, part=p.part) for p in self._past[at].row.whistle.parties))


def past_text(past: Past) -> str:
    """72 % alike · 11-02 积水 · 市政所（主办）、排水班（协办） · 2 of 2 came · satisfied 1."""
    whistle = past.row.whistle
    called = listed(f"{p.unit_name}{aside(texts.part_text(p.part))}" for p in whistle.parties)
    bound = [p for p in whistle.parties if p.awaited or p.bound and p.arrived_at is not None]
    came = translate("PastList", "{0} of {1} came").format(sum(p.arrived_at is not None for p in bound), len(bound))
    rated = listed(f"{p.unit_name}{texts.rating_text(p.rating)}" for p in bound if p.rating is not None)
    alike = translate("PastList", "{0} % alike").format(round(past.score * 100))
    head = f"{alike} · {time_words.day_text(whistle.at)} {past.row.class_name} · {whistle.place}"
    return "\n".join((head, " · ".join(filter(None, (called, came, rated)))))


class WhistleDialog(DialogFrame):
    """Answers with the words of BlowWhistle."""

    def __init__(
        self, window: QWidget, view: CaseView, units: tuple[UnitChoice, ...], number: str, rules: Rules | None, *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(
            window, translate("WhistleDialog", "Whistle — case {0}").format(number),
            translate("WhistleDialog", "Whistle"), preview=True, banner=banner)
        put_head(self, view)
        self._rules = rules
        self.kind = OptionGroup(tuple(
            Option(key=kind, words=texts.whistle_text(kind),
                   why_not="" if rules is None or kind in rules.whistles else self.tr("not in this city"))
            for kind in WhistleKind), columns=3)
        self.place = QLineEdit(view.case.place if view.case is not None else "")
        self.place.setMaxLength(200)
        self.note = NoteField(self.tr("Note"), least=1, most=r.MAX_TEXT)
        self.note.edit.setMinimumHeight(current().px(NOTE_PX))
        self.note.edit.setMaximumHeight(current().px(NOTE_PX))
        own = view.case.unit if view.case is not None else ""
        self.parts = PartsList(tuple(sorted(units, key=lambda c: c.unit.id != own)))
        self.clocks = LinesBox()
        self.past = PastList()
        self.add_field(self.tr("Kind"), self.kind, check=self._check_kind)
        self.add_field(self.tr("Place"), self.place, check=self._check_place)
        self.add_field(self.tr("Note"), self.note, check=self.note.fault, first=True)
        self.add_field(self.tr("Units"), self.parts, check=self._check_parts)
        self.add_field(self.tr("Clocks"), self.clocks)
        self.add_hint(("1", "2", "3", "0"), self.tr("host, helper, informed, none"))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.past, 1)
        self.called = labelled("", "secondary")
        self.called.setWordWrap(True)
        column.addWidget(self.called)
        self.set_preview(self.tr("Similar whistles before"), self.tr("Enter calls the same units"), side)
        self.kind.option_chosen.connect(self._draw)
        self.parts.parts_changed.connect(self._draw)
        self.past.taken.connect(self.parts.put_all)
        self.kind.choose(WhistleKind.COMPLAINT)
        host = own or next((c.unit.id for c in units if c.why), "")
        if host:
            self.parts.put(host, Part.HOST)
        self._draw()

    def answer(self) -> object:
        return {"kind": WhistleKind(self.kind.key()), "place": self.place.text().strip(), "text": self.note.text(),
                "units": self.parts.calls()}

    def _check_kind(self) -> str:
        return "" if self.kind.key() else self.tr("Choose what it is for.")

    def _check_place(self) -> str:
        return "" if self.place.text().strip() else self.tr("Say where the units shall come to.")

    def _check_parts(self) -> str:
        hosts = sum(call.part is Part.HOST for call in self.parts.calls())
        return "" if hosts == 1 else self.tr("Choose the host: press 1 on its line.")

    def _draw(self, _changed: object = None) -> None:
        kind = self.kind.key()
        limits = self._rules.whistles.get(WhistleKind(kind)) if self._rules is not None and kind else None
        if limits is not None:
            self.clocks.set_lines((
                BoxLine(urgency=0, text=self.tr("Starts for host and helpers: to sign in"),
                        right=time_words.limit_text(limits.sign)),
                BoxLine(urgency=1, text=self.tr("to arrive on site"), right=time_words.limit_text(limits.arrive)),
                BoxLine(urgency=0, text=self.tr("to have a result"), right=time_words.limit_text(limits.result)),
                BoxLine(urgency=0, text=self.tr("Unchanged: the clocks of the case"), right=""),
            ))
        self.called.setText(self.tr("%Ln unit(s) called", "", len(self.parts.calls())))
