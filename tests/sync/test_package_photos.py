"""Photos in packages carried by hand, over a real platform and real stores: both ways, in order, twice, cut, little
room, damaged, and what the network has carried meanwhile."""

import hashlib
import io
import random
from contextlib import ExitStack

import msgspec
import pytest
from PIL import Image

from commandcenter.app import packages
from commandcenter.core.bodies import PhotoKind
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.rules import Role
from commandcenter.door.photos import Photos
from commandcenter.store.blobs import Blobs
from commandcenter.store.photo_parcels import PhotoParcels, Piece
from commandcenter.store.photo_queue import FRESH_MS, PhotoQueue
from commandcenter.sync import package as pk
from commandcenter.sync.package_photos import ALL, Allowance, PhotoPart, PhotoTally, PhotoWord, chosen
from commandcenter.sync.wire import MAX_CHUNK
from tests import makes
from tests import pictures as drawn
from tests.sync.desks import Desk
from tests.sync.streets import EAST, T0


class Carrier(Desk):
    """A workstation with photos, whose packages are carried by hand."""

    def __init__(self, platform, store, letter):
        super().__init__(platform, store, letter)
        self.blobs = Blobs.beside(store)
        self.photos = Photos(self.blobs)
        self.came = []

    @property
    def secret(self):
        return pk.secret_of(self.token)

    def case(self, *pictures):
        """A case with these photos; their names."""
        case = makes.filed(self.door)
        parts = [self.photos.take(one) for one in pictures]
        self.door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=tuple(
            (PhotoKind.NEAR, part) for part in parts)))
        return [part.sha256 for part in parts]

    def out(self, allowance=ALL, going=lambda done, of: None):
        file = io.BytesIO()
        with PhotoParcels(self.store, self.blobs, EAST) as parcels:
            parcels.scan(T0)
            done = pk.outward(self.door, self.letter, self.secret, file, now=T0, photos=parcels, allowance=allowance,
                              going=going)
        return done, file.getvalue()

    def take(self, data, going=lambda done, of: None):
        with PhotoParcels(self.store, self.blobs, EAST) as parcels:
            return pk.inward(self.door, self.letter, self.secret, io.BytesIO(data), now=T0, photos=parcels,
                             going=going, came=self.came.append)

    def waiting(self):
        queue = PhotoQueue(self.store, self.blobs, EAST)
        found = queue.counts()
        queue.close()
        return found.out, found.back


@pytest.fixture
def two(platform, stores):
    with ExitStack() as stack:
        found = [Carrier(platform, store, letter) for letter, store in stores.items()]
        for one in found:
            stack.callback(one.blobs.close)
            one.sync()
        yield found


def answered(platform, data, **more):
    back = io.BytesIO()
    came, given = packages.receive(platform, io.BytesIO(data), back, now=T0, **more)
    return came, given, back.getvalue()


def parts_of(desk, data):
    """The photo parts of a package, and the word before them."""
    file = io.BytesIO(data)
    leaves = list(pk.leaves_of(file, pk.label_of(file), desk.secret))
    return [one.photo for one in leaves if one.photo], next(one.word for one in leaves if one.word)


def whole(platform, name):
    (held,) = platform.photos.held(EAST, [name])
    return held.size > 0 and held.have == held.size, held.thumb


def noisy(seed, side=1100):
    """A picture of some megabytes."""
    image = Image.frombytes("RGB", (side, side), random.Random(seed).randbytes(3 * side * side))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def test_photos_go_both_ways_with_their_facts_the_small_ones_first(two, platform):
    one, other = two
    big = noisy(1)
    assert len(big) > MAX_CHUNK
    names = one.case(drawn.jpeg(mark="a"), big)
    assert one.waiting() == (0, 0)  # no fact has a number yet: the network would not send them
    done, out = one.out()
    assert (done.photos, done.left, done.unread) == (2, 0, 0)
    parts, word = parts_of(one, out)
    assert [part.small for part in parts][:2] == [True, True]
    assert not any(part.small for part in parts[2:])
    assert set(word.offers) == set(names)
    assert b"JFIF" not in out  # sealed as the facts are
    came, given, back = answered(platform, out)
    assert (came.photos, came.unread, given.photos) == (2, 0, 0)
    assert [whole(platform, name) for name in names] == [(True, True)] * 2
    one.take(back)
    assert one.waiting() == (0, 0)
    assert one.out()[0].photos == 0  # the platform said that it has them
    _, given, back = answered(platform, other.out()[1])
    assert given.photos == 2
    assert other.take(back).photos == 2
    assert [other.blobs.get(name) for name in names] == [one.blobs.get(name) for name in names]
    assert set(other.came) == set(names)
    assert other.blobs.broken() == []
    assert other.waiting() == (0, 0)


