"""Printers of this machine: their names, and one of them to paint on. QtPrintSupport is imported when it is needed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def names() -> tuple[str, ...]:
    """The printers there are, the usual one first; empty without one."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    found = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(found, key=lambda name: (name != usual, name)))


def opened(name: str, title: str, copies: int = 1) -> "QPrinter | None":
    """A printer with A4 in it, and what is printed on it called `title`; None where it has gone."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        return None
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    prepare(printer, title)
    printer.setCopyCount(copies)
    return printer


def prepare(printer: "QPrinter", title: str) -> None:
    """Let a printer take our pages: A4 upright, the paper's corner as origin."""
    printer.setPageLayout(QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("commandcenter")
