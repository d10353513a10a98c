"""On paper: the course of a case in the streets that had it before (移交), marked with their names."""

from PySide6.QtCore import QCoreApplication

from commandcenter.core.case import Case
from commandcenter.core.masking import masked
from commandcenter.core.numbers import short_number
from commandcenter.core.transfer import with_streets
from commandcenter.core.transfer_bodies import CarriedStep
from commandcenter.ui import texts, time_words
from commandcenter.ui.sheet_form import Cell, Look, Row, band, full, label, value

translate = QCoreApplication.translate  # a name that lupdate knows
COURSE = (5, 3, 5, 8, 3)  # widths of the columns of the course


def head() -> Row:
    """The head of the course."""
    words = (translate("Sheet", "Time"), translate("Sheet", "Step"), translate("Sheet", "By"),
             translate("Sheet", "What was said"), translate("Sheet", "Took"))
    return Row(cells=tuple(label(one, span) for one, span in zip(words, COURSE, strict=True)), least=7, leads=True)


def line(words: tuple[str, str, str, str, str], above: Row) -> Row:
    """One step: when, what, by whom, what was said, how long it took."""
    return Row(least=7, head=above, cells=tuple(
        Cell(parts=value(text, span, Look.SMALL).parts, span=span, centred=n < 2)
        for n, (text, span) in enumerate(zip(words, COURSE, strict=True))))


def before(case: Case) -> list[Row]:
    """Where a case came from, and what was done there; nothing of one that was reported here."""
    came = case.received
    if came is None:
        return []
    streets = " → ".join(leg.name for leg in came.trail)
    above = head()
    left = [full(translate("Sheet", "Earlier steps"), translate("Sheet", "{0} not on this sheet").format(came.left_out))
            ] if came.left_out else []
    return [
        band(translate("Sheet", "Course before, in {0}").format(streets)),
        full(translate("Sheet", "Handed over by"), "\n".join(
            f"{leg.name}  {short_number(leg.number)}" for leg in came.trail), f"{time_words.moment(came.at)}  "
            f"{masked(came.reason)}"),
        *left, above, *(line(_words(one, leg.name), above) for one, leg in with_streets(came))]


def _words(one: CarriedStep, street: str) -> tuple[str, str, str, str, str]:
    by = " ".join((street, one.who or texts.role_text(one.role)))
    return time_words.moment(one.at), texts.fact_text(one.type), by, masked(one.text), ""
