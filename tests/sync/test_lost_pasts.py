"""Real doors and stores against a platform that was restored, and workstations that were rolled back or copied."""

import contextlib
import shutil
from contextlib import ExitStack
from uuid import uuid4

import msgspec
import pytest

from commandcenter import paths
from commandcenter.cityplatform.library import Publisher
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.facts import CITY, decode, encode
from commandcenter.core.rules import Note, Role
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.store.queries import Queries
from commandcenter.store.tables import fact
from commandcenter.sync.client import Rejected
from commandcenter.sync.pasts import POINTS, spread
from commandcenter.sync.wire import Reoffer
from tests import makes
from tests.sync.desks import Desk, finish, same
from tests.sync.streets import EAST, Author


@pytest.fixture(autouse=True)
def _warned(caplog):
    """What is tested here is told to people in the log."""


@pytest.fixture
def restore(platform, tmp_path):
    """restore() → take a backup now; calling what it returns opens a platform on that backup."""
    with ExitStack() as stack:
        def backup():
            to = tmp_path / f"backup-{uuid4()}"
            shutil.copytree(tmp_path / "platform", to, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
            return lambda: stack.enter_context(Platform.open(to, clock=platform._clock))

        yield backup


def bodies_of(desk):
    """What the street's people wrote, as this workstation holds it."""
    with desk.store.write() as conn:
        found = [decode(body) for (body,) in conn.execute(
            fact.select().with_only_columns(fact.c.body).where(fact.c.stream == EAST))]
    return {made.id: made for made in found if made.actor != "platform"}


def test_what_a_restored_platform_lost_comes_back_from_a_workstation_that_had_only_read_it(
    desks, platform, restore
):
    one, two = desks
    one.sync()
    case = makes.dispatched(one.door)
    one.sync()
    two.sync()
    backup = restore()
    worked = makes.walk(one.door, case, 3)
    other = makes.filed(one.door)
    one.sync()
    two.sync()
    written, number = bodies_of(two), two.door.case(other.id).number
    assert number == "20260302-0002"
    restored = one.platform = two.platform = backup()
    one.start()  # its disk is gone: only the other one has what was written there
    before = two.door.case(case.id)
    done = two.sync()
    assert done.lost == restored.head(EAST).seq - (two.door.cursor(EAST).seq - done.lost) == done.again + 1
    assert two.door.case(case.id) == before == worked
    assert (two.door.case(other.id).number, two.door.lost_count(), two.door.asides()) == (number, 0, ())
    assert bodies_of(two) == written
    one.sync()
    finish(one.door, one.door.case(case.id))
    one.sync()
    two.sync()
    same(one, two, restored)


def test_nothing_vanishes_from_the_screen_between_the_loss_and_the_return(desks, platform, restore):
    one, _ = desks
    one.sync()
    case = makes.dispatched(one.door)
    backup = restore()
    one.sync()
    worked = makes.walk(one.door, case, 2)
    one.sync()
    told = []
    one.door.subscribe(told.append)
    at = one.door.cursor(EAST)
    assert one.door.roll_back(EAST, at.seq - 3) == 3
    assert one.door.case(case.id).stage is worked.stage
    assert {case.id} == set().union(*(news.cases for news in told))
    assert one.door.waiting(9) == []  # it is offered again, not pushed
    assert one.verified().pending == 3
    queries = Queries(one.store.reader())
    assert queries.waiting() == 3
    queries.close()
    one.door.submit(Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="其间"))
    one.start()  # and the process may end here
    one.platform = backup()
    done = one.sync()
    assert (done.pending, one.door.lost_count()) == (0, 0)
    assert one.door.case(case.id).notes == 1
    assert one.verified().pending == 0
    assert one.platform.verify().ok


