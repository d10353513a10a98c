"""Where alarms come from: clocks that ran out, rungs that the timer set here, facts that came from elsewhere.

Reads the store; what is raised and how it sounds is desk/alarm_book.py and ui.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.alarms import LATE_MS, Kind
from commandcenter.core.case import Entry, Role, Stage
from commandcenter.core.catalogue import UNCLASSIFIED
from commandcenter.core.documents import Books
from commandcenter.core.duty import is_urgent
from commandcenter.core.limits import DAY_MS
from commandcenter.desk.alarm_book import Alarm, Found
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.queries import Queries

TYPES = ("reported", "escalated", "supervision_replied", "returned_to_dispatcher", "returned_to_acceptor")
BEFORE_A_UNIT = frozenset({Stage.PENDING_REGISTER, Stage.PENDING_VERIFY, Stage.RETURNED, Stage.PENDING_DISPATCH})
OVERDUE_LEVEL, ORDER_LEVEL = 2, 3  # 超时督办, 督办单 and above; 催办 is for the unit alone

Source = Callable[[Queries, int], tuple[Found, ...]]
"""All that stands now and asks for an alarm of a kind, such as the whistles whose time is up (now in ms UTC)."""


@dataclass(frozen=True)
class Fired:
    """A rung that the timer set at this workstation."""

    case_id: UUID
    level: int
    clock: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one look at the store gave: what asks for an alarm, and the rows of the cases that alarms wait for."""

    found: tuple[Found, ...]
    rows: dict[UUID, CaseRow | None]
    standing: dict[Kind, frozenset[str]]  # keys that a source of a kind still gives
    seq: int


def crossings(rows: list[CaseRow], since: int, now: int, watched_from: int) -> list[Found]:
    """Alarms of clocks that ran out in (since, now]: of each case the most urgent, and its reply."""
    found = []
    for row in rows:
        for kind, about, at in (
            (Kind.SEVERE, row.due, row.severe), (Kind.OVERDUE, row.due, row.due), (Kind.NEAR, row.due, row.near),
        ):
            if at is not None and since < at <= now and not row.paused:
                found.append(_of(row, kind, str(about), due=about, late=at <= watched_from))
                break
        reply = row.reply_due
        if reply is not None and since < reply <= now and not row.paused:
            found.append(_of(row, Kind.REPLY_DUE, str(reply), due=reply, late=reply <= watched_from))
    return found


def of_rung(row: CaseRow, body: b.Escalated, late: bool) -> Found | None:
    """The alarm of a rung that was set; None for one that concerns its receiver alone."""
    if body.level < OVERDUE_LEVEL:
        return None
    if body.clock == "reply":
        return _of(row, Kind.REPLY_DUE, str(body.due), due=body.due, title=body.level_name, late=late)
    kind = Kind.ORDERED if body.clock == "handling" and body.level >= ORDER_LEVEL else Kind.OVERDUE
    about = f"{body.due}:{body.level}" if kind is Kind.ORDERED else str(body.due)
    return _of(row, kind, about, due=body.due, title=body.level_name, late=late)


def of_fact(row: CaseRow, entry: Entry, books: Books | None, now: int) -> Found | None:
    """The alarm of a fact that came from another desk; None where it needs none."""
    fact, body = entry.fact, entry.read()
    if fact.origin == "import" or fact.at < now - DAY_MS:
        return None
    late = fact.at < now - LATE_MS
    match body:
        case b.Escalated():
            rung = of_rung(row, body, late)
            return rung if fact.role != Role.TIMER or body.level >= ORDER_LEVEL else None  # the clock tells the rest
        case b.SupervisionReplied():
            return _of(row, Kind.REPLY, str(fact.id), late=late)
        case b.ReturnedToDispatcher() | b.ReturnedToAcceptor():
            return _of(row, Kind.RETURNED, str(fact.id), late=late)
        case b.Reported(class_key=key) if is_urgent_class(key, books):
            return _of(row, Kind.URGENT, str(fact.id), late=late)
    return None


def is_urgent_class(class_key: str, books: Books | None) -> bool:
    """Whether every limit of a class is counted in urgent hours (紧急工作时): it cannot wait for the morning."""
    minor = None if books is None or class_key == UNCLASSIFIED else books.minor(class_key)
    return minor is not None and bool(minor.conditions) and all(is_urgent(c.limit) for c in minor.conditions)


def stands(alarm: Alarm, row: CaseRow | None, now: int) -> bool:
    """Whether what an alarm is about still holds for its case."""
    if row is None or not row.open:
        return False
    severe = row.severe is not None and row.severe <= now
    match alarm.kind:
        case Kind.NEAR:
            return not row.paused and row.due == alarm.due and row.due is not None and now < row.due
        case Kind.OVERDUE:
            return not row.paused and row.due is not None and row.due <= now and not severe
        case Kind.SEVERE:
            return not row.paused and severe
        case Kind.REPLY_DUE:
            return not row.paused and row.reply_due is not None and row.reply_due <= now
        case Kind.RETURNED:
            return row.stage in (Stage.PENDING_DISPATCH, Stage.RETURNED)
        case Kind.URGENT:
            return row.stage in BEFORE_A_UNIT
    return True


def look(
    q: Queries, *, street: str, since: int, seq: int, now: int, watched_from: int, sessions: frozenset[str],
    fired: tuple[Fired, ...], waiting: frozenset[UUID], books: Books | None, sources: dict[Kind, Source],
) -> Look:
    """Ask the store for everything at once. `watched_from`: what happened before was watched by nobody."""
    found = crossings(q.crossed(since, now), since, now, watched_from)
    for one in fired:
        row = q.row_of(one.case_id)
        rung = _rung_body(q, one)
        alarm = of_rung(row, rung, rung.due <= watched_from) if row is not None and rung is not None else None
        found += [alarm] if alarm is not None else []
    last = seq
    for entry in q.came(street, seq, TYPES):
        last = max(last, entry.seq or 0)
        if entry.fact.sid in sessions:
            continue
        row = q.row_of(entry.fact.subject)
        alarm = of_fact(row, entry, books, now) if row is not None and row.open and not row.unknown else None
        found += [alarm] if alarm is not None else []
    standing = {}
    for kind, source in sources.items():
        given = source(q, now)
        found += given
        standing[kind] = frozenset(one.key for one in given)
    return Look(found=tuple(found), rows={c: q.row_of(c) for c in waiting}, standing=standing, seq=last)


def _rung_body(q: Queries, fired: Fired) -> b.Escalated | None:
    bodies = [
        body for entry in q.entries(fired.case_id) if entry.fact.type == "escalated"
        and isinstance(body := entry.read(), b.Escalated) and (body.clock, body.level) == (fired.clock, fired.level)
    ]
    return bodies[-1] if bodies else None


def _of(row: CaseRow, kind: Kind, about: str, *, due: int | None = None, title: str = "", late: bool) -> Found:
    return Found(
        kind=kind, about=about, case_id=row.case_id, number=row.shown_number, class_name=row.class_name,
        place=row.place, unit_name=row.unit_name, title=title, due=due, late=late)
