"""Photos in packages as the window and the command line carry them; and a damaged photo store, which gives up what can
still be read of the photos that wait, and says how many cannot be."""

import io
import json
import random
import shutil
from contextlib import closing

import pytest
from PIL import Image

from commandcenter.app import cli, platform_admin
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.packages import StationPackages
from commandcenter.app.window import _Packages
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.bodies import PhotoKind
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.rules import Role
from commandcenter.store import keys
from commandcenter.store.blobs import BLOB_FILE, Blobs
from commandcenter.store.salvage_photos import SalvagedPhotos
from commandcenter.sync.package_photos import ALL, PhotoTally, chosen, parts
from tests import makes

PAGE = 4096
COUNT = 6


def picture(seed, side=150):
    image = Image.frombytes("RGB", (side, side), random.Random(seed).randbytes(3 * side * side))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture(scope="module")
def worn(tmp_path_factory):
    """A workstation that joined by package, with photos of facts that wait; the platform's folder, and their names."""
    folder = tmp_path_factory.mktemp("worn")
    platform_admin.new_platform(folder / "platform")
    token = str(platform_admin.register(folder / "platform", "一号席", makes.STREET, "A")["token"])
    about = st.About(street=makes.STREET, street_name="东门街道", letter="A", name="一号席", platform="")
    st.found(folder / "ws", about, token, how="file").close()
    assert command("package", "export", folder / "out", "--data", folder / "ws") == 0
    assert command("package", "answer", folder / "out", "--out", folder / "back", "--data", folder / "platform") == 0
    assert command("package", "import", folder / "back", "--data", folder / "ws") == 0
    with st.open_station(folder / "ws") as station:
        case = makes.filed(station.door)
        taken = [station.photos.take(picture(n)) for n in range(COUNT)]
        station.door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=tuple(
            (PhotoKind.NEAR, part) for part in taken)))
        loose = station.photos.take(picture(99)).sha256  # no fact names it
    return folder, [part.sha256 for part in taken], loose


def command(*words):
    code = cli.main([str(word) for word in words])
    cli.keep_log(None)
    return code


def test_the_window_takes_the_photos_behind_the_facts_and_can_be_stopped_in_between(worn, tmp_path):
    folder, names, _ = worn
    platform = shutil.copytree(folder / "platform", tmp_path / "platform")
    token = str(platform_admin.register(platform, "二号席", makes.STREET, "B")["token"])
    about = st.About(street=makes.STREET, street_name="东门街道", letter="B", name="二号席", platform="")
    one = shutil.copytree(folder / "ws", tmp_path / "A")
    with st.found(tmp_path / "B", about, token, how="file") as two, st.open_station(one) as station:
        assert _Packages(station).export(str(tmp_path / "a.out"), ALL, lambda done, of: None).photos == COUNT
        _Packages(two).export(str(tmp_path / "b.out"), ALL, lambda done, of: None)
        for letter in "ab":
            assert command("package", "answer", tmp_path / f"{letter}.out", "--out", tmp_path / f"{letter}.back",
                           "--data", platform) == 0
        packages, back = _Packages(two), str(tmp_path / "b.back")
        size, told = (tmp_path / "b.back").stat().st_size, []

        def stop(done, of):
            told.append((done, of))
            if two.blobs.thumbnail(names[0]) is not None:
                packages.stop()

        first = packages.take(back, stop)
        assert (first.fresh > 0, first.stopped) == (True, True)
        assert {of for _, of in told} == {size}
        assert 0 < len(names) - len(two.photos.missing(set(names))) + 1 <= COUNT
        StationPackages(two).take_photos(back)  # and again, from where it was
        assert two.photos.missing(set(names)) == set()
        assert two.blobs.broken() == []


def broken(worn, to, damage, file=BLOB_FILE):
    folder = shutil.copytree(worn[0] / "ws", to)
    data = bytearray((folder / file).read_bytes())
    (folder / file).write_bytes(bytes(damage(data)))
    return folder


