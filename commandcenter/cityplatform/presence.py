"""Who looks at which case now ("小王正在看"): in memory only, forgotten soon. No lock, no log, no store.

A workstation says it every few seconds while somebody looks; one that falls silent is forgotten.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from commandcenter.sync.wire import Here, Looking, Others

FORGOTTEN_MS: Final = 45_000  # after the last word of a workstation


@dataclass(frozen=True, kw_only=True)
class _Word:
    """What a workstation said last, since when it says so, and when it said it (ms of the platform's clock)."""

    case: UUID
    actor: str
    desk: str
    since: int
    at: int


class Presence:
    """The last words by street and workstation: never more entries than workstations. Thread-safe."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._words: dict[str, dict[int, _Word]] = {}
        self._one_at_a_time = threading.Lock()

    def tell(self, street: str, station: int, desk: str, here: Here) -> Others:
        """Take a workstation's word and answer with those of the others in its street."""
        now = self._clock()
        with self._one_at_a_time:
            words = {
                key: word for key, word in self._words.get(street, {}).items() if abs(now - word.at) < FORGOTTEN_MS}
            before = words.pop(station, None)
            others = [
                Looking(case=word.case, actor=word.actor, desk=word.desk, for_ms=max(0, now - word.since))
                for word in words.values()]
            if here.case is not None:
                same = before is not None and (before.case, before.actor) == (here.case, here.actor)
                words[station] = _Word(
                    case=here.case, actor=here.actor, desk=desk, at=now,
                    since=before.since if before is not None and same else now)
            self._words[street] = words
        return Others(looking=others)
