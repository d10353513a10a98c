"""Files of cases (案件导入): a file and its mapping → rows → bundles of drafts → the door, batch by batch.

How a foreign row is read is core/mapping.py's; words for a refusal are brought by the caller. A file that cannot be
read as a whole is found out before the first row is taken.
"""

import csv
import logging
import math
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from collections.abc import Mapping as Named
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO
from uuid import NAMESPACE_URL, UUID, uuid5

from commandcenter.atlas.anchor import anchor
from commandcenter.atlas.ground import Ground
from commandcenter.atlas.mercator import E7
from commandcenter.atlas.names import Names
from commandcenter.core import bodies as b
from commandcenter.core.case import EARLIEST, LATEST, Role
from commandcenter.core.catalogue import UNCLASSIFIED, CaseClass, Condition
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft
from commandcenter.core.limits import Limit
from commandcenter.core.mapping import (
    Mapping,
    MappingError,
    Positions,
    Refusal,
    RowPlan,
    load_mapping,
    missing_columns,
    read_row,
)
from commandcenter.core.masking import masked
from commandcenter.core.numbers import shanghai_date
from commandcenter.core.responsibility import propose
from commandcenter.core.rules import MAX_TEXT
from commandcenter.door.door import Bundle, Door
from commandcenter.store.queries import Queries

log = logging.getLogger(__name__)

BATCH = 400  # cases in one transaction
DEMO, SYNTHETIC, REVIEW = "demo", "synthetic", "review"  # 演示数据, 合成, 待受理员复核
MAX_CELL = 1024 * 1024  # characters of one cell
MAX_ID, MAX_PLACE = 200, 200  # characters
_CASES = uuid5(NAMESPACE_URL, "commandcenter:case")
_NOT_CSV = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls", b"%PDF": "pdf", b"\x1f\x8b": "gzip"}

Progress = Callable[[int, int], None]  # rows done, rows in the file


class FeedError(Exception):
    """The file, or its mapping, cannot be used as a whole; no row of it was taken.

    Keys: file-missing, file-unreadable, file-empty, file-not-csv, file-encoding, file-broken, columns-missing,
    mapping-missing, mapping-unfit, mapping-unusable, refusals-unwritable. The facts say what and where.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a file: what it says or why it is refused, and the cells as they were.

    `marks` come on top of those the mapping gives; `reported_only` stops at the report, whatever the row knows more.
    """

    plan: RowPlan | Refusal
    cells: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    reported_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file that can be read as a whole: its columns and how many rows it has."""

    path: Path
    mapping: Mapping
    columns: tuple[str, ...]
    count: int

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other."""
        for line, cells in _records(self.path, self.mapping, skip=1):
            if len(cells) != len(self.columns):
                facts = {"found": str(len(cells)), "columns": str(len(self.columns))}
                yield Row(plan=Refusal(line=line, reason="cells-differ", facts=facts), cells=tuple(cells))
                continue
            plan = read_row(self.mapping, dict(zip(self.columns, cells, strict=True)), line)
            yield Row(plan=plan, cells=tuple(cells))


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a row's case lies: degrees × 1e7, EPSG:4490, and in which community and cell."""

    lon: int
    lat: int
    text: str
    community: str
    community_name: str
    grid: str


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of the rows: read = taken + known + refused. `refused_file` None when nothing was refused.

    `cancelled`: stopped on request; what was taken until then stays.
    """

    read: int = 0
    taken: int = 0
    known: int = 0
    refused: int = 0
    refused_file: Path | None = None
    cancelled: bool = False


_Ready = tuple[UUID, Row, RowPlan, Place, CaseClass, Condition | None]


def case_id(street: str, source: str, source_id: str) -> UUID:
    """The subject of an imported case: the same on every workstation, at every import."""
    return uuid5(_CASES, f"{street}|{source}|{source_id}")


def find_mapping(name: str, folder: Path) -> Mapping:
    """A mapping by its name among those that are shipped (`folder`), or by the path of its file.

    Raises:
        FeedError: mapping-missing, mapping-unusable.
    """
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    try:
        return load_mapping(path.read_bytes())
    except (FileNotFoundError, IsADirectoryError) as err:
        known = ", ".join(sorted(p.stem for p in folder.glob("*.toml")))
        raise FeedError("mapping-missing", name=name, known=known) from err
    except OSError as err:
        raise FeedError("mapping-unusable", where=str(path), what=err.strerror or str(err)) from err
    except MappingError as err:
        raise FeedError("mapping-unusable", where=str(path), what=str(err)) from err


def fitting(path: Path, folder: Path) -> Mapping:
    """The shipped mapping whose columns a file has; of several the one that reads most of them.

    Raises:
        FeedError: mapping-unfit where none fits; or why the file cannot be read.
    """
    if not path.exists():
        raise FeedError("file-missing", where=str(path))
    found: list[tuple[int, Mapping]] = []
    names = sorted(p.stem for p in folder.glob("*.toml"))
    for name in names:
        mapping = find_mapping(name, folder)
        try:
            with closing(_records(path, mapping, skip=0)) as records:
                _, columns = next(records, (0, []))
        except FeedError as err:
            if err.key == "file-encoding":  # another mapping may know another encoding
                continue
            raise
        if any(columns) and not missing_columns(mapping, columns):
            found.append((len(missing_columns(mapping, [])), mapping))
    if not found:
        try:
            open_table(path, find_mapping(names[0], folder))  # says what is wrong with the file, if it is the file
        except FeedError as err:
            if err.key != "columns-missing":
                raise
        raise FeedError("mapping-unfit", where=str(path), known=", ".join(names))
    return max(found, key=lambda fit: fit[0])[1]


def open_table(path: Path, mapping: Mapping) -> Table:
    """Look through the whole file once: is it one, can it be decoded, are the columns there, how many rows.

    Raises:
        FeedError: file-missing, file-unreadable, file-empty, file-not-csv, file-encoding, file-broken, columns-missing.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except FileNotFoundError as err:
        raise FeedError("file-missing", where=str(path)) from err
    except OSError as err:
        raise FeedError("file-unreadable", where=str(path), what=err.strerror or str(err)) from err
    if not head:
        raise FeedError("file-empty", where=str(path))
    if head in _NOT_CSV or head[:2] in _NOT_CSV:
        raise FeedError("file-not-csv", where=str(path), found=_NOT_CSV.get(head) or _NOT_CSV[head[:2]])
    records = _records(path, mapping, skip=0)
    _, columns = next(records, (0, []))
    if not any(columns):
        raise FeedError("file-empty", where=str(path))
    missing = missing_columns(mapping, columns)
    if missing:
        raise FeedError("columns-missing", where=str(path), columns=", ".join(missing), mapping=mapping.name)
    return Table(path=path, mapping=mapping, columns=tuple(columns), count=sum(1 for _ in records))


