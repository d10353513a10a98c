"""The key store of the system, a real one: a private bus and a keyring daemon of its own (GNOME's Secret Service)."""

import gc
import json
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandcenter import paths
from commandcenter.app import cli
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.store.errors import StoreError

LOUD = "A key store of the system (Debian: apt-get install gnome-keyring dbus-daemon) is not installed: NOT tested here"
PASSWORD = "八个字的密码一二"
# keyring leaves the bus's socket to the collector where the bus answers with an error
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""


class Session:
    """A bus that nobody else knows, and the daemon that keeps keys on it, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.daemon = folder, None
        socket, config = folder / "bus", folder / "bus.conf"
        config.write_text(BUS.format(socket=socket))
        self.address = f"unix:path={socket}"
        self.environment = {
            "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
            "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"), "DBUS_SESSION_BUS_ADDRESS": self.address}
        self.bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"], text=True,
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.bus.stdout is not None
        assert self.bus.stdout.readline().startswith(self.address)

    def start(self, password: str | None) -> None:
        """Start the daemon: with a password its keyring is open, without one it stays locked."""
        log = self.folder / "daemon.log"
        with log.open("ab") as out:
            self.daemon = subprocess.Popen(
                ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--control-directory",
                 str(self.folder / "control"), *(["--unlock"] if password is not None else [])], env=self.environment,
                stdin=subprocess.PIPE, stdout=out, stderr=out)
        assert self.daemon.stdin is not None
        self.daemon.stdin.write((password or "").encode())
        self.daemon.stdin.close()
        until = time.monotonic() + 20
        while not keys.os_store_available():
            assert self.daemon.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.02)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        for process in (self.daemon, self.bus if how is signal.SIGTERM else None):
            if process is not None and process.poll() is None:
                process.send_signal(how)
                process.wait(timeout=20)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    if shutil.which("dbus-daemon") is None or shutil.which("gnome-keyring-daemon") is None:
        pytest.skip(LOUD)
    folder = Path(tempfile.mkdtemp(prefix="commandcenter-keys-", dir="/tmp"))  # a socket's path must be short
    made = Session(folder)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    try:
        yield made
    finally:
        made.end()
        made.end(signal.SIGKILL)
        assert made.bus.stdout is not None
        made.bus.stdout.close()
        gc.collect()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def kept(session: Session, tmp_path: Path) -> tuple[Path, bytes, str]:
    """A store whose key and token the key store of the system holds: folder, key, recovery key."""
    session.start("login")
    key = keys.create(tmp_path / "ws", how="os")
    text = keys.issue_recovery(tmp_path / "ws", key)
    keys.write_token(tmp_path / "ws", "the token", key)
    with open_store(tmp_path / "ws", key, paths.MIGRATIONS) as store, store.write() as conn:
        conn.exec_driver_sql("INSERT INTO station VALUES ('name', '一号席')")
    return tmp_path / "ws", key, text


def name_in(folder: Path, key: bytes) -> str:
    with open_store(folder, key, paths.MIGRATIONS) as store, store.read() as conn:
        return str(conn.exec_driver_sql("SELECT value FROM station WHERE name = 'name'").scalar())


def test_a_key_is_kept_read_and_taken_away_by_a_real_key_store(session, kept):
    folder, key, _ = kept
    assert {file.name for file in folder.iterdir()} >= {"key.json", "street.db"}
    assert not (folder / keys.KEY_FILE).exists()
    assert not (folder / keys.TOKEN_FILE).exists()
    for file in folder.iterdir():
        assert key.hex().encode() not in file.read_bytes()
        assert b"the token" not in file.read_bytes()
    session.end(signal.SIGKILL)  # only the daemon: the computer was switched off
    session.start("login")
    assert keys.load(folder) == key
    assert keys.read_token(folder, key) == "the token"
    assert name_in(folder, keys.load(folder)) == "一号席"

    name = keys.source(folder)["name"]
    keys.place(folder, key, how="password", password=PASSWORD)
    assert keys.load(folder, password=PASSWORD) == key
    assert keys.read_token(folder, key) == "the token"
    (folder / keys.SOURCE_FILE).write_text(json.dumps({"how": "os", "name": name}))
    with pytest.raises(StoreError, match="no-key"):  # nothing of it is left there
        keys.load(folder)


def test_the_key_changes_in_a_real_key_store_too(kept):
    folder, key, _ = kept
    other, _ = keys.begin_change(folder, key)
    assert keys.load(folder) == key
    keys.end_change(folder, other)
    assert keys.load(folder) == other
    assert keys.read_token(folder, other) == "the token"


@pytest.mark.parametrize(("how", "said"), [("locked", "key-store-locked"), ("gone", "key-store-silent")])
def test_a_key_store_that_does_not_give_the_key_is_a_sentence_and_the_recovery_key_opens(
        session, kept, how, said, caplog, capsys, tmp_path):
    folder, key, text = kept
    session.end(signal.SIGKILL)
    if how == "locked":
        session.start(None)
    for ask in (lambda: keys.load(folder), lambda: keys.read_token(folder, key)):
        with pytest.raises(StoreError) as refused:
            ask()
        assert refused.value.key == said
    assert cli.main(["verify", "--data", str(folder), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "recovery key" in told
    assert "Traceback" not in told

    (tmp_path / "recovery").write_text(text)
    (tmp_path / "password").write_text(PASSWORD)
    assert cli.main(["key", "password", "--data", str(folder), "--recovery-file", str(tmp_path / "recovery"),
                     "--keep-key", "password", "--new-password-file", str(tmp_path / "password")]) == 0
    cli.keep_log(None)
    assert keys.load(folder, password=PASSWORD) == key
    assert keys.read_token(folder, key) is None  # it was where the key was: a new one is asked for
    assert name_in(folder, key) == "一号席"


def test_a_key_store_that_goes_away_in_the_middle_is_a_sentence(session, kept):
    folder, key, _ = kept
    session.end(signal.SIGKILL)
    with pytest.raises(StoreError, match="key-store-silent"):
        keys.write_token(folder, "another", key)
    session.end()
    with pytest.raises(StoreError, match="key-store-silent"):  # the bus too
        keys.load(folder)
    assert not keys.os_store_available()
    with pytest.raises(StoreError, match="no-key-store"):
        keys.create(folder.parent / "other", how="os")
