"""The photos of a desk, for journeys: taken, named by facts, exchanged behind them, and looked at in the end."""

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from commandcenter.core.bodies import PhotoKind
from commandcenter.core.case import Role
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.door.photos import Photos
from commandcenter.store.blobs import Blobs
from commandcenter.store.photo_queue import PhotoQueue
from commandcenter.sync.blobs import PhotoExchange
from commandcenter.sync.client import Client, PlatformDown, Rejected
from tests import pictures
from tests.faults.city import run
from tests.faults.desks import Desk
from tests.sync.streets import EAST

HOUR = 3_600_000


class Album:
    """What a desk has of photos; an hour passes between two exchanges, so that what failed is tried again."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.at = desk, desk.at
        self.blobs = Blobs.beside(desk.store)
        self.queue = PhotoQueue(desk.store, self.blobs, EAST)
        self.taken: set[str] = set()

    def report(self, mark: str, *, notes: int, grainy: bool = False) -> None:
        """A case with a photo: notes + 2 facts. A grainy one is large: it goes in several pieces."""
        desk = self.desk
        before = len(desk.saved)
        desk.report(notes=notes)
        case_id = desk.newest
        part = Photos(self.blobs).take(_grain(mark) if grainy else pictures.jpeg(320, 240, mark=mark))
        desk.door.submit(AddPhotos(case_id=case_id, actor="u", role=Role.DISPATCHER, photos=((PhotoKind.NEAR, part),)))
        desk.saved |= {entry.fact.id for entry in desk.door.entries(case_id)}
        assert len(desk.saved) == before + notes + 2
        self.taken.add(part.sha256)

    def exchange(self, url: str) -> str:
        """Send and fetch what can go now; the key of what it says where it cannot."""
        self.at += HOUR

        async def work() -> None:
            async with Client(url, self.desk.token, clock=lambda: self.at) as client:
                await PhotoExchange(self.queue, client, clock=lambda: self.at).once()

        try:
            run(work)
        except (PlatformDown, Rejected) as err:
            return err.key
        return ""

    @property
    def waiting(self) -> int:
        counts = self.queue.counts()
        return counts.out + counts.back


def _grain(mark: str) -> bytes:
    """A photo of about a megabyte."""
    dice = random.Random(mark)
    out = io.BytesIO()
    Image.frombytes("RGB", (800, 600), dice.randbytes(800 * 600 * 3)).save(out, "JPEG", quality=90)
    return out.getvalue()


@contextmanager
def album(desk: Desk) -> Iterator[Album]:
    made = Album(desk)
    try:
        yield made
    finally:
        made.queue.close()
        made.blobs.close()

