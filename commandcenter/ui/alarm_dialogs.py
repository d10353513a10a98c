"""The dialogs of alarms: put one off with a reason; how loud they are and which tone each kind has."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from commandcenter.core.alarms import HIGH, PROFILES, SNOOZE_MIN, Kind
from commandcenter.core.limits import MINUTE_MS
from commandcenter.desk.alarm_desk import Line
from commandcenter.desk.tone_desk import SILENT, VOLUMES, Tones
from commandcenter.ui import alarm_words, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Choice, labelled
from commandcenter.ui.dialog_fields import NoteField, Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keycap import KeyButton

translate = QCoreApplication.translate
DUTY = "duty"
LEAST_REASON = 2


class SnoozeDialog(DialogFrame):
    """稍后提醒: answers with the instant (ms UTC) and the reason, which every colleague will read on the case."""

    def __init__(
        self, window: QWidget, line: Line, now: int, duty: int | None, *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(window, translate("SnoozeDialog", "Put the alarm off"),
                         translate("SnoozeDialog", "Put off"), banner=banner)
        self._now, self._duty = now, duty
        kind, words = alarm_words.line_words(line, now)
        self.add_field(self.tr("Alarm"), labelled(f"{kind} · {words}", "body"))
        options = [
            Option(key=str(minutes), words=self.tr("{0} min, until {1}").format(
                minutes, time_words.clock(now + minutes * MINUTE_MS)))
            for minutes in SNOOZE_MIN
        ]
        if duty is not None:
            options.append(Option(key=DUTY, words=self.tr("Until the units are on duty, {0}").format(
                time_words.due_text(now, duty))))
        self.until = OptionGroup(tuple(options), columns=1)
        self.until.choose(str(SNOOZE_MIN[0]))
        self.note = NoteField(self.tr("Reason"), least=LEAST_REASON, most=200)
        self.add_field(self.tr("Until"), self.until)
        self.add_field(self.tr("&Reason"), self.note, check=self.note.fault, first=True)
        self.add_field(self.tr("Noted"), labelled(
            self.tr("The reason is noted on the case for everybody; the alarm comes back on this workstation."),
            "hint"))

    def answer(self) -> object:
        key = self.until.key()
        until = self._duty if key == DUTY and self._duty is not None else self._now + int(key) * MINUTE_MS
        return until, self.note.text()


class TonesDialog(DialogFrame):
    """告警声音: answers with the Tones. `play` plays a tone at a volume, for a try."""

    def __init__(
        self, window: QWidget, tones: Tones, play: Callable[[str, str], object], *, banner: AlarmBanner | None = None
    ) -> None:
        super().__init__(window, translate("TonesDialog", "Sounds of alarms"),
                         translate("TonesDialog", "Use these sounds"), banner=banner)
        self._play = play
        self.volume = Choice()
        self.volume.setAccessibleName(self.tr("Volume"))
        for volume in VOLUMES:
            self.volume.addItem(alarm_words.volume_text(volume), volume)
        self.volume.setCurrentIndex(self.volume.findData(tones.volume))
        self.add_field(self.tr("Volume"), self.volume, first=True)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        self.kinds: dict[Kind, Choice] = {}
        self.tries: dict[Kind, KeyButton] = {}
        self._silent = {}
        for n, kind in enumerate(Kind):
            name = alarm_words.kind_text(kind)
            choice = Choice()
            choice.setAccessibleName(self.tr("Tone of {0}").format(name))
            for tone in (*Kind, SILENT):
                choice.addItem(alarm_words.tone_text(str(tone)), str(tone))
            choice.setCurrentIndex(choice.findData(tones.of(kind)))
            choice.currentIndexChanged.connect(self._draw)
            test = KeyButton(self.tr("Play"))
            test.setAccessibleName(self.tr("Play the tone of {0}").format(name))
            test.setObjectName(kind.value)
            test.clicked.connect(self._on_try)
            silent = labelled("", "error")
            self.kinds[kind], self.tries[kind], self._silent[kind] = choice, test, silent
            for column, widget in enumerate((labelled(name, "body"), choice, test, silent)):
                grid.addWidget(widget, n, column)
        self.add_field(self.tr("Tones"), box)
        self.volume.currentIndexChanged.connect(self._draw)
        self._draw()

    def answer(self) -> object:
        kinds = {kind.value: str(choice.currentData()) for kind, choice in self.kinds.items()
                 if choice.currentData() != kind.value}
        return Tones(volume=self.volume.currentData(), kinds=kinds)

    def _draw(self, _index: int = 0) -> None:
        """A severe kind is never silent without its being said."""
        off = self.volume.currentData() == "off"
        for kind, label in self._silent.items():
            silent = off or self.kinds[kind].currentData() == SILENT
            high = PROFILES[kind].priority >= HIGH
            label.setText(self.tr("makes no sound: only the banner tells it") if silent and high else "")
            self.tries[kind].setEnabled(not silent)

    def _on_try(self) -> None:
        button = self.sender()
        kind = next((k for k, test in self.tries.items() if test is button), None)
        if kind is not None:
            self._play(str(self.kinds[kind].currentData()), str(self.volume.currentData()))
