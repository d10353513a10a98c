"""A package of the city platform taken by a process beside the window's: stopped, cut off, refused, told."""

import io
import os
import signal

import pytest

from commandcenter.app import beside_wire as wire
from commandcenter.app import packages
from commandcenter.app.beside import Child, GoneError, PackageBeside
from commandcenter.core.facts import CITY
from commandcenter.store.verify import verify
from commandcenter.sync import package as pk
from tests import makes
from tests.sync.streets import EAST, T0

CASES = 12


def secret(desk):
    return pk.secret_of(desk.token)


def answered(platform, desk):
    """What the platform gives for the package of a desk."""
    out, back = io.BytesIO(), io.BytesIO()
    pk.outward(desk.door, desk.letter, secret(desk), out, now=T0)
    out.seek(0)
    packages.receive(platform, out, back, now=T0)
    back.seek(0)
    return back


@pytest.fixture
def path(platform, desks, tmp_path):
    """The platform's package for the first desk, which has nothing yet."""
    one, two = desks
    pk.inward(two.door, "B", secret(two), answered(platform, two))
    for _ in range(CASES):
        makes.dispatched(two.door)
    answered(platform, two)
    made = tmp_path / "back.package"
    made.write_bytes(answered(platform, one).getvalue())
    return made


def whole(platform, door):
    return all(door.cursor(stream).seq == platform.head(stream).seq for stream in (CITY, EAST))


class Stopped(Child):
    """Is told to stop before it has begun: after its first page it does."""

    def ask(self, request, going=None):
        if isinstance(request, wire.TakePackage):
            self.tell(wire.Stop())
        return super().ask(request, going)


class Killed(Child):
    """Is killed while it takes."""

    def ask(self, request, going=None):
        if isinstance(request, wire.TakePackage):
            os.kill(self.pid, signal.SIGKILL)
        return super().ask(request, going)


def test_a_package_taken_beside_is_stopped_and_then_taken_and_the_window_hears_of_all(
    platform, desks, path, monkeypatch,
):
    one, heard, steps = desks[0], [], []
    beside = PackageBeside(one.store, one.door)
    one.door.subscribe(heard.append)
    with monkeypatch.context() as patched:
        patched.setattr("commandcenter.app.beside.Child", Stopped)
        first = beside.take(str(path), "A", secret(one))
    assert first.stopped
    assert not whole(platform, one.door)
    done = beside.take(str(path), "A", secret(one), lambda n, of: steps.append((n, of)))
    assert not done.stopped
    assert whole(platform, one.door)
    assert first.fresh + done.fresh == sum(platform.head(stream).seq for stream in (CITY, EAST))
    assert len(frozenset().union(*(news.cases for news in heard))) == CASES
    assert "catalogue" in {name for news in heard for name in news.documents}
    assert one.door.books.catalogue.classes  # what came with it holds here at once
    assert steps[-1] == (path.stat().st_size, path.stat().st_size)
    assert not verify(one.store, EAST).problems


def test_where_its_process_is_killed_that_is_said_and_it_is_taken_once_more(platform, desks, path, monkeypatch):
    one = desks[0]
    beside = PackageBeside(one.store, one.door)
    with monkeypatch.context() as patched:
        patched.setattr("commandcenter.app.beside.Child", Killed)
        with pytest.raises(GoneError):
            beside.take(str(path), "A", secret(one))
    beside.take(str(path), "A", secret(one))
    assert whole(platform, one.door)
    assert not verify(one.store, EAST).problems


def test_what_cannot_be_taken_is_refused_with_the_same_key(desks, path):
    one, heard = desks[0], []
    one.door.subscribe(heard.append)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(pk.PackageError) as refused:
        PackageBeside(one.store, one.door).take(str(path), "A", secret(one))
    assert refused.value.key == "package-tampered"
    assert any(news.documents for news in heard)  # the pages before it are on the screen
