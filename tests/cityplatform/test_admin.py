"""Administering a platform while it serves: codes are good once, tokens change at once, the overview is true."""

import base64
import hashlib

import httpx
import pytest

from commandcenter.cityplatform.admin import AdminRefusal
from commandcenter.cityplatform.overview import page
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.web import application
from commandcenter.sync.client import Client, Rejected
from tests import makes

HOUR = 3_600_000
STREET = makes.STREET


@pytest.fixture
def platform(tmp_path, clock):
    with Platform.create(tmp_path / "platform", clock=clock) as made:
        made.add_workstation("别的席", STREET, "Z")
        yield made


def of(token):
    return hashlib.sha256(token.encode()).digest()


def test_a_code_makes_one_workstation_once_also_where_the_answer_was_lost(platform):
    code = platform.admin.issue_code(STREET, "d", "四号席")
    assert platform.admin.redeem(code.lower().replace("-", " "), of("mine")) == (STREET, "D")
    assert platform.admin.redeem(code, of("mine")) == (STREET, "D")
    with pytest.raises(AdminRefusal, match="code_used"):
        platform.admin.redeem(code, of("somebody else's"))
    with pytest.raises(AdminRefusal, match="code_invalid"):
        platform.admin.redeem("0000-0000-0000-0000", of("mine"))
    station = platform.authenticate("mine")
    assert (station.street, station.letter, station.name) == (STREET, "D", "四号席")


def test_a_code_needs_a_street(platform):
    with pytest.raises(AdminRefusal, match="no_street"):
        platform.admin.issue_code("110108099", "A", "")
    with pytest.raises(AdminRefusal, match="bad_street"):
        platform.admin.issue_code("12", "A", "")


def test_a_code_holds_for_its_hours(platform, clock):
    code = platform.admin.issue_code(STREET, "D", "", 2)
    clock.at += 2 * HOUR + 1
    with pytest.raises(AdminRefusal, match="code_late"):
        platform.admin.redeem(code, of("mine"))
    with pytest.raises(Refusal, match="token_invalid"):
        platform.authenticate("mine")


def test_a_code_for_a_letter_that_is_there_replaces_its_token_and_keeps_what_it_sent(platform):
    first = platform.add_workstation("一号席", STREET, "A")
    before = platform.authenticate(first)
    platform.admin.redeem(platform.admin.issue_code(STREET, "A", ""), of("newer"))
    with pytest.raises(Refusal, match="token_invalid"):
        platform.authenticate(first)
    assert platform.authenticate("newer") == before


def test_an_administrator_works_beside_the_serving_process(platform, tmp_path, clock):
    first = platform.add_workstation("一号席", STREET, "A")
    with Platform.administer(tmp_path / "platform", clock=clock) as beside:
        second = beside.admin.rotate(STREET, "A")
        with pytest.raises(AdminRefusal, match="no_workstation"):
            beside.admin.rotate(STREET, "Y")
        with pytest.raises(Refusal, match="token_invalid"):
            platform.authenticate(first)
        assert platform.authenticate(second).letter == "A"
        beside.publish("city", "calendar", b"{}")
        platform.publish("city", "calendar", b'{"a": 1}')
        assert beside.revoke(STREET, "A")
    with pytest.raises(Refusal, match="token_revoked"):
        platform.authenticate(second)
    assert not platform.verify().differences


async def _joined(platform, clock, code, token):
    async with Client("http://city.test", token, clock=clock,
                      transport=httpx.ASGITransport(application(platform))) as client:
        answer = await client.join(code, token)
        welcome = await client.hello("0" * 16)
        return answer, welcome


def test_joining_over_http_and_the_overview_that_shows_it(platform, clock):
    import asyncio

    code = platform.admin.issue_code(STREET, "B", "二号席 <b>")
    answer, welcome = asyncio.run(_joined(platform, clock, code, "t" * 43))
    assert (answer.street, answer.letter, welcome.letter) == (STREET, "B", "B")
    with pytest.raises(Rejected, match="code_used"):
        asyncio.run(_joined(platform, clock, code, "u" * 43))
    [line] = [one for one in platform.admin.overview() if one.street == STREET]
    known, silent = line.workstations
    assert silent.at is None
    assert (known.at, known.app) == (clock.at, "commandcenter")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_names_who_is_silent_and_lets_nothing_in(platform, clock, language):
    platform.add_workstation("<script>alert(1)</script>", STREET, "A")
    station = platform.authenticate(platform.admin.rotate(STREET, "A"))
    platform.admin.saw(station.id, "behind", app="commandcenter", seq=0)
    clock.at += HOUR
    text = page(platform.admin.overview(), clock.at, language)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert ("silent since" if language == "en" else "未联系") in text


def test_only_who_has_the_password_of_the_page_sees_it(platform):
    import asyncio

    token = platform.admin.issue_watcher()

    async def get(headers):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(application(platform)),
                                     base_url="http://city.test") as http:
            return await http.get("/overview?lang=en", headers=headers)

    basic = base64.b64encode(f"admin:{token}".encode()).decode()
    seen = asyncio.run(get({"authorization": f"Basic {basic}"}))
    assert (seen.status_code, seen.headers["cache-control"]) == (200, "no-store")
    assert "Streets at a glance" in seen.text
    assert token not in seen.text
    for headers in ({}, {"authorization": "Basic !!"}, {"authorization": "Bearer nothing"}):
        assert asyncio.run(get(headers)).status_code == 401
    newer = platform.admin.issue_watcher()
    assert asyncio.run(get({"authorization": f"Basic {basic}"})).status_code == 401
    assert asyncio.run(get({"authorization": f"Bearer {newer}"})).status_code == 200
