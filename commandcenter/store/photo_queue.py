"""What of the street's photos waits to be sent or fetched, in the order in which it shall go. No network.

A photo comes into this list when a fact that names it has its number: before, the platform would not take it.
Thumbnails go before originals, in both directions; what somebody looks at goes before all else. Photos of the last
weeks are fetched by themselves, older ones when somebody looks for them. Everything here can be dropped: it is found
again in the log.
"""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlcipher3 import dbapi2

from commandcenter.core.facts import decode
from commandcenter.core.rules import Refused
from commandcenter.store import pictures
from commandcenter.store.blobs import Blobs, is_hash, keep
from commandcenter.store.engine import Store
from commandcenter.store.errors import failure

FRESH_MS = 60 * 24 * 3_600_000  # photos accepted in this time are fetched unasked
SPARE = 512 * 1024**2  # bytes of the disk that photos leave to the facts
_SLICE = 20_000  # numbers of the stream looked through at once
_FIRST_PAUSE_MS, _LONGEST_PAUSE_MS = 15_000, 600_000
_TRIES = 3  # so often what is damaged is sent again


class Lane(IntEnum):
    """What goes first."""

    SMALL_OUT = 0
    SMALL_IN = 1
    OUT = 2
    IN = 3


@dataclass(frozen=True, kw_only=True)
class Job:
    """One photo, or its thumbnail, to send or to fetch: bytes of the whole, and how many of them have gone."""

    lane: Lane
    name: str
    size: int
    offset: int = 0


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Photos that wait to be sent, and that are expected here."""

    out: int = 0
    back: int = 0


@dataclass(frozen=True, kw_only=True)
class There:
    """How much of a photo the platform holds; `size` 0: no accepted fact names it there."""

    size: int
    have: int
    small: bool


class PhotoQueue:
    """The travelling photos of a workstation. Any thread may ask; one at a time changes anything."""

    def __init__(self, store: Store, blobs: Blobs, stream: str) -> None:
        self._store, self._blobs, self._stream = store, blobs, stream
        self._reader: Any = None
        self._skipped = (0, b"")  # how far a workstation without any photo has looked

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def scan(self, now: int) -> bool:
        """Take in the photos that newly accepted facts name. Whether there is more to look through.

        Raises:
            StoreError: it could not be read or written.
        """
        try:
            return self._scan(now)
        except dbapi2.Error as err:
            raise failure(self._store.path, err) from err

    def _scan(self, now: int) -> bool:
        if self._reader is None:
            self._reader = self._store.reader()
        facts = self._reader
        end = facts.execute("SELECT seq FROM stream WHERE stream = ?", (self._stream,)).fetchone()
        start = self._begun(facts)
        if end is None or end[0] <= start:
            return False
        to = min(start + _SLICE, end[0])
        found: dict[bytes, tuple[int, int, int]] = {}
        for seq, rts, body in facts.execute(
                "SELECT seq, rts, body FROM fact WHERE stream = ? AND seq > ? AND seq <= ? AND type = 'photos_added'"
                " AND verdict = 0 ORDER BY seq", (self._stream, start, to)):
            for part in decode(body).att:
                if is_hash(part.sha256) and 0 < part.size <= pictures.MAX_BYTES:
                    found[bytes.fromhex(part.sha256)] = (part.size, seq, int(rts > now - FRESH_MS))
        last = facts.execute("SELECT id FROM fact WHERE stream = ? AND seq = ?", (self._stream, to)).fetchone()
        if not found and not self._blobs.path.exists():
            self._skipped = (to, bytes(last[0]) if last else b"")
            return bool(to < end[0])
        with self._blobs._write() as conn:
            conn.executemany(
                "INSERT INTO travel(hash, size, seq, here, wanted)"
                " VALUES (?1, ?2, ?3, EXISTS (SELECT 1 FROM photo WHERE hash = ?1), ?4)"
                " ON CONFLICT (hash) DO UPDATE SET seq = excluded.seq,"
                " wanted = CASE WHEN wanted < 0 THEN wanted ELSE max(wanted, excluded.wanted) END",
                [(name, *about) for name, about in found.items()])
            conn.execute("INSERT OR REPLACE INTO scanned(stream, seq, fact) VALUES (?, ?, ?)",
                         (self._stream, to, bytes(last[0]) if last else b""))
        return bool(to < end[0])

    def ask_about(self, limit: int, now: int, wishes: Sequence[str] = ()) -> list[str]:
        """Photos about which the platform shall be asked next: wished ones, some to send, some to fetch; half each."""
        if not self._blobs.path.exists():
            return []
        asked = [name for name in wishes if is_hash(name)][:limit // 2]
        with self._blobs._write() as conn:
            if asked:
                conn.executemany("UPDATE travel SET wanted = 1, again_at = 0 WHERE hash = ? AND wanted = 0",
                                 [(bytes.fromhex(name),) for name in asked])
            rows = [row for where, order in (
                ("here = 1 AND (sent = 0 OR small_sent = 0)", "seq"), ("here = 0 AND wanted = 1", "seq DESC"))
                for row in conn.execute(
                    f"SELECT hash FROM travel WHERE {where} AND (again_at <= ? OR again_at > ?)"
                    f" ORDER BY {order} LIMIT ?", (now, now + _LONGEST_PAUSE_MS, limit // 2))]
        return list(dict.fromkeys((*asked, *(bytes(row[0]).hex() for row in rows))))[:limit]

    def heard(self, there: Mapping[str, There], now: int, wishes: Sequence[str] = ()) -> list[Job]:
        """Take in what the platform holds of these; what can go now, in order."""
        jobs: list[tuple[int, int, Job]] = []
        wished = set(wishes)
        with self._blobs._write() as conn:
            for name, held in there.items():
                hash_ = bytes.fromhex(name)
                row = conn.execute(
                    "SELECT size, seq, here, small_here, (SELECT coalesce(sum(length(data)), 0) FROM arriving"
                    " WHERE arriving.hash = travel.hash), wanted, sent, small_sent FROM travel WHERE hash = ?",
                    (hash_,)).fetchone()
                if row is None or row[5] < 0:
                    continue
                size, seq, here, small_here, got, _, sent, small_sent = row
                whole = held.size > 0 and held.have == held.size
                first = -1 if name in wished else 0
                if here:
                    conn.execute(
                        "UPDATE travel SET sent = max(sent, ?), small_sent = max(small_sent, ?) WHERE hash = ?",
                        (int(whole), int(held.small), hash_))
                    if held.size == 0:
                        self._later(conn, hash_, "photo_unknown", now)
                    if held.size and not held.small and not small_sent:
                        jobs.append((first, seq, Job(lane=Lane.SMALL_OUT, name=name, size=0)))
                    if held.size and not whole and not sent:
                        jobs.append((first, seq, Job(lane=Lane.OUT, name=name, size=held.size, offset=held.have)))
                    continue
                if held.small and not small_here:
                    jobs.append((first, -seq, Job(lane=Lane.SMALL_IN, name=name, size=0)))
                if whole:
                    jobs.append((first, -seq, Job(lane=Lane.IN, name=name, size=size, offset=got)))
                else:
                    self._later(conn, hash_, "photo_unsent", now)
        return [job for first, order, job in sorted(jobs, key=lambda it: (it[0], it[2].lane, it[1]))]

    def part(self, job: Job, length: int) -> bytes:
        """The next bytes to send; b"" where they cannot be read any more."""
        with self._blobs._reading() as conn:
            if conn is None:
                return b""
            if job.lane is Lane.SMALL_OUT:
                row = conn.execute("SELECT thumb FROM photo WHERE hash = ?", (bytes.fromhex(job.name),)).fetchone()
            else:
                row = conn.execute("SELECT substr(data, ?, ?) FROM original WHERE hash = ?",
                                   (job.offset + 1, length, bytes.fromhex(job.name))).fetchone()
        return b"" if row is None else bytes(row[0])

    def sent(self, job: Job) -> None:
        """The platform has all of it."""
        column = "small_sent" if job.lane is Lane.SMALL_OUT else "sent"
        with self._blobs._write() as conn:
            conn.execute(f"UPDATE travel SET {column} = 1, tries = 0, why = '' WHERE hash = ?",
                         (bytes.fromhex(job.name),))

    def came(self, job: Job, data: bytes, now: int) -> bool:
        """Keep what came; durable when it returns. Whether the picture, or its thumbnail, can be shown now.

        What is damaged, or is no picture, is thrown away; `why` says so.

        Raises:
            StoreError: disk-full …; nothing of it was written, what came before stays.
        """
        hash_ = bytes.fromhex(job.name)
        if job.lane is Lane.SMALL_IN:
            return self._small_came(hash_, data)
        with self._blobs._write() as conn:
            if job.offset + len(data) < job.size:
                conn.execute("INSERT OR REPLACE INTO arriving(hash, at, data) VALUES (?, ?, ?)",
                             (hash_, job.offset, data))
                return False
            parts = [bytes(part) for (part,) in conn.execute(
                "SELECT data FROM arriving WHERE hash = ? AND at < ? ORDER BY at", (hash_, job.offset))]
        whole = b"".join((*parts, data))
        if hashlib.sha256(whole).digest() != hash_:
            self._refused(hash_, "photo_damaged", now)
            return False
        try:
            seen = pictures.look(whole)
        except Refused as err:
            self._refused(hash_, err.key, None)
            return False
        with self._blobs._write() as conn:
            keep(conn, hash_, whole, seen)
            conn.execute("UPDATE travel SET sent = 1, small_sent = 1 WHERE hash = ?", (hash_,))  # it came from there
        return True

    def failed(self, job: Job, why: str, now: int) -> None:
        """This one cannot go now: tried again later, ever more seldom; what is damaged here, three times."""
        with self._blobs._write() as conn:
            self._later(conn, bytes.fromhex(job.name), why, now)
            if job.lane in (Lane.OUT, Lane.SMALL_OUT) and why in ("photo_damaged", "photo-broken"):
                column = "small_sent" if job.lane is Lane.SMALL_OUT else "sent"
                conn.execute(f"UPDATE travel SET {column} = 2 WHERE hash = ? AND tries >= ?",
                             (bytes.fromhex(job.name), _TRIES))

    def why(self, name: str) -> str:
        """Why a photo is not here yet, as a key; "" where nothing is known of it."""
        if not is_hash(name) or self._blobs._old:
            return ""
        with self._blobs._reading() as conn:
            row = None if conn is None else conn.execute(
                "SELECT why, wanted FROM travel WHERE hash = ? AND here = 0", (bytes.fromhex(name),)).fetchone()
        return "" if row is None else str(row[0]) or ("photo_asked" if row[1] else "photo_older")

    def counts(self) -> Counts:
        """How many photos wait to be sent, and how many are expected."""
        with self._blobs._reading() as conn:
            if conn is None or self._blobs._old:
                return Counts()
            out = conn.execute("SELECT count(*) FROM travel WHERE here = 1 AND (sent = 0 OR small_sent = 0)"
                               " AND sent = 0").fetchone()
            back = conn.execute("SELECT count(*) FROM travel WHERE here = 0 AND wanted = 1").fetchone()
        return Counts(out=int(out[0]), back=int(back[0]))

    def roomy(self) -> bool:
        """Whether the disk has room for photos: the facts come first."""
        return shutil.disk_usage(self._store.folder).free >= SPARE

    # -- inside -----------------------------------------------------------------------------------------------------

    def _begun(self, facts: Any) -> int:
        """How far the log was looked through; 0 where it shows another past since."""
        seq, fact = self._skipped
        with self._blobs._reading() as conn:
            row = None if conn is None else conn.execute(
                "SELECT seq, fact FROM scanned WHERE stream = ?", (self._stream,)).fetchone()
        if row is not None and row[0] > seq:
            seq, fact = row[0], bytes(row[1])
        found = facts.execute("SELECT id FROM fact WHERE stream = ? AND seq = ?", (self._stream, seq)).fetchone()
        return int(seq) if fact == (bytes(found[0]) if found else b"") else 0

    def _small_came(self, hash_: bytes, data: bytes) -> bool:
        """A thumbnail is painted anew, whoever made it: only a picture is kept, and nothing that hangs on it."""
        try:
            small = pictures.look(data).thumb
        except Refused:
            small = b""
        with self._blobs._write() as conn:
            if small:
                conn.execute("INSERT OR REPLACE INTO small(hash, data) VALUES (?, ?)", (hash_, small))
            conn.execute("UPDATE travel SET small_here = 1 WHERE hash = ?", (hash_,))
        return bool(small)

    def _refused(self, hash_: bytes, why: str, now: int | None) -> None:
        """Throw away what came; `now` None: for good, its bytes are what the fact named and no picture."""
        with self._blobs._write() as conn:
            conn.execute("DELETE FROM arriving WHERE hash = ?", (hash_,))
            if now is None:
                conn.execute("UPDATE travel SET wanted = -1, why = ? WHERE hash = ?", (why, hash_))
            else:
                self._later(conn, hash_, why, now)

    def _later(self, conn: Any, hash_: bytes, why: str, now: int) -> None:
        row = conn.execute("SELECT tries FROM travel WHERE hash = ?", (hash_,)).fetchone()
        tries = min(int(row[0]), 20) if row is not None else 0
        pause = min(_FIRST_PAUSE_MS * 2**tries, _LONGEST_PAUSE_MS)
        conn.execute("UPDATE travel SET why = ?, tries = ?, again_at = ? WHERE hash = ?",
                     (why, tries + 1, now + pause, hash_))
