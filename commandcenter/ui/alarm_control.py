"""Alarms in the window: banner, list, tones, tray, and the acts behind alarm.*.

What an alarm is and what becomes of it: desk/alarm_desk.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from commandcenter.core.alarms import PROFILES, Kind
from commandcenter.core.rules import Refused
from commandcenter.desk.alarm_desk import AlarmView, Line, Ring
from commandcenter.desk.desks import Desks
from commandcenter.desk.rows import CaseRow
from commandcenter.desk.tone_desk import SILENT, Tones
from commandcenter.ui import alarm_words, refusal_words, time_words
from commandcenter.ui.alarm_dialogs import SnoozeDialog, TonesDialog
from commandcenter.ui.alarm_panel import AlarmPanel, LoadButton
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.stage import Stage
from commandcenter.ui.tones import TonePlayer
from commandcenter.ui.tray import TrayNotice

PANEL_ACTS = ("alarm.open", "alarm.ack", "alarm.snooze", "alarm.mute", "alarm.tones")
TRY_PRIORITY = 9  # a try ends whatever sounds


class AlarmControl(QObject):
    """Connects the acts to the desk, and draws what the desk holds."""

    def __init__(
        self, window: QWidget, stage: Stage, desks: Desks, acts: Mapping[str, QAction], banner_strip: QToolBar,
        player: Callable[[], TonePlayer] = TonePlayer,
    ) -> None:
        super().__init__(window)
        self._window, self._stage, self._desks, self._acts, self._strip = window, stage, desks, acts, banner_strip
        self._make_player = player
        self._player: TonePlayer | None = None
        self._below: DialogFrame | None = None  # a dialog that waits while an alarm is put off
        self._snooze: SnoozeDialog | None = None
        self._view = AlarmView()
        self.panel = AlarmPanel([acts[name] for name in PANEL_ACTS])
        self.load = LoadButton()
        self.tray = TrayNotice(window, self._on_tray)
        self.panel.opened.connect(self._on_opened)
        for name, slot in (
            ("alarm.open", self._on_open), ("alarm.ack", self._on_ack), ("alarm.snooze", self._on_snooze),
            ("alarm.mute", self._on_mute), ("alarm.mute_all", self._on_mute_all), ("alarm.tones", self._on_tones),
        ):
            acts[name].triggered.connect(slot)
        acts["alarm.mute"].setCheckable(True)
        acts["alarm.mute_all"].setCheckable(True)
        desks.alarms.listeners.append(self.render_view)
        desks.alarms.rings.append(self._on_ring)
        self.render_view(desks.alarms.view)

    def render_view(self, view: AlarmView) -> None:
        """Banner, list, load and acts."""
        before, self._view = self._view, view
        self.panel.render_view(view)
        self.load.set_load(view.load, alarm_words.mute_text(view))
        for name, why in (
            ("alarm.open", self.tr("No alarm waits.") if not view.shift else ""),
            ("alarm.ack", self.tr("No alarm waits.") if not view.lines else ""),
            ("alarm.snooze", self._why_not_put_off(view)),
        ):
            self._acts[name].setEnabled(not why)
            self._acts[name].setToolTip(why)
        self._acts["alarm.mute"].setChecked(view.muted and not view.muted_all)
        self._acts["alarm.mute_all"].setChecked(view.muted and view.muted_all)
        self._draw_banner(view)
        if not view.lines:
            self.tray.clear()
        if view.trouble is not None and before.trouble is None:
            self._stage.notice.warn(refusal_words.refusal_text(view.trouble))

    def close(self) -> None:
        """No sound and no icon outlive the window."""
        if self._player is not None:
            self._player.close()
        self.tray.clear()

    @property
    def player(self) -> TonePlayer:
        """Made when it is first needed."""
        if self._player is None:
            self._player = self._make_player()
            self._player.setParent(self)
        return self._player

    # -- drawing ----------------------------------------------------------------------------------------------------

    def _draw_banner(self, view: AlarmView) -> None:
        banner = self._stage.banner
        if not view.lines:
            banner.clear()
            self._show_strip(False)
            return
        line = view.lines[0]
        kind, words = alarm_words.line_words(line, view.now)
        others = view.waiting - len(line.alarms)
        more = self.tr("%Ln more", "", others) if others else ""
        muted = alarm_words.mute_text(view)
        worst = max((alarm.kind for alarm in line.alarms), key=_priority)
        banner.show_alarm(kind, words, " · ".join(filter(None, (more, muted))), alarm_words.urgency_of(worst))
        self._show_strip(True)

    def _show_strip(self, shown: bool) -> None:
        for action in self._strip.actions():  # a tool bar leaves out a widget that was hidden when it was put in
            action.setVisible(shown)
        self._strip.setVisible(shown)

    def _why_not_put_off(self, view: AlarmView) -> str:
        if not view.lines:
            return self.tr("No alarm waits.")
        if not self._desks.alarms.may_snooze(view.lines[0].keys):
            return self.tr("It was put off twice: acknowledge it, or act on the case.")
        return ""

    # -- acts -------------------------------------------------------------------------------------------------------

    def _on_open(self) -> None:
        chosen = self.panel.chosen()
        if chosen is not None:
            self._open((chosen.key,))
        elif self._view.lines:
            self._open(self._view.lines[0].keys)

    def _on_opened(self, key: str) -> None:
        self._open((key,))

    def _open(self, keys: tuple[str, ...]) -> None:
        if self._stage.dialog is None:
            self._desks.alarms.case_of(keys, self._show_case)

    def _show_case(self, row: CaseRow) -> None:
        self._desks.queue.show_row(row.id)

    def _on_ack(self) -> None:
        chosen = self.panel.chosen()
        waiting = {key for line in self._view.lines for key in line.keys}
        self._warn(self._desks.alarms.acknowledge(
            (chosen.key,) if chosen is not None and chosen.key in waiting else ()))

    def _on_snooze(self) -> None:
        if self._snooze is not None or not self._view.lines:
            return
        line, desk = self._line(), self._desks.alarms
        if not desk.may_snooze(line.keys):
            return
        dialog = SnoozeDialog(
            self._window, line, self._desks.now(), desk.duty_start(), banner=self._stage.banner)
        if self._stage.dialog is None:
            self._stage.show_dialog(dialog, partial(self._put_off, line))
            return
        # over another dialog, which waits: F12 always works
        self._below, self._snooze = self._stage.dialog, dialog
        dialog.done_with.connect(partial(self._put_off_above, line))
        dialog.closed.connect(self._on_snooze_closed)
        dialog.open()
        self._below.setEnabled(False)

    def _line(self) -> Line:
        """The alarm that is lit in the list, where it waits; else the first line of the banner."""
        chosen = self.panel.chosen()
        for line in self._view.lines:
            if chosen is not None and chosen.key in line.keys:
                group = replace(line.group, kind=chosen.kind, keys=(chosen.key,))
                return Line(group=group, alarms=(chosen,))
        return self._view.lines[0]

    def _put_off(self, line: Line, answer: object) -> str | None:
        if not isinstance(answer, tuple):
            return None
        until, reason = answer
        at = time_words.due_text(self._desks.now(), until)
        note = self.tr("Alarm “{0}” put off until {1}: {2}").format(
            alarm_words.title_of(line.alarms[0]), at, reason)
        why = self._desks.alarms.snooze(line.keys, until, reason, note)
        if why is not None:
            return refusal_words.refusal_text(why)
        self._stage.notice.say(self.tr("Put off until {0}").format(at))
        return None

    def _put_off_above(self, line: Line, answer: object) -> None:
        dialog = self._snooze
        why = self._put_off(line, answer)
        if why is not None:
            self._stage.notice.warn(why)
        if dialog is not None:
            self._on_snooze_closed()

    def _on_snooze_closed(self) -> None:
        below, self._below, self._snooze = self._below, None, None
        if below is not None:
            below.setEnabled(True)
            (below._first or below.primary).setFocus()

    def _on_mute(self) -> None:
        self._mute(everything=False)

    def _on_mute_all(self) -> None:
        self._mute(everything=True)

    def _mute(self, *, everything: bool) -> None:
        desk = self._desks.alarms
        if self._view.muted and self._view.muted_all == everything:
            desk.unmute()
            self._stage.notice.say(self.tr("Alarms ring again."))
        elif not self._warn(desk.mute(everything=everything)):
            if self._player is not None:
                self._player.stop()
            say = self._stage.notice.warn if everything else self._stage.notice.say
            say(alarm_words.mute_text(desk.view))
        self.render_view(desk.view)  # the check marks follow the desk, not the click

    def _warn(self, why: Refused | None) -> bool:
        if why is not None:
            self._stage.notice.warn(refusal_words.refusal_text(why))
        return why is not None

    def _on_tones(self) -> None:
        if self._stage.dialog is None:
            dialog = TonesDialog(self._window, self._desks.tones.view, self._try, banner=self._stage.banner)
            self._stage.show_dialog(dialog, self._use)

    def _use(self, answer: object) -> str | None:
        if isinstance(answer, Tones):
            self._desks.tones.choose(answer)
        return None

    def _try(self, tone: str, volume: str) -> None:
        if tone != SILENT:
            self.player.play(tone, volume, TRY_PRIORITY)

    # -- ringing ----------------------------------------------------------------------------------------------------

    def _on_ring(self, ring: Ring) -> None:
        tones = self._desks.tones.view
        tone = tones.of(ring.kind)
        if not ring.silent and tone != SILENT and tones.volume != "off":
            self.player.play(tone, tones.volume, PROFILES[ring.kind].priority)
        if ring.alarms:
            self.tray.tell(*alarm_words.notice_words(ring.alarms))

    def _on_tray(self) -> None:
        self._on_open()


def _priority(kind: Kind) -> int:
    return PROFILES[kind].priority
