"""The city platform (市级平台): streams of accepted facts, who may write to them, case numbers, reference documents.

Over SQLite or PostgreSQL (storage.py), there with any number of nodes: who writes to a stream locks its row first
(`_locked`), and what two nodes could disagree on lies in the tables. HTTP is in web.py, the decision about a pushed
batch in sequencer.py.
"""

import hashlib
import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa

from commandcenter.cityplatform import account_books, reoffering, sequencer
from commandcenter.cityplatform.admin import Administration
from commandcenter.cityplatform.audit import Audit, audit
from commandcenter.cityplatform.blobs import PhotoShelf, name_photos
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.presence import Presence
from commandcenter.cityplatform.signer import KEY_FILE, Signer, open_signer
from commandcenter.cityplatform.snapshots import SnapshotShelf
from commandcenter.cityplatform.storage import (
    Storage,
    attach,
    insert_many,
    look_into_storage,
    open_beside,
    open_storage,
)
from commandcenter.cityplatform.tables import NUMBERED, document, fact, number, session, stream, workstation
from commandcenter.core import bodies
from commandcenter.core.case import Role
from commandcenter.core.documents import subject_of
from commandcenter.core.facts import (
    CITY,
    MAX_DOCUMENT,
    BadFact,
    BrokenChain,
    Cursor,
    Session,
    decode,
    encode,
    genesis,
    link,
)
from commandcenter.sync.wire import (
    MAX_FACTS,
    MAX_PAGE,
    MAX_WAIT_S,
    OLDEST_PROTOCOL,
    PROTOCOL,
    Hello,
    Item,
    Page,
    Probe,
    Probed,
    Pull,
    Push,
    Pushed,
    Reoffer,
    Reoffered,
    Verdict,
    Welcome,
)

log = logging.getLogger(__name__)

Clock = Callable[[], int]  # ms UTC
_IN: Final = 500  # values in one IN (…)
V = TypeVar("V", bytes, str)
R = TypeVar("R")
_NEW_STREAM: Final = sa.text(  # another node may make it in the same moment
    "INSERT INTO stream (street, genesis, seq, h) VALUES (:street, :genesis, 0, :h) ON CONFLICT DO NOTHING")


class Refusal(Exception):
    """A request that the platform does not serve. The key is for words, the facts say what and where.

    Keys: token_invalid, token_revoked, grant, ahead, fork, too_large, garbled, bad_fact, mixed_sessions, session_taken,
    bad_proof;
    of a document: publish_right, not_administrator, bad_document, version_moved.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class Station:
    """A workstation that may write to its street. `city_documents`: and publish the city's reference documents."""

    id: int
    name: str
    street: str
    letter: str
    city_documents: bool = False


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who publishes, where and why; `after` is the newest version they saw (None: whatever is there)."""

    actor: str = sequencer.PLATFORM
    role: str = Role.PLATFORM
    station: str = ""
    note: str = ""
    after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of a reference document: in which stream, accepted as which number and when (ms UTC)."""

    stream: str
    name: str
    version: int
    seq: int
    at: int


