"""One connection that is only read, for the thread that made it."""

from typing import Any

import numpy as np

from commandcenter.store.case_rows import Ids

CACHE_KB = 20_000  # what is walked at 1,000,000 cases and not in memory: half of it is slower, twice as much no quicker


class Reads:
    """What all reads share: the connection with its cache, and two short ways of asking."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection
        self._conn.execute(f"PRAGMA cache_size = {-CACHE_KB}", ())

    def close(self) -> None:
        self._conn.close()

    def _vector(self, sql: str, values: dict[str, Any]) -> Ids:
        """The numbers that a statement gives as one text with commas: the cheapest way out of SQLite for many."""
        found = self._conn.execute(sql, values).fetchone()[0]
        return np.empty(0, np.int64) if found is None else np.fromstring(str(found), np.int64, sep=",")

    def _one(self, sql: str, values: "dict[str, Any] | None" = None) -> int:
        return int(self._conn.execute(sql, values or {}).fetchone()[0])
