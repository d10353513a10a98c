"""A street with accounts, for tests: its users document with verifiers, made cheaply, as the next version."""

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from commandcenter.core import bodies as b
from commandcenter.core.documents import subject_of
from commandcenter.core.facts import Accepted, Draft, encode, link, stamp
from commandcenter.core.people import Users
from commandcenter.door.door import Door
from commandcenter.store import passwords
from tests import makes

PASSWORD = "manhole check 42"
ACCEPTOR, DISPATCHER, DISPATCHER_2 = "dm-acceptor-1", "dm-dispatcher-1", "dm-dispatcher-2"
ADMINISTRATOR, AUDITOR, WALL = "dm-administrator-1", "dm-auditor-1", "dm-wall-1"
EVERYBODY = (ACCEPTOR, DISPATCHER, DISPATCHER_2, ADMINISTRATOR, AUDITOR, WALL)


@lru_cache
def verifier(password: str = PASSWORD) -> str:
    return passwords.verifier(password, time_cost=1, memory_kb=64)


def with_accounts(users: Users, changes: Mapping[str, Mapping[str, object]] | None = None) -> Users:
    """The users, those of EVERYBODY with PASSWORD, some changed."""
    return Users(users=tuple(
        msgspec.structs.replace(
            user, **({"password": verifier()} if user.id in EVERYBODY else {}) | dict((changes or {}).get(user.id, {})))
        for user in users.users))


def publish(door: Door, changes: Mapping[str, Mapping[str, object]] | None = None) -> None:
    """Let the next version of `users` come from the platform."""
    body = with_accounts(door.books.users, changes)
    made = b.Published(name="users", version=door.books.versions["users"] + 1,
                       body=msgspec.Raw(msgspec.json.encode(body)))
    draft = Draft(type="published", data=made, role="platform", follows=False)
    before = door.cursor(makes.STREET)
    fact = stamp([draft], street=makes.STREET, subject=subject_of(makes.STREET, "users"), head=None, actor="platform",
                 session=makes.session(), sseq=1, wall=makes.T0, off=0, seen=(0, ""))[0]
    raw, seq = encode(fact), before.seq + 1
    h = link(before.h, seq, makes.T0, 0, raw)
    door.adopt(makes.STREET, [Accepted(seq=seq, rts=makes.T0, verdict=0, body=raw)],
               type(before)(seq=seq, h=h, genesis=before.genesis))
