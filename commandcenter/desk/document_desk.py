"""Editing a reference document (规则文书): the draft, its undo, what it changes, who may publish it, its versions.

One document at a time, without a screen. Publishing is asked of the city platform; the new version comes back through
the door as a fact. What a change does to cases that are open is counted in document_effects.py.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core.case import Role
from commandcenter.core.document_checks import Fault, faults
from commandcenter.core.document_diff import Change, differ
from commandcenter.core.documents import (
    CITY_DOCUMENTS,
    STREET_DOCUMENTS,
    Body,
    Books,
    DocumentError,
    decode_body,
    subject_of,
)
from commandcenter.core.facts import CITY
from commandcenter.core.rules import Refused
from commandcenter.desk.document_effects import Effect, Effects
from commandcenter.desk.draft_desk import Draft, DraftDesk
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.desk.sync_desk import Answer, SyncDesk
from commandcenter.door.door import Changed, Door
from commandcenter.store.queries import Queries
from commandcenter.sync.client import PlatformDown, Rejected
from commandcenter.sync.wire import Issued, Publish

log = logging.getLogger(__name__)

PREFIX = "document:"
"""Before the document's name in the name of its draft."""
MOST_UNDO = 200
MOST_NOTE = 300
SHOWN_UNREACHED = frozenset({"none", "down", "refused"})

Trouble: TypeAlias = PlatformDown | Rejected | Refused


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """A published version: when (ms UTC), by whom (a user's id), from which workstation and why."""

    version: int
    at: int
    actor: str
    station: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentView:
    """The document that is edited. `base` is the version the draft was made of, `newest` the one that holds.

    `why_not` is why it cannot be published now, as a key ("" where it can): same, wrong, moved, role, right, offline.
    `trouble` is what the platform said to the last try, `issued` the version it gave to one that went well.
    """

    name: str = ""
    stream: str = ""
    body: Body | None = None
    base: int = 0
    newest: int = 0
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    can_undo: bool = False
    can_redo: bool = False
    why_not: str = ""
    restored: bool = False
    busy: bool = False
    trouble: Trouble | None = None
    issued: int = 0
    versions: tuple[VersionLine, ...] = ()
    effect: Effect | None = None
    note: str = ""

    @property
    def changed(self) -> bool:
        return bool(self.changes)


