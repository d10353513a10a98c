"""The administration's files of elsewhere: a mapping drafted for one, boundaries of the street; opens their panels."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.core.rules import Refused
from commandcenter.desk.desks import Desks
from commandcenter.ui import refusal_words
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.mapping_dialog import MappingDialog
from commandcenter.ui.outlines_dialog import OutlinesDialog
from commandcenter.ui.stage import Stage

MAPPING, OUTLINES = "admin.mapping", "admin.outlines"


class ForeignControl(QObject):
    """Connects the acts to the panels; `take` takes a file of cases with a mapping."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction],
        take: Callable[[str, str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._take = window, stage, desks, take
        acts[MAPPING].triggered.connect(self._on_mapping)
        acts[OUTLINES].triggered.connect(self._on_outlines)
        for act in (MAPPING, OUTLINES):
            acts[act].setEnabled(desks.foreign is not None)

    def _on_mapping(self) -> None:
        files, errands = self._desks.foreign, self._desks.keeping.errands
        if files is None or not self._free():
            return
        if self._desks.case.books is None:
            self._stage.notice.warn(refusal_words.refusal_text(Refused("no-documents")))
            return
        dialog = MappingDialog(self._window, errands, files, banner=self._stage.banner)
        dialog.wrote.connect(self._on_wrote)
        self._show(dialog)

    def _on_outlines(self) -> None:
        files, errands = self._desks.foreign, self._desks.keeping.errands
        if files is None or not self._free():
            return
        dialog = OutlinesDialog(self._window, errands, files, self._desks.outlines, banner=self._stage.banner)
        dialog.published.connect(self._on_published)
        self._show(dialog)

    def _on_wrote(self, path: str, mapping: str) -> None:
        self._stage.notice.offer(
            self.tr("Mapping written: {0}. Check what is marked in it with any editor, then take the file with"
                    " it.").format(mapping),
            self.tr("Take the file"), lambda: self._take(path, mapping))

    def _on_published(self, version: int) -> None:
        self._stage.notice.say(self.tr("Boundaries published as version {0}.").format(version))

    def _free(self) -> bool:
        return self._stage.dialog is None and not self._desks.keeping.errands.view.busy

    def _show(self, dialog: DialogFrame) -> None:
        self._stage.show_dialog(dialog, lambda answer: None)
