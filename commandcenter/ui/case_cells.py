"""The columns of the table of cases, and one case as its row shows it: ready texts, and the few numbers drawn."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
)

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseCells:
    """One case as its row shows it: ready texts, and the few numbers that are drawn.

    `urgency` is 0..4 as in ui/theme.py; `step` 0..5, 6 when the case has left the flow; `sentence` is the whole
    row as a screen reader says it. Tips are shown over the cell; "" shows the cell's own text where it is cut.
    """

    urgency: int
    urgency_word: str
    number: str
    class_name: str
    major_name: str = ""
    place: str = ""
    community: str = ""
    step: int = 0
    stage_word: str = ""
    unit: str = ""
    remaining: str = ""
    due: str = ""
    tags: tuple[str, ...] = ()
    sentence: str = ""
    provisional: bool = False
    number_tip: str = ""
    remaining_tip: str = ""
    due_tip: str = ""
    watched: bool = False
    """Somebody else looks at it now: a mark beside the number, the name in its tip and in the sentence."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its key in `sort_chosen`, widths in px at medium text, side, and whether it sorts."""

    key: str
    width: int
    least: int
    right: bool = False
    stretch: bool = False
    sorts: bool = True


COLUMNS = (
    Column(key="urgency", width=96, least=40),
    Column(key="number", width=92, least=84),
    Column(key="class", width=172, least=112),
    Column(key="place", width=220, least=160, stretch=True),
    Column(key="community", width=68, least=60),
    Column(key="stage", width=104, least=56),
    Column(key="unit", width=108, least=88),
    Column(key="remaining", width=120, least=104, right=True),
    Column(key="due", width=96, least=92, right=True),
    Column(key="tags", width=100, least=60, sorts=False),
)
ALWAYS_SHOWN = frozenset({"number", "place"})
"""A row is no row without these."""
GIVES_WAY = ("class", "unit", "stage", "urgency")
"""These shrink to their least widths, in this order, where the place has less than its own."""
PLACE_PX = 112
"""Then the place gives way too, to eight characters; below that the table scrolls."""
COLUMN_OF = {column.key: i for i, column in enumerate(COLUMNS)}


def cell_text(cells: CaseCells, key: str) -> str:
    """What a cell says, as plain text."""
    match key:
        case "urgency":
            return cells.urgency_word
        case "class":
            return f"{cells.class_name} {cells.major_name}".strip()
        case "stage":
            return cells.stage_word
        case "tags":
            return " ".join(cells.tags)
        case _:
            return str(getattr(cells, key))


def tip_of(cells: CaseCells, key: str) -> str:
    given = {"number": cells.number_tip, "remaining": cells.remaining_tip, "due": cells.due_tip}
    return given.get(key, "") or cell_text(cells, key)
