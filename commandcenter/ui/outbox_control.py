"""The outbox in the window: its act, its files, and the way to the conflicts."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.desk.desks import Desks
from commandcenter.desk.outbox_desk import OutboxView
from commandcenter.ui import outbox_words, time_words
from commandcenter.ui.outbox_dialog import OutboxDialog
from commandcenter.ui.path_field import Way
from commandcenter.ui.stage import Stage
from commandcenter.ui.views_dialogs import PathDialog


class OutboxControl(QObject):
    """Opens the panel and writes the files. `conflicts` opens the conflict desk."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction],
        names: Callable[[], dict[str, str]], conflicts: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks = window, stage, desks
        self._names, self._conflicts = names, conflicts
        acts["sync.outbox"].triggered.connect(self.open)

    def open(self) -> None:
        """What waits."""
        if self._stage.dialog is not None:
            return
        dialog = OutboxDialog(self._window, self._desks.outbox, self._names, banner=self._stage.banner)
        dialog.sync_asked.connect(self._desks.sync.sync_now)
        dialog.file_asked.connect(self._on_file)
        dialog.conflicts_asked.connect(self._on_conflicts)
        self._stage.show_dialog(dialog, lambda _answer: None)

    def _on_conflicts(self) -> None:
        if self._stage.dialog is not None:
            self._stage.dialog.dismiss()
        self._conflicts()

    def _on_file(self) -> None:
        if self._stage.dialog is not None:
            self._stage.dialog.dismiss()
        name = f"outbox-{time_words.local(self._desks.now()):%Y%m%d-%H%M}.txt"
        dialog = PathDialog(
            self._window, self.tr("Write what waits into files"), self.tr("Write the files"),
            "outbox", Way.WRITE, name,
            self.tr("The .txt for people hides phone and identity numbers; the .jsonl beside it holds every change in"
                    " full: give it only to the city platform's administrator."), banner=self._stage.banner)
        self._stage.show_dialog(dialog, self._write)

    def _write(self, path: object) -> str | None:
        desks = self._desks

        def text(view: OutboxView) -> str:
            return outbox_words.as_text(view, desks.street_name, desks.station_name, self._names())

        desks.outbox.hand_out(str(path), text, self._on_written)
        return None

    def _on_written(self, where: str, err: OSError | None) -> None:
        if err is None:
            self._stage.notice.say(self.tr("Written: {0}").format(where))
        elif isinstance(err, FileExistsError):
            self._stage.notice.warn(self.tr("{0} is there already. Choose another name.").format(where))
        else:
            self._stage.notice.warn(
                self.tr("{0} cannot be written. Check path, rights and free space.").format(where))
