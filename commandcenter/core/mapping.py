"""How a foreign file of cases is read (导入映射): columns, times, categories → classes, and one row → plan or refusal.

Opens no file and looks nothing up: which street the points lie in and whether a case is known are asked elsewhere.
"""

import math
import re
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from commandcenter.core import limits, work_calendar
from commandcenter.core.catalogue import UNCLASSIFIED
from commandcenter.core.city_rules import Channel
from commandcenter.core.limits import Limit

_TARGET = re.compile(r"unclassified|(component|event):\d{4}(:\d+)?")
_PARTS: dict[str, str] = {
    "Y": r"(?P<Y>\d{4})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<I>\d{1,2})",
    "M": r"(?P<M>\d{2})",
    "S": r"(?P<S>\d{2})",
    "p": r"(?P<p>[AaPp][Mm])",
}
_NEEDED = ("Y", "m", "d")


class MappingError(ValueError):
    """A mapping file that cannot be used: `what`, and the `line` where the reader knows it."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what if line is None else f"line {line}: {what}")
        self.what, self.line = what, line


class Positions(StrEnum):
    """What becomes of the positions of a file."""

    KEEP = "keep"  # points outside the street are refused
    REANCHOR = "reanchor"  # moved from the source's bounds into the street, for demonstration


class Columns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which column holds what; `category` and `unit` may name several, the finest joined first."""

    id: str
    opened: str
    category: tuple[str, ...]
    closed: str | None = None
    due: str | None = None
    limit: str | None = None
    condition: str | None = None
    text: str | None = None
    place: str | None = None
    lon: str | None = None
    lat: str | None = None
    channel: str | None = None
    unit: tuple[str, ...] = ()
    closing: str | None = None


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """A mapping file. Targets of `categories` are class keys, optionally with a condition ("event:0113:3").

    `promises_codes`: every code of the file is in `categories`, one that is not is refused; otherwise it goes
    to 未分类. `words` say a category in Chinese, `channels`, `units`, `closings` translate values of those
    columns. `bounds` (west, south, east, north in degrees) is the part of the source that is re-anchored.
    """

    name: str
    title: str
    format: str
    encoding: str
    time_format: str
    tz: str
    columns: Columns
    categories: dict[str, str]
    positions: Positions = Positions.KEEP
    bounds: tuple[float, float, float, float] | None = None
    demo: bool = False
    promises_codes: bool = False
    delimiter: str = ","
    licence: str = ""
    words: dict[str, str] = {}
    channels: dict[str, Channel] = {}
    channel: Channel = Channel.SYSTEM
    units: dict[str, str] = {}
    closings: dict[str, str] = {}
    closing: str = ""

    def __post_init__(self) -> None:
        if self.format != "csv":
            raise ValueError(f"format {self.format!r} cannot be read (known: csv)")
        try:
            ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"unknown time zone {self.tz!r}") from error
        _time_pattern(self.time_format)
        for category, target in self.categories.items():
            if not _TARGET.fullmatch(target):
                raise ValueError(f"category {category!r}: {target!r} is no class key")
        if (self.positions is Positions.REANCHOR) != (self.bounds is not None):
            raise ValueError("positions are re-anchored from bounds: both or neither")
        if self.positions is Positions.REANCHOR and not self.demo:
            raise ValueError("re-anchored positions are demonstration data: demo must be true")
        if (self.columns.lon is None) != (self.columns.lat is None):
            raise ValueError("lon and lat columns: both or neither")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which the file's wall clock is read."""
        return ZoneInfo(self.tz)

    @cached_property
    def time_pattern(self) -> re.Pattern[str]:
        """The time format as a pattern; own reading, because AM/PM of strptime follows the system's language."""
        return _time_pattern(self.time_format)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        columns = self.columns
        single = (
            columns.id, columns.opened, columns.closed, columns.due, columns.limit, columns.condition,
            columns.text, columns.place, columns.lon, columns.lat, columns.channel, columns.closing,
        )  # fmt: skip
        return tuple(dict.fromkeys([*(name for name in single if name), *columns.category, *columns.unit]))


