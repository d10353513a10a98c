"""A hand-over (交接班) in words: its lines, who signed when, and the whole of it as text and as a sheet to print."""

from collections.abc import Mapping
from html import escape
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core.bodies import HandedOver
from commandcenter.core.handover import Handover, Signature
from commandcenter.core.numbers import short_number
from commandcenter.ui import time_words
from commandcenter.ui.joining import listed

translate = QCoreApplication.translate  # a name that lupdate knows

LINES: dict[str, Any] = {
    "new": QT_TRANSLATE_NOOP("Handover", "Newly registered"),
    "closed": QT_TRANSLATE_NOOP("Handover", "Closed in this shift"),
    "returned": QT_TRANSLATE_NOOP("Handover", "Returned, rework"),
    "suspended": QT_TRANSLATE_NOOP("Handover", "Deferred in this shift"),
    "resumed": QT_TRANSLATE_NOOP("Handover", "Resumed in this shift"),
    "overdue": QT_TRANSLATE_NOOP("Handover", "Overdue now"),
    "due_next": QT_TRANSLATE_NOOP("Handover", "Due in the next shift"),
    "awaiting_reply": QT_TRANSLATE_NOOP("Handover", "Supervision, reply awaited"),
    "whistles": QT_TRANSLATE_NOOP("Handover", "Whistles still open"),
    "put_off": QT_TRANSLATE_NOOP("Handover", "Alarms put off here"),
    "conflicts": QT_TRANSLATE_NOOP("Handover", "Conflicts to settle"),
    "unsynced": QT_TRANSLATE_NOOP("Handover", "Not sent yet"),
}


def line_text(key: str) -> str:
    """What a line counts; a key of a newer version stands as it is."""
    source = LINES.get(key)
    return key if source is None else translate("Handover", source)


def desk_text(body: HandedOver) -> str:
    """The desk: its name and letter."""
    return f"{body.desk_name} ({body.desk})" if body.desk_name else body.desk


def who(user: str, names: Mapping[str, str]) -> str:
    """A person by post and name; somebody unknown here by the id; nobody by a dash."""
    return names.get(user, user) or time_words.EMPTY


def signature_text(signature: Signature | None, names: Mapping[str, str]) -> str:
    """Who signed when, and why late or alone."""
    if signature is None:
        return translate("Handover", "not signed")
    words = translate("Handover", "{0}, signed {1}").format(
        who(signature.actor, names), time_words.moment(signature.at))
    if signature.reason:
        words += translate("Handover", " · reason: {0}").format(signature.reason)
    if signature.waiting:
        words += translate("Handover", " · not sent yet")
    return words


def signatures(handover: Handover, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Both signatures with what they are; further ones of the same duty after them."""
    out = handover.out
    rows = [(
        translate("Handover", "Outgoing"),
        signature_text(out, names) if out is not None
        else translate("Handover", "{0}, had left without signing").format(who(handover.body.outgoing, names)))]
    taken = handover.taken or (None,)
    rows += [(translate("Handover", "Incoming"), signature_text(one, names)) for one in taken[:1]]
    rows += [(translate("Handover", "Also signed"), signature_text(one, names)) for one in taken[1:]]
    return tuple(rows)


def head_text(handover: Handover, names: Mapping[str, str]) -> str:
    """One line of the list: when, which desk, who to whom."""
    body = handover.body
    to = who(handover.incoming, names) if handover.taken else translate("Handover", "not taken over")
    return f"{time_words.moment(handover.at)} · {desk_text(body)} · {who(body.outgoing, names)} → {to}"


def numbers_text(numbers: tuple[str, ...], count: int) -> str:
    """The numbers that were written down, and how many more there were."""
    named = listed(short_number(number) for number in numbers)
    rest = count - len(numbers)
    return named + (translate("Handover", " and {0} more").format(rest) if numbers and rest > 0 else "")


def _facts(handover: Handover, street: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    body = handover.body
    rows = [
        (translate("Handover", "Street"), street),
        (translate("Handover", "Desk"), desk_text(body)),
        (translate("Handover", "Shift"), f"{time_words.moment(body.since)} – {time_words.moment(body.until)}"),
        *signatures(handover, names),
    ]
    if handover.rts is not None:
        rows.append((translate("Handover", "Received by the city platform"), time_words.moment(handover.rts)))
    return rows


def _notes(handover: Handover) -> list[tuple[str, str]]:
    notes = [(translate("Handover", "Note"), handover.body.note)]
    notes += [(translate("Handover", "Note of the incoming one"), one.note) for one in handover.taken]
    return [(name, text) for name, text in notes if text]


def title() -> str:
    """What the sheet is."""
    return translate("Handover", "Duty hand-over record")


def as_text(handover: Handover, street: str, names: Mapping[str, str]) -> str:
    """The hand-over as plain text, as it was signed."""
    out = [title(), ""]
    out += [f"{name}: {value}" for name, value in _facts(handover, street, names)]
    out.append("")
    for line in handover.body.lines:
        out.append(f"{line_text(line.key)}: {line.count}" + (f" — {line.note}" if line.note else ""))
        if line.numbers:
            out.append(f"    {numbers_text(line.numbers, line.count)}")
    for name, text in _notes(handover):
        out += ["", f"{name}:", text]
    return "\n".join(out) + "\n"


_PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 18mm; }}
body {{ font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 11pt; }}
h1 {{ font-size: 16pt; text-align: center; }}
table {{ width: 100%; border-collapse: collapse; margin: 4mm 0; }}
th, td {{ border: 1px solid; padding: 1.5mm 2mm; text-align: left; vertical-align: top; }}
td.n {{ text-align: right; white-space: nowrap; }}
p.note {{ white-space: pre-wrap; }}
</style></head><body><h1>{title}</h1>
<table>{facts}</table>
<table><tr>{heads}</tr>{lines}</table>
{notes}
<p>{sign}</p>
</body></html>
"""


def as_html(handover: Handover, street: str, names: Mapping[str, str], lang: str) -> str:
    """The hand-over as a page to print; every text is escaped."""
    heads = (
        translate("Handover", "Item"), translate("Handover", "Number"), translate("Handover", "Cases"),
        translate("Handover", "Note"))
    lines = "".join(
        f"<tr><td>{escape(line_text(line.key))}</td><td class=n>{line.count}</td>"
        f"<td>{escape(numbers_text(line.numbers, line.count))}</td><td>{escape(line.note)}</td></tr>"
        for line in handover.body.lines)
    blank = "＿" * 10
    return _PAGE.format(
        lang=escape(lang), title=escape(title()), lines=lines,
        facts="".join(f"<tr><th>{escape(n)}</th><td>{escape(v)}</td></tr>" for n, v in _facts(handover, street, names)),
        heads="".join(f"<th>{escape(head)}</th>" for head in heads),
        notes="".join(f"<h2>{escape(n)}</h2><p class=note>{escape(text)}</p>" for n, text in _notes(handover)),
        sign=escape(translate("Handover", "Outgoing: {0}    Incoming: {0}").format(blank)))
