"""The door in a process beside the window's: the same rules and facts, in transactions so small that a command never
waits long for its turn (`store.turns`), and in a session of its own.
"""

from collections.abc import Callable, Iterator, Sequence

from commandcenter.core.facts import Accepted, Cursor, genesis, link
from commandcenter.door.door import Door
from commandcenter.store.errors import StoreError

PIECE = 40  # facts in one transaction: some 10 ms
ROWS = 10  # of a file in one transaction, each a case with up to five facts


class GuestDoor(Door):
    """Takes the platform's pages piece by piece. One process at a time takes pages: where `stopped` says that the
    window has gone, this one takes no further piece.
    """

    stopped: Callable[[], bool] | None = None

    def adopt(self, stream: str, entries: Sequence[Accepted], head: Cursor) -> int:
        """As the door's; where it is cut off in the middle, the pieces before stay, and the copy stands at their end.

        Raises:
            BrokenChain: the hashes do not lead to `head`. Nothing was taken.
            BadFact, StoreError: as the door's; the pieces before are taken.
        """
        return sum(
            super(GuestDoor, self).adopt(stream, piece, end) for piece, end in self._pieces(stream, entries, head))

    def _pieces(
        self, stream: str, entries: Sequence[Accepted], head: Cursor
    ) -> Iterator[tuple[Sequence[Accepted], Cursor]]:
        """The page in pieces with their ends; whole where it does not lead to its head, for the door to refuse."""
        ours = self.cursor(stream)
        h, ends = (ours.h if ours.genesis else genesis(stream, head.genesis)), []
        for entry in entries:
            h = link(h, entry.seq, entry.rts, entry.verdict, entry.body)
            ends.append(h)
        if len(entries) <= PIECE or h != head.h:
            yield entries, head
            return
        for start in range(0, len(entries), PIECE):
            if self.stopped is not None and self.stopped():
                raise StoreError("store-unreachable")
            piece = entries[start:start + PIECE]
            last = start + len(piece) == len(entries)
            yield piece, head if last else Cursor(
                seq=piece[-1].seq, h=ends[start + len(piece) - 1], genesis=head.genesis)
