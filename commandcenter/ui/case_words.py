"""Rows, lines and clocks of cases as texts: what the table, the panel and the wall show. No widget, no decision."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from commandcenter.core import bodies as b
from commandcenter.core import clocks
from commandcenter.core.case import REJECTED, STEP, TERMINAL, Case, Judging, Role, Stage
from commandcenter.core.clocks import Reading, Urgency
from commandcenter.core.ladder import Due
from commandcenter.core.limits import Span, SpanKind
from commandcenter.core.masking import masked, masked_piece, pieces
from commandcenter.core.numbers import short_number
from commandcenter.desk.case_desk import CaseView, Line
from commandcenter.desk.presence_desk import Watcher
from commandcenter.desk.rows import CaseRow
from commandcenter.ui import case_parts, texts
from commandcenter.ui.case_table import CaseCells

translate = QCoreApplication.translate  # a name that lupdate knows


class Told(Protocol):
    """What of a step of the course is put in words: a line of the panel, a step on a printed sheet."""

    @property
    def type(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def on_behalf(self) -> str | None: ...
    @property
    def body(self) -> b.Body | None: ...
    @property
    def imported(self) -> bool: ...
    @property
    def photos(self) -> int: ...


def urgency_of(row: CaseRow, now: int) -> Urgency:
    """How urgent a row is now."""
    if not row.open:
        return Urgency.NORMAL
    return clocks.urgency(now, row.due, row.near, row.severe, row.paused)


def urgency_word(row: CaseRow, now: int) -> str:
    """The word beside the glyph; of a finished case its stage."""
    return texts.urgency_text(urgency_of(row, now)) if row.open else stage_word(row)


def stage_word(row: CaseRow) -> str:
    """Where it stands; a report that the platform refused stands nowhere in the flow."""
    return texts.mark_text(REJECTED) if REJECTED in row.marks else texts.stage_text(row.stage)


def remaining_of(row: CaseRow, now: int) -> str:
    """Time left or over; of a closed case when it was closed."""
    if not row.open:
        return texts.past(now, row.closed_at) if row.closed_at else texts.EMPTY
    return texts.remaining(now, row.due, row.paused, row.tentative)


def tags_of(row: CaseRow) -> tuple[str, ...]:
    """Tags (标记), the most telling first."""
    found = []
    if row.asked:
        found.append(texts.request_text(row.asked.partition(":")[0]))
    if row.docket:
        found.append(translate("CaseWords", "ruling"))
    if row.exempt:
        found.append(translate("CaseWords", "exempt"))
    if row.conflicts:
        found.append(translate("CaseWords", "conflict"))
    if row.level:
        found.append(translate("CaseWords", "supervised"))
    if row.returns:
        found.append(translate("CaseWords", "ret. {0}").format(row.returns))
    if row.reworks:
        found.append(translate("CaseWords", "rew. {0}").format(row.reworks))
    if row.extensions:
        found.append(translate("CaseWords", "ext. {0}").format(row.extensions))
    if row.pending:
        found.append(translate("CaseWords", "to sync"))
    if row.source == "hotline":
        found.append("12345")
    return (*found, *(texts.mark_text(m) for m in row.marks if m in ("review", "synthetic", "demo", REJECTED)))


def watchers_text(watchers: Sequence[Watcher]) -> str:
    """Who else looks at a case, and since when; "" for nobody."""
    return "；".join(
        translate("CaseWords", "{0} is looking at it, since {1}").format(watcher.name, texts.clock(watcher.since))
        for watcher in watchers)


def cells(row: CaseRow, now: int, watchers: Sequence[Watcher] = ()) -> CaseCells:
    """One row of the table; `watchers` look at the case elsewhere."""
    watched = watchers_text(watchers)
    urgency, word, remaining = urgency_of(row, now), urgency_word(row, now), remaining_of(row, now)
    number = short_number(row.shown_number)
    stage = stage_word(row)
    community = _short(row.community_name)
    return CaseCells(
        urgency=int(urgency),
        urgency_word=word,
        number=number,
        class_name=row.class_name,
        major_name=row.major_name,
        place=row.place,
        community=community,
        step=STEP[row.stage] if row.open else 6,
        stage_word=stage,
        unit=row.unit_name or texts.EMPTY,
        remaining=remaining,
        due=texts.due_text(now, row.due) if row.open else "",
        tags=tags_of(row),
        provisional=not row.number,
        number_tip="\n".join(filter(None, (row.shown_number, watched))),
        watched=bool(watched),
        due_tip=texts.moment(row.due) if row.due and row.open else "",
        remaining_tip=translate("CaseWords", "Counted past the last published holidays") if row.tentative else "",
        sentence="，".join(filter(None, (word, number, row.class_name, row.place, stage, remaining, watched))),
    )


def title_of(case: Case) -> str:
    """Minor class · filing condition."""
    return " · ".join(filter(None, (case.class_name, case.condition_text)))


def facts_of(view: CaseView, *, whole: bool = False) -> tuple[case_parts.Fact, ...]:
    """The grid of facts below the title; `whole`: personal data is not masked."""
    case, row = view.case, view.row
    if case is None or row is None:
        return ()
    marks = " · ".join(texts.mark_text(m) for m in case.marks)
    unit = case.unit_name or translate("CaseWords", "not dispatched yet")
    made = [
        case_parts.Fact(label=translate("CaseWords", "Place"), value=case.place),
        case_parts.Fact(
            label=translate("CaseWords", "Grid"), value=" · ".join(filter(None, (case.community_name, case.grid)))
        ),
        case_parts.Fact(
            label=translate("CaseWords", "Source"),
            value=texts.channel_text(case.source),
            more=" · ".join(filter(None, (texts.past(view.now, case.reported_at), marks))),
        ),
        case_parts.Fact(label=translate("CaseWords", "Unit"), value=unit),
    ]
    refused = next((line for line in view.lines if line.outcome.kind == "rejected"), None)
    if refused is not None and REJECTED in case.marks:
        made.append(case_parts.Fact(
            label=translate("CaseWords", "Not accepted"), value=texts.verdict_text(refused.verdict),
            more=translate("CaseWords", "Register it anew with F2, then Shift+U takes it off the list.")))
    if case.asked is not None:
        waits = translate("CaseWords", "{0}: waits for {1}").format(
            texts.request_text(case.asked.kind), texts.role_text(case.asked.level))
        made.append(case_parts.Fact(label=translate("CaseWords", "Request"), value=waits, more=case.asked.reason))
    if case.judging is Judging.WAITS:
        made.append(case_parts.Fact(
            label=translate("CaseWords", "Request"),
            value=translate("CaseWords", "{0}: waits for {1}").format(
                texts.request_text("return"), texts.role_text(Role.SHIFT_LEADER))))
    if case.referral is not None:
        answer = next((one for one in view.running if one.name == "answer"), None)
        by = translate("CaseWords", "answer by {0}").format(
            texts.due_text(view.now, answer.due)) if answer is not None and answer.due is not None else ""
        made.append(case_parts.Fact(
            label=texts.referral_text(case.referral.kind),
            value=" · ".join(filter(None, (case.referral.to_name, by))), more=case.referral.reason))
    if case.deferred_until is not None:
        made.append(case_parts.Fact(
            label=translate("CaseWords", "Deferred"),
            value=translate("CaseWords", "until {0}").format(texts.moment(case.deferred_until))))
    for label, number in (
        (translate("CaseWords", "Anew after"), case.reopens_number),
        (translate("CaseWords", "Anew as"), case.reopened_number),
    ):
        if number:
            made.append(case_parts.Fact(label=label, value=number))
    if case.exempt:
        made.append(case_parts.Fact(
            label=translate("CaseWords", "Figure"),
            value=translate("CaseWords", "not counted as overdue (appeal granted)")))
    found = contacts_of(view)
    if found:
        made.append(case_parts.Fact(
            label=translate("CaseWords", "Contact"),
            value=" ".join(found if whole else (masked_piece(piece) for piece in found))))
    if case.text:
        made.append(case_parts.Fact(label=translate("CaseWords", "Text"), value=case.text))
    return tuple(made) if whole else tuple(
        replace(fact, value=masked(fact.value), more=masked(fact.more)) for fact in made)


def contacts_of(view: CaseView) -> tuple[str, ...]:
    """Names and numbers of people in the report and in what was said since, whole, each once."""
    if view.case is None:
        return ()
    said = (view.case.text, *(_said(line, {}) for line in view.lines if line.body is not None))
    return tuple(dict.fromkeys(piece for text in said for piece in pieces(text)))


def revealed_text(field: str) -> str:
    """A kind of personal data in a word."""
    return {"identity": translate("CaseWords", "identity number"), "name": translate("CaseWords", "name"),
            "phone": translate("CaseWords", "phone")}.get(field, field)


def rungs_of(
    view: CaseView, names: "dict[str, str]", *, whole: bool = False, audits: bool = False,
) -> tuple[case_parts.Rung, ...]:
    """The course of a case as lines, oldest first; `names`: user and unit ids to names.

    `whole`: personal data is not masked; `audits`: who looked at it stands among the lines.
    """
    shown = [line for line in view.lines
             if line.outcome.kind != "repetition" and (audits or not isinstance(line.body, b.Revealed))]
    last = max((n for n, line in enumerate(shown) if line.outcome.kind == "effective"), default=-1)
    return tuple(_rung(line, view.now, names, now_here=n == last, whole=whole) for n, line in enumerate(shown))


def _rung(line: Line, now: int, names: "dict[str, str]", *, now_here: bool, whole: bool) -> case_parts.Rung:
    title = title_of_line(line)
    who = who_text(line, names)
    said = _said(line, names) if whole else said_text(line, names)
    if line.outcome.kind == "rejected":
        said = f"{texts.outcome_text('')}：{texts.verdict_text(line.verdict)}"
    elif line.outcome.kind == "ineffective":
        said = texts.outcome_text(line.outcome.reason)
    text = " · ".join(filter(None, (who, said)))
    when = texts.moment(line.at) if line.stated else translate("CaseWords", "time not stated by the source")
    waits = translate("CaseWords", "waits for the city platform") if line.waiting else ""
    urgent = isinstance(line.body, b.Escalated) and line.body.level >= 2 or line.outcome.kind == "ineffective"
    kind = case_parts.URGENT if urgent else case_parts.NOW if now_here else case_parts.DONE
    return case_parts.Rung(
        time=texts.line_time(now, line.at),
        title=title,
        text=text,
        kind=kind,
        pending=line.waiting,
        tip="\n".join(filter(None, (f"{when}  {title}", text, waits))),
    )


def title_of_line(line: Told) -> str:
    """What happened, in a few words."""
    match line.body:
        case b.Escalated(level_name=name):
            return name
        case b.Requested(kind=kind):
            return translate("CaseWords", "{0} asked for").format(texts.request_text(kind))
        case b.RequestDecided(kind=kind, approved=approved, then=then):
            words = (
                translate("CaseWords", "{0} rejected") if not approved
                else translate("CaseWords", "{0} supported") if then
                else translate("CaseWords", "{0} approved"))
            return words.format(texts.request_text(kind))
        case b.Redated(calendar=version):
            return translate("CaseWords", "Calendar version {0}").format(version)
        case b.Resumed() if line.role == Role.TIMER:
            return translate("CaseWords", "Deferral over")
        case b.Undone(type=undone):
            return texts.counter_text(undone)
    return texts.fact_text(line.type)


def line_sentence(line: Line, now: int, names: dict[str, str]) -> str:
    """A line of the course in one sentence: when, what, who, and what it said."""
    return " · ".join(
        filter(None, (f"{texts.past(now, line.at)} {title_of_line(line)}", who_text(line, names),
                      said_text(line, names))))


def who_text(line: Told, names: "dict[str, str]") -> str:
    """Who did it: the post or unit, and who entered it for them."""
    if line.imported:
        return texts.role_text("import")
    if line.on_behalf:
        return translate("CaseWords", "{0} (entered by {1})").format(
            names.get(line.on_behalf, texts.role_text(line.role)), names.get(line.actor, line.actor)
        )
    if line.role in ("timer", "platform"):
        return texts.role_text(line.role)
    return names.get(line.actor, texts.role_text(line.role))


def said_text(line: Told, names: "dict[str, str]") -> str:
    """What a fact says, in one line; personal data masked."""
    return masked(_said(line, names))


def _said(line: Told, names: "dict[str, str]") -> str:
    match line.body:
        case b.Revealed(fields=fields, reason=reason):
            return " · ".join(filter(None, ("、".join(revealed_text(field) for field in fields), reason)))
        case b.Reported(reopens_number=before, text=text):
            again = translate("CaseWords", "anew after case {0}").format(before) if before else ""
            return " · ".join(filter(None, (again, text)))
        case b.Requested(until=until, reason=reason) | b.Deferred(until=until, reason=reason):
            end = translate("CaseWords", "until {0}").format(texts.moment(until)) if until is not None else ""
            return " · ".join(filter(None, (end, reason)))
        case b.RequestDecided(then=then, reason=reason):
            further = translate("CaseWords", "then {0} decides").format(texts.role_text(then)) if then else ""
            return " · ".join(filter(None, (further, reason)))
        case b.Undone(type=undone):
            return translate("CaseWords", "“{0}” is as though it never was; clocks go on").format(
                texts.fact_text(undone))
        case b.Reopened(number=number, reason=reason):
            return " · ".join((translate("CaseWords", "as case {0}").format(number), reason))
        case b.Whistled(kind=kind, place=place, text=text, units=units):
            called = "、".join(f"{u.unit_name}（{texts.part_text(u.part)}）" for u in units)
            return " · ".join((texts.whistle_text(kind), place, called, text))
        case b.WhistleSigned(unit=unit, text=text) | b.WhistleArrived(unit=unit, text=text) | b.WhistleFinished(
                unit=unit, text=text):
            return " · ".join(filter(None, (names.get(unit, unit), text)))
        case b.WhistleRated(unit=unit, rating=rating, text=text):
            return " · ".join(filter(None, (names.get(unit, unit), texts.rating_text(rating), text)))
        case b.ReturnJudged(misdispatched=misdispatched, reason=reason):
            found = (translate("CaseWords", "dispatched wrongly") if misdispatched
                     else translate("CaseWords", "dispatched rightly, back to the same unit"))
            return f"{found} · {reason}"
        case b.Referred(kind=way, to_name=name, reason=reason, text=text, pauses=pauses, answer_limit=limit):
            by = translate("CaseWords", "answer within {0}").format(texts.limit_text(limit)) if limit else ""
            stands = translate("CaseWords", "clocks stand still") if pauses else ""
            return " · ".join(filter(None, (texts.referral_text(way), name, reason, text, by, stands)))
        case b.ReferralAnswered(result=answered, text=text, unit_name=unit):
            return " · ".join(filter(None, (texts.referral_text(answered), unit, text)))
        case b.Closed(condition_text=condition, text=text) if condition:
            return " · ".join(filter(None, (translate("CaseWords", "closing condition: {0}").format(condition), text)))
        case b.Ruled(unit_name=unit, reason=reason):
            return " · ".join((unit, reason))
        case b.ReturnedToDispatcher(reason=reason, pauses=pauses):
            stands = translate("CaseWords", "the handling clock stands still") if pauses else ""
            return " · ".join(filter(None, (reason, stands)))
        case b.ReworkOrdered(reason=reason, continued=continued):
            on = translate("CaseWords", "the handling clock goes on") if continued else ""
            return " · ".join(filter(None, (reason, on)))
        case b.Filed(condition_text=condition, limit=limit):
            return " · ".join(filter(None, (condition, texts.limit_text(limit) if limit else "")))
        case b.Dispatched(unit_name=unit, limit=limit, text=text):
            return " · ".join(
                filter(None, (unit, translate("CaseWords", "limit {0}").format(texts.limit_text(limit)), text))
            )
        case b.Escalated(to=to, reason=reason, text=text):
            return " · ".join(filter(None, (names.get(to, texts.receiver_text(to)), reason, text)))
        case b.Checked(result=result, text=text):
            return " · ".join(filter(None, (texts.result_text(result), text)))
        case b.Verified(result=result, text=text):
            return " · ".join(filter(None, (texts.found_text(result), text)))
        case b.Numbered(number=number):
            return number
        case b.PhotosAdded(kind=kind):
            return translate("CaseWords", "{0} · {1} photo(s)").format(texts.photo_text(kind), line.photos)
        case b.PhotosWithdrawn(kind=kind, photos=photos, reason=reason):
            count = translate("CaseWords", "{0} · {1} photo(s)").format(texts.photo_text(kind), len(photos))
            return f"{count} · {reason}"
        case b.Merged(into_number=number, reason=reason):
            return " · ".join(filter(None, (translate("CaseWords", "see case {0}").format(number), reason)))
        case b.Absorbed(number=number, source=source, place=place, text=text):
            told = texts.channel_text(source) if source else ""
            return " · ".join(filter(None, (number, told, place, text)))
        case b.Released(number=number):
            return number
        case b.Redated(clocks=moved):
            return " · ".join(redated_text(one) for one in moved)
        case None:
            return translate("CaseWords", "Needs a newer version to be read")
    for name in ("reason", "text"):
        said = getattr(line.body, name, "")
        if said:
            return str(said)
    return ""


def redated_text(one: b.Redating) -> str:
    """Which deadline a calendar moved, from when to when."""
    words = {
        "stage": translate("CaseWords", "deadline of the step from {0} to {1}"),
        "handling": translate("CaseWords", "deadline from {0} to {1}"),
        "reply": translate("CaseWords", "deadline of the reply from {0} to {1}"),
        "answer": translate("CaseWords", "deadline of the answer from {0} to {1}"),
    }
    before, after = (texts.EMPTY if at is None else texts.moment(at) for at in (one.before, one.after))
    return words.get(one.clock, words["handling"]).format(before, after)


def clock_of(view: CaseView) -> case_parts.Clock | None:
    """The large clock of the panel; None where the case has no clock."""
    reading, case = view.main, view.case
    if reading is None or case is None:
        return None
    now, start, due, ended = view.now, reading.clock.start, reading.due, reading.clock.ended
    title = clock_title(reading)
    at = ended if ended is not None else now
    if due is None:
        word = texts.remaining(now, None, reading.paused, False)
        first = (case_parts.ClockMark(at=0.0, text=texts.line_time(now, start)),)
        return case_parts.Clock(
            title=title,
            remaining=word,
            urgency=int(Urgency.NORMAL),
            filled=0.0,
            now=0.0,
            marks=first,
            sentence=f"{title} {word}",
        )
    end = max(at, due) + max((max(at, due) - start) // 14, 1)
    length = max(end - start, 1)

    def place(instant: int) -> float:
        return min(max((instant - start) / length, 0.0), 1.0)

    urgent = clocks.urgency(at, due, reading.near, reading.severe, reading.paused)
    if ended is not None:
        over = ended > due
        word = (
            translate("CaseWords", "ended {0} late").format(texts.span(ended - due))
            if over
            else translate("CaseWords", "ended in time")
        )
        urgent = Urgency.OVERDUE if over else Urgency.NORMAL
    else:
        word = texts.remaining(now, due, reading.paused, reading.tentative)
    marks = [case_parts.ClockMark(at=0.0, text=f"{texts.line_time(now, start)} {clock_began(reading)}")]
    rung = view.next_rung
    if rung is not None and _is_about(rung.clock, reading) and start < rung.at < due:
        marks.append(case_parts.ClockMark(at=place(rung.at), text=f"{texts.line_time(now, rung.at)} {rung.rung.name}"))
    marks.append(
        case_parts.ClockMark(
            at=place(due), text=translate("CaseWords", "{0} due").format(texts.due_text(now, due)), strong=True
        )
    )
    if ended is None and at > due:
        marks.append(
            case_parts.ClockMark(at=place(at), text=translate("CaseWords", "now {0}").format(texts.clock(now)))
        )
    elapsed = translate("CaseWords", "In all {0}").format(texts.span(max(at - case.reported_at, 0)))
    return case_parts.Clock(
        title=title,
        remaining=word,
        urgency=int(urgent),
        filled=place(min(at, due)),
        now=place(at),
        due=place(due),
        marks=tuple(marks),
        running=not reading.paused,
        note=elapsed,
        sentence=f"{title} {word}",
    )


def rung_sentence(due: Due, now: int) -> str:
    """A rung that is to come: when, its name, to whom, what they must do; and what it waits for."""
    to = texts.receiver_text(due.rung.to)
    words = translate("CaseWords", "{0} {1} to {2}").format(texts.due_text(now, due.at), due.rung.name, to)
    if due.at != due.ripe:
        words += translate("CaseWords", " (from {0}, when they are on duty again)").format(
            texts.due_text(now, due.ripe))
    return " · ".join((words, "、".join(due.rung.asks))) if due.rung.asks else words


def _is_about(clock: str, reading: Reading) -> bool:
    """Whether a rung's clock is the one read here; every step has its own name and is read as the stage's."""
    return clock == reading.name or (reading.name == "stage" and clock not in ("handling", "reply", "answer"))


def clock_title(reading: Reading) -> str:
    """Which clock it is and its limit."""
    names = {
        "stage": translate("CaseWords", "Step limit {0}"),
        "handling": translate("CaseWords", "Handling limit {0}"),
        "reply": translate("CaseWords", "Reply limit {0}"),
        "answer": translate("CaseWords", "Answer limit {0}"),
    }
    title = names[reading.name].format(texts.limit_text(reading.clock.limit))
    if reading.clock.extra:
        title += translate("CaseWords", " + {0} extension(s)").format(reading.clock.extra)
    return title


def clock_began(reading: Reading) -> str:
    """What started it."""
    names = {
        "stage": translate("CaseWords", "step began"),
        "handling": translate("CaseWords", "dispatched"),
        "reply": translate("CaseWords", "ordered"),
        "answer": translate("CaseWords", "referred"),
    }
    return names[reading.name]


def span_text(span: Span) -> str:
    """One stretch of "explain this deadline"."""
    words = {
        SpanKind.OPEN: translate("CaseWords", "counts"),
        SpanKind.CLOSED: translate("CaseWords", "closed, does not count"),
        SpanKind.PAUSE: translate("CaseWords", "paused, does not count"),
        SpanKind.OVER: translate("CaseWords", "over the limit"),
    }
    counted = f" · {texts.span(span.counted)}" if span.counted else ""
    return f"{texts.moment(span.since)} – {texts.moment(span.to)}  {words[span.kind]}{counted}"


def _short(community: str) -> str:
    return community.removesuffix("社区") or texts.EMPTY


def is_finished(stage: Stage) -> bool:
    """Whether nothing more happens to a case at this stage."""
    return stage in TERMINAL
