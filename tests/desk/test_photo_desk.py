"""Photos behind the screen: taken one after the other, refused one by one, cancelled; looked at without waiting."""

import os
from threading import Event

import pytest

from commandcenter.core.photos import MOST_AT_ONCE
from commandcenter.core.rules import Refused
from commandcenter.desk.photo_desk import Source
from commandcenter.door.photos import Photos, read_file, write_copy
from commandcenter.store import pictures
from tests import pictures as drawn

NOBODY = "0" * 64


def taken(desks, screen, sources):
    said = []
    desks.photos.take(sources, said.append)
    screen.pump(lambda: said and said[-1].ended)
    return said


def test_photos_are_taken_one_after_the_other_and_each_refusal_stands_alone(desks, screen, tmp_path):
    for name, data in (("a.jpg", drawn.jpeg()), ("b.jpg", b"<svg/>"), ("c.png", drawn.png())):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    paths = [tmp_path / name for name in ("a.jpg", "b.jpg", "folder", "c.png", "gone.jpg")]
    said = taken(desks, screen, desks.photos.files(paths))
    last = said[-1]
    assert [name for name, _ in last.taken] == ["a.jpg", "c.png"]
    assert [(name, why.key) for name, why in last.refused] == [
        ("b.jpg", "not-a-picture"), ("folder", "picture-folder"), ("gone.jpg", "picture-unreadable")]
    assert [one.done for one in said] == [1, 2, 3, 4, 5, 5]
    assert not last.cancelled
    found = []
    for name in (last.taken[0][1].sha256, NOBODY):
        desks.photos.thumbnail(name, found.append)
    desks.photos.pixels(last.taken[1][1].sha256, 10_000, found.append)
    desks.photos.held((NOBODY, last.taken[0][1].sha256), found.append)
    screen.pump(lambda: len(found) == 4)
    assert found[0].startswith(b"\xff\xd8")
    assert found[1] is None
    assert found[2].width * found[2].height <= 10_000
    assert found[3] == (last.taken[0][1],)


def test_a_round_can_be_cancelled_and_what_was_taken_stays(desks, screen):
    loaded, begun = [], Event()

    def load(n):
        begun.wait(5)
        loaded.append(n)
        taking.cancel()
        return drawn.jpeg(mark=str(n))

    said = []
    taking = desks.photos.take([Source(name=str(n), load=lambda n=n: load(n)) for n in range(5)], said.append)
    begun.set()
    screen.pump(lambda: said and said[-1].ended)
    assert len(loaded) == len(said[-1].taken) == 1
    assert said[-1].cancelled


def test_more_than_can_be_added_at_once_is_said(desks, screen):
    sources = [Source(name=str(n), load=lambda: drawn.png(8, 8)) for n in range(MOST_AT_ONCE + 3)]
    last = taken(desks, screen, sources)[-1]
    assert len(last.taken) == MOST_AT_ONCE
    assert [why.key for _, why in last.refused] == ["too-many-photos"] * 3


def test_a_window_without_a_photo_store_has_none_and_says_so(screen, door):
    from commandcenter.desk.photo_desk import PhotoDesk

    desk, said = PhotoDesk(None, screen.deliver), []
    desk.take((Source(name="a", load=lambda: b""),), said.append)
    assert [why.key for _, why in said[-1].refused] == ["store-read-only"]
    desk.thumbnail(NOBODY, said.append)
    assert said[-1] is None
    desk.close()


def test_a_copy_is_a_new_file_without_metadata(desks, screen, tmp_path):
    part = taken(desks, screen, [Source(name="a", load=lambda: drawn.jpeg(exif=drawn.exif()))])[-1].taken[0][1]
    said = []
    for name, path in ((part.sha256, tmp_path / "out.jpg"), (part.sha256, tmp_path / "out.jpg"),
                       (NOBODY, tmp_path / "no.jpg"), (part.sha256, tmp_path / "not" / "there.jpg")):
        desks.photos.save_copy(name, path, said.append)
    screen.pump(lambda: len(said) == 4)
    assert said == ["", "file-exists", "photo-missing", "not-written"]
    assert b"Mr Wang" not in (tmp_path / "out.jpg").read_bytes()
    assert not (tmp_path / "no.jpg").exists()


def test_a_file_is_never_read_further_than_a_photo_may_be(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 1000)
    monkeypatch.setattr("commandcenter.door.photos.MAX_BYTES", 1000)
    big, pipe = tmp_path / "big.jpg", tmp_path / "pipe.jpg"
    big.write_bytes(b"\xff" * 1001)
    with pytest.raises(Refused, match="picture-too-big"):
        read_file(big)
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        with pytest.raises(Refused, match="picture-unreadable"):
            read_file(pipe)
    with pytest.raises(Refused, match="picture-unreadable"):
        read_file(tmp_path / "zero\0.jpg")


def test_a_full_disk_leaves_no_half_copy(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_copy(b"x" * 10, tmp_path / "copy.jpg")
    assert list(tmp_path.iterdir()) == []


def test_photos_hold_what_was_taken(store):
    from commandcenter.store.blobs import Blobs

    blobs = Blobs.beside(store)
    photos = Photos(blobs)
    part = photos.take(drawn.jpeg())
    assert photos.held(part.sha256) == part
    assert photos.missing({part.sha256, NOBODY}) == {NOBODY}
    blobs.close()
