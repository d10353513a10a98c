"""The platform as a real process: first line, clean end, port in use, kill -9 in the middle of a push."""

import asyncio
import contextlib
import random
import signal
import socket
import threading
import time

import httpx
import pytest

from commandcenter.cityplatform.files import FILE
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.facts import encode
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.rounds import until_quiet
from tests.cityplatform.process import process
from tests.sync.streets import EAST, Author, ListStreet, clock, copied


@pytest.fixture
def data(founded, tmp_path):
    """A platform's folder with two workstations; their tokens are in `data.tokens`."""
    folder = tmp_path / "platform"
    with copied(founded, folder) as platform:
        tokens[:] = [platform.add_workstation(name, EAST, name) for name in "AB"]
    return folder


tokens: list[str] = []


def sync(street, url, token):
    async def work():
        async with Client(url, token, clock=clock) as client:
            return await until_quiet(street, client)

    return asyncio.run(work())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_serves_and_ends_cleanly(data, number):
    street, other = ListStreet(), ListStreet()
    street.write(*Author().case())
    with process(data) as running:
        assert running.first_line == f"listening on http://127.0.0.1:{running.port}\n"
        done = sync(street, running.url, tokens[0])
        assert (done.pushed, done.pending) == (5, 0)
        sync(other, running.url, tokens[1])
        running.popen.send_signal(number)
        assert running.end() == (0, "", "")
    assert street.logs == other.logs
    with pytest.raises(PlatformDown, match="unreachable"):
        sync(street, running.url, tokens[0])


def test_it_ends_cleanly_also_with_a_connection_open(data):
    with process(data) as running, socket.create_connection(("127.0.0.1", running.port)) as line:
        line.sendall(b"POST /sync/push HTTP/1.1\r\nhost: x\r\n")
        with httpx.Client() as http:  # keep-alive
            http.get(running.url)
            running.popen.terminate()
            code, _, err = running.end()
    assert (code, "Traceback" in err) == (0, False)


def test_a_port_in_use_is_a_sentence_and_exit_code_1(data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with process(data, port) as running:
            code, out, err = running.end()
    assert (code, running.first_line, out) == (1, "", "")
    assert f"Cannot listen on 127.0.0.1:{port}" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("spoil", "words"), [
    (lambda data: (data / FILE).unlink(), "There is no city platform"),
    (lambda data: (data / FILE).write_bytes(b"no database" * 999), "is broken"),
])
def test_a_folder_that_cannot_be_served_is_a_sentence_and_exit_code_1(data, spoil, words):
    for side in data.glob(FILE + "-*"):
        side.unlink()
    spoil(data)
    with process(data) as running:
        code, _, err = running.end()
    assert (code, running.first_line) == (1, "")
    assert words in err
    assert str(data) in err
    assert "Traceback" not in err


def test_a_port_that_is_none(data):
    with process(data, 99_999) as running:
        code, _, err = running.end()
    assert code == 1
    assert "Traceback" not in err


def test_a_second_process_on_the_same_folder_is_refused(data):
    with process(data) as first, process(data) as second:
        code, _, err = second.end()
        assert code == 1
        assert "Another process serves" in err
        assert sync(ListStreet(), first.url, tokens[0]).pending == 0


def test_killed_in_the_middle_of_pushes_nothing_is_lost_or_doubled(data):
    """kill -9 at a random moment of a large push, again and again; what was answered is always there afterwards."""
    dice = random.Random(11)
    author, street = Author(), ListStreet()
    written = []
    kills = answered = 0
    while kills < 4 or street.outbox:
        if kills < 4:  # so much that it is still under way at the blow, on a quick machine too
            more = [fact for _ in range(max(0, 1_200 - len(street.outbox) // 5)) for fact in author.case()]
            street.write(*more)
            written += more
        with process(data) as running:
            assert running.url
            timer = threading.Timer(0.05 + dice.random() * 0.25, running.popen.kill)
            if kills < 4:
                timer.start()
            try:
                sync(street, running.url, tokens[0])
            except PlatformDown:
                kills += 1
            timer.cancel()
        with Platform.open(data, clock=clock) as platform:
            assert platform.verify(EAST).differences == ()
            assert platform.head(EAST).seq >= street.cursor(EAST).seq >= answered
        answered = street.cursor(EAST).seq
    other = ListStreet()
    with process(data) as running:
        sync(other, running.url, tokens[1])
    got = [body for body in other.bodies() if b'"actor":"platform"' not in body]
    assert got == [encode(fact) for fact in written]
    assert other.logs == street.logs


def test_a_token_withdrawn_while_it_runs_is_refused_by_the_next_request(data):
    with process(data) as running:
        street = ListStreet()
        sync(street, running.url, tokens[0])
        street.write(Author().note())
        running.popen.terminate()
        running.end()
    with Platform.open(data, clock=clock) as platform:
        platform.revoke(EAST, "A")
    with process(data) as running:
        with pytest.raises(Rejected, match="token_revoked"):
            sync(street, running.url, tokens[0])
        assert len(street.outbox) == 1
        assert sync(ListStreet(), running.url, tokens[1]).pending == 0


def test_slow_callers_do_not_stop_the_others(data):
    with process(data) as running, contextlib.ExitStack() as lines:
        for _ in range(40):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", running.port)))
            line.sendall(b"POST /sync/push HTTP/1.1\r\nhost: x\r\ncontent-length: 9999\r\n\r\nx")
        began = time.monotonic()
        assert sync(ListStreet(), running.url, tokens[0]).pending == 0
        assert time.monotonic() - began < 5
