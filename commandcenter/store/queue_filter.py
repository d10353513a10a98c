"""Queues and filters as SQL: which cases a queue holds, what narrows it, in which order it stands.

Literals in WHERE are on purpose: SQLite uses a partial index only for the literal it was made with (stack.md §3).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.store import grams
from commandcenter.store.closed_book import Chosen
from commandcenter.store.closed_orders import KEPT
from commandcenter.store.tables import SHOWN_NUMBER

SORTS = {  # column of the table → columns of the index or the row
    "due": "due_sort", "urgency": "due_sort", "remaining": "due_sort",
    "number": SHOWN_NUMBER, "class": "class_name", "place": "place",
    "community": "community_name", "stage": "stage", "unit": "unit_name",
    "reported": "reported_at", "closed": "closed_at",
}
URGENCY = (
    "CASE WHEN paused = 1 THEN 4 WHEN due IS NULL OR near IS NULL OR near > :now THEN 0 WHEN due > :now THEN 1"
    " WHEN severe > :now THEN 2 ELSE 3 END"
)
BY = {  # queues of few cases → the index that holds them: SQLite would rather walk all open cases in order
    queue: f"case_row INDEXED BY ix_case_row_{index}" for queue, index in (
        ("verified", "verified"), ("sent_back", "back"), ("rework", "rework"), ("mine", "mine"), ("approvals", "asked"),
        ("appeals", "asked"), ("asked", "asked"), ("referred", "asked"), ("docket", "docket"), ("not_filed", "ended"),
        ("voided", "ended"), ("merged", "ended"), ("transferred", "ended"))
}
ENDED = {  # never closed
    "not_filed": Stage.NOT_ACCEPTED, "voided": Stage.CANCELLED, "merged": Stage.MERGED,
    "transferred": Stage.TRANSFERRED,
}
# queues without an index that holds place and number
UNCOVERED = frozenset({"all", "pending", "conflicts", *ENDED})
QUEUES = {  # queue → predicate; {now} is the instant, already a number
    "open": "open = 1",
    "near": "open = 1 AND paused = 0 AND near <= {now} AND due > {now}",
    "overdue": "open = 1 AND paused = 0 AND due <= {now} AND severe > {now}",
    "severe": "open = 1 AND paused = 0 AND severe <= {now}",
    "paused": "open = 1 AND paused = 1",
    "supervised": "open = 1 AND level >= 1",
    "awaiting_reply": "open = 1 AND replied = 0",
    "review": "open = 1 AND instr(marks, 'review') > 0",
    "asked": "asked <> '' AND asked NOT LIKE 'referral:%' AND asked NOT LIKE 'transfer:%'",
    "referred": "asked <> '' AND (asked LIKE 'referral:%' OR asked LIKE 'transfer:%')",
    "docket": "open = 1 AND docket = 1",
    "whistles": "case_id IN (SELECT case_id FROM whistle WHERE open = 1)",
    "conflicts": "conflicts > 0",
    "pending": "pending > 0",
    "to_accept": "open = 1 AND stage = 'pending_register' AND verified = ''",
    "verified": "open = 1 AND verified <> ''",
    "sent_back": "open = 1 AND returns > 0 AND stage IN ('returned', 'pending_dispatch')",
    "rework": "open = 1 AND reworks > 0",
    "mine": "open = 1 AND filed_by = :me AND filed_by <> ''",
    "approvals": "asked <> '' AND (asked LIKE 'extension:%' OR asked LIKE 'deferral:%')",
    "appeals": "asked <> '' AND asked LIKE 'appeal:%'",
    "not_filed": "open = 0 AND closed_at IS NULL AND stage = 'not_accepted' AND instr(marks, 'rejected') = 0",
    "voided": "open = 0 AND closed_at IS NULL AND stage = 'cancelled'",
    "merged": "open = 0 AND closed_at IS NULL AND stage = 'merged'",
    "transferred": "open = 0 AND closed_at IS NULL AND stage = 'transferred'",
    "rejected": "case_id IN (SELECT case_id FROM outcome WHERE settled = 0 AND kind = 'rejected')",
    "closed": "closed_at IS NOT NULL",
    "all": "1",
}
MARKS = {  # mark → predicate
    "supervised": "level >= 1", "awaiting_reply": "replied = 0", "returned": "returns > 0", "reworked": "reworks > 0",
    "pending": "pending > 0", "conflict": "conflicts > 0", "review": "instr(marks, 'review') > 0",
    "demo": "instr(marks, 'demo') > 0", "synthetic": "instr(marks, 'synthetic') > 0",
}
_PLACED = "instr(lower(place), :{0}) > 0"
_NUMBERED = " OR ".join(
    f"substr(lower({column}), {start}, length(:{{0}})) = :{{0}}"
    for column in ("number", "provisional") for start in (1, 5))
TALLIED = {"open": "open = 1", "closed": "closed = 1", "all": "1"}  # queue → which rows of the tally are its cases


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What narrows a queue: any of the values in each field; empty means all."""

    community: tuple[str, ...] = ()
    class_key: tuple[str, ...] = ()
    major: tuple[str, ...] = ()
    stage: tuple[Stage, ...] = ()
    unit: tuple[str, ...] = ()
    urgency: tuple[Urgency, ...] = ()
    place: tuple[str, ...] = ()  # words of the place
    number: tuple[str, ...] = ()  # beginnings of the number, with or without the year
    source: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()  # keys of MARKS
    reported: tuple[tuple[int, int], ...] = ()  # spans [since, to)
    text: str = ""

    @property
    def empty(self) -> bool:
        return self == Filter()

    @property
    def searches(self) -> bool:
        """Whether the search index is asked for something of it."""
        return bool(self.text.strip() or self.place or self.number)


