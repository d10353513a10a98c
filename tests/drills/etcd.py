"""Three etcd on the loopback: what Patroni asks who leads. Members are killed and started again, each by its id."""

import json
import shutil
import subprocess
from pathlib import Path

import httpx

from tests.postgres import free_port, somebody

MEMBERS = 3
HEARTBEAT_MS, ELECTION_MS = 250, 2500  # a loaded machine's: in earnest 100 and 1000 will do
ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


class Member:
    """One etcd, over its own folder: started again it goes on with what it had."""

    def __init__(self, n: int, folder: Path) -> None:
        self.name, self.client, self.peer = f"etcd{n}", free_port(), free_port()
        self.folder = folder / self.name
        self.folder.mkdir()
        user = somebody()
        if user is not None:
            shutil.chown(self.folder, user)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.client}"

    @property
    def peer_url(self) -> str:
        return f"http://127.0.0.1:{self.peer}"

    def start(self, all_of_them: str) -> None:
        with self.folder.with_suffix(".log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(shutil.which("etcd")), "--data-dir", str(self.folder), "--name", self.name,
                 "--listen-client-urls", self.url, "--advertise-client-urls", self.url,
                 "--listen-peer-urls", self.peer_url, "--initial-advertise-peer-urls", self.peer_url,
                 "--initial-cluster", all_of_them, "--heartbeat-interval", str(HEARTBEAT_MS),
                 "--election-timeout", str(ELECTION_MS)],
                user=somebody(), cwd=self.folder, stdout=log, stderr=log, env=ENV)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """As a power cut."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def leads(self) -> bool:
        """Whether it says of itself that it leads; it must answer."""
        try:
            answer = httpx.post(f"{self.url}/v3/maintenance/status", content=b"{}", timeout=2)
            said = json.loads(answer.content)
            return bool(said["header"]["member_id"] == said["leader"])
        except (httpx.HTTPError, KeyError, ValueError):
            return False

    def well(self) -> bool:
        """Whether it takes part: it reads what a majority agrees on."""
        try:
            return bool(httpx.get(f"{self.url}/health", timeout=2).json()["health"] == "true")
        except (httpx.HTTPError, KeyError, ValueError):
            return False


class Etcd:
    """The three of them; `again` starts them."""

    def __init__(self, folder: Path) -> None:
        self.members = [Member(n, folder) for n in range(MEMBERS)]
        self._all = ",".join(f"{member.name}={member.peer_url}" for member in self.members)

    @property
    def hosts(self) -> str:
        """For Patroni."""
        return ",".join(f"127.0.0.1:{member.client}" for member in self.members)

    def leader(self) -> Member | None:
        """Who leads among them; None while nobody does."""
        return next((member for member in self.members if member.leads()), None)

    def well(self) -> bool:
        """Whether all three take part."""
        return all(member.well() for member in self.members)

    def again(self) -> None:
        """Start those that do not run."""
        for member in self.members:
            if not member.running:
                member.start(self._all)

    def end(self) -> None:
        for member in self.members:
            member.kill()
