"""What screens, reports and benchmarks read: frozen rows and id vectors. Only reads; one reader a thread.

Times are ms UTC; `now` is always an argument. Cases: `case_reads`; queues: `queue_reads`; figures: `figure_reads`.
"""

from commandcenter.core.documents import Body
from commandcenter.store.case_reads import CaseReads
from commandcenter.store.conflicts import Conflicts
from commandcenter.store.documents import readable
from commandcenter.store.figure_reads import FigureReads
from commandcenter.store.outbox import Outbox
from commandcenter.store.shift import Shift


class Queries(FigureReads, CaseReads):
    """Reads over one connection, for the thread that made it."""

    def document(self, stream: str, name: str) -> tuple[int, bytes] | None:
        """The newest version of a reference document and its JSON."""
        found = self._conn.execute(
            "SELECT version, body FROM document WHERE stream = ? AND name = ? ORDER BY version DESC LIMIT 1",
            (stream, name)).fetchone()
        return None if found is None else (int(found[0]), bytes(found[1]))

    def documents(self, stream: str, name: str) -> dict[int, bytes]:
        """All versions of a reference document."""
        rows = self._conn.execute("SELECT version, body FROM document WHERE stream = ? AND name = ?", (stream, name))
        return {int(v): bytes(body) for v, body in rows}

    def readable(self, stream: str, name: str) -> Body | None:
        """A reference document as the newest version that this program can read has it; None where there is none."""
        newest_first = sorted(self.documents(stream, name).items(), reverse=True)
        return next((body for _, body in readable(stream, name, newest_first)), None)

    def station(self) -> dict[str, str]:
        """What was remembered about this workstation."""
        return {str(n): str(v) for n, v in self._conn.execute("SELECT name, value FROM station")}

    def shift(self) -> Shift:
        """What a hand-over counts, over the same connection."""
        return Shift(self._conn)

    @property
    def conflicts_of(self) -> Conflicts:
        """What is read of acts without effect."""
        return Conflicts(self._conn)

    @property
    def outbox(self) -> Outbox:
        """What is read of the facts that wait for the platform."""
        return Outbox(self._conn)
