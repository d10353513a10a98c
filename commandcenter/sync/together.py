"""What waits and must not be parted: a request to hand a case over, and its taking back.

The platform hands the case over in the transaction that takes the request; a taking back counts only in the same
message. So a batch that would end between the two ends before the request. A message holds one session: where the
program was started anew in between, what waits from the request on goes on in a session of its own.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from commandcenter.core.facts import BadFact, Fact, Waiting, decode
from commandcenter.sync.wire import MAX_FACTS

_ASKED, _UNDONE = b'"transfer_asked"', b'"undone"'


def may_go(bodies: Sequence[bytes], later: Iterable[bytes]) -> int:
    """How many facts of a batch may go now, in their order; `later`: what waits behind them.

    All of them, but where one asks for a transfer that is taken back in `later` by the same session: those before it,
    and before every other whose taking back then comes too late.
    """
    asked = {fact.id: (n, fact.sid) for n, fact in _facts(bodies, _ASKED) if fact.type == "transfer_asked"}
    if not asked:
        return len(bodies)
    pairs = [(asked.pop(fact.base)[0], at) for at, fact in _facts(bodies, _UNDONE) if fact.base in asked]
    pairs += [(asked[fact.base][0], len(bodies)) for _, fact in (_facts(later, _UNDONE) if asked else ())
              if fact.type == "undone" and fact.base in asked and asked[fact.base][1] == fact.sid]
    end = len(bodies)
    while parted := [n for n, at in pairs if 0 < n < end <= at]:  # where it is the first, they fit into no message
        end = min(parted)
    return end


class Waits(Protocol):
    """What waits at a workstation, and may get other places in a session; a `Street` is one."""

    def waiting(self, limit: int, after: UUID | None = None) -> list[Waiting]: ...
    def restamp(self, ids: Collection[UUID]) -> int: ...


def rejoin(street: Waits, batch: Sequence[Waiting], later: Iterable[Waiting]) -> bool:
    """Give what waits from a request of `batch` on a session of its own, where it is taken back in `later` by another
    session. Whether that was needed: then `batch` is to be read anew."""
    asked = {fact.id: fact.sid for _, fact in _facts([one.body for one in batch], _ASKED)
             if fact.type == "transfer_asked"}
    parted = {fact.base for _, fact in (_facts((one.body for one in later), _UNDONE) if asked else ())
              if fact.type == "undone" and fact.base in asked and asked[fact.base] != fact.sid}
    first = next((n for n, one in enumerate(batch) if one.id in parted), None)
    if first is None:
        return False
    ids = [one.id for one in batch[first:]]
    while more := street.waiting(MAX_FACTS, ids[-1]):
        ids += [one.id for one in more]
    return bool(street.restamp(ids))


def _facts(bodies: Iterable[bytes], sign: bytes) -> Iterable[tuple[int, Fact]]:
    for n, body in enumerate(bodies):
        if sign in body:
            try:
                yield n, decode(body)
            except BadFact:
                continue
