"""Photos by their content: kept once, encrypted, durable; what is no picture is refused; copies say nothing."""

import hashlib
import io
import threading
import warnings

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from sqlcipher3 import dbapi2

from commandcenter.core.bodies import PhotoKind
from commandcenter.core.case import Role
from commandcenter.core.facts import Attachment
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.rules import Refused
from commandcenter.store import keys, pictures
from commandcenter.store.blobs import BLOB_FILE, SCHEMA, BlobInfo, Blobs, is_hash
from commandcenter.store.engine import connect, look_into
from commandcenter.store.errors import StoreError
from commandcenter.store.verify import verify
from tests import makes
from tests import pictures as drawn

NOBODY = "0" * 64


@pytest.fixture
def blobs(store):
    blobs = Blobs.beside(store)
    yield blobs
    blobs.close()


def test_a_picture_is_kept_once_under_the_name_of_its_content(blobs, folder):
    data = drawn.jpeg(1600, 1200)
    info = blobs.put(data)
    assert info == BlobInfo(hash=hashlib.sha256(data).hexdigest(), size=len(data), media="image/jpeg", width=1600,
                            height=1200)
    assert blobs.put(data) == info
    assert blobs.put(drawn.png()).media == "image/png"
    assert (blobs.get(info.hash), blobs.info(info.hash)) == (data, info)
    with Image.open(io.BytesIO(blobs.thumbnail(info.hash))) as thumb:
        assert thumb.format == "JPEG"
        assert thumb.width <= 384
        assert thumb.height <= 252
    assert len(blobs.names()) == 2
    assert blobs.broken() == []


def test_without_a_photo_there_is_no_file_and_nothing_to_find(blobs, folder):
    assert blobs.get(NOBODY) is blobs.thumbnail(NOBODY) is blobs.info(NOBODY) is blobs.copy(NOBODY) is None
    assert blobs.get("../../etc/passwd") is None
    assert blobs.missing({NOBODY, "no hash"}) == {NOBODY, "no hash"}
    assert blobs.names() == set()
    assert not (folder / BLOB_FILE).exists()
    assert not is_hash(NOBODY.upper().replace("0", "A"))


def test_nothing_of_a_photo_stands_in_the_file_in_the_clear(blobs, folder):
    data = drawn.jpeg(exif=drawn.exif())
    blobs.put(data)
    raw = b"".join(p.read_bytes() for p in folder.glob(BLOB_FILE + "*"))
    assert b"SQLite format 3" not in raw
    assert b"Phone of Mr Wang" not in raw
    with pytest.raises(StoreError, match="store-broken"):
        Blobs(folder, b"\1" * 32).names()


def test_it_is_on_disk_when_put_returns(blobs, folder):
    info = blobs.put(drawn.jpeg())
    again = Blobs(folder, keys.load(folder), read_only=True)
    assert again.info(info.hash) == info
    with pytest.raises(StoreError, match="store-read-only"):
        again.put(drawn.jpeg(mark="other"))
    again.close()
    with look_into(folder, keys.load(folder)) as looked:
        beside = Blobs.beside(looked)
        assert beside.names() == {info.hash}
        beside.close()


