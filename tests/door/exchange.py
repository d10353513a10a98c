"""Workstations that exchange through a platform held in memory, and what a store holds."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core.documents import subject_of
from commandcenter.core.facts import Accepted, Cursor, Draft, Fact, decode, encode, stamp
from commandcenter.core.limits import Limit
from commandcenter.door.door import Bundle, Door
from commandcenter.store import keys
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.engine import Store, open_store
from commandcenter.store.queries import Queries
from commandcenter.store.tables import fact
from tests import makes


@contextmanager
def station(master: Path, folder: Path, clock, letter: str) -> Iterator[tuple[Door, Store]]:  # type: ignore[no-untyped-def]
    """Another workstation of the street, with the documents."""
    shutil.copytree(master, folder)
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        yield Door(store, street=makes.STREET, letter=letter, clock=clock, new_id=uuid4), store


def shared(door: Door) -> makes.StandInStream:
    """The street's stream as the platform holds it: the documents, up to where a new workstation has come."""
    stream = makes.StandInStream(makes.STREET)
    at = door.cursor(makes.STREET)
    stream.genesis, stream.seq, stream.h = at.genesis, at.seq, at.h
    stream.entries = [Accepted(seq=n + 1, rts=0, verdict=0, body=b"") for n in range(at.seq)]  # known to everybody
    return stream


def push(door: Door, stream: makes.StandInStream, rejecting: frozenset[str] = frozenset()) -> None:
    """Offer what waits; the platform takes each fact once."""
    held = {decode(e.body).id for e in stream.entries if e.body}
    for waiting in door.waiting(10_000):
        if waiting.id not in held:
            stream.accept(waiting.body, verdict=7 if decode(waiting.body).type in rejecting else 0)


def pull(door: Door, stream: makes.StandInStream) -> int:
    """Read the stream to its end; returns how many facts were new there."""
    return door.adopt(stream.stream, stream.since(door.cursor(stream.stream).seq), stream.head)


def publish(door: Door, stream: makes.StandInStream, name: str, version: int, body: msgspec.Struct) -> None:
    """Publish a document in a stream and take it in."""
    draft = Draft(type="published", role="platform", follows=False, data=b.Published(
        name=name, version=version, body=msgspec.Raw(msgspec.json.encode(body))))
    (document,) = stamp(
        [draft], street=stream.stream, subject=subject_of(stream.stream, name), head=None, actor="platform",
        session=makes.session(), sseq=1, wall=makes.T0, off=0, seen=(0, ""))
    stream.accept(encode(document))
    pull(door, stream)


def city(door: Door, after: int = 0) -> makes.StandInStream:
    """The city's stream, up to where a new workstation has come, and `after` documents later."""
    stream = makes.city()
    for _ in range(after):
        stream.accept(b"")
    assert stream.seq == door.cursor(stream.stream).seq
    at = door.cursor(stream.stream)
    stream.h, stream.genesis = at.h, at.genesis  # ids of documents differ from one run to the next
    return stream


@contextmanager
def two_desks(master: Path, folder: Path, door: Door, clock) -> Iterator[tuple[Door, Store, Callable[[], None]]]:  # type: ignore[no-untyped-def]
    """Another workstation that has what this one has, and what makes both exchange until they agree."""
    stream = shared(door)
    push(door, stream)
    pull(door, stream)

    def meet() -> None:
        for who in (there, door, there):
            push(who, stream)
            pull(who, stream)

    with station(master, folder, clock, "B") as (there, there_store):
        pull(there, stream)
        yield there, there_store, meet


def bundle(case_id: UUID, number: str, *, steps: int = 5, start: int = makes.T0 - 48 * makes.HOUR,
           limit: Limit | None = None, refs: dict[str, int] | None = None) -> Bundle:
    """A row of a file as its history, as far as `steps`."""
    end = start + 2 * makes.HOUR
    names = {"class_key": makes.CLASS, "class_name": "上水井盖", "major_name": "公用设施"}
    bodies = [
        b.Reported(**names, text="", place="x", lon=1, lat=2, source="public", source_system="boston311",
                   source_id=str(case_id), number=number, at=start),
        b.Filed(**names, at=start, stated=False, limit=limit),
        b.Dispatched(unit="municipal", unit_name="市政养护所", at=start, stated=False, limit=limit),
        b.Handled(at=end, stated=False), b.Closed(at=end),
    ]
    return Bundle(case_id=case_id, drafts=tuple(
        Draft(type=b.NAMES[type(body)], data=body, role="collector", follows=True, origin="import",
              refs=refs or {"calendar": 1}) for body in bodies[:steps]))


def held(store: Store) -> list[Fact]:
    """All facts of cases in the store, in the order in which they came."""
    with store.write() as conn:
        rows = conn.execute(sa.select(fact.c.body).where(fact.c.type != "published").order_by(fact.c.lid))
        return [decode(body) for (body,) in rows]


def row(store: Store, case_id: UUID) -> CaseRow:
    """A case's row; it must be there."""
    queries = Queries(store.reader())
    try:
        found = queries.row_of(case_id)
        assert found is not None
        return found
    finally:
        queries.close()


def state(store: Store) -> tuple[int, Cursor, Cursor, list[tuple[object, ...]]]:
    """What must not change when a page was not taken."""
    door = Door(store, street=makes.STREET, letter="A", clock=lambda: makes.T0, new_id=uuid4)
    with store.write() as conn:
        rows = [tuple(r) for r in conn.execute(sa.text("SELECT * FROM case_row ORDER BY id"))]
        documents = int(conn.execute(sa.text("SELECT count(*) FROM document")).scalar_one())
    return len(held(store)) + documents, door.cursor("city"), door.cursor(makes.STREET), rows
