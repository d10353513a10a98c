"""Duty hand-over (交接班) without a screen: what changed since the last one, both signatures, and those of the past.

Which signature is allowed is in core/handover.py; words are ui's.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core import handover as ho
from commandcenter.core.facts import Draft
from commandcenter.core.handover import Handover
from commandcenter.core.numbers import day_start
from commandcenter.core.rules import Refused
from commandcenter.desk.kept_files import KeptFiles
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Changed, Door
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

HANDOVER = "handover"
"""The name of the draft of a hand-over: there is one at a desk."""
LINES = (
    "new", "closed", "returned", "suspended", "resumed", "overdue", "due_next", "awaiting_reply", "whistles",
    "put_off", "conflicts", "unsynced",
)
SHOWN = 200  # cases of a line that are listed; the count is of all
HOUR_MS = 3_600_000
RECENT_MONTHS, PAST_MONTHS = 2, 13
MOST_PAST = 200


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: how many, and the first of the cases."""

    key: str
    count: int = 0
    rows: tuple[CaseRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HandoverView:
    """What the panel draws. `before`: what is counted from, None where nothing was handed over yet; times ms UTC."""

    loaded: bool = False
    key: UUID | None = None  # of the hand-over that would be signed now
    since: int = 0
    until: int = 0
    next_hours: int = 8
    before: Handover | None = None
    open: Handover | None = None  # this desk's, signed by the outgoing one alone
    elsewhere: tuple[Handover, ...] = ()  # open ones of other desks
    lines: tuple[Line, ...] = ()
    signed: tuple[Line, ...] = ()  # of `open`: its figures, and its cases as they are now
    refusal: Refused | StoreError | None = None

    @property
    def last_in(self) -> str:
        """Who took over here last; "" where nobody has."""
        return self.before.taken[0].actor if self.before is not None and self.before.taken else ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a person wrote: notes by line, the general note, who signs, why late or alone."""

    notes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    incoming: str = ""
    reason: str = ""


class HandoverDesk:
    """Holds the view while the panel is open; `listeners` hear of each new one."""

    def __init__(
        self, door: Door, reader: Reader, operator: OperatorDesk, now: Callable[[], int], new_id: Callable[[], UUID],
        desk_name: str, files: KeptFiles, put_off: Callable[[], tuple[UUID, ...]] = tuple,
    ) -> None:
        """`put_off`: the cases with an alarm that somebody here put off."""
        self._put_off, self._counted_off = put_off, tuple[UUID, ...]()
        self._files = files
        self._door, self._reader, self._operator = door, reader, operator
        self._now, self._new_id, self._desk_name = now, new_id, desk_name
        self.view = HandoverView()
        self.listeners: list[Callable[[HandoverView], None]] = []
        self._shown = False

    # -- reading ------------------------------------------------------------------------------------

    def open(self, key: UUID | None = None) -> None:
        """Count for a hand-over; `key` is that of a draft that is gone on with."""
        self._shown = True
        self.view = HandoverView(key=key or self._new_id(), next_hours=self.view.next_hours, until=self._now())
        self.refresh()

    def close(self) -> None:
        """The panel is gone: nothing is counted any more."""
        self._shown = False

    def last_hours(self, hours: int) -> None:
        """The next shift lasts so long: what is due in it is counted anew."""
        if hours != self.view.next_hours:
            self._set(replace(self.view, next_hours=hours))
            self.refresh()

    def on_changed(self, _news: Changed) -> None:
        """Facts came: what is shown is what would be signed."""
        if self._shown:
            self.refresh()

    def on_alarms(self) -> None:
        """Alarms came or went: counted anew where other ones are put off now."""
        if self._shown and self._put_off() != self._counted_off:
            self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        self._counted_off = put_off = self._put_off()
        now, street, letter, hours = self._now(), self._door.street, self._door.letter, self.view.next_hours

        def question(q: Queries) -> HandoverView:
            shift = q.shift()
            found = ho.read_book(shift.book(ho.books_before(street, now, RECENT_MONTHS)))
            here = [h for h in found if h.body.desk == letter]
            known = here or list(found)
            before = known[-1] if known else None
            since = before.body.until if before is not None else day_start(now)
            after = shift.place_of(before.fact) if before is not None else shift.place_at(since)
            ids = shift.happened(after) | shift.stands(now, now + hours * HOUR_MS) | {
                "put_off": shift.of_cases(put_off)}
            rows = q.rows([i for of_line in ids.values() for i in of_line[:SHOWN]])
            lines = tuple(
                Line(key=key, count=len(ids[key]), rows=tuple(rows[i] for i in ids[key][:SHOWN] if i in rows))
                for key in LINES)
            mine = here[-1] if here and here[-1].open else None
            signed = () if mine is None else tuple(
                Line(key=line.key, count=line.count,
                     rows=tuple(row for case in line.cases if (row := q.row_of(case)) is not None))
                for line in mine.body.lines)
            return HandoverView(
                loaded=True, since=since, until=now, before=before, lines=lines, open=mine, signed=signed,
                elsewhere=tuple(h for h in found if h.open and h.body.desk != letter and not ho.is_stale(h, now)))

        def answer(view: HandoverView) -> None:
            self._set(replace(
                view, key=self.view.key, next_hours=self.view.next_hours, refusal=self.view.refusal))

        self._reader.ask("handover", question, answer)

    def past(self, answer: Callable[[tuple[Handover, ...]], None]) -> None:
        """The hand-overs of the street, the newest first."""
        now, street = self._now(), self._door.street

        def question(q: Queries) -> tuple[Handover, ...]:
            found = ho.read_book(q.shift().book(ho.books_before(street, now, PAST_MONTHS)))
            return tuple(sorted(found, key=lambda h: h.at, reverse=True)[:MOST_PAST])

        self._reader.ask("handovers", question, answer)

    def write_out(self, path: str, data: bytes) -> None:
        """Write a sheet into a file that a person named.

        Raises:
            FileExistsError: there is such a file.
            OSError: it cannot be written.
        """
        self._files.hand_out(path, data)

    # -- signing ------------------------------------------------------------------------------------

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Who may sign at a desk: id and name with the post."""
        return tuple((user.id, f"{user.post} {user.name}".strip()) for user in self._operator.users)

    @property
    def names(self) -> dict[str, str]:
        """Names by id."""
        return dict(self.people)

    @property
    def here(self) -> str:
        """Who sits here."""
        return self._operator.operator.id

    def hand_over(self, written: Written) -> bool:
        """The outgoing one, who sits here, signs; False where refused (then the view says why)."""
        body, actor = self._body(written), self.here
        mine = self.view.open or self._last_here()
        return self._write(actor, self._door_book(body), lambda role: ho.hand_over(
            actor=actor, role=role, desks=self._desks(), body=body, before=mine))

    def take_over(self, written: Written) -> bool:
        """The incoming one signs this desk's open hand-over, and sits here from now on."""
        found, actor = self.view.open, written.incoming
        book = found.book if found is not None else ho.book_of(self._door.street, self._now())
        done = self._write(actor, book, lambda role: ho.take_over(
            actor=actor, role=role, desks=self._desks(), handover=found, names=self.names, at=self._now(),
            reason=written.reason, note=written.note))
        if done:
            self._operator.choose(actor)
        return done

    def take_alone(self, written: Written) -> bool:
        """The incoming one signs alone, with a reason: the outgoing one is gone."""
        actor = written.incoming
        outgoing = self.here if self.here != actor else self.view.last_in
        body = msgspec.structs.replace(self._body(written), outgoing=outgoing if outgoing != actor else "")
        done = self._write(actor, self._door_book(body), lambda role: ho.take_alone(
            actor=actor, role=role, desks=self._desks(), body=body))
        if done:
            self._operator.choose(actor)
        return done

    def _desks(self) -> tuple[str, ...]:
        return tuple(user for user, _ in self.people)

    def _last_here(self) -> Handover | None:
        before = self.view.before
        return before if before is not None and before.body.desk == self._door.letter else None

    def _door_book(self, body: b.HandedOver) -> UUID:
        return ho.book_of(self._door.street, body.until)

    def _body(self, written: Written) -> b.HandedOver:
        view = self.view
        return b.HandedOver(
            key=view.key or self._new_id(), desk=self._door.letter, desk_name=self._desk_name, since=view.since,
            until=self._now(), next_hours=view.next_hours, outgoing=self.here, incoming=written.incoming,
            reason=written.reason, note=written.note,
            lines=tuple(
                b.HandoverLine(
                    key=line.key, count=line.count, note=written.notes.get(line.key, ""),
                    numbers=tuple(row.shown_number for row in line.rows[:ho.MOST_NUMBERS]),
                    cases=tuple(row.case_id for row in line.rows[:ho.MOST_NUMBERS]))
                for line in view.lines))

    def _write(self, actor: str, book: UUID, decide: Callable[[str], Draft]) -> bool:
        role = next((user.role for user in self._operator.users if user.id == actor), "")
        try:
            if self._operator.accounts and actor != self.here:
                raise Refused("sign-in-first")
            self._door.record(book, actor, [decide(role)])
        except (Refused, StoreError) as err:
            log.info("not signed: %s", err.key)
            self._shown = True  # the panel comes back
            self._set(replace(self.view, refusal=err))
            return False
        self._set(replace(self.view, refusal=None))
        return True

    def _set(self, view: HandoverView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
