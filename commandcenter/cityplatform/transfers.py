"""Cases that go from one street to another (移交): the facts that the platform writes in both streams, in the one
transaction that accepts the request, and what it asks of the tables before.

Their ids, and the session that each street's part has to itself, follow from the request's id: whoever writes them
again (a second node, a platform that was restored from an older backup) writes the same ones, and no case comes twice.
The platform folds no case: what the case takes along stands in the request, as the desk that asks has folded it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa

from commandcenter.cityplatform import moves, streams
from commandcenter.cityplatform.blobs import PhotoShelf
from commandcenter.cityplatform.sequencer import PLATFORM, Arrival, Row
from commandcenter.cityplatform.tables import NUMBERED, fact, number, workstation
from commandcenter.cityplatform.transfer_ids import IN, OUT, TWICE, case_there, fact_id, sid_of
from commandcenter.core import bodies as b
from commandcenter.core.case import Role
from commandcenter.core.documents import CITY_DOCUMENTS
from commandcenter.core.facts import Cursor, Fact, decode, encode, link
from commandcenter.core.numbers import shanghai_day
from commandcenter.core.transfer import RECEIVED
from commandcenter.core.transfer_bodies import Received, TransferAsked, Transferred
from commandcenter.sync.wire import Verdict

Salt = Callable[[], str]


class Book:
    """The end of one street's stream while the platform writes about transfers into it."""

    def __init__(self, name: str, head: Cursor, rts: int, salt: Salt) -> None:
        self.name, self.rts, self.salt = name, rts, salt
        self.seq, self.h, self.genesis = head.seq, head.h, head.genesis
        self.rows: list[Row] = []
        self.sessions: dict[str, int] = {}
        self.counters: dict[str, int] = {}

    def say(self, asked: UUID, way: str, subject: UUID, body: b.Body, **more: object) -> Fact:
        """Append a fact about a request. `more`: refs and att."""
        made = own_fact(self.name, asked, way, self.sessions.get(sid_of(asked, way), 0) + 1, subject, body,
                        seen=(self.seq, self.h.hex()[:8]), rts=self.rts, salt=self.salt, **more)
        raw = encode(made)
        self.seq += 1
        self.h = link(self.h, self.seq, self.rts, Verdict.ACCEPTED, raw)
        self.rows.append(Row(seq=self.seq, h=self.h, rts=self.rts, verdict=Verdict.ACCEPTED, body=raw, fact=made))
        self.sessions[made.sid] = made.sseq
        return made

    def write(self, conn: sa.Connection) -> None:
        """Write what was appended, in the transaction that holds the stream."""
        if not self.rows:
            return
        streams.append(conn, self.name, self.rows, Cursor(seq=self.seq, h=self.h, genesis=self.genesis))
        for sid, last in self.sessions.items():
            streams.set_session(conn, sid, None, self.name, last)
        if self.counters:
            streams.count(conn, self.name, self.counters)


