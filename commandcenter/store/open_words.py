"""What the open cases are found by, in memory: one long text of 16-bit characters that numpy looks through.

20,000 cases are some 2 million characters: any question takes a few milliseconds, however short and however many it
finds, where the index on disk merges the lists of a million cases.
"""

from collections.abc import Sequence

import numpy as np

from commandcenter.store import grams
from commandcenter.store.case_rows import among
from commandcenter.store.closed_book import Mask, Vector

_BETWEEN = "\n"  # no word of grams.words holds it


class OpenWords:
    """The texts (grams.words) of rows, by the row's id. A text that changes is added anew, its old one is dead."""

    def __init__(self) -> None:
        self._room: np.ndarray[tuple[int], np.dtype[np.uint16]] = np.empty(0, np.uint16)  # texts, and room for more
        self._units = self._room  # the part of it that is used
        self._ids: Vector = np.empty(0, np.int64)  # of each text, 0 where it is dead
        self._starts: Vector = np.empty(0, np.int64)

    def take(self, ids: Vector, texts: Sequence[str]) -> None:
        """Put the texts of these rows in."""
        units = np.frombuffer("".join(text + _BETWEEN for text in texts).encode("utf-16-le"), np.uint16)
        lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
        starts = len(self._units) + np.cumsum(lengths) - lengths
        used, needed = len(self._units), len(self._units) + len(units)
        if needed > len(self._room):
            room = np.empty(needed + needed // 8, np.uint16)
            room[:used] = self._units
            self._room = room
        self._room[used:needed] = units
        self._units = self._room[:needed]
        self._ids = np.concatenate((self._ids, ids))
        self._starts = np.concatenate((self._starts, starts))

    def drop(self, ids: Vector) -> None:
        """Forget the texts of these rows."""
        gone = among(self._ids, ids)
        self._ids = np.where(gone, 0, self._ids)
        alive = self._ids != 0
        if len(alive) > 1_000 and alive.sum() < len(alive) // 2:
            lengths = np.diff(self._starts, append=len(self._units))
            self._room, lengths = self._units[np.repeat(alive, lengths)], lengths[alive]
            self._units = self._room
            self._ids, self._starts = self._ids[alive], np.cumsum(lengths) - lengths

    def find(self, text: str) -> Vector:
        """The rows in which all words of what a person typed occur, as the index on disk would find them."""
        found: Mask = self._ids != 0
        for needle in grams.needles(text):
            found &= self._having(needle)
        return self._ids[found]

    def _having(self, needle: str) -> Mask:
        """In which texts a needle occurs."""
        wanted = np.frombuffer(needle.encode("utf-16-le"), np.uint16)
        last = len(self._units) - len(wanted) + 1
        places = np.flatnonzero(self._units[:max(last, 0)] == wanted[0])
        for n, unit in enumerate(wanted[1:], start=1):
            places = places[self._units[places + n] == unit]
        out: Mask = np.zeros(len(self._ids), np.bool_)
        out[np.searchsorted(self._starts, places, "right") - 1] = True
        return out
