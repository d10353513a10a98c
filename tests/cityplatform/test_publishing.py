"""A workstation publishes a reference document: who may, what must agree, and what happens when two do it at once."""

import msgspec
import pytest

from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.publishing import issue, newest
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.stations import Station
from commandcenter.core.bodies import Published
from commandcenter.core.facts import CITY, decode
from commandcenter.core.outlines import Area, Outlines
from commandcenter.sync.client import Rejected
from commandcenter.sync.wire import Publish, Pull
from tests.sync.streets import EAST, GARDEN, client, run

ADMINISTRATOR, DISPATCHER = "dm-administrator-1", "dm-dispatcher-1"


@pytest.fixture
def city_station(platform: Platform) -> Station:
    return platform.authenticate(platform.add_workstation("二号台", EAST, "B", city_documents=True))


def offer(platform: Platform, stream: str = EAST, name: str = "responsibility", **more: object) -> Publish:
    """The newest version, offered once more with something changed."""
    raw = platform.document(stream, name, 1)
    assert raw is not None
    body = msgspec.json.decode(raw)
    for key, value in more.pop("change", {}).items():  # type: ignore[attr-defined]
        body[key] = value
    fields = {"stream": stream, "name": name, "after": 1, "actor": ADMINISTRATOR,
              "body": msgspec.Raw(msgspec.json.encode(body))}
    return Publish(**(fields | more))  # type: ignore[arg-type]


def refusal(platform: Platform, station: Station, message: Publish) -> tuple[str, dict[str, object]]:
    before = platform.documents()
    with pytest.raises(Refusal) as caught:
        issue(platform, station, message)
    assert platform.documents() == before
    return caught.value.key, dict(caught.value.facts)


def test_a_street_s_administrator_publishes_its_list_and_the_fact_says_who_where_and_why(platform, station):
    duties = [{"match": "event", "unit": "sanitation-1"}]
    assert issue(platform, station, offer(platform, change={"duties": duties}, note="街道赋权调整")).version == 2
    body = newest(platform, EAST, "responsibility")
    assert [(duty.match, duty.unit) for duty in body.duties] == [("event", "sanitation-1")]
    page = platform.pull(station, Pull(stream=EAST, after=0, h=""))
    fact = decode(bytes(page.items[-1].body))
    said = msgspec.json.decode(bytes(fact.data), type=Published)
    assert (fact.type, fact.actor, fact.role) == ("published", ADMINISTRATOR, "administrator")
    assert (said.version, said.note, said.station) == (2, "街道赋权调整", "一号台")
    assert platform.verify().ok


@pytest.mark.parametrize(("message", "key"), [
    ({"stream": CITY, "name": "calendar"}, "publish_right"),
    ({"stream": GARDEN}, "publish_right"),
    ({"stream": CITY, "name": "users"}, "publish_right"),
    ({"name": "calendar"}, "publish_right"),
    ({"actor": DISPATCHER}, "not_administrator"),
    ({"actor": "somebody"}, "not_administrator"),
    ({"body": msgspec.Raw(b'{"duties": 5}')}, "bad_document"),
    ({"body": msgspec.Raw(b'{"duties": [{"match": "event", "unit": "nobody"}]}')}, "bad_document"),
    ({"body": msgspec.Raw(b"[" * 100 + b"]" * 100)}, "bad_document"),
    ({"after": 0}, "version_moved"), ({"after": 7}, "version_moved"),
])
def test_what_is_refused(platform, station, message, key):
    whole = offer(platform)
    assert refusal(platform, station, msgspec.structs.replace(whole, **message))[0] == key


def test_the_city_s_documents_are_for_workstations_that_the_city_has_let(platform, station, city_station):
    calendar = offer(platform, CITY, "calendar", change={"work_day_minutes": 480})
    assert refusal(platform, station, calendar)[0] == "publish_right"
    assert issue(platform, city_station, calendar).version == 2
    assert not platform.let_publish(EAST, "Z", True)
    assert platform.let_publish(EAST, "A", True)
    let = next(one for one in platform.workstations() if one.letter == "A")
    assert let.city_documents
    assert platform.let_publish(EAST, "A", False)


