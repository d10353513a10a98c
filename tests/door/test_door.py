import random
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
import sqlalchemy as sa

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core import deadlines
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.facts import Accepted, BadFact, BrokenChain, Cursor, Draft, decode, encode, link, stamp
from commandcenter.core.limits import Limit, Unit
from commandcenter.door import door as door_module
from commandcenter.door.door import Changed, Door
from commandcenter.store import keys, tables, views
from commandcenter.store.documents import read_sight
from commandcenter.store.engine import Store, open_store
from commandcenter.store.errors import StoreError
from commandcenter.store.verify import verify
from tests import makes
from tests.core.lives import ACTS, behalf
from tests.door.exchange import bundle, city, held, publish, pull, push, row, shared, state, station

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stream(door):
    return shared(door)


@pytest.fixture
def other(master, tmp_path, clock):
    """A second workstation of the street: (door, store)."""
    with station(master, tmp_path / "other", clock, "B") as made:
        yield made


def _dispatch(door: Door, case_id: UUID) -> None:
    door.submit(r.Dispatch(case_id=case_id, actor="u", role=Role.DISPATCHER, unit=door.books.units.units[0].id))


# -- commands -------------------------------------------------------------------------------------------------------


def test_a_command_is_facts_and_a_row(door, store):
    case = door.submit(makes.report())
    (fact,) = held(store)
    assert (fact.subject, fact.id, fact.type, fact.sseq, fact.sid) == (
        case.id, case.head, "reported", 1, door.session())
    assert fact.wall == makes.T0
    found = row(store, case.id)
    assert (found.stage, found.pending, found.shown_number) == (Stage.PENDING_REGISTER, 1, "20260302-A001")
    assert door.case(case.id) == case
    assert [w.id for w in door.waiting(10)] == [fact.id]


def test_facts_and_row_are_one_transaction(door, store, monkeypatch):
    case = makes.filed(door)
    before = state(store)

    def full(*_: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(views, "write_cases", full)
        with pytest.raises(StoreError, match="disk-full"):
            _dispatch(door, case.id)
    assert state(store) == before
    _dispatch(door, case.id)
    assert [f.sseq for f in held(store)] == [1, 2, 3]


def test_what_is_refused_writes_nothing_and_burns_no_number(door, store):
    case = door.submit(makes.report())
    before = state(store)
    for command in (
        r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit="municipal"),
        makes.report(class_key="nothing"), makes.report(case.id), makes.report(role=Role.TIMER),
    ):
        with pytest.raises(r.Refused):
            door.submit(command)
    assert state(store) == before
    assert door.submit(makes.report()).provisional == "20260302-A002"


def test_who_looked_at_an_older_state_is_refused(door, store):
    case = makes.filed(door)
    _dispatch(door, case.id)
    with pytest.raises(r.Refused, match="moved"):
        door.submit(r.VoidCase(case_id=case.id, actor="u", role=Role.SHIFT_LEADER, reason="x", seen=case.head))
    assert len(held(store)) == 3


def test_listeners_hear_after_it_is_on_disk_and_until_they_stop(door, store):
    heard: list[tuple[Changed, int]] = []
    stop = door.subscribe(lambda news: heard.append((news, len(held(store)))))
    case = door.submit(makes.report())
    assert heard == [(Changed(cases=frozenset({case.id}), own=True), 1)]
    with pytest.raises(r.Refused):
        door.submit(makes.report(class_key="nothing"))
    stop()
    door.submit(makes.report())
    assert len(heard) == 1


