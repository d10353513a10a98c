"""New photos in a dialog: chosen, dropped or pasted, taken in the background, each with its kind.

What lies in a tray is on disk already, so a draft needs only its names. No decision: the desk takes, the rules refuse.
"""

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.core.bodies import PhotoKind
from commandcenter.core.facts import Attachment
from commandcenter.desk.photo_desk import Batch, PhotoDesk, Source, Taking
from commandcenter.ui import refusal_words, texts
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_fields import FieldError
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keycap import OUTLINED, KeyButton
from commandcenter.ui.path_field import Way, choose
from commandcenter.ui.photo_strip import Item, PhotoStrip, Pictures, on_clipboard, sources_of

NAMED_REFUSALS = 3


class PhotoTray(QWidget):
    """Photos that will be added: `photos()` by kind. `changed` after each that came, went, or became another kind."""

    changed = Signal()
    grown = Signal()  # needs another height

    def __init__(self, desk: PhotoDesk, pictures: Pictures, kind: PhotoKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pictures, self._kind = desk, pictures, kind
        self._photos: list[tuple[PhotoKind, Attachment]] = []
        self._taking: Taking | None = None
        self._waiting: list[Source] = []
        self._picker: QFileDialog | None = None
        self._busy, self._high = False, 0
        self._heard = 0  # photos of this round that lie here, or were taken out again
        self.setAcceptDrops(True)
        self.pick = KeyButton(self.tr("Choose photos…"), (), OUTLINED)
        self.paste = KeyButton(self.tr("Paste"), ("Ctrl", "V"), OUTLINED)
        self.remove = KeyButton(self.tr("Take out"), ("Del",), OUTLINED)
        self.stop = KeyButton(self.tr("Stop"), (), OUTLINED)
        self.kinds = Choice()
        for one in PhotoKind:
            self.kinds.addItem(texts.photo_text(one), str(one))
        self.kinds.setAccessibleName(self.tr("What the lit photo shows"))
        for button in (self.pick, self.paste, self.remove, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.strip = PhotoStrip(self.tr("Photos that will be added"), pictures)
        self.progress = labelled("", "hint")
        self.fault = FieldError()
        self._more = labelled("", "hint")
        self._more.setWordWrap(True)
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, second, third):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
        first.addWidget(self.pick)
        first.addWidget(self.paste)
        first.addWidget(labelled(self.tr("or drag them here"), "hint"))
        first.addStretch(1)
        self._lit = QWidget()
        self._lit.setLayout(second)
        second.addWidget(self.kinds)
        second.addWidget(self.remove)
        second.addStretch(1)
        self._run = QWidget()
        self._run.setLayout(third)
        third.addWidget(self.progress, 1)
        third.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        for widget in (self.strip, self._lit, self._run, self.fault, self._more):
            column.addWidget(widget)
        self.setFocusProxy(self.pick)
        self.pick.clicked.connect(self._on_pick)
        self.paste.clicked.connect(self.paste_now)
        self.remove.clicked.connect(self._on_remove)
        self.stop.clicked.connect(self.cancel)
        self.strip.chosen.connect(self._on_lit)
        self.strip.removed.connect(self._on_removed)
        self.kinds.activated.connect(self._on_kind)
        self._show()

    # -- what it holds ----------------------------------------------------------------------------------------------

    def photos(self) -> tuple[tuple[PhotoKind, Attachment], ...]:
        """The photos and what they show, in order."""
        return tuple(self._photos)

    @property
    def busy(self) -> bool:
        """Whether photos are still being taken."""
        return self._busy

    def check(self) -> str:
        """What speaks against going on: photos are still being taken."""
        return self.tr("Photos are still being taken; wait a moment or stop it.") if self.busy else ""

    def kept(self) -> str:
        """For a draft: names and kinds."""
        return json.dumps([[str(kind), part.sha256] for kind, part in self._photos]) if self._photos else ""

    def restore(self, kept: str) -> None:
        """Put back what a draft names; what is not here any more is left out."""
        try:
            pairs = [(PhotoKind(kind), str(name)) for kind, name in json.loads(kept)] if kept else []
        except (ValueError, TypeError):
            return

        def answer(found: tuple[Attachment, ...]) -> None:
            held = {part.sha256: part for part in found}
            for kind, name in pairs:
                if name in held:
                    self._put(kind, held[name])
            self._show()

        if pairs:
            self._desk.held([name for _, name in pairs], answer)

    def clear(self) -> None:
        """Nothing lies here any more; what was taken stays in the store and does no harm."""
        self.cancel()
        self._photos.clear()
        self._show()
        self.changed.emit()

    # -- adding -----------------------------------------------------------------------------------------------------

    def add(self, sources: tuple[Source, ...]) -> None:
        """Take photos, one after the other; a second lot waits for the first."""
        if not sources:
            return
        if self._busy:
            self._waiting += sources
            return
        self.fault.set_text("")
        self._more.setText("")
        self._busy, self._heard = True, 0
        self._taking = self._desk.take(sources, self._on_batch)
        self._show()

    def paste_now(self) -> None:
        """What the clipboard holds."""
        mime = on_clipboard()
        sources = () if mime is None else sources_of(mime, self._desk, self.tr("clipboard"))
        if sources:
            self.add(sources)
        else:
            self.fault.set_text(self.tr("There is no photo on the clipboard."))

    def cancel(self) -> None:
        """Stop after the photo that is being taken."""
        self._waiting.clear()
        if self._taking is not None:
            self._taking.cancel()

    def watch(self, edit: QWidget) -> None:
        """Photos pasted into a text field of the dialog come here."""
        edit.installEventFilter(self)

    def _on_batch(self, batch: Batch) -> None:
        for _, part in batch.taken[self._heard:]:
            self._pictures.came(part.sha256)
            self._put(self._kind, part)
        self._heard = len(batch.taken)
        if batch.refused:
            self._say_refused(batch)
        self.progress.setText(self.tr("Taking photo {0} of {1}").format(min(batch.done + 1, batch.total), batch.total))
        if batch.ended:
            self._busy = False
            if batch.cancelled:
                self.fault.set_text(self.tr("Stopped after {0} of {1}.").format(batch.done, batch.total))
            waiting, self._waiting = tuple(self._waiting), []
            self._show()
            self.add(waiting)
        self._show()
        self.changed.emit()

    def _put(self, kind: PhotoKind, part: Attachment) -> None:
        if all(part.sha256 != other.sha256 for _, other in self._photos):
            self._photos.append((kind, part))

    def _say_refused(self, batch: Batch) -> None:
        self.fault.set_text(self.tr("%Ln not taken", "", len(batch.refused)))
        lines = [f"{name}: {refusal_words.refusal_text(why)}" for name, why in batch.refused[:NAMED_REFUSALS]]
        if len(batch.refused) > NAMED_REFUSALS:
            lines.append(self.tr("and %Ln more", "", len(batch.refused) - NAMED_REFUSALS))
        self._more.setText("\n".join(lines))

    # -- drawing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        items = tuple(
            Item(name=part.sha256, caption=texts.photo_text(kind), sentence=texts.photo_text(kind))
            for kind, part in self._photos)
        self.strip.set_items(items)
        self.strip.setVisible(bool(items))
        self._lit.setVisible(bool(items))
        self._run.setVisible(self._busy)
        self._more.setVisible(bool(self._more.text()))
        at = self.strip.at()
        if 0 <= at < len(self._photos):
            self.kinds.setCurrentIndex(self.kinds.findData(str(self._photos[at][0])))

        high = self.sizeHint().height()
        if high != self._high:
            self._high = high
            self.grown.emit()

    def _on_lit(self, _at: int) -> None:
        self._show()

    def _on_kind(self, _index: int) -> None:
        at = self.strip.at()
        if 0 <= at < len(self._photos):
            self._kind = PhotoKind(str(self.kinds.currentData()))  # also of those that come next
            self._photos[at] = (self._kind, self._photos[at][1])
            self._show()
            self.changed.emit()

    def _on_remove(self) -> None:
        self._on_removed(self.strip.at())

    def _on_removed(self, at: int) -> None:
        if 0 <= at < len(self._photos):
            del self._photos[at]
            if not self._photos:
                self.pick.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show()
            self.changed.emit()

    def _on_pick(self) -> None:
        self._picker = choose(self, self.tr("Choose photos"), "photos", Way.READ, self._on_picked, several=True)

    def _on_picked(self, names: list[str]) -> None:
        self.add(self._desk.files([Path(name) for name in names]))

    # -- drop and paste ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(sources_of(event.mimeData(), self._desk, self.tr("dropped picture")))
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_now()
        elif event.key() == Qt.Key.Key_Delete and self._photos:
            self._on_remove()
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(
                QKeySequence.StandardKey.Paste) and on_clipboard() is not None:
            self.paste_now()
            return True
        return False


