"""A process beside the window's: takes pages and files through a door of its own, so that no work of theirs holds up
the screen. Ends with the window's process, however that ends: its standard input closes.

Run by app/beside.py. The key comes over the pipe, never as an argument or in the environment.
"""

import logging
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from commandcenter import paths
from commandcenter.app import beside_wire as wire
from commandcenter.app import foreign_reading as reading
from commandcenter.app.clock import new_id, now_ms
from commandcenter.app.garbage import look_rarely
from commandcenter.app.station import StationError, ground_in, names_on
from commandcenter.app.words import CHINESE, say
from commandcenter.core.facts import CITY, BadFact, BrokenChain
from commandcenter.core.mapping import Refusal
from commandcenter.core.numbers import SHANGHAI
from commandcenter.core.rules import Refused
from commandcenter.door.door import Changed
from commandcenter.door.feeds import FeedError
from commandcenter.door.guest import ROWS, GuestDoor
from commandcenter.store.engine import Store, open_beside
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

TELL_S = 0.3  # news of a file's cases, at most so often
NICE = 5


def main(said: BinaryIO, out: BinaryIO) -> int:
    """Serve one window until it stops talking; 0 then."""
    first = wire.hear_request(said)
    if not isinstance(first, wire.Opening):
        return 2
    try:
        store = open_beside(Path(first.folder), first.key)
    except StoreError as err:
        wire.say(out, failed(err))
        return 1
    with store:
        door = GuestDoor(store, street=first.street, letter=first.letter, clock=now_ms, new_id=new_id)
        door.set_offset(first.offset)
        wire.say(out, wire.Ready())
        return _serve(store, door, _Requests(said), out)


class _Requests:
    """What the window says, heard in a thread of its own, so that work can be stopped."""

    def __init__(self, said: BinaryIO) -> None:
        self._said = said
        self._heard: queue.Queue[wire.Request | None] = queue.Queue()
        self.stop = threading.Event()
        threading.Thread(target=self._hear, daemon=True).start()

    def next(self) -> wire.Request | None:
        """Wait for the next; None when the window has gone."""
        return self._heard.get()

    def _hear(self) -> None:
        while (request := wire.hear_request(self._said)) is not None:
            if isinstance(request, wire.Stop):
                self.stop.set()
            else:
                self._heard.put(request)
        self.stop.set()
        self._heard.put(None)


class _News:
    """What the door told since it was last asked."""

    def __init__(self) -> None:
        self._cases: set[UUID] = set()
        self._documents: dict[str, None] = {}

    def hear(self, news: Changed) -> None:
        self._cases |= news.cases
        self._documents |= dict.fromkeys(news.documents)

    def take(self) -> tuple[list[UUID], list[str]]:
        found = list(self._cases), list(self._documents)
        self._cases, self._documents = set(), {}
        return found


def _serve(store: Store, door: GuestDoor, requests: _Requests, out: BinaryIO) -> int:
    news = _News()
    door.subscribe(news.hear)
    door.stopped = requests.stop.is_set

    def tell(going: wire.Going) -> None:
        wire.say(out, going)

    while (request := requests.next()) is not None:
        try:
            if isinstance(request, wire.TakePage):
                fresh = door.adopt(request.stream, request.entries, request.head)
                cases, documents = news.take()
                wire.say(out, wire.Done(fresh=fresh, cases=cases, documents=documents))
            elif isinstance(request, wire.TakeFile):
                wire.say(out, _file(store, door, request, requests.stop, news, tell))
            elif isinstance(request, wire.TakePackage):
                wire.say(out, _package(door, request, requests.stop, news, tell))
            elif isinstance(request, wire.ReadSheet):
                wire.say(out, _sheet(request, tell))
            elif isinstance(request, wire.ReadForMapping):
                wire.say(out, wire.MappingRead(found=reading.draft(
                    Path(request.path), request.catalogue, request.lang, _paced(tell))))
            elif isinstance(request, wire.ReadOutlines):
                wire.say(out, wire.OutlinesRead(found=reading.outlines(
                    Path(request.path), door.street, request.street_name, store.folder, request.lang)))
        except _TOLD as err:
            wire.say(out, failed(err))
    return 0


