"""A panel that stays while its errand goes on: how far it is, Esc stops it, and why it was not done.

What the errand is and what comes after it: subclasses.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.desk.errand_desk import Errand, ErrandDesk, ErrandView
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_frame import DialogFrame


class ErrandDialog(DialogFrame):
    """Base: `errand()` gives what to do once the fields are right, `on_came` hears what it gave."""

    def __init__(
        self, window: QWidget, title: str, act: str, desk: ErrandDesk, *, preview: bool = False,
        banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, title, act, preview=preview, banner=banner)
        self._errands = desk
        self._was_busy = False
        self._state: QWidget | None = None  # says something only while something goes on, or went wrong
        self.inputs: list[QWidget] = []  # closed while it goes on
        self.progress, self.trouble = labelled("", "secondary"), labelled("", "error")
        self.progress.setAccessibleName(self.tr("How far it is"))
        for words in (self.progress, self.trouble):
            words.setWordWrap(True)
        desk.clear()
        desk.listeners.append(self.render_errand)
        self.closed.connect(self._on_left)

    def add_state(self) -> None:
        """The line that says how far it is, or what went wrong; below the fields."""
        box = self._state = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 5, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.progress)
        column.addWidget(self.trouble)
        self.add_field(self.tr("State"), box)
        self.trouble.hide()
        self.show_field(box, False)

    def errand(self) -> Errand | None:
        """What to do now; None where nothing is to be done."""
        return None

    def on_came(self, came: object) -> None:
        """It is done."""

    def opens(self, widget: QWidget) -> bool:
        """Whether a field is open while nothing goes on."""
        return True

    def render_errand(self, view: ErrandView) -> None:
        """What may be changed, how far it is, what went wrong."""
        for widget in self.inputs:
            widget.setEnabled(not view.busy and self.opens(widget))
        self.primary.setEnabled(not view.busy)
        self.progress.setText(
            self.tr("Stopped; nothing was changed.") if view.stopped else "" if not view.busy else
            self.tr("{0} % done · Esc stops").format(min(view.done * 100 // view.total, 100)) if view.total else
            self.tr("Working… · Esc stops"))
        self.say_trouble(view.fault)
        was, self._was_busy = self._was_busy, view.busy
        if was and view.fault:
            (self._first or self.primary).setFocus()
        if was and view.came is not None:
            self.on_came(view.came)

    def say_trouble(self, sentence: str) -> None:
        """Why it was not done; "" takes it away."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self.progress.setVisible(not sentence)
        if self._state is not None:
            self.show_field(self._state, bool(sentence or self.progress.text()))
        if sentence and self.isVisible():
            self._cover()  # the panel grows with it; in a low window it lies below
            self._scroll.ensureWidgetVisible(self.trouble)

    def confirm(self) -> None:
        """Begin; the panel stays until it is done."""
        if not self.primary.isEnabled():
            return
        wrong = self.wrong_fields()
        if wrong:
            wrong[0].widget.setFocus()
            self._scroll.ensureWidgetVisible(wrong[0].widget)
            return
        found = self.errand()
        if found is not None:
            self._errands.start(found)

    def give_up(self) -> None:
        """Esc: stops what goes on, or closes."""
        if self._errands.view.busy:
            self._errands.stop()
        else:
            super().give_up()

    def was_typed(self) -> bool:
        """Paths and passwords are no texts that would be missed."""
        return False

    def _on_left(self) -> None:
        if self.render_errand in self._errands.listeners:
            self._errands.listeners.remove(self.render_errand)