def number_words(number: str) -> str:
    """Of a number's beginning what the index is asked for: few characters at its end would find too much."""
    return " ".join(part for n, part in enumerate(number.split("-")) if not n or len(part) > 2)


def match_of(f: Filter, beginning: Callable[[str], Sequence[str]] | None = None) -> str | None:
    """What the search index is asked: all words, any of the places, any of the numbers; "" where that finds nothing.

    Places and numbers are looked for in the row as well: the index knows only that their words occur in the case.
    """
    parts = [grams.query(f.text, beginning) or ""] if f.text.strip() else []
    for chosen in (f.place, f.number):
        if chosen:
            words = (number_words(word) if chosen is f.number else word for word in chosen)
            parts.append(" OR ".join(f"({match})" for word in words if (match := grams.query(word)) is not None))
    if not parts:
        return None
    return " AND ".join(f"({part})" for part in parts) if all(parts) else ""


def chosen_of(f: Filter) -> Chosen:
    """What of a filter is asked of memory."""
    return Chosen(
        words={"community": f.community, "class_key": f.class_key, "major_name": f.major,
               "stage": tuple(str(s) for s in f.stage), "unit": f.unit, "source": f.source},
        marks=f.mark, reported=f.reported)


def order(queue: str, sort: str, descending: bool) -> str:
    """The order of a queue: both terms one way, so that an index can be read forwards or backwards.

    The + keeps SQLite from walking the whole table in the order of another index when few rows are open.
    """
    column = SORTS[sort]
    if queue == "closed" and column == "due_sort":
        column, descending = "closed_at", not descending
    elif queue in ENDED and column == "due_sort":  # they have no deadline: the last reported come first
        column, descending = "reported_at", not descending
    elif queue != "closed" and column != "due_sort":
        column = f"+{column}"
    way = "DESC" if descending else "ASC"
    return f"{column} {way}, id {way}"


def in_kept_order(queue: str, sort: str) -> bool:
    """Whether SQLite keeps this order of a queue, so that its first page comes before the rest."""
    return queue == "closed" and SORTS[sort] in KEPT


def alike(f: Filter) -> tuple[list[str], dict[str, str]]:
    """The conditions of a filter's places and numbers, which are looked for in the row itself."""
    parts: list[str] = []
    values: dict[str, str] = {}
    for name, column, chosen in (("place", _PLACED, f.place), ("number", _NUMBERED, f.number)):
        if chosen:
            names = [f"{name}{n}" for n in range(len(chosen))]
            parts.append(f"({' OR '.join(column.format(n) for n in names)})")
            values |= dict(zip(names, (c.lower() for c in chosen), strict=True))
    return parts, values


def condition(queue: str, now: int, f: Filter, *, me: str, matched: bool = False) -> tuple[str, dict[str, Any]]:
    """The condition of a queue and a filter; `me`: whose cases the queue "mine" holds; `matched`: the search index is
    asked apart."""
    predicate = QUEUES.get(queue)
    if predicate is None:
        predicate = f"open = 1 AND stage = '{Stage(queue.removeprefix('stage:')).value}'"
    parts = [predicate.format(now=int(now))]
    values: dict[str, Any] = {"me": me} if queue == "mine" else {}
    for column, chosen in (("community", f.community), ("class_key", f.class_key), ("major_name", f.major),
                           ("stage", f.stage), ("unit", f.unit), ("source", f.source)):
        if len(chosen) == 1:  # IN with one value would not come in the index's order
            parts.append(f"{column} = :{column}")
            values[column] = str(chosen[0])
        elif chosen:
            names = [f"{column}{n}" for n in range(len(chosen))]
            parts.append(f"{column} IN ({','.join(':' + n for n in names)})")
            values |= dict(zip(names, (str(c) for c in chosen), strict=True))
    if f.urgency:
        parts.append(f"{URGENCY.replace(':now', str(int(now)))} IN ({','.join(str(int(u)) for u in f.urgency)})")
    likes, words = alike(f)
    parts += likes
    values |= words
    if f.mark:
        parts.append(f"({' OR '.join(MARKS[mark] for mark in f.mark)})")
    if f.reported:
        spans = (f"reported_at >= {int(since)} AND reported_at < {int(to)}" for since, to in f.reported)
        parts.append(f"({' OR '.join(spans)})")
    match = None if matched else match_of(f)
    if match is not None:
        parts.append("+id IN (SELECT rowid FROM case_text WHERE case_text MATCH :match)" if match else "0")
        values |= {"match": match} if match else {}
    return " AND ".join(parts), values