class DocumentDesk:
    """Holds the draft of one document. `listeners` hear of a new view, in the screen's thread."""

    def __init__(
        self, door: Door, reader: Reader, drafts: DraftDesk, operator: OperatorDesk, sync: SyncDesk,
        now: Callable[[], int],
    ) -> None:
        self._door, self._reader, self._drafts, self._operator = door, reader, drafts, operator
        self._sync, self._now = sync, now
        self._past: list[Body] = []
        self._future: list[Body] = []
        self._bodies: dict[int, bytes] = {}
        self._held: Body | None = None
        self._effects = Effects(reader, door)
        self._bad: frozenset[str] = frozenset()
        self._tries = 0
        self.view = DocumentView()
        self.listeners: list[Callable[[DocumentView], None]] = []
        sync.listeners.append(lambda _: self._renew())

    # -- opening ----------------------------------------------------------------------------------------------------

    def open(self, name: str) -> bool:
        """Open a document for editing, with the draft that was kept of it; False while the documents have not come."""
        books = self._books()
        if books is None:
            return False
        self._past, self._future, self._bad = [], [], frozenset()
        self._bodies = {}
        held: Body = getattr(books, name)
        stream = CITY if name in CITY_DOCUMENTS else self._door.street
        view = DocumentView(name=name, stream=stream, body=held, base=books.versions.get(name, 0))
        kept = self._drafts.of(PREFIX + name)
        if kept is not None:
            try:
                body = decode_body(name, kept.fields["body"].encode())
                view = replace(view, body=body, base=int(kept.fields["base"]), restored=True,
                               note=kept.fields.get("note", ""))
                if body == held:  # it was published after all
                    self._drafts.drop(PREFIX + name)
                    view = replace(view, base=books.versions.get(name, 0), restored=False, note="")
                else:
                    self._past = [held]
            except (DocumentError, KeyError, ValueError) as err:
                log.warning("the draft of %s cannot be read and is dropped: %s", name, err)
                self._drafts.drop(PREFIX + name)
        self._tries += 1
        self._effects.forget()
        self._set(view)
        self._renew()
        self._read_versions()
        return True

    def close(self) -> None:
        """Nobody looks any more; the draft stays."""
        self._effects.forget()
        self._tries += 1
        self.view = DocumentView()

    def on_changed(self, news: Changed) -> None:
        """News from the door: a version of this document may have come."""
        if self.view.name and news.documents and self.view.name in news.documents:
            self._read_versions()
            self._renew()

    # -- editing ----------------------------------------------------------------------------------------------------

    def put(self, body: Body) -> None:
        """The draft is now this; what was before can be taken back."""
        view = self.view
        if view.body is None or body == view.body:
            return
        self._past = [*self._past[-MOST_UNDO + 1:], view.body]
        self._future = []
        self._to(body)

    def undo(self) -> None:
        """Take the last change back."""
        if self._past and self.view.body is not None:
            self._future.append(self.view.body)
            self._to(self._past.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._future and self.view.body is not None:
            self._past.append(self.view.body)
            self._to(self._future.pop())

    def discard(self) -> None:
        """Forget the draft: the newest version is shown."""
        books = self._books()
        if books is None or not self.view.name:
            return
        self._drafts.drop(PREFIX + self.view.name)
        self._past, self._future, self._bad = [], [], frozenset()
        held: Body = getattr(books, self.view.name)
        self._set(replace(self.view, body=held, base=books.versions.get(self.view.name, 0), restored=False, note="",
                          trouble=None, issued=0))
        self._renew()
        self._count_effect()

    def mark_bad(self, places: frozenset[str]) -> None:
        """Fields whose text cannot be read: nothing is published while there are any."""
        if places != self._bad:
            self._bad = places
            self._renew()

    def take_note(self, note: str) -> None:
        """Why it is changed, as typed."""
        if note != self.view.note:
            self._set(replace(self.view, note=note[:MOST_NOTE]))
            if self.view.changed:
                self._keep()

    def take_over(self) -> None:
        """Somebody published meanwhile: go on with this draft on top of their version, which it will replace."""
        self._set(replace(self.view, base=self.view.newest, trouble=None))
        self._keep()
        self._renew()

    def restore(self, version: int) -> None:
        """An older version as the draft; published, it is the next version."""
        body = self.body_of(version)
        if body is not None:
            self.put(body)

    # -- versions ---------------------------------------------------------------------------------------------------

    def body_of(self, version: int) -> Body | None:
        """A version's body; None where it has not come, or this program cannot read it."""
        raw = self._bodies.get(version)
        try:
            return None if raw is None else decode_body(self.view.name, raw)
        except DocumentError:
            return None

    def compare(self, before: int, after: int) -> tuple[Change, ...]:
        """What two versions differ in; 0 is the draft."""
        bodies = [self.view.body if version == 0 else self.body_of(version) for version in (before, after)]
        return tuple(differ(*(None if body is None else plain(body) for body in bodies)))

    # -- publishing -------------------------------------------------------------------------------------------------

    def publish(self) -> bool:
        """Ask the platform to publish the draft; False where it cannot be asked (`why_not` says why)."""
        view = self.view
        self._renew()
        if view.busy or self.view.why_not or view.body is None:
            return False
        message = Publish(
            stream=view.stream, name=view.name, after=view.base, body=msgspec.Raw(msgspec.json.encode(view.body)),
            actor=self._operator.operator.id, note=view.note)
        self._tries += 1
        tried = self._tries
        self._set(replace(self.view, busy=True, trouble=None, issued=0))
        asked = self._sync.publish(message, lambda answer: self._on_answer(tried, message, answer))
        if not asked:
            self._set(replace(self.view, busy=False, why_not="offline"))
        return asked

    def _on_answer(self, tried: int, sent: Publish, answer: Answer) -> None:
        if isinstance(answer, Issued):
            log.info("%s published as version %d", sent.name, answer.version)
            kept = self._drafts.of(PREFIX + sent.name)
            if kept is not None and kept.fields.get("body", "").encode() == bytes(sent.body):
                self._drafts.drop(PREFIX + sent.name)  # also where the editor was closed meanwhile
        if tried != self._tries:
            return
        if isinstance(answer, Issued):
            self._past, self._future = [], []
            self._set(replace(self.view, busy=False, issued=answer.version, base=answer.version, note="",
                              restored=False))
        else:
            self._set(replace(self.view, busy=False, trouble=answer))
        self._renew()

    # -- inside -----------------------------------------------------------------------------------------------------

    def _to(self, body: Body) -> None:
        self._renew(replace(self.view, body=body, trouble=None, issued=0))
        self._keep()
        self._count_effect()

    def _renew(self, view: DocumentView | None = None) -> None:
        """What follows from the draft, the documents that hold and the exchange as it stands."""
        view, books = view or self.view, self._books()
        if not view.name or view.body is None or books is None:
            return
        held: Body = getattr(books, view.name)
        newest = max(books.versions.get(view.name, 0), max(self._bodies, default=0), view.issued)
        waits = view.issued > books.versions.get(view.name, 0)  # published; has not come back yet
        changes = () if waits else tuple(differ(plain(held), plain(view.body)))
        names = CITY_DOCUMENTS if view.stream == CITY else STREET_DOCUMENTS
        wrong = tuple(faults(view.name, view.body, {name: getattr(books, name) for name in names}))
        base = view.base
        if not changes and not waits:
            base = newest  # nothing of its own: goes along with what is published
        self._set(replace(
            view, changes=changes, faults=wrong, newest=newest, base=base, can_undo=bool(self._past),
            can_redo=bool(self._future), why_not=self._why_not(view.stream, changes, wrong, base, newest)))

    def _why_not(
        self, stream: str, changes: tuple[Change, ...], wrong: tuple[Fault, ...], base: int, newest: int,
    ) -> str:
        sync = self._sync
        may = sync.may_publish(stream)
        checks = (
            ("role", Role.ADMINISTRATOR not in self._operator.operator.roles), ("wrong", bool(self._bad or wrong)),
            ("same", not changes), ("moved", base != newest), ("offline", sync.view.state in SHOWN_UNREACHED),
            ("right", may is False),
        )
        return next((key for key, holds in checks if holds), "")

    def _keep(self) -> None:
        view = self.view
        if view.body is None:
            return
        if not view.changed and self._drafts.of(PREFIX + view.name) is None:
            return
        if not view.changed:
            self._drafts.drop(PREFIX + view.name)
            return
        self._drafts.keep(Draft(
            name=PREFIX + view.name, case_id=subject_of(view.stream, view.name), type="document", begun_at=self._now(),
            fields={"base": str(view.base), "body": msgspec.json.encode(view.body).decode(), "note": view.note}))

    def _read_versions(self) -> None:
        stream, name = self.view.stream, self.view.name
        subject: UUID = subject_of(stream, name)

        def question(q: Queries) -> tuple[tuple[VersionLine, ...], dict[int, bytes]]:
            lines = []
            for entry in q.entries(subject):
                said = entry.read() if not entry.verdict else None
                if isinstance(said, b.Published):
                    lines.append(VersionLine(
                        version=said.version, at=entry.rts or entry.fact.at, actor=entry.fact.actor,
                        station=said.station, note=said.note))
            return tuple(sorted(lines, key=lambda line: -line.version)), q.documents(stream, name)

        def answer(found: tuple[tuple[VersionLine, ...], dict[int, bytes]]) -> None:
            if (stream, name) != (self.view.stream, self.view.name):
                return
            lines, self._bodies = found
            self._set(replace(self.view, versions=lines))
            self._renew()
            self._count_effect()

        self._reader.ask("document-versions", question, answer)

    def _count_effect(self) -> None:
        view, books = self.view, self._books()
        if view.body is None or books is None or not view.changes:
            self._effects.forget()
            self._set(replace(self.view, effect=None))
            return
        self._effects.count(view.name, getattr(books, view.name), view.body, self._now(), self._on_effect)

    def _on_effect(self, effect: Effect) -> None:
        self._set(replace(self.view, effect=effect))

    def _books(self) -> Books | None:
        try:
            return self._door.books
        except Refused:
            return None

    def _set(self, view: DocumentView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def plain(body: Body) -> Any:
    """A document as JSON that can be compared."""
    return msgspec.json.decode(msgspec.json.encode(body))