def flip(*numbers):
    def damage(data):
        for number in numbers:
            data[(number - 1) * PAGE + 1000] ^= 4
        return data

    return damage


def test_whatever_page_is_broken_only_whole_photos_are_given_and_the_rest_is_counted(worn, tmp_path):
    _, names, loose = worn
    key = keys.load(worn[0] / "ws")
    with closing(Blobs(worn[0] / "ws", key)) as blobs:
        there = {name: (blobs.get(name), blobs.thumbnail(name)) for name in names}
    pages = (worn[0] / "ws" / BLOB_FILE).stat().st_size // PAGE
    dice, lost = random.Random(5), 0
    damages = [(), (1,), *((n,) for n in dice.sample(range(2, pages + 1), 25)), range(2, pages // 2)]
    for n, numbers in enumerate(damages):
        folder = broken(worn, tmp_path / str(n), flip(*numbers))
        with SalvagedPhotos(folder, key) as photos:
            pieces = photos.to_go(names)
            given = {name: b"" for name in names}
            for part in parts(chosen(pieces, ALL, PhotoTally()), photos.read, PhotoTally()):
                if part.name == loose:
                    assert not photos.exact
                elif part.small:
                    assert part.data == there[part.name][1]
                else:
                    given[part.name] += part.data
            whole = [name for name in names if given[name]]
            assert all(given[name] == there[name][0] for name in whole)
            assert photos.unread + len(whole) >= COUNT
            assert photos.exact or numbers
            if not numbers:
                assert (len(whole), photos.unread, photos.exact) == (COUNT, 0, True)
                assert loose not in {piece.name for piece in pieces}
            lost += COUNT - len(whole)
        shutil.rmtree(folder)
    assert lost  # the damage bites


def test_a_torn_an_empty_and_a_missing_photo_store_leave_the_facts(worn, tmp_path):
    _, names, _ = worn
    key = keys.load(worn[0] / "ws")
    for n, damage in enumerate((lambda data: data[:len(data) // 2 - 100], lambda data: b"",
                                lambda data: random.Random(1).randbytes(20 * PAGE))):
        with SalvagedPhotos(broken(worn, tmp_path / str(n), damage), key) as photos:
            found = [piece for piece in photos.to_go(names) if not piece.small]
            assert photos.unread >= COUNT - len(found)
            assert n or 0 < len(found) < COUNT
    (tmp_path / "none").mkdir()
    with SalvagedPhotos(tmp_path / "none", key) as photos:
        assert (photos.to_go(names), photos.unread, photos.exact) == ([], COUNT, True)


def test_the_command_brings_facts_and_photos_to_the_platform(worn, tmp_path, capsys, caplog):
    folder, names, _ = worn
    pages = (folder / "ws" / BLOB_FILE).stat().st_size // PAGE
    hurt = broken(worn, tmp_path / "ws", flip(pages - 20, pages - 60))
    platform = shutil.copytree(folder / "platform", tmp_path / "platform")
    out = tmp_path / "out.package"
    code = command("package", "salvage", out, "--data", hurt, "--json")
    said = json.loads(capsys.readouterr().out)
    assert (code, said["facts"] > 0, said["unread"]) == (int(said["photos_unread"] > 0), True, 0)
    assert said["photos"] + said["photos_unread"] == COUNT
    assert 0 < said["photos"] < COUNT
    assert command("package", "answer", out, "--out", tmp_path / "back", "--data", platform, "--json") == 0
    assert json.loads(capsys.readouterr().out)["photos"] == said["photos"]
    with Platform.open(platform, clock=now_ms) as city:
        held = city.photos.held(makes.STREET, names)
        assert sum(one.have == one.size > 0 for one in held) == said["photos"]
    assert command("package", "salvage", tmp_path / "small", "--data", hurt, "--no-originals", "--lang", "zh_CN") == 1
    told = capsys.readouterr().out
    assert "张照片留待下次" in told
    assert "照片已读不出" in told
