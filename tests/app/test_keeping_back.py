"""Facts that the platform hands out no more: who stands before them catches up from the snapshot, and loses nothing."""

import asyncio
import json
from datetime import UTC, datetime

import httpx
import pytest

from commandcenter.app import cli, platform_admin, snapshots
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.join import join
from commandcenter.cityplatform.platform import Platform
from commandcenter.store import archive as store_archive
from commandcenter.store import snapshot as store_snapshot
from commandcenter.store.archive import ARCHIVE
from commandcenter.store.page_codec import PAGE
from commandcenter.store.verify import verify
from commandcenter.sync.client import PlatformDown, Rejected
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests.app.test_snapshots import URL, Line


@pytest.fixture
def city(tmp_path, monkeypatch):
    """A platform, two workstations that are equal, and then A's work of a week; pages of a snapshot are small."""
    monkeypatch.setattr(store_snapshot, "FRAME", 16)
    monkeypatch.setattr(store_snapshot, "MAX_FRAME", 16 * PAGE)
    data = tmp_path / "platform"
    platform_admin.new_platform(data)
    tokens = {n: str(platform_admin.register(data, f"{n}号席", makes.STREET, n)["token"]) for n in "ABC"}
    with Platform.open(data, clock=now_ms) as platform:
        line = Line(platform)
        for n in "AB":
            joined(tmp_path / n, line, tokens[n]).close()
        with st.open_station(tmp_path / "A") as busy:
            for _ in range(4):
                makes.dispatched(busy.door)
                exchange(busy, line)
        yield data, platform, line, tokens


def joined(folder, line, token):
    return asyncio.run(join(folder, URL, token, how="file", transport=line))[0]


def exchange(station, line, said=lambda key: None, progress=None):
    async def work():
        async with station.client(transport=line) as client:
            return await until_quiet(station.door, client, progress, said)

    return asyncio.run(work())


def keep_all_but_the_last(data, platform):
    snapshots.make(data, makes.STREET)
    last = platform.head(makes.STREET).seq
    platform.keeping.keep_from(makes.STREET, last)
    return last


def test_who_was_away_for_long_reads_the_snapshot_and_keeps_what_waits(city, tmp_path):
    data, platform, line, _ = city
    with st.open_station(tmp_path / "B") as away:
        case = makes.dispatched(away.door)
        waiting = len(away.door.waiting(100))
        last = keep_all_but_the_last(data, platform)
        before = away.door.cursor(makes.STREET).seq
        assert before + 1 < last
        heard, seen = [], []
        done = exchange(away, line, heard.append, lambda n, of: seen.append((n, of)))
        assert heard == ["from_snapshot"]
        assert seen
        assert done.caught_up == last - before
        assert (done.pushed, done.pending) == (waiting, 0)
        assert away.door.case(case.id).number
        assert verify(away.store, makes.STREET).problems == ()
        assert not (tmp_path / "B" / ARCHIVE).exists()
        assert exchange(away, line).caught_up == 0
    with st.open_station(tmp_path / "A") as busy:
        exchange(busy, line)
        digests = {verify(busy.store, makes.STREET).state_digest}
    with st.open_station(tmp_path / "B") as away:
        digests.add(verify(away.store, makes.STREET).state_digest)
    assert len(digests) == 1


def test_a_new_workstation_reads_it_too_and_what_is_lost_later_can_be_given_back(city, tmp_path, caplog):
    data, platform, line, tokens = city
    keep_all_but_the_last(data, platform)
    with joined(tmp_path / "C", line, tokens["C"]) as new:
        end = platform.head(makes.STREET)
        assert new.door.cursor(makes.STREET) == end
        assert verify(new.store, makes.STREET).problems == ()
        new.door.roll_back(makes.STREET, 3)  # as if the platform had forgotten: every part has a signed end
        part = new.door.lost(makes.STREET, (0, 0))
        assert part is not None
        assert part.proof.sig
    assert "will be offered again" in caplog.text


