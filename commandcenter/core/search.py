"""The language of the search box (搜索语法): a line of text to a Query and back, and what could be typed next.

Names of units, classes and communities come in tables; nothing is looked up here, and no clock is read.

    状态:超期 路:蠡湖大道 类:0111、井盖 部门:环卫 "门前 堆放" → filters, words, and what was not understood

A key takes several values with 、 or , between them: any of them. Quotes hold blanks, colons and commas together.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from commandcenter.core.numbers import SHANGHAI

COLONS, SEPARATORS, QUOTES = ":：︰﹕", ",，、﹐﹑", "\"“”„‟＂"
MOST_VALUES = 20  # suggestions for one key


class Field(StrEnum):
    """What can be asked for by a key."""

    STATE = "state"  # 状态: 紧急程度
    ROAD = "road"  # 路: 地点
    CLASS = "class"  # 类: 大类、小类
    UNIT = "unit"  # 部门: 责任单位
    COMMUNITY = "community"  # 社区
    STAGE = "stage"  # 阶段
    NUMBER = "number"  # 编号
    SOURCE = "source"  # 来源
    MARK = "mark"  # 标记
    REPORTED = "reported"  # 上报: 日期


KEYS: Mapping[Field, tuple[str, ...]] = {
    # the first is shown in Chinese, the second in English; then other ways to type it
    Field.STATE: ("状态", "state", "zt", "status", "紧急程度", "jjcd", "urgency"),
    Field.ROAD: ("路", "road", "lu", "地点", "dd", "place"),
    Field.CLASS: ("类", "class", "lei", "类别", "lb", "大类", "小类"),
    Field.UNIT: ("部门", "unit", "bm", "单位", "dw", "责任单位", "zrdw", "department"),
    Field.COMMUNITY: ("社区", "community", "sq"),
    Field.STAGE: ("阶段", "stage", "jd"),
    Field.NUMBER: ("编号", "number", "bh", "no"),
    Field.SOURCE: ("来源", "source", "ly"),
    Field.MARK: ("标记", "mark", "bj", "tag"),
    Field.REPORTED: ("上报", "reported", "sb", "日期", "rq", "date"),
}
"""One letter alone (l) would mean both 路 and 类: it is no key, and is said to be none."""
FREE = frozenset({Field.ROAD, Field.NUMBER, Field.REPORTED})
"""Fields whose values are not a list of names (REPORTED has a few names, and days)."""
EXAMPLES: Mapping[Field, tuple[str, ...]] = {
    Field.ROAD: ("冶金大道",), Field.NUMBER: ("1122",), Field.REPORTED: ("11-20", "11-01..11-20"),
}
TODAY, YESTERDAY, WEEK, MONTH = "today", "yesterday", "week", "month"
_KEY_OF = {word: f for f, words in KEYS.items() for word in words}
_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]*")
_DAY = re.compile(r"(?:(\d{4})[-./])?(\d{1,2})[-./](\d{1,2})")
_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")
_YEARS = range(1971, 2500)


@dataclass(frozen=True, kw_only=True)
class Name:
    """A value of a field: `label` as shown, `words` by which it is found too (code, initials, English)."""

    value: str
    label: str
    words: tuple[str, ...] = ()
    hint: str = ""

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """Everything it is found by, in the form in which texts are compared."""
        return tuple(dict.fromkeys(plain(w) for w in (self.value, self.label, *self.words) if w))


@dataclass(frozen=True, kw_only=True, eq=False)
class Tables:
    """The names that values are resolved by, per field; `chinese`: which label a key is printed with."""

    names: Mapping[Field, tuple[Name, ...]] = field(default_factory=dict)
    chinese: bool = True

    def key(self, of: Field) -> str:
        """The key as printed."""
        return KEYS[of][0 if self.chinese else 1]

    def find(self, of: Field, text: str) -> tuple[Name, ...]:
        """Names that a text means: the value itself, else those it is a whole word of, else those that contain it."""
        wanted = plain(text)
        if not wanted:
            return ()
        names = self.names.get(of, ())
        for fits in (_is_value, _is_word, _is_part):
            found = tuple(name for name in names if fits(name, wanted))
            if found:
                return found
        return ()

    def label(self, of: Field, value: str) -> str:
        """A text that means this value alone: its label, or the value where the label is not enough."""
        return self._labels.get((of, value), value)

    def values(self, of: Field, text: str) -> tuple[str, ...]:
        """The values that a text typed after a key means; empty where it means none."""
        if of is Field.ROAD:
            place = unicodedata.normalize("NFKC", text).strip()
            return (place,) if place else ()
        if of is Field.NUMBER:
            number = unicodedata.normalize("NFKC", text).upper()
            return (number,) if _NUMBER.fullmatch(number) else ()
        if of is Field.REPORTED:
            token = _span_token(text)
            if token:
                return (token,)
            text = plain(text)
            return tuple(n.value for n in self.names.get(of, ()) if text in n.all_words)
        return tuple(name.value for name in self.find(of, text))

    @cached_property
    def _labels(self) -> dict[tuple[Field, str], str]:
        """Label of each value, where `find` takes it for this value alone."""
        made: dict[tuple[Field, str], str] = {}
        for of, names in self.names.items():
            meant = Counter(word for name in names for word in name.all_words)
            values = {plain(name.value): name.value for name in names}
            for name in names:
                word = plain(name.label)
                if values.get(word, name.value) == name.value and (meant[word] == 1 or word in values):
                    made[of, name.value] = name.label
        return made


class Trouble(StrEnum):
    """Why a part of what was typed is not used."""

    UNKNOWN_KEY = "unknown-key"
    UNKNOWN_VALUE = "unknown-value"
    NO_VALUE = "no-value"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A part that is not used: the key as typed (of a known one its Field), the values not understood."""

    trouble: Trouble
    key: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Query:
    """What a line asks for: per field any of the values, in the order of Field; all words; and what was not used."""

    filters: tuple[tuple[Field, tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def values(self, of: Field) -> tuple[str, ...]:
        """The values asked for in a field; empty means all."""
        return dict(self.filters).get(of, ())


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Something that could be typed: the line as it would be, and where the cursor would stand."""

    label: str
    hint: str
    text: str
    cursor: int
    is_key: bool


def plain(text: str) -> str:
    """A text as it is compared: full-width as half-width, small letters, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def query_of(filters: Mapping[Field, Iterable[str]], words: Iterable[str] = ()) -> Query:
    """A query of values; fields in their order, empty ones left out."""
    made = ((of, tuple(dict.fromkeys(filters.get(of, ())))) for of in Field)
    return Query(filters=tuple((of, values) for of, values in made if values), words=tuple(words))


def parse(text: str, tables: Tables) -> Query:
    """What a line asks for. Never fails: what is not understood becomes a problem of the query."""
    filters: dict[Field, dict[str, None]] = {}
    words: list[str] = []
    problems: list[Problem] = []
    for token in _tokens(text):
        if token.key is None:
            words += token.pieces
            continue
        of = _KEY_OF.get(plain(token.key))
        if of is None:
            problems.append(Problem(trouble=Trouble.UNKNOWN_KEY, key=token.key, values=token.pieces))
            continue
        if not token.pieces:
            problems.append(Problem(trouble=Trouble.NO_VALUE, key=of.value))
        unknown = []
        for piece in token.pieces:
            found = tables.values(of, piece)
            filters.setdefault(of, {}).update(dict.fromkeys(found))
            if not found:
                unknown.append(piece)
        if unknown:
            problems.append(Problem(trouble=Trouble.UNKNOWN_VALUE, key=of.value, values=tuple(unknown)))
    made = query_of(filters, words)
    return Query(filters=made.filters, words=made.words, problems=tuple(problems))


def printed(query: Query, tables: Tables) -> str:
    """The line that asks for this, with the names as they are shown; parsed again it gives the same query."""
    parts = [
        f"{tables.key(of)}:{_joined(_label(tables, of, value) for value in values)}" for of, values in query.filters]
    parts += [_quoted(word, COLONS) for word in query.words]
    for problem in query.problems:
        known = problem.trouble is not Trouble.UNKNOWN_KEY
        key = tables.key(Field(problem.key)) if known else _quoted(problem.key, COLONS)
        parts.append(f"{key}:{_joined(problem.values)}")
    return " ".join(parts)


def suggest(text: str, cursor: int, tables: Tables) -> tuple[Suggestion, ...]:
    """What could be typed at the cursor: keys and names that begin so, or the values of the key before it."""
    before, after = text[:cursor], text[cursor:]
    tokens = _tokens(before)
    token = tokens[-1] if tokens and not tokens[-1].done else _Token(start=cursor, piece_at=cursor)

    def made(label: str, hint: str, put: str, at: int, *, is_key: bool) -> Suggestion:
        whole = before[:at] + put
        return Suggestion(label=label, hint=hint, text=whole + after, cursor=len(whole), is_key=is_key)

    typed = token.last
    if token.key is None:
        out = [
            made(f"{tables.key(of)}:", "、".join(_examples(of, tables)), f"{tables.key(of)}:", token.start, is_key=True)
            for of, keys in KEYS.items() if any(key.startswith(plain(typed)) for key in keys)
        ]
        for of in Field if typed.strip() else ():
            if of is not Field.REPORTED:
                found = _beginning(tables.names.get(of, ()), typed)[:4]
                out += [
                    made(f"{tables.key(of)}:{name.label}", name.hint,
                         f"{tables.key(of)}:{_quoted(tables.label(of, name.value), SEPARATORS)}", token.start,
                         is_key=False) for name in found]
        return tuple(out)
    known = _KEY_OF.get(plain(token.key))
    if known is None:
        return ()
    held = {v for piece in token.pieces[:-1 if typed.strip() else None] for v in tables.values(known, piece)}
    names = [n for n in _beginning(tables.names.get(known, ()), typed) if n.value not in held]
    if len(names) == 1 and plain(typed) == plain(names[0].label):
        return ()
    return tuple(
        made(n.label, n.hint, _quoted(tables.label(known, n.value), SEPARATORS), token.piece_at, is_key=False)
        for n in names[:MOST_VALUES])


def span(token: str, now: int) -> tuple[int, int] | None:
    """The days that a value of 上报 means, as [since, to) in ms UTC; None where it names no day there is."""
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(SHANGHAI).date()
    first, dots, last = token.partition("..")
    begin = _days(first, today)
    end = _days(last, today) if dots else begin
    if begin is None or end is None:
        return None
    since, to = begin[0], end[1]
    if dots and re.fullmatch(r"\d\d-\d\d", last):  # no year: the first such day from the beginning on
        tried = (_on(since.year + later, to.month, to.day) for later in range(9))
        to = next((day for day in tried if day is not None and day >= since), to)
    if since > to:
        return None
    return _instant(since), _instant(to + timedelta(days=1))


def days_of(since: int, to: int) -> str:
    """The value of 上报 for a stretch [since, to) of whole days."""
    first, last = (datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI).date().isoformat()
                   for at in (since, max(since, to - 1)))
    return first if first == last else f"{first}..{last}"


# -- inside ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Token:
    """A key with its pieces, or (key None) a word. `last` is the text of the piece that ends it, as far as typed."""

    start: int
    piece_at: int
    key: str | None = None
    pieces: tuple[str, ...] = ()
    last: str = ""
    done: bool = False  # a blank follows


def _tokens(text: str) -> list[_Token]:
    out: list[_Token] = []
    start = piece_at = -1
    key: str | None = None
    pieces: list[str] = []
    held: list[str] = []
    quoted = False

    def finish(done: bool) -> None:
        nonlocal start, key, pieces, held
        if start >= 0:
            last = "".join(held)
            kept = tuple(p for p in (piece.strip() for piece in (*pieces, last)) if p)
            if key is not None or kept or not done:
                out.append(_Token(start=start, piece_at=piece_at, key=key, pieces=kept, last=last, done=done))
        start, key, pieces, held = -1, None, [], []

    for at, c in enumerate(text):
        if c.isspace() and not quoted:
            finish(done=True)
            continue
        if start < 0:
            start = piece_at = at
        name = "".join(held).strip()
        if c in QUOTES:
            quoted = not quoted
        elif quoted:
            held.append(c)
        elif c in COLONS and key is None and name and not name[0].isdigit():  # 10:30 is a time, not a key
            key, held, piece_at = name, [], at + 1
        elif c in SEPARATORS and key is not None:
            pieces.append("".join(held))
            held, piece_at = [], at + 1
        else:
            held.append(c)
    finish(done=False)
    return out


def _is_value(name: Name, wanted: str) -> bool:
    return name.all_words[:1] == (wanted,)


def _is_word(name: Name, wanted: str) -> bool:
    return wanted in name.all_words


def _is_part(name: Name, wanted: str) -> bool:
    """Of Chinese any part; of letters and digits the beginning, so that a code does not match in its middle."""
    return any(word.startswith(wanted) if wanted.isascii() else wanted in word for word in name.all_words)


def _beginning(names: Iterable[Name], typed: str) -> list[Name]:
    """Names that fit what was typed, those that begin with it first."""
    wanted = plain(typed)
    if not wanted:
        return list(names)
    fit = [name for name in names if _is_part(name, wanted)]
    return sorted(fit, key=lambda name: not any(word.startswith(wanted) for word in name.all_words))


def _examples(of: Field, tables: Tables) -> tuple[str, ...]:
    if of is Field.REPORTED:
        return (*(n.label for n in tables.names.get(of, ())[:2]), *EXAMPLES[of])
    return EXAMPLES[of] if of in FREE else tuple(n.label for n in tables.names.get(of, ())[:3])


def _label(tables: Tables, of: Field, value: str) -> str:
    if of is Field.REPORTED:
        return next((n.label for n in tables.names.get(of, ()) if n.value == value), value)
    return value if of in FREE else tables.label(of, value)


def _joined(values: Iterable[str]) -> str:
    return ",".join(_quoted(value, SEPARATORS) for value in values)


def _quoted(text: str, also: str) -> str:
    return f'"{text}"' if not text or any(c.isspace() or c in also for c in text) else text


def _span_token(text: str) -> str:
    """2026/11/1~2026/11/20 → 2026-11-01..2026-11-20; "" where it is no day, month or stretch of days."""
    first, dots, last = re.sub(r"\.\.+|~|至|到", "..", unicodedata.normalize("NFKC", text)).partition("..")
    parts = [_day_token(part.strip()) for part in ((first, last) if dots else (first,))]
    return "" if not all(parts) else "..".join(parts)


def _day_token(text: str) -> str:
    if found := _DAY.fullmatch(text):
        year, month, day = found[1], int(found[2]), int(found[3])
        if _on(int(year) if year else 2000, month, day) is not None:
            return f"{int(year):04d}-{month:02d}-{day:02d}" if year else f"{month:02d}-{day:02d}"
    elif (found := _MONTH.fullmatch(text)) and _on(int(found[1]), int(found[2]), 1) is not None:
        return f"{int(found[1]):04d}-{int(found[2]):02d}"
    return ""


def _days(token: str, today: date) -> tuple[date, date] | None:
    """First and last day of today, yesterday, week, month, 2026-11, 2026-11-20, 11-20 (the last one that was)."""
    if token == TODAY:
        return today, today
    if token == YESTERDAY:
        return today - timedelta(days=1), today - timedelta(days=1)
    if token == WEEK:
        return today - timedelta(days=today.weekday()), today
    if token == MONTH:
        return today.replace(day=1), today
    numbers = [int(n) for n in token.split("-") if n.isdigit()]
    if len(numbers) == 3:
        one = _on(*numbers)
        return None if one is None else (one, one)
    if len(numbers) == 2 and numbers[0] > 12:
        first = _on(numbers[0], numbers[1], 1)
        return None if first is None else (first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    if len(numbers) == 2:
        tried = (_on(today.year - back, *numbers) for back in range(9))
        one = next((d for d in tried if d is not None and d <= today), None)
        return None if one is None else (one, one)
    return None


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _instant(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).timestamp() * 1000)
