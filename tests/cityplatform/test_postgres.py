"""The city platform on PostgreSQL: folders that name a database, several app nodes, a database that does not answer."""

import contextlib
import os
import random
import signal
import threading
import time

import psycopg
import pytest

from commandcenter.cityplatform import postgres as module
from commandcenter.cityplatform.files import SCHEMA, PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.serve import sentence
from commandcenter.cityplatform.storage import address, attach
from commandcenter.core.facts import decode, genesis, link
from commandcenter.sync.wire import Pull
from tests import postgres
from tests.cityplatform.process import process
from tests.cityplatform.test_push import everything, pushed
from tests.sync.streets import EAST, GARDEN, Author, clock


def opened(folder, url, create, read_only):
    if create:
        return Platform.create(folder, clock=clock, database=url)
    attach(folder, url)
    return Platform.open(folder, clock=clock, read_only=read_only)


def refused(folder, url, *, create=False, read_only=False):
    with pytest.raises(PlatformError) as caught:
        opened(folder, url, create, read_only)
    words = sentence(caught.value)
    assert "{" not in words
    assert "geheim" not in words + str(caught.value)
    return caught.value.key


def test_a_folder_stands_for_a_database_and_every_command_finds_it(server, tmp_path):
    url = server.new()
    assert refused(tmp_path / "a", url) == "platform_missing"
    with Platform.create(tmp_path / "a", clock=clock, database=url) as first:
        token = first.add_workstation("一号台", EAST, "A")
        assert sorted(first.streams()) == [EAST, "city"]
    assert address(tmp_path / "a") == url
    assert refused(tmp_path / "b", url, create=True) == "platform_exists"
    attach(tmp_path / "c", url)
    with Platform.open(tmp_path / "c", clock=clock) as second, \
            Platform.open(tmp_path / "a", clock=clock, read_only=True) as looked:
        assert second.authenticate(token) == looked.authenticate(token)
        assert looked.verify().ok
        with pytest.raises(PlatformError, match="read_only"):
            looked.revoke(EAST, "A")
    server.drop(url)


def test_the_command_line_founds_serves_and_verifies_a_platform_in_a_database(server, tmp_path, capsys):
    from commandcenter.app.cli import main

    url = server.new()
    data = str(tmp_path / "a")
    assert main(["platform", "--data", data, "--new", "--database", url, "--json"]) == 0
    assert main(["platform", "--data", data, "--add", "一号台", "--street", EAST, "--letter", "A", "--json"]) == 0
    assert main(["verify", "--data", data, "--json"]) == 0
    assert main(["documents", "list", "--data", data, "--json"]) == 0
    capsys.readouterr()
    assert main(["platform", "--data", data, "--new", "--database", url]) == 1
    assert "已有" in capsys.readouterr().err
    assert main(["platform", "--data", str(tmp_path / "b"), "--database", url.replace("city@", "city:geheim@")]) == 1
    said = capsys.readouterr().err
    assert "pgpass" in said
    assert "geheim" not in said
    assert main(["platform", "--data", str(tmp_path / "c"), "--database", url]) == 1  # no second key is ever made
    assert "platform.key" in capsys.readouterr().err
    with process(tmp_path / "a") as one, process(tmp_path / "a") as two:  # two nodes, even of one folder
        assert one.first_line.startswith("listening on")
        assert two.first_line.startswith("listening on")
    server.drop(url)


def test_databases_that_cannot_be_opened(server, tmp_path, caplog):
    url = server.new()
    assert refused(tmp_path / "a", "postgresql://city:geheim@127.0.0.1/x") == "database_password"
    assert refused(tmp_path / "a", "mysql://city@127.0.0.1/x") == "database_url"
    assert refused(tmp_path / "a", "nonsense") == "database_url"
    assert not (tmp_path / "a").exists()
    assert refused(tmp_path / "b", f"postgresql://city@127.0.0.1:{postgres.free_port()}/x") == "database_unreachable"
    assert refused(tmp_path / "c", url.rpartition("/")[0] + "/nowhere") == "database_refused"
    assert refused(tmp_path / "d", url.replace("city@", "stranger@")) == "database_refused"
    server.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    assert refused(tmp_path / "e", server.url("latin"), create=True) == "database_unfit"
    server.sql("ALTER DATABASE latin SET synchronous_commit = off")
    assert server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", "latin") == [(0,)]
    with Platform.create(tmp_path / "f", clock=clock, database=url):
        pass
    assert refused(tmp_path / "f", url + "2") == "platform_exists"
    server.sql("UPDATE alembic_version SET version_num = '9999'", url.rpartition("/")[2])
    assert refused(tmp_path / "f", url) == "platform_newer"
    assert refused(tmp_path / "f", url, read_only=True) == "platform_newer"
    assert "stranger" in caplog.text
    server.sql("DROP DATABASE latin")
    server.drop(url)


