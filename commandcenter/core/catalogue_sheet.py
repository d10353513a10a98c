"""An authority's sheet of classes and filing conditions (立结案标准表): rows of cells → catalogue, and what is refused.

The form: two sheets 部件 and 事件, a title, a header, nine columns; a blank cell stands for the one above it. Opens no
file: the workbook is read in app/catalogue_file.py.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from commandcenter.core import limits
from commandcenter.core.catalogue import UNCLASSIFIED, CaseClass, Catalogue, Condition
from commandcenter.core.limits import Limit
from commandcenter.core.mapping import Refusal

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = Sequence[Cell]

KINDS: dict[str, str] = {"部件": "component", "事件": "event"}
MAJOR_CODE, MAJOR_NAME, CODE, NAME = "大类代码", "大类名称", "小类代码", "小类名称"
UNIT, BODY, CONDITION, CLOSE, LIMIT = "处置单位", "主管部门", "立案条件", "结案条件", "处置时限"
COLUMNS: dict[str, tuple[str, ...]] = {  # the nine, and other words for them
    MAJOR_CODE: ("大类编码", "大类编号", "大类码"), MAJOR_NAME: ("大类", "大类别"),
    CODE: ("小类编码", "小类编号", "小类码"), NAME: ("小类", "小类别"),
    UNIT: ("责任单位", "责任主体"), BODY: ("监管主体", "主管单位"),
    CONDITION: ("立案标准", "立案规范"), CLOSE: ("结案标准", "结案规范"), LIMIT: ("处理时限", "办理时限"),
}
OPTIONAL = (UNIT, BODY)  # who is responsible is a street's document, not the city's catalogue
HEADER_WITHIN = 20  # rows in which the header must come
MOST_RENAMED = 0.2  # of the shared codes; more than that is another code set, not a new version of this one
MAX_CELL, MAX_ROWS = 2_000, 20_000  # characters of a cell, rows of a sheet


class CatalogueError(Exception):
    """The sheet cannot be used as a whole; nothing of it was taken. The facts say what and where.

    Keys: catalogue-unreadable, catalogue-not-workbook, catalogue-old-workbook, catalogue-macros, catalogue-too-large,
    catalogue-broken, catalogue-formula, catalogue-sheet-missing, catalogue-sheet-twice, catalogue-header,
    catalogue-header-twice, catalogue-nothing, catalogue-other-codes, catalogue-code-set.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet as it lies in the workbook; row n of `rows` is line n + 1."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class RefusedRow:
    """A row that was not taken: in which sheet, why, and its cells in the order of COLUMNS."""

    sheet: str
    found: Refusal
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a sheet holds: read = taken + refused. The catalogue has the class 未分类 on top."""

    catalogue: Catalogue
    read: int
    taken: int
    refused: tuple[RefusedRow, ...]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Keys of classes and ids of conditions that came, changed (name, limit, closing condition) or went."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def pick(names: Iterable[str]) -> dict[str, str]:
    """The two sheets by their kind ("component", "event"): named 部件 and 事件, or with one of these words in the name.

    Raises:
        CatalogueError: catalogue-sheet-missing, catalogue-sheet-twice.
    """
    there = list(names)
    found: dict[str, str] = {}
    for word, kind in KINDS.items():
        exact = [name for name in there if _plain(name) == word]
        others = [w for w in KINDS if w != word]
        fits = exact or [name for name in there if word in _plain(name) and not any(w in name for w in others)]
        if not fits:
            raise CatalogueError("catalogue-sheet-missing", sheet=word, found="、".join(there))
        if len(fits) > 1:
            raise CatalogueError("catalogue-sheet-twice", sheet=word, found="、".join(fits))
        found[kind] = fits[0]
    return found


def read_sheets(
    sheets: Mapping[str, Sheet], *, code_set: str, source: str, title: str = "", earlier: Iterable[Catalogue] = (),
) -> Reading:
    """The catalogue of the two sheets (by kind). `title` is used where the sheets have none.

    `earlier` are the versions before, oldest first: a condition whose words one of them has keeps its id, a new one
    gets a number that none of them has used, so that ids mean the same in every version of a code set.

    Raises:
        CatalogueError: catalogue-header, catalogue-header-twice, catalogue-nothing.
    """
    numbers = _Numbers(one for one in earlier if one.code_set == code_set)
    classes: list[CaseClass] = []
    refused: list[RefusedRow] = []
    titles: list[str] = []
    read = 0
    for kind in KINDS.values():
        reader = _Reader(kind=kind, sheet=sheets[kind])
        reader.run()
        classes += reader.classes(numbers)
        refused += reader.refused
        titles += [reader.title] if reader.title else []
        read += reader.read
    if not classes:
        raise CatalogueError("catalogue-nothing", read=read, refused=len(refused))
    unclassified = CaseClass(key=UNCLASSIFIED, name="未分类", major=UNCLASSIFIED, major_name="未分类")
    catalogue = Catalogue(
        code_set=code_set, title=" / ".join(dict.fromkeys(titles)) or title, source=source,
        classes=(*classes, unclassified),
    )
    return Reading(catalogue=catalogue, read=read, taken=read - len(refused), refused=tuple(refused))


def compare(before: Catalogue | None, after: Catalogue) -> Changes:
    """What a new version changes; of another code set everything is new, for its codes mean other things."""
    same = before is not None and before.code_set == after.code_set
    old, new = _entries(before) if before is not None else {}, _entries(after)
    if not same:
        return Changes(new=tuple(new), changed=(), gone=tuple(old))
    return Changes(
        new=tuple(key for key in new if key not in old),
        changed=tuple(key for key, value in new.items() if key in old and old[key] != value),
        gone=tuple(key for key in old if key not in new),
    )


def renamed(before: Catalogue, after: Catalogue) -> tuple[int, int]:
    """How many of the codes that both have stand for another name, and how many both have: (renamed, shared)."""
    old = {entry.key: _plain(entry.name) for entry in before.classes if entry.key != UNCLASSIFIED}
    shared = [entry for entry in after.classes if entry.key in old]
    return sum(old[entry.key] != _plain(entry.name) for entry in shared), len(shared)


def _entries(catalogue: Catalogue) -> dict[str, object]:
    found: dict[str, object] = {}
    for entry in catalogue.classes:
        if entry.key == UNCLASSIFIED:
            continue
        found[entry.key] = (entry.name, entry.major, entry.major_name)
        found |= {one.id: (one.text, one.limit, one.close) for one in entry.conditions}
    return found


class _Unusable(Exception):
    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


@dataclass(kw_only=True)
class _Class:
    """A class while its rows are read; `own`: a row names it without any condition."""

    name: str
    major: str
    major_name: str
    own: bool = False
    conditions: list[tuple[str, Limit, str]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


class _Numbers:
    """Numbers of conditions within their class."""

    def __init__(self, earlier: Iterable[Catalogue]) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}
        words: dict[str, tuple[str, str]] = {}  # id → class and words that it stood for last
        for entry, one in ((e, c) for catalogue in earlier for e in catalogue.classes for c in e.conditions):
            told = entry.key, _plain(one.text)
            if self._ids.get(words.get(one.id, told)) == one.id:
                del self._ids[words.get(one.id, told)]  # renumbered by other hands
            self._ids[told], words[one.id] = one.id, told
            key, _, number = one.id.rpartition(":")
            if number.isdecimal():
                self._last[key] = max(self._last.get(key, 0), int(number))

    def take(self, key: str, text: str) -> str:
        known = self._ids.get((key, _plain(text)))
        if known is not None:
            return known
        self._last[key] = self._last.get(key, 0) + 1
        return f"{key}:{self._last[key]}"


class _Reader:
    """Reads one sheet, top to bottom."""

    def __init__(self, *, kind: str, sheet: Sheet) -> None:
        self._kind, self._sheet = kind, sheet
        self._classes: dict[str, _Class] = {}
        self._majors: dict[str, str] = {}
        self._major = ""  # two digits; "": none that can be carried down
        self._key = ""
        self._limit = self._close = ""  # of the row above, within the class
        self.title, self.read = "", 0
        self.refused: list[RefusedRow] = []

    def run(self) -> None:
        header, columns = self._header()
        rows = self._sheet.rows
        self.title = next((text for row in rows[:header] for text in map(_text, row) if text), "")
        for line, row in enumerate(rows[header + 1:], header + 2):
            cells = {name: row[place] if place < len(row) else None for name, place in columns.items()}
            words = {name: _text(cell) for name, cell in cells.items()}
            if isinstance(cells[CODE], int | float) and len(words[CODE]) == 3:
                words[CODE] = words[CODE].zfill(4)  # a number: 0107 was typed; as a text, 107 stays what it is
            if not any(words.values()) or words[CODE] == _text(rows[header][columns[CODE]]):
                continue  # blank, or the header again at the top of a printed page
            self.read += 1
            try:
                self._row(line, words)
            except _Unusable as found:
                self.refused.append(RefusedRow(
                    sheet=self._sheet.name, found=Refusal(line=line, reason=found.reason, facts=found.facts),
                    cells=tuple(words.get(name, "") for name in COLUMNS)))

    def classes(self, numbers: _Numbers) -> list[CaseClass]:
        """Those that hold a condition, or were given without one; not one whose conditions were all refused."""
        return [
            CaseClass(
                key=key, name=its.name, major=f"{self._kind}:{its.major}", major_name=its.major_name,
                conditions=tuple(Condition(id=numbers.take(key, text), text=text, limit=limit, close=close)
                                 for text, limit, close in its.conditions),
            )
            for key, its in self._classes.items() if its.conditions or its.own
        ]

    def _header(self) -> tuple[int, dict[str, int]]:
        """Index of the header row, and the place of each column."""
        best: dict[str, int] = {}
        for n, row in enumerate(self._sheet.rows[:HEADER_WITHIN]):
            words = [_heading(cell) for cell in row]
            found: dict[str, int] = {}
            for name, others in COLUMNS.items():
                places = [i for i, word in enumerate(words) if word == name] or [
                    i for i, word in enumerate(words) if word in others]
                if len(places) > 1:
                    raise CatalogueError("catalogue-header-twice", sheet=self._sheet.name, line=n + 1, column=name)
                if places:
                    found[name] = places[0]
            if all(name in found or name in OPTIONAL for name in COLUMNS):
                return n, found
            best = max(best, found, key=len)
        missing = [name for name in COLUMNS if name not in best and name not in OPTIONAL]
        raise CatalogueError("catalogue-header", sheet=self._sheet.name, columns="、".join(missing))

    def _row(self, line: int, words: Mapping[str, str]) -> None:
        self._place({name: text[:MAX_CELL] for name, text in words.items()})
        long = next((name for name, text in words.items() if len(text) > MAX_CELL), None)
        if long is not None:
            self._limit = self._close = ""
            if long in (MAJOR_NAME, NAME):
                self._key = self._major = ""
            raise _Unusable("cell-too-long", column=long, most=str(MAX_CELL))
        its = self._classes[self._key]
        text, own_limit = words[CONDITION], words[LIMIT]
        if not text:
            if own_limit or words[CLOSE] or not words[CODE]:
                raise _Unusable("condition-missing", column=CONDITION)
            its.own = True
            return
        self._limit, self._close = own_limit or self._limit, words[CLOSE] or self._close
        if not self._limit:
            raise _Unusable("limit-missing", column=LIMIT)
        try:
            limit = limits.parse_limit(self._limit)
        except limits.LimitError as err:
            raise _Unusable("limit-unreadable", text=self._limit) from err
        first = its.lines.setdefault(_plain(text), line)
        if first != line:
            raise _Unusable("condition-twice", code=self._key, line=str(first))
        its.conditions.append((text, limit, self._close))

    def _place(self, words: Mapping[str, str]) -> None:
        """Find the class of the row, its own or the one above; what cannot be read is carried down no further."""
        key, major, limit, close = self._key, self._major, self._limit, self._close
        self._key = self._major = self._limit = self._close = ""
        major_code = _digits(words[MAJOR_CODE], MAJOR_CODE) if words[MAJOR_CODE] else major
        if not major_code:
            raise _Unusable("nothing-above", column=MAJOR_CODE)
        if major_code != major:
            key = ""
        major_name = words[MAJOR_NAME] or self._majors.get(major_code, "")
        if not major_name:
            raise _Unusable("name-missing", column=MAJOR_NAME, code=major_code)
        _same(self._majors.setdefault(major_code, major_name), major_name, f"{self._kind}:{major_code}")
        self._major = major_code
        code = _minor(words[CODE], major_code) if words[CODE] else key.rpartition(":")[2]
        if not code:
            raise _Unusable("nothing-above", column=CODE)
        found = f"{self._kind}:{code}"
        its = self._classes.get(found)
        name = words[NAME] or (its.name if its else "")
        if not name:
            raise _Unusable("name-missing", column=NAME, code=found)
        if its is None:
            self._classes[found] = its = _Class(name=name, major=major_code, major_name=self._majors[major_code])
        _same(its.name, name, found)
        self._key = found
        if found == key:
            self._limit, self._close = limit, close


def _same(one: str, other: str, code: str) -> None:
    if _plain(one) != _plain(other):
        raise _Unusable("names-differ", code=code, one=one, other=other)


def _text(cell: Cell) -> str:
    """What a cell says; a number that a spreadsheet made of a code loses nothing but its leading zeros."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _plain(text: str) -> str:
    """For comparing: full and half width alike, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _heading(cell: Cell) -> str:
    """A column's name without blanks, line breaks, and what stands in brackets behind it."""
    return re.sub(r"\(.*\)$", "", _plain(_text(cell))).strip("*:")


def _digits(text: str, column: str) -> str:
    """Two digits of a code; "1", as a spreadsheet leaves it, is "01".

    Raises:
        _Unusable: code-unreadable.
    """
    plain = _plain(text)
    if not re.fullmatch(r"[0-9]{1,2}", plain) or not int(plain):
        raise _Unusable("code-unreadable", column=column, text=text)
    return plain.zfill(2)


def _minor(text: str, major: str) -> str:
    """Four digits of a minor class, which the sheet gives in two, or in four with its major class."""
    plain = _plain(text)
    if re.fullmatch(r"[0-9]{4}", plain) and plain[:2] == major:
        return major + _digits(plain[-2:], CODE)
    return major + _digits(text, CODE)
