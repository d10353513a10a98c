"""Sheets that only show: the explanation of a deadline, and the shortcut sheet built from the one action table."""

import re

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from commandcenter.desk.case_desk import CaseView
from commandcenter.ui import actions, clock_words, time_words
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.clock_bar import ClockBar
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keycap import KeyHint, shortcut_keys
from commandcenter.ui.theme import current

_MNEMONIC = re.compile(r"\(&.\)|&")  # 案件(&C), &Case


class ExplainSheet(DialogFrame):
    """期限说明: where the deadline comes from, stretch by stretch."""

    def __init__(self, window: QWidget, view: CaseView, *, banner: AlarmBanner | None = None) -> None:
        super().__init__(window, QCoreApplication.translate("ExplainSheet", "Explain deadline"),
                         QCoreApplication.translate("ExplainSheet", "Close"), banner=banner)
        put_head(self, view)
        clock = ClockBar()
        clock.set_clock(clock_words.clock_of(view))
        self.add_field(self.tr("Clock"), clock)
        others = (reading for reading in view.running if reading.name != "handling")
        for reading in (*([view.handling] if view.handling else []), *others):
            due = time_words.moment(reading.due) if reading.due is not None else self.tr("no deadline")
            words = self.tr("from {0} · due {1}").format(time_words.moment(reading.clock.start), due)
            if reading.original is not None:
                words += self.tr(" · before the extension: {0}").format(time_words.moment(reading.original))
            if reading.clock.was is not None:
                words += self.tr(" · calendar version {0}, before it: {1}").format(
                    reading.clock.calendar, time_words.moment(reading.clock.was))
            if reading.paused:
                words += self.tr(" · stands still")
            if reading.tentative:
                words += self.tr(" · provisional: the holidays of that year are not published yet")
            self.add_field(clock_words.clock_title(reading), labelled(words, "body"))
        spans = QLabel("\n".join(clock_words.span_text(s) for s in view.spans) or
                       self.tr("The handling clock starts with the dispatch."))
        spans.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_field(self.tr("Stretches"), spans)
        if view.coming:
            coming = QLabel("\n".join(clock_words.rung_sentence(due, view.now) for due in view.coming))
            coming.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            coming.setWordWrap(True)
            self.add_field(self.tr("Comes next"), coming)
        self.cancel.hide()


class KeysSheet(DialogFrame):
    """快捷键: every action that has a key."""

    wide = True

    def __init__(self, window: QWidget, *, banner: AlarmBanner | None = None) -> None:
        super().__init__(window, QCoreApplication.translate("KeysSheet", "Shortcut sheet"),
                         QCoreApplication.translate("KeysSheet", "Close"), banner=banner)
        for menu_id, words in actions.MENUS:
            specs = [s for s in actions.SPECS if s.menu == menu_id and s.key]
            if not specs:
                continue
            box = QWidget()
            grid = QGridLayout(box)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(4)
            for n, spec in enumerate(specs):
                hint = KeyHint(shortcut_keys(QKeySequence(spec.key)), actions.text_of(spec))
                grid.addWidget(hint, n // 3, n % 3, Qt.AlignmentFlag.AlignLeft)
            for column in range(3):  # as wide in each group: they stand below each other
                grid.setColumnMinimumWidth(column, current().px(176))
                grid.setColumnStretch(column, 1)
            self.add_field(_MNEMONIC.sub("", actions.translated(words)), box)
        box = QWidget()
        row = QGridLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(KeyHint(("1", "…", "0"), self.tr("the queue with this digit")), 0, 0, Qt.AlignmentFlag.AlignLeft)
        row.setColumnStretch(1, 1)
        self.add_field(self.tr("In the table"), box)
        self.cancel.hide()
