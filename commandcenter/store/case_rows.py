"""A case as a queue shows it, and what else is read of one case: frozen rows.

Times are ms UTC, positions degrees × 1e7.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from commandcenter.core.case import Stage

Ids = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
ROW = (
    "id, case_id, stage, open, number, provisional, class_key, class_name, major_name, place, lon, lat, community,"
    " community_name, grid, source, unit, unit_name, marks, level, reworks, returns, paused, reply_due, reported_at,"
    " closed_at, handling_due, on_time, due, near, severe, tentative, pending, conflicts, unknown, closing_type,"
    " extensions, asked, exempt, docket"
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a queue, as stored."""

    id: int
    case_id: UUID
    stage: Stage
    open: bool
    number: str
    provisional: str
    class_key: str
    class_name: str
    major_name: str
    place: str
    lon: int
    lat: int
    community: str
    community_name: str
    grid: str
    source: str
    unit: str
    unit_name: str
    marks: tuple[str, ...]
    level: int
    reworks: int
    returns: int
    paused: bool
    reply_due: int | None
    reported_at: int
    closed_at: int | None
    handling_due: int | None
    on_time: bool | None
    due: int | None
    near: int | None
    severe: int | None
    tentative: bool
    pending: int
    conflicts: int
    unknown: bool
    closing_type: str
    extensions: int = 0
    asked: str = ""  # what waits for whose decision: kind:role
    exempt: bool = False
    docket: bool = False

    @property
    def shown_number(self) -> str:
        return self.number or self.provisional


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who was ruled responsible (确权), why, in which case, and when (ms UTC)."""

    unit: str
    unit_name: str
    reason: str
    number: str
    at: int


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """A fact that did not simply take effect."""

    fact: UUID
    kind: str
    reason: str
    winner: UUID | None
    settled: bool


def case_row(r: Any) -> CaseRow:
    return CaseRow(
        r[0], UUID(bytes=r[1]), Stage(r[2]), bool(r[3]), r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11], r[12],
        r[13], r[14], r[15], r[16], r[17], tuple(r[18].split(",")) if r[18] else (), r[19], r[20], r[21],
        bool(r[22]), r[23], r[24], r[25], r[26], None if r[27] is None else bool(r[27]), r[28], r[29], r[30],
        bool(r[31]), r[32], r[33], bool(r[34]), r[35], r[36], r[37], bool(r[38]), bool(r[39]))


def among(ids: Ids, hits: Ids) -> Mask:
    """Which of the ids are hits. Row ids are small: a mask is quicker than any search, and needs no numpy.ma."""
    if not len(ids) or not len(hits):
        return np.zeros(len(ids), np.bool_)
    mask = np.zeros(max(int(ids.max()), int(hits.max())) + 1, np.bool_)
    mask[hits] = True
    found: Mask = mask[ids]
    return found