def test_a_platform_restored_twice_loses_nothing_either(desks, platform, restore):
    one, two = desks
    backups = []
    for _ in range(3):
        for desk in desks:
            desk.sync()
            makes.filed(desk.door)
        backups.append(restore())
    for desk in (one, two, one):
        desk.sync()
    written = bodies_of(one)
    for backup in (backups[1], backups[0]):
        restored = one.platform = two.platform = backup()
        makes.filed(two.door)
        for desk in (one, two, one, two):
            desk.sync()
        assert written.items() <= bodies_of(one).items()
        same(one, two, restored)


def test_documents_come_back_too_unless_another_took_their_version(desks, platform, restore):
    one, two = desks
    one.sync()
    backup = restore()
    name, body = "ladder", platform.document(CITY, "ladder", 1)
    by = Publisher(actor="city", role="administrator")
    assert platform.publish(CITY, name, body, by) == 2
    platform.publish(EAST, "units", platform.document(EAST, "units", 1), by)
    one.sync()
    restored = one.platform = two.platform = backup()
    changed = msgspec.json.decode(restored.document(EAST, "units", 1)) | {}
    restored.publish(EAST, "units", msgspec.json.encode(changed, order="deterministic"))
    one.sync()
    assert restored.document(CITY, name, 2) == body
    assert restored.verify().ok
    assert [a.reason for a in one.door.asides()] in ([], ["version_conflict"])
    two.sync()
    same(one, two, restored)


@pytest.mark.parametrize("spoil", [
    lambda o: msgspec.structs.replace(o, items=o.items[:-1]),
    lambda o: msgspec.structs.replace(o, items=[*o.items[:-1], type(o.items[0])(
        1, 0, msgspec.Raw(encode(Author(seed=77).note())))]),
    lambda o: msgspec.structs.replace(o, proof=msgspec.structs.replace(o.proof, sig="0" * 128)),
    lambda o: msgspec.structs.replace(o, stream=CITY),
])
def test_nothing_comes_back_that_the_platform_did_not_sign(desks, platform, spoil):
    from commandcenter.cityplatform.refusals import Refusal
    from commandcenter.sync.wire import Head, Item

    one, _ = desks
    one.sync()
    makes.filed(one.door)
    one.sync()
    one.door.roll_back(EAST, one.door.cursor(EAST).seq - 2)
    part = one.door.lost(EAST, (0, 0))
    offer = Reoffer(stream=EAST, start=Head.of(part.start), proof=Head.of(part.proof),
                    items=[Item(e.rts, e.verdict, msgspec.Raw(e.body)) for e in part.entries])
    station = platform.authenticate(one.token)
    with pytest.raises(Refusal, match="bad_proof"):
        platform.reoffer(station, spoil(offer))
    before = platform.head(EAST)
    assert {again.word for again in platform.reoffer(station, offer).results} == {""}  # it never lost them
    assert platform.head(EAST) == before


def test_a_workstation_that_was_rolled_back_catches_up_and_writes_on(desks, platform, tmp_path):
    one, two = desks
    one.sync()
    case = makes.dispatched(one.door)  # waits in the copy too
    one.store.close()
    shutil.copytree(tmp_path / "A", tmp_path / "older", ignore=shutil.ignore_patterns("*.lock"))
    one.store = open_store(tmp_path / "A", keys.load(tmp_path / "A"), paths.MIGRATIONS)
    one.start()
    makes.walk(one.door, case, 2)
    one.sync()
    one.store.close()
    with open_store(tmp_path / "older", keys.load(tmp_path / "older"), paths.MIGRATIONS) as store:
        one.store = store
        one.start()
        one.door.submit(Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="恢复后"))
        assert one.sync().pending == 0
        two.sync()
        assert one.door.case(case.id).notes == 1
        same(one, two, platform)


