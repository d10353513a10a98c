"""The small dialogs of saved views: a name, whether to delete, a file to write or to read.

Each gives a text as `answer`; what is wrong with it is said by the desk and shown here.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.core.saved_views import MOST_NAME, ViewsError, cleaned
from commandcenter.ui import refusal_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.path_field import PathEdit, Way, proposed

translate = QCoreApplication.translate  # a name that lupdate knows


class NameDialog(DialogFrame):
    """Asks for the name of a view; `what` says what is kept under it."""

    def __init__(
        self, window: QWidget, title: str, act: str, name: str, what: str, *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, title, act, banner=banner)
        self.name = QLineEdit(name)
        self.name.setMaxLength(MOST_NAME)
        self.name.selectAll()
        self.add_field(self.tr("Name"), self.name, check=self._check, first=True)
        self.add_field(self.tr("Holds"), labelled(what, "body"))

    def answer(self) -> object:
        return self.name.text()

    def _check(self) -> str:
        try:
            cleaned(self.name.text())
        except ViewsError as err:
            return refusal_words.views_text(err)
        return ""


class DeleteDialog(DialogFrame):
    """Asks whether a view may go."""

    def __init__(self, window: QWidget, name: str, what: str, *, banner: AlarmBanner | None = None) -> None:
        super().__init__(window, translate("DeleteDialog", "Delete the view “{0}”?").format(name),
                         translate("DeleteDialog", "Delete the view"), banner=banner)
        self.add_field(self.tr("Holds"), labelled(what, "body"))
        self.add_field(self.tr("Cases"), labelled(self.tr("No case is changed; only the view goes."), "body"))

    def answer(self) -> object:
        return True


class PathDialog(DialogFrame):
    """Asks for the path of a file."""

    def __init__(
        self, window: QWidget, title: str, act: str, kind: str, way: Way, name: str, hint: str, *,
        banner: AlarmBanner | None = None,
    ) -> None:
        """`kind`: of path_field.KINDS. `name`: of the file that is proposed; "" proposes the folder alone."""
        super().__init__(window, title, act, banner=banner)
        self.path = PathEdit(kind, way, proposed(kind, name))
        self.add_field(self.tr("File"), self.path.row(), hint=hint, check=self._check, first=True)

    def answer(self) -> object:
        return self.path.text().strip()

    def _check(self) -> str:
        return "" if self.path.text().strip() else self.tr("Type the path of the file.")
