"""The reference documents of the platform's streams: publishing a version, reading one. Who may is in publishing.py."""

import logging
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from commandcenter.cityplatform import sequencer, streams
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.tables import document, fact
from commandcenter.cityplatform.writing import Writing
from commandcenter.core import bodies
from commandcenter.core.case import Role
from commandcenter.core.documents import subject_of
from commandcenter.core.facts import MAX_DOCUMENT, Cursor, decode, encode, link
from commandcenter.sync.wire import Verdict

log = logging.getLogger(__name__)


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


class Library(Writing):
    """The part of a Platform that is about its documents."""

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
            head = streams.locked(conn, target)
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
            streams.append(conn, target, [row], Cursor(seq=seq, h=h, genesis=head.genesis))
            streams.set_session(conn, own.session.sid, None, target, own.sseq)
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


def _said(conn: sa.Connection, target: str, name: str, version: int) -> tuple[str, str, bytes] | None:
    """Who published a version, from where, and its body."""
    raw = conn.execute(
        sa.select(fact.c.body).join(document, document.c.fact == fact.c.id)
        .where(document.c.stream == target, document.c.name == name, document.c.version == version)).scalar()
    made = None if raw is None else decode(raw)
    body = None if made is None else bodies.read("published", bytes(made.data))
    return (made.actor, body.station, bytes(body.body)) if made and isinstance(body, bodies.Published) else None