class Handing:
    """The transfers of one batch: which are granted, and what is written about them in the other streets."""

    def __init__(
        self, *, books: Mapping[str, Book], closed: Collection[str] = (), moved: Collection[UUID] = (),
        numbered: Collection[UUID] = (), withdrawn: Collection[UUID] = (), there: Mapping[UUID, str] | None = None,
        answered: Collection[UUID] = (), last: Mapping[str, int] | None = None, stream: str = "", rts: int = 0,
        salt: Salt = str,
    ) -> None:
        self.books = books
        self._closed, self._moved, self._withdrawn = closed, set(moved), withdrawn
        self._numbered = numbered  # cases of this street: a lost report may come back only later
        self._there, self._answered, self._last = dict(there or {}), answered, dict(last or {})
        self._stream, self._rts, self._salt = stream, rts, salt
        self._gone: set[UUID] = set()  # cases that this batch hands over
        self.sessions: dict[str, int] = {}
        self.lent: list[tuple[str, str]] = []  # (street, photo) that a case takes along

    def refusal(self, made: Fact, body: TransferAsked, reported: bool) -> Verdict:
        """Why a request is not granted; ACCEPTED where it is. `reported`: its case, in this batch."""
        if body.to not in self.books or body.to == self._stream:
            return Verdict.STREET_CLOSED if body.to in self._closed else Verdict.NO_STREET
        if self.has(made.id) and made.id not in self._answered:  # the other street brought it back: it is there
            return Verdict.ACCEPTED
        if made.id in self._moved or made.subject in self._gone or not (reported or made.subject in self._numbered):
            return Verdict.CASE_MOVED
        return Verdict.ACCEPTED

    def has(self, asked: UUID) -> bool:
        """Whether the other street has the case of a request."""
        return case_there(asked) in self._there

    def answer(self, made: Fact, body: TransferAsked, seen: tuple[int, str]) -> Fact | None:
        """Put the case of an accepted request into the other street; the fact that says so here.

        None where the request was taken back while it waited, or has its answer already.
        """
        if made.id in self._withdrawn and not self.has(made.id):
            return None
        self._gone.add(made.subject)
        case = case_there(made.id)
        if case not in self._there:
            self._there[case] = self._put(self.books[body.to], made, body, case)
        if made.id in self._answered:
            return None
        said = Transferred(asked=made.id, to=body.to, to_name=body.to_name, as_case=case, number=self._there[case])
        answer = own_fact(self._stream, made.id, OUT, 1, made.subject, said, seen=seen, rts=self._rts, salt=self._salt)
        self.sessions[answer.sid] = 1
        return answer

    def put(self, made: Fact, body: TransferAsked) -> str:
        """Put the case of a request into the other street, unless it is there. Its number there."""
        case = case_there(made.id)
        if case not in self._there and body.to in self.books:
            self._there[case] = self._put(self.books[body.to], made, body, case)
        return self._there.get(case, "")

    def _put(self, book: Book, made: Fact, body: TransferAsked, case: UUID) -> str:
        carried, day = body.carried, shanghai_day(self._rts)
        self._last[book.name] = book.counters[day] = self._last.get(book.name, 0) + 1
        shown = f"{day}-{book.counters[day]:04d}"
        received = Received(asked=made.id, at=made.at, reason=body.reason, reported_at=carried.reported_at,
                            steps=carried.steps, left_out=carried.left_out, trail=carried.trail)
        report = b.Reported(
            class_key=carried.class_key, class_name=carried.class_name, major_name=carried.major_name,
            code_set=carried.code_set, text=carried.text, place=carried.place, lon=carried.lon, lat=carried.lat,
            source=carried.source, number=shown, marks=tuple(dict.fromkeys((*carried.marks, RECEIVED))),
            stage_limit=body.accept_limit, received=received)
        refs = {name: version for name, version in made.refs.items() if name in CITY_DOCUMENTS}
        book.say(made.id, IN, case, report, refs=refs)
        for one in carried.photos:
            book.say(made.id, IN, case, b.PhotosAdded(kind=b.PhotoKind(one.kind), act=one.act), att=one.parts)
            self.lent += [(book.name, part.sha256) for part in one.parts]
        book.say(made.id, IN, case, b.Numbered(number=shown))  # last: a lost past says numbers anew (reoffering.py)
        return shown

    def write(self, conn: sa.Connection, photos: PhotoShelf) -> dict[str, int]:
        """Write the other streets' parts, in the transaction that holds them. Street → where its stream ends then."""
        for street, name in self.lent:
            photos.lend(self._stream, street, name)
        for sid, last in self.sessions.items():
            streams.set_session(conn, sid, None, self._stream, last)
        for book in self.books.values():
            book.write(conn)
        return {book.name: book.seq for book in self.books.values() if book.rows}


