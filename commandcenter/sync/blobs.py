"""Photos on their way to and from the city platform: chunk by chunk, behind the facts, going on where a cut left off.

What goes first is in store/photo_queue.py, what the platform takes in cityplatform/blobs.py. A photo is never more than
one chunk ahead of a fact: before each request it is asked whether the facts have the line free.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from commandcenter.store.errors import StoreError
from commandcenter.store.photo_queue import Counts, Job, Lane, PhotoQueue, There
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.street import ask
from commandcenter.sync.wire import MAX_CHUNK

log = logging.getLogger(__name__)

BATCH: Final = 100  # photos that the platform is asked about at once
LEAST_CHUNK: Final = 64 * 1024
CHUNK_S: Final = 1.0  # a chunk shall take no longer: on a slow line it is made smaller
EVERY_S: Final = 30.0
AGAIN_S: Final = 120.0  # after a failure
LINE_S: Final = 0.2  # how often it is asked whether the facts are through
_OF_ONE: Final = frozenset({"photo_unknown", "photo_offset", "photo_damaged", "photo_quota", "too_large"})
"""Refusals that are about one photo: the others go on."""


@dataclass(frozen=True, kw_only=True)
class PhotoStatus:
    """Photos that wait to be sent and that are expected here; why none goes now, as a key, "" where they can."""

    out: int = 0
    back: int = 0
    why: str = ""


class PhotoExchange:
    """Sends and fetches the photos of a street. For one event loop."""

    def __init__(
        self, queue: PhotoQueue, client: Client, *, clock: Callable[[], int], free: Callable[[], bool] = lambda: True,
        came: Callable[[str], None] = lambda name: None, wishes: Callable[[], Sequence[str]] = tuple,
        changed: Callable[[PhotoStatus], None] = lambda status: None,
    ) -> None:
        """`free`: whether the facts leave the line; `came` hears of each photo and thumbnail that can be shown now;
        `wishes`: photos that somebody looks at and that are not here."""
        self._queue, self._client, self._clock = queue, client, clock
        self._free, self._came, self._wishes, self._changed = free, came, wishes, changed
        self._chunk = MAX_CHUNK // 4
        self._told_at = 0.0
        self._wished: tuple[str, ...] = ()
        self.status = PhotoStatus()

    async def once(self) -> bool:
        """Send and fetch all that can go now. False where the facts needed the line, and not all has gone.

        Raises:
            PlatformDown, Rejected, StoreError: none can go now; what has gone stays, and it goes on from there.
        """
        while await ask(self._queue.scan, self._clock()):
            if not self._free():
                return False
        while True:
            wishes, self._wished = (*self._wishes(), *self._wished), ()
            names = await ask(self._queue.ask_about, BATCH, self._clock(), wishes)
            await self._tell("")
            if not names:
                return True
            if not self._free():
                return False
            answer = await self._client.photos(names)
            there = {name: There(size=held.size, have=held.have, small=held.thumb)
                     for name, held in zip(names, answer, strict=True)}
            jobs = await ask(self._queue.heard, there, self._clock(), wishes)
            for job in jobs:
                if not await self._go(job):
                    return False
                self._wished = tuple(self._wishes())
                if self._wished:
                    break  # somebody waits before the screen

    async def _go(self, job: Job) -> bool:
        """Send or fetch one. False where the facts need the line."""
        if job.lane in (Lane.IN, Lane.SMALL_IN) and not await ask(self._queue.roomy):
            raise StoreError("disk-full", where="photos")
        left: Job | None = job
        try:
            while left is not None:
                job = left
                if not self._free():
                    return False
                left = await self._step(job)
                await self._tell("", often=False)
        except Rejected as err:
            if err.key not in _OF_ONE:
                raise
            log.info("photo %s: %s", job.name[:12], err.key)
            await ask(self._queue.failed, job, err.key, self._clock())
        return True

    async def _step(self, job: Job) -> Job | None:
        """One request; what is left of the job after it, None: nothing."""
        if job.lane is Lane.SMALL_IN:
            await self._take(job, await self._client.photo_thumb(job.name))
            return None
        begun = time.monotonic()
        if job.lane is Lane.IN:
            data = await self._client.photo_part(job.name, job.offset, min(self._chunk, job.size - job.offset))
            gone = len(data)
            if not gone or job.offset + gone > job.size:
                raise PlatformDown("garbled", detail=job.name)
            await self._take(job, data)
        else:
            data = await ask(self._queue.part, job, self._chunk)
            if not data:
                await ask(self._queue.failed, job, "photo-broken", self._clock())
                return None
            if job.lane is Lane.SMALL_OUT:
                await self._client.send_thumb(job.name, data)
                await ask(self._queue.sent, job)
                return None
            held = await self._client.send_part(job.name, job.offset, data)
            gone = held.have - job.offset
            if gone <= 0:
                raise PlatformDown("garbled", detail=job.name)
            if held.have == held.size:
                await ask(self._queue.sent, job)
        self._pace(time.monotonic() - begun)
        ahead = Job(lane=job.lane, name=job.name, size=job.size, offset=job.offset + gone)
        return ahead if ahead.offset < ahead.size else None

    async def _take(self, job: Job, data: bytes) -> None:
        if await ask(self._queue.came, job, data, self._clock()):
            self._came(job.name)

    def _pace(self, spent_s: float) -> None:
        """Half the chunk where it took too long, twice where it was quick: facts wait for one at most."""
        if spent_s > CHUNK_S:
            self._chunk = max(self._chunk // 2, LEAST_CHUNK)
        elif spent_s < CHUNK_S / 4:
            self._chunk = min(self._chunk * 2, MAX_CHUNK)

    async def tell(self, why: str) -> None:
        """Say how many wait, and why none goes."""
        await self._tell(why)

    async def _tell(self, why: str, *, often: bool = True) -> None:
        now = time.monotonic()
        if not often and now - self._told_at < 0.5:
            return
        self._told_at = now
        try:
            counts = await ask(self._queue.counts)
        except StoreError:
            counts = Counts(out=self.status.out, back=self.status.back)
        status = PhotoStatus(out=counts.out, back=counts.back, why=why)
        if status != self.status:
            self.status = status
            self._changed(status)


class PhotoLoop:
    """Photos in the background of a window. `run` once, as a task on the window's loop; cancel it to end it."""

    def __init__(self, exchange: PhotoExchange, *, free: Callable[[], bool], every_s: float = EVERY_S,
                 again_s: float = AGAIN_S) -> None:
        """`free`: whether the platform answers and the facts leave the line."""
        self._exchange, self._free, self._every_s, self._again_s = exchange, free, every_s, again_s
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()

    def nudge(self) -> None:
        """Facts came, or somebody looks at a photo that is not here. From any thread."""
        loop = self._loop
        if loop is None:
            self._wake.set()
        elif not loop.is_closed():
            loop.call_soon_threadsafe(self._wake.set)

    async def run(self) -> None:
        """Send and fetch for ever. Ends only by being cancelled; what has gone is kept."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                self._wake.clear()
                await self._pause(await self._turn())
        finally:
            self._loop = None

    async def _turn(self) -> float:
        """Seconds to wait after it."""
        if not self._free():
            return LINE_S if self._exchange.status.out or self._exchange.status.back else self._every_s
        try:
            return self._every_s if await self._exchange.once() else LINE_S
        except (PlatformDown, Rejected, StoreError) as err:
            log.info("photos wait: %s", err)
            await self._exchange.tell(err.key)
            return self._again_s

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):  # as in loop.py
                await self._wake.wait()
        except TimeoutError:
            return
