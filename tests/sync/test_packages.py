"""Packages carried by hand: over a real platform and real doors, both ways, twice, cut, changed, foreign, too early."""

import asyncio
import io
import json
from uuid import uuid4

import pytest

from commandcenter.app import cli, packages, platform_admin
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.join import join
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.core.case import Stage
from commandcenter.core.facts import CITY
from commandcenter.door.door import Door
from commandcenter.store.verify import verify
from commandcenter.sync import package as pk
from commandcenter.sync.client import Rejected
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests.cityplatform.process import process
from tests.sync.streets import EAST, GARDEN, T0, client, run


class Desk:
    def __init__(self, platform, store, letter):
        self.platform, self.store, self.letter = platform, store, letter
        self.token = platform.add_workstation(letter, EAST, letter)
        self.door = Door(store, street=EAST, letter=letter, clock=lambda: T0, new_id=uuid4)

    @property
    def secret(self):
        return pk.secret_of(self.token)

    def out(self):
        file = io.BytesIO()
        pk.outward(self.door, self.letter, self.secret, file, now=T0)
        return file.getvalue()

    def take(self, data):
        return pk.inward(self.door, self.letter, self.secret, io.BytesIO(data))

    def sync(self):
        async def work():
            async with client(self.platform, self.token) as calls:
                return await until_quiet(self.door, calls)

        return run(work)


def answered(platform, data):
    back = io.BytesIO()
    came, given = packages.receive(platform, io.BytesIO(data), back, now=T0)
    return came, given, back.getvalue()


@pytest.fixture
def desks(platform, stores):
    return [Desk(platform, store, letter) for letter, store in stores.items()]


def test_a_workstation_without_any_network_works_by_packages_alone(platform, desks):
    one, two = desks
    came, given, back = answered(platform, one.out())  # nothing waits yet: it brings the documents
    assert (came.facts, given.facts > 0) == (0, True)
    assert one.take(back).fresh == given.facts
    assert one.door.platform_key() == platform.signer.public  # pinned, as at a first meeting
    case = makes.dispatched(one.door)
    waits = len(one.door.waiting(100))
    came, given, back = answered(platform, one.out())
    assert (came.facts, came.fresh, came.rejected) == (waits, waits, 0)
    one.take(back)
    assert one.door.waiting(10) == []
    assert one.door.case(case.id).number
    two.sync()  # over the network, the same facts
    assert two.door.case(case.id).stage is Stage.PENDING_HANDLE
    assert two.door.cursor(EAST) == one.door.cursor(EAST)
    assert verify(one.store, EAST).problems == ()
    assert platform.verify(EAST).ok


def test_every_step_may_be_done_twice_and_again_after_a_network_round(platform, desks):
    one, _ = desks
    one.sync()
    makes.filed(one.door)
    out = one.out()
    first, _, back = answered(platform, out)
    again, given, later = answered(platform, out)
    assert (again.facts, again.fresh) == (first.facts, 0)
    assert one.take(back).fresh > 0
    assert one.take(back).fresh == 0
    assert one.take(later).fresh == 0
    makes.filed(one.door)
    one.sync()
    assert one.take(back).fresh == 0  # an old answer after the network came back
    assert given.facts > 0
    assert verify(one.store, EAST).problems == ()