def test_two_copies_of_one_workstation_both_go_on(desks, platform, tmp_path):
    one, two = desks
    one.sync()
    case = makes.dispatched(one.door)
    one.store.close()
    shutil.copytree(tmp_path / "A", tmp_path / "clone", ignore=shutil.ignore_patterns("*.lock"))
    with open_store(tmp_path / "A", keys.load(tmp_path / "A"), paths.MIGRATIONS) as first, \
            open_store(tmp_path / "clone", keys.load(tmp_path / "clone"), paths.MIGRATIONS) as second:
        copies = []
        for store in (first, second):
            copy = object.__new__(Desk)
            copy.platform, copy.store, copy.token, copy.letter = platform, store, one.token, one.letter
            copy.start()
            copy.door.submit(Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="副本"))
            copies.append(copy)
        for copy in (*copies, *copies):
            assert copy.sync().pending == 0
        two.sync()
        assert two.door.case(case.id).notes == 2
        same(copies[0], copies[1], platform)


def test_a_machine_resumed_from_an_image_shares_a_session_and_loses_nothing(desks, platform):
    """The process of two copies is the same: both count on in one session, and the second finds its places taken."""
    one, two = desks
    one.sync()
    two.sync()
    for desk in desks:
        desk.door._session = one.door._session
    mine, theirs = makes.filed(one.door), makes.filed(two.door)
    for desk in (one, two, one):
        assert desk.sync().pending == 0
    assert one.door.session() != two.door.session()
    assert one.door.case(theirs.id) is not None
    assert two.door.case(mine.id) is not None
    assert (one.door.asides(), two.door.asides()) == ((), ())
    same(one, two, platform)
    makes.filed(two.door)
    for desk in (two, one):
        assert desk.sync().pending == 0
    same(one, two, platform)


def test_a_fact_under_an_id_that_is_taken_is_set_aside_and_the_rest_goes_on(desks, platform):
    one, two = desks
    one.sync()
    two.sync()
    case = makes.filed(one.door)
    one.sync()
    two.sync()
    for desk in desks:
        desk.door.submit(Note(case_id=case.id, actor=desk.letter, role=Role.DISPATCHER, text=desk.letter))
    taken = decode(one.door.waiting(1)[0].body).id
    with two.store.write() as conn:
        (row,) = conn.execute(fact.select().where(fact.c.seq.is_(None))).all()
        body = encode(msgspec.structs.replace(decode(row.body), id=taken))
        conn.execute(fact.update().where(fact.c.lid == row.lid).values(id=taken.bytes, body=body))
    two.door.submit(Note(case_id=case.id, actor="B", role=Role.DISPATCHER, text="其后"))
    for desk in (one, two, one):
        assert desk.sync().pending == 0
    (aside,) = two.door.asides()
    assert (aside.id, aside.reason, aside.body) == (taken, "id_conflict", body)
    assert two.door.case(case.id).notes == one.door.case(case.id).notes == 2
    same(one, two, platform)


def test_old_and_new_past_are_told_apart_by_few_questions(desks, platform, monkeypatch):
    assert spread(0, 5) == [1, 2, 3, 4, 5]
    seqs = spread(10, 10 + 1_000_000)
    assert (len(seqs), seqs[-1], seqs == sorted(set(seqs))) == (POINTS, 1_000_010, True)


def test_a_platform_that_goes_on_telling_two_pasts_is_left_alone(desks, platform, restore):
    """Somebody answers for the platform, now from one copy and now from another."""
    one, _ = desks
    one.sync()
    backup = restore()
    for _ in range(3):
        makes.filed(one.door)
        one.sync()
    written = bodies_of(one)
    restored = backup()
    makes_it = [platform, restored]

    class Two:
        def __getattr__(self, name):
            return getattr(makes_it[0], name)

    one.platform = Two()
    real = Two.__getattr__

    def turning(self, name):
        if name == "hello":
            makes_it.reverse()
        return real(self, name)

    Two.__getattr__ = turning
    for _ in range(4):
        with contextlib.suppress(Rejected):
            one.sync()
    assert written.items() <= bodies_of(one).items()
    makes_it[:] = [platform, platform]
    one.sync()
    assert written.items() <= bodies_of(one).items()
    one.verified()




