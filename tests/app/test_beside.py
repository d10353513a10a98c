"""A process beside the window's takes pages and files: the same outcome, commands go first, nothing hangs on it."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from commandcenter import paths
from commandcenter.app import beside_wire as wire
from commandcenter.app.beside import FEW, Child, GoneError, PagesBeside, SheetBeside, error
from commandcenter.app.beside_child import failed
from commandcenter.core import rules as r
from commandcenter.core.facts import BrokenChain, Cursor
from commandcenter.core.rules import Refused
from commandcenter.desk.sheet_desk import SheetResult
from commandcenter.door.door import Changed, Door
from commandcenter.door.feeds import FeedError
from commandcenter.door.guest import PIECE, GuestDoor
from commandcenter.store.engine import Store, open_beside
from commandcenter.store.errors import StoreError
from commandcenter.store.queries import Queries
from commandcenter.store.turns import TURNS_FILE
from commandcenter.store.verify import verify
from tests import makes
from tests.door import exchange

MANY = 30  # cases of five facts and more: a page of several transactions


@pytest.fixture
def pages(store: Store, door: Door) -> Iterator[PagesBeside]:
    made = PagesBeside(store, door)
    yield made
    made.close()


@pytest.fixture
def stream(master: Path, tmp_path: Path, clock, door: Door) -> Iterator[makes.StandInStream]:
    """What another workstation of the street did, as the platform holds it."""
    made = exchange.shared(door)
    with exchange.station(master, tmp_path / "other", clock, "B") as (other, _):
        other.take([exchange.bundle(uuid4(), f"20260302-B{n:03}") for n in range(MANY)], "import")
        exchange.push(other, made)
        yield made


def rows(store: Store) -> list[object]:
    """All rows of cases, but for their ids, which follow the order of writing."""
    with closing(store.reader()) as conn:
        names = [name for _, name, *_ in conn.execute("PRAGMA table_info(case_row)") if name != "id"]
        return list(conn.execute(f"SELECT {', '.join(names)} FROM case_row ORDER BY case_id").fetchall())


def test_a_page_is_taken_as_the_door_takes_it(master, tmp_path, clock, store, door, stream, pages):
    heard: list[Changed] = []
    door.subscribe(heard.append)
    page = stream.since(door.cursor(stream.stream).seq)
    assert len(page) > PIECE * 2

    fresh = pages.adopt(stream.stream, page, stream.head)

    assert fresh == len(page)
    assert door.cursor(stream.stream) == stream.head
    assert len(frozenset[object]().union(*(news.cases for news in heard))) == MANY
    with exchange.station(master, tmp_path / "plain", clock, "C") as (plain, plain_store):
        exchange.pull(plain, stream)
        assert rows(store) == rows(plain_store)
    assert not verify(store, makes.STREET).problems


def test_a_few_facts_are_taken_here(door, stream, pages):
    at = door.cursor(stream.stream).seq
    page = stream.since(at)[:FEW]
    short = makes.StandInStream(stream.stream)
    short.genesis, short.seq, short.h = (ours := door.cursor(stream.stream)).genesis, ours.seq, ours.h
    entries = [short.accept(entry.body, rts=entry.rts) for entry in page]

    pages.adopt(stream.stream, entries, short.head)

    assert pages.pid is None
    assert door.cursor(stream.stream) == short.head


def test_a_page_that_does_not_lead_to_its_head_is_refused_whole(door, stream, pages):
    before = door.cursor(stream.stream)
    wrong = Cursor(seq=stream.head.seq, h=b"\0" * 32, genesis=stream.genesis)

    with pytest.raises(BrokenChain):
        pages.adopt(stream.stream, stream.since(before.seq), wrong)

    assert door.cursor(stream.stream) == before


def test_documents_that_came_there_hold_here_at_once(door, clock, stream, pages):
    ladder = door.books.ladder
    newer = msgspec.structs.replace(ladder, rungs=ladder.rungs[:1])
    exchange_city = exchange.city(door)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("commandcenter.app.beside.FEW", 0)
        patched.setattr(exchange, "pull", lambda taker, made: pages.adopt(
            made.stream, made.since(taker.cursor(made.stream).seq), made.head))
        exchange.publish(door, exchange_city, "ladder", door.books.versions["ladder"] + 1, newer)

    assert pages.pid is not None
    assert door.books.ladder == newer


def test_commands_and_pages_are_written_at_once(store, door, queries, clock, stream, pages):
    own = [exchange.bundle(uuid4(), f"20260302-A{n:03}", steps=1) for n in range(25)]
    page = stream.since(door.cursor(stream.stream).seq)
    taking = threading.Thread(target=pages.adopt, args=(stream.stream, page, stream.head))
    taking.start()
    for bundle in own:
        assert door.take([bundle], "import") == 1
    taking.join()

    assert door.cursor(stream.stream) == stream.head
    assert queries.total() == MANY + len(own)
    assert len(door.waiting(1_000)) == len(own)
    assert not verify(store, makes.STREET).problems


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_page_whose_process_is_killed_is_taken_here(caplog, store, door, clock, stream, pages):
    page = stream.since(door.cursor(stream.stream).seq)
    pages._child = Child(store, door)
    told: list[bool] = []
    pages.gone = told.append  # the status line says it
    assert pages.pid is not None
    taking = threading.Thread(target=pages.adopt, args=(stream.stream, page, stream.head))
    taking.start()
    start = door.cursor(stream.stream).seq
    while taking.is_alive() and door.cursor(stream.stream).seq == start:
        time.sleep(0.001)  # the first piece is on disk
    if pages.pid is not None:
        os.kill(pages.pid, signal.SIGKILL)
    taking.join()

    assert told == [True]
    assert door.cursor(stream.stream) == stream.head
    assert not verify(store, makes.STREET).problems


def test_no_further_piece_is_taken_once_the_window_has_gone(store, door, clock, stream):
    guest = GuestDoor(store, street=makes.STREET, letter="A", clock=clock, new_id=uuid4)
    start = guest.cursor(stream.stream).seq
    guest.stopped = lambda: guest.cursor(stream.stream).seq > start

    with pytest.raises(StoreError):
        guest.adopt(stream.stream, stream.since(start), stream.head)

    assert guest.cursor(stream.stream).seq == start + PIECE
    assert door.adopt(stream.stream, stream.since(start + PIECE), stream.head) == len(stream.since(start + PIECE))
    assert not verify(store, makes.STREET).problems


def test_the_process_ends_when_nobody_talks_to_it_any_more(store, door):
    child = Child(store, door)
    child._in.close()
    assert child._process.wait(20) == 0
    child.end()


def test_nobody_writes_beside_a_store_that_nobody_has_open(folder, store):
    key = store.key
    store.expect_company()
    with open_beside(folder, key) as guest:
        assert guest.writable
    store.close()

    assert not (folder / TURNS_FILE).exists()
    with pytest.raises(StoreError, match="store-unreachable"):
        open_beside(folder, key)


def test_the_key_is_in_no_argument_and_in_no_environment(store, door):
    child = Child(store, door)
    try:
        for name in ("cmdline", "environ"):
            said = Path(f"/proc/{child.pid}/{name}")
            if said.exists():
                assert store.key.hex().encode() not in said.read_bytes()
                assert store.key not in said.read_bytes()
    finally:
        child.end()


@pytest.mark.parametrize("err", [
    Refused("no-documents"), StoreError("disk-full", where="x"), FeedError("file-missing", where="y"),
    BrokenChain("another beginning")])
def test_an_error_is_the_same_on_this_side(err):
    again = error(failed(err))
    assert (type(again), str(again)) == (type(err), str(err))


def test_a_folder_that_may_not_be_written_is_not_a_process_that_went():
    again = error(failed(PermissionError(13, "Permission denied")))
    assert isinstance(again, OSError)
    assert "Permission denied" in str(again)


def test_what_is_no_answer_counts_as_gone(tmp_path):
    path = tmp_path / "said"
    for said in (b"", b"\0\0", b"\0\0\0\4abc", b"\xff\xff\xff\xffabc", b"\0\0\0\3abc"):
        path.write_bytes(said)
        with path.open("rb") as pipe:
            assert wire.hear_answer(pipe) is None


def test_a_process_that_cannot_start_is_gone(monkeypatch, store, door):
    monkeypatch.setattr(sys, "executable", str(paths.ROOT / "no-such-program"))
    with pytest.raises(GoneError):
        Child(store, door)


def test_whoever_speaks_without_opening_is_sent_away():
    child = subprocess.run(
        [sys.executable, "-m", "commandcenter.app.beside_child"], cwd=paths.ROOT, input=b"\0\0\0\1\xc0", check=False,
        capture_output=True)
    assert child.returncode != 0
    assert child.stdout == b""


def test_the_case_that_was_taken_beside_can_be_acted_on(store, door, clock, stream, pages):
    pages.adopt(stream.stream, stream.since(door.cursor(stream.stream).seq), stream.head)
    with closing(Queries(store.reader())) as reads:
        row = next(iter(reads.rows(reads.ids("all", clock())[:1]).values()))

    case = door.submit(r.Note(case_id=row.case_id, actor="u-dispatcher", role=r.Role.DISPATCHER, text="看过了"))

    assert case.id == row.case_id


def test_a_workbook_is_read_beside_and_ended_at_once(store, door, tmp_path, monkeypatch):
    bad = tmp_path / "标准.xlsx"
    bad.write_text("no workbook")
    found = SheetBeside(store, door).read(str(bad), door.books.catalogue, "zh_CN")
    assert found.catalogue is None
    assert "标准.xlsx" in found.fault
    beside = SheetBeside(store, door)
    beside.stop()  # nothing runs: nothing to end
    ask = Child.ask

    def stopped(child, request, going=None):
        if isinstance(request, wire.ReadSheet):
            beside.stop()
        return ask(child, request, going)

    monkeypatch.setattr(Child, "ask", stopped)
    with pytest.raises(GoneError):
        beside.read(str(bad), door.books.catalogue, "zh_CN")
    assert beside.stopped


def test_an_answer_to_another_question_is_as_good_as_none(store, door, monkeypatch):
    monkeypatch.setattr(Child, "ask", lambda child, request, going=None: wire.Ready())
    with pytest.raises(GoneError, match="Ready"):
        SheetBeside(store, door).read("标准.xlsx", door.books.catalogue, "zh_CN")


def test_a_catalogue_is_the_same_on_the_other_side(door):
    asked = wire.ReadSheet(path="/x", catalogue=door.books.catalogue, lang="en")
    pipe = io.BytesIO()
    wire.say(pipe, asked)
    wire.say(pipe, wire.SheetRead(found=SheetResult(catalogue=door.books.catalogue, refused=("a",))))
    pipe.seek(0)
    assert wire.hear_request(pipe) == asked
    assert wire.hear_answer(pipe) == wire.SheetRead(found=SheetResult(catalogue=door.books.catalogue, refused=("a",)))
