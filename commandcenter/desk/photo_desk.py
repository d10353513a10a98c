"""Photos on the screen, without a screen: thumbnails and pictures when they are asked for, new ones in the background.

Two threads of its own: one reads and decodes what is shown, one takes what is added; neither holds up the screen, and
adding fifty photos does not hold up looking at one.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from commandcenter.core.facts import Attachment
from commandcenter.core.photos import MOST_AT_ONCE
from commandcenter.core.rules import Refused
from commandcenter.door.photos import ENDINGS, FIT_PIXELS, Photos, Pixels, read_file, write_copy
from commandcenter.store.errors import StoreError

__all__ = ["ENDINGS", "FIT_PIXELS", "Batch", "PhotoDesk", "Pixels", "Source", "Taking"]

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Something that may be a photo: how it is called, and how to read it (in the background)."""

    name: str
    load: Callable[[], bytes]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """How far a round of adding is: taken photos with the names they came under, and what was refused and why."""

    total: int
    taken: tuple[tuple[str, Attachment], ...] = ()
    refused: tuple[tuple[str, Refused | StoreError], ...] = ()
    ended: bool = False
    cancelled: bool = False

    @property
    def done(self) -> int:
        return len(self.taken) + len(self.refused)


class Taking:
    """A round of adding that runs. Cancelled, it ends after the photo it is at; what was taken stays."""

    def __init__(self) -> None:
        self._cancelled = Event()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class PhotoDesk:
    """Looks photos up and takes new ones. `photos` None: a window without a photo store, where none is here."""

    def __init__(self, photos: Photos | None, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._photos, self._deliver = photos, deliver
        self._looking: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="photos")
        self._taking: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="photos-in")
        self._rounds: set[Taking] = set()
        self.arrived: list[Callable[[str], None]] = []  # hear of each photo that has come from elsewhere
        self._stop = photos.subscribe(self._on_came) if photos is not None else lambda: None

    # -- looking ----------------------------------------------------------------------------------------------------

    def thumbnail(self, name: str, answer: Callable[[bytes | None], None]) -> None:
        """A small JPEG; None where the photo is not here or cannot be read."""
        self._look(name, lambda photos: photos.thumbnail(name), answer)

    def reason(self, name: str, answer: Callable[[str], None]) -> None:
        """Why a photo is not here yet, as a key; "" where nothing is known of it."""
        self._look(name, lambda photos: photos.why(name), lambda why: answer(why or ""))

    def pixels(self, name: str, most: int, answer: Callable[[Pixels | None], None]) -> None:
        """The picture, of at most so many pixels; None where the photo is not here or cannot be read."""
        self._look(name, lambda photos: photos.pixels(name, most), answer)

    def save_copy(self, name: str, path: Path, told: Callable[[str], None]) -> None:
        """Write a copy without metadata into a new file; told "" or what went wrong."""
        def work(photos: Photos) -> str:
            data = photos.copy(name)
            if data is None:
                return "photo-missing"
            try:
                write_copy(data, path)
            except FileExistsError:
                return "file-exists"
            except OSError as err:
                log.info("photo not written: %s", err)
                return "not-written"
            return ""

        self._look(name, work, lambda why: told("photo-missing" if why is None else why))

    def _look(self, name: str, work: Callable[[Photos], T], answer: Callable[[T | None], None]) -> None:
        photos, pool = self._photos, self._looking
        if photos is None or pool is None:
            answer(None)
            return

        def run() -> None:
            found = None
            try:
                found = work(photos)
            except (StoreError, Refused) as err:  # Refused: the bytes are not the picture any more
                log.info("photo %s not shown: %s", name[:12], err.key)
            self._deliver(lambda: answer(found))

        pool.submit(run).add_done_callback(self._hear)

    # -- taking -----------------------------------------------------------------------------------------------------

    def files(self, paths: Sequence[Path]) -> tuple[Source, ...]:
        """Files as sources."""
        return tuple(Source(name=path.name, load=_loader(path)) for path in paths)

    def take(self, sources: Sequence[Source], told: Callable[[Batch], None]) -> Taking:
        """Take photos one after the other; `told` hears after each, in the screen's thread, the last time `ended`."""
        taking, photos, pool = Taking(), self._photos, self._taking
        batch = Batch(total=len(sources))
        over = tuple((source.name, Refused("too-many-photos", most=MOST_AT_ONCE)) for source in sources[MOST_AT_ONCE:])
        if photos is None or pool is None:
            why = StoreError("store-read-only", where="")
            told(replace(batch, refused=tuple((source.name, why) for source in sources), ended=True))
            return taking
        self._rounds.add(taking)

        def run() -> None:
            so_far = replace(batch, refused=over)
            for source in sources[:MOST_AT_ONCE]:
                if taking.cancelled:
                    break
                try:
                    part = photos.take(source.load())
                    so_far = replace(so_far, taken=(*so_far.taken, (source.name, part)))
                except (Refused, StoreError) as err:
                    log.info("a photo was not taken: %s", err.key)
                    so_far = replace(so_far, refused=(*so_far.refused, (source.name, err)))
                self._deliver(partial(told, so_far))
            self._deliver(lambda: self._ended(taking, replace(so_far, ended=True, cancelled=taking.cancelled), told))

        pool.submit(run).add_done_callback(self._hear)
        return taking

    def _ended(self, taking: Taking, batch: Batch, told: Callable[[Batch], None]) -> None:
        self._rounds.discard(taking)
        told(batch)

    def held(self, names: Sequence[str], answer: Callable[[tuple[Attachment, ...]], None]) -> None:
        """Which of these were taken before (a draft names them), in order."""
        def work(photos: Photos) -> tuple[Attachment, ...]:
            return tuple(part for name in names if (part := photos.held(name)) is not None)

        self._look("", work, lambda found: answer(found or ()))

    def _on_came(self, name: str) -> None:
        self._deliver(lambda: self._tell(name))

    def _tell(self, name: str) -> None:
        for listener in tuple(self.arrived):
            listener(name)

    def _hear(self, done: "Future[None]") -> None:
        """A fault of ours in the background is heard in the screen's thread."""
        err = None if done.cancelled() else done.exception()
        if err is not None:
            self._deliver(lambda: _rise(err))

    def close(self) -> None:
        """Stop taking after the photo it is at, drop what was not looked at yet."""
        self._stop()
        for taking in self._rounds:
            taking.cancel()
        for pool in (self._looking, self._taking):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
        self._looking = self._taking = None


def _rise(err: BaseException) -> None:
    raise err


def _loader(path: Path) -> Callable[[], bytes]:
    return lambda: read_file(path)
