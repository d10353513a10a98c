"""The clocks of a case in words and as marks of its bar, and how a deadline came about."""

from PySide6.QtCore import QCoreApplication

from commandcenter.core import clocks
from commandcenter.core.clocks import Reading, Urgency
from commandcenter.core.deadlines import Span, SpanKind
from commandcenter.core.ladder import Due
from commandcenter.desk.case_desk import CaseView
from commandcenter.ui import clock_bar, texts, time_words
from commandcenter.ui.counted import Counted
from commandcenter.ui.joining import listed

translate = QCoreApplication.translate  # a name that lupdate knows


def clock_of(view: CaseView) -> clock_bar.Clock | None:
    """The large clock of the panel; None where the case has no clock."""
    reading, case = view.main, view.case
    if reading is None or case is None:
        return None
    now, start, due, ended = view.now, reading.clock.start, reading.due, reading.clock.ended
    title = clock_title(reading)
    at = ended if ended is not None else now
    if due is None:
        word = time_words.remaining(now, None, reading.paused, False)
        first = (clock_bar.ClockMark(at=0.0, text=time_words.line_time(now, start)),)
        return clock_bar.Clock(
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
            translate("CaseWords", "ended {0} late").format(time_words.span(ended - due))
            if over
            else translate("CaseWords", "ended in time")
        )
        urgent = Urgency.OVERDUE if over else Urgency.NORMAL
    else:
        word = time_words.remaining(now, due, reading.paused, reading.tentative)
    marks = [clock_bar.ClockMark(at=0.0, text=f"{time_words.line_time(now, start)} {clock_began(reading)}")]
    rung = view.next_rung
    if rung is not None and _is_about(rung.clock, reading) and start < rung.at < due:
        words = f"{time_words.line_time(now, rung.at)} {rung.rung.name}"
        marks.append(clock_bar.ClockMark(at=place(rung.at), text=words))
    marks.append(
        clock_bar.ClockMark(
            at=place(due), text=translate("CaseWords", "{0} due").format(time_words.due_text(now, due)), strong=True
        )
    )
    if ended is None and at > due:
        marks.append(
            clock_bar.ClockMark(at=place(at), text=translate("CaseWords", "now {0}").format(time_words.clock(now)))
        )
    elapsed = translate("CaseWords", "In all {0}").format(time_words.span(max(at - case.reported_at, 0)))
    return clock_bar.Clock(
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
    words = translate("CaseWords", "{0} {1} to {2}").format(time_words.due_text(now, due.at), due.rung.name, to)
    if due.at != due.ripe:
        words += translate("CaseWords", " (from {0}, when they are on duty again)").format(
            time_words.due_text(now, due.ripe))
    return " · ".join((words, listed(due.rung.asks))) if due.rung.asks else words


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
    title = names[reading.name].format(time_words.limit_text(reading.clock.limit))
    if reading.clock.extra:
        title += Counted.tr(" + %Ln extension(s)", "", reading.clock.extra)
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
    counted = f" · {time_words.span(span.counted)}" if span.counted else ""
    return f"{time_words.moment(span.since)} – {time_words.moment(span.to)}  {words[span.kind]}{counted}"
