"""The editor of the ladder (督办升级): to whom each rung goes, and who gets a copy."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QWidget

from commandcenter.core.documents import Books
from commandcenter.core.rules_edits import with_receivers
from commandcenter.core.rungs import By, Ladder, Receiver, Rung
from commandcenter.desk.document_desk import DocumentDesk, DocumentView
from commandcenter.ui import change_words, texts, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Check, Choice, FocusList, labelled
from commandcenter.ui.editor_frame import EditorFrame
from commandcenter.ui.joining import chained
from commandcenter.ui.theme import current

ROW_PX = 28


class LadderEditor(EditorFrame):
    """The rungs in a list; the receivers of the one that is lit below it. When a rung fires is read, not edited."""

    def __init__(
        self, window: QWidget, desk: DocumentDesk, books: Callable[[], Books], *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, desk, books, banner=banner)
        self._rungs: tuple[Rung, ...] = ()
        self.list = FocusList()
        self.list.setAccessibleName(self.tr("Rungs"))
        self.list.setAccessibleDescription(self.tr("The arrow keys choose a rung."))
        self.list.setMinimumHeight(current().px(112))
        self.list.currentRowChanged.connect(self._on_row)
        self.about = labelled("", "secondary")
        self.about.setWordWrap(True)
        self.to = Choice()
        self.copies: dict[Receiver, Check] = {}
        copies = QWidget()
        row = QHBoxLayout(copies)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for receiver in Receiver:
            self.to.addItem(texts.receiver_text(receiver), receiver.value)
            check = Check(texts.receiver_text(receiver))
            check.toggled.connect(self._on_changed)
            self.copies[receiver] = check
            row.addWidget(check)
        row.addStretch(1)
        self.to.currentIndexChanged.connect(self._on_to)
        row_of_list = self.grid.rowCount()
        self.add_field(self.tr("Rungs"), self.list, first=True)
        self.add_field(self.tr("Rung"), self.about)
        self.add_field(self.tr("Goes to"), self.to)
        self.add_field(self.tr("Copies to"), copies)
        for row_of_grid in range(self.grid.rowCount()):
            self.grid.setRowStretch(row_of_grid, int(row_of_grid == row_of_list))  # the list takes what room there is
        self.start()

    def fill(self, view: DocumentView) -> None:
        body, held = view.body, self.books.ladder
        if not isinstance(body, Ladder):
            return
        rungs = (*body.rungs, *body.steps)
        before = {(rung.clock, rung.level): rung for rung in (*held.rungs, *held.steps)}
        at = max(self.list.currentRow(), 0)
        if len(rungs) != self.list.count():
            self.list.clear()
            for _ in rungs:
                QListWidgetItem(self.list).setSizeHint(QSize(0, current().px(ROW_PX)))
        self._rungs = rungs
        for n, rung in enumerate(rungs):
            words = change_words.rung_text(rung)
            mark = "• " if before.get((rung.clock, rung.level)) != rung else ""
            self.list.item(n).setText(f"{mark}{words} → {change_words.receivers_text(rung.to, rung.copy_to)}")
        self.list.setCurrentRow(min(at, len(rungs) - 1))
        self._show(self.list.currentRow())

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._rungs):
            return
        rung = self._rungs[row]
        filling, self._filling = self._filling, True
        self.about.setText(" · ".join(filter(None, (
            self.tr("set by a person") if rung.by is By.PERSON else self.tr("set by the timer"), chained(rung.asks),
            self.tr("asks for a reply within {0}").format(time_words.limit_text(rung.reply_limit))
            if rung.reply_limit is not None else ""))))
        self.to.setCurrentIndex(self.to.findData(rung.to.value))
        for receiver, check in self.copies.items():
            check.setChecked(receiver in rung.copy_to)
            check.setEnabled(receiver is not rung.to)
        self._filling = filling

    def _on_row(self, row: int) -> None:
        self._show(row)

    def _on_to(self, _at: int) -> None:
        """Whoever gets it now needs no copy."""
        if not self._filling:
            to = Receiver(str(self.to.currentData()))
            self._put(to, [one for one in self._copied() if one is not to])

    def _on_changed(self, _on: bool) -> None:
        if not self._filling:
            self._put(Receiver(str(self.to.currentData())), self._copied())

    def _copied(self) -> list[Receiver]:
        return [receiver for receiver, check in self.copies.items() if check.isChecked()]

    def _put(self, to: Receiver, copies: list[Receiver]) -> None:
        body, row = self.desk.view.body, self.list.currentRow()
        if isinstance(body, Ladder) and 0 <= row < len(self._rungs):
            rung = self._rungs[row]
            kept = [one for one in rung.copy_to if one in copies]  # those that stay keep their order
            self.desk.put(with_receivers(
                body, rung.clock, rung.level, to, (*kept, *(one for one in copies if one not in kept))))
