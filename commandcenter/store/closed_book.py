"""The closed cases of a store in memory: their order, and what they are filtered and sorted by, as numpy columns.

A street closes 98 of 100 cases, so their queue is nearly the whole table: to ask SQLite for a million ids takes 200 ms,
to filter them by an unindexed column seconds. Here they are read once for each reader, in slices, and kept up by the
log of changed rows (`row_change`, written by triggers in the very transaction that changes a row). A cache: nothing of
it is on disk, a reader that fell too far behind reads anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from commandcenter.store.case_rows import among
from commandcenter.store.closed_orders import KEPT, ClosedOrders

Vector = np.ndarray[Any, np.dtype[np.int64]]
Codes = np.ndarray[Any, np.dtype[Any]]  # 16 bits wide as long as a column has few different words
Mask = np.ndarray[Any, np.dtype[np.bool_]]

SLICE, COLUMNS_SLICE = 8_000, 1_000  # rows of the order, and of the columns, read at once: 8 ms, then another's turn
FEW_WORDS = 32_000
BETWEEN, WITHIN = "\x1f", "\x1e"
GROUPS = {  # columns that say the same thing of a case are read and kept as one word
    "community": ("community", "community_name"), "class": ("class_key", "class_name", "major_name"),
    "unit": ("unit", "unit_name"), "source": ("source",), "stage": ("stage",),
}
_PART_OF = {column: (group, n) for group, columns in GROUPS.items() for n, column in enumerate(columns)}
_SQL = {group: " || char(30) || ".join(columns) for group, columns in GROUPS.items()}
_MARKS = (  # bit → what a closed case can bear of queue_filter.MARKS
    ("supervised", "level >= 1"), ("awaiting_reply", "replied = 0"), ("returned", "returns > 0"),
    ("reworked", "reworks > 0"), ("pending", "pending > 0"), ("conflict", "conflicts > 0"),
    ("review", "instr(marks, 'review') > 0"), ("demo", "instr(marks, 'demo') > 0"),
    ("synthetic", "instr(marks, 'synthetic') > 0"),
)
BITS = " + ".join(f"(({sql}) << {bit})" for bit, (_, sql) in enumerate(_MARKS))
_PLAIN = f"group_concat(id || ',' || closed_at || ',' || reported_at || ',' || ({BITS}))"
_COLUMNS = ", ".join((_PLAIN, *(f"group_concat({sql}, char(31))" for sql in _SQL.values())))
# the first and the last change there is; asked together as min and max, SQLite would read them all
CHANGED = "SELECT (SELECT min(seq) FROM row_change), (SELECT max(seq) FROM row_change)"
BIT_OF = {mark: bit for bit, (mark, _) in enumerate(_MARKS)}


class Words(dict[str, int]):
    """The words of a group in the order in which they came: word → code; and their parts by code."""

    def __init__(self, parts: int) -> None:
        super().__init__()
        self._most = parts - 1
        self.parts: list[list[str]] = []

    def __missing__(self, word: str) -> int:
        code = self[word] = len(self)
        self.parts.append(word.split(WITHIN, self._most))
        return code

    def ranks(self, n: int) -> Vector:
        """Code → place of its nth part among all."""
        said = [parts[n] for parts in self.parts]
        place = {word: at for at, word in enumerate(sorted(set(said), key=str.encode))}  # as SQLite sorts text
        return np.array([place[word] for word in said], np.int64)

    def those(self, n: int, wanted: Callable[[str], bool]) -> Mask:
        """Of each code whether its nth part is wanted."""
        return self.those_of(lambda parts: wanted(parts[n]))

    def those_of(self, wanted: Callable[[Sequence[str]], bool]) -> Mask:
        """Of each code whether its parts are wanted."""
        return np.array([wanted(parts) for parts in self.parts], np.bool_)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What is wanted of the closed cases: any of the words in each column, any of the marks, any of the spans."""

    words: Mapping[str, Sequence[str]]
    marks: Sequence[str] = ()
    reported: Sequence[tuple[int, int]] = ()

    @property
    def everything(self) -> bool:
        return not (any(self.words.values()) or self.marks or self.reported)