def own_fact(
    stream: str, asked: UUID, way: str, n: int, subject: UUID, body: b.Body, *, seen: tuple[int, str], rts: int,
    salt: Salt, **more: object,
) -> Fact:
    """The platform's n-th fact about a request in a stream."""
    made = Fact(
        id=fact_id(asked, way, n), street=stream, subject=subject, sid=sid_of(asked, way), sseq=n,
        type=b.NAMES[type(body)], actor=PLATFORM, role=Role.PLATFORM, wall=rts, seen=seen,
        data=msgspec.Raw(msgspec.json.encode(msgspec.structs.replace(body, n=salt()))))
    return msgspec.structs.replace(made, **more) if more else made


# -- what is asked of the tables ------------------------------------------------------------------------------------


def streets_of(arrivals: Iterable[Arrival]) -> set[str]:
    """The other streets that a batch is about: their streams are to be held too."""
    found = set()
    for one in arrivals:
        match one.content:
            case TransferAsked(to=to) | Transferred(to=to):
                found.add(to)
            case b.Reported(received=Received() as received) if received.trail:
                found.add(received.last.street)
    return found


def hold(conn: sa.Connection, name: str, others: Iterable[str]) -> dict[str, Cursor]:
    """Hold the street's stream and those of the others that there are, in the order of their names."""
    heads = {}
    for one in sorted({name, *others}):
        try:
            heads[one] = streams.locked(conn, one)
        except KeyError:
            if one == name:
                raise
    return heads


def ask(
    conn: sa.Connection, name: str, heads: Mapping[str, Cursor], arrivals: Sequence[Arrival], rts: int, salt: Salt
) -> Handing:
    """Ask the tables what the transfers of a batch need to be judged."""
    requests = [(one.fact, one.content) for one in arrivals if isinstance(one.content, TransferAsked)]
    others = set(heads) - {name}
    served = set(conn.execute(
        sa.select(workstation.c.street).where(workstation.c.street.in_(others), workstation.c.revoked_at.is_(None))
        .distinct()).scalars()) if others else set()
    withdrawn = {one.content.fact for one in arrivals if isinstance(one.content, b.Undone)}
    moved = moves.moved(conn, name, heads[name], [made for made, _ in requests], arrivals)
    return Handing(
        books={street: Book(street, heads[street], rts, salt) for street in sorted(served)}, closed=others - served,
        moved=moved, withdrawn=withdrawn, there=_there(conn, [(body.to, made.id) for made, body in requests]),
        numbered={made.subject for made, _ in requests if _numbered(conn, name, made.subject) is not None},
        answered=_held(conn, [made.id for made, _ in requests], OUT), last=_last(conn, served, rts), stream=name,
        rts=rts, salt=salt)


