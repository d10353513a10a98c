"""`main.py package salvage FILE`: what waits in a damaged store, as far as it can be read, in a package by hand: facts,
and the photos beside them. What the store holds besides is at the city platform.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Protocol

from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.packages import allowance_of, made
from commandcenter.core.facts import CITY, Cursor, Waiting
from commandcenter.store import keys
from commandcenter.store.engine import locked
from commandcenter.store.salvage import Salvaged, salvage
from commandcenter.store.salvage_photos import SalvagedPhotos
from commandcenter.sync.package import outward, secret_of


class Said(Protocol):
    """Where result and progress go."""

    def progress(self, what: str, done: int, of: int) -> None: ...
    def give(self, result: dict[str, object], *keys: str) -> None: ...


class _Outbox:
    """What was salvaged, as a package asks for it."""

    def __init__(self, found: Salvaged) -> None:
        streams = Counter(one.stream for one in found.waiting if one.stream != CITY)
        self._found = found
        self.street = found.station.get("street") or next(iter(dict(streams.most_common(1))), "")

    def cursor(self, stream: str) -> Cursor:
        return self._found.cursors.get(stream) or Cursor(seq=0, h=b"", genesis="")

    def waiting(self, limit: int) -> list[Waiting]:
        return list(self._found.waiting[:limit])


def run(args: argparse.Namespace, answer: Said, data: Path, password: str | None) -> int:
    """Salvage what waits; 1 where something is known to be lost, or may be.

    Raises:
        StationError: no-station, no-token, salvage-nameless (which workstation it was cannot be read: --letter).
        StoreError: in-use, store-broken (nothing opens) …; OSError: FILE is there already, or cannot be written.
    """
    if not st.exists(data):
        raise st.StationError("no-station", where=str(data))
    with locked(data):
        key = keys.load(data, password=password)
        found = salvage(data, key, lambda done, of: answer.progress("salvage", done, of))
        outbox, letter = _Outbox(found), args.letter or found.station.get("letter", "")
        if not outbox.street or not letter:
            raise st.StationError("salvage-nameless", where=str(data))
        secret = secret_of(st.read_token(data, key))
        with SalvagedPhotos(data, key, lambda done, of: answer.progress("photos", done, of)) as photos:
            out = made(args.file, lambda file: outward(
                outbox, letter, secret, file, now=now_ms(), photos=photos, allowance=allowance_of(args),
                going=lambda done, of: answer.progress("package", done, of)))
            unread, sure = out.unread + photos.unread, photos.exact
    whole = found.exact and not found.unread and sure and not unread
    answer.give({
        "file": str(args.file), "facts": len(found.waiting), "unread": found.unread, "exact": found.exact,
        "moved": found.moved, "pages": found.pages, "broken": found.broken, "photos": out.photos,
        "photos_left": out.left, "photos_unread": unread, "photos_exact": sure,
    }, "package-salvaged",
        *(() if found.exact and not found.unread else ("salvage-unread",) if found.exact else ("salvage-unsure",)),
        *(("salvage-photos-unread",) if unread else ()), *(() if sure else ("salvage-photos-unsure",)),
        *(("package-photos-left",) if out.left else ()))
    return 0 if whole else 1
