"""Rows of a bulk act as texts: the preview's and the results'. No widget, no decision."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core.numbers import short_number
from commandcenter.desk.bulk_acts import Act
from commandcenter.desk.bulk_desk import BulkRow, BulkView, State
from commandcenter.ui import refusal_words, texts
from commandcenter.ui.bulk_table import BAD, GOOD, PLAIN, QUIET, Line

translate = QCoreApplication.translate  # a name that lupdate knows

ACTS: dict[Any, Any] = {
    "dispatch": QT_TRANSLATE_NOOP("Bulk", "Dispatch"),
    "return": QT_TRANSLATE_NOOP("Bulk", "Return"),
    "remind": QT_TRANSLATE_NOOP("Bulk", "Remind"),
    "file": QT_TRANSLATE_NOOP("Bulk", "File"),
    "verify": QT_TRANSLATE_NOOP("Bulk", "Order verification"),
    "sign": QT_TRANSLATE_NOOP("Bulk", "Signed for"),
    "pass": QT_TRANSLATE_NOOP("Bulk", "Pass on"),
    "check": QT_TRANSLATE_NOOP("Bulk", "Order check"),
    "close": QT_TRANSLATE_NOOP("Bulk", "Close case"),
    "note": QT_TRANSLATE_NOOP("Bulk", "Note"),
}
STATES: dict[Any, Any] = {
    State.READY: QT_TRANSLATE_NOOP("Bulk", "waits"),
    State.DONE: QT_TRANSLATE_NOOP("Bulk", "done"),
    State.LEFT: QT_TRANSLATE_NOOP("Bulk", "not done: the run ended before"),
    State.UNDONE: QT_TRANSLATE_NOOP("Bulk", "taken back"),
}
_LOOKS = {State.DONE: GOOD, State.REFUSED: BAD, State.FAILED: BAD, State.STAYS: BAD, State.UNDONE: QUIET}


def act_text(act: Act) -> str:
    """What a bulk act is called."""
    return translate("Bulk", ACTS[act.key])


def plan_lines(plan: BulkView) -> tuple[Line, ...]:
    """The preview: by unit (or condition), those refused last."""
    order = {pick.key: n for n, pick in enumerate(plan.units)}
    rows = sorted(plan.rows, key=lambda row: (
        row.state is State.REFUSED, not plan.lacks(row), order.get(row.pick, len(order)), row.pick))
    return tuple(_plan_line(plan, row) for row in rows)


def result_lines(view: BulkView) -> tuple[Line, ...]:
    """What became of each, those that need a person first."""
    order = (State.FAILED, State.STAYS, State.REFUSED, State.LEFT, State.READY, State.DONE, State.UNDONE)
    rows = view.rows if view.running else sorted(view.rows, key=lambda row: order.index(row.state))
    return tuple(
        Line(id=row.id, number=short_number(row.number), what=_what(row), chosen=view.name_of(row),
             said=_said(row), look=_LOOKS.get(row.state, PLAIN)) for row in rows)


def groups(plan: BulkView) -> tuple[tuple[str, int], ...]:
    """How many cases go to each unit, the most first."""
    counted: dict[str, int] = {}
    for row in plan.ready:
        name = plan.name_of(row)
        if name:
            counted[name] = counted.get(name, 0) + 1
    return tuple(sorted(counted.items(), key=lambda item: -item[1]))


def _plan_line(plan: BulkView, row: BulkRow) -> Line:
    said, look = "", PLAIN
    if row.state is State.REFUSED:
        said, look = _said(row), BAD
    elif plan.lacks(row):
        said, look = translate("Bulk", "choose one below: nothing is proposed"), BAD
    elif row.proposed and row.pick != row.proposed:
        said = translate("Bulk", "changed by hand")
    elif row.why:
        said = " ".join(filter(None, (texts.why_text(row.why), row.basis)))
    return Line(id=row.id, number=short_number(row.number), what=_what(row),
                chosen=plan.name_of(row) if row.state is State.READY else "", said=said, look=look)


def _what(row: BulkRow) -> str:
    return " · ".join(filter(None, (row.class_name, row.place)))


def _said(row: BulkRow) -> str:
    if row.refusal is not None:
        return refusal_words.refusal_text(row.refusal)
    return translate("Bulk", STATES[row.state]) if row.state in STATES else ""
