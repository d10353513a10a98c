"""The workbook of an authority's catalogue, as rows of cells; what is no such workbook is refused in one sentence.

What the rows mean is in core/catalogue_sheet.py. Nothing is trusted: sizes, elements and rows are counted with expat
before openpyxl builds anything of them, so that memory and time are bounded by the constants here.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from commandcenter.core.catalogue_sheet import MAX_ROWS, CatalogueError, Cell, Sheet, pick

MAX_FILE = 20 * 1024 * 1024  # bytes on disk
MAX_CONTENT = 32 * 1024 * 1024  # bytes of all parts, unpacked
MAX_PARTS = 1_000
MAX_ELEMENTS = 600_000  # of XML, in all parts
MAX_COLUMNS = 30  # columns of a sheet that are looked at
MAX_MERGED = 200_000  # rows under merged cells, all together
TELL_ROWS = 100  # between two words of how far it is
_CHUNK = 64 * 1024
_OLD = b"\xd0\xcf\x11\xe0"  # OLE: .xls, or a workbook with a password
_ZIP = b"PK\x03\x04"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_BROKEN = (  # what zipfile and openpyxl raise where a part is not what it should be
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ParseError, expat.ExpatError,
    LookupError, ValueError, TypeError, AttributeError, OverflowError,
)

Progress = Callable[[int, int], None]  # rows read, rows in all


class Workbook(NamedTuple):
    """The two sheets by kind, and the names of those that were not read."""

    sheets: Mapping[str, Sheet]
    unread: tuple[str, ...]


class _Merged(NamedTuple):
    """A column of merged cells: from row `first` to row `last`, counted from 0."""

    column: int
    first: int
    last: int


def read_workbook(path: Path, progress: Progress | None = None) -> Workbook:
    """The sheets 部件 and 事件 of an .xlsx file; cells merged downwards all say what the first one says.

    Raises:
        CatalogueError: catalogue-unreadable, catalogue-not-workbook, catalogue-old-workbook, catalogue-macros,
            catalogue-too-large, catalogue-broken, catalogue-formula, catalogue-sheet-missing, catalogue-sheet-twice.
    """
    head = b""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            if head == _OLD:
                raise CatalogueError("catalogue-old-workbook", where=str(path))
            if head != _ZIP:
                raise CatalogueError("catalogue-not-workbook", where=str(path))
            if path.stat().st_size > MAX_FILE:
                raise CatalogueError("catalogue-too-large", where=str(path), what=f"{MAX_FILE >> 20} MB")
            with zipfile.ZipFile(file) as archive:
                look = _Look(path)
                merged = look.through(archive)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles, validations and other parts of no use here
                return _read(path, file, merged, None if progress is None else _Count(progress, look.rows).next)
    except OSError as err:
        raise CatalogueError("catalogue-unreadable", where=str(path), what=err.strerror or str(err)) from err
    except _BROKEN as err:
        what = f"{type(err).__name__} {err}".strip()[:120]
        raise CatalogueError("catalogue-broken", where=str(path), what=what) from err


class _Count:
    """Rows of all sheets, told now and then."""

    def __init__(self, tell: Progress, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def next(self) -> None:
        """One more."""
        self._done += 1
        if self._done % TELL_ROWS == 0:
            self._tell(min(self._done, self._total), self._total)


class _Look:
    """Looks through all parts of a workbook, in chunks and without building anything; stops at the first excess."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._elements = self._rows = self._under_merged = 0
        self.rows = 0  # of all parts
        self._merged: dict[str, list[_Merged]] = {}
        self._part = ""

    def through(self, archive: zipfile.ZipFile) -> Mapping[str, list[_Merged]]:
        """Merged cells by part.

        Raises:
            CatalogueError: catalogue-too-large, catalogue-macros, catalogue-not-workbook, catalogue-broken.
        """
        parts = archive.infolist()
        names = [part.filename.lower() for part in parts]
        if len(parts) > MAX_PARTS:
            self._too_large(f"{MAX_PARTS} parts")
        if sum(part.file_size for part in parts) > MAX_CONTENT:  # no part unpacks to more than it states
            self._too_large(f"{MAX_CONTENT >> 20} MB")
        if any("vbaproject" in name or "macrosheets/" in name for name in names):
            raise CatalogueError("catalogue-macros", where=str(self._path))
        if "[content_types].xml" not in names:
            raise CatalogueError("catalogue-not-workbook", where=str(self._path))
        for part in parts:
            self._part, self._rows = part.filename, 0
            reader = expat.ParserCreate()
            reader.StartElementHandler = self._element
            reader.StartDoctypeDeclHandler = self._doctype
            with archive.open(part) as file:
                try:
                    while chunk := file.read(_CHUNK):
                        reader.Parse(chunk, False)
                    reader.Parse(b"", True)
                except expat.ExpatError:
                    if part.filename.lower().endswith((".xml", ".rels")):
                        raise
            self.rows += self._rows
        return self._merged

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            self._too_large(f"{MAX_ELEMENTS} cells")
        name = tag.rpartition(":")[2]
        if name == "row":
            self._rows = max(self._rows + 1, int(attributes.get("r", "0")))
            if self._rows > MAX_ROWS:
                self._too_large(f"{MAX_ROWS} rows")
        elif name == "mergeCell":
            found = _RANGE.fullmatch(attributes.get("ref", "").replace("$", ""))
            if found is not None:
                first, last = int(found[2]), min(int(found[4]), MAX_ROWS)
                self._under_merged += max(last - first, 0)
                if self._under_merged > MAX_MERGED:
                    self._too_large(f"{MAX_MERGED} merged")
                self._merged.setdefault(self._part, []).append(
                    _Merged(column=_column(found[1]), first=first - 1, last=last - 1))
        elif name in ("Override", "Default") and "macroenabled" in attributes.get("ContentType", "").lower():
            raise CatalogueError("catalogue-macros", where=str(self._path))

    def _doctype(self, *_: object) -> None:
        raise CatalogueError("catalogue-broken", where=str(self._path), what=f"DOCTYPE in {self._part}")

    def _too_large(self, most: str) -> None:
        raise CatalogueError("catalogue-too-large", where=str(self._path), what=most)


