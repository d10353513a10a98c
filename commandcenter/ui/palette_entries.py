"""What the palette offers: every action of the one table, queues and saved views, classes, units and communities as
filters, operators. Words only; what an entry does stands in main_window.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from commandcenter.core.numbers import short_number
from commandcenter.core.report_rules import Report
from commandcenter.core.search import Field
from commandcenter.desk.desks import Desks
from commandcenter.desk.palette_desk import Entry, Group
from commandcenter.desk.queue_desk import DIGITS, GROUPS
from commandcenter.desk.rows import CaseRow
from commandcenter.desk.views_desk import PREFIX
from commandcenter.ui import actions, case_words, queue_words, texts
from commandcenter.ui.counted import Counted
from commandcenter.ui.keycap import shortcut_keys

ACT, QUEUE, VIEW, CASE, FILTER, PERSON = "act:", "queue:", "view:", "case:", "filter:", "person:"
"""Beginnings of an entry's key."""
UNLISTED = frozenset({"go.palette", "go.next_alt", "go.prev_alt"})
_OF_NO_CASE = frozenset({"case.new", "case.registered"})  # not acts of the case at hand
_FILTERS = (Field.UNIT, Field.CLASS, Field.COMMUNITY, Field.STATE, Field.STAGE, Field.SOURCE, Field.MARK)

translate = QCoreApplication.translate  # a name that lupdate knows


def heads(number: str) -> dict[Group, str]:
    """The words over the groups; `number` of the case at hand, "" for none."""
    return {
        Group.CASE: translate("Palette", "For case {0}").format(number) if number else translate("Palette", "Case"),
        Group.QUEUES: translate("Palette", "Queues and views"),
        Group.ACTS: translate("Palette", "Commands"),
        Group.CASES: translate("Palette", "Cases"),
        Group.FILTERS: translate("Palette", "Filter the queue by"),
        Group.PEOPLE: translate("Palette", "Sit down as"),
    }


def of_window(desks: Desks, acts: Mapping[str, QAction]) -> tuple[Entry, ...]:
    """Everything but cases."""
    return (*_actions(desks, acts), *_queues(desks), *_filters(desks), *_people(desks))


def of_cases(rows: tuple[CaseRow, ...], now: int) -> tuple[Entry, ...]:
    """Cases found by their number."""
    return tuple(
        Entry(group=Group.CASES, key=f"{CASE}{row.id}", label=f"{short_number(row.shown_number)} {row.class_name}",
              detail=" · ".join(filter(None, (row.place, texts.stage_text(row.stage), row.unit_name,
                                              case_words.remaining_of(row, now)))),
              words=(row.number, row.provisional, short_number(row.number), short_number(row.provisional)))
        for row in rows)


def spoken(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Labels whose initials are needed."""
    return tuple(entry.label for entry in entries)


def _actions(desks: Desks, acts: Mapping[str, QAction]) -> list[Entry]:
    out = []
    for spec in actions.SPECS:
        action = acts.get(spec.id)
        if action is None or not spec.menu or spec.id in UNLISTED:
            continue
        on_case = spec.command is not None and not issubclass(spec.command, Report)
        enabled = action.isEnabled()
        detail = ""
        if not enabled:
            plain = action.toolTip() in (action.text(), action.text().replace("&", ""))
            detail = translate("Palette", "Not possible now") if plain else action.toolTip()
        out.append(Entry(
            group=Group.CASE if on_case or spec.id.startswith("case.") and spec.id not in _OF_NO_CASE else Group.ACTS,
            key=f"{ACT}{spec.id}", label=actions.text_of(spec), detail=detail, enabled=enabled,
            keycaps=shortcut_keys(action.shortcut()),
            words=(str(spec.text), spec.id.partition(".")[2].replace("_", " "))))
    return out


def _queues(desks: Desks) -> list[Entry]:
    view = desks.queue.view
    out = []
    for _group, queues in GROUPS:
        for key in queues:
            name = queue_words.queue_text(key)
            digit = (str(DIGITS[key]),) if key in DIGITS else ()
            out.append(Entry(group=Group.QUEUES, key=f"{QUEUE}{key}", label=name, detail=_count(view.count(key)),
                             keycaps=digit, words=(key.rpartition(":")[2].replace("_", " "),)))
    for saved in desks.views.view.views:
        out.append(Entry(group=Group.QUEUES, key=f"{PREFIX}{saved.name}", label=saved.name,
                         detail=_count(desks.views.view.counts.get(saved.name))))
    return out


def _count(n: int | None) -> str:
    return "" if n is None else Counted.tr("%Ln case(s)", "", n)


def _filters(desks: Desks) -> list[Entry]:
    tables = desks.search.tables
    return [
        Entry(group=Group.FILTERS, key=f"{FILTER}{of.value}:{name.value}", label=name.label,
              detail=" · ".join(filter(None, (f"{tables.key(of)}:{tables.label(of, name.value)}", name.hint))),
              words=name.words)
        for of in _FILTERS for name in tables.names.get(of, ())
    ]


def _people(desks: Desks) -> list[Entry]:
    return [
        Entry(group=Group.PEOPLE, key=f"{PERSON}{user.id}", label=user.name,
              detail=" · ".join(filter(None, (texts.role_text(user.role), user.post))), words=(user.id, user.post))
        for user in desks.operator.users
    ]
