"""Catching up from a snapshot: the platform hands out facts one by one only from some number on (410, too_old).

The snapshot is one more way for the same facts: they go through the door's adopt, hash by hash, on top of what is here.
"""

import logging
from collections.abc import Callable
from contextlib import closing
from typing import Final

from commandcenter.core.facts import Accepted, BadFact, BrokenChain, Cursor
from commandcenter.store.archive import Pages
from commandcenter.store.snapshot import BadSnapshot
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.snapshot import bring
from commandcenter.sync.street import Street, ask
from commandcenter.sync.trust import Trust
from commandcenter.sync.wire import Head

log = logging.getLogger(__name__)

ANY_SCHEMA: Final = 0  # only the log is read, and that is the same in all


async def catch_up(
    street: Street, client: Client, trust: Trust, stream: str, refused: Rejected, progress: Callable[[int, int], None]
) -> int:
    """Take all that the platform's snapshot holds of a stream after this copy's end; how many facts.

    Cut off, it goes on with the frames that are here and from the page that was taken last. `progress` hears of frames
    fetched and in all, then of facts taken and in all.

    Raises:
        Rejected: `refused` (there is no snapshot that leads on), fork, bad_signature, broken_chain.
        PlatformDown, StoreError: what has come stays.
    """
    archive = await ask(street.archive)
    cursor = await ask(street.cursor, stream)
    found = await client.snapshot(ANY_SCHEMA)
    end = found.heads.get(stream)
    if archive is None or end is None or end.seq <= cursor.seq:
        raise refused
    trust.check(stream, end)
    if cursor.genesis and cursor.genesis != end.genesis:
        raise Rejected("fork", stream=stream, seq=end.seq, theirs=cursor.seq)
    log.info("%s: read from the snapshot at %d from %d on", stream, end.seq, cursor.seq)
    try:
        await bring(archive.incoming, archive.note, client, found, progress)
    except Rejected as err:
        if err.key == "snapshot_gone":  # a newer one has come; the next round takes that
            raise PlatformDown("snapshot_gone") from err
        raise
    taken, total = 0, end.seq - cursor.seq
    with closing(archive.pages(stream, cursor, end.cursor)) as pages:
        try:
            while page := await ask(_next, pages):
                await ask(_adopt, street, trust, stream, *page)
                taken += len(page[0])
                progress(taken, total)
        except (BadSnapshot, BrokenChain, BadFact) as err:
            await ask(archive.drop)
            raise Rejected("broken_chain", stream=stream, after=cursor.seq + taken, detail=str(err)[:200]) from err
    await ask(archive.drop)
    return taken


def _next(pages: Pages) -> tuple[list[Accepted], Cursor] | None:
    return next(pages, None)


def _adopt(street: Street, trust: Trust, stream: str, entries: list[Accepted], to: Cursor) -> None:
    if to.sig:
        trust.check(stream, Head.of(to))
    street.adopt(stream, entries, to)