def test_many_threads_submit_one_at_a_time(door, store):
    threads = [threading.Thread(target=lambda: [door.submit(makes.report()) for _ in range(8)]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [f.sseq for f in held(store)] == list(range(1, 25))
    assert verify(store, makes.STREET).problems == ()


def test_the_measured_offset_counts_from_then_on(door, clock):
    door.set_offset(5 * makes.MINUTE)
    assert door.now() == clock() + 5 * makes.MINUTE
    assert door.submit(makes.report()).reported_at == makes.T0 + 5 * makes.MINUTE


def test_an_insane_clock_writes_nothing(door, store, clock):
    clock.at = -1
    with pytest.raises(r.Refused, match="not-effective"):
        door.submit(makes.report())
    assert held(store) == []


# -- files ----------------------------------------------------------------------------------------------------------


def test_a_file_is_taken_once(door, store):
    bundles = [bundle(uuid4(), f"20260302-A{n:03d}", steps=1 + n % 5) for n in range(10)]
    assert door.take([*bundles, bundles[0]], "u-admin") == 10
    assert door.take(bundles, "u-admin") == 0
    assert len(held(store)) == 30
    assert [f.sseq for f in held(store)] == list(range(1, 31))
    found = verify(store, makes.STREET)
    assert (found.cases, found.problems) == (10, ())


def test_numbers_for_a_file_follow_on(door):
    assert door.provisional_numbers(2) == ["20260302-A001", "20260302-A002"]
    assert door.submit(makes.report()).provisional == "20260302-A003"


# -- the platform's pages -------------------------------------------------------------------------------------------


def test_own_facts_get_their_numbers_and_leave_the_outbox(door, store, stream):
    case = makes.dispatched(door)
    push(door, stream)
    assert len(door.waiting(10)) == 3
    assert pull(door, stream) == 0
    assert door.waiting(10) == []
    assert row(store, case.id).pending == 0
    found = verify(store, makes.STREET)
    assert (found.facts, found.seq, found.pending, found.problems) == (stream.seq, stream.seq, 0, ())


def test_what_others_did_first_makes_own_waiting_acts_a_conflict(door, store, queries, other, stream):
    there, _ = other
    case = makes.filed(door)
    push(door, stream)
    pull(door, stream)
    pull(there, stream)
    _dispatch(there, case.id)
    winner = there.case(case.id).head
    push(there, stream)
    door.submit(r.VoidCase(case_id=case.id, actor="u", role=Role.SHIFT_LEADER, reason="重复"))
    assert row(store, case.id).stage is Stage.CANCELLED
    heard: list[Changed] = []
    door.subscribe(heard.append)
    assert pull(door, stream) == 1
    assert heard == [Changed(cases=frozenset({case.id}))]
    found = row(store, case.id)
    assert (found.stage, found.conflicts, found.pending) == (Stage.PENDING_HANDLE, 1, 1)
    (outcome,) = queries.outcomes(case.id)
    assert (outcome.kind, outcome.reason, outcome.winner, outcome.settled) == ("ineffective", "moved", winner, False)
    assert queries.conflicts() == 1
    for who in (door, there):
        push(who, stream)
        pull(who, stream)
    assert verify(store, makes.STREET).state_digest == verify(other[1], makes.STREET).state_digest


def test_a_conflict_that_a_person_settled_is_no_longer_open(door, store, queries, stream):
    case = makes.filed(door)
    push(door, stream)
    pull(door, stream)
    author = makes.session()
    lost = _foreign(b.Voided(reason="x"), case.id, base=uuid4(), role=Role.SHIFT_LEADER, session=author)
    stream.accept(lost)
    pull(door, stream)
    assert (queries.conflicts(), row(store, case.id).conflicts) == (1, 1)
    stream.accept(_foreign(b.ConflictSettled(losers=(decode(lost).id,), decision="keep"), case.id, sseq=2,
                           session=author))
    pull(door, stream)
    assert (queries.conflicts(), row(store, case.id).conflicts) == (0, 0)
    assert queries.outcomes(case.id)[0].settled
    assert verify(store, makes.STREET).problems == ()


def _foreign(body: b.Body, case_id: UUID, *, base: UUID | None = None, role: Role = Role.ACCEPTOR, sseq: int = 1,
             street: str = makes.STREET, session=None) -> bytes:  # type: ignore[no-untyped-def]
    draft = Draft(type=b.NAMES[type(body)], data=body, role=role.value, follows=base is not None)
    (fact,) = stamp([draft], street=street, subject=case_id, head=base, actor="u", session=session or makes.session(),
                    sseq=sseq, wall=makes.T0, off=0, seen=(0, ""))
    return encode(fact)


def _note() -> bytes:
    return _foreign(b.Noted(text="x"), uuid4())


def _page(stream: makes.StandInStream, *bodies: bytes) -> tuple[list[Accepted], Cursor]:
    entries = [stream.accept(body) for body in bodies]
    return entries, stream.head


def _gap(stream, _):
    entries, head = _page(stream, _note(), _note())
    return entries[1:], head


def _tampered(stream, _):
    entries, head = _page(stream, _note(), _note())
    return [msgspec.structs.replace(entries[0], body=_note()), entries[1]], head


def _other_time(stream, _):
    entries, head = _page(stream, _note())
    return [msgspec.structs.replace(entries[0], rts=makes.T0 + 1)], head


def _other_verdict(stream, _):
    entries, head = _page(stream, _note())
    return [msgspec.structs.replace(entries[0], verdict=1)], head


def _other_hash(stream, _):
    entries, head = _page(stream, _note())
    return entries, replace(head, h=bytes(32))


def _short(stream, _):
    entries, head = _page(stream, _note(), _note())
    return entries[:1], head


def _another_beginning(stream, _):
    entries, head = _page(stream, _note())
    return entries, replace(head, genesis="another")


def _twice(stream, _):
    note = _note()
    return _page(stream, note, note)


def _same_session_number_twice(stream, _):
    session = makes.session()
    return _page(stream, *(_foreign(b.Noted(text=text), uuid4(), session=session) for text in "xy"))


def _own_with_other_bytes(stream, door):
    (waiting,) = door.waiting(1)
    fact = decode(waiting.body)
    return _page(stream, encode(msgspec.structs.replace(fact, data=msgspec.Raw(b'{"text":"forged"}'))))


def _of_another_street(stream, _):
    return _page(stream, _foreign(b.Noted(text="x"), uuid4(), street="360681004"))


@pytest.mark.parametrize("make", [
    _gap, _tampered, _other_time, _other_verdict, _other_hash, _short, _another_beginning, _twice,
    _same_session_number_twice, _of_another_street])
def test_a_page_that_does_not_lead_to_its_head_is_not_taken(door, store, stream, make):
    case = door.submit(makes.report())
    before = state(store)
    with pytest.raises(BrokenChain):
        door.adopt(stream.stream, *make(stream, door))
    assert state(store) == before
    assert row(store, case.id).pending == 1
    assert verify(store, makes.STREET).problems == ()


def test_an_own_fact_gives_way_to_an_accepted_one_under_its_id_and_is_kept(door, store, stream, caplog):
    door.submit(makes.report())
    (waiting,) = door.waiting(1)
    assert door.adopt(stream.stream, *_own_with_other_bytes(stream, door)) == 1
    (aside,) = door.asides()
    assert (aside.reason, aside.body) == ("id_conflict", waiting.body)
    assert door.waiting(1) == []
    assert verify(store, makes.STREET).problems == ()
    assert "id_conflict" in caplog.text


def test_a_page_is_not_taken_twice(door, store, stream):
    makes.filed(door)
    push(door, stream)
    page = stream.since(door.cursor(makes.STREET).seq), stream.head
    door.adopt(stream.stream, *page)
    before = state(store)
    with pytest.raises(BrokenChain):
        door.adopt(stream.stream, *page)
    assert state(store) == before


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'{"id":7}', b"\xff\xfe"])
def test_bytes_that_are_no_fact_are_not_taken(door, store, stream, body):
    before = state(store)
    with pytest.raises(BadFact):
        door.adopt(stream.stream, *_page(stream, _note(), body))
    assert state(store) == before


