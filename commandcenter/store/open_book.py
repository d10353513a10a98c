"""The open cases of a store in memory: what their queues hold, are filtered, sorted and searched by, as numpy columns.

Read once for each reader, in slices, and kept up by the log of changed rows (`row_change`, written by triggers in the
very transaction that changes a row). A cache like closed_book.py: nothing of it is on disk; until it is read, and when
it fell too far behind, SQLite answers.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np

from commandcenter.core.clocks import Urgency
from commandcenter.store import grams
from commandcenter.store.case_rows import among
from commandcenter.store.closed_book import (
    BETWEEN,
    BIT_OF,
    BITS,
    CHANGED,
    GROUPS,
    Chosen,
    Mask,
    Vector,
    Words,
    any_of,
    changes,
    last_change,
    numbers,
)
from commandcenter.store.open_words import OpenWords
from commandcenter.store.tables import SHOWN_NUMBER

SLICE = 200  # rows read at once: some 5 ms, then another question's turn
_ALL = tuple(sorted(Urgency))
_URGENCIES = len(_ALL)
_LATE, _EARLY = 1 << 62, -(1 << 62)  # no deadline, no time
_GARBAGE = 20_000  # words that no row may bear any more, before all is read anew
_GROUPS = GROUPS | {"number": (SHOWN_NUMBER, "number", "provisional"), "place": ("place",)}
_PART_OF = {column: (group, n) for group, columns in _GROUPS.items() for n, column in enumerate(columns)}
_SQL = {group: " || char(30) || ".join(columns) for group, columns in _GROUPS.items()}
_PLAIN = {  # column of numbers → how it is read
    "id": "id", "due_sort": "due_sort", "paused": "paused", "due": f"coalesce(due, {_LATE})",
    "near": f"coalesce(near, {_LATE})", "severe": f"coalesce(severe, {_EARLY})", "reported_at": "reported_at",
    "closed_at": f"coalesce(closed_at, {_EARLY})", "bits": BITS, "lon": "lon", "lat": "lat",
}
_JOINED = " || ',' || ".join(f"({sql})" for sql in _PLAIN.values())
_COLUMNS = ", ".join((f"group_concat({_JOINED})", *(f"group_concat({sql}, char(31))" for sql in _SQL.values())))
_BARS = {  # what a queue is counted by → a group of words, and which parts of it are key and name
    "community": ("community", 0, 1), "class": ("class", 0, 1), "major": ("class", 2, 2), "stage": ("stage", 0, 0),
    "unit": ("unit", 0, 1),
}
_SMALL = str.maketrans({chr(c): chr(c + 32) for c in range(ord("A"), ord("Z") + 1)})  # as SQLite's lower()

Columns = dict[str, Vector]
_QUEUES: dict[str, Callable[[Columns, int], Mask]] = {  # as queue_filter.QUEUES has them
    "open": lambda c, now: c["id"] > 0,
    "near": lambda c, now: (c["paused"] == 0) & (c["near"] <= now) & (c["due"] > now) & (c["due"] != _LATE),
    "overdue": lambda c, now: (c["paused"] == 0) & (c["due"] <= now) & (c["severe"] > now),
    "severe": lambda c, now: (c["paused"] == 0) & (c["severe"] <= now) & (c["severe"] != _EARLY),
    "paused": lambda c, now: c["paused"] == 1,
    "supervised": lambda c, now: _marked(c, "supervised"),
    "awaiting_reply": lambda c, now: _marked(c, "awaiting_reply"),
    "review": lambda c, now: _marked(c, "review"),
}


class OpenBook:
    """The open cases and their texts. For one thread and connection; ask `ready` before anything else."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection
        self._begin()

    def _begin(self) -> None:
        self._seq = -1
        self._to_read: Vector | None = None  # ids; None: not looked up yet
        self._warmed = False  # somebody has it read in, slice by slice
        self._held: Columns = {name: np.empty(0, np.int64) for name in (*_PLAIN, *_GROUPS)}
        self._words = {group: Words(len(columns)) for group, columns in _GROUPS.items()}
        self._ranks: dict[str, tuple[int, Vector]] = {}  # column → rank of each word, as long as none has come
        self._texts = OpenWords()

    # -- reading it in and keeping it up -----------------------------------------------------------------------

    def read_on(self) -> bool:
        """Read one slice more; whether there is more to read."""
        if self._to_read is None:
            self._seq = last_change(self._conn)
            self._to_read = np.sort(numbers(
                self._conn, "SELECT group_concat(id) FROM case_row INDEXED BY ix_case_row_due WHERE open = 1"))
        part, self._to_read = self._to_read[:SLICE], self._to_read[SLICE:]
        self._take(part)
        return len(self._to_read) > 0

    def warm(self) -> bool:
        """Read one slice more unless all is read; whether there is more to read."""
        self._warmed = True
        return (self._to_read is None or len(self._to_read) > 0) and self.read_on()

    def ready(self, queue: str) -> bool:
        """Whether this queue can be asked here; brings it up to date, or a slice nearer where nobody else does."""
        if queue not in _QUEUES and not queue.startswith("stage:"):
            return False
        if self._to_read is None:
            return False
        if len(self._to_read):
            if not self._warmed:
                self.read_on()
            return False
        return self._catch_up()

    def _catch_up(self) -> bool:
        first, last = self._conn.execute(CHANGED).fetchone()
        if last is None or last <= self._seq:
            return True
        if first > self._seq + 1 or any(len(w) > len(self._held["id"]) + _GARBAGE for w in self._words.values()):
            self._begin()
            self.read_on()
            return False
        changed = changes(self._conn, self._seq, int(last))
        self._seq = int(last)
        self._texts.drop(changed)
        self._take(changed)
        return True

    def _take(self, ids: Vector) -> None:
        """Put in those of these rows that are open, as they are now; the others are in here no more."""
        names = ",".join(map(str, ids.tolist()))
        found = self._conn.execute(f"SELECT {_COLUMNS} FROM case_row WHERE open = 1 AND id IN ({names})").fetchone()
        if found[0] is None:
            self._drop(ids)
            return
        plain = np.fromstring(found[0], np.int64, sep=",").reshape(-1, len(_PLAIN))
        new = {name: plain[:, n] for n, name in enumerate(_PLAIN)}
        for (group, sql), joined in zip(_SQL.items(), found[1:], strict=True):
            parts = joined.split(BETWEEN)
            if len(parts) != len(plain):  # a word holds the separator itself
                parts = [self._conn.execute(f"SELECT {sql} FROM case_row WHERE id = ?", (int(i),)).fetchone()[0]
                         for i in new["id"]]
            new[group] = np.fromiter(map(self._words[group].__getitem__, parts), np.int64, len(parts))
        self._put(ids, new)
        rows = self._conn.execute(f"SELECT row, words FROM open_text WHERE row IN ({names})").fetchall()
        if rows:
            self._texts.take(np.array([row for row, _ in rows], np.int64), [words for _, words in rows])

    def _put(self, ids: Vector, new: Columns) -> None:
        """Rows as they are now; those of `ids` that are not among them go."""
        held = self._held["id"]
        at = np.searchsorted(held, new["id"])
        if len(ids) == len(at) and (at < len(held)).all() and (held[at] == new["id"]).all():
            for name, column in self._held.items():  # what mostly happens: open cases stay open
                column[at] = new[name]
            return
        self._drop(ids)
        whole = {name: np.concatenate((column, new[name])) for name, column in self._held.items()}
        order = np.argsort(whole["id"], kind="stable")
        self._held = {name: column[order] for name, column in whole.items()}

    def _drop(self, ids: Vector) -> None:
        kept = ~among(self._held["id"], ids)
        if not kept.all():
            self._held = {name: column[kept] for name, column in self._held.items()}

    # -- answers -----------------------------------------------------------------------------------------------

    def ids(self, queue: str, now: int, chosen: Chosen, *, urgency: Sequence[Urgency] = (),
            alike: Mapping[str, Sequence[str]] = MappingProxyType({}), texts: Sequence[Sequence[str]] = (),
            sort: str, descending: bool) -> Vector:
        """The ids of a queue that are wanted, in the order of a column (as queue_filter.SORTS names them).

        `alike`: any of the words of a place, of the beginnings of a number; `texts`: of each of these any must occur.
        """
        held, out = self._held, self._in(queue, now)
        for column, wanted in chosen.words.items():
            if wanted:
                out = out & self._said(column, wanted)
        if urgency:
            out = out & np.isin(_urgency(held, now), [int(u) for u in urgency])
        if chosen.marks:
            out = out & any_of([_marked(held, mark) for mark in chosen.marks])
        if chosen.reported:
            at = held["reported_at"]
            out = out & any_of([(at >= since) & (at < to) for since, to in chosen.reported])
        for group, fits in (("place", _holds), ("number", _begins)):
            asked = [word.lower() for word in alike.get(group, ())]
            if asked:
                out = out & self._words[group].those_of(partial(_any_fits, fits, asked))[held[group]]
        found = np.flatnonzero(out)
        key = held[sort][found] if sort in _PLAIN else self._rank(sort)[held[_PART_OF[sort][0]][found]]
        ordered = held["id"][found[np.argsort(key, kind="stable")]]
        for any_text in texts:
            ordered = ordered[among(ordered, np.concatenate([self.matching(text) for text in any_text]))]
        return ordered[::-1] if descending else ordered

    def places(self, ids: Vector, now: int) -> tuple[Vector, Vector, Vector]:
        """Longitude, latitude (degrees × 1e7) and urgency of open cases, in the order of their ids."""
        at = np.searchsorted(self._held["id"], ids)
        return self._held["lon"][at], self._held["lat"][at], _urgency(self._held, now)[at]

    def groups(self, by: str, queue: str, now: int) -> list[tuple[str, str, Urgency, int]]:
        """How many cases of a queue, by what `by` names and by urgency: (key, name, urgency, count), sorted."""
        group, key, name = _BARS[by]
        out = self._in(queue, now)
        many = np.bincount(self._held[group][out] * _URGENCIES + _urgency(self._held, now)[out])
        found: dict[tuple[str, str, Urgency], int] = {}
        for both in np.flatnonzero(many).tolist():
            code, urgency = divmod(both, _URGENCIES)
            parts = self._words[group].parts[code]
            bar = parts[key], parts[name], _ALL[urgency]
            found[bar] = found.get(bar, 0) + int(many[both])
        return [(*bar, n) for bar, n in sorted(found.items())]

    def matching(self, text: str) -> Vector:
        """The open cases that a text finds; none where nothing in it can be searched."""
        return self._texts.find(text) if grams.needles(text) else np.empty(0, np.int64)

    def _in(self, queue: str, now: int) -> Mask:
        if queue in _QUEUES:
            return _QUEUES[queue](self._held, now)
        return self._said("stage", (queue.removeprefix("stage:"),))

    def _said(self, column: str, wanted: Sequence[str]) -> Mask:
        group, n = _PART_OF[column]
        return self._words[group].those(n, frozenset(wanted).__contains__)[self._held[group]]

    def _rank(self, column: str) -> Vector:
        group, n = _PART_OF[column]
        known = self._ranks.get(column)
        if known is None or known[0] != len(self._words[group]):
            known = self._ranks[column] = len(self._words[group]), self._words[group].ranks(n)
        return known[1]


def _marked(held: Columns, mark: str) -> Mask:
    found: Mask = (held["bits"] & (1 << BIT_OF[mark])) != 0
    return found


def _any_fits(fits: Callable[[Sequence[str], str], bool], asked: Sequence[str], parts: Sequence[str]) -> bool:
    return any(fits(parts, word) for word in asked)


def _urgency(held: Columns, now: int) -> Vector:
    """As queue_filter.URGENCY has it."""
    due, near, severe = held["due"], held["near"], held["severe"]
    return np.select(
        [held["paused"] == 1, (due == _LATE) | (near > now), due > now, severe > now], [4, 0, 1, 2], 3).astype(np.int64)


def _holds(parts: Sequence[str], word: str) -> bool:
    return word in parts[0].translate(_SMALL)


def _begins(parts: Sequence[str], word: str) -> bool:
    small = [part.translate(_SMALL) for part in parts[1:]]
    return any(number.startswith(word) or number[4:].startswith(word) for number in small)
