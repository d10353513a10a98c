"""Alarms in words: kinds, what became of one, a line of the banner, a notice outside the window.

No caller and no text of a report anywhere here: notices are read over shoulders.
"""

from collections import Counter
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core.alarms import PROFILES, Kind, Load, Strain
from commandcenter.core.numbers import short_number
from commandcenter.desk.alarm_book import Alarm, State
from commandcenter.desk.alarm_desk import AlarmView, Line
from commandcenter.desk.tone_desk import SILENT
from commandcenter.ui import time_words
from commandcenter.ui.counted import Counted
from commandcenter.ui.joining import listed
from commandcenter.ui.theme import NEAR, NORMAL, OVERDUE, SEVERE

translate = QCoreApplication.translate

KINDS: dict[Kind, Any] = {
    Kind.SEVERE: QT_TRANSLATE_NOOP("Alarm", "Severely overdue"),
    Kind.URGENT: QT_TRANSLATE_NOOP("Alarm", "New urgent case"),
    Kind.WHISTLE: QT_TRANSLATE_NOOP("Alarm", "Whistle overdue"),
    Kind.ORDERED: QT_TRANSLATE_NOOP("Alarm", "Supervision order"),
    Kind.REPLY_DUE: QT_TRANSLATE_NOOP("Alarm", "No reply to the order"),
    Kind.OVERDUE: QT_TRANSLATE_NOOP("Alarm", "Overdue"),
    Kind.RETURNED: QT_TRANSLATE_NOOP("Alarm", "Case returned"),
    Kind.REPLY: QT_TRANSLATE_NOOP("Alarm", "Reply came"),
    Kind.NEAR: QT_TRANSLATE_NOOP("Alarm", "Near due"),
    Kind.SYNC: QT_TRANSLATE_NOOP("Alarm", "Exchange trouble"),
    Kind.LATE: QT_TRANSLATE_NOOP("Alarm", "While nobody watched"),
}
STATES: dict[State, Any] = {
    State.WAITING: QT_TRANSLATE_NOOP("Alarm", "waits"),
    State.SNOOZED: QT_TRANSLATE_NOOP("Alarm", "put off until {0}"),
    State.SEEN: QT_TRANSLATE_NOOP("Alarm", "seen {0}"),
    State.OVER: QT_TRANSLATE_NOOP("Alarm", "over since {0}"),
    State.TOLD: QT_TRANSLATE_NOOP("Alarm", "told"),
}
VOLUMES: dict[str, Any] = {
    "off": QT_TRANSLATE_NOOP("Alarm", "No sound"), "low": QT_TRANSLATE_NOOP("Alarm", "Low"),
    "medium": QT_TRANSLATE_NOOP("Alarm", "Medium"), "high": QT_TRANSLATE_NOOP("Alarm", "High"),
}
STRAINS: dict[Strain, Any] = {
    Strain.CALM: QT_TRANSLATE_NOOP("Alarm", "acceptable"), Strain.BUSY: QT_TRANSLATE_NOOP("Alarm", "many"),
    Strain.FLOOD: QT_TRANSLATE_NOOP("Alarm", "too many"),
}
WHISTLED: dict[str, Any] = {  # which clock of a whistle ran out
    "sign": QT_TRANSLATE_NOOP("Alarm", "Whistle: not signed in in time"),
    "arrive": QT_TRANSLATE_NOOP("Alarm", "Whistle: not on site in time"),
    "result": QT_TRANSLATE_NOOP("Alarm", "Whistle: no result in time"),
}
URGENCY = {  # shape and colour of a kind, as of a case
    Kind.SEVERE: SEVERE, Kind.URGENT: SEVERE, Kind.WHISTLE: SEVERE, Kind.NEAR: NEAR, Kind.REPLY: NORMAL,
    Kind.SYNC: NORMAL,
}


def kind_text(kind: Kind) -> str:
    """严重超期, 案件退回 …"""
    return translate("Alarm", KINDS[kind])


def tone_text(tone: str) -> str:
    """The tone of a kind by its name; silence."""
    return translate("Alarm", "Silent") if tone == SILENT else kind_text(Kind(tone))


