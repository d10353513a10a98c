"""What needs somebody now, without a screen: raised from facts and clocks, on the banner until seen, put off or over.

Where alarms come from: desk/alarm_news.py; what is remembered of them: desk/alarm_book.py. It is kept in the store,
under its key, so that what was put off or muted is so after a restart.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

import msgspec

from commandcenter.core import alarms, rules
from commandcenter.core.alarms import LATE_MS, MOST_SNOOZES, Group, Kind, Load
from commandcenter.core.case import READ_ONLY
from commandcenter.core.limits import DAY_MS, MINUTE_MS
from commandcenter.core.rules import Refused
from commandcenter.core.rungs import Receiver
from commandcenter.desk import alarm_book as books
from commandcenter.desk.alarm_book import Alarm, Book, Found, State
from commandcenter.desk.alarm_news import OVERDUE_LEVEL, Fired, Look, Source, look, stands
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.desk.sync_desk import SyncView
from commandcenter.door.door import Changed, Door
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

KEPT = "alarms"
KEEP_EVERY_MS = 5 * MINUTE_MS  # how far was watched is kept so often where nothing else changes
MUTE_MIN = 10
SYNC_DOWN_MS = 30 * MINUTE_MS  # so long unreachable is told once; working offline is no alarm


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the banner: one alarm, or many as one."""

    group: Group
    alarms: tuple[Alarm, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return self.group.keys


@dataclass(frozen=True, kw_only=True)
class Ring:
    """It rings: what is new, how it sounds, and whether it is silent (muted)."""

    kind: Kind
    alarms: tuple[Alarm, ...]
    silent: bool


@dataclass(frozen=True, kw_only=True)
class AlarmView:
    """What waits (banner order), the shift's alarms (newest first), the load, and what is muted (ms UTC)."""

    lines: tuple[Line, ...] = ()
    shift: tuple[Alarm, ...] = ()
    load: Load = Load()
    muted_until: int = 0
    muted_all: bool = False
    trouble: StoreError | None = None
    now: int = 0

    @property
    def muted(self) -> bool:
        return self.now < self.muted_until

    @property
    def waiting(self) -> int:
        return sum(len(line.alarms) for line in self.lines)


class AlarmDesk:
    """Raises and remembers alarms. `listeners` hear of each new view, `rings` of each time it rings."""

    def __init__(
        self, door: Door, reader: Reader, operator: OperatorDesk, deliver: Callable[[Callable[[], None]], None],
        now: Callable[[], int], sync: Callable[[], SyncView] = SyncView,
    ) -> None:
        self._door, self._reader, self._operator, self._deliver = door, reader, operator, deliver
        self._now, self._sync = now, sync
        self._book: Book | None = None  # None until it was read
        self._saved_at = 0
        self._fired: list[Fired] = []
        self._late_at = 0
        self._asked_at: int | None = None  # a look is under way
        self._again = False  # and something came meanwhile
        self._trouble: StoreError | None = None
        self._sources: dict[Kind, Source] = {}
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="alarms")
        self.view = AlarmView()
        self.listeners: list[Callable[[AlarmView], None]] = []
        self.rings: list[Callable[[Ring], None]] = []

    def start(self) -> None:
        """Read what an earlier run remembered, then look at the store."""
        self._reader.ask("alarm-book", lambda q: (self._door.recall(KEPT), self._door.cursor(self._door.street).seq),
                         self._on_kept)

    def watch(self, kind: Kind, source: Source) -> None:
        """Let a source of its own say at every look what stands: each new thing is raised, what it no longer gives
        is over. For whistles (吹哨) and what else has clocks of its own."""
        self._sources[kind] = source

    def on_changed(self, news: Changed) -> None:
        """Facts came, or the timer set a rung."""
        if news.fired >= OVERDUE_LEVEL:
            self._fired += [Fired(case_id, news.fired, news.clock) for case_id in news.cases]
        mine = {alarm.case_id for alarm in self._book.live()} if self._book is not None else set()
        if news.fired or not news.own or mine & news.cases:
            self.poll()

    def on_late(self, at: int) -> None:
        """The deadline watch came late: what it finds now happened while nobody watched."""
        self._late_at = at
        self.poll()

    def tick(self) -> None:
        """A minute went by."""
        self.poll()

    def poll(self) -> None:
        """Look at the store for what asks for an alarm, and for what is over; one look at a time."""
        book, now = self._book, self._now()
        if book is None or book.polled_at is None or book.seq is None:
            return
        if self._asked_at is not None and 0 <= now - self._asked_at < MINUTE_MS:
            self._again = True
            return
        self._asked_at, self._again = now, False
        since, seq, fired = min(book.polled_at, now), book.seq, tuple(self._fired)
        slept = now - since > LATE_MS
        watched_from = now if slept else self._late_at if now - self._late_at < LATE_MS else 0
        waiting = frozenset(alarm.case_id for alarm in book.live() if alarm.case_id is not None)
        sessions = frozenset(book.sessions)
        try:
            documents = self._door.books
        except Refused:
            documents = None

        def question(q: Queries) -> Look:
            return look(q, street=self._door.street, since=since, seq=seq, now=now, watched_from=watched_from,
                        sessions=sessions, fired=fired, waiting=waiting, books=documents, sources=dict(self._sources))

        def answer(found: Look) -> None:
            self._asked_at = None
            self._fired = [one for one in self._fired if one not in fired]
            self._on_look(found, now)
            if self._again:
                self.poll()

        self._reader.ask("alarms", question, answer)

    # -- what a person does -----------------------------------------------------------------------------------------

    def acknowledge(self, keys: Sequence[str] = ()) -> Refused | None:
        """These were seen; without keys the first line of the banner. Returns why it was not done."""
        why = self._only_looks()
        keys = keys or self._first()
        if why is None and self._book is not None and keys:
            self._set(books.seen(self._book, keys, self._now(), self._operator.operator.id), keep=True)
        return why

    def snooze(self, keys: Sequence[str], until: int, reason: str, note: str) -> Refused | StoreError | None:
        """Put these off until an instant, with a reason; `note` is what colleagues read on each case.

        Returns why it was not done: who may only look, no reason, put off too often, or the disk.
        """
        book, why = self._book, self._only_looks()
        if book is None or not keys or why is not None:
            return why
        chosen = [alarm for alarm in book.alarms if alarm.key in keys]
        try:
            if not reason.strip():
                raise Refused("reason-needed")
            if any(alarm.snoozes >= MOST_SNOOZES for alarm in chosen):
                raise Refused("snoozed-enough", most=MOST_SNOOZES)
            for case_id in dict.fromkeys(a.case_id for a in chosen if a.case_id is not None):
                self._note(case_id, note)
        except (Refused, StoreError) as why:
            return why
        self._set(books.put_off(book, keys, until, reason.strip(), self._operator.operator.id), keep=True)
        return None

    def put_off(self) -> tuple[UUID, ...]:
        """The cases with an alarm that is put off now, the one that comes again first at the head."""
        now = self._now()
        off = [a for a in self._book.alarms if a.state(now) is State.SNOOZED] if self._book is not None else []
        found = (a.case_id for a in sorted(off, key=_until))
        return tuple(dict.fromkeys(case for case in found if case is not None))

    def may_snooze(self, keys: Sequence[str]) -> bool:
        """Whether these may be put off once more."""
        return self._book is not None and all(
            alarm.snoozes < MOST_SNOOZES for alarm in self._book.alarms if alarm.key in keys)

    def duty_start(self) -> int | None:
        """When the units' duty next begins, ms UTC; None until the documents have come."""
        ladder, now = self._door.sight.ladder, self._now()
        if ladder is None or not self._door.sight.calendars:
            return None
        calendar = ladder.duty_calendar(Receiver.UNIT, self._door.sight.calendar(0))
        return next((since for since, _ in calendar.periods(now, now + 60 * DAY_MS) if since > now), None)

    def mute(self, *, everything: bool = False) -> Refused | None:
        """No tones for ten minutes; those of the high kinds only with `everything`. Returns why it was not done."""
        why = self._only_looks()
        if why is None and self._book is not None:
            until = self._now() + MUTE_MIN * MINUTE_MS
            self._set(msgspec.structs.replace(self._book, muted_until=until, muted_all=everything), keep=True)
        return why

    def _only_looks(self) -> Refused | None:
        """Why whoever sits here may silence nothing: what an alarm is about is for who acts."""
        roles = self._operator.operator.roles
        return Refused("account-read-only") if roles and roles <= READ_ONLY else None

    def unmute(self) -> None:
        if self._book is not None:
            self._set(msgspec.structs.replace(self._book, muted_until=0, muted_all=False), keep=True)

    def case_of(self, keys: Sequence[str], answer: Callable[[CaseRow], None]) -> None:
        """The row of the first of these that is about a case."""
        case_id = next((a.case_id for a in self._of(keys) if a.case_id is not None), None)
        if case_id is not None:
            wanted = case_id
            self._reader.ask("alarm-case", lambda q: q.row_of(wanted), lambda r: answer(r) if r is not None else None)

    def close(self) -> None:
        """Write what still waits."""
        if self._book is not None:
            self._keep(self._book)
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _on_kept(self, kept: tuple[str, int]) -> None:
        raw, seq = kept
        book = books.read(raw) if raw else Book()
        if book is None:
            log.warning("the alarms that an earlier run kept cannot be read; they begin anew")
            book = Book()
        sessions = tuple(dict.fromkeys((*book.sessions, self._door.session())))[-books.SESSIONS:]
        book = msgspec.structs.replace(
            book, sessions=sessions, seq=seq if book.seq is None else book.seq,
            polled_at=self._now() if book.polled_at is None else book.polled_at)
        self._set(book, keep=True)
        self.poll()

    def _on_look(self, found: Look, now: int) -> None:
        book = self._book
        if book is None:
            return
        things = (*found.found, *self._sync_trouble(now))
        book, new, rings = books.raised(book, things, now, f"late:{now // LATE_MS}")
        book = books.over(book, self._passed(book, found, things, now), now)
        book, up, again = books.woken(book, now)
        book = books.pruned(msgspec.structs.replace(
            book, polled_at=max(now, book.polled_at or 0), seq=max(found.seq, book.seq or 0)), now)
        held = self._book
        kept = held is not None and (book.alarms, book.rang, book.seq) == (held.alarms, held.rang, held.seq)
        self._set(book, keep=not kept or now - self._saved_at > KEEP_EVERY_MS)
        for kind, told in ((rings, new), (again, up)):
            if kind is not None:
                self._ring(Ring(kind=kind, alarms=told, silent=book.silent(kind, now)))

    def _passed(self, book: Book, found: Look, things: Sequence[Found], now: int) -> list[str]:
        """Keys of the alarms that what they are about has left."""
        given = {thing.key for thing in things}
        gone = []
        for alarm in book.live():
            if alarm.kind in found.standing:
                left = alarm.key not in found.standing[alarm.kind]
            elif alarm.kind is Kind.SYNC:
                left = alarm.key not in given
            else:
                left = alarm.case_id in found.rows and not stands(alarm, found.rows[alarm.case_id], now)
            if left:
                gone.append(alarm.key)
        return gone

    def _sync_trouble(self, now: int) -> tuple[Found, ...]:
        """The exchange with the platform needs a person, or has been down for long."""
        sync = self._sync()
        down = sync.state == "down" and sync.since and now - sync.since > SYNC_DOWN_MS
        if sync.state != "refused" and not down:
            return ()
        return (Found(kind=Kind.SYNC, about=f"{sync.state}:{sync.since}"),)

    def _note(self, case_id: UUID, text: str) -> None:
        """A note on the case; without one where the case or the operator cannot take it."""
        operator = self._operator.operator
        try:
            role = rules.role_for(rules.Note, operator.roles, self._door.books)
            if role is not None:
                self._door.submit(rules.Note(case_id=case_id, actor=operator.id, role=role, text=text))
        except Refused as why:
            log.info("no note on a put-off alarm: %s", why.key)

    def _first(self) -> tuple[str, ...]:
        return self.view.lines[0].keys if self.view.lines else ()

    def _of(self, keys: Sequence[str]) -> list[Alarm]:
        return [a for key in keys if self._book is not None and (a := self._book.find(key)) is not None]

    def _ring(self, ring: Ring) -> None:
        for listener in tuple(self.rings):
            listener(ring)

    def _set(self, book: Book, *, keep: bool) -> None:
        self._book = book
        if keep:
            self._saved_at = self._now()
            self._keep(book)
        self._show()

    def _show(self) -> None:
        book, now = self._book, self._now()
        if book is None:
            return
        waiting = {alarm.key: alarm for alarm in book.waiting(now)}
        groups = alarms.grouped([
            alarms.Waiting(key=a.key, kind=a.kind, at=a.at, batch=a.batch) for a in waiting.values()])
        lines = tuple(Line(group=g, alarms=tuple(waiting[key] for key in g.keys)) for g in groups)
        view = AlarmView(
            lines=lines, shift=tuple(reversed(book.alarms)), load=alarms.load(book.rang, now),
            muted_until=book.muted_until, muted_all=book.muted_all, trouble=self._trouble, now=now)
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)

    def _keep(self, book: Book) -> None:
        if self._pool is not None:
            self._pool.submit(self._write, books.written(book))

    def _write(self, raw: str) -> None:
        trouble: StoreError | None = None
        try:
            self._door.keep(KEPT, raw)
        except StoreError as err:  # they hold until the window is closed
            log.info("alarms not kept: %s", err.key)
            trouble = err
        if trouble is not None or self._trouble is not None:
            self._deliver(lambda: self._hear(trouble))

    def _hear(self, trouble: StoreError | None) -> None:
        self._trouble = trouble
        self._show()


def _until(alarm: Alarm) -> int:
    return alarm.until or 0