def _read(
    path: Path, file: Any, merged: Mapping[str, Iterable[_Merged]], count: Callable[[], None] | None,
) -> Workbook:
    import openpyxl

    book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
    try:
        tables = {str(table.title): table for table in book.worksheets}
        chosen = pick(tables)
        sheets = {kind: _sheet(path, tables[name], merged, count) for kind, name in chosen.items()}
    finally:
        book.close()
    return Workbook(sheets=sheets, unread=tuple(name for name in tables if name not in chosen.values()))


def _sheet(
    path: Path, table: Any, merged: Mapping[str, Iterable[_Merged]], count: Callable[[], None] | None,
) -> Sheet:
    """All rows down to the last that says something; the size that the part itself states is not believed."""
    table.reset_dimensions()
    rows: list[list[Cell]] = []
    end = 0
    for cells in table.iter_rows(min_row=1, max_row=MAX_ROWS, min_col=1, max_col=MAX_COLUMNS):
        row = [_value(path, table, cell) for cell in cells]
        rows.append(row)
        if count is not None:
            count()
        if any(value is not None and str(value).strip() for value in row):
            end = len(rows)
    del rows[end:]
    for column, first, last in merged.get(str(table._worksheet_path).lstrip("/"), ()):
        if column < MAX_COLUMNS and first < len(rows):
            for row in rows[first + 1:last + 1]:
                if row[column] is None:
                    row[column] = rows[first][column]
    return Sheet(name=str(table.title), rows=rows)


def _value(path: Path, table: Any, cell: Any) -> Cell:
    """A text or a number; dates and truth values as text, in which nothing we look for can be read.

    Raises:
        CatalogueError: catalogue-formula, for a formula or for what is left of one that failed.
    """
    value = cell.value
    if value is None:
        return None
    if cell.data_type in ("f", "e"):
        raise CatalogueError("catalogue-formula", where=str(path), cell=f"{table.title}!{cell.coordinate}")
    return value if isinstance(value, int | float | str) and not isinstance(value, bool) else str(value)


def _column(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
