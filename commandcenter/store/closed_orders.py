"""Closed cases in the order of what nearly each of them bears another of: their number, their place.

SQLite keeps these orders (tables.py), so the first page of one comes at once, from its index. The whole is read when
it is first asked for, 8 bytes a case, and kept up: where one more belongs is looked up by halving.
"""

from typing import Any

import numpy as np

from commandcenter.store.case_rows import Ids, among
from commandcenter.store.tables import SHOWN_NUMBER

KEPT = ("place", SHOWN_NUMBER)  # as the indexes have them
_MOST_PLACED = 50  # one by one; of more the whole is read again
_LISTED = "SELECT id FROM case_row WHERE closed_at IS NOT NULL ORDER BY"


class ClosedOrders:
    """The orders that were asked for. For one thread and connection."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection
        self._known: dict[str, Ids] = {}

    def has(self, column: str) -> bool:
        """Whether an order is in memory."""
        return column in self._known

    def first(self, column: str, *, descending: bool, most: int) -> Ids:
        """The first ids of an order, from the index."""
        way = "DESC" if descending else "ASC"
        rows = self._conn.execute(f"{_LISTED} {column} {way}, id {way} LIMIT {int(most)}").fetchall()
        return np.array([row[0] for row in rows], np.int64)

    def ids(self, column: str) -> Ids:
        """All ids in an order."""
        if column not in self._known:
            found = self._conn.execute(f"SELECT group_concat(id) FROM ({_LISTED} {column}, id)").fetchone()[0]
            self._known[column] = np.fromstring(found or "", np.int64, sep=",")
        return self._known[column]

    def forget(self) -> None:
        """Nothing is known any more."""
        self._known.clear()

    def keep_up(self, changed: Ids, closed: Ids) -> None:
        """These rows changed; `closed`: those of them that are closed cases now."""
        if len(closed) > _MOST_PLACED:
            self.forget()
            return
        for column, known in tuple(self._known.items()):
            order = known[~among(known, changed)]
            for row in closed.tolist():
                order = np.insert(order, self._place_of(order, column, row), row)
            self._known[column] = order

    def _place_of(self, order: Ids, column: str, row: int) -> int:
        """Where a row belongs in an order that has it not."""
        key = self._conn.execute(f"SELECT {column} FROM case_row WHERE id = ?", (row,)).fetchone()[0]
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            before = self._conn.execute(
                f"SELECT ({column}, id) < (?, ?) FROM case_row WHERE id = ?", (key, row, int(order[middle]))).fetchone()
            if before is not None and before[0]:
                low = middle + 1
            else:
                high = middle
        return low
