"""Two workstations of one street and a real platform process: apart, together again; the platform killed."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from commandcenter import paths
from commandcenter.app import cli, platform_admin
from commandcenter.app import station as st
from commandcenter.app.children import city_platform
from commandcenter.app.join import join
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.door import feeds
from commandcenter.store import log as facts_log
from commandcenter.store.verify import verify
from commandcenter.sync.client import Client, PlatformDown
from commandcenter.sync.rounds import Round, until_quiet
from tests import makes


class Running:
    """A platform process that can be killed, and started again on another port."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.popen: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> str:
        self.popen = subprocess.Popen(
            [sys.executable, str(paths.ROOT / "main.py"), "platform", "--data", str(self.data), "--port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
        assert self.popen.stdout is not None
        line = self.popen.stdout.readline()
        assert line.startswith("listening on http://127.0.0.1:")
        self.url = line.removeprefix("listening on ").strip()
        return self.url

    def end(self, number: int = signal.SIGTERM) -> int:
        assert self.popen is not None
        assert self.popen.stdout is not None
        if self.popen.poll() is None:
            os.kill(self.popen.pid, number)
        code = self.popen.wait(20)
        self.popen.stdout.close()
        return code


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Running]:
    platform_admin.new_platform(tmp_path / "platform")
    running = Running(tmp_path / "platform")
    running.start()
    yield running
    if running.popen is not None and running.popen.poll() is None:
        running.end(signal.SIGKILL)


@contextmanager
def stations(platform: Running, tmp_path: Path, *letters: str) -> Iterator[tuple[st.Station, ...]]:
    """Workstations of 东门街道, joined while the platform runs."""
    platform.end()
    tokens = [str(platform_admin.register(platform.data, f"{n}号席", makes.STREET, n)["token"]) for n in letters]
    platform.start()
    opened = [asyncio.run(join(tmp_path / f"ws-{n}", platform.url, token, how="file"))[0]
              for n, token in zip(letters, tokens, strict=True)]
    try:
        yield tuple(opened)
    finally:
        for station in opened:
            station.close()


def sync(station: st.Station, url: str, spoil: Callable[[Client], None] = lambda client: None) -> Round:
    async def exchange() -> Round:
        async with station.client(url=url) as client:
            spoil(client)
            return await until_quiet(station.door, client)

    return asyncio.run(exchange())


def stream(station: st.Station) -> tuple[int, str, int, int, str, bool]:
    """Where the copy ends, its hash, what waits and conflicts, what it adds up to, and whether the views agree."""
    found = verify(station.store, station.street)
    with closing(station.queries()) as queries, station.store.write() as conn:
        head = facts_log.chain_end(conn, station.street)
        return head.seq, head.h.hex(), queries.waiting(), queries.conflicts(), found.state_digest, found.views_equal


def test_two_workstations_end_with_the_same_facts_and_views(platform, tmp_path):
    with stations(platform, tmp_path, "A", "B") as (one, two):
        shared = [makes.filed(one.door).id for _ in range(4)]
        sync(one, platform.url)
        assert sync(two, platform.url).pulled >= 12
        assert platform.end() == 0

        # the platform is away: both act, on the same cases and on their own
        with pytest.raises(PlatformDown):
            sync(one, platform.url)
        dispatch(one, shared[0], 0)
        dispatch(two, shared[0], 1)  # the same case, another unit: one of them will not take effect
        dispatch(one, shared[1], 2)
        for command, role in ((r.ReturnToAcceptor, Role.DISPATCHER), (r.VoidCase, Role.SHIFT_LEADER)):
            two.door.submit(command(case_id=shared[2], actor="u", role=role, reason="位置不符，请补充"))
        makes.walk(one.door, makes.dispatched(one.door))
        own = makes.walk(two.door, makes.dispatched(two.door), 4).id
        for station in (one, two):  # notes always apply
            station.door.submit(r.Note(case_id=shared[3], actor="u", role=Role.DISPATCHER, text="已电话联系"))

        platform.start()
        for station in (two, one, two):
            done = sync(station, platform.url)
            assert done.pending == 0
        assert stream(one) == stream(two)
        seq, _, waiting, conflicts, _, equal = stream(one)
        assert (waiting, conflicts, equal) == (0, 1, True)
        case = one.door.case(shared[0])
        assert case.unit == two.door.books.units.units[1].id  # the one that the platform accepted first
        assert one.door.case(shared[2]).stage is Stage.CANCELLED
        assert one.door.case(shared[3]).notes == 2
        assert one.door.case(own).stage is Stage.PENDING_REVIEW
        assert platform.end() == 0
        with Platform.open(platform.data, clock=still, read_only=True) as city:
            audit = city.verify(makes.STREET)
        assert audit.ok
        assert (audit.streams[0].seq, audit.streams[0].state_digest) == (seq, stream(one)[4])


def test_the_platform_killed_in_the_middle_of_a_push_loses_and_doubles_nothing(platform, tmp_path):
    with stations(platform, tmp_path, "A", "B") as (one, two):
        facts = import_rows(one, 900)
        assert facts > 3000
        before = two.door.cursor(makes.STREET).seq
        kills = 0
        for after_pushes in (1, 2):
            with pytest.raises(PlatformDown):
                sync(one, platform.url, killer(platform, after_pushes))
            kills += 1
            platform.popen.stdout.close()
            platform.start()
        done = sync(one, platform.url)
        assert done.pending == 0
        sync(two, platform.url)
        assert stream(one) == stream(two)
        seq, _, waiting, conflicts, _, equal = stream(one)
        assert (waiting, conflicts, equal, kills) == (0, 0, True, 2)
        assert seq == before + facts + 900  # each fact once, and a number of the city's for each case
        assert platform.end() == 0
        with Platform.open(platform.data, clock=still, read_only=True) as city:
            audit = city.verify()
        assert audit.ok


def test_the_commands_join_and_sync_do_the_same(platform, tmp_path, capsys):
    platform.end()
    added = platform_admin.register(platform.data, "一号席", makes.STREET, "A")
    platform.start()
    folder = tmp_path / "ws"
    assert cli.main(["join", "--data", str(folder), "--platform", platform.url, "--token", "wrong", "--key-file"]) == 1
    assert "不认识这个令牌" in capsys.readouterr().err
    assert not folder.exists()
    assert cli.main(["join", "--data", str(folder), "--platform", platform.url, "--token", str(added["token"]),
                     "--key-file"]) == 0
    assert "东门街道" in capsys.readouterr().out
    assert cli.main(["sync", "--data", str(folder), "--once", "--json"]) == 0
    cli.keep_log(None)
    assert '"pending": 0, "conflicts": 0, "seq": 3' in capsys.readouterr().out


def test_a_child_platform_ends_with_the_block_and_with_its_parent(tmp_path):
    platform_admin.new_platform(tmp_path / "platform")
    with city_platform(tmp_path / "platform") as url:
        assert url.startswith("http://127.0.0.1:")
    Platform.open(tmp_path / "platform", clock=still).close()  # its lock is free again
    code = ("import sys, time\nfrom pathlib import Path\nfrom commandcenter.app.children import city_platform\n"
            "with city_platform(Path(sys.argv[1])) as url:\n    print(url, flush=True)\n    time.sleep(60)\n")
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "platform")], cwd=paths.ROOT,
                              stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline().startswith("http://127.0.0.1:")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):  # the child sees its standard input close
        try:
            Platform.open(tmp_path / "platform", clock=still).close()
            break
        except PlatformError:  # platform_in_use, still
            threading.Event().wait(0.1)
    else:
        pytest.fail("the platform outlived its parent")


