"""Photos in the window: the places of the case panel, dropping and pasting on it, the viewer, and the acts behind them.

What a photo is and where it lies: desk/photo_desk.py; which a case has: core/photos.py.
"""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import PhotoKind
from commandcenter.core.case import Case, Stage
from commandcenter.core.numbers import short_number
from commandcenter.core.photo_rules import AddPhotos, WithdrawPhotos
from commandcenter.core.photos import Photo
from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.desks import Desks
from commandcenter.desk.photo_desk import Source
from commandcenter.ui import case_parts, refusal_words
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.photo_dialogs import AddPhotosDialog, WithdrawDialog
from commandcenter.ui.photo_strip import Pictures, on_clipboard, sources_of
from commandcenter.ui.photo_tray import PhotoTray
from commandcenter.ui.photo_viewer import PhotoViewer
from commandcenter.ui.stage import Stage as WindowStage

# acts that may bring photos, and what these show
KINDS: dict[type[r.Command], PhotoKind] = {
    r.Handle: PhotoKind.AFTER, r.FeedBack: PhotoKind.AFTER, r.Check: PhotoKind.CHECK, r.Verify: PhotoKind.CHECK,
}
_AFTER_AT = frozenset({Stage.HANDLING, Stage.HANDLE_FINISH, Stage.PENDING_REVIEW, Stage.PENDING_CHECK, Stage.CLOSED})


class Window(WindowStage, Protocol):
    """What of the window is needed: an act's dialog with its draft, too."""

    def open_act(self, dialog: DialogFrame, command: type[r.Command]) -> None:
        """Show the dialog of an act on the selected case; its answer is given to the desk."""


class PhotoControl(QObject):
    """Connects the acts and the case panel to the desk. `pictures`: the thumbnails of this window."""

    def __init__(
        self, window: QWidget, stage: Window, desks: Desks, acts: Mapping[str, QAction], pictures: Pictures,
        panel: QWidget, places: case_parts.PhotoPlaces,
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._acts = window, stage, desks, acts
        self.pictures = pictures
        self._panel = panel
        panel.setAcceptDrops(True)
        panel.installEventFilter(self)
        places.photos_opened.connect(self.view_photos)
        acts["case.photos"].triggered.connect(self.view_photos)
        acts["case.paste_photos"].triggered.connect(self.paste)

    def light(self, view: CaseView) -> None:
        """Which acts are open, and why the others are not."""
        case, why = view.case, view.why_not(AddPhotos)
        none = refusal_words.refusal_text(r.Refused("no-case"))
        for name, said in (
            ("case.photos", none if case is None else "" if case.photos else self.tr("The case has no photo yet.")),
            ("case.paste_photos", none if case is None else "" if why is None else refusal_words.refusal_text(why)),
        ):
            self._acts[name].setEnabled(not said)
            self._acts[name].setToolTip(said)

    def tray(self, command: type[r.Command]) -> PhotoTray | None:
        """A place for the photos of an act; None where it brings none."""
        kind = KINDS.get(command)
        return None if kind is None else PhotoTray(self._desks.photos, self.pictures, kind)

    def intake_tray(self) -> PhotoTray:
        """A place for the photos of a new case."""
        return PhotoTray(self._desks.photos, self.pictures, PhotoKind.NEAR)

    # -- looking ----------------------------------------------------------------------------------------------------

    def view_photos(self) -> None:
        """Open the viewer on the selected case."""
        view = self._desks.case.view
        if view.case is None or not view.case.photos or self._stage.dialog is not None:
            return
        viewer = PhotoViewer(
            self._window, view.case, view.now, self._desks.photos, self.pictures,
            may_withdraw=view.why_not(WithdrawPhotos) is None, banner=self._stage.banner)
        self._stage.show_dialog(viewer, self._on_withdraw)

    def _on_withdraw(self, photo: object) -> str | None:
        view = self._desks.case.view
        if isinstance(photo, Photo) and view.case is not None:
            number = short_number(view.case.shown_number)
            dialog = WithdrawDialog(self._window, view, number, photo, banner=self._stage.banner)
            self._stage.open_act(dialog, WithdrawPhotos)
        return None

    # -- adding -----------------------------------------------------------------------------------------------------

    def add(self, sources: tuple[Source, ...] = ()) -> None:
        """Open the dialog of new photos, with these already being taken."""
        view = self._desks.case.view
        if view.case is None or self._stage.dialog is not None:
            return
        why = view.why_not(AddPhotos)
        if why is not None:
            self._stage.notice.warn(refusal_words.refusal_text(why))
            return
        tray = PhotoTray(self._desks.photos, self.pictures, usual_kind(view.case))
        number = short_number(view.case.shown_number)
        self._stage.open_act(AddPhotosDialog(self._window, view, number, tray, banner=self._stage.banner), AddPhotos)
        tray.add(sources)

    def paste(self) -> None:
        """Ctrl+V over the case: what the clipboard holds."""
        mime = on_clipboard()
        sources = () if mime is None else sources_of(mime, self._desks.photos, self.tr("clipboard"))
        if sources:
            self.add(sources)
        else:
            self._stage.notice.warn(self.tr("There is no photo on the clipboard."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._panel or self._desks.case.view.case is None:
            return False
        if isinstance(event, QDragEnterEvent) and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.add(sources_of(event.mimeData(), self._desks.photos, self.tr("dropped picture")))
            event.acceptProposedAction()
            return True
        return False


def usual_kind(case: Case) -> PhotoKind:
    """What a photo added now most likely shows."""
    if case.stage is Stage.CHECKING:
        return PhotoKind.CHECK
    if case.stage in _AFTER_AT:
        return PhotoKind.AFTER
    return PhotoKind.BEFORE if case.unit else PhotoKind.NEAR