class Platform:
    """An open platform folder. Thread-safe; close it, or use it in a `with`."""

    def __init__(
        self, files: Storage, clock: Clock, random: Callable[[int], bytes], key_file: Path | None = None
    ) -> None:
        self._files, self._clock, self._random = files, clock, random
        self._key_file = key_file or files.folder / KEY_FILE
        self.presence = Presence(clock)
        self.told: list[Callable[[str, int], None]] = []  # called with a stream and its end, after it was moved
        self.photos = PhotoShelf(files)
        self.admin = Administration(files, clock)
        self.snapshots = SnapshotShelf(files.folder)
        self._own: dict[str, tuple[str, int]] = {}  # this process's session by stream, and how far it ever counted

    @classmethod
    def create(
        cls, data: Path, *, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes, database: str = "",
        key_file: Path | None = None,
    ) -> "Platform":
        """Make a new platform folder, with a file of its own or in an empty PostgreSQL (`database`, its address).

        `key_file`: where the signing key lies, if not in the folder.

        Raises:
            PlatformError: platform_exists, platform_in_use, disk_full …
        """
        if database:
            attach(data, database)
        made = cls(open_storage(data, create=True), clock, random, key_file)._ready()
        if database:  # the key that all nodes sign with: made here, copied to the others
            made.signer = open_signer(made._key_file)
        return made

    @classmethod
    def open(
        cls, data: Path, *, clock: Clock, read_only: bool = False,
        random: Callable[[int], bytes] = secrets.token_bytes, key_file: Path | None = None,
    ) -> "Platform":
        """Open an existing platform folder; `read_only` also while its process runs. `key_file` as in `create`.

        Raises:
            PlatformError: platform_missing, platform_in_use, platform_newer, platform_broken …
        """
        if read_only:
            return cls(look_into_storage(data), clock, random, key_file)
        return cls(open_storage(data, create=False), clock, random, key_file)._ready()

    @classmethod
    def administer(cls, data: Path, *, clock: Clock) -> "Platform":
        """Open an existing platform for an administrator's acts, also while its process serves.

        Raises:
            PlatformError: platform_missing, platform_newer, platform_older, platform_broken …
        """
        return cls(open_beside(data), clock, secrets.token_bytes)

    def _ready(self) -> "Platform":
        try:
            with self._files.write() as conn:
                self._add_stream(conn, CITY)
        except BaseException:
            self.close()
            raise
        return self

    @cached_property
    def signer(self) -> Signer:
        """What heads are signed with; a folder that has no key yet gets one, unless other nodes sign with one already.

        Raises:
            PlatformError: platform_key_missing, platform_key_unreadable.
        """
        if self._files.shared and not self._key_file.exists():
            raise PlatformError("platform_key_missing", where=str(self._key_file))
        return open_signer(self._key_file)

    @property
    def clock(self) -> Clock:
        """The platform's clock, ms UTC."""
        return self._clock

    def close(self) -> None:
        self._files.close()

    def __enter__(self) -> "Platform":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- administration -----------------------------------------------------------------------------------------

    def add_workstation(self, name: str, street: str, letter: str, *, city_documents: bool = False) -> str:
        """Register a workstation (and its street's stream, where new). Returns its token, which is kept nowhere.

        `city_documents`: its administrators may publish the city's reference documents too.

        Raises:
            ValueError: the letter is taken in this street, or the street is no street's code.
        """
        if not street.isdigit():
            raise ValueError(f"not a street's code: {street!r}")
        token = secrets.token_urlsafe(32)
        try:
            with self._files.write() as conn:
                self._add_stream(conn, street)
                conn.execute(sa.insert(workstation).values(
                    name=name, street=street, letter=letter, token_hash=_hashed(token),
                    city_documents=int(city_documents)))
        except sa.exc.IntegrityError as err:
            raise ValueError(f"letter {letter!r} is taken in street {street}") from err
        return token

    def revoke(self, street: str, letter: str) -> bool:
        """Withdraw a workstation's token, at once. False when there is none that is valid."""
        with self._files.write() as conn:
            return bool(conn.execute(
                sa.update(workstation)
                .where(workstation.c.street == street, workstation.c.letter == letter,
                       workstation.c.revoked_at.is_(None))
                .values(revoked_at=self._clock())).rowcount)

    def workstations(self) -> list[Station]:
        """Those whose token is valid."""
        with self._files.read() as conn:
            rows = conn.execute(
                sa.select(workstation.c.id, workstation.c.name, workstation.c.street, workstation.c.letter,
                          workstation.c.city_documents)
                .where(workstation.c.revoked_at.is_(None)).order_by(workstation.c.id))
            return [Station(id=i, name=n, street=s, letter=ltr, city_documents=bool(may)) for i, n, s, ltr, may in rows]

    def let_publish(self, street: str, letter: str, may: bool) -> bool:
        """Give a workstation the right to publish the city's documents, or take it. False when there is none such."""
        with self._files.write() as conn:
            return bool(conn.execute(
                sa.update(workstation)
                .where(workstation.c.street == street, workstation.c.letter == letter,
                       workstation.c.revoked_at.is_(None))
                .values(city_documents=int(may))).rowcount)

    def publish(self, target: str, name: str, body: bytes, by: Publisher | None = None) -> int:
        """Append a reference document (JSON bytes) to a stream, "city" or a street's. Returns its new version.

        Somebody who offers the newest version once more, because the first answer was lost, gets its number.

        Raises:
            ValueError: not JSON, or larger than MAX_DOCUMENT.
            Refusal: version_moved, where another version came after the one that was seen; nothing was published.
        """
        by = by or Publisher()
        if len(body) > MAX_DOCUMENT - 4096:  # the envelope comes on top
            raise ValueError(f"document {name} is larger than {MAX_DOCUMENT} bytes")
        try:
            msgspec.json.decode(body)
        except (msgspec.DecodeError, RecursionError) as err:
            raise ValueError(f"document {name}: {err}") from err

        def write(conn: sa.Connection) -> int:
            now = self._clock()
            self._add_stream(conn, target)
            head = _locked(conn, target)
            newest = conn.execute(
                sa.select(sa.func.max(document.c.version))
                .where(document.c.stream == target, document.c.name == name)).scalar() or 0
            if by.after not in (None, newest):
                if by.after == newest - 1 and _said(conn, target, name, newest) == (by.actor, by.station, body):
                    return int(newest)
                raise Refusal("version_moved", name=name, version=newest)
            own = self._next_own(conn, target, 1)
            version = newest + 1
            said = bodies.Published(name=name, version=version, body=msgspec.Raw(body), note=by.note,
                                    station=by.station)
            made = sequencer.own_fact(
                "published", said, stream=target, actor=by.actor, role=by.role,
                subject=subject_of(target, name), session=own.session, sseq=own.sseq,
                seen=(head.seq, head.h.hex()[:8]), wall=now)
            raw = encode(made)
            seq = head.seq + 1
            h = link(head.h, seq, now, Verdict.ACCEPTED, raw)
            row = sequencer.Row(seq=seq, h=h, rts=now, verdict=Verdict.ACCEPTED, body=raw, fact=made)
            _append(conn, target, [row], Cursor(seq=seq, h=h, genesis=head.genesis))
            _set_session(conn, own.session.sid, None, target, own.sseq)
            conn.execute(sa.insert(document).values(stream=target, name=name, version=version, fact=made.id.bytes))
            return int(version)

        version = self._write(write)
        log.info("published %s version %d in %s", name, version, target)
        return version

    def documents(self) -> list[Version]:
        """All versions of all reference documents, by stream, name and version."""
        with self._files.read() as conn:
            rows = conn.execute(
                sa.select(document.c.stream, document.c.name, document.c.version, fact.c.seq, fact.c.rts)
                .join(fact, document.c.fact == fact.c.id)
                .order_by(document.c.stream, document.c.name, document.c.version))
            return [Version(stream=s, name=n, version=v, seq=q, at=at) for s, n, v, q, at in rows]

    def document(self, target: str, name: str, version: int) -> bytes | None:
        """The body of a version (JSON bytes) as it was published; None where there is none."""
        with self._files.read() as conn:
            said = _said(conn, target, name, version)
        return None if said is None else said[2]

    def streams(self) -> list[str]:
        """Names of the streams: streets' codes, and "city"."""
        with self._files.read() as conn:
            return list(conn.execute(sa.select(stream.c.street).order_by(stream.c.street)).scalars())

    def head(self, name: str) -> Cursor:
        """End of a stream.

        Raises:
            KeyError: no such stream.
        """
        with self._files.read() as conn:
            return _head(conn, name)

    def verify(self, only: str | None = None) -> Audit:
        """Recompute everything that can be, from the stored bytes; says what differs. One stream, or all."""
        with self._files.read() as conn:
            return audit(conn, only)

    # -- serving workstations -----------------------------------------------------------------------------------

    def authenticate(self, token: str) -> Station:
        """Whose token this is.

        Raises:
            Refusal: token_invalid, token_revoked.
        """
        with self._files.look() as conn:
            row = conn.execute(
                sa.select(workstation.c.id, workstation.c.name, workstation.c.street, workstation.c.letter,
                          workstation.c.revoked_at, workstation.c.city_documents)
                .where(workstation.c.token_hash == _hashed(token))).first()
        if row is None:
            raise Refusal("token_invalid")
        if row.revoked_at is not None:
            raise Refusal("token_revoked", name=row.name)
        return Station(id=row.id, name=row.name, street=row.street, letter=row.letter,
                       city_documents=bool(row.city_documents))

    def holder(self, street: str, letter: str) -> tuple[Station, bytes]:
        """The workstation of a letter, and the hash of its token: for a package that was carried here by hand.

        Raises:
            Refusal: token_invalid (there never was such a workstation), token_revoked.
        """
        with self._files.read() as conn:
            row = conn.execute(
                sa.select(workstation).where(workstation.c.street == street, workstation.c.letter == letter)
                .order_by(workstation.c.revoked_at.is_not(None), workstation.c.id.desc())).first()
        if row is None:
            raise Refusal("token_invalid")
        if row.revoked_at is not None:
            raise Refusal("token_revoked", name=row.name)
        return Station(id=row.id, name=row.name, street=row.street, letter=row.letter,
                       city_documents=bool(row.city_documents)), bytes(row.token_hash)

    def hello(self, station: Station, hello: Hello) -> Welcome:
        """Who they are, what time it is, how far their streams have come."""
        with self._files.read() as conn:
            heads = {name: self.signer.head(name, _head(conn, name)) for name in (CITY, station.street)}
        self.admin.saw(station.id, hello.app, app=hello.app)
        log.info("hello from %s (%s), session %s", station.name, hello.app, hello.sid)
        return Welcome(server_time=self._clock(), workstation=station.name, street=station.street,
                       letter=station.letter, heads=heads,
                       publishes=[station.street, CITY] if station.city_documents else [station.street],
                       protocols=(OLDEST_PROTOCOL, PROTOCOL), wait_s=MAX_WAIT_S, key=self.signer.public)

    def push(self, station: Station, push: Push) -> Pushed:
        """Take facts of one session into the station's street; one transaction, durable when it returns.

        Raises:
            Refusal: grant, too_large, mixed_sessions, bad_fact, session_taken, ahead, fork; then nothing was taken.
            PlatformError: disk_full …; then nothing was taken.
        """
        if push.stream != station.street:
            raise Refusal("grant", stream=push.stream)
        if len(push.facts) > MAX_FACTS:
            raise Refusal("too_large", facts=len(push.facts), limit=MAX_FACTS)
        arrivals = _read(push.facts)
        sids = {arrival.fact.sid for arrival in arrivals}
        if len(sids) != 1:
            raise Refusal("mixed_sessions", sessions=len(sids))
        sid = sids.pop()
        name = push.stream

        def write(conn: sa.Connection) -> sequencer.Plan:
            head = _locked(conn, name)
            rts = self._clock()
            own = self._next_own(conn, name, 0)
            _check_place(conn, name, head, push.after, push.h)
            last = _session(conn, sid, station)
            plan = sequencer.place(
                arrivals, _known(conn, name, head, last, arrivals, rts), stream=name, rts=rts, own=own)
            if plan.rows:
                _append(conn, name, plan.rows, plan.head)
                _set_session(conn, sid, station.id, name, plan.last_sseq)
            if plan.counters:
                _count(conn, name, plan.counters)
            if plan.own_sseq > own.sseq:
                self._own[name] = (own.session.sid, plan.own_sseq)
                _set_session(conn, own.session.sid, None, name, plan.own_sseq)
            return plan

        plan = self._write(write)
        self._tell(name, plan.head.seq)
        rejected = sum(1 for placed in plan.results if placed.verdict)
        conflicts = [a.fact.id for a, placed in zip(arrivals, plan.results, strict=False) if placed.error]
        if conflicts:
            log.warning("%s: %d fact(s) of session %s under an id or count that is taken", name, len(conflicts), sid)
        log.info("%s: %d fact(s) in, %d rejected, seq %d", name, len(plan.rows), rejected, plan.head.seq)
        return Pushed(results=list(plan.results), expect=plan.last_sseq + 1, head=self.signer.head(name, plan.head))

    def pull(self, station: Station, pull: Pull) -> Page:
        """What follows the cursor, in stored bytes; at most a page.

        Raises:
            Refusal: grant, ahead, fork.
        """
        if pull.stream not in (station.street, CITY):
            raise Refusal("grant", stream=pull.stream)
        with self._files.read() as conn:
            head = _head(conn, pull.stream)
            h = _check_place(conn, pull.stream, head, pull.after, pull.h)
            items: list[Item] = []
            size, seq = 0, pull.after
            rows = conn.execute(
                sa.select(fact.c.h, fact.c.rts, fact.c.verdict, fact.c.body)
                .where(fact.c.street == pull.stream, fact.c.seq > pull.after)
                .order_by(fact.c.seq).limit(pull.limit))
            for row_h, rts, verdict, body in rows:
                size += len(body)
                if items and size > MAX_PAGE:
                    break
                items.append(Item(rts, verdict, msgspec.Raw(body)))
                h, seq = row_h, seq + 1
            rows.close()
        to = Cursor(seq=seq, h=h, genesis=head.genesis)
        if pull.stream != CITY:
            self.admin.saw(station.id, "even" if seq == head.seq else "behind", seq=seq)
        return Page(after=pull.after, items=items, to=self.signer.head(pull.stream, to),
                    head=self.signer.head(pull.stream, head))

    def ends(self, names: Collection[str]) -> dict[str, int]:
        """The last number of each of these streams."""
        with self._files.read() as conn:
            return {row.street: row.seq for part in _parts(names) for row in conn.execute(
                sa.select(stream.c.street, stream.c.seq).where(stream.c.street.in_(part)))}

    def _tell(self, name: str, seq: int) -> None:
        for listener in self.told:
            listener(name, seq)

    def probe(self, station: Station, probe: Probe) -> Probed:
        """How far a workstation's past of a stream is the same as this platform's.

        Raises:
            Refusal: grant.
        """
        if probe.stream not in (station.street, CITY):
            raise Refusal("grant", stream=probe.stream)
        asked = {point.seq: point.h for point in probe.points}
        with self._files.read() as conn:
            head = _head(conn, probe.stream)
            rows = conn.execute(
                sa.select(fact.c.seq, fact.c.h)
                .where(fact.c.street == probe.stream, fact.c.seq.in_(list(asked))))
            same = max((seq for seq, h in rows if h.hex() == asked[seq]), default=0)
        same = same if head.genesis == probe.genesis else 0
        log.info("%s probes %s: the same up to %d", station.name, probe.stream, same)
        return Probed(seq=same, head=self.signer.head(probe.stream, head))

    def reoffer(self, station: Station, offer: Reoffer) -> Reoffered:
        """Take again what this platform had accepted and lost; one transaction, durable when it returns.

        Raises:
            Refusal: grant, bad_proof (not a past of this platform), bad_fact; then nothing was taken.
            PlatformError: disk_full …; then nothing was taken.
        """
        name = offer.stream
        if name not in (station.street, CITY):
            raise Refusal("grant", stream=name)
        try:
            reoffering.check(name, offer.start, offer.items, offer.proof)
        except (BrokenChain, ValueError) as err:
            raise Refusal("bad_proof", stream=name, detail=str(err)[:200]) from err
        if not self.signer.signed(name, offer.proof):
            raise Refusal("bad_proof", stream=name, detail="signature")
        offered = [reoffering.Offered(arrival=arrival, verdict=item.verdict)
                   for arrival, item in zip(_read(item.body for item in offer.items), offer.items, strict=True)]
        arrivals = [one.arrival for one in offered]

        def write(conn: sa.Connection) -> reoffering.PlanAgain:
            head = _locked(conn, name)
            rts = self._clock()
            own = self._next_own(conn, name, 0)
            known = _known(conn, name, head, 0, arrivals, rts)
            again = reoffering.ask(conn, name, offered, known, {a.fact.sid for a in arrivals})
            plan = reoffering.place_again(offered, known, again, stream=name, rts=rts, own=own)
            if plan.rows:
                _append(conn, name, plan.rows, plan.head)
            reoffering.bring_back(conn, name, plan.sessions)
            if plan.counters:
                _count(conn, name, plan.counters)
            if plan.own_sseq > own.sseq:
                self._own[name] = (own.session.sid, plan.own_sseq)
                _set_session(conn, own.session.sid, None, name, plan.own_sseq)
            for of, version, made in plan.documents:
                conn.execute(sa.insert(document).values(stream=name, name=of, version=version, fact=made.bytes))
            return plan

        plan = self._write(write)
        self._tell(name, plan.head.seq)
        log.warning("%s: %d of %d lost fact(s) brought back by %s, seq %d", name, len(plan.rows), len(offered),
                    station.name, plan.head.seq)
        return Reoffered(results=list(plan.results), head=self.signer.head(name, plan.head))

    # -- inside -------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[sa.Connection], R]) -> R:
        """Run one transaction; once more where another node wrote the same id or session meanwhile."""
        try:
            with self._files.write() as conn:
                return work(conn)
        except sa.exc.IntegrityError:
            with self._files.write() as conn:
                return work(conn)

    def _next_own(self, conn: sa.Connection, name: str, more: int) -> sequencer.Own:
        """This process's session in a locked stream, counted on by so many.

        A new session where the tables know less of it than was ever counted: they were restored, or a transaction
        failed in its last moment. No count is ever used twice.
        """
        sid, counted = self._own.get(name) or (self._random(8).hex(), 0)
        last = conn.execute(sa.select(session.c.last_sseq).where(session.c.sid == sid)).scalar() or 0
        if last < counted:
            sid, last = self._random(8).hex(), 0
        self._own[name] = (sid, last + more)
        return sequencer.Own(session=Session(sid=sid, new_id=self._new_id, salt=self._salt), sseq=last + more)

    def _salt(self) -> str:
        return urlsafe_b64encode(self._random(16)).decode().rstrip("=")

    def _new_id(self) -> UUID:
        """A UUIDv7: time first, so that neighbours in time lie together."""
        bits = (self._clock() & (2**48 - 1)) << 80 | int.from_bytes(self._random(10), "big")
        return UUID(int=bits & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)

    def _add_stream(self, conn: sa.Connection, name: str) -> None:
        if conn.execute(sa.select(stream.c.seq).where(stream.c.street == name)).first() is None:
            start = self._random(16).hex()
            conn.execute(_NEW_STREAM, {"street": name, "genesis": start, "h": genesis(name, start)})


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _said(conn: sa.Connection, target: str, name: str, version: int) -> tuple[str, str, bytes] | None:
    """Who published a version, from where, and its body."""
    raw = conn.execute(
        sa.select(fact.c.body).join(document, document.c.fact == fact.c.id)
        .where(document.c.stream == target, document.c.name == name, document.c.version == version)).scalar()
    made = None if raw is None else decode(raw)
    body = None if made is None else bodies.read("published", bytes(made.data))
    return (made.actor, body.station, bytes(body.body)) if made and isinstance(body, bodies.Published) else None