def volume_text(volume: str) -> str:
    return translate("Alarm", VOLUMES[volume])


def urgency_of(kind: Kind) -> int:
    """The urgency whose shape and colour a kind has."""
    return URGENCY.get(kind, OVERDUE)


def title_of(alarm: Alarm) -> str:
    """The level's name where a rung raised it, the clock of a whistle, else the kind."""
    if alarm.kind is Kind.WHISTLE and alarm.title in WHISTLED:
        return translate("Alarm", WHISTLED[alarm.title])
    if alarm.title and alarm.kind is Kind.SEVERE:
        return f"{kind_text(alarm.kind)} · {alarm.title}"
    return alarm.title or kind_text(alarm.kind)


def case_text(alarm: Alarm) -> str:
    """Number and class; "" where it is about no case."""
    return f"{short_number(alarm.number)} {alarm.class_name}".strip() if alarm.case_id is not None else ""


def state_text(alarm: Alarm, now: int) -> str:
    """What became of it, and who did it."""
    state = alarm.state(now)
    at = {State.SNOOZED: alarm.until, State.SEEN: alarm.seen_at, State.OVER: alarm.over_at}.get(state)
    words = translate("Alarm", STATES[state]).format("" if at is None else time_words.due_text(now, at) if at > now
                                                     else time_words.past(now, at))
    return " · ".join(filter(None, (words, alarm.reason)))


def line_words(line: Line, now: int) -> tuple[str, str]:
    """What a line of the banner says: its kind in bold, and the rest."""
    if len(line.alarms) == 1 and line.group.kind is not Kind.LATE:
        alarm = line.alarms[0]
        left = time_words.remaining(now, alarm.due, False, False) if alarm.due is not None else ""
        parts = (case_text(alarm), alarm.place, alarm.unit_name, left)
        return title_of(alarm), " · ".join(filter(None, parts))
    kinds = Counter(alarm.kind for alarm in line.alarms)
    count = " · ".join(f"{kind_text(kind)} {n}" for kind, n in sorted(kinds.items(), key=_priority))
    if len(kinds) == 1 and line.group.kind in kinds:
        count = translate("Alarm", "{0} alarms as one").format(len(line.alarms))
    cases = list(dict.fromkeys(short_number(alarm.number) for alarm in line.alarms if alarm.number))
    numbers = listed(cases[:3])  # several units may be late with one case's whistle
    more = translate("Alarm", "{0} and others").format(numbers) if len(cases) > 3 else numbers
    return kind_text(line.group.kind), " · ".join(filter(None, (count, more)))


def notice_words(alarms: tuple[Alarm, ...]) -> tuple[str, str]:
    """Title and text of a notice outside the window."""
    first = max(alarms, key=lambda alarm: PROFILES[alarm.kind].priority)
    more = translate("Alarm", "{0} more").format(len(alarms) - 1) if len(alarms) > 1 else ""
    return title_of(first), " · ".join(filter(None, (case_text(first), more)))


def load_text(load: Load) -> str:
    """告警 5 条/时."""
    return Counted.tr("%Ln alarm(s)/h", "", load.last_hour)


def load_sentence(load: Load) -> str:
    """The load, how it is judged, and by what."""
    return Counted.tr(
        "It rang %Ln time(s) in the last hour: {0}. Up to 6 an hour are acceptable for one operator, more than"
        " 12 cannot be managed (EEMUA 191, ISA-18.2).", "", load.last_hour).format(strain_text(load))


def strain_text(load: Load) -> str:
    return translate("Alarm", STRAINS[load.strain])


def mute_text(view: AlarmView) -> str:
    """静音至 15:10; "" while it is not."""
    if not view.muted:
        return ""
    until = time_words.clock(view.muted_until)
    if view.muted_all:
        return translate("Alarm", "All muted until {0}, severe alarms too").format(until)
    return translate("Alarm", "Muted until {0}; severe alarms ring").format(until)


def _priority(counted: tuple[Kind, int]) -> int:
    return -PROFILES[counted[0]].priority
