"""What the command palette finds: entries that fit what was typed, best first, with the characters that fit.

Found by words, by 拼音首字母, by codes and by English; cases by their number. What an entry does is not here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from commandcenter.desk.initials import Initials
from commandcenter.desk.reader import Reader
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter

MOST = 8  # of a group, while something is typed
MOST_CASES = 6
_NUMBERED = re.compile(r"[0-9A-Z]*[0-9][0-9A-Z-]*")


class Group(IntEnum):
    """Groups in their order; acts of the case at hand come first."""

    CASE = 0
    QUEUES = 1
    ACTS = 2
    CASES = 3
    FILTERS = 4
    PEOPLE = 5


SHOWN_UNASKED = frozenset({Group.CASE, Group.QUEUES, Group.ACTS})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing the palette can do: `key` names it for whoever does it, `words` are codes and English."""

    group: Group
    key: str
    label: str
    detail: str = ""
    keycaps: tuple[str, ...] = ()
    enabled: bool = True
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry that fits, and which characters of its label do."""

    entry: Entry
    marks: tuple[int, ...] = ()


def find(
    typed: str, entries: Iterable[Entry], letters: Callable[[str], str],
    spelt: Callable[[str], tuple[str, ...]] = lambda _: (),
) -> tuple[Hit, ...]:
    """The entries that fit, group by group, the closest first; with nothing typed the usual ones, as they come.

    `letters` gives for each character of a label its initial or a blank, `spelt` its syllable or "".
    """
    wanted = "".join(unicodedata.normalize("NFKC", typed).lower().split())
    if not wanted:
        usual = [e for e in entries if e.group in SHOWN_UNASKED]
        return tuple(Hit(entry=e) for e in sorted(usual, key=_usual_order))
    found: dict[Group, list[tuple[int, int, Hit]]] = {}
    for n, entry in enumerate(entries):
        fit = _fit(wanted, entry, letters, spelt)
        if fit is not None:
            how, marks = fit
            found.setdefault(entry.group, []).append((how, n, Hit(entry=entry, marks=marks)))
    out: list[Hit] = []
    for group in Group:
        best = sorted(found.get(group, ()), key=lambda f: (not f[2].entry.enabled, f[0], f[1]))
        out += [hit for _, _, hit in best[:MOST]]
    return tuple(out)


def _usual_order(entry: Entry) -> tuple[Group, bool]:
    """Acts of the case that are open before those that are not; the rest as it comes."""
    return entry.group, entry.group is Group.CASE and not entry.enabled


def _fit(
    wanted: str, entry: Entry, letters: Callable[[str], str], spelt: Callable[[str], tuple[str, ...]],
) -> tuple[int, tuple[int, ...]] | None:
    """How closely an entry fits (0 best) and where; None where it does not."""
    at, marks = _place(wanted, entry.label)
    if marks:
        return (0 if at == 0 else 2), marks
    if wanted.isascii():
        at, marks = _place(wanted, letters(entry.label))
        if marks:
            return (1 if at == 0 else 3), marks
        first, marks = _spoken(wanted, spelt(entry.label))
        if marks:
            return (1 if first == 0 else 3), marks
    for word in entry.words:
        whole, *later = _beginnings(word)
        if whole.startswith(wanted):
            return 2, ()
        if len(wanted) > 2 and any(part.startswith(wanted) for part in later):
            return 4, ()
    return None


def _place(wanted: str, text: str) -> tuple[int, tuple[int, ...]]:
    """Where it stands in a text, blanks skipped: at which of its small letters, and all characters it takes."""
    line, of = _together(text)
    at = line.find(wanted)
    return at, tuple(dict.fromkeys(of[at:at + len(wanted)])) if at >= 0 else ()


# The same labels are asked for at every key, a few hundred of them.
@lru_cache(maxsize=4096)
def _together(text: str) -> tuple[str, tuple[int, ...]]:
    """The small letters of a text without its blanks, and to which character each of them belongs."""
    found = [(small, n) for n, c in enumerate(text) if not c.isspace() for small in c.lower()]
    return "".join(small for small, _ in found), tuple(n for _, n in found)


@lru_cache(maxsize=4096)
def _beginnings(words: str) -> tuple[str, ...]:
    """Words in small letters without blanks: from the first one on, and from each of the next five."""
    parts = words.lower().split()
    return tuple("".join(parts[n:]) for n in range(6))


def _spoken(wanted: str, syllables: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
    """Where whole pinyin begins with a syllable: the first character, and all it takes; the last may be half typed."""
    for first in range(len(syllables)):
        rest, n = wanted, first
        while rest and n < len(syllables) and (rest.startswith(syllables[n]) or syllables[n].startswith(rest)):
            rest, n = rest[len(syllables[n]):], n + 1
        if not rest and syllables[first]:
            return first, tuple(range(first, n))
    return -1, ()


class PaletteDesk:
    """The initials and the case numbers behind the palette."""

    def __init__(self, reader: Reader, letters: Initials, now: Callable[[], int]) -> None:
        self._reader, self._letters, self._now = reader, letters, now

    def find(self, typed: str, entries: Iterable[Entry]) -> tuple[Hit, ...]:
        """The entries that fit; see `find` of this module."""
        return find(typed, entries, self._letters.of, self._letters.spelt)

    def cases(self, typed: str, answer: Callable[[tuple[CaseRow, ...]], None]) -> None:
        """Cases whose number begins so, the latest first; none where nothing like a number was typed."""
        wanted = unicodedata.normalize("NFKC", typed).strip().upper()
        if not _NUMBERED.fullmatch(wanted):
            answer(())
            return
        now = self._now()

        def question(q: Queries) -> tuple[CaseRow, ...]:
            ids = q.ids("all", now, filter_=Filter(number=(wanted,)), sort="reported", descending=True)[:MOST_CASES]
            rows = q.rows(ids)
            return tuple(rows[i] for i in ids.tolist() if i in rows)

        self._reader.ask("palette", question, answer)