def _head(conn: sa.Connection, name: str, *, lock: bool = False) -> Cursor:
    asked = sa.select(stream.c.seq, stream.c.h, stream.c.genesis).where(stream.c.street == name)
    row = conn.execute(asked.with_for_update() if lock else asked).first()
    if row is None:
        raise KeyError(name)
    return Cursor(seq=row.seq, h=row.h, genesis=row.genesis)


def _locked(conn: sa.Connection, name: str) -> Cursor:
    """End of a stream, which nobody else can move until this transaction ends: first of all statements of a writer.

    PostgreSQL locks the stream's row (in READ COMMITTED, so the next statement sees what the previous holder wrote);
    SQLite has one writer anyhow.
    """
    return _head(conn, name, lock=True)


def _check_place(conn: sa.Connection, name: str, head: Cursor, after: int, h: str) -> bytes:
    """The chain's hash at `after`, which the caller's must equal: a number alone would not show another past.

    Raises:
        Refusal: ahead (there is no such number yet), fork (another hash).
    """
    if after > head.seq:
        raise Refusal("ahead", stream=name, seq=head.seq, h=head.h.hex(), theirs=after)
    if after == head.seq:
        here = head.h
    elif after == 0:
        here = genesis(name, head.genesis)
    else:
        here = conn.execute(sa.select(fact.c.h).where(fact.c.street == name, fact.c.seq == after)).scalar_one()
    if h != here.hex() and not (after == 0 and h == ""):
        raise Refusal("fork", stream=name, seq=head.seq, h=head.h.hex(), theirs=after)
    return here


