"""A new workstation starts from the platform's snapshot, goes on from there, and can prove what it holds."""

import asyncio
import json
from contextlib import closing

import httpx
import pytest

from commandcenter.app import cli, platform_admin, snapshots
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.join import join
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.snapshots import WORTH, SnapshotShelf
from commandcenter.cityplatform.web import application
from commandcenter.store import snapshot as store_snapshot
from commandcenter.store.engine import SCHEMA, STORE_FILE
from commandcenter.store.page_codec import PAGE
from commandcenter.store.snapshot import COMING
from commandcenter.store.verify import verify
from commandcenter.sync import snapshot as module
from commandcenter.sync.client import PlatformDown
from commandcenter.sync.rounds import until_quiet
from tests import makes

URL = "http://platform.test"


class Line(httpx.AsyncBaseTransport):
    """The way to the platform's application; `spoil` may change or cut what comes back."""

    def __init__(self, platform):
        self._inner = httpx.ASGITransport(application(platform))
        self.frames, self.pulls = [], 0
        self.spoil = lambda path, body: body

    async def handle_async_request(self, request):
        path = request.url.path
        if path.startswith("/sync/snapshot/"):
            self.frames.append(int(path.rpartition("/")[2]))
        self.pulls += path == "/sync/pull"
        answer = await self._inner.handle_async_request(request)
        body = self.spoil(path, b"".join([part async for part in answer.stream]))
        headers = {**answer.headers, "content-length": str(len(body))}
        return httpx.Response(answer.status_code, headers=headers, stream=httpx.ByteStream(body))


@pytest.fixture
def city(tmp_path, monkeypatch):
    """A platform whose street has some cases, with a snapshot of small frames, and two tokens left."""
    monkeypatch.setattr(module, "WORTH", 5)
    monkeypatch.setattr(store_snapshot, "FRAME", 16)
    monkeypatch.setattr(store_snapshot, "MAX_FRAME", 16 * PAGE)
    data = tmp_path / "platform"
    platform_admin.new_platform(data)
    tokens = [str(platform_admin.register(data, f"{n}号席", makes.STREET, n)["token"]) for n in "ABC"]
    with Platform.open(data, clock=now_ms) as platform:
        line = Line(platform)
        work(tmp_path / "A", line, tokens[0], cases=4)
        assert snapshots.make(data, makes.STREET)["cases"] == 4
        yield data, line, tokens
    line = None


def joined(folder, line, token):
    return asyncio.run(join(folder, URL, token, how="file", transport=line))


def exchange(station, line):
    async def work():
        async with station.client(transport=line) as client:
            return await until_quiet(station.door, client)

    return asyncio.run(work())


def work(folder, line, token, cases):
    opened = joined(folder, line, token)[0] if not st.exists(folder) else st.open_station(folder)
    with opened as station:
        for _ in range(cases):
            makes.dispatched(station.door)
        exchange(station, line)


def test_a_new_workstation_starts_from_the_snapshot_and_reads_on_from_there(city, tmp_path):
    data, line, tokens = city
    work(tmp_path / "A", line, tokens[0], cases=1)  # since the snapshot
    line.pulls = 0
    station, done = joined(tmp_path / "B", line, tokens[1])
    with station:
        assert line.frames == list(range(len(line.frames)))
        assert len(line.frames) > 1
        assert 0 < done.pulled < 10
        assert (station.about.letter, station.about.name) == ("B", "B号席")
        found = verify(station.store, makes.STREET)
        assert found.problems == ()
        assert found.cases == 5
        case = makes.dispatched(station.door)
        assert exchange(station, line).pending == 0
        assert station.door.case(case.id).number
        plain = [p.name for p in station.folder.rglob("*") if p.is_file() and b"SQLite format" in p.read_bytes()]
        assert plain == []
    again = snapshots.make(data, makes.STREET)  # takes in only what came since
    assert again["cases"] == 6