def test_each_step_may_be_done_twice_and_nothing_is_written_again(two, platform):
    one, other = two
    names = one.case(drawn.jpeg(mark="a"), drawn.jpeg(mark="b"))
    _, out = one.out()
    answered(platform, out)
    files = {path: path.stat().st_mtime_ns for path in (platform._files.folder / "photos").rglob("*") if path.is_file()}
    again, _, _ = answered(platform, out)
    assert (again.photos, again.unread) == (0, 0)
    assert files == {path: path.stat().st_mtime_ns for path in files}
    _, _, back = answered(platform, other.out()[1])
    assert other.take(back).photos == 2
    assert other.take(back).photos == 0
    assert set(other.blobs.names()) == set(names)


def test_what_was_cut_goes_on_where_it_was(two, platform):
    one, other = two
    (name,) = one.case(noisy(3, 1600))
    _, out = one.out()
    first, _ = parts_of(one, out)
    assert len(first) > 3
    with pytest.raises(pk.PackageError, match="package-cut"):
        answered(platform, out[:len(out) * 2 // 3])
    (held,) = platform.photos.held(EAST, [name])
    assert 0 < held.have < held.size
    assert answered(platform, out)[0].photos == 1
    _, _, back = answered(platform, other.out()[1])
    with pytest.raises(pk.PackageError, match="package-cut"):
        other.take(back[:len(back) * 2 // 3])
    assert other.blobs.get(name) is None
    assert other.blobs.thumbnail(name) is not None
    _, rest = other.out()
    assert parts_of(other, rest)[1].wants[name] > 0
    _, _, rest = answered(platform, rest)
    assert len(rest) < len(back) * 2 // 3  # only what is missing
    assert other.take(rest).photos == 1
    assert other.take(back).photos == 0
    assert hashlib.sha256(other.blobs.get(name)).hexdigest() == name


@pytest.mark.parametrize(("allowance", "went", "small"), [
    (Allowance(originals=False), 0, 3), (Allowance(most=0), 0, 0), (Allowance(most=200_000), 2, 3)])
def test_a_small_stick_takes_what_fits_and_says_how_many_are_left(two, platform, allowance, went, small):
    one, other = two
    names = one.case(drawn.jpeg(mark="a"), noisy(4, 600), drawn.jpeg(mark="b"))
    done, out = one.out(allowance)
    assert (done.photos, done.left) == (went, 3 - went)
    assert done.facts > 0
    came, _, back = answered(platform, out)
    assert came.photos == went
    assert sum(whole(platform, name)[1] for name in names) == small
    one.take(back)
    assert one.waiting()[0] == 3 - went  # the rest waits for the next way there is
    assert one.out()[0].photos == 3 - went
    if allowance.most != 0:
        answered(platform, one.out()[1])
        _, given, back = answered(platform, other.out()[1], allowance=allowance)
        assert (given.photos, given.left) == (went, 3 - went)
        taken = other.take(back)
        assert (taken.photos, taken.left) == (went, 3 - went)
        assert all(other.blobs.thumbnail(name) for name in names)
        _, given, back = answered(platform, other.out()[1])
        assert (given.photos, other.take(back).photos) == (3 - went, 3 - went)


def test_old_photos_are_not_given_unasked(two, platform, monkeypatch):
    one, other = two
    one.case(drawn.jpeg(mark="a"))
    answered(platform, one.out()[1])
    back = io.BytesIO()
    _, given = packages.receive(platform, io.BytesIO(other.out()[1]), back, now=T0 + FRESH_MS + 1)
    assert given.photos == 0
    assert given.facts > 0


def test_a_photo_whose_fact_was_not_accepted_or_is_another_is_not_taken(two, platform):
    one, _ = two
    (name,) = one.case(drawn.jpeg(mark="a"))
    data = one.blobs.get(name)
    label = pk.Label(way=pk.OUT, street=EAST, letter="A", made=T0, salt="00" * 16)

    def given(*parts):
        file = io.BytesIO()
        pk.write(file, label, one.secret, [pk.Leaf(heads={}), *(pk.Leaf(photo=part) for part in parts)])
        return answered(platform, file.getvalue())[0]

    stranger = PhotoPart(name="ab" * 32, size=5, data=b"12345")
    assert (given(stranger).photos, given(stranger).unread) == (0, 1)
    one.sync()  # now a fact names it
    wrong = PhotoPart(name=name, size=len(data), data=data[:-1] + b"x")
    behind = PhotoPart(name=name, size=len(data), at=100, data=data[100:])
    assert (given(wrong).unread, given(behind).unread) == (1, 1)
    assert whole(platform, name)[0] is False
    right = PhotoPart(name=name, size=len(data), data=data)
    assert (given(right).photos, given(right, stranger).unread) == (1, 1)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"name": "../x", "size": 5, "data": ""}), type=PhotoPart)


def test_a_workstation_takes_no_photo_that_no_fact_names_and_no_picture_that_is_none(two):
    one, _ = two
    one.case(drawn.jpeg(mark="a"))
    with PhotoParcels(one.store, one.blobs, EAST) as parcels:
        data = drawn.jpeg(mark="stranger")
        name = hashlib.sha256(data).hexdigest()
        assert not parcels.take(Piece(name=name, size=len(data)), data, T0)
        assert not parcels.take(Piece(name=name, size=len(data), small=True), data, T0)
        assert not parcels.take(Piece(name="..", size=3), b"abc", T0)
    assert one.blobs.get(name) is None


def test_what_the_network_carries_the_package_passes_over(two, platform):
    one, _ = two
    names = one.case(drawn.jpeg(mark="a"), drawn.jpeg(mark="b"))
    _, out = one.out()
    one.sync()
    data = one.blobs.get(names[0])
    platform.photos.add(EAST, names[0], 0, data, hashlib.sha256(data).hexdigest())
    came, _, back = answered(platform, out)
    assert (came.fresh, came.photos) == (0, 1)
    one.take(back)
    assert one.waiting() == (0, 0)


def test_it_can_be_stopped_and_says_how_far_it_is(two, platform):
    one, other = two
    one.case(noisy(5, 600), noisy(6, 600))
    told = []

    def stop(done, of):
        told.append((done, of))
        if done:
            raise pk.PackageError("package-stopped")

    with pytest.raises(pk.PackageError, match="package-stopped"):
        one.out(going=stop)
    assert told[-1][0] < told[-1][1]
    told.clear()
    done, out = one.out(going=lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1]
    answered(platform, out)
    _, _, back = answered(platform, other.out()[1])
    with pytest.raises(pk.PackageError, match="package-halted"):
        other.take(back, going=lambda done, of: (_ for _ in ()).throw(pk.PackageError("package-halted"))
                   if done > of * 0.8 else None)
    assert other.waiting()[1] > 0
    other.take(back)
    assert other.waiting() == (0, 0)


def test_a_photo_that_cannot_be_read_is_counted_and_the_others_go(two, platform):
    one, _ = two
    names = one.case(drawn.jpeg(mark="a"), drawn.jpeg(mark="b"))
    with one.blobs._write() as conn:
        conn.execute("DELETE FROM original WHERE hash = ?", (bytes.fromhex(names[0]),))
    done, out = one.out()
    assert (done.photos, done.unread) == (1, 1)
    assert answered(platform, out)[0].photos == 1


def test_a_full_platform_takes_the_facts_and_says_so_of_the_photos(two, platform, monkeypatch, caplog):
    one, _ = two
    one.case(drawn.jpeg(mark="a"), drawn.jpeg(mark="b"))
    monkeypatch.setattr(platform.photos, "_spare", 1 << 62)
    came, _, back = answered(platform, one.out()[1])
    assert (came.facts > 0, came.photos, came.unread) == (True, 0, 2)
    assert one.take(back).facts > 0
    assert one.door.waiting(10) == []
    assert one.waiting()[0] == 2
    assert "no room" in caplog.text


def test_a_package_of_before_and_one_without_photos_say_nothing_of_them(two, platform):
    one, _ = two
    one.case(drawn.jpeg(mark="a"))
    file = io.BytesIO()
    pk.outward(one.door, "A", one.secret, file, now=T0)  # as a program of before writes it
    came, _, back = answered(platform, file.getvalue())
    assert (came.facts > 0, came.photos, came.unread) == (True, 0, 0)
    assert pk.inward(one.door, "A", one.secret, io.BytesIO(back)).facts > 0  # and reads
    tally = PhotoTally()
    assert chosen([], ALL, tally) == []
    assert PhotoWord().offers == []
