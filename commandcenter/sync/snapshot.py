"""Fetching a snapshot of the street: frame by frame, each checked as it comes, going on after a cut."""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from commandcenter.core.facts import CITY
from commandcenter.store.engine import SCHEMA
from commandcenter.store.snapshot import BadSnapshot, Incoming, sum_of
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.street import ask
from commandcenter.sync.wire import Snapshot

log = logging.getLogger(__name__)

WORTH: Final = 20_000  # facts: fewer are read faster than a snapshot is fetched
AT_ONCE: Final = 2  # frames that are sealed at the same time, while the next one comes
NOTE: Final = "snapshot.coming"  # which snapshot the frames in the folder are of


async def offered(client: Client, street: str) -> Snapshot | None:
    """The platform's snapshot for a workstation that has nothing yet; None where reading everything is as good.

    Raises:
        PlatformDown, Rejected: as every call of the client.
    """
    found = await client.snapshot(SCHEMA)
    useful = found.name and found.schema == SCHEMA and {CITY, street} <= found.heads.keys()
    return found if useful and found.heads[street].seq >= WORTH else None


async def fetch(
    folder: Path, key: bytes, client: Client, snapshot: Snapshot, about: Mapping[str, str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Bring the snapshot into the folder as its store, sealed under `key`. Cut off, it goes on at the next call.

    `about`: what the workstation remembers of itself. `progress` hears of frames done and in all.

    Raises:
        PlatformDown, Rejected: what has come stays.
        StoreError: disk-full; what has come stays.
        BadSnapshot: it is thrown away.
    """
    incoming, note = await ask(Incoming, folder, key), folder / NOTE
    await bring(incoming, note, client, snapshot, progress)
    try:
        await ask(incoming.finish, {name: head.cursor for name, head in snapshot.heads.items()}, about)
    except BadSnapshot:
        note.unlink(missing_ok=True)
        raise
    note.unlink(missing_ok=True)
    log.info("started from snapshot %s", snapshot.name)


async def bring(
    incoming: Incoming, note: Path, client: Client, snapshot: Snapshot, progress: Callable[[int, int], None]
) -> None:
    """Fetch the frames that are not here yet; `note` remembers of which snapshot they are.

    Raises:
        PlatformDown, Rejected: what has come stays.
        StoreError: disk-full; what has come stays.
        BadSnapshot: a frame that is none.
    """
    whose = sum_of(list(snapshot.frames))
    if incoming.have and (not note.exists() or note.read_text("ascii") != whose):
        incoming.drop()
    note.write_text(whose, "ascii")
    total, number = len(snapshot.frames), incoming.have

    async def come(number: int) -> bytes:
        data = await client.snapshot_frame(snapshot.name, number)
        if (await ask(hashlib.sha256, data)).hexdigest() != snapshot.frames[number]:
            raise PlatformDown("garbled", detail=f"{snapshot.name} {number}")
        return data

    coming: asyncio.Task[bytes] | None = None
    sealing: deque[asyncio.Task[bytes]] = deque()
    try:
        while incoming.have < total:
            progress(incoming.have, total)
            while number < total and len(sealing) < AT_ONCE:
                data = await (coming or come(number))
                coming = asyncio.ensure_future(come(number + 1)) if number + 1 < total else None
                sealing.append(asyncio.ensure_future(ask(incoming.sealed, number, data)))
                number += 1
            await ask(incoming.write, await sealing.popleft())
        progress(total, total)
    except (PlatformDown, Rejected):
        while sealing:  # what has come stays
            await ask(incoming.write, await sealing.popleft())
        raise
    finally:
        left = [*sealing] if coming is None else [*sealing, coming]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
