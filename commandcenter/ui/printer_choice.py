"""The printers of this machine to choose from. Asking the system takes its time: the panel stands first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer

from commandcenter.ui.controls import Choice


class PrinterChoice(Choice):
    """The printers of this machine; says so where there is none, and hands what it found to `listed`."""

    def __init__(self, find: Callable[[], Sequence[str]], listed: Callable[[Sequence[str]], None]) -> None:
        super().__init__()
        self._find, self._listed = find, listed
        self.setAccessibleName(self.tr("Printer"))
        self.addItem(self.tr("looking for printers"), "")
        self.setEnabled(False)
        QTimer.singleShot(0, self, self._list)

    @property
    def chosen(self) -> str:
        """The name of a printer; empty where there is none."""
        return str(self.currentData() or "")

    def _list(self) -> None:
        found = self._find()
        self.clear()
        for name in found:
            self.addItem(name, name)
        if not found:
            self.addItem(self.tr("no printer on this machine"), "")
        self.setEnabled(bool(found))
        self._listed(found)