class ClosedBook:
    """Closed cases in the order of their closing, and their columns once asked for. For one thread and connection."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection
        self.orders = ClosedOrders(connection)
        self._begin()

    def _begin(self) -> None:
        self._seq = -1  # of the last change that is in here; -1: nothing read yet
        self.orders.forget()
        self._after: tuple[int, int] | None = (-1 << 62, 0)  # where the reading of the order stands; None: all read
        self._parts: list[Vector] = []
        self._ids: Vector = np.empty(0, np.int64)
        self._at: Vector = np.empty(0, np.int64)
        self._row: int | None = 0  # where the reading of the columns stands; None: all read
        self._words = {group: Words(len(columns)) for group, columns in GROUPS.items()}
        self._codes: dict[str, Codes] = {name: np.empty(0, np.int16) for name in (*GROUPS, "bits")}
        self._reported: Vector = np.empty(0, np.int64)
        self._there: Mask = np.empty(0, np.bool_)  # by id: whether it is closed; as long as the greatest that was
        self._in_order: tuple[str, Chosen, Vector] | None = None  # the order asked last, till something changes

    # -- reading it in -----------------------------------------------------------------------------------------

    def read_on(self, *, columns: bool = False) -> bool:
        """Read one slice more of the order (then, if wanted, of the columns); whether there is more to read."""
        if self._after is not None:
            self._read_order()
            return self._after is not None or columns
        if columns and self._row is not None:
            self._read_columns()
        return columns and self._row is not None

    def _up_to_date(self, *, columns: bool) -> None:
        while self.read_on(columns=columns):
            pass
        self._catch_up()
        while self.read_on(columns=columns):  # it had fallen behind, and began anew
            pass

    def _read_order(self) -> None:
        if self._seq < 0:
            self._seq = last_change(self._conn)
        assert self._after is not None
        at, row = self._after
        found = numbers(
            self._conn, "SELECT group_concat(id || ',' || closed_at) FROM (SELECT id, closed_at FROM case_row"
            f" WHERE (closed_at, id) > ({at}, {row}) AND closed_at IS NOT NULL ORDER BY closed_at, id LIMIT {SLICE})")
        if len(found):
            part = found.reshape(-1, 2)
            self._parts.append(part)
            self._after = int(part[-1, 1]), int(part[-1, 0])
        if len(found) < 2 * SLICE:
            self._after = None
            none = np.empty(0, np.int64)
            self._ids = np.concatenate([none, *(part[:, 0] for part in self._parts)])
            self._at = np.concatenate([none, *(part[:, 1] for part in self._parts)])
            self._parts = []
            self._there = np.zeros(int(self._ids.max(initial=0)) + 1, np.bool_)
            self._there[self._ids] = True

    def _read_columns(self) -> None:
        assert self._row is not None
        last = self._row + COLUMNS_SLICE
        self._take(self._conn.execute(
            f"SELECT {_COLUMNS} FROM case_row WHERE id > {self._row} AND id <= {last} AND +closed_at IS NOT NULL"
        ).fetchone())
        self._row = last if len(self._ids) and last < int(self._ids.max()) else None

    def _take(self, found: Any) -> None:
        """Put rows as read into the columns."""
        if found[0] is None:
            return
        plain = np.fromstring(found[0], np.int64, sep=",").reshape(-1, 4)
        ids = np.ascontiguousarray(plain[:, 0])
        self._grow(int(ids.max()) + 1)
        self._reported[ids], self._codes["bits"][ids] = plain[:, 2], plain[:, 3]
        for (group, sql), joined in zip(_SQL.items(), found[1:], strict=True):
            words, parts = self._words[group], joined.split(BETWEEN)
            if len(parts) != len(ids):  # a word holds the separator itself
                parts = [self._conn.execute(f"SELECT {sql} FROM case_row WHERE id = ?", (int(i),)).fetchone()[0]
                         for i in ids]
            codes = np.fromiter(map(words.__getitem__, parts), np.int32, len(ids))
            if len(words) > FEW_WORDS and self._codes[group].dtype == np.int16:
                self._codes[group] = self._codes[group].astype(np.int32)
            self._codes[group][ids] = codes

    def _grow(self, size: int) -> None:
        held = len(self._reported)
        if size > held:
            more = max(size, held + held // 8) - held
            self._reported = np.concatenate((self._reported, np.zeros(more, np.int64)))
            self._codes = {n: np.concatenate((c, np.zeros(more, c.dtype))) for n, c in self._codes.items()}

    # -- keeping it up -----------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Take in what changed since; read anew where the log of changes no longer reaches back so far."""
        first, last = self._conn.execute(CHANGED).fetchone()
        if last is None or last <= self._seq:
            return
        if first > self._seq + 1:
            self._begin()
            return
        changed = changes(self._conn, self._seq, int(last))
        self._seq = int(last)
        names = ",".join(map(str, changed.tolist()))
        now = numbers(
            self._conn, "SELECT group_concat(id || ',' || closed_at) FROM case_row"
                        f" WHERE closed_at IS NOT NULL AND id IN ({names})").reshape(-1, 2)
        if self._row is None and len(now):
            self._take(self._conn.execute(
                f"SELECT {_COLUMNS} FROM case_row WHERE closed_at IS NOT NULL AND id IN ({names})").fetchone())
        self.orders.keep_up(changed, now[:, 0])
        kept = ~among(self._ids, changed)
        if not len(now) and kept.all():
            return
        self._in_order = None
        ids, at = self._ids[kept], self._at[kept]
        if len(now):  # mostly the last ones closed: only what stands behind the first of them is sorted again
            place = int(np.searchsorted(at, now[:, 1].min(), "left"))
            tail_ids, tail_at = np.concatenate((ids[place:], now[:, 0])), np.concatenate((at[place:], now[:, 1]))
            order = np.lexsort((tail_ids, tail_at))
            ids = np.concatenate((ids[:place], tail_ids[order]))
            at = np.concatenate((at[:place], tail_at[order]))
        self._ids, self._at = ids, at
        size = int(changed.max()) + 1
        if size > len(self._there):
            self._there = np.concatenate((self._there, np.zeros(size - len(self._there), np.bool_)))
        self._there[changed] = False
        self._there[now[:, 0]] = True

    # -- answers -----------------------------------------------------------------------------------------------

    def ids(self, chosen: Chosen, sort: str | None, descending: bool) -> Vector:
        """The ids of the closed cases that are wanted, in the order of a column (None: of their closing)."""
        self._up_to_date(columns=(sort is not None and sort not in KEPT) or not chosen.everything)
        if sort in KEPT:
            found = self._chosen_of(self.orders.ids(sort), chosen)
        else:
            found = self._chosen_of(self._ids, chosen) if sort is None else self._sorted(sort, chosen)
        return found[::-1] if descending else found

    def _sorted(self, column: str, chosen: Chosen) -> Vector:
        if self._in_order is None or self._in_order[:2] != (column, chosen):
            ids = self._chosen_of(np.flatnonzero(self._there), chosen)
            if column == "reported_at":
                ids = ids[np.argsort(self._reported[ids], kind="stable")]
            else:
                group, n = _PART_OF[column]
                ids = by_rank(ids, self._words[group].ranks(n), self._codes[group])
            self._in_order = column, chosen, ids
        return self._in_order[2]

    def _chosen_of(self, ids: Vector, chosen: Chosen) -> Vector:
        if chosen.everything:
            return ids
        out: Mask = np.ones(len(ids), np.bool_)
        for column, wanted in chosen.words.items():
            if wanted:
                group, n = _PART_OF[column]
                out &= self._words[group].those(n, frozenset(wanted).__contains__)[self._codes[group][ids]]
        if chosen.marks:
            out &= (self._codes["bits"][ids] & sum(1 << BIT_OF[mark] for mark in set(chosen.marks))) != 0
        if chosen.reported:
            at = self._reported[ids]
            out &= any_of([(at >= since) & (at < to) for since, to in chosen.reported])
        return ids[out]