def dispatch(station: st.Station, case_id: UUID, unit: int) -> None:
    station.door.submit(r.Dispatch(case_id=case_id, actor="u-dispatcher", role=Role.DISPATCHER,
                                   unit=station.door.books.units.units[unit].id))


def import_rows(station: st.Station, count: int) -> int:
    """Import that many real rows; returns the number of facts that wait then."""
    mapping = feeds.find_mapping("boston311", paths.RESOURCES / "mappings")
    table = feeds.open_table(paths.RESOURCES / "demo/boston311_2015.csv", mapping)
    rows = (row for row in table.rows() if not isinstance(row.plan, feeds.Refusal))
    with closing(station.queries()) as queries:
        feed = feeds.Feed(mapping, door=station.door, queries=queries, ground=station.ground, names=station.names)
        done = feed.take(row for row, _ in zip(rows, range(count), strict=False))
        assert done.taken == count
        return queries.waiting()


def killer(platform: Running, after_pushes: int) -> Callable[[Client], None]:
    """Kill the platform some milliseconds after so many batches were answered: while the next one is under way."""

    def spoil(client: Client) -> None:
        push, pushes = client.push, 0

        async def pushing(*args, **more):
            nonlocal pushes
            pushes += 1
            if pushes == after_pushes + 1:
                threading.Timer(0.02, platform.end, [signal.SIGKILL]).start()
            return await push(*args, **more)

        client.push = pushing

    return spoil


def still() -> int:
    return makes.T0


