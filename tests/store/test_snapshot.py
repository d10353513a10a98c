"""A store as frames of plain pages: sealed anew under another key, equal in every row, never in the clear on disk."""

import hashlib
import os

import pytest

from commandcenter import paths
from commandcenter.core.facts import CITY, Cursor
from commandcenter.store import keys, snapshot
from commandcenter.store.engine import STORE_FILE, open_store
from commandcenter.store.page_codec import PAGE, UNUSED, BadPage, PageCipher
from commandcenter.store.snapshot import COMING, BadSnapshot, Incoming, frames
from commandcenter.store.verify import verify
from tests import makes

ABOUT = {"street": makes.STREET, "letter": "B"}


@pytest.fixture
def cut(store, door, folder, monkeypatch):
    """The frames of a store with some cases, small ones, and where its streams end."""
    monkeypatch.setattr(snapshot, "FRAME", 16)
    monkeypatch.setattr(snapshot, "MAX_FRAME", 16 * PAGE)
    ends = {name: door.cursor(name) for name in (CITY, makes.STREET)}
    with store.write() as conn:
        conn.exec_driver_sql("DELETE FROM station")
    store.close()
    return list(frames(folder / STORE_FILE, keys.load(folder))), ends


def test_what_is_sealed_page_by_page_opens_as_the_same_store_under_another_key(cut, tmp_path, folder):
    parts, ends = cut
    to = tmp_path / "new"
    key = keys.create(to, how="file")
    assert len(parts) > 3
    for n, part in enumerate(parts):
        incoming = Incoming(to, key)  # each time as after a crash
        assert incoming.have == n
        incoming.add(part)
    raw = (to / COMING).read_bytes()
    assert b"SQLite format 3" not in raw
    assert b"catalogue" not in raw
    Incoming(to, key).finish(ends, ABOUT)
    assert not (to / COMING).exists()
    with open_store(to, key, paths.MIGRATIONS) as opened:
        found = verify(opened, makes.STREET)
        assert (found.problems, found.chain_ok, found.seq) == ((), True, ends[makes.STREET].seq)
        with opened.reader() as conn:
            assert dict(conn.execute("SELECT name, value FROM station")) == ABOUT
            assert conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
            ours = [conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("fact", "document", "case_row")]
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as before, before.reader() as conn:
        assert [conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
                for t in ("fact", "document", "case_row")] == ours


def test_a_part_that_was_cut_off_in_the_middle_is_written_anew(cut, tmp_path):
    parts, ends = cut
    to = tmp_path / "new"
    key = keys.create(to, how="file")
    incoming = Incoming(to, key)
    incoming.add(parts[0])
    with (to / COMING).open("ab") as file:
        file.write(b"half a frame" * 100)
    again = Incoming(to, key)
    assert again.have == 1
    for part in parts[1:]:
        again.add(part)
    again.finish(ends, ABOUT)
    assert (to / STORE_FILE).exists()


@pytest.mark.parametrize("spoil", ["another end", "no frame", "a station", "a frame too few", "a time that is none"])
def test_what_is_not_the_snapshot_that_was_named_is_thrown_away(cut, tmp_path, spoil):
    parts, ends = cut
    to = tmp_path / "new"
    key = keys.create(to, how="file")
    incoming = Incoming(to, key)
    if spoil == "no frame":
        for part in (b"", b"garbage", os.urandom(1000)):
            with pytest.raises(BadSnapshot):
                incoming.add(part)
        assert incoming.have == 0
        return
    for part in parts if spoil != "a frame too few" else parts[:-1]:
        incoming.add(part)
    if spoil == "another end":
        end = ends[makes.STREET]
        ends = ends | {makes.STREET: Cursor(seq=end.seq, h=hashlib.sha256(b"x").digest(), genesis=end.genesis)}
    elif spoil == "a station":
        conn = snapshot.connect(to / COMING, key)
        conn.execute("INSERT INTO station(name, value) VALUES ('letter', 'Z')")
        conn.close()
    elif spoil == "a time that is none":
        conn = snapshot.connect(to / COMING, key)
        conn.execute("UPDATE fact SET rts = 'noon' WHERE seq = 2")
        conn.close()
    with pytest.raises(BadSnapshot):
        incoming.finish(ends, ABOUT)
    assert not (to / STORE_FILE).exists()
    assert not (to / COMING).exists()


def test_a_page_is_refused_with_another_key_number_or_content():
    cipher = PageCipher(b"k" * 32, b"s" * 16)
    plain = os.urandom(PAGE - 80) + bytes(80)
    sealed = cipher.seal(7, plain)
    assert cipher.open(7, sealed) == plain
    assert cipher.seal(7, plain) != sealed
    for number, page in ((8, sealed), (7, sealed[:-1] + bytes([sealed[-1] ^ 1])), (7, sealed[:100])):
        with pytest.raises(BadPage):
            cipher.open(number, page)
    with pytest.raises(BadPage):
        PageCipher(b"x" * 32, b"s" * 16).open(7, sealed)
    with pytest.raises(BadPage):
        cipher.seal(1, plain)  # the first page of no store


@pytest.mark.parametrize(("before", "behind"), [(0, 0), (0, 2), (3, 0), (2, 3)])
def test_the_page_where_sqlite_locks_is_no_page_of_a_store(before, behind):
    """It lies at 1 GiB, is never written, and so carries no seal."""
    cipher = PageCipher(b"k" * 32, b"s" * 16)
    first = UNUSED - before
    plain = b"".join((os.urandom(PAGE - 80) + bytes(80) if n != before else bytes(PAGE))
                     for n in range(before + 1 + behind))
    sealed = cipher.seal(first, plain)
    at = before * PAGE
    assert sealed[at:at + PAGE] == bytes(PAGE)
    assert cipher.open(first, sealed) == plain
    if before:
        with pytest.raises(BadPage):
            cipher.open(first, bytes([sealed[0] ^ 1]) + sealed[1:])
    if behind:
        assert cipher.open(UNUSED + 1, sealed[at + PAGE:]) == plain[at + PAGE:]
        with pytest.raises(BadPage):
            cipher.open(first, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_what_was_lost_with_the_power_is_fetched_anew(cut, tmp_path):
    parts, ends = cut
    to = tmp_path / "new"
    key = keys.create(to, how="file")
    incoming = Incoming(to, key)
    for part in parts[:4]:
        incoming.add(part)
    with (to / COMING).open("r+b") as file:  # the third frame never came to the disk, the fourth did
        file.seek(2 * 16 * PAGE)
        file.write(bytes(16 * PAGE))
    again = Incoming(to, key)
    assert again.have == 2
    for part in parts[2:]:
        again.add(part)
    again.finish(ends, ABOUT)
    assert (to / STORE_FILE).exists()


def test_without_its_first_frame_all_is_fetched_anew(cut, tmp_path):
    parts, ends = cut
    to = tmp_path / "new"
    key = keys.create(to, how="file")
    Incoming(to, key).add(parts[0])
    (to / COMING).write_bytes(bytes(16 * PAGE))
    again = Incoming(to, key)
    assert again.have == 0
    for part in parts:
        again.add(part)
    again.finish(ends, ABOUT)
    assert (to / STORE_FILE).exists()
