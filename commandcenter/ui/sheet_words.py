"""The words of the printed sheets: 派遣单, 督办单, 核查单, 结案单, from what desk/print_desk.py holds.

One function a kind, rows in the order of the paper. What people wrote is masked again here, wherever it stands.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from commandcenter.core import bodies as b
from commandcenter.core.masking import masked
from commandcenter.core.numbers import short_number
from commandcenter.core.photos import Photo
from commandcenter.desk.print_desk import Deadline, Order, Sheet, SheetKind, Step
from commandcenter.ui import course_words, sheet_course, texts, time_words
from commandcenter.ui.counted import Counted
from commandcenter.ui.sheet_form import (
    Form,
    Look,
    Picture,
    Row,
    Text,
    band,
    blank_moment,
    boxes,
    dated,
    full,
    pair,
    pictures,
    signed,
)

translate = QCoreApplication.translate  # a name that lupdate knows

TITLES: dict[SheetKind, Any] = {
    SheetKind.DISPATCH: QT_TRANSLATE_NOOP("Sheet", "Case dispatch sheet"),
    SheetKind.SUPERVISION: QT_TRANSLATE_NOOP("Sheet", "Supervision order"),
    SheetKind.CHECK: QT_TRANSLATE_NOOP("Sheet", "Case check sheet"),
    SheetKind.CLOSING: QT_TRANSLATE_NOOP("Sheet", "Case closing sheet"),
}
NAMES: dict[SheetKind, Any] = {
    SheetKind.DISPATCH: QT_TRANSLATE_NOOP("Sheet", "Dispatch sheet"),
    SheetKind.SUPERVISION: QT_TRANSLATE_NOOP("Sheet", "Supervision sheet"),
    SheetKind.CHECK: QT_TRANSLATE_NOOP("Sheet", "Check sheet"),
    SheetKind.CLOSING: QT_TRANSLATE_NOOP("Sheet", "Closing sheet"),
}
_DAYS: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Sheet", "Monday"), QT_TRANSLATE_NOOP("Sheet", "Tuesday"),
    QT_TRANSLATE_NOOP("Sheet", "Wednesday"), QT_TRANSLATE_NOOP("Sheet", "Thursday"),
    QT_TRANSLATE_NOOP("Sheet", "Friday"), QT_TRANSLATE_NOOP("Sheet", "Saturday"),
    QT_TRANSLATE_NOOP("Sheet", "Sunday"),
)
MOST_PICTURES = 6  # on each side
_DIGITS = "〇一二三四五六七八九"


def name_of(kind: SheetKind) -> str:
    """What the sheet is called: 派遣单."""
    return translate("Sheet", NAMES[kind])


def form(sheet: Sheet) -> Form:
    """The sheet in words."""
    case = sheet.case
    title = translate("Sheet", TITLES[sheet.kind])
    numbers = translate("Sheet", "No. {0}").format(case.shown_number)
    if case.number and case.provisional:
        numbers += translate("Sheet", " (provisional {0})").format(case.provisional)
    elif not case.number:
        numbers += translate("Sheet", " (provisional; the city's number follows)")
    again = translate("Sheet", "{0} — no. {1}, continued").format(title, case.shown_number)
    return Form(
        office=translate("Sheet", "{0} city management command centre").format(sheet.street_name), title=title,
        line=numbers, line_right="", short=again, rows=tuple(_ROWS[sheet.kind](sheet)), foot=_foot(sheet),
        code=sheet.scan)


def file_name(sheet: Sheet, count: int) -> str:
    """What the PDF is called: 派遣单_1122-B042.pdf; of several cases with how many."""
    number = "".join(c if c.isalnum() or c in "-." else "_" for c in short_number(sheet.case.shown_number))
    if count > 1:
        return translate("Sheet", "{kind}_{number}_of_{count}_cases.pdf").format(
            kind=name_of(sheet.kind), number=number, count=count)
    return f"{name_of(sheet.kind)}_{number}.pdf"


# -- the four papers ------------------------------------------------------------------------------------------------


def _dispatch(sheet: Sheet) -> list[Row]:
    case, told = sheet.case, _said(sheet, "dispatched")
    signed_at = moment(case.signed_at) if case.signed_at is not None else ""
    return [
        *_problem(sheet),
        *_conditions(sheet),
        _before(sheet),
        pair((translate("Sheet", "Responsible unit"), case.unit_name),
             (translate("Sheet", "Dispatched at"), _at(case.dispatched_at)), first_look=Look.STRONG),
        _deadline(translate("Sheet", "Handle by"), sheet.handling),
        *([full(translate("Sheet", "Dispatcher's remark"), told)] if told else []),
        full(translate("Sheet", "Asked of you"), translate(
            "Sheet", "Handle the problem by the deadline, take pictures of the result, fill in this sheet and return it"
            " to the command centre. Where it is not your unit's duty, say why and return it at once.")),
        band(translate("Sheet", "To be filled in by the responsible unit")),
        dated(translate("Sheet", "Signed for by"), translate("Sheet", "Signed for at"), signed_at),
        full(translate("Sheet", "How it was handled"),
             boxes(((translate("Sheet", "done"), False), (translate("Sheet", "done in part"), False),
                    (translate("Sheet", "extension needed"), False), (translate("Sheet", "to be deferred"), False),
                    (translate("Sheet", "not our duty"), False))),
             Text(text=translate("Sheet", "Measures, result, reason:"), look=Look.SMALL), least=24, grows=True),
        dated(translate("Sheet", "Handled by"), translate("Sheet", "Done at")),
        dated(translate("Sheet", "Head of the unit (seal)"), translate("Sheet", "Date")),
        band(translate("Sheet", "To be filled in by the command centre")),
        full(translate("Sheet", "Feedback"),
             boxes(((translate("Sheet", "as asked, goes to the check"), False),
                    (translate("Sheet", "rework, because:"), False)))),
        signed(translate("Sheet", "Dispatcher"), translate("Sheet", "Shift leader")),
        *sheet_course.before(case),  # behind what is to be filled in
    ]


def _supervision(sheet: Sheet) -> list[Row]:
    case, order = sheet.case, sheet.order
    if order is None:
        return []
    over = order.at - order.due if order.due else 0
    state = (translate("Sheet", "Overdue by {0} when this order was given").format(time_words.span(over)) if over > 0
             else translate("Sheet", "Not overdue when this order was given"))
    asks = "\n".join(f"{n}. {ask}" for n, ask in enumerate(order.asks, 1))
    return [
        pair((translate("Sheet", "Level"),
              translate("Sheet", "{0} (level {1})").format(order.level_name, order.level)),
             (translate("Sheet", "Ordered at"), moment(order.at)), first_look=Look.STRONG),
        pair((translate("Sheet", "To"), sheet.names.get(order.to, texts.receiver_text(order.to))),
             (translate("Sheet", "Responsible unit"), case.unit_name or time_words.EMPTY), first_look=Look.STRONG),
        *_problem(sheet)[1:],
        pair((translate("Sheet", "Dispatched at"), _at(case.dispatched_at)),
             (translate("Sheet", "Signed for at"), _at(case.signed_at))),
        _deadline(translate("Sheet", "Handle by"), sheet.handling),
        full(translate("Sheet", "Delay"), state),
        full(translate("Sheet", "Reason of the order"), order.reason or _by_clock(order)),
        full(translate("Sheet", "Asked of you"), "\n".join(filter(None, (asks, order.text))) or time_words.EMPTY),
        _reply_due(order),
        pair((translate("Sheet", "Ordered by"), _who_ordered(sheet, order)),
             (translate("Sheet", "Shift leader (seal)"), ""), least=11),
        band(translate("Sheet", "To be filled in by the responsible unit")),
        dated(translate("Sheet", "Signed for by"), translate("Sheet", "Signed for at")),
        _reply(order),
        signed(translate("Sheet", "Answered by"), translate("Sheet", "Head of the unit (seal)")),
        band(translate("Sheet", "To be filled in by the command centre")),
        full(translate("Sheet", "Verdict"),
             boxes(((translate("Sheet", "accepted"), False),
                    (translate("Sheet", "not accepted, supervision goes on"), False)))),
        signed(translate("Sheet", "Supervised by"), translate("Sheet", "Shift leader")),
    ]


def _check(sheet: Sheet) -> list[Row]:
    case, result = sheet.case, _result(sheet)
    done = "\n".join(filter(None, (_said(sheet, "handled"), _said(sheet, "fed_back")))) or time_words.EMPTY
    ordered = sheet.last("check_ordered")
    collector = ordered.body.collector if ordered and isinstance(ordered.body, b.CheckOrdered) else ""
    checked = sheet.last("checked")
    return [
        *_problem(sheet)[1:],
        pair((translate("Sheet", "Responsible unit"), case.unit_name or time_words.EMPTY),
             (translate("Sheet", "Handled at"), _at(case.handled_at))),
        full(translate("Sheet", "How it was handled"), done),
        full(translate("Sheet", "Closing condition"), sheet.close_condition or time_words.EMPTY),
        _before(sheet),
        _after(sheet),
        *([_deadline(translate("Sheet", "Check by"), sheet.check)] if sheet.check is not None else []),
        pair((translate("Sheet", "Check ordered at"), _at(ordered.at if ordered else None)),
             (translate("Sheet", "Ordered to"), sheet.names.get(collector, "") or time_words.EMPTY)),
        full(translate("Sheet", "What to check"), translate(
            "Sheet", "1. Place and problem are those on this sheet; the closing condition is met, nothing is left"
            " behind.\n2. Take a picture from where the picture before was taken.")),
        band(translate("Sheet", "To be filled in on site")),
        full(translate("Sheet", "Result"), Text(text=boxes((
            (translate("Sheet", "passed"), result is b.CheckResult.PASS),
            (translate("Sheet", "failed"), result is b.CheckResult.FAIL),
            (translate("Sheet", "cannot be checked"), result is b.CheckResult.UNABLE))), look=Look.STRONG), least=11),
        full(translate("Sheet", "What was found"), _said(sheet, "checked"), least=20, grows=True),
        dated(translate("Sheet", "Checked by"), translate("Sheet", "Checked at"),
              moment(checked.at) if result is not None and checked is not None else ""),
        signed(translate("Sheet", "Acceptor"), translate("Sheet", "Shift leader")),
    ]


def _closing(sheet: Sheet) -> list[Row]:
    case, clock = sheet.case, sheet.handling
    closed = case.closed_at
    whole = time_words.span(max(closed - case.reported_at, 0)) if closed is not None else time_words.EMPTY
    rows = [
        *_problem(sheet),
        *_conditions(sheet),
        pair((translate("Sheet", "Responsible unit"), case.unit_name or time_words.EMPTY),
             (translate("Sheet", "Closed at"), _at(closed)), first_look=Look.STRONG),
        _deadline(translate("Sheet", "Handle by"), clock),
        pair((translate("Sheet", "Handling took"), _took(clock)),
             (translate("Sheet", "From report to closing"), whole)),
        full(translate("Sheet", "In time"), _in_time(sheet)),
        _before(sheet), _after(sheet),
        band(translate("Sheet", "Course of the case")),
    ]
    rows[-1:] = [*sheet_course.before(case), rows[-1]]  # above the course here
    head = sheet_course.head()
    rows.append(head)
    rows.extend(_step(sheet, step, head) for step in sheet.steps if step.type not in _UNTOLD)
    rows += [
        full(translate("Sheet", "Closing remark"),
             _said(sheet, "closed") or _said(sheet, "closed_on_spot") or time_words.EMPTY, least=10),
        dated(translate("Sheet", "Closed by"), translate("Sheet", "Date")),
        signed(translate("Sheet", "Shift leader"), translate("Sheet", "Filed away by")),
    ]
    return rows


_ROWS: dict[SheetKind, Callable[[Sheet], list[Row]]] = {
    SheetKind.DISPATCH: _dispatch, SheetKind.SUPERVISION: _supervision, SheetKind.CHECK: _check,
    SheetKind.CLOSING: _closing,
}
_UNTOLD = frozenset({"numbered"})  # the number stands at the head


# -- parts ----------------------------------------------------------------------------------------------------------


def _problem(sheet: Sheet) -> list[Row]:
    case = sheet.case
    code = case.class_key.partition(":")[2]
    kind = " · ".join(filter(None, (case.major_name, case.class_name))) + (f"  {code}" if code else "")
    return [
        pair((translate("Sheet", "Source"), texts.channel_text(case.source)),
             (translate("Sheet", "Reported at"), _at(case.reported_at))),
        pair((translate("Sheet", "Class"), kind),
             (translate("Sheet", "Community, grid"),
              "  ".join(filter(None, (case.community_name, case.grid))) or time_words.EMPTY)),
        full(translate("Sheet", "Place"), case.place or time_words.EMPTY),
        full(translate("Sheet", "Description"), case.text or time_words.EMPTY, least=10),
    ]


def _conditions(sheet: Sheet) -> list[Row]:
    told = ((translate("Sheet", "Filing condition"), sheet.case.condition_text),
            (translate("Sheet", "Closing condition"), sheet.close_condition))
    filing, closing = ((name, text or time_words.EMPTY) for name, text in told)
    return [pair(filing, closing)] if any(text for _, text in told) else []


def _before(sheet: Sheet) -> Row:
    return _pictures(translate("Sheet", "Pictures before"), sheet.before)


def _after(sheet: Sheet) -> Row:
    return _pictures(translate("Sheet", "Pictures after"), sheet.after)


def _pictures(name: str, photos: tuple[Photo, ...]) -> Row:
    held = tuple(
        Picture(sha256=photo.sha256, caption=f"{texts.photo_text(photo.kind)} {time_words.moment(photo.at)}")
        for photo in photos[:MOST_PICTURES])
    left = len(photos) - len(held)
    more = translate("Sheet", "{0} more in the case").format(left) if left else ""
    return pictures(name, held, translate("Sheet", "(no picture)"), more)


def _deadline(name: str, clock: Deadline | None) -> Row:
    if clock is None or (clock.due is None and not clock.still):
        return full(name, translate("Sheet", "no limit"))
    if clock.due is None:
        return full(name, Text(text=translate("Sheet", "The clock stands still"), look=Look.STRONG),
                    Text(text=_counted(clock), look=Look.SMALL))
    return full(name, Text(text=long_moment(clock.due), look=Look.STRONG),
                Text(text=in_words(clock.due)), Text(text=_counted(clock), look=Look.SMALL))


def _counted(clock: Deadline) -> str:
    """How a deadline was counted, in one line."""
    told = [translate("Sheet", "Limit {0}, counted from {1}").format(
        time_words.limit_text(clock.limit), time_words.moment(clock.start))]
    if clock.limit.until is None:
        told.append(translate("Sheet", "day and night") if clock.limit.continuous
                    else translate("Sheet", "in working time (not at night, on rest days and holidays)"))
    if clock.extensions and clock.original is not None:
        told.append(Counted.tr("extended %Ln time(s), before that {0}", "", clock.extensions).format(
            time_words.moment(clock.original)))
    if clock.paused:
        told.append(translate("Sheet", "stood still for {0}").format(time_words.span(clock.paused)))
    if clock.tentative:
        told.append(translate("Sheet", "provisional: the holidays of that year are not published yet"))
    return translate("Sheet", "; ").join(told) + translate("Sheet", ".")


def _took(clock: Deadline | None) -> str:
    if clock is None:
        return time_words.EMPTY
    used = time_words.span(clock.used)
    if clock.limit.continuous:
        return used
    return translate("Sheet", "{0} of working time").format(used)


def _in_time(sheet: Sheet) -> str:
    """Handling and closing against the handling deadline: the one is the unit's, the other the figure that counts."""
    case, clock = sheet.case, sheet.handling
    if clock is None or clock.due is None:
        told = [translate("Sheet", "no limit")]
    else:
        late = max(case.closed_at - clock.due, 0) if case.closed_at is not None else 0
        told = [
            translate("Sheet", "handled {0} late").format(time_words.span(clock.over)) if clock.over
            else translate("Sheet", "handled in time"),
            translate("Sheet", "closed {0} after the deadline").format(time_words.span(late)) if late
            else translate("Sheet", "closed in time"),
        ]
        if late and case.exempt:
            told.append(translate("Sheet", "not counted as overdue (appeal granted)"))
    for n, words in (
        (case.extensions, Counted.tr("extended %Ln time(s)", "", case.extensions)),
        (case.deferrals, Counted.tr("deferred %Ln time(s)", "", case.deferrals)),
        (case.returns, Counted.tr("returned %Ln time(s)", "", case.returns)),
        (case.reworks, Counted.tr("reworked %Ln time(s)", "", case.reworks)),
    ):
        if n:
            told.append(words)
    return translate("Sheet", "; ").join(told)


