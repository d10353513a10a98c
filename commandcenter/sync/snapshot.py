"""Fetching a snapshot of the street: frame by frame, each checked as it comes, going on after a cut."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from commandcenter.core.facts import CITY
from commandcenter.store.engine import SCHEMA
from commandcenter.store.snapshot import BadSnapshot, Incoming, sum_of
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.street import ask
from commandcenter.sync.wire import Snapshot

log = logging.getLogger(__name__)

WORTH: Final = 20_000  # facts: fewer are read faster than a snapshot is fetched
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
    incoming, note = Incoming(folder, key), folder / NOTE
    whose = sum_of(list(snapshot.frames))
    if incoming.have and (not note.exists() or note.read_text("ascii") != whose):
        incoming.drop()
    note.write_text(whose, "ascii")
    total = len(snapshot.frames)
    coming: asyncio.Task[bytes] | None = None
    try:
        while incoming.have < total:
            progress(incoming.have, total)
            number = incoming.have
            data = await (coming or client.snapshot_frame(snapshot.name, number))
            ahead = number + 1
            coming = asyncio.ensure_future(client.snapshot_frame(snapshot.name, ahead)) if ahead < total else None
            if hashlib.sha256(data).hexdigest() != snapshot.frames[number]:
                raise PlatformDown("garbled", detail=f"{snapshot.name} {number}")
            await ask(incoming.add, data)
        progress(total, total)
    finally:
        if coming is not None:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
    try:
        await ask(incoming.finish, {name: head.cursor for name, head in snapshot.heads.items()}, about)
    except BadSnapshot:
        note.unlink(missing_ok=True)
        raise
    note.unlink(missing_ok=True)
    log.info("started from snapshot %s", snapshot.name)
