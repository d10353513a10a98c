"""A Patroni cluster on the loopback: three PostgreSQL nodes with synchronous replication over three etcd (etcd.py).

Runs as an unprivileged user (PostgreSQL refuses root). Everything is ended by its id. Needs the Debian packages
`etcd-server` and `postgresql`, and a Patroni: the one of .venv-drill (requirements-drill.txt), else one on PATH.
"""

import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg

from commandcenter.paths import ROOT
from tests.drills.etcd import ENV, Etcd
from tests.postgres import binaries, free_port, own_folder, somebody

TTL_S, LOOP_S = 20, 3  # Patroni's shortest lease; how often each node looks
VENV = ROOT / ".venv-drill"
RETRY_S = 8  # how long a leader bears a silent etcd: longer than etcd elects; twice that and a look fit the lease
_CONFIG = """
scope: city
name: {name}
restapi: {{listen: "127.0.0.1:{rest}", connect_address: "127.0.0.1:{rest}"}}
etcd3: {{hosts: "{etcd}"}}
bootstrap:
  dcs:
    ttl: {ttl}
    loop_wait: {loop}
    retry_timeout: {retry}
    maximum_lag_on_failover: 0
    synchronous_mode: {synchronous}
    synchronous_mode_strict: {synchronous}
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters: {{max_connections: 100, shared_buffers: 64MB, wal_keep_size: 256MB, synchronous_commit: "on"}}
  initdb: [{{encoding: UTF8}}, {{locale: C}}, data-checksums]
  pg_hba: ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
postgresql:
  listen: "127.0.0.1:{port}"
  connect_address: "127.0.0.1:{port}"
  data_dir: "{folder}/data"
  bin_dir: "{bin}"
  pgpass: "{folder}/pgpass"
  authentication: {{superuser: {{username: postgres}}, replication: {{username: replicator}}}}
  parameters: {{unix_socket_directories: ""}}
"""


def missing() -> list[str]:
    """What is not there, and where it comes from."""
    there = {"postgresql (Debian package)": binaries(), "etcd-server (Debian package)": shutil.which("etcd"),
             "patroni (.venv-drill)": patroni()}
    return [what for what, found in there.items() if found is None]


def patroni() -> list[str] | None:
    """The command that is Patroni."""
    if (VENV / "stamp").exists():  # without it half-made
        return [str(VENV / "bin" / "python"), "-m", "patroni"]
    beside = shutil.which("patroni")
    return [beside] if beside else None


