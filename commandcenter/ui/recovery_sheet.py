"""The recovery key on paper: one sheet, painted as the case papers are, onto a printer or into a PDF elsewhere.

The key goes into no file of ours: neither the log nor anything beside the store.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from commandcenter.desk.keeping import RecoverySheet
from commandcenter.ui import sheet_printer, time_words
from commandcenter.ui.sheet_form import Form, Look, Text, dated, full, pair
from commandcenter.ui.sheet_job import paint_form
from commandcenter.ui.sheet_pdf import PdfFile, Unwritable

translate = QCoreApplication.translate  # a name that lupdate knows


def form(sheet: RecoverySheet) -> Form:
    """The sheet in words."""
    title = translate("RecoverySheet", "Recovery key of a workstation")
    made = f"{time_words.local(sheet.at):%Y-%m-%d %H:%M}"
    return Form(
        office=translate("Sheet", "{0} city management command centre").format(sheet.street_name), title=title,
        line=sheet.station_name, line_right=made, short=title,
        rows=(
            full(translate("RecoverySheet", "Recovery key"), Text(text=sheet.key, look=Look.STRONG), least=18),
            pair((translate("RecoverySheet", "Street"), sheet.street_name),
                 (translate("RecoverySheet", "Workstation"), sheet.station_name)),
            full(translate("RecoverySheet", "Opens"), translate(
                "RecoverySheet", "The data of this workstation and every backup made from now on, when the password,"
                " the system's key store or the computer is lost. Type it where the window asks for it.")),
            full(translate("RecoverySheet", "Keep it"), translate(
                "RecoverySheet", "In a sealed envelope, in the safe, away from the computer. Whoever has it and a copy"
                " of the data can read everything. Nobody else has a copy, the city neither.")),
            full(translate("RecoverySheet", "Replaced by"), translate(
                "RecoverySheet", "A newer sheet of the same workstation. This one then opens only the backups of its"
                " time; keep it with them, or destroy both.")),
            dated(translate("RecoverySheet", "Kept by"), translate("RecoverySheet", "Since"), ""),
        ),
        foot=translate("RecoverySheet", "Made {0}. Shown and printed once.").format(made))


def file_name(sheet: RecoverySheet) -> str:
    """What the PDF is called; it says nothing of the key."""
    name = "".join(c if c.isalnum() or c in "-." else "_" for c in sheet.station_name)
    return translate("RecoverySheet", "recovery_key_{0}.pdf").format(name)


def save(sheet: RecoverySheet, path: Path) -> None:
    """Write the sheet as a PDF.

    Raises:
        Unwritable: it cannot be written, or there is such a file.
    """
    file = PdfFile(path, translate("RecoverySheet", "Recovery key"))
    if not paint_form(form(sheet), file.device):
        file.discard()
        raise Unwritable("pdf-not-written", where=str(path))
    file.finish()


def print_on(sheet: RecoverySheet, printer: str) -> bool:
    """Print the sheet; False where the printer does not take it."""
    device = sheet_printer.opened(printer, translate("RecoverySheet", "Recovery key"))
    return device is not None and paint_form(form(sheet), device)


def lies_beside(sheet: RecoverySheet, path: Path) -> bool:
    """Whether a file would lie with the data that the key opens."""
    return bool(sheet.folder) and path.resolve().is_relative_to(Path(sheet.folder).resolve())
