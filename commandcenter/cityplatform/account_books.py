"""What the platform's tables say of a street's people, as far as a pushed batch asks. The rule is in grants.py."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from uuid import UUID

import msgspec
import sqlalchemy as sa

from commandcenter.cityplatform.grants import NO_ACCOUNTS, Accounts
from commandcenter.cityplatform.sequencer import Arrival
from commandcenter.cityplatform.tables import NUMBERED, document, fact
from commandcenter.core import bodies
from commandcenter.core.case import Role
from commandcenter.core.city_rules import Rules
from commandcenter.core.documents import DocumentError, decode_body
from commandcenter.core.facts import CITY, decode
from commandcenter.core.people import Users

_IN = 500  # values in one IN (…)
_PUBLISHED: Final = (
    sa.select(document.c.version, fact.c.seq, fact.c.body).join(fact, document.c.fact == fact.c.id)
    .where(document.c.stream == sa.bindparam("of"), document.c.name == sa.bindparam("named"))
    .order_by(document.c.version))


def read(conn: sa.Connection, street: str, arrivals: Sequence[Arrival]) -> Accounts:
    """The people of a street; NO_ACCOUNTS while no version of `users` has a verifier. One query a question."""
    since, versions = {}, {}
    for version, seq, body in _published(conn, street, "users"):
        found = _decoded("users", body)
        if isinstance(found, Users):
            since[version], versions[version] = seq, found
    if not any(users.enforced for users in versions.values()):
        return NO_ACCOUNTS
    rules = [_decoded("rules", body) for _, _, body in _published(conn, CITY, "rules")]
    behalf = {(role, act) for one in rules if isinstance(one, Rules) for role in Role for act in Role
              if one.may_enter_for(role, act)}
    scoped = {user.id for users in versions.values() for user in users.users if user.scope}
    subjects = {arrival.fact.subject for arrival in arrivals if arrival.fact.actor in scoped}
    return Accounts(versions=versions, since=since, behalf=behalf,
                    communities=_communities(conn, street, subjects) | _in_batch(arrivals))


def _published(conn: sa.Connection, stream: str, name: str) -> list[tuple[int, int, bytes]]:
    """Version, number in the stream and the fact's bytes, of each version of a document."""
    rows = conn.execute(_PUBLISHED, {"of": stream, "named": name})
    return [(version, seq, body) for version, seq, body in rows]


@lru_cache(maxsize=1024)
def _decoded(name: str, raw: bytes) -> object | None:
    """The document that a fact publishes; None where this program cannot read it."""
    try:
        said = bodies.read("published", bytes(decode(raw).data))
        return decode_body(name, bytes(said.body)) if isinstance(said, bodies.Published) else None
    except (bodies.BadBody, DocumentError, msgspec.DecodeError):
        return None


def _communities(conn: sa.Connection, street: str, subjects: set[UUID]) -> dict[UUID, str]:
    """Where cases lie. A case's number follows on its report, so the number's index leads to it."""
    found: dict[UUID, str] = {}
    wanted = [subject.bytes for subject in subjects]
    for start in range(0, len(wanted), _IN):
        numbers = conn.execute(
            sa.select(fact.c.seq).where(fact.c.street == street, fact.c.subject.in_(wanted[start:start + _IN]),
                                        NUMBERED)).scalars().all()
        bodies_of = conn.execute(
            sa.select(fact.c.body).where(fact.c.street == street, fact.c.seq.in_([seq - 1 for seq in numbers])))
        for raw in bodies_of.scalars():
            made = decode(raw)
            said = bodies.read(made.type, bytes(made.data))
            if isinstance(said, bodies.Reported):  # "" of one that another street handed over: no community is theirs
                found[made.subject] = said.community
    return found


def _in_batch(arrivals: Sequence[Arrival]) -> dict[UUID, str]:
    return {arrival.fact.subject: arrival.content.community for arrival in arrivals
            if isinstance(arrival.content, bodies.Reported)}
