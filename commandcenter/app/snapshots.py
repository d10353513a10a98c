"""Makes a snapshot of a street on the platform's side: the workstation's own fold over the platform's log, kept up.

Beside the platform lies a workstation's store without a workstation (`snapshots/CODE/work`): each time only what came
since is taken in. It needs no lock of the platform, so it is made while that serves. The whole log is in it: who starts
from it lacks nothing, and can prove it.
"""

import logging
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from commandcenter import paths
from commandcenter.app.clock import new_id, now_ms
from commandcenter.app.platform_admin import AdminError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.stations import Station as Token
from commandcenter.core.facts import CITY, Accepted, BrokenChain
from commandcenter.door.door import Door
from commandcenter.settings import VERSION
from commandcenter.store import keys
from commandcenter.store.engine import SCHEMA, STORE_FILE, Store, open_store
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter
from commandcenter.store.snapshot import frames
from commandcenter.sync.wire import Head, Pull, Snapshot

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


def make(
    data: Path, street: str, *, key_file: Path | None = None, progress: Progress = lambda done, of: None,
) -> dict[str, object]:
    """Make the snapshot of a street; what it holds.

    Raises:
        AdminError: no-such-street.
        PlatformError: platform_missing …
        StoreError: in-use (another is just being made), disk-full …
    """
    with Platform.open(data, clock=now_ms, read_only=True, key_file=key_file) as platform:
        if street == CITY or street not in platform.streams():
            raise AdminError("no-such-street", street=street)
        work = platform.snapshots.root / street / "work"
        try:
            heads, cases, digest = _bring_up(platform, street, work, progress)
        except (Refusal, BrokenChain) as err:  # the platform shows another past (an older backup): from the beginning
            log.info("snapshot of %s anew: %s", street, err)
            shutil.rmtree(work)
            heads, cases, digest = _bring_up(platform, street, work, progress)
        end = heads[street]

        def about(sums: list[str], size: int) -> Snapshot:
            return Snapshot(name=f"s{end.seq:012d}{end.h[:12]}", schema=SCHEMA, made_at=now_ms(), heads=heads,
                            frames=sums, size=size, digest=digest, fold=VERSION)

        try:
            said = platform.snapshots.keep(street, frames(work / STORE_FILE, keys.load(work)), about)
        except OSError as err:
            raise StoreError("disk-full", where=str(work)) from err
    return {"street": street, "name": said.name, "seq": end.seq, "cases": cases, "bytes": said.size,
            "mb": round(said.size / 2**20, 1)}


def _bring_up(platform: Platform, street: str, work: Path, progress: Progress) -> tuple[dict[str, Head], int, str]:
    """Take in what came since; where the streams end, how many cases there are, and the digest of their states."""
    with _opened(work) as store:
        door = Door(store, street=street, letter="", clock=now_ms, new_id=new_id)
        reader = Token(id=0, name="snapshot", street=street, letter="")
        heads: dict[str, Head] = {}
        for stream in (CITY, street):
            while True:
                cursor = door.cursor(stream)
                page = platform.pull(reader, Pull(stream=stream, after=cursor.seq, h=cursor.h.hex()), whole=True)
                if page.items:
                    door.adopt(stream, [
                        Accepted(seq=page.after + n, rts=item.rts, verdict=item.verdict, body=bytes(item.body))
                        for n, item in enumerate(page.items, start=1)], page.to.cursor)
                progress(page.to.seq, page.head.seq)
                if page.to.seq == page.head.seq or not page.items:
                    heads[stream] = page.to
                    break
        with closing(Queries(store.reader())) as queries:
            return heads, queries.count("all", now_ms(), Filter()), door.digest_at(heads[street].seq)


def _opened(work: Path) -> Store:
    """The store of the work folder; made where it is not there, or cannot be read any more."""
    if (work / keys.SOURCE_FILE).exists():
        try:
            return open_store(work, keys.load(work), paths.MIGRATIONS)
        except StoreError as err:
            if err.key in ("in-use", "disk-full"):
                raise
            log.warning("snapshot's store made anew: %s", err)
            shutil.rmtree(work)
    return open_store(work, keys.create(work, how="file"), paths.MIGRATIONS)
