"""Text to search tokens: Chinese by pairs of characters, other words whole (stack.md §3). Pure text work."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

SEPARATOR = "\x1f"  # before each word in memory
_SHORT = 24  # characters of what may come again
_END = "x0x"  # keeps phrases from running over the end of a word
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[0-9a-z]+")


class Grams(NamedTuple):
    """A text cut up once: tokens for the index, its Chinese tokens (every pair of characters that follow each other,
    and the last one of a run), and its words as memory is searched, each after a separator."""

    tokens: str
    pairs: frozenset[str]
    words: str


def cut(text: str) -> Grams:
    """Cut up a text: 路灯不亮 → 路灯 灯不 不亮 亮; B042 → b042."""
    tokens: list[str] = []
    words: list[str] = []
    pairs: set[str] = set()
    for part in text.split(" "):
        if part.isascii():  # a number, most of all: no two are alike
            for run in _RUN.findall(part.lower()):
                tokens.append(f"{run} {_END}")
                words.append(SEPARATOR + run)
        else:
            said, its, own = _again(part) if len(part) <= _SHORT else _cut(part)
            if said:
                tokens.append(said)
                words.append(own)
                pairs.update(its)
    return Grams(" ".join(tokens), frozenset(pairs), "".join(words))


def _cut(part: str) -> Grams:
    """The same of what stands between two spaces: no run goes over one."""
    tokens: list[str] = []
    pairs: set[str] = set()
    runs = _runs(part)
    for run in runs:
        if run.isascii():
            tokens.append(f"{run} {_END}")
        else:
            own = [*map(add, run, run[1:]), run[-1]]
            tokens.append(f"{' '.join(own)} {_END}")
            pairs.update(own)
    return Grams(" ".join(tokens), frozenset(pairs), "".join([SEPARATOR + run for run in runs]))


_again = lru_cache(maxsize=4096)(_cut)  # names of classes, units and communities come again with every case


def index(text: str) -> str:
    """Tokens of a text for the index."""
    return cut(text).tokens


def query(text: str, beginning: Callable[[str], Sequence[str]] | None = None) -> str | None:
    """The match expression for what a person typed; None where nothing in it can be searched.

    Several words must all occur; the last characters may be the beginning of a word. `beginning` gives the pairs that
    begin with a character: asked for by name they are quick among few rows, where the index merges all of a prefix.
    """
    parts = []
    for run in _runs(text):
        if len(run) == 1 and not run.isascii() and beginning is not None:
            parts.append("(" + " OR ".join(f'"{pair}"' for pair in {run: None} | dict.fromkeys(beginning(run))) + ")")
        elif run.isascii() or len(run) == 1:
            parts.append(f'"{run}" *')
        else:
            parts.append('"' + " ".join(run[i:i + 2] for i in range(len(run) - 1)) + '"')
    return " AND ".join(parts) or None


def words(text: str) -> str:
    """A text as memory is searched. `needles` of a query are parts of it."""
    return cut(text).words


def needles(text: str) -> tuple[str, ...]:
    """What must all occur in `words` of a text that `query` finds."""
    return tuple(SEPARATOR + run if run.isascii() else run for run in _runs(text))


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())