def test_who_comes_second_is_told_and_who_asks_twice_gets_the_same_number(platform, station, city_station):
    first = offer(platform, CITY, "calendar", change={"work_day_minutes": 480})
    second = offer(platform, CITY, "calendar", change={"work_day_minutes": 450})
    assert issue(platform, city_station, first).version == 2
    assert refusal(platform, city_station, second) == ("version_moved", {"name": "calendar", "version": 2})
    assert issue(platform, city_station, first).version == 2  # the answer was lost, it is asked again
    assert len([one for one in platform.documents() if (one.stream, one.name) == (CITY, "calendar")]) == 2


def test_an_administrator_and_the_units_named_must_be_left(platform, station):
    users = offer(platform, EAST, "users", change={"users": [
        {"id": "a", "name": "甲", "role": "dispatcher", "post": "派遣员"}]})
    assert refusal(platform, station, users)[1]["what"] == "administrator-needed: users"
    units = offer(platform, EAST, "units", change={"units": []})
    assert "unit-needed: municipal" in str(refusal(platform, station, units)[1]["what"])


def test_over_the_wire_a_refusal_has_its_key_and_the_welcome_says_what_may_be_published(platform):
    token = platform.add_workstation("三号台", EAST, "C")

    async def talk() -> tuple[list[str], int, str]:
        async with client(platform, token) as its:
            welcome = await its.hello("0" * 16)
            issued = await its.publish(offer(platform, change={"duties": []}))
            with pytest.raises(Rejected) as caught:
                await its.publish(offer(platform, change={"duties": [{"match": "event", "unit": "gas"}]}))
            return welcome.publishes, issued.version, caught.value.key

    assert run(talk) == ([EAST], 2, "version_moved")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_folder_of_before_is_brought_up_to_date_and_nobody_has_the_right_yet(platform, tmp_path):
    from sqlcipher3 import dbapi2

    from commandcenter.cityplatform.files import FILE

    platform.add_workstation("一号台", EAST, "A")
    platform.close()
    conn = dbapi2.connect(tmp_path / "platform" / FILE)
    for table in ("photo", "seen", "invite", "watcher"):
        conn.execute(f"DROP TABLE {table}")
    conn.execute("ALTER TABLE stream DROP COLUMN kept_from")
    conn.execute("ALTER TABLE workstation DROP COLUMN city_documents")
    conn.execute("UPDATE alembic_version SET version_num = '0001'")
    conn.execute("PRAGMA user_version = 1")
    conn.commit()
    conn.close()
    with Platform.open(tmp_path / "platform", clock=lambda: 0) as again:
        assert [one.city_documents for one in again.workstations()] == [False]
        assert again.verify().ok


def outlines(code: str) -> msgspec.Raw:
    ring = (1_164_000_000, 399_000_000, 1_164_100_000, 399_000_000, 1_164_100_000, 399_100_000, 1_164_000_000,
            399_000_000)
    return msgspec.Raw(msgspec.json.encode(Outlines(
        code=code, name="东门街道", source="b.geojson", outline=((ring,),),
        communities=(Area(code=f"{code}001", name="东湖社区", polygons=((ring,),)),),
        cells=(Area(code=f"{code}001000", polygons=((ring,),)),))))


def test_a_street_s_administrator_publishes_its_boundaries_and_no_other_street_s(platform, station):
    asked = Publish(stream=EAST, name="outlines", after=0, actor=ADMINISTRATOR, body=outlines(EAST))
    assert issue(platform, station, asked).version == 1
    assert platform.document(EAST, "outlines", 1) == bytes(asked.body)
    assert platform.verify().ok
    foreign = msgspec.structs.replace(asked, after=1, body=outlines(GARDEN))
    assert refusal(platform, station, foreign)[0] == "bad_document"
    assert refusal(platform, station, msgspec.structs.replace(asked, stream=CITY))[0] == "publish_right"
    assert refusal(platform, station, msgspec.structs.replace(asked, actor=DISPATCHER))[0] == "not_administrator"