def test_a_copy_whose_place_says_more_than_its_facts_goes_back_to_where_they_end(desks, platform):
    """A page taken by halves, or a place moved before its page: the next round finds it by the chain."""
    one, two = desks
    two.sync()
    for _ in range(2):
        makes.filed(two.door)
        two.sync()
    one.sync()
    at = one.door.cursor(EAST)
    with one.store.write() as conn:
        conn.exec_driver_sql("DELETE FROM fact WHERE stream = ? AND seq IN (?, ?)", (EAST, at.seq - 3, at.seq))
        conn.exec_driver_sql("UPDATE stream SET h = zeroblob(32) WHERE stream = ?", (EAST,))
    assert one.door.whole_up_to(EAST) == at.seq - 4
    mine = makes.filed(one.door)
    done = one.sync()
    assert (done.pending, one.door.lost_count(), one.door.asides()) == (0, 0, ())
    two.sync()
    assert two.door.case(mine.id) == one.door.case(mine.id)
    same(one, two, platform)
    with one.store.write() as conn:  # the number is right, the hash is not
        conn.exec_driver_sql("UPDATE stream SET h = zeroblob(32) WHERE stream = ?", (EAST,))
    assert one.sync().pending == 0
    same(one, two, platform)


def test_an_act_that_came_back_under_other_stamps_is_nothing_to_look_at(desks, platform):
    one, two = desks
    one.sync()
    case = makes.filed(one.door)
    one.sync()
    two.sync()
    one.door.submit(Note(case_id=case.id, actor="A", role=Role.DISPATCHER, text="其间"))
    (waiting,) = one.door.waiting(9)
    with two.store.write() as conn:  # a clone of the disk, whose session was taken: it goes on with the same act
        made = decode(waiting.body)
        conn.execute(fact.insert().values(
            id=made.id.bytes, stream=EAST, verdict=0, subject=made.subject.bytes, type=made.type, sid=made.sid,
            sseq=made.sseq, body=waiting.body))
        two.door._fold(conn, {case.id})
    two.door.restamp([waiting.id])
    two.sync()
    assert one.sync().pending == 0
    assert one.door.asides() == ()
    same(one, two, platform)


def test_what_is_judged_otherwise_after_a_restore_is_shown_as_it_is_judged_now(desks, platform):
    one, two = desks
    one.sync()
    case = makes.filed(one.door)
    one.sync()
    one.door.submit(Note(case_id=case.id, actor="A", role=Role.DISPATCHER, text="其间"))
    with one.store.write() as conn:  # a restored platform had rejected it, and nothing proves that
        conn.execute(fact.update().where(fact.c.seq.is_(None)).values(verdict=2))
        one.door._fold(conn, {case.id})
    assert one.door.case(case.id).notes == 0
    one.sync()
    assert one.door.case(case.id).notes == 1
    two.sync()
    same(one, two, platform)


def test_a_lost_fact_whose_session_goes_on_under_other_stamps_is_not_waited_for(desks, platform, restore):
    """What came before it in its session was restamped and accepted: no platform can place it as it was."""
    one, two = desks
    one.sync()
    backup = restore()
    case = makes.filed(one.door)
    one.sync()
    one.door.submit(Note(case_id=case.id, actor="A", role=Role.DISPATCHER, text="其一"))
    one.sync()
    two.sync()
    restored = one.platform = two.platform = backup()
    one.door.roll_back(EAST, restored.head(EAST).seq)
    first = one.door.lost(EAST, (0, 0))
    with one.store.write() as conn:
        conn.exec_driver_sql("UPDATE lost SET done = 1 WHERE fact IN (SELECT id FROM fact WHERE type <> 'noted')")
        conn.exec_driver_sql("DELETE FROM fact WHERE seq IS NULL AND type = 'numbered'")
    one.door.restamp(first.ids)
    for desk in (one, two, one):
        assert desk.sync().pending == 0
    assert (one.door.lost_count(), one.door.asides(), two.door.asides()) == (0, (), ())
    assert one.door.case(case.id).notes == 1
    same(one, two, restored)
