"""What the exchange needs of a street's copy (the door is one), and how it is asked off the screen's thread."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ParamSpec, Protocol, TypeVar
from uuid import UUID

from commandcenter.core.facts import Accepted, Cursor, LostPart, Waiting
from commandcenter.store.archive import Archive
from commandcenter.store.standing import Standing

P = ParamSpec("P")
T = TypeVar("T")


class Street(Protocol):
    """What sync needs of the door. All methods block and may be called from any thread."""

    @property
    def street(self) -> str:
        """The street's code, which names its stream."""
        ...

    def session(self) -> str:
        """`sid` of this process."""
        ...

    def standing(self) -> Standing:
        """Three numbers for whoever looks after the streets."""
        ...

    def cursor(self, stream: str) -> Cursor:
        """How far this copy has come; (0, b"", "") before the first page."""
        ...

    def waiting(self, limit: int, after: UUID | None = None) -> list[Waiting]:
        """Own facts without a number, in local order; those behind `after`, whether that one waits still or not."""
        ...

    def adopt(self, stream: str, entries: Sequence[Accepted], head: Cursor) -> int:
        """Take a page: facts, fold and cursor in one transaction.

        Raises:
            BrokenChain: the hashes do not lead to `head`; nothing was taken.
        """
        ...

    def adopt_pages(self, stream: str, pages: Sequence[tuple[Sequence[Accepted], Cursor]]) -> int:
        """Take pages that follow one another, as `adopt` does; all in one transaction, or one after the other."""
        ...

    def set_offset(self, ms: int) -> None:
        """The platform's clock minus ours."""
        ...

    def platform_key(self) -> str:
        """The key with which the platform signs, as it was pinned; "" before the first meeting."""
        ...

    def pin_key(self, key: str) -> None:
        """Pin the platform's key, durable when it returns; done once."""
        ...

    def keep_streets(self, codes: Sequence[str]) -> None:
        """The streets of the city that take cases of others, as the platform names them."""
        ...

    def keep_head(self, stream: str, head: Cursor) -> None:
        """Keep the platform's signature of the place where this copy stands."""
        ...

    def whole_up_to(self, stream: str) -> int:
        """The last number up to which this copy's facts lie without a hole."""
        ...

    def places(self, stream: str, seqs: Collection[int]) -> list[tuple[int, bytes]]:
        """The chain's hash after each of these numbers of this copy."""
        ...

    def roll_back(self, stream: str, to: int) -> int:
        """Go back to number `to`, in one transaction; what came after it is kept to be offered again. How many.

        The place is counted anew from the facts.
        """
        ...

    def lost(self, stream: str, after: tuple[int, int]) -> LostPart | None:
        """The next piece of what the platform lost, after (past, number); from (0, 0) on."""
        ...

    def settle(self, reasons: Mapping[UUID, str], later: Collection[UUID]) -> None:
        """What was offered again has come back by pull, or never will: these, and why; they are kept aside.

        What the platform takes only `later` waits for what comes before it, where that can still come.
        """
        ...

    def set_aside(self, reasons: Mapping[UUID, str]) -> None:
        """These waiting facts can get no place: they leave the outbox and are kept for a person."""
        ...

    def digest_at(self, seq: int) -> str:
        """Digest of the street's cases as they stood after this number; "" where it cannot be told now."""
        ...

    def mend(self, after: bytes) -> tuple[bytes, int]:
        """Fold some hundred cases after this id again from the log: the last id (b"": all), how many were wrong."""
        ...

    def archive(self) -> Archive | None:
        """Where a snapshot may come to be read as a log; None where it cannot."""
        ...

    def restamp(self, ids: Collection[UUID]) -> int:
        """Give these waiting facts places in a new session of this process. How many."""
        ...


async def ask(question: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
    """Call the street in a worker thread. Cancelled meanwhile, it waits for the call: nobody closes a store in use."""
    task = asyncio.ensure_future(asyncio.to_thread(question, *args, **more))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio does not complain of it
        raise
