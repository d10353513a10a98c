"""A store that has grown over 1 GiB: there SQLite leaves out a page, which nothing may take for a broken one."""

import shutil

import pytest

from commandcenter.core.facts import Cursor
from commandcenter.store import keys, rekey
from commandcenter.store.copying import copy_file
from commandcenter.store.engine import STORE_FILE, connect
from commandcenter.store.page_codec import PAGE, UNUSED
from commandcenter.store.salvage import Pages
from commandcenter.store.snapshot import Incoming, frames
from tests.faults.city import copied
from tests.faults.figures import LONG, note

FILLERS, FILLER = 66, 16 * 1024 * 1024


def _whole(file, key):
    """How many bytes of fillers it holds, once the engine has gone through all of its pages."""
    conn = connect(file, key, read_only=True)
    try:
        assert conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return conn.execute("SELECT sum(length(body)) FROM document WHERE stream = 'filler'").fetchone()[0]
    finally:
        conn.close()


@pytest.mark.skipif(not LONG, reason="writes 5 GiB")
@pytest.mark.timeout(900)
def test_a_store_over_1_gib_is_offered_copied_salvaged_and_changes_its_key(ground, tmp_path):
    here, there = copied(ground.station, tmp_path / "here"), tmp_path / "there"
    file, key = here / STORE_FILE, ground.key
    conn = connect(file, key)
    for n in range(FILLERS):
        conn.execute("INSERT INTO document(stream, name, version, body) VALUES ('filler', 'x', ?, zeroblob(?))",
                     (n, FILLER))
    conn.execute("DELETE FROM station")
    ends = {name: Cursor(seq=seq, h=bytes(h), genesis=start)
            for name, seq, h, start in conn.execute("SELECT stream, seq, h, genesis FROM stream")}
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    assert file.stat().st_size > (UNUSED + 2) * PAGE
    with Pages(file, key) as pages:
        assert all(pages.open(number) is not None for number in range(UNUSED - 2, UNUSED + 3))
        assert not pages.broken
    incoming = Incoming(there, keys.create(there, how="file"))
    for frame in frames(file, key):
        incoming.add(frame)
    incoming.finish(ends, {"letter": "B"})
    assert _whole(there / STORE_FILE, keys.load(there)) == FILLERS * FILLER
    shutil.rmtree(there)
    copy_file(file, key, tmp_path / "copy")
    assert _whole(tmp_path / "copy", key) == FILLERS * FILLER
    (tmp_path / "copy").unlink()
    rekey.change(here, key)
    assert _whole(file, keys.load(here)) == FILLERS * FILLER
    note("a large store", pages=file.stat().st_size // PAGE, wrong=0)
    shutil.rmtree(here)