def test_an_answer_that_would_not_be_durable_is_refused_at_the_start(server, tmp_path):
    url = server.new()
    server.sql(f"ALTER DATABASE {url.rpartition('/')[2]} SET synchronous_commit = off")
    assert refused(tmp_path / "a", url, create=True) == "database_unfit"
    server.drop(url)


def test_nodes_that_start_together_bring_the_schema_up_to_date_once(server, tmp_path):
    url = server.new()
    keys = []

    def found(n):
        try:
            Platform.create(tmp_path / f"{n}", clock=clock, database=url).close()
            keys.append("made")
        except PlatformError as err:
            keys.append(err.key)

    threads = [threading.Thread(target=found, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(keys) == ["made", *["platform_exists"] * 3]
    assert server.sql("SELECT version_num FROM alembic_version", url.rpartition("/")[2]) == [(f"{SCHEMA:04d}",)]
    server.drop(url)


def test_two_nodes_number_the_same_and_other_streets_without_a_gap_and_pollers_miss_nothing(node):
    """sync.md §2.8: writers on two nodes, ragged, some rolled back, while pollers read all the time."""
    nodes = [node(), node()]
    stations = {street: [nodes[0].authenticate(nodes[0].add_workstation(f"{letter}台", street, letter))
                         for letter in "ABCD"] for street in (EAST, GARDEN)}
    sent, errors, over = {EAST: set(), GARDEN: set()}, [], threading.Event()

    def guarded(work):
        def run(*args):
            try:
                work(*args)
            except BaseException as err:  # told by the test's own thread
                errors.append(err)
                raise
        return run

    @guarded
    def write(street, which):
        dice, author = random.Random(f"{street}{which}"), Author(street, seed=hash((street, which)) & 0xFFFF)
        for _ in range(12):
            facts = [fact for _ in range(dice.randint(1, 3)) for fact in author.case(steps=dice.randint(1, 5))]
            chosen = dice.choice(nodes)
            if dice.random() < 0.2:  # a transaction that is given up in its middle
                with contextlib.suppress(RuntimeError), chosen._files.write() as conn:
                    conn.exec_driver_sql(f"SELECT * FROM stream WHERE street = '{street}' FOR UPDATE")
                    raise RuntimeError
            if dice.random() < 0.2:  # the answer is lost: sent again, to the other node
                chosen.push(stations[street][which], pushed(*facts, stream=street))
                chosen = nodes[1 - nodes.index(chosen)]
            answer = chosen.push(stations[street][which], pushed(*facts, stream=street))
            assert len(answer.results) == len(facts)
            sent[street].update(fact.id for fact in facts)
            time.sleep(dice.random() * 0.01)

    seen = {}

    @guarded
    def poll(street, which):
        after, h, n = 0, "", 0
        while True:
            last = over.is_set()
            page = nodes[n % 2].pull(stations[street][0], Pull(stream=street, after=after, h=h, limit=50))
            n += 1
            assert page.to.seq == after + len(page.items)
            before = bytes.fromhex(h) if h else genesis(street, page.head.genesis)
            for item in page.items:
                after += 1
                before = link(before, after, item.rts, item.verdict, bytes(item.body))
                seen.setdefault((street, which), []).append(decode(bytes(item.body)).id)
            assert before.hex() == page.to.h
            h = page.to.h
            if last and after == page.head.seq:
                return

    writers = [threading.Thread(target=write, args=(street, which)) for street in stations for which in range(4)]
    pollers = [threading.Thread(target=poll, args=(street, which)) for street in stations for which in range(2)]
    for thread in (*writers, *pollers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in pollers:
        thread.join()
    assert errors == []
    for street in stations:
        heads = [one.head(street) for one in nodes]
        assert heads[0] == heads[1]
        for which in range(2):
            assert len(seen[street, which]) == len(set(seen[street, which])) == heads[0].seq
            assert sent[street] <= set(seen[street, which])
    assert nodes[0].verify().ok


def test_a_street_that_is_written_to_slowly_does_not_hold_up_another(node):
    one, other = node(), node()
    east = one.authenticate(one.add_workstation("一号台", EAST, "A"))
    garden = one.authenticate(one.add_workstation("二号台", GARDEN, "A"))
    done = threading.Event()
    with one._files.write() as conn:
        conn.exec_driver_sql(f"SELECT * FROM stream WHERE street = '{EAST}' FOR UPDATE")

        def wait():
            other.push(east, pushed(Author().note()))
            done.set()

        waiting = threading.Thread(target=wait)
        waiting.start()
        assert other.push(garden, pushed(Author(GARDEN, seed=2).note(), stream=GARDEN)).results[0].verdict == 0
        assert not done.is_set()
    waiting.join()
    assert one.verify().ok


def test_the_same_id_pushed_to_two_streets_at_once_is_kept_once(node, caplog):
    one, other = node(), node()
    east = one.authenticate(one.add_workstation("一号台", EAST, "A"))
    garden = one.authenticate(one.add_workstation("二号台", GARDEN, "A"))
    for seed in range(10):
        start, said = threading.Barrier(2), []

        def push(chosen, station, street, seed=seed, start=start, said=said):
            fact = Author(street, seed=seed).note()  # the same id and session
            start.wait()
            try:
                said.append(chosen.push(station, pushed(fact, stream=street)).results[0].error)
            except Refusal as err:
                said.append(err.key)

        threads = [threading.Thread(target=push, args=args) for args in ((one, east, EAST), (other, garden, GARDEN))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        kept, other_said = sorted(said)
        assert kept == ""
        assert other_said in ("session_taken", "id_conflict")  # by which of its questions saw the other's commit
    assert {record.levelname for record in caplog.records} <= {"INFO", "WARNING"}
    assert one.verify().ok


def test_the_platform_s_own_count_is_never_used_twice_after_a_restore(node, server, database, caplog):
    one = node()
    station = one.authenticate(one.add_workstation("一号台", EAST, "A"))
    one.close()  # its connections: the same process goes on with new ones
    before = server.new(template=database.rpartition("/")[2])
    one.push(station, pushed(*Author(seed=1).case()))
    first = {(f.sid, f.sseq) for f in own_facts(one, station)}
    names = [url.rpartition("/")[2] for url in (database, before)]
    server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{names[0]}'")
    server.sql(f"DROP DATABASE {names[0]}")
    server.sql(f"ALTER DATABASE {names[1]} RENAME TO {names[0]}")
    with pytest.raises(PlatformError, match="unreachable"):
        one.push(station, pushed(*Author(seed=2).case()))
    one.push(station, pushed(*Author(seed=2).case()))
    assert not first & {(f.sid, f.sseq) for f in own_facts(one, station)}
    assert one.verify().ok
    assert "database" in caplog.text


def own_facts(platform, station):
    return [f for i in everything(platform, station) if (f := decode(bytes(i.body))).type == "numbered"]


def test_a_database_that_ends_and_comes_back_is_a_pause(tmp_path, caplog):
    with postgres.running(durable=True) as server:
        url = server.new()
        with Platform.create(tmp_path / "a", clock=clock, database=url) as platform:
            station = platform.authenticate(platform.add_workstation("一号台", EAST, "A"))
            author = Author()
            platform.push(station, pushed(author.note()))
            server.end(postgres.signal.SIGQUIT)  # as a crash
            for _ in range(2):
                with pytest.raises(PlatformError, match="database_unreachable"):
                    platform.push(station, pushed(author.note()))
                author.sseq -= 1
            server.start()
            platform.push(station, pushed(author.note()))
            assert platform.head(EAST).seq == 2
            assert platform.verify().ok
    assert "database" in caplog.text


def test_a_leader_that_hangs_is_given_up_and_the_node_goes_on_afterwards(node, server, monkeypatch, caplog):
    monkeypatch.setattr(module._Impatient, "patience_s", 0.5)
    one = node()
    station = one.authenticate(one.add_workstation("一号台", EAST, "A"))
    author = Author()
    one.push(station, pushed(author.note()))
    backends = [pid for pid, in server.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'commandcenter'")]
    for pid in backends:
        os.kill(pid, signal.SIGSTOP)
    try:
        with pytest.raises(PlatformError, match="database_unreachable"):
            one.push(station, pushed(author.note()))
        author.sseq -= 1
        assert one.push(station, pushed(author.note())).results[0].verdict == 0  # over a new connection
    finally:
        for pid in backends:
            os.kill(pid, signal.SIGCONT)
    assert "no answer" in caplog.text
    assert one.verify().ok


def test_every_failure_of_the_engine_has_a_key(caplog):
    for state, key in (("53100", "disk_full"), ("53300", "platform_busy"), ("40P01", "platform_busy"),
                       ("55P03", "platform_busy"), ("57P01", "database_unreachable"), ("25006", "database_unreachable"),
                       ("28P01", "database_refused"), ("XX001", "platform_broken")):
        found = module.failure("x", psycopg.errors.lookup(state)("words"))
        assert isinstance(found, PlatformError)
        assert found.key == key
    bug = psycopg.errors.lookup("22P02")("words")
    assert module.failure("x", bug) is bug
    assert caplog.text.count("words") == 8
