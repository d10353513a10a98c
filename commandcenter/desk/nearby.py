"""Cases near a report that may be the same, as the intake form and the duplicate dialog list them."""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core.documents import Books
from commandcenter.core.duplicates import CLOSED_WITHIN_MS, Likeness, Sighting, box, rank
from commandcenter.store.queries import CaseRow, Queries

SHOWN_WHILE_TYPING = 5
SHOWN_AT_MOST = 20


@dataclass(frozen=True, kw_only=True)
class NearCase:
    """A candidate: its row, what its report said, and how much alike it is."""

    row: CaseRow
    text: str
    likeness: Likeness


def near_cases(
    q: Queries, one: Sighting, books: Books, *, leave_out: "frozenset[UUID]" = frozenset(),
    most: int = SHOWN_AT_MOST,
) -> tuple[NearCase, ...]:
    """The cases within reach of the city's rule that are open or closed lately, the most alike first."""
    radius, hours = books.rules.duplicate_radius_m, books.rules.duplicate_within_h
    found = {row.case_id: (row, text) for row, text in q.near(box(one.lon, one.lat, radius), one.at - CLOSED_WITHIN_MS)
             if row.case_id not in leave_out}
    others = [(case_id, sighting_of(row, text)) for case_id, (row, text) in found.items()]
    return tuple(
        NearCase(row=found[r.case_id][0], text=found[r.case_id][1], likeness=r.likeness)
        for r in rank(one, others, radius_m=radius, within_h=hours, most=most))


def sighting_of(row: CaseRow, text: str) -> Sighting:
    """A case as it is compared."""
    return Sighting(lon=row.lon, lat=row.lat, class_key=row.class_key, at=row.reported_at, text=text)
