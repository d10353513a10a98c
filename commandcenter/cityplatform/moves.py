"""Whether a case was moved on after the desk that asks for its transfer had looked: what the platform asks its tables.

The facts of a street lie in the order of their numbers, with no index by case: it would cost every push. So the part of
the stream that came after the look is walked once for all requests of a batch, and never more than LOOK_MOST facts of
it, whatever `seen` says: the street's stream is held meanwhile. Whoever looked longer ago, or at a past that is not
this one, is believed where the whole case is younger than that part; else they look again and ask anew.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from commandcenter.cityplatform.sequencer import Arrival
from commandcenter.cityplatform.storage import rows_among
from commandcenter.cityplatform.tables import fact
from commandcenter.core.facts import Cursor, Fact, decode

LOOK_MOST: Final = 50_000  # facts of a street that are walked for a batch: some days of a busy street


def moved(
    conn: sa.Connection, name: str, head: Cursor, requests: Sequence[Fact], arrivals: Sequence[Arrival],
) -> set[UUID]:
    """Those of these requests whose case has another step that the request does not build on."""
    floor = max(head.seq - LOOK_MOST, 0)
    looked = _looked(conn, name, head, requests)
    start = {made.id: max(looked[made.id], floor) for made in requests}
    since = _since(conn, name, min(start.values(), default=head.seq), {made.subject for made in requests})
    own: dict[UUID, dict[UUID, Fact]] = {}
    for one in arrivals:
        own.setdefault(one.fact.subject, {})[one.fact.id] = one.fact
    bases = _of_case(conn, name, requests)
    found, walked = set[UUID](), 0
    for made in requests:
        of_case = since.get(made.subject, ())
        walked += len(of_case)
        if walked > LOOK_MOST or _is_moved(  # a batch that asks for one case again and again
                made, {step.id: step for seq, step in of_case if seq > start[made.id]}, own[made.subject],
                made.base in bases, looked[made.id] >= floor):
            found.add(made.id)
    return found


def _is_moved(made: Fact, since: Mapping[UUID, Fact], own: Mapping[UUID, Fact], placed: bool, known: bool) -> bool:
    """`since`: the case's facts that were walked; `placed`: the base is a fact of this case here; `known`: what came
    before those was seen by the author."""
    if made.base is None or not (placed or made.base in own):
        return True
    chain: set[UUID] = set()
    at: UUID | None = made.base
    first = ""
    while at is not None and (step := since.get(at) or own.get(at)) is not None and at not in chain:
        chain.add(at)
        at, first = step.base, step.type
    if not known and first != "reported":  # the case is older than what was walked: a step may be unseen
        return True
    return any(found.id not in chain and found.id != made.id and (found.base is not None or found.type == "transferred")
               for found in since.values())


def _looked(conn: sa.Connection, name: str, head: Cursor, requests: Sequence[Fact]) -> dict[UUID, int]:
    """Up to which number the author of each had seen the stream; 0 where what they saw is no part of it."""
    places = {made.seen[0] for made in requests if 0 < made.seen[0] <= head.seq}
    here = {seq: bytes(h).hex()[:8] for seq, h in rows_among(
        conn, "SELECT seq, h FROM fact WHERE street = {} AND seq {}", places, name)}
    return {made.id: made.seen[0] if here.get(made.seen[0]) == made.seen[1] else 0 for made in requests}


def _since(
    conn: sa.Connection, name: str, start: int, subjects: set[UUID]
) -> dict[UUID, list[tuple[int, Fact]]]:
    """The accepted facts of these cases after a number, by case."""
    found: dict[UUID, list[tuple[int, Fact]]] = {}
    for seq, body in rows_among(
            conn, "SELECT seq, body FROM fact WHERE street = {} AND seq > {} AND verdict = 0 AND subject {}",
            [one.bytes for one in subjects], name, start):
        made = decode(body)
        found.setdefault(made.subject, []).append((int(seq), made))
    return found


def _of_case(conn: sa.Connection, name: str, requests: Sequence[Fact]) -> set[UUID]:
    """Bases of requests that are facts of the same case in this street."""
    case = {made.base: made.subject for made in requests if made.base is not None}
    rows = conn.execute(sa.select(fact.c.id, fact.c.subject).where(
        fact.c.street == name, fact.c.id.in_([base.bytes for base in case]))) if case else ()
    return {base for base, subject in ((UUID(bytes=row[0]), UUID(bytes=row[1])) for row in rows)
            if case[base] == subject}
