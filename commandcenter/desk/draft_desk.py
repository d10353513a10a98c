"""Drafts (草稿): what was typed in a dialog is on disk within a second, and is offered again after a crash.

One thread of its own writes them, in order; the screen never waits for the disk. No widget, no words.
"""

import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from commandcenter.core.numbers import short_number
from commandcenter.desk.reader import Reader
from commandcenter.door.door import Door
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

INTAKE = "intake"
"""The name of the intake form's draft: there is one."""
NO_DIALOGS = frozenset({"bulk"})
"""What others keep among the drafts (desk/bulk_desk.py)."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a dialog held: its name, the case it is about, the fact it would become, when it was begun (ms UTC)."""

    name: str
    case_id: UUID
    type: str
    begun_at: int
    fields: dict[str, str] = field(default_factory=dict)
    saved_at: int = 0


class DraftDesk:
    """Keeps, drops and offers drafts. `offered` are those found at the start; `trouble` is why the last was not kept.

    `listeners` are called in the screen's thread after either changed.
    """

    def __init__(self, door: Door, reader: Reader, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._door, self._reader, self._deliver = door, reader, deliver
        self._latest: dict[str, Draft | None] = {}
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self.offered: tuple[Draft, ...] = ()
        self.trouble: StoreError | None = None
        self.listeners: list[Callable[[], None]] = []

    def start(self) -> None:
        """Look for drafts that an earlier run left; those that were sent after all are dropped unseen."""
        def question(q: Queries) -> tuple[list[Draft], list[str]]:
            found: list[Draft] = []
            sent: list[str] = []
            for kept in (kept for kept in self._door.drafts() if kept.name not in NO_DIALOGS):
                draft = _read(kept.name, kept.body, kept.saved_at)
                if draft is None or _was_sent(q, draft):
                    sent.append(kept.name)
                else:
                    found.append(draft)
            return found, sent

        def answer(read: tuple[list[Draft], list[str]]) -> None:
            found, sent = read
            for name in sent:
                self.drop(name)
            self.offered = tuple(draft for draft in found if draft.name not in self._latest)
            self._tell()

        self._reader.ask("drafts", question, answer)

    def numbers(
        self, drafts: tuple[Draft, ...], answer: Callable[[tuple[tuple[str, str], ...]], None]
    ) -> None:
        """The short numbers of the cases that drafts are about, with the fact each would become."""
        def question(q: Queries) -> tuple[tuple[str, str], ...]:
            rows = ((q.row_of(draft.case_id), draft.type) for draft in drafts)
            return tuple((short_number(row.shown_number), kind) for row, kind in rows if row is not None)

        self._reader.ask("draft-numbers", question, answer)

    def of(self, name: str) -> Draft | None:
        """The draft of a dialog: what was typed in this run, else what an earlier one left."""
        if name in self._latest:
            return self._latest[name]
        return next((draft for draft in self.offered if draft.name == name), None)

    def keep(self, draft: Draft) -> None:
        """Write it in its turn; an older one of the same name that waits is passed over."""
        self._latest[draft.name] = draft
        self._work(lambda: self._write(draft))

    def drop(self, name: str) -> None:
        """Sent or discarded: gone from here and from the disk."""
        self._latest[name] = None
        self.offered = tuple(draft for draft in self.offered if draft.name != name)
        self._work(lambda: self._door.drop_draft(name))

    def close(self) -> None:
        """Write what still waits."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    def _write(self, draft: Draft) -> None:
        if self._latest.get(draft.name) is draft:
            self._door.keep_draft(draft.name, _bytes(draft))

    def _work(self, work: Callable[[], None]) -> None:
        if self._pool is not None:
            self._pool.submit(self._try, work)

    def _try(self, work: Callable[[], None]) -> None:
        trouble: StoreError | None = None
        try:
            work()
        except StoreError as err:
            log.info("draft not kept: %s", err.key)
            trouble = err
        if trouble is not None or self.trouble is not None:
            self._deliver(lambda: self._hear(trouble))

    def _hear(self, trouble: StoreError | None) -> None:
        self.trouble = trouble
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self.listeners):
            listener()


def _bytes(draft: Draft) -> bytes:
    body = {"case": str(draft.case_id), "type": draft.type, "begun": draft.begun_at, "fields": draft.fields}
    return json.dumps(body, ensure_ascii=False).encode()


def _read(name: str, raw: bytes, saved_at: int) -> Draft | None:
    """None where another version wrote it in another form."""
    try:
        body: dict[str, Any] = json.loads(raw)
        return Draft(
            name=name, case_id=UUID(body["case"]), type=str(body["type"]), begun_at=int(body["begun"]),
            fields={str(key): str(value) for key, value in body["fields"].items()}, saved_at=saved_at)
    except (ValueError, KeyError, TypeError, AttributeError):
        log.warning("a draft (%s) cannot be read and is dropped", name)
        return None


def _was_sent(q: Queries, draft: Draft) -> bool:
    """Whether the fact that the draft would become was written after it was begun: the crash came after sending."""
    return any(e.fact.type == draft.type and e.fact.at >= draft.begun_at for e in q.entries(draft.case_id))