_BLANK = b.Reported(
    class_key="c", class_name="n", major_name="m", text="", place="", lon=0, lat=0, source="", number="x")


@pytest.mark.parametrize("body", [
    msgspec.structs.replace(_BLANK, lon=2**70),
    msgspec.structs.replace(_BLANK, stage_limit=Limit(until=2**80)),
    b.Escalated(level=2**70, level_name="x", clock="handling", due=0, to=""),
])
def test_an_absurd_fact_of_another_desk_stops_nobody(door, store, stream, body):
    door.adopt(stream.stream, *_page(stream, _foreign(body, uuid4(), role=Role.COLLECTOR)))
    assert verify(store, makes.STREET).problems == ()


def test_a_rejected_report_is_no_case_and_its_facts_stay(door, store, queries, stream):
    case = makes.filed(door)
    other = makes.filed(door)
    push(door, stream, rejecting=frozenset({"reported"}))
    pull(door, stream)
    row = queries.row_of(case.id)
    assert (row.open, row.marks) == (False, ("rejected",))  # it is shown, and counts nowhere as open
    assert queries.counts(door.now()).open == 0
    assert door.case(case.id) is None
    assert {o.kind for o in queries.outcomes(other.id)} == {"rejected", "ineffective"}
    assert len(held(store)) == 4
    found = verify(store, makes.STREET)
    assert (found.cases, found.pending, found.problems) == (0, 0, ())


