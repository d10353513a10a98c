"""A case in words: its row, its title, its facts. Its course is in course_words, its clocks in clock_words."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from commandcenter.core import clocks
from commandcenter.core.case import REJECTED, STEP, TERMINAL, Case, Judging, Role, Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.masking import masked, masked_piece, pieces
from commandcenter.core.numbers import short_number
from commandcenter.core.transfer import RECEIVED
from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.presence_desk import Watcher
from commandcenter.desk.rows import CaseRow
from commandcenter.ui import case_parts, texts, time_words, transfer_words
from commandcenter.ui.case_cells import CaseCells
from commandcenter.ui.course_words import said_whole
from commandcenter.ui.joining import chained

translate = QCoreApplication.translate  # a name that lupdate knows


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
        return time_words.past(now, row.closed_at) if row.closed_at else time_words.EMPTY
    return time_words.remaining(now, row.due, row.paused, row.tentative)


def tags_of(row: CaseRow) -> tuple[str, ...]:
    """Tags (标记), the most telling first."""
    found = []
    if row.asked:
        found.append(texts.request_text(row.asked.partition(":")[0]))
    if RECEIVED in row.marks:
        found.append(texts.mark_text(RECEIVED))
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
    return chained(
        translate("CaseWords", "{0} is looking at it, since {1}").format(watcher.name, time_words.clock(watcher.since))
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
        unit=row.unit_name or time_words.EMPTY,
        remaining=remaining,
        due=time_words.due_text(now, row.due) if row.open else "",
        tags=tags_of(row),
        provisional=not row.number,
        number_tip="\n".join(filter(None, (row.shown_number, watched))),
        watched=bool(watched),
        due_tip=time_words.moment(row.due) if row.due and row.open else "",
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
            more=" · ".join(filter(None, (time_words.past(view.now, case.reported_at), marks))),
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
            time_words.due_text(view.now, answer.due)) if answer is not None and answer.due is not None else ""
        made.append(case_parts.Fact(
            label=texts.referral_text(case.referral.kind),
            value=" · ".join(filter(None, (case.referral.to_name, by))), more=case.referral.reason))
    made += transfer_words.facts_of(case, view.now)
    if case.deferred_until is not None:
        made.append(case_parts.Fact(
            label=translate("CaseWords", "Deferred"),
            value=translate("CaseWords", "until {0}").format(time_words.moment(case.deferred_until))))
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
    said = (view.case.text, *(said_whole(line, {}) for line in view.lines if line.body is not None))
    return tuple(dict.fromkeys(piece for text in said for piece in pieces(text)))


def _short(community: str) -> str:
    return community.removesuffix("社区") or time_words.EMPTY


def is_finished(stage: Stage) -> bool:
    """Whether nothing more happens to a case at this stage."""
    return stage in TERMINAL
