"""Sync in the background of a window: at once after a change here or elsewhere (the platform is listened to), else
every minute; with patience when nobody answers.

Runs as one coroutine on the window's event loop; says how it stands through `status` and `changed`.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from commandcenter.store.errors import StoreError
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.holes import close_holes
from commandcenter.sync.rounds import Round, until_quiet
from commandcenter.sync.self_check import SAME
from commandcenter.sync.self_check import check as compare
from commandcenter.sync.street import Street, ask
from commandcenter.sync.wire import MAX_FACTS, Issued, Publish

log = logging.getLogger(__name__)

FIRST_PAUSE_S: Final = 1.0  # after the first failure at most; doubles with each
LONGEST_PAUSE_S: Final = 300.0
CHECK_AFTER_S: Final = 300.0  # from the start until the views are compared with the platform's first
CHECK_EVERY_S: Final = 6 * 3600.0
SHORTEST_S: Final = 1.0  # a platform that answers sooner, with nothing, is not listened to for a while
NUDGED_PAUSE_S: Final = 5.0  # at most, when somebody has something to send


class SyncState(StrEnum):
    """How the exchange stands."""

    IDLE = "idle"  # all exchanged, waits for the next round
    SYNCING = "syncing"
    DOWN = "down"  # nobody answers; goes on trying
    REFUSED = "refused"  # not served, or this disk cannot take what comes: a person has to look; goes on trying


@dataclass(frozen=True, kw_only=True)
class SyncStatus:
    """How the exchange stands. Times ms UTC; `reason` is a key for words, `facts` what and where."""

    state: SyncState = SyncState.IDLE
    since_ms: int
    last_ok_ms: int | None = None
    waiting: int = 0  # own facts without a number, counted up to MAX_FACTS
    done: int = 0
    total: int = 0
    reason: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    note: str = ""  # what a comparison of the views with the platform's has found, as a key; "" where they agree
    mended: int = 0  # cases that stood otherwise than the log says, and were folded again


class SyncLoop:
    """Keeps a street and the city platform in step. `run` once, as a task; cancel it to end it."""

    def __init__(
        self, street: Street, client: Client, *, clock: Callable[[], int], every_s: float = 60.0,
        changed: Callable[[SyncStatus], None] | None = None, chance: Callable[[], float] = random.random,
    ) -> None:
        self._street, self._client, self._clock, self._every_s, self._chance = street, client, clock, every_s, chance
        self.changed = changed  # called on the loop's thread, when the status differs
        self.status = SyncStatus(since_ms=clock())
        self.last: Round | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._retry_s = 0.0  # how long the platform asked us to stay away
        self._listening: asyncio.Task[bool] | None = None
        self._deaf_until = 0.0  # by the loop's clock: until then nothing is listened to
        self._check_at = 0.0  # by the loop's clock
        self._uncounted = True  # whether all facts are here was not counted yet
        self._checked = ""  # the snapshot that the views were last compared with
        self._checking: asyncio.Task[None] | None = None
        self._asked: set[asyncio.Task[None]] = set()  # held, or a task that nobody holds may vanish

    @property
    def reachable(self) -> bool:
        """Whether the platform answered last, and serves us."""
        return self.status.last_ok_ms is not None and self.status.state in (SyncState.IDLE, SyncState.SYNCING)

    @property
    def clock_off(self) -> int:
        """How far this machine's clock is behind the platform's, ms, as last measured; 0 before."""
        return self._client.offset_ms or 0

    def nudge(self) -> None:
        """Something waits: exchange it now, or soon where the platform was down. From any thread."""
        loop = self._loop
        if loop is None:
            self._wake.set()
        elif not loop.is_closed():
            loop.call_soon_threadsafe(self._wake.set)

    @property
    def publishes(self) -> tuple[str, ...] | None:
        """Streams whose documents this workstation may publish; None until the platform has said so."""
        return self._client.publishes

    def publish(self, message: Publish, answer: Callable[["Issued | PlatformDown | Rejected"], None]) -> bool:
        """Ask the platform for the next version of a reference document, and fetch it soon; on the loop's thread.

        `answer` hears what it said. False while the loop does not run: nothing was asked.
        """
        if self._loop is None:
            return False
        task = self._loop.create_task(self._publish(message, answer))
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)
        return True

    async def _publish(self, message: Publish, answer: Callable[["Issued | PlatformDown | Rejected"], None]) -> None:
        said: Issued | PlatformDown | Rejected
        try:
            said = await self._client.publish(message)
        except (PlatformDown, Rejected) as err:
            said = err
        answer(said)
        self.nudge()

    async def run(self) -> None:
        """Exchange for ever. Ends only by being cancelled; a page that was being taken is taken whole or not at all."""
        self._loop = asyncio.get_running_loop()
        self._check_at = self._loop.time() + CHECK_AFTER_S
        failures = 0
        try:
            while True:
                self._wake.clear()
                failures = 0 if await self._once() else failures + 1
                if not failures and self._loop.time() >= self._check_at:
                    self._check_at = self._loop.time() + CHECK_EVERY_S
                    self._uncounted = True
                    if self._checking is None or self._checking.done():
                        self._checking = self._loop.create_task(self.check())
                await self._pause(failures)
        finally:
            self._loop = None
            beside = [task for task in (self._listening, self._checking) if task is not None]
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            self._listening = self._checking = None

    async def _once(self) -> bool:
        await self._count(SyncState.SYNCING)
        try:
            self.last = await until_quiet(self._street, self._client, self._progress, self._say)
            if self._uncounted and await close_holes(self._street, self._client):
                self.last = await until_quiet(self._street, self._client, self._progress, self._say)
            self._uncounted = False
        except PlatformDown as err:
            log.warning("city platform down: %s", err)
            self._retry_s = err.retry_s
            await self._count(SyncState.DOWN, err.key, err.facts)
            return False
        except Rejected as err:
            log.warning("city platform refuses: %s", err)
            await self._count(SyncState.REFUSED, err.key, err.facts)
            return False
        except StoreError as err:
            log.warning("cannot take what came: %s", err)
            await self._count(SyncState.REFUSED, err.key, {name: str(fact) for name, fact in err.facts.items()})
            return False
        self._set(replace(self.status, last_ok_ms=self._clock()))
        await self._count(SyncState.IDLE)
        return True

    async def check(self) -> None:
        """Compare the views with what the platform's own fold gives; say so where they differed, and go on."""
        try:
            found = await compare(self._street, self._client, self._checked)
        except (PlatformDown, Rejected, StoreError) as err:
            log.info("views not compared: %s", err)
            return
        if found is not None:
            self._checked = found.name
            self._set(replace(self.status, note="" if found.result == SAME else found.result, mended=found.mended))

    async def _pause(self, failures: int) -> None:
        if not failures:
            await self._quiet(self._every_s * (0.9 + 0.2 * self._chance()))
            return
        if self._retry_s:  # whoever was sent away does not come back with all the others
            pause, self._retry_s = self._retry_s * (1 + self._chance()), 0.0
            await asyncio.sleep(pause)
            return
        pause = self._chance() * min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(failures, 20))
        if await self._nudged(pause):
            await self._count(self.status.state, self.status.reason, self.status.facts)
            await asyncio.sleep(self._chance() * min(NUDGED_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(failures, 20)))

    async def _quiet(self, seconds: float) -> None:
        """Wait for a nudge or for news at the platform, `seconds` at most. Own changes never wait for the listening:
        it has a connection of its own, which stays open through a round."""
        if not self._client.wait_s:
            await self._nudged(seconds)
            return
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        nudged = loop.create_task(self._nudged(seconds))
        try:
            while (left := end - loop.time()) > 0:
                if self._listening is None and loop.time() >= self._deaf_until:
                    self._listening = loop.create_task(self._listen())
                tasks = {nudged} if self._listening is None else {nudged, self._listening}
                await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                heard = False
                if self._listening is not None and self._listening.done():
                    heard, self._listening = self._listening.result(), None
                if heard or nudged.done():
                    return
        finally:
            nudged.cancel()
            await asyncio.gather(nudged, return_exceptions=True)

    async def _listen(self) -> bool:
        """Wait with the platform for news. Whether a round is worth it: there is some, or nobody answered."""
        loop = asyncio.get_running_loop()
        since = loop.time()
        try:
            cursor = await ask(self._street.cursor, self._street.street)
            page = await self._client.listen(self._street.street, cursor)
            if page.items or page.news:
                now = await ask(self._street.cursor, self._street.street)
                return page.news or page.head.seq > now.seq  # else a round has fetched it meanwhile
        except (PlatformDown, Rejected, StoreError) as err:
            log.info("cannot listen to the city platform: %s", err)
            self._deaf_until = loop.time() + self._every_s
            return True
        if loop.time() - since < SHORTEST_S:  # it does not wait: no reason to ask all the time
            self._deaf_until = loop.time() + self._every_s
        return False

    async def _nudged(self, seconds: float) -> bool:
        """Wait for a nudge, `seconds` at most. Whether there was one."""
        try:
            async with asyncio.timeout(seconds):  # wait_for would swallow a cancelling that meets the nudge (3.11)
                await self._wake.wait()
        except TimeoutError:
            return False
        return True

    async def _count(self, state: SyncState, reason: str = "", facts: Mapping[str, str | int] | None = None) -> None:
        try:
            waiting = len(await ask(self._street.waiting, MAX_FACTS))
        except StoreError:
            waiting = self.status.waiting  # the disk's trouble is told by the round
        since = self.status.since_ms if state == self.status.state else self._clock()
        self._set(replace(self.status, state=state, since_ms=since, waiting=waiting, done=0, total=0, reason=reason,
                          facts=facts or {}))

    def _say(self, key: str) -> None:
        self._set(replace(self.status, reason=key))

    def _progress(self, done: int, total: int) -> None:
        self._set(replace(self.status, done=done, total=total))

    def _set(self, status: SyncStatus) -> None:
        if status != self.status:
            self.status = status
            if self.changed is not None:
                self.changed(status)
