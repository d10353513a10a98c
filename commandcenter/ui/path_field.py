"""A file or a folder that a person names: typed, dropped onto the field, or chosen in the system's own dialog.

The dialog runs beside the window, no loop is nested: the keys of the alarm banner go on working. What a file is for is
in KINDS; the folder that was used last is remembered for each kind. Nothing is read or written here.
"""

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path, PurePath
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QMimeData, QSettings, QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from commandcenter.ui.keycap import OUTLINED, KeyButton

translate = QCoreApplication.translate  # a name that lupdate knows

KEYS = ("Ctrl", "O")
# what is chosen by its key: the words of its filter, and its endings (none: any)
KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "cases": (QT_TRANSLATE_NOOP("PathField", "Files of cases"), (".csv",)),
    "mapping": (QT_TRANSLATE_NOOP("PathField", "Mappings"), (".toml",)),
    "outlines": (QT_TRANSLATE_NOOP("PathField", "Boundaries"), (".geojson", ".json")),
    "catalogue": (QT_TRANSLATE_NOOP("PathField", "Workbooks"), (".xlsx",)),
    "views": (QT_TRANSLATE_NOOP("PathField", "Saved views"), (".json",)),
    "package": (QT_TRANSLATE_NOOP("PathField", "Packages"), (".package",)),
    "backup": (QT_TRANSLATE_NOOP("PathField", "Backups"), (".ccbackup",)),
    "recovery": (QT_TRANSLATE_NOOP("PathField", "PDF files"), (".pdf",)),
    "sheets": (QT_TRANSLATE_NOOP("PathField", "PDF files"), (".pdf",)),
    "support": (QT_TRANSLATE_NOOP("PathField", "Support bundles"), (".zip",)),
    "outbox": (QT_TRANSLATE_NOOP("PathField", "Text files"), (".txt",)),
    "handover": (QT_TRANSLATE_NOOP("PathField", "Pages and text files"), (".html", ".txt")),
    "certificate": (QT_TRANSLATE_NOOP("PathField", "Certificates"), (".pem", ".crt", ".cer")),
    "photos": (QT_TRANSLATE_NOOP("PathField", "Photos"), (".jpg", ".jpeg", ".png")),
    "photo": (QT_TRANSLATE_NOOP("PathField", "Photos"), (".jpg",)),
    "data": ("", ()),
}


class Way(Enum):
    """What is done with the path."""

    READ = "read"
    WRITE = "write"
    FOLDER = "folder"


TITLES: dict[Way, Any] = {
    Way.READ: QT_TRANSLATE_NOOP("PathField", "Choose a file"),
    Way.WRITE: QT_TRANSLATE_NOOP("PathField", "Where to write the file"),
    Way.FOLDER: QT_TRANSLATE_NOOP("PathField", "Choose a folder"),
}


class Folders:
    """The folder used last, by kind; kept with the window's layout once there is one."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self._kept: QSettings | None = None

    def keep_in(self, kept: QSettings | None) -> None:
        """Where they are kept from now on; None forgets what was remembered."""
        self._last, self._kept = {}, kept

    def of(self, kind: str) -> str:
        """The folder to begin in: the last one where it is still there, else the person's documents."""
        last = self._last.get(kind, "")
        if not last and self._kept is not None:
            last = str(self._kept.value(f"folders/{kind}", "") or "")
        if last and _is_folder(last):
            return last
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def remember(self, kind: str, folder: str) -> None:
        """A file of this kind was named there."""
        self._last[kind] = folder
        if self._kept is not None:
            self._kept.setValue(f"folders/{kind}", folder)


folders = Folders()  # one for the program: a window that sets up a workstation has none to hand on


def proposed(kind: str, name: str) -> str:
    """A path for a file of this name, in the folder used last; "" gives the folder, to type on."""
    return str(PurePath(folders.of(kind)) / (name or "x")).removesuffix("" if name else "x")


def folder_fault(text: str) -> str:
    """Why nothing can be written into a folder, which need not be there yet; "" where it can."""
    path = Path(text.strip()).expanduser()
    try:
        there = next((one for one in (path, *path.parents) if one.exists()), path)
        if not there.is_dir():
            return translate("PathField", "{0} is a file. Choose a folder.").format(there)
    except OSError:
        return translate("PathField", "This folder cannot be reached. Check its path, or that the disk is in.")
    if not os.access(there, os.W_OK | os.X_OK):
        return translate("PathField", "You may not write into {0}. Choose another folder, or have whoever looks after"
                                      " this computer give you the right.").format(there)
    return ""