def test_facts_may_come_before_the_report_they_belong_to(door, store, stream):
    note = _note()
    door.adopt(stream.stream, *_page(stream, note))
    assert verify(store, makes.STREET).problems == ()
    with store.write() as conn:
        before = conn.execute(sa.select(tables.outcome)).all()
        views.rebuild(conn, read_sight(conn))
        assert conn.execute(sa.select(tables.outcome)).all() == before


def test_a_row_imported_at_two_desks_folds_to_repetitions(door, store, queries, other, stream):
    there, _ = other
    ids = [uuid4() for _ in range(5)]
    for who, letter in ((door, "A"), (there, "B")):
        assert who.take([bundle(i, f"20260302-{letter}{n:03d}") for n, i in enumerate(ids)], "u") == 5
    for who in (door, there, door):
        push(who, stream)
        pull(who, stream)
    assert queries.conflicts() == 0
    assert [o.kind for o in queries.outcomes(ids[0])] == ["repetition"] * 5
    mine, theirs = verify(store, makes.STREET), verify(other[1], makes.STREET)
    assert mine == theirs
    assert (mine.cases, mine.pending, mine.problems) == (5, 0, ())
    assert row(store, ids[0]).provisional == row(other[1], ids[0]).provisional == "20260302-A000"


@pytest.mark.parametrize("seed", range(3))
def test_two_desks_end_with_the_same_state_and_nothing_waiting(door, store, other, stream, clock, seed):
    there, there_store = other
    chance = random.Random(seed)
    cases = [makes.filed(door).id, door.submit(makes.report()).id, there.submit(makes.report()).id]
    done = 0
    for _ in range(160):
        who = chance.choice((door, there))
        clock.forward(minutes=chance.randrange(30))
        if chance.random() < 0.15:
            push(who, stream)
            if chance.random() < 0.7:  # else: the answer got lost on the way
                pull(who, stream)
        else:
            kind, role, fields = chance.choice(ACTS)
            try:
                who.submit(
                    kind(case_id=chance.choice(cases), actor="u", role=role, on_behalf=behalf(role), **fields))
                done += 1
            except r.Refused:
                pass
    for who in (door, there, door):
        push(who, stream)
        pull(who, stream)
    mine, theirs = verify(store, makes.STREET), verify(there_store, makes.STREET)
    assert done > 5
    assert mine == theirs
    assert (mine.pending, mine.seq, mine.problems) == (0, stream.seq, ())
    assert door.waiting(1) == there.waiting(1) == []
    with store.write() as a, there_store.write() as z:
        for name in ("case_row", "outcome"):
            columns = "*" if name == "outcome" else ", ".join(c.name for c in tables.case_row.c if c.name != "id")
            told = sa.text(f"SELECT {columns} FROM {name} ORDER BY 1")
            assert a.execute(told).all() == z.execute(told).all()


