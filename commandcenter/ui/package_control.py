"""Package files in the window: what waits out onto a stick, the city platform's answer in from it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from commandcenter.desk.desks import Desks
from commandcenter.desk.package_desk import WHOLE, Done, PackageView, Share, Trouble
from commandcenter.ui import actions, refusal_words, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice
from commandcenter.ui.path_field import Way
from commandcenter.ui.stage import Stage
from commandcenter.ui.status_line import SYNC_REASONS
from commandcenter.ui.views_dialogs import PathDialog

WRITE, TAKE = "sync.package_out", "sync.package_in"
TELL_MS = 2_000
MB = 1_000_000
ALLOWANCES: tuple[tuple[Any, Share], ...] = (
    (QT_TRANSLATE_NOOP("Package", "All, originals too"), WHOLE),
    (QT_TRANSLATE_NOOP("Package", "At most 4 GB, small ones first"), Share(most=4000 * MB)),
    (QT_TRANSLATE_NOOP("Package", "At most 500 MB, small ones first"), Share(most=500 * MB)),
    (QT_TRANSLATE_NOOP("Package", "Small ones only, no originals"), Share(originals=False)),
    (QT_TRANSLATE_NOOP("Package", "None"), Share(most=0)),
)
TROUBLES: dict[str, Any] = {
    "package-not-one": QT_TRANSLATE_NOOP("Package", "This is no package file. Choose one written by this program."),
    "package-newer": QT_TRANSLATE_NOOP("Package", "A newer version wrote this package. Update this program first."),
    "package-way": QT_TRANSLATE_NOOP(
        "Package", "This is an outward package. Have it answered at the city platform and take the answer."),
    "package-foreign": QT_TRANSLATE_NOOP(
        "Package", "This package is of street {street}, workstation {letter}, not of this one. Check the file."),
    "package-tampered": QT_TRANSLATE_NOOP(
        "Package", "The package was changed, or sealed with another token. What came before the change is taken; have"
        " it made anew."),
    "package-cut": QT_TRANSLATE_NOOP(
        "Package", "The package is not complete. What is whole of it is taken; copy it again and take it once more."),
    "package-gap": QT_TRANSLATE_NOOP(
        "Package", "The package begins after {after}, this workstation is at {have}. Take the earlier one first, or"
        " write a new one."),
    "package-fork": QT_TRANSLATE_NOOP(
        "Package", "The package holds another past than this workstation. Not taken; ask the administrator."),
    "package-cut-off": QT_TRANSLATE_NOOP(
        "Package", "Taking the package was cut off. What was taken stays; take it once more, what is known is passed"
        " over."),
    "package-stopped": QT_TRANSLATE_NOOP("Package", "Stopped; no package was written."),
}


class PackageDialog(PathDialog):
    """Asks for the file that is written, and for how much of the photos goes along."""

    def __init__(self, window: QWidget, name: str, *, banner: AlarmBanner | None = None) -> None:
        super().__init__(
            window, QCoreApplication.translate("PackageDialog", "Write a package for the city platform"),
            QCoreApplication.translate("PackageDialog", "Write the package"), "package", Way.WRITE, name,
            QCoreApplication.translate(
                "PackageDialog", "What waits, sealed for the city platform alone. Carry it there on a stick; it is"
                " answered there, and the answer is taken here. Nothing leaves the outbox before that."),
            banner=banner)
        self.photos = Choice()
        for words, _ in ALLOWANCES:
            self.photos.addItem(QCoreApplication.translate("Package", words))
        self.add_field(self.tr("Photos"), self.photos, hint=self.tr(
            "Those that the city platform does not have yet. What does not go along now goes later."))

    def answer(self) -> object:
        return super().answer(), ALLOWANCES[self.photos.currentIndex()][1]


def trouble_text(trouble: Trouble) -> str:
    """Why a package was not written or not taken, and what to do."""
    if isinstance(trouble, FileExistsError):
        return QCoreApplication.translate("Package", "There is such a file already. Choose another name.")
    if isinstance(trouble, FileNotFoundError):
        return QCoreApplication.translate("Package", "There is no such file. Check the path, and that the stick is in.")
    if isinstance(trouble, OSError):
        return QCoreApplication.translate(
            "Package", "The file cannot be read or written. Check path, rights and free space.")
    source = TROUBLES.get(trouble.key)
    if source is not None:
        return QCoreApplication.translate("Package", source).format_map(refusal_words.Blank(trouble.facts))
    source = SYNC_REASONS.get(trouble.key)
    if source is not None:
        return QCoreApplication.translate("Sync", source).format_map(refusal_words.Blank(trouble.facts))
    return refusal_words.refusal_text(trouble)


class PackageControl(QObject):
    """Connects the two acts to the desk."""

    def __init__(self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks = window, stage, desks
        self._write_act, self._take_act = acts[WRITE], acts[TAKE]
        desks.packages.listeners.append(self.render_view)
        self._tell = QTimer(self)
        self._tell.setInterval(TELL_MS)
        self._tell.timeout.connect(self._on_tell)
        self._write_act.triggered.connect(self._on_out)
        self._take_act.triggered.connect(self._on_in)

    def render_view(self, view: PackageView) -> None:
        """The act of what is worked on stops it; the other one waits."""
        writing = view.busy and not view.taking
        self._take_act.setText(self.tr("Stop taking the package") if view.taking else _act(TAKE))
        self._write_act.setText(self.tr("Stop writing the package") if writing else _act(WRITE))
        self._take_act.setEnabled(not writing)
        self._write_act.setEnabled(not view.taking)
        if view.busy and not self._tell.isActive():
            self._tell.start()
        elif not view.busy:
            self._tell.stop()

    def _on_out(self) -> None:
        if self._desks.packages.view.busy:
            self._desks.packages.stop()
            self._stage.notice.say(self.tr("Stopping the package…"))
        elif self._stage.dialog is None:
            name = f"{self._desks.station_name}-{time_words.local(self._desks.now()):%Y%m%d-%H%M}.package"
            self._stage.show_dialog(PackageDialog(self._window, name, banner=self._stage.banner), self._write)

    def _on_in(self) -> None:
        if self._desks.packages.view.taking:
            self._desks.packages.stop()
            self._stage.notice.say(self.tr("Stopping; what was taken stays."))
            return
        if self._stage.dialog is not None:
            return
        self._stage.show_dialog(PathDialog(
            self._window, self.tr("Take the city platform's package"), self.tr("Take the package"),
            "package", Way.READ, "",
            self.tr("The answer that the city platform made. It may be taken twice; what is known is passed over."),
            banner=self._stage.banner), self._read)

    def _write(self, chosen: object) -> str | None:
        path, allowance = chosen if isinstance(chosen, tuple) else (chosen, WHOLE)

        def answer(done: Done | None, trouble: Trouble | None) -> None:
            if done is None:
                self._warn(trouble)
                return
            self._stage.notice.offer(self.tr("%Ln change(s) written into {0}. Carry it to the city platform.", "",
                                             done.facts).format(path) + self._photos(done))

        return self._begun(self._desks.packages.export(str(path), allowance, answer))

    def _photos(self, done: Done) -> str:
        """What became of the photos, in words."""
        said = (self.tr("Photos with it: %Ln.", "", done.photos) if done.photos else "",
                self.tr("%Ln photo(s) are left for later.", "", done.left) if done.left else "",
                self.tr("%Ln photo(s) could not be read.", "", done.unread) if done.unread else "")
        return "".join(" " + one for one in said if one)

    def _read(self, path: object) -> str | None:
        def answer(done: Done | None, trouble: Trouble | None) -> None:
            if done is None:
                self._warn(trouble)
                return
            said = self.tr("%Ln fact(s) taken from the package.", "", done.fresh) + self._photos(done)
            self._stage.notice.offer(self.tr("Stopped.") + " " + said if done.stopped else said)

        return self._begun(self._desks.packages.take(str(path), answer))

    def _on_tell(self) -> None:
        view = self._desks.packages.view
        if view.total:
            words = self.tr("Taking the package: {0} %") if view.taking else self.tr(
                "Writing photos into the package: {0} %")
            self._stage.notice.say(words.format(min(view.done * 100 // view.total, 100)))

    def _begun(self, begun: bool) -> str | None:
        if begun:
            self._stage.notice.say(self.tr("Working on the package…"))
            return None
        return self.tr("Another package is being worked on. Wait until it is done.")

    def _warn(self, trouble: Trouble | None) -> None:
        self._stage.notice.warn("" if trouble is None else trouble_text(trouble))


def _act(name: str) -> str:
    return actions.text_of(next(spec for spec in actions.SPECS if spec.id == name))
