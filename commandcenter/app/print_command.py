"""`main.py print`: sheets of one case, of several or of a whole queue into one PDF, without a window. Only reads."""

import argparse
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from commandcenter.app.on_case import row_by
from commandcenter.core.rules import Refused
from commandcenter.reports import sheets
from commandcenter.reports.sheets import Printing, Sheet, SheetKind, Unprintable
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.queries import Queries

if TYPE_CHECKING:
    from commandcenter.app.station import Station
    from commandcenter.settings import Settings

MOST = 5_000  # sheets in one file


class PrintError(Exception):
    """Nothing was printed. Keys: nothing-to-print, and those of Unprintable, Unwritable."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


class Said(Protocol):
    """Where result and progress go."""

    def progress(self, what: str, done: int, of: int) -> None: ...
    def give(self, result: dict[str, object], *keys: str) -> None: ...


def run(args: argparse.Namespace, answer: Said, station: "Station", settings: "Settings") -> int:
    """Write the sheets and say how many; cases without such a sheet are named in `left_out`.

    Raises:
        OnCaseError: no such case.
        PrintError: nothing was printed.
    """
    from commandcenter.ui import sheet_run

    kind, queries = SheetKind(args.sheet), station.queries()
    try:
        rows = _rows(args, queries, station.clock())
        made, left_out = _made(kind, rows, queries, _printing(station, settings))
    finally:
        queries.close()
    if not made:
        if len(left_out) == 1:
            raise PrintError(left_out[0].key, **left_out[0].facts)
        raise PrintError("nothing-to-print", count=len(left_out))
    pictures = partial(station.blobs.copy, longest=sheet_run.PICTURE_PX)
    try:
        pages = sheet_run.write(
            made, args.out, settings, pictures, replace=args.replace,
            progress=lambda done, of: answer.progress("PDF", done, of))
    except sheet_run.Unwritable as err:
        raise PrintError(err.key, **err.facts) from err
    answer.give({
        "out": str(args.out), "sheet": kind.value, "cases": len(made), "pages": pages,
        "left_out": [{"number": err.facts["number"], "reason": err.key} for err in left_out],
        "left": len(left_out),
    }, "printed", *(("printed-left-out",) if left_out else ()))
    return 0


def _rows(args: argparse.Namespace, queries: Queries, now: int) -> list[CaseRow]:
    if args.queue:
        ids = queries.ids(args.queue, now)[:MOST].tolist()
        found = queries.rows(ids)
        return [found[i] for i in ids if i in found]
    return [row_by(number, queries, now) for number in dict.fromkeys(args.case)]


def _printing(station: "Station", settings: "Settings") -> Printing:
    try:
        books = station.door.books
    except Refused:
        books = None
    names = books.shown_names if books is not None else {}
    return Printing(
        street_name=station.about.street_name, books=books, calendars=station.door.sight.calendar, names=names,
        now=station.clock(), printed_by=names.get(settings.operator, station.about.name))


def _made(
    kind: SheetKind, rows: Sequence[CaseRow], queries: Queries, printing: Printing,
) -> tuple[list[Sheet], list[Unprintable]]:
    made, left_out = [], []
    for row in rows:
        try:
            made.append(sheets.build(kind, row.shown_number, queries.entries(row.case_id), printing))
        except Unprintable as err:
            left_out.append(err)
    return made, left_out
