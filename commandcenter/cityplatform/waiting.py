"""Requests that wait: pulls until a stream has news (long poll), and how many requests are worked on at once.

One per application, on its event loop. What this process accepts wakes at once, what another accepts within a second.
"""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

LOOK_S: Final = 1.0  # between two looks at what other nodes accepted
MOST_WAITING: Final = 1000  # pulls at once; one more is answered without waiting
MOST_AT_WORK: Final = 200  # requests that are not waiting; one more is asked to come back later


class News:
    """Wakes what waits for streams. `heads` answers the last numbers of streams, in a worker thread."""

    def __init__(self, heads: Callable[[Collection[str]], Mapping[str, int]]) -> None:
        self._heads = heads
        self._waits: dict[str, set[tuple[int, asyncio.Event]]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task[None] | None = None
        self._waiting, self._closed = 0, False

    async def wait(self, seen: Mapping[str, int], seconds: float) -> bool:
        """Until one of these streams has come past its number, `seconds` at most. Whether one has."""
        if self._waiting >= MOST_WAITING or self._closed:
            return False
        event = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._waiting += 1
        for name, seq in seen.items():
            self._waits.setdefault(name, set()).add((seq, event))
        if self._watch is None or self._watch.done():
            self._watch = self._loop.create_task(self._look())
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
            for name, seq in seen.items():
                self._waits[name].discard((seq, event))
                if not self._waits[name]:
                    del self._waits[name]
        return True

    def tell(self, name: str, seq: int) -> None:
        """A stream has come so far. From any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, name, seq)

    def close(self) -> None:
        """Let everybody go: the process ends."""
        self._closed = True
        for name in list(self._waits):
            self._wake(name, 2**63)

    def _wake(self, name: str, at: int) -> None:
        for seq, event in self._waits.get(name, ()):
            if at > seq:
                event.set()

    async def _look(self) -> None:
        """Look at once (what came between asking and waiting), then every second while somebody waits."""
        while self._waits:
            heads = await asyncio.to_thread(self._heads, list(self._waits))
            for name, seq in heads.items():
                self._wake(name, seq)
            await asyncio.sleep(LOOK_S)


class Gate:
    """How many requests are worked on; `full` where one more should come back later."""

    def __init__(self, most: int = 0) -> None:
        """`most` at once; MOST_AT_WORK unless told."""
        self._inside, self._most = 0, most

    @property
    def full(self) -> bool:
        return self._inside >= (self._most or MOST_AT_WORK)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Counted while worked on."""
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Not counted while it waits."""
        self._inside -= 1
        try:
            yield
        finally:
            self._inside += 1
