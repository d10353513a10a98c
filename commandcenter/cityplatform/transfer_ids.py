"""What the ids of a transfer's facts follow from: the request's id. Whoever writes them again writes the same ones."""

import hashlib
from typing import Final
from uuid import UUID, uuid5

OUT: Final = "out"  # the platform's fact where the case was
IN: Final = "in"  # and its facts where the case is now
TWICE: Final = "twice"  # where a case is that another request has put elsewhere meanwhile


def case_there(asked: UUID) -> UUID:
    """The case that a request makes in the other street."""
    return uuid5(asked, "case")


def fact_id(asked: UUID, way: str, n: int = 1) -> UUID:
    """The id of the platform's n-th fact about a request, OUT or IN."""
    return uuid5(asked, f"{way} {n}")


def sid_of(asked: UUID, way: str) -> str:
    """The session that the platform's facts about a request have to themselves in a stream."""
    return hashlib.sha256(f"transfer {asked} {way}".encode()).hexdigest()[:16]
