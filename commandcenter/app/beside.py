"""Processes beside the window's: one that takes the platform's pages, one for each file that is taken or read.

What folds, decides and writes rows there does not hold the interpreter that paints here. Nothing hangs on them: a page
whose process went is taken here, from where the copy then stands.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeVar, cast

from commandcenter import paths
from commandcenter.app import beside_wire as wire
from commandcenter.app.station import StationError
from commandcenter.core.catalogue import Catalogue
from commandcenter.core.facts import Accepted, BadFact, BrokenChain, Cursor, decode
from commandcenter.core.rules import Refused
from commandcenter.desk.foreign_files import BoundaryFile, MappingDraft
from commandcenter.desk.sheet_desk import SheetResult
from commandcenter.door.door import Changed, Door
from commandcenter.store.engine import Store
from commandcenter.store.errors import StoreError
from commandcenter.store.log import Collision

log = logging.getLogger(__name__)

A = TypeVar("A", bound=wire.Answer)

FEW = 30  # facts: taken here, that is over before a page is handed over
IDLE_S = 120.0  # without a page, then its process ends
END_S = 10.0
_PLAIN: dict[str, type[Exception]] = {e.__name__: e for e in (BrokenChain, Collision, BadFact, OSError)}
_KEYED: dict[str, type[StoreError | StationError | Refused]] = {
    e.__name__: e for e in (StoreError, StationError, Refused)}


class GoneError(Exception):
    """The process ended, or never began."""


class Child:
    """One process beside ours, for one thread at a time."""

    def __init__(self, store: Store, door: Door) -> None:
        """
        Raises:
            GoneError: it did not start, with what it said.
        """
        try:
            store.expect_company()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "commandcenter.app.beside_child"], cwd=paths.ROOT, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except (OSError, StoreError) as err:
            raise GoneError(str(err)) from err
        self._in = cast(BinaryIO, self._process.stdin)
        self._out = cast(BinaryIO, self._process.stdout)
        try:
            first = self.ask(wire.Opening(
                folder=str(store.folder), key=store.key, street=door.street, letter=door.letter,
                offset=door.offset))
        except (GoneError, StoreError, StationError, Refused) as err:
            self.end()
            raise GoneError(str(err)) from err
        if not isinstance(first, wire.Ready):
            self.end()
            raise GoneError(type(first).__name__)

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, request: wire.Request, going: Callable[[wire.Going], None] | None = None) -> wire.Answer:
        """Ask, and wait for the answer; `going` hears what comes on the way.

        Raises:
            GoneError: the process ended.
            BrokenChain, BadFact, StoreError, StationError, Refused, FeedError: as they were raised there.
        """
        self.tell(request)
        while True:
            try:
                answer = wire.hear_answer(self._out)
            except (OSError, ValueError) as err:
                raise GoneError(str(err)) from err
            if answer is None:
                raise GoneError(f"exit {self._process.poll()}")
            if isinstance(answer, wire.Failed):
                raise error(answer)
            if not isinstance(answer, wire.Going):
                return answer
            if going is not None:
                going(answer)

    def tell(self, request: wire.Request) -> None:
        """Say something that is not answered.

        Raises:
            GoneError: the process ended.
        """
        try:
            wire.say(self._in, request)
        except (OSError, ValueError) as err:
            raise GoneError(str(err)) from err

    def kill(self) -> None:
        """End it where it is; for work that writes nothing."""
        self._process.kill()

    def end(self) -> None:
        """Have it end after its transaction, and wait for that."""
        with suppress(OSError):  # it went before
            self._in.close()
        for stop in (self._process.terminate, self._process.kill):
            try:
                self._process.wait(END_S)
                break
            except subprocess.TimeoutExpired:
                stop()
        self._process.wait()
        self._out.close()


def error(said: wire.Failed) -> Exception:
    """An error of the other process, as it was there."""
    if said.kind in _KEYED:
        return _KEYED[said.kind](said.key, **said.facts)
    if said.kind == "FeedError":
        from commandcenter.door.feeds import FeedError  # a window seldom needs what comes with it

        return FeedError(said.key, **said.facts)
    if said.kind == "PackageError":
        from commandcenter.sync.package import PackageError

        return PackageError(said.key, **said.facts)
    if said.kind == "Rejected":
        from commandcenter.sync.client import Rejected

        return Rejected(said.key, **said.facts)
    return _PLAIN.get(said.kind, GoneError)(said.key)


class PagesBeside:
    """The street as the exchange needs it (`sync.street.Street`): pages are taken by a process beside ours.

    It is started with the first page that is worth it, and ended when none came for a while.
    """

    def __init__(self, store: Store, door: Door) -> None:
        self._store, self._door = store, door
        self.street, self.session, self.cursor, self.waiting = door.street, door.session, door.cursor, door.waiting
        self.set_offset, self.platform_key, self.pin_key = door.set_offset, door.platform_key, door.pin_key
        self.keep_head, self.places, self.roll_back, self.lost = (
            door.keep_head, door.places, door.roll_back, door.lost)
        self.standing, self.archive, self.digest_at, self.mend = (
            door.standing, door.archive, door.digest_at, door.mend)
        self.settle, self.set_aside, self.restamp = door.settle, door.set_aside, door.restamp
        self.keep_streets = door.keep_streets
        self.whole_up_to = door.whole_up_to
        self.gone: Callable[[bool], None] = lambda gone: None  # hears that its process went, and that one works again
        self._one_at_a_time = threading.Lock()
        self._child: Child | None = None
        self._idle: threading.Timer | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process that takes pages; None where there is none."""
        return self._child.pid if self._child is not None else None

    def adopt(self, stream: str, entries: Sequence[Accepted], head: Cursor) -> int:
        """Take a page, as the door does."""
        if len(entries) <= FEW:
            return self._door.adopt(stream, entries, head)
        with self._one_at_a_time:
            try:
                fresh = self._beside(stream, entries, head)
                self.gone(False)
                return fresh
            except GoneError as err:
                log.warning("the process that takes pages is gone (%s); this page is taken here", err)
                self._end()
                if not self._closed:
                    self.gone(True)
            finally:
                self._rest()
            at = self._door.cursor(stream).seq
            left = [entry for entry in entries if entry.seq > at]
            if len(left) < len(entries):
                came = frozenset(decode(e.body).subject for e in entries if e.seq <= at)
                self._door.heard(Changed(cases=came))
        return self._door.adopt(stream, left, head) if left else 0

    def adopt_pages(self, stream: str, pages: Sequence[tuple[Sequence[Accepted], Cursor]]) -> int:
        """Take pages one after the other: nobody waits long for the store."""
        return sum(self.adopt(stream, entries, head) for entries, head in pages)

    def close(self) -> None:
        """End the process; a page that is being taken is taken to its end first."""
        with self._one_at_a_time:
            self._closed = True
            self._end()

    def _beside(self, stream: str, entries: Sequence[Accepted], head: Cursor) -> int:
        if self._closed:
            raise GoneError("closed")
        if self._child is None:
            self._child = Child(self._store, self._door)
        done = self._child.ask(wire.TakePage(stream=stream, entries=list(entries), head=head))
        if not isinstance(done, wire.Done):
            raise GoneError(type(done).__name__)
        log.info("%d fact(s) of %s adopted beside, %d new here", len(entries), stream, done.fresh)
        self._door.heard(Changed(cases=frozenset(done.cases), documents=tuple(done.documents)))
        return done.fresh

    def _rest(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = threading.Timer(IDLE_S, self._on_idle)
        self._idle.daemon = True
        self._idle.start()

    def _on_idle(self) -> None:
        if self._one_at_a_time.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._one_at_a_time.release()

    def _end(self) -> None:
        child, self._child = self._child, None
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if child is not None:
            child.end()


class _OneBeside:
    """One piece of work at a time in a process of its own, ended with it; for a thread that may wait."""

    own = False  # whether what it writes is this workstation's

    def __init__(self, store: Store, door: Door) -> None:
        self._store, self._door = store, door
        self._child: Child | None = None
        self._stopped = False

    def stop(self) -> None:
        """Have it end after its transaction; from any thread."""
        self._stopped = True
        child = self._child
        if child is not None:
            with suppress(GoneError):
                child.tell(wire.Stop())

    def _answer(self, kind: type[A], request: wire.Request, going: Callable[[int, int], None] | None) -> A:
        """Start it, ask, and wait for an answer of this kind; what it says on the way the door and `going` hear.

        Raises:
            GoneError: the process ended, did not start, or answered something else.
        """
        def heard(said: wire.Going) -> None:
            if said.cases or said.documents:
                self._door.heard(Changed(
                    cases=frozenset(said.cases), documents=tuple(said.documents), own=self.own))
            if going is not None:
                going(said.done, said.total)

        self._stopped = False
        child = self._child = Child(self._store, self._door)
        try:
            if self._stopped:
                child.tell(wire.Stop())
            answer = child.ask(request, heard)
        finally:
            self._child = None
            child.end()
        if not isinstance(answer, kind):
            raise GoneError(type(answer).__name__)
        return answer


class FileBeside(_OneBeside):
    """Takes files of cases."""

    own = True

    def take(
        self, path: str, mapping: str = "", going: Callable[[int, int], None] | None = None, *, look: bool = False,
    ) -> wire.Done:
        """Take a file; `going` hears how many of its rows are done. What one transaction took stays, whatever comes.

        `look`: nothing is taken, `fresh` are those that would be.

        Raises:
            GoneError: the process ended in the middle, or did not start.
            FeedError, StoreError, StationError, Refused: as `door.feeds` has them.
        """
        done = self._answer(wire.Done, wire.TakeFile(path=path, mapping=mapping, look=look), going)
        log.info("file taken beside: %d read, %d taken, %d known, %d refused", done.read, done.fresh, done.known,
                 done.refused)
        if done.cases:
            self._door.heard(Changed(cases=frozenset(done.cases), own=True))
        return done


class PackageBeside(_OneBeside):
    """Takes the city platform's packages."""

    def take(
        self, path: str, letter: str, secret: bytes, going: Callable[[int, int], None] | None = None,
    ) -> wire.Done:
        """Take a package; `going` hears how many of its bytes are done. Pages that were taken stay, whatever comes.

        Raises:
            GoneError: the process ended in the middle, or did not start.
            PackageError, Rejected, StoreError, OSError: as `sync.package.inward` has them.
        """
        done = self._answer(wire.Done, wire.TakePackage(path=path, letter=letter, secret=secret), going)
        log.info("package taken beside: %d fact(s), %d new", done.read, done.fresh)
        return done


class ReadBeside(_OneBeside):
    """Only reads: it may be ended anywhere."""

    def stop(self) -> None:
        self._stopped = True
        child = self._child
        if child is not None:
            child.kill()

    @property
    def stopped(self) -> bool:
        """Whether it was ended on request."""
        return self._stopped


class SheetBeside(ReadBeside):
    """Reads an authority's workbook."""

    def read(
        self, path: str, catalogue: Catalogue, lang: str, going: Callable[[int, int], None] | None = None,
    ) -> SheetResult:
        """Read a workbook as the next version of a catalogue; `going` hears how many of its rows are done.

        Raises:
            GoneError: the process ended in the middle, or did not start.
        """
        request = wire.ReadSheet(path=path, catalogue=catalogue, lang=lang)
        return self._answer(wire.SheetRead, request, going).found


class ForeignBeside(ReadBeside):
    """Reads files of elsewhere for the administration."""

    def draft(
        self, path: str, catalogue: Catalogue, lang: str, going: Callable[[int, int], None] | None = None,
    ) -> MappingDraft:
        """Draft the mapping of an unknown file of cases; `going` hears how many of its rows are done.

        Raises:
            GoneError: the process ended in the middle, or did not start.
        """
        request = wire.ReadForMapping(path=path, catalogue=catalogue, lang=lang)
        return self._answer(wire.MappingRead, request, going).found

    def outlines(self, path: str, street_name: str, lang: str) -> BoundaryFile:
        """Read a file of boundaries.

        Raises:
            GoneError: the process ended in the middle, or did not start.
        """
        request = wire.ReadOutlines(path=path, street_name=street_name, lang=lang)
        return self._answer(wire.OutlinesRead, request, None).found