def test_cut_off_it_goes_on_where_it_was_and_a_changed_frame_does_not_pass(city, tmp_path):
    _, line, tokens = city
    def cut(path, body):
        if path.endswith("/2"):
            raise httpx.ReadError("cut")
        return body

    line.spoil = cut
    folder = tmp_path / "B"
    with pytest.raises(PlatformDown):
        joined(folder, line, tokens[1])
    assert (folder / COMING).exists()
    assert not st.exists(folder)
    line.frames.clear()
    line.spoil = lambda path, body: body[:-1] + b"?" if path.endswith("/3") else body
    with pytest.raises(PlatformDown, match="garbled"):
        joined(folder, line, tokens[1])
    assert line.frames[0] == 2
    line.frames.clear()
    line.spoil = lambda path, body: body
    station, _ = joined(folder, line, tokens[1])
    with station:
        assert line.frames[0] == 3
        assert verify(station.store, makes.STREET).problems == ()
    assert not (folder / module.NOTE).exists()


def test_a_snapshot_that_does_not_hold_what_it_says_is_left_and_everything_is_read(city, tmp_path, caplog):
    data, line, tokens = city
    shelf = SnapshotShelf(data)
    about = shelf.newest(makes.STREET, SCHEMA)
    path = shelf.root / makes.STREET / about.name / "snapshot.json"
    said = json.loads(path.read_bytes())
    said["heads"]["city"], said["heads"][makes.STREET] = said["heads"]["city"], said["heads"][makes.STREET]
    said["frames"] = said["frames"][:-1]
    path.write_text(json.dumps(said))
    station, done = joined(tmp_path / "B", line, tokens[1])
    with station:
        assert done.pulled > 10
        assert verify(station.store, makes.STREET).problems == ()
    assert "snapshot not used" in caplog.text


def test_one_that_the_platform_did_not_sign_is_not_taken(city, tmp_path):
    from commandcenter.sync.client import Rejected

    data, line, tokens = city
    shelf = SnapshotShelf(data)
    path = shelf.root / makes.STREET / shelf.newest(makes.STREET, SCHEMA).name / "snapshot.json"
    said = json.loads(path.read_bytes())
    said["heads"][makes.STREET]["h"] = "0" * 64
    path.write_text(json.dumps(said))
    with pytest.raises(Rejected, match="bad_signature"):
        joined(tmp_path / "B", line, tokens[1])
    assert not (tmp_path / "B" / STORE_FILE).exists()


def test_one_is_made_when_it_would_help_and_old_ones_go(city):
    data, _, _ = city
    shelf = SnapshotShelf(data)
    wanted = []
    shelf.wanted = wanted.append
    found = shelf.offer(makes.STREET, SCHEMA, 100)
    assert found.name
    assert wanted == []
    assert shelf.offer(makes.STREET, SCHEMA, WORTH * 2).name == found.name
    assert shelf.offer(makes.STREET, SCHEMA + 1, WORTH).name == ""  # of another schema: none, and one is made
    assert wanted == [makes.STREET, makes.STREET]
    assert shelf.offer("110108014", SCHEMA, 3).name == ""
    for _ in range(3):
        snapshots.make(data, makes.STREET)
    assert len(list((shelf.root / makes.STREET).glob("s*"))) <= 2


def test_the_command_says_what_it_made_and_which_street_there_is_not(city, capsys):
    data, _, _ = city
    assert cli.main(["platform", "--data", str(data), "--snapshot", makes.STREET, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["street"], told["cases"]) == (makes.STREET, 4)
    assert cli.main(["platform", "--data", str(data), "--snapshot", "999999999", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == "no-such-street"


def test_a_platform_that_went_back_gets_its_snapshot_anew(city, tmp_path):
    data, line, tokens = city
    work_store = data / "snapshots" / makes.STREET / "work" / STORE_FILE
    with closing(store_snapshot.connect(work_store, bytes.fromhex(
            (work_store.parent / "store.key").read_text()))) as conn:
        conn.execute("UPDATE stream SET h = zeroblob(32) WHERE stream = ?", (makes.STREET,))
    assert snapshots.make(data, makes.STREET)["cases"] == 4
    station, _ = joined(tmp_path / "B", line, tokens[1])
    with station:
        assert verify(station.store, makes.STREET).problems == ()