class Feed:
    """Takes rows of one source into one street, through the door."""

    def __init__(
        self, mapping: Mapping, *, door: Door, queries: Queries, ground: Ground, names: Names,
        batch: int | None = None,
    ) -> None:
        """`batch`: cases in one transaction, some hundred unless told."""
        self._mapping, self._door, self._queries, self._ground, self._names = mapping, door, queries, ground, names
        self._batch = BATCH if batch is None else batch

    def id_of(self, plan: RowPlan) -> UUID:
        """The case that a row is about."""
        return case_id(self._door.street, self._mapping.name, plan.source_id)

    def take(
        self, rows: Iterable[Row], *, actor: str = "import", refusals: "Refusals | None" = None,
        progress: Progress | None = None, total: int = 0, cancelled: Callable[[], bool] | None = None,
        look: bool = False,
    ) -> Taken:
        """Take rows, some hundred cases a transaction; what one transaction took is on disk.

        `look`: nothing is taken, `taken` are those that would be.

        Raises:
            FeedError: refusals-unwritable.
            StoreError: the batch could not be written; the ones before it are.
            Refused: no-documents.
        """
        read = taken = known = refused = 0
        seen: set[UUID] = set()
        batch: list[tuple[UUID, Row, RowPlan]] = []
        stopped = False

        def refuse(row: Row, found: Refusal) -> None:
            nonlocal refused
            refused += 1
            if refusals is not None:
                refusals.add(found, row.cells)

        def finish() -> None:
            nonlocal taken, known
            ready, refused_here = self._sorted(batch)
            for row, found in refused_here:
                refuse(row, found)
            fresh = len(ready) if look else self._door.take(self._bundles(ready), actor) if ready else 0
            taken += fresh
            known += len(ready) - fresh
            batch.clear()
            if progress is not None:
                progress(read, total)

        for row in rows:
            if cancelled is not None and cancelled():
                stopped = True
                break
            read += 1
            plan = _checked(row.plan)
            if isinstance(plan, Refusal):
                refuse(row, plan)
                continue
            subject = self.id_of(plan)
            if subject in seen or self._queries.row_of(subject) is not None:
                known += 1
                continue
            seen.add(subject)
            batch.append((subject, row, plan))
            if len(batch) == self._batch:
                finish()
        finish()
        log.info("%s: %d read, %d %s, %d known, %d refused", self._mapping.name, read, taken,
                 "would be taken" if look else "taken", known, refused)
        return Taken(read=read, taken=taken, known=known, refused=refused, cancelled=stopped,
                     refused_file=refusals.path if refusals is not None and refused else None)

    def place(self, plan: RowPlan) -> Place | None:
        """Where the row's case lies in this street; None where its point lies outside."""
        if self._mapping.positions is Positions.REANCHOR and self._mapping.bounds is not None:
            lon, lat = (math.nan if v is None else v for v in (plan.lon, plan.lat))
            key = f"{self._mapping.name}|{plan.source_id}".encode()
            lon_e7, lat_e7 = anchor(self._ground, lon, lat, self._mapping.bounds, key)
            text = ""
        else:
            lon_e7, lat_e7 = round((plan.lon or 0.0) * E7), round((plan.lat or 0.0) * E7)
            text = plan.place
        found = self._ground.locate(lon_e7, lat_e7)
        if found is None:
            return None
        return Place(
            lon=lon_e7, lat=lat_e7, text=text or self._names.place_text(lon_e7, lat_e7),
            community=found.community_code, community_name=found.community_name, grid=found.grid_code,
        )

    def _sorted(self, batch: Sequence[tuple[UUID, Row, RowPlan]]) -> tuple[list[_Ready], list[tuple[Row, Refusal]]]:
        """What can be taken, and what not and why."""
        ready: list[_Ready] = []
        refused: list[tuple[Row, Refusal]] = []
        for subject, row, plan in batch:
            kind = self._kind(plan)
            place = self.place(plan)
            if isinstance(kind, Refusal):
                refused.append((row, kind))
            elif place is None:
                facts = {"lon": str(plan.lon), "lat": str(plan.lat), "street": self._ground.street_name}
                refused.append((row, Refusal(line=plan.line, reason="outside-street", facts=facts)))
            else:
                ready.append((subject, row, plan, place, *kind))
        return ready, refused

    def _bundles(self, ready: Sequence[_Ready]) -> list[Bundle]:
        return [
            Bundle(case_id=subject, drafts=self._drafts(row, plan, place, minor, condition, number))
            for (subject, row, plan, place, minor, condition), number in zip(
                ready, self._door.provisional_numbers(len(ready)), strict=True)
        ]

    def _kind(self, plan: RowPlan) -> tuple[CaseClass, Condition | None] | Refusal:
        """The class and filing condition in this street's catalogue; or why the row is refused."""
        books = self._door.books
        minor = books.minor(plan.class_key)
        if minor is None and plan.unclassified:
            minor = CaseClass(key=UNCLASSIFIED, name="未分类", major=UNCLASSIFIED, major_name="未分类")
        if minor is None:
            return Refusal(line=plan.line, reason="class-unknown", facts={"code": plan.class_key})
        if plan.condition_id is None:
            return minor, None
        condition = next((c for c in minor.conditions if c.id == plan.condition_id), None)
        if condition is None:
            return Refusal(line=plan.line, reason="condition-unknown", facts={"condition": plan.condition_id})
        return minor, condition

    def _drafts(
        self, row: Row, plan: RowPlan, place: Place, minor: CaseClass, condition: Condition | None, number: str,
    ) -> tuple[Draft, ...]:
        """The short path reported → filed → dispatched → handled → closed, as far as the row got."""
        books = self._door.books
        unit, why = self._unit(books, plan, place)
        closed = plan.closed_ms is not None and not row.reported_only
        # one without a counterpart waits for an acceptor, unless it is history
        on_its_way = not row.reported_only and (closed or (bool(unit) and not plan.unclassified))
        marks = ((DEMO,) if self._mapping.demo else ()) + row.marks + ((REVIEW,) if plan.unclassified else ())
        limit = plan.limit or (condition.limit if condition else Limit())
        steps = _Steps(books.versions)
        steps.add(Role.ACCEPTOR, ("catalogue", "rules", "calendar"), b.Reported(
            class_key=minor.key, class_name=minor.name, major_name=minor.major_name, code_set=books.code_set,
            text=plan.text[:MAX_TEXT], place=place.text[:MAX_PLACE], lon=place.lon, lat=place.lat,
            community=place.community, community_name=place.community_name, grid=place.grid, source=plan.channel.value,
            source_system=self._mapping.name, source_id=plan.source_id, number=number, marks=marks,
            stage_limit=None if on_its_way or plan.unclassified else books.stage("accept"), at=plan.opened_ms,
        ))
        if not on_its_way:
            return tuple(steps.drafts)
        steps.add(Role.ACCEPTOR, ("catalogue", "calendar"), b.Filed(
            class_key=minor.key, class_name=minor.name, major_name=minor.major_name, code_set=books.code_set,
            condition=condition.id if condition else "", condition_text=condition.text if condition else "",
            limit=limit, at=plan.opened_ms, stated=False,
        ))
        named = books.unit(unit) if unit else None
        steps.add(Role.DISPATCHER, ("calendar", "units", "responsibility"), b.Dispatched(
            unit=unit, unit_name=named.name if named else "", reason=why, limit=limit, at=plan.opened_ms, stated=False,
        ))
        if closed:
            steps.add(Role.DEPARTMENT, (), b.Handled(at=plan.opened_ms, stated=False))
            steps.add(Role.ACCEPTOR, (), b.Closed(text=plan.closing[:MAX_TEXT], at=plan.closed_ms))
        return tuple(steps.drafts)

    def _unit(self, books: Books, plan: RowPlan, place: Place) -> tuple[str, str]:
        """The unit that the source names, else the one that the responsibility list proposes, and why; "" for none."""
        if plan.unit and books.unit(plan.unit) is not None:
            return plan.unit, "source"
        proposal = propose(
            books.responsibility, plan.class_key, place.community, grid=place.grid, day=shanghai_date(plan.opened_ms))
        return (proposal.unit, proposal.reason.value) if proposal else ("", "")


