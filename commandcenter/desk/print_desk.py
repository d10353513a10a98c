"""Sheets to print, without a screen: which kinds there are of a case, the sheets of many, and where PDFs went last.

What stands on a sheet is said by reports/sheets.py; nothing is written into the log, which a sheet does not change.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import msgspec

from commandcenter.core.case import Entry
from commandcenter.core.documents import Books
from commandcenter.core.rules import Refused
from commandcenter.desk.kept_files import KeptFiles
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.desk.rows import CaseRow
from commandcenter.door.door import Door
from commandcenter.reports import sheets
from commandcenter.reports.sheets import Deadline, Order, Printing, Sheet, SheetKind, Step, Unprintable
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries

__all__ = [
    "MOST", "Deadline", "Order", "PrintDesk", "PrintView", "Printing", "Sheet", "SheetKind", "Step",
    "Unprintable",
]

log = logging.getLogger(__name__)

MOST = 500  # cases in one printing
PER_TURN = 20  # cases read at once, so that other questions get their turn
FILE = "printing.json"
Copies = Callable[[str], bytes | None]


class _Kept(msgspec.Struct, omit_defaults=True):
    """What is remembered of the last printing."""

    folder: str = ""
    printer: str = ""


@dataclass(frozen=True, kw_only=True)
class PrintView:
    """What the print panel draws. `kinds`: each kind and why there is none of the first case ("" where there is).

    `left_out`: cases without a sheet of this kind, with the key that says why. `done` of `of` cases are read.
    """

    number: str = ""
    kind: SheetKind | None = None
    kinds: tuple[tuple[SheetKind, str], ...] = ()
    sheets: tuple[Sheet, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    done: int = 0
    of: int = 0
    version: int = 0

    @property
    def loaded(self) -> bool:
        return bool(self.kinds) and self.done == self.of


class PrintDesk:
    """The sheets of the cases that were chosen. `listeners` hear of each new view."""

    def __init__(
        self, door: Door, reader: Reader, operator: OperatorDesk, files: KeptFiles, now: Callable[[], int], *,
        street_name: str,
    ) -> None:
        self._door, self._reader, self._operator, self._files, self._now = door, reader, operator, files, now
        self._street_name = street_name
        self.copies: Copies = lambda sha256: None  # app brings the pictures, as they leave the house
        self.view = PrintView()
        self.listeners: list[Callable[[PrintView], None]] = []
        self._ids: tuple[int, ...] = ()
        self._kept = self._remembered()
        self._turn = 0

    def open(self, ids: Sequence[int], kind: SheetKind | None = None) -> None:
        """Begin with these cases (row ids), at most MOST of them; without a `kind` the one that the first needs."""
        self._ids = tuple(int(i) for i in ids[:MOST])
        self._turn += 1
        self._set(PrintView(of=len(self._ids), version=self.view.version + 1))
        if self._ids:
            self._ask(0, kind, self._printing())

    def choose(self, kind: SheetKind) -> None:
        """Another kind of sheet of the same cases."""
        if kind is not self.view.kind and self._ids:
            self.open(self._ids, kind)

    def stop(self) -> None:
        """The panel went away: read no further, and let go what was read."""
        self._turn += 1
        self._ids = ()
        self._set(PrintView(version=self.view.version + 1))

    def pictures(self, names: tuple[str, ...], answer: Callable[[dict[str, bytes]], None]) -> None:
        """The pictures of a sheet, by content; those that are not on this workstation are left out."""
        copies = self.copies

        def question(_q: Queries) -> dict[str, bytes]:
            try:
                found = ((name, copies(name)) for name in names)
                return {name: data for name, data in found if data is not None}
            except StoreError as err:  # their places say that they are not here
                log.warning("pictures not read: %s", err.key)
                return {}

        self._reader.ask("print-pictures", question, answer)

    # -- what is remembered -----------------------------------------------------------------------------------------

    @property
    def folder(self) -> str:
        """Where the last PDF was saved, "" for the first."""
        return self._kept.folder

    @property
    def printer(self) -> str:
        """The printer used last, "" for none."""
        return self._kept.printer

    def remember(self, *, folder: str | None = None, printer: str | None = None) -> None:
        """Keep where the last one went."""
        kept = _Kept(folder=self._kept.folder if folder is None else folder,
                     printer=self._kept.printer if printer is None else printer)
        if kept == self._kept:
            return
        self._kept = kept
        try:
            self._files.write(FILE, msgspec.json.encode(kept))
        except OSError as err:  # only a convenience: it is asked for again next time
            log.warning("printing not remembered: %s", err)

    def note(self, where: str) -> None:
        """Write into this workstation's log who printed what."""
        view = self.view
        log.info("printed %s of %s by %s: %s", view.kind, ", ".join(s.case.shown_number for s in view.sheets),
                 self._operator.operator.id, where)

    def _remembered(self) -> _Kept:
        try:
            held = self._files.read(FILE)
            return _Kept() if held is None else msgspec.json.decode(held, type=_Kept)
        except (OSError, msgspec.DecodeError) as err:
            log.info("printing not read: %s", err)
            return _Kept()

    # -- reading ----------------------------------------------------------------------------------------------------

    def _printing(self) -> Printing:
        books = self._books()
        names = books.shown_names if books is not None else {}
        operator = self._operator.operator
        return Printing(
            street_name=self._street_name, books=books, calendars=self._door.sight.calendar, names=names,
            now=self._now(), printed_by=names.get(operator.id, operator.post))

    def _ask(self, at: int, kind: SheetKind | None, printing: Printing) -> None:
        some = self._ids[at:at + PER_TURN]

        def question(q: Queries) -> _Found:
            rows = q.rows(list(some))
            return _made(kind, [(rows[i], q.entries(rows[i].case_id)) for i in some if i in rows], printing)

        self._reader.ask("print", question, partial(self._answer, self._turn, at + len(some), printing))

    def _answer(self, turn: int, done: int, printing: Printing, found: "_Found") -> None:
        if turn != self._turn:
            return
        view = self.view
        if not view.kinds:
            view = replace(view, number=found.number, kinds=tuple(found.kinds.items()), kind=found.kind)
        self._set(replace(view, sheets=view.sheets + found.sheets, left_out=view.left_out + found.left_out, done=done,
                          version=view.version + 1))
        if done < len(self._ids):
            self._ask(done, view.kind, printing)

    def _books(self) -> Books | None:
        try:
            return self._door.books
        except Refused:
            return None

    def _set(self, view: PrintView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


@dataclass(frozen=True, kw_only=True)
class _Found:
    """Sheets of some cases; number, proposed kind and kinds are of the first of them."""

    number: str = ""
    kind: SheetKind | None = None
    kinds: dict[SheetKind, str]
    sheets: tuple[Sheet, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def _made(kind: SheetKind | None, cases: Sequence[tuple[CaseRow, list[Entry]]], printing: Printing) -> _Found:
    if not cases:
        return _Found(kinds=dict.fromkeys(SheetKind, "sheet-no-case"), kind=kind)
    proposed, kinds = sheets.kinds(cases[0][1])
    kind = kind or proposed
    made: list[Sheet] = []
    left_out: list[tuple[str, str]] = []
    for row, entries in cases:
        try:
            if kind is None:
                raise Unprintable("sheet-none", number=row.shown_number)
            made.append(sheets.build(kind, row.shown_number, entries, printing))
        except Unprintable as err:
            left_out.append((row.shown_number, err.key))
    return _Found(number=cases[0][0].shown_number, kind=kind, kinds=kinds, sheets=tuple(made),
                  left_out=tuple(left_out))
