"""What is read of acts without effect (冲突) and of what waits for the platform. Only reads."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from commandcenter.core.case import Entry
from commandcenter.core.facts import decode

_OPEN = (  # a partial index each
    "SELECT o.fact, o.case_id, o.kind, o.reason, f.body, f.seq, f.rts, f.verdict, f.lid FROM outcome o"
    " JOIN fact f ON f.id = o.fact WHERE o.settled = 0 AND o.kind = '{kind}'"
)


@dataclass(frozen=True, kw_only=True)
class OpenConflict:
    """An act that waits for a person: its fact, and why it has no effect (`kind`: ineffective, rejected)."""

    case_id: UUID
    kind: str
    reason: str
    entry: Entry


class Conflicts:
    """Reads over the connection of a Queries."""

    def __init__(self, connection: Any) -> None:
        self._conn = connection

    def open(self, most: int, first: UUID | None = None) -> tuple[OpenConflict, ...]:
        """The acts that wait for a decision, in the order in which they came here; those of case `first` before all."""
        rows = self._conn.execute(
            f"SELECT * FROM ({_OPEN.format(kind='ineffective')} UNION ALL {_OPEN.format(kind='rejected')})"
            " ORDER BY case_id = ? DESC, lid LIMIT ?", (first.bytes if first is not None else b"", most))
        return tuple(
            OpenConflict(case_id=UUID(bytes=case), kind=kind, reason=reason,
                         entry=Entry(fact=decode(bytes(body)), seq=seq, rts=rts, verdict=verdict))
            for _, case, kind, reason, body, seq, rts, verdict, _ in rows)

    def count(self) -> int:
        """How many there are."""
        found = self._conn.execute(
            "SELECT (SELECT count(*) FROM outcome WHERE settled = 0 AND kind = 'ineffective')"
            " + (SELECT count(*) FROM outcome WHERE settled = 0 AND kind = 'rejected')").fetchone()
        return int(found[0])
