"""What is read of whistles (吹哨): the open ones for the board, the past ones for a new call. Only reads."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from commandcenter.core.whistle import Whistle

_COLUMNS = "case_id, due, number, class_key, class_name, community_name, lon, lat, body"
_DECODER = msgspec.json.Decoder(Whistle)


@dataclass(frozen=True, kw_only=True)
class WhistleRow:
    """A whistle and what is shown of its case; `due` the next deadline of its units, ms UTC; degrees × 1e7."""

    case_id: UUID
    due: int | None
    number: str
    class_key: str
    class_name: str
    community_name: str
    lon: int
    lat: int
    whistle: Whistle


class Whistles:
    """Reads over the connection of a Queries."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection

    def open(self) -> tuple[WhistleRow, ...]:
        """The open whistles, the one whose next deadline comes first at the head, those without one last."""
        return self._rows("WHERE open = 1 ORDER BY due IS NULL, due, at", ())

    def overdue(self, now: int) -> tuple[WhistleRow, ...]:
        """The open whistles of which a deadline has gone by, the earliest first."""
        return self._rows("WHERE open = 1 AND due <= ? ORDER BY due", (now,))

    def past(self, most: int) -> tuple[WhistleRow, ...]:
        """The latest whistles, open ones too."""
        return self._rows("ORDER BY at DESC LIMIT ?", (most,))

    def count(self, now: int) -> tuple[int, int]:
        """How many are open, and how many of these have a deadline that has gone by."""
        row = self._conn.execute(
            "SELECT count(*), coalesce(sum(due <= ?), 0) FROM whistle WHERE open = 1", (now,)).fetchone()
        return int(row[0]), int(row[1])

    def _rows(self, rest: str, values: tuple[int, ...]) -> tuple[WhistleRow, ...]:
        return tuple(
            WhistleRow(case_id=UUID(bytes=r[0]), due=r[1], number=r[2], class_key=r[3], class_name=r[4],
                       community_name=r[5], lon=r[6], lat=r[7], whistle=_DECODER.decode(r[8]))
            for r in self._conn.execute(f"SELECT {_COLUMNS} FROM whistle {rest}", values))
