"""The one read worker: questions to the store run in a thread of their own, answers come back to the screen's.

The last question of a kind wins; the answer to an older one is dropped unseen. What the eye rests on (`FIRST`) is
asked before what panels beside it want to know. Who asks for what is in memory may wait a moment for it: then it is
drawn once, with its answer, and not first without.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Condition
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

    def ask(self, kind: str, question: Callable[[Queries], T], answer: Callable[[T], None], *,
            patience_s: float = 0.0) -> None:
        """Put a question; `answer` is called in the screen's thread unless a newer one of its kind was put.

        `patience_s`: asked from the screen's thread, which waits so long for it and calls `answer` before it goes on.
        """
        if self._pool is None:
            return
        turn = self._latest[kind] = self._latest.get(kind, 0) + 1
        line = self._first if kind.partition(":")[0] in FIRST else self._later
        counter = _Counter() if patience_s else None
        line.append(lambda: self._work(kind, turn, question, answer, counter))
        self._pool.submit(self._next)
        if counter is not None:
            counter.wait(patience_s)

    def close(self) -> None:
        """Wait for the question that runs, drop the others, and close the connection."""
        pool, self._pool = self._pool, None
        if pool is not None:
            self._latest.clear()
            pool.submit(self._forget)
            pool.shutdown(wait=True)

    def _next(self) -> None:
        (self._first or self._later).popleft()()

    def _work(self, kind: str, turn: int, question: Callable[[Queries], T], answer: Callable[[T], None],
              counter: "_Counter | None") -> None:
        if self._latest.get(kind) != turn:
            return
        try:
            if self._queries is None:
                self._queries = self._open()
            self._queries.me = self.me()
            found = question(self._queries)
        except Exception as err:  # noqa: BLE001 - rethrown where somebody hears it: in the screen's thread
            self._hand_over(_raiser(err), counter)
            return
        self._hand_over(lambda: answer(found) if self._latest.get(kind) == turn else None, counter)

    def _hand_over(self, call: Callable[[], None], counter: "_Counter | None") -> None:
        if counter is None or not counter.put(call):
            self._deliver(call)

    def _forget(self) -> None:
        if self._queries is not None:
            self._queries.close()
            self._queries = None


class _Counter:
    """Where an answer is handed over to somebody who waits for it; once they have left, it goes the usual way."""

    def __init__(self) -> None:
        self._come = Condition()
        self._call: Callable[[], None] | None = None
        self._left = False

    def put(self, call: Callable[[], None]) -> bool:
        """Whether somebody is still there who takes it."""
        with self._come:
            if not self._left:
                self._call = call
                self._come.notify()
            return not self._left

    def wait(self, patience_s: float) -> None:
        """Wait so long at most; what has come is run."""
        with self._come:
            self._come.wait_for(lambda: self._call is not None, patience_s)
            self._left = True
        if self._call is not None:
            self._call()


def _raiser(err: Exception) -> Callable[[], None]:
    def raise_it() -> None:
        raise err

    return raise_it
