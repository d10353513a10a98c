"""The platform holds facts against the street's accounts: who wrote them, in which role, about which community."""

import msgspec
import pytest

from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.publishing import issue
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.stations import Station
from commandcenter.core import bodies as b
from commandcenter.core.documents import decode_body
from commandcenter.core.facts import Draft, Fact
from commandcenter.core.people import Users
from commandcenter.sync.wire import Publish, Verdict
from tests.cityplatform.test_push import pushed
from tests.sync.streets import EAST, Author

VERIFIER = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$Zm9yIHRlc3RzIG9ubHk"
DISPATCHER, ADMINISTRATOR, NOBODY = "dm-dispatcher-1", "dm-administrator-1", "dm-nobody"
HERE, ELSEWHERE = "360681003008", "360681003001"


def users(platform: Platform, **changes: dict[str, object]) -> Users:
    """The newest users, each with a verifier, and what is changed of some."""
    versions = [one.version for one in platform.documents() if (one.stream, one.name) == (EAST, "users")]
    body = decode_body("users", platform.document(EAST, "users", versions[-1]) or b"")
    assert isinstance(body, Users)
    return Users(users=tuple(
        msgspec.structs.replace(user, **({"password": VERIFIER} | changes.get(user.id.replace("-", "_"), {})))
        for user in body.users))


def publish(platform: Platform, **changes: dict[str, object]) -> int:
    """Make a version of `users` with accounts; the stream's number after it."""
    platform.publish(EAST, "users", msgspec.json.encode(users(platform, **changes)))
    return platform.head(EAST).seq


def note(author: Author, platform: Platform, *, actor: str = DISPATCHER, role: str = "dispatcher",
         version: int | None = 2, **more: object) -> Fact:
    refs = {} if version is None else {"users": version}
    more.setdefault("seen", (platform.head(EAST).seq, "00000000"))
    fact = author.write(author.new_id(), Draft(type="noted", data=b.Noted(text="电话已通知"), role=role, follows=False))
    return msgspec.structs.replace(fact[0], actor=actor, refs=refs, **more)


def verdicts(platform: Platform, station: Station, *facts: Fact) -> list[int]:
    return [placed.verdict for placed in platform.push(station, pushed(*facts)).results]


def test_a_street_without_accounts_takes_facts_as_before(platform, station):
    author = Author()
    assert verdicts(platform, station, note(author, platform, actor=NOBODY, version=None),
                    note(author, platform, actor=NOBODY, version=1)) == [0, 0]


@pytest.mark.parametrize(("fields", "verdict"), [
    ({}, Verdict.ACCEPTED),
    ({"actor": NOBODY}, Verdict.NOT_GRANTED),
    ({"role": "shift_leader"}, Verdict.NOT_GRANTED),
    ({"role": "department", "on_behalf": "sanitation-1"}, Verdict.ACCEPTED),
    ({"role": "department"}, Verdict.NOT_GRANTED),
    ({"actor": "dm-acceptor-1", "role": "department", "on_behalf": "sanitation-1"}, Verdict.NOT_GRANTED),
    ({"actor": "dm-dispatcher-2"}, Verdict.NOT_GRANTED),  # disabled
    ({"actor": "dm-dispatcher-3"}, Verdict.NOT_GRANTED),  # is an auditor now
    ({"version": None}, Verdict.NOT_GRANTED),
    ({"version": 9}, Verdict.UNPUBLISHED),
    ({"version": None, "seen": (0, "")}, Verdict.ACCEPTED),  # written before the accounts
    ({"version": None, "role": "timer", "actor": "timer"}, Verdict.ACCEPTED),
    ({"version": None, "role": "timer"}, Verdict.NOT_GRANTED),  # a person is no timer
    ({"version": None, "actor": "import", "origin": "import"}, Verdict.ACCEPTED),
])
def test_each_fact_is_held_against_the_accounts_it_names(platform, station, fields, verdict):
    publish(platform, dm_dispatcher_2={"disabled": True}, dm_dispatcher_3={"role": "auditor"})
    assert verdicts(platform, station, note(Author(), platform, **fields)) == [verdict]
    assert platform.verify().ok


def test_what_was_right_when_it_was_written_stays_right_however_late_it_comes(platform, station):
    before = publish(platform)
    publish(platform, dm_dispatcher_1={"disabled": True})
    author = Author()
    late = note(author, platform, version=2, seen=(before, "00000000"))
    knew = note(author, platform, version=2)  # had seen that it was disabled, and names an older version
    assert verdicts(platform, station, late, knew) == [Verdict.ACCEPTED, Verdict.NOT_GRANTED]


def test_scope_is_held_against_the_community_of_the_case_in_the_same_batch_and_later(platform, station):
    publish(platform, dm_dispatcher_1={"scope": (HERE,)}, dm_dispatcher_2={"scope": (ELSEWHERE,)})
    author = Author()
    case = author.case(steps=1)  # an import, of HERE
    mine = note(author, platform, subject=case[0].subject)
    others = note(author, platform, subject=case[0].subject, actor="dm-dispatcher-2")
    assert verdicts(platform, station, *case, mine, others) == [0, 0, Verdict.NOT_GRANTED]
    later = [note(author, platform, subject=case[0].subject, actor=who) for who in (DISPATCHER, "dm-dispatcher-2")]
    assert verdicts(platform, station, *later) == [0, Verdict.NOT_GRANTED]


def test_everybody_publishes_their_own_new_password_and_nothing_else(platform, station):
    publish(platform)
    new = VERIFIER.replace("c2FsdHNhbHQ", "b3RoZXJzYWx0")

    def ask(actor: str, **changes: dict[str, object]) -> int:
        newest = len([one for one in platform.documents() if (one.stream, one.name) == (EAST, "users")])
        body = msgspec.json.encode(users(platform, **changes))
        return issue(platform, station, Publish(stream=EAST, name="users", after=newest, body=msgspec.Raw(body),
                                                actor=actor)).version

    assert ask(DISPATCHER, dm_dispatcher_1={"password": new}) == 3
    for changes in ({"dm_dispatcher_1": {"password": new, "role": "administrator"}}, {"dm_acceptor_1": {"name": "某"}},
                    {"dm_dispatcher_2": {"password": new}, "dm_dispatcher_1": {"password": new}}):
        with pytest.raises(Refusal, match="not_administrator"):
            ask(DISPATCHER, **changes)
    assert ask(ADMINISTRATOR, dm_dispatcher_1={"disabled": True}) == 4
    with pytest.raises(Refusal, match="not_administrator"):  # disabled
        ask(DISPATCHER, dm_dispatcher_1={"password": new, "disabled": True})
    with pytest.raises(Refusal, match="bad_document"):  # nobody would be left who could publish
        ask(ADMINISTRATOR, dm_administrator_1={"disabled": True})
