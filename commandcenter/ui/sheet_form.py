"""What a printed sheet is made of before it has pages: rows of cells on a grid of 24 columns, texts and pictures.

Words come from sheet_words.py; where a row stands on which page is sheet_pages.py's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate  # a name that lupdate knows

GRID = 24
LABEL_SPAN = 4


class Look(Enum):
    """How a text is set: the fonts are in sheet_pages.py."""

    OFFICE = "office"  # whose sheet it is, over the title
    TITLE = "title"
    LABEL = "label"
    VALUE = "value"
    STRONG = "strong"
    SMALL = "small"


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text in one look."""

    text: str
    look: Look = Look.VALUE


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture by its content, and what stands below it."""

    sha256: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell `span` columns wide. `foot`: a line at its bottom (where to sign)."""

    parts: tuple[Text, ...] = ()
    span: int = GRID
    centred: bool = False
    shaded: bool = False
    pictures: tuple[Picture, ...] = ()
    foot: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Cells beside each other, together GRID columns. `least` mm high; `grows` into room that is left on its page.

    `head`: the row that is repeated over this one where a new page begins with it. `leads`: stays with the next row.
    """

    cells: tuple[Cell, ...]
    least: float = 8
    grows: bool = False
    head: "Row | None" = None
    leads: bool = False


@dataclass(frozen=True, kw_only=True)
class Form:
    """One sheet in words. `code`: the QR code beside the title, as rows of dark and light."""

    office: str
    title: str
    line: str  # below the title, left: the numbers
    line_right: str
    short: str  # over the pages after the first
    rows: tuple[Row, ...]
    foot: str
    code: tuple[tuple[bool, ...], ...] = ()


def label(text: str, span: int = LABEL_SPAN) -> Cell:
    """The shaded cell that says what stands beside it."""
    return Cell(parts=(Text(text=text, look=Look.LABEL),), span=span, centred=True, shaded=True)


def value(text: str, span: int, look: Look = Look.VALUE) -> Cell:
    """A cell with one text."""
    return Cell(parts=(Text(text=text, look=look),), span=span)


def full(name: str, *parts: Text | str, least: float = 8, grows: bool = False, foot: str = "") -> Row:
    """A label and what takes the rest of the line."""
    told = tuple(Text(text=part) if isinstance(part, str) else part for part in parts)
    cell = Cell(parts=told, span=GRID - LABEL_SPAN, foot=foot)
    return Row(cells=(label(name), cell), least=least, grows=grows)


def pair(
    first: tuple[str, str], second: tuple[str, str], *, least: float = 8, first_look: Look = Look.VALUE,
) -> Row:
    """Two labels with their values; `first_look` of the first value."""
    wide = GRID // 2 - LABEL_SPAN
    return Row(least=least, cells=tuple(
        cell for (name, told), look in ((first, first_look), (second, Look.VALUE))
        for cell in (label(name), value(told, wide, look))))


def band(text: str) -> Row:
    """A shaded line over the whole width that begins a part of the sheet."""
    return Row(cells=(Cell(parts=(Text(text=text, look=Look.LABEL),), centred=True, shaded=True),), least=7, leads=True)


def signed(first: str, second: str) -> Row:
    """Two places to sign in."""
    return pair((first, ""), (second, ""), least=10)


def dated(first: str, second: str, at: str = "") -> Row:
    """A place to sign in, and one for day and hour; `at` where that is known already."""
    return pair((first, ""), (second, at or blank_moment()), least=10)


def blank_moment() -> str:
    """Room for a day and an hour in handwriting."""
    return translate("Sheet", "____-__-__  __:__")


def boxes(options: Sequence[tuple[str, bool]]) -> str:
    """Boxes to tick, in a line; those that are known already are full."""
    return "   ".join(f"{'■' if ticked else '□'} {words}" for words, ticked in options)


def pictures(name: str, held: tuple[Picture, ...], none: str, more: str = "") -> Row:
    """Pictures beside their label, or one line that says there are none; `more`: how many are not shown."""
    if not held:
        return full(name, none)
    return Row(cells=(label(name), Cell(span=GRID - LABEL_SPAN, pictures=held, foot=more)))