@dataclass
class _Steps:
    """Drafts of one case, with the versions that they used."""

    versions: Named[str, int]
    drafts: list[Draft] = field(default_factory=list)

    def add(self, role: Role, used: tuple[str, ...], body: b.Body) -> None:
        refs = {name: self.versions[name] for name in used if name in self.versions}
        self.drafts.append(Draft(type=b.NAMES[type(body)], data=body, role=role.value, follows=True, origin="import",
                                 refs=refs))


class Refusals:
    """The list of what was refused (line, reason, sentence, the row as it was): a CSV that spreadsheets open.

    Made with the first refusal; whole or not there. Use it in a `with`.
    """

    def __init__(self, path: Path, columns: Sequence[str], say: Callable[[Refusal], str]) -> None:
        self.path, self._columns, self._say = path, columns, say
        self._file: IO[str] | None = None

    def add(self, found: Refusal, cells: Sequence[str]) -> None:
        """Write down one refused row.

        Raises:
            FeedError: refusals-unwritable.
        """
        try:
            if self._file is None:
                self._file = self._part.open("w", encoding="utf-8-sig", newline="")
                csv.writer(self._file).writerow(("line", "reason", "sentence", *self._columns))
            csv.writer(self._file).writerow((found.line, found.reason, self._say(found), *map(masked, cells)))
        except OSError as err:
            raise FeedError("refusals-unwritable", where=str(self.path), what=err.strerror or str(err)) from err

    def __enter__(self) -> "Refusals":
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None) -> None:
        if self._file is None:
            return
        try:
            self._file.close()
            os.replace(self._part, self.path)
        except OSError as failed:
            raise FeedError("refusals-unwritable", where=str(self.path),
                            what=failed.strerror or str(failed)) from failed

    @property
    def _part(self) -> Path:
        return self.path.with_name(self.path.name + ".part")


