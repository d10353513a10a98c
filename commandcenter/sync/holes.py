"""A copy that stands where the platform does, by number and hash, and has not all the facts up to there.

Nothing in an exchange shows that: what is missing is only asked for by its number. So it is counted, once after every
start and again with each comparison of the views, and read again from the last number without a hole.
"""

import logging

from commandcenter.core.facts import CITY
from commandcenter.sync.client import Client
from commandcenter.sync.pasts import go_back
from commandcenter.sync.street import Street, ask
from commandcenter.sync.trust import Trust

log = logging.getLogger(__name__)


async def close_holes(street: Street, client: Client) -> int:
    """Go back to before the first fact that is missing, in either stream; the next round reads on from there. In how
    many streams there was one.

    Raises:
        PlatformDown, Rejected, StoreError: nothing was changed in that stream.
    """
    found = 0
    for stream in (CITY, street.street):
        stood = await ask(street.cursor, stream)
        whole = await ask(street.whole_up_to, stream)  # later than the place: it may have grown, and that is no hole
        if whole >= stood.seq:
            continue
        log.warning("%s: this copy stands at %d, and fact %d is not here; reading again", stream, stood.seq, whole + 1)
        await go_back(street, client, Trust(street.platform_key()), stream)
        found += 1
    return found
