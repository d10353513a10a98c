"""What two versions of a reference document differ in, in words: one line a change. No widget."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core.bodies import RequestKind
from commandcenter.core.city_rules import usual_approvals
from commandcenter.core.document_diff import ADDED, CHANGED, REMOVED, Change
from commandcenter.core.documents import Books
from commandcenter.core.limits import Limit
from commandcenter.core.rungs import Receiver, Rung
from commandcenter.core.work_calendar import WEEKDAYS
from commandcenter.ui import texts, time_words
from commandcenter.ui.joining import listed

translate = QCoreApplication.translate  # a name that lupdate knows

DAYS: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Change", "Monday"), QT_TRANSLATE_NOOP("Change", "Tuesday"),
    QT_TRANSLATE_NOOP("Change", "Wednesday"), QT_TRANSLATE_NOOP("Change", "Thursday"),
    QT_TRANSLATE_NOOP("Change", "Friday"), QT_TRANSLATE_NOOP("Change", "Saturday"),
    QT_TRANSLATE_NOOP("Change", "Sunday"),
)
RULES: dict[str, Any] = {
    "stage_limits": QT_TRANSLATE_NOOP("Change", "Limits of the steps"),
    "accept": QT_TRANSLATE_NOOP("Change", "To file"), "verify": QT_TRANSLATE_NOOP("Change", "To verify"),
    "dispatch": QT_TRANSLATE_NOOP("Change", "To dispatch"), "sign": QT_TRANSLATE_NOOP("Change", "To sign"),
    "review": QT_TRANSLATE_NOOP("Change", "To review the feedback"), "check": QT_TRANSLATE_NOOP("Change", "To check"),
    "close": QT_TRANSLATE_NOOP("Change", "To close"),
    "duplicate_radius_m": QT_TRANSLATE_NOOP("Change", "Duplicates within, m"),
    "duplicate_within_h": QT_TRANSLATE_NOOP("Change", "Duplicates within, h"),
    "least_reason": QT_TRANSLATE_NOOP("Change", "Fewest characters of a reason"),
    "most_extensions": QT_TRANSLATE_NOOP("Change", "Extensions a case may have"),
    "most_deferrals": QT_TRANSLATE_NOOP("Change", "Deferrals a case may have"),
    "deferral_days": QT_TRANSLATE_NOOP("Change", "Longest deferral, days"),
    "verify_first": QT_TRANSLATE_NOOP("Change", "Verified on site before filing"),
    "on_behalf": QT_TRANSLATE_NOOP("Change", "Acts entered for others"),
    "approvals": QT_TRANSLATE_NOOP("Change", "Who decides requests"),
    "rework_clock": QT_TRANSLATE_NOOP("Change", "Clock of a rework"),
    "stands_still": QT_TRANSLATE_NOOP("Change", "The clock stands still while"),
    "refer_to": QT_TRANSLATE_NOOP("Change", "Who cases are referred to"),
    "refer_limits": QT_TRANSLATE_NOOP("Change", "Answer limits of referrals"),
    "city": QT_TRANSLATE_NOOP("Change", "City"), "source": QT_TRANSLATE_NOOP("Change", "Source"),
}
CLOCKS: dict[str, Any] = {
    "handling": QT_TRANSLATE_NOOP("Change", "Handling"), "reply": QT_TRANSLATE_NOOP("Change", "Reply to an order"),
    "answer": QT_TRANSLATE_NOOP("Change", "Answer to a referral"), "accept": QT_TRANSLATE_NOOP("Change", "Filing"),
    "verify": QT_TRANSLATE_NOOP("Change", "Verification"), "dispatch": QT_TRANSLATE_NOOP("Change", "Dispatch"),
    "sign": QT_TRANSLATE_NOOP("Change", "Sign-for"), "review": QT_TRANSLATE_NOOP("Change", "Review"),
    "check": QT_TRANSLATE_NOOP("Change", "Check"), "close": QT_TRANSLATE_NOOP("Change", "Closing"),
}
MOST_NAMED = 12  # days in one line
MOST_TEXT = 120


def rule_text(name: str) -> str:
    """What a value of the city's rules is called."""
    return translate("Change", RULES[name]) if name in RULES else name


def day_name(weekday: str) -> str:
    """周一 … for "mon" …"""
    return translate("Change", DAYS[WEEKDAYS.index(weekday)])


def class_text(books: Books, key: str) -> str:
    """上水井盖 (0101); a major class or a kind in words."""
    found = books.minor(key)
    if found is not None:
        return f"{found.name} {key.partition(':')[2]}"
    major = books.catalogue.majors.get(key)
    if major is not None:
        return translate("Change", "all of {0}").format(f"{major} {key.partition(':')[2]}")
    kinds = {"component": translate("Change", "all components"), "event": translate("Change", "all events")}
    return kinds.get(key, key)