def _read(facts: Iterable[bytes | msgspec.Raw]) -> list[sequencer.Arrival]:
    arrivals: list[sequencer.Arrival] = []
    for n, raw in enumerate(facts):
        try:
            arrivals.append(sequencer.read(bytes(raw)))
        except (BadFact, ValueError) as err:
            raise Refusal("bad_fact", position=n, detail=str(err)[:200]) from err
    return arrivals


def _session(conn: sa.Connection, sid: str, station: Station) -> int:
    """Last count of a session. Another workstation may go on with it only once its own was revoked."""
    row = conn.execute(sa.select(session).where(session.c.sid == sid)).first()
    if row is None:
        return 0
    if row.workstation == reoffering.UNCLAIMED and row.street == station.street:
        return int(row.last_sseq)
    if row.workstation != station.id:
        owner = conn.execute(
            sa.select(workstation.c.street, workstation.c.revoked_at)
            .where(workstation.c.id == row.workstation)).first()
        if owner is None or owner.revoked_at is None or owner.street != station.street:
            raise Refusal("session_taken", sid=sid)
    return int(row.last_sseq)


def _known(
    conn: sa.Connection, name: str, head: Cursor, last: int, arrivals: Sequence[sequencer.Arrival], rts: int
) -> sequencer.Known:
    """Ask the tables what a batch needs to be judged: one statement a question, none a fact."""
    held = {
        UUID(bytes=row.id): sequencer.Held(stream=row.street, seq=row.seq, verdict=row.verdict, body=row.body)
        for part in _parts({a.fact.id.bytes for a in arrivals})
        for row in conn.execute(
            sa.select(fact.c.id, fact.c.street, fact.c.seq, fact.c.verdict, fact.c.body).where(fact.c.id.in_(part)))
    }
    inside = {a.fact.id for a in arrivals}
    bases = {
        UUID(bytes=found)
        for part in _parts({a.fact.base.bytes for a in arrivals if a.fact.base and a.fact.base not in inside})
        for found in conn.execute(
            sa.select(fact.c.id).where(fact.c.id.in_(part), fact.c.street == name)).scalars()
    }
    reports = [(a.fact, a.content) for a in arrivals if isinstance(a.content, bodies.Reported)]
    numbered = {
        UUID(bytes=found)
        for part in _parts({f.subject.bytes for f, _ in reports})
        for found in conn.execute(
            sa.select(fact.c.subject)
            .where(fact.c.street == name, fact.c.subject.in_(part), NUMBERED)).scalars()
    }
    counters = {
        row.day: row.last
        for part in _parts({sequencer.number_day(f, content, rts) for f, content in reports})
        for row in conn.execute(
            sa.select(number.c.day, number.c.last).where(number.c.street == name, number.c.day.in_(part)))
    }
    published = {
        (row.name, row.version)
        for part in _parts({ref for a in arrivals for ref in a.fact.refs})
        for row in conn.execute(
            sa.select(document.c.name, document.c.version)
            .where(document.c.stream.in_((name, CITY)), document.c.name.in_(part)))
    }
    return sequencer.Known(head=head, last_sseq=last, held=held, bases=bases, published=published, numbered=numbered,
                           counters=counters, accounts=account_books.read(conn, name, arrivals))