def by_rank(ids: Vector, ranks: Vector, codes: Codes) -> Vector:
    """Ids by the rank of what each bears, then as they are.

    Ranks of 16 bits numpy sorts by radix, quickly on any processor: a million in 6 of 15 ms, where numbers of rank and
    id took 12 with one vector unit and 30 to 60 with another or none.
    """
    if not len(ids):
        return ids
    narrow = np.uint16 if int(ranks.max()) < 2**16 else np.int64
    ordered: Vector = ids[np.argsort(ranks.astype(narrow).take(codes[ids]), kind="stable")]
    return ordered


def last_change(connection: Any) -> int:
    """The number of the last change of a row, 0 before the first."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM row_change").fetchone()[0])


def changes(connection: Any, after: int, to: int) -> Vector:
    """The rows that changed after one change, up to another."""
    return numbers(
        connection, f"SELECT group_concat(DISTINCT row) FROM row_change WHERE seq > {after} AND seq <= {to}")


def numbers(connection: Any, sql: str) -> Vector:
    """The numbers that a statement gives as one text with commas: the cheapest way out of SQLite for many."""
    found = connection.execute(sql).fetchone()[0]
    return np.empty(0, np.int64) if found is None else np.fromstring(str(found), np.int64, sep=",")


def any_of(masks: Sequence[Mask]) -> Mask:
    """Where any of the masks is set."""
    found: Mask = np.logical_or.reduce(masks)
    return found