def mend(
    conn: sa.Connection, name: str, heads: Mapping[str, Cursor], rows: Iterable[Row], rts: int, salt: Salt,
    photos: PhotoShelf,
) -> dict[str, int]:
    """After facts of a lost past were taken again: put the other half of each transfer where it is missing, so that
    each case is in one street.

    Returns the streets that were written to, and where their streams end.
    """
    taken = [(row, b.read(row.fact.type, bytes(row.fact.data))) for row in rows if not row.verdict and row.fact.v == 1
             and row.fact.type in ("transfer_asked", "undone", "transferred", "reported")]
    books = {street: Book(street, heads[street], rts, salt) for street in sorted(set(heads) - {name})}
    here = Book(name, streams.head_of(conn, name), rts, salt)
    asked = {row.fact.id for row, body in taken if isinstance(body, TransferAsked)}
    handing = Handing(
        books=books, stream=name, rts=rts, salt=salt, last=_last(conn, set(books), rts), there=_there(conn, [
            *((body.to, body.asked) for _, body in taken if isinstance(body, Transferred)),
            *((body.to, row.fact.id) for row, body in taken if isinstance(body, TransferAsked))]))
    undone = {body.fact for _, body in taken if isinstance(body, b.Undone)}
    open_ = asked - _held(conn, list(asked), OUT) - {one for one in undone if not handing.has(one)}
    gone = _gone(conn, {
        *((name, row.fact.subject) for row, _ in taken),
        *((body.received.last.street, body.received.last.case) for _, body in taken
          if isinstance(body, b.Reported) and body.received is not None and body.received.trail)})
    for row, body in taken:
        made, own = row.fact, row.fact.role == Role.PLATFORM
        first = gone.get((name, made.subject))
        match body:
            case Transferred() if own and first is not None and first.asked == body.asked:
                request = _fact(conn, body.asked)
                said = None if request is None else b.read(request.type, bytes(request.data))
                if request is not None and isinstance(said, TransferAsked):
                    handing.put(request, said)
            case TransferAsked() if made.id in open_ and first is None and body.to in books:
                number = handing.put(made, body)  # granted, and the answer is lost
                here.say(made.id, OUT, made.subject, Transferred(
                    asked=made.id, to=body.to, to_name=body.to_name, as_case=case_there(made.id), number=number))
            case b.Reported(received=Received() as came) if own and came.trail and came.last.street in books:
                there = gone.get((came.last.street, came.last.case))
                if there is None and _numbered(conn, came.last.street, came.last.case) is not None:
                    books[came.last.street].say(came.asked, OUT, came.last.case, Transferred(
                        asked=came.asked, to=name, to_name=name, as_case=made.subject, number=body.number))
                elif there is not None and there.asked != came.asked and first is None:
                    here.say(came.asked, TWICE, made.subject, msgspec.structs.replace(there, asked=came.asked))
    ends = handing.write(conn, photos)
    here.write(conn)
    return ends | ({name: here.seq} if here.rows else {})


def _gone(conn: sa.Connection, cases: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], Transferred]:
    """Where each of these cases, (street, case), went first by what lies in its street's stream. A walk of those
    streams: for what is rare."""
    found: dict[tuple[str, UUID], Transferred] = {}
    for street in sorted({street for street, _ in cases}):
        for part in streams.parts([case.bytes for of, case in cases if of == street]):
            for raw in conn.execute(
                    sa.select(fact.c.body)
                    .where(fact.c.street == street, fact.c.type == b.NAMES[Transferred], fact.c.verdict == 0,
                           fact.c.subject.in_(part)).order_by(fact.c.seq)).scalars():
                made = decode(raw)
                said = b.read(made.type, bytes(made.data))
                if isinstance(said, Transferred):
                    found.setdefault((street, made.subject), said)
    return found


def _there(conn: sa.Connection, asked: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """The cases that are in their other street already, and their numbers there."""
    found = {}
    for street, request in asked:
        case = case_there(request)
        shown = _numbered(conn, street, case)
        if shown is not None:
            found[case] = shown
    return found


def _numbered(conn: sa.Connection, street: str, case: UUID) -> str | None:
    """The number of a case; None where there is no such case in the street."""
    raw = conn.execute(sa.select(fact.c.body).where(
        fact.c.street == street, fact.c.subject == case.bytes, NUMBERED)).scalar()
    said = None if raw is None else b.read("numbered", bytes(decode(raw).data))
    return said.number if isinstance(said, b.Numbered) else None


def _held(conn: sa.Connection, asked: Sequence[UUID], way: str) -> set[UUID]:
    """Those of these requests about which the platform has said its first fact."""
    ids = {fact_id(one, way).bytes: one for one in asked}
    if not ids:
        return set()
    return {ids[found] for found in conn.execute(sa.select(fact.c.id).where(fact.c.id.in_(list(ids)))).scalars()}


def _last(conn: sa.Connection, names: Collection[str], rts: int) -> dict[str, int]:
    """The last case number of today by street."""
    if not names:
        return {}
    return {row.street: row.last for row in conn.execute(
        sa.select(number.c.street, number.c.last)
        .where(number.c.street.in_(names), number.c.day == shanghai_day(rts)))}


def _fact(conn: sa.Connection, which: UUID) -> Fact | None:
    raw = conn.execute(sa.select(fact.c.body).where(fact.c.id == which.bytes)).scalar()
    return None if raw is None else decode(raw)
