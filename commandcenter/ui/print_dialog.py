"""打印: which sheet, of which cases, its pages as they will be, into a PDF file or onto a printer.

The panel stays while it writes, says how far it is, and can be stopped; it knows no case, only sheets.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPagedPaintDevice
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.core.numbers import short_number
from commandcenter.desk.print_desk import MOST, PrintDesk, PrintView, Sheet, SheetKind
from commandcenter.ui import refusal_words, sheet_pages, sheet_printer, sheet_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Check, Choice, labelled
from commandcenter.ui.dialog_fields import Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.joining import chained
from commandcenter.ui.keycap import FLAT, KeyButton
from commandcenter.ui.path_field import PathEdit, Way, folders
from commandcenter.ui.printer_choice import PrinterChoice
from commandcenter.ui.sheet_job import Album, Job
from commandcenter.ui.sheet_pages import Page
from commandcenter.ui.sheet_pdf import PdfFile, Unwritable
from commandcenter.ui.sheet_preview import SheetPreview

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PREVIEW_PX = 640
MOST_NAMED = 6  # cases left out that are named
MOST_COPIES = 20
translate = QCoreApplication.translate  # a name that lupdate knows


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Cases that may be printed together: what they are called, and their row ids (MOST of them at most)."""

    key: str
    words: str
    ids: tuple[int, ...]


