"""Editors with lines that are read while they are typed: what cannot be read is marked, and nothing of it is taken."""

from PySide6.QtWidgets import QGridLayout, QLineEdit

from commandcenter.core.documents import Body
from commandcenter.desk.document_desk import DocumentView
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_fields import FieldError
from commandcenter.ui.editor_frame import EditorFrame


class TypedEditor(EditorFrame):
    """An editor whose lines each hold one value of the document; the subclass shows and reads a value by its name."""

    _typed: dict[str, QLineEdit]
    _bad: dict[str, str]
    lines_fault: FieldError

    def begin_lines(self) -> None:
        """Before the first line is made."""
        self._typed, self._bad, self.lines_fault = {}, {}, FieldError()

    def add_lines(self, grid: QGridLayout, fields: "list[tuple[str, str, str]]", columns: int) -> None:
        """Lines of name, words and hint in so many pairs of columns."""
        for n, (name, words, hint) in enumerate(fields):
            line = QLineEdit()
            line.setObjectName(name)
            line.setAccessibleName(words)
            line.setAccessibleDescription(hint)
            line.setToolTip(hint)
            line.textEdited.connect(self._on_typed)
            line.editingFinished.connect(self._on_left)
            self._typed[name] = line
            grid.addWidget(labelled(words, "label"), n // columns, n % columns * 2)
            grid.addWidget(line, n // columns, n % columns * 2 + 1)
        for column in range(columns):
            grid.setColumnStretch(column * 2 + 1, 1)

    def shown(self, body: Body, name: str) -> str:
        """What stands in a line."""
        raise NotImplementedError

    def read(self, body: Body, name: str, text: str) -> tuple[Body | None, str]:
        """The document with what stands in a line; or None, and what is wrong with it."""
        raise NotImplementedError

    def fill_lines(self, view: DocumentView) -> None:
        """Show the draft's values; a line that is being typed in, or cannot be read, keeps its text."""
        if view.body is None:
            return
        for name, line in self._typed.items():
            text = self.shown(view.body, name)
            if name not in self._bad and line.text() != text and not line.isModified():
                line.setText(text)

    def settle(self) -> None:
        for line in self._typed.values():
            if line.isModified():
                self._take(line)

    def forget(self) -> None:
        self._bad.clear()
        for line in self._typed.values():
            line.setModified(False)
            mark(line, False)
        self.lines_fault.set_text("")

    def _on_typed(self) -> None:
        line = self.sender()
        if isinstance(line, QLineEdit):
            self._check(line)

    def _on_left(self) -> None:
        line = self.sender()
        if isinstance(line, QLineEdit) and line.isModified():
            self._take(line)

    def _take(self, line: QLineEdit) -> None:
        made = self._check(line)
        if made is not None:
            line.setModified(False)
            self.desk.put(made)

    def _check(self, line: QLineEdit) -> Body | None:
        """The document with what stands in a line; None, and the line marked, where it cannot be read."""
        body, name = self.desk.view.body, line.objectName()
        made: Body | None = None
        if body is not None:
            made, wrong = self.read(body, name, line.text().strip())
            if wrong:
                self._bad[name] = wrong
            else:
                self._bad.pop(name, None)
        mark(line, name in self._bad)
        self.say_bad()
        return made

    def say_bad(self) -> None:
        """Say the first of what cannot be read or cannot be; while there is any, nothing is published."""
        self.lines_fault.set_text(next(iter(self._bad.values()), ""))
        self.desk.mark_bad(frozenset(self._bad))


def mark(line: QLineEdit, bad: bool) -> None:
    """Give a field the edge of what cannot be read, or take it."""
    if bool(line.property("invalid")) != bad:
        line.setProperty("invalid", bad)
        line.style().unpolish(line)
        line.style().polish(line)