@dataclass(frozen=True, kw_only=True)
class RowPlan:
    """A row that can be taken. Instants ms UTC, positions degrees EPSG:4490; None: the file does not say.

    `limit` is stated by the row itself (a handling limit, or until its deadline); otherwise the condition's holds.
    lon and lat None in a re-anchored file: a place will be given.
    """

    line: int
    source_id: str
    opened_ms: int
    closed_ms: int | None
    due_ms: int | None
    limit: Limit | None
    class_key: str
    condition_id: str | None
    unclassified: bool
    text: str
    place: str
    channel: Channel
    lon: float | None
    lat: float | None
    unit: str | None
    closing: str
    raw_category: str


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A row that was not taken: its line, the reason as a key for the words, and what it is about."""

    line: int
    reason: str
    facts: Table[str, str]


def load_mapping(raw: bytes) -> Mapping:
    """A mapping from the bytes of its TOML file.

    Raises:
        MappingError: not UTF-8, not TOML (with the line), or a value of another form (says which).
    """
    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise MappingError("not UTF-8", raw[: error.start].count(b"\n") + 1) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise MappingError(str(error), int(found[1]) if found else raw.count(b"\n") + 1) from error
    try:
        return msgspec.convert(table, Mapping)
    except msgspec.ValidationError as error:
        raise MappingError(str(error)) from error


def missing_columns(mapping: Mapping, header: Iterable[str]) -> tuple[str, ...]:
    """Columns that the mapping needs and the file does not have; then the file as a whole cannot be read."""
    there = set(header)
    return tuple(name for name in mapping.wanted if name not in there)


class _Unreadable(Exception):
    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def read_row(mapping: Mapping, row: Table[str, str | None], line: int) -> RowPlan | Refusal:
    """One row of the file (column → text) as a plan, or why it is refused.

    Reasons: id-missing, time-missing, time-unreadable, closed-before-opened, class-unknown, limit-unreadable,
    position-missing, position-unreadable.
    """
    try:
        return _plan(mapping, row, line)
    except _Unreadable as found:
        return Refusal(line=line, reason=found.reason, facts=found.facts)


def read_time(mapping: Mapping, text: str) -> int | None:
    """A time of the file as ms UTC; None where it is not of the mapping's format or no such time exists."""
    found = mapping.time_pattern.fullmatch(text)
    if found is None:
        return None
    part = found.groupdict()
    hour = int(part.get("H") or 0)
    if part.get("I"):
        hour = int(part["I"])
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if (part.get("p") or "am").lower() == "pm" else 0)
    try:
        moment = datetime(
            int(part["Y"]), int(part["m"]), int(part["d"]), hour, int(part.get("M") or 0), int(part.get("S") or 0),
            tzinfo=mapping.zone,
        )  # fmt: skip
    except ValueError:
        return None
    return work_calendar.instant(moment)


def _plan(mapping: Mapping, row: Table[str, str | None], line: int) -> RowPlan:
    columns = mapping.columns
    source_id = _cell(row, columns.id)
    if not source_id:
        raise _Unreadable("id-missing", column=columns.id)
    opened = _time(mapping, row, columns.opened)
    if opened is None:
        raise _Unreadable("time-missing", column=columns.opened)
    closed, due = _time(mapping, row, columns.closed), _time(mapping, row, columns.due)
    if closed is not None and closed < opened:
        raise _Unreadable("closed-before-opened", opened=_cell(row, columns.opened), closed=_cell(row, columns.closed))
    class_key, condition, category = _class(mapping, row)
    limit = Limit(until=due) if due is not None else _limit(row, columns.limit)
    lon, lat = _position(mapping, row)
    units = (mapping.units.get(value) for value in _candidates(row, columns.unit))
    candidates = _candidates(row, columns.category)
    words = (mapping.words[value] for value in candidates if value in mapping.words)
    closing = _cell(row, columns.closing)
    return RowPlan(
        line=line,
        source_id=source_id,
        opened_ms=opened,
        closed_ms=closed,
        due_ms=due,
        limit=limit,
        class_key=class_key,
        condition_id=condition,
        unclassified=class_key == UNCLASSIFIED,
        text=next(words, "") or _cell(row, columns.text) or category,
        place=_cell(row, columns.place),
        channel=mapping.channels.get(_cell(row, columns.channel), mapping.channel),
        lon=lon,
        lat=lat,
        unit=next((unit for unit in units if unit), None),
        closing="" if closed is None else mapping.closings.get(closing, mapping.closing or closing),
        raw_category=category,
    )


