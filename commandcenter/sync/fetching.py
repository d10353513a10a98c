"""Pages of a stream on their way here: the next ones are fetched while one is being taken.

Who takes them is rounds.py; their hashes are the door's to check.
"""

import asyncio
from collections import deque
from typing import Final, TypeAlias

from commandcenter.core.facts import Accepted, Cursor
from commandcenter.sync.client import Client, Rejected
from commandcenter.sync.wire import Page

AHEAD: Final = 4  # pages that may lie here, and that are taken at once

Fetched: TypeAlias = tuple[list[Accepted], Page]


class Fetching:
    """Pages that follow one another, up to the stream's end."""

    def __init__(self, client: Client, stream: str) -> None:
        self._client, self._stream = client, stream
        self._pages: deque[Fetched] = deque()
        self._room, self._some = asyncio.Semaphore(AHEAD), asyncio.Event()

    async def run(self, cursor: Cursor) -> None:
        """Fetch what follows the cursor.

        Raises:
            PlatformDown, Rejected: those before are in `fetched` all the same.
        """
        while True:
            await self._room.acquire()
            page = await self._client.pull(self._stream, cursor)
            self._pages.append((entries_of(self._stream, cursor, page), page))
            self._some.set()
            if page.to.seq == page.head.seq:
                return
            cursor = page.to.cursor

    async def fetched(self, task: "asyncio.Task[None]") -> list[Fetched]:
        """The pages that are here, as soon as there is one; empty after the last.

        Raises:
            What `run`, which is `task`, raised, after all that was fetched before.
        """
        some = asyncio.ensure_future(self._some.wait())
        try:
            await asyncio.wait({task, some}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            some.cancel()
        pages = list(self._pages)
        self._pages.clear()
        self._some.clear()
        for _ in pages:
            self._room.release()
        if not pages and task.done():
            task.result()
        return pages


def entries_of(stream: str, cursor: Cursor, page: Page) -> list[Accepted]:
    """The page's entries, once it fits the cursor (C4); the hashes are the door's to check."""
    fits = page.after == cursor.seq and page.to.seq == page.after + len(page.items) and page.to.seq <= page.head.seq
    if not fits or (not page.items and page.to.seq < page.head.seq):
        raise Rejected("broken_chain", stream=stream, after=cursor.seq)
    if cursor.seq and page.to.genesis != cursor.genesis:
        raise Rejected("fork", stream=stream, seq=page.head.seq, theirs=cursor.seq)
    return [
        Accepted(seq=page.after + n, rts=item.rts, verdict=item.verdict, body=bytes(item.body))
        for n, item in enumerate(page.items, start=1)
    ]
