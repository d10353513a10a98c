"""The outbox (待发变更) without a screen: what waits for the city platform, since when, what it did not accept.

It can be handed out as a file for people and a file for programs. Words are ui's.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from commandcenter.core.numbers import short_number
from commandcenter.desk.case_desk import Line, line_of
from commandcenter.desk.kept_files import KeptFiles
from commandcenter.desk.reader import Reader
from commandcenter.desk.sync_desk import SyncDesk, SyncView
from commandcenter.door.door import Changed
from commandcenter.store.conflicts import OpenConflict
from commandcenter.store.outbox import AsideFact, WaitingFact
from commandcenter.store.queries import Queries

SHOWN: Final = 500  # facts in the list; the count says how many there are
FORMAT: Final = "commandcenter-outbox"
_PART: Final = 1000
_MOST_ASIDE: Final = 100_000


@dataclass(frozen=True, kw_only=True)
class OutboxLine:
    """A fact in the list. `number` of its case, "" of a record; `verdict` why it was not accepted, 0 while it waits.

    `aside`: the key of why it was set aside; "" otherwise.
    """

    number: str
    place: str
    line: Line
    verdict: int = 0
    aside: str = ""


@dataclass(frozen=True, kw_only=True)
class OutboxView:
    """All that the outbox shows. `photos` that the listed facts name; `oldest` when the first was written, ms UTC."""

    lines: tuple[OutboxLine, ...] = ()
    rejected: tuple[OutboxLine, ...] = ()  # and what was set aside
    total: int = 0
    photos: int = 0
    oldest: int | None = None
    sync: SyncView = SyncView()
    loaded: bool = False
    now: int = 0


class OutboxDesk:
    """What waits. `listeners` hear of each new view; read only while somebody looks."""

    def __init__(self, reader: Reader, sync: SyncDesk, files: KeptFiles, now: Callable[[], int], *,
                 street: str, letter: str) -> None:
        self._reader, self._sync, self._files, self._now = reader, sync, files, now
        self._street, self._letter = street, letter
        self.view = OutboxView()
        self.listeners: list[Callable[[OutboxView], None]] = []
        sync.listeners.append(self._on_sync)

    def refresh(self) -> None:
        """Read what waits anew."""
        self._reader.ask("outbox", look, self._on_found)

    def on_changed(self, news: Changed) -> None:
        """Facts came or went."""
        if self.listeners:
            self.refresh()

    def hand_out(
        self, path: str, text: Callable[[OutboxView], str], done: Callable[[str, OSError | None], None],
    ) -> None:
        """Write what waits: `path`.txt for people by `text`, `path`.jsonl with the facts' very bytes for programs.

        `done` hears the path of the first, and what was wrong.
        """
        def question(q: Queries) -> tuple[OutboxView, bytes]:
            return as_view(look(q), self.view.sync, self._now()), b"".join(
                machine(q, self._street, self._letter, self._now()))

        def answer(found: tuple[OutboxView, bytes]) -> None:
            view, facts = found
            where = path.removesuffix(".txt")
            try:
                self._files.hand_out(f"{where}.jsonl", facts)
                self._files.hand_out(f"{where}.txt", text(view).encode())
            except OSError as err:
                done(f"{where}.txt", err)
                return
            done(f"{where}.txt", None)

        self._reader.ask("outbox-out", question, answer)

    def _on_sync(self, view: SyncView) -> None:
        if view != self.view.sync:
            self._set(replace(self.view, sync=view, now=self._now()))
            if self.listeners:
                self.refresh()

    def _on_found(self, found: "Found") -> None:
        self._set(as_view(found, self._sync.view, self._now()))

    def _set(self, view: OutboxView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the store said."""

    total: int
    facts: tuple[tuple[WaitingFact, str, str], ...]  # with number and place of its case
    rejected: tuple[tuple[OpenConflict, str, str], ...]
    aside: tuple[tuple[AsideFact, str, str], ...]


def look(q: Queries) -> Found:
    """Ask the store what waits and what was not accepted."""
    def of(case_id: UUID) -> tuple[str, str]:
        row = q.row_of(case_id)
        return (short_number(row.shown_number), row.place) if row is not None else ("", "")

    facts = tuple((one, *of(one.entry.fact.subject)) for one in q.outbox.waiting(SHOWN))
    rejected = tuple((one, *of(one.case_id)) for one in q.conflicts_of.open(SHOWN) if one.kind == "rejected")
    aside = tuple((one, *of(one.entry.fact.subject)) for one in q.outbox.aside(SHOWN))
    return Found(total=q.waiting(), facts=facts, rejected=rejected, aside=aside)


def as_view(found: Found, sync: SyncView, now: int) -> OutboxView:
    """What is drawn of it."""
    lines = tuple(OutboxLine(number=n, place=p, line=line_of(one.entry)) for one, n, p in found.facts)
    rejected = tuple(
        OutboxLine(number=n, place=p, line=line_of(one.entry), verdict=one.entry.verdict)
        for one, n, p in found.rejected)
    aside = tuple(
        OutboxLine(number=n, place=p, line=line_of(one.entry), aside=one.reason) for one, n, p in found.aside)
    return OutboxView(
        lines=lines, rejected=(*aside, *rejected), total=found.total, photos=sum(line.line.photos for line in lines),
        oldest=found.facts[0][0].entry.fact.at if found.facts else None, sync=sync, loaded=True, now=now)


def machine(q: Queries, street: str, letter: str, now: int) -> Iterator[bytes]:
    """What waits, then what was set aside, as lines of JSON: a head, then each fact in the bytes that would travel."""
    head = {"format": FORMAT, "version": 1, "street": street, "letter": letter, "written": now, "facts": q.waiting(),
            "aside": len(q.outbox.aside(_MOST_ASIDE))}
    yield json.dumps(head).encode() + b"\n"
    at = 0
    while part := q.outbox.waiting(_PART, at):
        yield from (one.body + b"\n" for one in part)
        at += len(part)
    yield from (one.body + b"\n" for one in q.outbox.aside(_MOST_ASIDE))
