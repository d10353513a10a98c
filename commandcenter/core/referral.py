"""A case that lies with somebody else for an answer: sent across (横向派送) or up (逐级上报). What the fold keeps.

While it is open the case stays at its stage and nothing else moves it on; what stood still goes on with the answer.
"""

from uuid import UUID

import msgspec

from commandcenter.core.bodies import ReferKind


class Referral(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The open referral of a case. `at` ms UTC; `stopped`: the fields of the clocks that it made stand still."""

    fact: UUID
    kind: ReferKind
    to: str
    to_name: str
    reason: str
    at: int
    stopped: tuple[str, ...] = ()
