"""The door's part in finding back to one past with the platform: places, rolling back, offering again, setting aside.

What is said to the platform when is in sync/pasts.py.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from uuid import UUID

from commandcenter.core.case import Folded
from commandcenter.core.facts import Accepted, Cursor, LostPart, Session, SetAside
from commandcenter.store import log as facts_log
from commandcenter.store import pasts, views
from commandcenter.store.archive import Archive
from commandcenter.store.engine import Store
from commandcenter.store.standing import Standing, standing
from commandcenter.store.views import Sight

log = logging.getLogger(__name__)

STREETS = "streets"
PLATFORM_KEY = "platform-key"  # under this name, in what the workstation remembers


class LostPasts:
    """What a Door can do about pasts that the platform lost. Every method is one transaction."""

    street: str
    _store: Store
    _one_at_a_time: threading.RLock
    _clock: Callable[[], int]
    _session: Session
    _sseq: int
    _sight: Sight
    _seen: Cursor
    _streets: tuple[str, ...] | None = None

    def platform_key(self) -> str:
        """The key with which the platform signs, pinned at the first meeting; "" before."""
        with self._one_at_a_time, self._store.read() as conn:
            return facts_log.recall(conn, PLATFORM_KEY)

    def pin_key(self, key: str) -> None:
        """Pin the platform's key, durable when it returns."""
        with self._one_at_a_time, self._store.write() as conn:
            facts_log.remember(conn, PLATFORM_KEY, key)

    def keep_streets(self, codes: Sequence[str]) -> None:
        """Keep which streets of the city take cases of others; written only where they are others than before."""
        if tuple(codes) != self.streets():
            with self._one_at_a_time, self._store.write() as conn:
                facts_log.remember(conn, STREETS, ",".join(codes))
            self._streets = tuple(codes)

    def streets(self) -> tuple[str, ...]:
        """Codes of the streets that take cases, this one too; empty before the platform has named them."""
        if self._streets is None:
            with self._one_at_a_time, self._store.read() as conn:
                kept = facts_log.recall(conn, STREETS)
            self._streets = tuple(filter(None, kept.split(",")))
        return self._streets

    def keep_head(self, stream: str, head: Cursor) -> None:
        """Keep the platform's signature of the place where this copy stands, if it is that place."""
        with self._one_at_a_time:
            with self._store.read() as conn:
                elsewhere = not head.seq or head != facts_log.cursor(conn, stream)
                if elsewhere or pasts.signed_up_to(conn, stream) >= head.seq:
                    return
            with self._store.write() as conn:
                pasts.keep_signed(conn, stream, head, 0)

    def whole_up_to(self, stream: str) -> int:
        """The last number up to which this copy's facts lie without a hole."""
        with closing(self._store.reader()) as reader:  # of its own: nobody waits for the count of a million
            counted = pasts.whole(reader, stream)
        if counted is not None:
            return counted
        with self._one_at_a_time, self._store.read() as conn:
            return pasts.whole_up_to(conn, stream)

    def places(self, stream: str, seqs: Collection[int]) -> list[tuple[int, bytes]]:
        """The chain's hash after each of these numbers of this copy."""
        with self._one_at_a_time, self._store.read() as conn:
            return pasts.places(conn, stream, seqs)

    def roll_back(self, stream: str, to: int) -> int:
        """Go back to `to`, the last number that the platform shares. What came after it waits to be offered again.

        Nothing vanishes from the screen: it counts on top of what the platform holds, and is marked as waiting.
        Returns how many facts that were; none where only the place was wrong, which is counted anew.
        """
        with self._one_at_a_time:
            with self._store.write() as conn:
                stood = facts_log.cursor(conn, stream).seq
                subjects, less, gone = pasts.roll_back(conn, stream, to, self._clock())
                views.renumber(conn, subjects)
                self._fold(conn, less)
                seen = facts_log.cursor(conn, self.street)
            self._seen = seen
        if gone:
            log.warning("%s: the platform lost %d fact(s) after %d; they will be offered again", stream, gone, to)
        else:
            log.warning("%s: this copy stood at %d, its facts end at %d; reading on from there", stream, stood, to)
        self._changed(subjects)
        return gone

    def lost(self, stream: str, after: tuple[int, int]) -> LostPart | None:
        """The next piece of what the platform lost and may take again; (0, 0) for the first."""
        with self._one_at_a_time:
            while True:
                with self._store.read() as conn:
                    part = pasts.lost_part(conn, stream, after)
                if part is None or pasts.proves(part):
                    return part
                with self._store.write() as conn:
                    less = pasts.give_up(conn, part, self._clock())
                    self._fold(conn, less)
                log.warning("%s: %d lost fact(s) up to %d are proven no more", stream, len(part.ids), part.proof.seq)
                self._changed(less)

    def settle(self, reasons: Mapping[UUID, str], later: Collection[UUID] = ()) -> None:
        """What was offered again came back, or never will (then why): the first is over, the second set aside.

        What the platform takes only `later` goes on as own waiting facts do, where nothing can come before it any more.
        """
        with self._one_at_a_time, self._store.write() as conn:
            subjects = self._aside(conn, reasons)
            pasts.let_go(conn, later)
            pasts.settle(conn)
        self._changed(subjects)

    def set_aside(self, reasons: Mapping[UUID, str]) -> None:
        """Take waiting facts out of the outbox and the fold; they are kept and shown (`asides`)."""
        with self._one_at_a_time, self._store.write() as conn:
            subjects = self._aside(conn, reasons)
        for i, reason in reasons.items() if subjects else ():
            log.warning("set aside %s: %s", i, reason)
        self._changed(subjects)

    def asides(self) -> tuple[SetAside, ...]:
        """Facts that were set aside, oldest first."""
        with self._one_at_a_time, self._store.read() as conn:
            return pasts.asides(conn)

    def lost_count(self) -> int:
        """Facts that the platform lost and has not taken again."""
        with self._one_at_a_time, self._store.read() as conn:
            return pasts.lost_count(conn)

    def standing(self) -> Standing:
        """How many conflicts, facts set aside and waiting facts there are."""
        with self._one_at_a_time, self._store.read() as conn:
            return standing(conn)

    def archive(self) -> Archive:
        """Where a snapshot may come beside the store, to be read as a log."""
        return Archive(self._store.folder, self._store.key)

    def restamp(self, ids: Collection[UUID]) -> int:
        """Give waiting facts places in a new session: theirs are taken, or something before them never came.

        This process writes in that session from now on.
        """
        with self._one_at_a_time:
            session = replace(self._session, sid=secrets.token_hex(8))
            with self._store.write() as conn:
                count = pasts.restamp(conn, ids, session)
            self._session, self._sseq = session, count
        log.warning("%d waiting fact(s) go on in session %s", count, session.sid)
        return count

    def _make_way(self, entries: Sequence[Accepted]) -> bool:
        """Let waiting facts give way to accepted ones that have their id or their place. Whether any did."""
        with self._store.read() as conn:
            same_id, same_place = pasts.in_the_way(conn, entries)
        if same_id:
            self.set_aside(same_id)
        if same_place:
            self.restamp(same_place)
        return bool(same_id or same_place)

    def _aside(self, conn: facts_log.Writing, reasons: Mapping[UUID, str]) -> set[UUID]:
        subjects = pasts.set_aside(conn, reasons, self._clock())
        self._fold(conn, subjects)
        return subjects

    def _fold(self, conn: facts_log.Writing, subjects: set[UUID]) -> None:
        folded = views.fold_subjects(conn, subjects)
        views.write_cases(
            conn, {s: folded.get(s, (Folded(case=None, outcomes=()), [])) for s in subjects}, self._sight)

    def _changed(self, subjects: set[UUID]) -> None:
        """Tell that these cases changed."""
        raise NotImplementedError