def _by_clock(order: Order) -> str:
    if order.role == "timer":
        return translate("Sheet", "By the clock: the handling limit of this level is reached.")
    return time_words.EMPTY


def _who_ordered(sheet: Sheet, order: Order) -> str:
    if order.role == "timer":
        return translate("Sheet", "by the clock")
    return sheet.names.get(order.actor, texts.role_text(order.role))


def _reply_due(order: Order) -> Row:
    name = translate("Sheet", "Answer by")
    if order.reply is None or order.reply.due is None:
        return full(name, translate("Sheet", "no written answer is asked for") if order.reply is None
                    else translate("Sheet", "The clock stands still"))
    return _deadline(name, order.reply)


def _reply(order: Order) -> Row:
    name = translate("Sheet", "Answer of the unit")
    if order.replied_at is not None:
        said = Text(text=translate("Sheet", "Answered at {0}").format(moment(order.replied_at)), look=Look.SMALL)
        return full(name, order.reply_text or time_words.EMPTY, said, least=30, grows=True)
    asked = "\n\n".join(translate("Sheet", "{0}. {1}:").format(n, ask) for n, ask in enumerate(order.asks, 1))
    when = translate("Sheet", "Answered at {0}").format(blank_moment())
    return full(name, Text(text=asked, look=Look.SMALL), least=34, grows=True, foot=when)


