"""What waits and must not be parted: a request to hand a case over, and its taking back.

The platform hands the case over in the transaction that takes the request; a taking back counts only in the same
message. So a batch that would end between the two ends before the request.
"""

from collections.abc import Iterable, Sequence

from commandcenter.core.facts import BadFact, Fact, decode

_ASKED, _UNDONE = b'"transfer_asked"', b'"undone"'


def may_go(bodies: Sequence[bytes], later: Iterable[bytes]) -> int:
    """How many facts of a batch may go now, in their order; `later`: what waits behind them.

    All of them, but where one asks for a transfer that is taken back in `later` by the same session: those before it.
    """
    asked = {fact.id: (n, fact.sid) for n, fact in _facts(bodies, _ASKED) if fact.type == "transfer_asked"}
    if not asked:
        return len(bodies)
    for _, fact in _facts(bodies, _UNDONE):
        if fact.base is not None:
            asked.pop(fact.base, None)
    parted = [asked[fact.base][0] for _, fact in (_facts(later, _UNDONE) if asked else ())
              if fact.type == "undone" and fact.base in asked and asked[fact.base][1] == fact.sid]
    return min(parted, default=len(bodies)) or len(bodies)  # where it is the first, they do not fit into one message


def _facts(bodies: Iterable[bytes], sign: bytes) -> Iterable[tuple[int, Fact]]:
    for n, body in enumerate(bodies):
        if sign in body:
            try:
                yield n, decode(body)
            except BadFact:
                continue
