"""登记: the intake form, by keyboard alone: class, place, text, source; beside it conditions, unit, cases near by.

Draws an IntakeView and tells the intake desk what is typed; it neither looks up nor decides.
"""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.core import rules as r
from commandcenter.core.catalogue import CaseClass
from commandcenter.core.rules import Refused
from commandcenter.desk.draft_desk import INTAKE, Draft, DraftDesk
from commandcenter.desk.intake_desk import GazetteerEntry, How, IntakeDesk, IntakeView, Kind
from commandcenter.ui import refusal_words, texts, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_fields import FieldError, NoteField, Option, OptionGroup
from commandcenter.ui.draft_keeper import DraftKeeper
from commandcenter.ui.joining import listed
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.near_list import NearList
from commandcenter.ui.photo_tray import PhotoDialog, PhotoTray
from commandcenter.ui.suggest_field import SuggestField, Suggestion

translate = QCoreApplication.translate  # a name that lupdate knows
TYPING_MS = 250
REPORT, SIMPLE = "report", "simple"


class IntakeDialog(PhotoDialog):
    """Answers with the words of Report, where it is (`spot`), and the case it is merged into at once, if any.

    `map_asked`: it has stepped aside until `come_back`.
    """

    map_asked = Signal()

    def __init__(
        self, window: QWidget, desk: IntakeDesk, drafts: DraftDesk, draft: Draft, *, simple: bool, merge: str = "",
        banner: AlarmBanner | None = None, tray: PhotoTray | None = None,
    ) -> None:
        """`draft` begins this form; `merge` is why nothing can be merged by this operator, "" where it can."""
        super().__init__(
            window,
            QCoreApplication.translate("IntakeDialog", "Register a case"),
            QCoreApplication.translate("IntakeDialog", "Register"),
            preview=True,
            banner=banner,
        )
        self._desk, self._case_id, self._merge_why_not = desk, draft.case_id, merge
        self._merge_into: tuple[UUID, str] | None = None
        self._entries: dict[str, GazetteerEntry] = {}
        self._lit: CaseClass | None = None  # in the list, while one looks through it
        self._own_place = ""  # words that the pin gave, so that a person's are never overwritten
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._on_pause)

        self.classes = SuggestField(self.tr("Class"), self._classes, hint=self.tr("Name, code or pinyin initials"))
        self.place = SuggestField(
            self.tr("Place"), self._places, hint=self.tr("Road, crossing, place, community or grid code"),
            keeps_key=True)
        self.where = labelled("", "hint")
        self.where.setWordWrap(True)
        self.note = NoteField(self.tr("Text"), most=r.MAX_TEXT)
        self.source = Choice()
        for channel in texts.CHANNELS:
            self.source.addItem(texts.channel_text(channel), str(channel))
        self.source.setCurrentIndex(self.source.findData("hotline"))
        self.way = OptionGroup((
            Option(key=REPORT, words=self.tr("Goes on to filing")),
            Option(key=SIMPLE, words=self.tr("Closed on the spot (simple case)"),
                   why_not="" if simple else self.tr("Only in the role of a collector, or on behalf of one.")),
        ))
        self.way.choose(REPORT)
        self.unit = labelled("", "body")
        self.unit.setWordWrap(True)
        place = QWidget()
        below = QVBoxLayout(place)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self.place)
        below.addWidget(self.where)
        self.control = FieldError()
        below.addWidget(self.control)
        place.setFocusProxy(self.place.edit)
        self.add_field(self.tr("Class"), self.classes, first=True, check=self._check_class)
        self.add_field(self.tr("Place"), place, check=self._check_place)
        self.add_field(self.tr("Text"), self.note, check=self.note.fault)
        self.add_field(self.tr("Source"), self.source)
        self.add_field(self.tr("Way"), self.way)
        self.add_field(self.tr("Unit"), self.unit)
        self.put_tray(tray)
        if tray is not None:
            tray.watch(self.note.edit)

        self.conditions = QLabel()
        self.conditions.setTextFormat(Qt.TextFormat.PlainText)
        self.conditions.setWordWrap(True)
        self.conditions.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.conditions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.near = NearList(self.tr("Cases near here"), "")
        self.same = KeyButton(self.tr("It is this one: register and merge"), ("Ctrl", "D"), OUTLINED)
        self.same.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.same.clicked.connect(self._on_same)
        cases = QWidget()
        column = QVBoxLayout(cases)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.near, 1)
        column.addWidget(self.same)
        self.set_preview(self.tr("Filing conditions and limits"), "", self.conditions)
        self.set_preview(self.tr("Cases near here"), self.tr("nearest first"), cases)
        side = self._side_column
        side.setStretchFactor(self.conditions, 0)

        self.add_hint(("Ctrl", "M"), self.tr("Pick on the map"))
        self.add_hint(("Ctrl", "S"), self.tr("Keep for later"))
        self.classes.chosen.connect(desk.choose_class)
        self.classes.edited.connect(self._on_class_edited)
        self.classes.shown.connect(self._on_class_lit)
        self.place.chosen.connect(self._on_place_chosen)
        self.place.edited.connect(self._on_place_edited)
        self.note.edit.textChanged.connect(self._on_typed)
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)

        self.keeper = DraftKeeper(self, drafts, draft, fields=self.fields)
        for signal in (self.source.currentIndexChanged, self.way.option_chosen):
            signal.connect(self.keeper.touch)
        self._continued = self._make_continued(drafts.of(INTAKE) if self.keeper.restored else None)
        self.render_view(desk.view)

    def _make_continued(self, earlier: Draft | None) -> QWidget:
        """The line that says that an earlier form goes on, and how to begin a new one."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = self.tr("Going on with what was not finished at {0}.").format(
            time_words.past(self._desk.view.now, earlier.saved_at) if earlier else "")
        row.addWidget(labelled(words, "body"), 1)
        afresh = KeyButton(self.tr("Begin afresh"), ("Alt", "0"), OUTLINED)
        afresh.clicked.connect(self.begin_afresh)
        row.addWidget(afresh)
        key = QShortcut(QKeySequence("Alt+0"), line)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.activated.connect(afresh.click)
        if earlier is not None:
            self._put_back(earlier.fields)
            self._case_id = earlier.case_id
            self.restored = True
            self.add_above(line)
        else:
            line.setParent(self)
            line.hide()
            key.setEnabled(False)
        return line

    # -- what it holds ----------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, str]:
        """All that was typed and chosen: for the draft."""
        pin = self._desk.view.pin
        held = {
            "class": self.classes.key(), "class_words": self.classes.edit.text(), "place": self.place.edit.text(),
            "text": self.note.edit.toPlainText(), "source": str(self.source.currentData()), "way": self.way.key(),
        }
        if self.tray is not None:
            held["photos"] = self.tray.kept()
        if pin is not None:
            held |= {"lon": str(pin.lon), "lat": str(pin.lat), "how": str(pin.how), "pin": pin.name}
        return held

    def answer(self) -> object:
        pin = self._desk.view.pin
        spot = pin.spot if pin else None
        return {
            "case_id": self._case_id,
            "class_key": self.classes.key(),
            "place": self.place.text() or (spot.place if spot else ""),
            "text": self.note.text(),
            "source": str(self.source.currentData()),
            "way": self.way.key(),
            "spot": spot,
            "merge_into": self._merge_into,
        } | self.photos()

    def _put_back(self, held: dict[str, str]) -> None:
        self.classes.set(held.get("class", ""), held.get("class_words", ""))
        self.note.edit.setPlainText(held.get("text", ""))
        at = self.source.findData(held.get("source", ""))
        self.source.setCurrentIndex(at if at >= 0 else self.source.currentIndex())
        self.way.choose(held.get("way", REPORT))
        self._desk.choose_class(held.get("class", ""))
        self._desk.type_text(held.get("text", ""))
        if held.get("lon", "").lstrip("-").isdigit() and held.get("lat", "").lstrip("-").isdigit():
            how = next((h for h in How if h == held.get("how")), How.CLICK)
            self._desk.pin_at(int(held["lon"]), int(held["lat"]), how, held.get("pin", ""))
        self.place.set("", held.get("place", ""))
        if self.tray is not None:
            self.tray.restore(held.get("photos", ""))

    def begin_afresh(self) -> None:
        """Throw the earlier draft away and empty the form."""
        self._continued.hide()
        self._above_box.hide()
        self.restored = False
        self.classes.set("", "")
        self.place.set("", "")
        self.note.edit.clear()
        if self.tray is not None:
            self.tray.clear()
        self._desk.choose_class("")
        self.classes.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_view(self, view: IntakeView) -> None:
        """Everything that follows from what was typed."""
        pin = view.pin
        if pin is None:
            return
        self.where.setText(self._where_words(view))
        if self.place.text() == self._own_place and pin.spot is not None and pin.how is not How.MIDDLE:
            words = pin.name if pin.how is How.NAME else pin.spot.place
            if words != self._own_place:
                self._own_place = words
                self.place.set("", words)
        if pin.spot is not None:
            self.place.edit.setPlaceholderText(pin.spot.place or self.place.edit.placeholderText())
        self._show_conditions(self._lit or view.chosen)
        self.control.set_text("" if view.control is None else self.tr(
            "Under control until {0}: {1}. Not taken from: {2}.").format(
            view.control.last, view.control.name, listed(texts.channel_text(one) for one in view.control.channels)))
        if view.proposed is not None:
            self.unit.setText(self.tr("{0} — {1}").format(view.proposed.unit.name, texts.why_text(view.proposed.why)))
        else:
            self.unit.setText(self.tr("Nobody is named for this class; the dispatcher decides.") if view.chosen
                              else self.tr("Follows from class and community."))
        self.near.set_cases(
            view.near or (), view.now, empty=self.tr("They are looked for once class or place is given.")
            if view.near is None else self.tr("No case near here, open or closed in 30 days."))
        why = self._merge_why_not or ("" if view.near else self.tr("There is no case near here."))
        self.same.set_why_not(why)
        self.classes.refresh()

    def _where_words(self, view: IntakeView) -> str:
        pin = view.pin
        if pin is None:
            return ""
        how = {
            How.MIDDLE: self.tr("Position: middle of the map, not checked yet."),
            How.NAME: self.tr("Position: by the name “{0}”.").format(pin.name),
            How.GRID: self.tr("Position: by the grid code."),
            How.CLICK: self.tr("Position: picked on the map."),
        }[pin.how]
        if pin.spot is None:
            return self.tr("{0} It lies outside the street.").format(how)
        return self.tr("{0} It lies in {1}, grid {2}.").format(how, pin.spot.community_name, pin.spot.grid)

    def _show_conditions(self, entry: CaseClass | None) -> None:
        if entry is None:
            self.conditions.setText(self.tr("Choose a class: its filing conditions stand here."))
            return
        lines = [f"{c.text} — {time_words.limit_text(c.limit)}" for c in entry.conditions]
        self.conditions.setText("\n".join(lines) or self.tr("This class has no condition and no limit"))

    # -- typing -----------------------------------------------------------------------------------------------------

    def _classes(self, typed: str) -> tuple[Suggestion, ...]:
        found = []
        for entry in self._desk.find_classes(typed):
            code = entry.key.partition(":")[2]
            first = entry.conditions[0] if entry.conditions else None
            more = f"{first.text} · {time_words.limit_text(first.limit)}" if first else entry.major_name
            found.append(Suggestion(key=entry.key, words=entry.name, code=code if code.isdigit() else "", more=more))
        return tuple(found)

    def _places(self, typed: str) -> tuple[Suggestion, ...]:
        entries = self._desk.find_places(typed)
        self._entries = {f"{e.kind}:{e.name}": e for e in entries}
        words = {
            Kind.ROAD: self.tr("road"), Kind.CROSSING: self.tr("crossing"), Kind.PLACE: self.tr("place"),
            Kind.COMMUNITY: self.tr("community"), Kind.CELL: self.tr("grid cell"),
        }
        return tuple(
            Suggestion(key=key, words=e.name, more=words[e.kind], takes=typed.strip() if e.name in typed else "")
            for key, e in self._entries.items())

    def _on_class_edited(self, _text: str) -> None:
        if not self.classes.key():
            self._desk.choose_class("")

    def _on_class_lit(self, key: str) -> None:
        """Conditions of the line that is lit stand beside it while one looks through the list."""
        found = self._desk.find_classes(self.classes.edit.text()) if key else ()
        self._lit = next((entry for entry in found if entry.key == key), None)
        self._show_conditions(self._lit or self._desk.view.chosen)

    def _on_place_chosen(self, key: str) -> None:
        entry = self._entries.get(key)
        if entry is None:
            return
        self._own_place = self.place.text() if entry.kind is Kind.CELL else ""
        self._desk.locate(entry)

    def _on_place_edited(self, _text: str) -> None:
        self._own_place = ""
        self._on_typed()

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_pause(self) -> None:
        self._desk.type_place(self.place.edit.text())
        self._desk.type_text(self.note.text())

    def _check_class(self) -> str:
        return "" if self.classes.key() else self.tr("Choose a class.")

    def _check_place(self) -> str:
        pin = self._desk.view.pin
        if pin is None or pin.spot is None:
            return refusal_words.refusal_text(Refused("outside-street"))
        return "" if self.place.text() or pin.spot.place else refusal_words.refusal_text(Refused("place-needed"))

    # -- keys and ends ----------------------------------------------------------------------------------------------

    def confirm(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._on_pause()
        if not self.classes.key():
            self.classes.take()
        super().confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_M: self.ask_map, Qt.Key.Key_S: self.keep_for_later, Qt.Key.Key_D: self.same.click}
        act = acts.get(Qt.Key(event.key()))
        if act is not None and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            act()
            event.accept()
            return
        super().keyPressEvent(event)

    def ask_map(self) -> None:
        """Step aside for one click on the map."""
        self.keeper.keep()
        self.hide()
        self.map_asked.emit()

    def come_back(self, pin: tuple[int, int] | None) -> None:
        """Show again what was typed; with the point that was picked, or as it was."""
        if pin is not None:
            if self.place.text() == self._desk.view.pin_words:
                self._own_place = self.place.text()
            self._desk.pin_at(*pin, How.CLICK)
        self._cover()
        self.show()
        self.raise_()
        self.place.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_for_later(self) -> None:
        """Close; what was typed waits for the next F2."""
        self.keeper.keep()
        self.keeper.leave()
        self.answered = True
        self.dismiss()

    def show_fault(self, sentence: str) -> None:
        self._merge_into = None
        if self.render_view not in self._desk.listeners:
            self._desk.listeners.append(self.render_view)
        super().show_fault(sentence)
        self.keeper.keep()

    def _on_same(self) -> None:
        near = self.near.chosen()
        if near is not None:
            self._merge_into = (near.row.case_id, near.row.shown_number)
            self.confirm()
            if not self.answered:
                self._merge_into = None

    def _on_closed(self) -> None:
        self._typing.stop()
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)
