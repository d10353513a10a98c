"""Queues as id vectors: a queue with its filter and order, its first page, how many it holds.

Open and closed cases are answered from memory once they are read in (`open_book`, `closed_book`), by SQLite until then.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from commandcenter.core.clocks import Urgency
from commandcenter.store.case_rows import Ids, among
from commandcenter.store.closed_book import ClosedBook
from commandcenter.store.open_book import OpenBook
from commandcenter.store.queue_filter import (
    BY,
    SORTS,
    TALLIED,
    UNCOVERED,
    Filter,
    alike,
    chosen_of,
    condition,
    in_kept_order,
    match_of,
    number_words,
    order,
)
from commandcenter.store.reads import Reads

_SPANS = 8  # of row ids that hold the open cases: most are of the last weeks, a few years old
_GAP = 1_000  # ids that a span would rather hold than be cut
_FIRST_ROWS = (4_000, 20_000, 50_000)  # of the newest closed cases, looked through for the first page of a search
_PREFIX = '" *'  # of a match expression: the beginning of a word
_FEW = 2_000  # hits of a search that are looked up one by one
_MANY = 50_000  # the same where the row must be looked at anyway
_WALKED = 15_000  # hits of a place from which on the index of all places costs less than each one's row


class QueueReads(Reads):
    """Which cases are in a queue."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._closed, self._open = ClosedBook(connection), OpenBook(connection)
        self.me = ""  # whose cases the queue "mine" holds: a user's id

    def ids(self, queue: str, now: int, *, filter_: Filter | None = None, sort: str = "due",
            descending: bool = False) -> Ids:
        """All row ids of a queue in order, as one vector. Closed cases have no deadline: the last closed come first."""
        f = filter_ or Filter()
        if queue == "closed":
            return self._closed_ids(f, sort, descending)
        if queue == "all" and match_of(f) is not None and sort == "due":
            return self._all_ids(now, f, descending)
        if self._open.ready(queue):
            return self._open_ids(queue, now, f, sort, descending)
        where, values = self._where(queue, now, f, matched=True)
        if queue not in UNCOVERED:
            found = self._listed(queue, where, values, sort, descending)
            hits = self._hits(f, found)
            return found if hits is None else found[among(found, hits)]
        hits = self._hits(f)
        if hits is not None and len(hits) <= (_MANY if f.place or f.number else _FEW):
            where, hits = f"{where} AND id IN ({','.join(map(str, hits.tolist()))})", None
        found = self._listed(queue, where, values, sort, descending)
        return found if hits is None else found[among(found, hits)]

    def first(self, queue: str, now: int, filter_: Filter, *, sort: str, descending: bool, most: int) -> Ids | None:
        """The first ids of what is much among closed cases: of a search read from the newest (or oldest) of them alone,
        of an order that SQLite keeps from its index.

        None where they cannot be told apart from the rest: then all are to be asked for.
        """
        rest = replace(filter_, text="", place=(), number=())
        if in_kept_order(queue, sort) and filter_.empty and not self._closed.orders.has(SORTS[sort]):
            return self._closed.orders.first(SORTS[sort], descending=descending, most=most)
        if match_of(filter_) is None or queue not in ("closed", "all"):
            return None
        if queue == "all" and (descending or sort != "due"):
            return None
        begun = np.empty(0, np.int64)
        if queue == "all":
            if not self._open.ready("open"):
                return None
            begun = self._open_ids("open", now, filter_, "due", descending=False)
        ordered = self._closed_ids(rest, sort, descending)
        found, since = begun, 0
        for rows in _FIRST_ROWS:
            if len(found) < most and rows < len(ordered):
                part, since = ordered[since:rows], rows
                hits = self._found(filter_, part)
                assert hits is not None
                found = np.concatenate((found, part[among(part, hits)]))
            if len(found) >= most:
                return found[:most]
        return None

    def warm(self, *, columns: bool) -> bool:
        """Read a slice more of the open and the closed cases, some 20 ms, so that their queues are there when opened.

        `columns`: also what the closed ones are filtered and sorted by. Returns whether there is more to read.
        """
        return self._open.warm() or self._closed.read_on(columns=columns)

    def count(self, queue: str, now: int, filter_: Filter) -> int:
        """How many cases of a queue a filter leaves."""
        if filter_.empty and queue in ("open", "closed", "all"):
            return self._one(f"SELECT coalesce(sum(n), 0) FROM tally WHERE {TALLIED[queue]}")
        if not filter_.empty and (match_of(filter_) is not None or self._open.ready(queue)):
            return len(self.ids(queue, now, filter_=filter_))
        where, values = self._where(queue, now, filter_)
        return self._one(f"SELECT count(*) FROM {BY.get(queue, 'case_row')} WHERE {where}", values)

    def _listed(self, queue: str, where: str, values: dict[str, Any], sort: str, descending: bool) -> Ids:
        return self._vector(
            f"SELECT group_concat(id) FROM (SELECT id FROM {BY.get(queue, 'case_row')} WHERE {where} ORDER BY"
            f" {order(queue, sort, descending)})", values)

    def _in_memory(self, queue: str, f: Filter) -> bool:
        """Whether what a filter searches for is found in memory."""
        return match_of(f) is not None and self._open.ready(queue)

    def _open_ids(self, queue: str, now: int, f: Filter, sort: str, descending: bool) -> Ids:
        """A queue of open cases, from memory."""
        texts = [[f.text]] if f.text.strip() else []
        texts += [list(words) for words in (f.place, [number_words(number) for number in f.number]) if words]
        return self._open.ids(
            queue, now, chosen_of(f), urgency=f.urgency, alike={"place": f.place, "number": f.number}, texts=texts,
            sort=SORTS[sort], descending=descending)

    def _closed_ids(self, f: Filter, sort: str, descending: bool) -> Ids:
        """The closed queue, from memory: in SQLite it would be a walk over nearly the whole table."""
        if f.urgency and Urgency.NORMAL not in f.urgency:  # no clock of theirs runs
            return np.empty(0, np.int64)
        chosen, column = chosen_of(f), SORTS[sort]
        if column in ("due_sort", "closed_at"):  # of closed cases no deadline is left: the last closed come first
            found = self._closed.ids(chosen, None, descending != (column == "due_sort"))
        else:
            found = self._closed.ids(chosen, column, descending)
        hits = self._found(f)
        return found if hits is None else found[among(found, hits)]

    def _all_ids(self, now: int, f: Filter, descending: bool) -> Ids:
        """What a search finds in all cases: the open ones by their deadline, the closed ones, those never filed."""
        hits = self._found(f)
        assert hits is not None
        rest = replace(f, text="", place=(), number=())
        opened = self.ids("open", now, filter_=rest)
        closed = self._closed_ids(rest, "due", False)
        parts = [opened[among(opened, hits)], closed[among(closed, hits)]]
        if rest.empty:
            known = np.concatenate(parts)
            parts.append(np.sort(hits[~among(hits, known)])[::-1])
        found = np.concatenate(parts)
        return found[::-1] if descending else found

    def _found(self, f: Filter, within: Ids | None = None) -> Ids | None:
        """As `_hits`, and of places and numbers only those whose row bears them."""
        hits = self._hits(f, within)
        parts, values = alike(f)
        if hits is None or not parts:
            return hits
        if within is not None:
            hits = hits[among(hits, within)]
        if len(hits) <= _WALKED or not f.place:
            return self._alike(hits, parts, values)
        ended = among(hits, self._closed.ids(chosen_of(Filter()), None, descending=False))
        closed, others = hits[ended], hits[~ended]
        closed = closed[among(closed, self._vector(
            "SELECT group_concat(id) FROM case_row INDEXED BY ix_case_row_closed_place"
            f" WHERE closed_at IS NOT NULL AND {parts[0]}", values))]
        return np.concatenate((self._alike(closed, parts[1:], values), self._alike(others, parts, values)))

    def _alike(self, hits: Ids, parts: list[str], values: dict[str, str]) -> Ids:
        """Those of these rows that meet conditions, each looked up."""
        if not parts or not len(hits):
            return hits
        return self._vector(
            f"SELECT group_concat(id) FROM case_row WHERE id IN ({','.join(map(str, hits.tolist()))})"
            f" AND {' AND '.join(parts)}", values)

    def _hits(self, f: Filter, within: Ids | None = None) -> Ids | None:
        """The row ids that a filter's text, places and numbers find in the index; None where it has none of them.

        Asked apart from the queue: joined in SQL, SQLite looks up the row of every hit in the table. `within`: only
        hits among these rows are wanted, and others may be missing.
        """
        match = match_of(f, self._pairs if within is not None else None)
        if match is None:
            return None
        if not match or (within is not None and not len(within)):
            return np.empty(0, np.int64)
        sql = "SELECT group_concat(rowid) FROM case_text WHERE case_text MATCH :match"
        if within is None:
            return self._vector(sql, {"match": match})
        spans = _spans(within, 1 if _PREFIX in match else _SPANS)  # a prefix is merged whole for every span
        return np.concatenate([
            self._vector(f"{sql} AND rowid BETWEEN {first} AND {last}", {"match": match}) for first, last in spans])

    def _pairs(self, character: str) -> list[str]:
        """The pairs that begin with a character."""
        return [pair for (pair,) in self._conn.execute(
            "SELECT pair FROM pair WHERE pair >= ? AND pair < ?", (character, chr(ord(character) + 1)))]

    def _where(self, queue: str, now: int, f: Filter, *, matched: bool = False) -> tuple[str, dict[str, Any]]:
        """The condition of a queue and a filter (`queue_filter.condition`)."""
        return condition(queue, now, f, me=self.me, matched=matched)


def _spans(ids: Ids, most: int) -> list[tuple[int, int]]:
    """Few spans from first to last that hold these ids, cut where the gaps between them are widest."""
    ordered = np.sort(ids)
    gaps = np.diff(ordered)
    wide = np.flatnonzero(gaps > _GAP)
    cuts = np.sort(wide[np.argsort(gaps[wide])[::-1][:most - 1]])
    firsts, lasts = np.concatenate(([0], cuts + 1)), np.concatenate((cuts, [len(ordered) - 1]))
    return [(int(ordered[a]), int(ordered[b])) for a, b in zip(firsts, lasts, strict=True)]