def test_cut_off_anywhere_it_goes_on(city, tmp_path, monkeypatch):
    data, platform, line, _ = city
    keep_all_but_the_last(data, platform)
    monkeypatch.setattr(store_archive, "PAGE", 3)
    with st.open_station(tmp_path / "B") as away:
        def cut(path, body):
            if path.endswith("/2"):
                raise httpx.ReadError("cut")
            return body

        line.spoil = cut
        with pytest.raises(PlatformDown):
            exchange(away, line)
        assert (tmp_path / "B" / ARCHIVE).exists()
        line.spoil, line.frames = lambda path, body: body, []
        real, taken = away.door.adopt, []

        def adopt(stream, entries, head):
            if len(taken) == 2:
                raise MemoryError
            taken.append(head.seq)
            return real(stream, entries, head)

        monkeypatch.setattr(away.door, "adopt", adopt)
        with pytest.raises(MemoryError):
            exchange(away, line)
        assert line.frames[0] == 2
        assert away.door.cursor(makes.STREET).seq == taken[-1]
        monkeypatch.setattr(away.door, "adopt", real)
        line.frames.clear()
        assert exchange(away, line).caught_up
        assert len(line.frames) < 2  # the last may be shorter than a frame: fetched again
        assert away.door.cursor(makes.STREET) == platform.head(makes.STREET)
        assert verify(away.store, makes.STREET).problems == ()
        assert not (tmp_path / "B" / ARCHIVE).exists()


def test_a_changed_snapshot_is_not_believed(city, tmp_path):
    data, platform, line, _ = city
    keep_all_but_the_last(data, platform)
    place = platform.snapshots.root / makes.STREET
    about = next(place.glob("s*/snapshot.json"))
    said = json.loads(about.read_bytes())
    with st.open_station(tmp_path / "B") as away:
        before = away.door.cursor(makes.STREET)
        said["heads"][makes.STREET]["h"] = "0" * 64
        about.write_text(json.dumps(said))
        with pytest.raises(Rejected, match="bad_signature"):
            exchange(away, line)
        assert away.door.cursor(makes.STREET) == before


def test_nobody_is_sent_to_a_snapshot_that_is_not_there(city, tmp_path, caplog):
    _, platform, line, _ = city
    wanted = []
    platform.snapshots.wanted = wanted.append
    platform.keeping.keep_from(makes.STREET, platform.head(makes.STREET).seq)
    with st.open_station(tmp_path / "B") as away:
        assert exchange(away, line).caught_up == 0
        assert away.door.cursor(makes.STREET) == platform.head(makes.STREET)
    assert set(wanted) == {makes.STREET}
    assert "no snapshot that reaches" in caplog.text


def test_the_command_makes_the_snapshot_first_and_says_what_holds(city, tmp_path, capsys):
    data, platform, line, _ = city

    def keep(*words):
        code = cli.main(["platform", "--data", str(data), "keep", *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    assert keep(makes.STREET, "2999-01-01") == (0, {
        "street": makes.STREET, "kept_from": platform.head(makes.STREET).seq + 1,
        "seq": platform.head(makes.STREET).seq, "since": "2999-01-01"})
    assert platform.snapshots.newest(makes.STREET, 0).name
    with st.open_station(tmp_path / "B") as away:
        assert exchange(away, line).caught_up
    today = f"{datetime.fromtimestamp(now_ms() / 1000, UTC):%Y-%m-%d}"
    assert keep(makes.STREET, "2000-01-01")[1]["kept_from"] == 1
    assert [one["kept_from"] for one in keep()[1]["streets"] if one["street"] == makes.STREET] == [1]
    assert keep(makes.STREET, "all")[1]["kept_from"] == 0
    assert keep(makes.STREET, "soon")[1]["reason"] == "keep-day"
    assert keep("999999999", today)[1]["reason"] == "no_street"
    assert platform.verify(makes.STREET).ok
