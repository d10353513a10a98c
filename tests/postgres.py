"""A real PostgreSQL for the tests: a folder of its own, a free port of the loopback, ended by its id.

PostgreSQL refuses to run as root, so it is started as the user of its Debian package, or as nobody.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

OLDEST = 15
LOUD = "PostgreSQL is not installed (Debian: apt-get install postgresql): what needs it is NOT tested here"


def binaries() -> Path | None:
    """Folder of the newest PostgreSQL that is installed and not too old; None where there is none."""
    found = {int(folder.parent.name): folder for folder in Path("/usr/lib/postgresql").glob("*/bin")
             if folder.parent.name.isdecimal() and (folder / "postgres").exists()}
    if found and max(found) >= OLDEST:
        return found[max(found)]
    beside = shutil.which("postgres")
    return Path(beside).parent if beside else None


def needed() -> Path:
    """The same; skips the test, loudly (tests/conftest.py), where there is none."""
    folder = binaries()
    if folder is None:
        pytest.skip(LOUD)
    return folder


def somebody() -> str | None:
    """Whom to run as: None is ourselves, which will do unless we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def own_folder() -> Path:
    """A new folder that `somebody` may write to and nobody else may read."""
    folder = Path(tempfile.mkdtemp(prefix="commandcenter-pg-", dir="/tmp"))  # others may not enter pytest's
    user = somebody()
    if user is not None:
        shutil.chown(folder, user)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """A running server. `durable`: with fsync, as in earnest."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.bin, self.folder, self.port, self._user = needed(), folder, free_port(), somebody()
        self.data, self._made = folder / "data", 0
        self.run("initdb", "-D", str(self.data), "-U", "city", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                          "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal"]
        if not durable:
            self._settings += ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_wal_size=2GB"]
        self.start()

    def run(self, program: str, *words: str) -> None:
        """Run one of its programs to its end; shows what it said where it fails."""
        done = subprocess.run([str(self.bin / program), *words], user=self._user, cwd=self.folder, capture_output=True,
                              text=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, check=False)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

    def start(self, data: Path | None = None) -> None:
        """Start, and wait until it answers. `data`: from now on another folder."""
        self.data = data or self.data
        with (self.folder / "log").open("ab") as log:
            self.popen = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port), *self._settings],
                user=self._user, cwd=self.folder, stdout=log, stderr=log,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                assert self.popen.poll() is None, (self.folder / "log").read_text()
                assert time.monotonic() < until, "PostgreSQL does not answer"
                time.sleep(0.05)
            else:
                return

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: a clean end; SIGQUIT: as a crash (its children end too); SIGKILL."""
        if self.popen.poll() is None:
            self.popen.send_signal(how)
        self.popen.wait(timeout=60)

    def url(self, database: str) -> str:
        return f"postgresql://city@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        with psycopg.connect(self.url(database), autocommit=True) as conn:
            cursor = conn.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new(self, template: str = "template1") -> str:
        """A new database; its address."""
        self._made += 1
        name = f"city{self._made}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.sql(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")


@contextmanager
def running(*, durable: bool = False) -> Iterator[Postgres]:
    """A server in a folder of its own, both gone afterwards."""
    needed()
    folder = own_folder()
    try:
        server = Postgres(folder, durable=durable)
        try:
            yield server
        finally:
            server.end(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
