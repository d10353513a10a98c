"""The nginx of docs/operations.md in front of two real platform processes: TLS, limits, one node away."""

import asyncio
import contextlib
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from commandcenter.paths import RESOURCES
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import until_quiet
from commandcenter.sync.tls import trusting
from commandcenter.sync.wire import MAX_REQUEST
from tests.certificates import Authority
from tests.cityplatform.process import process
from tests.postgres import free_port
from tests.sync.streets import EAST, Author, ListStreet, clock

CONFIG = RESOURCES / "deploy" / "nginx.conf"
LOUD = "nginx is not installed (Debian: apt-get install nginx-light): the deployment's limits are NOT tested here"


@pytest.fixture
def nginx(tmp_path: Path):
    """Starts nginx with the shipped file, over these ports; gives its port."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if program is None:
        pytest.skip(LOUD)
    started = []

    def start(ports, authority, change: Callable[[str], str] = lambda text: text):
        port = free_port()
        pair = authority.issue(tmp_path)
        text = CONFIG.read_text("utf-8")
        for name, value in (("8443", port), ("8101", ports[0]), ("8102", ports[1])):
            assert f"127.0.0.1:{name}" in text
            text = text.replace(f"127.0.0.1:{name}", f"127.0.0.1:{value}")
        text = text.replace("server.crt", str(pair.cert)).replace("server.key", str(pair.key))
        temporary = "".join(f"  {kind}_temp_path {tmp_path}/{kind};\n" for kind in (
            "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        me = pwd.getpwuid(tmp_path.stat().st_uid).pw_name
        text = f"daemon off;\nuser {me};\n" + change(text).replace("http {\n", "http {\n" + temporary, 1)
        (tmp_path / "nginx.conf").write_text(text, "utf-8")
        log = (tmp_path / "nginx.log").open("ab")
        started.append((subprocess.Popen(
            [program, "-p", str(tmp_path), "-c", "nginx.conf", "-e", "stderr"], stdout=log, stderr=log), log))
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return port
            except OSError:
                assert started[0][0].poll() is None, (tmp_path / "nginx.log").read_text()
                assert time.monotonic() < until
                time.sleep(0.05)

    yield start
    for running, log in started:
        running.terminate()
        running.wait(20)
        log.close()


def test_the_shipped_file_serves_over_tls_limits_and_goes_on_with_one_node(nginx, node, tmp_path):
    platform = node()
    node()
    tokens = [platform.add_workstation(f"{letter}台", EAST, letter) for letter in "ABCD"]
    city = Authority()
    with process(tmp_path / "node0") as one, process(tmp_path / "node1") as two:
        port = nginx((one.port, two.port), city, lambda text: text.replace("header_timeout 10s", "header_timeout 1s"))
        url = f"https://127.0.0.1:{port}"

        async def exchange(street, token):
            async with Client(url, token, clock=clock, verify=trusting(city.pem)) as client:
                return await until_quiet(street, client)

        streets = []
        for n, token in enumerate(tokens):  # the tokens lead to both nodes
            streets.append(ListStreet(sid=f"{n:016x}"))
            streets[-1].write(*Author(seed=n + 1).case())
            assert asyncio.run(exchange(streets[-1], token)).pending == 0
        one.popen.terminate()
        one.end()
        for street, token in zip(streets, tokens, strict=True):
            street.write(Author(seed=hash(token) & 0xFFFF).note())
            assert asyncio.run(exchange(street, token)).pending == 0
        with httpx.Client(verify=trusting(city.pem), trust_env=False) as http:
            assert http.get(f"{url}/elsewhere").status_code == 404
            assert http.post(f"{url}/sync/push", content=bytes(MAX_REQUEST + 1)).status_code == 413
            assert http.post(f"{url}/sync/push", headers={"x-long": "x" * 20_000}).status_code == 400
            assert http.post(f"{url}/sync/hello", content=b"").status_code == 426
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://127.0.0.1:{port}/sync/hello", trust_env=False).raise_for_status()
        plain = socket.create_connection(("127.0.0.1", port), 10)
        with trusting(city.pem).wrap_socket(plain, server_hostname="127.0.0.1") as slow:
            slow.sendall(b"POST /sync/push HTTP/1.1\r\nhost: x\r\n")  # and never ends its headers
            with contextlib.suppress(ssl.SSLError, ConnectionError):  # let go: not a TimeoutError after 10 s
                assert slow.recv(100) == b""
    assert platform.verify().ok
