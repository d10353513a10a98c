"""The panel of the street's boundaries (街道边界): a GeoJSON file is read, what it changes is seen, then published."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from commandcenter.core.outlines import Outlines
from commandcenter.desk.errand_desk import Errand, ErrandDesk
from commandcenter.desk.foreign_files import BoundaryFile, ForeignFiles
from commandcenter.desk.outlines_desk import Held, OutlinesDesk, Trouble
from commandcenter.ui import time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.editor_frame import trouble_text
from commandcenter.ui.errand_dialog import ErrandDialog
from commandcenter.ui.path_field import PathEdit, Way, proposed

translate = QCoreApplication.translate  # a name that lupdate knows

WHY_NOT: dict[str, Any] = {
    "role": QT_TRANSLATE_NOOP(
        "Outlines", "Only an administrator publishes. Choose one as operator in the status line."),
    "right": QT_TRANSLATE_NOOP("Outlines", "The city has not let this workstation publish its street's documents."),
    "offline": QT_TRANSLATE_NOOP(
        "Outlines", "The city platform is not reachable; it gives the version. Publish once it is."),
}


class OutlinesDialog(ErrandDialog):
    """Reads the file, shows what would change, publishes. `published` with the version."""

    published = Signal(int)
    fills = True
    wide = True

    def __init__(
        self, window: QWidget, desk: ErrandDesk, files: ForeignFiles, outlines: OutlinesDesk, *,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("Outlines", "Boundaries of the street"),
                         translate("Outlines", "Read the file"), desk, banner=banner)
        self._files, self._desk, self._found, self._held = files, outlines, BoundaryFile(), Held()
        self._asked = False
        self.path = PathEdit("outlines", Way.READ, proposed("outlines", ""))
        self.now = labelled(translate("Outlines", "Loading…"), "body")
        self.now.setWordWrap(True)
        self.seen = QPlainTextEdit()
        self.seen.setReadOnly(True)
        self.seen.setPlaceholderText(translate(
            "Outlines", "What the file changes, or what in it cannot be used, stands here once it has been read."
            " Nothing is published before you say so."))
        self.seen.setAccessibleName(translate("Outlines", "What the file changes"))
        self.add_field(translate("Outlines", "Holds now"), self.now)
        self.add_field(
            translate("Outlines", "File"), self.path.row(), first=True, check=self._check_path,
            hint=translate("Outlines", "GeoJSON; each feature has a code: 9 digits the street, 12 a community, 15 a"
                                       " grid cell. Map, places and responsible units follow once the window is opened"
                                       " anew; cases keep the community they have."))
        at = self.grid.rowCount()
        self.add_field(translate("Outlines", "In the file"), self.seen)
        self.add_state()
        for row in range(self.grid.rowCount()):  # what is seen takes the room
            self.grid.setRowStretch(row, int(row == at))
        self.inputs = [self.path]
        self.path.textChanged.connect(self._on_path)
        outlines.look(self._on_held)

    def errand(self) -> Errand:
        path = self.path.text().strip()
        return lambda say, stopped: self._files.read_outlines(path, say, stopped)

    def on_came(self, came: object) -> None:
        if not isinstance(came, BoundaryFile):
            return
        self._found = came
        self._show()
        if came.outlines is not None and came.outlines != self._held.outlines:
            self.primary.set_words(translate("Outlines", "Publish"))
            self.seen.setFocus()
        else:
            self.path.setFocus()

    def confirm(self) -> None:
        """Read the file; once it is read, publish what is in it."""
        outlines = self._found.outlines
        if outlines is None or outlines == self._held.outlines:
            super().confirm()
        elif self.primary.isEnabled():
            why = self._desk.why_not()
            self._asked = not why and self._desk.publish(outlines, self._held.version, self._on_published)
            self.primary.setEnabled(not self._asked)
            self.say_trouble("" if self._asked else translate("Outlines", WHY_NOT[why or "offline"]))
            if self._asked:
                self.progress.setText(translate("Outlines", "Publishing…"))
                self.say_trouble("")

    def _on_published(self, version: int, trouble: Trouble | None) -> None:
        if not self._asked:
            return
        self._asked = False
        if trouble is None:
            self.dismiss()
            self.published.emit(version)
            return
        self.progress.setText("")
        self.primary.setEnabled(True)
        self.say_trouble(trouble_text(trouble))
        self._desk.look(self._on_held)  # where another version came meanwhile

    def _on_held(self, held: Held) -> None:
        self._held = held
        own = held.outlines
        self.now.setText(
            translate("Outlines", "Version {0}: {1}").format(held.version, _counted(own)) if own is not None else
            translate("Outlines", "None of its own: those that came with the program."))
        if self._found.read:
            self._show()

    def _show(self) -> None:
        found = self._found
        if found.outlines is None:
            lines = [translate("Outlines", "{0} of {1} features cannot be used; nothing is published while one is"
                                           " refused.").format(*map(time_words.number_text,
                                                                    (found.refusals, found.read))), *found.refused]
            if found.refused_file:
                lines.append(translate("Outlines", "The refused ones and why: {0}").format(found.refused_file))
        else:
            lines = [_counted(found.outlines), *changes(self._held.outlines, found.outlines)]
        self.seen.setPlainText("\n".join(lines))

    def _on_path(self) -> None:
        """Another file: what was read is another one's."""
        if self._found.read:
            self._found = BoundaryFile()
            self.seen.clear()
            self.primary.set_words(translate("Outlines", "Read the file"))

    def _check_path(self) -> str:
        return "" if self.path.text().strip() else translate("Outlines", "Type the path of the file.")


def changes(before: Outlines | None, after: Outlines) -> tuple[str, ...]:
    """What other boundaries change, community by community, in words."""
    if before is None:
        return tuple(f"+ {area.name}  {area.code}" for area in after.communities)
    was, now = ({area.code: area for area in one.communities} for one in (before, after))
    lines = [f"+ {now[code].name}  {code}" for code in now.keys() - was.keys()]
    lines += [f"− {was[code].name}  {code}" for code in was.keys() - now.keys()]
    for code in now.keys() & was.keys():
        if now[code].name != was[code].name:
            lines.append(f"~ {was[code].name} → {now[code].name}  {code}")
        elif now[code].polygons != was[code].polygons:
            lines.append("~ " + translate("Outlines", "{0}: another boundary").format(now[code].name) + f"  {code}")
    if before.outline != after.outline:
        lines.append("~ " + translate("Outlines", "{0}: another boundary").format(after.name))
    if before.cells != after.cells:
        lines.append("~ " + translate("Outlines", "Grid cells: {0} → {1}").format(
            *(time_words.number_text(len(one.cells)) for one in (before, after))))
    return tuple(sorted(lines)) or (translate("Outlines", "The same as those that hold; nothing is to be published."),)


def _counted(outlines: Outlines) -> str:
    return translate("Outlines", "{0}: {1} communities, {2} grid cells").format(
        outlines.name, time_words.number_text(len(outlines.communities)), time_words.number_text(len(outlines.cells)))
