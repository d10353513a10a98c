"""Photos at the platform: only those that accepted facts of the street name, chunk by chunk, whole or not there."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from commandcenter.cityplatform import blobs as module
from commandcenter.cityplatform.blobs import PhotoRefusal, PhotoShelf
from commandcenter.cityplatform.files import FILE, PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import bodies as b
from commandcenter.core.facts import Attachment, Cursor, Draft, encode
from commandcenter.sync.wire import MAX_CHUNK, Held, Push
from tests.sync.streets import EAST, GARDEN, Author, clock

NOBODY = "0" * 64


def name_of(data):
    return hashlib.sha256(data).hexdigest()


def named(platform, station, *parts, street=EAST, seed=7):
    """Have a fact accepted that names these."""
    author = Author(street, seed)
    draft = Draft(type="photos_added", data=b.PhotosAdded(kind=b.PhotoKind.NEAR), role="dispatcher", follows=False,
                  att=tuple(Attachment(sha256=name, size=size, mime="image/jpeg") for name, size in parts))
    head = platform.head(street)
    return platform.push(station, Push(stream=street, after=head.seq, h=head.h.hex(), facts=[
        encode(fact) for fact in author.write(uuid4(), draft)]))


def send(shelf, data, street=EAST, start=0):
    for at in range(start, len(data), MAX_CHUNK):
        part = data[at:at + MAX_CHUNK]
        held = shelf.add(street, name_of(data), at, part, name_of(part))
    return held


@pytest.fixture
def photo(platform, station):
    data = os.urandom(2 * MAX_CHUNK + 77)
    named(platform, station, (name_of(data), len(data)))
    return data


def test_a_photo_grows_chunk_by_chunk_and_is_there_when_it_is_whole(platform, photo):
    shelf, name = platform.photos, name_of(photo)
    assert shelf.held(EAST, [name, NOBODY, "../../x"]) == [Held(len(photo), 0), Held(0, 0), Held(0, 0)]
    first = photo[:MAX_CHUNK]
    assert shelf.add(EAST, name, 0, first, name_of(first)) == Held(len(photo), MAX_CHUNK)
    with pytest.raises(PhotoRefusal, match="photo_unknown"):
        shelf.read(EAST, name, 0, 10)
    with pytest.raises(PhotoRefusal, match="photo_offset") as refused:
        shelf.add(EAST, name, 5, b"x", name_of(b"x"))
    assert refused.value.facts == {"have": MAX_CHUNK}
    again = PhotoShelf(platform._files)  # another process goes on where this one ended
    assert send(again, photo, start=MAX_CHUNK) == Held(len(photo), len(photo))
    assert b"".join(again.read(EAST, name, at, MAX_CHUNK)[0] for at in range(0, len(photo), MAX_CHUNK)) == photo
    assert again.read(EAST, name, len(photo) - 3, 10) == (photo[-3:], len(photo))
    assert again.add(EAST, name, 0, first, name_of(first)).have == len(photo)  # said twice: it is there
    with pytest.raises(PhotoRefusal, match="photo_offset"):
        again.read(EAST, name, len(photo), 1)
    assert not list(Path(platform._files.folder).rglob("*.part"))


def test_no_other_street_learns_of_it(platform, photo):
    shelf, name = platform.photos, name_of(photo)
    send(shelf, photo)
    shelf.add_thumb(EAST, name, b"small", name_of(b"small"))
    assert shelf.held(GARDEN, [name]) == [Held(0, 0)]
    for ask in (lambda: shelf.read(GARDEN, name, 0, 10), lambda: shelf.thumb(GARDEN, name),
                lambda: shelf.add(GARDEN, name, 0, b"x", name_of(b"x")),
                lambda: shelf.add_thumb(GARDEN, name, b"x", name_of(b"x"))):
        with pytest.raises(PhotoRefusal, match="photo_unknown"):
            ask()
    theirs = platform.authenticate(platform.add_workstation("花园", GARDEN, "A"))
    named(platform, theirs, (name, len(photo)), street=GARDEN, seed=21)
    assert shelf.held(GARDEN, [name]) == [Held(len(photo), 0)]  # named there too: sent again, not borrowed


def test_only_what_an_accepted_fact_names_may_come(platform, station):
    data, shelf = b"never named", platform.photos
    with pytest.raises(PhotoRefusal, match="photo_unknown"):
        shelf.add(EAST, name_of(data), 0, data, name_of(data))
    refused = named(platform, station, (name_of(data), len(data)), seed=8)
    assert refused.results[0].verdict == 0
    other = b"of a fact that was refused"
    author = Author(EAST, 9)
    draft = Draft(type="photos_added", data=b.PhotosAdded(kind=b.PhotoKind.NEAR), role="platform", follows=False,
                  att=(Attachment(sha256=name_of(other), size=len(other), mime="image/jpeg"),))
    head = platform.head(EAST)
    pushed = platform.push(station, Push(stream=EAST, after=head.seq, h=head.h.hex(), facts=[
        encode(fact) for fact in author.write(uuid4(), draft)]))
    assert pushed.results[0].verdict
    assert [h.size for h in shelf.held(EAST, [name_of(data), name_of(other)])] == [len(data), 0]
    named(platform, station, ("../../../etc/passwd", 9), ("f" * 64, 10**12), ("e" * 64, 0), seed=10)
    assert shelf.held(EAST, ["f" * 64, "e" * 64]) == [Held(0, 0), Held(0, 0)]


def test_damaged_bytes_are_refused_and_a_lying_name_starts_anew(platform, station, photo):
    shelf, name = platform.photos, name_of(photo)
    with pytest.raises(PhotoRefusal, match="photo_damaged"):
        shelf.add(EAST, name, 0, photo[:10], name_of(b"other"))
    with pytest.raises(PhotoRefusal, match="too_large"):
        shelf.add(EAST, name, 0, photo[:MAX_CHUNK + 1], name_of(photo[:MAX_CHUNK + 1]))
    lie = b"y" * 100
    named(platform, station, (NOBODY, len(lie)), seed=11)
    with pytest.raises(PhotoRefusal, match="photo_damaged"):
        shelf.add(EAST, NOBODY, 0, lie, name_of(lie))
    with pytest.raises(PhotoRefusal, match="photo_damaged"):
        shelf.add(EAST, NOBODY, 0, lie + lie, name_of(lie + lie))
    assert shelf.held(EAST, [NOBODY]) == [Held(100, 0)]
    assert not list(Path(platform._files.folder).rglob("*.part"))
    assert send(shelf, photo).have == len(photo)


def test_the_first_thumbnail_stays(platform, photo):
    shelf, name = platform.photos, name_of(photo)
    with pytest.raises(PhotoRefusal, match="photo_unknown"):
        shelf.thumb(EAST, name)
    assert shelf.add_thumb(EAST, name, b"one", name_of(b"one")) == Held(len(photo), 0, True)
    assert shelf.add_thumb(EAST, name, b"two", name_of(b"two")).thumb
    assert shelf.thumb(EAST, name) == b"one"


def test_quota_and_a_full_disk_stop_photos_and_not_facts(platform, station, photo, monkeypatch):
    small = PhotoShelf(platform._files, quota=len(photo))
    send(small, photo)
    more = b"one more"
    named(platform, station, (name_of(more), len(more)), seed=12)
    with pytest.raises(PhotoRefusal, match="photo_quota"):
        small.add(EAST, name_of(more), 0, more, name_of(more))
    monkeypatch.setattr(module.shutil, "disk_usage", lambda where: type("Usage", (), {"free": 1000})())
    with pytest.raises(PlatformError, match="disk_full"):
        platform.photos.add(EAST, name_of(more), 0, more, name_of(more))
    assert named(platform, station, (NOBODY, 5), seed=13).results[0].verdict == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_platform_of_before_learns_which_photos_its_facts_name(platform, station, photo, tmp_path):
    folder = Path(platform._files.folder)
    with platform._files.write() as conn:
        for table in ("photo", "seen", "invite", "watcher"):
            conn.execute(sa.text(f"DROP TABLE {table}"))
        conn.execute(sa.text("ALTER TABLE stream DROP COLUMN kept_from"))
        conn.execute(sa.text("UPDATE alembic_version SET version_num = '0002'"))
        conn.execute(sa.text("PRAGMA user_version = 2"))
    platform.close()
    assert (folder / FILE).exists()
    with Platform.open(folder, clock=clock) as opened:
        assert opened.photos.held(EAST, [name_of(photo), NOBODY]) == [Held(len(photo), 0), Held(0, 0)]
        assert opened.head(EAST) != Cursor(seq=0, h=b"", genesis="")
