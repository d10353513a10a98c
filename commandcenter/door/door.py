"""The one way in. Every change, from a desk, the platform, a timer or a file, becomes facts here.

One writer at a time; listeners hear what changed after it is on disk, in the thread that knocked.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.core import accounts, redating
from commandcenter.core.case import Case, Entry, Folded, Role
from commandcenter.core.clocks import handling_due
from commandcenter.core.documents import Books
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.facts import (
    Accepted,
    BrokenChain,
    Cursor,
    Draft,
    Fact,
    Session,
    Waiting,
    decode,
    genesis,
    link,
    stamp,
)
from commandcenter.core.fold import evolve, fold, rejected_report
from commandcenter.core.numbers import provisional_number, shanghai_day
from commandcenter.core.report_rules import Report
from commandcenter.core.rules import Command, Refused, SettleConflict, Timed, decide
from commandcenter.core.transfer_rules import Hand, told
from commandcenter.core.undo import Undo, decide_undo
from commandcenter.door.lost_pasts import LostPasts
from commandcenter.door.self_check import SelfCheck
from commandcenter.store import drafts, pasts, views
from commandcenter.store import log as facts_log
from commandcenter.store.documents import held, read_books, read_sight
from commandcenter.store.drafts import KeptDraft
from commandcenter.store.engine import Store
from commandcenter.store.log import Collision
from commandcenter.store.views import Sight

log = logging.getLogger(__name__)

TIMER = "timer"  # actor of what the clock does


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What listeners hear: the cases (and records) that changed, the documents that came, and who did it.

    `own`: an act of this desk (not of the platform, not of the timer). `fired`: the level of a rung that the timer set,
    on the clock `clock`.
    """

    cases: frozenset[UUID] = frozenset()
    documents: tuple[str, ...] = ()
    own: bool = False
    fired: int = 0
    clock: str = ""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """All that a file says of one case, ready to be stamped; taken only where the case is not known yet."""

    case_id: UUID
    drafts: tuple[Draft, ...]


Listener = Callable[[Changed], None]