def _file(
    store: Store, door: GuestDoor, request: wire.TakeFile, stop: threading.Event, news: _News,
    tell: Callable[[wire.Going], None],
) -> wire.Done:
    """Take a file of cases, a few rows a transaction."""
    from commandcenter.door import feeds

    path, folder = Path(request.path), paths.RESOURCES / "mappings"
    mapping = feeds.find_mapping(request.mapping, folder) if request.mapping else feeds.fitting(path, folder)
    table = feeds.open_table(path, mapping)
    ground = ground_in(store, door.street)
    names = names_on(ground)
    told = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_S:
            told = time.monotonic()
            tell(wire.Going(done=done, total=total, cases=news.take()[0]))

    def sentence(found: Refusal) -> str:
        return say(found.reason, found.facts, CHINESE)

    at = datetime.fromtimestamp(now_ms() / 1000, UTC).astimezone(SHANGHAI)
    refusals = feeds.Refusals(store.folder / f"refusals-{path.stem}-{at:%Y%m%d-%H%M%S}.csv", table.columns, sentence)
    with closing(Queries(store.reader())) as queries, refusals:
        taken = feeds.Feed(mapping, door=door, queries=queries, ground=ground, names=names, batch=ROWS).take(
            table.rows(), refusals=refusals, total=table.count, progress=progress, cancelled=stop.is_set,
            look=request.look)
    cases, _ = news.take()
    return wire.Done(
        fresh=taken.taken, cases=cases, read=taken.read, known=taken.known, refused=taken.refused,
        refused_file=str(taken.refused_file or ""), stopped=taken.cancelled)


class _Stopped(Exception):
    """Somebody asked for the end."""


def _package(
    door: GuestDoor, request: wire.TakePackage, stop: threading.Event, news: _News, tell: Callable[[wire.Going], None],
) -> wire.Done | wire.Failed:
    """Take a package, page by page; what came is told while it comes."""
    from commandcenter.sync.client import Rejected  # what cases and pages do not need
    from commandcenter.sync.package import PackageError, inward

    streams = CITY, door.street
    before = sum(door.cursor(stream).seq for stream in streams)
    path = Path(request.path).expanduser()
    size, facts, stopped, told = path.stat().st_size, 0, False, 0.0

    def say_news() -> None:
        cases, documents = news.take()
        tell(wire.Going(done=file.tell(), total=size, cases=cases, documents=documents))

    def on_page(so_far: int) -> None:
        nonlocal facts
        facts = so_far
        if stop.is_set():
            raise _Stopped

    def on_piece(_news: Changed) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_S:
            told = time.monotonic()
            say_news()

    with path.open("rb") as file:
        forget = door.subscribe(on_piece)
        try:
            inward(door, request.letter, request.secret, file, on_page, facts_only=True)
        except _Stopped:
            stopped = True
        except StoreError:  # a page that was cut off on request: the pieces before stay
            if not stop.is_set():
                raise
            stopped = True
        except (PackageError, Rejected) as err:
            return failed(err)
        finally:
            forget()
            say_news()  # also of what came before a page that cannot be taken
    return wire.Done(fresh=sum(door.cursor(stream).seq for stream in streams) - before, cases=[], read=facts,
                     stopped=stopped)


def _sheet(request: wire.ReadSheet, tell: Callable[[wire.Going], None]) -> wire.SheetRead:
    """Read a workbook; nothing is written, so it may be ended anywhere."""
    from commandcenter.app.sheet_reader import read

    return wire.SheetRead(found=read(Path(request.path), request.catalogue, request.lang, _paced(tell)))


def _paced(tell: Callable[[wire.Going], None]) -> Callable[[int, int], None]:
    """Tells how far it is, not too often."""
    told = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_S:
            told = time.monotonic()
            tell(wire.Going(done=done, total=total))

    return progress


def failed(err: Exception) -> wire.Failed:
    """An error as it is told; the other side makes it again (`beside.error`)."""
    facts = {str(name): str(fact) for name, fact in getattr(err, "facts", {}).items()}
    kind = next((told.__name__ for told in _TOLD if isinstance(err, told)), type(err).__name__)  # not PermissionError
    return wire.Failed(kind=kind, key=str(getattr(err, "key", err)), facts=facts)


_TOLD = (BrokenChain, BadFact, StoreError, StationError, Refused, OSError, FeedError)

if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())  # the log file is the window's
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the window, which then ends us
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))  # wakes nobody up who paints
    if sys.platform != "win32":
        os.nice(NICE)
    look_rarely()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # whoever prints does not disturb the frames
    sys.exit(main(sys.stdin.buffer, answers))