@pytest.mark.parametrize("place", ["冶金大道", "冶金\0大道", 'a"b\\c\n\u2028d'])
def test_what_others_wrote_is_kept_letter_by_letter(door, store, other, stream, place):
    there, _ = other
    for _ in range(3):
        case = there.submit(makes.report(place=place))
        there.submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text=place or "-"))
    push(there, stream)
    before = len(held(store))
    assert pull(door, stream) == 6
    assert [fact.id for fact in held(store)[before:]] == [decode(e.body).id for e in stream.entries[-6:]]
    assert row(store, case.id).place == place
    assert verify(store, makes.STREET).problems == ()


def test_pages_taken_together_are_as_those_taken_one_by_one(door, store, other, stream):
    there, there_store = other
    first = there.submit(makes.report())
    push(there, stream)
    pages = [(stream.since(door.cursor(stream.stream).seq), stream.head)]
    for _ in range(2):  # of a case that is known by then, and of another
        there.submit(r.Note(case_id=first.id, actor="u", role=Role.DISPATCHER, text="电话已通知"))
        there.submit(makes.report())
        push(there, stream)
        pages.append((stream.since(pages[-1][1].seq), stream.head))
    assert door.adopt_pages(stream.stream, pages) == 5
    pull(there, stream)
    mine, theirs = verify(store, makes.STREET), verify(there_store, makes.STREET)
    assert (mine, mine.problems) == (theirs, ())


# -- documents ------------------------------------------------------------------------------------------------------


def test_without_documents_nothing_is_decided(tmp_path, clock):
    key = keys.create(tmp_path / "new", how="file")
    with open_store(tmp_path / "new", key, paths.MIGRATIONS) as store:
        door = Door(store, street=makes.STREET, letter="A", clock=clock, new_id=uuid4)
        with pytest.raises(r.Refused, match="no-documents"):
            door.submit(makes.report())


def test_a_new_ladder_gives_the_open_cases_their_next_rung(door, store, queries):
    case = makes.walk(door, makes.dispatched(door), 1)
    closed = makes.walk(door, makes.dispatched(door))
    before = _next_rung(store, case.id)
    first = door.sight.ladder.rungs[0]
    later = msgspec.structs.replace(door.sight.ladder, rungs=(
        msgspec.structs.replace(first, share=0.9), *door.sight.ladder.rungs[1:]))
    heard: list[Changed] = []
    door.subscribe(heard.append)
    publish(door, city(door), "ladder", 2, later)
    assert heard[-1].documents == ("ladder",)
    assert _next_rung(store, case.id) > before
    assert _next_rung(store, closed.id) is None
    assert door.books.versions["ladder"] == 2
    assert verify(store, makes.STREET).problems == ()


def _next_rung(store: Store, case_id: UUID) -> int | None:
    with store.write() as conn:
        return conn.execute(
            sa.select(tables.case_row.c.next_rung_at).where(tables.case_row.c.case_id == case_id.bytes)).scalar_one()