def _result(sheet: Sheet) -> b.CheckResult | None:
    """The result of the last check, where none was ordered since."""
    for step in reversed(sheet.steps):
        if step.type in ("check_ordered", "rework_ordered", "fed_back"):
            return None
        if isinstance(step.body, b.Checked):
            return step.body.result
    return None


def _said(sheet: Sheet, type_name: str) -> str:
    """What the last fact of a type says in its own words."""
    step = sheet.last(type_name)
    return masked(str(getattr(step.body, "text", "") or "")) if step is not None else ""


def _step(sheet: Sheet, step: Step, head: Row) -> Row:
    names = dict(sheet.names)
    at = time_words.moment(step.at) if step.stated else translate("Sheet", "not stated")
    who = course_words.who_text(step, names)
    role = texts.role_text(step.role)
    if not (step.imported or step.on_behalf or step.role in ("timer", "platform") or role in who):
        who = translate("Sheet", "{0} ({1})").format(who, role)
    took = time_words.span(step.took) if step.took is not None else ""
    words = (at, course_words.title_of_line(step), who, masked(course_words.said_text(step, names)), took)
    return sheet_course.line(words, head)


def _foot(sheet: Sheet) -> str:
    told = [translate("Sheet", "Printed {0} by {1}").format(time_words.moment(sheet.printed_at), sheet.printed_by)]
    if sheet.fact is not None:
        told.append(translate("Sheet", "as of fact {0}").format(time_words.number_text(sheet.fact)))
    if sheet.waiting:
        told.append(translate("Sheet", "{0} not yet sent").format(sheet.waiting))
    return " · ".join(told)


