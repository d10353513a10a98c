"""The one read worker: questions to the store run in a thread of their own, answers come back to the screen's.

The last question of a kind wins; the answer to an older one is dropped unseen. What the eye rests on (`FIRST`) is
asked before what panels beside it want to know.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from commandcenter.store.queries import Queries

T = TypeVar("T")

FIRST = frozenset({"queue", "rows", "changed-rows", "case", "units"})  # kinds, up to their colon

class Reader:
    """Asks questions of the store without holding up the screen.

    `deliver` runs a callable in the screen's thread (ui/bridge.py); `open_queries` is called once, in the worker.
    """

    def __init__(self, open_queries: Callable[[], Queries], deliver: Callable[[Callable[[], None]], None]) -> None:
        self._open, self._deliver = open_queries, deliver
        self._queries: Queries | None = None
        self._latest: dict[str, int] = {}
        self.me: Callable[[], str] = lambda: ""  # the operator's id, for the queue of what they filed
        self._first: deque[Callable[[], None]] = deque()
        self._later: deque[Callable[[], None]] = deque()
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="reader")

    def ask(self, kind: str, question: Callable[[Queries], T], answer: Callable[[T], None]) -> None:
        """Put a question; `answer` is called in the screen's thread unless a newer one of its kind was put."""
        if self._pool is None:
            return
        turn = self._latest[kind] = self._latest.get(kind, 0) + 1
        line = self._first if kind.partition(":")[0] in FIRST else self._later
        line.append(lambda: self._work(kind, turn, question, answer))
        self._pool.submit(self._next)

    def close(self) -> None:
        """Wait for the question that runs, drop the others, and close the connection."""
        pool, self._pool = self._pool, None
        if pool is not None:
            self._latest.clear()
            pool.submit(self._forget)
            pool.shutdown(wait=True)

    def _next(self) -> None:
        (self._first or self._later).popleft()()

    def _work(self, kind: str, turn: int, question: Callable[[Queries], T], answer: Callable[[T], None]) -> None:
        if self._latest.get(kind) != turn:
            return
        try:
            if self._queries is None:
                self._queries = self._open()
            self._queries.me = self.me()
            found = question(self._queries)
        except Exception as err:  # noqa: BLE001 - rethrown where somebody hears it: in the screen's thread
            self._deliver(_raiser(err))
            return
        self._deliver(lambda: answer(found) if self._latest.get(kind) == turn else None)

    def _forget(self) -> None:
        if self._queries is not None:
            self._queries.close()
            self._queries = None


def _raiser(err: Exception) -> Callable[[], None]:
    def raise_it() -> None:
        raise err

    return raise_it
