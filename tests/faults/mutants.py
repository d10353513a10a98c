"""The product with one thing broken: each of these loses something, and the simulator must notice.

Two break what the chain of hashes heals: they are harmless as long as it is looked at, and are caught when it is not.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest import mock
from uuid import UUID

from commandcenter.cityplatform import reoffering, sequencer, streams
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.facts import Cursor, link
from commandcenter.door.door import Door
from commandcenter.store import log as facts_log
from commandcenter.sync import fetching, rounds
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import round_trip
from commandcenter.sync.wire import Page
from tests.faults.world import Dead, Machine, Mutant, World

BEYOND = "stood beyond its facts"


class All(set[Any]):
    """Everything is in it."""

    def __contains__(self, _: object) -> bool:
        return True


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


def _bypass() -> list[Any]:
    """A re-offer is placed without looking at order and cause."""
    offer = reoffering._Placing.offer

    def any_order(self: Any, one: Any) -> Any:
        made = one.arrival.fact
        if made.id not in self.held and made.type not in ("published", "numbered"):
            self.sessions[made.sid] = made.sseq - 1
        return offer(self, one)

    return [mock.patch.object(reoffering._Placing, "offer", any_order),
            mock.patch.object(reoffering._Placing, "_placeable", return_value=True)]


def _no_gap() -> list[Any]:
    """The platform takes a session that begins in its middle."""
    place = sequencer.place

    def placing(arrivals: Any, its: Any, **more: Any) -> Any:
        new = [a.fact.sseq for a in arrivals if a.fact.id not in its.held]
        last = max(its.last_sseq, min(new, default=1) - 1)
        return place(arrivals, replace(its, last_sseq=last), **more)

    return [mock.patch.object(sequencer, "place", placing)]


def _no_base() -> list[Any]:
    """The platform takes an effect without its cause."""
    judge = sequencer.judge

    def judging(arrival: Any, stream: str, here: Any, *more: Any) -> Any:
        return judge(arrival, stream, All(), *more)

    return [mock.patch.object(sequencer, "judge", judging),
            mock.patch.object(reoffering._Placing, "_placeable", return_value=True)]


def _cursor_first(world: World) -> list[Any]:
    """The cursor is moved in a transaction of its own before the page is taken."""
    adopt = Door.adopt

    def hasty(self: Door, stream: str, entries: Any, head: Cursor, *more: Any) -> int:
        ours = self.cursor(stream)
        if entries and ours.genesis:
            with self._store.write() as conn:
                facts_log.move_cursor(conn, stream, Cursor(seq=head.seq, h=ours.h, genesis=ours.genesis))
            if world.chaos and world.dice.random() < 0.1:
                world.tally[BEYOND] += 1
                raise Dead("between cursor and page")
            with self._store.write() as conn:
                facts_log.move_cursor(conn, stream, ours)
        return adopt(self, stream, entries, head, *more)

    return [mock.patch.object(Door, "adopt", hasty)]


def _trust_torn(world: World) -> list[Any]:
    """A page that came short is taken for whole: the cursor goes to where it said that it ends."""
    adopt = Door.adopt

    def short(stream: str, cursor: Cursor, page: Page) -> Any:
        return [
            fetching.Accepted(seq=page.after + n, rts=item.rts, verdict=item.verdict, body=bytes(item.body))
            for n, item in enumerate(page.items, start=1)]

    def lenient(self: Door, stream: str, entries: Any, head: Cursor, *more: Any) -> int:
        ours = self.cursor(stream)
        h = ours.h
        for entry in entries:
            h = link(h, entry.seq, entry.rts, entry.verdict, entry.body)
        if ours.genesis and entries and entries[-1].seq < head.seq:
            world.tally[BEYOND] += 1
            with mock.patch.object(Door, "_check_chain", return_value=None):
                return adopt(self, stream, entries, Cursor(seq=head.seq, h=h, genesis=head.genesis), *more)
        return adopt(self, stream, entries, head, *more)

    return [mock.patch.object(fetching, "entries_of", short), mock.patch.object(Door, "adopt", lenient)]


def _unruly(world: World) -> list[Any]:
    """A client that goes on with its own facts though its re-offer failed, and offers pieces in any order. Ours
    does neither; the platform must not rely on it."""
    again, lost = rounds._Exchange._again, Door.lost

    async def sometimes(self: Any, stream: str) -> int:
        if world.chaos and world.dice.random() < 0.5:
            return 0
        return int(await again(self, stream))

    def any_piece(self: Door, stream: str, after: tuple[int, int]) -> Any:
        part = lost(self, stream, after)
        while part and world.chaos and world.dice.random() < 0.4:
            part = lost(self, stream, (part.past, part.proof.seq))
        return part

    return [mock.patch.object(rounds._Exchange, "_again", sometimes), mock.patch.object(Door, "lost", any_piece)]


OF_THE_WORLD = (_cursor_first, _trust_torn, _unruly)  # throw its dice, or count


class Broken(Mutant):
    """A mutant that is made by putting something in place of the product's parts."""

    def __init__(self, name: str, *parts: Callable[..., list[Any]]) -> None:
        self.name, self.parts, self.stormy = name, parts, _unruly in parts

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
    Broken("reoffer_bypass", _bypass, _unruly), Broken("no_gap_check", _no_gap, _unruly),
    Broken("no_base_check", _no_base, _unruly), Broken("no_base_and_no_gap_check", _no_base, _no_gap, _unruly),
    ReuseSession(), DropOnAck(),
    Broken("cursor_first_and_no_chain_check", _cursor_first, _no_chain),
    Broken("trust_torn_and_no_chain_check", _trust_torn, _no_chain),
)
HEALED: tuple[Mutant, ...] = (
    Broken("cursor_first", _cursor_first), Broken("trust_torn", _trust_torn))
UNRULY = Broken("unruly_client", _unruly)