class PrintDialog(DialogFrame):
    """The panel. `saved` and `printed` say that it is done; Esc stops what runs, or closes."""

    preview_px: ClassVar[int] = PREVIEW_PX

    saved = Signal(str, int)  # path, pages
    printed = Signal(str, int)  # printer, pages

    def __init__(
        self, window: QWidget, desk: PrintDesk, scopes: tuple[Scope, ...], scope: str, *,
        printers: Callable[[], tuple[str, ...]] = sheet_printer.names, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("PrintDialog", "Print sheets"), translate("PrintDialog", "Save as PDF"),
                         preview=True, banner=banner)
        self._desk, self._scopes = desk, {one.key: one for one in scopes}
        self._album = Album()
        self._pages: tuple[Page, ...] = ()
        self._shown: Sheet | None = None  # the sheet of these pages
        self._sheet = self._page = 0
        self._asked: frozenset[str] = frozenset()  # pictures that are on their way
        self._absent: set[str] = set()  # pictures that are not on this workstation
        self._job: Job | None = None
        self._file: PdfFile | None = None
        self._printer: QPrinter | None = None
        self._printer_name = ""
        self._proposed = ""
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_step)

        self.kind = OptionGroup(tuple(
            Option(key=kind.value, words=sheet_words.name_of(kind)) for kind in SheetKind))
        self.kind.option_chosen.connect(self._on_kind)
        self.add_field(self.tr("Sheet"), self.kind, first=True)
        self.scope = Choice()
        self.scope.setAccessibleName(self.tr("Cases"))
        for one in scopes:
            self.scope.addItem(one.words, one.key)
        self.scope.setCurrentIndex(max(self.scope.findData(scope), 0))
        self.scope.currentIndexChanged.connect(self._on_scope)
        self.left_out = labelled("", "secondary")
        self.left_out.setWordWrap(True)
        self.add_field(self.tr("Cases"), _together(self.scope, self.left_out),
                       hint=self.tr("At most {0} at once.").format(MOST))
        self.path = PathEdit("sheets", Way.WRITE)
        self.path.textChanged.connect(self._on_path)
        self.replace = Check(self.tr("Replace the file of this name"))
        self.replace.hide()
        self.path.setAccessibleName(self.tr("File"))
        self.add_field(self.tr("File"), _together(self.path.row(), self.replace), check=self._check_path)
        self.printer = PrinterChoice(printers, self._on_printers)
        self.copies = Choice()
        for n in range(1, MOST_COPIES + 1):
            self.copies.addItem(self.tr("%Ln cop.", "", n), n)
        self.copies.setAccessibleName(self.tr("Copies"))
        self.copies.setEnabled(False)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.printer, 1)
        line.addWidget(self.copies)
        row.setFocusProxy(self.printer)
        self.add_field(self.tr("Printer"), row)
        self.print_now = self.add_button(self.tr("Print"), ("Ctrl", "P"))
        self.print_now.clicked.connect(self.print_all)

        for n in range(self.grid.rowCount() - 1):  # the preview is higher than the fields: what is left stays below
            self.grid.setRowStretch(n, 0)
        self._build_preview()
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)
        self.render_view(desk.view)

    def _on_printers(self, found: Sequence[str]) -> None:
        self.printer.setCurrentIndex(max(self.printer.findData(self._desk.printer), 0))
        self.copies.setEnabled(bool(found))

    def _build_preview(self) -> None:
        self.preview = SheetPreview(self._album)
        self.preview.turned.connect(self.turn)
        self.where = labelled("", "secondary")
        bar = QHBoxLayout()
        self.buttons: dict[str, KeyButton] = {}
        for name, words, keys, slot in (
            ("back", self.tr("Previous page"), "PgUp", self._on_back),
            ("on", self.tr("Next page"), "PgDn", self._on_next),
            ("smaller", self.tr("Smaller"), "−", self._on_smaller),
            ("larger", self.tr("Larger"), "+", self._on_larger),
        ):
            button = self.buttons[name] = KeyButton(words, (keys,), FLAT)
            button.clicked.connect(slot)
            bar.addWidget(button)
        bar.insertStretch(2, 1)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.preview, 1)
        column.addWidget(self.where, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(bar)
        self.set_preview(self.tr("Preview"), self.tr("as it will be printed"), box)

    # -- drawing ------------------------------------------------------------------------------------

    def render_view(self, view: PrintView) -> None:
        """The kinds there are, the cases left out, and the page."""
        for kind, why in view.kinds:
            radio = self.kind.radio(kind.value)
            radio.setEnabled(not why or kind is view.kind or len(self._ids()) > 1)
            radio.setToolTip(refusal_words.sheet_why(why) if why else "")
        if view.kind is not None:
            focused = self.kind.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            self.kind.choose(view.kind.value)
            if focused:
                self.kind.radio(view.kind.value).setFocus(Qt.FocusReason.OtherFocusReason)
        self.left_out.setText(_left_out(view))
        self.left_out.setVisible(bool(view.left_out))
        if self._sheet >= len(view.sheets):
            self._sheet = self._page = 0
        self._propose(view)
        ready = view.loaded and bool(view.sheets) and self._job is None
        self.primary.setEnabled(ready)
        self.print_now.setEnabled(ready)
        self._show_page(view)

    def turn(self, by: int) -> None:
        """The next (1) or previous (-1) page; of the next or previous case at the end."""
        sheets = self._desk.view.sheets
        page, sheet = self._page + by, self._sheet
        if page >= len(self._pages) and sheet + 1 < len(sheets):
            page, sheet = 0, sheet + 1
        elif page < 0 and sheet > 0:
            page, sheet = -1, sheet - 1
        if sheet != self._sheet:
            self._pages = ()
            self._sheet = sheet
        elif not 0 <= page < len(self._pages):
            return
        self._page = page
        self._show_page(self._desk.view)

    def _show_page(self, view: PrintView) -> None:
        if not view.sheets:
            self._pages = ()
            self.preview.show_page(None)
            none = view.loaded and not view.sheets
            self.where.setText(self.tr("There is no sheet to print.") if none else self._reading(view))
            return
        sheet = view.sheets[self._sheet]
        form = sheet_words.form(sheet)
        if not self._pages or self._shown is not sheet:
            self._pages, self._shown = sheet_pages.pages(form), sheet
            self._fetch(sheet)
        self._page = len(self._pages) - 1 if self._page < 0 else min(self._page, len(self._pages) - 1)
        self.preview.show_page(self._pages[self._page])
        words = self.tr("page {0} of {1}").format(self._page + 1, len(self._pages))
        if len(view.sheets) > 1:
            which = self.tr("case {0} of {1}").format(self._sheet + 1, len(view.sheets))
            words = f"{which} · {short_number(sheet.case.shown_number)} · {words}"
        if not view.loaded:
            words = f"{words} · {self._reading(view)}"
        self.where.setText(words)
        self.preview.setAccessibleName(f"{form.title} {words}")

    def _reading(self, view: PrintView) -> str:
        return self.tr("Reading {0} of {1}").format(view.done, view.of)

    def _fetch(self, sheet: Sheet) -> bool:
        """Ask for the pictures of a sheet; False where none needs to be waited for."""
        names = tuple(name for name in self._album.missing(sheet) if name not in self._absent)
        if names and frozenset(names) != self._asked:
            self._asked = frozenset(names)
            self._desk.pictures(names, self._on_pictures)
        return bool(names)

    def _on_pictures(self, found: dict[str, bytes]) -> None:
        for name, data in found.items():
            self._album.put(name, data)
        self._absent |= {name for name in self._asked if self._album(name) is None}
        self._asked = frozenset()
        if self._job is not None:
            self._timer.start()
        self.preview.redraw()

    def _on_back(self) -> None:
        self.turn(-1)

    def _on_next(self) -> None:
        self.turn(1)

    def _on_smaller(self) -> None:
        self.preview.magnify(-1)

    def _on_larger(self) -> None:
        self.preview.magnify(1)

    # -- what is chosen -----------------------------------------------------------------------------

    def _ids(self) -> tuple[int, ...]:
        scope = self._scopes.get(str(self.scope.currentData()))
        return scope.ids if scope is not None else ()

    def _on_kind(self, key: str) -> None:
        view = self._desk.view
        if view.kind is not None and view.kind.value != key:
            self._pages, self._sheet, self._page = (), 0, 0
            self._desk.choose(SheetKind(key))

    def _on_scope(self) -> None:
        self._pages, self._sheet, self._page = (), 0, 0
        self._desk.open(self._ids(), self._desk.view.kind)

    def _propose(self, view: PrintView) -> None:
        """A name for the file, unless a person wrote another."""
        if not view.sheets or self.path.text() != self._proposed:
            return
        folder = Path(self._desk.folder or folders.of("sheets"))
        self._proposed = str(folder / sheet_words.file_name(view.sheets[0], len(view.sheets)))
        self.path.setText(self._proposed)

    def _on_path(self) -> None:
        path = self._path()
        there = path is not None and path.is_file()
        self.replace.setVisible(there)
        if not there:
            self.replace.setChecked(False)

    def _path(self) -> Path | None:
        text = self.path.text().strip()
        if not text:
            return None
        path = Path(text).expanduser()
        return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")

    def _check_path(self) -> str:
        path = self._path()
        if path is None:
            return self.tr("Type the path of the file.")
        if path.is_file() and not self.replace.isChecked():
            self.replace.setVisible(True)
            return self.tr("There is a file of this name. Tick “Replace”, or choose another name.")
        return ""

    # -- writing ------------------------------------------------------------------------------------

    def confirm(self) -> None:
        """Save as PDF: the panel stays until the file is there."""
        path, view = self._path(), self._desk.view
        fault = self._check_path()
        self.say_fault(fault)
        if fault or path is None or not self.primary.isEnabled():
            if fault:
                self.path.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            self._file = PdfFile(path, sheet_words.name_of(view.sheets[0].kind), replace=self.replace.isChecked())
        except Unwritable as err:
            self.say_fault(refusal_words.sheet_fault(err))
            return
        self._begin(self._file.device)

    def print_all(self) -> None:
        """Print on the chosen printer: the panel stays until it has taken all pages."""
        name, view = self.printer.chosen, self._desk.view
        if not self.print_now.isEnabled():
            return
        if not name:
            self.say_fault(self.tr("There is no printer on this machine. Save as PDF, or connect one and open again."))
            return
        device = sheet_printer.opened(name, sheet_words.name_of(view.sheets[0].kind), int(self.copies.currentData()))
        if device is None:
            self.say_fault(self.tr("The printer {0} does not answer. Choose another one.").format(name))
            return
        self._printer, self._printer_name = device, name
        self._begin(device)

    def _begin(self, device: QPagedPaintDevice) -> None:
        self._job = Job(self._desk.view.sheets, device, self._album)
        self.primary.setEnabled(False)
        self.print_now.setEnabled(False)
        self._timer.start()

    def _on_step(self) -> None:
        """Paint one page; the window goes on in between, and pictures are waited for."""
        job = self._job
        if job is None:
            self._timer.stop()
            return
        if job.finished:
            self._finish(job)
            return
        sheet = job.next_sheet
        if sheet is not None and self._fetch(sheet):
            self._timer.stop()  # until they have come
            return
        if not job.step():
            self._break(self.tr("The printer does not take the pages. Look whether it is on, or save as PDF."))
            return
        try:
            if self._file is not None:
                self._file.check()
        except Unwritable as err:
            self._break(refusal_words.sheet_fault(err))
            return
        self.where.setText(self.tr("Writing {0} of {1} · Esc stops").format(job.at, job.of))

    def _finish(self, job: Job) -> None:
        self._timer.stop()
        job.end()
        file, path = self._file, self._path()
        try:
            if file is not None:
                file.finish()
        except Unwritable as err:
            self._file = None
            self._break(refusal_words.sheet_fault(err))
            return
        self._job = self._file = self._printer = None
        if file is not None and path is not None:
            self._desk.remember(folder=str(path.parent))
            self._desk.note(str(path))
            self.dismiss()
            self.saved.emit(str(path), job.pages)
        else:
            self._desk.remember(printer=self._printer_name)
            self._desk.note(self._printer_name)
            self.dismiss()
            self.printed.emit(self._printer_name, job.pages)

    def _break(self, sentence: str) -> None:
        """Stop, take away what was written, and say why; "" says nothing."""
        self._timer.stop()
        job, file = self._job, self._file
        self._job = self._file = None
        if self._printer is not None:
            self._printer.abort()
        if job is not None:
            job.end()
        if file is not None:
            file.discard()
        self._printer = None
        self.say_fault(sentence)
        self.render_view(self._desk.view)

    # -- life ---------------------------------------------------------------------------------------

    def was_typed(self) -> bool:
        """A path is no text that would be lost."""
        return False

    def give_up(self) -> None:
        """Esc: stops what runs, or closes."""
        if self._job is not None:
            self._break(self.tr("Stopped; nothing was written."))
        else:
            super().give_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_P:
            self.print_all()
            event.accept()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_closed(self) -> None:
        if self._job is not None:
            self._break("")
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)
        self._desk.stop()
        self._album.clear()
        self._pages, self._shown = (), None
        self.preview.show_page(None)


def _together(first: QWidget, second: QWidget) -> QWidget:
    """Two widgets above each other as one field; the first has its focus."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(first)
    column.addWidget(second)
    box.setFocusProxy(first)
    return box


def _left_out(view: PrintView) -> str:
    """Which cases have no such sheet, and why, in a few words."""
    if not view.left_out:
        return ""
    named = chained(
        f"{short_number(number)} {refusal_words.sheet_why(why)}" for number, why in view.left_out[:MOST_NAMED])
    more = "……" if len(view.left_out) > MOST_NAMED else ""
    return translate("PrintDialog", "{0} without this sheet: {1}").format(len(view.left_out), named + more)