@pytest.mark.parametrize(("data", "key"), [
    (b"", "picture-empty"),
    (b"\0" * 5000, "not-a-picture"),
    (b"PK\x03\x04" + b"zip" * 500, "not-a-picture"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not-a-picture"),
    (b"<!DOCTYPE html><img src=x>", "not-a-picture"),
    (b"\xff\xd8\xff\xe0" + b"<html>" * 200, "not-a-picture"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "not-a-picture"),
    (b"GIF89a" + b"\0" * 200, "not-a-picture"),
    (b"x" * (pictures.MAX_BYTES + 1), "picture-too-big"),
    (drawn.bomb(), "picture-too-big"),
    (drawn.bomb(30_000, 10), "picture-too-big"),
    (drawn.bomb(2_000, 2_000), "picture-broken"),
    (drawn.jpeg(1200, 900)[:9_000], "picture-broken"),
    (drawn.png(900, 900)[:-60], "picture-broken"),
    (drawn.moving(), "picture-moves"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_picture_that_is_no_picture_is_refused(blobs, data, key):
    with pytest.raises(Refused) as refused:
        blobs.put(data)
    assert refused.value.key == key
    assert blobs.names() == set()


def test_a_bitmap_with_another_ending_is_refused(blobs):
    for kind in ("BMP", "GIF", "TIFF", "PPM", "ICO"):
        out = io.BytesIO()
        Image.new("RGB", (64, 64)).save(out, kind)
        with pytest.raises(Refused, match="not-a-picture"):
            blobs.put(out.getvalue())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_picture_has_a_thumbnail_and_a_copy(blobs, mode):
    info = blobs.put(drawn.png(mode=mode))
    for data in (blobs.thumbnail(info.hash), blobs.copy(info.hash)):
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            assert (image.format, image.mode) == ("JPEG", "RGB")
    pixels = blobs.pixels(info.hash)
    assert (pixels.width, pixels.height, len(pixels.rgb)) == (320, 200, 320 * 200 * 3)


def test_four_colours_and_sixteen_bits_are_shown_as_they_are(blobs):
    info = blobs.put(drawn.jpeg(mode="CMYK"))
    assert blobs.pixels(info.hash).rgb[:3] != b"\0\0\0"
    out = io.BytesIO()
    Image.new("I;16", (40, 30), 32_768).save(out, "PNG")
    grey = blobs.pixels(blobs.put(out.getvalue()).hash)
    assert set(grey.rgb) == {128}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_held_on_its_side_stands_upright(blobs, orientation):
    image = Image.new("RGB", (400, 200), "blue")
    image.paste("red", (0, 0, 200, 200))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=drawn.exif(orientation=orientation))
    info = blobs.put(out.getvalue())
    assert (info.width, info.height) == ((200, 400) if orientation >= 5 else (400, 200))
    pixels = blobs.pixels(info.hash)
    assert (pixels.width, pixels.height) == (info.width, info.height)
    with Image.open(io.BytesIO(blobs.thumbnail(info.hash))) as thumb:
        assert (thumb.width > thumb.height) == (info.width > info.height)
    first = pixels.rgb[:3]
    assert (first[0] > first[2]) == (orientation in (1, 4, 5, 6))


def test_where_and_when_are_kept_apart_and_no_copy_says_it(blobs):
    data = drawn.jpeg(exif=drawn.exif())
    info = blobs.put(data)
    shot = blobs.shot(info.hash)
    assert shot.taken == "2026-03-02 08:41:07"
    assert (shot.lon, shot.lat) == (1_170_711_000, 282_931_000)
    assert b"Mr Wang" in blobs.get(info.hash)  # the original is what came
    for copy in (blobs.copy(info.hash), blobs.copy(info.hash, 200), blobs.thumbnail(info.hash)):
        assert b"Mr Wang" not in copy
        assert b"Exif" not in copy
        with Image.open(io.BytesIO(copy)) as image:
            assert not image.getexif()
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_hangs_behind_a_picture_gets_into_no_copy(blobs):
    out = io.BytesIO()
    image = Image.new("RGB", (64, 64))
    image.save(out, "JPEG", comment=b"call 13800000000", xmp=b"<x>Mr Wang</x>", icc_profile=b"Wang" * 40)
    info = blobs.put(out.getvalue() + b"PK\x03\x04<script>")
    copy = blobs.copy(info.hash)
    assert [word for word in (b"13800000000", b"Wang", b"<script>") if word in copy] == []


@pytest.mark.parametrize(("lat", "lon", "taken"), [
    ((IFDRational(1, 0), IFDRational(0, 0), 0.0), None, "no time at all"),
    ((91.0, 0.0, 0.0), None, "2026:13:45 99:99:99"),
    ((1.0, 2.0), (3.0,), ""),
    ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), "9999:99:99 99:99:99"),
])
def test_what_a_hostile_camera_says_is_left_out(blobs, lat, lon, taken):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = drawn.jpeg(exif=drawn.exif(lat=lat, lon=lon, taken=taken))
    info = blobs.put(data)
    shot = blobs.shot(info.hash)
    assert (shot.taken, shot.lon, shot.lat) == ("", None, None)


def test_broken_metadata_is_no_reason_to_refuse_a_photo(blobs):
    whole = drawn.jpeg(exif=drawn.exif())
    at = whole.index(b"Exif\0\0") + 6
    for junk in (b"\xff" * 40, b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 60):
        info = blobs.put(whole[:at] + junk + whole[at + len(junk):])
        assert blobs.shot(info.hash).lon is None


def test_a_photo_of_many_pixels_is_made_smaller_for_the_screen(blobs, monkeypatch):
    monkeypatch.setattr(pictures, "VIEW_PIXELS", 300_000)
    name = blobs.put(drawn.jpeg(1000, 800)).hash
    assert 250_000 < blobs.pixels(name).width * blobs.pixels(name).height <= 300_000
    pixels = blobs.pixels(name, 100_000)
    assert pixels.width * pixels.height <= 100_000
    assert len(pixels.rgb) == pixels.width * pixels.height * 3


def test_on_a_full_disk_nothing_of_it_is_written(blobs, folder):
    kept = blobs.put(drawn.jpeg())
    pages = blobs._writer.execute("PRAGMA page_count").fetchone()[0]
    blobs._writer.execute(f"PRAGMA max_page_count = {pages}")
    big = drawn.jpeg(2000, 1500, mark="big", quality=100)
    with pytest.raises(StoreError, match="disk-full"):
        blobs.put(big)
    assert blobs.names() == {kept.hash}
    blobs._writer.execute("PRAGMA max_page_count = 1000000")
    assert blobs.put(big).hash in blobs.names()


def test_a_newer_photo_store_is_left_alone(blobs, folder):
    blobs.put(drawn.jpeg())
    blobs.close()
    conn = connect(folder / BLOB_FILE, keys.load(folder))
    conn.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    conn.close()
    for ask in (lambda b: b.names(), lambda b: b.put(drawn.jpeg(mark="new"))):
        with pytest.raises(StoreError, match="store-newer"):
            ask(Blobs(folder, keys.load(folder)))


def test_bytes_that_are_not_what_their_name_promises_are_found(blobs):
    info = blobs.put(drawn.jpeg())
    blobs._writer.execute("UPDATE original SET data = zeroblob(10)")
    assert blobs.broken() == [info.hash]
    with pytest.raises(Refused, match="not-a-picture"):
        blobs.copy(info.hash)


def test_many_threads_put_and_get_at_once(blobs):
    faults, names = [], []

    def work(n: int) -> None:
        try:
            for k in range(4):
                data = drawn.jpeg(200, 150, mark=f"{(n + k) % 5}")
                info = blobs.put(data)
                assert blobs.get(info.hash) == data
                assert blobs.thumbnail(info.hash)
                names.append(info.hash)
        except (AssertionError, StoreError, Refused, dbapi2.Error) as err:
            faults.append(err)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert blobs.names() == set(names)
    assert len(names) == 32


def test_verify_counts_photos_that_are_missing_or_that_no_fact_names(blobs, door, store):
    case = makes.dispatched(door)
    kept, orphan = blobs.put(drawn.jpeg()), blobs.put(drawn.jpeg(mark="nobody's"))
    door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=(
        (PhotoKind.NEAR, Attachment(sha256=kept.hash, size=kept.size, mime=kept.media)),
        (PhotoKind.FAR, Attachment(sha256=NOBODY, size=7, mime="image/jpeg")))))
    found = verify(store, makes.STREET)
    assert (found.named_photos, found.missing_photos, found.unnamed_photos) == (2, 1, 1)
    assert found.problems == ()
    blobs._writer.execute("UPDATE original SET data = zeroblob(9) WHERE hash = ?", (bytes.fromhex(orphan.hash),))
    found = verify(store, makes.STREET)
    assert [(p.key, p.where) for p in found.problems] == [("photo-broken", orphan.hash)]
    assert found.views_equal


def test_it_dies_between_photo_and_fact(blobs, door, store, folder):
    case = makes.dispatched(door)
    info = blobs.put(drawn.jpeg())
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    add = AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=tuple(
        (PhotoKind.NEAR, Attachment(sha256=f"{n:064x}", size=1, mime="x" * 400)) for n in range(40)))
    with pytest.raises(StoreError, match="disk-full"):
        door.submit(add)
    assert door.case(case.id).photos == ()
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert verify(store, makes.STREET).unnamed_photos == 1
    assert len(door.submit(add).photos) == 40
    assert blobs.get(info.hash)


def test_closed_it_is_one_whole_file(blobs, folder):
    info = blobs.put(drawn.jpeg(2000, 1500))
    assert blobs.get(info.hash)
    blobs.close()
    assert [p.name for p in folder.glob(BLOB_FILE + "*")] == [BLOB_FILE]
    assert Blobs(folder, keys.load(folder)).names() == {info.hash}
