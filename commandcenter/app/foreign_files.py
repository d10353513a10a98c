"""Files of elsewhere for the window's administration: read by a process beside it, written here."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from commandcenter.app.beside import ForeignBeside, GoneError
from commandcenter.app.station import Station
from commandcenter.app.words import say as words_of
from commandcenter.desk.errand_desk import Failed, Say, Stopped
from commandcenter.desk.foreign_files import BoundaryFile, MappingDraft

LOOK_S = 0.1  # between two looks at whether it shall stop
log = logging.getLogger(__name__)

Read = TypeVar("Read")


class ForeignReader:
    """As desk/foreign_files.py asks for it; words in the window's language."""

    def __init__(self, station: Station, lang: str) -> None:
        self._station, self._lang = station, lang

    def draft_mapping(self, path: str, say: Say, stopped: Stopped) -> MappingDraft:
        where = str(Path(path).expanduser())

        def read(beside: ForeignBeside, going: Say) -> MappingDraft:
            return beside.draft(where, self._station.door.books.catalogue, self._lang, going)

        found = self._read(where, read, say, stopped)
        if found.fault:
            raise Failed(found.fault)
        return found

    def write_mapping(self, text: str, to: str) -> str:
        from commandcenter.app.mapping_file import DraftError, write_text

        out = Path(to).expanduser()
        try:
            write_text(text, out)
        except DraftError as err:
            raise Failed(words_of(err.key, err.facts, self._lang)) from err
        return str(out)

    def read_outlines(self, path: str, say: Say, stopped: Stopped) -> BoundaryFile:
        where = str(Path(path).expanduser())
        found = self._read(where, lambda beside, _: beside.outlines(
            where, self._station.about.street_name, self._lang), say, stopped)
        if found.fault:
            raise Failed(found.fault)
        return found

    def _read(
        self, path: str, read: Callable[[ForeignBeside, Say], Read], say: Say, stopped: Stopped,
    ) -> Read:
        """Have it read; looks now and then whether it shall stop."""
        beside = ForeignBeside(self._station.store, self._station.door)
        with _ended_on(stopped, beside):
            try:
                return read(beside, say)
            except GoneError as err:
                if beside.stopped:
                    raise Failed("") from err
                log.info("%s not read: %s", path, err)
                raise Failed(words_of("reading-cut-off", {"where": path}, self._lang)) from err


@contextmanager
def _ended_on(stopped: Stopped, beside: ForeignBeside) -> Iterator[None]:
    """The reading is ended as soon as somebody wants it to."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_S):
            if stopped():
                beside.stop()
                return

    watching = threading.Thread(target=watch, name="foreign-stop", daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()