def lines(name: str, changes: Sequence[Change], books: Books) -> list[str]:
    """A line for each change of a document of this name."""
    say = _SAY.get(name, _plain)
    return [line for change in changes for line in say(change, books)]


def _sign(what: str) -> str:
    return {ADDED: "+", REMOVED: "−", CHANGED: "~"}[what]


def _from_to(title: str, before: str, after: str) -> str:
    return translate("Change", "~ {0}: {1} → {2}").format(title, before or time_words.EMPTY, after or time_words.EMPTY)


def _plain(change: Change, books: Books) -> list[str]:
    if change.what == CHANGED:
        return [_from_to(change.key, _short(change.before), _short(change.after))]
    value = change.after if change.what == ADDED else change.before
    return [f"{_sign(change.what)} {change.key} {_short(value)}".rstrip()]


def _calendar(change: Change, books: Books) -> list[str]:
    if change.key == "holidays":
        before, after = set(change.before or ()), set(change.after or ())
        found = []
        for sign, days, words in (
            ("+", sorted(after - before), translate("Change", "days off ({0}): {1}")),
            ("−", sorted(before - after), translate("Change", "no longer days off ({0}): {1}")),
        ):
            if days:
                named = listed(days[:MOST_NAMED]) + ("…" if len(days) > MOST_NAMED else "")
                found.append(f"{sign} " + words.format(len(days), named))
        return found
    part, _, rest = change.key.partition("/")
    if part == "workdays":
        if not rest:
            was, now = change.before or {}, change.after or {}
            return [
                *(f"+ {_make_up(day, now[day])}" for day in sorted(now) if day not in was),
                *(f"− {_make_up(day, was[day])}" for day in sorted(was) if day not in now),
                *(f"~ {_make_up(day, now[day])}" for day in sorted(now) if day in was and now[day] != was[day])]
        value = change.before if change.what == REMOVED else change.after
        return [f"{_sign(change.what)} {_make_up(rest, value)}"]
    if part == "hours" and rest in WEEKDAYS:
        return [_from_to(day_name(rest), _periods(change.before), _periods(change.after))]
    titles = {"work_day_minutes": translate("Change", "Minutes of one work day"),
              "published_through": translate("Change", "Holidays published up to"),
              "name": translate("Change", "Name"), "tz": translate("Change", "Time zone")}
    return [_from_to(titles.get(change.key, change.key), _short(change.before), _short(change.after))]


def _make_up(day: str, periods: Any) -> str:
    return translate("Change", "make-up work day {0}: {1}").format(day, _periods(periods))


def _periods(value: Any) -> str:
    return " ".join("-".join(map(str, part)) for part in value) if value else translate("Change", "closed")


def _catalogue(change: Change, books: Books) -> list[str]:
    parts = change.key.split("/")
    if parts[0] != "classes" or len(parts) < 2:
        return _plain(change, books)
    its = books.minor(parts[1])
    title = class_text(books, parts[1])
    value = change.before if change.what == REMOVED else change.after
    if its is None and isinstance(value, dict):
        title = f"{value.get('name', '')} {parts[1].partition(':')[2]}"
    if len(parts) >= 4 and parts[2] == "conditions":
        condition = books.catalogue.condition(parts[3])
        text = condition.text if condition is not None else ""
        if not text and isinstance(value, dict):
            text = str(value.get("text", ""))
        title = f"{title} · {text or parts[3]}"
    if change.what != CHANGED:
        limit = _limit(value.get("limit")) if isinstance(value, dict) and "limit" in value else ""
        return [" ".join(filter(None, (_sign(change.what), title, limit)))]
    field = parts[-1]
    names = {"limit": translate("Change", "limit"), "close": translate("Change", "closing condition"),
             "text": translate("Change", "filing condition"), "name": translate("Change", "name")}
    show = _limit if field == "limit" else _short
    return [_from_to(f"{title} · {names.get(field, field)}", show(change.before), show(change.after))]


