"""The store's key: wrapped by a password and by the recovery key, kept elsewhere, changed, and never half changed."""

import json
import os
import subprocess
import sys

import pytest

from commandcenter import paths
from commandcenter.store import keys, rekey
from commandcenter.store.blobs import BLOB_FILE, Blobs
from commandcenter.store.engine import STORE_FILE, connect, open_store
from commandcenter.store.errors import StoreError
from tests.pictures import jpeg

PASSWORD, OTHER = "东门2026", "新密码2027"


@pytest.fixture
def made(tmp_path):
    """A small store with a photo, opened by a password; its folder, key and recovery key."""
    key = keys.create(tmp_path, how="password", password=PASSWORD)
    text = keys.issue_recovery(tmp_path, key)
    with open_store(tmp_path, key, paths.MIGRATIONS) as store:
        with store.write() as conn:
            conn.exec_driver_sql("INSERT INTO station VALUES ('name', '一号席')")
        blobs = Blobs.beside(store)
        blobs.put(jpeg(64, 48))
        blobs.close()
    return tmp_path, key, text


def opens(folder, key):
    for name in (STORE_FILE, BLOB_FILE):
        connect(folder / name, key, read_only=True).close()
    return True


def test_two_stores_with_one_password_have_two_keys(tmp_path):
    one = keys.create(tmp_path / "a", how="password", password=PASSWORD)
    two = keys.create(tmp_path / "b", how="password", password=PASSWORD)
    assert one != two
    assert keys.load(tmp_path / "a", password=PASSWORD) == one


def test_the_recovery_key_opens_and_a_new_password_is_set(made):
    folder, key, text = made
    with pytest.raises(StoreError, match="password-wrong"):
        keys.load(folder, password="forgotten")
    assert keys.recover(folder, text) == key
    keys.place(folder, key, how="password", password=OTHER)
    assert keys.load(folder, password=OTHER) == key
    with pytest.raises(StoreError, match="password-wrong"):
        keys.load(folder, password=PASSWORD)
    assert keys.recover(folder, text) == key


def test_a_new_recovery_key_replaces_the_former_and_its_state_is_known(made):
    folder, key, text = made
    assert keys.recovery_state(folder) == "issued"
    keys.note_recovery(folder)
    assert keys.recovery_state(folder) == "noted"
    newer = keys.issue_recovery(folder, key)
    assert keys.recovery_state(folder) == "issued"
    with pytest.raises(StoreError, match="recovery-wrong"):
        keys.recover(folder, text)
    with pytest.raises(StoreError, match="recovery-mistyped"):
        keys.recover(folder, newer[:-1])
    assert keys.recover(folder, newer) == key


def test_no_file_holds_the_key_or_the_recovery_key(made):
    folder, key, text = made
    for path in folder.iterdir():
        held = path.read_bytes()
        assert key not in held
        assert key.hex().encode() not in held
        assert text.encode() not in held


def test_a_store_of_an_earlier_version_opens_and_its_password_is_no_longer_the_key_after_a_change(tmp_path):
    salt = os.urandom(16)
    key = keys._from_password(PASSWORD, salt)
    keys.write_private(tmp_path / keys.SOURCE_FILE, json.dumps({"how": "password", "salt": salt.hex()}))
    open_store(tmp_path, key, paths.MIGRATIONS).close()
    assert keys.is_legacy(tmp_path)
    assert keys.load(tmp_path, password=PASSWORD) == key
    assert keys.recovery_state(tmp_path) == "none"
    with pytest.raises(StoreError, match="recovery-none"):
        keys.recover(tmp_path, "0" * 28)
    text = rekey.change(tmp_path, key, password=PASSWORD)
    held = keys.load(tmp_path, password=PASSWORD)
    assert held != key
    assert not keys.is_legacy(tmp_path)
    assert keys.recover(tmp_path, text) == held
    connect(tmp_path / STORE_FILE, held, read_only=True).close()
    with pytest.raises(StoreError, match="store-broken"):
        connect(tmp_path / STORE_FILE, key, read_only=True)


@pytest.mark.parametrize("how", ["file", "password"])
def test_a_changed_key_opens_everything_and_the_former_nothing(made, how):
    folder, key, text = made
    keys.place(folder, key, how=how, password=PASSWORD)
    keys.write_token(folder, "t0ken", key)
    newer = rekey.change(folder, key, password=PASSWORD)
    held = keys.load(folder, password=PASSWORD)
    assert held != key
    assert opens(folder, held)
    assert keys.recover(folder, newer) == held
    assert keys.read_token(folder, held) == "t0ken"
    assert not (folder / keys.NEXT_FILE).exists()
    with pytest.raises(StoreError, match="recovery-wrong"):
        keys.recover(folder, text)


@pytest.mark.parametrize("at", ["begun", "one", "both", "kept"])
@pytest.mark.parametrize("how", ["file", "password"])
def test_a_change_that_is_cut_off_anywhere_is_finished_at_the_next_start(made, how, at):
    folder, key, _ = made
    keys.place(folder, key, how=how, password=PASSWORD)
    keys.write_token(folder, "t0ken", key)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from commandcenter.store import keys, rekey\n"
        "folder, at = Path(sys.argv[1]), sys.argv[2]\n"
        "def cut(*_): os._exit(9)\n"
        "change, place, count = rekey._change_file, keys.write_private, []\n"
        "def counted(path, a, b):\n"
        "    if at == 'begun': cut()\n"
        "    change(path, a, b); count.append(path)\n"
        "    if len(count) == {'one': 1, 'both': 2}.get(at, 0): cut()\n"
        "rekey._change_file = counted\n"
        "def placed(path, text):\n"
        "    place(path, text)\n"
        "    if at == 'kept' and len(count) == 2: cut()\n"
        "keys.write_private = placed\n"
        "rekey.change(folder, bytes.fromhex(sys.argv[3]), password=sys.argv[4])\n")
    ran = subprocess.run([sys.executable, "-c", code, str(folder), at, key.hex(), PASSWORD], cwd=paths.ROOT,
                         check=False, timeout=60, capture_output=True)
    assert ran.returncode == 9, ran.stderr
    held = rekey.resume(folder, keys.load(folder, password=PASSWORD))
    assert held != key
    assert opens(folder, held)
    assert keys.load(folder, password=PASSWORD) == held
    assert keys.recovery_state(folder) == "issued"
    assert keys.read_token(folder, held) == "t0ken"
    assert rekey.resume(folder, held) == held


def test_a_store_in_use_keeps_its_key(made):
    folder, key, _ = made
    with open_store(folder, key, paths.MIGRATIONS), pytest.raises(StoreError, match="in-use"):
        rekey.change(folder, key, password=PASSWORD)
    assert keys.load(folder, password=PASSWORD) == key
