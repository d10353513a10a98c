"""The panels of a duty hand-over (交接班): hand over, take over, and the list of those of the past.

They draw what the hand-over desk counted and give what was written; who may sign is decided by the rules.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidgetItem, QSizePolicy, QTextBrowser, QWidget

from commandcenter.core import handover as ho
from commandcenter.core.handover import Handover
from commandcenter.desk.handover_desk import LINES, HandoverDesk, HandoverView, Written
from commandcenter.ui import handover_words as words
from commandcenter.ui import time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, FocusList, labelled
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.handover_lines import ITEM_PX, HandoverLines, LineCases
from commandcenter.ui.theme import current

translate = QCoreApplication.translate  # a name that lupdate knows

BOTH, ALONE = "both", "alone"


class _Counted(DialogFrame):
    """Shared: the lines at the left, the cases of the line that is lit at the right."""

    case_asked = Signal(object)  # CaseRow
    list_asked = Signal()

    def _put_cases(self) -> None:
        self.cases = LineCases()
        self.cases.taken.connect(self._on_case)
        self.set_preview(self.tr("Cases"), self.tr("Enter shows it"), self.cases)
        self.earlier = self.add_button(self.tr("Earlier hand-overs"))
        self.earlier.clicked.connect(self.list_asked)

    def _on_case(self, row_id: int) -> None:
        row = self.cases.row_of(row_id)
        if row is not None:
            self.case_asked.emit(row)

    def _to_cases(self) -> None:
        if self.cases.count():
            self.cases.setFocus(Qt.FocusReason.TabFocusReason)


class HandOverDialog(_Counted):
    """The outgoing one writes notes and signs; or the incoming one signs alone. `answer` is (way, Written)."""

    def __init__(self, window: QWidget, desk: HandoverDesk, *, banner: AlarmBanner | None = None) -> None:
        super().__init__(window, translate("HandOverDialog", "Duty hand-over"),
                         translate("HandOverDialog", "Sign the hand-over"), preview=True, banner=banner)
        self._desk = desk
        self.since = _sentence()
        self.add_above(self.since)
        self.lines = HandoverLines(LINES)
        self.lines.line_chosen.connect(self._on_line)
        self.lines.cases_wanted.connect(self._to_cases)
        self.add_field(self.tr("Since then"), self.lines, check=self._check_counted, first=True)
        self.hours = Choice()
        for hours in ho.HOURS:
            self.hours.addItem(self.tr("{0} hours").format(hours), hours)
        self.hours.setCurrentIndex(ho.HOURS.index(desk.view.next_hours))
        self.hours.activated.connect(self._on_hours)
        self.add_field(self.tr("Next shift"), self.hours)
        self.note = NoteField(self.tr("Note"), most=ho.MOST_NOTE)
        self.add_field(self.tr("Note"), self.note, check=self.note.fault)
        outgoing = words.who(desk.here, desk.names)
        self.way = OptionGroup((
            Option(key=BOTH, words=self.tr("{0} hands over and signs").format(outgoing)),
            Option(key=ALONE, words=self.tr("The incoming one signs alone")),
        ))
        self.way.choose(BOTH)
        self.way.option_chosen.connect(self._on_way)
        self.add_field(self.tr("Who signs"), self.way)
        self.incoming = _people(desk, desk.here)
        self.add_field(self.tr("Incoming"), self.incoming, check=self._check_incoming)
        self.reason = QLineEdit()
        self.reason.setMaxLength(ho.MOST_LINE_NOTE)
        self.add_field(self.tr("Reason"), self.reason, check=self._check_reason,
                       hint=self.tr("Needed where the incoming one signs alone, as when the outgoing one has left."))
        self._put_cases()
        self._line = LINES[0]
        self._on_way(BOTH)
        self.render_view(desk.view)

    def render_view(self, view: HandoverView) -> None:
        """Make the figures look like the view."""
        self.since.setText(since_text(view, self._desk.names))
        self.lines.set_counts({line.key: line.count for line in view.lines})
        self._on_line(self._line)

    def written_down(self) -> Written:
        """What was written so far."""
        return Written(notes=self.lines.notes(), note=self.note.text(), reason=self.reason.text().strip(),
                       incoming=str(self.incoming.currentData() or ""))

    def fields(self) -> dict[str, str]:
        """For the draft: notes by line, and the rest by name."""
        out = {f"line:{key}": text for key, text in self.lines.notes().items()}
        return out | {"note": self.note.edit.toPlainText(), "reason": self.reason.text(), "way": self.way.key(),
                      "incoming": str(self.incoming.currentData() or "")}

    def put_back(self, fields: dict[str, str]) -> None:
        """An earlier draft."""
        self.restored = True
        self.lines.set_notes({key.removeprefix("line:"): text for key, text in fields.items() if key[:5] == "line:"})
        self.note.set_text(fields.get("note", ""))
        self.reason.setText(fields.get("reason", ""))
        self.way.choose(fields.get("way", BOTH))
        self.incoming.setCurrentIndex(max(self.incoming.findData(fields.get("incoming", "")), 0))

    def answer(self) -> object:
        return self.way.key(), self.written_down()

    def _on_line(self, key: str) -> None:
        self._line = key
        view = self._desk.view
        self.cases.set_cases(next((line.rows for line in view.lines if line.key == key), ()), view.until)

    def _on_hours(self, _index: int) -> None:
        self._desk.last_hours(int(self.hours.currentData()))

    def _on_way(self, way: str) -> None:
        self.reason.setEnabled(way == ALONE)

    def _check_counted(self) -> str:
        return "" if self._desk.view.loaded else self.tr("Still being counted.")

    def _check_incoming(self) -> str:
        if self.incoming.currentData():
            return ""
        return self.tr("Please choose who signs.") if self.way.key() == ALONE else ""

    def _check_reason(self) -> str:
        short = self.way.key() == ALONE and len(self.reason.text().strip()) < ho.LEAST_REASON
        return self.tr("Please say why the outgoing one does not sign.") if short else ""


class TakeOverDialog(_Counted):
    """The incoming one sees what was handed over, as it was signed, and signs. `answer` is a Written."""

    anew_asked = Signal()

    def __init__(
        self, window: QWidget, desk: HandoverDesk, handover: Handover, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("TakeOverDialog", "Take over duty"),
                         translate("TakeOverDialog", "Sign and take over"), preview=True, banner=banner)
        self._desk, self._handover = desk, handover
        body, names = handover.body, desk.names
        self.add_above(_sentence(self.tr("{0} handed over: {1}").format(
            words.desk_text(body), words.signature_text(handover.out, names))))
        notes = {line.key: line.note for line in body.lines}
        self.lines = HandoverLines(tuple(line.key for line in body.lines), notes)
        self.lines.set_counts({line.key: line.count for line in body.lines})
        self.lines.line_chosen.connect(self._on_line)
        self.lines.cases_wanted.connect(self._to_cases)
        self.add_field(self.tr("As signed"), self.lines)
        if body.note:
            self.add_field(self.tr("Note"), _sentence(body.note))
        self.incoming = _people(desk, body.outgoing)
        self.incoming.setCurrentIndex(max(self.incoming.findData(body.incoming or desk.here), 0))
        self.add_field(self.tr("Incoming"), self.incoming, check=self._check_incoming, first=True)
        self.late = ho.is_late(handover, desk.view.until)
        self.reason = QLineEdit()
        self.reason.setMaxLength(ho.MOST_LINE_NOTE)
        if self.late:
            self.add_field(self.tr("Reason"), self.reason, check=self._check_reason,
                           hint=self.tr("The signature comes late: please say why."))
        self.note = NoteField(self.tr("Remark"), most=ho.MOST_NOTE)
        self.add_field(self.tr("Remark"), self.note, check=self.note.fault)
        self._put_cases()
        anew = self.add_button(self.tr("Count anew"))
        anew.clicked.connect(self.anew_asked)
        if body.lines:
            self._on_line(body.lines[0].key)

    def answer(self) -> object:
        return Written(incoming=str(self.incoming.currentData() or ""), reason=self.reason.text().strip(),
                       note=self.note.text())

    def _on_line(self, key: str) -> None:
        view = self._desk.view
        self.cases.set_cases(next((line.rows for line in view.signed if line.key == key), ()), view.until)

    def _check_incoming(self) -> str:
        return "" if self.incoming.currentData() else self.tr("Please choose who takes over.")

    def _check_reason(self) -> str:
        if len(self.reason.text().strip()) >= ho.LEAST_REASON:
            return ""
        return self.tr("Please say why the signature comes late.")


class HandoverList(DialogFrame):
    """The hand-overs of the street as they were signed; to copy, or to write into a file for printing."""

    file_asked = Signal(object)  # Handover

    def __init__(
        self, window: QWidget, desk: HandoverDesk, found: Sequence[Handover], street: str, *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("HandoverList", "Earlier hand-overs"),
                         translate("HandoverList", "Close"), preview=True, banner=banner)
        self._found, self._names, self._street = tuple(found), desk.names, street
        self.list = FocusList()
        self.list.setAccessibleDescription(self.tr("The arrow keys choose a hand-over; it is shown at the right."))
        self.list.setMinimumHeight(current().px(480))
        for one in self._found:
            item = QListWidgetItem(words.head_text(one, self._names))
            item.setSizeHint(QSize(0, current().px(ITEM_PX)))
            self.list.addItem(item)
        self.add_field(self.tr("Signed"), self.list, first=True)
        self.sheet = QTextBrowser()
        self.sheet.setAccessibleName(self.tr("The hand-over as it was signed"))
        self.sheet.setAccessibleDescription(self.tr("Text to read and to copy."))
        self.sheet.setPlaceholderText(self.tr("Nothing was handed over yet."))
        self.sheet.setTabChangesFocus(True)
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_preview(words.title(), "", self.sheet)
        self.copy = self.add_button(self.tr("Copy as text"))
        self.copy.clicked.connect(self._on_copy)
        self.file = self.add_button(self.tr("Write a file to print"))
        self.file.clicked.connect(self._on_file)
        for button in (self.copy, self.file):
            button.set_why_not("" if self._found else self.tr("Nothing was handed over yet."))
        self.list.currentRowChanged.connect(self._on_row)
        if self._found:
            self.list.setCurrentRow(0)
        else:  # no bare box
            self.show_field(self.list, False)
            none = labelled(self.tr(
                "Nothing was handed over yet. What was signed at the end of a shift (Ctrl+H) is kept here, to read, to"
                " copy and to print."), "body")
            none.setWordWrap(True)
            self.grid.addWidget(none, 0, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
            self._first = self.primary
        self.cancel.hide()

    def chosen(self) -> Handover | None:
        """The hand-over that is lit."""
        at = self.list.currentRow()
        return self._found[at] if 0 <= at < len(self._found) else None

    def _on_row(self, _at: int) -> None:
        one = self.chosen()
        self.sheet.setPlainText("" if one is None else words.as_text(one, self._street, self._names))

    def _on_copy(self) -> None:
        one = self.chosen()
        if one is not None:
            QGuiApplication.clipboard().setText(words.as_text(one, self._street, self._names))
            self.say_fault("")

    def _on_file(self) -> None:
        one = self.chosen()
        if one is not None:
            self.file_asked.emit(one)


def since_text(view: HandoverView, names: dict[str, str]) -> str:
    """What the figures count from, and who waits for a signature elsewhere."""
    if not view.loaded:
        return translate("HandOverDialog", "Counting…")
    before = view.before
    if before is None:
        said = translate("HandOverDialog", "Nothing was handed over yet: counted from {0}.").format(
            time_words.moment(view.since))
    else:
        said = translate("HandOverDialog", "Counted from {0}, the last hand-over of {1} ({2} → {3}).").format(
            time_words.moment(view.since), words.desk_text(before.body), words.who(before.body.outgoing, names),
            words.who(before.incoming, names))
    for other in view.elsewhere:
        said += translate("HandOverDialog", " {0} handed over at {1} and waits for a signature.").format(
            words.desk_text(other.body), time_words.clock(other.at))
    return said


def _people(desk: HandoverDesk, without: str) -> Choice:
    choice = Choice()
    choice.addItem(translate("HandOverDialog", "Choose the incoming one"), "")
    for user, name in desk.people:
        if user != without:
            choice.addItem(name, user)
    return choice


def _sentence(text: str = "") -> QLabel:
    label = labelled(text, "body")
    label.setWordWrap(True)
    return label
