"""A conflict in words: the head, "you saw A, it was already B", the three columns, what each choice leads to."""

from PySide6.QtCore import QCoreApplication

from commandcenter.core.case import Entry
from commandcenter.core.numbers import short_number
from commandcenter.desk.case_desk import line_of
from commandcenter.desk.conflict_desk import KEEP, ConflictLine, Laid, Side
from commandcenter.ui import course_words, refusal_words, texts, time_words
from commandcenter.ui.counted import Counted
from commandcenter.ui.joining import aside, chained, listed

translate = QCoreApplication.translate  # a name that lupdate knows
ODD_MS = 2 * time_words.MINUTE  # a clock that was off by more is told


def list_head(line: ConflictLine) -> str:
    """1122-B042 派遣 · 行道树倾斜."""
    return " · ".join((f"{short_number(line.row.shown_number)} {texts.fact_text(line.type)}", line.row.class_name))


def list_state(line: ConflictLine) -> str:
    """What stands at the right of its line."""
    if line.decision:
        return (translate("Conflict", "kept as it is") if line.decision == KEEP else
                translate("Conflict", "given again"))
    return translate("Conflict", "not accepted") if line.kind == "rejected" else translate("Conflict", "waits")


def list_below(line: ConflictLine, now: int) -> str:
    """Place, when, and whose it was."""
    own = translate("Conflict", "your act") if line.mine else ""
    return " · ".join(filter(None, (line.row.place, time_words.past(now, line.at), own)))


def title(laid: Laid, mine: bool) -> str:
    """The head of what is laid out."""
    act = texts.fact_text(laid.fork.loser.fact.type)
    if laid.fork.outcome.kind == "rejected":
        return translate("Conflict", "“{0}” was not accepted by the city platform").format(act)
    if mine:
        return translate("Conflict", "Your “{0}” had no effect").format(act)
    return translate("Conflict", "“{0}” had no effect").format(act)


def sentence(laid: Laid, mine: bool, names: dict[str, str], now: int) -> str:
    """您看到的是 A，当时已是 B; of what was rejected why, and what to do."""
    fork = laid.fork
    if fork.outcome.kind == "rejected":
        return translate("Conflict", "Not accepted, because {0}. {1}").format(
            texts.verdict_text(fork.loser.verdict), advice(fork.loser.verdict))
    moved = fork.then.moved if fork.then is not None else None
    if moved is not None:
        words = translate("Conflict", "Taken back too late: the case is with {0} already, as {1}. Ask it to send it"
                          " back.") if fork.loser.fact.type == "undone" else translate(
            "Conflict", "Too late: the case is with {0} already, as {1}. Tell them, or ask them to send it back.")
        return words.format(moved.to_name, short_number(moved.number))
    why = texts.outcome_text(fork.outcome.reason)
    if laid.seen is None or laid.then is None:
        return translate("Joining", "{0}.").format(why) if not why.endswith(("。", ".")) else why
    saw, was = state(laid.seen), state(laid.then)
    winner = fork.winner
    who = aside(listed((when(winner, now), post(winner, names)))) if winner is not None else ""
    if saw == was:
        return translate("Conflict", "{0}. What was seen and what it was read alike: {1}{2}.").format(why, was, who)
    if mine:
        return translate("Conflict", "You saw “{0}”; it was already “{1}”{2}.").format(saw, was, who)
    return translate("Conflict", "They saw “{0}”; it was already “{1}”{2}.").format(saw, was, who)


def advice(verdict: int) -> str:
    """What a person can do about a fact that the platform did not accept."""
    words = {
        1: translate("Conflict", "Register it at the workstation of that street."),
        2: translate("Conflict", "Give the act again on the case as it stands now."),
        3: translate("Conflict", "Sync, so that this workstation has the published documents, then give it again."),
        4: translate("Conflict", "Update this workstation, then give it again."),
        5: translate("Conflict", "Shorten the text, then give it again."),
        6: translate("Conflict", "Nothing is to be done; note that you have seen it."),
    }
    return words.get(verdict, translate("Conflict", "Give it again, or ask the administrator."))


def state(side: Side) -> str:
    """The stage, and the unit where there is one."""
    return " · ".join(filter(None, (texts.stage_text(side.case.stage), side.case.unit_name)))


def when(entry: Entry, now: int) -> str:
    """When it was done, by the corrected clock."""
    return time_words.past(now, entry.fact.at)


def post(entry: Entry, names: dict[str, str]) -> str:
    """Who did it: the post, and for whom."""
    return course_words.who_text(line_of(entry), names)


