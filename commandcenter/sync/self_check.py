"""Comparing this copy's views with the platform's own fold of the same facts (D at a number), and mending them.

Signed heads show that the facts are the same; that the same comes of them shows only this. The platform folds a street
where it makes its snapshot, and says the digest with it; so it costs the platform nothing more.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from commandcenter.sync.catching_up import ANY_SCHEMA
from commandcenter.sync.client import Client
from commandcenter.sync.street import Street, ask

log = logging.getLogger(__name__)

SAME: Final = "same"
MENDED: Final = "mended"  # the views did not say what the log says; they do now
OTHERWISE: Final = "otherwise"  # they do, and the platform's are others: another version of the rules


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a comparison found: `result`, with the snapshot's name, its number, and how many cases were mended."""

    result: str
    name: str
    seq: int
    mended: int = 0


async def check(
    street: Street, client: Client, known: str = "", going: Callable[[], None] = lambda: None
) -> Checked | None:
    """Compare with the newest digest that the platform has. Where they differ, all views are folded again from the log,
    part by part; `going` hears of each. None: there is no digest, or it is `known` (a snapshot's name).

    Raises:
        PlatformDown, Rejected, StoreError.
    """
    found = await client.snapshot(ANY_SCHEMA)
    end = found.heads.get(street.street)
    if not found.digest or found.name == known or end is None:
        return None
    ours = await ask(street.digest_at, end.seq)
    if not ours:
        return None
    if ours == found.digest:
        return Checked(result=SAME, name=found.name, seq=end.seq)
    log.warning("at %d the views are %s, the platform's %s (by %s)", end.seq, ours, found.digest, found.fold or "?")
    last, mended = await ask(street.mend, b"")
    while last:
        going()
        last, more = await ask(street.mend, last)
        mended += more
    ours = await ask(street.digest_at, end.seq)
    if not ours:
        return None
    same = ours == found.digest
    return Checked(result=MENDED if same else OTHERWISE, name=found.name, seq=end.seq, mended=mended)