# -- times ----------------------------------------------------------------------------------------------------------


def _at(at: int | None) -> str:
    return time_words.EMPTY if at is None else moment(at)


def moment(at: int) -> str:
    """2026 年 3 月 4 日 17 时 30 分."""
    t = time_words.local(at)
    return translate("Sheet", "{y}-{m:02d}-{d:02d} {h:02d}:{n:02d}").format(
        y=t.year, m=t.month, d=t.day, h=t.hour, n=t.minute)


def long_moment(at: int) -> str:
    """With its weekday: 2026 年 3 月 4 日（星期三）17 时 30 分前."""
    t = time_words.local(at)
    return translate("Sheet", "{w}, {y}-{m:02d}-{d:02d}, before {h:02d}:{n:02d}").format(
        y=t.year, m=t.month, d=t.day, h=t.hour, n=t.minute, w=translate("Sheet", _DAYS[t.weekday()]))


def in_words(at: int) -> str:
    """The same without figures, as 二〇二六年三月四日十七时三十分; in English with the name of the month."""
    t = time_words.local(at)
    if QLocale().language() != QLocale.Language.Chinese:
        return t.strftime("%d ").lstrip("0") + QLocale().monthName(t.month) + t.strftime(" %Y, %H:%M")
    year = "".join(_DIGITS[int(digit)] for digit in str(t.year))
    minute = f"{_chinese(t.minute)}分" if t.minute else "整"
    return f"{year}年{_chinese(t.month)}月{_chinese(t.day)}日{_chinese(t.hour)}时{minute}"


def _chinese(n: int) -> str:
    """0 to 99 as people write it: 〇, 九, 十, 十七, 三十, 五十九."""
    tens, ones = divmod(n, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
