"""附照片 and 撤回照片: photos for a case by themselves, and taking one back that was added by mistake.

Each gives the words of its command as `answer`, as in act_dialogs.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.core.photos import Photo
from commandcenter.desk.case_desk import CaseView
from commandcenter.ui import texts
from commandcenter.ui.act_dialogs import TextDialog, put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.photo_tray import PhotoDialog, PhotoTray


class AddPhotosDialog(PhotoDialog):
    """附照片: photos for a case, by themselves."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, tray: PhotoTray, *, banner: AlarmBanner | None = None
    ) -> None:
        title = QCoreApplication.translate("AddPhotosDialog", "Add photos — {0}").format(number)
        super().__init__(window, title, QCoreApplication.translate("AddPhotosDialog", "Add photos"), banner=banner)
        put_head(self, view)
        self.tray = tray
        tray.grown.connect(self.make_room)
        self.add_field(
            self.tr("Photos"), tray, check=self._check, first=True,
            hint=self.tr("JPEG or PNG. Where and when they were taken stays on this workstation."))

    def answer(self) -> object:
        return self.photos()

    def _check(self) -> str:
        if self.tray is None or self.tray.busy:
            return self.tray.check() if self.tray is not None else ""
        return "" if self.tray.photos() else self.tr("Choose at least one photo.")


class WithdrawDialog(TextDialog):
    """撤回照片: why this photo should not be there. It stays in the course that it was."""

    def __init__(
        self, window: QWidget, view: CaseView, number: str, photo: Photo, *, banner: AlarmBanner | None = None
    ) -> None:
        title = QCoreApplication.translate("WithdrawDialog", "Withdraw the photo “{0}” — {1}").format(
            texts.photo_text(photo.kind), number)
        super().__init__(window, view, title, QCoreApplication.translate("WithdrawDialog", "Withdraw"),
                         QCoreApplication.translate("WithdrawDialog", "Reason"), "reason", least=2, banner=banner)
        self._photo = photo

    def answer(self) -> object:
        return {"shows": self._photo.kind, "names": (self._photo.sha256,), "reason": self.note.text()}