def test_cases_that_count_on_a_calendar_to_come_are_dated_anew_when_it_comes(door, store):
    """Another desk has a calendar, and used it, that this one pulls only after its facts."""
    days = Limit(n=3, unit=Unit.WORK_DAY)
    opened, closed = uuid4(), uuid4()
    start = makes.T0 - makes.HOUR
    more = {"start": start, "limit": days, "refs": {"calendar": 2}}
    door.take([bundle(opened, "20260302-A001", steps=3, **more), bundle(closed, "20260302-A002", **more)], "u")
    assert row(store, opened).tentative
    calendar = door.books.calendar
    due = deadlines.due(start, days, calendar)
    assert row(store, opened).due != due
    publish(door, city(door), "calendar", 2, calendar)
    for case_id in (opened, closed):
        assert (row(store, case_id).handling_due, row(store, case_id).tentative) == (due, False)
    assert row(store, opened).due == due
    assert verify(store, makes.STREET).problems == ()


def test_documents_that_could_not_be_written_are_not_used(door, store, monkeypatch):
    stream, before = city(door), state(store)

    def full(*_: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(door_module.facts_log, "move_cursor", full)
        with pytest.raises(StoreError, match="disk-full"):
            publish(door, stream, "ladder", 2, door.sight.ladder)
    assert state(store) == before
    assert door.books.versions["ladder"] == 1
    pull(door, stream)
    assert door.books.versions["ladder"] == 2


# -- full disks and killed processes --------------------------------------------------------------------------------


def _worker(mode: str, folder: Path, *before: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([*before, sys.executable, "-m", "tests.door.worker", mode, str(folder)], cwd=ROOT,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _check_full(folder: Path, said: list[str]) -> None:
    acknowledged = [UUID(line) for line in said if len(line) == 36]
    assert said[0] == "ready"
    assert {line for line in said[1:] if len(line) != 36} == {"full disk-full"}
    assert [len(line) for line in said[-5:]] == [36] * 5
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        facts = held(store)
        assert [f.subject for f in facts] == acknowledged
        assert [f.sseq for f in facts] == list(range(1, len(facts) + 1))
        assert verify(store, makes.STREET).problems == ()


@pytest.mark.skipif(sys.platform == "win32", reason="no RLIMIT_FSIZE")
def test_when_a_file_can_grow_no_more_nothing_is_lost_and_no_number_is_burnt(folder):
    out, err = _worker("limited", folder).communicate(timeout=60)
    assert err == ""
    _check_full(folder, out.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="no tmpfs")
def test_when_the_disk_is_full_nothing_is_lost_and_no_number_is_burnt(folder, tmp_path):
    small, script = tmp_path / "small", (
        'mount -t tmpfs -o size=6m small "$1" && cp "$2"/* "$1" && "$3" -m tests.door.worker small-disk "$1"'
        ' && mkdir "$1".kept && cp "$1"/* "$1".kept')
    small.mkdir()
    tried = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", 'mount -t tmpfs small "$1"', "sh", str(small)],
        capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("no mount of one's own here")
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", str(small), str(folder), sys.executable],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    _check_full(Path(f"{small}.kept"), done.stdout.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_what_was_acknowledged_outlives_a_kill(folder):
    chance = random.Random(7)
    acknowledged: list[UUID] = []
    for _ in range(3):
        worker = _worker("submit", folder)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        for _ in range(chance.randrange(5, 40)):
            acknowledged.append(UUID(worker.stdout.readline().strip()))
        worker.send_signal(signal.SIGKILL)
        rest, _ = worker.communicate(timeout=30)
        acknowledged += [UUID(line) for line in rest.splitlines() if len(line) == 36]
        with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
            kept = [f.subject for f in held(store)]
            assert set(kept) >= set(acknowledged)
            assert len(kept) - len(acknowledged) <= 3  # at most one a kill: on disk, and nobody was told
            assert verify(store, makes.STREET).problems == ()


def test_the_chain_is_that_of_the_platform(door, stream):
    """The head is made of every byte that came: checked here against the formula, not against ourselves."""
    at = door.cursor(makes.STREET)
    (entry,), head = _page(stream, _note())
    assert head.h == link(at.h, at.seq + 1, entry.rts, 0, entry.body)
    door.adopt(stream.stream, [entry], head)
    assert door.cursor(makes.STREET) == head
