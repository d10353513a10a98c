"""Transfers with one thing broken: each of these leaves a case in two streets, in none, or without what it carried."""

from collections.abc import Callable
from typing import Any
from unittest import mock
from uuid import UUID, uuid5

from msgspec.structs import replace

from commandcenter.cityplatform import moves, platform, reoffering, transfers
from commandcenter.core import bodies as b
from commandcenter.store import pasts
from commandcenter.sync import sending
from tests.faults.mutants import Broken
from tests.faults.world import Dead, World


def _judged_twice(world: World) -> list[Any]:
    """A platform that was restored writes about the same request what it has not written before."""

    def salted(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda asked, *way: function(uuid5(asked, str(world.city.restores)), *way)

    return [mock.patch.object(transfers, name, salted(getattr(transfers, name)))
            for name in ("case_there", "fact_id", "sid_of")]


def _though_withdrawn() -> list[Any]:
    """The platform grants what is taken back in the same message."""
    made = transfers.Handing.__init__

    def deaf(self: Any, **more: Any) -> None:
        made(self, **more | {"withdrawn": ()})

    return [mock.patch.object(transfers.Handing, "__init__", deaf)]


def _parted() -> list[Any]:
    """The workstation sends a request without its taking back."""
    return [mock.patch.object(sending, "may_go", lambda bodies, later: len(bodies)),
            mock.patch.object(sending, "rejoin", return_value=False)]


def _not_rejoined() -> list[Any]:
    """Only what one process wrote travels together."""
    return [mock.patch.object(sending, "rejoin", return_value=False)]


def _without_course() -> list[Any]:
    """The case arrives as if it had been reported there."""
    say = transfers.Book.say

    def bare(self: Any, asked: UUID, way: str, subject: UUID, body: Any, **more: Any) -> Any:
        if isinstance(body, b.Reported) and body.received is not None:
            body = replace(body, received=replace(body.received, steps=()))
        return say(self, asked, way, subject, body, **more)

    return [mock.patch.object(transfers.Book, "say", bare)]


def _two_transactions(world: World) -> list[Any]:
    """The case leaves in one transaction and arrives in the next."""
    later: list[Any] = []
    push = platform.Platform.push

    def pushing(self: Any, station: Any, message: Any) -> Any:
        later.clear()
        answer = push(self, station, message)
        books = [book for handing in later for book in handing.books.values() if book.rows]
        if books:
            if world.chaos and world.dice.random() < 0.1:
                raise Dead("between leaving and arriving")
            with self._files.write() as conn:
                for book in books:
                    book.write(conn)
        return answer

    def only_here(self: Any, conn: Any, photos: Any) -> dict[str, int]:
        for sid, last in self.sessions.items():
            transfers.streams.set_session(conn, sid, None, self._stream, last)
        later.append(self)
        return {}

    return [mock.patch.object(platform.Platform, "push", pushing),
            mock.patch.object(transfers.Handing, "write", only_here)]


def _number_again() -> list[Any]:
    """The other street's count of the day is not asked."""
    return [mock.patch.object(transfers, "_last", return_value={})]


def _moved_on() -> list[Any]:
    """Nobody asks whether another desk has moved the case on, or handed it over."""
    return [mock.patch.object(moves, "moved", return_value=set())]


def _not_mended() -> list[Any]:
    """After a restore nobody looks for the other half."""
    return [mock.patch.object(transfers, "mend", return_value={})]


def _answer_first() -> list[Any]:
    """An answer is taken again before its request is there."""
    return [mock.patch.object(reoffering._Placing, "_unasked", return_value="")]


def _words_of_then() -> list[Any]:
    """What the platform says anew of a transfer is set aside for a person to look at."""
    return [mock.patch.object(pasts, "_same_act", lambda one, other: pasts._unstamped(one) == pasts._unstamped(other))]


class Handed(Broken):
    """A mutant of lives in two streets."""

    def patches(self, world: World) -> list[Any]:
        return [patch for part in self.parts
                for patch in (part(world) if part in (_judged_twice, _two_transactions) else part())]


MUTANTS = (
    Handed("judged_twice", _judged_twice), Handed("granted_though_taken_back", _though_withdrawn),
    Handed("sent_without_its_taking_back", _parted), Handed("not_after_a_new_start", _not_rejoined),
    Handed("arrives_without_its_course", _without_course), Handed("leaves_before_it_arrives", _two_transactions),
    Handed("number_again", _number_again), Handed("moved_on_meanwhile", _moved_on),
    Handed("other_half_not_brought_back", _not_mended), Handed("answer_before_its_request", _answer_first),
    Handed("words_of_then_set_aside", _words_of_then),
)