class Door(LostPasts, SelfCheck):
    """Takes commands and the platform's pages, one at a time, and tells listeners what came of them."""

    def __init__(self, store: Store, *, street: str, letter: str, clock: Callable[[], int],
                 new_id: Callable[[], UUID]) -> None:
        self.street, self._store, self._letter, self._clock = street, store, letter, clock
        self._session = Session(sid=secrets.token_hex(8), new_id=new_id, salt=lambda: secrets.token_urlsafe(16))
        self._sseq = 0
        self._offset = 0
        self._one_at_a_time = threading.RLock()
        self._listeners: list[Listener] = []
        with store.write() as conn:
            self._version, self._held = facts_log.version(conn), held(conn)
            self._sight = read_sight(conn)
            self._books = read_books(conn, street)
            self._seen = facts_log.cursor(conn, street)

    @property
    def books(self) -> Books:
        """The reference documents in force.

        Raises:
            Refused: `no-documents`, until they have come from the city platform once.
        """
        if self._books is None:
            raise Refused("no-documents")
        return self._books

    @property
    def sight(self) -> Sight:
        return self._sight

    @property
    def letter(self) -> str:
        """This workstation's letter in case numbers."""
        return self._letter

    @property
    def offset(self) -> int:
        """The platform's clock minus ours, ms."""
        return self._offset

    def now(self) -> int:
        """The corrected clock, ms UTC."""
        return self._clock() + self._offset

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call listener after each change; returns the way to stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def heard(self, news: Changed) -> None:
        """A process beside this one wrote (`door.guest`): take over what it changed, and tell the listeners."""
        with self._one_at_a_time, self._store.read() as conn:
            self._look(conn)
        self._tell(news)

    # -- commands -------------------------------------------------------------------------------------------------

    def submit(self, command: Command) -> Case:
        """Carry out a command; when it returns, its facts are on disk.

        Raises:
            Refused: the rules do not allow it. Nothing was written.
            StoreError: it could not be written (disk full …). Nothing was written.
        """
        with self._one_at_a_time:
            with self._store.write() as conn:
                self._look(conn)
                entries = facts_log.entries_of(conn, command.case_id)
                folded = fold(entries)
                if isinstance(command, Report):
                    command = replace(command, number=self._numbers(conn, 1)[0])
                command = self._filled(command, folded, entries)
                about = folded.case
                if about is None and isinstance(command, SettleConflict):
                    about = rejected_report(entries)
                drafts = self._decided(about, command)
                folded, written = self._made(command.case_id, command.actor, drafts, folded)
                facts_log.append(conn, [entry.fact for entry in written])
                views.write_cases(conn, {command.case_id: (folded, [*entries, *written])}, self._sight)
            self._sseq += len(drafts)
        case = folded.case or about
        if case is None:
            raise Refused("no-case")
        log.info("case %s now %s by %s", case.shown_number, case.stage, command.role)
        by_timer = command.role == Role.TIMER
        fired, clock = (command.level, command.clock) if by_timer and isinstance(command, Escalate) else (0, "")
        self._tell(Changed(cases=frozenset({command.case_id}), own=not by_timer, fired=fired, clock=clock))
        return case

    def submit_together(self, commands: Sequence[Command]) -> list[Case]:
        """Carry out commands on different cases in one transaction: all of them or none. The cases after it, in order.

        Raises:
            Refused: the rules do not allow one of them. Nothing was written.
            StoreError: it could not be written. Nothing was written.
        """
        with self._one_at_a_time:
            count, cases = 0, []
            with self._store.write() as conn:
                self._look(conn)
                for command in commands:
                    entries = facts_log.entries_of(conn, command.case_id)
                    folded = fold(entries)
                    command = self._filled(command, folded, entries)
                    drafted = self._decided(folded.case, command)
                    folded, written = self._made(command.case_id, command.actor, drafted, folded, ahead=count)
                    if folded.case is None:
                        raise Refused("no-case")
                    count += len(written)
                    facts_log.append(conn, [entry.fact for entry in written])
                    views.write_cases(conn, {command.case_id: (folded, [*entries, *written])}, self._sight)
                    cases.append(folded.case)
            self._sseq += count
        for case, command in zip(cases, commands, strict=True):
            log.info("case %s now %s by %s", case.shown_number, case.stage, command.role)
        self._tell(Changed(cases=frozenset(case.id for case in cases), own=True))
        return cases

    def submit_each(self, commands: Sequence[Command]) -> list[Case | Refused]:
        """Carry out commands on different cases in one transaction, each by itself: what the rules refuse is left out
        and given back in its place. The others are on disk when it returns.

        Raises:
            StoreError: it could not be written (disk full …). Nothing of the whole was written.
        """
        with self._one_at_a_time:
            count, answers = 0, list[Case | Refused]()
            with self._store.write() as conn:
                self._look(conn)
                for command in commands:
                    entries = facts_log.entries_of(conn, command.case_id)
                    folded = fold(entries)
                    try:
                        command = self._filled(command, folded, entries)
                        drafted = self._decided(folded.case, command)
                        folded, written = self._made(command.case_id, command.actor, drafted, folded, ahead=count)
                        if folded.case is None:
                            raise Refused("no-case")
                    except Refused as refused:
                        answers.append(refused)
                        continue
                    count += len(written)
                    facts_log.append(conn, [entry.fact for entry in written])
                    views.write_cases(conn, {command.case_id: (folded, [*entries, *written])}, self._sight)
                    answers.append(folded.case)
            self._sseq += count
        done = frozenset(answer.id for answer in answers if isinstance(answer, Case))
        log.info("%d of %d acts done together", len(done), len(commands))
        if done:
            self._tell(Changed(cases=done, own=True))
        return answers

    def take(self, bundles: Sequence[Bundle], actor: str) -> int:
        """Take what a file says of cases that are not known yet, in one transaction; returns how many were new.

        Raises:
            StoreError: nothing of the whole was written.
        """
        with self._one_at_a_time:
            count = 0
            with self._store.write() as conn:
                self._look(conn)
                known = facts_log.known_subjects(conn, [b.case_id for b in bundles])
                folded: dict[UUID, tuple[Folded, list[Entry]]] = {}
                for bundle in bundles:
                    if bundle.case_id in known or bundle.case_id in folded:
                        continue
                    done, written = self._made(
                        bundle.case_id, actor, list(bundle.drafts), Folded(case=None, outcomes=()), ahead=count)
                    count += len(written)
                    folded[bundle.case_id] = (done, written)
                facts_log.append(conn, [e.fact for _, written in folded.values() for e in written])
                views.write_cases(conn, folded, self._sight)
            self._sseq += count
        if folded:
            log.info("%d case(s) taken from a file", len(folded))
            self._tell(Changed(cases=frozenset(folded), own=True))
        return len(folded)

    def redate(self, case_ids: Sequence[UUID]) -> int:
        """Re-date the running clocks of cases by the newest calendar, in one transaction; how many cases it moved.

        Those that somebody else has re-dated, or that it does not touch, are passed over.

        Raises:
            StoreError: nothing was written.
        """
        with self._one_at_a_time:
            count = 0
            changed: dict[UUID, tuple[Folded, list[Entry]]] = {}
            with self._store.write() as conn:
                self._look(conn)
                newest = self._sight.newest
                for case_id, entries in facts_log.entries_of_many(conn, case_ids).items():
                    folded = fold(entries)
                    found = redating.touched(folded.case, self._sight.calendar, newest) if folded.case else ()
                    if not found:
                        continue
                    folded, written = self._made(case_id, TIMER, [redating.draft(found, newest)], folded, ahead=count)
                    count += len(written)
                    changed[case_id] = (folded, [*entries, *written])
                facts_log.append(conn, [e.fact for _, entries in changed.values() for e in entries[-1:]])
                views.write_cases(conn, changed, self._sight)
            self._sseq += count
        if changed:
            log.info("%d case(s) re-dated by calendar %d", len(changed), newest)
            self._tell(Changed(cases=frozenset(changed)))
        return len(changed)

    def record(self, subject: UUID, actor: str, drafts: Sequence[Draft]) -> None:
        """Append what is said of a record (a hand-over), which is no case; durable when it returns.

        Raises:
            Refused: this user may not. Nothing was written.
            StoreError: it could not be written (disk full …). Nothing was written.
        """
        with self._one_at_a_time:
            for draft in drafts if self._books is not None else ():
                accounts.check_record(actor, draft.role, self.books)
            with self._store.write() as conn:
                _, written = self._made(subject, actor, list(drafts), Folded(case=None, outcomes=()))
                facts_log.append(conn, [entry.fact for entry in written])
            self._sseq += len(drafts)
        log.info("%d fact(s) about a record", len(drafts))
        self._tell(Changed(cases=frozenset({subject}), own=True))

    def provisional_numbers(self, count: int) -> list[str]:
        """Numbers of this workstation for cases that a file brings."""
        with self._one_at_a_time, self._store.write() as conn:
            return self._numbers(conn, count)

    def case(self, case_id: UUID) -> Case | None:
        """A case as it stands, own waiting facts included."""
        return fold(self.entries(case_id)).case

    def entries(self, case_id: UUID) -> list[Entry]:
        """The course of a case in order of acceptance, own waiting facts last."""
        with self._one_at_a_time, self._store.write() as conn:
            return facts_log.entries_of(conn, case_id)

    # -- drafts: what was typed and not sent yet --------------------------------------------------------------------

    def keep_draft(self, name: str, body: bytes) -> None:
        """Keep what was typed in a dialog; durable when it returns.

        Raises:
            StoreError: it could not be written (disk full …); what was kept before is still there.
        """
        with self._one_at_a_time, self._store.write() as conn:
            drafts.keep(conn, KeptDraft(name=name, body=body, saved_at=self.now()))

    def drafts(self) -> tuple[KeptDraft, ...]:
        """All drafts, the newest first."""
        with self._one_at_a_time, self._store.write() as conn:
            return drafts.kept(conn)

    def drop_draft(self, name: str) -> None:
        """Forget a draft: it was sent or discarded.

        Raises:
            StoreError: it could not be written.
        """
        with self._one_at_a_time, self._store.write() as conn:
            drafts.drop(conn, name)

    # -- what this workstation remembers for itself ---------------------------------------------------------------

    def keep(self, name: str, value: str) -> None:
        """Remember something of this workstation alone, under the store's key; durable when it returns.

        Raises:
            StoreError: it could not be written; what was kept before is still there.
        """
        with self._one_at_a_time, self._store.write() as conn:
            facts_log.remember(conn, name, value)

    def recall(self, name: str) -> str:
        """What was kept under a name; "" where nothing was."""
        with self._one_at_a_time, self._store.write() as conn:
            return facts_log.recall(conn, name)

    # -- the platform's side (sync.rounds.Street) -----------------------------------------------------------------

    def session(self) -> str:
        return self._session.sid

    def set_offset(self, ms: int) -> None:
        """The measured difference of the platform's clock to ours; shown, and added to what is written from now on."""
        self._offset = ms

    def cursor(self, stream: str) -> Cursor:
        with self._one_at_a_time, self._store.read() as conn:
            return facts_log.cursor(conn, stream)

    def waiting(self, limit: int, after: UUID | None = None) -> list[Waiting]:
        with self._one_at_a_time, self._store.read() as conn:
            return facts_log.waiting(conn, limit, after)

    def adopt(self, stream: str, entries: Sequence[Accepted], head: Cursor) -> int:
        """Take a page of accepted facts: facts, fold, views and cursor in one transaction.

        `head` is where the page ends. Returns how many facts were new here.

        Raises:
            BrokenChain: the page does not follow on, or its hashes do not lead to `head`. Nothing was taken.
            BadFact: an entry is no fact. Nothing was taken.
            StoreError: it could not be written.
        """
        with self._one_at_a_time:
            try:
                return self._adopt(stream, entries, head)
            except Collision:
                if not self._make_way(entries):
                    raise
                return self._adopt(stream, entries, head)

    def adopt_pages(self, stream: str, pages: Sequence[tuple[Sequence[Accepted], Cursor]]) -> int:
        """Take pages that follow one another in one transaction: a case that several speak of is folded once.

        Raises:
            BrokenChain, BadFact, StoreError: as `adopt`; nothing of all was taken.
        """
        if len(pages) == 1:
            return self.adopt(stream, *pages[0])
        *inner, last = pages
        return self._adopt(stream, last[0], last[1], inner)

    def _adopt(self, stream: str, entries: Sequence[Accepted], head: Cursor,
               before: Sequence[tuple[Sequence[Accepted], Cursor]] = ()) -> int:
        """Take a page, with those `before` it."""
        pages = [*before, (entries, head)]
        entries = [entry for page, _ in pages for entry in page]
        facts = [decode(e.body) for e in entries]
        with self._one_at_a_time:
            with self._store.write() as conn:
                self._look(conn)
                end = facts_log.cursor(conn, stream)
                for page, to in pages:
                    self._check_chain(end, stream, page, to)
                    end = to
                came = _by_subject(entries, facts)
                first = came.keys() - facts_log.known_subjects(conn, came)  # nothing else is known of them here
                fresh, judged = facts_log.place(conn, stream, entries, facts)
                names = views.write_documents(
                    conn, [Entry(fact=f, seq=e.seq, verdict=e.verdict) for f, e in zip(facts, entries, strict=True)
                           if f.type == "published"])
                sight, books = self._sight, self._books
                if names:
                    sight, books = read_sight(conn), read_books(conn, self.street)
                known = {s: its for s, its in came.items() if s not in first}
                numbered, named = set[UUID](), set[UUID]()
                if known and not names:
                    numbered, named = self._only_numbered(conn, known, entries[0].seq, fresh | judged)
                read = {e.fact.id.bytes: e.fact for its in known.values() for e in its}
                folded = views.fold_subjects(conn, known.keys() - numbered, read, {s: came[s] for s in first})
                views.write_cases(conn, folded, sight, named, first)
                views.renumber(conn, numbered)
                if {"calendar", "ladder"} & set(names):
                    views.refresh_open(conn, sight)
                facts_log.move_cursor(conn, stream, head)
                for page, to in pages:
                    pasts.keep_signed(conn, stream, to, sum(len(e.body) for e in page))
            self._sight, self._books = sight, books
            if stream == self.street:
                self._seen = head
        if facts:
            log.info("%d fact(s) of %s adopted, %d new here", len(facts), stream, len(fresh))
            self._tell(Changed(cases=frozenset({*folded, *numbered}), documents=tuple(names)))
        return len(fresh)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _look(self, conn: facts_log.Writing) -> None:
        """Take over what another process of this workstation wrote since: documents, and how far the copy has come."""
        version = facts_log.version(conn)
        if version == self._version:
            return
        self._version, before, self._held = version, self._held, held(conn)
        self._seen = facts_log.cursor(conn, self.street)
        if self._held != before:
            self._sight, self._books = read_sight(conn), read_books(conn, self.street)

    def _decided(self, case: Case | None, command: Command) -> list[Draft]:
        accounts.check(command, case, self.books)
        return decide_undo(case, command) if isinstance(command, Undo) else decide(case, command, self.books)

    def _made(self, case_id: UUID, actor: str, drafts: list[Draft], folded: Folded,
              ahead: int = 0) -> tuple[Folded, list[Entry]]:
        """Stamp drafts and fold them on; they must all take effect. `ahead`: facts made before, not yet counted."""
        case = folded.case
        facts: list[Fact] = stamp(
            self._named(drafts), street=self.street, subject=case_id, head=case.head if case else None, actor=actor,
            session=self._session, sseq=self._sseq + ahead + 1, wall=self._clock(), off=self._offset,
            seen=(self._seen.seq, self._seen.h[:4].hex()))
        outcomes, written = list(folded.outcomes), []
        for fact in facts:
            entry = Entry(fact=fact)
            case, outcome = evolve(case, entry)
            if outcome.kind != "effective":
                raise Refused("not-effective", reason=outcome.reason)
            outcomes.append(outcome)
            written.append(entry)
        return Folded(case=case, outcomes=tuple(outcomes)), written

    def _named(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts with the version of `users` that says who may write them, where this street has accounts."""
        books = self._books
        if books is None or not books.users.enforced:
            return drafts
        named = {"users": books.versions["users"]}
        return [replace(draft, refs={**(draft.refs or {}), **named}) if draft.role not in accounts.MACHINES else draft
                for draft in drafts]

    def _filled(self, command: Command, folded: Folded, entries: Sequence[Entry]) -> Command:
        """The command with the clock that its rule looks at, or the course that the case takes along."""
        case = folded.case
        if isinstance(command, Timed):
            due = handling_due(case, self._sight.calendar) if case is not None else None
            return replace(command, now=self.now(), due=due)
        if isinstance(command, Hand):
            return replace(command, steps=told(entries, folded.outcomes, self.books.shown_names))
        return command

    def _only_numbered(
        self, conn: facts_log.Writing, came: Mapping[UUID, Sequence[Entry]], since: int, changed: set[UUID],
    ) -> tuple[set[UUID], set[UUID]]:
        """The subjects of which the page, from number `since` on, brings only own facts back, in their order: their
        fold is the same; and those that it brings the city's number too: their fold has that, and is the same else."""
        other, named = set[UUID](), dict[UUID, UUID]()
        for subject, its in came.items():
            for entry in its:
                if entry.verdict or (entry.fact.id in changed and entry.fact.type != "numbered"):
                    other.add(subject)
                elif entry.fact.id in changed:
                    named[entry.fact.id] = subject
        own = came.keys() - other
        kept = facts_log.keeps_order(conn, own, since, named) if own else set()
        with_number = kept & set(named.values())
        return kept - with_number, with_number

    def _check_chain(self, ours: Cursor, stream: str, entries: Sequence[Accepted], head: Cursor) -> None:
        if ours.genesis and ours.genesis != head.genesis:
            raise BrokenChain(f"{stream}: another beginning")
        h, n = (ours.h, ours.seq) if ours.genesis else (genesis(stream, head.genesis), 0)
        for entry in entries:
            if entry.seq != n + 1:
                raise BrokenChain(f"{stream}: {entry.seq} after {n}")
            h, n = link(h, entry.seq, entry.rts, entry.verdict, entry.body), entry.seq
        if (n, h) != (head.seq, head.h):
            raise BrokenChain(f"{stream}: the hash at {n} is not that of the head")

    def _numbers(self, conn: facts_log.Writing, count: int) -> list[str]:
        day = shanghai_day(self.now())
        key = f"last-number:{day}"
        last = int(facts_log.recall(conn, key) or "0")
        facts_log.remember(conn, key, str(last + count))
        return [provisional_number(day, self._letter, last + n + 1) for n in range(count)]

    def _changed(self, subjects: set[UUID]) -> None:
        if subjects:
            self._tell(Changed(cases=frozenset(subjects)))

    def _tell(self, news: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(news)


def _by_subject(entries: Sequence[Accepted], facts: Sequence[Fact]) -> dict[UUID, list[Entry]]:
    """What pages say of each case or record, in order; documents are left out."""
    found: dict[UUID, list[Entry]] = {}
    for entry, made in zip(entries, facts, strict=True):
        if made.type != "published":
            found.setdefault(made.subject, []).append(
                Entry(fact=made, seq=entry.seq, rts=entry.rts, verdict=entry.verdict))
    return found
