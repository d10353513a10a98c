"""Finding back to one past with a platform that shows another one, and offering it again what it lost (sync.md §4.4).

A platform restored from an older backup is the usual reason. Nothing is dropped on either side. A copy whose place says
more than its facts do goes back to where they end, and reads on from there.
"""

import logging
from typing import Final
from uuid import UUID

from commandcenter.sync.client import Client, Rejected
from commandcenter.sync.street import Street, ask
from commandcenter.sync.trust import Trust

log = logging.getLogger(__name__)

POINTS: Final = 64  # places in one probe: four probes find the place among 16 million


async def go_back(street: Street, client: Client, trust: Trust, stream: str) -> int:
    """Find the last place that both pasts share, and go back there. Returns how many facts the platform lacks.

    Facts that this copy lacks itself, up to where it says that it stands, come again by pull.

    Raises:
        PlatformDown, Rejected: nothing was changed.
    """
    cursor = await ask(street.cursor, stream)
    low, high = 0, min(cursor.seq, await ask(street.whole_up_to, stream))
    while low < high:
        seqs = spread(low, high)
        places = await ask(street.places, stream, seqs)
        answer = await client.probe(stream, cursor.genesis, places)
        await ask(trust.check, stream, answer.head)
        if answer.head.genesis != cursor.genesis:
            low = 0
            break
        if answer.seq not in (0, *seqs):
            raise Rejected("broken_chain", stream=stream, after=cursor.seq)
        low = max(low, answer.seq)
        high = min((seq for seq in seqs if seq > low), default=low + 1) - 1
    return await ask(street.roll_back, stream, low)


def spread(low: int, high: int) -> list[int]:
    """At most POINTS numbers in (low, high], evenly; `high` among them."""
    span = high - low
    count = min(POINTS, span)
    return [low + span * n // count for n in range(1, count + 1)]


async def offer_again(
    street: Street, client: Client, trust: Trust, stream: str
) -> tuple[int, dict[UUID, str], set[UUID]]:
    """Offer all that the platform lost of a stream, piece by piece. Returns how many it holds now, what it never will,
    and why, and what it can place only later: that is offered with the next round, unless nothing can come before it.
    """
    after, taken, never, later = (0, 0), 0, dict[UUID, str](), set[UUID]()
    while part := await ask(street.lost, stream, after):
        after = (part.past, part.proof.seq)
        answer = await client.reoffer(part)
        await ask(trust.check, stream, answer.head)
        if len(answer.results) != len(part.ids):
            raise Rejected("broken_chain", stream=stream, after=part.start.seq)
        for fact, again in zip(part.ids, answer.results, strict=True):
            taken += bool(again.seq)
            if again.word == "later":
                later.add(fact)
            elif not again.seq:
                never[fact] = again.word
    if taken or never:
        log.info("%s: %d lost fact(s) are at the platform again, %d are not needed", stream, taken, len(never))
    return taken, never, later