def _append(conn: sa.Connection, name: str, rows: Sequence[sequencer.Row], head: Cursor) -> None:
    insert_many(conn, fact, [
        (name, r.seq, r.fact.id.bytes, r.fact.subject.bytes, r.fact.sid, r.fact.sseq, r.fact.type, r.h, r.rts,
         int(r.verdict), r.body)
        for r in rows
    ])
    conn.execute(sa.update(stream).where(stream.c.street == name).values(seq=head.seq, h=head.h))
    name_photos(conn, name, rows)


def _set_session(conn: sa.Connection, sid: str, owner: int | None, name: str, last: int) -> None:
    done = conn.execute(
        sa.update(session).where(session.c.sid == sid).values(workstation=owner, last_sseq=last)).rowcount
    if not done:
        conn.execute(sa.insert(session).values(sid=sid, workstation=owner, street=name, last_sseq=last))


def _count(conn: sa.Connection, name: str, counters: Mapping[str, int]) -> None:
    days = list(counters)
    for part in _parts(set(days)):
        conn.execute(sa.delete(number).where(number.c.street == name, number.c.day.in_(part)))
    conn.execute(sa.insert(number), [{"street": name, "day": day, "last": counters[day]} for day in days])


def _parts(values: Collection[V]) -> Iterable[list[V]]:
    ordered = list(values)
    return (ordered[i:i + _IN] for i in range(0, len(ordered), _IN))
