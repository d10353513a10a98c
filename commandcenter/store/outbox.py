"""What is read of the outbox: own facts that wait for the platform, and those that were set aside. Only reads."""

from dataclasses import dataclass
from typing import Any

from commandcenter.core.case import Entry
from commandcenter.core.facts import decode


@dataclass(frozen=True, kw_only=True)
class WaitingFact:
    """A fact that waits: in which stream, its very bytes, and itself."""

    stream: str
    body: bytes
    entry: Entry


@dataclass(frozen=True, kw_only=True)
class AsideFact:
    """A fact that can get no place at the platform: out of the fold, kept whole. `reason` is a key."""

    reason: str
    body: bytes
    entry: Entry


class Outbox:
    """Reads over the connection of a Queries."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection

    def waiting(self, most: int, after: int = 0) -> tuple[WaitingFact, ...]:
        """Waiting facts, oldest first, so many from the `after`-th on."""
        rows = self._conn.execute(
            "SELECT stream, body FROM fact WHERE seq IS NULL ORDER BY lid LIMIT ? OFFSET ?", (most, after))
        return tuple(
            WaitingFact(stream=stream, body=bytes(body), entry=Entry(fact=decode(bytes(body))))
            for stream, body in rows)

    def aside(self, most: int) -> tuple[AsideFact, ...]:
        """What was set aside for a person, oldest first; not what the platform has said in a fact of its own."""
        rows = self._conn.execute(
            "SELECT reason, body FROM aside WHERE reason <> 'anew' ORDER BY at, fact LIMIT ?", (most,))
        return tuple(
            AsideFact(reason=reason, body=bytes(body), entry=Entry(fact=decode(bytes(body)))) for reason, body in rows)