def _cell(row: Table[str, str | None], column: str | None) -> str:
    return (row.get(column) or "").strip() if column else ""


def _candidates(row: Table[str, str | None], columns: tuple[str, ...]) -> list[str]:
    """The values of all columns joined, then of one fewer, down to the first."""
    values = [_cell(row, column) for column in columns]
    return [" / ".join(values[:n]) for n in range(len(values), 0, -1)]


def _time(mapping: Mapping, row: Table[str, str | None], column: str | None) -> int | None:
    text = _cell(row, column)
    if not text:
        return None
    at = read_time(mapping, text)
    if at is None:
        raise _Unreadable("time-unreadable", column=column or "", text=text, format=mapping.time_format)
    return at


def _class(mapping: Mapping, row: Table[str, str | None]) -> tuple[str, str | None, str]:
    """Class key, condition id, and the category as the file has it."""
    candidates = _candidates(row, mapping.columns.category)
    target = next((mapping.categories[value] for value in candidates if value in mapping.categories), None)
    if target is None:
        if mapping.promises_codes:
            raise _Unreadable("class-unknown", code=candidates[0])
        target = UNCLASSIFIED
    key, condition = target, None
    if target.count(":") == 2:
        key, condition = target.rsplit(":", 1)[0], target
    number = _cell(row, mapping.columns.condition)
    if number:
        condition = f"{key}:{number}"
    return key, condition, candidates[0]


def _limit(row: Table[str, str | None], column: str | None) -> Limit | None:
    text = _cell(row, column)
    if not text:
        return None
    try:
        return limits.parse_limit(text)
    except limits.LimitError as error:
        raise _Unreadable("limit-unreadable", text=text) from error


def _position(mapping: Mapping, row: Table[str, str | None]) -> tuple[float | None, float | None]:
    given = mapping.positions is Positions.REANCHOR
    texts = _cell(row, mapping.columns.lon), _cell(row, mapping.columns.lat)
    if not all(texts):
        if given:
            return None, None
        raise _Unreadable("position-missing", columns=f"{mapping.columns.lon}, {mapping.columns.lat}")
    try:
        lon, lat = (float(text) for text in texts)
    except ValueError as error:
        if given:
            return None, None
        raise _Unreadable("position-unreadable", text=", ".join(texts)) from error
    west, south, east, north = mapping.bounds or (-180.0, -90.0, 180.0, 90.0)
    inside = math.isfinite(lon) and math.isfinite(lat) and west <= lon <= east and south <= lat <= north
    if inside:
        return lon, lat
    if given:
        return None, None
    raise _Unreadable("position-unreadable", text=", ".join(texts))


def _time_pattern(text: str) -> re.Pattern[str]:
    """%Y %m %d %H %I %M %S %p and %% ; everything else stands for itself."""
    pieces = re.split(r"%(.)", text)
    codes = [code for code in pieces[1::2] if code != "%"]
    unknown = [code for code in codes if code not in _PARTS]
    if unknown or len(codes) != len(set(codes)) or not set(_NEEDED) <= set(codes):
        raise ValueError(f"time_format {text!r}: needs %Y %m %d once each, and only %H %I %M %S %p beside them")
    pattern = re.escape(pieces[0])
    for code, rest in zip(pieces[1::2], pieces[2::2], strict=True):
        pattern += ("%" if code == "%" else _PARTS[code]) + re.escape(rest)
    return re.compile(pattern)
