"""The course of a case in words: who did what, on whose behalf, and what was said."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from commandcenter.core import bodies as b
from commandcenter.core.case import Role
from commandcenter.core.masking import masked
from commandcenter.desk.case_desk import CaseView, Line
from commandcenter.ui import texts, time_words, timeline, transfer_words
from commandcenter.ui.counted import Counted
from commandcenter.ui.joining import aside, listed

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


def revealed_text(field: str) -> str:
    """A kind of personal data in a word."""
    return {"identity": translate("CaseWords", "identity number"), "name": translate("CaseWords", "name"),
            "phone": translate("CaseWords", "phone")}.get(field, field)


def rungs_of(
    view: CaseView, names: "dict[str, str]", *, whole: bool = False, audits: bool = False,
) -> tuple[timeline.Rung, ...]:
    """The course of a case as lines, oldest first; `names`: user and unit ids to names.

    `whole`: personal data is not masked; `audits`: who looked at it stands among the lines.
    """
    shown = [line for line in view.lines
             if line.outcome.kind != "repetition" and (audits or not isinstance(line.body, b.Revealed))]
    last = max((n for n, line in enumerate(shown) if line.outcome.kind == "effective"), default=-1)
    before = transfer_words.steps_of(view.case, view.now, whole=whole) if view.case is not None else ()
    return before + tuple(
        _rung(line, view.now, names, now_here=n == last, whole=whole) for n, line in enumerate(shown))


def _rung(line: Line, now: int, names: "dict[str, str]", *, now_here: bool, whole: bool) -> timeline.Rung:
    title = title_of_line(line)
    who = who_text(line, names)
    said = said_whole(line, names) if whole else said_text(line, names)
    if line.outcome.kind == "rejected":
        said = f"{texts.outcome_text('')}：{texts.verdict_text(line.verdict)}"
    elif line.outcome.kind == "ineffective":
        said = texts.outcome_text(line.outcome.reason)
    text = " · ".join(filter(None, (who, said)))
    when = time_words.moment(line.at) if line.stated else translate("CaseWords", "time not stated by the source")
    waits = translate("CaseWords", "waits for the city platform") if line.waiting else ""
    urgent = isinstance(line.body, b.Escalated) and line.body.level >= 2 or line.outcome.kind == "ineffective"
    kind = timeline.URGENT if urgent else timeline.NOW if now_here else timeline.DONE
    return timeline.Rung(
        time=time_words.line_time(now, line.at),
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
        case b.Requested(kind=b.RequestKind.APPEAL):
            return translate("CaseWords", "Appealed")
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
        filter(None, (f"{time_words.past(now, line.at)} {title_of_line(line)}", who_text(line, names),
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
    return masked(said_whole(line, names))


def said_whole(line: Told, names: "dict[str, str]") -> str:
    match line.body:
        case b.Revealed(fields=fields, reason=reason):
            return " · ".join(filter(None, (listed(revealed_text(field) for field in fields), reason)))
        case b.Reported(received=came, text=text) if came is not None:
            return " · ".join(filter(None, (transfer_words.received_text(came), text)))
        case b.Reported(reopens_number=before, text=text):
            again = translate("CaseWords", "anew after case {0}").format(before) if before else ""
            return " · ".join(filter(None, (again, text)))
        case b.TransferAsked() as asked:
            return transfer_words.asked_text(asked)
        case b.Transferred() as gone:
            return transfer_words.moved_text(gone)
        case b.Requested(until=until, reason=reason) | b.Deferred(until=until, reason=reason):
            end = translate("CaseWords", "until {0}").format(time_words.moment(until)) if until is not None else ""
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
            called = listed(f"{u.unit_name}{aside(texts.part_text(u.part))}" for u in units)
            return " · ".join((texts.whistle_text(kind), place, called, text))
        case b.WhistleCalled(units=units, text=text):
            called = listed(f"{u.unit_name}{aside(texts.part_text(u.part))}" for u in units)
            return " · ".join(filter(None, (called, text)))
        case b.WhistleReleased(unit=unit, reason=reason):
            return " · ".join((names.get(unit, unit), reason))
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
            by = translate("CaseWords", "answer within {0}").format(time_words.limit_text(limit)) if limit else ""
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
            return " · ".join(filter(None, (condition, time_words.limit_text(limit) if limit else "")))
        case b.Dispatched(unit_name=unit, limit=limit, text=text):
            return " · ".join(
                filter(None, (unit, translate("CaseWords", "limit {0}").format(time_words.limit_text(limit)), text))
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
            return _photos(kind, line.photos)
        case b.PhotosWithdrawn(kind=kind, photos=photos, reason=reason):
            return f"{_photos(kind, len(photos))} · {reason}"
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
    before, after = (time_words.EMPTY if at is None else time_words.moment(at) for at in (one.before, one.after))
    return words.get(one.clock, words["handling"]).format(before, after)


def _photos(kind: b.PhotoKind, count: int) -> str:
    return Counted.tr("{0} · %Ln photo(s)", "", count).format(texts.photo_text(kind))