def _responsibility(change: Change, books: Books) -> list[str]:
    parts = change.key.split("/")
    if parts[0] != "duties" or len(parts) < 2:
        return _plain(change, books)
    match, _, place = parts[1].partition("@")
    match, _, since = match.partition("#")
    title = class_text(books, match)
    if place:
        areas, _, since = place.partition("#")
        title += translate("Change", " in {0}").format(_areas(areas.split(",")))
    if since:
        title += translate("Change", " from {0}").format(since)
    if change.what != CHANGED and len(parts) == 2:
        value = change.after if change.what == ADDED else change.before
        unit = value.get("unit", "") if isinstance(value, dict) else ""
        until = value.get("until") if isinstance(value, dict) else None
        words = translate("Change", "{0}: {1}").format(f"{_sign(change.what)} {title}", _unit(books, unit))
        return [words + (translate("Change", " until {0}").format(until) if until else "")]
    field = parts[-1]
    names = {"unit": translate("Change", "unit"), "until": translate("Change", "last day")}
    show: Callable[[Any], str] = (lambda value: _unit(books, value)) if field == "unit" else _short
    return [_from_to(f"{title} · {names.get(field, field)}" if len(parts) > 2 else title,
                     *("" if value is None else show(value) for value in (change.before, change.after)))]


def _areas(codes: Sequence[str]) -> str:
    shown = listed(codes[:3])
    return shown + (translate("Change", " and {0} more").format(len(codes) - 3) if len(codes) > 3 else "")


def _unit(books: Books, unit: Any) -> str:
    found = books.unit(str(unit))
    return found.name if found is not None else str(unit)


def _roles(value: Any) -> str:
    return listed(texts.role_text(str(role)) for role in value) if value else translate("Change", "nobody")


def _approvals(change: Change) -> list[str]:
    """A line for each kind of request; where a version says nothing the usual roles decide."""
    usual = msgspec.to_builtins(usual_approvals())
    both = [usual if value is None else value for value in (change.before, change.after)]
    return [_from_to(f"{rule_text('approvals')} · {texts.request_text(kind)}", *(_roles(one.get(kind)) for one in both))
            for kind in RequestKind if both[0].get(kind) != both[1].get(kind)]


def rung_text(rung: Rung) -> str:
    """处置 1 级 催办."""
    return translate("Change", "{0}, level {1}: {2}").format(
        translate("Change", str(CLOCKS[rung.clock])), rung.level, rung.name)


def receivers_text(to: Receiver, copy_to: Sequence[Receiver]) -> str:
    """To whom a rung goes, and who gets a copy."""
    copies = listed(texts.receiver_text(one) for one in copy_to)
    words = texts.receiver_text(to)
    return translate("Change", "{0}, copies: {1}").format(words, copies) if copies else words


def _ladder(change: Change, books: Books) -> list[str]:
    """The rungs of one clock are named apart by their levels; those of the steps come as one list."""
    parts = change.key.split("/")
    if parts[0] == "rungs" and len(parts) == 3 and parts[2] in ("to", "copy_to"):
        rung = books.ladder.rung(int(parts[1]))
        title = rung_text(rung) if rung is not None else change.key
        names = {"to": translate("Change", "goes to"), "copy_to": translate("Change", "copies to")}
        values = [[value] if isinstance(value, str) else value or [] for value in (change.before, change.after)]
        return [_from_to(f"{title} · {names[parts[2]]}", *(
            listed(texts.receiver_text(one) for one in value) for value in values))]
    if change.key != "steps" or change.what != CHANGED:
        return _plain(change, books)
    try:
        before, after = ({(rung.clock, rung.level): rung for rung in msgspec.convert(value, list[Rung])}
                         for value in (change.before, change.after))
    except msgspec.ValidationError:
        return _plain(change, books)
    return [_from_to(rung_text(now), receivers_text(was.to, was.copy_to), receivers_text(now.to, now.copy_to))
            for key, now in after.items()
            if (was := before.get(key)) is not None and (was.to, was.copy_to) != (now.to, now.copy_to)]


def _rules(change: Change, books: Books) -> list[str]:
    parts = change.key.split("/")
    if change.key == "approvals":
        return _approvals(change)
    if parts[0] == "approvals" and len(parts) == 2:
        title = f"{rule_text('approvals')} · {texts.request_text(parts[1])}"
        return [_from_to(title, _roles(change.before), _roles(change.after))]
    title = " · ".join(rule_text(part) for part in parts)
    show = _limit if parts[0] == "stage_limits" and len(parts) == 2 else _short
    return [_from_to(title, show(change.before), show(change.after))]


def _limit(value: Any) -> str:
    if not isinstance(value, Mapping):
        return time_words.EMPTY
    try:
        return time_words.limit_text(msgspec.convert(value, Limit))
    except msgspec.ValidationError:
        return _short(value)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT - 1]}…"


_SAY: dict[str, Callable[[Change, Books], list[str]]] = {
    "calendar": _calendar, "catalogue": _catalogue, "responsibility": _responsibility, "rules": _rules,
    "ladder": _ladder,
}
