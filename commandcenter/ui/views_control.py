"""Saved views in the window: their lines in the tree, their menu, and the dialogs behind the acts views.*.

What a view is and where it is kept: desk/views_desk.py.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from commandcenter.core.saved_views import MOST_BYTES, SavedView, ViewsError
from commandcenter.desk.desks import Desks
from commandcenter.desk.views_desk import PREFIX
from commandcenter.ui import queue_words, refusal_words
from commandcenter.ui.path_field import Way
from commandcenter.ui.queue_tree import QueueGroup, QueueItem, QueueTree
from commandcenter.ui.stage import Stage
from commandcenter.ui.views_dialogs import DeleteDialog, NameDialog, PathDialog

SHARED_FILE = "views.json"
MENU = ("views.rename", "views.up", "views.down", "views.delete", "", "views.export", "views.import")


class ViewsControl(QObject):
    """Connects the acts to the desk."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, tree: QueueTree, acts: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._tree, self._acts = window, stage, desks, tree, acts
        for name, slot in (
            ("views.save", self._on_save), ("views.rename", self._on_rename), ("views.delete", self._on_delete),
            ("views.up", self._on_up), ("views.down", self._on_down), ("views.export", self._on_export),
            ("views.import", self._on_import),
        ):
            acts[name].triggered.connect(slot)
        tree.menu_asked.connect(self._on_menu_asked)
        self.light()

    def group(self) -> QueueGroup:
        """The views as a group of the tree."""
        view = self._desks.views.view
        rows = tuple(
            QueueItem(key=f"{PREFIX}{v.name}", name=v.name, count=view.counts.get(v.name)) for v in view.views)
        return QueueGroup(title=self.tr("Saved views"), rows=rows)

    def light(self) -> None:
        """Which acts are open, and why the others are not."""
        view = self._desks.views.view
        at = next((n for n, v in enumerate(view.views) if v.name == view.open), None)
        none = self.tr("Open a saved view first.")
        for name, why in (
            ("views.rename", none if at is None else ""),
            ("views.delete", none if at is None else ""),
            ("views.up", none if at is None else "" if at else self.tr("It is the first.")),
            ("views.down", none if at is None else "" if at + 1 < len(view.views) else self.tr("It is the last.")),
            ("views.export", "" if view.views else self.tr("There is no saved view yet.")),
        ):
            self._acts[name].setEnabled(not why)
            self._acts[name].setToolTip(why)

    def _open(self) -> SavedView | None:
        view = self._desks.views.view
        return next((v for v in view.views if v.name == view.open), None)

    def _holds(self, view: SavedView) -> str:
        return " · ".join(filter(None, (queue_words.queue_text(view.queue), view.text)))

    def _on_save(self) -> None:
        if self._stage.dialog is not None:
            return
        desks, opened = self._desks, self._open()
        here = SavedView(name="", queue=desks.queue.view.queue, text=desks.search.view.text)
        dialog = NameDialog(
            self._window, self.tr("Save as a view"), self.tr("Save the view"),
            opened.name if opened is not None else desks.search.view.text[:20] or queue_words.queue_text(here.queue),
            self._holds(here), banner=self._stage.banner)
        self._stage.show_dialog(dialog, self._save)

    def _save(self, name: object) -> str | None:
        return self._do(lambda: self._desks.views.save(str(name)), self.tr("Saved as “{0}”").format(name))

    def _on_rename(self) -> None:
        view = self._open()
        if view is not None and self._stage.dialog is None:
            dialog = NameDialog(self._window, self.tr("Rename the view “{0}”").format(view.name), self.tr("Rename"),
                                view.name, self._holds(view), banner=self._stage.banner)
            self._stage.show_dialog(dialog, partial(self._rename, view.name))

    def _rename(self, name: str, to: object) -> str | None:
        return self._do(lambda: self._desks.views.rename(name, str(to)), self.tr("Now called “{0}”").format(to))

    def _on_delete(self) -> None:
        view = self._open()
        if view is not None and self._stage.dialog is None:
            dialog = DeleteDialog(self._window, view.name, self._holds(view), banner=self._stage.banner)
            self._stage.show_dialog(dialog, partial(self._delete, view.name))

    def _delete(self, name: str, _sure: object) -> str | None:
        return self._do(lambda: self._desks.views.delete(name), self.tr("The view “{0}” is gone").format(name))

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        view = self._open()
        if view is not None:
            why = self._do(lambda: self._desks.views.move(view.name, by), "")
            if why:
                self._stage.notice.warn(why)

    def _on_export(self) -> None:
        if self._stage.dialog is None:
            dialog = PathDialog(
                self._window, self.tr("Write the saved views into a file"), self.tr("Write the file"), "views",
                Way.WRITE, SHARED_FILE,
                self.tr("Names, queues and search lines; no case and no person is in it."), banner=self._stage.banner)
            self._stage.show_dialog(dialog, self._export)

    def _export(self, path: object) -> str | None:
        return self._do(lambda: self._desks.views.hand_out(str(path)), self.tr("Written: {0}").format(path))

    def _on_import(self) -> None:
        if self._stage.dialog is None:
            dialog = PathDialog(
                self._window, self.tr("Take over saved views from a file"), self.tr("Take them over"), "views",
                Way.READ, SHARED_FILE,
                self.tr("Your own views stay; at most {0} KB.").format(MOST_BYTES // 1000), banner=self._stage.banner)
            self._stage.show_dialog(dialog, self._import)

    def _import(self, path: object) -> str | None:
        try:
            n = self._desks.views.take_in(str(path))
        except ViewsError as err:
            return refusal_words.views_text(err)
        said = self.tr("%Ln view(s) taken over", "", n) if n else self.tr("All of them were here already")
        self._stage.notice.say(said)
        return None

    def _do(self, act: Callable[[], object], said: str) -> str | None:
        try:
            act()
        except ViewsError as err:
            return refusal_words.views_text(err)
        if said:
            self._stage.notice.say(said)
        return None

    def _on_menu_asked(self, key: str, at: QPoint) -> None:
        """On a view its acts; elsewhere how to get views."""
        menu = QMenu(self._tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._acts["views.save"])
        for name in MENU if key.startswith(PREFIX) else MENU[-2:]:
            if name:
                menu.addAction(self._acts[name])
            else:
                menu.addSeparator()
        menu.popup(at)
