"""Pinyin of names, whole (拼音) and as initials (拼音首字母): read once by a child process, kept in a file.

The child process is there because pypinyin's dictionaries take 57 MB and hold up the whole process for 160 ms while
they are loaded; run as a program this module is that child. Names of persons and places of cases never come here.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable

from commandcenter import paths
from commandcenter.desk.kept_files import KeptFiles

log = logging.getLogger(__name__)

FILE = "initials.json"
WHOLE = "pinyin.json"
NONE = "-"  # where a character has no syllable
MOST_S = 60.0


class Initials:
    """Letters of names. What is not read yet has the letters of its Latin characters alone."""

    def __init__(self, files: KeptFiles, deliver: Callable[[Callable[[], None]], None]) -> None:
        """`deliver` runs a call in the screen's thread."""
        self._files, self._deliver = files, deliver
        self._known: dict[str, str] | None = None
        self._spelt: dict[str, str] = {}
        self._worker: threading.Thread | None = None
        self._child: subprocess.Popen[str] | None = None
        self._waiting: list[tuple[tuple[str, ...], Callable[[], None]]] = []
        self._failed = self._closed = False
        self.version = 0  # grows with every batch of names that was read

    def of(self, name: str) -> str:
        """As many characters as the name has: small letters and digits, a blank for what has neither."""
        known = self._names().get(name)
        return known if known is not None and len(known) == len(name) else latin(name)

    def spelt(self, name: str) -> tuple[str, ...]:
        """A syllable for each character of the name, "" for what has none; () where it is not read yet."""
        self._names()
        found = tuple("" if one == NONE else one for one in self._spelt.get(name, "").split(" "))
        return found if len(found) == len(name) else ()

    def word(self, name: str) -> str:
        """The letters without blanks; "" where there is no Chinese in the name, or it is not read yet."""
        known = self._names().get(name)
        return known.replace(" ", "") if known is not None and not name.isascii() else ""

    def learn(self, names: Iterable[str], done: Callable[[], None]) -> None:
        """Read the names that are new; `done` is called in the screen's thread when there were any."""
        known = self._names()
        new = sorted({
            name for name in names if not name.isascii() and not (name in known and name in self._spelt)})
        if not new or self._failed or self._closed:
            return
        if self._worker is not None:
            self._waiting.append((tuple(new), done))
            return
        self._worker = threading.Thread(target=self._work, args=(new, done), name="initials", daemon=True)
        self._worker.start()

    def close(self) -> None:
        """Nobody waits any more."""
        self._closed = True
        worker, child = self._worker, self._child
        if child is not None:
            child.kill()
        if worker is not None:
            worker.join()

    def _names(self) -> dict[str, str]:
        if self._known is None:
            self._known = {n: w for n, w in self._kept(FILE).items() if len(w) == len(n)}
            self._spelt = {n: w for n, w in self._kept(WHOLE).items() if w.count(" ") == len(n) - 1}
        return self._known

    def _kept(self, file: str) -> dict[str, str]:
        try:
            kept = self._files.read(file)
            found = json.loads(kept) if kept else {}
        except (OSError, ValueError) as err:  # only saves reading them again
            log.info("%s not kept: %s", file, err)
            return {}
        return {n: w for n, w in found.items() if isinstance(w, str)} if isinstance(found, dict) else {}

    def _work(self, names: list[str], done: Callable[[], None]) -> None:
        found = None if self._closed else self._read(names)
        self._deliver(lambda: self._on_read(found, done))

    def _read(self, names: list[str]) -> dict[str, tuple[str, str]] | None:
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "commandcenter.desk.initials"], cwd=paths.ROOT, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
            said, _ = self._child.communicate(json.dumps(names), timeout=MOST_S)
            return {name: (str(letters), str(whole)) for name, (letters, whole) in zip(
                names, json.loads(said), strict=True)}
        except (OSError, ValueError, TypeError, subprocess.SubprocessError) as err:
            if self._child is not None:
                self._child.kill()
            if not self._closed:
                log.warning("names have no initials: %s", err)
            return None

    def _on_read(self, found: dict[str, tuple[str, str]] | None, done: Callable[[], None]) -> None:
        self._worker = self._child = None
        self._failed = found is None
        if found is None or self._closed:
            return
        known = self._names()
        known.update({name: letters for name, (letters, _) in found.items()})
        self._spelt.update({name: whole for name, (_, whole) in found.items()})
        self.version += 1
        try:
            for file, held in ((FILE, known), (WHOLE, self._spelt)):
                self._files.write(file, json.dumps(held, ensure_ascii=False, indent=0).encode())
        except OSError as err:
            log.info("initials not kept: %s", err)
        done()
        waiting, self._waiting = self._waiting, []
        for names, then in waiting:
            if all(name in known for name in names):
                then()
            else:
                self.learn(names, then)


def latin(name: str) -> str:
    """The small letters and digits of a name in their places, blanks elsewhere."""
    return "".join(c.lower() if c.isascii() and c.isalnum() else " " for c in name)


def read(names: list[str]) -> list[str]:
    """The letters of names, one per character; loads pypinyin, so only the child calls it."""
    from pypinyin import Style, lazy_pinyin

    def letters(name: str) -> str:
        return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=latin, strict=False))

    return [letters(name) for name in names]


def spell(names: list[str]) -> list[str]:
    """The syllables of names, one per character (or NONE) with blanks between; only the child calls it."""
    from pypinyin import lazy_pinyin

    def plain(run: str) -> str:
        return " ".join(c.lower() if c.isascii() and c.isalnum() else NONE for c in run)

    return [" ".join(lazy_pinyin(name, errors=plain)) for name in names]


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps(list(zip(read(asked), spell(asked), strict=True))))