def step_words(entry: Entry, names: dict[str, str]) -> str:
    """A step of the drawing: when, what, to whom."""
    line = line_of(entry)
    said = course_words.said_text(line, names) if entry.fact.type == "dispatched" else ""
    unit = said.split(" · ")[0]
    return " ".join(filter(None, (time_words.clock(entry.fact.at), course_words.title_of_line(line), unit)))


ROWS: tuple[str, ...] = ("stage", "unit", "limit", "due", "post", "steps")


def row_name(row: str) -> str:
    """The name of a compared value."""
    return {
        "stage": translate("Conflict", "Stage"), "unit": translate("Conflict", "Unit"),
        "limit": translate("Conflict", "Limit"), "due": translate("Conflict", "Due"),
        "post": translate("Conflict", "Last step by"), "steps": translate("Conflict", "Rests on"),
    }[row]


def cell(row: str, side: Side | None, names: dict[str, str], now: int) -> str:
    """One value of one state."""
    if side is None:
        return time_words.EMPTY
    match row:
        case "stage":
            return texts.stage_text(side.case.stage)
        case "unit":
            return side.case.unit_name or time_words.EMPTY
        case "limit":
            return time_words.limit_text(side.limit) if side.limit is not None else time_words.EMPTY
        case "due":
            return time_words.due_text(now, side.due) if side.due is not None else time_words.EMPTY
        case "post":
            return names.get(side.actor, texts.role_text(side.role))
    return translate("Conflict", "step {0} of the course").format(side.steps)


def heads(laid: Laid, mine: bool, names: dict[str, str], now: int) -> tuple[tuple[str, str], ...]:
    """Head and line below it of the three columns."""
    fork, seen, then = laid.fork, laid.seen, laid.then
    act = fork.loser
    off = abs(act.fact.off)
    corrected = translate("Conflict", "clock corrected by {0}").format(time_words.span(off)) if off > ODD_MS else ""
    saw = translate("Conflict", "You saw") if mine else translate("Conflict", "They saw")
    by = translate("Conflict", "Your act") if mine else translate("Conflict", "The act")
    received = (translate("Conflict", "received {0}").format(time_words.past(now, act.rts)) if act.rts is not None
                else translate("Conflict", "waits to be sent"))
    return (
        (saw, time_words.past(now, seen.at) if seen is not None and seen.at is not None else time_words.EMPTY),
        (translate("Conflict", "It was already"), " · ".join(filter(None, (
            time_words.past(now, then.at) if then is not None and then.at is not None else time_words.EMPTY,
            post(fork.winner, names) if fork.winner is not None else "")))),
        (by, " · ".join(filter(None, (when(act, now), post(act, names), corrected, received)))),
    )


def consequence_keep(laid: Laid) -> str:
    """What keeping leads to."""
    case = laid.view.case
    now = texts.stage_text(case.stage) if case is not None else time_words.EMPTY
    unit = case.unit_name if case is not None else ""
    words = translate("Conflict", "The case stays as it is: {0}. The act stays in the course, without effect.").format(
        " · ".join(filter(None, (now, unit))))
    if laid.fork.followers:
        built = len(laid.fork.followers)
        words += " " + Counted.tr("%Ln act(s) that were built on it are settled with it.", "", built)
    return words


def consequence_reapply(laid: Laid) -> str:
    """What giving it again leads to, or why that cannot be."""
    if laid.refusal is not None:
        words = translate("Conflict", "Give again: {0}").format(refusal_words.refusal_text(laid.refusal))
        if laid.refusal.key == "stage":
            words += " " + translate("Conflict", "Open the case and take it to that step first, then decide here.")
        return words
    act = texts.fact_text(laid.fork.loser.fact.type)
    return translate(
        "Conflict", "“{0}” is given once more on the latest step, by you; its clocks start now. Ctrl+Z takes it back"
        " like any act.").format(act)


def beside_words(laid: Laid, names: dict[str, str], now: int) -> str:
    """What else came in between and stands (soft): nothing is to be decided about it; "" where there is nothing."""
    found = [f"{time_words.past(now, entry.fact.at)} {texts.fact_text(entry.fact.type)}{aside(post(entry, names))}"
             for entry in laid.fork.beside[-3:]]
    if not found:
        return ""
    return translate("Conflict", "Also came in between and stands, nothing to decide: {0}").format(chained(found))


def proposal(decision: str) -> str:
    """The reason that is filled in."""
    if decision == KEEP:
        return translate("Conflict", "What the city platform accepted first stands.")
    return translate("Conflict", "Looked at the latest step; the act is still needed.")
