"""The city platform (市级平台): streams of accepted facts and what it answers to workstations that write and read them.

Over SQLite or PostgreSQL (storage.py), there with any number of nodes: who writes to a stream locks its row first
(streams.locked), and what two nodes could disagree on lies in the tables. HTTP is in web.py, the decision about a
pushed batch in sequencer.py.
"""

import logging
import secrets
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from pathlib import Path

import msgspec
import sqlalchemy as sa

from commandcenter.cityplatform import reoffering, sequencer, streams, transfers
from commandcenter.cityplatform.admin import Administration
from commandcenter.cityplatform.audit import Audit, audit
from commandcenter.cityplatform.blobs import PhotoShelf
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.keeping import Keeping
from commandcenter.cityplatform.library import Library
from commandcenter.cityplatform.presence import Presence
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.signer import KEY_FILE, Signer, open_signer
from commandcenter.cityplatform.snapshots import SnapshotShelf
from commandcenter.cityplatform.stations import Station, Stations
from commandcenter.cityplatform.storage import Storage, attach, look_into_storage, open_beside, open_storage
from commandcenter.cityplatform.tables import document, fact, stream
from commandcenter.cityplatform.writing import Clock
from commandcenter.core.facts import CITY, BadFact, BrokenChain, Cursor
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
    Welcome,
)

log = logging.getLogger(__name__)


class Platform(Stations, Library):
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
        self.keeping = Keeping(files, self.snapshots)
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
    def administer(cls, data: Path, *, clock: Clock, key_file: Path | None = None) -> "Platform":
        """Open an existing platform for an administrator's acts, also while its process serves.

        Raises:
            PlatformError: platform_missing, platform_newer, platform_older, platform_broken …
        """
        return cls(open_beside(data), clock, secrets.token_bytes, key_file)

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
            return streams.head_of(conn, name)

    def verify(self, only: str | None = None) -> Audit:
        """Recompute everything that can be, from the stored bytes; says what differs. One stream, or all."""
        with self._files.read() as conn:
            return audit(conn, only)

    # -- serving workstations -----------------------------------------------------------------------------------

    def hello(self, station: Station, hello: Hello) -> Welcome:
        """Who they are, what time it is, how far their streams have come."""
        with self._files.read() as conn:
            heads = {name: self.signer.head(name, streams.head_of(conn, name)) for name in (CITY, station.street)}
        self.admin.saw(station.id, hello.app, app=hello.app, counts=hello.counts)
        log.info("hello from %s (%s), session %s", station.name, hello.app, hello.sid)
        return Welcome(server_time=self._clock(), workstation=station.name, street=station.street,
                       letter=station.letter, heads=heads,
                       streets=self.receiving(),
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
        others = transfers.streets_of(arrivals)
        ends: dict[str, int] = {}  # of other streets' streams that cases were handed over to

        def write(conn: sa.Connection) -> sequencer.Plan:
            heads = transfers.hold(conn, name, others)
            head = heads[name]
            rts = self._clock()
            own = self._next_own(conn, name, 0)
            streams.check_place(conn, name, head, push.after, push.h)
            last = streams.last_count(conn, sid, station)
            handing = transfers.ask(conn, name, heads, arrivals, rts, self._salt) if others else None
            plan = sequencer.place(
                arrivals, streams.known_of(conn, name, head, last, arrivals, rts), stream=name, rts=rts, own=own,
                transfers=handing)
            if plan.rows:
                streams.append(conn, name, plan.rows, plan.head)
                streams.set_session(conn, sid, station.id, name, plan.last_sseq)
            if plan.counters:
                streams.count(conn, name, plan.counters)
            if plan.own_sseq > own.sseq:
                self._own[name] = (own.session.sid, plan.own_sseq)
                streams.set_session(conn, own.session.sid, None, name, plan.own_sseq)
            if handing is not None:
                ends.update(handing.write(conn, self.photos))
            return plan

        plan = self._write(write)
        for other, seq in ((name, plan.head.seq), *ends.items()):
            self._tell(other, seq)
        rejected = sum(1 for placed in plan.results if placed.verdict)
        conflicts = [a.fact.id for a, placed in zip(arrivals, plan.results, strict=False) if placed.error]
        if conflicts:
            log.warning("%s: %d fact(s) of session %s under an id or count that is taken", name, len(conflicts), sid)
        log.info("%s: %d fact(s) in, %d rejected, seq %d", name, len(plan.rows), rejected, plan.head.seq)
        return Pushed(results=list(plan.results), expect=plan.last_sseq + 1, head=self.signer.head(name, plan.head))

    def pull(self, station: Station, pull: Pull, *, whole: bool = False) -> Page:
        """What follows the cursor, in stored bytes; at most a page.

        `whole`: also what workstations are to read from a snapshot (for those who make one, or a package).

        Raises:
            Refusal: grant, ahead, fork, too_old.
        """
        if pull.stream not in (station.street, CITY):
            raise Refusal("grant", stream=pull.stream)
        with self._files.read() as conn:
            head = streams.head_of(conn, pull.stream)
            h = streams.check_place(conn, pull.stream, head, pull.after, pull.h)
            if not whole and pull.after < head.seq:
                self.keeping.check(conn, pull.stream, pull.after)
            items: list[Item] = []
            size, seq = 0, pull.after
            rows = streams.following(conn, pull.stream, pull.after, pull.limit)
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
            return {row.street: row.seq for part in streams.parts(names) for row in conn.execute(
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
            head = streams.head_of(conn, probe.stream)
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
        others = transfers.streets_of(arrivals)
        ends: dict[str, int] = {}

        def write(conn: sa.Connection) -> reoffering.PlanAgain:
            heads = transfers.hold(conn, name, others)
            head = heads[name]
            rts = self._clock()
            own = self._next_own(conn, name, 0)
            known = streams.known_of(conn, name, head, 0, arrivals, rts)
            again = reoffering.ask(conn, name, offered, known, {a.fact.sid for a in arrivals})
            plan = reoffering.place_again(offered, known, again, stream=name, rts=rts, own=own)
            if plan.rows:
                streams.append(conn, name, plan.rows, plan.head)
            reoffering.bring_back(conn, name, plan.sessions)
            if plan.counters:
                streams.count(conn, name, plan.counters)
            if plan.own_sseq > own.sseq:
                self._own[name] = (own.session.sid, plan.own_sseq)
                streams.set_session(conn, own.session.sid, None, name, plan.own_sseq)
            for of, version, made in plan.documents:
                conn.execute(sa.insert(document).values(stream=name, name=of, version=version, fact=made.bytes))
            if others:
                ends.update(transfers.mend(conn, name, heads, plan.rows, rts, self._salt, self.photos))
            return plan

        plan = self._write(write)
        for other, seq in ((name, plan.head.seq), *ends.items()):
            self._tell(other, seq)
        log.warning("%s: %d of %d lost fact(s) brought back by %s, seq %d", name, len(plan.rows), len(offered),
                    station.name, plan.head.seq)
        return Reoffered(results=list(plan.results), head=self.signer.head(name, plan.head))


def _read(facts: Iterable[bytes | msgspec.Raw]) -> list[sequencer.Arrival]:
    arrivals: list[sequencer.Arrival] = []
    for n, raw in enumerate(facts):
        try:
            arrivals.append(sequencer.read(bytes(raw)))
        except (BadFact, ValueError) as err:
            raise Refusal("bad_fact", position=n, detail=str(err)[:200]) from err
    return arrivals