def test_what_is_cut_is_taken_up_to_there_and_goes_on_with_the_whole_file(platform, desks):
    one, _ = desks
    _, _, back = answered(platform, one.out())
    whole = len(back)
    for at in (10, 40, whole // 2, whole - 1):
        with pytest.raises(pk.PackageError) as cut:
            one.take(back[:at])
        assert cut.value.key in ("package-cut", "package-not-one")
    assert one.take(back).leaves > 1
    assert one.door.cursor(CITY).seq == platform.head(CITY).seq
    assert one.door.cursor(EAST).seq == platform.head(EAST).seq


@pytest.mark.parametrize("where", [0.3, 0.6, 0.99])
def test_no_bit_of_a_package_can_be_changed(platform, desks, where):
    one, _ = desks
    _, _, back = answered(platform, one.out())
    bad = bytearray(back)
    bad[int(len(bad) * where)] ^= 1
    with pytest.raises(pk.PackageError) as refused:
        one.take(bytes(bad))
    assert refused.value.key in ("package-tampered", "package-cut")
    out = bytearray(one.out())
    out[-5] ^= 1
    with pytest.raises(pk.PackageError):
        answered(platform, bytes(out))
    with pytest.raises(pk.PackageError):
        one.take(back + b"x")


def test_who_it_is_for_is_sealed_with_it(platform, desks):
    one, two = desks
    _, _, back = answered(platform, one.out())
    with pytest.raises(pk.PackageError) as foreign:
        two.take(back)
    assert foreign.value.key == "package-foreign"
    relabelled = back.replace(b'"letter":"A"', b'"letter":"B"', 1)
    with pytest.raises(pk.PackageError) as tampered:
        two.take(relabelled)
    assert tampered.value.key == "package-tampered"
    with pytest.raises(pk.PackageError) as way:
        one.take(one.out())
    assert way.value.key == "package-way"
    with pytest.raises(pk.PackageError) as back_way:
        answered(platform, back)
    assert back_way.value.key == "package-way"
    for data in (b"", b"PK\x03\x04 a zip", b"commandcenter package 1\nno json\n", b"\x00" * 5000):
        with pytest.raises(pk.PackageError) as no:
            one.take(data)
        assert no.value.key == "package-not-one"
    with pytest.raises(pk.PackageError) as newer:
        one.take(b"commandcenter package 2\n{}")
    assert newer.value.key == "package-newer"
    assert one.door.cursor(CITY).seq == 0


def test_nothing_of_a_case_stands_readable_in_it(platform, desks):
    one, _ = desks
    one.sync()
    makes.filed(one.door)
    out = one.out()
    assert "井盖".encode() not in out
    assert b"dispatched" not in out


def test_a_revoked_workstation_and_a_stranger_are_refused(platform, desks):
    one, two = desks
    out = one.out()
    platform.revoke(EAST, "A")
    with pytest.raises(Refusal) as revoked:
        answered(platform, out)
    assert revoked.value.key == "token_revoked"
    file = io.BytesIO()
    pk.outward(two.door, "Z", two.secret, file, now=T0)
    with pytest.raises(Refusal) as unknown:
        answered(platform, file.getvalue())
    assert unknown.value.key == "token_invalid"
    two.door.street = GARDEN  # a package that names another street than its token's
    file = io.BytesIO()
    pk.outward(two.door, "B", two.secret, file, now=T0)
    with pytest.raises(Refusal):
        answered(platform, file.getvalue())


def test_a_later_package_does_not_leave_a_gap(platform, desks):
    one, two = desks
    two.sync()
    _, _, first = answered(platform, one.out())
    ahead = Desk.__new__(Desk)
    ahead.__dict__ |= one.__dict__
    one.take(first)
    at = one.door.cursor(EAST).seq
    makes.filed(two.door)
    two.sync()
    _, _, second = answered(platform, one.out())  # begins where one stands now

    class Behind:
        """The same street as it was before the first package."""

        street = EAST

        def __getattr__(self, name):
            return getattr(one.door, name)

        def cursor(self, stream):
            from commandcenter.core.facts import Cursor

            return Cursor(seq=0, h=b"", genesis="")

    with pytest.raises(pk.PackageError) as gap:
        pk.inward(Behind(), "A", one.secret, io.BytesIO(second))
    assert gap.value.key == "package-gap"
    assert (gap.value.facts["after"], gap.value.facts["have"]) == (at, 0)
    assert one.take(second).fresh > 0


def test_another_platform_than_the_one_that_was_met_is_not_believed(platform, desks):
    one, _ = desks
    one.sync()
    file = io.BytesIO()
    label = pk.Label(way=pk.BACK, street=EAST, letter="A", made=T0, salt="00" * 16)
    pk.write(file, label, one.secret, [pk.Leaf(heads={}, key="ab" * 32)])
    with pytest.raises(Rejected) as refused:
        one.take(file.getvalue())
    assert refused.value.key == "platform_key_changed"


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    path = tmp_path / "a.package"
    packages.made(path, lambda file: pk.Carried(facts=file.write(b"x")))
    with pytest.raises(FileExistsError):
        packages.made(path, lambda file: pk.Carried())
    assert path.read_bytes() == b"x"

    def fails(file):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        packages.made(tmp_path / "b.package", fails)
    assert [p.name for p in tmp_path.iterdir()] == ["a.package"]


def test_the_commands_do_it_with_files(tmp_path, capsys):
    platform_admin.new_platform(tmp_path / "platform")
    token = str(platform_admin.register(tmp_path / "platform", "一号席", makes.STREET, "A")["token"])
    about = st.About(street=makes.STREET, street_name="东门街道", letter="A", name="一号席", platform="")
    st.found(tmp_path / "ws", about, token, how="file").close()
    out, back = tmp_path / "out.package", tmp_path / "back.package"

    def main(*words):
        code = cli.main([str(word) for word in words])
        cli.keep_log(None)
        return code

    for n in (1, 2):
        assert main("package", "export", out, "--data", tmp_path / "ws") == 0
        assert main("package", "answer", out, "--out", back, "--data", tmp_path / "platform") == 0
        assert main("package", "import", back, "--data", tmp_path / "ws", "--json") == 0
        said = capsys.readouterr().out
        assert '"waiting": 0' in said
        assert main("package", "import", out, "--data", tmp_path / "ws") == 1  # the wrong way
        assert "方向" in capsys.readouterr().err
        with st.open_station(tmp_path / "ws") as station:
            if n == 1:
                makes.filed(station.door)
            else:
                assert station.door.waiting(5) == []
        assert main("package", "export", out, "--data", tmp_path / "ws") == 1  # it is there already
        out.unlink()
        back.unlink()


def test_a_fact_that_can_get_no_place_holds_nothing_up(platform, desks, caplog):
    import msgspec

    from commandcenter.core.facts import decode, encode
    from commandcenter.sync.wire import Push

    one, two = desks
    for desk in (one, two):
        desk.sync()
    makes.filed(one.door)
    waits = one.door.waiting(100)
    first = decode(waits[0].body)
    at = two.door.cursor(EAST)
    taken = encode(msgspec.structs.replace(first, sid="f" * 16, sseq=1))  # its id is another fact's there
    station = platform.authenticate(two.token)
    platform.push(station, Push(stream=EAST, after=at.seq, h=at.h.hex(), facts=[msgspec.Raw(taken)]))
    came, _, _ = answered(platform, one.out())
    assert (came.facts, came.unplaced) == (len(waits), len(waits))
    assert "under an id or count that is taken" in caplog.text
    assert platform.verify(EAST).ok


def test_a_package_is_answered_while_the_platform_serves_and_who_listens_hears_of_it(tmp_path, capsys):
    platform_admin.new_platform(tmp_path / "platform")
    tokens = [str(platform_admin.register(tmp_path / "platform", n, makes.STREET, n)["token"]) for n in "AB"]
    with process(tmp_path / "platform") as serving:
        for n, token in zip("AB", tokens, strict=True):
            run(lambda n=n, token=token: join(tmp_path / n, serving.url, token, how="file"))[0].close()

        def main(*words):
            code = cli.main([*map(str, words), "--json"])
            return code, json.loads(capsys.readouterr().out)

        with st.open_station(tmp_path / "A") as carried:
            makes.dispatched(carried.door)
        assert main("package", "export", tmp_path / "out", "--data", tmp_path / "A")[0] == 0
        with st.open_station(tmp_path / "B") as listening:
            async def heard():
                async with listening.client() as calls:
                    await until_quiet(listening.door, calls)
                    cursor = listening.door.cursor(makes.STREET)
                    waits = asyncio.ensure_future(calls.listen(makes.STREET, cursor))
                    await asyncio.sleep(0)
                    code, said = await asyncio.to_thread(main, "package", "answer", tmp_path / "out", "--out",
                                                         tmp_path / "back", "--data", tmp_path / "platform")
                    page = await waits
                    makes.dispatched(listening.door)  # and the process goes on with its own numbers
                    done = await until_quiet(listening.door, calls)
                    return code, said, page, done

            code, said, page, done = run(heard)
        assert (code, said["new"], said["unplaced"]) == (0, said["facts"], 0)
        assert page.items or page.head.seq > page.after
        assert done.pending == 0
        assert main("package", "import", tmp_path / "back", "--data", tmp_path / "A")[1]["waiting"] == 0
        assert main("sync", "--data", tmp_path / "A")[0] == 0
    with Platform.open(tmp_path / "platform", clock=now_ms) as platform:
        assert platform.verify(makes.STREET).ok