def _checked(plan: RowPlan | Refusal) -> RowPlan | Refusal:
    """The plan, unless it names what no fact can hold."""
    if isinstance(plan, Refusal):
        return plan
    if len(plan.source_id) > MAX_ID:
        return Refusal(line=plan.line, reason="id-too-long", facts={"most": str(MAX_ID)})
    times = (plan.opened_ms, plan.closed_ms, plan.due_ms)
    if not all(at is None or EARLIEST <= at < LATEST for at in times):
        return Refusal(line=plan.line, reason="time-out-of-range", facts={})
    return plan


def _records(path: Path, mapping: Mapping, skip: int) -> Generator[tuple[int, list[str]], None, None]:
    """Line (the first is 1) and cells of every record that is not blank, after the first `skip`."""
    encoding = "utf-8-sig" if mapping.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else mapping.encoding
    csv.field_size_limit(MAX_CELL)
    start, line, last = 1, 1, ""
    lines: list[str] = []  # of the record that was read last

    def kept(file: Iterable[str]) -> Iterator[str]:
        for text in file:
            lines.append(text)
            yield text

    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(kept(file), delimiter=mapping.delimiter)
            for record in reader:
                start, line = line, reader.line_num + 1
                last = "".join(lines)
                lines.clear()
                if skip:
                    skip -= 1
                elif any(record):
                    yield start, record
            if _unclosed(last, mapping.delimiter):
                raise FeedError("file-broken", where=str(path), line=start, what="a quote is never closed")
    except (UnicodeError, LookupError) as err:
        raise FeedError("file-encoding", where=str(path), encoding=mapping.encoding, line=line) from err
    except csv.Error as err:
        raise FeedError("file-broken", where=str(path), line=line, what=str(err)) from err
    except OSError as err:
        raise FeedError("file-unreadable", where=str(path), what=err.strerror or str(err)) from err


def _unclosed(record: str, delimiter: str) -> bool:
    """Whether a record ends within a quoted cell: then it has swallowed all that was to follow."""
    try:
        list(csv.reader([record], delimiter=delimiter, strict=True))
    except csv.Error as err:
        return "unexpected end" in str(err)
    return False