class PhotoDialog(DialogFrame):
    """A dialog that may hold a tray: its photos are part of what was typed, of the draft, and of the answer."""

    tray: PhotoTray | None = None

    def put_tray(self, tray: PhotoTray | None) -> None:
        """The photos of this act, below its other fields."""
        self.tray = tray
        if tray is not None:
            tray.grown.connect(self.make_room)
            self.add_field(QCoreApplication.translate("PhotoDialog", "Photos"), tray, check=tray.check)

    def make_room(self) -> None:
        """The tray has become higher or lower."""
        if self.isVisible():
            layout = self._body.layout()
            if layout is not None:
                layout.activate()
            self._cover()

    def photos(self) -> dict[str, object]:
        """The command's photos, where there are any."""
        held = self.tray.photos() if self.tray is not None else ()
        return {"photos": held} if held else {}

    def written(self) -> dict[str, str]:
        kept = self.tray.kept() if self.tray is not None else ""
        return super().written() | ({"photos": kept} if kept else {})

    def restore(self, written: dict[str, str]) -> None:
        super().restore(written)
        if self.tray is not None:
            self.tray.restore(written.get("photos", ""))

    def was_typed(self) -> bool:
        return super().was_typed() or bool(self.photos())

    def dismiss(self) -> None:
        if self.tray is not None and not self.answered:
            self.tray.cancel()
        super().dismiss()