def runnable(folder: Path) -> list[str]:
    """The command, such that `somebody` can run it.

    Root's checkout may let in nobody but root, so then .venv-drill is copied into `folder`.
    """
    command, user = patroni(), somebody()
    assert command is not None
    if user is not None and Path(command[0]).is_relative_to(VENV):
        copy, entry = folder / VENV.name, pwd.getpwnam(user)
        shutil.copytree(VENV, copy, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            os.lchown(path, entry.pw_uid, entry.pw_gid)
        command[0] = str(copy / Path(command[0]).relative_to(VENV))
    return command


def version(command: list[str], folder: Path) -> str:
    """What a program calls itself with --version, run as `somebody`."""
    try:
        done = subprocess.run([*command, "--version"], user=somebody(), cwd=folder, env=ENV, capture_output=True,
                              text=True, check=False)
        said, why = done.stdout, done.stderr
    except OSError as err:  # such as a Python that lies in root's home
        said, why = "", str(err)
    found = re.search(r"\d+(\.\d+)+", said)
    assert found is not None, f"{somebody() or 'this account'} cannot run {command}: {why}"
    return found.group()


class Node:
    """One PostgreSQL under the care of its Patroni."""

    def __init__(self, name: str, folder: Path, command: list[str], etcd: str, *, synchronous: bool) -> None:
        self.name, self.folder, self.port, self.rest = name, folder, free_port(), free_port()
        self._command = command
        folder.mkdir()
        self._own()
        (folder / "patroni.yml").write_text(_CONFIG.format(
            name=name, rest=self.rest, etcd=etcd, port=self.port, folder=folder, bin=binaries(), ttl=TTL_S, loop=LOOP_S,
            retry=RETRY_S, synchronous=str(synchronous).lower()))
        self.patroni: subprocess.Popen[bytes] | None = None

    def _own(self) -> None:
        user = somebody()
        if user is not None:
            shutil.chown(self.folder, user)

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.patroni = subprocess.Popen(
                [*self._command, str(self.folder / "patroni.yml")], user=somebody(), cwd=self.folder,
                stdout=log, stderr=log, env=ENV, start_new_session=True)

    def processes(self) -> list[int]:
        """Patroni, the postmaster and its children, as ids."""
        found = [self.patroni.pid] if self.patroni and self.patroni.poll() is None else []
        try:
            master = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return found
        return [*found, master, *children(master)]

    def signal(self, number: signal.Signals) -> None:
        """To all of its processes at once: SIGKILL as a power cut, SIGSTOP as a machine that hangs."""
        for pid in self.processes():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue
        if number == signal.SIGKILL and self.patroni:
            self.patroni.wait()

    def end(self) -> None:
        if self.patroni and self.patroni.poll() is None:
            self.signal(signal.SIGCONT)
            self.patroni.terminate()
            try:
                self.patroni.wait(20)
            except subprocess.TimeoutExpired:
                self.signal(signal.SIGKILL)
        self.signal(signal.SIGKILL)


class Cluster:
    """The nodes and their etcd."""

    def __init__(self, folder: Path, *, synchronous: bool = True) -> None:
        self.folder = folder
        self.etcd = Etcd(folder)
        command = runnable(folder)
        self.versions = {name: version(program, folder) for name, program in {
            "patroni": command, "etcd": [str(shutil.which("etcd"))], "postgresql": [f"{binaries()}/postgres"]}.items()}
        self.nodes = [Node(f"node{n}", folder / f"node{n}", command, self.etcd.hosts, synchronous=synchronous)
                      for n in range(3)]

    def start(self) -> None:
        """Start all, wait for a leader with a synchronous standby and the third node, and make the database `city`."""
        self.etcd.again()
        self.wait("etcd", lambda: self.etcd.leader() is not None)
        self.nodes[0].start()
        self.wait("a leader", lambda: self.leader() is not None)
        for node in self.nodes[1:]:
            node.start()
        self.whole()
        leader = self.leader()
        assert leader is not None
        with psycopg.connect(f"postgresql://postgres@127.0.0.1:{leader.port}/postgres", autocommit=True) as conn:
            conn.execute("CREATE ROLE city LOGIN")
            conn.execute("CREATE DATABASE city OWNER city")

    @property
    def url(self) -> str:
        """Of whichever node leads."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"postgresql://city@{hosts}/city"

    def members(self) -> list[dict[str, object]]:
        """What the first node that answers says of all."""
        for node in self.nodes:
            try:
                answer = httpx.get(f"http://127.0.0.1:{node.rest}/cluster", timeout=2)
                return list(json.loads(answer.content)["members"])
            except (httpx.HTTPError, KeyError, ValueError):
                continue
        return []

    def leader(self) -> Node | None:
        """The node that holds the lease and says so itself."""
        for node in self.nodes:
            try:
                if httpx.get(f"http://127.0.0.1:{node.rest}/primary", timeout=2).status_code == httpx.codes.OK:
                    return node
            except httpx.HTTPError:
                continue
        return None

    def whole(self) -> None:
        """Wait until one leads, one follows synchronously and the third follows too, and all three etcd take part."""
        def good() -> bool:
            roles = sorted(str(m.get("role")) for m in self.members() if m.get("state") in ("running", "streaming"))
            return (self.etcd.well() and len(roles) == 3 and "leader" in roles
                    and ("sync_standby" in roles or not self._synchronous()))

        self.wait("all three nodes", good)

    def _synchronous(self) -> bool:
        return "synchronous_mode: true" in (self.nodes[0].folder / "patroni.yml").read_text()

    def switch(self, leader: Node) -> None:
        """A planned change of the leader."""
        answer = httpx.post(f"http://127.0.0.1:{leader.rest}/switchover", json={"leader": leader.name}, timeout=60)
        assert answer.status_code == httpx.codes.OK, answer.text

    def wait(self, what: str, good: Callable[[], bool], seconds: float = 120) -> float:
        """Seconds until it was so."""
        began = time.monotonic()
        while not good():
            if time.monotonic() - began > seconds:
                logs = "".join((node.folder / "log").read_text()[-1500:] for node in self.nodes
                               if (node.folder / "log").exists())
                raise AssertionError(f"no {what} within {seconds} s\n{logs}")
            time.sleep(0.25)
        return time.monotonic() - began

    def end(self) -> None:
        for node in self.nodes:
            node.end()
        self.etcd.end()


@contextmanager
def running(*, synchronous: bool = True) -> Iterator[Cluster]:
    """A cluster in a folder of its own, both gone afterwards."""
    folder = own_folder()
    try:
        cluster = Cluster(folder, synchronous=synchronous)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def children(parent: int) -> list[int]:
    """Ids of a process's children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.name))
    return found
