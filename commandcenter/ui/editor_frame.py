"""The frame of the editors of reference documents: what the draft changes and does, versions, publishing.

The document's own fields are the subclasses'. What is allowed and what becomes of it is desk/document_desk.py's.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter.core.document_checks import Fault
from commandcenter.core.documents import Books
from commandcenter.core.numbers import short_number
from commandcenter.desk.document_desk import MOST_NOTE, DocumentDesk, DocumentView, VersionLine
from commandcenter.desk.document_effects import Effect
from commandcenter.ui import change_words, refusal_words, status_line, texts, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.joining import listed
from commandcenter.ui.keycap import OUTLINED, KeyButton

translate = QCoreApplication.translate  # a name that lupdate knows

MOST_LINES = 300
DRAFT = 0  # as a version in the two choices
TITLES: dict[str, Any] = {
    "calendar": QT_TRANSLATE_NOOP("Editor", "Work calendar"),
    "catalogue": QT_TRANSLATE_NOOP("Editor", "Filing conditions and limits"),
    "responsibility": QT_TRANSLATE_NOOP("Editor", "Responsibility list"),
    "rules": QT_TRANSLATE_NOOP("Editor", "City rules"),
    "ladder": QT_TRANSLATE_NOOP("Editor", "Ladder of supervision"),
}
WHY_NOT: dict[str, Any] = {
    "same": QT_TRANSLATE_NOOP("Editor", "Nothing is changed yet."),
    "wrong": QT_TRANSLATE_NOOP("Editor", "Something cannot be read or does not fit yet; see the marks."),
    "moved": QT_TRANSLATE_NOOP(
        "Editor", "Version {newest} came meanwhile. Compare it; then keep yours over it, or discard yours."),
    "role": QT_TRANSLATE_NOOP(
        "Editor", "Only an administrator publishes. Choose one as operator in the status line; the draft is kept."),
    "right": QT_TRANSLATE_NOOP(
        "Editor", "The city has not let this workstation publish its documents. The draft is kept."),
    "offline": QT_TRANSLATE_NOOP(
        "Editor", "The city platform is not reachable; it gives the version. The draft is kept until then."),
}
FAULTS: dict[str, Any] = {
    "unit-unknown": QT_TRANSLATE_NOOP("Editor", "The street has no unit {what}."),
    "unit-needed": QT_TRANSLATE_NOOP("Editor", "The responsibility list names the unit {what}."),
    "decider-nobody": QT_TRANSLATE_NOOP(
        "Editor", "{what} decides a request, but sits at no desk and nobody may enter its word."),
    "copy-twice": QT_TRANSLATE_NOOP("Editor", "“{what}” would go to somebody twice."),
    "administrator-needed": QT_TRANSLATE_NOOP("Editor", "Nobody would be left who may publish."),
}


def title_text(name: str) -> str:
    """What a document is called."""
    return translate("Editor", TITLES[name]) if name in TITLES else name


def why_not_text(view: DocumentView) -> str:
    """Why the draft cannot be published now, "" where it can."""
    if view.why_not == "wrong" and view.faults:
        return fault_text(view.faults[0])
    return translate("Editor", WHY_NOT[view.why_not]).format(newest=view.newest) if view.why_not else ""


def fault_text(fault: Fault) -> str:
    """What does not fit with other documents."""
    what = texts.role_text(fault.what) if fault.key == "decider-nobody" else fault.what
    return translate("Editor", FAULTS[fault.key]).format(what=what)


def trouble_text(trouble: Any) -> str:
    """What the platform said to a try, or that it said nothing."""
    source = status_line.SYNC_REASONS.get(trouble.key)
    if source is None:
        return refusal_words.refusal_text(trouble)
    return translate("Sync", source).format_map(refusal_words.Blank(trouble.facts))


def effect_lines(effect: Effect, books: Books) -> list[str]:
    """What a draft does to the cases that are open."""
    if effect.kind == "deadline":
        words = (
            translate("Editor", "{touched} of {of} open cases get another deadline: {later} later, {earlier} earlier.")
            if effect.done else
            translate("Editor", "Counting: {checked} of {of} open cases, so far {touched} get another deadline"))
        found = [words.format(touched=effect.touched, of=effect.of, checked=effect.checked, later=effect.later,
                              earlier=effect.touched - effect.later)]
        for number, before, after in effect.moved:
            dues = [time_words.EMPTY if at is None else time_words.moment(at) for at in (before, after)]
            found.append(f"{short_number(number)}  {dues[0]} → {dues[1]}")
        return found
    if effect.kind == "unit":
        found = [translate("Editor", "{touched} of {of} cases that wait for dispatch get another proposal.").format(
            touched=effect.touched, of=effect.of)]
        for number, one, other in effect.named:
            units = [books.units.find(unit) for unit in (one, other)]
            shorts = [time_words.EMPTY if unit is None else unit.short for unit in units]
            found.append(f"{short_number(number)}  {shorts[0]} → {shorts[1]}")
        return found
    if effect.kind == "receiver":
        words = (
            translate("Editor", "Of {of} open cases the next rung of {touched} goes to others.") if effect.done else
            translate("Editor", "Counting: {checked} of {of} open cases, so far the next rung of {touched} goes to"
                                " others"))
        return [words.format(of=effect.of, checked=effect.checked, touched=effect.touched), *(
            f"{short_number(number)}  {_named(before, texts.receiver_text)} → {_named(after, texts.receiver_text)}"
            for number, before, after in effect.named)]
    if effect.kind == "request":
        found = [translate("Editor", "{touched} of {of} requests that wait now are decided by others from where they"
                                     " stand.").format(touched=effect.touched, of=effect.of)]
        return found + [
            f"{short_number(number)}  {_named(before, texts.role_text)} → {_named(after, texts.role_text)}"
            for number, before, after in effect.named]
    return [translate("Editor", "{touched} open cases are of classes whose limit changes; they keep the limit they were"
                                " filed with.").format(touched=effect.touched)]


def _named(keys: str, say: Callable[[str], str]) -> str:
    return listed(say(key) for key in keys.split(",") if key) or time_words.EMPTY


class EditorFrame(DialogFrame):
    """An editor: fields left, what the draft changes and does and the versions right, publishing below.

    Esc closes it and keeps the draft; Ctrl+Z and Ctrl+Shift+Z take back and do again; Ctrl+Enter publishes.
    """

    wide_px: ClassVar[int] = 1480
    fills = True

    def __init__(
        self, window: QWidget, desk: DocumentDesk, books: Callable[[], Books], *, banner: AlarmBanner | None = None,
    ) -> None:
        """`books` gives the documents that hold now."""
        name = desk.view.name
        super().__init__(window, title_text(name), translate("Editor", "Publish"), preview=True, banner=banner)
        self.desk, self._books, self.document = desk, books, name
        self._filling = False
        self._filled: tuple[object, int] = (None, 0)
        self._compared: tuple[object, ...] = ()
        self.undo = self.add_button(translate("Editor", "Undo"), ("Ctrl", "Z"))
        self.redo = self.add_button(translate("Editor", "Redo"), ("Ctrl", "Shift", "Z"))
        self.discard_draft = self.add_button(translate("Editor", "Discard the draft"))
        self.over = self.add_button(translate("Editor", "Keep mine over it"))
        self.undo.clicked.connect(desk.undo)
        self.redo.clicked.connect(desk.redo)
        self.discard_draft.clicked.connect(self._on_discard)
        self.over.clicked.connect(desk.take_over)
        self.cancel.setText(translate("Editor", "Close"))
        self.primary.setMinimumWidth(160)
        self._make_side()
        desk.listeners.append(self._on_view)
        self.closed.connect(self._on_closed)

    def _make_side(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.state, self.effect = labelled("", "secondary"), labelled("", "body")
        for label in (self.state, self.effect):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self.before, self.after = Choice(), Choice()
        self.before.setAccessibleName(translate("Editor", "Compare this version"))
        self.after.setAccessibleName(translate("Editor", "with this one"))
        pair = QGridLayout()
        pair.setHorizontalSpacing(8)
        pair.setVerticalSpacing(4)
        for n, (words, choice) in enumerate(
                ((translate("Editor", "From"), self.before), (translate("Editor", "To"), self.after))):
            pair.addWidget(labelled(words, "label"), n, 0)
            pair.addWidget(choice, n, 1)
        pair.setColumnStretch(1, 1)
        column.addLayout(pair)
        self.before.currentIndexChanged.connect(self._on_compared)
        self.after.currentIndexChanged.connect(self._on_compared)
        self.difference = QPlainTextEdit()
        self.difference.setReadOnly(True)
        self.difference.setTabChangesFocus(True)
        self.difference.setAccessibleName(translate("Editor", "What differs"))
        column.addWidget(self.difference, 1)
        self.restore_version = KeyButton(translate("Editor", "Take the first version as the draft"), (), OUTLINED)
        self.restore_version.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restore_version.clicked.connect(self._on_restore)
        column.addWidget(self.restore_version)
        grid = QGridLayout()
        self.note = QLineEdit()
        self.note.setMaxLength(MOST_NOTE)
        self.note.setPlaceholderText(translate("Editor", "kept with the version"))
        words = translate("Editor", "Why")
        self.note.setAccessibleName(words)
        self.note.textEdited.connect(self.desk.take_note)
        grid.addWidget(labelled(words, "label"), 0, 0)
        grid.addWidget(self.note, 0, 1)
        column.addLayout(grid)
        self.set_preview(translate("Editor", "What changes"), translate("Editor", "before it is published"), side)

    # -- for subclasses ---------------------------------------------------------------------------------------------

    def add_wide(self, widget: QWidget, stretch: int = 0) -> None:
        """A widget over the whole width of the fields."""
        row = self.grid.rowCount()
        self.grid.addWidget(widget, row, 0, 1, 2)
        self.grid.setRowStretch(row, stretch)

    def fill(self, view: DocumentView) -> None:
        """Show the draft's body; subclasses draw their fields."""
        raise NotImplementedError

    def settle(self) -> None:
        """Take what is still being typed in a field into the draft."""

    def forget(self) -> None:
        """Forget what was typed and not taken: the draft is discarded."""

    @property
    def books(self) -> Books:
        """The documents that hold now."""
        return self._books()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Draw for the first time; the subclass has made its fields."""
        self.note.setText(self.desk.view.note)
        self._on_view(self.desk.view)

    def _on_view(self, view: DocumentView) -> None:
        if view.body is None:
            return
        if (view.body, view.newest) != self._filled:
            self._filled = (view.body, view.newest)
            self._filling = True
            self.fill(view)
            self._filling = False
        self.undo.setEnabled(view.can_undo)
        self.redo.setEnabled(view.can_redo)
        self.discard_draft.setEnabled(view.changed)
        self.over.setVisible(view.why_not == "moved")
        self.primary.setText(translate("Editor", "Publish version {0}").format(view.newest + 1))
        self.primary.setEnabled(not view.why_not and not view.busy)
        why = why_not_text(view)
        self.primary.setToolTip(why)
        if not view.changed and self.note.text() != view.note:
            self.note.setText(view.note)
        if view.trouble is not None:
            self.say_fault(trouble_text(view.trouble))
        else:
            self.say_fault("" if view.why_not in ("", "same") else why)
        self._say_state(view)
        self._filling = True
        self._fill_versions(view)
        self._filling = False
        self._show_difference(view)

    def _say_state(self, view: DocumentView) -> None:
        if view.busy:
            words = translate("Editor", "Asking the city platform…")
        elif view.issued:
            words = translate("Editor", "Published as version {0}.").format(view.issued)
        elif view.changed:
            words = translate("Editor", "Draft on version {0}, kept on this workstation.").format(view.base)
            if view.restored:
                words += " " + translate("Editor", "Going on with what you had changed before.")
        else:
            words = translate("Editor", "Version {0} holds.").format(view.newest)
        self.state.setText(words)
        found = [] if view.effect is None else effect_lines(view.effect, self.books)
        self.effect.setText("\n".join(found))
        self.effect.setVisible(bool(found))

    def _fill_versions(self, view: DocumentView) -> None:
        names = {user.id: user.name for user in self.books.users.users}
        wanted = [(DRAFT, translate("Editor", "the draft")), *((one.version, version_text(one, names))
                                                              for one in view.versions)]
        held = [(self.before.itemData(n), self.before.itemText(n)) for n in range(self.before.count())]
        if wanted == held:
            return
        chosen = self.before.currentData(), self.after.currentData()
        for choice, usual, was in ((self.before, view.newest, chosen[0]), (self.after, DRAFT, chosen[1])):
            choice.clear()
            for version, words in wanted:
                choice.addItem(words, version)
            grown = choice is self.before and len(wanted) > len(held)
            at = choice.findData(usual if was is None or grown else was)
            choice.setCurrentIndex(max(at, 0))

    def _show_difference(self, view: DocumentView) -> None:
        before, after = self.before.currentData(), self.after.currentData()
        asked = (before, after, view.body if DRAFT in (before, after) else None, len(view.versions), view.newest)
        if before is None or after is None or asked == self._compared:
            return
        self._compared = asked
        changes = self.desk.compare(before, after)
        found = change_words.lines(view.name, changes, self.books)
        if len(found) > MOST_LINES:
            found = [*found[:MOST_LINES], translate("Editor", "and {0} more").format(len(found) - MOST_LINES)]
        text = "\n".join(found) or translate("Editor", "No difference.")
        if text != self.difference.toPlainText():
            self.difference.setPlainText(text)
        self.restore_version.setEnabled(before != DRAFT)

    def _on_compared(self, _at: int) -> None:
        if not self._filling:
            self._show_difference(self.desk.view)

    def _on_discard(self) -> None:
        self.forget()
        self.desk.discard()
        self.fill(self.desk.view)

    def _on_restore(self) -> None:
        version = self.before.currentData()
        if version:
            self.desk.restore(int(version))

    # -- keys and life ----------------------------------------------------------------------------------------------

    def confirm(self) -> None:
        """Publish; it stays open until it is closed, so that what came of it can be read."""
        self.settle()
        if not self.desk.publish():
            self.say_fault(why_not_text(self.desk.view))

    def was_typed(self) -> bool:
        """Nothing is lost by closing: the draft is kept."""
        return False

    def give_up(self) -> None:
        self.settle()
        self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Z and held == control:
            self.desk.undo()
        elif event.key() == Qt.Key.Key_Z and held == control | Qt.KeyboardModifier.ShiftModifier:
            self.desk.redo()
        else:
            super().keyPressEvent(event)
        event.accept()

    def _on_closed(self) -> None:
        if self._on_view in self.desk.listeners:
            self.desk.listeners.remove(self._on_view)
        self.desk.close()


def version_text(line: VersionLine, names: dict[str, str]) -> str:
    """A version in one line: number, when, who, why."""
    who = texts.role_text("platform") if line.actor == "platform" else names.get(line.actor, line.actor)
    return " · ".join(filter(None, (
        translate("Editor", "version {0}").format(line.version), time_words.moment(line.at), who, line.note)))
