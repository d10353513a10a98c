"""Presence in the background of a window: says which case is shown, and hears who else looks at which.

One light message every few seconds while somebody looks, none otherwise, over the connection there is. What fails is
no error: then nobody is shown. Nothing is kept and nothing is logged.
"""

import asyncio
from collections.abc import Callable
from typing import Final
from uuid import UUID

from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.wire import Here, Looking

EVERY_S: Final = 20.0  # well below the time after which the platform forgets
SETTLE_S: Final = 1.0  # a case that is only passed by is not told
AGAIN_S: Final = 120.0  # after a failure


class PresenceLoop:
    """Tells and hears. `run` once, as a task on the window's loop; cancel it to end it."""

    def __init__(
        self, client: Client, *, reachable: Callable[[], bool], every_s: float = EVERY_S, settle_s: float = SETTLE_S,
        again_s: float = AGAIN_S,
    ) -> None:
        """`reachable`: whether the exchange works now; while it does not, nothing is asked."""
        self._client, self._reachable = client, reachable
        self._every_s, self._settle_s, self._again_s = every_s, settle_s, again_s
        self.heard: Callable[[list[Looking]], None] = lambda looking: None
        self._case: UUID | None = None
        self._actor = ""
        self._told: tuple[UUID | None, str] = (None, "")
        self._changed = asyncio.Event()

    def look_at(self, case: UUID | None, actor: str) -> None:
        """This case is shown now, to this person; None: none is, or nobody looks."""
        if (case, actor) != (self._case, self._actor):
            self._case, self._actor = case, actor
            self._changed.set()

    async def run(self) -> None:
        """Tell and hear for ever. Ends only by being cancelled."""
        while True:
            await self._wait()
            if not self._reachable() or not await self.once():
                self.heard([])
                self._told = (None, "")
                await asyncio.sleep(self._every_s if not self._reachable() else self._again_s)

    async def once(self) -> bool:
        """Tell and hear once, where there is something to tell. False where the platform did not answer."""
        now = (self._case, self._actor)
        if now[0] is None and self._told[0] is None:
            self.heard([])
            return True
        try:
            others = await self._client.here(Here(case=now[0], actor=now[1]))
        except (PlatformDown, Rejected):
            return False
        self._told = now
        self.heard(others.looking if now[0] is not None else [])
        return True

    async def _wait(self) -> None:
        """Until another case is shown, and stays shown; while one is shown, at most until the next word is due."""
        try:
            async with asyncio.timeout(None if self._case is None else self._every_s):  # as in loop.py
                await self._changed.wait()
        except TimeoutError:
            return
        self._changed.clear()
        await asyncio.sleep(self._settle_s)