def choose(
    parent: QWidget, title: str, kind: str, way: Way, chosen: Callable[[list[str]], None], *, at: str = "",
    several: bool = False,
) -> QFileDialog:
    """The system's dialog, shown at once; `chosen` hears the paths, and nothing where it was given up.

    `at`: a path or a name to begin with. The dialog lives until it is closed.
    """
    words, endings = KINDS[kind]
    path = PurePath(at)
    folder = str(path.parent) if path.is_absolute() and _is_folder(str(path.parent)) else folders.of(kind)
    dialog = QFileDialog(parent.window(), title, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, translate("PathField", "Folder:"))  # Qt's own words lack these
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, translate("PathField", "Kind:"))
    if way is Way.FOLDER:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if at and _is_folder(at):
            dialog.setDirectory(at)
    else:
        patterns = " ".join(f"*{ending} *{ending.upper()}" for ending in endings)
        named, all_files = translate("PathField", words), translate("PathField", "All files (*)")
        dialog.setNameFilters([f"{named} ({patterns})", all_files])
    if way is Way.READ:
        mode = QFileDialog.FileMode
        dialog.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
    elif way is Way.WRITE:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(endings[0].lstrip("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the field says that there is such a file
        if path.name and not _is_folder(at):
            dialog.selectFile(path.name)

    def on_chosen(paths: list[str]) -> None:
        if paths:
            folders.remember(kind, paths[0] if way is Way.FOLDER else str(PurePath(paths[0]).parent))
            chosen([str(PurePath(one)) for one in paths])

    dialog.filesSelected.connect(on_chosen)
    dialog.setModal(False)  # the banner's keys go on working
    dialog.show()
    return dialog


class PathEdit(QLineEdit):
    """A field for one path. `row()` has it beside its button; Ctrl+O in the field does the same."""

    def __init__(self, kind: str, way: Way = Way.READ, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._kind, self._way = kind, way
        self._dialog: QFileDialog | None = None
        self._row: QWidget | None = None
        self.setAcceptDrops(True)
        self.browse = KeyButton(translate("PathField", "Browse…"), KEYS, OUTLINED)
        self.browse.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.browse.clicked.connect(self.choose)
        self.editingFinished.connect(self._on_finished)

    def row(self) -> QWidget:
        """The field and its button side by side, for `add_field`; the field has the focus of both."""
        if self._row is None:
            self._row = QWidget()
            line = QHBoxLayout(self._row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            line.addWidget(self, 1)
            line.addWidget(self.browse)
            self._row.setFocusProxy(self)
        return self._row

    @property
    def dialog(self) -> QFileDialog | None:
        """The dialog that is open; None where none is."""
        return self._dialog

    def choose(self) -> None:
        """Open the system's dialog; a second time brings it to the front."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        title = translate("PathField", TITLES[self._way])
        self._dialog = choose(self, title, self._kind, self._way, self._on_chosen, at=self.text().strip())
        self._dialog.destroyed.connect(self._on_gone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_O and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if self.browse.isEnabled():
                self.choose()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ReadOnlyChange):
            self.browse.setEnabled(self.isEnabled() and not self.isReadOnly())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._dialog is not None:
            self._dialog.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._accepts(event):
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not self._accepts(event):
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData())
        if path and not self.isReadOnly():
            self._on_chosen([path])
            event.acceptProposedAction()
        else:
            super().dropEvent(event)

    def _accepts(self, event: QDropEvent) -> bool:
        takes = not self.isReadOnly() and bool(_dropped(event.mimeData()))
        if takes:
            event.acceptProposedAction()
        return takes

    def _on_chosen(self, paths: list[str]) -> None:
        self.setText(paths[0])
        self.setModified(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_gone(self) -> None:
        self._dialog = None

    def _on_finished(self) -> None:
        path = PurePath(self.text().strip())
        if self.isModified() and path.is_absolute():
            folders.remember(self._kind, str(path if self._way is Way.FOLDER else path.parent))


def _dropped(mime: QMimeData) -> str:
    """The path of the first file that was dropped; "" where none was."""
    return next((str(PurePath(url.toLocalFile())) for url in mime.urls() if url.isLocalFile()), "")


def _is_folder(path: str) -> bool:
    try:
        return Path(path).expanduser().is_dir()
    except OSError:  # a name that the system cannot take
        return False
