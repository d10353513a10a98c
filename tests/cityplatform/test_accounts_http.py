"""Forged roles over a real socket: the platform holds each fact against the accounts, whatever a client says."""

import asyncio

import msgspec
import pytest

from commandcenter.app.children import city_platform
from commandcenter.core.facts import Cursor, encode
from commandcenter.sync.client import Client, Rejected
from commandcenter.sync.wire import Publish, Verdict
from tests.cityplatform.test_grants import DISPATCHER, ELSEWHERE, HERE, NOBODY, VERIFIER, note, publish, users
from tests.sync.streets import EAST, Author, clock, copied


def test_a_client_that_lies_about_who_and_what_gets_nothing_in(founded, tmp_path):
    data = tmp_path / "platform"
    with copied(founded, data) as platform:
        token = platform.add_workstation("一号台", EAST, "A")
        publish(platform, dm_dispatcher_1={"scope": (HERE,)}, dm_dispatcher_2={"scope": (ELSEWHERE,)},
                dm_dispatcher_3={"role": "wall"})
        author = Author()
        case = author.case(steps=1)  # an import, of HERE
        here = {"subject": case[0].subject}
        facts = [*case, *(note(author, platform, **here | fields) for fields in (
            {}, {"role": "shift_leader"}, {"actor": "dm-dispatcher-2"}, {"actor": "dm-dispatcher-3", "role": "wall"},
            {"actor": "dm-dispatcher-3"}, {"actor": NOBODY}, {"role": "timer"}, {"version": None}))]
        cursor = Cursor(seq=0, h=b"", genesis="")
        newest = len([one for one in platform.documents() if (one.stream, one.name) == (EAST, "users")])
        mine = users(platform, dm_dispatcher_1={"role": "administrator", "password": VERIFIER})
    promoted = Publish(stream=EAST, name="users", after=newest, body=msgspec.Raw(msgspec.json.encode(mine)),
                       actor=DISPATCHER)

    async def lie(url: str):
        async with Client(url, token, clock=clock) as client:
            answer = await client.push(EAST, cursor, [encode(fact) for fact in facts])
            with pytest.raises(Rejected) as caught:
                await client.publish(promoted)
            return [placed.verdict for placed in answer.results], caught.value.key

    with city_platform(data) as url:
        verdicts, key = asyncio.run(lie(url))
    assert verdicts == [Verdict.ACCEPTED] * 2 + [Verdict.NOT_GRANTED] * 7
    assert key == "not_administrator"
