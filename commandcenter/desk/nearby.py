"""Cases near a report that may be the same, as the intake form and the duplicate dialog list them."""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core.documents import Books
from commandcenter.core.duplicates import CLOSED_WITHIN_MS, Likeness, Sighting, box, rank
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.queries import Queries

SHOWN_WHILE_TYPING = 5
SHOWN_AT_MOST = 20
READ = 60  # reports whose text is compared


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
    """The cases within reach of the city's rule that are open or closed lately, the most alike first.

    What a report said lies in the log, not in the row: only that of the likeliest by the rest is read.
    """
    radius, hours = books.rules.duplicate_radius_m, books.rules.duplicate_within_h
    rows = {row.case_id: row for row in q.near(box(one.lon, one.lat, radius), one.at - CLOSED_WITHIN_MS)
            if row.case_id not in leave_out}
    likely = rank(one, [(case_id, sighting_of(row, "")) for case_id, row in rows.items()], radius_m=radius,
                  within_h=hours, most=max(READ, most))
    texts = {r.case_id: q.reported_text(r.case_id) for r in likely}
    others = [(case_id, sighting_of(rows[case_id], text)) for case_id, text in texts.items()]
    return tuple(
        NearCase(row=rows[r.case_id], text=texts[r.case_id], likeness=r.likeness)
        for r in rank(one, others, radius_m=radius, within_h=hours, most=most))


def sighting_of(row: CaseRow, text: str) -> Sighting:
    """A case as it is compared."""
    return Sighting(lon=row.lon, lat=row.lat, class_key=row.class_key, at=row.reported_at, text=text)
