"""The product with one thing broken: each of these loses something, and the simulator must notice."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest import mock
from uuid import UUID

from commandcenter.cityplatform import sequencer, streams
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.facts import Cursor, link
from commandcenter.door.door import Door
from commandcenter.store import log as facts_log
from commandcenter.sync import rounds
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import round_trip
from commandcenter.sync.wire import Page
from tests.faults.world import Dead, Machine, Mutant, World


def _no_dedupe() -> list[Any]:
    """The platform does not look whether it has a fact already, nor at the count of its session."""
    known = streams.known_of
    place = sequencer.place

    def forgetful(*args: Any) -> Any:
        return replace(known(*args), held={})

    def placing(arrivals: Any, its: Any, **more: Any) -> Any:
        return place(arrivals, replace(its, last_sseq=arrivals[0].fact.sseq - 1), **more)

    return [mock.patch.object(streams, "known_of", forgetful), mock.patch.object(sequencer, "place", placing)]


def _no_chain() -> list[Any]:
    """Nobody looks at a hash: neither the platform at a cursor, nor the workstation at a page or at a head."""
    pull = Platform.pull

    def trusting(self: Platform, station: Any, message: Any) -> Page:
        head = self.head(message.stream)
        if message.after > head.seq:
            here = self.signer.head(message.stream, Cursor(seq=message.after, h=head.h, genesis=head.genesis))
            return Page(after=message.after, items=[], to=here, head=here)
        return pull(self, station, message)

    def at(conn: Any, name: str, head: Cursor, after: int, h: str) -> bytes:
        row = conn.exec_driver_sql(f"SELECT h FROM fact WHERE street = '{name}' AND seq = {after}").scalar()
        return bytes(row) if row else head.h

    return [
        mock.patch.object(streams, "check_place", at), mock.patch.object(Platform, "pull", trusting),
        mock.patch.object(rounds, "_same_past", return_value=None),
        mock.patch.object(Door, "_check_chain", return_value=None),
    ]


def _no_reoffer() -> list[Any]:
    """What a restored platform lost is not offered again."""

    async def none(self: Any, stream: str) -> int:
        return 0

    return [mock.patch.object(rounds._Exchange, "_again", none)]


def _cursor_first(world: World) -> list[Any]:
    """The cursor is moved in a transaction of its own before the page is taken."""
    adopt = Door.adopt

    def hasty(self: Door, stream: str, entries: Any, head: Cursor, *more: Any) -> int:
        ours = self.cursor(stream)
        if entries and ours.genesis:
            with self._store.write() as conn:
                facts_log.move_cursor(conn, stream, Cursor(seq=head.seq, h=ours.h, genesis=ours.genesis))
            if world.chaos and world.dice.random() < 0.1:
                raise Dead("between cursor and page")
            with self._store.write() as conn:
                facts_log.move_cursor(conn, stream, ours)
        return adopt(self, stream, entries, head, *more)

    return [mock.patch.object(Door, "adopt", hasty)]


def _trust_torn() -> list[Any]:
    """A page that came short is taken for whole: the cursor goes to where it said that it ends."""
    adopt = Door.adopt

    def short(stream: str, cursor: Cursor, page: Page) -> Any:
        return [
            rounds.Accepted(seq=page.after + n, rts=item.rts, verdict=item.verdict, body=bytes(item.body))
            for n, item in enumerate(page.items, start=1)]

    def lenient(self: Door, stream: str, entries: Any, head: Cursor, *more: Any) -> int:
        ours = self.cursor(stream)
        h = ours.h
        for entry in entries:
            h = link(h, entry.seq, entry.rts, entry.verdict, entry.body)
        if ours.genesis and entries and entries[-1].seq < head.seq:
            with mock.patch.object(Door, "_check_chain", return_value=None):
                return adopt(self, stream, entries, Cursor(seq=head.seq, h=h, genesis=head.genesis), *more)
        return adopt(self, stream, entries, head, *more)

    return [mock.patch.object(rounds, "_entries", short), mock.patch.object(Door, "adopt", lenient)]


OF_THE_WORLD = (_cursor_first,)  # throw its dice


class Broken(Mutant):
    """A mutant that is made by putting something in place of the product's parts."""

    def __init__(self, name: str, *parts: Callable[..., list[Any]]) -> None:
        self.name, self.parts = name, parts

    def patches(self, world: World) -> list[Any]:
        return [patch for part in self.parts
                for patch in (part(world) if part in OF_THE_WORLD else part())]


class ReuseSession(Mutant):
    """A process goes on with the session that lies on the disk, and its count."""

    name = "reuse_session"

    def started(self, machine: Machine) -> None:
        door = machine.door
        sid = door.recall("session")
        if sid:
            with machine.store.read() as conn:
                last = conn.exec_driver_sql(f"SELECT max(sseq) FROM fact WHERE sid = '{sid}'").scalar()
            door._session = replace(door._session, sid=sid)
            door._sseq = int(last or 0)
        else:
            door.keep("session", door.session())


class DropOnAck(Mutant):
    """What the platform says that it has leaves the outbox at once."""

    name = "drop_on_ack"

    async def round(self, machine: Machine, client: Client) -> None:
        push = client.push

        async def dropping(stream: str, after: Cursor, facts: Any) -> Any:
            answer = await push(stream, after, facts)
            with machine.store.write() as conn:
                for body, placed in zip(facts, answer.results, strict=False):
                    if placed.seq:
                        conn.exec_driver_sql("DELETE FROM fact WHERE seq IS NULL AND id = ?",
                                             (UUID(json.loads(body)["id"]).bytes,))
            return answer

        with mock.patch.object(client, "push", dropping):
            await round_trip(machine.door, client)


LOSING: tuple[Mutant, ...] = (
    Broken("no_dedupe", _no_dedupe), Broken("no_chain_check", _no_chain), Broken("no_reoffer", _no_reoffer),
    ReuseSession(), DropOnAck(),
    Broken("cursor_first_and_no_chain_check", _cursor_first, _no_chain),
    Broken("trust_torn_and_no_chain_check", _trust_torn, _no_chain),
)
